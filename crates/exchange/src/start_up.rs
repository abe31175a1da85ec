//! The careful start. Accident is the commonest danger: a restored backup looks exactly like a party that lies.
//!
//! Until enough of the others have answered since this start, nothing is signed. Their answers bring back the largest own head
//! and the largest heads under which this mirror's own cosignature stands; mirrors give back the leaves.

use std::collections::BTreeSet;
use std::fmt;

use record::SigningKey;

use crate::Party;
use crate::exchange::Exchange;
use crate::head::Head;
use crate::library::{Library, Moment};
use crate::message::{Message, Token, Via};
use crate::step::Step;

/// How the last run ended, as far as the disk tells. A start that was to be careful and ended before
/// [`Step::MaySign`] must be as careful the next time: the driver keeps a mark of it beside the journal until then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopKind {
    /// The head file is there and agrees with the journal: a majority of the others is enough.
    Intact,
    /// The files come from a backup: all others must answer.
    Restored,
    /// The head file is missing, or disagrees with the journal: all others must answer. Also the very first start.
    HeadMissing,
    /// The files are on another machine than before: all others must answer.
    MachineChanged,
}

/// Why an administrator can't end the start unconfirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResumeFault {
    /// A larger head under the own key is known, and its leaves are not back yet: signing now would fork the log.
    Behind {
        /// Leaves under the own head.
        own: u64,
        /// Leaves under the larger one.
        seen: u64,
    },
    /// The node has halted.
    Halted,
}

impl fmt::Display for ResumeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Behind { own, seen } => write!(f, "the log had {seen} leaves, and only {own} are here"),
            Self::Halted => f.write_str("the node has halted"),
        }
    }
}

impl std::error::Error for ResumeFault {}

/// Who stands behind a head of the own log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// The party that it came from, by its connection or by its cosignature.
    Party,
    /// Nobody: it was found in a bundle.
    Carrier,
}

/// How the others are asked: once, or a second time when all have answered. While one answered, another may have passed on a
/// head and then have lost it, too, in the same accident; the second time shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    First,
    Last,
}

pub(crate) struct StartUp {
    token: Token,
    /// How many of the others must answer.
    needed: usize,
    pass: Pass,
    /// Who has answered in this pass.
    answered: BTreeSet<Party>,
    /// Who has answered at all.
    heard: BTreeSet<Party>,
    /// Who has answered by bundle: nobody is sent on the same way twice.
    carried: BTreeSet<Party>,
    /// The largest size that a head under the own key states, wherever it was seen.
    pub bar: u64,
    /// Enough answers, or an administrator's word.
    pub confirmed: bool,
    pub may_sign: bool,
    /// Nobody could tell what this mirror has cosigned: its key is done with.
    pub keyless: bool,
}

impl StartUp {
    pub fn new(stop: StopKind, token: Token, others: usize) -> Self {
        let (needed, pass) = match stop {
            StopKind::Intact if others > 0 => (others / 2 + 1, Pass::Last),
            _ => (others, Pass::First),
        };
        let none = BTreeSet::new;
        let (answered, heard, carried) = (none(), none(), none());
        Self { token, needed, pass, answered, heard, carried, bar: 0, confirmed: false, may_sign: false, keyless: false }
    }

    /// What the others are asked with now.
    pub fn token(&self) -> Token {
        let mut token = self.token;
        token.0[15] ^= u8::from(self.pass == Pass::Last);
        token
    }

    /// Counts an answer, if it is one to a question of this start.
    pub fn count(&mut self, from: Party, answers: Token, via: Via) {
        let ours = answers.0[..15] == self.token.0[..15];
        if ours && via == Via::Bundle {
            self.carried.insert(from);
            self.heard.insert(from);
        }
        if answers == self.token() {
            self.answered.insert(from);
            self.heard.insert(from);
        }
    }

    /// Whether enough have answered in this pass.
    fn enough(&self) -> bool {
        self.answered.union(&self.carried).count() >= self.needed
    }
}

impl Exchange {
    /// Ends the start on an administrator's word, which is itself the first act afterwards. Where no other party has
    /// answered, [`Step::ReplaceMirrorKey`] comes too.
    pub fn resume_unconfirmed(&mut self, now: u64, library: &dyn Library) -> Result<Vec<Step>, ResumeFault> {
        let own = self.logs[self.own].best().map_or(0, Head::size);
        if self.halted {
            return Err(ResumeFault::Halted);
        }
        if own < self.start_up.bar {
            return Err(ResumeFault::Behind { own, seen: self.start_up.bar });
        }
        if !self.start_up.confirmed {
            if self.start_up.heard.is_empty() && !self.peers.is_empty() {
                self.start_up.keyless = true;
                self.steps.push(Step::ReplaceMirrorKey);
            }
            self.confirm(Moment { now, library });
        }
        self.proceed(Moment { now, library });
        Ok(std::mem::take(&mut self.steps))
    }

    /// Cosigns with a new key from now on. The other parties learn it by an act in the own log and are told by
    /// [`trust_mirror`](Self::trust_mirror).
    pub fn replace_mirror_key(&mut self, key: SigningKey, now: u64, library: &dyn Library) -> Vec<Step> {
        self.group.mirrors[self.group.me.place()].push(key.verifier());
        self.keys.mirror = key;
        self.start_up.keyless = false;
        self.cosign_all(Moment { now, library });
        std::mem::take(&mut self.steps)
    }

    /// Leaves under the own head, and under a larger one that bears the own key, while the leaves between are not here. If no
    /// mirror has them, the log can't go on: then a new log succeeds it.
    pub fn behind(&self) -> Option<(u64, u64)> {
        let own = self.logs[self.own].best().map_or(0, Head::size);
        (own < self.start_up.bar).then_some((own, self.start_up.bar))
    }

    /// The parties that have answered since the start.
    pub fn answered(&self) -> impl Iterator<Item = Party> + '_ {
        self.start_up.heard.iter().copied()
    }

    /// Goes on with the start as far as the answers allow.
    pub(crate) fn proceed(&mut self, at: Moment<'_>) {
        if !self.start_up.confirmed && self.start_up.enough() && self.start_up.pass == Pass::First {
            self.start_up.pass = Pass::Last;
            self.start_up.answered.clear();
            self.send_all(&Message::AskHeads { token: self.start_up.token() });
        }
        if !self.start_up.confirmed && self.start_up.enough() {
            self.confirm(at);
        }
        let log = &self.logs[self.own];
        let whole = log.best().map_or(0, Head::size) >= self.start_up.bar && log.writing.is_none();
        if self.start_up.confirmed && !self.start_up.may_sign && !self.halted && whole {
            self.start_up.may_sign = true;
            self.steps.push(Step::MaySign);
        }
    }

    fn confirm(&mut self, at: Moment<'_>) {
        self.start_up.confirmed = true;
        self.cosign_all(at);
    }

    fn cosign_all(&mut self, at: Moment<'_>) {
        (0..self.logs.len()).for_each(|place| self.cosign(place, at));
    }
}
