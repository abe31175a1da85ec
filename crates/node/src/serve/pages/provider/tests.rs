//! Signing in through a provider, from the button to the page: what lets an officer in, and everything that does not.

use super::double::{Double, endless};
use super::signer::Signer;
use super::*;
use crate::config::Claim;
use crate::serve::pages::tests::{Place, Said};
use office::Role;
use serde_json::json;

const ORIGIN: &str = "https://counterpart.example";

fn told(issuer: &str) -> config::Provider {
    config::Provider {
        name: "Sample login".to_owned(),
        issuer: issuer.to_owned(),
        client_id: "counterpart".to_owned(),
        client_secret_file: None,
        claim: Claim::PreferredUsername,
    }
}

fn provider(issuer: &str, milliseconds: u64) -> Provider {
    // The client needs one, and where one is installed already it is the same.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    Provider::with_time(told(issuer), ORIGIN, Duration::from_millis(milliseconds)).expect("a provider")
}

/// Pages whose party has this provider, and its officer.
async fn place(double: &Double) -> Place {
    let place = Place::with(Some(provider(&double.url, 5_000))).await;
    place.officer("chan", Role::LiaisonOfficer).await;
    place
}

/// Somebody presses the button; gives where they are sent, and what their browser carries.
async fn pressed(place: &Place) -> (String, String) {
    let said = place.get("/en/sign-in/provider?to=year%2F2018", "").await;
    assert_eq!(said.status, 303, "{}", said.body);
    (said.to().to_owned(), said.cookie())
}

async fn back(place: &Place, query: &str, cookie: &str) -> Said {
    let request = Request::builder().uri(format!("{BACK}?{query}")).header("host", "counterpart.example");
    place.send(request.header("cookie", cookie).header(ACCEPT_LANGUAGE, "en"), "").await
}

/// The newest row of the audit: the deed, under which name.
async fn noted(place: &Place) -> Option<(&'static str, String, String)> {
    let rows = place.lobby.office.audit(1).await.expect("a database");
    rows.into_iter().next().map(|row| (row.deed.name(), row.name, row.about))
}

/// That nobody came in, is told so in their language, and that it is noted under a name.
async fn refused(place: &Place, said: &Said, name: &str, why: &str) {
    assert_eq!((said.status, said.body.as_str()), (422, "en sign-in"), "{why}");
    let cookies = said.headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    assert_eq!(cookies.filter(|cookie| !cookie.contains("Max-Age=0")).count(), 0, "{why}: a session");
    assert_eq!(noted(place).await, Some(("failed", name.to_owned(), "provider".to_owned())), "{why}");
}

#[tokio::test]
async fn an_officer_comes_in_and_is_led_where_they_wanted() {
    let double = Double::start().await;
    let place = place(&double).await;
    let said = place.get("/en/sign-in/provider?to=year%2F2018", "").await;
    let (url, carried) = (said.to().to_owned(), said.headers[SET_COOKIE].to_str().expect("text").to_owned());
    assert!(url.starts_with(&format!("{}/authorize?", double.url)), "{url}");
    for part in ["__Host-counterpart-macao-provider=", "Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=300"] {
        assert!(carried.contains(part), "{part}: {carried}");
    }
    let (query, to) = double.signs_in(&url);
    assert_eq!(to, format!("{ORIGIN}{BACK}"));
    let said = back(&place, &query, &said.cookie()).await;
    assert_eq!((said.status, said.to()), (303, "/en/year/2018"), "{}", said.body);
    let cookies = said.headers.get_all(SET_COOKIE).iter().map(|one| one.to_str().expect("text")).collect::<Vec<_>>();
    assert!(cookies[0].starts_with("__Host-counterpart-macao=") && cookies[0].ends_with("SameSite=Lax"), "{cookies:?}");
    assert!(cookies[1].starts_with("__Host-counterpart-macao-provider=;") && cookies[1].contains("Max-Age=0"), "{cookies:?}");
    assert_eq!(place.get("/en/year/2018", &said.cookie()).await.body, "en year/2018");
    assert_eq!(noted(&place).await, Some((Deed::SignedIn.name(), "chan".to_owned(), "provider".to_owned())));
    let chan = place.lobby.office.officer_called("chan").await.expect("a database").expect("chan").id;
    let ways = place.lobby.office.sessions_of(chan, now()).await.expect("a database");
    assert_eq!(ways.iter().map(|session| session.way).collect::<Vec<_>>(), [Way::Provider]);
}

