//! The same on a real folder: both disks keep one contract, one writer at a time, nobody else reads, and a killed process loses nothing.

mod party;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use party::*;
use proptest::prelude::*;
use store::lease::LeaseError;
use store::scrub::scrub;
use store::{Disk, FolderDisk, HeadState, MemoryDisk, Mended, Opened, Store, blobs};

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("store").join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    folder
}

#[test]
fn a_counterpart_lives_in_a_folder() {
    let folder = folder("lives");
    let mut store = Store::create(FolderDisk::writer(&folder).unwrap(), &identity()).unwrap();
    commit(&mut store, 300).unwrap();
    mirror(&mut store, 4).unwrap();
    store.update_tiles(OWN).unwrap();
    commit(&mut store, 3).unwrap();
    let commitment = blobs::commitment(&[1; 32], b"payload");
    blobs::put(store.disk_mut(), &commitment, &[1; 32], b"payload").unwrap();
    drop(store);
    let (store, opened) = Store::open(FolderDisk::writer(&folder).unwrap()).unwrap();
    assert_eq!(opened, Opened { head: HeadState::Intact, beyond_head: 0, leaves_lost: 0, mended: vec![] });
    verify(&store);
    assert_eq!(store.nodes(OWN).unwrap().size(), 303);
    assert_eq!(blobs::get(store.disk(), &commitment).unwrap().1, b"payload");
    assert!(scrub(&store).is_empty());
}

#[test]
fn a_torn_end_is_set_aside() {
    let folder = folder("torn");
    let mut store = Store::create(FolderDisk::writer(&folder).unwrap(), &identity()).unwrap();
    commit(&mut store, 3).unwrap();
    drop(store);
    let journal = std::fs::read(folder.join("journal")).unwrap();
    std::fs::write(folder.join("journal"), [&journal[..], b"torn"].concat()).unwrap();
    let (store, opened) = Store::open(FolderDisk::writer(&folder).unwrap()).unwrap();
    let offset = journal.len() as u64;
    assert_eq!(opened.mended, [Mended::SetAside { file: "journal.torn-1".to_owned(), offset }]);
    assert_eq!(std::fs::read(folder.join("journal.torn-1")).unwrap(), b"torn");
    verify(&store);
}

#[test]
fn a_second_writer_is_refused_and_a_reader_is_not() {
    let folder = folder("lease");
    let first = FolderDisk::writer(&folder).unwrap();
    let mut store = Store::create(first, &identity()).unwrap();
    commit(&mut store, 3).unwrap();
    let refused = FolderDisk::writer(&folder).unwrap_err();
    assert!(matches!(&refused, LeaseError::Busy { folder: named } if *named == folder), "{refused}");
    assert!(refused.to_string().contains(&folder.display().to_string()));
    let mut reader = FolderDisk::reader(&folder);
    assert_eq!(reader.len("head").unwrap(), store.disk().len("head").unwrap());
    let before = reader.list("").unwrap();
    assert!(reader.append("a", b"").is_err() && reader.write_at("a", 0, b"").is_err() && reader.sync("a").is_err());
    assert!(reader.truncate("journal", 0).is_err() && reader.replace("a", b"").is_err() && reader.remove("journal").is_err());
    assert_eq!(reader.list("").unwrap(), before);
    verify(&Store::open(reader).unwrap().0);
    drop(store);
    FolderDisk::writer(&folder).unwrap();
    let file = folder.join("journal");
    assert!(matches!(FolderDisk::writer(&file), Err(LeaseError::Failed { .. })), "a file is no folder");
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder("private");
    let mut store = Store::create(FolderDisk::writer(&folder).unwrap(), &identity()).unwrap();
    commit(&mut store, 3).unwrap();
    store.update_tiles(OWN).unwrap();
    let mut found = vec![folder];
    while let Some(path) = found.pop() {
        let data = std::fs::metadata(&path).unwrap();
        let mode = data.permissions().mode() & 0o777;
        assert_eq!(mode, if data.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
        if data.is_dir() {
            found.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
}

/// What the killed process is told by: the folder to write to.
const CHILD: &str = "STORE_TEST_WRITES_TO";

/// Commits without end, saying each size once it is on record. Run by the test below in a process of its own; by itself it does nothing.
#[test]
fn the_process_that_is_killed() {
    let Some(folder) = std::env::var_os(CHILD) else { return };
    let mut store = Store::open(FolderDisk::writer(Path::new(&folder)).unwrap()).unwrap().0;
    loop {
        let range = commit(&mut store, 3).unwrap();
        // Straight to the pipe: what is printed in a test may be held back.
        std::io::Write::write_all(&mut std::io::stderr(), format!("acknowledged {}\n", range.end).as_bytes()).unwrap();
    }
}

#[test]
fn a_killed_process_loses_nothing_that_it_acknowledged() {
    let folder = folder("killed");
    drop(Store::create(FolderDisk::writer(&folder).unwrap(), &identity()).unwrap());
    for round in 1..6 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "the_process_that_is_killed", "--nocapture"])
            .env(CHILD, &folder)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let sizes = lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("acknowledged ")?.parse::<u64>().ok());
        let acknowledged = sizes.take(3 * round).last().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        let (store, opened) = Store::open(FolderDisk::writer(&folder).unwrap()).unwrap();
        verify(&store);
        assert!(store.own().size() >= acknowledged, "round {round}: {opened:?}");
        assert!(scrub(&store).is_empty() || opened.head != HeadState::Intact);
    }
}

