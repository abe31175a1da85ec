//! What a field says, between its bytes and the engine: bodies by identifier, acts and opened matters by `ActId`.
//!
//! It can be checked and shown without the record; only the last step, from what was said to an act, needs the record.

use super::{Head, MatterRef};
use crate::act_format::ActId;
use crate::cbor::Value;
use jiff::civil::{Date, Time};

/// The largest number in a field that counts something: items, years, working days. The same as in scripts.
const NUMBER_MAX: u64 = 1_000_000;

/// The largest size of a log: what fits into a signed integer of 64 bits everywhere.
const SIZE_MAX: u64 = i64::MAX as u64;

/// The longest identifier, in bytes.
const IDENTIFIER_BYTES_MAX: usize = 255;

/// The form of a field in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// An unsigned integer up to a million.
    Number,
    /// The size of a log, below 2^63.
    Size,
    /// One word of a closed list, as text.
    Word(&'static [&'static str]),
    /// Text, not empty.
    Text,
    /// A day, `2018-02-05`.
    Date,
    /// A time of day, `11:59:59`.
    Time,
    /// 32 bytes.
    Digest,
    /// A body's identifier.
    Body,
    /// The name of an act, 32 bytes.
    Act,
    /// A derived matter as text, or the name of the act that opened it.
    Matter,
    /// The integer 1; absent otherwise.
    Flag,
    /// Bytes, not empty.
    Bytes,
    /// Heads of logs, sorted by origin.
    Heads,
    /// Several of one form, not none.
    List(&'static Shape),
}

/// Whether a field must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always.
    Required,
    /// Only if there is something to say; nothing is said by absence alone.
    Optional,
}

/// The value of a field as a leaf says it.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// A number or size.
    Number(u64),
    /// A word of a closed list.
    Word(&'static str),
    /// Text.
    Text(String),
    /// A day.
    Date(Date),
    /// A time of day.
    Time(Time),
    /// A digest or root.
    Digest([u8; 32]),
    /// A body's identifier.
    Body(String),
    /// An act.
    Act(ActId),
    /// A matter.
    Matter(MatterRef),
    /// A flag that is up.
    Flag,
    /// Bytes.
    Bytes(Vec<u8>),
    /// Heads of logs.
    Heads(Vec<Head>),
    /// Several values.
    List(Vec<Said>),
}

impl Said {
    /// The value in bytes.
    pub fn value(&self) -> Value {
        match self {
            Said::Number(number) => Value::Unsigned(*number),
            Said::Word(word) => Value::Text((*word).to_owned()),
            Said::Text(text) | Said::Body(text) => Value::Text(text.clone()),
            Said::Date(date) => Value::Text(date.to_string()),
            Said::Time(time) => Value::Text(time.to_string()),
            Said::Digest(digest) | Said::Act(ActId(digest)) => Value::Bytes(digest.to_vec()),
            Said::Matter(matter) => matter.value(),
            Said::Flag => Value::Unsigned(1),
            Said::Bytes(bytes) => Value::Bytes(bytes.clone()),
            Said::Heads(heads) => heads_value(heads),
            Said::List(list) => Value::Array(list.iter().map(Said::value).collect()),
        }
    }
}

impl Shape {
    /// What `value` says under this form; `None` if it is of another.
    pub fn said(&self, value: &Value) -> Option<Said> {
        match self {
            Shape::Number => number(value).filter(|number| *number <= NUMBER_MAX).map(Said::Number),
            Shape::Size => size(value).map(Said::Number),
            Shape::Word(words) => {
                let word = text(value)?;
                words.iter().find(|known| **known == word).map(|known| Said::Word(known))
            }
            Shape::Text => text(value).map(|text| Said::Text(text.to_owned())),
            Shape::Date => date(value).map(Said::Date),
            Shape::Time => time(value).map(Said::Time),
            Shape::Digest => digest(value).map(Said::Digest),
            Shape::Body => identifier(value).map(Said::Body),
            Shape::Act => digest(value).map(|digest| Said::Act(ActId(digest))),
            Shape::Matter => MatterRef::said(value).map(Said::Matter),
            Shape::Flag => (*value == Value::Unsigned(1)).then_some(Said::Flag),
            Shape::Bytes => bytes(value).map(|bytes| Said::Bytes(bytes.to_vec())),
            Shape::Heads => heads(value).map(Said::Heads),
            Shape::List(shape) => {
                let items: Option<Vec<Said>> = list(value)?.iter().map(|item| shape.said(item)).collect();
                items.map(Said::List)
            }
        }
    }
}

/// An unsigned integer.
pub fn number(value: &Value) -> Option<u64> {
    match value {
        Value::Unsigned(number) => Some(*number),
        _ => None,
    }
}

/// The size of a log.
pub fn size(value: &Value) -> Option<u64> {
    number(value).filter(|size| *size <= SIZE_MAX)
}

/// Text that is not empty.
pub fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}

/// An identifier as text.
pub fn identifier(value: &Value) -> Option<String> {
    text(value).filter(|text| is_identifier(text)).map(str::to_owned)
}

/// Whether `text` is an identifier: 1 to 255 bytes, without white space and control characters.
pub fn is_identifier(text: &str) -> bool {
    let plain = text.chars().all(|c| !c.is_whitespace() && !c.is_control());
    plain && (1..=IDENTIFIER_BYTES_MAX).contains(&text.len())
}

/// Bytes that are not empty.
pub fn bytes(value: &Value) -> Option<&[u8]> {
    match value {
        Value::Bytes(bytes) if !bytes.is_empty() => Some(bytes),
        _ => None,
    }
}

/// 32 bytes.
pub fn digest(value: &Value) -> Option<[u8; 32]> {
    bytes(value)?.try_into().ok()
}

/// An array that is not empty.
pub fn list(value: &Value) -> Option<&[Value]> {
    match value {
        Value::Array(items) if !items.is_empty() => Some(items),
        _ => None,
    }
}

/// A day in its only form, `YYYY-MM-DD`: no year before 0000.
pub fn date(value: &Value) -> Option<Date> {
    let text = text(value)?;
    text.parse().ok().filter(|date: &Date| text.len() == 10 && date.to_string() == text)
}

/// A time of day in its only form, whole seconds.
pub fn time(value: &Value) -> Option<Time> {
    let text = text(value)?;
    text.parse().ok().filter(|time: &Time| text.len() == 8 && time.to_string() == text)
}

/// Heads of logs, sorted by origin, each once, none of an empty log.
pub fn heads(value: &Value) -> Option<Vec<Head>> {
    let heads: Option<Vec<Head>> = list(value)?.iter().map(head).collect();
    heads.filter(|heads| heads.is_sorted_by(|a, b| a.origin.as_bytes() < b.origin.as_bytes()))
}

fn head(value: &Value) -> Option<Head> {
    let [origin, held, root] = list(value)? else { return None };
    Some(Head { origin: identifier(origin)?, size: size(held).filter(|size| *size > 0)?, root: digest(root)? })
}

/// Heads as bytes.
pub fn heads_value(heads: &[Head]) -> Value {
    let one = |head: &Head| {
        Value::Array(vec![Value::Text(head.origin.clone()), Value::Unsigned(head.size), Value::Bytes(head.root.to_vec())])
    };
    Value::Array(heads.iter().map(one).collect())
}
