//! My work: the items that are being carried out, each with what this side reported last, and a way to report on it in a few minutes.

pub mod batch;
pub mod check;
pub mod sheet;

use crate::also_listed;
use crate::chrome::{Chrome, html};
use crate::portion::{Portion, Ways};
use crate::reminder;
use crate::send;
use crate::site::{Link, Site, Text};
use crate::visitor::{self, Visitor};
use agreement::act::{Act, ActKind, Event};
use agreement::id::MatterId;
use agreement::kinds::Kind;
use agreement::message::Message;
use askama::Template;
use office::Action;
use office::liaison::AlsoListed;
use office::reminder::Reminder;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "progress.html")]
struct Progress {
    chrome: Chrome,
    heading: String,
    said: String,
    seats: Vec<String>,
    groups: Vec<Group>,
    portion: Option<Ways>,
    none: String,
    columns: [String; 3],
    report: String,
    no_report: String,
    files: Vec<Link>,
    reminded_label: String,
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
    reminded: Vec<String>,
    /// The other lists that a report feeds too.
    feeds: Vec<String>,
}

/// An item that is being carried out, with the circulation of its text.
#[derive(Clone, Copy)]
pub struct CarriedOut<'s> {
    /// The matter.
    pub matter: MatterId,
    /// Its number there.
    pub item: u32,
    /// The circulation.
    pub circulated: &'s Event,
}

/// The page of somebody who is signed in, with the reminders that this side gave. `also` is where items are also listed: one report feeds all of
/// those lists.
pub fn page(site: &Site<'_>, visitor: &Visitor, reminders: &[Reminder], also: &[AlsoListed]) -> String {
    let title = site.key("progress");
    let mut groups: Vec<Group> = Vec::new();
    let all = carried_out(site);
    let portion = Portion::of(site, all.len());
    for one in portion.entries(all) {
        let matter = site.matter(one.matter);
        if groups.last().is_none_or(|group| group.matter != matter) {
            groups.push(Group { matter, rows: Vec::new() });
        }
        let row = row(site, visitor, one, (reminders, also));
        groups.last_mut().expect("one was there or has been added").rows.push(row);
    }
    html(&Progress {
        chrome: Chrome::of(site, &portion.path("progress"), &title),
        heading: title,
        said: site.say(Message::new("progress-said").body("party", site.party)),
        seats: visitor::seats(site, &visitor.actor),
        groups,
        portion: portion.ways(site, "progress"),
        none: site.key("progress-none"),
        columns: ["field-item", "progress-last", "progress-report"].map(|key| site.label(key)),
        report: site.key("progress-report"),
        no_report: site.key("key-work-no-report"),
        files: files(site, visitor),
        reminded_label: site.key("reminder"),
        feeds_label: site.key("also-listed"),
        also_way: Link { href: site.href(also_listed::PATH), text: site.key("also-listed-lists") },
    })
}

/// The ways to do several at once: by spreadsheet, and for the liaison office by reminding.
fn files(site: &Site<'_>, visitor: &Visitor) -> Vec<Link> {
    let mut ways = Vec::new();
    if visitor.may(Action::ReportProgress) {
        ways.push(("file/progress.xlsx", "sheet-xlsx"));
        ways.push(("file/progress.csv", "sheet-csv"));
        ways.push(("batch", "batch"));
    }
    ways.extend(visitor.may(Action::Send).then_some(("reminders", "reminders")));
    ways.extend(visitor.may(Action::Draft).then_some(("letters", "letters")));
    ways.push(("reply_pack", "reply-pack"));
    ways.into_iter().map(|(to, key)| Link { href: site.href(to), text: site.key(key) }).collect()
}

/// The items that are being carried out, those of the newest year first: that is where reports are due.
pub fn carried_out<'s>(site: &Site<'s>) -> Vec<CarriedOut<'s>> {
    let agreement = site.words.agreement;
    let lists = agreement.rule_ids().filter(|rule| matches!(agreement.rule(*rule).kind, Kind::KeyWork(_)));
    let mut matters = lists.flat_map(|rule| site.view.matters_of(rule).collect::<Vec<_>>()).collect::<Vec<_>>();
    matters.sort();
    matters.reverse();
    matters.into_iter().flat_map(|matter| of_matter(site, matter)).collect()
}

fn of_matter<'s>(site: &Site<'s>, matter: MatterId) -> Vec<CarriedOut<'s>> {
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
    items.into_iter().map(|(item, circulated)| CarriedOut { matter, item, circulated }).collect()
}

fn row(site: &Site<'_>, visitor: &Visitor, one: CarriedOut<'_>, (reminders, also): (&[Reminder], &[AlsoListed])) -> Row {
    let CarriedOut { matter, item, circulated } = one;
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
        reminded: reminder::said_of(site, visitor, one, reminders),
    }
}

/// What this side reported last on an item.
pub fn last_report<'s>(site: &Site<'s>, matter: MatterId, number: u32) -> Option<&'s Event> {
    if let Kind::KeyWork(_) = site.view.agreement.rule(matter.rule).kind {
        return site.view.round(matter).items.get(&number).and_then(|item| item.reports.get(&site.party).copied());
    }
    let own = |one: &&Event| matches!(one.act, Act::ReportProgress { item, .. } if item == number) && one.author == site.party;
    site.view.events(matter).rev().find(own)
}
