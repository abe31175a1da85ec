//! The administrator's page: officers, their appointments, and who acts for whom from when until when.

use crate::chrome::{Chrome, html};
use crate::form::{Choice, Fault, Field, Form, Kind, Typed, missing};
use crate::site::{Link, Site};
use crate::visitor;
use agreement::message::Message;
use askama::Template;
use jiff::civil::Date;
use office::{Action, Appointment, AppointmentId, NewAppointment, OfficerId, Role, Standing};
use words::Language;

/// An officer in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerRow {
    /// The number.
    pub id: OfficerId,
    /// The name by which they sign in.
    pub sign_in: String,
    /// The name.
    pub name: String,
    /// Whether they can no longer sign in.
    pub is_closed: bool,
    /// How many sessions they have.
    pub sessions: usize,
}

/// Which of the forms came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// That of a new officer.
    Officer,
    /// That of an appointment.
    Appointment,
    /// That of a new password.
    Password,
}

/// What stands on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The officers.
    pub officers: Vec<OfficerRow>,
    /// Their appointments.
    pub appointments: Vec<Appointment>,
    /// The day by the machine's clock.
    pub today: Date,
    /// The form that came back, with what is wrong with it.
    pub back: Option<(Sent, Typed, Vec<Fault>)>,
}

#[derive(Template)]
#[template(path = "office.html")]
struct Office {
    chrome: Chrome,
    heading: String,
    said: String,
    officer_columns: [String; 3],
    officers: Vec<Officer>,
    appointments_label: String,
    appointment_columns: [String; 4],
    appointments: Vec<Row>,
    none: String,
    ends_label: String,
    forms: Vec<(String, Form)>,
    handover: Link,
    mail: Option<Link>,
    offices_label: String,
    offices_said: String,
    offices: Vec<crate::liaison::offices::Office>,
    logs_label: String,
    logs_said: String,
    logs: Vec<(String, String)>,
}

struct Officer {
    id: i64,
    name: String,
    sign_in: String,
    sessions: usize,
    closed: Option<String>,
    close: String,
    action: String,
}

struct Row {
    id: i64,
    name: String,
    seat: String,
    time: String,
    standing: String,
    end: Option<String>,
    action: String,
    until: String,
}

/// The page.
pub fn page(site: &Site<'_>, shown: &Shown) -> String {
    let title = site.key("office");
    let may_keep_mail = site.visitor.is_some_and(|visitor| visitor.may(Action::KeepMail));
    html(&Office {
        chrome: Chrome::of(site, "office", &title),
        heading: title,
        said: site.key("office-said"),
        officer_columns: ["office-name", "sign-in-name", "office-sessions"].map(|key| site.key(key)),
        officers: shown.officers.iter().map(|officer| officer_row(site, officer)).collect(),
        appointments_label: site.key("office-appointments"),
        appointment_columns: ["office-name", "office-seat", "office-time", "page-stands"].map(|key| site.key(key)),
        appointments: shown.appointments.iter().map(|one| row(site, shown, one)).collect(),
        none: site.key("office-none"),
        ends_label: site.key("office-last-day"),
        handover: Link { href: site.href(crate::handover::PATH), text: site.key("handover") },
        mail: may_keep_mail.then(|| Link { href: site.href(crate::mail::PATH), text: site.key("mail") }),
        offices_label: site.key("office-succession"),
        offices_said: site.key("office-succession-said"),
        offices: crate::liaison::offices::all(site),
        logs_label: site.key("office-held"),
        logs_said: site.key("office-held-said"),
        logs: site.logs.iter().map(|log| held(site, log)).collect(),
        forms: vec![
            (site.key("office-new-officer"), form(site, shown, Sent::Officer)),
            (site.key("office-appoint"), form(site, shown, Sent::Appointment)),
            (site.key("office-password"), form(site, shown, Sent::Password)),
        ],
    })
}

/// How much of a party's log is here, and how much of it all parties hold.
fn held(site: &Site<'_>, log: &crate::site::LogRow) -> (String, String) {
    let said = Message::new("office-held-of").number("size", log.size as i64).number("held", log.held_by_all as i64);
    (site.words.language.sentence(&site.words.short_body(log.party)), site.say(said))
}

fn officer_row(site: &Site<'_>, officer: &OfficerRow) -> Officer {
    Officer {
        id: officer.id.0,
        name: officer.name.clone(),
        sign_in: officer.sign_in.clone(),
        sessions: officer.sessions,
        closed: officer.is_closed.then(|| site.key("office-closed")),
        close: site.key("office-close"),
        action: site.href("office/close"),
    }
}

