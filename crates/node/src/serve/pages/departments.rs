//! The answers of this side's own departments: shown, and noted by whoever may draft. They are kept in the office's book, and nowhere else.

use super::lobby::{Guest, Lobby, now};
use super::{Answer, Sent, sending};
use axum::http::StatusCode;
use office::Action;
use office_db::OfficeFault;
use web::departments::Shown;
use web::{Beside, Request};

/// What stands on the page of a matter.
pub async fn beside(lobby: &Lobby, guest: &Guest, path: &str) -> Result<Beside, OfficeFault> {
    match guest.lacks(Action::ReadInternal) {
        Some(role) => Ok(Beside::Needs(role)),
        None => Ok(Beside::Departments(shown(lobby, path).await?)),
    }
}

async fn shown(lobby: &Lobby, path: &str) -> Result<Shown, OfficeFault> {
    let matter = path.strip_prefix("departments/").unwrap_or_default();
    let answers = lobby.office.answers(matter).await?;
    Ok(Shown { answers, ..Shown::default() })
}

/// Notes an answer.
pub async fn note(lobby: &Lobby, path: &str, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let asks = guest.asks(sent.language, path);
    if let Some(role) = guest.lacks(Action::Draft) {
        return Ok(Answer::Page(Box::new(Request { beside: Beside::Needs(role), ..asks })));
    }
    let back = Shown { typed: sent.typed.clone(), ..shown(lobby, path).await? };
    let asked = Request { beside: Beside::Departments(back.clone()), ..asks.clone() };
    let read = lobby.desk.ask(move |machine, now| machine.answer(&asked, now)).await;
    let marked = sending::marked(lobby, &sent.typed, "remarks");
    let answer = match read {
        Ok(Ok(Some(Ok(answer)))) if marked.is_empty() => answer,
        Ok(Ok(Some(read))) => {
            let faults = read.err().unwrap_or(marked);
            let beside = Beside::Departments(Shown { faults, ..back });
            return Ok(Answer::Page(Box::new(Request { beside, ..asks })));
        }
        Ok(Ok(None)) => return Ok(Answer::Page(Box::new(asks))),
        Ok(Err(said)) => return Ok(Answer::Failed(StatusCode::INTERNAL_SERVER_ERROR, said)),
        Err(none) => return Ok(Answer::Failed(StatusCode::SERVICE_UNAVAILABLE, none.to_string())),
    };
    let matter = path.strip_prefix("departments/").unwrap_or_default();
    lobby.office.note_answer(matter, &answer, guest.officer(), now()).await?;
    Ok(Answer::To(path.to_owned(), None))
}
