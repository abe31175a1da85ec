//! The protocol between nodes, without sockets, clock or disk: it takes what arrived and says what must be done.
//!
//! Each party appends to its own log; the others mirror it and cosign its heads. Here stand the questions and answers of
//! that, the proof that a log forked, the careful start, and bundles carried by hand. What a leaf says is never looked at.

mod answer;
mod branch;
pub mod bundle;
mod exchange;
mod fetch;
pub mod fork;
pub mod head;
mod heads;
pub mod library;
pub mod limits;
pub mod message;
mod mirror;
pub mod outbox;
mod peer;
mod range;
pub mod start_up;
pub mod step;
pub mod succession;
pub mod wire;

pub use exchange::{AppendFault, Exchange, Group, KeptLog, Keys, OpenFault, Opening};
pub use fork::{ForkFault, ForkProof};
pub use head::{Head, TreeHead};
pub use library::{Held, Library};
pub use limits::Limits;
pub use message::{Message, PayloadName, Token, Via};
pub use start_up::StopKind;
pub use step::{HaltReason, Step};

/// A party, by its place in the agreement's order, from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party(pub u8);

impl Party {
    /// Its place in a list with one entry for each party.
    pub fn place(self) -> usize {
        usize::from(self.0)
    }
}
