//! Arbitrary bytes on every reader: no panic, and what is read is written again byte for byte.

use proptest::prelude::*;
use record::checkpoint::SIZE_MAX;
use record::cosignature;
use record::policy::Policy;
use record::proof::Receipt;
use record::tile::{Layer, Tile};
use record::{Checkpoint, KeyKind, Note, NoteSignature, SigningKey, VerifierKey, bundle};

/// Text that is nearly right: the words and signs of all the formats, in any order.
fn nearly() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "\n",
        "\n\n",
        "— ",
        "- ",
        "– ",
        "a",
        "log.example.invalid/1",
        " ",
        "0",
        "00",
        "600",
        "9223372036854775808",
        "+",
        "/",
        "x001",
        "=",
        "AAAAAAA=",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "c2sp.org/tlog-proof@v1\n",
        "index ",
        "extra ",
        "tile/",
        ".p/",
        "entries/",
        "000",
        "log ",
        "witness ",
        "group ",
        "quorum ",
        "none",
        "any",
        "all",
        "#",
        "\t",
        "\r",
        "\0",
        "\u{a0}",
        "\u{85}",
        "a+9ac3f6a1+AQAA",
        "e5d48d8c",
    ]);
    prop::collection::vec(parts, 0..24).prop_map(|parts| parts.concat())
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![prop::collection::vec(any::<u8>(), 0..300), nearly().prop_map(String::into_bytes)]
}

fn name() -> impl Strategy<Value = String> {
    "[^\\s+\\x00-\\x20]{1,40}".prop_filter("a name", |name| record::key::is_name(name))
}

/// A text that a note can carry.
fn text() -> impl Strategy<Value = String> {
    "([^\\x00-\\x1f]{0,20}\n){1,5}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_bytes_are_a_note_or_refused(bytes in bytes()) {
        if let Ok(note) = Note::parse(&bytes) {
            prop_assert_eq!(note.to_bytes(), bytes);
        }
    }

    #[test]
    fn any_text_is_a_checkpoint_or_refused(text in nearly()) {
        if let Ok(checkpoint) = Checkpoint::parse(&text) {
            prop_assert!(checkpoint.size <= SIZE_MAX);
            prop_assert_eq!(checkpoint.to_string(), text);
        }
    }

    #[test]
    fn any_text_is_a_key_or_refused(text in nearly()) {
        if let Ok(key) = text.parse::<VerifierKey>() {
            prop_assert_eq!(key.to_string(), text);
        }
    }

    #[test]
    fn any_text_is_a_tile_or_refused(text in nearly()) {
        if let Ok(tile) = text.parse::<Tile>() {
            prop_assert_eq!(tile.to_string(), text);
        }
    }

    #[test]
    fn any_bytes_are_a_receipt_or_refused(bytes in bytes()) {
        if let Ok(receipt) = Receipt::parse(&bytes) {
            prop_assert_eq!(receipt.to_string().into_bytes(), bytes);
        }
    }

    #[test]
    fn any_bytes_are_a_policy_or_have_problems(bytes in bytes()) {
        match Policy::parse(&bytes) {
            Ok(policy) => prop_assert_eq!(Policy::parse(&policy.to_bytes()), Ok(policy)),
            Err(problems) => prop_assert!(!problems.is_empty() && problems.is_sorted_by_key(|problem| (problem.line, problem.column))),
        }
    }

    #[test]
    fn any_bytes_are_a_bundle_or_refused(bytes in prop_oneof![bytes(), prop::collection::vec(0u8..3, 0..60)], width in 0u16..40) {
        if let Ok(leaves) = bundle::decode(&bytes, width) {
            prop_assert_eq!(leaves.len(), usize::from(width));
            prop_assert_eq!(bundle::encode(leaves), Ok(bytes));
        }
    }

    #[test]
    fn any_bytes_are_hashes_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..100), width in 1u16..5) {
        let tile = Tile { layer: Layer::Hashes { level: 0 }, index: 0, width };
        if let Some(hashes) = tile.read_hashes(&bytes) {
            prop_assert_eq!(hashes.concat(), bytes);
        }
    }

    #[test]
    fn any_note_is_read_as_it_was_written(text in text(), lines in prop::collection::vec((name(), any::<u32>(), prop::collection::vec(any::<u8>(), 1..80)), 1..20)) {
        let signatures = lines.into_iter().map(|(name, id, bytes)| NoteSignature { name, id, bytes }).collect();
        let note = Note { text, signatures };
        prop_assert_eq!(Note::parse(&note.to_bytes()), Ok(note));
    }

    #[test]
    fn any_checkpoint_is_read_as_it_was_written(origin in "[^\\x00-\\x1f]{1,60}", size in 0..=SIZE_MAX, root: [u8; 32], extensions in prop::collection::vec("[^\\x00-\\x1f]{1,20}", 0..3)) {
        let checkpoint = Checkpoint { origin, size, root, extensions };
        prop_assert_eq!(Checkpoint::parse(&checkpoint.to_string()), Ok(checkpoint));
    }

    #[test]
    fn any_tile_is_read_as_it_was_written(level in 0u8..=63, entries: bool, index in 0..=SIZE_MAX / 256, width in 1u16..=256) {
        let layer = if entries { Layer::Entries } else { Layer::Hashes { level } };
        let tile = Tile { layer, index, width };
        prop_assert_eq!(tile.to_string().parse(), Ok(tile));
    }

    #[test]
    fn any_leaves_are_read_as_they_were_bundled(leaves in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..30)) {
        let bundle = bundle::encode(&leaves).unwrap();
        prop_assert_eq!(bundle::decode(&bundle, leaves.len() as u16).unwrap(), leaves);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Any bytes under the name and id of a known key are refused, whatever its kind.
    #[test]
    fn no_bytes_are_a_signature(bytes in prop_oneof![prop::collection::vec(any::<u8>(), 1..100), Just(vec![0; 2428]), prop::collection::vec(any::<u8>(), 2428)], seed in 1u8..) {
        for kind in [KeyKind::Ed25519, KeyKind::CosignatureEd25519, KeyKind::CosignatureMlDsa44, KeyKind::Sm2] {
            let key = SigningKey::from_seed("a", kind, &[seed % 100 + 1; 32]).unwrap().verifier();
            let text = "a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n".to_owned();
            let note = Note { text, signatures: vec![NoteSignature { name: "a".to_owned(), id: key.id(), bytes: bytes.clone() }] };
            prop_assert!(note.verify(std::slice::from_ref(&key)).is_err());
            prop_assert_eq!(cosignature::verify(&note, &key), None);
        }
    }

    /// Any bytes as the public key of any kind: refused, or a key that is read back and under which nothing verifies by chance.
    #[test]
    fn any_bytes_are_a_public_key_or_refused(bytes in prop_oneof![prop::collection::vec(any::<u8>(), 32), prop::collection::vec(any::<u8>(), 65), prop::collection::vec(any::<u8>(), 1312)]) {
        for kind in [KeyKind::Ed25519, KeyKind::CosignatureEd25519, KeyKind::CosignatureMlDsa44, KeyKind::Sm2, KeyKind::Unknown(2)] {
            if let Ok(key) = VerifierKey::new("a", kind, bytes.clone()) {
                prop_assert_eq!(key.to_string().parse(), Ok(key.clone()));
                prop_assert!(!key.verifies(b"message", &[7; 64]));
            }
        }
    }
}
