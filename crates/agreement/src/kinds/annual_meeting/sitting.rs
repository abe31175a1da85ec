//! How one occasion to meet stands: called, agreed, held; and which act is needed next.

use super::held::{Meeting, meetings, recorded, to_host, without};
use super::minutes;
use super::{AnnualMeeting, follow_up, from};
use crate::act::{Act, ActKind, Event};
use crate::calendar::Deadline;
use crate::duty::reasons;
use crate::finding::{Because, Finding, Status, Step};
use crate::id::{BodyId, Cite, MatterId, Place, RuleId};
use crate::message::Message;
use crate::period::Period;
use crate::reading::{Answer, Reading, branches, under};
use crate::view::View;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A call on record: the caller's own act is its acceptance.
struct Call<'e> {
    event: &'e Event,
    day: Date,
    awaited: Vec<BodyId>,
    /// The day of the last acceptance.
    since: Date,
    accepted: Vec<Place>,
}

impl Call<'_> {
    fn ground(&self, key: &'static str, cite: Cite) -> Because {
        let said = Message::new(key).body("by", self.event.author).date("day", self.day);
        let said = if self.awaited.is_empty() { said } else { said.bodies("from", self.awaited.iter().copied()) };
        Because::new(said, cite).from([self.event.place]).from(self.accepted.iter().copied())
    }
}

/// The calls that stand: side by side, until everyone has accepted one; then that one alone, the latest if several.
fn calls<'e>(rule: &AnnualMeeting, events: &[&'e Event], after: Option<Date>) -> Vec<Call<'e>> {
    let mut accepted: BTreeMap<Place, BTreeMap<BodyId, (Date, Place)>> = BTreeMap::new();
    for event in events {
        if let Act::AcceptCall { call } = event.act {
            accepted.entry(call).or_default().entry(event.author).or_insert((event.occurred, event.place));
        }
    }
    let mut calls = Vec::new();
    for event in events {
        let Act::CallMeeting { day } = event.act else { continue };
        if after.is_some_and(|after| day <= after) {
            continue;
        }
        let by = accepted.remove(&event.place).unwrap_or_default();
        let awaited = rule.of.iter().copied().filter(|body| *body != event.author && !by.contains_key(body)).collect();
        let since = by.values().map(|(day, _)| *day).max().unwrap_or(event.occurred);
        calls.push(Call { event, day, awaited, since, accepted: by.into_values().map(|(_, place)| place).collect() });
    }
    let agreed = calls.iter().enumerate().filter(|(_, call)| call.awaited.is_empty());
    match agreed.max_by_key(|(_, call)| (call.since, call.event.place)).map(|(index, _)| index) {
        Some(index) => vec![calls.swap_remove(index)],
        None => latest_of_each(calls),
    }
}

/// A caller that calls anew has put its new call in the place of its earlier one.
fn latest_of_each(calls: Vec<Call<'_>>) -> Vec<Call<'_>> {
    let mut latest: BTreeMap<BodyId, Place> = BTreeMap::new();
    for call in &calls {
        latest.insert(call.event.author, call.event.place);
    }
    calls.into_iter().filter(|call| latest[&call.event.author] == call.event.place).collect()
}

/// The events of an occasion, what was held on it, and how many meetings it asks for.
struct Sitting<'v> {
    period: Option<Period>,
    /// Whether the year asks for no meeting, and none is to come: its time is over.
    over: bool,
    turns: usize,
    events: Vec<&'v Event>,
    whole: Vec<Meeting>,
    partial: Vec<Meeting>,
}

