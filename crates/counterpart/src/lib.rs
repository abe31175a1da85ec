//! One party's counterpart of the record: bytes to acts and back, what was seen by whom, and one fold for all logs.

pub mod act_format;
mod acts;
mod asked;
mod away;
pub mod cbor;
mod closing;
pub mod commitment;
pub mod counterpart;
pub mod draft;
pub mod due;
mod effect;
pub mod fork;
pub mod founding;
pub mod frontier;
mod judge;
pub mod log;
pub mod officer_signature;
mod past;
pub mod standing;
mod succession;
pub mod void;

pub use counterpart::{Counterpart, NotOurs, Verdict};
pub use founding::Founding;
pub use frontier::{Head, Roots};
