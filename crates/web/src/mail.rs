//! Mail (電郵): the queue as the administrator sees it and, row by row, each officer their own; where somebody is written to and in which
//! language; and the words of what is sent.

pub mod message;

use crate::account::Moment;
use crate::chrome::{Chrome, html};
use crate::form::{Choice, Fault, Field, Form, Kind, Typed};
use crate::site::{Link, Site};
use agreement::message::Message;
use askama::Template;
use office::OfficerId;
use office::mail::Address;
use words::Language;

pub use message::About;

/// The path of the page below the language.
pub const PATH: &str = "mail";

/// Why a mail was not taken where the server was not even reached: a key of words, before what was found.
pub const NOT_REACHED: &str = "mail-why-not-reached";

/// The same where no mail could be made of what is queued.
pub const NOT_MADE: &str = "mail-why-not-made";

/// How a mail stands, as a page says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It waits to be tried at a time.
    Waiting(Moment),
    /// It is with the server.
    Sending,
    /// The server has taken it.
    Sent(Moment),
    /// It was given up.
    GivenUp(Moment),
}

/// A mail in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailRow {
    /// Its number.
    pub id: i64,
    /// The officer's name.
    pub name: String,
    /// The tag of its language.
    pub language: String,
    /// The subject.
    pub subject: String,
    /// The address that it went to, or is to go to.
    pub address: String,
    /// When it was queued.
    pub queued: Moment,
    /// How it stands.
    pub standing: Standing,
    /// How often it was tried.
    pub tries: u32,
    /// What was said when it was not taken: the server's words, or a key of ours; empty if nothing was.
    pub reason: String,
}

/// Where an officer is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The officer.
    pub id: OfficerId,
    /// Their name.
    pub name: String,
    /// The name by which they sign in.
    pub sign_in: String,
    /// The tag of their language.
    pub language: String,
    /// Their address; empty if they have none.
    pub address: String,
}

/// What stands on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The server and the sender, if mail is configured: `mail.example:587`, `counterpart@office.example`.
    pub server: Option<(String, String)>,
    /// How many days before a deadline officers are written to.
    pub days: u16,
    /// The newest rows.
    pub rows: Vec<MailRow>,
    /// Officers who may sign in, with where they are written to.
    pub officers: Vec<Reached>,
    /// What was typed, if the form came back.
    pub typed: Typed,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

#[derive(Template)]
#[template(path = "mail.html")]
struct Page {
    chrome: Chrome,
    heading: String,
    said: String,
    state: String,
    is_off: bool,
    rules: Option<String>,
    parts: Vec<Part>,
    reached_label: String,
    reached_columns: [String; 3],
    reached: Vec<[String; 3]>,
    form_label: String,
    form: Form,
    office: Link,
}

/// The mails of one state.
pub(crate) struct Part {
    pub(crate) id: &'static str,
    pub(crate) label: String,
    pub(crate) columns: [String; 4],
    pub(crate) rows: Vec<Row>,
    pub(crate) none: String,
}

/// A mail as it stands on a page.
pub(crate) struct Row {
    pub(crate) cells: [String; 4],
    /// The language of the subject.
    pub(crate) lang: String,
    pub(crate) reason: Option<String>,
    pub(crate) again: Option<Again>,
}

pub(crate) struct Again {
    pub(crate) action: String,
    pub(crate) id: i64,
    pub(crate) button: String,
}

/// The page.
pub fn page(site: &Site<'_>, shown: &Shown) -> String {
    let title = site.key("mail");
    let state = shown.server.as_ref().map(|(server, from)| Message::new("mail-on").text("server", server).text("from", from));
    let of = |wanted: fn(&Standing) -> bool| shown.rows.iter().filter(move |row| wanted(&row.standing));
    let part = |id, label: &str, rows: Vec<Row>| Part {
        id,
        label: site.key(label),
        columns: columns(site),
        rows,
        none: site.key("mail-none"),
    };
    html(&Page {
        chrome: Chrome::of(site, PATH, &title),
        heading: title,
        said: site.key("mail-said"),
        is_off: state.is_none(),
        state: state.map_or_else(|| site.key("mail-off"), |state| site.say(state)),
        rules: shown.server.as_ref().map(|_| site.say(Message::new("mail-rules").number("days", i64::from(shown.days)))),
        parts: vec![
            part("waiting", "mail-waiting", rows(site, of(|one| matches!(one, Standing::Waiting(_) | Standing::Sending)), true)),
            part("given_up", "mail-given-up", rows(site, of(|one| matches!(one, Standing::GivenUp(_))), true)),
            part("sent", "mail-sent", rows(site, of(|one| matches!(one, Standing::Sent(_))), true)),
        ],
        reached_label: site.key("mail-reached"),
        reached_columns: ["office-name", "mail-address", "mail-language"].map(|key| site.key(key)),
        reached: shown.officers.iter().map(|one| reached(site, one)).collect(),
        form_label: site.key("mail-change"),
        form: form_of_officers(site, shown),
        office: Link { href: site.href("office"), text: site.key("office") },
    })
}