fn row(site: &Site<'_>, shown: &Shown, one: &Appointment) -> Row {
    let standing = one.standing(&shown.appointments, shown.today);
    let until = one.until.map_or_else(|| site.key("office-open-end"), |until| site.words.date(until));
    let seat = office::Seat {
        role: one.role,
        office: one.office.clone(),
        post: one.post.clone(),
        acting_for: one.acting_for.and_then(|id| named(shown, id)),
    };
    let actor = office::Actor { officer: one.officer, name: String::new(), seats: vec![seat] };
    Row {
        id: one.id.0,
        name: one.officer_name.clone(),
        seat: visitor::seats(site, &actor).concat(),
        time: site.say(Message::new("office-from-until").date("from", one.from).text("until", until)),
        standing: site.key(match standing {
            Standing::ToCome => "office-to-come",
            Standing::Holds => "office-holds",
            Standing::Over => "office-over",
        }),
        end: (standing != Standing::Over).then(|| site.key("office-end")),
        action: site.href("office/end"),
        until: one.until.unwrap_or(shown.today).to_string(),
    }
}

fn named(shown: &Shown, id: AppointmentId) -> Option<String> {
    shown.appointments.iter().find(|one| one.id == id).map(|one| one.officer_name.clone())
}

fn form(site: &Site<'_>, shown: &Shown, which: Sent) -> Form {
    let form = match which {
        Sent::Officer => Form::new(site, "officer", "office/officer", "office-new-officer").fields(vec![
            Field::new(site, "name", "office-name", Kind::Line),
            Field::new(site, "sign_in", "sign-in-name", Kind::Line).hint(site.key("office-sign-in-hint")),
            Field::new(site, "language", "office-language", Kind::Choice(languages(site))),
            password(site),
        ]),
        Sent::Appointment => Form::new(site, "appoint", "office/appoint", "office-appoint").fields(vec![
            Field::new(site, "officer", "office-name", Kind::Choice(officers(shown))),
            Field::new(site, "role", "office-role", Kind::Choice(roles(site))),
            Field::new(site, "office", "office-office", Kind::Line),
            Field::new(site, "post", "office-post", Kind::Line).optional(),
            Field::new(site, "from", "office-first-day", Kind::Day).value(shown.today.to_string()),
            Field::new(site, "until", "office-last-day", Kind::Day).optional(),
            Field::new(site, "acting_for", "office-acting-for", Kind::Choice(seats(site, shown)))
                .optional()
                .hint(site.key("office-acting-hint")),
        ]),
        Sent::Password => Form::new(site, "reset", "office/password", "account-set-password")
            .fields(vec![Field::new(site, "officer", "office-name", Kind::Choice(officers(shown))), password(site)]),
    };
    match &shown.back {
        Some((sent, typed, faults)) if *sent == which => form.back(site, typed, faults),
        _ => form,
    }
}

fn password(site: &Site<'_>) -> Field {
    let field = Field::new(site, "password", "account-new-password", Kind::Password).autocomplete("new-password");
    field.hint(site.key("account-password-hint"))
}

fn languages(site: &Site<'_>) -> Vec<Choice> {
    let choice = |language: Language| Choice {
        value: language.tag().to_owned(),
        text: language.name().to_owned(),
        chosen: language == site.words.language,
    };
    Language::ALL.into_iter().map(choice).collect()
}

fn officers(shown: &Shown) -> Vec<Choice> {
    let open = shown.officers.iter().filter(|officer| !officer.is_closed);
    let text = |officer: &OfficerRow| format!("{} ({})", officer.name, officer.sign_in);
    open.map(|officer| Choice { value: officer.id.0.to_string(), text: text(officer), chosen: false }).collect()
}

fn roles(site: &Site<'_>) -> Vec<Choice> {
    let choice = |role: Role| Choice { value: role.name().to_owned(), text: visitor::role(site, role), chosen: false };
    Role::ALL.into_iter().map(choice).collect()
}

/// The seats that somebody may stand in for: those that are not themselves acting ones.
fn seats(site: &Site<'_>, shown: &Shown) -> Vec<Choice> {
    let nobody = Choice { value: String::new(), text: site.key("office-acting-for-nobody"), chosen: true };
    let own = shown.appointments.iter().filter(|one| one.acting_for.is_none());
    let holding = own.filter(|one| one.standing(&shown.appointments, shown.today) != Standing::Over);
    let choice = |one: &Appointment| Choice {
        value: one.id.0.to_string(),
        text: format!("{} · {} · {}", one.officer_name, visitor::role(site, one.role), one.office),
        chosen: false,
    };
    std::iter::once(nobody).chain(holding.map(choice)).collect()
}

/// A new officer, as the form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOfficer {
    /// The name by which they sign in: lower-case letters, digits, `.`, `-`, `_`.
    pub sign_in: String,
    /// The name.
    pub name: String,
    /// The language in which they are written to.
    pub language: Language,
    /// The first password.
    pub password: String,
}

