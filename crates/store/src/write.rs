//! Writing: our own leaves under a new signed head, and what we hold for the others.
//!
//! The order is always the same: the entries, synced and read back; then the head file with the new mark, synced; then, and only
//! then, the caller may tell anyone. After any failure in between, the store stops until it is opened again.

use std::ops::Range;

use record::tree::Compact;
use record::{leaf_hash, note::NOTE_BYTES_MAX};

use crate::disk::Disk;
use crate::entry::{Entry, LogNumber, edge_bytes};
use crate::error::StoreError;
use crate::head::{HEAD, OWN_NOTE_BYTES_MAX, Slot};
use crate::journal;
use crate::log::{Head, Log, read_head};
use crate::open;
use crate::store::{Store, check_origin};

/// The longest leaf that we write into our own log: 60 kB.
pub const OWN_LEAF_BYTES_MAX: usize = 61_440;

/// The longest leaf that we hold for another: what an entry bundle can carry (tlog-tiles). Between the two a leaf is void in the fold,
/// and kept all the same.
pub const LEAF_BYTES_MAX: usize = 65_535;

/// The most logs in one journal: parties, their former logs, and what a stranger might try.
const LOGS_MAX: usize = 4_096;

impl<D: Disk> Store<D> {
    /// Adds leaves to our own log and signs the head over all of them. Gives the places of the new leaves.
    ///
    /// `sign` gets the tree over all leaves of the log and gives the note of a checkpoint that says just that. Once this returns, the
    /// leaves are on record. Many submitters are served by one call with many leaves. A call without leaves signs those beyond the head.
    pub fn commit(&mut self, leaves: &[Vec<u8>], sign: impl FnOnce(&Compact) -> Vec<u8>) -> Result<Range<u64>, StoreError> {
        self.may_sign()?;
        check_leaves(leaves, OWN_LEAF_BYTES_MAX)?;
        let first = self.own().held();
        let entries = (first..).zip(leaves).map(|(index, bytes)| Entry::Leaf { log: 0, index, bytes });
        self.append(&entries.collect::<Vec<_>>())?;
        // A signature that says something else stops the store: the leaves are there and nobody was told.
        self.stopped = true;
        let tree = self.own().held_tree().clone();
        let note = sign(&tree);
        let head = self.check_head(0, &note, &tree)?;
        self.acknowledge(Some(head))?;
        self.logs[0].cover(tree);
        Ok(first..self.own().held())
    }

    /// Adds leaves of another party's log and the head that covers the log up to their end. Once this returns, the head may be
    /// cosigned. The caller has verified the head's signature and that it is consistent with the former one; here the root is
    /// recomputed. Without leaves it keeps a head, or newer cosignatures of one, for the log as it is.
    ///
    /// The leaves go on where the log ends, or begin again where the former head ends, if what waited beyond it turned out wrong.
    pub fn mirror(&mut self, origin: &str, from: u64, leaves: &[Vec<u8>], note: &[u8]) -> Result<(), StoreError> {
        if origin == self.own().origin() {
            return Err(StoreError::WrongLog { origin: origin.to_owned() });
        }
        self.take_up(origin, from, leaves, Some(note))?;
        self.acknowledge(None)
    }

    /// Adds leaves without a head that covers them all, for a log that is too long for one call; they wait. Of our own log, this and
    /// `refill` take back what was lost.
    pub fn gather(&mut self, origin: &str, from: u64, leaves: &[Vec<u8>]) -> Result<(), StoreError> {
        self.take_up(origin, from, leaves, None)
    }

    /// Takes back leaves of our own log from the mirrors, with the largest head that we once signed over them. The caller has verified
    /// our own signature. A head smaller than the one stored is refused.
    pub fn refill(&mut self, from: u64, leaves: &[Vec<u8>], note: &[u8]) -> Result<(), StoreError> {
        check_own_note(note)?;
        let stored = self.signed.as_ref().map_or(0, |head| head.size);
        let (_, head) = read_head(note)?;
        if head.size < stored {
            return Err(StoreError::HeadSmaller { stored, found: head.size });
        }
        let origin = self.own().origin().to_owned();
        self.take_up(&origin, from, leaves, Some(note))?;
        self.acknowledge(Some(head))?;
        let tree = self.own().held_tree().clone();
        self.logs[0].cover(tree);
        Ok(())
    }

