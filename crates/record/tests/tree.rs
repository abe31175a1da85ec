//! The tree against an independent reading of RFC 6962: roots, proofs and every pair of sizes, and what no proof may pass.

use std::collections::HashMap;

use proptest::prelude::*;
use record::hash::{Hash, empty_root, leaf_hash, node_hash};
use record::tree::{Compact, Levels, Nodes, consistency, inclusion, root_at, verify_consistency, verify_inclusion};

/// MTH of RFC 6962 §2.1, word by word, over leaf hashes; remembered, because it is asked for every size.
struct Naive {
    leaves: Vec<Hash>,
    known: HashMap<(usize, usize), Hash>,
}

impl Naive {
    fn new(size: usize) -> Self {
        let leaves = (0..size).map(|number| leaf_hash(&number.to_le_bytes())).collect();
        Self { leaves, known: HashMap::new() }
    }

    fn mth(&mut self, from: usize, to: usize) -> Hash {
        match to - from {
            0 => return empty_root(),
            1 => return self.leaves[from],
            _ => {}
        }
        if let Some(hash) = self.known.get(&(from, to)) {
            return *hash;
        }
        let mut k = 1;
        while k * 2 < to - from {
            k *= 2;
        }
        let hash = node_hash(&self.mth(from, from + k), &self.mth(from + k, to));
        self.known.insert((from, to), hash);
        hash
    }

    /// PATH(m, D[n]) of RFC 6962 §2.1.1.
    fn path(&mut self, m: usize, from: usize, to: usize) -> Vec<Hash> {
        if to - from == 1 {
            return Vec::new();
        }
        let mut k = 1;
        while k * 2 < to - from {
            k *= 2;
        }
        if m < k {
            let mut path = self.path(m, from, from + k);
            path.push(self.mth(from + k, to));
            path
        } else {
            let mut path = self.path(m - k, from + k, to);
            path.push(self.mth(from, from + k));
            path
        }
    }

    /// SUBPROOF(m, D[n], b) of RFC 6962 §2.1.2.
    fn subproof(&mut self, m: usize, from: usize, to: usize, b: bool) -> Vec<Hash> {
        let n = to - from;
        if m == n {
            return if b { Vec::new() } else { vec![self.mth(from, to)] };
        }
        let mut k = 1;
        while k * 2 < n {
            k *= 2;
        }
        if m <= k {
            let mut proof = self.subproof(m, from, from + k, b);
            proof.push(self.mth(from + k, to));
            proof
        } else {
            let mut proof = self.subproof(m - k, from + k, to, false);
            proof.push(self.mth(from, from + k));
            proof
        }
    }
}

#[test]
fn roots_of_all_sizes_to_1025() {
    let mut naive = Naive::new(1025);
    let (mut compact, tree) = (Compact::new(), naive.leaves.iter().copied().collect::<Levels>());
    for size in 0..=1025 {
        let expected = naive.mth(0, size);
        assert_eq!(compact.root(), expected, "size {size}");
        assert_eq!(root_at(&tree, size as u64), Some(expected), "size {size}");
        if let Some(leaf) = naive.leaves.get(size) {
            compact.append(*leaf);
        }
    }
}

#[test]
fn roots_around_2_to_the_16() {
    let mut naive = Naive::new(65_540);
    let tree = naive.leaves.iter().copied().collect::<Levels>();
    for size in 65_530..=65_540 {
        assert_eq!(tree.root_at(size as u64), Some(naive.mth(0, size)), "size {size}");
        assert_eq!(Compact::of(&tree, size as u64).unwrap().root(), naive.mth(0, size), "size {size}");
    }
}

#[test]
fn every_inclusion_proof_to_size_130() {
    let mut naive = Naive::new(130);
    let tree = naive.leaves.iter().copied().collect::<Levels>();
    for size in 1..=130 {
        let root = naive.mth(0, size);
        for index in 0..size {
            let proof = inclusion(&tree, index as u64, size as u64).unwrap();
            assert_eq!(proof, naive.path(index, 0, size), "leaf {index} of {size}");
            let leaf = naive.leaves[index];
            assert_eq!(verify_inclusion(&leaf, index as u64, size as u64, &proof, &root), Ok(()), "leaf {index} of {size}");
            let neighbour = naive.leaves[(index + 1) % 130];
            assert!(verify_inclusion(&neighbour, index as u64, size as u64, &proof, &root).is_err(), "leaf {index} of {size}");
        }
    }
}

