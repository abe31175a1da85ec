//! The agreement for everybody: each provision with its summary, its own words where this node has them, and what was published under it.

use super::PublicSite;
use super::frame::{Frame, Here};
use crate::chrome::html;
use crate::site::{Text, text_of};
use agreement::agreement::{Entry, Ground};
use agreement::id::Cite;
use askama::Template;

#[derive(Template)]
#[template(path = "public/agreement_text.html")]
struct AgreementText {
    frame: Frame,
    heading: String,
    said: String,
    parties_label: String,
    parties: Vec<String>,
    provisions: Vec<Provision>,
    sources_label: String,
    sources: Vec<String>,
}

struct Provision {
    id: String,
    name: String,
    heading: Option<String>,
    summary: Option<String>,
    /// Its own words.
    words: Vec<Text>,
    /// What rests on it, by what it is called.
    holds: Vec<(String, Vec<Named>)>,
}

/// A name, with the way to it where it has a page.
struct Named {
    href: Option<String>,
    text: String,
}

/// What entries of a provision are called, in the order in which they are shown.
const NODES: [(&str, &str); 9] = [
    ("purpose", "page-purposes"),
    ("goal", "page-goals"),
    ("objective", "page-objectives"),
    ("principle", "page-principles"),
    ("area", "page-areas"),
    ("commitment", "page-commitments"),
    ("project", "page-projects"),
    ("platform", "page-platforms"),
    ("participation", "page-participation"),
];

/// The page.
pub fn page(public: &PublicSite<'_>) -> String {
    let here = Here::at(public, "agreement");
    let words = public.site.words;
    let agreement = words.agreement;
    let heading = words.vocabulary.title().map_or(agreement.id.clone(), |(title, _)| title.to_owned());
    let (mut provisions, mut sources) = (Vec::new(), Vec::new());
    for (number, (id, ground)) in agreement.cites.iter().enumerate() {
        match ground {
            Ground::Provision { .. } => provisions.push(provision(&here, id)),
            Ground::Source { .. } => sources.push(words.language.sentence(&words.cite(Cite(number as u16)))),
            Ground::Setting(_) | Ground::Part => {}
        }
    }
    let own_words = if public.site.official.is_empty() { "page-agreement-said" } else { "page-agreement-official" };
    html(&AgreementText {
        frame: here.frame(&public.key("public-agreement")),
        heading,
        said: public.key(own_words),
        parties_label: public.key("page-parties"),
        parties: agreement.parties().map(|party| words.body(party)).collect(),
        provisions,
        sources_label: public.key("page-sources"),
        sources,
    })
}

fn provision(here: &Here<'_, '_>, id: &str) -> Provision {
    let public = here.public;
    let words = public.site.words;
    let within = |cite: Cite| {
        let cited = words.agreement.cite(cite);
        cited == id || cited.split_once('.').is_some_and(|(provision, _)| provision == id)
    };
    let named = |entry: &Entry| match entry.node {
        "area" => Named { href: Some(here.under(&entry.id).href), text: words.vocabulary.name(&entry.id) },
        _ => Named { href: None, text: words.vocabulary.name(&entry.id) },
    };
    let mut holds = Vec::new();
    for (node, key) in NODES {
        let entries = words.agreement.entries.iter().filter(|entry| entry.node == node && entry.cite.is_some_and(within));
        holds.push((public.key(key), entries.map(named).collect::<Vec<_>>()));
    }
    let published = public.published.iter().filter(|one| within(words.agreement.rule(one.matter.rule).cite));
    let matters =
        published.map(|one| Named { href: Some(here.to(&format!("published/{}", one.id))), text: one.as_written().0.text });
    holds.push((public.key("public-published"), matters.collect()));
    holds.retain(|(_, held)| !held.is_empty());
    let said = |kind| words.vocabulary.said(kind, id).map(str::to_owned);
    let own = public.site.official.iter().filter(|printed| printed.id == id && printed.stands);
    Provision {
        id: id.to_owned(),
        name: words.language.sentence(&words.vocabulary.name(id)),
        heading: said("heading"),
        summary: said("summary"),
        words: own.flat_map(|printed| printed.paragraphs.iter().cloned().map(text_of)).collect(),
        holds,
    }
}
