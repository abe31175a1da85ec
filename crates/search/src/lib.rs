//! The index of the texts that a node holds, in a database of its own (`search.db`): which acts brought texts with which words.
//!
//! It is derived from the record and nothing else, holds no text, and may be deleted at any time: it is then made again. What the office
//! keeps for itself is never in it.

pub mod index;

pub use index::{Entry, Found, Hit, Index, IndexFault, Mark, News};
