//! The key work of a year: its stages as a line, the list by area or by party, what was proposed and what became of it.
//!
//! Addresses begin with the name that the agreement's data give the rule: `key_work/2018`, `key_work/2018/item/3` and
//! `key_work/2018/round`, `key_work/2018/propose` and `key_work/2018/import`.

pub mod adoption;
pub mod import;
pub(crate) mod likeness;
pub mod proposals;
pub mod propose;
pub mod row;
pub mod sheet;
pub mod stages;
pub mod version;

use crate::also_listed;
use crate::chrome::{Chrome, html};
use crate::form::Typed;
use crate::held::Held;
use crate::letter;
use crate::opinion_round;
use crate::portion::{Portion, Ways};
use crate::site::{Link, Site, Text, text_of as with_language};
use crate::task;
use crate::verdict::Verdict;
use adoption::Adoption;
use agreement::act::{Act, Event};
use agreement::id::{MatterId, Place, RuleId};
use agreement::kinds::Kind;
use agreement::kinds::key_work::KeyWork;
use agreement::kinds::opinion_round::{Item, Round};
use agreement::message::{Arg, Message};
use agreement::report;
use askama::Template;
use office::Action;
use office::letter::LetterKind;
use proposals::Proposals;
use row::Group;
use stages::Stage;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The key work of one year, as far as it is known on the day that is asked about.
pub struct List<'s, 'a> {
    /// The site.
    pub site: &'s Site<'a>,
    /// The matter.
    pub matter: MatterId,
    /// The year.
    pub year: i16,
    /// The rule.
    pub rule: &'a KeyWork,
    /// The items with what was said to them.
    pub round: Rc<Round<'a>>,
    merged: OnceCell<BTreeMap<u32, Vec<&'a Event>>>,
    went_into: OnceCell<BTreeMap<Place, Vec<u32>>>,
    asked: OnceCell<BTreeMap<u32, Asked<'a>>>,
}

/// What was asked about an item and answered, in the order of days.
#[derive(Default)]
struct Asked<'a> {
    circulations: Vec<&'a Event>,
    opinions: Vec<&'a Event>,
}

#[derive(Template)]
#[template(path = "key_work.html")]
struct Page {
    chrome: Chrome,
    heading: String,
    sub: String,
    cite: Link,
    before: Option<Link>,
    after: Option<Link>,
    years_label: String,
    stages_label: String,
    stages: Vec<Stage>,
    now_label: String,
    verdict: Option<Verdict>,
    held: Option<Held>,
    none: Option<String>,
    orders_label: String,
    orders: Vec<(Link, bool)>,
    columns: [String; 5],
    groups: Vec<Group>,
    portion: Option<Ways>,
    legend: [String; 3],
    adoptions_label: String,
    adoptions: Vec<Adoption>,
    proposals_label: String,
    proposals: Proposals,
    ways: Vec<Link>,
    offered_label: String,
    offered: Vec<Link>,
}

/// The years that have a page: those with acts, and those since the signature that have begun.
fn has_page(site: &Site<'_>, rule: RuleId, year: i16) -> bool {
    let signed = site.words.agreement.signed.as_ref().filter(|signed| signed.date <= site.on());
    let begun = signed.is_some_and(|signed| (signed.date.year()..=site.on().year()).contains(&year));
    begun || !site.view.recorded(MatterId::period(rule, year)).is_empty()
}

fn rule_of<'a>(site: &Site<'a>, rule: RuleId) -> Option<&'a KeyWork> {
    if let Kind::KeyWork(list) = &site.view.agreement.rule(rule).kind { Some(list) } else { None }
}

/// The address of the page of a matter, below the language, if it is the key work of a year.
pub fn address(site: &Site<'_>, matter: MatterId) -> Option<String> {
    let year = matter.year().filter(|year| has_page(site, matter.rule, *year))?;
    rule_of(site, matter.rule)?;
    Some(format!("{}/{year}", site.words.agreement.rule(matter.rule).id))
}

