//! The lobby of a node: who comes in with which session, and what the handlers of pages share.

use super::super::machine::Desk;
use super::super::rate::{Pace, Rate};
use super::ceremony::Ceremonies;
use super::finder::Finder;
use super::provider::Provider;
use crate::config::{self, passkey_policy};
use axum::http::HeaderMap;
use axum::http::header::{COOKIE, HOST, USER_AGENT};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use counterpart::officer_signature::RpPolicy;
use office::{Action, Decision, OfficerId, Role, decide};
use office_db::sessions::{Session, Way};
use office_db::{OfficeDb, OfficeFault};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use web::marking::Marking;
use web::{Request, Visitor};

/// What there is to know of this node's pages.
#[derive(Clone, Debug)]
pub struct About {
    /// The party's id, which names the cookie: two nodes on one machine must not take each other's.
    pub party: String,
    /// The hours of the agreement's offset: times are shown by it.
    pub utc_offset_hours: i8,
    /// Where the pages are for browsers: `https://host` or, on this machine, `http://localhost:port`.
    pub origin: String,
    /// How long a body may take to arrive.
    pub body_time: Duration,
    /// The highest marking that this node may hold.
    pub marking_ceiling: Marking,
    /// How officers are written to, if they are.
    pub mail: Option<config::Mail>,
}

impl About {
    /// Where passkeys may be used.
    pub fn policy(&self) -> RpPolicy {
        passkey_policy(&self.origin)
    }

    /// The host name of the origin: that of passkeys.
    pub fn host(&self) -> String {
        self.policy().rp_id
    }
}

/// What the handlers share.
pub struct Lobby {
    /// The way to the record.
    pub desk: Desk,
    /// What the office keeps.
    pub office: OfficeDb,
    /// What there is to know.
    pub about: About,
    /// What passkeys were asked to sign.
    pub ceremonies: Ceremonies,
    /// The party's own identity provider, if it has one.
    pub provider: Option<Provider>,
    /// Where words are looked for.
    pub finder: Arc<Finder>,
    /// How often anybody may send something.
    pub rates: Rates,
    /// Held by what is sent in a form or by a program, from the question whether it was sent before until it is noted.
    pub turn: tokio::sync::Mutex<()>,
}

/// How often anybody may send something, by address and by the name that is typed.
pub struct Rates {
    /// Forms of any kind.
    pub forms: Rate<IpAddr>,
    /// Signing in, from one address.
    pub sign_in: Rate<IpAddr>,
    /// Questions of programs, from one address, before anything of them is read.
    pub questions: Rate<IpAddr>,
    /// Questions under one token, by its number: a program that asks from many machines is still one program.
    pub tokens: Rate<i64>,
    /// Signing in under one name, from wherever. The office's book pauses a name after wrong passwords too, and remembers it.
    pub names: Rate<String>,
}

impl Default for Rates {
    fn default() -> Rates {
        Rates {
            forms: Rate::new(Pace { burst: 120.0, per_second: 2.0 }),
            sign_in: Rate::new(Pace { burst: 40.0, per_second: 0.5 }),
            // A program may read the whole record at once, a thousand acts at a time, and then keep up with it.
            questions: Rate::new(Pace { burst: 600.0, per_second: 10.0 }),
            tokens: Rate::new(Pace { burst: 300.0, per_second: 5.0 }),
            names: Rate::new(Pace { burst: 20.0, per_second: 0.2 }),
        }
    }
}

/// Somebody who is here, with the session that they came with.
pub struct Guest {
    /// Who.
    pub visitor: Visitor,
    /// The session.
    pub session: Session,
}

impl Guest {
    /// The officer.
    pub fn officer(&self) -> OfficerId {
        self.visitor.actor.officer
    }

    /// The role that is missing for an action, if one is.
    pub fn lacks(&self, action: Action) -> Option<Role> {
        match decide(&self.visitor.actor, action) {
            Decision::Allowed(_) => None,
            Decision::NeedsRole(role) => Some(role),
        }
    }

