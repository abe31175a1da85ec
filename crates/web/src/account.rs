//! The page of the officer who is signed in: who they are today, their sessions, passkeys and password.

use crate::chrome::{Chrome, html};
use crate::form::{Choice, Fault, Field, Form, Kind, Typed, missing};
use crate::mail::{self, MailRow};
use crate::site::Site;
use crate::visitor::{self, Visitor};
use askama::Template;
use office::token::Scope;

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

/// One of the tokens of the officer's programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRow {
    /// Its number.
    pub number: i64,
    /// The program that has it.
    pub name: String,
    /// What it may do: `read`, `act`.
    pub scope: &'static str,
    /// When it was made.
    pub made: Moment,
    /// When it ends.
    pub until: Moment,
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
    /// The tokens of programs.
    pub tokens: Vec<TokenRow>,
    /// A token that was just made: it is shown this once.
    pub new_token: Option<String>,
    /// Where they are written to by mail; empty if they are not.
    pub mail_address: String,
    /// The tag of the language in which they are written to.
    pub language: String,
    /// The newest mails to them.
    pub mails: Vec<MailRow>,
    /// What was typed for a token that was not made, or as an address that is none.
    pub typed: Typed,
    /// What is wrong with a new password, a new token or an address.
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
    tokens_label: String,
    tokens_said: String,
    token_columns: [String; 5],
    tokens: Vec<Row>,
    new_token_label: String,
    new_token: Option<String>,
    token_form: Form,
    mail: mail::Part,
    mail_form: Form,
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
        tokens_label: site.key("account-tokens"),
        tokens_said: site.key("account-tokens-said"),
        token_columns: ["account-token-name", "account-token-scope", "account-made", "account-token-until", "account-used"]
            .map(|key| site.key(key)),
        tokens: shown.tokens.iter().map(|token| token_row(site, token)).collect(),
        new_token_label: site.key("account-new-token"),
        new_token: shown.new_token.clone(),
        token_form: token_form(site, shown),
        mail: mail::own(site, &shown.mails),
        mail_form: mail::own_form(site, &shown.mail_address, &shown.language, &shown.typed, &shown.faults),
        password_label: site.key("account-password"),
        form: Form::new(site, "password", "account/password", "account-set-password").fields(fields).back_among(
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

fn token_row(site: &Site<'_>, token: &TokenRow) -> Row {
    let used = token.used.map_or_else(|| site.key("account-never"), |used| used.said(site));
    let scope = site.key(&format!("account-token-{}", token.scope));
    Row {
        cells: vec![token.name.clone(), scope, token.made.said(site), token.until.said(site), used],
        here: None,
        action: site.href("account/end-token"),
        number: token.number,
        button: site.key("account-remove-passkey"),
    }
}

fn token_form(site: &Site<'_>, shown: &Shown) -> Form {
    let choice = |scope: Scope| Choice {
        value: scope.name().to_owned(),
        text: site.key(&format!("account-token-{}", scope.name())),
        chosen: scope == Scope::Read,
    };
    let fields = vec![
        Field::new(site, "token", "account-token-name", Kind::Line),
        Field::new(site, "scope", "account-token-scope", Kind::Choice(Scope::ALL.map(choice).to_vec())),
        Field::new(site, "days", "account-token-days", Kind::Line).value("90"),
    ];
    let form = Form::new(site, "new-token", "account/new-token", "account-make-token").fields(fields);
    form.back_among(site, &shown.typed, &shown.faults)
}

/// The most days that a token lasts.
const TOKEN_DAYS_MAX: u16 = 366;

/// A token that is asked for, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    /// The program that will have it.
    pub name: String,
    /// What it may do.
    pub scope: Scope,
    /// For how many days.
    pub days: u16,
}

/// Reads it.
pub fn new_token(typed: &Typed) -> Result<NewToken, Vec<Fault>> {
    let mut faults = missing(typed, &["token"]);
    let scope = Scope::named(typed.get("scope"));
    let days = typed.get("days").parse::<u16>().ok().filter(|days| (1..=TOKEN_DAYS_MAX).contains(days));
    faults.extend((typed.get("token").chars().count() > 60).then_some(("token", "form-too-long")));
    faults.extend(scope.is_none().then_some(("scope", "form-not-understood")));
    faults.extend(days.is_none().then_some(("days", "account-token-days-hint")));
    match (scope, days) {
        (Some(scope), Some(days)) if faults.is_empty() => Ok(NewToken { name: typed.get("token").to_owned(), scope, days }),
        _ => Err(faults),
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
