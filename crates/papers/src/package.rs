//! The container of XLSX and DOCX: a ZIP archive (PKWARE APPNOTE 6.3.10), written whole, and read under bounds.
//!
//! The directory at the end names each part with its sizes; a part is inflated only up to a bound, whatever it says of itself. Encrypted archives,
//! archives in several volumes and those beyond four gigabytes are none of ours.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// The most bytes of one part when it is inflated.
const PART_BYTES_MAX: usize = 16 << 20;
/// The most parts.
const PARTS_MAX: usize = 1_000;
/// How many times a part may grow; texts seldom do so by more than thirty. Small parts may grow as they like.
const GROWTH_MAX: usize = 200;
const SMALL: usize = 1 << 20;

/// Why an archive gives no part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackageFault {
    /// It is cut off, or no archive at all.
    Broken,
    /// It would inflate beyond its bound.
    TooLarge,
    /// A password protects it.
    Encrypted,
}

/// An archive that is read.
pub struct Package<'b> {
    bytes: &'b [u8],
    parts: Vec<Part>,
}

struct Part {
    name: String,
    offset: usize,
    packed: usize,
    size: usize,
    method: u16,
    sum: u32,
    encrypted: bool,
}

/// An archive of these parts, in their order.
pub fn pack(parts: &[(&str, String)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let offset = out.len() as u32;
        let packed = compress_to_vec(content.as_bytes(), 6);
        // Needs version 2.0; bit 11 says that names are UTF-8; 1 January 1980, since a file tells no time of its making.
        let mut about = Vec::new();
        about.extend([20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0]);
        about.extend(sum(content.as_bytes()).to_le_bytes());
        about.extend((packed.len() as u32).to_le_bytes());
        about.extend((content.len() as u32).to_le_bytes());
        about.extend((name.len() as u16).to_le_bytes());
        about.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&about);
        out.extend(name.as_bytes());
        out.extend(packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&about);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, count) = (out.len() as u32, parts.len() as u16);
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

