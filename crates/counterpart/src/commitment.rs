//! Payloads: salted commitments to bytes that are not in the log, and who may see those bytes.
//!
//! The log proves that something existed; the bytes and their salt are kept beside it and can be erased where privacy law
//! asks for it. An audience is named in the statement and is as narrow as its author leaves it.

use agreement::Agreement;
use sha2::{Digest as _, Sha256};
use sm3::Sm3;

/// A commitment to some bytes under a salt, by both hashes: for every party a hash that its own law knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Commitment {
    /// SHA-256 of salt and bytes.
    pub sha256: [u8; 32],
    /// SM3 (GB/T 32905) of salt and bytes.
    pub sm3: [u8; 32],
}

impl Commitment {
    /// The commitment to `bytes` under `salt`, which must be random and kept as secret as the bytes.
    pub fn to(salt: &[u8; 32], bytes: &[u8]) -> Commitment {
        Commitment {
            sha256: Sha256::new().chain_update(salt).chain_update(bytes).finalize().into(),
            sm3: Sm3::new().chain_update(salt).chain_update(bytes).finalize().into(),
        }
    }

    /// Whether `salt` and `bytes` are what was committed to, by both hashes.
    pub fn opens_with(&self, salt: &[u8; 32], bytes: &[u8]) -> bool {
        *self == Commitment::to(salt, bytes)
    }
}

/// Who may be given the bytes of a payload. The closed list goes from narrow to wide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Only the side of the party whose log holds the act.
    #[default]
    OwnSide,
    /// Its own side and these bodies, by identifier, in the agreement's order.
    Parties(Vec<String>),
    /// Every party of the agreement.
    AllParties,
    /// Everybody.
    Public,
}

impl Audience {
    /// Whether `party`, an authenticated party of the agreement, may be given a payload from the log of `own`.
    pub fn may_see(&self, own: &str, party: &str) -> bool {
        match self {
            Audience::OwnSide => party == own,
            Audience::Parties(named) => party == own || named.iter().any(|body| body == party),
            Audience::AllParties | Audience::Public => true,
        }
    }

    /// Whether someone who is no party may be given it.
    pub fn is_public(&self) -> bool {
        *self == Audience::Public
    }

    /// Whether the named bodies are bodies of `agreement`, each once and in its order.
    pub fn fits(&self, agreement: &Agreement) -> bool {
        let Audience::Parties(named) = self else { return true };
        let bodies: Option<Vec<_>> = named.iter().map(|body| agreement.body(body)).collect();
        bodies.is_some_and(|bodies| bodies.is_sorted_by(|a, b| a < b))
    }
}

/// What a statement says of one payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// The commitment to its salt and bytes.
    pub commitment: Commitment,
    /// How many bytes it has, without the salt.
    pub length: u64,
    /// Who may be given it.
    pub audience: Audience,
}

impl Payload {
    /// The payload `bytes` under `salt` for `audience`.
    pub fn of(salt: &[u8; 32], bytes: &[u8], audience: Audience) -> Payload {
        Payload { commitment: Commitment::to(salt, bytes), length: bytes.len() as u64, audience }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Computed apart with a command-line `openssl dgst -sha256` and `-sm3` over 32 bytes 0x01 and `abc`.
    #[test]
    fn a_commitment_is_the_two_hashes_of_salt_and_bytes() {
        let commitment = Commitment::to(&[1; 32], b"abc");
        assert_eq!(hex(&commitment.sha256), "f138dfb92f2d15143be6aa75d8c22a848559e77362670c45c8ab5852fe23e081");
        assert_eq!(hex(&commitment.sm3), "9c69d295b470d4babd95404991db5b367fab7b681c5bc227f4603cdc1a7c5f55");
    }

    #[test]
    fn only_the_same_salt_and_bytes_open_it() {
        let salt = [7; 32];
        let commitment = Commitment::to(&salt, "年度重點工作".as_bytes());
        assert!(commitment.opens_with(&salt, "年度重點工作".as_bytes()));
        assert!(!commitment.opens_with(&[8; 32], "年度重點工作".as_bytes()));
        assert!(!commitment.opens_with(&salt, "年度重点工作".as_bytes()));
        assert!(!Commitment { sm3: [0; 32], ..commitment }.opens_with(&salt, "年度重點工作".as_bytes()), "both hashes count");
        assert!(!Commitment { sha256: [0; 32], ..commitment }.opens_with(&salt, "年度重點工作".as_bytes()), "both hashes count");
        assert_ne!(Commitment::to(&salt, b""), Commitment::to(&[8; 32], b""));
    }

    #[test]
    fn an_audience_lets_in_those_it_names() {
        let named = Audience::Parties(vec!["macao".to_owned(), "ndrc".to_owned()]);
        let table = [
            (Audience::default(), "guangdong", true),
            (Audience::default(), "macao", false),
            (named.clone(), "guangdong", true),
            (named.clone(), "macao", true),
            (named.clone(), "hong_kong", false),
            (named.clone(), "", false),
            (Audience::AllParties, "hong_kong", true),
            (Audience::Public, "hong_kong", true),
        ];
        for (audience, party, expected) in table {
            assert_eq!(audience.may_see("guangdong", party), expected, "{audience:?} {party}");
        }
        assert!(Audience::Public.is_public());
        assert!(!Audience::AllParties.is_public() && !named.is_public() && !Audience::OwnSide.is_public());
    }

    #[test]
    fn named_bodies_stand_once_each_in_the_order_of_the_agreement() {
        let rules = include_str!("../../../agreements/greater_bay_area_2017/rules.kdl");
        let agreement = Agreement::read(rules).expect("the rules of the repository");
        let audience = |named: &[&str]| Audience::Parties(named.iter().map(|body| (*body).to_owned()).collect());
        let ids: Vec<&str> = agreement.bodies.iter().map(|body| body.id.as_str()).collect();
        assert!(audience(&ids[..3]).fits(&agreement));
        assert!(audience(&[ids[1], ids[3]]).fits(&agreement));
        assert!(!audience(&[ids[3], ids[1]]).fits(&agreement));
        assert!(!audience(&[ids[1], ids[1]]).fits(&agreement));
        assert!(!audience(&[ids[1], "atlantis"]).fits(&agreement));
        assert!(Audience::OwnSide.fits(&agreement) && Audience::Public.fits(&agreement));
    }
}
