//! Succession: a party that lost its node key goes on in a new log, which names the final head of the old one.
//!
//! Its root key signs that act; the other parties countersign in their own logs. All leaves up to the final head stand,
//! no other leaf of the old log counts, and nothing but successions counts in the new one until all have countersigned.

use crate::act_format::ActId;
use crate::act_format::v1::{Body, RecordVerb};
use crate::log::{LogId, Mark};
use agreement::id::BodyId;
use std::collections::{BTreeMap, BTreeSet};

/// One succession.
#[derive(Clone, Debug)]
struct Succession {
    act: ActId,
    old: LogId,
    size: u64,
    countersigned: BTreeSet<BodyId>,
    complete: bool,
}

/// The successions, by the log that follows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Successions {
    of: BTreeMap<LogId, Succession>,
    /// The ends that complete successions have set; they outlast a restart of the fold.
    ends: BTreeMap<LogId, u64>,
    /// What old logs had come to at the sizes that successions name, once they are folded so far; a size outlasts a restart.
    marks: BTreeMap<(LogId, u64), Option<Mark>>,
}

impl Successions {
    /// Notes that `new` follows `old` from its head of `size` leaves, by the act `act`.
    pub(crate) fn open(&mut self, act: ActId, new: LogId, old: LogId, size: u64) {
        self.of.insert(new, Succession { act, old, size, countersigned: BTreeSet::new(), complete: false });
    }

    /// What `old` had come to at `size`, which is not where it is now; `None` until it is folded again from its first leaf.
    pub(crate) fn mark(&mut self, old: LogId, size: u64) -> Option<Mark> {
        self.marks.entry((old, size)).or_default().clone()
    }

    /// Keeps what `log` has come to at `size`, if a succession asks for it.
    pub(crate) fn keep_mark(&mut self, log: LogId, size: u64, now: impl FnOnce() -> Mark) {
        if let Some(mark) = self.marks.get_mut(&(log, size)) {
            *mark = Some(now());
        }
    }

    /// Notes that `party` countersigns `act`; says whether that was the last of `others`.
    pub(crate) fn countersign(&mut self, act: &ActId, party: BodyId, others: usize) -> bool {
        let Some(succession) = self.of.values_mut().find(|succession| succession.act == *act) else { return false };
        succession.countersigned.insert(party);
        let last = !succession.complete && succession.countersigned.len() >= others;
        if last {
            succession.complete = true;
            self.ends.insert(succession.old, succession.size);
        }
        last
    }

    /// Whether the leaf at `index` of `log` may be folded by what successions allow: in a log that `follows` another one,
    /// before all have countersigned, only the succession itself and countersignatures of others.
    pub(crate) fn may_fold(&self, log: LogId, follows: bool, index: u64, body: &Body) -> bool {
        if matches!(body, Body::Verb(RecordVerb::Succeed { .. })) && index == 0 {
            return true;
        }
        match self.of.get(&log) {
            Some(succession) => succession.complete || matches!(body, Body::Verb(RecordVerb::Countersign { .. })),
            None => !follows,
        }
    }

    /// The log that follows `old`.
    pub(crate) fn successor(&self, old: LogId) -> Option<LogId> {
        self.of.iter().find(|(_, succession)| succession.old == old).map(|(new, _)| *new)
    }

    /// Beyond which size the leaves of `log` do not count.
    pub(crate) fn end(&self, log: LogId) -> Option<u64> {
        self.ends.get(&log).copied()
    }

    /// The successions that `party` has not countersigned: the act, the old log and the size it is followed from.
    pub(crate) fn awaiting(&self, party: BodyId) -> impl Iterator<Item = (ActId, LogId, LogId, u64)> {
        let open = self.of.iter().filter(move |(_, succession)| !succession.countersigned.contains(&party));
        open.map(|(new, succession)| (succession.act, *new, succession.old, succession.size))
    }

    /// Without the successions themselves, but with the ends they have set and the sizes they have named.
    pub(crate) fn restart(self) -> Successions {
        let marks = self.marks.into_keys().map(|at| (at, None)).collect();
        Successions { of: BTreeMap::new(), ends: self.ends, marks }
    }
}
