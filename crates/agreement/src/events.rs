//! Events as they come in: from the facts of a folder, from JSON, and from the lines of a script.
//!
//! All three give drafts: acts with their fields, judged only when they are laid before a record.

pub mod draft;
pub mod facts;
pub mod field;
pub mod form;
pub mod json;
pub mod script;

pub use draft::{Cites, Draft};
