//! Tiles against the tree in memory, and the scrub: silent while all is well, and naming the place when one byte is not.

mod party;

use party::*;
use proptest::prelude::*;
use record::tile::{Layer, Tile};
use record::tree::{Levels, consistency, inclusion, root_at, verify_consistency, verify_inclusion};
use record::{bundle, leaf_hash};
use store::scrub::{Finding, scrub};
use store::{Disk, MemoryDisk, Mended, Store, StoreError, blobs, tiles};

fn levels(size: u64) -> Levels {
    (0..size).map(|index| leaf_hash(&leaf(OWN, index))).collect()
}

/// A log that grew to these sizes, its tiles brought up each time.
fn grown(sizes: &[u64]) -> Store<MemoryDisk> {
    let mut store = store();
    for size in sizes {
        let count = size - store.own().held();
        commit(&mut store, count).unwrap();
        store.update_tiles(OWN).unwrap();
    }
    store
}

/// The files of the own log, by their paths below its folder.
fn files(disk: &MemoryDisk) -> Vec<(String, Vec<u8>)> {
    let prefix = tiles::folder(OWN) + "/";
    let paths = disk.paths().into_iter().filter_map(|path| path.strip_prefix(&prefix).map(str::to_owned));
    paths.map(|path| (path.clone(), disk.bytes(&(prefix.clone() + &path)).unwrap().to_vec())).collect()
}

#[test]
fn every_tile_is_what_the_tree_gives() {
    for size in [1, 2, 255, 256, 257, 600, 65_536 + 300] {
        let store = grown(&[size]);
        let tree = levels(size);
        let mut expected = vec![("checkpoint".to_owned(), head_of(&store))];
        for tile in record::tile::tiles(size) {
            let range = tile.start()..tile.start() + u64::from(tile.width);
            let bytes = tile.hashes(&tree).unwrap_or_else(|| bundle::encode(leaves(OWN, range)).unwrap());
            expected.push((tile.to_string(), bytes));
        }
        expected.sort();
        assert!(files(store.disk()) == expected, "size {size}");
    }
}

fn head_of(store: &Store<MemoryDisk>) -> Vec<u8> {
    store.signed().unwrap().note.clone()
}

#[test]
fn tiles_of_no_leaves() {
    let mut store = store();
    store.update_tiles(OWN).unwrap();
    assert_eq!(files(store.disk()), []);
    store.commit(&[], |tree| note(OWN, tree)).unwrap();
    store.update_tiles(OWN).unwrap();
    assert_eq!(files(store.disk()), [("checkpoint".to_owned(), head(OWN, 0))]);
    assert!(matches!(store.update_tiles("nobody"), Err(StoreError::UnknownLog { .. })));
}

#[test]
fn a_narrower_tile_is_the_beginning_of_a_wider_one() {
    let store = grown(&[250, 600]);
    for size in 1..=600 {
        for tile in record::tile::tiles(size) {
            let bytes = tiles::read(store.disk(), OWN, &tile).unwrap().unwrap();
            match tile.layer {
                Layer::Entries => assert_eq!(bundle::decode(&bytes, tile.width).unwrap().len(), usize::from(tile.width)),
                Layer::Hashes { .. } => assert_eq!(bytes, tile.hashes(&levels(size)).unwrap()),
            }
        }
    }
    let beyond = Tile { layer: Layer::Entries, index: 2, width: 89 };
    assert_eq!(tiles::read(store.disk(), OWN, &beyond).unwrap(), None);
}

#[test]
fn the_checkpoint_is_the_one_with_cosignatures() {
    let mut store = grown(&[3]);
    let newer = cosigned(OWN, &tree(OWN, 3), 2);
    store.keep_cosignatures(OWN, &newer).unwrap();
    store.update_tiles(OWN).unwrap();
    assert_eq!(tiles::checkpoint(store.disk(), OWN).unwrap().unwrap(), newer);
    mirror(&mut store, 300).unwrap();
    store.update_tiles(OTHER).unwrap();
    assert_eq!(tiles::size(store.disk(), OTHER).unwrap(), 300);
    assert!(scrub(&store).is_empty());
}

