//! One party's counterpart of the record: bytes to acts and back, what was seen by whom, and one fold for all logs.

pub mod act_format;
pub mod cbor;
pub mod commitment;
pub mod officer_signature;
