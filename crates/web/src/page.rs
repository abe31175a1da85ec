//! Which page an address leads to, and what is sent for it.

use crate::beside::Beside;
use crate::form::Fault;
use crate::request::Request;
use crate::send::{self, Step};
use crate::site::Site;
use crate::{
    account, act, agreement_text, also_listed, annual_meeting, audit, ballot, calendar_file, chrome, clearance, daily_mechanism,
    departments, desk, front, handover, key_work, leadership, liaison, matter, next, office_page, open, progress, record, said,
    sign_act, sign_in, term, trace, year,
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
        (Beside::DailyMechanism(shown), Some(_)) => {
            if let Some(html) = daily_mechanism::page(site, shown) {
                return Page { status: refused(&shown.faults), html };
            }
        }
        (Beside::AlsoListed(shown), Some(visitor)) => {
            let page = match path.split_once('/') {
                _ if path == "progress" => Some(progress::page(site, visitor, &shown.entries)),
                Some((also_listed::PATH, rest)) => also_listed::page(site, rest, shown),
                None if path == also_listed::PATH => also_listed::page(site, "", shown),
                _ => key_work::item(site, path, shown),
            };
            if let Some(html) = page {
                return Page { status: refused(&shown.faults), html };
            }
        }
        (Beside::Handover(shown), Some(_)) => return Page { status: 200, html: handover::page(site, shown) },
        (Beside::Said(shown), Some(_)) => {
            if let Some(html) = said::page(site, path, shown) {
                return Page { status: 200, html };
            }
        }
        (Beside::Issue(shown), Some(_)) => {
            if let Some((status, html)) = annual_meeting::issue_form::page(site, path, shown) {
                return Page { status, html };
            }
        }
        (Beside::Delegation(shown), Some(_)) => {
            if let Some(html) = annual_meeting::delegation::page(site, path, shown) {
                return Page { status: refused(&shown.faults), html };
            }
        }
        (Beside::CalendarFile(asked), Some(_)) => {
            if let Some(file) = calendar_file::entries::file(site, asked) {
                return Page { status: 200, html: file };
            }
        }
        (Beside::Desk(drafts), Some(visitor)) => return Page { status: 200, html: desk::page(site, visitor, drafts) },
        (Beside::TooMany, _) => return Page { status: 429, html: chrome::too_many(site) },
        (Beside::Needs(role), Some(_)) => return Page { status: 403, html: chrome::needs(site, *role) },
        _ => {}
    }
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let found = match (first, rest) {
        ("", "") => Some(front::page(site)),
        ("agreement", "") => Some(agreement_text::page(site)),
        ("year", year) => year.parse().ok().and_then(|year| year::page(site, year)),
        ("progress", "") => site.visitor.map(|visitor| progress::page(site, visitor, &[])),
        ("next", "") => Some(next::page(site)),
        ("desk", "") => site.visitor.map(|visitor| desk::page(site, visitor, &[])),
        ("liaison", rest) => liaison::respond(site, rest, request.with.as_deref()),
        ("daily_mechanism", "") => daily_mechanism::page(site, &Default::default()),
        ("trace", "") => trace::page(site, request.by.as_deref()),
        (_, rest) if rest.ends_with("/said") => said::page(site, path, &Default::default()),
        ("open", "") => Some(open::page(site)),
        ("record", "") => Some(record::page(site)),
        ("matter", id) => matter::page(site, id),
        ("act", place) => act::page(site, place),
        ("leadership", "") => Some(leadership::page(site)),
        ("term", "") => term::page(site),
        _ => key_work::respond(site, path, request.by.as_deref())
            .or_else(|| annual_meeting::respond(site, path))
            .or_else(|| ballot::respond(site, path)),
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
