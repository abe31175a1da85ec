//! A small record in a real folder: three parties with officers of three suites, a ballot that was decided, a proven fork, a void act,
//! payloads that are here, erased and missing. Every signature is a real one.

#![allow(dead_code, reason = "each test file uses a part of it")]

use agreement::Agreement;
use agreement::act::{Act, Post};
use agreement::id::{Digest, MatterId};
use counterpart::act_format::ActId;
use counterpart::act_format::v1::{Leaf, RecordVerb};
use counterpart::commitment::{Audience, Payload};
use counterpart::draft::{Deed, Draft};
use counterpart::founding::{Founding, Party};
use counterpart::frontier::Trees;
use counterpart::officer_signature::{OfficerKey, OfficerSignature, Suite};
use counterpart::{Counterpart, fork};
use record::fork::ForkProof;
use record::tree::{Compact, Levels};
use record::{Checkpoint, KeyKind, SigningKey, checkpoint, cosignature, leaf_hash};
use std::path::{Path, PathBuf};
use store::entry::Entry;
use store::head::{HeadFile, Mark, Slot};
use store::journal::{self, Frames, JOURNAL, Next};
use store::{Disk, FolderDisk, Identity, Store, blobs};

/// The rules of the record: three parties, amendments by all.
pub const RULES: &str = r#"
    agreement test format=1
    provision end
    party a
    party b
    party c
    group all cite=end { members a b c }
    decision all_agree voters=all form=signature cite=end { needs { unanimity } }
    amendment cite=end decision=all_agree
"#;

/// 2018-03-01 at noon, UTC.
const NOON: u64 = 1_519_905_600;

/// The suites of the three heads' keys.
const SUITES: [Suite; 3] = [Suite::P256, Suite::Ed25519, Suite::Sm2];

/// Leaves that both histories of B's log share.
pub const SPLIT: u64 = 3;

/// Whether the signature of an officer is altered before its leaf is appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Officers {
    /// All signatures are right.
    Right,
    /// B's signature on the ballot has a flipped bit.
    OneFalse,
}

/// The record as it was built.
pub struct World {
    pub folder: PathBuf,
    pub agreement: &'static Agreement,
    pub founding: Founding,
    /// The fold of its builder, for comparison.
    pub fold: Counterpart<'static>,
    pub trees: Trees,
    /// All leaves in the order in which they were made.
    pub leaves: Vec<(String, Vec<u8>)>,
    /// The leaf of B's other history.
    pub other: Vec<u8>,
    now: u64,
}

pub fn origin(party: &str) -> String {
    format!("example.invalid/test/{party}/1")
}

/// A party's node key.
pub fn node_key(origin: &str) -> SigningKey {
    SigningKey::from_seed(origin, KeyKind::Ed25519, &[seed(origin); 32]).expect("a key")
}

fn mirror_key(origin: &str) -> SigningKey {
    let name = format!("{origin}/mirror");
    SigningKey::from_seed(&name, KeyKind::CosignatureEd25519, &[seed(origin) + 100; 32]).expect("a key")
}

fn seed(origin: &str) -> u8 {
    origin.bytes().fold(7, |sum: u8, byte| sum.wrapping_mul(31).wrapping_add(byte)) / 4
}

fn root(party: usize) -> OfficerKey {
    OfficerKey::from_secret(Suite::Ed25519, &[party as u8 + 1; 32]).expect("a key")
}

fn head_officer(party: usize) -> OfficerKey {
    OfficerKey::from_secret(SUITES[party], &[party as u8 + 51; 32]).expect("a key")
}

fn founding(agreement: &Agreement) -> Founding {
    let parties = agreement.parties().enumerate().map(|(at, party)| {
        let id = agreement.body_of(party).id.clone();
        let origin = origin(&id);
        let (node, mirror) = (node_key(&origin).verifier(), mirror_key(&origin).verifier());
        Party::new(id, &origin, root(at).public_key().clone(), node, mirror)
    });
    Founding::new(agreement, parties.collect())
}

/// An empty folder for one test.
pub fn empty(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("verify").join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("an old folder of this test goes");
    }
    folder
}

