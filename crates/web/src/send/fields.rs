//! The fields of an act's form: one for each field of the act, filled as what it holds is filled, and the frame around them.

use super::{Target, audience, redraft};
use crate::form::{Choice, Fault, Field, Kind, Typed};
use crate::marking;
use crate::scan::SCAN_BYTES_MAX;
use crate::site::Site;
use agreement::act::{Act, ActKind, Event};
use agreement::agreement::Entry;
use agreement::events::field::Holds;
use agreement::id::{Digest, Place};
use agreement::message::Message;
use std::collections::BTreeMap;
use words::tell::event;

/// So much of a text stands beside an act that can be chosen.
const TEXT_SHOWN: usize = 60;

/// All fields of the form.
pub fn all(site: &Site<'_>, target: &Target, typed: &Typed) -> Vec<Field> {
    let named = answers(target.kind) || on_record(site, target, typed).is_some();
    let own = target.kind.form().iter().filter(|(name, ..)| !(named && *name == "text"));
    let mut fields = own.map(|field| field_of(site, target, field)).collect::<Vec<_>>();
    for field in &mut fields {
        // What the address gives is in the form from the beginning.
        let given = typed.get(field.name);
        match &mut field.kind {
            Kind::Choice(choices) if !given.is_empty() => choices.iter_mut().for_each(|one| one.chosen = one.value == given),
            Kind::Boxes(choices) => {
                let given = typed.all(field.name);
                choices.iter_mut().for_each(|one| one.chosen = given.contains(&one.value.as_str()));
            }
            _ if !given.is_empty() => field.value = given.to_owned(),
            _ => {}
        }
        // Another item has another text.
        if named && field.name == "item" {
            field.kind = Kind::Hidden;
        }
    }
    if let Some(last) = last_words(site, target, typed).or_else(|| redraft::words(site, target, typed)) {
        fields.iter_mut().filter(|field| field.name == "text").for_each(|field| field.value.clone_from(&last));
    }
    if named || target.kind == ActKind::PlaceIssue {
        fields.push(Field::new(site, "remarks", "send-remarks", Kind::Text(5)).optional());
    }
    if named || takes_scan(target.kind) {
        fields.extend(scan(site, typed));
    }
    if named || has_text(target.kind) || takes_scan(target.kind) {
        fields.extend(audience::fields(site, target));
    }
    if !typed.get("draft").is_empty() {
        fields.push(Field::new(site, "draft", "clearance", Kind::Hidden).value(typed.get("draft")));
    }
    if !target.kind.opens() || target.kind == ActKind::SendLiaison {
        let flag = Choice { value: "true".to_owned(), text: site.key("send-paper-said"), chosen: false };
        fields.push(Field::new(site, "paper", "send-paper", Kind::Boxes(vec![flag])).optional());
        fields.push(Field::new(site, "occurred", "send-occurred", Kind::Day).optional().hint(site.key("send-occurred-hint")));
    }
    fields
}

/// Whether it is asked if a word at the head is a marking: once something was found there, and as long as somebody says that it is none.
pub fn asks_unmarked(typed: &Typed, faults: &[Fault]) -> bool {
    faults.iter().any(|(_, key)| *key == "marking-at-head") || typed.get("unmarked") == "1"
}

/// The answer to the question whether a word at the head is a marking.
pub fn unmarked(site: &Site<'_>) -> Field {
    let yes = Choice { value: "1".to_owned(), text: site.key("marking-unmarked"), chosen: false };
    Field::new(site, "unmarked", "marking", Kind::Boxes(vec![yes])).optional()
}

/// What this side said last in a report on the same item: a new one seldom begins from nothing.
fn last_words(site: &Site<'_>, target: &Target, typed: &Typed) -> Option<String> {
    let item =
        typed.get("item").parse().ok().filter(|_| target.kind == ActKind::ReportProgress && typed.get("text").is_empty())?;
    let last = crate::progress::last_report(site, target.matter, item)?;
    site.written_of(last.place).into_iter().next().map(|text| text.text)
}

fn has_text(kind: ActKind) -> bool {
    kind.form().iter().any(|(_, holds, _)| *holds == Holds::Text)
}

