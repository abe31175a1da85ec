//! The mutation proof: the engine is changed in one place at a time, and a change that no rule table notices is a
//! missing case, or it is settled in writing.
//!
//! The changes are made in a copy of the tree, so that a run that is broken off leaves nothing changed here.

mod switches;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use self::switches::{ASKED, CALL, Change, Switches};
use super::page;
use crate::repository::{Repository, root};

/// The crate whose every line a test must miss when it is changed.
const ENGINE: &str = "crates/agreement/src/";
const CRATE_ROOT: &str = "crates/agreement/src/lib.rs";
/// Changes that cannot be noticed, each with the reason.
const SETTLED: &str = "proofs/mutation_settled.txt";
const PAGE: &str = "proofs/mutation.md";
/// The tests of an unchanged engine take less than a second; who needs this long never ends.
const ENDLESS: Duration = Duration::from_secs(120);

const HEAD: &str = "\
Each file is changed in one place at a time: an operator turned round, a function that gives a plain value at once, an arm, \
a guard or a `!` taken away. All changes are compiled together, each under a switch, and the rule tables of the crate \
(`cargo test --lib`) run once for each, not the long properties and not the scenarios. \
A change is noticed if a test fails, or never ends; it is not viable if it does not compile with the others. \
What survived and is settled has its reason below, from `proofs/mutation_settled.txt`.

| file | changes | noticed | not viable | never ended | survived | settled |
|---|---|---|---|---|---|---|";

/// Changes the engine in many places, and lists the changes that no test notices. Files not named keep what was found before.
pub fn prove(files: &[&str]) -> Result<()> {
    let repository = Repository::read(&root())?;
    let all = repository.under(ENGINE, ".rs").map(|(path, _)| path).collect::<Vec<_>>();
    let files = if files.is_empty() { &all } else { files };
    let settled = settled(repository.text(SETTLED).unwrap_or_default())?;
    let built = build(&repository, files)?;
    ensure!(one(&built, 0)? == Fate::Survived, "the tests must pass before anything is changed");
    let mut open = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let text = repository.text(file).unwrap_or_default();
        let fates = tried(&built, file)?;
        let count = |which: Fate| fates.iter().filter(|(_, fate)| *fate == which).count();
        let survived = fates.iter().filter(|(_, fate)| *fate == Fate::Survived);
        let survived = survived.map(|(named, _)| Survivor::of(named, text, &settled)).collect::<Vec<_>>();
        let unviable = built.left_out.iter().filter(|named| file_of(named) == *file).count();
        let reasons = survived.iter().filter(|survivor| survivor.why.is_some()).count();
        let counts = [count(Fate::Noticed), unviable, count(Fate::Endless), survived.len(), reasons];
        let changes = counts[..4].iter().sum::<usize>();
        println!("{file}: {changes} changes, {} survived, {reasons} of them settled", survived.len());
        open.extend(problems(file, &survived, &settled));
        // What is known so far is kept, should the run be broken off. The page is read again: it holds the files before.
        let page_so_far = std::fs::read_to_string(root().join(PAGE)).unwrap_or_default();
        let (mut rows, mut survivors) = kept(&page_so_far, &repository, &files[index..=index]);
        rows.push(format!("| {file} | {changes} | {} |", counts.map(|count| count.to_string()).join(" | ")));
        survivors.extend(survived.iter().map(Survivor::line));
        rows.sort();
        survivors.sort();
        page("mutation", "Mutation of the engine", &body(&rows, &survivors, &all))?;
    }
    ensure!(open.is_empty(), "write the missing case, or settle the change in {SETTLED}:\n{}", open.join("\n"));
    Ok(())
}

/// The file that a change names.
fn file_of(named: &str) -> &str {
    named.split(':').next().unwrap_or_default()
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Noticed,
    Endless,
    Survived,
}

/// The tests with all changes under switches.
struct Built {
    tests: PathBuf,
    changes: Vec<Change>,
    /// Changes that do not compile with the others.
    left_out: BTreeSet<String>,
}

