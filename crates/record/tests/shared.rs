//! The vectors that others made: proofs of RFC 6962, good and altered, and edge cases of Ed25519. They stand in the shared folder.
//! With COUNTERPART_SHARED=required its absence is a failure; elsewhere one line says how many tests did not run.
#![allow(clippy::disallowed_methods)]

use std::io::Write;
use std::path::{Path, PathBuf};

use record::tree::{verify_consistency, verify_inclusion};
use record::{Hash, KeyKind, VerifierKey};
use serde_json::Value;

/// What a test is called, the file it reads, how many vectors that has, and the test on one of them.
type Test = (&'static str, &'static str, usize, fn(&Value));

const TESTS: [Test; 3] = [
    ("inclusion proofs", "vectors/merkle_inclusion.json", 98, inclusion),
    ("consistency proofs", "vectors/merkle_consistency.json", 98, consistency),
    ("edge cases of Ed25519", "vectors/ed25519_edge_cases.json", 914, ed25519),
];

#[test]
fn the_vectors_of_others() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let required = std::env::var_os("COUNTERPART_SHARED").is_some_and(|value| value == "required");
    if !folder.is_dir() {
        assert!(
            !required,
            "COUNTERPART_SHARED is required, but ../shared is absent; put the shared folder beside the repository"
        );
        // Written past the capture of the test runner, which hides what a passing test prints.
        let count = TESTS.len();
        writeln!(std::io::stderr(), "shared: {count} tests did not run (../shared is absent)").expect("stderr");
        return;
    }
    for (name, file, count, test) in TESTS {
        eprintln!("shared: {name}");
        let vectors = read(&folder.join(file));
        assert_eq!(vectors.len(), count, "{file}");
        vectors.iter().for_each(test);
    }
}

fn read(file: &Path) -> Vec<Value> {
    let text = std::fs::read(file).expect("a file of the shared folder");
    serde_json::from_slice(&text).expect("a list of vectors")
}

/// The hash in a field; none when it is not 32 bytes, which a caller of ours cannot even ask about.
fn hash(value: &Value) -> Option<Hash> {
    from_base64(value.as_str()?).try_into().ok()
}

/// The proof in a field: an absent one is one without hashes.
fn proof(vector: &Value) -> Option<Vec<Hash>> {
    vector["proof"].as_array().map_or(Some(Vec::new()), |hashes| hashes.iter().map(hash).collect())
}

fn inclusion(vector: &Value) {
    let (index, size) = (vector["leafIdx"].as_u64().unwrap(), vector["treeSize"].as_u64().unwrap());
    let inputs = (hash(&vector["leafHash"]), proof(vector), hash(&vector["root"]));
    let accepted = match inputs {
        (Some(leaf), Some(proof), Some(root)) => verify_inclusion(&leaf, index, size, &proof, &root).is_ok(),
        _ => false,
    };
    assert_eq!(accepted, !vector["wantErr"].as_bool().unwrap(), "{}", vector["name"]);
}

/// The one vector that we judge otherwise. Its makers refuse any proof from the empty tree as saying nothing; tlog-witness asks
/// for exactly that, an old size of zero with an empty proof, and every tree does begin with the empty one.
const FROM_NOTHING: &str = "consistency/additional/size1-is-zero-and-size2-is-not-zero";

/// A root in a field. Some vectors put a few letters there where only equality matters; these are filled up with zeroes.
fn root(value: &Value) -> Option<Hash> {
    let mut bytes = from_base64(value.as_str()?);
    bytes.resize(bytes.len().max(32), 0);
    bytes.try_into().ok()
}

fn consistency(vector: &Value) {
    let (old, new) = (vector["size1"].as_u64().unwrap(), vector["size2"].as_u64().unwrap());
    let inputs = (root(&vector["root1"]), root(&vector["root2"]), proof(vector));
    let accepted = match inputs {
        (Some(old_root), Some(new_root), Some(proof)) => verify_consistency(old, new, &old_root, &new_root, &proof).is_ok(),
        _ => false,
    };
    let expected = !vector["wantErr"].as_bool().unwrap() || vector["name"] == FROM_NOTHING;
    assert_eq!(accepted, expected, "{}", vector["name"]);
}

/// Every vector satisfies the equation with cofactor. Without the cofactor a residue of low order is refused; strictly, so
/// are points of low order and every second spelling.
fn ed25519(vector: &Value) {
    const REFUSED: [&str; 5] = ["low_order_A", "low_order_R", "low_order_residue", "non_canonical_A", "non_canonical_R"];
    let bytes = |field: &str| from_hex(vector[field].as_str().unwrap());
    let flags = vector["flags"].as_array().map_or(Vec::new(), |flags| flags.iter().filter_map(Value::as_str).collect());
    let expected = !flags.iter().any(|flag| REFUSED.contains(flag));
    let key = VerifierKey::new("vectors", KeyKind::Ed25519, bytes("key"));
    let message = vector["msg"].as_str().unwrap().as_bytes();
    let accepted = key.is_ok_and(|key| key.verifies(message, &bytes("sig")));
    assert_eq!(accepted, expected, "vector {} with {flags:?}", vector["number"]);
}

fn from_hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// Standard base64, read apart from the crate under test.
fn from_base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = text.bytes().filter(|letter| *letter != b'=').map(|letter| LETTERS.iter().position(|l| *l == letter).unwrap());
    let bits = digits.flat_map(|digit| (0..6).rev().map(move |bit| (digit >> bit & 1) as u8)).collect::<Vec<_>>();
    bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |sum, bit| sum << 1 | bit)).collect()
}
