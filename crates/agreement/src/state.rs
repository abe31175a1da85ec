//! The record of one agreement as the engine holds it: `check` judges an act, `fold` checks and applies it.
//!
//! An act is judged only against what its author had seen: the earlier events of its own log and the heads it cites.
//! Therefore the order in which events arrive cannot matter. A refused act changes nothing.

use crate::act::{Act, ActKind, Event};
use crate::agreement::{Agreement, Class};
use crate::course::Course;
use crate::id::{BodyId, Digest, MatterId, Occasion, Place, RuleId};
use crate::kinds::publication;
use crate::matter::{Matter, Matters, Recorded};
use crate::reading::Choice;
use crate::refusal::{Refusal, Refused};
use crate::view;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What a lawful act was found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// The matter it belongs to; none for evidence and corrections.
    pub matter: Option<MatterId>,
    /// The readings under which it is lawful; empty when it is lawful under all.
    pub under: Vec<Choice>,
}

/// One log, as far as it is here.
#[derive(Clone, Debug, Default)]
struct Log {
    recorded: Course<Date>,
    seen: Vec<u32>,
}

/// An act that takes another back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Correction {
    place: Place,
    pub recorded: Date,
}

/// A node's evidence: it held these heads on this day.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub place: Place,
    pub day: Date,
    pub recorded: Date,
    seen: Vec<u32>,
}

/// All that is on record under one agreement.
#[derive(Debug)]
pub struct State<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    logs: Vec<Log>,
    pub(crate) matters: Matters,
    pub(crate) held: Vec<Held>,
    pub(crate) corrected: BTreeMap<Place, Correction>,
    /// Ballots that ended undecided with their epoch: for each, from which event of a log on that log knows it.
    ended: BTreeMap<(MatterId, BodyId), u32>,
}

/// One act before its judge: the act, its matter, and what its author had seen.
pub struct Case<'s> {
    /// The record.
    pub state: &'s State<'s>,
    /// The rule of the matter.
    pub rule: RuleId,
    /// The matter.
    pub matter: MatterId,
    /// The event.
    pub event: &'s Event,
}

impl Held {
    /// Whether the event at `place` was in the sight of the log that gave this evidence: its own earlier events are.
    pub fn covers(&self, place: Place) -> bool {
        let own = self.place.log == place.log;
        if own { place.number < self.place.number } else { self.seen[usize::from(place.log.0)] >= place.number }
    }

    /// What this evidence says of the act at `place`, which was awaited by `deadline` since the act at `set_by`: held in
    /// time (yes), not held in time (no), or nothing.
    pub fn says(&self, place: Place, deadline: Date, set_by: Place) -> Option<bool> {
        match self.day <= deadline {
            true => self.covers(place).then_some(true),
            false => self.covers(set_by).then_some(false),
        }
    }
}

