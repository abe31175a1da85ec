//! A node's folder: configuration, founding, keys and record, opened together and held against each other.

use crate::book::Book;
use crate::card;
use crate::certificate::{CertificateFault, Identity};
use crate::clock::{Clock, ClockFault};
use crate::config::{self, Config, Problems};
use crate::hex;
use crate::key_file::{KeyFile, KeyFileFault};
use crate::official_text;
use agreement::id::BodyId;
use counterpart::Founding;
use counterpart::founding::{FoundingProblem, Misfit};
use exchange::StopKind;
use office_db::{OfficeDb, OfficeFault};
use record::key::KeyError;
use record::{KeyKind, SigningKey};
use std::path::{Path, PathBuf};
use web::agreement_text::Printed;

/// The socket by which commands reach a running node.
pub const CONTROL: &str = "control.sock";
/// What the party gives the others before the founding.
pub const CARD: &str = "card.txt";
/// Officers, sessions and all else that is no record.
pub const OFFICE: &str = "office.db";
/// The index of texts; derived from the record, and made again whenever it is gone.
pub const INDEX: &str = "search.db";
/// The party's root key, to be moved away.
pub const ROOT: &str = "offline_root.key";

/// Why a node's folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum HomeFault {
    /// A file cannot be read or written.
    #[error("{path}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file or folder is there already, and nothing is ever written over.
    #[error("{path} is there already; nothing was changed")]
    Present {
        /// What is there.
        path: PathBuf,
    },
    /// The configuration has problems.
    #[error("{path} has problems:\n{problems}")]
    Config {
        /// The file.
        path: PathBuf,
        /// The problems, a line each.
        problems: Problems,
    },
    /// The agreement cannot be read.
    #[error("the agreement `{0}` cannot be read; run: counterpart check")]
    Agreement(String),
    /// The founding has problems.
    #[error("{path} has problems:\n{}", card::lines(.problems))]
    Founding {
        /// The file.
        path: PathBuf,
        /// The problems.
        problems: Vec<FoundingProblem>,
    },
    /// The founding is of another agreement, or of other rules.
    #[error("the founding is not of this agreement: {}", misfits(.0))]
    Misfit(Vec<Misfit>),
    /// A party that the agreement or the founding has not.
    #[error("`{party}` is no party of this agreement")]
    NoParty {
        /// The party.
        party: String,
    },
    /// The founding names another key for this party.
    #[error("the founding gives {party} another {what} key than {path} holds")]
    OtherKey {
        /// The party.
        party: String,
        /// Which key.
        what: &'static str,
        /// The file of the key that is here.
        path: PathBuf,
    },
    /// A key file.
    #[error(transparent)]
    Key(#[from] KeyFileFault),
    /// A secret that is no key.
    #[error("{path} holds no key")]
    NoKey {
        /// The file.
        path: PathBuf,
        /// Why.
        source: KeyError,
    },
    /// There is no key of a kind.
    #[error("{folder} holds no file {what}.key")]
    NoKeyFile {
        /// The folder.
        folder: PathBuf,
        /// What the key is for.
        what: &'static str,
    },
    /// The certificate.
    #[error(transparent)]
    Certificate(#[from] CertificateFault),
    /// Record time apart from machine time, and no sample.
    #[error(transparent)]
    Clock(#[from] ClockFault),
}

fn misfits(misfits: &[Misfit]) -> String {
    let say = |misfit: &Misfit| match misfit {
        Misfit::Agreement => "it names another agreement".to_owned(),
        Misfit::Rules(digest) => format!("the rules here have the digest {digest}"),
        Misfit::Parties(parties) => format!("the parties are, in this order: {}", parties.join(", ")),
    };
    misfits.iter().map(say).collect::<Vec<_>>().join("; ")
}

/// Everything that a node needs before it opens its record.
pub struct Home {
    /// The folder.
    pub folder: PathBuf,
    /// What it was told.
    pub config: Config,
    /// The agreement.
    pub book: Book,
    /// What the parties fixed.
    pub founding: Founding,
    /// Whose node it is.
    pub party: BodyId,
    /// The keys of log and mirror, in the order of their files.
    pub keys: keeper::Keys,
    /// The two clocks.
    pub clock: Clock,
    /// The official text, where it is attached to this node.
    pub official: Vec<Printed>,
}

/// The configuration of a folder.
pub fn config(folder: &Path) -> Result<Config, HomeFault> {
    let path = folder.join(config::FILE);
    let text = read_text(&path)?;
    Config::read(&text, folder).map_err(|problems| HomeFault::Config { path, problems })
}

/// The agreement that a configuration names.
pub fn book(config: &Config) -> Result<Book, HomeFault> {
    Book::open(&config.agreement).map_err(|_| HomeFault::Agreement(config.agreement.clone()))
}

impl Home {
    /// Opens the folder. The record itself is left alone.
    pub fn open(folder: &Path) -> Result<Home, HomeFault> {
        let config = config(folder)?;
        let book = book(&config)?;
        let path = config.founding.clone();
        let founding = Founding::parse(&read_text(&path)?).map_err(|problems| HomeFault::Founding { path, problems })?;
        let found = founding.misfits(&book.agreement);
        if !found.is_empty() {
            return Err(HomeFault::Misfit(found));
        }
        let party = party(&book, &config.party)?;
        for peer in &config.peers {
            self::party(&book, &peer.party)?;
        }
        let keys = keys(&config, &founding)?;
        let clock = Clock::new(config.record_offset_seconds, keys.log[0].name())?;
        let official = official_text::printed(&book.agreement, folder);
        Ok(Home { folder: folder.to_owned(), config, book, founding, party, keys, clock, official })
    }

    /// The certificate with its secret key.
    pub fn identity(&self) -> Result<Identity, HomeFault> {
        Ok(Identity::open(&self.config.keys)?)
    }

    /// The secret to which bundles for this party are sealed.
    pub fn bundle_secret(&self) -> Result<KeyFile, HomeFault> {
        Ok(KeyFile::open_for(&self.config.keys.join("bundle.key"), "bundle")?)
    }

    /// What the office keeps beside the record; made, and open to its owner alone, when it is first needed.
    pub async fn office(&self) -> Result<OfficeDb, OfficeFault> {
        office(&self.folder).await
    }

    /// The socket of this node.
    pub fn control(&self) -> PathBuf {
        self.folder.join(CONTROL)
    }
}

/// The index of texts of a node's folder; it holds their words, and is as private as they are.
pub async fn index(folder: &Path) -> Result<search::Index, search::IndexFault> {
    let path = folder.join(INDEX);
    private(&path);
    search::Index::open(&path).await
}

/// The office's book of a node's folder.
pub async fn office(folder: &Path) -> Result<OfficeDb, OfficeFault> {
    let path = folder.join(OFFICE);
    private(&path);
    OfficeDb::open(&path).await
}

/// Makes the file of a database for its owner alone: the database would make it for all to read. Where this fails, opening it says why.
fn private(path: &Path) {
    use std::os::unix::fs::OpenOptionsExt as _;
    let _ = std::fs::OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path);
}

/// The party called `id`.
pub fn party(book: &Book, id: &str) -> Result<BodyId, HomeFault> {
    let found = book.agreement.parties().find(|party| book.agreement.body_of(*party).id == id);
    found.ok_or_else(|| HomeFault::NoParty { party: id.to_owned() })
}

/// The names of the key files of a kind, in the order in which they came: `log.key`, `log-2.key`, `log-3.key`.
pub fn key_files(keys: &Path, what: &'static str) -> Vec<PathBuf> {
    (1..).map(|number| key_file(keys, what, number)).take_while(|path| path.exists()).collect()
}

/// The name of the next key file of a kind.
pub fn next_key_file(keys: &Path, what: &'static str) -> PathBuf {
    key_file(keys, what, key_files(keys, what).len() + 1)
}

fn key_file(keys: &Path, what: &'static str, number: usize) -> PathBuf {
    keys.join(if number == 1 { format!("{what}.key") } else { format!("{what}-{number}.key") })
}

/// The node's keys, held against the founding. Of the log's keys those of the newest origin are in use: after a succession the
/// older ones only rest here.
pub fn keys(config: &Config, founding: &Founding) -> Result<keeper::Keys, HomeFault> {
    let read = |what: &'static str, kind: KeyKind| -> Result<Vec<SigningKey>, HomeFault> {
        let files = key_files(&config.keys, what);
        let keys: Result<Vec<_>, _> = files.iter().map(|path| signing_key(path, what, kind)).collect();
        keys.and_then(
            |keys| if keys.is_empty() { Err(HomeFault::NoKeyFile { folder: config.keys.clone(), what }) } else { Ok(keys) },
        )
    };
    let mut log = read("log", KeyKind::Ed25519)?;
    let newest = log.last().expect("at least one key was read").name().to_owned();
    log.retain(|key| key.name() == newest);
    let keys = keeper::Keys { log, mirror: read("mirror", KeyKind::CosignatureEd25519)? };
    own_keys(config, founding, &keys).map(|()| keys)
}

