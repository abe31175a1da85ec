//! What an extension would make of the term: its last day today and the last day then, under each reading.

use crate::site::Site;
use agreement::act::{Act, Event};
use agreement::id::MatterId;
use agreement::kinds::Kind;
use agreement::kinds::extension::Extension;
use agreement::kinds::term;
use agreement::message::{Arg, Message};
use agreement::reading::{self, Choice, Reading};
use jiff::Span;
use jiff::civil::Date;

/// The term under each reading.
pub struct Longer {
    /// The heading.
    pub label: String,
    /// How many years.
    pub years: String,
    /// The heads of the columns.
    pub columns: [String; 3],
    /// One for each reading that makes a difference.
    pub rows: Vec<Row>,
}

/// The term under one reading.
pub struct Row {
    /// The reading.
    pub reading: String,
    /// The last day without it.
    pub now: String,
    /// The last day with it, or why it would move none.
    pub then: String,
}

/// What it does to the term under a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    /// The last day moves.
    Moves(Date, Date),
    /// It counts already: the last day is the moved one.
    Counts(Date),
    /// The term is over, and under this reading no extension comes after it.
    TooLate(Date),
    /// There is no last day to move.
    NoEnd,
}

impl Longer {
    /// Of an extension; none for any other text.
    pub fn of(site: &Site<'_>, matter: MatterId, opening: &Event) -> Option<Longer> {
        let Kind::Extension(rule) = &site.view.agreement.rule(matter.rule).kind else { return None };
        let Act::ProposeExtension { years, .. } = opening.act else { return None };
        let points = term::points(&site.view);
        let answer = reading::under(&points, site.view.readings, |reading| effect(site, matter, rule, years, reading));
        let years_said = Message::new("ballot-years").number("years", i64::from(years));
        Some(Longer {
            label: site.key("ballot-longer"),
            years: site.say(years_said),
            columns: ["term-reading", "ballot-last-day-now", "ballot-last-day-then"].map(|key| site.key(key)),
            rows: answer.0.iter().map(|(choice, effect)| row(site, choice, *effect)).collect(),
        })
    }
}

fn effect(site: &Site<'_>, matter: MatterId, rule: &Extension, years: u32, reading: &Reading) -> Effect {
    let force = site.view.force(reading);
    let names = |because: &agreement::finding::Because| because.message.args.iter().any(|(_, arg)| *arg == Arg::Matter(matter));
    let Some(last) = force.last else { return Effect::NoEnd };
    if force.prolonged.iter().any(names) {
        return Effect::Counts(last);
    }
    let allowed_after = rule.after_expiry.is_some_and(|(point, option)| reading.option(point) == option);
    if site.on() > last && !allowed_after {
        return Effect::TooLate(last);
    }
    let span = Span::new().try_years(years.min(999)).unwrap_or_default();
    Effect::Moves(last, last.checked_add(span).unwrap_or(Date::MAX))
}

fn row(site: &Site<'_>, choice: &Choice, effect: Effect) -> Row {
    let day = |day: Date| site.words.date(day);
    let (now, then) = match effect {
        Effect::Moves(now, then) => (day(now), day(then)),
        Effect::Counts(then) => (site.key("ballot-counts"), day(then)),
        Effect::TooLate(now) => (day(now), site.key("ballot-too-late")),
        Effect::NoEnd => (site.key("no-day"), site.key("no-day")),
    };
    let reading = if choice.is_empty() { site.key("term-every-reading") } else { site.reading(choice) };
    Row { reading, now, then }
}
