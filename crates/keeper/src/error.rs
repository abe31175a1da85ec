//! Why a keeper can't go on, or doesn't take what it is given.

use agreement::problem::Problems;
use counterpart::act_format::{FieldProblem, FormatProblem};
use counterpart::founding::Misfit;
use counterpart::void::Void;
use exchange::wire::WireError;
use exchange::{AppendFault, OpenFault};
use store::{DiskError, StoreError};

/// Why the keeper did not do what was asked. After most of these it has stopped ([`is_fatal`](Self::is_fatal)), and only
/// opening it again tells what is on the disk.
#[derive(Debug, thiserror::Error)]
pub enum KeeperError {
    /// The journal or the head file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file beside the journal.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// What is on the disk does not belong together.
    #[error(transparent)]
    Open(#[from] OpenFault),
    /// An earlier call failed.
    #[error("this counterpart stopped at a failed write; open it again")]
    Stopped,
    /// The founding is of another agreement.
    #[error("the founding is not of this agreement: {0:?}")]
    Misfit(Vec<Misfit>),
    /// No log key or no mirror key was given, or the log keys have two names.
    #[error("a node needs a key for its log and one for its mirror")]
    NoKey,
    /// The founding has no such party, or the folder is another party's.
    #[error("this folder or founding is not of the party that the keys are of")]
    OtherParty,
    /// Bytes from another party are no messages. Those before them were taken.
    #[error("not a message: {0}")]
    Message(#[from] WireError),
    /// A batch or bundle from somebody who is no other party of the agreement.
    #[error("not another party of this agreement")]
    NotAParty,
    /// A leaf that opens no new log of a party whose log is followed here.
    #[error("this is no succession under the root of a party of this agreement")]
    NoSuccession,
}

impl KeeperError {
    /// Whether nothing more can be asked of the keeper after this.
    pub fn is_fatal(&self) -> bool {
        !matches!(self, Self::Message(_) | Self::NotAParty | Self::NoSuccession)
    }
}

/// Why an act was not recorded. Nothing was written of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// It would be void: the same judgement that any other party would come to.
    Void(Void),
    /// It cites heads that are not here yet, or is of a format that needs newer software.
    Waiting,
    /// The own log is not being signed now.
    NotSigning(AppendFault),
    /// The draft names something that acts can't name.
    Unwritable(FieldProblem),
    /// The statement is too large, or malformed.
    Malformed(FormatProblem),
    /// The line is no act of this agreement.
    Unreadable(Problems),
}
