//! The pages over HTTP, for readers on this machine: addresses, headers, and whom a request is meant for.
//!
//! There is no signing in yet, so the address is a loopback one, and a request that names another host is turned away: a page of
//! somebody else must not read the record through its visitor's browser.

use super::machine::Desk;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, LOCATION, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use web::request::Target;

/// What a page may load and do: its own style, and nothing else.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HTML: &str = "text/html; charset=utf-8";

/// The table of addresses: all of them.
pub fn router(desk: Desk) -> Router {
    Router::new().fallback(get(show)).with_state(desk)
}

async fn show(State(desk): State<Desk>, request: Request) -> Response {
    let headers = request.headers();
    if !is_for_this_machine(headers) {
        return sent(StatusCode::MISDIRECTED_REQUEST, "text/plain", "421 this address is not served here\n".to_owned());
    }
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let asked = match Target::of(request.uri().path(), request.uri().query().unwrap_or_default(), accepted) {
        Target::Style => return sent(StatusCode::OK, "text/css; charset=utf-8", web::page::STYLE.to_owned()),
        Target::Elsewhere(to) => return (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response(),
        Target::Page(asked) => asked,
        Target::Nothing(language) => {
            web::Request { language, path: request.uri().path().trim_start_matches('/').replace('/', " "), on: None }
        }
    };
    match desk.ask(move |machine, now| machine.page(&asked, now)).await {
        Ok(Ok(page)) => sent(StatusCode::from_u16(page.status).unwrap_or(StatusCode::OK), HTML, page.html),
        Ok(Err(said)) => sent(StatusCode::INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8", format!("500 {said}\n")),
        Err(none) => sent(StatusCode::SERVICE_UNAVAILABLE, "text/plain; charset=utf-8", format!("503 {none}\n")),
    }
}

fn is_for_this_machine(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(HOST).and_then(|host| host.to_str().ok()) else { return false };
    let name =
        host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit())).map_or(host, |(name, _)| name);
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

fn sent(status: StatusCode, kind: &'static str, body: String) -> Response {
    let headers = [
        (CONTENT_TYPE, kind),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // The last that a browser knows counts.
        (REFERRER_POLICY, "same-origin, no-referrer"),
        (CACHE_CONTROL, "private, no-store"),
    ];
    (status, headers, body).into_response()
}
