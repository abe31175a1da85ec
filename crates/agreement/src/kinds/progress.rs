//! Progress: the joint implementation of what was agreed. The text gives no days, so nothing here is ever late.
//!
//! Reports are made in the matters of the list; this rule asks, for each settled list, whether every item has one.

use super::key_work::KeyWork;
use super::{Kind, Provision};
use crate::act::ActKind;
use crate::finding::{Because, Duty, Finding, Occurrence, Status, Step};
use crate::id::{BodyId, Cite, MatterId, Place, PointId, RuleId};
use crate::message::{Arg, Message};
use crate::period::Period;
use crate::reading::{Answer, Choice, Reading, under};
use crate::refusal::Refusal;
use crate::rule_file::Tree;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, one};
use crate::state::Case;
use crate::view::View;

/// The duty to carry a list out together.
#[derive(Debug)]
pub struct Progress {
    /// The rule whose lists are carried out; it may stand anywhere in the file.
    pub on: String,
    /// Who carries them out.
    pub by: Vec<BodyId>,
}

/// `progress cite=… on=key_work by=…`
pub const SHAPE: Shape = Shape {
    name: "progress",
    args: &[],
    props: &[RULE_ID, CITE, one("on", Takes::Ref(Space::Rule)), one("by", Takes::Ref(Space::Voters))],
    children: &[],
};

/// The items of one list, by whether there is a report on them.
struct Course {
    matter: MatterId,
    /// Whether the list became settled, if the departments need not agree and if they must.
    settled: [bool; 2],
    reported: Vec<u32>,
    silent: Vec<u32>,
    closed: Vec<u32>,
    reports: Vec<Place>,
    closings: Vec<Place>,
}

impl Course {
    fn of(view: &View<'_>, matter: MatterId) -> Course {
        let round = view.round(matter);
        let settled = [false, true].map(|required| round.became_settled(required).is_some());
        let (mut reported, mut silent, mut closed) = (Vec::new(), Vec::new(), Vec::new());
        let (mut reports, mut closings) = (Vec::new(), Vec::new());
        for (number, item) in round.live().filter(|(_, item)| item.was_agreed()) {
            match item.closed {
                Some((_, event)) => {
                    closed.push(number);
                    closings.push(event.place);
                }
                None if item.reports.is_empty() => silent.push(number),
                None => {
                    reported.push(number);
                    reports.extend(item.reports.values().map(|event| event.place));
                }
            }
        }
        Course { matter, settled, reported, silent, closed, reports, closings }
    }

    fn finding(&self, cite: Cite) -> Finding {
        let on = |key, items: &[u32], events: &[Place]| {
            let items = items.iter().map(|item| i64::from(*item)).collect();
            Because::new(Message::new(key).with("items", Arg::Numbers(items)), cite).from(events.iter().copied())
        };
        let status = if self.silent.is_empty() { Status::Recorded } else { Status::Open };
        let grounds = [
            ("progress-awaited", &self.silent, [].as_slice()),
            ("progress-on-record", &self.reported, &self.reports),
            ("items-closed", &self.closed, &self.closings),
        ];
        let said = grounds.into_iter().filter(|(_, items, _)| !items.is_empty());
        let mut because: Vec<Because> = said.map(|(key, items, events)| on(key, items, events)).collect();
        because.push(Because::new(Message::new("progress-no-day"), cite));
        Finding { status, on: None, because }
    }
}

impl Progress {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<Progress> {
        Some(Progress { on: tree.word("on")?.to_owned(), by: lookup.voters(tree, "by") })
    }

    fn list<'v>(&self, view: &View<'v>) -> Option<(RuleId, &'v KeyWork)> {
        let id = view.agreement.rule_id(&self.on)?;
        match &view.agreement.rule(id).kind {
            Kind::KeyWork(list) => Some((id, list)),
            _ => None,
        }
    }

    fn courses(&self, view: &View<'_>) -> Vec<Course> {
        let Some((rule, _)) = self.list(view) else { return Vec::new() };
        let years = view.matters_of(rule).filter(|matter| matter.year().is_some());
        let courses = years.map(|matter| Course::of(view, matter));
        courses.filter(|course| course.settled.contains(&true)).collect()
    }
}

fn points(view: &View<'_>, list: &KeyWork) -> Vec<PointId> {
    let every = list.every.year_point.iter().chain(&list.every.partial_point).map(|(point, _)| *point);
    every.chain(list.round.points()).chain(super::term::points(view)).collect()
}

fn period(view: &View<'_>, list: &KeyWork, year: i16, reading: &Reading) -> Option<Period> {
    let periods = list.every.periods(view.force(reading).span()?, view.as_of, reading);
    periods.into_iter().find(|period| period.year == year)
}

impl Provision for Progress {
    fn accepts(&self, _act: ActKind) -> bool {
        false
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        Err(Refusal::NotInThisMatter { act: case.event.act.kind(), matter: case.matter })
    }

