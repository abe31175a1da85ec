//! A verdict as a page shows it: shape, word and colour, the day, and the grounds, under each reading that makes a difference.

use crate::grounds::Ground;
use crate::site::Site;
use agreement::finding::{Finding, Status};
use agreement::reading::{Answer, Choice};
use askama::Template;
use jiff::civil::Date;
use words::tell::grounds::word;

/// A verdict under one reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
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
    pub branches: Vec<Branch>,
    /// What the grounds are called.
    pub grounds_label: String,
}

impl Verdict {
    /// The verdict of a finding about a matter of `kind`.
    pub fn of(site: &Site<'_>, kind: &str, answer: &Answer<Finding>) -> Verdict {
        let branch = |(choice, finding): &(Choice, Finding)| Branch::of(site, kind, choice, Some(finding), None);
        Verdict::merged(site, answer.0.iter().map(branch).collect())
    }

    /// One for each reading; said once if all of them say the same.
    pub fn merged(site: &Site<'_>, mut branches: Vec<Branch>) -> Verdict {
        let bare = |branch: &Branch| Branch { reading: None, ..branch.clone() };
        if branches[1..].iter().all(|one| bare(one) == bare(&branches[0])) {
            branches.truncate(1);
            branches[0].reading = None;
        }
        Verdict { branches, grounds_label: site.key("page-grounds") }
    }
}

impl Branch {
    /// What is found about something of `kind` under a reading; `None` where that reading knows of no such thing.
    pub fn of(site: &Site<'_>, kind: &str, choice: &Choice, found: Option<&Finding>, due: Option<Date>) -> Branch {
        let because = found.map_or(&[][..], |found| &found.because);
        Branch {
            reading: (!choice.is_empty()).then(|| site.reading(choice)),
            light: found.map_or("none", |found| light(found.status)),
            word: found.map_or_else(|| site.key("no-such-occurrence"), |found| word(site.words, kind, found.status)),
            due: due.filter(|due| *due != Date::MAX).map(|due| site.words.date(due)),
            grounds: because.iter().map(|because| Ground::of(site, because)).collect(),
        }
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
