//! Two nodes on loopback: one within the test, one as a process that is stopped, killed and restored.

mod nodes;

use node::control;
use node::errand::{Errand, Request};
use nodes::{Two, wait};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use words::Language;

/// The value of a key in the line of `peers --json`.
fn peers(two: &Two, name: &str) -> serde_json::Value {
    let (code, said) = two.at(name, &["peers", "--json"]);
    assert_eq!(code, 0, "{said}");
    serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}"))
}

#[test]
fn an_act_travels_and_both_come_to_one_state() {
    let two = Two::found("travel");
    let (code, said) = two.at("first", &["submit", "first_party signs"]);
    assert_eq!(code, 1);
    assert!(said.contains("the start is not finished") && said.contains("no node runs"), "{said}");
    let second = two.serve_second();
    let first = two.serve_first();
    two.wait_for("first", "signing:");
    two.wait_for("second", "signing:");
    let (code, said) = two.empower_head();
    assert_eq!(code, 0, "{said}");
    let act = said.split(' ').next().unwrap().to_owned();
    let key = two.path("head.key");
    let (code, said) = two.at("first", &["submit", "first_party signs post head", "--post", "first_head", "--key", &key]);
    assert_eq!(code, 0, "{said}");
    let log = wait("held by all", || {
        let (_, log) = two.at("second", &["log"]);
        if log.matches("held by all").count() == 2 { Ok(log) } else { Err(log) }
    });
    assert!(log.contains("enters a post’s key") && log.contains("first_party: signed"), "{log}");
    assert_eq!(peers(&two, "first")["digest"], peers(&two, "second")["digest"]);
    // A receipt from the other party's node proves the act under both keys.
    let receipt = two.path("receipt");
    assert_eq!(two.at("second", &["receipt", &act, "--out", &receipt]).0, 0);
    let receipt = record::proof::Receipt::parse(&std::fs::read(&receipt).unwrap()).unwrap();
    assert_eq!((receipt.index, receipt.note.signatures.len()), (0, 2));
    // Unsigned, by the wrong post, or nonsense: refused with a reason, and nothing is written.
    for (arguments, wanted) in [
        (&["submit", "first_party signs"][..], "needs an officer’s signature"),
        (
            &["submit", "first_party signs post head", "--post", "nobody", "--key", &key],
            "not, or no longer, a key of the post “nobody”",
        ),
        (&["submit", "nobody does anything"], "nobody"),
        (&["receipt", "ffffffffffff"], "no act"),
        (&["bundle", "export", "--to", "third_party", "x"], "is no party"),
    ] {
        let (code, said) = two.at("first", arguments);
        assert!(code == 1 && said.contains(wanted), "{arguments:?}: {code} {said}");
    }
    assert_eq!(peers(&two, "first")["logs"][0]["size"], 2);
    assert_eq!(first.terminate(), Some(0), "{}", std::fs::read_to_string(two.path("first.log")).unwrap());
    assert!(!Path::new(&two.path("first/control.sock")).exists());
    second.stop().unwrap();
}

/// Submits acts one after another, and notes each that has a receipt: its place and its id.
fn submit_until(stop: &AtomicBool, socket: &Path, acknowledged: &Mutex<BTreeMap<u64, String>>, name: usize) {
    let mut number = 0;
    while !stop.load(Ordering::Relaxed) {
        number += 1;
        let line = format!("first_party proposes amendment text \"{name} {number}\"");
        let request = Request { language: Language::En, errand: Errand::Line { line } };
        // A node that is being killed does not answer.
        let Ok(Some(told)) = control::ask(socket, &request) else {
            std::thread::yield_now();
            continue;
        };
        if let ([said], 0) = (told.lines.as_slice(), told.code) {
            let parts: Vec<&str> = said.split(' ').collect();
            let before = acknowledged.lock().unwrap().insert(parts[2].parse().unwrap(), parts[0].to_owned());
            assert_eq!(before, None, "one place was given to two acts");
        }
    }
}

/// How often the node is killed: ten times, or as often as the long proof says.
fn kills() -> u32 {
    std::env::var("KILLS").map_or(10, |count| count.parse().expect("KILLS is a number"))
}

#[test]
fn a_node_that_is_killed_under_load_loses_nothing_that_it_acknowledged() {
    let two = Two::found("kill");
    let second = two.serve_second();
    let acknowledged = Arc::new(Mutex::new(BTreeMap::new()));
    let stop = Arc::new(AtomicBool::new(false));
    let socket = PathBuf::from(two.path("first/control.sock"));
    let submitters: Vec<_> = (0..3)
        .map(|name| {
            let (stop, socket, acknowledged) = (stop.clone(), socket.clone(), acknowledged.clone());
            std::thread::spawn(move || submit_until(&stop, &socket, &acknowledged, name))
        })
        .collect();
    let kills = kills();
    for _ in 0..kills {
        let first = two.serve_first();
        let before = acknowledged.lock().unwrap().len();
        wait("twenty more acts", || {
            let now = acknowledged.lock().unwrap().len();
            if now >= before + 20 { Ok(()) } else { Err((now, std::fs::read_to_string(two.path("first.log")))) }
        });
        first.kill();
    }
    stop.store(true, Ordering::Relaxed);
    submitters.into_iter().for_each(|submitter| submitter.join().unwrap());
    let _first = two.serve_first();
    two.wait_for("first", "signing:");
    let acknowledged = acknowledged.lock().unwrap();
    let last = *acknowledged.keys().last().unwrap();
    for name in ["first", "second"] {
        let log = wait("all acts", || {
            let (_, log) = two.at(name, &["log", "--last", "100000"]);
            if log.contains(&format!("first_party:{last} ")) { Ok(log) } else { Err(log.lines().count()) }
        });
        let at: BTreeMap<&str, &str> = log
            .lines()
            .filter_map(|line| line.split_once("  "))
            .map(|(act, rest)| (rest.split(' ').next().unwrap(), act))
            .collect();
        for (index, act) in acknowledged.iter() {
            assert_eq!(at.get(format!("first_party:{index}").as_str()), Some(&&act[..16]), "{name}");
        }
        let (_, said) = two.at(name, &["peers"]);
        assert!(!said.contains("FORKED") && !said.contains("halted"), "{said}");
        // For the page of the proof: how many acts a node holds, and how many of them somebody was told to be safe.
        println!("node={name} kills={kills} acknowledged={} held={}", acknowledged.len(), at.len());
    }
    wait("one state", || {
        let digests = [peers(&two, "first")["digest"].clone(), peers(&two, "second")["digest"].clone()];
        if digests[0] == digests[1] { Ok(()) } else { Err(format!("{digests:?}")) }
    });
    drop(second);
}

