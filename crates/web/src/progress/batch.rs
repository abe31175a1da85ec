//! Returns by spreadsheet: the file that was filled in is read, and before anything is filed the page says for each row what would be reported,
//! what stays as it was, and what is wrong, with its row and column.

use super::check::{Checked, Outcome, TEXT_CHARACTERS_MAX, check};
use crate::chrome::{Chrome, html};
use crate::form::{Choice, Typed};
use crate::send;
use crate::site::{Link, Site, Text, text_of};
use crate::turn::Weight;
use crate::visitor::Visitor;
use agreement::act::{ActKind, Stage};
use agreement::message::Message;
use askama::Template;
use papers::sheet::letters;
use papers::table::{self, Table, Unreadable};

/// So much of what was read goes along into another language: with what is made of it, it must still be a form.
pub const CARRIED_BYTES_MAX: usize = 400_000;

/// What stands on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// What was read of the file; none before one was sent.
    pub read: Option<Result<Table, Unreadable>>,
    /// What was filed of a batch: the item, and the act that it became, if it did.
    pub filed: Vec<(String, Option<String>)>,
    /// The number of the form that files.
    pub once: String,
}

#[derive(Template)]
#[template(path = "batch.html")]
struct Batch {
    chrome: Chrome,
    heading: String,
    said: String,
    back: Link,
    fault: Option<String>,
    notes: Vec<String>,
    action: String,
    file_label: String,
    paste_label: String,
    submit: String,
    reports_label: String,
    reports: Vec<Report>,
    columns: [String; 4],
    unchanged: Option<String>,
    problems_label: String,
    problem_columns: [String; 3],
    problems: Vec<Problem>,
    audience_label: String,
    audiences: Vec<Choice>,
    once: String,
    rows: Option<String>,
    pasted: String,
    file_all: String,
    for_good: String,
    filed_label: String,
    filed: Vec<Filed>,
}

struct Report {
    row: String,
    item: String,
    title: Text,
    word: &'static str,
    stage: String,
    text: String,
}

struct Problem {
    place: String,
    item: String,
    said: String,
}

struct Filed {
    item: String,
    act: Option<Link>,
    by_hand: Option<Link>,
}

/// The page.
pub fn page(site: &Site<'_>, visitor: &Visitor, shown: &Shown) -> String {
    let title = site.key("batch");
    let (table, fault) = match &shown.read {
        Some(Ok(table)) => (Some(table), None),
        Some(Err(fault)) => (None, Some(site.key(&format!("unreadable-{}", fault.name())))),
        None => (None, lost(site)),
    };
    let checked = table.map(|table| check(site, visitor, table)).unwrap_or_default();
    let count = reports(&checked).count() as i64;
    let rows = table.filter(|_| count > 0).map(Table::lines).filter(|rows| rows.len() <= CARRIED_BYTES_MAX);
    site.turn.offers("upload", Weight::Text);
    if rows.is_some() {
        site.turn.offers_first("returns");
    }
    let unchanged = checked.iter().filter(|one| one.outcome == Outcome::Unchanged).count();
    html(&Batch {
        chrome: Chrome::of(site, "batch", &title),
        heading: title,
        said: site.key("batch-said"),
        back: Link { href: site.href("progress"), text: site.key("progress") },
        fault,
        notes: table.map(|table| notes(site, table, &checked)).unwrap_or_default(),
        action: site.href("batch"),
        file_label: site.key("upload-file"),
        paste_label: site.key("upload-paste"),
        submit: site.key("upload-read"),
        reports_label: site.say(Message::new("batch-reports").number("count", count)),
        reports: reports(&checked).map(|(one, stage, text)| report(site, one, stage, text)).collect(),
        columns: ["upload-row", "field-item", "batch-new-stage", "batch-new-text"].map(|key| site.label(key)),
        unchanged: (unchanged > 0).then(|| site.say(Message::new("batch-unchanged").number("count", unchanged as i64))),
        problems_label: site.key("upload-problems"),
        problem_columns: ["upload-place", "field-item", "upload-problem"].map(|key| site.label(key)),
        problems: checked.iter().flat_map(|one| problems(site, one)).collect(),
        audience_label: site.key("send-audience"),
        audiences: audiences(site, "returns"),
        once: shown.once.clone(),
        rows,
        pasted: pasted(site),
        file_all: site.say(Message::new("batch-file").number("count", count)),
        for_good: site.key("send-for-good"),
        filed_label: site.key("batch-filed"),
        filed: shown.filed.iter().map(|(item, place)| filed(site, item, place.as_deref())).collect(),
    })
}

