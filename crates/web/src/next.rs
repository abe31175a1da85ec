//! Which act is needed next, from whom, by when and why.

use crate::chrome::{Chrome, html};
use crate::grounds::Ground;
use crate::send;
use crate::site::{Link, Site};
use agreement::act::ActKind;
use agreement::finding::Step;
use agreement::message::Message;
use agreement::report;
use askama::Template;

/// One act that is needed.
pub struct Row {
    /// From whom.
    pub who: String,
    /// Whether from the party whose node this is.
    pub ours: bool,
    /// What.
    pub act: String,
    /// Where whoever reads can send it, if they may.
    pub send: Option<String>,
    /// Where it is about several items: the way to send it about each.
    pub each: Vec<Link>,
    /// In which matter.
    pub matter: Option<Link>,
    /// By when.
    pub due: Option<String>,
    /// Why.
    pub ground: Ground,
}

#[derive(Template)]
#[template(path = "next.html")]
struct Next {
    chrome: Chrome,
    heading: String,
    said: String,
    ours_label: String,
    ours: Vec<Row>,
    others_label: String,
    others: Vec<Row>,
    none: String,
    grounds_label: String,
}

/// The acts that are needed, in the agreement's order.
pub fn rows(site: &Site<'_>) -> Vec<Row> {
    report::steps(&site.view).iter().map(|step| row(site, step)).collect()
}

fn row(site: &Site<'_>, step: &Step) -> Row {
    let words = site.words;
    let item = step.item.map(|item| words.say(&Message::new("step-item").number("item", item))).unwrap_or_default();
    let due = step.due.as_ref().map(|due| {
        let key = if due.provisional { "step-due-provisional" } else { "step-due" };
        words.say(&Message::new(key).date("due", due.day)).trim().to_owned()
    });
    Row {
        who: words.language.sentence(&words.bodies(&step.who)),
        ours: step.who.contains(&site.party),
        send: step.who.contains(&site.party).then(|| send::address(site, step.act, step.matter?, step.item)).flatten(),
        each: each(site, step),
        act: send::name(site, step.act),
        matter: step.matter.map(|matter| {
            let Link { href, text } = site.matter(matter);
            Link { href, text: format!("{text}{item}") }
        }),
        due,
        ground: Ground::of(site, &step.because),
    }
}

/// One way for each item on which an opinion of this party is awaited.
fn each(site: &Site<'_>, step: &Step) -> Vec<Link> {
    let about = step.matter.filter(|_| step.act == ActKind::GiveOpinion && step.item.is_none() && step.who.contains(&site.party));
    let awaited = about.map(|matter| send::awaited::items(site, matter)).unwrap_or_default();
    let act = send::name(site, step.act);
    let named = |number| site.say(Message::new("step-item").number("item", number));
    awaited.into_iter().map(|one| Link { href: one.way.href, text: format!("{act}{}", named(one.number)) }).collect()
}

/// The page: what this party owes first, then what it waits for.
pub fn page(site: &Site<'_>) -> String {
    let (ours, others) = rows(site).into_iter().partition(|row| row.ours);
    let title = site.key("page-next");
    let party = |key| site.say(Message::new(key).body("party", site.party));
    html(&Next {
        chrome: Chrome::of(site, "next", &title),
        heading: title,
        said: site.key("page-next-said"),
        ours_label: party("page-next-ours"),
        ours,
        others_label: site.key("page-next-others"),
        others,
        none: site.key("no-step"),
        grounds_label: site.key("page-grounds"),
    })
}
