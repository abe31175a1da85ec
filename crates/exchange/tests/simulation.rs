//! Three and four nodes under one seed: loss, delay, partitions, crashes, restored backups, and an owner with two histories.
//!
//! At every step: no honest node cosigns heads that contradict each other, and none forks its own log. Once faults stop: within
//! ten rounds all hold every honest log, a fork that honest nodes can see is proved, and then nothing is written any more.

mod network;
mod party;
mod shelves;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use exchange::{HaltReason, Message, Step, StopKind, wire};
use network::{Network, Random, Weather};
use party::{Node, Stage, mirror_key, new_shelves, origin};
use record::tree::Levels;
use record::{Checkpoint, Note, leaf_hash};
use shelves::Shelves;

/// Seconds of one round: how often a peer that answers is asked.
const ROUND: u64 = 5;
const ROUNDS_MAX: u64 = 10;
const START: u64 = 1_500_000_000;

/// What goes wrong in a run, beside the weather.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// Nothing but the weather.
    Weather,
    /// Processes die at any step, and open again from what is durable.
    Crash,
    /// The same, and files are put back from a backup.
    Restore,
    /// One owner shows two histories of its log; others crash.
    TwoFaces,
    /// One owner's whole machine is copied and both run: each of them honest.
    TwoWriters,
}

const FAULTS: [Fault; 5] = [Fault::Weather, Fault::Crash, Fault::Restore, Fault::TwoFaces, Fault::TwoWriters];

/// One place where a process runs. The second face of a party runs beside the first.
struct World {
    fault: Fault,
    parties: usize,
    now: u64,
    network: Network<Message>,
    /// The nodes by number; `parties` is the second face, if there is one. None while a process is down.
    nodes: Vec<Option<Node>>,
    files: Vec<Shelves>,
    backups: Vec<Option<Shelves>>,
    restored: Vec<bool>,
    /// Put back from a backup, and not through with the start since: the next start is as careful.
    unconfirmed: Vec<bool>,
    /// Every history that was ever written for a log.
    histories: BTreeMap<String, Vec<Levels>>,
    /// Which histories agree with all that a mirror has cosigned of a log.
    agreeing: BTreeMap<(usize, String), Vec<usize>>,
    starts: u64,
    leaves: u64,
}

/// The party with two faces.
const LIAR: usize = 0;

