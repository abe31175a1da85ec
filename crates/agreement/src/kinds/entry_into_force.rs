//! Entry into force: the conditions under which an agreement begins, and the day on which all of them hold.
//!
//! Signatures, approvals (the n-th ratification, an outside body's consent), waivers of a condition, a delay after all.

use super::Provision;
use crate::act::{Act, ActKind, Event, Post};
use crate::finding::{Because, Finding, Status, Step};
use crate::id::{BodyId, MatterId, Place, PointId, RuleId};
use crate::message::{Arg, Message};
use crate::reading::{Answer, Choice, Reading, under};
use crate::refusal::Refusal;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, has_many, may_have, maybe, one};
use crate::rule_file::{Tree, Val};
use crate::state::Case;
use crate::view::View;
use jiff::civil::Date;

/// One condition: so many of these bodies sign or approve.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Its identifier.
    pub id: String,
    /// The act that fulfils it: `Sign` or `Approve`.
    pub act: ActKind,
    /// Whose acts count.
    pub by: Vec<BodyId>,
    /// How many of them are needed.
    pub count: u32,
    /// Who may waive it, and how many are then needed.
    pub waiver: Option<(Vec<BodyId>, u32)>,
}

/// The conditions of entry into force.
#[derive(Debug)]
pub struct EntryIntoForce {
    /// All of them must hold.
    pub conditions: Vec<Condition>,
    /// Who may sign: the point of reading, and its option that lets a mandated person sign.
    pub signatory: Option<(PointId, u8)>,
    /// The day, where the source gives it outright.
    pub on: Option<Date>,
    /// Days after the last condition.
    pub after_days: u32,
    /// First day of this many-th month after the last condition; 0 for none.
    pub after_months: u32,
}

/// Where entry into force stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The day, once every condition holds.
    pub day: Option<Date>,
    /// The events it follows from.
    pub events: Vec<Place>,
    /// The conditions that do not hold, with those whose act is missing.
    pub missing: Vec<(String, ActKind, Vec<BodyId>)>,
}

const SIGNATURE: Shape = Shape {
    name: "signature",
    args: &[],
    props: &[one("by", Takes::Ref(Space::Voters)), maybe("count", Takes::Number), maybe("signatory", Takes::Ref(Space::Point))],
    children: &[],
};
const APPROVAL: Shape = Shape {
    name: "approval",
    args: &[one("id", Takes::New(Space::Entry))],
    props: &[
        one("by", Takes::Ref(Space::Voters)),
        maybe("count", Takes::Number),
        maybe("waiver", Takes::Ref(Space::Voters)),
        maybe("waived_to", Takes::Number),
    ],
    children: &[],
};
const ON: Shape = Shape { name: "on", args: &[one("day", Takes::Date)], props: &[], children: &[] };
const AFTER: Shape =
    Shape { name: "after", args: &[], props: &[maybe("days", Takes::Number), maybe("months", Takes::Number)], children: &[] };

/// `entry_into_force cite=… { signature by=…; approval ID by=… count=…; after days=30; on "1960-11-01" }`
pub const SHAPE: Shape = Shape {
    name: "entry_into_force",
    args: &[],
    props: &[RULE_ID, CITE],
    children: &[has_many(&SIGNATURE), has_many(&APPROVAL), may_have(&ON), may_have(&AFTER)],
};

