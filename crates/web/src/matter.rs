//! A matter: how it stands and why, what is owed in it, and every act on record of it.

use crate::chrome::{Chrome, html};
use crate::duty::{self, Row};
use crate::send;
use crate::site::{Link, Site, Text};
use crate::verdict::Verdict;
use agreement::act::Event;
use agreement::id::Occasion;
use agreement::message::Message;
use agreement::report;
use askama::Template;
use words::tell::event;

#[derive(Template)]
#[template(path = "matter.html")]
struct Matter {
    chrome: Chrome,
    heading: String,
    rests_on: Link,
    rests_on_label: String,
    own: Option<Link>,
    verdict: Option<Verdict>,
    duties_label: String,
    columns: [String; 4],
    duties: Vec<Row>,
    opened_label: String,
    opened: Vec<Link>,
    acts_label: String,
    act_columns: [String; 4],
    acts: Vec<ActRow>,
    none: String,
    offered_label: String,
    offered: Vec<Link>,
}

struct ActRow {
    place: Link,
    day: String,
    by: String,
    said: String,
    content: Vec<String>,
    texts: Vec<Text>,
}

/// So much of a text stands in a list; the act's own page has all of it.
const TEXT_SHOWN: usize = 200;

/// The page of the matter called `id`; none if there is no such matter.
pub fn page(site: &Site<'_>, id: &str) -> Option<String> {
    let words = site.words;
    let matter = words.agreement.matter(id)?;
    let rule = words.agreement.rule(matter.rule);
    let (view, whole) = (&site.view, matter.occasion == Occasion::Standing);
    // A matter that an act opened is there once that act is known.
    if matches!(matter.occasion, Occasion::Opened(_)) && view.recorded(matter).is_empty() {
        return None;
    }
    let answer = report::stand(view, matter, true);
    let duties = report::duties(view);
    let heading = words.language.sentence(&words.matter(matter));
    let others = view.matters_of(matter.rule).filter(|other| whole && *other != matter);
    Some(html(&Matter {
        chrome: Chrome::of(site, &format!("matter/{id}"), &heading),
        heading,
        rests_on: site.cite(rule.cite),
        rests_on_label: site.key("page-rests-on"),
        own: site.own_page(matter).map(|own| Link { href: site.href(&own), text: site.key("key-work-own-page") }),
        verdict: answer.as_ref().map(|answer| Verdict::of(site, rule.kind.name(), answer)),
        duties_label: site.key("page-owed"),
        columns: duty::columns(site),
        duties: duties.iter().filter(|duty| duty.is_of(matter)).map(|duty| duty::row(site, duty)).collect(),
        opened_label: site.key("page-matters"),
        opened: others.map(|other| site.matter(other)).collect(),
        acts_label: site.key("page-acts"),
        act_columns: ["page-act", "page-day", "page-by", "page-done"].map(|key| site.key(key)),
        acts: view.events(matter).map(|one| act(site, one)).collect(),
        none: site.key("page-no-acts"),
        offered_label: site.key("send-acts"),
        offered: send::offered(site, matter),
    }))
}

fn act(site: &Site<'_>, one: &Event) -> ActRow {
    let words = site.words;
    let recorded = (one.recorded != one.occurred).then(|| words.say(&Message::new("event-recorded").date("day", one.recorded)));
    ActRow {
        place: site.act(one.place),
        day: format!("{}{}", words.date(one.occurred), recorded.unwrap_or_default()),
        by: words.language.sentence(&words.short_body(one.author)),
        said: event::done(words, one),
        content: event::content(words, one),
        texts: site.texts_of(one.place, TEXT_SHOWN),
    }
}
