//! The size and outline of source files: heads, names, lengths, the share of comments and of tests.

use std::collections::{BTreeMap, BTreeSet};

use super::Problem;
use crate::repository::Repository;
use crate::rust_text::{functions, line_counts, split_tests};

const FILE_LINES_MAX: usize = 500;
const FUNCTION_LINES_MAX: usize = 70;
const TIDY_LINES_MAX: usize = 600;
const COMMENTS_MIN_PERCENT: usize = 8;
const RATCHET: &str = "xtask/ratchet.txt";

/// Files that may be longer than the limit, each with the reason.
const LONG_FILES: &[(&str, &str)] = &[];

/// Names that say nothing about what a file holds.
const EMPTY_NAMES: &[&str] = &["utils", "util", "helpers", "helper", "common", "misc", "manager", "service", "models", "types"];

/// Folders whose every file is a rule with its table of cases at the foot.
const RULE_FOLDERS: &[&str] = &["crates/agreement/src/kinds/"];

/// Each source file opens by saying what it is.
pub fn heads(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in repository.under("", ".rs") {
        if !text.starts_with("//!") {
            problems.push(format!("{path}:1: open the file with `//!` and one to six lines in the field's words"));
        }
    }
    problems
}

/// No file or folder with a name that anything fits.
pub fn names(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, _) in repository.files() {
        let mut stems = path.split('/').filter_map(|part| part.split('.').next());
        if stems.any(|stem| EMPTY_NAMES.contains(&stem)) {
            problems.push(format!("{path}: name the file after the thing in the agreement that it is about"));
        }
    }
    problems
}

/// No file longer than the limit, its tests apart.
pub fn file_lengths(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in repository.under("", ".rs") {
        let lines = split_tests(path, text).0.lines().count();
        let listed = LONG_FILES.iter().any(|(file, _)| *file == path);
        if lines > FILE_LINES_MAX && !listed {
            problems.push(format!(
                "{path}: {lines} lines without tests, {FILE_LINES_MAX} at most; split it by subject, \
                 or list it with a reason in LONG_FILES of xtask/src/tidy/shape.rs"
            ));
        }
        if lines <= FILE_LINES_MAX && listed {
            problems.push(format!("{path}: {lines} lines again; take it out of LONG_FILES"));
        }
    }
    problems
}

/// No function longer than the limit, but for the listed excess, which only shrinks.
pub fn function_lengths(repository: &Repository) -> Vec<Problem> {
    let listed = repository.text(RATCHET).unwrap_or_default().lines();
    let mut listed = listed.filter(|line| !line.starts_with('#')).collect::<BTreeSet<_>>();
    let mut problems = Vec::new();
    for (path, text) in repository.under("", ".rs") {
        for (name, lines) in functions(split_tests(path, text).0) {
            if lines > FUNCTION_LINES_MAX && !listed.remove(format!("{path} {name} {lines}").as_str()) {
                problems.push(format!(
                    "{path}: `{name}` has {lines} lines, {FUNCTION_LINES_MAX} at most; \
                     give each of its sentences a function"
                ));
            }
        }
    }
    // What is left over was shortened, or is gone.
    problems.extend(
        listed.into_iter().map(|line| format!("{RATCHET}: `{line}` is no longer so; lower the number, or remove the line")),
    );
    problems
}

/// In every crate, enough of the lines outside tests say why.
pub fn comments(repository: &Repository) -> Vec<Problem> {
    let mut crates: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (path, text) in repository.under("", ".rs") {
        if let Some((name, _)) = path.split_once("/src/") {
            let (code, told) = line_counts(split_tests(path, text).0);
            let sums = crates.entry(name).or_default();
            *sums = (sums.0 + code, sums.1 + told);
        }
    }
    crates.retain(|_, (code, told)| *told * 100 < (*code + *told) * COMMENTS_MIN_PERCENT);
    let quiet = crates.into_iter().map(|(name, (code, told))| {
        format!(
            "{name}: {told} lines of comment with {code} of code, {COMMENTS_MIN_PERCENT} % at least; \
             say what each rule means and why"
        )
    });
    quiet.collect()
}