impl<'a> State<'a> {
    /// A record that holds only what the folder itself records: the signatures, if its data give them.
    pub fn new(agreement: &'a Agreement) -> State<'a> {
        let log = Log { recorded: Course::default(), seen: vec![0; agreement.bodies.len()] };
        let mut state = State {
            agreement,
            logs: vec![log; agreement.bodies.len()],
            matters: Matters::new(agreement.bodies.len()),
            held: Vec::new(),
            corrected: BTreeMap::new(),
            ended: BTreeMap::new(),
        };
        if let Some(signed) = &agreement.signed {
            for party in &signed.by {
                let event = state.signature(*party, signed.date);
                state.fold(event).expect("the folder's own signature is lawful");
            }
        }
        state
    }

    fn signature(&self, party: BodyId, date: Date) -> Event {
        Event {
            place: Place { log: party, number: self.next_number(party) },
            author: party,
            occurred: date,
            time: None,
            recorded: date,
            matter: None,
            act: Act::Sign { text: None, post: Some(crate::act::Post::Head) },
            cites: Vec::new(),
            paper: true,
            source: None,
        }
    }

    /// Ends a ballot for all later acts of `log`: the record has entered another epoch there, and the ballot was not decided.
    pub fn end_ballot(&mut self, matter: MatterId, log: BodyId) {
        let from = self.next_number(log);
        self.ended.entry((matter, log)).or_insert(from);
    }

    /// Whether a ballot has ended with its epoch, for the event at `place`.
    pub(crate) fn ended_before(&self, matter: MatterId, place: Place) -> bool {
        self.ended.get(&(matter, place.log)).is_some_and(|from| *from <= place.number)
    }

    /// Whether a ballot has ended with its epoch for any log.
    pub(crate) fn has_ended(&self, matter: MatterId) -> bool {
        let first = BodyId(0);
        self.ended.range((matter, first)..).next().is_some_and(|((ended, _), _)| *ended == matter)
    }

    /// The number of the next event of `log`.
    pub fn next_number(&self, log: BodyId) -> u32 {
        self.matters.events_of(log) + 1
    }

    /// The day on which the event at `place` was recorded; none if the record holds no such event.
    pub fn recorded(&self, place: Place) -> Option<Date> {
        let log = self.logs.get(usize::from(place.log.0))?;
        log.recorded.at(u64::from(place.number).checked_sub(1)?)
    }

    /// The latest day on which anything was recorded that the next act of `log` rests on if it cites `cites`: what its own
    /// log holds, and the heads it cites with all before them. None if that is nothing. An act recorded on the later of
    /// this day and its own is never refused for the order of its days, however far apart the clocks of the logs are.
    pub fn latest_recorded(&self, log: BodyId, cites: &[Place]) -> Option<Date> {
        // Days never run backwards within a log, so each head bears the latest day of its log.
        let own = Place { log, number: self.next_number(log) - 1 };
        cites.iter().chain([&own]).filter_map(|head| self.recorded(*head)).max()
    }

    /// Whether, by the evidence on record, `log` held the act at `place` by `deadline` (yes), only later (no), or neither
    /// yet. `set_by` is the act that set the deadline. The first evidence that speaks settles it.
    pub(crate) fn timely_in(&self, log: BodyId, place: Place, deadline: Date, set_by: Place) -> Option<bool> {
        let mut evidence = self.held.iter().filter(|held| held.place.log == log);
        evidence.find_map(|held| held.says(place, deadline, set_by))
    }

    /// The acts of `kind` by `author` in `matter`, in the order of their arrival.
    pub(crate) fn acts(&self, matter: MatterId, kind: ActKind, author: BodyId) -> impl Iterator<Item = &Event> {
        let events = self.matters.get(matter).map(Matter::events);
        events.into_iter().flat_map(move |events| events.by_act(kind, author)).map(|recorded| &recorded.event)
    }

    /// The heads of all logs that hold anything: what someone who has seen everything here cites.
    pub fn frontier(&self) -> Vec<Place> {
        let heads = (0..self.logs.len() as u16).map(BodyId).map(|log| Place { log, number: self.matters.events_of(log) });
        heads.filter(|head| head.number > 0).collect()
    }

    /// The matters that hold any event, in the agreement's order.
    pub fn matters(&self) -> impl Iterator<Item = (MatterId, &Matter)> {
        self.matters.iter()
    }

    /// The matters of `rule` that hold any event.
    pub fn matters_of(&self, rule: RuleId) -> impl Iterator<Item = (MatterId, &Matter)> {
        self.matters.of(rule)
    }

    /// The matters that hold any event, but for those that rest, as nothing in them awaits a signature or evidence.
    pub(crate) fn matters_awake(&self) -> impl Iterator<Item = (MatterId, &Matter)> {
        let awake = self.agreement.rule_ids().filter(|rule| !self.agreement.rule(*rule).kind.provision().rests());
        awake.flat_map(|rule| self.matters.of(rule))
    }

    /// The events of a matter, if it holds any.
    pub(crate) fn matter(&self, matter: MatterId) -> Option<&Matter> {
        self.matters.get(matter)
    }

    /// The event at `place`, with the matter it belongs to.
    ///
    /// # Panics
    /// If the matter is away.
    pub fn event(&self, place: Place) -> Option<(MatterId, &Recorded)> {
        let (matter, id) = (self.matters.at(place)?, self.matter_at(place)?);
        matter.events().at(place).map(|found| (id, found))
    }

    /// The day on which a correction of the event at `place` was recorded, if there is one.
    pub fn corrected(&self, place: Place) -> Option<Date> {
        self.corrected.get(&place).map(|correction| correction.recorded)
    }

    /// Judges `event` against what it cites. Nothing changes.
    pub fn check(&self, event: &Event) -> Result<Ruling, Refused> {
        let plain = |why| Refused { why, cite: None };
        self.check_record(event).map_err(plain)?;
        match &event.act {
            Act::Evidence {} => return Ok(Ruling { matter: None, under: Vec::new() }),
            Act::Correct { event: target } => {
                self.check_correction(event, *target).map_err(plain)?;
                return Ok(Ruling { matter: None, under: Vec::new() });
            }
            _ => {}
        }
        let matter = self.matter_of(event).map_err(plain)?;
        let rule = self.agreement.rule(matter.rule);
        let cite = publication::cite(self.agreement, &event.act).unwrap_or(rule.cite);
        let cited = |why| Refused { why, cite: Some(cite) };
        let case = Case { state: self, rule: matter.rule, matter, event };
        self.check_matter(&case).map_err(cited)?;
        let under = rule.kind.provision().check(&case).map_err(cited)?;
        Ok(Ruling { matter: Some(matter), under })
    }

    /// Notes that a log has cited these heads, if not in an event: in what came to nothing, or concerns the record alone.
    pub fn see(&mut self, log: BodyId, cites: &[Place]) {
        let log = &mut self.logs[usize::from(log.0)];
        for head in cites {
            let seen = &mut log.seen[usize::from(head.log.0)];
            *seen = (*seen).max(head.number);
        }
    }

    /// Judges `event` and, if it is lawful, applies it.
    pub fn fold(&mut self, event: Event) -> Result<Ruling, Refused> {
        let ruling = self.check(&event)?;
        self.see(event.place.log, &event.cites);
        let log = &mut self.logs[usize::from(event.place.log.0)];
        log.recorded.push(event.recorded);
        match &event.act {
            Act::Evidence {} => {
                let held = Held { place: event.place, day: event.occurred, recorded: event.recorded, seen: log.seen.clone() };
                self.held.push(held);
            }
            // Whoever takes an act back once more takes nothing back.
            Act::Correct { event: target } => {
                let correction = Correction { place: event.place, recorded: event.recorded };
                self.corrected.entry(*target).or_insert(correction);
            }
            _ => {}
        }
        match ruling.matter {
            Some(matter) => {
                let event = Event { matter: Some(matter), ..event };
                self.matters.add(matter, Recorded { event, under: ruling.under.clone() });
            }
            None => self.matters.pass(event.place.log),
        }
        Ok(ruling)
    }

    fn check_record(&self, event: &Event) -> Result<(), Refusal> {
        let log = &self.logs[usize::from(event.place.log.0)];
        let next = self.next_number(event.place.log);
        if event.place.number != next {
            return Err(Refusal::NotNext { next });
        }
        if event.occurred > event.recorded {
            return Err(Refusal::NotYetHappened { occurred: event.occurred, recorded: event.recorded });
        }
        if let Some(last) = log.recorded.last().filter(|last| *last > event.recorded) {
            return Err(Refusal::RecordedBackwards { last });
        }
        for cited in &event.cites {
            if self.recorded(*cited).is_none_or(|recorded| recorded > event.recorded) {
                return Err(Refusal::CitesUnseen { cited: *cited });
            }
        }
        let class = self.agreement.body_of(event.author).class;
        let keeper = self.agreement.body_of(event.place.log).class;
        if event.author != event.place.log && class == Class::Party && keeper != Class::PublicRecord {
            return Err(Refusal::NotItsOwnLog { by: event.author, log: event.place.log });
        }
        match &self.agreement.signed {
            Some(signed) if event.occurred < signed.date => Err(Refusal::BeforeSignature { signed: signed.date }),
            _ => Ok(()),
        }
    }

    fn check_correction(&self, event: &Event, target: Place) -> Result<(), Refusal> {
        if target.log != event.place.log {
            return Err(Refusal::NotItsRecorder { event: target });
        }
        let (_, found) = self.event(target).ok_or(Refusal::CitesUnseen { cited: target })?;
        if found.event.occurred != event.occurred {
            return Err(Refusal::CorrectionDay { day: found.event.occurred });
        }
        Ok(())
    }

    /// The matter of an event: the one it names, the one it opens, or the rule that knows such an act.
    fn matter_of(&self, event: &Event) -> Result<MatterId, Refusal> {
        let kind = event.act.kind();
        let rules = || self.agreement.rules.iter().position(|rule| rule.kind.provision().accepts(kind));
        let named = match event.matter {
            Some(matter) => matter,
            None => {
                let rule = rules().ok_or(Refusal::TextSilent { act: kind })?;
                MatterId::standing(RuleId(rule as u16))
            }
        };
        if event.act.opens() { Ok(MatterId { rule: named.rule, occasion: Occasion::Opened(event.place) }) } else { Ok(named) }
    }

    fn check_matter(&self, case: &Case<'_>) -> Result<(), Refusal> {
        let provision = self.agreement.rule(case.rule).kind.provision();
        let kind = case.event.act.kind();
        if !provision.accepts(kind) {
            return Err(Refusal::NotInThisMatter { act: kind, matter: case.matter });
        }
        match case.matter.occasion {
            Occasion::Opened(place) if !case.event.act.opens() => {
                // Nothing is done in a matter before the day that opened it, or an earlier view would lack its opening.
                let opened = case.opening().is_some_and(|opening| opening.occurred <= case.event.occurred);
                if opened && case.sees(place) { Ok(()) } else { Err(Refusal::NoSuchMatter { matter: case.matter }) }
            }
            Occasion::Period(year) => {
                let signed = self.agreement.signed.as_ref().map(|signed| signed.date.year());
                let early = signed.is_some_and(|signed| year < signed);
                if early || !provision.has_periods() { Err(Refusal::NoSuchPeriod { year }) } else { Ok(()) }
            }
            Occasion::Standing if !case.event.act.opens() && !provision.takes_standing(kind) => {
                Err(Refusal::NoSuchMatter { matter: case.matter })
            }
            _ => Ok(()),
        }
    }
}

impl<'s> Case<'s> {
    /// Whether the author had seen the event at `place`.
    pub fn sees(&self, place: Place) -> bool {
        let event = self.event;
        if place.log == event.place.log {
            return place.number < event.place.number;
        }
        let seen = self.state.logs[usize::from(event.place.log.0)].seen[usize::from(place.log.0)];
        seen >= place.number || event.cites.iter().any(|head| head.log == place.log && head.number >= place.number)
    }

