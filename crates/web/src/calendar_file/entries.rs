//! What goes into a calendar file: a meeting that was called, or the days by which something is owed in a year.

use super::{Entry, write};
use crate::annual_meeting::{Meeting, call};
use crate::duty;
use crate::form::Typed;
use crate::site::Site;
use agreement::finding::Duty;
use agreement::message::Message;
use agreement::report;
use jiff::civil::Date;
use words::tell::duties;

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

/// The days by which something is owed in a year, each duty's own under every reading.
pub fn of_year(site: &Site<'_>, year: i16) -> Vec<Entry> {
    let all = report::duties(&site.view);
    all.iter().filter(|duty| duty.touches(year)).flat_map(|duty| of_duty(site, duty)).collect()
}

fn of_duty(site: &Site<'_>, duty: &Duty) -> Vec<Entry> {
    let row = duty::row(site, duty);
    let mut entries: Vec<Entry> = Vec::new();
    for (choice, occurrence) in &duty.answer.0 {
        let Some(day) = occurrence.as_ref().map(|one| one.period.due).filter(|due| *due != Date::MAX) else { continue };
        // The same day under several readings is one day.
        if entries.iter().any(|entry| entry.day == day) {
            continue;
        }
        let reading = choice.iter().map(|(point, option)| format!("-{}.{option}", point.0)).collect::<String>();
        let item = duty.item.map_or(String::new(), |item| format!("-item-{item}"));
        let rule = &site.words.agreement.rule(duty.rule).id;
        let id = format!("{rule}-{}", duties::id(site.words, duty).replace('/', "-"));
        // What each of several owes by itself is a duty of its own.
        let bearers = duty.bearers.iter().map(|body| format!("-{}", site.words.agreement.body_of(*body).id));
        let bearers = bearers.collect::<String>();
        let said = Message::new("calendar-file-due").text("what", format!("{}{}", row.what.text, row.part));
        let under = (!choice.is_empty()).then(|| site.reading(choice));
        entries.push(Entry {
            uid: format!("{id}-{}-{}{item}{bearers}{reading}@{}", duty.year, duty.turn, domain(site)),
            sequence: 0,
            recorded: site.on(),
            day,
            settled: true,
            summary: named(site, &site.say(said.text("whose", &row.whose))),
            description: described(site, &under.unwrap_or_default()),
        });
    }
    entries
}

/// The second half of an identifier: what the agreement is called in its data. No host is named, as each party's node makes the same file.
fn domain(site: &Site<'_>) -> String {
    format!("{}.invalid", site.words.agreement.id)
}

/// What there is to say, and that it was computed from this record.
fn described(site: &Site<'_>, said: &str) -> String {
    let sample = (site.words.agreement.sample || site.sample).then(|| site.key("sample"));
    let lines = [Some(said.to_owned()).filter(|said| !said.is_empty()), Some(site.key("not-a-legal-opinion")), sample];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}
