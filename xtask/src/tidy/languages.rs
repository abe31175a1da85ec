//! Four languages or none: every message, every word of an agreement and every summary is there in each of them.

use std::collections::BTreeSet;

use super::Problem;
use crate::data_text::{self, Entries, named, vocabulary};
use crate::locales;
use crate::repository::Repository;

/// The languages in which everything is said.
pub const LANGUAGES: &[&str] = &["zh-Hant", "zh-Hans", "en", "pt"];
const LOCALES: &str = "crates/words/locales/";

/// Every message is in all languages, with the same variables.
pub fn messages(repository: &Repository) -> Vec<Problem> {
    let files = repository.under(LOCALES, ".ftl");
    let stems = files.filter_map(|(path, _)| path.rsplit('/').next());
    let groups = stems.collect::<BTreeSet<_>>().into_iter().map(|stem| {
        let path = |language: &str| format!("{LOCALES}{language}/{stem}");
        compare(repository, path, data_text::messages)
    });
    groups.flatten().collect()
}

/// Every name and summary of an agreement is in all languages.
pub fn vocabularies(repository: &Repository) -> Vec<Problem> {
    let mut agreements = repository.folders("agreements/");
    agreements.retain(|id| repository.has(&format!("agreements/{id}/words")));
    let groups = agreements.into_iter().map(|id| {
        let path = |language: &str| format!("agreements/{id}/words/{language}.kdl");
        compare(repository, path, vocabulary)
    });
    groups.flatten().collect()
}

/// Every provision is summed up in all languages.
pub fn summaries(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    for id in repository.folders("agreements/") {
        let provisions = named(repository, id, &["provision"]);
        for path in LANGUAGES.iter().map(|language| format!("agreements/{id}/words/{language}.kdl")) {
            let said = vocabulary(repository.text(&path).unwrap_or_default()).unwrap_or_default();
            let unsaid = provisions.iter().filter(|provision| !said.contains_key(&format!("summary {provision}")));
            problems.extend(
                unsaid
                    .map(|provision| format!("{path}: no `summary {provision}`; say in a sentence of our own what it provides")),
            );
        }
    }
    problems
}

/// The simplified script is as generation gives it.
pub fn generated(repository: &Repository) -> Vec<Problem> {
    match locales::stale(repository) {
        Ok(stale) => {
            let todo = |path| format!("{path}: run `cargo xtask locales`; edit its zh-Hant source");
            stale.into_iter().map(todo).collect()
        }
        Err(error) => vec![format!("{}: {error:#}", locales::EXCEPTIONS)],
    }
}

/// Holds the four files that belong together against each other: the same entries, with the same variables.
fn compare(repository: &Repository, path: impl Fn(&str) -> String, read: fn(&str) -> Result<Entries, String>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut all = Entries::new();
    let mut files = Vec::new();
    for path in LANGUAGES.iter().map(|language| path(language)) {
        let Some(text) = repository.text(&path) else {
            problems.push(format!("{path}: missing; every language has the same files"));
            continue;
        };
        let entries = read(text).unwrap_or_else(|error| {
            problems.push(format!("{path}: cannot be read: {error}"));
            Entries::new()
        });
        for (id, variables) in &entries {
            all.entry(id.clone()).or_default().extend(variables.iter().cloned());
        }
        files.push((path, entries));
    }
    for (path, entries) in &files {
        for (id, variables) in &all {
            match entries.get(id) {
                None => problems.push(format!("{path}: no `{id}`; every language says everything")),
                Some(own) => problems.extend(variables.difference(own).map(|name| {
                    format!("{path}: `{id}` does not use `{{ ${name} }}` as another language does; use it in all or none")
                })),
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn four(path: impl Fn(&str) -> String, texts: [&str; 4]) -> Repository {
        let paths = LANGUAGES.iter().map(|language| path(language)).collect::<Vec<_>>();
        let files = paths.iter().map(String::as_str).zip(texts).collect::<Vec<_>>();
        Repository::of(&files)
    }

    #[test]
    fn a_message_that_one_language_lacks_is_refused() {
        let whole = "# term\nterm-over = till { $day }\n    .hint = { $years }\n";
        let poor = "term-over = over\n";
        let found = messages(&four(|language| format!("{LOCALES}{language}/term.ftl"), [whole, whole, poor, whole]));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("en/term.ftl: `term-over` does not use `{ $day }`") && found[1].contains("term-over.hint"));
        let missing = messages(&Repository::of(&[("crates/words/locales/en/term.ftl", whole)]));
        assert_eq!(missing.len(), 3);
    }

    #[test]
    fn a_word_or_summary_that_one_language_lacks_is_refused() {
        let path = |language: &str| format!("agreements/a/words/{language}.kdl");
        let whole = "lang \"x\"\nname ndrc \"N\"\nsummary art_1 \"S\" { note \"中\"; }\n";
        let poor = "name ndrc \"N\"\n";
        assert!(vocabularies(&four(path, [whole; 4])).is_empty());
        let found = vocabularies(&four(path, [whole, whole, poor, "name \"\n"]));
        assert!(found.iter().any(|problem| problem.contains("en.kdl: no `summary art_1`")), "{found:?}");
        assert!(found.iter().any(|problem| problem.contains("pt.kdl: cannot be read")), "{found:?}");
        let rules = Repository::of(&[("agreements/a/rules.kdl", "provision art_1\n"), ("agreements/a/words/en.kdl", poor)]);
        assert_eq!(summaries(&rules).len(), 4);
    }

    #[test]
    fn simplified_words_that_were_edited_by_hand_are_refused() {
        let source = "title = 協議\n";
        let repository = |simplified| {
            Repository::of(&[
                ("crates/words/locales/zh-Hant/a.ftl", source),
                ("crates/words/locales/zh-Hans/a.ftl", simplified),
                (locales::EXCEPTIONS, ""),
            ])
        };
        assert_eq!(generated(&repository("title = 协议\n")).len(), 1);
        let right = "# generated from zh-Hant by `cargo xtask locales`\ntitle = 协议\n";
        assert!(generated(&repository(right)).is_empty());
    }
}
