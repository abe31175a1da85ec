//! The agreement: its parties, then each provision with its summary and all that rests on it: rules, commitments, projects, readings.

use crate::chrome::{Chrome, html};
use crate::site::{Link, Site, Text};
use crate::translation;
use agreement::agreement::Ground;
use agreement::id::Cite;
use agreement::message::Message;
use askama::Template;

/// A provision of the official text, as it is attached to this node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// Its id: `art_12`.
    pub id: String,
    /// The heading of the chapter that begins with it.
    pub chapter: Option<String>,
    /// What it says, each item a paragraph of its own.
    pub paragraphs: Vec<String>,
    /// The words for how it compares with what the rules rest on.
    pub likeness: &'static str,
    /// Whether its words are those that the rules rest on.
    pub stands: bool,
}

#[derive(Template)]
#[template(path = "agreement_text.html")]
struct AgreementText {
    chrome: Chrome,
    heading: String,
    said: String,
    language_label: String,
    language: Vec<String>,
    /// How many of its provisions are those that the rules rest on, where the official text is attached.
    attached: Option<String>,
    parties_label: String,
    parties: Vec<(String, String)>,
    provisions: Vec<Provision>,
    sources_label: String,
    sources: Vec<(String, String)>,
}

/// The official words of a provision.
struct Official {
    chapter: Option<Text>,
    paragraphs: Vec<Text>,
    /// How they compare with what the rules rest on.
    likeness: String,
    stands: bool,
}

struct Provision {
    id: String,
    official: Option<Official>,
    summary_label: String,
    name: String,
    heading: Option<String>,
    summary: Option<String>,
    translations: translation::Beside,
    /// What rests on it, by what it is called.
    holds: Vec<(String, Vec<Link>)>,
}

/// What entries of a provision are called, in the order in which they are shown.
const NODES: [(&str, &str); 9] = [
    ("purpose", "page-purposes"),
    ("goal", "page-goals"),
    ("objective", "page-objectives"),
    ("principle", "page-principles"),
    ("commitment", "page-commitments"),
    ("project", "page-projects"),
    ("platform", "page-platforms"),
    ("instrument", "page-instruments"),
    ("participation", "page-participation"),
];

/// The page.
pub fn page(site: &Site<'_>) -> String {
    let words = site.words;
    let agreement = words.agreement;
    let title = site.key("page-agreement");
    let parties = agreement.parties().map(|party| (words.language.sentence(&words.short_body(party)), words.body(party)));
    let (mut provisions, mut sources) = (Vec::new(), Vec::new());
    for (number, (id, ground)) in agreement.cites.iter().enumerate() {
        match ground {
            Ground::Provision { .. } => provisions.push(provision(site, id)),
            Ground::Source { .. } => sources.push((id.clone(), words.language.sentence(&words.cite(Cite(number as u16))))),
            Ground::Setting(_) | Ground::Part => {}
        }
    }
    html(&AgreementText {
        chrome: Chrome::of(site, "agreement", &title),
        heading: words.vocabulary.title().map_or(agreement.id.clone(), |(title, _)| title.to_owned()),
        said: site.key(if site.official.is_empty() { "page-agreement-said" } else { "page-agreement-official" }),
        attached: attached(site),
        language_label: site.key("translation-languages"),
        language: languages(site),
        parties_label: site.key("page-parties"),
        parties: parties.collect(),
        provisions,
        sources_label: site.key("page-sources"),
        sources,
    })
}

/// In which language the agreement is authentic, and what the words of this page are.
fn languages(site: &Site<'_>) -> Vec<String> {
    let vocabulary = site.words.vocabulary;
    let authentic = vocabulary.said("authentic", "language").map(str::to_owned);
    let review = match vocabulary.review.as_str() {
        "source" => "translation-words-source",
        "generated" => "translation-words-generated",
        "project" => "translation-words-project",
        _ => "translation-words-unreviewed",
    };
    authentic.into_iter().chain([site.key(review)]).collect()
}

/// How much of the attached text the rules rest on.
fn attached(site: &Site<'_>) -> Option<String> {
    let same = site.official.iter().filter(|printed| printed.stands).count();
    let said = Message::new("attach-done").number("same", same as i64).number("all", site.official.len() as i64);
    (!site.official.is_empty()).then(|| site.say(said))
}

fn official(site: &Site<'_>, id: &str) -> Option<Official> {
    let printed = site.official.iter().find(|printed| printed.id == id)?;
    Some(Official {
        chapter: printed.chapter.clone().map(|text| site.shown(text)),
        paragraphs: printed.paragraphs.iter().cloned().map(|text| site.shown(text)).collect(),
        likeness: site.key(printed.likeness),
        stands: printed.stands,
    })
}

/// The translations of a provision, and the way to enter one where its words can be read here.
fn translations(site: &Site<'_>, id: &str) -> translation::Beside {
    let kept = translation::beside(site, &format!("agreement/{id}"));
    let printed = site.official.iter().any(|printed| printed.id == id);
    translation::Beside { enter: kept.enter.filter(|_| printed), ..kept }
}

fn provision(site: &Site<'_>, id: &str) -> Provision {
    let words = site.words;
    let agreement = words.agreement;
    let within = |cite: Cite| {
        let cited = agreement.cite(cite);
        cited == id || cited.split_once('.').is_some_and(|(provision, _)| provision == id)
    };
    let mut holds = Vec::new();
    let rules = agreement.rule_ids().filter(|rule| within(agreement.rule(*rule).cite));
    let rule = |rule| {
        let id = &agreement.rule(rule).id;
        Link { href: site.href(&format!("matter/{id}")), text: words.language.sentence(&words.vocabulary.name(id)) }
    };
    holds.push((site.key("page-rules"), rules.map(rule).collect::<Vec<_>>()));
    for (node, key) in NODES {
        let entries = agreement.entries.iter().filter(|entry| entry.node == node && entry.cite.is_some_and(within));
        let named = entries.map(|entry| Link { href: String::new(), text: words.vocabulary.name(&entry.id) });
        holds.push((site.key(key), named.collect()));
    }
    let points = agreement.points.iter().filter(|point| within(point.cite));
    let asked = points.map(|point| Link {
        href: site.href(&format!("open#{}", point.id)),
        text: words.vocabulary.said("reading", &point.id).unwrap_or(&point.id).to_owned(),
    });
    holds.push((site.key("page-readings"), asked.collect()));
    holds.retain(|(_, held)| !held.is_empty());
    let said = |kind| words.vocabulary.said(kind, id).map(str::to_owned);
    Provision {
        id: id.to_owned(),
        official: official(site, id),
        summary_label: site.key("page-summary"),
        name: words.language.sentence(&words.vocabulary.name(id)),
        heading: said("heading"),
        summary: said("summary"),
        translations: translations(site, id),
        holds,
    }
}
