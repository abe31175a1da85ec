//! What each crate may use: few crates of others where the thinking is, and arrows in one direction among our own.

use toml::Table;

use super::Problem;
use crate::repository::Repository;

/// The direct dependencies that a pure crate may have. Another one needs a page in `decisions/` first.
const ALLOWED: &[(&str, &[&str])] = &[
    ("agreement", &["jiff", "kdl", "serde_json", "sha2"]),
    ("office", &["jiff"]),
    ("papers", &["miniz_oxide", "quick-xml"]),
    ("script", &["ferrous-opencc"]),
    ("web", &["agreement", "askama", "jiff", "office", "papers", "script", "words"]),
    ("words", &["agreement", "fluent-bundle", "jiff", "unicode-width"]),
    ("documents", &["sha2"]),
    ("record", &["base64", "ed25519-dalek", "ml-dsa", "sha2", "sm2", "sm3"]),
    ("counterpart", &["agreement", "record", "base64", "ed25519-dalek", "jiff", "p256", "serde_json", "sha2", "sm2", "sm3"]),
    ("exchange", &["record"]),
];

/// Which of our own crates each may use, test dependencies included.
const ARROWS: &[(&str, &[&str])] = &[
    ("agreement", &[]),
    // It starts the program that is shipped, and knows nothing of it but its pages.
    ("browser", &[]),
    ("documents", &[]),
    ("words", &["agreement"]),
    ("office", &[]),
    ("papers", &[]),
    // The office's book is never handed the record, so that it cannot send anything.
    ("office_db", &["office"]),
    ("script", &[]),
    // It is given texts, and never the record or the office's book.
    ("search", &["script"]),
    ("web", &["agreement", "office", "papers", "script", "words"]),
    ("record", &[]),
    ("counterpart", &["agreement", "record"]),
    ("exchange", &["record"]),
    // One party's machine without sockets and clock: the node runs it, and the simulator runs four of it.
    ("keeper", &["agreement", "counterpart", "exchange", "keeper", "record", "store"]),
    ("store", &["counterpart", "record", "agreement"]),
    ("verify", &["agreement", "counterpart", "record", "store", "words"]),
    (
        "node",
        &[
            "agreement",
            "counterpart",
            "documents",
            "exchange",
            "keeper",
            "office",
            "office_db",
            "papers",
            "record",
            "script",
            "search",
            "store",
            "verify",
            "web",
            "words",
        ],
    ),
    ("xtask", &["agreement", "browser", "documents", "keeper", "record", "words", "node"]),
];

/// Pure crates depend on listed crates only. What tests use is free.
pub fn dependencies(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, name, manifest) in manifests(repository) {
        let Some((_, allowed)) = ALLOWED.iter().find(|(of, _)| *of == name) else {
            continue;
        };
        for used in named(&manifest, false).into_iter().filter(|used| !allowed.contains(&used.as_str())) {
            problems.push(format!(
                "{path}: `{name}` is pure and may not depend on {used}; do that work in `node`, \
                 or write a page in decisions/ and add the crate to ALLOWED in xtask/src/tidy/manifests.rs"
            ));
        }
    }
    problems
}

/// Our crates use each other only along the arrows of ARCHITECTURE.md.
pub fn arrows(repository: &Repository) -> Vec<Problem> {
    let manifests = manifests(repository);
    let ours = manifests.iter().map(|(_, name, _)| name.as_str()).collect::<Vec<_>>();
    let mut problems = Vec::new();
    for (path, name, manifest) in &manifests {
        let Some((_, targets)) = ARROWS.iter().find(|(from, _)| from == name) else {
            problems.push(format!("{path}: crate `{name}` has no arrows; draw them in ARCHITECTURE.md and in ARROWS of tidy"));
            continue;
        };
        let used = named(manifest, true).into_iter();
        for target in used.filter(|used| ours.contains(&used.as_str()) && !targets.contains(&used.as_str())) {
            problems
                .push(format!("{path}: no arrow leads from `{name}` to `{target}`; move the shared part to where both may look"));
        }
    }
    problems
}

/// Path, crate name and content of every member's manifest.
fn manifests(repository: &Repository) -> Vec<(&str, String, Table)> {
    let files = repository.files().filter(|(path, _)| path.ends_with("/Cargo.toml"));
    let read = files.filter_map(|(path, text)| {
        let table = text.parse::<Table>().ok()?;
        let name = table.get("package")?.get("name")?.as_str()?.to_owned();
        Some((path, name, table))
    });
    read.collect()
}

/// The names of all dependencies of a manifest, those under `[target.…]` included.
fn named(manifest: &Table, with_tests: bool) -> Vec<String> {
    let targets = manifest.get("target").and_then(|targets| targets.as_table());
    let below = targets.into_iter().flatten().filter_map(|(_, target)| target.as_table());
    let mut kinds = vec!["dependencies", "build-dependencies"];
    kinds.extend(with_tests.then_some("dev-dependencies"));
    let tables = std::iter::once(manifest).chain(below);
    let lists = tables.flat_map(|table| kinds.iter().filter_map(|kind| table.get(*kind)?.as_table()));
    let entries = lists.flatten().map(|(name, how)| how.get("package").and_then(|real| real.as_str()).unwrap_or(name).to_owned());
    entries.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pure_crate_with_a_clock_is_refused() {
        let bad = "[package]\nname = \"documents\"\n[dependencies]\nsha2 = \"1\"\ntime.package = \"chrono\"\n[dev-dependencies]\nregex = \"1\"\n";
        let repository = Repository::of(&[("crates/documents/Cargo.toml", bad)]);
        let problems = dependencies(&repository);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].contains("chrono"), "{problems:?}");
    }

    #[test]
    fn an_arrow_backwards_is_refused_and_a_new_crate_must_be_drawn() {
        let repository = Repository::of(&[
            (
                "crates/agreement/Cargo.toml",
                "[package]\nname = \"agreement\"\n[target.'cfg(unix)'.dev-dependencies]\nwords.workspace = true\n",
            ),
            ("crates/words/Cargo.toml", "[package]\nname = \"words\"\n[dependencies]\nagreement.workspace = true\n"),
            ("crates/extra/Cargo.toml", "[package]\nname = \"extra\"\n"),
        ]);
        let problems = arrows(&repository);
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].contains("from `agreement` to `words`") && problems[1].contains("`extra` has no arrows"));
    }
}
