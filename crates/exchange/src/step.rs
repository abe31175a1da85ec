//! What the driver must do, in the order in which the steps are given.

use record::Hash;

use crate::Party;
use crate::fork::ForkProof;
use crate::message::{Message, PayloadName, Via};

/// One step. After a failed write the process ends and opens again from what is on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Send a message. It may be lost; whatever matters is asked again.
    Send {
        /// To whom.
        to: Party,
        /// What.
        message: Message,
    },
    /// Append leaves of another party's log to the journal, then the head, then fsync, then report by
    /// [`mirrored`](crate::Exchange::mirrored). Leaves that stand there already, at `from` and behind it, were left under no
    /// head by a write that was torn; they give way. The head may lie beyond the leaves: then they are proved to belong to it and more will
    /// follow; nothing is cosigned before.
    Mirror {
        /// The log.
        origin: String,
        /// The place of the first leaf.
        from: u64,
        /// The leaves.
        leaves: Vec<Vec<u8>>,
        /// The log's signed head; none when it is in the journal already, or the agreed end of a closed log.
        head: Option<Vec<u8>>,
    },
    /// Take back leaves of the own log: whatever stands in the journal at `from` and behind it is under no head and gives
    /// way. Append, fsync, put the head into the head file if it isn't beyond the leaves, then report by
    /// [`mirrored`](crate::Exchange::mirrored).
    RefillOwn {
        /// The own log.
        origin: String,
        /// The place of the first leaf.
        from: u64,
        /// The leaves; none when the journal has them and only lacked the head.
        leaves: Vec<Vec<u8>>,
        /// The own signed head.
        head: Option<Vec<u8>>,
    },
    /// Put this head, with more cosignatures than before, into the journal. It need not be fsynced: what is lost is asked
    /// for again.
    Keep {
        /// The log.
        origin: String,
        /// The note.
        head: Vec<u8>,
    },
    /// A log is proved forked: keep the proof, fsynced. Nothing of that log is cosigned any more.
    Forked(ForkProof),
    /// Leaves of another branch, proved to belong to the wanted tree: keep them beside the log.
    Branch {
        /// The log.
        origin: String,
        /// Where the branch leaves the leaves that are kept as the log.
        split: u64,
        /// The place of the first of these leaves.
        from: u64,
        /// The leaves. When `from` and their number make `size`, the branch is whole.
        leaves: Vec<Vec<u8>>,
        /// The size of the wanted tree.
        size: u64,
        /// Its root.
        root: Hash,
    },
    /// A party asks for a payload, from a byte on. If it is here and for that party, give a part to
    /// [`answer_payload`](crate::Exchange::answer_payload), else an empty one.
    GivePayload {
        /// Who asks.
        to: Party,
        /// What for.
        name: PayloadName,
        /// The place of the first byte.
        from: u64,
    },
    /// A party gave a part of a payload. It proves nothing before all of it is there.
    TakePayload {
        /// Who gave it.
        from: Party,
        /// How it came: unasked parts come by bundles alone.
        via: Via,
        /// Which payload.
        name: PayloadName,
        /// The place of the first byte.
        at: u64,
        /// The bytes; none if that party has it not, or not for us.
        part: Vec<u8>,
    },
    /// The start is finished: the own log may be signed. Only now is the mark of a careful start taken away.
    MaySign,
    /// No other party told which heads this mirror has cosigned: it cosigns nothing until it has a new key.
    ReplaceMirrorKey,
    /// Stop signing, for good: a person must look.
    Halt(HaltReason),
}

/// Why a node signs nothing any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HaltReason {
    /// Two heads that contradict each other bear the own log's key.
    OwnLogForked,
    /// A larger head bears the own log's key: this machine was put back, or there are two of them.
    Behind {
        /// Leaves under the own head.
        own: u64,
        /// Leaves under the larger one.
        seen: u64,
    },
}
