//! Heads that arrive: what they prove, what they offer, and who they show to hold how much.

use std::collections::BTreeMap;

use record::{Note, VerifierKey, cosignature};

use crate::exchange::{Exchange, Group, tree_of};
use crate::head::{Cosigned, Head, cosignature_by};
use crate::library::Moment;
use crate::limits::CHECK_BYTES;
use crate::message::{Message, Token, Via};
use crate::mirror::{Log, Standing, read};
use crate::step::{HaltReason, Step};
use crate::{Party, start_up};

/// The valid cosignatures in a note that say more than we know: of each mirror but the owner's, and larger than its last.
pub(crate) fn cosignatures(log: &Log, note: &Note, size: u64, group: &Group) -> BTreeMap<Party, Cosigned> {
    let news = untold(log, note, size, group);
    news.filter_map(|(mirror, keys)| Some((mirror, cosignature_by(note, keys)?))).collect()
}

/// The mirrors that have a line under a note, valid or not, which would say more than we know, and their keys.
fn untold<'a>(
    log: &'a Log,
    note: &'a Note,
    size: u64,
    group: &'a Group,
) -> impl Iterator<Item = (Party, &'a [VerifierKey])> + 'a {
    let mirrors = (0..).map(Party).zip(&group.mirrors).filter(|(mirror, _)| *mirror != log.owner);
    let news = mirrors.filter(move |(mirror, _)| log.reached(*mirror).is_none_or(|(reached, _)| reached < size));
    let named = news.filter(|(_, keys)| note.signatures.iter().any(|line| keys.iter().any(|key| key.name() == line.name)));
    named.map(|(mirror, keys)| (mirror, keys.as_slice()))
}

impl Exchange {
    pub(crate) fn take_heads(
        &mut self,
        from: Party,
        answers: Option<Token>,
        notes: &[Vec<u8>],
        forked: &[String],
        via: Via,
        at: Moment<'_>,
    ) {
        let vouched = notes.iter().filter(|bytes| self.take_note(from, bytes, via, at)).count() > 0;
        if let Some(answers) = answers {
            if via == Via::Network || vouched {
                self.start_up.count(from, answers, via);
            }
            self.tell_forks(from, forked);
        }
        for place in 0..self.logs.len() {
            if via == Via::Bundle {
                self.prefer(place, from, at);
            }
            self.pursue(place, at);
        }
        self.proceed(at);
    }

    /// Takes one note. True if it is of the own log and bears the sender's cosignature: only that makes a carrier's word the
    /// sender's.
    fn take_note(&mut self, from: Party, bytes: &[u8], via: Via, at: Moment<'_>) -> bool {
        let Some((note, checkpoint)) = read(bytes) else { return false };
        let Some(place) = self.place(&checkpoint.origin) else { return false };
        let log = &self.logs[place];
        // Signatures that were checked once are not checked again: at rest, a tick costs no cryptography.
        let known = log.known(checkpoint.size, &note.text).map(Head::bare);
        let checks = u64::from(known.is_none()) + untold(log, &note, checkpoint.size, &self.group).count() as u64;
        let cost = checks * CHECK_BYTES;
        if via == Via::Network && !self.peers.get_mut(&from).is_some_and(|peer| peer.spend(cost, at.now, &self.limits)) {
            return false;
        }
        let Some(mut head) = known.or_else(|| Head::read(&note, &log.origin, &log.keys)) else { return false };
        head.cosigned = cosignatures(log, &note, head.size(), &self.group);
        if place != self.own {
            self.take_head(place, from, head, at);
            return false;
        }
        let vouched = via == Via::Bundle && cosignature_by(&note, &self.group.mirrors[from.place()]).is_some();
        let source = if via == Via::Network || vouched { start_up::Source::Party } else { start_up::Source::Carrier };
        self.take_own_head(from, head, source, at);
        vouched
    }

    /// A head of another party's log.
    fn take_head(&mut self, place: usize, from: Party, head: Head, at: Moment<'_>) {
        let me = self.group.me;
        let log = &mut self.logs[place];
        if log.fork.is_some() || log.end.is_some_and(|end| head.size() > end.size) {
            return;
        }
        match log.standing(head.tree(), at) {
            Standing::Beyond => {
                if let Some(proof) = log.rival(&head) {
                    return self.prove(place, proof);
                }
                if head.cosigned.contains_key(&me) && log.floor.is_none_or(|floor| floor.size < head.size()) {
                    log.floor = Some(head.tree());
                }
                self.note_offer(place, from, head, at.now);
            }
            Standing::Ours => self.keep(place, head),
            Standing::Contrary => {
                if let Some(proof) = log.contradiction(&head, at) {
                    self.prove(place, proof);
                }
            }
            Standing::Untold => {}
        }
    }

    /// A head that bears the own log's key. During the start it may be what was lost; later it must be known.
    fn take_own_head(&mut self, from: Party, head: Head, source: start_up::Source, at: Moment<'_>) {
        let own = self.own;
        let log = &mut self.logs[own];
        if log.fork.is_some() {
            return;
        }
        let best = log.best().map_or(0, Head::size);
        let standing = log.standing(head.tree(), at);
        if head.size() <= best {
            match standing {
                Standing::Ours => self.keep(own, head),
                Standing::Contrary => {
                    if let Some(proof) = log.contradiction(&head, at) {
                        self.prove(own, proof);
                    }
                }
                _ => {}
            }
        } else if self.start_up.may_sign {
            self.halt(HaltReason::Behind { own: best, seen: head.size() });
        } else if let Some(proof) = log.rival(&head) {
            self.prove(own, proof);
        } else {
            self.start_up.bar = self.start_up.bar.max(head.size());
            self.recover_own(from, head, standing, source, at);
        }
    }

    /// A larger own head than that on the disk: either the journal has its leaves, or mirrors have.
    fn recover_own(&mut self, from: Party, head: Head, standing: Standing, source: start_up::Source, at: Moment<'_>) {
        if source == start_up::Source::Carrier {
            // A bundle never sets our head. That such a head exists still keeps us from signing a smaller one.
            return;
        }
        let log = &mut self.logs[self.own];
        if standing == Standing::Ours {
            let (origin, from, bytes) = (log.origin.clone(), head.size(), head.to_bytes());
            log.keep(head);
            self.steps.push(Step::RefillOwn { origin, from, leaves: Vec::new(), head: Some(bytes) });
            return;
        }
        // Leaves that no head covers bind nobody, and may differ from those that were signed.
        if log.tree.size() > log.proved && log.writing.is_none() {
            let Some(tree) = tree_of(&log.origin, log.proved, at) else { return };
            (log.tree, log.fetch) = (tree, None);
        }
        self.note_offer(self.own, from, head, at.now);
    }

    /// Remembers the largest head beyond our leaves that a peer holds.
    fn note_offer(&mut self, place: usize, from: Party, head: Head, now: u64) {
        let log = &mut self.logs[place];
        log.see(head.clone());
        let lacks = |(size, until): &(u64, u64)| head.size() >= *size && now < *until;
        if log.lacks.get(&from).is_some_and(lacks) {
            return;
        }
        if log.offers.get(&from).is_none_or(|held| held.size() < head.size()) {
            log.offers.insert(from, head);
        }
    }

    /// Takes up a head under our leaves, and has it written if it says anything new.
    pub(crate) fn keep(&mut self, place: usize, head: Head) {
        let log = &mut self.logs[place];
        let size = head.size();
        // An old head without a newer cosignature would be forgotten again at once.
        if head.cosigned.is_empty() && log.best().is_some_and(|best| best.size() >= size) {
            return;
        }
        if log.keep(head)
            && let Some(kept) = log.heads().find(|kept| kept.size() == size)
        {
            self.steps.push(Step::Keep { origin: log.origin.clone(), head: kept.to_bytes() });
        }
    }

    /// Cosigns the largest head of a log, if it is another party's and nothing stands against it, and offers it to all.
    pub(crate) fn cosign(&mut self, place: usize, at: Moment<'_>) {
        let me = self.group.me;
        let log = &mut self.logs[place];
        let Some(best) = log.best() else { return };
        let held_back = self.halted || !self.start_up.confirmed || self.start_up.keyless;
        let taken_back = log.floor.is_none_or(|floor| log.standing(floor, at) == Standing::Ours);
        if held_back || !taken_back || log.owner == me || log.fork.is_some() || best.cosigned.contains_key(&me) {
            return;
        }
        // Zero would claim nothing; a clock before 1970 is no reason to claim nothing.
        let time = at.now.clamp(1, cosignature::TIME_MAX);
        let line = cosignature::cosign(&best.note(), &self.keys.mirror, time);
        let mut head = best.clone();
        head.cosigned.insert(me, Cosigned { time, line });
        self.keep(place, head);
        self.offer(place);
    }

    /// Offers the largest head of a log to all, unasked.
    pub(crate) fn offer(&mut self, place: usize) {
        if let Some(best) = self.logs[place].best() {
            self.send_all(&Message::Heads { answers: None, heads: vec![best.to_bytes()], forked: Vec::new() });
        }
    }

    /// Sends the proofs of forks that a peer doesn't have.
    fn tell_forks(&mut self, to: Party, known: &[String]) {
        let unknown = self.logs.iter().filter(|log| !known.contains(&log.origin)).filter_map(|log| log.fork.clone());
        let messages = unknown.map(|proof| Step::Send { to, message: Message::Fork(proof) }).collect::<Vec<_>>();
        self.steps.extend(messages);
    }
}
