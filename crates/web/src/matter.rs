//! A matter: how it stands and why, what is owed in it, and every act on record of it.

use crate::chrome::{Chrome, html};
use crate::site::{Link, Site};
use crate::verdict::Verdict;
use crate::year::{Row, row};
use agreement::act::Event;
use agreement::id::{MatterId, Occasion};
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
}

struct ActRow {
    place: Link,
    day: String,
    by: String,
    said: String,
    content: Vec<String>,
}

/// The page of the matter called `id`; none if there is no such matter.
pub fn page(site: &Site<'_>, id: &str) -> Option<String> {
    let words = site.words;
    let matter = words.agreement.matter(id)?;
    let rule = words.agreement.rule(matter.rule);
    let view = site.view();
    let answer = report::stand(&view, matter, true);
    let opened = |place| site.state.matter_at(place) == Some(matter);
    if let Occasion::Opened(place) = matter.occasion
        && !opened(place)
    {
        return None;
    }
    let own = |duty: &&agreement::finding::Duty| match duty.matter {
        Some(own) => own == matter || (matter.occasion == Occasion::Standing && own.rule == matter.rule),
        None => duty.rule == matter.rule && matter.occasion == Occasion::Standing,
    };
    let duties = report::duties(&view);
    let heading = words.language.sentence(&words.matter(matter));
    let others = view.matters_of(matter.rule).filter(|other| matter.occasion == Occasion::Standing && *other != matter);
    let link = |other: MatterId| Link { href: site.matter_href(other), text: words.matter(other) };
    Some(html(&Matter {
        chrome: Chrome::of(site, &format!("matter/{id}"), &heading),
        heading,
        rests_on: Link { href: site.cite_href(rule.cite), text: words.cite(rule.cite) },
        rests_on_label: site.key("page-rests-on"),
        verdict: answer.as_ref().map(|answer| Verdict::of(site, rule.kind.name(), answer)),
        duties_label: site.key("page-owed"),
        columns: ["page-what", "page-whose-duty", "page-due", "page-stands"].map(|key| site.key(key)),
        duties: duties.iter().filter(own).map(|duty| row(site, duty)).collect(),
        opened_label: site.key("page-matters"),
        opened: others.map(link).collect(),
        acts_label: site.key("page-acts"),
        act_columns: ["page-act", "page-day", "page-by", "page-done"].map(|key| site.key(key)),
        acts: view.events(matter).map(|one| act(site, one)).collect(),
        none: site.key("page-no-acts"),
    }))
}

fn act(site: &Site<'_>, one: &Event) -> ActRow {
    let words = site.words;
    let recorded = (one.recorded != one.occurred).then(|| words.say(&Message::new("event-recorded").date("day", one.recorded)));
    ActRow {
        place: Link { href: site.act_href(one.place), text: words.agreement.place_name(one.place) },
        day: format!("{}{}", words.date(one.occurred), recorded.unwrap_or_default()),
        by: words.language.sentence(&words.short_body(one.author)),
        said: event::done(words, one),
        content: event::content(words, one),
    }
}
