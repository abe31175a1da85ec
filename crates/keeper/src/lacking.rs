//! Payloads that acts have committed to, that are meant for this party too, and are not here: asked of the others in turn, a few at a
//! time, part by part. What came proves itself once it is whole.

use crate::blobs::PayloadFault;
use crate::error::KeeperError;
use crate::keeper::Keeper;
use crate::status::body;
use counterpart::commitment::Payload;
use exchange::limits::PART_BYTES_MAX;
use exchange::{Message, Party, Step};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use store::blobs::{self, BlobError, Commitment, PAYLOAD_BYTES_MAX, Salt};
use store::{Disk, DiskError};

/// How many are asked for at once.
const ASKED_MAX: usize = 32;

/// What nobody gave is asked for less and less often, at most so many doublings.
const DOUBLINGS_MAX: u32 = 6;

/// The payloads that are not here.
#[derive(Debug, Default)]
pub(crate) struct Lacking {
    all: BTreeMap<Commitment, Lack>,
    /// Those that are to be asked for.
    due: VecDeque<Commitment>,
    /// Those that were asked for.
    asked: BTreeSet<Commitment>,
}

/// One of them.
#[derive(Debug)]
struct Lack {
    /// The act that committed to it.
    origin: String,
    index: u64,
    /// How many bytes it has with its salt.
    length: usize,
    /// Those that came.
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

    fn note(&mut self, commitment: Commitment, lack: Lack) {
        if self.all.insert(commitment, lack).is_none() {
            self.due.push_back(commitment);
        }
    }

    /// It is asked for again later, of somebody else.
    fn put_back(&mut self, commitment: Commitment, wait: u64, now: u64) {
        if let Some(lack) = self.all.get_mut(&commitment)
            && self.asked.remove(&commitment)
        {
            lack.at = now.saturating_add(wait << lack.tries.min(DOUBLINGS_MAX));
            lack.tries += 1;
            self.due.push_back(commitment);
        }
    }

