//! Proposals and merging: who proposed what for the year and in which area, what was carried over and waits to be taken up, and what looks like the
//! same. The convener chooses several, joins their texts into one, and with its circulation freezes it; whose proposals they were stays on record.

use super::import::{CarriedOver, carried_over, is_taken_up};
use super::likeness::Likeness;
use super::proposals::{Proposal, proposal};
use super::{List, text_of};
use crate::chrome::{Chrome, html};
use crate::form::{Choice, Field, Form, Kind, Typed};
use crate::portion::{Portion, Ways, more};
use crate::send;
use crate::site::{Link, Site, encoded};
use agreement::act::{Act, ActKind, Event};
use agreement::id::{BodyId, Place};
use agreement::message::Message;
use askama::Template;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "propose.html")]
struct Propose {
    chrome: Chrome,
    heading: String,
    said: String,
    back: Link,
    ways: Vec<Link>,
    sides: Vec<Side>,
    carried_label: String,
    not_yet: String,
    portion: Option<Ways>,
    /// What is chosen in other portions.
    kept: Vec<String>,
    choose: Option<(String, String)>,
    action: String,
    carried_over_label: String,
    carried_over: Vec<Carried>,
    areas_label: String,
    areas: Vec<(Link, String)>,
    join_label: String,
    join_said: String,
    joined: Option<Form>,
}

/// How many proposals that look like one are named beside it.
const LIKE_MAX: usize = 5;

/// What one party proposes, or that it has no proposal, or that the record holds neither.
struct Side {
    name: String,
    rows: Vec<Row>,
    said: Option<String>,
}

struct Row {
    place: String,
    one: Proposal,
    like: Vec<String>,
    chosen: bool,
}

struct Carried {
    item: String,
    text: String,
    taken_up: Option<String>,
    propose: Option<Link>,
}

/// The page of a year, with the proposals that are chosen; none if there is no such year.
pub fn page(site: &Site<'_>, path: &str, given: &Typed) -> Option<String> {
    let list = super::of_path(site, path, "propose")?;
    let title = site.key("propose");
    let chosen = given.all("chosen");
    let may_join = send::address(site, ActKind::Circulate, list.matter, None).is_some();
    let picked = proposals(&list).filter(|event| chosen.contains(&site.words.agreement.place_name(event.place).as_str()));
    let picked = picked.collect::<Vec<_>>();
    let all = All::of(&list);
    let place = |event: &&Event| site.words.agreement.place_name(event.place);
    let kept = picked.iter().filter(|event| !all.shown.contains(&event.place)).map(place).collect();
    let picked_path = picked.iter().map(place).map(|place| format!("chosen={}", encoded(&place))).collect::<Vec<_>>().join("&");
    let path = list.path("/propose") + if picked.is_empty() { "" } else { "?" } + &picked_path;
    if may_join {
        site.turn.offers_by_address("choose", site.part);
    }
    Some(html(&Propose {
        chrome: Chrome::of(site, &all.portion.path(&path), &title),
        said: site.say(Message::new("propose-said").body("convener", list.rule.round.convener)),
        back: Link { href: list.href(""), text: list.name() },
        ways: ways(&list),
        sides: list.rule.proposers.iter().filter_map(|party| side(&list, *party, &all, &chosen)).collect(),
        portion: all.portion.ways(site, &path).map(|ways| if may_join { ways.of_form("choose") } else { ways }),
        kept,
        carried_label: site.key("key-work-carried-from"),
        not_yet: site.key("key-work-not-yet-taken-up"),
        choose: may_join.then(|| (site.key("propose-choose"), site.key("propose-join"))),
        action: list.href("/propose"),
        carried_over_label: site.key("propose-carried-over"),
        carried_over: carried_over(&list).into_iter().map(|one| carried(&list, one)).collect(),
        areas_label: site.key("propose-areas"),
        areas: areas(&list),
        join_label: site.key("propose-joined"),
        join_said: site.key("propose-joined-said"),
        joined: (may_join && !picked.is_empty()).then(|| join(&list, &picked)),
        heading: format!("{title} · {}", list.name()),
    }))
}

/// All proposals of a year with what tells whether they are alike, and which of them the page shows.
struct All<'a> {
    portion: Portion,
    shown: BTreeSet<Place>,
    likeness: Vec<(&'a Event, Likeness)>,
}

impl<'a> All<'a> {
    fn of(list: &List<'_, 'a>) -> All<'a> {
        let by = |party: &BodyId| proposals(list).filter(move |event| event.author == *party).collect::<Vec<_>>();
        let in_order = list.rule.proposers.iter().flat_map(by).map(|event| event.place).collect::<Vec<_>>();
        let portion = Portion::of(list.site, in_order.len());
        let likeness = proposals(list).map(|event| (event, Likeness::of(&text_of(list.site, event).text)));
        All { portion, shown: portion.entries(in_order).collect(), likeness: likeness.collect() }
    }

    /// The proposals that look like one of them.
    fn like(&self, place: Place) -> impl Iterator<Item = &'a Event> {
        let own = self.likeness.iter().find(|(event, _)| event.place == place).map(|(_, own)| own);
        let others = self.likeness.iter().filter(move |(event, _)| event.place != place);
        others.filter(move |(_, other)| own.is_some_and(|own| own.is_like(other))).map(|(event, _)| *event)
    }
}

fn proposals<'a>(list: &List<'_, 'a>) -> impl Iterator<Item = &'a Event> {
    list.site.view.events(list.matter).filter(|event| matches!(event.act, Act::ProposeTask { .. }))
}

