//! My work as a spreadsheet: what was reported last, and two empty columns for what is to be reported now. It comes back by [`super::batch`].

use super::{CarriedOut, carried_out, last_report};
use crate::download::sample;
use crate::key_work::text_of;
use crate::site::Site;
use agreement::act::{Act, Event, Stage};
use papers::Sheet;
use papers::sheet::Cell;

/// The column of the item's id.
pub const ITEM: usize = 0;
/// The column of its title.
pub const TITLE: usize = 1;
/// The column of the new stage.
pub const STAGE: usize = 4;
/// The column of the new text.
pub const TEXT: usize = 5;

/// The keys of the heads, in the order of the columns.
pub const HEADS: [&str; 6] =
    ["batch-item", "batch-title", "batch-last-stage", "batch-last-text", "batch-new-stage", "batch-new-text"];

/// The sheet.
pub fn sheet(site: &Site<'_>) -> Sheet {
    let row = |one: &CarriedOut<'_>| {
        let (stage, text) = last(site, *one);
        let stage = stage.map(|stage| site.words.word(stage.word())).unwrap_or_default();
        vec![Cell::Text(id(site, *one)), Cell::Text(title(site, one.circulated)), stage.into(), text.into(), "".into(), "".into()]
    };
    Sheet {
        name: site.key("progress"),
        sample: sample(site),
        columns: HEADS.map(|key| site.key(key)).to_vec(),
        widths: vec![18, 60, 14, 40, 14, 60],
        rows: carried_out(site).iter().map(row).collect(),
        choices: Some((STAGE, Stage::WORDS.iter().map(|word| site.words.word(word)).collect())),
    }
}

/// What an item is called in the sheet: `key_work/2020/2`.
pub fn id(site: &Site<'_>, one: CarriedOut<'_>) -> String {
    format!("{}/{}", site.words.agreement.matter_name(one.matter), one.item)
}

/// The text of an item, as the sheet has it.
pub fn title(site: &Site<'_>, circulated: &Event) -> String {
    text_of(site, circulated).text
}

/// What this side reported last on an item: the stage, and the text.
pub fn last(site: &Site<'_>, one: CarriedOut<'_>) -> (Option<Stage>, String) {
    let Some(event) = last_report(site, one.matter, one.item) else { return (None, String::new()) };
    let stage = if let Act::ReportProgress { stage, .. } = event.act { Some(stage) } else { None };
    (stage, site.texts_of(event.place, usize::MAX).into_iter().next().map(|text| text.text).unwrap_or_default())
}
