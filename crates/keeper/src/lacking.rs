//! Payloads that acts have committed to, that are meant for this party too, and are not here: asked of the others in turn, a few at a
//! time, part by part. What came proves itself once it is whole.

use crate::blobs::PayloadFault;
use crate::error::KeeperError;
use crate::fold::CommittedTo;
use crate::keeper::Keeper;
use crate::status::body;
use exchange::limits::PART_BYTES_MAX;
use exchange::{Message, Party, PayloadName, Via};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use store::blobs::{self, BlobError, PAYLOAD_BYTES_MAX, Salt};
use store::{Disk, DiskError};

/// How many are asked for at once, and how many bytes they may have together, but for the first.
const ASKED_MAX: usize = 32;
const ASKED_BYTES_MAX: usize = 8 << 20;

/// What nobody gave is asked for less and less often, at most so many doublings.
const DOUBLINGS_MAX: u32 = 6;

/// The payloads that are not here.
#[derive(Debug, Default)]
pub(crate) struct Lacking {
    all: BTreeMap<PayloadName, Lack>,
    /// Those that are to be asked for.
    due: VecDeque<PayloadName>,
    /// Those that were asked for.
    asked: BTreeSet<PayloadName>,
}

/// One of them.
#[derive(Debug)]
struct Lack {
    /// How many bytes it has with its salt.
    length: usize,
    /// Those that came, from one party.
    whole: Vec<u8>,
    /// Who was asked last.
    peer: Option<Party>,
    tries: u32,
    /// When it was asked for, or may be again.
    at: u64,
}

impl Lacking {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// A fold that begins again looks at every leaf once more: what is known to be lacking stays as it is.
    fn note(&mut self, name: PayloadName, lack: Lack) {
        if let Entry::Vacant(vacant) = self.all.entry(name) {
            self.due.push_back(vacant.key().clone());
            vacant.insert(lack);
        }
    }

    /// As many as may be are asked for: whatever else is due waits its turn.
    fn is_full(&self) -> bool {
        self.asked.len() >= ASKED_MAX
    }

    fn may_ask_for(&self, length: usize) -> bool {
        let bytes = self.asked.iter().map(|name| self.all[name].length).sum::<usize>();
        self.asked.is_empty() || bytes + length <= ASKED_BYTES_MAX
    }

    /// It is asked for again later, of somebody else and from its beginning.
    fn put_back(&mut self, name: &PayloadName, wait: u64, now: u64) {
        if let Some(lack) = self.all.get_mut(name)
            && let Some(name) = self.asked.take(name)
        {
            lack.whole = Vec::new();
            lack.at = now.saturating_add(wait << lack.tries.min(DOUBLINGS_MAX));
            lack.tries += 1;
            self.due.push_back(name);
        }
    }

    /// It is here.
    fn forget(&mut self, name: &PayloadName) {
        self.all.remove(name);
        if !self.asked.remove(name) {
            self.due.retain(|due| due != name);
        }
    }
}

