//! What the engine has to say: a key and its arguments, never a sentence. The sentences are in the crate `words`.

use crate::id::{BodyId, Cite, Digest, MatterId, Place, PointId, RuleId};
use jiff::civil::Date;

/// One thing to be said, in whatever language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The key of the sentence, in kebab case: `opinion-awaited`.
    pub key: &'static str,
    /// The arguments of the sentence by name.
    pub args: Vec<(&'static str, Arg)>,
}

/// An argument of a sentence; how it is written is a matter of language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A body, said by its name.
    Body(BodyId),
    /// Bodies, always in the agreement's order.
    Bodies(Vec<BodyId>),
    /// A rule, said by its name.
    Rule(RuleId),
    /// A matter, said by the name of its rule and its occasion.
    Matter(MatterId),
    /// A provision or source.
    Cite(Cite),
    /// A point of reading.
    Point(PointId),
    /// A day.
    Date(Date),
    /// A number.
    Number(i64),
    /// Numbers, such as those of the items of a list.
    Numbers(Vec<i64>),
    /// A place in a log.
    Place(Place),
    /// Places in logs.
    Places(Vec<Place>),
    /// A digest, said by its first digits.
    Digest(Digest),
    /// A word of a closed list, which has its own translation.
    Word(&'static str),
    /// An identifier of the rule file that has a name in the agreement's vocabulary.
    Name(String),
    /// Several such identifiers.
    Names(Vec<String>),
    /// Text that is repeated as it stands.
    Text(String),
}

impl Message {
    /// A message without arguments.
    pub fn new(key: &'static str) -> Message {
        Message { key, args: Vec::new() }
    }

    /// The message with one more argument.
    pub fn with(mut self, name: &'static str, arg: Arg) -> Message {
        self.args.push((name, arg));
        self
    }

    /// With a body.
    pub fn body(self, name: &'static str, body: BodyId) -> Message {
        self.with(name, Arg::Body(body))
    }

    /// With bodies, put into the agreement's order.
    pub fn bodies(self, name: &'static str, bodies: impl IntoIterator<Item = BodyId>) -> Message {
        let mut bodies: Vec<BodyId> = bodies.into_iter().collect();
        bodies.sort();
        bodies.dedup();
        self.with(name, Arg::Bodies(bodies))
    }

    /// With a day.
    pub fn date(self, name: &'static str, date: Date) -> Message {
        self.with(name, Arg::Date(date))
    }

    /// With a number.
    pub fn number(self, name: &'static str, number: impl Into<i64>) -> Message {
        self.with(name, Arg::Number(number.into()))
    }

    /// The bodies that argument `name` holds.
    pub fn bodies_of(&self, name: &str) -> Option<&[BodyId]> {
        self.args.iter().find_map(|(known, arg)| match arg {
            Arg::Bodies(bodies) if *known == name => Some(bodies.as_slice()),
            _ => None,
        })
    }

    /// With a matter.
    pub fn matter(self, name: &'static str, matter: MatterId) -> Message {
        self.with(name, Arg::Matter(matter))
    }

    /// With a word of a closed list.
    pub fn word(self, name: &'static str, word: &'static str) -> Message {
        self.with(name, Arg::Word(word))
    }

    /// With text that is repeated as it stands.
    pub fn text(self, name: &'static str, text: impl Into<String>) -> Message {
        self.with(name, Arg::Text(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_stand_in_the_agreements_order() {
        let said = Message::new("x").bodies("who", [BodyId(2), BodyId(0), BodyId(2)]);
        assert_eq!(said.args, [("who", Arg::Bodies(vec![BodyId(0), BodyId(2)]))]);
    }
}
