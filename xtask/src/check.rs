//! The gate. Every step runs, whatever the ones before it said; the end lists what failed and how long each took.

use std::process::Command;
use std::time::{Duration, Instant};

use agreement::events::script;
use agreement::problem::Problems;
use anyhow::{Context, Result};
use node::scenario::nodes;

use crate::repository::{Repository, root};
use crate::{browser, outside, system, tidy};

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
        return cargo(&[&["nextest", "run", "--workspace", "--exclude", "browser"][..], &told].concat());
    }
    cargo(&["test", "--quiet", "--workspace", "--exclude", "browser", "--all-targets", "--no-fail-fast"])
}

/// The examples in docs compile and hold; cargo-nextest doesn't run those.
fn doc_tests() -> Result<bool> {
    cargo(&["test", "--quiet", "--workspace", "--exclude", "browser", "--doc", "--no-fail-fast"])
}

/// Every script of `scenarios/` against its transcripts, through the command, as a user runs it. The folders of a story that nodes play are
/// left for the verifiers.
fn scenarios() -> Result<bool> {
    let repository = Repository::read(&root())?;
    let scripts = scripts(&repository);
    let mut differing = Vec::new();
    for (script, text) in &scripts {
        let mut arguments = vec!["run", "--quiet", "--package", "node", "--", "--lang", "en", "scenario", "run", script];
        let needs_nodes = nodes::needs_nodes(&script::lines(text, &mut Problems::default()));
        let kept = outside::nodes::kept(script)?;
        if needs_nodes {
            arguments.extend(["--nodes", "4", "--keep", &kept]);
        }
        if !cargo(&arguments)? {
            differing.push(*script);
        }
    }
    println!("{} scripts, {} differ", scripts.len(), differing.len());
    differing.iter().for_each(|script| println!("read the difference with `cargo run -- scenario run {script}`"));
    Ok(differing.is_empty())
}

/// The scripts; their transcripts stand beside them.
fn scripts(repository: &Repository) -> Vec<(&str, &str)> {
    repository.under("scenarios/", ".scenario").collect()
}

/// The last line: how many tests did not run because the shared folder is absent, as the tests themselves say.
fn shared_tests_not_run() -> Result<String> {
    let repository = Repository::read(&root())?;
    let lists = repository.under("crates/", "/tests/shared.rs").filter_map(|(path, _)| path.split('/').nth(1));
    let mut arguments = vec!["test", "--quiet"];
    arguments.extend(lists.flat_map(|package| ["--package", package]));
    if arguments.len() == 2 {
        return Ok("shared: no test needs the shared folder yet".to_owned());
    }
    arguments.extend(["--test", "shared", "--", "--nocapture"]);
    let output = Command::new("cargo").args(&arguments).current_dir(root()).output().context("cargo test did not start")?;
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

    #[test]
    fn scripts_are_told_from_their_transcripts() {
        let repository =
            Repository::of(&[("scenarios/term.scenario", "> on 2018-01-01\n"), ("scenarios/term.zh-Hant.txt", "…\n")]);
        assert_eq!(scripts(&repository), [("scenarios/term.scenario", "> on 2018-01-01\n")]);
    }

    #[test]
    fn the_last_line_adds_up_what_the_tests_say() {
        let output = "running 2 tests\nshared: 3 tests did not run\n.shared: 1 test did not run\n";
        assert!(summary(output).starts_with("shared: 4 tests did not run"));
        assert!(summary("ok").contains("ran"));
    }
}
