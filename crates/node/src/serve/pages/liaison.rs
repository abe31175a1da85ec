//! What the liaison office keeps beside the record, and the files that a page leads to: scans, lists for a spreadsheet, contacts, the
//! register of other lists, and what this side wrote on an item. A scan is only ever a file to be kept: no browser opens it by itself.

use super::lobby::{Guest, Lobby, now};
use super::{Answer, Sent, clearance, keep_office};
use axum::http::StatusCode;
use office::Action;
use office_db::OfficeFault;
use office_db::audit::Deed;
use std::collections::BTreeMap;
use web::account::moment;
use web::also_listed;
use web::daily_mechanism;
use web::form::missing;
use web::handover;
use web::office_page;
use web::said::{self, Written};
use web::{Beside, Request};

/// Whether an address leads to a file.
pub fn is_file(path: &str) -> bool {
    path.starts_with("scan/") || (path.starts_with("also_listed/") && path.ends_with("/csv"))
}

/// Whether a page shows the register of other lists.
pub fn is_register(path: &str) -> bool {
    path == "progress" || path == also_listed::PATH || path.starts_with("also_listed/") || path.contains("/item/")
}

/// The file at an address, if it is for this side.
pub async fn file(lobby: &Lobby, guest: &Guest, asked: Request, path: &str) -> Result<Answer, OfficeFault> {
    if let Some(role) = guest.lacks(Action::ReadRecord) {
        return Ok(Answer::Page(Box::new(Request { beside: Beside::Needs(role), ..asked })));
    }
    let beside = if path.starts_with("scan/") { Beside::Nothing } else { register(lobby, guest).await? };
    let asked = Request { beside, path: path.to_owned(), ..asked };
    let page = Request { beside: Beside::Nothing, ..asked.clone() };
    Ok(match lobby.desk.ask(move |machine, now| machine.file(&asked, now)).await {
        Ok(Ok(Some((name, bytes)))) => Answer::File(name, bytes),
        Ok(Ok(None)) => Answer::Page(Box::new(page)),
        Ok(Err(said)) => Answer::Failed(StatusCode::INTERNAL_SERVER_ERROR, said),
        Err(none) => Answer::Failed(StatusCode::SERVICE_UNAVAILABLE, none.to_string()),
    })
}

/// The register of other lists; empty for somebody who reads nothing internal.
pub async fn register(lobby: &Lobby, guest: &Guest) -> Result<Beside, OfficeFault> {
    Ok(match guest.lacks(Action::ReadInternal) {
        Some(_) => Beside::Nothing,
        None => Beside::AlsoListed(listed(lobby).await?),
    })
}

async fn listed(lobby: &Lobby) -> Result<also_listed::Shown, OfficeFault> {
    let (lists, entries) = (lobby.office.other_lists().await?, lobby.office.also_listed().await?);
    Ok(also_listed::Shown { lists, entries, ..also_listed::Shown::default() })
}

/// The posts by which the members of the mechanism are reached.
pub async fn mechanism(lobby: &Lobby, guest: &Guest) -> Result<Beside, OfficeFault> {
    Ok(match guest.lacks(Action::ReadInternal) {
        Some(_) => Beside::Nothing,
        None => Beside::DailyMechanism(posts(lobby).await?),
    })
}

async fn posts(lobby: &Lobby) -> Result<daily_mechanism::Shown, OfficeFault> {
    let (contacts, appointments) = (lobby.office.contacts().await?, lobby.office.appointments().await?);
    Ok(daily_mechanism::Shown { contacts, appointments, ..daily_mechanism::Shown::default() })
}

/// What this side wrote on the way, and what its departments answered.
pub async fn said(lobby: &Lobby, guest: &Guest) -> Result<Beside, OfficeFault> {
    if let Some(role) = guest.lacks(Action::ReadInternal) {
        return Ok(Beside::Needs(role));
    }
    let mut written = Vec::new();
    for draft in lobby.office.drafts().await? {
        let item = super::typed(draft.fields.as_bytes()).get("item").to_owned();
        for step in lobby.office.steps_of_draft(draft.id).await? {
            written.push(Written {
                draft: draft.id,
                act: draft.act.clone(),
                matter: draft.matter.clone(),
                item: item.clone(),
                name: step.name,
                did: step.what.name(),
                comment: step.comment,
                typed: step.fields.map(|fields| super::typed(fields.as_bytes())),
                at: moment(step.at, lobby.about.utc_offset_hours),
            });
        }
    }
    Ok(Beside::Said(said::Shown { written, answers: lobby.office.all_answers().await? }))
}

