//! A view of the record: what had occurred by one day, as far as it was known on another.
//!
//! Corrected events are out of sight, the rest stands in the order of days; so a view says the same whatever the order
//! of arrival, and it is the same as the view of a record that holds nothing else.

use crate::act::{Act, Event};
use crate::agreement::Agreement;
use crate::calendar::Calendars;
use crate::id::{BodyId, MatterId, Occasion, Place, RuleId};
use crate::kinds::opinion_round::Round;
use crate::kinds::term::{self, Force};
use crate::kinds::{Kind, Provision};
use crate::matter::{Matter, Recorded};
use crate::period::Period;
use crate::reading::{Choice, Reading, Readings, branches};
use crate::state::State;
use jiff::civil::Date;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a question is asked of.
pub struct View<'s> {
    /// The record.
    pub state: &'s State<'s>,
    /// The agreement.
    pub agreement: &'s Agreement,
    /// The day asked about: later events are out of sight.
    pub as_of: Date,
    /// The day on which the asker knew: events recorded later are out of sight.
    pub known_at: Date,
    /// The readings let in.
    pub readings: &'s Readings,
    /// The calendars of working days.
    pub calendars: &'s Calendars,
    matters: BTreeMap<MatterId, Sight<'s>>,
    forces: RefCell<Vec<(Choice, Force)>>,
    rounds: RefCell<BTreeMap<MatterId, Rc<Round<'s>>>>,
}

/// What is in sight of one matter: read when it is first asked about, as most questions are about few matters.
struct Sight<'s> {
    matter: &'s Matter,
    events: OnceCell<Vec<&'s Recorded>>,
}

impl<'s> View<'s> {
    /// The view of `state` on `as_of` as known on `known_at`.
    pub fn new(state: &'s State<'s>, as_of: Date, known_at: Date, readings: &'s Readings, calendars: &'s Calendars) -> View<'s> {
        View::over(state, state.matters(), (as_of, known_at), readings, calendars)
    }

    /// The view of what is public on `as_of`: how the agreement came into force, what the public record tells, the publications,
    /// and what was published under every reading that is let in. Whatever else the parties did is out of sight, so nothing that
    /// is computed from this view can depend on it. Of matters that rest nothing is published: they are left out, and need not be brought back.
    pub fn of_the_public(
        state: &'s State<'s>,
        as_of: Date,
        known_at: Date,
        readings: &'s Readings,
        calendars: &'s Calendars,
    ) -> View<'s> {
        let whole = View::over(state, state.matters_awake(), (as_of, known_at), readings, calendars);
        let mut matters = BTreeMap::new();
        for (id, sight) in &whole.matters {
            let shown = published(state, *id, whole.recorded(*id), readings);
            if !shown.is_empty() {
                matters.insert(*id, Sight { matter: sight.matter, events: OnceCell::from(shown) });
            }
        }
        View { matters, ..whole }
    }

    /// All that is on record of one matter, whatever its day, and nothing of any other.
    pub(crate) fn of_one(state: &'s State<'s>, matter: MatterId, readings: &'s Readings, calendars: &'s Calendars) -> View<'s> {
        let one = state.matter(matter).map(|found| (matter, found));
        View::over(state, one.into_iter(), (Date::MAX, Date::MAX), readings, calendars)
    }

    /// What these matters say, and nothing of any other.
    pub(crate) fn over(
        state: &'s State<'s>,
        shown: impl Iterator<Item = (MatterId, &'s Matter)>,
        (as_of, known_at): (Date, Date),
        readings: &'s Readings,
        calendars: &'s Calendars,
    ) -> View<'s> {
        let mut matters = BTreeMap::new();
        for (id, matter) in shown {
            let mut events = matter.events().recorded.iter();
            if events.any(|recorded| visible(state, &recorded.event, as_of, known_at)) {
                matters.insert(id, Sight { matter, events: OnceCell::new() });
            }
        }
        let agreement = state.agreement;
        View {
            state,
            agreement,
            as_of,
            known_at,
            readings,
            calendars,
            matters,
            forces: RefCell::default(),
            rounds: RefCell::default(),
        }
    }

    /// The matters in sight, in the agreement's order.
    pub fn matters(&self) -> impl Iterator<Item = MatterId> {
        self.matters.keys().copied()
    }

    /// The matters of one rule in sight.
    pub fn matters_of(&self, rule: RuleId) -> impl Iterator<Item = MatterId> {
        let from = MatterId { rule, occasion: Occasion::Standing };
        self.matters.range(from..).map(|(id, _)| *id).take_while(move |id| id.rule == rule)
    }

    /// The events of a matter, in the order of their days.
    pub fn recorded(&self, matter: MatterId) -> &[&'s Recorded] {
        let Some(sight) = self.matters.get(&matter) else { return &[] };
        let visible = |recorded: &&Recorded| visible(self.state, &recorded.event, self.as_of, self.known_at);
        sight.events.get_or_init(|| sight.matter.events().by_day().filter(visible).collect())
    }

    /// The events of a matter, in the order of their days.
    pub fn events(&self, matter: MatterId) -> impl DoubleEndedIterator<Item = &'s Event> {
        self.recorded(matter).iter().map(|recorded| &recorded.event)
    }

    /// The events of a rule that belong to `period`: those that name it, and those that name none and fell into it.
    pub fn events_of_period(&self, rule: RuleId, period: &Period) -> Vec<&'s Event> {
        let named = self.events(MatterId::period(rule, period.year));
        let unnamed = self.events(MatterId::standing(rule));
        let fell = unnamed.filter(|event| event.occurred >= period.first && event.occurred <= period.last);
        let mut events: Vec<&Event> = named.collect();
        let before = events.len();
        events.extend(fell);
        // Each part is in the order of days; only a mixture must be sorted.
        if before > 0 && events.len() > before {
            events.sort_by_key(|event| key(event));
        }
        events
    }

    /// The days on which the agreement is in force under `reading`, as far as this view shows.
    pub fn force(&self, reading: &Reading) -> Force {
        if let Some((_, force)) = self.forces.borrow().iter().find(|(choice, _)| reading.agrees_with(choice)) {
            return force.clone();
        }
        let (choice, force) = reading.noting(|| term::force(self, reading));
        self.forces.borrow_mut().push((choice, force.clone()));
        force
    }

    /// The opinion round of a matter of key work, read once for all questions.
    ///
    /// # Panics
    /// If the matter's rule is of another kind.
    pub fn round(&self, matter: MatterId) -> Rc<Round<'s>> {
        let Kind::KeyWork(list) = &self.agreement.rule(matter.rule).kind else { panic!("only key work has an opinion round") };
        if let Some(round) = self.rounds.borrow().get(&matter) {
            return Rc::clone(round);
        }
        let round = Rc::new(Round::of(self, &list.round, matter));
        self.rounds.borrow_mut().insert(matter, Rc::clone(&round));
        round
    }

    /// Whether `recorded` is lawful under `reading`.
    pub fn lawful(recorded: &Recorded, reading: &Reading) -> bool {
        recorded.under.is_empty()
            || recorded.under.iter().any(|choice| choice.iter().all(|(point, option)| reading.option(*point) == *option))
    }

    /// Whether `recorded` is lawful under every reading that is let in.
    pub fn lawful_throughout(recorded: &Recorded, readings: &Readings) -> bool {
        let points = recorded.under.iter().flatten().map(|(point, _)| *point).collect::<Vec<_>>();
        branches(&points, readings, |reading| View::lawful(recorded, reading)).iter().all(|(_, lawful)| *lawful)
    }

    /// Whether, by what is in sight, `log` gave evidence of the event at `place` by `day` (yes), only later (no), or
    /// neither yet. The first evidence that speaks settles it.
    pub fn timely_in(&self, log: BodyId, place: Place, day: Date, after: Place) -> Option<bool> {
        let mut evidence = self
            .state
            .held
            .iter()
            .filter(|held| held.place.log == log && held.recorded <= self.known_at && held.day <= self.as_of);
        evidence.find_map(|held| held.says(place, day, after))
    }

    /// Whether, by what is in sight, `log` gave evidence by `day` of holding the event at `place`: a receipt.
    pub fn received_in(&self, log: BodyId, place: Place, day: Date) -> bool {
        let mut of_log = self.state.held.iter().filter(|held| held.place.log == log);
        of_log.any(|held| held.recorded <= self.known_at && held.day <= self.as_of.min(day) && held.covers(place))
    }

    /// The rule's provision.
    pub(crate) fn provision(&self, rule: RuleId) -> &'s dyn Provision {
        self.agreement.rule(rule).kind.provision()
    }
}

