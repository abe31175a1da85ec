//! Format 1 of acts: the statement and the leaf, written and read key by key.
//!
//! Frozen with the first tagged release: this file and its folder are then never edited, and a change is a new format.
//! What says nothing is absent, so that a statement has exactly one encoding.

mod leaf;
mod parts;
mod payloads;
mod rows;
mod said;
mod verbs;
mod words;

pub use leaf::{Leaf, read_signature, signature_bytes};
pub use rows::{Opening, ReferenceAct, Row, Slot, row};
pub use said::{Presence, Said, Shape};
pub use verbs::{RecordVerb, VerbKind};

use crate::act_format::{ActId, FieldFault, FieldProblem, FormatProblem, LEAF_BYTES_MAX, Lookup};
use crate::cbor::{self, Value};
use crate::commitment::Payload;
use agreement::id::{MatterId, Occasion};
use jiff::civil::{Date, Time};

/// The number of this format, with which its leaves begin.
pub const FORMAT: u64 = 1;

/// Claimed times lie before this: the first second of the year 9999, so that every offset still has a day for them.
const CLAIMED_END: u64 = 253_370_764_800;

/// The keys of a statement.
mod key {
    pub const AGREEMENT: u64 = 1;
    pub const EPOCH: u64 = 2;
    pub const ORIGIN: u64 = 3;
    pub const MATTER: u64 = 4;
    pub const KIND: u64 = 5;
    pub const POST: u64 = 6;
    pub const CLAIMED: u64 = 7;
    pub const CITES: u64 = 8;
    pub const NONCE: u64 = 9;
    pub const FIELDS: u64 = 10;
    pub const PAYLOADS: u64 = 11;
    pub const RULE: u64 = 12;
    pub const OCCURRED: u64 = 13;
    pub const AUTHOR: u64 = 14;
    pub const PAPER: u64 = 15;
}

/// What one act states. Identifiers are at most 255 bytes, without white space and control characters.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The agreement, by the name of its folder.
    pub agreement: String,
    /// The epoch, from 1.
    pub epoch: u64,
    /// The origin of the log that holds the act.
    pub origin: String,
    /// The matter it belongs to; none for opening acts, evidence, corrections and verbs of the record.
    pub matter: Option<MatterRef>,
    /// The post under which it is done; none for acts the node writes itself.
    pub post: Option<String>,
    /// The time its author claims, in POSIX seconds.
    pub claimed: u64,
    /// The heads that its author had seen, sorted by origin.
    pub cites: Vec<Head>,
    /// 16 random bytes: two acts are never the same by accident.
    pub nonce: [u8; 16],
    /// What was done.
    pub body: Body,
    /// Bytes that are not in the log, committed to.
    pub payloads: Vec<Payload>,
    /// The rule under which an opening act opens its matter, where more than one could be meant.
    pub rule: Option<String>,
    /// The day on which it was done, if not the day of the claimed time.
    pub occurred: Option<Occurred>,
    /// The body that did it, where the log's party records for one that keeps no log.
    pub author: Option<String>,
    /// How it was done.
    pub medium: Medium,
}

/// A head of a log: what was seen of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Head {
    /// The origin of the log.
    pub origin: String,
    /// How many leaves it has, at least one.
    pub size: u64,
    /// The root of its tree (RFC 6962).
    pub root: [u8; 32],
}

/// A matter as leaves name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatterRef {
    /// One that the agreement itself makes: `term`, `key_work/2018`.
    Derived(String),
    /// One that an act opened.
    Opened(ActId),
}

/// When an act was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurred {
    /// The day.
    pub date: Date,
    /// The time of that day at the agreement's offset, in whole seconds.
    pub time: Option<Time>,
}

/// How an act was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Medium {
    /// In the record itself.
    #[default]
    Record,
    /// On paper, with a scan kept by its recorder.
    Paper,
}

/// What was done.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// An act under the agreement.
    Act(ReferenceAct),
    /// A verb of the record.
    Verb(RecordVerb),
}

/// Which of a node's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKey {
    /// The key that signs the heads of its own log.
    Node,
    /// The key that cosigns the heads of the others.
    Mirror,
}

impl MatterRef {
    fn value(&self) -> Value {
        match self {
            MatterRef::Derived(name) => Value::Text(name.clone()),
            MatterRef::Opened(act) => Value::Bytes(act.0.to_vec()),
        }
    }

