//! What was found in what this side keeps for itself: drafts, departments' answers, translations.

use super::snippet::snippet;
use super::{Row, Shown};
use crate::send;
use crate::site::{Link, Site, text_of};
use agreement::id::MatterId;
use agreement::message::Message;
use script::Query;

/// Everything of it that has the words, drafts first.
pub fn rows(site: &Site<'_>, shown: &Shown, query: &Query) -> Vec<Row> {
    drafts(site, shown, query).into_iter().chain(answers(site, shown, query)).chain(translations(site, shown, query)).collect()
}

fn row(site: &Site<'_>, query: &Query, what: Link, sub: Vec<String>, text: &str) -> Option<Row> {
    let shown = site.shown(text.to_owned());
    let snippet = snippet(query, &shown.text)?;
    Some(Row { what, sub, act: None, lang: shown.lang, snippet, mark: shown.mark })
}

/// The name of a matter as it begins a line; its id, if it is none of this agreement.
fn matter(site: &Site<'_>, name: &str) -> (Option<MatterId>, String) {
    let found = site.words.agreement.matter(name);
    let said = found.map_or_else(|| name.to_owned(), |matter| site.words.language.sentence(&site.words.matter(matter)));
    (found, said)
}

fn drafts(site: &Site<'_>, shown: &Shown, query: &Query) -> Vec<Row> {
    let one = |(draft, typed): &(crate::clearance::DraftRow, crate::form::Typed)| {
        let kind = send::kind_named(&draft.act);
        let name = kind.map_or_else(|| draft.act.clone(), |kind| site.words.language.sentence(&send::name(site, kind)));
        let what = Link { href: site.href(&format!("clearance/{}", draft.id)), text: name };
        let state = site.key(&format!("draft-{}", draft.state.name()));
        let sub = vec![site.key("search-draft"), state, matter(site, &draft.matter).1, draft.author.clone(), draft.at.said(site)];
        let texts = ["text", "remarks", "name", "condition"].into_iter().map(|field| typed.get(field));
        texts.filter(|text| !text.is_empty()).find_map(|text| row(site, query, what.clone(), sub.clone(), text))
    };
    shown.drafts.iter().filter_map(one).collect()
}

fn answers(site: &Site<'_>, shown: &Shown, query: &Query) -> Vec<Row> {
    let one = |(name, answer): &(String, office::department::Answer)| {
        let (_, said) = matter(site, name);
        let item = site.say(Message::new("send-item").number("item", i64::from(answer.item)));
        let what = Link { href: site.href(&format!("departments/{name}")), text: said };
        let sub = vec![site.key("search-answer"), item, site.words.word(&answer.opinion), site.words.date(answer.day)];
        row(site, query, what, sub, &format!("{}: {}", answer.department, answer.remarks))
    };
    shown.answers.iter().filter_map(one).collect()
}

fn translations(site: &Site<'_>, shown: &Shown, query: &Query) -> Vec<Row> {
    let one = |one: &office::translation::Translation| {
        let what =
            Link { href: site.href(&format!("translation/{}", one.original.about)), text: crate::translation::name(site, one) };
        let sub = vec![crate::translation::standing(site, one), one.by.clone(), site.words.date(one.day)];
        let found = row(site, query, what, sub, &one.text)?;
        let lang =
            words::Language::from_tag(&one.language).filter(|language| !language.is_chinese()).map(|language| language.tag());
        Some(Row { lang: lang.or(found.lang).or(text_of(one.text.clone()).lang), ..found })
    };
    shown.translations.iter().filter_map(one).collect()
}