/// Of the events of a matter those that are public. What is before the public under one reading only is not: it cannot be taken back from
/// whoever has read it, so the public would have been given what another reading keeps from it. A ballot whose text was published is decided, and all of it is public but
/// what one party reports of another's paper, which nobody publishes.
fn published<'s>(state: &State<'s>, matter: MatterId, events: &[&'s Recorded], readings: &Readings) -> Vec<&'s Recorded> {
    let rule = &state.agreement.rule(matter.rule).kind;
    let publishes = |recorded: &Recorded| match recorded.event.act {
        Act::Publish { of, .. } => Some(of).filter(|_| View::lawful_throughout(recorded, readings)),
        _ => None,
    };
    let publications = events.iter().filter_map(|recorded| publishes(recorded));
    let named: Vec<Place> = publications.collect();
    let whole = matches!(rule, Kind::EntryIntoForce(_)) || (rule.provision().ballot().is_some() && !named.is_empty());
    let public = |recorded: &Recorded| {
        let event = &recorded.event;
        let told = event.place.log == state.agreement.public_record();
        let with_the_whole = whole && !matches!(event.act, Act::ReportPaper { .. } | Act::Publish { .. });
        with_the_whole || told || publishes(recorded).is_some() || named.contains(&event.place)
    };
    events.iter().copied().filter(|recorded| public(recorded)).collect()
}

/// What puts the events of a matter in the order of their days.
pub(crate) fn key(event: &Event) -> (Date, Option<jiff::civil::Time>, Date, Place) {
    (event.occurred, event.time, event.recorded, event.place)
}

fn visible(state: &State<'_>, event: &Event, as_of: Date, known_at: Date) -> bool {
    let corrected = state.corrected.get(&event.place).is_some_and(|correction| correction.recorded <= known_at);
    event.occurred <= as_of && event.recorded <= known_at && !corrected
}
