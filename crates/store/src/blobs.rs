//! Payloads, each in a file named after its commitment: SHA-256 over a salt of 32 bytes and the payload, as they stand in the file.
//!
//! So `sha256sum` of a file is its name, and whoever erases the file erases the salt with it: then the commitment in the log still
//! proves that something was there, and no guess at what it was can be checked. A tombstone says since when.

use sha2::{Digest, Sha256};

use crate::disk::{Disk, DiskError, is_path, read_whole};

/// A commitment: SHA-256(salt ‖ payload).
pub type Commitment = [u8; 32];

/// What makes a payload unguessable; drawn at random by whoever commits to it.
pub type Salt = [u8; 32];

/// The longest payload: 64 MiB.
pub const PAYLOAD_BYTES_MAX: usize = 64 << 20;

/// The folder of payloads.
const BLOBS: &str = "blobs";

/// What a tombstone's name ends in.
const ERASED: &str = ".erased";

/// A tombstone is a date and a newline.
const DATE_BYTES: usize = "2017-07-01".len();

/// Why a payload is not to be had, or not to be kept.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// The disk failed.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// It never came here, or was never asked for.
    #[error("there is no payload {} here", hex(commitment))]
    Absent {
        /// What was asked for.
        commitment: Commitment,
    },
    /// It was erased.
    #[error("payload {} was erased on {on}", hex(commitment))]
    Erased {
        /// What was asked for.
        commitment: Commitment,
        /// The day, as year, month and day.
        on: String,
    },
    /// Salt and payload are not what the commitment says.
    #[error("payload {} is not what was committed to", hex(commitment))]
    Wrong {
        /// What they should be.
        commitment: Commitment,
    },
    /// The payload is longer than one may be.
    #[error("the payload has {bytes} bytes, {PAYLOAD_BYTES_MAX} at most")]
    TooLarge {
        /// Its length.
        bytes: usize,
    },
    /// The day of erasure is not of the form 2017-07-01.
    #[error("{on:?} is no day")]
    NoDay {
        /// What was given.
        on: String,
    },
}

/// The commitment to a payload.
pub fn commitment(salt: &Salt, payload: &[u8]) -> Commitment {
    Sha256::new().chain_update(salt).chain_update(payload).finalize().into()
}

/// Keeps a payload that comes with its commitment, once salt and payload are seen to fit it. Durable when it returns; again is no
/// error. What was erased is not taken in again.
pub fn put<D: Disk>(disk: &mut D, expected: &Commitment, salt: &Salt, payload: &[u8]) -> Result<(), BlobError> {
    if payload.len() > PAYLOAD_BYTES_MAX {
        return Err(BlobError::TooLarge { bytes: payload.len() });
    }
    if commitment(salt, payload) != *expected {
        return Err(BlobError::Wrong { commitment: *expected });
    }
    match get(disk, expected) {
        Ok(_) => return Ok(()),
        // A damaged file gives way to the right one.
        Err(BlobError::Absent { .. } | BlobError::Wrong { .. }) => {}
        Err(error) => return Err(error),
    }
    disk.replace(&path(expected), &[salt, payload].concat())?;
    // Read back, so that nobody is told of a payload that the disk garbled.
    get(disk, expected).map(|_| ())
}

/// A payload and its salt, seen to fit the commitment.
pub fn get<D: Disk>(disk: &D, wanted: &Commitment) -> Result<(Salt, Vec<u8>), BlobError> {
    if let Some(on) = erased(disk, wanted)? {
        return Err(BlobError::Erased { commitment: *wanted, on });
    }
    let file = read_whole(disk, &path(wanted), (PAYLOAD_BYTES_MAX + size_of::<Salt>()) as u64)?;
    let mut payload = file.ok_or(BlobError::Absent { commitment: *wanted })?;
    let salt = payload.first_chunk::<32>().copied().ok_or(BlobError::Wrong { commitment: *wanted })?;
    if Commitment::from(Sha256::digest(&payload)) != *wanted {
        return Err(BlobError::Wrong { commitment: *wanted });
    }
    payload.drain(..salt.len());
    Ok((salt, payload))
}

