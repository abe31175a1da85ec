//! The first pass: the journal from its first byte to its last, each frame held against the checksums before it.
//!
//! It keeps where everything stands, eight bytes for each leaf, so that the second pass can read each log for itself.

use crate::fault::{Fault, What};
use std::collections::BTreeMap;
use store::FolderDisk;
use store::disk::Disk;
use store::entry::Entry;
use store::error::Damage;
use store::head::{FileState, HEAD, HeadFile, Mark};
use store::journal::{Frames, JOURNAL, Next};

/// One log as the journal holds it.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// Its origin.
    pub origin: String,
    /// Where the frame of each leaf begins.
    pub offsets: Vec<u64>,
    /// The heads, in the order of the journal.
    pub heads: Vec<Kept>,
    /// Where the frames of its forks begin.
    pub forks: Vec<u64>,
    /// The leaves of other histories, by how many leaves are common: place in that history, place in the journal.
    pub branches: BTreeMap<u64, Vec<(u64, u64)>>,
    /// The sizes from which the log went on, with the edge of the tree there.
    pub rewinds: Vec<(u64, Vec<u8>)>,
    /// How many of its leaves a head covers: only those count.
    pub size: u64,
}

/// A head as the journal holds it.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// Where its frame begins.
    pub offset: u64,
    /// How many leaves of its log stood before it.
    pub held: u64,
}

/// What the first pass found.
#[derive(Debug)]
pub struct Walked {
    /// What the head file says; none in a backup, to which it does not belong.
    pub signed: Option<Vec<u8>>,
    /// The logs, the party's own first.
    pub shelves: Vec<Shelf>,
    /// Bytes at the end that a crash left and that were never acknowledged.
    pub torn_bytes: u64,
}

impl Shelf {
    fn new(origin: &str) -> Shelf {
        Shelf {
            origin: origin.to_owned(),
            offsets: Vec::new(),
            heads: Vec::new(),
            forks: Vec::new(),
            branches: BTreeMap::new(),
            rewinds: Vec::new(),
            size: 0,
        }
    }

    /// How many leaves are here.
    pub fn held(&self) -> u64 {
        self.offsets.len() as u64
    }
}

/// Walks through the journal. `watch` is told of bytes done and bytes in all.
pub fn walk(disk: &FolderDisk, watch: &mut dyn FnMut(u64, u64)) -> Result<Walked, Fault> {
    let file = HeadFile::read(disk)?;
    if matches!(file.state, FileState::OneSlotBad | FileState::Bad) {
        return Err(Fault::of(What::HeadFile, HEAD));
    }
    let bytes = disk.len(JOURNAL)?.filter(|bytes| *bytes > 0).ok_or(Fault::of(What::NoCounterpart, JOURNAL))?;
    let mark = file.newest.as_ref().map_or(Mark::NONE, |slot| slot.mark);
    let mut walker = Walker { folder: None, shelves: Vec::new(), passed: mark == Mark::NONE };
    let mut frames = Frames::all(disk)?;
    let (mut torn_bytes, mut told) = (0, 0);
    loop {
        match frames.read_next()? {
            Next::End => break,
            Next::Bad(offset, damage) => {
                let torn = matches!(damage, Damage::Short | Damage::Checksum | Damage::Length);
                if !torn || !walker.passed || file.newest.is_none() {
                    return Err(walker.bad(offset, damage));
                }
                torn_bytes = bytes - offset;
                break;
            }
            Next::Entry(offset, entry) => walker.take(offset, &entry).map_err(|damage| walker.bad(offset, damage))?,
        }
        walker.passed |= frames.at() == mark;
        if frames.at().length - told > 1 << 20 {
            told = frames.at().length;
            watch(told, bytes);
        }
    }
    walker.end(&file, frames.at(), torn_bytes)
}

struct Walker {
    folder: Option<[u8; 16]>,
    shelves: Vec<Shelf>,
    /// Whether the journal held what the head file says was made durable.
    passed: bool,
}

