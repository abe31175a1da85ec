//! Proofs over a log's tree (RFC 6962 §2.1.1 and §2.1.2): that a leaf is in it, and that it only grew.

use std::fmt;

use crate::hash::{Hash, empty_root, node_hash};
use crate::tree::{Nodes, range};

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofError {
    /// The leaf's place is not below the size of the tree.
    BeyondTheTree {
        /// The leaf's place, from zero.
        index: u64,
        /// The number of leaves.
        size: u64,
    },
    /// The older tree is larger than the newer one.
    OldLargerThanNew {
        /// Leaves of the older tree.
        old: u64,
        /// Leaves of the newer tree.
        new: u64,
    },
    /// Another number of hashes than the sizes ask for.
    Length {
        /// How many hashes a proof for these sizes has.
        expected: usize,
        /// How many this one has.
        found: usize,
    },
    /// The hashes lead to another root than that of the older tree.
    OldRootDiffers,
    /// The hashes lead to another root than that of the (newer) tree.
    RootDiffers,
}

impl fmt::Display for ProofError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BeyondTheTree { index, size } => write!(f, "leaf {index} is beyond a tree of {size} leaves"),
            Self::OldLargerThanNew { old, new } => write!(f, "the older tree has {old} leaves, the newer one {new}"),
            Self::Length { expected, found } => write!(f, "a proof for these sizes has {expected} hashes, this one {found}"),
            Self::OldRootDiffers => f.write_str("the proof leads to another root than that of the older tree"),
            Self::RootDiffers => f.write_str("the proof leads to another root"),
        }
    }
}

impl std::error::Error for ProofError {}

/// The proof that leaf `index` is in the tree of the first `size` leaves: the hashes beside its path, from the leaf up.
/// None when the leaf is beyond the tree, or a complete subtree is not there.
pub fn inclusion(nodes: &dyn Nodes, index: u64, size: u64) -> Option<Vec<Hash>> {
    if index >= size {
        return None;
    }
    let (mut start, mut count, mut proof) = (0, size, Vec::new());
    // From the root down; the proof is written from the leaf up.
    while count > 1 {
        let left = left_part(count);
        if index - start < left {
            proof.push(range(nodes, start + left, count - left)?);
            count = left;
        } else {
            proof.push(range(nodes, start, left)?);
            (start, count) = (start + left, count - left);
        }
    }
    proof.reverse();
    Some(proof)
}

/// The proof that the tree of the first `new` leaves begins with the tree of the first `old` ones.
/// Empty for an empty older tree and for equal sizes. None when `old` is larger, or a complete subtree is not there.
pub fn consistency(nodes: &dyn Nodes, old: u64, new: u64) -> Option<Vec<Hash>> {
    if old > new {
        return None;
    }
    if old == 0 || old == new {
        return Some(Vec::new());
    }
    let (mut start, mut count, mut proof) = (0, new, Vec::new());
    // Down to the last complete subtree of the older tree, with what stands beside the way.
    while start + count != old {
        let left = left_part(count);
        if old - start <= left {
            proof.push(range(nodes, start + left, count - left)?);
            count = left;
        } else {
            proof.push(range(nodes, start, left)?);
            (start, count) = (start + left, count - left);
        }
    }
    // The whole older tree is known to whoever asks; any other part has to be named.
    if start != 0 {
        proof.push(range(nodes, start, count)?);
    }
    proof.reverse();
    Some(proof)
}

/// Checks that `leaf` (its leaf hash) is at `index` in the tree of `size` leaves with this `root`.
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::BeyondTheTree { index, size });
    }
    let way = Way::of(index, size);
    let expected = way.turns + way.lefts;
    check_length(expected, proof)?;
    let (beside, left) = proof.split_at(way.turns);
    let top = way.climb(*leaf, beside, index);
    if climb_right(top, left) == *root { Ok(()) } else { Err(ProofError::RootDiffers) }
}

