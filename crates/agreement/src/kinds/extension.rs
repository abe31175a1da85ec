//! Extension: a new term, decided by those whom the agreement names. Whether it may come after the term is a reading.

use super::amendment::{check_ballot, with_paper};
use super::term::Force;
use super::{Kind, Provision};
use crate::act::{Act, ActKind};
use crate::ballot;
use crate::finding::{Because, Finding, Status, Step};
use crate::id::{DecisionId, MatterId, PointId, RuleId};
use crate::message::Message;
use crate::reading::{Answer, Choice, Reading, under};
use crate::refusal::Refusal;
use crate::rule_file::Tree;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, maybe, one};
use crate::state::Case;
use crate::view::View;
use jiff::Span;
use jiff::civil::Date;

/// The power to extend.
#[derive(Debug)]
pub struct Extension {
    /// The decision rule.
    pub decision: DecisionId,
    /// Who may sign: the point, and its option that lets a mandated person sign.
    pub signatory: Option<(PointId, u8)>,
    /// Whether it may come after the term: the point, and its option that allows it.
    pub after_expiry: Option<(PointId, u8)>,
}

/// `extension cite=… decision=… signatory=… after_expiry=…`
pub const SHAPE: Shape = Shape {
    name: "extension",
    args: &[],
    props: &[
        RULE_ID,
        CITE,
        one("decision", Takes::Ref(Space::Decision)),
        maybe("signatory", Takes::Ref(Space::Point)),
        maybe("after_expiry", Takes::Ref(Space::Point)),
    ],
    children: &[],
};

impl Extension {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<Extension> {
        let decision = tree.word("decision").and_then(|id| lookup.agreement.decision_id(id))?;
        let signatory = lookup.option(tree, "signatory", "head_or_mandate");
        Some(Extension { decision, signatory, after_expiry: lookup.option(tree, "after_expiry", "allowed_after") })
    }

    fn allowed_after(&self, reading: &Reading) -> bool {
        self.after_expiry.is_some_and(|(point, option)| reading.option(point) == option)
    }
}

fn extensions<'a>(view: &View<'a>) -> impl Iterator<Item = (RuleId, &'a Extension)> {
    view.agreement.rules_of(|kind| if let Kind::Extension(rule) = kind { Some(rule) } else { None })
}

/// The points of reading on which extensions depend.
pub(super) fn points(view: &View<'_>) -> Vec<PointId> {
    extensions(view).flat_map(|(_, rule)| [rule.signatory, rule.after_expiry]).flatten().map(|(point, _)| point).collect()
}

/// The decided extensions under `reading`, by the day of decision: the day, the matter and the years.
fn decided(view: &View<'_>, reading: &Reading) -> Vec<(Date, MatterId, i16, Finding)> {
    let mut decided = Vec::new();
    for (rule, extension) in extensions(view) {
        let cite = view.agreement.rule(rule).cite;
        for matter in view.matters_of(rule) {
            let years = view.events(matter).find_map(|event| match event.act {
                Act::ProposeExtension { years, .. } => Some(years.min(999) as i16),
                _ => None,
            });
            let found = with_paper(view, matter, extension.decision, |paper| ballot::finding(view, matter, paper, cite, reading));
            let (Some(years), Some(finding)) = (years, found) else { continue };
            if let (Status::Yes, Some(day)) = (finding.status, finding.on) {
                decided.push((day, matter, years, finding));
            }
        }
    }
    decided.sort_by_key(|(day, matter, _, _)| (*day, *matter));
    decided
}

/// Lets every extension that counts move the last day of the term.
pub(super) fn prolong(view: &View<'_>, reading: &Reading, force: &mut Force) {
    for (day, matter, years, finding) in decided(view, reading) {
        let Some(last) = force.last else { return };
        let rule = view.agreement.rule(matter.rule);
        let allowed = matches!(&rule.kind, Kind::Extension(extension) if extension.allowed_after(reading));
        if day > last && !allowed {
            continue;
        }
        let until = last.checked_add(Span::new().years(years)).unwrap_or(Date::MAX);
        force.last = Some(until);
        let said = Message::new("extended-until").date("day", day).date("until", until).matter("by", matter);
        let events = finding.because.iter().flat_map(|because| because.events.iter().copied());
        force.prolonged.push(Because::new(said, rule.cite).from(events));
    }
}

