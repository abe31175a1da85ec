//! Deadlines (期限): the days by which something is owed. Screens, calendar files and mail all take their days from here, so that none of
//! them can tell another day than the others.

use crate::duty;
use crate::send;
use crate::site::Site;
use agreement::finding::{Duty, Occurrence, Status, Step};
use agreement::message::Message;
use agreement::reading::Choice;
use agreement::report;
use jiff::civil::Date;
use words::tell::duties;

/// One day by which something is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// What tells it from all others. Its day may change and its name does not; several items that an opinion is asked on are told by their day.
    pub id: String,
    /// What is owed, as it stands in a list of duties.
    pub what: String,
    /// Its page.
    pub href: String,
    /// By when.
    pub day: Date,
    /// The reading under which that is the day, if it is not under every one.
    pub reading: Option<String>,
    /// Whether the calendar of that year is not announced, so that the day may move.
    pub provisional: bool,
    /// Whether it is still to be done.
    pub open: bool,
}

/// The day by which an occurrence of a duty is due; none if it never is.
pub fn day(occurrence: Option<&Occurrence>) -> Option<Date> {
    occurrence.map(|one| one.period.due).filter(|due| *due != Date::MAX)
}

/// The days of a duty, its own under each reading. The same day under several readings is one day.
pub fn of_duty(site: &Site<'_>, duty: &Duty) -> Vec<Deadline> {
    let row = duty::row(site, duty);
    let mut found: Vec<Deadline> = Vec::new();
    for (choice, occurrence) in &duty.answer.0 {
        let Some(day) = day(occurrence.as_ref()) else { continue };
        let open = occurrence.as_ref().is_some_and(|one| is_open(one.finding.status));
        let provisional = occurrence.as_ref().is_some_and(is_provisional);
        if let Some(same) = found.iter_mut().find(|one| one.day == day) {
            (same.open, same.provisional) = (same.open || open, same.provisional || provisional);
            continue;
        }
        found.push(Deadline {
            id: id(site, duty, choice),
            what: format!("{}{}", row.what.text, row.part),
            href: row.what.href.clone(),
            day,
            reading: (!choice.is_empty()).then(|| site.reading(choice)),
            provisional,
            open,
        });
    }
    // A day that every reading gives is the day, whatever else they differ in.
    if duty.answer.0.iter().all(|(_, one)| day(one.as_ref()) == found.first().map(|one| one.day)) {
        found.iter_mut().for_each(|one| one.reading = None);
    }
    found
}

/// Whether its day was counted by a calendar that is not announced yet.
fn is_provisional(occurrence: &Occurrence) -> bool {
    occurrence.finding.because.iter().any(|because| because.message.key == "due-day-provisional")
}

fn is_open(status: Status) -> bool {
    matches!(status, Status::NotYet | Status::Open | Status::DueSoon | Status::Overdue | Status::CannotTell)
}

fn id(site: &Site<'_>, duty: &Duty, choice: &Choice) -> String {
    let reading = choice.iter().map(|(point, option)| format!("-{}.{option}", point.0)).collect::<String>();
    let item = duty.item.map_or(String::new(), |item| format!("-item-{item}"));
    let rule = &site.words.agreement.rule(duty.rule).id;
    let id = format!("{rule}-{}", duties::id(site.words, duty).replace('/', "-"));
    // What each of several owes by itself is a duty of its own.
    let bearers = duty.bearers.iter().map(|body| format!("-{}", site.words.agreement.body_of(*body).id));
    format!("{id}-{}-{}{item}{}{reading}", duty.year, duty.turn, bearers.collect::<String>())
}

/// The acts that are awaited from this side by a day and are no duty of their own: an opinion that is asked for, a reply, an acceptance.
pub fn of_steps(site: &Site<'_>, duties: &[Duty], steps: &[Step]) -> Vec<Deadline> {
    let own = steps.iter().filter(|step| step.who.contains(&site.party));
    let own = own.filter(|step| !duties.iter().any(|duty| is_of(duty, step))).filter_map(|step| of_step(site, step));
    // Two calls of one meeting for the same day are answered by the same day: that is one deadline.
    own.fold(Vec::new(), |mut found: Vec<Deadline>, one| {
        if !found.iter().any(|other| (&other.id, other.day) == (&one.id, one.day)) {
            found.push(one);
        }
        found
    })
}

/// Whether a step is how a duty is met.
fn is_of(duty: &Duty, step: &Step) -> bool {
    let same_day = |due: Date| duty.answer.0.iter().any(|(_, one)| day(one.as_ref()) == Some(due));
    let (Some(matter), Some(due)) = (step.matter, step.due) else { return false };
    duty.is_of(matter) && (duty.item.is_none() || duty.item == step.item) && same_day(due.day)
}

fn of_step(site: &Site<'_>, step: &Step) -> Option<Deadline> {
    let (due, matter) = (step.due?, step.matter?);
    let name = site.words.agreement.matter_name(matter);
    let said = step.item.map(|item| site.say(Message::new("step-item").number("item", item))).unwrap_or_default();
    let what = Message::new("deadline-step").text("act", send::name(site, step.act)).text("matter", site.words.matter(matter));
    // Of several items at once there is no one number, but one day.
    let item = step.item.map_or_else(|| format!("-{}", due.day), |item| format!("-item-{item}"));
    let whose = &site.words.agreement.body_of(site.party).id;
    Some(Deadline {
        id: format!("{}-{}-{whose}{item}", name.replace('/', "-"), step.act.name()),
        what: format!("{}{said}", site.words.language.sentence(&site.say(what))),
        href: site.matter_href(matter),
        day: due.day,
        reading: None,
        provisional: due.provisional,
        open: true,
    })
}

/// What is awaited from this side by a day from today up to `until`, in the order of days; on one day, in that of the agreement.
pub fn near(site: &Site<'_>, until: Date) -> Vec<Deadline> {
    let (duties, steps) = (report::duties(&site.view), report::steps(&site.view));
    // Of what several owe, this side is told only while it is this side that is waited for.
    let is_ours = |duty: &&Duty| {
        let mut open = steps.iter().filter(|step| is_of(duty, step)).peekable();
        duty.bearers.contains(&site.party) && (open.peek().is_none() || open.any(|step| step.who.contains(&site.party)))
    };
    let mut near = duties.iter().filter(is_ours).flat_map(|duty| of_duty(site, duty)).collect::<Vec<_>>();
    near.extend(of_steps(site, &duties, &steps));
    near.retain(|one| one.open && (site.on()..=until).contains(&one.day));
    near.sort_by_key(|one| one.day);
    near
}
