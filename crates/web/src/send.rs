//! Sending an act: a form made from the act's own fields, then the whole of it once more with who will read it, and only then a button that
//! lays it before the record. What was sent cannot be taken back, so nothing is sent in one step.
//!
//! The agreement judges a draft here as it will when it is sent; what it refuses never gets as far as that button.

pub mod audience;
pub mod awaited;
mod entitled;
mod fields;
mod read;
pub mod redraft;
mod review;

pub use fields::{answers, asks_unmarked, scan, unmarked};

use crate::also_listed;
use crate::chrome::{Chrome, html};
use crate::form::{Fault, Field, Form, Kind, Typed};
use crate::scan::Scan;
use crate::sign_act;
use crate::site::{Link, Site, Text};
use agreement::act::ActKind;
use agreement::events::Draft;
use agreement::id::MatterId;
use agreement::message::Message;
use agreement::report;
use askama::Template;
pub use audience::{AUDIENCES, said as audience};
use awaited::Awaited;
pub use fields::areas;
use office::Action;
use office::liaison::AlsoListed;
use redraft::Answered;
use words::tell::event;

/// The ids of the forms with which the whole of an act is sent, or changed again.
pub const REVIEW: [&str; 2] = ["send", "change"];

/// What stands on the page of an act that is being sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// What was typed, or what the address gives.
    pub typed: Typed,
    /// Whether it was sent by the form, and not only asked for.
    pub sent: bool,
    /// Why the record did not take it.
    pub refused: Vec<String>,
    /// Whether it is a draft of this side that was not cleared as it is.
    pub is_uncleared: bool,
    /// What is wrong with the scan, or with the marking of something.
    pub faults: Vec<Fault>,
    /// Where items are also listed: one report feeds all of those lists.
    pub also: Vec<AlsoListed>,
    /// The scan that goes with it.
    pub scan: Option<Scan>,
}

/// What is to be done about what was sent.
pub enum Step {
    /// A page is shown: the form with what is wrong, or the whole once more.
    Page {
        /// The status of HTTP.
        status: u16,
        /// The HTML.
        html: String,
    },
    /// The act is laid before the record.
    Lay(Box<Draft>),
}

#[derive(Template)]
#[template(path = "send.html")]
struct Send {
    chrome: Chrome,
    heading: String,
    matter: Option<Link>,
    matter_label: String,
    quoted_label: String,
    quoted: Vec<Text>,
    awaited: Vec<Awaited>,
    answered_label: String,
    answered: Vec<Answered>,
    form: Form,
    said: String,
}

/// Which act in which matter an address names, if one of these can be sent there.
pub struct Target {
    /// The act.
    pub kind: ActKind,
    /// The matter; for an act that opens one, that of its rule.
    pub matter: MatterId,
}

impl Target {
    /// Reads `give_opinion/key_work/2018`.
    pub fn of(site: &Site<'_>, path: &str) -> Option<Target> {
        let (act, matter) = path.split_once('/')?;
        let kind = kind_named(act)?;
        action(kind)?;
        let matter = site.words.agreement.matter(matter)?;
        report::takes(&site.view, matter, kind).then_some(Target { kind, matter })
    }

    /// Its address below the language.
    pub fn path(&self, site: &Site<'_>) -> String {
        format!("send/{}/{}", self.kind.name(), site.words.agreement.matter_name(self.matter))
    }

    fn title(&self, site: &Site<'_>) -> String {
        site.words.language.sentence(&name(site, self.kind))
    }
}

/// What an officer must be able to do to send an act; none for acts that only a node does, or that an officer signs elsewhere.
pub fn action(kind: ActKind) -> Option<Action> {
    match kind {
        ActKind::Commit | ActKind::Evidence | ActKind::ProposeEpoch => None,
        ActKind::Sign | ActKind::Withdraw | ActKind::Vote => None,
        ActKind::ReportProgress => Some(Action::ReportProgress),
        _ => Some(Action::Send),
    }
}

/// The kind of that name.
pub fn kind_named(name: &str) -> Option<ActKind> {
    ActKind::ALL.iter().copied().find(|kind| kind.name() == name)
}

