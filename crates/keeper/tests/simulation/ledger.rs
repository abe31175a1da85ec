//! What an onlooker who sees every machine writes down, and what must never be otherwise: looked at whenever a machine has done
//! something (heads, cosignatures), and after every beat (verdicts, digests, decisions, what is held by all).

use std::collections::{BTreeMap, BTreeSet};

use agreement::id::{Digest, MatterId, Place};
use counterpart::act_format::ActId;
use counterpart::frontier::Head;
use exchange::{HaltReason, Message};
use jiff::civil::Date;
use keeper::Standing;
use record::tree::Levels;
use record::{Checkpoint, Hash, Note, leaf_hash};
use store::Store;

use crate::drive::Drive;
use crate::parties::origin;
use crate::world::{Node, World};

/// What a matter of the run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Amendment,
    Epoch,
    Council,
    Letter,
}

/// A matter that somebody opened.
#[derive(Clone, Debug)]
pub struct Opened {
    pub kind: Kind,
    pub act: ActId,
    pub by: usize,
    /// The place of the opening leaf in its log.
    pub index: u64,
    pub text: Digest,
    pub base: Option<Place>,
    pub until: Option<Date>,
    /// The parties whose officers signed it, or voted for it: nobody else's signature counts.
    pub signed: BTreeSet<usize>,
}

impl Opened {
    /// Where a node has its opening.
    pub fn place(&self, node: &Node) -> Option<Place> {
        node.event_of(&self.act).map(|(_, recorded)| recorded.event.place)
    }

    /// The matter as a node knows it, if it does.
    pub fn matter(&self, node: &Node) -> Option<MatterId> {
        node.event_of(&self.act).map(|(matter, _)| matter)
    }
}

/// The logs that are closed, and where: what was cited beyond is lost, and what named it is void.
type Ends = Vec<(String, u64)>;

/// What was seen so far.
pub struct Ledger {
    pub opened: Vec<Opened>,
    /// Every history that was ever signed of a log.
    histories: BTreeMap<String, Vec<Levels>>,
    /// Logs of which a history could not be read from a damaged disk.
    unread: BTreeSet<String>,
    /// What each mirror has cosigned of a log.
    cosigned: BTreeMap<(usize, String), BTreeSet<(u64, Hash)>>,
    digests: BTreeMap<Vec<Head>, Hash>,
    /// What was said of a leaf under the ends that successions had set: the reason why it is void, or none.
    verdicts: BTreeMap<(Ends, String, u64, Hash), Option<String>>,
    /// How far each machine's verdicts are written down, by log, and the state they are of.
    read: BTreeMap<usize, (Ends, BTreeMap<String, u64>, Hash)>,
    /// How many leaves of each party's log all others were known to hold.
    pub held: Vec<u64>,
    /// Receipts that a party gave since its disk last went back.
    pub receipts: Vec<Vec<(ActId, u64)>>,
    /// Matters that any honest node has counted as decided.
    pub decided: BTreeSet<ActId>,
}

impl Ledger {
    pub fn new(parties: usize) -> Self {
        Self {
            opened: Vec::new(),
            histories: BTreeMap::new(),
            unread: BTreeSet::new(),
            cosigned: BTreeMap::new(),
            digests: BTreeMap::new(),
            verdicts: BTreeMap::new(),
            read: BTreeMap::new(),
            held: vec![0; parties],
            receipts: vec![Vec::new(); parties],
            decided: BTreeSet::new(),
        }
    }

    /// A head of a log that its own key signed: it continues a known history, or is one more. True if it is one more.
    fn note_history(&mut self, origin: &str, (size, root): (u64, Hash), own: &Store<Drive>) -> bool {
        let histories = self.histories.entry(origin.to_owned()).or_default();
        if histories.iter().any(|known| known.root_at(size) == Some(root)) {
            return false;
        }
        let grows =
            |known: &&mut Levels| known.size() < size && own.root_at(origin, known.size()).is_ok_and(|then| then == known.root());
        let known = histories.iter_mut().find(grows);
        let (mut tree, continues) = known.as_ref().map_or((Levels::new(), false), |known| ((**known).clone(), true));
        for index in tree.size()..size {
            // Of a disk with flipped bits nobody can tell what it had signed.
            let Ok(leaf) = own.leaf(origin, index) else {
                self.unread.insert(origin.to_owned());
                return false;
            };
            tree.append(leaf_hash(&leaf));
        }
        assert_eq!(tree.root(), root, "the head of {origin} is that of its leaves");
        match known {
            Some(known) => *known = tree,
            None => histories.push(tree),
        }
        !continues && histories.len() > 1
    }

    /// Whether these heads are of one history.
    pub fn is_one_history(&self, origin: &str, heads: &[(u64, Hash)]) -> bool {
        let fits = |tree: &Levels| heads.iter().all(|(size, root)| tree.root_at(*size) == Some(*root));
        heads.is_empty() || self.histories.get(origin).is_some_and(|histories| histories.iter().any(fits))
    }

