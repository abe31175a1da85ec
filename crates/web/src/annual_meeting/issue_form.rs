//! The form of an issue: title, background, each side's position and the decision asked, which become one text and then go the way of any act.

use super::issue::{Part, heading};
use super::{Meeting, agenda};
use crate::chrome::{Chrome, html, needs};
use crate::form::{Choice, Fault, Field, Form, Kind, Typed};
use crate::send::{self, audience};
use crate::site::{Link, Site};
use agreement::act::ActKind;
use agreement::message::Message;
use askama::Template;
use office::Action;

/// What stands on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// What was typed, or what the address gives.
    pub typed: Typed,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

#[derive(Template)]
#[template(path = "annual_meeting_issue.html")]
struct Page {
    chrome: Chrome,
    heading: String,
    meeting: Link,
    said: String,
    form: Form,
}

/// The page at `annual_meeting/2018/issue`, with its status; none if there is no such meeting.
pub fn page(site: &Site<'_>, path: &str, shown: &Shown) -> Option<(u16, String)> {
    let meeting = Meeting::at(site, path.strip_suffix("/issue")?)?;
    let visitor = site.visitor?;
    if let Some(role) = visitor.lacks(Action::Send).filter(|_| !visitor.may(Action::Draft)) {
        return Some((403, needs(site, role)));
    }
    let status = if shown.faults.is_empty() { 200 } else { 422 };
    let answers = shown.typed.get("answers").to_owned();
    let title = agenda::title_at(&meeting, &answers);
    let key = if title.is_some() { "annual-meeting-our-position" } else { "annual-meeting-place-issue" };
    let heading = site.key(key);
    let below = if title.is_some() { format!("/issue?answers={answers}") } else { "/issue".to_owned() };
    Some((
        status,
        html(&Page {
            chrome: Chrome::of(site, &meeting.path(&below), &heading),
            heading,
            meeting: meeting.link(),
            said: site.say(Message::new("send-said").body("party", site.party)),
            form: form(&meeting, shown, title, &answers),
        }),
    ))
}

fn form(meeting: &Meeting<'_, '_>, shown: &Shown, title: Option<String>, answers: &str) -> Form {
    let site = meeting.site;
    let part = |name: &'static str, part: Part, rows: u8| {
        let field = Field::new(site, name, "send-text", Kind::Text(rows));
        Field { label: heading(part, site.words.language).to_owned(), ..field }
    };
    let line = Field::new(site, "title", "annual-meeting-issue-title", Kind::Line);
    let positions = part("positions", Part::Positions, 4).hint(site.key("annual-meeting-positions-hint"));
    let mut fields = match title {
        Some(title) => {
            let kept = Field::new(site, "answers", "send-review", Kind::Hidden).value(answers);
            let own = positions.hint(site.key("annual-meeting-own-position-hint"));
            vec![line.value(title).hint(site.key("annual-meeting-same-title")), kept, own]
        }
        None => vec![line, part("background", Part::Background, 5), positions.optional(), part("decision", Part::Decision, 3)],
    };
    fields.push(Field::new(site, "remarks", "annual-meeting-paper-text", Kind::Text(4)).optional());
    fields.extend(send::scan(site, &shown.typed));
    if send::asks_unmarked(&shown.typed, &shown.faults) {
        fields.push(send::unmarked(site));
    }
    let choice = |(value, chosen): (&str, bool)| Choice { value: value.to_owned(), text: audience::said(site, value), chosen };
    let audiences = [("own_side", true), ("all_parties", false), ("public", false)].map(choice).to_vec();
    fields.push(Field::new(site, "audience", "send-audience", Kind::Choice(audiences)));
    fields.push(Field::new(site, "once", "send-review", Kind::Hidden).value(shown.typed.get("once")));
    // The address alone gives nothing but what is answered; only what was sent comes back.
    let sent = Typed(shown.typed.0.iter().filter(|_| !shown.faults.is_empty()).cloned().collect());
    let mut form =
        Form::new(site, "issue", &meeting.path("/issue"), "send-review").fields(fields).back(site, &sent, &shown.faults);
    let may = |action| site.visitor.is_some_and(|visitor| visitor.may(action));
    let keep = site.key("draft-keep");
    if !may(Action::Send) {
        form = form.sent_as("keep", keep);
    } else if may(Action::Draft) {
        form.second = Some(("keep", keep));
    }
    form
}

/// The act whose form the composed text goes on with.
pub fn act_path(path: &str) -> String {
    format!("send/{}/{}", ActKind::PlaceIssue.name(), path.strip_suffix("/issue").unwrap_or(path))
}
