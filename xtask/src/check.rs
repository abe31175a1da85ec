//! The gate. Every step runs, whatever the ones before it said; the end lists what failed and how long each took.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use agreement::events::script;
use agreement::problem::Problems;
use anyhow::{Context, Result};
use node::scenario::nodes;

use crate::repository::{Repository, root};
use crate::{browser, outside, program, system, tidy};

type Step = (&'static str, fn() -> Result<bool>);

/// The steps, in the order in which a person would want to hear of a fault.
const STEPS: &[Step] = &[
    ("format", format),
    ("tidy", tidy::run),
    ("clippy", clippy),
    ("tests", tests),
    ("examples in documents", doc_tests),
    ("scenarios", scenarios),
    ("browser", browser::run),
    ("outside verifiers", outside::run),
];

/// Runs the gate. False when a step failed.
pub fn run() -> Result<bool> {
    system::ensure_linker()?;
    let begun = Instant::now();
    let mut taken: Vec<(&str, Duration, bool)> = Vec::new();
    for (name, step) in STEPS {
        println!("\n== {name}");
        let start = Instant::now();
        let passed = step().unwrap_or_else(|error| {
            println!("{error:#}");
            false
        });
        taken.push((name, start.elapsed(), passed));
    }
    let shared = shared_tests_not_run();
    println!("\n== times");
    for (name, time, passed) in &taken {
        println!("{:>8.1} s  {name}{}", time.as_secs_f64(), if *passed { "" } else { "  FAILED" });
    }
    println!("{:>8.1} s  in all", begun.elapsed().as_secs_f64());
    let failed = taken.iter().filter(|(_, _, passed)| !passed).map(|(name, ..)| *name).collect::<Vec<_>>();
    match failed.as_slice() {
        [] => println!("check: passed"),
        names => println!("check: failed in {}", names.join(", ")),
    }
    println!("{}", shared?);
    Ok(failed.is_empty())
}

/// Runs cargo with its own output going through. The cargo that runs us, not another of the machine.
fn cargo(arguments: &[&str]) -> Result<bool> {
    let mut command = Command::new(system::cargo());
    let status = command.args(arguments).current_dir(root()).status();
    Ok(status.with_context(|| format!("cargo {} did not start", arguments.join(" ")))?.success())
}

/// Formatted as `cargo fmt` does it.
fn format() -> Result<bool> {
    let passed = cargo(&["fmt", "--all", "--check"])?;
    if !passed {
        println!("run `cargo fmt --all`");
    }
    Ok(passed)
}

/// No warning of the compiler or of clippy, in tests and examples too.
fn clippy() -> Result<bool> {
    cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])
}

/// All tests but those in a browser, which are a step of their own: by cargo-nextest where it is installed already, else by cargo itself.
/// Nothing is installed for this.
fn tests() -> Result<bool> {
    if system::has_nextest() {
        let told = ["--no-fail-fast", "--status-level", "fail", "--no-tests", "pass"];
        return cargo(&[&["nextest", "run", "--workspace", "--filterset", "not package(browser)"][..], &told].concat());
    }
    cargo(&["test", "--quiet", "--workspace", "--exclude", "browser", "--all-targets", "--no-fail-fast"])
}

/// The examples in docs compile and hold; cargo-nextest doesn't run those.
fn doc_tests() -> Result<bool> {
    cargo(&["test", "--quiet", "--workspace", "--doc", "--no-fail-fast"])
}

/// Every script of `scenarios/` against its transcripts, through the command, as a user runs it: two at a time, and what each said in the
/// scripts' order. The folders of a story that nodes play are left for the verifiers.
fn scenarios() -> Result<bool> {
    let repository = Repository::read(&root())?;
    let scripts = scripts(&repository);
    let program = program::built()?;
    let next = AtomicUsize::new(0);
    let take = || -> Vec<(usize, Result<Output>)> {
        let turns = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)));
        turns.map_while(|turn| Some((turn, play(&program, *scripts.get(turn)?)))).collect()
    };
    let mut played = thread::scope(|scope| {
        let other = scope.spawn(take);
        let own = take();
        own.into_iter().chain(other.join().expect("playing scripts does not panic")).collect::<Vec<_>>()
    });
    played.sort_by_key(|(turn, _)| *turn);
    let mut differing = Vec::new();
    for (turn, output) in played {
        let output = output?;
        print!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        if !output.status.success() {
            differing.push(scripts[turn].0);
        }
    }
    println!("{} scripts, {} differ", scripts.len(), differing.len());
    differing.iter().for_each(|script| println!("read the difference with `cargo run -- scenario run {script}`"));
    Ok(differing.is_empty())
}

