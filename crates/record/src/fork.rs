//! The proof that a log has two histories: two heads under its own key, and the first leaf in which they differ.
//!
//! Both inclusion paths have the same hashes on their left, so the leaves before that one are the same: the proof says
//! not only that the log was forked but where. It needs no leaf of either history.

use std::fmt;

use crate::checkpoint::{self, Checkpoint};
use crate::hash::Hash;
use crate::key::VerifierKey;
use crate::tree::{Nodes, root_at};
use crate::tree_proof::{inclusion, verify_inclusion};

/// Two signed heads of one log that cannot both be of one history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForkProof {
    /// The signed checkpoint of the one history.
    pub first: Vec<u8>,
    /// The signed checkpoint of the other.
    pub second: Vec<u8>,
    /// The index of the first leaf that differs: so many leaves both histories share.
    pub split: u64,
    /// The hash of that leaf in the one history, and its inclusion path.
    pub first_leaf: (Hash, Vec<Hash>),
    /// The hash of that leaf in the other history, and its inclusion path.
    pub second_leaf: (Hash, Vec<Hash>),
}

/// What a fork proof proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proved {
    /// The log.
    pub origin: String,
    /// How many leaves both histories share.
    pub split: u64,
    /// The two heads.
    pub heads: [Checkpoint; 2],
}

/// Why a fork proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForkFault {
    /// A head is not a checkpoint signed by the log.
    NotSigned,
    /// The heads are of two logs.
    TwoLogs,
    /// A path does not lead from its leaf to its head.
    WrongPath,
    /// The leaves before the named one are not shown to be the same.
    OtherPast,
    /// The named leaf is the same in both.
    SameLeaf,
}

impl fmt::Display for ForkFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotSigned => "a head is not signed by the log",
            Self::TwoLogs => "the heads are of two logs",
            Self::WrongPath => "a path does not lead from its leaf to its head",
            Self::OtherPast => "the leaves before the named one are not shown to be the same",
            Self::SameLeaf => "the named leaf is the same in both histories",
        })
    }
}

impl std::error::Error for ForkFault {}

impl ForkProof {
    /// Makes the proof from two signed heads and the trees under them. `None` if the smaller is the beginning of the larger,
    /// or if a tree is not there.
    pub fn between(first: (&[u8], u64, &dyn Nodes), second: (&[u8], u64, &dyn Nodes)) -> Option<ForkProof> {
        let same = |size: u64| Some(root_at(first.2, size)? == root_at(second.2, size)?);
        let common = first.1.min(second.1);
        if same(common)? {
            return None;
        }
        // The largest size at which both are the same; they are the same at 0.
        let (mut split, mut differ) = (0, common);
        while differ - split > 1 {
            let middle = split + (differ - split) / 2;
            if same(middle)? { split = middle } else { differ = middle }
        }
        let leaf = |size: u64, nodes: &dyn Nodes| Some((nodes.node(0, split)?, inclusion(nodes, split, size)?));
        Some(ForkProof {
            first: first.0.to_vec(),
            second: second.0.to_vec(),
            split,
            first_leaf: leaf(first.1, first.2)?,
            second_leaf: leaf(second.1, second.2)?,
        })
    }

    /// Checks the proof against the keys under which the log has signed.
    pub fn verify(&self, keys: &[VerifierKey]) -> Result<Proved, ForkFault> {
        let open = |note: &[u8]| keys.iter().find_map(|key| checkpoint::open(note, key).ok()).ok_or(ForkFault::NotSigned);
        let ((first, _), (second, _)) = (open(&self.first)?, open(&self.second)?);
        if first.origin != second.origin {
            return Err(ForkFault::TwoLogs);
        }
        for (head, (leaf, path)) in [(&first, &self.first_leaf), (&second, &self.second_leaf)] {
            verify_inclusion(leaf, self.split, head.size, path, &head.root).map_err(|_| ForkFault::WrongPath)?;
        }
        if left(self.split, first.size, &self.first_leaf.1) != left(self.split, second.size, &self.second_leaf.1) {
            return Err(ForkFault::OtherPast);
        }
        if self.first_leaf.0 == self.second_leaf.0 {
            return Err(ForkFault::SameLeaf);
        }
        Ok(Proved { origin: first.origin.clone(), split: self.split, heads: [first, second] })
    }
}

