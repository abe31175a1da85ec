//! The rules of an agreement between governments: what was agreed, held against what was done.
//!
//! Pure: time, bytes and calendars come in as arguments. `State::check` judges an act, `State::fold` applies it,
//! `report` answers. Every answer has its grounds: provisions, events, readings; never a sentence.

pub mod act;
pub mod agreement;
pub mod ballot;
pub mod calendar;
pub mod course;
pub mod decision;
pub mod duty;
pub mod events;
pub mod finding;
pub mod id;
pub mod kinds;
pub mod matter;
pub mod message;
pub mod period;
pub mod plain;
pub mod problem;
pub mod reading;
pub mod refusal;
pub mod report;
pub mod rule_file;
pub mod state;
#[cfg(test)]
pub(crate) mod testing;
pub mod view;

pub use agreement::Agreement;
pub use calendar::Calendars;
pub use report::{Report, report};
pub use state::State;
