//! How the types of the engine and of the record say their values in fields, and hear them again.

use super::said::{Presence, Said, Shape};
use super::{Head, MatterRef};
use crate::act_format::{ActId, FieldFault, Lookup, Naming};
use agreement::id::{BodyId, Digest, MatterId, Occasion, Place};
use jiff::civil::{Date, Time};

/// A type whose values mean the same on every record.
pub trait Plain: Sized {
    /// The form of its bytes.
    const SHAPE: Shape;
    /// Whether it must be there.
    const PRESENCE: Presence = Presence::Required;

    /// What it says; `None` where nothing is said.
    fn say(&self) -> Option<Said>;

    /// The value that was said; `None` if something else was.
    fn hear(said: Option<&Said>) -> Option<Self>;
}

/// A type of an engine act's field, which may need the record to be understood.
pub trait Part: Sized {
    /// The form of its bytes.
    const SHAPE: Shape;
    /// Whether it must be there.
    const PRESENCE: Presence;

    /// What it says on this record; `None` where nothing is said.
    fn say(&self, naming: &Naming<'_>) -> Result<Option<Said>, FieldFault>;

    /// The value that was said on this record.
    fn hear(said: Option<&Said>, lookup: &Lookup<'_>) -> Result<Self, FieldFault>;
}

impl<T: Plain> Part for T {
    const SHAPE: Shape = <T as Plain>::SHAPE;
    const PRESENCE: Presence = <T as Plain>::PRESENCE;

    fn say(&self, _: &Naming<'_>) -> Result<Option<Said>, FieldFault> {
        Ok(Plain::say(self))
    }

    fn hear(said: Option<&Said>, _: &Lookup<'_>) -> Result<Self, FieldFault> {
        let fault = if said.is_some() { FieldFault::Wrong } else { FieldFault::Missing };
        Plain::hear(said).ok_or(fault)
    }
}

/// A plain type by its one form of saying: `from` a reference to it, `to` it again.
macro_rules! plain {
    ($($type:ty: $shape:expr, $said:ident, $from:expr, $to:expr;)*) => {$(
        impl Plain for $type {
            const SHAPE: Shape = $shape;

            fn say(&self) -> Option<Said> {
                let from: fn(&$type) -> _ = $from;
                Some(Said::$said(from(self)))
            }

            fn hear(said: Option<&Said>) -> Option<Self> {
                match said? {
                    Said::$said(said) => ($to)(said),
                    _ => None,
                }
            }
        }
    )*};
}

plain! {
    u32: Shape::Number, Number, |number| u64::from(*number), |said: &u64| u32::try_from(*said).ok();
    u64: Shape::Size, Number, |size| *size, |said: &u64| Some(*said);
    String: Shape::Text, Text, String::clone, |said: &String| Some(said.clone());
    Date: Shape::Date, Date, |date| *date, |said: &Date| Some(*said);
    Time: Shape::Time, Time, |time| *time, |said: &Time| Some(*said);
    Digest: Shape::Digest, Digest, |digest| digest.0, |said: &[u8; 32]| Some(Digest(*said));
    [u8; 32]: Shape::Digest, Digest, |root| *root, |said: &[u8; 32]| Some(*said);
    ActId: Shape::Act, Act, |act| *act, |said: &ActId| Some(*said);
    Vec<u8>: Shape::Bytes, Bytes, Vec::clone, |said: &Vec<u8>| Some(said.clone());
    Vec<Head>: Shape::Heads, Heads, Vec::clone, |said: &Vec<Head>| Some(said.clone());
}

impl Plain for bool {
    const SHAPE: Shape = Shape::Flag;
    const PRESENCE: Presence = Presence::Optional;

    fn say(&self) -> Option<Said> {
        self.then_some(Said::Flag)
    }

    fn hear(said: Option<&Said>) -> Option<Self> {
        match said {
            None => Some(false),
            Some(Said::Flag) => Some(true),
            Some(_) => None,
        }
    }
}

impl<T: Part> Part for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const PRESENCE: Presence = Presence::Optional;

    fn say(&self, naming: &Naming<'_>) -> Result<Option<Said>, FieldFault> {
        self.as_ref().map_or(Ok(None), |part| part.say(naming))
    }

    fn hear(said: Option<&Said>, lookup: &Lookup<'_>) -> Result<Self, FieldFault> {
        said.map(|said| T::hear(Some(said), lookup)).transpose()
    }
}

impl Part for BodyId {
    const SHAPE: Shape = Shape::Body;
    const PRESENCE: Presence = Presence::Required;

