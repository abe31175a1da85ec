//! The public side over HTTP: files that are made beforehand, so that no answer tells by its time what goes on in the record. Nothing is
//! taken from anybody: no cookie, no form, no query.

use super::caller;
use super::machine::Desk;
use super::rate::{Pace, Rate};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, REFERRER_POLICY, RETRY_AFTER, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use web::public::{File, Files, INDEX};
use words::Language;

/// How often it is looked whether the files are still right.
const LOOK: Duration = Duration::from_secs(2);
/// How old they may grow while a text is still on its way, and at all.
const FRESH: [Duration; 2] = [Duration::from_secs(4), Duration::from_secs(60)];
/// How long after a change a text may still be on its way.
const ON_ITS_WAY: Duration = Duration::from_secs(120);

/// How often one address may ask.
const PACE: Pace = Pace { burst: 600.0, per_second: 50.0 };

/// A page may load the style of its own site, and nothing else; no form, no script, no frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A file as it is sent.
#[derive(Clone, Debug)]
struct Leaflet {
    file: File,
    etag: String,
}

/// The files that are shown to everybody.
#[derive(Clone, Debug, Default)]
pub struct Shelf(Arc<BTreeMap<String, Leaflet>>);

impl Shelf {
    fn of(files: Files) -> Shelf {
        let tag = |file: &File| {
            let digest = crate::hex::write(&Sha256::digest(&file.bytes));
            format!("\"{}\"", &digest[..32])
        };
        Shelf(Arc::new(files.into_iter().map(|(path, file)| (path, Leaflet { etag: tag(&file), file })).collect()))
    }
}

/// What the handlers share.
pub struct Hall {
    shelf: watch::Receiver<Shelf>,
    rate: Rate<IpAddr>,
}

/// A shelf that is kept by [`keep`], and the hall before it.
pub fn hall() -> (watch::Sender<Shelf>, Arc<Hall>) {
    let (put, shelf) = watch::channel(Shelf::default());
    (put, Arc::new(Hall { shelf, rate: Rate::new(PACE) }))
}

/// Makes the files, and makes them again when the record changed or a while has passed. Ends with the record.
pub async fn keep(desk: Desk, put: watch::Sender<Shelf>) -> std::io::Result<()> {
    let (mut seen, mut changed, mut made) = (None, Instant::now(), None::<Instant>);
    let mut every = tokio::time::interval(LOOK);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    while desk.is_attended() {
        every.tick().await;
        let logs = desk.status().logs.clone();
        let (is_new, now) = (seen.as_ref() != Some(&logs), Instant::now());
        if is_new {
            (seen, changed) = (Some(logs), now);
        }
        let age = made.map_or(Duration::MAX, |made| now - made);
        let stale = age >= FRESH[1] || (age >= FRESH[0] && now - changed < ON_ITS_WAY);
        if !is_new && !stale {
            continue;
        }
        match desk.ask(|machine, now| machine.public(now)).await {
            Ok(Ok(files)) => {
                put.send_replace(Shelf::of(files));
                made = Some(now);
            }
            Ok(Err(said)) => tracing::error!(problem = %said, "the public side cannot be made"),
            Err(_) => {}
        }
    }
    std::future::pending().await
}

/// Every address leads to a file, or to none.
pub fn router(hall: Arc<Hall>) -> Router {
    Router::new().fallback(get(show)).layer(super::compression::layer()).with_state(hall)
}

async fn show(State(hall): State<Arc<Hall>>, request: Request) -> Response {
    let (path, headers) = (request.uri().path(), request.headers());
    let language = path.trim_start_matches('/').split('/').next().and_then(Language::from_tag);
    let shelf = hall.shelf.borrow().clone();
    let language = language.unwrap_or(Language::ZhHant).tag();
    let wanted = path.trim_start_matches('/');
    if !hall.rate.lets(&caller::address(headers, request.extensions()), Instant::now()) {
        let mut response = said(&shelf, &format!("{language}/too_many/{INDEX}"), wanted, StatusCode::TOO_MANY_REQUESTS);
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("60"));
        return response;
    }
    let name = if wanted.is_empty() || wanted.ends_with('/') { format!("{wanted}{INDEX}") } else { wanted.to_owned() };
    if let Some(found) = shelf.0.get(&name) {
        return file(found, headers);
    }
    // Addresses within a page are meant from its folder, so its own ends with a slash.
    if shelf.0.contains_key(&format!("{wanted}/{INDEX}")) {
        let to = HeaderValue::from_str(&format!("/{wanted}/"));
        let mut response = sent(StatusCode::PERMANENT_REDIRECT, "", "", Body::empty());
        response.headers_mut().extend(to.ok().map(|to| (LOCATION, to)));
        return response;
    }
    said(&shelf, &format!("{language}/nothing/{INDEX}"), wanted, StatusCode::NOT_FOUND)
}

/// A page that stands in its own folder, at another address: what it leads to is meant from there.
fn said(shelf: &Shelf, name: &str, wanted: &str, status: StatusCode) -> Response {
    let Some(page) = shelf.0.get(name) else {
        return sent(StatusCode::SERVICE_UNAVAILABLE, "text/plain; charset=utf-8", "", "503\n".into());
    };
    let up = "../".repeat(wanted.matches('/').count());
    let html = String::from_utf8_lossy(&page.file.bytes).replace("=\"../../", &format!("=\"{up}"));
    sent(status, page.file.kind, "", html.into())
}

fn file(found: &Leaflet, headers: &HeaderMap) -> Response {
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_known = |one: &str| one.trim().trim_start_matches("W/") == found.etag || one.trim() == "*";
    if !known.is_empty() && known.split(',').any(is_known) {
        return sent(StatusCode::NOT_MODIFIED, "", &found.etag, Body::empty());
    }
    sent(StatusCode::OK, found.file.kind, &found.etag, found.file.bytes.clone().into())
}

fn sent(status: StatusCode, kind: &'static str, etag: &str, body: Body) -> Response {
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.remove(CONTENT_TYPE);
    let mut say = |name, value: &str| {
        if let (false, Ok(value)) = (value.is_empty(), HeaderValue::from_str(value)) {
            headers.insert(name, value);
        }
    };
    say(CONTENT_TYPE, kind);
    // Weak, since the same file also goes out compressed.
    say(ETAG, &if etag.is_empty() { String::new() } else { format!("W/{etag}") });
    say(CONTENT_SECURITY_POLICY, POLICY);
    // Also of what has no body of its own: a cache must know which of its copies is meant.
    say(VARY, "accept-encoding");
    say(X_CONTENT_TYPE_OPTIONS, "nosniff");
    say(REFERRER_POLICY, "no-referrer");
    say(
        CACHE_CONTROL,
        if status.is_success() || status == StatusCode::NOT_MODIFIED { "public, max-age=300" } else { "no-store" },
    );
    response
}

#[cfg(test)]
mod tests;
