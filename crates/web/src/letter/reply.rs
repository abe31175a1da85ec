//! The letter of reply (覆函): what this side says to each item that it was asked about. What is not on record yet is left to be filled in.

use super::{Asked, addressed, agreement_title, usual_addressee};
use crate::key_work::{List, text_of};
use crate::party_marks::opinion;
use agreement::act::{Act, Event};
use agreement::kinds::opinion_round::{Item, Stance};
use agreement::message::Message;
use jiff::civil::Date;
use office::letter::LetterKind;
use papers::paper::Block;

/// Its parts between letterhead and signature; none for a party that nobody asks.
pub fn blocks(list: &List<'_, '_>, asked: &Asked) -> Option<Vec<Block>> {
    let site = list.site;
    let day = circulated(list)?;
    let items = items(list);
    let about = |key| Message::new(key).text("agreement", agreement_title(site)).number("year", i64::from(list.year));
    Some(vec![
        Block::Title(site.say(about("letter-reply-title"))),
        addressed(site, &asked.to, usual_addressee(site, LetterKind::Reply, list.matter)),
        Block::Paragraph(site.say(about("letter-reply-opening").date("day", day))),
        Block::Table {
            heads: ["key-work-number", "opinion-round-asked", "letter-our-opinion", "send-remarks"]
                .map(|key| site.key(key))
                .to_vec(),
            rows: items.iter().map(|(number, item)| row(list, *number, item)).collect(),
            shares: vec![1, 7, 3, 6],
            joined: Vec::new(),
        },
        Block::Paragraph(site.key("letter-reply-closing")),
    ])
}

/// The day on which the newest of the texts was circulated; none for a party that nobody asks.
pub fn circulated(list: &List<'_, '_>) -> Option<Date> {
    let is_asked = list.rule.round.asked.contains(&list.site.party);
    let items = if is_asked { items(list) } else { Vec::new() };
    items.iter().filter_map(|(_, item)| item.since).map(|event| event.occurred).max()
}

/// The items on the list; all of them where none is on it any more.
fn items<'l, 'a>(list: &'l List<'_, 'a>) -> Vec<(u32, &'l Item<'a>)> {
    let live = list.items().filter(|(_, item)| item.is_live()).collect::<Vec<_>>();
    if live.is_empty() { list.items().collect() } else { live }
}

fn row(list: &List<'_, '_>, number: u32, item: &Item<'_>) -> Vec<String> {
    let site = list.site;
    let text = item.current.map(|event| text_of(site, event).text).unwrap_or_default();
    let said = |event: &Event| {
        let letter = match event.act {
            Act::GiveOpinion { letter_says_consent: true, .. } => format!("\n{}", site.key("letter-says-consent")),
            _ => String::new(),
        };
        let remarks = site.texts_of(event.place, usize::MAX).into_iter().map(|remarks| remarks.text);
        let remarks = remarks.filter(|remarks| *remarks != text).collect::<Vec<_>>();
        (opinion(site, event) + &letter, remarks.join("\n"))
    };
    let (opinion, remarks) = match item.stance(site.party) {
        Stance::Awaited(_) => (site.key("letter-to-fill"), String::new()),
        Stance::Consents(event) | Stance::Unclear(event) | Stance::Withheld(_, event) => said(event),
    };
    vec![number.to_string(), text, opinion, remarks]
}
