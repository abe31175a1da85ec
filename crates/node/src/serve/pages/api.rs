//! The pages' questions and acts for programs: JSON over HTTP, for the officer whose token comes with the request. What the officer may not
//! do, the program may not; an act goes the same way as from a form, and is judged by the same function.
//!
//! Refusals are problem details (RFC 9457).

use super::super::data::{Asked, Given, What};
use super::super::openapi::{LIMIT, LIMIT_MAX};
use super::lobby::{Lobby, now};
use super::{POLICY, typed};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_LANGUAGE, AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERRER_POLICY, RETRY_AFTER,
    WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use office::Action;
use office::token::Scope;
use office_db::audit::Deed;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use std::time::Instant;
use web::Visitor;
use web::form::Typed;
use web::request::preferred;
use web::send;
use words::Language;

/// What tokens begin with, so that one that lies about is known for what it is.
pub const PREFIX: &str = "counterpart_";

/// The most bytes of an act.
const BODY_BYTES_MAX: usize = 1 << 20;

/// Fields of the frame around an act's own.
const FRAME: [&str; 6] = ["act", "on", "audience", "remarks", "occurred", "paper"];

/// Why a program is not answered.
#[derive(Debug, PartialEq, Eq)]
struct Refusal(StatusCode, Vec<String>);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let title = self.0.canonical_reason().unwrap_or_default();
        let said = json!({"title": title, "status": self.0.as_u16(), "detail": self.1});
        let mut response = answer(self.0, "application/problem+json", &said);
        if self.0 == StatusCode::TOO_MANY_REQUESTS {
            response.headers_mut().insert(RETRY_AFTER, "60".parse().expect("a plain word"));
        }
        if self.0 == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(WWW_AUTHENTICATE, "Bearer".parse().expect("a plain word"));
        }
        response
    }
}

fn refuse<T>(status: StatusCode, said: &str) -> Result<T, Refusal> {
    Err(Refusal(status, vec![said.to_owned()]))
}

/// Somebody's program, and how they are answered.
struct Caller {
    visitor: Visitor,
    /// The number of the token.
    token: i64,
    scope: Scope,
    language: Language,
}

/// Answers a question.
pub async fn ask(State(lobby): State<Arc<Lobby>>, request: Request) -> Response {
    match asked(&lobby, request).await {
        Ok(value) => answer(StatusCode::OK, "application/json", &value),
        Err(refusal) => refusal.into_response(),
    }
}

async fn asked(lobby: &Lobby, request: Request) -> Result<Value, Refusal> {
    let (from, at) = (super::caller::address(request.headers(), request.extensions()), Instant::now());
    if !lobby.rates.questions.lets(&from, at) {
        return refuse(StatusCode::TOO_MANY_REQUESTS, "too much was asked; wait a minute");
    }
    let caller = caller(lobby, request.headers()).await?;
    if !lobby.rates.tokens.lets(&caller.token, at) {
        return refuse(StatusCode::TOO_MANY_REQUESTS, "too much was asked under this token; wait a minute");
    }
    let path = request.uri().path().trim_start_matches("/api/v1/").to_owned();
    let query = typed(request.uri().query().unwrap_or_default().as_bytes());
    let on = match query.get("on") {
        "" => None,
        day => Some(day.parse().or_else(|_| refuse(StatusCode::BAD_REQUEST, "`on` is no day, such as 2018-03-01"))?),
    };
    let what = question(&path, &query)?;
    match question_asked(lobby, &caller, what, on).await? {
        Given::Value(value) => Ok(value),
        _ => refuse(StatusCode::NOT_FOUND, "there is no such thing"),
    }
}

/// What an address asks for.
fn question(path: &str, query: &Typed) -> Result<What, Refusal> {
    let number = |name: &str, most: u32, otherwise: u32| match query.get(name) {
        "" => Ok(otherwise),
        said => match said.parse::<u32>() {
            Ok(number) if number <= most => Ok(number),
            _ => refuse(StatusCode::BAD_REQUEST, &format!("`{name}` is no number up to {most}")),
        },
    };
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    match (first, rest) {
        ("openapi.json", "") => Ok(What::OpenApi),
        ("record", "") => Ok(What::Record),
        ("report", "") => {
            let year = number("year", 9999, 0)?;
            Ok(What::Report { year: (year > 0).then_some(year as i16) })
        }
        ("matters", id) if !id.is_empty() => Ok(What::Matter(decoded(id))),
        ("acts", "") => match (query.get("matter"), query.get("log")) {
            ("", "") => refuse(StatusCode::BAD_REQUEST, "name a `matter` or a `log`"),
            (matter, "") => Ok(What::ActsOf(matter.to_owned())),
            (_, log) => {
                let limit = number("limit", LIMIT_MAX, LIMIT)?.max(1);
                Ok(What::ActsAfter { log: log.to_owned(), after: number("after", u32::MAX, 0)?, limit })
            }
        },
        ("acts", place) => Ok(What::Act(decoded(place))),
        _ => refuse(StatusCode::NOT_FOUND, "there is no such thing"),
    }
}

