//! The machine: what it holds, and the doors through which messages and time come in.

use crate::error::KeeperError;
use crate::fold::{self, Fold};
use crate::lacking::Lacking;
use crate::setup::Setup;
use crate::shelves::{Shelves, View};
use agreement::id::{BodyId, MatterId};
use counterpart::Counterpart;
use exchange::outbox::Outbox;
use exchange::{Exchange, ForkProof, HaltReason, Message, Party, TreeHead, Via, wire};
use jiff::civil::Date;
use record::{VerifierKey, leaf_hash};
use std::collections::BTreeMap;
use store::{Disk, Store};

/// The most bytes of messages that wait for one peer. What is dropped is asked for again.
pub(crate) const OUTBOX_BYTES_MAX: u64 = 32 << 20;

/// The most bytes in one batch of messages, unless a single message is longer.
const BATCH_BYTES_MAX: u64 = 6 << 20;

/// One party's machine over a disk.
pub struct Keeper<'a, D> {
    pub(crate) setup: Setup<'a>,
    pub(crate) store: Store<D>,
    pub(crate) shelves: Shelves,
    pub(crate) fold: Fold<'a>,
    pub(crate) exchange: Exchange,
    pub(crate) outboxes: BTreeMap<Party, Outbox>,
    /// Heads beyond the leaves that are here, by log: what the leaves on their way are proved to belong to.
    pub(crate) promises: BTreeMap<String, Vec<u8>>,
    /// Heads with newer cosignatures that are not written yet, by log.
    pub(crate) keeps: BTreeMap<String, Vec<u8>>,
    /// The proofs of forks that are kept.
    pub(crate) forked: BTreeMap<String, ForkProof>,
    /// Where forks and successions end logs, as far as the exchange was told.
    pub(crate) ends: BTreeMap<String, u64>,
    /// The branch of each forked log that was asked for last, and when.
    pub(crate) wanted: BTreeMap<String, (TreeHead, u64)>,
    /// The payloads that acts have committed to, that are meant for this party too, and are not here.
    pub(crate) lacking: Lacking,
    /// Since when each ballot is ready for this party's commitment.
    pub(crate) ready: BTreeMap<MatterId, u64>,
    /// The state and day that were last looked through for acts that are due.
    pub(crate) looked: Option<(u64, Date)>,
    /// How many keys of each party the exchange was told of.
    pub(crate) told: BTreeMap<BodyId, (usize, usize)>,
    /// How many acts this run has given a random part.
    pub(crate) nonces: u64,
    /// The key that the mirror cosigns with now.
    pub(crate) mirror_key: VerifierKey,
    pub(crate) halted: Option<HaltReason>,
    /// The mirror needs a new key before it cosigns again.
    pub(crate) keyless: bool,
    pub(crate) stopped: bool,
    /// Much was put away since this was last asked.
    pub(crate) came_to_rest: bool,
}

impl<'a, D: Disk> Keeper<'a, D> {
    /// Takes a batch of messages from another party, and gives what waits to be sent to it. `now` is record time, POSIX seconds.
    pub fn receive(&mut self, from: BodyId, batch: &[u8], now: u64) -> Result<Vec<u8>, KeeperError> {
        let peer = self.peer(from)?;
        self.guarded(|keeper| {
            let mut fault = None;
            for message in wire::decode_batch(batch) {
                match message {
                    Ok(message) => keeper.take(peer, message, Via::Network, now)?,
                    Err(error) => fault = Some(error),
                }
            }
            keeper.catch_up(now)?;
            match fault {
                Some(error) => Err(error.into()),
                None => Ok(keeper.batch_for(peer)),
            }
        })
    }

    /// Takes one message, as it came; to be followed by [`tick`](Self::tick) or [`receive`](Self::receive).
    pub fn receive_message(&mut self, from: BodyId, message: Message, via: Via, now: u64) -> Result<(), KeeperError> {
        let peer = self.peer(from)?;
        self.guarded(|keeper| {
            keeper.take(peer, message, via, now)?;
            keeper.catch_up(now)
        })
    }

    /// What waits to be sent to a party, as a batch; empty if nothing does.
    pub fn outbox(&mut self, to: BodyId) -> Vec<u8> {
        self.peer(to).map(|peer| self.batch_for(peer)).unwrap_or_default()
    }

    /// The messages that wait to be sent to a party.
    pub fn outbox_messages(&mut self, to: BodyId) -> Vec<Message> {
        let outbox = self.peer(to).ok().and_then(|peer| self.outboxes.get_mut(&peer));
        outbox.map(|outbox| outbox.take(u64::MAX)).unwrap_or_default()
    }

