//! A party that lost its key and its record goes on in a new log: the others are told by hand, countersign, and hold it.

mod nodes;

use nodes::{Two, wait};

#[test]
fn a_party_goes_on_in_a_new_log() {
    let two = Two::found("succession");
    let second = two.serve_second();
    let first = two.serve_first();
    two.wait_for("first", "signing:");
    let propose = |text: &str| two.at("first", &["submit", &format!("first_party proposes amendment text \"{text}\"")]);
    assert_eq!(propose("before").0, 0);
    two.wait_for("second", "first_party   1 ");
    let begin = ["succession", "begin", "--origin", "sample.invalid/two/first_party/2"];
    let (code, said) = two.at("first", &begin);
    assert!(code == 1 && said.contains("in use"), "a running node is left alone: {said}");
    assert_eq!(first.terminate(), Some(0));
    let (code, said) = two.at("first", &begin);
    assert_eq!(code, 0, "{said}");
    let first = two.serve_first();
    two.wait_for("first", "signing:");
    let (code, said) = propose("too early");
    assert!(code == 1 && said.contains("not open yet"), "{said}");
    let root = two.path("first/offline_root.key");
    let (code, said) = wait("the old log is back", || {
        let (code, said) = two.at("first", &["succession", "open", "--root", &root]);
        if code == 0 { Ok((code, said)) } else { Err(said) }
    });
    assert_eq!(code, 0, "{said}");
    let act =
        std::fs::read_dir(two.path("first")).unwrap().flatten().find(|file| file.file_name().to_string_lossy().ends_with(".act"));
    let act = act.expect("the act was written").path();
    // A party follows only what the root has signed.
    let forged = two.path("forged.act");
    assert_eq!(
        two.run(&[
            "draft",
            "second_party proposes amendment text \"x\"",
            "--post",
            "p",
            "--out",
            &forged,
            "--dir",
            &two.path("second")
        ])
        .0,
        0
    );
    let (code, said) = two.at("second", &["succession", "follow", &forged]);
    assert_eq!(code, 1, "{said}");
    let (code, said) = two.at("second", &["succession", "follow", &act.to_string_lossy()]);
    assert_eq!(code, 0, "{said}");
    wait("life goes on", || {
        let (code, said) = propose("after");
        if code == 0 { Ok(()) } else { Err(said) }
    });
    let log = wait("the new log is held by all", || {
        let (_, log) = two.at("second", &["log"]);
        let held = log.lines().filter(|line| line.contains("first_party:") && line.contains("held by all")).count();
        if held == 3 { Ok(log) } else { Err(log) }
    });
    assert!(log.contains("goes on in a new log") && log.contains("confirms the succession"), "{log}");
    drop((first, second));
}
