//! Succession: a party that lost its log's key or its record goes on in a new log. The root opens it, the others are told by hand,
//! and countersign.

use super::NodeFault;
use super::acts::{leaf_of, officer_key, read_leaf, signed, write_draft, write_new};
use super::begin::create_record;
use super::keys::ByRoot;
use super::reach::{Reach, done};
use crate::commands::Done;
use crate::errand::Errand;
use crate::home::{self, HomeFault};
use crate::key_file::KeyFile;
use counterpart::Founding;
use std::path::{Path, PathBuf};

/// What to do about a succession.
#[derive(clap::Subcommand, Debug)]
pub enum SuccessionAction {
    /// Make keys and an empty record for the new log; the old record is put aside
    Begin {
        /// The name of the new log, such as ministry.example/gba/guangdong/2
        #[arg(long)]
        origin: String,
    },
    /// Open the new log under the root, once the node has taken the old one back from the others
    Open(ByRoot),
    /// Follow another party's new log, from the act that opens it
    Follow {
        /// The act
        file: PathBuf,
    },
}

/// `succession begin`: the node's folder is made ready for the new log. The node must not run.
pub fn begin(folder: &Path, origin: &str) -> Result<Done, NodeFault> {
    let config = home::config(folder)?;
    let book = home::book(&config)?;
    let path = config.founding.clone();
    let founding = Founding::parse(&home::read_text(&path)?).map_err(|problems| HomeFault::Founding { path, problems })?;
    if !record::key::is_name(origin) || founding.keeper(origin).is_some() {
        return Err(NodeFault::Use(format!("`{origin}` is no name for a new log")));
    }
    let lease = store::lease::Lease::take(&config.data)?;
    let number = (2..).find(|number| !aside(&config.data, *number).exists()).expect("there are many numbers");
    let (log, mirror) = (home::next_key_file(&config.keys, "log"), home::next_key_file(&config.keys, "mirror"));
    KeyFile::random("log", origin).write(&log)?;
    KeyFile::random("mirror", &format!("{origin}/mirror")).write(&mirror)?;
    let to = aside(&config.data, number);
    std::fs::rename(&config.data, &to).map_err(NodeFault::io(&config.data))?;
    drop(lease);
    create_record(&book, &config, &founding, home::keys(&config, &founding)?)?;
    Ok(Done::ok(vec![
        format!("{} and {} hold the new keys; the old record stands in {}", log.display(), mirror.display(), to.display()),
        format!(
            "Next: counterpart serve --dir {0}, and when it signs: counterpart succession open --root KEY --dir {0}",
            folder.display()
        ),
    ]))
}

fn aside(data: &Path, number: u32) -> PathBuf {
    data.with_extension(format!("before-{number}"))
}

/// `succession open` and `succession follow`.
pub fn run(reach: &Reach<'_>, action: &SuccessionAction) -> Result<Done, NodeFault> {
    match action {
        SuccessionAction::Follow { file } => reach.done(Errand::Follow { leaf: read_leaf(file)?.to_bytes() }),
        SuccessionAction::Open(by) => open(reach, by),
        SuccessionAction::Begin { .. } => unreachable!("it is answered before the folder is opened"),
    }
}

fn open(reach: &Reach<'_>, by: &ByRoot) -> Result<Done, NodeFault> {
    let key = by.root.as_deref().map(officer_key).transpose()?;
    let drafted = reach.run(Errand::Succeed)?;
    let Some(key) = key else {
        return write_draft(drafted, by.out.as_deref().unwrap_or(Path::new("succession.act")));
    };
    if drafted.code != 0 {
        return Ok(done(drafted));
    }
    let leaf = signed(&leaf_of(&drafted.bytes)?, &key, Path::new("the draft"))?;
    let path = reach.home.folder.join(format!("succession-{}.act", &leaf.id().to_string()[..16]));
    let mut told = reach.run(Errand::Submit { leaf: leaf.to_bytes() })?;
    if told.code == 0 {
        write_new(&path, &leaf.to_bytes())?;
        told.lines.push(format!("Give every other party {}: counterpart succession follow FILE --dir DIR", path.display()));
    }
    Ok(done(told))
}
