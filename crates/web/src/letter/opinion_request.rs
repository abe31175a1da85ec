//! The letter asking for opinions (徵求意見函): from the convener to those who are asked, and from any other party to its own departments.

use super::{Asked, addressed, agreement_title};
use crate::key_work::row::area_of;
use crate::key_work::{List, text_of};
use agreement::act::{Act, Opinion};
use agreement::id::{BodyId, Digest};
use agreement::kinds::opinion_round::{Item, Stance};
use agreement::message::Message;
use jiff::civil::Date;
use papers::paper::Block;

/// To whom the letter goes where nobody types another.
pub fn addressee(list: &List<'_, '_>) -> String {
    let site = list.site;
    if site.party != list.rule.round.convener {
        return site.key("letter-own-departments");
    }
    let name = |body: &BodyId| site.words.language.sentence(&site.words.body(*body));
    list.rule.round.asked.iter().map(name).collect::<Vec<_>>().join(&site.key("letter-and"))
}

/// Its parts between letterhead and signature.
pub fn blocks(list: &List<'_, '_>, asked: &Asked) -> Vec<Block> {
    let site = list.site;
    let items = open(list);
    let about = |key| Message::new(key).text("agreement", agreement_title(site)).number("year", i64::from(list.year));
    let due = items.iter().filter_map(|(_, item)| due(list, item)).min();
    let by = match due {
        Some(due) => site.say(Message::new("letter-answer-by").date("due", due)),
        None => site.key("letter-answer-soon"),
    };
    let words = Opinion::WORDS.iter().map(|word| site.words.word(word)).collect::<Vec<_>>();
    let cite = site.words.cite(site.words.agreement.rule(list.matter.rule).cite);
    let opening = about("letter-request-opening").text("cite", cite).number("count", items.len() as i64);
    vec![
        Block::Title(site.say(about("letter-request-title"))),
        addressed(site, &asked.to, addressee(list)),
        Block::Paragraph(site.say(opening)),
        Block::Paragraph(by),
        Block::Paragraph(site.say(Message::new("letter-request-words").text("words", site.words.language.list(&words)))),
        Block::Paragraph(site.label("silence-is-not-consent") + &site.key("letter-stop")),
        Block::Paragraph(site.key("letter-request-closing")),
    ]
}

/// What follows after the signature: the texts that are asked about.
pub fn annex(list: &List<'_, '_>) -> Vec<Block> {
    let site = list.site;
    vec![
        Block::Annex(site.key("letter-annex")),
        Block::Table {
            heads: ["key-work-number", "sheet-area", "opinion-round-asked", "letter-check-code"]
                .map(|key| site.key(key))
                .to_vec(),
            rows: open(list).into_iter().map(|(number, item)| row(list, number, item)).collect(),
            shares: vec![1, 3, 9, 2],
            joined: Vec::new(),
        },
    ]
}

/// The items on which somebody is still to answer; all of them where nobody is.
fn open<'l, 'a>(list: &'l List<'_, 'a>) -> Vec<(u32, &'l Item<'a>)> {
    let awaited = |item: &Item<'_>| list.rule.round.asked.iter().any(|body| matches!(item.stance(*body), Stance::Awaited(_)));
    let live = list.items().filter(|(_, item)| item.is_live()).collect::<Vec<_>>();
    let open = live.iter().filter(|(_, item)| awaited(item)).copied().collect::<Vec<_>>();
    if open.is_empty() { list.items().collect() } else { open }
}

fn due(list: &List<'_, '_>, item: &Item<'_>) -> Option<Date> {
    let asked = list.rule.round.asked.iter().filter(|body| matches!(item.stance(**body), Stance::Awaited(_)));
    asked.filter_map(|body| item.due(&list.site.view, *body)).map(|due| due.day).min()
}

fn row(list: &List<'_, '_>, number: u32, item: &Item<'_>) -> Vec<String> {
    let text = item.current.map(|event| text_of(list.site, event).text).unwrap_or_default();
    let words = list.site.words;
    let area = area_of(list, number).map(|area| words.language.sentence(&words.vocabulary.name(area))).unwrap_or_default();
    let digest = item.current.and_then(|event| match event.act {
        Act::Circulate { text, .. } => Some(text),
        _ => None,
    });
    vec![number.to_string(), area, text, digest.map(|digest: Digest| digest.short()).unwrap_or_default()]
}
