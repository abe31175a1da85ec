//! Cosignatures (C2SP tlog-cosignature v1.1.0-rc.1): another party's statement about a log's checkpoint, with a time.
//!
//! With a time that isn't zero it says: as of then, this was the largest consistent tree that the cosigner had seen for this
//! origin. Our mirrors say more: all leaves up to it are stored here. 0x04 signs the whole text of the checkpoint, but not the
//! cosigner's name, so each cosigner needs a key of its own. 0x06 signs name, time, origin, size and root.

use crate::checkpoint::Checkpoint;
use crate::encoding::NUMBER_MAX;
use crate::key::{KeyKind, VerifierKey};
use crate::ml_dsa_44;
use crate::note::{Note, NoteSignature};
use crate::signing_key::SigningKey;

/// The latest time that a cosignature can bear: 2^63 − 1 seconds since the Epoch.
pub const TIME_MAX: u64 = NUMBER_MAX;

/// What begins the message of an ML-DSA-44 cosignature.
const SUBTREE: &[u8; 12] = b"subtree/v1\n\0";

/// Cosigns a note that holds a checkpoint, at `time` in seconds since the Epoch. The key is of a cosignature kind, the note
/// was read as a checkpoint before, and the time is at most [`TIME_MAX`]: anything else is a fault of ours.
pub fn cosign(note: &Note, key: &SigningKey, time: u64) -> NoteSignature {
    let verifier = key.verifier();
    assert!(key.kind().is_cosignature(), "a key of kind {:?} makes no cosignatures", key.kind());
    assert!(time <= TIME_MAX, "{time} is beyond any time that a cosignature can bear");
    let message = message(&note.text, &verifier, time).expect("only a checkpoint is cosigned");
    let bytes = [&time.to_be_bytes()[..], &key.sign_bytes(&message)].concat();
    NoteSignature { name: verifier.name().to_owned(), id: verifier.id(), bytes }
}

/// The time at which this key cosigned the note, in seconds since the Epoch; the latest, if there are several lines.
/// None if it didn't, if one of its lines doesn't verify, or if the note holds no checkpoint.
pub fn verify(note: &Note, key: &VerifierKey) -> Option<u64> {
    let id = key.id();
    let lines = note.signatures.iter().filter(|line| line.id == id && line.name == key.name());
    let times = lines.map(|line| time_of(&note.text, line, key)).collect::<Option<Vec<_>>>()?;
    times.into_iter().max()
}

/// The time of one cosignature line that bears the key's name and id, if it verifies.
pub fn time_of(text: &str, line: &NoteSignature, key: &VerifierKey) -> Option<u64> {
    let (time, signature) = line.bytes.split_first_chunk::<8>()?;
    let length = match key.kind() {
        KeyKind::CosignatureEd25519 => 64,
        KeyKind::CosignatureMlDsa44 => ml_dsa_44::SIGNATURE_BYTES,
        _ => return None,
    };
    let time = u64::from_be_bytes(*time);
    if signature.len() != length || time > TIME_MAX {
        return None;
    }
    key.verifies(&message(text, key, time)?, signature).then_some(time)
}

/// What a cosigner signs; none if the text is no checkpoint.
fn message(text: &str, key: &VerifierKey, time: u64) -> Option<Vec<u8>> {
    let checkpoint = Checkpoint::parse(text).ok()?;
    match key.kind() {
        KeyKind::CosignatureEd25519 => Some(format!("cosignature/v1\ntime {time}\n{text}").into_bytes()),
        KeyKind::CosignatureMlDsa44 => Some(subtree(key.name(), time, &checkpoint)),
        _ => None,
    }
}

/// The `cosigned_message` of tlog-cosignature for a whole tree: its first leaf is zero, its end is the size.
fn subtree(cosigner: &str, time: u64, checkpoint: &Checkpoint) -> Vec<u8> {
    let mut message = SUBTREE.to_vec();
    put_short(&mut message, cosigner);
    message.extend(time.to_be_bytes());
    put_short(&mut message, &checkpoint.origin);
    message.extend(0u64.to_be_bytes());
    message.extend(checkpoint.size.to_be_bytes());
    message.extend(checkpoint.root);
    message
}

