//! The page of the officer who is signed in: who they are today, their sessions, passkeys and password.

use crate::chrome::{Chrome, html};
use crate::form::{Fault, Field, Form, Kind, Typed, missing};
use crate::site::Site;
use crate::visitor::{self, Visitor};
use askama::Template;

/// One of the officer's sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// Its number.
    pub number: i64,
    /// How it began: `password`, `passkey`, `provider`.
    pub way: &'static str,
    /// What the browser said it is.
    pub agent: String,
    /// When it began.
    pub begun: Moment,
    /// When it was last used.
    pub seen: Moment,
    /// Whether it is this one.
    pub here: bool,
}

/// One of the officer's passkeys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyRow {
    /// Its number.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// Its public key, as `counterpart empower` takes it.
    pub public: String,
    /// When it was entered.
    pub made: Moment,
    /// When it was last used.
    pub used: Option<Moment>,
}

/// A moment by the machine's clock, at the agreement's offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment(pub jiff::civil::DateTime);

impl Moment {
    /// In words: the day, hour and minute.
    pub fn said(self, site: &Site<'_>) -> String {
        format!("{} {:02}:{:02}", site.words.date(self.0.date()), self.0.hour(), self.0.minute())
    }
}

/// What stands on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The sessions, the newest first.
    pub sessions: Vec<SessionRow>,
    /// The passkeys.
    pub passkeys: Vec<PasskeyRow>,
    /// What is wrong with a new password.
    pub faults: Vec<Fault>,
}

#[derive(Template)]
#[template(path = "account.html")]
struct Account {
    chrome: Chrome,
    heading: String,
    seats_label: String,
    seats: Vec<String>,
    no_seat: String,
    sessions_label: String,
    session_columns: [String; 4],
    sessions: Vec<Row>,
    passkeys_label: String,
    passkeys_said: String,
    passkey_columns: [String; 4],
    passkeys: Vec<Row>,
    add_passkey: String,
    passkey_name: String,
    passkey_failed: String,
    password_label: String,
    form: Form,
}

struct Row {
    cells: Vec<String>,
    here: Option<String>,
    action: String,
    number: i64,
    button: String,
}

/// The page.
pub fn page(site: &Site<'_>, visitor: &Visitor, shown: &Shown) -> String {
    let title = site.key("account");
    let fields = vec![
        Field::new(site, "old", "account-old-password", Kind::Password).autocomplete("current-password"),
        Field::new(site, "new", "account-new-password", Kind::Password)
            .autocomplete("new-password")
            .hint(site.key("account-password-hint")),
    ];
    html(&Account {
        chrome: Chrome::of(site, "account", &title),
        heading: visitor.actor.name.clone(),
        seats_label: site.key("account-seats"),
        seats: visitor::seats(site, &visitor.actor),
        no_seat: site.key("account-no-seat"),
        sessions_label: site.key("account-sessions"),
        session_columns: ["account-way", "account-agent", "account-begun", "account-seen"].map(|key| site.key(key)),
        sessions: shown.sessions.iter().map(|session| session_row(site, session)).collect(),
        passkeys_label: site.key("account-passkeys"),
        passkeys_said: site.key("account-passkeys-said"),
        passkey_columns: ["account-passkey-name", "account-passkey-public", "account-made", "account-used"]
            .map(|key| site.key(key)),
        passkeys: shown.passkeys.iter().map(|passkey| passkey_row(site, passkey)).collect(),
        add_passkey: site.key("account-add-passkey"),
        passkey_name: site.key("account-passkey-name"),
        passkey_failed: site.key("account-passkey-failed"),
        password_label: site.key("account-password"),
        form: Form::new(site, "password", "account/password", "account-set-password").fields(fields).back(
            site,
            &Typed::default(),
            &shown.faults,
        ),
    })
}

fn session_row(site: &Site<'_>, session: &SessionRow) -> Row {
    let way = site.key(&format!("way-{}", session.way));
    Row {
        cells: vec![way, browser(&session.agent), session.begun.said(site), session.seen.said(site)],
        here: session.here.then(|| site.key("account-here")),
        action: site.href("account/end-session"),
        number: session.number,
        button: site.key(if session.here { "sign-out" } else { "account-end-session" }),
    }
}

/// What a browser says it is, as a person calls it: `Firefox · Windows`. Of one that nobody knows, the beginning of what it says.
fn browser(agent: &str) -> String {
    // In this order: most name those after them too.
    let browsers = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let named = |list: &[(&str, &'static str)]| list.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    match (named(&browsers), named(&systems)) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => agent.chars().take(40).collect(),
    }
}

fn passkey_row(site: &Site<'_>, passkey: &PasskeyRow) -> Row {
    let used = passkey.used.map_or_else(|| site.key("account-never"), |used| used.said(site));
    Row {
        cells: vec![passkey.name.clone(), passkey.public.clone(), passkey.made.said(site), used],
        here: None,
        action: site.href("account/remove-passkey"),
        number: passkey.id,
        button: site.key("account-remove-passkey"),
    }
}

/// A change of the own password, as it was typed.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPassword {
    /// The one until now.
    pub old: String,
    /// The new one.
    pub new: String,
}

/// Reads it; passwords are taken as they are, with white space.
pub fn new_password(typed: &Typed) -> Result<NewPassword, Vec<Fault>> {
    let faults = missing(typed, &["old", "new"]);
    let raw = |name: &str| typed.all(name).first().copied().unwrap_or_default().to_owned();
    if faults.is_empty() { Ok(NewPassword { old: raw("old"), new: raw("new") }) } else { Err(faults) }
}

/// A time of the machine, POSIX seconds, as a moment at an offset of so many hours.
pub fn moment(seconds: i64, utc_offset_hours: i8) -> Moment {
    let at = jiff::Timestamp::from_second(seconds).unwrap_or_default();
    Moment(jiff::tz::Offset::constant(utc_offset_hours).to_datetime(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_as_people_call_it() {
        for (agent, name) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36",
                "Chrome · Linux",
            ),
            ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0", "Edge · Windows"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari · iPhone"),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox · macOS"),
            ("curl/8.0", "curl/8.0"),
            ("", ""),
        ] {
            assert_eq!(browser(agent), name);
        }
    }
}
