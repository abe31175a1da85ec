//! A leaf read ahead of the fold: decoded, hashed, and its signatures judged under the keys that they name.
//!
//! This is the part of the work that needs no order, so a caller with threads does it on all of them. Whether a key counts is asked of
//! the standing when the leaf is folded, by the same judge as ever.

use crate::act_format::v1::Leaf;
use crate::act_format::{self, Reading};
use crate::founding::Founding;
use crate::log::Unread;
use record::hash::{Hash, leaf_hash};

/// One leaf, ready for [`Counterpart::take_in`](crate::Counterpart::take_in).
#[derive(Clone, Debug)]
pub struct Ahead {
    pub(crate) read: Result<Reading, Unread>,
    hash: Hash,
}

impl Ahead {
    /// A leaf that is only decoded and hashed: its signatures are judged when it is folded, if they matter then.
    pub fn of(bytes: &[u8]) -> Ahead {
        Ahead { read: read(bytes), hash: leaf_hash(bytes) }
    }

    /// The leaf, if it is one of a format that we know.
    pub fn leaf(&self) -> Option<&Leaf> {
        if let Ok(Reading::Leaf(leaf)) = &self.read { Some(leaf) } else { None }
    }

    /// The RFC 6962 hash of the leaf.
    pub fn hash(&self) -> Hash {
        self.hash
    }
}

impl Founding {
    /// Reads a leaf of the log called `origin`, its signatures included. Of a log that the founding does not name, the party and so the
    /// places of its passkeys are not known yet: there the signatures wait for the fold.
    pub fn read_ahead(&self, origin: &str, bytes: &[u8]) -> Ahead {
        let mut ahead = Ahead::of(bytes);
        if let (Ok(Reading::Leaf(leaf)), Some(party)) = (&mut ahead.read, self.keeper(origin)) {
            leaf.judge_signatures(party.passkey.as_ref());
        }
        ahead
    }
}

/// Reads a leaf; one that can't be read keeps its hash, by which it is named.
pub(crate) fn read(bytes: &[u8]) -> Result<Reading, Unread> {
    act_format::read(bytes).map_err(|problem| Unread { problem, hash: leaf_hash(bytes) })
}
