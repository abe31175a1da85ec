//! Small files beside the journal: the mark of a careful start, and the proofs of forks with the hashes that make them proofs.

use crate::error::KeeperError;
use exchange::{ForkProof, Message, wire};
use record::leaf_hash;
use store::Disk;
use store::disk::read_whole;

/// While this file is there, a start is careful whatever else the disk says.
const CAREFUL: &str = "careful";

/// The folder of the proofs.
const FORKS: &str = "forks";

/// Whether a careful start was begun and not ended.
pub(crate) fn is_careful<D: Disk>(disk: &D) -> Result<bool, KeeperError> {
    Ok(disk.len(CAREFUL)?.is_some())
}

/// Notes that a careful start begins.
pub(crate) fn set_careful<D: Disk>(disk: &mut D) -> Result<(), KeeperError> {
    if !is_careful(disk)? {
        disk.replace(CAREFUL, b"until the other parties have answered\n")?;
    }
    Ok(())
}

/// Notes that a careful start has ended.
pub(crate) fn clear_careful<D: Disk>(disk: &mut D) -> Result<(), KeeperError> {
    if is_careful(disk)? {
        disk.remove(CAREFUL)?;
    }
    Ok(())
}

/// Keeps the proof that a log forked, as the message that tells others.
pub(crate) fn keep_fork<D: Disk>(disk: &mut D, proof: &ForkProof) -> Result<(), KeeperError> {
    disk.replace(&fork_file(&proof.origin), &wire::encode(&Message::Fork(proof.clone())))?;
    Ok(())
}

/// The kept proof that a log forked. One that can't be read is as good as none: the others send it again.
pub(crate) fn fork<D: Disk>(disk: &D, origin: &str) -> Result<Option<ForkProof>, KeeperError> {
    let bytes = read_whole(disk, &fork_file(origin), exchange::limits::MESSAGE_BYTES_MAX as u64)?;
    match bytes.map(|bytes| wire::decode(&bytes)) {
        Some(Ok(Message::Fork(proof))) if proof.origin == origin => Ok(Some(proof)),
        _ => Ok(None),
    }
}

/// An origin may hold what no file name can.
fn fork_file(origin: &str) -> String {
    format!("{FORKS}/{}", hex(&leaf_hash(origin.as_bytes())))
}

/// Bytes in lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = |byte: &u8| [byte >> 4, byte & 15].map(|half| char::from(DIGITS[usize::from(half)]));
    bytes.iter().flat_map(digits).collect()
}
