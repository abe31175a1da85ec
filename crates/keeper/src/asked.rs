//! What is asked of the record that is kept here: leaves, receipts, events and reports, those of matters at rest included.

use crate::error::KeeperError;
use crate::keeper::Keeper;
use crate::shelves::View;
use agreement::Report;
use agreement::reading::Readings;
use counterpart::frontier::Roots;
use jiff::civil::Date;
use record::proof::Receipt;
use record::tree;
use store::Disk;

impl<D: Disk> Keeper<'_, D> {
    /// The roots and leaves of all logs: what questions to the [`counterpart`](Self::counterpart) need.
    pub fn roots(&self) -> impl Roots + '_ {
        View { store: &self.store, shelves: &self.shelves }
    }

    /// One leaf of a log as it is kept here.
    pub fn leaf(&self, origin: &str, index: u64) -> Option<Vec<u8>> {
        View { store: &self.store, shelves: &self.shelves }.leaf(origin, index)
    }

    /// The proof that a leaf stands in its log, under the newest head.
    pub fn receipt(&self, origin: &str, index: u64) -> Option<Receipt> {
        let head = self.exchange.head(origin)?;
        let path = tree::inclusion(&self.tree(origin), index, head.size())?;
        Some(Receipt { extra: None, index, path, note: head.note() })
    }

    /// Answers everything on one day as known on another. An error if the disk does not give back what it is asked for.
    pub fn report(&self, days: (Date, Date), readings: &Readings) -> Result<Report, KeeperError> {
        let report = self.fold.counterpart.report(days, readings, self.setup.calendars, &self.roots());
        self.shelves.failure().map_or(Ok(report), |failure| Err(failure.into()))
    }
}
