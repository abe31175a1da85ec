//! What is answered to whom: to nobody, to officers of each kind, to other hosts and other sites.

mod headers;
mod papers;
mod permissions;

use super::finder::Finder;
use super::lobby::{About, now};
use super::*;
use crate::clock::Clock;
use crate::serve::double::Double;
use crate::serve::machine::{self, Proposed, Submission};
use axum::body::to_bytes;
use axum::http::header::{COOKIE, HOST, ORIGIN};
use office::{NewAppointment, OfficerId, Role};
use office_db::OfficeDb;
use search::Index;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tower::ServiceExt as _;
use web::search::Passage;

const PASSWORD: &str = "a quiet river at night";

/// A node's pages over a double of its record, in a folder that goes with it.
pub(super) struct Place {
    folder: PathBuf,
    pub(super) lobby: Arc<Lobby>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// What was answered.
pub(super) struct Said {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Said {
    pub(super) fn to(&self) -> &str {
        self.headers.get(LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default()
    }

    pub(super) fn cookie(&self) -> String {
        let set = self.headers.get(SET_COOKIE).expect("a cookie").to_str().expect("text");
        set.split(';').next().expect("a first part").to_owned()
    }
}

impl Place {
    async fn open() -> Place {
        Place::with(None).await
    }

    /// The same, for a party that has an identity provider or none.
    pub(super) async fn with(provider: Option<provider::Provider>) -> Place {
        Place::of(provider, Double::default()).await
    }

