//! A duty to deliver: a report, a plan, a programme that is owed every year, every so many years, on fixed days or once.
//!
//! What is delivered meets one occurrence: the one it names, else the first of its period that is still unmet.

use super::Provision;
use crate::act::{Act, ActKind, Event};
use crate::calendar::Deadline;
use crate::duty::{by_period, timed};
use crate::finding::{Because, Duty, Finding, Occurrence, Status, Step};
use crate::id::{BodyId, MatterId, Occasion, Place, PointId, RuleId};
use crate::message::Message;
use crate::period::{self, DUE, EVERY, Every, Period};
use crate::reading::{Answer, Choice, Reading, assemble, branches, under};
use crate::refusal::Refusal;
use crate::rule_file::Tree;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, may_have, maybe, one};
use crate::state::Case;
use crate::view::View;
use jiff::civil::Date;

/// A duty to deliver.
#[derive(Debug)]
pub struct DutyRule {
    /// Who owes it, in the agreement's order.
    pub bearers: Vec<BodyId>,
    /// Whether each of them owes it; otherwise one delivery serves for all.
    pub each: bool,
    /// How often it comes.
    pub every: Every,
    /// Once, so long after entry into force.
    pub within: Option<Within>,
}

/// A time counted from entry into force.
#[derive(Debug)]
pub struct Within {
    /// So many days.
    pub days: u32,
    /// Whether only working days count.
    pub working: bool,
    /// Whose working days; those of the bearers if empty.
    pub calendars: Vec<String>,
}

const DELIVERED_BY: Shape =
    Shape { name: "delivered_by", args: &[one("who", Takes::Word(&["any", "each"]))], props: &[], children: &[] };
const WITHIN: Shape = Shape {
    name: "within",
    args: &[],
    props: &[
        one("days", Takes::Number),
        maybe("unit", Takes::Word(&["working", "calendar"])),
        one("of", Takes::Word(&["entry_into_force"])),
        maybe("calendar", Takes::Ref(Space::Calendar)),
    ],
    children: &[],
};

/// `duty id=… cite=… bearer=GROUP { every "year"; due "01-31"; delivered_by each; within days=10 of=entry_into_force }`
pub const SHAPE: Shape = Shape {
    name: "duty",
    args: &[],
    props: &[RULE_ID, CITE, one("bearer", Takes::Ref(Space::Voters))],
    children: &[may_have(&EVERY), may_have(&DUE), may_have(&DELIVERED_BY), may_have(&WITHIN)],
};

impl DutyRule {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<DutyRule> {
        let agreement = &*lookup.agreement;
        let within = tree.child("within").map(|within| Within {
            days: within.number("days").unwrap_or(0) as u32,
            working: within.word("unit") != Some("calendar"),
            calendars: within.word("calendar").map(str::to_owned).into_iter().collect(),
        });
        Some(DutyRule {
            bearers: lookup.voters(tree, "bearer"),
            each: tree.child_word("delivered_by") == Some("each"),
            every: period::read(tree, &|point, option| agreement.option(point, option)),
            within,
        })
    }

    fn deadline(&self, view: &View<'_>, within: &Within, first: Date) -> Deadline {
        if !within.working {
            let day = first.checked_add(jiff::Span::new().days(within.days)).unwrap_or(Date::MAX);
            return Deadline { day, provisional: false };
        }
        let own = self.bearers.iter().filter_map(|body| view.agreement.body_of(*body).calendar.as_deref());
        let mut calendars: Vec<&str> = within.calendars.iter().map(String::as_str).collect();
        if calendars.is_empty() {
            calendars.extend(own);
        }
        view.calendars.after(first, within.days, &calendars, view.known_at)
    }

    /// The periods under `reading`, and whether their due days hang on a calendar not yet known.
    fn periods(&self, view: &View<'_>, reading: &Reading) -> (Vec<Period>, bool) {
        let Some(force) = view.force(reading).span() else { return (Vec::new(), false) };
        let Some(within) = &self.within else { return (self.every.periods(force, view.as_of, reading), false) };
        let due = self.deadline(view, within, force.first);
        let last = force.last.unwrap_or(Date::MAX);
        (vec![Period { year: force.first.year(), turn: 0, first: force.first, last, due: due.day }], due.provisional)
    }

    fn points(&self, view: &View<'_>) -> Vec<PointId> {
        let own = self.every.year_point.iter().chain(&self.every.partial_point).map(|(point, _)| *point);
        own.chain(super::term::points(view)).collect()
    }

