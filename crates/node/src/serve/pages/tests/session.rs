//! Sessions: who is led to the page of signing in, what opens one and what ends it, and whose time is over.

use super::*;

#[tokio::test]
async fn nobody_sees_a_page_without_signing_in_and_is_led_back_to_it_afterwards() {
    let place = Place::open().await;
    place.officer("chan", Role::LiaisonOfficer).await;
    for path in ["next", "matter/key_work/2018", "record", "account", "office", "audit", "act/ndrc/1", "nothing/of/this"] {
        let said = place.get(&format!("/pt/{path}"), "").await;
        assert_eq!(said.status, 303, "{path}: {}", said.body);
        assert_eq!(said.to(), format!("/pt/sign-in?to={}", path.replace('/', "%2F")));
    }
    let wanted = place.get("/pt/key_work/2018?by=party", "").await;
    assert_eq!(wanted.to(), "/pt/sign-in?to=key_work%2F2018%3Fby%3Dparty");
    assert_eq!(place.get("/", "").await.to(), "/zh-Hant/");
    assert_eq!(place.get("/en/", "").await.to(), "/en/sign-in");
    assert_eq!(place.get("/en/sign-in", "").await.status, 200);
    let body = "name=chan&password=a+quiet+river+at+night&to=year%2F2018";
    let said = place.post("/pt/sign-in", "", body).await;
    assert_eq!((said.status, said.to()), (303, "/pt/year/2018"));
    let set = said.headers[SET_COOKIE].to_str().expect("text");
    assert!(set.starts_with("__Host-counterpart-macao="), "{set}");
    for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
        assert!(set.contains(part), "{part}: {set}");
    }
    assert_eq!(place.get("/pt/next", &said.cookie()).await.body, "pt next");
    assert_eq!(place.get("/pt/sign-in", &said.cookie()).await.to(), "/pt/");
}

#[tokio::test]
async fn a_wrong_password_is_told_without_telling_which_and_a_wrong_token_is_nobody() {
    let place = Place::open().await;
    place.officer("chan", Role::LiaisonOfficer).await;
    for body in ["name=chan&password=no", "name=ghost&password=a+quiet+river+at+night", "", "name=chan"] {
        let said = place.post("/en/sign-in", "", body).await;
        assert_eq!((said.status, said.headers.get(SET_COOKIE)), (200, None), "{body}");
        assert_eq!(said.body, "en sign-in", "the same page for all of them");
    }
    for cookie in ["__Host-counterpart-macao=", "__Host-counterpart-macao=AAAA", "other=1"] {
        assert_eq!(place.get("/en/next", cookie).await.status, 303, "{cookie}");
    }
    let cookie = place.signed_in("chan").await;
    let other = cookie.replace("counterpart-macao", "counterpart-ndrc");
    assert_eq!(place.get("/en/next", &other).await.status, 303, "a cookie of another party's node");
}

#[tokio::test]
async fn signing_out_ends_the_session_and_a_new_password_ends_all_of_them() {
    let place = Place::open().await;
    place.officer("chan", Role::LiaisonOfficer).await;
    let (one, two) = (place.signed_in("chan").await, place.signed_in("chan").await);
    let said = place.post("/en/sign-out", &one, "").await;
    assert_eq!((said.status, said.to()), (303, "/en/sign-in"));
    assert!(said.headers[SET_COOKIE].to_str().expect("text").contains("Max-Age=0"));
    assert_eq!(place.get("/en/next", &one).await.status, 303);
    assert_eq!(place.get("/en/next", &two).await.status, 200);
    let three = place.signed_in("chan").await;
    for (body, status) in [
        ("old=no&new=another+river+by+day", 422),
        ("old=a+quiet+river+at+night&new=short", 422),
        ("old=a+quiet+river+at+night&new=my+name+is+chan", 422),
        ("old=a+quiet+river+at+night&new=another+river+by+day", 303),
    ] {
        assert_eq!(place.post("/en/account/password", &three, body).await.status, status, "{body}");
    }
    assert_eq!(place.get("/en/next", &two).await.status, 303);
    assert_eq!(place.get("/en/next", &three).await.status, 303, "this one began anew, with another token");
}

