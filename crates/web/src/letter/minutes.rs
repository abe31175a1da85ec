//! Minutes (會議紀要): who met and when, what was on the agenda, the text of the minutes with who has approved it, and what is to be followed up.

use super::agreement_title;
use crate::key_work::text_of;
use crate::site::Site;
use agreement::act::{Act, Event};
use agreement::id::{Digest, MatterId};
use agreement::message::Message;
use papers::paper::Block;

/// Its parts between letterhead and signature; none before the meeting was held.
pub fn blocks(site: &Site<'_>, matter: MatterId) -> Option<Vec<Block>> {
    let events = || site.view.events(matter);
    let held = held(site, matter)?;
    let name = site.words.language.sentence(&site.words.matter(matter));
    let title = Message::new("letter-minutes-title").text("agreement", agreement_title(site)).text("matter", name);
    let mut blocks =
        vec![Block::Title(site.say(title)), Block::Paragraph(site.say(Message::new("letter-held").date("day", held.occurred)))];
    if let Act::HoldMeeting { attended, host, .. } = &held.act {
        let attended = if attended.is_empty() { site.key("attendance-not-listed") } else { names(site, attended) };
        blocks.push(Block::Paragraph(site.say(Message::new("letter-attended").text("bodies", attended))));
        blocks
            .extend(host.map(|host| Block::Paragraph(site.say(Message::new("letter-host").text("body", names(site, &[host]))))));
    }
    let issues = events().filter(|event| matches!(event.act, Act::PlaceIssue { .. })).collect::<Vec<_>>();
    if !issues.is_empty() {
        blocks.push(Block::Heading(site.key("letter-agenda")));
        let numbered = issues.iter().enumerate().map(|(at, event)| format!("{}. {}", at + 1, text_of(site, event).text));
        blocks.extend(numbered.map(Block::Paragraph));
    }
    blocks.push(Block::Heading(site.key("letter-decided")));
    let minutes = events().rev().find_map(|event| match event.act {
        Act::CirculateMinutes { text } => Some((event, text)),
        _ => None,
    });
    match minutes {
        Some((event, digest)) => {
            blocks.push(Block::Paragraph(text(site, event, digest)));
            blocks.push(Block::Note(approved(site, matter, digest)));
        }
        None => blocks.push(Block::Paragraph(site.label("no-minutes-on-record"))),
    }
    blocks.extend(follow_ups(site, matter));
    Some(blocks)
}

/// The act by which the meeting was held.
pub fn held<'a>(site: &Site<'a>, matter: MatterId) -> Option<&'a Event> {
    site.view.events(matter).find(|event| matches!(event.act, Act::HoldMeeting { .. }))
}

fn text(site: &Site<'_>, event: &Event, digest: Digest) -> String {
    let here = site.texts_of(event.place, usize::MAX).into_iter().next();
    here.map_or_else(|| digest.short(), |text| text.text)
}

fn names(site: &Site<'_>, bodies: &[agreement::id::BodyId]) -> String {
    let names = bodies.iter().map(|body| site.words.body(*body)).collect::<Vec<_>>();
    site.words.language.sentence(&site.words.language.list(&names))
}

fn approved(site: &Site<'_>, matter: MatterId, digest: Digest) -> String {
    let own = site.view.events(matter).filter(|event| matches!(event.act, Act::ApproveMinutes { text } if text == digest));
    let by = own.map(|event| event.author).collect::<Vec<_>>();
    let parties = site.words.agreement.parties().filter(|party| by.contains(party)).collect::<Vec<_>>();
    site.say(Message::new("letter-approved").text("by", names(site, &parties)).text("code", digest.short()))
}

fn follow_ups(site: &Site<'_>, matter: MatterId) -> Vec<Block> {
    let row = |event: &Event| match &event.act {
        Act::AgreeFollowUp { item, by, due, .. } => Some(vec![
            item.to_string(),
            text_of(site, event).text,
            names(site, by),
            due.map(|due| site.words.date(due)).unwrap_or_default(),
        ]),
        _ => None,
    };
    let rows = site.view.events(matter).filter_map(row).collect::<Vec<_>>();
    if rows.is_empty() {
        return Vec::new();
    }
    let heads = ["key-work-number", "letter-follow-up", "page-by", "page-due"].map(|key| site.key(key)).to_vec();
    vec![
        Block::Heading(site.key("letter-follow-ups")),
        Block::Table { heads, rows, shares: vec![1, 8, 4, 3], joined: Vec::new() },
    ]
}
