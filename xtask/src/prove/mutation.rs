//! The mutation proof: the engine is changed in one place at a time, and a change that no rule table notices is a
//! missing case, or it is settled in writing.
//!
//! The changes are made in a copy of the tree, so that a run that is broken off leaves nothing changed here.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::page;
use crate::repository::{Repository, root};

/// The crate whose every line a test must miss when it is changed.
const ENGINE: &str = "crates/agreement/src/";
/// Changes that cannot be noticed, each with the reason.
const SETTLED: &str = "proofs/mutation_settled.txt";
const PAGE: &str = "proofs/mutation.md";

const HEAD: &str = "\
Each file is changed in one place at a time: a condition turned round, a function emptied, an arm or a `!` taken away. \
After each change the rule tables of the crate run (`cargo test --lib`), not the long properties and not the scenarios. \
A change is noticed if a test fails, or never ends; it is not viable if it does not compile. \
What survived and is settled has its reason below, from `proofs/mutation_settled.txt`.

| file | changes | noticed | not viable | never ended | survived | settled |
|---|---|---|---|---|---|---|";

/// Changes the engine file by file, and lists the changes that no test notices. Other files keep what was found before.
pub fn prove(files: &[&str]) -> Result<()> {
    let repository = Repository::read(&root())?;
    let all = repository.under(ENGINE, ".rs").map(|(path, _)| path).collect::<Vec<_>>();
    let files = if files.is_empty() { &all } else { files };
    let settled = settled(repository.text(SETTLED).unwrap_or_default())?;
    let mutants = mutants()?;
    let tree = copied(&repository)?;
    let (mut rows, mut survivors) = kept(repository.text(PAGE).unwrap_or_default(), &repository, files);
    let mut open = Vec::new();
    for file in files {
        let text = repository.text(file).with_context(|| format!("{file} is not in the repository; name it from the root"))?;
        let [noticed, unviable, endless, missed] = mutate(&mutants, &tree, file)?;
        let survived = missed.iter().map(|line| Survivor::of(line, text, &settled)).collect::<Vec<_>>();
        let reasons = survived.iter().filter(|survivor| survivor.why.is_some()).count();
        println!("{file}: {} noticed, {} survived, {reasons} of them settled", noticed.len() + endless.len(), missed.len());
        let counts = [noticed.len(), unviable.len(), endless.len(), missed.len(), reasons];
        let changes = counts[..4].iter().sum::<usize>();
        rows.push(format!("| {file} | {changes} | {} |", counts.map(|count| count.to_string()).join(" | ")));
        survivors.extend(survived.iter().map(Survivor::line));
        open.extend(problems(file, &survived, &settled));
        // A run may take an hour: what is known so far is kept.
        rows.sort();
        survivors.sort();
        page("mutation", "Mutation of the engine", &body(&rows, &survivors, &all))?;
    }
    ensure!(open.is_empty(), "write the missing case, or settle the change in {SETTLED}:\n{}", open.join("\n"));
    Ok(())
}

/// A change that cannot be noticed: what is changed, the source line where, and why it makes no difference.
struct Settled<'a> {
    change: &'a str,
    source: &'a str,
    why: &'a str,
}

/// Reads the settled changes: three lines each, an empty line between them. Lines with `#` are comments.
fn settled(text: &str) -> Result<Vec<Settled<'_>>> {
    let lines = text.lines().filter(|line| !line.starts_with('#')).map(str::trim).collect::<Vec<_>>();
    let mut settled = Vec::new();
    for entry in lines.split(|line| line.is_empty()).filter(|entry| !entry.is_empty()) {
        let [change, source, why] = entry else {
            anyhow::bail!("{SETTLED}: `{}` needs three lines: the change, the source line, the reason", entry[0]);
        };
        settled.push(Settled { change, source, why });
    }
    Ok(settled)
}

