//! The size and outline of source files: heads, names, lengths, the share of comments and of tests.

use std::collections::BTreeMap;

use super::Problem;
use crate::repository::Repository;
use crate::rust_text::{functions, layers, split_tests};

const FILE_LINES_MAX: usize = 500;
const FUNCTION_LINES_MAX: usize = 70;
const TIDY_LINES_MAX: usize = 600;
const COMMENTS_MIN_PERCENT: usize = 8;
const RATCHET: &str = "xtask/ratchet.txt";

/// Files that may be longer than the limit, each with the reason.
const LONG_FILES: &[(&str, &str)] = &[];

/// Names that say nothing about what a file holds.
const EMPTY_NAMES: &[&str] = &[
    "utils", "util", "helpers", "helper", "common", "misc", "manager", "service", "models", "types",
];

/// Folders whose every file is a rule with its table of cases at the foot.
const RULE_FOLDERS: &[&str] = &["crates/agreement/src/kinds/"];

/// Each source file opens by saying what it is.
pub fn heads(repository: &Repository) -> Vec<Problem> {
    let bare = repository
        .under("", ".rs")
        .filter(|(_, text)| !text.starts_with("//!"));
    bare.map(|(path, _)| {
        format!("{path}:1: open the file with `//!` and one to six lines in the field's words")
    })
    .collect()
}

/// No file or folder with a name that anything fits.
pub fn names(repository: &Repository) -> Vec<Problem> {
    let stem = |part: &str| part.split('.').next().unwrap_or_default().to_owned();
    let empty = |path: &&str| {
        path.split('/')
            .any(|part| EMPTY_NAMES.contains(&stem(part).as_str()))
    };
    let found = repository.files().map(|(path, _)| path).filter(empty);
    found
        .map(|path| {
            format!("{path}: name the file after the thing in the agreement that it is about")
        })
        .collect()
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
            problems.push(format!(
                "{path}: {lines} lines again; take it out of LONG_FILES"
            ));
        }
    }
    problems
}

/// No function longer than the limit, but for the listed excess, which only shrinks.
pub fn function_lengths(repository: &Repository) -> Vec<Problem> {
    let mut allowed = ratchet(repository.text(RATCHET).unwrap_or_default());
    let mut problems = Vec::new();
    for (path, text) in repository.under("", ".rs") {
        for (name, lines) in functions(split_tests(path, text).0)
            .into_iter()
            .filter(|(_, lines)| *lines > FUNCTION_LINES_MAX)
        {
            match allowed.remove(&(path.to_owned(), name.clone())) {
                Some(listed) if lines == listed => {}
                Some(listed) if lines < listed => {
                    problems.push(format!("{RATCHET}: `{name}` in {path} has {lines} lines now; lower {listed} to {lines}"));
                }
                _ => problems.push(format!(
                    "{path}: `{name}` has {lines} lines, {FUNCTION_LINES_MAX} at most; give each of its sentences a function"
                )),
            }
        }
    }
    let gone = allowed.keys().map(|(path, name)| {
        format!("{RATCHET}: `{name}` in {path} is within the limit; remove the line")
    });
    problems.extend(gone);
    problems
}

/// The lines `path function lines` of the ratchet.
fn ratchet(text: &str) -> BTreeMap<(String, String), usize> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let entries =
        lines.filter_map(
            |line| match line.split_whitespace().collect::<Vec<_>>().as_slice() {
                [path, name, lines] => Some((
                    ((*path).to_owned(), (*name).to_owned()),
                    lines.parse().ok()?,
                )),
                _ => None,
            },
        );
    entries.collect()
}

/// In every crate, enough of the lines outside tests say why.
pub fn comments(repository: &Repository) -> Vec<Problem> {
    let mut crates: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (path, text) in repository.under("", ".rs") {
        let Some((name, _)) = path.split_once("/src/") else {
            continue;
        };
        let rules = split_tests(path, text).0;
        let told = layers(rules)
            .comments
            .lines()
            .filter(|line| !line.trim().is_empty())
            .count();
        let lines = rules.lines().filter(|line| !line.trim().is_empty()).count();
        let sums = crates.entry(name).or_default();
        *sums = (sums.0 + told, sums.1 + lines);
    }
    let quiet = crates
        .into_iter()
        .filter(|(_, (told, lines))| told * 100 < lines * COMMENTS_MIN_PERCENT);
    quiet
        .map(|(name, (told, lines))| {
            format!("{name}: {told} of {lines} lines are comments, {COMMENTS_MIN_PERCENT} % at least; say what each rule means and why")
        })
        .collect()
}

