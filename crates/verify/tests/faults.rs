//! A whole record is proved; then one thing after another is altered, and the fault that is told first is the one that was made.

mod world;

use record::proof::Receipt;
use record::tree::{Levels, inclusion};
use record::{Note, leaf_hash};
use std::path::Path;
use store::disk::Disk;
use store::{FolderDisk, Store, blobs, tiles};
use verify::book::Book;
use verify::{Asked, Fault, What, founding, prove};
use world::{Officers, Owned, SPLIT, World, empty, flip, forge, names, node_key, note, origin, write_head};

/// What `prove` says of the world's folder as it is now.
fn checked(world: &World, receipt: Option<&[u8]>) -> Result<verify::Proven<'static>, Vec<Fault>> {
    let disk = FolderDisk::reader(&world.folder);
    let asked = Asked { receipt: receipt.map(|bytes| ("receipt", bytes)), on: None };
    prove(&disk, &world.founding, world.agreement, &asked, 2, &mut |_, _, _| {})
}

/// The first fault of a record that was altered in this way.
fn first(name: &str, alter: impl FnOnce(&World)) -> Fault {
    let world = World::new(name);
    alter(&world);
    let faults = checked(&world, None).err().unwrap_or_default();
    faults.first().unwrap_or_else(|| panic!("{name}: nothing was found")).clone()
}

fn place(fault: &Fault) -> (What, Option<&str>, Option<u64>) {
    (fault.what, fault.log.as_deref(), fault.index)
}

#[test]
fn a_whole_record_is_proved() {
    let world = World::new("whole");
    let proven = checked(&world, None).unwrap_or_else(|faults| panic!("{faults:?}"));
    // A: 5 leaves, of which one proves the fork; B: 4; C: 5, of which one is void and one proves the fork.
    let logs: Vec<_> =
        proven.logs.iter().map(|log| (log.origin.clone(), log.size, log.folded, log.void, log.held_by_all)).collect();
    let b_kept = world.fold.logs().find(|(name, ..)| *name == origin("b")).expect("B's log").2;
    assert_eq!(logs, [(origin("a"), 5, 5, 0, 5), (origin("b"), 4, b_kept, 0, 4), (origin("c"), 5, 5, 1, 5)]);
    assert_eq!(proven.state, world.fold.digest());
    assert_eq!((proven.officer_signatures, proven.forks.proved, proven.forks.untold), (7, 1, 0));
    assert_eq!((proven.payloads.here, proven.payloads.erased, proven.payloads.missing), (1, vec![names()[1]], vec![names()[2]]));
    // In the journal: two heads each of B and C, one of A; and A's in the head file. Two mirrors on each in the journal.
    assert_eq!((proven.heads.count, proven.heads.cosignatures, proven.heads.strangers), (6, 10, 0));
}

#[test]
fn a_backup_without_head_file_is_proved_too() {
    let world = World::new("backup");
    std::fs::remove_file(world.folder.join("head")).unwrap();
    let proven = checked(&world, None).unwrap_or_else(|faults| panic!("{faults:?}"));
    assert_eq!((proven.state, proven.head_file), (world.fold.digest(), false));
}

#[test]
fn a_false_signature_of_an_officer_is_a_void_act_and_no_fault() {
    let world = World::with("officer", Officers::OneFalse);
    let proven = checked(&world, None).unwrap_or_else(|faults| panic!("{faults:?}"));
    assert_eq!(proven.state, world.fold.digest());
    // B's signature is void, and so is every commitment that claims to hold all of them; C may withdraw what is not committed.
    assert_eq!(proven.voids(), 4);
    let why = proven.fold.voids().find(|(log, ..)| *log == origin("b")).expect("a void act").2.message();
    assert_eq!(why.key, "void-wrong-signature");
}

#[test]
fn every_flipped_bit_of_the_journal_is_its_fault() {
    let world = World::new("bits");
    let journal = world.folder.join("journal");
    let length = std::fs::metadata(&journal).unwrap().len() as isize;
    for at in (0..length).step_by(53) {
        flip(&journal, at);
        let faults = checked(&world, None).err().unwrap_or_else(|| panic!("byte {at}"));
        assert_eq!(faults[0].what, What::Journal, "byte {at}");
        assert!(faults[0].byte.is_some_and(|byte| byte as isize <= at), "byte {at}: {:?}", faults[0]);
        flip(&journal, at);
    }
    assert!(checked(&world, None).is_ok());
}