impl Package<'_> {
    /// Reads the directory of an archive.
    pub fn open(bytes: &[u8]) -> Result<Package<'_>, PackageFault> {
        let end = bytes.windows(4).rposition(|four| four == b"PK\x05\x06").ok_or(PackageFault::Broken)?;
        let count = usize::from(u16_at(bytes, end + 10)?);
        let mut at = u32_at(bytes, end + 16)? as usize;
        if count > PARTS_MAX {
            return Err(PackageFault::TooLarge);
        }
        let mut parts = Vec::new();
        for _ in 0..count {
            let name_length = usize::from(u16_at(bytes, at + 28)?);
            let more = usize::from(u16_at(bytes, at + 30)?) + usize::from(u16_at(bytes, at + 32)?);
            let name = bytes.get(at + 46..at + 46 + name_length).ok_or(PackageFault::Broken)?;
            if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
                return Err(PackageFault::Broken);
            }
            parts.push(Part {
                name: String::from_utf8_lossy(name).replace('\\', "/"),
                offset: u32_at(bytes, at + 42)? as usize,
                packed: u32_at(bytes, at + 20)? as usize,
                size: u32_at(bytes, at + 24)? as usize,
                method: u16_at(bytes, at + 10)?,
                sum: u32_at(bytes, at + 16)?,
                encrypted: u16_at(bytes, at + 8)? & 1 == 1,
            });
            at += 46 + name_length + more;
        }
        Ok(Package { bytes, parts })
    }

    /// Whether there is a part of that name.
    pub fn has(&self, name: &str) -> bool {
        self.parts.iter().any(|part| part.name == name)
    }

    /// The names of all parts, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.name.as_str())
    }

    /// A part as text (UTF-8).
    pub fn part(&self, name: &str) -> Result<String, PackageFault> {
        let part = self.parts.iter().find(|part| part.name == name).ok_or(PackageFault::Broken)?;
        if part.encrypted {
            return Err(PackageFault::Encrypted);
        }
        let most = PART_BYTES_MAX.min(SMALL.max(part.packed.saturating_mul(GROWTH_MAX)));
        // What it says of its size is believed only when it says too much.
        if part.size > most {
            return Err(PackageFault::TooLarge);
        }
        let (name_length, more) = (u16_at(self.bytes, part.offset + 26)?, u16_at(self.bytes, part.offset + 28)?);
        let start = part.offset + 30 + usize::from(name_length) + usize::from(more);
        let end = start.checked_add(part.packed).ok_or(PackageFault::Broken)?;
        let packed = self.bytes.get(start..end).ok_or(PackageFault::Broken)?;
        let content = match part.method {
            0 => packed.to_vec(),
            8 => decompress_to_vec_with_limit(packed, most).map_err(|fault| match fault.status {
                miniz_oxide::inflate::TINFLStatus::HasMoreOutput => PackageFault::TooLarge,
                _ => PackageFault::Broken,
            })?,
            _ => return Err(PackageFault::Broken),
        };
        if sum(&content) != part.sum {
            return Err(PackageFault::Broken);
        }
        let text = String::from_utf8(content).map_err(|_| PackageFault::Broken)?;
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, PackageFault> {
    let two = bytes.get(at..at.saturating_add(2)).ok_or(PackageFault::Broken)?;
    Ok(u16::from_le_bytes(two.try_into().expect("two bytes")))
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, PackageFault> {
    let four = bytes.get(at..at.saturating_add(4)).ok_or(PackageFault::Broken)?;
    Ok(u32::from_le_bytes(four.try_into().expect("four bytes")))
}

/// The check sum of a part: CRC-32 as ZIP has it.
fn sum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sum_is_that_of_the_standard() {
        assert_eq!(sum(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn parts_come_back_as_they_were_and_a_cut_archive_gives_none() {
        let parts = [("a.xml", "示範 <a/>".repeat(50)), ("b/c.xml", String::new())];
        let bytes = pack(&parts);
        let package = Package::open(&bytes).expect("an archive");
        assert!(package.names().eq(["a.xml", "b/c.xml"]));
        for (name, content) in &parts {
            assert_eq!(package.part(name).as_ref(), Ok(content));
        }
        assert_eq!(package.part("d.xml"), Err(PackageFault::Broken));
        // The last two bytes only say that no comment follows.
        for end in 0..bytes.len() - 2 {
            let whole = Package::open(&bytes[..end]).is_ok_and(|cut| cut.part("a.xml").is_ok());
            assert!(!whole, "cut at {end}");
        }
    }

    #[test]
    fn no_byte_of_a_part_can_be_changed_unseen() {
        let bytes = pack(&[("a.xml", "示範事項".repeat(20))]);
        for at in 35..80 {
            let mut bad = bytes.clone();
            bad[at] ^= 0x20;
            let read = Package::open(&bad).and_then(|package| package.part("a.xml"));
            assert!(read.is_err() || read == Ok("示範事項".repeat(20)), "changed at {at}");
        }
    }

    #[test]
    fn a_bomb_is_not_inflated_whether_it_owns_up_or_lies() {
        let bomb = pack(&[("a.xml", "0".repeat(PART_BYTES_MAX + 1))]);
        assert!(bomb.len() < 40_000, "it is small: {}", bomb.len());
        let read = |bytes: &[u8]| Package::open(bytes).and_then(|package| package.part("a.xml"));
        assert_eq!(read(&bomb), Err(PackageFault::TooLarge));
        // Said to be one byte long, in the head and in the directory.
        let mut liar = bomb;
        let directory = liar.windows(4).rposition(|four| four == b"PK\x01\x02").expect("a directory");
        liar[22..26].copy_from_slice(&1_u32.to_le_bytes());
        liar[directory + 24..directory + 28].copy_from_slice(&1_u32.to_le_bytes());
        assert_eq!(read(&liar), Err(PackageFault::TooLarge));
        // Two megabytes of nothing in a few bytes: under the bound, and still beyond what any text grows by.
        assert_eq!(read(&pack(&[("a.xml", " ".repeat(2 << 20))])), Err(PackageFault::TooLarge));
    }
}