    /// A request of theirs for a page as it is today.
    pub fn asks(&self, language: words::Language, path: &str) -> Request {
        Request { visitor: Some(self.visitor.clone()), ..Request::new(language, path) }
    }
}

/// Machine time: POSIX seconds.
pub fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

impl Lobby {
    /// The lobby of a node.
    pub fn new(desk: Desk, office: OfficeDb, about: About, provider: Option<Provider>, finder: Arc<Finder>) -> Arc<Lobby> {
        Arc::new(Lobby {
            desk,
            office,
            about,
            ceremonies: Ceremonies::default(),
            provider,
            finder,
            rates: Rates::default(),
            turn: tokio::sync::Mutex::default(),
        })
    }

    /// Whether a request names this node as its host: a page of somebody else must not reach it under another name.
    pub fn is_for_us(&self, headers: &HeaderMap) -> bool {
        let Some(host) = headers.get(HOST).and_then(|host| host.to_str().ok()) else { return false };
        let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
        let name = host.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(host, |(name, _)| name);
        matches!(name, "localhost" | "127.0.0.1" | "[::1]") || name.eq_ignore_ascii_case(&self.about.host())
    }

    /// Who comes with these headers; none if nobody is signed in.
    pub async fn guest(&self, headers: &HeaderMap) -> Result<Option<Guest>, OfficeFault> {
        let Some(token) = carried(headers, &self.cookie()) else { return Ok(None) };
        let Some(session) = self.office.session(&token, now()).await? else { return Ok(None) };
        Ok(self.visitor(session.officer).await?.map(|visitor| Guest { visitor, session }))
    }

    /// An officer with the seats of the day; none for one who is closed.
    pub async fn visitor(&self, officer: OfficerId) -> Result<Option<Visitor>, OfficeFault> {
        let day = web::account::moment(now(), self.about.utc_offset_hours).0.date();
        Ok(self.office.actor(officer, day).await?.map(|actor| Visitor { actor }))
    }

    /// Begins a session, and gives the cookie that carries it.
    pub async fn welcome(&self, officer: OfficerId, way: Way, headers: &HeaderMap) -> Result<String, OfficeFault> {
        let token = crate::random::<32>();
        let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        self.office.begin_session(officer, &token, way, agent, now()).await?;
        Ok(format!("{}={}; Path=/; Secure; HttpOnly; SameSite=Lax", self.cookie(), URL_SAFE_NO_PAD.encode(token)))
    }

    /// The cookie that takes a session away.
    pub fn farewell(&self) -> String {
        format!("{}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0", self.cookie())
    }

    fn cookie(&self) -> String {
        format!("__Host-counterpart-{}", self.about.party)
    }
}

/// The 32 bytes in a cookie that a browser brings; none if it brings none of this name, or something else in it.
pub fn carried(headers: &HeaderMap, name: &str) -> Option<[u8; 32]> {
    let cookies = headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let value = cookies.flat_map(|value| value.split(';')).find_map(|one| {
        let (own, value) = one.trim().split_once('=')?;
        (own == name).then_some(value)
    })?;
    URL_SAFE_NO_PAD.decode(value).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(origin: &str) -> About {
        About {
            party: "macao".to_owned(),
            utc_offset_hours: 8,
            origin: origin.to_owned(),
            body_time: Duration::from_secs(1),
            marking_ceiling: Marking::Internal,
            mail: None,
        }
    }

    #[test]
    fn passkeys_belong_to_the_host_of_the_pages() {
        for (origin, host) in [
            ("http://localhost:18171", "localhost"),
            ("https://counterpart.example", "counterpart.example"),
            ("https://counterpart.example:8443", "counterpart.example"),
        ] {
            assert_eq!(about(origin).host(), host);
            assert_eq!(about(origin).policy().origins, [origin]);
        }
    }
}