impl<'v> Sitting<'v> {
    fn read(rule: &AnnualMeeting, view: &View<'v>, matter: MatterId, reading: &Reading) -> Sitting<'v> {
        let periods = matter.year().map(|year| (year, rule.periods(view, reading)));
        let of_year = periods.map(|(year, all)| all.into_iter().filter(|period| period.year == year).collect::<Vec<_>>());
        let of_year = of_year.unwrap_or_default();
        let period = of_year.first().copied();
        let events = match &period {
            Some(period) => view.events_of_period(matter.rule, period),
            None => view.events(matter).collect(),
        };
        let held = recorded(rule, matter.year(), events.iter().copied());
        let (whole, partial) = held.partition(|meeting| meeting.absent.is_empty());
        // A period that has not begun asks for as many meetings as any other.
        let turns = if of_year.is_empty() { rule.every.times as usize } else { of_year.len() };
        let ended = || view.force(reading).span().and_then(|force| force.last).is_some_and(|last| last < view.as_of);
        let over = period.is_none() && matter.year().is_some_and(|year| year < view.as_of.year() || ended());
        Sitting { period, over, turns: turns.max(1), events, whole, partial }
    }

    /// What follows from the events beside the meeting itself: issues, minutes, follow-ups, reasons.
    fn follows(&self, rule: &AnnualMeeting, view: &View<'_>, detail: bool, cite: Cite) -> Vec<Because> {
        let mut follows = Vec::new();
        let issues: Vec<Place> = of_kind(&self.events, ActKind::PlaceIssue).collect();
        if !issues.is_empty() {
            let said = Message::new("issues-placed").number("count", issues.len() as i64);
            follows.push(Because::new(said, cite).from(if detail { issues } else { Vec::new() }));
        }
        if let Some(approvers) = &rule.minutes {
            follows.extend(minutes::grounds(approvers, &self.events, !self.whole.is_empty(), cite));
        }
        follows.extend(follow_up::summary(rule, view, &self.events, detail, cite));
        follows.extend(reasons(self.events.iter().copied(), cite));
        follows
    }

    fn last_held(&self) -> Option<Date> {
        self.whole.last().map(|meeting| meeting.day)
    }

    fn finding(&self, view: &View<'_>, matter: MatterId) -> Finding {
        let (status, on) = match self.whole.get(self.turns - 1) {
            Some(meeting) if matter.year().is_some() => (Status::Yes, Some(meeting.day)),
            _ if matter.year().is_none() && !self.whole.is_empty() => (Status::Recorded, None),
            _ if self.period.is_some_and(|period| view.as_of > period.last) => (Status::Missed, None),
            _ if self.over => (Status::Recorded, None),
            _ => (Status::NotYet, None),
        };
        Finding { status, on, because: Vec::new() }
    }

    fn held(&self, matter: MatterId, cite: Cite) -> Vec<Because> {
        let mut said = Vec::new();
        for meeting in &self.whole {
            let key = if meeting.listed { "meeting-held" } else { "meeting-held-by-record" };
            let mut because = Because::new(Message::new(key).date("day", meeting.day), cite).from([meeting.place]);
            let hosts = [("meeting-hosted", meeting.host), ("next-host", meeting.next_host)];
            let host = |(key, host): (&'static str, Option<BodyId>)| {
                host.map(|host| Because::new(Message::new(key).body("host", host), cite))
            };
            because.inner = hosts.into_iter().filter_map(host).collect();
            said.push(because);
        }
        if matter.year().is_some() && self.whole.is_empty() {
            said.push(Because::new(Message::new("no-meeting-on-record").matter("matter", matter), cite));
        }
        said.extend(self.partial.iter().map(|meeting| without(meeting, cite)));
        said
    }
}

/// How a matter stands: whether it was called, agreed and held, and what became of it.
pub(super) fn stand(rule: &AnnualMeeting, view: &View<'_>, matter: MatterId, detail: bool) -> Answer<Finding> {
    let cite = view.agreement.rule(matter.rule).cite;
    // Only a rotation asks for the meetings of other periods.
    let all = if rule.host.is_some() { meetings(rule, view, matter.rule) } else { Vec::new() };
    let mut points = if matter.year().is_some() { rule.period_points(view) } else { Vec::new() };
    points.extend(rule.caller.map(|(point, _)| point));
    // Without events that name no year, the same events belong to it under every reading, and so does what follows from them.
    let one_set = view.recorded(MatterId::standing(matter.rule)).is_empty();
    let mut kept: Option<Vec<Because>> = None;
    under(&points, view.readings, |reading| {
        let sitting = Sitting::read(rule, view, matter, reading);
        let mut finding = sitting.finding(view, matter);
        finding.because = sitting.held(matter, cite);
        if sitting.whole.len() < sitting.turns {
            let host = sitting.period.and_then(|period| to_host(rule, view, matter.rule, &all, reading, &period));
            finding.because.extend(host);
            finding.because.extend(called(rule, &sitting, cite, reading));
        }
        let follows = match kept.take().filter(|_| one_set) {
            Some(follows) => follows,
            None => sitting.follows(rule, view, detail, cite),
        };
        finding.because.extend(follows.iter().cloned());
        kept = Some(follows);
        finding
    })
}

fn of_kind<'e>(events: &'e [&Event], kind: ActKind) -> impl Iterator<Item = Place> + 'e {
    events.iter().filter(move |event| event.act.kind() == kind).map(|event| event.place)
}

fn called(rule: &AnnualMeeting, sitting: &Sitting<'_>, cite: Cite, reading: &Reading) -> Vec<Because> {
    let ground = |call: &Call<'_>| match call.awaited.is_empty() {
        true => call.ground("call-accepted-by-all", cite),
        false if rule.all_must_agree(reading) => call.ground("call-awaits", cite),
        false => call.ground("meeting-called", cite),
    };
    calls(rule, &sitting.events, sitting.last_held()).iter().map(ground).collect()
}

