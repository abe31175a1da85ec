//! What the agreement leaves open: points of reading, what the text is silent on, what no computation can settle.

use super::grounds::indented;
use crate::sentences::Words;
use agreement::message::Message;

/// The three lists.
pub fn open(words: &Words<'_>) -> Vec<String> {
    let lists = [("open-readings", readings(words)), ("open-silent", silent(words)), ("open-not-computed", not_computed(words))];
    let listed = |(key, lines): (&str, Vec<String>)| {
        let none = || indented(&words.key("open-none"), 2, "· ");
        [vec![words.key(key)], if lines.is_empty() { none() } else { lines }].concat()
    };
    [lists.into_iter().flat_map(listed).collect(), settings(words)].concat()
}

fn readings(words: &Words<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for point in &words.agreement.points {
        let question = words.vocabulary.said("reading", &point.id).unwrap_or(&point.id);
        let cited = Message::new("cited").text("cite", words.cite(point.cite)).text("id", words.agreement.cite(point.cite));
        let said = format!("{question}{}{}  {}", words.language.space(), words.say(&cited), point.id);
        lines.extend(indented(&said, 2, "· "));
        for (index, option) in point.options.iter().enumerate() {
            let said = words.vocabulary.said("option", &format!("{}.{option}", point.id)).unwrap_or(option);
            let default = if index == 0 { words.key("open-default") } else { String::new() };
            lines.extend(indented(&format!("{said}{default}  {}={option}", point.id), 4, "› "));
        }
    }
    lines
}

fn entries<'w>(words: &'w Words<'_>, node: &'w str) -> impl Iterator<Item = &'w agreement::agreement::Entry> {
    words.agreement.entries.iter().filter(move |entry| entry.node == node)
}

fn silent(words: &Words<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for entry in entries(words, "silent") {
        let said = words.vocabulary.said("silent", &entry.id).unwrap_or(&entry.id);
        lines.extend(indented(&format!("{said}  {}", entry.id), 2, "· "));
    }
    lines
}

/// Each reason once, with all that is not computed for it.
fn not_computed(words: &Words<'_>) -> Vec<String> {
    let mut reasons: Vec<&str> = Vec::new();
    for reason in entries(words, "not-computed").map(reason) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    let mut lines = Vec::new();
    for one in reasons {
        lines.extend(indented(words.vocabulary.said("reason", one).unwrap_or(one), 2, "· "));
        for entry in entries(words, "not-computed").filter(|entry| reason(entry) == one) {
            let cited = |cite| Message::new("cited").text("cite", words.cite(cite)).text("id", words.agreement.cite(cite));
            let cited = entry.cite.map(|cite| format!("{}{}", words.language.space(), words.say(&cited(cite))));
            let said = format!("{}{}  {}", words.vocabulary.name(&entry.id), cited.unwrap_or_default(), entry.id);
            lines.extend(indented(&said, 4, "› "));
        }
    }
    lines
}

fn reason(entry: &agreement::agreement::Entry) -> &str {
    entry.reason.as_deref().unwrap_or_default()
}

/// Rules that the text does not have: the parties, or this project, set them.
fn settings(words: &Words<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for rule in &words.agreement.rules {
        if let agreement::agreement::Ground::Setting(date) = words.agreement.cites[usize::from(rule.cite.0)].1 {
            let said = Message::new("open-setting").text("name", words.vocabulary.name(&rule.id)).date("day", date);
            lines.extend(indented(&format!("{}  {}", words.say(&said), rule.id), 2, "· "));
        }
    }
    if lines.is_empty() { lines } else { [vec![words.key("open-settings")], lines].concat() }
}
