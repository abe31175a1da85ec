//! The journal's frames: length, kind, body, and a checksum that follows from the checksum of the frame before.
//!
//! So a frame that is lost, moved or altered in the middle is noticed at the next one, and a single frame can be checked with the
//! sixteen bytes that stand before it.

use sha2::{Digest, Sha256};

use crate::error::Damage;

/// The checksum of a frame and of all before it: the first 16 bytes of SHA-256(checksum before ‖ length ‖ kind ‖ body).
pub type Chain = [u8; 16];

/// What the first frame's checksum follows from.
pub const GENESIS: Chain = *b"counterpart/jrnl";

/// Length (4 bytes, the body's, big-endian) and kind (1 byte).
pub const HEAD_BYTES: usize = 5;

/// Bytes of a frame beside its body.
pub const FRAME_BYTES: usize = HEAD_BYTES + size_of::<Chain>();

/// The longest body: a fork's two notes and some bytes more.
pub const BODY_BYTES_MAX: usize = 2 * record::note::NOTE_BYTES_MAX + 1024;

/// Adds a frame to `out` and gives its checksum. The body is the parts, one after the other.
pub fn write(out: &mut Vec<u8>, before: &Chain, kind: u8, body: &[&[u8]]) -> Chain {
    let length = body.iter().map(|part| part.len()).sum::<usize>();
    assert!(length <= BODY_BYTES_MAX, "entries are bounded before they are written");
    let start = out.len();
    out.extend_from_slice(&(length as u32).to_be_bytes());
    out.push(kind);
    body.iter().for_each(|part| out.extend_from_slice(part));
    let check = chain(before, &out[start..]);
    out.extend_from_slice(&check);
    check
}

/// The length of the whole frame that begins with these bytes; none while there are fewer than five.
pub fn whole_bytes(head: &[u8]) -> Result<Option<usize>, Damage> {
    let Some((length, _)) = head.split_first_chunk::<4>() else {
        return Ok(None);
    };
    let length = u32::from_be_bytes(*length) as usize;
    if length > BODY_BYTES_MAX { Err(Damage::Length) } else { Ok(Some(length + FRAME_BYTES)) }
}

/// Kind, body and checksum of a whole frame, checked against the checksum before it.
pub fn read<'a>(before: &Chain, frame: &'a [u8]) -> Result<(u8, &'a [u8], Chain), Damage> {
    let whole = whole_bytes(frame)?.ok_or(Damage::Short)?;
    let Some((content, check)) = frame.get(..whole).and_then(|frame| frame.split_last_chunk::<16>()) else {
        return Err(Damage::Short);
    };
    if chain(before, content) != *check {
        return Err(Damage::Checksum);
    }
    Ok((content[4], &content[HEAD_BYTES..], *check))
}

fn chain(before: &Chain, content: &[u8]) -> Chain {
    let hash = Sha256::new().chain_update(before).chain_update(content).finalize();
    *hash.first_chunk().expect("SHA-256 has 32 bytes")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_frame_by_hand() {
        let mut out = Vec::new();
        write(&mut out, &GENESIS, 7, &[b"ab", b"c"]);
        assert_eq!(&out[..8], b"\x00\x00\x00\x03\x07abc");
        // Python: hashlib.sha256(b"counterpart/jrnl" + b"\x00\x00\x00\x03\x07abc").digest()[:16]
        let hex = out[8..].iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        assert_eq!(hex, "a53bc390c3069e27229df0b2ef0ced6c");
        assert_eq!(read(&GENESIS, &out).map(|(kind, body, _)| (kind, body)), Ok((7, &b"abc"[..])));
    }

    #[test]
    fn every_cut_and_every_flipped_bit_is_noticed() {
        let mut out = Vec::new();
        let check = write(&mut out, &GENESIS, 1, &[b"some body"]);
        for cut in 0..out.len() {
            assert_eq!(read(&GENESIS, &out[..cut]), Err(Damage::Short), "{cut}");
        }
        for bit in 0..out.len() * 8 {
            let mut bad = out.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(read(&GENESIS, &bad).is_err(), "bit {bit}");
        }
        assert_eq!(read(&check, &out), Err(Damage::Checksum), "a frame stands in its place only");
        assert_eq!(whole_bytes(&[0xff; 5]), Err(Damage::Length));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(kind: u8, bodies: Vec<Vec<u8>>) {
            let (mut out, mut before) = (Vec::new(), GENESIS);
            for body in &bodies {
                let start = out.len();
                let after = write(&mut out, &before, kind, &[body]);
                prop_assert_eq!(read(&before, &out[start..]), Ok((kind, &body[..], after)));
                before = after;
            }
        }

        #[test]
        fn arbitrary_bytes_are_refused_in_peace(bytes: Vec<u8>, before: [u8; 16]) {
            prop_assert!(read(&before, &bytes).is_err());
        }
    }
}
