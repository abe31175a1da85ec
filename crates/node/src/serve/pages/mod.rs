//! The pages over HTTP: addresses, headers, and who may see what. A page is shown to officers of this party who are signed in; anybody else
//! is led to the page of signing in.
//!
//! The address is a loopback one: a site that is reached from elsewhere has a server for TLS before it. A request that names another host is
//! turned away, and one that another site's page sends changes nothing.

mod account;
mod annual_meeting;
mod api;
mod batch;
mod ceremony;
mod clearance;
mod departments;
mod download;
pub mod finder;
mod keep_office;
mod letters;
mod liaison;
pub mod lobby;
mod mail;
mod passkey;
pub mod provider;
mod sending;
mod session;
mod signing;
mod translation;
mod turn;
mod upload;

use super::{caller, compression};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERRER_POLICY,
    RETRY_AFTER, SET_COOKIE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::map_request;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use lobby::{Guest, Lobby};
use office::{Action, Role};
use office_db::OfficeFault;
use serde_json::Value;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;
use tower_http::csrf::CsrfLayer;
use web::Beside;
use web::form::Typed;
use web::request::Target;
use web::turn::Along;
use words::Language;

/// What a page may load and do: its own style and script, forms to itself, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; \
                      form-action 'self'; frame-ancestors 'none'";

const HTML: &str = "text/html; charset=utf-8";

/// The most bytes of a form.
const FORM_BYTES_MAX: usize = 1 << 20;

/// The most bytes of a form with a spreadsheet or a list, and of what is made of it.
const SHEET_BYTES_MAX: usize = 6 << 20;

/// The most bytes of a form with a scan. One that is a little larger than a scan may be still comes back with what was typed.
const SCAN_FORM_BYTES_MAX: usize = FORM_BYTES_MAX + 2 * web::scan::SCAN_BYTES_MAX;

/// The table of addresses: all of them.
pub fn router(lobby: Arc<Lobby>) -> Router {
    Router::new()
        .route("/{language}/sign-in/provider", get(provider::begin))
        .route(provider::BACK, get(provider::back))
        .route("/api/v1/{*path}", get(api::ask).post(api::send))
        .fallback(get(show).post(take))
        .layer(CsrfLayer::new())
        .layer(compression::layer())
        .layer(map_request(compression::plain_elsewhere))
        .with_state(lobby)
}

/// What somebody sent, who they are, and in which language they are answered.
struct Sent {
    language: Language,
    guest: Option<Guest>,
    typed: Typed,
    /// The file that came with a form that has one.
    file: Vec<u8>,
    /// Whether there was more of it than is read; then nothing of it is here.
    is_too_long: bool,
    headers: HeaderMap,
}

/// What is answered.
enum Answer {
    /// A page.
    Page(Box<web::Request>),
    /// A page, with the cookie of the session that begins with it.
    Welcome(Box<web::Request>, String),
    /// A page that is made already.
    Made(web::Page),
    /// A file to be kept.
    File(String, Vec<u8>),
    /// The record or its thread failed.
    Failed(StatusCode, String),
    /// Another address below the language, with a cookie if a session begins or ends.
    To(String, Option<String>),
    /// Data for the script of passkeys, with a cookie if a session begins.
    Data(Value, Option<String>),
    /// What the script asked for came to nothing.
    Refused,
}

