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
    let kept = of_the_office(site, request).or_else(|| of_a_form(site, request, path)).or_else(|| of_a_list(site, request, path));
    kept.unwrap_or_else(|| match of_the_record(site, request, path) {
        Some(html) => Page { status: 200, html },
        None => Page { status: 404, html: chrome::nothing(site, path) },
    })
}

/// The pages of what the office keeps about its own people.
fn of_the_office(site: &Site<'_>, request: &Request) -> Option<Page> {
    let page = |status, html| Some(Page { status, html });
    match (&request.beside, site.visitor) {
        (Beside::SignIn(shown), _) => page(if shown.problem.is_some() { 422 } else { 200 }, sign_in::page(site, shown)),
        (Beside::Account(shown), Some(visitor)) => page(refused(&shown.faults), account::page(site, visitor, shown)),
        (Beside::Office(shown), Some(_)) => {
            let faults = shown.back.as_ref().map_or(&[][..], |(_, _, faults)| faults);
            page(refused(faults), office_page::page(site, shown))
        }
        (Beside::Audit(rows), Some(_)) => page(200, audit::page(site, rows)),
        (Beside::Clearance(shown), Some(visitor)) => page(200, clearance::page(site, visitor, shown)),
        (Beside::Handover(shown), Some(_)) => page(200, handover::page(site, shown)),
        (Beside::Desk(drafts), Some(visitor)) => page(200, desk::page(site, visitor, drafts)),
        (Beside::Needs(role), Some(_)) => page(403, chrome::needs(site, *role)),
        _ => None,
    }
}

/// The pages on which an act is written, checked or signed.
fn of_a_form(site: &Site<'_>, request: &Request, path: &str) -> Option<Page> {
    let (status, html) = match (&request.beside, site.visitor) {
        (Beside::Send(shown), Some(_)) => match send::step(site, path.strip_prefix("send/")?, shown)? {
            Step::Page { status, html } => (status, html),
            // What is to be laid before the record is asked for by whoever has it.
            Step::Lay(_) => return None,
        },
        (Beside::SignAct(shown), Some(_)) => sign_act::page(site, path.strip_prefix("sign/")?, shown)?,
        (Beside::Issue(shown), Some(_)) => annual_meeting::issue_form::page(site, path, shown)?,
        _ => return None,
    };
    Some(Page { status, html })
}

/// The pages of lists that this side keeps beside a matter, and files made of the record.
fn of_a_list(site: &Site<'_>, request: &Request, path: &str) -> Option<Page> {
    let none: &[Fault] = &[];
    let (faults, html) = match (&request.beside, site.visitor) {
        (Beside::Departments(shown), Some(_)) => {
            (&shown.faults[..], departments::page(site, path.strip_prefix("departments/")?, shown)?)
        }
        (Beside::DailyMechanism(shown), Some(_)) => (&shown.faults[..], daily_mechanism::page(site, shown)?),
        (Beside::AlsoListed(shown), Some(visitor)) => {
            let page = match path.split_once('/') {
                _ if path == "progress" => Some(progress::page(site, visitor, &shown.entries)),
                Some((also_listed::PATH, rest)) => also_listed::page(site, rest, shown),
                None if path == also_listed::PATH => also_listed::page(site, "", shown),
                _ => key_work::item(site, path, shown),
            };
            (&shown.faults[..], page?)
        }
        (Beside::Said(shown), Some(_)) => (none, said::page(site, path, shown)?),
        (Beside::Delegation(shown), Some(_)) => (&shown.faults[..], annual_meeting::delegation::page(site, path, shown)?),
        (Beside::CalendarFile(asked), Some(_)) => (none, calendar_file::entries::file(site, asked)?),
        _ => return None,
    };
    Some(Page { status: refused(faults), html })
}

/// The pages that are made of the record alone.
fn of_the_record(site: &Site<'_>, request: &Request, path: &str) -> Option<String> {
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    match (first, rest) {
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
    }
}

/// The status of a page with a form that came back with faults, or without.
fn refused(faults: &[Fault]) -> u16 {
    if faults.is_empty() { 200 } else { 422 }
}
