//! Backups and what is restored from them. A backup never holds a signed head: whoever restores it asks the other parties first.

use super::NodeFault;
use super::acts::write_new;
use super::reach::Reach;
use crate::commands::Done;
use crate::config;
use crate::errand::Errand;
use crate::hex;
use crate::home::{self, CARD, HomeFault};
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use store::journal::JOURNAL;
use store::{FolderDisk, Store};

/// The list of what a backup holds.
const LIST: &str = "backup.txt";
/// The first line of the list.
const HEAD: &str = "counterpart/backup/v1";
/// What a folder of a record holds that no backup may: heads that a restore would believe, and what belongs to one run.
const LEFT_OUT: [&str; 5] = [store::head::HEAD, store::lease::LEASE, "machine", "careful", JOURNAL];

/// `backup TO`: copies while the node runs. The journal only ever grows, so its beginning is a record.
pub fn backup(reach: &Reach<'_>, to: &Path) -> Result<Done, NodeFault> {
    let told = reach.run(Errand::Extent)?;
    let (length, logs) =
        told.lines.split_first().filter(|_| told.code == 0).ok_or_else(|| NodeFault::Use(told.lines.join("\n")))?;
    let length: u64 = length.parse().map_err(|_| NodeFault::Backup("the node gave no length".to_owned()))?;
    std::fs::create_dir(to).map_err(NodeFault::io(to))?;
    let home = reach.home;
    let mut list =
        vec![HEAD.to_owned(), format!("agreement {}", home.founding.agreement), format!("founding {}", home.founding.digest())];
    list.extend(logs.iter().map(|log| format!("log {log}")));
    let mut copy = |from: &Path, name: &str, most: u64| -> Result<(), NodeFault> {
        let (bytes, digest) = copy_file(from, &to.join(name), most)?;
        list.push(format!("file {bytes} {digest} {name}"));
        Ok(())
    };
    copy(&home.config.data.join(JOURNAL), &format!("data/{JOURNAL}"), length)?;
    for path in files_under(&home.config.data)? {
        let name = path.strip_prefix(&home.config.data).expect("it was found there").to_string_lossy().into_owned();
        // Tiles follow from the journal, and are made again.
        if !LEFT_OUT.contains(&name.as_str()) && !name.starts_with("logs/") {
            copy(&path, &format!("data/{name}"), u64::MAX)?;
        }
    }
    for name in [config::FILE, CARD] {
        let path = home.folder.join(name);
        if path.exists() {
            copy(&path, name, u64::MAX)?;
        }
    }
    copy(&home.config.founding, "founding.txt", u64::MAX)?;
    write_new(&to.join(LIST), (list.join("\n") + "\n").as_bytes())?;
    Ok(Done::ok(vec![
        format!("{}: {} bytes of journal, {} logs", to.display(), length, logs.len()),
        "Secret keys are not in it; keep a copy of them apart from it.".to_owned(),
    ]))
}

/// `restore FROM`: every byte against the list, the journal read and all trees computed again, and only then put in its place.
pub fn restore(folder: &Path, from: &Path) -> Result<Done, NodeFault> {
    let list = home::read_text(&from.join(LIST))?;
    let mut lines = list.lines();
    if lines.next() != Some(HEAD) {
        return Err(NodeFault::Backup(format!("{} does not begin with {HEAD}", from.join(LIST).display())));
    }
    let data = folder.join("data");
    if data.exists() {
        return Err(HomeFault::Present { path: data }.into());
    }
    let next = folder.join("data.restoring");
    if next.exists() {
        std::fs::remove_dir_all(&next).map_err(NodeFault::io(&next))?;
    }
    let (mut logs, mut files) = (Vec::new(), 0);
    for line in lines {
        match line.split(' ').collect::<Vec<_>>().as_slice() {
            ["log", origin, size, root] => logs.push(((*origin).to_owned(), (*size).to_owned(), (*root).to_owned())),
            ["file", bytes, digest, name] => {
                restore_file(folder, &next, from, name, (bytes, digest))?;
                files += 1;
            }
            ["agreement" | "founding", _] => {}
            _ => return Err(NodeFault::Backup(format!("a line of its list says nothing: {line}"))),
        }
    }
    let found = prove(&next, &logs)?;
    std::fs::rename(&next, &data).map_err(NodeFault::io(&data))?;
    let mut said =
        vec![format!("{files} files are as the list says; the journal was read to its end and every tree computed again:")];
    said.extend(found);
    said.push("The start will be careful: nothing is signed before every other party has answered.".to_owned());
    if !folder.join("keys").exists() {
        said.push(format!("Put the node's keys into {} before it is started.", folder.join("keys").display()));
    }
    Ok(Done::ok(said))
}

