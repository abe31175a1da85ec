//! Scans of papers that go with an act: what kind of file the bytes are, how large one may be, and what a page says of it. What the bytes
//! are is read from them, never from a name that somebody gave them.

use crate::site::{Link, Site};
use agreement::id::{BodyId, Place};
use agreement::message::Message;

/// The most bytes of a scan: ten pages in grey at a readable resolution, and small enough to reach the others in a few parts.
pub const SCAN_BYTES_MAX: usize = 8 << 20;

/// What a scan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Portable Document Format (ISO 32000).
    Pdf,
    /// JPEG.
    Jpeg,
    /// Portable Network Graphics.
    Png,
    /// Tagged Image File Format.
    Tiff,
}

impl FileKind {
    /// What the first bytes say; none if they say nothing that a scan may be.
    pub fn of(bytes: &[u8]) -> Option<FileKind> {
        const BEGINNINGS: [(&[u8], FileKind); 5] = [
            (b"%PDF-", FileKind::Pdf),
            (b"\xff\xd8\xff", FileKind::Jpeg),
            (b"\x89PNG\r\n\x1a\n", FileKind::Png),
            (b"II*\0", FileKind::Tiff),
            (b"MM\0*", FileKind::Tiff),
        ];
        BEGINNINGS.into_iter().find(|(beginning, _)| bytes.starts_with(beginning)).map(|(_, kind)| kind)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            FileKind::Pdf => "PDF",
            FileKind::Jpeg => "JPEG",
            FileKind::Png => "PNG",
            FileKind::Tiff => "TIFF",
        }
    }

    /// What a file of it ends with.
    pub fn ending(self) -> &'static str {
        match self {
            FileKind::Pdf => "pdf",
            FileKind::Jpeg => "jpg",
            FileKind::Png => "png",
            FileKind::Tiff => "tif",
        }
    }
}

/// A scan that is to go with an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
    /// The hash of the bytes, in hexadecimal digits: it is their name until they are on record.
    pub digest: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Who may be given what goes with an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readers {
    /// The author's side alone.
    OwnSide,
    /// That side and these.
    Parties(Vec<BodyId>),
    /// All parties.
    AllParties,
    /// Everybody.
    Public,
}

/// What goes with an act, as its statement says it and as far as it is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// Who may be given it.
    pub readers: Readers,
    /// How many bytes it has.
    pub length: u64,
    /// Whether it is here and meant for this side.
    pub is_here: bool,
    /// What it is if it is a scan.
    pub kind: Option<FileKind>,
}

impl Readers {
    /// Who they are; `owner` is whose act it is.
    pub fn said(&self, site: &Site<'_>, owner: BodyId) -> String {
        match self {
            Readers::OwnSide => site.say(Message::new("readers-own-side").body("by", owner)),
            Readers::Parties(named) => {
                site.say(Message::new("readers-parties").body("by", owner).bodies("to", named.iter().copied()))
            }
            Readers::AllParties => site.key("audience-all-parties"),
            Readers::Public => site.key("audience-public"),
        }
    }

    /// Whether a party that is not the owner is one of them.
    pub fn include(&self, party: BodyId) -> bool {
        match self {
            Readers::OwnSide => false,
            Readers::Parties(named) => named.contains(&party),
            Readers::AllParties | Readers::Public => true,
        }
    }
}

/// A size in words: whole kilobytes, never nought.
pub fn size(site: &Site<'_>, bytes: u64) -> String {
    site.say(Message::new("scan-size").number("kilobytes", bytes.div_ceil(1000) as i64))
}

/// The scans of an act that are here, each with the way to have it as a file.
pub fn of_act(site: &Site<'_>, place: Place) -> Vec<Link> {
    let name = site.words.agreement.place_name(place);
    let link = |(number, payload): (usize, Payload)| {
        let kind = payload.kind.filter(|_| payload.is_here)?;
        let said = Message::new("scan-file").text("kind", kind.name()).text("size", size(site, payload.length));
        Some(Link { href: format!("/{}/scan/{name}/{}", site.words.language.tag(), number + 1), text: site.say(said) })
    };
    (site.payloads)(place).into_iter().enumerate().filter_map(link).collect()
}

/// Place and number of the scan that an address names: `scan/guangdong/12/1`.
pub fn address(path: &str) -> Option<(&str, usize)> {
    let (place, number) = path.strip_prefix("scan/")?.rsplit_once('/')?;
    Some((place, number.parse::<usize>().ok()?.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_is_what_its_first_bytes_say() {
        for (bytes, kind) in [
            (&b"%PDF-1.7\n"[..], Some(FileKind::Pdf)),
            (b"\xff\xd8\xff\xe0", Some(FileKind::Jpeg)),
            (b"\x89PNG\r\n\x1a\nIHDR", Some(FileKind::Png)),
            (b"II*\0", Some(FileKind::Tiff)),
            (b"MM\0*", Some(FileKind::Tiff)),
            (b" %PDF-1.7", None),
            (b"<html>%PDF-", None),
            (b"PK\x03\x04", None),
            (b"MZ", None),
            (b"", None),
        ] {
            assert_eq!(FileKind::of(bytes), kind, "{bytes:?}");
        }
    }

    #[test]
    fn an_address_names_an_act_and_a_number_from_one() {
        assert_eq!(address("scan/guangdong/12/1"), Some(("guangdong/12", 0)));
        for path in ["scan/guangdong/12/0", "scan/guangdong", "scan/", "act/guangdong/12/1", "scan/guangdong/12/x"] {
            assert_eq!(address(path), None, "{path}");
        }
    }
}
