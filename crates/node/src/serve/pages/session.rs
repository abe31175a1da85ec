//! Signing in and out.

use super::lobby::{Lobby, now};
use super::{Answer, Sent, passkey as keys, sending, too_many};
use office_db::OfficeFault;
use office_db::audit::Deed;
use office_db::sessions::Way;
use office_db::sign_in::SignIn;
use serde_json::json;
use std::time::Instant;
use web::form::Typed;
use web::request::Target;
use web::sign_in::{Problem, Shown};
use web::{Beside, Request};
use words::Language;

/// The page of signing in, for whoever then wants to go where the query says.
pub fn page(lobby: &Lobby, language: Language, query: &Typed) -> Request {
    shown(lobby, language, Shown { to: way(query.get("to")), ..Shown::default() })
}

/// The page in another language: where one wanted to go, and what a form held when its session ended, go along.
pub fn turned(lobby: &Lobby, language: Language, typed: &Typed) -> Request {
    shown(lobby, language, Shown { to: way(typed.get("to")), kept: typed.get("kept").to_owned(), ..Shown::default() })
}

/// The page again, for somebody whom the identity provider did not vouch for.
pub fn failed_at_provider(lobby: &Lobby, language: Language, to: String) -> Answer {
    let back = Shown { problem: Some(Problem::Provider), to, ..Shown::default() };
    Answer::Page(Box::new(shown(lobby, language, back)))
}

fn shown(lobby: &Lobby, language: Language, shown: Shown) -> Request {
    let provider = lobby.provider.as_ref().map(|provider| provider.name().to_owned());
    Request { beside: Beside::SignIn(Shown { provider, ..shown }), ..Request::new(language, "sign-in") }
}

/// The address of signing in, below the language, for somebody who wanted the page at this path with this query.
pub fn address(path: &str, query: &str) -> String {
    let wanted = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
    let to = form_urlencoded::byte_serialize(wanted.as_bytes()).collect::<String>();
    if to.is_empty() { "sign-in".to_owned() } else { format!("sign-in?to={to}") }
}

/// Where somebody may be led: a page of this node, with what was asked of it. Anything else is the front.
pub fn way(to: &str) -> String {
    let (path, query) = to.split_once('?').unwrap_or((to, ""));
    let plain = |text: &str, signs: &[u8]| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || signs.contains(&byte));
    let query = if plain(query, b"=&_-.") { query } else { "" };
    match Target::of(&format!("/en/{path}"), query, "") {
        Target::Page(_) if plain(path, b"/_-.") && !path.starts_with('/') => match query {
            "" => path.to_owned(),
            query => format!("{path}?{query}"),
        },
        _ => String::new(),
    }
}

/// Who wanted no page in particular comes to the desk.
pub fn landing(to: String) -> String {
    if to.is_empty() { "desk".to_owned() } else { to }
}

/// The page for somebody whose session ended while they filled in a form: it comes back with all of it.
pub fn ended(lobby: &Lobby, path: &str, language: Language, typed: &Typed) -> Answer {
    let kept = form_urlencoded::Serializer::new(String::new()).extend_pairs(&typed.0).finish();
    let back = Shown { problem: Some(Problem::Ended), to: way(path), kept, ..Shown::default() };
    Answer::Page(Box::new(shown(lobby, language, back)))
}

/// With a password.
pub async fn sign_in(lobby: &Lobby, sent: Sent) -> Result<Answer, OfficeFault> {
    let typed = &sent.typed;
    let password = typed.all("password").first().copied().unwrap_or_default();
    let to = way(typed.get("to"));
    let name: String = typed.get("name").to_lowercase().chars().take(100).collect();
    if !lobby.rates.names.lets(&name, Instant::now()) {
        return Ok(too_many(sent.language));
    }
    let problem = match lobby.office.sign_in(typed.get("name"), password, now()).await? {
        SignIn::Welcome(officer) => {
            let cookie = lobby.welcome(officer, Way::Password, &sent.headers).await?;
            let kept = typed.get("kept");
            return match lobby.visitor(officer).await? {
                Some(visitor) if !kept.is_empty() && to.starts_with("send/") => {
                    let beside = sending::again(kept);
                    let asked = Request { visitor: Some(visitor), beside, ..Request::new(sent.language, &to) };
                    Ok(Answer::Welcome(Box::new(asked), cookie))
                }
                _ => Ok(Answer::To(landing(to), Some(cookie))),
            };
        }
        SignIn::Wrong => Problem::Wrong,
        SignIn::Paused => Problem::Paused,
    };
    let kept = typed.get("kept").to_owned();
    let back = Shown { typed: sent.typed, problem: Some(problem), to, provider: None, kept };
    Ok(Answer::Page(Box::new(shown(lobby, sent.language, back))))
}

/// With a passkey: the answer is for the script.
pub async fn passkey(lobby: &Lobby, sent: Sent) -> Result<Answer, OfficeFault> {
    let cookie = keys::answer(lobby, &sent.typed, &sent.headers).await?;
    let to = format!("/{}/{}", sent.language.tag(), landing(way(sent.typed.get("to"))));
    Ok(cookie.map_or(Answer::Refused, |cookie| Answer::Data(json!({"to": to}), Some(cookie))))
}

/// Ends this session.
pub async fn sign_out(lobby: &Lobby, sent: Sent) -> Result<Answer, OfficeFault> {
    if let Some(guest) = &sent.guest {
        lobby.office.end_session(guest.officer(), guest.session.number).await?;
        lobby.office.note(Some(guest.officer()), &guest.visitor.actor.name, Deed::SignedOut, "", now()).await?;
    }
    Ok(Answer::To("sign-in".to_owned(), Some(lobby.farewell())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_led_to_a_page_of_this_node_and_nowhere_else() {
        for (to, way) in [
            ("", ""),
            ("matter/key_work/2018", "matter/key_work/2018"),
            ("next?on=2018-03-01", "next?on=2018-03-01"),
            ("next?on=never", ""),
            ("key_work/2018?by=party", "key_work/2018?by=party"),
            ("send/give_opinion/key_work/2018?item=3", "send/give_opinion/key_work/2018?item=3"),
            ("next?x=<script>", "next"),
            ("//example.invalid/", ""),
            ("/en/next", ""),
            ("https://example.invalid", ""),
            ("a\r\nSet-Cookie: x", ""),
            ("javascript:alert(1)", ""),
        ] {
            assert_eq!(super::way(to), way, "{to:?}");
        }
    }

    #[test]
    fn the_address_of_signing_in_keeps_what_was_wanted() {
        assert_eq!(address("", ""), "sign-in");
        let kept = address("year/2018", "on=2018-03-01");
        assert_eq!(kept, "sign-in?to=year%2F2018%3Fon%3D2018-03-01");
        let query = super::super::typed(kept.split_once('?').expect("a query").1.as_bytes());
        assert_eq!(way(query.get("to")), "year/2018?on=2018-03-01");
    }
}
