//! Entry bundles (C2SP tlog-tiles): the leaves of a log, up to 256 in one file, each after its length in two bytes.

use std::fmt;

/// The most bytes of one leaf: what a length of two bytes can say.
pub const LEAF_BYTES_MAX: usize = u16::MAX as usize;

/// A leaf is longer than a bundle can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeafTooLong {
    /// The leaf's length in bytes.
    pub bytes: usize,
}

impl fmt::Display for LeafTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a leaf of {} bytes; at most {LEAF_BYTES_MAX}", self.bytes)
    }
}

impl std::error::Error for LeafTooLong {}

/// Why bytes are no entry bundle of the width that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BundleError {
    /// The bytes end within a length or a leaf.
    CutShort {
        /// Where the leaf begins, its length included.
        at: usize,
    },
    /// Another number of leaves than the tile's width.
    Width {
        /// How many leaves there should be.
        expected: u16,
        /// How many there are; one more than expected stands for any larger number.
        found: u16,
    },
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CutShort { at } => write!(f, "the bundle ends within the leaf that begins at byte {at}"),
            Self::Width { expected, found } => write!(f, "the bundle should have {expected} leaves, not {found}"),
        }
    }
}

impl std::error::Error for BundleError {}

/// Writes leaves as one bundle. The caller sees to it that there are at most 256.
pub fn encode<L: AsRef<[u8]>>(leaves: impl IntoIterator<Item = L>) -> Result<Vec<u8>, LeafTooLong> {
    let mut bundle = Vec::new();
    for leaf in leaves {
        let leaf = leaf.as_ref();
        let length = u16::try_from(leaf.len()).map_err(|_| LeafTooLong { bytes: leaf.len() })?;
        bundle.extend(length.to_be_bytes());
        bundle.extend(leaf);
    }
    Ok(bundle)
}

/// The leaves of a bundle that is `width` leaves wide, in their order, as parts of its bytes.
pub fn decode(bundle: &[u8], width: u16) -> Result<Vec<&[u8]>, BundleError> {
    let (mut rest, mut leaves) = (bundle, Vec::new());
    while !rest.is_empty() {
        // Nothing is read beyond the width, so that a long file costs no memory.
        if leaves.len() == usize::from(width) {
            return Err(BundleError::Width { expected: width, found: width.saturating_add(1) });
        }
        let at = bundle.len() - rest.len();
        let (length, after) = rest.split_first_chunk::<2>().ok_or(BundleError::CutShort { at })?;
        let leaf = after.split_at_checked(usize::from(u16::from_be_bytes(*length)));
        let (leaf, after) = leaf.ok_or(BundleError::CutShort { at })?;
        leaves.push(leaf);
        rest = after;
    }
    match leaves.len() as u16 {
        found if found == width => Ok(leaves),
        found => Err(BundleError::Width { expected: width, found }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_stand_after_their_lengths() {
        let bundle = encode([&b""[..], b"a", b"bc"]).unwrap();
        assert_eq!(bundle, b"\0\0\0\x01a\0\x02bc");
        assert_eq!(decode(&bundle, 3), Ok(vec![&b""[..], b"a", b"bc"]));
        assert_eq!(decode(b"", 0), Ok(vec![]));
    }

    #[test]
    fn the_longest_leaf_and_one_beyond() {
        let longest = vec![7; 65_535];
        let bundle = encode([&longest]).unwrap();
        assert_eq!((bundle.len(), &bundle[..2]), (65_537, &[0xff, 0xff][..]));
        assert_eq!(decode(&bundle, 1), Ok(vec![&longest[..]]));
        assert_eq!(encode([vec![7; 65_536]]), Err(LeafTooLong { bytes: 65_536 }));
    }

    #[test]
    fn cut_and_wrong_widths_are_refused() {
        let bundle = b"\0\0\0\x01a\0\x02bc";
        assert_eq!(decode(&bundle[..8], 3), Err(BundleError::CutShort { at: 5 }));
        assert_eq!(decode(&bundle[..6], 3), Err(BundleError::CutShort { at: 5 }));
        assert_eq!(decode(&bundle[..5], 3), Err(BundleError::Width { expected: 3, found: 2 }));
        assert_eq!(decode(bundle, 2), Err(BundleError::Width { expected: 2, found: 3 }));
        assert_eq!(decode(b"\0\0", 0), Err(BundleError::Width { expected: 0, found: 1 }));
        assert_eq!(decode(b"\0", 1), Err(BundleError::CutShort { at: 0 }));
        assert_eq!(decode(&[0; 2000], 256), Err(BundleError::Width { expected: 256, found: 257 }));
        assert_eq!(decode(b"", 256), Err(BundleError::Width { expected: 256, found: 0 }));
    }
}
