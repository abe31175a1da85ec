//! A page in another language with what stands in its form: made as if its address had been asked for, and filled again. Nothing that was typed
//! is judged, kept or laid before the record.

use super::lobby::Lobby;
use super::{Answer, Sent, batch, look, nothing, sending, session, signing};
use axum::http::Uri;
use office::Action;
use office_db::OfficeFault;
use web::request::Target;
use web::turn::Along;

/// The page at an address, with what goes along.
pub async fn page(lobby: &Lobby, uri: &Uri, sent: Sent, along: Along) -> Result<Answer, OfficeFault> {
    let query = uri.query().unwrap_or_default();
    let Target::Page(asked) = Target::of(uri.path(), query, "") else {
        return Ok(Answer::Page(Box::new(nothing(uri.path().trim_matches('/'), sent))));
    };
    let path = asked.path.trim_end_matches('/').to_owned();
    let typed = along.typed.clone();
    // Whose time is over reads nothing, however they ask.
    let reads = sent.guest.as_ref().filter(|guest| guest.lacks(Action::ReadRecord).is_none());
    let answer = match (path.as_str(), reads) {
        ("sign-in", _) if sent.guest.is_none() => Answer::Page(Box::new(session::turned(lobby, asked.language, &typed))),
        (path, Some(_)) if path.starts_with("send/") => return sending::turned(lobby, path, sent, &along).await,
        (path, Some(_)) if path.starts_with("sign/") => return signing::turned(lobby, path, sent, &along).await,
        // The forms of these pages are filled by their addresses.
        (path, _) if path == "reminders" || path.ends_with("/issue") => {
            let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&typed.0).finish();
            look(lobby, *asked, &sent.headers, &query).await?
        }
        _ => look(lobby, *asked, &sent.headers, query).await?,
    };
    Ok(match answer {
        Answer::Page(asked) => {
            let beside = batch::turned(asked.beside, &typed);
            Answer::Page(Box::new(web::Request { beside, along: Some(along), ..*asked }))
        }
        other => other,
    })
}