fn ways(list: &List<'_, '_>) -> Vec<Link> {
    let site = list.site;
    let act = |kind| {
        let text = site.words.language.sentence(&send::name(site, kind));
        send::address(site, kind, list.matter, None).map(|href| Link { href, text })
    };
    let mut ways = [ActKind::ProposeTask, ActKind::NoProposal].into_iter().filter_map(act).collect::<Vec<_>>();
    if site.visitor.is_some_and(|visitor| visitor.may(office::Action::Draft)) {
        ways.push(Link { href: list.href("/import"), text: site.key("import") });
    }
    ways
}

/// What one party proposed, as far as the page shows it; none if all of it is elsewhere.
fn side(list: &List<'_, '_>, party: BodyId, all: &All<'_>, chosen: &[&str]) -> Option<Side> {
    let site = list.site;
    let own = proposals(list).filter(|event| event.author == party).collect::<Vec<_>>();
    let has_any = !own.is_empty();
    let rows = own
        .into_iter()
        .filter(|event| all.shown.contains(&event.place))
        .map(|event| row(list, event, all, chosen))
        .collect::<Vec<_>>();
    if has_any && rows.is_empty() {
        return None;
    }
    let filed = site.view.events(list.matter).find(|event| event.author == party && event.act.kind() == ActKind::NoProposal);
    let said = match filed {
        _ if !rows.is_empty() => None,
        Some(event) => Some(site.say(Message::new("propose-none").date("day", event.occurred))),
        None => Some(site.key("propose-not-on-record")),
    };
    Some(Side { name: site.words.language.sentence(&site.words.body(party)), rows, said })
}

fn row(list: &List<'_, '_>, event: &Event, all: &All<'_>, chosen: &[&str]) -> Row {
    let site = list.site;
    let like = all.like(event.place).collect::<Vec<_>>();
    let said = |other: &&Event| site.say(Message::new("propose-like").text("place", site.words.place(other.place)));
    let more = more(site, like.len(), LIKE_MAX);
    let place = site.words.agreement.place_name(event.place);
    Row {
        one: proposal(list, event),
        like: like.iter().take(LIKE_MAX).map(said).chain(more).collect(),
        chosen: chosen.contains(&place.as_str()),
        place,
    }
}

/// An item that was carried over, with a form of a proposal that goes on with it.
fn carried(list: &List<'_, '_>, (from, text, area): CarriedOver) -> Carried {
    let site = list.site;
    let taken_up = is_taken_up(list, &from).then(|| site.key("propose-taken-up"));
    let propose = send::address(site, ActKind::ProposeTask, list.matter, None).filter(|_| taken_up.is_none());
    let propose = propose.map(|href| {
        let area = area.map(|area| format!("&area={area}")).unwrap_or_default();
        let href = format!("{href}?carried_from={from}{area}&text={}", encoded(&text));
        Link { href, text: site.key("propose-go-on") }
    });
    Carried { item: from, text, taken_up, propose }
}

/// The areas of the agreement with the provision of each, and how many proposals name it.
fn areas(list: &List<'_, '_>) -> Vec<(Link, String)> {
    let site = list.site;
    let entries = site.words.agreement.entries.iter().filter(|entry| entry.node == "area");
    let one = |entry: &agreement::agreement::Entry| {
        let names = |act: &Act| matches!(act, Act::ProposeTask { area: Some(area), .. } if *area == entry.id);
        let count = proposals(list).filter(|event| names(&event.act)).count();
        let name = site.words.language.sentence(&site.words.vocabulary.name(&entry.id));
        let link = entry.cite.map_or(Link { href: list.href(""), text: String::new() }, |cite| site.cite(cite));
        let text = format!("{} {name}", link.text).trim().to_owned();
        (Link { text, ..link }, site.say(Message::new("propose-count").number("count", count as i64)))
    };
    entries.map(one).collect()
}

/// The form that circulates the joined text of the chosen proposals.
fn join(list: &List<'_, '_>, picked: &[&Event]) -> Form {
    let site = list.site;
    let next = list.round.items.keys().max().copied().unwrap_or_default() + 1;
    let text = picked.iter().map(|event| text_of(site, event).text).collect::<Vec<_>>().join("\n");
    let within = list.site.view.events(list.matter).rev().find_map(|event| match event.act {
        Act::Circulate { answer_within, .. } => answer_within,
        _ => None,
    });
    let merges = picked.iter().map(|event| {
        let place = site.words.agreement.place_name(event.place);
        let by = site.words.language.sentence(&site.words.short_body(event.author));
        Choice { text: format!("{} · {by}", site.words.place(event.place)), value: place, chosen: true }
    });
    let label = |field: Field| Field { label: site.words.language.sentence(&field.label), ..field };
    let path = format!("send/{}/{}", ActKind::Circulate.name(), site.words.agreement.matter_name(list.matter));
    let audiences = send::AUDIENCES.map(|name| Choice {
        value: name.to_owned(),
        text: send::audience(site, name),
        chosen: name == send::AUDIENCES[0],
    });
    Form::new(site, "join", &path, "send-review").fields(vec![
        label(Field::new(site, "item", "field-item", Kind::Line)).value(next.to_string()),
        Field::new(site, "text", "send-text", Kind::Text(8)).value(text),
        label(Field::new(site, "merges", "field-merges", Kind::Boxes(merges.collect()))),
        label(Field::new(site, "answer_within", "field-answer-within", Kind::Line))
            .value(within.map(|days| days.to_string()).unwrap_or_default())
            .optional(),
        Field::new(site, "audience", "send-audience", Kind::Choice(audiences.to_vec())),
    ])
}
