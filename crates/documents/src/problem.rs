//! What a reader of documents reports: every problem, where it is, how grave it is, and what to do about it.

use std::fmt;

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The reading stands, but a person should look at this place.
    Doubt,
    /// The text is damaged or lacks something that an agreement has.
    Error,
}

/// Which series of numbers a problem speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Chapters.
    Chapter,
    /// Articles.
    Article,
    /// Items beneath one provision or item.
    Item,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chapter => "chapter",
            Self::Article => "article",
            Self::Item => "item",
        })
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// Bytes that are no UTF-8; each is read as U+001A.
    InvalidUtf8 {
        /// How many bytes in a row.
        bytes: usize,
    },
    /// U+FFFD or U+001A: an earlier program lost characters here.
    ReplacementCharacter {
        /// How many in a row.
        count: usize,
    },
    /// A character without public meaning, left by a font of its own.
    PrivateUseCharacter {
        /// The first of them.
        character: char,
        /// How many in a row.
        count: usize,
    },
    /// A control or zero-width character that a reader cannot see.
    InvisibleCharacter {
        /// The first of them.
        character: char,
        /// How many in a row.
        count: usize,
    },
    /// A mark whose numeral cannot be read.
    UnknownNumeral {
        /// The mark as printed.
        printed: String,
    },
    /// A number is missing from the series.
    NumberSkipped {
        /// The series.
        level: Level,
        /// The number that should stand here.
        expected: u32,
        /// The number that does.
        found: u32,
    },
    /// A number occurs again in its series.
    NumberRepeated {
        /// The series.
        level: Level,
        /// The number.
        number: u32,
    },
    /// A number comes after a higher one.
    NumberOutOfOrder {
        /// The series.
        level: Level,
        /// The number.
        number: u32,
    },
    /// A chapter heading with nothing beneath it.
    ChapterWithoutContent,
    /// An article before the first chapter of an agreement that has chapters.
    ArticleOutsideChapter,
    /// A clause without a number that is followed by articles.
    UnnumberedClause,
    /// Closing clauses that no heading parts from the last article.
    ClosingWithoutHeading,
    /// A paragraph without a mark after items; it was read as part of the last item.
    ParagraphAfterItems,
    /// A sentence ends with a line that is about full: read as no end of paragraph.
    DoubtfulParagraphEnd {
        /// The width of the line in columns.
        width: usize,
        /// The full width of the block in columns.
        full_width: usize,
    },
    /// No title.
    NoTitle,
    /// No numbered article.
    NoArticles,
    /// No signature lines at the end.
    NoSignatures,
    /// No date of signature.
    NoDate,
    /// A date that no calendar has.
    UnrealDate {
        /// The year.
        year: u32,
        /// The month.
        month: u32,
        /// The day.
        day: u32,
    },
    /// A date of signature without a place.
    NoPlace,
    /// No clause on how many originals there are.
    NoCopies,
}

impl ProblemKind {
    /// How grave a problem of this kind is.
    pub fn severity(&self) -> Severity {
        match self {
            Self::InvisibleCharacter { .. }
            | Self::UnnumberedClause
            | Self::ClosingWithoutHeading
            | Self::ParagraphAfterItems
            | Self::DoubtfulParagraphEnd { .. }
            | Self::NoPlace
            | Self::NoCopies => Severity::Doubt,
            _ => Severity::Error,
        }
    }
}

impl ProblemKind {
    /// The message on a problem that has numbers or characters in it.
    fn particular(&self) -> Option<String> {
        Some(match self {
            Self::InvalidUtf8 { bytes } => {
                format!("{bytes} bytes are no UTF-8; save the text as UTF-8 and read it again")
            }
            Self::ReplacementCharacter { count } => {
                format!("{count} characters were lost before this reading; restore them from the signed copy")
            }
            Self::PrivateUseCharacter { character, count } => {
                let first = character.escape_unicode();
                format!("{count} private-use characters from {first}; replace them by what is printed")
            }
            Self::InvisibleCharacter { character, count } => {
                let first = character.escape_unicode();
                format!("{count} invisible characters from {first}; remove them if they are not meant")
            }
            Self::UnknownNumeral { printed } => {
                format!("the numeral in {printed} cannot be read; correct it")
            }
            Self::NumberSkipped { level, expected, found } => {
                format!("{level} {found} stands where {expected} is due; look for what is missing before it")
            }
            Self::NumberRepeated { level, number } => {
                format!("{level} {number} occurs again; compare both with the signed copy")
            }
            Self::NumberOutOfOrder { level, number } => {
                format!("{level} {number} comes after a higher number; compare the order with the signed copy")
            }
            Self::DoubtfulParagraphEnd { width, full_width } => format!(
                "a sentence ends with a line of {width} columns of {full_width}; read as one paragraph, check the signed copy"
            ),
            Self::UnrealDate { year, month, day } => {
                format!("{year}-{month}-{day} is no day of the calendar; correct it")
            }
            _ => return None,
        })
    }

