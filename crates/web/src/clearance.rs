//! Clearance (呈批): drafts of this side on their way from whoever writes them to whoever may let them leave. Nothing of it leaves the node.

use crate::account::Moment;
use crate::chrome::{Chrome, html};
use crate::form::{Field, Form, Kind, Typed};
use crate::send;
use crate::site::{Link, Site, Text, text_of};
use crate::visitor::Visitor;
use agreement::message::Message;
use askama::Template;
use office::Action;
use office::clearance::{Move, State, needs};

/// A draft in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRow {
    /// Its number.
    pub id: i64,
    /// The act, by its name in data.
    pub act: String,
    /// The matter, by its name.
    pub matter: String,
    /// Who began it.
    pub author: String,
    /// How far it is.
    pub state: State,
    /// When it last changed.
    pub at: Moment,
}

/// A step that was taken with a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRow {
    /// Whose.
    pub name: String,
    /// What.
    pub what: Move,
    /// What was said with it.
    pub comment: String,
    /// When.
    pub at: Moment,
}

/// A draft with all that happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// The draft.
    pub row: DraftRow,
    /// What is in it.
    pub typed: Typed,
    /// The steps in their order.
    pub steps: Vec<StepRow>,
    /// The act that it became.
    pub place: Option<String>,
    /// Whether a step came too late: somebody else took another one.
    pub too_late: bool,
}

/// What stands on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// All drafts, the newest first.
    List(Vec<DraftRow>),
    /// One.
    One(Box<Whole>),
}

#[derive(Template)]
#[template(path = "clearance.html")]
struct List {
    chrome: Chrome,
    heading: String,
    said: String,
    columns: [String; 4],
    rows: Vec<Row>,
    none: String,
}

struct Row {
    link: Link,
    matter: String,
    by: String,
    state: String,
    at: String,
}

#[derive(Template)]
#[template(path = "draft.html")]
struct One {
    chrome: Chrome,
    heading: String,
    all: Link,
    matter: String,
    matter_label: String,
    state: String,
    too_late: Option<String>,
    lacking: Vec<String>,
    content_label: String,
    content: Vec<String>,
    texts: Vec<Text>,
    became: Option<Link>,
    change: Option<Link>,
    moves: Vec<Form>,
    steps_label: String,
    steps: Vec<String>,
}

/// The page of somebody who may read drafts.
pub fn page(site: &Site<'_>, visitor: &Visitor, shown: &Shown) -> String {
    match shown {
        Shown::List(drafts) => list(site, drafts),
        Shown::One(whole) => one(site, visitor, whole),
    }
}

fn list(site: &Site<'_>, drafts: &[DraftRow]) -> String {
    let title = site.key("clearance");
    html(&List {
        chrome: Chrome::of(site, "clearance", &title),
        heading: title,
        said: site.key("clearance-said"),
        columns: ["page-what", "page-by", "page-stands", "clearance-at"].map(|key| site.key(key)),
        rows: drafts.iter().map(|draft| row(site, draft)).collect(),
        none: site.key("clearance-none"),
    })
}

fn row(site: &Site<'_>, draft: &DraftRow) -> Row {
    Row {
        link: Link { href: site.href(&format!("clearance/{}", draft.id)), text: name(site, draft) },
        matter: matter(site, draft),
        by: draft.author.clone(),
        state: state(site, draft.state),
        at: draft.at.said(site),
    }
}

/// The drafts that wait for whoever reads, for the desk.
pub fn waiting(site: &Site<'_>, visitor: &Visitor, drafts: &[DraftRow]) -> Vec<Link> {
    let waits = |draft: &&DraftRow| match draft.state {
        State::Written => visitor.may(Action::Draft),
        State::Passed => visitor.may(Action::Clear),
        State::Cleared => visitor.may(sending(draft)),
        State::Sent | State::Dropped => false,
    };
    drafts.iter().filter(waits).map(|draft| link(site, draft)).collect()
}

/// A draft in one line, with the way to it.
pub fn link(site: &Site<'_>, draft: &DraftRow) -> Link {
    let text = format!("{} · {} · {}", name(site, draft), matter(site, draft), state(site, draft.state));
    Link { href: site.href(&format!("clearance/{}", draft.id)), text }
}

