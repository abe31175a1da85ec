//! Who owes what by when in a year, in the order of the agreement.

use crate::chrome::{Chrome, html};
use crate::duty::{self, Row};
use crate::site::{Link, Site};
use agreement::message::Message;
use agreement::report;
use askama::Template;

/// Years that may be asked about: a page for each of nine thousand is nobody's need.
pub const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

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
    file: Link,
}

/// The page of a year; none for a year that no agreement reaches.
pub fn page(site: &Site<'_>, year: i16) -> Option<String> {
    if !YEARS.contains(&year) {
        return None;
    }
    let all = report::duties(&site.view);
    let title = site.say(Message::new("page-year-of").text("year", year.to_string()));
    let to = |year: i16| Link { href: site.href(&format!("year/{year}")), text: year.to_string() };
    Some(html(&Year {
        chrome: Chrome::of(site, &format!("year/{year}"), &title),
        heading: title,
        said: site.key("page-year-said"),
        before: to(year - 1),
        after: to(year + 1),
        years_label: site.key("page-years"),
        columns: duty::columns(site),
        rows: all.iter().filter(|duty| duty.touches(year)).map(|duty| duty::row(site, duty)).collect(),
        none: site.key("no-duties"),
        file: Link { href: site.href(&format!("calendar.ics?year={year}")), text: site.key("calendar-file-way") },
    }))
}