/// Whether an act says something about a text that another act brought, and never brings one of its own.
pub fn answers(kind: ActKind) -> bool {
    matches!(kind, ActKind::GiveOpinion | ActKind::ApproveMinutes | ActKind::ReplyUse)
}

/// Whether a scan can go with acts of a kind: those that bring a text, and those that report a paper.
fn takes_scan(kind: ActKind) -> bool {
    (has_text(kind) && !audience::is_for_everybody(kind)) || kind == ActKind::ReportPaper
}

/// The scan, what is there of it already, and how paper and text are marked.
pub fn scan(site: &Site<'_>, typed: &Typed) -> Vec<Field> {
    let most = (SCAN_BYTES_MAX >> 20) as i64;
    let hint = match typed.get("scan") {
        "" => site.say(Message::new("scan-hint").number("most", most)),
        there => site.say(Message::new("scan-there").text("digest", there.chars().take(12).collect::<String>())),
    };
    let mut fields = vec![Field::new(site, "file", "scan", Kind::File).optional().hint(hint)];
    if !typed.get("scan").is_empty() {
        fields.push(Field::new(site, "scan", "scan", Kind::Hidden).value(typed.get("scan")));
        let drop = Choice { value: "1".to_owned(), text: site.key("scan-drop"), chosen: false };
        fields.push(Field::new(site, "no_scan", "scan", Kind::Boxes(vec![drop])).optional());
    }
    fields.push(Field::new(site, "marking", "marking", Kind::Choice(marking::choices(site))).optional());
    fields
}

fn field_of(site: &Site<'_>, target: &Target, (name, holds, optional): &(&'static str, Holds, bool)) -> Field {
    let label = match holds {
        Holds::Text => "send-text".to_owned(),
        _ => format!("field-{}", name.replace('_', "-")),
    };
    let kind = match holds {
        Holds::Text => Kind::Text(8),
        Holds::Number if *name == "item" && !brings_items(target.kind) => Kind::Choice(items(site, target)),
        Holds::Words if *name == "area" => Kind::Choice(areas(site)),
        Holds::Names => Kind::Boxes(entries(site)),
        Holds::Words if *name == "text" => Kind::Text(if target.kind == ActKind::ReportPaper { 2 } else { 4 }),
        Holds::Words | Holds::Number | Holds::Numbers | Holds::Time | Holds::Matter => Kind::Line,
        Holds::Flag => Kind::Boxes(vec![Choice { value: "true".to_owned(), text: site.key("word-true"), chosen: false }]),
        // What an act says is never chosen by the page: nobody agrees by not looking.
        Holds::Word(words) => {
            Kind::Choice(std::iter::once(nothing()).chain(words.iter().map(|word| worded(site, word))).collect())
        }
        Holds::Day => Kind::Day,
        Holds::Body => Kind::Choice(std::iter::once(nothing()).chain(bodies(site)).collect()),
        // Nobody writes to themselves.
        Holds::Bodies if target.kind == ActKind::SendLiaison => {
            let own = &site.words.agreement.body_of(site.party).id;
            Kind::Boxes(bodies(site).into_iter().filter(|one| one.value != *own).collect())
        }
        Holds::Bodies => Kind::Boxes(bodies(site)),
        Holds::Place => Kind::Choice(acts(site, target, name)),
        Holds::Places => Kind::Boxes(acts(site, target, name)),
    };
    let field = Field::new(site, name, &label, kind);
    let field = Field { label: site.words.language.sentence(&field.label), ..field };
    let field = match holds {
        Holds::Numbers => field.hint(site.key("send-numbers-hint")),
        // What everybody reads is said where it is typed.
        Holds::Words if target.kind == ActKind::ReportPaper => field.hint(site.key("send-paper-hint")),
        Holds::Bodies if target.kind == ActKind::SendLiaison => field.hint(site.key("send-to-hint")),
        _ => field,
    };
    if *optional { field.optional() } else { field }
}

fn worded(site: &Site<'_>, word: &str) -> Choice {
    Choice { value: word.to_owned(), text: site.words.word(word), chosen: false }
}

fn nothing() -> Choice {
    Choice { value: String::new(), text: "—".to_owned(), chosen: true }
}

