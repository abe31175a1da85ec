//! Who owes what by when: the occurrences of duties, each with its verdict and ground.

use super::grounds;
use crate::sentences::Words;
use agreement::finding::{Duty, Occurrence};
use agreement::message::Message;

/// The duties, one paragraph each; a line that says there is none where there is none.
pub fn duties(words: &Words<'_>, duties: &[Duty]) -> Vec<String> {
    if duties.is_empty() {
        return vec![words.key("no-duties")];
    }
    duties.iter().flat_map(|duty| one(words, duty)).collect()
}

/// The identifier under which `why` explains a duty.
pub fn id(words: &Words<'_>, duty: &Duty) -> String {
    let rule = &words.agreement.rule(duty.rule).id;
    duty.matter.map_or_else(|| rule.clone(), |matter| words.agreement.matter_name(matter))
}

fn one(words: &Words<'_>, duty: &Duty) -> Vec<String> {
    let rule = words.agreement.rule(duty.rule);
    let name = match duty.matter {
        Some(matter) => words.matter(matter),
        None => words.vocabulary.name(&rule.id),
    };
    let turn = if duty.turns > 1 { format!(" {}/{}", duty.turn + 1, duty.turns) } else { String::new() };
    let head = Message::new("duty-head")
        .text("name", format!("{name}{turn}"))
        .text("id", id(words, duty))
        .text("bearers", words.bodies(&duty.bearers));
    grounds::answer(words, &words.say(&head), &duty.answer, |occurrence| match occurrence {
        Some(occurrence) => said(words, occurrence),
        None => (words.key("no-such-occurrence"), Vec::new()),
    })
}

fn said(words: &Words<'_>, occurrence: &Occurrence) -> (String, Vec<String>) {
    let (verdict, lines) = grounds::finding(words, &occurrence.finding, 2);
    let due = occurrence.period.due;
    if due == jiff::civil::Date::MAX {
        return (verdict, lines);
    }
    (format!("{verdict}{}", words.say(&Message::new("duty-due").date("due", due))), lines)
}
