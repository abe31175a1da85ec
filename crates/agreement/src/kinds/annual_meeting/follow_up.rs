//! Follow-ups: what a meeting decided that someone should do, and whether the bearers have reported it done.

use super::{AnnualMeeting, from};
use crate::act::{Act, ActKind, Event, Stage};
use crate::calendar::Deadline;
use crate::duty::timed;
use crate::finding::{Because, Duty, Finding, Occurrence, Status, Step};
use crate::id::{BodyId, Cite, MatterId, Place};
use crate::message::Message;
use crate::period::Period;
use crate::reading::Answer;
use crate::view::View;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// One follow-up as the record has it.
#[derive(Clone, Debug)]
struct FollowUp {
    /// The day on which it was agreed, and its record.
    agreed: (Date, Place),
    /// Who carries it out.
    bearers: Vec<BodyId>,
    /// The day by which, if the record gives one.
    due: Option<Date>,
    /// The first report of each bearer that it is done.
    done: BTreeMap<BodyId, (Date, Place)>,
}

impl FollowUp {
    fn awaited(&self) -> Vec<BodyId> {
        self.bearers.iter().copied().filter(|body| !self.done.contains_key(body)).collect()
    }
}

/// The follow-ups that `events` record, by their numbers; the latest record of an item holds.
fn read<'e>(rule: &AnnualMeeting, view: &View<'_>, events: impl Iterator<Item = &'e Event>) -> BTreeMap<u32, FollowUp> {
    let mut items: BTreeMap<u32, FollowUp> = BTreeMap::new();
    let mut done: BTreeMap<u32, BTreeMap<BodyId, (Date, Place)>> = BTreeMap::new();
    for event in events {
        match &event.act {
            Act::AgreeFollowUp { item, by, due, .. } => {
                let bearers = if by.is_empty() { rule.of.clone() } else { by.clone() };
                let agreed = (event.occurred, event.place);
                items.insert(*item, FollowUp { agreed, bearers, due: *due, done: BTreeMap::new() });
            }
            Act::ReportProgress { stage: Stage::Done, item, .. } if !view.agreement.only_tells(event) => {
                done.entry(*item).or_default().entry(event.author).or_insert((event.occurred, event.place));
            }
            _ => {}
        }
    }
    for (item, reports) in done {
        if let Some(follow_up) = items.get_mut(&item) {
            follow_up.done = reports.into_iter().filter(|(body, _)| follow_up.bearers.contains(body)).collect();
        }
    }
    items
}

/// The ground that says from whom a report is awaited, and by when.
fn because(item: u32, follow_up: &FollowUp, cite: Cite) -> Because {
    let awaited = follow_up.awaited();
    let key = match follow_up.due {
        _ if awaited.is_empty() => "follow-up-done",
        Some(_) => "follow-up-awaited-by",
        None => "follow-up-awaited",
    };
    let bodies = if awaited.is_empty() { follow_up.bearers.clone() } else { awaited };
    let mut because = from(key, bodies, cite).from([follow_up.agreed.1]);
    because.message = because.message.number("item", item);
    if let Some(due) = follow_up.due.filter(|_| key == "follow-up-awaited-by") {
        because.message = because.message.date("due", due);
    }
    because
}

/// How many follow-ups there are; each of them, if `detail`.
pub(super) fn summary(rule: &AnnualMeeting, view: &View<'_>, events: &[&Event], detail: bool, cite: Cite) -> Option<Because> {
    let items = read(rule, view, events.iter().copied());
    let open = items.values().filter(|follow_up| !follow_up.awaited().is_empty()).count();
    let said = Message::new("follow-ups-agreed").number("count", items.len() as i64).number("open", open as i64);
    let inner = if detail { items.iter().map(|(item, follow_up)| because(*item, follow_up, cite)).collect() } else { Vec::new() };
    (!items.is_empty()).then(|| Because::new(said, cite).inner(inner))
}

/// One duty for each follow-up: met when every bearer has reported it done. It has no period, so it is never missed.
pub(super) fn duties(rule: &AnnualMeeting, view: &View<'_>, matter: MatterId) -> Vec<Duty> {
    let cite = view.agreement.rule(matter.rule).cite;
    let duty = |(item, follow_up): (u32, FollowUp)| {
        let (first, _) = follow_up.agreed;
        let year = matter.year().unwrap_or(first.year());
        let period = Period { year, turn: 0, first, last: Date::MAX, due: follow_up.due.unwrap_or(Date::MAX) };
        let ground = because(item, &follow_up, cite);
        let finding = if follow_up.awaited().is_empty() {
            let day = follow_up.done.values().map(|(day, _)| *day).max().unwrap_or(first);
            let places = follow_up.done.values().map(|(_, place)| *place).collect();
            let mut finding = timed(view, &period, Some((day, places)), cite);
            finding.because = vec![ground.from(finding.because.into_iter().flat_map(|because| because.events))];
            finding
        } else {
            Finding { because: vec![ground], ..timed(view, &period, None, cite) }
        };
        debug_assert!(finding.status != Status::Missed);
        let answer = Answer(vec![(Vec::new(), Some(Occurrence { period, finding }))]);
        Duty { rule: matter.rule, matter: Some(matter), year, turn: 0, turns: 1, item: Some(item), bearers: follow_up.bearers, answer }
    };
    read(rule, view, view.events(matter)).into_iter().map(duty).collect()
}

/// The reports that are awaited.
pub(super) fn steps(rule: &AnnualMeeting, view: &View<'_>, matter: MatterId) -> Vec<Step> {
    let cite = view.agreement.rule(matter.rule).cite;
    let open = read(rule, view, view.events(matter)).into_iter().filter(|(_, follow_up)| !follow_up.awaited().is_empty());
    let step = |(item, follow_up): (u32, FollowUp)| Step {
        who: follow_up.awaited(),
        act: ActKind::ReportProgress,
        matter: Some(matter),
        item: Some(item),
        due: follow_up.due.map(|day| Deadline { day, provisional: false }),
        because: because(item, &follow_up, cite),
    };
    open.map(step).collect()
}