impl Walker {
    fn take(&mut self, offset: u64, entry: &Entry<'_>) -> Result<(), Damage> {
        match entry {
            Entry::Begin { folder, origin } if self.folder.is_none() => {
                self.folder = Some(*folder);
                self.shelves.push(Shelf::new(origin));
                return Ok(());
            }
            Entry::Begin { .. } => return Err(Damage::Order),
            Entry::Log { origin } => {
                let fresh = self.folder.is_some() && self.shelves.iter().all(|shelf| shelf.origin != *origin);
                self.shelves.push(Shelf::new(origin));
                return if fresh { Ok(()) } else { Err(Damage::Order) };
            }
            _ => {}
        }
        let number = match entry {
            Entry::Leaf { log, .. } | Entry::Head { log, .. } | Entry::Fork { log, .. } => *log,
            Entry::Branch { log, .. } | Entry::Rewind { log, .. } => *log,
            Entry::Begin { .. } | Entry::Log { .. } => return Err(Damage::Order),
        };
        let own = number == 0;
        let shelf = self.shelves.get_mut(usize::from(number)).ok_or(Damage::Order)?;
        shelf.take(offset, entry, own)
    }

    /// The place at which the journal goes wrong: after which leaf of which log.
    fn bad(&self, offset: u64, damage: Damage) -> Fault {
        let what = match damage {
            Damage::Unknown => What::JournalNewer,
            Damage::Order => What::JournalOrder,
            Damage::BeforeMark => What::JournalShort,
            Damage::Length | Damage::Short | Damage::Checksum => What::Journal,
        };
        let fault = Fault::of(what, JOURNAL).byte(offset).because(damage);
        let last = self.shelves.iter().filter(|shelf| shelf.offsets.last().is_some());
        match last.max_by_key(|shelf| shelf.offsets.last().copied()) {
            Some(shelf) => fault.in_log(&shelf.origin).at(shelf.held()),
            None => fault,
        }
    }

    fn end(mut self, file: &HeadFile, end: Mark, torn_bytes: u64) -> Result<Walked, Fault> {
        let folder = self.folder.ok_or(Fault::of(What::NoCounterpart, JOURNAL))?;
        if file.newest.as_ref().is_some_and(|slot| slot.folder != folder) {
            return Err(Fault::of(What::HeadFileOther, HEAD));
        }
        if !self.passed {
            return Err(self.bad(end.length, Damage::BeforeMark));
        }
        let signed = file.newest.as_ref().map(|slot| slot.note.clone()).filter(|note| !note.is_empty());
        if let (Some(note), Some(own)) = (&signed, self.shelves.first_mut()) {
            own.size = own.size.max(stated_size(note).unwrap_or(0)).min(own.held());
        }
        Ok(Walked { signed, shelves: self.shelves, torn_bytes })
    }
}

impl Shelf {
    fn take(&mut self, offset: u64, entry: &Entry<'_>, own: bool) -> Result<(), Damage> {
        match entry {
            Entry::Leaf { index, .. } if *index == self.held() => self.offsets.push(offset),
            Entry::Head { note, .. } => {
                self.heads.push(Kept { offset, held: self.held() });
                // What a head says for certain comes out when it is read whole; here only how far it covers.
                self.size = self.size.max(stated_size(note).unwrap_or(0).min(self.held()));
            }
            Entry::Rewind { size, edge, .. } if *size <= self.held() && (own || *size >= self.size) => {
                self.rewinds.retain(|(earlier, _)| earlier <= size);
                self.rewinds.push((*size, edge.to_vec()));
                self.offsets.truncate(usize::try_from(*size).map_err(|_| Damage::Order)?);
            }
            Entry::Fork { .. } => self.forks.push(offset),
            Entry::Branch { split, index, .. } => self.branches.entry(*split).or_default().push((*index, offset)),
            _ => return Err(Damage::Order),
        }
        Ok(())
    }
}

/// The second line of a checkpoint as a number.
fn stated_size(note: &[u8]) -> Option<u64> {
    let line = note.split(|byte| *byte == b'\n').nth(1)?;
    std::str::from_utf8(line).ok()?.parse().ok()
}
