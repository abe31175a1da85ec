//! One node's side of the exchange: opened from what is durable, told what arrives and what time it is, answering with steps.

use std::collections::BTreeMap;
use std::fmt;

use record::tree::Compact;
use record::{Checkpoint, KeyKind, SigningKey, VerifierKey, checkpoint};

use crate::fetch::Writing;
use crate::fork::ForkProof;
use crate::head::{Head, TreeHead};
use crate::library::{Library, Moment};
use crate::limits::{LEAF_BYTES_MAX, Limits};
use crate::message::{Message, Token, Via};
use crate::mirror::{Log, Standing, Why, read};
use crate::peer::Peer;
use crate::start_up::{StartUp, StopKind};
use crate::step::{HaltReason, Step};
use crate::{Party, range};

/// The parties: who we are among them, and the keys under which each one's mirror cosigns, older keys included.
#[derive(Clone, Debug)]
pub struct Group {
    /// This node's party.
    pub me: Party,
    /// For each party, in the agreement's order, the public keys of its mirror.
    pub mirrors: Vec<Vec<VerifierKey>>,
}

/// This node's own keys.
#[derive(Clone, Debug)]
pub struct Keys {
    /// The keys that sign the own log's heads; the name of the first is the log's origin. More than one while keys change.
    pub log: Vec<SigningKey>,
    /// The key of the mirror, of a cosignature kind.
    pub mirror: SigningKey,
}

/// One log as the disk holds it.
#[derive(Clone, Debug)]
pub struct KeptLog {
    /// The log's origin.
    pub origin: String,
    /// Whose log it is.
    pub owner: Party,
    /// The keys that sign its heads.
    pub keys: Vec<VerifierKey>,
    /// How many leaves are durable.
    pub size: u64,
    /// The durable notes: for the own log that of the head file, for others all heads, or the newest ones. Those that nobody
    /// needs any more are forgotten.
    pub notes: Vec<Vec<u8>>,
    /// The durable proof that it forked.
    pub fork: Option<ForkProof>,
    /// Its agreed end.
    pub end: Option<TreeHead>,
}

/// What an exchange is opened with.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The parties.
    pub group: Group,
    /// The own keys.
    pub keys: Keys,
    /// All logs that are followed, the own one included, older own logs too.
    pub logs: Vec<KeptLog>,
    /// How the last run ended, as far as the disk tells.
    pub stop: StopKind,
    /// Sixteen random bytes, new at each start.
    pub token: Token,
    /// Times and amounts.
    pub limits: Limits,
}

/// Why what is on the disk can't be opened. Each needs a person, or the store's repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenFault {
    /// None of the logs has the origin that the own key signs for, or no key was given.
    NoOwnLog,
    /// The parties are none, too many, or this node's is not among them.
    Group,
    /// The library lacks subtrees of the leaves that are said to be durable.
    LeavesMissing {
        /// The log.
        origin: String,
    },
    /// A durable head states another root than the durable leaves have: a disk that changed what it holds.
    HeadContradictsLeaves {
        /// The log.
        origin: String,
        /// The size that the head states.
        size: u64,
    },
    /// The kept proof of a fork proves nothing.
    ForkUnproved {
        /// The log.
        origin: String,
    },
}

impl fmt::Display for OpenFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoOwnLog => f.write_str("no log bears the name of the node's own key"),
            Self::Group => f.write_str("this node's party is not among the parties"),
            Self::LeavesMissing { origin } => write!(f, "{origin}: leaves are missing"),
            Self::HeadContradictsLeaves { origin, size } => {
                write!(f, "{origin}: the kept head of {size} leaves doesn't fit the kept leaves")
            }
            Self::ForkUnproved { origin } => write!(f, "{origin}: the kept proof of a fork proves nothing"),
        }
    }
}

impl std::error::Error for OpenFault {}

/// Why the own log isn't signed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppendFault {
    /// The start is not finished.
    Starting,
    /// The node has halted.
    Halted,
    /// The leaves before are not reported durable yet.
    Writing,
    /// The own log has its agreed end.
    Closed,
    /// A leaf is longer than a log can hold.
    LeafTooLong {
        /// Its place among the leaves given.
        place: usize,
    },
    /// Nothing to sign.
    Empty,
}

impl fmt::Display for AppendFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Starting => f.write_str("the start is not finished"),
            Self::Halted => f.write_str("the node has halted"),
            Self::Writing => f.write_str("earlier leaves are still being written"),
            Self::Closed => f.write_str("the log has its agreed end"),
            Self::LeafTooLong { place } => write!(f, "leaf {place} is longer than {LEAF_BYTES_MAX} bytes"),
            Self::Empty => f.write_str("there is nothing to sign"),
        }
    }
}

