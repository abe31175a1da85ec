//! Parties for tests: each keeps its own counterpart on a disk in memory, under keys whose signatures are hashes.
#![allow(dead_code, reason = "each test file uses its part of it")]

use agreement::act::{Act, Post};
use agreement::id::{BodyId, Digest, MatterId, Occasion};
use agreement::{Agreement, Calendars};
use counterpart::act_format::v1::{Leaf, RecordVerb};
use counterpart::draft::{Deed, Draft};
use counterpart::founding::{Founding, Party};
use counterpart::officer_signature::{OfficerKey, Suite};
use exchange::{Limits, StopKind};
use keeper::{Keeper, Keys, Receipt, Refusal, Setup, Standing, Submission};
use record::{KeyKind, SigningKey};
use store::MemoryDisk;

/// 2018-03-01 at noon, UTC.
pub const NOON: u64 = 1_519_905_600;

/// What each party waits before it commits itself, in seconds.
pub const DELAY: u64 = 3_600;

pub type Node = Keeper<'static, MemoryDisk>;

/// All parties of an agreement on amendments by all.
pub struct Town {
    pub agreement: &'static Agreement,
    pub founding: Founding,
    pub nodes: Vec<Option<Node>>,
    pub now: u64,
    starts: u64,
    nonces: u64,
}

pub fn rules(parties: usize) -> String {
    let names = ["a", "b", "c", "d"].into_iter().take(parties).collect::<Vec<_>>();
    let declared = names.iter().map(|name| format!("party {name}\n")).collect::<String>();
    format!(
        "agreement test format=1\nprovision end\n{declared}group all cite=end {{ members {} }}\n\
         decision all_agree voters=all form=signature cite=end {{ needs {{ unanimity }} }}\n\
         amendment cite=end decision=all_agree\nepoch cite=end decision=all_agree\n",
        names.join(" ")
    )
}

pub fn origin(party: usize) -> String {
    format!("sample.invalid/test/{}/1", ["a", "b", "c", "d"][party])
}

pub fn log_key(origin: &str) -> SigningKey {
    let seed = record::leaf_hash(origin.as_bytes());
    SigningKey::keyed(origin, KeyKind::Ed25519, &seed).expect("a name that a key can have")
}

pub fn mirror_key(party: usize, number: u8) -> SigningKey {
    let name = format!("{}/mirror", origin(party));
    SigningKey::keyed(&name, KeyKind::CosignatureEd25519, &[50 * (1 + number) + party as u8; 32]).expect("a good name")
}

/// The key of a party's root (0) or of its officers (1, 2, …).
pub fn officer(party: usize, which: u8) -> OfficerKey {
    OfficerKey::from_secret(Suite::KeyedHash, &[16 * party as u8 + which + 1; 32]).expect("a suite of the simulator")
}

fn founding(agreement: &Agreement) -> Founding {
    let parties = agreement.parties().enumerate().map(|(at, party)| {
        let (id, origin) = (agreement.body_of(party).id.clone(), origin(at));
        let root = officer(at, 0).public_key().clone();
        Party::new(id, &origin, root, log_key(&origin).verifier(), mirror_key(at, 0).verifier())
    });
    Founding::new(agreement, parties.collect())
}

pub fn body(party: usize) -> BodyId {
    BodyId(party as u16)
}

impl Town {
    /// A town whose nodes were just made, and have not yet heard of each other.
    pub fn new(parties: usize) -> Self {
        let agreement: &'static Agreement = Box::leak(Box::new(Agreement::read(&rules(parties)).expect("the rules are right")));
        let founding = founding(agreement);
        let mut town = Self { agreement, founding, nodes: Vec::new(), now: NOON, starts: 0, nonces: 0 };
        for party in 0..parties {
            let setup = town.setup(party, StopKind::Intact);
            town.nodes.push(Some(Keeper::create(MemoryDisk::new(), [party as u8; 16], setup).expect("an empty disk")));
        }
        town
    }

    /// A town in which all sign, and every party's head is empowered, which everybody knows.
    pub fn signing(parties: usize) -> Self {
        let mut town = Self::new(parties);
        town.rounds(2);
        for party in 0..parties {
            assert_eq!(town.node(party).standing(), Standing::Signing);
            let key = officer(party, 1).public_key().clone();
            let (post, rank) = ("head".to_owned(), Post::Head);
            let verb = RecordVerb::Empower { post, rank, may_empower: false, suite: key.suite, key: key.bytes };
            town.sign_and_submit(party, Deed::Verb(verb), None, None, 0).expect("the root may empower");
        }
        town.rounds(2);
        town
    }

