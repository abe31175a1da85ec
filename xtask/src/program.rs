//! The command `counterpart`, built as this program is, for the steps of the gate that run it as a user does.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::repository::root;
use crate::system;

/// Builds the command and says where it is: beside this program. It is built together with this one, so that what both use is built once.
pub fn built() -> Result<PathBuf> {
    let mut build = Command::new(system::cargo());
    build.args(["build", "--quiet", "--package", "xtask", "--package", "node", "--bin", "counterpart"]).current_dir(root());
    ensure!(build.status().context("cargo did not start")?.success(), "`counterpart` was not built");
    let name = format!("counterpart{}", std::env::consts::EXE_SUFFIX);
    let program = std::env::current_exe().context("where this program is")?.with_file_name(name);
    ensure!(program.exists(), "{} is missing: run this by `cargo xtask`, in the same profile", program.display());
    Ok(program)
}