    /// It is here.
    fn forget(&mut self, commitment: &Commitment) {
        self.all.remove(commitment);
        if !self.asked.remove(commitment) {
            self.due.retain(|due| due != commitment);
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
        for (origin, indexes) in std::mem::take(&mut self.fold.committed) {
            for index in indexes {
                for payload in self.payloads(&origin, index) {
                    self.look_for_payload(&origin, index, &payload, now)?;
                }
            }
        }
        self.ask_for_payloads(now);
        Ok(())
    }

    fn look_for_payload(&mut self, origin: &str, index: u64, payload: &Payload, now: u64) -> Result<(), KeeperError> {
        let commitment = payload.commitment.sha256;
        let length = usize::try_from(payload.length).ok().filter(|length| *length <= PAYLOAD_BYTES_MAX);
        let Some(length) = length.filter(|_| self.may_see(origin, payload, Some(self.setup.party))) else { return Ok(()) };
        if blobs::erased(self.store.disk(), &commitment)?.is_some() {
            return Ok(());
        }
        if self.store.disk().len(&blobs::path(&commitment))?.is_some() {
            return Ok(self.note_place(&commitment, origin, index)?);
        }
        let length = length + size_of::<Salt>();
        let lack = Lack { origin: origin.to_owned(), index, length, whole: Vec::new(), peer: None, tries: 0, at: now };
        self.lacking.note(commitment, lack);
        Ok(())
    }

    /// Asks for what is due.
    pub(crate) fn ask_for_payloads(&mut self, now: u64) {
        let late = |lack: &Lack, seconds: u64| now < lack.at || now - lack.at >= seconds;
        let limits = self.setup.limits;
        let silent = self.lacking.asked.iter().filter(|name| late(&self.lacking.all[*name], limits.answer_seconds));
        for commitment in silent.copied().collect::<Vec<_>>() {
            self.lacking.put_back(commitment, limits.ask_seconds, now);
        }
        let longest = limits.ask_seconds << DOUBLINGS_MAX;
        for _ in 0..self.lacking.due.len() {
            let Some(commitment) = self.lacking.due.pop_front() else { return };
            let lack = &self.lacking.all[&commitment];
            // A clock that was put back asks at once.
            let waits = now < lack.at && lack.at - now <= longest;
            if waits || self.lacking.asked.len() >= ASKED_MAX {
                self.lacking.due.push_back(commitment);
                continue;
            }
            let peer = self.next_giver(&lack.origin, lack.peer);
            self.ask_for_payload(commitment, peer, now);
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

    fn ask_for_payload(&mut self, commitment: Commitment, peer: Option<Party>, now: u64) {
        let Some(lack) = self.lacking.all.get_mut(&commitment) else { return };
        (lack.peer, lack.at) = (peer, now);
        let message = Message::AskPayload { commitment, from: lack.whole.len() as u64 };
        self.lacking.asked.insert(commitment);
        if let Some(outbox) = peer.and_then(|peer| self.outboxes.get_mut(&peer)) {
            outbox.push(message);
        }
    }

    /// Answers a party that asks for a payload: with a part of it, or with nothing.
    pub(crate) fn give_payload(
        &mut self,
        to: Party,
        commitment: Commitment,
        from: u64,
        now: u64,
    ) -> Result<Vec<Step>, KeeperError> {
        let part = self.payload_part(&commitment, to, from)?;
        Ok(self.exchange.answer_payload(to, commitment, from, part, now))
    }

    /// A part of a payload, salt first, as it stands on the disk; empty if it is not here or not for that party.
    pub(crate) fn payload_part(&self, commitment: &Commitment, to: Party, from: u64) -> Result<Vec<u8>, DiskError> {
        let (disk, path) = (self.store.disk(), blobs::path(commitment));
        if self.payload_for(commitment, Some(body(to)))?.is_none() || blobs::erased(disk, commitment)?.is_some() {
            return Ok(Vec::new());
        }
        let left = disk.len(&path)?.unwrap_or(0).saturating_sub(from).min(PART_BYTES_MAX as u64);
        let mut part = vec![0; left as usize];
        let read = if part.is_empty() { 0 } else { disk.read_at(&path, from, &mut part)? };
        part.truncate(read);
        Ok(part)
    }

    /// Takes a part of a payload.
    pub(crate) fn take_payload(
        &mut self,
        from: Party,
        commitment: Commitment,
        at: u64,
        part: &[u8],
        now: u64,
    ) -> Result<Vec<Step>, KeeperError> {
        let Some(lack) = self.lacking.all.get_mut(&commitment) else { return Ok(Vec::new()) };
        if part.is_empty() {
            // Only the one who was asked can say that it has nothing.
            if lack.peer == Some(from) {
                self.lacking.put_back(commitment, self.setup.limits.ask_seconds, now);
            }
        } else if at == lack.whole.len() as u64 {
            lack.whole.extend_from_slice(part);
            if lack.whole.len() < lack.length {
                self.ask_for_payload(commitment, Some(from), now);
            } else {
                self.close_payload(commitment, now)?;
            }
        }
        self.ask_for_payloads(now);
        Ok(Vec::new())
    }

    /// All bytes are here: they are the payload, or somebody gave wrong ones.
    fn close_payload(&mut self, commitment: Commitment, now: u64) -> Result<(), KeeperError> {
        let Some(lack) = self.lacking.all.get_mut(&commitment) else { return Ok(()) };
        let (whole, origin, index) = (std::mem::take(&mut lack.whole), lack.origin.clone(), lack.index);
        let placed = match whole.split_first_chunk() {
            Some((salt, bytes)) if whole.len() == lack.length => self.place_payload(&origin, index, salt, bytes),
            _ => Err(PayloadFault::NotCommitted),
        };
        match placed {
            Ok(()) => self.lacking.forget(&commitment),
            Err(PayloadFault::Blob(BlobError::Disk(error))) => return Err(error.into()),
            Err(_) => self.lacking.put_back(commitment, self.setup.limits.ask_seconds, now),
        }
        Ok(())
    }
}
