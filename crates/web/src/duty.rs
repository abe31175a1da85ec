//! A duty as a row: what, whose, by when, and how it stands.

use crate::deadline;
use crate::site::{Link, Site};
use crate::verdict::{Branch, Verdict};
use agreement::finding::Duty;
use agreement::report;
use words::tell::duties;

/// One duty.
pub struct Row {
    /// What is owed.
    pub what: Link,
    /// Which of several.
    pub part: String,
    /// Who owes it.
    pub whose: String,
    /// By when, if that is the same under every reading; otherwise each reading says so itself.
    pub due: String,
    /// How it stands.
    pub verdict: Verdict,
}

/// The heads of the columns.
pub fn columns(site: &Site<'_>) -> [String; 4] {
    ["page-what", "page-whose-duty", "page-due", "page-stands"].map(|key| site.key(key))
}

/// What this side owes in a year and has not done under every reading.
pub fn open(site: &Site<'_>, year: i16) -> Vec<Row> {
    let duties = report::duties(&site.view);
    let own = duties.iter().filter(|duty| duty.bearers.contains(&site.party) && duty.touches(year));
    own.map(|duty| row(site, duty)).filter(|row| row.verdict.branches.iter().any(|one| one.light != "ok")).collect()
}

/// A duty as a row.
pub fn row(site: &Site<'_>, duty: &Duty) -> Row {
    let kind = format!("{}_duty", duties::kind(site.words, duty));
    let branches = duty.answer.0.iter().map(|(choice, occurrence)| {
        let finding = occurrence.as_ref().map(|one| &one.finding);
        Branch::of(site, &kind, choice, finding, deadline::day(occurrence.as_ref()))
    });
    let mut verdict = Verdict::merged(site, branches.collect());
    let first = verdict.branches[0].due.clone();
    let same = verdict.branches.iter().all(|branch| branch.due == first);
    if same {
        verdict.branches.iter_mut().for_each(|branch| branch.due = None);
    }
    let due = if same { first.unwrap_or_else(|| site.key("no-day")) } else { site.key("depends-on-the-reading") };
    Row {
        what: Link {
            href: duty
                .matter
                .map_or_else(|| site.href(&format!("matter/{}", duties::id(site.words, duty))), |own| site.matter_href(own)),
            text: site.words.language.sentence(&duties::name(site.words, duty)),
        },
        part: duties::part_and_turn(site.words, duty),
        whose: site.words.language.sentence(&site.words.bodies(&duty.bearers)),
        due,
        verdict,
    }
}
