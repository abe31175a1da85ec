//! How much is asked, answered, held and waited for. A peer that sends more is slowed, never believed.

/// The most leaves in one message.
pub const LEAVES_MAX: u64 = 512;

/// The most bytes of leaves in one message.
pub const LEAF_BYTES_SUM_MAX: usize = 4 << 20;

/// The longest leaf: what a tile's entry bundle can hold (C2SP tlog-tiles).
pub const LEAF_BYTES_MAX: usize = u16::MAX as usize;

/// The most notes in one message.
pub const HEADS_MAX: usize = 4096;

/// The most bytes of notes in one message.
pub const HEAD_BYTES_SUM_MAX: usize = 4 << 20;

/// The most bytes of one encoded message: leaves or notes, and what stands around them.
pub const MESSAGE_BYTES_MAX: usize = 5 << 20;

/// The most bytes of a payload in one message.
pub const PART_BYTES_MAX: usize = 1 << 20;

/// What checking one signature takes from a peer's allowance, as if it were so many bytes.
pub const CHECK_BYTES: u64 = 16 << 10;

/// The times and amounts that a site may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Seconds between two questions for heads to a peer that answers.
    pub ask_seconds: u64,
    /// A silent peer is asked at most this many times less often.
    pub back_off_max: u64,
    /// Seconds until an unanswered request goes to another peer.
    pub answer_seconds: u64,
    /// Bytes of unasked messages and of answers to one peer, in each second.
    pub peer_bytes_second: u64,
    /// The most that such an allowance grows to while it isn't used.
    pub peer_bytes_max: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { ask_seconds: 5, back_off_max: 4, answer_seconds: 5, peer_bytes_second: 8 << 20, peer_bytes_max: 64 << 20 }
    }
}
