//! Forks: a log that was proved to have two histories is frozen, and the parties' own logs settle which one is kept.
//!
//! Each other party stands for the history that its own log cited first beyond the split. What a majority stands for is
//! kept up to the largest head they cited; with no majority only what both histories share. While that is open, and for
//! whoever cites a cut history, a citation beyond the split reads as one of the last common head.

use crate::act_format::v1::{Body, Leaf, RecordVerb};
use crate::counterpart::Counterpart;
use crate::frontier::{Head, Roots};
use crate::log::{LogId, Spot};
use agreement::id::BodyId;
use record::fork::{ForkProof, Proved};
use record::hash::Hash;
use std::collections::BTreeMap;

/// What one party's log says about a forked log.
#[derive(Clone, Debug, Default)]
struct Testimony {
    /// The heads beyond the split that it cites, in the order of its log, and where.
    cited: Vec<(Spot, Head)>,
    /// Where it has itself proved the fork: what it cites later is no testimony.
    given: Option<Spot>,
}

/// The forked logs: whose they are, and what all their histories share. Only there does a party that forked itself testify: of its
/// later leaves others hold others.
type Splits = [(LogId, BodyId, u64)];

fn testifies(spot: Spot, splits: &Splits) -> bool {
    !splits.iter().any(|(log, _, split)| *log == spot.log && *split <= spot.index)
}

/// One forked log.
#[derive(Clone, Debug)]
struct Forked {
    log: Option<LogId>,
    split: u64,
    /// Heads that were proved to be of two histories.
    apart: Vec<[Head; 2]>,
    testimonies: BTreeMap<BodyId, Testimony>,
    settled: Settled,
    /// A larger head that the parties cited which stand for the kept history, if only its leaves can tell whether it is of it.
    untold: Option<Head>,
}

/// What the parties' logs have settled so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// Not enough parties have spoken.
    Open,
    /// The history that is here is kept up to this size.
    Kept(u64),
    /// A majority stands for a history that is not here: this head of it.
    Elsewhere(Head),
    /// Whether two heads that parties stand for are of one history, only the leaves under this one can tell.
    Wanted(Head),
    /// No history has a majority: only what they share is kept.
    Common,
}

/// The forks that acts of the record have proved, by origin.
#[derive(Clone, Debug, Default)]
pub(crate) struct Forks(BTreeMap<String, Forked>);

/// What a `ProveFork` act proves, under the keys that the accused log's party has had.
pub(crate) fn proved(verb: &RecordVerb, counterpart: &Counterpart<'_>) -> Option<Proved> {
    let (origin, proof) = proof(verb)?;
    let party = counterpart.log(counterpart.log_id(origin)?).party;
    let keys = &counterpart.standing().of_party(party).node_keys;
    proof.verify(keys).ok().filter(|proved| proved.origin == origin)
}

/// The accused log and the proof, as the act holds them.
fn proof(verb: &RecordVerb) -> Option<(&str, ForkProof)> {
    let RecordVerb::ProveFork { origin, first, second, split, first_path, second_path } = verb else { return None };
    let (first_leaf, second_leaf) = (path(first_path)?, path(second_path)?);
    Some((origin, ForkProof { first: first.clone(), second: second.clone(), split: *split, first_leaf, second_leaf }))
}

/// A leaf's hash and the hashes of its path, as the act holds them.
fn path(bytes: &[u8]) -> Option<(Hash, Vec<Hash>)> {
    let hashes: Option<Vec<Hash>> = bytes.chunks(32).map(|hash| hash.try_into().ok()).collect();
    let (leaf, path) = hashes?.split_first().map(|(leaf, path)| (*leaf, path.to_vec()))?;
    Some((leaf, path))
}

/// The act that proves a fork.
pub fn act_of(origin: &str, proof: &ForkProof) -> RecordVerb {
    let path = |(leaf, path): &(Hash, Vec<Hash>)| std::iter::once(leaf).chain(path).flatten().copied().collect();
    RecordVerb::ProveFork {
        origin: origin.to_owned(),
        first: proof.first.clone(),
        second: proof.second.clone(),
        split: proof.split,
        first_path: path(&proof.first_leaf),
        second_path: path(&proof.second_leaf),
    }
}

fn proof_origin(verb: &RecordVerb) -> Option<&str> {
    match verb {
        RecordVerb::ProveFork { origin, .. } => Some(origin),
        _ => None,
    }
}

impl Forks {
    /// Whether no fork is proved.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Notes a proof. The earliest split counts.
    pub(crate) fn prove(&mut self, proved: Proved) {
        let fresh = || Forked {
            log: None,
            split: proved.split,
            apart: Vec::new(),
            testimonies: BTreeMap::new(),
            settled: Settled::Open,
            untold: None,
        };
        let forked = self.0.entry(proved.origin.clone()).or_insert_with(fresh);
        if proved.split < forked.split {
            // What was cited between the two was no testimony before: all is heard again from the first leaf.
            *forked = Forked { apart: std::mem::take(&mut forked.apart), ..fresh() };
        }
        let apart = proved.heads.map(|head| Head { origin: head.origin, size: head.size, root: head.root });
        if !forked.apart.contains(&apart) {
            forked.apart.push(apart);
        }
    }

    /// Notes what the leaf of `party` at `spot` says about forked logs: it is read raw, before it is folded.
    pub(crate) fn observe(&mut self, spot: Spot, party: BodyId, leaf: &Leaf) {
        for (origin, forked) in &mut self.0 {
            let testimony = forked.testimonies.entry(party).or_default();
            if testimony.given.is_some() {
                continue;
            }
            let beyond = leaf.statement().cites.iter().filter(|head| head.origin == *origin && head.size > forked.split);
            for head in beyond {
                if testimony.cited.last().map(|(_, last)| last) != Some(head) {
                    testimony.cited.push((spot, head.clone()));
                }
            }
            let proves = matches!(&leaf.statement().body, Body::Verb(verb) if proof_origin(verb) == Some(origin));
            testimony.given = proves.then_some(spot);
        }
    }

