//! The handover (交接): what a successor must know on the first day. What waits, what is open, drafts, posts and deputies, who signs, and where
//! the others are reached; to be printed. Drafts of whoever goes can be given to somebody else here.

use crate::chrome::{Chrome, html};
use crate::clearance::{self, DraftRow};
use crate::duty;
use crate::form::{Choice, Field, Form, Kind};
use crate::liaison::offices;
use crate::next::{self, Row};
use crate::office_page::OfficerRow;
use crate::site::{Link, Site};
use crate::visitor;
use agreement::message::Message;
use askama::Template;
use office::liaison::Contact;
use office::permission::roles_for;
use office::{Action, Actor, Appointment, OfficerId, Seat, Standing};

/// The path of the page below the language.
pub const PATH: &str = "office/handover";

/// What the office keeps of it beside the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The officers.
    pub officers: Vec<OfficerRow>,
    /// Their appointments.
    pub appointments: Vec<Appointment>,
    /// Drafts that are on their way, each with who goes on with it.
    pub drafts: Vec<(DraftRow, OfficerId)>,
    /// Where the others are reached.
    pub contacts: Vec<Contact>,
    /// The day by the machine's clock.
    pub today: jiff::civil::Date,
}

#[derive(Template)]
#[template(path = "handover.html")]
struct Page {
    chrome: Chrome,
    heading: String,
    said: String,
    ours_label: String,
    ours: Vec<Row>,
    nothing_ours: String,
    others_label: String,
    others: Vec<Row>,
    nothing_others: String,
    grounds_label: String,
    drafts_label: String,
    drafts: Vec<(Link, Form)>,
    no_drafts: String,
    posts_label: String,
    posts: Vec<(String, String)>,
    keys_label: String,
    keys: Vec<(String, String)>,
    no_keys: String,
    offices_label: String,
    office: String,
    contacts_label: String,
    contacts: Vec<(String, String)>,
    duties_label: String,
    columns: [String; 4],
    duties: Vec<duty::Row>,
    print_said: String,
}

/// The page.
pub fn page(site: &Site<'_>, shown: &Shown) -> String {
    let (ours, others) = next::rows(site).into_iter().partition(|row| row.ours);
    let party = |key: &'static str| site.say(Message::new(key).body("party", site.party));
    let year = site.on().year();
    let title = site.key("handover");
    html(&Page {
        chrome: Chrome::of(site, PATH, &title),
        heading: title,
        said: site.say(Message::new("handover-said").body("party", site.party).date("day", site.on())),
        ours_label: party("page-next-ours"),
        ours,
        nothing_ours: site.key("desk-nothing-ours"),
        others_label: site.key("page-next-others"),
        others,
        nothing_others: site.key("desk-nothing-others"),
        grounds_label: site.key("page-grounds"),
        drafts_label: site.key("handover-drafts"),
        drafts: shown
            .drafts
            .iter()
            .map(|(draft, holder)| (clearance::link(site, draft), pass(site, shown, draft, *holder)))
            .collect(),
        no_drafts: site.key("clearance-none"),
        posts_label: site.key("handover-posts"),
        posts: posts(site, shown),
        keys_label: site.key("handover-keys"),
        keys: site.posts.iter().map(|post| (post.name.clone(), site.words.word(post.rank))).collect(),
        no_keys: site.key("handover-no-keys"),
        offices_label: site.key("liaison-offices"),
        office: offices::own(site),
        contacts_label: site.key("daily-mechanism-contacts"),
        contacts: shown.contacts.iter().map(|one| contact(site, one)).collect(),
        duties_label: site.say(Message::new("desk-duties").text("year", year.to_string())),
        columns: duty::columns(site),
        duties: duty::open(site, year),
        print_said: site.key("handover-print"),
    })
}

fn contact(site: &Site<'_>, one: &Contact) -> (String, String) {
    let party = site.words.agreement.body(&one.party);
    let party = party.map_or(one.party.clone(), |party| site.words.language.sentence(&site.words.body(party)));
    let said = [&one.office, &one.post, &one.reach].into_iter().filter(|part| !part.is_empty()).cloned();
    (party, said.collect::<Vec<_>>().join(" · "))
}

/// The posts that are held today or to come, each with its time; a deputy's says for whom.
fn posts(site: &Site<'_>, shown: &Shown) -> Vec<(String, String)> {
    let holds = |one: &&Appointment| one.standing(&shown.appointments, shown.today) != Standing::Over;
    let post = |one: &Appointment| {
        let principal = one.acting_for.and_then(|id| shown.appointments.iter().find(|other| other.id == id));
        let seat = Seat {
            role: one.role,
            office: one.office.clone(),
            post: one.post.clone(),
            acting_for: principal.map(|other| other.officer_name.clone()),
        };
        let actor = Actor { officer: one.officer, name: String::new(), seats: vec![seat] };
        let until = one.until.map_or_else(|| site.key("office-open-end"), |until| site.words.date(until));
        let time = site.say(Message::new("office-from-until").date("from", one.from).text("until", until));
        (one.officer_name.clone(), format!("{} · {time}", visitor::seats(site, &actor).concat()))
    };
    shown.appointments.iter().filter(holds).map(post).collect()
}

/// The form that gives a draft to somebody else.
fn pass(site: &Site<'_>, shown: &Shown, draft: &DraftRow, holder: OfficerId) -> Form {
    // Only whoever may write a draft can go on with one.
    let drafts = |one: &&Appointment| roles_for(Action::Draft).contains(&one.role);
    let holds = |one: &Appointment| one.standing(&shown.appointments, shown.today) == Standing::Holds;
    let may = |officer: &OfficerId| shown.appointments.iter().filter(drafts).any(|one| one.officer == *officer && holds(one));
    let open = shown.officers.iter().filter(|officer| !officer.is_closed && may(&officer.id));
    let choice = |officer: &OfficerRow| Choice {
        value: officer.id.0.to_string(),
        text: format!("{} ({})", officer.name, officer.sign_in),
        chosen: officer.id == holder,
    };
    // Several of them stand on one page, and each needs ids of its own.
    let form = Form::new(site, "pass-on", &format!("{PATH}/draft"), "handover-pass").numbered(draft.id);
    form.fields(vec![
        Field::new(site, "draft", "clearance", Kind::Hidden).value(draft.id.to_string()),
        Field::new(site, "officer", "handover-holder", Kind::Choice(open.map(choice).collect())),
    ])
}
