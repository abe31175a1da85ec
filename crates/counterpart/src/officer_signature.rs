//! Officer signatures: a person's authority over one act. Every signature names its suite.
//!
//! What is signed is always the 32 bytes of the `ActId`, or of its SM3 twin under SM2; a passkey signs them as its challenge.
//! `verify` judges one signature under one key. Whether that key belongs to an empowered post is asked of the standing.

use crate::act_format::{ActId, Twin};

mod der;
mod ed25519;
#[cfg(feature = "simulation")]
mod keyed_hash;
mod officer_key;
mod p256_sha256;
pub mod paper;
mod passkey;
mod sm2_sm3;

pub use officer_key::OfficerKey;

/// The ways to sign, a closed list in this format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Suite {
    /// ECDSA on P-256 with SHA-256 (FIPS 186-5), signature in DER.
    P256,
    /// Ed25519 (RFC 8032), strict.
    Ed25519,
    /// SM2 with SM3 (GB/T 32918), distinguishing identifier `1234567812345678`, signature in DER.
    Sm2,
    /// A passkey (WebAuthn) with a P-256 key.
    PasskeyP256,
    /// A passkey (WebAuthn) with an Ed25519 key.
    PasskeyEd25519,
    /// Signed by hand on paper; a custodian's own signature stands beside it.
    Paper,
    /// The simulator's: a hash under a key that anybody could use.
    #[cfg(feature = "simulation")]
    KeyedHash,
}

impl Suite {
    /// All suites.
    pub const ALL: &'static [Suite] = &[
        Suite::P256,
        Suite::Ed25519,
        Suite::Sm2,
        Suite::PasskeyP256,
        Suite::PasskeyEd25519,
        Suite::Paper,
        #[cfg(feature = "simulation")]
        Suite::KeyedHash,
    ];

    /// The name of the suite in every signature and founding file.
    pub fn name(self) -> &'static str {
        match self {
            Suite::P256 => "p256-sha256",
            Suite::Ed25519 => "ed25519",
            Suite::Sm2 => "sm2-sm3",
            Suite::PasskeyP256 => "passkey-p256",
            Suite::PasskeyEd25519 => "passkey-ed25519",
            Suite::Paper => "paper",
            #[cfg(feature = "simulation")]
            Suite::KeyedHash => "keyed-hash",
        }
    }

    /// The suite called `name`.
    pub fn named(name: &str) -> Option<Suite> {
        Suite::ALL.iter().copied().find(|suite| suite.name() == name)
    }

    /// How many bytes a public key has: a compressed point (SEC 1 §2.3.3) or an Ed25519 key; none for paper.
    pub fn key_bytes(self) -> Option<usize> {
        match self {
            Suite::P256 | Suite::Sm2 | Suite::PasskeyP256 => Some(33),
            Suite::Ed25519 | Suite::PasskeyEd25519 => Some(32),
            Suite::Paper => None,
            #[cfg(feature = "simulation")]
            Suite::KeyedHash => Some(32),
        }
    }

    /// Whether its signatures are passkey assertions.
    pub fn is_passkey(self) -> bool {
        matches!(self, Suite::PasskeyP256 | Suite::PasskeyEd25519)
    }
}

/// A public key and the one suite it is used with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey {
    /// The suite.
    pub suite: Suite,
    /// A compressed point, or the 32 bytes of an Ed25519 key.
    pub bytes: Vec<u8>,
}

/// Where a party's passkeys may be used: nothing signed elsewhere counts for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RpPolicy {
    /// The relying party's identifier, a host name (WebAuthn §5.1.2).
    pub rp_id: String,
    /// The origins at which a person may have confirmed: `https://` and a host at or under the identifier.
    pub origins: Vec<String>,
}

/// What a passkey gives when a person confirms (WebAuthn §6.3.3), kept byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// `authenticatorData`.
    pub authenticator_data: Vec<u8>,
    /// `clientDataJSON`.
    pub client_data: Vec<u8>,
    /// The signature over both.
    pub signature: Vec<u8>,
}

/// One signature as a leaf holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfficerSignature {
    /// A key signed the digest of the act.
    Direct {
        /// The key.
        key: PublicKey,
        /// The signature: DER for P-256 and SM2, 64 bytes for Ed25519.
        signature: Vec<u8>,
    },
    /// A passkey signed; the digest of the act was the challenge.
    Passkey {
        /// The key.
        key: PublicKey,
        /// What the passkey gave.
        assertion: Assertion,
    },
    /// A hand signed on paper.
    Paper {
        /// The SHA-256 commitment of the scan, which is a payload of the statement.
        scan: [u8; 32],
    },
}

impl OfficerSignature {
    /// The suite it names.
    pub fn suite(&self) -> Suite {
        self.key().map_or(Suite::Paper, |key| key.suite)
    }

