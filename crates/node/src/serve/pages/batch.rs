//! Returns by spreadsheet, and lists of tasks that come in: what is uploaded is read and shown, and only what is then confirmed is filed, return by
//! return as any other, or kept as drafts.

use super::lobby::{Guest, Lobby, now};
use super::{Answer, Sent, clearance, sending};
use office::Action;
use office_db::OfficeFault;
use web::form::Typed;
use web::key_work::import;
use web::progress::batch::{self, Shown};
use web::{Beside, Request};

/// The page of a batch before anything is sent.
pub fn beside(guest: &Guest) -> Beside {
    guest.lacks(Action::ReportProgress).map_or_else(|| Beside::Batch(Shown::default()), Beside::Needs)
}

/// The same page in another language: what was read before is read again from what its form carried along.
pub fn turned(beside: Beside, typed: &Typed) -> Beside {
    match beside {
        Beside::Batch(shown) => Beside::Batch(Shown { read: batch::turned(typed), once: typed.get("once").to_owned(), ..shown }),
        Beside::Import(_) => Beside::Import(import::turned(typed)),
        other => other,
    }
}

/// Reads what was uploaded and shows it, or files what was confirmed.
pub async fn take(lobby: &Lobby, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let asks = guest.asks(sent.language, "batch");
    let beside = match guest.lacks(Action::ReportProgress) {
        Some(role) => Beside::Needs(role),
        None if sent.typed.get("confirmed") == "1" => Beside::Batch(filed(lobby, guest, &sent).await?),
        None => {
            let read = batch::read(&sent.file, sent.typed.get("paste"), sent.is_too_long);
            Beside::Batch(Shown { read: Some(read), once: sending::number(), ..Shown::default() })
        }
    };
    Ok(Answer::Page(Box::new(Request { beside, ..asks })))
}

/// Files returns one after another. What the record does not take is said, and the others go on.
async fn filed(lobby: &Lobby, guest: &Guest, sent: &Sent) -> Result<Shown, OfficeFault> {
    let mut filed = Vec::new();
    for (item, path, typed) in batch::returns(&sent.typed) {
        let place = sending::lay(lobby, guest, sent.language, &path, typed).await?.ok();
        filed.push((item, place));
    }
    Ok(Shown { filed, ..Shown::default() })
}

/// The page of a list before anything is sent.
pub fn import(guest: &Guest) -> Beside {
    guest.lacks(Action::Draft).map_or_else(|| Beside::Import(import::Shown::default()), Beside::Needs)
}

/// Reads a list and shows it, or keeps the chosen rows as drafts.
pub async fn take_list(lobby: &Lobby, path: &str, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let beside = match (guest.lacks(Action::Draft), import::chosen(path, &sent.typed)) {
        (Some(role), _) => Beside::Needs(role),
        (None, Some((address, rows))) => {
            // Nothing of a list is kept if anything in it is marked too high: its own form says so, with all that it holds.
            for row in &rows {
                let faults = web::marking::faults(row, &[], lobby.about.marking_ceiling);
                if !faults.is_empty() {
                    let typed = sending::numbered(row.clone());
                    let shown = web::send::Shown { typed, sent: true, faults, ..Default::default() };
                    let asked = Request { beside: Beside::Send(shown), ..guest.asks(sent.language, &address) };
                    return Ok(Answer::Page(Box::new(asked)));
                }
            }
            for row in &rows {
                clearance::begin(lobby, guest, &address, row).await?;
            }
            return Ok(Answer::To("clearance".to_owned(), None));
        }
        (None, None) => Beside::Import(import::read(&sent.file, sent.typed.get("paste"), sent.is_too_long)),
    };
    Ok(Answer::Page(Box::new(Request { beside, ..guest.asks(sent.language, path) })))
}

/// Notes reminders that the liaison office gives.
pub async fn remind(lobby: &Lobby, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let asks = guest.asks(sent.language, "reminders");
    let mut shown = match reminders(lobby, guest, sent.typed.clone()).await? {
        Beside::Reminders(shown) => shown,
        beside => return Ok(Answer::Page(Box::new(Request { beside, ..asks }))),
    };
    let asked = Request { beside: Beside::Reminders(shown.clone()), ..asks.clone() };
    let read = match lobby.desk.ask(move |machine, now| machine.reminders(&asked, now)).await {
        Ok(Ok(read)) => read,
        Ok(Err(said)) => return Ok(Answer::Failed(axum::http::StatusCode::INTERNAL_SERVER_ERROR, said)),
        Err(none) => return Ok(Answer::Failed(axum::http::StatusCode::SERVICE_UNAVAILABLE, none.to_string())),
    };
    let marked = sending::marked(lobby, &sent.typed, "text");
    match read {
        Ok(given) if marked.is_empty() => {
            lobby.office.remind(&given, guest.officer(), sent.typed.get("once"), now()).await?;
            shown.given = Some(given.len());
            shown.reminders = lobby.office.reminders().await?;
            shown.typed.0.clear();
        }
        read => shown.faults = read.err().unwrap_or(marked),
    }
    Ok(Answer::Page(Box::new(Request { beside: Beside::Reminders(shown), ..asks })))
}

/// What stands on the page of reminders.
pub async fn reminders(lobby: &Lobby, guest: &Guest, typed: Typed) -> Result<Beside, OfficeFault> {
    if let Some(role) = guest.lacks(Action::Send) {
        return Ok(Beside::Needs(role));
    }
    let reminders = lobby.office.reminders().await?;
    Ok(Beside::Reminders(web::reminder::Shown { reminders, typed, once: sending::number(), ..Default::default() }))
}
