//! The founding file: what the parties fix before the first act, in lines that a person can read and compare.
//!
//! The agreement and its rules, and for each party, in the agreement's order, the log it keeps, the root key that its authority
//! comes from, and its node's two keys. One founding has one text, and its digest stands for all of it.

use crate::officer_signature::{PublicKey, RpPolicy};
use agreement::Agreement;
use agreement::id::Digest;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use record::VerifierKey;
use std::fmt;

mod line;
mod order;

/// The first line of the file.
pub const TITLE: &str = "counterpart/founding/v1";

/// The largest founding file, in bytes.
pub const BYTES_MAX: usize = 65_536;

/// What the founding file fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founding {
    /// The agreement, by the name of its folder.
    pub agreement: String,
    /// The digest of its rules.
    pub rules: Digest,
    /// The edition of the engine, from 1.
    pub edition: u64,
    /// The parties, in the agreement's order.
    pub parties: Vec<Party>,
}

/// One party at the founding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Its identifier in the rules.
    pub id: String,
    /// The origin of the log it keeps.
    pub origin: String,
    /// Where its authority comes from; kept offline.
    pub root: Root,
    /// The key that signs the heads of its log (0x01), under the name of the log's origin.
    pub node: VerifierKey,
    /// The key that cosigns the heads of the others (0x04).
    pub mirror: VerifierKey,
    /// Where its passkeys may be used; without this line none of its passkeys count.
    pub passkey: Option<RpPolicy>,
}

/// A party's root: keys, and how many of them must sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// How many of the keys must sign, from 1.
    pub threshold: u8,
    /// The keys, each once.
    pub keys: Vec<PublicKey>,
}

/// A line of a founding file that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundingProblem {
    /// The line, from 1; one after the last where something is missing.
    pub line: usize,
    /// What is wrong with it.
    pub fault: FoundingFault,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundingFault {
    /// The file has more than [`BYTES_MAX`] bytes.
    TooLarge,
    /// Words are separated by one space, lines end with one newline, and there is nothing else.
    Spacing,
    /// The line begins with no word of the format.
    UnknownWord,
    /// The line has too few or too many words.
    Words,
    /// Another line is expected here: one that begins with this word.
    Expected(&'static str),
    /// An identifier is not of lower-case letters, digits and underscores.
    Identifier,
    /// The line names another party than the one it stands under.
    OtherParty,
    /// The digest is not 64 hexadecimal digits in lower case.
    Digest,
    /// The edition is not a number from 1 without leading zeroes.
    Edition,
    /// The origin is empty, too long, or holds a plus sign or control character.
    Origin,
    /// The suite of a root key is unknown, or has no keys.
    Suite,
    /// A root key is not base64 of a key of its suite.
    RootKey,
    /// The number of root keys that must sign is not from 1 to their number, or stands before a single key.
    Threshold,
    /// A verifier key is not of the form `name+hash+base64`, or is no key.
    VerifierKey,
    /// A verifier key is of another kind than the line asks for.
    KeyKind,
    /// The node's key is not named by the origin of its log.
    KeyName,
    /// The host name of the passkeys, or one of their origins, is not of its form, or the origin lies not under the name.
    Passkey,
    /// The same party, origin, key or key name stands in an earlier line: each has one holder.
    Twice,
}

/// Why a founding is not one of an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// It names another agreement.
    Agreement,
    /// The rules have another digest: this one.
    Rules(Digest),
    /// Its parties are not those of the rules, in their order: these.
    Parties(Vec<String>),
}

impl Founding {
    /// The founding of `agreement` as it stands, under the first edition of the engine. The parties stand in its order.
    pub fn new(agreement: &Agreement, parties: Vec<Party>) -> Founding {
        Founding { agreement: agreement.id.clone(), rules: agreement.digest, edition: 1, parties }
    }

    /// Reads a founding file. With any problem there is no founding; all problems are told, by line.
    pub fn parse(text: &str) -> Result<Founding, Vec<FoundingProblem>> {
        if text.len() > BYTES_MAX {
            return Err(vec![FoundingProblem { line: 1, fault: FoundingFault::TooLarge }]);
        }
        let mut problems = Vec::new();
        let lines = line::lines(text, &mut problems);
        let founding = order::founding(&lines, &mut problems);
        problems.sort_by_key(|problem| problem.line);
        match founding {
            Some(founding) if problems.is_empty() => Ok(founding),
            _ => Err(problems),
        }
    }

    /// The digest of the file.
    pub fn digest(&self) -> Digest {
        Digest::of(self.to_string().as_bytes())
    }

    /// The party called `id`.
    pub fn party(&self, id: &str) -> Option<&Party> {
        self.parties.iter().find(|party| party.id == id)
    }

    /// The party that keeps the log of `origin`.
    pub fn keeper(&self, origin: &str) -> Option<&Party> {
        self.parties.iter().find(|party| party.origin == origin)
    }

    /// What keeps this founding from being one of `agreement`; nothing if it is one.
    pub fn misfits(&self, agreement: &Agreement) -> Vec<Misfit> {
        let mut misfits = Vec::new();
        if self.agreement != agreement.id {
            misfits.push(Misfit::Agreement);
        }
        if self.rules != agreement.digest {
            misfits.push(Misfit::Rules(agreement.digest));
        }
        let parties: Vec<String> = agreement.parties().map(|party| agreement.body_of(party).id.clone()).collect();
        if !self.parties.iter().map(|party| &party.id).eq(&parties) {
            misfits.push(Misfit::Parties(parties));
        }
        misfits
    }
}

impl Party {
    /// A party with one root key, without passkeys.
    pub fn new(id: String, origin: &str, root: PublicKey, node: VerifierKey, mirror: VerifierKey) -> Party {
        Party { id, origin: origin.to_owned(), root: Root::of(root), node, mirror, passkey: None }
    }
}

impl Root {
    /// The root of a single key.
    pub fn of(key: PublicKey) -> Root {
        Root { threshold: 1, keys: vec![key] }
    }

    /// Whether enough of its keys are among `signed`.
    pub fn is_met_by(&self, signed: &[PublicKey]) -> bool {
        self.keys.iter().filter(|key| signed.contains(key)).count() >= usize::from(self.threshold)
    }
}

impl fmt::Display for Founding {
    /// The text of the file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{TITLE}\nagreement {}\nrules {}\nedition {}", self.agreement, self.rules, self.edition)?;
        self.parties.iter().try_for_each(|party| write!(f, "{party}"))
    }
}

impl fmt::Display for Party {
    /// The lines of one party.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Party { id, origin, root, node, mirror, passkey } = self;
        writeln!(f, "party {id} {origin}\nroot {id} {root}\nnode {id} {node}\nmirror {id} {mirror}")?;
        match passkey {
            Some(RpPolicy { rp_id, origins }) => writeln!(f, "passkey {id} {rp_id} {}", origins.join(" ")),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Root {
    /// The keys, after their threshold if there are several.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = self.keys.iter().map(|key| format!("{} {}", key.suite.name(), STANDARD.encode(&key.bytes)));
        let keys: Vec<String> = keys.collect();
        match keys.as_slice() {
            [one] => f.write_str(one),
            several => write!(f, "{} {}", self.threshold, several.join(" ")),
        }
    }
}

#[cfg(test)]
mod tests;
