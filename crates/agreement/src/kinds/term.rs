//! The term: on which days the agreement is in force, and how it ends, is renewed, extended or replaced.
//!
//! Which day is the last is a reading where the text does not say it; the engine shows each.

use super::{Kind, Provision, publication};
use crate::act::{Act, ActKind, Effect};
use crate::finding::{Because, Finding, Status};
use crate::id::{MatterId, Occasion, Place, PointId, RuleId};
use crate::message::Message;
use crate::period::{DaysInForce, months_after};
use crate::reading::{Answer, Choice, Reading, under};
use crate::refusal::Refusal;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, may_have, one};
use crate::rule_file::{Tree, Val};
use crate::state::Case;
use crate::view::View;
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// The term.
#[derive(Debug)]
pub struct Term {
    /// Its length; `None` if it is indefinite.
    pub years: Option<i16>,
    /// The point on its last day, with the option that does not count the first day.
    pub last_day: Option<(PointId, u8)>,
    /// Renewal without an act: the years of each renewal, and the months before the end by which notice stops it.
    pub tacit: Option<(i16, i64)>,
    /// So many months before the end a warning is shown.
    pub warn_months: Vec<i64>,
}

/// The days in force under one reading, and how they came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Force {
    /// The first day, once there is one.
    pub first: Option<Date>,
    /// The last day; `None` while the term is indefinite.
    pub last: Option<Date>,
    /// The events of entry into force.
    pub entry: Vec<Place>,
    /// Extensions and renewals, each with its ground.
    pub prolonged: Vec<Because>,
    /// A notice that stops the next renewal.
    pub notice: Option<Because>,
    /// An instrument or notice that ended or suspended it: the status, its first day, its event.
    pub cut: Option<(Status, Date, Place)>,
}

impl Force {
    /// The days in force, if it ever entered into force.
    pub fn span(&self) -> Option<DaysInForce> {
        let first = self.first?;
        let cut = self.cut.filter(|(status, _, _)| *status != Status::Suspended);
        let cut = cut.and_then(|(_, day, _)| day.yesterday().ok());
        let last = match (self.last, cut) {
            (Some(last), Some(cut)) => Some(last.min(cut)),
            (last, cut) => last.or(cut),
        };
        Some(DaysInForce { first, last })
    }
}

const YEARS: Shape = Shape { name: "years", args: &[one("count", Takes::Number)], props: &[], children: &[] };
const LAST_DAY: Shape = Shape { name: "last_day", args: &[], props: &[one("reading", Takes::Ref(Space::Point))], children: &[] };
const TACIT: Shape = Shape {
    name: "tacit_renewal",
    args: &[],
    props: &[one("years", Takes::Number), one("notice_months", Takes::Number)],
    children: &[],
};
const WARN: Shape = Shape {
    name: "warn_months",
    args: &[crate::rule_file::vocabulary::many("months", Takes::Number)],
    props: &[],
    children: &[],
};

/// `term cite=… { years 5; last_day reading=…; tacit_renewal years=10 notice_months=24; warn_months 24 12 6 3 }`
pub const SHAPE: Shape = Shape {
    name: "term",
    args: &[],
    props: &[RULE_ID, CITE],
    children: &[may_have(&YEARS), may_have(&LAST_DAY), may_have(&TACIT), may_have(&WARN)],
};

impl Term {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<Term> {
        let last_day = tree.child("last_day").and_then(|node| lookup.option(node, "reading", "first_day_not_counted"));
        let number = |node: &Tree, name| node.number(name).unwrap_or(0).min(9999);
        Some(Term {
            years: tree.child_number("years").map(|years| years.min(9999) as i16),
            last_day,
            tacit: tree.child("tacit_renewal").map(|node| (number(node, "years").max(1) as i16, number(node, "notice_months"))),
            warn_months: tree
                .child("warn_months")
                .map(|node| node.args.iter().filter_map(Val::number).collect())
                .unwrap_or_default(),
        })
    }

    fn first_last(&self, first: Date, reading: &Reading) -> Option<Date> {
        let anniversary = first.checked_add(Span::new().years(self.years?)).unwrap_or(Date::MAX);
        let counted = self.last_day.is_none_or(|(point, option)| reading.option(point) != option);
        if counted { anniversary.yesterday().ok() } else { Some(anniversary) }
    }

