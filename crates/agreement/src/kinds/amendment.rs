//! Amendment: a change of the text, decided by those whom the agreement names, on the same bytes.

use super::{Kind, Provision, publication};
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
pub(super) fn check_ballot(
    case: &Case<'_>,
    decision: DecisionId,
    signatory: Option<(PointId, u8)>,
) -> Result<Vec<Choice>, Refusal> {
    let voters = case.state.agreement.decision(decision).deciders();
    if let Act::Publish { .. } = case.event.act {
        return publication::check(case, |event| publication::of_ballot(case, event, &voters));
    }
    match case.opening().filter(|_| !case.event.act.opens()) {
        Some(opening) => match ballot::paper(&opening.act, &voters) {
            Some(paper) => ballot::check(case, &paper, signatory),
            None => Err(Refusal::NoSuchMatter { matter: case.matter }),
        },
        None => {
            case.entitled(&voters)?;
            ballot::check_base(case).map(|()| Vec::new())
        }
    }
}

/// Calls `ask` with the text, base and expiry of the ballot of `matter`.
pub(super) fn with_paper<T>(
    view: &View<'_>,
    matter: MatterId,
    decision: DecisionId,
    ask: impl FnOnce(&Paper<'_>) -> T,
) -> Option<T> {
    let Occasion::Opened(place) = matter.occasion else { return None };
    let opening = view.events(matter).find(|event| event.place == place)?;
    let voters = view.agreement.decision(decision).deciders();
    ballot::paper(&opening.act, &voters).map(|paper| ask(&paper))
}

impl Provision for Amendment {
    fn accepts(&self, act: ActKind) -> bool {
        matches!(act, ActKind::ProposeAmendment | ActKind::Sign | ActKind::Withdraw | ActKind::Commit)
            || matches!(act, ActKind::ReportPaper | ActKind::Publish)
    }

    fn takes_standing(&self, _act: ActKind) -> bool {
        false
    }

    fn ballot(&self) -> Option<DecisionId> {
        Some(self.decision)
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
            let day =
                answer.first().on.filter(|_| answer.0.iter().all(|(_, finding)| finding.status == crate::finding::Status::Yes));
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

#[cfg(test)]
mod tests {
    use crate::agreement::Agreement;
    use crate::calendar::Calendars;
    use crate::events::script;
    use crate::problem::Problems;
    use crate::reading::Readings;
    use crate::state::State;
    use crate::testing::run;
    use crate::view::View;
    use expect_test::{Expect, expect};

    const RULES: &str = r#"
        agreement test format=1
        provision final_2
        provision end
        party a
        party b
        group both cite=end { members a b }
        reading signatory cite=end { option head_only; option head_or_mandate }
        decision all_agree voters=both form=signature cite=end { needs { unanimity } }
        amendment cite=final_2 decision=all_agree signatory=signatory
    "#;

    fn check(script: &str, expect: Expect) {
        expect.assert_eq(&run(RULES, script));
    }

    #[test]
    fn an_amendment_fails_at_one_signature() {
        check(
            "
            on 2018-03-01
            a proposes amendment text \"new words\" until 2018-03-31
            a signs on amendment/a-1
            on 2018-04-01
            ? amendment/a-1
            ? next
        ",
            expect![[r#"
            amendment/a-1: no
              signatures-missing-at-expiry from=b [final_2]
              signatures-held by=a [final_2] <- a/2
        "#]],
        );
    }

    #[test]
    fn acts_on_a_ballot_need_the_ballot() {
        check(
            "
            a signs
            a signs on amendment
            b commits on amendment/2018
            a proposes amendment text \"new words\"
            a gives notice on amendment/a-1
            a proposes task text \"x\"
        ",
            expect![[r#"
            refused no-such-matter matter=amendment [final_2]
            refused no-such-matter matter=amendment [final_2]
            refused no-such-period year=2018 [final_2]
            refused not-in-this-matter act=give_notice matter=amendment/a-1 [final_2]
            refused text-silent act=propose_task [record]
        "#]],
        );
    }

    #[test]
    fn two_ballots_stand_side_by_side() {
        check(
            "
            on 2018-03-01
            a proposes amendment text \"one\"
            b proposes amendment text \"two\"
            a signs on amendment/a-1
            b signs on amendment/b-1
            ? amendment/a-1
            ? amendment/b-1
            ? next
        ",
            expect![[r#"
            amendment/a-1: not-yet
              signature-awaited from=b [final_2]
              signatures-held by=a [final_2] <- a/2
            amendment/b-1: not-yet
              signature-awaited from=a [final_2]
              signatures-held by=b [final_2] <- b/2
            next b sign on amendment/a-1
            next a sign on amendment/b-1
        "#]],
        );
    }

    #[test]
    fn only_decided_amendments_change_the_text_oldest_first() {
        let agreement = Agreement::read(RULES).unwrap();
        let mut state = State::new(&agreement);
        let script = "
            > b proposes amendment text \"first\"
            > a signs on amendment/b-1
            > b signs on amendment/b-1
            > a commits on amendment/b-1
            > b commits on amendment/b-1
            > a proposes amendment text \"second\" base b/1
            > a signs on amendment/a-3
            > b signs on amendment/a-3
            > a commits on amendment/a-3
            > b commits on amendment/a-3 occurred 2018-03-05 recorded 2018-03-05
            > a proposes amendment text \"under one reading\" base a/3 occurred 2018-03-05 recorded 2018-03-05
            > a signs post mandated on amendment/a-6 occurred 2018-03-05 recorded 2018-03-05
            > b signs on amendment/a-6 occurred 2018-03-05 recorded 2018-03-05
            > a commits on amendment/a-6 occurred 2018-03-05 recorded 2018-03-05
            > b commits on amendment/a-6 occurred 2018-03-05 recorded 2018-03-05
        ";
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let mut problems = Problems::default();
            let lines = script::lines(line, &mut problems);
            let Some((_, script::Line::Command(tokens, _))) = lines.first() else { panic!("{line}") };
            let draft = script::act(&agreement, tokens, &mut problems).unwrap();
            state.fold(draft.event(&state, "2018-03-01".parse().unwrap())).unwrap();
        }
        let decided = |day: &str| {
            let day = day.parse().unwrap();
            let (readings, calendars) = (Readings::all(&agreement.points), Calendars::default());
            let view = View::new(&state, day, day, &readings, &calendars);
            super::decided(&view).into_iter().map(|(matter, _)| agreement.matter_name(matter)).collect::<Vec<_>>()
        };
        assert_eq!(decided("2018-02-28"), [""; 0]);
        assert_eq!(decided("2018-03-01"), ["amendment/b-1"]);
        assert_eq!(decided("2018-03-05"), ["amendment/b-1", "amendment/a-3"]);
    }

    #[test]
    fn where_the_data_say_nothing_of_publication_no_amendment_is_published() {
        check(
            "
            on 2018-01-10
            a proposes amendment text \"new\"
            a publishes of a/1 text \"new\" authority \"office\" on amendment/a-1
        ",
            expect![[r#"
                refused text-silent act=publish [final_2]
            "#]],
        );
    }
}
