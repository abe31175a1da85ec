//! A list of tasks that comes from a spreadsheet or from prose: which of it maps to proposals of the year, what does not and why, and the chosen
//! rows as drafts of this side. Nothing of the list is lost on the way: what is not mapped is shown as it stood.

use super::likeness::Likeness;
use super::{List, text_of};
use crate::chrome::{Chrome, html};
use crate::form::{Choice, Typed};
use crate::progress::batch::{CARRIED_BYTES_MAX, audiences, lost, pasted};
use crate::send;
use crate::site::{Link, Site};
use crate::turn::Weight;
use agreement::act::{Act, ActKind, Closing};
use agreement::kinds::key_work::item_of_year;
use agreement::message::Message;
use askama::Template;
use papers::table::{self, Table, Unreadable};
use papers::task_list::{self, Found, TaskList};
use papers::units::written;

/// The id of the form that keeps tasks.
const TASKS: &str = "tasks";

/// What stands on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// What was read of a list; none before one was sent.
    pub read: Option<Result<TaskList, Unreadable>>,
    /// From what it was read: what a form carries along into another language.
    pub source: Option<Source>,
}

/// From what a list was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The rows of a table.
    Rows(String),
    /// A text.
    Prose(String),
}

impl Source {
    /// The name of the field that carries it, and what it carries.
    fn field(&self) -> (&'static str, &str) {
        match self {
            Source::Rows(rows) => ("rows", rows),
            Source::Prose(text) => ("prose", text),
        }
    }
}

