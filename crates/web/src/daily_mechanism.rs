//! The daily mechanism (日常工作機制): who set it up and on which text, its working meetings, the posts by which each side is reached, and the
//! rooms in which its members write to each other.

use crate::chrome::{Chrome, html};
use crate::form::{Choice, Fault, Field, Form, Kind as FieldKind, Typed, missing};
use crate::liaison::{self, Room, offices, offices::Office};
use crate::party_marks::{Assent, Mark, PartyMarks};
use crate::send;
use crate::site::{Link, Site, Text};
use crate::verdict::Verdict;
use agreement::act::{Act, ActKind, Event};
use agreement::id::{BodyId, Digest, MatterId, RuleId};
use agreement::kinds::Kind;
use agreement::kinds::daily_mechanism::DailyMechanism;
use agreement::message::{Arg, Message};
use agreement::report;
use askama::Template;
use office::liaison::Contact;
use office::{Action, Appointment, Standing};

/// The path of the page below the language.
pub const PATH: &str = "daily_mechanism";

/// What the office keeps beside the record for this page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Posts of the others, and own ones that no appointment has.
    pub contacts: Vec<Contact>,
    /// The appointments of this side.
    pub appointments: Vec<Appointment>,
    /// The form that came back.
    pub typed: Typed,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

#[derive(Template)]
#[template(path = "daily_mechanism.html")]
struct Page {
    chrome: Chrome,
    heading: String,
    said: String,
    mechanisms: Vec<Mechanism>,
    rules_label: String,
    meetings_label: String,
    no_meeting: String,
    contacts_label: String,
    contacts_said: String,
    columns: [String; 4],
    contacts: Vec<Row>,
    no_post: String,
    strike: String,
    strike_action: String,
    form_label: String,
    form: Option<Form>,
    rooms_label: String,
    rooms: Vec<Room>,
    rooms_said: String,
    rooms_way: Link,
    offered_label: String,
}

struct Mechanism {
    cite: Link,
    members: String,
    verdict: Option<Verdict>,
    marks: PartyMarks,
    texts: Vec<Rules>,
    meetings: Vec<Meeting>,
    offered: Vec<Link>,
    matter: Link,
}

/// A text on which members declared the mechanism established: its working rules.
struct Rules {
    said: String,
    text: Vec<Text>,
    acts: Vec<Link>,
}

struct Meeting {
    day: String,
    attended: String,
    act: Link,
    texts: Vec<Text>,
}

/// A post by which somebody is reached.
struct Row {
    party: String,
    office: String,
    post: String,
    reach: String,
    /// Its number, if it can be struck off.
    id: Option<i64>,
}

/// The mechanisms of an agreement.
fn rules<'a>(site: &Site<'a>) -> Vec<(RuleId, &'a DailyMechanism)> {
    let mechanism = |kind: &'a Kind| if let Kind::DailyMechanism(rule) = kind { Some(rule) } else { None };
    site.view.agreement.rules_of(mechanism).collect()
}

/// The page; none if the agreement has no such mechanism.
pub fn page(site: &Site<'_>, shown: &Shown) -> Option<String> {
    let rules = rules(site);
    let mut members = rules.iter().flat_map(|(_, rule)| rule.of.iter().copied()).collect::<Vec<_>>();
    members.sort();
    members.dedup();
    if members.is_empty() {
        return None;
    }
    let title = site.key("daily-mechanism");
    let keeps = site.visitor.is_some_and(|visitor| visitor.may(Action::Send));
    let letters = liaison::letters(site).into_iter().filter(|(_, letter)| letter.room().iter().all(|one| members.contains(one)));
    let letters = letters.collect::<Vec<_>>();
    Some(html(&Page {
        chrome: Chrome::of(site, PATH, &title),
        heading: title,
        said: site.key("daily-mechanism-said"),
        mechanisms: rules.iter().map(|(rule, of)| mechanism(site, *rule, of)).collect(),
        rules_label: site.key("daily-mechanism-rules"),
        meetings_label: site.key("daily-mechanism-meetings"),
        no_meeting: site.key("daily-mechanism-no-meeting"),
        contacts_label: site.key("daily-mechanism-contacts"),
        contacts_said: site.key("daily-mechanism-contacts-said"),
        columns: ["contact-party", "contact-office", "contact-post", "contact-reach"].map(|key| site.key(key)),
        contacts: contacts(site, &members, shown, keeps),
        no_post: site.key("contact-none"),
        strike: site.key("contact-strike"),
        strike_action: site.href("daily_mechanism/strike"),
        form_label: site.key("contact-note"),
        form: keeps.then(|| form(site, &members).back(site, &shown.typed, &shown.faults)),
        rooms_label: site.key("liaison-rooms"),
        rooms: liaison::rooms(site, &letters, None),
        rooms_said: site.key("daily-mechanism-rooms-said"),
        rooms_way: Link { href: site.href(liaison::PATH), text: site.key("liaison") },
        offered_label: site.key("send-acts"),
    }))
}

