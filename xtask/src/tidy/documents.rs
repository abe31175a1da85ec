//! Documents name only what exists: paths of this repository, and the folder beside it in one list of files.

use super::Problem;
use crate::repository::Repository;

/// The only files that may name the folder beside the checkout.
const NAMES_SHARED: &[&str] = &[
    ".ci/run",
    "crates/node/examples/figures.rs",
    "crates/documents/tests/shared.rs",
    "crates/record/tests/shared.rs",
    "CONTRIBUTING.md",
    "xtask/src/tidy/documents.rs",
];

/// The folder that is made on the machine and never committed.
const MADE_HERE: &str = "target";

const ENDINGS: &[&str] = &[".md", ".rs", ".toml", ".kdl", ".ftl", ".txt", ".json"];

/// Every path that a document names exists.
pub fn paths(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, number, line) in repository.lines(".md") {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let spans = line.split('`').skip(1).step_by(2);
        let spans = spans.filter(|span| is_path(repository, span) && !repository.fits(span));
        let named = links(line).chain(spans).filter(|name| !repository.fits(&join(folder, name)));
        problems.extend(named.map(|name| format!("{path}:{number}: `{name}` does not exist; name the path that is meant")));
    }
    problems
}

/// The folder beside the checkout is named in the listed files only: everything else works without it.
pub fn shared_folder(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, number, _) in repository.lines("").filter(|(_, _, line)| line.contains("../shared")) {
        if !NAMES_SHARED.contains(&path) {
            problems.push(format!(
                "{path}:{number}: names ../shared; commit what is needed, or list the file in NAMES_SHARED of tidy"
            ));
        }
    }
    problems
}

/// The targets of links into the repository.
fn links(line: &str) -> impl Iterator<Item = &str> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split([')', '#', ' ']).next());
    targets.filter(|target| !target.is_empty() && !target.contains(':') && !target.starts_with("../shared"))
}

/// Whether a quoted word means a path of this repository: it begins at its root, or is a file name with a known ending.
fn is_path(repository: &Repository, span: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./*{},<>".contains(c);
    let first = span.split_once('/').map(|(first, _)| first);
    let rooted = first.is_some_and(|first| !first.is_empty() && repository.has(first));
    span.chars().all(plain)
        && !span.starts_with(['.', '-'])
        && first != Some(MADE_HERE)
        && (rooted || ENDINGS.iter().any(|ending| span.ends_with(ending)))
}

/// A link's target from the folder of the document that holds it.
fn join(folder: &str, target: &str) -> String {
    let mut parts = folder.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gone(document: &str) -> Vec<Problem> {
        paths(&Repository::of(&[
            ("decisions/0001-crates.md", document),
            ("crates/agreement/src/lib.rs", "//! A.\n"),
            ("agreements/benelux/rules.kdl", "\n"),
            ("README.md", "\n"),
        ]))
    }

    #[test]
    fn paths_that_exist_pass() {
        let good = "`crates/agreement/src/lib.rs`, `agreements/ID/rules.kdl`, `rules.kdl`, `crates/*/src`, `README.md`, `art_12`,\n\
                    `key_work/2018`, `target/tools`, [read](../README.md#top), [web](https://example.invalid/x.md), `cargo test`\n";
        assert_eq!(gone(good), Vec::<Problem>::new());
    }

    #[test]
    fn paths_that_do_not_exist_are_refused() {
        let bad = "`crates/agreement/src/term.rs`, `crates/gone/`, `agreements/ID/words.kdl`, `GONE.md`, [read](README.md)\n";
        assert_eq!(gone(bad).len(), 5, "{:?}", gone(bad));
    }

    #[test]
    fn the_shared_folder_is_named_in_listed_files_only() {
        let repository = Repository::of(&[(".ci/run", "../shared\n"), ("README.md", "see ../shared\n")]);
        assert_eq!(shared_folder(&repository).len(), 1);
    }
}
