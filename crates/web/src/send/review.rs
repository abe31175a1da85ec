//! The whole of an act once more before it is sent: what it says, its texts, who will read them, and that it cannot be taken back.

use super::redraft::Changes;
use super::{REVIEW, Target, audience, fields, redraft};
use crate::chrome::{Chrome, html};
use crate::form::{Field, Form, Kind, Typed};
use crate::grounds::Ground;
use crate::only_under;
use crate::scan::{self, FileKind, Scan};
use crate::site::{Link, Site, Text, text_of};
use agreement::act::Event;
use agreement::events::Draft;
use agreement::message::Message;
use askama::Template;
use words::tell::event;

#[derive(Template)]
#[template(path = "review.html")]
struct Review {
    chrome: Chrome,
    heading: String,
    said: String,
    matter: Link,
    matter_label: String,
    content_label: String,
    content: Vec<String>,
    texts_label: String,
    texts: Vec<Text>,
    changes_label: String,
    changes: Option<Changes>,
    scan_label: String,
    scan: Option<String>,
    quoted_label: String,
    quoted: Vec<Text>,
    only_under: Vec<Ground>,
    readers_label: String,
    readers: Vec<String>,
    send: Form,
    change: Form,
}

/// The page.
pub fn page(site: &Site<'_>, target: &Target, draft: &Draft, typed: &Typed, scan: Option<&Scan>) -> String {
    let one = draft.event(site.view.state, site.today);
    let title = target.title(site);
    let quoted = fields::on_record(site, target, typed);
    let path = target.path(site);
    let again = |name: &'static str, id: &'static str, submit: &str| {
        let flag = Field::new(site, name, "send-review", Kind::Hidden).value("1");
        Form::new(site, id, &path, submit).fields([hidden(site, typed), vec![flag]].concat())
    };
    let mut send = again("confirmed", REVIEW[0], "send-now");
    send.audience = Some(site.key("send-for-good"));
    html(&Review {
        chrome: Chrome::of(site, &super::here(site, target, typed), &title),
        heading: title,
        said: site.say(Message::new("send-check").body("party", site.party)),
        matter: site.matter(target.matter),
        matter_label: site.key("page-in-matter"),
        content_label: site.key("page-says"),
        content: event::content(site.words, &one),
        texts_label: site.key("send-texts"),
        texts: draft.texts.iter().map(|text| text_of(text.clone())).collect(),
        changes_label: site.key("send-changes"),
        changes: draft.texts.first().and_then(|text| redraft::changes(site, target, typed, text)),
        scan: scan.map(|scan| scan_said(site, scan)),
        scan_label: site.key("scan"),
        quoted_label: site.key("send-on-record"),
        quoted: quoted.map(|(_, place)| site.written_of(place)).unwrap_or_default(),
        only_under: only_under(site, &one),
        readers_label: site.key("send-readers"),
        readers: readers(site, draft, !typed.get("scan").is_empty()),
        send,
        change: again("again", REVIEW[1], "send-change"),
    })
}

/// The readings under which alone the act would be on record as lawful.
pub fn only_under(site: &Site<'_>, one: &Event) -> Vec<Ground> {
    let ruling = site.view.state.check(one);
    ruling.map(|ruling| only_under::grounds(site, one, &ruling.under)).unwrap_or_default()
}

/// What a scan is, how large, and its check code.
fn scan_said(site: &Site<'_>, scan: &Scan) -> String {
    let kind = FileKind::of(&scan.bytes).map_or("", FileKind::name);
    let said = Message::new("scan-checked").text("kind", kind).text("size", scan::size(site, scan.bytes.len() as u64));
    site.say(said.text("digest", scan.digest.chars().take(12).collect::<String>()))
}

/// Who reads what: the act itself all parties, its texts whoever was chosen.
fn readers(site: &Site<'_>, draft: &Draft, has_scan: bool) -> Vec<String> {
    let act = site.key("send-read-by-parties");
    let texts = (!draft.texts.is_empty() || has_scan).then(|| match draft.audience.as_slice() {
        [] => audience::said(site, "own_side"),
        [named] if agreement::events::draft::READERS.contains(&named.as_str()) => audience::said(site, named),
        bodies => {
            let named = bodies.iter().filter_map(|id| site.words.agreement.body(id));
            site.say(Message::new("readers-parties").body("by", site.party).bodies("to", named))
        }
    });
    let texts = texts.map(|said| site.say(Message::new("send-texts-read-by").text("audience", said)));
    std::iter::once(act).chain(texts).collect()
}

/// Everything that was typed, carried along.
pub fn hidden(site: &Site<'_>, typed: &Typed) -> Vec<Field> {
    let names = ["confirmed", "again", "keep", "no_scan"];
    let kept = typed.0.iter().filter(|(name, _)| !names.contains(&name.as_str()));
    kept.filter_map(|(name, value)| Some(Field::new(site, known(name)?, "send-review", Kind::Hidden).value(value))).collect()
}

/// The name of a field as the acts' own table has it; none for anything else that was sent.
fn known(name: &str) -> Option<&'static str> {
    let frame = ["audience", "readers", "paper", "occurred", "remarks", "once", "draft", "scan", "marking", "unmarked"];
    let own = agreement::act::ActKind::ALL.iter().flat_map(|kind| kind.fields().iter().copied());
    frame.into_iter().chain(own).find(|one| *one == name)
}
