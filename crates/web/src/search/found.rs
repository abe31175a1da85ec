//! What was found on record: passages of the agreement, and acts with the text that has the words.

use super::snippet::snippet;
use super::{Passage, Row, Shown, own_texts, own_words};
use crate::key_work::{List, proposals};
use crate::site::{Link, Site, Text};
use agreement::act::{Act, Event};
use agreement::id::MatterId;
use script::Query;
use words::Language;
use words::tell::event;

/// Passages in the reader's language; what only another language says so, in that one.
pub fn passages(site: &Site<'_>, shown: &Shown, query: &Query) -> Vec<Row> {
    let own = |passage: &&Passage| passage.language == site.words.language;
    let mut languages = vec![site.words.language];
    languages.extend(Language::ALL.into_iter().filter(|language| *language != site.words.language));
    // Two scripts of one language say the same: whoever reads neither needs it once.
    let twice = |language: &Language| *language == Language::ZhHans && site.words.language != Language::ZhHans;
    let mut rows: Vec<(String, Row)> = Vec::new();
    for language in languages.into_iter().filter(|language| !twice(language)) {
        for passage in shown.passages.iter().filter(|passage| passage.language == language) {
            // A provision that was found in the reader's own words is not shown again in others.
            if !own(&passage) && rows.iter().any(|(provision, _)| *provision == passage.provision) {
                continue;
            }
            let Some(snippet) = snippet(query, &passage.text) else { continue };
            let href = site.href(&format!("agreement#{}", passage.provision));
            let text = site.words.language.sentence(&site.words.vocabulary.name(&passage.provision));
            let row = Row {
                what: Link { href, text },
                sub: Vec::new(),
                act: None,
                lang: (language != site.words.language).then(|| language.tag()),
                snippet,
                mark: None,
            };
            rows.push((passage.provision.clone(), row));
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Acts of a kind whose texts are here for this reader and have the words.
pub fn acts(site: &Site<'_>, shown: &Shown, query: &Query, kind: &str) -> Vec<Row> {
    let named = shown.acts.iter().filter(|(of, _)| of == kind);
    named.filter_map(|(_, name)| act(site, query, name)).collect()
}

fn act(site: &Site<'_>, query: &Query, name: &str) -> Option<Row> {
    let place = site.words.agreement.place(name)?;
    let (matter, recorded) = site.view.state.event(place)?;
    let one = &recorded.event;
    if one.recorded > site.on() {
        return None;
    }
    let (text, snippet) = text_with(site, query, one)?;
    let by = site.words.language.sentence(&site.words.short_body(one.author));
    Some(Row {
        what: where_it_is(site, matter, one),
        sub: vec![site.words.language.sentence(&event::done(site.words, one)), by, site.words.date(one.occurred)],
        act: Some(site.act(place)),
        lang: text.lang,
        snippet,
        mark: text.mark,
    })
}

/// The first text of an act that has the words, as it is shown.
fn text_with(site: &Site<'_>, query: &Query, one: &Event) -> Option<(Text, Vec<super::Piece>)> {
    let here = (site.texts)(one.place).into_iter().map(Some).collect();
    let texts = own_texts(&one.act, here).into_iter().flatten().chain(own_words(&one.act)).map(|text| site.shown(text));
    let mut found = texts.filter_map(|text| snippet(query, &text.text).map(|snippet| (text, snippet)));
    found.next()
}

/// The page on which an act is read: that of its item, or of its matter.
fn where_it_is(site: &Site<'_>, matter: MatterId, one: &Event) -> Link {
    let item = match &one.act {
        Act::Circulate { item, .. } | Act::GiveOpinion { item, .. } | Act::ReportProgress { item, .. } => Some(*item),
        Act::CloseTask { item, .. } | Act::ParkTask { item } => Some(*item),
        _ => None,
    };
    let list = matter.year().and_then(|year| List::of(site, matter.rule, year));
    let item = list.as_ref().zip(item).filter(|(list, item)| list.items().any(|(number, _)| number == *item));
    let link = item.map_or_else(|| site.matter(matter), |(list, item)| proposals::item_of_matter(list, item));
    Link { text: site.words.language.sentence(&link.text), ..link }
}