/// At least as many lines of cases as of rule, in every rule file.
pub fn rule_tests(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in RULE_FOLDERS
        .iter()
        .flat_map(|folder| repository.under(folder, ".rs"))
    {
        let (rule, cases) = split_tests(path, text);
        let (rule, cases) = (rule.lines().count(), cases.lines().count());
        // The list of the kinds has no rule of its own.
        if cases < rule && !path.ends_with("/mod.rs") {
            problems.push(format!("{path}: {cases} lines of cases for {rule} lines of rule; add good and bad cases at the foot"));
        }
    }
    problems
}

/// The rules of taste stay small enough to be read in one sitting.
pub fn tidy_itself(repository: &Repository) -> Vec<Problem> {
    let files = repository.under("xtask/src/tidy/", ".rs");
    let lines = files
        .map(|(path, text)| split_tests(path, text).0.lines().count())
        .sum::<usize>();
    let over = lines > TIDY_LINES_MAX;
    over.then(|| format!("xtask/src/tidy: {lines} lines, {TIDY_LINES_MAX} at most; drop the rule that has caught least")).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(functions: &[(&str, usize)]) -> String {
        let bodies = functions
            .iter()
            .map(|(name, lines)| format!("fn {name}() {{\n{}}}\n", "    ();\n".repeat(lines - 2)));
        format!("//! A file.\n{}", bodies.collect::<String>())
    }

    #[test]
    fn heads_and_names() {
        let repository = Repository::of(&[
            ("crates/a/src/utils.rs", "fn a() {}\n"),
            ("crates/common/x.md", "x\n"),
        ]);
        assert_eq!((heads(&repository).len(), names(&repository).len()), (1, 2));
    }

    #[test]
    fn long_files_are_refused_and_their_tests_do_not_count() {
        let long = source(&[("a", 501)]);
        let tests = format!(
            "//! A.\n#[cfg(test)]\nmod tests {{\n{}}}\n",
            "\n".repeat(600)
        );
        let found = file_lengths(&Repository::of(&[
            ("crates/a/src/a.rs", &long),
            ("crates/a/src/b.rs", &tests),
        ]));
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
        assert!(check(79, "x.rs a 80\n")[0].contains("lower 80 to 79"));
        assert!(check(60, "x.rs a 80\n")[0].contains("remove the line"));
    }

    #[test]
    fn a_crate_without_a_word_is_refused() {
        let quiet = source(&[("a", 40)]);
        assert_eq!(
            comments(&Repository::of(&[("crates/a/src/lib.rs", &quiet)])).len(),
            1
        );
        let told = quiet.replace("    ();\n", "    (); // why\n");
        assert!(comments(&Repository::of(&[("crates/a/src/lib.rs", &told)])).is_empty());
    }

    #[test]
    fn a_rule_with_few_cases_is_refused() {
        let rule = source(&[("a", 9)]);
        let with_cases = format!("{rule}#[cfg(test)]\nmod tests {{\n{}}}\n", "\n".repeat(9));
        let folder = RULE_FOLDERS[0];
        let found = rule_tests(&Repository::of(&[
            (&format!("{folder}a.rs"), &rule),
            (&format!("{folder}b.rs"), &with_cases),
        ]));
        assert_eq!(found.len(), 1);
        assert!(
            found[0].contains("a.rs: 0 lines of cases for 10"),
            "{found:?}"
        );
    }

    #[test]
    fn tidy_measures_itself() {
        let long = source(&[("a", 700)]);
        assert_eq!(
            tidy_itself(&Repository::of(&[("xtask/src/tidy/a.rs", &long)])).len(),
            1
        );
    }
}
