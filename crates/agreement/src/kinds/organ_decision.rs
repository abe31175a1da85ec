//! A decision of an organ: a text on the table, one vote for each voter, and the outcome by the rule that the data name.
//!
//! Votes need no tally act. A decision that failed may be taken to the next body, where the agreement says to whom.

mod count;

use super::{Kind, Provision};
use crate::act::{Act, ActKind, Event};
use crate::ballot::reported;
use crate::decision::{Decision, Outcome, Reply};
use crate::finding::{Because, Finding, Status, Step};
use crate::id::{BodyId, DecisionId, Digest, MatterId, Occasion, RuleId};
use crate::message::Message;
use crate::reading::{Answer, Choice};
use crate::refusal::Refusal;
use crate::rule_file::Tree;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, maybe, one};
use crate::state::Case;
use crate::view::View;
use count::{Count, Result as Counted, days_after, reply, voters_with};

/// The power of an organ to decide.
#[derive(Debug)]
pub struct OrganDecision {
    /// The decision rule.
    pub decision: DecisionId,
    /// The organ, where the text names one.
    pub organ: Option<BodyId>,
}

/// `organ_decision id=… cite=… decision=… organ=…`
pub const SHAPE: Shape = Shape {
    name: "organ_decision",
    args: &[],
    props: &[
        RULE_ID,
        CITE,
        one("decision", Takes::Ref(Space::Decision)),
        maybe("organ", Takes::Ref(Space::Body)),
    ],
    children: &[],
};

fn voters(decision: &Decision) -> Vec<BodyId> {
    decision.voters.iter().map(|(voter, _)| *voter).collect()
}

/// The text that an opening act puts to the vote.
fn text_of(opening: &Act) -> Option<Digest> {
    match opening {
        Act::ProposeDecision { text, .. } | Act::Escalate { text, .. } => Some(*text),
        _ => None,
    }
}

impl OrganDecision {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<OrganDecision> {
        let decision = tree.word("decision").and_then(|id| lookup.agreement.decision_id(id))?;
        Some(OrganDecision { decision, organ: lookup.body(tree, "organ") })
    }

    fn check_vote(&self, case: &Case<'_>, text: Digest) -> Result<(), Refusal> {
        let opening = case.opening().ok_or(Refusal::NoSuchMatter { matter: case.matter })?;
        if text_of(&opening.act) != Some(text) {
            return Err(Refusal::TextUnknown {});
        }
        // Asked only of the log that is being written, so that what others recorded cannot stand in the way.
        let own = case.seen_by(case.matter, ActKind::Vote, case.event.author);
        let own = own.filter(|vote| vote.place.log == case.event.place.log && !case.state.corrected.contains_key(&vote.place));
        match own.min_by_key(|vote| vote.place) {
            Some(earlier) => Err(Refusal::VotedTwice { earlier: earlier.place }),
            None => Ok(()),
        }
    }

    fn check_escalation(&self, case: &Case<'_>, from: MatterId, text: Digest) -> Result<(), Refusal> {
        let agreement = case.state.agreement;
        let unknown = Refusal::NoSuchMatter { matter: from };
        let Occasion::Opened(place) = from.occasion else { return Err(unknown) };
        let opened = case.state.event(place).filter(|(matter, _)| *matter == from && case.sees(place));
        let (Some((_, opening)), Kind::OrganDecision(earlier)) = (opened, &agreement.rule(from.rule).kind) else {
            return Err(unknown);
        };
        let decision = agreement.decision(earlier.decision);
        let here = |(to, next): &(BodyId, Option<DecisionId>)| Some(*to) == self.organ || *next == Some(self.decision);
        if !decision.escalate.as_ref().is_some_and(here) {
            return Err(Refusal::NotInThisMatter { act: ActKind::Escalate, matter: case.matter });
        }
        let may = [voters(decision), voters(agreement.decision(self.decision))].concat();
        case.entitled(&may)?;
        if text_of(&opening.event.act) != Some(text) {
            return Err(Refusal::TextUnknown {});
        }
        let failed = seen_outcome(case, from, decision) == Outcome::Failed;
        if failed || over(decision, &opening.event, case.event) { Ok(()) } else { Err(Refusal::NotFailed { matter: from }) }
    }

    fn finding(&self, view: &View<'_>, matter: MatterId) -> Option<Finding> {
        let opening = opening(view, matter)?;
        let decision = view.agreement.decision(self.decision);
        let count = Count::new(view, matter, decision, opening);
        let result = count.result(view, matter, decision);
        let outcome = decision.outcome(&result.replies, result.closed);
        let (status, said) = match outcome {
            Outcome::Passed => (Status::Yes, Message::new("decision-adopted")),
            Outcome::Failed => (Status::No, Message::new("decision-failed")),
            Outcome::Open => {
                let awaited = voters_with(decision, &result.replies, Reply::None);
                (Status::NotYet, Message::new("votes-awaited").bodies("from", awaited))
            }
        };
        let mut finding = Finding { status, on: None, because: Vec::new() };
        if outcome != Outcome::Open {
            finding.on = count.settled_on(decision, &result, outcome);
        }
        if outcome != Outcome::Open || !decision.silence_consents || count.closing.is_none() {
            finding.because.push(Because::new(said, decision.cite));
        }
        finding.because.extend(votes(decision, &count, &result));
        finding.because.extend(result.grounds);
        finding.because.extend(reported(view, matter, decision.cite).map(|(_, because)| because));
        if let (Outcome::Failed, Some((to, _))) = (outcome, &decision.escalate) {
            finding.because.push(Because::new(Message::new("may-be-taken-to").body("to", *to), decision.cite));
        }
        Some(resting_on(view, matter, opening, finding))
    }
}