impl std::error::Error for AppendFault {}

/// The protocol of one node. See [`Step`] for what its driver does.
pub struct Exchange {
    pub(crate) group: Group,
    pub(crate) keys: Keys,
    pub(crate) limits: Limits,
    pub(crate) logs: Vec<Log>,
    /// The place of the own log among the logs.
    pub(crate) own: usize,
    pub(crate) peers: BTreeMap<Party, Peer>,
    pub(crate) start_up: StartUp,
    pub(crate) halted: bool,
    /// What the call in progress has found to be done.
    pub(crate) steps: Vec<Step>,
}

impl Exchange {
    /// Opens from what is durable. Nothing is signed until [`Step::MaySign`] comes.
    pub fn open(opening: Opening, library: &dyn Library) -> Result<Self, OpenFault> {
        let Opening { group, keys, logs, stop, token, limits } = opening;
        let parties = group.mirrors.len();
        if parties > usize::from(u8::MAX) || group.me.place() >= parties {
            return Err(OpenFault::Group);
        }
        let origin = keys.log.first().map(|key| key.name().to_owned()).ok_or(OpenFault::NoOwnLog)?;
        let own = logs.iter().position(|log| log.origin == origin).ok_or(OpenFault::NoOwnLog)?;
        let at = Moment { now: 0, library };
        let mut logs = logs.into_iter().map(|log| reopen(log, &group, at)).collect::<Result<Vec<_>, _>>()?;
        for (_, log) in logs.iter_mut().enumerate().filter(|(place, _)| *place != own) {
            log.drop_unproved(at)?;
        }
        let me = group.me;
        let others = (0..parties as u8).map(Party).filter(|party| *party != me).collect::<Vec<_>>();
        // Leaves without a head are what a lost head file leaves behind, whatever the driver believes.
        let headless = logs[own].best().is_none() && logs[own].tree.size() > 0;
        let stop = if headless && stop == StopKind::Intact { StopKind::HeadMissing } else { stop };
        let mut start_up = StartUp::new(stop, token, others.len());
        start_up.bar = logs[own].promise.as_ref().map_or(0, Head::size);
        let peers = others.into_iter().map(|party| (party, Peer::new(&limits))).collect();
        let mut exchange = Self { group, keys, limits, logs, own, peers, start_up, halted: false, steps: Vec::new() };
        if exchange.logs[own].fork.is_some() {
            exchange.halt(HaltReason::OwnLogForked);
        }
        Ok(exchange)
    }

    /// Takes one message. `now` is record time in seconds since the Epoch.
    pub fn receive(&mut self, from: Party, message: Message, via: Via, now: u64, library: &dyn Library) -> Vec<Step> {
        let at = Moment { now, library };
        if self.admits(from, &message, via, now) {
            self.take(from, message, via, at);
        }
        std::mem::take(&mut self.steps)
    }

    /// Lets time pass: asks who is due, and asks others for what wasn't answered. At rest it asks for heads and no more.
    pub fn tick(&mut self, now: u64, library: &dyn Library) -> Vec<Step> {
        let at = Moment { now, library };
        let token = self.start_up.token();
        for (party, peer) in &mut self.peers {
            if peer.due(now, &self.limits) {
                self.steps.push(Step::Send { to: *party, message: Message::AskHeads { token } });
            }
        }
        for place in 0..self.logs.len() {
            let log = &mut self.logs[place];
            let late = |asked: u64| now < asked || now - asked >= self.limits.answer_seconds;
            if let Some(fetch) = log.fetch.as_ref().filter(|fetch| late(fetch.asked)) {
                log.rest(fetch.peer, self.limits.answer_seconds, now, Why::Silent);
            }
            if log.branch.as_ref().is_some_and(|branch| late(branch.asked)) {
                self.ask_another_for_branch(place, at);
            }
            self.pursue(place, at);
        }
        self.proceed(at);
        std::mem::take(&mut self.steps)
    }

    /// The leaves of a [`Step::Mirror`] or [`Step::RefillOwn`] are durable, `size` in all.
    pub fn mirrored(&mut self, origin: &str, size: u64, now: u64, library: &dyn Library) -> Vec<Step> {
        if let Some(place) = self.place(origin) {
            self.commit(place, size, Moment { now, library });
        }
        std::mem::take(&mut self.steps)
    }