/// The address of the key work of the year of the day that is asked about.
pub fn of_this_year(site: &Site<'_>) -> Option<String> {
    let rules = site.words.agreement.rule_ids();
    rules.filter(|rule| rule_of(site, *rule).is_some()).find_map(|rule| address(site, MatterId::period(rule, site.on().year())))
}

/// The page below an address that begins with the name of a rule of key work.
pub fn respond(site: &Site<'_>, path: &str, by: Option<&str>) -> Option<String> {
    let mut parts = path.split('/');
    let rule = site.words.agreement.rule_id(parts.next()?)?;
    let list = List::of(site, rule, parts.next()?.parse().ok()?)?;
    match (parts.next(), parts.next(), parts.next()) {
        (None, None, None) => page(&list, by),
        (Some("round"), None, None) => opinion_round::page(&list),
        (Some("propose"), None, None) => propose::page(site, path, &Typed::default()),
        (Some("item"), Some(number), None) => task::page(&list, number.parse().ok()?, &Default::default()),
        _ => None,
    }
}

/// The list at `key_work/2020/BELOW`.
fn of_path<'s, 'a>(site: &'s Site<'a>, path: &str, below: &str) -> Option<List<'s, 'a>> {
    let (rule, year) = path.strip_suffix(below)?.strip_suffix('/')?.split_once('/')?;
    List::of(site, site.words.agreement.rule_id(rule)?, year.parse().ok()?)
}

/// The page of an item at `key_work/2018/item/3`, with where it is also listed.
pub fn item(site: &Site<'_>, path: &str, also: &also_listed::Shown) -> Option<String> {
    let (list, number) = item_at(site, path)?;
    task::page(&list, number, also)
}

/// The list and the number of an item that an address begins with: `key_work/2018/item/3`.
pub fn item_at<'s, 'a>(site: &'s Site<'a>, path: &str) -> Option<(List<'s, 'a>, u32)> {
    let mut parts = path.split('/');
    let rule = site.words.agreement.rule_id(parts.next()?)?;
    let list = List::of(site, rule, parts.next()?.parse().ok()?)?;
    let number = (parts.next()? == "item").then(|| parts.next()?.parse().ok())??;
    Some((list, number))
}

impl<'s, 'a> List<'s, 'a> {
    /// The key work of a year under a rule; none if the rule is of another kind, or the year has none.
    pub fn of(site: &'s Site<'a>, rule: RuleId, year: i16) -> Option<List<'s, 'a>> {
        let found = rule_of(site, rule).filter(|_| has_page(site, rule, year))?;
        let matter = MatterId::period(rule, year);
        Some(List {
            site,
            matter,
            year,
            rule: found,
            round: site.view.round(matter),
            merged: OnceCell::new(),
            went_into: OnceCell::new(),
            asked: OnceCell::new(),
        })
    }

    /// The items with a text, by their numbers.
    pub fn items(&self) -> impl Iterator<Item = (u32, &Item<'a>)> {
        self.round.items.iter().filter(|(_, item)| item.current.is_some()).map(|(number, item)| (*number, item))
    }

    /// An address below that of this year.
    pub fn href(&self, below: &str) -> String {
        self.site.href(&self.path(below))
    }

    /// The same without language and day.
    pub fn path(&self, below: &str) -> String {
        format!("{}/{}{below}", self.site.words.agreement.rule(self.matter.rule).id, self.year)
    }

    /// The way to an item.
    pub fn item_link(&self, number: u32) -> Link {
        let text = self.site.say(Message::new("key-work-item").number("item", number));
        Link { href: self.href(&format!("/item/{number}")), text }
    }

    /// The name of the matter as it begins a heading.
    pub fn name(&self) -> String {
        self.site.words.language.sentence(&self.site.words.matter(self.matter))
    }

    /// The proposals that the circulations of an item name, each once.
    pub fn merged(&self, number: u32) -> &[&'a Event] {
        self.merged.get_or_init(|| self.all_merged()).get(&number).map(Vec::as_slice).unwrap_or_default()
    }

