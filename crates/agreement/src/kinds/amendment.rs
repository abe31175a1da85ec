//! Amendment: a change of the text, decided by those whom the agreement names, on the same bytes.

use super::{Kind, Provision};
use crate::act::{Act, ActKind};
use crate::ballot::{self, Paper};
use crate::finding::{Finding, Step};
use crate::id::{DecisionId, MatterId, Occasion, PointId, RuleId};
use crate::reading::{Answer, Choice, under};
use crate::refusal::Refusal;
use crate::rule_file::Tree;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, maybe, one};
use crate::state::Case;
use crate::view::View;

/// The power to amend.
#[derive(Debug)]
pub struct Amendment {
    /// The decision rule.
    pub decision: DecisionId,
    /// Who may sign: the point, and its option that lets a mandated person sign.
    pub signatory: Option<(PointId, u8)>,
}

/// `amendment cite=… decision=… signatory=…`
pub const SHAPE: Shape = Shape {
    name: "amendment",
    args: &[],
    props: &[RULE_ID, CITE, one("decision", Takes::Ref(Space::Decision)), maybe("signatory", Takes::Ref(Space::Point))],
    children: &[],
};

impl Amendment {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<Amendment> {
        let decision = tree.word("decision").and_then(|id| lookup.agreement.decision_id(id))?;
        Some(Amendment { decision, signatory: lookup.option(tree, "signatory", "head_or_mandate") })
    }
}

/// Judges an act on a ballot under `decision`: opening it, or signing, withdrawing and committing on it.
pub(super) fn check_ballot(case: &Case<'_>, decision: DecisionId, signatory: Option<(PointId, u8)>) -> Result<Vec<Choice>, Refusal> {
    let voters: Vec<_> = case.state.agreement.decision(decision).voters.iter().map(|(voter, _)| *voter).collect();
    match case.opening().filter(|_| !case.event.act.opens()) {
        Some(opening) => match ballot::paper(&opening.act, &voters) {
            Some(paper) => ballot::check(case, &paper, signatory),
            None => Err(Refusal::NoSuchMatter { matter: case.matter }),
        },
        None => case.entitled(&voters).map(|()| Vec::new()),
    }
}

/// Calls `ask` with the text, base and expiry of the ballot of `matter`.
pub(super) fn with_paper<T>(view: &View<'_>, matter: MatterId, decision: DecisionId, ask: impl FnOnce(&Paper<'_>) -> T) -> Option<T> {
    let Occasion::Opened(place) = matter.occasion else { return None };
    let opening = view.events(matter).find(|event| event.place == place)?;
    let voters: Vec<_> = view.agreement.decision(decision).voters.iter().map(|(voter, _)| *voter).collect();
    ballot::paper(&opening.act, &voters).map(|paper| ask(&paper))
}

impl Provision for Amendment {
    fn accepts(&self, act: ActKind) -> bool {
        matches!(act, ActKind::ProposeAmendment | ActKind::Sign | ActKind::Withdraw | ActKind::Commit)
    }

    fn has_openings(&self) -> bool {
        true
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        check_ballot(case, self.decision, self.signatory)
    }

    fn stand(&self, view: &View<'_>, matter: MatterId, _detail: bool) -> Option<Answer<Finding>> {
        let cite = view.agreement.rule(matter.rule).cite;
        let points: Vec<PointId> = self.signatory.iter().map(|(point, _)| *point).collect();
        with_paper(view, matter, self.decision, |paper| {
            under(&points, view.readings, |reading| ballot::finding(view, matter, paper, cite, reading))
        })
    }

    fn steps(&self, view: &View<'_>, rule: RuleId) -> Vec<Step> {
        let cite = view.agreement.rule(rule).cite;
        let matters = view.matters_of(rule);
        let steps = matters.filter_map(|matter| {
            with_paper(view, matter, self.decision, |paper| {
                under(&[], view.readings, |reading| ballot::steps(view, matter, paper, cite, reading)).first().clone()
            })
        });
        steps.flatten().collect()
    }
}

/// The decided amendments, oldest first: the matter and the digest of the text.
pub fn decided(view: &View<'_>) -> Vec<(MatterId, crate::id::Digest)> {
    let mut decided = Vec::new();
    for (rule, amendment) in view.agreement.rules_of(|kind| if let Kind::Amendment(rule) = kind { Some(rule) } else { None }) {
        for matter in view.matters_of(rule) {
            let Some(answer) = amendment.stand(view, matter, false) else { continue };
            let day = answer.first().on.filter(|_| answer.0.iter().all(|(_, finding)| finding.status == crate::finding::Status::Yes));
            let text = view.events(matter).find_map(|event| match event.act {
                Act::ProposeAmendment { text, .. } => Some(text),
                _ => None,
            });
            if let (Some(day), Some(text)) = (day, text) {
                decided.push((day, matter, text));
            }
        }
    }
    decided.sort();
    decided.into_iter().map(|(_, matter, text)| (matter, text)).collect()
}
