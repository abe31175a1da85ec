//! Sending an act: what was typed goes to the record's thread, which judges it; what came of it is noted with the officer who sent it.
//!
//! A form that is sent twice is one act, also by somebody who went back in the browser: each form has a number of its own, and with the same
//! words under the same number it counts once.

use super::lobby::{Lobby, now};
use super::{Answer, Sent};
use crate::serve::machine;
use axum::http::StatusCode;
use office_db::OfficeFault;
use office_db::audit::Deed;
use sha2::{Digest as _, Sha256};
use web::form::Typed;
use web::send::Shown;
use web::{Beside, Request};

/// The form as its address gives it.
pub fn beside(query: &str) -> Beside {
    let mut typed = super::typed(query.as_bytes());
    typed.0.retain(|(name, _)| name != "once");
    typed.0.push(("once".to_owned(), crate::hex::write(&crate::random::<16>())));
    Beside::Send(Shown { typed, ..Shown::default() })
}

/// What tells a form, with these words in it, from all others.
fn once(path: &str, typed: &Typed) -> String {
    let mut hash = Sha256::new();
    let steps = ["confirmed", "again"];
    let said = typed.0.iter().filter(|(name, _)| !steps.contains(&name.as_str()));
    for part in said.flat_map(|(name, value)| [name.as_str(), value.as_str()]).chain([path]) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    crate::hex::write(&hash.finalize())
}

/// Takes what was sent.
pub async fn send(lobby: &Lobby, path: &str, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let typed = sent.typed.clone();
    let once = once(path, &typed);
    if typed.get("confirmed") == "1"
        && let Some(place) = lobby.office.sent_before(guest.officer(), &once).await?
    {
        return Ok(Answer::To(format!("act/{place}"), None));
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
