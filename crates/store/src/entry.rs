//! What the journal's frames say, and their bytes: leaves, heads, forks and branches, with each log's origin written once.
//!
//! Numbers are big-endian. The form is frozen with the first journal that a party keeps; a later one gets new kinds, not new bodies.

use record::Hash;

use crate::frame::{self, Chain};

/// The number of a log in this journal. The party's own log has number 0.
pub type LogNumber = u16;

/// How every journal begins.
const MAGIC: &[u8] = b"counterpart/journal/v1\n";

/// One entry of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry<'a> {
    /// The first entry: which folder this is, and the origin of the party's own log.
    Begin {
        /// Drawn when the folder was made; the head file names it too.
        folder: [u8; 16],
        /// The own log's origin.
        origin: &'a str,
    },
    /// Another log, by its origin. It has the next number from here on.
    Log {
        /// The log's origin.
        origin: &'a str,
    },
    /// A leaf of a log.
    Leaf {
        /// Which log.
        log: LogNumber,
        /// The leaf's place in its log, from zero.
        index: u64,
        /// The leaf, exactly as its author made it.
        bytes: &'a [u8],
    },
    /// A head of a log that was accepted, or one that came with newer cosignatures.
    Head {
        /// Which log.
        log: LogNumber,
        /// The signed note.
        note: &'a [u8],
    },
    /// Two heads of one log that can't both be: the proof of a fork.
    Fork {
        /// Which log.
        log: LogNumber,
        /// One signed note.
        one: &'a [u8],
        /// The other.
        other: &'a [u8],
    },
    /// A leaf of a log's other branch.
    Branch {
        /// Which log.
        log: LogNumber,
        /// The size of the common part.
        split: u64,
        /// The leaf's place in its branch, counted from the log's beginning.
        index: u64,
        /// The leaf.
        bytes: &'a [u8],
    },
    /// The log goes on from a smaller size: the leaves beyond it, which no head covers, no longer count.
    Rewind {
        /// Which log.
        log: LogNumber,
        /// The size to go on from.
        size: u64,
        /// The right edge of the tree at that size, as `record::tree::Compact::edge` gives it, its hashes one after the other.
        edge: &'a [u8],
    },
}

impl<'a> Entry<'a> {
    /// Adds the entry's frame to `out` and gives its checksum.
    pub fn write(&self, out: &mut Vec<u8>, before: &Chain) -> Chain {
        let number = |log: &LogNumber| log.to_be_bytes();
        match self {
            Self::Begin { folder, origin } => frame::write(out, before, 0, &[MAGIC, folder, origin.as_bytes()]),
            Self::Log { origin } => frame::write(out, before, 1, &[origin.as_bytes()]),
            Self::Leaf { log, index, bytes } => frame::write(out, before, 2, &[&number(log), &index.to_be_bytes(), bytes]),
            Self::Head { log, note } => frame::write(out, before, 3, &[&number(log), note]),
            Self::Fork { log, one, other } => {
                let length = (one.len() as u32).to_be_bytes();
                frame::write(out, before, 4, &[&number(log), &length, one, other])
            }
            Self::Branch { log, split, index, bytes } => {
                frame::write(out, before, 5, &[&number(log), &split.to_be_bytes(), &index.to_be_bytes(), bytes])
            }
            Self::Rewind { log, size, edge } => frame::write(out, before, 6, &[&number(log), &size.to_be_bytes(), edge]),
        }
    }

    /// Reads a frame's kind and body; none when this program writes no such frame.
    pub fn read(kind: u8, body: &'a [u8]) -> Option<Self> {
        let mut rest = body;
        let entry = match kind {
            0 => {
                rest = rest.strip_prefix(MAGIC)?;
                Self::Begin { folder: take(&mut rest)?, origin: text(&mut rest)? }
            }
            1 => Self::Log { origin: text(&mut rest)? },
            2 => Self::Leaf { log: short(&mut rest)?, index: long(&mut rest)?, bytes: all(&mut rest) },
            3 => Self::Head { log: short(&mut rest)?, note: all(&mut rest) },
            4 => {
                let log = short(&mut rest)?;
                let length = u32::from_be_bytes(take(&mut rest)?) as usize;
                let (one, other) = all(&mut rest).split_at_checked(length)?;
                Self::Fork { log, one, other }
            }
            5 => {
                let (log, split, index) = (short(&mut rest)?, long(&mut rest)?, long(&mut rest)?);
                Self::Branch { log, split, index, bytes: all(&mut rest) }
            }
            6 => Self::Rewind { log: short(&mut rest)?, size: long(&mut rest)?, edge: all(&mut rest) },
            _ => return None,
        };
        rest.is_empty().then_some(entry)
    }
}