#[tokio::test]
async fn a_visit_is_one_browsers_and_counts_once() {
    let double = Double::start().await;
    let place = place(&double).await;
    let (url, cookie) = pressed(&place).await;
    let (query, _) = double.signs_in(&url);
    assert_eq!(back(&place, &query, &cookie).await.status, 303);
    let again = back(&place, &query, &cookie).await;
    refused(&place, &again, "", "the same way back, once more").await;
    // A way back that was taken from somebody else's address bar, or made up.
    let (url, cookie) = pressed(&place).await;
    let (_, others) = pressed(&place).await;
    let (query, _) = double.signs_in(&url);
    let said = back(&place, &query, &others).await;
    refused(&place, &said, "", "another browser").await;
    let said = back(&place, &query, &cookie).await;
    refused(&place, &said, "", "spent in another browser").await;
    for (query, why) in [
        ("", "nothing at all"),
        ("code=c1", "no state"),
        ("code=c1&state=AAAA", "a short state"),
        ("code=c1&state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "a state that was never open"),
    ] {
        let (_, cookie) = pressed(&place).await;
        let said = back(&place, query, &cookie).await;
        refused(&place, &said, "", why).await;
    }
    for cookie in ["", "__Host-counterpart-macao-provider=", "__Host-counterpart-ndrc-provider=AAAA"] {
        let (url, _) = pressed(&place).await;
        let (query, _) = double.signs_in(&url);
        let said = back(&place, &query, cookie).await;
        refused(&place, &said, "", cookie).await;
    }
}

#[tokio::test]
async fn a_changed_state_is_refused_whichever_character_it_is() {
    let double = Double::start().await;
    let place = place(&double).await;
    for at in [0, 20, 42] {
        let (url, cookie) = pressed(&place).await;
        let (query, _) = double.signs_in(&url);
        let (code, state) = query.split_once("&state=").expect("a state");
        let mut state = state.to_owned().into_bytes();
        state[at] = if state[at] == b'A' { b'B' } else { b'A' };
        let changed = format!("{code}&state={}", String::from_utf8(state).expect("text"));
        let said = back(&place, &changed, &cookie).await;
        refused(&place, &said, "", &changed).await;
    }
}

#[tokio::test]
async fn who_is_nobody_here_or_is_closed_does_not_come_in_and_nobody_is_made() {
    let double = Double::start().await;
    let place = place(&double).await;
    let lei = place.officer("lei", Role::Auditor).await;
    place.lobby.office.close_officer(lei, now()).await.expect("closed");
    for (claims, name) in [
        (json!({"preferred_username": "lei"}), "lei"),
        (json!({"preferred_username": "ghost"}), "ghost"),
        (json!({"preferred_username": "Chan"}), "Chan"),
        (json!({"preferred_username": "chan "}), "chan "),
        (json!({"preferred_username": null, "sub": "chan"}), ""),
        (json!({"preferred_username": ["chan"]}), ""),
        (json!({"aud": "another"}), ""),
        (json!({"iss": "https://login.example"}), ""),
        (json!({"nonce": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}), ""),
        (json!({"exp": now() - 61}), ""),
    ] {
        double.tell(|told| told.claims = claims.clone());
        let (url, cookie) = pressed(&place).await;
        let (query, _) = double.signs_in(&url);
        let said = back(&place, &query, &cookie).await;
        refused(&place, &said, name, &claims.to_string()).await;
    }
    assert_eq!(place.lobby.office.officers().await.expect("a database").len(), 2);
}

#[tokio::test]
async fn a_no_of_the_provider_and_an_answer_of_another_are_told() {
    let double = Double::start().await;
    let place = place(&double).await;
    let issuer = |name: &str| form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>();
    let (ours, others) = (issuer(&double.url), issuer("https://login.example"));
    for (names_itself, added, comes_in) in [
        (false, String::new(), true),
        (false, format!("&iss={ours}"), true),
        (true, format!("&iss={ours}"), true),
        (true, String::new(), false),
        (false, format!("&iss={others}"), false),
        (false, format!("&iss={ours}&iss={others}"), false),
    ] {
        let double = Double::start().await;
        let added = added.replace(&ours, &issuer(&double.url));
        double.tell(|told| told.document = json!({"authorization_response_iss_parameter_supported": names_itself}));
        let place = self::place(&double).await;
        let (url, cookie) = pressed(&place).await;
        let (query, _) = double.signs_in(&url);
        let said = back(&place, &format!("{query}{added}"), &cookie).await;
        assert_eq!(said.status == 303, comes_in, "{names_itself}, {added}: {}", said.body);
    }
    let (url, cookie) = pressed(&place).await;
    let (query, _) = double.signs_in(&url);
    let state = query.split_once('&').expect("a state").1;
    let said = back(&place, &format!("error=access_denied&{state}"), &cookie).await;
    refused(&place, &said, "", "they thought better of it").await;
    assert_eq!(double.told.lock().expect("nobody holds it").proofs.len(), 0, "no code was given back");
}

#[tokio::test]
async fn what_a_provider_answers_wrongly_lets_nobody_in() {
    let (nowhere, _task) = endless(true).await;
    for (which, status, body) in [
        ("token", 200, "this is no token"),
        ("token", 200, "{\"id_token\": \"a.b.c\"}"),
        ("token", 400, "{\"error\": \"invalid_grant\"}"),
        ("token", 302, ""),
        ("token", 500, "{\"id_token\": \"a.b.c\"}"),
        ("jwks", 200, "[]"),
        ("jwks", 200, "{\"keys\": []}"),
        ("jwks", 404, "no"),
        ("document", 200, "<html>"),
        ("document", 302, ""),
        ("document", 500, ""),
    ] {
        let double = Double::start().await;
        let place = place(&double).await;
        let status = StatusCode::from_u16(status).expect("a status");
        double.tell(|told| told.instead = Some((which, status, body.to_owned())));
        let begun = place.get("/en/sign-in/provider", "").await;
        if which == "document" || body == "[]" || body == "no" {
            assert_eq!((begun.status, begun.body.as_str()), (422, "en sign-in"), "{which} {status} {body}");
            assert_eq!(begun.headers.get(SET_COOKIE), None);
            continue;
        }
        let (query, _) = double.signs_in(begun.to());
        let said = back(&place, &query, &begun.cookie()).await;
        refused(&place, &said, "", &format!("{which} {status} {body}")).await;
    }
    for (name, begins) in [("jwks_uri", false), ("token_endpoint", true)] {
        let double = Double::start().await;
        double.tell(|told| told.document = json!({name: nowhere}));
        let place = place(&double).await;
        let begun = place.get("/en/sign-in/provider", "").await;
        assert_eq!((begun.status == 303, begun.status == 422), (begins, !begins), "{name} without end");
        if begins {
            let (query, _) = double.signs_in(begun.to());
            let said = back(&place, &query, &begun.cookie()).await;
            refused(&place, &said, "", "a token without end").await;
        }
    }
}

#[tokio::test]
async fn a_provider_that_is_down_or_silent_leaves_the_page_of_signing_in() {
    let (silent, _task) = endless(false).await;
    let gone = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        format!("http://{}", listener.local_addr().expect("an address"))
    };
    for issuer in [gone.as_str(), silent.trim_end_matches('/')] {
        let place = Place::with(Some(provider(issuer, 300))).await;
        // The second one does not wait: it did not answer a moment ago.
        for _ in 0..2 {
            let said = place.get("/en/sign-in/provider?to=year%2F2018", "").await;
            assert_eq!((said.status, said.body.as_str(), said.headers.get(SET_COOKIE)), (422, "en sign-in", None), "{issuer}");
        }
    }
}

