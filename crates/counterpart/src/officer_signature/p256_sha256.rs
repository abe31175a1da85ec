//! ECDSA on P-256 with SHA-256 (FIPS 186-5): keys are compressed points, signatures strict DER.
//!
//! Cards and passkeys give s in both halves of its range, so both are taken.

use super::{SignatureFault, der};
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};

/// Whether bytes are a compressed point of the curve.
pub fn is_public_key(bytes: &[u8]) -> bool {
    bytes.len() == 33 && VerifyingKey::from_sec1_bytes(bytes).is_ok()
}

/// Whether `signature` is one of `key` over `message`, which is hashed here.
pub fn verify(key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), SignatureFault> {
    let key = VerifyingKey::from_sec1_bytes(key).map_err(|_| SignatureFault::Key)?;
    let fixed = der::fixed(signature).ok_or(SignatureFault::Form)?;
    let signature = Signature::from_slice(&fixed).map_err(|_| SignatureFault::Form)?;
    key.verify(message, &signature).map_err(|_| SignatureFault::Differs)
}
