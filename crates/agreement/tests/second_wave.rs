//! The agreements that keep the engine honest: each folder loads, its facts are lawful, and its clock says what was expected
//! by hand before the engine was asked.

use agreement::calendar::Calendars;
use agreement::events::facts;
use agreement::finding::Status;
use agreement::reading::Readings;
use agreement::view::View;
use agreement::{Agreement, State, plain, report};
use jiff::civil::{Date, date};

/// The rules and the facts of each folder.
macro_rules! folders {
    ($($id:literal),*) => {
        fn texts(folder: &str) -> (&'static str, &'static str) {
            match folder {
                $($id => (
                    include_str!(concat!("../../../agreements/", $id, "/rules.kdl")),
                    include_str!(concat!("../../../agreements/", $id, "/facts.kdl")),
                ),)*
                _ => panic!("no folder {folder}"),
            }
        }
    };
}
folders!("mekong_1995", "benelux_1958", "benelux_2008", "yangtze_river_delta");

/// Calls `ask` with the record of a folder's facts, as seen on `day`.
fn on<T>(folder: &str, day: Date, ask: impl FnOnce(&View<'_>) -> T) -> T {
    let (rules, facts) = texts(folder);
    let agreement = Agreement::read(rules).unwrap_or_else(|problems| panic!("{folder}: {problems:#?}"));
    assert_eq!(agreement.id, folder);
    let facts = facts::read(&agreement, facts).unwrap_or_else(|problems| panic!("{folder}: {problems:#?}"));
    let mut state = State::new(&agreement);
    for fact in facts {
        let event = fact.event(&state, day.max(date(2026, 1, 1)));
        state.fold(event).unwrap_or_else(|refused| panic!("{folder}: {}", plain::line(&agreement, &refused.why.message())));
    }
    let (readings, calendars) = (Readings::all(&agreement.points), Calendars::default());
    ask(&View::new(&state, day, date(2026, 6, 1), &readings, &calendars))
}

fn standing(folder: &str, day: Date) -> Option<Status> {
    on(folder, day, |view| report::standing(view, false).map(|answer| answer.single().unwrap().status))
}

/// The verdicts of the duties of `rule`, each with its year, under the first reading.
fn duties(folder: &str, rule: &str, day: Date) -> Vec<(i16, &'static str)> {
    on(folder, day, |view| {
        let own = report::duties(view).into_iter().filter(|duty| view.agreement.rule(duty.rule).id == rule);
        own.filter_map(|duty| duty.answer.first().as_ref().map(|one| (duty.year, one.finding.status.word()))).collect()
    })
}

#[test]
fn mekong_is_in_force_from_its_signature_and_without_end() {
    assert_eq!(standing("mekong_1995", date(1995, 4, 4)), Some(Status::NotYet));
    assert_eq!(standing("mekong_1995", date(1995, 4, 5)), Some(Status::InForce));
    assert_eq!(standing("mekong_1995", date(2026, 1, 1)), Some(Status::InForce));
}

#[test]
fn the_first_prior_consultation_on_the_mekong_ran_until_22_april_2011() {
    let status = |day: Date| {
        on("mekong_1995", day, |view| {
            let rule = view.agreement.rule_id("prior_consultation").unwrap();
            let matter = view.matters_of(rule).next()?;
            report::stand(view, matter, false).map(|answer| answer.first().status)
        })
    };
    assert_eq!(status(date(2010, 10, 21)), None);
    assert_eq!(status(date(2010, 10, 22)), Some(Status::Open));
    assert_eq!(status(date(2011, 4, 22)), Some(Status::Open));
    assert_eq!(status(date(2011, 4, 23)), Some(Status::Recorded));
}

#[test]
fn meetings_are_counted_by_their_years() {
    let councils = duties("mekong_1995", "council_meeting", date(2017, 6, 1));
    let held: Vec<i16> = councils.iter().filter(|(_, status)| *status == "met").map(|(year, _)| *year).collect();
    assert_eq!(held, [2005, 2013, 2015, 2016]);
    let symposia = duties("yangtze_river_delta", "leaders_symposium", date(2025, 12, 1));
    let held: Vec<i16> = symposia.iter().filter(|(_, status)| *status == "met").map(|(year, _)| *year).collect();
    assert_eq!((held, symposia.len()), (vec![2018, 2024, 2025], 8));
}

#[test]
fn mekong_duties_are_counted_by_their_years() {
    let plans = duties("mekong_1995", "work_plan", date(2017, 6, 1));
    assert_eq!((plans[0], plans.len()), ((1995, "missed"), 23));
    assert_eq!(plans[22], (2017, "met"));
    let strategies = duties("mekong_1995", "basin_strategy_plan", date(2017, 6, 1));
    assert_eq!(strategies.iter().map(|(year, _)| *year).collect::<Vec<_>>(), [1995, 2000, 2005, 2010, 2015]);
}

#[test]
fn benelux_1958_goes_on_by_ten_years_until_another_treaty_takes_its_place() {
    assert_eq!(standing("benelux_1958", date(1960, 10, 31)), Some(Status::NotYet));
    assert_eq!(standing("benelux_1958", date(2010, 11, 1)), Some(Status::InForce));
    assert_eq!(standing("benelux_1958", date(2011, 12, 31)), Some(Status::InForce));
    assert_eq!(standing("benelux_1958", date(2012, 1, 1)), Some(Status::Superseded));
    let grounds = |day: Date| {
        on("benelux_1958", day, |view| {
            let because = report::standing(view, false).unwrap().single().unwrap().because.clone();
            because.iter().map(|because| plain::line(view.agreement, &because.message)).collect::<Vec<_>>()
        })
    };
    assert!(grounds(date(2008, 10, 30)).contains(&"term-runs-until last=2010-10-31".to_owned()));
    assert!(grounds(date(2008, 10, 31)).contains(&"renewed-tacitly by=2008-10-31 until=2020-10-31".to_owned()));
    assert!(grounds(date(2011, 1, 1)).contains(&"term-runs-until last=2020-10-31".to_owned()));
}

#[test]
fn benelux_2008_was_signed_long_before_it_was_in_force() {
    assert_eq!(standing("benelux_2008", date(2008, 6, 17)), Some(Status::NotYet));
    assert_eq!(standing("benelux_2008", date(2011, 12, 31)), Some(Status::NotYet));
    assert_eq!(standing("benelux_2008", date(2012, 1, 1)), Some(Status::InForce));
    let programmes = duties("benelux_2008", "work_programme", date(2021, 6, 1));
    assert_eq!(programmes, [(2012, "missed"), (2016, "missed"), (2020, "open")]);
}

#[test]
fn a_mechanism_without_a_text_has_duties_and_no_term() {
    let day = date(2025, 12, 1);
    assert_eq!(standing("yangtze_river_delta", day), None);
    assert_eq!(duties("yangtze_river_delta", "action_plan", day), [(2018, "missed"), (2021, "missed"), (2024, "met")]);
}
