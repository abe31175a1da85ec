//! Opening a folder: what the head file and the journal say, whether they agree, and what a crash left to be mended.

use crate::disk::{Disk, DiskError, INCOMING};
use crate::entry::{Entry, LogNumber};
use crate::error::{Damage, StoreError};
use crate::head::{FileState, HeadFile, Mark};
use crate::journal::{self, Frames, JOURNAL, Next};
use crate::log::{Head, Log, Whose, read_head};

/// What was found at opening, beside the logs themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What is known of the head that was signed last.
    pub head: HeadState,
    /// Leaves of our own log beyond the signed head. They stay, see `Store::open`.
    pub beyond_head: u64,
    /// Leaves under the signed head that are not here, after a damaged journal was cut. Nothing is signed before `Store::refill`.
    pub leaves_lost: u64,
    /// What was put in order.
    pub mended: Vec<Mended>,
}

/// What the head file says of the head that was signed last. `Intact` and `OlderSlotBad` are an intact head file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadState {
    /// It is there, or nothing was signed yet.
    Intact,
    /// It is there; of the one before, a part is unreadable.
    OlderSlotBad,
    /// One of two slots is unreadable, and it may have been the newer one: a crash while signing, or damage.
    NewestUncertain,
    /// There is none. Nothing is signed before `Store::restore_head`.
    Lost,
}

/// What opening put in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mended {
    /// The journal ended in a part that can't be read and was never acknowledged, or that an administrator let go.
    SetAside {
        /// Where it is kept.
        file: String,
        /// Where it began.
        offset: u64,
    },
    /// A file that had not yet taken its name was removed; it may have held a payload.
    IncomingRemoved,
}

/// What to do with a journal that is damaged where it was durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OnDamage {
    Refuse,
    SetAside,
}

/// All that opening learns.
pub(crate) struct Found {
    pub folder: [u8; 16],
    pub logs: Vec<Log>,
    pub end: Mark,
    pub file: HeadFile,
    /// The head that was signed last, if it is known that one was.
    pub signed: Option<Head>,
    pub opened: Opened,
}

pub(crate) fn open<D: Disk>(disk: &mut D, on_damage: OnDamage) -> Result<Found, StoreError> {
    let file = HeadFile::read(disk)?;
    present(disk, &file)?;
    let signed = signed_head(&file)?;
    let mut mended = Vec::new();
    if disk.len(INCOMING)?.is_some() {
        disk.remove(INCOMING)?;
        mended.push(Mended::IncomingRemoved);
    }
    let scan = Scan::of(disk, &file, signed.as_ref().map_or(0, |head| head.size))?;
    let folder = scan.folder.ok_or_else(|| never_begun(&file, scan.bad))?;
    if let Some((offset, what)) = scan.bad {
        may_cut(&file, &scan, on_damage, what).map_err(|()| StoreError::Damaged { offset, what })?;
        mended.push(Mended::SetAside { file: journal::set_aside(disk, offset)?, offset });
    } else if !scan.passed_mark && on_damage == OnDamage::Refuse {
        return Err(StoreError::Damaged { offset: scan.end.length, what: Damage::BeforeMark });
    }
    agree(&file, folder, &scan.logs[0], signed.as_ref())?;
    make_durable(disk, &file, &scan)?;
    let (held, size) = (scan.logs[0].held(), signed.as_ref().map_or(0, |head| head.size));
    let (beyond_head, leaves_lost) = (held.saturating_sub(size), size.saturating_sub(held));
    let head = head_state(&file, scan.end, beyond_head);
    Ok(Found { folder, logs: scan.logs, end: scan.end, file, signed, opened: Opened { head, beyond_head, leaves_lost, mended } })
}

/// Whether there is a counterpart here at all, or the beginning of one.
fn present<D: Disk>(disk: &D, file: &HeadFile) -> Result<(), StoreError> {
    let empty = disk.len(JOURNAL)?.unwrap_or(0) == 0;
    match (&file.newest, empty) {
        (Some(slot), true) if slot.mark == Mark::NONE => Err(StoreError::Unfinished),
        (None, true) if file.state == FileState::Missing => Err(StoreError::Absent),
        (None, true) => Err(StoreError::Unfinished),
        _ => Ok(()),
    }
}

fn signed_head(file: &HeadFile) -> Result<Option<Head>, StoreError> {
    let note = file.newest.as_ref().map(|slot| &slot.note).filter(|note| !note.is_empty());
    note.map(|note| read_head(note).map(|(_, head)| head)).transpose()
}

/// Why a journal has no first entry: its making was broken off, or it is lost.
fn never_begun(file: &HeadFile, bad: Option<(u64, Damage)>) -> StoreError {
    match (&file.newest, bad) {
        (Some(slot), Some((_, Damage::Length | Damage::Short | Damage::Checksum))) if slot.mark == Mark::NONE => {
            StoreError::Unfinished
        }
        (_, bad) => StoreError::Damaged { offset: 0, what: bad.map_or(Damage::BeforeMark, |(_, what)| what) },
    }
}

