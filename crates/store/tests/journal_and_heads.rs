//! One party's counterpart through its life: committing, mirroring, losing the head or the journal, and taking back what was lost.

mod party;

use party::*;
use store::{Damage, Fork, HeadState, LEAF_BYTES_MAX, MemoryDisk, Mended, OWN_LEAF_BYTES_MAX, Opened, Store, StoreError};

const QUIET: Opened = Opened { head: HeadState::Intact, beyond_head: 0, leaves_lost: 0, mended: Vec::new() };

fn reopen(store: Store<MemoryDisk>) -> (Store<MemoryDisk>, Opened) {
    Store::open(store.into_disk()).unwrap()
}

/// Five leaves of our own in two commits, four of the other party under one head.
fn with_leaves() -> Store<MemoryDisk> {
    let mut store = store();
    assert_eq!(commit(&mut store, 2).unwrap(), 0..2);
    mirror(&mut store, 4).unwrap();
    assert_eq!(commit(&mut store, 3).unwrap(), 2..5);
    store
}

#[test]
fn what_is_committed_and_mirrored_is_there_after_opening() {
    let (store, opened) = reopen(with_leaves());
    assert_eq!(opened, QUIET);
    verify(&store);
    assert_eq!((store.own().size(), store.log(OTHER).unwrap().size()), (5, 4));
    assert_eq!(store.signed().unwrap().note, head(OWN, 5));
    assert_eq!(store.log(OTHER).unwrap().head().unwrap().note, head(OTHER, 4));
    assert_eq!((store.own().origin(), store.folder(), store.logs().len()), (OWN, *b"folder-of-tests!", 2));
    let read = store.leaves(OTHER, 1..4).unwrap().collect::<Result<Vec<_>, _>>().unwrap();
    assert_eq!(read, leaves(OTHER, 1..4));
    assert!(matches!(store.leaf(OTHER, 4), Err(StoreError::NoSuchLeaf { index: 4, .. })));
    assert!(matches!(store.leaf("nobody", 0), Err(StoreError::UnknownLog { .. })));
    assert_eq!(store.root_at(OWN, 3).unwrap(), tree(OWN, 3).root());
}

#[test]
fn a_folder_is_made_once() {
    let identity = identity();
    assert!(matches!(Store::open(MemoryDisk::new()), Err(StoreError::Absent)));
    let disk = store().into_disk();
    assert!(matches!(Store::create(disk, &identity), Err(StoreError::Present)));
    let mut disk = with_leaves().into_disk();
    for gone in ["head", "journal"] {
        let mut disk = disk.clone();
        disk.put(gone, None);
        assert!(matches!(Store::create(disk, &identity), Err(StoreError::Present)), "a lost {gone} is no empty folder");
    }
    disk.put("head", None);
    disk.put("journal", None);
    assert!(Store::create(disk, &identity).is_ok());
    for origin in ["", "two\nlines", &"x".repeat(256)] {
        let bad = store::Identity { origin: origin.to_owned(), ..identity };
        assert!(matches!(Store::create(MemoryDisk::new(), &bad), Err(StoreError::BadOrigin { .. })));
    }
}

