//! One party's counterpart on a disk: made once, opened at every start, read at random.

use std::ops::Range;

use record::key::NAME_BYTES_MAX;
use record::tree::Compact;
use record::{Hash, leaf_hash};

use crate::disk::Disk;
use crate::entry::{Entry, LogNumber};
use crate::error::{Damage, StoreError};
use crate::head::{FileState, HEAD, HeadFile, Mark, Slot};
use crate::journal::{self, JOURNAL};
use crate::log::{Fork, Head, Log};
use crate::open::{self, Found, HeadState, OnDamage, Opened};

/// No journal's first entry is longer: its frame, its first line, the folder's id and the longest origin.
const BEGIN_BYTES_MAX: u64 = 320;

/// Whose counterpart a folder holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Drawn at random when the folder is made; journal and head file both bear it.
    pub folder: [u8; 16],
    /// The origin of the party's own log.
    pub origin: String,
}

/// The journal of one party and all that follows from it in memory: per leaf eight bytes.
#[derive(Debug)]
pub struct Store<D> {
    pub(crate) disk: D,
    pub(crate) folder: [u8; 16],
    /// By number; the own log is the first.
    pub(crate) logs: Vec<Log>,
    /// Where the journal goes on.
    pub(crate) end: Mark,
    /// What the head file says; none while the signed head is lost.
    pub(crate) slot: Option<Slot>,
    /// The head that we signed last, if any.
    pub(crate) signed: Option<Head>,
    /// A write failed, and what is on the disk is unknown.
    pub(crate) stopped: bool,
}

impl<D: Disk> Store<D> {
    /// Makes a counterpart in an empty folder, or in one where this was broken off.
    ///
    /// The head file comes first: a journal without one is then always a head that was lost, never one that was not yet there.
    pub fn create(mut disk: D, identity: &Identity) -> Result<Self, StoreError> {
        check_origin(&identity.origin)?;
        let begin = Entry::Begin { folder: identity.folder, origin: &identity.origin };
        let slot = Slot { folder: identity.folder, sequence: 0, mark: Mark::NONE, note: Vec::new() };
        may_create(&disk)?;
        if disk.len(HEAD)?.is_some() {
            disk.truncate(HEAD, 0)?;
        }
        slot.write(&mut disk)?;
        if disk.len(JOURNAL)?.is_some() {
            disk.truncate(JOURNAL, 0)?;
        }
        journal::append(&mut disk, Mark::NONE, &[begin])?;
        Ok(Self::open(disk)?.0)
    }

    /// Opens a counterpart: reads the whole journal, recomputes all trees, holds the signed head against them.
    ///
    /// A torn end that was never acknowledged is set aside. Whole leaves of our own log beyond the signed head are kept and come under
    /// the next one. They were not acknowledged, so either would do after a crash between journal and head; but when the newer slot of
    /// the head file was damaged they look just the same and *were* acknowledged, and to drop them would be a fork of our own making.
    /// Other logs' leaves that no head covers wait until one does.
    ///
    /// A journal that is damaged where it was durable is an error that says where. Nothing is changed then.
    pub fn open(disk: D) -> Result<(Self, Opened), StoreError> {
        Self::open_with(disk, OnDamage::Refuse)
    }

    /// Opens a counterpart whose journal is damaged, as an administrator decides: it is cut at the damage and the rest set aside. What
    /// was lost has to come back from the mirrors; while leaves under the signed head are missing, nothing is signed.
    pub fn open_damaged(disk: D) -> Result<(Self, Opened), StoreError> {
        Self::open_with(disk, OnDamage::SetAside)
    }

    fn open_with(mut disk: D, on_damage: OnDamage) -> Result<(Self, Opened), StoreError> {
        let Found { folder, logs, end, file, signed, opened } = open::open(&mut disk, on_damage)?;
        let mut store = Self { disk, folder, logs, end, slot: file.newest, signed, stopped: false };
        if on_damage == OnDamage::SetAside && opened.head != HeadState::Lost {
            // The mark still speaks of what was let go.
            store.acknowledge(None)?;
        }
        Ok((store, opened))
    }

    /// The party's own log.
    pub fn own(&self) -> &Log {
        &self.logs[0]
    }

    /// All logs, the own one first, then in the order in which they were first heard of.
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// A log by its origin.
    pub fn log(&self, origin: &str) -> Option<&Log> {
        self.logs.iter().find(|log| log.origin() == origin)
    }

    /// Our own head that was signed last: none before the first, and none while it is lost.
    pub fn signed(&self) -> Option<&Head> {
        self.signed.as_ref()
    }

    /// The folder's id.
    pub fn folder(&self) -> [u8; 16] {
        self.folder
    }

    /// One leaf, checked against the journal's checksum.
    pub fn leaf(&self, origin: &str, index: u64) -> Result<Vec<u8>, StoreError> {
        let number = self.number(origin)?;
        self.leaf_of(number, index)
    }

