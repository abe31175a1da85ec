//! Problems of a file, each with its line, the words concerned, and what to do.

use super::grounds::indented;
use crate::sentences::Words;
use agreement::message::Message;
use agreement::problem::{Problems, line_of, position};
use unicode_width::UnicodeWidthStr;

/// All problems of the file called `name` with this `text`.
pub fn problems(words: &Words<'_>, name: &str, text: &str, problems: &Problems) -> Vec<String> {
    let mut lines = Vec::new();
    for problem in &problems.0 {
        let at = position(text, problem.offset);
        lines.extend(indented(&format!("{name}:{}:{}: {}", at.line, at.column, said(words, &problem.message)), 0, ""));
        lines.extend(excerpt(text, problem.offset, problem.length));
    }
    let count = Message::new("problem-count").number("count", problems.0.len() as i64);
    lines.push(words.say(&count));
    lines
}

/// The problem, and the nearest known word where one is near.
fn said(words: &Words<'_>, message: &Message) -> String {
    let nearest = message.args.iter().find_map(|(name, arg)| match arg {
        agreement::message::Arg::Text(text) if *name == "nearest" && !text.is_empty() => Some(text.as_str()),
        _ => None,
    });
    let meant = nearest.map(|nearest| words.say(&Message::new("did-you-mean").text("nearest", nearest)));
    format!("{}{}", words.say(message), meant.unwrap_or_default())
}

/// The line concerned, with a mark under the bytes of the problem.
pub fn excerpt(text: &str, offset: usize, length: usize) -> Vec<String> {
    let line = line_of(text, offset).replace('\t', " ");
    let at = position(text, offset);
    let before: String = line.chars().take(at.column - 1).collect();
    let end = offset.saturating_add(length).min(text.len());
    let marked = text.get(offset..end).unwrap_or("").lines().next().unwrap_or("");
    let number = at.line.to_string();
    let gap = " ".repeat(number.len());
    let mark = "^".repeat(marked.width().max(1));
    vec![format!("  {number} | {line}"), format!("  {gap} | {}{mark}", " ".repeat(before.width()))]
}