    /// The message on a problem of structure.
    fn general(&self) -> &'static str {
        match self {
            Self::ChapterWithoutContent => "the chapter is empty; look for its text in the signed copy",
            Self::ArticleOutsideChapter => "the article precedes the first chapter; look for a lost heading",
            Self::UnnumberedClause => "the clause has no number but articles follow; check that none was lost",
            Self::ClosingWithoutHeading => "read as closing clauses; check that they are no part of the article",
            Self::ParagraphAfterItems => "read as part of the item before it; check that it is not the article's",
            Self::NoTitle => "no title was found; add the lines above the preamble",
            Self::NoArticles => "no numbered article was found; check that this is the whole agreement",
            Self::NoSignatures => "no signature lines were found; add them after the last clause",
            Self::NoDate => "no date of signature was found; add the clause that states it",
            Self::NoPlace => "no place of signature was found beside the date; check the last clause",
            Self::NoCopies => "no clause says how many originals there are; check the closing clauses",
            Self::InvalidUtf8 { .. }
            | Self::ReplacementCharacter { .. }
            | Self::PrivateUseCharacter { .. }
            | Self::InvisibleCharacter { .. }
            | Self::UnknownNumeral { .. }
            | Self::NumberSkipped { .. }
            | Self::NumberRepeated { .. }
            | Self::NumberOutOfOrder { .. }
            | Self::DoubtfulParagraphEnd { .. }
            | Self::UnrealDate { .. } => "",
        }
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.particular() {
            Some(message) => f.write_str(&message),
            None => f.write_str(self.general()),
        }
    }
}

/// One problem and its position in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// The byte of the input where it begins.
    pub offset: usize,
    /// The line, counted from 1 as an editor does, blank lines included.
    pub line: usize,
    /// The character within the line, counted from 1.
    pub column: usize,
}

impl Problem {
    /// How grave the problem is.
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.kind)
    }
}

/// Problems in the order of the text, each with its line and column. One walk over the input, however many there are.
pub(crate) fn placed(input: &str, mut found: Vec<(usize, ProblemKind)>) -> Vec<Problem> {
    found.sort_by_key(|(offset, _)| *offset);
    let (mut at, mut line, mut column) = (0, 1, 1);
    let mut placed = Vec::with_capacity(found.len());
    for (offset, kind) in found {
        for c in input[at..offset].chars() {
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        at = offset;
        placed.push(Problem { kind, offset, line, column });
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::{Level, Problem, ProblemKind, Severity, placed};

    #[test]
    fn problems_are_placed_in_the_order_of_the_text() {
        let input = "甲鎮\n乙\u{fffd}鎮";
        let found =
            placed(input, vec![(input.len(), ProblemKind::NoDate), (10, ProblemKind::NoTitle), (0, ProblemKind::NoCopies)]);
        let table: Vec<_> = found.iter().map(|problem| (problem.offset, problem.line, problem.column)).collect();
        assert_eq!(table, [(0, 1, 1), (10, 2, 2), (16, 2, 4)]);
    }

    #[test]
    fn doubts_and_errors_differ() {
        assert_eq!(ProblemKind::DoubtfulParagraphEnd { width: 58, full_width: 60 }.severity(), Severity::Doubt);
        assert_eq!(ProblemKind::InvisibleCharacter { character: '\u{200b}', count: 1 }.severity(), Severity::Doubt);
        assert_eq!(ProblemKind::NoPlace.severity(), Severity::Doubt);
        assert_eq!(ProblemKind::NoDate.severity(), Severity::Error);
        assert_eq!(ProblemKind::InvalidUtf8 { bytes: 1 }.severity(), Severity::Error);
        assert!(Severity::Doubt < Severity::Error);
    }

    #[test]
    fn messages_on_characters_and_numbers_say_what_to_do() {
        let level = Level::Item;
        let table = [
            (ProblemKind::InvalidUtf8 { bytes: 2 }, "save the text as UTF-8"),
            (ProblemKind::ReplacementCharacter { count: 1 }, "restore them"),
            (ProblemKind::PrivateUseCharacter { character: '\u{e001}', count: 1 }, "u{e001}; replace them"),
            (ProblemKind::InvisibleCharacter { character: '\u{200b}', count: 1 }, "remove them"),
            (ProblemKind::UnknownNumeral { printed: "（十十）".into() }, "（十十） cannot be read; correct it"),
            (ProblemKind::NumberSkipped { level, expected: 2, found: 4 }, "item 4 stands where 2 is due; look for"),
            (ProblemKind::NumberRepeated { level: Level::Article, number: 4 }, "article 4 occurs again; compare"),
            (ProblemKind::NumberOutOfOrder { level: Level::Chapter, number: 4 }, "chapter 4 comes after a higher"),
        ];
        say(&table);
    }

    #[test]
    fn messages_on_structure_say_what_to_do() {
        let table = [
            (ProblemKind::ChapterWithoutContent, "look for its text"),
            (ProblemKind::ArticleOutsideChapter, "look for a lost heading"),
            (ProblemKind::UnnumberedClause, "check that none was lost"),
            (ProblemKind::ClosingWithoutHeading, "check that they are"),
            (ProblemKind::ParagraphAfterItems, "check that it is not"),
            (ProblemKind::DoubtfulParagraphEnd { width: 58, full_width: 60 }, "58 columns of 60; read as one paragraph, check"),
            (ProblemKind::NoTitle, "add the lines"),
            (ProblemKind::NoArticles, "check that this is the whole"),
            (ProblemKind::NoSignatures, "add them"),
            (ProblemKind::NoDate, "add the clause"),
            (ProblemKind::UnrealDate { year: 2017, month: 2, day: 30 }, "2017-2-30 is no day of the calendar; correct it"),
            (ProblemKind::NoPlace, "check the last clause"),
            (ProblemKind::NoCopies, "check the closing clauses"),
        ];
        say(&table);
    }

    fn say(table: &[(ProblemKind, &str)]) {
        for (kind, words) in table {
            let problem = Problem { kind: kind.clone(), offset: 9, line: 3, column: 2 };
            let shown = problem.to_string();
            assert!(shown.starts_with("3:2: ") && shown.contains(words), "{shown}");
        }
    }
}
