//! The years: whether a meeting was held in each, and where the record shows none, the reason if one is recorded.

use super::{Meeting, call};
use crate::chrome::{Chrome, html};
use crate::site::{Link, Site, Text, text_of};
use crate::verdict::Verdict;
use agreement::act::Act;
use agreement::id::{MatterId, RuleId};
use agreement::message::Message;
use agreement::report;
use askama::Template;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "annual_meetings.html")]
struct Page {
    chrome: Chrome,
    heading: String,
    cite: Link,
    of: String,
    columns: [String; 3],
    rows: Vec<Row>,
    none: String,
    reason_label: String,
    offered_label: String,
    offered: Vec<Link>,
}

struct Row {
    year: Link,
    /// What the record shows of it.
    said: Vec<String>,
    reasons: Vec<Reason>,
    verdict: Option<Verdict>,
}

/// A reason on record, in the words of whoever recorded it.
pub struct Reason {
    /// By whom and when.
    pub by: String,
    /// The reason.
    pub text: Text,
    /// The act.
    pub act: Link,
}

/// The page.
pub fn page(site: &Site<'_>, rule: RuleId) -> String {
    let agreement = site.words.agreement;
    let id = &agreement.rule(rule).id;
    let heading = site.words.language.sentence(&site.words.vocabulary.name(id));
    let rule_of = super::rule_of(site, rule).expect("the address names a rule of meetings");
    let meetings = years(site, rule).into_iter().rev().filter_map(|year| Meeting::of(site, rule, year)).collect::<Vec<_>>();
    html(&Page {
        chrome: Chrome::of(site, id, &heading),
        heading,
        cite: site.cite(agreement.rule(rule).cite),
        of: site.words.language.sentence(&site.words.bodies(&rule_of.of)),
        columns: ["annual-meeting-year", "annual-meeting-on-record", "page-stands"].map(|key| site.key(key)),
        rows: meetings.iter().map(row).collect(),
        none: site.key("page-no-acts"),
        reason_label: site.key("annual-meeting-reason"),
        offered_label: site.key("annual-meeting-now"),
        offered: Meeting::of(site, rule, site.on().year()).map(|meeting| super::offers::of(&meeting)).unwrap_or_default(),
    })
}

/// The years that have a page, in their order.
fn years(site: &Site<'_>, rule: RuleId) -> BTreeSet<i16> {
    let signed = site.words.agreement.signed.as_ref().map(|signed| signed.date.year());
    let begun = signed.map(|first| first..=site.on().year()).into_iter().flatten();
    begun.chain(site.view.matters_of(rule).filter_map(MatterId::year)).collect()
}

fn row(meeting: &Meeting<'_, '_>) -> Row {
    let site = meeting.site;
    let sentence = |said: Message| site.words.language.sentence(&site.say(said));
    let held = meeting.events.iter().filter(|event| matches!(event.act, Act::HoldMeeting { .. }));
    let mut said: Vec<String> = held.map(|event| sentence(Message::new("meeting-held").date("day", event.occurred))).collect();
    if said.is_empty() {
        said.push(sentence(Message::new("no-meeting-on-record").matter("matter", meeting.matter)));
        let calls = call::standing(&meeting.events, &meeting.rule.of);
        let called = |call: &call::Call<'_>| Message::new("meeting-called").body("by", call.event.author).date("day", call.day);
        said.extend(calls.iter().map(|call| sentence(called(call))));
    }
    let answer = report::stand(&site.view, meeting.matter, true);
    Row {
        year: Link { text: meeting.year.to_string(), ..meeting.link() },
        said,
        reasons: reasons(meeting),
        verdict: answer.as_ref().map(|answer| Verdict::of(site, "annual_meeting", answer)),
    }
}

/// The reasons that the record holds for a year.
pub fn reasons(meeting: &Meeting<'_, '_>) -> Vec<Reason> {
    let site = meeting.site;
    let reason = |event: &&agreement::act::Event| match &event.act {
        Act::RecordReason { text } => Some(Reason {
            by: super::by_on(site, "annual-meeting-by-on", event),
            text: text_of(text.clone()),
            act: site.act(event.place),
        }),
        _ => None,
    };
    meeting.events.iter().filter_map(reason).collect()
}
