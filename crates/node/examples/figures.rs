//! The figures that the engine must reach: release build, one core. Run by `cargo xtask prove figures`.
//!
//! Events are spread over all kinds, verdicts without proofs; proofs are timed apart. Each figure is the median of runs.

use agreement::act::Event;
use agreement::events::script::{self, Line};
use agreement::finding::Status;
use agreement::problem::Problems;
use agreement::reading::Readings;
use agreement::state::State;
use agreement::view::View;
use agreement::{Agreement, plain, report};
use jiff::Span;
use jiff::civil::{Date, date};
use node::book::Book;
use node::folder;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

static OVER: AtomicBool = AtomicBool::new(false);

fn main() {
    let founding = Book::open(folder::FOUNDING).unwrap_or_else(|stopped| panic!("{stopped:?}"));
    let events = history(&founding.agreement, 10_000);
    println!("{:<58} {:>12} {:>10}", "figure", "median", "limit");
    let (fold_report, proofs) = ten_thousand(&founding, &events);
    line("founding agreement, 10,000 events folded and reported", fold_report, Some(Duration::from_millis(10)));
    line("  and the proofs of every matter", proofs, None);
    line("500-line rule file loaded and checked", rule_file(), Some(Duration::from_millis(20)));
    let (states, loading) = thousand_states();
    line("1,000 states, shipped folders in rotation, 1,000 events each", states, Some(Duration::from_secs(2)));
    line("  loading the folders", loading, None);
    match founding_text() {
        Some(read) => line("founding text read", read, Some(Duration::from_millis(1))),
        None => println!("founding text read: not measured, ../shared is absent"),
    }
    if OVER.load(Ordering::Relaxed) {
        std::process::exit(1);
    }
}

/// Prints a figure; one over its limit ends the run with an error once all are printed.
fn line(what: &str, took: Duration, limit: Option<Duration>) {
    if limit.is_some_and(|limit| took >= limit) {
        OVER.store(true, Ordering::Relaxed);
    }
    let limit = limit.map_or(String::new(), |limit| format!("< {limit:?}"));
    let row = format!("{what:<58} {:>12} {limit:>10}", format!("{took:.2?}"));
    println!("{}", row.trim_end());
}

/// The median of several runs of `work`, which gives its own time.
fn median(runs: usize, mut work: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..runs).map(|_| work()).collect();
    times.sort();
    times[runs / 2]
}

/// Lawful events under the founding agreement, spread over all kinds and the five years.
fn history(agreement: &Agreement, count: usize) -> Vec<Event> {
    let mut state = State::new(agreement);
    let mut events = Vec::with_capacity(count);
    let mut drawn = 0u64;
    let mut opened: Vec<String> = Vec::new();
    while events.len() < count {
        let day = date(2017, 7, 2).checked_add(Span::new().days((events.len() * 1_800 / count) as i64)).unwrap();
        let text = script_line(drawn, day, &opened);
        drawn += 1;
        let mut problems = Problems::default();
        let lines = script::lines(&format!(">{text}"), &mut problems);
        let Some((_, Line::Command(tokens, _))) = lines.first() else { continue };
        let Some(draft) = script::act(agreement, tokens, &mut problems) else { continue };
        let event = draft.event(&state, day);
        if let Ok(ruling) = state.fold(event.clone()) {
            if event.act.opens() {
                opened.extend(ruling.matter.map(|matter| agreement.matter_name(matter)));
            }
            events.push(event);
        }
        assert!(drawn < 40 * count as u64, "no more lawful events after {}", events.len());
    }
    events
}

fn script_line(drawn: u64, day: Date, opened: &[String]) -> String {
    let year = day.year();
    let party = ["ndrc", "guangdong", "hong_kong", "macao"][(drawn / 7 % 4) as usize];
    let three = ["guangdong", "hong_kong", "macao"][(drawn / 11 % 3) as usize];
    let item = drawn / 13 % 60 + 1;
    let text = format!("\"text {item}\"");
    let matter = |kind: &str| opened.iter().rev().filter(|matter| matter.starts_with(kind)).nth((drawn % 5) as usize).cloned();
    let on = |kind: &str, act: &str| {
        matter(kind).map_or_else(|| format!("{party} gives evidence"), |matter| format!("{party} {act} on {matter}"))
    };
    match drawn % 24 {
        0..=2 => format!("{party} proposes task text {text} on key_work/{year}"),
        3 | 4 => format!("ndrc circulates item {item} text {text} on key_work/{year} answer_within 7"),
        5..=9 => format!("{three} gives opinion agree item {item} text {text} on key_work/{year}"),
        10 => format!("ndrc states departments agreed on key_work/{year}"),
        11 | 12 => format!("{party} reports progress under_way item {item} on key_work/{year}"),
        13 => format!("{party} calls meeting day {year}-09-01 on annual_meeting/{year}"),
        14 => format!("{party} places issue text {text} on annual_meeting/{year}"),
        15 => format!("{party} records participation publicity on public_consultation/{year}"),
        16 => format!("{party} sends message reply to four text {text}")
            .replace("to four", if party == "ndrc" { "to macao" } else { "to ndrc" }),
        17 => on("liaison", "acknowledges"),
        18 => format!("{party} assesses plan text {text} on development_plan"),
        19 if drawn.is_multiple_of(5) => format!("{party} proposes amendment text {text}"),
        20 => on("amendment", "signs"),
        21 => on("amendment", "commits"),
        22 if drawn.is_multiple_of(3) => format!("{party} opens consultation text {text} until {year}-12-20"),
        23 => format!("{three} designates office \"office {item}\""),
        _ => format!("{party} records reason \"reason {item}\" on annual_meeting/{year}"),
    }
}

