//! `resume --unconfirmed`: a node whose peers are gone signs again because its administrator says so, and says so itself.

mod nodes;

use nodes::{Inside, Process, Two, wait};
use std::path::Path;

fn propose(two: &Two, name: &str, text: &str) -> (i32, String) {
    two.at(name, &["submit", &format!("{name}_party proposes amendment text \"{text}\"")])
}

fn resume(two: &Two, reason: &str) -> (i32, String) {
    two.at("first", &["resume", "--unconfirmed", "--reason", reason])
}

/// The digest of a node's state.
fn digest(two: &Two, name: &str) -> String {
    let (_, said) = two.at(name, &["peers", "--json"]);
    let said: serde_json::Value = serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}"));
    said["digest"].as_str().unwrap().to_owned()
}

/// Both nodes, signing, with an act that both hold.
fn both(stem: &str) -> (Two, Process, Inside) {
    let two = Two::found(stem);
    let second = two.serve_second();
    let first = two.serve_first();
    two.wait_for("first", "signing:");
    assert_eq!(propose(&two, "first", "one").0, 0);
    two.wait_for("second", "first_party   1 ");
    (two, first, second)
}

#[test]
fn a_node_left_alone_signs_again_when_its_administrator_says_why() {
    let (two, first, second) = both("resume");
    assert_eq!(first.terminate(), Some(0));
    second.stop().unwrap();
    let (code, said) = resume(&two, "nobody is there to hear it");
    assert!(code == 2 && said.contains("no node runs in"), "{said}");
    let first = two.serve_first();
    two.wait_for("first", "starting: not yet heard from second_party");
    let (code, said) = propose(&two, "first", "too early");
    assert!(code == 1 && said.contains("does not sign"), "{said}");
    let (code, said) = two.at("first", &["resume", "--reason", "without the word"]);
    assert!(code == 2, "it must be said that this is meant: {said}");
    let (code, said) = resume(&two, "second_party burned down");
    assert_eq!(code, 0, "{said}");
    two.wait_for("first", "signing:");
    let (code, said) = propose(&two, "first", "alone");
    assert_eq!(code, 0, "{said}");
    let (_, log) = two.at("first", &["log", "--party", "first_party"]);
    let resumed = log.lines().nth(1).unwrap();
    assert!(resumed.contains("first_party:1 ") && resumed.contains("second_party burned down"), "{log}");
    // Alone, nothing is held by all.
    assert!(log.lines().skip(1).all(|line| !line.contains("held by all")), "{log}");
    // It is found again after all: it takes what was written without it.
    let second = two.serve_second();
    two.wait_for("second", "signing:");
    two.wait_for("second", "first_party   3 ");
    // What the first node cosigned before, nobody could tell it: it cosigns again under a new key that its root enters.
    two.wait_for("first", "rotate-key mirror");
    let root = two.path("first/offline_root.key");
    let (code, said) = two.at("first", &["rotate-key", "mirror", "--root", &root]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(first.terminate(), Some(0));
    let first = two.serve_first();
    two.wait_for("first", "signing: enough");
    assert_eq!(propose(&two, "second", "back").0, 0);
    for name in ["first", "second"] {
        let log = wait("all is held by all", || {
            let (_, log) = two.at(name, &["log"]);
            let all = log.lines().all(|line| line.contains("held by all"));
            if all && log.lines().count() == 5 { Ok(log) } else { Err(log) }
        });
        assert!(log.contains("second_party burned down") && !log.contains("—"), "all of it counts: {log}");
    }
    assert_eq!(digest(&two, "first"), digest(&two, "second"));
    drop((first, second));
}

#[test]
fn who_resumes_from_an_old_copy_forks_is_stopped_and_what_was_cited_first_counts() {
    let (two, first, second) = both("forks");
    assert_eq!(first.terminate(), Some(0));
    let (data, saved) = (two.path("first/data"), two.path("saved"));
    copy(Path::new(&data), Path::new(&saved));
    let first = two.serve_first();
    two.wait_for("first", "signing:");
    assert_eq!(propose(&two, "first", "two").0, 0);
    two.wait_for("second", "first_party   2 ");
    assert_eq!(first.terminate(), Some(0));
    second.stop().unwrap();
    std::fs::remove_dir_all(&data).unwrap();
    std::fs::rename(&saved, &data).unwrap();
    let first = two.serve_first();
    two.wait_for("first", "starting: not yet heard from second_party");
    assert_eq!(resume(&two, "it looked intact").0, 0);
    two.wait_for("first", "signing:");
    let (code, said) = propose(&two, "first", "another two");
    assert_eq!(code, 0, "{said}");
    let second = two.serve_second();
    two.wait_for("first", "halted");
    let (code, said) = propose(&two, "first", "never again");
    assert!(code == 1 && said.contains("does not sign"), "{said}");
    // The first honest holder of the larger head proves it, and what it had cited before is what counts.
    let log = wait("the fork is proved", || {
        let (_, log) = two.at("second", &["log"]);
        if log.contains("second_party proves that a log has two histories") { Ok(log) } else { Err(log) }
    });
    assert!(log.lines().filter(|line| line.contains("first_party:")).count() == 2 && !log.contains("it looked intact"), "{log}");
    two.wait_for("second", "has two histories from its leaf 1 on; settled: Kept(2)");
    assert_eq!(propose(&two, "second", "life goes on").0, 0);
    drop((first, second));
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