    /// Renews the term tacitly as often as the day for notice passed without any.
    fn renew(&self, view: &View<'_>, rule: RuleId, force: &mut Force) {
        let (Some((years, months)), Some(mut last)) = (self.tacit, force.last) else { return };
        let cite = view.agreement.rule(rule).cite;
        let notice = view.events(MatterId::standing(rule)).find(|event| event.act.kind() == ActKind::GiveNotice);
        loop {
            let by = last.checked_sub(months.months()).unwrap_or(Date::MIN);
            if let Some(notice) = notice.filter(|notice| notice.occurred < by) {
                let said = Message::new("renewal-stopped").body("by", notice.author).date("day", notice.occurred);
                force.notice = Some(Because::new(said, cite).from([notice.place]));
                break;
            }
            if view.as_of < by {
                break;
            }
            last = last.checked_add(Span::new().years(years)).unwrap_or(Date::MAX);
            let said = Message::new("renewed-tacitly").date("by", by).date("until", last);
            force.prolonged.push(Because::new(said, cite).from(notice.map(|event| event.place)));
            if last == Date::MAX {
                break;
            }
        }
        force.last = Some(last);
    }

    fn cut(view: &View<'_>, rule: RuleId, force: &mut Force) {
        for event in view.events(MatterId::standing(rule)) {
            let Act::RecordInstrument { effect, .. } = &event.act else { continue };
            let status = match effect {
                Effect::Supersedes => Status::Superseded,
                Effect::Terminates => Status::Terminated,
                Effect::Suspends => Status::Suspended,
                Effect::Resumes => {
                    force.cut = force.cut.filter(|(status, _, _)| *status != Status::Suspended);
                    continue;
                }
                Effect::Plan => continue,
            };
            if force.cut.is_none_or(|(earlier, _, _)| earlier == Status::Suspended) {
                force.cut = Some((status, event.occurred, event.place));
            }
        }
    }
}

/// The days in force under `reading`, from the rules of entry into force, term and extension and what is in sight.
pub fn force(view: &View<'_>, reading: &Reading) -> Force {
    let entry = view.agreement.rules_of(|kind| match kind {
        Kind::EntryIntoForce(rule) => Some(rule),
        _ => None,
    });
    let entry = entry.map(|(rule, entry)| entry.entry(view, rule, reading)).next();
    let mut force = Force { first: None, last: None, entry: Vec::new(), prolonged: Vec::new(), notice: None, cut: None };
    if let Some(entry) = entry {
        force.first = entry.day;
        force.entry = entry.events;
    }
    let term = view.agreement.rules_of(|kind| match kind {
        Kind::Term(rule) => Some(rule),
        _ => None,
    });
    let Some((rule, term)) = term.into_iter().next() else { return force };
    force.last = force.first.and_then(|first| term.first_last(first, reading));
    super::extension::prolong(view, reading, &mut force);
    term.renew(view, rule, &mut force);
    Term::cut(view, rule, &mut force);
    force
}

/// The points of reading on which the days in force depend.
pub fn points(view: &View<'_>) -> Vec<PointId> {
    let of = |kind: &Kind| match kind {
        Kind::EntryIntoForce(rule) => rule.signatory.map(|(point, _)| point),
        Kind::Term(rule) => rule.last_day.map(|(point, _)| point),
        _ => None,
    };
    let mut points: Vec<PointId> = view.agreement.rules.iter().filter_map(|rule| of(&rule.kind)).collect();
    points.extend(super::extension::points(view));
    points
}

impl Provision for Term {
    fn accepts(&self, act: ActKind) -> bool {
        match act {
            ActKind::GiveNotice => self.tacit.is_some(),
            act => matches!(act, ActKind::RecordInstrument | ActKind::Publish),
        }
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        if let Act::Publish { .. } = case.event.act {
            return publication::check(case, |event| publication::own(event, &[ActKind::RecordInstrument]));
        }
        let parties: Vec<_> = case.state.agreement.parties().collect();
        case.entitled(&parties)?;
        Ok(Vec::new())
    }

    fn stand(&self, view: &View<'_>, matter: MatterId, _detail: bool) -> Option<Answer<Finding>> {
        Some(under(&points(view), view.readings, |reading| self.finding(view, matter.rule, &view.force(reading))))
    }
}

