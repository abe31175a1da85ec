//! What the record says: its acts with what they were found to be and how final they are, and the questions about the agreement.

use super::Recorder;
use super::acts::why_void;
use crate::commands::{Arguments, ask};
use crate::errand::Told;
use agreement::id::BodyId;
use agreement::message::Message;
use clap::Parser as _;
use counterpart::Verdict;
use counterpart::act_format::v1::{Body, Leaf, RecordVerb};
use counterpart::act_format::{self, Reading};
use counterpart::fork::Settled;
use keeper::Finality;
use words::tell::{Columns, event};
use words::{Language, Words};

/// Where a leaf stands, and when its author says it was made.
struct Found {
    claimed: u64,
    party: BodyId,
    origin: String,
    index: u64,
    leaf: Option<Box<Leaf>>,
}

impl Recorder<'_> {
    pub(super) fn log(&self, party: Option<&str>, last: u64, language: Language) -> Told {
        let wanted = match party.map(|id| crate::home::party(&self.home.book, id)).transpose() {
            Ok(wanted) => wanted,
            Err(fault) => return Told::refused(vec![fault.to_string()]),
        };
        match self.newest(wanted, last) {
            Ok(found) => self.in_words(language, |words| Told::lines(self.lines(words, &found))),
            Err(error) => Told::refused(vec![crate::serve::call::chain(&error)]),
        }
    }

    /// The newest leaves of all logs, in the order of the times that they claim; within a log in its own order.
    fn newest(&self, wanted: Option<BodyId>, last: u64) -> Result<Vec<Found>, store::StoreError> {
        let mut found = Vec::new();
        for (origin, party, _, held) in
            self.keeper.counterpart().logs().filter(|(_, party, ..)| wanted.is_none_or(|one| one == *party))
        {
            let mut latest = 0;
            let first = held.saturating_sub(last);
            let stored = self.keeper.store().log(origin).map_or(0, store::Log::size).min(held);
            for index in first..stored {
                let leaf = match act_format::read(&self.keeper.store().leaf(origin, index)?) {
                    Ok(Reading::Leaf(leaf)) => Some(leaf),
                    _ => None,
                };
                latest = leaf.as_ref().map_or(latest, |leaf| latest.max(leaf.statement().claimed));
                found.push(Found { claimed: latest, party, origin: origin.to_owned(), index, leaf });
            }
        }
        found.sort_by_key(|one| one.claimed);
        let beyond = found.len().saturating_sub(usize::try_from(last).unwrap_or(usize::MAX));
        Ok(found.split_off(beyond))
    }

    fn lines(&self, words: &Words<'_>, found: &[Found]) -> Vec<String> {
        let row = |one: &Found| {
            let act = one.leaf.as_ref().map_or_else(String::new, |leaf| leaf.id().to_string()[..16].to_owned());
            let place = format!("{}:{}", self.name(one.party), one.index);
            let (said, verdict) = self.said(words, one);
            vec![
                act,
                place,
                finality(words, self.keeper.finality(&one.origin, one.index + 1)),
                [said, verdict].join(" ").trim().to_owned(),
            ]
        };
        Columns(found.iter().map(row).collect()).lines(0)
    }

    /// What a leaf says, and its verdict unless it is lawful.
    fn said(&self, words: &Words<'_>, one: &Found) -> (String, String) {
        let counterpart = self.keeper.counterpart();
        let verdict = match counterpart.verdict(&one.origin, one.index) {
            Some(Verdict::Lawful(_)) => String::new(),
            Some(Verdict::Void(void)) => {
                format!("— {}", why_void(words, &void).iter().map(|line| line.trim()).collect::<Vec<_>>().join(" "))
            }
            None => format!("— {}", words.key(self.not_folded(one))),
        };
        let Some(leaf) = &one.leaf else { return (String::new(), verdict) };
        let recorded = self.keeper.event_of(&leaf.id());
        let said = match (&leaf.statement().body, recorded) {
            (_, Some((matter, recorded))) => event::line(words, &recorded.event, Some(matter)),
            (Body::Verb(RecordVerb::Resume { reason }), None) => {
                let said = words.say(&Message::new("verb-resume").text("reason", reason.as_str()));
                format!("{} {said}", words.short_body(one.party))
            }
            (Body::Verb(verb), None) => {
                let verb = words.key(&format!("verb-{}", verb.kind().name().replace('_', "-")));
                format!("{} {verb}", words.short_body(one.party))
            }
            (Body::Act(act), None) => {
                let kind = counterpart::act_format::v1::row(act.kind).name.replace('_', "-");
                format!("{} {}", words.short_body(one.party), words.key(&format!("act-{kind}")))
            }
        };
        (said, verdict)
    }

    /// Why a leaf that is here counts neither for something nor for nothing.
    fn not_folded(&self, one: &Found) -> &'static str {
        let counterpart = self.keeper.counterpart();
        let fork = counterpart.forks().find(|(origin, ..)| *origin == one.origin);
        let cut = cut(one.index, fork.map(|(_, split, settled)| (split, settled)), counterpart.end(&one.origin));
        let newer = counterpart.needs_newer(&one.origin).then_some("verdict-newer");
        cut.or(newer).unwrap_or("verdict-waiting")
    }

    /// One of the questions about the agreement, asked of this record.
    pub(super) fn ask(&self, arguments: &[String], now: u64) -> Told {
        let arguments = match Arguments::try_parse_from(arguments) {
            Ok(arguments) => arguments,
            Err(error) => return Told { code: 2, lines: vec![error.to_string()], bytes: Vec::new() },
        };
        let state = match self.keeper.whole_state() {
            Ok(state) => state,
            Err(error) => return Told::refused(vec![format!("{:#}", anyhow::Error::from(error))]),
        };
        let done = ask::of_record(&arguments.options, &arguments.command, &self.home.book, state, self.day(now));
        let done = crate::commands::settled(arguments.options.lang, done);
        match done {
            Ok(done) => Told { code: done.code, lines: done.lines, bytes: Vec::new() },
            Err(error) => Told::refused(vec![format!("{error:#}")]),
        }
    }
}

