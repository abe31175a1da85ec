//! What goes into a calendar file: a meeting that was called, or the days by which something is owed in a year.

use super::{Entry, write};
use crate::annual_meeting::{Meeting, call};
use crate::deadline::{self, Deadline};
use crate::form::Typed;
use crate::site::Site;
use agreement::finding::Duty;
use agreement::message::Message;
use agreement::report;

/// The file that an address asks for: `?meeting=annual_meeting/2018` or `?year=2018`. None if there is nothing of that name.
pub fn file(site: &Site<'_>, asked: &Typed) -> Option<String> {
    if let Ok(year) = asked.get("year").parse::<i16>() {
        let said = site.say(Message::new("page-year-of").text("year", year.to_string()));
        return crate::year::YEARS.contains(&year).then(|| write(&named(site, &said), &of_year(site, year)));
    }
    let meeting = Meeting::at(site, asked.get("meeting"))?;
    Some(write(&named(site, &meeting.name()), &of_meeting(&meeting)))
}

/// The name under which a program files it; a sample says in every line that it is one.
fn named(site: &Site<'_>, said: &str) -> String {
    let sample = site.words.agreement.sample || site.sample;
    if sample { site.say(Message::new("calendar-file-sample").text("said", said)) } else { said.to_owned() }
}

/// The days on which a meeting was called, as far as the calls stand: one that all accepted, or those put forward side by side.
pub fn of_meeting(meeting: &Meeting<'_, '_>) -> Vec<Entry> {
    let site = meeting.site;
    let calls = call::standing(&meeting.events, &meeting.rule.of);
    let entry = |call: &call::Call<'_>| {
        let by = &site.words.agreement.body_of(call.event.author).id;
        let accepted = call.accepted.values().map(|event| event.recorded).max();
        let accepted_said = match call.awaited(&meeting.rule.of) {
            awaited if awaited.is_empty() => Message::new("call-accepted-by-all"),
            awaited => Message::new("call-awaits").bodies("from", awaited),
        };
        let said = site.say(accepted_said.body("by", call.event.author).date("day", call.day));
        Entry {
            uid: format!("{}-{by}@{}", site.words.agreement.matter_name(meeting.matter).replace('/', "-"), domain(site)),
            sequence: call.before,
            recorded: accepted.map_or(call.event.recorded, |day| day.max(call.event.recorded)),
            day: call.day,
            settled: call.awaited(&meeting.rule.of).is_empty(),
            summary: named(site, &meeting.name()),
            description: described(site, &site.words.language.sentence(&said)),
        }
    };
    calls.iter().map(entry).collect()
}

/// The days by which something is owed in a year, each duty's own under every reading, and those by which an act is awaited from this side.
pub fn of_year(site: &Site<'_>, year: i16) -> Vec<Entry> {
    let all = report::duties(&site.view);
    let whose = |duty: &Duty| site.words.language.sentence(&site.words.bodies(&duty.bearers));
    let of_duty = |duty: &Duty| {
        let days = deadline::of_duty(site, duty).into_iter();
        days.map(|one| of_deadline(site, &one, &whose(duty))).collect::<Vec<_>>()
    };
    let mut entries = all.iter().filter(|duty| duty.touches(year)).flat_map(of_duty).collect::<Vec<_>>();
    let own = site.words.language.sentence(&site.words.bodies(&[site.party]));
    let steps = deadline::of_steps(site, &all, &report::steps(&site.view)).into_iter().filter(|one| one.day.year() == year);
    entries.extend(steps.map(|one| of_deadline(site, &one, &own)));
    entries
}

fn of_deadline(site: &Site<'_>, one: &Deadline, whose: &str) -> Entry {
    let said = Message::new("calendar-file-due").text("what", &one.what).text("whose", whose);
    let provisional = one.provisional.then(|| site.key("deadline-provisional"));
    let description = one.reading.clone().into_iter().chain(provisional).collect::<Vec<_>>().join("\n");
    Entry {
        uid: format!("{}@{}", one.id, domain(site)),
        sequence: 0,
        recorded: site.on(),
        day: one.day,
        settled: true,
        summary: named(site, &site.say(said)),
        description: described(site, &description),
    }
}

/// The second half of an identifier: what the agreement is called in its data. No host is named: what all owe has one
/// name, whichever party's node made the file.
fn domain(site: &Site<'_>) -> String {
    format!("{}.invalid", site.words.agreement.id)
}

/// What there is to say, and that it was computed from this record.
fn described(site: &Site<'_>, said: &str) -> String {
    let sample = (site.words.agreement.sample || site.sample).then(|| site.key("sample"));
    let lines = [Some(said.to_owned()).filter(|said| !said.is_empty()), Some(site.key("not-a-legal-opinion")), sample];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}
