//! Which act is needed next, and from whom.

use super::grounds::{ground, indented};
use crate::sentences::Words;
use agreement::finding::Step;
use agreement::message::Message;

/// The steps, in the agreement's order; a line that says there is none where there is none.
pub fn steps(words: &Words<'_>, steps: &[Step]) -> Vec<String> {
    if steps.is_empty() {
        return vec![words.key("no-step")];
    }
    steps.iter().flat_map(|step| one(words, step)).collect()
}

fn one(words: &Words<'_>, step: &Step) -> Vec<String> {
    let act = words.key(&format!("act-{}", step.act.name().replace('_', "-")));
    let mut said =
        words.say(&Message::new("step").text("who", words.language.sentence(&words.bodies(&step.who))).text("act", act));
    if let Some(matter) = step.matter {
        let name = Message::new("step-matter").text("name", words.matter(matter)).text("id", words.agreement.matter_name(matter));
        said += &words.say(&name);
    }
    if let Some(item) = step.item {
        said += &words.say(&Message::new("step-item").number("item", item));
    }
    if let Some(due) = step.due {
        let key = if due.provisional { "step-due-provisional" } else { "step-due" };
        said += &words.say(&Message::new(key).date("due", due.day));
    }
    [indented(&said, 0, "→ "), ground(words, &step.because, 2, None)].concat()
}
