//! The opinion round of a year: what each body that was asked says to each item, and what became of what it said.
//!
//! Departments answer the convener alone; others see its statement. Only an item whose text changed is asked about anew.

use crate::chrome::{Chrome, html};
use crate::key_work::row::fate;
use crate::key_work::version::{Reply, Version, texts, versions};
use crate::key_work::{List, text_of};
use crate::letter;
use crate::party_marks::{PartyMarks, of_stance, opinion};
use crate::portion::{Portion, Ways};
use crate::redline::Redline;
use crate::site::{Link, Text};
use crate::verdict::Verdict;
use crate::{send, task};
use agreement::act::{Act, ActKind, Event, Statement};
use agreement::id::BodyId;
use agreement::kinds::opinion_round::{Item, Stance, Stated};
use agreement::message::Message;
use agreement::report;
use askama::Template;
use office::letter::LetterKind;

#[derive(Template)]
#[template(path = "opinion_round.html")]
struct Page {
    chrome: Chrome,
    heading: String,
    list: Link,
    sub: String,
    verdict: Option<Verdict>,
    silence: String,
    number_label: String,
    measure_label: String,
    bodies: Vec<String>,
    rows: Vec<Row>,
    portion: Option<Ways>,
    compare_label: String,
    changes_said: String,
    compared_columns: [String; 3],
    compared: Vec<Compared>,
    compare: String,
    letters: Vec<Link>,
}

struct Row {
    number: u32,
    href: String,
    text: Text,
    reopened: Option<String>,
    cells: Vec<Cell>,
}

/// What one body says to the current text of an item.
struct Cell {
    body: String,
    class: &'static str,
    word: String,
    day: String,
    href: Option<String>,
    /// What it said to an earlier text.
    earlier: Option<String>,
}

/// One item with what was asked, answered, and made of it.
struct Compared {
    number: u32,
    link: Link,
    open: bool,
    marks: PartyMarks,
    turns: Vec<Turn>,
    /// The way to another text of it, for whoever may circulate one.
    redraft: Option<Link>,
}

struct Turn {
    asked: Version,
    /// The next text with what changed, or nothing where the text stayed.
    changed: Option<Redline>,
    treated: Vec<String>,
}

/// The page; none while nothing has been circulated.
pub fn page(list: &List<'_, '_>) -> Option<String> {
    let site = list.site;
    list.items().next()?;
    let heading = site.say(Message::new("opinion-round-heading").matter("matter", list.matter));
    let answer = report::stand(&site.view, list.matter, false);
    let path = list.path("/round");
    let portion = Portion::of(site, list.items().count());
    let columns = bodies(list);
    let both = |(number, item)| {
        let compared = compared(list, number, item);
        (row(list, &columns, number, item, &compared), compared)
    };
    let (rows, compared) = portion.entries(list.items()).map(both).unzip();
    Some(html(&Page {
        chrome: Chrome::of(site, &portion.path(&path), &heading),
        heading,
        list: Link { href: list.href(""), text: list.name() },
        sub: site.say(Message::new("opinion-round-sub").body("convener", list.rule.round.convener)),
        verdict: answer.as_ref().map(|answer| Verdict::of(site, "key_work", answer)),
        silence: site.label("silence-is-not-consent"),
        number_label: site.key("key-work-number"),
        measure_label: site.key("key-work-measure"),
        bodies: columns,
        rows,
        portion: portion.ways(site, &path),
        compare_label: site.key("opinion-round-compare"),
        changes_said: site.key("task-changes-said"),
        compared_columns: ["opinion-round-asked", "opinion-round-answered", "opinion-round-treated"].map(|key| site.key(key)),
        compare: site.key("opinion-round-compare-one"),
        letters: letter::ways(site, list.matter, &[LetterKind::OpinionRequest, LetterKind::Reply, LetterKind::OpinionsTable]),
        compared,
    }))
}

/// The heads of the columns: the bodies that are asked, then the departments as the convener states them.
fn bodies(list: &List<'_, '_>) -> Vec<String> {
    let site = list.site;
    let name = |body: &BodyId| site.words.language.sentence(&site.words.short_body(*body));
    let mut names: Vec<String> = list.rule.round.asked.iter().map(name).collect();
    names.extend(task::departments_label(list));
    names
}

fn row(list: &List<'_, '_>, names: &[String], number: u32, item: &Item<'_>, compared: &Compared) -> Row {
    let site = list.site;
    let mut cells: Vec<Cell> =
        list.rule.round.asked.iter().zip(names).map(|(body, name)| cell(list, item, *body, name.clone())).collect();
    cells.extend(list.rule.round.departments.as_ref().map(|_| departments(list, item, names[cells.len()].clone())));
    let texts = texts(list, number);
    let since = item.since.map(|event| event.occurred).filter(|_| texts.len() > 1);
    // The same text circulated anew is another act with a copy of its own.
    let last = texts.last().map(|(_, event)| event.place).zip(compared.turns.last());
    let current = |event: &Event| match last {
        Some((place, turn)) if place == event.place => turn.asked.text.clone(),
        _ => text_of(site, event),
    };
    Row {
        number,
        href: list.href(&format!("/item/{number}")),
        text: item.current.map(current).unwrap_or_default(),
        reopened: since
            .map(|day| site.say(Message::new("opinion-round-reopened").number("number", texts.len() as i64).date("day", day))),
        cells,
    }
}

