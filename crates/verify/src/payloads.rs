//! Payloads: whether what stands in the folder is what the acts committed to, and which are not there.
//!
//! That a payload is missing is no fault: a party holds only what its acts' audiences let it see, and privacy law may have erased it.

use crate::fault::{Fault, What};
use counterpart::commitment::Payload;
use store::FolderDisk;
use store::blobs::{self, BlobError};
use store::disk::Disk;

/// What became of the payloads that acts name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payloads {
    /// How many are here and are what was committed to.
    pub here: u64,
    /// Those that were erased, by their SHA-256 commitments.
    pub erased: Vec<[u8; 32]>,
    /// Those that are not here.
    pub missing: Vec<[u8; 32]>,
}

impl Payloads {
    /// Adds what another batch found.
    pub fn add(&mut self, other: Payloads) {
        self.here += other.here;
        self.erased.extend(other.erased);
        self.missing.extend(other.missing);
    }
}

/// Holds one payload against both its commitments and its length.
pub fn check(disk: &FolderDisk, payload: &Payload, payloads: &mut Payloads) -> Result<(), Fault> {
    let name = payload.commitment.sha256;
    let path = blobs::path(&name);
    match blobs::get(disk, &name) {
        Ok((salt, bytes)) if payload.commitment.opens_with(&salt, &bytes) && payload.length == bytes.len() as u64 => {
            payloads.here += 1
        }
        Ok(_) | Err(BlobError::Wrong { .. }) => return Err(Fault::of(What::Payload, &path)),
        Err(BlobError::Absent { .. }) => payloads.missing.push(name),
        Err(BlobError::Erased { .. }) if disk.len(&path)?.is_some() => return Err(Fault::of(What::PayloadErased, &path)),
        Err(BlobError::Erased { .. }) => payloads.erased.push(name),
        Err(BlobError::Disk(error)) => return Err(error.into()),
        Err(error) => return Err(Fault::of(What::Payload, &path).because(error)),
    }
    Ok(())
}
