//! Sending an act: what was typed goes to the record's thread, which judges it; what came of it is noted with the officer who sent it.
//!
//! A form that is sent twice is one act: its confirmation carries a number of its own, which counts once.

use super::lobby::{Guest, Lobby, now};
use super::{Answer, Sent, clearance};
use crate::serve::machine;
use axum::http::StatusCode;
use office::Action;
use office_db::OfficeFault;
use office_db::audit::Deed;
use web::send::Shown;
use web::{Beside, Request};

/// The form as its address gives it, or the draft that it names.
pub async fn beside(lobby: &Lobby, guest: &Guest, path: &str, query: &str) -> Result<Beside, OfficeFault> {
    let given = super::typed(query.as_bytes());
    let draft = match guest.lacks(Action::ReadInternal) {
        None => clearance::typed(lobby, path, given.get("draft")).await?,
        Some(_) => None,
    };
    Ok(Beside::Send(Shown { typed: draft.unwrap_or(given), ..Shown::default() }))
}

/// Takes what was sent.
pub async fn send(lobby: &Lobby, path: &str, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    if sent.typed.get("keep") == "1" {
        return clearance::keep(lobby, path, sent).await;
    }
    let mut typed = sent.typed.clone();
    let once = typed.get("once").to_owned();
    if typed.get("confirmed") == "1" {
        if let Some(place) = lobby.office.sent_before(guest.officer(), &once).await? {
            return Ok(Answer::To(format!("act/{place}"), None));
        }
    } else if once.is_empty() {
        typed.0.push(("once".to_owned(), crate::hex::write(&crate::random::<16>())));
    }
    let mut shown = Shown { typed, sent: true, ..Shown::default() };
    shown.is_uncleared = !clearance::may_leave(lobby, path, &shown.typed).await?;
    let beside = Beside::Send(shown);
    let asked = Request { beside, ..guest.asks(sent.language, path) };
    match lobby.desk.ask(move |machine, now| machine.send(&asked, now)).await {
        Ok(Ok(machine::Sent::Page(page))) => Ok(Answer::Made(page)),
        Ok(Ok(machine::Sent::Recorded { act, place })) => {
            clearance::left(lobby, guest, &sent.typed, &place).await?;
            lobby.office.note_sent(guest.officer(), &once, &place, now()).await?;
            let about = format!("{place} {}", crate::hex::write(&act));
            lobby.office.note(Some(guest.officer()), &guest.visitor.actor.name, Deed::Sent, &about, now()).await?;
            Ok(Answer::To(format!("act/{place}"), None))
        }
        Ok(Err(said)) => Ok(Answer::Failed(StatusCode::INTERNAL_SERVER_ERROR, said)),
        Err(none) => Ok(Answer::Failed(StatusCode::SERVICE_UNAVAILABLE, none.to_string())),
    }
}
