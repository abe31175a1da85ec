//! Periods: the occurrences of a duty that comes once, every year, every so many years or on fixed days.
//!
//! What "every year" means, and whether a year that the term cuts counts, are readings of the text.

use crate::id::PointId;
use crate::reading::Reading;
use crate::rule_file::tree::{Tree, Val};
use crate::rule_file::vocabulary::{Need, Shape, Slot, Space, Takes, maybe, one};
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// How often a duty comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Every {
    /// The length of a period in years; 0 for once.
    pub years: i16,
    /// How often within a period.
    pub times: u32,
    /// Days within the year on which a return is due: month and day.
    pub due: Vec<(i8, i8)>,
    /// The point on which the meaning of a year depends, and which of its options means the agreement's own year.
    pub year_point: Option<(PointId, u8)>,
    /// The point on whether a cut year counts, and which of its options says that it doesn't.
    pub partial_point: Option<(PointId, u8)>,
}

/// One occurrence of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The year in which it begins.
    pub year: i16,
    /// Which of several in the period, from 0.
    pub turn: u32,
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// The day by which it is due.
    pub due: Date,
}

/// The days on which an agreement is in force; without an end it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaysInForce {
    /// First day in force.
    pub first: Date,
    /// Last day in force.
    pub last: Option<Date>,
}

impl Every {
    /// The periods that begin in `force` and not after `until`, under `reading`, in order.
    pub fn periods(&self, force: DaysInForce, until: Date, reading: &Reading) -> Vec<Period> {
        if self.years == 0 {
            let last = force.last.unwrap_or(Date::MAX);
            return vec![Period { year: force.first.year(), turn: 0, first: force.first, last, due: last }];
        }
        let own_year = self.year_point.is_some_and(|(point, option)| reading.option(point) == option);
        let skip_cut = self.partial_point.is_some_and(|(point, option)| reading.option(point) == option);
        let mut start = if own_year || self.years > 1 { force.first } else { first_of(force.first.year()) };
        let mut periods = Vec::new();
        while start <= until && force.last.is_none_or(|last| start <= last) {
            let Ok(next) = start.checked_add(Span::new().years(self.years)) else { break };
            let Ok(end) = next.yesterday() else { break };
            let cut = start < force.first || force.last.is_some_and(|last| end > last);
            if !(cut && skip_cut) {
                self.turns(start, end, force, &mut periods);
            }
            start = next;
        }
        periods
    }

    /// The fixed days that fall into `period`, in order; none if the duty has no fixed days.
    pub fn due_days(&self, period: &Period) -> Vec<Date> {
        let days = self.due.iter().filter_map(|(month, day)| day_within(period.first, period.last, *month, *day));
        let mut days: Vec<Date> = days.collect();
        days.sort();
        days
    }

    fn turns(&self, start: Date, end: Date, force: DaysInForce, periods: &mut Vec<Period>) {
        let last = force.last.map_or(end, |last| last.min(end));
        let days: Vec<Date> = self.due.iter().filter_map(|(month, day)| day_within(start, end, *month, *day)).collect();
        let turns = if days.is_empty() { self.times } else { days.len() as u32 };
        for turn in 0..turns {
            let due = days.get(turn as usize).copied().unwrap_or(last);
            if due >= force.first && due <= last {
                periods.push(Period { year: start.year(), turn, first: start.max(force.first), last, due });
            }
        }
    }
}

fn first_of(year: i16) -> Date {
    Date::new(year, 1, 1).expect("every year has a first of January")
}

/// The given month and day between `start` and `end`; 29 February falls on the 28th where there is none.
fn day_within(start: Date, end: Date, month: i8, day: i8) -> Option<Date> {
    let on = |year: i16| Date::new(year, month, day).or_else(|_| Date::new(year, month, day.min(28))).ok();
    [start.year(), start.year() + 1].into_iter().filter_map(on).find(|date| *date >= start && *date <= end)
}

/// Adds whole months to a day; the last day of the month where there is no such day.
pub fn months_after(day: Date, months: i64) -> Date {
    day.checked_add(months.months()).unwrap_or(Date::MAX)
}

/// `every "year" times=2 reading=… partial=…`, `every "years" n=5`, `every "once"`; `due "01-31" …` beside it.
pub const EVERY: Shape = Shape {
    name: "every",
    args: &[one("how", Takes::Word(&["year", "years", "once"]))],
    props: &[
        maybe("n", Takes::Number),
        maybe("times", Takes::Number),
        maybe("reading", Takes::Ref(Space::Point)),
        maybe("partial", Takes::Ref(Space::Point)),
    ],
    children: &[],
};
/// `due "01-31" "07-31"`: fixed days of the year.
pub const DUE: Shape =
    Shape { name: "due", args: &[Slot { name: "day", takes: Takes::Text, need: Need::Many }], props: &[], children: &[] };

/// Finds a point of reading by its name, and one of its options by its own.
pub(crate) type FindOption<'a> = dyn Fn(&str, &str) -> Option<(PointId, u8)> + 'a;

