//! Keys of officers and of the node: made, entered into the record under the root, and changed.

use super::NodeFault;
use super::acts::{officer_key, sign_and_submit, write_draft};
use super::reach::Reach;
use crate::commands::Done;
use crate::errand::Errand;
use crate::home::{self, HomeFault};
use crate::key_file::KeyFile;
use agreement::act::Post;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use counterpart::act_format::v1::{Body, Medium, NodeKey, RecordVerb, Statement};
use counterpart::officer_signature::{OfficerKey, PublicKey, Suite};
use record::{KeyKind, SigningKey};
use std::path::{Path, PathBuf};

/// Who signs for the party: the root key if it is at hand, or a file that is carried to it.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
pub struct ByRoot {
    /// The file of the party's root key
    #[arg(long)]
    root: Option<PathBuf>,
    /// Write the act to this file, to be signed where the root key is
    #[arg(long)]
    out: Option<PathBuf>,
}

/// What `empower` takes.
#[derive(clap::Args, Debug)]
pub struct Empower {
    /// The post
    #[arg(long)]
    post: String,
    /// The post's rank: head, mandated or officer
    #[arg(long, default_value = "officer")]
    rank: String,
    /// Whether this key may empower others
    #[arg(long)]
    may_empower: bool,
    /// The public key as `new-key` prints it: suite and base64
    #[arg(long, num_args = 2, value_names = ["SUITE", "BASE64"])]
    public: Vec<String>,
    #[command(flatten)]
    by: ByRoot,
}

/// What `rotate-key` takes.
#[derive(clap::Args, Debug)]
pub struct RotateKey {
    /// log or mirror
    which: String,
    #[command(flatten)]
    by: ByRoot,
}

/// `new-key`: a key for an officer; its public side is printed.
pub fn new_key(suite: &str, name: &str, file: &Path) -> Result<Done, NodeFault> {
    let known = || NodeFault::Use("suites of officers' keys: ed25519, p256-sha256, sm2-sm3".to_owned());
    let suite = Suite::named(suite).ok_or_else(known)?;
    let (key, officer) = loop {
        let key = KeyFile::random(suite.name(), name);
        match OfficerKey::from_secret(suite, &key.secret) {
            Some(officer) => break (key, officer),
            // One number in 2^32 and fewer is too large for a curve; a suite without keys of this kind never has one.
            None if matches!(suite, Suite::P256 | Suite::Sm2) => {}
            None => return Err(known()),
        }
    };
    key.write(file)?;
    let public = officer.public_key();
    Ok(Done::ok(vec![format!("{} {}", public.suite.name(), STANDARD.encode(&public.bytes))]))
}

/// `empower`: a post's key enters the record.
pub fn empower(reach: &Reach<'_>, empower: &Empower) -> Result<Done, NodeFault> {
    let rank = [Post::Head, Post::Mandated, Post::Officer].into_iter().find(|rank| rank.word() == empower.rank);
    let rank = rank.ok_or_else(|| NodeFault::Use("ranks: head, mandated, officer".to_owned()))?;
    let key =
        public_key(&empower.public).ok_or_else(|| NodeFault::Use("--public SUITE BASE64, as `new-key` prints it".to_owned()))?;
    let (post, may_empower) = (empower.post.clone(), empower.may_empower);
    by_root(reach, RecordVerb::Empower { post, rank, may_empower, suite: key.suite, key: key.bytes }, &empower.by)
}

fn public_key(words: &[String]) -> Option<PublicKey> {
    let [suite, base64] = words else { return None };
    let key = PublicKey { suite: Suite::named(suite)?, bytes: STANDARD.decode(base64).ok()? };
    key.is_sound().then_some(key)
}

/// `rotate-key`: the new key is made and entered into the record; the node uses it from its next start.
pub fn rotate(reach: &Reach<'_>, rotate: &RotateKey) -> Result<Done, NodeFault> {
    let (what, which, kind): (&'static str, _, _) = match rotate.which.as_str() {
        "log" => ("log", NodeKey::Node, KeyKind::Ed25519),
        "mirror" => ("mirror", NodeKey::Mirror, KeyKind::CosignatureEd25519),
        _ => return Err(NodeFault::Use("which key? log or mirror".to_owned())),
    };
    let folder = &reach.home.config.keys;
    let path = home::next_key_file(folder, what);
    // A log's key bears the log's name; each mirror key needs a name of its own.
    let origin = reach.home.keys.log[0].name();
    let number = home::key_files(folder, what).len() + 1;
    let name = if which == NodeKey::Node { origin.to_owned() } else { format!("{origin}/mirror/{number}") };
    let file = KeyFile::random(what, &name);
    let key =
        SigningKey::from_seed(&name, kind, &file.secret).map_err(|source| HomeFault::NoKey { path: path.clone(), source })?;
    file.write(&path)?;
    let mut done = by_root(reach, RecordVerb::RotateKey { which, key: key.verifier().to_string() }, &rotate.by)?;
    if done.code == 0 {
        done.lines.push(format!("{} holds the new key; start the node again once the act is on record", path.display()));
    } else {
        // A key that is not on record must not stand beside those that are.
        std::fs::remove_file(&path).map_err(NodeFault::io(&path))?;
    }
    Ok(done)
}

/// Drafts a verb of the record, and has the root sign it here or elsewhere.
fn by_root(reach: &Reach<'_>, verb: RecordVerb, by: &ByRoot) -> Result<Done, NodeFault> {
    let root = by.root.as_deref().map(officer_key).transpose()?;
    let drafted = reach.run(Errand::Verb { statement: framed(reach, verb)? })?;
    match (root, &by.out) {
        (Some(key), _) => sign_and_submit(reach, drafted, &key),
        (None, Some(out)) => write_draft(drafted, out),
        (None, None) => Err(NodeFault::Use("either --root KEY or --out FILE".to_owned())),
    }
}

/// A verb in a statement whose other parts the node puts right.
fn framed(reach: &Reach<'_>, verb: RecordVerb) -> Result<Vec<u8>, NodeFault> {
    let statement = Statement {
        agreement: reach.home.founding.agreement.clone(),
        epoch: 1,
        origin: reach.home.keys.log[0].name().to_owned(),
        matter: None,
        post: None,
        claimed: reach.home.clock.now(),
        cites: Vec::new(),
        nonce: [0; 16],
        body: Body::Verb(verb),
        payloads: Vec::new(),
        rule: None,
        occurred: None,
        author: None,
        medium: Medium::Record,
    };
    statement.to_bytes().map_err(|problem| NodeFault::NoAct { path: "the act".into(), problem: format!("{problem:?}") })
}
