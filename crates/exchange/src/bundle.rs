//! Bundles: what one party lacks, as messages that can be carried by hand and are received like any others.
//!
//! A bundle is made and read one message at a time; a whole record never stands in memory. It opens with our question for
//! heads, so that the bundle that comes back answers it.

use std::iter;

use crate::Party;
use crate::answer::{leaves, prefix};
use crate::exchange::Exchange;
use crate::library::{Held, Library, Moment};
use crate::limits::LEAVES_MAX;
use crate::message::Message;
use crate::mirror::Log;

/// How much of the record a bundle holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What the party's cosignatures don't show it to hold; its own logs are left out.
    Missing,
    /// Everything: for a party that has lost its files.
    Whole,
}

impl Exchange {
    /// The messages of a bundle for a party, in the order in which they must be received. Deliver them with
    /// [`Via::Bundle`](crate::Via); their steps to send are the beginning of the bundle that goes back.
    pub fn bundle_for<'a>(&'a self, peer: Party, extent: Extent, library: &'a dyn Library) -> impl Iterator<Item = Message> + 'a {
        let answers = self.peers.get(&peer).and_then(|peer| peer.token);
        let opening = [Message::AskHeads { token: self.start_up.token() }, self.heads_for(peer, answers)];
        let forks = self.logs.iter().filter_map(|log| log.fork.clone()).map(Message::Fork);
        let logs = self.logs.iter().filter(move |log| extent == Extent::Whole || log.owner != peer);
        opening.into_iter().chain(forks).chain(logs.flat_map(move |log| log_for(log, peer, extent, library)))
    }
}

/// The leaves of one log that a party lacks, chunk by chunk, with what proves a fork should its own leaves be others.
fn log_for<'a>(log: &'a Log, peer: Party, extent: Extent, library: &'a dyn Library) -> impl Iterator<Item = Message> + 'a {
    let at = Moment { now: 0, library };
    let held = Held::Log(&log.origin);
    let goal = log.best().map(|head| head.tree());
    let known = log.reached(peer).map_or(0, |(size, _)| size);
    let mut next = if extent == Extent::Whole { 0 } else { known };
    let chunks = iter::from_fn(move || {
        let goal = goal?;
        let message = leaves(log, held, next, goal.size.min(next.saturating_add(LEAVES_MAX)), goal, at)?;
        if let Message::Leaves { leaves, .. } = &message {
            next += leaves.len() as u64;
        }
        Some(message)
    });
    let doubt = goal.filter(|goal| 0 < known && known < goal.size).and_then(|goal| prefix(log, held, known, goal, at));
    let mut chunks = chunks.peekable();
    let first = chunks.next_if(|_| true);
    first.into_iter().chain(doubt).chain(chunks)
}
