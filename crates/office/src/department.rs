//! A department of this side, asked in an opinion round: what it answered on one item. It is this side's own.

use jiff::civil::Date;

/// A department's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The item.
    pub item: u32,
    /// The digest of the text that it answers, in hexadecimal digits.
    pub text_digest: String,
    /// The department, in this side's own words.
    pub department: String,
    /// The opinion, by its word: `agree`, `reserve`, …
    pub opinion: String,
    /// What it said.
    pub remarks: String,
    /// The day on which it answered.
    pub day: Date,
}
