//! The simulator's signatures, under its feature alone: a hash over key and message that anybody can make.

use super::SignatureFault;
use super::ed25519::SIMULATED;
use record::{KeyKind, SigningKey, VerifierKey};

/// The name under which the simulator's keys are made; it does not enter the signature.
const NAME: &str = "officer.example.invalid";

/// The key of a seed.
pub fn signing_key(seed: &[u8; 32]) -> SigningKey {
    SigningKey::keyed(NAME, KeyKind::Ed25519, seed).expect("the kind is one of the simulator's")
}

/// Whether bytes are a public key of the simulator.
pub fn is_public_key(bytes: &[u8]) -> bool {
    bytes.len() == 32 && bytes.starts_with(SIMULATED)
}

/// Whether `signature` is one of `key` over `message`.
pub fn verify(key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), SignatureFault> {
    let key = VerifierKey::new(NAME, KeyKind::Ed25519, key.to_vec()).map_err(|_| SignatureFault::Key)?;
    if key.verifies(message, signature) { Ok(()) } else { Err(SignatureFault::Differs) }
}