impl World {
    /// Builds the record in a folder of this name.
    pub fn new(name: &str) -> World {
        World::with(name, Officers::Right)
    }

    pub fn with(name: &str, officers: Officers) -> World {
        let agreement: &'static Agreement = Box::leak(Box::new(Agreement::read(RULES).expect("the rules are right")));
        let founding = founding(agreement);
        let fold = Counterpart::new(founding.clone(), agreement);
        let folder = empty(name);
        let (trees, leaves, other) = (Trees::default(), Vec::new(), Vec::new());
        let mut world = World { folder, agreement, founding, fold, trees, leaves, other, now: NOON };
        world.act_all(officers);
        world.settle();
        world.store();
        world
    }

    fn act_all(&mut self, officers: Officers) {
        for party in 0..3 {
            let key = head_officer(party).public_key().clone();
            let verb = RecordVerb::Empower {
                post: "head".to_owned(),
                rank: Post::Head,
                may_empower: false,
                suite: key.suite,
                key: key.bytes,
            };
            self.act(party, Deed::Verb(verb), None, Some(root(party)), Officers::Right);
        }
        let rule = MatterId::standing(self.agreement.rule_id("amendment").expect("a rule"));
        let propose = Act::ProposeAmendment { text: Digest::of(b"text"), base: None, until: None };
        let opening = self.act(0, Deed::Act(propose), Some(rule), None, Officers::Right);
        let place = self.fold.place_of(&opening, &self.trees).expect("a lawful act");
        let matter = self.fold.state().event(place).expect("an event").0;
        for party in 0..3 {
            let spoiled = if party == 1 { officers } else { Officers::Right };
            let sign = Deed::Act(Act::Sign { text: None, post: None });
            self.act(party, sign, Some(matter), Some(head_officer(party)), spoiled);
        }
        for party in 0..3 {
            self.act(party, Deed::Act(Act::Commit {}), Some(matter), None, Officers::Right);
        }
        // Void: what is committed is not withdrawn.
        self.act(2, Deed::Act(Act::Withdraw {}), Some(matter), Some(head_officer(2)), Officers::Right);
        self.act(1, Deed::Act(Act::Evidence {}), None, None, Officers::Right);
        self.prove_fork();
    }

