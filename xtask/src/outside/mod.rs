//! Verifiers that others wrote, and our own plain reader, on a log of ours: each accepts it, and each refuses every flipped bit.
//! A witness that others wrote cosigns the heads of a running node, an identity provider that others wrote lets officers in at its pages, and a
//! mail server that others wrote takes what it writes to them.
//!
//! A verifier that can't tell a false log from a true one proves nothing about the true one, so an accepted flip fails the step.

mod flip;
mod mail;
pub mod nodes;
mod openssl;
mod provider;
pub mod python;
mod readers;
pub mod visitor;
pub mod witness;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::repository::root;
use flip::Flip;
use readers::Reader;
pub use readers::TOOLS;

/// Where the sample log and what is derived from it stand.
const FOLDER: &str = "target/outside";

/// The step of the gate: on the sample log that `record` writes, and on what a story of nodes left.
pub fn run() -> Result<bool> {
    let log = root().join(FOLDER).join("log");
    fresh(&log)?;
    let folder = log.to_str().context("a folder whose name is text")?;
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["run", "--quiet", "--package", "record", "--example", "sample_log", "--", folder]);
    ensure!(command.current_dir(root()).status()?.success(), "the sample log was not written");
    let readers = check(&log)?;
    let nodes = nodes::check(&readers::readers()?)?;
    let openssl = openssl::check(&root().join(FOLDER).join("openssl"), &std::fs::read(log.join("checkpoint"))?)?;
    let witness = witness::check()?;
    let provider = provider::check()?;
    let mail = mail::check()?;
    Ok(readers && nodes && openssl && witness && provider && mail)
}

/// The readers alone, on a log that somebody else wrote in the same layout.
pub fn check(log: &Path) -> Result<bool> {
    let flips = flip::flips(log)?;
    let copy = root().join(FOLDER).join("flipped");
    fresh(&copy)?;
    copy_all(log, &copy)?;
    let mut passed = true;
    for reader in readers::readers()? {
        let outcome = reader.read(log)?;
        println!("{}: {}", reader.name, if outcome.accepted { "accepts the log" } else { "REFUSES THE LOG" });
        print!("{}", if outcome.accepted { "" } else { &outcome.said });
        let refused = refusals(&reader, &flips, log, &copy)?;
        passed &= outcome.accepted && refused;
    }
    Ok(passed)
}

/// Whether a reader refuses each flipped bit that it can see.
fn refusals(reader: &Reader, flips: &[Flip], log: &Path, copy: &Path) -> Result<bool> {
    let (mut refused, mut unseen, mut wrong) = (0, 0, 0);
    for flip in flips {
        let bytes = std::fs::read(log.join(&flip.file))?;
        std::fs::write(copy.join(&flip.file), flip.apply(&bytes))?;
        let outcome = reader.read(copy);
        std::fs::write(copy.join(&flip.file), bytes)?;
        let outcome = outcome?;
        match (flip.kind.is_none_or(|kind| reader.kinds.contains(&kind)), outcome.refused) {
            (true, true) => refused += 1,
            (true, false) => {
                wrong += 1;
                println!("  does NOT refuse a flipped bit in {} ({}): {}", flip.file, flip.what, outcome.said.trim());
            }
            // A signature of a type that the reader doesn't know is none of its business.
            (false, _) => unseen += 1,
        }
    }
    println!("  {refused} flipped bits refused, {unseen} in signatures of types that it passes over");
    ensure!(refused + wrong > 0, "no flipped bit was tried with {}", reader.name);
    Ok(wrong == 0)
}

/// An empty folder in place of whatever stood there.
fn fresh(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

fn copy_all(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        let target = to.join(file.strip_prefix(from)?);
        std::fs::create_dir_all(target.parent().context("a file in a folder")?)?;
        std::fs::copy(&file, target)?;
    }
    Ok(())
}

/// All files below a folder, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{KeyKind, Note, SigningKey, checkpoint::Checkpoint, hash};

    /// A folder of the name with the least that can be flipped: a signed checkpoint, its key, and one tile.
    fn log(name: &str) -> PathBuf {
        let folder = root().join(FOLDER).join(name);
        fresh(&folder).unwrap();
        let key = SigningKey::from_seed("a", KeyKind::Ed25519, &[1; 32]).unwrap();
        let head = Checkpoint { origin: "a".to_owned(), size: 1, root: hash::leaf_hash(b""), extensions: Vec::new() };
        let mut note = Note::unsigned(&head.to_string()).unwrap();
        note.sign(&key);
        for (path, bytes) in [
            ("checkpoint", note.to_bytes()),
            ("keys/log", format!("{}\n", key.verifier()).into_bytes()),
            ("tile/0/000.p/1", hash::leaf_hash(b"").to_vec()),
        ] {
            std::fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
            std::fs::write(folder.join(path), bytes).unwrap();
        }
        folder
    }

    fn judged(name: &str, shell: &str) -> Result<bool> {
        let (log, copy) = (log(name), root().join(FOLDER).join(format!("{name}_flipped")));
        fresh(&copy)?;
        copy_all(&log, &copy)?;
        let command = ["sh", "-c", shell].map(PathBuf::from).to_vec();
        let reader = Reader { name: name.to_owned(), kinds: &[KeyKind::Ed25519], command };
        refusals(&reader, &flip::flips(&log)?, &log, &copy)
    }

    #[test]
    fn a_reader_that_believes_everything_fails_the_step() {
        assert!(!judged("believes", "true").unwrap());
    }

    #[test]
    fn a_reader_that_falls_over_has_refused_nothing() {
        assert!(!judged("falls_over", "echo no such module; exit 1").unwrap());
    }

    #[test]
    fn a_reader_that_refuses_passes() {
        assert!(judged("refuses", "echo refused: all; exit 1").unwrap());
    }

    #[test]
    fn every_kind_of_file_is_flipped_once() {
        let flips = flip::flips(&log("flips")).unwrap();
        let files = flips.iter().map(|flip| (flip.file.as_str(), flip.kind)).collect::<Vec<_>>();
        assert_eq!(files, [("checkpoint", None), ("checkpoint", Some(KeyKind::Ed25519)), ("tile/0/000.p/1", None)]);
    }
}
