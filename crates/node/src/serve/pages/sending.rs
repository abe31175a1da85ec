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

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "send/give_opinion/key_work/2018";

    fn form(fields: &[(&str, &str)]) -> String {
        once(PATH, &Typed(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()))
    }

    #[test]
    fn the_same_words_in_the_same_form_count_once() {
        let first = form(&[("item", "1"), ("once", "a1")]);
        for step in ["confirmed", "again"] {
            assert_eq!(form(&[("item", "1"), ("once", "a1"), (step, "1")]), first, "{step} is a step, and says nothing");
        }
        for other in [
            &[("item", "2"), ("once", "a1")][..],
            &[("item", "1"), ("once", "b2")],
            &[("item", "1"), ("remarks", ""), ("once", "a1")],
            &[("item", "1once"), ("", "a1")],
        ] {
            assert_ne!(form(other), first, "{other:?}");
        }
    }

    #[test]
    fn every_form_that_is_asked_for_has_a_number_of_its_own() {
        let number = |query| match beside(query) {
            Beside::Send(shown) => (shown.typed.get("item").to_owned(), shown.typed.get("once").to_owned()),
            other => panic!("{other:?}"),
        };
        let (first, second) = (number("item=3&once=mine"), number("item=3&once=mine"));
        assert_eq!((first.0.as_str(), second.0.as_str()), ("3", "3"));
        assert!(first.1.len() == 32 && first.1 != second.1, "{first:?} {second:?}");
    }
}