/// At least as many lines of cases as of rule, for every kind: its file and the folder of its name are one.
pub fn rule_tests(repository: &Repository) -> Vec<Problem> {
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for folder in RULE_FOLDERS {
        for (path, text) in repository.under(folder, ".rs") {
            let (rule, cases) = split_tests(path, text);
            let stem = path[folder.len()..].split(['/', '.']).next().unwrap_or("");
            let sums = kinds.entry(format!("{folder}{stem}")).or_default();
            *sums = (sums.0 + rule.lines().count(), sums.1 + cases.lines().count());
        }
    }
    kinds.retain(|_, (rule, cases)| cases < rule);
    let few = kinds.into_iter().map(|(kind, (rule, cases))| {
        format!("{kind}: {cases} lines of cases for {rule} lines of rule; add good and bad cases at the foot")
    });
    few.collect()
}

/// The rules of taste stay small enough to be read in one sitting.
pub fn tidy_itself(repository: &Repository) -> Vec<Problem> {
    let files = repository.under("xtask/src/tidy/", ".rs");
    let lines = files.map(|(path, text)| line_counts(split_tests(path, text).0).0).sum::<usize>();
    if lines <= TIDY_LINES_MAX {
        return Vec::new();
    }
    vec![format!("xtask/src/tidy: {lines} lines of code, {TIDY_LINES_MAX} at most; drop the rule that caught least")]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(functions: &[(&str, usize)]) -> String {
        let bodies = functions.iter().map(|(name, lines)| format!("fn {name}() {{\n{}}}\n", "    ();\n".repeat(lines - 2)));
        format!("//! A file.\n{}", bodies.collect::<String>())
    }

    #[test]
    fn heads_and_names() {
        let repository = Repository::of(&[("crates/a/src/utils.rs", "fn a() {}\n"), ("crates/common/x.md", "x\n")]);
        assert_eq!((heads(&repository).len(), names(&repository).len()), (1, 2));
    }

    #[test]
    fn long_files_are_refused_and_their_tests_do_not_count() {
        let long = source(&[("a", 501)]);
        let tests = format!("//! A.\n#[cfg(test)]\nmod tests {{\n{}}}\n", "\n".repeat(600));
        let found = file_lengths(&Repository::of(&[("crates/a/src/a.rs", &long), ("crates/a/src/b.rs", &tests)]));
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn the_ratchet_lets_excess_only_shrink() {
        let check = |lines, listed: &str| {
            let long = source(&[("a", lines)]);
            function_lengths(&Repository::of(&[("x.rs", &long), (RATCHET, listed)]))
        };
        assert!(check(70, "# none\n").is_empty());
        assert!(check(71, "")[0].contains("70 at most"));
        assert!(check(80, "x.rs a 80\n").is_empty());
        assert!(check(81, "x.rs a 80\n")[0].contains("70 at most"));
        assert!(check(79, "x.rs a 80\n")[1].contains("lower the number"));
        assert!(check(60, "x.rs a 80\n")[0].contains("remove the line"));
    }

    #[test]
    fn a_crate_without_a_word_is_refused() {
        let quiet = source(&[("a", 40)]);
        assert_eq!(comments(&Repository::of(&[("crates/a/src/lib.rs", &quiet)])).len(), 1);
        let told = quiet.replace("    ();\n", "    (); // why\n");
        assert!(comments(&Repository::of(&[("crates/a/src/lib.rs", &told)])).is_empty());
    }

    #[test]
    fn a_rule_with_few_cases_is_refused() {
        let rule = source(&[("a", 9)]);
        let with_cases = format!("{rule}#[cfg(test)]\nmod tests {{\n{}}}\n", "\n".repeat(9));
        let folder = RULE_FOLDERS[0];
        let found = rule_tests(&Repository::of(&[(&format!("{folder}a.rs"), &rule), (&format!("{folder}b.rs"), &with_cases)]));
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("a: 0 lines of cases for 10"), "{found:?}");
    }

    #[test]
    fn tidy_measures_itself() {
        let long = source(&[("a", 700)]);
        assert_eq!(tidy_itself(&Repository::of(&[("xtask/src/tidy/a.rs", &long)])).len(), 1);
    }
}