    /// After the head file was lost: the largest head that we signed, as the other parties hold it, or none if none of them holds
    /// any. Leaves beyond it stay and come under the next head. Where a head is known, it is only ever replaced by one as large.
    pub fn restore_head(&mut self, note: Option<&[u8]>) -> Result<(), StoreError> {
        self.running()?;
        let stored = self.signed.as_ref().map_or(0, |head| head.size);
        let Some(note) = note else {
            if self.slot.is_some() && stored > 0 {
                return Err(StoreError::HeadSmaller { stored, found: 0 });
            }
            return self.write_slot(Vec::new());
        };
        check_own_note(note)?;
        let (_, head) = read_head(note)?;
        if head.size < stored {
            return Err(StoreError::HeadSmaller { stored, found: head.size });
        }
        if head.size > self.own().held() {
            return Err(StoreError::LeavesLost { held: self.own().held(), signed: head.size });
        }
        let tree = self.tree_at(0, head.size)?;
        let head = self.check_head(0, note, &tree)?;
        self.write_slot(head.note.clone())?;
        self.signed = Some(head);
        self.logs[0].cover(tree);
        Ok(())
    }

    /// Keeps a head of any log, our own included, at a size that is already covered: the same head with newer cosignatures.
    pub fn keep_cosignatures(&mut self, origin: &str, note: &[u8]) -> Result<(), StoreError> {
        self.running()?;
        let log = self.number(origin)?;
        check_note(note)?;
        let (_, head) = read_head(note)?;
        let held = self.logs[usize::from(log)].size();
        if head.size > held {
            return Err(StoreError::OtherSize { origin: origin.to_owned(), expected: held, found: head.size });
        }
        let root = self.root_at(origin, head.size)?;
        same_head(origin, head.size, root, note)?;
        self.append(&[Entry::Head { log, note }])?;
        self.acknowledge(None)
    }

    /// Keeps the proof that a log forked: two heads signed by its key that can't both be.
    pub fn keep_fork(&mut self, origin: &str, one: &[u8], other: &[u8]) -> Result<(), StoreError> {
        self.running()?;
        let log = self.number(origin)?;
        check_note(one)?;
        check_note(other)?;
        self.append(&[Entry::Fork { log, one, other }])?;
        self.acknowledge(None)
    }

    /// Keeps leaves of a log's other branch, which has `split` leaves in common with the log as it is kept here.
    pub fn keep_branch(&mut self, origin: &str, split: u64, from: u64, leaves: &[Vec<u8>]) -> Result<(), StoreError> {
        self.running()?;
        let log = self.number(origin)?;
        check_leaves(leaves, LEAF_BYTES_MAX)?;
        let entries = (from..).zip(leaves).map(|(index, bytes)| Entry::Branch { log, split, index, bytes });
        self.append(&entries.collect::<Vec<_>>())?;
        self.acknowledge(None)
    }

    /// Whether a head may be signed now, and why not.
    pub fn may_sign(&self) -> Result<(), StoreError> {
        self.running()?;
        let (held, signed) = (self.own().held(), self.signed.as_ref().map_or(0, |head| head.size));
        if held < signed { Err(StoreError::LeavesLost { held, signed }) } else { self.head_known() }
    }

    fn head_known(&self) -> Result<(), StoreError> {
        if self.slot.is_none() { Err(StoreError::HeadLost) } else { Ok(()) }
    }

    fn running(&self) -> Result<(), StoreError> {
        if self.stopped { Err(StoreError::Stopped) } else { Ok(()) }
    }

    /// Checks leaves, and the head if there is one, against the log as it would then be, and only then writes them.
    fn take_up(&mut self, origin: &str, from: u64, leaves: &[Vec<u8>], note: Option<&[u8]>) -> Result<(), StoreError> {
        self.running()?;
        check_leaves(leaves, LEAF_BYTES_MAX)?;
        let known = self.number(origin).ok();
        let log = match known {
            Some(number) => number,
            None => self.next_number(origin)?,
        };
        // Without a head file there is no mark to write; our own head comes first.
        if note.is_some() && log != 0 {
            self.head_known()?;
        }
        let mut tree = match known {
            Some(number) => self.tree_to_go_on_from(number, from)?,
            None if from > 0 => return Err(StoreError::Gap { origin: origin.to_owned(), expected: 0, found: from }),
            None => Compact::new(),
        };
        let edge = edge_bytes(tree.edge());
        leaves.iter().for_each(|leaf| tree.append(leaf_hash(leaf)));
        if let Some(note) = note {
            check_note(note)?;
            same_size(origin, tree.size(), note)?;
            same_head(origin, tree.size(), tree.root(), note)?;
        }
        let held = self.logs.get(usize::from(log)).map_or(0, Log::held);
        let begun = known.is_none().then_some(Entry::Log { origin });
        let rewound = (from < held).then_some(Entry::Rewind { log, size: from, edge: &edge });
        let leaves = (from..).zip(leaves).map(|(index, bytes)| Entry::Leaf { log, index, bytes });
        let head = note.map(|note| Entry::Head { log, note });
        self.append(&begun.into_iter().chain(rewound).chain(leaves).chain(head).collect::<Vec<_>>())
    }