async fn show(State(lobby): State<Arc<Lobby>>, request: Request) -> Response {
    let headers = request.headers();
    if !lobby.is_for_us(headers) {
        return misdirected();
    }
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let query = request.uri().query().unwrap_or_default();
    let asked = match Target::of(request.uri().path(), query, accepted) {
        Target::Style => return sent(StatusCode::OK, "text/css; charset=utf-8", web::page::STYLE.to_owned()),
        Target::Script => return sent(StatusCode::OK, "text/javascript; charset=utf-8", web::page::SCRIPT.to_owned()),
        Target::Elsewhere(to) => return (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response(),
        Target::Page(asked) => *asked,
        Target::Nothing(language) => web::Request::new(language, &request.uri().path().trim_start_matches('/').replace('/', " ")),
    };
    let language = asked.language;
    match look(&lobby, asked, headers, query).await {
        Ok(answer) => answered(&lobby, language, answer).await,
        Err(fault) => failed(&fault),
    }
}

/// The page that is asked for, as far as it is for whoever asks.
async fn look(lobby: &Lobby, asked: web::Request, headers: &HeaderMap, query: &str) -> Result<Answer, OfficeFault> {
    let path = asked.path.trim_end_matches('/').to_owned();
    let guest = lobby.guest(headers).await?;
    let Some(guest) = guest else {
        return Ok(match path.as_str() {
            "sign-in" => Answer::Page(Box::new(session::page(lobby, asked.language, &typed(query.as_bytes())))),
            _ => Answer::To(session::address(&path, query), None),
        });
    };
    let asked = web::Request { visitor: Some(guest.visitor.clone()), ..asked };
    if liaison::is_file(&path) {
        return liaison::file(lobby, &guest, asked, &path).await;
    }
    let beside = match path.as_str() {
        "sign-in" => return Ok(Answer::To(String::new(), None)),
        "account" => account::beside(lobby, &guest).await?,
        // Whose time is over can still sign out and see why, and reads nothing.
        _ if guest.lacks(Action::ReadRecord).is_some() => Beside::Needs(Role::LiaisonOfficer),
        "office/handover" => liaison::handover(lobby, &guest).await?,
        "office" => keep_office::beside(lobby, &guest).await?,
        "audit" => keep_office::audit(lobby, &guest).await?,
        "mail" => mail::beside(lobby, &guest).await?,
        "desk" => clearance::desk(lobby, &guest).await?,
        "progress" => liaison::my_work(lobby, &guest).await?,
        "batch" => batch::beside(&guest),
        "reminders" => batch::reminders(lobby, &guest, typed(query.as_bytes())).await?,
        path if path.starts_with("file/") => return Ok(download::file(lobby, asked).await),
        path if path.split('/').next() == Some("letters") => letters::beside(lobby, &guest).await?,
        path if path.ends_with("/import") => batch::import(&guest),
        path if path.ends_with("/propose") => Beside::Propose(typed(query.as_bytes())),
        path if path.split('/').next() == Some("clearance") => clearance::beside(lobby, &guest, path).await?,
        path if path.ends_with("/delegation") => annual_meeting::delegation(lobby, &guest, path).await?,
        path if path.ends_with("/issue") => annual_meeting::issue(query),
        annual_meeting::CALENDAR_FILE => Beside::CalendarFile(typed(query.as_bytes())),
        path if path.starts_with("departments/") => departments::beside(lobby, &guest, path).await?,
        "search" => finder::beside(lobby, &guest, &asked, query).await?,
        path if path.starts_with("translation/") => translation::page(lobby, path).await?,
        path if path.starts_with("send/") => sending::beside(lobby, &guest, path, query).await?,
        path if path.starts_with("sign/") => signing::beside(query),
        path if path.ends_with("/said") => liaison::said(lobby, &guest).await?,
        path if liaison::is_register(path) => liaison::register(lobby, &guest, path).await?,
        "daily_mechanism" => liaison::mechanism(lobby, &guest).await?,
        _ => Beside::Nothing,
    };
    let translations = translation::kept(lobby, &path).await?;
    Ok(Answer::Page(Box::new(web::Request { beside, translations, ..asked })))
}

async fn take(State(lobby): State<Arc<Lobby>>, request: Request) -> Response {
    let (Parts { uri, headers, extensions, .. }, body) = request.into_parts();
    if !lobby.is_for_us(&headers) {
        return misdirected();
    }
    if comes_too_often(&lobby, uri.path(), caller::address(&headers, &extensions)) {
        let language = uri.path().trim_matches('/').split('/').next().and_then(Language::from_tag);
        let language = language.unwrap_or(Language::ZhHant);
        return answered(&lobby, language, too_many(language)).await;
    }
    let path = uri.path().trim_matches('/');
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let guest = match lobby.guest(&headers).await {
        Ok(guest) => guest,
        Err(fault) => return failed(&fault),
    };
    // Only somebody who is here may send as much as a sheet or a scan.
    let most = match guest.is_some() {
        true if takes_sheets(rest) => SHEET_BYTES_MAX,
        true if upload::boundary(&headers).is_some() => SCAN_FORM_BYTES_MAX,
        _ => FORM_BYTES_MAX,
    };
    let (body, is_too_long) = match read(&lobby, most, &headers, body).await {
        Ok(Some(body)) => (body, false),
        Ok(None) => (Vec::new(), true),
        Err(problem) => return problem.into_response(),
    };
    let (typed, file) = match upload::boundary(&headers) {
        Some(_) if is_too_long => (Typed::default(), Vec::new()),
        Some(boundary) => match upload::read(&body, &boundary) {
            Some(parts) => parts,
            None => return sent(StatusCode::BAD_REQUEST, "text/plain; charset=utf-8", "400 this is no form\n".to_owned()),
        },
        None => (typed(&body), Vec::new()),
    };
    let along = Along::of(&typed, !file.is_empty()).filter(|_| guest.is_some() || rest == "sign-in");
    // A scan that is none comes back with its form, which keeps what was typed; a page in another language keeps no file.
    let has_form = rest.starts_with("send/") || rest.starts_with("sign/") || rest.ends_with("/issue");
    if !has_form && along.is_none() && !upload::is_welcome(&file) {
        return sent(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "text/plain; charset=utf-8",
            "415 no pages and no programs\n".to_owned(),
        );
    }
    let said = Language::from_tag(first).or_else(|| Language::from_tag(typed.get("language")));
    let language = said.unwrap_or(Language::ZhHant);
    let whole = Sent { language, guest, typed, file, is_too_long, headers };
    let answer = match along {
        Some(along) => turn::page(&lobby, &uri, whole, along).await,
        None => act(&lobby, first, rest, whole).await,
    };
    match answer {
        Ok(answer) => answered(&lobby, language, answer).await,
        Err(fault) => failed(&fault),
    }
}

/// Whether this address has sent so much that it must wait; before anything that it sent is read.
fn comes_too_often(lobby: &Lobby, path: &str, from: IpAddr) -> bool {
    let now = Instant::now();
    let signs_in = path.ends_with("/sign-in") || path.ends_with("/passkey/answer");
    !lobby.rates.forms.lets(&from, now) || (signs_in && !lobby.rates.sign_in.lets(&from, now))
}

/// The page for whoever comes too often: it says nothing of what was asked.
fn too_many(language: Language) -> Answer {
    Answer::Page(Box::new(web::Request { beside: Beside::TooMany, ..web::Request::new(language, "") }))
}

/// What can be sent, and who answers it.
async fn act(lobby: &Lobby, first: &str, rest: &str, sent: Sent) -> Result<Answer, OfficeFault> {
    let address = if first == "passkey" { format!("{first}/{rest}") } else { rest.to_owned() };
    match (address.as_str(), sent.guest.is_some()) {
        ("sign-in", _) => session::sign_in(lobby, sent).await,
        ("passkey/ask", _) => Ok(Answer::Data(passkey::ask(lobby), None)),
        ("passkey/answer", _) => session::passkey(lobby, sent).await,
        (path, false) if path.starts_with("send/") && !sent.typed.is_empty() => {
            Ok(session::ended(lobby, path, sent.language, &sent.typed))
        }
        (path, false) if path.ends_with("/issue") => Ok(annual_meeting::ended(lobby, path, &sent)),
        (path, false) => Ok(Answer::To(before(path), None)),
        ("sign-out", true) => session::sign_out(lobby, sent).await,
        ("passkey/new", true) => account::new_passkey(lobby, sent).await,
        ("passkey/enter", true) => account::enter_passkey(lobby, sent).await,
        ("passkey/known", true) => signing::known(lobby, &sent).await,
        ("passkey/sign", true) => signing::by_passkey(lobby, sent).await,
        ("sign_file", true) => Ok(signing::file(&sent)),
        ("sign_lay", true) => signing::by_file(lobby, sent).await,
        ("account/end-session", true) => account::end_session(lobby, sent).await,
        ("account/remove-passkey", true) => account::remove_passkey(lobby, sent).await,
        ("account/new-token", true) => account::new_token(lobby, sent).await,
        ("account/end-token", true) => account::end_token(lobby, sent).await,
        ("account/password", true) => account::password(lobby, sent).await,
        ("account/mail", true) => account::mail(lobby, sent).await,
        // Whose time is over keeps their own account, and reads nothing, however they ask.
        (path, true) if sent.guest.as_ref().is_some_and(|guest| guest.lacks(Action::ReadRecord).is_some()) => {
            let beside = Beside::Needs(Role::LiaisonOfficer);
            Ok(Answer::Page(Box::new(web::Request { beside, ..nothing(path, sent) })))
        }
        ("batch", true) => batch::take(lobby, sent).await,
        ("reminders", true) => batch::remind(lobby, sent).await,
        ("letters", true) => letters::keep(lobby, sent).await,
        (path, true) if takes_sheets(path) => batch::take_list(lobby, path, sent).await,
        (path, true) => match path.split_once('/') {
            Some(("letters", _)) => letters::make(lobby, path, sent).await,
            Some(("office", "handover/draft")) => liaison::pass_on(lobby, sent).await,
            Some(("office", what)) => keep_office::keep(lobby, what, sent).await,
            Some(("mail", what)) => mail::keep(lobby, what, sent).await,
            Some(("clearance", rest)) => clearance::step(lobby, rest, sent).await,
            Some(("translation", _)) => translation::keep(lobby, path, sent).await,
            Some(("daily_mechanism", what)) => liaison::keep_contact(lobby, what, sent).await,
            Some(("also_listed", what)) => liaison::keep_listed(lobby, what, sent).await,
            Some(("departments", _)) => departments::note(lobby, path, sent).await,
            _ if path.ends_with("/delegation") => annual_meeting::keep_delegation(lobby, path, sent).await,
            _ if path.ends_with("/issue") => annual_meeting::compose(lobby, path, sent).await,
            _ if path.starts_with("sign/") => signing::prepare(lobby, path, sent).await,
            _ if path.starts_with("send/") => sending::send(lobby, path, sent).await,
            _ => Ok(Answer::Page(Box::new(nothing(path, sent)))),
        },
    }
}

/// Signing in, and afterwards the page on which somebody sent something whose session had ended.
fn before(path: &str) -> String {
    session::address(path.split('/').next().unwrap_or_default(), "")
}

/// A request for a page that is not there.
fn nothing(path: &str, sent: Sent) -> web::Request {
    let visitor = sent.guest.map(|guest| guest.visitor);
    web::Request { visitor, ..web::Request::new(sent.language, &path.replace('/', " ")) }
}

/// Whether a spreadsheet or a list may be sent to this address.
fn takes_sheets(path: &str) -> bool {
    path == "batch" || path.ends_with("/import") || path.ends_with("/import/keep")
}

/// The body of a form; none if it is a spreadsheet that is too long, so that a page can say so.
async fn read(lobby: &Lobby, most: usize, headers: &HeaderMap, body: Body) -> Result<Option<Vec<u8>>, super::problem::Problem> {
    if most == SHEET_BYTES_MAX {
        return super::body::read_through(body, most, lobby.about.body_time).await;
    }
    super::body::read(headers, body, most, lobby.about.body_time).await.map(Some)
}

/// The fields of a form or a query.
fn typed(bytes: &[u8]) -> Typed {
    Typed(form_urlencoded::parse(bytes).map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
}

async fn answered(lobby: &Lobby, language: Language, answer: Answer) -> Response {
    match answer {
        Answer::Page(asked) => page(lobby, *asked).await,
        Answer::Welcome(asked, cookie) => with_cookie(page(lobby, *asked).await, Some(cookie)),
        Answer::Made(page) => made(page),
        Answer::Failed(status, said) => sent(status, "text/plain; charset=utf-8", format!("{} {said}\n", status.as_u16())),
        Answer::To(path, cookie) => {
            let to = format!("/{}/{path}", language.tag());
            with_cookie((StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response(), cookie)
        }
        Answer::Data(value, cookie) => with_cookie(sent(StatusCode::OK, "application/json", value.to_string()), cookie),
        Answer::File(name, bytes) => download(&name, bytes),
        Answer::Refused => sent(StatusCode::FORBIDDEN, "text/plain; charset=utf-8", "403 refused\n".to_owned()),
    }
}

async fn page(lobby: &Lobby, asked: web::Request) -> Response {
    let is_file = matches!(asked.beside, Beside::CalendarFile(_));
    match lobby.desk.ask(move |machine, now| machine.page(&asked, now)).await {
        Ok(Ok(page)) if is_file && page.status == 200 => annual_meeting::calendar_file(page.html),
        Ok(Ok(page)) => made(page),
        Ok(Err(said)) => sent(StatusCode::INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8", format!("500 {said}\n")),
        Err(none) => sent(StatusCode::SERVICE_UNAVAILABLE, "text/plain; charset=utf-8", format!("503 {none}\n")),
    }
}

fn made(page: web::Page) -> Response {
    let mut response = sent(StatusCode::from_u16(page.status).unwrap_or(StatusCode::OK), HTML, page.html);
    if response.status() == StatusCode::TOO_MANY_REQUESTS {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("60"));
    }
    response
}

/// A file that no browser opens by itself.
fn download(name: &str, bytes: Vec<u8>) -> Response {
    download_as("application/octet-stream", name, bytes)
}

/// The same of a kind that some program knows.
fn download_as(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let mut response = sent(StatusCode::OK, kind, String::new());
    let disposition = format!("attachment; filename=\"{name}\"").parse();
    if let Ok(disposition) = disposition {
        response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
    }
    *response.body_mut() = Body::from(bytes);
    response
}

fn with_cookie(mut response: Response, cookie: Option<String>) -> Response {
    if let Some(value) = cookie.and_then(|cookie| cookie.parse().ok()) {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    response
}

fn misdirected() -> Response {
    sent(StatusCode::MISDIRECTED_REQUEST, "text/plain", "421 this address is not served here\n".to_owned())
}

fn failed(fault: &OfficeFault) -> Response {
    tracing::error!(problem = %super::call::chain(fault), "the office's book failed");
    sent(StatusCode::INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8", "500 this node cannot answer now\n".to_owned())
}

fn sent(status: StatusCode, kind: &'static str, body: String) -> Response {
    let headers = [
        (CONTENT_TYPE, kind),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "same-origin"),
        (CACHE_CONTROL, "private, no-store"),
    ];
    (status, headers, body).into_response()
}

#[cfg(test)]
mod tests;
