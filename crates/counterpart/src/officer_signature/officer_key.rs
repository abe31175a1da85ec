//! An officer's own key in software: makes the signatures that `verify` judges. The secret is never printed.

use super::{OfficerSignature, PublicKey, Suite, der};
use crate::act_format::{ActId, Twin};
use ed25519_dalek::Signer;
use record::sm2::DISTINGUISHING_ID;
use sm2::elliptic_curve::sec1::ToSec1Point;
use std::fmt;

/// A secret key of one suite, with its public key.
pub struct OfficerKey {
    secret: Secret,
    public: PublicKey,
}

/// The secret in the form its algorithm wants. Each is wiped when it is dropped.
enum Secret {
    P256(Box<p256::ecdsa::SigningKey>),
    Ed25519(Box<ed25519_dalek::SigningKey>),
    Sm2(Box<sm2::dsa::SigningKey>),
    #[cfg(feature = "simulation")]
    KeyedHash(Box<record::SigningKey>),
}

impl OfficerKey {
    /// The key of 32 secret bytes: a number, big-endian, for P-256 and SM2, the secret of RFC 8032 for Ed25519. `None` if they
    /// are no secret of the suite (zero, or too large), or if the suite signs elsewhere: passkeys and paper.
    pub fn from_secret(suite: Suite, secret: &[u8; 32]) -> Option<OfficerKey> {
        let (secret, bytes) = match suite {
            Suite::P256 => {
                let secret = p256::ecdsa::SigningKey::from_slice(secret).ok()?;
                let bytes = secret.verifying_key().to_sec1_point(true).as_bytes().to_vec();
                (Secret::P256(Box::new(secret)), bytes)
            }
            Suite::Ed25519 => {
                let secret = ed25519_dalek::SigningKey::from_bytes(secret);
                let bytes = secret.verifying_key().to_bytes().to_vec();
                (Secret::Ed25519(Box::new(secret)), bytes)
            }
            Suite::Sm2 => {
                let secret = sm2::dsa::SigningKey::from_slice(DISTINGUISHING_ID, secret).ok()?;
                let bytes = secret.verifying_key().to_sec1_point(true).as_bytes().to_vec();
                (Secret::Sm2(Box::new(secret)), bytes)
            }
            #[cfg(feature = "simulation")]
            Suite::KeyedHash => {
                let secret = super::keyed_hash::signing_key(secret);
                let bytes = secret.verifier().bytes().to_vec();
                (Secret::KeyedHash(Box::new(secret)), bytes)
            }
            _ => return None,
        };
        Some(OfficerKey { secret, public: PublicKey { suite, bytes } })
    }

    /// The public key.
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// Signs the act of these digests. The same key and act give the same signature (RFC 6979, RFC 8032).
    pub fn sign(&self, act: ActId, twin: Twin) -> OfficerSignature {
        let signature = match &self.secret {
            Secret::P256(secret) => {
                let signature: p256::ecdsa::Signature = secret.sign(&act.0);
                der::encode(&signature.to_bytes().into())
            }
            Secret::Ed25519(secret) => secret.sign(&act.0).to_bytes().to_vec(),
            Secret::Sm2(secret) => der::encode(&secret.sign(&twin.0).to_bytes().into()),
            #[cfg(feature = "simulation")]
            Secret::KeyedHash(secret) => secret.sign_bytes(&act.0),
        };
        OfficerSignature::Direct { key: self.public.clone(), signature }
    }
}

impl fmt::Debug for OfficerKey {
    /// Only what is public.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OfficerKey({:?})", self.public)
    }
}
