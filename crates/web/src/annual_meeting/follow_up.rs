//! Decisions and what follows from them: who carries out what by when, what was reported, and how it stands.

use super::{Meeting, minutes};
use crate::deadline;
use crate::key_work::text_of;
use crate::send;
use crate::site::{Link, Text, text_of as with_language};
use crate::verdict::{Branch, Verdict};
use agreement::act::{Act, ActKind, Event, Stage};
use agreement::finding::{Duty, Occurrence};
use agreement::id::BodyId;
use agreement::message::Message;
use agreement::reading::Choice;
use agreement::report;
use std::collections::BTreeMap;

/// The decisions of a meeting with their follow-ups.
pub struct FollowUps {
    /// The heading.
    pub label: String,
    /// The heads of the columns.
    pub columns: [String; 5],
    /// One for each number, in the order of numbers.
    pub rows: Vec<Row>,
    /// Said where there is none.
    pub none: String,
    /// What stands before the words of the minutes.
    pub decided_label: String,
    /// Said where no report is on record.
    pub no_report: String,
}

/// A decision, or a follow-up, or both under one number.
pub struct Row {
    /// The number.
    pub number: u32,
    /// What the minutes say under this number.
    pub decided: Option<Text>,
    /// What is to be done; none where no follow-up was agreed.
    pub text: Option<(Text, Link)>,
    /// Who carries it out.
    pub bearers: String,
    /// By when.
    pub due: Option<String>,
    /// The newest report of each side.
    pub reports: Vec<Report>,
    /// How it stands.
    pub verdict: Option<Verdict>,
    /// Where this side can report.
    pub report: Option<Link>,
}

/// The newest report of one side.
pub struct Report {
    /// Whose.
    pub by: String,
    /// How far.
    pub stage: String,
    /// When.
    pub day: String,
    /// The act.
    pub act: Link,
    /// Its words.
    pub text: Option<Text>,
}

impl FollowUps {
    /// Of a meeting.
    pub fn of(meeting: &Meeting<'_, '_>) -> FollowUps {
        let site = meeting.site;
        // Every duty of the rule is computed for them: only where there is one.
        let agreed = meeting.events.iter().any(|event| matches!(event.act, Act::AgreeFollowUp { .. }));
        let duties = if agreed { report::duties_of(&site.view, meeting.matter.rule) } else { Vec::new() };
        let of_meeting = |duty: &&Duty| duty.matter.is_some_and(|matter| matter == meeting.matter) && duty.item.is_some();
        let duties: BTreeMap<u32, &Duty> = duties.iter().filter(of_meeting).filter_map(|duty| Some((duty.item?, duty))).collect();
        let decided = minutes::current(meeting).map(|text| minutes::decisions(&text.text)).unwrap_or_default();
        let decided: BTreeMap<u32, String> = decided.into_iter().collect();
        let mut numbers: Vec<u32> = duties.keys().chain(decided.keys()).copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        let row = |number: u32| row(meeting, number, decided.get(&number), duties.get(&number).copied());
        let columns =
            ["key-work-number", "annual-meeting-follow-up", "page-whose-duty", "annual-meeting-reported", "page-stands"];
        FollowUps {
            label: site.key("annual-meeting-follow-ups"),
            columns: columns.map(|key| site.key(key)),
            rows: numbers.into_iter().map(row).collect(),
            none: site.key("annual-meeting-no-follow-ups"),
            decided_label: site.key("annual-meeting-decided"),
            no_report: site.key("key-work-no-report"),
        }
    }
}

fn row(meeting: &Meeting<'_, '_>, number: u32, decided: Option<&String>, duty: Option<&Duty>) -> Row {
    let site = meeting.site;
    let agreed = meeting.events.iter().rfind(|event| matches!(event.act, Act::AgreeFollowUp { item, .. } if item == number));
    let due = duty.and_then(|duty| deadline::day(duty.answer.0[0].1.as_ref()));
    let is_done = |event: &&Event| {
        event.author == site.party && matches!(event.act, Act::ReportProgress { stage: Stage::Done, item, .. } if item == number)
    };
    let report = || {
        if meeting.events.iter().any(&is_done) {
            return None;
        }
        let href = send::address(site, ActKind::ReportProgress, meeting.matter, Some(number))?;
        Some(Link { href, text: site.words.language.sentence(&send::name(site, ActKind::ReportProgress)) })
    };
    Row {
        number,
        decided: decided.map(|said| with_language(said.clone())),
        text: agreed.map(|event| (text_of(site, event), site.act(event.place))),
        bearers: duty.map_or_else(String::new, |duty| site.words.language.sentence(&site.words.bodies(&duty.bearers))),
        due: due.map(|due| site.say(Message::new("duty-due-alone").date("due", due))),
        reports: reports(meeting, number),
        verdict: duty.map(|duty| stands(meeting, duty)),
        report: duty.filter(|duty| duty.bearers.contains(&site.party)).and_then(|_| report()),
    }
}

fn stands(meeting: &Meeting<'_, '_>, duty: &Duty) -> Verdict {
    let branch = |(choice, one): &(Choice, Option<Occurrence>)| {
        Branch::of(meeting.site, "_duty", choice, one.as_ref().map(|one| &one.finding), None)
    };
    Verdict::merged(meeting.site, duty.answer.0.iter().map(branch).collect())
}

/// The newest report of each side, in the agreement's order.
fn reports(meeting: &Meeting<'_, '_>, number: u32) -> Vec<Report> {
    let site = meeting.site;
    let mut newest: BTreeMap<BodyId, &Event> = BTreeMap::new();
    for event in &meeting.events {
        if matches!(event.act, Act::ReportProgress { item, .. } if item == number) {
            newest.insert(event.author, event);
        }
    }
    let report = |(body, event): (BodyId, &Event)| {
        let Act::ReportProgress { stage, text, .. } = event.act else { panic!("only reports report") };
        Report {
            by: site.words.language.sentence(&site.words.short_body(body)),
            stage: site.words.word(stage.word()),
            day: site.words.date(event.occurred),
            act: site.act(event.place),
            text: text.map(|_| text_of(site, event)),
        }
    };
    newest.into_iter().map(report).collect()
}