    /// Leaves in order, read one by one. Beyond the end of the log each is an error.
    pub fn leaves(
        &self,
        origin: &str,
        range: Range<u64>,
    ) -> Result<impl Iterator<Item = Result<Vec<u8>, StoreError>> + '_, StoreError> {
        let number = self.number(origin)?;
        Ok(range.map(move |index| self.leaf_of(number, index)))
    }

    /// The proofs of forks of a log.
    pub fn forks(&self, origin: &str) -> Result<Vec<Fork>, StoreError> {
        let log = &self.logs[usize::from(self.number(origin)?)];
        let fork = |entry: Entry<'_>| match entry {
            Entry::Fork { one, other, .. } => Some(Fork { one: one.to_vec(), other: other.to_vec() }),
            _ => None,
        };
        log.forks.iter().map(|offset| journal::look_up(&self.disk, *offset, fork)).collect()
    }

    /// The leaves of the other branch that begins after `split` common leaves: place and bytes, in the order in which they came.
    pub fn branch(&self, origin: &str, split: u64) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        let log = &self.logs[usize::from(self.number(origin)?)];
        let leaf = |entry: Entry<'_>| if let Entry::Branch { bytes, .. } = entry { Some(bytes.to_vec()) } else { None };
        let places = log.branches.get(&split).into_iter().flatten();
        places.map(|(index, offset)| Ok((*index, journal::look_up(&self.disk, *offset, leaf)?))).collect()
    }

    /// The root over the first `size` leaves: at once for recent heads, otherwise by reading the log from its beginning.
    pub fn root_at(&self, origin: &str, size: u64) -> Result<Hash, StoreError> {
        let number = self.number(origin)?;
        match self.logs[usize::from(number)].known_root(size) {
            Some(root) => Ok(root),
            None => Ok(self.tree_at(number, size)?.root()),
        }
    }

    /// The disk, for reading what stands beside the journal.
    pub fn disk(&self) -> &D {
        &self.disk
    }

    /// The disk, for tiles and payloads. Journal and head file are the store's own.
    pub fn disk_mut(&mut self) -> &mut D {
        &mut self.disk
    }

    /// Gives the disk back.
    pub fn into_disk(self) -> D {
        self.disk
    }

    pub(crate) fn number(&self, origin: &str) -> Result<LogNumber, StoreError> {
        let place = self.logs.iter().position(|log| log.origin() == origin);
        let place = place.ok_or_else(|| StoreError::UnknownLog { origin: origin.to_owned() })?;
        Ok(LogNumber::try_from(place).expect("logs are bounded by their numbers"))
    }

    pub(crate) fn leaf_of(&self, number: LogNumber, index: u64) -> Result<Vec<u8>, StoreError> {
        let log = &self.logs[usize::from(number)];
        let offset = log.offset(index);
        let offset = offset.ok_or_else(|| StoreError::NoSuchLeaf { origin: log.origin().to_owned(), index })?;
        journal::look_up(&self.disk, offset, |entry| match entry {
            Entry::Leaf { log, index: found, bytes } if log == number && found == index => Some(bytes.to_vec()),
            _ => None,
        })
    }

    /// The tree at any size that the log has.
    pub(crate) fn tree_at(&self, number: LogNumber, size: u64) -> Result<Compact, StoreError> {
        let log = &self.logs[usize::from(number)];
        if let Some(tree) = log.known_tree(size) {
            return Ok(tree.clone());
        }
        let mut tree = Compact::new();
        for index in 0..size {
            tree.append(leaf_hash(&self.leaf_of(number, index)?));
        }
        Ok(tree)
    }
}

/// An origin that a checkpoint can state.
pub(crate) fn check_origin(origin: &str) -> Result<(), StoreError> {
    let fits = !origin.is_empty() && origin.len() <= NAME_BYTES_MAX && origin.bytes().all(|byte| byte >= b' ');
    if fits { Ok(()) } else { Err(StoreError::BadOrigin { origin: origin.to_owned() }) }
}

/// Whether nothing would be lost by making a counterpart here: no head was ever marked, and the journal has not even its first entry.
fn may_create<D: Disk>(disk: &D) -> Result<(), StoreError> {
    let file = HeadFile::read(disk)?;
    let journal = disk.len(JOURNAL)?.unwrap_or(0);
    let marked = file.newest.as_ref().is_some_and(|slot| slot.mark != Mark::NONE || !slot.note.is_empty());
    let unmarked = file.newest.is_some();
    let lost = file.state == FileState::Missing && journal > 0;
    // A journal no longer than its first entry, that can't be read, was broken off while that entry was written.
    let mut frames = journal::Frames::all(disk)?;
    let torn = match frames.read_next()? {
        journal::Next::End => true,
        journal::Next::Bad(_, Damage::Short | Damage::Checksum | Damage::Length) => journal <= BEGIN_BYTES_MAX && unmarked,
        _ => false,
    };
    if marked || lost || !torn { Err(StoreError::Present) } else { Ok(()) }
}
