//! One log as this counterpart holds it: where its leaves stand in the journal, its tree, its newest head, its forks.
//!
//! The same `apply` builds it when the journal is read at start and when an entry was just written.

use std::collections::BTreeMap;

use record::tree::Compact;
use record::{Checkpoint, Hash, Note, leaf_hash};

use crate::entry::{Entry, edge_hashes};
use crate::error::{Damage, StoreError};
use crate::places::Places;

/// Heads whose roots are remembered, so that late cosignatures are checked without reading the log again.
const ROOTS_MAX: usize = 1_024;

/// A head of a log: what it says, and the signed note that says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// The signed note, with the cosignatures it came with.
    pub note: Vec<u8>,
}

/// The proof that a log forked: two notes signed by its key that can't both be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// One of them.
    pub one: Vec<u8>,
    /// The other.
    pub other: Vec<u8>,
}

/// One log. Which leaves count, and which only wait for a head, is told apart.
#[derive(Clone, Debug)]
pub struct Log {
    origin: String,
    /// Where each leaf's frame begins in the journal.
    pub(crate) places: Places,
    /// Over all leaves that are here.
    held_tree: Compact,
    /// Over the leaves under the newest head: of our own log the head that we signed.
    tree: Compact,
    head: Option<Head>,
    roots: BTreeMap<u64, Hash>,
    pub(crate) forks: Vec<u64>,
    /// Leaves of other branches, by the size of the common part: place in the branch, and place in the journal.
    pub(crate) branches: BTreeMap<u64, Vec<(u64, u64)>>,
}

impl Log {
    pub(crate) fn new(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            places: Places::default(),
            held_tree: Compact::new(),
            tree: Compact::new(),
            head: None,
            roots: BTreeMap::new(),
            forks: Vec::new(),
            branches: BTreeMap::new(),
        }
    }

    /// The log's origin.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The number of leaves that count: those under the newest head; of our own log, under the head that we signed.
    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    /// The tree over the leaves that count.
    pub fn tree(&self) -> &Compact {
        &self.tree
    }

    /// The number of leaves that are here. Those from `size` on wait for a head, and no fold may read them.
    pub fn held(&self) -> u64 {
        self.places.count() as u64
    }

    /// Where the frame of a leaf begins in the journal, if the leaf is here: leaves of all logs came in the order of these places.
    pub fn offset(&self, index: u64) -> Option<u64> {
        self.places.get(usize::try_from(index).ok()?)
    }

    /// The tree over all leaves that are here.
    pub fn held_tree(&self) -> &Compact {
        &self.held_tree
    }

    /// The newest head in the journal. Of our own log: the largest that came back with cosignatures.
    pub fn head(&self) -> Option<&Head> {
        self.head.as_ref()
    }

    /// How many proofs of a fork there are.
    pub fn fork_count(&self) -> usize {
        self.forks.len()
    }

    /// The sizes of the common part at which other branches begin that are kept.
    pub fn splits(&self) -> impl Iterator<Item = u64> + '_ {
        self.branches.keys().copied()
    }

    /// Whether both hold the same leaves, in the same places, under the same head.
    pub(crate) fn same_leaves(&self, other: &Self) -> bool {
        let places = self.places == other.places && self.forks == other.forks && self.branches == other.branches;
        let heads = self.head == other.head && self.origin == other.origin;
        places && heads && self.held_tree == other.held_tree && self.tree == other.tree
    }

    /// The root at a size, if it is remembered.
    pub(crate) fn known_root(&self, size: u64) -> Option<Hash> {
        let trees = [&self.held_tree, &self.tree].into_iter().find(|tree| tree.size() == size).map(Compact::root);
        trees.or_else(|| self.roots.get(&size).copied())
    }

    /// The tree at a size, if it is at hand.
    pub(crate) fn known_tree(&self, size: u64) -> Option<&Compact> {
        [&self.held_tree, &self.tree].into_iter().find(|tree| tree.size() == size)
    }

    /// A head now covers the leaves of this tree.
    pub(crate) fn cover(&mut self, tree: Compact) {
        self.roots.insert(tree.size(), tree.root());
        while self.roots.len() > ROOTS_MAX {
            self.roots.pop_first();
        }
        self.tree = tree;
    }

    /// Takes up an entry of this log whose frame begins at `offset`. An error says that the entry can't follow on those before.
    pub(crate) fn apply(&mut self, entry: &Entry<'_>, offset: u64, whose: Whose) -> Result<(), Damage> {
        match entry {
            Entry::Leaf { index, bytes, .. } => {
                if *index != self.held() {
                    return Err(Damage::Order);
                }
                self.places.push(offset);
                self.held_tree.append(leaf_hash(bytes));
            }
            Entry::Head { note, .. } => self.accept(read_head(note).map_err(|_| Damage::Order)?, whose)?,
            Entry::Rewind { size, edge, .. } => self.rewind(*size, edge, whose)?,
            Entry::Fork { .. } => self.forks.push(offset),
            Entry::Branch { split, index, .. } => self.branches.entry(*split).or_default().push((*index, offset)),
            Entry::Begin { .. } | Entry::Log { .. } => return Err(Damage::Order),
        }
        Ok(())
    }

    fn accept(&mut self, (origin, head): (String, Head), whose: Whose) -> Result<(), Damage> {
        let differs = self.known_root(head.size).is_some_and(|root| root != head.root);
        if origin != self.origin || head.size > self.held() || differs {
            return Err(Damage::Order);
        }
        if whose == Whose::Other && head.size == self.held() {
            self.cover(self.held_tree.clone());
        }
        // A head with newer cosignatures takes the place of the same one without.
        if self.head.as_ref().is_none_or(|known| known.size <= head.size) {
            self.head = Some(head);
        }
        Ok(())
    }

    fn rewind(&mut self, size: u64, edge: &[u8], whose: Whose) -> Result<(), Damage> {
        let tree = edge_hashes(edge).and_then(|edge| Compact::from_edge(size, edge)).ok_or(Damage::Order)?;
        // What another party's head covers is never taken back. How far our own head covers stands in the head file.
        if size > self.held() || (whose == Whose::Other && size < self.size()) {
            return Err(Damage::Order);
        }
        self.places.truncate(size as usize);
        self.held_tree = tree;
        Ok(())
    }
}

/// Whether a log is the party's own, whose head stands in the head file, or another's, whose heads stand in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    Own,
    Other,
}

/// The origin and the head that a signed note states. Signatures are not looked at here: whoever hands the note over has.
pub fn read_head(note: &[u8]) -> Result<(String, Head), StoreError> {
    let parsed = Note::parse(note).map_err(record::checkpoint::CheckpointError::Note);
    let checkpoint = parsed.and_then(|parsed| Checkpoint::parse(&parsed.text)).map_err(StoreError::NotACheckpoint)?;
    Ok((checkpoint.origin, Head { size: checkpoint.size, root: checkpoint.root, note: note.to_vec() }))
}
