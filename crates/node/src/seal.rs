//! Sealed files: bundles that only one party can open, written and read as a stream.
//!
//! A fresh X25519 key meets the party's published one; HKDF-SHA256 gives a key for ChaCha20-Poly1305; each part is bound to
//! its number and to whether it is the last, so that parts can be neither moved nor cut off. Who sealed it is not proved.

use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::agreement::{PrivateKey, UnparsedPublicKey, X25519, agree};
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Salt};
use std::io::{self, Read, Write};
use zeroize::Zeroizing;

/// The first line of a sealed file.
pub const HEAD: &[u8] = b"counterpart/sealed/v1\n";

/// Bytes of plain text in each part but the last.
const PART: usize = 64 << 10;
/// Bytes that the seal adds to each part.
const TAG: usize = 16;

/// Why a sealed file cannot be made or opened.
#[derive(Debug, thiserror::Error)]
pub enum SealFault {
    /// It cannot be read or written.
    #[error("the sealed file cannot be read or written")]
    Io(#[from] io::Error),
    /// It does not begin as one.
    #[error("this is no sealed bundle")]
    NotSealed,
    /// It is for somebody else.
    #[error("this bundle is sealed to another key: {key}")]
    OtherKey {
        /// The key that it is sealed to, in hexadecimal digits.
        key: String,
    },
    /// A part was changed, moved or cut off.
    #[error("the bundle is damaged or cut off at its part {part}")]
    Damaged {
        /// The part, from 1.
        part: u64,
    },
    /// The public or secret key is none.
    #[error("this is no key to seal to")]
    Key,
}

/// The public key of a secret one.
pub fn public_key(secret: &[u8; 32]) -> Result<[u8; 32], SealFault> {
    let secret = PrivateKey::from_private_key(&X25519, secret).map_err(|_| SealFault::Key)?;
    let public = secret.compute_public_key().map_err(|_| SealFault::Key)?;
    public.as_ref().try_into().map_err(|_| SealFault::Key)
}

/// The length of the derived key.
struct KeyBytes;

impl KeyType for KeyBytes {
    fn len(&self) -> usize {
        32
    }
}

/// The key of one sealed file, from one side's secret and the other's public key.
fn key(own: &PrivateKey, other: &[u8; 32], fresh: &[u8; 32], to: &[u8; 32]) -> Result<LessSafeKey, SealFault> {
    let peer = UnparsedPublicKey::new(&X25519, other);
    let mut bytes = Zeroizing::new([0; 32]);
    agree(own, peer, SealFault::Key, |shared| {
        let context = [HEAD, fresh, to];
        let key = Salt::new(HKDF_SHA256, &[])
            .extract(shared)
            .expand(&context, KeyBytes)
            .map_err(|_| SealFault::Key)?
            .fill(bytes.as_mut_slice());
        key.map_err(|_| SealFault::Key)
    })?;
    let key = UnboundKey::new(&CHACHA20_POLY1305, bytes.as_slice()).map_err(|_| SealFault::Key)?;
    Ok(LessSafeKey::new(key))
}

/// Whether a part is the last of its file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Within,
    Last,
}

fn nonce(part: u64, place: Place) -> Nonce {
    let mut bytes = [0; NONCE_LEN];
    bytes[..8].copy_from_slice(&part.to_be_bytes());
    bytes[8] = u8::from(place == Place::Last);
    Nonce::assume_unique_for_key(bytes)
}

/// Seals what is written to it. [`finish`](Sealer::finish) must come last: without it the file reads as cut off.
pub struct Sealer<W> {
    out: W,
    key: LessSafeKey,
    part: u64,
    waiting: Vec<u8>,
}

impl<W: Write> Sealer<W> {
    /// Begins a file that only the holder of `to`'s secret can open.
    pub fn new(mut out: W, to: &[u8; 32]) -> Result<Sealer<W>, SealFault> {
        let own = PrivateKey::generate(&X25519).map_err(|_| SealFault::Key)?;
        let fresh: [u8; 32] =
            own.compute_public_key().map_err(|_| SealFault::Key)?.as_ref().try_into().map_err(|_| SealFault::Key)?;
        let key = key(&own, to, &fresh, to)?;
        out.write_all(HEAD)?;
        out.write_all(to)?;
        out.write_all(&fresh)?;
        Ok(Sealer { out, key, part: 0, waiting: Vec::with_capacity(PART + TAG) })
    }

