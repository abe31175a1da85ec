//! What the machine must have besides Rust: a C compiler to link with, and nothing else.

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
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0");
    if root && runs("apt-get", &["--version"]) {
        println!("no `cc` here: apt-get install -y gcc");
        let installed = Command::new("apt-get").args(["install", "-y", "gcc"]).env("DEBIAN_FRONTEND", "noninteractive").status();
        if installed.is_ok_and(|status| status.success()) && runs("cc", &["--version"]) {
            return Ok(());
        }
    }
    bail!(BY_HAND)
}

/// Whether a program starts and ends well.
pub fn runs(program: &str, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
}