/// The areas of the agreement, to choose from; the first choice is none.
pub fn areas(site: &Site<'_>) -> Vec<Choice> {
    let entries = site.words.agreement.entries.iter().filter(|entry| entry.node == "area");
    let choice = |id: &String| Choice { value: id.clone(), text: site.words.vocabulary.name(id), chosen: false };
    std::iter::once(nothing()).chain(entries.map(|entry| choice(&entry.id))).collect()
}

/// What a publication can be found under: the areas, the places, and the parties.
fn entries(site: &Site<'_>) -> Vec<Choice> {
    let listed = site.words.agreement.entries.iter().filter(|entry| matches!(entry.node, "area" | "place"));
    let choice = |entry: &Entry| Choice { value: entry.id.clone(), text: site.words.vocabulary.name(&entry.id), chosen: false };
    listed.map(choice).chain(bodies(site)).collect()
}

fn bodies(site: &Site<'_>) -> Vec<Choice> {
    let agreement = site.words.agreement;
    let choice = |party| Choice {
        value: agreement.body_of(party).id.clone(),
        text: site.words.language.sentence(&site.words.body(party)),
        chosen: false,
    };
    agreement.parties().map(choice).collect()
}

/// The acts of the matter that a field may name: those of the kind that it is about, or all of them.
fn acts(site: &Site<'_>, target: &Target, field: &str) -> Vec<Choice> {
    let about = match field {
        "merges" => Some(ActKind::ProposeTask),
        "call" => Some(ActKind::CallMeeting),
        _ => None,
    };
    let fits = |one: &&Event| about.is_none_or(|kind| one.act.kind() == kind);
    let own = |one: &&Event| field != "event" || one.place.log == site.party;
    let choices = site.view.events(target.matter).filter(fits).filter(own).map(|one| act(site, one));
    let none = (field != "merges").then(nothing);
    none.into_iter().chain(choices).collect()
}

fn act(site: &Site<'_>, one: &Event) -> Choice {
    let name = site.words.agreement.place_name(one.place);
    let by = site.words.language.sentence(&site.words.short_body(one.author));
    let text = site.texts_of(one.place, TEXT_SHOWN).into_iter().next().map_or(String::new(), |text| format!(" · {}", text.text));
    let text = format!("{} · {by} · {}{text}", site.words.place(one.place), event::done(site.words, one));
    Choice { value: name, text, chosen: false }
}

/// Whether acts of a kind can put a new item on a list.
fn brings_items(kind: ActKind) -> bool {
    matches!(kind, ActKind::Circulate | ActKind::AgreeFollowUp)
}

/// The items of a matter, each with the beginning of its newest text.
pub fn items(site: &Site<'_>, target: &Target) -> Vec<Choice> {
    let mut items = BTreeMap::new();
    for one in site.view.events(target.matter) {
        if let Act::Circulate { item, .. } | Act::AgreeFollowUp { item, .. } = &one.act {
            items.insert(*item, one.place);
        }
    }
    let choice = |(item, place): (u32, Place)| {
        let text = site.texts_of(place, TEXT_SHOWN).into_iter().next().map_or(String::new(), |text| format!(" · {}", text.text));
        let number = site.say(Message::new("send-item").number("item", i64::from(item)));
        Choice { value: item.to_string(), text: format!("{number}{text}"), chosen: false }
    };
    items.into_iter().map(choice).collect()
}

/// The text on record that an act is about: its digest, and the act that brought it. None where the act brings a text of its own.
pub fn on_record(site: &Site<'_>, target: &Target, typed: &Typed) -> Option<(Digest, Place)> {
    let item = typed.get("item").parse::<u32>().ok();
    let brought = |one: &Event| match (target.kind, &one.act) {
        (ActKind::GiveOpinion, Act::Circulate { item: number, text, .. }) => (Some(*number) == item).then_some(*text),
        (ActKind::ApproveMinutes, Act::CirculateMinutes { text }) => Some(*text),
        (ActKind::EstablishMechanism, Act::EstablishMechanism { text }) => (one.author != site.party).then_some(*text),
        (ActKind::ReplyUse, Act::NotifyUse { text }) => Some(*text),
        _ => None,
    };
    site.view.events(target.matter).rev().find_map(|one| Some((brought(one)?, one.place)))
}
