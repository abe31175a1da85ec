//! Verifier keys (C2SP signed-note): a name, a signature type and a public key, written `name+hash+base64`.
//!
//! A key is known by its name and its id, the first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key). The id is
//! short on purpose: whoever makes another key with the same id only makes signatures that fail.

use std::fmt;
use std::str::FromStr;

use crate::hash::sha256;
use crate::{ed25519, encoding, ml_dsa_44, sm2};

pub use crate::signing_key::SigningKey;

/// The longest key name that we read or make, in bytes: what an ML-DSA-44 cosignature can name (tlog-cosignature).
pub const NAME_BYTES_MAX: usize = 255;

/// The most bytes of a verifier key's text that are looked at; the largest key that we know takes less than 2,100.
const TEXT_BYTES_MAX: usize = 8192;

/// What a key signs, and how: the signature type byte of a key (C2SP signed-note, "Signature types").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// 0x01: Ed25519 over the note's text.
    Ed25519,
    /// 0x04: Ed25519 over a time and the text of a checkpoint (tlog-cosignature).
    CosignatureEd25519,
    /// 0x06: ML-DSA-44 over a time and a tree head (tlog-cosignature).
    CosignatureMlDsa44,
    /// 0xff and [`sm2::IDENTIFIER`]: SM2 with SM3 over the note's text, under the usual distinguishing id.
    Sm2,
    /// Another type byte. Its key is kept and written as it came; none of its signatures verifies.
    Unknown(u8),
}

impl KeyKind {
    /// Whether a signature of this kind carries a time and stands under a checkpoint only.
    pub fn is_cosignature(self) -> bool {
        matches!(self, Self::CosignatureEd25519 | Self::CosignatureMlDsa44)
    }

    /// The type byte, and the private identifier after it where the kind has one.
    fn prefix(self) -> Vec<u8> {
        match self {
            Self::Ed25519 => vec![0x01],
            Self::CosignatureEd25519 => vec![0x04],
            Self::CosignatureMlDsa44 => vec![0x06],
            Self::Sm2 => [&[0xff], sm2::IDENTIFIER].concat(),
            Self::Unknown(byte) => vec![byte],
        }
    }

    /// Tells the kind of an encoded key from its first bytes, and the public key behind them.
    fn split(encoded: &[u8]) -> Option<(Self, &[u8])> {
        let (kind, key) = encoded.split_first()?;
        Some(match kind {
            0x01 => (Self::Ed25519, key),
            0x04 => (Self::CosignatureEd25519, key),
            0x06 => (Self::CosignatureMlDsa44, key),
            0xff => match key.strip_prefix(sm2::IDENTIFIER) {
                Some(key) => (Self::Sm2, key),
                None => (Self::Unknown(0xff), key),
            },
            other => (Self::Unknown(*other), key),
        })
    }
}

/// Why a text or bytes are no verifier key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// The name is empty, too long, or holds white space, a plus sign or a control character.
    Name,
    /// Not of the form `name+hash+base64`, the hash eight lower-case hexadecimal digits.
    Form,
    /// The hash is not that of the name and the key.
    IdDiffers {
        /// The id that the text states.
        stated: u32,
        /// The id of its name and key.
        computed: u32,
    },
    /// The public key has the wrong length, or is no point of its curve, or one that signs for everybody.
    PublicKey,
    /// The secret is no secret key of this kind: SM2 takes numbers from 1 to the order of its group less 2.
    Secret,
    /// We can't sign with a key of this kind.
    Kind(KeyKind),
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name => f.write_str("a key name is 1 to 255 bytes without white space, plus sign or control character"),
            Self::Form => f.write_str("a verifier key is written name+hash+base64, the hash in eight lower-case digits"),
            Self::IdDiffers { stated, computed } => {
                write!(f, "the key's hash is {computed:08x}, but the text says {stated:08x}")
            }
            Self::PublicKey => f.write_str("the public key is none of its kind"),
            Self::Secret => f.write_str("the secret is none of its kind"),
            Self::Kind(kind) => write!(f, "no key of the kind {kind:?} can sign here"),
        }
    }
}

impl std::error::Error for KeyError {}

/// A public key with the name that it signs under.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VerifierKey {
    name: String,
    kind: KeyKind,
    bytes: Vec<u8>,
}

