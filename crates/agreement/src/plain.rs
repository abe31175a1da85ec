//! Answers as data: JSON for programs, and one-line forms for tests. No sentences.

use crate::agreement::Agreement;
use crate::finding::{Because, Duty, Finding, Occurrence, Step};
use crate::message::{Arg, Message};
use crate::reading::{Answer, Choice};
use crate::report::Report;
use jiff::civil::Date;
use serde_json::{Value, json};

/// A day; the last of all days stands for none.
fn day(date: Date) -> Value {
    if date == Date::MAX { Value::Null } else { json!(date.to_string()) }
}

/// An argument as a word or a list of words.
pub fn arg(agreement: &Agreement, arg: &Arg) -> Value {
    match arg {
        Arg::Body(body) => json!(agreement.body_of(*body).id),
        Arg::Bodies(bodies) => bodies.iter().map(|body| json!(agreement.body_of(*body).id)).collect(),
        Arg::Rule(rule) => json!(agreement.rule(*rule).id),
        Arg::Matter(matter) => json!(agreement.matter_name(*matter)),
        Arg::Cite(cite) => json!(agreement.cite(*cite)),
        Arg::Point(point) => json!(agreement.points[usize::from(point.0)].id),
        Arg::Date(date) => day(*date),
        Arg::Number(number) => json!(number),
        Arg::Numbers(numbers) => json!(numbers),
        Arg::Place(place) => json!(agreement.place_name(*place)),
        Arg::Places(places) => places.iter().map(|place| json!(agreement.place_name(*place))).collect(),
        Arg::Digest(digest) => json!(digest.to_string()),
        Arg::Word(word) => json!(word),
        Arg::Name(text) | Arg::Text(text) => json!(text),
        Arg::Names(names) => json!(names),
    }
}

/// A message: its key, and its arguments by name.
pub fn message(agreement: &Agreement, said: &Message) -> Value {
    let args: serde_json::Map<String, Value> =
        said.args.iter().map(|(name, value)| ((*name).to_owned(), arg(agreement, value))).collect();
    json!({"key": said.key, "args": args})
}

/// A ground with the grounds below it.
pub fn because(agreement: &Agreement, ground: &Because) -> Value {
    let mut value = message(agreement, &ground.message);
    if let Some(cite) = ground.cite {
        value["cite"] = json!(agreement.cite(cite));
    }
    value["events"] = ground.events.iter().map(|place| json!(agreement.place_name(*place))).collect();
    if !ground.inner.is_empty() {
        value["because"] = ground.inner.iter().map(|inner| because(agreement, inner)).collect();
    }
    value
}

/// A verdict with its grounds.
pub fn finding(agreement: &Agreement, found: &Finding) -> Value {
    let mut value = json!({"status": found.status.word()});
    if let Some(day) = found.on {
        value["on"] = json!(day.to_string());
    }
    value["because"] = found.because.iter().map(|ground| because(agreement, ground)).collect();
    value
}

/// The options chosen, by point.
pub fn choice(agreement: &Agreement, choice: &Choice) -> Value {
    let named = choice.iter().map(|(point, option)| {
        let point = &agreement.points[usize::from(point.0)];
        (point.id.clone(), json!(point.options[usize::from(*option)]))
    });
    Value::Object(named.collect())
}

/// An answer: a list of branches, each with the readings under which it holds (none: under all).
pub fn answer<T>(agreement: &Agreement, given: &Answer<T>, one: impl Fn(&T) -> Value) -> Value {
    given.0.iter().map(|(under, value)| json!({"under": choice(agreement, under), "is": one(value)})).collect()
}

fn occurrence(agreement: &Agreement, one: &Option<Occurrence>) -> Value {
    let Some(one) = one else { return Value::Null };
    let mut value = finding(agreement, &one.finding);
    let period = &one.period;
    value["period"] = json!({"first": period.first.to_string(), "last": day(period.last), "due": day(period.due)});
    value
}

/// One occurrence of a duty.
pub fn duty(agreement: &Agreement, duty: &Duty) -> Value {
    json!({
        "rule": agreement.rule(duty.rule).id,
        "cite": agreement.cite(agreement.rule(duty.rule).cite),
        "matter": duty.matter.map(|matter| agreement.matter_name(matter)),
        "year": duty.year,
        "turn": duty.turn + 1,
        "item": duty.item,
        "bearers": arg(agreement, &Arg::Bodies(duty.bearers.clone())),
        "answer": answer(agreement, &duty.answer, |one| occurrence(agreement, one)),
    })
}

/// An act that is needed.
pub fn step(agreement: &Agreement, step: &Step) -> Value {
    json!({
        "who": arg(agreement, &Arg::Bodies(step.who.clone())),
        "act": step.act.name(),
        "matter": step.matter.map(|matter| agreement.matter_name(matter)),
        "item": step.item,
        "due": step.due.map(|due| json!({"day": due.day.to_string(), "provisional": due.provisional})),
        "because": because(agreement, &step.because),
    })
}

/// The whole report, with the digest of the rule file it was computed from.
pub fn report(agreement: &Agreement, report: &Report) -> Value {
    let standing = report.standing.as_ref().map(|given| answer(agreement, given, |one| finding(agreement, one)));
    let matters = report.matters.iter().map(|(matter, given)| {
        json!({"matter": agreement.matter_name(*matter), "answer": answer(agreement, given, |one| finding(agreement, one))})
    });
    json!({
        "agreement": agreement.id,
        "rules": agreement.digest.to_string(),
        "as_of": report.as_of.to_string(),
        "known_at": report.known_at.to_string(),
        "standing": standing,
        "duties": report.duties.iter().map(|one| duty(agreement, one)).collect::<Vec<_>>(),
        "matters": matters.collect::<Vec<_>>(),
        "next": report.steps.iter().map(|one| step(agreement, one)).collect::<Vec<_>>(),
    })
}

/// A message on one line: `key name=value`.
pub fn line(agreement: &Agreement, said: &Message) -> String {
    let args = said.args.iter().map(|(name, value)| {
        let shown = match arg(agreement, value) {
            Value::Array(list) => {
                list.iter().map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned)).collect::<Vec<_>>().join(",")
            }
            Value::String(text) => text,
            other => other.to_string(),
        };
        format!(" {name}={shown}")
    });
    format!("{}{}", said.key, args.collect::<String>())
}
