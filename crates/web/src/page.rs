//! Which page an address leads to, and what is sent for it.

use crate::beside::Beside;
use crate::form::Fault;
use crate::request::Request;
use crate::send::{self, Step};
use crate::site::Site;
use crate::{
    account, act, agreement_text, also_listed, annual_meeting, audit, ballot, calendar_file, chrome, clearance, daily_mechanism,
    departments, desk, front, handover, key_work, leadership, letters, liaison, mail, matter, next, office_page, open, progress,
    record, reminder, reply_pack, said, search, sign_act, sign_in, term, trace, translation, year,
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
    if let Some((status, html)) = with_beside(site, path, &request.beside) {
        return Page { status, html };
    }
    let found = of_the_record(site, path, request);
    match found {
        Some(html) => Page { status: 200, html },
        None => Page { status: 404, html: chrome::nothing(site, path) },
    }
}

/// The page of what there is beside the record, with its status; none where the address asks for the record alone.
fn with_beside(site: &Site<'_>, path: &str, beside: &Beside) -> Option<(u16, String)> {
    let whole = |html: String| Some((200, html));
    let form = |faults: &[Fault], html: String| Some((refused(faults), html));
    if let Beside::SignIn(shown) = beside {
        return Some((if shown.problem.is_some() { 422 } else { 200 }, sign_in::page(site, shown)));
    }
    if let Beside::TooMany = beside {
        return Some((429, chrome::too_many(site)));
    }
    let visitor = site.visitor?;
    match beside {
        Beside::Account(shown) => form(&shown.faults, account::page(site, visitor, shown)),
        Beside::Office(shown) => {
            form(shown.back.as_ref().map_or(&[][..], |(_, _, faults)| faults), office_page::page(site, shown))
        }
        Beside::Mail(shown) => form(&shown.faults, mail::page(site, shown)),
        Beside::Audit(rows) => whole(audit::page(site, rows)),
        Beside::Send(shown) => match path.strip_prefix("send/").and_then(|rest| send::step(site, rest, shown))? {
            Step::Page { status, html } => Some((status, html)),
            // What is to be laid before the record is asked for by whoever has it.
            Step::Lay(_) => None,
        },
        Beside::SignAct(shown) => sign_act::page(site, path.strip_prefix("sign/")?, shown),
        Beside::Clearance(shown) => whole(clearance::page(site, visitor, shown)),
        Beside::Departments(shown) => form(&shown.faults, departments::page(site, path.strip_prefix("departments/")?, shown)?),
        Beside::DailyMechanism(shown) => form(&shown.faults, daily_mechanism::page(site, shown)?),
        Beside::AlsoListed(shown) => form(&shown.faults, also_listed_at(site, path, shown)?),
        Beside::Handover(shown) => whole(handover::page(site, shown)),
        Beside::Said(shown) => whole(said::page(site, path, shown)?),
        Beside::Issue(shown) => annual_meeting::issue_form::page(site, path, shown),
        Beside::Delegation(shown) => form(&shown.faults, annual_meeting::delegation::page(site, path, shown)?),
        Beside::CalendarFile(asked) => whole(calendar_file::entries::file(site, asked)?),
        Beside::Search(shown) => whole(search::page(site, shown)),
        Beside::Translation(shown) => form(&shown.faults, translation::page(site, path.strip_prefix("translation/")?, shown)?),
        Beside::Desk(drafts) => whole(desk::page(site, visitor, drafts)),
        Beside::Needs(role) => Some((403, chrome::needs(site, *role))),
        _ => with_papers(site, path, beside),
    }
}

/// A page on which the register of other lists has its part.
fn also_listed_at(site: &Site<'_>, path: &str, shown: &also_listed::Shown) -> Option<String> {
    match path.split_once('/') {
        None if path == "progress" => site.visitor.map(|visitor| progress::page(site, visitor, &[], &shown.entries)),
        None if path == also_listed::PATH => also_listed::page(site, "", shown),
        Some((also_listed::PATH, rest)) => also_listed::page(site, rest, shown),
        _ => key_work::item(site, path, shown),
    }
}

/// The page of an address that asks for the record alone.
fn of_the_record(site: &Site<'_>, path: &str, request: &Request) -> Option<String> {
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    match (first, rest) {
        ("", "") => Some(front::page(site)),
        ("agreement", "") => Some(agreement_text::page(site)),
        ("year", year) => year.parse().ok().and_then(|year| year::page(site, year)),
        ("progress", "") => site.visitor.map(|visitor| progress::page(site, visitor, &[], &[])),
        ("next", "") => Some(next::page(site)),
        ("desk", "") => site.visitor.map(|visitor| desk::page(site, visitor, &[])),
        ("liaison", rest) => liaison::respond(site, rest, request.with.as_deref()),
        ("daily_mechanism", "") => daily_mechanism::page(site, &Default::default()),
        (also_listed::PATH, rest) => also_listed::page(site, rest, &Default::default()),
        ("trace", "") => trace::page(site, request.by.as_deref()),
        (_, rest) if rest.ends_with("/said") => said::page(site, path, &Default::default()),
        ("open", "") => Some(open::page(site)),
        ("record", "") => Some(record::page(site)),
        ("matter", id) => matter::page(site, id),
        ("act", place) => act::page(site, place),
        ("leadership", "") => Some(leadership::page(site)),
        ("term", "") => term::page(site),
        ("reply_pack", "") => site.visitor.map(|_| reply_pack::page(site)),
        _ => key_work::respond(site, path, request.by.as_deref())
            .or_else(|| annual_meeting::respond(site, path))
            .or_else(|| ballot::respond(site, path)),
    }
}

/// The pages with sheets, lists, letters and reminders; none for any other.
fn with_papers(site: &Site<'_>, path: &str, beside: &Beside) -> Option<(u16, String)> {
    let visitor = site.visitor?;
    let read = |is_unreadable| if is_unreadable { 422 } else { 200 };
    match beside {
        Beside::Reminded(reminders, also) => Some((200, progress::page(site, visitor, reminders, also))),
        Beside::Batch(shown) => Some((read(matches!(shown.read, Some(Err(_)))), progress::batch::page(site, visitor, shown))),
        Beside::Import(shown) => {
            let html = key_work::import::page(site, path, shown)?;
            Some((read(matches!(shown.read, Some(Err(_)))), html))
        }
        Beside::Propose(given) => Some((200, key_work::propose::page(site, path, given)?)),
        Beside::Letters(shown) => Some((refused(&shown.faults), letters::page(site, visitor, path, shown)?)),
        Beside::Reminders(shown) => Some((refused(&shown.faults), reminder::page(site, shown))),
        _ => None,
    }
}

/// The status of a page with a form that came back with faults, or without.
fn refused(faults: &[Fault]) -> u16 {
    if faults.is_empty() { 200 } else { 422 }
}
