//! Officer signatures: a person's authority over one act. Every signature names its suite.
//!
//! What is signed is the digest of the act: the 32 bytes of the `ActId`, or of its SM3 twin under SM2.

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