    /// The delivery among `given` (of one body, or of any) that meets `period`.
    fn meets<'e>(&self, period: &Period, given: &[&'e Event]) -> Option<&'e Event> {
        let days = self.every.due_days(period);
        if days.is_empty() {
            return given.get(period.turn as usize).copied();
        }
        let named = |event: &Event| match event.act {
            Act::Deliver { due, .. } => due,
            _ => None,
        };
        let for_this = given.iter().find(|event| named(event) == Some(period.due));
        let free = days.iter().filter(|day| !given.iter().any(|event| named(event) == Some(**day)));
        let turn = free.into_iter().position(|day| *day == period.due);
        let unnamed = || given.iter().filter(|event| named(event).is_none()).nth(turn?);
        for_this.or_else(unnamed).copied()
    }

    /// The verdict of one occurrence, from what was delivered in its period.
    fn judge(&self, view: &View<'_>, rule: RuleId, period: &Period) -> Finding {
        let cite = view.agreement.rule(rule).cite;
        let events = view.events_of_period(rule, period);
        let given = |body: Option<BodyId>| -> Vec<&Event> {
            let deliveries = events.iter().filter(|event| event.act.kind() == ActKind::Deliver);
            deliveries.filter(|event| body.is_none_or(|body| event.author == body)).copied().collect()
        };
        let mut met: Vec<(BodyId, Date, Place)> = Vec::new();
        if self.each {
            let one = |body: &BodyId| self.meets(period, &given(Some(*body))).map(|event| (*body, event.occurred, event.place));
            met.extend(self.bearers.iter().filter_map(one));
        } else {
            met.extend(self.meets(period, &given(None)).map(|event| (event.author, event.occurred, event.place)));
        }
        let awaited: Vec<BodyId> = self.bearers.iter().copied().filter(|body| !met.iter().any(|(by, _, _)| by == body)).collect();
        let places: Vec<Place> = met.iter().map(|(_, _, place)| *place).collect();
        let done = if self.each { awaited.is_empty() } else { !met.is_empty() };
        if done {
            let day = met.iter().map(|(_, day, _)| *day).max().unwrap_or(period.due);
            return timed(view, period, Some((day, places)), cite);
        }
        let mut finding = timed(view, period, None, cite);
        if !met.is_empty() {
            let by = met.iter().map(|(by, _, _)| *by);
            finding.because.push(Because::new(Message::new("delivered-by").bodies("by", by), cite).from(places));
            finding.because.push(Because::new(Message::new("delivery-awaited").bodies("from", awaited), cite));
        }
        finding.because.extend(crate::duty::reasons(events.iter().copied(), cite));
        finding
    }

    fn with_calendar(&self, view: &View<'_>, rule: RuleId, period: &Period, provisional: bool) -> Finding {
        let finding = self.judge(view, rule, period);
        if !provisional {
            return finding;
        }
        let said = Message::new("due-day-provisional").date("due", period.due);
        finding.and(Because::new(said, view.agreement.rule(rule).cite))
    }
}

impl Provision for DutyRule {
    fn accepts(&self, act: ActKind) -> bool {
        matches!(act, ActKind::Deliver | ActKind::RecordReason)
    }

    fn has_periods(&self) -> bool {
        self.within.is_none() && self.every.years > 0
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        case.entitled(&self.bearers)?;
        match case.event.act {
            Act::Deliver { due: Some(day), .. } if !self.every.due.contains(&(day.month(), day.day())) => {
                Err(Refusal::NoSuchDueDay { day })
            }
            _ => Ok(Vec::new()),
        }
    }

    fn stand(&self, view: &View<'_>, matter: MatterId, _detail: bool) -> Option<Answer<Finding>> {
        let year = match matter.occasion {
            Occasion::Period(year) => Some(year),
            _ if self.has_periods() => return None,
            _ => None,
        };
        let cite = view.agreement.rule(matter.rule).cite;
        Some(under(&self.points(view), view.readings, |reading| {
            let (periods, provisional) = self.periods(view, reading);
            let own = periods.iter().filter(|period| year.is_none_or(|year| period.year == year));
            let found = own.map(|period| self.with_calendar(view, matter.rule, period, provisional));
            // Of several in one period the first that is not met gives the word.
            let met = |finding: &Finding| matches!(finding.status, Status::Met | Status::MetLate);
            let mut all: Vec<Finding> = found.collect();
            let first_unmet = all.iter().position(|finding| !met(finding));
            let late = all.iter().position(|finding| finding.status == Status::MetLate);
            let because = all.iter_mut().flat_map(|finding| std::mem::take(&mut finding.because)).collect();
            match first_unmet.or(late).or(all.len().checked_sub(1)) {
                Some(index) => Finding { status: all[index].status, on: all[index].on, because },
                None => {
                    let events = view.events(matter).map(|event| event.place);
                    Finding::new(Status::Recorded, Because::new(Message::new("nothing-due-in-this-period"), cite).from(events))
                }
            }
        }))
    }

