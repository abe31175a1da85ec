//! Logs whose clocks are days apart: an event is recorded on the latest of the day it claims and the days of its causal past.

mod history;

use agreement::act::{Act, Event};
use agreement::events::script::{self, Line};
use agreement::id::{BodyId, Place};
use agreement::problem::Problems;
use agreement::reading::Readings;
use agreement::refusal::Refusal;
use agreement::state::State;
use agreement::{Agreement, Calendars, plain, report};
use history::{Random, founding, line, refold, shuffled};
use jiff::Span;
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// The lawful events of a record whose logs keep clocks up to twelve days apart, and what was refused in it.
struct Drifting {
    events: Vec<Event>,
    refused: Vec<Refusal>,
}

fn days(day: Date, count: i64) -> Date {
    day.checked_add(Span::new().days(count)).unwrap()
}

/// The day on which `event` is recorded: its own, or the latest of what it rests on.
fn recorded(state: &State<'_>, event: &Event) -> Date {
    state.latest_recorded(event.place.log, &event.cites).map_or(event.occurred, |past| past.max(event.occurred))
}

/// A shorter view of the other logs: each head as it is, some events back, or not at all.
fn some_of(heads: Vec<Place>, random: &mut Random) -> Vec<Place> {
    let back = |head: &Place| {
        let number = head.number - (random.below(3) * random.below(4)).min(u64::from(head.number)) as u32;
        (number > 0).then_some(Place { number, ..*head })
    };
    heads.iter().filter_map(back).collect()
}

/// What a correction annuls; of any other act the place of the act itself, which nobody cites.
fn target(event: &Event) -> Place {
    if let Act::Correct { event } = event.act { event } else { event.place }
}

fn drifting(agreement: &Agreement, seed: u64, count: usize) -> Drifting {
    let mut random = Random(seed);
    let clocks: Vec<i64> = agreement.bodies.iter().map(|_| random.below(13) as i64 - 6).collect();
    let mut state = State::new(agreement);
    let mut history = Drifting { events: Vec::new(), refused: Vec::new() };
    let mut today = date(2017, 7, 8);
    for _ in 0..count {
        today = days(today, random.below(4) as i64);
        let mut problems = Problems::default();
        let lines = script::lines(&format!(">{}", line(&mut random, today)), &mut problems);
        let Some((_, Line::Command(tokens, _))) = lines.first() else { panic!("{problems:?}") };
        let draft = script::act(agreement, tokens, &mut problems).unwrap();
        let mut event = draft.event(&state, today);
        if !matches!(event.act, Act::Correct { .. }) {
            event.occurred = days(today, clocks[usize::from(event.place.log.0)]);
        }
        event.cites = some_of(event.cites, &mut random);
        event.recorded = recorded(&state, &event);
        match state.fold(event.clone()) {
            Ok(_) => history.events.push(event),
            // A correction drawn for an event that is not there is refused for that, not for a day.
            Err(refused) if refused.why == (Refusal::CitesUnseen { cited: target(&event) }) => {}
            Err(refused) => history.refused.push(refused.why),
        }
    }
    history
}

fn said(state: &State<'_>, day: Date) -> String {
    let readings = Readings::all(&state.agreement.points);
    plain::report(state.agreement, &report(state, day, day, &readings, &Calendars::default())).to_string()
}

/// Twelve seeds in the gate; `cargo xtask prove properties` asks for many.
#[allow(clippy::disallowed_methods)]
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(12)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn no_act_is_refused_for_the_order_of_its_days(seed: u64) {
        let history = drifting(&founding(), seed, 160);
        let of_days = |why: &&Refusal| {
            matches!(why, Refusal::CitesUnseen { .. } | Refusal::NotYetHappened { .. } | Refusal::RecordedBackwards { .. })
        };
        prop_assert_eq!(history.refused.iter().find(of_days), None);
        prop_assert!(history.events.len() > 20, "only {}", history.events.len());
    }

    #[test]
    fn citing_more_is_lawful_whatever_the_clocks_say(seed: u64) {
        let agreement = founding();
        let history = drifting(&agreement, seed, 160);
        let mut state = State::new(&agreement);
        for event in &history.events {
            let mut more = event.clone();
            more.cites = state.frontier().into_iter().filter(|head| head.log != event.place.log).collect();
            more.recorded = recorded(&state, &more);
            let full = state.check(&more);
            prop_assert!(full.is_ok(), "{:?} refused when it cites more: {:?}", event.act, full.err());
            prop_assert!(state.fold(event.clone()).is_ok());
        }
    }

    #[test]
    fn the_order_of_arrival_does_not_matter_whatever_the_clocks_say(seed: u64) {
        let agreement = founding();
        let history = drifting(&agreement, seed, 160);
        let state = refold(&agreement, &history.events).unwrap();
        let other = refold(&agreement, &shuffled(&history.events, &mut Random(seed ^ 7)));
        prop_assert!(other.is_ok(), "refused in another order: {:?}", other.err());
        for day in [date(2017, 12, 31), date(2018, 12, 31), date(2029, 1, 1)] {
            prop_assert_eq!(said(&state, day), said(other.as_ref().unwrap(), day));
        }
    }
}

#[test]
fn the_clocks_of_a_history_do_differ() {
    let agreement = founding();
    let behind = |history: &Drifting| history.events.iter().filter(|event| event.occurred < event.recorded).count();
    let behind: usize = (0..20).map(|seed| behind(&drifting(&agreement, seed, 160))).sum();
    assert!(behind > 100, "hardly an event cites what a faster clock recorded: {behind}");
}

#[test]
fn the_day_of_a_place_and_the_latest_day_of_what_is_cited() {
    let agreement = founding();
    let mut state = State::new(&agreement);
    let [a, b] = [BodyId(0), BodyId(1)];
    let signed = agreement.signed.as_ref().unwrap().date;
    let evidence = |log: BodyId, number: u32, day: Date, cites: Vec<Place>| Event {
        place: Place { log, number },
        author: log,
        occurred: day,
        time: None,
        recorded: day,
        matter: None,
        act: Act::Evidence {},
        cites,
        paper: false,
        source: None,
    };
    state.fold(evidence(a, 2, date(2018, 3, 9), Vec::new())).unwrap();
    state.fold(evidence(b, 2, date(2018, 3, 1), Vec::new())).unwrap();
    let place = |log, number| Place { log, number };
    let table = [
        (place(a, 0), None),
        (place(a, 1), Some(signed)),
        (place(a, 2), Some(date(2018, 3, 9))),
        (place(a, 3), None),
        (place(BodyId(900), 1), None),
    ];
    for (asked, day) in table {
        assert_eq!(state.recorded(asked), day, "{asked:?}");
    }
    let nobody = agreement.public_record();
    assert_eq!(state.latest_recorded(nobody, &[]), None);
    assert_eq!(state.latest_recorded(nobody, &[place(a, 1)]), Some(signed));
    assert_eq!(state.latest_recorded(b, &[]), Some(date(2018, 3, 1)));
    assert_eq!(state.latest_recorded(b, &[place(a, 1)]), Some(date(2018, 3, 1)));
    assert_eq!(state.latest_recorded(b, &[place(a, 2)]), Some(date(2018, 3, 9)));
    // A script that says no such day is still refused, and a head that nobody can have seen is no panic.
    for cited in [place(a, 2), place(a, 0), place(a, 3), place(BodyId(900), 1)] {
        let why = state.check(&evidence(b, 3, date(2018, 3, 2), vec![cited])).unwrap_err().why;
        assert_eq!(why, Refusal::CitesUnseen { cited });
    }
}
