//! The text of an agreement as read: its provisions with their parts, characters, hashes and places in the input.

use crate::profile::Hash;
use std::fmt;
use std::ops::Range;

/// The id of a part: `title`, `preamble`, `art_12`, `final_1`, `signatures`, `ch_2`, `art_3.item_1`, `art_10.s_2`.
///
/// A number in it is the printed one (a dash item's its place); the second of two equal ones ends in `_2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartId(String);

impl PartId {
    pub(crate) fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    pub(crate) fn part(&self, name: &str, key: impl fmt::Display) -> Self {
        Self(format!("{self}.{name}_{key}"))
    }

    /// The id as written in cites.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PartId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<str> for PartId {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for PartId {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// What a provision is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProvisionKind {
    /// The names of the parties at the top, and the name of the agreement.
    Title,
    /// What stands before the first chapter or article.
    Preamble,
    /// A numbered article.
    Article,
    /// A clause without a number after the last article (`final_1`).
    Final,
    /// A clause without a number that articles follow (`clause_1`).
    Clause,
    /// The signature lines.
    Signatures,
}

/// One provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provision {
    /// Its id, unique in the text.
    pub id: PartId,
    /// What it is.
    pub kind: ProvisionKind,
    /// Its number, when it has one that can be read.
    pub number: Option<u32>,
    /// Its mark as printed: （十二）.
    pub printed: Option<String>,
    /// Its heading, without mark and 。.
    pub heading: Option<String>,
    /// The chapter that it stands in.
    pub chapter: Option<PartId>,
    /// The bytes of the input that it owns, its items and the white space behind it included.
    pub span: Range<usize>,
    /// Its characters after profile `text/1`.
    pub characters: String,
    /// The digest of `characters`.
    pub hash: Hash,
    /// Its items, in order.
    pub items: Vec<Item>,
    /// The sentences before its items, counted from 1 with the heading; title and signatures have none.
    pub sentences: Vec<Sentence>,
}

/// One item beneath a provision or another item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its id, unique in the text.
    pub id: PartId,
    /// Its number, when it has one that can be read.
    pub number: Option<u32>,
    /// Its mark as printed: ——, 1、.
    pub printed: String,
    /// Its heading, without mark and 。.
    pub heading: Option<String>,
    /// The bytes of the input that it owns, within those of its provision.
    pub span: Range<usize>,
    /// Its characters after profile `text/1`.
    pub characters: String,
    /// The digest of `characters`.
    pub hash: Hash,
    /// The items beneath it, in order.
    pub items: Vec<Item>,
    /// The sentences before its items, counted from 1 with the heading.
    pub sentences: Vec<Sentence>,
}

/// One sentence, with its stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its id, unique in the text.
    pub id: PartId,
    /// The bytes of the input that it owns.
    pub span: Range<usize>,
    /// Its characters after profile `text/1`, the mark before the first included.
    pub characters: String,
    /// The digest of `characters`.
    pub hash: Hash,
}

/// One chapter heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// Its id (`ch_2`), unique in the text.
    pub id: PartId,
    /// Its number, when it can be read.
    pub number: Option<u32>,
    /// Its mark as printed: 二、.
    pub printed: String,
    /// The heading behind the mark.
    pub heading: String,
    /// The bytes of the input that the heading owns.
    pub span: Range<usize>,
}

/// One signatory, as printed beneath the agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatory {
    /// The office or name.
    pub name: String,
    /// Its bytes in the input.
    pub span: Range<usize>,
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day, from 1.
    pub day: u8,
}

/// When and where the agreement was signed, as its text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signing {
    /// The date.
    pub date: Date,
    /// The place, when one stands with the date.
    pub place: Option<String>,
    /// The provision that says so.
    pub provision: PartId,
}

/// How many originals there are (一式四份).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copies {
    /// Their number.
    pub count: u32,
    /// The provision that says so.
    pub provision: PartId,
}

/// An agreement as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgreementText {
    /// All provisions in the order of the text. With the chapters they own every byte of the input.
    pub provisions: Vec<Provision>,
    /// The chapter headings in the order of the text.
    pub chapters: Vec<Chapter>,
    /// The signatories in the order of the text.
    pub signatories: Vec<Signatory>,
    /// When and where it was signed.
    pub signing: Option<Signing>,
    /// How many originals there are.
    pub copies: Option<Copies>,
}

/// Any part that has an id, characters and a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// Its id.
    pub id: &'a PartId,
    /// Its characters after profile `text/1`.
    pub characters: &'a str,
    /// The digest of `characters`.
    pub hash: Hash,
    /// The bytes of the input that it owns.
    pub span: &'a Range<usize>,
}

macro_rules! part {
    ($owner:expr) => {
        Part { id: &$owner.id, characters: &$owner.characters, hash: $owner.hash, span: &$owner.span }
    };
}

impl AgreementText {
    /// The provision with this id.
    pub fn provision(&self, id: &str) -> Option<&Provision> {
        self.provisions.iter().find(|provision| provision.id == id)
    }

    /// The provision, item or sentence with this id.
    pub fn part(&self, id: &str) -> Option<Part<'_>> {
        self.parts().into_iter().find(|part| *part.id == id)
    }

    /// All provisions, each with its sentences and items, in the order of the text.
    pub fn parts(&self) -> Vec<Part<'_>> {
        let mut parts = Vec::new();
        for provision in &self.provisions {
            parts.push(part!(provision));
            parts.extend(provision.sentences.iter().map(|sentence| part!(sentence)));
            items(&provision.items, &mut parts);
        }
        parts
    }
}

fn items<'a>(from: &'a [Item], parts: &mut Vec<Part<'a>>) {
    for item in from {
        parts.push(part!(item));
        parts.extend(item.sentences.iter().map(|sentence| part!(sentence)));
        items(&item.items, parts);
    }
}

#[cfg(test)]
mod tests {
    use super::PartId;
    use crate::reading::read;

    #[test]
    fn parts_are_found_by_id() {
        let text = read("河谷協議\n一、總則\n（一）宗旨。共治。\n——河。\n1、魚。\n甲鎮").text;
        let table = [
            ("title", Some("河谷協議")),
            ("art_1.s_2", Some("共治。")),
            ("art_1.item_1", Some("——河。\n1、魚。")),
            ("art_1.item_1.item_1.s_1", Some("1、魚。")),
            ("signatures", Some("甲鎮")),
            ("ch_1", None),
            ("art_1.s_3", None),
            ("art_2", None),
            ("", None),
        ];
        for (id, characters) in table {
            assert_eq!(text.part(id).map(|part| part.characters), characters, "{id}");
        }
        assert!(text.provision("art_1").is_some() && text.provision("art_1.s_1").is_none());
    }

    #[test]
    fn ids_are_built_from_their_owner() {
        let id = PartId::new("art_3").part("item", 1).part("s", 2);
        assert_eq!(id, "art_3.item_1.s_2");
        assert_eq!(id.to_string(), id.as_str());
    }
}
