//! Everything that this side ever said on an item (本方歷次意見): its proposals, opinions, reports and letters, over the years through which
//! the item was carried, and what was written here on the way. For this side alone; it can be printed.

use crate::account::Moment;
use crate::chrome::{Chrome, html};
use crate::form::Typed;
use crate::key_work::proposals::item_of_matter;
use crate::key_work::{List, item_at};
use crate::liaison;
use crate::scan;
use crate::send;
use crate::site::{Link, Site, Text, text_of};
use agreement::act::{Act, Event};
use agreement::kinds::key_work::item_of_year;
use agreement::message::Message;
use askama::Template;
use jiff::civil::Date;
use office::department::Answer;
use std::collections::BTreeSet;
use words::tell::event;

/// A step of a draft of this side, and what its form said at that step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The draft.
    pub draft: i64,
    /// The act, by its name in data.
    pub act: String,
    /// The matter, by its name.
    pub matter: String,
    /// The newest fields of the draft: they say which item it is about.
    pub item: String,
    /// Whose step.
    pub name: String,
    /// What was done.
    pub did: &'static str,
    /// What was said with it.
    pub comment: String,
    /// The version, if the step brought one.
    pub typed: Option<Typed>,
    /// When.
    pub at: Moment,
}

/// What the office keeps of it beside the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The steps of all drafts.
    pub written: Vec<Written>,
    /// What departments of this side answered, each with its matter.
    pub answers: Vec<(String, Answer)>,
}

#[derive(Template)]
#[template(path = "said.html")]
struct Page {
    chrome: Chrome,
    heading: String,
    back: Link,
    said: String,
    items_label: String,
    items: Vec<Link>,
    rows: Vec<Row>,
    inside_label: String,
    none: String,
    letters_said: String,
}

struct Row {
    day: Date,
    when: String,
    what: String,
    about: Option<Link>,
    act: Option<Link>,
    content: Vec<String>,
    texts: Vec<Text>,
    scans: Vec<Link>,
    /// Whether it never left this side.
    inside: bool,
}

/// The page of `key_work/2018/item/3/said`; none if there is no such item.
pub fn page(site: &Site<'_>, path: &str, shown: &Shown) -> Option<String> {
    let path = path.strip_suffix("/said")?;
    let (list, number) = item_at(site, path)?;
    list.round.items.get(&number)?.current?;
    let chain = chain(site, &list, number);
    let mut rows = Vec::new();
    for (list, number) in &chain {
        rows.extend(on_record(list, *number));
        rows.extend(inside(list, *number, shown));
    }
    rows.extend(letters(site, &chain));
    rows.sort_by(|one, other| one.day.cmp(&other.day));
    let title = site.say(Message::new("said-on").matter("matter", list.matter).number("item", number));
    Some(html(&Page {
        chrome: Chrome::of(site, &format!("{path}/said"), &title),
        heading: site.words.language.sentence(&title),
        back: item_of_matter(&list, number),
        said: site.say(Message::new("said-said").body("party", site.party)),
        items_label: site.key("said-items"),
        items: chain.iter().map(|(list, number)| item_of_matter(list, *number)).collect(),
        rows,
        inside_label: site.key("said-inside"),
        none: site.key("said-none"),
        letters_said: site.key("said-letters"),
    }))
}

/// The item with those that it goes on with and those that go on with it, in the order of years.
fn chain<'s, 'a>(site: &'s Site<'a>, list: &List<'s, 'a>, number: u32) -> Vec<(List<'s, 'a>, u32)> {
    let mut found: BTreeSet<(i16, u32)> = BTreeSet::new();
    let mut open = vec![(list.year, number)];
    while let Some((year, number)) = open.pop() {
        if !found.insert((year, number)) {
            continue;
        }
        let Some(here) = List::of(site, list.matter.rule, year) else { continue };
        open.extend(here.merged(number).iter().filter_map(|event| item_of_year(carried(event)?)));
        open.extend(later(site, &here, number));
    }
    let item = |(year, number): (i16, u32)| {
        let list = List::of(site, list.matter.rule, year)?;
        list.round.items.get(&number)?.current?;
        Some((list, number))
    };
    found.into_iter().filter_map(item).collect()
}

fn carried(event: &Event) -> Option<&str> {
    if let Act::ProposeTask { carried_from, .. } = &event.act { carried_from.as_deref() } else { None }
}

