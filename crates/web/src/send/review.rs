//! The whole of an act once more before it is sent: what it says, its texts, who will read them, and that it cannot be taken back.

use super::redraft::Changes;
use super::{Target, fields, redraft};
use crate::chrome::{Chrome, html};
use crate::form::{Field, Form, Kind, Typed};
use crate::site::{Link, Site, Text, text_of};
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
    quoted_label: String,
    quoted: Vec<Text>,
    readers_label: String,
    readers: Vec<String>,
    send: Form,
    change: Form,
}

/// The page.
pub fn page(site: &Site<'_>, target: &Target, draft: &Draft, typed: &Typed) -> String {
    let one = draft.event(site.view.state, site.today);
    let title = target.title(site);
    let quoted = fields::on_record(site, target, typed);
    let path = target.path(site);
    let again = |name: &'static str, id: &'static str, submit: &str| {
        let form = Form::new(site, id, &path, submit).fields(hidden(site, typed));
        let flag = Field::new(site, name, "send-review", Kind::Hidden).value("1");
        Form { fields: [form.fields, vec![flag]].concat(), ..form }
    };
    let mut send = again("confirmed", "send", "send-now");
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
        quoted_label: site.key("send-on-record"),
        quoted: quoted.map(|(_, place)| site.written_of(place)).unwrap_or_default(),
        readers_label: site.key("send-readers"),
        readers: readers(site, draft),
        send,
        change: again("again", "change", "send-change"),
    })
}

/// Who reads what: the act itself all parties, its texts whoever was chosen.
fn readers(site: &Site<'_>, draft: &Draft) -> Vec<String> {
    let act = site.key("send-read-by-parties");
    let texts = (!draft.texts.is_empty()).then(|| match draft.audience.as_slice() {
        [] => fields::audience(site, "own_side"),
        [named] if agreement::events::draft::READERS.contains(&named.as_str()) => fields::audience(site, named),
        bodies => bodies.iter().map(|body| site.words.vocabulary.name(body)).collect::<Vec<_>>().join(" · "),
    });
    let texts = texts.map(|said| site.say(Message::new("send-texts-read-by").text("audience", said)));
    std::iter::once(act).chain(texts).collect()
}

/// Everything that was typed, carried along.
pub fn hidden(site: &Site<'_>, typed: &Typed) -> Vec<Field> {
    let names = ["confirmed", "again", "keep"];
    let kept = typed.0.iter().filter(|(name, _)| !names.contains(&name.as_str()));
    kept.filter_map(|(name, value)| Some(Field::new(site, known(name)?, "send-review", Kind::Hidden).value(value))).collect()
}

/// The name of a field as the acts' own table has it; none for anything else that was sent.
fn known(name: &str) -> Option<&'static str> {
    let frame = ["audience", "paper", "occurred", "remarks", "once", "draft"];
    let own = agreement::act::ActKind::ALL.iter().flat_map(|kind| kind.fields().iter().copied());
    frame.into_iter().chain(own).find(|one| *one == name)
}