    /// The items with a text that a proposal went into, by their numbers.
    pub fn went_into(&self, proposal: Place) -> &[u32] {
        let all = || {
            let mut into: BTreeMap<Place, Vec<u32>> = BTreeMap::new();
            let named = self.items().flat_map(|(number, _)| self.merged(number).iter().map(move |event| (event.place, number)));
            named.for_each(|(place, number)| into.entry(place).or_default().push(number));
            into
        };
        self.went_into.get_or_init(all).get(&proposal).map(Vec::as_slice).unwrap_or_default()
    }

    fn all_merged(&self) -> BTreeMap<u32, Vec<&'a Event>> {
        let mut named: BTreeMap<u32, BTreeSet<Place>> = BTreeMap::new();
        for event in self.site.view.events(self.matter) {
            if let Act::Circulate { item, merges, .. } = &event.act {
                named.entry(*item).or_default().extend(merges);
            }
        }
        let wanted = named.values().flatten().copied().collect::<BTreeSet<_>>();
        let events = self.site.view.events(self.matter).enumerate().filter(|(_, event)| wanted.contains(&event.place));
        let events: BTreeMap<Place, (usize, &Event)> = events.map(|(at, event)| (event.place, (at, event))).collect();
        let proposals = |places: BTreeSet<Place>| {
            let mut named = places.iter().filter_map(|place| events.get(place)).collect::<Vec<_>>();
            named.sort_by_key(|(at, _)| *at);
            named.into_iter().map(|(_, event)| *event).collect()
        };
        named.into_iter().map(|(item, places)| (item, proposals(places))).collect()
    }

    /// The circulations of an item, in the order of their days.
    pub fn circulations(&self, number: u32) -> &[&'a Event] {
        self.asked(number).map(|asked| asked.circulations.as_slice()).unwrap_or_default()
    }

    /// The opinions on an item, in the order of their days.
    pub fn opinions(&self, number: u32) -> &[&'a Event] {
        self.asked(number).map(|asked| asked.opinions.as_slice()).unwrap_or_default()
    }

    fn asked(&self, number: u32) -> Option<&Asked<'a>> {
        let all = || {
            let mut all: BTreeMap<u32, Asked<'_>> = BTreeMap::new();
            for event in self.site.view.events(self.matter) {
                match event.act {
                    Act::Circulate { item, .. } => all.entry(item).or_default().circulations.push(event),
                    Act::GiveOpinion { item, .. } => all.entry(item).or_default().opinions.push(event),
                    _ => {}
                }
            }
            all
        };
        self.asked.get_or_init(all).get(&number)
    }

    /// How an item stands, under each reading.
    pub fn stand(&self, number: u32) -> Option<Verdict> {
        let answer = self.rule.stand_of_item(&self.site.view, self.matter, number)?;
        Some(Verdict::of(self.site, "key_work", &answer))
    }
}

/// The text that an act brought; where it is not here, its check code.
pub fn text_of(site: &Site<'_>, event: &Event) -> Text {
    site.texts_of(event.place, usize::MAX).into_iter().next().unwrap_or_else(|| not_here(site, event))
}

/// The same as it was written and as it is shown, read once for both.
pub fn both_texts_of(site: &Site<'_>, event: &Event) -> (Text, Text) {
    match (site.texts)(event.place).into_iter().next() {
        Some(text) => (with_language(text.clone()), site.shown(text)),
        None => {
            let said = not_here(site, event);
            (said.clone(), said)
        }
    }
}

/// The same as it was written: what is compared with another text is compared in its own signs.
pub fn written_text_of(site: &Site<'_>, event: &Event) -> Text {
    site.written_of(event.place).into_iter().next().unwrap_or_else(|| not_here(site, event))
}

fn not_here(site: &Site<'_>, event: &Event) -> Text {
    let digest = match event.act {
        Act::Circulate { text, .. } | Act::ProposeTask { text, .. } | Act::AgreeFollowUp { text, .. } => Some(text),
        Act::PlaceIssue { text } | Act::CirculateMinutes { text } => Some(text),
        Act::ProposeAmendment { text, .. } | Act::ProposeExtension { text, .. } => Some(text),
        Act::ReportProgress { text, .. } => text,
        _ => None,
    };
    let said = digest.map(|digest| site.say(Message::new("key-work-text-not-here").with("text", Arg::Digest(digest))));
    Text { text: said.unwrap_or_default(), ..Text::default() }
}