/// The hashes of a path that stand on its left: the complete subtrees over all leaves before `index`, largest last.
fn left(index: u64, size: u64, path: &[Hash]) -> Vec<Hash> {
    let (mut start, mut count, mut sides) = (0, size, Vec::new());
    while count > 1 {
        let half = 1_u64 << (63 - (count - 1).leading_zeros());
        let goes_right = index - start >= half;
        sides.push(goes_right);
        (start, count) = if goes_right { (start + half, count - half) } else { (start, half) };
    }
    sides.reverse();
    path.iter().zip(sides).filter(|(_, left)| *left).map(|(hash, _)| *hash).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;
    use crate::key::KeyKind;
    use crate::signing_key::SigningKey;
    use crate::tree::Levels;

    fn key() -> SigningKey {
        SigningKey::from_seed("example.invalid/log", KeyKind::Ed25519, &[7; 32]).expect("a key")
    }

    /// A log of `size` leaves that goes its own way from leaf `from` on.
    fn history(size: u64, from: u64, way: &str) -> (Vec<u8>, Levels) {
        let mut tree = Levels::new();
        for index in 0..size {
            let leaf = if index < from { format!("leaf {index}") } else { format!("{way} {index}") };
            tree.append(leaf_hash(leaf.as_bytes()));
        }
        let head = Checkpoint { origin: "example.invalid/log".into(), size, root: tree.root(), extensions: Vec::new() };
        (checkpoint::sign(&head, &key()).to_bytes(), tree)
    }

    fn proof(sizes: (u64, u64), split: u64) -> Option<ForkProof> {
        let ((one, first), (two, second)) = (history(sizes.0, split, "one"), history(sizes.1, split, "two"));
        ForkProof::between((&one, sizes.0, &first), (&two, sizes.1, &second))
    }

    #[test]
    fn every_fork_of_small_logs_is_proved_where_it_begins() {
        for first in 1..20 {
            for second in 1..20 {
                for split in 0..first.min(second) {
                    let proof = proof((first, second), split).expect("a proof");
                    let proved = proof.verify(&[key().verifier()]).expect("it verifies");
                    assert_eq!((proved.split, proved.heads[0].size, proved.heads[1].size), (split, first, second));
                }
            }
        }
    }

    #[test]
    fn one_history_and_its_beginning_are_no_fork() {
        assert_eq!(proof((7, 12), 12), None);
        assert_eq!(proof((9, 9), 9), None);
    }

    #[test]
    fn what_is_changed_proves_nothing() {
        let good = proof((9, 14), 5).expect("a proof");
        let other = SigningKey::from_seed("example.invalid/other", KeyKind::Ed25519, &[7; 32]).expect("a key");
        assert_eq!(good.verify(&[other.verifier()]), Err(ForkFault::NotSigned));
        let check = |change: &dyn Fn(&mut ForkProof), fault: ForkFault| {
            let mut bad = good.clone();
            change(&mut bad);
            assert_eq!(bad.verify(&[key().verifier()]), Err(fault));
        };
        check(&|proof| proof.split = 4, ForkFault::WrongPath);
        check(&|proof| proof.first_leaf.0[0] ^= 1, ForkFault::WrongPath);
        check(&|proof| proof.second_leaf.1[1][3] ^= 1, ForkFault::WrongPath);
        check(&|proof| proof.first[60] ^= 1, ForkFault::NotSigned);
        let same = |proof: &mut ForkProof| (proof.second, proof.second_leaf) = (proof.first.clone(), proof.first_leaf.clone());
        check(&same, ForkFault::SameLeaf);
    }

    #[test]
    fn a_later_difference_is_not_passed_off_as_the_first() {
        let ((one, first), (two, second)) = (history(9, 5, "one"), history(14, 5, "two"));
        let leaf = |tree: &Levels, size| (tree.node(0, 7).expect("a leaf"), inclusion(tree, 7, size).expect("a path"));
        let late = ForkProof { first: one, second: two, split: 7, first_leaf: leaf(&first, 9), second_leaf: leaf(&second, 14) };
        assert_eq!(late.verify(&[key().verifier()]), Err(ForkFault::OtherPast));
    }
}