#[test]
fn proofs_come_from_tiles_and_from_what_lies_beyond_them() {
    let mut store = grown(&[300, 520]);
    commit(&mut store, 13).unwrap();
    let nodes = store.nodes(OWN).unwrap();
    let root = tree(OWN, 533).root();
    assert_eq!(nodes.size(), 533);
    for size in 0..=533 {
        assert_eq!(root_at(&nodes, size), levels(size).root_at(size), "{size}");
        let proof = consistency(&nodes, size, 533).unwrap();
        verify_consistency(size, 533, &tree(OWN, size).root(), &root, &proof).unwrap();
    }
    assert_eq!(root_at(&nodes, 534), None);
    for index in [0, 255, 256, 519, 520, 532] {
        let proof = inclusion(&nodes, index, 533).unwrap();
        verify_inclusion(&leaf_hash(&leaf(OWN, index)), index, 533, &proof, &root).unwrap();
    }
}

#[test]
fn damaged_tiles_are_refused_and_made_anew() {
    let whole = grown(&[300, 520]);
    let path = format!("{}/tile/0/001", tiles::folder(OWN));
    let mut store = Store::open(whole.disk().clone()).unwrap().0;
    store.disk_mut().flip(&path, 8);
    let found = scrub(&store);
    assert!(matches!(&found[..], [Finding::Tile { path: found }] if *found == path), "{found:?}");
    // Level 1 still holds what the tile led to, so the root is right; a file of the right edge is noticed at once.
    assert!(store.nodes(OWN).is_ok());
    store.rebuild_tiles(OWN).unwrap();
    assert!(files(store.disk()) == files(whole.disk()));
    store.disk_mut().flip(&format!("{}/tile/1/000.p/2", tiles::folder(OWN)), 8);
    assert!(matches!(store.nodes(OWN).map(|_| ()), Err(StoreError::TilesDisagree { size: 520, .. })));
    commit(&mut store, 400).unwrap();
    store.update_tiles(OWN).unwrap();
    assert!(store.nodes(OWN).is_ok() && scrub(&store).is_empty());
}

#[test]
fn files_of_a_larger_log_are_thrown_away() {
    let disk = grown(&[300]).into_disk();
    let mut shorter = store();
    commit(&mut shorter, 2).unwrap();
    for (path, bytes) in files(&disk) {
        shorter.disk_mut().put(&format!("{}/{path}", tiles::folder(OWN)), Some(&bytes));
    }
    assert!(scrub(&shorter).iter().any(|finding| matches!(finding, Finding::Checkpoint { .. })));
    shorter.update_tiles(OWN).unwrap();
    assert!(files(shorter.disk()) == files(grown(&[2]).disk()));
}

/// A folder with something of everything.
fn full() -> Store<MemoryDisk> {
    let mut store = grown(&[3, 5]);
    mirror(&mut store, 4).unwrap();
    store.update_tiles(OTHER).unwrap();
    store.keep_cosignatures(OWN, &cosigned(OWN, &tree(OWN, 3), 9)).unwrap();
    let commitment = blobs::commitment(&[1; 32], b"payload");
    blobs::put(store.disk_mut(), &commitment, &[1; 32], b"payload").unwrap();
    let (store, opened) = Store::open(store.into_disk()).unwrap();
    assert_eq!(opened.mended, Vec::<Mended>::new());
    store
}

