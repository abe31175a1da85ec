//! What the machine must have besides Rust: a C compiler to link with, and for the outside verifiers and the browser tests what they run on.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

/// Finds `cc`, installs it where that needs no question, else says which command does.
///
/// Cargo needs `cc` to link this very program, so the case is a prebuilt `xtask` on a bare machine.
pub fn ensure_linker() -> Result<()> {
    const BY_HAND: &str = "a C compiler is missing; install it with `apt-get install -y gcc` (Debian), \
        `dnf install -y gcc` (Fedora) or `xcode-select --install` (macOS), then run this again";
    if cfg!(windows) || runs("cc", &["--version"]) {
        return Ok(());
    }
    if installed("gcc") && runs("cc", &["--version"]) {
        return Ok(());
    }
    bail!(BY_HAND)
}

/// Finds a program, installs the Debian package that has it where that needs no question, else says which command does.
pub fn ensure(program: &str, arguments: &[&str], package: &str) -> Result<()> {
    if runs(program, arguments) || installed(package) && runs(program, arguments) {
        return Ok(());
    }
    bail!("`{program}` is missing; install it with `apt-get install -y {package}` (Debian), then run this again")
}

/// As [`ensure`], for a package that brings files and no program.
pub fn ensure_file(path: &Path, package: &str) -> Result<()> {
    if path.exists() || installed(package) && path.exists() {
        return Ok(());
    }
    bail!("{} is missing; install it with `apt-get install -y {package}` (Debian), then run this again", path.display())
}

/// Installs a Debian package, if we may without a question. False when it is not there afterwards.
fn installed(package: &str) -> bool {
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0");
    if !root || !runs("apt-get", &["--version"]) {
        return false;
    }
    println!("apt-get install -y {package}");
    let install = ["install", "-y", "--no-install-recommends", package];
    // A machine that is new has no list of packages yet, and an old list names packages that are gone.
    apt_get(&install) || apt_get(&["update"]) && apt_get(&install)
}

fn apt_get(arguments: &[&str]) -> bool {
    let mut command = Command::new("apt-get");
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    command.output().is_ok_and(|output| output.status.success())
}

/// The cargo that runs us, not another of the machine.
pub fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Whether cargo-nextest is installed.
pub fn has_nextest() -> bool {
    runs("cargo-nextest", &["nextest", "--version"])
}

/// Whether a program starts and ends well.
pub fn runs(program: impl AsRef<OsStr>, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
}
