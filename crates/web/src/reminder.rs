//! Reminders in bulk: what this side's units are still to report, and by when; the liaison office chooses some or all, writes one text, and each
//! unit finds it in its own work.
//!
//! The text of the agreement may set no day for reports; the day of a reminder is this side's own.

use crate::chrome::{Chrome, html};
use crate::form::{Fault, Typed, missing};
use crate::key_work::{text_of, written_text_of};
use crate::progress::{CarriedOut, carried_out, last_report, sheet};
use crate::send::asks_unmarked;
use crate::site::{Site, Text};
use crate::turn::Weight;
use crate::visitor::Visitor;
use agreement::act::Act;
use agreement::message::Message;
use askama::Template;
use jiff::Span;
use jiff::civil::Date;
use office::Role;
use office::reminder::Reminder;
use papers::units;

/// What stands on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The reminders that were given, the newest first.
    pub reminders: Vec<Reminder>,
    /// What was typed, or what the address gives.
    pub typed: Typed,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
    /// The number of the form.
    pub once: String,
    /// How many were just given.
    pub given: Option<usize>,
}

/// How far ahead returns are shown if nobody says how far.
const DAYS: i32 = 30;
/// The most characters of a reminder.
const CHARACTERS_MAX: usize = 2_000;

#[derive(Template)]
#[template(path = "reminders.html")]
struct Page {
    chrome: Chrome,
    heading: String,
    said: String,
    given: Option<String>,
    days_label: String,
    days: i32,
    show: String,
    action: String,
    faults: Vec<String>,
    groups: Vec<Group>,
    columns: [String; 4],
    choose: String,
    all_label: String,
    text_label: String,
    text: String,
    /// The box that says of a word at the head that it is no marking, and whether it is ticked; none if it is not asked.
    unmarked: Option<(String, bool)>,
    due_label: String,
    due: String,
    once: String,
    send: String,
    for_own_side: String,
    none: String,
    past_label: String,
    past: Vec<String>,
}

/// What one unit is to report.
struct Group {
    unit: String,
    /// What its box of all returns sends.
    whole: String,
    is_whole: bool,
    rows: Vec<Row>,
}

struct Row {
    value: String,
    item: String,
    href: String,
    text: Text,
    last: String,
    due: String,
    chosen: bool,
}

/// One return that is asked of a unit.
struct Return<'s> {
    one: CarriedOut<'s>,
    unit: String,
    due: Option<Date>,
}

/// The page.
pub fn page(site: &Site<'_>, shown: &Shown) -> String {
    let title = site.key("reminders");
    let days = shown.typed.get("days").parse::<i32>().ok().filter(|days| (0..=366).contains(days)).unwrap_or(DAYS);
    let until = ahead(site, days);
    let all = returns(site, &shown.reminders);
    let due = all.into_iter().filter(|one| one.due.is_none_or(|due| due <= until)).collect::<Vec<_>>();
    let given = |count: usize| site.say(Message::new("reminders-given").number("count", count as i64));
    let typed_due = shown.typed.get("due");
    let groups = groups(site, due, &shown.typed);
    if !groups.is_empty() {
        site.turn.offers("remind", Weight::Text);
    }
    html(&Page {
        chrome: Chrome::of(site, "reminders", &title),
        heading: title,
        said: site.key("reminders-said"),
        given: shown.given.map(given),
        days_label: site.key("reminders-days"),
        days,
        show: site.key("reply-pack-show"),
        action: site.href("reminders"),
        faults: shown.faults.iter().map(|(_, key)| site.key(key)).collect(),
        groups,
        columns: ["reminders-choose", "field-item", "progress-last", "page-due"].map(|key| site.label(key)),
        choose: site.key("reminders-choose"),
        all_label: site.key("reminders-all"),
        text_label: site.key("reminders-text"),
        text: if shown.typed.get("text").is_empty() { site.key("reminders-usual") } else { shown.typed.get("text").to_owned() },
        unmarked: asks_unmarked(&shown.typed, &shown.faults)
            .then(|| (site.key("marking-unmarked"), shown.typed.get("unmarked") == "1")),
        due_label: site.key("reminders-due"),
        due: if typed_due.is_empty() { ahead(site, 14).to_string() } else { typed_due.to_owned() },
        once: shown.once.clone(),
        send: site.key("reminders-send"),
        for_own_side: site.key("audience-own-side"),
        none: site.key("progress-none"),
        past_label: site.key("reminders-past"),
        past: shown.reminders.iter().map(|one| past(site, one)).collect(),
    })
}

fn ahead(site: &Site<'_>, days: i32) -> Date {
    site.on().saturating_add(Span::new().days(days))
}

/// The returns of all items that are being carried out, one for each unit that an item names.
fn returns<'s>(site: &Site<'s>, reminders: &[Reminder]) -> Vec<Return<'s>> {
    let of_item = |one: CarriedOut<'s>| {
        // A unit is known by its own signs, in whatever script the page is read.
        let (_, units) = units::read(&written_text_of(site, one.circulated).text);
        let mut named = units.all().map(str::to_owned).collect::<Vec<_>>();
        if named.is_empty() {
            named.push(String::new());
        }
        named.into_iter().map(move |unit| (one, unit)).collect::<Vec<_>>()
    };
    let all = carried_out(site).into_iter().flat_map(of_item);
    // What is done needs no further return.
    let open = all.filter(|(one, _)| sheet::last(site, *one).0 != Some(agreement::act::Stage::Done));
    let due = |one: CarriedOut<'_>, unit: &str| reminders.iter().find(|given| is_about(site, given, one) && given.unit == unit);
    open.map(|(one, unit)| Return { due: due(one, &unit).map(|given| given.due), one, unit }).collect()
}