#[test]
fn refusals_write_nothing() {
    let mut store = with_leaves();
    let before = store.disk().bytes("journal").unwrap().to_vec();
    let long = vec![vec![0; 3], vec![0; OWN_LEAF_BYTES_MAX + 1]];
    let refused = store.commit(&long, |_| unreachable!("nothing is signed"));
    assert!(matches!(refused, Err(StoreError::LeafTooLarge { leaf: 1, bytes: 61_441, leaf_bytes_max: 61_440 })));
    let refused = store.mirror(OTHER, 4, &[vec![0; LEAF_BYTES_MAX + 1]], &head(OTHER, 5));
    assert!(matches!(refused, Err(StoreError::LeafTooLarge { leaf: 0, bytes: 65_536, leaf_bytes_max: 65_535 })));
    let next = leaves(OTHER, 4..5);
    assert!(matches!(store.mirror(OTHER, 5, &next, &head(OTHER, 5)), Err(StoreError::Gap { expected: 4, found: 5, .. })));
    assert!(matches!(store.mirror(OTHER, 3, &next, &head(OTHER, 5)), Err(StoreError::Gap { expected: 4, found: 3, .. })));
    assert!(matches!(store.mirror("third", 1, &next, &head("third", 2)), Err(StoreError::Gap { expected: 0, found: 1, .. })));
    assert!(matches!(store.mirror(OTHER, 4, &next, &head(OTHER, 6)), Err(StoreError::OtherSize { expected: 5, found: 6, .. })));
    assert!(matches!(store.mirror(OTHER, 4, &next, &head(OWN, 5)), Err(StoreError::OtherOrigin { .. })));
    assert!(matches!(store.mirror(OTHER, 4, &leaves(OWN, 4..5), &head(OTHER, 5)), Err(StoreError::OtherRoot { size: 5, .. })));
    assert!(matches!(store.mirror(OTHER, 4, &next, b"no note"), Err(StoreError::NotACheckpoint(_))));
    assert!(matches!(store.mirror(OTHER, 4, &next, &vec![b'n'; 1 << 21]), Err(StoreError::NoteTooLarge { .. })));
    assert!(matches!(store.mirror(OWN, 5, &[], &head(OWN, 5)), Err(StoreError::WrongLog { .. })));
    assert!(matches!(store.mirror("a\nb", 0, &next, &head(OTHER, 1)), Err(StoreError::BadOrigin { .. })));
    assert!(matches!(store.keep_fork("nobody", b"", b""), Err(StoreError::UnknownLog { .. })));
    assert!(matches!(store.keep_cosignatures(OTHER, &head(OTHER, 5)), Err(StoreError::OtherSize { expected: 4, found: 5, .. })));
    let false_root = note(OTHER, &tree(OWN, 3));
    assert!(matches!(store.keep_cosignatures(OTHER, &false_root), Err(StoreError::OtherRoot { size: 3, .. })));
    assert_eq!(store.disk().bytes("journal").unwrap(), before);
    commit(&mut store, 1).unwrap();
}

#[test]
fn a_wrong_signature_stops_the_store_and_the_leaf_stays_ours() {
    let wrong: [fn() -> Vec<u8>; 4] = [|| head(OWN, 5), || head(OTHER, 6), || note(OWN, &tree(OTHER, 6)), Vec::new];
    for wrong in wrong {
        let mut store = with_leaves();
        assert!(store.commit(&leaves(OWN, 5..6), |_| wrong()).is_err());
        assert!(matches!(commit(&mut store, 1), Err(StoreError::Stopped)));
        assert!(matches!(mirror(&mut store, 1), Err(StoreError::Stopped)));
        let (mut store, opened) = reopen(store);
        assert_eq!((opened.beyond_head, store.own().size(), store.own().held()), (1, 5, 6));
        // A commit without leaves brings it under a head; so does any other.
        assert_eq!(store.commit(&[], |tree| note(OWN, tree)).unwrap(), 6..6);
        let (store, opened) = reopen(store);
        assert_eq!((opened, store.own().size()), (QUIET, 6));
        verify(&store);
    }
}

#[test]
fn heads_come_with_newer_cosignatures_and_old_ones_change_nothing() {
    let mut store = with_leaves();
    let newer = cosigned(OTHER, &tree(OTHER, 4), 2);
    store.mirror(OTHER, 4, &[], &newer).unwrap();
    store.keep_cosignatures(OTHER, &cosigned(OTHER, &tree(OTHER, 3), 3)).unwrap();
    store.keep_cosignatures(OWN, &cosigned(OWN, &tree(OWN, 5), 4)).unwrap();
    store.keep_cosignatures(OWN, &cosigned(OWN, &tree(OWN, 2), 5)).unwrap();
    for _ in 0..2 {
        assert_eq!(store.log(OTHER).unwrap().head().unwrap().note, newer);
        assert_eq!(store.own().head().unwrap().note, cosigned(OWN, &tree(OWN, 5), 4));
        assert_eq!(store.signed().unwrap().note, head(OWN, 5));
        store = reopen(store).0;
        verify(&store);
    }
}

