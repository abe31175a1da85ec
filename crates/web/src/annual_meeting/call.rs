//! Calls: when a party would meet, and who has accepted it. The caller's own act is its acceptance.

use crate::party_marks::{Assent, Mark, PartyMarks};
use crate::site::Site;
use agreement::act::{Act, Event};
use agreement::id::BodyId;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A call on record.
#[derive(Clone, Debug)]
pub struct Call<'a> {
    /// The act.
    pub event: &'a Event,
    /// The day on which it would meet.
    pub day: Date,
    /// How often the same caller had called before.
    pub before: usize,
    /// The first acceptance of each body.
    pub accepted: BTreeMap<BodyId, &'a Event>,
}

impl Call<'_> {
    /// Who of those that meet has not accepted it.
    pub fn awaited(&self, of: &[BodyId]) -> Vec<BodyId> {
        of.iter().copied().filter(|body| *body != self.event.author && !self.accepted.contains_key(body)).collect()
    }

    /// Who has accepted it, as marks.
    pub fn marks(&self, site: &Site<'_>, of: &[BodyId]) -> PartyMarks {
        PartyMarks::new(site, |party| {
            let given = if party == self.event.author { Some(self.event) } else { self.accepted.get(&party).copied() };
            let words = if party == self.event.author { "mark-called" } else { "mark-accepted" };
            let mark = match given {
                Some(event) => Mark::of_act(site, party, Assent::Given, &site.key(words), event),
                None => Mark::awaited(site, party, None),
            };
            of.contains(&party).then_some(mark)
        })
    }
}

/// All calls, in the order of their days of calling.
pub fn all<'a>(events: &[&'a Event]) -> Vec<Call<'a>> {
    let mut calls: Vec<Call<'a>> = Vec::new();
    for event in events.iter().copied() {
        if let Act::CallMeeting { day } = event.act {
            let before = calls.iter().filter(|call| call.event.author == event.author).count();
            calls.push(Call { event, day, before, accepted: BTreeMap::new() });
        }
    }
    // Of acts of one day the order of parties says nothing: an acceptance may stand before its call.
    for event in events.iter().copied() {
        if let Act::AcceptCall { call } = event.act
            && let Some(called) = calls.iter_mut().find(|one| one.event.place == call)
        {
            called.accepted.entry(event.author).or_insert(event);
        }
    }
    calls
}

/// The calls that stand: the one that all accepted, the latest if several; else the newest of each caller, side by side.
pub fn standing<'a>(events: &[&'a Event], of: &[BodyId]) -> Vec<Call<'a>> {
    let calls = all(events);
    let since = |call: &Call<'_>| call.accepted.values().map(|event| event.occurred).max().unwrap_or(call.event.occurred);
    let agreed = calls.iter().filter(|call| call.awaited(of).is_empty());
    match agreed.max_by_key(|call| (since(call), call.event.place)) {
        Some(call) => vec![call.clone()],
        None => {
            let newest = |call: &Call<'_>| {
                let by_caller = calls.iter().filter(|other| other.event.author == call.event.author);
                by_caller.map(|other| other.before).max() == Some(call.before)
            };
            calls.iter().filter(|call| newest(call)).cloned().collect()
        }
    }
}
