//! What every answer carries, whatever was asked; what a browser's own words about a request decide; and how often somebody may ask.

use super::super::lobby::Rates;
use super::*;
use crate::serve::rate::{Pace, Rate};
use axum::http::Method;

/// Every address of the table, by GET: pages, files, forms, and what is not there.
const ADDRESSES: [&str; 37] = [
    "/",
    "/en/",
    "/en/sign-in",
    "/en/sign-in/provider",
    "/sign-in/provider/back",
    "/en/account",
    "/en/office",
    "/en/audit",
    "/en/desk",
    "/en/clearance",
    "/en/clearance/1",
    "/en/departments/key_work/2018",
    "/en/send/give_opinion/key_work/2018",
    "/en/sign/sign/extension/ndrc-2",
    "/en/next",
    "/en/record",
    "/en/matter/key_work/2018",
    "/en/act/ndrc/1",
    "/en/search?q=a",
    "/en/progress",
    "/en/batch",
    "/en/reminders",
    "/en/letters",
    "/en/file/progress.xlsx",
    "/en/scan/macao/5/1",
    "/en/also_listed",
    "/en/translation/act/ndrc/1",
    "/en/daily_mechanism",
    "/en/office/handover",
    "/en/annual_meeting/2018/delegation",
    "/en/annual_meeting/2020/issue",
    "/en/calendar.ics?year=2018",
    "/api/v1/record",
    "/en/broken",
    "/en/nothing/of/this",
    "/look.css",
    "/passkey.js",
];

/// What is sent, by POST.
const SENT: [&str; 25] = [
    "/en/sign-in",
    "/en/sign-out",
    "/en/account/password",
    "/en/account/end-session",
    "/en/account/remove-passkey",
    "/en/office/officer",
    "/en/clearance/1/pass",
    "/en/departments/key_work/2018",
    "/en/send/give_opinion/key_work/2018",
    "/en/sign/sign/extension/ndrc-2",
    "/en/sign_file",
    "/en/sign_lay",
    "/passkey/ask",
    "/passkey/new",
    "/en/account/new-token",
    "/en/batch",
    "/en/reminders",
    "/en/letters",
    "/en/key_work/2020/import",
    "/en/translation/act/ndrc/1",
    "/en/also_listed/list",
    "/en/daily_mechanism/contact",
    "/en/annual_meeting/2018/delegation",
    "/api/v1/acts",
    "/en/nothing/of/this",
];

fn holds(said: &Said, what: &str) {
    let header = |name: &str| said.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    if said.status == 303 {
        assert!(said.to().starts_with('/') && !said.to().starts_with("//"), "{what} leads out: {}", said.to());
        return;
    }
    let policy = header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{what}: {policy}");
    assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{what}: {policy}");
    assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header("referrer-policy"), "same-origin", "{what}");
    assert_eq!(header("cache-control"), "private, no-store", "{what}");
    assert_ne!(header("content-type"), "", "{what}");
}

#[tokio::test]
async fn every_answer_carries_what_keeps_a_browser_from_doing_more() {
    let place = Place::open().await;
    let mut cookies = vec![String::new()];
    for role in Role::ALL {
        place.officer(role.name(), role).await;
        cookies.push(place.signed_in(role.name()).await);
    }
    for cookie in &cookies {
        for path in ADDRESSES {
            holds(&place.get(path, cookie).await, &format!("GET {path}"));
        }
    }
    // The last of them signs out on the way, and is then nobody.
    for cookie in [&cookies[0], &cookies[1]] {
        for path in SENT {
            holds(&place.post(path, cookie, "").await, &format!("POST {path}"));
        }
    }
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::TRACE] {
        let request = Request::builder().method(method.clone()).uri("/en/next").header(HOST, "localhost");
        assert_eq!(place.send(request, "").await.status, 405, "{method}");
    }
}

