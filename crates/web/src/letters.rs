//! The office's letters: how they are headed, the numbers that were given, and the page on which one is made.
//!
//! A number is given when a letter is made, and never again, also if that letter is not sent.

use crate::account::moment;
use crate::chrome::{Chrome, html};
use crate::form::{Fault, Field, Form, Kind, Typed};
use crate::letter::{self, letterhead, target, title, usual_addressee, usual_pattern};
use crate::site::{Link, Site};
use crate::visitor::Visitor;
use agreement::message::Message;
use askama::Template;
use office::Action;
use office::letter::{Heading, Headings, Issued};
use words::Language;

/// What stands on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// How letters are headed.
    pub headings: Headings,
    /// The numbers that were given, the newest first.
    pub issued: Vec<Issued>,
    /// The form that came back.
    pub typed: Typed,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
    /// The number of the form that makes a letter.
    pub once: String,
    /// The hours of the agreement's offset.
    pub utc_offset_hours: i8,
}

/// The fields of the headings: their names, and the keys of their words.
const FIELDS: [(&str, &str); 6] = [
    ("letterhead_han", "letters-letterhead-han"),
    ("pattern_han", "letters-pattern-han"),
    ("signatory_han", "letters-signatory-han"),
    ("letterhead_latin", "letters-letterhead-latin"),
    ("pattern_latin", "letters-pattern-latin"),
    ("signatory_latin", "letters-signatory-latin"),
];

/// The most characters of a field.
const CHARACTERS_MAX: usize = 120;

#[derive(Template)]
#[template(path = "letters.html")]
struct Letters {
    chrome: Chrome,
    heading: String,
    said: String,
    back: Option<Link>,
    form: Option<Form>,
    form_label: String,
    issued_label: String,
    columns: [String; 5],
    issued: Vec<Row>,
    none: String,
}

struct Row {
    reference: String,
    kind: String,
    matter: Link,
    name: String,
    at: String,
}

/// The page at `letters`, or that of one letter at `letters/reply/key_work/2020`; none if there is no such letter.
pub fn page(site: &Site<'_>, visitor: &Visitor, path: &str, shown: &Shown) -> Option<String> {
    let rest = path.strip_prefix("letters")?.trim_start_matches('/');
    let one = if rest.is_empty() { None } else { Some(target(site, rest)?) };
    let heading = one.map_or_else(|| site.key("letters"), |(kind, _)| title(site, kind));
    let form = match one {
        Some((kind, matter)) => Some(make(site, rest, shown, usual_addressee(site, kind, matter))),
        None => visitor.may(Action::Send).then(|| settings(site, shown)),
    };
    Some(html(&Letters {
        chrome: Chrome::of(site, path, &heading),
        said: site.key(if one.is_some() { "letter-said" } else { "letters-said" }),
        back: one.map(|(_, matter)| site.matter(matter)),
        form_label: site.key(if one.is_some() { "letter-make" } else { "letters-headings" }),
        form: form.map(|form| form.back(site, &shown.typed, &shown.faults)),
        issued_label: site.key("letters-issued"),
        columns: ["letters-number", "letters-kind", "page-in-matter", "page-by", "clearance-at"].map(|key| site.key(key)),
        issued: shown.issued.iter().map(|one| row(site, one, shown.utc_offset_hours)).collect(),
        none: site.key("letters-none"),
        heading,
    }))
}

fn row(site: &Site<'_>, one: &Issued, offset: i8) -> Row {
    let matter = site.words.agreement.matter(&one.matter);
    Row {
        reference: one.reference.clone(),
        kind: title(site, one.kind),
        matter: matter.map_or(Link { href: site.href("letters"), text: one.matter.clone() }, |matter| site.matter(matter)),
        name: one.name.clone(),
        at: moment(one.at, offset).said(site),
    }
}

/// The form that makes a letter.
fn make(site: &Site<'_>, rest: &str, shown: &Shown, to: String) -> Form {
    let head = site.say(Message::new("letter-headed").text("letterhead", letterhead(site, &shown.headings)));
    Form::new(site, "letter", &format!("letters/{rest}"), "letter-make").fields(vec![
        Field::new(site, "to", "letter-to-whom", Kind::Text(2)).value(to).optional().hint(head),
        Field::new(site, "contact", "letter-contact-person", Kind::Line).optional(),
        Field::new(site, "once", "letter-make", Kind::Hidden).value(&shown.once),
    ])
}

fn settings(site: &Site<'_>, shown: &Shown) -> Form {
    let (han, latin) = (&shown.headings.han, &shown.headings.latin);
    let values = [&han.letterhead, &han.pattern, &han.signatory, &latin.letterhead, &latin.pattern, &latin.signatory];
    let field = |((name, label), value): ((&'static str, &str), &String)| {
        let field = Field::new(site, name, label, Kind::Line).value(value).optional();
        let usual = if name.ends_with("han") { usual_pattern(Language::ZhHant) } else { usual_pattern(Language::En) };
        let hint = || site.say(Message::new("letters-pattern-hint").text("usual", usual));
        if name.starts_with("pattern") { field.hint(hint()) } else { field }
    };
    Form::new(site, "headings", "letters", "letters-keep").fields(FIELDS.into_iter().zip(values).map(field).collect())
}

/// Reads the headings of the form.
pub fn read(typed: &Typed) -> Result<Headings, Vec<Fault>> {
    let heading = |end: &str| Heading {
        letterhead: typed.get(&format!("letterhead_{end}")).to_owned(),
        pattern: typed.get(&format!("pattern_{end}")).to_owned(),
        signatory: typed.get(&format!("signatory_{end}")).to_owned(),
    };
    let headings = Headings { han: heading("han"), latin: heading("latin") };
    let long = FIELDS.iter().filter(|(name, _)| typed.get(name).chars().count() > CHARACTERS_MAX);
    let mut faults = long.map(|(name, _)| (*name, "form-too-long")).collect::<Vec<_>>();
    faults.extend((!headings.han.is_sound()).then_some(("pattern_han", "letters-unsound")));
    faults.extend((!headings.latin.is_sound()).then_some(("pattern_latin", "letters-unsound")));
    if faults.is_empty() { Ok(headings) } else { Err(faults) }
}

/// The letter that a form asks for, under the number that it was given.
pub fn asked(headings: &Headings, typed: &Typed, reference: &str) -> letter::Asked {
    let short = |name: &str| typed.get(name).chars().take(2_000).collect();
    letter::Asked { headings: headings.clone(), reference: reference.to_owned(), to: short("to"), contact: short("contact") }
}