/// The key that a file holds.
pub fn signing_key(path: &Path, what: &'static str, kind: KeyKind) -> Result<SigningKey, HomeFault> {
    let file = KeyFile::open_for(path, what)?;
    SigningKey::from_seed(&file.name, kind, &file.secret).map_err(|source| HomeFault::NoKey { path: path.into(), source })
}

/// The founding gives this party the keys that are here, unless a succession or a rotation has replaced them since.
fn own_keys(config: &Config, founding: &Founding, keys: &keeper::Keys) -> Result<(), HomeFault> {
    let party = founding.party(&config.party).ok_or_else(|| HomeFault::NoParty { party: config.party.clone() })?;
    let other = |what, path| HomeFault::OtherKey { party: party.id.clone(), what, path };
    let is_first_log = keys.log[0].name() == party.origin;
    if is_first_log && !keys.log.iter().any(|key| key.verifier() == party.node) {
        return Err(other("log", config.keys.join("log.key")));
    }
    if is_first_log && !keys.mirror.iter().any(|key| key.verifier() == party.mirror) {
        return Err(other("mirror", config.keys.join("mirror.key")));
    }
    Ok(())
}

/// A whole text file.
pub fn read_text(path: &Path) -> Result<String, HomeFault> {
    std::fs::read_to_string(path).map_err(|source| HomeFault::Io { path: path.into(), source })
}

