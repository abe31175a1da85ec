//! Checkpoints (C2SP tlog-checkpoint v1.0.0): the head of a log, as the text of a signed note.
//!
//! Three lines, each ending in a newline: the log's origin, the number of leaves, the root in base64. Then opaque extension
//! lines, which we keep but never write.

use std::fmt;

use crate::encoding::{NUMBER_MAX, from_decimal, hash_from_base64, to_base64};
use crate::hash::Hash;
use crate::key::NAME_BYTES_MAX;
use crate::note::{Note, NoteError};
use crate::{SigningKey, VerifierKey};

/// The most leaves that a checkpoint can speak of: 2^63 − 1.
pub const SIZE_MAX: u64 = NUMBER_MAX;

/// The head of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log, for all time.
    pub origin: String,
    /// The number of leaves, at most [`SIZE_MAX`].
    pub size: u64,
    /// The root over all leaves.
    pub root: Hash,
    /// Lines after the third; opaque, none of them empty.
    pub extensions: Vec<String>,
}

/// Why a text is no checkpoint, or a checkpoint is not to be believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckpointError {
    /// The note around it is malformed, or isn't signed by the log's key.
    Note(NoteError),
    /// The first line is missing, empty, longer than 255 bytes, or holds a control character.
    Origin,
    /// The second line is no decimal without leading zeroes up to [`SIZE_MAX`].
    Size,
    /// The third line is not 32 bytes in base64.
    Root,
    /// An extension line is empty or holds a control character, or the last line doesn't end in a newline.
    Extensions,
    /// The key is of another log than the checkpoint.
    OtherOrigin {
        /// The name of the key.
        expected: String,
        /// The origin that the checkpoint states.
        found: String,
    },
}

impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Note(error) => write!(f, "{error}"),
            Self::Origin => f.write_str("the checkpoint's first line is no origin"),
            Self::Size => f.write_str("the checkpoint's second line is no size"),
            Self::Root => f.write_str("the checkpoint's third line is no root"),
            Self::Extensions => f.write_str("the checkpoint's extension lines are malformed"),
            Self::OtherOrigin { expected, found } => write!(f, "the checkpoint is of {found}, not of {expected}"),
        }
    }
}

impl std::error::Error for CheckpointError {}

impl Checkpoint {
    /// Reads the text of a note. What it accepts, `Display` writes again byte for byte.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let (origin, rest) = text.split_once('\n').ok_or(CheckpointError::Origin)?;
        if !is_origin(origin) {
            return Err(CheckpointError::Origin);
        }
        let (size, rest) = rest.split_once('\n').ok_or(CheckpointError::Size)?;
        let size = from_decimal(size).ok_or(CheckpointError::Size)?;
        let (root, rest) = rest.split_once('\n').ok_or(CheckpointError::Root)?;
        let root = hash_from_base64(root).ok_or(CheckpointError::Root)?;
        let lines = match rest.strip_suffix('\n') {
            Some(lines) => lines.split('\n').map(str::to_owned).collect::<Vec<_>>(),
            None if rest.is_empty() => Vec::new(),
            None => return Err(CheckpointError::Extensions),
        };
        if lines.iter().any(|line| line.is_empty() || line.bytes().any(|byte| byte < b' ')) {
            return Err(CheckpointError::Extensions);
        }
        Ok(Self { origin: origin.to_owned(), size, root, extensions: lines })
    }
}

