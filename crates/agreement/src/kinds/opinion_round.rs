//! The opinion round: the convener circulates the frozen text of each item, those asked answer, the convener states
//! what the departments said.
//!
//! An opinion consents only to the digest that it names, silence is no opinion, and a new text reopens its own item only.

use crate::act::{Act, ActKind, Closing, Event, Opinion, Statement};
use crate::agreement::Class;
use crate::id::{BodyId, Digest, MatterId, Place, PointId};
use crate::reading::Reading;
use crate::refusal::Refusal;
use crate::state::Case;
use crate::view::View;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Who circulates, who is asked, and what is needed of the departments.
#[derive(Debug)]
pub struct OpinionRound {
    /// Who circulates, states, parks and closes; its circulation of a text is its own consent.
    pub convener: BodyId,
    /// Whose opinions must consent, in the agreement's order.
    pub asked: Vec<BodyId>,
    /// Whether departments are asked too.
    pub departments: Option<Departments>,
}

/// The departments: they answer the convener alone, and its statement counts.
#[derive(Debug)]
pub struct Departments {
    /// The outside body.
    pub body: BodyId,
    /// The point on whether they must agree, and its option that says so; without a point they must.
    pub required: Option<(PointId, u8)>,
}

/// Refuses the act unless it is in the own log of one of `may`: nobody else can do it for that party.
pub(super) fn own_hand(case: &Case<'_>, may: &[BodyId]) -> Result<(), Refusal> {
    let (by, log) = (case.event.author, case.event.place.log);
    if !may.contains(&by) {
        return Err(Refusal::NotEntitled { by, act: case.event.act.kind(), may: may.to_vec() });
    }
    let is_party = case.state.agreement.body_of(by).class == Class::Party;
    if is_party && log != by { Err(Refusal::NotItsOwnLog { by, log }) } else { Ok(()) }
}

impl OpinionRound {
    /// Whether the departments must agree under `reading`.
    pub fn required(&self, reading: &Reading) -> bool {
        let point = self.departments.as_ref().and_then(|departments| departments.required);
        point.is_none_or(|(point, option)| reading.option(point) == option)
    }

    /// The points of reading that a round depends on.
    pub fn points(&self) -> Vec<PointId> {
        self.departments.iter().filter_map(|departments| departments.required).map(|(point, _)| point).collect()
    }

    /// Judges the acts of a round.
    pub(super) fn check(&self, case: &Case<'_>) -> Result<(), Refusal> {
        match &case.event.act {
            Act::GiveOpinion { opinion, item, text, .. } => self.check_opinion(case, *opinion, *item, *text),
            Act::Circulate { merges, .. } => {
                own_hand(case, &[self.convener])?;
                let merged = merges.iter().all(|place| is_seen_proposal(case, *place));
                if merged { Ok(()) } else { Err(Refusal::RestsOnNothing { needs: ActKind::ProposeTask }) }
            }
            Act::StateDepartments { items, .. } => {
                own_hand(case, &[self.convener])?;
                let known: BTreeSet<u32> = self.circulated(case, case.matter).map(|(item, _)| item).collect();
                let unknown = items.iter().find(|item| !known.contains(item));
                match unknown {
                    _ if known.is_empty() => Err(Refusal::RestsOnNothing { needs: ActKind::Circulate }),
                    Some(item) => Err(Refusal::ItemUnknown { item: *item }),
                    None => Ok(()),
                }
            }
            Act::ParkTask { item } | Act::CloseTask { item, .. } => {
                own_hand(case, &[self.convener])?;
                self.check_item(case, case.matter, *item)
            }
            _ => Err(Refusal::NotInThisMatter { act: case.event.act.kind(), matter: case.matter }),
        }
    }

    fn check_opinion(&self, case: &Case<'_>, opinion: Opinion, item: u32, text: Digest) -> Result<(), Refusal> {
        own_hand(case, &self.asked)?;
        let by = case.event.author;
        if opinion == Opinion::OutsideRemit && case.state.agreement.body_of(by).class == Class::Party {
            return Err(Refusal::OutsideRemitFromParty { by });
        }
        let same = |event: &Event| matches!(event.act, Act::Circulate { item: circulated, .. } if circulated == item);
        if case.seen_text(text).any(same) {
            return Ok(());
        }
        self.check_item(case, case.matter, item)?;
        Err(Refusal::TextUnknown {})
    }

    fn circulated<'s>(&self, case: &Case<'s>, matter: MatterId) -> impl Iterator<Item = (u32, Digest)> + use<'s> {
        let seen: Vec<&'s Event> = case.seen_by(matter, ActKind::Circulate, self.convener).collect();
        seen.into_iter().filter_map(|event| match event.act {
            Act::Circulate { item, text, .. } => Some((item, text)),
            _ => None,
        })
    }

    /// Refuses the act unless its author had seen `item` circulated in `matter`.
    pub(super) fn check_item(&self, case: &Case<'_>, matter: MatterId, item: u32) -> Result<(), Refusal> {
        let seen = self.circulated(case, matter).any(|(circulated, _)| circulated == item);
        if seen { Ok(()) } else { Err(Refusal::ItemUnknown { item }) }
    }
}

