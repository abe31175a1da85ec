//! Translations of texts that are on record: shown beside the original with what they are worth, and entered by officers of this side.
//!
//! The original always stands first. A translation is of one text: once the item has a later one, it says so.

use crate::chrome::{Chrome, html};
use crate::form::{Choice, Fault, Field, Form, Kind, Typed, missing};
use crate::send::{asks_unmarked, unmarked};
use crate::site::{Link, Site, Text, text_of};
use agreement::act::Act;
use agreement::agreement::Ground;
use agreement::id::{Digest, MatterId, Place};
use agreement::message::Message;
use askama::Template;
use office::Action;
use office::translation::{Original, Standing, Translation};
use words::Language;

/// The most characters of a translation.
const CHARACTERS_MAX: usize = 50_000;

/// What stands on the page of one text's translations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The translations of it, the newest first.
    pub translations: Vec<Translation>,
    /// The form that came back.
    pub typed: Typed,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

/// A translation as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "translated.html")]
pub struct Translated {
    /// What it is: an official or courtesy translation, or a machine's draft, into which language.
    pub standing: String,
    /// Who entered it, and when.
    pub by: String,
    /// Said of a translation of another text than the current one.
    pub stale: Option<String>,
    /// The tag of its language.
    pub lang: String,
    /// What it says.
    pub text: Text,
}

/// The translations beside a text.
pub struct Beside {
    /// That of the current text in the reader's language.
    pub own: Option<Translated>,
    /// All others, the newest of each language and text.
    pub others: Vec<Translated>,
    /// What leads to the others.
    pub others_label: String,
    /// The way to enter one, for who may.
    pub enter: Option<Link>,
}

#[derive(Template)]
#[template(path = "translation.html")]
struct Page {
    chrome: Chrome,
    heading: String,
    said: String,
    back: Link,
    original_label: String,
    original: Vec<Text>,
    original_not_here: Option<String>,
    translations_label: String,
    translations: Vec<Translated>,
    form_label: String,
    form: Option<Form>,
}

/// What an address names: `ndrc/4`, the text of an act; `agreement/art_12`, a provision. None if there is no text to translate.
pub fn original(site: &Site<'_>, about: &str) -> Option<Original> {
    if let Some(provision) = about.strip_prefix("agreement/") {
        let digest = provision_digest(site, provision)?;
        return Some(Original { about: about.to_owned(), item: None, text_digest: digest.to_string() });
    }
    let place = site.words.agreement.place(about)?;
    let (matter, recorded) = site.view.state.event(place)?;
    if recorded.event.recorded > site.on() {
        return None;
    }
    let digest = digest_at(site, place)?;
    let item = match &recorded.event.act {
        Act::Circulate { item, .. } | Act::AgreeFollowUp { item, .. } => Some(*item),
        _ => None,
    };
    let item = item.map(|item| (site.words.agreement.matter_name(matter), item));
    Some(Original { about: about.to_owned(), item, text_digest: digest })
}

fn provision_digest(site: &Site<'_>, provision: &str) -> Option<Digest> {
    let found = site.words.agreement.cites.iter().find(|(id, _)| id == provision)?;
    if let Ground::Provision { hash, .. } = &found.1 { *hash } else { None }
}

/// The digest of the first text of an act that is here.
fn digest_at(site: &Site<'_>, place: Place) -> Option<String> {
    Some(Digest::of((site.texts)(place).first()?.as_bytes()).to_string())
}

/// The digest of the text that now stands where a translation was made: that of the item's newest text, or of the act or provision.
fn current(site: &Site<'_>, original: &Original) -> Option<String> {
    if let Some((matter, item)) = &original.item {
        let matter = site.words.agreement.matter(matter)?;
        return newest_of_item(site, matter, *item).and_then(|place| digest_at(site, place));
    }
    self::original(site, &original.about).map(|now| now.text_digest)
}

fn newest_of_item(site: &Site<'_>, matter: MatterId, number: u32) -> Option<Place> {
    let brings = |act: &Act| match act {
        Act::Circulate { item, .. } | Act::AgreeFollowUp { item, .. } => *item == number,
        _ => false,
    };
    site.view.events(matter).rev().find(|one| brings(&one.act)).map(|one| one.place)
}

