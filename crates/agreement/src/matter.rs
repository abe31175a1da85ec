//! One matter as the state holds it. What rests can be put away: then only the places of its events stay in memory, and
//! whoever keeps the record brings them back when the matter is asked for or acted in.
//!
//! A matter that is away reads the same as before once it is back: nothing of any answer depends on where it was.

use crate::act::{Act, ActKind, Event};
use crate::id::{BodyId, Digest, MatterId, Occasion, Place, RuleId};
use crate::reading::Choice;
use crate::state::State;
use crate::view::key;
use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

/// An event on record, with the readings under which it is lawful.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The event.
    pub event: Event,
    /// The readings under which it is lawful; empty for all.
    pub under: Vec<Choice>,
}

/// The events of one matter, in the order of their arrival, with three ways in.
#[derive(Debug, Default)]
pub(crate) struct Events {
    pub recorded: Vec<Recorded>,
    by_text: HashMap<Digest, Vec<u32>>,
    by_act: HashMap<(ActKind, BodyId), Vec<u32>>,
    /// Those of each log by their rising numbers, once there are many.
    by_log: HashMap<BodyId, Vec<u32>>,
    /// Many of them in the order of their days, once somebody asked for it; kept in that order from then on.
    by_day: OnceLock<Vec<u32>>,
}

/// From so many events on, one is no longer looked for among all.
const MANY: usize = 32;

/// One matter.
#[derive(Debug)]
pub struct Matter {
    id: MatterId,
    /// The place of its last event; each event's place in the state leads to the one before.
    last: Place,
    count: u32,
    /// In which turn it was last acted in or brought back.
    touched: AtomicU32,
    /// Nothing while the matter is away.
    events: OnceLock<Box<Events>>,
}

/// All matters: by number in the order in which they arose, and by id.
#[derive(Debug, Default)]
pub(crate) struct Matters {
    all: Vec<Matter>,
    numbers: std::collections::BTreeMap<MatterId, u32>,
    /// Where each event stands, by log and number.
    stands: Vec<Vec<Stand>>,
    /// The readings of events that are away and not lawful under all.
    under: HashMap<Place, Vec<Choice>>,
    /// How many events are in memory.
    near: AtomicUsize,
    /// How often matters were put away.
    turn: u32,
}

/// Where an event stands: the number of its matter, and the event of that matter before it.
#[derive(Clone, Copy, Debug)]
struct Stand {
    matter: u32,
    before: Place,
}

/// The matter of an event that has none.
const NONE: u32 = u32::MAX;

/// No event.
const NOWHERE: Place = Place { log: BodyId(0), number: 0 };

impl Events {
    fn push(&mut self, recorded: Recorded) {
        let (index, event) = (self.recorded.len() as u32, &recorded.event);
        if let Some(text) = named_text(&event.act) {
            self.by_text.entry(text).or_default().push(index);
        }
        self.by_act.entry((event.act.kind(), event.author)).or_default().push(index);
        if let Some(by_day) = self.by_day.get_mut() {
            let own = key(event);
            let at = by_day.partition_point(|other| key(&self.recorded[*other as usize].event) < own);
            by_day.insert(at, index);
        }
        self.recorded.push(recorded);
        let new = match self.recorded.len() {
            0..MANY => return,
            MANY => 0..MANY,
            more => more - 1..more,
        };
        for index in new {
            self.by_log.entry(self.recorded[index].event.place.log).or_default().push(index as u32);
        }
    }

    /// The event at a place.
    pub fn at(&self, place: Place) -> Option<&Recorded> {
        if self.recorded.len() < MANY {
            // The opening is asked for most, and stands first; else the newest.
            let opening = self.recorded.first().filter(|first| first.event.place == place);
            return opening.or_else(|| self.recorded.iter().rfind(|recorded| recorded.event.place == place));
        }
        let of_log = self.by_log.get(&place.log)?;
        let number = |index: &u32| self.recorded[*index as usize].event.place.number;
        let at = of_log.binary_search_by_key(&place.number, number).ok()?;
        Some(&self.recorded[of_log[at] as usize])
    }

    /// All of them in the order of their days.
    pub fn by_day(&self) -> impl Iterator<Item = &Recorded> {
        let few = (self.recorded.len() < MANY).then(|| self.sorted());
        let many = few.is_none().then(|| self.by_day.get_or_init(|| self.sorted()).iter().copied());
        few.into_iter().flatten().chain(many.into_iter().flatten()).map(|index| &self.recorded[index as usize])
    }

    fn sorted(&self) -> Vec<u32> {
        let mut sorted: Vec<u32> = (0..self.recorded.len() as u32).collect();
        sorted.sort_by_cached_key(|index| key(&self.recorded[*index as usize].event));
        sorted
    }

