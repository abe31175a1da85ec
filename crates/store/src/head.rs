//! The own signed head, in a tiny file of two slots written in turn, and with it how much of the journal is durable.
//!
//! It is written and synced after the journal, and before anything is acknowledged. A slot that a crash tore leaves the other one.
//! It never goes back: it belongs to no backup.

use record::Hash;
use sha2::{Digest, Sha256};

use crate::disk::{Disk, DiskError};
use crate::error::StoreError;
use crate::frame::{Chain, GENESIS};

/// The file's name.
pub const HEAD: &str = "head";

/// The most bytes of our own signed head: room for an Ed25519, an ML-DSA-44 and an SM2 signature.
pub const OWN_NOTE_BYTES_MAX: usize = 8_000;

/// Where the second slot begins; more than a slot's bytes, and on a border of every disk's blocks.
const SLOT_BYTES: u64 = 8_192;

/// How every slot begins.
const MAGIC: &[u8] = b"counterpart/head/v1\n";

/// How far the journal is known to be durable. What lies beyond was never acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the journal.
    pub length: u64,
    /// The checksum of its last frame there.
    pub chain: Chain,
}

impl Mark {
    /// Nothing yet.
    pub const NONE: Self = Self { length: 0, chain: GENESIS };
}

/// One slot: what was true at one commit point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The folder's id, as in the journal's first entry.
    pub folder: [u8; 16],
    /// Counts the writes of this file.
    pub sequence: u64,
    /// How far the journal was durable.
    pub mark: Mark,
    /// Our newest signed head; empty before the first.
    pub note: Vec<u8>,
}

/// What the head file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadFile {
    /// The newest slot that can be read.
    pub newest: Option<Slot>,
    /// Whether that is all there ever was.
    pub state: FileState,
}

/// In what state a head file was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileState {
    /// Both slots are as the writing in turn leaves them.
    Intact,
    /// One slot is unreadable: torn by a crash, or damaged later. It may have been the newer one.
    OneSlotBad,
    /// There is no file.
    Missing,
    /// No slot can be read.
    Bad,
}

impl HeadFile {
    /// Reads both slots.
    pub fn read<D: Disk>(disk: &D) -> Result<Self, DiskError> {
        if disk.len(HEAD)?.is_none() {
            return Ok(Self { newest: None, state: FileState::Missing });
        }
        let first = read_slot(disk, 0)?;
        let second = read_slot(disk, SLOT_BYTES)?;
        let state = match (&first, &second) {
            (Found::Slot(one), Found::Slot(two)) if one.sequence.abs_diff(two.sequence) == 1 => FileState::Intact,
            // Before the second write there is nothing in the second slot.
            (Found::Slot(one), Found::Nothing) if one.sequence == 0 => FileState::Intact,
            (Found::Slot(_), _) | (_, Found::Slot(_)) => FileState::OneSlotBad,
            _ => FileState::Bad,
        };
        let slots = [first, second].into_iter().filter_map(|found| if let Found::Slot(slot) = found { Some(slot) } else { None });
        Ok(Self { newest: slots.max_by_key(|slot| slot.sequence), state })
    }
}

impl Slot {
    /// Writes this slot in its turn and makes it durable. Before it returns, nothing that the slot says may be told to anyone.
    pub fn write<D: Disk>(&self, disk: &mut D) -> Result<(), StoreError> {
        if self.note.len() > OWN_NOTE_BYTES_MAX {
            return Err(StoreError::NoteTooLarge { bytes: self.note.len(), note_bytes_max: OWN_NOTE_BYTES_MAX });
        }
        let (offset, bytes) = ((self.sequence % 2) * SLOT_BYTES, self.to_bytes());
        disk.write_at(HEAD, offset, &bytes)?;
        disk.sync(HEAD)?;
        let mut found = vec![0; bytes.len()];
        disk.read_at(HEAD, offset, &mut found)?;
        if found == bytes { Ok(()) } else { Err(StoreError::ReadBackDiffers { file: HEAD, offset }) }
    }

    /// Magic, folder, sequence, mark, the note with its length, and SHA-256 over all that.
    fn to_bytes(&self) -> Vec<u8> {
        let length = (self.note.len() as u32).to_be_bytes();
        let (sequence, marked) = (self.sequence.to_be_bytes(), self.mark.length.to_be_bytes());
        let mut bytes = [MAGIC, &self.folder, &sequence, &marked, &self.mark.chain, &length, &self.note].concat();
        let check: Hash = Sha256::digest(&bytes).into();
        bytes.extend_from_slice(&check);
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let folder = take(&mut rest)?;
        let sequence = u64::from_be_bytes(take(&mut rest)?);
        let mark = Mark { length: u64::from_be_bytes(take(&mut rest)?), chain: take(&mut rest)? };
        let length = u32::from_be_bytes(take(&mut rest)?) as usize;
        let (note, after) = rest.split_at_checked(length)?;
        let content = &bytes[..bytes.len() - after.len()];
        let check: Hash = *after.first_chunk()?;
        let whole = length <= OWN_NOTE_BYTES_MAX && Hash::from(Sha256::digest(content)) == check;
        whole.then(|| Self { folder, sequence, mark, note: note.to_vec() })
    }
}

