//! The answers as text: what a person reads at a terminal, in transcripts and on paper.

mod columns;
pub mod duties;
pub mod event;
pub mod grounds;
pub mod next;
pub mod open;
pub mod problems;
pub mod status;

pub use columns::{Columns, pad, wrap};
