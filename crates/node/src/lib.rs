//! The node: what opens files, reads the clock and prints, around the pure crates.

pub mod answer;
pub mod book;
pub mod commands;
pub mod failure;
pub mod folder;
pub mod scenario;
pub mod simulate;
pub mod why;