#[test]
fn every_cut_of_the_journal_is_its_fault() {
    let world = World::new("cuts");
    let journal = world.folder.join("journal");
    let whole = std::fs::read(&journal).unwrap();
    for end in (1..whole.len()).step_by(101) {
        std::fs::write(&journal, &whole[..end]).unwrap();
        let what = checked(&world, None).err().unwrap_or_else(|| panic!("cut at {end}"))[0].what;
        assert!(matches!(what, What::Journal | What::JournalShort), "cut at {end}: {what:?}");
    }
    std::fs::write(&journal, b"").unwrap();
    assert_eq!(checked(&world, None).err().unwrap()[0].what, What::NoCounterpart);
    // What was never acknowledged may be torn.
    std::fs::write(&journal, [&whole[..], b"torn"].concat()).unwrap();
    assert_eq!(checked(&world, None).unwrap_or_else(|faults| panic!("{faults:?}")).torn_bytes, 4);
}

/// Alters the leaf of a log at an index, in a journal whose checksums fit.
fn alter_leaf(folder: &Path, number: u16, at: u64, alter: impl Fn(&mut Vec<u8>)) {
    forge(folder, |entries| {
        for entry in entries {
            if let Owned::Leaf(log, index, bytes) = entry
                && (*log, *index) == (number, at)
            {
                alter(bytes);
            }
        }
    });
}

#[test]
fn leaves_altered_moved_or_dropped_are_found_by_the_heads() {
    let fault = first("altered", |world| alter_leaf(&world.folder, 1, 1, |leaf| leaf[60] ^= 1));
    assert_eq!(place(&fault), (What::HeadRoot, Some(origin("b").as_str()), Some(2)));
    let fault = first("own_altered", |world| alter_leaf(&world.folder, 0, 4, |leaf| leaf[60] ^= 1));
    assert_eq!(place(&fault), (What::HeadRoot, Some(origin("a").as_str()), Some(5)));
    let fault = first("moved", |world| {
        let leaves = world.leaves_of(&origin("c"));
        alter_leaf(&world.folder, 2, 2, |leaf| *leaf = leaves[3].clone());
        alter_leaf(&world.folder, 2, 3, |leaf| *leaf = leaves[2].clone());
    });
    assert_eq!(place(&fault), (What::HeadRoot, Some(origin("c").as_str()), Some(5)));
    let fault = first("swapped", |world| {
        forge(&world.folder, |entries| {
            let leaf = |entry: &Owned| matches!(entry, Owned::Leaf(1, 2, _));
            let at = entries.iter().position(leaf).expect("a leaf");
            entries.swap(at, at + 1);
        });
    });
    assert_eq!(place(&fault), (What::JournalOrder, Some(origin("b").as_str()), Some(2)));
    let fault = first("dropped", |world| {
        forge(&world.folder, |entries| entries.retain(|entry| !matches!(entry, Owned::Leaf(2, 4, _))));
    });
    assert_eq!(place(&fault), (What::HeadBeyond, Some(origin("c").as_str()), Some(5)));
}

/// Alters the last head of a log in a journal whose checksums fit.
fn alter_head(folder: &Path, number: u16, alter: impl FnOnce(&mut Vec<u8>)) {
    forge(folder, |entries| {
        let note = entries.iter_mut().rev().find_map(|entry| match entry {
            Owned::Head(log, note) if *log == number => Some(note),
            _ => None,
        });
        alter(note.expect("a head"));
    });
}

#[test]
fn heads_that_are_foreign_unsigned_or_falsely_cosigned() {
    let of_c = |world: &World| {
        let leaves = world.leaves_of(&origin("c"));
        let tree: Levels = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
        note(&origin("c"), tree.size(), tree.root(), &[])
    };
    let fault = first("head_of_another", |world| {
        let foreign = of_c(world);
        forge(&world.folder, |entries| {
            let head = entries.iter_mut().find(|entry| matches!(entry, Owned::Head(1, _))).expect("a head");
            *head = Owned::Head(1, foreign);
        });
    });
    assert_eq!((fault.what, fault.log), (What::HeadUnreadable, Some(origin("b"))));
    // The fourth letter of a base64 text, well within the key id and signature of the line.
    let alter_line = |number: usize| {
        move |note: &mut Vec<u8>| {
            let mut parsed = Note::parse(note).unwrap();
            parsed.signatures[number].bytes[30] ^= 1;
            *note = parsed.to_bytes();
        }
    };
    let fault = first("head_signature", |world| alter_head(&world.folder, 1, alter_line(0)));
    assert_eq!((fault.what, fault.log), (What::HeadSignature, Some(origin("b"))));
    let fault = first("head_by_another_key", |world| {
        alter_head(&world.folder, 2, |note| {
            let mut parsed = Note::parse(note).unwrap();
            parsed.signatures.clear();
            parsed.sign(&node_key(&origin("b")));
            *note = parsed.to_bytes();
        });
    });
    assert_eq!((fault.what, fault.log), (What::HeadSignature, Some(origin("c"))));
    for line in [1, 2] {
        let fault = first("head_cosignature", |world| alter_head(&world.folder, 0, alter_line(line)));
        assert_eq!((fault.what, fault.log), (What::Cosignature, Some(origin("a"))));
    }
}

