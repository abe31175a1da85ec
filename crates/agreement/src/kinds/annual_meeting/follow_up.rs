//! Follow-ups: what a meeting decided that someone should do, and whether the bearers have reported it done.

use super::{AnnualMeeting, from};
use crate::act::{Act, ActKind, Event, Stage};
use crate::calendar::Deadline;
use crate::duty::timed;
use crate::finding::{Because, Duty, Finding, Occurrence, Status, Step};
use crate::id::{BodyId, Cite, Digest, MatterId, Place};
use crate::message::Message;
use crate::period::Period;
use crate::reading::Answer;
use crate::view::View;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// One follow-up as the record has it.
#[derive(Clone, Debug)]
struct FollowUp {
    /// The day on which it was agreed, and its record.
    agreed: (Date, Place),
    text: Digest,
    /// Who carries it out.
    bearers: Vec<BodyId>,
    /// The day by which, if the record gives one.
    due: Option<Date>,
    /// The first report of each bearer that it is done.
    done: BTreeMap<BodyId, (Date, Place)>,
}

impl FollowUp {
    fn awaited(&self) -> Vec<BodyId> {
        self.bearers.iter().copied().filter(|body| !self.done.contains_key(body)).collect()
    }
}

/// The follow-ups that `events` record, by their numbers; the latest record of an item holds.
fn read<'e>(rule: &AnnualMeeting, view: &View<'_>, events: impl Iterator<Item = &'e Event>) -> BTreeMap<u32, FollowUp> {
    let mut items: BTreeMap<u32, FollowUp> = BTreeMap::new();
    let mut done: BTreeMap<u32, BTreeMap<BodyId, (Date, Place)>> = BTreeMap::new();
    for event in events {
        match &event.act {
            Act::AgreeFollowUp { item, by, due, text } => {
                let bearers = if by.is_empty() { rule.of.clone() } else { by.clone() };
                let agreed = (event.occurred, event.place);
                let before = items.insert(*item, FollowUp { agreed, text: *text, bearers, due: *due, done: BTreeMap::new() });
                // What was done before another text was agreed is not what that text asks for.
                if let Some(reports) = done.get_mut(item).filter(|_| before.is_some_and(|before| before.text != *text)) {
                    reports.retain(|_, (day, _)| *day >= event.occurred);
                }
            }
            Act::ReportProgress { stage: Stage::Done, item, .. } if !view.agreement.only_tells(event) => {
                done.entry(*item).or_default().entry(event.author).or_insert((event.occurred, event.place));
            }
            _ => {}
        }
    }
    for (item, reports) in done {
        if let Some(follow_up) = items.get_mut(&item) {
            follow_up.done = reports.into_iter().filter(|(body, _)| follow_up.bearers.contains(body)).collect();
        }
    }
    items
}

/// The ground that says from whom a report is awaited, and by when.
fn because(item: u32, follow_up: &FollowUp, cite: Cite) -> Because {
    let awaited = follow_up.awaited();
    let key = match follow_up.due {
        _ if awaited.is_empty() => "follow-up-done",
        Some(_) => "follow-up-awaited-by",
        None => "follow-up-awaited",
    };
    let bodies = if awaited.is_empty() { follow_up.bearers.clone() } else { awaited };
    let mut because = from(key, bodies, cite).from([follow_up.agreed.1]);
    because.message = because.message.number("item", item);
    if let Some(due) = follow_up.due.filter(|_| key == "follow-up-awaited-by") {
        because.message = because.message.date("due", due);
    }
    because
}

/// How many follow-ups there are; each of them, if `detail`.
pub(super) fn summary(rule: &AnnualMeeting, view: &View<'_>, events: &[&Event], detail: bool, cite: Cite) -> Option<Because> {
    let items = read(rule, view, events.iter().copied());
    let open = items.values().filter(|follow_up| !follow_up.awaited().is_empty()).count();
    let said = Message::new("follow-ups-agreed").number("count", items.len() as i64).number("open", open as i64);
    let inner = if detail { items.iter().map(|(item, follow_up)| because(*item, follow_up, cite)).collect() } else { Vec::new() };
    (!items.is_empty()).then(|| Because::new(said, cite).inner(inner))
}

