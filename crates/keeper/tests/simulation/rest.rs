//! After the storm: within ten rounds every honest log is held by all, every ballot is decided or dead once all have spoken,
//! all have one state, nothing that was promised is lost, and nobody writes any more.

use agreement::finding::Status;
use counterpart::Verdict;
use counterpart::act_format::v1::{Body, RecordVerb};
use counterpart::act_format::{self, Reading};
use jiff::civil::date;
use keeper::Standing;

use crate::decisions::findings;
use crate::faults::Trouble;
use crate::ledger::Kind;
use crate::parties::{DELAY, START, origin};
use crate::world::{BEAT, World};

const ROUNDS_MAX: usize = 10;
const DAY: u64 = 86_400;

impl World {
    /// The whole time after the storm.
    pub fn rest(&mut self) {
        self.calm();
        self.until_held();
        for owner in self.honest().into_iter().filter(|owner| self.is_lost(*owner)).collect::<Vec<_>>() {
            self.seen.lost += 1;
            self.succeed(owner);
        }
        self.speak();
        self.rounds(3);
        self.now += DELAY;
        self.rounds(3);
        self.now = (self.now + 10 * DAY).max(self.last_closing() + 2 * DAY);
        // A fork that shows only now takes as many rounds as anything else.
        self.rounds(ROUNDS_MAX);
        self.check_ballots();
        self.check_same();
        self.check_kept();
        self.check_quiet();
    }

    /// The last day on which anybody can still vote: a clock that ran ahead may have set it.
    fn last_closing(&self) -> u64 {
        let last = self.ledger.opened.iter().filter_map(|opened| opened.until).max();
        let since = last.map_or(0, |last| (last - date(2018, 3, 1)).get_days().max(0));
        START + since as u64 * DAY
    }

    /// One round: all let time pass, and what is said is heard until nobody says any more.
    fn round(&mut self) {
        self.second();
        for place in 0..self.machines.len() {
            self.rise_if_down(place);
        }
        let heard = (0..200).take_while(|_| self.arrive()).count();
        assert!(heard < 200, "the nodes never come to rest ({:?})", self.trouble);
    }

    pub fn rounds(&mut self, count: usize) {
        // Of two machines that take turns, each is there for half of the time.
        let turns = if self.trouble == Trouble::Snapshot { 2 } else { 1 };
        (0..count * turns).for_each(|_| self.round());
    }

    fn until_held(&mut self) {
        for rounds in 1.. {
            self.round();
            let missing = self.missing();
            if missing.is_empty() {
                break;
            }
            assert!(rounds < ROUNDS_MAX, "after {rounds} rounds ({:?}): {missing:?}", self.trouble);
        }
        self.watch();
    }

    /// A log whose last leaves were lost with the machine that had them, before anybody else had them.
    fn is_lost(&self, owner: usize) -> bool {
        let Standing::Starting { behind: Some((_, seen)), .. } = self.node(owner).standing() else { return false };
        let held = self.honest().into_iter().filter_map(|me| self.node(me).log_status(&origin(owner, 1)));
        held.map(|status| status.size).max().is_some_and(|most| most < seen)
    }

    /// What is still missing; empty when all is well.
    fn missing(&self) -> Vec<String> {
        let mut missing = Vec::new();
        for owner in self.honest().into_iter().filter(|owner| !self.is_lost(*owner)) {
            let node = self.node(owner);
            let log = origin(owner, 1);
            let size = node.log_status(&log).map_or(0, |status| status.size);
            if !node.may_sign() {
                missing.push(format!("{owner} does not sign: {:?}", node.standing()));
            }
            for me in self.honest() {
                let status = self.node(me).log_status(&log).expect("a log of the founding");
                if status.size != size || status.held_by_all < size && self.liars.is_empty() && self.excused.is_empty() {
                    missing.push(format!("{me} has of {log} {}, by all {}, of {size}", status.size, status.held_by_all));
                }
            }
        }
        missing.extend(self.unproved());
        missing
    }

    /// Honest nodes that hold different histories of a log, while one of them has no proof of it.
    fn unproved(&self) -> Option<String> {
        for party in self.liars.iter().chain(&self.excused) {
            let log = origin(*party, 1);
            let head = |me: usize| self.node(me).store().log(&log).and_then(|log| log.head()).map(|head| (head.size, head.root));
            let heads = self.honest().into_iter().filter_map(head).collect::<Vec<_>>();
            if self.ledger.is_one_history(&log, &heads) {
                continue;
            }
            let blind = self.honest().into_iter().find(|me| !self.node(*me).log_status(&log).is_some_and(|log| log.is_forked));
            if let Some(blind) = blind {
                return Some(format!("of {log} there are two histories, and {blind} has no proof"));
            }
        }
        None
    }

    /// Every honest party answers whatever is open.
    fn speak(&mut self) {
        for place in self.honest() {
            for which in 0..self.ledger.opened.len() {
                if let Some(matter) = self.ledger.opened[which].matter(self.node(place)) {
                    self.answer_one(place, which, matter);
                }
            }
            while self.arrive() {}
        }
    }

    /// Every ballot on which all have spoken, or whose time is over, is decided or dead.
    fn check_ballots(&mut self) {
        let all_speak = self.honest().len() == self.parties && !self.honest().into_iter().any(|party| self.is_lost(party));
        let Some(first) = self.honest().into_iter().next() else { return };
        let findings = findings(self.node(first), &self.ledger.opened).expect("a good disk gives its leaves back");
        for (opened, finding) in self.ledger.opened.iter().zip(findings) {
            let Some(finding) = finding.filter(|_| opened.kind != Kind::Letter) else { continue };
            let keys = finding.because.iter().map(|because| because.message.key).collect::<Vec<_>>();
            match finding.status {
                Status::Yes => {
                    self.seen.decided += 1;
                    self.seen.silent += u32::from(keys.contains(&"silence-consents"));
                }
                Status::No => self.seen.dead += 1,
                _ => {
                    let unspoken = opened.until.is_none() && keys.contains(&"signature-awaited");
                    let unreceived = keys.contains(&"no-receipt-by-closing");
                    let known = !all_speak || unspoken || unreceived;
                    assert!(known, "{opened:?} is neither decided nor dead: {finding:?} {}", self.told());
                }
            }
        }
    }

