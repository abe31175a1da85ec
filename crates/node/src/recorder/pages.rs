//! The pages of the record: what a reader asks for, from the state and the logs as they are.

use super::Recorder;
use crate::serve::call::chain;
use agreement::id::Place;
use agreement::reading::Readings;
use agreement::view::View;
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
        let on = request.on.unwrap_or(today);
        let (book, readings) = (&self.home.book, Readings::all(&self.home.book.agreement.points));
        let texts = |place| self.texts_at(place).unwrap_or_default();
        let shown = self.in_words(request.language, |words| {
            let view = View::new(state, on, on, &readings, &book.calendars);
            let digest = crate::hex::write(&status.digest);
            web::respond(
                &Site {
                    view,
                    words,
                    party: self.home.party,
                    today,
                    sample: self.home.clock.is_sample(),
                    logs: &logs,
                    digest: &digest,
                    visitor: request.visitor.as_ref(),
                    texts: &texts,
                },
                request,
            )
        });
        Ok(shown)
    }

    /// The texts of an act that are here and meant for this side. What is no text is left out.
    fn texts_at(&self, place: Place) -> Option<Vec<String>> {
        let (origin, index) = self.keeper.counterpart().leaf_at(place)?;
        let texts = self.keeper.texts(origin, index).ok()?;
        Some(texts.into_iter().filter_map(|bytes| String::from_utf8(bytes).ok()).collect())
    }
}
