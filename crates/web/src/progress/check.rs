//! What each row of a sheet of returns comes to, held against the record and against whose returns they are.

use super::sheet::{self, HEADS, ITEM, STAGE, TEXT, TITLE};
use super::{CarriedOut, carried_out};
use crate::site::Site;
use crate::visitor::Visitor;
use agreement::act::Stage;
use office::Role;
use papers::table::{Row, Table};
use papers::units;
use words::{Language, Words};

/// The most characters of a return.
pub const TEXT_CHARACTERS_MAX: usize = 10_000;

/// What a row comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It would be reported.
    Report(Stage, String),
    /// Nothing new is in it.
    Unchanged,
    /// Something is wrong with it: the column, the key of the words, and what they speak of.
    Wrong(Vec<(usize, &'static str, String)>),
}

/// A row that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Its number as its program shows it.
    pub number: usize,
    /// The item, as it is called in the sheet.
    pub item: String,
    /// The text of the item.
    pub title: String,
    /// What it comes to.
    pub outcome: Outcome,
}

/// Reads the rows of a sheet that was filled in. What stands above the first item is its head.
pub fn check(site: &Site<'_>, visitor: &Visitor, table: &Table) -> Vec<Checked> {
    let items = carried_out(site);
    let is_item = |row: &Row| row.cell(ITEM).contains('/') && row.cell(ITEM).chars().any(|one| one.is_ascii_digit());
    let head = table.rows.iter().position(is_item).unwrap_or(table.rows.len());
    let words = stage_words(site);
    let mut checked: Vec<Checked> = Vec::new();
    for row in &table.rows[head..] {
        let item = row.cell(ITEM);
        let found = items.iter().find(|one| sheet::id(site, **one) == item);
        let title = found.map(|one| sheet::title(site, one.circulated)).unwrap_or_default();
        let outcome = match found {
            None => Outcome::Wrong(vec![(ITEM, "batch-unknown-item", item.to_owned())]),
            Some(_) if checked.iter().any(|one| one.item == item) => Outcome::Wrong(vec![(ITEM, "batch-twice", item.to_owned())]),
            Some(one) => outcome(site, visitor, *one, &title, row, &words),
        };
        checked.push(Checked { number: row.number, item: item.to_owned(), title, outcome });
    }
    checked
}

fn outcome(
    site: &Site<'_>,
    visitor: &Visitor,
    one: CarriedOut<'_>,
    title: &str,
    row: &Row,
    words: &[(Stage, String)],
) -> Outcome {
    let (stage, text) = (row.cell(STAGE), row.cell(TEXT));
    if stage.is_empty() && text.is_empty() && row.cells.len() <= HEADS.len() {
        return Outcome::Unchanged;
    }
    let (last_stage, last_text) = sheet::last(site, one);
    let named = words.iter().find(|(_, word)| *word == folded(stage)).map(|(stage, _)| *stage);
    let mut faults = Vec::new();
    if !stage.is_empty() && named.is_none() {
        faults.push((STAGE, "batch-unknown-stage", stage.to_owned()));
    }
    if stage.is_empty() && last_stage.is_none() {
        faults.push((STAGE, "batch-no-stage", String::new()));
    }
    if text.chars().count() > TEXT_CHARACTERS_MAX {
        faults.push((TEXT, "batch-too-long", text.chars().count().to_string()));
    }
    if row.cells.len() > HEADS.len() {
        faults.push((HEADS.len(), "batch-beyond", String::new()));
    }
    if squeezed(row.cell(TITLE)) != squeezed(title) {
        faults.push((TITLE, "batch-changed-title", String::new()));
    }
    faults.extend(others(visitor, title).map(|units| (ITEM, "batch-other-unit", units)));
    match named.or(last_stage).filter(|_| faults.is_empty()) {
        None => Outcome::Wrong(faults),
        Some(stage) => {
            let text = if text.is_empty() { last_text.clone() } else { text.to_owned() };
            let is_same = last_stage == Some(stage) && squeezed(&text) == squeezed(&last_text);
            if is_same { Outcome::Unchanged } else { Outcome::Report(stage, text) }
        }
    }
}

/// A text without its white space: programs break lines as they like.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The units that an item names, if whoever reads is only of another one.
fn others(visitor: &Visitor, title: &str) -> Option<String> {
    let (_, units) = units::read(title);
    let seats = &visitor.actor.seats;
    let is_department = seats.iter().all(|seat| seat.role == Role::DepartmentOfficer);
    let own = |unit: &str| seats.iter().any(|seat| seat.office == unit) || units.collective.iter().any(|one| one == unit);
    (is_department && !units.is_empty() && !units.all().any(own)).then(|| units.all().collect::<Vec<_>>().join("、"))
}

/// The words of stages in all four languages and in data: a sheet may come back in another language than its reader's.
fn stage_words(site: &Site<'_>) -> Vec<(Stage, String)> {
    let stages = [Stage::NotStarted, Stage::UnderWay, Stage::HeldUp, Stage::Done];
    let in_language = |language| {
        let words = Words::new(language, site.words.agreement, site.words.vocabulary);
        stages.map(|stage| (stage, folded(&words.word(stage.word()))))
    };
    let in_data = stages.map(|stage| (stage, stage.word().to_owned()));
    Language::ALL.into_iter().flat_map(in_language).chain(in_data).collect()
}

fn folded(word: &str) -> String {
    word.trim().to_lowercase()
}
