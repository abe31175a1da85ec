//! What can go wrong between the store and the world, as types: the disk, damaged files, and requests that would harm the record.

use record::Hash;

use crate::disk::DiskError;

/// Why the store did not do what was asked. Where nothing else is said, nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk failed. Whether the operation took effect is unknown; after a write the store is stopped.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// A former write failed. Only opening the store again tells what is on the disk.
    #[error("the store stopped at a failed write; open it again")]
    Stopped,
    /// There is no journal here.
    #[error("there is no counterpart in this folder")]
    Absent,
    /// Making the folder was broken off before the journal was there; nothing was ever written to it, so make it again.
    #[error("the folder was never finished; create it again")]
    Unfinished,
    /// The folder holds a counterpart already.
    #[error("this folder holds a counterpart already")]
    Present,
    /// The journal is damaged or cut short at this byte. Nothing may be signed until what is lost was taken back from the mirrors.
    #[error("the journal is damaged at byte {offset} ({what}); refill from the mirrors")]
    Damaged {
        /// Where the first frame begins that can't be read.
        offset: u64,
        /// What is wrong with it.
        what: Damage,
    },
    /// Signed head and journal are of two folders, or the head's root is not that of the leaves.
    #[error("the signed head does not belong to this journal: {what}")]
    HeadDisagrees {
        /// In what they differ.
        what: &'static str,
    },
    /// What was read back after writing is not what was written.
    #[error("the {file} reads back differently at byte {offset}")]
    ReadBackDiffers {
        /// Journal or head file.
        file: &'static str,
        /// Where the frame or slot begins.
        offset: u64,
    },
    /// A leaf is longer than it may be. For `leaf` leaves before it in the same call, nothing was written either.
    #[error("leaf {leaf} of the call has {bytes} bytes, {leaf_bytes_max} at most")]
    LeafTooLarge {
        /// Which leaf of the call, from zero.
        leaf: usize,
        /// Its length.
        bytes: usize,
        /// The most that is allowed.
        leaf_bytes_max: usize,
    },
    /// A note is longer than it may be.
    #[error("the note has {bytes} bytes, {note_bytes_max} at most")]
    NoteTooLarge {
        /// Its length.
        bytes: usize,
        /// The most that is allowed.
        note_bytes_max: usize,
    },
    /// The bytes are no checkpoint.
    #[error("the note is no checkpoint: {0}")]
    NotACheckpoint(record::checkpoint::CheckpointError),
    /// The checkpoint is of another log than the one named.
    #[error("the checkpoint is of {found}, not of {expected}")]
    OtherOrigin {
        /// The log named.
        expected: String,
        /// The checkpoint's origin.
        found: String,
    },
    /// The checkpoint's size is not that of the log with the leaves given.
    #[error("the checkpoint of {origin} has {found} leaves, with these the log has {expected}")]
    OtherSize {
        /// The log.
        origin: String,
        /// What the log has with the leaves of the call.
        expected: u64,
        /// What the checkpoint says.
        found: u64,
    },
    /// The checkpoint's root is not that of the leaves.
    #[error("the root over {size} leaves of {origin} is not the checkpoint's")]
    OtherRoot {
        /// The log.
        origin: String,
        /// The size at which the two differ.
        size: u64,
        /// The root of the leaves here.
        computed: Hash,
    },
    /// The leaves given do not follow on what is there.
    #[error("{origin} goes on at leaf {expected}, not at {found}")]
    Gap {
        /// The log.
        origin: String,
        /// Where the log goes on.
        expected: u64,
        /// Where the leaves given begin.
        found: u64,
    },
    /// A head smaller than the one stored: a signed head is never taken back.
    #[error("a head of {found} leaves can't take the place of one of {stored}")]
    HeadSmaller {
        /// The size stored.
        stored: u64,
        /// The size given.
        found: u64,
    },
    /// The head file is missing or unreadable: what was signed last is unknown, so nothing is signed before `restore_head`.
    #[error("the signed head is lost; ask the other parties which head they hold")]
    HeadLost,
    /// The head that was signed speaks of more leaves than are here: refill first.
    #[error("{signed} leaves are signed and {held} are here; refill from the mirrors")]
    LeavesLost {
        /// Leaves of our own log that are here.
        held: u64,
        /// Leaves under the signed head.
        signed: u64,
    },
    /// Our own log is written by `commit` and `refill` alone, and others' logs never by them.
    #[error("{origin} is not written in this way")]
    WrongLog {
        /// The log named.
        origin: String,
    },
    /// The origin can't be the name of a log, or there are too many logs.
    #[error("no log can be kept under this origin: {origin:?}")]
    BadOrigin {
        /// What was given.
        origin: String,
    },
    /// No such log here.
    #[error("there is no log {origin} here")]
    UnknownLog {
        /// The log named.
        origin: String,
    },
    /// The tile files of a log do not lead to its root; `rebuild_tiles` makes them anew from the journal.
    #[error("the tiles of {origin} at {size} leaves do not lead to its root")]
    TilesDisagree {
        /// The log.
        origin: String,
        /// The size of the files.
        size: u64,
    },
    /// The log has fewer leaves.
    #[error("{origin} has no leaf {index} here")]
    NoSuchLeaf {
        /// The log.
        origin: String,
        /// The leaf asked for.
        index: u64,
    },
}

/// What is wrong at a place of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The frame's length is none that a frame has.
    Length,
    /// The file ends within the frame.
    Short,
    /// The frame's checksum, which follows from all frames before it, does not fit.
    Checksum,
    /// The file ends, or its checksums differ, before what the head file says was made durable.
    BeforeMark,
    /// The frame is whole, but not one that this program writes: newer software is needed, or the journal is not ours.
    Unknown,
    /// The frame is whole, but can't follow on the frames before it.
    Order,
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Length => "impossible length",
            Self::Short => "the file ends within a frame",
            Self::Checksum => "wrong checksum",
            Self::BeforeMark => "not what was made durable",
            Self::Unknown => "unknown kind of frame",
            Self::Order => "out of order",
        })
    }
}