    /// The signed head for the own log with these leaves behind those that are there. Write the leaves to the journal and
    /// fsync, then the head to the head file and fsync, then report by [`appended`](Self::appended). Leaves that a crash left
    /// in the journal under no head are covered too; then there may be no new ones.
    pub fn append(&mut self, leaves: &[Vec<u8>]) -> Result<Vec<u8>, AppendFault> {
        let log = &mut self.logs[self.own];
        if self.halted {
            return Err(AppendFault::Halted);
        }
        if log.end.is_some() {
            return Err(AppendFault::Closed);
        }
        if !self.start_up.may_sign {
            return Err(AppendFault::Starting);
        }
        if log.writing.is_some() {
            return Err(AppendFault::Writing);
        }
        if let Some(place) = leaves.iter().position(|leaf| leaf.len() > LEAF_BYTES_MAX) {
            return Err(AppendFault::LeafTooLong { place });
        }
        let mut tree = log.tree.clone();
        tree.extend(leaves.iter().map(|leaf| record::leaf_hash(leaf)));
        if log.best().map_or(0, Head::size) == tree.size() {
            return Err(AppendFault::Empty);
        }
        let head = signed(&log.origin, &tree, &self.keys.log);
        let bytes = head.to_bytes();
        log.writing = Some(Writing { tree, head: Some(head), fetch: None });
        Ok(bytes)
    }

    /// What [`append`](Self::append) gave is durable: the new head is offered to all.
    pub fn appended(&mut self, now: u64, library: &dyn Library) -> Vec<Step> {
        let size = self.logs[self.own].writing.as_ref().map(|writing| writing.tree.size());
        if let Some(size) = size {
            self.commit(self.own, size, Moment { now, library });
        }
        std::mem::take(&mut self.steps)
    }

    /// The largest head under the leaves of a log, with the cosignatures that are known.
    pub fn head(&self, origin: &str) -> Option<&Head> {
        self.logs[self.place(origin)?].best()
    }

    /// The mirrors that are known to hold the first `size` leaves of a log, its owner's left out.
    pub fn holders(&self, origin: &str, size: u64) -> Vec<Party> {
        let Some(place) = self.place(origin) else { return Vec::new() };
        let reached = |party: &Party| self.logs[place].reached(*party).is_some_and(|(held, _)| held >= size);
        self.parties().filter(reached).collect()
    }

    /// How many leaves of a log a mirror is known to hold.
    pub fn reached(&self, origin: &str, mirror: Party) -> u64 {
        self.place(origin).and_then(|place| self.logs[place].reached(mirror)).map_or(0, |(size, _)| size)
    }

    /// The proof that a log forked, if there is one.
    pub fn fork(&self, origin: &str) -> Option<&ForkProof> {
        self.logs[self.place(origin)?].fork.as_ref()
    }

    /// Whether the own log may be signed.
    pub fn may_sign(&self) -> bool {
        self.start_up.may_sign && !self.halted
    }

    fn take(&mut self, from: Party, message: Message, via: Via, at: Moment<'_>) {
        match message {
            Message::AskHeads { token } => self.answer_heads(from, token),
            Message::Heads { answers, heads, forked } => self.take_heads(from, answers, &heads, &forked, via, at),
            Message::AskLeaves { origin, from: first, to, of } => self.answer_leaves(from, &origin, first, to, of, at),
            Message::Leaves { origin, from: first, leaves, of, rest } => {
                if let Some(place) = self.place(&origin) {
                    self.take_leaves(from, place, first, leaves, of, &rest, at);
                }
            }
            Message::AskPrefix { origin, at: size, of } => self.answer_prefix(from, &origin, size, of, at),
            Message::Prefix { origin, at: size, of, prefix, rest } => {
                if let Some(place) = self.place(&origin) {
                    self.take_prefix(from, place, size, of, prefix, rest, at);
                }
            }
            Message::Fork(proof) => self.take_fork(proof),
            Message::AskPayload { name, from: first } => self.steps.push(Step::GivePayload { to: from, name, from: first }),
            Message::Payload { name, from: at, part } => self.steps.push(Step::TakePayload { from, via, name, at, part }),
            Message::Missing { origin, of } => {
                if let Some(place) = self.place(&origin) {
                    self.take_missing(from, place, of, at);
                }
            }
        }
    }

