//! The minutes of a meeting: whose approval of which text is on record, and whose is awaited.

use super::{AnnualMeeting, from};
use crate::act::{Act, ActKind, Event};
use crate::finding::{Because, Step};
use crate::id::{BodyId, Cite, Digest, MatterId, Place};
use crate::message::{Arg, Message};
use crate::view::View;
use std::collections::BTreeMap;

/// A text of minutes: its latest circulation, and who approved it.
struct Text {
    text: Digest,
    circulated: Place,
    approved: BTreeMap<BodyId, Place>,
}

impl Text {
    fn awaited(&self, approvers: &[BodyId]) -> Vec<BodyId> {
        approvers.iter().copied().filter(|body| !self.approved.contains_key(body)).collect()
    }

    fn said(&self, key: &'static str) -> Message {
        Message::new(key).with("text", Arg::Digest(self.text))
    }
}

/// The texts in circulation, the latest last.
fn texts(events: &[&Event]) -> Vec<Text> {
    let mut approvals: BTreeMap<Digest, BTreeMap<BodyId, Place>> = BTreeMap::new();
    let mut circulated: BTreeMap<Digest, (usize, Place)> = BTreeMap::new();
    for (index, event) in events.iter().enumerate() {
        match event.act {
            Act::CirculateMinutes { text } => drop(circulated.insert(text, (index, event.place))),
            Act::ApproveMinutes { text } => {
                approvals.entry(text).or_default().entry(event.author).or_insert(event.place);
            }
            _ => {}
        }
    }
    let mut ordered: Vec<(usize, Text)> = circulated
        .into_iter()
        .map(|(text, (index, circulated))| (index, Text { text, circulated, approved: approvals.remove(&text).unwrap_or_default() }))
        .collect();
    ordered.sort_by_key(|(index, _)| *index);
    ordered.into_iter().map(|(_, text)| text).collect()
}

/// Every text that all approved, and the latest, with those whose approval is awaited.
pub(super) fn grounds(approvers: &[BodyId], events: &[&Event], held: bool, cite: Cite) -> Vec<Because> {
    let texts = texts(events);
    let mut said = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let awaited = text.awaited(approvers);
        if awaited.is_empty() {
            let by = text.said("minutes-approved").bodies("by", approvers.iter().copied());
            said.push(Because::new(by, cite).from(text.approved.values().copied()));
        } else if index + 1 == texts.len() {
            said.push(awaits(text, awaited, cite));
        }
    }
    if held && texts.is_empty() {
        said.push(Because::new(Message::new("no-minutes-on-record"), cite));
    }
    said
}

fn awaits(text: &Text, awaited: Vec<BodyId>, cite: Cite) -> Because {
    let mut because = from("minutes-awaited", awaited, cite).from([text.circulated]).from(text.approved.values().copied());
    because.message = because.message.with("text", Arg::Digest(text.text)).bodies("by", text.approved.keys().copied());
    because
}

/// The approvals of the latest text that are awaited.
pub(super) fn step(rule: &AnnualMeeting, view: &View<'_>, matter: MatterId) -> Option<Step> {
    let cite = view.agreement.rule(matter.rule).cite;
    let events: Vec<&Event> = view.events(matter).collect();
    let texts = texts(&events);
    let text = texts.last()?;
    let who = text.awaited(rule.minutes.as_deref()?);
    if who.is_empty() {
        return None;
    }
    let because = awaits(text, who.clone(), cite);
    Some(Step { who, act: ActKind::ApproveMinutes, matter: Some(matter), item: None, due: None, because })
}