/// What a successor must know, for whoever keeps the office or its liaison.
pub async fn handover(lobby: &Lobby, guest: &Guest) -> Result<Beside, OfficeFault> {
    if let Some(role) = guest.lacks(Action::KeepOfficers).filter(|_| guest.lacks(Action::Send).is_some()) {
        return Ok(Beside::Needs(role));
    }
    let office_page::Shown { officers, appointments, today, .. } = keep_office::shown(lobby).await?;
    let holders = lobby.office.drafts().await?.into_iter().map(|draft| (draft.id, draft.holder)).collect::<BTreeMap<_, _>>();
    let open = clearance::rows(lobby).await?.into_iter().filter(|draft| draft.state.is_open());
    let drafts = open.filter_map(|draft| Some((holders.get(&draft.id).copied()?, draft))).map(|(holder, draft)| (draft, holder));
    let drafts = drafts.collect();
    Ok(Beside::Handover(handover::Shown { officers, appointments, drafts, contacts: lobby.office.contacts().await?, today }))
}

/// Gives a draft to another officer.
pub async fn pass_on(lobby: &Lobby, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    if let Some(role) = guest.lacks(Action::KeepOfficers).filter(|_| guest.lacks(Action::Send).is_some()) {
        let asked = Request { beside: Beside::Needs(role), ..guest.asks(sent.language, handover::PATH) };
        return Ok(Answer::Page(Box::new(asked)));
    }
    let officers = lobby.office.officers().await?;
    let to = officers.iter().find(|one| one.id.0.to_string() == sent.typed.get("officer"));
    let to = match to {
        Some(one) => lobby.visitor(one.id).await?.filter(|visitor| visitor.may(Action::Draft)).map(|_| one),
        None => None,
    };
    if let (Some(to), Ok(draft)) = (to, sent.typed.get("draft").parse()) {
        lobby.office.pass_draft_on(draft, to.id).await?;
        let about = format!("draft {draft} → {}", to.sign_in);
        lobby.office.note(Some(guest.officer()), &guest.visitor.actor.name, Deed::KeptOfficers, &about, now()).await?;
    }
    Ok(Answer::To(handover::PATH.to_owned(), None))
}

/// Notes a contact, or strikes one off.
pub async fn keep_contact(lobby: &Lobby, what: &str, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let asks = guest.asks(sent.language, daily_mechanism::PATH);
    if let Some(role) = guest.lacks(Action::Send) {
        return Ok(Answer::Page(Box::new(Request { beside: Beside::Needs(role), ..asks })));
    }
    match (what, sent.typed.get("contact").parse()) {
        ("strike", Ok(id)) => lobby.office.strike_contact(id).await?,
        ("contact", _) => match daily_mechanism::read(&sent.typed) {
            Ok(contact) => lobby.office.note_contact(&contact, guest.officer(), now()).await?,
            Err(faults) => {
                let shown = daily_mechanism::Shown { typed: sent.typed.clone(), faults, ..posts(lobby).await? };
                return Ok(Answer::Page(Box::new(Request { beside: Beside::DailyMechanism(shown), ..asks })));
            }
        },
        _ => return Ok(Answer::Page(Box::new(guest.asks(sent.language, "daily_mechanism nothing")))),
    }
    Ok(Answer::To(daily_mechanism::PATH.to_owned(), None))
}

/// Enters a list, enters an item on one, or takes it off again: `list`, `strike`, or `key_work/2018/item/3`.
pub async fn keep_listed(lobby: &Lobby, what: &str, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let typed = &sent.typed;
    let back = |page: &str, shown: also_listed::Shown| {
        let asked = Request { beside: Beside::AlsoListed(shown), ..guest.asks(sent.language, page) };
        Ok(Answer::Page(Box::new(asked)))
    };
    if let Some(role) = guest.lacks(Action::Send) {
        let asks = guest.asks(sent.language, also_listed::PATH);
        return Ok(Answer::Page(Box::new(Request { beside: Beside::Needs(role), ..asks })));
    }
    if what == "list" {
        let mut faults = missing(typed, &["name"]);
        faults.extend((typed.get("name").chars().count() > 80).then_some(("name", "form-too-long")));
        if !faults.is_empty() {
            return back(also_listed::PATH, also_listed::Shown { typed: typed.clone(), faults, ..listed(lobby).await? });
        }
        lobby.office.add_other_list(typed.get("name")).await?;
        return Ok(Answer::To(also_listed::PATH.to_owned(), None));
    }
    let shown = listed(lobby).await?;
    if what == "strike" {
        let entry = shown.entries.iter().find(|entry| entry.id.to_string() == typed.get("entry"));
        let Some(entry) = entry else { return back(also_listed::PATH, shown) };
        lobby.office.strike_also_listed(entry.id).await?;
        return Ok(Answer::To(format!("{}/item/{}#also", entry.matter, entry.item), None));
    }
    match also_listed::read(what, &shown.lists, typed) {
        Some(Ok(entry)) => {
            lobby.office.note_also_listed(&entry, guest.officer(), now()).await?;
            Ok(Answer::To(format!("{what}#also"), None))
        }
        Some(Err(faults)) => back(what, also_listed::Shown { typed: typed.clone(), faults, ..shown }),
        None => back(also_listed::PATH, shown),
    }
}
