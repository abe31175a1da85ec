//! Who owes what by when: the occurrences of duties, each with its verdict and ground.

use super::grounds::{self, Verdict};
use crate::sentences::Words;
use agreement::finding::{Duty, Occurrence};
use agreement::kinds::Kind;
use agreement::message::Message;

/// The duties, one paragraph each; a line that says there is none where there is none.
pub fn duties(words: &Words<'_>, duties: &[Duty]) -> Vec<String> {
    if duties.is_empty() {
        return vec![words.key("no-duties")];
    }
    duties.iter().flat_map(|duty| one(words, duty, true)).collect()
}

/// The duties of many periods: the verdict alone where no event is among the grounds, which the rule's provision then
/// gives once for all.
pub fn periods(words: &Words<'_>, duties: &[Duty]) -> Vec<String> {
    let has_events = |occurrence: &Occurrence| occurrence.finding.because.iter().any(|because| !because.events.is_empty());
    let on_record = |duty: &Duty| duty.answer.0.iter().any(|(_, occurrence)| occurrence.as_ref().is_some_and(has_events));
    duties.iter().flat_map(|duty| one(words, duty, on_record(duty))).collect()
}

/// The identifier under which `why` explains a duty.
pub fn id(words: &Words<'_>, duty: &Duty) -> String {
    let rule = &words.agreement.rule(duty.rule).id;
    duty.matter.map_or_else(|| rule.clone(), |matter| words.agreement.matter_name(matter))
}

/// What a duty is called.
pub fn name(words: &Words<'_>, duty: &Duty) -> String {
    let rule = &words.agreement.rule(duty.rule).id;
    match duty.matter {
        // A duty that is met in the matters of another rule is told with its own name.
        Some(matter) if matter.rule != duty.rule => {
            let of = Message::new("duty-of-matter").text("rule", words.vocabulary.name(rule));
            words.say(&of.text("matter", words.matter(matter)))
        }
        Some(matter) => words.matter(matter),
        None => words.vocabulary.name(rule),
    }
}

/// Whose a duty is, and which of several it is.
pub fn whose(words: &Words<'_>, duty: &Duty) -> String {
    format!("{}{}", words.bodies(&duty.bearers), part_and_turn(words, duty))
}

/// Which of several a duty is; empty for the only one.
pub fn part_and_turn(words: &Words<'_>, duty: &Duty) -> String {
    format!("{}{}", part(words, duty), turn(duty))
}

/// The word of the verdict under each reading.
pub fn verdicts(words: &Words<'_>, duty: &Duty) -> Vec<String> {
    let none = || words.key("no-such-occurrence");
    let word =
        |occurrence: &Option<Occurrence>| occurrence.as_ref().map_or_else(none, |one| said(words, kind(words, duty), one).word);
    duty.answer.0.iter().map(|(_, occurrence)| word(occurrence)).collect()
}

fn turn(duty: &Duty) -> String {
    if duty.turns > 1 { format!(" {}/{}", duty.turn + 1, duty.turns) } else { String::new() }
}

/// The kind by whose words a duty is told. A follow-up of a meeting is done, not held: what the kind calls a duty that is
/// met is said of the duty as a whole.
pub fn kind(words: &Words<'_>, duty: &Duty) -> &'static str {
    let kind = &words.agreement.rule(duty.rule).kind;
    if duty.item.is_some() && !matches!(kind, Kind::PublicConsultation(_)) { "" } else { kind.name() }
}

fn one(words: &Words<'_>, duty: &Duty, with_grounds: bool) -> Vec<String> {
    let name = name(words, duty);
    let key = if duty.bearers.is_empty() { "duty-head-of-nobody" } else { "duty-head" };
    let head = Message::new(key)
        .text("name", format!("{name}{}{}", part(words, duty), turn(duty)))
        .text("id", id(words, duty))
        .text("bearers", words.bodies(&duty.bearers));
    let kind = kind(words, duty);
    grounds::answer(words, &words.say(&head), &duty.answer, |occurrence| match occurrence {
        Some(occurrence) if with_grounds => said(words, kind, occurrence),
        Some(occurrence) => Verdict { because: &[], ..said(words, kind, occurrence) },
        None => Verdict { word: words.key("no-such-occurrence"), due: None, because: &[] },
    })
}

/// The part or item that a duty is about, where one rule has several.
fn part(words: &Words<'_>, duty: &Duty) -> String {
    let Some(item) = duty.item else { return String::new() };
    match &words.agreement.rule(duty.rule).kind {
        Kind::PublicConsultation(rule) => {
            let part = rule.parts.get(item as usize - 1).map_or(String::new(), |(part, _)| words.vocabulary.name(part));
            words.say(&Message::new("duty-part").text("part", part))
        }
        _ => words.say(&Message::new("duty-item").number("item", item)),
    }
}

fn said<'a>(words: &Words<'_>, kind: &str, occurrence: &'a Occurrence) -> Verdict<'a> {
    let due = Some(occurrence.period.due).filter(|due| *due != jiff::civil::Date::MAX);
    Verdict { due, ..grounds::verdict(words, &format!("{kind}_duty"), &occurrence.finding) }
}
