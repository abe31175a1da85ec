//! The scripts of Chinese: which one a text is written in, the same text shown in the other, and texts cut into what a search compares.
//!
//! A conversion is for the eye alone. What was signed is its bytes, and nothing here is ever signed, hashed or sent.

pub mod conversion;
pub mod fold;
pub mod query;
pub mod tokens;

pub use conversion::{Script, in_script, script_of, shown_in};
pub use query::Query;
