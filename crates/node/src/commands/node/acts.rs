//! Acts at the command line: drafted, signed, submitted, listed, and proved by receipts.

use super::NodeFault;
use super::reach::{Reach, done};
use crate::commands::Done;
use crate::errand::{Errand, Told};
use crate::key_file::KeyFile;
use counterpart::act_format::v1::{Body, Leaf, MatterRef};
use counterpart::officer_signature::{OfficerKey, Suite};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The officer who signs at once.
#[derive(clap::Args, Debug)]
pub struct Officer {
    /// The post that signs
    #[arg(long, requires = "key")]
    post: Option<String>,
    /// The file of the officer's key
    #[arg(long, requires = "post")]
    key: Option<PathBuf>,
}

/// `submit`: a file that was signed, a line that an officer signs here, or a line that nobody signs.
pub fn submit(reach: &Reach<'_>, act: &str, officer: &Officer) -> Result<Done, NodeFault> {
    let path = Path::new(act);
    if let (Some(post), Some(key)) = (&officer.post, &officer.key) {
        let key = officer_key(key)?;
        let drafted = reach.run(Errand::Draft { line: act.to_owned(), post: post.clone() })?;
        return sign_and_submit(reach, drafted, &key);
    }
    if path.is_file() {
        return reach.done(Errand::Submit { leaf: read_leaf(path)?.to_bytes() });
    }
    reach.done(Errand::Line { line: act.to_owned() })
}

/// Signs a statement that the node drafted, and lays it before the record.
pub fn sign_and_submit(reach: &Reach<'_>, drafted: Told, key: &OfficerKey) -> Result<Done, NodeFault> {
    if drafted.code != 0 {
        return Ok(done(drafted));
    }
    let leaf = leaf_of(&drafted.bytes)?;
    let leaf = signed(&leaf, key, Path::new("the draft"))?;
    reach.done(Errand::Submit { leaf: leaf.to_bytes() })
}

/// `draft`: an act as a file, for officers to sign.
pub fn draft(reach: &Reach<'_>, line: &str, post: &str, out: &Path) -> Result<Done, NodeFault> {
    let drafted = reach.run(Errand::Draft { line: line.to_owned(), post: post.to_owned() })?;
    write_draft(drafted, out)
}

/// Writes a drafted statement as a leaf without signatures.
pub fn write_draft(drafted: Told, out: &Path) -> Result<Done, NodeFault> {
    if drafted.code != 0 {
        return Ok(done(drafted));
    }
    let leaf = leaf_of(&drafted.bytes)?;
    write_new(out, &leaf.to_bytes())?;
    let mut lines = told(&leaf);
    lines.push(format!("Next: counterpart sign {} --key KEY", out.display()));
    Ok(Done::ok(lines))
}

fn leaf_of(statement: &[u8]) -> Result<Leaf, NodeFault> {
    let no_act = |problem| NodeFault::NoAct { path: "the draft".into(), problem: format!("{problem:?}") };
    Leaf::of_statement(statement, Vec::new()).map_err(no_act)
}

/// `sign FILE`: adds a signature, and says what was signed.
pub fn sign(file: &Path, key: &Path) -> Result<Done, NodeFault> {
    let leaf = read_leaf(file)?;
    let leaf = signed(&leaf, &officer_key(key)?, file)?;
    let next = file.with_extension("signing");
    write_new(&next, &leaf.to_bytes())?;
    std::fs::rename(&next, file).map_err(NodeFault::io(file))?;
    let mut lines = told(&leaf);
    let by = leaf.signatures().iter().map(|signature| signature.suite().name()).collect::<Vec<_>>().join(", ");
    lines.push(format!("signed by {} of: {by}", leaf.signatures().len()));
    Ok(Done::ok(lines))
}

/// The same act with one signature more.
fn signed(leaf: &Leaf, key: &OfficerKey, path: &Path) -> Result<Leaf, NodeFault> {
    let no_act = |problem| NodeFault::NoAct { path: path.into(), problem: format!("{problem:?}") };
    leaf.with(key.sign(leaf.id(), leaf.twin())).map_err(no_act)
}

/// What a person signs, in the words of the statement itself.
fn told(leaf: &Leaf) -> Vec<String> {
    let statement = leaf.statement();
    let matter = match &statement.matter {
        Some(MatterRef::Derived(name)) => format!(" on {name}"),
        Some(MatterRef::Opened(act)) => format!(" on what {act} opened"),
        None => String::new(),
    };
    let mut lines = vec![
        format!("act {}", leaf.id()),
        format!("sm3 {}", leaf.twin()),
        format!("  {}{matter}, under {}, epoch {}", statement.body.kind(), statement.agreement, statement.epoch),
        format!("  in the log {}, as {}", statement.origin, statement.post.as_deref().unwrap_or("the party itself")),
    ];
    match &statement.body {
        Body::Act(act) => lines.extend(act.fields.iter().map(|(number, said)| format!("  {number}: {said:?}"))),
        Body::Verb(verb) => lines.extend(verb.fields().iter().map(|(number, said)| format!("  {number}: {said:?}"))),
    }
    lines
}

/// The officer's key that a file holds; its purpose is the suite.
pub fn officer_key(path: &Path) -> Result<OfficerKey, NodeFault> {
    let file = KeyFile::open(path)?;
    let suite = Suite::named(&file.purpose);
    let key = suite.and_then(|suite| OfficerKey::from_secret(suite, &file.secret));
    key.ok_or_else(|| NodeFault::Use(format!("{} holds a key for `{}`, which signs no acts", path.display(), file.purpose)))
}

fn read_leaf(path: &Path) -> Result<Leaf, NodeFault> {
    use std::io::Read as _;
    let file = std::fs::File::open(path).map_err(NodeFault::io(path))?;
    let mut bytes = Vec::new();
    let most = counterpart::act_format::LEAF_BYTES_MAX as u64 + 1;
    file.take(most).read_to_end(&mut bytes).map_err(NodeFault::io(path))?;
    Leaf::decode(&bytes).map_err(|problem| NodeFault::NoAct { path: path.into(), problem: format!("{problem:?}") })
}

/// Writes a new file and waits for the disk. One that is there stays as it is.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), NodeFault> {
    let mut options = std::fs::OpenOptions::new();
    let written = options.write(true).create_new(true).open(path);
    written.and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all())).map_err(NodeFault::io(path))
}

/// `log`: the acts of the record.
pub fn log(reach: &Reach<'_>, party: Option<String>, last: u64) -> Result<Done, NodeFault> {
    reach.done(Errand::Log { party, last })
}

/// `peers`: the truth about the others.
pub fn peers(reach: &Reach<'_>, json: bool) -> Result<Done, NodeFault> {
    reach.done(Errand::Peers { json })
}

/// `receipt ACT`: to a file, or printed.
pub fn receipt(reach: &Reach<'_>, act: &str, out: Option<&Path>) -> Result<Done, NodeFault> {
    let told = reach.run(Errand::Receipt { act: act.to_owned() })?;
    if told.code != 0 {
        return Ok(done(told));
    }
    match out {
        Some(path) => write_new(path, &told.bytes).map(|()| Done::ok(vec![format!("{} is written", path.display())])),
        None => Ok(Done::ok(vec![String::from_utf8_lossy(&told.bytes).trim_end().to_owned()])),
    }
}

/// `resume --unconfirmed`.
pub fn resume(reach: &Reach<'_>, reason: &str) -> Result<Done, NodeFault> {
    reach.done(Errand::Resume { reason: reason.to_owned() })
}
