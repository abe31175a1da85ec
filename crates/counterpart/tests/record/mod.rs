//! A record of three or four parties for tests: each keeps its own counterpart, and hears of the others when told to.

// Each test file uses its part of this.
#![allow(dead_code)]

use agreement::act::{Act, Post};
use agreement::id::{BodyId, Digest, MatterId};
use agreement::reading::Readings;
use agreement::{Agreement, Calendars, report};
use counterpart::act_format::ActId;
use counterpart::act_format::v1::{Leaf, RecordVerb};
use counterpart::draft::{Deed, Draft};
use counterpart::founding::{Founding, Party};
use counterpart::frontier::Trees;
use counterpart::officer_signature::{OfficerSignature, PublicKey, Suite};
use counterpart::{Counterpart, Verdict};
use ed25519_dalek::{Signer, SigningKey};
use record::key::KeyKind;
use std::collections::BTreeMap;

/// The agreement of most tests: amendments by all.
pub const RULES: &str = r#"
    agreement test format=1
    provision end
    party a
    party b
    party c
    group all cite=end { members a b c }
    decision all_agree voters=all form=signature cite=end { needs { unanimity } }
    amendment cite=end decision=all_agree
    epoch cite=end decision=all_agree
"#;

/// 2018-03-01 at noon, UTC.
pub const NOON: u64 = 1_519_905_600;

/// A day in seconds.
pub const DAY: u64 = 86_400;

/// What one party holds: its fold, its trees, and how many leaves of each log it has.
pub struct Node {
    pub fold: Counterpart<'static>,
    /// The same, with nothing ever put away.
    whole: Counterpart<'static>,
    pub trees: Trees,
    leaves: BTreeMap<String, Vec<Vec<u8>>>,
}

/// All parties, and the logs that they write.
pub struct World {
    pub agreement: &'static Agreement,
    pub nodes: Vec<Node>,
    pub now: u64,
    nonce: u64,
}

/// The secret of a party's root (0) or officer (1, 2, …).
pub fn secret(party: usize, which: u8) -> SigningKey {
    SigningKey::from_bytes(&[party as u8 * 16 + which + 1; 32])
}

pub fn public(key: &SigningKey) -> PublicKey {
    PublicKey { suite: Suite::Ed25519, bytes: key.verifying_key().to_bytes().to_vec() }
}

pub fn node_key(origin: &str, seed: u8) -> record::SigningKey {
    record::SigningKey::from_seed(origin, KeyKind::Ed25519, &[seed; 32]).expect("a key")
}

/// The origin of a party's first log.
pub fn origin(party: &str) -> String {
    format!("example.invalid/test/{party}/1")
}

pub fn founding(agreement: &Agreement) -> Founding {
    let parties = agreement.parties().enumerate().map(|(at, party)| {
        let id = agreement.body_of(party).id.clone();
        let origin = origin(&id);
        let mirror =
            record::SigningKey::from_seed(&format!("{origin}/mirror"), KeyKind::CosignatureEd25519, &[200 + at as u8; 32]);
        Party::new(
            id,
            &origin,
            public(&secret(at, 0)),
            node_key(&origin, 100 + at as u8).verifier(),
            mirror.expect("a key").verifier(),
        )
    });
    Founding::new(agreement, parties.collect())
}

impl Node {
    fn new(agreement: &'static Agreement, founding: &Founding) -> Node {
        let fold = || Counterpart::new(founding.clone(), agreement);
        Node { fold: fold(), whole: fold(), trees: Trees::default(), leaves: BTreeMap::new() }
    }

    /// Takes the next leaf of a log, and folds again from the first one if a log was cut.
    pub fn take(&mut self, origin: &str, leaf: &[u8]) {
        self.trees.append(origin, leaf);
        self.leaves.entry(origin.to_owned()).or_default().push(leaf.to_vec());
        self.receive(origin, leaf);
        self.settle();
    }

    /// Now and then puts away all that can be: no test may notice.
    fn receive(&mut self, origin: &str, leaf: &[u8]) {
        self.fold.receive(origin, leaf, &self.trees).expect("a log of this record");
        self.whole.receive(origin, leaf, &self.trees).expect("a log of this record");
        let leaves: usize = self.leaves.values().map(Vec::len).sum();
        match leaves % 4 {
            0 => _ = self.fold.put_away(),
            most => self.fold.put_away_beyond(most),
        }
    }

