//! The list at a glance (一覽表): each item of the year in one row.

use super::agreement_title;
use crate::key_work::List;
use crate::key_work::sheet::sheet;
use agreement::message::Message;
use papers::paper::Block;
use papers::sheet::Cell;

/// Its parts between letterhead and signature.
pub fn blocks(list: &List<'_, '_>) -> Option<Vec<Block>> {
    let site = list.site;
    let title = Message::new("letter-glance-title").text("agreement", agreement_title(site)).number("year", i64::from(list.year));
    let whole = sheet(site, &list.path(""))?;
    let stands = 6 + list.rule.round.asked.len();
    let mut heads = whole.columns[..6].to_vec();
    heads.extend([whole.columns[stands].clone(), site.key("key-work-progress")]);
    let rows = whole.rows.iter().map(|row| {
        let mut cells = row[..6].iter().map(Cell::said).collect::<Vec<_>>();
        cells.push(row[stands].said());
        cells.push(progress(list, &row[stands + 1..]));
        cells
    });
    let rows = rows.collect();
    Some(vec![
        Block::Title(site.say(title)),
        Block::Table { heads, rows, shares: vec![2, 6, 11, 5, 6, 5, 5, 7], joined: Vec::new() },
    ])
}

/// What each party reported last.
fn progress(list: &List<'_, '_>, cells: &[Cell]) -> String {
    let parties = list.site.words.agreement.parties().zip(cells).filter(|(_, cell)| !cell.said().is_empty());
    let said = parties.map(|(party, cell)| {
        format!("{} {}", list.site.words.language.sentence(&list.site.words.short_body(party)), cell.said())
    });
    said.collect::<Vec<_>>().join("\n")
}