    /// The key it names; none on paper.
    pub fn key(&self) -> Option<&PublicKey> {
        match self {
            OfficerSignature::Direct { key, .. } | OfficerSignature::Passkey { key, .. } => Some(key),
            OfficerSignature::Paper { .. } => None,
        }
    }
}

impl PublicKey {
    /// Whether the bytes are a key of the suite in its only spelling: a point of the curve that can sign.
    pub fn is_sound(&self) -> bool {
        self.suite.key_bytes() == Some(self.bytes.len())
            && match self.suite {
                Suite::P256 | Suite::PasskeyP256 => p256_sha256::is_public_key(&self.bytes),
                Suite::Ed25519 | Suite::PasskeyEd25519 => ed25519::is_public_key(&self.bytes),
                Suite::Sm2 => sm2_sm3::is_public_key(&self.bytes),
                Suite::Paper => false,
                #[cfg(feature = "simulation")]
                Suite::KeyedHash => keyed_hash::is_public_key(&self.bytes),
            }
    }
}

/// Why a signature does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SignatureFault {
    /// It names another key, or another suite, than the one it is judged under.
    OtherKey,
    /// The key is no key of its suite.
    Key,
    /// The signature is not of the one form that its suite has.
    Form,
    /// The signature is not one of this key over this act.
    Differs,
    /// The party has not said where its passkeys may be used.
    NoPolicy,
    /// The client data is not the JSON of a browser, or says one thing twice.
    ClientData,
    /// The client data is of another ceremony than signing in.
    Ceremony,
    /// The challenge is not this act.
    Challenge,
    /// The person confirmed at an origin that the party has not named, or inside a frame of another.
    Origin,
    /// The authenticator data is not of the form of a bare assertion.
    AuthenticatorData,
    /// The passkey belongs to another relying party.
    RelyingParty,
    /// Nobody touched the passkey.
    NotPresent,
    /// The passkey did not check who touched it.
    NotVerified,
    /// The scan of the paper is not among the payloads of the statement.
    NoScan,
    /// Beside the paper there is no custodian's own signature.
    PaperAlone,
}

impl SignatureFault {
    /// The fault in one word, for the reason why a leaf is void. It enters the digest of the state and never changes.
    pub fn word(self) -> &'static str {
        match self {
            SignatureFault::OtherKey => "other_key",
            SignatureFault::Key => "key",
            SignatureFault::Form => "form",
            SignatureFault::Differs => "signature",
            SignatureFault::NoPolicy => "no_policy",
            SignatureFault::ClientData => "client_data",
            SignatureFault::Ceremony => "ceremony",
            SignatureFault::Challenge => "challenge",
            SignatureFault::Origin => "origin",
            SignatureFault::AuthenticatorData => "authenticator_data",
            SignatureFault::RelyingParty => "relying_party",
            SignatureFault::NotPresent => "not_present",
            SignatureFault::NotVerified => "not_verified",
            SignatureFault::NoScan => "no_scan",
            SignatureFault::PaperAlone => "paper_alone",
        }
    }
}

/// Judges one signature over the act of these digests under `key`; for a passkey, at the places of `policy`. What is on paper
/// is never good alone: see [`paper::stands`].
pub fn verify(
    signature: &OfficerSignature,
    act: ActId,
    twin: Twin,
    key: &PublicKey,
    policy: Option<&RpPolicy>,
) -> Result<(), SignatureFault> {
    let named = signature.key().ok_or(SignatureFault::PaperAlone)?;
    if named != key {
        return Err(SignatureFault::OtherKey);
    }
    if !key.is_sound() {
        return Err(SignatureFault::Key);
    }
    match (signature, key.suite) {
        (OfficerSignature::Direct { signature, .. }, Suite::P256) => p256_sha256::verify(&key.bytes, &act.0, signature),
        (OfficerSignature::Direct { signature, .. }, Suite::Ed25519) => ed25519::verify(&key.bytes, &act.0, signature),
        (OfficerSignature::Direct { signature, .. }, Suite::Sm2) => sm2_sm3::verify(&key.bytes, &twin.0, signature),
        #[cfg(feature = "simulation")]
        (OfficerSignature::Direct { signature, .. }, Suite::KeyedHash) => keyed_hash::verify(&key.bytes, &act.0, signature),
        (OfficerSignature::Passkey { assertion, .. }, Suite::PasskeyP256) => {
            let signed = passkey::signed_bytes(assertion, act, policy)?;
            p256_sha256::verify(&key.bytes, &signed, &assertion.signature)
        }
        (OfficerSignature::Passkey { assertion, .. }, Suite::PasskeyEd25519) => {
            let signed = passkey::signed_bytes(assertion, act, policy)?;
            ed25519::verify(&key.bytes, &signed, &assertion.signature)
        }
        _ => Err(SignatureFault::Form),
    }
}

#[cfg(test)]
mod tests;
