//! One publication: the text, who published it when and by whose authority, under what it can be found, and its check code.

use super::PublicSite;
use super::found_by;
use super::frame::{Frame, Here};
use super::listed::{Row, row, what};
use super::published::{AS_WRITTEN, Published};
use crate::chrome::html;
use crate::site::{Link, Text, text_of};
use agreement::message::Message;
use askama::Template;
use words::Language;

#[derive(Template)]
#[template(path = "public/publication.html")]
struct Page {
    frame: Frame,
    heading: Text,
    what: String,
    text: Option<Text>,
    original: Option<Original>,
    under_label: String,
    under: Vec<Link>,
    told_label: String,
    columns: [String; 4],
    notices: Vec<Notice>,
    agreed: Option<String>,
    with_label: String,
    with: Vec<Row>,
    digest_label: String,
    digest: String,
    digest_said: String,
    file: Link,
    check: Link,
    cite_label: String,
    cite: Link,
}

/// The text as it was written, where the page shows it in another script.
struct Original {
    id: &'static str,
    said: String,
    label: String,
    text: Text,
}

impl Original {
    fn of(public: &PublicSite<'_>, one: &Published) -> Option<Original> {
        let said = match public.site.words.language {
            Language::ZhHans => "script-shown-simplified",
            _ => "script-shown-traditional",
        };
        one.is_converted.then(|| Original {
            id: AS_WRITTEN,
            said: public.key(said),
            label: public.key("script-show-as-written"),
            text: text_of(one.whole.clone()),
        })
    }
}

struct Notice {
    by: String,
    day: String,
    authority: Text,
    stage: String,
}

/// The page.
pub fn page(public: &PublicSite<'_>, one: &Published) -> String {
    let here = Here::at(public, &format!("published/{}", one.id));
    let site = &public.site;
    let notice = |notice: &super::Notice| Notice {
        by: site.words.language.sentence(&site.words.body(notice.by)),
        day: site.words.date(notice.day),
        authority: notice.authority.clone(),
        stage: notice.stage.map_or_else(|| "—".to_owned(), |stage| site.words.word(stage.word())),
    };
    let with = public.published.iter().filter(|other| other.id != one.id && other.is_with(one));
    let pages = found_by::ids(public);
    let under = one.under.iter().filter(|id| pages.contains(id));
    html(&Page {
        frame: here.frame(&one.title.text),
        heading: one.titled(&here),
        what: what(public, one),
        text: one.rest.clone(),
        original: Original::of(public, one),
        under_label: public.key("public-found-under"),
        under: under.map(|id| here.under(id)).collect(),
        told_label: public.key("public-who-published"),
        columns: ["public-by-whom", "page-day", "field-authority", "field-stage"]
            .map(|key| site.words.language.sentence(&public.key(key))),
        notices: one.notices.iter().map(notice).collect(),
        agreed: one.is_item().then(|| site.say(Message::new("public-item-agreed"))),
        with_label: public.key("public-with-it"),
        with: with.map(|other| row(&here, other)).collect(),
        digest_label: public.key("public-digest"),
        digest: one.digest.to_string(),
        digest_said: public.key("public-digest-said"),
        file: Link { href: format!("{}data/texts/{}.txt", here.root(), one.id), text: public.key("public-text-file") },
        check: here.way("check", "public-check"),
        cite_label: public.key("page-grounds"),
        cite: here.cite(site.words.agreement.rule(one.matter.rule).cite),
    })
}