    /// The same as `State::timely_in`, by the evidence that the author had seen.
    pub(crate) fn timely_in(&self, log: BodyId, place: Place, deadline: Date, set_by: Place) -> Option<bool> {
        let mut evidence = self.state.held.iter().filter(|held| held.place.log == log && self.sees(held.place));
        evidence.find_map(|held| held.says(place, deadline, set_by))
    }

    fn usable(&self, recorded: &Recorded) -> bool {
        recorded.event.occurred <= self.event.occurred && self.sees(recorded.event.place)
    }

    /// The acts of `kind` by `author` in `matter` that the author of this act had seen, in the order of their arrival.
    pub fn seen_by(&self, matter: MatterId, kind: ActKind, author: BodyId) -> impl Iterator<Item = &'s Event> {
        let events = self.state.matters.get(matter).map(Matter::events);
        let found = events.into_iter().flat_map(move |events| events.by_act(kind, author));
        found.filter(|recorded| self.usable(recorded)).map(|recorded| &recorded.event)
    }

    /// The acts of `kind` by the author in its own log before this one, whatever day they claim, but for corrected ones.
    /// Only for what must not be there twice: what an act rests on must also have occurred by its day.
    pub fn own(&self, matter: MatterId, kind: ActKind) -> impl Iterator<Item = &'s Event> {
        let (place, corrected) = (self.event.place, &self.state.corrected);
        let found = self.state.acts(matter, kind, self.event.author);
        let before = move |event: &Place| event.log == place.log && event.number < place.number;
        found.filter(move |event| before(&event.place) && !corrected.contains_key(&event.place))
    }

    /// Whether the author of this act had seen that somebody took back the act at `place`.
    pub(crate) fn saw_corrected(&self, place: Place) -> bool {
        self.state.corrected.get(&place).is_some_and(|correction| self.sees(correction.place))
    }

    /// All acts in this matter that the author of this act had seen and not seen taken back, in the order of their days, as a view has them.
    pub(crate) fn all_seen(&self) -> Vec<&'s Event> {
        let events = self.state.matters.get(self.matter).map(Matter::events);
        let usable = events.into_iter().flat_map(|events| &events.recorded).filter(|recorded| self.usable(recorded));
        let standing = usable.map(|recorded| &recorded.event).filter(|event| !self.saw_corrected(event.place));
        let mut seen: Vec<&Event> = standing.collect();
        seen.sort_by_key(|event| view::key(event));
        seen
    }

    /// The acts in this matter that put `text` on the table, that the author of this act had seen.
    pub fn seen_text(&self, text: Digest) -> impl Iterator<Item = &'s Event> {
        let events = self.state.matters.get(self.matter).map(Matter::events);
        let found = events.into_iter().flat_map(move |events| events.by_text(text));
        found.filter(|recorded| self.usable(recorded)).map(|recorded| &recorded.event)
    }

    /// The event that opened this matter.
    pub fn opening(&self) -> Option<&'s Event> {
        match self.matter.occasion {
            Occasion::Opened(place) => {
                self.state.matter_at(place).filter(|matter| *matter == self.matter)?;
                self.state.event(place).map(|(_, recorded)| &recorded.event)
            }
            _ => None,
        }
    }

    /// Refuses the act unless its author is one of `may`, or the public record tells of it.
    pub fn entitled(&self, may: &[BodyId]) -> Result<(), Refusal> {
        let by = self.event.author;
        if may.contains(&by) || by == self.state.agreement.public_record() {
            return Ok(());
        }
        Err(Refusal::NotEntitled { by, act: self.event.act.kind(), may: may.to_vec() })
    }

    /// Refuses the act unless its author is one of `may`, a party in its own log: nobody, not even the public record, can
    /// do it for another.
    pub fn itself(&self, may: &[BodyId]) -> Result<(), Refusal> {
        let (by, log) = (self.event.author, self.event.place.log);
        if !may.contains(&by) {
            return Err(Refusal::NotEntitled { by, act: self.event.act.kind(), may: may.to_vec() });
        }
        if self.state.agreement.only_tells(self.event) { Err(Refusal::NotItsOwnLog { by, log }) } else { Ok(()) }
    }

    /// The act of `kind` at `place` in this matter, if the author had seen it.
    pub fn seen_at(&self, place: Place, kind: ActKind) -> Option<&'s Event> {
        self.seen(place).filter(|event| event.act.kind() == kind)
    }

    /// The act at `place` in this matter, if the author had seen it.
    pub fn seen(&self, place: Place) -> Option<&'s Event> {
        self.state.matter_at(place).filter(|matter| *matter == self.matter)?;
        let (_, recorded) = self.state.event(place)?;
        self.usable(recorded).then_some(&recorded.event)
    }
}