impl EntryIntoForce {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<EntryIntoForce> {
        let mut conditions = Vec::new();
        for (node, act) in
            tree.all("signature").map(|n| (n, ActKind::Sign)).chain(tree.all("approval").map(|n| (n, ActKind::Approve)))
        {
            let by = lookup.voters(node, "by");
            let count = node.number("count").map_or(by.len() as u32, |count| count as u32);
            let id = if act == ActKind::Sign { "signature".to_owned() } else { node.id().to_owned() };
            let waived_to = node.number("waived_to").unwrap_or(0) as u32;
            let waiver = node.word("waiver").map(|_| (lookup.voters(node, "waiver"), waived_to));
            conditions.push(Condition { id, act, by, count, waiver });
        }
        let signatory = tree.child("signature").and_then(|node| lookup.option(node, "signatory", "head_or_mandate"));
        let after = |name| tree.child("after").and_then(|after| after.number(name)).unwrap_or(0) as u32;
        let on = match tree.child("on").and_then(|on| on.args.first()) {
            Some(Val::Date(date)) => Some(*date),
            _ => None,
        };
        Some(EntryIntoForce { conditions, signatory, on, after_days: after("days"), after_months: after("months") })
    }

    /// Where entry into force stands under `reading`.
    pub fn entry(&self, view: &View<'_>, rule: RuleId, reading: &Reading) -> Entry {
        let mut entry = Entry { day: self.on, events: Vec::new(), missing: Vec::new() };
        for condition in &self.conditions {
            self.hold(condition, view, rule, reading, &mut entry);
        }
        if !entry.missing.is_empty() {
            entry.day = None;
        } else if !self.conditions.is_empty() {
            entry.day = entry.day.map(|day| self.delayed(day));
        }
        entry
    }

    fn delayed(&self, day: Date) -> Date {
        let mut day = day;
        if self.after_months > 0 {
            let later = crate::period::months_after(day, i64::from(self.after_months));
            day = later.first_of_month();
        }
        day.checked_add(jiff::Span::new().days(self.after_days)).unwrap_or(Date::MAX)
    }

    fn hold(&self, condition: &Condition, view: &View<'_>, rule: RuleId, reading: &Reading, entry: &mut Entry) {
        let mut done: Vec<(Date, BodyId, Place)> = Vec::new();
        let mut waived: Option<(Date, u32)> = None;
        for recorded in view.recorded(MatterId::standing(rule)) {
            let event = &recorded.event;
            match &event.act {
                Act::Waive { condition: named } if *named == condition.id => {
                    waived = waived.or(condition.waiver.as_ref().map(|(_, to)| (event.occurred, *to)));
                    entry.events.push(event.place);
                }
                act if act.kind() == condition.act && View::lawful(recorded, reading) => {
                    let new = condition.by.contains(&event.author) && !done.iter().any(|(_, body, _)| *body == event.author);
                    if new && names(act, &condition.id) {
                        done.push((event.occurred, event.author, event.place));
                    }
                }
                _ => {}
            }
        }
        // The day on which so many had acted; none are needed from the beginning.
        let reached = |needed: u32| match needed.checked_sub(1) {
            Some(index) => done.get(index as usize).map(|(day, _, _)| *day),
            None => Some(Date::MIN),
        };
        // A waiver works from its own day; a condition that was fulfilled before needs none.
        let eased = waived.and_then(|(day, to)| reached(to).map(|reached| reached.max(day)));
        match reached(condition.count).into_iter().chain(eased).min() {
            Some(day) => entry.day = Some(entry.day.map_or(day, |other| other.max(day))),
            None => {
                let missing = condition.by.iter().copied().filter(|body| !done.iter().any(|(_, by, _)| by == body)).collect();
                entry.missing.push((condition.id.clone(), condition.act, missing));
            }
        }
        entry.events.extend(done.into_iter().map(|(_, _, place)| place));
    }
}

/// Whether an act of approval is about this condition; one that names none is about any.
fn names(act: &Act, condition: &str) -> bool {
    match act {
        Act::Approve { condition: Some(named) } => named == condition,
        _ => true,
    }
}

