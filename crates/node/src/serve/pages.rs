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
const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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
            web::Request { language, path: request.uri().path().trim_start_matches('/').replace('/', " "), on: None, by: None }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::serve::double::Double;
    use crate::serve::machine;
    use axum::body::{Body, to_bytes};

    /// What a double of a record answers: status, headers, body.
    async fn answer(path: &str, headers: &[(&str, &str)]) -> (u16, HeaderMap, String) {
        let (desk, seat) = machine::desk(Clock::new(0, "example.invalid/a/1").unwrap());
        let served = std::thread::spawn(move || seat.serve(&mut Double::default()));
        let asked = headers.iter().fold(Request::builder().uri(path), |asked, (name, value)| asked.header(*name, *value));
        let response = show(State(desk), asked.body(Body::empty()).unwrap()).await;
        served.join().unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 1 << 20).await.unwrap();
        (parts.status.as_u16(), parts.headers, String::from_utf8_lossy(&body).into_owned())
    }

    #[tokio::test]
    async fn a_page_is_for_this_machine_alone() {
        for (host, status) in [
            ("localhost", 200),
            ("localhost:9080", 200),
            ("127.0.0.1:9080", 200),
            ("[::1]:9080", 200),
            ("[::1]", 200),
            ("example.invalid", 421),
            ("localhost.example.invalid:9080", 421),
            ("127.0.0.1.example.invalid", 421),
            ("", 421),
        ] {
            let (answered, _, body) = answer("/pt/next", &[("host", host)]).await;
            assert_eq!(answered, status, "{host}: {body}");
            assert_eq!(body == "pt next", status == 200, "{host}: {body}");
        }
        assert_eq!(answer("/pt/next", &[]).await.0, 421);
    }

    #[tokio::test]
    async fn an_address_leads_to_a_page_the_style_or_the_front_and_a_fault_is_told() {
        let here = ("host", "localhost");
        let (status, headers, _) = answer("/", &[here, ("accept-language", "en")]).await;
        assert_eq!((status, headers[LOCATION].to_str().unwrap()), (303, "/en/"));
        let (status, headers, body) = answer("/look.css", &[here]).await;
        assert!(status == 200 && headers[CONTENT_TYPE].to_str().unwrap().starts_with("text/css") && body.contains("--teal"));
        assert_eq!(answer("/en/broken", &[here]).await.2, "500 the disk is gone\n");
        assert_eq!(answer("/en/broken", &[here]).await.0, 500);
    }

    #[tokio::test]
    async fn a_page_may_load_its_own_style_and_do_nothing_else() {
        let (_, headers, _) = answer("/en/", &[("host", "localhost")]).await;
        let policy = headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
        let allowed = policy.split("; ").filter(|part| !part.ends_with("'none'")).collect::<Vec<_>>();
        assert_eq!(allowed, ["style-src 'self'"]);
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert_eq!(headers[X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert!(headers[CACHE_CONTROL].to_str().unwrap().contains("no-store"));
    }
}
