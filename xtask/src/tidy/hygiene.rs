//! What no committed file may hold: tests that do not run, code that is not written, one machine's places, stray white space.

use super::Problem;
use crate::repository::Repository;
use crate::rust_text::layers;

/// What may not stand in code, and what to do instead.
const CODE: &[(&str, &str)] = &[
    ("#[ignore", "let the test run, or move what is long to `cargo xtask prove`"),
    ("should_panic", "assert on the typed refusal or the problem instead"),
    ("todo!", "write the case, or leave it out of the type"),
    ("unimplemented!", "write the case, or leave it out of the type"),
];

/// Places of one machine and of one network. Split, so that this file does not hold them.
const PLACES: &[(&str, &str)] = &[
    (concat!("/wo", "rk/"), "name the path from the root of the repository"),
    (concat!("/ro", "ot/"), "name the path from the root of the repository"),
    (concat!("/ho", "me/"), "name the path from the root of the repository"),
    (concat!("crates", ".io"), "name the crate and its version; Cargo.toml says where it comes from"),
    (concat!("npmjs", ".org"), "name the package and its version"),
    (concat!("pypi", ".org"), "name the package and its version"),
    (concat!("proxy.golang", ".org"), "name the module and its version"),
];

/// Nothing half-written and no test that is switched off.
pub fn forbidden_code(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in repository.under("", ".rs") {
        for (number, line) in (1..).zip(layers(text).code.lines()) {
            for (word, instead) in CODE.iter().filter(|(word, _)| line.contains(word)) {
                problems.push(format!("{path}:{number}: `{word}`: {instead}"));
            }
        }
    }
    problems
}

/// No path and no host that only one machine knows.
pub fn forbidden_places(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, number, line) in repository.lines("").filter(|(path, ..)| !is_lock(path)) {
        for (place, instead) in PLACES.iter().filter(|(place, _)| line.contains(place)) {
            problems.push(format!("{path}:{number}: `{place}`: {instead}"));
        }
    }
    problems
}

/// No white space at the end of a line, one newline at the end of a file, no carriage returns.
pub fn white_space(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in repository.files() {
        if is_lock(path) || is_fixture(path) || text.is_empty() {
            continue;
        }
        for (number, line) in (1..).zip(text.split('\n')) {
            if line.ends_with([' ', '\t', '\r']) {
                problems.push(format!("{path}:{number}: remove the white space at the end"));
            }
        }
        if !text.ends_with('\n') || text.ends_with("\n\n") {
            problems.push(format!("{path}: end the file with exactly one newline"));
        }
    }
    problems
}

fn is_lock(path: &str) -> bool {
    path.ends_with(".lock") || path.ends_with("package-lock.json")
}

/// Bytes that a reader is tested with are as they are.
fn is_fixture(path: &str) -> bool {
    path.contains("/tests/") && !path.ends_with(".rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switched_off_tests_and_unwritten_code_are_refused() {
        let bad = "#[ignore]\nfn a() {\n    // todo! is a word here\n    todo!()\n}\n#[should_panic]\nfn b() { unimplemented!(\"#[ignore]\") }\n";
        let found = forbidden_code(&Repository::of(&[("a.rs", bad)]));
        let lines = found.iter().map(|problem| &problem[..6]).collect::<Vec<_>>();
        assert_eq!(lines, ["a.rs:1", "a.rs:4", "a.rs:6", "a.rs:7"]);
    }

    #[test]
    fn places_of_one_machine_are_refused_outside_lock_files() {
        let bad = format!("see /{}/x\n", "work");
        let found = forbidden_places(&Repository::of(&[("a.md", &bad), ("Cargo.lock", &bad)]));
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("a.md:1"));
    }

    #[test]
    fn stray_white_space_is_refused_except_in_fixtures() {
        let bad = "a \nb";
        let found = white_space(&Repository::of(&[("a.md", bad), ("crates/x/tests/a.txt", bad), ("b.md", "b\n\n")]));
        assert_eq!(found.len(), 3, "{found:?}");
    }
}
