//! What nodes say to each other. Every message may be lost, doubled, late or a lie; nothing depends on the order.

use record::Hash;

use crate::fork::ForkProof;
use crate::head::TreeHead;

/// Chosen anew at each start, at random, by whoever opens the exchange: an answer that bears it was given after the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Token(pub [u8; 16]);

/// How a message came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// Over a connection that proved who the peer is.
    Network,
    /// On a carrier that proves nothing.
    Bundle,
}

/// A payload as one act has committed to it. The act belongs to its name: whoever copies a commitment into an act of its own, for
/// another audience, names something that nobody holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PayloadName {
    /// The log of the act.
    pub origin: String,
    /// The place of the act in it.
    pub index: u64,
    /// SHA-256 over salt and bytes.
    pub commitment: Hash,
}

/// One message. Notes are in the form of C2SP signed-note, with the log's line and the cosignatures that are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// Which heads do you hold?
    AskHeads {
        /// The asker's start.
        token: Token,
    },
    /// These heads I hold: of each log the largest, and those under which a mirror's newest cosignature stands.
    Heads {
        /// The question that this answers; none when a new head is offered unasked.
        answers: Option<Token>,
        /// The heads as notes.
        heads: Vec<Vec<u8>>,
        /// Origins of logs that I hold for forked, so that nobody sends the proof again.
        forked: Vec<String>,
    },
    /// Send leaves `from..to` of this tree.
    AskLeaves {
        /// The log.
        origin: String,
        /// The first leaf.
        from: u64,
        /// The first leaf that isn't wanted any more.
        to: u64,
        /// The tree that they belong to: two branches of a log share its origin.
        of: TreeHead,
    },
    /// Leaves in a row, with what proves them to whoever holds the leaves before.
    Leaves {
        /// The log.
        origin: String,
        /// The place of the first.
        from: u64,
        /// The leaves.
        leaves: Vec<Vec<u8>>,
        /// The tree that they belong to.
        of: TreeHead,
        /// The subtrees over the leaves behind them, up to the size of that tree.
        rest: Vec<Hash>,
    },
    /// Which tree of `at` leaves did this tree grow from?
    AskPrefix {
        /// The log.
        origin: String,
        /// The size of the earlier tree.
        at: u64,
        /// The later tree.
        of: TreeHead,
    },
    /// The right edge of the earlier tree, and the subtrees that lead from it to the later one.
    Prefix {
        /// The log.
        origin: String,
        /// The size of the earlier tree.
        at: u64,
        /// The later tree.
        of: TreeHead,
        /// The subtrees over the first `at` leaves.
        prefix: Vec<Hash>,
        /// The subtrees over the leaves behind, up to the later tree's size.
        rest: Vec<Hash>,
    },
    /// This log forked, and here is the proof.
    Fork(ForkProof),
    /// I don't hold that tree.
    Missing {
        /// The log.
        origin: String,
        /// The tree that was asked for.
        of: TreeHead,
    },
    /// Send this payload, from this byte on.
    AskPayload {
        /// Which.
        name: PayloadName,
        /// How many bytes the asker has.
        from: u64,
    },
    /// A part of a payload: of its salt and its bytes, one behind the other.
    Payload {
        /// Which.
        name: PayloadName,
        /// The place of the first byte.
        from: u64,
        /// The bytes; none from whoever has it not, or not for the asker.
        part: Vec<u8>,
    },
}

impl Message {
    /// About how many bytes it takes, for allowances and queues: never less than what it holds.
    pub fn weight(&self) -> u64 {
        let bytes = |parts: &[Vec<u8>]| parts.iter().map(|part| part.len() + 4).sum::<usize>();
        let held = match self {
            Self::AskHeads { .. } | Self::AskLeaves { .. } | Self::AskPrefix { .. } => 0,
            Self::Missing { .. } | Self::AskPayload { .. } => 0,
            Self::Payload { part, .. } => part.len(),
            Self::Heads { heads, forked, .. } => bytes(heads) + forked.iter().map(|origin| origin.len() + 4).sum::<usize>(),
            Self::Leaves { leaves, rest, .. } => bytes(leaves) + rest.len() * 32,
            Self::Prefix { prefix, rest, .. } => (prefix.len() + rest.len()) * 32,
            Self::Fork(proof) => proof.first.len() + proof.second.len() + (proof.prefix.len() + proof.rest.len()) * 32,
        };
        held as u64 + 512
    }
}
