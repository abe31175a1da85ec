//! Working days: one calendar per institution and year, known from the day it was announced, else a forecast.
//!
//! A year that nobody has announced is Monday to Friday, and a deadline that falls in it is provisional. A half day is a
//! working day with its label. Periods are counted from the day after the event that starts them.

use crate::message::Message;
use crate::problem::Problems;
use crate::rule_file::tree;
use jiff::civil::{Date, Weekday};
use kdl::KdlNode;
use std::collections::BTreeMap;

/// The calendar of one institution for one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// The day from which it was known; `None` if it was never announced (a forecast).
    pub announced: Option<Date>,
    /// Weekdays that are off and weekend days that are worked: the date and whether it is worked.
    pub exceptions: BTreeMap<Date, bool>,
    /// Labels of the days that have one.
    pub labels: BTreeMap<Date, String>,
}

/// A deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deadline {
    /// The last day.
    pub day: Date,
    /// Whether it falls in, or counts over, a year whose calendar was not known.
    pub provisional: bool,
}

/// All calendars at hand.
#[derive(Clone, Debug, Default)]
pub struct Calendars {
    years: BTreeMap<String, BTreeMap<i16, Year>>,
}

impl Calendars {
    /// Adds the calendar in `text` (KDL 2: `calendar NAME year=… { off …; working …; half … }`).
    pub fn add(&mut self, text: &str, problems: &mut Problems) {
        let Some(document) = tree::parse(text, problems) else { return };
        for node in document.nodes() {
            match read_year(node, problems) {
                Some(((name, number), year)) => drop(self.years.entry(name).or_default().insert(number, year)),
                None => problems.add(span(node), Message::new("calendar-form")),
            }
        }
    }

    /// The calendar of `institution` for `year` as known on `known_at`.
    pub fn year(&self, institution: &str, year: i16, known_at: Date) -> Option<&Year> {
        let found = self.years.get(institution)?.get(&year)?;
        found.announced.is_some_and(|announced| announced <= known_at).then_some(found)
    }

    /// Whether `day` is a working day of `institution`, and whether that is known.
    pub fn is_working(&self, institution: &str, day: Date, known_at: Date) -> (bool, bool) {
        let weekday = !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        match self.year(institution, day.year(), known_at) {
            Some(year) => (year.exceptions.get(&day).copied().unwrap_or(weekday), true),
            None => (weekday, false),
        }
    }

    /// The last of `days` working days after `from`, counting only days that all `institutions` work.
    pub fn after(&self, from: Date, days: u32, institutions: &[&str], known_at: Date) -> Deadline {
        let (mut day, mut left, mut provisional) = (from, days, false);
        while left > 0 {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            let judged = institutions.iter().map(|name| self.is_working(name, day, known_at));
            let (working, known) = judged.fold((true, true), |all, one| (all.0 && one.0, all.1 && one.1));
            provisional |= !known;
            left -= u32::from(working);
        }
        Deadline { day, provisional }
    }
}

fn span(node: &KdlNode) -> (usize, usize) {
    (node.span().offset(), node.name().span().len())
}

fn text_of<'n>(node: &'n KdlNode, key: &str) -> Option<&'n str> {
    node.get(key).and_then(|value| value.as_string())
}

