//! Searching: what a reader may see of the agreement, of the texts of acts, and of what this side keeps for itself, by any form of a word.
//!
//! Whoever keeps the index says which acts have the words. Their texts are asked of the record here, so that nothing is shown which this
//! reader could not open.

mod found;
mod inside;
mod snippet;

use crate::chrome::{Chrome, html};
use crate::clearance::DraftRow;
use crate::form::Typed;
use crate::script_mark::ScriptMark;
use crate::site::{Link, Site, encoded};
use agreement::act::Act;
use agreement::agreement::Ground;
use agreement::id::Digest;
use agreement::message::{Arg, Message};
use askama::Template;
use office::department::Answer;
use office::translation::Translation;
use script::Query;
use snippet::Piece;
use words::{Language, Words};

/// The kinds of what is found, in the order in which they are shown. Their names are those of the index and of the keys of words.
pub const KINDS: [&str; 7] = ["agreement", "task", "opinion", "meeting", "letter", "other", "inside"];

/// How many are shown of each kind on the first page.
pub const SHOWN: usize = 8;

/// How many are shown of a kind by itself.
pub const SHOWN_ALONE: usize = 200;

/// A passage of what is said of the agreement in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The language.
    pub language: Language,
    /// The provision.
    pub provision: String,
    /// What the provision is called.
    pub name: String,
    /// What is said.
    pub text: String,
}

/// What stands on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// What was typed.
    pub typed: String,
    /// The kind that alone is asked for.
    pub kind: Option<String>,
    /// The acts that have the words, by kind and name (`macao/5`), the newest of each kind first.
    pub acts: Vec<(String, String)>,
    /// How many texts of each kind have them.
    pub counts: Vec<(String, u64)>,
    /// Passages of the agreement, in all languages, that have the words.
    pub passages: Vec<Passage>,
    /// Drafts of this side; none for who may not read them.
    pub drafts: Vec<(DraftRow, Typed)>,
    /// What departments of this side answered, with the name of the matter; likewise.
    pub answers: Vec<(String, Answer)>,
    /// Translations that this side keeps.
    pub translations: Vec<Translation>,
    /// Whether what is internal was looked through.
    pub is_inside: bool,
    /// How many acts are not in the index yet.
    pub left: u64,
    /// Whether there is no index to ask.
    pub is_off: bool,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Page {
    chrome: Chrome,
    heading: String,
    action: String,
    label: String,
    button: String,
    typed: String,
    notes: Vec<String>,
    groups: Vec<Group>,
    none: Option<String>,
    searched_label: String,
    searched: Vec<String>,
}

/// What was found of one kind.
struct Group {
    id: &'static str,
    name: String,
    rows: Vec<Row>,
    more: Option<Link>,
}

/// Something that was found.
struct Row {
    what: Link,
    sub: Vec<String>,
    act: Option<Link>,
    lang: Option<&'static str>,
    snippet: Vec<Piece>,
    mark: Option<ScriptMark>,
}

/// The page.
pub fn page(site: &Site<'_>, shown: &Shown) -> String {
    let title = site.key("search");
    let query = Query::read(&shown.typed);
    let kinds = KINDS.iter().filter(|kind| shown.kind.as_deref().is_none_or(|only| only == **kind));
    let groups: Vec<Group> = kinds.filter_map(|kind| group(site, shown, &query, kind)).collect();
    let none = match (query.is_empty(), groups.is_empty()) {
        (true, _) if shown.typed.trim().is_empty() => Some(site.key("search-nothing-typed")),
        (true, _) => Some(site.key("search-no-words")),
        (false, true) => Some(site.say(Message::new("search-none").text("typed", beginning(&shown.typed)))),
        (false, false) => None,
    };
    let notes = [
        query.is_cut.then(|| site.key("search-cut")),
        shown.is_off.then(|| site.key("search-off")),
        (shown.left > 0).then(|| site.say(Message::new("search-left").number("count", shown.left as i64))),
    ];
    html(&Page {
        chrome: Chrome::of(site, &format!("search?{}", asked(shown)), &title).without_find(),
        heading: title,
        action: site.href("search"),
        label: site.key("search-label"),
        button: site.key("search-find"),
        typed: shown.typed.clone(),
        notes: notes.into_iter().flatten().collect(),
        groups,
        none,
        searched_label: site.key("search-searched"),
        searched: searched(site, shown),
    })
}

/// What was typed, as the page repeats it: nobody reads ten thousand characters.
fn beginning(typed: &str) -> String {
    let end = typed.char_indices().nth(60).map(|(end, _)| end);
    end.map_or(typed.to_owned(), |end| format!("{}…", &typed[..end]))
}

