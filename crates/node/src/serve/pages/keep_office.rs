//! What an administrator does about officers and appointments, and what administrators and auditors read of who did what.

use super::account::weakness;
use super::lobby::{Guest, Lobby, now};
use super::{Answer, Sent};
use office::{Action, AppointmentId, OfficerId};
use office_db::OfficeFault;
use office_db::audit::{Deed, Entry};
use web::account::moment;
use web::form::{Fault, Typed};
use web::office_page::{self, NewOfficer, OfficerRow, Shown};
use web::{Beside, Request};

/// How many rows of the audit a page shows.
const ROWS: u32 = 500;

/// What stands on the administrator's page.
pub async fn beside(lobby: &Lobby, guest: &Guest) -> Result<Beside, OfficeFault> {
    match guest.lacks(Action::KeepOfficers) {
        Some(role) => Ok(Beside::Needs(role)),
        None => Ok(Beside::Office(shown(lobby).await?)),
    }
}

/// The officers and their appointments.
pub async fn shown(lobby: &Lobby) -> Result<Shown, OfficeFault> {
    let mut officers = Vec::new();
    for officer in lobby.office.officers().await? {
        let sessions = lobby.office.sessions_of(officer.id, now()).await?.len();
        let (id, is_closed) = (officer.id, officer.is_closed);
        officers.push(OfficerRow { id, sign_in: officer.sign_in, name: officer.name, is_closed, sessions });
    }
    let today = moment(now(), lobby.about.utc_offset_hours).0.date();
    Ok(Shown { officers, appointments: lobby.office.appointments().await?, today, back: None })
}

/// What stands on the page of who did what.
pub async fn audit(lobby: &Lobby, guest: &Guest) -> Result<Beside, OfficeFault> {
    if let Some(role) = guest.lacks(Action::ReadAudit) {
        return Ok(Beside::Needs(role));
    }
    let row = |entry: Entry| web::audit::Row {
        at: moment(entry.at, lobby.about.utc_offset_hours),
        name: entry.name,
        deed: entry.deed.name(),
        about: entry.about,
    };
    Ok(Beside::Audit(lobby.office.audit(ROWS).await?.into_iter().map(row).collect()))
}

/// Does what an administrator's form says.
pub async fn keep(lobby: &Lobby, what: &str, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let asks = guest.asks(sent.language, "office");
    if let Some(role) = guest.lacks(Action::KeepOfficers) {
        return Ok(Answer::Page(Box::new(Request { beside: Beside::Needs(role), ..asks })));
    }
    let typed = &sent.typed;
    let done = match what {
        "officer" => new_officer(lobby, typed).await?.map_err(|faults| (office_page::Sent::Officer, faults)),
        "appoint" => appoint(lobby, typed).await?.map_err(|faults| (office_page::Sent::Appointment, faults)),
        "password" => password(lobby, typed).await?.map_err(|faults| (office_page::Sent::Password, faults)),
        "end" => end(lobby, typed).await?.map_err(|faults| (office_page::Sent::Appointment, faults)),
        "close" => close(lobby, guest, typed).await?.map_err(|faults| (office_page::Sent::Officer, faults)),
        _ => return Ok(Answer::Page(Box::new(guest.asks(sent.language, what)))),
    };
    match done {
        Ok(about) => {
            lobby.office.note(Some(guest.officer()), &guest.visitor.actor.name, Deed::KeptOfficers, &about, now()).await?;
            Ok(Answer::To("office".to_owned(), None))
        }
        Err((form, faults)) => {
            let back = Shown { back: Some((form, sent.typed.clone(), faults)), ..shown(lobby).await? };
            Ok(Answer::Page(Box::new(Request { beside: Beside::Office(back), ..asks })))
        }
    }
}

/// What was done, for the audit; or what is wrong with which field.
type Kept = Result<String, Vec<Fault>>;

async fn new_officer(lobby: &Lobby, typed: &Typed) -> Result<Kept, OfficeFault> {
    let NewOfficer { sign_in, name, language, password } = match office_page::new_officer(typed) {
        Ok(new) => new,
        Err(faults) => return Ok(Err(faults)),
    };
    if let Some(fault) = weakness(&password, &sign_in) {
        return Ok(Err(vec![fault]));
    }
    match lobby.office.add_officer(&sign_in, &name, language.tag()).await {
        Err(OfficeFault::Taken(_)) => Ok(Err(vec![("sign_in", "office-taken")])),
        officer => {
            lobby.office.new_password(officer?, &password, crate::random()).await?;
            Ok(Ok(sign_in))
        }
    }
}

async fn appoint(lobby: &Lobby, typed: &Typed) -> Result<Kept, OfficeFault> {
    let all = lobby.office.appointments().await?;
    let seat = match office_page::new_seat(typed, &all) {
        Ok(seat) => seat,
        Err(faults) => return Ok(Err(faults)),
    };
    let officers = lobby.office.officers().await?;
    let Some(officer) = officers.iter().find(|officer| officer.id == seat.officer) else {
        return Ok(Err(vec![("officer", "form-missing")]));
    };
    let about = format!("{} {} {}", officer.sign_in, seat.role.name(), seat.office);
    lobby.office.appoint(&seat).await?;
    Ok(Ok(about))
}

async fn password(lobby: &Lobby, typed: &Typed) -> Result<Kept, OfficeFault> {
    let officers = lobby.office.officers().await?;
    let Some(officer) = officers.iter().find(|one| one.id.0.to_string() == typed.get("officer") && !one.is_closed) else {
        return Ok(Err(vec![("officer", "form-missing")]));
    };
    let password = typed.all("password").first().copied().unwrap_or_default();
    if let Some(fault) = weakness(password, &officer.sign_in) {
        return Ok(Err(vec![fault]));
    }
    lobby.office.new_password(officer.id, password, crate::random()).await?;
    Ok(Ok(officer.sign_in.clone()))
}

async fn end(lobby: &Lobby, typed: &Typed) -> Result<Kept, OfficeFault> {
    let all = lobby.office.appointments().await?;
    let Some(one) = all.iter().find(|one| one.id.0.to_string() == typed.get("appointment")) else {
        return Ok(Err(vec![("officer", "form-missing")]));
    };
    let Ok(until) = typed.get("until").parse() else { return Ok(Err(vec![("until", "form-no-day")])) };
    if until < one.from {
        return Ok(Err(vec![("until", "office-ends-before")]));
    }
    lobby.office.end_appointment(AppointmentId(one.id.0), until).await?;
    Ok(Ok(format!("{} {until}", one.officer_name)))
}

/// Nobody closes their own account: an office without an administrator could not be opened again from here.
async fn close(lobby: &Lobby, guest: &Guest, typed: &Typed) -> Result<Kept, OfficeFault> {
    let officer = typed.get("officer").parse().map(OfficerId);
    let Ok(officer) = officer else { return Ok(Err(vec![("name", "form-missing")])) };
    if officer == guest.officer() {
        return Ok(Err(vec![("name", "office-not-oneself")]));
    }
    lobby.office.close_officer(officer, now()).await?;
    Ok(Ok(format!("{}", officer.0)))
}
