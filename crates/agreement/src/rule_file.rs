//! Reading a rule file: KDL 2 with a closed vocabulary becomes a checked tree, then the typed model of `Agreement`.
//!
//! Everything that is wrong is reported at once, each with its place and what to do; nothing is half-loaded.

pub(crate) mod build;
pub mod canonical;
pub mod schema;
pub mod tree;
pub mod vocabulary;

pub use tree::{Tree, Val};
pub use vocabulary::{Shape, Slot, Space, Takes};
