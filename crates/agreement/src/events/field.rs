//! Fields of an act as a source gives them, before they are typed: one reader for scripts, facts and JSON.

use crate::agreement::Agreement;
use crate::id::{BodyId, Digest, MatterId, Place};
use crate::message::{Arg, Message};
use crate::problem::Problems;
use crate::rule_file::tree::nearest;
use jiff::civil::Date;

/// A value as its source gives it, with the bytes where it stands.
#[derive(Clone, Debug)]
pub struct Raw {
    /// The words given: one, or several for a list; a flag alone gives none.
    pub words: Vec<String>,
    /// Bytes in the source.
    pub span: (usize, usize),
}

/// The fields of one act, and where problems about them go.
pub struct Fields<'a> {
    /// The agreement whose words the fields use.
    pub agreement: &'a Agreement,
    given: Vec<(String, Raw)>,
    problems: &'a mut Problems,
    act: &'static str,
    span: (usize, usize),
}

/// What a field holds, for whoever asks a person to fill it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A text: the act has its digest, and the text itself goes beside it.
    Text,
    /// A name, a few words, or an identifier of the agreement.
    Words,
    /// Several identifiers of the agreement.
    Names,
    /// A number.
    Number,
    /// Several numbers.
    Numbers,
    /// Yes or nothing.
    Flag,
    /// One word of a closed list.
    Word(&'static [&'static str]),
    /// A day.
    Day,
    /// A time of day.
    Time,
    /// A body.
    Body,
    /// Several bodies.
    Bodies,
    /// An act.
    Place,
    /// Several acts.
    Places,
    /// A matter.
    Matter,
}

/// A type that a field can have.
pub trait Field: Sized {
    /// What it holds.
    const HOLDS: Holds;
    /// Whether it may be left out.
    const OPTIONAL: bool = false;

    /// Reads field `name`; `None` after a problem was reported.
    fn read(fields: &mut Fields<'_>, name: &'static str) -> Option<Self>;

    /// What the field says, for people; `None` where nothing was given.
    fn arg(&self) -> Option<Arg>;
}

impl<'a> Fields<'a> {
    /// Fields of the act called `act`, standing at `span`.
    pub fn new(
        agreement: &'a Agreement,
        given: Vec<(String, Raw)>,
        problems: &'a mut Problems,
        act: &'static str,
        span: (usize, usize),
    ) -> Fields<'a> {
        Fields { agreement, given, problems, act, span }
    }

    fn take(&mut self, name: &str) -> Option<Raw> {
        let at = self.given.iter().position(|(given, _)| given == name)?;
        Some(self.given.remove(at).1)
    }

    /// The single word of field `name`, or a problem that there is none.
    fn one(&mut self, name: &'static str) -> Option<(String, (usize, usize))> {
        let Some(raw) = self.take(name) else {
            self.problems.add(self.span, Message::new("missing-field").text("name", name).text("act", self.act));
            return None;
        };
        match raw.words.as_slice() {
            [word] => Some((word.clone(), raw.span)),
            _ => {
                self.wrong(name, &raw, "…");
                None
            }
        }
    }

    fn wrong(&mut self, name: &'static str, raw: &Raw, expected: &str) {
        let said = Message::new("wrong-value").text("name", name).text("given", raw.words.join(" ")).text("expected", expected);
        self.problems.add(raw.span, said);
    }

    fn parsed<T>(&mut self, name: &'static str, expected: &str, parse: impl FnOnce(&Agreement, &str) -> Option<T>) -> Option<T> {
        let (word, span) = self.one(name)?;
        let value = parse(self.agreement, &word);
        if value.is_none() {
            self.wrong(name, &Raw { words: vec![word], span }, expected);
        }
        value
    }

    fn listed<T>(&mut self, name: &'static str, expected: &str, parse: impl Fn(&Agreement, &str) -> Option<T>) -> Option<Vec<T>> {
        let Some(raw) = self.take(name) else { return Some(Vec::new()) };
        let values: Vec<T> = raw.words.iter().filter_map(|word| parse(self.agreement, word)).collect();
        if values.len() < raw.words.len() {
            self.wrong(name, &raw, expected);
            return None;
        }
        Some(values)
    }

    /// Words that are read one by one, and hold together.
    pub fn listed_if<T>(
        &mut self,
        name: &'static str,
        expected: &str,
        parse: impl Fn(&Agreement, &str) -> Option<T>,
        holds: impl FnOnce(&[T]) -> bool,
    ) -> Option<Vec<T>> {
        let raw = self.given.iter().find(|(given, _)| given == name).map(|(_, raw)| raw.clone());
        let values = self.listed(name, expected, parse)?;
        match raw.filter(|_| values.is_empty() || !holds(&values)) {
            Some(raw) => {
                self.wrong(name, &raw, expected);
                None
            }
            None => Some(values),
        }
    }

    /// One word of a closed list.
    pub fn word(&mut self, name: &'static str, known: &[&'static str]) -> Option<&'static str> {
        let expected = known.join(" | ");
        self.parsed(name, &expected, |_, word| known.iter().find(|known| **known == word).copied())
    }

    /// Whether field `name` is given.
    pub fn has(&self, name: &str) -> bool {
        self.given.iter().any(|(given, _)| given == name)
    }

    /// One word of a closed list, if the field is given.
    pub fn word_if(&mut self, name: &'static str, known: &[&'static str]) -> Option<&'static str> {
        if self.has(name) { self.word(name, known) } else { None }
    }

    /// Reports the fields that the act does not have.
    pub fn finish(mut self, known: &[&'static str]) {
        for (name, raw) in std::mem::take(&mut self.given) {
            let said = Message::new("unknown-field").text("name", &name).text("act", self.act);
            self.problems.add(raw.span, nearest(said, &name, known.iter().copied()));
        }
    }
}

