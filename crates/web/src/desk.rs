//! The desk of an officer: what waits for this party, what it waits for, the next meeting, what is new from the others, and what it owes
//! this year. Everything stands in the agreement's order; nobody is ranked.

use crate::chrome::{Chrome, html};
use crate::clearance::{self, DraftRow};
use crate::duty;
use crate::next::{self, Row};
use crate::site::{Link, Site};
use crate::visitor::Visitor;
use agreement::act::{Act, Event};
use agreement::id::{MatterId, Place};
use agreement::message::Message;
use askama::Template;
use jiff::civil::Date;
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
fn events<'s>(site: &Site<'s>) -> impl Iterator<Item = (MatterId, &'s Event)> {
    let view = &site.view;
    view.matters().flat_map(|matter| view.events(matter).map(move |one| (matter, one)))
}

/// The meetings that are called for today or later, the next first.
fn meetings(site: &Site<'_>) -> Vec<(String, Link)> {
    let called = events(site).filter_map(|(matter, one)| match one.act {
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
    let parties = site.words.agreement.parties().filter(|party| *party != site.party).collect::<Vec<_>>();
    // The newest so far, the newest last: of a long record few come in here.
    let mut theirs: Vec<(MatterId, &Event)> = Vec::with_capacity(NEWS + 1);
    for (matter, one) in events(site) {
        let is_news = theirs.len() < NEWS || age(one) > age(theirs[0].1);
        if is_news && parties.contains(&one.author) {
            theirs.insert(theirs.partition_point(|(_, other)| age(other) < age(one)), (matter, one));
            theirs.drain(..theirs.len().saturating_sub(NEWS));
        }
    }
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
    theirs.into_iter().rev().map(news).collect()
}

/// What tells the newer of two acts.
fn age(one: &Event) -> (Date, Place) {
    (one.recorded, one.place)
}