/// Writes a new file that everybody of this machine's group may read; a file that is there stays as it is.
pub fn write_new(path: &Path, text: &str) -> Result<(), HomeFault> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    let written = options.write(true).create_new(true).open(path);
    let written = written.and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()));
    written.map_err(|source| match source.kind() {
        std::io::ErrorKind::AlreadyExists => HomeFault::Present { path: path.into() },
        _ => HomeFault::Io { path: path.into(), source },
    })
}

/// The file that says on which machine the record was opened last.
const MACHINE: &str = "machine";

/// Where Linux keeps what tells one machine from another.
const MACHINE_ID: &str = "/etc/machine-id";

/// What stands for this machine: a hash, since the id itself is not to be spread. None where the system has no id.
fn machine() -> Option<String> {
    use sha2::Digest as _;
    let id = std::fs::read(MACHINE_ID).ok().filter(|id| !id.is_empty())?;
    Some(format!("{}\n", hex::write(&sha2::Sha256::new().chain_update(b"counterpart/machine\n").chain_update(id).finalize())))
}

/// Whether the record was opened on this machine last. What the record's own files tell is added by whoever opens them.
pub fn stop_kind(data: &Path) -> Result<StopKind, HomeFault> {
    let path = data.join(MACHINE);
    match (std::fs::read_to_string(&path), machine()) {
        (Ok(known), Some(this)) if known != this => Ok(StopKind::MachineChanged),
        (Err(source), _) if source.kind() != std::io::ErrorKind::NotFound => Err(HomeFault::Io { path, source }),
        _ => Ok(StopKind::Intact),
    }
}

/// Notes that the record is open on this machine. From here on its own mark of a careful start says what is to be waited for.
pub fn note_machine(data: &Path) -> Result<(), HomeFault> {
    let path = data.join(MACHINE);
    let Some(this) = machine() else { return Ok(()) };
    if std::fs::read_to_string(&path).is_ok_and(|known| known == this) {
        return Ok(());
    }
    std::fs::write(&path, this).map_err(|source| HomeFault::Io { path, source })
}