/// What a translation is, in words.
pub fn standing(site: &Site<'_>, one: &Translation) -> String {
    let language = Language::from_tag(&one.language).map_or(one.language.as_str(), |language| match language {
        Language::ZhHant => "translation-into-zh-hant",
        Language::ZhHans => "translation-into-zh-hans",
        Language::En => "translation-into-en",
        Language::Pt => "translation-into-pt",
    });
    let key = match one.standing {
        Standing::Official => "translation-official",
        Standing::Courtesy => "translation-courtesy",
        Standing::MachineDraft => "translation-machine-draft",
    };
    site.say(Message::new(key).text("language", site.key(language)))
}

/// What is translated, in words.
pub fn name(site: &Site<'_>, one: &Translation) -> String {
    about_in_words(site, &one.original.about)
}

fn about_in_words(site: &Site<'_>, about: &str) -> String {
    if let Some(provision) = about.strip_prefix("agreement/") {
        return site.words.language.sentence(&site.words.vocabulary.name(provision));
    }
    let place = site.words.agreement.place(about).map(|place| site.words.place(place));
    site.say(Message::new("page-act-at").text("place", place.unwrap_or_else(|| about.to_owned())))
}

fn translated(site: &Site<'_>, one: &Translation) -> Translated {
    let is_stale = current(site, &one.original).is_some_and(|now| now != one.original.text_digest);
    let by = Message::new("translation-by").text("name", &one.by).date("day", one.day);
    let is_chinese = Language::from_tag(&one.language).is_some_and(Language::is_chinese);
    let text = if is_chinese { site.shown(one.text.clone()) } else { text_of(one.text.clone()) };
    Translated {
        standing: standing(site, one),
        by: site.say(by),
        stale: is_stale.then(|| site.key("translation-stale")),
        lang: if is_chinese { text.lang.unwrap_or("zh-Hant").to_owned() } else { one.language.clone() },
        text,
    }
}

/// The translations that stand beside the text at a place.
pub fn beside(site: &Site<'_>, about: &str) -> Beside {
    let now = original(site, about);
    let fits = |one: &&Translation| match &now {
        Some(now) if now.item.is_some() => one.original.item == now.item,
        _ => one.original.about == about,
    };
    let mut newest: Vec<&Translation> = Vec::new();
    // On an earlier day nobody had entered it yet.
    let entered = site.translations.iter().filter(|one| one.day <= site.on());
    for one in entered.filter(fits) {
        let known =
            |other: &&Translation| other.language == one.language && other.original.text_digest == one.original.text_digest;
        if !newest.iter().any(known) {
            newest.push(one);
        }
    }
    let digest = now.as_ref().map(|now| now.text_digest.as_str());
    let is_own =
        |one: &&&Translation| one.language == site.words.language.tag() && Some(one.original.text_digest.as_str()) == digest;
    let own = newest.iter().find(is_own).copied();
    let others: Vec<&Translation> = newest.into_iter().filter(|one| !own.is_some_and(|own| std::ptr::eq(own, *one))).collect();
    let may = site.visitor.is_some_and(|visitor| visitor.may(Action::Draft));
    Beside {
        own: own.map(|one| translated(site, one)),
        others_label: site.say(Message::new("translation-others").number("count", others.len() as i64)),
        others: others.into_iter().map(|one| translated(site, one)).collect(),
        enter: (may && now.is_some())
            .then(|| Link { href: site.href(&format!("translation/{about}")), text: site.key("translation-enter") }),
    }
}

