//! One log as the fold holds it: how far it is folded, what its leaves had cited, and what still waits.

use crate::act_format::{FormatProblem, Reading};
use agreement::course::Course;
use agreement::id::BodyId;
use jiff::civil::Date;
use record::hash::Hash;
use std::collections::VecDeque;

/// A log's number here: in the order of the agreement's parties, later parts of a party's record after all first parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogId(pub u16);

/// Where a leaf stands: its log and its index there, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// The log.
    pub log: LogId,
    /// The index, from 0.
    pub index: u64,
}

/// A leaf that can't be read, which has no name but its hash.
#[derive(Clone, Debug)]
pub(crate) struct Unread {
    /// Why.
    pub problem: FormatProblem,
    /// Its RFC 6962 leaf hash.
    pub hash: Hash,
}

/// What a log has come to at its end, beside its leaves: its events and day, what it had seen, its epoch and whether that is ending.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    size: u64,
    before: (u32, Date),
    seen: Vec<u64>,
    epoch: u64,
    closing: Option<crate::closing::Closing>,
}

/// How a log that follows another one begins: a succession, then countersignatures of others, which need nothing of the old log.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Opening {
    /// How many of its first leaves are such.
    pub leaves: u64,
    /// Whether the log has gone on from what the old one had come to.
    pub over: bool,
}

/// One log.
#[derive(Clone, Debug)]
pub(crate) struct Log {
    /// The origin line.
    pub origin: String,
    /// Whose log it is.
    pub party: BodyId,
    /// Leaves that are here and not folded yet.
    pub waiting: VecDeque<Result<Reading, Unread>>,
    /// The largest head of each log that a leaf of this log has cited, by log number: 0 where none.
    pub seen: Vec<u64>,
    /// The leaves beyond this size never count: a closed log, or a forked one.
    pub end: Option<u64>,
    /// The epoch that its next leaf belongs to.
    pub epoch: u64,
    /// The epoch ballot on which it has committed and which is not yet entered.
    pub closing: Option<crate::closing::Closing>,
    /// How it begins, if it follows another one.
    pub opening: Option<Opening>,
    /// A format or edition that this program doesn't know stands at the next leaf.
    pub newer: bool,
    /// How many more leaves than events there are after each leaf, counted from the first of this log.
    silent: Course<i64>,
    /// The day on which the record shows each leaf.
    recorded: Course<Date>,
    chain: Hash,
    /// Events and day before its first leaf: those of the party's earlier logs.
    before: (u32, Date),
}

impl Log {
    pub(crate) fn new(origin: String, party: BodyId, epoch: u64, before: (u32, Date)) -> Log {
        Log {
            origin,
            party,
            waiting: VecDeque::new(),
            seen: Vec::new(),
            end: None,
            epoch,
            closing: None,
            opening: None,
            newer: false,
            silent: Course::default(),
            recorded: Course::default(),
            chain: [0; 32],
            before,
        }
    }

    /// A log that follows another one.
    pub(crate) fn following(origin: String, party: BodyId, epoch: u64) -> Log {
        Log { opening: Some(Opening::default()), ..Log::new(origin, party, epoch, (0, Date::MIN)) }
    }

    /// What a log that follows this one goes on from, which has come to its end.
    pub(crate) fn mark(&self) -> Mark {
        let (size, seen) = (self.folded(), self.seen.clone());
        let before = (self.events_at(size), self.recorded_at(size));
        Mark { size, before, seen, epoch: self.epoch, closing: self.closing }
    }

    /// Lets the log go on from what the older one of its party, `old`, had come to.
    pub(crate) fn go_on(&mut self, old: LogId, mark: Mark) {
        (self.before, self.epoch, self.closing) = (mark.before, mark.epoch, mark.closing);
        mark.seen.iter().enumerate().for_each(|(log, size)| self.see(LogId(log as u16), *size));
        self.see(old, mark.size);
        self.opening.iter_mut().for_each(|opening| opening.over = true);
    }

    /// Whether the next leaf can stand in its opening: all before it do.
    pub(crate) fn is_opening(&self) -> bool {
        self.opening.is_some_and(|opening| opening.leaves == self.folded())
    }

    /// Whether it has nothing before it that must be folded first.
    pub(crate) fn has_gone_on(&self) -> bool {
        self.opening.is_none_or(|opening| opening.over)
    }

    /// How many leaves are folded.
    pub(crate) fn folded(&self) -> u64 {
        self.recorded.length()
    }

    /// How many leaves are here, folded or waiting.
    pub(crate) fn held(&self) -> u64 {
        self.folded() + self.waiting.len() as u64
    }

    /// How many events of the engine the party's record holds after the first `size` leaves.
    pub(crate) fn events_at(&self, size: u64) -> u32 {
        let silent = size.checked_sub(1).map_or(0, |last| self.silent.at(last).expect("so many leaves are folded"));
        (i64::from(self.before.0) + size as i64 - silent) as u32
    }

    /// How many events of the party's record whoever cites the first `size` leaves has seen: the opening of a log tells nothing of them.
    pub(crate) fn events_seen(&self, size: u64) -> u32 {
        if self.opening.is_some_and(|opening| size <= opening.leaves) { 0 } else { self.events_at(size) }
    }

    /// The index of the leaf that made the party's event of this number; `None` if no folded leaf of this log did.
    pub(crate) fn leaf_of(&self, number: u32) -> Option<u64> {
        if number <= self.before.0 || number > self.events_at(self.folded()) {
            return None;
        }
        let (mut without, mut with) = (0, self.folded());
        while with - without > 1 {
            let middle = without + (with - without) / 2;
            if self.events_at(middle) < number { without = middle } else { with = middle }
        }
        Some(without)
    }

    /// The day on which the record shows the first `size` leaves; of the party's earlier logs if there is none.
    pub(crate) fn recorded_at(&self, size: u64) -> Date {
        size.checked_sub(1).map_or(self.before.1, |last| self.recorded.at(last).expect("so many leaves are folded"))
    }

    /// The hash that binds every folded leaf with its verdict, in order.
    pub(crate) fn chain(&self) -> Hash {
        self.chain
    }

    /// Takes the front leaf as folded: with the verdict as bytes, the party's events after it and its recorded day. In the opening of
    /// the log there are no events.
    pub(crate) fn fold(&mut self, leaf: &Hash, verdict: &[u8], events: Option<u32>, recorded: Date) {
        use sha2::Digest as _;
        let mut hash = sha2::Sha256::new();
        hash.update(self.chain);
        hash.update(leaf);
        hash.update(verdict);
        self.chain = hash.finalize().into();
        self.recorded.push(recorded);
        self.silent.push(self.recorded.length() as i64 - events.map_or(0, |events| i64::from(events) - i64::from(self.before.0)));
        if events.is_none() {
            self.opening.iter_mut().for_each(|opening| opening.leaves += 1);
        }
    }

    /// Notes that a leaf of this log cites `size` leaves of `log`.
    pub(crate) fn see(&mut self, log: LogId, size: u64) {
        let at = usize::from(log.0);
        if self.seen.len() <= at {
            self.seen.resize(at + 1, 0);
        }
        self.seen[at] = self.seen[at].max(size);
    }

    /// How many leaves of `log` the leaves of this log have seen.
    pub(crate) fn sees(&self, log: LogId) -> u64 {
        self.seen.get(usize::from(log.0)).copied().unwrap_or(0)
    }
}
