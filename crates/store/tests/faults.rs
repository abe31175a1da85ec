//! The fault table: every disk operation of every step, times every way to fail, times what a crash may leave.
//!
//! The table is counted, not written: each step runs once without faults, and each of its operations is then struck in turn. The
//! written part is the list of operations, so that nobody changes their order unawares.

mod party;

use party::*;
use store::blobs::{self, BlobError};
use store::memory_disk::Fault;
use store::scrub::{Finding, scrub};
use store::{Disk, DiskError, HeadState, MemoryDisk, Store, StoreError, tiles};

const FAULTS: [Fault; 5] = [Fault::Fails, Fault::FailsButPersisted, Fault::Full, Fault::StopsDuring, Fault::StopsAfter];
const SEEDS: u64 = 16;

/// What was acknowledged, and so must be there whatever happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Acknowledged {
    made: bool,
    own: u64,
    other: u64,
    /// A payload is kept; it is erased.
    kept: bool,
    erased: bool,
}

/// One step: the disk before it, what is acknowledged there, the step itself, and the operations it asks of the disk.
struct Step {
    name: &'static str,
    before: fn() -> (MemoryDisk, Acknowledged),
    run: fn(&mut MemoryDisk, &mut Acknowledged) -> Result<(), Failed>,
    operations: &'static [&'static str],
}

/// What opening an intact folder asks: the head file's two slots, the journal, and no remains of a replacement.
const OPEN: [&str; 7] =
    ["measure head", "read head", "read head", "measure journal", "measure incoming/next", "measure journal", "read journal"];

