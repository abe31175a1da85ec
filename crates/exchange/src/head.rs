//! A signed head of a log, with the cosignatures under it. Whoever holds a [`Head`] has checked the log's signature.

use std::collections::BTreeMap;

use record::{Checkpoint, Hash, Note, NoteSignature, VerifierKey, cosignature};

use crate::Party;

/// A tree by its number of leaves and its root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TreeHead {
    /// Leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// One cosignature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    /// When, in seconds since the Epoch.
    pub time: u64,
    /// The line.
    pub line: NoteSignature,
}

/// A head whose log signature has been verified, and cosignatures that have been, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    tree: TreeHead,
    text: String,
    log_lines: Vec<NoteSignature>,
    /// By the mirror that gave it.
    pub(crate) cosigned: BTreeMap<Party, Cosigned>,
}

impl Head {
    /// The head in a note, if it is of this log, bears a valid signature by one of its keys, and no invalid one. Cosignatures
    /// are left out. A checkpoint with extension lines is none of ours: two texts for one tree would part the cosignatures.
    pub fn read(note: &Note, origin: &str, keys: &[VerifierKey]) -> Option<Self> {
        let checkpoint = Checkpoint::parse(&note.text).ok()?;
        if checkpoint.origin != origin || !checkpoint.extensions.is_empty() {
            return None;
        }
        let signed = note.verify(keys).ok()?;
        let by_log = |line: &&NoteSignature| signed.iter().any(|place| is_by(line, &keys[*place]));
        let log_lines = note.signatures.iter().filter(by_log).cloned().collect();
        let tree = TreeHead { size: checkpoint.size, root: checkpoint.root };
        Some(Self { tree, text: note.text.clone(), log_lines, cosigned: BTreeMap::new() })
    }

    /// The head in a note that we have signed ourselves just now, and nobody else: there is nothing to verify.
    pub(crate) fn of_signed(checkpoint: &Checkpoint, note: Note) -> Self {
        let tree = TreeHead { size: checkpoint.size, root: checkpoint.root };
        Self { tree, text: note.text, log_lines: note.signatures, cosigned: BTreeMap::new() }
    }

    /// Size and root.
    pub fn tree(&self) -> TreeHead {
        self.tree
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.tree.size
    }

    /// The text that is signed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The note: the text, the log's line, the cosignatures.
    pub fn note(&self) -> Note {
        let cosigned = self.cosigned.values().map(|cosigned| &cosigned.line);
        Note { text: self.text.clone(), signatures: self.log_lines.iter().chain(cosigned).cloned().collect() }
    }

    /// The note as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.note().to_bytes()
    }

    /// The same head without cosignatures.
    pub(crate) fn bare(&self) -> Self {
        Self { cosigned: BTreeMap::new(), ..self.clone() }
    }
}

/// The valid cosignature in a note by one of a mirror's keys.
pub fn cosignature_by(note: &Note, keys: &[VerifierKey]) -> Option<Cosigned> {
    keys.iter().find_map(|key| {
        let line = note.signatures.iter().find(|line| is_by(line, key))?;
        let time = cosignature::time_of(&note.text, line, key)?;
        Some(Cosigned { time, line: line.clone() })
    })
}

/// Whether a line claims to be of a key.
fn is_by(line: &NoteSignature, key: &VerifierKey) -> bool {
    line.name == key.name() && line.id == key.id()
}
