//! A verdict with its grounds: the word, then one line for each ground with its provision and events.

use super::wrap;
use crate::sentences::Words;
use agreement::finding::{Because, Finding};
use agreement::id::Cite;
use agreement::message::Message;
use agreement::reading::Answer;

/// Lines are broken at this many places.
pub const WIDTH: usize = 100;

/// The word of a verdict; some kinds of rule have one of their own for it.
pub fn verdict(words: &Words<'_>, finding: &Finding, kind: &str) -> String {
    let general = format!("status-{}", finding.status.word());
    let own = format!("{general}-{}", kind.replace('_', "-"));
    words.key(if words.knows(&own) { &own } else { &general })
}

/// A verdict as it is told: the word, what stands beside it (a day), and the lines of each ground.
pub struct Told {
    /// The word.
    pub verdict: String,
    /// What stands beside the word; empty for nothing.
    pub beside: String,
    /// The lines of each ground.
    pub grounds: Vec<Vec<String>>,
}

/// An answer: one verdict, or one under each reading that makes a difference. `head` stands before the verdict. Where all
/// readings come to the same word, it is said once, with the grounds that they share.
pub fn answer<T>(words: &Words<'_>, head: &str, given: &Answer<T>, one: impl Fn(&T) -> Told) -> Vec<String> {
    let told: Vec<Told> = given.0.iter().map(|(_, value)| one(value)).collect();
    let all = |same: fn(&Told, &Told) -> bool| told.iter().all(|other| same(&told[0], other));
    let one_word = all(|one, other| one.verdict == other.verdict);
    let one_beside = one_word && all(|one, other| one.beside == other.beside);
    let shared: Vec<&Vec<String>> =
        told[0].grounds.iter().filter(|ground| one_word && told.iter().all(|other| other.grounds.contains(ground))).collect();
    let verdict = match (one_word, one_beside) {
        (true, true) => format!("{}{}", told[0].verdict, told[0].beside),
        (true, false) => told[0].verdict.clone(),
        _ => words.key("depends-on-the-reading"),
    };
    let mut lines = indented(&format!("{head}{verdict}"), 0, "");
    lines.extend(shared.iter().flat_map(|ground| ground.iter().cloned()));
    if given.single().is_some() {
        return lines;
    }
    for ((choice, _), told) in given.0.iter().zip(&told) {
        let own = if one_word { String::new() } else { told.verdict.clone() };
        let own = if one_beside { own } else { format!("{own}{}", told.beside) };
        let own = if one_word { own.trim_matches([' ', '(', ')', '（', '）']).to_owned() } else { own };
        let reading = Message::new(if own.is_empty() { "under-reading-alike" } else { "under-reading" });
        let said = reading.text("reading", words.reading(choice)).text("verdict", own);
        lines.extend(indented(&words.say(&said), 2, "› "));
        let grounds = told.grounds.iter().filter(|ground| !shared.contains(ground)).flatten();
        lines.extend(grounds.map(|line| format!("  {line}")));
    }
    lines
}

/// A verdict with all its grounds, indented by `depth`, in a matter of this kind of rule.
pub fn finding(words: &Words<'_>, found: &Finding, depth: usize, kind: &str) -> Told {
    let grounds = found.because.iter().map(|because| ground(words, because, depth)).collect();
    Told { verdict: verdict(words, found, kind), beside: String::new(), grounds }
}

/// One ground with what is below it; a ground that rests on the same provision as the one above it does not repeat it.
pub fn ground(words: &Words<'_>, because: &Because, depth: usize) -> Vec<String> {
    below(words, because, depth, None)
}

fn below(words: &Words<'_>, because: &Because, depth: usize, above: Option<Cite>) -> Vec<String> {
    let mut said = words.say(&because.message);
    if let Some(cite) = because.cite.filter(|cite| above != Some(*cite)) {
        let id = words.agreement.cite(cite);
        let cited = Message::new("cited").text("cite", words.cite(cite)).text("id", id);
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
    lines.extend(because.inner.iter().flat_map(|inner| below(words, inner, depth + 2, because.cite.or(above))));
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