/// Copies one file of the backup, which must be what the list says. A file of the node that is there must be the same.
fn restore_file(folder: &Path, data: &Path, from: &Path, name: &str, said: (&str, &str)) -> Result<(), NodeFault> {
    let plain = name.split('/').all(|part| !part.is_empty() && !part.starts_with('.'));
    if !plain || LEFT_OUT.iter().any(|left| *left != JOURNAL && name == format!("data/{left}")) {
        return Err(NodeFault::Backup(format!("{name} is no file of a backup")));
    }
    let to = name.strip_prefix("data/").map_or_else(|| folder.join(name), |name| data.join(name));
    let differs = |path: &Path| NodeFault::Backup(format!("{} is not the file that the list names", path.display()));
    if !name.starts_with("data/") && to.exists() {
        let (_, digest) =
            digest(&mut File::open(&to).map_err(NodeFault::io(&to))?, u64::MAX, |_| Ok(())).map_err(NodeFault::io(&to))?;
        // The configuration may have changed since, and the one that is here is newer.
        return if digest == said.1 || name == config::FILE { Ok(()) } else { Err(differs(&to)) };
    }
    let found = copy_file(&from.join(name), &to, u64::MAX)?;
    if (found.0.to_string().as_str(), found.1.as_str()) == said { Ok(()) } else { Err(differs(&from.join(name))) }
}

/// Opens the restored journal: reads all of it and computes every tree again. Gives a line for each log.
fn prove(data: &Path, logs: &[(String, String, String)]) -> Result<Vec<String>, NodeFault> {
    let (store, _) = Store::open(FolderDisk::writer(data)?)?;
    let mut lines = Vec::new();
    for (origin, size, root) in logs {
        let found = store.log(origin);
        // Without a signed head of our own log, what is held is what counts.
        let held = found.map(|log| if log.size() == 0 { log.held_tree() } else { log.tree() });
        let fits = held.is_some_and(|tree| tree.size().to_string() == *size && hex::write(&tree.root()) == *root);
        if !fits {
            return Err(NodeFault::Backup(format!("{origin} does not come to {size} leaves with the root {root}")));
        }
        lines.push(format!("  {origin}: {size} leaves, root {root}"));
    }
    Ok(lines)
}

/// Copies at most so many bytes of a file into a new one; gives how many and their SHA-256.
fn copy_file(from: &Path, to: &Path, most: u64) -> Result<(u64, String), NodeFault> {
    let mut input = File::open(from).map_err(NodeFault::io(from))?;
    if let Some(folder) = to.parent() {
        use std::os::unix::fs::DirBuilderExt as _;
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(NodeFault::io(folder))?;
    }
    let mut options = std::fs::OpenOptions::new();
    let mut output = options.write(true).create_new(true).open(to).map_err(NodeFault::io(to))?;
    let copied = digest(&mut input, most, |bytes| output.write_all(bytes)).map_err(NodeFault::io(from))?;
    output.sync_all().map_err(NodeFault::io(to))?;
    Ok(copied)
}

fn digest(input: &mut File, most: u64, mut each: impl FnMut(&[u8]) -> std::io::Result<()>) -> std::io::Result<(u64, String)> {
    let (mut hash, mut count, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
    let mut input = input.take(most);
    loop {
        let read = input.read(&mut buffer)?;
        if read == 0 {
            return Ok((count, hex::write(&hash.finalize())));
        }
        each(&buffer[..read])?;
        hash.update(&buffer[..read]);
        count += read as u64;
    }
}

fn files_under(folder: &Path) -> Result<Vec<PathBuf>, NodeFault> {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).map_err(NodeFault::io(&folder))? {
            let path = entry.map_err(NodeFault::io(&folder))?.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}
