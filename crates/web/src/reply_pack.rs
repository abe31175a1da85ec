//! The reply pack: what may be said to legislators and to the press as of a day. Only texts that are public, and only what the public record knew by
//! then: no party's opinions, no lateness, no act numbers.

use crate::chrome::{Chrome, html};
use crate::download::{File, name, sample};
use crate::front;
use crate::letter::tongue;
use crate::site::{Link, Site, Text, text_of};
use agreement::act::{Act, ActKind, Event};
use agreement::id::{MatterId, Occasion};
use agreement::message::Message;
use agreement::view::View;
use askama::Template;
use papers::docx;
use papers::paper::{Block, Paper};
use words::Language;

#[derive(Template)]
#[template(path = "reply_pack.html")]
struct Pack {
    chrome: Chrome,
    heading: String,
    said: String,
    day_label: String,
    day: String,
    show: String,
    action: String,
    files_label: String,
    files: Vec<(Link, &'static str)>,
    lead: String,
    left: Vec<String>,
    groups: Vec<Group>,
    none: String,
}

/// What is public of one matter.
struct Group {
    name: String,
    items: Vec<Item>,
}

struct Item {
    said: String,
    texts: Vec<Text>,
}

/// The page.
pub fn page(site: &Site<'_>) -> String {
    let title = site.key("reply-pack");
    let public = before_the_public(site);
    let file = |language: Language| {
        let href = format!("/{}/file/reply_pack.docx?as_of={}", language.tag(), site.on());
        (Link { href, text: format!("Word · {}", language.name()) }, language.tag())
    };
    html(&Pack {
        chrome: Chrome::of(site, "reply_pack", &title),
        heading: title,
        said: site.key("reply-pack-said"),
        day_label: site.key("reply-pack-day"),
        day: site.on().to_string(),
        show: site.key("reply-pack-show"),
        action: format!("/{}/reply_pack", site.words.language.tag()),
        files_label: site.key("reply-pack-files"),
        files: [Language::ZhHant, Language::En].map(file).to_vec(),
        lead: front::lead(&public),
        left: front::left_in_force(&public, &front::spans(&public)),
        groups: groups(site),
        none: site.key("reply-pack-none"),
    })
}

/// The same as a file.
pub fn file(site: &Site<'_>) -> File {
    let title = site.key("reply-pack");
    let public = before_the_public(site);
    let mut blocks = vec![
        Block::Title(title.clone()),
        Block::Right(site.say(Message::new("reply-pack-as-of").date("day", site.on()))),
        Block::Paragraph(front::lead(&public)),
    ];
    blocks.extend(front::left_in_force(&public, &front::spans(&public)).into_iter().map(Block::Paragraph));
    let groups = groups(site);
    if groups.is_empty() {
        blocks.push(Block::Paragraph(site.key("reply-pack-none")));
    }
    for group in groups {
        blocks.push(Block::Heading(group.name));
        for item in group.items {
            blocks.push(Block::Left(item.said));
            blocks.extend(item.texts.into_iter().map(|text| Block::Paragraph(text.text)));
        }
    }
    blocks.push(Block::Note(site.key("reply-pack-note")));
    blocks.push(Block::Note(site.key("not-a-legal-opinion")));
    let paper = Paper { tongue: tongue(site.words.language), name: title, sample: sample(site), is_wide: false, blocks };
    File { name: name(site, "reply_pack", "docx"), bytes: docx::write(&paper) }
}

/// The same site with nothing in view but what is public: an extension that was decided and not published changes no day that is told.
fn before_the_public<'a>(site: &Site<'a>) -> Site<'a> {
    let own = &site.view;
    let view = View::of_the_public(own.state, own.as_of, own.known_at, own.readings, own.calendars);
    Site { view, writing: site.writing.clone(), ..*site }
}

/// The matters that have something public, each with it, in the order of days.
fn groups(site: &Site<'_>) -> Vec<Group> {
    let group = |matter: MatterId| {
        let items = site.view.events(matter).filter_map(|event| item(site, event)).collect::<Vec<_>>();
        // A matter that an act opened is called by the number of that act, and numbers are not public.
        let is_opened = matches!(matter.occasion, Occasion::Opened(_));
        let rule = || site.words.vocabulary.name(&site.words.agreement.rule(matter.rule).id);
        let name = if is_opened { rule() } else { site.words.matter(matter) };
        let name = site.words.language.sentence(&name);
        (!items.is_empty()).then_some(Group { name, items })
    };
    site.view.matters().filter_map(group).collect()
}

fn item(site: &Site<'_>, event: &Event) -> Option<Item> {
    // An opinion is for those who were asked, even where somebody has made its remarks public.
    if event.act.kind() == ActKind::GiveOpinion {
        return None;
    }
    let texts = (site.public_texts)(event.place).into_iter().map(text_of).collect::<Vec<_>>();
    // A fact of the public record names its source.
    if texts.is_empty() && event.source.is_none() {
        return None;
    }
    let done = site.words.act_on_record(&format!("act-{}", event.act.kind().name().replace('_', "-")));
    let until = match event.act {
        Act::OpenConsultation { until, .. } => site.say(Message::new("reply-pack-until").date("until", until)),
        _ => String::new(),
    };
    let by = site.words.language.sentence(&site.words.short_body(event.author));
    let said = Message::new("reply-pack-item").text("by", by).text("done", done).date("day", event.occurred);
    Some(Item { said: format!("{}{until}", site.say(said)), texts })
}