/// A browser says where a request comes from: since long by `Origin`, today by `Sec-Fetch-Site`. One that says neither is older than both; it
/// sends no cookie of ours along from elsewhere, as the cookie is `SameSite`.
#[tokio::test]
async fn what_a_browser_says_of_a_request_decides_whether_it_may_change_anything() {
    let place = Place::open().await;
    place.officer("chan", Role::Administrator).await;
    let own = ("origin", "http://localhost:9080");
    for (headers, allowed) in [
        (vec![("sec-fetch-site", "same-origin")], true),
        (vec![("sec-fetch-site", "none")], true),
        (vec![("sec-fetch-site", "cross-site")], false),
        (vec![("sec-fetch-site", "same-site")], false),
        (vec![("sec-fetch-site", "same-site"), own], false),
        (vec![("sec-fetch-site", "anything")], false),
        (vec![own], true),
        (vec![("origin", "http://localhost:9081")], false),
        (vec![("origin", "https://example.invalid")], false),
        (vec![("origin", "null")], false),
        (vec![], true),
    ] {
        let cookie = place.signed_in("chan").await;
        let request =
            Request::builder().method("POST").uri("/en/sign-out").header(HOST, "localhost:9080").header(COOKIE, &cookie);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let said = place.send(request, "").await;
        assert_eq!(said.status, if allowed { 303 } else { 403 }, "{headers:?}");
        let here = place.get("/en/next", &cookie).await.status == 200;
        assert_eq!(here, !allowed, "{headers:?}: signed out only where it may be");
    }
}

/// Buckets that never fill again, so that no test hangs on how fast it runs.
fn once(burst: f64) -> Pace {
    Pace { burst, per_second: 0.0 }
}

#[tokio::test]
async fn whoever_sends_too_much_waits_and_is_told_so_in_their_language() {
    let mut place = Place::open().await;
    let lobby = Arc::get_mut(&mut place.lobby).expect("nobody else has it yet");
    lobby.rates =
        Rates { forms: Rate::new(once(6.0)), sign_in: Rate::new(once(4.0)), names: Rate::new(once(3.0)), ..Rates::default() };
    place.officer("chan", Role::LiaisonOfficer).await;
    let sent = async |from: &str, path: &str, body: &str| {
        let request = Request::builder().method("POST").uri(path).header(HOST, "localhost").header("x-forwarded-for", from);
        place.send(request, body).await
    };
    // Another name each time: it is the address that waits.
    for number in 0..4 {
        assert_eq!(sent("192.0.2.1", "/pt/sign-in", &format!("name=n{number}&password=x")).await.status, 200, "{number}");
    }
    let said = sent("192.0.2.1", "/pt/sign-in", "name=chan&password=a+quiet+river+at+night").await;
    assert_eq!((said.status, said.headers.get(SET_COOKIE)), (429, None), "a right password waits as a wrong one does");
    assert!(
        said.headers.contains_key("retry-after") && said.body.starts_with("pt ") && !said.body.contains("chan"),
        "{}",
        said.body
    );
    assert_eq!(sent("192.0.2.2", "/pt/sign-in", "name=chan&password=a+quiet+river+at+night").await.status, 303);
    // One name from many addresses: it is the name that waits.
    for number in 0..3 {
        assert_eq!(sent(&format!("198.51.100.{number}"), "/en/sign-in", "name=Lei&password=x").await.status, 200, "{number}");
    }
    assert_eq!(sent("198.51.100.9", "/en/sign-in", "name=lei&password=x").await.status, 429, "however it is written");
    for number in 0..6 {
        assert_eq!(sent("192.0.2.3", "/en/send/give_opinion/key_work/2018", "item=1").await.status, 200, "{number}");
    }
    assert_eq!(sent("192.0.2.3", "/en/send/give_opinion/key_work/2018", "item=1").await.status, 429);
    // A program waits as a browser does, whether it has a token or none.
    for number in 0..6 {
        assert_eq!(sent("192.0.2.4", "/api/v1/acts", "{}").await.status, 401, "{number}");
    }
    let said = sent("192.0.2.4", "/api/v1/acts", "{}").await;
    assert!(said.status == 429 && said.headers.contains_key("retry-after"), "{}", said.body);
}

#[tokio::test]
async fn a_page_or_a_program_is_no_file_that_anybody_may_send() {
    let place = Place::open().await;
    place.officer("chan", Role::Leader).await;
    let cookie = place.signed_in("chan").await;
    for (file, status) in [("<!doctype html><script>", 415), ("MZ\u{0}", 415), ("a signed act", 200)] {
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\nsign/x\r\n--b\r\nContent-Disposition: form-data; \
             name=\"signed\"; filename=\"a.act\"\r\n\r\n{file}\r\n--b--\r\n"
        );
        let request = Request::builder().method("POST").uri("/en/sign_lay").header(HOST, "localhost").header(COOKIE, &cookie);
        let said = place.send(request.header(CONTENT_TYPE, "multipart/form-data; boundary=b"), &body).await;
        assert_eq!(said.status == 415, status == 415, "{file}: {}", said.body);
        holds(&said, file);
    }
}

