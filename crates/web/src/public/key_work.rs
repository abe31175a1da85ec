//! The published key work: its years, and the items of one of them by area.

use super::PublicSite;
use super::found_by::of_node;
use super::frame::{Frame, Here};
use super::listed::{Group, is_of, row, told_stage};
use super::published::Published;
use crate::chrome::html;
use crate::site::Link;
use agreement::act::Stage;
use agreement::message::Message;
use askama::Template;

#[derive(Template)]
#[template(path = "public/key_work.html")]
struct Page {
    frame: Frame,
    heading: String,
    said: String,
    years_label: String,
    years: Vec<(Link, bool)>,
    groups: Vec<Group>,
    nothing: String,
}

/// The items of a year: the newest text of each.
pub fn items<'p>(public: &'p PublicSite<'_>, year: i16) -> Vec<&'p Published> {
    let of_year = |one: &&Published| one.is_item() && one.matter.year() == Some(year) && is_of(public, one, "key_work");
    let all: Vec<&Published> = public.published.iter().filter(of_year).collect();
    let newer = |one: &Published| all.iter().any(|other| other.is_with(one) && other.first() > one.first());
    all.iter().copied().filter(|one| !newer(one)).collect()
}

/// Whether an item is done, by what was told to the public.
pub fn is_done(public: &PublicSite<'_>, one: &Published) -> bool {
    told_stage(public, one) == Some(Stage::Done)
}

/// The years of which any item was published, the newest first.
pub fn published_years(public: &PublicSite<'_>) -> Vec<i16> {
    let years = public.published.iter().filter(|one| one.is_item()).filter_map(|one| one.matter.year());
    let mut years: Vec<i16> = years.collect();
    years.sort_by_key(|year| std::cmp::Reverse(*year));
    years.dedup();
    years
}

/// The page of all years: that of the newest.
pub fn years(public: &PublicSite<'_>) -> String {
    shown(public, "key_work", published_years(public).first().copied())
}

/// The page of a year.
pub fn page(public: &PublicSite<'_>, year: i16) -> String {
    shown(public, &format!("key_work/{year}"), Some(year))
}

fn shown(public: &PublicSite<'_>, path: &str, year: Option<i16>) -> String {
    let here = Here::at(public, path);
    let site = &public.site;
    let heading = match year {
        Some(year) => site.say(Message::new("public-key-work-of").text("year", year.to_string())),
        None => public.key("public-key-work"),
    };
    let way = |of: i16| (Link { href: here.to(&format!("key_work/{of}")), text: of.to_string() }, Some(of) == year);
    html(&Page {
        frame: here.frame(&heading),
        said: public.key("public-key-work-said"),
        heading,
        years_label: public.key("page-years"),
        years: published_years(public).into_iter().map(way).collect(),
        groups: year.map(|year| groups(&here, year)).unwrap_or_default(),
        nothing: public.key("public-nothing-yet"),
    })
}

/// The items under the first area that they name; those that name none come last.
fn groups(here: &Here<'_, '_>, year: i16) -> Vec<Group> {
    let public = here.public;
    let all = items(public, year);
    let areas: Vec<&str> = of_node(public, "area").collect();
    let of = |one: &Published| areas.iter().copied().find(|area| one.under.iter().any(|id| id == area));
    let rows = |area: Option<&str>| all.iter().filter(|one| of(one) == area).map(|one| row(here, one)).collect::<Vec<_>>();
    let group = |area: &str| Group { name: public.name(area), way: Some(here.under(area)), rows: rows(Some(area)) };
    let mut groups: Vec<Group> = areas.iter().map(|area| group(area)).collect();
    groups.push(Group { name: public.key("public-no-area"), way: None, rows: rows(None) });
    groups.retain(|group| !group.rows.is_empty());
    groups
}
