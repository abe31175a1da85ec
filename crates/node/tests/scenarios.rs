//! Every scenario gives the transcript that was recorded, in each of its languages.

use agreement::act::ActKind;
use agreement::refusal::Refusal;
use node::scenario;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn scripts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut scripts: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|extension| extension == "scenario")).collect();
    scripts.sort();
    scripts
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

/// Acts and refusals that no agreement at hand has a use for: they come with the agreement that does.
const LATER: &[&str] = &["escalate", "not-failed"];

#[test]
fn every_act_and_every_refusal_occurs() {
    let (mut acts, mut refusals) = (BTreeSet::new(), BTreeSet::new());
    for script in scripts() {
        let text = std::fs::read_to_string(&script).unwrap();
        let played = scenario::play(&script.to_string_lossy(), &text, words::Language::En);
        let played = played.unwrap_or_else(|stopped| panic!("{}: {stopped:?}", script.display()));
        acts.extend(played.acts);
        refusals.extend(played.refusals);
    }
    let acts_missing = ActKind::ALL.iter().map(|kind| kind.name()).filter(|name| !acts.contains(name));
    let refusals_missing = Refusal::KEYS.iter().copied().filter(|key| !refusals.contains(key));
    let missing: Vec<&str> = acts_missing.chain(refusals_missing).collect();
    assert_eq!(missing, LATER, "each act is recorded and each refusal met in a story, where an official would meet it");
}

#[test]
fn a_changed_answer_is_noticed() {
    let text = "> on 2018-01-01\n> status\n";
    let now = scenario::play("x", text, words::Language::En).unwrap().text;
    let later = scenario::play("x", &text.replace("2018", "2023"), words::Language::En).unwrap().text;
    assert_ne!(now, later);
}
