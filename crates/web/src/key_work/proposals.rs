//! What was proposed for a year: by whom, in which area, and into which item it went. Silence is shown as silence.

use super::{List, text_of};
use crate::portion::{PORTION, more};
use crate::site::{Link, Text};
use agreement::act::{Act, Event};
use agreement::id::{BodyId, MatterId};
use agreement::kinds::key_work::item_of_year;
use agreement::message::Message;
use std::collections::BTreeSet;

/// One proposal.
pub struct Proposal {
    /// Its act.
    pub act: Link,
    /// Its day.
    pub day: String,
    /// Who proposes.
    pub by: String,
    /// The text.
    pub text: Text,
    /// Its area.
    pub area: Option<String>,
    /// The item of another year that it goes on with.
    pub carried_from: Option<Link>,
    /// The items that it went into.
    pub went_into: Vec<Link>,
}

/// All proposals of a year.
pub struct Proposals {
    /// Heads of the columns.
    pub columns: [String; 5],
    /// What was proposed: the first hundred.
    pub rows: Vec<Proposal>,
    /// The way to the others.
    pub more: Option<Link>,
    /// Said of a proposal that is in no item yet.
    pub not_yet: String,
    /// What comes before the item that a proposal goes on with.
    pub carried_label: String,
    /// Who has filed that it has no proposal, and of whom the record holds neither.
    pub notes: Vec<String>,
}

impl Proposals {
    /// The proposals of a list.
    pub fn of(list: &List<'_, '_>) -> Proposals {
        let site = list.site;
        let proposed = |event: &&Event| matches!(event.act, Act::ProposeTask { .. });
        let all = site.view.events(list.matter).filter(proposed).collect::<Vec<_>>();
        let count = all.len();
        let rows = all.into_iter().take(PORTION).map(|event| proposal(list, event)).collect();
        Proposals {
            columns: ["page-act", "page-day", "page-by", "key-work-proposal", "key-work-went-into"].map(|key| site.key(key)),
            rows,
            more: more(site, count, PORTION).map(|text| Link { href: list.href("/propose"), text }),
            not_yet: site.key("key-work-not-yet-taken-up"),
            carried_label: site.key("key-work-carried-from"),
            notes: notes(list),
        }
    }
}

/// A proposal with what it names and what it went into.
pub fn proposal(list: &List<'_, '_>, event: &Event) -> Proposal {
    let site = list.site;
    let (area, carried_from) = match &event.act {
        Act::ProposeTask { area, carried_from, .. } => (area.as_deref(), carried_from.as_deref()),
        _ => (None, None),
    };
    Proposal {
        act: site.act(event.place),
        day: site.words.date(event.occurred),
        by: site.words.language.sentence(&site.words.short_body(event.author)),
        text: text_of(site, event),
        area: area.map(|area| site.words.language.sentence(&site.words.vocabulary.name(area))),
        carried_from: carried_from.map(|from| carried(list, from)),
        went_into: list.went_into(event.place).iter().map(|number| list.item_link(*number)).collect(),
    }
}

/// The item that a proposal goes on with: a way to it, or the remark as it stands.
pub fn carried(list: &List<'_, '_>, from: &str) -> Link {
    let site = list.site;
    let earlier = item_of_year(from).and_then(|(year, item)| Some((List::of(site, list.matter.rule, year)?, item)));
    match earlier.filter(|(earlier, item)| earlier.items().any(|(number, _)| number == *item)) {
        Some((earlier, item)) => item_of_matter(&earlier, item),
        None => Link { href: String::new(), text: from.to_owned() },
    }
}

/// The way to an item, said with its year.
pub fn item_of_matter(list: &List<'_, '_>, item: u32) -> Link {
    let said = Message::new("key-work-item-of").matter("matter", list.matter).number("item", item);
    Link { text: list.site.words.language.sentence(&list.site.say(said)), ..list.item_link(item) }
}

/// The proposals of later years that go on with an item, each with the year's list.
pub fn goes_on_in(list: &List<'_, '_>, item: u32) -> Vec<Link> {
    let site = list.site;
    let source = format!("{}.{item}", list.year);
    let mut links = Vec::new();
    for matter in site.view.matters_of(list.matter.rule).collect::<Vec<MatterId>>() {
        let Some(later) = matter.year().and_then(|year| List::of(site, matter.rule, year)) else { continue };
        let names = |event: &&Event| matches!(&event.act, Act::ProposeTask { carried_from: Some(from), .. } if *from == source);
        for event in site.view.events(matter).filter(names) {
            let into = later.went_into(event.place);
            links.extend(into.iter().map(|number| item_of_matter(&later, *number)));
            if into.is_empty() {
                let text = site.words.language.sentence(&site.words.matter(matter));
                links.push(Link { href: later.href(""), text });
            }
        }
    }
    links
}

fn notes(list: &List<'_, '_>) -> Vec<String> {
    let (mut proposed, mut none) = (BTreeSet::new(), BTreeSet::new());
    for event in list.site.view.events(list.matter) {
        match event.act {
            Act::ProposeTask { .. } => drop(proposed.insert(event.author)),
            Act::NoProposal {} => drop(none.insert(event.author)),
            _ => {}
        }
    }
    none.retain(|body| !proposed.contains(body));
    let heard = |body: &BodyId| proposed.contains(body) || none.contains(body);
    let silent: Vec<BodyId> = list.rule.proposers.iter().copied().filter(|body| !heard(body)).collect();
    let filed = (!none.is_empty()).then(|| Message::new("no-proposal-filed").bodies("by", none));
    let unheard = (!silent.is_empty()).then(|| Message::new("no-proposal-on-record").bodies("from", silent));
    let said = [filed, unheard].into_iter().flatten();
    said.map(|said| list.site.words.language.sentence(&list.site.say(said))).collect()
}