    /// The tree after which new leaves come: at the end of what is here, or anywhere beyond what a head covers.
    fn tree_to_go_on_from(&self, number: LogNumber, from: u64) -> Result<Compact, StoreError> {
        let log = &self.logs[usize::from(number)];
        if from > log.held() || from < log.size().min(log.held()) {
            return Err(StoreError::Gap { origin: log.origin().to_owned(), expected: log.held(), found: from });
        }
        self.tree_at(number, from)
    }

    fn next_number(&self, origin: &str) -> Result<LogNumber, StoreError> {
        check_origin(origin)?;
        let free = LogNumber::try_from(self.logs.len()).ok().filter(|_| self.logs.len() < LOGS_MAX);
        free.ok_or_else(|| StoreError::BadOrigin { origin: origin.to_owned() })
    }

    /// The head in a note about one of our logs, if it says what the tree says.
    fn check_head(&self, log: LogNumber, note: &[u8], tree: &Compact) -> Result<Head, StoreError> {
        check_own_note(note)?;
        let origin = self.logs[usize::from(log)].origin();
        same_size(origin, tree.size(), note)?;
        same_head(origin, tree.size(), tree.root(), note)
    }

    /// Writes entries to the journal, and takes them up once they are durable.
    fn append(&mut self, entries: &[Entry<'_>]) -> Result<(), StoreError> {
        self.running()?;
        if entries.is_empty() {
            return Ok(());
        }
        self.stopped = true;
        let (offsets, end) = journal::append(&mut self.disk, self.end, entries)?;
        for (entry, offset) in entries.iter().zip(offsets) {
            if let Entry::Log { origin } = entry {
                self.logs.push(Log::new(origin));
            } else {
                let taken = open::apply(&mut self.logs, entry, offset);
                assert!(taken.is_ok(), "an entry was checked before it was written: {taken:?}");
            }
        }
        self.end = end;
        self.stopped = false;
        Ok(())
    }

    /// Writes the head file: the journal is durable to its end, and this is our signed head, or still the one before.
    pub(crate) fn acknowledge(&mut self, head: Option<Head>) -> Result<(), StoreError> {
        let note = head.as_ref().or(self.signed.as_ref()).map(|head| head.note.clone());
        self.write_slot(note.unwrap_or_default())?;
        self.signed = head.or(self.signed.take());
        Ok(())
    }

    fn write_slot(&mut self, note: Vec<u8>) -> Result<(), StoreError> {
        self.stopped = true;
        if self.slot.is_none() && self.disk.len(HEAD)?.is_some() {
            // What can't be read would make the new slot look doubtful.
            self.disk.truncate(HEAD, 0)?;
        }
        let sequence = self.slot.as_ref().map_or(0, |slot| slot.sequence + 1);
        let slot = Slot { folder: self.folder, sequence, mark: self.end, note };
        slot.write(&mut self.disk)?;
        self.slot = Some(slot);
        self.stopped = false;
        Ok(())
    }
}

fn check_leaves(leaves: &[Vec<u8>], leaf_bytes_max: usize) -> Result<(), StoreError> {
    match leaves.iter().enumerate().find(|(_, bytes)| bytes.len() > leaf_bytes_max) {
        Some((leaf, bytes)) => Err(StoreError::LeafTooLarge { leaf, bytes: bytes.len(), leaf_bytes_max }),
        None => Ok(()),
    }
}

fn check_note(note: &[u8]) -> Result<(), StoreError> {
    check_length(note, NOTE_BYTES_MAX)
}

fn check_own_note(note: &[u8]) -> Result<(), StoreError> {
    check_length(note, OWN_NOTE_BYTES_MAX)
}

fn check_length(note: &[u8], note_bytes_max: usize) -> Result<(), StoreError> {
    if note.len() > note_bytes_max { Err(StoreError::NoteTooLarge { bytes: note.len(), note_bytes_max }) } else { Ok(()) }
}

fn same_size(origin: &str, expected: u64, note: &[u8]) -> Result<(), StoreError> {
    let (_, head) = read_head(note)?;
    if head.size == expected {
        Ok(())
    } else {
        Err(StoreError::OtherSize { origin: origin.to_owned(), expected, found: head.size })
    }
}

/// The head in the note, if it is of this log and has this root.
fn same_head(origin: &str, size: u64, root: record::Hash, note: &[u8]) -> Result<Head, StoreError> {
    let (found, head) = read_head(note)?;
    if found != origin {
        return Err(StoreError::OtherOrigin { expected: origin.to_owned(), found });
    }
    if head.root != root {
        return Err(StoreError::OtherRoot { origin: origin.to_owned(), size, computed: root });
    }
    Ok(head)
}
