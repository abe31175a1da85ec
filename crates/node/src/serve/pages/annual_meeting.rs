//! What the office keeps beside a meeting, and how an issue is written: the delegation of this side, the form that becomes an issue's text,
//! and the calendar file.

use super::lobby::{Guest, Lobby, now};
use super::{Answer, Sent, download_as, sending, session};
use axum::response::Response;
use office::Action;
use office_db::OfficeFault;
use web::annual_meeting::{delegation, issue, issue_form};
use web::form::Fault;
use web::{Beside, Request};

/// Where calendar files are, below the language.
pub const CALENDAR_FILE: &str = "calendar.ics";

/// The delegation that stands on the page of a meeting.
pub async fn delegation(lobby: &Lobby, guest: &Guest, path: &str) -> Result<Beside, OfficeFault> {
    match guest.lacks(Action::ReadInternal) {
        Some(role) => Ok(Beside::Needs(role)),
        None => Ok(Beside::Delegation(shown(lobby, path).await?)),
    }
}

async fn shown(lobby: &Lobby, path: &str) -> Result<delegation::Shown, OfficeFault> {
    let delegates = lobby.office.delegates(matter(path)).await?;
    Ok(delegation::Shown { delegates, ..delegation::Shown::default() })
}

fn matter(path: &str) -> &str {
    path.strip_suffix("/delegation").unwrap_or(path)
}

/// Enters somebody into the delegation, or takes somebody out.
pub async fn keep_delegation(lobby: &Lobby, path: &str, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let asks = guest.asks(sent.language, path);
    if let Some(role) = guest.lacks(Action::Draft) {
        return Ok(Answer::Page(Box::new(Request { beside: Beside::Needs(role), ..asks })));
    }
    // Only a meeting has a delegation: its page says whether there is one.
    let beside = Beside::Delegation(shown(lobby, path).await?);
    let asked = Request { beside, ..asks.clone() };
    let found = lobby.desk.ask(move |machine, now| machine.page(&asked, now)).await;
    if !matches!(&found, Ok(Ok(page)) if page.status == 200) {
        return Ok(Answer::Page(Box::new(asks)));
    }
    if let Ok(id) = sent.typed.get("strike").parse() {
        lobby.office.remove_delegate(matter(path), id).await?;
        return Ok(Answer::To(path.to_owned(), None));
    }
    match delegation::read(&sent.typed) {
        Ok(new) => {
            lobby.office.add_delegate(matter(path), &new, guest.officer(), now()).await?;
            Ok(Answer::To(path.to_owned(), None))
        }
        Err(faults) => {
            let back = delegation::Shown { typed: sent.typed.clone(), faults, ..shown(lobby, path).await? };
            Ok(Answer::Page(Box::new(Request { beside: Beside::Delegation(back), ..asks })))
        }
    }
}

/// The form of an issue, as its address gives it, with a number of its own.
pub fn issue(query: &str) -> Beside {
    let typed = sending::numbered(super::typed(query.as_bytes()));
    Beside::Issue(issue_form::Shown { typed, faults: Vec::<Fault>::new() })
}

/// Makes one text of the form and goes on with it as with any act that is sent; a form that lacks something comes back.
pub async fn compose(lobby: &Lobby, path: &str, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let (typed, _, of_scan) = sending::with_scan(lobby, guest, sent.typed.clone(), &sent.file).await?;
    let composed = issue::composed(sent.language, &typed);
    match composed {
        Ok(typed) if of_scan.is_empty() => {
            sending::send(lobby, &issue_form::act_path(path), Sent { typed, file: Vec::new(), ..sent }).await
        }
        composed => {
            let faults = composed.err().into_iter().flatten().chain(of_scan).collect();
            let beside = Beside::Issue(issue_form::Shown { typed, faults });
            Ok(Answer::Page(Box::new(Request { beside, ..guest.asks(sent.language, path) })))
        }
    }
}

/// The same for somebody whose session has ended: what was written outlives it, as a form of the act that it would become.
pub fn ended(lobby: &Lobby, path: &str, sent: &Sent) -> Answer {
    match issue::composed(sent.language, &sent.typed) {
        Ok(typed) => session::ended(lobby, &issue_form::act_path(path), sent.language, &typed),
        Err(_) => Answer::To(session::address(path, ""), None),
    }
}

/// A calendar file as it is sent.
pub fn calendar_file(text: String) -> Response {
    download_as("text/calendar; charset=utf-8", "counterpart.ics", text.into_bytes())
}
