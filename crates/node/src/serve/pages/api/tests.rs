//! Programs with tokens: who is answered, what may be sent, and what a second request of the same act amounts to.

use super::super::super::rate::{Pace, Rate};
use super::super::lobby::Rates;
use super::super::tests::{Place, Said};
use super::*;
use axum::http::header::{CONTENT_TYPE, HOST};
use office::Role;

const SECRET: [u8; 32] = [5; 32];

/// A program of an officer of a role, with a token of a scope.
async fn program(role: Role, scope: Scope) -> Place {
    let place = Place::with(None).await;
    let officer = place.officer("chan", role).await;
    place.lobby.office.make_token(officer, "reports", scope, &SECRET, (now(), now() + 60)).await.expect("a token");
    place
}

async fn get(place: &Place, path: &str, token: &str) -> Said {
    place.send(Request::builder().uri(path).header(HOST, "localhost:9080").header(AUTHORIZATION, token), "").await
}

async fn post(place: &Place, key: &str, kind: &str, body: &str) -> Said {
    let request = Request::builder().method("POST").uri("/api/v1/acts").header(HOST, "localhost:9080");
    let request = request.header(AUTHORIZATION, format!("Bearer {}", written(&SECRET))).header(CONTENT_TYPE, kind);
    place.send(request.header("idempotency-key", key), body).await
}

const JSON: &str = "application/json; charset=utf-8";
const OPINION: &str = r#"{"act":"give_opinion","on":"key_work/2018","opinion":"agree","item":1,"audience":"all_parties"}"#;

#[tokio::test]
async fn only_a_token_that_lasts_is_answered() {
    let place = program(Role::Auditor, Scope::Read).await;
    let good = format!("Bearer {}", written(&SECRET));
    for (token, status) in [
        (good.as_str(), 200),
        ("", 401),
        ("Bearer counterpart_", 401),
        (&format!("Bearer {}", written(&[6; 32])), 401),
        (&format!("Basic {}", written(&SECRET)), 401),
    ] {
        let said = get(&place, "/api/v1/record", token).await;
        assert_eq!(said.status, status, "{token}: {}", said.body);
        assert_eq!(said.headers.contains_key(WWW_AUTHENTICATE), status == 401);
        assert!(said.headers.contains_key(CONTENT_SECURITY_POLICY) && said.headers.contains_key(X_CONTENT_TYPE_OPTIONS));
    }
    let other = Request::builder().uri("/api/v1/record").header(HOST, "evil.example").header(AUTHORIZATION, good);
    assert_eq!(place.send(other, "").await.status, 421);
}

/// Buckets that never fill again, so that no test hangs on how fast it runs.
fn once<K: Eq + std::hash::Hash + Clone>(burst: f64) -> Rate<K> {
    Rate::new(Pace { burst, per_second: 0.0 })
}

#[tokio::test]
async fn whoever_asks_too_much_waits_by_address_and_by_token() {
    let mut place = program(Role::Auditor, Scope::Read).await;
    let officer = place.lobby.office.officers().await.expect("all")[0].id;
    let other = [6; 32];
    place.lobby.office.make_token(officer, "other", Scope::Read, &other, (now(), now() + 60)).await.expect("a token");
    let lobby = Arc::get_mut(&mut place.lobby).expect("nobody else has it yet");
    lobby.rates = Rates { questions: once(4.0), tokens: once(6.0), ..Rates::default() };
    let asked = async |from: &str, secret: &[u8; 32]| {
        let request = Request::builder().uri("/api/v1/record").header(HOST, "localhost:9080").header("x-forwarded-for", from);
        place.send(request.header(AUTHORIZATION, format!("Bearer {}", written(secret))), "").await
    };
    for number in 0..4 {
        assert_eq!(asked("192.0.2.1", &SECRET).await.status, 200, "{number}");
    }
    let said = asked("192.0.2.1", &other).await;
    assert_eq!((said.status, said.headers["retry-after"].to_str().ok()), (429, Some("60")), "the address waits: {}", said.body);
    assert_eq!(said.headers[CONTENT_TYPE], "application/problem+json");
    for number in 0..2 {
        assert_eq!(asked("192.0.2.2", &SECRET).await.status, 200, "{number}");
    }
    let said = asked("192.0.2.2", &SECRET).await;
    assert!(said.status == 429 && said.headers.contains_key("retry-after"), "the token waits: {}", said.body);
    assert_eq!(asked("192.0.2.3", &other).await.status, 200, "another program does not");
}

