//! A party that goes on in a new log. Nobody can learn of it from a log that nobody follows yet, so its first leaf is carried
//! to the others by hand; the root key on it says that it is the party's.

use crate::error::{KeeperError, Refusal};
use crate::keeper::Keeper;
use crate::mark::hex;
use agreement::id::BodyId;
use counterpart::Counterpart;
use counterpart::act_format::v1::{Body, Leaf, RecordVerb};
use counterpart::act_format::{self, ActId, Reading};
use counterpart::draft::{Deed, Draft};
use counterpart::due::Due;
use counterpart::officer_signature;
use counterpart::void::Void;
use exchange::Party;
use record::{VerifierKey, leaf_hash};
use store::disk::read_whole;
use store::{Disk, DiskError};

/// The folder of leaves that open new logs.
const SUCCESSIONS: &str = "successions";

/// A new log of a party.
#[derive(Clone, Debug)]
pub(crate) struct Successor {
    pub origin: String,
    pub owner: BodyId,
    pub node: VerifierKey,
    pub mirror: VerifierKey,
}

/// What a leaf says of a new log, if the root of the party whose log it follows has signed it.
pub(crate) fn read(leaf: &[u8], counterpart: &Counterpart<'_>) -> Option<Successor> {
    let Ok(Reading::Leaf(leaf)) = act_format::read(leaf) else { return None };
    let Body::Verb(RecordVerb::Succeed { old_origin, node, mirror, .. }) = &leaf.statement().body else { return None };
    let owner = counterpart.logs().find(|(known, ..)| known == old_origin).map(|(_, party, ..)| party)?;
    let node = node.parse::<VerifierKey>().ok().filter(|key| key.name() == leaf.statement().origin)?;
    let standing = counterpart.standing().of_party(owner);
    let is_good = |key: &_, signature: &_| {
        officer_signature::verify(signature, leaf.id(), leaf.twin(), key, standing.passkey.as_ref()).is_ok()
    };
    let signed = standing.root.keys.iter().filter(|key| leaf.signatures().iter().any(|signature| is_good(key, signature)));
    let signed = signed.cloned().collect::<Vec<_>>();
    standing.root.is_met_by(&signed).then_some(())?;
    Some(Successor { origin: leaf.statement().origin.clone(), owner, node, mirror: mirror.parse().ok()? })
}

/// The new logs that were made known here.
pub(crate) fn kept<D: Disk>(disk: &D, counterpart: &Counterpart<'_>) -> Result<Vec<Successor>, DiskError> {
    let mut successors = Vec::new();
    for name in disk.list(SUCCESSIONS)? {
        let leaf = read_whole(disk, &format!("{SUCCESSIONS}/{name}"), act_format::LEAF_BYTES_MAX as u64)?;
        successors.extend(leaf.and_then(|leaf| read(&leaf, counterpart)));
    }
    Ok(successors)
}

impl<D: Disk> Keeper<'_, D> {
    /// Follows the new log that this leaf opens: its first one, a succession under the root of its party. From then on its heads and leaves
    /// are taken like any others.
    pub fn follow(&mut self, leaf: &[u8]) -> Result<(), KeeperError> {
        let Successor { origin, owner, node, mirror } = read(leaf, &self.fold.counterpart).ok_or(KeeperError::NoSuccession)?;
        self.guarded(|keeper| {
            let file = format!("{SUCCESSIONS}/{}", hex(&leaf_hash(origin.as_bytes())));
            keeper.store.disk_mut().replace(&file, leaf)?;
            keeper.exchange.follow(&origin, Party(owner.0 as u8), &[node]);
            keeper.exchange.trust_mirror(Party(owner.0 as u8), mirror);
            Ok(())
        })
    }

    /// The log whose statements a new own log goes on with: the own one, or before its first act the last one of this party.
    pub(crate) fn stated_from(&self) -> &str {
        let mut last = self.origin();
        if !self.has_own_log() {
            let logs = self.fold.counterpart.logs().filter(|(_, party, ..)| *party == self.setup.party);
            logs.for_each(|(origin, ..)| last = origin);
        }
        last
    }

    /// Judges the leaf that opens the own log, before the fold knows that log: the old one must be here up to its final head, folded or
    /// not: its last leaves may cite what was lost with somebody else's machine.
    pub(crate) fn judge_succession(&self, bytes: &[u8]) -> Result<Leaf, Refusal> {
        let own = self.origin();
        // The first act of a new log must be the succession that opens it, under the party's root.
        let none = || Refusal::Void(Void::NoSuccession { party: self.setup.party });
        let successor = read(bytes, &self.fold.counterpart).filter(|new| new.origin == own && new.owner == self.setup.party);
        let Some(Ok(Reading::Leaf(leaf))) = successor.map(|_| act_format::read(bytes)) else { return Err(none()) };
        let Body::Verb(RecordVerb::Succeed { old_origin, size, root, .. }) = &leaf.statement().body else {
            return Err(none());
        };
        let here = counterpart::frontier::Roots::root(&self.roots(), old_origin, *size) == Some(*root);
        if here { Ok(*leaf) } else { Err(Refusal::Waiting) }
    }

    /// Judges a leaf behind one that waits. A countersignature that is due may stand there: what the other waits for may have been
    /// lost with the very machine whose log ends with this succession.
    pub(crate) fn judge_countersignature(&mut self, bytes: Vec<u8>) -> Result<(ActId, Vec<u8>), Refusal> {
        let Ok(Reading::Leaf(leaf)) = act_format::read(&bytes) else { return Err(Refusal::Waiting) };
        let due = self.fold.counterpart.countersignatures(self.setup.party, &self.roots());
        let said = |due: &Due| matches!((&due.deed, &leaf.statement().body), (Deed::Verb(due), Body::Verb(said)) if due == said);
        if !due.iter().any(said) {
            return Err(Refusal::Waiting);
        }
        let own = self.origin().to_owned();
        self.have(&own, &bytes);
        Ok((leaf.id(), bytes))
    }

    /// Whether the fold knows the own log.
    pub(crate) fn has_own_log(&self) -> bool {
        self.fold.counterpart.log_id(self.origin()).is_some()
    }

    /// The bytes of a draft's statement as the next act of the own log.
    pub(crate) fn stated(&self, draft: &Draft, now: u64) -> Result<Vec<u8>, Refusal> {
        let from = self.stated_from();
        let statement = self.fold.counterpart.statement(from, draft, now, &self.roots()).map_err(Refusal::Unwritable)?;
        let statement = counterpart::act_format::v1::Statement { origin: self.origin().to_owned(), ..statement };
        statement.to_bytes().map_err(Refusal::Malformed)
    }
}
