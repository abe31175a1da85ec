//! The annual meeting: called, agreed, held, its minutes approved, its follow-ups carried out.
//!
//! A meeting that not all of the bodies attended meets no duty. The k-th meeting of a period meets its k-th turn. A
//! recorded reason stands beside a missed year and changes no word of it.

use super::Provision;
use super::daily_mechanism::reasons;
use crate::act::{Act, ActKind};
use crate::finding::{Because, Duty, Finding, Step};
use crate::id::{BodyId, MatterId, PointId, RuleId};
use crate::message::Message;
use crate::period::{self, EVERY, Every, Period};
use crate::reading::{Answer, Choice, Reading};
use crate::refusal::Refusal;
use crate::rule_file::Tree;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, has, many, may_have, maybe, one};
use crate::state::Case;
use crate::view::View;

mod follow_up;
mod held;
mod minutes;
mod sitting;

/// How the host is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// Each meeting names the host of the next.
    Named,
    /// By turns in this order, from the first period.
    Listed(Vec<BodyId>),
}

/// A meeting that comes by period.
#[derive(Debug)]
pub struct AnnualMeeting {
    /// Who meets.
    pub of: Vec<BodyId>,
    /// How often.
    pub every: Every,
    /// Who hosts, where the text or a setting says so.
    pub host: Option<Host>,
    /// Who approves the minutes, where there are any.
    pub minutes: Option<Vec<BodyId>>,
    /// Whether one party alone can call: the point, and its option that asks for all. Without it, all must agree.
    pub caller: Option<(PointId, u8)>,
}

const MEMBERS: Shape = Shape { name: "members", args: &[many("body", Takes::Ref(Space::Body))], props: &[], children: &[] };
const HOST: Shape = Shape {
    name: "host",
    args: &[],
    props: &[one("rotation", Takes::Word(&["named", "listed"]))],
    children: &[may_have(&MEMBERS)],
};
const MINUTES: Shape = Shape { name: "minutes", args: &[], props: &[one("approved_by", Takes::Ref(Space::Voters))], children: &[] };

/// `annual_meeting id=… cite=… of=… caller=… { every "year" …; host rotation=… { members … }; minutes approved_by=… }`
pub const SHAPE: Shape = Shape {
    name: "annual_meeting",
    args: &[],
    props: &[RULE_ID, CITE, one("of", Takes::Ref(Space::Voters)), maybe("caller", Takes::Ref(Space::Point))],
    children: &[has(&EVERY), may_have(&HOST), may_have(&MINUTES)],
};

impl AnnualMeeting {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<AnnualMeeting> {
        let of = lookup.voters(tree, "of");
        let every = period::read(tree, &|id, option| lookup.agreement.option(id, option));
        let host = tree.child("host").map(|host| match host.child("members") {
            // The order of turns is the list's own, not that of the parties.
            Some(members) if host.word("rotation") == Some("listed") => {
                Host::Listed(members.ids().filter_map(|id| lookup.agreement.body(id)).collect())
            }
            _ if host.word("rotation") == Some("listed") => Host::Listed(of.clone()),
            _ => Host::Named,
        });
        let minutes = tree.child("minutes").map(|minutes| lookup.voters(minutes, "approved_by"));
        Some(AnnualMeeting { every, host, minutes, caller: lookup.option(tree, "caller", "all_agree"), of })
    }

    fn all_must_agree(&self, reading: &Reading) -> bool {
        self.caller.is_none_or(|(point, option)| reading.option(point) == option)
    }

    /// The points of reading on which it depends which days belong to a period.
    fn period_points(&self, view: &View<'_>) -> Vec<PointId> {
        let own = self.every.year_point.iter().chain(&self.every.partial_point).map(|(point, _)| *point);
        own.chain(super::term::points(view)).collect()
    }

    /// The periods that have begun, under one reading.
    fn periods(&self, view: &View<'_>, reading: &Reading) -> Vec<Period> {
        view.force(reading).span().map(|force| self.every.periods(force, view.as_of, reading)).unwrap_or_default()
    }

