//! The hashes of a log's tree (RFC 6962 §2.1, SHA-256): leaf, node and empty tree, each told apart by its first byte.

use sha2::{Digest, Sha256};

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// What is hashed before a leaf (RFC 6962 §2.1), so that no leaf can pass for a node.
const LEAF: [u8; 1] = [0];

/// What is hashed before the two children of a node (RFC 6962 §2.1).
const NODE: [u8; 1] = [1];

/// SHA-256 (FIPS 180-4) of the parts, one after the other.
pub fn sha256(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    parts.iter().for_each(|part| hasher.update(part));
    hasher.finalize().into()
}

/// The hash of one leaf, from the leaf's bytes: SHA-256(0x00 ‖ leaf).
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    sha256(&[&LEAF, leaf])
}

/// The hash of a node, from the hashes of its left and right child: SHA-256(0x01 ‖ left ‖ right).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&NODE, left, right])
}

/// The root of the tree without leaves: SHA-256 of nothing.
pub fn empty_root() -> Hash {
    sha256(&[])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(hash: &Hash) -> String {
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// SHA-256 of "" and of one zero byte stand in FIPS 180 examples and RFC 6962 test material; the third was computed with
    /// Python's hashlib: sha256(01 ‖ sha256(00) ‖ sha256(00 "a")).
    #[test]
    fn hashes_as_others_compute_them() {
        assert_eq!(hex(&empty_root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(hex(&leaf_hash(b"")), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assert_eq!(
            hex(&node_hash(&leaf_hash(b""), &leaf_hash(b"a"))),
            "688dc6244b041199e7ab4990df6340ce3dc14caa5cd5a0e1131addaa1209e1a6"
        );
    }

    #[test]
    fn a_leaf_is_no_node() {
        let (left, right) = (leaf_hash(b"l"), leaf_hash(b"r"));
        assert_ne!(node_hash(&left, &right), leaf_hash(&[left, right].concat()));
        assert_ne!(node_hash(&left, &right), node_hash(&right, &left));
    }
}
