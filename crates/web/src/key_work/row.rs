//! One item of a list as a row: its text, who proposed it, the parties' marks, how it stands, what each side reports.

use super::{List, text_of};
use crate::party_marks::{PartyMarks, short};
use crate::site::{Link, Text};
use crate::verdict::Verdict;
use agreement::act::{Act, Closing, Event};
use agreement::id::BodyId;
use agreement::kinds::opinion_round::Item;
use agreement::message::Message;

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

/// The items under their areas, or under the parties that proposed them; what names none comes last.
pub fn groups(list: &List<'_, '_>, by_party: bool) -> Vec<Group> {
    let site = list.site;
    let language = site.words.language;
    let mut groups: Vec<(String, Vec<u32>)> = Vec::new();
    if by_party {
        for party in site.words.agreement.parties() {
            let proposed = |number: &u32| list.merged(*number).iter().any(|event| event.author == party);
            groups.push((language.sentence(&site.words.body(party)), numbers(list).filter(proposed).collect()));
        }
    } else {
        for area in site.words.agreement.entries.iter().filter(|entry| entry.node == "area") {
            let within = |number: &u32| area_of(list, *number) == Some(area.id.as_str());
            groups.push((language.sentence(&site.words.vocabulary.name(&area.id)), numbers(list).filter(within).collect()));
        }
    }
    let left: Vec<u32> = numbers(list).filter(|number| !groups.iter().any(|(_, held)| held.contains(number))).collect();
    groups.push((site.key(if by_party { "key-work-no-party" } else { "key-work-no-area" }), left));
    groups.retain(|(_, numbers)| !numbers.is_empty());
    let group = |(name, numbers): (String, Vec<u32>)| Group {
        name,
        rows: numbers.iter().filter_map(|number| Some(row(list, *number, list.round.items.get(number)?))).collect(),
    };
    groups.into_iter().map(group).collect()
}

fn numbers(list: &List<'_, '_>) -> std::vec::IntoIter<u32> {
    list.items().map(|(number, _)| number).collect::<Vec<_>>().into_iter()
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
