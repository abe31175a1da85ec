//! The machines of three or four parties, the lines between them, and time: everything that happens, happens here, by one seed.

use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

use counterpart::Founding;
use exchange::bundle::Extent;
use exchange::{Message, StopKind, Via, wire};
use keeper::{Keeper, KeeperError};
use store::head::HEAD;
use store::{MemoryDisk, Store, StoreError};

use crate::acts::Offices;
use crate::drive::Drive;
use crate::faults::Trouble;
use crate::ledger::Ledger;
use crate::network::{Network, Random, Weather};
use crate::parties::{START, Signatures, body, origin};
use crate::seen::Seen;

/// Seconds of one beat: how often a peer that answers is asked.
pub const BEAT: u64 = 5;

pub type Node = Keeper<'static, Drive>;

/// Bytes that are sent together: a batch of messages.
pub type Parcel = Rc<Vec<u8>>;

/// A place where a party's program runs. A second face or a copied machine runs beside the first.
pub struct Machine {
    pub party: usize,
    /// Which half of the others it can reach, where a party has two machines.
    pub side: usize,
    /// Which of its party's logs it writes.
    pub part: u64,
    pub drive: Drive,
    /// None while it is down.
    pub node: Option<Node>,
    /// How far its clock is ahead, in seconds.
    pub clock: i64,
    /// What whoever starts it knows of its last stop. A careful start is as careful again until it has signed.
    pub stop: StopKind,
    /// Its disk went back, or lost something durable: what it wrote since is not its history any more.
    pub rolled: bool,
    /// A bit of it was turned over, or a sync lied.
    pub flipped: bool,
    /// That has happened to it at any time.
    pub damaged: bool,
    pub backup: Option<MemoryDisk>,
    /// Why it did not start.
    pub why: String,
    /// Heads that were looked at when it sent them.
    pub shown: HashSet<Vec<u8>>,
}

