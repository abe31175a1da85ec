//! Agreements are data: what is cited exists in them, and nothing of any of them stands in the engine.

use std::collections::BTreeSet;

use super::Problem;
use crate::data_text::named;
use crate::repository::Repository;
use crate::rust_text::{layers, split_tests, words};

/// Numbers in the engine that look like a year of an agreement and are none, with the reason.
const NOT_OF_AN_AGREEMENT: &[(&str, &str, &str)] = &[
    ("crates/agreement/src/events/field.rs", "2018", "an example of how a date is written"),
    ("crates/agreement/src/period.rs", "2000", "a leap year, which has every day that any year has"),
    ("crates/agreement/src/rule_file/schema.rs", "2020", "the edition of JSON Schema"),
    ("crates/agreement/src/rule_file/tree.rs", "2017", "an example of how a date is written"),
];

/// The agreement that a scenario is about when it names none.
const FOUNDING: &str = "greater_bay_area_2017";

/// Every provision that words, facts, scenarios and the docs of the engine cite is in its agreement's rule file.
pub fn cited_provisions(repository: &Repository) -> Vec<Problem> {
    let agreements = repository.folders("agreements/");
    let known = |ids: &[&str]| {
        let ids = ids.iter().map(|id| named(repository, id, &["provision"]));
        ids.flatten().collect::<BTreeSet<_>>()
    };
    let mut problems = Vec::new();
    for agreement in &agreements {
        let provisions = known(&[agreement]);
        for (path, text) in repository.under(&format!("agreements/{agreement}/"), ".kdl") {
            problems.extend(unknown(path, text, &provisions));
        }
    }
    for (path, text) in repository.under("scenarios/", "") {
        let mut about = agreements.clone();
        about.retain(|id| path.contains(id) || text.contains(id));
        if about.is_empty() {
            about.push(FOUNDING);
        }
        problems.extend(unknown(path, text, &known(&about)));
    }
    let everywhere = known(&agreements);
    for (path, text) in repository.under("crates/", ".rs") {
        // Before the first agreement there is nothing to hold the docs against.
        if !everywhere.is_empty() {
            let docs = layers(split_tests(path, text).0).comments;
            problems.extend(unknown(path, &docs, &everywhere));
        }
    }
    problems
}

/// The ids of provisions in a text that are not known. A part of a known provision is known.
fn unknown(path: &str, text: &str, known: &BTreeSet<String>) -> Vec<Problem> {
    let cited = words(text).filter(|(_, word)| is_provision(word) && !known.contains(*word));
    let problem = |(line, word)| format!("{path}:{line}: no rule file has a provision `{word}`; cite one that exists");
    cited.map(problem).collect()
}

/// Whether a word is the id of a numbered article or closing clause.
fn is_provision(word: &str) -> bool {
    let (kind, number) = word.split_once('_').unwrap_or_default();
    ["art", "final"].contains(&kind) && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
}

/// No party, no article and no year in the engine: those come from an agreement's data.
pub fn engine_literals(repository: &Repository) -> Vec<Problem> {
    let agreements = repository.folders("agreements/");
    let bodies = agreements.iter().map(|id| named(repository, id, &["party", "outside"]));
    let bodies = bodies.flatten().collect::<BTreeSet<_>>();
    let mut problems = Vec::new();
    for (path, text) in repository.under("crates/agreement/src/", ".rs") {
        let layers = layers(split_tests(path, text).0);
        let strings = words(&layers.strings).filter(|(_, word)| bodies.contains(*word) || is_provision(word) || is_year(word));
        let numbers = words(&layers.code).filter(|(_, word)| is_year(word));
        let found = strings.chain(numbers);
        let found =
            found.filter(|(_, word)| !NOT_OF_AN_AGREEMENT.iter().any(|(file, other, _)| (path, *word) == (*file, *other)));
        problems.extend(found.map(|(line, word)| {
            format!("{path}:{line}: `{word}` belongs to one agreement; let the rule file say it and read it from there")
        }));
    }
    problems
}

fn is_year(word: &str) -> bool {
    let end = word.find(|c: char| !c.is_ascii_digit() && c != '_');
    let number = word[..end.unwrap_or(word.len())].replace('_', "");
    number.parse().is_ok_and(|year: u32| (1900..=2100).contains(&year))
}

/// Every act is lawful at least once, and every refusal is met at least once, in the scenarios as they are played now.
pub fn coverage(repository: &Repository) -> Vec<Problem> {
    let stories: Vec<(&str, &str)> = repository.under("scenarios/", ".scenario").collect();
    if stories.is_empty() {
        return Vec::new();
    }
    let (mut acts, mut refusals) = (Vec::new(), Vec::new());
    for (path, text) in stories {
        if let Ok(played) = node::scenario::play(path, text, words::Language::En) {
            acts.extend(played.acts);
            refusals.extend(played.refusals);
        }
    }
    let all_acts: Vec<&str> = agreement::act::ActKind::ALL.iter().map(|kind| kind.name()).collect();
    let mut problems = missing("act", &all_acts, &acts);
    problems.extend(missing("refusal", agreement::refusal::Refusal::KEYS, &refusals));
    problems
}

/// Each name that was not seen, as a problem.
fn missing(what: &str, names: &[&str], seen: &[&str]) -> Vec<Problem> {
    let unseen = names.iter().filter(|name| !seen.contains(name));
    unseen
        .map(|name| format!("scenarios/: the {what} `{name}` occurs in no story; write one in which an official meets it"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = "provision art_1\nprovision art_12\nparty ndrc\noutside national_departments\n";

    fn repository(path: &str, text: &str) -> Repository {
        Repository::of(&[
            ("agreements/greater_bay_area_2017/rules.kdl", RULES),
            ("agreements/other/rules.kdl", "a { provision art_40; }\n"),
            (path, text),
        ])
    }

    #[test]
    fn cited_provisions_must_exist_in_their_own_agreement() {
        let cited = |path, text| cited_provisions(&repository(path, text)).len();
        assert_eq!(cited("agreements/other/words/en.kdl", "summary art_40 \"…\"\n"), 0);
        assert_eq!(cited("agreements/other/facts.kdl", "fact cite=art_12\n"), 1);
        assert_eq!(cited("scenarios/term.txt", "not yet. art_12: …\n  art_12.s_2 and art_40, final_9\n"), 2);
        assert_eq!(cited("scenarios/other.txt", "> agreement other\n  art_40\n"), 0);
        assert_eq!(cited("crates/agreement/src/term.rs", "//! Of art_40 and art_41.\n"), 1);
    }

    #[test]
    fn nothing_of_one_agreement_stands_in_the_engine() {
        let found = |text| engine_literals(&repository("crates/agreement/src/term.rs", text)).len();
        assert_eq!(
            found("//! art_12 of 2017, by ndrc.\nlet n = 365; let a = \"party\";\n#[cfg(test)]\nmod tests {\n 2018;\n}\n"),
            0
        );
        assert_eq!(
            found(
                "let a = \"ndrc\"; let b = \"see art_3.item_1\";\nlet c = 2017_i16; let d = date(2_018, 7, 1); let e = \"2018-07-01\";\n"
            ),
            5
        );
    }

    #[test]
    fn what_no_story_shows_is_named() {
        assert!(missing("act", &["sign"], &["sign", "sign"]).is_empty());
        assert_eq!(missing("refusal", &["voted-twice", "item-unknown"], &["item-unknown"]).len(), 1);
        let nothing = coverage(&Repository::of(&[("scenarios/x.scenario", "> on 2018-01-01\n")]));
        assert!(nothing.len() > 40, "a repository without stories lacks every act");
    }
}