/// The query of the page's own address.
pub(crate) fn asked(shown: &Shown) -> String {
    let kind = shown.kind.as_ref().map(|kind| format!("&kind={kind}")).unwrap_or_default();
    format!("q={}{kind}", encoded(&shown.typed))
}

fn searched(site: &Site<'_>, shown: &Shown) -> Vec<String> {
    let here = Message::new("search-searched-acts").body("party", site.party).date("day", site.on());
    let inside = if shown.is_inside { "search-searched-inside" } else { "search-searched-not-inside" };
    vec![site.key("search-searched-agreement"), site.say(here), site.key(inside), site.key("search-searched-forms")]
}

fn group(site: &Site<'_>, shown: &Shown, query: &Query, kind: &'static str) -> Option<Group> {
    let alone = shown.kind.is_some();
    let mut rows = match kind {
        "agreement" => found::passages(site, shown, query),
        "inside" => inside::rows(site, shown, query),
        kind => found::acts(site, shown, query, kind),
    };
    let counted = shown.counts.iter().find(|(of, _)| of == kind).map_or(0, |(_, count)| *count as usize);
    let count = counted.max(rows.len());
    rows.truncate(if alone { SHOWN_ALONE } else { SHOWN });
    if rows.is_empty() {
        return None;
    }
    let more = (!alone && count > rows.len()).then(|| Link {
        href: site.href(&format!("search?q={}&kind={kind}", encoded(&shown.typed))),
        text: site.say(Message::new("search-more").number("count", count as i64)),
    });
    Some(Group { id: kind, name: site.key(&format!("search-{kind}")), rows, more })
}

/// Of which kind an act is for whoever looks for its words.
pub fn kind_of(act: &Act) -> &'static str {
    match act {
        Act::ProposeTask { .. } | Act::NoProposal {} | Act::Circulate { .. } | Act::ParkTask { .. } => "task",
        Act::AdoptList { .. } | Act::ReportProgress { .. } | Act::CloseTask { .. } => "task",
        Act::GiveOpinion { .. } | Act::StateDepartments { .. } | Act::ReplyUse { .. } | Act::AssessPlan { .. } => "opinion",
        Act::CallMeeting { .. } | Act::AcceptCall { .. } | Act::PlaceIssue { .. } | Act::HoldMeeting { .. } => "meeting",
        Act::CirculateMinutes { .. } | Act::ApproveMinutes { .. } | Act::AgreeFollowUp { .. } => "meeting",
        Act::SendLiaison { .. } | Act::AcknowledgeLiaison {} | Act::ReplyLiaison { .. } => "letter",
        _ => "other",
    }
}

/// The words of an act itself, where it has any beside its texts: the reason that it records, the name that it gives.
pub fn own_words(act: &Act) -> Vec<String> {
    match act {
        Act::RecordReason { text } | Act::ReportPaper { text, .. } => vec![text.clone()],
        Act::DesignateOffice { name } | Act::RecordInstrument { name: Some(name), .. } => vec![name.clone()],
        _ => Vec::new(),
    }
}

/// Of the texts that came with an act, those that are its own: an opinion may bring along the text that it is about.
pub fn own_texts(act: &Act, texts: Vec<Option<String>>) -> Vec<Option<String>> {
    let named = act.content().into_iter().find_map(|(_, said)| if let Arg::Digest(digest) = said { Some(digest) } else { None });
    let about = named.filter(|_| crate::send::answers(act.kind()));
    let is_own = |text: &Option<String>| text.as_ref().is_none_or(|text| Some(Digest::of(text.as_bytes())) != about);
    texts.into_iter().map(|text| if is_own(&text) { text } else { Some(String::new()) }).collect()
}

/// All that is said of the agreement in one language: its provisions, and what rests on each of them.
pub fn passages(words: &Words<'_>) -> Vec<Passage> {
    let (agreement, vocabulary) = (words.agreement, words.vocabulary);
    let mut all = Vec::new();
    let mut add = |provision: &str, text: &str| {
        let name = words.language.sentence(&vocabulary.name(provision));
        all.push(Passage { language: words.language, provision: provision.to_owned(), name, text: text.to_owned() });
    };
    for (id, ground) in &agreement.cites {
        if matches!(ground, Ground::Provision { .. }) {
            add(id, &vocabulary.name(id));
            for kind in ["heading", "summary"] {
                vocabulary.said(kind, id).into_iter().for_each(|said| add(id, said));
            }
        }
    }
    for entry in &agreement.entries {
        let provision = entry.cite.map(|cite| agreement.cite(cite)).unwrap_or_default();
        let provision = provision.split_once('.').map_or(provision, |(provision, _)| provision);
        if let Some(name) = vocabulary.said("name", &entry.id).filter(|_| !provision.is_empty()) {
            add(provision, name);
        }
    }
    all
}
