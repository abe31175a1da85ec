//! SM2 with SM3 (GM/T 0003.2, GB/T 32918.2) as a private signature type of notes: 0xff and a long identifier.
//!
//! A key is the uncompressed point (65 bytes), a signature is r ‖ s (64 bytes), and the distinguishing id is always
//! `1234567812345678` (GM/T 0009): without it, implementations disagree about every signature.

use ::sm2::dsa::signature::Verifier;
use ::sm2::dsa::{Signature, VerifyingKey};
use sm3::{Digest, Sm3};

/// What follows the byte 0xff in an encoded key: a name that no other format will take, ended by a newline.
pub const IDENTIFIER: &[u8] = b"counterpart/note/sm2-with-sm3/1234567812345678/v1\n";

/// The distinguishing id of the signer (GM/T 0009 §10), set explicitly everywhere.
pub const DISTINGUISHING_ID: &str = "1234567812345678";

/// The SM3 hash (GB/T 32905) of bytes.
pub fn sm3(bytes: &[u8]) -> [u8; 32] {
    Sm3::digest(bytes).into()
}

/// Whether `signature` (r ‖ s, 64 bytes) is one of `key` (uncompressed point, 65 bytes) over `message`.
pub fn verify(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    match (public_key(key), Signature::from_slice(signature)) {
        (Some(key), Ok(signature)) => key.verify(message, &signature).is_ok(),
        _ => false,
    }
}

/// Whether bytes are an uncompressed point of the curve. A compressed one would be a second spelling of the same key.
pub(crate) fn is_public_key(bytes: &[u8]) -> bool {
    public_key(bytes).is_some()
}

fn public_key(bytes: &[u8]) -> Option<VerifyingKey> {
    if bytes.len() != 65 {
        return None;
    }
    VerifyingKey::from_sec1_bytes(DISTINGUISHING_ID, bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{KeyKind, SigningKey};

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// GB/T 32905 appendix A, both examples.
    #[test]
    fn sm3_of_the_standard() {
        assert_eq!(hex(&sm3(b"abc")), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        let long = b"abcd".repeat(16);
        assert_eq!(hex(&sm3(&long)), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    }

    fn from_hex(text: &str) -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    }

    /// GM/T 0003.5 (GB/T 32918.5) appendix A: secret, public key, message and signature on the recommended curve.
    #[test]
    fn the_example_of_the_standard() {
        let secret = from_hex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8");
        let x = "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020";
        let y = "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
        let r = "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3";
        let s = "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";
        let key = SigningKey::from_seed("a", KeyKind::Sm2, &secret.try_into().unwrap()).unwrap().verifier();
        assert_eq!(hex(key.bytes()), format!("04{x}{y}"));
        assert!(verify(key.bytes(), b"message digest", &from_hex(&format!("{r}{s}"))));
        assert!(!verify(key.bytes(), b"message digest", &from_hex(&format!("{s}{r}"))));
    }

    #[test]
    fn keys_and_signatures_of_the_wrong_shape_are_refused() {
        let secret = SigningKey::from_seed("sm2.example.invalid", KeyKind::Sm2, &[7; 32]).unwrap();
        let key = secret.verifier().bytes().to_vec();
        let signature = secret.sign_bytes(b"text");
        assert_eq!((key.len(), signature.len()), (65, 64));
        assert!(verify(&key, b"text", &signature));
        assert!(!verify(&key, b"Text", &signature));
        let compressed = [&[2 + (key[64] & 1)], &key[1..33]].concat();
        assert!(!is_public_key(&compressed));
        assert!(!is_public_key(&[4; 65]) && !is_public_key(&[0; 65]) && !is_public_key(&[]));
        for place in 0..64 {
            let mut flipped = signature.clone();
            flipped[place] ^= 0x80;
            assert!(!verify(&key, b"text", &flipped), "byte {place}");
        }
        assert!(!verify(&key, b"text", &signature[1..]));
        assert!(!verify(&key, b"text", &[0; 64]));
    }
}