    /// All honest nodes have one frontier and one state.
    fn check_same(&mut self) {
        let honest = self.honest();
        let Some(first) = honest.first().copied() else { return };
        let states =
            honest.iter().map(|me| (self.node(*me).frontier(), self.node(*me).counterpart().digest())).collect::<Vec<_>>();
        // A log that lost what others have cited goes on only by succession.
        let whole = !honest.iter().any(|owner| self.is_lost(*owner));
        let same = !whole || states.iter().all(|state| *state == states[0]);
        assert!(same, "honest nodes differ ({:?}): {}", self.trouble, self.told());
        let counterpart = self.node(first).counterpart();
        let (forks, voids, digest) = (counterpart.forks().count(), counterpart.voids().count(), counterpart.digest());
        let entries = honest.iter().filter(|me| self.has_entered(**me)).count();
        self.seen.entered += entries as u32;
        self.seen.forks += forks as u32;
        self.seen.voids += voids as u32;
        self.mark(u64::from_be_bytes(*digest.first_chunk().expect("a hash has 32 bytes")));
    }

    /// Whether a party's log holds its entry into another epoch.
    fn has_entered(&self, party: usize) -> bool {
        let (node, log) = (self.node(party), origin(party, 1));
        let size = node.log_status(&log).map_or(0, |status| status.folded);
        let enters = |leaf: Vec<u8>| match act_format::read(&leaf) {
            Ok(Reading::Leaf(leaf)) => matches!(leaf.statement().body, Body::Verb(RecordVerb::EnterEpoch { .. })),
            _ => false,
        };
        (0..size).any(|index| node.leaf(&log, index).is_some_and(enters))
    }

    /// What stands last in the log of a machine.
    fn last_act(&self, place: usize) -> String {
        let (node, log) = (self.node(place), self.log(place));
        let leaf = node.store().leaf(&log, node.store().own().size().saturating_sub(1));
        match leaf.map(|leaf| act_format::read(&leaf)) {
            Ok(Ok(Reading::Leaf(leaf))) => format!("{:?}", leaf.statement().body),
            other => format!("{other:?}"),
        }
    }

    /// How far each honest node has each log, for whoever looks for a fault.
    pub fn told(&self) -> String {
        let log = |log: &keeper::LogStatus| {
            let fork = if log.is_forked { " forked" } else { "" };
            format!("{:?} {}/{}+{}{fork} {:02x}", log.party.0, log.folded, log.size, log.waiting, log.root[0])
        };
        let logs = |place: &usize| self.node(*place).status().logs.iter().map(log).collect::<Vec<_>>().join(", ");
        let settled = |place: &usize| self.node(*place).counterpart().forks().map(|fork| format!("{fork:?}")).collect::<Vec<_>>();
        let told = |place: &usize| format!("\n{place} {:?}: {} {:?}", self.node(*place).standing(), logs(place), settled(place));
        let up = (0..self.machines.len()).filter(|place| self.machines[*place].node.is_some()).collect::<Vec<_>>();
        up.iter().map(told).collect()
    }

    /// What all held is held, and what had a receipt stands, lawful, where the receipt says.
    fn check_kept(&self) {
        for owner in self.honest() {
            let log = origin(owner, 1);
            for me in self.honest() {
                let size = self.node(me).log_status(&log).expect("a log of the founding").size;
                let held = self.ledger.held[owner];
                let told = || {
                    format!("{me} has lost leaves of {log} that all held ({:?}): {size} of {held} {}", self.trouble, self.told())
                };
                // As long as one disk stays whole nothing is lost; here bits turn over on any of them.
                assert!(size >= held || self.machines.iter().all(|machine| machine.damaged), "{}", told());
            }
            if self.machines[owner].rolled {
                continue;
            }
            let node = self.node(owner);
            for (act, index) in &self.ledger.receipts[owner] {
                let leaf = node.store().leaf(&log, *index).expect("a leaf that had a receipt");
                let same = matches!(act_format::read(&leaf), Ok(Reading::Leaf(leaf)) if leaf.id() == *act);
                assert!(same, "leaf {index} of {log} is another than the one that had a receipt");
                let lawful = matches!(node.counterpart().verdict(&log, *index), Some(Verdict::Lawful(_)));
                assert!(lawful || node.counterpart().forks().next().is_some(), "leaf {index} of {log} had a receipt and is void");
            }
        }
    }

    /// A node at rest writes nothing, whatever day it becomes.
    fn check_quiet(&mut self) {
        let files = |world: &Self| world.machines.iter().map(|machine| machine.drive.files()).collect::<Vec<_>>();
        let told = self.told();
        let before = files(self);
        self.rounds(2);
        self.now += 20 * DAY + BEAT;
        self.rounds(3);
        for (place, (before, after)) in before.iter().zip(files(self)).enumerate() {
            let grown = after.iter().filter(|file| !before.contains(file)).map(|(path, _)| path).collect::<Vec<_>>();
            assert!(
                *before == after,
                "machine {place} writes at rest ({:?}): {grown:?} {} {told}\n{}",
                self.trouble,
                self.last_act(place),
                self.told()
            );
        }
    }
}
