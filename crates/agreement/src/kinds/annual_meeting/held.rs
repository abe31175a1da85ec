//! Which meetings were held, which occurrence each meets, and who was to host.

use super::{AnnualMeeting, Host, from};
use crate::act::Act;
use crate::duty::timed;
use crate::finding::{Because, Finding, Status};
use crate::id::{BodyId, MatterId, Place, RuleId};
use crate::message::Message;
use crate::period::Period;
use crate::reading::Reading;
use crate::view::View;
use jiff::civil::Date;

/// A meeting on record.
#[derive(Clone, Debug)]
pub(super) struct Meeting {
    /// The year that its record names, if it names one.
    pub year: Option<i16>,
    /// The day.
    pub day: Date,
    /// Its record.
    pub place: Place,
    /// The bodies whose attendance the record does not show; a record without a list speaks for all.
    pub absent: Vec<BodyId>,
    /// Whether the record lists who attended.
    pub listed: bool,
    /// Who hosted.
    pub host: Option<BodyId>,
    /// Who is to host the next.
    pub next_host: Option<BodyId>,
}

/// Whether `day` falls into `period`.
pub(super) fn within(period: &Period, day: Date) -> bool {
    day >= period.first && day <= period.last
}

impl Meeting {
    /// Whether it belongs to `period`: it names its year, or names none and fell into it.
    pub fn belongs(&self, period: &Period) -> bool {
        self.year.map_or_else(|| within(period, self.day), |year| year == period.year)
    }

    /// Whether it belongs to `period` or to an earlier one.
    fn is_by(&self, period: &Period) -> bool {
        self.year.map_or_else(|| self.day <= period.last, |year| year <= period.year)
    }
}

/// The meetings that `events` record.
pub(super) fn recorded<'e>(
    rule: &AnnualMeeting,
    year: Option<i16>,
    events: impl Iterator<Item = &'e crate::act::Event>,
) -> impl Iterator<Item = Meeting> {
    events.filter_map(move |event| match &event.act {
        Act::HoldMeeting { attended, host, next_host } => {
            let listed = !attended.is_empty();
            let absent = rule.of.iter().copied().filter(|body| listed && !attended.contains(body)).collect();
            let (host, next_host) = (*host, *next_host);
            Some(Meeting { year, day: event.occurred, place: event.place, absent, listed, host, next_host })
        }
        _ => None,
    })
}

/// All meetings of a rule in sight, by their days.
pub(super) fn meetings(rule: &AnnualMeeting, view: &View<'_>, id: RuleId) -> Vec<Meeting> {
    let matters = view.matters_of(id);
    let mut meetings: Vec<Meeting> =
        matters.flat_map(|matter: MatterId| recorded(rule, matter.year(), view.events(matter))).collect();
    meetings.sort_by_key(|meeting| (meeting.day, meeting.place));
    meetings
}

/// The verdict of one occurrence: the k-th meeting that all attended meets the k-th turn.
pub(super) fn finding(
    rule: &AnnualMeeting,
    view: &View<'_>,
    id: RuleId,
    meetings: &[Meeting],
    reading: &Reading,
    period: &Period,
) -> Finding {
    let cite = view.agreement.rule(id).cite;
    let of_period = || meetings.iter().filter(|meeting| meeting.belongs(period));
    let met = of_period().filter(|meeting| meeting.absent.is_empty()).nth(period.turn as usize);
    let mut finding = timed(view, period, met.map(|meeting| (meeting.day, vec![meeting.place])), cite);
    if met.is_none() {
        let partial = of_period().filter(|meeting| !meeting.absent.is_empty());
        finding.because.extend(partial.map(|meeting| without(meeting, cite)));
        finding.because.extend(to_host(rule, view, id, meetings, reading, period));
    } else if met.is_some_and(|meeting| !meeting.listed) {
        finding.because.push(Because::new(Message::new("attendance-not-listed"), cite));
    }
    debug_assert!(met.is_none() || matches!(finding.status, Status::Met | Status::MetLate));
    finding
}

/// A meeting whose record does not show all of the bodies.
pub(super) fn without(meeting: &Meeting, cite: crate::id::Cite) -> Because {
    let mut because = from("meeting-without", meeting.absent.iter().copied(), cite).from([meeting.place]);
    because.message = because.message.date("day", meeting.day);
    because
}