/// What is said of the leaf at `index` if its log is cut before it: by a fork, given as the leaves that its histories share and what is
/// settled of it, or at `end` for good.
fn cut(index: u64, fork: Option<(u64, &Settled)>, end: Option<u64>) -> Option<&'static str> {
    match fork {
        Some((split, Settled::Open | Settled::Elsewhere(_) | Settled::Wanted(_))) if index >= split => Some("verdict-unsettled"),
        _ => end.filter(|end| index >= *end).map(|_| "verdict-cut"),
    }
}

fn finality(words: &Words<'_>, finality: Option<Finality>) -> String {
    let message = match finality {
        Some(Finality::Recorded) | None => Message::new("finality-recorded"),
        Some(Finality::Received) => Message::new("finality-received"),
        Some(Finality::HeldByAll) => Message::new("finality-held-by-all"),
    };
    words.say(&message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaf_behind_the_cut_of_its_log_waits_for_nothing() {
        let (open, kept, common) = (Settled::Open, Settled::Kept(7), Settled::Common);
        let cases = [
            (4, Some((5, &open)), Some(5), None),
            (5, Some((5, &open)), Some(5), Some("verdict-unsettled")),
            (6, Some((5, &kept)), Some(7), None),
            (7, Some((5, &kept)), Some(7), Some("verdict-cut")),
            (5, Some((5, &common)), Some(5), Some("verdict-cut")),
            // A succession closes a log without a fork.
            (2, None, Some(3), None),
            (3, None, Some(3), Some("verdict-cut")),
            (3, None, None, None),
        ];
        for (index, fork, end, wanted) in cases {
            assert_eq!(cut(index, fork, end), wanted, "{index} {fork:?} {end:?}");
        }
    }
}