fn columns(site: &Site<'_>) -> [String; 4] {
    ["mail-to", "mail-subject", "mail-queued", "page-stands"].map(|key| site.key(key))
}

fn reached(site: &Site<'_>, one: &Reached) -> [String; 3] {
    let address = Some(one.address.clone()).filter(|address| !address.is_empty());
    [one.name.clone(), address.unwrap_or_else(|| site.key("mail-no-address")), tongue(&one.language)]
}

/// The own name of the language of a tag.
fn tongue(tag: &str) -> String {
    Language::from_tag(tag).map_or_else(|| tag.to_owned(), |language| language.name().to_owned())
}

/// Rows for a page; only whoever keeps the queue can have one tried again.
pub(crate) fn rows<'r>(site: &Site<'_>, rows: impl Iterator<Item = &'r MailRow>, keeps: bool) -> Vec<Row> {
    rows.map(|one| row(site, one, keeps)).collect()
}

fn row(site: &Site<'_>, one: &MailRow, keeps: bool) -> Row {
    let tried = Message::new("mail-tried").number("count", i64::from(one.tries));
    let standing = match one.standing {
        Standing::Waiting(next) if one.tries == 0 => site.say(Message::new("mail-waits").text("when", next.said(site))),
        Standing::Waiting(next) => {
            let next = site.say(Message::new("mail-tries-again").text("when", next.said(site)));
            format!("{}{}{next}", site.say(tried), site.words.language.space())
        }
        Standing::Sending => site.key("mail-is-sending"),
        Standing::Sent(at) => site.say(Message::new("mail-was-sent").text("when", at.said(site))),
        Standing::GivenUp(at) => {
            let given_up = site.say(Message::new("mail-was-given-up").text("when", at.said(site)));
            format!("{given_up}{}{}", site.words.language.space(), site.say(tried))
        }
    };
    let reason = Some(&one.reason).filter(|reason| !reason.is_empty());
    let own =
        |reason: &str| [NOT_REACHED, NOT_MADE].into_iter().find_map(|key| Some((key, reason.strip_prefix(key)?.to_owned())));
    let reason = reason.map(|reason| match own(reason) {
        Some((key, found)) => format!("{}{found}", site.key(key)),
        None if reason.starts_with("mail-why-") => site.key(reason),
        None => site.say(Message::new("mail-server-said").text("said", reason)),
    });
    // On their own page everybody knows their name.
    let to = if keeps { format!("{} · {}", one.name, one.address) } else { one.address.clone() };
    let can = keeps && matches!(one.standing, Standing::GivenUp(_));
    Row {
        cells: [to, one.subject.clone(), one.queued.said(site), standing],
        lang: one.language.clone(),
        reason,
        again: can.then(|| Again { action: site.href("mail/again"), id: one.id, button: site.key("mail-again") }),
    }
}

/// The part of an officer's own page: their own mails.
pub(crate) fn own(site: &Site<'_>, mails: &[MailRow]) -> Part {
    Part {
        id: "mail",
        label: site.key("mail-own"),
        columns: columns(site),
        rows: rows(site, mails.iter(), false),
        none: site.key("mail-none"),
    }
}

fn fields(site: &Site<'_>, address: &str, language: &str) -> Vec<Field> {
    let choice =
        |one: Language| Choice { value: one.tag().to_owned(), text: one.name().to_owned(), chosen: one.tag() == language };
    vec![
        Field::new(site, "address", "mail-address", Kind::Line)
            .optional()
            .autocomplete("email")
            .value(address)
            .hint(site.key("mail-address-hint")),
        Field::new(site, "language", "mail-language", Kind::Choice(Language::ALL.map(choice).to_vec())),
    ]
}