impl VerifierKey {
    /// A key from its name, its kind and the public key's bytes: 32 for Ed25519, 1,312 for ML-DSA-44, 65 (uncompressed
    /// point) for SM2, any number but zero for an unknown kind.
    pub fn new(name: &str, kind: KeyKind, bytes: Vec<u8>) -> Result<Self, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name);
        }
        let sound = match kind {
            KeyKind::Ed25519 | KeyKind::CosignatureEd25519 => is_ed25519(&bytes),
            KeyKind::CosignatureMlDsa44 => bytes.len() == ml_dsa_44::PUBLIC_KEY_BYTES,
            KeyKind::Sm2 => sm2::is_public_key(&bytes),
            // A known type under the name of an unknown one would be read back as another key.
            KeyKind::Unknown(_) => !bytes.is_empty() && KeyKind::split(&encoded(kind, &bytes)) == Some((kind, &bytes)),
        };
        if sound { Ok(Self { name: name.to_owned(), kind, bytes }) } else { Err(KeyError::PublicKey) }
    }

    /// The name that the key signs under; for a log, its origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the key signs, and how.
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The public key's bytes, without type byte and identifier.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The key's id: the first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key), big-endian.
    pub fn id(&self) -> u32 {
        let hash = sha256(&[self.name.as_bytes(), b"\n", &encoded(self.kind, &self.bytes)]);
        u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
    }

    /// Whether `signature` is one of this key over exactly these bytes. What is signed is the caller's matter: for a
    /// cosignature it isn't the note's text, see [`cosignature`](crate::cosignature).
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match self.kind {
            #[cfg(feature = "simulation")]
            KeyKind::Ed25519 | KeyKind::CosignatureEd25519 if crate::simulation::is_public_key(&self.bytes) => {
                crate::simulation::verify(&self.bytes, message, signature)
            }
            KeyKind::Ed25519 | KeyKind::CosignatureEd25519 => ed25519::verify(&self.bytes, message, signature),
            KeyKind::CosignatureMlDsa44 => ml_dsa_44::verify(&self.bytes, message, signature),
            KeyKind::Sm2 => sm2::verify(&self.bytes, message, signature),
            KeyKind::Unknown(_) => false,
        }
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        if text.len() > TEXT_BYTES_MAX {
            return Err(KeyError::Form);
        }
        // Only base64 may hold more plus signs, so the text is split from the left.
        let (name, rest) = text.split_once('+').ok_or(KeyError::Form)?;
        let (hash, key) = rest.split_once('+').ok_or(KeyError::Form)?;
        let stated = u32::from_str_radix(hash, 16).map_err(|_| KeyError::Form)?;
        if hash != format!("{stated:08x}") {
            return Err(KeyError::Form);
        }
        let encoded = encoding::from_base64(key).ok_or(KeyError::Form)?;
        let (kind, bytes) = KeyKind::split(&encoded).ok_or(KeyError::Form)?;
        let key = Self::new(name, kind, bytes.to_vec())?;
        match key.id() {
            computed if computed == stated => Ok(key),
            computed => Err(KeyError::IdDiffers { stated, computed }),
        }
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{:08x}+{}", self.name, self.id(), encoding::to_base64(&encoded(self.kind, &self.bytes)))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({}+{:08x}, {:?})", self.name, self.id(), self.kind)
    }
}

/// Whether a text can name a key: not empty, at most [`NAME_BYTES_MAX`] bytes, no Unicode white space, no plus sign, no control
/// character below U+0020.
pub fn is_name(name: &str) -> bool {
    let fits = !name.is_empty() && name.len() <= NAME_BYTES_MAX;
    fits && !name.chars().any(|letter| letter.is_whitespace() || letter == '+' || letter < ' ')
}

/// Type byte, identifier and public key, as they are hashed and written.
fn encoded(kind: KeyKind, bytes: &[u8]) -> Vec<u8> {
    [&kind.prefix(), bytes].concat()
}

