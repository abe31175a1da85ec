//! The queue of mail as the administrator sees and keeps it, and an officer's own part of it.

use super::lobby::{Guest, Lobby, now};
use super::{Answer, Sent};
use office::mail::MailState;
use office::{Action, OfficerId};
use office_db::OfficeFault;
use office_db::audit::Deed;
use office_db::mail::QueuedMail;
use office_db::officers::Officer;
use web::account::moment;
use web::mail::{self, MailRow, PATH, Reached, Shown, Standing};
use web::{Beside, Request};

/// How many rows the administrator's page shows.
const ROWS: u32 = 200;
/// How many an officer's own page shows.
const OWN_ROWS: u32 = 20;

/// What stands on the administrator's page.
pub async fn beside(lobby: &Lobby, guest: &Guest) -> Result<Beside, OfficeFault> {
    match guest.lacks(Action::KeepMail) {
        Some(role) => Ok(Beside::Needs(role)),
        None => Ok(Beside::Mail(shown(lobby).await?)),
    }
}

async fn shown(lobby: &Lobby) -> Result<Shown, OfficeFault> {
    let told = lobby.about.mail.as_ref();
    let reached = |officer: Officer| Reached {
        id: officer.id,
        name: officer.name,
        sign_in: officer.sign_in,
        language: officer.language,
        address: officer.mail_address,
    };
    let officers = lobby.office.officers().await?.into_iter().filter(|officer| !officer.is_closed).map(reached);
    Ok(Shown {
        server: told.map(|told| (format!("{}:{}", told.server, told.port), told.from.as_str().to_owned())),
        days: told.map_or(0, |told| told.days_before),
        rows: rows(lobby, None, ROWS).await?,
        officers: officers.collect(),
        ..Shown::default()
    })
}

/// An officer's newest mails.
pub async fn own(lobby: &Lobby, officer: OfficerId) -> Result<Vec<MailRow>, OfficeFault> {
    rows(lobby, Some(officer), OWN_ROWS).await
}

async fn rows(lobby: &Lobby, of: Option<OfficerId>, most: u32) -> Result<Vec<MailRow>, OfficeFault> {
    let at = |time: i64| moment(time, lobby.about.utc_offset_hours);
    let row = |one: QueuedMail| MailRow {
        id: one.id,
        name: one.name,
        language: one.language,
        subject: one.subject,
        address: one.address,
        queued: at(one.queued),
        standing: match one.state {
            MailState::Waiting { next } => Standing::Waiting(at(next)),
            MailState::Sending => Standing::Sending,
            MailState::Sent { at: when } => Standing::Sent(at(when)),
            MailState::GivenUp { at: when } => Standing::GivenUp(at(when)),
        },
        tries: one.tries,
        reason: one.reason,
    };
    Ok(lobby.office.mails(of, most).await?.into_iter().map(row).collect())
}

/// Does what a form of the administrator's page says: `address` or `again`.
pub async fn keep(lobby: &Lobby, what: &str, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let asks = guest.asks(sent.language, PATH);
    if let Some(role) = guest.lacks(Action::KeepMail) {
        return Ok(Answer::Page(Box::new(Request { beside: Beside::Needs(role), ..asks })));
    }
    let about = match what {
        "again" => again(lobby, sent.typed.get("mail")).await?,
        "address" => {
            let officers = lobby.office.officers().await?;
            let to = officers.iter().find(|one| one.id.0.to_string() == sent.typed.get("officer") && !one.is_closed);
            let to = to.ok_or(vec![("officer", "form-missing")]);
            let read = to.and_then(|to| Ok((to, mail::read_of_officer(&sent.typed, &to.language)?)));
            match read {
                Ok((to, (address, language))) => {
                    lobby.office.set_mail(to.id, address.as_ref(), language.tag()).await?;
                    Some(to.sign_in.clone())
                }
                Err(faults) => {
                    let back = Shown { typed: sent.typed.clone(), faults, ..shown(lobby).await? };
                    return Ok(Answer::Page(Box::new(Request { beside: Beside::Mail(back), ..asks })));
                }
            }
        }
        _ => return Ok(Answer::Page(Box::new(guest.asks(sent.language, "mail nothing")))),
    };
    if let Some(about) = about {
        lobby.office.note(Some(guest.officer()), &guest.visitor.actor.name, Deed::KeptMail, &about, now()).await?;
    }
    Ok(Answer::To(PATH.to_owned(), None))
}

/// Has a mail tried again; what is noted of it, if it was given up.
async fn again(lobby: &Lobby, number: &str) -> Result<Option<String>, OfficeFault> {
    let Ok(id) = number.parse() else { return Ok(None) };
    Ok(lobby.office.try_mail_again(id, now()).await?.then(|| format!("mail {id}")))
}

/// Changes where an officer is written to, as they say themselves; none if it is done, or what is wrong with what they typed.
pub async fn change_own(lobby: &Lobby, guest: &Guest, sent: &Sent) -> Result<Vec<web::form::Fault>, OfficeFault> {
    let (address, language) = match mail::read(&sent.typed) {
        Ok(read) => read,
        Err(faults) => return Ok(faults),
    };
    lobby.office.set_mail(guest.officer(), address.as_ref(), language.tag()).await?;
    lobby.office.note(Some(guest.officer()), &guest.visitor.actor.name, Deed::KeptMail, "", now()).await?;
    Ok(Vec::new())
}