fn read_year(node: &KdlNode, problems: &mut Problems) -> Option<((String, i16), Year)> {
    if node.name().value() != "calendar" {
        return None;
    }
    let name = node.get(0)?.as_string()?.to_owned();
    let year = i16::try_from(node.get("year")?.as_integer()?).ok()?;
    let known = text_of(node, "status") == Some("known");
    let announced = text_of(node, "announced").and_then(|text| text.parse().ok()).filter(|_| known);
    let mut read = Year { announced, exceptions: BTreeMap::new(), labels: BTreeMap::new() };
    for day in node.children().map(|inner| inner.nodes()).unwrap_or_default() {
        let date: Option<Date> = day.get(0).and_then(|value| value.as_string()).and_then(|text| text.parse().ok());
        let worked = match day.name().value() {
            "off" => Some(false),
            "working" | "half" => Some(true),
            _ => None,
        };
        match (date.filter(|date| date.year() == year), worked) {
            (Some(date), Some(worked)) => {
                read.exceptions.insert(date, worked);
                if let Some(label) = text_of(day, "label") {
                    read.labels.insert(date, label.to_owned());
                }
            }
            _ => problems.add(span(day), Message::new("calendar-day-form").number("year", year)),
        }
    }
    Some(((name, year), read))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const NORTH: &str = r#"calendar north year=2018 status=known announced="2017-11-30" source="s" {
        off "2018-02-15" label="eve"
        off "2018-02-16"
        working "2018-02-11" label="make-up"
        half "2018-02-14" label="half day"
    }"#;
    const SOUTH: &str = r#"calendar south year=2018 status=known announced="2017-05-01" { off "2018-02-13" }"#;

    fn calendars() -> Calendars {
        let (mut calendars, mut problems) = (Calendars::default(), Problems::default());
        calendars.add(NORTH, &mut problems);
        calendars.add(SOUTH, &mut problems);
        assert_eq!(problems, Problems::default());
        calendars
    }

    fn check(from: Date, days: u32, whose: &[&str], known_at: Date, expect: (Date, bool)) {
        let deadline = calendars().after(from, days, whose, known_at);
        assert_eq!((deadline.day, deadline.provisional), expect, "{days} days after {from} of {whose:?}");
    }

    #[test]
    fn working_days_of_one_institution() {
        let known = date(2018, 1, 1);
        check(date(2018, 2, 9), 1, &["north"], known, (date(2018, 2, 11), false));
        check(date(2018, 2, 13), 2, &["north"], known, (date(2018, 2, 19), false));
        check(date(2018, 2, 13), 0, &["north"], known, (date(2018, 2, 13), false));
        check(date(2018, 2, 9), 2, &["south"], known, (date(2018, 2, 14), false));
    }

    #[test]
    fn a_joint_deadline_counts_days_that_all_work() {
        check(date(2018, 2, 9), 2, &["north", "south"], date(2018, 1, 1), (date(2018, 2, 14), false));
        check(date(2018, 2, 9), 1, &[], date(2018, 1, 1), (date(2018, 2, 10), false));
    }

    #[test]
    fn before_the_announcement_a_deadline_is_provisional() {
        check(date(2018, 2, 9), 1, &["north"], date(2017, 11, 29), (date(2018, 2, 12), true));
        check(date(2018, 12, 31), 1, &["north"], date(2018, 12, 31), (date(2019, 1, 1), true));
        check(date(2018, 2, 9), 1, &["nowhere"], date(2018, 1, 1), (date(2018, 2, 12), true));
    }

    #[test]
    fn a_half_day_is_a_working_day_with_its_label() {
        let calendars = calendars();
        assert_eq!(calendars.is_working("north", date(2018, 2, 14), date(2018, 1, 1)), (true, true));
        let year = calendars.year("north", 2018, date(2018, 1, 1)).unwrap();
        assert_eq!(year.labels[&date(2018, 2, 14)], "half day");
    }

    #[test]
    fn every_wrong_day_is_a_problem() {
        let (mut calendars, mut problems) = (Calendars::default(), Problems::default());
        calendars.add("calendar x year=2018 { off \"2017-01-01\"; holiday \"2018-01-01\" }\nyear 1", &mut problems);
        let keys: Vec<&str> = problems.0.iter().map(|problem| problem.message.key).collect();
        assert_eq!(keys, ["calendar-day-form", "calendar-day-form", "calendar-form"]);
        // Each at the word that is wrong: `off`, `holiday`, `year`.
        let places: Vec<(usize, usize)> = problems.0.iter().map(|problem| (problem.offset, problem.length)).collect();
        assert_eq!(places, [(23, 3), (41, 7), (64, 4)]);
        calendars.add("calendar {{{", &mut problems);
        assert!(problems.0.len() > 3);
    }
}
