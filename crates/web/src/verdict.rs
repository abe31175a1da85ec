//! A verdict as a page shows it: shape, word and colour, the day, and the grounds, under each reading that makes a difference.

use crate::grounds::Ground;
use crate::site::Site;
use agreement::finding::{Because, Finding, Status};
use agreement::reading::{Answer, Choice};
use askama::Template;
use jiff::civil::Date;
use words::tell::grounds::word;

/// One verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct One {
    /// The reading under which it holds, if it does not under every one.
    pub reading: Option<String>,
    /// The class of its colour, and with it its shape.
    pub light: &'static str,
    /// The word.
    pub word: String,
    /// By when it is due.
    pub due: Option<String>,
    /// Its grounds.
    pub grounds: Vec<Ground>,
}

/// A verdict under every reading.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "verdict.html")]
pub struct Verdict {
    /// One for each reading that makes a difference.
    pub all: Vec<One>,
    /// What the grounds are called.
    pub grounds_label: String,
}

/// What an answer says under one reading.
pub struct Said<'f> {
    /// The word and its light.
    pub status: Option<Status>,
    /// The day by which it is due.
    pub due: Option<Date>,
    /// The grounds.
    pub because: &'f [Because],
}

impl Verdict {
    /// The verdict of a finding about a matter of `kind`.
    pub fn of(site: &Site<'_>, kind: &str, answer: &Answer<Finding>) -> Verdict {
        let said = |finding: &'_ Finding| (finding.status, finding.because.clone());
        let all = answer.0.iter().map(|(choice, finding)| {
            let (status, because) = said(finding);
            one(site, kind, choice, &Said { status: Some(status), due: None, because: &because })
        });
        Verdict::merged(site, all.collect())
    }

    /// One for each reading; those that say the same are said once.
    pub fn merged(site: &Site<'_>, mut all: Vec<One>) -> Verdict {
        let alike = |one: &One, other: &One| {
            (one.light, &one.word, &one.due, &one.grounds) == (other.light, &other.word, &other.due, &other.grounds)
        };
        if all[1..].iter().all(|one| alike(one, &all[0])) {
            all.truncate(1);
            all[0].reading = None;
        }
        Verdict { all, grounds_label: site.key("page-grounds") }
    }
}

/// What is said under one reading.
pub fn one(site: &Site<'_>, kind: &str, choice: &Choice, said: &Said<'_>) -> One {
    let due = said.due.filter(|due| *due != Date::MAX);
    One {
        reading: (!choice.is_empty()).then(|| site.reading(choice)),
        light: said.status.map_or("none", light),
        word: said.status.map_or_else(|| site.key("no-such-occurrence"), |status| word(site.words, kind, status)),
        due: due.map(|due| site.words.date(due)),
        grounds: said.because.iter().map(|because| Ground::of(site, because)).collect(),
    }
}

/// The light of a status: never alone, always beside its word.
fn light(status: Status) -> &'static str {
    match status {
        Status::InForce | Status::Met | Status::MetLate | Status::Yes => "ok",
        Status::DueSoon => "near",
        Status::Overdue | Status::Missed | Status::No => "late",
        Status::NotYet | Status::Open | Status::CannotTell | Status::Recorded => "none",
        Status::Ended | Status::Suspended | Status::Superseded | Status::Terminated => "over",
    }
}
