//! What was published by area, by place and by party: what is planned for my city, and in which field.

use super::PublicSite;
use super::frame::{Frame, Here};
use super::listed::{Group, by_year};
use crate::chrome::html;
use crate::site::Link;
use agreement::message::Message;
use askama::Template;

#[derive(Template)]
#[template(path = "public/found_by.html")]
struct Index {
    frame: Frame,
    heading: String,
    said: String,
    lists: Vec<(String, Vec<(Link, String)>)>,
    cities_said: Option<String>,
}

#[derive(Template)]
#[template(path = "public/under.html")]
struct Under {
    frame: Frame,
    heading: String,
    cite: Option<Link>,
    summary: Option<String>,
    holds: Vec<(String, Vec<String>)>,
    groups: Vec<Group>,
    nothing: String,
    cities_said: Option<String>,
    all: Link,
}

/// The entries of a kind, in the agreement's order.
pub fn of_node<'p>(public: &'p PublicSite<'_>, node: &'static str) -> impl Iterator<Item = &'p str> {
    let entries = public.site.words.agreement.entries.iter();
    entries.filter(move |entry| entry.node == node).map(|entry| entry.id.as_str())
}

/// The places: the cities that the data name, and the parties.
pub fn places(public: &PublicSite<'_>) -> Vec<String> {
    let agreement = public.site.words.agreement;
    let parties = agreement.parties().map(|party| agreement.body_of(party).id.clone());
    parties.chain(of_node(public, "place").map(str::to_owned)).collect()
}

/// Whatever a publication can be found under.
pub fn ids(public: &PublicSite<'_>) -> Vec<String> {
    of_node(public, "area").map(str::to_owned).chain(places(public)).collect()
}

/// The list of all of them, with how many publications each has.
pub fn index(public: &PublicSite<'_>) -> String {
    let here = Here::at(public, "by");
    let heading = public.key("public-by");
    let counted = |id: String| {
        let count = public.published.iter().filter(|one| one.under.contains(&id)).count() as i64;
        let said = if count == 0 { String::new() } else { public.site.say(Message::new("public-count").number("count", count)) };
        (here.under(&id), said)
    };
    let agreement = public.site.words.agreement;
    let list = |key, ids: Vec<String>| (public.key(key), ids.into_iter().map(counted).collect::<Vec<_>>());
    let mut lists = vec![
        list("page-areas", of_node(public, "area").map(str::to_owned).collect()),
        list("page-parties", agreement.parties().map(|party| agreement.body_of(party).id.clone()).collect()),
        list("public-cities", of_node(public, "place").map(str::to_owned).collect()),
    ];
    lists.retain(|(_, listed)| !listed.is_empty());
    html(&Index {
        frame: here.frame(&heading),
        heading,
        said: public.key("public-by-said"),
        lists,
        cities_said: of_node(public, "place").next().and_then(|id| cities_said(public, id)),
    })
}

/// What the naming of a city rests on: not always on the agreement.
fn cities_said(public: &PublicSite<'_>, id: &str) -> Option<String> {
    let words = public.site.words;
    let entry = words.agreement.entries.iter().find(|entry| entry.node == "place" && entry.id == id)?;
    Some(public.site.say(Message::new("public-cities-said").text("source", words.cite(entry.cite?))))
}

/// The page of one of them.
pub fn page(public: &PublicSite<'_>, id: &str) -> String {
    let here = Here::at(public, &format!("by/{id}"));
    let words = public.site.words;
    let entry = words.agreement.entries.iter().find(|entry| entry.id == id && matches!(entry.node, "area" | "place"));
    let cite = entry.and_then(|entry| entry.cite);
    let area = entry.is_some_and(|entry| entry.node == "area");
    let provision = cite.map(|cite| words.agreement.cite(cite)).map(|id| id.split('.').next().unwrap_or(id));
    let held = |node: &'static str| {
        let entries = words.agreement.entries.iter().filter(|entry| entry.node == node && entry.area.as_deref() == Some(id));
        entries.map(|entry| words.language.sentence(&words.vocabulary.name(&entry.id))).collect::<Vec<_>>()
    };
    let mut holds: Vec<(String, Vec<String>)> =
        [("commitment", "page-commitments"), ("project", "page-projects"), ("platform", "page-platforms")]
            .map(|(node, key)| (public.key(key), if area { held(node) } else { Vec::new() }))
            .into();
    holds.retain(|(_, held)| !held.is_empty());
    html(&Under {
        frame: here.frame(&public.name(id)),
        heading: public.name(id),
        cite: cite.filter(|_| area).map(|cite| here.cite(cite)),
        summary: provision.filter(|_| area).and_then(|id| words.vocabulary.said("summary", id)).map(str::to_owned),
        holds,
        groups: groups(&here, id),
        nothing: public.key("public-nothing-yet"),
        cities_said: cities_said(public, id),
        all: here.way("by", "public-by"),
    })
}

/// What was published under it, by year: the newest first.
fn groups(here: &Here<'_, '_>, id: &str) -> Vec<Group> {
    let public = here.public;
    let found: Vec<_> = public.published.iter().filter(|one| one.under.iter().any(|under| under == id)).collect();
    by_year(here, &found)
}
