//! Key work: the list of each year that all propose, the convener circulates, and those asked must agree on item by item.
//!
//! Settled is a computation, never an act; an instrument that adopts the list is optional and only noted.

mod grounds;
mod steps;
mod tally;

use super::Provision;
use super::opinion_round::{Departments, OpinionRound, Round, own_hand};
use crate::act::{Act, ActKind};
use crate::duty;
use crate::finding::{Duty, Finding, Step};
use crate::id::{BodyId, MatterId, Occasion, RuleId};
use crate::period::{self, DUE, EVERY, Every};
use crate::reading::{Answer, Choice, under};
use crate::refusal::Refusal;
use crate::rule_file::Tree;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, has, may_have, maybe, one};
use crate::state::Case;
use crate::view::View;
use std::collections::BTreeMap;

/// The yearly list.
#[derive(Debug)]
pub struct KeyWork {
    /// How often there is a list.
    pub every: Every,
    /// Who proposes tasks.
    pub proposers: Vec<BodyId>,
    /// How the list is agreed.
    pub round: OpinionRound,
    /// Who carries it out.
    pub implementers: Vec<BodyId>,
}

const BY: &[crate::rule_file::vocabulary::Slot] = &[one("by", Takes::Ref(Space::Voters))];
const PROPOSE: Shape = Shape { name: "propose", args: &[], props: BY, children: &[] };
const CONVENER: Shape = Shape { name: "convener", args: &[one("body", Takes::Ref(Space::Body))], props: &[], children: &[] };
const ASKED: Shape = Shape { name: "asked", args: &[], props: BY, children: &[] };
const DEPARTMENTS: Shape = Shape {
    name: "departments",
    args: &[one("body", Takes::Ref(Space::Body))],
    props: &[maybe("reading", Takes::Ref(Space::Point))],
    children: &[],
};
const IMPLEMENT: Shape = Shape { name: "implement", args: &[], props: BY, children: &[] };

/// `key_work cite=… { every "year"; propose by=…; convener …; asked by=…; departments … reading=…; implement by=… }`
pub const SHAPE: Shape = Shape {
    name: "key_work",
    args: &[],
    props: &[RULE_ID, CITE],
    children: &[
        has(&EVERY),
        may_have(&DUE),
        has(&PROPOSE),
        has(&CONVENER),
        has(&ASKED),
        may_have(&DEPARTMENTS),
        has(&IMPLEMENT),
    ],
};

impl KeyWork {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<KeyWork> {
        let every = period::read(tree, &|id, option| lookup.agreement.option(id, option));
        let by = |name: &str| tree.child(name).map(|node| lookup.voters(node, "by")).unwrap_or_default();
        let (proposers, implementers, mut asked) = (by("propose"), by("implement"), by("asked"));
        let convener = tree.child_word("convener").and_then(|id| lookup.agreement.body(id))?;
        asked.retain(|body| *body != convener);
        let departments = tree.child("departments").and_then(|node| {
            let required = lookup.option(node, "reading", "required");
            lookup.agreement.body(node.id()).map(|body| Departments { body, required })
        });
        let round = OpinionRound { convener, asked, departments };
        Some(KeyWork { every, proposers, round, implementers })
    }

    /// Whose agreement makes the list, in the agreement's order: those who may also adopt it.
    pub fn agreeing(&self) -> Vec<BodyId> {
        let mut bodies = self.round.asked.clone();
        bodies.push(self.round.convener);
        bodies.sort();
        bodies
    }

    fn check_carried(&self, case: &Case<'_>, carried_from: Option<&str>) -> Result<(), Refusal> {
        match carried_from.and_then(item_of_year) {
            Some((year, item)) => self.round.check_item(case, MatterId::period(case.rule, year), item),
            None => Ok(()),
        }
    }
}

/// The year and the item that `2018.3` names; any other text is a remark about another list.
pub(super) fn item_of_year(text: &str) -> Option<(i16, u32)> {
    let (year, item) = text.split_once('.')?;
    Some((year.parse().ok()?, item.parse().ok()?))
}

impl Provision for KeyWork {
    fn accepts(&self, act: ActKind) -> bool {
        match act {
            ActKind::StateDepartments => self.round.departments.is_some(),
            ActKind::ProposeTask | ActKind::NoProposal | ActKind::Circulate | ActKind::GiveOpinion => true,
            ActKind::ParkTask | ActKind::AdoptList | ActKind::ReportProgress | ActKind::CloseTask => true,
            ActKind::RecordReason | ActKind::ReportPaper => true,
            _ => false,
        }
    }

    fn has_periods(&self) -> bool {
        true
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        if !matches!(case.matter.occasion, Occasion::Period(_)) {
            return Err(Refusal::NoSuchMatter { matter: case.matter });
        }
        match &case.event.act {
            Act::ProposeTask { carried_from, .. } => {
                own_hand(case, &self.proposers)?;
                self.check_carried(case, carried_from.as_deref())?;
            }
            Act::NoProposal {} => own_hand(case, &self.proposers)?,
            Act::AdoptList { .. } => case.entitled(&self.agreeing())?,
            Act::ReportProgress { item, .. } => {
                case.entitled(&self.implementers)?;
                self.round.check_item(case, case.matter, *item)?;
            }
            Act::RecordReason { .. } | Act::ReportPaper { .. } => {
                let parties: Vec<BodyId> = case.state.agreement.parties().collect();
                case.entitled(&parties)?;
            }
            _ => self.round.check(case)?,
        }
        Ok(Vec::new())
    }

    fn stand(&self, view: &View<'_>, matter: MatterId, detail: bool) -> Option<Answer<Finding>> {
        matter.year()?;
        let round = Round::of(view, &self.round, matter);
        let list = grounds::List { view, rule: self, matter, cite: view.agreement.rule(matter.rule).cite, round: &round };
        let both = [false, true].map(|required| list.finding(required, detail));
        Some(under(&self.round.points(), view.readings, |reading| both[usize::from(self.round.required(reading))].clone()))
    }

    fn duties(&self, view: &View<'_>, rule: RuleId) -> Vec<Duty> {
        let cite = view.agreement.rule(rule).cite;
        let matters = view.matters_of(rule).filter_map(|matter| matter.year().map(|year| (year, matter)));
        let met: BTreeMap<i16, [duty::MetBy; 2]> = matters
            .map(|(year, matter)| {
                let round = Round::of(view, &self.round, matter);
                (year, [false, true].map(|required| round.became_settled(required)))
            })
            .collect();
        duty::by_period(view, rule, &self.every, &self.proposers, &self.round.points(), |reading, period| {
            let met = met.get(&period.year).and_then(|met| met[usize::from(self.round.required(reading))].clone());
            let mut finding = duty::timed(view, period, met, cite);
            finding.because.extend(grounds::reasons(view, MatterId::period(rule, period.year), cite));
            finding
        })
    }

    fn steps(&self, view: &View<'_>, rule: RuleId) -> Vec<Step> {
        steps::steps(self, view, rule)
    }
}