impl fmt::Display for Checkpoint {
    /// The text of the note, its final newline included.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}\n{}\n", self.origin, self.size, to_base64(&self.root))?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// The checkpoint as a note, signed with the log's own key, whose name is the origin.
pub fn sign(checkpoint: &Checkpoint, key: &SigningKey) -> Note {
    assert!(key.name() == checkpoint.origin, "the key of {} signs no checkpoint of {}", key.name(), checkpoint.origin);
    let mut note = Note { text: checkpoint.to_string(), signatures: Vec::new() };
    note.sign(key);
    note
}

/// Reads a log's signed checkpoint: the note must be signed by the log's key, and its origin must be the key's name.
pub fn open(note: &[u8], key: &VerifierKey) -> Result<(Checkpoint, Note), CheckpointError> {
    let note = Note::parse(note).map_err(CheckpointError::Note)?;
    let checkpoint = verify(&note, key)?;
    Ok((checkpoint, note))
}

/// The checkpoint in a note that is read already, under the same conditions as [`open`].
pub fn verify(note: &Note, key: &VerifierKey) -> Result<Checkpoint, CheckpointError> {
    note.verify(std::slice::from_ref(key)).map_err(CheckpointError::Note)?;
    let checkpoint = Checkpoint::parse(&note.text)?;
    if checkpoint.origin != key.name() {
        return Err(CheckpointError::OtherOrigin { expected: key.name().to_owned(), found: checkpoint.origin });
    }
    Ok(checkpoint)
}

/// Not empty, no control character, and short enough for an ML-DSA-44 cosignature to name it.
fn is_origin(origin: &str) -> bool {
    !origin.is_empty() && origin.len() <= NAME_BYTES_MAX && origin.bytes().all(|byte| byte >= b' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::KeyKind;
    use crate::hash::empty_root;

    const ORIGIN: &str = "example.invalid/greater_bay_area_2017/guangdong/1";

    fn key(name: &str) -> SigningKey {
        SigningKey::from_seed(name, KeyKind::Ed25519, &[1; 32]).unwrap()
    }

    fn checkpoint(size: u64) -> Checkpoint {
        Checkpoint { origin: ORIGIN.to_owned(), size, root: [size as u8; 32], extensions: Vec::new() }
    }

    /// The example of tlog-checkpoint.
    #[test]
    fn the_example_of_the_specification() {
        let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        let read = Checkpoint::parse(text).unwrap();
        assert_eq!(
            (read.origin.as_str(), read.size, read.root[..3].to_vec()),
            ("example.com/behind-the-sofa", 20_852_163, vec![10, 197, 24])
        );
        assert_eq!(read.to_string(), text);
    }

    #[test]
    fn the_empty_tree_and_extension_lines() {
        let text = format!("a b\n0\n{}\nfirst\nsecond 二\n", to_base64(&empty_root()));
        let read = Checkpoint::parse(&text).unwrap();
        assert_eq!(
            (read.origin.as_str(), read.size, read.extensions.clone()),
            ("a b", 0, vec!["first".to_owned(), "second 二".to_owned()])
        );
        assert_eq!(read.to_string(), text);
        assert_eq!(read.root, empty_root());
    }

    #[test]
    fn malformed_texts_are_refused() {
        let root = to_base64(&[7; 32]);
        let long = "o".repeat(256);
        let cases = [
            (String::new(), CheckpointError::Origin),
            ("origin".to_owned(), CheckpointError::Origin),
            (format!("\n1\n{root}\n"), CheckpointError::Origin),
            (format!("{long}\n1\n{root}\n"), CheckpointError::Origin),
            (format!("a\r\n1\n{root}\n"), CheckpointError::Origin),
            (format!("a\n1\r\n{root}\n"), CheckpointError::Size),
            (format!("a\n01\n{root}\n"), CheckpointError::Size),
            (format!("a\n00\n{root}\n"), CheckpointError::Size),
            (format!("a\n-1\n{root}\n"), CheckpointError::Size),
            (format!("a\n+1\n{root}\n"), CheckpointError::Size),
            (format!("a\n\n{root}\n"), CheckpointError::Size),
            (format!("a\n9223372036854775808\n{root}\n"), CheckpointError::Size),
            ("a\n1".to_owned(), CheckpointError::Size),
            (format!("a\n1\n{root}"), CheckpointError::Root),
            (format!("a\n1\n{root}=\n"), CheckpointError::Root),
            (format!("a\n1\n{}\n", to_base64(&[7; 31])), CheckpointError::Root),
            (format!("a\n1\n{}\n", root.replace('=', "")), CheckpointError::Root),
            (format!("a\n1\n{root}\nextension"), CheckpointError::Extensions),
            (format!("a\n1\n{root}\n\n"), CheckpointError::Extensions),
            (format!("a\n1\n{root}\nb\n\nc\n"), CheckpointError::Extensions),
            (format!("a\n1\n{root}\nb\r\n"), CheckpointError::Extensions),
        ];
        for (text, error) in cases {
            assert_eq!(Checkpoint::parse(&text), Err(error), "{text:?}");
        }
        assert!(Checkpoint::parse(&format!("a\n9223372036854775807\n{root}\n")).is_ok());
    }

    #[test]
    fn a_signed_checkpoint_opens_under_its_own_key_only() {
        let (ours, other) = (key(ORIGIN), key("example.invalid/greater_bay_area_2017/macao/1"));
        let mut note = sign(&checkpoint(5), &ours);
        assert_eq!(open(&note.to_bytes(), &ours.verifier()), Ok((checkpoint(5), note.clone())));
        assert_eq!(open(&note.to_bytes(), &other.verifier()), Err(CheckpointError::Note(NoteError::NoKnownKey)));
        assert_eq!(open(b"", &ours.verifier()), Err(CheckpointError::Note(NoteError::NoFinalNewline)));
        // A key that signs the checkpoint of another log says nothing about that log.
        note.sign(&other);
        let refused = CheckpointError::OtherOrigin { expected: other.name().to_owned(), found: ORIGIN.to_owned() };
        assert_eq!(open(&note.to_bytes(), &other.verifier()), Err(refused));
    }

    #[test]
    fn a_signed_text_that_is_no_checkpoint_doesnt_open() {
        let key = key("a");
        let mut note = Note::unsigned("a\nfive\n").unwrap();
        note.sign(&key);
        assert_eq!(open(&note.to_bytes(), &key.verifier()), Err(CheckpointError::Size));
    }
}
