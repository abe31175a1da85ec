//! The text of a trust policy (C2SP tlog-policy), read with all its problems and their places, and written.
//!
//! The text is octets: names are compared as they are, and only spaces and tabs part the items of a line.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::encoding::from_decimal;
use crate::key::{KeyError, KeyKind, VerifierKey};
use crate::policy::{Group, Log, Policy, Voice, Witness};

/// The most bytes of a policy that are read.
pub const POLICY_BYTES_MAX: usize = 1 << 20;

/// What is wrong at one place of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from one.
    pub line: usize,
    /// The byte in the line, from one.
    pub column: usize,
    /// What is wrong there.
    pub kind: ProblemKind,
}

/// What can be wrong with a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// More than [`POLICY_BYTES_MAX`] bytes; nothing was read.
    TooLong,
    /// A control character that is neither tab nor newline, a carriage return for instance.
    ControlCharacter,
    /// The last line doesn't end in a newline.
    NoFinalNewline,
    /// The line begins with none of log, witness, group, quorum.
    UnknownWord,
    /// The line ends before it says everything.
    ItemMissing,
    /// The line says more than it can.
    ItemTooMany,
    /// The item is no verifier key.
    Key(KeyError),
    /// A key of this kind can't sign for a log, or can't cosign.
    WrongKind(KeyKind),
    /// The same public key stands in an earlier line of the same sort.
    KeyTwice,
    /// The name was given before, or is `none`.
    NameTaken,
    /// No earlier line defines the name.
    UnknownName,
    /// The name is a member already, of this group or of another.
    MemberTwice,
    /// Neither `all` nor `any` nor a number from one to the number of members.
    Threshold,
    /// A second quorum.
    QuorumTwice,
    /// No quorum in the whole policy.
    NoQuorum,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.line, self.column)?;
        match &self.kind {
            ProblemKind::TooLong => write!(f, "longer than {POLICY_BYTES_MAX} bytes"),
            ProblemKind::ControlCharacter => f.write_str("a control character"),
            ProblemKind::NoFinalNewline => f.write_str("the last line doesn't end in a newline"),
            ProblemKind::UnknownWord => f.write_str("a line begins with log, witness, group or quorum"),
            ProblemKind::ItemMissing => f.write_str("something is missing at the end of the line"),
            ProblemKind::ItemTooMany => f.write_str("the line says more than it can"),
            ProblemKind::Key(error) => write!(f, "{error}"),
            ProblemKind::WrongKind(kind) => write!(f, "a key of kind {kind:?} can't do this"),
            ProblemKind::KeyTwice => f.write_str("the same public key as in an earlier line"),
            ProblemKind::NameTaken => f.write_str("the name is taken"),
            ProblemKind::UnknownName => f.write_str("no earlier line defines this name"),
            ProblemKind::MemberTwice => f.write_str("a member already, and each counts once only"),
            ProblemKind::Threshold => f.write_str("all, any, or a number from one to the number of members"),
            ProblemKind::QuorumTwice => f.write_str("a second quorum"),
            ProblemKind::NoQuorum => f.write_str("no quorum is defined"),
        }
    }
}

/// Reads a policy, or gives all its problems.
pub(crate) fn read(bytes: &[u8]) -> Result<Policy, Vec<Problem>> {
    if bytes.len() > POLICY_BYTES_MAX {
        return Err(vec![Problem { line: 1, column: 1, kind: ProblemKind::TooLong }]);
    }
    let mut reader = Reader::default();
    let lines = bytes.split(|byte| *byte == b'\n').collect::<Vec<_>>();
    let last = lines.len();
    for (number, line) in (1..).zip(lines) {
        reader.line = number;
        reader.read_line(line);
        // Behind the last newline there is nothing, unless that newline is missing.
        if number == last && !line.is_empty() {
            reader.problem(line.len() + 1, ProblemKind::NoFinalNewline);
        }
    }
    if reader.quorum.is_none() {
        reader.problem(1, ProblemKind::NoQuorum);
    }
    reader.finish()
}

