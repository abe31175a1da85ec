//! The office's letters: their headings and numbers, and one that is made. Only a letter that can be made takes a number.

use super::lobby::{Guest, Lobby, now};
use super::{Answer, Sent, download, sending};
use office::Action;
use office_db::OfficeFault;
use web::account::moment;
use web::form::Typed;
use web::letter::{heading, usual_pattern};
use web::letters::{Shown, asked, read};
use web::{Beside, Request};
use words::Language;

/// What stands on the page of letters, or on that of one.
pub async fn beside(lobby: &Lobby, guest: &Guest) -> Result<Beside, OfficeFault> {
    match guest.lacks(Action::Draft) {
        Some(role) => Ok(Beside::Needs(role)),
        None => Ok(Beside::Letters(shown(lobby).await?)),
    }
}

async fn shown(lobby: &Lobby) -> Result<Shown, OfficeFault> {
    Ok(Shown {
        headings: lobby.office.headings().await?,
        issued: lobby.office.letters().await?,
        once: sending::number(),
        utc_offset_hours: lobby.about.utc_offset_hours,
        ..Shown::default()
    })
}

/// Keeps the headings.
pub async fn keep(lobby: &Lobby, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let asks = guest.asks(sent.language, "letters");
    let beside = match (guest.lacks(Action::Send), read(&sent.typed)) {
        (Some(role), _) => Beside::Needs(role),
        (None, Err(faults)) => Beside::Letters(Shown { typed: sent.typed.clone(), faults, ..shown(lobby).await? }),
        (None, Ok(headings)) => {
            lobby.office.set_headings(&headings).await?;
            return Ok(Answer::To("letters".to_owned(), None));
        }
    };
    Ok(Answer::Page(Box::new(Request { beside, ..asks })))
}

/// Makes a letter under the next number of the year of the record.
pub async fn make(lobby: &Lobby, path: &str, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let asks = guest.asks(sent.language, path);
    if let Some(role) = guest.lacks(Action::Draft) {
        return Ok(Answer::Page(Box::new(Request { beside: Beside::Needs(role), ..asks })));
    }
    let headings = lobby.office.headings().await?;
    let letter = |reference: &str| Request { beside: Beside::Letter(asked(&headings, &sent.typed, reference)), ..asks.clone() };
    let at = match download::made(lobby, letter("")).await {
        Ok(Some((_, at))) => at,
        Ok(None) => return Ok(Answer::Page(Box::new(asks))),
        Err(failed) => return Ok(failed),
    };
    let reference = number(lobby, guest, path, (&sent.typed, sent.language), at).await?;
    Ok(match reference {
        Some(reference) => download::file(lobby, letter(&reference)).await,
        None => Answer::Page(Box::new(asks)),
    })
}

/// The number of a letter, as it is written.
async fn number(
    lobby: &Lobby,
    guest: &Guest,
    path: &str,
    (typed, language): (&Typed, Language),
    at: u64,
) -> Result<Option<String>, OfficeFault> {
    let Some((kind, matter)) = path.strip_prefix("letters/").and_then(|rest| rest.split_once('/')) else { return Ok(None) };
    let Some(kind) = office::letter::LetterKind::named(kind) else { return Ok(None) };
    let headings = lobby.office.headings().await?;
    let heading = heading(language, &headings);
    let year = moment(i64::try_from(at).unwrap_or_default(), lobby.about.utc_offset_hours).0.year();
    let once = if typed.get("once").is_empty() { sending::number() } else { typed.get("once").to_owned() };
    let written = |number| heading.reference(usual_pattern(language), year, number);
    lobby.office.issue((year, kind, matter), guest.officer(), &once, now(), written).await.map(Some)
}
