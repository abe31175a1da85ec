//! The founding: under which agreement and rule file the record begins, and each party's log and keys.

use crate::officer_signature::PublicKey;
use agreement::Agreement;
use agreement::id::Digest;
use record::VerifierKey;

/// What the parties have agreed on before the first act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founding {
    /// The agreement, by the name of its folder.
    pub agreement: String,
    /// The digest of its rule file.
    pub rules: Digest,
    /// The edition of the engine.
    pub edition: u64,
    /// The parties, in the agreement's order.
    pub parties: Vec<Party>,
}

/// One party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Its identifier.
    pub id: String,
    /// The origin of its first log.
    pub origin: String,
    /// Its offline root key.
    pub root: PublicKey,
    /// The key of its node.
    pub node: VerifierKey,
    /// The key of its mirror.
    pub mirror: VerifierKey,
}

impl Founding {
    /// The founding of the first edition.
    pub fn new(agreement: &Agreement, parties: Vec<Party>) -> Founding {
        Founding { agreement: agreement.id.clone(), rules: agreement.digest, edition: 1, parties }
    }
}

impl Party {
    /// A party without passkeys.
    pub fn new(id: String, origin: &str, root: PublicKey, node: VerifierKey, mirror: VerifierKey) -> Party {
        Party { id, origin: origin.to_owned(), root, node, mirror }
    }
}
