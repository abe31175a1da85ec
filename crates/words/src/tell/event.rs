//! An event in one line, and what became of an act: recorded, or refused with the provision.

use super::grounds::indented;
use crate::sentences::Words;
use agreement::act::{Act, Event};
use agreement::id::MatterId;
use agreement::message::{Arg, Message};
use agreement::refusal::Refused;
use agreement::state::Ruling;

/// Who did what, when, and when it was recorded if that was another day.
pub fn line(words: &Words<'_>, event: &Event, matter: Option<MatterId>) -> String {
    told(words, event, matter, words.act_on_record(&act_key(&event.act)))
}

/// What was done, with the words of its author where it has any.
pub fn done(words: &Words<'_>, event: &Event) -> String {
    with_own_words(words, &event.act, words.act_on_record(&act_key(&event.act)))
}

/// What somebody wished to have recorded and what was not.
pub fn attempted(words: &Words<'_>, event: &Event) -> String {
    told(words, event, event.matter, words.key(&act_key(&event.act)))
}

fn told(words: &Words<'_>, event: &Event, matter: Option<MatterId>, act: String) -> String {
    let mut said = Message::new("event-line")
        .text("place", words.agreement.place_name(event.place))
        .text("by", words.short_body(event.author))
        .text("act", with_own_words(words, &event.act, act))
        .date("day", event.occurred)
        .text("matter", matter.map_or(String::new(), |matter| words.matter(matter)));
    said.key = if matter.is_some() { "event-line" } else { "event-line-no-matter" };
    let mut line = words.say(&said);
    if event.recorded != event.occurred {
        line += &words.say(&Message::new("event-recorded").date("day", event.recorded));
    }
    if event.paper {
        line += &words.key("event-on-paper");
    }
    if let Some(source) = &event.source {
        line += &words.say(&Message::new("event-source").text("source", source));
    }
    line
}

fn act_key(act: &Act) -> String {
    format!("act-{}", act.kind().name().replace('_', "-"))
}

/// What an act is called, with the words of its author where it has any.
fn with_own_words(words: &Words<'_>, act: &Act, name: String) -> String {
    match own_words(act) {
        Some(own) => words.say(&Message::new("event-words").text("act", name).text("own", words.vocabulary.name(own))),
        None => name,
    }
}

fn own_words(act: &Act) -> Option<&str> {
    match act {
        Act::RecordInstrument { name, .. } => name.as_deref(),
        Act::DesignateOffice { name: own } | Act::RecordReason { text: own } | Act::ReportPaper { text: own, .. } => Some(own),
        _ => None,
    }
}

/// What an act says beside its name, each on a line: the opinion, the item, the check code of the text.
pub fn content(words: &Words<'_>, event: &Event) -> Vec<String> {
    let own = own_words(&event.act);
    let said_before = |said: &Arg| matches!(said, Arg::Name(text) if Some(text.as_str()) == own);
    let all = event.act.content();
    all.iter().filter(|(_, said)| !said_before(said)).map(|(name, said)| field(words, name, said)).collect()
}

/// An event in one line, with what it says.
pub fn brief(words: &Words<'_>, event: &Event) -> String {
    let said = content(words, event);
    let line = line(words, event, None);
    if said.is_empty() {
        return line;
    }
    let said = said.join(&words.key("reading-and"));
    format!("{line}{}", words.say(&Message::new("event-content").text("content", said)))
}

fn field(words: &Words<'_>, name: &str, said: &Arg) -> String {
    let label = words.key(&format!("field-{}", name.replace('_', "-")));
    match said {
        Arg::Word("true") => label,
        // The label says already that these are items, or the one item.
        Arg::Numbers(items) => {
            let label = if items.len() == 1 { words.key("field-item") } else { label };
            let items: Vec<String> = items.iter().map(i64::to_string).collect();
            words.say(&Message::new("event-field").text("name", label).text("value", words.language.list(&items)))
        }
        said => words.say(&Message::new("event-field").text("name", label).text("value", words.arg(said))),
    }
}

/// A recorded act: its place, the readings under which alone it is lawful, and whether the term was over.
pub fn recorded(words: &Words<'_>, event: &Event, ruling: &Ruling, after_term: bool) -> Vec<String> {
    let place = words.agreement.place_name(event.place);
    let said = match ruling.matter.filter(|_| event.act.opens()) {
        Some(matter) => Message::new("recorded-opening").text("place", place).text("matter", words.agreement.matter_name(matter)),
        None => Message::new("recorded").text("place", place),
    };
    let mut lines = indented(&words.say(&said), 2, "");
    for choice in &ruling.under {
        let said = Message::new("lawful-only-under").text("reading", words.reading(choice));
        lines.extend(indented(&words.say(&said), 2, "› "));
    }
    if after_term {
        lines.extend(indented(&words.key("after-the-term"), 2, "› "));
    }
    lines
}

/// A refused act: the reason and the provision.
pub fn refused(words: &Words<'_>, refused: &Refused) -> Vec<String> {
    let why = words.say(&refused.why.message());
    let said = match refused.cite {
        Some(cite) => {
            let id = words.agreement.cite(cite);
            Message::new("refused-citing").text("why", why).text("cite", words.cite(cite)).text("id", id)
        }
        None => Message::new("refused").text("why", why),
    };
    indented(&words.say(&said), 2, "")
}
