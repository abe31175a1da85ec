//! Letters of this side: how they are headed, and the numbers that they have (文號). It is the office's own order, and none of the record.

/// What a letter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LetterKind {
    /// A letter asking for opinions (徵求意見函).
    OpinionRequest,
    /// A letter of reply (覆函).
    Reply,
    /// A table of opinions and their treatment (意見及處理情況表).
    OpinionsTable,
    /// A list at a glance (一覽表).
    AtAGlance,
    /// Minutes (會議紀要).
    Minutes,
}

impl LetterKind {
    /// All of them.
    pub const ALL: [LetterKind; 5] =
        [LetterKind::OpinionRequest, LetterKind::Reply, LetterKind::OpinionsTable, LetterKind::AtAGlance, LetterKind::Minutes];

    /// Its name in addresses, in the database and in keys of words.
    pub fn name(self) -> &'static str {
        match self {
            LetterKind::OpinionRequest => "opinion_request",
            LetterKind::Reply => "reply",
            LetterKind::OpinionsTable => "opinions_table",
            LetterKind::AtAGlance => "at_a_glance",
            LetterKind::Minutes => "minutes",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<LetterKind> {
        LetterKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How letters are headed: once in Chinese, once in other languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// The words above the line; empty for the name of the party.
    pub letterhead: String,
    /// How a number is written, with `{year}` and `{number}`; empty for the usual way.
    pub pattern: String,
    /// Who signs, below the text; empty for the letterhead.
    pub signatory: String,
}

impl Heading {
    /// The number of a letter as it is written. `usual` is the pattern of an office that has set none.
    pub fn reference(&self, usual: &str, year: i16, number: u32) -> String {
        let pattern = if self.pattern.is_empty() { usual } else { &self.pattern };
        pattern.replace("{year}", &year.to_string()).replace("{number}", &number.to_string())
    }

    /// Whether the pattern can tell one letter from another.
    pub fn is_sound(&self) -> bool {
        self.pattern.is_empty() || self.pattern.contains("{year}") && self.pattern.contains("{number}")
    }
}

/// The headings of both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headings {
    /// In Chinese.
    pub han: Heading,
    /// In English and Portuguese.
    pub latin: Heading,
}

/// A number that was given to a letter. It is never given to another, also if that letter was never sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The year.
    pub year: i16,
    /// The number in that year.
    pub number: u32,
    /// What the letter is.
    pub kind: LetterKind,
    /// The matter, by its name.
    pub matter: String,
    /// The number as it was written.
    pub reference: String,
    /// Who had it made.
    pub name: String,
    /// When, POSIX seconds.
    pub at: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_by_the_pattern_of_the_office_or_the_usual_one() {
        let own = Heading { pattern: "示範函〔{year}〕{number}號".to_owned(), ..Heading::default() };
        assert_eq!(own.reference("{number}/{year}", 2020, 12), "示範函〔2020〕12號");
        assert_eq!(Heading::default().reference("{number}/{year}", 2020, 12), "12/2020");
        assert!(own.is_sound() && Heading::default().is_sound());
        for pattern in ["示範函{number}號", "{year}", "1"] {
            assert!(!Heading { pattern: pattern.to_owned(), ..Heading::default() }.is_sound(), "{pattern}");
        }
    }

    #[test]
    fn a_kind_is_found_by_its_own_name_alone() {
        for kind in LetterKind::ALL {
            assert_eq!(LetterKind::named(kind.name()), Some(kind));
        }
        assert_eq!(LetterKind::named("letter"), None);
    }
}
