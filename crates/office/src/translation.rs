//! A translation of a text that is on record, as this side keeps it beside the record: in which language, of which standing, by whom.
//!
//! What counts is the text that was signed. A translation is of the one text that its digest names: of a later one it says nothing.

use jiff::civil::Date;

/// What a translation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Made or confirmed by an authority that may do so.
    Official,
    /// Made to help whoever reads.
    Courtesy,
    /// Made by a machine; nobody has read it over.
    MachineDraft,
}

impl Standing {
    /// All of them, the one that is relied on most first.
    pub const ALL: [Standing; 3] = [Standing::Official, Standing::Courtesy, Standing::MachineDraft];

    /// Its name in the database and in keys of words.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Official => "official",
            Standing::Courtesy => "courtesy",
            Standing::MachineDraft => "machine_draft",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Standing> {
        Standing::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// What is translated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// Where it stands: the act that brought it, `ndrc/4`, or a provision, `agreement/art_12`.
    pub about: String,
    /// The matter of the act, and the item of it, if it is the text of one: a later text of the same item makes a translation stale.
    pub item: Option<(String, u32)>,
    /// The digest of the text, in hexadecimal digits.
    pub text_digest: String,
}

/// A translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// Of what.
    pub original: Original,
    /// The tag of its language.
    pub language: String,
    /// What it is.
    pub standing: Standing,
    /// What it says.
    pub text: String,
    /// Who entered it.
    pub by: String,
    /// On which day.
    pub day: Date,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_standing_is_read_as_it_was_written() {
        for standing in Standing::ALL {
            assert_eq!(Standing::named(standing.name()), Some(standing));
        }
        assert_eq!(Standing::named("authentic"), None, "no translation is that");
    }
}
