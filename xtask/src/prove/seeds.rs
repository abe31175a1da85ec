//! The simulator of four whole nodes, over many more seeds than the gate has time for.

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::page;
use crate::repository::root;

/// How many seeds are run if nobody says.
const SEEDS: &str = "100000";

/// Runs the seeds in a quick build, and writes down what the storms came to.
pub fn prove(arguments: &[&str]) -> Result<()> {
    let count = arguments.first().copied().unwrap_or(SEEDS);
    ensure!(count.parse::<u64>().is_ok_and(|count| count >= 8), "{count} is no number of seeds");
    let output = Command::new("cargo")
        .args(["test", "--profile", "quick", "--package", "keeper", "--test", "simulation", "--", "eighth", "--nocapture"])
        .env("SEEDS", count)
        .current_dir(root())
        .output()
        .context("cargo did not start")?;
    let told = String::from_utf8_lossy(&output.stdout);
    let failed = told.lines().filter(|line| line.starts_with("seed ")).collect::<Vec<_>>().join("\n");
    ensure!(
        output.status.success(),
        "put these into FAILED of the simulator, then mend what they show:\n{failed}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    page("seeds", "Seeds of four whole nodes", &body(&told))
}

/// The page: how many runs there were, and what happened in all of them together.
fn body(told: &str) -> String {
    let mut sums = BTreeMap::<&str, u64>::new();
    for (name, value) in told.lines().filter_map(|line| line.find("seeds=").map(|at| &line[at..])).flat_map(pairs) {
        *sums.entry(name).or_default() += value;
    }
    let seeds = sums.remove("seeds").unwrap_or(0);
    let rows = sums.iter().map(|(name, sum)| format!("| {name} | {sum} |\n")).collect::<String>();
    format!(
        "{seeds} seeds of `crates/keeper/tests/simulation`, each a storm over three or four nodes and the rest after it, held every \
         invariant. In all of them together there were:\n\n| what | how often |\n|---|---:|\n{rows}"
    )
}

/// The counts of a line `seeds=250 acts=6000 …`.
fn pairs(line: &str) -> impl Iterator<Item = (&str, u64)> {
    line.split(' ').filter_map(|pair| pair.split_once('=')).filter_map(|(name, value)| Some((name, value.parse().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_added_up() {
        let page = body("running 8 tests\ntest y ... seeds=2 acts=3 forks=1\nseeds=5 acts=4 forks=0\ntest x ... ok\n");
        assert!(page.starts_with("7 seeds of") && page.contains("| acts | 7 |\n| forks | 1 |\n"), "{page}");
    }

    #[test]
    fn so_few_seeds_prove_nothing() {
        assert!(prove(&["many"]).is_err() && prove(&["7"]).is_err());
    }
}
