//! The verbs of the record itself: keys, succession, forks and epochs. The engine never sees them.
//!
//! Each is done by the party whose log holds it, in no matter, and means the same on every record.

use super::parts::Plain;
use super::rows::Slot;
use super::said::{Said, is_identifier};
use super::{Head, NodeKey};
use crate::act_format::{ActId, FormatProblem};
use crate::officer_signature::Suite;
use agreement::act::Post;
use agreement::id::Digest;

macro_rules! verbs {
    ($($(#[$doc:meta])* $variant:ident $name:literal { $($(#[$field_doc:meta])* $number:literal $field:ident: $type:ty),* $(,)? },)*) => {
        /// A verb of the record, with its fields.
        #[derive(Clone, Debug, PartialEq)]
        pub enum RecordVerb { $($(#[$doc])* $variant { $($(#[$field_doc])* $field: $type),* },)* }

        /// The kind of a verb of the record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum VerbKind { $($(#[$doc])* $variant,)* }

        impl VerbKind {
            /// All kinds, in the order of the list.
            pub const ALL: &'static [VerbKind] = &[$(VerbKind::$variant),*];

            /// The name in leaves.
            pub fn name(self) -> &'static str {
                match self { $(VerbKind::$variant => $name,)* }
            }

            /// The verb called `name`.
            pub fn named(name: &str) -> Option<VerbKind> {
                match name { $($name => Some(VerbKind::$variant),)* _ => None }
            }

            /// Its fields, by ascending numbers.
            pub fn slots(self) -> &'static [Slot] {
                match self { $(VerbKind::$variant => const { &[$(Slot {
                    number: $number,
                    name: stringify!($field),
                    shape: <$type as Plain>::SHAPE,
                    presence: <$type as Plain>::PRESENCE,
                }),*] },)* }
            }

            /// The verb whose fields say this; they were checked against the slots.
            pub(super) fn hear(self, fields: &[(u64, Said)]) -> Result<RecordVerb, FormatProblem> {
                match self { $(VerbKind::$variant => Ok(RecordVerb::$variant {
                    $($field: part::<$type>(fields, $number)?),*
                }),)* }
            }
        }

        impl RecordVerb {
            /// The kind of the verb.
            pub fn kind(&self) -> VerbKind {
                match self { $(RecordVerb::$variant { .. } => VerbKind::$variant,)* }
            }

            /// What its fields say, by ascending numbers.
            pub fn fields(&self) -> Vec<(u64, Said)> {
                let said: Vec<(u64, Option<Said>)> = match self {
                    $(RecordVerb::$variant { $($field),* } => vec![$(($number, Plain::say($field))),*],)*
                };
                said.into_iter().filter_map(|(number, said)| Some((number, said?))).collect()
            }
        }
    };
}

fn part<T: Plain>(fields: &[(u64, Said)], field: u64) -> Result<T, FormatProblem> {
    let said = fields.iter().find(|(known, _)| *known == field).map(|(_, said)| said);
    T::hear(said).ok_or(FormatProblem::FieldWrong { field })
}

verbs! {
    /// A post's key enters the record. Signed by the party's root, or by an officer who may empower.
    Empower "empower" {
        /// The post.
        1 post: String,
        /// For whom the post can sign.
        2 rank: Post,
        /// Whether this key may empower others.
        3 may_empower: bool,
        /// The suite of the key.
        4 suite: Suite,
        /// The public key.
        5 key: Vec<u8>,
    },
    /// A post's key leaves the record. Signed like its entry.
    Revoke "revoke" {
        /// The post.
        1 post: String,
        /// The public key.
        2 key: Vec<u8>,
    },
    /// The node changes a key of its own. Signed by the party's root.
    RotateKey "rotate_key" {
        /// Which of its keys.
        1 which: NodeKey,
        /// The new verifier key, in the form of a signed note.
        2 key: String,
    },
    /// A party's new log begins where its old one ended. Signed by the party's root.
    Succeed "succeed" {
        /// The origin of the old log.
        1 old_origin: String,
        /// The size of its final head.
        2 size: u64,
        /// The root of its final head.
        3 root: [u8; 32],
        /// The signed checkpoint of that head, as bytes.
        4 checkpoint: Vec<u8>,
        /// The verifier key of the new log, in the form of a signed note.
        5 node: String,
        /// The verifier key of the new mirror.
        6 mirror: String,
    },
    /// Another party holds the old log of a succession up to its final head.
    Countersign "countersign" {
        /// The succession.
        1 succession: ActId,
        /// The size of the final head.
        2 size: u64,
        /// The root of the final head.
        3 root: [u8; 32],
    },
    /// Two signed heads of one log that no log can have.
    ProveFork "prove_fork" {
        /// The origin of the log.
        1 origin: String,
        /// The first signed checkpoint, as bytes.
        2 first: Vec<u8>,
        /// The second signed checkpoint, as bytes.
        3 second: Vec<u8>,
        /// The index of the first leaf that differs.
        4 split: u64,
        /// Under the first head: the hash of that leaf, then the hashes of its inclusion path, 32 bytes each.
        5 first_path: Vec<u8>,
        /// The same under the second head.
        6 second_path: Vec<u8>,
    },
    /// The first act under a new epoch: what was closed, and the digest of its state.
    EnterEpoch "enter_epoch" {
        /// The act that opened the ballot on the epoch.
        1 ballot: ActId,
        /// The closing frontier.
        2 frontier: Vec<Head>,
        /// The digest of the state there.
        3 state: Digest,
    },
    /// The node signs again without the answers it should have had, on an administrator's word.
    Resume "resume" {
        /// Why, in the administrator's words.
        1 reason: String,
    },
}

impl RecordVerb {
    /// The first field whose value no such verb can have: a post or origin that is no identifier, a key of another length
    /// than its suite's. Paper has no keys.
    pub(super) fn misfit(&self) -> Option<u64> {
        match self {
            RecordVerb::Empower { post, .. } | RecordVerb::Revoke { post, .. } if !is_identifier(post) => Some(1),
            RecordVerb::Empower { suite, key, .. } => (suite.key_bytes() != Some(key.len())).then_some(5),
            RecordVerb::Succeed { old_origin: origin, .. } | RecordVerb::ProveFork { origin, .. } => {
                (!is_identifier(origin)).then_some(1)
            }
            _ => None,
        }
    }
}