    fn act(
        &mut self,
        party: usize,
        deed: Deed,
        matter: Option<MatterId>,
        signer: Option<OfficerKey>,
        officers: Officers,
    ) -> ActId {
        self.now += 60;
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&self.now.to_be_bytes());
        let mut draft = Draft::of(deed, matter, nonce);
        draft.post = signer.as_ref().filter(|key| *key.public_key() != *root(party).public_key()).map(|_| "head".to_owned());
        draft.payloads = if self.leaves.len() == 3 { payloads() } else { Vec::new() };
        let log = self.founding.parties[party].origin.clone();
        let statement = self.fold.statement(&log, &draft, self.now, &self.trees).expect("a statement");
        let mut leaf = Leaf::new(&statement, Vec::new()).expect("a leaf");
        if let Some(key) = signer {
            let mut signature = key.sign(leaf.id(), leaf.twin());
            if let (OfficerSignature::Direct { signature, .. }, Officers::OneFalse) = (&mut signature, officers) {
                signature[40] ^= 1;
            }
            leaf = leaf.with(signature).expect("a leaf with a signature");
        }
        self.append(&log, leaf.to_bytes());
        leaf.id()
    }

    fn append(&mut self, log: &str, bytes: Vec<u8>) {
        self.trees.append(log, &bytes);
        self.fold.receive(log, &bytes, &self.trees).expect("a log of this record");
        self.leaves.push((log.to_owned(), bytes));
    }

    /// B's key has signed two heads of four leaves: A and C put the proof on record.
    fn prove_fork(&mut self) {
        let b = origin("b");
        let own: Vec<Vec<u8>> = self.leaves_of(&b);
        assert_eq!(own.len() as u64, SPLIT + 1, "B wrote four leaves before");
        self.other = [b"another history".as_slice(), &own[0]].concat();
        let tree = |last: &[u8]| own[..3].iter().map(Vec::as_slice).chain([last]).map(leaf_hash).collect::<Levels>();
        let (one, two) = (tree(&own[3]), tree(&self.other));
        let notes = [&one, &two].map(|tree| note(&b, tree.size(), tree.root(), &[]));
        let proof = ForkProof::between((&notes[0], 4, &one), (&notes[1], 4, &two)).expect("two histories");
        for party in [0, 2] {
            self.act(party, Deed::Verb(fork::act_of(&b, &proof)), None, None, Officers::Right);
        }
    }

    /// Folds again while something cuts a log.
    fn settle(&mut self) {
        for _ in 0..8 {
            if !self.fold.is_stale() {
                return;
            }
            let fresh = Counterpart::new(self.founding.clone(), self.agreement);
            self.fold = std::mem::replace(&mut self.fold, fresh).restart();
            for (log, bytes) in &self.leaves {
                self.fold.receive(log, bytes, &self.trees).expect("a log of this record");
            }
        }
        panic!("the fold does not settle");
    }

    pub fn leaves_of(&self, log: &str) -> Vec<Vec<u8>> {
        self.leaves.iter().filter(|(of, _)| of == log).map(|(_, bytes)| bytes.clone()).collect()
    }

    /// Puts the record into the folder as A's node keeps it.
    fn store(&self) {
        let own = origin("a");
        let disk = FolderDisk::writer(&self.folder).expect("a folder");
        let mut store = Store::create(disk, &Identity { folder: *b"folder-of-tests!", origin: own.clone() }).expect("a store");
        let mine = self.leaves_of(&own);
        let sign = |tree: &Compact| note(&own, tree.size(), tree.root(), &[]);
        store.commit(&mine[..2], sign).expect("two leaves");
        for party in ["b", "c"] {
            let log = origin(party);
            let leaves = self.leaves_of(&log);
            for range in [0..2, 2..leaves.len()] {
                let tree: Levels = leaves[..range.end].iter().map(|leaf| leaf_hash(leaf)).collect();
                let others = ["a", "b", "c"].map(origin);
                let cosigners: Vec<&String> = others.iter().filter(|other| **other != log).collect();
                let note = note(&log, tree.size(), tree.root(), &cosigners);
                store.mirror(&log, range.start as u64, &leaves[range], &note).expect("leaves of another");
            }
        }
        store.commit(&mine[2..], sign).expect("the other leaves");
        let tree = store.own().tree().clone();
        let cosigned = note(&own, tree.size(), tree.root(), &[&origin("b"), &origin("c")]);
        store.keep_cosignatures(&own, &cosigned).expect("cosignatures");
        self.store_fork(&mut store);
        self.store_files(&mut store);
        std::fs::write(self.folder.join("founding.txt"), self.founding.to_string()).expect("a founding file");
    }

    fn store_fork(&self, store: &mut Store<FolderDisk>) {
        let b = origin("b");
        let own = self.leaves_of(&b);
        let root = |last: &[u8]| own[..3].iter().map(Vec::as_slice).chain([last]).map(leaf_hash).collect::<Levels>().root();
        let heads = [&own[3], &self.other].map(|last| note(&b, SPLIT + 1, root(last), &[]));
        store.keep_fork(&b, &heads[0], &heads[1]).expect("a fork");
        store.keep_branch(&b, SPLIT, SPLIT, std::slice::from_ref(&self.other)).expect("a leaf of the other history");
    }

    fn store_files(&self, store: &mut Store<FolderDisk>) {
        for party in ["a", "b", "c"] {
            store.update_tiles(&origin(party)).expect("tiles");
        }
        let [here, erased, _] = names();
        blobs::put(store.disk_mut(), &here, &[1; 32], b"payload 1").expect("a payload");
        blobs::erase(store.disk_mut(), &erased, "2018-06-01").expect("an erasure");
    }
}

/// The three payloads: the first is here, the second was erased, the third never came.
fn payloads() -> Vec<Payload> {
    (1..=3).map(|at| Payload::of(&[at; 32], format!("payload {at}").as_bytes(), Audience::AllParties)).collect()
}

