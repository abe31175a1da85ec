//! Checks a whole counterpart again, with no node and no network: every byte, signature, proof, rule and verdict.
//!
//! It says in one sentence what it proved, or the first thing that is wrong. Two passes: `walk` follows the journal frame by frame;
//! then each log is read for itself on all cores (`lanes`), and its leaves go through the counterpart's own judge (`fold`).

pub mod bare;
pub mod book;
mod desk;
pub mod fault;
mod fold;
mod forest;
mod forks;
pub mod founding;
mod heads;
mod keys;
mod lanes;
mod payloads;
pub mod progress;
pub mod proven;
mod receipt;
pub mod tell;
mod tiles;
mod walk;

pub use fault::{Fault, What};
pub use proven::{Asked, Proven, Stage, prove};
