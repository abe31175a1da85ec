//! The tree of a log (RFC 6962 §2.1): all its complete subtrees in memory, or its right edge alone; roots at any earlier size.
//!
//! A complete subtree of 2^level leaves is named by its level and its place in that level. It never changes once it is there,
//! which is why tiles can be cached for ever and why a root of the past can be computed today.

use crate::hash::{Hash, empty_root, node_hash};

pub use crate::tree_proof::{ProofError, consistency, inclusion, verify_consistency, verify_inclusion};

/// Where the hashes of complete subtrees are found: in memory ([`Levels`]) or in tile files
/// ([`TileNodes`](crate::tile_nodes::TileNodes)).
pub trait Nodes {
    /// The hash of the subtree of leaves `index · 2^level` to `(index + 1) · 2^level`, if all of them are there.
    fn node(&self, level: u8, index: u64) -> Option<Hash>;
}

/// All complete subtrees of a log in memory: about 64 bytes for each leaf.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// `levels[l][i]` is the subtree of level `l` at place `i`.
    levels: Vec<Vec<Hash>>,
}

impl Levels {
    /// A tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends one leaf by its [`leaf_hash`](crate::leaf_hash).
    pub fn append(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            let hashes = &mut self.levels[level];
            hashes.push(hash);
            // A second child completes its parent, which may complete its own.
            let [.., left, right] = hashes.as_slice() else { return };
            if !hashes.len().is_multiple_of(2) {
                return;
            }
            hash = node_hash(left, right);
        }
    }

    /// Cuts the tree back to its first `size` leaves. A larger size changes nothing.
    pub fn truncate(&mut self, size: u64) {
        for (level, hashes) in self.levels.iter_mut().enumerate() {
            // More than memory can hold is no cut.
            let kept = usize::try_from(size.checked_shr(level as u32).unwrap_or(0)).unwrap_or(usize::MAX);
            hashes.truncate(kept);
        }
        self.levels.retain(|hashes| !hashes.is_empty());
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// The root over all leaves.
    pub fn root(&self) -> Hash {
        self.root_at(self.size()).expect("every complete subtree of the leaves is there")
    }

    /// The root over the first `size` leaves, if there are so many.
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        root_at(self, size)
    }
}

impl Nodes for Levels {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.levels.get(usize::from(level))?.get(usize::try_from(index).ok()?).copied()
    }
}

impl Extend<Hash> for Levels {
    fn extend<I: IntoIterator<Item = Hash>>(&mut self, leaves: I) {
        leaves.into_iter().for_each(|leaf| self.append(leaf));
    }
}

impl FromIterator<Hash> for Levels {
    fn from_iter<I: IntoIterator<Item = Hash>>(leaves: I) -> Self {
        let mut levels = Self::new();
        levels.extend(leaves);
        levels
    }
}

/// The right edge of a tree: the largest complete subtrees from left to right. Enough to append and to give the root, in
/// memory that grows with the logarithm of the size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compact {
    size: u64,
    /// One hash for each bit that is set in the size, the largest subtree first.
    edge: Vec<Hash>,
}

impl Compact {
    /// A tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// A tree from its size and the hashes that [`edge`](Self::edge) gave; none when their number doesn't fit the size.
    pub fn from_edge(size: u64, edge: Vec<Hash>) -> Option<Self> {
        (edge.len() == size.count_ones() as usize).then_some(Self { size, edge })
    }

    /// The right edge of the first `size` leaves of a tree that is kept elsewhere, if it holds so many.
    pub fn of(nodes: &dyn Nodes, size: u64) -> Option<Self> {
        Some(Self { size, edge: edge(nodes, 0, size)? })
    }

    /// The hashes of the largest complete subtrees, from left to right: one for each bit set in the size.
    pub fn edge(&self) -> &[Hash] {
        &self.edge
    }

