//! Keys of the simulator: a hash over public key and message in place of Ed25519. Anybody can make such signatures, which is
//! why this module exists under the feature `simulation` only and its keys are refused without it.

use crate::ed25519::SIMULATED;
use crate::hash::sha256;

/// The public key of a seed: the mark of the simulator, then 16 bytes of the seed's hash.
pub(crate) fn public_key(seed: &[u8; 32]) -> Vec<u8> {
    [&SIMULATED[..], &sha256(&[seed])[..16]].concat()
}

/// Whether bytes are a public key of the simulator.
pub(crate) fn is_public_key(bytes: &[u8]) -> bool {
    bytes.len() == 32 && bytes.starts_with(SIMULATED)
}

/// 64 bytes over key and message: twice the same hash.
pub(crate) fn sign(public_key: &[u8], message: &[u8]) -> Vec<u8> {
    sha256(&[public_key, message]).repeat(2)
}

/// Whether `signature` is what [`sign`] gives.
pub(crate) fn verify(public_key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    signature == sign(public_key, message)
}

#[cfg(test)]
mod tests {
    use crate::{KeyKind, Note, SigningKey, VerifierKey};

    #[test]
    fn notes_are_signed_and_refused_as_with_real_keys() {
        let key = SigningKey::keyed("sim.example.invalid", KeyKind::Ed25519, &[1; 32]).unwrap();
        let other = SigningKey::keyed("sim.example.invalid", KeyKind::Ed25519, &[2; 32]).unwrap();
        let mut note = Note::unsigned("a\n").unwrap();
        note.sign(&key);
        assert_eq!(note.verify(&[key.verifier()]), Ok(vec![0]));
        assert!(note.verify(&[other.verifier()]).is_err());
        note.text = "b\n".to_owned();
        assert!(note.verify(&[key.verifier()]).is_err());
        let read = key.verifier().to_string().parse::<VerifierKey>();
        assert_eq!(read, Ok(key.verifier()));
        assert_eq!((key.verifier().bytes().len(), key.sign_bytes(b"").len()), (32, 64));
    }

    #[test]
    fn only_kinds_with_ed25519_are_simulated() {
        assert!(SigningKey::keyed("a", KeyKind::CosignatureEd25519, &[1; 32]).is_ok());
        assert!(SigningKey::keyed("a", KeyKind::Sm2, &[1; 32]).is_err());
        assert!(SigningKey::keyed("a b", KeyKind::Ed25519, &[1; 32]).is_err());
    }
}
