//! Acts as bytes: what a leaf holds, how it is named by its digests, and what can be wrong with it.
//!
//! Every format has a file of its own, which is never edited once a release has written it. The formats in force are
//! fixed by the epoch; a leaf of a later one is kept and not understood.

use crate::cbor::{self, CborProblem};
use agreement::Agreement;
use agreement::id::{MatterId, Place};
use sha2::{Digest as _, Sha256};
use sm3::Sm3;
use std::fmt;

pub mod v1;

/// The largest leaf, in bytes: 60 KiB, below what an entry bundle can hold.
pub const LEAF_BYTES_MAX: usize = 61_440;

/// What stands before the statement when its digests are made, so that they are digests of nothing else.
const DOMAIN: &[u8] = b"counterpart/act/v1\n";

/// The name of an act: SHA-256 of `counterpart/act/v1`, a newline and the statement. Officers sign these 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActId(pub [u8; 32]);

/// The SM3 twin of an [`ActId`], over the same bytes, for officers who sign with SM2.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Twin(pub [u8; 32]);

impl ActId {
    /// The name of the act whose statement is these bytes.
    pub fn of(statement: &[u8]) -> ActId {
        ActId(Sha256::new().chain_update(DOMAIN).chain_update(statement).finalize().into())
    }
}

impl Twin {
    /// The twin for the statement of these bytes.
    pub fn of(statement: &[u8]) -> Twin {
        Twin(Sm3::new().chain_update(DOMAIN).chain_update(statement).finalize().into())
    }
}

fn hex(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

impl fmt::Display for ActId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(&self.0, f)
    }
}

impl fmt::Debug for ActId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(&self.0[..4], f)
    }
}

impl fmt::Display for Twin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(&self.0, f)
    }
}

impl fmt::Debug for Twin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(&self.0[..4], f)
    }
}

/// What the bytes of a leaf turn out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A leaf of format 1.
    Leaf(Box<v1::Leaf>),
    /// A leaf of a later format, by its number: newer software is needed, and the leaf is neither lawful nor void here.
    UnknownFormat(u64),
}

/// Reads a leaf of any format. An error is a leaf that is void under a format we know.
pub fn read(bytes: &[u8]) -> Result<Reading, FormatProblem> {
    if bytes.len() > LEAF_BYTES_MAX {
        return Err(FormatProblem::TooLarge { bytes: bytes.len() });
    }
    match cbor::first_of_array(bytes) {
        Some(format) if format > v1::FORMAT => Ok(Reading::UnknownFormat(format)),
        _ => v1::Leaf::decode(bytes).map(|leaf| Reading::Leaf(Box::new(leaf))),
    }
}

/// Why bytes are no leaf of a format we know. Such a leaf is void, with this as its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatProblem {
    /// More than [`LEAF_BYTES_MAX`].
    TooLarge {
        /// How many bytes.
        bytes: usize,
    },
    /// The leaf is not deterministic CBOR.
    Leaf(CborProblem),
    /// The leaf is not an array of its format, a statement and signatures.
    NotALeaf,
    /// The statement is not deterministic CBOR.
    Statement(CborProblem),
    /// A key of the statement that every statement needs is absent.
    Missing {
        /// The key.
        key: u64,
    },
    /// The statement has a key that the format does not know, or that does not go with its kind.
    Unknown {
        /// The key.
        key: u64,
    },
    /// The value of a key is of the wrong form, or empty where it should be absent.
    Wrong {
        /// The key.
        key: u64,
    },
    /// The kind is not one of the format.
    UnknownKind,
    /// A field that its kind needs is absent.
    FieldMissing {
        /// The number of the field.
        field: u64,
    },
    /// A field that its kind does not have.
    FieldUnknown {
        /// The number of the field.
        field: u64,
    },
    /// The value of a field is of the wrong form.
    FieldWrong {
        /// The number of the field.
        field: u64,
    },
    /// A signature is not of the form that its suite asks for, or stands there twice, or there are too many.
    Signature {
        /// Which one, from 0.
        index: usize,
    },
}

/// Why a well-formed act says nothing under this agreement and record, or cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The name of the field, or `matter` and `author` for those of the statement.
    pub field: &'static str,
    /// What is wrong with it.
    pub fault: FieldFault,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldFault {
    /// It is absent.
    Missing,
    /// Its value is not of the form that the field has.
    Wrong,
    /// The agreement has no such body.
    UnknownBody(String),
    /// The agreement has no such rule, or the rule no such period.
    UnknownMatter(String),
    /// No act of this name lies in what was given.
    UnknownAct(ActId),
    /// Bodies do not stand in the agreement's order, or one stands twice.
    NotInOrder,
    /// When writing: the place of an act that has no name.
    NoSuchPlace(Place),
}

/// What names mean on this record: reads references to bodies, acts and matters.
#[derive(Clone, Copy)]
pub struct Lookup<'a> {
    /// The agreement, for bodies and rules.
    pub agreement: &'a Agreement,
    /// The place of an act, if it lies in the past of the act that is read.
    pub place: &'a dyn Fn(ActId) -> Option<Place>,
    /// The matter that an act opened, by the act's name.
    pub opened: &'a dyn Fn(ActId) -> Option<MatterId>,
}

/// What things are called on this record: writes references to bodies, acts and matters.
#[derive(Clone, Copy)]
pub struct Naming<'a> {
    /// The agreement, for bodies and rules.
    pub agreement: &'a Agreement,
    /// The name of the act at a place.
    pub act_id: &'a dyn Fn(Place) -> Option<ActId>,
}
