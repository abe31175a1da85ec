//! The tally of a list: who withholds consent, whose reply is awaited and by when, on which items.

use super::super::opinion_round::{Item, Round, Stance, Stated};
use crate::act::{Act, Opinion};
use crate::calendar::Deadline;
use crate::finding::Status;
use crate::id::{BodyId, Place};
use crate::message::{Arg, Message};
use crate::view::View;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Items, and the events that speak of them.
#[derive(Default)]
pub(super) struct On {
    pub items: Vec<u32>,
    pub events: Vec<Place>,
}

impl On {
    fn add(&mut self, item: u32, event: Option<Place>) {
        self.items.push(item);
        self.events.extend(event);
    }

    /// The item, if it is a single one.
    pub fn single(&self) -> Option<u32> {
        if let [item] = self.items.as_slice() { Some(*item) } else { None }
    }
}

/// What the items on a list still lack, under one meaning of what the departments must say.
#[derive(Default)]
pub(super) struct Tally {
    pub live: usize,
    pub withheld: BTreeMap<(BodyId, Opinion), On>,
    pub awaited: BTreeMap<(BodyId, Option<Deadline>), On>,
    pub unclear: BTreeMap<BodyId, On>,
    pub not_stated: On,
    pub departments_not_yet: On,
    pub departments_unsaid: On,
}

/// Days by which answers are due, each counted once.
#[derive(Default)]
pub(super) struct DueDays(BTreeMap<(Date, u32, BodyId), Deadline>);

impl DueDays {
    /// The day by which `body` is asked to answer on `item`, in its own working days.
    pub fn due(&mut self, view: &View<'_>, item: &Item<'_>, body: BodyId) -> Option<Deadline> {
        let event = item.current?;
        let Act::Circulate { answer_within: Some(days), .. } = event.act else { return None };
        let key = (event.occurred, days, body);
        Some(*self.0.entry(key).or_insert_with(|| {
            let asked = view.agreement.body_of(body);
            // A body that names no calendar is counted by the forecast, which has no file under any name.
            let calendar = asked.calendar.as_deref().unwrap_or(&asked.id);
            view.calendars.after(event.occurred, days, &[calendar], view.known_at)
        }))
    }
}

impl Tally {
    /// Counts the items on the list of `round`.
    pub fn of(view: &View<'_>, round: &Round<'_>, required: bool) -> Tally {
        let (mut tally, mut days) = (Tally::default(), DueDays::default());
        for (number, item) in round.live() {
            tally.live += 1;
            for body in &round.rule.asked {
                match item.stance(*body) {
                    Stance::Consents(_) => {}
                    Stance::Unclear(event) => tally.unclear.entry(*body).or_default().add(number, Some(event.place)),
                    Stance::Withheld(opinion, event) => {
                        tally.withheld.entry((*body, opinion)).or_default().add(number, Some(event.place));
                    }
                    Stance::Awaited(_) => {
                        let due = days.due(view, item, *body);
                        tally.awaited.entry((*body, due)).or_default().add(number, None);
                    }
                }
            }
            match round.stated(item, required) {
                Stated::NotNeeded | Stated::Holds(_) => {}
                Stated::Awaited => tally.not_stated.add(number, None),
                Stated::NotYet(event) => tally.departments_not_yet.add(number, Some(event.place)),
                Stated::Unsaid(event) => tally.departments_unsaid.add(number, Some(event.place)),
            }
        }
        for on in [&mut tally.departments_not_yet, &mut tally.departments_unsaid] {
            on.events.sort();
            on.events.dedup();
        }
        tally
    }

    /// The verdict: one consent withheld is enough for no; what is awaited comes before what cannot be told.
    pub fn status(&self) -> Status {
        let awaited = [&self.not_stated, &self.departments_not_yet];
        if !self.withheld.is_empty() {
            Status::No
        } else if self.live == 0 || !self.awaited.is_empty() || awaited.iter().any(|on| !on.items.is_empty()) {
            Status::NotYet
        } else if !self.unclear.is_empty() || !self.departments_unsaid.items.is_empty() {
            Status::CannotTell
        } else {
            Status::Yes
        }
    }
}

/// A message about items.
pub(super) fn on_items(said: Message, items: &[u32]) -> Message {
    said.with("items", Arg::Numbers(items.iter().map(|item| i64::from(*item)).collect()))
}

/// Whose reply is awaited, on which items, by when if a day was set.
pub(super) fn awaited(from: impl IntoIterator<Item = BodyId>, due: Option<Deadline>, items: &[u32]) -> Message {
    let key = match due {
        Some(due) if due.provisional => "opinion-awaited-provisional",
        Some(_) => "opinion-awaited",
        None => "opinion-awaited-no-day",
    };
    let said = on_items(Message::new(key).bodies("from", from), items);
    due.map_or(said.clone(), |due| said.date("due", due.day))
}

/// The three ways of not consenting, each with its own words.
pub(super) fn withheld(by: BodyId, opinion: Opinion, items: &[u32]) -> Message {
    let key = match opinion {
        Opinion::AgreeWithChanges => "agrees-with-changes",
        Opinion::Reserve => "reserves",
        _ => "disagrees",
    };
    on_items(Message::new(key).body("by", by), items)
}
