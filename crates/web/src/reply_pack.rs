//! The reply pack: what may be said to legislators and to the press as of a day. Only texts that are public, and only what the public record knew by
//! then: no party's opinions, no lateness, no act numbers.

use crate::chrome::{Chrome, html};
use crate::download::{File, name, sample};
use crate::front;
use crate::grounds::Ground;
use crate::letter::tongue;
use crate::only_under;
use crate::site::{Link, Site, Text, text_of};
use agreement::act::{Act, ActKind, Event};
use agreement::id::{MatterId, Occasion};
use agreement::matter::Recorded;
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
    withheld_label: String,
    withheld: Vec<Withheld>,
}

/// What was put before the public under some readings only. It is not for any reply; whoever writes one knows of it.
struct Withheld {
    said: String,
    act: Link,
    grounds: Vec<Ground>,
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
        withheld_label: site.key("reply-pack-withheld"),
        withheld: withheld(site),
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
    Site { view, writing: site.writing.clone(), turn: site.turn.clone(), ..*site }
}

/// The matters that have something public, each with it, in the order of days.
fn groups(site: &Site<'_>) -> Vec<Group> {
    let group = |matter: MatterId| {
        let told = site.view.recorded(matter).iter().filter(|recorded| !only_under::is_withheld(site, recorded));
        let items = told.filter_map(|recorded| item(site, &recorded.event)).collect::<Vec<_>>();
        // A matter that an act opened is called by the number of that act, and numbers are not public.
        let is_opened = matches!(matter.occasion, Occasion::Opened(_));
        let rule = || site.words.vocabulary.name(&site.words.agreement.rule(matter.rule).id);
        let name = if is_opened { rule() } else { site.words.matter(matter) };
        let name = site.words.language.sentence(&name);
        (!items.is_empty()).then_some(Group { name, items })
    };
    site.view.matters().filter_map(group).collect()
}

fn withheld(site: &Site<'_>) -> Vec<Withheld> {
    let recorded = site.view.matters().flat_map(|matter| site.view.recorded(matter));
    let one = |recorded: &&Recorded| Withheld {
        said: said(site, &recorded.event),
        act: site.act(recorded.event.place),
        grounds: only_under::grounds(site, &recorded.event, &recorded.under),
    };
    recorded.filter(|recorded| only_under::is_withheld(site, recorded)).map(one).collect()
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
    let until = match event.act {
        Act::OpenConsultation { until, .. } => site.say(Message::new("reply-pack-until").date("until", until)),
        _ => String::new(),
    };
    Some(Item { said: format!("{}{until}", said(site, event)), texts })
}

/// Who did what, and when.
fn said(site: &Site<'_>, event: &Event) -> String {
    let done = site.words.act_on_record(&format!("act-{}", event.act.kind().name().replace('_', "-")));
    let by = site.words.language.sentence(&site.words.short_body(event.author));
    site.say(Message::new("reply-pack-item").text("by", by).text("done", done).date("day", event.occurred))
}
