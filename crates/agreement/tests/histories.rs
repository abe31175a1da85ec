//! Random histories of the founding agreement, and what must hold for every one of them.

mod history;

use agreement::finding::{Finding, Status};
use agreement::id::Place;
use agreement::plain;
use agreement::reading::Readings;
use agreement::state::State;
use agreement::{Agreement, Calendars, report};
use history::{History, Random, correction, founding, refold, shuffled};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn bytes(state: &State<'_>, as_of: Date, known_at: Date) -> String {
    let readings = Readings::all(&state.agreement.points);
    plain::report(state.agreement, &report(state, as_of, known_at, &readings, &Calendars::default())).to_string()
}

/// Days to ask about: inside the history, at its ends, and after the term.
const DAYS: [Date; 4] = [date(2018, 6, 30), date(2019, 12, 31), date(2021, 2, 1), date(2029, 1, 1)];

/// Twelve seeds in the gate; `cargo xtask prove properties` asks for many.
#[allow(clippy::disallowed_methods)]
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(12)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn the_order_of_arrival_does_not_matter(seed: u64) {
        let agreement = founding();
        let history = History::random(&agreement, seed, 120);
        let state = refold(&agreement, &history.events).unwrap();
        let mixed = shuffled(&history.events, &mut Random(seed ^ 7));
        let other = refold(&agreement, &mixed);
        prop_assert!(other.is_ok(), "refused in another order: {:?}", other.err());
        for day in DAYS {
            prop_assert_eq!(bytes(&state, day, day), bytes(other.as_ref().unwrap(), day, day));
            prop_assert_eq!(bytes(&state, day, DAYS[3]), bytes(other.as_ref().unwrap(), day, DAYS[3]));
        }
    }

    #[test]
    fn a_slice_equals_a_replay_of_its_prefix(seed: u64) {
        let agreement = founding();
        let history = History::random(&agreement, seed, 120);
        let state = refold(&agreement, &history.events).unwrap();
        for known_at in DAYS {
            let prefix: Vec<_> = history.events.iter().filter(|event| event.recorded <= known_at).cloned().collect();
            let replayed = refold(&agreement, &prefix);
            prop_assert!(replayed.is_ok(), "a prefix is refused: {:?}", replayed.err());
            for as_of in DAYS {
                prop_assert_eq!(bytes(&state, as_of, known_at), bytes(replayed.as_ref().unwrap(), as_of, known_at));
            }
        }
    }

    #[test]
    fn citing_more_never_makes_a_lawful_act_unlawful(seed: u64) {
        let agreement = founding();
        let history = History::random(&agreement, seed, 120);
        let mut state = State::new(&agreement);
        for event in &history.events {
            let mut more = event.clone();
            more.cites = state.frontier().into_iter().filter(|head| head.log != event.place.log).collect();
            let full = state.check(&more);
            prop_assert!(full.is_ok(), "{:?} refused when it cites more: {:?}", event.act, full.err());
            prop_assert!(state.fold(event.clone()).is_ok());
        }
    }

    #[test]
    fn one_event_meets_at_most_one_occurrence_of_a_duty(seed: u64) {
        let agreement = founding();
        let history = History::random(&agreement, seed, 160);
        let state = refold(&agreement, &history.events).unwrap();
        let readings = Readings::all(&agreement.points);
        let said = report(&state, DAYS[3], DAYS[3], &readings, &Calendars::default());
        let mut met: BTreeMap<(u16, String), BTreeSet<Place>> = BTreeMap::new();
        for duty in said.duties.iter().filter(|duty| duty.matter.is_some()) {
            for (choice, one) in &duty.answer.0 {
                let done = |one: &Finding| matches!(one.status, Status::Met | Status::MetLate);
                let Some(one) = one.as_ref().filter(|one| done(&one.finding)) else { continue };
                // The first ground of a duty that was met names the events that met it.
                let events = one.finding.because.first().map(|because| because.events.clone()).unwrap_or_default();
                let seen = met.entry((duty.rule.0, format!("{choice:?}"))).or_default();
                for event in events {
                    prop_assert!(seen.insert(event), "{event:?} meets two occurrences of {:?}", agreement.rule(duty.rule).id);
                }
            }
        }
    }

    #[test]
    fn dropping_a_supporting_event_never_leaves_a_stronger_verdict(seed: u64) {
        let agreement = founding();
        let history = History::random(&agreement, seed, 120);
        let state = refold(&agreement, &history.events).unwrap();
        let day = DAYS[3];
        let before = verdicts(&state, day);
        let supports: BTreeSet<Place> = before.values().flat_map(|(_, events)| events.iter().copied()).collect();
        for place in supports.iter().take(12) {
            let mut without = refold(&agreement, &history.events).unwrap();
            let annul = correction(&without, *place, day);
            if without.fold(annul).is_err() {
                continue;
            }
            let after = verdicts(&without, day);
            for (id, (strength, events)) in &before {
                if events.contains(place) {
                    let now = after.get(id).map_or(0, |(strength, _)| *strength);
                    prop_assert!(now <= *strength, "{id} is stronger without {}", agreement.place_name(*place));
                }
            }
        }
    }

    #[test]
    fn parties_stand_in_the_agreements_order(seed: u64) {
        let agreement = founding();
        let history = History::random(&agreement, seed, 120);
        let state = refold(&agreement, &history.events).unwrap();
        let readings = Readings::all(&agreement.points);
        let said = plain::report(&agreement, &report(&state, DAYS[1], DAYS[1], &readings, &Calendars::default()));
        let mut lists = Vec::new();
        body_lists(&agreement, &said, &mut lists);
        for list in lists {
            let order: Vec<_> = list.iter().map(|id| agreement.body(id).unwrap()).collect();
            prop_assert!(order.is_sorted(), "{list:?}");
        }
    }
}

