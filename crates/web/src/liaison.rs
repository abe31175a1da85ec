//! Liaison: the offices through which the parties write to each other, what came in and went out, and rooms of two or three.
//!
//! That a letter was sent stands in the log of whoever wrote it, and every party sees it. What it says is for those whom it names.

pub mod letter;
pub mod offices;

use crate::chrome::{Chrome, html};
use crate::scan::Payload;
use crate::send;
use crate::site::{Link, Site, Text, encoded};
use agreement::act::{Act, ActKind, Purpose};
use agreement::id::{BodyId, MatterId, Occasion, Place, RuleId};
use agreement::kinds::Kind;
use agreement::kinds::liaison::{Letter, Liaison};
use agreement::message::Message;
use askama::Template;
use offices::Office;
use std::collections::BTreeMap;

/// The path of the page below the language.
pub const PATH: &str = "liaison";

/// So much of a text stands in the list.
const TEXT_SHOWN: usize = 120;

#[derive(Template)]
#[template(path = "liaison.html")]
struct Page {
    chrome: Chrome,
    heading: String,
    said: String,
    seen_label: String,
    seen: String,
    ways: Vec<Link>,
    ways_label: String,
    offices_label: String,
    offices: Vec<Office>,
    rooms_label: String,
    rooms: Vec<Room>,
    all: Option<Link>,
    mechanism: Option<Link>,
    boxes: Vec<LetterBox>,
    columns: [String; 4],
    none: String,
    papers_label: String,
    papers: Vec<Paper>,
}

/// Letters among the same parties.
pub struct Room {
    /// The way to them.
    pub link: Link,
    /// How many there are.
    pub count: String,
    /// Whether the reader is there.
    pub is_here: bool,
}

/// Letters that come in, go out, or pass between others.
struct LetterBox {
    label: String,
    rows: Vec<Row>,
}

struct Row {
    letter: Link,
    day: String,
    from: String,
    to: String,
    purpose: String,
    due: Option<String>,
    marks: Vec<LetterMark>,
    text: Option<Text>,
    not_ours: Option<String>,
    ways: Vec<Link>,
}

/// What one addressee has done about a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterMark {
    /// The party's mark.
    pub name: String,
    /// The class that gives it its shape: `replied`, `received` or `awaited`.
    pub class: &'static str,
    /// The same in words, with the day.
    pub said: String,
    /// Where the act can be read.
    pub act: Option<String>,
}

/// A paper of somebody that another reported.
pub struct Paper {
    act: Link,
    day: String,
    said: String,
    own: String,
    scans: Vec<Link>,
}

/// The rules of liaison of an agreement, in its order.
pub fn rules<'a>(site: &Site<'a>) -> Vec<(RuleId, &'a Liaison)> {
    let liaison = |kind: &'a Kind| if let Kind::Liaison(rule) = kind { Some(rule) } else { None };
    site.view.agreement.rules_of(liaison).collect()
}

/// Every letter in sight with its matter, the newest first.
pub fn letters<'a>(site: &Site<'a>) -> Vec<(MatterId, Letter<'a>)> {
    let of_rule = |(rule, liaison): (RuleId, &'a Liaison)| {
        let matters = site.view.matters_of(rule).collect::<Vec<_>>();
        matters.into_iter().filter_map(|matter| Some((matter, liaison.letter(&site.view, matter)?))).collect::<Vec<_>>()
    };
    let mut letters = rules(site).into_iter().flat_map(of_rule).collect::<Vec<_>>();
    letters.sort_by_key(|(_, letter)| std::cmp::Reverse((letter.event.occurred, letter.event.place)));
    letters
}

/// The address of a letter's own page, below the language; none for a matter that is no letter.
pub fn address(site: &Site<'_>, matter: MatterId) -> Option<String> {
    let is_letter = matches!(matter.occasion, Occasion::Opened(_));
    let Kind::Liaison(_) = &site.view.agreement.rule(matter.rule).kind else { return None };
    is_letter.then(|| format!("{PATH}/{}", site.words.agreement.matter_name(matter).split('/').next_back().unwrap_or_default()))
}

/// The page below `liaison`: the letters, those of one room if `with` names parties, or one letter.
pub fn respond(site: &Site<'_>, rest: &str, with: Option<&str>) -> Option<String> {
    if rules(site).is_empty() {
        return None;
    }
    if !rest.is_empty() {
        return letter::page(site, rest);
    }
    let room = match with {
        None => None,
        Some(said) => Some(said.split(',').map(|id| site.words.agreement.body(id)).collect::<Option<Vec<_>>>()?),
    };
    Some(page(site, room))
}