/// One duty for each follow-up: met when every bearer has reported it done. It has no period, so it is never missed.
pub(super) fn duties(rule: &AnnualMeeting, view: &View<'_>, matter: MatterId) -> Vec<Duty> {
    let cite = view.agreement.rule(matter.rule).cite;
    let duty = |(item, follow_up): (u32, FollowUp)| {
        let (first, _) = follow_up.agreed;
        let year = matter.year().unwrap_or(first.year());
        let period = Period { year, turn: 0, first, last: Date::MAX, due: follow_up.due.unwrap_or(Date::MAX) };
        let ground = because(item, &follow_up, cite);
        let finding = if follow_up.awaited().is_empty() {
            let day = follow_up.done.values().map(|(day, _)| *day).max().unwrap_or(first);
            let places = follow_up.done.values().map(|(_, place)| *place).collect();
            let mut finding = timed(view, &period, Some((day, places)), cite);
            finding.because = vec![ground.from(finding.because.into_iter().flat_map(|because| because.events))];
            finding
        } else {
            Finding { because: vec![ground], ..timed(view, &period, None, cite) }
        };
        debug_assert!(finding.status != Status::Missed);
        let answer = Answer(vec![(Vec::new(), Some(Occurrence { period, finding }))]);
        Duty {
            rule: matter.rule,
            matter: Some(matter),
            year,
            turn: 0,
            turns: 1,
            item: Some(item),
            bearers: follow_up.bearers,
            answer,
        }
    };
    read(rule, view, view.events(matter)).into_iter().map(duty).collect()
}