/// One script through the command; by four nodes where its story asks for nodes.
fn play(program: &Path, (script, text): (&str, &str)) -> Result<Output> {
    let mut command = Command::new(program);
    command.args(["--lang", "en", "scenario", "run", script]).current_dir(root());
    if nodes::needs_nodes(&script::lines(text, &mut Problems::default())) {
        command.args(["--nodes", "4", "--keep", &outside::nodes::kept(script)?]);
    }
    command.output().with_context(|| format!("{} did not start", program.display()))
}

/// The scripts; their transcripts stand beside them.
fn scripts(repository: &Repository) -> Vec<(&str, &str)> {
    repository.under("scenarios/", ".scenario").collect()
}

/// The last line: how many tests did not run because the shared folder is absent, as the tests themselves say.
fn shared_tests_not_run() -> Result<String> {
    let repository = Repository::read(&root())?;
    if repository.under("crates/", "/tests/shared.rs").next().is_none() {
        return Ok("shared: no test needs the shared folder yet".to_owned());
    }
    let arguments = ["test", "--quiet", "--workspace", "--test", "shared", "--", "--nocapture"];
    let output =
        Command::new(system::cargo()).args(arguments).current_dir(root()).output().context("cargo test did not start")?;
    // A passing test's own output is caught by the runner, but for what it writes past it.
    let said = [output.stdout, output.stderr].concat();
    Ok(summary(&String::from_utf8_lossy(&said)))
}

/// Adds up the lines `shared: N tests did not run`.
fn summary(output: &str) -> String {
    let counts = output.lines().filter_map(|line| line.split_once("shared: ")?.1.split_once(" test")?.0.parse::<usize>().ok());
    match counts.sum::<usize>() {
        0 => "shared: every test that needs the shared folder ran".to_owned(),
        n => format!("shared: {n} tests did not run, because the shared folder is not beside this checkout"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn scripts_are_told_from_their_transcripts() {
        let repository =
            Repository::of(&[("scenarios/term.scenario", "> on 2018-01-01\n"), ("scenarios/term.zh-Hant.txt", "…\n")]);
        assert_eq!(scripts(&repository), [("scenarios/term.scenario", "> on 2018-01-01\n")]);
    }

    /// What cargo would build for a choice of packages: each crate with its features, of which a crate whose own tests ask for more has two.
    fn built(choice: &[&str]) -> BTreeSet<(String, String)> {
        let mut tree = Command::new(system::cargo());
        tree.arg("tree").args(choice).args(["--prefix", "none", "--no-dedupe", "--format", "{p}|{f}"]).current_dir(root());
        let output = tree.output().expect("cargo starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let lines = String::from_utf8(output.stdout).expect("text");
        lines
            .lines()
            .filter_map(|line| line.split_once('|'))
            .map(|(name, features)| (name.to_owned(), features.to_owned()))
            .collect()
    }

    /// Else whatever differs is built twice, with all that uses it: minutes of every clean checkout.
    #[test]
    fn this_program_and_the_tests_are_built_with_the_same_features() {
        let own = built(&["--package", "xtask", "--edges", "normal"]);
        let tests = built(&["--workspace", "--edges", "normal,dev"]);
        let differing = own.difference(&tests).filter(|(name, _)| tests.iter().any(|(other, _)| other == name));
        assert_eq!(
            differing.collect::<Vec<_>>(),
            Vec::<&(String, String)>::new(),
            "name the missing features in xtask/Cargo.toml"
        );
        assert!(own.len() > 100, "the tree was read");
    }

    #[test]
    fn the_last_line_adds_up_what_the_tests_say() {
        let output = "running 2 tests\nshared: 3 tests did not run\n.shared: 1 test did not run\n";
        assert!(summary(output).starts_with("shared: 4 tests did not run"));
        assert!(summary("ok").contains("ran"));
    }
}