    /// Whether all that a mirror has cosigned of a log is of one history.
    fn cosigned(&mut self, mirror: usize, checkpoint: &Checkpoint, forgets: bool) -> bool {
        let one = (checkpoint.size, checkpoint.root);
        let cosigned = self.cosigned.entry((mirror, checkpoint.origin.clone())).or_default();
        cosigned.insert(one);
        let all = cosigned.iter().copied().collect::<Vec<_>>();
        if forgets && !self.is_one_history(&checkpoint.origin, &all) {
            self.cosigned.insert((mirror, checkpoint.origin.clone()), BTreeSet::from([one]));
        }
        let cosigned = &self.cosigned[&(mirror, checkpoint.origin.clone())];
        let cosigned = cosigned.iter().copied().collect::<Vec<_>>();
        self.unread.contains(&checkpoint.origin) || self.is_one_history(&checkpoint.origin, &cosigned)
    }
}

impl World {
    /// A machine has done something: its own head continues its history, unless its disk went back.
    pub fn note(&mut self, place: usize) {
        let (log, ledger) = (self.log(place), &mut self.ledger);
        let machine = &self.machines[place];
        let Some(node) = &machine.node else { return };
        let Some(head) = node.store().signed().map(|head| (head.size, head.root)) else { return };
        let another = machine.drive.watch(|| ledger.note_history(&log, head, node.store()));
        let party = machine.party;
        let may = machine.rolled || self.liars.contains(&party) || self.excused.contains(&party);
        assert!(!another || may, "machine {place} signed another history of {log}, {} leaves", head.0);
    }

    /// Holds every cosignature that leaves an honest machine against all histories of its log.
    pub fn look(&mut self, place: usize, message: &Message) {
        let Message::Heads { heads, .. } = message else { return };
        let party = self.machines[place].party;
        if self.liars.contains(&party) || self.excused.contains(&party) {
            return;
        }
        let key = self.signatures.mirror_key(party, self.machines[place].part);
        for bytes in heads {
            if !self.machines[place].shown.insert(bytes.clone()) {
                continue;
            }
            let note = Note::parse(bytes).expect("an honest node sends notes");
            let checkpoint = Checkpoint::parse(&note.text).expect("an honest node sends heads");
            if note.signatures.iter().any(|line| line.name == key.name()) {
                // What burnt with both machines, the mirror's and the owner's, nobody can remember.
                let owner = self.machines.iter().find(|machine| origin(machine.party, machine.part) == checkpoint.origin);
                let forgets = self.machines[place].rolled && owner.is_some_and(|owner| owner.rolled);
                let one = self.ledger.cosigned(party, &checkpoint, forgets);
                assert!(one, "machine {place} cosigned two histories of {}", checkpoint.origin);
            }
        }
    }

    /// After a beat: what every honest node believes.
    pub fn watch(&mut self) {
        for place in self.watchers() {
            let drive = self.machines[place].drive.clone();
            drive.watch(|| self.watch_one(place));
        }
    }

    fn watch_one(&mut self, place: usize) {
        self.watch_standing(place);
        let node = self.machines[place].node.as_ref().expect("a machine that is up");
        let log = origin(place, 1);
        let held = node.log_status(&log).map_or(0, |status| status.held_by_all);
        self.ledger.held[place] = self.ledger.held[place].max(held);
        let digest = node.counterpart().digest();
        if self.ledger.read.get(&place).is_some_and(|(.., known)| *known == digest) {
            return;
        }
        let known = self.ledger.digests.entry(node.frontier()).or_insert(digest);
        assert_eq!(*known, digest, "machine {place} has another state at the same frontier");
        self.watch_verdicts(place, digest);
        self.watch_decisions(place);
    }

    /// No honest node halts, and nobody proves a fork of an honest log.
    fn watch_standing(&self, place: usize) {
        let node = self.node(place);
        if let Standing::Halted(reason) = node.standing() {
            let why = if let HaltReason::Behind { .. } = reason { "put back" } else { "forked" };
            panic!("machine {place} halts, {why}: {reason:?}");
        }
        for party in self.honest() {
            let forked = node.counterpart().forks().any(|(accused, ..)| accused == origin(party, 1));
            let proved = node.store().forks(&origin(party, 1)).is_ok_and(|forks| !forks.is_empty());
            assert!(!forked && !proved, "{place}: the log of {party} forked, and it is honest");
        }
    }

    /// A leaf is lawful or void wherever and whenever it is folded, whatever else is known: unless a cut made it otherwise.
    fn watch_verdicts(&mut self, place: usize, digest: Hash) {
        let node = self.machines[place].node.as_ref().expect("a machine that is up");
        let logs = node.counterpart().logs();
        let ends = logs.filter_map(|(log, ..)| Some((log.to_owned(), node.counterpart().end(log)?))).collect::<Ends>();
        let (under, read, known) = self.ledger.read.entry(place).or_default();
        *known = digest;
        if *under != ends {
            (*under, *read) = (ends.clone(), BTreeMap::new());
        }
        if node.counterpart().forks().next().is_some() {
            return;
        }
        for (log, _, folded, _) in node.counterpart().logs() {
            let from = read.get(log).copied().filter(|from| *from <= folded).unwrap_or(0);
            for index in from..folded {
                let Ok(leaf) = node.store().leaf(log, index) else { return };
                let void = match node.counterpart().verdict(log, index) {
                    Some(counterpart::Verdict::Void(void)) => Some(format!("{void:?}")),
                    _ => None,
                };
                let said =
                    self.ledger.verdicts.entry((ends.clone(), log.to_owned(), index, leaf_hash(&leaf))).or_insert(void.clone());
                assert_eq!(*said, void, "leaf {index} of {log} is judged otherwise on machine {place}");
            }
            read.insert(log.to_owned(), folded);
        }
    }
}
