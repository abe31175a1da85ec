//! The node among others: what it serves over HTTPS and to whom, how it calls its peers, and the one thread that owns the record.

pub mod app;
mod body;
pub mod call;
mod caller;
mod compression;
pub mod data;
#[cfg(test)]
mod double;
mod exchange;
pub mod figures;
mod health;
pub mod listen;
pub mod machine;
pub mod mail;
pub mod openapi;
mod pages;
mod pieces;
mod problem;
pub mod public;
mod rate;
pub mod run;
pub mod status;
pub mod tls;
pub mod witness;