impl World {
    fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let fault = FAULTS[(seed % FAULTS.len() as u64) as usize];
        let parties = 3 + random.below(2) as usize;
        let nodes = (0..parties).map(|me| Some(Node::open(me, parties, new_shelves(parties), StopKind::HeadMissing, 0)));
        let histories = (0..parties).map(|party| (origin(party), vec![Levels::new()])).collect();
        Self {
            fault,
            parties,
            now: START,
            network: Network::new(random, Weather::STORM),
            nodes: nodes.collect(),
            files: vec![new_shelves(parties); parties + 1],
            backups: vec![None; parties],
            restored: vec![false; parties],
            unconfirmed: vec![false; parties],
            histories,
            agreeing: BTreeMap::new(),
            starts: 1,
            leaves: 0,
        }
    }

    fn lies(&self) -> bool {
        matches!(self.fault, Fault::TwoFaces | Fault::TwoWriters)
    }

    fn honest(&self) -> std::ops::Range<usize> {
        usize::from(self.lies())..self.parties
    }

    /// The party that a process speaks for.
    fn party(&self, process: usize) -> usize {
        if process == self.parties { LIAR } else { process }
    }

    /// The process that a peer reaches when it speaks to a party: of two faces, each peer mostly sees one.
    fn process(&mut self, from: usize, to: usize) -> usize {
        let second = self.nodes.get(self.parties).is_some();
        let other = from.is_multiple_of(2);
        // Of two machines of one name, now one answers and now the other, until somebody looks.
        let changes = self.fault == Fault::TwoWriters && self.storm() && self.network.random.chance(100);
        if to == LIAR && second && other != changes { self.parties } else { to }
    }

    /// Sends what a process has to say, and looks at what it has cosigned.
    fn send(&mut self, process: usize, sent: Vec<(usize, Message)>) {
        for (to, message) in sent {
            if process < self.parties {
                self.look(process, &message);
            }
            let to = self.process(process, to);
            assert_eq!(wire::decode(&wire::encode(&message)).as_ref(), Ok(&message), "what is sent can be read");
            self.network.send(self.now, process, to, message);
        }
    }

    /// Holds every cosignature that leaves a node against all histories of its log.
    fn look(&mut self, me: usize, message: &Message) {
        let Message::Heads { heads, .. } = message else { return };
        let key = mirror_key(me).verifier();
        for bytes in heads {
            let note = Note::parse(bytes).expect("an honest node sends notes");
            let checkpoint = Checkpoint::parse(&note.text).expect("an honest node sends heads");
            if !note.signatures.iter().any(|line| line.name == key.name()) || (self.lies() && me == LIAR) {
                continue;
            }
            let histories = &self.histories[&checkpoint.origin];
            let all = (0..histories.len()).collect::<Vec<_>>();
            let agreeing = self.agreeing.entry((me, checkpoint.origin.clone())).or_insert(all);
            agreeing.retain(|history| histories[*history].root_at(checkpoint.size) == Some(checkpoint.root));
            assert!(!agreeing.is_empty(), "node {me} cosigned two histories of {}", checkpoint.origin);
        }
    }

    /// One second: arrivals, time, acts, faults.
    fn second(&mut self) {
        self.now += 1;
        for envelope in self.network.arrivals(self.now) {
            let from = self.party(envelope.from);
            self.run(envelope.to, |node, now| node.exchange.receive(party_of(from), envelope.message, VIA, now, &node.shelves));
        }
        for process in 0..self.nodes.len() {
            self.run(process, |node, now| node.exchange.tick(now, &node.shelves));
        }
    }

    /// Lets a process do one thing; it may die at any step of it.
    fn run(&mut self, process: usize, act: impl FnOnce(&mut Node, u64) -> Vec<Step>) {
        let dies = self.storm() && self.may_die(process) && self.network.random.chance(3);
        let steps_max = if dies { self.network.random.below(4) as usize } else { usize::MAX };
        let Some(node) = self.nodes.get_mut(process).and_then(Option::as_mut) else { return };
        let before = node.done.len();
        let steps = act(node, self.now);
        let sent = node.carry_out(steps, self.now, steps_max);
        let new = node.done[before..].to_vec();
        self.check(process, &new);
        self.send(process, sent);
        if dies {
            self.die(process);
        }
    }

    fn check(&self, process: usize, steps: &[Step]) {
        for step in steps {
            match step {
                Step::Forked(proof) => {
                    assert!(self.lies() && proof.origin == origin(LIAR), "{process}: {} did not fork", proof.origin);
                }
                Step::Halt(HaltReason::Behind { own, seen }) if self.party(process) != LIAR || !self.lies() => {
                    panic!("{process} has {own} leaves, and signed {seen} before")
                }
                _ => {}
            }
        }
    }

    fn storm(&self) -> bool {
        self.network.weather.loss_per_mille > 0
    }

    fn may_die(&self, process: usize) -> bool {
        self.fault != Fault::Weather && (!self.lies() || self.honest().contains(&process))
    }

    fn die(&mut self, process: usize) {
        let Some(node) = self.nodes[process].take() else { return };
        self.network.disconnect(process);
        let mut files = node.shelves;
        files.crash(|| self.network.random.chance(500));
        self.unconfirmed[process] &= !node.exchange.may_sign();
        self.files[process] = files;
    }

    /// Starts a process again, maybe from older files.
    fn rise(&mut self, process: usize) {
        let mut stop = StopKind::Intact;
        if self.fault == Fault::Restore
            && self.network.random.chance(400)
            && let Some(backup) = self.backups[process].clone()
        {
            self.files[process] = backup;
            self.restored[process] = true;
            self.unconfirmed[process] = true;
        }
        if self.unconfirmed[process] {
            stop = StopKind::Restored;
        }
        self.starts += 1;
        let files = self.files[process].clone();
        self.nodes[process] = Some(Node::open(process, self.parties, files, stop, self.starts));
    }

    /// Appends at a process, maybe dying on the way.
    fn write(&mut self, process: usize) {
        let stage = match self.network.random.below(if self.may_die(process) { 8 } else { 1 }) {
            1 => Stage::Nothing,
            2 => Stage::Journal,
            3 => Stage::Head,
            _ => Stage::Offered,
        };
        let party = self.party(process);
        let Some(node) = self.nodes[process].as_mut() else { return };
        if !node.exchange.may_sign() {
            return;
        }
        let count = 1 + self.network.random.below(3);
        let leaves = (0..count).map(|number| format!("leaf {} of {party}", self.leaves + number).into_bytes());
        let leaves = leaves.collect::<Vec<_>>();
        self.leaves += count;
        let sent = node.append(&leaves, self.now, stage);
        if stage >= Stage::Head {
            let tree = node.shelves.log(&origin(party)).leaves.iter().map(|leaf| leaf_hash(leaf)).collect::<Levels>();
            self.note_history(&origin(party), tree);
        }
        self.send(process, sent);
        if stage != Stage::Offered {
            self.die(process);
        }
    }

    /// A new state of a log: it continues a known history, or is one more.
    fn note_history(&mut self, origin: &str, tree: Levels) {
        let histories = self.histories.get_mut(origin).expect("a log that is followed");
        let continued = histories.iter().position(|known| tree.root_at(known.size()) == Some(known.root()));
        match continued {
            Some(known) => histories[known] = tree,
            None => {
                // What was cosigned so far may agree with the new one, too: it is weighed when the next cosignature is seen.
                histories.push(tree);
                let new = histories.len() - 1;
                self.agreeing.iter_mut().filter(|((_, of), _)| of == origin).for_each(|(_, agreeing)| agreeing.push(new));
            }
        }
    }

    /// What happens in a bad second.
    fn trouble(&mut self) {
        let (one, other) = (self.network.random.below(self.parties as u64), self.network.random.below(self.parties as u64));
        match self.network.random.below(40) {
            0 if one != other => self.network.cut(one as usize, other as usize),
            1..=3 => self.network.mend(one as usize, other as usize),
            4 => self.backups[one as usize] = self.nodes[one as usize].as_ref().map(|node| node.shelves.clone()),
            5 if self.nodes.len() == self.parties && self.lies() => self.split(),
            6..=8 => (0..self.parties).filter(|process| self.nodes[*process].is_none()).collect::<Vec<_>>().into_iter().for_each(
                |process| {
                    if self.network.random.chance(600) {
                        self.rise(process);
                    }
                },
            ),
            9..=15 => self.write(one as usize),
            16..=17 if self.nodes.len() > self.parties => self.write(self.parties),
            _ => {}
        }
    }

    /// The liar's machine is copied while it runs; from now on each half of the peers reaches another of the two.
    fn split(&mut self) {
        let Some(node) = self.nodes[LIAR].as_ref() else { return };
        let files = node.shelves.clone();
        let mut second = Node::open(LIAR, self.parties, files, StopKind::Intact, 1_000_000 + self.starts);
        if self.fault == Fault::TwoFaces {
            // A liar asks nobody whether it may sign.
            let steps = second.exchange.resume_unconfirmed(self.now, &second.shelves).expect("nothing larger is known yet");
            second.carry_out(steps, self.now, usize::MAX);
        }
        self.nodes.push(Some(second));
    }

    fn heal(&mut self) {
        self.network.calm();
        (0..self.parties).for_each(|process| {
            if self.nodes[process].is_none() {
                self.rise(process);
            }
        });
    }

    fn node(&self, party: usize) -> &Node {
        self.nodes[party].as_ref().expect("after the storm all are up")
    }

    /// A log whose last leaves were lost with the machine that had them, before anybody else had them.
    fn lost(&self, owner: usize) -> bool {
        let most = self.honest().map(|me| self.node(me).shelves.log(&origin(owner)).leaves.len() as u64).max();
        self.node(owner).exchange.behind().is_some_and(|(_, seen)| most.is_some_and(|most| most < seen))
    }

    /// What is still missing after the storm; empty when all is well.
    fn missing(&self) -> Vec<String> {
        let mut missing = Vec::new();
        for owner in self.honest() {
            let origin = origin(owner);
            if self.lost(owner) {
                continue;
            }
            let size = self.node(owner).size(&origin);
            if !self.node(owner).exchange.may_sign() {
                missing.push(format!("{owner} does not sign"));
            }
            for me in self.honest() {
                let node = self.node(me);
                if node.size(&origin) != size
                    || node.exchange.holders(&origin, size).len() + 1 < self.parties && size > 0 && !self.lies()
                {
                    missing.push(format!("{me} lacks {origin} to {size}: {:?}", node.exchange.holders(&origin, size)));
                }
            }
        }
        missing.extend(self.unproved());
        missing
    }

    /// Honest nodes that hold different histories of the liar's log without the proof of it.
    fn unproved(&self) -> Option<String> {
        let log = origin(LIAR);
        let mut pairs = self.honest().flat_map(|one| self.honest().map(move |other| (one, other)));
        let differ = pairs.find(|(one, other)| {
            let (one, other) = (self.node(*one).exchange.head(&log), self.node(*other).exchange.head(&log));
            let (Some(one), Some(other)) = (one, other) else { return false };
            let histories = &self.histories[&log];
            let fits = |history: &Levels| [one, other].iter().all(|head| history.root_at(head.size()) == Some(head.tree().root));
            !histories.iter().any(fits)
        });
        let (one, other) = differ?;
        let blind = self.honest().find(|me| self.node(*me).exchange.fork(&log).is_none())?;
        Some(format!("{one} and {other} hold two histories, and {blind} has no proof"))
    }
}

