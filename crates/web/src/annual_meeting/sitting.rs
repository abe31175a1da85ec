//! When a meeting was called and by whom, who accepted it; when it was held, who attended, who hosted and who hosts the next.

use super::years::{Reason, reasons};
use super::{Meeting, call};
use crate::party_marks::PartyMarks;
use crate::site::Link;
use agreement::act::{Act, Event};
use agreement::finding::Finding;
use agreement::message::Message;
use agreement::reading::Answer;

/// All of it.
pub struct Sitting {
    /// The heading.
    pub label: String,
    /// The calls, in the order in which they were made.
    pub calls: Vec<CallRow>,
    /// The meetings that were held.
    pub held: Vec<Fact>,
    /// Whose turn it is to host, where it is not held yet and the agreement or the last meeting says so.
    pub host: Option<String>,
    /// Why there is none, where a reason is recorded.
    pub reasons: Vec<Reason>,
    /// What a reason is called.
    pub reason_label: String,
    /// Said where nothing of it is on record.
    pub none: String,
}

/// A call.
pub struct CallRow {
    /// Who called, when, and for which day.
    pub said: String,
    /// The act.
    pub act: Link,
    /// Whether another call, which all accepted, stands in its place.
    pub passed: Option<String>,
    /// Who has accepted it.
    pub marks: PartyMarks,
}

/// A meeting that was held.
pub struct Fact {
    /// When.
    pub said: String,
    /// The act.
    pub act: Link,
    /// What is on record of it: name and words.
    pub facts: Vec<(String, String)>,
}

impl Sitting {
    /// Of a meeting that stands as `answer` says.
    pub fn of(meeting: &Meeting<'_, '_>, answer: Option<&Answer<Finding>>) -> Sitting {
        let site = meeting.site;
        let standing = call::standing(&meeting.events, &meeting.rule.of);
        let row = |call: call::Call<'_>| CallRow {
            said: site
                .words
                .language
                .sentence(&site.say(Message::new("meeting-called").body("by", call.event.author).date("day", call.day))),
            act: site.act(call.event.place),
            passed: (!standing.iter().any(|one| one.event.place == call.event.place))
                .then(|| site.key("annual-meeting-call-passed")),
            marks: call.marks(site, &meeting.rule.of),
        };
        let hosts = answer.into_iter().flat_map(|answer| answer.first().because.iter());
        let host = hosts.map(|because| &because.message).find(|said| ["host-named", "host-by-turn"].contains(&said.key));
        Sitting {
            label: site.key("annual-meeting-sitting"),
            calls: call::all(&meeting.events).into_iter().map(row).collect(),
            held: meeting.events.iter().filter_map(|event| held(meeting, event)).collect(),
            host: host.map(|said| site.words.language.sentence(&site.say(said.clone()))),
            reasons: reasons(meeting),
            reason_label: site.key("annual-meeting-reason"),
            none: site.words.language.sentence(&site.say(Message::new("no-meeting-on-record").matter("matter", meeting.matter))),
        }
    }
}

fn held(meeting: &Meeting<'_, '_>, event: &Event) -> Option<Fact> {
    let site = meeting.site;
    let Act::HoldMeeting { attended, host, next_host } = &event.act else { return None };
    let bodies = |bodies: &[agreement::id::BodyId]| site.words.language.sentence(&site.words.bodies(bodies));
    let who = if attended.is_empty() { site.key("attendance-not-listed") } else { site.words.bodies(attended) };
    let mut facts = vec![(site.key("field-attended"), site.words.language.sentence(&who))];
    let absent = meeting.rule.of.iter().copied().filter(|body| !attended.is_empty() && !attended.contains(body));
    let absent = absent.collect::<Vec<_>>();
    if !absent.is_empty() {
        facts.push((site.key("annual-meeting-not-shown"), bodies(&absent)));
    }
    let named = |key, host: &Option<agreement::id::BodyId>| host.map(|host| (site.key(key), bodies(&[host])));
    facts.extend(named("field-host", host));
    facts.extend(named("field-next-host", next_host));
    facts.push((site.key("annual-meeting-recorded-by"), bodies(&[event.author])));
    let facts = facts.into_iter().map(|(name, said)| (site.words.language.sentence(&name), said)).collect();
    let said = site.say(Message::new("meeting-held").date("day", event.occurred));
    Some(Fact { said: site.words.language.sentence(&said), act: site.act(event.place), facts })
}
