//! A decision of an organ: a text on the table, one vote for each voter, and the outcome by the rule that the data name.
//!
//! Votes need no tally act. A decision that failed may be taken to the next body, where the agreement says to whom.

mod count;

use super::{Kind, Provision};
use crate::act::{Act, ActKind, Event};
use crate::ballot::{Awaited, reported};
use crate::calendar::Calendars;
use crate::decision::{Decision, Outcome, Reply};
use crate::finding::{Because, Finding, Status, Step};
use crate::id::{BodyId, DecisionId, Digest, MatterId, Occasion, RuleId};
use crate::message::Message;
use crate::reading::{Answer, Choice, Readings};
use crate::refusal::Refusal;
use crate::rule_file::Tree;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, maybe, one};
use crate::state::{Case, State};
use crate::view::View;
use count::{Count, Counted, days_after, rank, reply, voters_with};

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
    props: &[RULE_ID, CITE, one("decision", Takes::Ref(Space::Decision)), maybe("organ", Takes::Ref(Space::Body))],
    children: &[],
};

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
        match case.own(case.matter, ActKind::Vote).next() {
            Some(earlier) => Err(Refusal::VotedTwice { earlier: earlier.place }),
            None => Ok(()),
        }
    }

    fn check_escalation(&self, case: &Case<'_>, from: MatterId, text: Digest) -> Result<(), Refusal> {
        let agreement = case.state.agreement;
        let unknown = Refusal::NoSuchMatter { matter: from };
        let Occasion::Opened(place) = from.occasion else { return Err(unknown) };
        let seen = case.state.matter_at(place) == Some(from) && case.sees(place);
        let Kind::OrganDecision(earlier) = &agreement.rule(from.rule).kind else { return Err(unknown) };
        let opened = seen.then(|| case.state.event(place)).flatten();
        let opened = opened.filter(|(_, recorded)| recorded.event.occurred <= case.event.occurred);
        let Some((_, opening)) = opened else { return Err(unknown) };
        let decision = agreement.decision(earlier.decision);
        let here = |(to, next): &(BodyId, Option<DecisionId>)| Some(*to) == self.organ || *next == Some(self.decision);
        if !decision.escalate.as_ref().is_some_and(here) {
            return Err(Refusal::NotInThisMatter { act: ActKind::Escalate, matter: case.matter });
        }
        let may = [decision.deciders(), agreement.decision(self.decision).deciders()].concat();
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
                let untold = result.unreceived && result.evidence_from.is_empty();
                (if untold { Status::CannotTell } else { Status::NotYet }, Message::new("votes-awaited").bodies("from", awaited))
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
        let vote = votes.min_by_key(|vote| rank(*voter, vote.place));
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

    fn takes_standing(&self, _act: ActKind) -> bool {
        false
    }

    fn awaited(&self, state: &State<'_>, calendars: &Calendars, matter: MatterId, witness: BodyId) -> Vec<Awaited> {
        let decision = state.agreement.decision(self.decision);
        if !decision.silence_consents || !decision.is_voter(witness) {
            return Vec::new();
        }
        let readings = Readings::all(&state.agreement.points);
        let view = View::of_one(state, matter, &readings, calendars);
        let count = opening(&view, matter).map(|opening| Count::new(&view, matter, decision, opening));
        count.map(|count| count.awaited(matter, decision, witness)).unwrap_or_default()
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        let mut may = case.state.agreement.decision(self.decision).deciders();
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

#[cfg(test)]
mod tests {
    use crate::calendar::Calendars;
    use crate::problem::Problems;
    use crate::testing::{run, run_with};
    use expect_test::{Expect, expect};

    fn rules(decision: &str) -> String {
        format!(
            r#"
        agreement test format=1
        provision art_11
        provision art_20
        provision art_21
        calendar office
        party a weight=4
        party b calendar=office
        party c
        party d
        outside guest cite=art_11
        group four cite=art_11 {{ members a b c d }}
        organ council of=four cite=art_11
        organ summit of=four cite=art_11
        decision by_rule voters=four form=vote cite=art_20 {{ {decision} }}
        decision at_summit voters=four form=vote cite=art_21 {{ needs {{ consensus }} }}
        organ_decision id=council_decision cite=art_11 decision=by_rule organ=council
        organ_decision id=summit_decision cite=art_21 decision=at_summit organ=summit
        "#
        )
    }

    fn check(decision: &str, script: &str, expect: Expect) {
        expect.assert_eq(&run(&rules(decision), &short(script)));
    }

    /// `X` is the first decision that `a` puts on the table, on the text "plan".
    fn short(script: &str) -> String {
        script.replace(" X", " on council_decision/a-1 text \"plan\"").replace("? Y", "? council_decision/a-1")
    }

    const UNANIMITY: &str = "needs { unanimity }";

    #[test]
    fn unanimity_waits_for_the_last_vote() {
        check(
            UNANIMITY,
            "
            on 2018-03-01
            a proposes decision text \"plan\"
            a votes for X
            b votes for X
            c votes for X
            ? Y
            ? next
            on 2018-03-05
            d votes for X
            ? Y
            ? next
        ",
            expect![[r#"
            council_decision/a-1: not-yet
              votes-awaited from=d [art_20]
              votes-for by=a,b,c [art_20] <- a/2 b/1 c/1
            next d vote on council_decision/a-1
            council_decision/a-1: yes on 2018-03-05
              decision-adopted [art_20]
              votes-for by=a,b,c,d [art_20] <- a/2 b/1 c/1 d/1
        "#]],
        );
    }

    #[test]
    fn an_abstention_blocks_only_where_the_rule_says_so() {
        let script = "
            on 2018-03-01
            a proposes decision text \"plan\"
            a votes for X
            b votes for X
            c votes abstain X
            d votes for X
            ? Y
        ";
        check(
            UNANIMITY,
            script,
            expect![[r#"
            council_decision/a-1: no on 2018-03-01
              decision-failed [art_20]
              votes-for by=a,b,d [art_20] <- a/2 b/1 d/1
              votes-abstaining by=c [art_20] <- c/1
        "#]],
        );
        check(
            "needs { unanimity abstention=passes }",
            script,
            expect![[r#"
            council_decision/a-1: yes on 2018-03-01
              decision-adopted [art_20]
              votes-for by=a,b,d [art_20] <- a/2 b/1 d/1
              votes-abstaining by=c [art_20] <- c/1
        "#]],
        );
    }

    #[test]
    fn bad_votes_are_refused() {
        check(
            UNANIMITY,
            "
            on 2018-03-01
            a proposes decision text \"plan\"
            guest proposes decision text \"guest's plan\"
            council proposes decision text \"the council's own\"
            guest votes for X
            b votes for on council_decision/a-1 text \"another plan\"
            b votes for X unseen a/1
            b votes for text \"plan\" on council_decision
            b reports paper about c text \"c agrees\" on council_decision
            b votes for text \"plan\" on council_decision/2018
            b votes against X occurred 2018-02-01
            on 2018-03-05
            b votes for X
            b votes against X
            b votes against X occurred 2018-03-02
            b signs on council_decision/a-1
        ",
            expect![[r#"
            refused not-entitled by=guest act=propose_decision may=a,b,c,d,council [art_11]
            refused not-entitled by=guest act=vote may=a,b,c,d [art_11]
            refused text-unknown [art_11]
            refused no-such-matter matter=council_decision/a-1 [art_11]
            refused no-such-matter matter=council_decision [art_11]
            refused no-such-matter matter=council_decision [art_11]
            refused no-such-period year=2018 [art_11]
            refused no-such-matter matter=council_decision/a-1 [art_11]
            refused voted-twice earlier=b/1 [art_11]
            refused voted-twice earlier=b/1 [art_11]
            refused not-in-this-matter act=sign matter=council_decision/a-1 [art_11]
        "#]],
        );
    }

    #[test]
    fn the_first_vote_in_a_voters_own_log_counts() {
        check(
            UNANIMITY,
            "
            on 2018-03-01
            a proposes decision text \"plan\"
            b votes against X recorder public_record
            b votes for X
            a votes against X
            a corrects event a/2
            a votes for X
            a reports paper about c text \"c agrees\" on council_decision/a-1
            ? Y
        ",
            expect![[r#"
            council_decision/a-1: not-yet
              votes-awaited from=c,d [art_20]
              votes-for by=a,b [art_20] <- a/4 b/1
              paper-reported by=a about=c paper=c agrees [art_20] <- a/5
        "#]],
        );
    }

    #[test]
    fn the_same_answers_under_other_rules_with_one_missing() {
        let script = "
            on 2018-03-01
            a proposes decision text \"plan\" until 2018-03-31
            a votes for X
            b votes for X
            c votes for X
            on 2018-03-31
            ? Y
            on 2018-04-01
            ? Y
            ? next
        ";
        check(
            UNANIMITY,
            script,
            expect![[r#"
            council_decision/a-1: not-yet
              votes-awaited from=d [art_20]
              votes-for by=a,b,c [art_20] <- a/2 b/1 c/1
            council_decision/a-1: no on 2018-03-31
              decision-failed [art_20]
              votes-for by=a,b,c [art_20] <- a/2 b/1 c/1
              votes-missing-at-closing from=d closing=2018-03-31 [art_20]
        "#]],
        );
        check(
            "needs { unless_objects }",
            script,
            expect![[r#"
            council_decision/a-1: not-yet
              votes-awaited from=d [art_20]
              votes-for by=a,b,c [art_20] <- a/2 b/1 c/1
            council_decision/a-1: yes on 2018-03-31
              decision-adopted [art_20]
              votes-for by=a,b,c [art_20] <- a/2 b/1 c/1
              votes-missing-at-closing from=d closing=2018-03-31 [art_20]
        "#]],
        );
        check(
            "needs { consensus }; escalate to=summit",
            script,
            expect![[r#"
            council_decision/a-1: not-yet
              votes-awaited from=d [art_20]
              votes-for by=a,b,c [art_20] <- a/2 b/1 c/1
            council_decision/a-1: no on 2018-03-31
              decision-failed [art_20]
              votes-for by=a,b,c [art_20] <- a/2 b/1 c/1
              votes-missing-at-closing from=d closing=2018-03-31 [art_20]
              may-be-taken-to to=summit [art_20]
        "#]],
        );
    }

    #[test]
    fn majorities_weights_and_sparing_one() {
        let script = "
            on 2018-03-01
            a proposes decision text \"plan\"
            b votes for X
            c votes for X
            ? Y
            on 2018-03-02
            d votes for X
            on 2018-03-03
            a votes against X
            ? Y
        ";
        let first = "
            council_decision/a-1: not-yet
              votes-awaited from=a,d [art_20]
              votes-for by=b,c [art_20] <- b/1 c/1
        ";
        let last = "
              votes-for by=b,c,d [art_20] <- b/1 c/1 d/1
              votes-against by=a [art_20] <- a/2
        ";
        let outcome = |decision: &str, line: &str, key: &str| {
            let lines = |text: &str| {
                text.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("{}\n", &line[12..])).collect::<String>()
            };
            let expected = format!("{}council_decision/a-1: {line}\n  {key} [art_20]\n{}", lines(first), lines(last));
            assert_eq!(run(&rules(decision), &short(script)), expected, "{decision}");
        };
        outcome("needs { majority of=all }", "yes on 2018-03-02", "decision-adopted");
        outcome("needs { all_minus count=1 }", "yes on 2018-03-02", "decision-adopted");
        outcome("needs { share \"2/3\" of=all weighted=#true }", "no on 2018-03-03", "decision-failed");
        outcome("needs { majority of=all; share \"3/4\" of=all }", "yes on 2018-03-02", "decision-adopted");
        outcome("needs { either { consensus; all_minus count=1 } }", "yes on 2018-03-02", "decision-adopted");
    }

    #[test]
    fn a_vote_after_the_closing_is_recorded_and_does_not_count() {
        check(
            "needs { majority of=all }",
            "
            on 2018-03-01
            a proposes decision text \"plan\" until 2018-03-31 until_time 12:00:00
            a votes for X
            b votes for X
            on 2018-03-31
            c votes for X time 12:00:01
            ? Y
            d votes for X time 12:00:00
            ? Y
        ",
            expect![[r#"
            council_decision/a-1: not-yet
              votes-awaited from=c,d [art_20]
              votes-for by=a,b [art_20] <- a/2 b/1
              vote-after-closing by=c closing=2018-03-31 [art_20] <- c/1
            council_decision/a-1: yes on 2018-03-31
              decision-adopted [art_20]
              votes-for by=a,b,d [art_20] <- a/2 b/1 d/1
              vote-after-closing by=c closing=2018-03-31 [art_20] <- c/1
        "#]],
        );
    }

    #[test]
    fn a_written_procedure_closes_after_days_that_all_voters_work() {
        let (mut calendars, mut problems) = (Calendars::default(), Problems::default());
        let office = r#"calendar office year=2018 status=known announced="2017-01-01" { off "2018-03-05" }"#;
        calendars.add(office, &mut problems);
        let script = short(
            "
            on 2018-03-01
            a proposes decision text \"plan\"
            a votes for X
            b votes for X
            c votes for X
            ? next
            on 2018-03-06
            ? Y
            on 2018-03-07
            ? Y
        ",
        );
        // From Thursday 1 March: Friday, and after the weekend and the day off Tuesday the 6th.
        let expected = expect![[r#"
            next d vote on council_decision/a-1 by 2018-03-06
            council_decision/a-1: not-yet
              votes-awaited from=d [art_20]
              votes-for by=a,b,c [art_20] <- a/2 b/1 c/1
            council_decision/a-1: no on 2018-03-06
              decision-failed [art_20]
              votes-for by=a,b,c [art_20] <- a/2 b/1 c/1
              votes-missing-at-closing from=d closing=2018-03-06 [art_20]
        "#]];
        expected.assert_eq(&run_with(&rules("needs { unanimity }; answer_within 2"), &script, &calendars));
        check(
            "needs { unanimity }; answer_within 2 unit=calendar",
            "
            on 2018-03-01
            a proposes decision text \"plan\"
            ? next
        ",
            expect![[r#"
            next a,b,c,d vote on council_decision/a-1 by 2018-03-03
        "#]],
        );
    }

    const ESCALATES: &str = "needs { unanimity }; escalate to=summit";

    #[test]
    fn a_failed_decision_goes_to_the_next_body() {
        check(
            ESCALATES,
            "
            on 2018-03-01
            a proposes decision text \"plan\"
            b escalates from council_decision/a-1 text \"plan\" on summit_decision
            c votes against X
            b escalates from council_decision/a-1 text \"plan\" on summit_decision unseen c/1
            b escalates from council_decision/a-1 text \"plan b\" on summit_decision
            b escalates from council_decision/a-1 text \"plan\" on council_decision
            b escalates from council_decision/a-7 text \"plan\" on summit_decision
            b escalates from council_decision/c-1 text \"plan\" on summit_decision
            d escalates from council_decision/a-1 text \"plan\" on summit_decision unseen a/1
            guest escalates from council_decision/a-1 text \"plan\" on summit_decision
            b escalates from council_decision/a-1 text \"plan\" on summit_decision
            ? Y
            a votes for text \"plan\" on summit_decision/b-1
            ? summit_decision/b-1
            ? next
        ",
            expect![[r#"
            refused not-failed matter=council_decision/a-1 [art_21]
            refused not-failed matter=council_decision/a-1 [art_21]
            refused text-unknown [art_21]
            refused not-in-this-matter act=escalate matter=council_decision/b-1 [art_11]
            refused no-such-matter matter=council_decision/a-7 [art_21]
            refused no-such-matter matter=council_decision/c-1 [art_21]
            refused no-such-matter matter=council_decision/a-1 [art_21]
            refused not-entitled by=guest act=escalate may=a,b,c,d,a,b,c,d [art_21]
            council_decision/a-1: no on 2018-03-01
              decision-failed [art_20]
              votes-against by=c [art_20] <- c/1
              may-be-taken-to to=summit [art_20]
            summit_decision/b-1: not-yet
              votes-awaited from=b,c,d [art_21]
              votes-for by=a [art_21] <- a/2
              taken-from from=council_decision/a-1 [art_21] <- b/1
            next b,c,d vote on summit_decision/b-1
        "#]],
        );
    }

    #[test]
    fn what_failed_by_its_closing_alone_is_left_to_the_standing() {
        check(
            "needs { majority of=all }; escalate to=summit decision=at_summit",
            "
            on 2018-03-01
            a proposes decision text \"plan\" until 2018-03-31
            b escalates from council_decision/a-1 text \"plan\" on summit_decision
            on 2018-03-31
            b escalates from council_decision/a-1 text \"plan\" on summit_decision
            on 2018-04-01
            b escalates from council_decision/a-1 text \"plan\" on summit_decision
            ? summit_decision/b-1
            a votes for X occurred 2018-03-30
            b votes for X occurred 2018-03-30
            c votes for X occurred 2018-03-30
            ? summit_decision/b-1
            on 2018-03-31
            known 2018-04-01
            ? summit_decision/b-1
        ",
            expect![[r#"
            refused not-failed matter=council_decision/a-1 [art_21]
            refused not-failed matter=council_decision/a-1 [art_21]
            summit_decision/b-1: not-yet
              votes-awaited from=a,b,c,d [art_21]
              taken-from from=council_decision/a-1 [art_21] <- b/1
            summit_decision/b-1: no
              earlier-adopted from=council_decision/a-1 [art_21] <- b/1
            summit_decision/b-1: nothing
        "#]],
        );
    }

    #[test]
    fn a_voters_own_word_tells_whether_a_decision_failed_whatever_the_public_record_wrote_first() {
        check(
            ESCALATES,
            "
            on 2018-03-01
            a proposes decision text \"plan\"
            b votes against X recorder public_record
            b votes for X
            c escalates from council_decision/a-1 text \"plan\" on summit_decision
        ",
            expect![[r#"
            refused not-failed matter=council_decision/a-1 [art_21]
        "#]],
        );
    }

    #[test]
    fn of_two_that_recorded_a_voter_without_a_log_the_same_one_counts_whatever_arrived_first() {
        let rules = rules(ESCALATES).replace("members a b c d }", "members a b c d guest }");
        let told = ["guest votes against X recorder b", "guest votes for X recorder c"];
        for [first, second] in [told, [told[1], told[0]]] {
            let script = format!(
                "
                on 2018-03-01
                a proposes decision text \"plan\"
                {first}
                {second}
                d escalates from council_decision/a-1 text \"plan\" on summit_decision
                ? Y
                ? summit_decision/d-1
            "
            );
            let expected = expect![[r#"
                council_decision/a-1: no on 2018-03-01
                  decision-failed [art_20]
                  votes-against by=guest [art_20] <- b/1
                  may-be-taken-to to=summit [art_20]
                summit_decision/d-1: not-yet
                  votes-awaited from=a,b,c,d,guest [art_21]
                  taken-from from=council_decision/a-1 [art_21] <- d/1
            "#]];
            expected.assert_eq(&run(&rules, &short(&script)));
        }
    }
}
