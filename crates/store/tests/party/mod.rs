//! A party for tests: its leaves, its heads, and another party's log that it mirrors.
#![allow(dead_code, reason = "each test uses a part of it")]

use record::tree::Compact;
use record::{Checkpoint, Note, NoteSignature, leaf_hash};
use store::{Disk, Identity, MemoryDisk, Store, StoreError};

/// Our own log.
pub const OWN: &str = "example.invalid/agreement/one/1";

/// The log of another party.
pub const OTHER: &str = "example.invalid/agreement/two/1";

pub fn identity() -> Identity {
    Identity { folder: *b"folder-of-tests!", origin: OWN.to_owned() }
}

pub fn store() -> Store<MemoryDisk> {
    Store::create(MemoryDisk::new(), &identity()).unwrap()
}

/// Leaf `index` of a log, told apart by its first letters.
pub fn leaf(origin: &str, index: u64) -> Vec<u8> {
    let name = if origin == OWN { "own" } else { "other" };
    format!("{name} leaf {index} {}", "x".repeat(index as usize % 7)).into_bytes()
}

pub fn leaves(origin: &str, range: std::ops::Range<u64>) -> Vec<Vec<u8>> {
    range.map(|index| leaf(origin, index)).collect()
}

pub fn tree(origin: &str, size: u64) -> Compact {
    let mut tree = Compact::new();
    tree.extend((0..size).map(|index| leaf_hash(&leaf(origin, index))));
    tree
}

/// A note over a tree. The store never looks at signatures, so a made-up one will do.
pub fn note(origin: &str, tree: &Compact) -> Vec<u8> {
    cosigned(origin, tree, 1)
}

/// The same with a number in its signature, as newer cosignatures would differ.
pub fn cosigned(origin: &str, tree: &Compact, number: u32) -> Vec<u8> {
    let checkpoint = Checkpoint { origin: origin.to_owned(), size: tree.size(), root: tree.root(), extensions: Vec::new() };
    let signature = NoteSignature { name: origin.to_owned(), id: number, bytes: vec![7; 64] };
    Note { text: checkpoint.to_string(), signatures: vec![signature] }.to_bytes()
}

/// The note over the first `size` leaves of a log.
pub fn head(origin: &str, size: u64) -> Vec<u8> {
    note(origin, &tree(origin, size))
}

/// Commits the next `count` leaves of our own log.
pub fn commit<D: Disk>(store: &mut Store<D>, count: u64) -> Result<std::ops::Range<u64>, StoreError> {
    let held = store.own().held();
    store.commit(&leaves(OWN, held..held + count), |tree| note(OWN, tree))
}

/// Mirrors the next `count` leaves of the other party's log.
pub fn mirror<D: Disk>(store: &mut Store<D>, count: u64) -> Result<(), StoreError> {
    let held = store.log(OTHER).map_or(0, |log| log.held());
    store.mirror(OTHER, held, &leaves(OTHER, held..held + count), &head(OTHER, held + count))
}

/// Every leaf that is here is the one that was written, and trees and heads are those over them.
pub fn verify<D: Disk>(store: &Store<D>) {
    for log in store.logs() {
        let origin = log.origin();
        for index in 0..log.held() {
            assert_eq!(store.leaf(origin, index).unwrap(), leaf(origin, index), "{origin} {index}");
        }
        assert_eq!(*log.held_tree(), tree(origin, log.held()), "{origin}");
        assert_eq!(*log.tree(), tree(origin, log.size()), "{origin}");
        if let Some(head) = log.head() {
            assert_eq!(head.root, tree(origin, head.size).root(), "{origin}");
        }
    }
    if let Some(signed) = store.signed() {
        assert_eq!(signed.root, tree(OWN, signed.size).root());
    }
}