    fn duties(&self, view: &View<'_>, rule: RuleId) -> Vec<Duty> {
        if self.within.is_none() {
            return by_period(view, rule, &self.every, &self.bearers, &[], |_, period| self.judge(view, rule, period));
        }
        let by_reading = branches(&self.points(view), view.readings, |reading| {
            let (periods, provisional) = self.periods(view, reading);
            let first = periods.first().copied();
            first.map(|period| Occurrence { period, finding: self.with_calendar(view, rule, &period, provisional) })
        });
        let Some(year) = by_reading.iter().find_map(|(_, one)| one.as_ref().map(|one| one.period.year)) else {
            return Vec::new();
        };
        let answer = assemble(&by_reading);
        vec![Duty { rule, matter: None, year, turn: 0, turns: 1, item: None, bearers: self.bearers.clone(), answer }]
    }

    fn steps(&self, view: &View<'_>, rule: RuleId) -> Vec<Step> {
        let needed = |duty: Duty| {
            let one = duty.answer.first().as_ref()?;
            matches!(one.finding.status, Status::Open | Status::DueSoon | Status::Overdue).then_some(())?;
            let awaited = one.finding.because.iter().find(|because| because.message.key == "delivery-awaited");
            let who = awaited.and_then(|because| because.message.bodies_of("from"));
            let because = awaited.or(one.finding.because.first())?.clone();
            Some(Step {
                who: who.map_or(duty.bearers, <[BodyId]>::to_vec),
                act: ActKind::Deliver,
                matter: Some(duty.matter.unwrap_or(MatterId::standing(rule))),
                item: None,
                due: Some(Deadline { day: one.period.due, provisional: false }),
                because,
            })
        };
        self.duties(view, rule).into_iter().filter_map(needed).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::calendar::Calendars;
    use crate::problem::Problems;
    use crate::testing::{run, run_with};
    use expect_test::{Expect, expect};

    fn rules(duty: &str) -> String {
        format!(
            r#"
        agreement test format=1
        provision art_12
        calendar office
        party a
        party b calendar=office
        group both cite=art_12 {{ members a b }}
        reading year cite=art_12 {{ option calendar_year; option agreement_year }}
        entry_into_force cite=art_12 {{ on "2017-07-01" }}
        term cite=art_12 {{ years 4 }}
        {duty}
        "#
        )
    }

    fn check(duty: &str, script: &str, expect: Expect) {
        expect.assert_eq(&run(&rules(duty), script));
    }

    const REPORT: &str = r#"duty id=report cite=art_12 bearer=a { every "year" }"#;

    #[test]
    fn a_yearly_report_is_met_late_or_missed() {
        check(
            REPORT,
            "
            on 2017-12-20
            a delivers text \"2017\"
            on 2019-02-01
            a delivers text \"2018\" on report/2018
            on 2020-12-15
            ? duties
            ? next
        ",
            expect![[r#"
            report 2017.1: met on 2017-12-20 due 2017-12-31
              met-on day=2017-12-20 due=2017-12-31 [art_12] <- a/1
            report 2018.1: met-late on 2019-02-01 due 2018-12-31
              met-on day=2019-02-01 due=2018-12-31 [art_12] <- a/2
            report 2019.1: missed due 2019-12-31
              none-on-record first=2019-01-01 due=2019-12-31 [art_12]
            report 2020.1: due-soon due 2020-12-31
              none-yet-on-record first=2020-01-01 due=2020-12-31 [art_12]
            next a deliver on report/2020 by 2020-12-31
        "#]],
        );
    }

    #[test]
    fn only_the_bearer_delivers_and_only_what_is_owed() {
        check(
            REPORT,
            "
            on 2018-05-01
            b delivers
            a delivers on report/2018 due 2018-01-31
            a delivers due 2018-01-31
            a votes for text \"x\" on report/2018
            public_record delivers on report/2018
            ? report/2018
            ? report
        ",
            expect![[r#"
            refused not-entitled by=b act=deliver may=a [art_12]
            refused no-such-due-day day=2018-01-31 [art_12]
            refused no-such-due-day day=2018-01-31 [art_12]
            refused not-in-this-matter act=vote matter=report/2018 [art_12]
            report/2018: met on 2018-05-01
              met-on day=2018-05-01 due=2018-12-31 [art_12] <- public_record/1
            report: nothing
        "#]],
        );
    }

    #[test]
    fn a_reason_stands_beside_and_changes_no_word() {
        check(
            REPORT,
            "
            on 2019-01-10
            a records reason \"the office was moved\" on report/2018
            b records reason \"no\" on report/2018
            ? report/2018
        ",
            expect![[r#"
            refused not-entitled by=b act=record_reason may=a [art_12]
            report/2018: missed
              none-on-record first=2018-01-01 due=2018-12-31 [art_12]
              reason-recorded by=a text=the office was moved [art_12] <- a/1
        "#]],
        );
    }

    const QUARTERLY: &str = r#"duty id=data cite=art_12 bearer=a { every "year"; due "01-31" "04-30" "07-31" "10-31" }"#;

    #[test]
    fn returns_on_fixed_days_fill_the_turns_in_order() {
        check(
            QUARTERLY,
            "
            on 2018-01-30
            a delivers on data/2018
            on 2018-05-02
            a delivers on data/2018
            on 2018-07-15
            ? duties
            ? data/2018
        ",
            expect![[r#"
            data 2017.3: missed due 2017-07-31
              none-on-record first=2017-07-01 due=2017-07-31 [art_12]
            data 2017.4: missed due 2017-10-31
              none-on-record first=2017-07-01 due=2017-10-31 [art_12]
            data 2018.1: met on 2018-01-30 due 2018-01-31
              met-on day=2018-01-30 due=2018-01-31 [art_12] <- a/1
            data 2018.2: met-late on 2018-05-02 due 2018-04-30
              met-on day=2018-05-02 due=2018-04-30 [art_12] <- a/2
            data 2018.3: due-soon due 2018-07-31
              none-yet-on-record first=2018-01-01 due=2018-07-31 [art_12]
            data 2018.4: open due 2018-10-31
              none-yet-on-record first=2018-01-01 due=2018-10-31 [art_12]
            data/2018: due-soon
              met-on day=2018-01-30 due=2018-01-31 [art_12] <- a/1
              met-on day=2018-05-02 due=2018-04-30 [art_12] <- a/2
              none-yet-on-record first=2018-01-01 due=2018-07-31 [art_12]
              none-yet-on-record first=2018-01-01 due=2018-10-31 [art_12]
        "#]],
        );
    }

    #[test]
    fn a_return_can_say_for_which_day_it_is() {
        check(
            QUARTERLY,
            "
            on 2018-05-02
            a delivers due 2018-07-31 on data/2018
            a delivers on data/2018
            a delivers due 2018-07-30 on data/2018
            ? data/2018
        ",
            expect![[r#"
            refused no-such-due-day day=2018-07-30 [art_12]
            data/2018: overdue
              met-on day=2018-05-02 due=2018-01-31 [art_12] <- a/2
              none-on-record first=2018-01-01 due=2018-04-30 [art_12]
              met-on day=2018-05-02 due=2018-07-31 [art_12] <- a/1
              none-yet-on-record first=2018-01-01 due=2018-10-31 [art_12]
        "#]],
        );
    }

    #[test]
    fn of_several_in_a_year_one_that_was_late_makes_the_year_late() {
        check(
            QUARTERLY,
            "
            on 2018-01-20
            a delivers due 2018-01-31 on data/2018
            on 2018-05-02
            a delivers due 2018-04-30 on data/2018
            on 2018-07-01
            a delivers due 2018-07-31 on data/2018
            on 2018-10-01
            a delivers due 2018-10-31 on data/2018
            ? data/2018
        ",
            expect![[r#"
            data/2018: met-late on 2018-05-02
              met-on day=2018-01-20 due=2018-01-31 [art_12] <- a/1
              met-on day=2018-05-02 due=2018-04-30 [art_12] <- a/2
              met-on day=2018-07-01 due=2018-07-31 [art_12] <- a/3
              met-on day=2018-10-01 due=2018-10-31 [art_12] <- a/4
        "#]],
        );
    }

    #[test]
    fn the_first_return_of_a_cut_year_is_the_first_that_was_due() {
        check(
            QUARTERLY,
            "
            on 2017-07-20
            a delivers
            ? data/2017
        ",
            expect![[r#"
            data/2017: open
              met-on day=2017-07-20 due=2017-07-31 [art_12] <- a/1
              none-yet-on-record first=2017-07-01 due=2017-10-31 [art_12]
        "#]],
        );
    }

    #[test]
    fn what_each_owes_is_met_when_all_have_delivered() {
        check(
            r#"duty id=notes cite=art_12 bearer=both { every "years" n=2; delivered_by each }"#,
            "
            on 2018-01-01
            b delivers
            ? notes/2017
            ? next
            on 2019-06-30
            a delivers
            a delivers
            ? notes/2017
            on 2019-07-01
            ? notes/2019
        ",
            expect![[r#"
            notes/2017: open
              none-yet-on-record first=2017-07-01 due=2019-06-30 [art_12]
              delivered-by by=b [art_12] <- b/1
              delivery-awaited from=a [art_12]
            next a deliver on notes/2017 by 2019-06-30
            notes/2017: met on 2019-06-30
              met-on day=2019-06-30 due=2019-06-30 [art_12] <- a/1 b/1
            notes/2019: open
              none-yet-on-record first=2019-07-01 due=2021-06-30 [art_12]
        "#]],
        );
    }

    #[test]
    fn several_in_a_year_need_several_deliveries() {
        check(
            r#"duty id=notes cite=art_12 bearer=both { every "year" times=2; delivered_by any }"#,
            "
            on 2018-03-01
            b delivers on notes/2018
            on 2019-03-01
            ? notes/2018
            ? notes/2016
        ",
            expect![[r#"
            notes/2018: missed
              met-on day=2018-03-01 due=2018-12-31 [art_12] <- b/1
              none-on-record first=2018-01-01 due=2018-12-31 [art_12]
            notes/2016: recorded
              nothing-due-in-this-period [art_12]
        "#]],
        );
    }

    #[test]
    fn what_a_year_means_is_a_reading() {
        check(
            r#"duty id=report cite=art_12 bearer=a { every "year" reading=year }"#,
            "
            on 2018-03-01
            a delivers
            ? report/2017
        ",
            expect![[r#"
            report/2017 (year=calendar_year): missed
              none-on-record first=2017-07-01 due=2017-12-31 [art_12]
            report/2017 (year=agreement_year): met on 2018-03-01
              met-on day=2018-03-01 due=2018-06-30 [art_12] <- a/1
        "#]],
        );
    }

    #[test]
    fn days_within_entry_into_force_follow_a_calendar() {
        let office = r#"calendar office year=2017 status=known announced="2017-01-01" { off "2017-07-05" }"#;
        let (mut calendars, mut problems) = (Calendars::default(), Problems::default());
        calendars.add(office, &mut problems);
        let filing = rules("duty id=filing cite=art_12 bearer=b { within days=10 unit=working of=entry_into_force }");
        let script = "
            on 2017-07-10
            ? duties
            on 2017-07-20
            ? duties
            ? next
            b delivers on filing/2017
            b delivers
            ? filing
        ";
        // Saturday 1 July; ten working days from 3 July without the 5th end on the 17th.
        expect![[r#"
            filing 2017.1: due-soon due 2017-07-17
              none-yet-on-record first=2017-07-01 due=2017-07-17 [art_12]
            filing 2017.1: overdue due 2017-07-17
              none-on-record first=2017-07-01 due=2017-07-17 [art_12]
            next b deliver on filing by 2017-07-17
            refused no-such-period year=2017 [art_12]
            filing: met-late on 2017-07-20
              met-on day=2017-07-20 due=2017-07-17 [art_12] <- b/1
        "#]]
        .assert_eq(&run_with(&filing, script, &calendars));
        expect![[r#"
            filing 2017.1: due-soon due 2017-07-14
              none-yet-on-record first=2017-07-01 due=2017-07-14 [art_12]
              due-day-provisional due=2017-07-14 [art_12]
        "#]]
        .assert_eq(&run(&filing, "on 2017-07-10\n? duties"));
    }

    #[test]
    fn calendar_days_need_no_calendar_and_once_is_once() {
        check(
            "duty id=filing cite=art_12 bearer=b { within days=8 unit=calendar of=entry_into_force }",
            "
            on 2017-06-30
            ? duties
            on 2017-07-09
            b delivers
            ? duties
            ? next
        ",
            expect![[r#"
            filing 2017.1: not-yet due 2017-07-09
              not-begun first=2017-07-01 due=2017-07-09 [art_12]
            filing 2017.1: met on 2017-07-09 due 2017-07-09
              met-on day=2017-07-09 due=2017-07-09 [art_12] <- b/1
        "#]],
        );
        check(
            r#"duty id=review cite=art_12 bearer=both { every "once" }"#,
            "
            on 2018-01-01
            b delivers on review/2018
            ? duties
            on 2021-07-01
            ? duties
        ",
            expect![[r#"
            refused no-such-period year=2018 [art_12]
            review 2017.1: open due 2021-06-30
              none-yet-on-record first=2017-07-01 due=2021-06-30 [art_12]
            review 2017.1: missed due 2021-06-30
              none-on-record first=2017-07-01 due=2021-06-30 [art_12]
        "#]],
        );
    }
}