/// Whether bytes are an Ed25519 public key, or, under the feature, one of the simulator.
fn is_ed25519(bytes: &[u8]) -> bool {
    #[cfg(feature = "simulation")]
    if crate::simulation::is_public_key(bytes) {
        return true;
    }
    ed25519::is_public_key(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of the example in the documentation of the first implementation of signed notes.
    const NEUMANN: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    fn parse(text: &str) -> Result<VerifierKey, KeyError> {
        text.parse()
    }

    #[test]
    fn a_known_key_is_read_and_written() {
        let key = parse(NEUMANN).unwrap();
        assert_eq!((key.name(), key.kind(), key.id(), key.bytes().len()), ("PeterNeumann", KeyKind::Ed25519, 0xc74f_20a3, 32));
        assert_eq!(key.to_string(), NEUMANN);
        assert_eq!(format!("{key:?}"), "VerifierKey(PeterNeumann+c74f20a3, Ed25519)");
    }

    #[test]
    fn no_part_and_no_neighbour_of_a_key_is_a_key() {
        for from in 0..NEUMANN.len() {
            for to in from..NEUMANN.len() + usize::from(from > 0) {
                assert!(parse(&NEUMANN[from..to]).is_err(), "{}", &NEUMANN[from..to]);
            }
        }
        for place in 0..NEUMANN.len() {
            let mut other = NEUMANN.as_bytes().to_vec();
            other[place] += 1;
            assert!(parse(std::str::from_utf8(&other).unwrap()).is_err(), "byte {place}");
        }
    }

    #[test]
    fn each_fault_has_its_name() {
        let (_, rest) = NEUMANN.split_once('+').unwrap();
        assert_eq!(parse(""), Err(KeyError::Form));
        assert_eq!(parse(&format!("+{rest}")), Err(KeyError::Name));
        assert_eq!(parse(&format!("Peter Neumann+{rest}")), Err(KeyError::Name));
        assert_eq!(parse(&format!("Peter\u{3000}Neumann+{rest}")), Err(KeyError::Name));
        assert_eq!(parse(&format!("{}+{rest}", "n".repeat(256))), Err(KeyError::Name));
        assert_eq!(parse(&NEUMANN.replace("c74f20a3", "C74F20A3")), Err(KeyError::Form));
        assert_eq!(parse(&NEUMANN.replace("c74f20a3", "+74f20a3")), Err(KeyError::Form));
        assert_eq!(parse(&NEUMANN.replace("c74f20a3", "74f20a3")), Err(KeyError::Form));
        let other = KeyError::IdDiffers { stated: 0xc74f_20a4, computed: 0xc74f_20a3 };
        assert_eq!(parse(&NEUMANN.replace("20a3", "20a4")), Err(other));
        let other = KeyError::IdDiffers { stated: 0xc74f_20a2, computed: 0xc74f_20a3 };
        assert_eq!(parse(&NEUMANN.replace("20a3", "20a2")), Err(other));
        assert_eq!(parse(&format!("{NEUMANN}{}", "A".repeat(9000))), Err(KeyError::Form));
        // 34 bytes under the right hash: the length is wrong, not the hash.
        assert_eq!(parse("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="), Err(KeyError::Form));
    }

    #[test]
    fn every_kind_is_written_and_read_back() {
        let kinds = [KeyKind::Ed25519, KeyKind::CosignatureEd25519, KeyKind::CosignatureMlDsa44, KeyKind::Sm2];
        for kind in kinds {
            let key = SigningKey::from_seed("港.example.invalid/1", kind, &[9; 32]).unwrap().verifier();
            assert_eq!(parse(&key.to_string()), Ok(key.clone()), "{kind:?}");
            assert_eq!(key.kind(), kind);
        }
    }

    #[test]
    fn the_same_secret_under_another_kind_or_name_has_another_id() {
        let id = |name, kind| SigningKey::from_seed(name, kind, &[9; 32]).unwrap().verifier().id();
        let ids = [id("a", KeyKind::Ed25519), id("b", KeyKind::Ed25519), id("a", KeyKind::CosignatureEd25519)];
        assert!(ids[0] != ids[1] && ids[0] != ids[2] && ids[1] != ids[2]);
    }

    #[test]
    fn unknown_kinds_are_kept_and_believe_nothing() {
        for byte in [0x00, 0x02, 0x05, 0xfa, 0xff] {
            let key = VerifierKey::new("a", KeyKind::Unknown(byte), vec![1, 2, 3]).unwrap();
            assert_eq!(parse(&key.to_string()), Ok(key.clone()));
            assert!(!key.verifies(b"", b""));
            assert_eq!(VerifierKey::new("a", KeyKind::Unknown(byte), vec![]), Err(KeyError::PublicKey));
        }
        // What has a kind of its own can't be smuggled in as unknown.
        assert_eq!(VerifierKey::new("a", KeyKind::Unknown(1), vec![1; 32]), Err(KeyError::PublicKey));
        let sm2 = [sm2::IDENTIFIER, &[1; 65]].concat();
        assert_eq!(VerifierKey::new("a", KeyKind::Unknown(0xff), sm2), Err(KeyError::PublicKey));
    }

    #[test]
    fn public_keys_of_the_wrong_length_are_refused() {
        for (kind, length) in [(KeyKind::Ed25519, 31), (KeyKind::CosignatureMlDsa44, 1311), (KeyKind::Sm2, 64)] {
            assert_eq!(VerifierKey::new("a", kind, vec![4; length]), Err(KeyError::PublicKey), "{kind:?}");
        }
    }

    /// What a build without the feature must never believe.
    #[test]
    #[cfg(not(feature = "simulation"))]
    fn keys_of_the_simulator_are_refused() {
        let mut bytes = b"keyed-hash-sim\0\0".to_vec();
        bytes.extend([9; 16]);
        assert_eq!(VerifierKey::new("a", KeyKind::Ed25519, bytes.clone()), Err(KeyError::PublicKey));
        assert_eq!(VerifierKey::new("a", KeyKind::CosignatureEd25519, bytes), Err(KeyError::PublicKey));
    }
}
