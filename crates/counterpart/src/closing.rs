//! The end of an epoch: a party's commitment to the next one is its last act of this one, and all enter at one frontier.
//!
//! The places of those commitments are the closing frontier. Whoever enters names it and the digest of its state; all must agree.

use crate::log::{LogId, Spot};
use agreement::id::{BodyId, MatterId};
use record::hash::Hash;
use std::collections::BTreeMap;

/// What a log waits for after its party has committed itself to the next epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Closing {
    /// The ballot.
    pub ballot: MatterId,
}

/// The commitment of one party: where it stands, and what had been folded of its log up to and with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Committed {
    pub spot: Spot,
    pub chain: Hash,
}

/// The commitments on epoch ballots.
#[derive(Clone, Debug, Default)]
pub(crate) struct Closings(BTreeMap<MatterId, BTreeMap<BodyId, Committed>>);

impl Closings {
    /// Notes the commitment of `party` on `ballot`.
    pub(crate) fn note(&mut self, ballot: MatterId, party: BodyId, committed: Committed) {
        self.0.entry(ballot).or_default().entry(party).or_insert(committed);
    }

    /// The commitments on `ballot`, in the order of `required`; `None` if one of them is missing.
    pub(crate) fn all(&self, ballot: MatterId, required: impl Iterator<Item = BodyId>) -> Option<Vec<(BodyId, Committed)>> {
        let known = self.0.get(&ballot)?;
        required.map(|party| Some((party, *known.get(&party)?))).collect()
    }

    /// The closing frontier of `ballot`: for each log the size up to and with the commitment.
    pub(crate) fn frontier(committed: &[(BodyId, Committed)]) -> Vec<(LogId, u64)> {
        committed.iter().map(|(_, committed)| (committed.spot.log, committed.spot.index + 1)).collect()
    }
}