/// The audiences to choose from in a form, the narrowest first and chosen if nobody chose another one.
pub fn audiences(site: &Site<'_>, form: &str) -> Vec<Choice> {
    let typed = site.turn.along(form).map_or("", |along| along.typed.get("audience"));
    let chosen = send::AUDIENCES.into_iter().find(|name| *name == typed).unwrap_or(send::AUDIENCES[0]);
    let choice = |name: &str| Choice { value: name.to_owned(), text: send::audience(site, name), chosen: name == chosen };
    send::AUDIENCES.map(choice).to_vec()
}

/// What was pasted before the page was turned into another language.
pub fn pasted(site: &Site<'_>) -> String {
    site.turn.along("upload").map(|along| along.typed.get("paste").to_owned()).unwrap_or_default()
}

/// What is said of a file that was chosen and did not come along.
pub fn lost(site: &Site<'_>) -> Option<String> {
    site.turn.along("upload").filter(|along| along.lost_file).map(|_| site.key("form-file-lost"))
}

fn reports(checked: &[Checked]) -> impl Iterator<Item = (&Checked, Stage, &str)> {
    checked.iter().filter_map(|one| match &one.outcome {
        Outcome::Report(stage, text) => Some((one, *stage, text.as_str())),
        _ => None,
    })
}

fn report(site: &Site<'_>, one: &Checked, stage: Stage, text: &str) -> Report {
    Report {
        row: one.number.to_string(),
        item: one.item.clone(),
        title: text_of(one.title.clone()),
        word: stage.word(),
        stage: site.words.language.sentence(&site.words.word(stage.word())),
        text: text.to_owned(),
    }
}

fn problems(site: &Site<'_>, one: &Checked) -> Vec<Problem> {
    let Outcome::Wrong(faults) = &one.outcome else { return Vec::new() };
    let problem = |(column, key, about): &(usize, &'static str, String)| Problem {
        place: format!("{}{}", letters(*column), one.number),
        item: one.item.clone(),
        said: site.say(Message::new(key).text("said", about).number("most", TEXT_CHARACTERS_MAX as i64)),
    };
    faults.iter().map(problem).collect()
}

fn notes(site: &Site<'_>, table: &Table, checked: &[Checked]) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(checked.is_empty().then(|| site.key("batch-no-rows")));
    if !table.unread.is_empty() {
        notes.push(site.say(Message::new("upload-unread").text("sheets", table.unread.join(" · "))));
    }
    notes
}

fn filed(site: &Site<'_>, item: &str, place: Option<&str>) -> Filed {
    let by_hand = item.rsplit_once('/').map(|(matter, number)| Link {
        href: site.href(&format!("send/{}/{matter}?item={number}", ActKind::ReportProgress.name())),
        text: site.key("batch-by-hand"),
    });
    Filed {
        item: item.to_owned(),
        act: place.map(|place| Link { href: site.href(&format!("act/{place}")), text: place.to_owned() }),
        by_hand: by_hand.filter(|_| place.is_none()),
    }
}

/// Reads what was sent: a file, or what was pasted.
pub fn read(file: &[u8], pasted: &str, is_too_long: bool) -> Result<Table, Unreadable> {
    match is_too_long {
        true => Err(Unreadable::TooLarge),
        false => table::read(if file.is_empty() { pasted.as_bytes() } else { file }),
    }
}

/// Reads what a form carried along into another language; none if it carried nothing.
pub fn turned(typed: &Typed) -> Option<Result<Table, Unreadable>> {
    let rows = typed.all("rows").first().copied().filter(|rows| !rows.is_empty())?;
    Some(Table::of_lines(rows))
}

/// The returns that a form files: for each the item as the sheet calls it, the address of its act, and the fields.
pub fn returns(typed: &Typed) -> Vec<(String, String, Typed)> {
    let (items, stages, texts) = (typed.all("item"), typed.all("stage"), typed.all("text"));
    let one = |((item, stage), text): ((&str, &str), &str)| {
        let (matter, number) = item.rsplit_once('/')?;
        let (audience, once) = (typed.get("audience"), typed.get("once"));
        let given = [("item", number), ("stage", stage), ("text", text), ("audience", audience), ("once", once)];
        let given = given.into_iter().filter(|(_, value)| !value.is_empty()).chain([("confirmed", "1")]);
        let fields = given.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Some((item.to_owned(), format!("send/{}/{matter}", ActKind::ReportProgress.name()), Typed(fields)))
    };
    items.into_iter().zip(stages).zip(texts).filter_map(one).collect()
}
