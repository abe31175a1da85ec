//! What is answered to whom: to nobody, to officers of each kind, to other hosts and other sites.

mod annual_meeting;
mod clearance;
mod finder;
mod headers;
mod keep_office;
mod liaison;
mod mail;
mod papers;
mod permissions;
mod sending;
mod session;
mod signing;
mod translation;
mod turn;

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
            mail: None,
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
    pub(super) async fn signed_in(&self, sign_in: &str) -> String {
        let said = self.post("/en/sign-in", "", &format!("name={sign_in}&password=a+quiet+river+at+night")).await;
        assert_eq!((said.status, said.to()), (303, "/en/desk"), "{}", said.body);
        said.cookie()
    }
}