/// Reads the form of a new officer.
pub fn new_officer(typed: &Typed) -> Result<NewOfficer, Vec<Fault>> {
    let mut faults = missing(typed, &["name", "sign_in", "password"]);
    let sign_in = typed.get("sign_in");
    let fits = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || ".-_@".contains(one);
    if sign_in.len() > 40 || !sign_in.chars().all(fits) {
        faults.push(("sign_in", "office-sign-in-hint"));
    }
    if typed.get("name").chars().count() > 80 {
        faults.push(("name", "form-too-long"));
    }
    let language = Language::from_tag(typed.get("language"));
    let password = typed.all("password").first().copied().unwrap_or_default().to_owned();
    match language {
        Some(language) if faults.is_empty() => {
            Ok(NewOfficer { sign_in: sign_in.to_owned(), name: typed.get("name").to_owned(), language, password })
        }
        _ => Err(faults),
    }
}

/// Reads the form of an appointment; `all` are those that there are.
pub fn new_seat(typed: &Typed, all: &[Appointment]) -> Result<NewAppointment, Vec<Fault>> {
    let mut faults = missing(typed, &["officer", "role", "office", "from"]);
    let day = |name: &str| Some(typed.get(name)).filter(|said| !said.is_empty()).map(str::parse::<Date>);
    let (from, until) = (day("from"), day("until"));
    faults.extend(matches!(from, Some(Err(_))).then_some(("from", "form-no-day")));
    faults.extend(matches!(until, Some(Err(_))).then_some(("until", "form-no-day")));
    let (from, until) = (from.and_then(Result::ok), until.and_then(Result::ok));
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        faults.push(("until", "office-ends-before"));
    }
    let role = Role::named(typed.get("role"));
    let acting = Some(typed.get("acting_for")).filter(|said| !said.is_empty());
    let principal = acting.and_then(|said| all.iter().find(|one| one.id.0.to_string() == said));
    // Who acts for somebody does so for a time, and as that one, not as more.
    if acting.is_some() && until.is_none() {
        faults.push(("until", "office-acting-hint"));
    }
    if acting.is_some() && principal.is_none_or(|one| Some(one.role) != role || one.acting_for.is_some()) {
        faults.push(("acting_for", "office-acting-other"));
    }
    let officer = typed.get("officer").parse().ok().map(OfficerId);
    match (officer, role, from) {
        (Some(officer), Some(role), Some(from)) if faults.is_empty() => Ok(NewAppointment {
            officer,
            role,
            office: typed.get("office").to_owned(),
            post: typed.get("post").to_owned(),
            from,
            until,
            acting_for: principal.map(|one| one.id),
        }),
        _ => Err(faults),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn typed(fields: &[(&str, &str)]) -> Typed {
        Typed(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    fn leader() -> Appointment {
        Appointment {
            id: AppointmentId(1),
            officer: OfficerId(1),
            officer_name: "A".to_owned(),
            role: Role::Leader,
            office: "O".to_owned(),
            post: String::new(),
            from: date(2018, 1, 1),
            until: None,
            acting_for: None,
        }
    }

    const GOOD: [(&str, &str); 6] = [
        ("officer", "2"),
        ("role", "leader"),
        ("office", "示範辦"),
        ("from", "2018-06-01"),
        ("until", "2018-06-30"),
        ("acting_for", "1"),
    ];

    fn with(name: &str, value: &str) -> Result<NewAppointment, Vec<Fault>> {
        let mut fields = GOOD.to_vec();
        fields.iter_mut().filter(|(field, _)| *field == name).for_each(|field| field.1 = value);
        new_seat(&typed(&fields), &[leader()])
    }

    #[test]
    fn an_appointment_is_read_and_each_fault_is_beside_its_field() {
        let seat = with("", "").expect("a good form");
        assert_eq!((seat.officer, seat.acting_for, seat.until), (OfficerId(2), Some(AppointmentId(1)), Some(date(2018, 6, 30))));
        for (name, value, faults) in [
            ("office", " ", vec![("office", "form-missing")]),
            ("from", "1 June", vec![("from", "form-no-day")]),
            ("until", "2018-05-01", vec![("until", "office-ends-before")]),
            ("until", "", vec![("until", "office-acting-hint")]),
            ("role", "auditor", vec![("acting_for", "office-acting-other")]),
            ("acting_for", "7", vec![("acting_for", "office-acting-other")]),
        ] {
            assert_eq!(with(name, value), Err(faults), "{name} = {value:?}");
        }
        assert!(with("role", "emperor").is_err() && with("officer", "x").is_err());
        assert_eq!(with("acting_for", "").expect("an own seat").acting_for, None);
    }

    #[test]
    fn a_new_officer_needs_a_name_to_sign_in_by() {
        let read = |sign_in| {
            new_officer(&typed(&[("name", "陳"), ("sign_in", sign_in), ("language", "zh-Hant"), ("password", " spaced out ")]))
        };
        let new = read("chan.tm-2").expect("a good form");
        assert_eq!((new.name.as_str(), new.password.as_str()), ("陳", " spaced out "), "a password is taken as it is");
        assert!(read("chan@office.example").is_ok(), "a provider may know them by an address for mail");
        assert_eq!(read("").err(), Some(vec![("sign_in", "form-missing")]));
        assert_eq!(read("Chan TM").err(), Some(vec![("sign_in", "office-sign-in-hint")]));
    }
}