    /// Writes the last part and gives the output back.
    pub fn finish(mut self) -> Result<W, SealFault> {
        self.seal(Place::Last)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn seal(&mut self, place: Place) -> io::Result<()> {
        let sealed = self.key.seal_in_place_append_tag(nonce(self.part, place), Aad::empty(), &mut self.waiting);
        sealed.map_err(|_| io::Error::other("a part could not be sealed"))?;
        self.out.write_all(&self.waiting)?;
        self.waiting.clear();
        self.part += 1;
        Ok(())
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full part waits until it is known that it is not the last.
        if self.waiting.len() == PART {
            self.seal(Place::Within)?;
        }
        let taken = bytes.len().min(PART - self.waiting.len());
        self.waiting.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Opens a sealed file as a stream; a damaged part is an error of kind `InvalidData` that holds a [`SealFault`].
pub struct Opener<R> {
    input: R,
    key: LessSafeKey,
    part: u64,
    /// Sealed bytes that were read ahead: one byte tells whether another part follows.
    ahead: Vec<u8>,
    plain: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> Opener<R> {
    /// Begins to open a file that is sealed to the public key of `secret`.
    pub fn new(mut input: R, secret: &[u8; 32]) -> Result<Opener<R>, SealFault> {
        let mut head = [0; HEAD.len() + 64];
        input.read_exact(&mut head).map_err(|_| SealFault::NotSealed)?;
        let keys = head.strip_prefix(HEAD).ok_or(SealFault::NotSealed)?;
        let (to, fresh): ([u8; 32], [u8; 32]) =
            (keys[..32].try_into().expect("32 bytes"), keys[32..].try_into().expect("32 bytes"));
        if public_key(secret)? != to {
            return Err(SealFault::OtherKey { key: crate::hex::write(&to) });
        }
        let own = PrivateKey::from_private_key(&X25519, secret).map_err(|_| SealFault::Key)?;
        let key = key(&own, &fresh, &fresh, &to)?;
        Ok(Opener { input, key, part: 0, ahead: Vec::new(), plain: Vec::new(), given: 0, ended: false })
    }

    fn open_next(&mut self) -> io::Result<()> {
        let wanted = (PART + TAG + 1 - self.ahead.len()) as u64;
        self.input.by_ref().take(wanted).read_to_end(&mut self.ahead)?;
        let place = if self.ahead.len() == PART + TAG + 1 { Place::Within } else { Place::Last };
        let behind = if place == Place::Within { self.ahead.split_off(PART + TAG) } else { Vec::new() };
        let mut sealed = std::mem::replace(&mut self.ahead, behind);
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, SealFault::Damaged { part: self.part + 1 });
        let length = self.key.open_in_place(nonce(self.part, place), Aad::empty(), &mut sealed).map_err(|_| damaged())?.len();
        sealed.truncate(length);
        (self.plain, self.given, self.ended) = (sealed, 0, place == Place::Last);
        self.part += 1;
        Ok(())
    }
}

impl<R: Read> Read for Opener<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.plain.len() && !self.ended {
            self.open_next()?;
        }
        let taken = into.len().min(self.plain.len() - self.given);
        into[..taken].copy_from_slice(&self.plain[self.given..self.given + taken]);
        self.given += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: [u8; 32] = [0x41; 32];

    fn sealed(bytes: &[u8]) -> Vec<u8> {
        let mut sealer = Sealer::new(Vec::new(), &public_key(&SECRET).unwrap()).unwrap();
        sealer.write_all(bytes).unwrap();
        sealer.finish().unwrap()
    }

    fn opened(sealed: &[u8]) -> io::Result<Vec<u8>> {
        let mut plain = Vec::new();
        Opener::new(sealed, &SECRET).unwrap().read_to_end(&mut plain).map(|_| plain)
    }

    #[test]
    fn what_is_sealed_comes_out_whole_at_every_length() {
        for length in [0, 1, PART - 1, PART, PART + 1, 3 * PART, 3 * PART + 7] {
            let plain: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            assert_eq!(opened(&sealed(&plain)).unwrap(), plain, "{length}");
        }
        assert_ne!(sealed(b"same"), sealed(b"same"), "each file has its own key");
    }

    #[test]
    fn a_changed_cut_or_moved_part_is_noticed() {
        let plain = vec![5; 2 * PART + 100];
        let good = sealed(&plain);
        let start = HEAD.len() + 64;
        for at in [start, start + PART, good.len() - 1, HEAD.len() + 40] {
            let mut bad = good.clone();
            bad[at] ^= 1;
            assert!(opened(&bad).is_err(), "{at}");
        }
        for length in [start, start + 10, start + PART + TAG, start + 2 * (PART + TAG), good.len() - 1] {
            assert!(opened(&good[..length]).is_err(), "cut to {length}");
        }
        let (one, two) = (start + PART + TAG, start + 2 * (PART + TAG));
        let moved = [&good[..start], &good[one..two], &good[start..one], &good[two..]].concat();
        assert!(opened(&moved).is_err());
        assert!(opened(&[&good[..], b"x"].concat()).is_err());
    }

    #[test]
    fn a_file_for_another_key_or_no_sealed_file_is_refused_at_once() {
        let other = [0x42; 32];
        assert!(matches!(Opener::new(&sealed(b"x")[..], &other), Err(SealFault::OtherKey { .. })));
        assert!(matches!(Opener::new(&b"counterpart"[..], &SECRET), Err(SealFault::NotSealed)));
        assert!(matches!(Opener::new(&[0; 200][..], &SECRET), Err(SealFault::NotSealed)));
        assert!(matches!(Sealer::new(Vec::new(), &[0; 32]), Err(SealFault::Key)), "a key of small order agrees on nothing");
    }
}
