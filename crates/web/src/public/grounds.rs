//! The grounds of the one verdict that the public side gives, without the acts that they rest on: those have numbers.

use super::frame::Here;
use crate::site::Link;
use agreement::finding::Because;
use agreement::id::Occasion;
use agreement::message::{Arg, Message};

/// One ground: what holds, and the provision.
pub struct Ground {
    /// What holds.
    pub said: String,
    /// The provision.
    pub cite: Option<Link>,
}

/// The grounds and those below them, one after another.
pub fn grounds(here: &Here<'_, '_>, because: &[Because]) -> Vec<Ground> {
    let one = |because: &Because| {
        let said = here.public.site.words.say(&without_numbers(&because.message));
        let own = Ground { said, cite: because.cite.map(|cite| here.cite(cite)) };
        std::iter::once(own).chain(grounds(here, &because.inner)).collect::<Vec<_>>()
    };
    because.iter().flat_map(one).collect()
}

/// What is to be said, where an act is named by what it is, not by its number.
fn without_numbers(message: &Message) -> Message {
    let named = |arg: &Arg| match arg {
        Arg::Matter(matter) if matches!(matter.occasion, Occasion::Opened(_)) => Arg::Rule(matter.rule),
        Arg::Place(place) => Arg::Body(place.log),
        Arg::Places(places) => {
            let mut bodies: Vec<_> = places.iter().map(|place| place.log).collect();
            bodies.dedup();
            Arg::Bodies(bodies)
        }
        other => other.clone(),
    };
    Message { key: message.key, args: message.args.iter().map(|(name, arg)| (*name, named(arg))).collect() }
}