    fn said(value: &Value) -> Option<MatterRef> {
        match value {
            Value::Text(_) => said::identifier(value).map(MatterRef::Derived),
            _ => said::digest(value).map(|act| MatterRef::Opened(ActId(act))),
        }
    }

    /// The matter on the record of `lookup`. A derived matter has one spelling, and an opened one is never named by its place.
    pub fn matter(&self, lookup: &Lookup<'_>) -> Result<MatterId, FieldFault> {
        match self {
            MatterRef::Opened(act) => (lookup.opened)(*act).ok_or(FieldFault::UnknownAct(*act)),
            MatterRef::Derived(name) => {
                let found = lookup.agreement.matter(name);
                let found = found.filter(|matter| !matches!(matter.occasion, Occasion::Opened(_)));
                let found = found.filter(|matter| lookup.agreement.matter_name(*matter) == *name);
                found.ok_or_else(|| FieldFault::UnknownMatter(name.clone()))
            }
        }
    }
}

impl Body {
    /// The name of the kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Body::Act(act) => row(act.kind).name,
            Body::Verb(verb) => verb.kind().name(),
        }
    }

    fn fields(&self) -> Vec<(u64, Value)> {
        let said = match self {
            Body::Act(act) => act.fields.clone(),
            Body::Verb(verb) => verb.fields(),
        };
        said.iter().map(|(number, said)| (*number, said.value())).collect()
    }

    fn read(kind: &str, fields: &[(u64, Value)]) -> Result<Body, FormatProblem> {
        if let Some(kind) = rows::kind(kind) {
            let fields = rows::checked(row(kind).slots, fields)?;
            return Ok(Body::Act(ReferenceAct { kind, fields }));
        }
        let kind = VerbKind::named(kind).ok_or(FormatProblem::UnknownKind)?;
        let verb = kind.hear(&rows::checked(kind.slots(), fields)?)?;
        verb.misfit().map_or(Ok(Body::Verb(verb)), |field| Err(FormatProblem::FieldWrong { field }))
    }
}

impl Statement {
    /// The bytes of the statement, or what the format has against it: writing is judged by the reader.
    pub fn to_bytes(&self) -> Result<Vec<u8>, FormatProblem> {
        let bytes = cbor::encode(&self.value());
        if bytes.len() > LEAF_BYTES_MAX {
            return Err(FormatProblem::TooLarge { bytes: bytes.len() });
        }
        Statement::read(&bytes).map(|_| bytes)
    }

    fn value(&self) -> Value {
        let text = |text: &String| Value::Text(text.clone());
        let fields = self.body.fields();
        let mut entries = vec![
            (key::AGREEMENT, Some(text(&self.agreement))),
            (key::EPOCH, Some(Value::Unsigned(self.epoch))),
            (key::ORIGIN, Some(text(&self.origin))),
            (key::MATTER, self.matter.as_ref().map(MatterRef::value)),
            (key::KIND, Some(Value::Text(self.body.kind().to_owned()))),
            (key::POST, self.post.as_ref().map(text)),
            (key::CLAIMED, Some(Value::Unsigned(self.claimed))),
            (key::CITES, (!self.cites.is_empty()).then(|| said::heads_value(&self.cites))),
            (key::NONCE, Some(Value::Bytes(self.nonce.to_vec()))),
            (key::FIELDS, (!fields.is_empty()).then_some(Value::Map(fields))),
            (key::PAYLOADS, (!self.payloads.is_empty()).then(|| payloads::value(&self.payloads))),
            (key::RULE, self.rule.as_ref().map(text)),
            (key::OCCURRED, self.occurred.map(Occurred::value)),
            (key::AUTHOR, self.author.as_ref().map(text)),
            (key::PAPER, (self.medium == Medium::Paper).then_some(Value::Unsigned(1))),
        ];
        Value::Map(entries.drain(..).filter_map(|(key, value)| Some((key, value?))).collect())
    }

