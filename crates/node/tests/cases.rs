//! Conformance cases in plain JSON, which a second engine could run. Their expected verdicts are written by hand.
//!
//! A case names an agreement, events, and questions: `standing`, `matter`, `duty` (rule, year, turn, item), `refused`
//! (which of the events, counted from 1, is refused, and why), `next` (who, act; `of` one matter). An answer lists a
//! status for each reading that makes a difference, `null` where a reading knows no such occurrence; `under` is left out
//! where there is none.

use agreement::id::MatterId;
use agreement::plain;
use agreement::reading::Readings;
use agreement::state::State;
use agreement::{report, view::View};
use node::book::{Book, Judged};
use serde_json::{Value, json};
use std::path::Path;

fn cases() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/cases");
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let list: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        cases.extend(
            list.as_array().unwrap().iter().map(|case| (format!("{name}: {}", case["case"].as_str().unwrap()), case.clone())),
        );
    }
    cases.sort_by(|one, other| one.0.cmp(&other.0));
    cases
}

/// Statuses by reading: `[{"under":…, "status":…}]`.
fn statuses(answer: &Value) -> Value {
    let one = |branch: &Value| {
        let mut said = json!({"status": branch["is"]["status"]});
        if branch["under"] != json!({}) {
            said["under"] = branch["under"].clone();
        }
        said
    };
    answer.as_array().unwrap_or_else(|| panic!("no answer: {answer}")).iter().map(one).collect()
}

fn ask(book: &Book, state: &State<'_>, judged: &[Judged], question: &Value) -> Value {
    let agreement = &book.agreement;
    let day = |key: &str| question[key].as_str().and_then(|text| text.parse().ok());
    let mut readings = Readings::all(&agreement.points);
    for (point, option) in question["reading"].as_object().into_iter().flatten() {
        let (point, option) = agreement.option(point, option.as_str().unwrap()).unwrap();
        readings = readings.fixed(point, option);
    }
    let as_of = day("on").unwrap_or(jiff::civil::Date::constant(2018, 12, 31));
    let known_at = day("known_at").unwrap_or(as_of);
    let whole = plain::report(agreement, &report(state, as_of, known_at, &readings, &book.calendars));
    let text = |key: &str| question[key].as_str().unwrap_or("").to_owned();
    match question["ask"].as_str().unwrap() {
        "standing" => statuses(&whole["standing"]),
        "matter" => {
            let matter: MatterId = agreement.matter(&text("id")).unwrap_or_else(|| panic!("no matter {}", text("id")));
            let view = View::new(state, as_of, known_at, &readings, &book.calendars);
            let answer = report::stand(&view, matter, false).unwrap_or_else(|| panic!("{} does not stand", text("id")));
            statuses(&plain::answer(agreement, &answer, |one| plain::finding(agreement, one)))
        }
        "duty" => {
            let turn = question["turn"].as_i64().unwrap_or(1);
            let same = |duty: &&Value| {
                let of_item = question["item"].is_null() || duty["item"] == question["item"];
                of_item && duty["rule"] == question["rule"] && duty["year"] == question["year"] && duty["turn"] == turn
            };
            match whole["duties"].as_array().unwrap().iter().find(same) {
                Some(duty) => statuses(&duty["answer"]),
                None => json!([]),
            }
        }
        "refused" => {
            let refused = judged.iter().enumerate().filter_map(|(index, (_, judged))| {
                let refused = judged.as_ref().err()?;
                let cite = refused.cite.map(|cite| agreement.cite(cite).to_owned());
                Some(json!({"event": index + 1, "why": refused.why.message().key, "cite": cite}))
            });
            refused.collect()
        }
        "next" => {
            let of_matter = |step: &&Value| question["of"].is_null() || step["matter"] == question["of"];
            let steps = whole["next"].as_array().unwrap().iter().filter(of_matter);
            steps.map(|step| json!({"who": step["who"], "act": step["act"], "matter": step["matter"]})).collect()
        }
        other => panic!("no question {other}"),
    }
}

#[test]
fn every_case_is_answered_as_written() {
    let cases = cases();
    assert!(cases.len() >= 30, "the cases were not found");
    let mut wrong = Vec::new();
    for (name, case) in cases {
        let book = Book::open(case["agreement"].as_str().unwrap()).unwrap_or_else(|stopped| panic!("{name}: {stopped:?}"));
        let drafts = book.drafts(&name, &case["events"].to_string()).unwrap_or_else(|stopped| panic!("{name}: {stopped:?}"));
        let mut state = State::new(&book.agreement);
        let judged = book.fold(&mut state, &drafts, jiff::civil::Date::MAX);
        for question in case["questions"].as_array().unwrap() {
            let said = ask(&book, &state, &judged, question);
            if said != question["expect"] {
                wrong.push(format!("{name}\n  asked    {question}\n  answered {said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
