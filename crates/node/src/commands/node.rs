//! The commands of a node: its folder and founding, serving, acts and their signatures, bundles, backups, keys.

mod acts;
mod begin;
mod carry;
mod copies;
mod keys;
mod office;
mod reach;
mod succession;

use super::{Done, Options};
use crate::book::Stopped;
use crate::card::CardFault;
use crate::home::{Home, HomeFault};
use crate::key_file::KeyFileFault;
use crate::seal::SealFault;
use crate::serve::run::{self, Sockets};
use clap::Subcommand;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use succession::SuccessionAction;

/// What a node can be told at the command line. All but `sign` and `new-key` need `--dir`.
#[derive(Subcommand, Debug)]
pub enum NodeCommand {
    /// Make a folder for a party's node: keys, certificate, configuration, card
    Init(begin::Init),
    /// Write the founding from every party's card, and meet the peers
    Found {
        /// The cards of the other parties
        cards: Vec<String>,
    },
    /// Run the node
    Serve {
        /// Log as JSON, one object a line
        #[arg(long)]
        json_log: bool,
        /// Tell details too
        #[arg(long)]
        verbose: bool,
        /// Stop after so many seconds
        #[arg(long, value_name = "SECONDS")]
        stop_after: Option<u64>,
        /// Stop when the standard input ends: for whoever starts nodes
        #[arg(long, hide = true)]
        with_parent: bool,
    },
    /// Move the record time of a sample on to the morning of a day; said to a running node
    RecordTime {
        /// The day, such as 2018-03-01
        day: String,
    },
    /// Lay an act before the record: a line as scripts have them, or a file that was signed
    Submit {
        /// The line or the file
        act: String,
        /// The officer who signs
        #[command(flatten)]
        officer: acts::Officer,
    },
    /// Draft an act as a file, for officers to sign
    Draft {
        /// The line
        line: String,
        /// The post that signs
        #[arg(long)]
        post: String,
        /// The file, which must not be there yet
        #[arg(long)]
        out: PathBuf,
    },
    /// Sign a drafted act with an officer's or a root key; needs no node and no network
    Sign {
        /// The drafted act
        file: PathBuf,
        /// The file of the key
        #[arg(long)]
        key: PathBuf,
    },
    /// Make a key for an officer
    NewKey {
        /// ed25519, p256-sha256 or sm2-sm3
        #[arg(long)]
        suite: String,
        /// Whose key it is
        #[arg(long)]
        name: String,
        /// The file, which must not be there yet
        file: PathBuf,
    },
    /// Enter a post's public key into the record, under the party's root key
    Empower(keys::Empower),
    /// The acts of the record: what they were found to be, and how final they are
    Log {
        /// Only the newest so many
        #[arg(long, default_value_t = 100)]
        last: u64,
    },
    /// The truth about the other nodes, as far as this one can tell
    Peers,
    /// The portable receipt of an act (C2SP tlog-proof)
    Receipt {
        /// The act's id, or its first digits
        act: String,
        /// Write it to this file instead of the standard output
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Bundles that are carried by hand
    Bundle {
        /// What to do
        #[command(subcommand)]
        action: carry::BundleAction,
    },
    /// Copy what a restore needs into a new folder; secret keys are not copied
    Backup {
        /// The folder, which must not be there yet
        to: PathBuf,
    },
    /// Write the public side as files, for any web server: what was published, and nothing else
    Publish {
        /// The folder: a new one, or one that this command has written
        #[arg(long, value_name = "FOLDER")]
        to: PathBuf,
    },
    /// Put a backup into the node's folder, and prove what it holds
    Restore {
        /// The folder of the backup
        from: PathBuf,
    },
    /// End the start without the answers that are missing; an act says so
    Resume {
        /// To say that this is meant
        #[arg(long, required = true)]
        unconfirmed: bool,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Go on in a new log, or follow a party that does
    Succession {
        /// What to do
        #[command(subcommand)]
        action: succession::SuccessionAction,
    },
    /// Change a key of the node, under the party's root key
    RotateKey(keys::RotateKey),
    /// The officers of this node, who sign in to its pages
    Officer {
        /// What to do
        #[command(subcommand)]
        action: office::OfficerAction,
    },
}

/// Why a command of a node came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum NodeFault {
    /// The command was used wrongly: what to do instead.
    #[error("{0}")]
    Use(String),
    /// The folder.
    #[error(transparent)]
    Home(#[from] HomeFault),
    /// A key file.
    #[error(transparent)]
    Key(#[from] KeyFileFault),
    /// A card.
    #[error("{path} is no card:\n{fault}")]
    Card {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        fault: CardFault,
    },
    /// A card of other rules.
    #[error("{party} founds on other rules:\n  theirs: {theirs}\n  ours:   {ours}")]
    OtherRules {
        /// The party.
        party: String,
        /// The agreement and its digest there.
        theirs: String,
        /// The agreement and its digest here.
        ours: String,
    },
    /// The lease on the record.
    #[error(transparent)]
    Lease(#[from] store::lease::LeaseError),
    /// The record.
    #[error("the record cannot be opened")]
    Keeper(#[from] keeper::KeeperError),
    /// The record's files.
    #[error("the record cannot be opened")]
    Store(#[from] store::StoreError),
    /// A sealed file.
    #[error(transparent)]
    Seal(#[from] SealFault),
    /// What the office keeps beside the record.
    #[error(transparent)]
    Office(#[from] office_db::OfficeFault),
    /// A file.
    #[error("{path}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The node could not be served.
    #[error(transparent)]
    Serve(#[from] run::ServeFault),
    /// A file that is no act.
    #[error("{path} is no act in the format of the record: {problem}")]
    NoAct {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// A backup that is not what its list says.
    #[error("the backup is not what its list says: {0}")]
    Backup(String),
    /// A file of the agreement.
    #[error("the agreement cannot be read")]
    Agreement,
}

impl From<Stopped> for NodeFault {
    fn from(stopped: Stopped) -> NodeFault {
        match stopped {
            Stopped::World(failure) => NodeFault::Use(failure.to_string()),
            Stopped::Use(said) => NodeFault::Use(said),
            Stopped::File { .. } => NodeFault::Agreement,
        }
    }
}

impl NodeFault {
    /// A failure on a file.
    pub fn io(path: &Path) -> impl FnOnce(std::io::Error) -> NodeFault + use<> {
        let path = path.to_owned();
        move |source| NodeFault::Io { path, source }
    }
}

/// Runs a command of a node.
pub fn run(options: &Options, command: &NodeCommand) -> Result<Done, NodeFault> {
    match command {
        NodeCommand::Sign { file, key } => return acts::sign(file, key),
        NodeCommand::NewKey { suite, name, file } => return keys::new_key(suite, name, file),
        _ => {}
    }
    let Some(folder) = options.dir.as_deref() else {
        return Err(NodeFault::Use("which node? give its folder: --dir DIR".to_owned()));
    };
    match command {
        NodeCommand::Init(init) => begin::init(options, folder, init),
        NodeCommand::Found { cards } => begin::found(folder, cards),
        NodeCommand::Restore { from } => copies::restore(folder, from),
        NodeCommand::Officer { action } => office::run(folder, options.lang, action),
        NodeCommand::Succession { action: SuccessionAction::Begin { origin } } => succession::begin(folder, origin),
        NodeCommand::Serve { json_log, verbose, stop_after, with_parent } => {
            run::log_to_stderr(*json_log, *verbose);
            let home = Arc::new(Home::open(folder)?);
            let sockets = Sockets::bind(&home.config)?;
            let (told, gone) = (run::stop_signal(stop_after.map(Duration::from_secs)), *with_parent);
            let stop = async move {
                tokio::select! {
                    () = told => {}
                    () = run::parent_gone(), if gone => {}
                }
            };
            run::run(home, sockets, stop)?;
            Ok(Done::ok(Vec::new()))
        }
        reaching => reach(options, folder, reaching),
    }
}

/// The commands that reach the record.
fn reach(options: &Options, folder: &Path, command: &NodeCommand) -> Result<Done, NodeFault> {
    let home = Home::open(folder)?;
    let reach = reach::Reach { home: &home, language: options.lang };
    match command {
        NodeCommand::Submit { act, officer } => acts::submit(&reach, act, officer),
        NodeCommand::Draft { line, post, out } => acts::draft(&reach, line, post, out),
        NodeCommand::Empower(empower) => keys::empower(&reach, empower),
        NodeCommand::RotateKey(rotate) => keys::rotate(&reach, rotate),
        NodeCommand::Log { last } => acts::log(&reach, options.party.clone(), *last),
        NodeCommand::Peers => acts::peers(&reach, options.json),
        NodeCommand::Receipt { act, out } => acts::receipt(&reach, act, out.as_deref()),
        NodeCommand::Bundle { action } => carry::bundle(&reach, action),
        NodeCommand::Publish { to } => {
            let to = std::path::absolute(to).map_err(NodeFault::io(to))?;
            reach.done(crate::errand::Errand::Publish { to })
        }
        NodeCommand::Backup { to } => copies::backup(&reach, to),
        NodeCommand::Succession { action } => succession::run(&reach, action),
        NodeCommand::RecordTime { day } => reach.done(crate::errand::Errand::RecordTime { on: day.clone() }),
        NodeCommand::Resume { reason, .. } => acts::resume(&reach, reason),
        _ => unreachable!("every other command is answered before"),
    }
}

/// One of the questions, asked of a node's record.
pub fn ask(options: &Options, folder: &Path) -> Result<Done, NodeFault> {
    let home = Home::open(folder)?;
    let arguments = std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    reach::Reach { home: &home, language: options.lang }.done(crate::errand::Errand::Ask { arguments })
}
