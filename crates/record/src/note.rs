//! Signed notes (C2SP signed-note v1.0.0): a text, an empty line, and lines `— name base64(key id ‖ signature)`.
//!
//! Reading a note says nothing about who signed it; [`Note::verify`] does.

use std::fmt;

use crate::key::{KeyKind, VerifierKey, is_name};
use crate::{SigningKey, cosignature, encoding};

/// The most bytes of a note that are read.
pub const NOTE_BYTES_MAX: usize = 1 << 20;

/// The most signatures that are read; the specification asks for 16 at least.
pub const SIGNATURES_MAX: usize = 64;

/// How a signature line begins: an em dash (U+2014) and a space.
const DASH: &str = "\u{2014} ";

/// A text and the signatures under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What is signed, its final newline included.
    pub text: String,
    /// The signatures, in the order of their lines.
    pub signatures: Vec<NoteSignature>,
}

/// One signature line. Name and id together say which key made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    /// The key's name.
    pub name: String,
    /// The key's id.
    pub id: u32,
    /// The signature, without the id: for a cosignature, eight bytes of time and the signature proper.
    pub bytes: Vec<u8>,
}

/// Why bytes are no note, or why a note is not to be believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteError {
    /// More than [`NOTE_BYTES_MAX`] bytes.
    TooLong,
    /// Not UTF-8, from this byte on.
    NotUtf8 {
        /// The first byte that is none, from zero.
        at: usize,
    },
    /// A control character other than the newline (a carriage return, a tab).
    ControlCharacter {
        /// Where it is, from zero.
        at: usize,
    },
    /// The last line, or the text, doesn't end in a newline.
    NoFinalNewline,
    /// No empty line with signatures after it.
    NoSignatures,
    /// More than [`SIGNATURES_MAX`] signatures.
    TooManySignatures,
    /// A line below the last empty line is no signature line.
    SignatureLine {
        /// Which, from one.
        number: usize,
    },
    /// A signature under the name and id of a known key doesn't verify: the whole note is refused.
    BadSignature {
        /// The key's name.
        name: String,
        /// The key's id.
        id: u32,
    },
    /// None of the known keys signed.
    NoKnownKey,
}

impl fmt::Display for NoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "the note is longer than {NOTE_BYTES_MAX} bytes"),
            Self::NotUtf8 { at } => write!(f, "byte {at} of the note is no UTF-8"),
            Self::ControlCharacter { at } => write!(f, "byte {at} of the note is a control character"),
            Self::NoFinalNewline => f.write_str("the note doesn't end in a newline"),
            Self::NoSignatures => f.write_str("the note has no signature below an empty line"),
            Self::TooManySignatures => write!(f, "the note has more than {SIGNATURES_MAX} signatures"),
            Self::SignatureLine { number } => write!(f, "signature line {number} is malformed"),
            Self::BadSignature { name, id } => write!(f, "the signature of {name}+{id:08x} doesn't verify"),
            Self::NoKnownKey => f.write_str("no known key signed the note"),
        }
    }
}

impl std::error::Error for NoteError {}

impl Note {
    /// A note without signatures yet, from a text that a note can carry.
    pub fn unsigned(text: &str) -> Result<Self, NoteError> {
        check_characters(text)?;
        if !text.ends_with('\n') {
            return Err(NoteError::NoFinalNewline);
        }
        Ok(Self { text: text.to_owned(), signatures: Vec::new() })
    }