    /// Appends one leaf by its [`leaf_hash`](crate::leaf_hash).
    pub fn append(&mut self, leaf: Hash) {
        let mut hash = leaf;
        // Each set bit at the low end is a subtree that the new leaf completes.
        for _ in 0..self.size.trailing_ones() {
            let left = self.edge.pop().expect("one hash for each bit set in the size");
            hash = node_hash(&left, &hash);
        }
        self.edge.push(hash);
        self.size += 1;
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root over all leaves.
    pub fn root(&self) -> Hash {
        bag(&self.edge).unwrap_or_else(empty_root)
    }
}

impl Extend<Hash> for Compact {
    fn extend<I: IntoIterator<Item = Hash>>(&mut self, leaves: I) {
        leaves.into_iter().for_each(|leaf| self.append(leaf));
    }
}

/// The root over the first `size` leaves; none when a complete subtree that it needs is not there.
pub fn root_at(nodes: &dyn Nodes, size: u64) -> Option<Hash> {
    if size == 0 {
        return Some(empty_root());
    }
    range(nodes, 0, size)
}

/// The hash over `count` leaves from `start`, both as RFC 6962 cuts a tree: `start` a multiple of the smallest power of two
/// that is not below `count`, and `count` not zero.
pub(crate) fn range(nodes: &dyn Nodes, start: u64, count: u64) -> Option<Hash> {
    bag(&edge(nodes, start, count)?)
}

/// The largest complete subtrees of `count` leaves from `start`, from left to right.
fn edge(nodes: &dyn Nodes, start: u64, count: u64) -> Option<Vec<Hash>> {
    let levels = (0..u64::BITS).rev().filter(|level| count >> level & 1 == 1);
    // What stands left of a subtree are the leaves of all higher bits.
    levels.map(|level| nodes.node(level as u8, (start + (count >> level << level) - (1 << level)) >> level)).collect()
}

/// Joins the subtrees of an edge, the smallest two first. None when there is no subtree.
fn bag(edge: &[Hash]) -> Option<Hash> {
    let (last, rest) = edge.split_last()?;
    Some(rest.iter().rev().fold(*last, |right, left| node_hash(left, &right)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;

    fn leaf(number: u64) -> Hash {
        leaf_hash(format!("leaf {number}").as_bytes())
    }

    #[test]
    fn a_tree_of_three_by_hand() {
        let tree = (0..3).map(leaf).collect::<Levels>();
        let expected = node_hash(&node_hash(&leaf(0), &leaf(1)), &leaf(2));
        assert_eq!((tree.size(), tree.root()), (3, expected));
        assert_eq!(tree.root_at(1), Some(leaf(0)));
        assert_eq!(tree.root_at(0), Some(empty_root()));
        assert_eq!(tree.root_at(4), None);
        assert_eq!(tree.node(1, 0), Some(node_hash(&leaf(0), &leaf(1))));
        assert_eq!((tree.node(1, 1), tree.node(2, 0), tree.node(200, 0)), (None, None, None));
    }

    #[test]
    fn a_cut_tree_is_the_tree_of_then() {
        for size in 0..40 {
            let mut cut = (0..40).map(leaf).collect::<Levels>();
            cut.truncate(size);
            let then = (0..size).map(leaf).collect::<Levels>();
            assert_eq!(cut, then);
            cut.extend((size..40).map(leaf));
            assert_eq!(cut.root(), (0..40).map(leaf).collect::<Levels>().root());
            cut.truncate(u64::MAX);
            assert_eq!(cut.size(), 40);
        }
    }

    #[test]
    fn the_right_edge_gives_the_same_roots() {
        let mut compact = Compact::new();
        let mut tree = Levels::new();
        for number in 0..300 {
            assert_eq!(compact.root(), tree.root(), "size {number}");
            assert_eq!(Compact::of(&tree, number), Some(compact.clone()));
            assert_eq!(Compact::from_edge(number, compact.edge().to_vec()), Some(compact.clone()));
            compact.append(leaf(number));
            tree.append(leaf(number));
        }
        assert_eq!((compact.size(), compact.edge().len()), (300, 4));
    }

    #[test]
    fn an_edge_of_another_size_is_refused() {
        assert_eq!(Compact::from_edge(3, vec![leaf(0)]), None);
        assert_eq!(Compact::from_edge(0, vec![leaf(0)]), None);
        assert_eq!(Compact::from_edge(0, vec![]), Some(Compact::new()));
        assert_eq!(Compact::of(&Levels::new(), 1), None);
    }
}