/// Judges a signature by who gives it and by what its party signed before. Nobody signs twice; but what a mandated person
/// signed the head may confirm, so that no reading is left under which the mandate would not be enough.
pub(crate) fn signature(case: &Case<'_>, post: Option<Post>, point: Option<(PointId, u8)>) -> Result<Vec<Choice>, Refusal> {
    let under = signatory(post, point)?;
    let confirms = under.is_empty() && point.is_some();
    let by_mandate = |sign: &Event| matches!(sign.act, Act::Sign { post: Some(Post::Mandated), .. });
    match case.own(case.matter, ActKind::Sign).find(|sign| !(confirms && by_mandate(sign))) {
        Some(earlier) => Err(Refusal::SignedTwice { earlier: earlier.place }),
        None => Ok(under),
    }
}

/// Whether `post` may sign: the head always, a mandated person under one reading, nobody else.
fn signatory(post: Option<Post>, point: Option<(PointId, u8)>) -> Result<Vec<Choice>, Refusal> {
    match (post.unwrap_or(Post::Head), point) {
        (Post::Head, _) | (Post::Mandated, None) => Ok(Vec::new()),
        (Post::Mandated, Some(choice)) => Ok(vec![vec![choice]]),
        (Post::Officer, _) => Err(Refusal::NotASignatory { post: Post::Officer.word() }),
    }
}

impl Provision for EntryIntoForce {
    fn accepts(&self, act: ActKind) -> bool {
        matches!(act, ActKind::Sign | ActKind::Approve | ActKind::Waive)
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        let act = &case.event.act;
        if let Act::Waive { condition } = act {
            let found = self.conditions.iter().find(|known| known.id == *condition);
            let waiver = found.and_then(|found| found.waiver.as_ref());
            let (may, _) = waiver.ok_or_else(|| Refusal::NotWaivable { condition: condition.clone() })?;
            return case.entitled(may).map(|()| Vec::new());
        }
        let conditions = self.conditions.iter().filter(|known| known.act == act.kind() && names(act, &known.id));
        let may: Vec<BodyId> = conditions.flat_map(|known| known.by.iter().copied()).collect();
        case.entitled(&may)?;
        match act {
            Act::Sign { post, .. } => signature(case, *post, self.signatory),
            _ => Ok(Vec::new()),
        }
    }

    fn stand(&self, view: &View<'_>, matter: MatterId, _detail: bool) -> Option<Answer<Finding>> {
        let cite = view.agreement.rule(matter.rule).cite;
        let points: Vec<PointId> = self.signatory.iter().map(|(point, _)| *point).collect();
        Some(under(&points, view.readings, |reading| {
            let entry = self.entry(view, matter.rule, reading);
            let Some(day) = entry.day else {
                let mut finding = Finding { status: Status::NotYet, on: None, because: Vec::new() };
                for (condition, act, missing) in &entry.missing {
                    let said = Message::new("condition-missing").with("condition", Arg::Name(condition.clone()));
                    let said = said.word("act", act.name()).bodies("from", missing.iter().copied());
                    finding.because.push(Because::new(said, cite).from(entry.events.iter().copied()));
                }
                return finding;
            };
            let status = if day <= view.as_of { Status::Yes } else { Status::NotYet };
            Finding::new(status, Because::new(Message::new("conditions-hold").date("day", day), cite).from(entry.events)).on(day)
        }))
    }

