//! Answers to the others' questions. They are given at every time, also while starting and after a halt.

use record::Hash;
use record::tree::Nodes;

use crate::Party;
use crate::exchange::Exchange;
use crate::head::{Head, TreeHead};
use crate::library::{Held, Moment, Shelf};
use crate::limits::{HEAD_BYTES_SUM_MAX, HEADS_MAX, LEAF_BYTES_SUM_MAX, LEAVES_MAX};
use crate::message::{Message, PayloadName, Token};
use crate::mirror::{Log, Standing};
use crate::range::hashes;
use crate::step::Step;

impl Exchange {
    pub(crate) fn answer_heads(&mut self, to: Party, token: Token) {
        if let Some(peer) = self.peers.get_mut(&to) {
            peer.token = Some(token);
        }
        let message = self.heads_for(to, Some(token));
        self.send(to, message);
    }

    /// All heads that are kept; first those that the asker may have lost: its own, and those that it cosigned. Of these also the
    /// ones whose leaves are not here yet: whoever starts again must learn of every head that it ever gave away.
    pub(crate) fn heads_for(&self, asker: Party, answers: Option<Token>) -> Message {
        let its = |(log, head): &(&Log, &Head)| log.owner == asker || head.cosigned.contains_key(&asker);
        let unheld = self.logs.iter().flat_map(|log| log.unheld().map(move |head| (log, head))).filter(its);
        let held = self.logs.iter().flat_map(|log| log.heads().map(move |head| (log, head)));
        let mut all = unheld.chain(held).collect::<Vec<_>>();
        all.sort_by_key(|entry| !its(entry));
        let mut bytes = 0;
        let notes = all.into_iter().map(|(_, head)| head.to_bytes());
        let fits = |note: &Vec<u8>| {
            bytes += note.len();
            bytes <= HEAD_BYTES_SUM_MAX
        };
        let heads = notes.take_while(fits).take(HEADS_MAX).collect();
        let forked = self.logs.iter().filter(|log| log.fork.is_some()).map(|log| log.origin.clone()).collect();
        Message::Heads { answers, heads, forked }
    }

    pub(crate) fn answer_leaves(&mut self, to: Party, origin: &str, from: u64, until: u64, of: TreeHead, at: Moment<'_>) {
        let Some(place) = self.place(origin) else { return };
        let until = until.min(of.size);
        if from >= until {
            return;
        }
        let log = &self.logs[place];
        let message = held(log, of, at).and_then(|held| leaves(log, held, from, until, of, at));
        self.answer(to, message.unwrap_or_else(|| Message::Missing { origin: origin.to_owned(), of }), at.now);
    }

    pub(crate) fn answer_prefix(&mut self, to: Party, origin: &str, size: u64, of: TreeHead, at: Moment<'_>) {
        let Some(place) = self.place(origin) else { return };
        if size > of.size {
            return;
        }
        let log = &self.logs[place];
        let message = held(log, of, at).and_then(|held| prefix(log, held, size, of, at));
        self.answer(to, message.unwrap_or_else(|| Message::Missing { origin: origin.to_owned(), of }), at.now);
    }

    /// Sends a part of a payload to a party that asked for it.
    pub fn answer_payload(&mut self, to: Party, name: PayloadName, from: u64, part: Vec<u8>, now: u64) -> Vec<Step> {
        self.answer(to, Message::Payload { name, from, part }, now);
        std::mem::take(&mut self.steps)
    }

    /// Sends an answer and counts it: asking without end would keep us reading the disk.
    fn answer(&mut self, to: Party, message: Message, now: u64) {
        let weight = message.weight();
        let limits = self.limits;
        if self.peers.get_mut(&to).is_some_and(|peer| peer.spend(weight, now, &limits)) {
            self.send(to, message);
        }
    }
}

/// Where the library has this tree: as the log, or as a branch beside it.
fn held<'a>(log: &'a Log, of: TreeHead, at: Moment<'_>) -> Option<Held<'a>> {
    if log.standing(of, at) == Standing::Ours {
        return Some(Held::Log(&log.origin));
    }
    let branch = Held::Branch { origin: &log.origin, size: of.size, root: of.root };
    let there = log.fork.is_some() && Shelf { library: at.library, held: branch }.node(0, of.size.checked_sub(1)?).is_some();
    there.then_some(branch)
}

/// Leaves of a tree and the subtrees behind them.
pub(crate) fn leaves(log: &Log, held: Held<'_>, from: u64, until: u64, of: TreeHead, at: Moment<'_>) -> Option<Message> {
    let until = until.min(from.saturating_add(LEAVES_MAX)).min(of.size);
    let leaves = at.library.leaves(held, from, until, LEAF_BYTES_SUM_MAX);
    let end = from + leaves.len() as u64;
    // A library that gives more than was asked for, or nothing, has nothing to send.
    if leaves.is_empty() || end > until {
        return None;
    }
    let rest = subtrees(held, end, of.size, at)?;
    Some(Message::Leaves { origin: log.origin.clone(), from, leaves, of, rest })
}

/// The edge of an earlier tree, and what leads from it to a later one.
pub(crate) fn prefix(log: &Log, held: Held<'_>, size: u64, of: TreeHead, at: Moment<'_>) -> Option<Message> {
    let (prefix, rest) = (subtrees(held, 0, size, at)?, subtrees(held, size, of.size, at)?);
    Some(Message::Prefix { origin: log.origin.clone(), at: size, of, prefix, rest })
}

fn subtrees(held: Held<'_>, from: u64, to: u64, at: Moment<'_>) -> Option<Vec<Hash>> {
    hashes(&Shelf { library: at.library, held }, from, to)
}
