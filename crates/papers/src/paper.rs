//! A paper as an office has it, before it has a format: letterhead, reference, paragraphs, tables, signature and date.

/// The tongue of a paper: it decides fonts by name and how paragraphs begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// Traditional script.
    ZhHant,
    /// Simplified script.
    ZhHans,
    /// British English.
    En,
    /// European Portuguese.
    Pt,
}

impl Tongue {
    /// Whether it is written in Han characters.
    pub fn is_han(self) -> bool {
        matches!(self, Tongue::ZhHant | Tongue::ZhHans)
    }
}

/// A part of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Whose paper it is, above a line.
    Letterhead(String),
    /// A line by itself at the right: reference, date.
    Right(String),
    /// A line by itself at the left: to whom.
    Left(String),
    /// The title.
    Title(String),
    /// A heading within.
    Heading(String),
    /// The heading of an annex, which begins on a page of its own.
    Annex(String),
    /// A paragraph.
    Paragraph(String),
    /// A note in small letters.
    Note(String),
    /// A table: heads, rows, and how wide the columns are in parts of the whole.
    Table {
        /// The heads of the columns, said again on each page.
        heads: Vec<String>,
        /// The rows.
        rows: Vec<Vec<String>>,
        /// The shares of the columns.
        shares: Vec<u32>,
        /// The columns, by place, in which an empty cell is one with the cell above it.
        joined: Vec<usize>,
    },
}

/// A paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Its tongue.
    pub tongue: Tongue,
    /// What it is called in its properties.
    pub name: String,
    /// Said at the head of each page if it is a sample.
    pub sample: Option<String>,
    /// Whether it lies on its side.
    pub is_wide: bool,
    /// Its parts.
    pub blocks: Vec<Block>,
}
