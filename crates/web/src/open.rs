//! What the agreement leaves open: points that can be read in two ways, what the text is silent on, what no computation can settle.

use crate::chrome::{Chrome, html};
use crate::site::{Link, Site};
use agreement::agreement::Entry;
use askama::Template;

#[derive(Template)]
#[template(path = "open.html")]
struct Open {
    chrome: Chrome,
    heading: String,
    said: String,
    readings_label: String,
    readings: Vec<Reading>,
    silent_label: String,
    silent: Vec<String>,
    not_computed_label: String,
    reasons: Vec<Reason>,
    none: String,
}

struct Reading {
    id: String,
    question: String,
    cite: Link,
    options: Vec<String>,
}

struct Reason {
    why: String,
    what: Vec<(String, Option<Link>)>,
}

/// The page.
pub fn page(site: &Site<'_>) -> String {
    let title = site.key("page-open");
    html(&Open {
        chrome: Chrome::of(site, "open", &title),
        heading: title,
        said: site.key("page-open-said"),
        readings_label: label(site, "open-readings"),
        readings: readings(site),
        silent_label: label(site, "open-silent"),
        silent: of(site, "silent").map(|entry| said(site, "silent", &entry.id)).collect(),
        not_computed_label: label(site, "open-not-computed"),
        reasons: reasons(site),
        none: site.key("open-none"),
    })
}

/// A label that in a list of lines ends in a colon.
fn label(site: &Site<'_>, key: &str) -> String {
    site.key(key).trim_end_matches([':', '：']).to_owned()
}

fn said(site: &Site<'_>, kind: &str, id: &str) -> String {
    site.words.vocabulary.said(kind, id).unwrap_or(id).to_owned()
}

fn of<'s>(site: &'s Site<'_>, node: &'static str) -> impl Iterator<Item = &'s Entry> {
    site.words.agreement.entries.iter().filter(move |entry| entry.node == node)
}

fn readings(site: &Site<'_>) -> Vec<Reading> {
    let reading = |point: &agreement::reading::Point| {
        let option = |(at, option): (usize, &String)| {
            let first = if at == 0 { site.key("open-default") } else { String::new() };
            format!("{}{first}", said(site, "option", &format!("{}.{option}", point.id)))
        };
        Reading {
            id: point.id.clone(),
            question: said(site, "reading", &point.id),
            cite: site.cite(point.cite),
            options: point.options.iter().enumerate().map(option).collect(),
        }
    };
    site.words.agreement.points.iter().map(reading).collect()
}

/// Each reason once, with all that is not computed for it.
fn reasons(site: &Site<'_>) -> Vec<Reason> {
    let mut reasons: Vec<(&str, Reason)> = Vec::new();
    for entry in of(site, "not-computed") {
        let id = entry.reason.as_deref().unwrap_or_default();
        let cite = entry.cite.map(|cite| site.cite(cite));
        let what = (site.words.language.sentence(&site.words.vocabulary.name(&entry.id)), cite);
        match reasons.iter_mut().find(|(known, _)| *known == id) {
            Some((_, reason)) => reason.what.push(what),
            None => reasons.push((id, Reason { why: said(site, "reason", id), what: vec![what] })),
        }
    }
    reasons.into_iter().map(|(_, reason)| reason).collect()
}