/// The items of later years whose proposals name this one.
fn later(site: &Site<'_>, list: &List<'_, '_>, number: u32) -> Vec<(i16, u32)> {
    let source = format!("{}.{number}", list.year);
    let years = site.view.matters_of(list.matter.rule).filter_map(|matter| matter.year()).collect::<Vec<_>>();
    let mut found = Vec::new();
    for later in years.into_iter().filter_map(|year| List::of(site, list.matter.rule, year)) {
        let names = |number: &u32| later.merged(*number).iter().any(|event| carried(event) == Some(source.as_str()));
        found.extend(later.items().map(|(number, _)| number).filter(names).map(|number| (later.year, number)));
    }
    found
}

/// The acts of this side on an item, and its proposals that went into it.
fn on_record(list: &List<'_, '_>, number: u32) -> Vec<Row> {
    let site = list.site;
    let merged = list.merged(number);
    let own = |one: &&Event| one.author == site.party;
    let about = |one: &&Event| crate::task::speaks_of(&one.act, number) || merged.iter().any(|other| other.place == one.place);
    let row = |one: &Event| of_act(site, one, Some(item_of_matter(list, number)));
    site.view.events(list.matter).filter(own).filter(about).map(row).collect()
}

fn of_act(site: &Site<'_>, one: &Event, about: Option<Link>) -> Row {
    Row {
        day: one.occurred,
        when: site.words.date(one.occurred),
        what: site.words.language.sentence(&event::done(site.words, one)),
        about,
        act: Some(site.act(one.place)),
        content: event::content(site.words, one),
        texts: site.texts_of(one.place, usize::MAX),
        scans: scan::of_act(site, one.place),
        inside: false,
    }
}

/// Letters and replies of this side whose text names the year and the item.
fn letters(site: &Site<'_>, chain: &[(List<'_, '_>, u32)]) -> Vec<Row> {
    let named = |text: &str| {
        let text = text.to_lowercase();
        let names = |(list, number): &&(List<'_, '_>, u32)| {
            let item = [format!("第 {number} 項"), format!("第{number}項"), format!("第{number}项"), format!("item {number}")];
            let ends = |at: usize, name: &str| !text[at + name.len()..].starts_with(|one: char| one.is_ascii_digit());
            text.contains(&list.year.to_string())
                && item.iter().any(|name| text.match_indices(name.as_str()).any(|(at, _)| ends(at, name)))
        };
        chain.iter().find(names).map(|(list, number)| item_of_matter(list, *number))
    };
    let mut rows = Vec::new();
    for (matter, _) in liaison::letters(site) {
        for one in site.view.events(matter).filter(|one| one.author == site.party) {
            let about = site.texts_of(one.place, usize::MAX).iter().find_map(|text| named(&text.text));
            rows.extend(about.map(|about| of_act(site, one, Some(about))));
        }
    }
    rows
}

/// What was written here and by departments, and has not left this side as such.
fn inside(list: &List<'_, '_>, number: u32, shown: &Shown) -> Vec<Row> {
    let site = list.site;
    let matter = site.words.agreement.matter_name(list.matter);
    let about = || Some(item_of_matter(list, number));
    let inside = |day: Date, when: String, what: String, act, content, texts: Vec<String>| Row {
        day,
        when,
        what,
        about: about(),
        act,
        content,
        texts: texts.into_iter().map(text_of).collect(),
        scans: Vec::new(),
        inside: true,
    };
    let drafts = shown.written.iter().filter(|one| one.matter == matter && one.item == number.to_string()).map(|one| {
        let act = send::kind_named(&one.act).map_or_else(|| one.act.clone(), |kind| send::name(site, kind));
        let did = site.key(&format!("draft-did-{}", one.did));
        let what = site.say(Message::new("said-draft").text("name", &one.name).text("did", did).text("act", act));
        let link = Link {
            href: site.href(&format!("clearance/{}", one.draft)),
            text: site.say(Message::new("said-draft-number").number("draft", one.draft)),
        };
        let texts = one.typed.iter().flat_map(|typed| ["text", "remarks"].map(|name| typed.get(name).to_owned()));
        let texts = texts.chain([one.comment.clone()]).filter(|text| !text.is_empty()).collect();
        inside(one.at.0.date(), one.at.said(site), what, Some(link), Vec::new(), texts)
    });
    let answers = shown.answers.iter().filter(|(of, answer)| *of == matter && answer.item == number).map(|(_, answer)| {
        let what = format!("{} · {}", answer.department, site.words.word(&answer.opinion));
        let texts = Some(answer.remarks.clone()).filter(|remarks| !remarks.is_empty()).into_iter().collect();
        inside(answer.day, site.words.date(answer.day), what, None, Vec::new(), texts)
    });
    drafts.chain(answers).collect()
}
