//! Random histories: lines of script drawn by a seed, laid before the founding agreement, refusals left out.

#![allow(dead_code)] // each test file uses its own part

use agreement::Agreement;
use agreement::act::{Act, Event};
use agreement::events::script::{self, Line};
use agreement::id::Place;
use agreement::problem::Problems;
use agreement::state::State;
use jiff::Span;
use jiff::civil::{Date, date};
use std::path::Path;

/// The founding agreement, from its folder; a test may open files.
#[allow(clippy::disallowed_methods)]
pub fn founding() -> Agreement {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/greater_bay_area_2017/rules.kdl");
    Agreement::read(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A small generator of numbers (an LCG after Knuth, MMIX), so that a seed gives one history everywhere.
pub struct Random(pub u64);

impl Random {
    /// A number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// One of several.
    pub fn of<'t>(&mut self, several: &[&'t str]) -> &'t str {
        several[self.below(several.len() as u64) as usize]
    }
}

/// What a seed came to.
pub struct History {
    /// The lawful events, in the order in which they arrived, without those of the folder itself.
    pub events: Vec<Event>,
    /// How many were refused.
    pub refused: usize,
}

/// What the lines are drawn from.
const LINES: &[&str] = &[
    "P proposes task text T on key_work/Y",
    "P has no proposal on key_work/Y",
    "ndrc circulates item I text T on key_work/Y",
    "ndrc circulates item I text T on key_work/Y answer_within 7",
    "G gives opinion O item I text T on key_work/Y",
    "G gives opinion agree item I text T on key_work/Y",
    "G gives opinion agree item I text T on key_work/Y paper",
    "P gives opinion O item I text T on key_work/Y",
    "ndrc states departments S on key_work/Y",
    "ndrc states departments agreed on key_work/Y",
    "ndrc parks item I on key_work/Y",
    "P adopts list exchanged_texts text T on key_work/Y",
    "P reports progress under_way item I on key_work/Y",
    "ndrc closes done item I on key_work/Y",
    "P records reason \"because\" on key_work/Y",
    "P reports paper about P text \"letter\" on key_work/Y",
    "P calls meeting day Y-09-01 on annual_meeting/Y",
    "P accepts call P/N on annual_meeting/Y",
    "P places issue text T on annual_meeting/Y",
    "P holds meeting attended four on annual_meeting/Y",
    "P holds meeting on annual_meeting",
    "P circulates minutes text T on annual_meeting/Y",
    "P approves minutes text T on annual_meeting/Y",
    "P agrees follow-up item I text T by P on annual_meeting/Y",
    "P records reason \"because\" on annual_meeting/Y",
    "P proposes amendment text T",
    "P proposes extension text T years 5 until Y-12-31",
    "P signs on amendment/P-N",
    "P signs on amendment/P-N post mandated",
    "P withdraws on amendment/P-N",
    "P commits on amendment/P-N",
    "P signs on extension/P-N",
    "P commits on extension/P-N",
    "P gives evidence",
    "G establishes mechanism text T",
    "P designates office \"office\"",
    "P sends message reply to P text T",
    "P acknowledges on liaison/P-N",
    "P replies text T on liaison/P-N",
    "public_record records instrument effect plan on development_plan source \"s\"",
    "P finds is_that_plan instrument public_record/N on development_plan",
    "P assesses plan text T on development_plan",
    "P opens consultation text T until Y-12-01",
    "P records participation publicity on public_consultation",
    "P answers consultation text T on public_consultation/P-N",
    "P closes consultation on public_consultation/P-N",
    "P corrects P/N",
    "P gives notice",
];

const PARTIES: &[&str] = &["ndrc", "guangdong", "hong_kong", "macao"];

