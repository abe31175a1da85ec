//! Events in JSON: a list of objects, each an act with its fields; texts are given as such or as their digests.
//!
//! `[{"act":"give_opinion","by":"guangdong","on":"key_work/2018","occurred":"2018-02-05","opinion":"agree","item":7,…}]`

use super::draft::{self, Draft};
use super::field::Raw;
use crate::agreement::Agreement;
use crate::message::Message;
use crate::problem::Problems;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// Reads events; with any problem there are none.
pub fn read(agreement: &Agreement, text: &str) -> Result<Vec<Draft>, Problems> {
    let mut problems = Problems::default();
    let list: Vec<&RawValue> = parsed(text, text, &mut problems).unwrap_or_default();
    let drafts: Vec<Draft> = list.into_iter().filter_map(|one| event(agreement, text, one, &mut problems)).collect();
    problems.or(drafts)
}

/// Where `part`, a slice of `whole`, begins.
fn offset(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize)
}

fn parsed<'t, T>(whole: &str, part: &'t str, problems: &mut Problems) -> Option<T>
where
    T: FromJson<'t>,
{
    T::from_json(part)
        .map_err(|error| {
            let before: usize = part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let at = offset(whole, part) + before + error.column().saturating_sub(1);
            problems.add((at, 1), Message::new("json-syntax").text("detail", error.to_string()));
        })
        .ok()
}

/// The two shapes that events are read through, keeping the place of every part.
trait FromJson<'t>: Sized {
    fn from_json(text: &'t str) -> serde_json::Result<Self>;
}

impl<'t> FromJson<'t> for Vec<&'t RawValue> {
    fn from_json(text: &'t str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }
}

impl<'t> FromJson<'t> for BTreeMap<String, &'t RawValue> {
    fn from_json(text: &'t str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }
}

fn words(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Number(number) => Some(vec![number.to_string()]),
        Value::Bool(flag) => Some(vec![flag.to_string()]),
        Value::Array(values) => values.iter().map(|value| words(value)?.pop()).collect(),
        Value::Null | Value::Object(_) => None,
    }
}

fn event(agreement: &Agreement, text: &str, raw: &RawValue, problems: &mut Problems) -> Option<Draft> {
    let span = (offset(text, raw.get()), 1);
    let object: BTreeMap<String, &RawValue> = parsed(text, raw.get(), problems)?;
    let mut given: BTreeMap<String, Raw> = BTreeMap::new();
    for (name, part) in object {
        let at = (offset(text, part.get()), part.get().len());
        let value: Option<Value> = serde_json::from_str(part.get()).ok();
        match value.as_ref().and_then(words) {
            Some(words) => drop(given.insert(name, Raw { words, span: at })),
            None => {
                problems.add(at, Message::new("wrong-value").text("name", name).text("given", part.get()).text("expected", "…"))
            }
        }
    }
    let mut single = |name: &str, problems: &mut Problems| {
        let word = given.remove(name).and_then(|raw| raw.words.first().map(|word| (word.clone(), raw.span)));
        if word.is_none() {
            problems.add(span, Message::new("missing-field").text("name", name).text("act", "…"));
        }
        word
    };
    let (act, by) = (single("act", problems), single("by", problems));
    let (name, at) = act?;
    let kind = draft::kind_named(&name, at, problems)?;
    let (by, at) = by?;
    let Some(author) = agreement.body(&by) else {
        problems.add(at, Message::new("unknown-id").text("id", by).text("nearest", ""));
        return None;
    };
    if !given.contains_key("occurred") {
        problems.add(span, Message::new("missing-field").text("name", "occurred").text("act", kind.name()));
    }
    let log = draft::own_log(agreement, author);
    let read = Draft::read(agreement, kind, author, log, given.into_iter().collect(), span, problems)?;
    Some(Draft { recorded: read.recorded.or(read.occurred), ..read })
}
