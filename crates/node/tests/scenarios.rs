//! Every scenario gives the transcript that was recorded, in each of its languages.

use agreement::events::script;
use agreement::problem::Problems;
use node::book::Stopped;
use node::scenario::{self, nodes};
use std::path::{Path, PathBuf};

fn scripts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut scripts: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|extension| extension == "scenario")).collect();
    // Those that nodes play are played by `cargo xtask check`, by the command itself.
    scripts.retain(|path| !needs_nodes(&std::fs::read_to_string(path).unwrap()));
    scripts.sort();
    scripts
}

fn needs_nodes(text: &str) -> bool {
    nodes::needs_nodes(&script::lines(text, &mut Problems::default()))
}

#[test]
fn every_scenario_reads_as_recorded() {
    let mut differs = Vec::new();
    for script in scripts() {
        let text = std::fs::read_to_string(&script).unwrap();
        let name = script.file_stem().unwrap().to_string_lossy().into_owned();
        for language in scenario::languages(&text) {
            let recorded = script.with_file_name(format!("{name}.{}.txt", language.tag()));
            let played = scenario::play(&name, &text, language).unwrap_or_else(|stopped| panic!("{name}: {stopped:?}"));
            if std::fs::read_to_string(&recorded).unwrap_or_default() != played.text {
                differs.push(format!("{name} in {}", language.tag()));
            }
        }
    }
    assert!(differs.is_empty(), "{differs:?}: look at `counterpart scenario run FILE`, then record with --accept");
}

#[test]
fn a_changed_answer_is_noticed() {
    let text = "> on 2018-01-01\n> status\n";
    let now = scenario::play("x", text, words::Language::En).unwrap().text;
    let later = scenario::play("x", &text.replace("2018", "2023"), words::Language::En).unwrap().text;
    assert_ne!(now, later);
}

/// A script loaded as events judges its acts as the same script played does.
#[test]
fn a_script_as_events_is_the_script_as_played() {
    for script in scripts() {
        let text = std::fs::read_to_string(&script).unwrap();
        let name = script.to_string_lossy().into_owned();
        let id = text.lines().find_map(|line| line.strip_prefix("> agreement ")).unwrap_or(node::folder::FOUNDING);
        let book = node::book::Book::open(id).unwrap_or_else(|stopped| panic!("{name}: {stopped:?}"));
        let drafts = book.drafts(&name, &text).unwrap_or_else(|stopped| panic!("{name}: {stopped:?}"));
        let mut state = agreement::State::new(&book.agreement);
        let judged = book.fold(&mut state, &drafts, jiff::civil::Date::MAX);
        let refused: Vec<&str> =
            judged.iter().filter_map(|(_, judged)| judged.as_ref().err()).map(|no| no.why.message().key).collect();
        let played = scenario::play(&name, &text, words::Language::En).unwrap_or_else(|stopped| panic!("{name}: {stopped:?}"));
        // Facts that a script records are not in the script itself.
        if !text.contains("> record facts") {
            assert_eq!(refused, played.refusals, "{name}");
        }
    }
}

#[test]
fn a_script_that_needs_nodes_says_so() {
    assert!(needs_nodes(nodes::FOUR_NODES));
    let Err(Stopped::File { problems, text, .. }) = scenario::play("x", nodes::FOUR_NODES, words::Language::En) else {
        panic!("a story of four nodes was played without any");
    };
    let [problem] = problems.0.as_slice() else { panic!("{problems:?}") };
    assert_eq!(&text[problem.offset..problem.offset + problem.length], "nodes");
    let said = words::Language::ALL.map(|language| {
        let (agreement, vocabulary) =
            (agreement::Agreement::read("agreement none format=1").unwrap(), words::Vocabulary::default());
        words::Words::new(language, &agreement, &vocabulary).say(&problem.message)
    });
    assert!(said.iter().all(|said| said.contains("counterpart scenario run --nodes 4")), "{said:?}");
}

#[test]
fn every_problem_of_a_story_is_found_before_a_node_is_made() {
    let text = "> nodes start\n> node ndrc is kiled\n> node atlantis is killed\n> bundle ndrc macao\n> macao sings on extension/macao-2\n> fork of nobody is settled\n";
    let Err(Stopped::File { problems, text, .. }) = nodes::Script::read("x", text) else { panic!("it has problems") };
    let lines = problems.0.iter().map(|problem| 1 + text[..problem.offset].matches('\n').count()).collect::<Vec<_>>();
    assert_eq!(lines, [2, 3, 4, 5, 6], "{problems:?}");
    assert!(nodes::Script::read("x", nodes::FOUR_NODES).is_ok());
}