    /// Reads a note. What it accepts, [`to_bytes`](Self::to_bytes) writes again byte for byte.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > NOTE_BYTES_MAX {
            return Err(NoteError::TooLong);
        }
        let note = std::str::from_utf8(bytes).map_err(|error| NoteError::NotUtf8 { at: error.valid_up_to() })?;
        check_characters(note)?;
        if !note.ends_with('\n') {
            return Err(NoteError::NoFinalNewline);
        }
        // The last empty line parts them, because a text may hold empty lines of its own.
        let end = note.rfind("\n\n").ok_or(NoteError::NoSignatures)? + 1;
        let (text, lines) = (&note[..end], &note[end + 1..]);
        if lines.is_empty() {
            return Err(NoteError::NoSignatures);
        }
        if lines.lines().count() > SIGNATURES_MAX {
            return Err(NoteError::TooManySignatures);
        }
        let signatures = (1..)
            .zip(lines.lines())
            .map(|(number, line)| NoteSignature::parse_line(line).ok_or(NoteError::SignatureLine { number }));
        Ok(Self { text: text.to_owned(), signatures: signatures.collect::<Result<_, _>>()? })
    }

    /// The note as it is stored and sent: text, empty line, signature lines.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.to_string().into_bytes()
    }

    /// Which of these keys signed, as places in the list, in its order. An error when a signature under the name and id of
    /// one of them fails, or when none of them signed. Signatures of other keys are passed over.
    pub fn verify(&self, keys: &[VerifierKey]) -> Result<Vec<usize>, NoteError> {
        let mut signed = Vec::new();
        for (place, key) in keys.iter().enumerate() {
            let id = key.id();
            let mut lines = self.signatures.iter().filter(|line| line.id == id && line.name == key.name()).peekable();
            if lines.peek().is_none() {
                continue;
            }
            if !lines.all(|line| self.holds(line, key)) {
                return Err(NoteError::BadSignature { name: key.name().to_owned(), id });
            }
            signed.push(place);
        }
        if signed.is_empty() { Err(NoteError::NoKnownKey) } else { Ok(signed) }
    }

    /// Signs the text. The key must be one that signs a note's text; a cosignature needs a time, see
    /// [`cosign`](crate::cosignature::cosign).
    pub fn sign(&mut self, key: &SigningKey) {
        assert!(matches!(key.kind(), KeyKind::Ed25519 | KeyKind::Sm2), "a key of kind {:?} signs no bare text", key.kind());
        let verifier = key.verifier();
        let bytes = key.sign_bytes(self.text.as_bytes());
        self.add(NoteSignature { name: verifier.name().to_owned(), id: verifier.id(), bytes });
    }

    /// Adds a signature that was made elsewhere. It takes the place of an older one of the same name and id, so that a
    /// renewed cosignature doesn't pile up; whether it verifies is for [`verify`](Self::verify) to say.
    pub fn add(&mut self, signature: NoteSignature) {
        match self.signatures.iter_mut().find(|line| line.id == signature.id && line.name == signature.name) {
            Some(line) => *line = signature,
            None => self.signatures.push(signature),
        }
    }

    fn holds(&self, line: &NoteSignature, key: &VerifierKey) -> bool {
        if key.kind().is_cosignature() {
            return cosignature::time_of(&self.text, line, key).is_some();
        }
        key.verifies(self.text.as_bytes(), &line.bytes)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl NoteSignature {
    /// Reads one signature line without its newline, as a witness answers with it; none if it is no such line.
    pub fn parse_line(line: &str) -> Option<Self> {
        let (name, signature) = line.strip_prefix(DASH)?.split_once(' ')?;
        let bytes = encoding::from_base64(signature)?;
        let (id, bytes) = bytes.split_first_chunk::<4>()?;
        if !is_name(name) || bytes.is_empty() {
            return None;
        }
        Some(Self { name: name.to_owned(), id: u32::from_be_bytes(*id), bytes: bytes.to_vec() })
    }
}

impl fmt::Display for NoteSignature {
    /// The line without its newline.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.id.to_be_bytes()[..], &self.bytes].concat();
        write!(f, "{DASH}{} {}", self.name, encoding::to_base64(&bytes))
    }
}