    /// Asserts that what was put away changes no verdict, no digest and no report of any of these days.
    pub fn assert_whole(&self, days: &[jiff::civil::Date]) {
        assert_eq!(self.fold.voids().collect::<Vec<_>>(), self.whole.voids().collect::<Vec<_>>());
        assert_eq!(self.fold.digest(), self.whole.digest());
        let (calendars, readings) = (Calendars::default(), Readings::all(&self.fold.agreement().points));
        for (as_of, known_at) in days.iter().flat_map(|as_of| days.iter().map(|known_at| (*as_of, *known_at))) {
            let said = self.fold.report((as_of, known_at), &readings, &calendars, &self.trees);
            assert_eq!(said, report(self.whole.state(), as_of, known_at, &readings, &calendars));
        }
    }

    /// Folds again while something cuts a log.
    pub fn settle(&mut self) {
        for _ in 0..8 {
            assert_eq!(self.fold.is_stale(), self.whole.is_stale());
            if !self.fold.is_stale() {
                return;
            }
            self.refold();
        }
        panic!("the fold does not settle");
    }

    fn refold(&mut self) {
        for fold in [&mut self.fold, &mut self.whole] {
            let fresh = Counterpart::new(fold.founding().clone(), fold.agreement());
            *fold = std::mem::replace(fold, fresh).restart();
        }
        let mut logs: Vec<(String, Vec<Vec<u8>>)> = self.leaves.clone().into_iter().collect();
        // A log that follows another one opens when the other one is there.
        logs.sort_by_key(|(origin, _)| origin.rsplit('/').next().map(str::to_owned));
        for (origin, leaves) in logs {
            leaves.iter().for_each(|leaf| self.receive(&origin, leaf));
        }
    }

    /// How many leaves of a log are here.
    pub fn size(&self, origin: &str) -> usize {
        self.leaves.get(origin).map_or(0, Vec::len)
    }

    pub fn leaf(&self, origin: &str, index: usize) -> Vec<u8> {
        self.leaves[origin][index].clone()
    }

    pub fn origins(&self) -> Vec<String> {
        self.leaves.keys().cloned().collect()
    }

    /// Drops the leaves of a log from `size` on, as a node does that takes over another history.
    pub fn cut(&mut self, origin: &str, size: usize) {
        self.leaves.get_mut(origin).expect("a log that is here").truncate(size);
        self.trees.truncate(origin, size as u64);
    }

    /// Takes leaves of a history that is kept in place of the one that was here.
    pub fn adopt(&mut self, origin: &str, leaves: &[Vec<u8>]) {
        for leaf in leaves {
            self.trees.append(origin, leaf);
            self.leaves.get_mut(origin).expect("a log that is here").push(leaf.clone());
        }
        self.refold();
        self.settle();
    }
}

impl World {
    pub fn new() -> World {
        World::of(RULES)
    }

    pub fn of(rules: &str) -> World {
        let agreement: &'static Agreement = Box::leak(Box::new(Agreement::read(rules).expect("the rules are right")));
        let founding = founding(agreement);
        let nodes = agreement.parties().map(|_| Node::new(agreement, &founding)).collect();
        World { agreement, nodes, now: NOON, nonce: 0 }
    }

    /// A world in which every party's head can sign with its officer 1, and everybody knows it.
    pub fn with_heads() -> World {
        let mut world = World::new();
        for party in 0..world.nodes.len() {
            world.empower(party, "head", Post::Head, 1);
        }
        world.meet();
        world
    }

    pub fn party(&self, party: usize) -> BodyId {
        BodyId(party as u16)
    }

    pub fn name(&self, party: usize) -> String {
        self.agreement.body_of(self.party(party)).id.clone()
    }

    /// The log that a party writes now: the last of its logs that its node has.
    pub fn log(&self, party: usize) -> String {
        let own = self.nodes[party].fold.logs().filter(|(_, owner, ..)| *owner == self.party(party));
        own.last().expect("every party has a log").0.to_owned()
    }