/// Who is to host the meeting of `period`, where a rotation says so.
pub(super) fn to_host(
    rule: &AnnualMeeting,
    view: &View<'_>,
    id: RuleId,
    meetings: &[Meeting],
    reading: &Reading,
    period: &Period,
) -> Option<Because> {
    let cite = view.agreement.rule(id).cite;
    match rule.host.as_ref()? {
        Host::Named => {
            // A meeting names the host of the next one only: once that is held, an older naming is spent.
            let before = || meetings.iter().rev().filter(|meeting| meeting.is_by(period));
            let since = before().find(|meeting| meeting.absent.is_empty()).map(|meeting| meeting.day);
            let last = before().find(|meeting| meeting.next_host.is_some() && Some(meeting.day) >= since)?;
            let said = Message::new("host-named").body("host", last.next_host?).date("day", last.day);
            Some(Because::new(said, cite).from([last.place]))
        }
        Host::Listed(order) => {
            let first = rule.periods(view, reading).first()?.year;
            let turns = i64::from(period.year - first) / i64::from(rule.every.years.max(1));
            let host = *order.get(usize::try_from(turns).ok()? % order.len().max(1))?;
            Some(Because::new(Message::new("host-by-turn").body("host", host).number("year", period.year), cite))
        }
    }
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
        annual_meeting cite=art_11 of=all { every "year"; host rotation="named" }
    "#;

    fn check(script: &str, expect: Expect) {
        expect.assert_eq(&run(RULES, script));
    }

    #[test]
    fn a_meeting_names_the_host_of_the_next_and_of_no_other() {
        check(
            "
            on 2018-03-01
            a holds meeting attended all host a next_host b
            on 2019-01-01
            ? annual_meeting/2019
            on 2019-03-01
            c holds meeting attended a,c
            ? annual_meeting/2019
            on 2019-05-01
            b holds meeting attended all host b
            on 2020-01-01
            ? annual_meeting/2020
            b corrects b/1
            ? annual_meeting/2020
        ",
            expect![[r#"
            annual_meeting/2019: not-yet
              no-meeting-on-record matter=annual_meeting/2019 [art_11]
              host-named host=b day=2018-03-01 [art_11] <- a/1
            annual_meeting/2019: not-yet
              no-meeting-on-record matter=annual_meeting/2019 [art_11]
              meeting-without from=b day=2019-03-01 [art_11] <- c/1
              host-named host=b day=2018-03-01 [art_11] <- a/1
            annual_meeting/2020: not-yet
              no-meeting-on-record matter=annual_meeting/2020 [art_11]
            annual_meeting/2020: not-yet
              no-meeting-on-record matter=annual_meeting/2020 [art_11]
              host-named host=b day=2018-03-01 [art_11] <- a/1
        "#]],
        );
    }

    #[test]
    fn a_year_without_a_meeting_leaves_the_naming_as_it_is() {
        check(
            "
            on 2018-03-01
            a holds meeting attended all next_host b
            public_record holds meeting on annual_meeting/2018
            on 2020-12-31
            ? duties
            on 2021-01-01
            b holds meeting on annual_meeting/2019 attended all
            a holds meeting on annual_meeting/2020 occurred 2020-12-31
            ? duties
        ",
            expect![[r#"
            annual_meeting 2018.1: met on 2018-03-01 due 2018-12-31
              met-on day=2018-03-01 due=2018-12-31 [art_11] <- a/1
            annual_meeting 2019.1: missed due 2019-12-31
              none-on-record first=2019-01-01 due=2019-12-31 [art_11]
              host-named host=b day=2018-03-01 [art_11] <- a/1
            annual_meeting 2020.1: due-soon due 2020-12-31
              none-yet-on-record first=2020-01-01 due=2020-12-31 [art_11]
              host-named host=b day=2018-03-01 [art_11] <- a/1
            annual_meeting 2018.1: met on 2018-03-01 due 2018-12-31
              met-on day=2018-03-01 due=2018-12-31 [art_11] <- a/1
            annual_meeting 2019.1: met-late on 2021-01-01 due 2019-12-31
              met-on day=2021-01-01 due=2019-12-31 [art_11] <- b/1
            annual_meeting 2020.1: met on 2020-12-31 due 2020-12-31
              met-on day=2020-12-31 due=2020-12-31 [art_11] <- a/2
              attendance-not-listed [art_11]
        "#]],
        );
    }

    #[test]
    fn a_later_meeting_names_no_host_for_an_earlier_year() {
        check(
            "
            on 2020-03-01
            a holds meeting on annual_meeting/2018 attended all next_host b occurred 2018-03-01
            c holds meeting on annual_meeting/2020 attended all next_host c
            ? annual_meeting/2019
        ",
            expect![[r#"
            annual_meeting/2019: missed
              no-meeting-on-record matter=annual_meeting/2019 [art_11]
              host-named host=b day=2018-03-01 [art_11] <- a/1
        "#]],
        );
    }

    #[test]
    fn the_first_of_two_meetings_names_the_host_of_the_second() {
        let rules = RULES.replace("every \"year\"", "every \"year\" times=2");
        expect![[r#"
            annual_meeting/2018: not-yet
              meeting-held day=2018-03-01 [art_11] <- a/1
                next-host host=c [art_11]
              host-named host=c day=2018-03-01 [art_11] <- a/1
            annual_meeting 2018.1: met on 2018-03-01 due 2018-12-31
              met-on day=2018-03-01 due=2018-12-31 [art_11] <- a/1
            annual_meeting 2018.2: missed due 2018-12-31
              none-on-record first=2018-01-01 due=2018-12-31 [art_11]
              host-named host=c day=2018-03-01 [art_11] <- a/1
            annual_meeting 2019.1: open due 2019-12-31
              none-yet-on-record first=2019-01-01 due=2019-12-31 [art_11]
              host-named host=c day=2018-03-01 [art_11] <- a/1
            annual_meeting 2019.2: open due 2019-12-31
              none-yet-on-record first=2019-01-01 due=2019-12-31 [art_11]
              host-named host=c day=2018-03-01 [art_11] <- a/1
        "#]]
        .assert_eq(&run(
            &rules,
            "
            on 2018-03-01
            a holds meeting attended all next_host c
            ? annual_meeting/2018
            on 2019-01-01
            ? duties
        ",
        ));
    }

    #[test]
    fn turns_follow_the_list_from_the_first_period() {
        let rules = RULES
            .replace("every \"year\"", "every \"years\" n=3")
            .replace("\"named\"", "\"listed\"")
            .replace("years 3", "years 10");
        expect![[r#"
            annual_meeting 2018.1: missed due 2020-12-31
              none-on-record first=2018-01-01 due=2020-12-31 [art_11]
              host-by-turn host=a year=2018 [art_11]
            annual_meeting 2021.1: missed due 2023-12-31
              none-on-record first=2021-01-01 due=2023-12-31 [art_11]
              host-by-turn host=b year=2021 [art_11]
            annual_meeting 2024.1: missed due 2026-12-31
              none-on-record first=2024-01-01 due=2026-12-31 [art_11]
              host-by-turn host=c year=2024 [art_11]
            annual_meeting 2027.1: open due 2027-12-31
              none-yet-on-record first=2027-01-01 due=2027-12-31 [art_11]
              host-by-turn host=a year=2027 [art_11]
        "#]]
        .assert_eq(&run(&rules, "on 2027-02-01\n ? duties"));
    }

    #[test]
    fn a_list_gives_no_turns_where_each_meeting_names_the_next_host() {
        let rules = RULES.replace("\"named\"", "\"named\" { members c b a }");
        expect![[r#"
            annual_meeting 2018.1: open due 2018-12-31
              none-yet-on-record first=2018-01-01 due=2018-12-31 [art_11]
        "#]]
        .assert_eq(&run(&rules, "on 2018-02-01\n ? duties"));
    }

    #[test]
    fn a_reason_that_names_no_year_stands_beside_the_one_it_fell_into() {
        check(
            "
            on 2018-06-01
            a records reason \"elections\"
            on 2019-02-01
            ? duties
        ",
            expect![[r#"
            annual_meeting 2018.1: missed due 2018-12-31
              none-on-record first=2018-01-01 due=2018-12-31 [art_11]
              reason-recorded by=a text=elections [art_11] <- a/1
            annual_meeting 2019.1: open due 2019-12-31
              none-yet-on-record first=2019-01-01 due=2019-12-31 [art_11]
        "#]],
        );
    }

    #[test]
    fn a_meeting_that_names_no_year_belongs_to_the_one_it_fell_into() {
        check(
            "
            on 2018-12-31
            a holds meeting attended a,b,c,bureau
            on 2019-01-01
            b holds meeting attended a
            ? duties
            a corrects a/1
            ? duties
            known 2018-12-31
            on 2018-12-31
            ? duties
        ",
            expect![[r#"
            annual_meeting 2018.1: met on 2018-12-31 due 2018-12-31
              met-on day=2018-12-31 due=2018-12-31 [art_11] <- a/1
            annual_meeting 2019.1: open due 2019-12-31
              none-yet-on-record first=2019-01-01 due=2019-12-31 [art_11]
              meeting-without from=b,c day=2019-01-01 [art_11] <- b/1
            annual_meeting 2018.1: missed due 2018-12-31
              none-on-record first=2018-01-01 due=2018-12-31 [art_11]
            annual_meeting 2019.1: open due 2019-12-31
              none-yet-on-record first=2019-01-01 due=2019-12-31 [art_11]
              meeting-without from=b,c day=2019-01-01 [art_11] <- b/1
            annual_meeting 2018.1: met on 2018-12-31 due 2018-12-31
              met-on day=2018-12-31 due=2018-12-31 [art_11] <- a/1
        "#]],
        );
    }
}