fn mechanism(site: &Site<'_>, rule: RuleId, of: &DailyMechanism) -> Mechanism {
    let matter = MatterId::standing(rule);
    let answer = report::stand(&site.view, matter, true);
    let kinds = [ActKind::EstablishMechanism, ActKind::HoldMeeting, ActKind::RecordReason];
    let offered = kinds.into_iter().filter_map(|kind| {
        let href = send::address(site, kind, matter, None)?;
        Some(Link { href, text: site.words.language.sentence(&send::name(site, kind)) })
    });
    Mechanism {
        cite: site.cite(site.view.agreement.rule(rule).cite),
        members: of.of.iter().map(|party| site.words.language.sentence(&site.words.body(*party))).collect::<Vec<_>>().join(" · "),
        verdict: answer.map(|answer| Verdict::of(site, "daily_mechanism", &answer)),
        marks: PartyMarks::new(site, |party| of.of.contains(&party).then(|| mark(site, matter, party))),
        texts: texts(site, matter),
        meetings: site.view.events(matter).filter_map(|event| meeting(site, event)).collect(),
        offered: offered.collect(),
        matter: Link { text: site.key("liaison-matter"), ..site.matter(matter) },
    }
}

/// What a member has declared: a declaration names a text, and so is one to that text.
fn mark(site: &Site<'_>, matter: MatterId, party: BodyId) -> Mark {
    let declared = |event: &&Event| matches!(event.act, Act::EstablishMechanism { .. }) && event.author == party;
    match site.view.events(matter).rfind(declared) {
        Some(event) => Mark::of_act(site, party, Assent::Given, &site.key("daily-mechanism-declared"), event),
        None => Mark::awaited(site, party, None),
    }
}

fn texts(site: &Site<'_>, matter: MatterId) -> Vec<Rules> {
    let mut texts: Vec<(Digest, Vec<&Event>)> = Vec::new();
    for event in site.view.events(matter) {
        let Act::EstablishMechanism { text } = event.act else { continue };
        match texts.iter_mut().find(|(digest, _)| *digest == text) {
            Some((_, events)) => events.push(event),
            None => texts.push((text, vec![event])),
        }
    }
    let rules = |(digest, events): (Digest, Vec<&Event>)| {
        let by = events.iter().map(|event| event.author);
        Rules {
            said: site.say(Message::new("daily-mechanism-on-text").bodies("by", by).with("text", Arg::Digest(digest))),
            text: events
                .iter()
                .map(|event| site.texts_of(event.place, usize::MAX))
                .find(|texts| !texts.is_empty())
                .unwrap_or_default(),
            acts: events.iter().map(|event| site.act(event.place)).collect(),
        }
    };
    texts.into_iter().map(rules).collect()
}

fn meeting(site: &Site<'_>, event: &Event) -> Option<Meeting> {
    let Act::HoldMeeting { attended, .. } = &event.act else { return None };
    Some(Meeting {
        day: site.words.date(event.occurred),
        attended: liaison::names(site, attended),
        act: site.act(event.place),
        texts: site.texts_of(event.place, usize::MAX),
    })
}

/// The posts of each member: the liaison office on record first, then those of the office's own book.
fn contacts(site: &Site<'_>, members: &[BodyId], shown: &Shown, keeps: bool) -> Vec<Row> {
    let offices = offices::all(site);
    let of_member = |member: &BodyId| {
        let party = site.words.language.sentence(&site.words.body(*member));
        let office = offices.iter().find(|office| office.of == *member).map(|office| on_record(&party, office));
        let own = shown.appointments.iter().filter(|one| *member == site.party && !one.post.is_empty());
        let own = own.filter(|one| one.standing(&shown.appointments, site.today) == Standing::Holds);
        let own = own.map(|one| Row {
            party: party.clone(),
            office: one.office.clone(),
            post: one.post.clone(),
            reach: String::new(),
            id: None,
        });
        let id = &site.words.agreement.body_of(*member).id;
        let noted = shown.contacts.iter().filter(|one| one.party == *id).map(|one| Row {
            party: party.clone(),
            office: one.office.clone(),
            post: one.post.clone(),
            reach: one.reach.clone(),
            id: keeps.then_some(one.id),
        });
        office.into_iter().chain(own).chain(noted).collect::<Vec<_>>()
    };
    members.iter().flat_map(of_member).collect()
}

fn on_record(party: &str, office: &Office) -> Row {
    let name = office.name.clone().unwrap_or_else(|| office.since.clone());
    Row { party: party.to_owned(), office: name, post: String::new(), reach: String::new(), id: None }
}

fn form(site: &Site<'_>, members: &[BodyId]) -> Form {
    let choice = |party: &BodyId| Choice {
        value: site.words.agreement.body_of(*party).id.clone(),
        text: site.words.language.sentence(&site.words.body(*party)),
        chosen: false,
    };
    Form::new(site, "contact", "daily_mechanism/contact", "contact-keep").fields(vec![
        Field::new(site, "party", "contact-party", FieldKind::Choice(members.iter().map(choice).collect())),
        Field::new(site, "office", "contact-office", FieldKind::Line),
        Field::new(site, "post", "contact-post", FieldKind::Line).hint(site.key("contact-post-hint")),
        Field::new(site, "reach", "contact-reach", FieldKind::Line).optional(),
    ])
}

/// Reads a contact of the form.
pub fn read(typed: &Typed) -> Result<Contact, Vec<Fault>> {
    let mut faults = missing(typed, &["party", "office", "post"]);
    let long = |name: &&'static str| typed.get(name).chars().count() > 120;
    faults.extend(["office", "post", "reach"].into_iter().filter(|name| long(name)).map(|name| (name, "form-too-long")));
    if !faults.is_empty() {
        return Err(faults);
    }
    let said = |name| typed.get(name).to_owned();
    Ok(Contact { id: 0, party: said("party"), office: said("office"), post: said("post"), reach: said("reach") })
}