#[tokio::test]
async fn a_provider_that_changes_its_key_is_asked_for_it_but_not_at_every_token() {
    let double = Double::start().await;
    let provider = provider(&double.url, 5_000);
    let came = async |at: i64| {
        let (url, browser) = provider.send(String::new(), Language::En, at).await.expect("a way out");
        let given = typed(double.signs_in(url.as_str()).0.as_bytes());
        let state = code::read(given.get("state")).expect("a state");
        let visit = provider.visits.close(&state, &browser, at).expect("a visit");
        provider.redeem(&visit, &given, at).await
    };
    let asked = || double.told.lock().expect("nobody holds it").keys_asked;
    let start = now();
    assert_eq!((came(start).await.expect("chan"), asked()), ("chan".to_owned(), 1));
    double.tell(|told| told.signer = Signer::new("RS256", "k2"));
    let fault = came(start + 1).await.expect_err("its keys were asked for a second ago");
    assert!(matches!(fault, ProviderFault::Token(TokenFault::UnknownKey)), "{fault}");
    assert_eq!(asked(), 1);
    assert_eq!((came(start + 30).await.expect("chan"), asked()), ("chan".to_owned(), 2));
    assert_eq!((came(start + 59).await.expect("chan"), asked()), ("chan".to_owned(), 2), "kept again");
}