/// An id in an address, whose slashes may be escaped.
fn decoded(id: &str) -> String {
    id.replace("%2F", "/").replace("%2f", "/")
}

/// Lays an act before the record.
pub async fn send(State(lobby): State<Arc<Lobby>>, request: Request) -> Response {
    if super::comes_too_often(&lobby, "", super::caller::address(request.headers(), request.extensions())) {
        return Refusal(StatusCode::TOO_MANY_REQUESTS, vec!["too much was sent; wait a minute".to_owned()]).into_response();
    }
    match sent(&lobby, request).await {
        Ok((status, place, value)) => {
            let mut response = answer(status, "application/json", &value);
            if let Ok(place) = format!("/api/v1/acts/{place}").parse() {
                response.headers_mut().insert(LOCATION, place);
            }
            response
        }
        Err(refusal) => refusal.into_response(),
    }
}

async fn sent(lobby: &Lobby, request: Request) -> Result<(StatusCode, String, Value), Refusal> {
    let (parts, body) = request.into_parts();
    let caller = caller(lobby, &parts.headers).await?;
    if caller.scope != Scope::Act {
        return refuse(StatusCode::FORBIDDEN, "this token may only read");
    }
    if parts.uri.path() != "/api/v1/acts" {
        return refuse(StatusCode::NOT_FOUND, "acts are sent to /api/v1/acts");
    }
    let act = object(&parts.headers, body, lobby).await?;
    let (path, typed) = told(&act)?;
    let action = path.split('/').next().and_then(send::kind_named).and_then(send::action);
    let Some(action) = action else { return refuse(StatusCode::UNPROCESSABLE_ENTITY, "`act` is no act that is sent so") };
    if let Some(role) = caller.visitor.lacks(action) {
        return refuse(StatusCode::FORBIDDEN, &format!("this needs the role {}", role.name()));
    }
    let key = key(&parts.headers, &path, &typed);
    let _turn = lobby.turn.lock().await;
    let officer = caller.visitor.actor.officer;
    if let Some(key) = &key
        && let Some(place) = lobby.office.sent_before(officer, key).await.or_else(failed)?
    {
        return Ok((StatusCode::OK, place.clone(), json!({"place": place})));
    }
    // A program gives no scan, and is held to the same ceiling as a person.
    let typed = Typed(typed.0.into_iter().filter(|(name, _)| name != "scan").collect());
    if let Some((field, why)) = web::marking::faults(&typed, &[], lobby.about.marking_ceiling).first() {
        return refuse(StatusCode::UNPROCESSABLE_ENTITY, &format!("{field}: {why}"));
    }
    match question_asked(lobby, &caller, What::Lay { path, typed }, None).await? {
        Given::Recorded { act, place } => {
            if let Some(key) = &key {
                lobby.office.note_sent(officer, key, &place, now()).await.or_else(failed)?;
            }
            let name = &caller.visitor.actor.name;
            lobby.office.note(Some(officer), name, Deed::Sent, &format!("{place} {act}"), now()).await.or_else(failed)?;
            Ok((StatusCode::CREATED, place.clone(), json!({"place": place, "act": act})))
        }
        Given::Refused(said) => Err(Refusal(StatusCode::UNPROCESSABLE_ENTITY, said)),
        _ => refuse(StatusCode::UNPROCESSABLE_ENTITY, "that matter takes no such act now"),
    }
}

/// What tells an act under the key of its sender from all others; none if no key was given.
fn key(headers: &HeaderMap, path: &str, typed: &Typed) -> Option<String> {
    let key = headers.get("idempotency-key")?.to_str().ok()?;
    let mut hash = Sha256::new();
    let fields = typed.0.iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]);
    for part in fields.chain(["api", key, path]) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    Some(crate::hex::write(&hash.finalize()))
}

/// The object in a body.
async fn object(headers: &HeaderMap, body: Body, lobby: &Lobby) -> Result<Value, Refusal> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().map(str::trim) != Some("application/json") {
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "an act is sent as application/json");
    }
    let body = super::super::body::read(headers, body, BODY_BYTES_MAX, lobby.about.body_time).await;
    let body = body.map_err(|problem| Refusal(problem.status(), vec![problem.to_string()]))?;
    match serde_json::from_slice(&body) {
        Ok(value @ Value::Object(_)) => Ok(value),
        Ok(_) => refuse(StatusCode::BAD_REQUEST, "an act is an object"),
        Err(error) => refuse(StatusCode::BAD_REQUEST, &format!("this is no JSON: {error}")),
    }
}