    /// The number of leaves that all histories of `log` share, if it is forked.
    pub(crate) fn split(&self, log: LogId) -> Option<u64> {
        self.0.values().find(|forked| forked.log == Some(log)).map(|forked| forked.split)
    }

    /// Beyond which size the leaves of `log` that are here do not count.
    pub(crate) fn end(&self, log: LogId) -> Option<u64> {
        let forked = self.0.values().find(|forked| forked.log == Some(log))?;
        Some(match forked.settled {
            Settled::Kept(size) => size,
            _ => forked.split,
        })
    }

    /// A head of which only its leaves can tell whether more of a forked log is kept.
    pub(crate) fn untold(&self, origin: &str) -> Option<&Head> {
        self.0.get(origin)?.untold.as_ref()
    }

    /// Each forked log: its origin, how many leaves all its histories share, and what is settled.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, u64, &Settled)> {
        self.0.iter().map(|(origin, forked)| (origin.as_str(), forked.split, &forked.settled))
    }

    /// Counts the testimonies again; says whether anything is settled otherwise than before.
    pub(crate) fn settle(&mut self, parties: &[BodyId], logs: &[(String, BodyId)], roots: &dyn Roots) -> bool {
        let mut changed = false;
        let split = |(origin, forked): (&String, &Forked)| {
            let at = logs.iter().position(|(known, _)| known == origin)?;
            Some((LogId(at as u16), logs[at].1, forked.split))
        };
        let splits: Vec<(LogId, BodyId, u64)> = self.0.iter().filter_map(split).collect();
        for (origin, forked) in &mut self.0 {
            let Some(at) = logs.iter().position(|(known, _)| known == origin) else { continue };
            let others: Vec<BodyId> = parties.iter().copied().filter(|party| *party != logs[at].1).collect();
            let (settled, untold) = forked.count(&others, &splits, roots);
            forked.untold = untold;
            changed |= settled != forked.settled || forked.log.is_none();
            (forked.log, forked.settled) = (Some(LogId(at as u16)), settled);
        }
        changed
    }
}

impl Forked {
    fn count(&self, others: &[BodyId], splits: &Splits, roots: &dyn Roots) -> (Settled, Option<Head>) {
        let majority = others.len() / 2 + 1;
        let (mut silent, mut standing) = (0, Vec::new());
        for party in others {
            let (cited, given) = self.said(*party, splits);
            // Of a party that forked itself nothing more is to be awaited.
            let spoken = given || !cited.is_empty() || splits.iter().any(|(_, forked, _)| forked == party);
            silent += usize::from(!spoken);
            standing.extend(Some(cited).filter(|cited| !cited.is_empty()));
        }
        let mut most = 0;
        for said in &standing {
            let beside = |other: &&Vec<&Head>| self.same(said[0], other[0], roots) == Some(true);
            let agreeing: Vec<&Vec<&Head>> = standing.iter().filter(beside).collect();
            most = most.max(agreeing.len());
            if agreeing.len() >= majority {
                // Whoever may be of the same history counts too, once the leaves are here that tell: with others they are.
                let not_apart = standing.iter().filter(|other| self.same(said[0], other[0], roots) != Some(false));
                return self.kept(said[0], not_apart.flat_map(|said| said.iter().copied()), roots);
            }
        }
        let pairs = standing.iter().enumerate().flat_map(|(at, one)| standing[at + 1..].iter().map(|other| (one[0], other[0])));
        let untold = pairs.filter(|(one, other)| self.same(one, other, roots).is_none());
        if let Some((one, other)) = untold.max_by_key(|(one, other)| one.size.max(other.size)) {
            let larger = if one.size >= other.size { one } else { other };
            return (Settled::Wanted(larger.clone()), None);
        }
        (if most + silent >= majority { Settled::Open } else { Settled::Common }, None)
    }

    /// What a party's log says as far as it testifies: the heads it cites, and whether it has proved the fork.
    fn said(&self, party: BodyId, splits: &Splits) -> (Vec<&Head>, bool) {
        let Some(testimony) = self.testimonies.get(&party) else { return (Vec::new(), false) };
        let cited = testimony.cited.iter().filter(|(spot, _)| testifies(*spot, splits)).map(|(_, head)| head);
        (cited.collect(), testimony.given.is_some_and(|spot| testifies(spot, splits)))
    }

    /// What is kept of the history of `first`: up to the largest of these heads that is of it.
    fn kept<'h>(
        &self,
        first: &Head,
        cited: impl Iterator<Item = &'h Head> + Clone,
        roots: &dyn Roots,
    ) -> (Settled, Option<Head>) {
        let of = |told: Option<bool>| cited.clone().filter(move |head| self.same(first, head, roots) == told);
        let largest = of(Some(true)).max_by_key(|head| head.size).unwrap_or(first);
        let untold = of(None).filter(|head| head.size > largest.size).max_by_key(|head| head.size).cloned();
        match roots.root(&largest.origin, largest.size) == Some(largest.root) {
            true => (Settled::Kept(largest.size), untold),
            false => (Settled::Elsewhere(largest.clone()), untold),
        }
    }

    /// Whether two heads beyond the split are of one history, by the leaves that are here or by what was proved.
    fn same(&self, one: &Head, other: &Head, roots: &dyn Roots) -> Option<bool> {
        let apart = self.apart.iter().any(|pair| pair.contains(one) && pair.contains(other) && one != other);
        if apart { Some(false) } else { roots.same_history(one, other) }
    }
}