/// The form of an officer's own page.
pub(crate) fn own_form(site: &Site<'_>, address: &str, language: &str, typed: &Typed, faults: &[Fault]) -> Form {
    let form = Form::new(site, "mail", "account/mail", "mail-set").fields(fields(site, address, language));
    form.back_among(site, typed, faults)
}

fn form_of_officers(site: &Site<'_>, shown: &Shown) -> Form {
    let text = |one: &Reached| format!("{} ({})", one.name, one.sign_in);
    let choice = |one: &Reached| Choice { value: one.id.0.to_string(), text: text(one), chosen: false };
    let officers = shown.officers.iter().map(choice).collect();
    let mut all = vec![Field::new(site, "officer", "office-name", Kind::Choice(officers))];
    // Whose address is changed is chosen in the form itself, so it can't be filled in: nothing that is left alone may change.
    let as_it_is = Choice { value: String::new(), text: site.key("mail-language-as-it-is"), chosen: true };
    let languages = Language::ALL.map(|one| Choice { value: one.tag().to_owned(), text: one.name().to_owned(), chosen: false });
    let languages = std::iter::once(as_it_is).chain(languages).collect();
    all.push(Field::new(site, "address", "mail-address", Kind::Line));
    all.push(Field::new(site, "language", "mail-language", Kind::Choice(languages)));
    Form::new(site, "mail", "mail/address", "mail-set").fields(all).back(site, &shown.typed, &shown.faults)
}

/// Where somebody is to be written to, as it was typed: an address or none, and the language.
pub fn read(typed: &Typed) -> Result<(Option<Address>, Language), Vec<Fault>> {
    let said = typed.all("address").first().copied().unwrap_or_default();
    // White space at the ends is a slip; anything else that is no address is told.
    let address = Some(said.trim_matches(' ')).filter(|said| !said.is_empty()).map(Address::read);
    let mut faults: Vec<Fault> = Vec::new();
    faults.extend(matches!(address, Some(None)).then_some(("address", "mail-no-such-address")));
    let language = Language::from_tag(typed.get("language"));
    faults.extend(language.is_none().then_some(("language", "form-not-understood")));
    match language {
        Some(language) if faults.is_empty() => Ok((address.flatten(), language)),
        _ => Err(faults),
    }
}

/// The same as the administrator types it for an officer who has this language: an address, and another language if one is chosen.
pub fn read_of_officer(typed: &Typed, language: &str) -> Result<(Option<Address>, Language), Vec<Fault>> {
    if typed.get("address").trim_matches(' ').is_empty() {
        return Err(vec![("address", "form-missing")]);
    }
    let chosen = Some(typed.get("language")).filter(|chosen| !chosen.is_empty()).unwrap_or(language);
    read(&Typed(vec![("address".to_owned(), typed.get("address").to_owned()), ("language".to_owned(), chosen.to_owned())]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(address: &str, language: &str) -> Typed {
        Typed(vec![("address".to_owned(), address.to_owned()), ("language".to_owned(), language.to_owned())])
    }

    #[test]
    fn an_address_is_one_or_none_and_nothing_else() {
        let read = |address: &str| super::read(&typed(address, "pt"));
        let (address, language) = read(" chan@office.example ").expect("a good form");
        assert_eq!((address.as_ref().map(Address::as_str), language), (Some("chan@office.example"), Language::Pt));
        assert_eq!(read("").expect("none").0, None, "whoever takes it away is written to no more");
        for bad in ["chan", "chan@office.example\r\nBcc: lei@office.example", "a@b.example, c@d.example", "a@b.example\n"] {
            assert_eq!(read(bad), Err(vec![("address", "mail-no-such-address")]), "{bad:?}");
        }
        let of_officer = |address: &str, language: &str| read_of_officer(&typed(address, language), "en");
        assert_eq!(of_officer("", "pt"), Err(vec![("address", "form-missing")]), "nobody loses an address by a form left blank");
        assert_eq!(of_officer("a@b.example", "").map(|(_, language)| language), Ok(Language::En));
        assert_eq!(of_officer("a@b.example", "pt").map(|(_, language)| language), Ok(Language::Pt));
        assert_eq!(super::read(&typed("", "fr")), Err(vec![("language", "form-not-understood")]));
    }
}