#[test]
fn every_pair_of_sizes_to_300() {
    let mut naive = Naive::new(300);
    let tree = naive.leaves.iter().copied().collect::<Levels>();
    let roots = (0..=300).map(|size| naive.mth(0, size)).collect::<Vec<_>>();
    for new in 0..=300usize {
        for old in 0..=new {
            let proof = consistency(&tree, old as u64, new as u64).unwrap();
            if old > 0 {
                assert_eq!(proof, naive.subproof(old, 0, new, true), "{old} to {new}");
            }
            let verify = |old_root, new_root| verify_consistency(old as u64, new as u64, old_root, new_root, &proof);
            assert_eq!(verify(&roots[old], &roots[new]), Ok(()), "{old} to {new}");
            let other = [0xee; 32];
            // From nothing, everything grows: the new root is then the log's word alone.
            assert!(old == 0 && old != new || verify(&roots[old], &other).is_err(), "{old} to {new}, another new root");
            assert!(verify(&other, &roots[new]).is_err(), "{old} to {new}, another old root");
        }
    }
}

/// The leaves of a log and its size, so that large sizes have proofs without large trees: all leaves are the same.
struct Uniform {
    size: u64,
    levels: Vec<Hash>,
}

impl Uniform {
    fn new(size: u64) -> Self {
        let mut levels = vec![leaf_hash(b"same")];
        while levels.len() < 63 {
            let below = levels[levels.len() - 1];
            levels.push(node_hash(&below, &below));
        }
        Self { size, levels }
    }
}

impl Nodes for Uniform {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        let end = index.checked_add(1)?.checked_shl(u32::from(level))?;
        (end <= self.size).then(|| self.levels[usize::from(level)])
    }
}

#[test]
fn sizes_up_to_2_to_the_63() {
    for size in [1 << 32, (1 << 62) - 1, 1 << 62, (1 << 62) + 1, i64::MAX as u64] {
        let tree = Uniform::new(size);
        let root = root_at(&tree, size).unwrap();
        for index in [0, 1, size / 3, size / 2, size - 2, size - 1] {
            let proof = inclusion(&tree, index, size).unwrap();
            assert!(proof.len() <= 63);
            assert_eq!(verify_inclusion(&leaf_hash(b"same"), index, size, &proof, &root), Ok(()), "leaf {index} of {size}");
        }
        for old in [1, 2, 3, size / 3, size / 2, size - 1] {
            let proof = consistency(&tree, old, size).unwrap();
            let old_root = root_at(&tree, old).unwrap();
            assert_eq!(verify_consistency(old, size, &old_root, &root, &proof), Ok(()), "{old} to {size}");
        }
    }
}

proptest! {
    /// One bit anywhere in a proof, a root or a leaf is seen.
    #[test]
    fn no_flipped_bit_passes(size in 2u64..2000, index in any::<prop::sample::Index>(), bit in 0usize..256, place in any::<prop::sample::Index>()) {
        let tree = (0..size).map(|number| leaf_hash(&number.to_le_bytes())).collect::<Levels>();
        let index = index.index(size as usize) as u64;
        let (leaf, root) = (leaf_hash(&index.to_le_bytes()), tree.root());
        let mut proof = inclusion(&tree, index, size).unwrap();
        prop_assert_eq!(verify_inclusion(&leaf, index, size, &proof, &root), Ok(()));
        let place = place.index(proof.len());
        proof[place][bit / 8] ^= 1 << (bit % 8);
        prop_assert!(verify_inclusion(&leaf, index, size, &proof, &root).is_err());

        let old = index.max(1);
        let mut proof = consistency(&tree, old, size).unwrap();
        let old_root = tree.root_at(old).unwrap();
        prop_assert_eq!(verify_consistency(old, size, &old_root, &root, &proof), Ok(()));
        if !proof.is_empty() {
            let place = place % proof.len();
            proof[place][bit / 8] ^= 1 << (bit % 8);
            prop_assert!(verify_consistency(old, size, &old_root, &root, &proof).is_err());
        }
    }

    /// Whatever numbers and hashes come in, verifying ends with a verdict.
    #[test]
    fn any_numbers_and_hashes_get_a_verdict(a: u64, b: u64, proof in prop::collection::vec(any::<Hash>(), 0..130), root: Hash, leaf: Hash) {
        prop_assert!(verify_inclusion(&leaf, a, b, &proof, &root).is_err());
        prop_assert!(a == 0 || a == b || verify_consistency(a, b, &leaf, &root, &proof).is_err());
    }
}
