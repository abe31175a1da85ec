//! Identifiers: bodies, rules, provisions, readings, places in a log and matters.
//!
//! Inside the engine an identifier is a small number whose order is the agreement's own order, so that nothing can be
//! sorted by alphabet or speed by mistake; outside it is the word of the rule file.

use std::fmt;

/// A body of the agreement (party, outside body, organ or office), numbered in the agreement's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BodyId(pub u16);

/// A rule of the agreement: one provision that acts, duties or a standing follow from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u16);

/// What a rule rests on: a provision, a part of one, or a dated source without text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cite(pub u16);

/// A point on which the text can be read in more than one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointId(pub u8);

/// A decision rule of the agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecisionId(pub u16);

/// The place of an event: its log and its number there, from 1. Written `guangdong/3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The body whose log holds the event.
    pub log: BodyId,
    /// The number in that log, from 1.
    pub number: u32,
}

/// Which occasion of a rule a matter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Occasion {
    /// The rule itself, once for all.
    Standing,
    /// The period that begins in this year.
    Period(i16),
    /// What the event at this place opened.
    Opened(Place),
}

/// A matter: one occasion of one rule. Written `key_work/2018`, `term`, `amendment/guangdong-5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MatterId {
    /// The rule that the matter belongs to.
    pub rule: RuleId,
    /// The occasion.
    pub occasion: Occasion,
}

impl MatterId {
    /// The matter that the rule itself makes.
    pub fn standing(rule: RuleId) -> MatterId {
        MatterId { rule, occasion: Occasion::Standing }
    }

    /// The matter of the period that begins in `year`.
    pub fn period(rule: RuleId, year: i16) -> MatterId {
        MatterId { rule, occasion: Occasion::Period(year) }
    }

    /// The year whose period this matter is, if it is one of a period.
    pub fn year(self) -> Option<i16> {
        match self.occasion {
            Occasion::Period(year) => Some(year),
            _ => None,
        }
    }
}

/// A SHA-256 digest; consent names one, so that it is consent to these bytes and no others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Digest {
        use sha2::Digest as _;
        Digest(sha2::Sha256::digest(bytes).into())
    }

    /// Reads 64 hexadecimal digits; `None` for anything else.
    pub fn from_hex(text: &str) -> Option<Digest> {
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Digest(bytes))
    }

    /// The first eight digits, for people to compare by eye.
    pub fn short(&self) -> String {
        self.to_string()[..8].to_owned()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.short())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_reads_what_it_prints() {
        let digest = Digest::of(b"abc");
        assert_eq!(digest.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(Digest::from_hex(&digest.to_string()), Some(digest));
        assert_eq!(digest.short(), "ba7816bf");
    }

    #[test]
    fn a_wrong_digest_is_none() {
        for bad in ["", "ba78", &"g".repeat(64), &"七".repeat(22), &"0".repeat(65)] {
            assert_eq!(Digest::from_hex(bad), None, "{bad}");
        }
    }
}
