//! One letter: what it asks, of whom and until when, its text if it is for this side, and every receipt, reply and paper in order.

use super::{LetterMark, PATH, Paper, answers, due, marks, not_here, papers, purpose, rules};
use crate::chrome::{Chrome, html};
use crate::scan;
use crate::send;
use crate::site::{Link, Site, Text};
use crate::verdict::Verdict;
use agreement::act::{ActKind, Event};
use agreement::id::MatterId;
use agreement::kinds::liaison::Letter;
use agreement::message::Message;
use agreement::report;
use askama::Template;
use words::tell::event;

#[derive(Template)]
#[template(path = "letter.html")]
struct Page {
    chrome: Chrome,
    heading: String,
    back: Link,
    room: Link,
    verdict: Option<Verdict>,
    ways: Vec<Link>,
    ways_label: String,
    facts: Vec<(String, String)>,
    marks_label: String,
    marks: Vec<LetterMark>,
    text_label: String,
    texts: Vec<Text>,
    scans: Vec<Link>,
    not_here: Option<String>,
    chain_label: String,
    chain: Vec<Step>,
    papers_label: String,
    papers: Vec<Paper>,
    paper_said: String,
    seen_label: String,
    seen: String,
    matter: Link,
}

/// One act about the letter.
struct Step {
    act: Link,
    day: String,
    by: String,
    said: String,
    on_paper: Option<String>,
    texts: Vec<Text>,
    scans: Vec<Link>,
    not_here: Option<String>,
}

/// The page of the letter that the act called `hong_kong-8` opened; none if there is no such letter in sight.
pub fn page(site: &Site<'_>, id: &str) -> Option<String> {
    let found = |(rule, liaison): (_, &agreement::kinds::liaison::Liaison)| {
        let name = format!("{}/{id}", site.words.agreement.matter_name(MatterId::standing(rule)));
        let matter = site.words.agreement.matter(&name)?;
        Some((matter, liaison.letter(&site.view, matter)?))
    };
    let (matter, letter) = rules(site).into_iter().find_map(found)?;
    Some(of_letter(site, matter, &letter, id))
}

fn of_letter(site: &Site<'_>, matter: MatterId, letter: &Letter<'_>, id: &str) -> String {
    let (words, place) = (site.words, letter.event.place);
    let said = Message::new("liaison-letter-of").body("by", letter.event.author).bodies("to", letter.to.iter().copied());
    let heading = words.language.sentence(&site.say(said.date("day", letter.event.occurred)));
    let texts = site.texts_of(place, usize::MAX);
    let scans = scan::of_act(site, place);
    let mut facts = vec![(site.key("page-act"), words.place(place)), (site.label("field-purpose"), purpose(site, letter))];
    facts.extend(due(site, letter).map(|due| (site.key("page-due"), due)));
    let answer = report::stand(&site.view, matter, true);
    let paper = send::address(site, ActKind::ReportPaper, matter, None);
    let ways = paper.map(|href| Link { href, text: site.key("liaison-paper-reply") });
    let room = letter.room();
    html(&Page {
        chrome: Chrome::of(site, &format!("{PATH}/{id}"), &heading),
        heading,
        back: Link { href: site.href(PATH), text: site.key("liaison") },
        room: Link { href: site.href(&super::room_path(site, &room)), text: super::names(site, &room) },
        verdict: answer.map(|answer| Verdict::of(site, "liaison", &answer)),
        ways: answers(site, matter, letter).into_iter().chain(ways).collect(),
        ways_label: site.key("send-acts"),
        facts,
        marks_label: site.key("liaison-answers"),
        marks: marks(site, letter),
        text_label: site.key("send-text"),
        not_here: texts.is_empty().then(|| not_here(site, place, letter.event.author)),
        texts,
        scans,
        chain_label: site.key("liaison-chain"),
        chain: site.view.events(matter).filter(|event| is_step(event, letter)).map(|event| step(site, event)).collect(),
        papers_label: site.key("liaison-papers"),
        papers: papers(site, matter),
        paper_said: site.key("liaison-paper-said"),
        seen_label: site.key("liaison-seen-label"),
        seen: site.key("liaison-seen"),
        matter: Link {
            href: site.href(&format!("matter/{}", words.agreement.matter_name(matter))),
            text: site.key("liaison-matter"),
        },
    })
}

fn is_step(event: &Event, letter: &Letter<'_>) -> bool {
    event.place != letter.event.place && event.act.kind() != ActKind::ReportPaper
}

fn step(site: &Site<'_>, one: &Event) -> Step {
    let texts = site.texts_of(one.place, usize::MAX);
    let brings = one.act.kind() == ActKind::ReplyLiaison;
    Step {
        act: site.act(one.place),
        day: site.words.date(one.occurred),
        by: site.words.language.sentence(&site.words.short_body(one.author)),
        said: event::done(site.words, one),
        on_paper: one.paper.then(|| site.key("liaison-on-paper")),
        scans: scan::of_act(site, one.place),
        not_here: (brings && texts.is_empty()).then(|| not_here(site, one.place, one.author)),
        texts,
    }
}