#[tokio::test]
async fn an_encoding_that_cannot_be_given_is_answered_as_the_description_says() {
    let place = program(Role::Auditor, Scope::Read).await;
    let request = Request::builder().uri("/api/v1/record").header(HOST, "localhost:9080");
    let request = request.header(AUTHORIZATION, format!("Bearer {}", written(&SECRET)));
    let said = place.send(request.header("accept-encoding", "identity;q=0, br"), "").await;
    assert_eq!(said.status, 406);
}

#[tokio::test]
async fn a_token_opens_no_page_and_a_session_no_data() {
    let place = program(Role::LiaisonOfficer, Scope::Act).await;
    let said = get(&place, "/en/desk", &format!("Bearer {}", written(&SECRET))).await;
    assert_eq!((said.status, said.to()), (303, "/en/sign-in?to=desk"), "{}", said.body);
    let cookie = place.signed_in("chan").await;
    assert_eq!(place.get("/api/v1/record", &cookie).await.status, 401, "a session is no token");
}

#[tokio::test]
async fn questions_that_are_none_are_said_to_be_none() {
    let place = program(Role::Auditor, Scope::Read).await;
    let token = format!("Bearer {}", written(&SECRET));
    for (path, status) in [
        ("record?on=yesterday", 400),
        ("report?year=20000", 400),
        ("acts", 400),
        ("acts?log=macao&limit=100000", 400),
        ("acts?log=nobody", 404),
        ("matters/nothing", 404),
        ("secrets", 404),
    ] {
        let said = get(&place, &format!("/api/v1/{path}"), &token).await;
        assert_eq!(said.status, status, "{path}: {}", said.body);
        let problem: Value = serde_json::from_str(&said.body).expect("problem details");
        assert_eq!(problem["status"], status, "{path}");
    }
}

#[tokio::test]
async fn an_act_needs_the_scope_the_role_and_an_object_of_its_fields() {
    for (role, scope, status) in [
        (Role::LiaisonOfficer, Scope::Act, 201),
        (Role::LiaisonOfficer, Scope::Read, 403),
        (Role::Leader, Scope::Act, 201),
        (Role::DepartmentOfficer, Scope::Act, 403),
        (Role::Auditor, Scope::Act, 403),
        (Role::Administrator, Scope::Act, 403),
    ] {
        let place = program(role, scope).await;
        let said = post(&place, "k", JSON, OPINION).await;
        assert_eq!(said.status, status, "{role:?} {scope:?}: {}", said.body);
    }
    let place = program(Role::LiaisonOfficer, Scope::Act).await;
    for (kind, body, status) in [
        ("text/plain", OPINION, 415),
        (JSON, "[]", 400),
        (JSON, "{", 400),
        (JSON, r#"{"act":"sign","on":"extension/ndrc-1"}"#, 422),
        (JSON, r#"{"act":"shout","on":"key_work/2018"}"#, 422),
        (JSON, r#"{"act":"give_opinion","on":"key_work/2018","item":{"a":1}}"#, 422),
        (JSON, r#"{"act":"give_opinion","on":"key_work/2018","colour":"red"}"#, 422),
        (JSON, r#"{"act":"give_opinion","on":"key_work/2018","item":9}"#, 422),
        // What may not be here is not sent; the record itself would have taken it.
        (JSON, r#"{"act":"give_opinion","on":"key_work/2018","item":1,"remarks":"機密"}"#, 422),
    ] {
        let said = post(&place, "k", kind, body).await;
        assert_eq!(said.status, status, "{body}: {}", said.body);
    }
    let long = post(&place, "k", JSON, &format!("\"{}\"", "a".repeat(BODY_BYTES_MAX))).await;
    assert_eq!(long.status, 413, "{}", long.body);
}

#[tokio::test]
async fn the_same_act_under_the_same_key_counts_once() {
    let place = program(Role::LiaisonOfficer, Scope::Act).await;
    let first = post(&place, "k", JSON, OPINION).await;
    assert_eq!((first.status, first.to()), (201, "/api/v1/acts/macao/7"), "{}", first.body);
    assert_eq!(post(&place, "k", JSON, OPINION).await.status, 200, "sent again");
    assert_eq!(post(&place, "l", JSON, OPINION).await.status, 201, "under another key");
    let other = OPINION.replace("agree", "reserve");
    assert_eq!(post(&place, "k", JSON, &other).await.status, 201, "another act under the same key");
    let sent = place.lobby.office.audit(100).await.expect("the audit");
    assert_eq!(sent.iter().filter(|entry| entry.deed == Deed::Sent).count(), 3);
}
