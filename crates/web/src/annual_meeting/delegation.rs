//! Our delegation to a meeting: posts and names. It is this side's own list, kept on this node beside the record, and printed on one sheet.

use super::{Meeting, call};
use crate::chrome::{Chrome, html};
use crate::form::{Fault, Field, Form, Kind, Typed, missing};
use crate::site::{Link, Site};
use agreement::message::Message;
use askama::Template;
use office::Action;
use office::delegation::{Delegate, NewDelegate};

/// The most characters of a post or a name.
const CHARACTERS_MAX: usize = 80;

/// What stands on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The delegates, in the order in which they were entered.
    pub delegates: Vec<Delegate>,
    /// The form that came back.
    pub typed: Typed,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

#[derive(Template)]
#[template(path = "delegation.html")]
struct Page {
    chrome: Chrome,
    heading: String,
    meeting: Link,
    when: Option<String>,
    said: String,
    columns: [String; 3],
    rows: Vec<Row>,
    none: String,
    remove: Option<(String, String)>,
    form_label: String,
    form: Option<Form>,
}

struct Row {
    id: i64,
    number: usize,
    post: String,
    name: String,
    remove_said: String,
}

/// The page at `annual_meeting/2018/delegation`; none if there is no such meeting.
pub fn page(site: &Site<'_>, path: &str, shown: &Shown) -> Option<String> {
    let meeting = Meeting::at(site, path.strip_suffix("/delegation")?)?;
    let said = Message::new("delegation-of").body("party", site.party).matter("matter", meeting.matter);
    let heading = site.words.language.sentence(&site.say(said));
    let row = |(at, one): (usize, &Delegate)| Row {
        id: one.id,
        number: at + 1,
        post: one.post.clone(),
        name: one.name.clone(),
        remove_said: site.say(Message::new("delegation-remove").text("name", &one.name)),
    };
    let writes = site.visitor.is_some_and(|visitor| visitor.may(Action::Draft));
    let action = meeting.path("/delegation");
    Some(html(&Page {
        chrome: Chrome::of(site, &action, &heading),
        heading,
        meeting: meeting.link(),
        when: when(&meeting),
        said: site.key("delegation-said"),
        columns: ["key-work-number", "delegation-post", "delegation-name"].map(|key| site.key(key)),
        rows: shown.delegates.iter().enumerate().map(row).collect(),
        none: site.key("delegation-none"),
        remove: writes.then(|| (site.href(&action), site.key("delegation-strike"))),
        form_label: site.key("delegation-add"),
        form: writes.then(|| form(site, &action).back(site, &shown.typed, &shown.faults)),
    }))
}

/// When the meeting was held; before that the calls that stand, as the page of the meeting has them.
fn when(meeting: &Meeting<'_, '_>) -> Option<String> {
    let site = meeting.site;
    let said = match meeting.held() {
        Some(event) => vec![Message::new("meeting-held").date("day", event.occurred)],
        None => {
            let calls = call::standing(&meeting.events, &meeting.rule.of).into_iter();
            calls.map(|call| Message::new("meeting-called").body("by", call.event.author).date("day", call.day)).collect()
        }
    };
    let said = said.into_iter().map(|said| site.words.language.sentence(&site.say(said))).collect::<Vec<_>>();
    (!said.is_empty()).then(|| said.join(" · "))
}

fn form(site: &Site<'_>, action: &str) -> Form {
    Form::new(site, "delegate", action, "delegation-enter").fields(vec![
        Field::new(site, "post", "delegation-post", Kind::Line),
        Field::new(site, "name", "delegation-name", Kind::Line),
    ])
}

/// Reads a delegate of the form.
pub fn read(typed: &Typed) -> Result<NewDelegate, Vec<Fault>> {
    let mut faults = missing(typed, &["post", "name"]);
    let long = ["post", "name"].into_iter().filter(|name| typed.get(name).chars().count() > CHARACTERS_MAX);
    faults.extend(long.map(|name| (name, "form-too-long")));
    let delegate = NewDelegate { post: typed.get("post").to_owned(), name: typed.get("name").to_owned() };
    if faults.is_empty() { Ok(delegate) } else { Err(faults) }
}
