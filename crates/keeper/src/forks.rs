//! What the record says and the exchange must know: new keys, logs that end, branches that are wanted. And the proof of a fork,
//! from what the exchange has proved to what an act holds.

use crate::error::KeeperError;
use crate::keeper::Keeper;
use crate::mark;
use crate::shelves::View;
use agreement::id::BodyId;
use counterpart::act_format::v1::RecordVerb;
use counterpart::fork::{self, Settled};
use counterpart::frontier::Roots;
use exchange::{Head, Party, Step, TreeHead};
use record::fork::ForkProof;
use record::{Note, VerifierKey};
use store::Disk;

impl<D: Disk> Keeper<'_, D> {
    /// Tells the exchange what the fold knows and it does not.
    pub(crate) fn learn(&mut self, now: u64) -> Result<Vec<Step>, KeeperError> {
        let mut steps = self.learn_keys(now)?;
        if self.forked.is_empty() && self.fold.proofs.is_empty() && self.fold.successions.is_empty() {
            return Ok(steps);
        }
        self.settle_forks();
        steps.extend(self.close_logs(now));
        steps.extend(self.want_branches(now));
        Ok(steps)
    }

    fn learn_keys(&mut self, now: u64) -> Result<Vec<Step>, KeeperError> {
        let mut steps = Vec::new();
        for party in self.setup.agreement.parties() {
            let standing = self.fold.counterpart.standing().of_party(party);
            let counts = (standing.node_keys.len(), standing.mirror_keys.len());
            if self.told.get(&party) == Some(&counts) {
                continue;
            }
            let (node, mirror) = (standing.node_keys.clone(), standing.mirror_keys.clone());
            for key in node {
                self.exchange.follow(key.name(), Party(party.0 as u8), std::slice::from_ref(&key));
            }
            for key in mirror {
                self.exchange.trust_mirror(Party(party.0 as u8), key);
            }
            self.told.insert(party, counts);
            if party == self.setup.party {
                steps.extend(self.take_up_mirror_key(now)?);
            }
        }
        Ok(steps)
    }

    /// Cosigns with the newest mirror key that the record names for us and whose secret we have.
    fn take_up_mirror_key(&mut self, now: u64) -> Result<Vec<Step>, KeeperError> {
        let standing = self.fold.counterpart.standing().of_party(self.setup.party);
        let secret = |key: &VerifierKey| self.setup.keys.mirror.iter().find(|secret| secret.verifier() == *key);
        let newest = standing.mirror_keys.last().and_then(secret).filter(|_| standing.mirror_keys.len() > 1);
        let Some(key) = newest.filter(|key| self.mirror_key != key.verifier()).cloned() else { return Ok(Vec::new()) };
        self.mirror_key = key.verifier();
        if std::mem::take(&mut self.keyless) && self.exchange.may_sign() {
            mark::clear_careful(self.store.disk_mut())?;
        }
        let view = View { store: &self.store, shelves: &self.shelves };
        Ok(self.exchange.replace_mirror_key(key, now, &view))
    }

    /// The ends that the record has set to forked logs.
    fn settle_forks(&mut self) {
        let settled = self.fold.counterpart.forks().filter_map(|(origin, split, settled)| match settled {
            Settled::Kept(size) => Some((origin.to_owned(), *size)),
            Settled::Common => Some((origin.to_owned(), split)),
            Settled::Open | Settled::Elsewhere(_) | Settled::Wanted(_) => None,
        });
        for (origin, size) in settled.collect::<Vec<_>>() {
            if self.ends.get(&origin) == Some(&size) {
                continue;
            }
            let view = View { store: &self.store, shelves: &self.shelves };
            let Some(root) = view.root(&origin, size) else { continue };
            self.shelves.cut(&origin, Some(size));
            let view = View { store: &self.store, shelves: &self.shelves };
            // Refused while leaves are being written, or of a log that isn't followed: then it is tried again.
            if self.exchange.settle(&origin, TreeHead { size, root }, &view).is_ok() {
                self.ends.insert(origin, size);
            }
        }
    }

    /// The ends that successions set: those that are complete, and those to which this party has agreed.
    fn close_logs(&mut self, now: u64) -> Vec<Step> {
        let mut steps = Vec::new();
        let ended = self.fold.successions.iter().filter_map(|(origin, verb)| match verb {
            RecordVerb::Succeed { size, root, .. } => Some((origin.clone(), TreeHead { size: *size, root: *root })),
            _ => None,
        });
        for (origin, end) in ended.collect::<Vec<_>>() {
            let complete = self.fold.counterpart.end(&origin) == Some(end.size);
            let closed = complete || self.fold.counterpart.has_agreed_to_end(self.setup.party, &origin);
            let forked = self.fold.counterpart.forks().any(|(accused, ..)| accused == origin);
            if !closed || forked || self.ends.contains_key(&origin) {
                continue;
            }
            self.shelves.cut(&origin, Some(end.size));
            let view = View { store: &self.store, shelves: &self.shelves };
            if let Ok(more) = self.exchange.close(&origin, end, now, &view) {
                self.ends.insert(origin, end.size);
                steps.extend(more);
            }
        }
        steps
    }

    /// Has other branches fetched: those for which a majority stands, those that a proof must show, and one that has the leaves
    /// which all histories share, if they are not here. What nobody has is tried in turn, at the pace of questions.
    fn want_branches(&mut self, now: u64) -> Vec<Step> {
        let mut steps = Vec::new();
        for origin in self.forked.keys().cloned().collect::<Vec<_>>() {
            let goals = self.wanted_heads(&origin);
            let last = self.wanted.get(&origin);
            let place = last.and_then(|(goal, _)| goals.iter().position(|wanted| wanted == goal));
            let waits = last.is_some_and(|(_, since)| now.abs_diff(*since) < self.setup.limits.ask_seconds);
            if place.is_some() && (waits || self.exchange.fetches_branch(&origin)) {
                continue;
            }
            let next = place.map_or(0, |place| place + 1) % goals.len().max(1);
            let Some(goal) = goals.get(next).copied() else { continue };
            let view = View { store: &self.store, shelves: &self.shelves };
            steps.extend(self.exchange.want_branch(&origin, goal, now, &view));
            self.wanted.insert(origin, (goal, now));
        }
        steps
    }

    /// Trees of a forked log that are needed and not here.
    fn wanted_heads(&self, origin: &str) -> Vec<TreeHead> {
        let view = View { store: &self.store, shelves: &self.shelves };
        let fork = self.fold.counterpart.forks().find(|(accused, ..)| *accused == origin);
        let named = match fork {
            Some((_, _, Settled::Elsewhere(head) | Settled::Wanted(head))) => Some(TreeHead { size: head.size, root: head.root }),
            _ => None,
        };
        let untold = self.fold.counterpart.untold_head(origin).map(|head| TreeHead { size: head.size, root: head.root });
        let short = fork.is_some_and(|(_, split, _)| self.shelves.size(origin) < split);
        let unproved = short || !self.fold.proved.contains(origin);
        let accused = self.forked.get(origin).filter(|_| unproved).map(|proof| [&proof.first, &proof.second]);
        let shown = accused.into_iter().flatten().filter_map(|note| Some(self.head_of(origin, note)?.tree()));
        let recorded = self.fold.accused(origin).filter(|_| short);
        let awaited = self.fold.counterpart.awaited_heads(origin).map(|head| TreeHead { size: head.size, root: head.root });
        let all = named.into_iter().chain(untold).chain(awaited).chain(shown).chain(recorded);
        all.filter(|goal| view.history(origin, *goal).is_none()).collect()
    }

    /// The acts that could prove each fork which this party has not yet put on record, the likelier first.
    pub(crate) fn fork_proofs(&self) -> Vec<Vec<RecordVerb>> {
        let accused = self.forked.keys().chain(self.fold.proofs.keys());
        let mut origins = accused.filter(|origin| !self.fold.proved.contains(*origin)).collect::<Vec<_>>();
        origins.sort();
        origins.dedup();
        let verbs = |origin: &String| {
            let known = self.fold.proofs.get(origin).cloned();
            self.shown_fork(origin).into_iter().chain(known).collect::<Vec<_>>()
        };
        let others = origins.into_iter().filter(|origin| self.owner(origin) != Some(self.setup.party));
        others.map(verbs).filter(|verbs| !verbs.is_empty()).collect()
    }

    /// The proof of a fork from two histories that are here.
    fn shown_fork(&self, origin: &str) -> Option<RecordVerb> {
        let proof = self.forked.get(origin)?;
        let view = View { store: &self.store, shelves: &self.shelves };
        let (first, second) = (self.head_of(origin, &proof.first)?.tree(), self.head_of(origin, &proof.second)?.tree());
        let (one, other) = (view.history(origin, first)?, view.history(origin, second)?);
        let between = ForkProof::between((&proof.first, first.size, &one), (&proof.second, second.size, &other))?;
        Some(fork::act_of(origin, &between))
    }

    fn head_of(&self, origin: &str, note: &[u8]) -> Option<Head> {
        let keys = &self.fold.counterpart.standing().of_party(self.owner(origin)?).node_keys;
        Head::read(&Note::parse(note).ok()?, origin, keys)
    }

    /// Whose log it is.
    pub(crate) fn owner(&self, origin: &str) -> Option<BodyId> {
        self.fold.owner(origin)
    }
}
