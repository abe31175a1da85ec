//! One party's node for tests: its keys, its files, its exchange, and a driver that does what the steps say.
#![allow(dead_code, reason = "each test uses a part of it")]

use exchange::{Exchange, Group, Keys, Limits, Message, Opening, Party, Step, StopKind, Token, Via};
use record::{KeyKind, SigningKey, VerifierKey};

use crate::shelves::Shelves;

/// The origin of a party's first log.
pub fn origin(party: usize) -> String {
    format!("sample.invalid/party_{party}/1")
}

/// The key that signs a log's heads.
pub fn log_key(name: &str) -> SigningKey {
    let mut seed = [1; 32];
    name.bytes().enumerate().for_each(|(at, byte)| seed[at % 32] ^= byte.rotate_left(at as u32));
    SigningKey::keyed(name, KeyKind::Ed25519, &seed).expect("a name that a key can have")
}

/// The key with which a party's mirror cosigns.
pub fn mirror_key(party: usize) -> SigningKey {
    let name = format!("sample.invalid/party_{party}/mirror");
    SigningKey::keyed(&name, KeyKind::CosignatureEd25519, &[100 + party as u8; 32]).expect("a name that a key can have")
}

/// The public side of all mirrors.
pub fn mirrors(parties: usize) -> Vec<Vec<VerifierKey>> {
    (0..parties).map(|party| vec![mirror_key(party).verifier()]).collect()
}

/// The files of a node that was never started.
pub fn new_shelves(parties: usize) -> Shelves {
    let mut shelves = Shelves::default();
    for party in 0..parties {
        shelves.follow(&origin(party), Party(party as u8), &[log_key(&origin(party)).verifier()]);
    }
    shelves
}

/// A running node.
pub struct Node {
    pub me: usize,
    pub shelves: Shelves,
    pub exchange: Exchange,
    /// All steps since the start, messages left out.
    pub done: Vec<Step>,
}

impl Node {
    pub fn open(me: usize, parties: usize, shelves: Shelves, stop: StopKind, token: u64) -> Self {
        let mut bytes = [me as u8; 16];
        bytes[..8].copy_from_slice(&token.to_be_bytes());
        let opening = Opening {
            group: Group { me: Party(me as u8), mirrors: mirrors(parties) },
            keys: Keys { log: vec![log_key(&origin(me))], mirror: mirror_key(me) },
            logs: shelves.kept(),
            stop,
            token: Token(bytes),
            limits: Limits::default(),
        };
        let exchange = Exchange::open(opening, &shelves).expect("files that belong together");
        Self { me, shelves, exchange, done: Vec::new() }
    }

    pub fn new(me: usize, parties: usize) -> Self {
        Self::open(me, parties, new_shelves(parties), StopKind::HeadMissing, 0)
    }

    pub fn receive(&mut self, from: usize, message: Message, now: u64) -> Vec<(usize, Message)> {
        self.receive_via(from, message, Via::Network, now)
    }

    pub fn receive_via(&mut self, from: usize, message: Message, via: Via, now: u64) -> Vec<(usize, Message)> {
        let steps = self.exchange.receive(Party(from as u8), message, via, now, &self.shelves);
        self.carry_out(steps, now, usize::MAX)
    }

    pub fn tick(&mut self, now: u64) -> Vec<(usize, Message)> {
        let steps = self.exchange.tick(now, &self.shelves);
        self.carry_out(steps, now, usize::MAX)
    }

    /// Does the steps, at most so many of them before the power fails, and gives the messages that were sent.
    pub fn carry_out(&mut self, steps: Vec<Step>, now: u64, steps_max: usize) -> Vec<(usize, Message)> {
        let mut queue = std::collections::VecDeque::from(steps);
        let (mut sent, mut count) = (Vec::new(), 0);
        while let Some(step) = queue.pop_front() {
            if count == steps_max {
                self.shelves.tear(&step, now as usize % 3);
                break;
            }
            count += 1;
            let durable = self.shelves.write(&step);
            match step {
                Step::Send { to, message } => sent.push((to.place(), message)),
                step => self.done.push(step),
            }
            if let Some((origin, size)) = durable {
                queue.extend(self.exchange.mirrored(&origin, size, now, &self.shelves));
            }
        }
        sent
    }

    /// Appends to the own log as far as the stage says: not at all, into the journal, with the head, and offered.
    pub fn append(&mut self, leaves: &[Vec<u8>], now: u64, stage: Stage) -> Vec<(usize, Message)> {
        let Ok(note) = self.exchange.append(leaves) else { return Vec::new() };
        let kept = self.shelves.log_mut(&origin(self.me));
        if stage >= Stage::Journal {
            kept.append(leaves);
        }
        if stage >= Stage::Head {
            kept.notes.push(note);
        }
        if stage < Stage::Offered {
            return Vec::new();
        }
        let steps = self.exchange.appended(now, &self.shelves);
        self.carry_out(steps, now, usize::MAX)
    }

    /// Leaves under a log's largest head.
    pub fn size(&self, origin: &str) -> u64 {
        self.exchange.head(origin).map_or(0, |head| head.size())
    }

    pub fn has_done(&self, wanted: impl Fn(&Step) -> bool) -> bool {
        self.done.iter().any(wanted)
    }
}

/// How far an append came before the power failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Nothing,
    Journal,
    Head,
    Offered,
}

/// Delivers everything, and what it leads to, until nobody says anything more.
pub fn settle(nodes: &mut [Node], sent: Vec<(usize, usize, Message)>, now: u64) {
    let mut queue = std::collections::VecDeque::from(sent);
    let mut count = 0;
    while let Some((from, to, message)) = queue.pop_front() {
        count += 1;
        assert!(count < 100_000, "the nodes never come to rest");
        let answers = nodes[to].receive(from, message, now);
        queue.extend(answers.into_iter().map(|(next, message)| (to, next, message)));
    }
}

/// Lets time pass at all nodes, without any loss.
pub fn round(nodes: &mut [Node], now: u64) {
    let mut sent = Vec::new();
    for node in nodes.iter_mut() {
        let from = node.me;
        sent.extend(node.tick(now).into_iter().map(|(to, message)| (from, to, message)));
    }
    settle(nodes, sent, now);
}

/// Nodes that have finished their start.
pub fn started(parties: usize) -> Vec<Node> {
    let mut nodes = (0..parties).map(|me| Node::new(me, parties)).collect::<Vec<_>>();
    round(&mut nodes, 1000);
    assert!(nodes.iter().all(|node| node.exchange.may_sign()), "all others have answered");
    nodes
}

/// Appends one leaf at one node and delivers what follows.
pub fn write(nodes: &mut [Node], me: usize, leaf: &str, now: u64) {
    let sent = nodes[me].append(&[leaf.as_bytes().to_vec()], now, Stage::Offered);
    settle(nodes, sent.into_iter().map(|(to, message)| (me, to, message)).collect(), now);
}
