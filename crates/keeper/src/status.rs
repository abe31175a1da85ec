//! How a keeper stands: whether it signs, how far each log is held, folded and cosigned, and how final an act is.

use crate::keeper::Keeper;
use crate::shelves::View;
use agreement::id::BodyId;
use counterpart::frontier::{Head, Roots};
use exchange::{HaltReason, Party};
use record::Hash;
use store::Disk;

/// Whether a keeper signs its own log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not yet: it asks the others for what it may have lost.
    Starting {
        /// The parties that have answered since the start.
        answered: Vec<BodyId>,
        /// The parties that have not.
        waiting_for: Vec<BodyId>,
        /// The own log's leaves here, and under a larger head that bears its key, if there is one.
        behind: Option<(u64, u64)>,
    },
    /// It signs.
    Signing,
    /// It signs nothing any more: a person must look.
    Halted(HaltReason),
    /// A write failed: it must be opened again.
    Stopped,
}

/// How final an act is. It is no part of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finality {
    /// It stands in its author's log.
    Recorded,
    /// The mirrors of a majority of the other parties hold it.
    Received,
    /// The mirrors of all other parties hold it.
    HeldByAll,
}

/// One log as it is held here. Sizes count leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogStatus {
    /// Its origin.
    pub origin: String,
    /// Whose it is.
    pub party: BodyId,
    /// Leaves under its newest head here, or up to where the record has ended it.
    pub size: u64,
    /// How many of them are folded.
    pub folded: u64,
    /// How many wait for leaves of other logs.
    pub waiting: u64,
    /// How many a majority of the other parties' mirrors hold.
    pub received: u64,
    /// How many all of them hold.
    pub held_by_all: u64,
    /// The root of the newest head.
    pub root: Hash,
    /// The parties whose mirrors have cosigned the newest head.
    pub cosigned_by: Vec<BodyId>,
    /// Whether it is proved to have two histories.
    pub is_forked: bool,
    /// Whether its next leaf needs newer software.
    pub needs_newer: bool,
}

/// How a keeper stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Whether it signs.
    pub standing: Standing,
    /// Whether its mirror cosigns nothing before it has a new key.
    pub needs_mirror_key: bool,
    /// The logs, first those of the founding in the agreement's order, then those that followed.
    pub logs: Vec<LogStatus>,
    /// The digest of the state.
    pub digest: Hash,
}

impl<D: Disk> Keeper<'_, D> {
    /// How it stands.
    pub fn status(&self) -> Status {
        let origins = self.fold.counterpart.logs().map(|(origin, ..)| origin.to_owned()).collect::<Vec<_>>();
        Status {
            standing: self.standing(),
            needs_mirror_key: self.keyless,
            logs: origins.iter().filter_map(|origin| self.log_status(origin)).collect(),
            digest: self.fold.counterpart.digest(),
        }
    }

    /// Whether it signs.
    pub fn standing(&self) -> Standing {
        if self.stopped {
            return Standing::Stopped;
        }
        if let Some(reason) = &self.halted {
            return Standing::Halted(reason.clone());
        }
        if self.exchange.may_sign() {
            return Standing::Signing;
        }
        let answered = self.exchange.answered().map(body).collect::<Vec<_>>();
        let others = self.outboxes.keys().copied().map(body);
        let waiting_for = others.filter(|other| !answered.contains(other)).collect();
        Standing::Starting { answered, waiting_for, behind: self.exchange.behind() }
    }

    /// One log, if the record has it.
    pub fn log_status(&self, origin: &str) -> Option<LogStatus> {
        let counterpart = &self.fold.counterpart;
        let (_, party, folded, held) = counterpart.logs().find(|(known, ..)| *known == origin)?;
        let view = View { store: &self.store, shelves: &self.shelves };
        let head = self.exchange.head(origin).map_or(0, |head| head.size());
        // Of a log that was settled, the kept end may be under a head that is not here.
        let size = self.ends.get(origin).copied().filter(|end| *end <= self.shelves.size(origin)).unwrap_or(head);
        let reached = self.reached(origin, party);
        let majority = reached.len() / 2 + 1;
        Some(LogStatus {
            origin: origin.to_owned(),
            party,
            size,
            folded,
            waiting: held - folded,
            received: reached.get(reached.len().saturating_sub(majority)).copied().unwrap_or(size),
            held_by_all: reached.first().copied().unwrap_or(size),
            root: view.root(origin, size).unwrap_or(record::empty_root()),
            cosigned_by: self.exchange.holders(origin, size).into_iter().map(body).collect(),
            is_forked: self.exchange.fork(origin).is_some() || counterpart.forks().any(|(forked, ..)| forked == origin),
            needs_newer: counterpart.needs_newer(origin),
        })
    }

    /// How final the first `size` leaves of a log are; none if they are not under a head here.
    pub fn finality(&self, origin: &str, size: u64) -> Option<Finality> {
        if size > self.exchange.head(origin)?.size() {
            return None;
        }
        let others = self.outboxes.len();
        let holders = self.exchange.holders(origin, size).len();
        Some(match holders {
            holders if holders >= others => Finality::HeldByAll,
            holders if holders > others / 2 => Finality::Received,
            _ => Finality::Recorded,
        })
    }

    /// The heads of all logs, as far as they are folded.
    pub fn frontier(&self) -> Vec<Head> {
        self.fold.counterpart.frontier(&View { store: &self.store, shelves: &self.shelves })
    }

    /// How much of a log each mirror but its owner's is known to hold, the smallest first.
    fn reached(&self, origin: &str, owner: BodyId) -> Vec<u64> {
        let parties = self.setup.agreement.parties().filter(|party| *party != owner);
        let reached = parties.map(|party| self.exchange.reached(origin, Party(party.0 as u8)));
        let mut reached = reached.collect::<Vec<_>>();
        reached.sort_unstable();
        reached
    }
}

pub(crate) fn body(party: Party) -> BodyId {
    BodyId(u16::from(party.0))
}
