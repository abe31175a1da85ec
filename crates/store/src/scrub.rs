//! Reads everything again, as once a day: journal, head file, trees, tiles, payloads. It says what is wrong and where, and mends nothing.

use std::collections::BTreeMap;
use std::fmt;

use record::tile::{Layer, Tile, WIDTH};
use record::tree::Compact;
use record::{Hash, bundle, leaf_hash};

use crate::blobs::{self, Blob, BlobError};
use crate::disk::{Disk, DiskError};
use crate::entry::Entry;
use crate::error::{Damage, StoreError};
use crate::head::{FileState, HeadFile};
use crate::journal::{Frames, Next};
use crate::log::{Log, read_head};
use crate::open::Scan;
use crate::store::Store;
use crate::tiles::{self, subtree};

/// Something that is not as it was written.
#[derive(Debug)]
pub enum Finding {
    /// The journal can't be read from here on.
    Journal {
        /// Where the frame begins.
        offset: u64,
        /// What is wrong with it.
        what: Damage,
    },
    /// What memory holds of a log is not what the journal says: the machine's memory is at fault, or somebody else writes.
    Memory {
        /// The log.
        origin: String,
    },
    /// The head file is missing, or a slot of it is unreadable.
    HeadFile {
        /// In what state it is.
        state: FileState,
    },
    /// The head file does not say what was signed last.
    SignedHead,
    /// A head's root is not that of the log's leaves.
    Root {
        /// The log.
        origin: String,
        /// The size of the head.
        size: u64,
    },
    /// A tile or bundle is missing or not what the leaves give.
    Tile {
        /// Its path.
        path: String,
    },
    /// A log's checkpoint file can't be read, or its root is not that of the leaves.
    Checkpoint {
        /// The log.
        origin: String,
    },
    /// A payload is not what its commitment says.
    Payload {
        /// Its path.
        path: String,
    },
    /// A payload that was erased is still there: do it again.
    ErasureUnfinished {
        /// Its path.
        path: String,
    },
    /// A file among the payloads that the store did not write.
    Stranger {
        /// Its path.
        path: String,
    },
    /// The disk failed to read.
    Disk(DiskError),
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Journal { offset, what } => write!(f, "journal, byte {offset}: {what}"),
            Self::Memory { origin } => write!(f, "{origin}: memory and journal differ"),
            Self::HeadFile { state } => write!(f, "head file: {state:?}"),
            Self::SignedHead => f.write_str("head file: not the head signed last"),
            Self::Root { origin, size } => write!(f, "{origin}: the head of {size} leaves has another root"),
            Self::Tile { path } => write!(f, "{path}: missing or different"),
            Self::Checkpoint { origin } => write!(f, "{origin}: the checkpoint file is not of these leaves"),
            Self::Payload { path } => write!(f, "{path}: not what was committed to"),
            Self::ErasureUnfinished { path } => write!(f, "{path}: erased, yet still there"),
            Self::Stranger { path } => write!(f, "{path}: not a file of the store"),
            Self::Disk(error) => write!(f, "{error}"),
        }
    }
}

/// Everything that is wrong, in the order in which it was found. Nothing is changed.
pub fn scrub<D: Disk>(store: &Store<D>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut note = |result: Result<Vec<Finding>, DiskError>| match result {
        Ok(found) => findings.extend(found),
        Err(error) => findings.push(Finding::Disk(error)),
    };
    note(journal_and_head(store));
    let heads = heads(store).unwrap_or_else(|error| {
        note(Err(error));
        Heads::new()
    });
    for log in store.logs() {
        note(log_files(store, log, heads.get(log.origin())));
    }
    note(payloads(store.disk()));
    findings
}

/// The journal's frames, what they add up to, and the head file.
fn journal_and_head<D: Disk>(store: &Store<D>) -> Result<Vec<Finding>, DiskError> {
    let mut findings = Vec::new();
    let file = HeadFile::read(store.disk())?;
    if file.state != FileState::Intact {
        findings.push(Finding::HeadFile { state: file.state });
    }
    if file.newest.is_some() && file.newest != store.slot {
        findings.push(Finding::SignedHead);
    }
    let scan = Scan::of(store.disk(), &file, store.signed().map_or(0, |head| head.size))?;
    if let Some((offset, what)) = scan.bad {
        findings.push(Finding::Journal { offset, what });
    } else if !scan.passed_mark || scan.end != store.end {
        findings.push(Finding::Journal { offset: scan.end.length, what: Damage::BeforeMark });
    }
    let differ = store.logs().iter().enumerate().filter(|(number, log)| scan.bad.is_none() && !scan.same(*number, log));
    findings.extend(differ.map(|(_, log)| Finding::Memory { origin: log.origin().to_owned() }));
    Ok(findings)
}

/// Of each log, the roots that its heads state, by size.
type Heads = BTreeMap<String, BTreeMap<u64, Vec<Hash>>>;

/// All heads of all logs, those in the journal and our own signed one.
fn heads<D: Disk>(store: &Store<D>) -> Result<Heads, DiskError> {
    let mut heads = Heads::new();
    let mut keep = |note: &[u8]| {
        if let Ok((origin, head)) = read_head(note) {
            heads.entry(origin).or_default().entry(head.size).or_default().push(head.root);
        }
    };
    store.signed().into_iter().for_each(|head| keep(&head.note));
    let mut frames = Frames::all(store.disk())?;
    while let Next::Entry(_, entry) = frames.read_next()? {
        if let Entry::Head { note, .. } = entry {
            keep(note);
        }
    }
    Ok(heads)
}