/// How strong each verdict is, and the events that it names, by the answer's name and reading.
fn verdicts(state: &State<'_>, day: Date) -> BTreeMap<String, (u8, Vec<Place>)> {
    let readings = Readings::all(&state.agreement.points);
    let said = report(state, day, day, &readings, &Calendars::default());
    let mut all = BTreeMap::new();
    for duty in &said.duties {
        for (choice, one) in &duty.answer.0 {
            if let Some(one) = one {
                all.insert(format!("{:?} {} {} {choice:?}", duty.rule, duty.year, duty.turn), strength(&one.finding));
            }
        }
    }
    for (matter, answer) in &said.matters {
        for (choice, one) in &answer.0 {
            all.insert(format!("{matter:?} {choice:?}"), strength(one));
        }
    }
    all
}

/// Only what an event is named for in support of a positive verdict: the verdicts that claim something was done.
fn strength(finding: &Finding) -> (u8, Vec<Place>) {
    let rank = match finding.status {
        Status::Yes | Status::Met | Status::InForce => 3,
        Status::MetLate | Status::Recorded => 2,
        _ => return (0, Vec::new()),
    };
    (rank, finding.because.iter().flat_map(|because| because.events.iter().copied()).collect())
}

/// Every list of bodies in a report.
fn body_lists(agreement: &Agreement, value: &serde_json::Value, lists: &mut Vec<Vec<String>>) {
    match value {
        serde_json::Value::Array(values) => {
            let words: Vec<String> = values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect();
            if words.len() > 1 && words.len() == values.len() && words.iter().all(|word| agreement.body(word).is_some()) {
                lists.push(words);
            }
            values.iter().for_each(|value| body_lists(agreement, value, lists));
        }
        serde_json::Value::Object(map) => map.values().for_each(|value| body_lists(agreement, value, lists)),
        _ => {}
    }
}

#[test]
fn the_same_history_gives_the_same_bytes() {
    let agreement = founding();
    let one = History::random(&agreement, 11, 200);
    let two = History::random(&agreement, 11, 200);
    let (one, two) = (refold(&agreement, &one.events).unwrap(), refold(&agreement, &two.events).unwrap());
    assert_eq!(bytes(&one, DAYS[2], DAYS[2]), bytes(&two, DAYS[2], DAYS[2]));
}

#[test]
fn random_histories_reach_most_acts() {
    let agreement = founding();
    let mut accepted = BTreeSet::new();
    let mut refused = 0;
    for seed in 0..40 {
        let history = History::random(&agreement, seed, 160);
        accepted.extend(history.events.iter().map(|event| event.act.kind().name()));
        refused += history.refused;
    }
    assert!(accepted.len() >= 28, "only {accepted:?}");
    assert!(refused > 100, "hardly anything is refused: {refused}");
}