    /// Lets time pass: asks peers, writes what was put off, and the acts that this node owes.
    pub fn tick(&mut self, now: u64) -> Result<(), KeeperError> {
        self.guarded(|keeper| {
            let view = View { store: &keeper.store, shelves: &keeper.shelves };
            let steps = keeper.exchange.tick(now, &view);
            keeper.carry_out(steps, now)?;
            keeper.ask_for_payloads(now);
            keeper.catch_up(now)?;
            keeper.write_own(now)?;
            keeper.came_to_rest |= keeper.fold.rest_at(now);
            keeper.write_keeps()
        })
    }

    /// Whether much of what was in memory was put away since this was last asked.
    pub fn came_to_rest(&mut self) -> bool {
        std::mem::take(&mut self.came_to_rest)
    }

    /// An administrator ends the start without the answers that are missing; the reason becomes the first act. An inner error
    /// says why that can't be: the log was longer once, or the node has halted.
    pub fn resume_unconfirmed(
        &mut self,
        reason: &str,
        now: u64,
    ) -> Result<Result<(), exchange::start_up::ResumeFault>, KeeperError> {
        self.guarded(|keeper| {
            if keeper.exchange.may_sign() {
                return Ok(Ok(()));
            }
            let view = View { store: &keeper.store, shelves: &keeper.shelves };
            let steps = match keeper.exchange.resume_unconfirmed(now, &view) {
                Ok(steps) => steps,
                Err(fault) => return Ok(Err(fault)),
            };
            keeper.carry_out(steps, now)?;
            keeper.catch_up(now)?;
            keeper.write_resume(reason, now)?;
            keeper.catch_up(now).map(Ok)
        })
    }

    /// The fold: state, verdicts, standing.
    pub fn counterpart(&self) -> &Counterpart<'a> {
        &self.fold.counterpart
    }

    /// The journal and what follows from it.
    pub fn store(&self) -> &Store<D> {
        &self.store
    }

    /// Gives the disk back, as it is.
    pub fn into_disk(self) -> D {
        self.store.into_disk()
    }

    /// The origin of the log that this party writes.
    pub fn origin(&self) -> &str {
        self.store.own().origin()
    }

    /// Whose counterpart this is.
    pub fn party(&self) -> BodyId {
        self.setup.party
    }

    /// Whether the own log is being signed.
    pub fn may_sign(&self) -> bool {
        !self.stopped && self.exchange.may_sign()
    }

    /// Takes one message and does what follows from it.
    pub(crate) fn take(&mut self, from: Party, message: Message, via: Via, now: u64) -> Result<(), KeeperError> {
        let view = View { store: &self.store, shelves: &self.shelves };
        let steps = self.exchange.receive(from, message, via, now, &view);
        self.carry_out(steps, now)
    }

    /// Folds what is new, and tells the exchange what follows from it, until nothing more does.
    pub(crate) fn catch_up(&mut self, now: u64) -> Result<(), KeeperError> {
        loop {
            let before = self.fold.version;
            fold::catch_up(&self.store, &mut self.shelves, &mut self.fold)?;
            self.look_for_payloads(now)?;
            let steps = self.learn(now)?;
            if steps.is_empty() && before == self.fold.version {
                return Ok(());
            }
            self.carry_out(steps, now)?;
        }
    }

    /// Does something that may write. After a failure nothing more is done: only opening again tells what is on the disk.
    pub(crate) fn guarded<T>(&mut self, act: impl FnOnce(&mut Self) -> Result<T, KeeperError>) -> Result<T, KeeperError> {
        if self.stopped {
            return Err(KeeperError::Stopped);
        }
        let done = act(self);
        let done = self.shelves.failure().map_or(done, |failure| Err(failure.into()));
        self.stopped = done.as_ref().is_err_and(KeeperError::is_fatal);
        done
    }

    pub(crate) fn peer(&self, body: BodyId) -> Result<Party, KeeperError> {
        let party = u8::try_from(body.0).map(Party).ok().filter(|party| self.outboxes.contains_key(party));
        party.ok_or(KeeperError::NotAParty)
    }

    pub(crate) fn batch_for(&mut self, peer: Party) -> Vec<u8> {
        let messages = self.outboxes.get_mut(&peer).map(|outbox| outbox.take(BATCH_BYTES_MAX)).unwrap_or_default();
        wire::encode_batch(&messages)
    }

    /// The salt of the next payload: no two of one run are the same, and nobody can tell them who does not know the run's secret.
    pub(crate) fn salt(&mut self) -> [u8; 32] {
        self.nonces += 1;
        leaf_hash(&[&self.setup.secret[..], &self.nonces.to_be_bytes()].concat())
    }

    /// The random part of the next act: no two of one run are the same, and the token is of this run alone.
    pub(crate) fn nonce(&mut self) -> [u8; 16] {
        self.nonces += 1;
        let hash = leaf_hash(&[&self.setup.token[..], &self.nonces.to_be_bytes()].concat());
        *hash.first_chunk().expect("a hash has 32 bytes")
    }
}
