//! My work: the items that are being carried out, each with what this side reported last, and a way to report on it in a few minutes.

use crate::also_listed;
use crate::chrome::{Chrome, html};
use crate::send;
use crate::site::{Link, Site, Text};
use crate::visitor::{self, Visitor};
use agreement::act::{Act, ActKind, Event};
use agreement::id::MatterId;
use agreement::kinds::Kind;
use agreement::message::Message;
use askama::Template;
use office::liaison::AlsoListed;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "progress.html")]
struct Progress {
    chrome: Chrome,
    heading: String,
    said: String,
    seats: Vec<String>,
    groups: Vec<Group>,
    none: String,
    columns: [String; 3],
    report: String,
    no_report: String,
    feeds_label: String,
    also_way: Link,
}

/// The items of one matter.
struct Group {
    matter: Link,
    rows: Vec<Row>,
}

struct Row {
    item: String,
    text: Text,
    href: String,
    stage: Option<String>,
    day: String,
    last: Vec<Text>,
    report: Option<String>,
    /// The other lists that a report feeds too.
    feeds: Vec<String>,
}

/// The page of somebody who is signed in.
/// `also` is where items are also listed: one report feeds all of those lists.
pub fn page(site: &Site<'_>, visitor: &Visitor, also: &[AlsoListed]) -> String {
    let title = site.key("progress");
    let agreement = site.words.agreement;
    let lists = agreement.rule_ids().filter(|rule| matches!(agreement.rule(*rule).kind, Kind::KeyWork(_)));
    let mut matters = lists.flat_map(|rule| site.view.matters_of(rule).collect::<Vec<_>>()).collect::<Vec<_>>();
    // The newest year first: that is where reports are due.
    matters.sort();
    matters.reverse();
    html(&Progress {
        chrome: Chrome::of(site, "progress", &title),
        heading: title,
        said: site.say(Message::new("progress-said").body("party", site.party)),
        seats: visitor::seats(site, &visitor.actor),
        groups: matters.into_iter().map(|matter| group(site, matter, also)).filter(|group| !group.rows.is_empty()).collect(),
        none: site.key("progress-none"),
        columns: ["field-item", "progress-last", "progress-report"].map(|key| site.key(key)),
        report: site.key("progress-report"),
        no_report: site.key("key-work-no-report"),
        feeds_label: site.key("also-listed"),
        also_way: Link { href: site.href(also_listed::PATH), text: site.key("also-listed-lists") },
    })
}

fn group(site: &Site<'_>, matter: MatterId, also: &[AlsoListed]) -> Group {
    let mut items: BTreeMap<u32, &Event> = BTreeMap::new();
    for one in site.view.events(matter) {
        match &one.act {
            Act::Circulate { item, .. } => {
                items.insert(*item, one);
            }
            // What is closed or parked is nobody's work any more.
            Act::CloseTask { item, .. } | Act::ParkTask { item } => {
                items.remove(item);
            }
            _ => {}
        }
    }
    let rows = items.into_iter().map(|(item, circulated)| row(site, matter, item, circulated, also)).collect();
    Group { matter: site.matter(matter), rows }
}

fn row(site: &Site<'_>, matter: MatterId, item: u32, circulated: &Event, also: &[AlsoListed]) -> Row {
    let last = last_report(site, matter, item);
    let stage = last.and_then(|one| match &one.act {
        Act::ReportProgress { stage, .. } => Some(site.words.language.sentence(&site.words.word(stage.word()))),
        _ => None,
    });
    let name = site.words.agreement.matter_name(matter);
    let text = site.texts_of(circulated.place, usize::MAX).into_iter().next();
    Row {
        item: site.say(Message::new("send-item").number("item", i64::from(item))),
        text: text.unwrap_or(Text { text: site.key("send-text"), ..Text::default() }),
        href: site.href(&format!("{name}/item/{item}")),
        stage,
        day: last.map_or(String::new(), |one| site.words.date(one.occurred)),
        last: last.map(|one| site.texts_of(one.place, usize::MAX)).unwrap_or_default(),
        feeds: also_listed::feeds(site, also, matter, item),
        report: send::address(site, ActKind::ReportProgress, matter, Some(item)),
    }
}

/// What this side reported last on an item.
pub fn last_report<'s>(site: &Site<'s>, matter: MatterId, number: u32) -> Option<&'s Event> {
    let own = |one: &&Event| matches!(one.act, Act::ReportProgress { item, .. } if item == number) && one.author == site.party;
    site.view.events(matter).rev().find(own)
}