#[tokio::test]
async fn a_secret_is_read_from_a_file_that_nobody_else_may_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let scratch = crate::testing::Scratch::new("provider_secret");
    let path = scratch.join("provider.secret");
    let double = Double::start().await;
    let open = || {
        let told = config::Provider { client_secret_file: Some(path.clone()), ..told(&double.url) };
        Provider::open(told, ORIGIN)
    };
    let _ = provider(&double.url, 1);
    assert!(matches!(open(), Err(SetUpFault::File(KeyFileFault::Io { .. }))));
    for (text, fits) in [("", false), ("\n", false), ("two\nlines\n", false), ("s/1+%\n", true)] {
        let _ = std::fs::remove_file(&path);
        crate::key_file::write_secret(&path, text.as_bytes()).expect("a file");
        let opened = open();
        assert_eq!(opened.is_ok(), fits, "{text:?}");
        assert!(fits || matches!(opened, Err(SetUpFault::NoSecret(_))), "{text:?}");
    }
    let place = Place::with(Some(open().expect("a provider"))).await;
    place.officer("chan", Role::LiaisonOfficer).await;
    let (url, cookie) = pressed(&place).await;
    let (query, _) = double.signs_in(&url);
    assert!(!url.contains("s%2F1") && back(&place, &query, &cookie).await.status == 303);
    let proofs = double.told.lock().expect("nobody holds it").proofs.clone();
    assert_eq!(proofs, [Some("Basic Y291bnRlcnBhcnQ6cyUyRjElMkIlMjU=".to_owned())], "counterpart:s%2F1%2B%25");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).expect("permissions");
    assert!(matches!(open(), Err(SetUpFault::File(KeyFileFault::Open { .. }))));
}

#[tokio::test]
async fn without_a_provider_there_is_no_such_way() {
    let place = Place::with(None).await;
    assert_eq!(place.get("/pt/sign-in/provider?to=year%2F2018", "").await.to(), "/pt/sign-in?to=year%2F2018");
    let said = back(&place, "code=c1&state=AAAA", "").await;
    assert_eq!((said.status, said.body.as_str()), (422, "en sign-in"));
    for path in ["/en/sign-in/provider", BACK] {
        let request = Request::builder().uri(path).header("host", "example.invalid");
        assert_eq!(place.send(request, "").await.status, 421, "{path}");
    }
}