const VIA: exchange::Via = exchange::Via::Network;

fn party_of(number: usize) -> exchange::Party {
    exchange::Party(number as u8)
}

/// What a run came to, so that a test can see that the faults did happen.
#[derive(Default)]
struct Seen {
    forks: u32,
    restored: u32,
    lost: u32,
    starts: u64,
    leaves: u64,
}

fn simulate(seed: u64) -> Seen {
    let mut world = World::new(seed);
    for _ in 0..40 * ROUND {
        world.second();
        world.trouble();
    }
    world.heal();
    let mut rounds = 0;
    loop {
        (0..ROUND).for_each(|_| world.second());
        rounds += 1;
        let missing = world.missing();
        if missing.is_empty() {
            break;
        }
        assert!(rounds < ROUNDS_MAX, "after {rounds} rounds ({:?}): {missing:?}", world.fault);
    }
    // What the liar's machines still lack arrives, too; then all is at rest.
    (0..ROUNDS_MAX * ROUND).for_each(|_| world.second());
    let before = world.nodes.iter().map(|node| node.as_ref().map_or(0, |node| node.done.len())).collect::<Vec<_>>();
    (0..6 * ROUND).for_each(|_| world.second());
    for (node, before) in world.nodes.iter().zip(before) {
        let late = node.as_ref().map_or(&[][..], |node| &node.done[before..]);
        assert!(late.is_empty(), "at rest nothing is written: {late:?} ({:?})", world.fault);
    }
    Seen {
        forks: u32::from(world.nodes.iter().flatten().any(|node| node.exchange.fork(&origin(LIAR)).is_some())),
        restored: world.restored.iter().filter(|restored| **restored).count() as u32,
        lost: world.honest().filter(|owner| world.lost(*owner)).count() as u32,
        starts: world.starts,
        leaves: world.leaves,
    }
}

/// Runs a seed; if it fails, says which it was.
fn run(seed: u64) -> Seen {
    catch_unwind(AssertUnwindSafe(|| simulate(seed))).unwrap_or_else(|failure| {
        println!("seed {seed} fails: put it into FAILED to run it alone");
        resume_unwind(failure)
    })
}

/// Seeds that once showed a fault.
const FAILED: &[u64] = &[617, 707, 7527];

#[test]
fn seeds_that_failed_before() {
    FAILED.iter().for_each(|seed| _ = run(*seed));
}

#[test]
fn many_seeds() {
    let mut sum = Seen::default();
    for seed in 0..250 {
        let seen = run(seed);
        sum.forks += seen.forks;
        sum.restored += seen.restored;
        sum.lost += seen.lost;
        sum.starts += seen.starts;
        sum.leaves += seen.leaves;
    }
    println!("forks {} restored {} lost {} starts {} leaves {}", sum.forks, sum.restored, sum.lost, sum.starts, sum.leaves);
    assert!(sum.forks > 20 && sum.restored > 30 && sum.starts > 500 && sum.leaves > 1000, "the storm was too mild");
}