/// No character below U+0020 but the newline.
fn check_characters(text: &str) -> Result<(), NoteError> {
    match text.bytes().position(|byte| byte < b' ' && byte != b'\n') {
        Some(at) => Err(NoteError::ControlCharacter { at }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example in the documentation of the first implementation of signed notes: key, text and signature.
    const KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const NOTE: &str = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\
        \n\
        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    fn key(name: &str, seed: u8) -> SigningKey {
        SigningKey::from_seed(name, KeyKind::Ed25519, &[seed; 32]).unwrap()
    }

    fn signed(text: &str, keys: &[SigningKey]) -> Note {
        let mut note = Note::unsigned(text).unwrap();
        keys.iter().for_each(|key| note.sign(key));
        note
    }

    fn parse(text: &str) -> Result<Note, NoteError> {
        let note = Note::parse(text.as_bytes());
        if let Ok(note) = &note {
            assert_eq!(note.to_string(), text, "written as it was read");
        }
        note
    }

    #[test]
    fn the_known_example_verifies() {
        let note = parse(NOTE).unwrap();
        assert_eq!(note.verify(&[KEY.parse().unwrap()]), Ok(vec![0]));
        for place in (0..note.text.len() - 1).step_by(7) {
            let mut bytes = NOTE.as_bytes().to_vec();
            bytes[place] ^= 1;
            assert!(!Note::parse(&bytes).is_ok_and(|note| note.verify(&[KEY.parse().unwrap()]).is_ok()), "byte {place}");
        }
    }

    #[test]
    fn malformed_notes_are_refused() {
        let cases: [(&str, NoteError); 19] = [
            ("", NoteError::NoFinalNewline),
            ("a", NoteError::NoFinalNewline),
            ("a\n", NoteError::NoSignatures),
            ("a\n\n", NoteError::NoSignatures),
            ("\n— a AAAAAAA=\n", NoteError::NoSignatures),
            ("a\n— a AAAAAAA=\n", NoteError::NoSignatures),
            ("a\n\n— a AAAAAAA=", NoteError::NoFinalNewline),
            ("a\n\n— a AAAAAAA=\n\n", NoteError::NoSignatures),
            ("a\r\n\n— a AAAAAAA=\n", NoteError::ControlCharacter { at: 1 }),
            ("a\n\n— a AAAAAAA=\r\n", NoteError::ControlCharacter { at: 17 }),
            ("a\tb\n\n— a AAAAAAA=\n", NoteError::ControlCharacter { at: 1 }),
            ("a\0\n\n— a AAAAAAA=\n", NoteError::ControlCharacter { at: 1 }),
            ("a\n\n- a AAAAAAA=\n", NoteError::SignatureLine { number: 1 }),
            ("a\n\n– a AAAAAAA=\n", NoteError::SignatureLine { number: 1 }),
            ("a\n\n—a AAAAAAA=\n", NoteError::SignatureLine { number: 1 }),
            ("a\n\n—  AAAAAAA=\n", NoteError::SignatureLine { number: 1 }),
            ("a\n\n— a  AAAAAAA=\n", NoteError::SignatureLine { number: 1 }),
            ("a\n\n— a AAAAAAA=\n— a+b AAAAAAA=\n", NoteError::SignatureLine { number: 2 }),
            ("a\n\n— a\u{a0}b AAAAAAA=\n", NoteError::SignatureLine { number: 1 }),
        ];
        for (text, error) in cases {
            assert_eq!(parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn signatures_have_one_spelling_and_more_than_an_id() {
        for bad in ["", "AAAA", "AAAAAA==", "AAAAAAA", "AAAAAAB=", "AAAAAAA= ", "_____-8=", "AAAAAAA=,"] {
            assert_eq!(parse(&format!("a\n\n— a {bad}\n")), Err(NoteError::SignatureLine { number: 1 }), "{bad:?}");
        }
        let line = NoteSignature { name: "a".to_owned(), id: 0x0102_0304, bytes: vec![5] };
        assert_eq!(parse("a\n\n— a AQIDBAU=\n").unwrap().signatures, [line]);
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert_eq!(Note::parse(b"a\xff\n\n"), Err(NoteError::NotUtf8 { at: 1 }));
        assert_eq!(Note::parse(&vec![b'a'; NOTE_BYTES_MAX + 1]), Err(NoteError::TooLong));
        assert_eq!(Note::unsigned("a"), Err(NoteError::NoFinalNewline));
        assert_eq!(Note::unsigned("a\r\n"), Err(NoteError::ControlCharacter { at: 1 }));
    }

    #[test]
    fn the_text_may_hold_empty_lines_and_what_looks_like_a_signature() {
        let key = key("a.example.invalid", 1);
        let inner = signed("inner\n\n", std::slice::from_ref(&key)).to_string();
        let outer = signed(&inner, std::slice::from_ref(&key));
        let read = parse(&outer.to_string()).unwrap();
        assert_eq!((read.text, read.signatures.len()), (inner, 1));
    }

    #[test]
    fn sixteen_seventeen_and_more_signatures() {
        let line = |number: usize| format!("— k{number} AAAAAAA=\n");
        for (count, good) in [(1, true), (16, true), (17, true), (SIGNATURES_MAX, true), (SIGNATURES_MAX + 1, false)] {
            let text = format!("a\n\n{}", (0..count).map(line).collect::<String>());
            match parse(&text) {
                Ok(note) => assert!(good && note.signatures.len() == count, "{count}"),
                Err(error) => assert!(!good && error == NoteError::TooManySignatures, "{count}: {error}"),
            }
        }
    }

    #[test]
    fn unknown_keys_are_passed_over_and_known_ones_must_hold() {
        let (a, b, c) = (key("a.example.invalid", 1), key("b.example.invalid", 2), key("c.example.invalid", 3));
        let note = signed("text\n", &[a.clone(), b.clone()]);
        assert_eq!(note.verify(&[b.verifier()]), Ok(vec![0]));
        assert_eq!(note.verify(&[c.verifier(), b.verifier(), a.verifier()]), Ok(vec![1, 2]));
        assert_eq!(note.verify(&[c.verifier()]), Err(NoteError::NoKnownKey));
        assert_eq!(note.verify(&[]), Err(NoteError::NoKnownKey));
        // The same name with another key, and the same key with another name, are other keys.
        assert_eq!(note.verify(&[key("a.example.invalid", 9).verifier()]), Err(NoteError::NoKnownKey));
        assert_eq!(note.verify(&[key("z.example.invalid", 1).verifier()]), Err(NoteError::NoKnownKey));

        // Ids are short: two names may share one by chance, and are two keys all the same.
        let mut renamed = note.clone();
        renamed.signatures[0].name = "z.example.invalid".to_owned();
        assert_eq!(renamed.verify(&[a.verifier()]), Err(NoteError::NoKnownKey));

        let mut bad = note.clone();
        bad.signatures[0].bytes[10] ^= 1;
        let refused = NoteError::BadSignature { name: "a.example.invalid".to_owned(), id: a.verifier().id() };
        assert_eq!(bad.verify(&[b.verifier(), a.verifier()]), Err(refused));
        assert_eq!(bad.verify(&[b.verifier()]), Ok(vec![0]), "the bad line is of a key that this reader doesn't know");
    }

    #[test]
    fn two_lines_of_one_key_count_once_and_must_both_hold() {
        let a = key("a.example.invalid", 1);
        let mut note = signed("text\n", std::slice::from_ref(&a));
        note.signatures.push(note.signatures[0].clone());
        let mut note = parse(&note.to_string()).unwrap();
        assert_eq!(note.verify(&[a.verifier()]), Ok(vec![0]));
        note.signatures[1].bytes[0] ^= 1;
        assert!(matches!(note.verify(&[a.verifier()]), Err(NoteError::BadSignature { .. })));
    }

    #[test]
    fn signing_again_takes_the_place_of_the_older_line() {
        let (a, b) = (key("a.example.invalid", 1), key("b.example.invalid", 2));
        let mut note = signed("text\n", &[a.clone(), b.clone()]);
        note.signatures[0].bytes[0] ^= 1;
        note.sign(&a);
        assert_eq!(note, signed("text\n", &[a, b]));
    }

    #[test]
    fn sm2_signs_a_note_under_its_private_type() {
        let key = SigningKey::from_seed("sm2.example.invalid", KeyKind::Sm2, &[5; 32]).unwrap();
        let mut note = signed("文本\n", std::slice::from_ref(&key));
        let read = parse(&note.to_string()).unwrap();
        assert_eq!(read.verify(&[key.verifier()]), Ok(vec![0]));
        note.text = "文夲\n".to_owned();
        assert!(matches!(note.verify(&[key.verifier()]), Err(NoteError::BadSignature { .. })));
    }
}