/// One log: every head against the leaves, every file against the leaves, in one pass over them.
fn log_files<D: Disk>(store: &Store<D>, log: &Log, heads: Option<&BTreeMap<u64, Vec<Hash>>>) -> Result<Vec<Finding>, DiskError> {
    let origin = log.origin();
    let (mut findings, mut tree) = (Vec::new(), Compact::new());
    let mut files = Files::new(store.disk(), origin)?;
    let tiled = files.size;
    for index in 0..=log.held() {
        let roots = heads.and_then(|heads| heads.get(&index)).into_iter().flatten();
        if roots.clone().any(|root| *root != tree.root()) {
            findings.push(Finding::Root { origin: origin.to_owned(), size: index });
        }
        if index == tiled && files.root.is_some_and(|root| root != tree.root()) {
            findings.push(Finding::Checkpoint { origin: origin.to_owned() });
        }
        if index == log.held() {
            break;
        }
        match store.leaf(origin, index) {
            Ok(leaf) => {
                tree.append(leaf_hash(&leaf));
                if index < tiled {
                    files.leaf(&leaf)?;
                }
            }
            // The journal's own pass has named the place.
            Err(StoreError::Disk(error)) => return Err(error),
            Err(_) => return Ok(findings),
        }
    }
    if tiled > log.held() {
        findings.push(Finding::Checkpoint { origin: origin.to_owned() });
    }
    findings.extend(files.end()?);
    Ok(findings)
}

/// Compares tile files with what the leaves give, tile by tile as they fill.
struct Files<'a, D> {
    disk: &'a D,
    origin: &'a str,
    /// The size and root that the checkpoint file states.
    size: u64,
    root: Option<Hash>,
    /// Of each level the tile that is being filled: its place and its hashes.
    levels: Vec<(u64, Vec<Hash>)>,
    entries: (u64, Vec<Vec<u8>>),
    findings: Vec<Finding>,
}

impl<'a, D: Disk> Files<'a, D> {
    fn new(disk: &'a D, origin: &'a str) -> Result<Self, DiskError> {
        let note = tiles::checkpoint(disk, origin)?;
        let head = note.as_deref().and_then(|note| read_head(note).ok()).filter(|(found, _)| found == origin);
        let unreadable = (note.is_some() && head.is_none()).then(|| Finding::Checkpoint { origin: origin.to_owned() });
        let (size, root) = head.map_or((0, None), |(_, head)| (head.size, Some(head.root)));
        let findings = unreadable.into_iter().collect();
        Ok(Self { disk, origin, size, root, levels: Vec::new(), entries: (0, Vec::new()), findings })
    }

    fn leaf(&mut self, leaf: &[u8]) -> Result<(), DiskError> {
        let mut hash = leaf_hash(leaf);
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push((0, Vec::new()));
            }
            let (index, hashes) = &mut self.levels[level];
            hashes.push(hash);
            if hashes.len() < WIDTH as usize {
                break;
            }
            let (index, hashes) = (std::mem::replace(index, *index + 1), std::mem::take(hashes));
            self.compare(Layer::Hashes { level: level as u8 }, index, hashes.len(), &hashes.concat())?;
            hash = subtree(hashes);
        }
        self.entries.1.push(leaf.to_vec());
        if self.entries.1.len() == WIDTH as usize { self.bundle() } else { Ok(()) }
    }

    fn bundle(&mut self) -> Result<(), DiskError> {
        let (index, leaves) = (self.entries.0, std::mem::take(&mut self.entries.1));
        self.entries.0 += 1;
        let bytes = bundle::encode(&leaves).unwrap_or_default();
        self.compare(Layer::Entries, index, leaves.len(), &bytes)
    }

    /// The tiles that are not full, and all that was found.
    fn end(mut self) -> Result<Vec<Finding>, DiskError> {
        for (level, (index, hashes)) in std::mem::take(&mut self.levels).into_iter().enumerate() {
            if !hashes.is_empty() {
                self.compare(Layer::Hashes { level: level as u8 }, index, hashes.len(), &hashes.concat())?;
            }
        }
        if !self.entries.1.is_empty() {
            self.bundle()?;
        }
        Ok(self.findings)
    }

    fn compare(&mut self, layer: Layer, index: u64, width: usize, expected: &[u8]) -> Result<(), DiskError> {
        let tile = Tile { layer, index, width: width as u16 };
        if tiles::read(self.disk, self.origin, &tile)?.as_deref() != Some(expected) {
            self.findings.push(Finding::Tile { path: format!("{}/{tile}", tiles::folder(self.origin)) });
        }
        Ok(())
    }
}

fn payloads<D: Disk>(disk: &D) -> Result<Vec<Finding>, DiskError> {
    let mut findings = Vec::new();
    for blob in blobs::list(disk)? {
        match blob {
            Blob::Stranger(path) => findings.push(Finding::Stranger { path }),
            Blob::Tombstone(_) => {}
            Blob::Payload(commitment) => match blobs::get(disk, &commitment) {
                Ok(_) => {}
                Err(BlobError::Disk(error)) => findings.push(Finding::Disk(error)),
                Err(BlobError::Erased { .. }) => findings.push(Finding::ErasureUnfinished { path: blobs::path(&commitment) }),
                Err(_) => findings.push(Finding::Payload { path: blobs::path(&commitment) }),
            },
        }
    }
    Ok(findings)
}