const STEPS: &[Step] = &[
    Step {
        name: "create",
        before: || (MemoryDisk::new(), Acknowledged::default()),
        run: |disk, acknowledged| {
            Store::create(disk, &identity())?;
            acknowledged.made = true;
            Ok(())
        },
        operations: &[
            "measure head",
            "measure journal",
            "measure journal",
            "measure head",
            "write to head",
            "make durable head",
            "read head",
            "measure journal",
            "write to journal",
            "make durable journal",
            "read journal",
            "OPEN",
            // The mark is still before the first entry, so it is written once more.
            "measure journal",
            "read journal",
            "write to journal",
            "make durable journal",
            "read journal",
        ],
    },
    Step { name: "open", before: filled, run: |disk, _| Ok(Store::open(disk).map(|_| ())?), operations: &["OPEN"] },
    Step {
        name: "open after a crash",
        before: torn,
        run: |disk, _| Ok(Store::open(disk).map(|_| ())?),
        operations: &[
            "measure head",
            "read head",
            "read head",
            "measure journal",
            "measure incoming/next",
            "remove incoming/next",
            "measure journal",
            "read journal",
            "list ",
            "measure journal",
            "read journal",
            "append to journal.torn-1",
            "make durable journal.torn-1",
            "cut journal",
            "make durable journal",
            "measure journal",
            "read journal",
            "write to journal",
            "make durable journal",
            "read journal",
        ],
    },
    Step {
        name: "commit",
        before: filled,
        run: |disk, acknowledged| {
            acknowledged.own = commit(&mut Store::open(disk)?.0, 3)?.end;
            Ok(())
        },
        operations: &[
            "OPEN",
            "write to journal",
            "make durable journal",
            "read journal",
            "write to head",
            "make durable head",
            "read head",
        ],
    },
    Step {
        name: "two commits",
        before: filled,
        run: |disk, acknowledged| {
            let mut store = Store::open(disk)?.0;
            for count in [1, 2] {
                acknowledged.own = commit(&mut store, count)?.end;
            }
            Ok(())
        },
        operations: &[
            "OPEN",
            "write to journal",
            "make durable journal",
            "read journal",
            "write to head",
            "make durable head",
            "read head",
            "write to journal",
            "make durable journal",
            "read journal",
            "write to head",
            "make durable head",
            "read head",
        ],
    },
    Step {
        name: "mirror",
        before: filled,
        run: |disk, acknowledged| {
            let mut store = Store::open(disk)?.0;
            mirror(&mut store, 3)?;
            acknowledged.other = store.log(OTHER).unwrap().size();
            Ok(())
        },
        operations: &[
            "OPEN",
            "write to journal",
            "make durable journal",
            "read journal",
            "write to head",
            "make durable head",
            "read head",
        ],
    },
    Step {
        name: "gather, then mirror",
        before: filled,
        run: |disk, acknowledged| {
            let mut store = Store::open(disk)?.0;
            let held = store.log(OTHER).unwrap().held();
            store.gather(OTHER, held, &leaves(OTHER, held..held + 2))?;
            mirror(&mut store, 1)?;
            acknowledged.other = store.log(OTHER).unwrap().size();
            Ok(())
        },
        operations: &[
            "OPEN",
            "write to journal",
            "make durable journal",
            "read journal",
            "write to journal",
            "make durable journal",
            "read journal",
            "write to head",
            "make durable head",
            "read head",
        ],
    },
    Step {
        name: "restore a lost head",
        before: || {
            let (mut disk, acknowledged) = filled();
            disk.put("head", Some(b"rubbish"));
            (disk, acknowledged)
        },
        run: |disk, _| {
            let mut store = Store::open(disk)?.0;
            if store.may_sign().is_ok() {
                return Ok(());
            }
            Ok(store.restore_head(Some(&head(OWN, 5)))?)
        },
        operations: &["OPEN", "measure head", "cut head", "write to head", "make durable head", "read head"],
    },
    Step {
        name: "keep a payload",
        before: filled,
        run: |disk, acknowledged| {
            blobs::put(disk, &commitment(), &[3; 32], PAYLOAD)?;
            acknowledged.kept = true;
            Ok(())
        },
        operations: &["measure TOMBSTONE", "measure BLOB", "replace BLOB", "measure TOMBSTONE", "measure BLOB", "read BLOB"],
    },
    Step {
        name: "erase a payload",
        before: || {
            let (mut disk, acknowledged) = filled();
            blobs::put(&mut disk, &commitment(), &[3; 32], PAYLOAD).unwrap();
            (disk, Acknowledged { kept: true, ..acknowledged })
        },
        run: |disk, acknowledged| {
            // From the first attempt on, either answer is right.
            acknowledged.kept = false;
            blobs::erase(disk, &commitment(), "2026-11-24")?;
            acknowledged.erased = true;
            Ok(())
        },
        operations: &[
            "measure TOMBSTONE",
            "replace TOMBSTONE",
            "measure BLOB",
            "write to BLOB",
            "make durable BLOB",
            "remove BLOB",
        ],
    },
    Step {
        name: "bring tiles up",
        before: || {
            let (mut disk, acknowledged) = filled();
            let mut store = Store::open(&mut disk).unwrap().0;
            store.update_tiles(OWN).unwrap();
            commit(&mut store, 2).unwrap();
            (disk, Acknowledged { own: 7, ..acknowledged })
        },
        run: |disk, _| Ok(Store::open(disk)?.0.update_tiles(OWN)?),
        operations: &[
            "OPEN",
            "measure LOG/checkpoint",
            "read LOG/checkpoint",
            "read journal",
            "read journal",
            "read journal",
            "read journal",
            "read journal",
            "read journal",
            "read journal",
            "replace LOG/tile/0/000.p/7",
            "list LOG/tile/0/000.p",
            "remove LOG/tile/0/000.p/5",
            "read journal",
            "read journal",
            "read journal",
            "read journal",
            "read journal",
            "read journal",
            "read journal",
            "replace LOG/tile/entries/000.p/7",
            "list LOG/tile/entries/000.p",
            "remove LOG/tile/entries/000.p/5",
            "measure LOG/tile/0/000.p/7",
            "read LOG/tile/0/000.p/7",
            "measure LOG/tile/0/000.p/7",
            "read LOG/tile/0/000.p/7",
            "measure LOG/tile/0/000.p/7",
            "read LOG/tile/0/000.p/7",
            "measure LOG/checkpoint",
            "read LOG/checkpoint",
            "replace LOG/checkpoint",
        ],
    },
];

const PAYLOAD: &[u8] = b"a payload of tests";

