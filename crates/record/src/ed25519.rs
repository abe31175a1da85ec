//! Ed25519 (RFC 8032), verified strictly: one key, one message, one signature that everybody agrees about.

use ed25519_dalek::{Signature, VerifyingKey};

/// How the public keys of the simulator begin. They are refused here, so that no such key is ever taken for a real one.
pub(crate) const SIMULATED: &[u8; 16] = b"keyed-hash-sim\0\0";

/// Whether these bytes are a public key under which a signature can mean something: a point in its only spelling, not of
/// low order (such a key accepts one signature for every message), not one of the simulator.
pub(crate) fn is_public_key(bytes: &[u8]) -> bool {
    public_key(bytes).is_some()
}

/// Whether `signature` (64 bytes) is one of `key` (32 bytes) over `message`. Keys and signatures with a component of low
/// order and every second spelling of a point or number are refused, so that two verifiers can't disagree.
pub(crate) fn verify(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let signature = Signature::from_slice(signature).ok();
    let verified = public_key(key).zip(signature).map(|(key, signature)| key.verify_strict(message, &signature));
    matches!(verified, Some(Ok(())))
}

fn public_key(bytes: &[u8]) -> Option<VerifyingKey> {
    let bytes = <[u8; 32]>::try_from(bytes).ok()?;
    if bytes.starts_with(SIMULATED) {
        return None;
    }
    let key = VerifyingKey::from_bytes(&bytes).ok()?;
    // Decompression reduces a coordinate that is too large; compressing again shows it.
    let only_spelling = key.to_edwards().compress().to_bytes() == bytes;
    (only_spelling && !key.is_weak()).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer, SigningKey};

    fn from_hex(text: &str) -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    }

    /// RFC 8032 §7.1, test 2.
    #[test]
    fn the_example_of_rfc_8032() {
        let key = from_hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        let signature = from_hex(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        );
        assert!(verify(&key, &[0x72], &signature));
        assert!(!verify(&key, &[0x73], &signature));
        assert!(!verify(&key, &[0x72], &signature[..63]));
        assert!(!verify(&key[..31], &[0x72], &signature));
    }

    #[test]
    fn keys_of_low_order_and_second_spellings_are_refused() {
        // The neutral element, a point of order 2, zero, and y = p + 1 for y = 1: all low; y = p + 3 is a spelling too many.
        let neutral = from_hex("0100000000000000000000000000000000000000000000000000000000000000");
        let order_2 = from_hex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
        let spelling = from_hex("f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
        for bad in [neutral, order_2, vec![0; 32], spelling, vec![0xff; 32], vec![]] {
            assert!(!is_public_key(&bad), "{bad:02x?}");
        }
    }

    #[test]
    fn no_real_key_begins_like_a_simulated_one() {
        let mut key = SIMULATED.to_vec();
        key.extend([0; 16]);
        // Among these there are points of the curve, refused all the same.
        for last in 0..=255 {
            key[31] = last;
            assert!(!is_public_key(&key));
        }
    }

    #[test]
    fn a_number_too_large_is_refused() {
        let secret = SigningKey::from_bytes(&[7; 32]);
        let mut signature = secret.sign(b"text").to_bytes();
        assert!(verify(secret.verifying_key().as_bytes(), b"text", &signature));
        signature[63] |= 0xe0;
        assert!(!verify(secret.verifying_key().as_bytes(), b"text", &signature));
    }
}
