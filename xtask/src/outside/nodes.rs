//! The folders that a story of nodes left behind: `counterpart-verify` comes to one state in all of them, and each log, as its node serves
//! it, is read by all programs.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use node::errand::{Errand, Request};
use node::home::Home;
use node::recorder::Recorder;
use node::serve::machine::{Machine as _, Piece};
use node::serve::run;
use node::serve::status::LogStatus;
use record::{Note, VerifierKey, tile};
use words::Language;

use super::readers::Reader;
use super::{FOLDER, fresh};
use crate::repository::root;

/// The story whose folders are read.
pub const STORY: &str = "four_nodes";

/// Where the folders of a story are kept: away with those of an earlier run.
pub fn kept(script: &str) -> Result<String> {
    let stem = Path::new(script).file_stem().context("a script has a name")?;
    let folder = root().join(FOLDER).join("kept").join(stem);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    std::fs::create_dir_all(folder.parent().unwrap_or(&folder))?;
    Ok(folder.to_str().context("a folder whose name is text")?.to_owned())
}

/// Has every reader read every log of every node that was kept. A log with two histories is proved to be false, and read by nobody.
pub fn check(readers: &[Reader]) -> Result<bool> {
    let story = root().join(FOLDER).join("kept").join(STORY);
    let served = root().join(FOLDER).join(STORY);
    fresh(&served)?;
    let (mut logs, mut digests, mut passed) = (Vec::new(), Vec::new(), true);
    for folder in folders(&story)? {
        let (digest, own) = serve(&folder, &served)?;
        passed &= verified(&folder, &digest)?;
        digests.push(digest);
        logs.extend(own);
    }
    ensure!(!logs.is_empty(), "{} holds no node; the scenarios leave them there", story.display());
    passed &= digests.iter().all(|digest| *digest == digests[0]);
    println!("counterpart-verify: {} folders of {STORY}, {}", digests.len(), if passed { "one state" } else { "NOT ONE STATE" });
    for reader in readers {
        let mut read = 0;
        for log in &logs {
            let outcome = reader.read(log)?;
            read += usize::from(outcome.accepted);
            if !outcome.accepted {
                println!("  {} REFUSES {}: {}", reader.name, log.display(), outcome.said.trim());
            }
        }
        println!("{}: accepts {read} of {} logs of {STORY}", reader.name, logs.len());
        passed &= read == logs.len();
    }
    Ok(passed)
}

/// The folders of nodes in a story's folder.
fn folders(story: &Path) -> Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(story).with_context(|| format!("cannot read {}", story.display()))? {
        let path = entry?.path();
        // A backup has a configuration too, but no keys.
        if path.join(node::config::FILE).exists() && path.join("keys").is_dir() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}

/// Whether `counterpart-verify`, without the node, comes to the state that the node says.
fn verified(folder: &Path, digest: &str) -> Result<bool> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["run", "--quiet", "--package", "verify", "--bin", "counterpart-verify", "--", "--json"]).arg(folder);
    let output = command.current_dir(root()).output().context("cargo did not start")?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let agrees = output.status.success() && said.contains(&format!("\"state\": \"{digest}\""));
    if !agrees {
        println!("  counterpart-verify does NOT come to the state {digest} of {}: {}", folder.display(), said.trim());
    }
    Ok(agrees)
}

/// Writes every log of a node as it serves them; gives the digest of its state, and their folders.
fn serve(folder: &Path, served: &Path) -> Result<(String, Vec<PathBuf>)> {
    let home = Home::open(folder)?;
    let (disk, stop) = run::open_disk(&home)?;
    let mut recorder = Recorder::open(&home, disk, stop)?;
    let status = recorder.status();
    let mut written = Vec::new();
    for (number, log) in status.logs.iter().enumerate().filter(|(_, log)| !log.forked && log.size > 0) {
        let name = folder.file_name().context("a folder has a name")?;
        let target = served.join(name).join(&log.party);
        write_log(&mut recorder, (number, log), &home, &target)?;
        written.push(target);
    }
    Ok((status.digest, written))
}

fn write_log(recorder: &mut Recorder<'_>, (number, log): (usize, &LogStatus), home: &Home, target: &Path) -> Result<()> {
    let head = recorder.piece(&Piece::Checkpoint { log: number }, None).with_context(|| format!("no head of {}", log.origin))?;
    for (name, key) in signers(home, &head, log)? {
        write(&target.join("keys").join(name), format!("{key}\n").as_bytes())?;
    }
    write(&target.join("checkpoint"), &head)?;
    for tile in tile::tiles(log.size) {
        let bytes = recorder.piece(&Piece::Tile { log: number, tile }, Some(home.party));
        write(&target.join(tile.to_string()), &bytes.with_context(|| format!("no {tile} of {}", log.origin))?)?;
    }
    let newest = Errand::Log { party: Some(log.party.clone()), last: 1 };
    let told = recorder.run(&Request { language: Language::En, errand: newest }, home.clock.now());
    let act = told.lines.concat().split_whitespace().next().context("a log with leaves tells of the last one")?.to_owned();
    let receipt = recorder.run(&Request { language: Language::En, errand: Errand::Receipt { act } }, home.clock.now());
    ensure!(receipt.code == 0, "no receipt: {}", receipt.lines.join("\n"));
    write(&target.join("proof/newest.tlog-proof"), &receipt.bytes)
}

/// The keys of the founding that signed a head, the log's own under the name `log`.
fn signers(home: &Home, head: &[u8], log: &LogStatus) -> Result<Vec<(String, VerifierKey)>> {
    let note = Note::parse(head).context("the head of a log")?;
    let own = home.founding.party(&log.party).context("a log of the founding")?.node.clone();
    let mirrors = home.founding.parties.iter().map(|party| (party.id.clone(), party.mirror.clone()));
    let signed = |key: &VerifierKey| note.signatures.iter().any(|line| line.id == key.id() && line.name == key.name());
    let keys = std::iter::once(("log".to_owned(), own)).chain(mirrors);
    Ok(keys.filter(|(_, key)| signed(key)).collect())
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::create_dir_all(path.parent().context("a file in a folder")?)?;
    Ok(std::fs::write(path, bytes)?)
}