/// The journal as it reads, up to its end or the first frame that can't be read.
pub(crate) struct Scan {
    folder: Option<[u8; 16]>,
    logs: Vec<Log>,
    /// The end of the last frame that can be read.
    pub end: Mark,
    /// Where the journal can't be read, and why.
    pub bad: Option<(u64, Damage)>,
    /// Whether the journal holds what the head file says was made durable.
    pub passed_mark: bool,
}

impl Scan {
    pub fn of<D: Disk>(disk: &D, file: &HeadFile, signed: u64) -> Result<Self, DiskError> {
        let mark = file.newest.as_ref().map_or(Mark::NONE, |slot| slot.mark);
        let mut scan = Self { folder: None, logs: Vec::new(), end: Mark::NONE, bad: None, passed_mark: mark == Mark::NONE };
        let mut frames = Frames::all(disk)?;
        loop {
            match frames.read_next()? {
                Next::End => break,
                Next::Bad(offset, damage) => {
                    scan.bad = Some((offset, damage));
                    break;
                }
                Next::Entry(offset, entry) => {
                    if let Err(damage) = scan.apply(&entry, offset, signed) {
                        scan.bad = Some((offset, damage));
                        break;
                    }
                }
            }
            scan.end = frames.at();
            scan.passed_mark |= scan.end == mark;
        }
        Ok(scan)
    }

    /// Whether the log with this number is the same here.
    pub fn same(&self, number: usize, log: &Log) -> bool {
        self.logs.get(number).is_some_and(|found| found.same_leaves(log))
    }

    fn apply(&mut self, entry: &Entry<'_>, offset: u64, signed: u64) -> Result<(), Damage> {
        match entry {
            Entry::Begin { folder, origin } if self.folder.is_none() => {
                self.folder = Some(*folder);
                self.logs.push(Log::new(origin));
                return Ok(());
            }
            Entry::Log { origin } if self.folder.is_some() => {
                self.logs.push(Log::new(origin));
                return Ok(());
            }
            _ => apply(&mut self.logs, entry, offset)?,
        }
        let own = &mut self.logs[0];
        // A rewound log may come to this size more than once.
        if own.held() == signed && own.tree() != own.held_tree() {
            own.cover(own.held_tree().clone());
        }
        Ok(())
    }
}

/// Hands an entry to its log.
pub(crate) fn apply(logs: &mut [Log], entry: &Entry<'_>, offset: u64) -> Result<(), Damage> {
    let number = match entry {
        Entry::Begin { .. } | Entry::Log { .. } => return Err(Damage::Order),
        Entry::Leaf { log, .. } | Entry::Head { log, .. } | Entry::Fork { log, .. } => *log,
        Entry::Branch { log, .. } | Entry::Rewind { log, .. } => *log,
    };
    let log = logs.get_mut(usize::from(number)).ok_or(Damage::Order)?;
    log.apply(entry, offset, whose(number))
}

pub(crate) fn whose(number: LogNumber) -> Whose {
    if number == 0 { Whose::Own } else { Whose::Other }
}

/// Whether the journal may be cut where it can't be read.
///
/// A crash tears only what lies beyond the mark, and only while the head file is not being written; whatever else is unreadable was
/// acknowledged once, and letting go of it is for an administrator to say. A frame that is whole but strange is never cut.
fn may_cut(file: &HeadFile, scan: &Scan, on_damage: OnDamage, what: Damage) -> Result<(), ()> {
    let torn = matches!(what, Damage::Length | Damage::Short | Damage::Checksum);
    let unacknowledged = scan.passed_mark && file.state == FileState::Intact;
    if torn && (unacknowledged || on_damage == OnDamage::SetAside) { Ok(()) } else { Err(()) }
}

/// Whether signed head and journal belong together.
fn agree(file: &HeadFile, folder: [u8; 16], own: &Log, signed: Option<&Head>) -> Result<(), StoreError> {
    let disagrees = |what| Err(StoreError::HeadDisagrees { what });
    if file.newest.as_ref().is_some_and(|slot| slot.folder != folder) {
        return disagrees("they are of two folders");
    }
    let Some(head) = signed else { return Ok(()) };
    if read_head(&head.note).is_ok_and(|(origin, _)| origin != own.origin()) {
        return disagrees("they are of two logs");
    }
    if own.held() < head.size {
        // The mark is as old as the head, so they were let go when a damaged journal was cut.
        return Ok(());
    }
    if own.tree().size() != head.size || own.tree().root() != head.root {
        return disagrees("the root is another");
    }
    Ok(())
}

/// What lies beyond the mark may stand in memory only, after a failed sync. It is written again before anything builds on it.
fn make_durable<D: Disk>(disk: &mut D, file: &HeadFile, scan: &Scan) -> Result<(), StoreError> {
    match &file.newest {
        Some(slot) if scan.passed_mark && slot.mark != scan.end => journal::write_again(disk, slot.mark, scan.end),
        _ => Ok(()),
    }
}

fn head_state(file: &HeadFile, end: Mark, beyond_head: u64) -> HeadState {
    match (&file.newest, file.state) {
        (None, _) => HeadState::Lost,
        (Some(_), FileState::Intact) => HeadState::Intact,
        // A newer slot would speak of a longer journal, or of leaves that this one does not cover.
        (Some(slot), _) if slot.mark == end && beyond_head == 0 => HeadState::OlderSlotBad,
        (Some(_), _) => HeadState::NewestUncertain,
    }
}