    /// The bodies that may report on follow-up `item`, as far as the case has seen it agreed.
    fn reporters(&self, case: &Case<'_>, item: u32) -> Option<Vec<BodyId>> {
        let recorders = case.state.agreement.parties().chain(self.of.iter().copied()).chain([case.state.agreement.public_record()]);
        let mut may: Option<Vec<BodyId>> = None;
        for recorder in recorders {
            for event in case.seen_by(case.matter, ActKind::AgreeFollowUp, recorder) {
                match &event.act {
                    Act::AgreeFollowUp { item: agreed, by, .. } if *agreed == item => {
                        may.get_or_insert_with(|| self.of.clone()).extend(by.iter().copied());
                    }
                    _ => {}
                }
            }
        }
        may.map(|mut may| {
            may.sort();
            may.dedup();
            may
        })
    }
}

impl Provision for AnnualMeeting {
    fn accepts(&self, act: ActKind) -> bool {
        match act {
            ActKind::CirculateMinutes | ActKind::ApproveMinutes => self.minutes.is_some(),
            ActKind::CallMeeting | ActKind::AcceptCall | ActKind::PlaceIssue | ActKind::HoldMeeting => true,
            act => matches!(act, ActKind::AgreeFollowUp | ActKind::ReportProgress | ActKind::RecordReason),
        }
    }

    fn has_periods(&self) -> bool {
        true
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        match &case.event.act {
            Act::CallMeeting { .. } => case.itself(&self.of)?,
            Act::AcceptCall { call } => {
                case.itself(&self.of)?;
                case.seen_at(*call, ActKind::CallMeeting).ok_or(Refusal::RestsOnNothing { needs: ActKind::CallMeeting })?;
            }
            Act::ApproveMinutes { text } => {
                case.itself(self.minutes.as_deref().unwrap_or_default())?;
                case.seen_text(*text).next().ok_or(Refusal::TextUnknown {})?;
            }
            Act::ReportProgress { item, .. } => {
                let may = self.reporters(case, *item).ok_or(Refusal::ItemUnknown { item: *item })?;
                case.entitled(&may)?;
            }
            _ => case.entitled(&self.of)?,
        }
        Ok(Vec::new())
    }

    fn stand(&self, view: &View<'_>, matter: MatterId, detail: bool) -> Option<Answer<Finding>> {
        Some(sitting::stand(self, view, matter, detail))
    }

    fn duties(&self, view: &View<'_>, rule: RuleId) -> Vec<Duty> {
        let cite = view.agreement.rule(rule).cite;
        let meetings = held::meetings(self, view, rule);
        let standing: Vec<_> = view.events(MatterId::standing(rule)).filter(|event| event.act.kind() == ActKind::RecordReason).collect();
        let mut duties = crate::duty::by_period(view, rule, &self.every, &self.of, &[], |reading, period| {
            let mut finding = held::finding(self, view, rule, &meetings, reading, period);
            let named = view.events(MatterId::period(rule, period.year));
            let fell = standing.iter().copied().filter(|event| held::within(period, event.occurred));
            finding.because.extend(reasons(named.chain(fell), cite));
            finding
        });
        duties.extend(view.matters_of(rule).flat_map(|matter| follow_up::duties(self, view, matter)));
        duties
    }

    fn steps(&self, view: &View<'_>, rule: RuleId) -> Vec<Step> {
        let mut steps = sitting::meeting_steps(self, view, rule);
        for matter in view.matters_of(rule) {
            steps.extend(minutes::step(self, view, matter));
            steps.extend(follow_up::steps(self, view, matter));
        }
        steps
    }
}

/// A ground that bodies are awaited for something.
fn from(key: &'static str, bodies: impl IntoIterator<Item = BodyId>, cite: crate::id::Cite) -> Because {
    Because::new(Message::new(key).bodies("from", bodies), cite)
}