    fn pick<'s>(&'s self, indices: Option<&'s Vec<u32>>) -> impl Iterator<Item = &'s Recorded> + use<'s> {
        indices.map(Vec::as_slice).unwrap_or_default().iter().map(|index| &self.recorded[*index as usize])
    }

    /// The acts of `kind` by `author`, in the order of their arrival.
    pub fn by_act(&self, kind: ActKind, author: BodyId) -> impl Iterator<Item = &Recorded> {
        self.pick(self.by_act.get(&(kind, author)))
    }

    /// The acts that put `text` on the table, in the order of their arrival.
    pub fn by_text(&self, text: Digest) -> impl Iterator<Item = &Recorded> {
        self.pick(self.by_text.get(&text))
    }
}

impl Matter {
    /// Its events.
    ///
    /// # Panics
    /// If it is away: whoever has put it away brings it back before anything is asked of it.
    pub(crate) fn events(&self) -> &Events {
        self.events.get().unwrap_or_else(|| panic!("{:?} is brought back before anything is asked of it", self.id))
    }

    /// Whether its events are away.
    pub fn is_away(&self) -> bool {
        self.events.get().is_none()
    }
}

impl Matters {
    pub fn new(logs: usize) -> Matters {
        Matters { stands: vec![Vec::new(); logs], ..Matters::default() }
    }

    pub fn get(&self, id: MatterId) -> Option<&Matter> {
        self.numbers.get(&id).map(|number| &self.all[*number as usize])
    }

    pub fn iter(&self) -> impl Iterator<Item = (MatterId, &Matter)> {
        self.numbers.iter().map(|(id, number)| (*id, &self.all[*number as usize]))
    }

    pub fn of(&self, rule: RuleId) -> impl Iterator<Item = (MatterId, &Matter)> {
        let of_rule = self.numbers.range(MatterId::standing(rule)..).take_while(move |(id, _)| id.rule == rule);
        of_rule.map(|(id, number)| (*id, &self.all[*number as usize]))
    }

    /// How many events of `log` are here, those without a matter too.
    pub fn events_of(&self, log: BodyId) -> u32 {
        self.stands[usize::from(log.0)].len() as u32
    }

    fn stand(&self, place: Place) -> Option<Stand> {
        self.stands.get(usize::from(place.log.0))?.get((place.number as usize).checked_sub(1)?).copied()
    }

    /// The matter of the event at `place`, if it has one.
    pub fn at(&self, place: Place) -> Option<&Matter> {
        self.all.get(self.stand(place)?.matter as usize)
    }

    /// Notes the next event of a log that belongs to no matter.
    pub fn pass(&mut self, log: BodyId) {
        self.stands[usize::from(log.0)].push(Stand { matter: NONE, before: NOWHERE });
    }

    /// Adds the next event of its log to its matter.
    pub fn add(&mut self, id: MatterId, recorded: Recorded) {
        let place = recorded.event.place;
        let number = *self.numbers.entry(id).or_insert_with(|| {
            let (touched, events) = (AtomicU32::default(), OnceLock::from(Box::default()));
            self.all.push(Matter { id, last: NOWHERE, count: 0, touched, events });
            self.all.len() as u32 - 1
        });
        let matter = &mut self.all[number as usize];
        self.stands[usize::from(place.log.0)].push(Stand { matter: number, before: matter.last });
        (matter.last, matter.count) = (place, matter.count + 1);
        *matter.touched.get_mut() = self.turn;
        matter.events.get_mut().expect("a matter is brought back before anything is done in it").push(recorded);
        *self.near.get_mut() += 1;
    }

    /// The places of a matter's events, in the order of their arrival.
    fn places(&self, matter: &Matter) -> Vec<Place> {
        let before = |place: &Place| self.stand(*place).map(|stand| stand.before).filter(|before| before.number > 0);
        let mut places: Vec<Place> = std::iter::successors(Some(matter.last), before).collect();
        places.reverse();
        places
    }

    fn again(&self, events: Vec<Event>) -> Events {
        let mut back = Events::default();
        for event in events {
            let under = self.under.get(&event.place).cloned().unwrap_or_default();
            back.push(Recorded { event, under });
        }
        back
    }
}

