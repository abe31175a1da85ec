//! Trust policies (C2SP tlog-policy): which logs and witnesses are known, and how many cosignatures make a checkpoint valid.
//!
//! A line each: `log <key> [<url>]`, `witness <name> <key> [<url>]`, `group <name> all|any|<k> <name>…`, `quorum <name>|none`.
//! A name is defined above its use, and is a member of one group at most, so every witness counts once.

use std::collections::BTreeMap;
use std::fmt;

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::cosignature;
use crate::key::VerifierKey;
use crate::note::{Note, NoteError};

pub use crate::policy_text::{POLICY_BYTES_MAX, Problem, ProblemKind};

/// A trust policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    pub(crate) logs: Vec<Log>,
    pub(crate) witnesses: Vec<Witness>,
    pub(crate) groups: Vec<Group>,
    pub(crate) quorum: Option<Voice>,
}

/// A log whose checkpoints are accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Its key, named like its origin.
    pub key: VerifierKey,
    /// Where it can be reached; what it means is the application's matter.
    pub url: Option<Vec<u8>>,
}

/// A cosigner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// What the policy calls it; bytes, compared as such.
    pub name: Vec<u8>,
    /// The key that it cosigns with, of type 0x04 or 0x06.
    pub key: VerifierKey,
    /// Where it can be reached; what it means is the application's matter.
    pub url: Option<Vec<u8>>,
}

/// Witnesses and other groups, of which at least `threshold` must have cosigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What the policy calls it; bytes, compared as such.
    pub name: Vec<u8>,
    /// From one to the number of members.
    pub threshold: usize,
    /// At least one.
    pub members: Vec<Voice>,
}

/// What a name in a policy stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// The witness at this place of [`Policy::witnesses`].
    Witness(usize),
    /// The group at this place of [`Policy::groups`].
    Group(usize),
}

/// What a policy finds in a note that it accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The checkpoint that the note holds.
    pub checkpoint: Checkpoint,
    /// The time of each witness's cosignature, in the order of [`Policy::witnesses`]; none where it has not cosigned.
    pub cosigned: Vec<Option<u64>>,
}

/// Why a policy doesn't accept a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyRefusal {
    /// A signature of a log or witness of the policy fails.
    Note(NoteError),
    /// The note holds no checkpoint, or one of another origin than the log's key is named for.
    Checkpoint(CheckpointError),
    /// No log of the policy signed the checkpoint under its own name.
    NoLog,
    /// Too few cosignatures.
    Quorum {
        /// The time of each witness's cosignature, as in [`Judgement::cosigned`].
        cosigned: Vec<Option<u64>>,
    },
}

impl fmt::Display for PolicyRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Note(error) => write!(f, "{error}"),
            Self::Checkpoint(error) => write!(f, "{error}"),
            Self::NoLog => f.write_str("no log of the policy signed the checkpoint"),
            Self::Quorum { cosigned } => {
                let count = cosigned.iter().flatten().count();
                write!(f, "{count} of {} witnesses have cosigned, which is no quorum", cosigned.len())
            }
        }
    }
}

impl std::error::Error for PolicyRefusal {}

impl Policy {
    /// Reads a policy, or tells everything that is wrong with it, in the order of the lines.
    pub fn parse(bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        crate::policy_text::read(bytes)
    }

    /// The policy as a text, without the comments it may have had; read again, it is the same policy.
    pub fn to_bytes(&self) -> Vec<u8> {
        crate::policy_text::write(self)
    }

    /// The logs, in the order of their lines.
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// The witnesses, in the order of their lines.
    pub fn witnesses(&self) -> &[Witness] {
        &self.witnesses
    }

    /// The groups, each after its members.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// What must have cosigned; none when nothing needs to (`quorum none`).
    pub fn quorum(&self) -> Option<Voice> {
        self.quorum
    }

    /// Whether the quorum is reached when exactly these witnesses, by their places, have cosigned.
    pub fn is_met(&self, has_cosigned: impl Fn(usize) -> bool) -> bool {
        // Groups name only what stands above them, so one pass downward settles all.
        let mut settled = Vec::with_capacity(self.groups.len());
        let speaks = |voice: Voice, settled: &[bool]| match voice {
            Voice::Witness(place) => has_cosigned(place),
            Voice::Group(place) => settled[place],
        };
        for group in &self.groups {
            let count = group.members.iter().filter(|member| speaks(**member, &settled)).count();
            settled.push(count >= group.threshold);
        }
        self.quorum.is_none_or(|quorum| speaks(quorum, &settled))
    }

    /// The time of each witness's cosignature under a note, in the order of the witnesses. An error when a signature under
    /// the name and id of one of them fails.
    pub fn cosigned(&self, note: &Note) -> Result<Vec<Option<u64>>, NoteError> {
        let keys = self.witnesses.iter().map(|witness| witness.key.clone()).collect::<Vec<_>>();
        let signed = match note.verify(&keys) {
            Err(NoteError::NoKnownKey) => Vec::new(),
            signed => signed?,
        };
        let mut times = vec![None; keys.len()];
        signed.into_iter().for_each(|place| times[place] = cosignature::verify(note, &keys[place]));
        Ok(times)
    }

    /// Accepts a note if it is a checkpoint, signed by a log of the policy under its own name, and cosigned by the quorum.
    pub fn judge(&self, note: &Note) -> Result<Judgement, PolicyRefusal> {
        let keys = self.logs.iter().map(|log| log.key.clone()).collect::<Vec<_>>();
        let signed = match note.verify(&keys) {
            Err(NoteError::NoKnownKey) => return Err(PolicyRefusal::NoLog),
            signed => signed.map_err(PolicyRefusal::Note)?,
        };
        let checkpoint = Checkpoint::parse(&note.text).map_err(PolicyRefusal::Checkpoint)?;
        if !signed.into_iter().any(|place| keys[place].name() == checkpoint.origin) {
            return Err(PolicyRefusal::NoLog);
        }
        self.judge_cosignatures(note, checkpoint)
    }

    /// As [`judge`](Self::judge), of a checkpoint whose log was verified by other means.
    pub fn judge_cosignatures(&self, note: &Note, checkpoint: Checkpoint) -> Result<Judgement, PolicyRefusal> {
        let cosigned = self.cosigned(note).map_err(PolicyRefusal::Note)?;
        if !self.is_met(|place| cosigned[place].is_some()) {
            return Err(PolicyRefusal::Quorum { cosigned });
        }
        Ok(Judgement { checkpoint, cosigned })
    }

    /// The witnesses by name, for messages.
    pub fn witness_places(&self) -> BTreeMap<&[u8], usize> {
        self.witnesses.iter().enumerate().map(|(place, witness)| (witness.name.as_slice(), place)).collect()
    }
}