/// Reads `every` and `due` of a rule; `point` finds a point and one of its options by name.
pub(crate) fn read(node: &Tree, point: &FindOption<'_>) -> Every {
    let every = node.child("every");
    let how = every.map_or("once", Tree::id);
    let years = match how {
        "year" => 1,
        "years" => every.and_then(|every| every.number("n")).unwrap_or(1).clamp(1, 1000) as i16,
        _ => 0,
    };
    let due = node.child("due").map(|due| due.args.iter().filter_map(Val::id).filter_map(month_day).collect());
    Every {
        years,
        times: every.and_then(|every| every.number("times")).unwrap_or(1) as u32,
        due: due.unwrap_or_default(),
        year_point: every.and_then(|every| every.word("reading")).and_then(|id| point(id, "agreement_year")),
        partial_point: every.and_then(|every| every.word("partial")).and_then(|id| point(id, "not_counted")),
    }
}

fn month_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // A leap year has every day that any year has.
    Date::new(2000, month, day).ok().map(|_| (month, day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Cite;
    use crate::reading::{Point, Readings, under};
    use jiff::civil::date;

    fn every(years: i16, times: u32, due: &[(i8, i8)]) -> Every {
        Every { years, times, due: due.to_vec(), year_point: Some((PointId(0), 1)), partial_point: Some((PointId(1), 1)) }
    }

    /// The periods under every reading of "year" and "partial", as text.
    fn check(every: &Every, force: DaysInForce, until: Date, options: [u8; 2], expect: &[&str]) {
        let point = |id: &str| Point { id: id.into(), cite: Cite(0), options: vec!["a".into(), "b".into()] };
        let all = Readings::all(&[point("year"), point("partial")]);
        let fixed = all.fixed(PointId(0), options[0]).fixed(PointId(1), options[1]);
        let answer = under(&[], &fixed, |reading| every.periods(force, until, reading));
        let shown: Vec<String> =
            answer.first().iter().map(|p| format!("{}.{} {}..{} due {}", p.year, p.turn, p.first, p.last, p.due)).collect();
        assert_eq!(shown, expect);
    }

    const FORCE: DaysInForce = DaysInForce { first: date(2017, 7, 1), last: Some(date(2019, 6, 30)) };

    #[test]
    fn calendar_years_with_the_cut_ones() {
        check(
            &every(1, 1, &[]),
            FORCE,
            date(2030, 1, 1),
            [0, 0],
            &[
                "2017.0 2017-07-01..2017-12-31 due 2017-12-31",
                "2018.0 2018-01-01..2018-12-31 due 2018-12-31",
                "2019.0 2019-01-01..2019-06-30 due 2019-06-30",
            ],
        );
    }

    #[test]
    fn cut_years_may_not_count() {
        check(&every(1, 1, &[]), FORCE, date(2030, 1, 1), [0, 1], &["2018.0 2018-01-01..2018-12-31 due 2018-12-31"]);
    }

    #[test]
    fn the_agreements_own_years_fit_the_term() {
        check(
            &every(1, 1, &[]),
            FORCE,
            date(2030, 1, 1),
            [1, 1],
            &["2017.0 2017-07-01..2018-06-30 due 2018-06-30", "2018.0 2018-07-01..2019-06-30 due 2019-06-30"],
        );
    }

    #[test]
    fn twice_a_year_every_third_year_and_once() {
        let open = DaysInForce { last: None, ..FORCE };
        check(
            &every(1, 2, &[]),
            open,
            date(2017, 12, 1),
            [0, 0],
            &["2017.0 2017-07-01..2017-12-31 due 2017-12-31", "2017.1 2017-07-01..2017-12-31 due 2017-12-31"],
        );
        check(
            &every(3, 1, &[]),
            open,
            date(2020, 7, 1),
            [0, 0],
            &["2017.0 2017-07-01..2020-06-30 due 2020-06-30", "2020.0 2020-07-01..2023-06-30 due 2023-06-30"],
        );
        check(&every(0, 1, &[]), FORCE, date(2018, 1, 1), [0, 0], &["2017.0 2017-07-01..2019-06-30 due 2019-06-30"]);
    }

    #[test]
    fn fixed_days_fall_only_while_in_force() {
        check(
            &every(1, 1, &[(1, 31), (7, 31)]),
            FORCE,
            date(2018, 12, 31),
            [0, 0],
            &[
                "2017.1 2017-07-01..2017-12-31 due 2017-07-31",
                "2018.0 2018-01-01..2018-12-31 due 2018-01-31",
                "2018.1 2018-01-01..2018-12-31 due 2018-07-31",
            ],
        );
    }

    #[test]
    fn wrong_days_are_none() {
        assert_eq!(month_day("02-29"), Some((2, 29)));
        for bad in ["", "2-30", "13-01", "x", "02-", "0202"] {
            assert_eq!(month_day(bad), None, "{bad}");
        }
        assert_eq!(months_after(date(2018, 8, 31), 6), date(2019, 2, 28));
    }
}