    /// The same, over this double.
    async fn of(provider: Option<provider::Provider>, mut double: Double) -> Place {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("counterpart-pages-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let office = OfficeDb::open(&folder.join("office.db")).await.expect("a database");
        let (desk, seat) = machine::desk(Clock::new(0, "example.invalid/a/1").expect("a clock"));
        std::thread::spawn(move || seat.serve(&mut double));
        let index = Index::open(&folder.join("search.db")).await.expect("an index");
        let passage = Passage {
            language: Language::En,
            provision: "art_12".to_owned(),
            name: "Article 12".to_owned(),
            text: "Key work of the year".to_owned(),
        };
        let finder = Arc::new(Finder::new(Some(index), vec![passage]));
        let about = About {
            party: "macao".to_owned(),
            utc_offset_hours: 8,
            origin: "https://counterpart.example".to_owned(),
            body_time: Duration::from_secs(5),
            marking_ceiling: web::marking::Marking::Internal,
        };
        Place { folder, lobby: Lobby::new(desk, office, about, provider, finder) }
    }

    /// An officer who has a role since ever.
    pub(super) async fn officer(&self, sign_in: &str, role: Role) -> OfficerId {
        let office = &self.lobby.office;
        let officer = office.add_officer(sign_in, sign_in, "en").await.expect("an officer");
        office.new_password(officer, PASSWORD, [3; 16]).await.expect("a password");
        let seat = NewAppointment {
            officer,
            role,
            office: "Sample office".to_owned(),
            post: String::new(),
            from: jiff::civil::date(2017, 7, 1),
            until: None,
            acting_for: None,
        };
        office.appoint(&seat).await.expect("an appointment");
        officer
    }

    pub(super) async fn send(&self, request: axum::http::request::Builder, body: &str) -> Said {
        let request = request.body(Body::from(body.to_owned())).expect("a request");
        let response = router(self.lobby.clone()).oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 4 << 20).await.expect("a body");
        Said { status: parts.status.as_u16(), headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    pub(super) async fn get(&self, path: &str, cookie: &str) -> Said {
        self.send(Request::builder().uri(path).header(HOST, "localhost:9080").header(COOKIE, cookie), "").await
    }

    async fn post(&self, path: &str, cookie: &str, body: &str) -> Said {
        let request = Request::builder().method("POST").uri(path).header(HOST, "localhost:9080").header(COOKIE, cookie);
        self.send(request, body).await
    }

    /// Signs in, and gives the cookie.
    async fn signed_in(&self, sign_in: &str) -> String {
        let said = self.post("/en/sign-in", "", &format!("name={sign_in}&password=a+quiet+river+at+night")).await;
        assert_eq!((said.status, said.to()), (303, "/en/desk"), "{}", said.body);
        said.cookie()
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
        ("old=no&new=another+river+by+day", 200),
        ("old=a+quiet+river+at+night&new=short", 200),
        ("old=a+quiet+river+at+night&new=my+name+is+chan", 200),
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

/// The administrator's addresses, by every role: only one of them is answered with a change.
#[tokio::test]
async fn officers_are_kept_by_the_administrator_alone() {
    let place = Place::open().await;
    let new = "name=Lei&sign_in=lei&language=pt&password=a+river+without+a+name";
    for role in Role::ALL {
        place.officer(role.name(), role).await;
        let cookie = place.signed_in(role.name()).await;
        let said = place.post("/en/office/officer", &cookie, new).await;
        let there = place.lobby.office.officer_called("lei").await.expect("a database").is_some();
        assert_eq!((said.status == 303, there), (role == Role::Administrator, role == Role::Administrator), "{role:?}");
        if there {
            let lei = place.lobby.office.officer_called("lei").await.expect("a database").expect("lei");
            let close = format!("officer={}", lei.id.0);
            assert_eq!(place.post("/en/office/close", &cookie, &close).await.status, 303);
            let oneself = place.lobby.office.officer_called(role.name()).await.expect("a database").expect("them");
            assert_eq!(place.post("/en/office/close", &cookie, &format!("officer={}", oneself.id.0)).await.status, 200);
            break;
        }
    }
    let said = place.post("/en/office/officer", "", new).await;
    assert_eq!(said.to(), "/en/sign-in?to=office", "nobody is led to signing in");
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

/// A draft on its way: written by a department, returned, changed, cleared by the leader, and sent by the liaison officer exactly as cleared.
#[tokio::test]
async fn a_draft_leaves_only_as_it_was_cleared() {
    let place = Place::open().await;
    let mut cookies = std::collections::BTreeMap::new();
    for role in Role::ALL {
        place.officer(role.name(), role).await;
        cookies.insert(role.name(), place.signed_in(role.name()).await);
    }
    let state = async || place.lobby.office.draft(1).await.expect("a database").map(|draft| draft.state.name());
    let post = async |who: &str, path: &str, body: &str| place.post(&format!("/en/{path}"), &cookies[who], body).await;
    let form = "send/give_opinion/key_work/2020";
    // Only who may draft keeps a draft.
    post("auditor", form, "item=1&opinion=agree&keep=1").await;
    assert_eq!(state().await, None);
    let said = post("department_officer", form, "item=1&opinion=agree&remarks=one&keep=1").await;
    assert_eq!((said.status, said.to(), state().await), (303, "/en/clearance/1", Some("written")));
    for (who, step, then) in [
        ("liaison_officer", "clear", "written"),
        ("department_officer", "pass", "passed"),
        ("department_officer", "clear", "passed"),
        ("auditor", "clear", "passed"),
        ("administrator", "drop", "passed"),
        ("leader", "return", "written"),
        ("leader", "clear", "written"),
        ("department_officer", "send", "written"),
    ] {
        post(who, &format!("clearance/1/{step}"), "comment=so").await;
        assert_eq!(state().await, Some(then), "{who} {step}");
    }
    post("department_officer", form, "item=1&opinion=agree&remarks=two&keep=1&draft=1").await;
    post("department_officer", "clearance/1/pass", "").await;
    let early = post("liaison_officer", form, "item=1&opinion=agree&remarks=two&draft=1&once=a&confirmed=1").await;
    assert_eq!((early.status, state().await), (200, Some("passed")), "it is not cleared yet");
    post("leader", "clearance/1/clear", "").await;
    for changed in ["item=1&opinion=agree&remarks=three", "item=2&opinion=agree&remarks=two", "item=1&opinion=agree"] {
        let body = format!("{changed}&draft=1&once=b&confirmed=1");
        assert_eq!(post("liaison_officer", form, &body).await.status, 200, "{changed}: not what was cleared");
    }
    let other = "send/report_progress/key_work/2020";
    assert_eq!(post("liaison_officer", other, "item=1&opinion=agree&remarks=two&draft=1&confirmed=1").await.status, 200);
    let said = post("liaison_officer", form, "item=1&opinion=agree&remarks=two&draft=1&once=c&confirmed=1").await;
    assert_eq!((said.status, said.to(), state().await), (303, "/en/act/macao/5", Some("sent")));
    let again = post("liaison_officer", form, "item=1&opinion=agree&remarks=two&draft=1&once=c&confirmed=1").await;
    assert_eq!((again.status, again.to()), (303, "/en/act/macao/5"), "sent twice, it is one act");
}

#[tokio::test]
async fn a_statement_is_a_file_that_no_browser_opens_and_a_signed_one_is_laid_before_the_record() {
    let place = Place::open().await;
    place.officer("leader", Role::Leader).await;
    place.officer("liaison", Role::LiaisonOfficer).await;
    let (leader, liaison) = (place.signed_in("leader").await, place.signed_in("liaison").await);
    assert_eq!(
        place.post("/en/sign/sign/extension/macao-4", &leader, "post=head").await.body,
        "prepared sign/sign/extension/macao-4"
    );
    assert_eq!(place.post("/en/sign_file", &leader, "statement=bm8gYWN0").await.status, 403, "no statement");
    let upload = |content: &str| {
        format!(
            "--x\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\nsign/sign/extension/macao-4\r\n--x\r\n\
             Content-Disposition: form-data; name=\"signed\"; filename=\"a.act\"\r\n\r\n{content}\r\n--x--\r\n"
        )
    };
    let lay = async |cookie: &str, content: &str| {
        let request = Request::builder().method("POST").uri("/en/sign_lay").header(HOST, "localhost").header(COOKIE, cookie);
        place.send(request.header(CONTENT_TYPE, "multipart/form-data; boundary=x"), &upload(content)).await
    };
    let done = lay(&leader, "signed").await;
    assert_eq!((done.status, done.to()), (303, "/en/act/macao/6"));
    assert_eq!(lay(&leader, "anything else").await.status, 200, "the page of signing, which says why");
    assert_ne!(lay(&liaison, "signed").await.to(), "/en/act/macao/6", "only a leader lays what is signed");
    assert_eq!(place.post("/passkey/sign", &liaison, "statement=AA&credential=AA").await.status, 403);
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
    }
    assert_eq!(place.get("/en/account", &cookie).await.status, 200);
    assert_eq!(place.post("/en/sign-out", &cookie, "").await.status, 303);
}

#[tokio::test]
async fn words_are_found_on_record_by_all_and_in_drafts_by_those_who_read_them() {
    let place = Place::open().await;
    for (sign_in, role) in [("lei", Role::LiaisonOfficer), ("adm", Role::Administrator)] {
        place.officer(sign_in, role).await;
    }
    let (liaison, administrator) = (place.signed_in("lei").await, place.signed_in("adm").await);
    let act = Submission { act: Proposed::Line("長者醫療券互用".to_owned()), language: Language::En };
    place.lobby.desk.submit(act).await.expect("a machine").expect("recorded");
    let kept = place.post("/en/send/give_opinion/key_work/2018", &liaison, "remarks=%E9%86%AB%E7%99%82%E5%88%B8&keep=1").await;
    assert_eq!(kept.status, 303, "{}", kept.body);
    let found = async |cookie: &str, words: &str| place.get(&format!("/en/search?q={words}"), cookie).await.body;
    let simplified = "%E5%8C%BB%E7%96%97%E5%88%B8";
    let on_record = "[(\"task\", \"first_party/1\")]";
    assert_eq!(found(&liaison, simplified).await, format!("en search {on_record} 1 drafts, inside true, 0 passages"));
    assert_eq!(found(&administrator, simplified).await, format!("en search {on_record} 0 drafts, inside false, 0 passages"));
    assert_eq!(found(&liaison, "key+work").await, "en search [] 0 drafts, inside true, 1 passages");
    assert_eq!(found(&liaison, "").await, "en search [] 0 drafts, inside true, 0 passages");
    let long = "%E5%8C%BB%E7%96%97%E5%88%B8+".repeat(350);
    assert!(found(&liaison, &long).await.starts_with(&format!("en search {on_record}")), "ten thousand characters");
    assert_eq!(place.get("/en/search?q=x", "").await.status, 303, "nobody else looks for anything");
}

#[tokio::test]
async fn a_translation_is_kept_for_this_side_by_whoever_may_draft() {
    let place = Place::open().await;
    place.officer("dep", Role::DepartmentOfficer).await;
    place.officer("aud", Role::Auditor).await;
    let (department, auditor) = (place.signed_in("dep").await, place.signed_in("aud").await);
    let path = "/pt/translation/ndrc/4";
    assert_eq!(place.post(path, &auditor, "text=Ponto+3").await.status, 403);
    assert_eq!(place.post(path, &department, "text=").await.to(), "", "the form comes back");
    let done = place.post(path, &department, "text=Ponto+3").await;
    assert_eq!((done.status, done.to()), (303, path));
    let kept = place.lobby.office.translations().await.expect("a database");
    assert_eq!(kept.iter().map(|one| (one.text.as_str(), one.by.as_str())).collect::<Vec<_>>(), [("Ponto 3", "dep")]);
    for (path, body) in [
        ("/pt/act/ndrc/4", "pt act/ndrc/4 1 translations"),
        ("/pt/key_work/2018/item/3", "pt key_work/2018/item/3 1 translations"),
        ("/pt/key_work/2018/item/4", "pt key_work/2018/item/4"),
        ("/pt/agreement", "pt agreement"),
    ] {
        assert_eq!(place.get(path, &auditor).await.body, body);
    }
}

/// A form with a file, as a browser sends it.
fn parts(fields: &[(&str, &str)], file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    let head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"機密來函.pdf\"\r\n\r\n";
    [body, head.as_bytes().to_vec(), file.to_vec(), b"\r\n--x--\r\n".to_vec()].concat()
}

/// What is sent with a scan, by somebody who is signed in.
async fn sent_with(place: &Place, cookie: &str, fields: &[(&str, &str)], file: &[u8]) -> Said {
    let uri = "/en/send/reply_liaison/liaison/guangdong-1";
    let request = Request::builder().method("POST").uri(uri).header(HOST, "localhost").header(COOKIE, cookie);
    let request = request.header(CONTENT_TYPE, "multipart/form-data; boundary=x").body(Body::from(parts(fields, file)));
    let response = router(place.lobby.clone()).oneshot(request.expect("a request")).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 4 << 20).await.expect("a body");
    Said { status: parts.status.as_u16(), headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
}

/// A scan waits in the office's book until its act is on record; one that may not be here is not kept, and what was typed comes back.
#[tokio::test]
async fn a_scan_is_what_its_bytes_say_and_none_above_the_ceiling_is_kept() {
    let place = Place::open().await;
    place.officer("chan", Role::LiaisonOfficer).await;
    let cookie = place.signed_in("chan").await;
    let scan = b"%PDF-1.7 a letter".as_slice();
    for (marking, file, said) in [
        ("internal", b"<html>no scan".as_slice(), "file: scan-no-kind; kept"),
        ("internal", b"MZ\x90", "file: scan-no-kind; kept"),
        ("internal", &[b"%PDF-".as_slice(), &vec![b' '; web::scan::SCAN_BYTES_MAX]].concat(), "file: scan-too-large; kept"),
        ("", scan, "marking: marking-of-scan; kept"),
        ("restricted", scan, "marking: marking-above; kept"),
        ("top_secret", scan, "marking: marking-above; kept"),
        ("internal", b"%PDF-1.7 (CONFIDENTIAL)", "marking: marking-at-head; kept"),
    ] {
        let answer = sent_with(&place, &cookie, &[("text", "kept"), ("marking", marking)], file).await;
        assert_eq!((answer.status, answer.body.as_str()), (422, said), "{marking}");
        let digest = crate::hex::write(&<sha2::Sha256 as sha2::Digest>::digest(file));
        assert_eq!(place.lobby.office.scan(&digest).await.expect("a database"), None, "{said}: nothing is kept");
    }
    let digest = crate::hex::write(&<sha2::Sha256 as sha2::Digest>::digest(scan));
    let once = sent_with(&place, &cookie, &[("text", ""), ("marking", "internal")], scan).await;
    assert_eq!((once.status, once.body), (200, format!("once more: {} bytes, scan={digest}", scan.len())));
    assert_eq!(place.lobby.office.scan(&digest).await.expect("a database").as_deref(), Some(scan));
    let form = "/en/send/reply_liaison/liaison/guangdong-1";
    let confirmed = format!("marking=internal&scan={digest}&once=a&confirmed=1");
    assert_eq!(place.post(form, &cookie, &confirmed).await.to(), "/en/act/macao/5");
    assert_eq!(place.lobby.office.scan(&digest).await.expect("a database"), None, "the record has it now");
    let gone = place.post(form, &cookie, &format!("text=kept&marking=internal&scan={digest}")).await;
    assert_eq!((gone.status, gone.body.as_str()), (422, "file: scan-gone; kept"));
}

#[tokio::test]
async fn a_text_with_a_marking_at_its_head_is_asked_about_before_it_leaves_or_is_kept() {
    let place = Place::open().await;
    place.officer("chan", Role::LiaisonOfficer).await;
    let cookie = place.signed_in("chan").await;
    let form = "/en/send/reply_liaison/liaison/guangdong-1";
    let text = "text=%E6%A9%9F%E5%AF%86%0D%0Aabc";
    for step in ["confirmed=1", "keep=1"] {
        let said = place.post(form, &cookie, &format!("{text}&{step}")).await;
        assert_eq!(said.status, 422, "{step}");
        assert!(said.body.starts_with("marking: marking-at-head; 機密"), "{}", said.body);
    }
    assert_eq!(place.lobby.office.drafts().await.expect("a database"), []);
    assert_eq!(place.post(form, &cookie, &format!("{text}&unmarked=1&confirmed=1")).await.to(), "/en/act/macao/5");
}

#[tokio::test]
async fn a_scan_of_the_record_is_a_file_that_no_browser_opens_and_others_are_not_there() {
    let place = Place::open().await;
    place.officer("chan", Role::DepartmentOfficer).await;
    let cookie = place.signed_in("chan").await;
    let said = place.get("/en/scan/macao/5/1", &cookie).await;
    assert_eq!((said.status, said.body.as_str()), (200, "%PDF-1.7"));
    for (header, value) in [
        (CONTENT_TYPE, "application/octet-stream"),
        (CONTENT_DISPOSITION, "attachment; filename=\"macao-5-1.pdf\""),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CACHE_CONTROL, "private, no-store"),
    ] {
        assert_eq!(said.headers[&header], value, "{header}");
    }
    let other = place.get("/en/scan/guangdong/1/1", &cookie).await;
    assert!(
        other.headers.get(CONTENT_DISPOSITION).is_none() && other.body == "en scan/guangdong/1/1",
        "the page of what is not there"
    );
    assert_eq!(place.get("/en/scan/macao/5/1", "").await.status, 303);
}

#[tokio::test]
async fn the_register_of_other_lists_and_contacts_is_kept_by_the_liaison_officer_alone() {
    let place = Place::open().await;
    for role in Role::ALL {
        place.officer(role.name(), role).await;
        let cookie = place.signed_in(role.name()).await;
        let may = matches!(role, Role::LiaisonOfficer | Role::Leader);
        let before = place.lobby.office.other_lists().await.expect("a database").len();
        let said = place.post("/en/also_listed/list", &cookie, &format!("name={}", role.name())).await;
        assert_eq!((said.status == 303), may, "{role:?}");
        assert_eq!(place.lobby.office.other_lists().await.expect("a database").len() > before, may, "{role:?}");
        let contact = "party=macao&office=x&post=y&reach=1";
        assert_eq!(place.post("/en/daily_mechanism/contact", &cookie, contact).await.status == 303, may, "{role:?}");
    }
    let cookie = place.signed_in(Role::LiaisonOfficer.name()).await;
    let item = "/en/also_listed/key_work/2018/item/3";
    assert_eq!(place.post(item, &cookie, "list=1").await.status, 422, "without a number");
    assert_eq!(place.post(item, &cookie, "list=1&number=B-7").await.to(), "/en/key_work/2018/item/3#also");
    assert_eq!(place.lobby.office.also_listed().await.expect("a database").len(), 1);
    assert_eq!(place.post("/en/also_listed/strike", &cookie, "entry=1").await.to(), "/en/key_work/2018/item/3#also");
    assert_eq!(place.lobby.office.also_listed().await.expect("a database"), []);
    assert_eq!(place.post("/en/daily_mechanism/contact", &cookie, "party=macao").await.status, 422);
}

#[tokio::test]
async fn a_draft_is_given_to_somebody_else_by_whoever_keeps_the_office() {
    let place = Place::open().await;
    let chan = place.officer("chan", Role::DepartmentOfficer).await;
    let lei = place.officer("lei", Role::LiaisonOfficer).await;
    let (department, liaison) = (place.signed_in("chan").await, place.signed_in("lei").await);
    place.lobby.office.begin_draft(chan, "reply_liaison", "liaison/guangdong-1", "text=x", 1).await.expect("a draft");
    let body = format!("draft=1&officer={}", lei.0);
    for (cookie, holder) in [(&department, chan), (&liaison, lei)] {
        place.post("/en/office/handover/draft", cookie, &body).await;
        assert_eq!(place.lobby.office.draft(1).await.expect("a database").expect("the draft").holder, holder);
    }
    assert_eq!(place.get("/en/office/handover", &department).await.status, 403);
    assert_eq!(place.get("/en/office/handover", &liaison).await.status, 200);
}

/// The delegation of this side to a meeting: who may read and change it, and that a number of another meeting removes nobody.
#[tokio::test]
async fn a_delegation_is_entered_by_whoever_may_draft_and_read_by_this_side() {
    let place = Place::open().await;
    let names = async || {
        let found = place.lobby.office.delegates("annual_meeting/2019").await.expect("a database");
        found.into_iter().map(|one| (one.id, one.name)).collect::<Vec<_>>()
    };
    let path = "/en/annual_meeting/2019/delegation";
    for role in Role::ALL {
        place.officer(role.name(), role).await;
        let cookie = place.signed_in(role.name()).await;
        let before = names().await.len();
        let said = place.post(path, &cookie, &format!("post=Sample+post&name={}", role.name())).await;
        let writes = matches!(role, Role::LiaisonOfficer | Role::DepartmentOfficer | Role::Leader);
        assert_eq!(names().await.len() - before, usize::from(writes), "{role:?}: {}", said.body);
        let reads = place.get(path, &cookie).await.status == 200;
        assert_eq!(reads, role != Role::Administrator, "{role:?}");
    }
    let cookie = place.signed_in("liaison_officer").await;
    assert_eq!(place.post(path, &cookie, "post=&name=x").await.status, 200, "the form comes back");
    let (first, count) = (names().await[0].0, names().await.len());
    place.post("/en/annual_meeting/2018/delegation", &cookie, &format!("strike={first}")).await;
    assert_eq!(names().await.len(), count, "of another meeting");
    let said = place.post(path, &cookie, &format!("strike={first}")).await;
    assert_eq!((said.to(), names().await.len()), ("/en/annual_meeting/2019/delegation", count - 1));
}

#[tokio::test]
async fn an_issue_is_one_text_when_it_is_checked_and_outlives_the_session() {
    let place = Place::open().await;
    place.officer("chan", Role::LiaisonOfficer).await;
    let cookie = place.signed_in("chan").await;
    let path = "/en/annual_meeting/2020/issue";
    let form =
        "title=A+sample&background=Three+months.%0D%0AMore.&positions=&decision=Whether+to+go+on&audience=all_parties&once=a1";
    let said = place.post(path, &cookie, form).await;
    let text = "A sample\n\nBackground:\nThree months.\nMore.\n\nDecision asked:\nWhether to go on";
    assert_eq!((said.status, said.body), (200, format!("once more: {text}")));
    let lacks = place.post(path, &cookie, "title=A+sample&background=&decision=").await;
    assert_eq!((lacks.status, lacks.body.as_str()), (200, "en annual_meeting/2020/issue"), "the form comes back");
    let ended = place.post(path, "", form).await;
    assert_eq!((ended.status, ended.body.as_str()), (200, "en sign-in"), "the page of signing in, with all of it");
    assert_eq!(place.post(path, "", "title=A").await.to(), "/en/sign-in?to=annual_meeting%2F2020%2Fissue");
}

#[tokio::test]
async fn a_calendar_file_is_one_that_calendar_programs_know_and_only_for_officers() {
    let place = Place::open().await;
    place.officer("chan", Role::Auditor).await;
    let said = place.get("/en/calendar.ics?year=2018", &place.signed_in("chan").await).await;
    let kind = said.headers[CONTENT_TYPE].to_str().expect("text");
    assert_eq!((said.status, kind), (200, "text/calendar; charset=utf-8"));
    let disposition = said.headers[CONTENT_DISPOSITION].to_str().expect("text");
    assert_eq!(disposition, "attachment; filename=\"counterpart.ics\"");
    assert_eq!(said.body, "en calendar.ics");
    assert_eq!(place.get("/en/calendar.ics?year=2018", "").await.to(), "/en/sign-in?to=calendar.ics%3Fyear%3D2018");
}