fn name(site: &Site<'_>, draft: &DraftRow) -> String {
    let kind = send::kind_named(&draft.act);
    kind.map_or(draft.act.clone(), |kind| site.words.language.sentence(&send::name(site, kind)))
}

fn matter(site: &Site<'_>, draft: &DraftRow) -> String {
    site.words.agreement.matter(&draft.matter).map_or(draft.matter.clone(), |matter| site.words.matter(matter))
}

fn state(site: &Site<'_>, state: State) -> String {
    site.key(&format!("draft-{}", state.name()))
}

/// What sending the act of a draft needs.
fn sending(draft: &DraftRow) -> Action {
    send::kind_named(&draft.act).and_then(send::action).unwrap_or(Action::Send)
}

fn one(site: &Site<'_>, visitor: &Visitor, whole: &Whole) -> String {
    let draft = &whole.row;
    let title = name(site, draft);
    let (content, texts, lacking) = send::said(site, &send_path(draft), &whole.typed);
    let writes = draft.state == State::Written && visitor.may(Action::Draft);
    let open = [Move::Pass, Move::Clear, Move::Return, Move::Send, Move::Drop].into_iter();
    let open = open.filter(|made| draft.state.after(*made).is_some() && visitor.may(needs(*made, sending(draft))));
    html(&One {
        chrome: Chrome::of(site, &format!("clearance/{}", draft.id), &title),
        heading: title,
        all: Link { href: site.href("clearance"), text: site.key("clearance") },
        matter: matter(site, draft),
        matter_label: site.key("page-in-matter"),
        state: state(site, draft.state),
        too_late: whole.too_late.then(|| site.key("clearance-too-late")),
        lacking,
        content_label: site.key("page-says"),
        content,
        texts: texts.into_iter().map(text_of).collect(),
        became: whole.place.as_ref().map(|place| match site.words.agreement.place(place) {
            Some(place) => site.act(place),
            None => Link { href: site.href(&format!("act/{place}")), text: place.clone() },
        }),
        change: writes.then(|| Link {
            href: site.href(&format!("send/{}?draft={}", send_path(draft), draft.id)),
            text: site.key("draft-change"),
        }),
        moves: open.map(|made| move_form(site, draft, made, &whole.typed)).collect(),
        steps_label: site.key("clearance-steps"),
        steps: whole.steps.iter().map(|step| step_said(site, step)).collect(),
    })
}

fn send_path(draft: &DraftRow) -> String {
    format!("{}/{}", draft.act, draft.matter)
}

/// The form of one move. Sending goes through the page that shows the whole once more.
fn move_form(site: &Site<'_>, draft: &DraftRow, made: Move, typed: &Typed) -> Form {
    let (id, button) = match made {
        Move::Pass => ("pass", "draft-pass"),
        Move::Clear => ("clear", "draft-clear"),
        Move::Return => ("return", "draft-return"),
        Move::Send => ("leave", "draft-send"),
        Move::Write | Move::Drop => ("drop", "draft-drop"),
    };
    if made == Move::Send {
        let form = Form::new(site, id, &format!("send/{}", send_path(draft)), button);
        let number = Field::new(site, "draft", "clearance", Kind::Hidden).value(draft.id.to_string());
        return form.fields([send::hidden(site, typed), vec![number]].concat());
    }
    let comment = Field::new(site, "comment", "clearance-comment", Kind::Text(2)).optional();
    Form::new(site, id, &format!("clearance/{}/{}", draft.id, made.name()), button).fields(vec![comment])
}

fn step_said(site: &Site<'_>, step: &StepRow) -> String {
    let did = site.key(&format!("draft-did-{}", step.what.name()));
    let said = Message::new("clearance-step").text("name", &step.name).text("did", did).text("at", step.at.said(site));
    let comment =
        (!step.comment.is_empty()).then(|| site.say(Message::new("clearance-comment-said").text("comment", &step.comment)));
    format!("{}{}", site.say(said), comment.unwrap_or_default())
}