/// Writes a policy: logs, witnesses, groups, quorum.
pub(crate) fn write(policy: &Policy) -> Vec<u8> {
    let name = |voice: Voice| match voice {
        Voice::Witness(place) => policy.witnesses[place].name.clone(),
        Voice::Group(place) => policy.groups[place].name.clone(),
    };
    let mut lines = Vec::new();
    for log in &policy.logs {
        let line = [b"log".to_vec(), log.key.to_string().into_bytes()].into_iter().chain(log.url.clone());
        lines.push(line.collect::<Vec<_>>());
    }
    for witness in &policy.witnesses {
        let line = [b"witness".to_vec(), witness.name.clone(), witness.key.to_string().into_bytes()];
        lines.push(line.into_iter().chain(witness.url.clone()).collect());
    }
    for group in &policy.groups {
        let line = [b"group".to_vec(), group.name.clone(), group.threshold.to_string().into_bytes()];
        lines.push(line.into_iter().chain(group.members.iter().map(|member| name(*member))).collect());
    }
    lines.push(vec![b"quorum".to_vec(), policy.quorum.map_or(b"none".to_vec(), name)]);
    lines.iter().flat_map(|line| [line.join(&b' '), vec![b'\n']].concat()).collect()
}

/// A part of a line and the column at which it begins.
type Item<'a> = (usize, &'a [u8]);

/// What has been read so far.
#[derive(Default)]
struct Reader<'a> {
    line: usize,
    problems: Vec<Problem>,
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    /// What each name stands for; nothing for a name whose line has a problem of its own.
    names: BTreeMap<&'a [u8], Option<Voice>>,
    members: BTreeSet<&'a [u8]>,
    log_keys: BTreeSet<Vec<u8>>,
    witness_keys: BTreeSet<Vec<u8>>,
    quorum: Option<Option<Voice>>,
}

impl<'a> Reader<'a> {
    fn problem(&mut self, column: usize, kind: ProblemKind) {
        self.problems.push(Problem { line: self.line, column, kind });
    }

    /// The policy, if there was no problem; otherwise the problems in the order of their places.
    fn finish(mut self) -> Result<Policy, Vec<Problem>> {
        self.problems.sort_by_key(|problem| (problem.line, problem.column));
        match self.quorum {
            Some(quorum) if self.problems.is_empty() => {
                Ok(Policy { logs: self.logs, witnesses: self.witnesses, groups: self.groups, quorum })
            }
            _ => Err(self.problems),
        }
    }

    fn read_line(&mut self, line: &'a [u8]) {
        // A comment, too, holds only the octets that a policy may hold.
        if let Some(at) = line.iter().position(|byte| *byte != b'\t' && (*byte < b' ' || *byte == 0x7f)) {
            return self.problem(at + 1, ProblemKind::ControlCharacter);
        }
        let items = items(line);
        let Some(((column, word), rest)) = items.split_first() else { return };
        match *word {
            comment if comment.starts_with(b"#") => {}
            b"log" => self.read_log(rest, line.len()),
            b"witness" => self.read_witness(rest, line.len()),
            b"group" => self.read_group(rest, line.len()),
            b"quorum" => self.read_quorum(rest, line.len()),
            _ => self.problem(*column, ProblemKind::UnknownWord),
        }
    }