fn page(site: &Site<'_>, room: Option<Vec<BodyId>>) -> String {
    let room = room.map(|mut room| {
        room.sort();
        room.dedup();
        room
    });
    let all = letters(site);
    let path = room.as_ref().map_or(PATH.to_owned(), |room| room_path(site, room));
    let heading = match &room {
        Some(room) => site.say(Message::new("liaison-room-of").bodies("parties", room.iter().copied())),
        None => site.key("liaison"),
    };
    let shown = all.iter().filter(|(_, letter)| room.as_ref().is_none_or(|room| *room == letter.room())).collect::<Vec<_>>();
    let party = |key: &'static str| site.say(Message::new(key).body("party", site.party));
    let is_in = |letter: &Letter<'_>| letter.to.contains(&site.party);
    let is_out = |letter: &Letter<'_>| letter.event.author == site.party;
    let rows = |is: &dyn Fn(&Letter<'_>) -> bool| -> Vec<Row> {
        shown.iter().filter(|(_, letter)| is(letter)).map(|(matter, letter)| row(site, *matter, letter)).collect()
    };
    let boxes = vec![
        LetterBox { label: party("liaison-in"), rows: rows(&is_in) },
        LetterBox { label: party("liaison-out"), rows: rows(&is_out) },
        LetterBox { label: site.key("liaison-among-others"), rows: rows(&|letter| !is_in(letter) && !is_out(letter)) },
    ];
    html(&Page {
        chrome: Chrome::of(site, &path, &heading),
        heading: site.words.language.sentence(&heading),
        said: site.key("liaison-said"),
        seen_label: site.key("liaison-seen-label"),
        seen: site.key("liaison-seen"),
        ways: ways(site, room.as_deref()),
        ways_label: site.key("send-acts"),
        offices_label: site.key("liaison-offices"),
        offices: offices::all(site),
        rooms_label: site.key("liaison-rooms"),
        rooms: rooms(site, &all, room.as_deref()),
        all: room.is_some().then(|| Link { href: site.href(PATH), text: site.key("liaison-all") }),
        mechanism: room.is_none().then(|| mechanism(site)).flatten(),
        boxes,
        columns: ["liaison-letter", "liaison-asks", "liaison-answers", "send-text"].map(|key| site.key(key)),
        none: site.key("liaison-none"),
        papers_label: site.key("liaison-papers"),
        papers: rules(site).into_iter().flat_map(|(rule, _)| papers(site, MatterId::standing(rule))).collect(),
    })
}

/// The way to the daily mechanism, where the agreement has one.
fn mechanism(site: &Site<'_>) -> Option<Link> {
    let agreement = site.view.agreement;
    let has = agreement.rule_ids().any(|rule| matches!(agreement.rule(rule).kind, Kind::DailyMechanism(_)));
    has.then(|| Link { href: site.href(crate::daily_mechanism::PATH), text: site.key("daily-mechanism") })
}

fn room_path(site: &Site<'_>, room: &[BodyId]) -> String {
    format!("{PATH}?with={}", ids(site, room))
}

fn ids(site: &Site<'_>, parties: &[BodyId]) -> String {
    parties.iter().map(|party| site.words.agreement.body_of(*party).id.as_str()).collect::<Vec<_>>().join(",")
}

/// The sets of parties that have written to each other, in the agreement's order, with how many letters.
pub fn rooms(site: &Site<'_>, all: &[(MatterId, Letter<'_>)], here: Option<&[BodyId]>) -> Vec<Room> {
    let mut counted: BTreeMap<Vec<BodyId>, i64> = BTreeMap::new();
    all.iter().for_each(|(_, letter)| *counted.entry(letter.room()).or_default() += 1);
    let room = |(room, count): (Vec<BodyId>, i64)| Room {
        link: Link { href: site.href(&room_path(site, &room)), text: names(site, &room) },
        count: site.say(Message::new("liaison-count").number("count", count)),
        is_here: here == Some(room.as_slice()),
    };
    counted.into_iter().map(room).collect()
}

/// Short names in the agreement's order.
pub fn names(site: &Site<'_>, parties: &[BodyId]) -> String {
    parties.iter().map(|party| crate::party_marks::short(site, *party)).collect::<Vec<_>>().join(" · ")
}

/// What can be sent from here: a new letter (to the others of a room), one that is handled separately, a paper of another party.
fn ways(site: &Site<'_>, room: Option<&[BodyId]>) -> Vec<Link> {
    let mut ways = Vec::new();
    let others = room.unwrap_or_default().iter().filter(|party| **party != site.party);
    let to = others.map(|party| format!("&to={}", site.words.agreement.body_of(*party).id)).collect::<String>();
    for (rule, _) in rules(site) {
        let way = |kind, query: &str, key| {
            let href = send::address(site, kind, MatterId::standing(rule), None)?;
            let query = query.trim_start_matches('&');
            let sign = if query.is_empty() { "" } else { "?" };
            Some(Link { href: format!("{href}{sign}{query}"), text: site.key(key) })
        };
        let apart = format!("{to}&text={}", encoded(&site.key("liaison-apart-text").replace('%', "\n")));
        ways.extend(way(ActKind::SendLiaison, &to, "liaison-new"));
        ways.extend(way(ActKind::SendLiaison, &apart, "liaison-apart"));
        ways.extend(way(ActKind::ReportPaper, "", "liaison-paper"));
        ways.extend(way(ActKind::DesignateOffice, "", "liaison-designate"));
    }
    ways
}