/// A text after its length in one byte (RFC 8446 §3.4). Names and origins are read with at most 255 bytes.
fn put_short(message: &mut Vec<u8>, text: &str) {
    message.push(u8::try_from(text.len()).expect("a name or origin of at most 255 bytes"));
    message.extend(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint;
    use crate::note::NoteError;

    const ORIGIN: &str = "log.example.invalid/1";
    const KINDS: [KeyKind; 2] = [KeyKind::CosignatureEd25519, KeyKind::CosignatureMlDsa44];

    fn key(name: &str, kind: KeyKind, seed: u8) -> SigningKey {
        SigningKey::from_seed(name, kind, &[seed; 32]).unwrap()
    }

    fn note(size: u64, extensions: &[&str]) -> Note {
        let extensions = extensions.iter().map(|line| (*line).to_owned()).collect();
        let head = Checkpoint { origin: ORIGIN.to_owned(), size, root: [3; 32], extensions };
        checkpoint::sign(&head, &key(ORIGIN, KeyKind::Ed25519, 1))
    }

    #[test]
    fn the_messages_are_those_of_the_specification() {
        let mirror = key("m", KeyKind::CosignatureEd25519, 2).verifier();
        let text = note(258, &[]).text;
        let expected = format!("cosignature/v1\ntime 1679315147\n{ORIGIN}\n258\nAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=\n");
        assert_eq!(message(&text, &mirror, 1_679_315_147), Some(expected.into_bytes()));

        let mirror = key("m", KeyKind::CosignatureMlDsa44, 2).verifier();
        let mut expected = b"subtree/v1\n\0".to_vec();
        expected.extend(b"\x01m\0\0\0\0\x64\x18\x50\xcb");
        expected.extend(b"\x15log.example.invalid/1");
        expected.extend(b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x02");
        expected.extend([3; 32]);
        assert_eq!(message(&text, &mirror, 1_679_315_147), Some(expected));
    }

    #[test]
    fn a_cosignature_bears_its_time() {
        for kind in KINDS {
            let mirror = key("mirror.example.invalid", kind, 2);
            for time in [0, 1, 1_679_315_147, TIME_MAX] {
                let mut note = note(5, &[]);
                note.add(cosign(&note, &mirror, time));
                let read = Note::parse(&note.to_bytes()).unwrap();
                assert_eq!(verify(&read, &mirror.verifier()), Some(time));
                assert_eq!(read.verify(&[mirror.verifier()]), Ok(vec![0]));
            }
        }
    }

    #[test]
    fn text_time_key_and_name_are_all_bound() {
        for kind in KINDS {
            let mirror = key("mirror.example.invalid", kind, 2);
            let line = cosign(&note(5, &[]), &mirror, 7);
            let with = |mut note: Note, line: NoteSignature| {
                note.add(line);
                verify(&note, &mirror.verifier())
            };
            assert_eq!(with(note(5, &[]), line.clone()), Some(7));
            assert_eq!(with(note(6, &[]), line.clone()), None, "{kind:?}: another size");
            let mut later = line.clone();
            later.bytes[7] += 1;
            assert_eq!(with(note(5, &[]), later), None, "{kind:?}: another time");
            let mut beyond = line.clone();
            beyond.bytes[0] |= 0x80;
            assert_eq!(with(note(5, &[]), beyond), None, "{kind:?}: a time beyond 2^63");
            let short = NoteSignature { bytes: line.bytes[..line.bytes.len() - 1].to_vec(), ..line.clone() };
            assert_eq!(with(note(5, &[]), short), None, "{kind:?}: a byte short");
            let tiny = NoteSignature { bytes: vec![1], ..line.clone() };
            assert_eq!(with(note(5, &[]), tiny), None, "{kind:?}: too short for a time");
        }
    }

    #[test]
    fn extensions_are_signed_by_0x04_and_not_by_0x06() {
        for (kind, signed) in KINDS.into_iter().zip([None, Some(7)]) {
            let mirror = key("mirror.example.invalid", kind, 2);
            let mut other = note(5, &["extension"]);
            other.add(cosign(&note(5, &[]), &mirror, 7));
            assert_eq!(verify(&other, &mirror.verifier()), signed, "{kind:?}");
        }
    }

    #[test]
    fn the_latest_of_several_counts_and_a_false_one_spoils_all() {
        let mirror = key("mirror.example.invalid", KeyKind::CosignatureEd25519, 2);
        let mut note = note(5, &[]);
        for time in [8, 9, 7] {
            note.signatures.push(cosign(&note, &mirror, time));
        }
        assert_eq!(verify(&note, &mirror.verifier()), Some(9));
        note.signatures.last_mut().unwrap().bytes[20] ^= 1;
        assert_eq!(verify(&note, &mirror.verifier()), None);
        assert!(matches!(note.verify(&[mirror.verifier()]), Err(NoteError::BadSignature { .. })));
        note.add(cosign(&note, &mirror, 10));
        assert_eq!(note.signatures[1].bytes[..8], 10u64.to_be_bytes(), "renewed in its place");
    }

    #[test]
    fn a_cosignature_is_no_signature_and_the_reverse() {
        let seed = 2;
        let (bare, cosigner) = (key("m", KeyKind::Ed25519, seed), key("m", KeyKind::CosignatureEd25519, seed));
        let mut note = note(5, &[]);
        note.sign(&bare);
        assert_eq!(verify(&note, &cosigner.verifier()), None);
        assert_eq!(verify(&note, &bare.verifier()), None, "a key of another kind bears no time");
        // The bare signature's bytes under the cosigner's id.
        let mut forged = note.signatures[1].clone();
        forged.id = cosigner.verifier().id();
        forged.bytes.splice(..0, [0; 8]);
        note.add(forged);
        assert_eq!(verify(&note, &cosigner.verifier()), None);
    }

    #[test]
    fn only_checkpoints_bear_cosignatures() {
        let mirror = key("m", KeyKind::CosignatureEd25519, 2);
        let message = b"cosignature/v1\ntime 7\nnot a checkpoint\n";
        let bytes = [&7u64.to_be_bytes()[..], &mirror.sign_bytes(message)].concat();
        let mut note = Note::unsigned("not a checkpoint\n").unwrap();
        note.add(NoteSignature { name: "m".to_owned(), id: mirror.verifier().id(), bytes });
        assert_eq!(verify(&note, &mirror.verifier()), None);
    }
}
