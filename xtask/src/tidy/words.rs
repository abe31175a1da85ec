//! Four languages or none: every message, every word of an agreement and every summary is there in each of them.

use std::collections::{BTreeMap, BTreeSet};

use super::Problem;
use super::agreements::{keys, named};
use crate::locales;
use crate::repository::Repository;

const LANGUAGES: &[&str] = &["zh-Hant", "zh-Hans", "en", "pt"];
const LOCALES: &str = "crates/words/locales/";

/// Every message is in all languages, with the same variables.
pub fn messages(repository: &Repository) -> Vec<Problem> {
    let mut stems = repository
        .under(LOCALES, ".ftl")
        .filter_map(|(path, _)| path.rsplit('/').next())
        .collect::<Vec<_>>();
    stems.sort_unstable();
    stems.dedup();
    stems
        .into_iter()
        .flat_map(|stem| {
            compare(
                repository,
                |language| format!("{LOCALES}{language}/{stem}"),
                fluent,
            )
        })
        .collect()
}

/// Every name and summary of an agreement is in all languages.
pub fn vocabularies(repository: &Repository) -> Vec<Problem> {
    let with_words = repository
        .folders("agreements/")
        .into_iter()
        .filter(|id| repository.has(&format!("agreements/{id}/words")));
    with_words
        .flat_map(|id| {
            compare(
                repository,
                |language| format!("agreements/{id}/words/{language}.kdl"),
                vocabulary,
            )
        })
        .collect()
}

/// Every provision is summed up in all languages.
pub fn summaries(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    for id in repository.folders("agreements/") {
        let provisions = named(repository, id, &["provision"]);
        for path in LANGUAGES
            .iter()
            .map(|language| format!("agreements/{id}/words/{language}.kdl"))
        {
            let said = vocabulary(repository.text(&path).unwrap_or_default()).unwrap_or_default();
            let unsaid = provisions
                .iter()
                .filter(|provision| !said.contains_key(&format!("summary {provision}")));
            problems.extend(unsaid.map(|provision| format!("{path}: no `summary {provision}`; say in a sentence of our own what it provides")));
        }
    }
    problems
}

/// The simplified script is as generation gives it.
pub fn generated(repository: &Repository) -> Vec<Problem> {
    let outcome = locales::stale(repository);
    match outcome {
        Ok(stale) => stale
            .into_iter()
            .map(|path| {
                format!("{path}: differs from its zh-Hant source; run `cargo xtask locales`")
            })
            .collect(),
        Err(error) => vec![format!("{}: {error:#}", locales::EXCEPTIONS)],
    }
}

type Entries = BTreeMap<String, BTreeSet<String>>;

/// Holds the four files that belong together against each other: the same entries, with the same variables.
fn compare(
    repository: &Repository,
    path: impl Fn(&str) -> String,
    read: fn(&str) -> Result<Entries, String>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut all = Entries::new();
    let mut files = Vec::new();
    for path in LANGUAGES.iter().map(|language| path(language)) {
        let Some(text) = repository.text(&path) else {
            problems.push(format!(
                "{path}: missing; every language has the same files"
            ));
            continue;
        };
        let entries = read(text).unwrap_or_else(|error| {
            problems.push(format!("{path}: cannot be read: {error}"));
            Entries::new()
        });
        for (id, variables) in &entries {
            all.entry(id.clone())
                .or_default()
                .extend(variables.iter().cloned());
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

/// The messages, terms and attributes of a Fluent file, each with its variables.
fn fluent(text: &str) -> Result<Entries, String> {
    let mut entries = Entries::new();
    let (mut message, mut current) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let id = line.split('=').next().unwrap_or_default().trim();
        let is_id = line.contains('=')
            && id
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b));
        if is_id && !line.starts_with([' ', '\t']) {
            (message, current) = (id.to_owned(), id.to_owned());
        } else if is_id && id.starts_with('.') {
            current = format!("{message}{id}");
        }
        let variables = line.split('$').skip(1).map(|rest| {
            let end = rest
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-')
                .unwrap_or(rest.len());
            rest[..end].to_owned()
        });
        if !current.is_empty() {
            entries
                .entry(current.clone())
                .or_default()
                .extend(variables);
        }
    }
    Ok(entries)
}

/// The entries of a vocabulary: name and first argument of each node. An alias may differ between languages.
fn vocabulary(text: &str) -> Result<Entries, String> {
    let entries = keys(text)?
        .into_iter()
        .filter(|(node, _)| node != "lang" && node != "alias");
    // What has no id of its own (a value below an entry) is told by its name alone.
    let key = |(node, first): (String, String)| {
        if first.is_ascii() {
            format!("{node} {first}")
        } else {
            node
        }
    };
    Ok(entries.map(|entry| (key(entry), BTreeSet::new())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn four(path: impl Fn(&str) -> String, texts: [&str; 4]) -> Repository {
        let paths = LANGUAGES
            .iter()
            .map(|language| path(language))
            .collect::<Vec<_>>();
        let files = paths
            .iter()
            .map(String::as_str)
            .zip(texts)
            .collect::<Vec<_>>();
        Repository::of(&files)
    }

    #[test]
    fn a_message_that_one_language_lacks_is_refused() {
        let whole = "# term\nterm-over = till { $day }\n    .hint = { $years }\n";
        let poor = "term-over = over\n";
        let found = messages(&four(
            |language| format!("{LOCALES}{language}/term.ftl"),
            [whole, whole, poor, whole],
        ));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found[0].contains("en/term.ftl: `term-over` does not use `{ $day }`")
                && found[1].contains("term-over.hint")
        );
        let missing = messages(&Repository::of(&[(
            "crates/words/locales/en/term.ftl",
            whole,
        )]));
        assert_eq!(missing.len(), 3);
    }

    #[test]
    fn a_word_or_summary_that_one_language_lacks_is_refused() {
        let path = |language: &str| format!("agreements/a/words/{language}.kdl");
        let whole = "lang \"x\"\nname ndrc \"N\"\nsummary art_1 \"S\" { note \"中\"; }\n";
        let poor = "name ndrc \"N\"\n";
        assert!(vocabularies(&four(path, [whole; 4])).is_empty());
        let found = vocabularies(&four(path, [whole, whole, poor, "name \"\n"]));
        assert!(
            found
                .iter()
                .any(|problem| problem.contains("en.kdl: no `summary art_1`")),
            "{found:?}"
        );
        assert!(
            found
                .iter()
                .any(|problem| problem.contains("pt.kdl: cannot be read")),
            "{found:?}"
        );
        let rules = Repository::of(&[
            ("agreements/a/rules.kdl", "provision art_1\n"),
            ("agreements/a/words/en.kdl", poor),
        ]);
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