fn commitment() -> blobs::Commitment {
    blobs::commitment(&[3; 32], PAYLOAD)
}

/// A folder with five leaves of our own and four of the other party.
fn filled() -> (MemoryDisk, Acknowledged) {
    let mut store = store();
    commit(&mut store, 2).unwrap();
    mirror(&mut store, 4).unwrap();
    commit(&mut store, 3).unwrap();
    let mut disk = store.into_disk();
    disk.crash(0);
    (disk, Acknowledged { made: true, own: 5, other: 4, ..Acknowledged::default() })
}

/// The same after a crash: a leaf of our own beyond the head, half a leaf after it, and half a replacement.
fn torn() -> (MemoryDisk, Acknowledged) {
    let (disk, acknowledged) = filled();
    let mut store = Store::open(disk).unwrap().0;
    let stopped = store.commit(&leaves(OWN, 5..7), |_| Vec::new());
    assert!(stopped.is_err());
    let mut disk = store.into_disk();
    let journal = disk.bytes("journal").unwrap().to_vec();
    disk.put("journal", Some(&journal[..journal.len() - 5]));
    disk.put("incoming/next", Some(b"half"));
    (disk, acknowledged)
}

/// How a step may fail.
#[derive(Debug)]
enum Failed {
    Disk(DiskError),
    Store(StoreError),
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        if let StoreError::Disk(error) = error { Self::Disk(error) } else { Self::Store(error) }
    }
}

impl From<BlobError> for Failed {
    fn from(error: BlobError) -> Self {
        if let BlobError::Disk(error) = error { Self::Disk(error) } else { panic!("no step may end so: {error}") }
    }
}

/// Opens the folder as the next start would, and checks that all that was acknowledged is there, and nothing that nobody wrote.
fn check(disk: &MemoryDisk, acknowledged: Acknowledged, place: &str) -> MemoryDisk {
    let mut disk = disk.clone();
    let opened = Store::open(&mut disk).map(|(store, opened)| {
        verify(&store);
        assert!(store.own().held() >= acknowledged.own, "{place}: an acknowledged leaf is gone");
        assert!(store.own().held() <= acknowledged.own + 3, "{place}: leaves that nobody wrote");
        let other = store.log(OTHER).map_or(0, |log| log.size());
        assert!(other >= acknowledged.other, "{place}: a leaf that was cosigned is gone");
        let signed = store.signed().map_or(0, |head| head.size);
        assert!(signed >= acknowledged.own || opened.head == HeadState::Lost, "{place}: the head went back");
        check_files(&store, acknowledged, place);
    });
    match opened {
        Ok(()) => {}
        Err(StoreError::Absent | StoreError::Unfinished) if !acknowledged.made => {}
        Err(error) => panic!("{place}: {error}"),
    }
    disk
}

/// Payloads are whole or not there; tiles lead to the root of the checkpoint beside them.
fn check_files<D: Disk>(store: &Store<D>, acknowledged: Acknowledged, place: &str) {
    match blobs::get(store.disk(), &commitment()) {
        Ok((_, payload)) => assert!(payload == PAYLOAD && !acknowledged.erased, "{place}: an erased payload is there"),
        Err(BlobError::Absent { .. }) => assert!(!acknowledged.kept && !acknowledged.erased, "{place}: a payload is gone"),
        Err(BlobError::Erased { .. }) => assert!(!acknowledged.kept, "{place}: erased by nobody"),
        Err(error) => panic!("{place}: {error}"),
    }
    assert!(store.nodes(OWN).is_ok(), "{place}: tiles and checkpoint differ");
    let harmless = |finding: &Finding| matches!(finding, Finding::HeadFile { .. } | Finding::ErasureUnfinished { .. });
    let findings = scrub(store).into_iter().filter(|finding| !harmless(finding)).collect::<Vec<_>>();
    assert!(findings.is_empty(), "{place}: {findings:?}");
}

