//! The bare cost of a check: the hashes and signature verifications that it cannot do without, on all cores, and nothing else timed.
//!
//! Every frame is hashed for the journal's checksums, every leaf for its tree and for its name, one node of the tree for each leaf, and
//! every signature of an officer, a log or a mirror is verified. Reading and decoding happen outside the timed part.

use crate::fault::Fault;
use counterpart::Founding;
use counterpart::act_format::v1::Leaf;
use counterpart::act_format::{self, ActId, Reading};
use counterpart::officer_signature;
use record::{Note, VerifierKey, cosignature, hash, leaf_hash, node_hash};
use std::hint::black_box;
use std::time::{Duration, Instant};
use store::FolderDisk;
use store::entry::Entry;
use store::frame::GENESIS;
use store::journal::{Frames, Next};

/// Entries that are decoded before the clock runs.
const CHUNK: usize = 16_384;

/// What the bare work was, and what it took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bare {
    /// Hashes computed.
    pub hashes: u64,
    /// Signatures verified.
    pub signatures: u64,
    /// The time that passed while all threads worked.
    pub time: Duration,
}

/// One entry, decoded.
struct Item {
    frame: Vec<u8>,
    leaf: Option<(Vec<u8>, Option<Leaf>)>,
    note: Option<Note>,
}

/// Does the bare work on a folder with `threads` threads.
pub fn measure(disk: &FolderDisk, founding: &Founding, threads: usize) -> Result<Bare, Fault> {
    let keys: Vec<VerifierKey> = founding.parties.iter().flat_map(|party| [party.node.clone(), party.mirror.clone()]).collect();
    let (mut bare, mut items) = (Bare::default(), Vec::new());
    let mut frames = Frames::all(disk)?;
    loop {
        let more = match frames.read_next()? {
            Next::Entry(_, entry) => {
                items.push(item(&entry));
                true
            }
            _ => false,
        };
        if items.len() == CHUNK || !more {
            bare.add(&items, &keys, threads);
            items.clear();
        }
        if !more {
            return Ok(bare);
        }
    }
}

fn item(entry: &Entry<'_>) -> Item {
    let mut frame = Vec::new();
    entry.write(&mut frame, &GENESIS);
    let leaf = if let Entry::Leaf { bytes, .. } = entry { Some(bytes.to_vec()) } else { None };
    let decode = |bytes: &[u8]| match act_format::read(bytes) {
        Ok(Reading::Leaf(leaf)) => Some(*leaf),
        _ => None,
    };
    let note = if let Entry::Head { note, .. } = entry { Note::parse(note).ok() } else { None };
    Item { frame, leaf: leaf.map(|bytes| (bytes.clone(), decode(&bytes))), note }
}

impl Bare {
    fn add(&mut self, items: &[Item], keys: &[VerifierKey], threads: usize) {
        let start = Instant::now();
        let share = items.len().div_ceil(threads).max(1);
        let counts = std::thread::scope(|scope| {
            let work = |items| scope.spawn(move || count(items, keys));
            let threads: Vec<_> = items.chunks(share).map(work).collect();
            threads.into_iter().map(|thread| thread.join().expect("the bare work does not panic")).collect::<Vec<_>>()
        });
        self.time += start.elapsed();
        for (hashes, signatures) in counts {
            self.hashes += hashes;
            self.signatures += signatures;
        }
    }
}

/// Does the work of some entries; gives how many hashes and signatures that was.
fn count(items: &[Item], keys: &[VerifierKey]) -> (u64, u64) {
    let (mut hashes, mut signatures) = (0, 0);
    for item in items {
        black_box(hash::sha256(&[&item.frame]));
        hashes += 1;
        if let Some((bytes, leaf)) = &item.leaf {
            let hashed = leaf_hash(bytes);
            black_box(node_hash(&hashed, &hashed));
            hashes += 2;
            if let Some(leaf) = leaf {
                hashes += 1;
                let (id, twin) = (ActId::of(leaf.statement_bytes()), act_format::Twin([0; 32]));
                for signature in leaf.signatures() {
                    let verified = signature.key().map(|key| officer_signature::verify(signature, id, twin, key, None));
                    let _ = black_box(verified);
                    signatures += 1;
                }
            }
        }
        let lines = item.note.iter().flat_map(|note| note.signatures.iter().map(move |line| (note, line)));
        for (note, line) in lines {
            let Some(key) = keys.iter().find(|key| key.id() == line.id && key.name() == line.name) else { continue };
            match key.kind().is_cosignature() {
                true => black_box(cosignature::time_of(&note.text, line, key).is_some()),
                false => black_box(key.verifies(note.text.as_bytes(), &line.bytes)),
            };
            signatures += 1;
        }
    }
    (hashes, signatures)
}