/// What a draft says as it is: its content and texts, and what it lacks. `path` is that of its form.
pub fn said(site: &Site<'_>, path: &str, typed: &Typed) -> (Vec<String>, Vec<String>, Vec<String>) {
    let Some(target) = Target::of(site, path) else { return Default::default() };
    match read::draft(site, &target, typed) {
        Ok(draft) => {
            let refused = judged(site, &draft).unwrap_or_default();
            let one = draft.event(site.view.state, site.today);
            let only = review::only_under(site, &one).into_iter().map(|ground| ground.said);
            (event::content(site.words, &one).into_iter().chain(only).collect(), draft.texts, refused)
        }
        Err(faults) => {
            let texts = ["text", "remarks"].into_iter().map(|name| typed.get(name).to_owned()).filter(|text| !text.is_empty());
            (Vec::new(), texts.collect(), faults.iter().map(|fault| lack(site, &target, typed, fault)).collect())
        }
    }
}

/// What a field lacks, in words.
fn lack(site: &Site<'_>, target: &Target, typed: &Typed, (name, key): &Fault) -> String {
    let field = fields::all(site, target, typed).into_iter().find(|field| field.name == *name);
    let field = field.map_or_else(|| (*name).to_owned(), |field| field.label);
    site.say(Message::new("draft-lacks").text("field", field).text("fault", site.key(key)))
}

/// The draft that a program gives, read as a form is, or what is wrong with it in words; none if no such act can be sent in that matter.
/// `path` is that of its form: `give_opinion/key_work/2018`.
pub fn draft_of(site: &Site<'_>, path: &str, typed: &Typed) -> Option<Result<Draft, Vec<String>>> {
    let target = Target::of(site, path)?;
    let draft = read::draft(site, &target, typed);
    Some(draft.map_err(|faults| faults.iter().map(|fault| lack(site, &target, typed, fault)).collect()))
}

/// The items of a matter, to choose from.
pub fn items_of(site: &Site<'_>, matter: MatterId) -> Vec<crate::form::Choice> {
    fields::items(site, &Target { kind: ActKind::GiveOpinion, matter })
}

/// Everything that was typed, to be carried along in a form.
pub fn hidden(site: &Site<'_>, typed: &Typed) -> Vec<Field> {
    review::hidden(site, typed)
}

/// What an act is called, as something to be done.
pub fn name(site: &Site<'_>, kind: ActKind) -> String {
    site.words.key(&format!("act-{}", kind.name().replace('_', "-")))
}

/// Where whoever reads can send an act, about an item if it is about one; none if they may not, or look at another day.
pub fn address(site: &Site<'_>, kind: ActKind, matter: MatterId, item: Option<u32>) -> Option<String> {
    if sign_act::is_signed(kind) {
        return sign_act::address(site, kind, matter);
    }
    let may = site.visitor.zip(action(kind)).is_some_and(|(visitor, action)| visitor.may(action) || visitor.may(Action::Draft));
    let here = may && site.on() == site.today && report::takes(&site.view, matter, kind);
    let here = here && entitled::is_ours(site, &Target { kind, matter }, item);
    let about = item.map_or(String::new(), |item| format!("?item={item}"));
    here.then(|| site.href(&format!("{}{about}", Target { kind, matter }.path(site))))
}

/// The acts that whoever reads may send in a matter, with their addresses.
pub fn offered(site: &Site<'_>, matter: MatterId) -> Vec<Link> {
    let link = |kind: &ActKind| Some((*kind, address(site, *kind, matter, None)?));
    let offered = ActKind::ALL.iter().filter_map(link);
    offered.map(|(kind, href)| Link { href, text: Target { kind, matter }.title(site) }).collect()
}

/// The page that an address of sending asks for, or what is to be done; none if nothing can be sent there.
pub fn step(site: &Site<'_>, path: &str, shown: &Shown) -> Option<Step> {
    let target = Target::of(site, path)?;
    let action = action(target.kind)?;
    let visitor = site.visitor?;
    let writes = !shown.sent || ["again", "keep"].iter().any(|step| shown.typed.get(step) == "1");
    // Whoever may not send it may still draft it, for somebody who may.
    if let Some(role) = visitor.lacks(action).filter(|_| !(writes && visitor.may(Action::Draft))) {
        return Some(Step::Page { status: 403, html: crate::chrome::needs(site, role) });
    }
    if writes || !shown.faults.is_empty() {
        let status = if shown.faults.is_empty() { 200 } else { 422 };
        return Some(Step::Page { status, html: fill(site, &target, shown, &shown.faults) });
    }
    if !shown.refused.is_empty() {
        return Some(Step::Page { status: 422, html: fill(site, &target, shown, &[]) });
    }
    if shown.is_uncleared {
        let shown = Shown { refused: vec![site.key("clearance-not-cleared")], ..shown.clone() };
        return Some(Step::Page { status: 422, html: fill(site, &target, &shown, &[]) });
    }
    Some(match read::draft(site, &target, &shown.typed) {
        Err(faults) => Step::Page { status: 422, html: fill(site, &target, shown, &faults) },
        Ok(draft) => match judged(site, &draft) {
            Some(refused) => {
                let shown = Shown { refused, ..shown.clone() };
                Step::Page { status: 422, html: fill(site, &target, &shown, &[]) }
            }
            None if shown.typed.get("confirmed") == "1" => Step::Lay(Box::new(draft)),
            None => Step::Page { status: 200, html: review::page(site, &target, &draft, &shown.typed, shown.scan.as_ref()) },
        },
    })
}