/// The hashes of an edge as a `Rewind` holds them.
pub fn edge_bytes(edge: &[Hash]) -> Vec<u8> {
    edge.concat()
}

/// The hashes in the bytes of an edge; none when they are not whole.
pub fn edge_hashes(bytes: &[u8]) -> Option<Vec<Hash>> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    rest.is_empty().then(|| hashes.to_vec())
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, left) = rest.split_first_chunk::<N>()?;
    *rest = left;
    Some(*taken)
}

fn short(rest: &mut &[u8]) -> Option<u16> {
    take(rest).map(u16::from_be_bytes)
}

fn long(rest: &mut &[u8]) -> Option<u64> {
    take(rest).map(u64::from_be_bytes)
}

fn all<'a>(rest: &mut &'a [u8]) -> &'a [u8] {
    std::mem::take(rest)
}

fn text<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    std::str::from_utf8(all(rest)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{GENESIS, HEAD_BYTES};
    use proptest::prelude::*;

    /// An entry and its body in hexadecimal, by hand from the table of kinds.
    fn golden() -> Vec<(u8, Entry<'static>, String)> {
        let folder = *b"0123456789abcdef";
        let begin = format!("{}{}6f", hex(MAGIC), hex(&folder));
        let branch = Entry::Branch { log: 3, split: 4, index: 5, bytes: b"b" };
        vec![
            (0, Entry::Begin { folder, origin: "o" }, begin),
            (1, Entry::Log { origin: "p" }, "70".to_owned()),
            (2, Entry::Leaf { log: 1, index: 2, bytes: b"l" }, "000100000000000000026c".to_owned()),
            (3, Entry::Head { log: 258, note: b"n" }, "01026e".to_owned()),
            (4, Entry::Fork { log: 2, one: b"aa", other: b"b" }, "000200000002616162".to_owned()),
            (5, branch, "00030000000000000004000000000000000562".to_owned()),
            (6, Entry::Rewind { log: 1, size: 0, edge: b"" }, "00010000000000000000".to_owned()),
        ]
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn golden_bodies() {
        for (kind, entry, body) in golden() {
            let mut out = Vec::new();
            entry.write(&mut out, &GENESIS);
            let (found, bytes, _) = frame::read(&GENESIS, &out).unwrap();
            assert_eq!((found, hex(bytes)), (kind, body));
            assert_eq!(Entry::read(kind, &out[HEAD_BYTES..out.len() - 16]), Some(entry));
        }
    }

    #[test]
    fn bodies_that_nobody_writes() {
        let bad: [(u8, &[u8]); 8] = [
            (0, b"counterpart/journal/v2\n0123456789abcdefo"),
            (0, b"counterpart/journal/v1\n0123"),
            (1, b"\xff"),
            (2, b"\0\x01\0\0\0\0\0\0\0"),
            (3, b"\0"),
            (4, b"\0\x01\0\0\0\x03ab"),
            (5, b"\0\x01\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0"),
            (7, b""),
        ];
        for (kind, body) in bad {
            assert_eq!(Entry::read(kind, body), None, "{kind} {body:?}");
        }
        assert_eq!(edge_hashes(&[0; 33]), None);
        assert_eq!(edge_hashes(&edge_bytes(&[[1; 32], [2; 32]])), Some(vec![[1; 32], [2; 32]]));
    }

    proptest! {
        #[test]
        fn arbitrary_bodies_are_read_or_refused(kind in 0u8..9, body: Vec<u8>) {
            if let Some(entry) = Entry::read(kind, &body) {
                let mut out = Vec::new();
                entry.write(&mut out, &GENESIS);
                prop_assert_eq!(&out[HEAD_BYTES..out.len() - 16], &body[..]);
            }
        }
    }
}
