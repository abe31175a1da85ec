//! The node: what opens files, reads the clock and prints, around the pure crates.

pub mod answer;
pub mod book;
pub mod certificate;
pub mod clock;
pub mod commands;
pub mod config;
pub mod failure;
pub mod folder;
pub mod hex;
pub mod key_file;
pub mod scenario;
pub mod simulate;
pub mod why;

#[cfg(test)]
mod testing;
