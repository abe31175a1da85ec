//! What the exchange reads of the leaves that are kept: hashes of complete subtrees, and leaves to send.

use record::Hash;
use record::tree::Nodes;

/// Which tree of a log is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held<'a> {
    /// The leaves that this node keeps as the log.
    Log(&'a str),
    /// Another branch of a forked log, fetched beside it: its leaves from the first to `size`.
    Branch {
        /// The log's origin.
        origin: &'a str,
        /// The number of leaves of the branch.
        size: u64,
        /// Its root.
        root: Hash,
    },
}

/// The kept leaves, as the driver lets them be read. What a step asked to be written is there once its driver reports it.
pub trait Library {
    /// The hash of the subtree of 2^level leaves at a place of its level, if all its leaves are there.
    fn node(&self, held: Held<'_>, level: u8, index: u64) -> Option<Hash>;

    /// Leaves `from..to`, or fewer: as many as there are and fit into `bytes_max`. None at all when the first is not there.
    fn leaves(&self, held: Held<'_>, from: u64, to: u64, bytes_max: usize) -> Vec<Vec<u8>>;
}

/// One tree of the library, as the record's tree functions want it.
pub(crate) struct Shelf<'a> {
    pub library: &'a dyn Library,
    pub held: Held<'a>,
}

impl Nodes for Shelf<'_> {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.library.node(self.held, level, index)
    }
}

/// When a call is made, and what can be read then.
#[derive(Clone, Copy)]
pub(crate) struct Moment<'a> {
    /// Record time, in seconds since the Epoch.
    pub now: u64,
    pub library: &'a dyn Library,
}

impl<'a> Moment<'a> {
    /// The log as this node keeps it.
    pub fn log(&self, origin: &'a str) -> Shelf<'a> {
        Shelf { library: self.library, held: Held::Log(origin) }
    }
}