impl<T: Field> Field for Option<T> {
    const HOLDS: Holds = T::HOLDS;
    const OPTIONAL: bool = true;

    fn read(fields: &mut Fields<'_>, name: &'static str) -> Option<Self> {
        if fields.has(name) { T::read(fields, name).map(Some) } else { Some(None) }
    }

    fn arg(&self) -> Option<Arg> {
        self.as_ref().and_then(Field::arg)
    }
}

impl Field for u32 {
    const HOLDS: Holds = Holds::Number;

    fn read(fields: &mut Fields<'_>, name: &'static str) -> Option<Self> {
        fields.parsed(name, "1, 2, …", |_, word| word.parse().ok().filter(|number| *number <= 1_000_000))
    }

    fn arg(&self) -> Option<Arg> {
        Some(Arg::Number(i64::from(*self)))
    }
}

impl Field for Vec<u32> {
    const HOLDS: Holds = Holds::Numbers;

    fn read(fields: &mut Fields<'_>, name: &'static str) -> Option<Self> {
        fields.listed(name, "1, 2, …", |_, word| word.parse().ok())
    }

    fn arg(&self) -> Option<Arg> {
        (!self.is_empty()).then(|| Arg::Numbers(self.iter().map(|number| i64::from(*number)).collect()))
    }
}

impl Field for bool {
    const HOLDS: Holds = Holds::Flag;
    const OPTIONAL: bool = true;

    fn read(fields: &mut Fields<'_>, name: &'static str) -> Option<Self> {
        match fields.take(name) {
            None => Some(false),
            Some(raw) if raw.words.is_empty() || raw.words == ["true"] => Some(true),
            Some(raw) if raw.words == ["false"] => Some(false),
            Some(raw) => {
                fields.wrong(name, &raw, "true | false");
                None
            }
        }
    }

    fn arg(&self) -> Option<Arg> {
        self.then_some(Arg::Word("true"))
    }
}

impl Field for String {
    const HOLDS: Holds = Holds::Words;

    fn read(fields: &mut Fields<'_>, name: &'static str) -> Option<Self> {
        fields.parsed(name, "…", |_, word| Some(word.to_owned()).filter(|word| !word.is_empty()))
    }

