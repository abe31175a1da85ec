//! Keys that sign: made from 32 secret bytes, a name and a kind. The secret is never printed.

use std::fmt;

use ed25519_dalek::Signer;
use ml_dsa::{Keypair, MlDsa44, SignatureEncoding};

use crate::key::{KeyError, KeyKind, VerifierKey};
use crate::sm2::DISTINGUISHING_ID;

/// A secret key with the name that it signs under.
#[derive(Clone)]
pub struct SigningKey {
    secret: Secret,
    verifier: VerifierKey,
}

/// The secret in the form its algorithm wants. Each is wiped when it is dropped.
#[derive(Clone)]
enum Secret {
    Ed25519(Box<ed25519_dalek::SigningKey>),
    MlDsa44(Box<ml_dsa::SigningKey<MlDsa44>>),
    Sm2(Box<::sm2::dsa::SigningKey>),
    #[cfg(feature = "simulation")]
    Simulated,
}

impl SigningKey {
    /// A key from its seed: the secret of Ed25519 (RFC 8032 §5.1.5), the seed ξ of ML-DSA (FIPS 204 §6.1), or the secret
    /// number of SM2, big-endian, which must be neither zero nor too large. The same seed gives the same key.
    pub fn from_seed(name: &str, kind: KeyKind, seed: &[u8; 32]) -> Result<Self, KeyError> {
        let (secret, public) = match kind {
            KeyKind::Ed25519 | KeyKind::CosignatureEd25519 => {
                let secret = ed25519_dalek::SigningKey::from_bytes(seed);
                let public = secret.verifying_key().to_bytes().to_vec();
                (Secret::Ed25519(Box::new(secret)), public)
            }
            KeyKind::CosignatureMlDsa44 => {
                let secret = ml_dsa::SigningKey::<MlDsa44>::from_seed(&(*seed).into());
                let public = secret.verifying_key().encode().to_vec();
                (Secret::MlDsa44(Box::new(secret)), public)
            }
            KeyKind::Sm2 => {
                let secret = ::sm2::dsa::SigningKey::from_slice(DISTINGUISHING_ID, seed).map_err(|_| KeyError::Secret)?;
                let public = secret.verifying_key().to_sec1_bytes().to_vec();
                (Secret::Sm2(Box::new(secret)), public)
            }
            KeyKind::Unknown(_) => return Err(KeyError::Kind(kind)),
        };
        Ok(Self { secret, verifier: VerifierKey::new(name, kind, public)? })
    }

    /// A key of the simulator, of the two Ed25519 kinds: the formats are the same, the signatures are worth nothing.
    #[cfg(feature = "simulation")]
    pub fn keyed(name: &str, kind: KeyKind, seed: &[u8; 32]) -> Result<Self, KeyError> {
        match kind {
            KeyKind::Ed25519 | KeyKind::CosignatureEd25519 => {
                let verifier = VerifierKey::new(name, kind, crate::simulation::public_key(seed))?;
                Ok(Self { secret: Secret::Simulated, verifier })
            }
            _ => Err(KeyError::Kind(kind)),
        }
    }

    /// The public side.
    pub fn verifier(&self) -> VerifierKey {
        self.verifier.clone()
    }

    /// The name that the key signs under.
    pub fn name(&self) -> &str {
        self.verifier.name()
    }

    /// What the key signs, and how.
    pub fn kind(&self) -> KeyKind {
        self.verifier.kind()
    }

    /// The bare signature over exactly these bytes. Notes and cosignatures have their own doors:
    /// [`Note::sign`](crate::Note::sign) and [`cosign`](crate::cosignature::cosign).
    pub fn sign_bytes(&self, message: &[u8]) -> Vec<u8> {
        match &self.secret {
            Secret::Ed25519(secret) => secret.sign(message).to_vec(),
            Secret::MlDsa44(secret) => secret.sign(message).to_vec(),
            Secret::Sm2(secret) => secret.sign(message).to_vec(),
            #[cfg(feature = "simulation")]
            Secret::Simulated => crate::simulation::sign(self.verifier.bytes(), message),
        }
    }
}

impl fmt::Debug for SigningKey {
    /// Only what is public.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({:?})", self.verifier)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [KeyKind; 4] = [KeyKind::Ed25519, KeyKind::CosignatureEd25519, KeyKind::CosignatureMlDsa44, KeyKind::Sm2];

    #[test]
    fn what_a_key_signs_its_verifier_accepts_and_no_other() {
        for kind in KINDS {
            let key = SigningKey::from_seed("key.example.invalid", kind, &[3; 32]).unwrap();
            let other = SigningKey::from_seed("key.example.invalid", kind, &[4; 32]).unwrap();
            let signature = key.sign_bytes(b"text");
            assert!(key.verifier().verifies(b"text", &signature), "{kind:?}");
            assert!(!key.verifier().verifies(b"texT", &signature), "{kind:?}");
            assert!(!other.verifier().verifies(b"text", &signature), "{kind:?}");
            assert_eq!(signature, key.sign_bytes(b"text"), "{kind:?} signs the same bytes twice");
        }
    }

    #[test]
    fn the_secret_is_never_printed() {
        let key = SigningKey::from_seed("key.example.invalid", KeyKind::Ed25519, &[0xab; 32]).unwrap();
        let printed = format!("{key:?} {key:#?}");
        assert!(printed.starts_with("SigningKey(VerifierKey(key.example.invalid+"), "{printed}");
        assert!(!printed.contains("171") && !printed.contains("abab"), "{printed}");
    }

    #[test]
    fn bad_names_seeds_and_kinds_are_refused() {
        let make = |name, kind, seed: [u8; 32]| SigningKey::from_seed(name, kind, &seed).err();
        assert_eq!(make("", KeyKind::Ed25519, [1; 32]), Some(KeyError::Name));
        assert_eq!(make("a+b", KeyKind::Ed25519, [1; 32]), Some(KeyError::Name));
        assert_eq!(make("a", KeyKind::Sm2, [0; 32]), Some(KeyError::Secret));
        assert_eq!(make("a", KeyKind::Sm2, [0xff; 32]), Some(KeyError::Secret));
        assert_eq!(make("a", KeyKind::Unknown(2), [1; 32]), Some(KeyError::Kind(KeyKind::Unknown(2))));
    }
}
