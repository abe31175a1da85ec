//! Meetings as the sheet shows them: which one is called next and who has accepted, and what the last one undertook.

use crate::annual_meeting::call;
use crate::key_work::text_of;
use crate::party_marks::PartyMarks;
use crate::site::{Link, Site, Text};
use crate::verdict::{Branch, Verdict};
use agreement::act::{Act, ActKind, Event};
use agreement::finding::Duty;
use agreement::id::{MatterId, RuleId};
use agreement::kinds::Kind;
use agreement::kinds::annual_meeting::AnnualMeeting;
use agreement::message::Message;
use agreement::report;

/// The next meeting under one rule.
pub struct NextMeeting {
    /// The matter.
    pub link: Link,
    /// When it is, and who called it; or that none has been called.
    pub said: String,
    /// Who has accepted the call.
    pub marks: Option<PartyMarks>,
    /// How the meeting of the year stands.
    pub verdict: Option<Verdict>,
}

/// What one meeting undertook.
pub struct Undertakings {
    /// The heading, with the meeting.
    pub heading: String,
    /// The meeting.
    pub link: Link,
    /// The undertakings.
    pub rows: Vec<Undertaking>,
    /// Said where there is none.
    pub none: String,
}

/// One undertaking.
pub struct Undertaking {
    /// Its text.
    pub text: Text,
    /// Who bears it.
    pub bearers: String,
    /// By which day.
    pub due: Option<String>,
    /// How it stands.
    pub verdict: Verdict,
}

fn rules<'a>(site: &Site<'a>) -> Vec<(RuleId, &'a AnnualMeeting)> {
    let agreement = site.view.agreement;
    agreement.rules_of(|kind| if let Kind::AnnualMeeting(rule) = kind { Some(rule) } else { None }).collect()
}

/// The next meeting under each rule that has meetings.
pub fn next(site: &Site<'_>) -> Vec<NextMeeting> {
    rules(site).into_iter().map(|(id, rule)| next_of(site, id, rule)).collect()
}

fn next_of(site: &Site<'_>, id: RuleId, rule: &AnnualMeeting) -> NextMeeting {
    let year = MatterId::period(id, site.on().year());
    let calls = site.view.matters_of(id).flat_map(|matter| site.view.events(matter).map(move |event| (matter, event)));
    let ahead = calls.filter_map(|(matter, event)| match event.act {
        Act::CallMeeting { day } if day >= site.on() && !is_held(site, matter) => Some((day, matter, event)),
        _ => None,
    });
    let called = ahead.min_by_key(|(day, ..)| *day);
    let matter = called.map_or(year, |(_, matter, _)| matter);
    let answer = report::stand(&site.view, matter, false);
    let said = match called {
        Some((day, _, event)) => Message::new("meeting-called").body("by", event.author).date("day", day),
        None => Message::new("leadership-none-called"),
    };
    NextMeeting {
        link: named(site, matter),
        said: site.words.language.sentence(&site.say(said)),
        marks: called.and_then(|(_, matter, call)| accepted(site, rule, matter, call)),
        verdict: answer.map(|answer| Verdict::of(site, "annual_meeting", &answer)),
    }
}

/// The way to a meeting, said as a line of its own.
fn named(site: &Site<'_>, matter: MatterId) -> Link {
    let Link { href, text } = site.matter(matter);
    Link { href, text: site.words.language.sentence(&text) }
}

fn is_held(site: &Site<'_>, matter: MatterId) -> bool {
    site.view.events(matter).any(|event| event.act.kind() == ActKind::HoldMeeting)
}

fn accepted(site: &Site<'_>, rule: &AnnualMeeting, matter: MatterId, called: &Event) -> Option<PartyMarks> {
    let events: Vec<&Event> = site.view.events(matter).collect();
    let call = call::all(&events).into_iter().find(|call| call.event.place == called.place)?;
    Some(call.marks(site, &rule.of))
}

/// What the last meeting under each rule undertook, and what is still open from earlier ones.
pub fn undertakings(site: &Site<'_>) -> Vec<Undertakings> {
    let mut all = Vec::new();
    for (id, _) in rules(site) {
        let duties = report::duties_of(&site.view, id);
        let held: Vec<MatterId> = site.view.matters_of(id).filter(|matter| is_held(site, *matter)).collect();
        let Some(last) = held.last().copied() else { continue };
        let of = |matter| duties.iter().filter(move |duty: &&Duty| duty.item.is_some() && duty.matter == Some(matter));
        for matter in held.iter().rev().copied() {
            let still = |duty: &&Duty| matter == last || is_open(duty);
            let rows: Vec<Undertaking> = of(matter).filter(still).map(|duty| undertaking(site, matter, duty)).collect();
            if matter == last || !rows.is_empty() {
                all.push(undertakings_of(site, matter, rows));
            }
        }
    }
    all
}

fn undertakings_of(site: &Site<'_>, matter: MatterId, rows: Vec<Undertaking>) -> Undertakings {
    let link = named(site, matter);
    let heading = site.say(Message::new("leadership-undertakings").matter("matter", matter));
    Undertakings { heading, link, rows, none: site.key("leadership-no-undertakings") }
}

fn is_open(duty: &Duty) -> bool {
    let met = |finding: &agreement::finding::Finding| finding.on.is_some();
    duty.answer.0.iter().any(|(_, one)| one.as_ref().is_some_and(|one| !met(&one.finding)))
}

fn undertaking(site: &Site<'_>, matter: MatterId, duty: &Duty) -> Undertaking {
    let agreed = |event: &&Event| matches!(event.act, Act::AgreeFollowUp { item, .. } if Some(item) == duty.item);
    let text = site.view.events(matter).rfind(agreed).map(|event| text_of(site, event));
    let branch = |(choice, one): &(agreement::reading::Choice, Option<agreement::finding::Occurrence>)| {
        Branch::of(site, "_duty", choice, one.as_ref().map(|one| &one.finding), None)
    };
    let (_, first) = &duty.answer.0[0];
    let due = crate::deadline::day(first.as_ref());
    Undertaking {
        text: text.unwrap_or_default(),
        bearers: site.words.language.sentence(&site.words.bodies(&duty.bearers)),
        due: due.map(|due| site.say(Message::new("duty-due-alone").date("due", due))),
        verdict: Verdict::merged(site, duty.answer.0.iter().map(branch).collect()),
    }
}
