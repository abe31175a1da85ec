//! Makes a large record in an empty folder: `large_record FOLDER [MATTERS] [all|none]`, matters of ten acts each and one of a tenth as
//! many acts as there are matters, all signed by officers or none; heads are signed and cosigned by real keys, tiles and bundles are made.

use agreement::Agreement;
use agreement::act::{Act, Post, Purpose};
use agreement::id::{BodyId, Digest, MatterId, RuleId};
use counterpart::Counterpart;
use counterpart::act_format::v1::{Leaf, MatterRef, RecordVerb, Statement};
use counterpart::draft::{Deed, Draft};
use counterpart::founding::{Founding, Party};
use counterpart::frontier::Trees;
use counterpart::officer_signature::{OfficerKey, Suite};
use record::tree::Compact;
use record::{Checkpoint, KeyKind, SigningKey, checkpoint, cosignature};
use std::path::PathBuf;
use store::{FolderDisk, Identity, Store};

/// 2018-03-01 at noon, UTC.
const BEGIN: u64 = 1_519_905_600;

/// Leaves of one log between two heads.
const BATCH: usize = 1_024;

/// The post that signs letters.
const POST: &str = "liaison_office";

/// Whether officers sign the acts. Without, the check has little to verify, and its own work shows most.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Officers {
    All,
    None,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("large_record FOLDER [MATTERS] [all|none]"));
    let matters: usize = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let officers = if arguments.next().as_deref() == Some("none") { Officers::None } else { Officers::All };
    let text =
        std::fs::read_to_string("agreements/greater_bay_area_2017/rules.kdl").expect("run it from the root of the repository");
    let agreement = Agreement::read(&text).expect("the rule file is right");
    let mut author = Author::new(&agreement, folder, officers);
    author.empower();
    let rule = agreement.rule_id("liaison").expect("the agreement has liaison");
    for number in 0..=matters {
        author.letter(rule, number, if number == matters { matters / 10 } else { 9 });
    }
    author.end();
}

/// One party's key pair of a kind; the same in every run.
fn key(name: &str, kind: KeyKind, party: usize) -> SigningKey {
    SigningKey::from_seed(name, kind, &[party as u8 + 1 + if kind == KeyKind::Ed25519 { 0 } else { 100 }; 32]).expect("a key")
}

fn officer(party: usize, which: u8) -> OfficerKey {
    OfficerKey::from_secret(Suite::Ed25519, &[party as u8 * 2 + which + 50; 32]).expect("a key")
}

fn founding(agreement: &Agreement) -> Founding {
    let parties = agreement.parties().enumerate().map(|(at, party)| {
        let id = agreement.body_of(party).id.clone();
        let origin = format!("example.invalid/{}/{id}/1", agreement.id);
        let mirror = key(&format!("{origin}/mirror"), KeyKind::CosignatureEd25519, at).verifier();
        Party::new(id, &origin, officer(at, 0).public_key().clone(), key(&origin, KeyKind::Ed25519, at).verifier(), mirror)
    });
    Founding::new(agreement, parties.collect())
}

/// Writes the record: statements, signatures, and the first party's folder.
struct Author<'a> {
    parties: Vec<BodyId>,
    founding: Founding,
    empty: Counterpart<'a>,
    officers: Officers,
    trees: Trees,
    store: Store<FolderDisk>,
    folder: PathBuf,
    /// Leaves of each log that no head covers yet.
    pending: Vec<Vec<Vec<u8>>>,
    compact: Vec<Compact>,
}

