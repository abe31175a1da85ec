//! Leaves that are missing here: whom to ask, what the answer must prove, and when it is durable.
//!
//! Each answer proves itself: our leaves, the new ones and the subtrees behind them must lead to the signed root. If they
//! don't, the peer shows how the tree looked at our own head's size: then either the log has forked, or the answer was wrong.

use record::Hash;
use record::tree::Compact;

use crate::Party;
use crate::exchange::Exchange;
use crate::fork::ForkProof;
use crate::head::{Head, TreeHead};
use crate::library::Moment;
use crate::limits::{LEAF_BYTES_MAX, LEAVES_MAX};
use crate::message::Message;
use crate::mirror::{Standing, Why};
use crate::range::{extend, prefix_of};
use crate::step::Step;

/// So many times the wait for an answer, a peer is not asked again for as large a tree as one that it didn't hold.
const LACKING: u64 = 4;

/// Leaves that one peer has been asked for.
#[derive(Clone, Debug)]
pub(crate) struct Fetch {
    pub peer: Party,
    pub goal: TreeHead,
    /// The signed head of the goal; none for the agreed end of a log.
    pub head: Option<Head>,
    pub asked: u64,
    /// Our own head that the goal is being held against, after leaves that didn't fit.
    pub doubt: Option<Head>,
}

/// Leaves on their way to the disk.
#[derive(Clone, Debug)]
pub(crate) struct Writing {
    pub tree: Compact,
    /// The head that is written with them.
    pub head: Option<Head>,
    /// Where they came from, to go on there.
    pub fetch: Option<Fetch>,
}

impl Exchange {
    /// Asks for the leaves that a log lacks, unless that is under way.
    pub(crate) fn pursue(&mut self, place: usize, at: Moment<'_>) {
        let log = &self.logs[place];
        let finished = place == self.own && self.start_up.may_sign;
        if finished || log.fetch.is_some() || log.writing.is_some() || log.fork.is_some() {
            return;
        }
        if let Some((peer, goal, head)) = self.choose(place, at.now) {
            self.request(place, Fetch { peer, goal, head, asked: at.now, doubt: None });
        }
    }

    /// The peer to ask and the tree to ask it for: the largest that is offered, and of two peers the one that is not resting.
    fn choose(&self, place: usize, now: u64) -> Option<(Party, TreeHead, Option<Head>)> {
        let log = &self.logs[place];
        let rests = |peer: &Party| log.rests.get(peer).filter(|rest| now < rest.until);
        let may = |peer: &Party| rests(peer).is_none_or(|rest| rest.wrong == 0);
        if let Some(end) = log.end {
            let peers = self.peers.keys().filter(|peer| may(peer));
            let peer = peers.min_by_key(|peer| log.rests.get(peer).map_or(0, |rest| rest.until))?;
            let head = log.unheld().find(|head| head.tree() == end).cloned();
            return (end.size > log.tree.size()).then_some((*peer, end, head));
        }
        let offers = log.offers.iter().filter(|(peer, head)| may(peer) && head.size() > log.tree.size());
        // Leaves that are proved for a larger head are not set against a smaller one while that is to be had.
        let promised = |head: &Head| log.promise.as_ref().is_none_or(|promise| head.size() >= promise.size());
        let (peer, head) = offers.max_by_key(|(peer, head)| (promised(head), rests(peer).is_none(), head.size()))?;
        Some((*peer, head.tree(), Some(head.clone())))
    }

    /// What a bundle brings is read from that bundle, whoever else was asked.
    pub(crate) fn prefer(&mut self, place: usize, peer: Party, at: Moment<'_>) {
        let log = &mut self.logs[place];
        let offered = log.offers.get(&peer).filter(|head| head.size() > log.tree.size()).cloned();
        // Asked for an earlier head of the same peer, which its bundle has outgrown, counts as not asked.
        let goal = offered.as_ref().map(Head::tree);
        let asked = log.fetch.as_ref().is_some_and(|fetch| fetch.peer == peer && Some(fetch.goal) == goal);
        if let Some(head) = offered.filter(|_| !asked && log.writing.is_none() && log.fork.is_none() && log.end.is_none()) {
            self.request(place, Fetch { peer, goal: head.tree(), head: Some(head), asked: at.now, doubt: None });
        }
    }

