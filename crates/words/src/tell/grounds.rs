//! A verdict with its grounds: the word, then one line for each ground with its provision and events.

use super::wrap;
use crate::sentences::Words;
use agreement::finding::{Because, Finding};
use agreement::reading::Answer;

/// Lines are broken at this many places.
pub const WIDTH: usize = 100;

/// The word of a verdict.
pub fn verdict(words: &Words<'_>, finding: &Finding) -> String {
    words.key(&format!("status-{}", finding.status.word()))
}

/// An answer: one verdict, or one under each reading that makes a difference. `head` stands before the verdict.
pub fn answer<T>(words: &Words<'_>, head: &str, given: &Answer<T>, one: impl Fn(&T) -> (String, Vec<String>)) -> Vec<String> {
    if let Some(value) = given.single() {
        let (verdict, grounds) = one(value);
        return [vec![format!("{head}{verdict}")], grounds].concat();
    }
    let mut lines = vec![format!("{head}{}", words.key("depends-on-the-reading"))];
    for (choice, value) in &given.0 {
        let (verdict, grounds) = one(value);
        let said =
            agreement::message::Message::new("under-reading").text("reading", words.reading(choice)).text("verdict", verdict);
        lines.extend(indented(&words.say(&said), 2, "› "));
        lines.extend(grounds.iter().map(|line| format!("  {line}")));
    }
    lines
}

/// A verdict with all its grounds, indented by `depth`.
pub fn finding(words: &Words<'_>, found: &Finding, depth: usize) -> (String, Vec<String>) {
    let grounds = found.because.iter().flat_map(|because| ground(words, because, depth)).collect();
    (verdict(words, found), grounds)
}

/// One ground with what is below it.
pub fn ground(words: &Words<'_>, because: &Because, depth: usize) -> Vec<String> {
    let mut said = words.say(&because.message);
    if let Some(cite) = because.cite {
        let id = words.agreement.cite(cite);
        let cited = agreement::message::Message::new("cited").text("cite", words.cite(cite)).text("id", id);
        said = format!("{said}{}{}", words.language.space(), words.say(&cited));
    }
    if !because.events.is_empty() {
        let mut places = because.events.clone();
        places.sort();
        places.dedup();
        let names: Vec<String> = places.iter().map(|place| words.agreement.place_name(*place)).collect();
        said = format!("{said} ← {}", names.join(" "));
    }
    let mut lines = indented(&said, depth, "· ");
    lines.extend(because.inner.iter().flat_map(|inner| ground(words, inner, depth + 2)));
    lines
}

/// A sentence as lines: the mark before the first, the rest under the words.
pub fn indented(text: &str, depth: usize, mark: &str) -> Vec<String> {
    let lines = wrap(text, WIDTH.saturating_sub(depth + 2).max(20));
    let line = |(index, line): (usize, &String)| {
        let mark = if index == 0 { mark } else { "  " };
        format!("{}{mark}{line}", " ".repeat(depth))
    };
    lines.iter().enumerate().map(line).collect()
}