/// Checks that the tree of `new` leaves with `new_root` begins with the tree of `old` leaves with `old_root`.
pub fn verify_consistency(old: u64, new: u64, old_root: &Hash, new_root: &Hash, proof: &[Hash]) -> Result<(), ProofError> {
    if old > new {
        return Err(ProofError::OldLargerThanNew { old, new });
    }
    if old == new || old == 0 {
        check_length(0, proof)?;
        if old == 0 && *old_root != empty_root() {
            return Err(ProofError::OldRootDiffers);
        }
        return if old < new || old_root == new_root { Ok(()) } else { Err(ProofError::RootDiffers) };
    }
    // The way of the older tree's last leaf, from its last complete subtree upward.
    let complete = old.trailing_zeros();
    let whole = Way::of(old - 1, new);
    let way = Way { turns: whole.turns - complete as usize, ..whole };
    let index = (old - 1) >> complete;
    // An older tree that is one complete subtree is its own seed.
    let named = usize::from(!old.is_power_of_two());
    check_length(named + way.turns + way.lefts, proof)?;
    let seed = if named == 1 { proof[0] } else { *old_root };
    let (beside, left) = proof[named..].split_at(way.turns);

    let older =
        beside.iter().enumerate().filter(|(turn, _)| index >> turn & 1 == 1).fold(seed, |hash, (_, l)| node_hash(l, &hash));
    if climb_right(older, left) != *old_root {
        return Err(ProofError::OldRootDiffers);
    }
    let newer = way.climb(seed, beside, index);
    if climb_right(newer, left) == *new_root { Ok(()) } else { Err(ProofError::RootDiffers) }
}

/// The way from a leaf to the root, in two parts.
#[derive(Clone, Copy)]
struct Way {
    /// Steps below the point where the way meets the tree's right edge: the hash beside may stand on either side.
    turns: usize,
    /// Steps along the right edge that have a hash beside them, always on the left.
    lefts: usize,
}

impl Way {
    /// The way of leaf `index` in a tree of `size` leaves; `index` below `size`.
    fn of(index: u64, size: u64) -> Self {
        // Above their highest differing bit, the leaf and the last leaf have the same ancestors.
        let turns = u64::BITS - (index ^ (size - 1)).leading_zeros();
        let lefts = index.checked_shr(turns).unwrap_or(0).count_ones();
        Self { turns: turns as usize, lefts: lefts as usize }
    }

    /// Climbs from `hash` with the hashes beside the way; a set bit of `index` says that the way comes from the right.
    fn climb(&self, hash: Hash, beside: &[Hash], index: u64) -> Hash {
        beside.iter().enumerate().fold(hash, |hash, (turn, other)| match index >> turn & 1 {
            0 => node_hash(&hash, other),
            _ => node_hash(other, &hash),
        })
    }
}

/// Climbs along the right edge of a tree: every hash of the proof stands on the left.
fn climb_right(hash: Hash, lefts: &[Hash]) -> Hash {
    lefts.iter().fold(hash, |hash, left| node_hash(left, &hash))
}

fn check_length(expected: usize, proof: &[Hash]) -> Result<(), ProofError> {
    let found = proof.len();
    if found == expected { Ok(()) } else { Err(ProofError::Length { expected, found }) }
}

