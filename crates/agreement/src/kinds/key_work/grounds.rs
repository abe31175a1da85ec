//! The grounds of a list: why it is settled, or what it still lacks, in the words of the agreement.

use super::super::opinion_round::{Item, Round, Stance, Stated};
use super::KeyWork;
use super::tally::{DueDays, Tally, awaited, on_items, withheld};
use crate::act::{Act, Event};
use crate::calendar::Deadline;
use crate::duty::reasons;
use crate::finding::{Because, Finding, Status};
use crate::id::{BodyId, Cite, MatterId};
use crate::message::{Arg, Message};
use crate::view::View;

/// A list before its judge.
pub(super) struct List<'a, 'v> {
    pub view: &'a View<'v>,
    pub rule: &'a KeyWork,
    pub matter: MatterId,
    pub cite: Cite,
    pub round: &'a Round<'v>,
}

impl List<'_, '_> {
    /// How the list stands.
    pub fn finding(&self, required: bool, detail: bool) -> Finding {
        let tally = Tally::of(self.view, self.round, required);
        let status = tally.status();
        let settled = if status == Status::Yes { self.round.settled_now(required) } else { None };
        let mut because = match &settled {
            Some((day, events)) => {
                let items: Vec<u32> = self.round.live().map(|(number, _)| number).collect();
                let said = on_items(Message::new("list-settled").bodies("by", self.rule.agreeing()).date("day", *day), &items);
                vec![Because::new(said, self.cite).from(events.iter().copied())]
            }
            None => self.lacking(&tally),
        };
        because.extend(self.proposals(tally.live > 0));
        because.extend(self.adoption());
        because.extend(reasons(self.view.events(self.matter), self.cite));
        because.extend(self.papers());
        if detail {
            because.extend(self.items(required));
        }
        Finding { status, on: settled.map(|(day, _)| day), because }
    }

    pub(super) fn ground(&self, said: Message) -> Because {
        Because::new(said, self.cite)
    }

    fn lacking(&self, tally: &Tally) -> Vec<Because> {
        let mut grounds = Vec::new();
        for ((by, opinion), on) in &tally.withheld {
            grounds.push(self.ground(withheld(*by, *opinion, &on.items)).from(on.events.iter().copied()));
        }
        grounds.extend(self.awaited(tally));
        for (by, on) in &tally.unclear {
            let said = on_items(Message::new("no-comment-unclear").body("by", *by), &on.items);
            grounds.push(self.ground(said).from(on.events.iter().copied()));
        }
        let departments = [
            ("departments-statement-awaited", &tally.not_stated),
            ("departments-not-yet-agreed", &tally.departments_not_yet),
            ("departments-answer-not-stated", &tally.departments_unsaid),
        ];
        for (key, on) in departments.into_iter().filter(|(_, on)| !on.items.is_empty()) {
            let said = on_items(Message::new(key).body("from", self.round.rule.convener), &on.items);
            grounds.push(self.ground(said).from(on.events.iter().copied()));
        }
        grounds
    }

    /// Those asked for the same items by the same day stand together, in the agreement's order.
    fn awaited(&self, tally: &Tally) -> Vec<Because> {
        let mut together: Vec<(Option<Deadline>, &[u32], Vec<BodyId>)> = Vec::new();
        for ((body, due), on) in &tally.awaited {
            match together.iter_mut().find(|(same, items, _)| same == due && *items == on.items) {
                Some((_, _, bodies)) => bodies.push(*body),
                None => together.push((*due, &on.items, vec![*body])),
            }
        }
        let past = together.iter().any(|(due, _, _)| due.is_some_and(|due| due.day < self.view.as_of));
        let mut grounds: Vec<Because> =
            together.into_iter().map(|(due, items, bodies)| self.ground(awaited(bodies, due, items))).collect();
        if past {
            grounds.push(self.ground(Message::new("silence-is-not-consent")));
        }
        grounds
    }