fn ten_thousand(book: &Book, events: &[Event]) -> (Duration, Duration) {
    let readings = Readings::all(&book.agreement.points);
    let day = date(2022, 6, 1);
    let mut proofs = Vec::new();
    let both = median(15, || {
        let fresh = events.to_vec();
        let start = Instant::now();
        let mut state = State::new(&book.agreement);
        for event in fresh {
            state.fold(event).unwrap_or_else(|refused| panic!("{refused:?}"));
        }
        let said = report(&state, day, day, &readings, &book.calendars);
        let took = start.elapsed();
        assert!(
            said.matters.len() > 20
                && said.duties.iter().any(|duty| duty
                    .answer
                    .0
                    .iter()
                    .any(|(_, one)| one.as_ref().is_some_and(|one| one.finding.status != Status::NotYet)))
        );
        let start = Instant::now();
        let view = View::new(&state, day, day, &readings, &book.calendars);
        let detailed = view.matters().filter_map(|matter| report::stand(&view, matter, true)).count();
        assert!(detailed > 20);
        proofs.push(start.elapsed());
        took
    });
    proofs.sort();
    (both, proofs[proofs.len() / 2])
}

/// The founding rule file, cut or filled up to exactly 500 lines with entries of its own kind.
fn rule_file() -> Duration {
    let text = folder::Folder::open(folder::FOUNDING).expect("the founding agreement is shipped").rules;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut number = 0;
    while lines.len() < 500 {
        number += 1;
        lines.push(format!("commitment further_{number} area=infrastructure cite=art_4.s_2"));
    }
    assert_eq!(lines.len(), 500, "the founding rule file has grown beyond 500 lines: measure it as it is");
    let text = lines.join("\n");
    median(15, || {
        let start = Instant::now();
        let read = Agreement::read(&text);
        let took = start.elapsed();
        assert!(read.is_ok());
        took
    })
}

/// States over the shipped folders in rotation, each with a thousand events; gives the time of the states and of loading.
fn thousand_states() -> (Duration, Duration) {
    let start = Instant::now();
    let books: Vec<Book> =
        folder::shipped().iter().map(|id| Book::open(id).unwrap_or_else(|stopped| panic!("{stopped:?}"))).collect();
    let loading = start.elapsed();
    let histories: Vec<Vec<Event>> = books.iter().map(|book| general(&book.agreement, 1_000)).collect();
    let day = date(2022, 6, 1);
    let mut total = Duration::ZERO;
    for index in 0..1_000 {
        let book = &books[index % books.len()];
        let events = histories[index % books.len()].clone();
        let start = Instant::now();
        let mut state = State::new(&book.agreement);
        for event in events {
            state.fold(event).unwrap_or_else(|refused| panic!("{refused:?}"));
        }
        let readings = Readings::all(&book.agreement.points);
        let said = report(&state, day, day, &readings, &book.calendars);
        total += start.elapsed();
        assert!(plain::report(&book.agreement, &said)["as_of"].is_string());
    }
    (total, loading)
}

/// Lawful events under any agreement: for every rule the acts that its parties may do, year after year.
fn general(agreement: &Agreement, count: usize) -> Vec<Event> {
    if agreement.id == folder::FOUNDING {
        return history(agreement, count);
    }
    let mut state = State::new(agreement);
    let mut events = Vec::new();
    let parties: Vec<String> = agreement.parties().map(|party| agreement.body_of(party).id.clone()).collect();
    let rules: Vec<String> = agreement.rules.iter().map(|rule| rule.id.clone()).collect();
    let acts = [
        "holds meeting",
        "calls meeting day Y-09-01",
        "records reason \"reason\"",
        "delivers",
        "gives evidence",
        "places issue text T",
        "proposes decision text T",
        "notifies use text T",
        "sends message information to OTHER text T",
        "proposes amendment text T",
    ];
    for drawn in 0.. {
        let first = agreement.signed.as_ref().map_or(date(1996, 1, 1), |signed| signed.date);
        let span = (date(2022, 5, 1).duration_since(first).as_hours() / 24).max(1);
        let day = first.checked_add(Span::new().days(1 + events.len() as i64 * (span - 1) / count as i64)).unwrap();
        let party = &parties[drawn % parties.len()];
        let other = &parties[(drawn + 1) % parties.len()];
        let rule = &rules[drawn / 3 % rules.len()];
        let act = acts[drawn / 2 % acts.len()]
            .replace('Y', &day.year().to_string())
            .replace('T', &format!("\"text {drawn}\""))
            .replace("OTHER", other);
        let matter = if drawn % 2 == 0 { format!("{rule}/{}", day.year()) } else { rule.clone() };
        let text = if act.starts_with("gives") { format!(">{party} {act}") } else { format!(">{party} {act} on {matter}") };
        let mut problems = Problems::default();
        let lines = script::lines(&text, &mut problems);
        let Some((_, Line::Command(tokens, _))) = lines.first() else { continue };
        let Some(draft) = script::act(agreement, tokens, &mut problems) else { continue };
        let event = draft.event(&state, day);
        if state.fold(event.clone()).is_ok() {
            events.push(event);
        }
        if events.len() == count {
            break;
        }
    }
    events
}

fn founding_text() -> Option<Duration> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let file = std::fs::read_dir(folder).ok()?.next()?.ok()?.path();
    let bytes = std::fs::read(file).ok()?;
    Some(median(51, || {
        let start = Instant::now();
        let read = documents::read_bytes(&bytes);
        let took = start.elapsed();
        assert_eq!(read.text.signatories.len(), 4);
        took
    }))
}