fn row(site: &Site<'_>, matter: MatterId, letter: &Letter<'_>) -> Row {
    let place = letter.event.place;
    let text = site.texts_of(place, TEXT_SHOWN).into_iter().next();
    Row {
        letter: Link {
            href: address(site, matter).map_or_else(|| site.matter_href(matter), |own| site.href(&own)),
            text: site.words.place(place),
        },
        day: site.words.date(letter.event.occurred),
        from: crate::party_marks::short(site, letter.event.author),
        to: names(site, &letter.to),
        purpose: purpose(site, letter),
        due: due(site, letter),
        marks: marks(site, letter),
        not_ours: text.is_none().then(|| not_here(site, place, letter.event.author)),
        text,
        ways: answers(site, matter, letter),
    }
}

/// What a letter asks for.
pub fn purpose(site: &Site<'_>, letter: &Letter<'_>) -> String {
    site.words.language.sentence(&site.words.word(letter.purpose.word()))
}

/// By when, and for whom of the addressees that day is no working day: each keeps its own calendar.
pub fn due(site: &Site<'_>, letter: &Letter<'_>) -> Option<String> {
    let due = letter.due?;
    let said = site.say(Message::new("liaison-due").date("due", due));
    let closed = letter.to.iter().copied().filter(|party| {
        let calendar = site.words.agreement.body_of(*party).calendar.as_deref();
        calendar.is_some_and(|calendar| !site.view.calendars.is_working(calendar, due, site.view.known_at).0)
    });
    let closed = closed.collect::<Vec<_>>();
    let noted = (!closed.is_empty()).then(|| site.say(Message::new("liaison-due-closed").bodies("parties", closed)));
    Some(format!("{said}{}", noted.unwrap_or_default()))
}

/// What stands where a text is not here: for whom it is, or that it has not come yet.
pub fn not_here(site: &Site<'_>, place: Place, owner: BodyId) -> String {
    let payloads = (site.payloads)(place);
    let Some(first) = payloads.first() else { return site.key("liaison-no-text") };
    if payloads.iter().any(|payload| payload.is_here) {
        return site.key("liaison-scan-alone");
    }
    let readers = first.readers.said(site, owner);
    let ours = |payload: &Payload| owner == site.party || payload.readers.include(site.party);
    let key = if ours(first) { "liaison-not-yet-here" } else { "liaison-not-ours" };
    site.say(Message::new(key).text("readers", readers))
}

/// A mark for each addressee, in the agreement's order.
pub fn marks(site: &Site<'_>, letter: &Letter<'_>) -> Vec<LetterMark> {
    let mark = |party: &BodyId| {
        let name = crate::party_marks::short(site, *party);
        let done = |class, key, (day, place): &(_, Place)| LetterMark {
            name: name.clone(),
            class,
            said: site.say(Message::new(key).date("day", *day)),
            act: Some(site.act(*place).href),
        };
        match (letter.replied.get(party), letter.received.get(party)) {
            (Some(when), _) => done("replied", "liaison-replied", when),
            (None, Some(when)) if letter.purpose == Purpose::Information => done("replied", "liaison-received", when),
            (None, Some(when)) => done("received", "liaison-received-only", when),
            (None, None) => LetterMark { name, class: "awaited", said: awaited(site, letter), act: None },
        }
    };
    letter.to.iter().map(mark).collect()
}

fn awaited(site: &Site<'_>, letter: &Letter<'_>) -> String {
    match letter.due {
        Some(due) => site.say(Message::new("liaison-awaited-by").date("due", due)),
        None => site.key("liaison-awaited"),
    }
}

/// What this side can do about a letter: acknowledge it and reply. A paper of somebody else about it is recorded from its own page.
pub fn answers(site: &Site<'_>, matter: MatterId, letter: &Letter<'_>) -> Vec<Link> {
    let way = |kind: ActKind, key: &str| {
        let href = send::address(site, kind, matter, None)?;
        Some(Link { href, text: site.key(key) })
    };
    let mut ways = Vec::new();
    if letter.unreceived().contains(&site.party) {
        ways.extend(way(ActKind::AcknowledgeLiaison, "liaison-acknowledge"));
    }
    if letter.to.contains(&site.party) {
        ways.extend(way(ActKind::ReplyLiaison, "liaison-reply"));
    }
    ways
}

/// The papers that were reported in a matter.
pub fn papers(site: &Site<'_>, matter: MatterId) -> Vec<Paper> {
    let paper = |event: &agreement::act::Event| {
        let Act::ReportPaper { about, text } = &event.act else { return None };
        Some(Paper {
            act: site.act(event.place),
            day: site.words.date(event.occurred),
            said: site.say(Message::new("liaison-paper-of").body("about", *about).body("by", event.author)),
            own: text.clone(),
            scans: crate::scan::of_act(site, event.place),
        })
    };
    site.view.events(matter).filter_map(paper).collect()
}