#[test]
fn the_head_file_and_the_folder_it_belongs_to() {
    for place in [25, 70, 8_192 + 25] {
        let fault = first("head_file", |world| flip(&world.folder.join("head"), place));
        assert_eq!((fault.what, fault.file.as_str()), (What::HeadFile, "head"), "byte {place}");
    }
    let writer = |world: &World| FolderDisk::writer(&world.folder).unwrap();
    let fault = first("head_other", |world| write_head(&mut writer(world), |slot| slot.folder = [9; 16]));
    assert_eq!(fault.what, What::HeadFileOther);
    let fault = first("head_root", |world| {
        write_head(&mut writer(world), |slot| slot.note = note(&origin("a"), 5, [3; 32], &[]));
    });
    assert_eq!((place(&fault), fault.file.as_str()), ((What::HeadRoot, Some(origin("a").as_str()), Some(5)), "head"));
    let fault = first("head_beyond", |world| {
        write_head(&mut writer(world), |slot| slot.note = note(&origin("a"), 9, [3; 32], &[]));
    });
    assert_eq!(place(&fault), (What::HeadBeyond, Some(origin("a").as_str()), Some(9)));
}

#[test]
fn tiles_bundles_and_checkpoints_of_other_leaves() {
    let c = origin("c");
    let at = |world: &World, file: &str| world.folder.join(tiles::folder(&origin("c"))).join(file);
    let fault = first("tile", |world| flip(&at(world, "tile/0/000.p/5"), 3 * 32));
    assert_eq!(place(&fault), (What::Tile, Some(c.as_str()), Some(3)));
    let fault = first("tile_missing", |world| std::fs::remove_file(at(world, "tile/0/000.p/5")).unwrap());
    assert_eq!(place(&fault), (What::Tile, Some(c.as_str()), Some(0)));
    let fault = first("bundle", |world| flip(&at(world, "tile/entries/000.p/5"), -1));
    assert_eq!(place(&fault), (What::Bundle, Some(c.as_str()), Some(4)));
    let fault =
        first("checkpoint", |world| std::fs::write(at(world, "checkpoint"), note(&origin("c"), 5, [3; 32], &[])).unwrap());
    assert_eq!(place(&fault), (What::Checkpoint, Some(c.as_str()), Some(5)));
    let fault = first("foreign_tiles", |world| std::fs::create_dir(world.folder.join("logs/0123")).unwrap());
    assert_eq!((fault.what, fault.file.as_str()), (What::TilesForeign, "logs/0123"));
}

