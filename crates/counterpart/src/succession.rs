//! Succession: a party that lost its node key goes on in a new log, which names the final head of the old one.
//!
//! Its root key signs that act; the other parties countersign in their own logs. All leaves up to the final head stand,
//! no other leaf of the old log counts, and the new one goes on once all have countersigned and the old one is folded to its end.
//!
//! The opening of a new log, its succession and the countersignatures of others, waits for nothing in an old log: what was lost
//! with one party's machine may be cited in the log of another one that was lost too, and each needs the other's countersignature.

use crate::act_format::ActId;
use crate::act_format::v1::Head;
use crate::log::LogId;
use agreement::id::BodyId;
use std::collections::{BTreeMap, BTreeSet};

/// One succession.
#[derive(Clone, Debug)]
struct Succession {
    act: ActId,
    old: LogId,
    head: Head,
    countersigned: BTreeSet<BodyId>,
    complete: bool,
}

/// The successions, by the log that follows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Successions {
    of: BTreeMap<LogId, Succession>,
    /// The ends that complete successions have set; they outlast a restart of the fold.
    ends: BTreeMap<LogId, u64>,
}

impl Successions {
    /// Notes that `new` follows `old` from its final `head`, by the act `act`.
    pub(crate) fn open(&mut self, act: ActId, new: LogId, old: LogId, head: Head) {
        self.of.insert(new, Succession { act, old, head, countersigned: BTreeSet::new(), complete: false });
    }

    /// Notes that `party` countersigns `act`; says whether that was the last of `others`.
    pub(crate) fn countersign(&mut self, act: &ActId, party: BodyId, others: usize) -> bool {
        let Some(succession) = self.of.values_mut().find(|succession| succession.act == *act) else { return false };
        succession.countersigned.insert(party);
        let last = !succession.complete && succession.countersigned.len() >= others;
        if last {
            succession.complete = true;
            self.ends.insert(succession.old, succession.head.size);
        }
        last
    }

    /// Whether nobody has succeeded.
    pub(crate) fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// The old log that `new` follows, and its final head.
    pub(crate) fn followed(&self, new: LogId) -> Option<(LogId, &Head)> {
        self.of.get(&new).map(|succession| (succession.old, &succession.head))
    }

    /// The logs that follow others and are countersigned by all, each with the old one and its final head.
    pub(crate) fn complete(&self) -> impl Iterator<Item = (LogId, LogId, &Head)> {
        let complete = self.of.iter().filter(|(_, succession)| succession.complete);
        complete.map(|(new, succession)| (*new, succession.old, &succession.head))
    }

    /// The log that follows `old`.
    pub(crate) fn successor(&self, old: LogId) -> Option<LogId> {
        self.of.iter().find(|(_, succession)| succession.old == old).map(|(new, _)| *new)
    }

    /// Beyond which size the leaves of `log` do not count.
    pub(crate) fn end(&self, log: LogId) -> Option<u64> {
        self.ends.get(&log).copied()
    }

    /// The successions that `party` has not countersigned: the act, the new log, the old one and its final head.
    pub(crate) fn awaiting(&self, party: BodyId) -> impl Iterator<Item = (ActId, LogId, LogId, &Head)> {
        let open = self.of.iter().filter(move |(_, succession)| !succession.countersigned.contains(&party));
        open.map(|(new, succession)| (succession.act, *new, succession.old, &succession.head))
    }

    /// Without the successions themselves, but with the ends they have set.
    pub(crate) fn restart(self) -> Successions {
        Successions { of: BTreeMap::new(), ends: self.ends }
    }
}
