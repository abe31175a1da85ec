//! Payloads that acts have committed to: kept beside the journal, and given only to those whom the act names.

use crate::keeper::Keeper;
use crate::mark::hex;
use agreement::id::BodyId;
use counterpart::act_format::{self, Reading};
use counterpart::commitment::Payload;
use store::blobs::{self, BlobError, Salt};
use store::disk::read_whole;
use store::{Disk, DiskError};

/// What an act says of a payload, and its bytes if they are here and for whoever asks.
pub type Committed = (Payload, Option<Vec<u8>>);

/// Where it is noted which act committed to a payload.
const PLACES: &str = "payloads";

/// Why a payload is not kept.
#[derive(Debug, thiserror::Error)]
pub enum PayloadFault {
    /// The disk, or the payload itself.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// No act stands there, or it did not commit to this payload.
    #[error("the act at this place has not committed to this payload")]
    NotCommitted,
}

impl From<DiskError> for PayloadFault {
    fn from(error: DiskError) -> Self {
        Self::Blob(error.into())
    }
}

impl<D: Disk> Keeper<'_, D> {
    /// Keeps a payload before the act that commits to it is on record. Nobody is given it before [`place_payload`](Self::place_payload).
    pub fn keep_payload(&mut self, salt: &Salt, bytes: &[u8]) -> Result<blobs::Commitment, PayloadFault> {
        let commitment = blobs::commitment(salt, bytes);
        blobs::put(self.store.disk_mut(), &commitment, salt, bytes)?;
        Ok(commitment)
    }

    /// Keeps a payload for the act at a place of a log, which must have committed to it by both hashes. It is then given to the audience
    /// that the act names.
    pub fn place_payload(&mut self, origin: &str, index: u64, salt: &Salt, bytes: &[u8]) -> Result<(), PayloadFault> {
        let committed = self.payloads(origin, index).into_iter().find(|payload| payload.commitment.opens_with(salt, bytes));
        let commitment = committed.ok_or(PayloadFault::NotCommitted)?.commitment.sha256;
        blobs::put(self.store.disk_mut(), &commitment, salt, bytes)?;
        Ok(self.note_place(&commitment, origin, index)?)
    }

    /// Notes which act committed to a payload that is here.
    pub(crate) fn note_place(&mut self, commitment: &blobs::Commitment, origin: &str, index: u64) -> Result<(), DiskError> {
        let file = place_file(commitment);
        if self.store.disk().len(&file)?.is_some() {
            return Ok(());
        }
        self.store.disk_mut().replace(&file, format!("{index} {origin}").as_bytes())
    }

    /// Salt and bytes of a payload, for a reader: a party that proved who it is, or nobody in particular. None if it is not here, was
    /// erased, or is not for this reader; the three look the same.
    pub fn payload(&self, commitment: &blobs::Commitment, reader: Option<BodyId>) -> Result<Option<(Salt, Vec<u8>)>, DiskError> {
        if self.payload_for(commitment, reader)?.is_none() {
            return Ok(None);
        }
        self.here(commitment)
    }

    /// Salt and bytes, if they are here and were not erased.
    fn here(&self, commitment: &blobs::Commitment) -> Result<Option<(Salt, Vec<u8>)>, DiskError> {
        match blobs::get(self.store.disk(), commitment) {
            Ok(found) => Ok(Some(found)),
            Err(BlobError::Disk(error)) => Err(error),
            Err(_) => Ok(None),
        }
    }

    /// The bytes of a payload to which an act has committed that was just read.
    fn bytes_of(&self, act: &Read<'_>, which: &Payload, reader: Option<BodyId>) -> Result<Option<Vec<u8>>, DiskError> {
        let commitment = &which.commitment.sha256;
        let Some((origin, index)) = self.placed(commitment)? else { return Ok(None) };
        let by_itself = origin == act.origin && index == act.index;
        let given = match by_itself {
            // By far the most are here by the act that is asked about: it need not be read twice.
            true => named(&act.payloads, commitment).is_some_and(|payload| self.may_see(&origin, payload, reader)),
            false => self.committed_at(&origin, index, commitment, reader).is_some(),
        };
        if given { Ok(self.here(commitment)?.map(|(_, bytes)| bytes)) } else { Ok(None) }
    }

    /// The payloads of the act at a place of a log that are here and meant for a reader, a party or nobody in particular, in the order in
    /// which it commits to them.
    pub fn texts_for(&self, origin: &str, index: u64, reader: Option<BodyId>) -> Result<Vec<Vec<u8>>, DiskError> {
        let mut texts = Vec::new();
        // Of most acts nothing is public, and they need not be read to know it.
        if reader.is_none() && !self.fold.has_public(origin, index) {
            return Ok(texts);
        }
        let act = self.read(origin, index);
        for payload in &act.payloads {
            texts.extend(self.bytes_of(&act, payload, reader)?);
        }
        Ok(texts)
    }

    /// The payloads of the act at a place of a log that are meant for this party, in the order in which it commits to them: none for one
    /// that is not here yet, and nothing left of one that was erased.
    pub fn texts_expected(&self, origin: &str, index: u64) -> Result<Vec<Option<Vec<u8>>>, DiskError> {
        let mut texts = Vec::new();
        let act = self.read(origin, index);
        for payload in &act.payloads {
            if self.may_see(origin, payload, Some(self.setup.party)) {
                let commitment = &payload.commitment.sha256;
                let here = self.bytes_of(&act, payload, Some(self.setup.party))?;
                let gone = here.is_none() && blobs::erased(self.store.disk(), commitment)?.is_some();
                texts.push(if gone { Some(Vec::new()) } else { here });
            }
        }
        Ok(texts)
    }

    /// Everything that the act at a place commits to, in order: what it says of each, and the bytes if they are here and for this party.
    pub fn payloads_at(&self, origin: &str, index: u64) -> Result<Vec<Committed>, DiskError> {
        let act = self.read(origin, index);
        let each = |payload: &Payload| Ok((payload.clone(), self.bytes_of(&act, payload, Some(self.setup.party))?));
        act.payloads.iter().map(each).collect()
    }

    /// By which act a payload is here, and what that act says of it, if it is for this reader.
    pub(crate) fn payload_for(
        &self,
        commitment: &blobs::Commitment,
        reader: Option<BodyId>,
    ) -> Result<Option<(String, u64, Payload)>, DiskError> {
        let Some((origin, index)) = self.placed(commitment)? else { return Ok(None) };
        let payload = self.committed_at(&origin, index, commitment, reader);
        Ok(payload.map(|payload| (origin, index, payload)))
    }

    /// Where the act stands by which a payload is here.
    fn placed(&self, commitment: &blobs::Commitment) -> Result<Option<(String, u64)>, DiskError> {
        let place = read_whole(self.store.disk(), &place_file(commitment), 1024)?;
        let place = place.and_then(|bytes| String::from_utf8(bytes).ok());
        let Some((index, origin)) = place.as_deref().and_then(|place| place.split_once(' ')) else { return Ok(None) };
        Ok(index.parse().ok().map(|index| (origin.to_owned(), index)))
    }

    /// What the act at a place says of a payload, if that is for this reader.
    fn committed_at(&self, origin: &str, index: u64, commitment: &blobs::Commitment, reader: Option<BodyId>) -> Option<Payload> {
        let payloads = self.payloads(origin, index);
        named(&payloads, commitment).filter(|payload| self.may_see(origin, payload, reader)).cloned()
    }

    pub(crate) fn may_see(&self, origin: &str, payload: &Payload, reader: Option<BodyId>) -> bool {
        self.fold.may_see(origin, payload, reader)
    }

    /// An act as far as payloads go.
    fn read<'o>(&self, origin: &'o str, index: u64) -> Read<'o> {
        Read { origin, index, payloads: self.payloads(origin, index) }
    }

    /// The payloads that the act at a place has committed to.
    pub(crate) fn payloads(&self, origin: &str, index: u64) -> Vec<Payload> {
        match self.leaf(origin, index).map(|bytes| act_format::read(&bytes)) {
            Some(Ok(Reading::Leaf(leaf))) => leaf.statement().payloads.clone(),
            _ => Vec::new(),
        }
    }
}

/// An act that was read for its payloads.
struct Read<'o> {
    origin: &'o str,
    index: u64,
    payloads: Vec<Payload>,
}

/// The first payload with this commitment.
fn named<'p>(payloads: &'p [Payload], commitment: &blobs::Commitment) -> Option<&'p Payload> {
    payloads.iter().find(|payload| payload.commitment.sha256 == *commitment)
}

fn place_file(commitment: &blobs::Commitment) -> String {
    format!("{PLACES}/{}", hex(commitment))
}
