//! What a program asks of the record, and what it lays before it: the same questions and acts as the pages have, as data.

use jiff::civil::Date;
use serde_json::Value;
use web::Visitor;
use web::form::Typed;
use words::Language;

/// A question, or an act.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What.
    pub what: What,
    /// The day that is asked about; today if none is named.
    pub on: Option<Date>,
    /// The language in which a refusal is said.
    pub language: Language,
    /// For whom.
    pub visitor: Visitor,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// How the counterpart and the agreement stand.
    Record,
    /// Every matter, what is owed in a year, what is needed next, and what the text leaves open.
    Report {
        /// The year.
        year: Option<i16>,
    },
    /// One matter, rule or duty with its grounds.
    Matter(String),
    /// The acts of a matter.
    ActsOf(String),
    /// The acts of a party's log after a number.
    ActsAfter {
        /// The party.
        log: String,
        /// The number.
        after: u32,
        /// How many at most.
        limit: u32,
    },
    /// One act.
    Act(String),
    /// What programs can ask and send, as OpenAPI.
    OpenApi,
    /// An act to be laid before the record.
    Lay {
        /// Which act in which matter: `give_opinion/key_work/2018`.
        path: String,
        /// Its fields, as a form would send them.
        typed: Typed,
    },
}

/// What is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// The data.
    Value(Value),
    /// There is no such thing.
    Nothing,
    /// The act was not taken: why, in words.
    Refused(Vec<String>),
    /// It is on record.
    Recorded {
        /// The act's id, in hexadecimal digits.
        act: String,
        /// Its name: `macao/5`.
        place: String,
    },
}