/// What the votes that the author had seen have come to, whatever else was cast. More sight never undoes a failure.
fn seen_outcome(case: &Case<'_>, matter: MatterId, decision: &Decision) -> Outcome {
    let first = |(voter, _): &(BodyId, u32)| {
        let votes = case.seen_by(matter, ActKind::Vote, *voter);
        let vote = votes.min_by_key(|vote| (vote.place.log != *voter, vote.place.number));
        match vote.map(|vote| &vote.act) {
            Some(Act::Vote { vote, .. }) => reply(*vote),
            _ => Reply::None,
        }
    };
    let replies: Vec<Reply> = decision.voters.iter().map(first).collect();
    decision.outcome(&replies, false)
}

/// Whether `event` comes after the closing of the decision that `opening` put to the vote. What was then lacking is
/// absence, so it is left to the standing. Working days are at least as many calendar days, which is all that a judge
/// without calendars can know.
fn over(decision: &Decision, opening: &Event, event: &Event) -> bool {
    let until = match opening.act {
        Act::ProposeDecision { until: Some(until), .. } => Some(until),
        _ => decision.answer_within.map(|(days, _)| days_after(opening.occurred, days)),
    };
    until.is_some_and(|until| event.occurred > until)
}

fn opening<'v>(view: &View<'v>, matter: MatterId) -> Option<&'v Event> {
    let Occasion::Opened(place) = matter.occasion else { return None };
    view.recorded(matter).iter().map(|recorded| &recorded.event).find(|event| event.place == place)
}

/// A decision that was taken here from another body stands only if it failed there.
fn resting_on(view: &View<'_>, matter: MatterId, opening: &Event, finding: Finding) -> Finding {
    let Act::Escalate { from, .. } = opening.act else { return finding };
    let earlier = view.provision(from.rule).stand(view, from, false).map(|answer| answer.first().status);
    let cite = view.agreement.rule(matter.rule).cite;
    let because = |key| Because::new(Message::new(key).matter("from", from), cite).from([opening.place]);
    match earlier {
        Some(Status::No) => finding.and(because("taken-from")),
        Some(Status::Yes) => Finding::new(Status::No, because("earlier-adopted")),
        _ => Finding::new(Status::NotYet, because("earlier-not-failed")),
    }
}

/// Who voted how, and whose vote came after the closing.
fn votes(decision: &Decision, count: &Count, result: &Counted) -> Vec<Because> {
    let mut grounds = Vec::new();
    for (reply, key) in [(Reply::For, "votes-for"), (Reply::Against, "votes-against"), (Reply::Abstains, "votes-abstaining")] {
        let cast = decision.voters.iter().zip(&count.casts).zip(&result.replies);
        let cast = cast.filter_map(|(((voter, _), cast), counted)| {
            cast.filter(|cast| cast.reply == reply && *counted == reply && !cast.late).map(|cast| (*voter, cast.place))
        });
        let (by, places): (Vec<BodyId>, Vec<_>) = cast.unzip();
        if !by.is_empty() {
            grounds.push(Because::new(Message::new(key).bodies("by", by), decision.cite).from(places));
        }
    }
    for ((voter, _), cast) in decision.voters.iter().zip(&count.casts) {
        if let (Some(cast), Some(closing)) = (cast.filter(|cast| cast.late), count.closing) {
            let said = Message::new("vote-after-closing").body("by", *voter).date("closing", closing.deadline.day);
            grounds.push(Because::new(said, decision.cite).from([cast.place]));
        }
    }
    grounds
}

impl Provision for OrganDecision {
    fn accepts(&self, act: ActKind) -> bool {
        matches!(act, ActKind::ProposeDecision | ActKind::Vote | ActKind::Escalate | ActKind::ReportPaper)
    }

    fn has_openings(&self) -> bool {
        true
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        let mut may = voters(case.state.agreement.decision(self.decision));
        match &case.event.act {
            Act::Escalate { from, text } => self.check_escalation(case, *from, *text)?,
            Act::Vote { text, .. } => {
                case.entitled(&may)?;
                self.check_vote(case, *text)?;
            }
            Act::ProposeDecision { .. } => {
                may.extend(self.organ);
                case.entitled(&may)?;
            }
            _ => case.entitled(&may)?,
        }
        Ok(Vec::new())
    }

    fn stand(&self, view: &View<'_>, matter: MatterId, _detail: bool) -> Option<Answer<Finding>> {
        self.finding(view, matter).map(|finding| Answer(vec![(Vec::new(), finding)]))
    }

    fn steps(&self, view: &View<'_>, rule: RuleId) -> Vec<Step> {
        let decision = view.agreement.decision(self.decision);
        let needed = |matter: MatterId| {
            let opening = opening(view, matter)?;
            let finding = self.finding(view, matter).filter(|finding| finding.status == Status::NotYet)?;
            let awaited = |key: &str| finding.because.iter().find(|because| because.message.key == key);
            let votes = awaited("votes-awaited").map(|because| (ActKind::Vote, because));
            let evidence = || awaited("evidence-awaited").map(|because| (ActKind::Evidence, because));
            let (act, because) = votes.or_else(evidence)?;
            let closing = Count::new(view, matter, decision, opening).closing.filter(|_| act == ActKind::Vote);
            Some(Step {
                who: because.message.bodies_of("from")?.to_vec(),
                act,
                matter: Some(matter),
                item: None,
                due: closing.map(|closing| closing.deadline),
                because: because.clone(),
            })
        };
        view.matters_of(rule).filter_map(needed).collect()
    }
}
