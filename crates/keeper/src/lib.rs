//! One party's machine without sockets and clock: its journal, its fold, its side of the exchange, and what it writes by itself.
//!
//! Time and chance come in as arguments, bytes go in and out; whoever runs it owns disk, network and clock. Begin with [`Keeper`].

mod blobs;
mod bundle;
mod due;
mod error;
mod fold;
mod forks;
mod keeper;
mod mark;
mod open;
mod pieces;
mod setup;
mod shelves;
mod status;
mod steps;
mod submit;
mod trunk;

pub use blobs::PayloadFault;
pub use error::{KeeperError, Refusal};
pub use keeper::Keeper;
pub use setup::{Keys, Setup};
pub use status::{Finality, LogStatus, Standing, Status};
pub use submit::{Receipt, Submission};
