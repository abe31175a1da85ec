//! The public side: what the parties have published, as pages, feeds and open data that anybody may read.
//!
//! It is made of the view of what is public and of nothing else, and whole: a set of files with stable addresses, the same bytes
//! from a node and from a folder. No act number is in it, no count of anything unpublished, and nobody's lateness.

mod agreement_text;
mod check;
mod data;
mod feed;
mod found_by;
mod frame;
mod front;
mod grounds;
mod key_work;
mod listed;
mod publication;
mod published;

pub use published::{Notice, Published};

use crate::site::Site;
use std::collections::BTreeMap;

/// A file of the public side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// What it is, for whoever sends it.
    pub kind: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Files by their paths: `en/key_work/2018/index.html` is the page at `/en/key_work/2018/`.
pub type Files = BTreeMap<String, File>;

/// HTML.
pub const HTML: &str = "text/html; charset=utf-8";

/// The name of a folder's page.
pub const INDEX: &str = "index.html";

/// The public side in one language.
pub struct PublicSite<'a> {
    /// The record as the public sees it: its view must be [`agreement::view::View::of_the_public`], and nobody is signed in.
    pub site: Site<'a>,
    /// What was published, in the order of matters and days.
    pub published: Vec<Published>,
}

impl<'a> PublicSite<'a> {
    /// The public side of a site whose view is that of the public.
    pub fn new(site: Site<'a>) -> PublicSite<'a> {
        let published = published::all(&site);
        PublicSite { site, published }
    }

    /// The words of a key.
    fn key(&self, key: &str) -> String {
        self.site.key(key)
    }

    /// The name of an entry or a body, as a heading.
    fn name(&self, id: &str) -> String {
        let words = self.site.words;
        let body = words.agreement.body(id).map(|body| words.short_body(body));
        words.language.sentence(&body.unwrap_or_else(|| words.vocabulary.name(id)))
    }
}

/// The pages and the feed of one language.
pub fn of_language(public: &PublicSite<'_>) -> Files {
    let tag = public.site.words.language.tag();
    let mut files = Files::new();
    let mut page = |path: &str, html: String| {
        let folder = if path.is_empty() { String::new() } else { format!("{path}/") };
        files.insert(format!("{tag}/{folder}{INDEX}"), File { kind: HTML, bytes: html.into_bytes() });
    };
    page("", front::page(public));
    page("agreement", agreement_text::page(public));
    page("key_work", key_work::years(public));
    for year in key_work::published_years(public) {
        page(&format!("key_work/{year}"), key_work::page(public, year));
    }
    page("meetings", listed::meetings(public));
    page("consultations", listed::consultations(public));
    page("other", listed::others(public));
    page("by", found_by::index(public));
    for id in found_by::ids(public) {
        page(&format!("by/{id}"), found_by::page(public, &id));
    }
    for one in &public.published {
        page(&format!("published/{}", one.id), publication::page(public, one));
    }
    page("data", data::page(public));
    page("check", check::page(public));
    page("nothing", check::nothing(public));
    page("too_many", check::too_many(public));
    files.insert(format!("{tag}/{}", feed::FEED), File { kind: feed::KIND, bytes: feed::feed(public).into_bytes() });
    files
}

/// What is the same in every language: the style, the open data, the page that asks for a language, and what robots may read.
pub fn of_all(public: &PublicSite<'_>) -> Files {
    let text = |kind, text: String| File { kind, bytes: text.into_bytes() };
    let robots = if public.site.sample { "User-agent: *\nDisallow: /\n" } else { "User-agent: *\nAllow: /\n" };
    let json = "application/json";
    let texts = public
        .published
        .iter()
        .map(|one| (format!("data/texts/{}.txt", one.id), text("text/plain; charset=utf-8", one.whole.clone())));
    let own = [
        (INDEX.to_owned(), text(HTML, front::languages(public))),
        ("look.css".to_owned(), text("text/css; charset=utf-8", crate::page::STYLE.to_owned())),
        ("robots.txt".to_owned(), text("text/plain; charset=utf-8", robots.to_owned())),
        ("data/publications.json".to_owned(), text(json, data::publications_json(public))),
        ("data/publications.csv".to_owned(), text("text/csv; charset=utf-8", data::publications_csv(public))),
        ("data/agreement.json".to_owned(), text(json, data::agreement_json(public))),
    ];
    own.into_iter().chain(texts).collect()
}
