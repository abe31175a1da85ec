//! The command itself: what it prints in four languages and as data, and its exit codes.

mod world;

use std::path::Path;
use std::process::{Command, Output};
use world::{RULES, World, empty, flip, origin};

/// Runs the command in a folder that holds the rules; gives its output.
fn run(world: &World, arguments: &[&str]) -> Output {
    let rules = empty(&format!("rules_of_{}", world.folder.file_name().unwrap().to_string_lossy()));
    std::fs::create_dir_all(&rules).unwrap();
    std::fs::write(rules.join("rules.kdl"), RULES).unwrap();
    let command = env!("CARGO_BIN_EXE_counterpart-verify");
    Command::new(command).arg(&world.folder).arg("--agreement").arg(&rules).args(arguments).output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn one_sentence_says_what_was_proved() {
    let world = World::new("command");
    let state = hex(&world.fold.digest());
    // Each language, and how its sentence begins.
    let begins = [("zh-Hant", "已證實"), ("zh-Hans", "已证实"), ("en", "Proved"), ("pt", "Provado")];
    for (language, begin) in begins {
        let output = run(&world, &["--lang", language]);
        let said = text(&output);
        assert_eq!(output.status.code(), Some(0), "{said}");
        let sentence = said.lines().next().unwrap();
        assert!(sentence.starts_with(begin) && sentence.contains(&state), "{said}");
        assert!(!said.contains("verify-") && !said.contains('{'), "{said}");
        assert!(output.stderr.is_empty(), "nobody watches, so nothing is shown");
    }
    let data: serde_json::Value = serde_json::from_str(&text(&run(&world, &["--json"]))).unwrap();
    assert_eq!((&data["proved"], &data["state"], &data["void"]), (&true.into(), &state.into(), &1.into()));
    let on = text(&run(&world, &["--on", "2018-06-01", "--lang", "en"]));
    assert!(on.contains("1 June 2018"), "{on}");
}

#[test]
fn the_first_thing_that_is_wrong_is_said_with_its_place() {
    let world = World::new("command_wrong");
    let bundle = Path::new(&store::tiles::folder(&origin("c"))).join("tile/entries/000.p/5");
    flip(&world.folder.join(&bundle), -1);
    for (language, begin) in [("zh-Hant", "未能證實"), ("zh-Hans", "未能证实"), ("en", "Not proved"), ("pt", "Não provado")]
    {
        let output = run(&world, &["--lang", language]);
        let said = text(&output);
        assert_eq!(output.status.code(), Some(1));
        assert!(said.starts_with(begin) && said.contains(bundle.to_str().unwrap()) && said.contains(&origin("c")), "{said}");
    }
    let data: serde_json::Value = serde_json::from_str(&text(&run(&world, &["--json"]))).unwrap();
    assert_eq!((&data["proved"], &data["faults"][0]["what"]), (&false.into(), &"verify-bundle".into()));
    assert_eq!(data["faults"][0]["index"], 4);
}

#[test]
fn wrong_use_is_neither() {
    let world = World::new("command_use");
    for arguments in [["--lang", "xx"], ["--on", "never"], ["--no-such", "option"]] {
        assert_eq!(run(&world, &arguments).status.code(), Some(2), "{arguments:?}");
    }
    let mut nowhere = world;
    nowhere.folder = nowhere.folder.join("nowhere");
    assert_eq!(run(&nowhere, &[]).status.code(), Some(2));
}
