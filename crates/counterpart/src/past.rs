//! The causal past of a leaf: the earlier leaves of its log, and the heads that this log has cited up to it.
//!
//! A rule sees a fact only if it lies in the causal past of the act, so the order of arrival cannot matter.

use crate::counterpart::Counterpart;
use crate::log::{LogId, Spot};
use agreement::id::Place;
use jiff::civil::Date;

/// What the author of a leaf had seen: for each log the number of leaves.
#[derive(Clone, Debug)]
pub(crate) struct Past {
    /// The log that the leaf stands in.
    pub own: LogId,
    /// The index of the leaf there.
    pub index: u64,
    sizes: Vec<u64>,
    /// What the leaf itself cites.
    pub cites: Vec<(LogId, u64)>,
}

impl Past {
    /// The causal past of the next leaf of `own`, which cites so many leaves of other logs.
    pub(crate) fn of(counterpart: &Counterpart<'_>, own: LogId, cites: Vec<(LogId, u64)>) -> Past {
        let log = counterpart.log(own);
        let mut sizes: Vec<u64> = counterpart.log_ids().map(|id| log.sees(id)).collect();
        for (id, size) in &cites {
            sizes[usize::from(id.0)] = sizes[usize::from(id.0)].max(*size);
        }
        Past { own, index: log.folded(), sizes, cites }
    }

    /// Whether the leaf at `spot` lies in it.
    pub(crate) fn holds(&self, spot: Spot) -> bool {
        let size = if spot.log == self.own { self.index } else { self.sizes[usize::from(spot.log.0)] };
        spot.index < size
    }

    /// How many leaves of `log` lie in it.
    pub(crate) fn size(&self, log: LogId) -> u64 {
        if log == self.own { self.index } else { self.sizes[usize::from(log.0)] }
    }

    /// The latest day on which the record shows anything in it: the leaf itself is shown no earlier.
    pub(crate) fn recorded(&self, counterpart: &Counterpart<'_>) -> Date {
        let days = counterpart.log_ids().map(|id| counterpart.log(id).recorded_at(self.size(id)));
        days.max().unwrap_or(Date::MIN)
    }
}

impl Counterpart<'_> {
    /// Heads that a leaf of `own` cites, as the engine counts them: for each other party's record the number of its last event.
    pub(crate) fn places(&self, own: LogId, cites: &[(LogId, u64)]) -> Vec<Place> {
        let mine = self.log(own).party;
        let mut places: Vec<Place> = Vec::new();
        for (id, size) in cites {
            let log = self.log(*id);
            let number = log.events_seen(*size);
            match places.iter_mut().find(|place| place.log == log.party) {
                Some(place) => place.number = place.number.max(number),
                None if number > 0 && log.party != mine => places.push(Place { log: log.party, number }),
                None => {}
            }
        }
        places
    }
}