/// Erases a payload and its salt, and leaves a tombstone with the day. Of a payload that is not here only the tombstone stays, so that
/// it is not taken in later. A second time the first day stands, and what was broken off is finished.
pub fn erase<D: Disk>(disk: &mut D, which: &Commitment, on: &str) -> Result<(), BlobError> {
    if !is_day(on) {
        return Err(BlobError::NoDay { on: on.to_owned() });
    }
    if erased(disk, which)?.is_none() {
        // First the tombstone: from here on nobody gets the payload, wherever this is broken off.
        disk.replace(&tombstone(which), format!("{on}\n").as_bytes())?;
    }
    if disk.len(&path(which))?.is_some() {
        // A removed file's bytes may linger on the disk; without the salt they prove nothing.
        disk.write_at(&path(which), 0, &[0; size_of::<Salt>()])?;
        disk.sync(&path(which))?;
        disk.remove(&path(which))?;
    }
    Ok(())
}

/// The day on which a payload was erased, if it was. An unreadable tombstone counts as one, with an unknown day.
pub fn erased<D: Disk>(disk: &D, which: &Commitment) -> Result<Option<String>, DiskError> {
    let bytes = read_whole(disk, &tombstone(which), 1024)?;
    let day = |bytes: Vec<u8>| String::from_utf8(bytes).ok().map(|text| text.trim_end().to_owned()).filter(|day| is_day(day));
    Ok(bytes.map(|bytes| day(bytes).unwrap_or_else(|| "an unknown day".to_owned())))
}

/// A file in the folder of payloads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blob {
    /// A payload.
    Payload(Commitment),
    /// The tombstone of one.
    Tombstone(Commitment),
    /// A file that the store does not write there, by its path.
    Stranger(String),
}

/// All files in the folder of payloads, in the order of their names.
pub fn list<D: Disk>(disk: &D) -> Result<Vec<Blob>, DiskError> {
    let mut blobs = Vec::new();
    for folder in disk.list(BLOBS)? {
        // A name that no path of ours can hold is not looked into.
        let Some(inner) = folder.strip_suffix('/').filter(|inner| is_path(inner)) else {
            blobs.push(Blob::Stranger(format!("{BLOBS}/{folder}")));
            continue;
        };
        for name in disk.list(&format!("{BLOBS}/{inner}"))? {
            let found = match name.strip_suffix(ERASED) {
                Some(stem) => from_hex(stem).map(Blob::Tombstone),
                None => from_hex(&name).map(Blob::Payload),
            };
            let found = found.filter(|_| name.starts_with(inner) && inner.len() == 2);
            blobs.push(found.unwrap_or_else(|| Blob::Stranger(format!("{BLOBS}/{inner}/{name}"))));
        }
    }
    Ok(blobs)
}

/// Where a payload stands.
pub fn path(commitment: &Commitment) -> String {
    let name = hex(commitment);
    format!("{BLOBS}/{}/{name}", &name[..2])
}

fn tombstone(commitment: &Commitment) -> String {
    path(commitment) + ERASED
}

fn is_day(text: &str) -> bool {
    let fits = |(place, byte): (usize, u8)| if place == 4 || place == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == DATE_BYTES && text.bytes().enumerate().all(fits)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = |byte: &u8| [byte >> 4, byte & 15].map(|half| char::from(DIGITS[usize::from(half)]));
    bytes.iter().flat_map(digits).collect()
}