    fn request(&mut self, place: usize, fetch: Fetch) {
        let log = &mut self.logs[place];
        let (to, from) = (fetch.peer, log.tree.size());
        let end = fetch.goal.size.min(from + LEAVES_MAX);
        let message = Message::AskLeaves { origin: log.origin.clone(), from, to: end, of: fetch.goal };
        log.fetch = Some(fetch);
        self.send(to, message);
    }

    /// Whether a message is an answer that we wait for from this peer.
    pub(crate) fn awaits(&self, from: Party, message: &Message) -> bool {
        let (origin, of) = match message {
            Message::Leaves { origin, of, .. } | Message::Prefix { origin, of, .. } | Message::Missing { origin, of } => {
                (origin, of)
            }
            _ => return false,
        };
        self.place(origin).is_some_and(|place| {
            let log = &self.logs[place];
            let fetch = log.fetch.as_ref().is_some_and(|fetch| fetch.peer == from && fetch.goal == *of);
            fetch || log.branch.as_ref().is_some_and(|branch| branch.peer == from && branch.goal == *of)
        })
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one message, once they are known to be for this log")]
    pub(crate) fn take_leaves(
        &mut self,
        from: Party,
        place: usize,
        first: u64,
        leaves: Vec<Vec<u8>>,
        of: TreeHead,
        rest: &[Hash],
        at: Moment<'_>,
    ) {
        let log = &mut self.logs[place];
        if log.branch.as_ref().is_some_and(|branch| branch.peer == from && branch.goal == of) {
            return self.take_branch_leaves(place, first, leaves, rest, at);
        }
        let expected = |fetch: &&mut Fetch| fetch.peer == from && fetch.goal == of && fetch.doubt.is_none();
        let Some(fetch) = log.fetch.as_mut().filter(expected) else { return };
        let have = log.tree.size();
        let end = first.saturating_add(leaves.len() as u64);
        if first > have || end <= have {
            // The late answer to an earlier question.
            return;
        }
        let new = leaves.into_iter().skip((have - first) as usize).collect::<Vec<_>>();
        let sound = end <= of.size && new.iter().all(|leaf| leaf.len() <= LEAF_BYTES_MAX);
        let mut tree = log.tree.clone();
        tree.extend(new.iter().map(|leaf| record::leaf_hash(leaf)));
        if sound && extend(&tree, rest, of.size).is_some_and(|whole| whole.root() == of.root) {
            fetch.asked = at.now;
            log.rests.remove(&from);
            self.write(place, new, tree);
        } else {
            self.doubt(place, at);
        }
    }

    /// Has proved leaves written.
    fn write(&mut self, place: usize, leaves: Vec<Vec<u8>>, tree: Compact) {
        let log = &mut self.logs[place];
        let fetch = log.fetch.take().expect("leaves are taken only while they are asked for");
        let (origin, from) = (log.origin.clone(), log.tree.size());
        let whole = tree.size() == fetch.goal.size;
        let durable = |head: &&Head| log.promise.as_ref().is_some_and(|promise| promise.text() == head.text());
        if place == self.own {
            // The head file never holds a head beyond the journal's leaves.
            let head = fetch.head.clone().filter(|_| whole);
            let bytes = head.as_ref().map(Head::to_bytes);
            log.writing = Some(Writing { tree, head, fetch: (!whole).then_some(fetch) });
            self.steps.push(Step::RefillOwn { origin, from, leaves, head: bytes });
        } else {
            let bytes = fetch.head.as_ref().filter(|head| !durable(head)).map(Head::to_bytes);
            log.writing = Some(Writing { tree, head: fetch.head.clone(), fetch: (!whole).then_some(fetch) });
            self.steps.push(Step::Mirror { origin, from, leaves, head: bytes });
        }
    }

    /// Leaves are durable: only now do they count, and only now may the head be cosigned.
    pub(crate) fn commit(&mut self, place: usize, size: u64, at: Moment<'_>) {
        let log = &mut self.logs[place];
        let Some(writing) = log.writing.take_if(|writing| writing.tree.size() == size) else { return };
        log.tree = writing.tree;
        log.proved = size;
        match writing.head {
            Some(head) if head.size() <= size => drop(log.keep(head)),
            Some(head) if log.promise.as_ref().is_none_or(|held| held.size() < head.size()) => log.promise = Some(head),
            _ => {}
        }
        self.review(place, at);
        self.cosign(place, at);
        if place == self.own && self.start_up.may_sign {
            self.offer(place);
        }
        match writing.fetch.filter(|_| self.logs[place].fork.is_none()) {
            Some(fetch) => self.request(place, Fetch { asked: at.now, ..fetch }),
            None => self.pursue(place, at),
        }
        self.proceed(at);
    }

    /// Heads that lay beyond our leaves and no longer do: each is ours, or the proof of a fork.
    fn review(&mut self, place: usize, at: Moment<'_>) {
        let log = &mut self.logs[place];
        let size = log.tree.size();
        let mut reached = log.promise.take_if(|head| head.size() <= size).into_iter().collect::<Vec<_>>();
        log.offers.retain(|_, head| head.size() > size);
        let far = log.seen.split_off(&(size + 1));
        reached.extend(std::mem::replace(&mut log.seen, far).into_values());
        for head in reached {
            match self.logs[place].standing(head.tree(), at) {
                Standing::Ours => self.keep(place, head),
                Standing::Contrary => {
                    if let Some(proof) = self.logs[place].contradiction(&head, at) {
                        self.prove(place, proof);
                    }
                }
                Standing::Beyond | Standing::Untold => {}
            }
        }
    }

    /// The leaves don't fit what we have. Either they are wrong, or the log has forked: the peer is asked to show its tree at
    /// the size of a head that binds us.
    fn doubt(&mut self, place: usize, at: Moment<'_>) {
        let seconds = self.limits.ask_seconds;
        let log = &mut self.logs[place];
        let Some(fetch) = log.fetch.clone() else { return };
        match log.binding(fetch.goal.size).filter(|held| held.size() > 0 && held.tree() != fetch.goal).cloned() {
            Some(held) if held.size() == fetch.goal.size => {
                if let Some(head) = &fetch.head {
                    let proof = ForkProof::of(&log.origin, &held, head, Vec::new(), Vec::new());
                    self.prove(place, proof);
                }
            }
            Some(held) => {
                let message = Message::AskPrefix { origin: log.origin.clone(), at: held.size(), of: fetch.goal };
                log.fetch = Some(Fetch { doubt: Some(held), asked: at.now, ..fetch });
                self.send(fetch.peer, message);
            }
            None => log.rest(fetch.peer, seconds, at.now, Why::Wrong),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one message, once they are known to be for this log")]
    pub(crate) fn take_prefix(
        &mut self,
        from: Party,
        place: usize,
        size: u64,
        of: TreeHead,
        prefix: Vec<Hash>,
        rest: Vec<Hash>,
        at: Moment<'_>,
    ) {
        let seconds = self.limits.ask_seconds;
        let log = &mut self.logs[place];
        if log.branch.as_ref().is_some_and(|branch| branch.peer == from && branch.goal == of) {
            return self.take_branch_prefix(place, size, &prefix, &rest, at);
        }
        let Some(fetch) = log.fetch.as_ref().filter(|fetch| fetch.peer == from && fetch.goal == of) else { return };
        let Some(held) = fetch.doubt.as_ref().filter(|held| held.size() == size) else { return };
        let then = prefix_of(size, &prefix, &rest, of.size, &of.root);
        match (then, &fetch.head) {
            (Some(then), Some(head)) if then.root() != held.tree().root => {
                let proof = ForkProof::of(&log.origin, held, head, prefix, rest);
                self.prove(place, proof);
            }
            _ => log.rest(from, seconds, at.now, Why::Wrong),
        }
    }

    /// A peer doesn't hold what it was asked for.
    pub(crate) fn take_missing(&mut self, from: Party, place: usize, of: TreeHead, at: Moment<'_>) {
        let seconds = self.limits.answer_seconds;
        let log = &mut self.logs[place];
        if log.branch.as_ref().is_some_and(|branch| branch.peer == from && branch.goal == of) {
            self.ask_another_for_branch(place, at);
        } else if log.fetch.as_ref().is_some_and(|fetch| fetch.peer == from && fetch.goal == of) {
            log.offers.remove(&from);
            log.lacks.insert(from, (of.size, at.now.saturating_add(seconds.saturating_mul(LACKING))));
            log.rest(from, seconds, at.now, Why::Silent);
            self.pursue(place, at);
        }
    }
}
