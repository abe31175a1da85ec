//! Which keys sign what: those that the founding names, and those that lawful acts of the record put in their place or beside them.

use agreement::id::BodyId;
use counterpart::Counterpart;
use record::{Checkpoint, Note, VerifierKey, cosignature};

/// The keys of all parties' nodes.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    /// The keys that sign heads; each bears the name of its log.
    nodes: Vec<VerifierKey>,
    /// The keys that cosign heads, with whose they are.
    mirrors: Vec<(BodyId, VerifierKey)>,
}

/// A head whose signatures hold.
#[derive(Clone, Debug)]
pub struct Signed {
    /// What it says.
    pub head: Checkpoint,
    /// Who cosigned it, and at what time, in seconds since the Epoch.
    pub cosigned: Vec<(BodyId, u64)>,
    /// How many signatures were verified.
    pub verified: u64,
    /// How many lines are of keys that the record does not know: witnesses outside it. They prove nothing here.
    pub strangers: u64,
}

/// Why a note is not a head to be believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unbelieved {
    /// It is no checkpoint, or one of another log.
    Unreadable(String),
    /// The log did not sign it, or the signature is false.
    Signature,
    /// A cosignature is false.
    Cosignature(String),
}

impl Keys {
    /// The keys after everything that is folded.
    pub fn of(fold: &Counterpart<'_>) -> Keys {
        let mut keys = Keys::default();
        for party in fold.agreement().parties() {
            let standing = fold.standing().of_party(party);
            keys.nodes.extend(standing.node_keys.iter().cloned());
            keys.mirrors.extend(standing.mirror_keys.iter().map(|key| (party, key.clone())));
        }
        keys
    }

    /// Reads a note as a head of the log called `origin` and verifies every line of a known key; one false line spoils all.
    pub fn open(&self, note: &[u8], origin: &str) -> Result<Signed, Unbelieved> {
        let unreadable = |error: &dyn std::fmt::Display| Unbelieved::Unreadable(error.to_string());
        let note = Note::parse(note).map_err(|error| unreadable(&error))?;
        let head = Checkpoint::parse(&note.text).map_err(|error| unreadable(&error))?;
        if head.origin != origin {
            return Err(Unbelieved::Unreadable(format!("the checkpoint is of {}", head.origin)));
        }
        let mut found = Signed { head, cosigned: Vec::new(), verified: 0, strangers: 0 };
        let mut signed = false;
        for line in &note.signatures {
            let is = |key: &VerifierKey| key.name() == line.name && key.id() == line.id;
            if let Some(key) = self.nodes.iter().find(|key| key.name() == origin && is(key)) {
                if !key.verifies(note.text.as_bytes(), &line.bytes) {
                    return Err(Unbelieved::Signature);
                }
                signed = true;
            } else if let Some((party, key)) = self.mirrors.iter().find(|(_, key)| is(key)) {
                let time = cosignature::time_of(&note.text, line, key);
                found.cosigned.push((*party, time.ok_or_else(|| Unbelieved::Cosignature(line.name.clone()))?));
            } else {
                found.strangers += 1;
                continue;
            }
            found.verified += 1;
        }
        if signed { Ok(found) } else { Err(Unbelieved::Signature) }
    }
}
