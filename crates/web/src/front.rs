//! The front: whether the agreement is in force, the one sentence with its grounds; the term as a line; its areas; what is next.

use crate::chrome::{Chrome, html};
use crate::grounds::Ground;
use crate::next::{Row, rows};
use crate::site::{Link, Site};
use crate::verdict::Verdict;
use agreement::finding::Status;
use agreement::message::Message;
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
    meetings_label: String,
    meetings: Vec<Meeting>,
}

/// The term as a line from its first day to its last.
struct Term {
    first: String,
    today: String,
    last: String,
    /// How much of it has passed, in thousandths.
    passed: u32,
    said: String,
}

struct Area {
    provision: Option<Link>,
    name: String,
    held: String,
}

struct Meeting {
    link: Link,
    verdict: Verdict,
}

/// The front page.
pub fn page(site: &Site<'_>) -> String {
    let words = site.words;
    let agreement = words.agreement;
    let view = site.view();
    let standing = report::standing(&view, false);
    let finding = standing.as_ref().map(|answer| answer.first().clone());
    let status = finding.as_ref().map(|finding| finding.status);
    let parties = agreement.parties().map(|party| words.body(party)).collect::<Vec<_>>();
    let verdict =
        status.map_or_else(|| site.key("no-term-in-the-rules"), |status| words::tell::grounds::word(words, "term", status));
    let lead = Message::new(if site.on == site.today { "page-lead" } else { "page-lead-on" });
    let rows = rows(site);
    let front = Front {
        chrome: Chrome::of(site, "", ""),
        title: words.vocabulary.title().map_or(agreement.id.clone(), |(title, _)| title.to_owned()),
        parties: words.language.list(&parties),
        signed: agreement.signed.as_ref().map(|signed| site.say(Message::new("page-signed").date("day", signed.date))),
        lead: site.say(lead.date("day", site.on).text("verdict", verdict)),
        left: if status == Some(Status::InForce) { left(site) } else { Vec::new() },
        grounds_label: site.key("page-grounds"),
        grounds: finding.iter().flat_map(|finding| &finding.because).map(|because| Ground::of(site, because)).collect(),
        term: term(site),
        areas_label: site.key("page-areas"),
        areas: areas(site),
        text: Link { href: site.href("agreement"), text: site.key("page-read-text") },
        text_label: site.key("page-read-text-why"),
        next_label: site.key("page-next"),
        nothing_next: site.key("no-step"),
        more: Link { href: site.href("next"), text: site.say(Message::new("page-all-steps").number("count", rows.len() as i64)) },
        steps: rows.into_iter().take(STEPS).collect(),
        meetings_label: site.key("page-matters-of-year"),
        meetings: matters_of_year(site),
    };
    html(&front)
}

/// Days left under each reading of the last day, the first counted.
fn left(site: &Site<'_>) -> Vec<String> {
    let view = site.view();
    let points = agreement::kinds::term::points(&view);
    let answer =
        agreement::reading::under(&points, site.readings, |reading| view.force(reading).span().and_then(|span| span.last));
    let one = |last: Option<Date>, reading: Option<String>| {
        let last = last.filter(|last| *last != Date::MAX)?;
        let days = site.on.until((Unit::Day, last)).ok()?.get_days() + 1;
        let left = site.say(Message::new("page-days-left").number("days", i64::from(days)).date("last", last));
        Some(match reading {
            Some(reading) => site.say(Message::new("under-reading").text("reading", reading).text("verdict", left)),
            None => left,
        })
    };
    let several = answer.0.len() > 1;
    let all = answer.0.iter().map(|(choice, last)| {
        let reading = several.then(|| site.reading(choice));
        one(*last, reading)
    });
    all.flatten().collect()
}

fn term(site: &Site<'_>) -> Option<Term> {
    let view = site.view();
    let points = agreement::kinds::term::points(&view);
    let spans = agreement::reading::under(&points, site.readings, |reading| view.force(reading).span());
    let mut lasts: Vec<Date> =
        spans.0.iter().filter_map(|(_, span)| span.as_ref()?.last).filter(|last| *last != Date::MAX).collect();
    lasts.sort();
    lasts.dedup();
    let first = spans.first().as_ref()?.first;
    let last = *lasts.last()?;
    let days = |from: Date, to: Date| from.until((Unit::Day, to)).map_or(0, |span| span.get_days());
    let passed = days(first, site.on).clamp(0, days(first, last).max(1)) * 1000 / days(first, last).max(1);
    let ends = lasts.iter().map(|last| site.words.date(*last)).collect::<Vec<_>>().join(" / ");
    let (first, ends) = (site.words.date(first), ends);
    Some(Term {
        said: site.say(Message::new("page-term-line").text("first", &first).text("last", &ends)),
        first: site.say(Message::new("page-term-first").text("day", first)),
        today: site.words.date(site.on),
        last: site.say(Message::new("page-term-last").text("day", ends)),
        passed: passed.unsigned_abs(),
    })
}

fn areas(site: &Site<'_>) -> Vec<Area> {
    let entries = &site.words.agreement.entries;
    let of = |node: &'static str, area: &str| {
        entries.iter().filter(|entry| entry.node == node && entry.area.as_deref() == Some(area)).count() as i64
    };
    let area = |entry: &agreement::agreement::Entry| Area {
        provision: entry.cite.map(|cite| Link { href: site.cite_href(cite), text: site.words.cite(cite) }),
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

/// The matters of the year that is asked about and of the one before, as they stand.
fn matters_of_year(site: &Site<'_>) -> Vec<Meeting> {
    let view = site.view();
    let year = site.on.year();
    let mut all = Vec::new();
    for year in [year, year - 1] {
        for rule in site.words.agreement.rule_ids() {
            let kind = site.words.agreement.rule(rule).kind.name();
            let matter = agreement::id::MatterId { rule, occasion: agreement::id::Occasion::Period(year) };
            let stands = matches!(kind, "annual_meeting" | "key_work").then(|| report::stand(&view, matter, false)).flatten();
            let link = |text| Link { href: site.matter_href(matter), text };
            all.extend(stands.map(|answer| Meeting {
                link: link(site.words.language.sentence(&site.words.matter(matter))),
                verdict: Verdict::of(site, kind, &answer),
            }));
        }
    }
    all
}