impl Term {
    fn finding(&self, view: &View<'_>, rule: RuleId, force: &Force) -> Finding {
        let cite = view.agreement.rule(rule).cite;
        let Some(first) = force.first.filter(|first| *first <= view.as_of) else {
            let said = match force.first {
                Some(first) => Message::new("enters-into-force").date("day", first),
                None => Message::new("not-in-force-yet"),
            };
            return Finding::new(Status::NotYet, Because::new(said, cite).from(force.entry.iter().copied()));
        };
        let entered = Because::new(Message::new("entered-into-force").date("day", first), cite).from(force.entry.iter().copied());
        let amended: Vec<Because> =
            super::amendment::decided(view).into_iter().map(|(matter, _)| amended_by(view, matter)).collect();
        let begun = |status, said: Because| {
            let notice = force.notice.iter().cloned().collect();
            let because = [vec![entered.clone()], force.prolonged.clone(), notice, amended.clone(), vec![said]].concat();
            Finding { status, on: Some(first), because }
        };
        if let Some((status, day, place)) = force.cut.filter(|(_, day, _)| *day <= view.as_of) {
            let key = match status {
                Status::Suspended => "suspended-by",
                Status::Superseded => "superseded-by",
                _ => "terminated-by",
            };
            return begun(status, Because::new(Message::new(key).date("day", day), cite).from([place]));
        }
        let Some(last) = force.last else { return begun(Status::InForce, Because::new(Message::new("term-indefinite"), cite)) };
        if view.as_of <= last {
            let said = Because::new(Message::new("term-runs-until").date("last", last), cite);
            return self.warned(view, last, begun(Status::InForce, said), cite);
        }
        let over = begun(Status::Ended, Because::new(Message::new("term-over").date("last", last), cite));
        let none = force.prolonged.is_empty() && amended.is_empty();
        let key = if none { "no-instrument-on-record" } else { "no-further-instrument-on-record" };
        over.and(Because::new(Message::new(key).bodies("parties", view.agreement.parties()), cite))
    }

    /// Adds the narrowest warning that applies.
    fn warned(&self, view: &View<'_>, last: Date, finding: Finding, cite: crate::id::Cite) -> Finding {
        let near = self.warn_months.iter().copied().filter(|months| view.as_of >= months_after(last, -months)).min();
        match near {
            Some(months) => {
                finding.and(Because::new(Message::new("term-ends-soon").number("months", months).date("last", last), cite))
            }
            None => finding,
        }
    }
}

/// A decided amendment: whether it touches the term is for those who read its text.
fn amended_by(view: &View<'_>, matter: MatterId) -> Because {
    let opening = match matter.occasion {
        Occasion::Opened(place) => Some(place),
        _ => None,
    };
    Because::new(Message::new("amended-by").matter("by", matter), view.agreement.rule(matter.rule).cite).from(opening)
}

#[cfg(test)]
mod tests {
    use crate::testing::run;
    use expect_test::{Expect, expect};

    fn check(rules: &str, script: &str, expect: Expect) {
        expect.assert_eq(&run(rules, script));
    }

    const FIVE: &str = r#"
        agreement test format=1
        provision art_1
        provision end
        party a
        party b
        group both cite=art_1 { members a b }
        reading last_day cite=end { option first_day_counts; option first_day_not_counted }
        reading after cite=end { option in_force_needed; option allowed_after }
        decision all_agree voters=both form=signature cite=end { needs { unanimity } }
        entry_into_force cite=art_1 { signature by=both }
        term cite=end { years 5; last_day reading=last_day; warn_months 24 6 }
        extension cite=end decision=all_agree after_expiry=after
        signed date="2017-07-01" by=both cite=art_1
    "#;