#[test]
fn a_sound_folder_has_no_findings_and_stays_as_it_is() {
    let store = full();
    let before = store.disk().clone();
    assert_eq!(scrub(&store).iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
    assert!(before.paths().iter().all(|path| before.bytes(path) == store.disk().bytes(path)));
}

#[test]
fn every_flipped_byte_of_every_file_is_found() {
    let store = full();
    let disk = store.disk().clone();
    for path in disk.paths() {
        let bytes = disk.bytes(&path).unwrap().to_vec();
        let signatures = bytes.windows(2).position(|pair| pair == b"\n\n").map_or(u64::MAX, |end| end as u64);
        for (place, byte) in (0..).zip(&bytes) {
            // Of the head file's padding nothing is read. A checkpoint's signatures are verified by whoever holds the keys.
            if path == "head" && *byte == 0 || path.ends_with("checkpoint") && place > signatures {
                continue;
            }
            let mut bad = Store::open(disk.clone()).unwrap().0;
            assert!(bad.disk_mut().flip(&path, place * 8 + place % 7));
            assert!(!scrub(&bad).is_empty(), "{path}, byte {place}");
        }
    }
}

#[test]
fn findings_name_the_place() {
    type Harm = fn(&mut MemoryDisk);
    let blob = blobs::path(&blobs::commitment(&[1; 32], b"payload"));
    let cases: [(Harm, String); 7] = [
        (|disk| disk.put("head", None), "head file: Missing".to_owned()),
        (|disk| disk.put("blobs/ab/notes", Some(b"?")), "blobs/ab/notes: not a file of the store".to_owned()),
        (
            |disk| disk.put(&format!("{}/checkpoint", tiles::folder(OWN)), Some(b"?")),
            format!("{OWN}: the checkpoint file is not of these leaves"),
        ),
        (
            |disk| disk.put(&format!("{}/tile/entries/000.p/5", tiles::folder(OWN)), None),
            format!("{}/tile/entries/000.p/5: missing or different", tiles::folder(OWN)),
        ),
        (
            |disk| disk.put(&blobs::path(&blobs::commitment(&[1; 32], b"payload")), Some(b"other")),
            format!("{blob}: not what was committed to"),
        ),
        (
            |disk| disk.put(&(blobs::path(&blobs::commitment(&[1; 32], b"payload")) + ".erased"), Some(b"2026-11-24\n")),
            format!("{blob}: erased, yet still there"),
        ),
        (|disk| disk.append("journal", b"??").unwrap(), String::new()),
    ];
    for (harm, expected) in cases {
        let mut store = full();
        let end = store.disk().bytes("journal").unwrap().len();
        harm(store.disk_mut());
        let expected = if expected.is_empty() { format!("journal, byte {end}: the file ends within a frame") } else { expected };
        assert_eq!(scrub(&store).iter().map(ToString::to_string).collect::<Vec<_>>(), [expected]);
    }
}

#[test]
fn two_writers_are_noticed() {
    let mut store = full();
    let mut second = Store::open(store.disk().clone()).unwrap().0;
    commit(&mut second, 1).unwrap();
    for path in ["journal", "head"] {
        store.disk_mut().put(path, second.disk().bytes(path));
    }
    let found = scrub(&store).iter().map(ToString::to_string).collect::<Vec<_>>();
    let place = format!("journal, byte {}: not what was made durable", second.disk().bytes("journal").unwrap().len());
    assert_eq!(found, ["head file: not the head signed last".to_owned(), place, format!("{OWN}: memory and journal differ")]);
}

#[test]
fn a_disk_that_fails_to_read_is_a_finding() {
    let mut store = full();
    let before = store.disk().operations();
    scrub(&store);
    for operation in 0..store.disk().operations() - before {
        let disk = store.disk_mut();
        disk.plan(disk.operations() + operation, store::memory_disk::Fault::Fails);
        assert!(!scrub(&store).is_empty(), "operation {operation}");
        store.disk_mut().heal();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_files_are_the_same_however_the_log_grew(steps in proptest::collection::vec(1u64..200, 1..7)) {
        let sizes = steps.iter().scan(0, |size, step| { *size += step; Some(*size) }).collect::<Vec<_>>();
        let mut store = grown(&sizes);
        let stepwise = files(store.disk());
        prop_assert!(stepwise == files(grown(&sizes[sizes.len() - 1..]).disk()));
        store.rebuild_tiles(OWN).unwrap();
        prop_assert!(stepwise == files(store.disk()));
        prop_assert!(scrub(&store).is_empty());
    }
}
