//! The worst mistake would be a wrong "in force": every day around the term, under both readings.

mod history;

use agreement::finding::Status;
use agreement::reading::Readings;
use agreement::state::State;
use agreement::view::View;
use agreement::{Calendars, report};
use history::founding;
use jiff::civil::{Date, date};

/// What the text and arithmetic say, written by hand: in force from the signature, five years, the last day by reading.
fn expected(day: Date, last: Date) -> Status {
    if day < date(2017, 7, 1) {
        Status::NotYet
    } else if day <= last {
        Status::InForce
    } else {
        Status::Ended
    }
}

#[test]
fn every_day_from_before_the_signature_to_after_the_term() {
    let agreement = founding();
    let state = State::new(&agreement);
    let calendars = Calendars::default();
    let lasts = [("first_day_counts", date(2022, 6, 30)), ("first_day_not_counted", date(2022, 7, 1))];
    let mut day = date(2017, 6, 30);
    let mut days = 0;
    while day <= date(2022, 7, 2) {
        for (option, last) in lasts {
            let (point, option) = agreement.option("last_day", option).unwrap();
            let readings = Readings::all(&agreement.points).fixed(point, option);
            let standing = report::standing(&View::new(&state, day, day, &readings, &calendars), false).unwrap();
            let single = standing.single().unwrap_or_else(|| panic!("{day} is unclear under a fixed reading"));
            assert_eq!(single.status, expected(day, last), "{day} when the last day is {last}");
        }
        let all = Readings::all(&agreement.points);
        let both = report::standing(&View::new(&state, day, day, &all, &calendars), false).unwrap();
        let statuses: Vec<Status> = both.0.iter().map(|(_, finding)| finding.status).collect();
        let clear = statuses.iter().all(|status| *status == statuses[0]);
        assert_eq!(clear, day != date(2022, 7, 1), "only 1 July 2022 is in question, not {day}");
        day = day.tomorrow().unwrap();
        days += 1;
    }
    assert_eq!(days, 1829);
}