/// Their names.
pub fn names() -> [[u8; 32]; 3] {
    [1, 2, 3].map(|at| payloads()[at - 1].commitment.sha256)
}

/// A head of a log, signed by it, and cosigned by the mirrors of other logs' parties.
pub fn note(log: &str, size: u64, root: record::Hash, cosigners: &[&String]) -> Vec<u8> {
    let head = Checkpoint { origin: log.to_owned(), size, root, extensions: Vec::new() };
    let mut note = checkpoint::sign(&head, &node_key(log));
    for cosigner in cosigners {
        note.add(cosignature::cosign(&note, &mirror_key(cosigner), NOON + size));
    }
    note.to_bytes()
}

/// An entry of the journal that can be altered.
#[derive(Clone, Debug)]
pub enum Owned {
    Begin([u8; 16], String),
    Log(String),
    Leaf(u16, u64, Vec<u8>),
    Head(u16, Vec<u8>),
    Fork(u16, Vec<u8>, Vec<u8>),
    Branch(u16, u64, u64, Vec<u8>),
}

impl Owned {
    fn of(entry: &Entry<'_>) -> Owned {
        match *entry {
            Entry::Begin { folder, origin } => Owned::Begin(folder, origin.to_owned()),
            Entry::Log { origin } => Owned::Log(origin.to_owned()),
            Entry::Leaf { log, index, bytes } => Owned::Leaf(log, index, bytes.to_vec()),
            Entry::Head { log, note } => Owned::Head(log, note.to_vec()),
            Entry::Fork { log, one, other } => Owned::Fork(log, one.to_vec(), other.to_vec()),
            Entry::Branch { log, split, index, bytes } => Owned::Branch(log, split, index, bytes.to_vec()),
            Entry::Rewind { .. } => panic!("this record has no rewind"),
        }
    }

    fn entry(&self) -> Entry<'_> {
        match self {
            Owned::Begin(folder, origin) => Entry::Begin { folder: *folder, origin },
            Owned::Log(origin) => Entry::Log { origin },
            Owned::Leaf(log, index, bytes) => Entry::Leaf { log: *log, index: *index, bytes },
            Owned::Head(log, note) => Entry::Head { log: *log, note },
            Owned::Fork(log, one, other) => Entry::Fork { log: *log, one, other },
            Owned::Branch(log, split, index, bytes) => Entry::Branch { log: *log, split: *split, index: *index, bytes },
        }
    }
}

/// Writes the journal anew as someone would who knows the format: all its checksums fit again, and the head file too.
pub fn forge(folder: &Path, alter: impl FnOnce(&mut Vec<Owned>)) {
    let mut entries = Vec::new();
    let reader = FolderDisk::reader(folder);
    let mut frames = Frames::all(&reader).expect("a journal");
    while let Next::Entry(_, entry) = frames.read_next().expect("a frame") {
        entries.push(Owned::of(&entry));
    }
    alter(&mut entries);
    let mut disk = FolderDisk::writer(folder).expect("a folder");
    disk.truncate(JOURNAL, 0).expect("an empty journal");
    let entries: Vec<Entry<'_>> = entries.iter().map(Owned::entry).collect();
    let (_, mark) = journal::append(&mut disk, Mark::NONE, &entries).expect("a journal");
    write_head(&mut disk, |slot| slot.mark = mark);
}

/// Writes the head file anew.
pub fn write_head(disk: &mut FolderDisk, alter: impl FnOnce(&mut Slot)) {
    let mut slot = HeadFile::read(disk).expect("a head file").newest.expect("a slot");
    alter(&mut slot);
    slot.sequence += 1;
    slot.write(disk).expect("a slot");
}

/// Flips the lowest bit of the byte at `place` of a file, counted from the end if it is negative.
pub fn flip(path: &Path, place: isize) {
    let mut bytes = std::fs::read(path).expect("a file");
    let at = if place < 0 { bytes.len().wrapping_add_signed(place) } else { place as usize };
    bytes[at] ^= 1;
    std::fs::write(path, bytes).expect("a file");
}