enum Found {
    Slot(Slot),
    /// Nothing but zeros, or nothing at all.
    Nothing,
    Bad,
}

fn read_slot<D: Disk>(disk: &D, offset: u64) -> Result<Found, DiskError> {
    let mut bytes = vec![0; SLOT_BYTES as usize];
    let read = disk.read_at(HEAD, offset, &mut bytes)?;
    if bytes[..read].iter().all(|byte| *byte == 0) {
        return Ok(Found::Nothing);
    }
    // A slot stands in the place of its turn only.
    let slot = Slot::from_bytes(&bytes[..read]).filter(|slot| (slot.sequence % 2) * SLOT_BYTES == offset);
    Ok(slot.map_or(Found::Bad, Found::Slot))
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, left) = rest.split_first_chunk::<N>()?;
    *rest = left;
    Some(*taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory_disk::{Fault, MemoryDisk};

    fn slot(sequence: u64) -> Slot {
        let mark = Mark { length: 100 + sequence, chain: [sequence as u8; 16] };
        Slot { folder: [7; 16], sequence, mark, note: format!("note {sequence}").into_bytes() }
    }

    fn written(count: u64) -> MemoryDisk {
        let mut disk = MemoryDisk::new();
        (0..count).for_each(|sequence| slot(sequence).write(&mut disk).unwrap());
        disk
    }

    #[test]
    fn the_newest_slot_is_read() {
        assert_eq!(HeadFile::read(&written(0)).unwrap(), HeadFile { newest: None, state: FileState::Missing });
        for count in 1..5 {
            let found = HeadFile::read(&written(count)).unwrap();
            assert_eq!(found, HeadFile { newest: Some(slot(count - 1)), state: FileState::Intact });
        }
    }

    #[test]
    fn a_crash_while_writing_leaves_the_slot_before() {
        for seed in 0..200 {
            let mut disk = written(4);
            disk.plan(disk.operations(), Fault::StopsAfter);
            assert!(slot(4).write(&mut disk).is_err());
            disk.crash(seed);
            let found = HeadFile::read(&disk).unwrap();
            let sequence = found.newest.clone().unwrap().sequence;
            assert_eq!(found.newest, Some(slot(sequence)));
            match found.state {
                FileState::Intact => assert!(sequence == 3 || sequence == 4),
                state => assert_eq!((state, sequence), (FileState::OneSlotBad, 3)),
            }
        }
    }

    #[test]
    fn a_flipped_bit_never_makes_another_slot() {
        let disk = written(4);
        let length = disk.bytes(HEAD).unwrap().len() as u64;
        for bit in 0..length * 8 {
            let mut bad = disk.clone();
            assert!(bad.flip(HEAD, bit));
            let found = HeadFile::read(&bad).unwrap();
            let sequence = found.newest.clone().unwrap().sequence;
            assert_eq!(found.newest, Some(slot(sequence)), "bit {bit}");
            assert!(sequence == 3 || (sequence == 2 && found.state == FileState::OneSlotBad), "bit {bit}");
        }
    }

    #[test]
    fn what_is_no_head_file() {
        let mut disk = written(2);
        let whole = disk.bytes(HEAD).unwrap().to_vec();
        // Each file: its bytes, the state, the sequence read.
        let swapped = [&whole[8192..], &vec![0; 8192 - (whole.len() - 8192)], &whole[..8192]].concat();
        let cases: [(&[u8], FileState, Option<u64>); 5] = [
            (b"", FileState::Bad, None),
            (b"not a head", FileState::Bad, None),
            (&swapped, FileState::Bad, None),
            (&whole[..8192], FileState::Intact, Some(0)),
            (&[&vec![0; 8192], &whole[8192..]].concat(), FileState::OneSlotBad, Some(1)),
        ];
        for (bytes, state, sequence) in cases {
            disk.put(HEAD, Some(bytes));
            let found = HeadFile::read(&disk).unwrap();
            assert_eq!((found.state, found.newest.map(|slot| slot.sequence)), (state, sequence));
        }
        let long = Slot { note: vec![0; OWN_NOTE_BYTES_MAX + 1], ..slot(0) };
        assert!(matches!(long.write(&mut disk), Err(StoreError::NoteTooLarge { bytes: 8_001, note_bytes_max: 8_000 })));
    }
}
