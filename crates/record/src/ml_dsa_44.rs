//! ML-DSA-44 (FIPS 204) with an empty context, as tlog-cosignature asks; signing is deterministic.

use ml_dsa::{EncodedVerifyingKey, MlDsa44, Signature, Verifier, VerifyingKey};

/// The bytes of a public key (FIPS 204, table 2).
pub(crate) const PUBLIC_KEY_BYTES: usize = 1312;

/// The bytes of a signature (FIPS 204, table 2).
pub(crate) const SIGNATURE_BYTES: usize = 2420;

/// Whether `signature` (2,420 bytes) is one of `key` (1,312 bytes) over `message`.
pub(crate) fn verify(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let key = EncodedVerifyingKey::<MlDsa44>::try_from(key).map(|key| VerifyingKey::<MlDsa44>::decode(&key));
    let signature = Signature::<MlDsa44>::try_from(signature);
    match (key, signature) {
        (Ok(key), Ok(signature)) => key.verify(message, &signature).is_ok(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ml_dsa::{Keypair, SignatureEncoding, Signer, SigningKey};

    #[test]
    fn every_flipped_bit_and_every_other_length_is_refused() {
        let secret = SigningKey::<MlDsa44>::from_seed(&[7; 32].into());
        let key = secret.verifying_key().encode().to_vec();
        let signature = secret.sign(b"text").to_vec();
        assert_eq!((key.len(), signature.len()), (PUBLIC_KEY_BYTES, SIGNATURE_BYTES));
        assert!(verify(&key, b"text", &signature));
        assert!(!verify(&key, b"Text", &signature));
        for place in (0..SIGNATURE_BYTES).step_by(97) {
            let mut flipped = signature.clone();
            flipped[place] ^= 1;
            assert!(!verify(&key, b"text", &flipped), "byte {place}");
        }
        assert!(!verify(&key[1..], b"text", &signature));
        assert!(!verify(&key, b"text", &signature[1..]));
        assert!(!verify(&[], b"text", &[]));
    }
}
