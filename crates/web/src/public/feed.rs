//! The feed of one language (Atom, RFC 4287): what was published, the newest first. Its addresses are relative to its own.

use super::PublicSite;
use super::published::Published;
use crate::chrome::html;
use agreement::message::Message;
use askama::Template;

/// The name of its file.
pub const FEED: &str = "feed.xml";
/// What it is.
pub const KIND: &str = "application/atom+xml; charset=utf-8";
/// How many entries it has at most.
const ENTRIES: usize = 100;

#[derive(Template)]
#[template(path = "public/feed.xml")]
struct Feed {
    tag: &'static str,
    id: String,
    title: String,
    updated: String,
    author: String,
    entries: Vec<Entry>,
}

struct Entry {
    id: String,
    href: String,
    title: String,
    text: String,
    lang: Option<&'static str>,
    day: String,
    author: String,
}

/// The feed.
pub fn feed(public: &PublicSite<'_>) -> String {
    let site = &public.site;
    let agreement = site.words.agreement;
    let mut newest: Vec<&Published> = public.published.iter().collect();
    newest.sort_by_key(|one| std::cmp::Reverse(last(one)));
    let signed = agreement.signed.as_ref().map(|signed| signed.date).unwrap_or_default();
    let title = site.words.vocabulary.title().map_or(agreement.id.as_str(), |(title, _)| title);
    let feed = html(&Feed {
        tag: site.words.language.tag(),
        id: format!("urn:counterpart:{}:{}", agreement.id, site.words.language.tag()),
        title: site.say(Message::new("public-feed-title").text("title", title)),
        updated: time(newest.first().map_or(signed, |one| last(one))),
        author: site.key("page-brand"),
        entries: newest.into_iter().take(ENTRIES).map(|one| entry(public, one)).collect(),
    });
    feed.chars().filter(|one| papers::xml::holds(*one)).collect()
}

fn last(one: &Published) -> jiff::civil::Date {
    one.notices.iter().map(|notice| notice.day).max().unwrap_or_default()
}

/// A day as feeds write it: its beginning.
fn time(day: jiff::civil::Date) -> String {
    format!("{day}T00:00:00Z")
}

fn entry(public: &PublicSite<'_>, one: &Published) -> Entry {
    let by = one.notices.iter().map(|notice| notice.by).collect::<Vec<_>>();
    // A feed has no place for a mark, so that it converts nothing.
    let (title, rest) = one.as_written();
    Entry {
        id: format!("urn:counterpart:{}:published:{}", public.site.words.agreement.id, one.id),
        href: format!("published/{}/", one.id),
        title: title.text,
        text: rest.map_or_else(String::new, |text| text.text),
        lang: title.lang,
        day: time(last(one)),
        author: public.site.words.bodies(&by),
    }
}
