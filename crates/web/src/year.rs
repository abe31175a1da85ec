//! Who owes what by when in a year, in the order of the agreement.

use crate::chrome::{Chrome, html};
use crate::site::{Link, Site};
use crate::verdict::{Said, Verdict, one};
use agreement::finding::{Duty, Occurrence};
use agreement::message::Message;
use agreement::report;
use askama::Template;
use words::tell::duties;

/// Years that may be asked about: a page for each of nine thousand is nobody's need.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

#[derive(Template)]
#[template(path = "year.html")]
struct Year {
    chrome: Chrome,
    heading: String,
    said: String,
    before: Link,
    after: Link,
    years_label: String,
    columns: [String; 4],
    rows: Vec<Row>,
    none: String,
}

/// One duty.
pub struct Row {
    /// What is owed.
    pub what: Link,
    /// Which of several.
    pub part: String,
    /// Who owes it.
    pub whose: String,
    /// By when under the first reading; the others say so themselves.
    pub due: String,
    /// How it stands.
    pub verdict: Verdict,
}

/// The page of a year; none for a year that no agreement reaches.
pub fn page(site: &Site<'_>, year: i16) -> Option<String> {
    if !YEARS.contains(&year) {
        return None;
    }
    let all = report::duties(&site.view());
    let rows = all.iter().filter(|duty| touches(duty, year)).map(|duty| row(site, duty)).collect();
    let title = site.say(Message::new("page-year-of").text("year", year.to_string()));
    let to = |year: i16| Link { href: site.href(&format!("year/{year}")), text: year.to_string() };
    Some(html(&Year {
        chrome: Chrome::of(site, &format!("year/{year}"), &title),
        heading: title,
        said: site.key("page-year-said"),
        before: to(year - 1),
        after: to(year + 1),
        years_label: site.key("page-years"),
        columns: ["page-what", "page-whose-duty", "page-due", "page-stands"].map(|key| site.key(key)),
        rows,
        none: site.key("no-duties"),
    }))
}

/// A duty as a row.
pub fn row(site: &Site<'_>, duty: &Duty) -> Row {
    let words = site.words;
    let rule = words.agreement.rule(duty.rule);
    let name = match duty.matter {
        Some(matter) if matter.rule != duty.rule => {
            let of = Message::new("duty-of-matter").text("rule", words.vocabulary.name(&rule.id));
            words.say(&of.text("matter", words.matter(matter)))
        }
        Some(matter) => words.matter(matter),
        None => words.vocabulary.name(&rule.id),
    };
    let href = duty.matter.map_or_else(|| site.href(&format!("matter/{}", rule.id)), |matter| site.matter_href(matter));
    let kind = format!("{}_duty", duties::kind(words, duty));
    let all = duty.answer.0.iter().map(|(choice, occurrence)| {
        let said = |occurrence: &Option<Occurrence>| {
            occurrence.as_ref().map(|one| (one.finding.status, one.period.due, one.finding.because.clone()))
        };
        let (status, due, because) =
            said(occurrence).map_or((None, None, Vec::new()), |(status, due, because)| (Some(status), Some(due), because));
        one(site, &kind, choice, &Said { status, due, because: &because })
    });
    let mut verdict = Verdict::merged(site, all.collect());
    // One day for all readings stands in its own column.
    let dues: Vec<_> = verdict.all.iter().map(|one| one.due.clone()).collect();
    let same = dues.iter().all(|due| *due == dues[0]);
    let due = if same { dues[0].clone().unwrap_or_else(|| site.key("no-day")) } else { site.key("depends-on-the-reading") };
    if same {
        verdict.all.iter_mut().for_each(|one| one.due = None);
    }
    Row {
        what: Link { href, text: words.language.sentence(&name) },
        part: duties::part_and_turn(words, duty),
        whose: words.language.sentence(&words.bodies(&duty.bearers)),
        due,
        verdict,
    }
}

/// Whether a duty belongs to a question about `year`: its period begins in it, or it falls due in it under some reading; one
/// that comes once belongs to every year that it spans.
fn touches(duty: &Duty, year: i16) -> bool {
    let periods = duty.answer.0.iter().filter_map(|(_, one)| one.as_ref()).map(|one| one.period);
    let once = duty.matter.is_none();
    let spans = |period: agreement::period::Period| period.first.year() <= year && year <= period.last.year();
    periods.into_iter().any(|period| if once { spans(period) } else { duty.year == year || period.due.year() == year })
}
