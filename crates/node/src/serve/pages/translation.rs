//! Translations of texts on record: what this side keeps of them stands beside the record, and officers enter more.

use super::lobby::{Lobby, now};
use super::{Answer, Sent, sending};
use axum::http::StatusCode;
use office::Action;
use office::translation::Translation;
use office_db::OfficeFault;
use web::translation::Shown;
use web::{Beside, Request};

/// The translations of what a page of the record is about.
pub async fn kept(lobby: &Lobby, path: &str) -> Result<Vec<Translation>, OfficeFault> {
    let office = &lobby.office;
    let item = path.rsplit_once("/item/").and_then(|(matter, item)| Some((matter, item.parse().ok()?)));
    match (item, path.strip_prefix("act/")) {
        (Some((matter, item)), _) => office.translations_of_item(matter, item).await,
        (None, Some(place)) => office.translations_of(place).await,
        (None, None) if path == "agreement" => office.translations_of(path).await,
        (None, None) => Ok(Vec::new()),
    }
}

/// What stands on the page of one text's translations.
pub async fn page(lobby: &Lobby, path: &str) -> Result<Beside, OfficeFault> {
    Ok(Beside::Translation(shown(lobby, path).await?))
}

async fn shown(lobby: &Lobby, path: &str) -> Result<Shown, OfficeFault> {
    let about = path.strip_prefix("translation/").unwrap_or_default();
    Ok(Shown { translations: lobby.office.translations_of(about).await?, ..Shown::default() })
}

/// Keeps a translation.
pub async fn keep(lobby: &Lobby, path: &str, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let asks = guest.asks(sent.language, path);
    if let Some(role) = guest.lacks(Action::Draft) {
        return Ok(Answer::Page(Box::new(Request { beside: Beside::Needs(role), ..asks })));
    }
    let back = Shown { typed: sent.typed.clone(), ..shown(lobby, path).await? };
    let asked = Request { beside: Beside::Translation(back.clone()), ..asks.clone() };
    let marked = sending::marked(lobby, &sent.typed, "text");
    match lobby.desk.ask(move |machine, now| machine.translation(&asked, now)).await {
        Ok(Ok(Some(Ok(translation)))) if marked.is_empty() => {
            lobby.office.keep_translation(&translation, guest.officer(), now()).await?;
            Ok(Answer::To(path.to_owned(), None))
        }
        Ok(Ok(Some(read))) => {
            let faults = read.err().unwrap_or(marked);
            let beside = Beside::Translation(Shown { faults, ..back });
            Ok(Answer::Page(Box::new(Request { beside, ..asks })))
        }
        Ok(Ok(None)) => Ok(Answer::Page(Box::new(asks))),
        Ok(Err(said)) => Ok(Answer::Failed(StatusCode::INTERNAL_SERVER_ERROR, said)),
        Err(none) => Ok(Answer::Failed(StatusCode::SERVICE_UNAVAILABLE, none.to_string())),
    }
}
