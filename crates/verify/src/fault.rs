//! What can be wrong with a counterpart: a closed list in the order in which it is told, each fault with its file, log and index.
//!
//! Where several things are wrong, the first of this list is told: what others follow from comes before them.

use agreement::message::Message;
use store::{DiskError, StoreError};

/// What is wrong, from what everything else rests on to what rests on everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A file cannot be read.
    Unreadable,
    /// There is no journal in the folder.
    NoCounterpart,
    /// No founding file stands beside it, and none was given.
    FoundingMissing,
    /// A line of the founding file is wrong.
    FoundingWrong,
    /// The founding given is not the one that stands beside the journal.
    FoundingOther,
    /// The rules of the agreement are not to be had.
    AgreementMissing,
    /// The rule file has problems.
    AgreementWrong,
    /// The agreement is not the one that the founding names, or its rules or parties are others.
    AgreementOther,
    /// A part of the head file cannot be read.
    HeadFile,
    /// The journal cannot be read from here on.
    Journal,
    /// The journal ends, or differs, before what the head file says was made durable.
    JournalShort,
    /// A frame of the journal is whole and cannot follow on those before it.
    JournalOrder,
    /// A frame of the journal is of a kind that only newer software writes.
    JournalNewer,
    /// The head file is of another folder than the journal.
    HeadFileOther,
    /// The log belongs to no party of the record.
    LogForeign,
    /// A head is no checkpoint of its log.
    HeadUnreadable,
    /// A head speaks of more leaves than there were.
    HeadBeyond,
    /// A head is not signed by its log, or not rightly.
    HeadSignature,
    /// A cosignature on a head is false.
    Cosignature,
    /// A head's root is not that of the leaves.
    HeadRoot,
    /// The edge of the tree from which a log went on is not that of the leaves.
    Edge,
    /// The two heads of a fork do not prove one.
    Fork,
    /// The leaves kept of a log's other history lead to no head of it.
    Branch,
    /// A log's checkpoint file is not of these leaves.
    Checkpoint,
    /// A tile is missing or not that of the leaves.
    Tile,
    /// An entry bundle is missing or does not hold the leaves.
    Bundle,
    /// A folder of tiles belongs to no log of the journal.
    TilesForeign,
    /// A payload is not what was committed to.
    Payload,
    /// A payload was erased and is still there.
    PayloadErased,
    /// An act of a later format: newer software is needed from here on.
    Newer,
    /// What forks and successions cut comes to no end.
    Unsettled,
    /// The receipt cannot be read.
    ReceiptUnreadable,
    /// The receipt is of a log, or of a leaf, that is not here.
    ReceiptOther,
    /// The receipt's head is not signed by the log, or a cosignature on it is false.
    ReceiptSignature,
    /// The receipt's path does not lead from the leaf to its head, or its head is of another history.
    ReceiptFalse,
}

impl What {
    /// The key of the sentence that says what it means.
    pub fn key(self) -> &'static str {
        match self {
            What::Unreadable => "verify-unreadable",
            What::NoCounterpart => "verify-no-counterpart",
            What::FoundingMissing => "verify-founding-missing",
            What::FoundingWrong => "verify-founding-wrong",
            What::FoundingOther => "verify-founding-other",
            What::AgreementMissing => "verify-agreement-missing",
            What::AgreementWrong => "verify-agreement-wrong",
            What::AgreementOther => "verify-agreement-other",
            What::HeadFile => "verify-head-file",
            What::Journal => "verify-journal",
            What::JournalShort => "verify-journal-short",
            What::JournalOrder => "verify-journal-order",
            What::JournalNewer => "verify-journal-newer",
            What::HeadFileOther => "verify-head-file-other",
            What::LogForeign => "verify-log-foreign",
            What::HeadUnreadable => "verify-head-unreadable",
            What::HeadBeyond => "verify-head-beyond",
            What::HeadRoot => "verify-head-root",
            What::HeadSignature => "verify-head-signature",
            What::Cosignature => "verify-cosignature",
            What::Edge => "verify-edge",
            What::Fork => "verify-fork",
            What::Branch => "verify-branch",
            What::Checkpoint => "verify-checkpoint",
            What::Tile => "verify-tile",
            What::Bundle => "verify-bundle",
            What::TilesForeign => "verify-tiles-foreign",
            What::Payload => "verify-payload",
            What::PayloadErased => "verify-payload-erased",
            What::Newer => "verify-newer",
            What::Unsettled => "verify-unsettled",
            What::ReceiptUnreadable => "verify-receipt-unreadable",
            What::ReceiptOther => "verify-receipt-other",
            What::ReceiptSignature => "verify-receipt-signature",
            What::ReceiptFalse => "verify-receipt-false",
        }
    }
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// What it is.
    pub what: What,
    /// The log it is in, by its origin.
    pub log: Option<String>,
    /// The index of the leaf, or the size of the head.
    pub index: Option<u64>,
    /// The file, relative to the folder.
    pub file: String,
    /// The byte of the file at which the place begins.
    pub byte: Option<u64>,
    /// What the reader of the bytes said, for whoever repairs it.
    pub detail: String,
}

impl Fault {
    /// A fault of a file.
    pub fn of(what: What, file: &str) -> Fault {
        Fault { what, log: None, index: None, file: file.to_owned(), byte: None, detail: String::new() }
    }

    /// The same, in a log.
    pub fn in_log(mut self, origin: &str) -> Fault {
        self.log = Some(origin.to_owned());
        self
    }

    /// The same, at a leaf or head.
    pub fn at(mut self, index: u64) -> Fault {
        self.index = Some(index);
        self
    }

    /// The same, at a byte of its file.
    pub fn byte(mut self, byte: u64) -> Fault {
        self.byte = Some(byte);
        self
    }

    /// The same, with what the reader said.
    pub fn because(mut self, detail: impl ToString) -> Fault {
        self.detail = detail.to_string();
        self
    }

    /// What it means.
    pub fn meaning(&self) -> Message {
        Message::new(self.what.key())
    }

    /// Where it is.
    pub fn place(&self) -> Message {
        let place = |key| Message::new(key).text("file", self.file.clone());
        match (&self.log, self.index) {
            (Some(log), Some(index)) => place("verify-at-index").text("log", log.clone()).text("index", index.to_string()),
            (Some(log), None) => place("verify-at-log").text("log", log.clone()),
            (None, _) => match self.byte {
                Some(byte) => place("verify-at-byte").text("byte", byte.to_string()),
                None => place("verify-at-file"),
            },
        }
    }
}

impl From<DiskError> for Fault {
    fn from(error: DiskError) -> Fault {
        Fault::of(What::Unreadable, &error.path).because(&error.source)
    }
}

impl From<StoreError> for Fault {
    /// What looking up a place of the journal can run into.
    fn from(error: StoreError) -> Fault {
        match error {
            StoreError::Disk(error) => error.into(),
            StoreError::Damaged { offset, what } => Fault::of(What::Journal, store::journal::JOURNAL).byte(offset).because(what),
            error => Fault::of(What::Journal, store::journal::JOURNAL).because(error),
        }
    }
}