impl Provision for Extension {
    fn accepts(&self, act: ActKind) -> bool {
        matches!(act, ActKind::ProposeExtension | ActKind::Sign | ActKind::Withdraw | ActKind::Commit)
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
        with_paper(view, matter, self.decision, |paper| {
            under(&super::term::points(view), view.readings, |reading| {
                let finding = ballot::finding(view, matter, paper, cite, reading);
                let counted = view
                    .force(reading)
                    .prolonged
                    .iter()
                    .any(|because| because.message.args.iter().any(|(_, arg)| *arg == crate::message::Arg::Matter(matter)));
                match (finding.status, finding.on) {
                    (Status::Yes, Some(day)) if !counted => {
                        let late = Because::new(Message::new("extended-after-the-term").date("day", day), cite);
                        Finding { status: Status::No, on: None, because: [vec![late], finding.because].concat() }
                    }
                    _ => finding,
                }
            })
        })
    }

    fn steps(&self, view: &View<'_>, rule: RuleId) -> Vec<Step> {
        let cite = view.agreement.rule(rule).cite;
        let steps = view.matters_of(rule).filter_map(|matter| {
            with_paper(view, matter, self.decision, |paper| {
                under(&[], view.readings, |reading| ballot::steps(view, matter, paper, cite, reading)).first().clone()
            })
        });
        steps.flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::run;
    use expect_test::{Expect, expect};

    const RULES: &str = r#"
        agreement test format=1
        provision end
        party a
        party b
        group both cite=end { members a b }
        reading after cite=end { option in_force_needed; option allowed_after }
        reading signatory cite=end { option head_only; option head_or_mandate }
        decision all_agree voters=both form=signature cite=end { needs { unanimity } }
        entry_into_force cite=end { signature by=both }
        term cite=end { years 5 }
        extension cite=end decision=all_agree after_expiry=after signatory=signatory
        signed date="2017-07-01" by=both cite=end
    "#;

    fn check(script: &str, expect: Expect) {
        expect.assert_eq(&run(RULES, script));
    }

    const SIGNED: &str = "
            a proposes extension text \"three more\" years 3
            a signs on extension/a-2
            b signs on extension/a-2
            a commits on extension/a-2
            b commits on extension/a-2
    ";

    #[test]
    fn an_extension_in_time_counts_under_every_reading() {
        check(
            &format!(
                "on 2022-06-30\n{SIGNED}
            ? extension/a-2
            on 2025-07-01
            ? term
        "
            ),
            expect![[r#"
                extension/a-2: yes on 2022-06-30
                  committed-by-all day=2022-06-30 [end] <- a/4 b/3
                  signatures-held by=a,b [end] <- a/3 b/2
                term: ended on 2017-07-01
                  entered-into-force day=2017-07-01 [end] <- a/1 b/1
                  extended-until day=2022-06-30 until=2025-06-30 by=extension/a-2 [end] <- a/4 b/3 a/3 b/2
                  term-over last=2025-06-30 [end]
                  no-further-instrument-on-record parties=a,b [end]
            "#]],
        );
    }

    #[test]
    fn an_extension_after_the_term_depends_on_the_reading() {
        check(
            &format!(
                "on 2022-07-01\n{SIGNED}
            ? extension/a-2
            ? term
        "
            ),
            expect![[r#"
            extension/a-2 (after=in_force_needed): no
              extended-after-the-term day=2022-07-01 [end]
              committed-by-all day=2022-07-01 [end] <- a/4 b/3
              signatures-held by=a,b [end] <- a/3 b/2
            extension/a-2 (after=allowed_after): yes on 2022-07-01
              committed-by-all day=2022-07-01 [end] <- a/4 b/3
              signatures-held by=a,b [end] <- a/3 b/2
            term (after=in_force_needed): ended on 2017-07-01
              entered-into-force day=2017-07-01 [end] <- a/1 b/1
              term-over last=2022-06-30 [end]
              no-instrument-on-record parties=a,b [end]
            term (after=allowed_after): in-force on 2017-07-01
              entered-into-force day=2017-07-01 [end] <- a/1 b/1
              extended-until day=2022-07-01 until=2025-06-30 by=extension/a-2 [end] <- a/4 b/3 a/3 b/2
              term-runs-until last=2025-06-30 [end]
        "#]],
        );
    }

    #[test]
    fn an_extension_that_one_party_has_not_committed_moves_nothing() {
        check(
            "
            on 2022-06-01
            a proposes extension text \"three more\" years 3
            a signs on extension/a-2
            b signs on extension/a-2
            a commits on extension/a-2
            ? extension/a-2
            ? next
            ? ready
            on 2022-07-01
            ? term
        ",
            expect![[r#"
            extension/a-2: not-yet
              commitment-awaited from=b [end]
              signatures-held by=a,b [end] <- a/3 b/2
            next b commit on extension/a-2
            ready b extension/a-2 signed b/2
            term: ended on 2017-07-01
              entered-into-force day=2017-07-01 [end] <- a/1 b/1
              term-over last=2022-06-30 [end]
              no-instrument-on-record parties=a,b [end]
        "#]],
        );
    }

    #[test]
    fn a_second_extension_runs_on_from_the_first() {
        check(
            &format!(
                "on 2022-06-30\n{SIGNED}
            on 2025-01-01
            b proposes extension text \"two more\" years 2 base a/2
            b signs on extension/b-4
            a signs on extension/b-4
            b commits on extension/b-4
            a commits on extension/b-4
            ? term
        "
            ),
            expect![[r#"
            term: in-force on 2017-07-01
              entered-into-force day=2017-07-01 [end] <- a/1 b/1
              extended-until day=2022-06-30 until=2025-06-30 by=extension/a-2 [end] <- a/4 b/3 a/3 b/2
              extended-until day=2025-01-01 until=2027-06-30 by=extension/b-4 [end] <- a/6 b/6 a/5 b/5
              term-runs-until last=2027-06-30 [end]
        "#]],
        );
    }

    #[test]
    fn a_second_extension_that_comes_too_late_is_not_saved_by_the_first() {
        check(
            &format!(
                "on 2022-06-30\n{SIGNED}
            on 2025-07-01
            b proposes extension text \"two more\" years 2 base a/2
            b signs on extension/b-4
            a signs on extension/b-4
            b commits on extension/b-4
            a commits on extension/b-4
            ? extension/b-4
        "
            ),
            expect![[r#"
            extension/b-4 (after=in_force_needed): no
              extended-after-the-term day=2025-07-01 [end]
              committed-by-all day=2025-07-01 [end] <- a/6 b/6
              signatures-held by=a,b [end] <- a/5 b/5
            extension/b-4 (after=allowed_after): yes on 2025-07-01
              committed-by-all day=2025-07-01 [end] <- a/6 b/6
              signatures-held by=a,b [end] <- a/5 b/5
        "#]],
        );
    }

    #[test]
    fn bad_extensions_are_refused() {
        check(
            "
            on 2022-06-01
            a proposes extension text \"three more\" years 3
            b proposes extension text \"ten more\" years 10
            a signs on extension/a-2
            a signs on extension/b-2
            b commits on extension/a-2
            b signs post officer on extension/a-2
            b signs on extension
            public_record gives notice
        ",
            expect![[r#"
            refused rival-signed rival=extension/a-2 [end]
            refused commit-without-signatures missing=b [end]
            refused not-a-signatory post=officer [end]
            refused no-such-matter matter=extension [end]
            refused text-silent act=give_notice [record]
        "#]],
        );
    }

    #[test]
    fn an_extension_that_a_party_left_moves_nothing() {
        check(
            "
            on 2022-06-01
            a proposes extension text \"three more\" years 3
            a signs on extension/a-2
            b signs on extension/a-2
            b withdraws on extension/a-2
            ? extension/a-2
            ? next
        ",
            expect![[r#"
            extension/a-2: no
              signature-withdrawn by=b [end] <- b/3
        "#]],
        );
    }
}
