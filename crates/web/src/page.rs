//! Which page an address leads to, and what is sent for it.

use crate::request::Request;
use crate::site::Site;
use crate::{act, agreement_text, chrome, front, key_work, leadership, matter, next, open, record, term, year};

/// The style of all pages.
pub const STYLE: &str = include_str!("../assets/look.css");

/// A page as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The status of HTTP.
    pub status: u16,
    /// The HTML.
    pub html: String,
}

/// The page that `request` asks for; one that says so where there is none.
pub fn respond(site: &Site<'_>, request: &Request) -> Page {
    let path = request.path.trim_end_matches('/');
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let found = match (first, rest) {
        ("", "") => Some(front::page(site)),
        ("agreement", "") => Some(agreement_text::page(site)),
        ("year", year) => year.parse().ok().and_then(|year| year::page(site, year)),
        ("next", "") => Some(next::page(site)),
        ("open", "") => Some(open::page(site)),
        ("record", "") => Some(record::page(site)),
        ("matter", id) => matter::page(site, id),
        ("act", place) => act::page(site, place),
        ("leadership", "") => Some(leadership::page(site)),
        ("term", "") => term::page(site),
        _ => key_work::respond(site, path, request.by.as_deref()),
    };
    match found {
        Some(html) => Page { status: 200, html },
        None => Page { status: 404, html: chrome::nothing(site, path) },
    }
}