/// One operation on a disk.
#[derive(Clone, Debug)]
enum Operation {
    Append(usize, Vec<u8>),
    Write(usize, u64, Vec<u8>),
    Sync(usize),
    Truncate(usize, u64),
    Replace(usize, Vec<u8>),
    Remove(usize),
}

const PATHS: [&str; 3] = ["journal", "blobs/ab/one", "blobs/cd/two"];

fn operation() -> impl Strategy<Value = Operation> {
    let bytes = || proptest::collection::vec(any::<u8>(), 0..9);
    prop_oneof![
        (0usize..3, bytes()).prop_map(|(path, bytes)| Operation::Append(path, bytes)),
        (0usize..3, 0u64..20, bytes()).prop_map(|(path, offset, bytes)| Operation::Write(path, offset, bytes)),
        (0usize..3).prop_map(Operation::Sync),
        (0usize..3, 0u64..20).prop_map(|(path, length)| Operation::Truncate(path, length)),
        (0usize..3, bytes()).prop_map(|(path, bytes)| Operation::Replace(path, bytes)),
        (0usize..3).prop_map(Operation::Remove),
    ]
}

fn perform(disk: &mut dyn Disk, operation: &Operation) {
    match operation {
        Operation::Append(path, bytes) => disk.append(PATHS[*path], bytes),
        Operation::Write(path, offset, bytes) => disk.write_at(PATHS[*path], *offset, bytes),
        Operation::Sync(path) => disk.sync(PATHS[*path]),
        Operation::Truncate(path, length) => disk.truncate(PATHS[*path], *length),
        Operation::Replace(path, bytes) => disk.replace(PATHS[*path], bytes),
        Operation::Remove(path) => disk.remove(PATHS[*path]),
    }
    .unwrap();
}

/// What a reader finds: of each file its length and its bytes from the second one on; what reading a missing file gives.
fn seen(disk: &dyn Disk) -> Vec<(Option<u64>, Option<Vec<u8>>)> {
    let read = |path: &&str| {
        let mut buffer = [0; 64];
        let bytes = disk.read_at(path, 1, &mut buffer).ok().map(|read| buffer[..read].to_vec());
        (disk.len(path).unwrap(), bytes)
    };
    PATHS.iter().map(read).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn both_disks_do_the_same(operations in proptest::collection::vec(operation(), 0..12)) {
        let mut real = FolderDisk::writer(&folder("contract")).unwrap();
        let mut memory = MemoryDisk::new();
        for operation in &operations {
            perform(&mut real, operation);
            perform(&mut memory, operation);
            prop_assert_eq!(seen(&real), seen(&memory), "{:?}", operation);
        }
    }
}