fn is_about(site: &Site<'_>, given: &Reminder, one: CarriedOut<'_>) -> bool {
    given.item == one.item && given.matter == site.words.agreement.matter_name(one.matter)
}

/// What stands for all returns of a unit.
fn whole(unit: &str) -> String {
    format!("*|{unit}")
}

/// By unit, in the order in which the items name them.
fn groups(site: &Site<'_>, all: Vec<Return<'_>>, typed: &Typed) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for one in all {
        let name = if one.unit.is_empty() { site.key("reminders-no-unit") } else { one.unit.clone() };
        let at = groups.iter().position(|group| group.unit == name).unwrap_or_else(|| {
            let whole = whole(&one.unit);
            groups.push(Group { unit: name, is_whole: typed.all("return").contains(&whole.as_str()), whole, rows: Vec::new() });
            groups.len() - 1
        });
        groups[at].rows.push(row(site, &one, typed));
    }
    groups
}

fn row(site: &Site<'_>, of: &Return<'_>, typed: &Typed) -> Row {
    let one = of.one;
    let last = last_report(site, one.matter, one.item).map(|event| match event.act {
        Act::ReportProgress { stage, .. } => format!("{} {}", site.words.word(stage.word()), site.words.date(event.occurred)),
        _ => String::new(),
    });
    let value = format!("{}|{}", sheet::id(site, one), of.unit);
    Row {
        item: sheet::id(site, one),
        href: site.href(&format!("{}/item/{}", site.words.agreement.matter_name(one.matter), one.item)),
        text: text_of(site, one.circulated),
        last: last.unwrap_or_else(|| site.key("key-work-no-report")),
        due: of.due.map_or_else(|| site.key("reminders-no-day"), |due| site.words.date(due)),
        chosen: typed.all("return").contains(&value.as_str()),
        value,
    }
}

fn past(site: &Site<'_>, one: &Reminder) -> String {
    let unit = if one.unit.is_empty() { site.key("reminders-no-unit") } else { one.unit.clone() };
    let said = Message::new("reminders-was").date("day", one.day).text("unit", unit).date("due", one.due);
    site.say(said.text("item", format!("{}/{}", one.matter, one.item)).text("said", &one.text))
}

/// Reads the reminders of the form, all of them of one text and one day.
pub fn read(site: &Site<'_>, shown: &Shown) -> Result<Vec<Reminder>, Vec<Fault>> {
    let typed = &shown.typed;
    let mut faults = missing(typed, &["text", "due"]);
    let chosen = typed.all("return");
    faults.extend(chosen.is_empty().then_some(("return", "reminders-nothing-chosen")));
    faults.extend((typed.get("text").chars().count() > CHARACTERS_MAX).then_some(("text", "form-too-long")));
    let due = typed.get("due").parse::<Date>().ok();
    faults.extend((due.is_none() && !typed.get("due").is_empty()).then_some(("due", "form-no-day")));
    faults.extend(due.is_some_and(|due| due < site.today).then_some(("due", "reminders-day-is-over")));
    let (Some(due), true) = (due, faults.is_empty()) else { return Err(faults) };
    let all = returns(site, &shown.reminders);
    let is_chosen = |of: &&Return<'_>| {
        let own = format!("{}|{}", sheet::id(site, of.one), of.unit);
        chosen.contains(&own.as_str()) || chosen.contains(&whole(&of.unit).as_str())
    };
    let reminder = |of: &Return<'_>| Reminder {
        matter: site.words.agreement.matter_name(of.one.matter),
        item: of.one.item,
        unit: of.unit.clone(),
        text: typed.get("text").replace("\r\n", "\n"),
        due,
        day: site.today,
    };
    Ok(all.iter().filter(is_chosen).map(reminder).collect())
}

/// What somebody is reminded of on an item: the newest word to each of their units, until it is reported on after it.
pub fn said_of(site: &Site<'_>, visitor: &Visitor, one: CarriedOut<'_>, reminders: &[Reminder]) -> Vec<String> {
    let seats = &visitor.actor.seats;
    let sees_all = seats.iter().any(|seat| seat.role != Role::DepartmentOfficer);
    let mine = |given: &&Reminder| sees_all || seats.iter().any(|seat| given.is_for(&seat.office));
    let since = last_report(site, one.matter, one.item).map(|event| event.occurred);
    let open = |given: &&Reminder| is_about(site, given, one) && since.is_none_or(|since| since < given.day);
    let mut units: Vec<&str> = Vec::new();
    let newest = reminders.iter().filter(open).filter(mine).filter(|given| {
        let is_new = !units.contains(&given.unit.as_str());
        units.push(&given.unit);
        is_new
    });
    newest.map(|given| site.say(Message::new("reminder-said").text("said", &given.text).date("due", given.due))).collect()
}