    fn arg(&self) -> Option<Arg> {
        // Where the text is an identifier of the rule file, it is said by its name.
        Some(Arg::Name(self.clone()))
    }
}

impl Field for Vec<String> {
    const HOLDS: Holds = Holds::Names;
    const OPTIONAL: bool = true;

    fn read(fields: &mut Fields<'_>, name: &'static str) -> Option<Self> {
        fields.listed(name, "…", |_, word| Some(word.to_owned()).filter(|word| !word.is_empty()))
    }

    fn arg(&self) -> Option<Arg> {
        (!self.is_empty()).then(|| Arg::Names(self.clone()))
    }
}

impl Field for Date {
    const HOLDS: Holds = Holds::Day;

    fn read(fields: &mut Fields<'_>, name: &'static str) -> Option<Self> {
        fields.parsed(name, "2018-02-05", |_, word| word.parse().ok())
    }

    fn arg(&self) -> Option<Arg> {
        Some(Arg::Date(*self))
    }
}

impl Field for Digest {
    const HOLDS: Holds = Holds::Text;

    /// 64 hexadecimal digits, or the text itself, whose digest is then meant.
    fn read(fields: &mut Fields<'_>, name: &'static str) -> Option<Self> {
        fields.parsed(name, "…", |_, word| Some(Digest::from_hex(word).unwrap_or_else(|| Digest::of(word.as_bytes()))))
    }

    fn arg(&self) -> Option<Arg> {
        Some(Arg::Digest(*self))
    }
}

impl Field for BodyId {
    const HOLDS: Holds = Holds::Body;

    fn read(fields: &mut Fields<'_>, name: &'static str) -> Option<Self> {
        let expected = fields.agreement.body_names();
        fields.parsed(name, &expected, |agreement, word| agreement.body(word))
    }

    fn arg(&self) -> Option<Arg> {
        Some(Arg::Body(*self))
    }
}

impl Field for Vec<BodyId> {
    const HOLDS: Holds = Holds::Bodies;

    fn read(fields: &mut Fields<'_>, name: &'static str) -> Option<Self> {
        let expected = fields.agreement.body_names();
        let bodies = fields.listed(name, &expected, |agreement, word| agreement.voters(word))?;
        let mut bodies: Vec<BodyId> = bodies.into_iter().flatten().collect();
        bodies.sort();
        bodies.dedup();
        Some(bodies)
    }

    fn arg(&self) -> Option<Arg> {
        (!self.is_empty()).then(|| Arg::Bodies(self.clone()))
    }
}

impl Field for Place {
    const HOLDS: Holds = Holds::Place;

    fn read(fields: &mut Fields<'_>, name: &'static str) -> Option<Self> {
        fields.parsed(name, "BODY/3", |agreement, word| agreement.place(word))
    }

    fn arg(&self) -> Option<Arg> {
        Some(Arg::Place(*self))
    }
}

impl Field for Vec<Place> {
    const HOLDS: Holds = Holds::Places;
    const OPTIONAL: bool = true;

    fn read(fields: &mut Fields<'_>, name: &'static str) -> Option<Self> {
        fields.listed(name, "BODY/3", |agreement, word| agreement.place(word))
    }

    fn arg(&self) -> Option<Arg> {
        (!self.is_empty()).then(|| Arg::Places(self.clone()))
    }
}

impl Field for MatterId {
    const HOLDS: Holds = Holds::Matter;

    fn read(fields: &mut Fields<'_>, name: &'static str) -> Option<Self> {
        fields.parsed(name, "RULE/…", |agreement, word| agreement.matter(word))
    }

    fn arg(&self) -> Option<Arg> {
        Some(Arg::Matter(*self))
    }
}

impl Field for jiff::civil::Time {
    const HOLDS: Holds = Holds::Time;

    fn read(fields: &mut Fields<'_>, name: &'static str) -> Option<Self> {
        fields.parsed(name, "11:59:59", |_, word| word.parse().ok())
    }

    fn arg(&self) -> Option<Arg> {
        Some(Arg::Text(self.to_string()))
    }
}