/// The page of one text's translations, with the form for another one.
pub fn page(site: &Site<'_>, about: &str, shown: &Shown) -> Option<String> {
    let now = original(site, about)?;
    let place = site.words.agreement.place(about).filter(|_| !about.starts_with("agreement/"));
    let back = match place {
        Some(place) => site.act(place),
        None => Link { href: site.href(&about.replacen('/', "#", 1)), text: about_in_words(site, about) },
    };
    let title = site.say(Message::new("translation-of").text("what", about_in_words(site, about)));
    let original: Vec<Text> = match place {
        Some(place) => site.written_of(place).into_iter().take(1).collect(),
        None => {
            let printed = site.official.iter().find(|one| about.strip_prefix("agreement/") == Some(&one.id));
            printed.map(|one| one.paragraphs.iter().cloned().map(text_of).collect()).unwrap_or_default()
        }
    };
    let may = site.visitor.is_some_and(|visitor| visitor.may(Action::Draft));
    Some(html(&Page {
        chrome: Chrome::of(site, &format!("translation/{about}"), &title),
        heading: title,
        said: site.key("translation-said"),
        back,
        original_label: site.key("translation-original"),
        // Whoever translates needs the signs that were written.
        original_not_here: (place.is_none() && original.is_empty()).then(|| site.key("translation-text-not-here")),
        original,
        translations_label: site.key("translation-kept"),
        translations: shown.translations.iter().map(|one| translated(site, one)).collect(),
        form_label: site.key("translation-enter"),
        form: may.then(|| form(site, about, &now, shown).back(site, &shown.typed, &shown.faults)),
    }))
}

fn form(site: &Site<'_>, about: &str, now: &Original, shown: &Shown) -> Form {
    let language =
        |one: &Language| Choice { value: one.tag().to_owned(), text: one.name().to_owned(), chosen: *one == site.words.language };
    let may = |standing: &Standing| *standing != Standing::Official || may_be_official(site);
    let standing = |one: Standing| Choice {
        value: one.name().to_owned(),
        text: site.key(&format!("translation-{}-is", one.name().replace('_', "-"))),
        chosen: one == Standing::Courtesy,
    };
    let standings = Standing::ALL.into_iter().filter(may).map(standing).collect();
    let mut fields = vec![
        Field::new(site, "text_digest", "translation", Kind::Hidden).value(&now.text_digest),
        Field::new(site, "language", "translation-language", Kind::Choice(Language::ALL.iter().map(language).collect())),
        Field::new(site, "standing", "translation-standing", Kind::Choice(standings)),
        Field::new(site, "text", "translation-text", Kind::Text(10)),
    ];
    fields.extend(asks_unmarked(&shown.typed, &shown.faults).then(|| unmarked(site)));
    let mut form = Form::new(site, "translation", &format!("translation/{about}"), "translation-keep").fields(fields);
    form.audience = Some(site.key("translation-audience"));
    form
}

/// What this side calls official is for whoever speaks for it.
fn may_be_official(site: &Site<'_>) -> bool {
    site.visitor.is_some_and(|visitor| visitor.may(Action::Send))
}

/// Reads a translation of the form; none if there is no such text.
pub fn read(site: &Site<'_>, about: &str, typed: &Typed) -> Option<Result<Translation, Vec<Fault>>> {
    let now = original(site, about)?;
    let mut faults = missing(typed, &["language", "standing", "text"]);
    let language = Language::from_tag(typed.get("language"));
    faults.extend((language.is_none() && !typed.get("language").is_empty()).then_some(("language", "form-not-understood")));
    let standing = Standing::named(typed.get("standing")).filter(|one| *one != Standing::Official || may_be_official(site));
    faults.extend((standing.is_none() && !typed.get("standing").is_empty()).then_some(("standing", "form-not-understood")));
    faults.extend((typed.get("text").chars().count() > CHARACTERS_MAX).then_some(("text", "form-too-long")));
    // The form was made for the text that was read; what has taken its place meanwhile was not translated.
    faults.extend((typed.get("text_digest") != now.text_digest).then_some(("text", "translation-other-text")));
    Some(match (language, standing) {
        (Some(language), Some(standing)) if faults.is_empty() => Ok(Translation {
            original: now,
            language: language.tag().to_owned(),
            standing,
            text: typed.get("text").replace("\r\n", "\n"),
            by: String::new(),
            day: site.today,
        }),
        _ => Err(faults),
    })
}