/// After the world is well again, the step can be done, and everything is in order.
fn repeat(step: &Step, disk: &MemoryDisk, acknowledged: Acknowledged, place: &str) {
    let (mut disk, mut acknowledged) = (disk.clone(), acknowledged);
    match (step.run)(&mut disk, &mut acknowledged) {
        Ok(()) => {}
        // The folder was made, though its maker was not told.
        Err(Failed::Store(StoreError::Present)) if step.name == "create" => acknowledged.made = true,
        Err(error) => panic!("{place}, again: {error:?}"),
    }
    disk.crash(1);
    check(&disk, acknowledged, place);
}

fn operations(step: &Step) -> Vec<String> {
    let opening = |name: &&'static str| if *name == "OPEN" { OPEN.to_vec() } else { vec![*name] };
    let full = |name: &str| {
        let name = name.replace("TOMBSTONE", "BLOB.erased").replace("BLOB", &blobs::path(&commitment()));
        name.replace("LOG", &tiles::folder(OWN))
    };
    step.operations.iter().flat_map(opening).map(full).collect()
}

#[test]
fn every_operation_of_every_step_fails_in_every_way() {
    let mut cells = 0;
    for step in STEPS {
        let (clean, _) = (step.before)();
        let first = clean.operations();
        let mut whole = clean.clone();
        (step.run)(&mut whole, &mut Acknowledged::default()).unwrap();
        let mut struck = Vec::new();
        for number in first..whole.operations() {
            for fault in FAULTS {
                let (mut disk, mut acknowledged) = (step.before)();
                let place = format!("{}, operation {}, {fault:?}", step.name, number - first);
                disk.plan(number, fault);
                let result = (step.run)(&mut disk, &mut acknowledged);
                match (fault, &result) {
                    (Fault::Fails, Err(Failed::Disk(error))) => struck.push(format!("{} {}", error.operation, error.path)),
                    (Fault::Fails | Fault::FailsButPersisted | Fault::StopsDuring, Ok(())) => panic!("{place}: nobody noticed"),
                    _ => {}
                }
                if !matches!(fault, Fault::StopsDuring | Fault::StopsAfter) {
                    // The process goes on: it opens the same files again, and the system still shows what it did not write.
                    let mut healed = disk.clone();
                    healed.heal();
                    let after = check(&healed, acknowledged, &place);
                    repeat(step, &after, acknowledged, &place);
                }
                for seed in 0..SEEDS {
                    let mut crashed = disk.clone();
                    crashed.crash(seed);
                    let place = format!("{place}, seed {seed}");
                    let after = check(&crashed, acknowledged, &place);
                    repeat(step, &after, acknowledged, &place);
                    cells += 1;
                }
            }
        }
        assert_eq!(struck, operations(step), "{}: the operations of a step, in their order", step.name);
    }
    let counted = STEPS.iter().map(|step| operations(step).len()).sum::<usize>();
    assert_eq!(cells, counted * FAULTS.len() * SEEDS as usize);
}

#[test]
fn a_disk_that_garbles_what_it_writes_gets_no_acknowledgement() {
    let mut struck = 0;
    for step in STEPS.iter().filter(|step| !step.name.ends_with("payload") && step.name != "bring tiles up") {
        let first = (step.before)().0.operations();
        let writes = operations(step).into_iter().zip(first..);
        for (name, number) in writes.filter(|(name, _)| name.starts_with("write to")) {
            let (mut disk, mut acknowledged) = (step.before)();
            disk.plan(number, Fault::Flips);
            let place = format!("{}, {name}", step.name);
            let result = (step.run)(&mut disk, &mut acknowledged);
            assert!(matches!(result, Err(Failed::Store(StoreError::ReadBackDiffers { .. }))), "{place}: {result:?}");
            if acknowledged.made {
                check(&disk, acknowledged, &place);
            }
            struck += 1;
        }
    }
    // Three in making a folder, one in opening after a crash, two in a commit or in mirroring, one more in gathering, one in restoring.
    assert_eq!(struck, 3 + 1 + 2 + 4 + 2 + 3 + 1);
    let (mut disk, _) = filled();
    disk.plan(disk.operations() + 2, Fault::Flips);
    assert!(matches!(blobs::put(&mut disk, &commitment(), &[3; 32], PAYLOAD), Err(BlobError::Wrong { .. })));
}