/// The reports that are awaited.
pub(super) fn steps(rule: &AnnualMeeting, view: &View<'_>, matter: MatterId) -> Vec<Step> {
    let cite = view.agreement.rule(matter.rule).cite;
    let open = read(rule, view, view.events(matter)).into_iter().filter(|(_, follow_up)| !follow_up.awaited().is_empty());
    let step = |(item, follow_up): (u32, FollowUp)| Step {
        who: follow_up.awaited(),
        act: ActKind::ReportProgress,
        matter: Some(matter),
        item: Some(item),
        due: follow_up.due.map(|day| Deadline { day, provisional: false }),
        because: because(item, &follow_up, cite),
    };
    open.map(step).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::run;
    use expect_test::{Expect, expect};

    const RULES: &str = r#"
        agreement test format=1
        provision art_1
        provision art_11
        party a
        party b
        party c
        outside bureau cite=art_11
        group all cite=art_1 { members a b c }
        entry_into_force cite=art_1 { on "2018-01-01" }
        term cite=art_1 { years 3 }
        annual_meeting cite=art_11 of=all { every "year" }
    "#;

    /// What the follow-ups come to, without the meetings themselves.
    fn check(script: &str, expect: Expect) {
        let held = "on 2018-06-01\n a holds meeting on annual_meeting/2018 attended all\n";
        let said = run(RULES, &format!("{held}{script}"));
        let mut of_meeting = false;
        let mut own = String::new();
        for line in said.lines() {
            if !line.starts_with(' ') {
                of_meeting = line.starts_with("annual_meeting 20") && !line.contains(" item ");
            }
            if !of_meeting {
                own.push_str(line);
                own.push('\n');
            }
        }
        expect.assert_eq(&own);
    }

    #[test]
    fn it_is_in_time_on_its_day_and_late_on_the_next() {
        check(
            "
            a agrees follow-up item 1 text \"survey\" by b due 2018-09-01 on annual_meeting/2018
            on 2018-08-01
            ? duties
            on 2018-08-02
            ? duties
            on 2018-09-01
            ? duties
            on 2018-09-02
            ? duties
            b reports progress done item 1 on annual_meeting/2018 occurred 2018-09-01
            ? duties
            b corrects b/1
            b reports progress done item 1 on annual_meeting/2018
            ? duties
        ",
            expect![[r#"
            annual_meeting 2018.1 item 1: open due 2018-09-01
              follow-up-awaited-by from=b item=1 due=2018-09-01 [art_11] <- a/2
            annual_meeting 2018.1 item 1: due-soon due 2018-09-01
              follow-up-awaited-by from=b item=1 due=2018-09-01 [art_11] <- a/2
            annual_meeting 2018.1 item 1: due-soon due 2018-09-01
              follow-up-awaited-by from=b item=1 due=2018-09-01 [art_11] <- a/2
            annual_meeting 2018.1 item 1: overdue due 2018-09-01
              follow-up-awaited-by from=b item=1 due=2018-09-01 [art_11] <- a/2
            annual_meeting 2018.1 item 1: met on 2018-09-01 due 2018-09-01
              follow-up-done from=b item=1 [art_11] <- a/2 b/1
            annual_meeting 2018.1 item 1: met-late on 2018-09-02 due 2018-09-01
              follow-up-done from=b item=1 [art_11] <- a/2 b/3
        "#]],
        );
    }

    #[test]
    fn each_bearer_reports_for_itself() {
        check(
            "
            a agrees follow-up item 1 text \"survey\" by b,c,bureau on annual_meeting/2018
            a reports progress done item 1 on annual_meeting/2018
            b reports progress done item 1 on annual_meeting/2018
            c reports progress done item 1 on annual_meeting/2018 recorder public_record
            bureau reports progress done item 1 on annual_meeting/2018
            public_record reports progress done item 1 on annual_meeting/2018
            c reports progress held_up item 1 on annual_meeting/2018
            ? duties
            ? next
            on 2031-01-01
            ? duties
            c reports progress done item 1 on annual_meeting/2018
            ? duties
            ? next
        ",
            expect![[r#"
            annual_meeting 2018.1 item 1: open due 9999-12-31
              follow-up-awaited from=c item=1 [art_11] <- a/2
            next c report_progress on annual_meeting/2018 item 1
            annual_meeting 2018.1 item 1: open due 9999-12-31
              follow-up-awaited from=c item=1 [art_11] <- a/2
            annual_meeting 2018.1 item 1: met on 2031-01-01 due 9999-12-31
              follow-up-done from=b,c,bureau item=1 [art_11] <- a/2 b/1 c/2 public_record/2
        "#]],
        );
    }

    #[test]
    fn another_text_asks_anew_and_the_same_text_does_not() {
        check(
            "
            a agrees follow-up item 1 text \"survey\" by b due 2018-09-01 on annual_meeting/2018
            on 2018-06-02
            b reports progress done item 1 on annual_meeting/2018
            on 2018-06-03
            c agrees follow-up item 1 text \"survey\" by b due 2018-09-01 on annual_meeting/2018
            ? duties
            on 2018-06-04
            b agrees follow-up item 1 text \"wider survey\" by b,c due 2018-10-01 on annual_meeting/2018
            ? duties
            b reports progress done item 1 on annual_meeting/2018
            ? duties
            on 2018-06-05
            b corrects b/2
            ? duties
        ",
            expect![[r#"
            annual_meeting 2018.1 item 1: met on 2018-06-02 due 2018-09-01
              follow-up-done from=b item=1 [art_11] <- c/1 b/1
            annual_meeting 2018.1 item 1: open due 2018-10-01
              follow-up-awaited-by from=b,c item=1 due=2018-10-01 [art_11] <- b/2
            annual_meeting 2018.1 item 1: open due 2018-10-01
              follow-up-awaited-by from=c item=1 due=2018-10-01 [art_11] <- b/2
            annual_meeting 2018.1 item 1: met on 2018-06-02 due 2018-09-01
              follow-up-done from=b item=1 [art_11] <- c/1 b/1
        "#]],
        );
    }

    #[test]
    fn only_what_a_meeting_agreed_is_reported_by_those_concerned() {
        check(
            "
            bureau agrees follow-up item 1 text \"x\" on annual_meeting/2018
            a agrees follow-up item 1 text \"x\" by b on annual_meeting/2018
            a agrees follow-up item 2 text \"y\" by bureau on annual_meeting/2018
            bureau reports progress done item 1 on annual_meeting/2018
            b reports progress done item 1 on annual_meeting/2019
            b reports progress done item 1 on annual_meeting/2018 occurred 2018-05-31
            bureau reports progress done item 2 on annual_meeting/2018
            ? annual_meeting/2018
            ? annual_meeting/2018 +
            a corrects a/2
            a corrects a/3
            ? annual_meeting/2018
            ? duties
        ",
            expect![[r#"
            refused not-entitled by=bureau act=agree_follow_up may=a,b,c [art_11]
            refused not-entitled by=bureau act=report_progress may=a,b,c [art_11]
            refused item-unknown item=1 [art_11]
            refused item-unknown item=1 [art_11]
            annual_meeting/2018: yes on 2018-06-01
              meeting-held day=2018-06-01 [art_11] <- a/1
              follow-ups-agreed count=2 open=1 [art_11]
            annual_meeting/2018: yes on 2018-06-01
              meeting-held day=2018-06-01 [art_11] <- a/1
              follow-ups-agreed count=2 open=1 [art_11]
                follow-up-awaited from=b item=1 [art_11] <- a/2
                follow-up-done from=bureau item=2 [art_11] <- a/3
            annual_meeting/2018: yes on 2018-06-01
              meeting-held day=2018-06-01 [art_11] <- a/1
        "#]],
        );
    }
}