#[test]
fn a_long_log_comes_in_parts_and_counts_once_a_head_covers_it() {
    let mut store = with_leaves();
    store.gather(OTHER, 4, &leaves(OTHER, 4..7)).unwrap();
    store.gather(OTHER, 7, &leaves(OTHER, 7..9)).unwrap();
    let (mut store, opened) = reopen(store);
    let log = store.log(OTHER).unwrap();
    assert_eq!((opened.mended.len(), log.size(), log.held(), *log.tree() == tree(OTHER, 4)), (0, 4, 9, true));
    mirror(&mut store, 1).unwrap();
    let (store, _) = reopen(store);
    assert_eq!((store.log(OTHER).unwrap().size(), store.log(OTHER).unwrap().held()), (10, 10));
    verify(&store);
}

#[test]
fn what_waits_can_be_let_go_and_what_a_head_covers_can_not() {
    let mut store = with_leaves();
    store.gather(OTHER, 4, &leaves(OWN, 4..8)).unwrap();
    assert!(matches!(store.mirror(OTHER, 8, &[], &head(OTHER, 8)), Err(StoreError::OtherRoot { .. })));
    assert!(matches!(store.gather(OTHER, 3, &leaves(OTHER, 3..9)), Err(StoreError::Gap { expected: 8, found: 3, .. })));
    store.mirror(OTHER, 4, &leaves(OTHER, 4..6), &head(OTHER, 6)).unwrap();
    let (store, opened) = reopen(store);
    assert_eq!((opened, store.log(OTHER).unwrap().held()), (QUIET, 6));
    verify(&store);
}

#[test]
fn forks_and_branches_are_kept() {
    let mut store = with_leaves();
    let (one, other) = (head(OTHER, 4), note(OTHER, &tree(OWN, 4)));
    store.keep_fork(OTHER, &one, &other).unwrap();
    store.keep_branch(OTHER, 2, 2, &leaves(OWN, 2..4)).unwrap();
    store.keep_branch(OTHER, 2, 4, &leaves(OWN, 4..5)).unwrap();
    let (store, _) = reopen(store);
    assert_eq!(store.forks(OTHER).unwrap(), [Fork { one, other }]);
    assert_eq!(store.branch(OTHER, 2).unwrap(), (2..5).map(|index| (index, leaf(OWN, index))).collect::<Vec<_>>());
    assert_eq!(store.branch(OTHER, 3).unwrap(), []);
    let log = store.log(OTHER).unwrap();
    assert_eq!((log.fork_count(), log.splits().collect::<Vec<_>>(), log.size()), (1, vec![2], 4));
    verify(&store);
}

#[test]
fn a_lost_head_file_stops_signing_until_the_others_were_asked() {
    for bytes in [None, Some(&b"rubbish"[..]), Some(&[0; 9000][..])] {
        let mut disk = with_leaves().into_disk();
        disk.put("head", bytes);
        let (mut store, opened) = Store::open(disk).unwrap();
        assert_eq!((opened.head, opened.beyond_head), (HeadState::Lost, 5));
        assert!(matches!(commit(&mut store, 1), Err(StoreError::HeadLost)));
        assert!(matches!(mirror(&mut store, 1), Err(StoreError::HeadLost)));
        assert!(matches!(store.restore_head(Some(&head(OWN, 6))), Err(StoreError::LeavesLost { held: 5, signed: 6 })));
        assert!(matches!(store.restore_head(Some(&note(OWN, &tree(OTHER, 5)))), Err(StoreError::OtherRoot { .. })));
        let mut alone = Store::open(store.disk().clone()).unwrap().0;
        alone.restore_head(None).unwrap();
        commit(&mut alone, 1).unwrap();
        verify(&alone);
        // A head that the others hold may be older than what lies here.
        store.restore_head(Some(&head(OWN, 4))).unwrap();
        assert_eq!((store.own().size(), store.own().held()), (4, 5));
        assert!(matches!(store.restore_head(Some(&head(OWN, 3))), Err(StoreError::HeadSmaller { stored: 4, found: 3 })));
        assert!(matches!(store.restore_head(None), Err(StoreError::HeadSmaller { stored: 4, found: 0 })));
        commit(&mut store, 1).unwrap();
        let (store, opened) = reopen(store);
        assert_eq!((opened, store.own().size()), (QUIET, 6));
        verify(&store);
    }
}

