//! One item of a year's key work: its texts with what changed, every opinion on each, the departments, the reports of each side,
//! where it comes from and where it goes on.

use crate::also_listed::{self, OfItem};
use crate::chrome::{Chrome, html};
use crate::key_work::proposals::{Proposal, goes_on_in, proposal};
use crate::key_work::row::{Fate, area_of, fate, origin};
use crate::key_work::version::{Version, versions};
use crate::key_work::{List, text_of};
use crate::party_marks::{PartyMarks, short};
use crate::send;
use crate::site::{Link, Text};
use crate::translation;
use crate::verdict::Verdict;
use agreement::act::{Act, Event};
use agreement::kinds::opinion_round::Item;
use agreement::message::Message;
use askama::Template;
use words::tell::event;

#[derive(Template)]
#[template(path = "task.html")]
struct Task {
    chrome: Chrome,
    heading: String,
    list: Link,
    before: Option<Link>,
    after: Option<Link>,
    items_label: String,
    text: Text,
    translations: translation::Beside,
    sub: Vec<String>,
    marks: PartyMarks,
    verdict: Option<Verdict>,
    fate: Option<Fate>,
    texts_label: String,
    changes_said: String,
    versions: Vec<Version>,
    departments_label: Option<String>,
    departments: Vec<Statement>,
    departments_none: String,
    progress_label: String,
    sides: Vec<Side>,
    no_report: String,
    origin_label: String,
    proposals: Vec<Proposal>,
    carried_label: String,
    onward_label: String,
    onward: Vec<Link>,
    acts_label: String,
    act_columns: [String; 4],
    acts: Vec<ActRow>,
    offered_label: String,
    offered: Vec<Link>,
    also: Option<OfItem>,
    said_way: Link,
    trace_way: Link,
}

struct Statement {
    word: String,
    day: String,
    act: Link,
}

struct Side {
    name: String,
    reports: Vec<SideReport>,
}

struct SideReport {
    stage: String,
    day: String,
    act: Link,
    text: Text,
}

struct ActRow {
    place: Link,
    day: String,
    by: String,
    said: String,
}

/// The page of item `number`; none if it was not circulated by the day that is asked about.
pub fn page(list: &List<'_, '_>, number: u32, also: &also_listed::Shown) -> Option<String> {
    let site = list.site;
    let item = list.round.items.get(&number)?;
    let text = text_of(site, item.current?);
    let said = Message::new("key-work-item-of").matter("matter", list.matter).number("item", number);
    let heading = site.words.language.sentence(&site.say(said));
    let near = |other: Option<u32>| other.map(|other| list.item_link(other));
    Some(html(&Task {
        chrome: Chrome::of(site, &list.path(&format!("/item/{number}")), &heading),
        heading,
        list: Link { href: list.href(""), text: list.name() },
        before: near(list.items().map(|(other, _)| other).filter(|other| *other < number).last()),
        after: near(list.items().map(|(other, _)| other).find(|other| *other > number)),
        items_label: site.key("task-items"),
        text,
        translations: translation::beside(site, &site.words.agreement.place_name(item.current?.place)),
        sub: sub(list, number),
        marks: PartyMarks::of_item(site, &list.round, item),
        verdict: list.stand(number),
        fate: fate(list, item),
        texts_label: site.key("task-texts"),
        changes_said: site.key("task-changes-said"),
        versions: versions(list, number),
        departments_label: departments_label(list),
        departments: statements(list, number),
        departments_none: site.say(Message::new("task-no-statement").body("convener", list.rule.round.convener)),
        progress_label: site.key("key-work-progress"),
        sides: sides(list, number, item),
        no_report: site.key("key-work-no-report"),
        origin_label: site.key("task-origin"),
        proposals: list.merged(number).iter().map(|event| proposal(list, event)).collect(),
        carried_label: site.key("key-work-carried-from"),
        onward_label: site.key("task-goes-on-in"),
        onward: goes_on_in(list, number),
        acts_label: site.key("page-acts"),
        act_columns: ["page-act", "page-day", "page-by", "page-done"].map(|key| site.key(key)),
        offered_label: site.key("send-acts"),
        offered: send::offered_on(site, list.matter, number),
        also: also_listed::of_item(list, number, also),
        trace_way: Link {
            href: site.href(&area_of(list, number).map_or("trace".to_owned(), |area| format!("trace#{area}"))),
            text: site.key("trace"),
        },
        said_way: Link { href: list.href(&format!("/item/{number}/said")), text: site.key("said") },
        acts: site.view.events(list.matter).filter(|event| speaks_of(&event.act, number)).map(|event| act(list, event)).collect(),
    }))
}

/// The departments, and that it is the convener who states what they say; none if none are asked.
pub fn departments_label(list: &List<'_, '_>) -> Option<String> {
    let departments = list.rule.round.departments.as_ref()?;
    let said = Message::new("task-departments").body("body", departments.body).body("convener", list.rule.round.convener);
    Some(list.site.words.language.sentence(&list.site.say(said)))
}

fn sub(list: &List<'_, '_>, number: u32) -> Vec<String> {
    let area = area_of(list, number).map(|area| list.site.words.vocabulary.name(area));
    let area = area.map(|area| list.site.words.language.sentence(&area));
    [area, origin(list, number)].into_iter().flatten().collect()
}

/// What the convener has stated of the departments on an item; a statement that names no item is on all.
fn statements(list: &List<'_, '_>, number: u32) -> Vec<Statement> {
    let site = list.site;
    let one = |event: &Event| match &event.act {
        Act::StateDepartments { statement, items } if items.is_empty() || items.contains(&number) => Some(Statement {
            word: site.words.language.sentence(&site.words.word(statement.word())),
            day: site.words.date(event.occurred),
            act: site.act(event.place),
        }),
        _ => None,
    };
    site.view.events(list.matter).filter_map(one).collect()
}

/// Every report of each side in its own hand, in the order of days.
fn sides(list: &List<'_, '_>, number: u32, item: &Item<'_>) -> Vec<Side> {
    let site = list.site;
    let side = |body: &agreement::id::BodyId| {
        let own = |event: &&Event| event.author == *body && event.place.log == *body;
        let report = |event: &Event| match event.act {
            Act::ReportProgress { stage, item, .. } if item == number => Some(SideReport {
                stage: site.words.language.sentence(&site.words.word(stage.word())),
                day: site.words.date(event.occurred),
                act: site.act(event.place),
                text: text_of(site, event),
            }),
            _ => None,
        };
        Side { name: short(site, *body), reports: site.view.events(list.matter).filter(own).filter_map(report).collect() }
    };
    // Before there is anything to carry out, four empty columns would say that something is missing.
    if item.reports.is_empty() && !item.was_agreed() { Vec::new() } else { list.rule.implementers.iter().map(side).collect() }
}

/// Whether an act says something about an item.
pub fn speaks_of(act: &Act, number: u32) -> bool {
    match act {
        Act::Circulate { item, .. } | Act::GiveOpinion { item, .. } | Act::ParkTask { item } => *item == number,
        Act::ReportProgress { item, .. } | Act::CloseTask { item, .. } => *item == number,
        Act::StateDepartments { items, .. } => items.is_empty() || items.contains(&number),
        _ => false,
    }
}

fn act(list: &List<'_, '_>, one: &Event) -> ActRow {
    let words = list.site.words;
    ActRow {
        place: list.site.act(one.place),
        day: words.date(one.occurred),
        by: words.language.sentence(&words.short_body(one.author)),
        said: event::done(words, one),
    }
}