impl<D: Disk> Keeper<'_, D> {
    /// How many payloads that are meant for this party are not here.
    pub fn lacking(&self) -> usize {
        self.lacking.count()
    }

    /// Looks whether the payloads are here that new leaves commit to; what is not here is asked for.
    pub(crate) fn look_for_payloads(&mut self, now: u64) -> Result<(), KeeperError> {
        if self.fold.committed.is_empty() {
            return Ok(());
        }
        for (origin, committed) in std::mem::take(&mut self.fold.committed) {
            for one in committed {
                self.look_for_payload(&origin, one, now)?;
            }
        }
        self.ask_for_payloads(now);
        Ok(())
    }

    fn look_for_payload(&mut self, origin: &str, committed: CommittedTo, now: u64) -> Result<(), KeeperError> {
        let CommittedTo { index, commitment, length } = committed;
        let length = usize::try_from(length).ok().filter(|length| *length <= PAYLOAD_BYTES_MAX);
        let Some(length) = length else { return Ok(()) };
        if blobs::erased(self.store.disk(), &commitment)?.is_some() {
            return Ok(());
        }
        if self.store.disk().len(&blobs::path(&commitment))?.is_some() {
            return Ok(self.note_place(&commitment, origin, index)?);
        }
        let name = PayloadName { origin: origin.to_owned(), index, commitment };
        let length = length + size_of::<Salt>();
        self.lacking.note(name, Lack { length, whole: Vec::new(), peer: None, tries: 0, at: now });
        Ok(())
    }

    /// Asks for what is due.
    pub(crate) fn ask_for_payloads(&mut self, now: u64) {
        let limits = self.setup.limits;
        let late = |name: &&PayloadName| {
            let at = self.lacking.all[*name].at;
            now < at || now - at >= limits.answer_seconds
        };
        for name in self.lacking.asked.iter().filter(late).cloned().collect::<Vec<_>>() {
            self.lacking.put_back(&name, limits.ask_seconds, now);
        }
        let longest = limits.ask_seconds << DOUBLINGS_MAX;
        for _ in 0..self.lacking.due.len() {
            if self.lacking.is_full() {
                return;
            }
            let Some(name) = self.lacking.due.pop_front() else { return };
            let lack = &self.lacking.all[&name];
            // A clock that was put back asks at once.
            let waits = now < lack.at && lack.at - now <= longest;
            if waits || !self.lacking.may_ask_for(lack.length) {
                self.lacking.due.push_back(name);
                continue;
            }
            let peer = self.next_giver(&name.origin, lack.peer);
            self.ask_for_payload(name, peer, now);
        }
    }

    /// Whom to ask: first the party that committed to it, then the others in turn.
    fn next_giver(&self, origin: &str, last: Option<Party>) -> Option<Party> {
        let others = || self.outboxes.keys().copied();
        match last {
            None => self.owner(origin).and_then(|owner| others().find(|other| body(*other) == owner)).or_else(|| others().next()),
            Some(last) => others().find(|other| *other > last).or_else(|| others().next()),
        }
    }

    fn ask_for_payload(&mut self, name: PayloadName, peer: Option<Party>, now: u64) {
        let Some(lack) = self.lacking.all.get_mut(&name) else { return };
        (lack.peer, lack.at) = (peer, now);
        let message = Message::AskPayload { name: name.clone(), from: lack.whole.len() as u64 };
        self.lacking.asked.insert(name);
        if let Some(outbox) = peer.and_then(|peer| self.outboxes.get_mut(&peer)) {
            outbox.push(message);
        }
    }

    /// A part of a payload, salt first, as it stands on the disk; empty if it is not here, not for that party, or here by another act.
    pub(crate) fn payload_part(&self, name: &PayloadName, to: Party, from: u64) -> Result<Vec<u8>, DiskError> {
        let (disk, path) = (self.store.disk(), blobs::path(&name.commitment));
        let given = self.payload_for(&name.commitment, Some(body(to)))?;
        let is_it = given.is_some_and(|(origin, index, _)| (origin, index) == (name.origin.clone(), name.index));
        if !is_it || blobs::erased(disk, &name.commitment)?.is_some() {
            return Ok(Vec::new());
        }
        let left = disk.len(&path)?.unwrap_or(0).saturating_sub(from).min(PART_BYTES_MAX as u64);
        let mut part = vec![0; left as usize];
        let read = if part.is_empty() { 0 } else { disk.read_at(&path, from, &mut part)? };
        part.truncate(read);
        Ok(part)
    }

    /// Takes a part of a payload: from the party that was asked, or from a bundle, which begins with the first part.
    pub(crate) fn take_payload(
        &mut self,
        (from, via): (Party, Via),
        name: &PayloadName,
        at: u64,
        part: &[u8],
        now: u64,
    ) -> Result<(), KeeperError> {
        let Some(lack) = self.lacking.all.get_mut(name) else { return Ok(()) };
        if via == Via::Bundle && at == 0 {
            (lack.peer, lack.whole) = (Some(from), Vec::new());
        }
        if lack.peer != Some(from) {
            return Ok(());
        }
        if part.is_empty() {
            self.lacking.put_back(name, self.setup.limits.ask_seconds, now);
        } else if at == lack.whole.len() as u64 {
            lack.whole.extend_from_slice(part);
            let more = lack.whole.len() < lack.length;
            match via {
                _ if !more => self.close_payload(name, now)?,
                Via::Network => self.ask_for_payload(name.clone(), Some(from), now),
                Via::Bundle => {}
            }
        }
        self.ask_for_payloads(now);
        Ok(())
    }

    /// All bytes are here: they are the payload, or somebody gave wrong ones.
    fn close_payload(&mut self, name: &PayloadName, now: u64) -> Result<(), KeeperError> {
        let Some(lack) = self.lacking.all.get_mut(name) else { return Ok(()) };
        let (whole, length) = (std::mem::take(&mut lack.whole), lack.length);
        let placed = match whole.split_first_chunk() {
            Some((salt, bytes)) if whole.len() == length => self.place_payload(&name.origin, name.index, salt, bytes),
            _ => Err(PayloadFault::NotCommitted),
        };
        match placed {
            Ok(()) => self.lacking.forget(name),
            Err(PayloadFault::Blob(BlobError::Disk(error))) => return Err(error.into()),
            Err(_) => self.lacking.put_back(name, self.setup.limits.ask_seconds, now),
        }
        Ok(())
    }
}
