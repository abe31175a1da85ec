//! The desk of an officer: what waits for this party, what it waits for, the next meeting, what is new from the others, and what it owes
//! this year. Everything stands in the agreement's order; nobody is ranked.

use crate::chrome::{Chrome, html};
use crate::clearance::{self, DraftRow};
use crate::duty;
use crate::next::{self, Row};
use crate::site::{Link, Site};
use crate::visitor::Visitor;
use agreement::act::{Act, Event};
use agreement::id::MatterId;
use agreement::message::Message;
use askama::Template;
use words::tell::event;

/// How many of the others' newest acts are shown.
const NEWS: usize = 8;

#[derive(Template)]
#[template(path = "desk.html")]
struct Desk {
    chrome: Chrome,
    heading: String,
    said: String,
    ours_label: String,
    ours: Vec<Row>,
    nothing_ours: String,
    others_label: String,
    others: Vec<Row>,
    nothing_others: String,
    grounds_label: String,
    drafts_label: String,
    drafts: Vec<Link>,
    meetings_label: String,
    meetings: Vec<(String, Link)>,
    news_label: String,
    news: Vec<News>,
    duties_label: String,
    columns: [String; 4],
    duties: Vec<duty::Row>,
    year: Link,
}

/// An act of another party that came lately.
struct News {
    place: Link,
    day: String,
    said: String,
    matter: Link,
}

/// The page of somebody who is signed in; `drafts` are those of this side.
pub fn page(site: &Site<'_>, visitor: &Visitor, drafts: &[DraftRow]) -> String {
    let (ours, others) = next::rows(site).into_iter().partition(|row| row.ours);
    let party = |key: &'static str| site.say(Message::new(key).body("party", site.party));
    let year = site.on().year();
    html(&Desk {
        chrome: Chrome::of(site, "desk", &site.key("desk")),
        heading: site.key("desk"),
        said: site.say(Message::new("desk-said").text("name", &visitor.actor.name).date("day", site.on())),
        ours_label: party("page-next-ours"),
        ours,
        nothing_ours: site.key("desk-nothing-ours"),
        others_label: site.key("page-next-others"),
        others,
        nothing_others: site.key("desk-nothing-others"),
        grounds_label: site.key("page-grounds"),
        drafts_label: site.key("draft-waiting"),
        drafts: clearance::waiting(site, visitor, drafts),
        meetings_label: site.key("desk-meetings"),
        meetings: meetings(site),
        news_label: site.key("desk-news"),
        news: news(site),
        duties_label: site.say(Message::new("desk-duties").text("year", year.to_string())),
        columns: duty::columns(site),
        duties: duty::open(site, year),
        year: Link { href: site.href(&format!("year/{year}")), text: site.key("desk-all-duties") },
    })
}

/// Every act that the view has, with its matter.
fn events<'s>(site: &Site<'s>) -> Vec<(MatterId, &'s Event)> {
    let view = &site.view;
    view.matters().flat_map(|matter| view.events(matter).map(move |one| (matter, one))).collect()
}

/// The meetings that are called for today or later, the next first.
fn meetings(site: &Site<'_>) -> Vec<(String, Link)> {
    let called = events(site).into_iter().filter_map(|(matter, one)| match one.act {
        Act::CallMeeting { day } if day >= site.on() => Some((day, matter)),
        _ => None,
    });
    let mut called = called.collect::<Vec<_>>();
    called.sort();
    called.dedup();
    called.into_iter().map(|(day, matter)| (site.words.date(day), site.matter(matter))).collect()
}

/// The newest acts of the other parties.
fn news(site: &Site<'_>) -> Vec<News> {
    let mut theirs = events(site);
    theirs.retain(|(_, one)| one.author != site.party && site.words.agreement.parties().any(|party| party == one.author));
    theirs.sort_by_key(|(_, one)| std::cmp::Reverse((one.recorded, one.place)));
    let news = |(matter, one): (MatterId, &Event)| News {
        place: site.act(one.place),
        day: site.words.date(one.recorded),
        said: format!(
            "{}{}{}",
            site.words.language.sentence(&site.words.short_body(one.author)),
            site.key("desk-did"),
            event::done(site.words, one)
        ),
        matter: site.matter(matter),
    };
    theirs.into_iter().take(NEWS).map(news).collect()
}