#[test]
fn an_older_head_file_keeps_what_was_signed_after_it() {
    let old = with_leaves().disk().bytes("head").unwrap().to_vec();
    let mut store = with_leaves();
    commit(&mut store, 3).unwrap();
    mirror(&mut store, 1).unwrap();
    let mut disk = store.into_disk();
    disk.put("head", Some(&old));
    let (mut store, opened) = Store::open(disk).unwrap();
    assert_eq!((opened.beyond_head, store.own().held(), store.log(OTHER).unwrap().size()), (3, 8, 5));
    commit(&mut store, 1).unwrap();
    verify(&store);
}

#[test]
fn heads_of_another_folder_or_log_are_refused() {
    let mut other = store::Identity { folder: [1; 16], ..identity() };
    let foreign = |identity: &store::Identity| Store::create(MemoryDisk::new(), identity).unwrap().into_disk();
    let mut disk = foreign(&identity());
    disk.put("head", foreign(&other).bytes("head"));
    assert!(matches!(Store::open(disk), Err(StoreError::HeadDisagrees { what: "they are of two folders" })));
    other = store::Identity { origin: OTHER.to_owned(), ..identity() };
    let mut theirs = Store::open(foreign(&other)).unwrap().0;
    theirs.commit(&[], |tree| note(OTHER, tree)).unwrap();
    let mut disk = foreign(&identity());
    disk.put("head", theirs.disk().bytes("head"));
    assert!(Store::open(disk).is_err());
}

#[test]
fn a_backup_of_the_whole_folder_is_filled_up_from_the_mirrors() {
    let backup = with_leaves().into_disk();
    let (mut store, opened) = Store::open(backup).unwrap();
    assert_eq!(opened, QUIET, "such a folder looks intact; only the others know");
    store.gather(OWN, 5, &leaves(OWN, 5..7)).unwrap();
    assert!(matches!(store.refill(7, &[], &head(OWN, 4)), Err(StoreError::HeadSmaller { stored: 5, found: 4 })));
    store.refill(7, &leaves(OWN, 7..9), &head(OWN, 9)).unwrap();
    commit(&mut store, 1).unwrap();
    let (store, opened) = reopen(store);
    assert_eq!((opened, store.own().size()), (QUIET, 10));
    verify(&store);
}

#[test]
fn leaves_that_nobody_was_told_of_give_way_to_those_that_were_signed() {
    // Restored, and a leaf written that never came under a head: the mirrors hold another one in its place.
    let mut store = with_leaves();
    assert!(store.commit(&leaves(OTHER, 5..7), |_| Vec::new()).is_err());
    let (mut store, _) = reopen(store);
    store.refill(5, &leaves(OWN, 5..8), &head(OWN, 8)).unwrap();
    let (store, opened) = reopen(store);
    assert_eq!((opened, store.own().held()), (QUIET, 8));
    verify(&store);
}

