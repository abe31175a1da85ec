//! The page on which an officer signs in: with a password, a passkey, or through the party's own identity provider.

use crate::chrome::{Chrome, html};
use crate::form::{Field, Form, Kind, Typed};
use crate::site::Site;
use agreement::message::Message;
use agreement::report;
use askama::Template;
use words::tell::grounds::word;

/// Why nobody is signed in yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Name or password is wrong; which, is not told.
    Wrong,
    /// Too many failures under this name.
    Paused,
    /// The passkey is not known here, or did not sign what it was asked to.
    Passkey,
    /// The identity provider said no, or named somebody whom the office does not know.
    Provider,
    /// The session ended while somebody filled in a form; what they typed is kept.
    Ended,
}

/// What stands on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// What was typed.
    pub typed: Typed,
    /// Why it was not taken.
    pub problem: Option<Problem>,
    /// The address to which one is led afterwards, below the language.
    pub to: String,
    /// The name of the party's identity provider, if it has one.
    pub provider: Option<String>,
    /// What was typed into a form when the session ended, as forms are sent; empty for most.
    pub kept: String,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    chrome: Chrome,
    heading: String,
    stands: Option<String>,
    form: Form,
    passkey: Option<String>,
    passkey_failed: String,
    to: String,
    provider: Option<(String, String)>,
    said: String,
}

/// The page.
pub fn page(site: &Site<'_>, shown: &Shown) -> String {
    let fields = vec![
        Field::new(site, "name", "sign-in-name", Kind::Line).autocomplete("username"),
        Field::new(site, "password", "sign-in-password", Kind::Password).autocomplete("current-password"),
        Field::new(site, "to", "sign-in", Kind::Hidden).value(&shown.to),
        Field::new(site, "kept", "sign-in", Kind::Hidden).value(&shown.kept),
    ];
    let mut form = Form::new(site, "sign-in", "sign-in", "sign-in").fields(fields).back(site, &shown.typed, &[]);
    form.refused.extend(shown.problem.map(|problem| site.key(problem_key(problem))));
    let title = site.key("sign-in");
    // Other ways to sign in lead over other pages, on which what was typed would be lost.
    let is_plain = shown.kept.is_empty();
    let provider = shown.provider.as_ref().filter(|_| is_plain).map(|name| {
        let said = site.say(Message::new("sign-in-provider").text("name", name));
        (format!("{}?to={}", site.href("sign-in/provider"), shown.to), said)
    });
    html(&SignIn {
        chrome: Chrome::of(site, "sign-in", &title),
        heading: site.say(Message::new("sign-in-at").body("party", site.party)),
        stands: stands(site),
        form,
        passkey: is_plain.then(|| site.key("sign-in-passkey")),
        passkey_failed: site.key("sign-in-failed-passkey"),
        to: shown.to.clone(),
        provider,
        said: site.key("sign-in-said"),
    })
}

fn problem_key(problem: Problem) -> &'static str {
    match problem {
        Problem::Wrong => "sign-in-wrong",
        Problem::Paused => "sign-in-paused",
        Problem::Passkey => "sign-in-failed-passkey",
        Problem::Provider => "sign-in-failed-provider",
        Problem::Ended => "sign-in-ended",
    }
}

/// The one thing that everybody may know: whether the agreement is in force.
fn stands(site: &Site<'_>) -> Option<String> {
    let standing = report::standing(&site.view, false)?;
    let verdict = word(site.words, "term", standing.first().status);
    Some(site.say(Message::new("page-lead").date("day", site.on()).text("verdict", verdict)))
}