    /// How one item of the list stands, with what each says to its text.
    pub fn item_finding(&self, number: u32, required: bool) -> Option<Finding> {
        let item = self.round.items.get(&number)?;
        let status = Tally::of_item(self.view, self.round, required, (number, item)).status();
        let on = if status == Status::Yes { self.round.agreed_now(item, required).map(|(day, _)| day) } else { None };
        let because = vec![self.item(number, item, required, &mut DueDays::default())?];
        Some(Finding { status, on, because })
    }

    /// One ground for each item, with what each says to its text.
    fn items(&self, required: bool) -> Vec<Because> {
        let mut days = DueDays::default();
        self.round.items.iter().filter_map(|(number, item)| self.item(*number, item, required, &mut days)).collect()
    }

    fn item(&self, number: u32, item: &Item<'_>, required: bool, days: &mut DueDays) -> Option<Because> {
        let event = item.current?;
        let key = match item.parked {
            Some(_) => "item-parked",
            None if self.round.agreed_now(item, required).is_some() => "item-agreed",
            None => "item-not-yet-agreed",
        };
        let Act::Circulate { text, merges, .. } = &event.act else { return None };
        let said = Message::new(key).number("item", number).with("text", Arg::Digest(*text)).date("day", event.occurred);
        let from = [Some(event.place), item.parked.map(|event| event.place)].into_iter().flatten();
        let mut inner = if item.is_live() { self.answers(number, item, required, days) } else { Vec::new() };
        inner.extend(self.course(item));
        Some(self.ground(said).from(from.chain(merges.iter().copied())).inner(inner))
    }

    fn answers(&self, number: u32, item: &Item<'_>, required: bool, days: &mut DueDays) -> Vec<Because> {
        let mut grounds = Vec::new();
        for body in &self.round.rule.asked {
            match item.stance(*body) {
                Stance::Awaited(earlier) => {
                    let earlier = earlier.and_then(|event| self.opinion(event, "opinion-on-earlier-text"));
                    let said = awaited([*body], days.due(self.view, item, *body), &[number]);
                    grounds.push(self.ground(said).inner(earlier.into_iter().collect()));
                }
                Stance::Consents(event) | Stance::Unclear(event) | Stance::Withheld(_, event) => {
                    let key = if event.paper { "opinion-given-on-paper" } else { "opinion-given" };
                    grounds.extend(self.opinion(event, key));
                }
            }
        }
        let stated = |event: &Event| match event.act {
            Act::StateDepartments { statement, .. } => {
                let said = Message::new("departments-stated").word("statement", statement.word()).date("day", event.occurred);
                Some(self.ground(said).from([event.place]))
            }
            _ => None,
        };
        match self.round.stated(item, required) {
            Stated::NotNeeded => {}
            Stated::Holds(event) | Stated::NotYet(event) | Stated::Unsaid(event) => grounds.extend(stated(event)),
            Stated::Awaited => {
                let said = Message::new("departments-statement-awaited").body("from", self.round.rule.convener);
                grounds.push(self.ground(on_items(said, &[number])));
            }
        }
        grounds
    }

    fn opinion(&self, event: &Event, key: &'static str) -> Option<Because> {
        let Act::GiveOpinion { opinion, letter_says_consent, .. } = event.act else { return None };
        let said = Message::new(key).body("by", event.author).word("opinion", opinion.word()).date("day", event.occurred);
        let ground = self.ground(said).from([event.place]);
        let letter = letter_says_consent.then(|| self.ground(Message::new("letter-says-consent")));
        Some(ground.inner(letter.into_iter().collect()))
    }

    /// What became of an item: the latest report of each, and its close.
    fn course(&self, item: &Item<'_>) -> Vec<Because> {
        let reports = item.reports.iter().filter_map(|(by, event)| match event.act {
            Act::ReportProgress { stage, .. } => {
                let said =
                    Message::new("progress-reported").body("by", *by).word("stage", stage.word()).date("day", event.occurred);
                Some(self.ground(said).from([event.place]))
            }
            _ => None,
        });
        let closed = item.closed.map(|(closing, event)| {
            let said = Message::new("item-closed").word("closing", closing.word()).date("day", event.occurred);
            self.ground(said).from([event.place])
        });
        reports.chain(closed).collect()
    }
}
