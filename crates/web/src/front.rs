//! The front: whether the agreement is in force, the one sentence with its grounds; the term as a line; its areas; what is next.

use crate::chrome::{Chrome, html};
use crate::grounds::Ground;
use crate::next::{Row, rows};
use crate::site::{Link, Site};
use crate::verdict::Verdict;
use agreement::finding::Status;
use agreement::id::{MatterId, Occasion};
use agreement::kinds::term;
use agreement::message::Message;
use agreement::period::DaysInForce;
use agreement::reading::{self, Answer, Choice};
use agreement::report;
use askama::Template;
use jiff::Unit;
use jiff::civil::Date;

/// How many of the next acts the front shows.
const STEPS: usize = 5;

#[derive(Template)]
#[template(path = "front.html")]
struct Front {
    chrome: Chrome,
    title: String,
    parties: String,
    signed: Option<String>,
    lead: String,
    left: Vec<String>,
    sheet: Link,
    term_way: Option<Link>,
    grounds_label: String,
    grounds: Vec<Ground>,
    term: Option<Term>,
    areas_label: String,
    areas: Vec<Area>,
    text: Link,
    text_label: String,
    next_label: String,
    steps: Vec<Row>,
    nothing_next: String,
    more: Link,
    matters_label: String,
    matters: Vec<YearMatter>,
}

/// The term as a line from its first day to its last.
pub struct Term {
    /// Its first day.
    pub first: String,
    /// The day that is asked about.
    pub today: String,
    /// Its last day, under each reading.
    pub last: String,
    /// How much of it has passed, in thousandths.
    pub passed: i64,
    /// The line in words.
    pub said: String,
}

struct Area {
    provision: Option<Link>,
    name: String,
    held: String,
}

struct YearMatter {
    link: Link,
    verdict: Verdict,
}

/// The front page.
pub fn page(site: &Site<'_>) -> String {
    let words = site.words;
    let agreement = words.agreement;
    let standing = report::standing(&site.view, false);
    let finding = standing.as_ref().map(|answer| answer.first().clone());
    let parties = agreement.parties().map(|party| words.body(party)).collect::<Vec<_>>();
    let (rows, spans) = (rows(site), spans(site));
    let front = Front {
        chrome: Chrome::of(site, "", ""),
        title: words.vocabulary.title().map_or(agreement.id.clone(), |(title, _)| title.to_owned()),
        parties: words.language.list(&parties),
        signed: agreement.signed.as_ref().map(|signed| site.say(Message::new("page-signed").date("day", signed.date))),
        lead: lead(site),
        left: left_in_force(site, &spans),
        sheet: Link { href: site.href("leadership"), text: site.key("leadership-way") },
        term_way: term_way(site),
        grounds_label: site.key("page-grounds"),
        grounds: finding.iter().flat_map(|finding| &finding.because).map(|because| Ground::of(site, because)).collect(),
        term: term_line(site, &spans),
        areas_label: site.key("page-areas"),
        areas: areas(site),
        text: Link { href: site.href("agreement"), text: site.key("page-read-text") },
        text_label: site.key("page-read-text-why"),
        next_label: site.key("page-next"),
        nothing_next: site.key("no-step"),
        more: Link { href: site.href("next"), text: site.say(Message::new("page-all-steps").number("count", rows.len() as i64)) },
        steps: rows.into_iter().take(STEPS).collect(),
        matters_label: site.key("page-matters-of-year"),
        matters: matters_of_year(site),
    };
    html(&front)
}

fn status(site: &Site<'_>) -> Option<Status> {
    report::standing(&site.view, false).map(|answer| answer.first().status)
}

/// The one sentence: whether the agreement is in force.
pub fn lead(site: &Site<'_>) -> String {
    let word = |status| words::tell::grounds::word(site.words, "term", status);
    let verdict = status(site).map_or_else(|| site.key("no-term-in-the-rules"), word);
    let lead = Message::new(if site.on() == site.today { "page-lead" } else { "page-lead-on" });
    site.say(lead.date("day", site.on()).text("verdict", verdict))
}

/// The way to the page of the term; none if the rule file has no term.
pub fn term_way(site: &Site<'_>) -> Option<Link> {
    status(site).map(|_| Link { href: site.href("term"), text: site.key("term-way") })
}