    fn steps(&self, view: &View<'_>, rule: RuleId) -> Vec<Step> {
        let cite = view.agreement.rule(rule).cite;
        let answer = under(&[], view.readings, |reading| self.entry(view, rule, reading));
        let missing = answer.first().missing.iter();
        let step = |(condition, act, who): &(String, ActKind, Vec<BodyId>)| Step {
            who: who.clone(),
            act: *act,
            matter: Some(MatterId::standing(rule)),
            item: None,
            due: None,
            because: Because::new(
                Message::new("condition-missing")
                    .with("condition", Arg::Name(condition.clone()))
                    .word("act", act.name())
                    .bodies("from", who.iter().copied()),
                cite,
            ),
        };
        missing.map(step).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::run;
    use expect_test::{Expect, expect};

    fn check(rules: &str, script: &str, expect: Expect) {
        expect.assert_eq(&run(rules, script));
    }

    const ON_SIGNATURE: &str = r#"
        agreement test format=1
        provision art_36
        party a
        party b
        outside guest cite=art_36
        group all cite=art_36 { members a b }
        entry_into_force cite=art_36 { signature by=all }
    "#;

    #[test]
    fn in_force_on_the_day_of_the_last_signature() {
        check(
            ON_SIGNATURE,
            "
            on 2018-03-01
            a signs
            ? entry_into_force
            ? next
            on 2018-03-09
            b signs
            ? entry_into_force
            ? next
        ",
            expect![[r#"
            entry_into_force: not-yet
              condition-missing condition=signature act=sign from=b [art_36] <- a/1
            next b sign on entry_into_force
            entry_into_force: yes on 2018-03-09
              conditions-hold day=2018-03-09 [art_36] <- a/1 b/1
        "#]],
        );
    }

    #[test]
    fn each_party_signs_once_and_no_one_else_does() {
        check(
            ON_SIGNATURE,
            "
            on 2018-03-01
            a signs
            a signs
            guest signs
            a waives condition signature
            ? entry_into_force
        ",
            expect![[r#"
            refused signed-twice earlier=a/1 [art_36]
            refused not-entitled by=guest act=sign may=a,b [art_36]
            refused not-waivable condition=signature [art_36]
            entry_into_force: not-yet
              condition-missing condition=signature act=sign from=b [art_36] <- a/1
        "#]],
        );
    }

    #[test]
    fn where_the_text_does_not_ask_who_signs_a_mandated_signature_needs_no_confirmation() {
        check(
            ON_SIGNATURE,
            "
            on 2018-03-01
            a signs post mandated
            a signs
            b signs
            ? entry_into_force
        ",
            expect![[r#"
            refused signed-twice earlier=a/1 [art_36]
            entry_into_force: yes on 2018-03-01
              conditions-hold day=2018-03-01 [art_36] <- a/1 b/1
        "#]],
        );
    }

    #[test]
    fn signatures_count_whatever_the_order_of_their_arrival() {
        check(
            ON_SIGNATURE,
            "
            on 2018-03-09
            b signs
            a signs occurred 2018-03-01
            ? entry_into_force
            on 2018-03-08
            known 2018-03-10
            ? entry_into_force
        ",
            expect![[r#"
            entry_into_force: yes on 2018-03-09
              conditions-hold day=2018-03-09 [art_36] <- a/1 b/1
            entry_into_force: not-yet
              condition-missing condition=signature act=sign from=b [art_36] <- a/1
        "#]],
        );
    }

    const SIGNATORIES: &str = r#"
        agreement test format=1
        provision end
        party a
        party b
        reading signatory cite=end { option head_only; option head_or_mandate }
        group all cite=end { members a b }
        entry_into_force cite=end { signature by=all signatory=signatory }
    "#;

    #[test]
    fn a_head_may_confirm_what_a_mandated_person_signed() {
        check(
            SIGNATORIES,
            "
            on 2018-03-01
            a signs
            b signs post mandated
            on 2018-03-05
            b signs
            b signs
            ? entry_into_force
        ",
            expect![[r#"
            b/1 lawful under signatory=head_or_mandate
            refused signed-twice earlier=b/2 [end]
            entry_into_force (signatory=head_only): yes on 2018-03-05
              conditions-hold day=2018-03-05 [end] <- a/1 b/2
            entry_into_force (signatory=head_or_mandate): yes on 2018-03-01
              conditions-hold day=2018-03-01 [end] <- a/1 b/1
        "#]],
        );
    }

    #[test]
    fn whether_a_mandated_person_may_sign_is_a_reading() {
        check(
            SIGNATORIES,
            "
            on 2018-03-01
            a signs post officer
            a signs post head
            b signs post mandated
            ? entry_into_force
        ",
            expect![[r#"
            refused not-a-signatory post=officer [end]
            b/1 lawful under signatory=head_or_mandate
            entry_into_force (signatory=head_only): not-yet
              condition-missing condition=signature act=sign from=b [end] <- a/1
            entry_into_force (signatory=head_or_mandate): yes on 2018-03-01
              conditions-hold day=2018-03-01 [end] <- a/1 b/1
        "#]],
        );
    }

    const THIRD_RATIFICATION: &str = r#"
        agreement test format=1
        provision art_40
        party a
        party b
        party c
        party d
        group all cite=art_40 { members a b c d }
        entry_into_force cite=art_40 { approval ratification by=all count=3; after months=2 }
    "#;

    #[test]
    fn the_third_ratification_starts_the_months() {
        check(
            THIRD_RATIFICATION,
            "
            on 2011-08-01
            d approves
            a approves
            ? entry_into_force
            on 2011-11-16
            c approves condition ratification
            c approves
            ? entry_into_force
            on 2011-12-20
            b approves
            on 2012-01-01
            ? entry_into_force
        ",
            expect![[r#"
            entry_into_force: not-yet
              condition-missing condition=ratification act=approve from=b,c [art_40] <- a/1 d/1
            entry_into_force: not-yet on 2012-01-01
              conditions-hold day=2012-01-01 [art_40] <- a/1 d/1 c/1
            entry_into_force: yes on 2012-01-01
              conditions-hold day=2012-01-01 [art_40] <- a/1 d/1 c/1 b/1
        "#]],
        );
    }

    #[test]
    fn an_approval_of_something_else_is_nobodys() {
        check(
            THIRD_RATIFICATION,
            "
            on 2011-08-01
            a approves condition budget
            public_record approves
            a signs
            ? next
        ",
            expect![[r#"
            refused not-entitled by=a act=approve may= [art_40]
            refused not-entitled by=a act=sign may= [art_40]
            next a,b,c,d approve on entry_into_force
        "#]],
        );
    }

    const LAKES: &str = r#"
        agreement test format=1
        source compact date="2008-12-08" evidence=official
        party illinois
        party indiana
        party michigan
        party minnesota
        party new_york
        party ohio
        party pennsylvania
        party wisconsin
        outside congress cite=compact
        group all cite=compact { members illinois indiana michigan minnesota new_york ohio pennsylvania wisconsin }
        entry_into_force cite=compact { approval legislature by=all; approval consent by=congress; on "2008-12-08" }
    "#;

    #[test]
    fn eight_legislatures_and_an_outside_body_must_approve() {
        check(
            LAKES,
            "
            on 2007-02-20
            minnesota approves
            on 2007-08-17
            illinois approves
            on 2008-02-20
            indiana approves
            on 2008-03-04
            new_york approves
            on 2008-05-27
            wisconsin approves
            on 2008-06-27
            ohio approves
            on 2008-07-04
            pennsylvania approves
            on 2008-07-09
            ? entry_into_force
            michigan approves
            ? next
            on 2008-10-03
            congress approves
            ? entry_into_force
            on 2008-12-08
            ? entry_into_force
        ",
            expect![[r#"
            entry_into_force: not-yet
              condition-missing condition=legislature act=approve from=michigan [compact] <- minnesota/1 illinois/1 indiana/1 new_york/1 wisconsin/1 ohio/1 pennsylvania/1
              condition-missing condition=consent act=approve from=congress [compact] <- minnesota/1 illinois/1 indiana/1 new_york/1 wisconsin/1 ohio/1 pennsylvania/1
            next congress approve on entry_into_force
            entry_into_force: not-yet on 2008-12-08
              conditions-hold day=2008-12-08 [compact] <- minnesota/1 illinois/1 indiana/1 new_york/1 wisconsin/1 ohio/1 pennsylvania/1 michigan/1 public_record/1
            entry_into_force: yes on 2008-12-08
              conditions-hold day=2008-12-08 [compact] <- minnesota/1 illinois/1 indiana/1 new_york/1 wisconsin/1 ohio/1 pennsylvania/1 michigan/1 public_record/1
        "#]],
        );
    }

    const SEVEN_STATES: &str = r#"
        agreement test format=1
        provision art_11
        party arizona
        party california
        party colorado
        party nevada
        party new_mexico
        party utah
        party wyoming
        outside congress cite=art_11
        group all cite=art_11 { members arizona california colorado nevada new_mexico utah wyoming }
        entry_into_force cite=art_11 { approval ratification by=all count=7 waiver=congress waived_to=6; approval consent by=congress }
    "#;

    const SIX_RATIFY: &str = "
            on 1923-02-03
            california approves
            colorado approves
            nevada approves
            new_mexico approves
            utah approves
            wyoming approves
    ";

    #[test]
    fn a_waiver_brings_seven_down_to_six_from_its_own_day() {
        check(
            SEVEN_STATES,
            &format!(
                "{SIX_RATIFY}
            on 1928-12-20
            ? entry_into_force
            california waives condition ratification
            on 1928-12-21
            congress waives condition quorum
            congress waives condition ratification
            congress approves condition consent
            ? entry_into_force
        "
            ),
            expect![[r#"
            entry_into_force: not-yet
              condition-missing condition=ratification act=approve from=arizona [art_11] <- california/1 colorado/1 nevada/1 new_mexico/1 utah/1 wyoming/1
              condition-missing condition=consent act=approve from=congress [art_11] <- california/1 colorado/1 nevada/1 new_mexico/1 utah/1 wyoming/1
            refused not-entitled by=california act=waive may=congress [art_11]
            refused not-waivable condition=quorum [art_11]
            entry_into_force: yes on 1928-12-21
              conditions-hold day=1928-12-21 [art_11] <- public_record/1 california/1 colorado/1 nevada/1 new_mexico/1 utah/1 wyoming/1 public_record/2
        "#]],
        );
    }

    #[test]
    fn a_waiver_of_what_already_held_changes_no_day() {
        check(
            SEVEN_STATES,
            &format!(
                "{SIX_RATIFY}
            on 1924-01-01
            arizona approves
            congress approves condition consent
            on 1928-12-21
            congress waives condition ratification
            ? entry_into_force
        "
            ),
            expect![[r#"
            entry_into_force: yes on 1924-01-01
              conditions-hold day=1924-01-01 [art_11] <- public_record/2 california/1 colorado/1 nevada/1 new_mexico/1 utah/1 wyoming/1 arizona/1 public_record/1
        "#]],
        );
    }

    #[test]
    fn a_delay_in_days_runs_from_the_last_condition() {
        let rules = ON_SIGNATURE.replace("{ signature by=all }", "{ signature by=all; after days=30 }");
        check(
            &rules,
            "
            on 2018-03-01
            a signs
            b signs
            ? entry_into_force
        ",
            expect![[r#"
            entry_into_force: not-yet on 2018-03-31
              conditions-hold day=2018-03-31 [art_36] <- a/1 b/1
        "#]],
        );
    }

    #[test]
    fn without_any_condition_the_source_gives_the_day_or_nobody_does() {
        let check = |rules: &str, expect: Expect| {
            check(
                rules,
                "
            on 1960-10-31
            ? entry_into_force
            on 1960-11-01
            ? entry_into_force
        ",
                expect,
            )
        };
        check(
            &ON_SIGNATURE.replace("{ signature by=all }", "{ on \"1960-11-01\" }"),
            expect![[r#"
            entry_into_force: not-yet on 1960-11-01
              conditions-hold day=1960-11-01 [art_36]
            entry_into_force: yes on 1960-11-01
              conditions-hold day=1960-11-01 [art_36]
        "#]],
        );
        check(
            &ON_SIGNATURE.replace("{ signature by=all }", ""),
            expect![[r#"
            entry_into_force: not-yet
            entry_into_force: not-yet
        "#]],
        );
    }
}