impl<'a> Author<'a> {
    fn new(agreement: &'a Agreement, folder: PathBuf, officers: Officers) -> Author<'a> {
        let founding = founding(agreement);
        let parties: Vec<BodyId> = agreement.parties().collect();
        let disk = FolderDisk::writer(&folder).expect("an empty folder");
        let identity = Identity { folder: *b"a large record..", origin: founding.parties[0].origin.clone() };
        Author {
            store: Store::create(disk, &identity).expect("an empty folder"),
            empty: Counterpart::new(founding.clone(), agreement),
            pending: vec![Vec::new(); parties.len()],
            compact: vec![Compact::new(); parties.len()],
            trees: Trees::default(),
            parties,
            founding,
            officers,
            folder,
        }
    }

    fn empower(&mut self) {
        for party in 0..self.parties.len() {
            let key = officer(party, 1).public_key().clone();
            let (post, rank) = (POST.to_owned(), Post::Officer);
            let verb = RecordVerb::Empower { post, rank, may_empower: false, suite: key.suite, key: key.bytes };
            let draft = Draft::of(Deed::Verb(verb), None, [0; 16]);
            let origin = &self.founding.parties[party].origin;
            let statement = self.empty.statement(origin, &draft, BEGIN, &self.trees).expect("a statement");
            self.put(party, &statement, Some(&officer(party, 0)));
        }
    }

    /// A letter from one party to the next, and the replies of its addressee.
    fn letter(&mut self, rule: RuleId, number: usize, replies: usize) {
        let (from, to) = (number % self.parties.len(), (number + 1) % self.parties.len());
        let second = BEGIN + 60 + number as u64 / 2;
        let act =
            Act::SendLiaison { purpose: Purpose::Reply, to: vec![self.parties[to]], text: Digest::of(b"letter"), due: None };
        let mut draft = Draft::of(Deed::Act(act), Some(MatterId::standing(rule)), (number as u128 + 1).to_be_bytes());
        draft.post = Some(POST.to_owned());
        let statement =
            self.empty.statement(&self.founding.parties[from].origin, &draft, second, &self.trees).expect("a statement");
        let opening = self.sign_and_put(from, &statement);
        let mut draft = Draft::of(Deed::Act(Act::ReplyLiaison { text: Digest::of(b"reply") }), None, [0; 16]);
        draft.post = Some(POST.to_owned());
        let mut reply =
            self.empty.statement(&self.founding.parties[to].origin, &draft, second, &self.trees).expect("a statement");
        reply.matter = Some(MatterRef::Opened(opening.id()));
        reply.cites = vec![self.trees.head(&opening.statement().origin)];
        for turn in 0..replies {
            reply.nonce = (((number as u128 + 1) << 64) | (turn as u128 + 1)).to_be_bytes();
            self.sign_and_put(to, &reply);
            reply.cites.clear();
        }
    }

    fn sign_and_put(&mut self, party: usize, statement: &Statement) -> Leaf {
        let key = officer(party, 1);
        self.put(party, statement, Some(&key).filter(|_| self.officers == Officers::All))
    }

    fn put(&mut self, party: usize, statement: &Statement, key: Option<&OfficerKey>) -> Leaf {
        let unsigned = Leaf::new(statement, Vec::new()).expect("a leaf");
        let leaf = match key {
            Some(key) => unsigned.with(key.sign(unsigned.id(), unsigned.twin())).expect("a leaf with a signature"),
            None => unsigned,
        };
        let bytes = leaf.to_bytes();
        self.trees.append(&self.founding.parties[party].origin, &bytes);
        self.pending[party].push(bytes);
        if self.pending[party].len() == BATCH {
            self.flush(party);
        }
        leaf
    }

    /// Signs a head over what is there of a log, lets the other mirrors cosign it, and stores it.
    fn flush(&mut self, party: usize) {
        let leaves = std::mem::take(&mut self.pending[party]);
        let from = self.compact[party].size();
        self.compact[party].extend(leaves.iter().map(|leaf| record::leaf_hash(leaf)));
        let (origin, tree) = (self.founding.parties[party].origin.clone(), &self.compact[party]);
        let head = Checkpoint { origin: origin.clone(), size: tree.size(), root: tree.root(), extensions: Vec::new() };
        let signed = checkpoint::sign(&head, &key(&origin, KeyKind::Ed25519, party));
        let mut note = signed.clone();
        for other in (0..self.parties.len()).filter(|other| *other != party) {
            let name = format!("{}/mirror", self.founding.parties[other].origin);
            note.add(cosignature::cosign(&signed, &key(&name, KeyKind::CosignatureEd25519, other), BEGIN + tree.size()));
        }
        if party == 0 {
            self.store.commit(&leaves, |_| signed.to_bytes()).expect("own leaves");
            self.store.keep_cosignatures(&origin, &note.to_bytes()).expect("cosignatures");
        } else {
            self.store.mirror(&origin, from, &leaves, &note.to_bytes()).expect("another's leaves");
        }
    }

    fn end(mut self) {
        for party in 0..self.parties.len() {
            if !self.pending[party].is_empty() {
                self.flush(party);
            }
        }
        for party in &self.founding.parties {
            self.store.update_tiles(&party.origin).expect("tiles");
        }
        std::fs::write(self.folder.join("founding.txt"), self.founding.to_string()).expect("a founding file");
        let acts: u64 = self.compact.iter().map(Compact::size).sum();
        println!("{acts} acts in {}", self.folder.display());
    }
}