/// The acts needed towards the meeting of the current period, under the first reading that has one not yet held.
pub(super) fn meeting_steps(rule: &AnnualMeeting, view: &View<'_>, id: RuleId) -> Vec<Step> {
    let current = branches(&rule.period_points(view), view.readings, |reading| {
        let now = rule.periods(view, reading).into_iter().find(|period| super::held::within(period, view.as_of))?;
        let sitting = Sitting::read(rule, view, MatterId::period(id, now.year), reading);
        (sitting.whole.len() < sitting.turns).then_some(now).zip(Some(sitting))
    });
    let Some((period, sitting)) = current.into_iter().find_map(|(_, open)| open) else { return Vec::new() };
    let cite = view.agreement.rule(id).cite;
    let matter = MatterId::period(id, period.year);
    let step = |who: Vec<BodyId>, act, matter, day, because| Step {
        who,
        act,
        matter: Some(matter),
        item: None,
        due: Some(Deadline { day, provisional: false }),
        because,
    };
    let calls = calls(rule, &sitting.events, sitting.last_held());
    if calls.is_empty() {
        let because = from("text-names-no-caller", rule.of.iter().copied(), cite);
        return vec![step(rule.of.clone(), ActKind::CallMeeting, matter, period.due, because)];
    }
    let points: Vec<_> = rule.caller.iter().map(|(point, _)| *point).collect();
    let asks_all = branches(&points, view.readings, |reading| rule.all_must_agree(reading));
    let mut steps = Vec::new();
    for call in &calls {
        if !call.awaited.is_empty() && asks_all.iter().any(|(_, all)| *all) {
            let its = call.event.matter.unwrap_or(matter);
            steps.push(step(call.awaited.clone(), ActKind::AcceptCall, its, call.day, call.ground("call-awaits", cite)));
        }
        if call.awaited.is_empty() || asks_all.iter().any(|(_, all)| !*all) {
            let key = if call.awaited.is_empty() { "call-accepted-by-all" } else { "meeting-called" };
            steps.push(step(rule.of.clone(), ActKind::HoldMeeting, matter, call.day, call.ground(key, cite)));
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use crate::testing::run;
    use expect_test::{Expect, expect};

    const RULES: &str = r#"
        agreement test format=1
        provision art_1
        provision art_11
        party lead
        party a
        party b
        group all cite=art_1 { members lead a b }
        reading year cite=art_11.s_3 { option calendar_year; option agreement_year }
        reading partial cite=art_11.s_3 { option counted; option not_counted }
        entry_into_force cite=art_1 { signature by=all }
        term cite=art_1 { years 2 }
        annual_meeting cite=art_11.s_3 of=all { every "year" reading=year partial=partial }
        signed date="2017-07-01" by=all cite=art_1
    "#;

    fn check(script: &str, expect: Expect) {
        expect.assert_eq(&run(RULES, script));
    }

    #[test]
    fn without_a_reading_a_call_waits_for_all() {
        check(
            "
            on 2018-02-01
            a calls meeting day 2018-05-01 on annual_meeting/2018
            ? next
            b accepts call a/2 on annual_meeting/2018
            b accepts call a/2 on annual_meeting/2018 recorder public_record
            lead accepts call a/2 on annual_meeting/2018 unseen a/2
            on 2018-02-02
            lead accepts call a/2 on annual_meeting/2018
            ? annual_meeting/2018
            ? next
            lead corrects lead/2
            ? annual_meeting/2018
            ? next
            a corrects a/2
            ? next
        ",
            expect![[r#"
            next lead,b accept_call on annual_meeting/2018 by 2018-05-01
            refused not-its-own-log by=b log=public_record [art_11.s_3]
            refused rests-on-nothing needs=call_meeting [art_11.s_3]
            annual_meeting/2018: not-yet
              no-meeting-on-record matter=annual_meeting/2018 [art_11.s_3]
              call-accepted-by-all by=a day=2018-05-01 [art_11.s_3] <- a/2 lead/2 b/2
            next lead,a,b hold_meeting on annual_meeting/2018 by 2018-05-01
            annual_meeting/2018: not-yet
              no-meeting-on-record matter=annual_meeting/2018 [art_11.s_3]
              call-awaits by=a day=2018-05-01 from=lead [art_11.s_3] <- a/2 b/2
            next lead accept_call on annual_meeting/2018 by 2018-05-01
            next lead,a,b call_meeting on annual_meeting/2018 by 2018-12-31
        "#]],
        );
    }

    #[test]
    fn a_meeting_belongs_to_another_year_under_another_reading() {
        check(
            "
            on 2018-01-15
            a holds meeting attended all
            a places issue \"ferries\" on annual_meeting
            a records reason \"moved from December\" on annual_meeting/2017
            on 2018-06-30
            ? duties
            ? annual_meeting
            ? annual_meeting/2017
            ? next
        ",
            expect![[r#"
            annual_meeting 2017.1 (year=calendar_year partial=counted): missed due 2017-12-31
              none-on-record first=2017-07-01 due=2017-12-31 [art_11.s_3]
              reason-recorded by=a text=moved from December [art_11.s_3] <- a/4
            annual_meeting 2017.1 (year=calendar_year partial=not_counted): no such occurrence
            annual_meeting 2017.1 (year=agreement_year): met on 2018-01-15 due 2018-06-30
              met-on day=2018-01-15 due=2018-06-30 [art_11.s_3] <- a/2
              reason-recorded by=a text=moved from December [art_11.s_3] <- a/4
            annual_meeting 2018.1 (year=calendar_year): met on 2018-01-15 due 2018-12-31
              met-on day=2018-01-15 due=2018-12-31 [art_11.s_3] <- a/2
            annual_meeting 2018.1 (year=agreement_year): no such occurrence
            annual_meeting: recorded
              meeting-held day=2018-01-15 [art_11.s_3] <- a/2
              issues-placed count=1 [art_11.s_3]
            annual_meeting/2017 (year=calendar_year partial=counted): missed
              no-meeting-on-record matter=annual_meeting/2017 [art_11.s_3]
              reason-recorded by=a text=moved from December [art_11.s_3] <- a/4
            annual_meeting/2017 (year=calendar_year partial=not_counted): recorded
              no-meeting-on-record matter=annual_meeting/2017 [art_11.s_3]
              reason-recorded by=a text=moved from December [art_11.s_3] <- a/4
            annual_meeting/2017 (year=agreement_year): yes on 2018-01-15
              meeting-held day=2018-01-15 [art_11.s_3] <- a/2
              issues-placed count=1 [art_11.s_3]
              reason-recorded by=a text=moved from December [art_11.s_3] <- a/4
        "#]],
        );
    }

    #[test]
    fn a_year_that_the_end_of_the_term_cuts_counts_under_one_reading() {
        check(
            "
            on 2019-06-30
            b places issue \"ferries\" on annual_meeting/2019
            lead places issue \"rails\" on annual_meeting/2019
            ? annual_meeting/2019 +
            on 2019-07-01
            ? annual_meeting/2019
            on 2019-09-01
            lead holds meeting on annual_meeting/2019 attended all
            ? annual_meeting/2019
            ? next
        ",
            expect![[r#"
            annual_meeting/2019: not-yet
              no-meeting-on-record matter=annual_meeting/2019 [art_11.s_3]
              issues-placed count=2 [art_11.s_3] <- lead/2 b/2
            annual_meeting/2019 (year=calendar_year partial=counted): missed
              no-meeting-on-record matter=annual_meeting/2019 [art_11.s_3]
              issues-placed count=2 [art_11.s_3]
            annual_meeting/2019 (year=calendar_year partial=not_counted): recorded
              no-meeting-on-record matter=annual_meeting/2019 [art_11.s_3]
              issues-placed count=2 [art_11.s_3]
            annual_meeting/2019 (year=agreement_year): recorded
              no-meeting-on-record matter=annual_meeting/2019 [art_11.s_3]
              issues-placed count=2 [art_11.s_3]
            annual_meeting/2019: yes on 2019-09-01
              meeting-held day=2019-09-01 [art_11.s_3] <- lead/3
              issues-placed count=2 [art_11.s_3]
        "#]],
        );
    }

    #[test]
    fn a_call_for_a_day_that_was_held_is_spent() {
        let rules = RULES.replace("every \"year\"", "every \"year\" times=2");
        expect![[r#"
            next lead,a,b call_meeting on annual_meeting/2018 by 2018-12-31
            annual_meeting/2018: not-yet
              meeting-held-by-record day=2018-05-01 [art_11.s_3] <- public_record/1
              call-awaits by=b day=2018-05-02 from=lead,a [art_11.s_3] <- b/2
        "#]]
        .assert_eq(&run(
            &rules,
            "
            on 2018-04-01
            a calls meeting day 2018-05-01 on annual_meeting/2018
            on 2018-05-01
            public_record holds meeting on annual_meeting/2018
            ? next
            b calls meeting day 2018-05-02 on annual_meeting/2018
            ? annual_meeting/2018
        ",
        ));
    }
}