    /// Whether a message is looked at: it comes from another party, and that party has not sent more than its allowance.
    fn admits(&mut self, from: Party, message: &Message, via: Via, now: u64) -> bool {
        let awaited = self.awaits(from, message);
        let Some(peer) = self.peers.get_mut(&from) else { return false };
        if via == Via::Network {
            peer.heard(now, &self.limits);
        }
        // What a person carries here, and what we asked for, is not counted.
        via == Via::Bundle || awaited || peer.spend(message.weight(), now, &self.limits)
    }

    pub(crate) fn place(&self, origin: &str) -> Option<usize> {
        self.logs.iter().position(|log| log.origin == origin)
    }

    pub(crate) fn parties(&self) -> impl Iterator<Item = Party> + use<> {
        (0..self.group.mirrors.len() as u8).map(Party)
    }

    pub(crate) fn send(&mut self, to: Party, message: Message) {
        self.steps.push(Step::Send { to, message });
    }

    pub(crate) fn send_all(&mut self, message: &Message) {
        let to = self.peers.keys().copied();
        self.steps.extend(to.map(|to| Step::Send { to, message: message.clone() }));
    }

    /// Signs nothing any more.
    pub(crate) fn halt(&mut self, reason: HaltReason) {
        if !self.halted {
            self.halted = true;
            self.steps.push(Step::Halt(reason));
        }
    }

    /// Freezes a log that is proved forked, and tells all.
    pub(crate) fn prove(&mut self, place: usize, proof: ForkProof) {
        let log = &mut self.logs[place];
        if log.fork.is_some() || proof.verify(&log.keys).is_err() {
            return;
        }
        log.fork = Some(proof.clone());
        log.fetch = None;
        log.offers.clear();
        log.seen.clear();
        self.steps.push(Step::Forked(proof.clone()));
        self.send_all(&Message::Fork(proof));
        if place == self.own {
            self.halt(HaltReason::OwnLogForked);
        }
    }

    fn take_fork(&mut self, proof: ForkProof) {
        // Proofs of logs that are frozen already need no look at their signatures.
        if let Some(place) = self.place(&proof.origin) {
            self.prove(place, proof);
        }
    }
}

/// The head of a tree, signed with all keys that sign heads.
fn signed(origin: &str, tree: &Compact, keys: &[SigningKey]) -> Head {
    let checkpoint = Checkpoint { origin: origin.to_owned(), size: tree.size(), root: tree.root(), extensions: Vec::new() };
    let mut note = checkpoint::sign(&checkpoint, &keys[0]);
    let more = keys[1..].iter().filter(|key| matches!(key.kind(), KeyKind::Ed25519 | KeyKind::Sm2));
    more.for_each(|key| note.sign(key));
    Head::of_signed(&checkpoint, note)
}

/// A log from what the disk holds of it.
fn reopen(kept: KeptLog, group: &Group, at: Moment<'_>) -> Result<Log, OpenFault> {
    let KeptLog { origin, owner, keys, size, notes, fork, end } = kept;
    let tree = Compact::of(&at.log(&origin), size).ok_or_else(|| OpenFault::LeavesMissing { origin: origin.clone() })?;
    if fork.as_ref().is_some_and(|fork| fork.origin != origin || fork.verify(&keys).is_err()) {
        return Err(OpenFault::ForkUnproved { origin });
    }
    let mut log = Log::new(&origin, owner, keys, tree);
    (log.fork, log.end) = (fork, end);
    for bytes in notes {
        let Some((note, _)) = read(&bytes) else { continue };
        let Some(mut head) = Head::read(&note, &origin, &log.keys) else { continue };
        head.cosigned = crate::heads::cosignatures(&log, &note, head.size(), group);
        match log.standing(head.tree(), at) {
            Standing::Ours => drop(log.keep(head)),
            // After a fork or an agreed end the journal still holds heads of what was cut.
            _ if log.fork.is_some() || log.end.is_some() => {}
            Standing::Beyond if log.promise.as_ref().is_none_or(|held| held.size() < head.size()) => log.promise = Some(head),
            Standing::Beyond => {}
            Standing::Contrary | Standing::Untold => {
                return Err(OpenFault::HeadContradictsLeaves { origin, size: head.size() });
            }
        }
    }
    Ok(log)
}

/// The tree of the first `size` leaves of a log, as the library has it.
pub(crate) fn tree_of(origin: &str, size: u64, at: Moment<'_>) -> Option<Compact> {
    debug_assert!(range::cover(0, size).len() <= 64, "a tree has one subtree for each bit of its size");
    Compact::of(&at.log(origin), size)
}