    pub fn draft(&mut self, deed: Deed, matter: Option<MatterId>) -> Draft {
        self.nonce += 1;
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&self.nonce.to_be_bytes());
        Draft::of(deed, matter, nonce)
    }

    /// The leaf of a draft by `party` as the next of its log, signed by these officers.
    pub fn leaf(&self, party: usize, draft: &Draft, officers: &[u8]) -> Leaf {
        let node = &self.nodes[party];
        let statement = node.fold.statement(&self.log(party), draft, self.now, &node.trees).expect("a statement");
        signed(&statement, party, officers)
    }

    /// Appends a leaf to the log of its author and lets the author alone take it; gives the verdict.
    pub fn append(&mut self, party: usize, leaf: &Leaf) -> Verdict {
        let origin = leaf.statement().origin.clone();
        let node = &mut self.nodes[party];
        let index = node.size(&origin) as u64;
        node.take(&origin, &leaf.to_bytes());
        node.fold.verdict(&origin, index).expect("a party's own leaf is folded at once")
    }

    /// Drafts, signs and appends; gives the name of the act and the verdict.
    pub fn act(
        &mut self,
        party: usize,
        deed: Deed,
        matter: Option<MatterId>,
        post: Option<&str>,
        officers: &[u8],
    ) -> (ActId, Verdict) {
        let mut draft = self.draft(deed, matter);
        draft.post = post.map(str::to_owned);
        let leaf = self.leaf(party, &draft, officers);
        (leaf.id(), self.append(party, &leaf))
    }

    pub fn empower(&mut self, party: usize, post: &str, rank: Post, officer: u8) -> Verdict {
        let key = public(&secret(party, officer)).bytes;
        let verb = RecordVerb::Empower { post: post.to_owned(), rank, may_empower: false, suite: Suite::Ed25519, key };
        self.act(party, Deed::Verb(verb), None, None, &[0]).1
    }

    /// Puts an amendment on the table; gives its matter.
    pub fn propose(&mut self, party: usize, text: &str, until: Option<jiff::civil::Date>) -> MatterId {
        let act = Act::ProposeAmendment { text: Digest::of(text.as_bytes()), base: None, until };
        let rule = MatterId::standing(self.agreement.rule_id("amendment").expect("a rule"));
        let (id, verdict) = self.act(party, Deed::Act(act), Some(rule), None, &[]);
        assert_eq!(verdict, Verdict::Lawful(Vec::new()));
        self.opened(party, id)
    }

    /// The matter that an act opened.
    pub fn opened(&self, party: usize, act: ActId) -> MatterId {
        let node = &self.nodes[party];
        let place = node.fold.place_of(&act, &node.trees).expect("a lawful act");
        node.fold.state().opened_at(place).expect("an opening act")
    }

    pub fn sign(&mut self, party: usize, matter: MatterId) -> Verdict {
        self.act(party, Deed::Act(Act::Sign { text: None, post: None }), Some(matter), Some("head"), &[1]).1
    }

    pub fn withdraw(&mut self, party: usize, matter: MatterId) -> Verdict {
        self.act(party, Deed::Act(Act::Withdraw {}), Some(matter), Some("head"), &[1]).1
    }

    pub fn commit(&mut self, party: usize, matter: MatterId) -> Verdict {
        self.act(party, Deed::Act(Act::Commit {}), Some(matter), None, &[]).1
    }

    pub fn evidence(&mut self, party: usize) -> Verdict {
        self.act(party, Deed::Act(Act::Evidence {}), None, None, &[]).1
    }

    /// Lets `to` take everything that `from` has and `to` lacks.
    pub fn deliver(&mut self, from: usize, to: usize) {
        let mut origins = self.nodes[from].origins();
        origins.sort_by_key(|origin| origin.rsplit('/').next().map(str::to_owned));
        for origin in origins {
            for index in self.nodes[to].size(&origin)..self.nodes[from].size(&origin) {
                let leaf = self.nodes[from].leaf(&origin, index);
                self.nodes[to].take(&origin, &leaf);
            }
        }
    }

    /// Lets all of `who` hear of each other.
    pub fn meet_among(&mut self, who: &[usize]) {
        for _ in 0..2 {
            for from in who {
                for to in who.iter().filter(|to| *to != from) {
                    self.deliver(*from, *to);
                }
            }
        }
    }

    /// Lets everybody hear of everything.
    pub fn meet(&mut self) {
        self.meet_among(&(0..self.nodes.len()).collect::<Vec<_>>());
    }

    /// The day that it is, UTC.
    pub fn today(&self) -> jiff::civil::Date {
        jiff::Timestamp::from_second(self.now as i64).expect("a time").to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// Asserts that all nodes have the same frontier and the same state.
    pub fn assert_same(&self) {
        self.nodes.iter().for_each(|node| node.assert_whole(&[self.today()]));
        let first = &self.nodes[0];
        for node in &self.nodes[1..] {
            assert_eq!(node.fold.frontier(&node.trees), first.fold.frontier(&first.trees));
            assert_eq!(node.fold.digest(), first.fold.digest());
        }
    }
}

/// The leaf of a statement, signed by officers of a party; 0 is its root.
pub fn signed(statement: &counterpart::act_format::v1::Statement, party: usize, officers: &[u8]) -> Leaf {
    let unsigned = Leaf::new(statement, Vec::new()).expect("a leaf");
    let sign = |which: &u8| {
        let key = secret(party, *which);
        OfficerSignature::Direct { key: public(&key), signature: key.sign(&unsigned.id().0).to_bytes().to_vec() }
    };
    Leaf::new(statement, officers.iter().map(sign).collect()).expect("a leaf")
}
