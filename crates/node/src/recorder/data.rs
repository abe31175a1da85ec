//! The record as data, for programs: the same verdicts, acts and texts as the pages show, without sentences.

use super::Recorder;
use crate::answer::Asker;
use crate::serve::data::{Asked, Given, What};
use crate::serve::machine::{Proposed, Submission};
use crate::serve::openapi;
use crate::why;
use agreement::act::Event;
use agreement::id::{BodyId, Place};
use agreement::matter::Recorded;
use agreement::plain;
use agreement::report;
use serde_json::{Value, json};
use web::form::Typed;
use web::{LogRow, Request, Site, send};

impl Recorder<'_> {
    /// Answers a program, or lays its act before the record.
    pub(super) fn given(&mut self, asked: &Asked, now: u64) -> Result<Given, String> {
        if let What::Lay { path, typed } = &asked.what {
            return self.laid(path, typed, asked, now);
        }
        let request = Request { on: asked.on, visitor: Some(asked.visitor.clone()), ..Request::new(asked.language, "") };
        let calendars = &self.home.book.calendars;
        let value = self.on_site(&request, now, |site| {
            let asker = Asker {
                words: site.words,
                calendars,
                as_of: site.on(),
                known_at: site.on(),
                readings: site.view.readings,
                party: None,
                today: site.on() == site.today,
            };
            value(site, &asker, &asked.what)
        })?;
        Ok(value.map_or(Given::Nothing, Given::Value))
    }

    fn laid(&mut self, path: &str, typed: &Typed, asked: &Asked, now: u64) -> Result<Given, String> {
        let request = Request { visitor: Some(asked.visitor.clone()), ..Request::new(asked.language, "") };
        let draft = match self.on_site(&request, now, |site| send::draft_of(site, path, typed))? {
            None => return Ok(Given::Nothing),
            Some(Err(faults)) => return Ok(Given::Refused(faults)),
            Some(Ok(draft)) => draft,
        };
        let done = self.keeper.submit(vec![keeper::Submission::Told(Box::new(draft), Vec::new())], now);
        Ok(match self.note(done)?.pop().expect("one act has one answer") {
            Ok(receipt) => Given::Recorded { act: receipt.act.to_string(), place: self.place_of(&receipt.act) },
            Err(refusal) => {
                let submission = Submission { act: Proposed::Signed(Vec::new()), language: asked.language };
                Given::Refused(self.refusal(&submission, &refusal))
            }
        })
    }
}

fn value(site: &Site<'_>, asker: &Asker<'_>, what: &What) -> Option<Value> {
    let (agreement, state) = (site.words.agreement, site.view.state);
    match what {
        What::Record => Some(record(site)),
        What::Report { year } => Some(asker.data(state, *year)),
        What::Matter(id) => why::data(asker, state, id),
        What::ActsOf(matter) => {
            let recorded = site.view.recorded(agreement.matter(matter)?);
            Some(json!({"acts": recorded.iter().map(|one| act(site, &one.event)).collect::<Vec<_>>()}))
        }
        What::ActsAfter { log, after, limit } => {
            let log = agreement.parties().find(|party| agreement.body_of(*party).id == *log)?;
            Some(acts_after(site, log, *after, *limit))
        }
        What::Act(place) => {
            let recorded = on_record(site, agreement.place(place)?)?;
            Some(act(site, &recorded.event))
        }
        What::OpenApi => Some(openapi::described(agreement)),
        What::Lay { .. } => None,
    }
}

fn on_record<'s>(site: &Site<'s>, place: Place) -> Option<&'s Recorded> {
    site.view.state.event(place).map(|(_, recorded)| recorded).filter(|recorded| recorded.event.recorded <= site.on())
}

fn acts_after(site: &Site<'_>, log: BodyId, after: u32, limit: u32) -> Value {
    let end = site.view.state.next_number(log);
    let numbers = after.saturating_add(1)..end.min(after.saturating_add(1).saturating_add(limit));
    let next = (numbers.end < end).then(|| numbers.end - 1);
    let found = numbers.filter_map(|number| on_record(site, Place { log, number }));
    json!({"acts": found.map(|one| act(site, &one.event)).collect::<Vec<_>>(), "after": next})
}

fn record(site: &Site<'_>) -> Value {
    let agreement = site.words.agreement;
    let name = |party: BodyId| agreement.body_of(party).id.clone();
    let log = |row: &LogRow| {
        json!({"party": name(row.party), "size": row.size, "received": row.received, "held_by_all": row.held_by_all,
               "root": row.root, "forked": row.forked})
    };
    let standing = report::standing(&site.view, true);
    json!({
        "agreement": agreement.id,
        "party": name(site.party),
        "on": site.on().to_string(),
        "today": site.today.to_string(),
        "sample": site.sample,
        "state": site.digest,
        "logs": site.logs.iter().map(log).collect::<Vec<_>>(),
        "standing": standing.map(|given| plain::answer(agreement, &given, |one| plain::finding(agreement, one))),
    })
}

/// An act as it was recorded, with its texts as far as they are here and for this side.
fn act(site: &Site<'_>, event: &Event) -> Value {
    let agreement = site.words.agreement;
    let mut value = json!({
        "place": agreement.place_name(event.place),
        "act": event.act.kind().name(),
        "author": agreement.body_of(event.author).id,
        "on": event.matter.map(|matter| agreement.matter_name(matter)),
        "occurred": event.occurred.to_string(),
        "recorded": event.recorded.to_string(),
        "paper": event.paper,
        "cites": event.cites.iter().map(|place| agreement.place_name(*place)).collect::<Vec<_>>(),
    });
    for (name, said) in event.act.content() {
        value[name] = plain::arg(agreement, &said);
    }
    value["texts"] = (site.texts)(event.place).into_iter().map(Value::String).collect();
    value
}