/// A line of script drawn for `today`.
pub fn line(random: &mut Random, today: Date) -> String {
    let drawn = random.of(LINES);
    let year = today.year().to_string();
    let words = drawn.split(' ').map(|word| match word {
        "P" => random.of(PARTIES).to_owned(),
        "G" => random.of(&PARTIES[1..]).to_owned(),
        "T" => format!("\"text {}\"", random.below(3)),
        "I" => (random.below(3) + 1).to_string(),
        "O" => random.of(&["agree", "no_comment", "agree_with_changes", "reserve", "disagree", "outside_remit"]).to_owned(),
        "S" => random.of(&["agreed", "not_yet", "sought"]).to_owned(),
        word => word
            .replace("P-N", &format!("{}-{}", random.of(PARTIES), random.below(14) + 1))
            .replace("P/N", &format!("{}/{}", random.of(PARTIES), random.below(20) + 1))
            .replace("/N", &format!("/{}", random.below(3) + 1))
            .replace('Y', &year),
    });
    let mut line = words.collect::<Vec<_>>().join(" ");
    if random.below(6) == 0 {
        line += &format!(" unseen {}/{}", random.of(PARTIES), random.below(12) + 1);
    }
    line
}

impl History {
    /// A history of `count` tried lines.
    pub fn random(agreement: &Agreement, seed: u64, count: usize) -> History {
        let mut random = Random(seed);
        let mut state = State::new(agreement);
        let mut history = History { events: Vec::new(), refused: 0 };
        let mut today = date(2017, 7, 2);
        for _ in 0..count {
            today = today.checked_add(Span::new().days(random.below(25) as i64)).unwrap();
            let mut problems = Problems::default();
            let text = format!(">{}", line(&mut random, today));
            let lines = script::lines(&text, &mut problems);
            let Some((_, Line::Command(tokens, _))) = lines.first() else { panic!("{text}: {problems:?}") };
            let Some(draft) = script::act(agreement, tokens, &mut problems) else { panic!("{text}: {problems:?}") };
            let mut event = draft.event(&state, today);
            let late = random.below(5) == 0 && !matches!(event.act, Act::Correct { .. });
            if late {
                // Recorded some days after it was done.
                event.occurred = event.occurred.checked_sub(Span::new().days(random.below(30) as i64)).unwrap();
            }
            match state.fold(event.clone()) {
                Ok(_) => history.events.push(event),
                Err(_) => history.refused += 1,
            }
        }
        history
    }
}

/// Folds events in the order given; the first refusal is an error.
pub fn refold<'a>(agreement: &'a Agreement, events: &[Event]) -> Result<State<'a>, String> {
    let mut state = State::new(agreement);
    for event in events {
        state.fold(event.clone()).map_err(|refused| format!("{:?}: {refused:?}", event))?;
    }
    Ok(state)
}

/// Another order of the same events that keeps each log's own order, and cited before citing.
pub fn shuffled(events: &[Event], random: &mut Random) -> Vec<Event> {
    let mut left: Vec<&Event> = events.iter().collect();
    let mut order: Vec<Event> = Vec::new();
    let missing = |order: &[Event], left: &[&Event], place: &Place| {
        left.iter().any(|event| event.place == *place || (event.place.log == place.log && event.place.number < place.number))
            && !order.iter().any(|event| event.place == *place)
    };
    while !left.is_empty() {
        let ready: Vec<usize> = (0..left.len())
            .filter(|index| {
                let event = left[*index];
                let first =
                    !left.iter().any(|other| other.place.log == event.place.log && other.place.number < event.place.number);
                first && event.cites.iter().all(|place| !missing(&order, &left, place))
            })
            .collect();
        let chosen = ready[random.below(ready.len() as u64) as usize];
        order.push(left.remove(chosen).clone());
    }
    order
}

/// The correction of the event at `place` by its own recorder.
pub fn correction(state: &State<'_>, place: Place, today: Date) -> Event {
    let occurred = state.event(place).map_or(today, |(_, recorded)| recorded.event.occurred);
    Event {
        place: Place { log: place.log, number: state.next_number(place.log) },
        author: place.log,
        occurred,
        time: None,
        recorded: today.checked_add(Span::new().days(0)).unwrap(),
        matter: None,
        act: Act::Correct { event: place },
        cites: Vec::new(),
        paper: false,
        source: None,
    }
}
