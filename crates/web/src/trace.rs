//! Trace (追溯): from a provision of the text to its area, the work of each year, what was decided on it, what was returned, and what of it
//! anybody may read; and back from a task to the provision. Only what the record says: a task names its area, and nothing finer.

use crate::chrome::{Chrome, html};
use crate::key_work::proposals::item_of_matter;
use crate::key_work::row::{area_of, fate};
use crate::key_work::{List, text_of};
use crate::scan::Readers;
use crate::site::{Link, Site, Text};
use crate::verdict::Verdict;
use agreement::act::{Act, ActKind, Event};
use agreement::agreement::Entry;
use agreement::id::MatterId;
use agreement::kinds::Kind;
use agreement::message::Message;
use agreement::report;
use askama::Template;

/// The path of the page below the language.
pub const PATH: &str = "trace";

#[derive(Template)]
#[template(path = "trace.html")]
struct Page {
    chrome: Chrome,
    heading: String,
    said: String,
    years_label: String,
    years: Vec<(Link, bool)>,
    questions: Vec<Question>,
    plan_label: String,
    plans: Vec<Plan>,
    areas: Vec<Area>,
    columns: [String; 5],
    no_work: String,
    commitments_label: String,
    published_label: String,
    not_published: String,
}

/// A question about the year, with what the record answers.
struct Question {
    asked: String,
    answer: Vec<Link>,
    none: String,
}

/// What there is of a plan that the text names.
struct Plan {
    matter: Link,
    verdict: Option<Verdict>,
    acts: Vec<(String, Link)>,
}

/// An area with the provision that it rests on.
struct Area {
    id: String,
    provision: Link,
    name: String,
    commitments: Vec<String>,
    rows: Vec<Row>,
}

/// One task of a year.
struct Row {
    year: String,
    item: Link,
    text: Text,
    decision: String,
    returns: Vec<(String, Link)>,
    published: Vec<Link>,
}

/// The lists of key work, the newest year first.
fn all<'s, 'a>(site: &'s Site<'a>) -> Vec<List<'s, 'a>> {
    let rules = site.view.agreement.rule_ids().filter(|rule| matches!(site.view.agreement.rule(*rule).kind, Kind::KeyWork(_)));
    let matters = rules.flat_map(|rule| site.view.matters_of(rule).collect::<Vec<_>>());
    let mut lists = matters.filter_map(|matter| List::of(site, matter.rule, matter.year()?)).collect::<Vec<_>>();
    lists.sort_by_key(|list| std::cmp::Reverse(list.year));
    lists
}

/// The page; `year` is the one that the questions are about, if not that of the day.
pub fn page(site: &Site<'_>, year: Option<&str>) -> Option<String> {
    let lists = all(site);
    let year = match year {
        Some(said) => said.parse().ok().filter(|year| lists.iter().any(|list| list.year == *year))?,
        None => site.on().year(),
    };
    let title = site.key("trace");
    let mut years = lists.iter().map(|list| list.year).collect::<Vec<_>>();
    years.dedup();
    let way = |one: &i16| (Link { href: site.href(&format!("{PATH}?by={one}")), text: one.to_string() }, *one == year);
    Some(html(&Page {
        chrome: Chrome::of(site, PATH, &title),
        heading: title,
        said: site.key("trace-said"),
        years_label: site.key("page-years"),
        years: years.iter().map(way).collect(),
        questions: questions(site, &lists, year),
        plan_label: site.key("trace-plan"),
        plans: plans(site),
        areas: entries(site, "area").map(|entry| area(site, &lists, entry)).collect(),
        columns: ["trace-year", "trace-item", "trace-decision", "trace-returns", "trace-published"].map(|key| site.key(key)),
        no_work: site.key("trace-no-work"),
        commitments_label: site.key("trace-commitments"),
        published_label: site.key("trace-published"),
        not_published: site.key("trace-not-published"),
    }))
}

fn entries<'a>(site: &Site<'a>, node: &'static str) -> impl Iterator<Item = &'a Entry> {
    site.view.agreement.entries.iter().filter(move |entry| entry.node == node)
}