fn page(list: &List<'_, '_>, by: Option<&str>) -> Option<String> {
    let site = list.site;
    let by_party = match by {
        None => false,
        Some("party") => true,
        Some(_) => return None,
    };
    let heading = list.name();
    let cite = site.cite(site.words.agreement.rule(list.matter.rule).cite);
    let near = |year: i16| {
        let there = has_page(site, list.matter.rule, year);
        let path = format!("{}/{year}", site.words.agreement.rule(list.matter.rule).id);
        there.then(|| Link { href: site.href(&path), text: year.to_string() })
    };
    let order = |key, below, here| (Link { href: list.href(below), text: site.key(key) }, here);
    // What each item rests on stands in its row.
    let answer = report::stand(&site.view, list.matter, false);
    let path = list.path(if by_party { "?by=party" } else { "" });
    let under = row::under(list, by_party);
    let portion = Portion::of(site, under.iter().map(|(_, numbers)| numbers.len()).sum());
    Some(html(&Page {
        chrome: Chrome::of(site, &portion.path(&path), &heading),
        sub: sub(list),
        cite,
        before: near(list.year - 1),
        after: near(list.year + 1),
        years_label: site.key("page-years"),
        stages_label: site.key("key-work-stages"),
        stages: stages::stages(list),
        now_label: site.key("key-work-stage-now"),
        verdict: answer.as_ref().map(|answer| Verdict::of(site, "key_work", answer)),
        held: Held::of(site),
        none: list.items().next().is_none().then(|| site.key("key-work-no-items")),
        orders_label: site.key("key-work-order"),
        orders: vec![order("key-work-by-area", "", !by_party), order("key-work-by-party", "?by=party", by_party)],
        columns: ["key-work-number", "key-work-measure", "key-work-opinions", "page-stands", "key-work-progress"]
            .map(|key| site.key(key)),
        groups: row::groups(list, &under, portion),
        portion: portion.ways(site, &path),
        legend: ["mark-legend-given", "mark-legend-awaited", "mark-legend-withheld"].map(|key| site.key(key)),
        adoptions_label: site.key("key-work-adoption"),
        adoptions: answer.as_ref().map(|answer| adoption::adoptions(list, answer.first())).unwrap_or_default(),
        proposals_label: site.key("key-work-proposals"),
        proposals: Proposals::of(list),
        ways: ways(list),
        offered_label: site.key("send-acts"),
        offered: crate::send::offered(site, list.matter),
        heading,
    }))
}

fn sub(list: &List<'_, '_>) -> String {
    let said = Message::new("key-work-sub").number("count", list.items().count() as i64);
    list.site.say(said.bodies("proposers", list.rule.proposers.iter().copied()).body("convener", list.rule.round.convener))
}

fn ways(list: &List<'_, '_>) -> Vec<Link> {
    let site = list.site;
    let record = format!("matter/{}", site.words.agreement.matter_name(list.matter));
    let mut ways = Vec::new();
    if list.items().next().is_some() {
        ways.push(Link { href: list.href("/round"), text: site.key("opinion-round-way") });
    }
    ways.push(Link { href: list.href("/propose"), text: site.key("propose") });
    for (form, key) in [("xlsx", "sheet-xlsx"), ("csv", "sheet-csv")] {
        ways.push(Link { href: site.href(&format!("file/{}.{form}", list.path(""))), text: site.key(key) });
    }
    ways.extend(letter::ways(site, list.matter, &[LetterKind::AtAGlance]));
    ways.push(Link { href: site.href(&record), text: site.key("key-work-all-acts") });
    if site.visitor.is_some_and(|visitor| visitor.may(Action::ReadInternal)) {
        let own = format!("departments/{}", site.words.agreement.matter_name(list.matter));
        ways.push(Link { href: site.href(&own), text: site.key("departments-way") });
    }
    ways
}