#[test]
fn a_damaged_journal_is_refused_with_its_place_and_refilled_when_an_administrator_says_so() {
    let mut store = with_leaves();
    let place = store.disk().bytes("journal").unwrap().len() as u64;
    commit(&mut store, 2).unwrap();
    mirror(&mut store, 2).unwrap();
    let mut disk = store.into_disk();
    disk.flip("journal", (place + 30) * 8);
    let before = disk.bytes("journal").unwrap().to_vec();
    let refused = Store::open(&mut disk).map(|_| ());
    assert!(matches!(refused, Err(StoreError::Damaged { offset, what: Damage::Checksum }) if offset == place), "{refused:?}");
    assert_eq!(disk.bytes("journal").unwrap(), before, "nothing is changed");
    let (mut store, opened) = Store::open_damaged(disk).unwrap();
    assert_eq!(opened.mended, [Mended::SetAside { file: "journal.torn-1".to_owned(), offset: place }]);
    assert!(matches!(commit(&mut store, 1), Err(StoreError::LeavesLost { held: 5, signed: 7 })));
    assert_eq!(store.log(OTHER).unwrap().size(), 4);
    let (mut store, opened) = reopen(store);
    assert_eq!(opened, Opened { leaves_lost: 2, ..QUIET });
    mirror(&mut store, 1).unwrap();
    store.refill(5, &leaves(OWN, 5..7), &head(OWN, 7)).unwrap();
    commit(&mut store, 1).unwrap();
    let (store, opened) = reopen(store);
    assert_eq!((opened, store.own().size()), (QUIET, 8));
    verify(&store);
}

#[test]
fn an_unreadable_end_is_let_go_only_while_the_head_file_is_whole() {
    // A crash never tears both: the head file is written when the journal is durable.
    let mut disk = with_leaves().into_disk();
    let newest = if disk.bytes("head").unwrap()[8192 + 43] > disk.bytes("head").unwrap()[43] { 8192 } else { 0 };
    assert!(disk.flip("head", (newest + 44) * 8));
    let (_, opened) = Store::open(disk.clone()).unwrap();
    assert_eq!((opened.head, opened.beyond_head), (HeadState::NewestUncertain, 3));
    let end = disk.bytes("journal").unwrap().len() as u64;
    disk.flip("journal", (end - 1) * 8);
    let refused = Store::open(&mut disk).map(|_| ());
    assert!(matches!(refused, Err(StoreError::Damaged { what: Damage::Checksum, .. })), "{refused:?}");
    let (store, opened) = Store::open_damaged(disk).unwrap();
    assert_eq!((opened.mended.len(), store.own().held()), (1, 4));
}

#[test]
fn a_journal_that_ends_too_early_is_damaged() {
    let disk = with_leaves().into_disk();
    let whole = disk.bytes("journal").unwrap().to_vec();
    for cut in 0..whole.len() {
        let mut disk = disk.clone();
        disk.put("journal", Some(&whole[..cut]));
        let opened = Store::open(&mut disk).map(|_| ());
        assert!(matches!(opened, Err(StoreError::Damaged { offset, .. }) if offset <= cut as u64), "{cut}: {opened:?}");
    }
}

#[test]
fn a_strange_frame_is_never_cut_off() {
    let mut store = with_leaves();
    let end = store.disk().bytes("journal").unwrap().len() as u64;
    // A frame of a later edition, right after the last one.
    let mut frames = store::journal::Frames::all(store.disk()).unwrap();
    while let store::journal::Next::Entry(..) = frames.read_next().unwrap() {}
    let (chain, mut strange) = (frames.at().chain, Vec::new());
    store::frame::write(&mut strange, &chain, 200, &[b"later"]);
    store::Disk::append(store.disk_mut(), "journal", &strange).unwrap();
    let mut disk = store.into_disk();
    for opened in [Store::open(&mut disk).map(|_| ()), Store::open_damaged(&mut disk.clone()).map(|_| ())] {
        assert!(matches!(opened, Err(StoreError::Damaged { offset, what: Damage::Unknown }) if offset == end), "{opened:?}");
    }
}

#[test]
fn a_payload_that_had_not_taken_its_name_is_removed() {
    let mut disk = with_leaves().into_disk();
    disk.put("incoming/next", Some(b"half a payload"));
    let (store, opened) = Store::open(disk).unwrap();
    assert_eq!((opened.mended, store.disk().bytes("incoming/next")), (vec![Mended::IncomingRemoved], None));
}
