//! The founding of the story: folders, keys, cards and officers, by the commands that every party uses.

use super::PlayFault;
use crate::commands::{self, Arguments, Done};
use clap::Parser as _;
use std::path::Path;

/// Runs a command as a user does; gives what it came to.
pub fn command(arguments: &[&str]) -> Result<Done, PlayFault> {
    let fault = |said: String| PlayFault::Command { command: arguments.join(" "), said };
    let read = Arguments::try_parse_from(["counterpart"].iter().chain(arguments)).map_err(|error| fault(error.to_string()))?;
    commands::run(&read.options, &read.command).map_err(|error| fault(format!("{error:#}")))
}

/// Runs a command that must be answered.
pub fn answered(arguments: &[&str]) -> Result<Vec<String>, PlayFault> {
    let done = command(arguments)?;
    if done.code == 0 {
        return Ok(done.lines);
    }
    Err(PlayFault::Command { command: arguments.join(" "), said: done.lines.join("\n") })
}

/// A party at the founding.
pub struct Founder<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its node's folder.
    pub folder: &'a Path,
}

/// Makes the folder of a party's node. `offset` is record time minus machine time, in seconds; `listens` says where its sockets are.
pub fn init(founder: &Founder<'_>, agreement: &str, offset: i64, listens: &[&str]) -> Result<(), PlayFault> {
    let origin = format!("sample.invalid/{agreement}/{}/1", founder.id);
    let (folder, offset) = (text(founder.folder), offset.to_string());
    let about = ["--dir", &folder, "--agreement", agreement, "--party", founder.id, "init", "--origin", &origin];
    let pace = ["--exchange-seconds", "1", "--commit-delay-seconds", "1", "--record-offset-seconds", &offset];
    answered(&[&about[..], listens, &pace].concat())?;
    let (root, offline) = (founder.folder.join(crate::home::ROOT), root_key(founder.folder));
    std::fs::rename(&root, &offline).map_err(PlayFault::io(root.display().to_string()))
}

/// Founds a party's node from the cards of the others, each with the address at which this party calls it.
pub fn found(founder: &Founder<'_>, others: &[(Founder<'_>, String)]) -> Result<(), PlayFault> {
    let mut cards = Vec::new();
    for (other, url) in others {
        let card = other.folder.join(crate::home::CARD);
        let said = std::fs::read_to_string(&card).map_err(PlayFault::io(card.display().to_string()))?;
        let line = |line: &str| if line.starts_with("url ") { format!("url {url}\n") } else { format!("{line}\n") };
        let given = founder.folder.with_extension(format!("{}.card", other.id));
        std::fs::write(&given, said.lines().map(line).collect::<String>()).map_err(PlayFault::io(given.display().to_string()))?;
        cards.push(text(&given));
    }
    let folder = text(founder.folder);
    let arguments = ["--dir", &folder, "found"].into_iter().chain(cards.iter().map(String::as_str));
    answered(&arguments.collect::<Vec<_>>()).map(|_| ())
}

/// Makes the key of a party's head, and has the root enter it into the record of the running node.
pub fn empower(founder: &Founder<'_>, suite: &str) -> Result<(), PlayFault> {
    let (folder, key, root) = (text(founder.folder), text(&head_key(founder.folder)), text(&root_key(founder.folder)));
    let public = answered(&["new-key", "--suite", suite, "--name", &format!("{}/head", founder.id), &key])?.concat();
    let (suite, base64) = public.split_once(' ').expect("a public key is printed as suite and base64");
    let about = ["--dir", &folder, "empower", "--post", "head", "--rank", "head"];
    answered(&[&about[..], &["--public", suite, base64, "--root", &root]].concat()).map(|_| ())
}

/// Where a party's root key is kept: not in the node's folder.
fn root_key(folder: &Path) -> std::path::PathBuf {
    folder.with_extension("root.key")
}

/// Where the key of a party's head is kept.
pub fn head_key(folder: &Path) -> std::path::PathBuf {
    folder.with_extension("head.key")
}

/// A path as an argument.
pub fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
