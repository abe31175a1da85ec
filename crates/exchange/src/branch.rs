//! The other branch of a forked log: where it leaves ours, and the leaves behind that place.
//!
//! Which branch is kept is settled elsewhere, by what the parties have testified. Here its leaves are fetched by its root
//! alone, from whoever holds them, and each answer is proved against that root.

use record::Hash;
use record::tree::Compact;

use crate::Party;
use crate::exchange::{Exchange, tree_of};
use crate::head::TreeHead;
use crate::library::{Library, Moment};
use crate::limits::{LEAF_BYTES_MAX, LEAVES_MAX};
use crate::message::Message;
use crate::mirror::Standing;
use crate::range::{extend, prefix_of};
use crate::step::Step;

/// A branch that is being fetched.
#[derive(Clone, Debug)]
pub(crate) struct BranchFetch {
    pub peer: Party,
    pub goal: TreeHead,
    pub asked: u64,
    /// How many peers in a row had nothing to give.
    failed: usize,
    search: Search,
}

/// How far it has come.
#[derive(Clone, Debug)]
enum Search {
    /// The branches share `low` leaves at least and `high` at most.
    Split { low: u64, high: u64 },
    /// They part after `split` leaves, and these leaves of the branch are here.
    Leaves { split: u64, tree: Compact },
}

impl Exchange {
    /// Fetches the branch of a forked log that ends in this tree, from whoever has it: [`Step::Branch`] brings the leaves. If no
    /// peer has it, the search ends.
    /// Nothing happens if the log isn't forked, or the tree is already ours.
    pub fn want_branch(&mut self, origin: &str, goal: TreeHead, now: u64, library: &dyn Library) -> Vec<Step> {
        let at = Moment { now, library };
        let Some(place) = self.place(origin) else { return Vec::new() };
        let Some(peer) = self.peers.keys().next().copied() else { return Vec::new() };
        let log = &mut self.logs[place];
        if log.fork.is_none() || log.standing(goal, at) == Standing::Ours {
            return Vec::new();
        }
        let search = Search::Split { low: 0, high: log.tree.size().min(goal.size) };
        log.branch = Some(BranchFetch { peer, goal, asked: now, failed: 0, search });
        self.ask_for_branch(place, at);
        std::mem::take(&mut self.steps)
    }

    /// Whether a branch of a log is being fetched.
    pub fn fetches_branch(&self, origin: &str) -> bool {
        self.place(origin).is_some_and(|place| self.logs[place].branch.is_some())
    }

    /// Asks the next peer for what the last one didn't give. Once all have given nothing, the search is over: whoever wants the
    /// branch asks for it again later.
    pub(crate) fn ask_another_for_branch(&mut self, place: usize, at: Moment<'_>) {
        let Some(branch) = &mut self.logs[place].branch else { return };
        branch.failed += 1;
        if branch.failed >= self.peers.len() {
            self.logs[place].branch = None;
            return;
        }
        let next = self.peers.keys().find(|peer| **peer > branch.peer).or_else(|| self.peers.keys().next());
        branch.peer = *next.expect("a branch is fetched only among several parties");
        self.ask_for_branch(place, at);
    }

    fn ask_for_branch(&mut self, place: usize, at: Moment<'_>) {
        let log = &mut self.logs[place];
        let (origin, Some(branch)) = (log.origin.clone(), &mut log.branch) else { return };
        branch.asked = at.now;
        if let Search::Split { low, high } = branch.search
            && low == high
        {
            let Some(tree) = tree_of(&origin, low, at) else { return };
            branch.search = Search::Leaves { split: low, tree };
        }
        let (to, of) = (branch.peer, branch.goal);
        let message = match &branch.search {
            Search::Split { low, high } => Message::AskPrefix { origin, at: middle(*low, *high), of },
            Search::Leaves { tree, .. } => {
                let from = tree.size();
                Message::AskLeaves { origin, from, to: of.size.min(from + LEAVES_MAX), of }
            }
        };
        self.send(to, message);
    }

    pub(crate) fn take_branch_prefix(&mut self, place: usize, size: u64, prefix: &[Hash], rest: &[Hash], at: Moment<'_>) {
        let log = &mut self.logs[place];
        let Some(branch) = &mut log.branch else { return };
        let Search::Split { low, high } = &mut branch.search else { return };
        if size != middle(*low, *high) {
            return;
        }
        let Some(then) = prefix_of(size, prefix, rest, branch.goal.size, &branch.goal.root) else {
            return self.ask_another_for_branch(place, at);
        };
        let Some(ours) = tree_of(&log.origin, size, at) else { return };
        branch.failed = 0;
        if then == ours {
            *low = size;
        } else {
            *high = size - 1;
        }
        self.ask_for_branch(place, at);
    }

    pub(crate) fn take_branch_leaves(&mut self, place: usize, first: u64, leaves: Vec<Vec<u8>>, rest: &[Hash], at: Moment<'_>) {
        let log = &mut self.logs[place];
        let Some(branch) = &mut log.branch else { return };
        let Search::Leaves { split, tree } = &mut branch.search else { return };
        let TreeHead { size, root } = branch.goal;
        if first != tree.size() || leaves.is_empty() {
            return;
        }
        let mut longer = tree.clone();
        longer.extend(leaves.iter().map(|leaf| record::leaf_hash(leaf)));
        let sound = leaves.iter().all(|leaf| leaf.len() <= LEAF_BYTES_MAX);
        if !sound || extend(&longer, rest, size).is_none_or(|whole| whole.root() != root) {
            return self.ask_another_for_branch(place, at);
        }
        let whole = longer.size() == size;
        *tree = longer;
        branch.failed = 0;
        self.steps.push(Step::Branch { origin: log.origin.clone(), split: *split, from: first, leaves, size, root });
        if whole {
            log.branch = None;
        } else {
            self.ask_for_branch(place, at);
        }
    }
}

/// Above the middle, so that a search between neighbours ends.
fn middle(low: u64, high: u64) -> u64 {
    low + (high - low).div_ceil(2)
}
