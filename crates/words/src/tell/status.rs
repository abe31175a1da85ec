//! The head of every answer, and how the agreement or one of its matters stands.

use super::grounds::{self, indented};
use crate::sentences::Words;
use agreement::finding::Finding;
use agreement::id::MatterId;
use agreement::message::Message;
use agreement::reading::Answer;
use jiff::civil::Date;

/// The first lines: the day asked about in the very first, as known on which; then which agreement.
pub fn head(words: &Words<'_>, as_of: Date, known_at: Date, today: bool) -> Vec<String> {
    let id = words.agreement.id.as_str();
    let (title, short) = words.vocabulary.title().unwrap_or((id, id));
    let key = match (today, as_of == known_at) {
        (true, _) => "head-today",
        (false, true) => "head-on",
        (false, false) => "head-on-known",
    };
    let offset = format!("UTC{:+}", words.agreement.utc_offset_hours);
    let day = Message::new(key).text("title", short).date("day", as_of).date("known", known_at).text("offset", offset);
    let mut lines = vec![words.say(&day)];
    lines.extend(indented(&format!("{title}  {id}"), 0, ""));
    if words.agreement.sample {
        lines.push(words.key("sample"));
    }
    lines
}

/// The last line of every answer.
pub fn foot(words: &Words<'_>) -> String {
    words.key("not-a-legal-opinion")
}

/// Whether the agreement is in force.
pub fn standing(words: &Words<'_>, answer: Option<&Answer<Finding>>) -> Vec<String> {
    let head = words.key("ask-standing");
    match answer {
        Some(answer) => grounds::answer(words, &head, answer, |one| grounds::verdict(words, "term", one)),
        None => vec![format!("{head}{}", words.key("no-term-in-the-rules"))],
    }
}

/// How one matter stands.
pub fn matter(words: &Words<'_>, matter: MatterId, answer: &Answer<Finding>) -> Vec<String> {
    let name = Message::new("ask-matter").text("name", words.matter(matter)).text("id", words.agreement.matter_name(matter));
    let kind = words.agreement.rule(matter.rule).kind.name();
    grounds::answer(words, &words.say(&name), answer, |one| grounds::verdict(words, kind, one))
}