fn is_seen_proposal(case: &Case<'_>, place: Place) -> bool {
    case.state.event(place).is_some_and(|(matter, recorded)| {
        let event = &recorded.event;
        let proposes = event.act.kind() == ActKind::ProposeTask && event.occurred <= case.event.occurred;
        matter == case.matter && proposes && case.sees(place)
    })
}

/// A day, and the events from which it follows.
pub type Since = (Date, Vec<Place>);

/// One item of a list, as far as the view shows it.
#[derive(Default)]
pub struct Item<'v> {
    /// Its latest circulation; none if only answers to it are in sight.
    pub current: Option<&'v Event>,
    /// The circulation since which its text has been the current one.
    since: Option<&'v Event>,
    first: Option<Date>,
    /// The act that took it off the list, until it is circulated anew.
    pub parked: Option<&'v Event>,
    /// What became of it at the close of the year.
    pub closed: Option<(Closing, &'v Event)>,
    opinions: BTreeMap<BodyId, &'v Event>,
    stated: Option<&'v Event>,
    /// The latest report of each body.
    pub reports: BTreeMap<BodyId, &'v Event>,
    /// The text of it that was agreed first, and since when: if the departments need not agree, and if they must.
    agreed: [Option<(Digest, Since)>; 2],
}

/// What one of those asked says to the current text of an item.
pub enum Stance<'v> {
    /// It consents, or is released.
    Consents(&'v Event),
    /// It has no comment, and does not say whether that is consent.
    Unclear(&'v Event),
    /// It does not consent.
    Withheld(Opinion, &'v Event),
    /// It has not answered this text; an answer to an earlier one may be there.
    Awaited(Option<&'v Event>),
}

/// What the convener's statement says to the current text of an item.
pub enum Stated<'v> {
    /// No department is asked.
    NotNeeded,
    /// What is needed is stated.
    Holds(&'v Event),
    /// No statement was made since the text was circulated.
    Awaited,
    /// The departments have not yet agreed.
    NotYet(&'v Event),
    /// They were asked; what they answered is not said.
    Unsaid(&'v Event),
}

impl<'v> Item<'v> {
    /// The current text.
    pub fn text(&self) -> Option<Digest> {
        self.current.and_then(|event| text_of(event))
    }

    /// Whether it is on the list.
    pub fn is_live(&self) -> bool {
        self.current.is_some() && self.parked.is_none()
    }

    /// What `body` says to the current text.
    pub fn stance(&self, body: BodyId) -> Stance<'v> {
        let Some(event) = self.opinions.get(&body) else { return Stance::Awaited(None) };
        match &event.act {
            Act::GiveOpinion { text, .. } if Some(*text) != self.text() => Stance::Awaited(Some(event)),
            Act::GiveOpinion { opinion, letter_says_consent, .. } => match opinion {
                Opinion::Agree | Opinion::OutsideRemit => Stance::Consents(event),
                Opinion::NoComment if *letter_says_consent => Stance::Consents(event),
                Opinion::NoComment => Stance::Unclear(event),
                Opinion::AgreeWithChanges | Opinion::Reserve | Opinion::Disagree => Stance::Withheld(*opinion, event),
            },
            _ => Stance::Awaited(None),
        }
    }

    fn circulate(&mut self, event: &'v Event) {
        if self.text() != text_of(event) {
            self.since = Some(event);
        }
        self.first.get_or_insert(event.occurred);
        (self.current, self.parked) = (Some(event), None);
    }
}

fn text_of(event: &Event) -> Option<Digest> {
    match event.act {
        Act::Circulate { text, .. } => Some(text),
        _ => None,
    }
}

/// The round of one list, as far as the view shows it.
pub struct Round<'v> {
    /// The rule.
    pub rule: &'v OpinionRound,
    /// The items by their numbers.
    pub items: BTreeMap<u32, Item<'v>>,
    blanket: Option<&'v Event>,
}

impl<'v> Round<'v> {
    /// The round of `matter`.
    pub fn of(view: &'v View<'_>, rule: &'v OpinionRound, matter: MatterId) -> Round<'v> {
        let mut round = Round { rule, items: BTreeMap::new(), blanket: None };
        for event in view.events(matter) {
            round.apply(event).into_iter().for_each(|item| round.note_agreement(item));
        }
        round
    }

    fn item(&mut self, number: u32) -> &mut Item<'v> {
        self.items.entry(number).or_default()
    }

    /// Applies an event, and gives the items that may now be agreed.
    fn apply(&mut self, event: &'v Event) -> Vec<u32> {
        match &event.act {
            Act::Circulate { item: number, .. } => {
                self.item(*number).circulate(event);
                vec![*number]
            }
            Act::GiveOpinion { item: number, .. } => {
                self.item(*number).opinions.insert(event.author, event);
                vec![*number]
            }
            Act::StateDepartments { items, .. } if items.is_empty() => {
                self.blanket = later(self.blanket, event);
                self.items.keys().copied().collect()
            }
            Act::StateDepartments { items, .. } => {
                for number in items {
                    let item = self.item(*number);
                    item.stated = later(item.stated, event);
                }
                items.clone()
            }
            Act::ParkTask { item: number } => {
                self.item(*number).parked = Some(event);
                Vec::new()
            }
            Act::CloseTask { item: number, closing } => {
                self.item(*number).closed = Some((*closing, event));
                Vec::new()
            }
            Act::ReportProgress { item: number, .. } if event.author == event.place.log => {
                self.item(*number).reports.insert(event.author, event);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Keeps what was agreed first: a change in mid-year leaves it, an answer that takes consent to that text back does not.
    fn note_agreement(&mut self, number: u32) {
        for required in [false, true] {
            let item = &self.items[&number];
            let (Some(text), now) = (item.text(), self.agreed_now(item, required)) else { continue };
            let item = self.items.get_mut(&number).expect("the item was just read");
            let agreed = &mut item.agreed[usize::from(required)];
            match now {
                Some(since) if agreed.is_none() => *agreed = Some((text, since)),
                None if agreed.as_ref().is_some_and(|(first, _)| *first == text) => *agreed = None,
                _ => {}
            }
        }
    }

    /// The items on the list.
    pub fn live(&self) -> impl Iterator<Item = (u32, &Item<'v>)> {
        self.items.iter().filter(|(_, item)| item.is_live()).map(|(number, item)| (*number, item))
    }

    /// What the convener states of the departments on `item`, if they must agree (`required`) or only be asked.
    pub fn stated(&self, item: &Item<'v>, required: bool) -> Stated<'v> {
        let Some(since) = item.since.filter(|_| self.rule.departments.is_some()) else { return Stated::NotNeeded };
        let of_this_text = |event: &&Event| event.place > since.place && event.occurred >= since.occurred;
        let made = [self.blanket, item.stated].into_iter().flatten().filter(of_this_text);
        let Some(event) = made.max_by_key(|event| (event.occurred, event.place)) else { return Stated::Awaited };
        match event.act {
            Act::StateDepartments { statement: Statement::NotYet, .. } if required => Stated::NotYet(event),
            Act::StateDepartments { statement: Statement::Sought, .. } if required => Stated::Unsaid(event),
            _ => Stated::Holds(event),
        }
    }

    /// Since when the current text of `item` has been agreed, if it is.
    pub fn agreed_now(&self, item: &Item<'v>, required: bool) -> Option<Since> {
        let mut events = vec![item.since?];
        for body in &self.rule.asked {
            match item.stance(*body) {
                Stance::Consents(event) => events.push(event),
                _ => return None,
            }
        }
        match self.stated(item, required) {
            Stated::Holds(event) => events.push(event),
            Stated::NotNeeded => {}
            _ => return None,
        }
        let day = events.iter().map(|event| event.occurred).max()?;
        Some((day, events.iter().map(|event| event.place).collect()))
    }

    /// Since when the list as it stands has been settled; a change in mid-year unsettles it until it is agreed.
    pub fn settled_now(&self, required: bool) -> Option<Since> {
        self.settled_by(required, |item| self.agreed_now(item, required))
    }

    /// The day on which the list became settled: each item on it has been agreed in one text or another.
    pub fn became_settled(&self, required: bool) -> Option<Since> {
        self.settled_by(required, |item| item.agreed[usize::from(required)].clone().map(|(_, since)| since))
    }

    fn settled_by(&self, required: bool, agreed: impl Fn(&Item<'v>) -> Option<Since>) -> Option<Since> {
        let each: Option<Vec<Since>> = self.live().map(|(_, item)| agreed(item)).collect();
        let each = each.filter(|each| !each.is_empty())?;
        let mut day = each.iter().map(|(day, _)| *day).max()?;
        let mut places: Vec<Place> = each.into_iter().flat_map(|(_, places)| places).collect();
        let stood_in_the_way =
            |item: &&Item<'_>| item.agreed[usize::from(required)].is_none() && item.first.is_some_and(|first| first <= day);
        let parked: Vec<&Event> = self.items.values().filter(stood_in_the_way).filter_map(|item| item.parked).collect();
        for event in parked {
            day = day.max(event.occurred);
            places.push(event.place);
        }
        places.sort();
        places.dedup();
        Some((day, places))
    }
}

/// The later of two statements of one log.
fn later<'v>(earlier: Option<&'v Event>, event: &'v Event) -> Option<&'v Event> {
    earlier.into_iter().chain([event]).max_by_key(|event| (event.occurred, event.place))
}