#[test]
fn payloads_that_are_not_what_was_committed_to() {
    let [here, erased, missing] = names();
    let fault = first("payload", |world| flip(&world.folder.join(blobs::path(&here)), -1));
    assert_eq!(place(&fault), (What::Payload, Some(origin("a").as_str()), Some(1)));
    assert_eq!(fault.file, blobs::path(&here));
    let put = |world: &World, name: &[u8; 32], bytes: &[u8]| {
        let path = world.folder.join(blobs::path(name));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    let fault = first("payload_other", |world| put(world, &missing, &[3; 64]));
    assert_eq!(fault.what, What::Payload);
    let fault = first("payload_erased", |world| put(world, &erased, &[0; 32]));
    assert_eq!(fault.what, What::PayloadErased);
}

#[test]
fn forks_that_are_none_and_branches_that_lead_nowhere() {
    let b = origin("b");
    let fork = |alter: fn(&mut Vec<u8>, &mut Vec<u8>)| {
        move |world: &World| {
            forge(&world.folder, |entries| {
                let fork = entries.iter_mut().find_map(|entry| match entry {
                    Owned::Fork(_, one, other) => Some((one, other)),
                    _ => None,
                });
                let (one, other) = fork.expect("a fork");
                alter(one, other);
            });
        }
    };
    let fault = first("no_fork", fork(|one, other| *other = one.clone()));
    assert_eq!(place(&fault), (What::Fork, Some(b.as_str()), Some(SPLIT + 1)));
    let fault = first(
        "fork_signature",
        fork(|_, other| {
            let mut parsed = Note::parse(other).unwrap();
            parsed.signatures[0].bytes[30] ^= 1;
            *other = parsed.to_bytes();
        }),
    );
    assert_eq!((fault.what, fault.log), (What::Fork, Some(b.clone())));
    let fault = first("branch", |world| {
        forge(&world.folder, |entries| {
            for entry in entries {
                if let Owned::Branch(_, _, _, bytes) = entry {
                    bytes[0] ^= 1;
                }
            }
        });
    });
    assert_eq!(place(&fault), (What::Branch, Some(b.as_str()), Some(SPLIT + 1)));
}

#[test]
fn logs_of_nobody_and_acts_of_later_formats() {
    let fault = first("foreign_log", |world| {
        let leaf = b"whatever".to_vec();
        let tree: Levels = [leaf_hash(&leaf)].into_iter().collect();
        let log = origin("d");
        let note = note(&log, 1, tree.root(), &[]);
        let mut store = Store::open(FolderDisk::writer(&world.folder).unwrap()).unwrap().0;
        store.mirror(&log, 0, &[leaf], &note).unwrap();
    });
    assert_eq!(place(&fault), (What::LogForeign, Some(origin("d").as_str()), None));
    let fault = first("later_format", |world| {
        let mut store = Store::open(FolderDisk::writer(&world.folder).unwrap()).unwrap().0;
        // An array that begins with format 2.
        let sign = |tree: &record::tree::Compact| note(&origin("a"), tree.size(), tree.root(), &[]);
        store.commit(&[vec![0x83, 0x02, 0x40, 0x80]], sign).unwrap();
    });
    assert_eq!(place(&fault), (What::Newer, Some(origin("a").as_str()), Some(5)));
}

#[test]
fn foundings_and_rules_that_are_others() {
    let world = World::new("founding");
    let given = empty("founding_given");
    std::fs::create_dir_all(&given).unwrap();
    let founding_file = given.join("other.txt");
    let what = |found: Result<_, Fault>| found.map(|_: counterpart::Founding| ()).err().map(|fault| fault.what);
    assert_eq!(what(founding::open(&world.folder, None)), None);
    std::fs::write(&founding_file, world.founding.to_string()).unwrap();
    assert_eq!(what(founding::open(&world.folder, Some(&founding_file))), None);
    std::fs::write(&founding_file, world.founding.to_string().replace("edition 1", "edition 2")).unwrap();
    assert_eq!(what(founding::open(&world.folder, Some(&founding_file))), Some(What::FoundingOther));
    std::fs::write(&founding_file, "no founding\n").unwrap();
    assert_eq!(what(founding::open(&world.folder, Some(&founding_file))), Some(What::FoundingWrong));
    std::fs::remove_file(world.folder.join("founding.txt")).unwrap();
    assert_eq!(what(founding::open(&world.folder, None)), Some(What::FoundingMissing));
    let rules = |text: &str| {
        std::fs::write(given.join("rules.kdl"), text).unwrap();
        Book::open(&world.founding, Some(&given)).map(|_| ()).err().map(|fault| fault.what)
    };
    assert_eq!(rules(world::RULES), None);
    assert_eq!(rules(&world::RULES.replace("amendment cite", "extension cite")), Some(What::AgreementOther));
    assert_eq!(rules("nonsense"), Some(What::AgreementWrong));
    let shipped = Book::open(&world.founding, None).map(|_| ()).err().map(|fault| fault.what);
    assert_eq!(shipped, Some(What::AgreementMissing));
}

#[test]
fn a_receipt_of_one_act() {
    let world = World::new("receipt");
    let c = origin("c");
    let tree: Levels = world.leaves_of(&c).iter().map(|leaf| leaf_hash(leaf)).collect();
    let receipt = |index: u64, size: u64| {
        let note = Note::parse(&note(&c, size, tree.root_at(size).unwrap(), &[&origin("b")])).unwrap();
        Receipt { extra: None, index, path: inclusion(&tree, index, size).unwrap(), note }
    };
    let good = receipt(2, 4);
    let proven = checked(&world, Some(good.to_string().as_bytes())).unwrap_or_else(|faults| panic!("{faults:?}"));
    let found = proven.receipt.expect("a receipt was given");
    assert_eq!((found.origin, found.index, found.size, found.cosigned.len()), (c.clone(), 2, 4, 1));
    let what = |receipt: &Receipt| checked(&world, Some(receipt.to_string().as_bytes())).err().map(|faults| faults[0].what);
    let mut path = good.clone();
    path.path[0][5] ^= 1;
    assert_eq!(what(&path), Some(What::ReceiptFalse));
    assert_eq!(what(&Receipt { index: 3, ..good.clone() }), Some(What::ReceiptFalse));
    assert_eq!(what(&Receipt { index: 77, ..good.clone() }), Some(What::ReceiptOther));
    let mut signature = good.clone();
    signature.note.signatures[1].bytes[30] ^= 1;
    assert_eq!(what(&signature), Some(What::ReceiptSignature));
    let unreadable = checked(&world, Some(b"no receipt")).err().map(|faults| faults[0].what);
    assert_eq!(unreadable, Some(What::ReceiptUnreadable));
    // A reader's disk writes nothing.
    assert!(FolderDisk::reader(&world.folder).remove("journal").is_err());
}
