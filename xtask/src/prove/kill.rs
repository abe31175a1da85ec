//! A node that is killed again and again under load: the gate's test of it, as often as nobody waits for in the gate.

use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::page;
use crate::repository::root;

/// How often the node is killed if nobody says.
const KILLS: &str = "100";
/// The test of the gate; it kills as often as `KILLS` says.
const TEST: &str = "a_node_that_is_killed_under_load_loses_nothing_that_it_acknowledged";

/// Runs the test with so many kills, and writes down what it counted.
pub fn prove(arguments: &[&str]) -> Result<()> {
    let count = arguments.first().copied().unwrap_or(KILLS);
    ensure!(count.parse::<u32>().is_ok_and(|count| count > 0), "{count} is no number of kills");
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["test", "--package", "node", "--test", "two_nodes", "--", "--exact", TEST, "--nocapture"]);
    let output = command.env("KILLS", count).current_dir(root()).output().context("cargo did not start")?;
    let told = String::from_utf8_lossy(&output.stdout);
    ensure!(
        output.status.success(),
        "a kill lost an act, forked a log, or the node did not come back:\n{told}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let body = body(&told)?;
    print!("{body}");
    page("kill", "A node that is killed under load", &body)
}

/// The page: what both nodes held in the end, and how many of it somebody had been told to be safe.
fn body(told: &str) -> Result<String> {
    let mut rows = String::new();
    for line in told.lines().filter_map(|line| line.find("node=").map(|at| &line[at..])) {
        let values = line.split(' ').filter_map(|pair| pair.split_once('=')).map(|(_, value)| value).collect::<Vec<_>>();
        rows += &format!("| {} |\n", values.join(" | "));
    }
    ensure!(!rows.is_empty(), "the test counted nothing:\n{told}");
    Ok(format!(
        "The test `{TEST}` of `crates/node/tests/two_nodes.rs`. Three submitters lay acts before the first of two nodes, one after another and \
         without a pause; each time twenty more have their receipts, the node gets SIGKILL and is started again. In the end every act with a \
         receipt stands at the place that the receipt named, in the log as each of the two nodes holds it; no log is forked, no node has \
         halted, and both come to one state. Acts that are held beyond those were written when the kill cut off the answer.\n\n\
         | node | kills | acts with a receipt, each at its place | acts held |\n|---|---:|---:|---:|\n{rows}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_test_counts_stands_on_the_page() {
        let page = body("running 1 test\nnode=first kills=3 acknowledged=60 held=62\ntest a ... ok\n").unwrap();
        assert!(page.ends_with("|---|---:|---:|---:|\n| first | 3 | 60 | 62 |\n"), "{page}");
        assert!(body("test a ... ok\n").is_err());
    }

    #[test]
    fn no_kill_proves_nothing() {
        assert!(prove(&["0"]).is_err() && prove(&["often"]).is_err());
    }
}