/// The leaves of the left child of a tree of `count` leaves: the largest power of two below `count` (RFC 6962 §2.1).
fn left_part(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;
    use crate::tree::Levels;

    fn tree(size: u8) -> (Levels, Vec<Hash>) {
        let leaves = (0..size).map(|number| leaf_hash(&[number])).collect::<Vec<_>>();
        (leaves.iter().copied().collect(), leaves)
    }

    /// The tree of seven leaves that RFC 6962 §2.1.3 draws, with the proofs it lists.
    #[test]
    fn the_tree_of_rfc_6962() {
        let (tree, d) = tree(7);
        let [a, b, c, e, f, j] = [d[0], d[1], d[2], d[4], d[5], d[6]];
        let [g, h, i] = [node_hash(&a, &b), node_hash(&c, &d[3]), node_hash(&e, &f)];
        let (k, l) = (node_hash(&g, &h), node_hash(&i, &j));
        assert_eq!(tree.root(), node_hash(&k, &l));
        assert_eq!(inclusion(&tree, 0, 7), Some(vec![b, h, l]));
        assert_eq!(inclusion(&tree, 3, 7), Some(vec![c, g, l]));
        assert_eq!(inclusion(&tree, 4, 7), Some(vec![f, j, k]));
        assert_eq!(inclusion(&tree, 6, 7), Some(vec![i, k]));
        assert_eq!(consistency(&tree, 3, 7), Some(vec![c, d[3], g, l]));
        assert_eq!(consistency(&tree, 4, 7), Some(vec![l]));
        assert_eq!(consistency(&tree, 6, 7), Some(vec![i, j, k]));
    }

    #[test]
    fn what_cannot_be_proved_is_not_tried() {
        let (tree, _) = tree(7);
        assert_eq!(inclusion(&tree, 7, 7), None);
        assert_eq!(inclusion(&tree, 0, 0), None);
        assert_eq!(inclusion(&tree, 0, 8), None);
        assert_eq!(consistency(&tree, 8, 7), None);
        assert_eq!(consistency(&tree, 3, 8), None);
        assert_eq!(consistency(&tree, 0, 7), Some(vec![]));
    }

    #[test]
    fn each_fault_has_its_name() {
        let (tree, leaves) = tree(7);
        let (root, old_root) = (tree.root(), tree.root_at(3).unwrap());
        let proof = inclusion(&tree, 3, 7).unwrap();
        let inclusion = |index, size, proof: &[Hash]| verify_inclusion(&leaves[3], index, size, proof, &root);
        assert_eq!(inclusion(3, 7, &proof), Ok(()));
        assert_eq!(inclusion(7, 7, &proof), Err(ProofError::BeyondTheTree { index: 7, size: 7 }));
        assert_eq!(inclusion(0, 0, &[]), Err(ProofError::BeyondTheTree { index: 0, size: 0 }));
        assert_eq!(inclusion(3, 7, &proof[1..]), Err(ProofError::Length { expected: 3, found: 2 }));
        assert_eq!(inclusion(2, 7, &proof), Err(ProofError::RootDiffers));
        assert_eq!(inclusion(3, u64::MAX, &proof), Err(ProofError::Length { expected: 64, found: 3 }));

        let proof = super::consistency(&tree, 3, 7).unwrap();
        assert_eq!(verify_consistency(3, 7, &old_root, &root, &proof), Ok(()));
        assert_eq!(verify_consistency(8, 7, &old_root, &root, &proof), Err(ProofError::OldLargerThanNew { old: 8, new: 7 }));
        assert_eq!(verify_consistency(3, 7, &root, &root, &proof), Err(ProofError::OldRootDiffers));
        assert_eq!(verify_consistency(3, 7, &old_root, &old_root, &proof), Err(ProofError::RootDiffers));
        assert_eq!(verify_consistency(3, 7, &old_root, &root, &[]), Err(ProofError::Length { expected: 4, found: 0 }));
        assert_eq!(verify_consistency(7, 7, &root, &old_root, &[]), Err(ProofError::RootDiffers));
        assert_eq!(verify_consistency(0, 7, &empty_root(), &root, &[]), Ok(()));
        assert_eq!(verify_consistency(0, 7, &root, &root, &[]), Err(ProofError::OldRootDiffers));
        assert_eq!(verify_consistency(0, 0, &root, &root, &[]), Err(ProofError::OldRootDiffers));
        assert_eq!(verify_consistency(u64::MAX, u64::MAX, &root, &root, &[]), Ok(()));
    }
}
