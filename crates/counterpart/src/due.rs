//! What a node writes by itself: its commitment once it holds every signature, evidence of what others await, the
//! countersignature of a succession, the entry into the next epoch. A node at rest finds nothing here.

use crate::act_format::Reading;
use crate::act_format::v1::{Head, RecordVerb};
use crate::closing::Closings;
use crate::counterpart::Counterpart;
use crate::draft::Deed;
use crate::fork::Settled;
use crate::frontier::Roots;
use agreement::Calendars;
use agreement::act::{Act, Event};
use agreement::ballot;
use agreement::id::{BodyId, Digest, MatterId, Occasion, Place};
use jiff::civil::Date;

/// One act that is due from the node of a party.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// What is to be done.
    pub deed: Deed,
    /// The matter that it belongs to.
    pub matter: Option<MatterId>,
}

impl Counterpart<'_> {
    /// The acts that the node of `party` owes on `day`, by what is folded here. A commitment is only ready: the party's own
    /// delay is the caller's to wait for.
    pub fn due(&self, party: BodyId, day: Date, calendars: &Calendars, roots: &dyn Roots) -> Vec<Due> {
        let mut due = Vec::new();
        due.extend(self.countersignatures(party, roots));
        due.extend(self.entry(party, day, roots));
        let ready = ballot::ready_to_commit(self.state(), party, day).into_iter();
        for (matter, _) in ready.filter(|(matter, _)| self.takes_commitment(party, *matter, day)) {
            due.push(Due { deed: Deed::Act(Act::Commit {}), matter: Some(matter) });
        }
        if !ballot::awaited_evidence(self.state(), calendars, party, day).is_empty() {
            due.push(Due { deed: Deed::Act(Act::Evidence {}), matter: None });
        }
        due
    }

    /// The successions of others that `party` can countersign: it holds the old log up to the final head, and no further.
    pub fn countersignatures(&self, party: BodyId, roots: &dyn Roots) -> Vec<Due> {
        let open = self.successions.awaiting(party).filter(|(_, new, ..)| self.log(*new).party != party);
        let held = open.filter_map(|(succession, _, old, head)| {
            let (old, size) = (self.log(old), head.size);
            let root = roots.root(&old.origin, size).filter(|root| *root == head.root)?;
            (old.held() <= size || old.end == Some(size)).then_some(())?;
            Some(Due { deed: Deed::Verb(RecordVerb::Countersign { succession, size, root }), matter: None })
        });
        held.collect()
    }

    /// The entry into the next epoch, once every party's commitment to it is here.
    fn entry(&self, party: BodyId, day: Date, roots: &dyn Roots) -> Option<Due> {
        let own = self.log_ids().filter(|id| self.log(*id).party == party).last()?;
        let matter = self.log(own).closing?.ballot;
        let Occasion::Opened(opening) = matter.occasion else { return None };
        if !ballot::is_decided(self.state(), matter, &self.witness(party, day)) {
            return None;
        }
        let committed = self.closings().all(matter, self.agreement().parties())?;
        let mut frontier: Vec<Head> = Closings::frontier(&committed)
            .into_iter()
            .map(|(log, size)| {
                let origin = self.log(log).origin.clone();
                roots.root(&origin, size).map(|root| Head { origin, size, root })
            })
            .collect::<Option<_>>()?;
        frontier.sort();
        let digest = self.digest_of(committed.iter().map(|(_, at)| (at.spot.log, at.spot.index + 1, at.chain)));
        let verb = RecordVerb::EnterEpoch { ballot: self.act_at(opening, roots)?, frontier, state: Digest(digest) };
        Some(Due { deed: Deed::Verb(verb), matter: None })
    }

    /// Whether the log of `party` takes a commitment on `matter`: it is in the epoch of that ballot, and not about to leave it.
    fn takes_commitment(&self, party: BodyId, matter: MatterId, day: Date) -> bool {
        let Some(own) = self.log_ids().filter(|id| self.log(*id).party == party).last() else { return false };
        let log = self.log(own);
        let leaving =
            log.closing.is_some_and(|closing| !ballot::is_dead(self.state(), closing.ballot, &self.witness(party, day)));
        !leaving && self.opened_in_epoch(matter).is_none_or(|epoch| epoch == log.epoch)
    }

    /// An act of the node of `party` on `day` that has seen everything here.
    fn witness(&self, party: BodyId, day: Date) -> Event {
        let cites: Vec<Place> = self.state().frontier().into_iter().filter(|head| head.log != party).collect();
        Event {
            place: Place { log: party, number: self.state().next_number(party) },
            author: party,
            occurred: day,
            time: None,
            recorded: self.state().latest_recorded(party, &cites).map_or(day, |past| past.max(day)),
            matter: None,
            act: Act::Evidence {},
            cites,
            paper: false,
            source: None,
        }
    }

    /// A head of a forked log of which only its leaves can tell whether more is kept than is settled: a party cited it that stands
    /// for the kept history.
    pub fn untold_head(&self, origin: &str) -> Option<&Head> {
        self.forks.untold(origin)
    }

    /// The heads of a log that the next leaves of other logs wait for.
    pub fn awaited_heads(&self, origin: &str) -> impl Iterator<Item = &Head> {
        let next = self.logs.iter().filter_map(|log| match log.waiting.front() {
            Some(Ok(Reading::Leaf(leaf))) => Some(leaf.statement().cites.iter()),
            _ => None,
        });
        next.flatten().filter(move |head| head.origin == origin)
    }

    /// The forked logs: origin, how many leaves all histories share, and what the parties' logs have settled.
    pub fn forks(&self) -> impl Iterator<Item = (&str, u64, &Settled)> {
        self.forks.all()
    }
}
