//! The texts of one item in their order, each with what changed in it and what was answered to it.

use super::{List, both_texts_of};
use crate::party_marks::{Assent, Mark, opinion};
use crate::redline::Redline;
use crate::search::own_texts;
use crate::site::{Link, Site, Text};
use agreement::act::{Act, Event, Opinion};
use agreement::id::{BodyId, Digest};
use agreement::message::{Arg, Message};

/// One text of an item.
pub struct Version {
    /// What it is called: the first text, the second.
    pub name: String,
    /// When it was circulated, by when answers were asked, and its check code.
    pub circulated: String,
    /// The act of its circulation.
    pub act: Link,
    /// The text as it was asked about.
    pub text: Text,
    /// What changed since the text before; the whole text where there was none.
    pub redline: Redline,
    /// What was answered to this text, and who has not been heard on it if it is the current one.
    pub replies: Vec<Reply>,
}

/// An answer to a text.
pub struct Reply {
    /// Who answers.
    pub by: String,
    /// The class of its shape and colour.
    pub class: &'static str,
    /// The opinion.
    pub word: String,
    /// On which day, or by which day it is asked for.
    pub day: String,
    /// The act.
    pub act: Option<Link>,
    /// What else is to be said of it: on paper, or that no comment is consent.
    pub notes: Vec<String>,
    /// Its own words, where this side may read them: remarks, reasons, a wording that it would rather have.
    pub texts: Vec<Text>,
}

/// The first circulation of each text of an item; a circulation of the same text anew makes no other text of it.
pub fn texts<'a>(list: &List<'_, 'a>, number: u32) -> Vec<(Digest, &'a Event)> {
    let mut texts: Vec<(Digest, &Event)> = Vec::new();
    for event in list.circulations(number) {
        let Act::Circulate { text, .. } = event.act else { continue };
        if texts.last().is_none_or(|(known, _)| *known != text) {
            texts.push((text, event));
        }
    }
    texts
}

/// The texts of an item in their order.
pub fn versions(list: &List<'_, '_>, number: u32) -> Vec<Version> {
    let texts = texts(list, number);
    // What changed is found in the texts as they were written, and only then shown in the reader's script.
    let read: Vec<(Text, Text)> = texts.iter().map(|(_, event)| both_texts_of(list.site, event)).collect();
    let version = |at: usize| {
        let (digest, event) = texts[at];
        let (text, shown) = &read[at];
        let redline = match at.checked_sub(1).map(|before| &read[before].0) {
            Some(before) => Redline::of(text.lang, &before.text, &text.text).shown(list.site),
            None => Redline::whole(text.lang, &text.text).shown(list.site),
        };
        let mut replies = replies(list, number, digest);
        if at + 1 == texts.len() {
            replies.extend(awaited(list, number));
        }
        Version {
            name: list.site.say(Message::new("task-text-number").number("number", at as i64 + 1)),
            circulated: circulated(list, event, digest),
            act: list.site.act(event.place),
            text: shown.clone(),
            redline,
            replies,
        }
    };
    (0..texts.len()).map(version).collect()
}

fn circulated(list: &List<'_, '_>, event: &Event, digest: Digest) -> String {
    let Act::Circulate { answer_within, .. } = event.act else { return String::new() };
    let said = match answer_within {
        Some(days) => Message::new("task-circulated-within").number("days", days),
        None => Message::new("task-circulated"),
    };
    list.site.say(said.date("day", event.occurred).with("text", Arg::Digest(digest)))
}

fn replies(list: &List<'_, '_>, number: u32, digest: Digest) -> Vec<Reply> {
    let to_it = |event: &&Event| matches!(event.act, Act::GiveOpinion { text, .. } if text == digest);
    let mut given: Vec<&Event> = list.opinions(number).iter().copied().filter(to_it).collect();
    // Everyone in the agreement's order, whoever was first.
    given.sort_by_key(|event| event.author);
    given.into_iter().map(|event| reply(list, event)).collect()
}

fn reply(list: &List<'_, '_>, event: &Event) -> Reply {
    let site = list.site;
    let Act::GiveOpinion { opinion: given, letter_says_consent, .. } = event.act else { panic!("only opinions are replies") };
    let letter = letter_says_consent.then(|| site.key("letter-says-consent"));
    let paper = event.paper.then(|| site.key("page-on-paper"));
    Reply {
        by: name(list, event.author),
        class: class(given, letter_says_consent),
        word: opinion(site, event),
        day: site.words.date(event.occurred),
        act: Some(site.act(event.place)),
        notes: [letter, paper].into_iter().flatten().collect(),
        texts: words_of(site, event),
    }
}

/// What an opinion says in words of its own; the copy that it brings along of the text that it is about says nothing.
pub fn words_of(site: &Site<'_>, event: &Event) -> Vec<Text> {
    let here = (site.texts)(event.place).into_iter().map(Some).collect();
    let own = own_texts(&event.act, here).into_iter().flatten().filter(|text| !text.is_empty());
    own.map(|text| site.shown(text)).collect()
}

/// The bodies that have not answered the current text of an item.
fn awaited(list: &List<'_, '_>, number: u32) -> Vec<Reply> {
    let Some(item) = list.round.items.get(&number).filter(|item| item.is_live()) else { return Vec::new() };
    let asked = list.rule.round.asked.iter();
    let marks = asked.map(|body| (*body, crate::party_marks::of_stance(list.site, item, *body)));
    let unheard = marks.filter(|(_, mark)| mark.assent == Assent::Awaited);
    let reply = |(body, mark): (BodyId, Mark)| Reply {
        by: name(list, body),
        class: mark.class(),
        word: mark.said,
        day: String::new(),
        act: None,
        notes: Vec::new(),
        texts: Vec::new(),
    };
    unheard.map(reply).collect()
}

fn name(list: &List<'_, '_>, body: BodyId) -> String {
    list.site.words.language.sentence(&list.site.words.short_body(body))
}

/// The class of an opinion: an opinion that is no consent never looks like one.
pub fn class(opinion: Opinion, letter_says_consent: bool) -> &'static str {
    match opinion {
        Opinion::Agree | Opinion::OutsideRemit => "given",
        Opinion::NoComment if letter_says_consent => "given",
        _ => "withheld",
    }
}