/// Why the agreement would refuse a draft today, and by which provision; none if it would not.
fn judged(site: &Site<'_>, draft: &Draft) -> Option<Vec<String>> {
    let state = site.view.state;
    let refused = state.check(&draft.event(state, site.today)).err()?;
    let said = site.say(Message::new("refused").text("why", site.say(refused.why.message())));
    Some(std::iter::once(said).chain(refused.cite.map(|cite| site.words.cite(cite))).collect())
}

/// The address of the form, about the item that it is about.
fn here(site: &Site<'_>, target: &Target, typed: &Typed) -> String {
    let about = typed.get("item").parse::<u32>().map_or(String::new(), |item| format!("?item={item}"));
    format!("{}{about}", target.path(site))
}

/// The same of one item.
pub fn offered_on(site: &Site<'_>, matter: MatterId, item: u32) -> Vec<Link> {
    let about = ActKind::ALL.iter().filter(|kind| entitled::of_an_item(**kind));
    let link = |kind: &ActKind| Some((*kind, address(site, *kind, matter, Some(item))?));
    about.filter_map(link).map(|(kind, href)| Link { href, text: Target { kind, matter }.title(site) }).collect()
}

/// The other lists that a report feeds.
fn feeds(site: &Site<'_>, target: &Target, shown: &Shown) -> String {
    let item = shown.typed.get("item").parse().ok().filter(|_| target.kind == ActKind::ReportProgress);
    let lists = item.map(|item| also_listed::feeds(site, &shown.also, target.matter, item)).unwrap_or_default();
    let said = || site.say(Message::new("also-listed-feeds").text("lists", lists.join(" · ")));
    if lists.is_empty() { String::new() } else { format!(" {}", said()) }
}

/// The form of an act.
fn fill(site: &Site<'_>, target: &Target, shown: &Shown, faults: &[Fault]) -> String {
    let title = target.title(site);
    let quoted = fields::on_record(site, target, &shown.typed);
    let unnamed = target.kind == ActKind::GiveOpinion && shown.typed.get("item").is_empty();
    let mut form = Form::new(site, "act", &target.path(site), "send-review");
    let number = Field::new(site, "once", "send-review", Kind::Hidden).value(shown.typed.get("once"));
    let unmarked = asks_unmarked(&shown.typed, faults);
    let mut all = fields::all(site, target, &shown.typed);
    if let Some(at) = all.iter().position(|field| field.name == "marking").filter(|_| unmarked) {
        all.insert(at + 1, fields::unmarked(site));
    }
    all.push(number);
    form = form.fields(all).back(site, &shown.typed, faults);
    form.refused.extend(shown.refused.iter().cloned());
    let visitor = site.visitor.expect("a form is for somebody who is signed in");
    let keep = visitor.may(Action::Draft).then(|| site.key("draft-keep"));
    match (keep, action(target.kind).is_some_and(|action| visitor.may(action))) {
        (Some(keep), true) => form.second = Some(("keep", keep)),
        (Some(keep), false) => form = form.sent_as("keep", keep),
        (None, _) => {}
    }
    html(&Send {
        chrome: Chrome::of(site, &here(site, target, &shown.typed), &title),
        heading: title,
        matter: Some(site.matter(target.matter)),
        matter_label: site.key("page-in-matter"),
        quoted_label: site.key("send-on-record"),
        quoted: quoted.map(|(_, place)| site.written_of(place)).unwrap_or_default(),
        awaited: if unnamed { awaited::items(site, target.matter) } else { Vec::new() },
        answered_label: site.key("send-answered"),
        answered: redraft::answered(site, target, &shown.typed),
        form,
        said: format!("{}{}", site.say(Message::new("send-said").body("party", site.party)), feeds(site, target, shown)),
    })
}