    /// Reads a statement that is all of `bytes`.
    pub fn read(bytes: &[u8]) -> Result<Statement, FormatProblem> {
        let value = cbor::decode(bytes).map_err(FormatProblem::Statement)?;
        let Value::Map(entries) = value else { return Err(FormatProblem::NotALeaf) };
        if let Some((key, _)) = entries.iter().find(|(key, _)| !(key::AGREEMENT..=key::PAPER).contains(key)) {
            return Err(FormatProblem::Unknown { key: *key });
        }
        let keys = Keys { entries: &entries };
        let kind = keys.needed(key::KIND, said::identifier)?;
        let fields = keys.given(key::FIELDS, fields)?.unwrap_or_default();
        let statement = Statement {
            agreement: keys.needed(key::AGREEMENT, said::identifier)?,
            epoch: keys.needed(key::EPOCH, |value| said::number(value).filter(|epoch| *epoch > 0))?,
            origin: keys.needed(key::ORIGIN, said::identifier)?,
            matter: keys.given(key::MATTER, MatterRef::said)?,
            body: Body::read(&kind, fields)?,
            post: keys.given(key::POST, said::identifier)?,
            claimed: keys.needed(key::CLAIMED, |value| said::number(value).filter(|time| *time < CLAIMED_END))?,
            cites: keys.given(key::CITES, said::heads)?.unwrap_or_default(),
            nonce: keys.needed(key::NONCE, |value| said::bytes(value)?.try_into().ok())?,
            payloads: keys.given(key::PAYLOADS, payloads::read)?.unwrap_or_default(),
            rule: keys.given(key::RULE, said::identifier)?,
            occurred: keys.given(key::OCCURRED, Occurred::said)?,
            author: keys.given(key::AUTHOR, said::identifier)?,
            medium: keys.given(key::PAPER, |value| Shape::Flag.said(value).map(|_| Medium::Paper))?.unwrap_or_default(),
        };
        statement.keys_fit_the_kind().map(|()| statement)
    }

    /// Opening acts name a rule and no matter, the others the reverse; verbs of the record are done by the party, here and now.
    fn keys_fit_the_kind(&self) -> Result<(), FormatProblem> {
        let opens = matches!(&self.body, Body::Act(act) if row(act.kind).effect == Opening::Opens);
        let verb = matches!(self.body, Body::Verb(_));
        let table = [
            (key::MATTER, self.matter.is_some() && (opens || verb)),
            (key::RULE, self.rule.is_some() && !opens),
            (key::OCCURRED, self.occurred.is_some() && verb),
            (key::AUTHOR, self.author.is_some() && verb),
            (key::PAPER, self.medium == Medium::Paper && verb),
        ];
        match table.into_iter().find(|(_, misplaced)| *misplaced) {
            Some((key, _)) => Err(FormatProblem::Unknown { key }),
            None => Ok(()),
        }
    }

    /// The matter on the record of `lookup`; for an opening act the rule under which it opens one.
    pub fn matter(&self, lookup: &Lookup<'_>) -> Result<Option<MatterId>, FieldProblem> {
        let problem = |fault| FieldProblem { field: "matter", fault };
        if let Some(rule) = &self.rule {
            let found = lookup.agreement.rule_id(rule).map(MatterId::standing);
            return found.map(Some).ok_or_else(|| problem(FieldFault::UnknownMatter(rule.clone())));
        }
        self.matter.as_ref().map(|matter| matter.matter(lookup).map_err(problem)).transpose()
    }
}

impl Occurred {
    fn value(self) -> Value {
        let date = Value::Text(self.date.to_string());
        Value::Array(std::iter::once(date).chain(self.time.map(|time| Value::Text(time.to_string()))).collect())
    }

    fn said(value: &Value) -> Option<Occurred> {
        match said::list(value)? {
            [date] => Some(Occurred { date: said::date(date)?, time: None }),
            [date, time] => Some(Occurred { date: said::date(date)?, time: Some(said::time(time)?) }),
            _ => None,
        }
    }
}

/// The numbered fields of key 10; no field at all is said by leaving the key out.
fn fields(value: &Value) -> Option<&[(u64, Value)]> {
    match value {
        Value::Map(fields) if !fields.is_empty() => Some(fields),
        _ => None,
    }
}

/// The entries of a statement, by key.
struct Keys<'v> {
    entries: &'v [(u64, Value)],
}

impl<'v> Keys<'v> {
    fn given<T>(&self, key: u64, read: impl FnOnce(&'v Value) -> Option<T>) -> Result<Option<T>, FormatProblem> {
        let found = self.entries.iter().find(|(known, _)| *known == key);
        found.map(|(_, value)| read(value).ok_or(FormatProblem::Wrong { key })).transpose()
    }

    fn needed<T>(&self, key: u64, read: impl FnOnce(&'v Value) -> Option<T>) -> Result<T, FormatProblem> {
        self.given(key, read)?.ok_or(FormatProblem::Missing { key })
    }
}

#[cfg(test)]
mod tests;
