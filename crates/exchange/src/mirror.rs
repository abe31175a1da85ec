//! One log as this node holds it: the tree of its durable leaves, the heads worth keeping, and what others offer.
//!
//! Memory doesn't grow with the log: the tree is its right edge, and at most one head stays for each mirror and one for all.

use std::collections::BTreeMap;

use record::tree::{Compact, root_at};
use record::{Note, VerifierKey};

use crate::Party;
use crate::branch::BranchFetch;
use crate::exchange::{OpenFault, tree_of};
use crate::fetch::{Fetch, Writing};
use crate::fork::ForkProof;
use crate::head::{Head, TreeHead};
use crate::library::Moment;
use crate::range::hashes;

pub(crate) struct Log {
    pub origin: String,
    pub owner: Party,
    pub keys: Vec<VerifierKey>,
    /// The durable leaves.
    pub tree: Compact,
    /// How many of the durable leaves are known to be under a signed head, be it one that lies beyond them. Of the own log, a
    /// crash may leave more.
    pub proved: u64,
    /// Heads under the durable leaves, by size: the largest, and the largest that each mirror has cosigned.
    heads: BTreeMap<u64, Head>,
    /// A durable head beyond the durable leaves: they are proved to belong to it.
    pub promise: Option<Head>,
    /// The largest head beyond the leaves that each peer says it holds.
    pub offers: BTreeMap<Party, Head>,
    /// A tree that a peer was asked for and doesn't hold, by its size, and until when nothing as large is expected of it: what it
    /// passes on it need not hold, and may hold less.
    pub lacks: BTreeMap<Party, (u64, u64)>,
    /// Heads beyond the leaves that were ever seen, kept like those under them. A peer that was put back no longer holds what it
    /// signed; that it did must not be forgotten before it asks.
    pub seen: BTreeMap<u64, Head>,
    /// The largest tree under which others hold our own cosignature: nothing is cosigned before we hold it again.
    pub floor: Option<TreeHead>,
    /// The agreed end: nothing beyond is accepted.
    pub end: Option<TreeHead>,
    pub fork: Option<ForkProof>,
    pub fetch: Option<Fetch>,
    pub branch: Option<BranchFetch>,
    pub writing: Option<Writing>,
    /// Peers that are not asked for leaves for a while: how often they failed, and until when.
    pub rests: BTreeMap<Party, Rest>,
}

/// Why and how long a peer is left alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rest {
    pub wrong: u32,
    pub until: u64,
}

/// How a tree that a head states stands to the leaves that we hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is ours, of now or of earlier.
    Ours,
    /// Other leaves.
    Contrary,
    /// More leaves than we hold.
    Beyond,
    /// The library lacks what it takes to tell.
    Untold,
}

impl Log {
    pub fn new(origin: &str, owner: Party, keys: Vec<VerifierKey>, tree: Compact) -> Self {
        Self {
            origin: origin.to_owned(),
            owner,
            keys,
            tree,
            proved: 0,
            heads: BTreeMap::new(),
            promise: None,
            offers: BTreeMap::new(),
            lacks: BTreeMap::new(),
            seen: BTreeMap::new(),
            floor: None,
            end: None,
            fork: None,
            fetch: None,
            branch: None,
            writing: None,
            rests: BTreeMap::new(),
        }
    }

    /// The largest head under the durable leaves.
    pub fn best(&self) -> Option<&Head> {
        self.heads.values().next_back()
    }

    /// All heads that are kept, the smallest first.
    pub fn heads(&self) -> impl Iterator<Item = &Head> {
        self.heads.values()
    }

    /// Signed heads beyond our leaves.
    pub fn unheld(&self) -> impl Iterator<Item = &Head> {
        self.seen.values().chain(&self.promise)
    }

    /// The head that we hold with this text, if any: its log signature need not be verified again.
    pub fn known(&self, size: u64, text: &str) -> Option<&Head> {
        let held = self.heads.get(&size).filter(|head| head.text() == text);
        held.or_else(|| self.seen.get(&size).filter(|head| head.text() == text))
    }

    /// The largest size that a mirror has cosigned, and when, as far as we know.
    pub fn reached(&self, mirror: Party) -> Option<(u64, u64)> {
        self.heads.values().rev().find_map(|head| Some((head.size(), head.cosigned.get(&mirror)?.time)))
    }

    pub fn standing(&self, tree: TreeHead, at: Moment<'_>) -> Standing {
        if tree.size > self.tree.size() {
            return Standing::Beyond;
        }
        match root_at(&at.log(&self.origin), tree.size) {
            Some(root) if root == tree.root => Standing::Ours,
            Some(_) => Standing::Contrary,
            None => Standing::Untold,
        }
    }

