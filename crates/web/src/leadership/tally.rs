//! Items of the year's key work by area: how many there are, how many are agreed, reported on, done and carried over.

use crate::key_work::List;
use crate::key_work::row::area_of;
use crate::site::{Link, Site};
use agreement::act::Closing;
use agreement::kinds::Kind;
use agreement::kinds::opinion_round::Item;

/// The counts of one list.
pub struct Tally {
    /// The list.
    pub list: Link,
    /// Heads of the columns.
    pub columns: [String; 6],
    /// One row for each area with items, and one for all.
    pub rows: Vec<Row>,
}

/// The counts of one area.
pub struct Row {
    /// The area.
    pub name: String,
    /// In the order of the columns.
    pub counts: [usize; 5],
    /// Whether it is the row of all areas.
    pub all: bool,
}

impl Tally {
    /// The tally of the newest list that has items, of this year or the one before.
    pub fn of(site: &Site<'_>) -> Option<Tally> {
        let year = site.on().year();
        let rules = site.words.agreement.rule_ids();
        let rules = rules.filter(|rule| matches!(site.words.agreement.rule(*rule).kind, Kind::KeyWork(_)));
        let lists = rules.flat_map(|rule| [year, year - 1].map(|year| List::of(site, rule, year)));
        let list = lists.flatten().find(|list| list.items().next().is_some())?;
        let columns = ["leadership-area", "leadership-items", "leadership-agreed", "leadership-reported", "leadership-done"];
        let [area, items, agreed, reported, done] = columns.map(|key| site.key(key));
        Some(Tally {
            list: Link { href: list.href(""), text: list.name() },
            columns: [area, items, agreed, reported, done, site.key("leadership-carried-over")],
            rows: rows(&list),
        })
    }
}

fn rows(list: &List<'_, '_>) -> Vec<Row> {
    let site = list.site;
    let areas = site.words.agreement.entries.iter().filter(|entry| entry.node == "area");
    let mut rows: Vec<Row> = areas
        .map(|area| Row {
            name: site.words.language.sentence(&site.words.vocabulary.name(&area.id)),
            counts: counts(list, |number| area_of(list, number) == Some(area.id.as_str())),
            all: false,
        })
        .collect();
    let unnamed = counts(list, |number| area_of(list, number).is_none());
    rows.push(Row { name: site.key("key-work-no-area"), counts: unnamed, all: false });
    rows.retain(|row| row.counts[0] > 0);
    rows.push(Row { name: site.key("leadership-all"), counts: counts(list, |_| true), all: true });
    rows
}

fn counts(list: &List<'_, '_>, counts: impl Fn(u32) -> bool) -> [usize; 5] {
    let items: Vec<&Item<'_>> = list.items().filter(|(number, _)| counts(*number)).map(|(_, item)| item).collect();
    let how_many = |is: &dyn Fn(&Item<'_>) -> bool| items.iter().filter(|item| is(item)).count();
    let closed = |closing| move |item: &Item<'_>| item.closed.is_some_and(|(found, _)| found == closing);
    [
        items.len(),
        // Agreed whatever is made of the departments: that is what the sheet may say without a reading.
        how_many(&|item| list.round.agreed_now(item, true).is_some()),
        how_many(&|item| !item.reports.is_empty()),
        how_many(&closed(Closing::Done)),
        how_many(&closed(Closing::CarriedOver)),
    ]
}
