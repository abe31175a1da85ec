//! Receipts (C2SP tlog-proof@v1): one leaf's place in a log, provable without a network to whoever has the log's key and a
//! trust policy.
//!
//! A text: its first line names the format, then perhaps `extra` data that nobody vouches for, the leaf's place, the hashes
//! beside its path, an empty line, and the signed checkpoint as it was issued.

use std::fmt;

use crate::checkpoint::{self, CheckpointError};
use crate::encoding::{from_base64, from_decimal, hash_from_base64, to_base64};
use crate::hash::{Hash, leaf_hash};
use crate::key::VerifierKey;
use crate::note::{Note, NoteError};
use crate::policy::{Judgement, Policy, PolicyRefusal};
use crate::tree::{ProofError, verify_inclusion};

/// The first line.
const FORMAT: &str = "c2sp.org/tlog-proof@v1";

/// The most hashes of a path: a tree of at most 2^63 − 1 leaves has no more levels.
pub const PATH_MAX: usize = 63;

/// The most bytes of a receipt that are read, its extra data included.
pub const RECEIPT_BYTES_MAX: usize = 2 << 20;

/// The proof that one leaf is in a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Data that the receipt carries along. Nothing proves them: never to be trusted.
    pub extra: Option<Vec<u8>>,
    /// The leaf's place in the log, from zero.
    pub index: u64,
    /// The hashes beside the path from the leaf to the root, from the leaf up.
    pub path: Vec<Hash>,
    /// The log's signed checkpoint with the cosignatures under it.
    pub note: Note,
}

/// Why a text is no receipt, or a receipt proves nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReceiptError {
    /// More than [`RECEIPT_BYTES_MAX`] bytes.
    TooLong,
    /// The first line doesn't name the format.
    Format,
    /// The line `extra` isn't base64.
    Extra,
    /// No line `index` with a decimal without leading zeroes.
    Index,
    /// A line of the path is not 32 bytes in base64, or no empty line follows the path.
    Path {
        /// Which line of the path, from one.
        number: usize,
    },
    /// More than [`PATH_MAX`] hashes.
    PathTooLong,
    /// The note at the end is malformed.
    Note(NoteError),
    /// The note is not the log's signed checkpoint.
    Checkpoint(CheckpointError),
    /// The policy lists logs, and this one is not among them.
    LogNotInPolicy,
    /// The leaf is not where the receipt says.
    Proof(ProofError),
    /// The policy doesn't accept the checkpoint.
    Policy(PolicyRefusal),
}

impl fmt::Display for ReceiptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "the receipt is longer than {RECEIPT_BYTES_MAX} bytes"),
            Self::Format => write!(f, "the first line is not {FORMAT}"),
            Self::Extra => f.write_str("the extra data are no base64"),
            Self::Index => f.write_str("no line states the leaf's place"),
            Self::Path { number } => write!(f, "line {number} of the path is no hash"),
            Self::PathTooLong => write!(f, "the path has more than {PATH_MAX} hashes"),
            Self::Note(error) => write!(f, "{error}"),
            Self::Checkpoint(error) => write!(f, "{error}"),
            Self::LogNotInPolicy => f.write_str("the policy doesn't list this log"),
            Self::Proof(error) => write!(f, "{error}"),
            Self::Policy(refusal) => write!(f, "{refusal}"),
        }
    }
}

impl std::error::Error for ReceiptError {}

impl Receipt {
    /// Reads a receipt. What it accepts, `Display` writes again byte for byte.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReceiptError> {
        if bytes.len() > RECEIPT_BYTES_MAX {
            return Err(ReceiptError::TooLong);
        }
        let text =
            std::str::from_utf8(bytes).map_err(|error| ReceiptError::Note(NoteError::NotUtf8 { at: error.valid_up_to() }))?;
        let rest = text.strip_prefix(FORMAT).and_then(|rest| rest.strip_prefix('\n')).ok_or(ReceiptError::Format)?;
        let (extra, rest) = match rest.strip_prefix("extra ") {
            Some(rest) => {
                let (extra, rest) = rest.split_once('\n').ok_or(ReceiptError::Extra)?;
                (Some(from_base64(extra).ok_or(ReceiptError::Extra)?), rest)
            }
            None => (None, rest),
        };
        let index = rest.strip_prefix("index ").and_then(|rest| rest.split_once('\n')).ok_or(ReceiptError::Index)?;
        let (index, rest) = (from_decimal(index.0).ok_or(ReceiptError::Index)?, index.1);
        let (path, note) = parse_path(rest)?;
        let note = Note::parse(note.as_bytes()).map_err(ReceiptError::Note)?;
        Ok(Self { extra, index, path, note })
    }

    /// Checks the receipt for a leaf's bytes: the log's key signed the checkpoint, the leaf is at its place, and the policy
    /// is content with the cosignatures. A policy that lists logs must list this key.
    pub fn verify(&self, leaf: &[u8], log: &VerifierKey, policy: &Policy) -> Result<Judgement, ReceiptError> {
        if !policy.logs().is_empty() && !policy.logs().iter().any(|listed| listed.key == *log) {
            return Err(ReceiptError::LogNotInPolicy);
        }
        let head = checkpoint::verify(&self.note, log).map_err(ReceiptError::Checkpoint)?;
        verify_inclusion(&leaf_hash(leaf), self.index, head.size, &self.path, &head.root).map_err(ReceiptError::Proof)?;
        policy.judge_cosignatures(&self.note, head).map_err(ReceiptError::Policy)
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FORMAT}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", to_base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.path.iter().try_for_each(|hash| writeln!(f, "{}", to_base64(hash)))?;
        write!(f, "\n{}", self.note)
    }
}

/// The lines of hashes up to the empty line, and what follows it.
fn parse_path(mut rest: &str) -> Result<(Vec<Hash>, &str), ReceiptError> {
    let mut path = Vec::new();
    for number in 1.. {
        let (line, after) = rest.split_once('\n').ok_or(ReceiptError::Path { number })?;
        rest = after;
        if line.is_empty() {
            break;
        }
        if number > PATH_MAX {
            return Err(ReceiptError::PathTooLong);
        }
        path.push(hash_from_base64(line).ok_or(ReceiptError::Path { number })?);
    }
    Ok((path, rest))
}