fn questions(site: &Site<'_>, lists: &[List<'_, '_>], year: i16) -> Vec<Question> {
    let of_year = lists.iter().filter(|list| list.year == year).collect::<Vec<_>>();
    let within = |entry: &&Entry| {
        let has = |list: &&List<'_, '_>| list.items().any(|(number, _)| area_of(list, number) == Some(entry.id.as_str()));
        !of_year.iter().any(has)
    };
    let area = |entry: &Entry| Link { href: format!("#{}", entry.id), text: named(site, entry) };
    let nowhere = of_year.iter().flat_map(|list| {
        let none = list.items().map(|(number, _)| number).filter(|number| area_of(list, *number).is_none());
        none.map(|number| item_of_matter(list, number)).collect::<Vec<_>>()
    });
    let question = |key: &'static str, none: &str, answer| Question {
        asked: site.say(Message::new(key).text("year", year.to_string())),
        answer,
        none: site.key(none),
    };
    let mut questions = vec![
        question("trace-without-work", "trace-each-has-work", entries(site, "area").filter(within).map(area).collect()),
        question("trace-without-provision", "trace-each-has-provision", nowhere.collect()),
    ];
    // No act says which objective a task serves; silence about it is not "none".
    if entries(site, "objective").next().is_some() {
        questions.push(question("trace-objectives", "trace-objectives-unknown", Vec::new()));
    }
    questions
}

fn named(site: &Site<'_>, entry: &Entry) -> String {
    site.words.language.sentence(&site.words.vocabulary.name(&entry.id))
}

fn plans(site: &Site<'_>) -> Vec<Plan> {
    let rules = site.view.agreement.rule_ids();
    let plans = rules.filter(|rule| matches!(site.view.agreement.rule(*rule).kind, Kind::DevelopmentPlan(_)));
    let plan = |rule| {
        let matter = MatterId::standing(rule);
        let said = |event: &Event| {
            let by = site.words.language.sentence(&site.words.short_body(event.author));
            (
                format!("{by} · {} · {}", words::tell::event::done(site.words, event), site.words.date(event.occurred)),
                site.act(event.place),
            )
        };
        Plan {
            matter: site.matter(matter),
            verdict: report::stand(&site.view, matter, false).map(|answer| Verdict::of(site, "development_plan", &answer)),
            acts: site.view.events(matter).map(said).collect(),
        }
    };
    plans.map(plan).collect()
}

fn area(site: &Site<'_>, lists: &[List<'_, '_>], entry: &Entry) -> Area {
    let own = |other: &&Entry| other.area.as_deref() == Some(entry.id.as_str());
    let rows = lists.iter().flat_map(|list| {
        let numbers = list.items().map(|(number, _)| number).filter(|number| area_of(list, *number) == Some(entry.id.as_str()));
        numbers.filter_map(|number| row(list, number)).collect::<Vec<_>>()
    });
    let cite = entry.cite.map(|cite| site.cite(cite));
    Area {
        id: entry.id.clone(),
        provision: cite.unwrap_or_else(|| Link { href: site.href("agreement"), text: site.key("page-agreement") }),
        name: named(site, entry),
        commitments: entries(site, "commitment").filter(own).map(|one| named(site, one)).collect(),
        rows: rows.collect(),
    }
}

fn row(list: &List<'_, '_>, number: u32) -> Option<Row> {
    let site = list.site;
    let item = list.round.items.get(&number)?;
    let returns =
        site.view.events(list.matter).filter(|event| matches!(event.act, Act::ReportProgress { item, .. } if item == number));
    let returned = |event: &Event| {
        let by = crate::party_marks::short(site, event.author);
        let stage =
            if let Act::ReportProgress { stage, .. } = &event.act { site.words.word(stage.word()) } else { String::new() };
        (format!("{by} · {stage} · {}", site.words.date(event.occurred)), site.act(event.place))
    };
    let about = |event: &&Event| crate::task::speaks_of(&event.act, number) && event.act.kind() != ActKind::GiveOpinion;
    let public = |event: &&Event| (site.payloads)(event.place).iter().any(|payload| payload.readers == Readers::Public);
    Some(Row {
        year: list.year.to_string(),
        item: item_of_matter(list, number),
        text: text_of(site, item.current?),
        decision: decision(list, number),
        returns: returns.map(returned).collect(),
        published: site.view.events(list.matter).filter(about).filter(public).map(|event| site.act(event.place)).collect(),
    })
}

/// What was decided on an item: what became of it, else how it stands.
fn decision(list: &List<'_, '_>, number: u32) -> String {
    let fate = list.round.items.get(&number).and_then(|item| fate(list, item));
    let stands = || list.stand(number).and_then(|verdict| verdict.branches.first().map(|one| one.word.clone()));
    fate.map(|fate| format!("{} · {}", fate.word, fate.day)).or_else(stands).unwrap_or_default()
}
