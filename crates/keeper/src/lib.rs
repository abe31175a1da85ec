//! One party's machine without sockets and clock: its journal, its fold, its side of the exchange, and what it writes by itself.
//!
//! Time and chance come in as arguments, bytes go in and out; whoever runs it owns disk, network and clock. Begin with [`Keeper`].

mod asked;
mod blobs;
mod doors;
mod due;
mod error;
mod fold;
mod forks;
mod keeper;
mod lacking;
mod mark;
mod open;
mod setup;
mod shelves;
mod status;
mod steps;
mod submit;
mod succession;
mod trunk;

pub use blobs::PayloadFault;
pub use doors::LogTree;
pub use error::{KeeperError, Refusal};
pub use keeper::Keeper;
pub use setup::{Keys, Setup};
pub use status::{Finality, LogStatus, Standing, Status};
pub use submit::{Receipt, Submission};