#[tokio::test]
async fn one_session_is_ended_from_another() {
    let place = Place::open().await;
    let chan = place.officer("chan", Role::LiaisonOfficer).await;
    let (one, two) = (place.signed_in("chan").await, place.signed_in("chan").await);
    let sessions = place.lobby.office.sessions_of(chan, now()).await.expect("a database");
    let first = sessions.last().expect("two sessions").number;
    assert_eq!(place.post("/en/account/end-session", &two, &format!("number={first}")).await.status, 303);
    assert_eq!(place.get("/en/next", &one).await.status, 303);
    assert_eq!(place.get("/en/next", &two).await.status, 200);
}

#[tokio::test]
async fn a_passkey_is_asked_for_something_new_each_time_and_a_made_up_answer_opens_nothing() {
    let place = Place::open().await;
    let ask = async || serde_json::from_str::<Value>(&place.post("/passkey/ask", "", "").await.body).expect("data");
    let (one, two) = (ask().await, ask().await);
    assert_eq!(one["host"], "counterpart.example");
    assert_ne!(one["challenge"], two["challenge"]);
    let challenge = one["challenge"].as_str().expect("text");
    for body in ["", &format!("challenge={challenge}&credential=AAAA&authenticator=AAAA&client=AAAA&signature=AAAA")] {
        let said = place.post("/passkey/answer", "", body).await;
        assert_eq!((said.status, said.headers.get(SET_COOKIE)), (403, None), "{body}");
    }
    assert_eq!(place.post("/passkey/new", "", "").await.status, 303, "a new one is for somebody who is here");
}

#[tokio::test]
async fn what_was_typed_outlives_the_session() {
    let place = Place::open().await;
    place.officer("chan", Role::LiaisonOfficer).await;
    let form = "/en/send/give_opinion/key_work/2020";
    let said = place.post(form, "", "item=1&opinion=agree&remarks=%22so%22&confirmed=1").await;
    assert_eq!((said.status, said.body.as_str()), (200, "en sign-in"), "the page of signing in, with all of it");
    let kept = "item%3D1%26opinion%3Dagree%26remarks%3D%2522so%2522%26confirmed%3D1";
    let to = "send%2Fgive_opinion%2Fkey_work%2F2020";
    let body = format!("name=chan&password=a+quiet+river+at+night&to={to}&kept={kept}");
    let said = place.post("/en/sign-in", "", &body).await;
    // Nothing is sent by signing in: the form is there again, and a session with it.
    assert_eq!((said.status, said.body.as_str()), (200, "en send/give_opinion/key_work/2020"));
    assert_eq!(place.get("/en/next", &said.cookie()).await.status, 200);
    let elsewhere = format!("name=chan&password=a+quiet+river+at+night&to=next&kept={kept}");
    assert_eq!(place.post("/en/sign-in", "", &elsewhere).await.to(), "/en/next", "only a form comes back");
}

/// An officer whose last day has passed, and one who never had a post: signed in, they see their own page, and nothing of the record.
#[tokio::test]
async fn whoever_has_no_post_today_reads_nothing() {
    let place = Place::open().await;
    place.officer("chan", Role::LiaisonOfficer).await;
    let cookie = place.signed_in("chan").await;
    assert_eq!(place.get("/en/record", &cookie).await.status, 200);
    let all = place.lobby.office.appointments().await.expect("a database");
    place.lobby.office.end_appointment(all[0].id, jiff::civil::date(2018, 6, 30)).await.expect("an end");
    for page in
        ["", "desk", "record", "matter/key_work/2018", "act/ndrc/1", "clearance", "send/give_opinion/key_work/2018", "audit"]
    {
        assert_eq!(place.get(&format!("/en/{page}"), &cookie).await.status, 403, "{page}");
        assert_eq!(place.post(&format!("/en/{page}"), &cookie, "").await.status, 403, "{page}, sent as a form");
    }
    assert_eq!(place.get("/en/account", &cookie).await.status, 200);
    assert_eq!(place.post("/en/sign-out", &cookie, "").await.status, 303);
}
