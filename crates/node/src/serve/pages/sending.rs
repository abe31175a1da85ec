//! Sending an act: what was typed goes to the record's thread, which judges it; what came of it is noted with the officer who sent it.
//!
//! A form that is sent twice is one act: its confirmation carries a number of its own, which counts once.

use super::lobby::{Lobby, now};
use super::{Answer, Sent};
use crate::serve::machine;
use axum::http::StatusCode;
use office_db::OfficeFault;
use office_db::audit::Deed;
use web::send::Shown;
use web::{Beside, Request};

/// The form as its address gives it.
pub fn beside(query: &str) -> Beside {
    Beside::Send(Shown { typed: super::typed(query.as_bytes()), ..Shown::default() })
}

/// Takes what was sent.
pub async fn send(lobby: &Lobby, path: &str, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let mut typed = sent.typed.clone();
    let once = typed.get("once").to_owned();
    if typed.get("confirmed") == "1" {
        if let Some(place) = lobby.office.sent_before(guest.officer(), &once).await? {
            return Ok(Answer::To(format!("act/{place}"), None));
        }
    } else if once.is_empty() {
        typed.0.push(("once".to_owned(), crate::hex::write(&crate::random::<16>())));
    }
    let beside = Beside::Send(Shown { typed, sent: true, refused: Vec::new() });
    let asked = Request { beside, ..guest.asks(sent.language, path) };
    match lobby.desk.ask(move |machine, now| machine.send(&asked, now)).await {
        Ok(Ok(machine::Sent::Page(page))) => Ok(Answer::Made(page)),
        Ok(Ok(machine::Sent::Recorded { act, place })) => {
            lobby.office.note_sent(guest.officer(), &once, &place, now()).await?;
            let about = format!("{place} {}", crate::hex::write(&act));
            lobby.office.note(Some(guest.officer()), &guest.visitor.actor.name, Deed::Sent, &about, now()).await?;
            Ok(Answer::To(format!("act/{place}"), None))
        }
        Ok(Err(said)) => Ok(Answer::Failed(StatusCode::INTERNAL_SERVER_ERROR, said)),
        Err(none) => Ok(Answer::Failed(StatusCode::SERVICE_UNAVAILABLE, none.to_string())),
    }
}
