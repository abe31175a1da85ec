//! The key work of a year as a spreadsheet: each item with its area, text, proposers, units, opinions, state and reports.

use super::row::area_of;
use super::{List, rule_of};
use crate::download::sample;
use crate::key_work::text_of;
use crate::party_marks::of_stance;
use crate::site::Site;
use agreement::id::BodyId;
use agreement::kinds::opinion_round::Item;
use agreement::message::Message;
use papers::Sheet;
use papers::sheet::Cell;
use papers::units;

/// The sheet of the year that a path names: `key_work/2020`.
pub fn sheet(site: &Site<'_>, path: &str) -> Option<Sheet> {
    let (rule, year) = path.split_once('/')?;
    let rule = site.words.agreement.rule_id(rule)?;
    rule_of(site, rule)?;
    let list = List::of(site, rule, year.parse().ok()?)?;
    let heads = ["key-work-number", "sheet-area", "key-work-measure", "sheet-proposed-by", "units-lead", "units-taking-part"];
    let mut columns = heads.map(|key| site.key(key)).to_vec();
    columns.extend(list.rule.round.asked.iter().map(|body| named(site, *body)));
    columns.push(site.key("page-stands"));
    columns.extend(site.words.agreement.parties().map(|party| site.say(Message::new("sheet-progress-of").body("body", party))));
    let mut widths = vec![6, 16, 60, 16, 24, 24];
    widths.resize(columns.len(), 18);
    let rows = list.items().map(|(number, item)| row(&list, number, item)).collect();
    Some(Sheet { name: list.name(), sample: sample(site), columns, widths, rows, choices: None })
}

fn row(list: &List<'_, '_>, number: u32, item: &Item<'_>) -> Vec<Cell> {
    let site = list.site;
    let text = item.current.map(|event| text_of(site, event).text).unwrap_or_default();
    let (_, units) = units::read(&text);
    let area =
        area_of(list, number).map(|area| site.words.language.sentence(&site.words.vocabulary.name(area))).unwrap_or_default();
    let by = list.merged(number).iter().map(|event| named(site, event.author)).collect::<Vec<_>>();
    let mut cells: Vec<Cell> = vec![Cell::Number(i64::from(number)), area.into(), text.into()];
    cells.extend([site.words.language.list(&unique(by)), units.lead.join("、"), units.taking_part.join("、")].map(Cell::from));
    cells.extend(list.rule.round.asked.iter().map(|body| Cell::from(of_stance(site, item, *body).said)));
    cells.push(state(list, number, item).into());
    let reports = site.words.agreement.parties().map(|party| {
        let own = item.reports.iter().filter(|(by, _)| **by == party);
        let said =
            own.filter_map(|(by, event)| super::row::report(list, *by, event)).map(|one| format!("{} {}", one.stage, one.day));
        Cell::from(said.collect::<Vec<_>>().join("\n"))
    });
    cells.extend(reports);
    cells
}

/// A body by its short name: a sheet has room for it, and no marks.
fn named(site: &Site<'_>, body: BodyId) -> String {
    site.words.language.sentence(&site.words.short_body(body))
}

/// What became of an item, or how it stands.
pub fn state(list: &List<'_, '_>, number: u32, item: &Item<'_>) -> String {
    match super::row::fate(list, item) {
        Some(fate) => format!("{} {}", fate.word, fate.day),
        None => {
            list.stand(number).and_then(|verdict| verdict.branches.first().map(|branch| branch.word.clone())).unwrap_or_default()
        }
    }
}

fn unique(names: Vec<String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen
}