    fn read_log(&mut self, items: &[Item<'a>], end: usize) {
        let ([key, url @ ..], true) = (items, self.has_at_most(items, 2)) else {
            return self.missing(items, 1, end);
        };
        let suits = |kind| matches!(kind, KeyKind::Ed25519 | KeyKind::CosignatureMlDsa44 | KeyKind::Sm2);
        let Some(verifier) = self.read_key(*key, suits) else { return };
        if !self.log_keys.insert(verifier.bytes().to_vec()) {
            return self.problem(key.0, ProblemKind::KeyTwice);
        }
        self.logs.push(Log { key: verifier, url: url.first().map(|(_, url)| url.to_vec()) });
    }

    fn read_witness(&mut self, items: &[Item<'a>], end: usize) {
        let ([name, key, url @ ..], true) = (items, self.has_at_most(items, 3)) else {
            return self.missing(items, 2, end);
        };
        let verifier = self.read_key(*key, KeyKind::is_cosignature);
        let place = Voice::Witness(self.witnesses.len());
        if !self.define(*name, verifier.is_some().then_some(place)) {
            return;
        }
        let Some(verifier) = verifier else { return };
        if !self.witness_keys.insert(verifier.bytes().to_vec()) {
            return self.problem(key.0, ProblemKind::KeyTwice);
        }
        let url = url.first().map(|(_, url)| url.to_vec());
        self.witnesses.push(Witness { name: name.1.to_vec(), key: verifier, url });
    }

    fn read_group(&mut self, items: &[Item<'a>], end: usize) {
        let [name, (column, threshold), members @ ..] = items else {
            return self.missing(items, 3, end);
        };
        if members.is_empty() {
            return self.missing(items, 3, end);
        }
        let count = members.len();
        let number = || from_decimal(std::str::from_utf8(threshold).ok()?).and_then(|number| usize::try_from(number).ok());
        let threshold = match *threshold {
            b"all" => Some(count),
            b"any" => Some(1),
            _ => number().filter(|number| (1..=count).contains(number)),
        };
        if threshold.is_none() {
            self.problem(*column, ProblemKind::Threshold);
        }
        let members = members.iter().filter_map(|member| self.read_member(*member)).collect::<Vec<_>>();
        let place = Voice::Group(self.groups.len());
        let sound = threshold.filter(|_| members.len() == count);
        if !self.define(*name, sound.map(|_| place)) {
            return;
        }
        if let Some(threshold) = sound {
            self.groups.push(Group { name: name.1.to_vec(), threshold, members });
        }
    }

    fn read_quorum(&mut self, items: &[Item<'a>], end: usize) {
        let ([(column, name)], true) = (items, self.has_at_most(items, 1)) else {
            return self.missing(items, 1, end);
        };
        if self.quorum.is_some() {
            return self.problem(*column, ProblemKind::QuorumTwice);
        }
        let voice = self.names.get(name).copied();
        // A name of an earlier line that has a problem is no second problem.
        self.quorum = Some(voice.flatten());
        if voice.is_none() && *name != b"none" {
            self.problem(*column, ProblemKind::UnknownName);
        }
    }

    /// A member of a group, by its name; counted as one even when it comes a second time.
    fn read_member(&mut self, (column, name): Item<'a>) -> Option<Voice> {
        let Some(voice) = self.names.get(name).copied() else {
            self.problem(column, ProblemKind::UnknownName);
            return None;
        };
        if !self.members.insert(name) {
            self.problem(column, ProblemKind::MemberTwice);
        }
        voice
    }

    /// Gives a name its meaning. False when it has one.
    fn define(&mut self, (column, name): Item<'a>, voice: Option<Voice>) -> bool {
        let free = name != b"none" && !self.names.contains_key(name);
        if free {
            self.names.insert(name, voice);
        } else {
            self.problem(column, ProblemKind::NameTaken);
        }
        free
    }

    /// A key of a kind that suits.
    fn read_key(&mut self, (column, text): Item<'a>, suits: impl Fn(KeyKind) -> bool) -> Option<VerifierKey> {
        let key = std::str::from_utf8(text).map_err(|_| KeyError::Form).and_then(str::parse::<VerifierKey>);
        match key {
            Ok(key) if suits(key.kind()) => return Some(key),
            Ok(key) => self.problem(column, ProblemKind::WrongKind(key.kind())),
            Err(error) => self.problem(column, ProblemKind::Key(error)),
        }
        None
    }

    /// Whether a line has no more items than it can have; the first item too many is a problem.
    fn has_at_most(&mut self, items: &[Item<'a>], count: usize) -> bool {
        if let Some((column, _)) = items.get(count) {
            self.problem(*column, ProblemKind::ItemTooMany);
        }
        items.len() <= count
    }

    /// Reports a line that ends too early; a line that goes on too long has been reported.
    fn missing(&mut self, items: &[Item<'a>], count: usize, end: usize) {
        if items.len() < count {
            self.problem(end + 1, ProblemKind::ItemMissing);
        }
    }
}

/// The items of a line, parted by spaces and tabs.
fn items(line: &[u8]) -> Vec<Item<'_>> {
    let mut column = 1;
    let mut items = Vec::new();
    for item in line.split(|byte| matches!(byte, b' ' | b'\t')) {
        if !item.is_empty() {
            items.push((column, item));
        }
        column += item.len() + 1;
    }
    items
}
