//! Duties that come by period: which occurrences there are under each reading, and whether each was met, and when.

use crate::act::{Act, Event};
use crate::finding::{Because, Duty, Finding, Occurrence, Status};
use crate::id::{BodyId, Cite, MatterId, Place, PointId, RuleId};
use crate::message::Message;
use crate::period::{Every, Period};
use crate::reading::{Answer, Reading, assemble, branches};
use crate::view::View;
use jiff::Span;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What met a duty: the day, and the events.
pub type MetBy = Option<(Date, Vec<Place>)>;

/// The occurrences of a periodic duty up to the view's day; `judge` gives the verdict of one under one reading.
/// `points` are those that the verdict depends on beside the meaning of the period.
pub fn by_period(
    view: &View<'_>,
    rule: RuleId,
    every: &Every,
    bearers: &[BodyId],
    points: &[PointId],
    judge: impl Fn(&Reading, &Period) -> Finding,
) -> Vec<Duty> {
    let mut points: Vec<PointId> = points.to_vec();
    points.extend(every.year_point.iter().chain(&every.partial_point).map(|(point, _)| *point));
    points.extend(crate::kinds::term::points(view));
    let by_reading = branches(&points, view.readings, |reading| {
        let periods = view.force(reading).span().map(|force| every.periods(force, view.as_of, reading)).unwrap_or_default();
        periods.into_iter().map(|period| Occurrence { period, finding: judge(reading, &period) }).collect::<Vec<_>>()
    });
    let keys: BTreeSet<(i16, u32)> =
        by_reading.iter().flat_map(|(_, all)| all.iter().map(|one| (one.period.year, one.period.turn))).collect();
    let duty = |(year, turn): (i16, u32)| {
        let one = by_reading.iter().map(|(choice, all)| {
            let at = all.binary_search_by_key(&(year, turn), |one| (one.period.year, one.period.turn));
            (choice.clone(), at.ok().map(|at| &all[at]))
        });
        let turns = keys.range((year, 0)..=(year, u32::MAX)).count() as u32;
        let matter = (every.years > 0).then(|| MatterId::period(rule, year));
        Duty {
            rule,
            matter,
            year,
            turn,
            turns,
            item: None,
            bearers: bearers.to_vec(),
            answer: owned(assemble(&one.collect::<Vec<_>>())),
        }
    };
    keys.iter().copied().map(duty).collect()
}

/// The same answer, holding its occurrences.
fn owned(answer: Answer<Option<&Occurrence>>) -> Answer<Option<Occurrence>> {
    Answer(answer.0.into_iter().map(|(choice, one)| (choice, one.cloned())).collect())
}

/// The verdict of a duty with a period, from what met it. The words are those of `domain` duties: missed only when the
/// period is over, late still counts as met.
pub fn timed(view: &View<'_>, period: &Period, met: MetBy, cite: Cite) -> Finding {
    if let Some((day, events)) = met {
        let status = if day <= period.due { Status::Met } else { Status::MetLate };
        let said = Message::new("met-on").date("day", day).date("due", period.due);
        return Finding::new(status, Because::new(said, cite).from(events)).on(day);
    }
    let soon = period.due.checked_sub(Span::new().days(view.agreement.due_soon_days)).unwrap_or(Date::MIN);
    let (status, key) = if view.as_of < period.first {
        (Status::NotYet, "not-begun")
    } else if view.as_of > period.last {
        (Status::Missed, "none-on-record")
    } else if view.as_of > period.due {
        (Status::Overdue, "none-on-record")
    } else if view.as_of >= soon {
        (Status::DueSoon, "none-yet-on-record")
    } else {
        (Status::Open, "none-yet-on-record")
    };
    let said = Message::new(key).date("first", period.first).date("due", period.due);
    Finding::new(status, Because::new(said, cite))
}

/// The verdict of a duty for which the text gives no day: open until the term is over, and only then missed.
pub fn dateless(view: &View<'_>, period: &Period, met: MetBy, cite: Cite) -> Finding {
    let mut finding = timed(view, period, met, cite);
    if finding.status == Status::DueSoon {
        finding.status = Status::Open;
    }
    finding
}

/// The reasons on record: the latest of each author. They stand beside a verdict and change no word of it.
pub fn reasons<'e>(events: impl Iterator<Item = &'e Event>, cite: Cite) -> Vec<Because> {
    let mut latest: BTreeMap<BodyId, (&str, Place)> = BTreeMap::new();
    for event in events {
        if let Act::RecordReason { text } = &event.act {
            latest.insert(event.author, (text, event.place));
        }
    }
    let said = latest.into_iter().map(|(author, (text, place))| {
        Because::new(Message::new("reason-recorded").body("by", author).text("text", text), cite).from([place])
    });
    said.collect()
}
