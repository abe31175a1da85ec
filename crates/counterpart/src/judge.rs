//! One judge for every leaf, our own and foreign ones alike: what an act does, or why it is void.
//!
//! The record's own rules come first (format, log, epoch, duplicates, signatures), then the agreement's.

use crate::act_format::v1::{Body, Head, Leaf, Medium, RecordVerb};
use crate::act_format::{ActId, FieldFault, FieldProblem, Lookup};
use crate::closing::Closings;
use crate::counterpart::Counterpart;
use crate::fork;
use crate::frontier::Roots;
use crate::log::LogId;
use crate::past::Past;
use crate::standing::Signers;
use crate::void::Void;
use agreement::act::{Act, ActKind, Event};
use agreement::id::{BodyId, MatterId, Place};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

/// What a lawful leaf does.
#[derive(Debug)]
pub(crate) enum Effect {
    /// An act under the agreement; a signature on a ballot keeps the keys that made it.
    Event(Box<Event>, Signers),
    /// An act of the record itself.
    Record(Box<RecordVerb>),
}

impl Counterpart<'_> {
    /// Judges `leaf` as the next of `log`, whose cited heads are all folded. Nothing changes.
    pub(crate) fn judge(&self, log: LogId, leaf: &Leaf, past: &Past, roots: &dyn Roots) -> Result<Effect, Void> {
        let statement = leaf.statement();
        let held = self.log(log);
        if statement.agreement != self.agreement().id {
            return Err(Void::OtherAgreement { given: statement.agreement.clone() });
        }
        if statement.origin != held.origin {
            return Err(Void::OtherLog { given: statement.origin.clone() });
        }
        let entering = u64::from(matches!(&statement.body, Body::Verb(RecordVerb::EnterEpoch { .. })));
        // What opens a log is of no epoch: which one the old log was in is known only once that is folded to its end.
        if statement.epoch != held.epoch + entering && !self.opens(log, leaf) {
            return Err(Void::OtherEpoch { given: statement.epoch.to_string() });
        }
        if self.known_in(log, &leaf.id(), roots).is_some() {
            return Err(Void::Duplicate { act: leaf.id().to_string() });
        }
        let signers = self.standing().signers(held.party, leaf)?;
        self.check_closing(log, leaf, past)?;
        match &statement.body {
            Body::Verb(verb) => {
                self.judge_verb((log, leaf), verb, past, &signers, roots)?;
                Ok(Effect::Record(Box::new(verb.clone())))
            }
            Body::Act(_) => {
                let event = self.event(log, leaf, past, roots)?;
                self.check_authority(held.party, leaf, &event.act, &signers)?;
                Ok(Effect::Event(Box::new(event), signers))
            }
        }
    }

    /// After its commitment to the next epoch a log takes only evidence and what settles the logs themselves, until the
    /// ballot is dead.
    fn check_closing(&self, log: LogId, leaf: &Leaf, past: &Past) -> Result<(), Void> {
        let Some(closing) = self.log(log).closing else { return Ok(()) };
        let goes_on = match &leaf.statement().body {
            Body::Act(act) => act.kind == ActKind::Evidence,
            Body::Verb(
                RecordVerb::EnterEpoch { .. }
                | RecordVerb::Succeed { .. }
                | RecordVerb::Countersign { .. }
                | RecordVerb::ProveFork { .. },
            ) => true,
            Body::Verb(_) => false,
        };
        let dead = || Ok(agreement::ballot::is_dead(self.state(), closing.ballot, &self.bare_event(log, leaf, past)?));
        if goes_on || dead()? { Ok(()) } else { Err(Void::EpochClosing {}) }
    }

    /// A signature, its withdrawal and a vote need an officer of an empowered post: a stolen node cannot decide.
    fn check_authority(&self, party: BodyId, leaf: &Leaf, act: &Act, signers: &Signers) -> Result<(), Void> {
        match act {
            Act::Sign { post, .. } => {
                let rank = self.standing().rank_of(party, leaf, signers)?;
                let said = post.unwrap_or(rank);
                if said == rank { Ok(()) } else { Err(Void::NotEmpowered { post: said.word().to_owned() }) }
            }
            Act::Withdraw {} | Act::Vote { .. } => self.standing().rank_of(party, leaf, signers).map(|_| ()),
            _ => Ok(()),
        }
    }

    fn judge_verb(
        &self,
        (log, leaf): (LogId, &Leaf),
        verb: &RecordVerb,
        past: &Past,
        signers: &Signers,
        roots: &dyn Roots,
    ) -> Result<(), Void> {
        let party = self.log(log).party;
        match verb {
            RecordVerb::Empower { .. } | RecordVerb::Revoke { .. } | RecordVerb::RotateKey { .. } => {
                self.standing().check(party, leaf, verb, signers)
            }
            RecordVerb::ProveFork { .. } => fork::proved(verb, self).map(|_| ()).ok_or(Void::NoFork {}),
            RecordVerb::EnterEpoch { ballot, frontier, state } => {
                let ballot = self.matter_opened_by(ballot, past, roots).ok_or_else(|| Void::unknown(ballot))?;
                // Commitments that nobody has shown to be in time are still open, and the ballot may yet be dead.
                let decided = agreement::ballot::is_decided(self.state(), ballot, &self.bare_event(log, leaf, past)?);
                if decided { self.check_entry(ballot, frontier, &state.0, past) } else { Err(Void::EpochNotReady {}) }
            }
            RecordVerb::Succeed { .. } => match signers.root && past.index == 0 && self.succeeds(log, verb) {
                true => Ok(()),
                false => Err(Void::NoSuccession { party }),
            },
            RecordVerb::Countersign { succession, .. } => {
                self.spot_seen(succession, past, roots).map(|_| ()).ok_or_else(|| Void::unknown(succession))
            }
            RecordVerb::Resume { .. } => Ok(()),
        }
    }

    /// The next epoch begins where every party committed itself, with the state that all of them compute there.
    fn check_entry(&self, ballot: MatterId, frontier: &[Head], digest: &[u8; 32], past: &Past) -> Result<(), Void> {
        let committed = self.closings().all(ballot, self.agreement().parties()).ok_or(Void::EpochNotReady {})?;
        let places = Closings::frontier(&committed);
        let seen = committed.iter().all(|(_, committed)| past.holds(committed.spot) || committed.spot.log == past.own);
        let names = |head: &Head| places.iter().any(|(log, size)| self.log(*log).origin == head.origin && *size == head.size);
        let named = places.len() == frontier.len() && frontier.iter().all(names);
        let same = self
            .digest_of(committed.iter().map(|(_, committed)| (committed.spot.log, committed.spot.index + 1, committed.chain)));
        if seen && named && same == *digest { Ok(()) } else { Err(Void::EpochNotReady {}) }
    }

    /// The event that the engine judges: references become places, days are told at the agreement's offset. What the engine
    /// will read to judge it is brought back.
    fn event(&self, log: LogId, leaf: &Leaf, past: &Past, roots: &dyn Roots) -> Result<Event, Void> {
        let place = |act| self.place_seen(&act, past, roots);
        let opened = |act| self.matter_opened_by(&act, past, roots);
        let lookup = Lookup { agreement: self.agreement(), place: &place, opened: &opened };
        let said = self.said(log, leaf, &lookup)?;
        let matter = leaf.statement().matter(&lookup).map_err(void)?;
        self.check_epoch_of(matter.filter(|_| leaf.statement().rule.is_none()), &said.act, log)?;
        let corrected = if let Act::Correct { event } = said.act { self.state.matter_at(event) } else { None };
        if !matter.into_iter().chain(corrected).all(|matter| self.bring_back(matter, roots)) {
            // Nobody hears of this verdict: whoever can't read its record again stops.
            return Err(Void::unknown(&leaf.id()));
        }
        Ok(Event { recorded: said.recorded.max(past.recorded(self)), matter, cites: self.places(log, &past.cites), ..said })
    }

    /// What a leaf says of its act, as the next event of its log: without its matter and what its author had seen.
    pub(crate) fn said(&self, log: LogId, leaf: &Leaf, lookup: &Lookup<'_>) -> Result<Event, Void> {
        let statement = leaf.statement();
        let party = self.log(log).party;
        let author = match &statement.author {
            Some(id) => self.agreement().body(id).ok_or_else(|| Void::WrongField { problem: format!("author {id}") })?,
            None => party,
        };
        let act = leaf.act(lookup).expect("only acts under the agreement come here").map_err(void)?;
        let bare = self.claim(log, leaf)?;
        let (occurred, time) = match statement.occurred {
            Some(occurred) => (occurred.date, occurred.time),
            None => (bare.occurred, bare.time),
        };
        Ok(Event { author, occurred, time, act, paper: statement.medium == Medium::Paper, ..bare })
    }

    /// The event of a leaf without what it says: who claims to have done it when, having seen what.
    fn bare_event(&self, log: LogId, leaf: &Leaf, past: &Past) -> Result<Event, Void> {
        let claim = self.claim(log, leaf)?;
        Ok(Event { recorded: claim.recorded.max(past.recorded(self)), cites: self.places(log, &past.cites), ..claim })
    }

    /// Who claims to have done something, and when.
    fn claim(&self, log: LogId, leaf: &Leaf) -> Result<Event, Void> {
        let party = self.log(log).party;
        let claimed = self.local(leaf.statement().claimed)?;
        Ok(Event {
            place: Place { log: party, number: self.state().next_number(party) },
            author: party,
            occurred: claimed.date(),
            time: Some(claimed.time()),
            recorded: claimed.date(),
            matter: None,
            act: Act::Evidence {},
            cites: Vec::new(),
            paper: false,
            source: None,
        })
    }

    /// A ballot of an older epoch takes neither signature nor commitment.
    fn check_epoch_of(&self, matter: Option<MatterId>, act: &Act, log: LogId) -> Result<(), Void> {
        let decides = matches!(act, Act::Sign { .. } | Act::Commit {});
        match matter.filter(|_| decides).and_then(|matter| self.opened_in_epoch(matter)) {
            Some(epoch) if epoch != self.log(log).epoch => Err(Void::OtherEpoch { given: epoch.to_string() }),
            _ => Ok(()),
        }
    }

    /// A claimed time as day and time of day at the agreement's offset.
    pub(crate) fn local(&self, time: u64) -> Result<DateTime, Void> {
        let wrong = || Void::WrongField { problem: format!("time {time}") };
        let seconds = i64::try_from(time).map_err(|_| wrong())?;
        let at = Timestamp::from_second(seconds).map_err(|_| wrong())?;
        let local = Offset::constant(self.agreement().utc_offset_hours).to_datetime(at);
        if local.date() < Date::MAX { Ok(local) } else { Err(wrong()) }
    }
}

/// What cannot be read from a field, as the reason why the leaf is void.
fn void(problem: FieldProblem) -> Void {
    match problem.fault {
        FieldFault::UnknownAct(ActId(act)) => Void::unknown(&ActId(act)),
        fault => Void::WrongField { problem: format!("{}: {fault:?}", problem.field) },
    }
}