    fn say(&self, naming: &Naming<'_>) -> Result<Option<Said>, FieldFault> {
        Ok(Some(Said::Body(naming.agreement.body_of(*self).id.clone())))
    }

    fn hear(said: Option<&Said>, lookup: &Lookup<'_>) -> Result<Self, FieldFault> {
        match said.ok_or(FieldFault::Missing)? {
            Said::Body(body) => lookup.agreement.body(body).ok_or_else(|| FieldFault::UnknownBody(body.clone())),
            _ => Err(FieldFault::Wrong),
        }
    }
}

impl Part for Place {
    const SHAPE: Shape = Shape::Act;
    const PRESENCE: Presence = Presence::Required;

    fn say(&self, naming: &Naming<'_>) -> Result<Option<Said>, FieldFault> {
        let act = (naming.act_id)(*self).ok_or(FieldFault::NoSuchPlace(*self))?;
        Ok(Some(Said::Act(act)))
    }

    fn hear(said: Option<&Said>, lookup: &Lookup<'_>) -> Result<Self, FieldFault> {
        match said.ok_or(FieldFault::Missing)? {
            Said::Act(act) => (lookup.place)(*act).ok_or(FieldFault::UnknownAct(*act)),
            _ => Err(FieldFault::Wrong),
        }
    }
}

impl Part for MatterId {
    const SHAPE: Shape = Shape::Matter;
    const PRESENCE: Presence = Presence::Required;

    fn say(&self, naming: &Naming<'_>) -> Result<Option<Said>, FieldFault> {
        let matter = match self.occasion {
            Occasion::Opened(place) => MatterRef::Opened((naming.act_id)(place).ok_or(FieldFault::NoSuchPlace(place))?),
            _ => MatterRef::Derived(naming.agreement.matter_name(*self)),
        };
        Ok(Some(Said::Matter(matter)))
    }

    fn hear(said: Option<&Said>, lookup: &Lookup<'_>) -> Result<Self, FieldFault> {
        match said.ok_or(FieldFault::Missing)? {
            Said::Matter(matter) => matter.matter(lookup),
            _ => Err(FieldFault::Wrong),
        }
    }
}

/// Several parts of one type, absent when there are none.
macro_rules! list {
    ($($type:ty),*) => {$(
        impl Part for Vec<$type> {
            const SHAPE: Shape = Shape::List(&<$type as Part>::SHAPE);
            const PRESENCE: Presence = Presence::Optional;

            fn say(&self, naming: &Naming<'_>) -> Result<Option<Said>, FieldFault> {
                let said: Result<Option<Vec<Said>>, FieldFault> = self.iter().map(|item| Part::say(item, naming)).collect();
                Ok(said?.filter(|list| !list.is_empty()).map(Said::List))
            }

            fn hear(said: Option<&Said>, lookup: &Lookup<'_>) -> Result<Self, FieldFault> {
                let Some(said) = said else { return Ok(Vec::new()) };
                let Said::List(list) = said else { return Err(FieldFault::Wrong) };
                let items = list.iter().map(|item| <$type as Part>::hear(Some(item), lookup));
                items.collect::<Result<Vec<_>, _>>().and_then(<$type as Listed>::ordered)
            }
        }
    )*};
}

/// A type that can stand in a list, with the order that a list of it must have.
trait Listed: Sized {
    fn ordered(list: Vec<Self>) -> Result<Vec<Self>, FieldFault> {
        Ok(list)
    }
}

impl Listed for u32 {}
impl Listed for Place {}
impl Listed for String {}
impl Listed for BodyId {
    fn ordered(list: Vec<Self>) -> Result<Vec<Self>, FieldFault> {
        if list.is_sorted_by(|a, b| a < b) { Ok(list) } else { Err(FieldFault::NotInOrder) }
    }
}

list!(u32, Place, BodyId, String);
