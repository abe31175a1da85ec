//! The questions: each gives lines in a language, or data.

use agreement::finding::Status;
use agreement::id::{BodyId, MatterId, RuleId};
use agreement::reading::Readings;
use agreement::report;
use agreement::state::State;
use agreement::view::View;
use agreement::{Calendars, plain};
use jiff::civil::Date;
use serde_json::{Value, json};
use words::Words;
use words::tell::{duties, next, open, status};

/// Who asks, about which day.
pub struct Asker<'a> {
    /// The words of the answer.
    pub words: &'a Words<'a>,
    /// The calendars.
    pub calendars: &'a Calendars,
    /// The day asked about.
    pub as_of: Date,
    /// The day on which the asker knew.
    pub known_at: Date,
    /// The readings let in.
    pub readings: &'a Readings,
    /// For whom, if for one body.
    pub party: Option<BodyId>,
    /// Whether the day is today's by the clock.
    pub today: bool,
}

impl<'a> Asker<'a> {
    /// The view that this asker has of a record.
    pub fn view<'s>(&'s self, state: &'s State<'s>) -> View<'s> {
        View::new(state, self.as_of, self.known_at, self.readings, self.calendars)
    }

    /// The first lines of every answer.
    pub fn head(&self) -> Vec<String> {
        status::head(self.words, self.as_of, self.known_at, self.today)
    }

    /// Is it in force, or how does a matter stand?
    pub fn status(&self, state: &State<'_>, matter: Option<agreement::id::MatterId>) -> Option<Vec<String>> {
        let view = self.view(state);
        match matter {
            None => Some(status::standing(self.words, report::standing(&view, true).as_ref())),
            Some(matter) => report::stand(&view, matter, true).map(|answer| status::matter(self.words, matter, &answer)),
        }
    }

    /// How the agreement itself stands: said first where there is nothing else to say, as after its term.
    fn standing(&self, state: &State<'_>) -> Vec<String> {
        status::standing(self.words, report::standing(&self.view(state), false).as_ref())
    }

    /// Whether the term is over, under one reading at least.
    fn is_over(&self, state: &State<'_>) -> bool {
        let standing = report::standing(&self.view(state), false);
        standing.is_some_and(|answer| answer.0.iter().any(|(_, found)| found.status == Status::Ended))
    }

    fn duties_of(&self, state: &State<'_>, year: Option<i16>, rule: Option<RuleId>) -> Vec<agreement::finding::Duty> {
        let mine = |bearers: &[BodyId]| self.party.is_none_or(|party| bearers.contains(&party));
        let of_rule = |duty: &agreement::finding::Duty| rule.is_none_or(|rule| duty.rule == rule);
        let all = report::duties(&self.view(state)).into_iter().filter(of_rule);
        all.filter(|duty| mine(&duty.bearers) && year.is_none_or(|year| duty.touches(year))).collect()
    }

    /// Who owes what by when in a year, under all rules or one?
    pub fn duties(&self, state: &State<'_>, year: Option<i16>, rule: Option<RuleId>) -> Vec<String> {
        let owed = self.duties_of(state, year, rule);
        let nothing = if owed.is_empty() { self.standing(state) } else { Vec::new() };
        [nothing, duties::duties(self.words, &owed)].concat()
    }

    fn steps_of(&self, state: &State<'_>, rule: Option<RuleId>) -> Vec<agreement::finding::Step> {
        let mine = |who: &[BodyId]| self.party.is_none_or(|party| who.contains(&party));
        let of_rule = |matter: Option<MatterId>| rule.is_none_or(|rule| matter.is_some_and(|matter| matter.rule == rule));
        report::steps(&self.view(state)).into_iter().filter(|step| mine(&step.who) && of_rule(step.matter)).collect()
    }

    /// Which act is needed next, from whom, under all rules or one?
    pub fn next(&self, state: &State<'_>, rule: Option<RuleId>) -> Vec<String> {
        let steps = self.steps_of(state, rule);
        let said = steps.is_empty() || self.is_over(state);
        let standing = if said { self.standing(state) } else { Vec::new() };
        [standing, next::steps(self.words, &steps)].concat()
    }

    /// What does the agreement leave open?
    pub fn open(&self) -> Vec<String> {
        open::open(self.words)
    }

    /// The same answers as data.
    pub fn data(&self, state: &State<'_>, year: Option<i16>) -> Value {
        let agreement = self.words.agreement;
        let whole = report::report(state, self.as_of, self.known_at, self.readings, self.calendars);
        let mut value = plain::report(agreement, &whole);
        value["duties"] = self.duties_of(state, year, None).iter().map(|duty| plain::duty(agreement, duty)).collect();
        value["next"] = self.steps_of(state, None).iter().map(|step| plain::step(agreement, step)).collect();
        value["open"] = json!({
            "readings": agreement.points.iter().map(|point| json!({"id": point.id, "options": point.options, "cite": agreement.cite(point.cite)})).collect::<Vec<_>>(),
            "silent": self.entries("silent"),
            "not_computed": self.entries("not-computed"),
        });
        value
    }

    fn entries(&self, node: &str) -> Vec<Value> {
        let of_node = self.words.agreement.entries.iter().filter(|entry| entry.node == node);
        let cite = |entry: &agreement::agreement::Entry| entry.cite.map(|cite| self.words.agreement.cite(cite).to_owned());
        of_node.map(|entry| json!({"id": entry.id, "cite": cite(entry), "reason": entry.reason})).collect()
    }
}
