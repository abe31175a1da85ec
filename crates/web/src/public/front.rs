//! The public front: whether the agreement is in force, with its grounds; the areas with what was published of the year; what is open to
//! the public. Beside it the page that asks for a language.

use super::PublicSite;
use super::frame::{Frame, Here};
use super::grounds::{Ground, grounds};
use super::key_work;
use super::listed::{self, Row, row};
use crate::chrome::html;
use crate::front::{Term, lead, left_in_force, spans, term_line};
use crate::site::Link;
use agreement::message::Message;
use agreement::report;
use askama::Template;
use words::Language;

/// How many meetings, and how many of the newest publications, the front shows.
const SHOWN: usize = 5;

#[derive(Template)]
#[template(path = "public/front.html")]
struct Front {
    frame: Frame,
    title: String,
    parties: String,
    signed: Option<String>,
    lead: String,
    left: Vec<String>,
    grounds_label: String,
    grounds: Vec<Ground>,
    not_legal: String,
    term: Option<Term>,
    areas_label: String,
    areas: Vec<Area>,
    text: Link,
    text_said: String,
    open_label: String,
    open: Vec<Row>,
    nothing_open: String,
    meetings_label: String,
    meetings: Vec<Row>,
    no_meetings: String,
    places_label: String,
    places: Vec<Link>,
    newest_label: String,
    newest: Vec<Row>,
    nothing_yet: String,
}

/// An area with what was published of the year.
struct Area {
    provision: Option<Link>,
    name: Link,
    said: String,
    /// How many of the published items are done, in hundredths; none where nothing was published.
    done: Option<usize>,
}

/// The front.
pub fn page(public: &PublicSite<'_>) -> String {
    let here = Here::at(public, "");
    let site = &public.site;
    let agreement = site.words.agreement;
    let year = key_work::published_years(public).first().copied();
    let parties = agreement.parties().map(|party| site.words.body(party)).collect::<Vec<_>>();
    let because = report::standing(&site.view, false).map(|answer| answer.first().because.clone()).unwrap_or_default();
    let spans = spans(site);
    let areas_label = match year {
        Some(year) => site.say(Message::new("public-areas-of").text("year", year.to_string())),
        None => site.key("page-areas"),
    };
    html(&Front {
        frame: here.frame(""),
        title: site.words.vocabulary.title().map_or(agreement.id.clone(), |(title, _)| title.to_owned()),
        parties: site.words.language.list(&parties),
        signed: agreement.signed.as_ref().map(|signed| site.say(Message::new("page-signed").date("day", signed.date))),
        lead: lead(site),
        left: left_in_force(site, &spans),
        grounds_label: site.key("page-grounds"),
        grounds: grounds(&here, &because),
        not_legal: site.key("not-a-legal-opinion"),
        term: term_line(site, &spans),
        areas_label,
        areas: areas(&here, year),
        text: here.way("agreement", "page-read-text"),
        text_said: site.key("public-read-text-said"),
        open_label: site.key("public-open-now"),
        open: listed::open_consultations(public).into_iter().map(|one| row(&here, one)).collect(),
        nothing_open: site.key("public-nothing-open"),
        meetings_label: site.key("public-meetings"),
        meetings: newest(&here, |one| listed::is_of(public, one, "annual_meeting")),
        no_meetings: site.key("public-no-meetings"),
        places_label: site.key("public-by-place"),
        places: super::found_by::places(public).iter().map(|id| here.under(id)).collect(),
        newest_label: site.key("public-newest"),
        newest: newest(&here, |_| true),
        nothing_yet: site.key("public-nothing-yet"),
    })
}

/// The newest publications of a kind.
fn newest(here: &Here<'_, '_>, is: impl Fn(&super::Published) -> bool) -> Vec<Row> {
    let mut all: Vec<_> = here.public.published.iter().filter(|one| is(one)).collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.first()));
    all.into_iter().take(SHOWN).map(|one| row(here, one)).collect()
}

fn areas(here: &Here<'_, '_>, year: Option<i16>) -> Vec<Area> {
    let public = here.public;
    let items = year.map(|year| key_work::items(public, year)).unwrap_or_default();
    let entries = public.site.words.agreement.entries.iter().filter(|entry| entry.node == "area");
    let area = |entry: &agreement::agreement::Entry| {
        let within = items.iter().filter(|one| one.under.contains(&entry.id)).collect::<Vec<_>>();
        let done = within.iter().filter(|one| key_work::is_done(public, one)).count();
        let said = match within.len() {
            0 => public.key("public-nothing-of-area"),
            all => public.site.say(Message::new("public-area-items").number("count", all as i64).number("done", done as i64)),
        };
        Area {
            provision: entry.cite.map(|cite| here.cite(cite)),
            name: here.under(&entry.id),
            said,
            done: (!within.is_empty()).then(|| done * 100 / within.len()),
        }
    };
    entries.map(area).collect()
}

#[derive(Template)]
#[template(path = "public/languages.html")]
struct Languages {
    brand: String,
    sample: Option<String>,
    languages: [Language; 4],
}

/// The page that asks for a language, in all of them.
pub fn languages(public: &PublicSite<'_>) -> String {
    let sample = public.site.sample || public.site.words.agreement.sample;
    html(&Languages { brand: public.key("page-brand"), sample: sample.then(|| public.key("sample")), languages: Language::ALL })
}