    fn stand(&self, _view: &View<'_>, _matter: MatterId, _detail: bool) -> Option<Answer<Finding>> {
        None
    }

    fn duties(&self, view: &View<'_>, rule: RuleId) -> Vec<Duty> {
        let Some((_, list)) = self.list(view) else { return Vec::new() };
        let cite = view.agreement.rule(rule).cite;
        let points = points(view, list);
        let duty = |course: Course| {
            let year = course.matter.year()?;
            let answer = under(&points, view.readings, |reading| {
                let settled = course.settled[usize::from(list.round.required(reading))];
                let period = period(view, list, year, reading).filter(|_| settled)?;
                Some(Occurrence { period, finding: course.finding(cite) })
            });
            let matter = Some(course.matter);
            Some(Duty { rule, item: None, matter, year, turn: 0, turns: 1, bearers: self.by.clone(), answer })
        };
        self.courses(view).into_iter().filter_map(duty).collect()
    }

    fn steps(&self, view: &View<'_>, rule: RuleId) -> Vec<Step> {
        let Some((_, list)) = self.list(view) else { return Vec::new() };
        let cite = view.agreement.rule(rule).cite;
        let required = *under(&[], view.readings, |reading| list.round.required(reading)).first();
        let open =
            self.courses(view).into_iter().filter(|course| course.settled[usize::from(required)] && !course.silent.is_empty());
        open.map(|course| {
            let item = if let [item] = course.silent.as_slice() { Some(*item) } else { None };
            let items = course.silent.iter().map(|item| i64::from(*item)).collect();
            let because = Because::new(Message::new("progress-awaited").with("items", Arg::Numbers(items)), cite);
            Step { who: self.by.clone(), act: ActKind::ReportProgress, matter: Some(course.matter), item, due: None, because }
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::kinds::key_work::tests::{AGREED, FOUR, PROPOSED};
    use crate::testing::run;
    use expect_test::{Expect, expect};

    /// The duties and the next acts of the rule itself.
    fn check(script: &str, expect: Expect) {
        let said = run(FOUR, &format!("{PROPOSED}{AGREED}\n on 2018-06-01\n{script}"));
        let own = said.lines().skip_while(|line| !line.contains("progress") && !line.contains("next"));
        expect.assert_eq(&own.map(|line| format!("{line}\n")).collect::<String>());
    }

    #[test]
    fn a_settled_list_waits_for_a_report_on_each_item() {
        check(
            "
            ? duties
            ? next
        ",
            expect![[r#"
                progress 2018.1: open due 2018-12-31
                  progress-awaited items=1,2 [art_12]
                  progress-no-day [art_12]
                next ndrc,guangdong,hong_kong,macao report_progress on key_work/2018
            "#]],
        );
    }

    #[test]
    fn a_report_from_anyone_or_the_close_is_enough() {
        check(
            "
            hong_kong reports progress under_way item 1 on key_work/2018
            ? next
            ndrc closes ended item 2 on key_work/2018
            ? duties
        ",
            expect![[r#"
                next ndrc,guangdong,hong_kong,macao report_progress on key_work/2018 item 2
                key_work 2017.1: missed due 2017-12-31
                  none-on-record first=2017-07-01 due=2017-12-31 [art_12]
                key_work 2018.1: met on 2018-02-20 due 2018-12-31
                  met-on day=2018-02-20 due=2018-12-31 [art_12] <- ndrc/3 ndrc/4 ndrc/5 guangdong/3 guangdong/4 hong_kong/3 hong_kong/4 macao/3 macao/4
                progress 2018.1: recorded due 2018-12-31
                  progress-on-record items=1 [art_12] <- hong_kong/5
                  items-closed items=2 [art_12] <- ndrc/6
                  progress-no-day [art_12]
            "#]],
        );
    }

    #[test]
    fn a_report_about_another_party_or_from_the_public_record_is_no_report() {
        check(
            "
            public_record reports progress done item 1 on key_work/2018
            macao reports progress done item 2 on key_work/2018 recorder public_record
            national_departments reports progress done item 1 on key_work/2018
            on 2021-01-01
            ? next
        ",
            expect![[r#"
                refused not-entitled by=national_departments act=report_progress may=ndrc,guangdong,hong_kong,macao [art_12]
                next ndrc,guangdong,hong_kong,macao propose_task on key_work/2021
                next ndrc,guangdong,hong_kong,macao report_progress on key_work/2018
            "#]],
        );
    }

    #[test]
    fn a_rule_that_makes_no_list_has_no_progress() {
        let rules = FOUR.replace("on=key_work", "on=term");
        assert!(!run(&rules, &format!("{PROPOSED}{AGREED}\n ? duties\n ? next")).contains("progress"));
    }

    #[test]
    fn the_rule_itself_takes_no_act() {
        let rules = r#"
            agreement test format=1
            provision art_12
            party a
            party b
            group both cite=art_12 { members a b }
            entry_into_force cite=art_12 { on "2018-01-01" }
            term cite=art_12
            progress cite=art_12 on=term by=both
        "#;
        let said = run(rules, "a reports progress done item 1\n a reports progress done item 1 on progress");
        expect![[r#"
            refused text-silent act=report_progress [record]
            refused not-in-this-matter act=report_progress matter=progress [art_12]
        "#]]
        .assert_eq(&said);
    }

    #[test]
    fn what_is_parked_needs_no_report_until_it_is_taken_up_again() {
        check(
            "
            ndrc parks item 2 on key_work/2018
            macao reports progress held_up item 1 on key_work/2018
            ? next
            on 2018-07-01
            ndrc circulates item 2 text \"two\" on key_work/2018
            ? next
            guangdong reports progress not_started item 2 on key_work/2018
            ? next
            ? duties
        ",
            expect![[r#"
                next ndrc,guangdong,hong_kong,macao report_progress on key_work/2018 item 2
                key_work 2017.1: missed due 2017-12-31
                  none-on-record first=2017-07-01 due=2017-12-31 [art_12]
                key_work 2018.1: met on 2018-02-20 due 2018-12-31
                  met-on day=2018-02-20 due=2018-12-31 [art_12] <- ndrc/3 ndrc/4 ndrc/5 guangdong/3 guangdong/4 hong_kong/3 hong_kong/4 macao/3 macao/4
                progress 2018.1: recorded due 2018-12-31
                  progress-on-record items=1,2 [art_12] <- macao/5 guangdong/5
                  progress-no-day [art_12]
            "#]],
        );
    }

    #[test]
    fn the_latest_report_of_each_is_shown_and_a_corrected_one_is_not() {
        check(
            "
            macao reports progress under_way item 1 on key_work/2018
            on 2018-09-01
            macao reports progress done item 1 on key_work/2018
            ndrc reports progress done item 1 on key_work/2018
            macao corrects macao/5
            macao corrects macao/6
            ndrc corrects ndrc/6
            ? next
            known 2018-08-31
            on 2018-08-31
            ? next
        ",
            expect![[r#"
                next ndrc,guangdong,hong_kong,macao report_progress on key_work/2018
                next ndrc,guangdong,hong_kong,macao report_progress on key_work/2018 item 2
            "#]],
        );
    }

    #[test]
    fn nothing_is_ever_late_and_the_next_year_asks_for_nothing_of_its_own() {
        check(
            "
            on 2019-01-01
            macao reports progress under_way item 1 on key_work/2018
            on 2025-01-01
            ? next
            macao reports progress done item 2 on key_work/2018
            ? next
            guangdong reports progress done item 1 on key_work/2019
            ? duties
        ",
            expect![[r#"
                next ndrc,guangdong,hong_kong,macao report_progress on key_work/2018 item 2
                refused item-unknown item=1 [art_12]
                key_work 2017.1: missed due 2017-12-31
                  none-on-record first=2017-07-01 due=2017-12-31 [art_12]
                key_work 2018.1: met on 2018-02-20 due 2018-12-31
                  met-on day=2018-02-20 due=2018-12-31 [art_12] <- ndrc/3 ndrc/4 ndrc/5 guangdong/3 guangdong/4 hong_kong/3 hong_kong/4 macao/3 macao/4
                key_work 2019.1: missed due 2019-12-31
                  none-on-record first=2019-01-01 due=2019-12-31 [art_12]
                key_work 2020.1: missed due 2020-12-31
                  none-on-record first=2020-01-01 due=2020-12-31 [art_12]
                key_work 2021.1: missed due 2021-12-31
                  none-on-record first=2021-01-01 due=2021-12-31 [art_12]
                key_work 2022.1: missed due 2022-06-30
                  none-on-record first=2022-01-01 due=2022-06-30 [art_12]
                progress 2018.1: recorded due 2018-12-31
                  progress-on-record items=1,2 [art_12] <- macao/5 macao/6
                  progress-no-day [art_12]
            "#]],
        );
    }

    #[test]
    fn a_list_that_one_reading_leaves_open_is_carried_out_under_the_other() {
        let script = "
            ndrc states departments not_yet items 1 on key_work/2018
            ? duties
        ";
        let said = run(FOUR, &format!("{PROPOSED}{AGREED}\n on 2018-02-21\n{script}"));
        let own: Vec<&str> = said.lines().skip_while(|line| !line.contains("progress")).collect();
        expect![[r#"
            progress 2018.1 (departments_concur=required): no such occurrence
            progress 2018.1 (departments_concur=sought_only): open due 2018-12-31
              progress-awaited items=1,2 [art_12]
              progress-no-day [art_12]"#]]
        .assert_eq(&own.join("\n"));
    }
}
