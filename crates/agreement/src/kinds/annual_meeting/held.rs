//! Which meetings were held, which occurrence each meets, and who was to host.

use super::{AnnualMeeting, Host, from};
use crate::act::Act;
use crate::duty::timed;
use crate::finding::{Because, Finding, Status};
use crate::id::{BodyId, MatterId, Place, RuleId};
use crate::message::Message;
use crate::period::Period;
use crate::reading::Reading;
use crate::view::View;
use jiff::civil::Date;

/// A meeting on record.
#[derive(Clone, Debug)]
pub(super) struct Meeting {
    /// The year that its record names, if it names one.
    pub year: Option<i16>,
    /// The day.
    pub day: Date,
    /// Its record.
    pub place: Place,
    /// The bodies whose attendance the record does not show; a record without a list speaks for all.
    pub absent: Vec<BodyId>,
    /// Whether the record lists who attended.
    pub listed: bool,
    /// Who hosted.
    pub host: Option<BodyId>,
    /// Who is to host the next.
    pub next_host: Option<BodyId>,
}

/// Whether `day` falls into `period`.
pub(super) fn within(period: &Period, day: Date) -> bool {
    day >= period.first && day <= period.last
}

impl Meeting {
    /// Whether it belongs to `period`: it names its year, or names none and fell into it.
    pub fn belongs(&self, period: &Period) -> bool {
        self.year.map_or_else(|| within(period, self.day), |year| year == period.year)
    }

    fn precedes(&self, period: &Period) -> bool {
        self.year.map_or_else(|| self.day < period.first, |year| year < period.year)
    }
}

/// The meetings that `events` record.
pub(super) fn recorded<'e>(
    rule: &AnnualMeeting,
    year: Option<i16>,
    events: impl Iterator<Item = &'e crate::act::Event>,
) -> impl Iterator<Item = Meeting> {
    events.filter_map(move |event| match &event.act {
        Act::HoldMeeting { attended, host, next_host } => {
            let listed = !attended.is_empty();
            let absent = rule.of.iter().copied().filter(|body| listed && !attended.contains(body)).collect();
            let (host, next_host) = (*host, *next_host);
            Some(Meeting { year, day: event.occurred, place: event.place, absent, listed, host, next_host })
        }
        _ => None,
    })
}

/// All meetings of a rule in sight, by their days.
pub(super) fn meetings(rule: &AnnualMeeting, view: &View<'_>, id: RuleId) -> Vec<Meeting> {
    let matters = view.matters_of(id);
    let mut meetings: Vec<Meeting> = matters.flat_map(|matter: MatterId| recorded(rule, matter.year(), view.events(matter))).collect();
    meetings.sort_by_key(|meeting| (meeting.day, meeting.place));
    meetings
}

/// The verdict of one occurrence: the k-th meeting that all attended meets the k-th turn.
pub(super) fn finding(
    rule: &AnnualMeeting,
    view: &View<'_>,
    id: RuleId,
    meetings: &[Meeting],
    reading: &Reading,
    period: &Period,
) -> Finding {
    let cite = view.agreement.rule(id).cite;
    let of_period = || meetings.iter().filter(|meeting| meeting.belongs(period));
    let met = of_period().filter(|meeting| meeting.absent.is_empty()).nth(period.turn as usize);
    let mut finding = timed(view, period, met.map(|meeting| (meeting.day, vec![meeting.place])), cite);
    if met.is_none() {
        let partial = of_period().filter(|meeting| !meeting.absent.is_empty());
        finding.because.extend(partial.map(|meeting| without(meeting, cite)));
        finding.because.extend(to_host(rule, view, id, meetings, reading, period));
    } else if met.is_some_and(|meeting| !meeting.listed) {
        finding.because.push(Because::new(Message::new("attendance-not-listed"), cite));
    }
    debug_assert!(met.is_none() || matches!(finding.status, Status::Met | Status::MetLate));
    finding
}

/// A meeting whose record does not show all of the bodies.
pub(super) fn without(meeting: &Meeting, cite: crate::id::Cite) -> Because {
    let mut because = from("meeting-without", meeting.absent.iter().copied(), cite).from([meeting.place]);
    because.message = because.message.date("day", meeting.day);
    because
}

/// Who is to host the meeting of `period`, where a rotation says so.
pub(super) fn to_host(
    rule: &AnnualMeeting,
    view: &View<'_>,
    id: RuleId,
    meetings: &[Meeting],
    reading: &Reading,
    period: &Period,
) -> Option<Because> {
    let cite = view.agreement.rule(id).cite;
    match rule.host.as_ref()? {
        Host::Named => {
            // A meeting names the host of the next one only: once that is held, an older naming is spent.
            let before = || meetings.iter().rev().filter(|meeting| meeting.precedes(period) || meeting.belongs(period));
            let since = before().find(|meeting| meeting.absent.is_empty()).map(|meeting| meeting.day);
            let last = before().find(|meeting| meeting.next_host.is_some() && Some(meeting.day) >= since)?;
            let said = Message::new("host-named").body("host", last.next_host?).date("day", last.day);
            Some(Because::new(said, cite).from([last.place]))
        }
        Host::Listed(order) => {
            let first = rule.periods(view, reading).first()?.year;
            let turns = i64::from(period.year - first) / i64::from(rule.every.years.max(1));
            let host = *order.get(usize::try_from(turns).ok()? % order.len().max(1))?;
            Some(Because::new(Message::new("host-by-turn").body("host", host).number("year", period.year), cite))
        }
    }
}
