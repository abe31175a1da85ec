//! Ranges of a tree: the fewest complete subtrees that cover some leaves in a row, and how two neighbours join.
//!
//! The subtrees of the first `at` leaves are the right edge of the tree of then. Together with those of the leaves behind
//! it they give the root of now: that is at once a consistency proof and the means to go on from there.

use record::Hash;
use record::tree::{Compact, Nodes};

/// The fewest complete subtrees over the leaves `from..to`, from left to right, each by level and place in its level.
pub(crate) fn cover(from: u64, to: u64) -> Vec<(u8, u64)> {
    let (mut at, mut subtrees) = (from, Vec::new());
    while at < to {
        // As large as the place allows, and no larger than what is left.
        let level = at.trailing_zeros().min((to - at).ilog2());
        subtrees.push((level as u8, at >> level));
        at += 1 << level;
    }
    subtrees
}

/// The hashes of these subtrees, if all are there.
pub(crate) fn hashes(nodes: &dyn Nodes, from: u64, to: u64) -> Option<Vec<Hash>> {
    cover(from, to).into_iter().map(|(level, index)| nodes.node(level, index)).collect()
}

/// The tree of `to` leaves from a smaller one and the hashes over the leaves between; none when their number is wrong.
pub(crate) fn extend(tree: &Compact, rest: &[Hash], to: u64) -> Option<Compact> {
    let subtrees = cover(tree.size(), to);
    if to < tree.size() || subtrees.len() != rest.len() {
        return None;
    }
    let levels = cover(0, tree.size()).into_iter().map(|(level, _)| level);
    let mut edge = levels.zip(tree.edge().iter().copied()).collect::<Vec<_>>();
    for ((level, _), hash) in subtrees.into_iter().zip(rest) {
        let (mut level, mut hash) = (level, *hash);
        // Two of one level side by side are one of the next: the left one always begins at an even place.
        while let Some((_, left)) = edge.pop_if(|(top, _)| *top == level) {
            (level, hash) = (level + 1, record::node_hash(&left, &hash));
        }
        edge.push((level, hash));
    }
    Compact::from_edge(to, edge.into_iter().map(|(_, hash)| hash).collect())
}

/// The tree of the first `at` leaves, if these hashes are its edge and with `rest` lead to `root` at size `of`.
pub(crate) fn prefix_of(at: u64, prefix: &[Hash], rest: &[Hash], of: u64, root: &Hash) -> Option<Compact> {
    let tree = Compact::from_edge(at, prefix.to_vec())?;
    (extend(&tree, rest, of)?.root() == *root).then_some(tree)
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::leaf_hash;
    use record::tree::Levels;

    fn levels(size: u64) -> Levels {
        (0..size).map(|number| leaf_hash(&number.to_be_bytes())).collect()
    }

    #[test]
    fn covers_by_hand() {
        assert_eq!(cover(0, 7), [(2, 0), (1, 2), (0, 6)]);
        assert_eq!(cover(5, 8), [(0, 5), (1, 3)]);
        assert_eq!(cover(3, 21), [(0, 3), (2, 1), (3, 1), (2, 4), (0, 20)]);
        assert_eq!(cover(4, 4), []);
        assert_eq!(cover(0, 1 << 62), [(62, 0)]);
        assert!(cover(1, u64::MAX >> 1).len() < 128);
    }

    #[test]
    fn every_prefix_extends_to_the_whole() {
        let tree = levels(70);
        for to in 0..=70 {
            for at in 0..=to {
                let start = Compact::of(&tree, at).unwrap();
                let rest = hashes(&tree, at, to).unwrap();
                assert_eq!(extend(&start, &rest, to), Compact::of(&tree, to), "{at} of {to}");
                let root = tree.root_at(to).unwrap();
                assert_eq!(prefix_of(at, start.edge(), &rest, to, &root), Some(start.clone()));
            }
        }
    }

    #[test]
    fn a_wrong_number_of_hashes_or_another_root_is_nothing() {
        let tree = levels(21);
        let (start, rest) = (Compact::of(&tree, 3).unwrap(), hashes(&tree, 3, 21).unwrap());
        let root = tree.root();
        assert_eq!(extend(&start, &rest[1..], 21), None);
        assert_eq!(extend(&start, &[], 2), None);
        assert_eq!(prefix_of(3, &start.edge()[1..], &rest, 21, &root), None);
        assert_eq!(prefix_of(3, start.edge(), &rest, 21, &[0; 32]), None);
        let mut wrong = rest.clone();
        wrong[2][0] ^= 1;
        assert_eq!(prefix_of(3, start.edge(), &wrong, 21, &root), None);
    }
}
