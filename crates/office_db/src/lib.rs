//! What a party's office keeps beside the record, in one database of its own (`office.db`): officers, appointments, sessions, passkeys,
//! who did what here, and what is being written before it leaves.
//!
//! Nothing of it is ever sent to another party: this crate is given no way to the exchange. Times are machine time, POSIX seconds, and are
//! arguments, so that a test can let a session grow old.

pub mod audit;
pub mod clearance;
pub mod database;
pub mod delegation;
pub mod departments;
pub mod letters;
pub mod liaison;
pub mod mail;
pub mod officers;
pub mod passkeys;
pub mod password;
pub mod reminders;
pub mod scans;
pub mod sessions;
pub mod sign_in;
pub mod tokens;
pub mod translations;

pub use database::{OfficeDb, OfficeFault};