/// A change that no test noticed.
struct Survivor<'a> {
    /// File, line, column and what was changed, as the tool says it.
    named: &'a str,
    /// File and what was changed: what stays the same when lines are added above.
    change: String,
    source: &'a str,
    why: Option<&'a str>,
}

impl<'a> Survivor<'a> {
    /// The survivor that a line of the tool names, with the reason if it is settled.
    fn of(named: &'a str, text: &'a str, settled: &[Settled<'a>]) -> Survivor<'a> {
        let mut parts = named.splitn(4, ':');
        let mut part = || parts.next().unwrap_or_default();
        let (file, line, _, what) = (part(), part(), part(), part());
        let source = line.parse::<usize>().ok().and_then(|line| text.lines().nth(line.checked_sub(1)?));
        let (change, source) = (format!("{file}:{what}"), source.unwrap_or_default().trim());
        let why = settled.iter().find(|settled| settled.change == change && settled.source == source).map(|settled| settled.why);
        Survivor { named, change, source, why }
    }

    /// Its line on the page.
    fn line(&self) -> String {
        format!("- `{}`, in `{}`. {}", self.named, self.source, self.why.unwrap_or("**Not settled.**"))
    }
}

/// What is still to be done about a file: changes that are not settled, and settled ones that are noticed by now.
fn problems(file: &str, survived: &[Survivor<'_>], settled: &[Settled<'_>]) -> Vec<String> {
    let unsettled = survived.iter().filter(|survivor| survivor.why.is_none());
    let unsettled = unsettled.map(|survivor| format!("{}\n    {}", survivor.named, survivor.source));
    let of_file = settled.iter().filter(|settled| settled.change.split(':').next() == Some(file));
    let stale = of_file.filter(|settled| {
        !survived.iter().any(|survivor| survivor.change == settled.change && survivor.source == settled.source)
    });
    unsettled.chain(stale.map(|settled| format!("{}: is noticed by now, take it out", settled.change))).collect()
}

/// The page below its title.
fn body(rows: &[String], survivors: &[String], all: &[&str]) -> String {
    let has_row = |file: &str| rows.iter().any(|row| row.starts_with(&format!("| {file} |")));
    let waiting = all.iter().filter(|file| !has_row(file)).map(|file| format!("- {file}")).collect::<Vec<_>>();
    let list = |title: &str, lines: &[String], none: &str| {
        let lines = if lines.is_empty() { none.to_owned() } else { lines.join("\n") };
        format!("## {title}\n\n{lines}")
    };
    let survivors = list("Survivors", survivors, "None survived.");
    let waiting = list("Not run yet", &waiting, "Every file of the engine was run.");
    format!("{HEAD}\n{}\n\n{survivors}\n\n{waiting}", rows.join("\n"))
}

/// The rows and survivors of an earlier page that this run does not measure again, and whose files are still there.
fn kept(page: &str, repository: &Repository, again: &[&str]) -> (Vec<String>, Vec<String>) {
    let lines = |mark: &str, end: char| {
        let found = page.lines().filter(|line| {
            let file = line.strip_prefix(mark).and_then(|rest| rest.split(end).next()).unwrap_or_default().trim();
            !again.contains(&file) && repository.text(file).is_some()
        });
        found.map(str::to_owned).collect::<Vec<_>>()
    };
    (lines("| ", '|'), lines("- `", ':'))
}

/// The folder in which everything of this proof is built.
fn folder() -> PathBuf {
    root().join("target/mutants")
}

/// A copy of the tree to make the changes in. Files that are the same stay untouched, for the sake of what is built.
fn copied(repository: &Repository) -> Result<PathBuf> {
    let tree = folder().join("tree");
    for (path, text) in repository.files() {
        let target = tree.join(path);
        if std::fs::read(&target).is_ok_and(|there| there == text.as_bytes()) {
            continue;
        }
        let parent = target.parent().unwrap_or(&tree);
        std::fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        std::fs::write(&target, text).with_context(|| format!("cannot write {}", target.display()))?;
    }
    Ok(tree)
}

/// The lines of one file's changes: noticed, not viable, never ended, survived.
fn mutate(mutants: &Path, tree: &Path, file: &str) -> Result<[Vec<String>; 4]> {
    let package = file.split('/').nth(1).unwrap_or_default();
    let status = Command::new(mutants)
        // In place, so that what is built for one change serves the next one: it is ten times faster.
        .args(["mutants", "--in-place", "--profile", "mutants", "--package", package, "--file", file])
        // The rule tables are what is asked; the long properties would make a file last for hours.
        .arg("--cargo-arg=--lib")
        .args(["--minimum-test-timeout", "5", "--build-timeout", "120", "--no-shuffle", "--colors", "never", "--output"])
        .arg(folder())
        .current_dir(tree)
        .env("CARGO_TARGET_DIR", folder().join("build"))
        .status()
        .context("cargo-mutants did not start")?;
    // 2: some survived; 3: some never ended. Both are findings, not failures.
    ensure!(matches!(status.code(), Some(0 | 2 | 3)), "cargo-mutants stopped on {file}: the tests must pass before it begins");
    let read = |name: &str| std::fs::read_to_string(folder().join("mutants.out").join(name)).unwrap_or_default();
    let lines = |name| read(name).lines().map(str::to_owned).collect();
    Ok(["caught.txt", "unviable.txt", "timeout.txt", "missed.txt"].map(lines))
}

/// The program `cargo-mutants`, installed into `target/tools` the first time.
fn mutants() -> Result<PathBuf> {
    let tools = root().join("target/tools");
    let program = tools.join("bin/cargo-mutants");
    if !program.exists() {
        let install = Command::new("cargo").args(["install", "--locked", "cargo-mutants", "--root"]).arg(&tools).status();
        ensure!(install.is_ok_and(|status| status.success()), "cargo-mutants did not install into target/tools");
    }
    Ok(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_on_one_file_keeps_what_was_found_in_the_others() {
        let page = "| a.rs | 1 | 1 | 0 | 0 | 0 | 0 |\n| b.rs | 2 |\n| gone.rs | 3 |\n\n- `a.rs:1:2: x`\n- `b.rs:3:4: y`, why\n";
        let repository = Repository::of(&[("a.rs", ""), ("b.rs", "")]);
        let (rows, survivors) = kept(page, &repository, &["a.rs"]);
        assert_eq!((rows, survivors), (vec!["| b.rs | 2 |".to_owned()], vec!["- `b.rs:3:4: y`, why".to_owned()]));
    }

    #[test]
    fn a_settled_change_is_found_by_its_words_and_not_by_its_line() {
        let settled = settled("# c\na.rs: replace < with <=\n  x < y\nNever equal.\n\na.rs: gone\nz\nw\n").unwrap();
        let text = "fn f() {\n    x < y\n}\n";
        let named = ["a.rs:2:7: replace < with <=", "a.rs:1:1: replace f with ()"];
        let survived = named.map(|named| Survivor::of(named, text, &settled));
        assert_eq!(survived[0].line(), "- `a.rs:2:7: replace < with <=`, in `x < y`. Never equal.");
        assert_eq!(survived[1].line(), "- `a.rs:1:1: replace f with ()`, in `fn f() {`. **Not settled.**");
        let open = ["a.rs:1:1: replace f with ()\n    fn f() {", "a.rs: gone: is noticed by now, take it out"];
        assert_eq!(problems("a.rs", &survived, &settled), open);
        assert!(problems("b.rs", &[], &settled).is_empty());
    }

    #[test]
    fn a_settled_change_without_a_reason_is_an_error() {
        assert!(settled("a.rs: replace < with <=\nx < y\n").is_err());
    }

    #[test]
    fn the_page_says_what_was_not_run() {
        let body = body(&["| a.rs | 1 |".to_owned()], &[], &["a.rs", "b.rs"]);
        assert!(body.ends_with("## Survivors\n\nNone survived.\n\n## Not run yet\n\n- b.rs"));
    }
}
