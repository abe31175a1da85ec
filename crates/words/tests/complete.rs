//! Every key that the engine can say has a sentence in every language, and every sentence is well formed.

// A test may open the sources that it looks for keys in.
#![allow(clippy::disallowed_methods)]

use agreement::Agreement;
use agreement::act::{self, ActKind};
use agreement::finding::Status;
use agreement::refusal::Refusal;
use agreement::rule_file::vocabulary::EVIDENCE_WORDS;
use std::collections::BTreeSet;
use std::path::Path;
use words::{Language, Vocabulary, Words};

/// The keys that stand in the sources of a crate as `Message::new("…")` or `key("…")`.
fn keys_in(folder: &Path, keys: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("tests") {
                keys_in(&path, keys);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
            for start in ["Message::new(\"", ".key(\""] {
                for part in code.split(start).skip(1) {
                    keys.insert(part.split('"').next().unwrap().to_owned());
                }
            }
            // A key may also be chosen by a condition, far from the message: every literal that looks like a key counts.
            keys.extend(code.split('"').skip(1).step_by(2).filter(|text| looks_like_a_key(text)).map(str::to_owned));
        }
    }
}

fn looks_like_a_key(text: &str) -> bool {
    let words: Vec<&str> = text.split('-').collect();
    words.len() > 1 && words.iter().all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// The words of rule files, of HTTP, of mail and of HTML, and the names of programs and commands that look like keys and are none.
const NODES: &[&str] = &[
    "not-computed",
    "objective-none",
    "counterpart-verify",
    "new-key",
    "sec-fetch-site",
    "accept-encoding",
    "cross-site",
    "same-site",
    "current-password",
    "new-password",
    "no-store",
    "same-origin",
    "no-referrer",
    "idempotency-key",
    "x-forwarded-for",
    "l-late",
    "l-near",
    "l-none",
    "l-ok",
    "new-token",
    "pass-on",
    "auto-generated",
];

fn closed_lists() -> Vec<&'static str> {
    [
        act::Opinion::WORDS,
        act::Statement::WORDS,
        act::Post::WORDS,
        act::AdoptionForm::WORDS,
        act::Stage::WORDS,
        act::Closing::WORDS,
        act::Effect::WORDS,
        act::PlanFinding::WORDS,
        act::Ballot::WORDS,
        act::Purpose::WORDS,
    ]
    .concat()
}

fn known(words: &Words<'_>, key: &str) -> bool {
    let said = ["", "status-", "word-"].iter().any(|prefix| words.knows(&format!("{prefix}{key}")));
    said || NODES.contains(&key) || key.ends_with('_') || Language::from_tag(key).is_some()
}

#[test]
fn every_key_has_a_sentence_in_every_language() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut keys: BTreeSet<String> = BTreeSet::new();
    for source in ["agreement/src", "words/src", "node/src", "verify/src", "web/src"] {
        keys_in(&root.join(source), &mut keys);
    }
    keys.extend(Refusal::KEYS.iter().map(|key| (*key).to_owned()));
    keys.extend(Status::ALL.iter().map(|status| format!("status-{}", status.word())));
    for kind in ActKind::ALL {
        let name = kind.name().replace('_', "-");
        keys.extend([format!("act-{name}"), format!("word-{name}")]);
        keys.extend(kind.fields().iter().map(|field| format!("field-{}", field.replace('_', "-"))));
    }
    keys.extend(EVIDENCE_WORDS.iter().map(|word| format!("evidence-{}", word.replace('_', "-"))));
    keys.extend(closed_lists().iter().map(|word| format!("word-{}", word.replace('_', "-"))));
    assert!(keys.len() > 150, "the sources were not found");
    let agreement = Agreement::read("agreement none format=1").unwrap();
    let vocabulary = Vocabulary::default();
    let mut missing = Vec::new();
    for language in Language::ALL {
        let words = Words::new(language, &agreement, &vocabulary);
        missing.extend(keys.iter().filter(|key| !known(&words, key)).map(|key| format!("{} {key}", language.tag())));
    }
    assert!(missing.is_empty(), "no sentence for: {missing:#?}");
}

#[test]
fn what_stands_on_record_is_told_as_done() {
    let agreement = Agreement::read("agreement none format=1").unwrap();
    let vocabulary = Vocabulary::default();
    for language in [Language::En, Language::Pt] {
        let words = Words::new(language, &agreement, &vocabulary);
        for kind in ActKind::ALL {
            let act = format!("act-{}", kind.name().replace('_', "-"));
            assert_ne!(words.act_on_record(&act), words.key(&act), "{} {act}", language.tag());
        }
    }
}

#[test]
fn a_key_without_a_sentence_is_noticed() {
    let agreement = Agreement::read("agreement none format=1").unwrap();
    let vocabulary = Vocabulary::default();
    assert!(!Words::new(Language::En, &agreement, &vocabulary).knows("no-such-key"));
}