#[test]
fn an_old_backup_is_restored_and_takes_back_what_it_lacks() {
    let two = Two::found("restore");
    let second = two.serve_second();
    let first = two.serve_first();
    two.wait_for("first", "signing:");
    let submit = |text: &str| two.at("first", &["submit", &format!("first_party proposes amendment text \"{text}\"")]);
    assert_eq!(submit("one").0, 0);
    let backup = two.path("backup");
    let (code, said) = two.at("first", &["backup", &backup]);
    assert_eq!(code, 0, "{said}");
    assert!(!Path::new(&two.path("backup/data/head")).exists() && !Path::new(&two.path("backup/keys")).exists());
    assert_eq!(submit("two").0, 0);
    wait("held", || {
        let held = peers(&two, "second")["logs"][0]["size"].clone();
        if held == 2 { Ok(()) } else { Err(held) }
    });
    let (code, said) = two.at("first", &["restore", &backup]);
    assert!(code == 1 && said.contains("is there already"), "{said}");
    assert_eq!(first.terminate(), Some(0));
    second.stop().unwrap();
    std::fs::remove_dir_all(two.path("first/data")).unwrap();
    // A backup in which one bit is another is refused before anything is in its place.
    let journal = two.path("backup/data/journal");
    let good = std::fs::read(&journal).unwrap();
    let mut bad = good.clone();
    bad[40] ^= 1;
    std::fs::write(&journal, &bad).unwrap();
    let (code, said) = two.at("first", &["restore", &backup]);
    assert!(code == 1 && said.contains("is not the file that the list names"), "{said}");
    assert!(!Path::new(&two.path("first/data")).exists());
    std::fs::write(&journal, &good).unwrap();
    let (code, said) = two.at("first", &["restore", &backup]);
    assert!(code == 0 && said.contains("first_party/1: 1 leaves, root "), "{said}");
    // Alone it signs nothing; once the other answers, it takes back what it lost, and goes on behind it.
    let first = two.serve_first();
    two.wait_for("first", "starting: not yet heard from second_party");
    let (code, said) = submit("three");
    assert!(code == 1 && said.contains("does not sign"), "{said}");
    let second = two.serve_second();
    two.wait_for("first", "signing:");
    let (code, said) = submit("three");
    assert!(code == 0 && said.trim().ends_with(" 2"), "{said}");
    let (_, log) = two.at("first", &["log"]);
    assert!(log.lines().count() == 3 && !log.contains("counts for nothing"), "{log}");
    drop((first, second));
}

#[test]
fn bundles_carry_the_record_where_no_network_does() {
    let two = Two::found("bundle");
    let second = two.serve_second();
    let first = two.serve_first();
    two.wait_for("first", "signing:");
    second.stop().unwrap();
    let (code, said) = two.at("first", &["submit", "first_party proposes amendment text \"carried\""]);
    assert_eq!(code, 0, "{said}");
    let (there, back) = (two.path("there"), two.path("back"));
    let (code, said) = two.at("first", &["bundle", "export", "--to", "second_party", &there]);
    assert_eq!(code, 0, "{said}");
    let bytes = std::fs::read(&there).unwrap();
    assert!(!bytes.windows(7).any(|part| part == b"invalid"), "a sealed bundle shows not even whose log it holds");
    // Nobody else can open it, and a changed one is refused whole.
    let (code, said) = two.at("first", &["bundle", "import", &there]);
    assert!(code == 1 && said.contains("sealed to another key"), "{said}");
    let mut bad = bytes.clone();
    let last = bad.len() - 1;
    bad[last] ^= 1;
    std::fs::write(two.path("bad"), bad).unwrap();
    let (code, said) = two.at("second", &["bundle", "import", &two.path("bad")]);
    assert!(code == 1 && said.contains("damaged or cut off"), "{said}");
    for round in 0..2 {
        let (code, said) = two.at("second", &["bundle", "import", &there, "--reply", &format!("{back}{round}")]);
        assert_eq!(code, 0, "again is no harm: {said}");
    }
    let (_, log) = two.at("second", &["log"]);
    assert!(log.lines().count() == 1 && log.contains("first_party:0"), "{log}");
    let (code, said) = two.at("second", &["bundle", "import", &there, "--reply", &format!("{back}0")]);
    assert!(code == 1 && said.contains("exists"), "{said}");
    drop(first);
}