impl State<'_> {
    /// How many events are in memory, but for evidence and corrections, which always are.
    pub fn near_events(&self) -> usize {
        self.matters.near.load(Ordering::Relaxed)
    }

    /// The matter of the event at `place`; `None` if there is no such event, or it belongs to no matter.
    pub fn matter_at(&self, place: Place) -> Option<MatterId> {
        self.matters.at(place).map(|matter| matter.id)
    }

    /// The matter that the event at `place` opened, if it opened one.
    pub fn opened_at(&self, place: Place) -> Option<MatterId> {
        self.matter_at(place).filter(|matter| matter.occasion == Occasion::Opened(place))
    }

    /// Whether any matter is away.
    pub(crate) fn lacks_any(&self) -> bool {
        self.matters.all.iter().any(Matter::is_away)
    }

    /// Whether the events of `matter` are away.
    pub fn is_away(&self, matter: MatterId) -> bool {
        self.matters.get(matter).is_some_and(Matter::is_away)
    }

    /// Puts away the events of all matters that rest: those that no other matter's rule reads. Whoever calls this can give
    /// them back.
    pub fn put_away(&mut self) {
        self.put_away_untouched(0);
    }

    /// The same, but for matters that were acted in or brought back since this was done the last time but one: what is in use
    /// doesn't come and go.
    pub fn put_away_old(&mut self) {
        self.put_away_untouched(2);
    }

    fn put_away_untouched(&mut self, turns: u32) {
        self.matters.turn += 1;
        let (agreement, turn) = (self.agreement, self.matters.turn);
        let rests = |id: MatterId| {
            let opened = matches!(id.occasion, Occasion::Opened(_));
            opened && agreement.rule(id.rule).kind.provision().rests()
        };
        let Matters { all, under, near, .. } = &mut self.matters;
        let old = |matter: &mut Matter| *matter.touched.get_mut() + turns <= turn;
        for matter in all.iter_mut().filter_map(|matter| (old(matter) && rests(matter.id)).then_some(matter)) {
            let Some(events) = matter.events.take() else { continue };
            *near.get_mut() -= events.recorded.len();
            let kept = events.recorded.into_iter().filter(|recorded| !recorded.under.is_empty());
            under.extend(kept.map(|recorded| (recorded.event.place, recorded.under)));
        }
    }

    /// The places of the events of `matter`, in the order of their arrival: what to bring back.
    pub fn places(&self, matter: MatterId) -> Vec<Place> {
        self.matters.get(matter).map(|matter| self.matters.places(matter)).unwrap_or_default()
    }

    /// Brings back a matter that is away: `events` are those that were folded, in the order of [`State::places`]. Nothing of
    /// the record changes by it.
    ///
    /// # Panics
    /// If `events` are not those of the matter.
    pub fn bring_back(&self, matter: MatterId, events: Vec<Event>) {
        let Some(held) = self.matters.get(matter).filter(|held| held.is_away()) else { return };
        assert_eq!(events.len(), held.count as usize, "a matter comes back whole");
        let count = events.len();
        held.touched.store(self.matters.turn, Ordering::Relaxed);
        if held.events.set(Box::new(self.matters.again(events))).is_ok() {
            self.matters.near.fetch_add(count, Ordering::Relaxed);
        }
    }

    /// The matter with its events, while the state goes on without them.
    pub(crate) fn apart(&self, matter: &Matter, events: Vec<Event>) -> Matter {
        let events = OnceLock::from(Box::new(self.matters.again(events)));
        Matter { id: matter.id, last: matter.last, count: matter.count, touched: AtomicU32::default(), events }
    }
}

/// The text that an act puts on the table or answers.
fn named_text(act: &Act) -> Option<Digest> {
    match act {
        Act::Circulate { text, .. }
        | Act::ProposeTask { text, .. }
        | Act::CirculateMinutes { text }
        | Act::ProposeAmendment { text, .. }
        | Act::ProposeExtension { text, .. }
        | Act::ProposeEpoch { text, .. }
        | Act::ProposeDecision { text, .. } => Some(*text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::Date;

    fn at(log: u16, number: u32) -> Place {
        Place { log: BodyId(log), number }
    }

    fn event(place: Place) -> Event {
        let (occurred, author) = (Date::constant(2018, 3, 1), place.log);
        let (matter, time, source) = (None, None, None);
        let (act, cites, paper) = (Act::NoProposal {}, Vec::new(), false);
        Event { place, author, occurred, time, recorded: occurred, matter, act, cites, paper, source }
    }

    #[test]
    fn an_event_is_found_at_its_place_among_few_and_among_many() {
        for count in [1, 5, MANY - 1, MANY, MANY + 1, 3 * MANY] {
            let mut events = Events::default();
            // Two logs that take turns: each lacks the other's numbers.
            let places = (0..count as u32).map(|index| at((index % 2) as u16, index + 1)).collect::<Vec<_>>();
            for place in &places {
                events.push(Recorded { event: event(*place), under: Vec::new() });
            }
            for place in &places {
                assert_eq!(events.at(*place).map(|found| found.event.place), Some(*place), "{place:?} of {count}");
            }
            for nowhere in [at(0, 0), at(0, 2), at(1, 1), at(1, 9_999), at(2, 1)] {
                assert!(events.at(nowhere).is_none(), "{nowhere:?} of {count}");
            }
        }
    }
}
