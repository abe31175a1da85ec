//! Ed25519 (RFC 8032), verified strictly: no key or signature that two verifiers could disagree about.

use super::SignatureFault;
use ed25519_dalek::{Signature, VerifyingKey};

/// How the public keys of the simulator begin, as in `record`: none of them is ever taken for a real one.
pub const SIMULATED: &[u8; 16] = b"keyed-hash-sim\0\0";

/// Whether bytes are a point in its only spelling, and not of low order: such a key would sign everything.
pub fn is_public_key(bytes: &[u8]) -> bool {
    public_key(bytes).is_some()
}

/// Whether `signature`, 64 bytes, is one of `key` over `message`.
pub fn verify(key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), SignatureFault> {
    let key = public_key(key).ok_or(SignatureFault::Key)?;
    let signature = Signature::from_slice(signature).map_err(|_| SignatureFault::Form)?;
    key.verify_strict(message, &signature).map_err(|_| SignatureFault::Differs)
}

fn public_key(bytes: &[u8]) -> Option<VerifyingKey> {
    if bytes.starts_with(SIMULATED) {
        return None;
    }
    let key = VerifyingKey::from_bytes(bytes.try_into().ok()?).ok()?;
    // Decompression reduces a coordinate that is too large; compressing again shows it.
    let only_spelling = key.to_edwards().compress().to_bytes() == bytes;
    (only_spelling && !key.is_weak()).then_some(key)
}