/// Days left under each reading while the agreement is in force.
pub fn left_in_force(site: &Site<'_>, spans: &Answer<Option<DaysInForce>>) -> Vec<String> {
    if status(site) == Some(Status::InForce) { left(site, spans) } else { Vec::new() }
}

/// The days in force under each reading of them.
pub fn spans(site: &Site<'_>) -> Answer<Option<DaysInForce>> {
    reading::under(&term::points(&site.view), site.view.readings, |reading| site.view.force(reading).span())
}

/// The last day in force, where there is one.
fn last(span: &Option<DaysInForce>) -> Option<Date> {
    span.as_ref()?.last.filter(|last| *last != Date::MAX)
}

/// Days from one to the other.
pub fn days(from: Date, to: Date) -> i64 {
    from.until((Unit::Day, to)).map_or(0, |span| i64::from(span.get_days()))
}

/// Days left under each reading, today and the last among them.
fn left(site: &Site<'_>, spans: &Answer<Option<DaysInForce>>) -> Vec<String> {
    let several = spans.0.len() > 1;
    let one = |(choice, span): &(Choice, Option<DaysInForce>)| {
        let last = last(span)?;
        let left = Message::new("page-days-left").number("days", days(site.on(), last) + 1).date("last", last);
        let left = site.say(left);
        let under = Message::new("under-reading").text("reading", site.reading(choice)).text("verdict", &left);
        Some(if several { site.say(under) } else { left })
    };
    spans.0.iter().filter_map(one).collect()
}

/// The line from the first day to the last that any reading gives; none for a term without an end.
pub fn term_line(site: &Site<'_>, spans: &Answer<Option<DaysInForce>>) -> Option<Term> {
    let mut lasts: Vec<Date> = spans.0.iter().filter_map(|(_, span)| last(span)).collect();
    lasts.sort();
    lasts.dedup();
    let (first, last) = (spans.first().as_ref()?.first, *lasts.last()?);
    let whole = days(first, last).max(1);
    let passed = days(first, site.on()).clamp(0, whole) * 1000 / whole;
    let ends = lasts.iter().map(|last| site.words.date(*last)).collect::<Vec<_>>().join(" / ");
    let first = site.words.date(first);
    Some(Term {
        said: site.say(Message::new("page-term-line").text("first", &first).text("last", &ends)),
        first: site.say(Message::new("page-term-first").text("day", first)),
        today: site.words.date(site.on()),
        last: site.say(Message::new("page-term-last").text("day", ends)),
        passed,
    })
}

fn areas(site: &Site<'_>) -> Vec<Area> {
    let entries = &site.words.agreement.entries;
    let of = |node: &'static str, area: &str| {
        entries.iter().filter(|entry| entry.node == node && entry.area.as_deref() == Some(area)).count() as i64
    };
    let area = |entry: &agreement::agreement::Entry| Area {
        provision: entry.cite.map(|cite| site.cite(cite)),
        name: site.words.language.sentence(&site.words.vocabulary.name(&entry.id)),
        held: held(site, of("commitment", &entry.id), of("project", &entry.id) + of("platform", &entry.id)),
    };
    entries.iter().filter(|entry| entry.node == "area").map(area).collect()
}

/// What an area holds; what there is none of is not counted.
fn held(site: &Site<'_>, commitments: i64, named: i64) -> String {
    let count = |key, count: i64| (count > 0).then(|| site.say(Message::new(key).number("count", count)));
    let both = [count("page-area-commitments", commitments), count("page-area-named", named)];
    both.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The meetings and key work of the year that is asked about and of the one before, as they stand.
fn matters_of_year(site: &Site<'_>) -> Vec<YearMatter> {
    let year = site.on().year();
    let rules = || site.words.agreement.rule_ids();
    let matters = [year, year - 1].into_iter().flat_map(|year| rules().map(move |rule| (rule, Occasion::Period(year))));
    let stands = |(rule, occasion)| {
        let kind = site.words.agreement.rule(rule).kind.name();
        let matter = MatterId { rule, occasion };
        let answer = ["annual_meeting", "key_work"].contains(&kind).then(|| report::stand(&site.view, matter, false))??;
        let Link { href, text } = site.matter(matter);
        let link = Link { href, text: site.words.language.sentence(&text) };
        Some(YearMatter { link, verdict: Verdict::of(site, kind, &answer) })
    };
    matters.filter_map(stands).collect()
}
