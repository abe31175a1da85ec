//! One act on record: who did what and when, what it says, the rule that it rests on, and what its author had received by then.

use crate::chrome::{Chrome, html};
use crate::grounds::Ground;
use crate::only_under;
use crate::site::{Link, Site, Text};
use crate::translation;
use agreement::message::Message;
use askama::Template;
use words::tell::event;

#[derive(Template)]
#[template(path = "act.html")]
struct Act {
    chrome: Chrome,
    heading: String,
    facts: Vec<(String, String)>,
    content: Vec<String>,
    content_label: String,
    texts: Vec<Text>,
    texts_label: String,
    translations: translation::Beside,
    scans: Vec<Link>,
    scans_label: String,
    matter: Link,
    matter_label: String,
    rests_on: Link,
    rests_on_label: String,
    notes: Vec<String>,
    only_under: Vec<Ground>,
    seen_label: String,
    seen: Vec<Link>,
}

/// The page of the act at a place (`ndrc/1`); none if there is none, or none known on the day that is asked about.
pub fn page(site: &Site<'_>, place: &str) -> Option<String> {
    let words = site.words;
    let place = words.agreement.place(place)?;
    let (matter, recorded) = site.view.state.event(place)?;
    let one = &recorded.event;
    if one.recorded > site.on() {
        return None;
    }
    let (id, name) = (words.agreement.place_name(place), words.place(place));
    let rule = words.agreement.rule(matter.rule);
    let title = site.say(Message::new("page-act-at").text("place", &name));
    let mut facts = vec![
        (site.key("page-by"), words.body(one.author)),
        (site.key("page-done"), event::done(words, one)),
        (site.key("page-day"), words.date(one.occurred)),
        (site.key("page-recorded"), words.date(one.recorded)),
    ];
    facts.extend(one.source.as_ref().map(|source| (site.key("page-source"), source.clone())));
    // Who may read what goes with it is in the statement, for everybody to see.
    let payloads = (site.payloads)(place);
    facts.extend(payloads.first().map(|first| (site.key("send-audience"), first.readers.said(site, one.author))));
    let mut notes: Vec<String> = Vec::new();
    notes.extend(one.paper.then(|| site.key("page-on-paper")));
    if recorded.under.is_empty() {
        notes.push(site.key("why-lawful"));
    }
    let corrected = site.view.state.corrected(place).filter(|day| *day <= site.on());
    notes.extend(corrected.map(|day| site.say(Message::new("why-corrected").date("day", day))));
    Some(html(&Act {
        chrome: Chrome::of(site, &format!("act/{id}"), &title),
        heading: title,
        facts,
        content: event::content(words, one),
        content_label: site.key("page-says"),
        texts: site.texts_of(place, usize::MAX),
        texts_label: site.key("page-text"),
        translations: translation::beside(site, &id),
        scans: crate::scan::of_act(site, place),
        scans_label: site.key("scan"),
        matter: site.matter(matter),
        matter_label: site.key("page-in-matter"),
        rests_on: site.cite(rule.cite),
        rests_on_label: site.key("page-rests-on"),
        notes,
        only_under: only_under::grounds(site, one, &recorded.under),
        seen_label: site.key("page-seen"),
        seen: one.cites.iter().map(|seen| site.act(*seen)).collect(),
    }))
}
