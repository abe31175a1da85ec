//! A text that takes the place of an earlier one: the form begins with the earlier text and shows what was answered to it, and before it is
//! sent every change is marked.

use super::Target;
use crate::form::Typed;
use crate::key_work::List;
use crate::key_work::version::{class, words_of};
use crate::party_marks::opinion;
use crate::redline::Redline;
use crate::site::{Link, Site, Text};
use agreement::act::{Act, ActKind, Event, Opinion};

/// What was answered to the earlier text.
pub struct Answered {
    /// Who answers.
    pub by: String,
    /// The class of its shape and colour.
    pub class: &'static str,
    /// The opinion.
    pub word: String,
    /// What it says beside.
    pub texts: Vec<Text>,
    /// The act.
    pub act: Link,
}

/// What is marked before a redraft is sent.
pub struct Changes {
    /// What the marks compare with, and what is asked anew.
    pub said: String,
    /// The act that brought the earlier text.
    pub act: Link,
    /// The text with its changes.
    pub redline: Redline,
}

/// The act that brought the text which this one takes the place of; none where it is the first.
fn earlier<'s>(site: &Site<'s>, target: &Target, typed: &Typed) -> Option<&'s Event> {
    let item = typed.get("item").parse::<u32>().ok();
    let brought = |one: &Event| match (target.kind, &one.act) {
        (ActKind::Circulate, Act::Circulate { item: number, .. }) => Some(*number) == item,
        (ActKind::CirculateMinutes, Act::CirculateMinutes { .. }) => true,
        _ => false,
    };
    site.view.events(target.matter).rfind(|one| brought(one))
}

/// The earlier text, where this node has it, for a form in which nothing was typed yet.
pub fn words(site: &Site<'_>, target: &Target, typed: &Typed) -> Option<String> {
    let one = earlier(site, target, typed).filter(|_| typed.get("text").is_empty())?;
    site.written_of(one.place).into_iter().next().map(|text| text.text)
}

/// What each body said to the earlier text, in the agreement's order.
pub fn answered(site: &Site<'_>, target: &Target, typed: &Typed) -> Vec<Answered> {
    let Some(Act::Circulate { item, text, .. }) = earlier(site, target, typed).map(|one| &one.act) else { return Vec::new() };
    let to_it = |one: &&Event| matches!(&one.act, Act::GiveOpinion { item: on, text: to, .. } if on == item && to == text);
    let mut given: Vec<&Event> = site.view.events(target.matter).filter(to_it).collect();
    given.sort_by_key(|one| one.author);
    given.into_iter().map(|one| said(site, one)).collect()
}

fn said(site: &Site<'_>, one: &Event) -> Answered {
    let (given, consents) = match one.act {
        Act::GiveOpinion { opinion, letter_says_consent, .. } => (opinion, letter_says_consent),
        _ => (Opinion::Reserve, false),
    };
    Answered {
        by: site.words.language.sentence(&site.words.short_body(one.author)),
        class: class(given, consents),
        word: opinion(site, one),
        texts: words_of(site, one),
        act: site.act(one.place),
    }
}

/// What changed against the earlier text; none where there is none, or this node does not have its words.
pub fn changes(site: &Site<'_>, target: &Target, typed: &Typed, text: &str) -> Option<Changes> {
    let one = earlier(site, target, typed)?;
    let before = site.written_of(one.place).into_iter().next()?;
    let is_list = target.matter.year().is_some_and(|year| List::of(site, target.matter.rule, year).is_some());
    let key = if is_list { "send-redraft-item" } else { "send-redraft" };
    let redline = Redline::of(before.lang, &before.text, text);
    let key = if redline.changes() { key } else { "send-redraft-same" };
    Some(Changes { said: site.key(key), act: site.act(one.place), redline })
}
