//! The parties of a small agreement: its rules, who signs with what, and the disks of nodes that have just begun to sign.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use agreement::act::Post;
use agreement::id::BodyId;
use agreement::{Agreement, Calendars};
use counterpart::act_format::v1::{Leaf, RecordVerb};
use counterpart::draft::{Deed, Draft};
use counterpart::founding::{Founding, Party};
use counterpart::officer_signature::{OfficerKey, Suite};
use exchange::{Limits, StopKind};
use keeper::{Keeper, Keys, Setup, Submission};
use record::{KeyKind, SigningKey};
use store::{Disk, MemoryDisk};

/// 2018-03-01 at noon, UTC.
pub const START: u64 = 1_519_905_600;

/// What each party waits before it commits itself, in seconds: three beats of the simulator.
pub const DELAY: u64 = 15;

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

/// With what all parties of a run sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signatures {
    /// Keyed hashes.
    Simulated,
    /// Ed25519.
    Real,
}

fn rules(parties: usize) -> String {
    let names = &NAMES[..parties];
    let declared = names.iter().map(|name| format!("party {name}\n")).collect::<String>();
    let (all, asked) = (names.join(" "), names[1..].join(" "));
    format!(
        "agreement test format=1\nprovision end\n{declared}outside departments answers=a cite=end\n\
         group all cite=end {{ members {all} }}\ngroup asked cite=end {{ members {asked} }}\n\
         signed date=\"2017-07-01\" by=all cite=end\nentry_into_force cite=end {{ signature by=all }}\nterm cite=end {{ years 5 }}\n\
         decision all_agree voters=all form=signature cite=end {{ needs {{ unanimity }} }}\n\
         decision by_silence voters=all form=vote cite=end {{ needs {{ consensus }}; silence consents }}\n\
         amendment cite=end decision=all_agree\nepoch cite=end decision=all_agree\n\
         organ_decision id=council cite=end decision=by_silence\nliaison cite=end between=all\n\
         key_work cite=end {{ every \"year\"; propose by=all; convener a; asked by=asked; implement by=all }}\n"
    )
}

/// The agreement of so many parties.
pub fn agreement(parties: usize) -> &'static Agreement {
    static READ: [OnceLock<Agreement>; 5] = [const { OnceLock::new() }; 5];
    READ[parties].get_or_init(|| Agreement::read(&rules(parties)).expect("the rules are right"))
}

/// No holidays.
pub fn calendars() -> &'static Calendars {
    static NONE: OnceLock<Calendars> = OnceLock::new();
    NONE.get_or_init(Calendars::default)
}

/// The origin of a party's log: the first, or one that succeeds it.
pub fn origin(party: usize, part: u64) -> String {
    format!("sample.invalid/test/{}/{part}", NAMES[party])
}

pub fn body(party: usize) -> BodyId {
    BodyId(party as u16)
}

impl Signatures {
    fn key(self, name: &str, kind: KeyKind) -> SigningKey {
        let seed = record::leaf_hash(name.as_bytes());
        let key = match self {
            Self::Simulated => SigningKey::keyed(name, kind, &seed),
            Self::Real => SigningKey::from_seed(name, kind, &seed),
        };
        key.expect("a name that a key can have")
    }

    pub fn log_key(self, origin: &str) -> SigningKey {
        self.key(origin, KeyKind::Ed25519)
    }

    /// The key of a party's mirror, which goes with its log.
    pub fn mirror_key(self, party: usize, part: u64) -> SigningKey {
        self.key(&format!("sample.invalid/test/{}/mirror/{part}", NAMES[party]), KeyKind::CosignatureEd25519)
    }

    /// The key of a party's root (0) or of its officers (1, 2, …).
    pub fn officer(self, party: usize, which: u8) -> OfficerKey {
        let suite = if self == Self::Real { Suite::Ed25519 } else { Suite::KeyedHash };
        OfficerKey::from_secret(suite, &[16 * party as u8 + which + 1; 32]).expect("a suite whose keys are any bytes")
    }