/// Which act in which matter an object tells, and its fields as a form would send them.
fn told(act: &Value) -> Result<(String, Typed), Refusal> {
    let word = |name: &str| act.get(name).and_then(Value::as_str).unwrap_or_default();
    let (kind, matter) = (word("act"), word("on"));
    let Some(known) = send::kind_named(kind) else {
        return refuse(StatusCode::UNPROCESSABLE_ENTITY, "`act` is no act that is sent so");
    };
    let mut typed = Typed::default();
    let mut wrong = Vec::new();
    for (name, value) in act.as_object().into_iter().flatten() {
        if !FRAME.contains(&name.as_str()) && !known.fields().contains(&name.as_str()) {
            wrong.push(format!("`{name}` is no field of `{kind}`"));
        }
        match values(value) {
            Some(_) if matches!(name.as_str(), "act" | "on") => {}
            Some(values) => typed.0.extend(values.into_iter().map(|value| (name.clone(), value))),
            None => wrong.push(format!("`{name}` is a word, a number, true or a list of these")),
        }
    }
    if wrong.is_empty() { Ok((format!("{kind}/{matter}"), typed)) } else { Err(Refusal(StatusCode::UNPROCESSABLE_ENTITY, wrong)) }
}

/// A value as a form would send it; a list of numbers is one field there.
fn values(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Number(number) => Some(vec![number.to_string()]),
        Value::Bool(true) => Some(vec!["true".to_owned()]),
        Value::Bool(false) => Some(Vec::new()),
        Value::Array(list) if list.iter().all(Value::is_number) && !list.is_empty() => {
            Some(vec![list.iter().map(Value::to_string).collect::<Vec<_>>().join(" ")])
        }
        Value::Array(list) => list.iter().map(|one| one.as_str().map(str::to_owned)).collect(),
        Value::Null | Value::Object(_) => None,
    }
}

async fn question_asked(lobby: &Lobby, caller: &Caller, what: What, on: Option<jiff::civil::Date>) -> Result<Given, Refusal> {
    let asked = Asked { what, on, language: caller.language, visitor: caller.visitor.clone() };
    match lobby.desk.ask(move |machine, now| machine.data(&asked, now)).await {
        Ok(Ok(given)) => Ok(given),
        Ok(Err(said)) => refuse(StatusCode::INTERNAL_SERVER_ERROR, &said),
        Err(none) => refuse(StatusCode::SERVICE_UNAVAILABLE, &none.to_string()),
    }
}

/// Whose token came with a request.
async fn caller(lobby: &Lobby, headers: &HeaderMap) -> Result<Caller, Refusal> {
    if !lobby.is_for_us(headers) {
        return refuse(StatusCode::MISDIRECTED_REQUEST, "this address is not served here");
    }
    let Some(secret) = carried(headers) else { return refuse(StatusCode::UNAUTHORIZED, "no token came with this request") };
    let Some(token) = lobby.office.token(&secret, now()).await.or_else(failed)? else {
        return refuse(StatusCode::UNAUTHORIZED, "this token has ended, or was never given");
    };
    let Some(visitor) = lobby.visitor(token.officer).await.or_else(failed)? else {
        return refuse(StatusCode::UNAUTHORIZED, "this token has ended, or was never given");
    };
    if visitor.lacks(Action::ReadRecord).is_some() {
        return refuse(StatusCode::FORBIDDEN, "the officer of this token holds no post today");
    }
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("en");
    Ok(Caller { visitor, token: token.number, scope: token.scope, language: preferred(accepted) })
}

/// The secret of a token that a request carries.
fn carried(headers: &HeaderMap) -> Option<[u8; 32]> {
    let said = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let token = said.strip_prefix("Bearer ")?.trim().strip_prefix(PREFIX)?;
    URL_SAFE_NO_PAD.decode(token).ok()?.try_into().ok()
}

/// A token as it is shown once.
pub fn written(secret: &[u8; 32]) -> String {
    format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(secret))
}

fn failed<T>(fault: office_db::OfficeFault) -> Result<T, Refusal> {
    tracing::error!(problem = %super::super::call::chain(&fault), "the office's book failed");
    refuse(StatusCode::INTERNAL_SERVER_ERROR, "this node cannot answer now")
}

fn answer(status: StatusCode, kind: &'static str, value: &Value) -> Response {
    let headers = [
        (CONTENT_TYPE, kind),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "same-origin"),
        (CACHE_CONTROL, "private, no-store"),
    ];
    (status, headers, value.to_string()).into_response()
}

#[cfg(test)]
mod tests;