#[tokio::test]
async fn a_page_is_for_whoever_names_this_node() {
    let place = Place::open().await;
    place.officer("chan", Role::Auditor).await;
    let cookie = place.signed_in("chan").await;
    for (host, status) in [
        ("localhost", 200),
        ("localhost:9080", 200),
        ("127.0.0.1:9080", 200),
        ("[::1]:9080", 200),
        ("counterpart.example", 200),
        ("Counterpart.Example:443", 200),
        ("example.invalid", 421),
        ("localhost.example.invalid:9080", 421),
        ("counterpart.example.invalid", 421),
        ("", 421),
    ] {
        let request = Request::builder().uri("/pt/next").header(HOST, host).header(COOKIE, &cookie);
        let said = place.send(request, "").await;
        assert_eq!((said.status, said.body == "pt next"), (status, status == 200), "{host}: {}", said.body);
    }
    assert_eq!(place.send(Request::builder().uri("/pt/next"), "").await.status, 421);
}

/// Every address that changes something, sent by a page of another site or port: nothing happens.
#[tokio::test]
async fn what_another_site_sends_changes_nothing() {
    let place = Place::open().await;
    place.officer("chan", Role::Administrator).await;
    let cookie = place.signed_in("chan").await;
    let paths =
        ["sign-in", "sign-out", "account/password", "account/end-session", "office/officer", "office/close", "office/appoint"];
    for path in paths.iter().map(|path| format!("/en/{path}")).chain(["/passkey/enter".to_owned()]) {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            (ORIGIN.as_str(), "http://localhost:9081"),
            (ORIGIN.as_str(), "https://example.invalid"),
            (ORIGIN.as_str(), "null"),
        ] {
            let request = Request::builder().method("POST").uri(&path).header(HOST, "localhost:9080");
            let said = place.send(request.header(COOKIE, &cookie).header(name, value), "").await;
            assert_eq!(said.status, 403, "{path} with {name}: {value}");
        }
    }
    assert_eq!(place.get("/en/next", &cookie).await.status, 200, "still signed in");
}

#[tokio::test]
async fn a_form_without_end_is_refused_and_a_broken_one_is_read_as_it_is() {
    let place = Place::open().await;
    let long = format!("name=chan&password={}", "x".repeat(FORM_BYTES_MAX));
    assert_eq!(place.post("/en/sign-in", "", &long).await.status, 413);
    for body in ["%%%=&&&==", "\u{0}", "name", "=", "name=%ff%fe"] {
        assert_eq!(place.post("/en/sign-in", "", body).await.status, 200, "{body:?}");
    }
}

#[tokio::test]
async fn a_page_may_load_its_own_style_and_script_and_send_forms_to_itself() {
    let place = Place::open().await;
    place.officer("chan", Role::Auditor).await;
    let said = place.get("/en/", &place.signed_in("chan").await).await;
    let policy = said.headers[CONTENT_SECURITY_POLICY].to_str().expect("text");
    let allowed = policy.split("; ").map(str::trim).filter(|part| !part.ends_with("'none'")).collect::<Vec<_>>();
    assert_eq!(allowed, ["style-src 'self'", "script-src 'self'", "connect-src 'self'", "form-action 'self'"]);
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    assert_eq!(said.headers[X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert!(said.headers[CACHE_CONTROL].to_str().expect("text").contains("no-store"));
    for (path, kind) in [("/look.css", "text/css"), ("/passkey.js", "text/javascript")] {
        let said = place.get(path, "").await;
        assert!(said.status == 200 && said.headers[CONTENT_TYPE].to_str().expect("text").starts_with(kind), "{path}");
    }
    let said = place.get("/en/broken", &place.signed_in("chan").await).await;
    assert_eq!((said.status, said.body.as_str()), (500, "500 the disk is gone\n"));
}
