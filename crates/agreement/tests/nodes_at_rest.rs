//! What a node writes by itself: it commits and gives evidence when there is reason to, and a node at rest writes nothing.

mod history;

use agreement::act::{Act, Event};
use agreement::ballot::{awaited_evidence, ready_to_commit};
use agreement::events::script::{self, Line};
use agreement::finding::Status;
use agreement::id::{BodyId, MatterId, Occasion, Place};
use agreement::problem::Problems;
use agreement::reading::Readings;
use agreement::state::State;
use agreement::{Agreement, Calendars, report};
use history::Random;
use jiff::Span;
use jiff::civil::{Date, date};
use proptest::prelude::*;

const RULES: &str = r#"
    agreement test format=1
    provision end
    party a
    party b
    party c
    party d
    group all cite=end { members a b c d }
    decision all_agree voters=all form=signature cite=end { needs { unanimity } }
    decision silently voters=all form=vote cite=end { needs { consensus }; answer_within 9 unit=calendar; silence consents }
    amendment cite=end decision=all_agree
    organ_decision cite=end decision=silently
"#;

/// Ballots run for ten days, and votes for nine.
const LINES: &[&str] = &[
    "P proposes amendment text T until D",
    "P proposes amendment text T base BASE until D",
    "P proposes amendment text T",
    "P signs on AMENDMENT",
    "P withdraws on AMENDMENT",
    "P commits on AMENDMENT",
    "P proposes decision text \"plan\"",
    "P votes against on DECISION text \"plan\"",
    "P votes for on DECISION text \"plan\"",
    "P gives evidence",
];

fn days(day: Date, count: i64) -> Date {
    day.checked_add(Span::new().days(count)).unwrap()
}

/// The place that opened one of the latest three matters of the rule called `rule`; the first place if there is none.
fn latest(state: &State<'_>, random: &mut Random, rule: &str) -> Place {
    let of_rule = state.matters().filter(|(matter, _)| state.agreement.rule_id(rule) == Some(matter.rule));
    let mut opened: Vec<(Date, Place)> = of_rule.filter_map(|(matter, _)| opening(state, matter)).collect();
    opened.sort();
    opened.reverse();
    opened.truncate(3);
    let drawn = opened.get(random.below(3) as usize).or(opened.first());
    drawn.map_or(Place { log: BodyId(0), number: 1 }, |(_, place)| *place)
}

/// The day and place of the act that opened `matter`.
fn opening(state: &State<'_>, matter: MatterId) -> Option<(Date, Place)> {
    let Occasion::Opened(place) = matter.occasion else { return None };
    state.recorded(place).map(|day| (day, place))
}

