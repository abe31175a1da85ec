//! The model: every run of small records up to bounds, by a model checker over the counterpart's own functions.

use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::page;
use crate::repository::root;

const HEAD: &str = "\
Every run of each story, breadth first, over the functions of `counterpart` themselves: steps draft with `statement`, judge with `check` and fold \
with `receive`. A step writes one leaf, lets one party hear of one log, or ends the day. A liar writes whatever it likes, back-dated or citing \
nothing. In each state every party's view, and that of all that is written, is folded in three orders of arrival. Always: no two decisions \
on one base; no decision without every required party's valid signature and timely commitment (for silence: without its receipt), read \
from the leaves by code of its own; never decided and dead; what one decides, all that is written decides; a log that leaves its epoch \
takes nothing more in it; equal frontiers, equal digest; what is checked is what is folded. A story that is cut was explored up to the bound \
on states and no further.";

/// Explores the larger stories: `[LEAVES] [STATES]`, how many leaves more than in the gate, and at most how many states a story.
pub fn prove(arguments: &[&str]) -> Result<()> {
    let output = Command::new("cargo")
        .args(["run", "--quiet", "--package", "counterpart", "--example", "model", "--"])
        .args(arguments)
        .current_dir(root())
        .output()
        .context("cargo did not start")?;
    let told = String::from_utf8_lossy(&output.stdout);
    print!("{told}");
    ensure!(output.status.success(), "an invariant breaks:\n{}", String::from_utf8_lossy(&output.stderr));
    page("model", "Every run of small records", &format!("{HEAD}\n\n{}", told.trim_end()))
}
