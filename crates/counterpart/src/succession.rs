//! Succession: a party that lost its node key goes on in a new log, which names the final head of the old one.
//!
//! Its root key signs that act; the other parties countersign in their own logs. All leaves up to the final head stand,
//! no other leaf of the old log counts, and the new one goes on once all have countersigned and the old one is folded to its end.
//!
//! The opening of a new log, its succession and the countersignatures of others, waits for nothing in an old log: what was lost
//! with one party's machine may be cited in the log of another one that was lost too, and each needs the other's countersignature.
//! For the same reason a countersignature counts as soon as it is in its log, folded or not: what was lost may be cited before it.

use crate::act_format::ActId;
use crate::act_format::v1::{Body, Head, Leaf, RecordVerb};
use crate::log::LogId;
use agreement::id::BodyId;
use record::hash::Hash;
use std::collections::{BTreeMap, BTreeSet};

/// One succession.
#[derive(Clone, Debug)]
struct Succession {
    act: ActId,
    old: LogId,
    party: BodyId,
    head: Head,
    complete: bool,
}

/// The successions, by the log that follows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Successions {
    of: BTreeMap<LogId, Succession>,
    /// The ends that complete successions have set; they outlast a restart of the fold.
    ends: BTreeMap<LogId, u64>,
    /// Who has countersigned which act, and the size and root of the final head as they hold it.
    countersigned: BTreeMap<ActId, BTreeSet<(BodyId, u64, Hash)>>,
}

impl Successions {
    /// Notes that the log `new` of `party` follows `old` from its final `head`, by the act `act`.
    pub(crate) fn open(&mut self, act: ActId, (new, party): (LogId, BodyId), old: LogId, head: Head) {
        self.of.insert(new, Succession { act, old, party, head, complete: false });
    }

    /// Notes what a leaf of `party` says, if it is a countersignature: it is read raw, before it is folded.
    pub(crate) fn observe(&mut self, party: BodyId, leaf: &Leaf) {
        if let Body::Verb(RecordVerb::Countersign { succession, size, root }) = &leaf.statement().body {
            self.countersigned.entry(*succession).or_default().insert((party, *size, *root));
        }
    }

    /// Counts the countersignatures of `parties`; says whether a succession has become complete, and the end of a log is set.
    pub(crate) fn settle(&mut self, parties: impl Iterator<Item = BodyId> + Clone) -> bool {
        let mut changed = false;
        for succession in self.of.values_mut().filter(|succession| !succession.complete) {
            let signed = |party| is_signed(&self.countersigned, succession, party);
            if parties.clone().filter(|party| *party != succession.party).all(signed) {
                succession.complete = true;
                self.ends.insert(succession.old, succession.head.size);
                changed = true;
            }
        }
        changed
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

    /// Whether `party` has agreed that `old` ends where a succession says: it has countersigned, or goes on in the new log itself.
    pub(crate) fn has_agreed(&self, party: BodyId, old: LogId) -> bool {
        let of_old = self.of.values().find(|succession| succession.old == old);
        of_old.is_some_and(|succession| succession.party == party || is_signed(&self.countersigned, succession, party))
    }

    /// The successions that `party` has not countersigned: the act, the new log, the old one and its final head.
    pub(crate) fn awaiting(&self, party: BodyId) -> impl Iterator<Item = (ActId, LogId, LogId, &Head)> {
        let open = self.of.iter().filter(move |(_, succession)| !is_signed(&self.countersigned, succession, party));
        open.map(|(new, succession)| (succession.act, *new, succession.old, &succession.head))
    }

    /// Without the successions themselves, but with the ends they have set.
    pub(crate) fn restart(self) -> Successions {
        Successions { ends: self.ends, ..Successions::default() }
    }
}

/// Whether `party` has countersigned a succession, with the final head that it names.
fn is_signed(signed: &BTreeMap<ActId, BTreeSet<(BodyId, u64, Hash)>>, succession: &Succession, party: BodyId) -> bool {
    let said = (party, succession.head.size, succession.head.root);
    signed.get(&succession.act).is_some_and(|signed| signed.contains(&said))
}
