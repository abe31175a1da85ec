//! Readers of the two kinds of data file that tidy compares: KDL of agreements, Fluent messages of `words`.
//! Only what a comparison needs; the engine has its own reader, with positions and all problems at once.

use std::collections::{BTreeMap, BTreeSet};

use kdl::KdlDocument;

use crate::repository::Repository;

/// What a file of words says: the id of each entry, with the variables that it uses.
pub type Entries = BTreeMap<String, BTreeSet<String>>;

/// The node names of a KDL text with their first argument, at every depth, in order: `provision art_12`.
pub fn nodes(text: &str) -> Result<Vec<(String, String)>, String> {
    fn walk(document: &KdlDocument, found: &mut Vec<(String, String)>) {
        for node in document.nodes() {
            let mut arguments = node.entries().iter().filter(|entry| entry.name().is_none());
            let first = arguments.next().map(|entry| match entry.value().as_string() {
                Some(text) => text.to_owned(),
                None => entry.value().to_string(),
            });
            found.push((node.name().value().to_owned(), first.unwrap_or_default()));
            node.children().into_iter().for_each(|below| walk(below, found));
        }
    }
    let document = text.parse::<KdlDocument>().map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    walk(&document, &mut found);
    Ok(found)
}

/// The ids of some kinds of node in an agreement's rules. What is recorded as fact names ids, and makes none.
pub fn named(repository: &Repository, agreement: &str, kinds: &[&str]) -> BTreeSet<String> {
    let folder = format!("agreements/{agreement}/");
    let mut ids = BTreeSet::new();
    for (path, text) in repository.under(&folder, ".kdl") {
        let file = path.strip_prefix(&folder).unwrap_or(path);
        if file.contains('/') || file == "facts.kdl" {
            continue;
        }
        let found = nodes(text).unwrap_or_default().into_iter();
        ids.extend(found.filter(|(kind, _)| kinds.contains(&kind.as_str())).map(|(_, id)| id));
    }
    ids
}

/// The entries of a vocabulary: name and first argument of each node.
pub fn vocabulary(text: &str) -> Result<Entries, String> {
    let entries = nodes(text)?.into_iter();
    // A node whose first argument is itself a word of the language is told by its name alone.
    let key = |(node, first): (String, String)| {
        let is_id = first.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-./".contains(&b));
        if is_id { format!("{node} {first}") } else { node }
    };
    Ok(entries.map(|entry| (key(entry), BTreeSet::new())).collect())
}

/// The messages, terms and attributes of a Fluent file, each with its variables.
pub fn messages(text: &str) -> Result<Entries, String> {
    let mut entries = Entries::new();
    let (mut message, mut current) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let indented = line.starts_with([' ', '\t']);
        match line.split_once('=').map(|(id, _)| id.trim()) {
            Some(id) if is_message_id(id) && !indented => {
                (message, current) = (id.to_owned(), id.to_owned());
            }
            Some(id) if indented && id.strip_prefix('.').is_some_and(is_message_id) => {
                current = format!("{message}{id}");
            }
            _ => {}
        }
        if !current.is_empty() {
            let used = line.split('$').skip(1).map(variable);
            entries.entry(current.clone()).or_default().extend(used);
        }
    }
    Ok(entries)
}

fn is_message_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

/// The variable whose name begins a text.
fn variable(text: &str) -> String {
    let is_name = |c: &char| c.is_ascii_alphanumeric() || *c == '_' || *c == '-';
    text.chars().take_while(is_name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_are_found_at_every_depth() {
        let found = nodes("words lang=en {\n    name ndrc \"N\"\n    note\n}\n").expect("it reads");
        let flat = found.iter().map(|(node, id)| format!("{node}:{id}"));
        assert_eq!(flat.collect::<Vec<_>>(), ["words:", "name:ndrc", "note:"]);
        assert!(nodes("name \"").is_err());
    }

    #[test]
    fn ids_come_from_rules_and_not_from_facts_or_words() {
        let repository = Repository::of(&[
            ("agreements/a/rules.kdl", "rules { provision art_1; }\n"),
            ("agreements/a/inventory.kdl", "provision art_2\n"),
            ("agreements/a/facts.kdl", "provision art_3\n"),
            ("agreements/a/words/en.kdl", "provision art_4\n"),
        ]);
        let found = named(&repository, "a", &["provision"]);
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["art_1", "art_2"]);
    }

    #[test]
    fn messages_have_attributes_selectors_and_variables() {
        let text = "# note\na-b = till { $day }\n    { $n ->\n        [one] x = 1\n       *[other] y\n    }\n    .hint = { NUMBER($years) }\n";
        let found = messages(text).expect("it reads");
        let expected = [("a-b", vec!["day", "n"]), ("a-b.hint", vec!["years"])];
        let found = found.iter().map(|(id, used)| (id.as_str(), used.iter().map(String::as_str).collect()));
        assert_eq!(found.collect::<Vec<(&str, Vec<&str>)>>(), expected);
    }
}
