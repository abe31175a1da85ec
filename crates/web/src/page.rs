//! Which page an address leads to, and what is sent for it.

use crate::beside::Beside;
use crate::form::Fault;
use crate::request::Request;
use crate::send::{self, Step};
use crate::site::Site;
use crate::{
    account, act, agreement_text, audit, chrome, clearance, departments, desk, front, key_work, leadership, matter, next,
    office_page, open, progress, record, search, sign_act, sign_in, term, translation, year,
};

/// The style of all pages.
pub const STYLE: &str = include_str!("../assets/look.css");

/// The script of passkeys: the one thing that no form can do.
pub const SCRIPT: &str = include_str!("../assets/passkey.js");

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
    match (&request.beside, site.visitor) {
        (Beside::SignIn(shown), _) => {
            let status = if shown.problem.is_some() { 422 } else { 200 };
            return Page { status, html: sign_in::page(site, shown) };
        }
        (Beside::Account(shown), Some(visitor)) => {
            return Page { status: refused(&shown.faults), html: account::page(site, visitor, shown) };
        }
        (Beside::Office(shown), Some(_)) => {
            let faults = shown.back.as_ref().map_or(&[][..], |(_, _, faults)| faults);
            return Page { status: refused(faults), html: office_page::page(site, shown) };
        }
        (Beside::Audit(rows), Some(_)) => return Page { status: 200, html: audit::page(site, rows) },
        (Beside::Send(shown), Some(_)) => {
            let step = path.strip_prefix("send/").and_then(|rest| send::step(site, rest, shown));
            // What is to be laid before the record is asked for by whoever has it.
            if let Some(Step::Page { status, html }) = step {
                return Page { status, html };
            }
        }
        (Beside::SignAct(shown), Some(_)) => {
            let page = path.strip_prefix("sign/").and_then(|rest| sign_act::page(site, rest, shown));
            if let Some((status, html)) = page {
                return Page { status, html };
            }
        }
        (Beside::Clearance(shown), Some(visitor)) => {
            return Page { status: 200, html: clearance::page(site, visitor, shown) };
        }
        (Beside::Departments(shown), Some(_)) => {
            let page = path.strip_prefix("departments/").and_then(|rest| departments::page(site, rest, shown));
            if let Some(html) = page {
                return Page { status: refused(&shown.faults), html };
            }
        }
        (Beside::Search(shown), Some(_)) => return Page { status: 200, html: search::page(site, shown) },
        (Beside::Translation(shown), Some(_)) => {
            let page = path.strip_prefix("translation/").and_then(|about| translation::page(site, about, shown));
            if let Some(html) = page {
                return Page { status: refused(&shown.faults), html };
            }
        }
        (Beside::Desk(drafts), Some(visitor)) => return Page { status: 200, html: desk::page(site, visitor, drafts) },
        (Beside::Needs(role), Some(_)) => return Page { status: 403, html: chrome::needs(site, *role) },
        _ => {}
    }
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let found = match (first, rest) {
        ("", "") => Some(front::page(site)),
        ("agreement", "") => Some(agreement_text::page(site)),
        ("year", year) => year.parse().ok().and_then(|year| year::page(site, year)),
        ("progress", "") => site.visitor.map(|visitor| progress::page(site, visitor)),
        ("next", "") => Some(next::page(site)),
        ("desk", "") => site.visitor.map(|visitor| desk::page(site, visitor, &[])),
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

/// The status of a page with a form that came back with faults, or without.
fn refused(faults: &[Fault]) -> u16 {
    if faults.is_empty() { 200 } else { 422 }
}
