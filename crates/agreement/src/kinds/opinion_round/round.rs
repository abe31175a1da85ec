//! The round of one list as the record shows it: items, their texts, the latest answers, and since when they are agreed.

use super::OpinionRound;
use crate::act::{Act, Closing, Event, Opinion, Statement};
use crate::calendar::Deadline;
use crate::id::{BodyId, Digest, MatterId, Place};
use crate::view::View;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A day, and the events from which it follows.
pub type Since = (Date, Vec<Place>);

/// One item of a list, as far as the view shows it.
#[derive(Default)]
pub struct Item<'v> {
    /// Its latest circulation; none if only answers to it are in sight.
    pub current: Option<&'v Event>,
    /// The circulation since which its text has been the current one.
    pub since: Option<&'v Event>,
    first: Option<Date>,
    /// The circulation that put it back on the list after it was parked.
    revived: Option<&'v Event>,
    /// The act that took it off the list, until it is circulated anew.
    pub parked: Option<&'v Event>,
    /// What became of it at the close of the year.
    pub closed: Option<(Closing, &'v Event)>,
    opinions: BTreeMap<BodyId, &'v Event>,
    stated: Option<&'v Event>,
    /// The latest report of each body in its own hand.
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
        self.current.and_then(text_of)
    }

    /// Whether it is on the list.
    pub fn is_live(&self) -> bool {
        self.current.is_some() && self.parked.is_none()
    }

    /// Whether a text of it was agreed, this one or an earlier one.
    pub fn was_agreed(&self) -> bool {
        self.agreed.iter().any(Option::is_some)
    }

    /// The day by which `body` is asked to answer on the current text, in its own working days; none if no day was set.
    pub fn due(&self, view: &View<'_>, body: BodyId) -> Option<Deadline> {
        let event = self.current?;
        let Act::Circulate { answer_within: Some(days), .. } = event.act else { return None };
        let asked = view.agreement.body_of(body);
        // A body that names no calendar is counted by the forecast, which has no file under any name.
        let calendar = asked.calendar.as_deref().unwrap_or(&asked.id);
        Some(view.calendars.after(event.occurred, days, &[calendar], view.known_at))
    }

    /// What `body` says to the current text.
    pub fn stance(&self, body: BodyId) -> Stance<'v> {
        self.stance_on(self.text(), body)
    }

    /// What `body` says to `on`, a text of this item.
    pub(super) fn stance_on(&self, on: Option<Digest>, body: BodyId) -> Stance<'v> {
        let Some(event) = self.opinions.get(&body) else { return Stance::Awaited(None) };
        match &event.act {
            Act::GiveOpinion { text, .. } if Some(*text) != on => Stance::Awaited(Some(event)),
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
        if self.parked.is_some() {
            self.revived = Some(event);
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

/// The items that an event may have brought to agreement.
enum Concerned<'v> {
    Nothing,
    One(u32),
    These(&'v [u32]),
    /// Every item on the list so far.
    All,
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
    /// The round of `matter`. Ask `View::round`, which reads it once for all questions.
    pub(crate) fn of(view: &View<'v>, rule: &'v OpinionRound, matter: MatterId) -> Round<'v> {
        let mut round = Round { rule, items: BTreeMap::new(), blanket: None };
        for event in view.events(matter) {
            match round.apply(event, view.agreement.public_record()) {
                Concerned::Nothing => {}
                Concerned::One(number) => round.note_agreement(number),
                Concerned::These(numbers) => numbers.iter().for_each(|number| round.note_agreement(*number)),
                Concerned::All => {
                    let all: Vec<u32> = round.items.keys().copied().collect();
                    all.into_iter().for_each(|number| round.note_agreement(number));
                }
            }
        }
        round
    }

    /// The round that `events` make, and whether `text` of item `number`, or any text of it, was agreed at any time on the
    /// way: if the departments need not agree, and if they must.
    pub(super) fn course(
        rule: &'v OpinionRound,
        events: &[&'v Event],
        public: BodyId,
        number: u32,
        text: Option<Digest>,
    ) -> (Round<'v>, [bool; 2]) {
        let mut round = Round { rule, items: BTreeMap::new(), blanket: None };
        let mut agreed = [false; 2];
        for event in events {
            let concerns = match round.apply(event, public) {
                Concerned::Nothing => false,
                Concerned::One(one) => one == number,
                Concerned::These(numbers) => numbers.contains(&number),
                Concerned::All => true,
            };
            let item = round.items.get(&number).filter(|_| concerns);
            let Some(item) = item.filter(|item| text.is_none() || item.text() == text) else { continue };
            for required in [false, true] {
                agreed[usize::from(required)] |= round.is_agreed(item, required);
            }
        }
        (round, agreed)
    }

    fn item(&mut self, number: u32) -> &mut Item<'v> {
        self.items.entry(number).or_default()
    }

    /// Applies an event, and gives the items that may now be agreed.
    fn apply(&mut self, event: &'v Event, public: BodyId) -> Concerned<'v> {
        match &event.act {
            Act::Circulate { item: number, .. } => {
                self.item(*number).circulate(event);
                Concerned::One(*number)
            }
            Act::GiveOpinion { item: number, .. } => {
                self.item(*number).opinions.insert(event.author, event);
                Concerned::One(*number)
            }
            Act::StateDepartments { items, .. } if items.is_empty() => {
                self.blanket = later(self.blanket, event);
                Concerned::All
            }
            Act::StateDepartments { items, .. } => {
                for number in items {
                    let item = self.item(*number);
                    item.stated = later(item.stated, event);
                }
                Concerned::These(items)
            }
            Act::ParkTask { item: number } => {
                self.item(*number).parked = Some(event);
                Concerned::Nothing
            }
            Act::CloseTask { item: number, closing } => {
                self.item(*number).closed = Some((*closing, event));
                Concerned::Nothing
            }
            Act::ReportProgress { item: number, .. } if event.author == event.place.log && event.author != public => {
                self.item(*number).reports.insert(event.author, event);
                Concerned::Nothing
            }
            _ => Concerned::Nothing,
        }
    }

    /// Keeps what was agreed first: a change in mid-year leaves it, an answer that takes consent to that text back does not.
    fn note_agreement(&mut self, number: u32) {
        let item = &self.items[&number];
        let Some(text) = item.text() else { return };
        let consented = self.is_consented(item);
        let now = [false, true].map(|required| {
            let kept = item.agreed[usize::from(required)].as_ref().map(|(first, _)| *first);
            match (consented && self.is_stated(item, required), kept) {
                (true, None) => Some(self.agreed_now(item, required).map(|since| (text, since))),
                (false, Some(first)) if first == text => Some(None),
                _ => None,
            }
        });
        let item = self.items.get_mut(&number).expect("the item was just read");
        for (agreed, now) in item.agreed.iter_mut().zip(now) {
            if let Some(now) = now {
                *agreed = now;
            }
        }
    }

    /// Whether the current text of `item` is agreed.
    fn is_agreed(&self, item: &Item<'v>, required: bool) -> bool {
        self.is_consented(item) && self.is_stated(item, required)
    }

    /// Whether all who are asked consent to the current text of `item`.
    fn is_consented(&self, item: &Item<'v>) -> bool {
        let consents = |body: &BodyId| matches!(item.stance(*body), Stance::Consents(_));
        item.since.is_some() && self.rule.asked.iter().all(consents)
    }

    /// Whether what is needed of the departments is stated on the current text of `item`.
    fn is_stated(&self, item: &Item<'v>, required: bool) -> bool {
        matches!(self.stated(item, required), Stated::Holds(_) | Stated::NotNeeded)
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
        events.extend(item.revived);
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
        let each: Option<Vec<Since>> = self.live().map(|(_, item)| self.agreed_now(item, required)).collect();
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

    /// The day on which the list became settled: the first on which each item then on it was agreed in one text or
    /// another. An item first circulated later is a change in mid-year, and leaves that day as it was.
    pub fn became_settled(&self, required: bool) -> Option<Since> {
        let agreed = |item: &Item<'v>| item.agreed[usize::from(required)].clone().map(|(_, since)| since);
        let cleared = |item: &Item<'v>| match item.parked {
            // What was agreed and then parked asks for nothing; what was parked unagreed stood in the way until then.
            Some(event) => agreed(item).is_none().then(|| Some((event.occurred, vec![event.place]))),
            None => Some(agreed(item)),
        };
        let mut items: Vec<(Date, bool, Option<Since>)> =
            self.items.values().filter_map(|item| Some((item.first?, item.is_live(), cleared(item)?))).collect();
        items.sort_by_key(|(first, ..)| *first);
        let (mut settled, mut whole): (Option<Since>, bool) = (None, false);
        for (first, live, since) in items {
            if whole && settled.as_ref().is_some_and(|(day, _)| first > *day) {
                break;
            }
            let (day, places) = since?;
            let (last, all) = settled.get_or_insert_with(|| (day, Vec::new()));
            *last = day.max(*last);
            all.extend(places);
            whole |= live;
        }
        let (day, mut places) = settled.filter(|_| whole)?;
        places.sort();
        places.dedup();
        Some((day, places))
    }
}

/// The later of two statements of one log.
fn later<'v>(earlier: Option<&'v Event>, event: &'v Event) -> Option<&'v Event> {
    earlier.into_iter().chain([event]).max_by_key(|event| (event.occurred, event.place))
}

#[cfg(test)]
mod tests {
    use crate::kinds::key_work::tests::{AGREED, FOUR, PROPOSED};
    use crate::testing::run;
    use expect_test::{Expect, expect};

    /// What `script` says of 2018 after a list of two items was settled on 20 February.
    fn check(script: &str, expect: Expect) {
        let said = run(FOUR, &format!("{PROPOSED}{AGREED}{script}"));
        let other = |line: &&str| !line.contains("2017") && !line.contains("no-proposal-filed");
        expect.assert_eq(&said.lines().filter(other).map(|line| format!("{line}\n")).collect::<String>());
    }

    #[test]
    fn an_item_added_in_mid_year_leaves_the_duty_met() {
        check(
            "
            on 2018-10-01
            ndrc circulates item 3 text \"three\" on key_work/2018
            ? next
            on 2018-12-31
            ? key_work/2018
            ? duties
            guangdong gives opinion agree item 3 text \"three\" on key_work/2018
            hong_kong gives opinion agree item 3 text \"three\" on key_work/2018
            macao gives opinion agree item 3 text \"three\" on key_work/2018
            ndrc states departments agreed items 3 on key_work/2018
            ? duties
        ",
            expect![[r#"
                next guangdong give_opinion on key_work/2018 item 3
                next hong_kong give_opinion on key_work/2018 item 3
                next macao give_opinion on key_work/2018 item 3
                next ndrc state_departments on key_work/2018 item 3
                next ndrc,guangdong,hong_kong,macao report_progress on key_work/2018
                key_work/2018: not-yet
                  opinion-awaited-no-day from=guangdong,hong_kong,macao items=3 [art_12]
                  departments-statement-awaited from=ndrc items=3 [art_12]
                key_work 2018.1: met on 2018-02-20 due 2018-12-31
                  met-on day=2018-02-20 due=2018-12-31 [art_12] <- ndrc/3 ndrc/4 ndrc/5 guangdong/3 guangdong/4 hong_kong/3 hong_kong/4 macao/3 macao/4
                progress 2018.1: open due 2018-12-31
                  progress-awaited items=1,2 [art_12]
                  progress-no-day [art_12]
                key_work 2018.1: met on 2018-02-20 due 2018-12-31
                  met-on day=2018-02-20 due=2018-12-31 [art_12] <- ndrc/3 ndrc/4 ndrc/5 guangdong/3 guangdong/4 hong_kong/3 hong_kong/4 macao/3 macao/4
                progress 2018.1: open due 2018-12-31
                  progress-awaited items=1,2,3 [art_12]
                  progress-no-day [art_12]
            "#]],
        );
    }

    #[test]
    fn an_item_that_came_by_the_day_of_the_others_stands_in_the_way() {
        check(
            "
            ndrc circulates item 3 text \"three\" on key_work/2018
            on 2018-03-01
            ? duties
            on 2018-03-05
            ndrc parks item 3 on key_work/2018
            ? duties
            on 2018-03-06
            ndrc corrects ndrc/6
            ndrc corrects ndrc/7
            ndrc circulates item 3 text \"three\" on key_work/2018 occurred 2018-02-21
            ? duties
        ",
            expect![[r#"
                key_work 2018.1: open due 2018-12-31
                  none-yet-on-record first=2018-01-01 due=2018-12-31 [art_12]
                key_work 2018.1: met on 2018-03-05 due 2018-12-31
                  met-on day=2018-03-05 due=2018-12-31 [art_12] <- ndrc/3 ndrc/4 ndrc/5 ndrc/7 guangdong/3 guangdong/4 hong_kong/3 hong_kong/4 macao/3 macao/4
                progress 2018.1: open due 2018-12-31
                  progress-awaited items=1,2 [art_12]
                  progress-no-day [art_12]
                key_work 2018.1: met on 2018-02-20 due 2018-12-31
                  met-on day=2018-02-20 due=2018-12-31 [art_12] <- ndrc/3 ndrc/4 ndrc/5 guangdong/3 guangdong/4 hong_kong/3 hong_kong/4 macao/3 macao/4
                progress 2018.1: open due 2018-12-31
                  progress-awaited items=1,2 [art_12]
                  progress-no-day [art_12]
            "#]],
        );
    }

    #[test]
    fn consent_taken_back_to_one_item_unsettles_and_the_rest_is_left() {
        check(
            "
            on 2018-10-01
            ndrc circulates item 3 text \"three\" on key_work/2018
            on 2018-11-01
            macao gives opinion reserve item 2 text \"two\" on key_work/2018
            ? duties
            on 2018-11-02
            macao gives opinion agree item 2 text \"two\" on key_work/2018
            ? key_work/2018
            on 2018-10-31
            ? duties
        ",
            expect![[r#"
                key_work 2018.1: open due 2018-12-31
                  none-yet-on-record first=2018-01-01 due=2018-12-31 [art_12]
                key_work/2018: not-yet
                  opinion-awaited-no-day from=guangdong,hong_kong,macao items=3 [art_12]
                  departments-statement-awaited from=ndrc items=3 [art_12]
                key_work 2018.1: met on 2018-02-20 due 2018-12-31
                  met-on day=2018-02-20 due=2018-12-31 [art_12] <- ndrc/3 ndrc/4 ndrc/5 guangdong/3 guangdong/4 hong_kong/3 hong_kong/4 macao/3 macao/4
                progress 2018.1: open due 2018-12-31
                  progress-awaited items=1,2 [art_12]
                  progress-no-day [art_12]
            "#]],
        );
    }
}
