//! Why a leaf is void: it stands in its log for good, and counts for nothing.
//!
//! A reason is a key with arguments, never a sentence; what the agreement itself refuses keeps the agreement's refusal.

use crate::act_format::ActId;
use agreement::Agreement;
use agreement::id::BodyId;
use agreement::message::Message;
use agreement::refusal::Refused;

macro_rules! voids {
    ($($(#[$doc:meta])* $variant:ident $key:literal { $($field:ident : $type:ty = $how:ident),* $(,)? },)*) => {
        /// Why a leaf counts for nothing.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Void {
            $($(#[$doc])* $variant { $(#[allow(missing_docs)] $field: $type),* },)*
            /// The agreement refuses the act.
            Refused(Refused),
        }

        impl Void {
            /// The keys of all reasons of the record itself.
            pub const KEYS: &'static [&'static str] = &[$($key),*];

            /// What to say.
            pub fn message(&self) -> Message {
                match self {
                    $(Void::$variant { $($field),* } => {
                        let said = Message::new($key);
                        $(let said = said.$how(stringify!($field), $field.clone());)*
                        said
                    })*
                    Void::Refused(refused) => refused.why.message(),
                }
            }
        }
    };
}

voids! {
    /// The leaf is larger than an act may be.
    TooLarge "void-too-large" { leaf_bytes: u32 = number },
    /// The bytes are not an act of the format that they name.
    Undecodable "void-undecodable" { problem: String = text },
    /// It is an act under another agreement.
    OtherAgreement "void-other-agreement" { given: String = text },
    /// Its statement names another log than the one it stands in.
    OtherLog "void-other-log" { given: String = text },
    /// It names another epoch than the one its log is in.
    OtherEpoch "void-other-epoch" { given: String = text },
    /// The same act stands earlier in the record.
    Duplicate "void-duplicate" { act: String = text },
    /// It names an act that its author had not seen, or that is void.
    UnknownAct "void-unknown-act" { act: String = text },
    /// There is no such act or matter in this agreement.
    UnknownKind "void-unknown-kind" { kind: String = text },
    /// A field of the act says nothing that can be read.
    WrongField "void-wrong-field" { problem: String = text },
    /// The act needs an officer's signature and has none.
    NotSigned "void-not-signed" {},
    /// A signature on it is wrong.
    WrongSignature "void-wrong-signature" { fault: String = text },
    /// The key that signed is not, or not any more, a key of the post that the act names.
    NotEmpowered "void-not-empowered" { post: String = text },
    /// Only the party's root key can do this.
    NotByRoot "void-not-by-root" {},
    /// The party has committed itself to the next epoch: only evidence may follow.
    EpochClosing "void-epoch-closing" {},
    /// The next epoch cannot begin: a commitment is missing, or the closing frontier or its digest is another.
    EpochNotReady "void-epoch-not-ready" {},
    /// The succession does not hold: wrong root, wrong final head, or not the first act of a new log.
    NoSuccession "void-no-succession" { party: BodyId = body },
    /// The two heads do not prove that a log has two histories.
    NoFork "void-no-fork" {},
}

impl Void {
    /// The reason as bytes, the same on every machine; part of the digest of the state.
    pub(crate) fn bytes(&self, agreement: &Agreement) -> Vec<u8> {
        agreement::plain::message(agreement, &self.message()).to_string().into_bytes()
    }

    pub(crate) fn unknown(act: &ActId) -> Void {
        Void::UnknownAct { act: act.to_string() }
    }
}
