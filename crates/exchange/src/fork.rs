//! The proof that a log forked: two heads under its key, of which one can't have grown into the other.
//!
//! Anybody who knows the log's key can check it, without leaves and without trust in whoever brings it. An accusation
//! without two signed heads is nothing.

use std::fmt;

use record::{Hash, Note, VerifierKey};

use crate::head::{Head, TreeHead};
use crate::range::prefix_of;

/// Two signed heads, and the way from the beginning of the second to its root that passes the first one's size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForkProof {
    /// The log.
    pub origin: String,
    /// The note of the smaller head.
    pub first: Vec<u8>,
    /// The note of the larger head, or of another of the same size.
    pub second: Vec<u8>,
    /// The subtrees over as many leaves as the first head has, in the second one's tree; empty if the sizes are equal.
    pub prefix: Vec<Hash>,
    /// The subtrees over the leaves behind them; empty if the sizes are equal.
    pub rest: Vec<Hash>,
}

/// Why something is no proof of a fork.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForkFault {
    /// One of the two notes is none of this log, or bears no valid signature of it.
    NotSigned,
    /// The first head is larger than the second.
    Order,
    /// The hashes don't lead to the second head.
    OtherTree,
    /// The first head is an earlier state of the second: the log only grew.
    Consistent,
}

impl fmt::Display for ForkFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotSigned => "one of the two heads is not signed by the log",
            Self::Order => "the first head is larger than the second",
            Self::OtherTree => "the hashes don't lead to the second head",
            Self::Consistent => "the second head continues the first",
        })
    }
}

impl std::error::Error for ForkFault {}

impl ForkProof {
    /// Checks the proof under the log's keys; gives the two trees.
    pub fn verify(&self, keys: &[VerifierKey]) -> Result<(TreeHead, TreeHead), ForkFault> {
        let read = |bytes: &[u8]| Head::read(&Note::parse(bytes).ok()?, &self.origin, keys);
        let first = read(&self.first).ok_or(ForkFault::NotSigned)?.tree();
        let second = read(&self.second).ok_or(ForkFault::NotSigned)?.tree();
        if first.size > second.size {
            return Err(ForkFault::Order);
        }
        if first.size == second.size {
            // Two roots of one size need no hashes between them; more than needed would make two proofs of one fork.
            return match self.prefix.is_empty() && self.rest.is_empty() {
                true if first.root != second.root => Ok((first, second)),
                true => Err(ForkFault::Consistent),
                false => Err(ForkFault::OtherTree),
            };
        }
        let then = prefix_of(first.size, &self.prefix, &self.rest, second.size, &second.root).ok_or(ForkFault::OtherTree)?;
        if then.root() == first.root { Err(ForkFault::Consistent) } else { Ok((first, second)) }
    }

    /// The proof from two heads of one log and the hashes of the larger one's tree, the smaller head first.
    pub(crate) fn of(origin: &str, first: &Head, second: &Head, prefix: Vec<Hash>, rest: Vec<Hash>) -> Self {
        let (first, second) = (first.bare().to_bytes(), second.bare().to_bytes());
        Self { origin: origin.to_owned(), first, second, prefix, rest }
    }
}