    /// Takes up a head under our leaves, or the cosignatures of one that we have. True if anything is new.
    pub fn keep(&mut self, head: Head) -> bool {
        let new = match self.heads.get_mut(&head.size()) {
            // Of one size there is one head here; another text with the same root is not taken up.
            Some(held) if held.text() != head.text() => false,
            Some(held) => {
                let before = held.cosigned.len();
                for (mirror, line) in head.cosigned {
                    held.cosigned.entry(mirror).or_insert(line);
                }
                held.cosigned.len() > before
            }
            None => {
                self.proved = self.proved.max(head.size());
                self.heads.insert(head.size(), head);
                true
            }
        };
        prune(&mut self.heads);
        new
    }

    /// Remembers a head beyond our leaves.
    pub fn see(&mut self, head: Head) {
        match self.seen.get_mut(&head.size()) {
            Some(held) if held.text() == head.text() => held.cosigned.extend(head.cosigned),
            Some(_) => {}
            None => drop(self.seen.insert(head.size(), head)),
        }
        prune(&mut self.seen);
    }

    /// The proof that this head and one of ours can't both be true; none while we hold no head to set against it.
    pub fn contradiction(&self, head: &Head, at: Moment<'_>) -> Option<ForkProof> {
        let second = self.heads.range(head.size()..).next().map(|(_, held)| held)?;
        if second.size() == head.size() {
            return Some(ForkProof::of(&self.origin, head, second, Vec::new(), Vec::new()));
        }
        let shelf = at.log(&self.origin);
        let (prefix, rest) = (hashes(&shelf, 0, head.size())?, hashes(&shelf, head.size(), second.size())?);
        Some(ForkProof::of(&self.origin, head, second, prefix, rest))
    }

    /// Another head of the same size and another root that we heard of, before any leaf of either is here.
    pub fn rival(&self, head: &Head) -> Option<ForkProof> {
        let mut rivals = self.unheld().filter(|other| other.size() == head.size() && other.tree() != head.tree());
        rivals.next().map(|other| ForkProof::of(&self.origin, head, other, Vec::new(), Vec::new()))
    }

    /// The largest head that binds us, among those no larger than a size: one that we hold, or one that we promised to reach.
    pub fn binding(&self, size_max: u64) -> Option<&Head> {
        let promise = self.promise.iter().filter(|head| head.size() <= size_max);
        promise.chain(self.heads.range(..=size_max).map(|(_, head)| head)).max_by_key(|head| head.size())
    }

    /// Forgets leaves of another's log that a torn write left under no head: nobody has vouched for them.
    pub fn drop_unproved(&mut self, at: Moment<'_>) -> Result<(), OpenFault> {
        let promised = self.promise.is_some() || self.end.is_some_and(|end| end.size >= self.tree.size());
        if !promised && self.tree.size() > self.proved {
            let missing = || OpenFault::LeavesMissing { origin: self.origin.clone() };
            self.tree = tree_of(&self.origin, self.proved, at).ok_or_else(missing)?;
        }
        Ok(())
    }

    /// Cuts the log back to an agreed end that lies below the leaves.
    pub fn cut(&mut self, tree: Compact) {
        let size = tree.size();
        self.tree = tree;
        self.proved = self.proved.min(size);
        self.heads.retain(|kept, _| *kept <= size);
        self.promise = None;
        self.offers.clear();
        self.seen.clear();
    }

    /// Forgets heads of a branch that was not kept.
    pub fn forget_contrary(&mut self, at: Moment<'_>) {
        let heads = std::mem::take(&mut self.heads);
        self.heads = heads.into_iter().filter(|(_, head)| self.standing(head.tree(), at) == Standing::Ours).collect();
    }

    /// Leaves a peer alone for a while, longer each time if what it sent was wrong.
    pub fn rest(&mut self, peer: Party, seconds: u64, now: u64, why: Why) {
        let rest = self.rests.entry(peer).or_default();
        if why == Why::Wrong {
            rest.wrong = rest.wrong.saturating_add(1);
        }
        rest.until = now.saturating_add(seconds << rest.wrong.min(3));
        self.fetch = None;
    }
}

/// Forgets the heads that say nothing more than larger ones: what stays is the largest, and the largest under each mirror's
/// cosignature.
fn prune(heads: &mut BTreeMap<u64, Head>) {
    let mut seen = Vec::new();
    let mut kept = BTreeMap::new();
    while let Some((size, head)) = heads.pop_last() {
        let fresh = head.cosigned.keys().filter(|mirror| !seen.contains(*mirror)).copied().collect::<Vec<_>>();
        if kept.is_empty() || !fresh.is_empty() {
            seen.extend(fresh);
            kept.insert(size, head);
        }
    }
    *heads = kept;
}

/// What a peer did that it is left alone for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// It didn't answer, or doesn't hold what it offered.
    Silent,
    /// What it sent belongs to no tree that it offered.
    Wrong,
}

/// A note is a lie about its log only if the log signed it; without that it is nothing.
pub(crate) fn read(bytes: &[u8]) -> Option<(Note, record::Checkpoint)> {
    let note = Note::parse(bytes).ok()?;
    let checkpoint = record::Checkpoint::parse(&note.text).ok()?;
    Some((note, checkpoint))
}
