//! Who may do what at one party's node: roles by office and post, deputies with dates, and the table of what each role may do.
//!
//! Nothing here knows how somebody signed in or where officers are kept. A day comes in, and what an officer may do comes out.

pub mod appointment;
pub mod clearance;
pub mod delegation;
pub mod department;
pub mod letter;
pub mod liaison;
pub mod mail;
pub mod officer;
pub mod permission;
pub mod reminder;
pub mod role;
pub mod token;
pub mod translation;

pub use appointment::{Appointment, AppointmentId, NewAppointment, Standing};
pub use officer::{Actor, OfficerId, Seat};
pub use permission::{Action, Decision, decide};
pub use role::Role;
