//! One item of a list as a row: its text, who proposed it, the parties' marks, how it stands, what each side reports.

use super::{List, text_of};
use crate::party_marks::{PartyMarks, short};
use crate::portion::Portion;
use crate::site::{Link, Text};
use crate::verdict::Verdict;
use agreement::act::{Act, Closing, Event};
use agreement::id::BodyId;
use agreement::kinds::opinion_round::Item;
use agreement::message::Message;
use std::collections::BTreeMap;

/// Items under one heading.
pub struct Group {
    /// The heading: an area or a party.
    pub name: String,
    /// Its items.
    pub rows: Vec<Row>,
}

/// One item.
pub struct Row {
    /// Its number, with the way to its page.
    pub number: u32,
    /// Where its page is.
    pub href: String,
    /// Its current text.
    pub text: Text,
    /// Whose proposals it comes from.
    pub origin: Option<String>,
    /// The parties' marks on its current text.
    pub marks: PartyMarks,
    /// What became of it, if the record says so: closed, carried over, or off the list.
    pub fate: Option<Fate>,
    /// Whether its current text is agreed.
    pub verdict: Option<Verdict>,
    /// The latest report of each side.
    pub reports: Vec<Report>,
    /// Said where there is no report.
    pub no_report: String,
}

/// What became of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// The class of its colour, and with it its shape.
    pub light: &'static str,
    /// The word.
    pub word: String,
    /// The day.
    pub day: String,
    /// The act.
    pub act: Link,
}

/// What one side reports last.
pub struct Report {
    /// The side.
    pub by: String,
    /// How far it has come.
    pub stage: String,
    /// On which day.
    pub day: String,
    /// The act.
    pub href: String,
}

/// The numbers of all items under the names of their areas, or of the parties that proposed them; what names none comes last.
pub fn under(list: &List<'_, '_>, by_party: bool) -> Vec<(String, Vec<u32>)> {
    if by_party { by_proposer(list) } else { by_area(list) }
}

/// A portion of them as rows.
pub fn groups(list: &List<'_, '_>, under: &[(String, Vec<u32>)], portion: Portion) -> Vec<Group> {
    let all = under.iter().enumerate().flat_map(|(at, (_, numbers))| numbers.iter().map(move |number| (at, *number)));
    let mut shown: BTreeMap<usize, Vec<Row>> = BTreeMap::new();
    for (at, number) in portion.entries(all) {
        shown.entry(at).or_default().extend(list.round.items.get(&number).map(|item| row(list, number, item)));
    }
    shown.into_iter().map(|(at, rows)| Group { name: under[at].0.clone(), rows }).collect()
}

fn by_area(list: &List<'_, '_>) -> Vec<(String, Vec<u32>)> {
    let site = list.site;
    let areas = site.words.agreement.entries.iter().filter(|entry| entry.node == "area").map(|entry| entry.id.as_str());
    let areas = areas.collect::<Vec<_>>();
    let mut groups = vec![Vec::new(); areas.len() + 1];
    for (number, _) in list.items() {
        let at = area_of(list, number).and_then(|area| areas.iter().position(|one| *one == area));
        groups[at.unwrap_or(areas.len())].push(number);
    }
    let names = areas.iter().map(|area| site.words.language.sentence(&site.words.vocabulary.name(area)));
    names.chain([site.key("key-work-no-area")]).zip(groups).collect()
}

/// What several proposed stands under each of them.
fn by_proposer(list: &List<'_, '_>) -> Vec<(String, Vec<u32>)> {
    let site = list.site;
    let parties = site.words.agreement.parties().collect::<Vec<_>>();
    let mut groups = vec![Vec::new(); parties.len() + 1];
    for (number, _) in list.items() {
        let proposed = |party: &BodyId| list.merged(number).iter().any(|event| event.author == *party);
        let by = (0..parties.len()).filter(|at| proposed(&parties[*at])).collect::<Vec<_>>();
        by.iter().for_each(|at| groups[*at].push(number));
        if by.is_empty() {
            groups[parties.len()].push(number);
        }
    }
    let names = parties.iter().map(|party| site.words.language.sentence(&site.words.body(*party)));
    names.chain([site.key("key-work-no-party")]).zip(groups).collect()
}

/// The area that the first proposal of an item names.
pub fn area_of<'a>(list: &List<'_, 'a>, number: u32) -> Option<&'a str> {
    list.merged(number).iter().find_map(|event| match &event.act {
        Act::ProposeTask { area, .. } => area.as_deref(),
        _ => None,
    })
}

fn row(list: &List<'_, '_>, number: u32, item: &Item<'_>) -> Row {
    let site = list.site;
    let fate = fate(list, item);
    Row {
        number,
        href: list.href(&format!("/item/{number}")),
        text: item.current.map(|event| text_of(site, event)).unwrap_or_default(),
        origin: origin(list, number),
        marks: PartyMarks::of_item(site, &list.round, item),
        verdict: list.stand(number),
        fate,
        reports: item.reports.iter().filter_map(|(by, event)| report(list, *by, event)).collect(),
        no_report: site.key("key-work-no-report"),
    }
}

/// Whose proposals an item comes from, and whether they were merged.
pub fn origin(list: &List<'_, '_>, number: u32) -> Option<String> {
    let merged = list.merged(number);
    let by = merged.iter().map(|event| event.author);
    let key = if merged.len() > 1 { "key-work-merged" } else { "key-work-proposed-by" };
    (!merged.is_empty()).then(|| list.site.say(Message::new(key).bodies("by", by)))
}

/// What became of an item at the close of the year, or when it was taken off the list.
pub fn fate(list: &List<'_, '_>, item: &Item<'_>) -> Option<Fate> {
    let site = list.site;
    let said = |light, word: String, event: &Event| Fate {
        light,
        word,
        day: site.words.date(event.occurred),
        act: site.act(event.place),
    };
    if let Some(event) = item.parked {
        return Some(said("over", site.key("key-work-parked"), event));
    }
    let (closing, event) = item.closed?;
    let light = if closing == Closing::Done { "ok" } else { "over" };
    Some(said(light, site.words.language.sentence(&site.words.word(closing.word())), event))
}

/// A report of one side.
pub fn report(list: &List<'_, '_>, by: BodyId, event: &Event) -> Option<Report> {
    let site = list.site;
    let Act::ReportProgress { stage, .. } = event.act else { return None };
    Some(Report {
        by: short(site, by),
        stage: site.words.word(stage.word()),
        day: site.words.date(event.occurred),
        href: site.act(event.place).href,
    })
}