fn from_hex(text: &str) -> Option<Commitment> {
    let digit = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let bytes = pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect::<Option<Vec<_>>>()?;
    rest.is_empty().then(|| bytes.try_into().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory_disk::MemoryDisk;

    const SALT: Salt = [9; 32];

    fn kept() -> (MemoryDisk, Commitment) {
        let (mut disk, commitment) = (MemoryDisk::new(), commitment(&SALT, b"payload"));
        put(&mut disk, &commitment, &SALT, b"payload").unwrap();
        (disk, commitment)
    }

    #[test]
    fn a_payload_stands_under_the_hash_of_its_file() {
        let (disk, commitment) = kept();
        // Python: hashlib.sha256(bytes([9] * 32) + b"payload").hexdigest()
        assert_eq!(hex(&commitment), "1d58aff1505f255d3158927140b9f7cc2bac546d5bc1db856e4204665c1368fe");
        assert_eq!(disk.paths(), [format!("blobs/{}/{}", &hex(&commitment)[..2], hex(&commitment))]);
        assert_eq!(get(&disk, &commitment).unwrap(), (SALT, b"payload".to_vec()));
        assert!(matches!(get(&disk, &[0; 32]), Err(BlobError::Absent { .. })));
    }

    #[test]
    fn what_does_not_fit_its_commitment_is_not_kept() {
        let (mut disk, commitment) = kept();
        assert!(matches!(put(&mut disk, &[0; 32], &SALT, b"payload"), Err(BlobError::Wrong { .. })));
        assert!(matches!(put(&mut disk, &commitment, &[8; 32], b"payload"), Err(BlobError::Wrong { .. })));
        let long = vec![0; PAYLOAD_BYTES_MAX + 1];
        assert!(matches!(put(&mut disk, &commitment, &SALT, &long), Err(BlobError::TooLarge { bytes: 67_108_865 })));
        assert_eq!(disk.paths().len(), 1);
    }

    #[test]
    fn every_flipped_bit_is_noticed_and_the_right_payload_takes_its_place() {
        let (disk, commitment) = kept();
        for bit in 0..(32 + 7) * 8 {
            let mut bad = disk.clone();
            assert!(bad.flip(&path(&commitment), bit));
            assert!(matches!(get(&bad, &commitment), Err(BlobError::Wrong { .. })), "bit {bit}");
            put(&mut bad, &commitment, &SALT, b"payload").unwrap();
            assert!(get(&bad, &commitment).is_ok());
        }
        for length in 0..32 + 7 {
            let mut short = disk.clone();
            let whole = disk.bytes(&path(&commitment)).unwrap();
            short.put(&path(&commitment), Some(&whole[..length]));
            assert!(matches!(get(&short, &commitment), Err(BlobError::Wrong { .. })), "{length}");
        }
    }

    #[test]
    fn what_is_erased_is_gone_with_its_salt_and_stays_away() {
        let (mut disk, commitment) = kept();
        erase(&mut disk, &commitment, "2026-11-24").unwrap();
        erase(&mut disk, &commitment, "2027-01-01").unwrap();
        let on = "2026-11-24".to_owned();
        assert!(matches!(get(&disk, &commitment), Err(BlobError::Erased { on: found, .. }) if found == on));
        assert!(matches!(put(&mut disk, &commitment, &SALT, b"payload"), Err(BlobError::Erased { .. })));
        assert_eq!(list(&disk).unwrap(), [Blob::Tombstone(commitment)]);
        assert!(disk.bytes(&(path(&commitment) + ".erased")).is_some_and(|bytes| bytes == b"2026-11-24\n"));
        erase(&mut disk, &[1; 32], "2026-11-24").unwrap();
        assert!(matches!(get(&disk, &[1; 32]), Err(BlobError::Erased { .. })));
    }

    #[test]
    fn a_day_has_one_form() {
        let (mut disk, commitment) = kept();
        for bad in ["", "today", "2026-1-1", "26-01-01", "2026/01/01", "2026-01-01 ", "２０２６-01-01"] {
            assert!(matches!(erase(&mut disk, &commitment, bad), Err(BlobError::NoDay { .. })), "{bad}");
        }
        disk.put(&tombstone(&commitment), Some(b"\xff"));
        assert_eq!(erased(&disk, &commitment).unwrap().unwrap(), "an unknown day");
    }

    #[test]
    fn strangers_are_listed_as_such() {
        let (mut disk, commitment) = kept();
        let name = hex(&commitment);
        let strangers = ["blobs/notes", "blobs/zz/x", &format!("blobs/00/{name}"), &format!("blobs/{}/{name}0", &name[..2])];
        strangers.iter().for_each(|path| disk.put(path, Some(b"?")));
        let listed = list(&disk).unwrap();
        assert_eq!(listed.iter().filter(|blob| matches!(blob, Blob::Stranger(_))).count(), 4);
        assert!(listed.contains(&Blob::Payload(commitment)));
    }
}