#[derive(Template)]
#[template(path = "import.html")]
struct Import {
    chrome: Chrome,
    heading: String,
    said: String,
    back: Link,
    fault: Option<String>,
    action: String,
    file_label: String,
    paste_label: String,
    submit: String,
    keep_action: String,
    found_label: String,
    found: Vec<Task>,
    labels: Labels,
    audiences: Vec<Choice>,
    source: Option<(&'static str, String)>,
    pasted: String,
    keep: Option<String>,
    keep_said: String,
    left_label: String,
    left_columns: [String; 3],
    left: Vec<(String, String, String)>,
}

struct Labels {
    take: String,
    text: String,
    area: String,
    carried: String,
    lead: String,
    taking_part: String,
    audience: String,
}

struct Task {
    number: usize,
    is_taken: bool,
    place: String,
    text: String,
    lead: String,
    taking_part: String,
    areas: Vec<Choice>,
    carried_from: String,
    notes: Vec<String>,
}

/// Reads what was sent: a file, or what was pasted.
pub fn read(file: &[u8], pasted: &str, is_too_long: bool) -> Shown {
    match read_from(file, pasted, is_too_long) {
        Ok((read, source)) => Shown { read: Some(Ok(read)), source: Some(source) },
        Err(fault) => Shown { read: Some(Err(fault)), source: None },
    }
}

/// Reads what a form carried along into another language; nothing if it carried nothing.
pub fn turned(typed: &Typed) -> Shown {
    let sent = |name: &str| typed.all(name).first().map(|text| (*text).to_owned()).filter(|text| !text.is_empty());
    match (sent("rows"), sent("prose")) {
        (Some(rows), _) => {
            let read = Table::of_lines(&rows).map(|table| task_list::table(&table));
            Shown { read: Some(read), source: Some(Source::Rows(rows)) }
        }
        (None, Some(text)) => read(&[], &text, false),
        (None, None) => Shown::default(),
    }
}

/// A table is known by its head; all else is prose.
fn read_from(file: &[u8], pasted: &str, is_too_long: bool) -> Result<(TaskList, Source), Unreadable> {
    let bytes = if file.is_empty() { pasted.as_bytes() } else { file };
    if is_too_long || bytes.len() > table::FILE_BYTES_MAX {
        return Err(Unreadable::TooLarge);
    }
    let is_text = !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
    let list = match table::read(bytes) {
        Ok(table) => {
            Some((task_list::table(&table), Source::Rows(table.lines()))).filter(|(list, _)| !is_text || !list.found.is_empty())
        }
        // Prose may have more lines than a table has rows.
        Err(Unreadable::TooLarge) if is_text => None,
        Err(fault) => return Err(fault),
    };
    let list = match list {
        Some(list) => list,
        None => {
            let text = table::text(bytes)?;
            (task_list::prose(&text), Source::Prose(text))
        }
    };
    if list.0.found.len() + list.0.left.len() > table::ROWS_MAX { Err(Unreadable::TooLarge) } else { Ok(list) }
}

/// The page of a year; none if there is no such year.
pub fn page(site: &Site<'_>, path: &str, shown: &Shown) -> Option<String> {
    let list = super::of_path(site, path, "import")?;
    let title = site.key("import");
    let (read, fault) = match &shown.read {
        Some(Ok(read)) => (Some(read), None),
        Some(Err(fault)) => (None, Some(site.key(&format!("unreadable-{}", fault.name())))),
        None => (None, lost(site)),
    };
    let found = read.map_or(&[][..], |read| &read.found);
    let told_apart = |one: CarriedOver| (Likeness::of(&one.1), one);
    let carried = carried_over(&list).into_iter().map(told_apart).map(|(likeness, one)| (one, likeness)).collect::<Vec<_>>();
    let tasks = found.iter().enumerate().map(|(number, one)| task(site, number, one, &carried)).collect::<Vec<_>>();
    let source = shown.source.as_ref().filter(|_| !tasks.is_empty()).map(Source::field);
    let source =
        source.filter(|(_, carried)| carried.len() <= CARRIED_BYTES_MAX).map(|(name, carried)| (name, carried.to_owned()));
    site.turn.offers("upload", Weight::Text);
    if source.is_some() {
        site.turn.offers_first(TASKS);
    }
    let left = read.map_or(&[][..], |read| &read.left).iter();
    let left = left.map(|one| (one.place.to_string(), one.text.clone(), site.key(&format!("import-{}", one.why.name()))));
    Some(html(&Import {
        chrome: Chrome::of(site, &list.path("/import"), &title),
        said: site.key("import-said"),
        back: Link { href: list.href("/propose"), text: site.key("propose") },
        fault,
        action: list.href("/import"),
        file_label: site.key("upload-file"),
        paste_label: site.key("import-paste"),
        submit: site.key("upload-read"),
        keep_action: list.href("/import/keep"),
        found_label: site.say(Message::new("import-found").number("count", tasks.len() as i64)),
        labels: labels(site),
        audiences: audiences(site, TASKS),
        source,
        pasted: pasted(site),
        keep: (!tasks.is_empty()).then(|| site.key("import-keep")),
        keep_said: site.key("import-keep-said"),
        found: tasks,
        left_label: site.key("import-left"),
        left_columns: ["upload-row", "import-stood", "import-why"].map(|key| site.key(key)),
        left: left.collect(),
        heading: format!("{title} · {}", list.name()),
    }))
}

fn labels(site: &Site<'_>) -> Labels {
    Labels {
        take: site.key("import-take"),
        text: site.key("send-text"),
        area: site.label("field-area"),
        carried: site.label("field-carried-from"),
        lead: site.key("units-lead"),
        taking_part: site.key("units-taking-part"),
        audience: site.key("send-audience"),
    }
}

fn task(site: &Site<'_>, number: usize, one: &Found, carried: &[(CarriedOver, Likeness)]) -> Task {
    let (mut notes, mut kept) = (Vec::new(), one.beside.clone());
    let mut areas = send::areas(site);
    let at = areas.iter().position(|area| is_area(&one.theme, area));
    if let Some(at) = at {
        areas.iter_mut().enumerate().for_each(|(other, area)| area.chosen = other == at);
    } else {
        let said = if one.theme.is_empty() { Message::new("import-no-area") } else { Message::new("import-unknown-area") };
        notes.push(site.say(said.text("said", &one.theme)));
        kept.extend((!one.theme.is_empty()).then(|| (own_label(site, "field-area", &one.theme), one.theme.clone())));
    }
    let carried_from = carried_from(site, one, carried, &mut notes);
    if carried_from.is_empty() && !one.carried_from.is_empty() {
        kept.push((own_label(site, "field-carried-from", &one.text), one.carried_from.clone()));
    }
    notes.extend(one.units.is_bracket_left.then(|| site.key("import-bracket-left")));
    notes.extend(one.units.is_empty().then(|| site.key("import-no-units")));
    if !one.units.collective.is_empty() {
        notes.push(site.say(Message::new("import-collective").text("said", one.units.collective.join("、"))));
    }
    let kept = kept.iter().map(|(head, said)| labelled(head, said)).collect::<Vec<_>>();
    if !kept.is_empty() {
        notes.push(site.say(Message::new("import-beside").text("said", kept.join(" · "))));
    }
    let task = Task {
        number,
        is_taken: true,
        place: format!("{} · {}", one.place, one.number).trim_end_matches([' ', '·']).to_owned(),
        text: written(&[vec![one.text.clone()], kept].concat().join("\n"), &one.units),
        lead: one.units.lead.join("、"),
        taking_part: one.units.taking_part.join("、"),
        areas,
        carried_from,
        notes,
    };
    match site.turn.along(TASKS) {
        Some(along) => turned_task(task, &along.typed),
        None => task,
    }
}

/// A label of ours for what stands in a list; none where the list is Chinese and its reader is not: two languages in one line are for nobody.
fn own_label(site: &Site<'_>, key: &str, said: &str) -> String {
    let label = site.label(key);
    let is_han = |text: &str| text.chars().any(script::fold::is_han);
    if is_han(said) == is_han(&label) { label } else { String::new() }
}

/// What a list says of a task and an act has no field for: a line of its text, before the bracket with its units.
fn labelled(head: &str, said: &str) -> String {
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let colon = if head.chars().any(script::fold::is_han) { "：" } else { ": " };
    if head.is_empty() { said } else { format!("{head}{colon}{said}") }
}

/// The same as it stood in another language.
fn turned_task(task: Task, typed: &Typed) -> Task {
    let number = task.number.to_string();
    let sent = |name: &str| typed.get(&format!("{name}-{number}")).to_owned();
    let mut areas = task.areas;
    areas.iter_mut().for_each(|area| area.chosen = area.value == sent("area"));
    let is_taken = typed.all("row").contains(&number.as_str());
    Task { is_taken, text: sent("text"), areas, carried_from: sent("carried_from"), ..task }
}

fn is_area(theme: &str, area: &Choice) -> bool {
    let theme = theme.trim().to_lowercase();
    let name = area.text.to_lowercase();
    !area.value.is_empty() && theme.chars().count() > 1 && (theme == area.value || name.contains(&theme) || theme.contains(&name))
}

/// The item that a task goes on with: the one that its list names, or one that was carried over and looks like it.
fn carried_from(site: &Site<'_>, one: &Found, carried: &[(CarriedOver, Likeness)], notes: &mut Vec<String>) -> String {
    let named = item_of_year(&one.carried_from);
    if named.is_some_and(|(year, item)| carried.iter().any(|((from, ..), _)| *from == format!("{year}.{item}"))) {
        return one.carried_from.clone();
    }
    if !one.carried_from.is_empty() {
        notes.push(site.say(Message::new("import-unknown-carried").text("said", &one.carried_from)));
        return String::new();
    }
    let own = Likeness::of(&one.text);
    let like = carried.iter().find(|(_, other)| own.is_like(other));
    like.map_or(String::new(), |((from, text, _), _)| {
        notes.push(site.say(Message::new("import-like").text("item", from).text("said", text)));
        from.clone()
    })
}

/// An item that was carried over: how a proposal names it, its text, and its area.
pub type CarriedOver = (String, String, Option<String>);

/// The items of the year before that were carried over.
pub fn carried_over(list: &List<'_, '_>) -> Vec<CarriedOver> {
    let Some(before) = List::of(list.site, list.matter.rule, list.year - 1) else { return Vec::new() };
    let carried = before.items().filter(|(_, item)| matches!(item.closed, Some((Closing::CarriedOver, _))));
    let one = |(number, item): (u32, &agreement::kinds::opinion_round::Item<'_>)| {
        let text = item.current.map(|event| text_of(list.site, event).text).unwrap_or_default();
        (format!("{}.{number}", before.year), text, super::row::area_of(&before, number).map(str::to_owned))
    };
    carried.map(one).collect()
}

/// Whether a proposal of the year goes on with an item.
pub fn is_taken_up(list: &List<'_, '_>, from: &str) -> bool {
    let names = |act: &Act| matches!(act, Act::ProposeTask { carried_from: Some(named), .. } if named == from);
    list.site.view.events(list.matter).any(|event| names(&event.act))
}

/// The address of the drafts, and the fields of each chosen row.
pub fn chosen(path: &str, typed: &Typed) -> Option<(String, Vec<Typed>)> {
    let matter = path.strip_suffix("/import/keep")?;
    let of = |number: &str| {
        let field = |name: &str| typed.get(&format!("{name}-{number}")).to_owned();
        let given = [("text", field("text")), ("area", field("area")), ("carried_from", field("carried_from"))];
        let given = given.into_iter().chain([("audience", typed.get("audience").to_owned())]);
        let given = given.filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name.to_owned(), value)).collect();
        Typed(given)
    };
    let rows = typed.all("row").into_iter().map(of).filter(|one| !one.get("text").is_empty()).collect();
    Some((format!("send/{}/{matter}", ActKind::ProposeTask.name()), rows))
}