    #[test]
    fn the_last_day_depends_on_the_reading() {
        check(
            FIVE,
            "
            on 2022-06-30
            ? term
            on 2022-07-01
            ? term
            on 2022-07-02
            ? term
        ",
            expect![[r#"
            term (last_day=first_day_counts): in-force on 2017-07-01
              entered-into-force day=2017-07-01 [end] <- a/1 b/1
              term-runs-until last=2022-06-30 [end]
              term-ends-soon months=6 last=2022-06-30 [end]
            term (last_day=first_day_not_counted): in-force on 2017-07-01
              entered-into-force day=2017-07-01 [end] <- a/1 b/1
              term-runs-until last=2022-07-01 [end]
              term-ends-soon months=6 last=2022-07-01 [end]
            term (last_day=first_day_counts): ended on 2017-07-01
              entered-into-force day=2017-07-01 [end] <- a/1 b/1
              term-over last=2022-06-30 [end]
              no-instrument-on-record parties=a,b [end]
            term (last_day=first_day_not_counted): in-force on 2017-07-01
              entered-into-force day=2017-07-01 [end] <- a/1 b/1
              term-runs-until last=2022-07-01 [end]
              term-ends-soon months=6 last=2022-07-01 [end]
            term (last_day=first_day_counts): ended on 2017-07-01
              entered-into-force day=2017-07-01 [end] <- a/1 b/1
              term-over last=2022-06-30 [end]
              no-instrument-on-record parties=a,b [end]
            term (last_day=first_day_not_counted): ended on 2017-07-01
              entered-into-force day=2017-07-01 [end] <- a/1 b/1
              term-over last=2022-07-01 [end]
              no-instrument-on-record parties=a,b [end]
        "#]],
        );
    }

    #[test]
    fn before_the_signature_it_is_not_in_force() {
        check(
            FIVE,
            "
            on 2017-06-30
            ? term
        ",
            expect![[r#"
            term: not-yet
              not-in-force-yet [end]
        "#]],
        );
    }

    #[test]
    fn an_extension_in_time_moves_the_last_day() {
        check(
            FIVE,
            "
            on 2022-05-01
            a proposes extension text \"five more\" years 5
            a signs on extension/a-2
            b signs on extension/a-2
            a commits on extension/a-2
            on 2022-05-02
            b commits on extension/a-2
            on 2023-01-01
            ? term
        ",
            expect![[r#"
            term (last_day=first_day_counts): in-force on 2017-07-01
              entered-into-force day=2017-07-01 [end] <- a/1 b/1
              extended-until day=2022-05-02 until=2027-06-30 by=extension/a-2 [end] <- a/4 b/3 a/3 b/2
              term-runs-until last=2027-06-30 [end]
            term (last_day=first_day_not_counted): in-force on 2017-07-01
              entered-into-force day=2017-07-01 [end] <- a/1 b/1
              extended-until day=2022-05-02 until=2027-07-01 by=extension/a-2 [end] <- a/4 b/3 a/3 b/2
              term-runs-until last=2027-07-01 [end]
        "#]],
        );
    }

    #[test]
    fn a_decided_amendment_is_told_with_its_text_and_moves_no_day() {
        let rules = FIVE.replace("extension cite=end", "amendment cite=end decision=all_agree\nextension cite=end");
        check(
            &rules,
            "
            on 2018-05-01
            a proposes amendment text \"new words\"
            a signs on amendment/a-2
            b signs on amendment/a-2
            a commits on amendment/a-2
            b commits on amendment/a-2
            ? term
            on 2022-07-02
            ? term
        ",
            expect![[r#"
            term (last_day=first_day_counts): in-force on 2017-07-01
              entered-into-force day=2017-07-01 [end] <- a/1 b/1
              amended-by by=amendment/a-2 [end] <- a/2
              term-runs-until last=2022-06-30 [end]
            term (last_day=first_day_not_counted): in-force on 2017-07-01
              entered-into-force day=2017-07-01 [end] <- a/1 b/1
              amended-by by=amendment/a-2 [end] <- a/2
              term-runs-until last=2022-07-01 [end]
            term (last_day=first_day_counts): ended on 2017-07-01
              entered-into-force day=2017-07-01 [end] <- a/1 b/1
              amended-by by=amendment/a-2 [end] <- a/2
              term-over last=2022-06-30 [end]
              no-further-instrument-on-record parties=a,b [end]
            term (last_day=first_day_not_counted): ended on 2017-07-01
              entered-into-force day=2017-07-01 [end] <- a/1 b/1
              amended-by by=amendment/a-2 [end] <- a/2
              term-over last=2022-07-01 [end]
              no-further-instrument-on-record parties=a,b [end]
        "#]],
        );
    }

    const TACIT: &str = r#"
        agreement test format=1
        provision art_99
        party x
        party y
        entry_into_force cite=art_99 { on "1960-11-01" }
        term cite=art_99 { years 50; tacit_renewal years=10 notice_months=24 }
    "#;

    #[test]
    fn tacit_renewal_waits_for_the_day_of_notice() {
        check(
            TACIT,
            "
            on 2008-10-30
            ? term
            on 2008-10-31
            ? term
            on 2012-01-01
            x records instrument effect supersedes
            ? term
        ",
            expect![[r#"
            term: in-force on 1960-11-01
              entered-into-force day=1960-11-01 [art_99]
              term-runs-until last=2010-10-31 [art_99]
            term: in-force on 1960-11-01
              entered-into-force day=1960-11-01 [art_99]
              renewed-tacitly by=2008-10-31 until=2020-10-31 [art_99]
              term-runs-until last=2020-10-31 [art_99]
            term: superseded on 1960-11-01
              entered-into-force day=1960-11-01 [art_99]
              renewed-tacitly by=2008-10-31 until=2020-10-31 [art_99]
              superseded-by day=2012-01-01 [art_99] <- x/1
        "#]],
        );
    }

    #[test]
    fn notice_in_time_stops_renewal_and_late_notice_does_not() {
        check(
            TACIT,
            "
            on 2008-10-30
            y gives notice
            on 2010-11-01
            ? term
        ",
            expect![[r#"
            term: ended on 1960-11-01
              entered-into-force day=1960-11-01 [art_99]
              renewal-stopped by=y day=2008-10-30 [art_99] <- y/1
              term-over last=2010-10-31 [art_99]
              no-instrument-on-record parties=x,y [art_99]
        "#]],
        );
        check(
            TACIT,
            "
            on 2008-10-31
            y gives notice
            on 2010-11-01
            ? term
        ",
            expect![[r#"
            term: in-force on 1960-11-01
              entered-into-force day=1960-11-01 [art_99]
              renewed-tacitly by=2008-10-31 until=2020-10-31 [art_99] <- y/1
              renewal-stopped by=y day=2008-10-31 [art_99] <- y/1
              term-runs-until last=2020-10-31 [art_99]
        "#]],
        );
    }

    #[test]
    fn a_suspension_can_be_taken_back() {
        check(
            TACIT,
            "
            on 1970-01-01
            x records instrument effect suspends
            on 1970-02-01
            ? term
            x records instrument effect resumes
            ? term
            x records instrument effect terminates
            ? term
        ",
            expect![[r#"
            term: suspended on 1960-11-01
              entered-into-force day=1960-11-01 [art_99]
              suspended-by day=1970-01-01 [art_99] <- x/1
            term: in-force on 1960-11-01
              entered-into-force day=1960-11-01 [art_99]
              term-runs-until last=2010-10-31 [art_99]
            term: terminated on 1960-11-01
              entered-into-force day=1960-11-01 [art_99]
              terminated-by day=1970-02-01 [art_99] <- x/3
        "#]],
        );
    }

    #[test]
    fn an_end_comes_after_a_suspension_and_no_second_end_after_the_first() {
        check(
            TACIT,
            "
            on 1970-01-01
            x records instrument effect suspends
            on 1971-01-01
            y records instrument effect terminates
            on 1972-01-01
            x records instrument effect supersedes
            ? term
        ",
            expect![[r#"
            term: terminated on 1960-11-01
              entered-into-force day=1960-11-01 [art_99]
              terminated-by day=1971-01-01 [art_99] <- y/1
        "#]],
        );
    }

    #[test]
    fn duties_end_with_a_termination_and_not_with_a_suspension() {
        let rules = format!("{INDEFINITE} annual_meeting cite=art_40 of=both {{ every \"year\" }}");
        check(
            &rules,
            "
            on 1995-04-05
            x signs
            y signs
            on 1996-07-01
            x records instrument effect suspends
            on 1997-01-01
            ? duties
            y records instrument effect terminates occurred 1996-10-01
            ? duties
        ",
            expect![[r#"
            annual_meeting 1995.1: missed due 1995-12-31
              none-on-record first=1995-05-05 due=1995-12-31 [art_40]
            annual_meeting 1996.1: missed due 1996-12-31
              none-on-record first=1996-01-01 due=1996-12-31 [art_40]
            annual_meeting 1997.1: open due 1997-12-31
              none-yet-on-record first=1997-01-01 due=1997-12-31 [art_40]
            annual_meeting 1995.1: missed due 1995-12-31
              none-on-record first=1995-05-05 due=1995-12-31 [art_40]
            annual_meeting 1996.1: missed due 1996-09-30
              none-on-record first=1996-01-01 due=1996-09-30 [art_40]
        "#]],
        );
    }

    #[test]
    fn who_may_sign_decides_whether_it_is_in_force() {
        let rules = FIVE
            .replace(
                "reading last_day",
                "reading signatory cite=end { option head_only; option head_or_mandate }\n reading last_day",
            )
            .replace("signature by=both }", "signature by=both signatory=signatory }")
            .replace("signed date=\"2017-07-01\" by=both cite=art_1", "");
        check(
            &rules,
            "
            on 2018-01-01
            a signs
            b signs post mandated
            on 2018-02-01
            ? term
        ",
            expect![[r#"
            b/1 lawful under signatory=head_or_mandate
            term (signatory=head_only): not-yet
              not-in-force-yet [end] <- a/1
            term (signatory=head_or_mandate last_day=first_day_counts): in-force on 2018-01-01
              entered-into-force day=2018-01-01 [end] <- a/1 b/1
              term-runs-until last=2022-12-31 [end]
            term (signatory=head_or_mandate last_day=first_day_not_counted): in-force on 2018-01-01
              entered-into-force day=2018-01-01 [end] <- a/1 b/1
              term-runs-until last=2023-01-01 [end]
        "#]],
        );
    }

    #[test]
    fn only_a_party_ends_the_term_and_the_public_record_tells_of_it() {
        check(
            &TACIT.replace("party y", "party y\n outside guest cite=art_99"),
            "
            on 1970-01-01
            guest records instrument effect terminates
            guest gives notice
            public_record records instrument effect terminates
            ? term
        ",
            expect![[r#"
            refused not-entitled by=guest act=record_instrument may=x,y [art_99]
            refused not-entitled by=guest act=give_notice may=x,y [art_99]
            term: terminated on 1960-11-01
              entered-into-force day=1960-11-01 [art_99]
              terminated-by day=1970-01-01 [art_99] <- public_record/1
        "#]],
        );
    }

    #[test]
    fn notice_is_refused_where_the_text_knows_none() {
        check(
            FIVE,
            "
            on 2018-01-01
            a gives notice
            a proposes task text \"x\"
            a signs on term
        ",
            expect![[r#"
            refused text-silent act=give_notice [record]
            refused text-silent act=propose_task [record]
            refused not-in-this-matter act=sign matter=term [end]
        "#]],
        );
    }

    const INDEFINITE: &str = r#"
        agreement test format=1
        provision art_40
        party x
        party y
        group both cite=art_40 { members x y }
        entry_into_force cite=art_40 { signature by=both; after days=30 }
        term cite=art_40 { }
    "#;

    #[test]
    fn a_term_without_years_has_no_end() {
        check(
            INDEFINITE,
            "
            on 1995-04-05
            x signs on entry_into_force
            y signs on entry_into_force
            ? term
            on 1995-05-04
            ? term
            on 1995-05-05
            ? term
            on 2095-01-01
            ? term
        ",
            expect![[r#"
            term: not-yet
              enters-into-force day=1995-05-05 [art_40] <- x/1 y/1
            term: not-yet
              enters-into-force day=1995-05-05 [art_40] <- x/1 y/1
            term: in-force on 1995-05-05
              entered-into-force day=1995-05-05 [art_40] <- x/1 y/1
              term-indefinite [art_40]
            term: in-force on 1995-05-05
              entered-into-force day=1995-05-05 [art_40] <- x/1 y/1
              term-indefinite [art_40]
        "#]],
        );
    }

    #[test]
    fn what_was_recorded_later_is_not_known_earlier() {
        check(
            INDEFINITE,
            "
            on 1995-06-30
            x signs on entry_into_force occurred 1995-04-05
            y signs on entry_into_force occurred 1995-04-05
            ? term
            known 1995-06-29
            ? term
        ",
            expect![[r#"
            term: in-force on 1995-05-05
              entered-into-force day=1995-05-05 [art_40] <- x/1 y/1
              term-indefinite [art_40]
            term: not-yet
              not-in-force-yet [art_40]
        "#]],
        );
    }

    #[test]
    fn tacit_renewal_comes_again_and_again() {
        check(
            TACIT,
            "
            on 2018-10-30
            ? term
            on 2018-10-31
            ? term
        ",
            expect![[r#"
            term: in-force on 1960-11-01
              entered-into-force day=1960-11-01 [art_99]
              renewed-tacitly by=2008-10-31 until=2020-10-31 [art_99]
              term-runs-until last=2020-10-31 [art_99]
            term: in-force on 1960-11-01
              entered-into-force day=1960-11-01 [art_99]
              renewed-tacitly by=2008-10-31 until=2020-10-31 [art_99]
              renewed-tacitly by=2018-10-31 until=2030-10-31 [art_99]
              term-runs-until last=2030-10-31 [art_99]
        "#]],
        );
    }
}