    pub fn founding(self, parties: usize) -> Founding {
        let agreement = agreement(parties);
        let founded = (0..parties).map(|party| {
            let (origin, root) = (origin(party, 1), self.officer(party, 0).public_key().clone());
            let (node, mirror) = (self.log_key(&origin).verifier(), self.mirror_key(party, 1).verifier());
            Party::new(NAMES[party].to_owned(), &origin, root, node, mirror)
        });
        Founding::new(agreement, founded.collect())
    }

    pub fn setup(self, founding: &Founding, party: usize, part: u64, stop: StopKind, start: u64) -> Setup<'static> {
        let parties = founding.parties.len();
        let mut token = [party as u8; 16];
        token[..8].copy_from_slice(&start.to_be_bytes());
        Setup {
            agreement: agreement(parties),
            calendars: calendars(),
            founding: founding.clone(),
            party: body(party),
            keys: Keys { log: vec![self.log_key(&origin(party, part))], mirror: vec![self.mirror_key(party, part)] },
            commit_delay_seconds: DELAY,
            stop,
            token,
            secret: [9; 32],
            limits: Limits::default(),
        }
    }

    /// A leaf that the keeper drafts and an officer signs.
    pub fn leaf<D: Disk>(self, node: &Keeper<'_, D>, draft: &Draft, (party, which): (usize, u8), now: u64) -> Option<Vec<u8>> {
        let statement = node.statement(draft, now).ok()?;
        let leaf = Leaf::of_statement(&statement, Vec::new()).ok()?;
        let signed = leaf.with(self.officer(party, which).sign(leaf.id(), leaf.twin())).ok()?;
        Some(signed.to_bytes())
    }

    /// The disks of nodes that sign, and of which each knows every party's head. Made once in a thread.
    pub fn begun(self, parties: usize) -> Vec<MemoryDisk> {
        thread_local! { static BEGUN: RefCell<BTreeMap<(usize, Signatures), Vec<MemoryDisk>>> = RefCell::default(); }
        BEGUN.with_borrow_mut(|begun| begun.entry((parties, self)).or_insert_with(|| self.begin(parties)).clone())
    }

    fn begin(self, parties: usize) -> Vec<MemoryDisk> {
        let founding = self.founding(parties);
        let create = |party: usize| {
            let setup = self.setup(&founding, party, 1, StopKind::Intact, 1 << 32);
            Keeper::create(MemoryDisk::new(), [party as u8; 16], setup).expect("an empty disk")
        };
        let mut nodes = (0..parties).map(create).collect::<Vec<_>>();
        (1..3).for_each(|round| talk(&mut nodes, START - 100 + 10 * round));
        for (party, node) in nodes.iter_mut().enumerate() {
            let key = self.officer(party, 1).public_key().clone();
            let (post, rank) = ("head".to_owned(), Post::Head);
            let verb = RecordVerb::Empower { post, rank, may_empower: false, suite: key.suite, key: key.bytes };
            let draft = Draft::of(Deed::Verb(verb), None, [party as u8; 16]);
            let leaf = self.leaf(node, &draft, (party, 0), START - 60).expect("a leaf");
            let receipts = node.submit(vec![Submission::Signed(leaf)], START - 60).expect("a disk that works");
            assert!(receipts.iter().all(Result::is_ok), "the root may empower: {receipts:?}");
        }
        (3..6).for_each(|round| talk(&mut nodes, START - 100 + 10 * round));
        nodes.into_iter().map(Keeper::into_disk).collect()
    }
}

/// Time passes, and everything that anybody has to say is heard.
fn talk(nodes: &mut [Keeper<'static, MemoryDisk>], now: u64) {
    nodes.iter_mut().for_each(|node| node.tick(now).expect("a disk that works"));
    let count = nodes.len();
    let pairs = (0..count).flat_map(|from| (0..count).map(move |to| (from, to))).filter(|(from, to)| from != to);
    for (from, to) in pairs.clone().chain(pairs.clone()).chain(pairs) {
        let (mut from, mut to) = (from, to);
        let mut batch = nodes[from].outbox(body(to));
        while !batch.is_empty() {
            batch = nodes[to].receive(body(from), &batch, now).expect("messages of our own");
            (from, to) = (to, from);
        }
    }
}
