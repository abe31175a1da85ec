//! Who owes what by when: the occurrences of duties, each with its verdict and ground.

use super::grounds::{self, Told};
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
        // A duty that is met in the matters of another rule is told with its own name.
        Some(matter) if matter.rule != duty.rule => {
            let of = Message::new("duty-of-matter").text("rule", words.vocabulary.name(&rule.id)).text("matter", words.matter(matter));
            words.say(&of)
        }
        Some(matter) => words.matter(matter),
        None => words.vocabulary.name(&rule.id),
    };
    let turn = if duty.turns > 1 { format!(" {}/{}", duty.turn + 1, duty.turns) } else { String::new() };
    let item = duty.item.map(|item| words.say(&Message::new("step-item").number("item", item)));
    let head = Message::new(if duty.bearers.is_empty() { "duty-head-of-nobody" } else { "duty-head" })
        .text("name", format!("{name}{turn}{}", item.unwrap_or_default()))
        .text("id", id(words, duty))
        .text("bearers", words.bodies(&duty.bearers));
    grounds::answer(words, &words.say(&head), &duty.answer, |occurrence| match occurrence {
        Some(occurrence) => said(words, occurrence),
        None => Told { verdict: words.key("no-such-occurrence"), beside: String::new(), grounds: Vec::new() },
    })
}

fn said(words: &Words<'_>, occurrence: &Occurrence) -> Told {
    let told = grounds::finding(words, &occurrence.finding, 2, "");
    let due = occurrence.period.due;
    if due == jiff::civil::Date::MAX {
        return told;
    }
    Told { beside: words.say(&Message::new("duty-due").date("due", due)), ..told }
}
