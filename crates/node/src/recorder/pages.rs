//! The pages of the record: what a reader asks for, from the state and the logs as they are.

use super::Recorder;
use crate::serve::call::chain;
use agreement::reading::Readings;
use web::{LogRow, Page, Request, Site};

impl Recorder<'_> {
    pub(super) fn shown(&self, request: &Request, now: u64) -> Result<Page, String> {
        let state = self.keeper.whole_state().map_err(|error| chain(&error))?;
        let status = self.keeper.status();
        let row = |log: &keeper::LogStatus| LogRow {
            party: log.party,
            size: log.size,
            received: log.received,
            held_by_all: log.held_by_all,
            root: crate::hex::write(&log.root),
            forked: log.is_forked,
        };
        let logs = status.logs.iter().map(row).collect::<Vec<_>>();
        let today = self.day(now);
        Ok(self.in_words(request.language, |words| {
            let site = Site {
                state,
                calendars: &self.home.book.calendars,
                words,
                party: self.home.party,
                today,
                on: request.on.unwrap_or(today),
                logs: &logs,
                digest: &crate::hex::write(&status.digest),
                readings: &Readings::all(&self.home.book.agreement.points),
            };
            web::respond(&site, request)
        }))
    }
}
