//! The answers of this side's own departments in an opinion round: a matrix of items and departments. It stays on this node; the others
//! read what the convener states.

use crate::chrome::{Chrome, html};
use crate::form::{Choice, Fault, Field, Form, Kind, Typed, missing};
use crate::send::{self, asks_unmarked, items_of, unmarked};
use crate::site::{Link, Site, Text};
use agreement::act::{Act, ActKind, Opinion};
use agreement::id::{Digest, MatterId};
use agreement::message::Message;
use askama::Template;
use jiff::civil::Date;
use office::department::Answer;
use std::collections::BTreeMap;

/// What stands on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The answers, in the order in which they were noted.
    pub answers: Vec<Answer>,
    /// The form that came back.
    pub typed: Typed,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

#[derive(Template)]
#[template(path = "departments.html")]
struct Departments {
    chrome: Chrome,
    heading: String,
    said: String,
    round: Option<Link>,
    columns: Vec<String>,
    rows: Vec<Row>,
    none: String,
    state: Option<Link>,
    form_label: String,
    form: Form,
}

struct Row {
    number: String,
    text: Text,
    cells: Vec<Vec<Cell>>,
}

/// One department's newest word on one item.
struct Cell {
    light: &'static str,
    word: String,
    day: String,
    remarks: String,
    earlier: Option<String>,
}

/// The page of a matter of key work; none for any other.
pub fn page(site: &Site<'_>, path: &str, shown: &Shown) -> Option<String> {
    let matter = site.words.agreement.matter(path)?;
    let texts = texts(site, matter);
    let mut departments: Vec<&str> = Vec::new();
    for answer in &shown.answers {
        if !departments.contains(&answer.department.as_str()) {
            departments.push(&answer.department);
        }
    }
    let title = site.words.language.sentence(&site.say(Message::new("departments-of").matter("matter", matter)));
    let row = |(item, (digest, text)): (&u32, &(Digest, Text))| Row {
        number: item.to_string(),
        text: text.clone(),
        cells: departments.iter().map(|one| cell(site, shown, *item, &digest.to_string(), one)).collect(),
    };
    Some(html(&Departments {
        chrome: Chrome::of(site, &format!("departments/{path}"), &title),
        heading: title,
        said: site.key("departments-said"),
        round: (!texts.is_empty())
            .then(|| Link { href: site.href(&format!("{path}/round")), text: site.key("opinion-round-way") }),
        columns: std::iter::once(site.label("field-item")).chain(departments.iter().map(|one| (*one).to_owned())).collect(),
        rows: texts.iter().map(row).collect(),
        none: site.key("departments-none"),
        state: send::address(site, ActKind::StateDepartments, matter, None)
            .map(|href| Link { href, text: site.words.language.sentence(&send::name(site, ActKind::StateDepartments)) }),
        form_label: site.key("departments-note"),
        form: form(site, path, matter, shown).back(site, &shown.typed, &shown.faults),
    }))
}

/// The newest text of each item that was circulated.
fn texts(site: &Site<'_>, matter: MatterId) -> BTreeMap<u32, (Digest, Text)> {
    let circulated = site.view.events(matter).filter_map(|one| match &one.act {
        Act::Circulate { item, text, .. } => {
            let shown = site.texts_of(one.place, usize::MAX).into_iter().next();
            let said = shown.unwrap_or_else(|| Text { text: text.short(), ..Text::default() });
            Some((*item, (*text, said)))
        }
        _ => None,
    });
    circulated.collect()
}

fn cell(site: &Site<'_>, shown: &Shown, item: u32, digest: &str, department: &str) -> Vec<Cell> {
    let own = shown.answers.iter().rev().filter(|answer| answer.item == item && answer.department == department);
    let said = |answer: &Answer| Cell {
        light: match answer.opinion.as_str() {
            "agree" | "no_comment" | "outside_remit" => "ok",
            _ => "near",
        },
        word: site.words.word(&answer.opinion),
        day: site.words.date(answer.day),
        remarks: answer.remarks.clone(),
        earlier: (answer.text_digest != digest).then(|| site.key("departments-earlier")),
    };
    own.take(1).map(said).collect()
}

fn form(site: &Site<'_>, path: &str, matter: MatterId, shown: &Shown) -> Form {
    let choice = |word: &&str| Choice { value: (*word).to_owned(), text: site.words.word(word), chosen: false };
    let mut fields = vec![
        Field::new(site, "item", "field-item", Kind::Choice(items_of(site, matter))),
        Field::new(site, "department", "departments-department", Kind::Line),
        Field::new(site, "opinion", "field-opinion", Kind::Choice(Opinion::WORDS.iter().map(choice).collect())),
        Field::new(site, "remarks", "send-remarks", Kind::Text(4)).optional(),
    ];
    fields.extend(asks_unmarked(&shown.typed, &shown.faults).then(|| unmarked(site)));
    fields.push(Field::new(site, "day", "page-day", Kind::Day).value(site.today.to_string()));
    Form::new(site, "answer", &format!("departments/{path}"), "departments-keep").fields(fields)
}

/// Reads an answer of the form; the text that it is about is the newest of its item.
pub fn read(site: &Site<'_>, path: &str, typed: &Typed) -> Option<Result<Answer, Vec<Fault>>> {
    let matter = site.words.agreement.matter(path)?;
    let mut faults = missing(typed, &["item", "department", "opinion", "day"]);
    let item = typed.get("item").parse::<u32>().ok();
    let text = item.and_then(|item| texts(site, matter).get(&item).map(|(digest, _)| *digest));
    faults.extend((text.is_none() && !typed.get("item").is_empty()).then_some(("item", "form-not-understood")));
    let opinion = Opinion::WORDS.iter().find(|word| **word == typed.get("opinion"));
    faults.extend((opinion.is_none() && !typed.get("opinion").is_empty()).then_some(("opinion", "form-not-understood")));
    let day = typed.get("day").parse::<Date>().ok();
    faults.extend((day.is_none() && !typed.get("day").is_empty()).then_some(("day", "form-no-day")));
    faults.extend((typed.get("department").chars().count() > 80).then_some(("department", "form-too-long")));
    faults.extend((typed.get("remarks").chars().count() > 20_000).then_some(("remarks", "form-too-long")));
    Some(match (item, text, opinion, day) {
        (Some(item), Some(text), Some(opinion), Some(day)) if faults.is_empty() => Ok(Answer {
            item,
            text_digest: text.to_string(),
            department: typed.get("department").to_owned(),
            opinion: (*opinion).to_owned(),
            remarks: typed.get("remarks").replace("\r\n", "\n"),
            day,
        }),
        _ => Err(faults),
    })
}