/// Builds the tests of the engine with the changes of `files`; what does not compile is left out until it does.
fn build(repository: &Repository, files: &[&str]) -> Result<Built> {
    let tree = copied(repository)?;
    let root_text = repository.text(CRATE_ROOT).context("the engine has no lib.rs")?;
    let mut left_out = BTreeSet::new();
    loop {
        let mut switches = Switches::new(&left_out);
        for file in files {
            let text =
                repository.text(file).with_context(|| format!("{file} is not in the repository; name it from the root"))?;
            write(&tree.join(file), &switches.write(file, text)?)?;
        }
        let changes = switches.changes;
        let root_file = tree.join(CRATE_ROOT);
        let begun = if files.contains(&CRATE_ROOT) { std::fs::read_to_string(&root_file)? } else { root_text.to_owned() };
        write(&root_file, &format!("{begun}{ASKED}"))?;
        let output = Command::new("cargo")
            .args(["test", "--profile", "mutants", "--package", "agreement", "--lib", "--no-run", "--message-format", "short"])
            .current_dir(&tree)
            .env("CARGO_TARGET_DIR", folder().join("build"))
            .output()
            .context("cargo did not start")?;
        let said = String::from_utf8_lossy(&output.stderr);
        if output.status.success() {
            let tests = said.lines().find_map(|line| line.split_once("Executable")?.1.split(['(', ')']).nth(1));
            let tests = tree.join(tests.context("cargo names no executable")?);
            return Ok(Built { tests, changes, left_out });
        }
        let wrong = said.lines().filter_map(|line| switched_at(&tree, line)).collect::<BTreeSet<_>>();
        ensure!(!wrong.is_empty(), "the engine does not compile with its changes:\n{said}");
        println!("{} of {} changes do not compile", wrong.len(), changes.len());
        left_out.extend(changes.into_iter().filter(|change| wrong.contains(&change.number)).map(|change| change.named));
    }
}

/// The change in which an error stands that the compiler names as `file:line:column: error…`: the last one before it.
fn switched_at(tree: &Path, line: &str) -> Option<u32> {
    let (place, _) = line.split_once(": error")?;
    let mut parts = place.rsplitn(3, ':');
    let (column, row, file) = (parts.next()?.parse::<usize>().ok()?, parts.next()?.parse::<usize>().ok()?, parts.next()?);
    let text = std::fs::read_to_string(tree.join(file)).ok()?;
    let begun = text.lines().nth(row.checked_sub(1)?)?.chars().take(column).collect::<String>().replace(' ', "");
    let number = &begun[begun.rfind(CALL)? + CALL.len()..];
    number.split("u32").next()?.parse().ok()
}

/// Runs the tests once for each change of `file`, a few at a time.
fn tried(built: &Built, file: &str) -> Result<Vec<(String, Fate)>> {
    let changes = built.changes.iter().filter(|change| file_of(&change.named) == file).collect::<Vec<_>>();
    let (next, fates) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || -> Result<()> {
        while let Some(change) = changes.get(next.fetch_add(1, Ordering::Relaxed)) {
            let fate = one(built, change.number)?;
            fates.lock().expect("no worker stops half-way").push((change.named.clone(), fate));
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        let workers = (0..workers).map(|_| scope.spawn(work)).collect::<Vec<_>>();
        workers.into_iter().try_for_each(|worker| worker.join().expect("no worker panics"))
    })?;
    Ok(fates.into_inner().expect("no worker stops half-way"))
}

/// Runs the tests with one change.
fn one(built: &Built, number: u32) -> Result<Fate> {
    let mut tests = Command::new(&built.tests)
        .args(["--quiet", "--test-threads=1"])
        .current_dir(folder().join("tree/crates/agreement"))
        .env("SWITCHED_ON", number.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("the tests did not start")?;
    let begun = Instant::now();
    loop {
        match tests.try_wait()? {
            Some(status) if status.success() => return Ok(Fate::Survived),
            Some(_) => return Ok(Fate::Noticed),
            None if begun.elapsed() > ENDLESS => {
                tests.kill()?;
                tests.wait()?;
                return Ok(Fate::Endless);
            }
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    if std::fs::read(path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
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
        let parent = target.parent().unwrap_or(&tree);
        std::fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        write(&target, text)?;
    }
    Ok(tree)
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

    #[test]
    fn an_error_belongs_to_the_change_before_it() {
        let folder = std::env::temp_dir().join(format!("mutation-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let text = "\nfn f () { (if crate :: switched :: on (7u32) { a } else { b }) ; (if crate :: switched :: on (8u32) { c } else { d }) }";
        std::fs::write(folder.join("a.rs"), text).unwrap();
        let at = |column: usize| switched_at(&folder, &format!("a.rs:2:{column}: error[E0308]: mismatched types"));
        assert_eq!((at(5), at(47), at(108)), (None, Some(7), Some(8)));
        assert_eq!(switched_at(&folder, "warning: unused"), None);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
