//! The report: every answer that the record gives on one day, as known on another. It is data; words come later.

use crate::act::{ActKind, Event};
use crate::calendar::Calendars;
use crate::finding::{Duty, Finding, Step};
use crate::id::{MatterId, Occasion, RuleId};
use crate::kinds::Kind;
use crate::matter::Matter;
use crate::reading::{Answer, Readings};
use crate::state::State;
use crate::view::View;
use jiff::civil::Date;

/// The report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The day asked about.
    pub as_of: Date,
    /// The day on which the asker knew.
    pub known_at: Date,
    /// Whether the agreement is in force, and until when.
    pub standing: Option<Answer<Finding>>,
    /// The occurrences of duties, in the order of the rules, then of the years.
    pub duties: Vec<Duty>,
    /// How each matter stands that holds anything, in the order of the rules.
    pub matters: Vec<(MatterId, Answer<Finding>)>,
    /// The acts that are needed next, in the order of the rules.
    pub steps: Vec<Step>,
}

/// Answers everything about `state` on `as_of` as known on `known_at`.
pub fn report(state: &State<'_>, as_of: Date, known_at: Date, readings: &Readings, calendars: &Calendars) -> Report {
    let view = View::new(state, as_of, known_at, readings, calendars);
    Report {
        as_of,
        known_at,
        standing: standing(&view, false),
        duties: duties(&view),
        matters: matters(&view),
        steps: steps(&view),
    }
}

/// The same of a record of which some matters are away: `events_of` gives back the events of such a matter, in the order of
/// [`State::places`]. Matters that rest are brought back a part at a time, so that a question needs no room for them all.
pub fn report_with(
    state: &State<'_>,
    (as_of, known_at): (Date, Date),
    readings: &Readings,
    calendars: &Calendars,
    events_of: &dyn Fn(MatterId) -> Vec<Event>,
) -> Report {
    if !state.lacks_any() {
        return report(state, as_of, known_at, readings, calendars);
    }
    let days = (as_of, known_at);
    let awake = View::over(state, state.matters_awake(), days, readings, calendars);
    let standing = standing(&awake, false);
    let mut said = Report { as_of, known_at, standing, duties: Vec::new(), matters: Vec::new(), steps: Vec::new() };
    for rule in state.agreement.rule_ids() {
        if !awake.provision(rule).rests() {
            said.add(&awake, rule);
            continue;
        }
        let all: Vec<(MatterId, &Matter)> = state.matters_of(rule).collect();
        for part in all.chunks(PART) {
            let away = part.iter().filter(|(_, matter)| matter.is_away());
            let back: Vec<(MatterId, Matter)> = away.map(|(id, matter)| (*id, state.apart(matter, events_of(*id)))).collect();
            let near = part.iter().copied().filter(|(_, matter)| !matter.is_away());
            let shown = state.matters_awake().chain(near).chain(back.iter().map(|(id, matter)| (*id, matter)));
            said.add(&View::over(state, shown, days, readings, calendars), rule);
        }
    }
    said
}

/// How many matters are brought back at a time.
const PART: usize = 1_000;

impl Report {
    /// Adds what `view` says of the matters of `rule`.
    fn add(&mut self, view: &View<'_>, rule: RuleId) {
        let provision = view.provision(rule);
        self.duties.extend(provision.duties(view, rule));
        self.matters.extend(view.matters_of(rule).filter_map(|matter| Some((matter, stand(view, matter, false)?))));
        self.steps.extend(provision.steps(view, rule));
    }
}

/// Whether the agreement is in force; none if its rule file has no term.
pub fn standing(view: &View<'_>, detail: bool) -> Option<Answer<Finding>> {
    let term = view.agreement.rules_of(|kind| if let Kind::Term(rule) = kind { Some(rule) } else { None }).next();
    term.and_then(|(rule, _)| stand(view, MatterId::standing(rule), detail))
}

/// How one matter stands.
pub fn stand(view: &View<'_>, matter: MatterId, detail: bool) -> Option<Answer<Finding>> {
    view.provision(matter.rule).stand(view, matter, detail)
}

/// The occurrences of all duties.
pub fn duties(view: &View<'_>) -> Vec<Duty> {
    view.agreement.rule_ids().flat_map(|rule| duties_of(view, rule)).collect()
}

/// The occurrences of the duties of one rule.
pub fn duties_of(view: &View<'_>, rule: RuleId) -> Vec<Duty> {
    view.provision(rule).duties(view, rule)
}

/// How every matter stands that holds anything.
pub fn matters(view: &View<'_>) -> Vec<(MatterId, Answer<Finding>)> {
    let in_sight = view.matters().filter_map(|matter| stand(view, matter, false).map(|answer| (matter, answer)));
    in_sight.collect()
}

/// Whether acts of a kind belong to a matter. One that opens a matter of its own belongs to its rule.
pub fn takes(view: &View<'_>, matter: MatterId, kind: ActKind) -> bool {
    let provision = view.provision(matter.rule);
    let standing = matter.occasion == Occasion::Standing;
    provision.accepts(kind) && if standing { kind.opens() || provision.takes_standing(kind) } else { !kind.opens() }
}

/// The acts that are needed next.
pub fn steps(view: &View<'_>) -> Vec<Step> {
    view.agreement.rule_ids().flat_map(|rule| view.provision(rule).steps(view, rule)).collect()
}
