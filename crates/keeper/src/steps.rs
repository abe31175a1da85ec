//! What the exchange wants done, step by step and in its order.

use crate::error::KeeperError;
use crate::keeper::Keeper;
use crate::mark;
use crate::shelves::View;
use counterpart::act_format::v1::RecordVerb;
use exchange::{ForkProof, HaltReason, Step, TreeHead};
use record::leaf_hash;
use std::collections::VecDeque;
use store::{Disk, read_head};

impl<D: Disk> Keeper<'_, D> {
    pub(crate) fn carry_out(&mut self, steps: Vec<Step>, now: u64) -> Result<(), KeeperError> {
        let mut queue = VecDeque::from(steps);
        while let Some(step) = queue.pop_front() {
            queue.extend(self.step(step, now)?);
        }
        Ok(())
    }

    fn step(&mut self, step: Step, now: u64) -> Result<Vec<Step>, KeeperError> {
        match step {
            Step::Send { to, message } => {
                if let Some(outbox) = self.outboxes.get_mut(&to) {
                    outbox.push(message);
                }
                Ok(Vec::new())
            }
            Step::Mirror { origin, from, leaves, head } => {
                self.mirror(&origin, from, &leaves, head)?;
                Ok(self.mirrored(&origin, now))
            }
            Step::RefillOwn { from, leaves, head, origin } => {
                self.refill_own(from, &leaves, head)?;
                Ok(self.mirrored(&origin, now))
            }
            Step::Keep { origin, head } => self.put_off(origin, head),
            Step::Forked(proof) => self.keep_fork(proof),
            Step::Branch { origin, split, from, leaves, size, root } => {
                self.keep_branch(&origin, split, from, leaves, TreeHead { size, root })
            }
            Step::GivePayload { to, name, from } => {
                let part = self.payload_part(&name, to, from)?;
                Ok(self.exchange.answer_payload(to, name, from, part, now))
            }
            Step::TakePayload { from, via, name, at, part } => {
                self.take_payload((from, via), &name, at, &part, now)?;
                Ok(Vec::new())
            }
            Step::MaySign => self.begin_to_sign(now),
            Step::ReplaceMirrorKey => {
                self.keyless = true;
                Ok(Vec::new())
            }
            Step::Halt(reason) => self.halt(reason),
        }
    }

    /// Tells the exchange how many leaves of a log are durable.
    fn mirrored(&mut self, origin: &str, now: u64) -> Vec<Step> {
        let view = View { store: &self.store, shelves: &self.shelves };
        self.exchange.mirrored(origin, self.shelves.size(origin), now, &view)
    }

    /// Writes leaves of another's log; under a head as soon as they reach it.
    fn mirror(&mut self, origin: &str, from: u64, leaves: &[Vec<u8>], head: Option<Vec<u8>>) -> Result<(), KeeperError> {
        self.shelves.truncate(&self.store, origin, from)?;
        if let Some(head) = head {
            self.promises.insert(origin.to_owned(), head);
        }
        let end = from + leaves.len() as u64;
        match self.head_at(origin, end) {
            Some(head) => {
                self.store.mirror(origin, from, leaves, &head)?;
                self.promises.remove(origin);
            }
            None => self.store.gather(origin, from, leaves)?,
        }
        leaves.iter().for_each(|leaf| self.shelves.append(origin, leaf_hash(leaf)));
        Ok(())
    }

    /// The head that covers exactly so many leaves: the one that was promised, or the final head that a succession names.
    fn head_at(&self, origin: &str, size: u64) -> Option<Vec<u8>> {
        let is_of = |note: &&Vec<u8>| read_head(note).is_ok_and(|(found, head)| found == origin && head.size == size);
        let last = match self.fold.successions.get(origin) {
            Some(RecordVerb::Succeed { checkpoint, .. }) => Some(checkpoint),
            _ => None,
        };
        self.promises.get(origin).filter(is_of).or(last.filter(is_of)).cloned()
    }

    /// Takes back leaves of the own log, or a head that the leaves are already under.
    fn refill_own(&mut self, from: u64, leaves: &[Vec<u8>], head: Option<Vec<u8>>) -> Result<(), KeeperError> {
        // After a damage the head file may know a larger head than the one that is to be had first: then these leaves wait for it.
        let signed = self.store.signed().map_or(0, |head| head.size);
        let head = head.filter(|note| read_head(note).is_ok_and(|(_, head)| head.size >= signed));
        if leaves.is_empty() {
            if head.is_some() {
                self.store.restore_head(head.as_deref())?;
            }
            return Ok(());
        }
        let own = self.origin().to_owned();
        self.shelves.truncate(&self.store, &own, from)?;
        match head {
            Some(head) => self.store.refill(from, leaves, &head)?,
            None => self.store.gather(&own, from, leaves)?,
        }
        leaves.iter().for_each(|leaf| self.shelves.append(&own, leaf_hash(leaf)));
        Ok(())
    }

    /// A head with more cosignatures need not be durable at once: only the newest of each log is written, at the next tick.
    fn put_off(&mut self, origin: String, head: Vec<u8>) -> Result<Vec<Step>, KeeperError> {
        let size = |note: &[u8]| read_head(note).map_or(0, |(_, head)| head.size);
        if self.keeps.get(&origin).is_none_or(|kept| size(kept) <= size(&head)) {
            self.keeps.insert(origin, head);
        }
        Ok(Vec::new())
    }

    /// Writes the heads that were put off.
    pub(crate) fn write_keeps(&mut self) -> Result<(), KeeperError> {
        for (origin, head) in std::mem::take(&mut self.keeps) {
            let size = read_head(&head)?.1.size;
            let newer = self.store.log(&origin).is_some_and(|log| size <= log.size());
            let newest = self.store.log(&origin).and_then(|log| log.head()).is_none_or(|known| known.size <= size);
            // Another branch may have become the log since.
            let fits = newer && newest && self.shelves.adopted(&origin).is_none();
            if fits {
                self.store.keep_cosignatures(&origin, &head)?;
            }
        }
        Ok(())
    }

    fn keep_fork(&mut self, proof: ForkProof) -> Result<Vec<Step>, KeeperError> {
        mark::keep_fork(self.store.disk_mut(), &proof)?;
        if self.store.log(&proof.origin).is_some() {
            self.store.keep_fork(&proof.origin, &proof.first, &proof.second)?;
        }
        self.forked.insert(proof.origin.clone(), proof);
        Ok(Vec::new())
    }

    /// Keeps leaves of another branch. In the journal every branch begins where it leaves the journal's own leaves.
    fn keep_branch(
        &mut self,
        origin: &str,
        split: u64,
        from: u64,
        leaves: Vec<Vec<u8>>,
        goal: TreeHead,
    ) -> Result<Vec<Step>, KeeperError> {
        let shared = self.shelves.adopted(origin).filter(|(first, _)| *first < split);
        let shared = shared.map(|(first, kept)| (first, kept[..(split - first) as usize].to_vec()));
        let (split, mut from, mut whole) = match shared {
            Some((first, kept)) if from == split => (first, first, kept),
            Some((first, _)) => (first, from, Vec::new()),
            None => (split, from, Vec::new()),
        };
        whole.extend(leaves);
        if self.store.log(origin).is_none() {
            self.store.gather(origin, 0, &[])?;
        }
        self.store.keep_branch(origin, split, from, &whole)?;
        self.shelves.grow(&self.store, origin, (split, from), &whole)?;
        from += whole.len() as u64;
        if from == goal.size {
            self.fold.again = true;
        }
        Ok(Vec::new())
    }

    /// The start is finished. Leaves that a crash left under no head come under one now.
    fn begin_to_sign(&mut self, now: u64) -> Result<Vec<Step>, KeeperError> {
        if !self.keyless {
            mark::clear_careful(self.store.disk_mut())?;
        }
        if self.store.own().held() > self.store.own().size() {
            return self.append(&[], now);
        }
        Ok(Vec::new())
    }

    /// Appends leaves to the own log under a new head; gives what follows. The exchange has been asked whether it signs.
    pub(crate) fn append(&mut self, leaves: &[Vec<u8>], now: u64) -> Result<Vec<Step>, KeeperError> {
        let note = self.exchange.append(leaves).expect("whoever appends has asked whether the own log is being signed");
        self.store.commit(leaves, |_| note)?;
        let view = View { store: &self.store, shelves: &self.shelves };
        Ok(self.exchange.appended(now, &view))
    }

    fn halt(&mut self, reason: HaltReason) -> Result<Vec<Step>, KeeperError> {
        if matches!(reason, HaltReason::Behind { .. }) {
            // Whoever starts this machine again must ask everybody.
            mark::set_careful(self.store.disk_mut())?;
        }
        self.halted = Some(reason);
        Ok(Vec::new())
    }
}