fn cell(list: &List<'_, '_>, item: &Item<'_>, body: BodyId, name: String) -> Cell {
    let site = list.site;
    let stance = item.stance(body);
    let mark = of_stance(site, item, body);
    let earlier = match stance {
        Stance::Awaited(Some(event)) => {
            let said = Message::new("opinion-round-earlier").text("opinion", opinion(site, event)).date("day", event.occurred);
            Some(site.say(said))
        }
        _ => None,
    };
    match stance {
        Stance::Awaited(_) => Cell { body: name, class: "awaited", word: mark.said, day: String::new(), href: None, earlier },
        Stance::Consents(event) | Stance::Unclear(event) | Stance::Withheld(_, event) => Cell {
            body: name,
            class: mark.class(),
            word: opinion(site, event),
            day: site.words.date(event.occurred),
            href: Some(site.act(event.place).href),
            earlier,
        },
    }
}

/// What the convener states of the departments to the current text; whether they must agree is a reading, so it is only shown.
fn departments(list: &List<'_, '_>, item: &Item<'_>, name: String) -> Cell {
    let site = list.site;
    let stated = |class, event: &Event| {
        let Act::StateDepartments { statement, .. } = event.act else { panic!("only statements state") };
        let word = site.words.language.sentence(&site.words.word(statement.word()));
        let (day, href) = (site.words.date(event.occurred), Some(site.act(event.place).href));
        Cell { body: name.clone(), class, word, day, href, earlier: None }
    };
    match list.round.stated(item, false) {
        Stated::Holds(event) | Stated::NotYet(event) | Stated::Unsaid(event) => {
            // Signing ink is for parties: departments sign nothing here, the convener states what they said.
            let not_yet = matches!(event.act, Act::StateDepartments { statement: Statement::NotYet, .. });
            stated(if not_yet { "withheld" } else { "stated" }, event)
        }
        Stated::Awaited | Stated::NotNeeded => {
            let word = site.key("opinion-round-not-stated");
            Cell { body: name.clone(), class: "awaited", word, day: String::new(), href: None, earlier: None }
        }
    }
}

fn compared(list: &List<'_, '_>, number: u32, item: &Item<'_>) -> Compared {
    let site = list.site;
    let asked = versions(list, number);
    let next: Vec<Option<Redline>> = asked.iter().skip(1).map(|version| Some(version.redline.clone())).chain([None]).collect();
    let last = asked.len();
    let named: Vec<String> = asked.iter().map(|version| version.name.clone()).collect();
    let turn = |(at, (asked, changed)): (usize, (Version, Option<Redline>))| {
        let treated = match &changed {
            Some(_) => vec![site.say(Message::new("opinion-round-changed").text("text", &named[at + 1]))],
            None => at_last(list, item),
        };
        Turn { asked, changed, treated }
    };
    let turns: Vec<Turn> = asked.into_iter().zip(next).enumerate().map(turn).collect();
    let says_more = |reply: &Reply| reply.class == "withheld" || !reply.texts.is_empty();
    Compared {
        number,
        link: list.item_link(number),
        open: last > 1 || turns.iter().any(|turn| turn.asked.replies.iter().any(says_more)),
        marks: PartyMarks::of_item(site, &list.round, item),
        turns,
        redraft: redraft(list, number, item),
    }
}

fn redraft(list: &List<'_, '_>, number: u32, item: &Item<'_>) -> Option<Link> {
    let href = send::address(list.site, ActKind::Circulate, list.matter, Some(number)).filter(|_| item.is_live())?;
    Some(Link { href, text: list.site.say(Message::new("opinion-round-redraft").number("item", number)) })
}

/// What became of the last text: agreed, off the list, or still open.
pub fn at_last(list: &List<'_, '_>, item: &Item<'_>) -> Vec<String> {
    let site = list.site;
    if let Some(fate) = fate(list, item).filter(|_| item.parked.is_some()) {
        return vec![site.say(Message::new("mark-said").text("words", fate.word).text("day", fate.day))];
    }
    let agreed = [true, false].map(|required| list.round.agreed_now(item, required).map(|(day, _)| day));
    let said = match agreed {
        [Some(day), _] => Message::new("opinion-round-kept").date("day", day),
        [None, Some(day)] => Message::new("opinion-round-kept-by-parties").date("day", day),
        [None, None] => Message::new("opinion-round-still-open").body("convener", list.rule.round.convener),
    };
    vec![site.say(said)]
}