fn line(state: &State<'_>, random: &mut Random, today: Date) -> String {
    let name = |place: Place| state.agreement.place_name(place);
    // Two lines of three sign, or no text would ever be signed by all.
    let drawn = if random.below(3) > 0 { "P signs on AMENDMENT" } else { random.of(LINES) };
    let words = drawn.split(' ').map(|word| match word {
        "P" => random.of(&["a", "b", "c", "d"]).to_owned(),
        "T" => format!("\"text {}\"", random.below(3)),
        "D" => days(today, 10).to_string(),
        "BASE" => name(latest(state, random, "amendment")),
        "AMENDMENT" => format!("amendment/{}", name(latest(state, random, "amendment")).replace('/', "-")),
        "DECISION" => format!("organ_decision/{}", name(latest(state, random, "organ_decision")).replace('/', "-")),
        word => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The next event of `party` on `day`, citing everything.
fn written(state: &State<'_>, party: BodyId, day: Date, matter: Option<MatterId>, act: Act) -> Event {
    let cites: Vec<Place> = state.frontier().into_iter().filter(|head| head.log != party).collect();
    Event {
        place: Place { log: party, number: state.next_number(party) },
        author: party,
        occurred: day,
        time: None,
        recorded: state.latest_recorded(party, &cites).map_or(day, |past| past.max(day)),
        matter,
        act,
        cites,
        paper: false,
        source: None,
    }
}

/// What a person writes on `today`, if it is lawful; it may not have seen the last events of the others.
fn person(state: &mut State<'_>, random: &mut Random, today: Date) {
    let mut problems = Problems::default();
    let text = format!(">{}", line(state, random, today));
    let lines = script::lines(&text, &mut problems);
    let Some((_, Line::Command(tokens, _))) = lines.first() else { panic!("{text}: {problems:?}") };
    let draft = script::act(state.agreement, tokens, &mut problems).unwrap_or_else(|| panic!("{text}: {problems:?}"));
    let mut event = draft.event(state, today);
    event.cites.iter_mut().for_each(|head| head.number -= (random.below(4) / 3).min(u64::from(head.number) - 1) as u32);
    drop(state.fold(event));
}

/// Lets the node of `party` give evidence if it has reason to; whether it had.
fn evidence(state: &mut State<'_>, party: BodyId, day: Date) -> bool {
    let calendars = Calendars::default();
    if awaited_evidence(state, &calendars, party, day).is_empty() {
        return false;
    }
    let event = written(state, party, day, None, Act::Evidence {});
    state.fold(event).expect("evidence is always lawful");
    assert_eq!(awaited_evidence(state, &calendars, party, day), [], "one evidence is enough");
    true
}

/// Lets the node of `party` commit on all that it may.
fn commit(state: &mut State<'_>, party: BodyId, day: Date) {
    for (matter, sign) in ready_to_commit(state, party, day) {
        assert_eq!(sign.log, party, "each commits on its own signature");
        let event = written(state, party, day, Some(matter), Act::Commit {});
        state.fold(event).expect("a node may commit on what is ready");
    }
    assert_eq!(ready_to_commit(state, party, day), [], "nobody commits twice");
}

fn agreement() -> Agreement {
    Agreement::read(RULES).unwrap()
}

fn statuses(state: &State<'_>, day: Date) -> Vec<(MatterId, Status, bool)> {
    let readings = Readings::all(&[]);
    let said = report(state, day, day, &readings, &Calendars::default());
    let told = |key: &'static str| {
        move |finding: &agreement::finding::Finding| finding.because.iter().any(|because| because.message.key == key)
    };
    let unreceived = told("no-receipt-by-closing");
    said.matters.iter().map(|(matter, answer)| (*matter, answer.first().status, unreceived(answer.first()))).collect()
}

/// Twelve seeds in the gate; `cargo xtask prove properties` asks for many.
#[allow(clippy::disallowed_methods)]
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(12)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn after_one_evidence_each_the_nodes_rest_until_something_happens(seed: u64) {
        let agreement = agreement();
        let (mut random, mut state, mut today) = (Random(seed), State::new(&agreement), date(2018, 1, 1));
        for _ in 0..120 {
            today = days(today, random.below(3) as i64);
            person(&mut state, &mut random, today);
            for party in agreement.parties() {
                evidence(&mut state, party, today);
            }
            for party in agreement.parties() {
                prop_assert!(!evidence(&mut state, party, today), "the evidence of others is no reason for evidence");
            }
        }
    }

    #[test]
    fn nodes_that_follow_settle_everything_that_has_a_deadline(seed: u64) {
        let agreement = agreement();
        let (mut random, mut state, mut today) = (Random(seed), State::new(&agreement), date(2018, 1, 1));
        for turn in 0..100 {
            today = days(today, i64::from(turn % 2));
            person(&mut state, &mut random, today);
            // Each node wakes now and then only.
            let awake: Vec<BodyId> = agreement.parties().filter(|_| random.below(3) == 0).collect();
            awake.iter().for_each(|party| commit(&mut state, *party, today));
            for party in &awake {
                evidence(&mut state, *party, today);
            }
        }
        let end = days(today, 11);
        for party in agreement.parties() {
            evidence(&mut state, party, end);
        }
        for (matter, status, unreceived) in statuses(&state, end) {
            let opened = opening(&state, matter).and_then(|(_, place)| state.event(place)).unwrap().1;
            let endless = matches!(opened.event.act, Act::ProposeAmendment { until: None, .. });
            let settled = matches!(status, Status::Yes | Status::No) || endless || unreceived;
            prop_assert!(settled, "{} stays {}", agreement.matter_name(matter), status.word());
        }
    }
}

#[test]
fn random_ballots_reach_both_ends() {
    let agreement = agreement();
    let (mut yes, mut no) = (0, 0);
    for seed in 0..30 {
        let (mut random, mut state, mut today) = (Random(seed), State::new(&agreement), date(2018, 1, 1));
        for turn in 0..100 {
            today = days(today, i64::from(turn % 2));
            person(&mut state, &mut random, today);
            agreement.parties().for_each(|party| commit(&mut state, party, today));
            for party in agreement.parties() {
                evidence(&mut state, party, today);
            }
        }
        let amendment = agreement.rule_id("amendment").unwrap();
        for (_, status, _) in statuses(&state, today).into_iter().filter(|(matter, _, _)| matter.rule == amendment) {
            yes += u32::from(status == Status::Yes);
            no += u32::from(status == Status::No);
        }
    }
    assert!(yes > 10 && no > 20, "decided {yes}, dead {no}");
}
