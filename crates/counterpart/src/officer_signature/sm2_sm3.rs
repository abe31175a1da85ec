//! SM2 with SM3 (GB/T 32918.2): keys are compressed points, signatures strict DER, as in P-256.
//!
//! The distinguishing identifier is always set: implementations differ in what they take when it is left out.

use super::{SignatureFault, der};
use record::sm2::DISTINGUISHING_ID;
use sm2::dsa::signature::Verifier;
use sm2::dsa::{Signature, VerifyingKey};

/// Whether bytes are a compressed point of the curve.
pub fn is_public_key(bytes: &[u8]) -> bool {
    bytes.len() == 33 && VerifyingKey::from_sec1_bytes(DISTINGUISHING_ID, bytes).is_ok()
}

/// Whether `signature` is one of `key` over `message`, which is hashed here with the identifier and the key.
pub fn verify(key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), SignatureFault> {
    let key = VerifyingKey::from_sec1_bytes(DISTINGUISHING_ID, key).map_err(|_| SignatureFault::Key)?;
    let fixed = der::fixed(signature).ok_or(SignatureFault::Form)?;
    let signature = Signature::from_slice(&fixed).map_err(|_| SignatureFault::Form)?;
    key.verify(message, &signature).map_err(|_| SignatureFault::Differs)
}