/// Everything.
pub struct World {
    pub trouble: Trouble,
    pub parties: usize,
    pub signatures: Signatures,
    pub founding: Founding,
    pub now: u64,
    pub beat: u64,
    pub network: Network<Parcel>,
    /// By number: first each party's own, then second faces.
    pub machines: Vec<Machine>,
    pub storm: bool,
    /// Parties that lie.
    pub liars: BTreeSet<usize>,
    /// Honest parties whose log may fork all the same: a copied machine, a start that an administrator ended.
    pub excused: BTreeSet<usize>,
    pub offices: Offices,
    pub ledger: Ledger,
    pub seen: Seen,
    /// What happened, as a number: the same for the same seed.
    pub trace: u64,
    pub starts: u64,
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let trouble = Trouble::of(seed);
        let parties = if trouble == Trouble::TwoLiars { 4 } else { 3 + random.below(2) as usize };
        let signatures = if seed % 100 == 7 { Signatures::Real } else { Signatures::Simulated };
        let mut world = Self {
            trouble,
            parties,
            signatures,
            founding: signatures.founding(parties),
            now: START,
            beat: 0,
            network: Network::new(random, Weather { delay_max: 3, ..Weather::STORM }),
            machines: Vec::new(),
            storm: true,
            liars: trouble.liars(),
            excused: BTreeSet::new(),
            offices: Offices::new(parties),
            ledger: Ledger::new(parties),
            seen: Seen::default(),
            trace: seed,
            starts: 0,
        };
        for (party, disk) in signatures.begun(parties).into_iter().enumerate() {
            let place = world.add(party, party % 2, disk);
            world.rise(place);
        }
        world
    }

    /// Puts a machine there, not yet started.
    pub fn add(&mut self, party: usize, side: usize, disk: MemoryDisk) -> usize {
        self.machines.push(Machine {
            party,
            side,
            part: 1,
            drive: Drive::of(disk),
            node: None,
            clock: 0,
            stop: StopKind::Intact,
            rolled: false,
            flipped: false,
            damaged: false,
            backup: None,
            why: String::new(),
            shown: HashSet::new(),
        });
        self.machines.len() - 1
    }

    pub fn random(&mut self) -> &mut Random {
        &mut self.network.random
    }

    /// A number below `end`, which is not zero.
    pub fn below(&mut self, end: usize) -> usize {
        self.random().below(end as u64) as usize
    }

    /// The parties that neither lie nor have been copied: what is promised is promised to them.
    pub fn honest(&self) -> Vec<usize> {
        (0..self.parties).filter(|party| !self.liars.contains(party) && !self.excused.contains(party)).collect()
    }

    /// The same, those whose machine is up.
    pub fn watchers(&self) -> Vec<usize> {
        self.honest().into_iter().filter(|place| self.machines[*place].node.is_some()).collect()
    }

    pub fn node(&self, place: usize) -> &Node {
        self.machines[place].node.as_ref().expect("a machine that is up")
    }

    /// The log that a machine writes.
    pub fn log(&self, place: usize) -> String {
        origin(self.machines[place].party, self.machines[place].part)
    }

    /// What time a machine believes it is.
    pub fn clock(&self, place: usize) -> u64 {
        self.now.saturating_add_signed(self.machines[place].clock)
    }

    /// The machine that one reaches which speaks to a party.
    fn reach(&mut self, from: usize, party: usize) -> usize {
        let second = (self.parties..self.machines.len()).find(|place| self.machines[*place].party == party);
        let Some(second) = second else { return party };
        // Of two machines of one name, now one answers and now the other; after the storm they take turns.
        let turns = if self.storm { self.random().chance(100) } else { self.now / BEAT % 2 == 1 };
        let changes = self.trouble == Trouble::Snapshot && turns;
        let same = self.machines[second].side == self.machines[from].side;
        if same != changes { second } else { party }
    }

    /// Some seconds: what is under way arrives, and all let time pass.
    pub fn second(&mut self) {
        self.now += BEAT;
        self.arrive();
        for place in 0..self.machines.len() {
            self.run(place, |node, now| node.tick(now));
        }
        self.watch();
    }

    /// Delivers what arrives now; false if nothing is under way.
    pub fn arrive(&mut self) -> bool {
        self.beat += 1;
        let arrivals = self.network.arrivals(self.beat);
        let some = !arrivals.is_empty();
        for envelope in arrivals {
            self.mark(envelope.message.iter().fold(envelope.to as u64, |sum, byte| sum.rotate_left(5) ^ u64::from(*byte)));
            let from = body(self.machines[envelope.from].party);
            let answer = self.run(envelope.to, |node, now| node.receive(from, &envelope.message, now));
            let answer = answer.unwrap_or_default();
            let messages = wire::decode_batch(&answer).map(|message| message.expect("what is sent can be read"));
            self.send(envelope.to, envelope.from, messages.collect());
        }
        some
    }

    pub fn mark(&mut self, what: u64) {
        self.trace = (self.trace ^ what).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(7);
    }

    /// Lets a machine do something that may fail. Then it is down.
    pub fn run<T>(&mut self, place: usize, act: impl FnOnce(&mut Node, u64) -> Result<T, KeeperError>) -> Option<T> {
        let now = self.clock(place);
        let machine = &mut self.machines[place];
        let node = machine.node.as_mut()?;
        match act(node, now) {
            // Nobody hears what a machine did last.
            Ok(_) if machine.drive.is_stopped() => {
                self.fall(place);
                None
            }
            Ok(done) => {
                if node.may_sign() {
                    machine.stop = StopKind::Intact;
                }
                self.note(place);
                self.flush(place);
                Some(done)
            }
            Err(error) if error.is_fatal() => {
                assert!(self.storm || self.machines[place].flipped, "machine {place} stops on a good disk: {error:?}");
                self.fall(place);
                None
            }
            Err(error) => panic!("machine {place} does not understand another: {error}"),
        }
    }

    /// Sends what a machine has to say.
    fn flush(&mut self, place: usize) {
        let own = self.machines[place].party;
        for party in (0..self.parties).filter(|party| *party != own) {
            let node = self.machines[place].node.as_mut().expect("it has just done something");
            let messages = node.outbox_messages(body(party));
            if !messages.is_empty() {
                let to = self.reach(place, party);
                self.send(place, to, messages);
            }
        }
    }

    /// Puts messages on a line: some alone, so that they overtake each other, some together.
    fn send(&mut self, place: usize, to: usize, messages: Vec<Message>) {
        let alone = self.random().chance(300);
        let mut left = Vec::new();
        for message in messages {
            self.look(place, &message);
            if self.withholds(place, &message) {
                continue;
            }
            left.push(message);
            if alone {
                let parcel = Rc::new(wire::encode_batch(&std::mem::take(&mut left)));
                self.network.send(self.beat, place, to, parcel);
            }
        }
        if !left.is_empty() {
            self.network.send(self.beat, place, to, Rc::new(wire::encode_batch(&left)));
        }
    }

    /// A bundle is carried from one machine to another, and one goes back.
    pub fn carry(&mut self, from: usize, to: usize, extent: Extent) {
        for (from, to, extent) in [(from, to, extent), (to, from, Extent::Missing)] {
            let (sender, peer) = (body(self.machines[from].party), body(self.machines[to].party));
            if self.machines[to].node.is_none() {
                return;
            }
            let mut bundle = Vec::new();
            let give = |message: &Message| -> Result<(), ()> {
                bundle.push(message.clone());
                Ok(())
            };
            if self.run(from, |node, _| node.bundle(peer, extent, give)).is_none() {
                return;
            }
            for message in bundle {
                self.look(from, &message);
                self.run(to, |node, now| node.receive_message(sender, message, Via::Bundle, now));
            }
            self.seen.bundles += 1;
        }
    }

    /// A machine goes down: what it had sent and what was sent to it is lost with its lines.
    pub fn fall(&mut self, place: usize) {
        if self.machines[place].node.take().is_none() {
            return;
        }
        self.seen.falls += 1;
        self.network.disconnect(place);
        if self.random().chance(700) {
            let seed = self.random().next();
            self.machines[place].drive.crash(seed);
        }
    }

    /// Starts a machine; false if it does not come up.
    pub fn rise(&mut self, place: usize) -> bool {
        self.starts += 1;
        let Machine { party, part, stop, .. } = self.machines[place];
        let setup = self.signatures.setup(&self.founding, party, part, stop, self.starts);
        let drive = self.machines[place].drive.clone();
        let opened = Keeper::open(drive.clone(), setup.clone());
        self.machines[place].why = opened.as_ref().err().map(|error| format!("{error:?}")).unwrap_or_default();
        match opened {
            Ok(node) => self.machines[place].node = Some(node),
            Err(KeeperError::Store(StoreError::Absent | StoreError::Unfinished)) => {
                self.machines[place].node = Keeper::create(drive, [place as u8; 16], setup).ok();
            }
            Err(KeeperError::Store(StoreError::Damaged { .. } | StoreError::HeadDisagrees { .. })) => self.repair(place),
            Err(error) => self.unopened(place, &error),
        }
        self.machines[place].node.is_some()
    }

    /// A person lets go what the damaged journal lost, and says so at the next start.
    fn repair(&mut self, place: usize) {
        let machine = &mut self.machines[place];
        // A backup of a torn journal, put back without its head file: nobody can tell what had been durable.
        let headless = machine.drive.files().iter().all(|(path, _)| path != HEAD);
        let (trouble, why) = (self.trouble, &machine.why);
        assert!(machine.flipped || headless, "machine {place}: a crash alone damaged what was durable ({trouble:?}): {why}");
        (machine.stop, machine.rolled) = (StopKind::Restored, true);
        self.seen.damaged += 1;
        let opened = Store::open_damaged(machine.drive.clone());
        if opened.is_err() {
            // Not even its first entry is left.
            machine.drive = Drive::of(MemoryDisk::new());
        }
        machine.why = format!("{}, then {:?}", machine.why, opened.err());
    }

    fn unopened(&mut self, place: usize, error: &KeeperError) {
        let machine = &self.machines[place];
        let met = matches!(error, KeeperError::Disk(_) | KeeperError::Store(StoreError::Disk(_)));
        assert!(met && self.storm || machine.flipped, "machine {place} does not open: {error:?}");
        let seed = self.network.random.next();
        machine.drive.crash(seed);
    }
}