#[test]
fn after_a_failed_write_the_store_does_nothing_more() {
    let (disk, _) = filled();
    let first = disk.operations();
    let opened = OPEN.len() as u64;
    // The six operations of a commit: up to the reading back of the head file.
    for number in 0..6 {
        let mut disk = disk.clone();
        disk.plan(first + opened + number, Fault::Fails);
        let mut store = Store::open(&mut disk).unwrap().0;
        assert!(matches!(commit(&mut store, 1), Err(StoreError::Disk(_))), "operation {number}");
        assert!(matches!(commit(&mut store, 1), Err(StoreError::Stopped)));
        assert!(matches!(mirror(&mut store, 1), Err(StoreError::Stopped)));
        assert!(matches!(store.gather(OTHER, 4, &[]), Err(StoreError::Stopped)));
        assert!(matches!(store.refill(5, &[], &head(OWN, 5)), Err(StoreError::Stopped)));
        assert!(matches!(store.restore_head(None), Err(StoreError::Stopped)));
        assert!(matches!(store.keep_fork(OTHER, b"", b""), Err(StoreError::Stopped)));
        assert!(matches!(store.keep_branch(OTHER, 0, 0, &[]), Err(StoreError::Stopped)));
        assert!(matches!(store.keep_cosignatures(OTHER, &head(OTHER, 4)), Err(StoreError::Stopped)));
        verify(&store);
    }
}

#[test]
fn a_flipped_bit_of_the_journal_is_noticed_when_opening_and_when_reading() {
    let (disk, _) = filled();
    let open = Store::open(disk.clone()).unwrap().0;
    let length = disk.bytes("journal").unwrap().len() as u64;
    for bit in 0..length * 8 {
        let mut bad = disk.clone();
        assert!(bad.flip("journal", bit));
        let opened = Store::open(&mut bad).map(|_| ());
        assert!(matches!(opened, Err(StoreError::Damaged { offset, .. }) if offset * 8 <= bit), "bit {bit}: {opened:?}");
    }
    // A store that was open before reads each leaf right, or not at all.
    for byte in 0..length {
        let mut store = Store::open(open.disk().clone()).unwrap().0;
        store.disk_mut().flip("journal", byte * 8 + byte % 8);
        let logs = [(OWN, 5), (OTHER, 4)];
        let read = logs.iter().flat_map(|(origin, size)| (0..*size).map(move |index| (*origin, index)));
        let wrong = read.filter(|(origin, index)| store.leaf(origin, *index).is_ok_and(|found| found != leaf(origin, *index)));
        assert_eq!(wrong.count(), 0, "byte {byte}");
    }
}

#[test]
fn a_flipped_bit_of_the_head_file_is_noticed_or_harms_nothing() {
    let (disk, acknowledged) = filled();
    let length = disk.bytes("head").unwrap().len() as u64;
    let mut states = [0; 3];
    for bit in 0..length * 8 {
        // Between the slots there are only zeros that nobody reads; some of them do for all.
        if disk.bytes("head").unwrap()[(bit / 8) as usize] == 0 && bit % 61 != 0 {
            continue;
        }
        let mut bad = disk.clone();
        assert!(bad.flip("head", bit));
        let (store, opened) = Store::open(bad).unwrap();
        verify(&store);
        assert_eq!(store.own().held(), acknowledged.own, "bit {bit}");
        assert_eq!(store.log(OTHER).unwrap().size(), acknowledged.other);
        let signed = store.signed().unwrap().size;
        match opened.head {
            // Nothing that the file says is touched.
            HeadState::Intact => assert_eq!(signed, 5),
            HeadState::OlderSlotBad => assert_eq!(signed, 5),
            HeadState::NewestUncertain => assert_eq!((signed, opened.beyond_head), (2, 3)),
            HeadState::Lost => panic!("one bit can't strike both slots"),
        }
        states[match opened.head {
            HeadState::Intact => 0,
            HeadState::OlderSlotBad => 1,
            _ => 2,
        }] += 1;
    }
    assert!(states.iter().all(|count| *count > 0), "{states:?}");
}