    pub fn setup(&mut self, party: usize, stop: StopKind) -> Setup<'static> {
        self.starts += 1;
        let mut token = [party as u8; 16];
        token[..8].copy_from_slice(&self.starts.to_be_bytes());
        Setup {
            agreement: self.agreement,
            calendars: Box::leak(Box::new(Calendars::default())),
            founding: self.founding.clone(),
            party: body(party),
            keys: Keys { log: vec![log_key(&origin(party))], mirror: vec![mirror_key(party, 0), mirror_key(party, 1)] },
            commit_delay_seconds: DELAY,
            stop,
            token,
            secret: [9; 32],
            limits: Limits::default(),
        }
    }

    pub fn node(&self, party: usize) -> &Node {
        self.nodes[party].as_ref().expect("a node that runs")
    }

    pub fn node_mut(&mut self, party: usize) -> &mut Node {
        self.nodes[party].as_mut().expect("a node that runs")
    }

    /// Node 0, and the two others of a town of three.
    pub fn split(&mut self) -> (&mut Node, [&mut Node; 2]) {
        let mut nodes = self.nodes.iter_mut().map(|node| node.as_mut().expect("a node that runs"));
        let mut next = || nodes.next().expect("a town of three");
        (next(), [next(), next()])
    }

    /// Stops a node, without a crash, and gives its disk.
    pub fn stop(&mut self, party: usize) -> MemoryDisk {
        self.nodes[party].take().expect("a node that runs").into_disk()
    }

    pub fn start(&mut self, party: usize, disk: MemoryDisk, stop: StopKind) {
        let setup = self.setup(party, stop);
        self.nodes[party] = Some(Keeper::open(disk, setup).expect("a disk that can be opened"));
    }

    /// So many times ten seconds: all nodes let time pass and say to each other what they have to say.
    pub fn rounds(&mut self, count: usize) {
        let all = (0..self.nodes.len()).collect::<Vec<_>>();
        (0..count).for_each(|_| self.round_among(&all));
    }

    /// Ten seconds in which only these nodes can reach each other.
    pub fn round_among(&mut self, who: &[usize]) {
        self.now += 10;
        let now = self.now;
        for party in who {
            if let Some(node) = &mut self.nodes[*party] {
                node.tick(now).expect("a disk that works");
            }
        }
        self.talk(who);
    }

    /// Delivers everything among these nodes, and what it leads to, until nobody says anything more.
    pub fn talk(&mut self, who: &[usize]) {
        for _ in 0..1000 {
            let pairs = who.iter().flat_map(|from| who.iter().map(move |to| (*from, *to))).filter(|(from, to)| from != to);
            let spoken = pairs.filter(|(from, to)| self.say(*from, *to)).count();
            if spoken == 0 {
                return;
            }
        }
        panic!("the nodes never come to rest");
    }

    /// Delivers what a node has for another, and the answers to and fro. False if there was nothing.
    fn say(&mut self, from: usize, to: usize) -> bool {
        let (mut from, mut to) = (from, to);
        let mut batch = self.nodes[from].as_mut().map(|node| node.outbox(body(to))).unwrap_or_default();
        if batch.is_empty() || self.nodes[to].is_none() {
            return false;
        }
        while !batch.is_empty() {
            let now = self.now;
            batch = self.node_mut(to).receive(body(from), &batch, now).expect("messages of our own");
            (from, to) = (to, from);
        }
        true
    }

    pub fn draft(&mut self, deed: Deed, matter: Option<MatterId>, post: Option<&str>) -> Draft {
        self.nonces += 1;
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&self.nonces.to_be_bytes());
        Draft { post: post.map(str::to_owned), ..Draft::of(deed, matter, nonce) }
    }

    pub fn submit(&mut self, party: usize, acts: Vec<Submission>) -> Vec<Result<Receipt, Refusal>> {
        let now = self.now;
        self.node_mut(party).submit(acts, now).expect("a disk that works")
    }

    /// Drafts an act and has an officer sign it: a leaf for [`submit`](Self::submit).
    pub fn signed(&mut self, party: usize, deed: Deed, matter: Option<MatterId>, post: Option<&str>, by: u8) -> Submission {
        let draft = self.draft(deed, matter, post);
        let statement = self.node(party).statement(&draft, self.now).expect("a statement");
        let leaf = Leaf::of_statement(&statement, Vec::new()).expect("a leaf");
        let leaf = leaf.with(officer(party, by).sign(leaf.id(), leaf.twin())).expect("a signed leaf");
        Submission::Signed(leaf.to_bytes())
    }

    pub fn sign_and_submit(
        &mut self,
        party: usize,
        deed: Deed,
        matter: Option<MatterId>,
        post: Option<&str>,
        by: u8,
    ) -> Result<Receipt, Refusal> {
        let leaf = self.signed(party, deed, matter, post, by);
        self.submit(party, vec![leaf]).remove(0)
    }

    /// An amendment as a draft.
    pub fn amendment(&mut self, text: &str) -> Submission {
        let act = Act::ProposeAmendment { text: Digest::of(text.as_bytes()), base: None, until: None };
        let rule = MatterId::standing(self.agreement.rule_id("amendment").expect("a rule"));
        Submission::Draft(Box::new(self.draft(Deed::Act(act), Some(rule), None)))
    }

    /// Puts an amendment on the table.
    pub fn propose(&mut self, party: usize, text: &str) -> Receipt {
        let draft = self.amendment(text);
        self.submit(party, vec![draft]).remove(0).expect("a party may propose")
    }

    /// The matter that an act opened, as a node knows it.
    pub fn opened(&self, party: usize, receipt: Receipt) -> MatterId {
        let (matter, recorded) = self.node(party).event_of(&receipt.act).expect("an act that is folded");
        assert_eq!(matter.occasion, Occasion::Opened(recorded.event.place));
        matter
    }

    pub fn sign(&mut self, party: usize, matter: MatterId) -> Result<Receipt, Refusal> {
        self.sign_and_submit(party, Deed::Act(Act::Sign { text: None, post: None }), Some(matter), Some("head"), 1)
    }

    /// All nodes have the same frontier and the same state.
    pub fn assert_same(&self, who: &[usize]) {
        let first = self.node(who[0]);
        for party in who {
            let node = self.node(*party);
            assert_eq!(node.frontier(), first.frontier(), "node {party}");
            assert_eq!(node.status().digest, first.status().digest, "node {party}");
        }
    }

    /// How many leaves of a party's log a node holds under a head.
    pub fn size(&self, node: usize, party: usize) -> u64 {
        self.node(node).log_status(&origin(party)).expect("a log of this record").size
    }
}
