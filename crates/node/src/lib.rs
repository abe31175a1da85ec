//! The node: what opens files, reads the clock and prints, around the pure crates.

pub mod answer;
pub mod book;
pub mod card;
pub mod certificate;
pub mod clock;
pub mod commands;
pub mod config;
pub mod control;
pub mod demo;
pub mod errand;
pub mod failure;
pub mod folder;
pub mod hex;
pub mod home;
pub mod key_file;
mod memory;
pub mod official_text;
pub mod recorder;
pub mod scenario;
pub mod seal;
pub mod serve;
pub mod simulate;
pub mod why;

#[cfg(test)]
mod testing;

/// So many bytes from the machine's source of randomness.
fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes).expect("the machine gives random bytes");
    bytes
}
