//! The tally of a list: who withholds consent, whose reply is awaited and by when, on which items.

use super::super::opinion_round::{Item, Round, Stance, Stated};
use crate::act::{Act, Opinion};
use crate::calendar::Deadline;
use crate::finding::Status;
use crate::id::{BodyId, Place};
use crate::message::{Arg, Message};
use crate::view::View;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Items, and the events that speak of them.
#[derive(Default)]
pub(super) struct On {
    pub items: Vec<u32>,
    pub events: Vec<Place>,
}

impl On {
    fn add(&mut self, item: u32, event: Option<Place>) {
        self.items.push(item);
        self.events.extend(event);
    }

    /// The item, if it is a single one.
    pub fn single(&self) -> Option<u32> {
        if let [item] = self.items.as_slice() { Some(*item) } else { None }
    }
}

/// What the items on a list still lack, under one meaning of what the departments must say.
#[derive(Default)]
pub(super) struct Tally {
    pub live: usize,
    pub withheld: BTreeMap<(BodyId, Opinion), On>,
    pub awaited: BTreeMap<(BodyId, Option<Deadline>), On>,
    pub unclear: BTreeMap<BodyId, On>,
    pub not_stated: On,
    pub departments_not_yet: On,
    pub departments_unsaid: On,
}

/// Days by which answers are due, each counted once.
#[derive(Default)]
pub(super) struct DueDays(BTreeMap<(Date, u32, BodyId), Deadline>);

impl DueDays {
    /// The day by which `body` is asked to answer on `item`, in its own working days.
    pub fn due(&mut self, view: &View<'_>, item: &Item<'_>, body: BodyId) -> Option<Deadline> {
        let event = item.current?;
        let Act::Circulate { answer_within: Some(days), .. } = event.act else { return None };
        let key = (event.occurred, days, body);
        if let Some(known) = self.0.get(&key) {
            return Some(*known);
        }
        let due = item.due(view, body)?;
        self.0.insert(key, due);
        Some(due)
    }
}

impl Tally {
    /// Counts the items on the list of `round`.
    pub fn of(view: &View<'_>, round: &Round<'_>, required: bool) -> Tally {
        Tally::of_items(view, round, required, round.live())
    }

    /// Counts `number` alone, if it is on the list.
    pub fn of_item(view: &View<'_>, round: &Round<'_>, required: bool, (number, item): (u32, &Item<'_>)) -> Tally {
        Tally::of_items(view, round, required, item.is_live().then_some((number, item)).into_iter())
    }

    fn of_items<'i, 'v: 'i>(
        view: &View<'_>,
        round: &Round<'_>,
        required: bool,
        items: impl Iterator<Item = (u32, &'i Item<'v>)>,
    ) -> Tally {
        let (mut tally, mut days) = (Tally::default(), DueDays::default());
        for (number, item) in items {
            tally.live += 1;
            for body in &round.rule.asked {
                match item.stance(*body) {
                    Stance::Consents(_) => {}
                    Stance::Unclear(event) => tally.unclear.entry(*body).or_default().add(number, Some(event.place)),
                    Stance::Withheld(opinion, event) => {
                        tally.withheld.entry((*body, opinion)).or_default().add(number, Some(event.place));
                    }
                    Stance::Awaited(_) => {
                        let due = days.due(view, item, *body);
                        tally.awaited.entry((*body, due)).or_default().add(number, None);
                    }
                }
            }
            match round.stated(item, required) {
                Stated::NotNeeded | Stated::Holds(_) => {}
                Stated::Awaited => tally.not_stated.add(number, None),
                Stated::NotYet(event) => tally.departments_not_yet.add(number, Some(event.place)),
                Stated::Unsaid(event) => tally.departments_unsaid.add(number, Some(event.place)),
            }
        }
        for on in [&mut tally.departments_not_yet, &mut tally.departments_unsaid] {
            on.events.sort();
            on.events.dedup();
        }
        tally
    }

    /// The verdict: one consent withheld is enough for no; what is awaited comes before what cannot be told.
    pub fn status(&self) -> Status {
        let awaited = [&self.not_stated, &self.departments_not_yet];
        if !self.withheld.is_empty() {
            Status::No
        } else if self.live == 0 || !self.awaited.is_empty() || awaited.iter().any(|on| !on.items.is_empty()) {
            Status::NotYet
        } else if !self.unclear.is_empty() || !self.departments_unsaid.items.is_empty() {
            Status::CannotTell
        } else {
            Status::Yes
        }
    }
}

/// A message about items.
pub(super) fn on_items(said: Message, items: &[u32]) -> Message {
    said.with("items", Arg::Numbers(items.iter().map(|item| i64::from(*item)).collect()))
}

/// Whose reply is awaited, on which items, by when if a day was set.
pub(super) fn awaited(from: impl IntoIterator<Item = BodyId>, due: Option<Deadline>, items: &[u32]) -> Message {
    let key = match due {
        Some(due) if due.provisional => "opinion-awaited-provisional",
        Some(_) => "opinion-awaited",
        None => "opinion-awaited-no-day",
    };
    let said = on_items(Message::new(key).bodies("from", from), items);
    due.map_or(said.clone(), |due| said.date("due", due.day))
}

/// The three ways of not consenting, each with its own words.
pub(super) fn withheld(by: BodyId, opinion: Opinion, items: &[u32]) -> Message {
    let key = match opinion {
        Opinion::AgreeWithChanges => "agrees-with-changes",
        Opinion::Reserve => "reserves",
        _ => "disagrees",
    };
    on_items(Message::new(key).body("by", by), items)
}

#[cfg(test)]
mod tests {
    use crate::kinds::key_work::tests::{FOUR, PROPOSED, named};
    use crate::testing::run;
    use expect_test::{Expect, expect};

    /// The verdict after `script`, without the notes on proposals.
    fn check(script: &str, expect: Expect) {
        let said = named(&run(FOUR, &format!("{PROPOSED}\n{script}")));
        let lines = said.lines().filter(|line| !line.contains("no-proposal-filed"));
        expect.assert_eq(&lines.map(|line| format!("{line}\n")).collect::<String>());
    }

    const BOTH_AGREED: &str = "
        on 2018-02-01
        ndrc circulates item 1 text \"one\" on key_work/2018
        ndrc circulates item 2 text \"two\" on key_work/2018
        guangdong gives opinion agree item 1 text \"one\" on key_work/2018
        guangdong gives opinion agree item 2 text \"two\" on key_work/2018
        hong_kong gives opinion agree item 1 text \"one\" on key_work/2018
        hong_kong gives opinion agree item 2 text \"two\" on key_work/2018
        macao gives opinion agree item 1 text \"one\" on key_work/2018
        macao gives opinion agree item 2 text \"two\" on key_work/2018
    ";

    #[test]
    fn what_is_awaited_comes_before_what_is_unclear_and_a_no_before_both() {
        check(
            "
            on 2018-02-01
            ndrc circulates item 1 text \"one\" on key_work/2018
            ndrc states departments agreed on key_work/2018
            guangdong gives opinion no_comment item 1 text \"one\" on key_work/2018
            hong_kong gives opinion agree item 1 text \"one\" on key_work/2018
            ? key_work/2018
            on 2018-02-02
            macao gives opinion agree item 1 text \"one\" on key_work/2018
            ? key_work/2018
            on 2018-02-03
            macao gives opinion disagree item 1 text \"one\" on key_work/2018
            ? key_work/2018
            on 2018-02-04
            guangdong gives opinion no_comment item 1 text \"one\" on key_work/2018 letter_says_consent
            macao corrects macao/4
            ? key_work/2018
        ",
            expect![[r#"
                key_work/2018: not-yet
                  opinion-awaited-no-day from=macao items=1 [art_12]
                  no-comment-unclear by=guangdong items=1 [art_12] <- guangdong/3
                key_work/2018: cannot-tell
                  no-comment-unclear by=guangdong items=1 [art_12] <- guangdong/3
                key_work/2018: no
                  disagrees by=macao items=1 [art_12] <- macao/4
                  no-comment-unclear by=guangdong items=1 [art_12] <- guangdong/3
                key_work/2018: yes on 2018-02-04
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-02-04 items=1 [art_12] <- ndrc/3 ndrc/4 guangdong/4 hong_kong/3 macao/3
            "#]],
        );
    }

    #[test]
    fn a_statement_may_be_on_some_items_only() {
        check(
            &format!(
                "{BOTH_AGREED}
            ndrc states departments agreed items 1 on key_work/2018
            ? key_work/2018
            on 2018-02-02
            ndrc states departments not_yet items 2 on key_work/2018
            ? key_work/2018
            on 2018-02-03
            ndrc states departments agreed on key_work/2018
            ? key_work/2018
            on 2018-02-04
            ndrc states departments not_yet items 2 on key_work/2018
            ndrc corrects ndrc/8
            ? key_work/2018
        "
            ),
            expect![[r#"
                key_work/2018: not-yet
                  departments-statement-awaited from=ndrc items=2 [art_12]
                key_work/2018 (departments_concur=required): not-yet
                  departments-not-yet-agreed from=ndrc items=2 [art_12] <- ndrc/6
                key_work/2018 (departments_concur=sought_only): yes on 2018-02-02
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-02-02 items=1,2 [art_12] <- ndrc/3 ndrc/4 ndrc/5 ndrc/6 guangdong/3 guangdong/4 hong_kong/3 hong_kong/4 macao/3 macao/4
                key_work/2018: yes on 2018-02-03
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-02-03 items=1,2 [art_12] <- ndrc/3 ndrc/4 ndrc/7 guangdong/3 guangdong/4 hong_kong/3 hong_kong/4 macao/3 macao/4
                key_work/2018: yes on 2018-02-03
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-02-03 items=1,2 [art_12] <- ndrc/3 ndrc/4 ndrc/7 guangdong/3 guangdong/4 hong_kong/3 hong_kong/4 macao/3 macao/4
            "#]],
        );
    }

    #[test]
    fn silence_is_named_the_day_after_and_a_late_answer_still_counts() {
        // Monday the 5th: the fifth working day is Monday the 12th, the tenth is the 19th, by forecast.
        check(
            "
            on 2018-02-05
            ndrc circulates item 1 text \"one\" answer_within 5 on key_work/2018
            ndrc circulates item 2 text \"two\" answer_within 10 on key_work/2018
            ndrc states departments agreed on key_work/2018
            guangdong gives opinion agree item 1 text \"one\" on key_work/2018
            guangdong gives opinion agree item 2 text \"two\" on key_work/2018
            hong_kong gives opinion agree item 2 text \"two\" on key_work/2018
            macao gives opinion agree item 1 text \"one\" on key_work/2018
            on 2018-02-12
            ? key_work/2018
            on 2018-02-13
            ? key_work/2018
            hong_kong gives opinion agree item 1 text \"one\" on key_work/2018
            on 2018-02-19
            ? key_work/2018
            on 2018-02-20
            macao gives opinion agree item 2 text \"two\" on key_work/2018
            ? key_work/2018
        ",
            expect![[r#"
                key_work/2018: not-yet
                  opinion-awaited-provisional from=hong_kong items=1 due=2018-02-12 [art_12]
                  opinion-awaited-provisional from=macao items=2 due=2018-02-19 [art_12]
                key_work/2018: not-yet
                  opinion-awaited-provisional from=hong_kong items=1 due=2018-02-12 [art_12]
                  opinion-awaited-provisional from=macao items=2 due=2018-02-19 [art_12]
                  silence-is-not-consent [art_12]
                key_work/2018: not-yet
                  opinion-awaited-provisional from=macao items=2 due=2018-02-19 [art_12]
                key_work/2018: yes on 2018-02-20
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-02-20 items=1,2 [art_12] <- ndrc/3 ndrc/4 ndrc/5 guangdong/3 guangdong/4 hong_kong/3 hong_kong/4 macao/3 macao/4
            "#]],
        );
    }
}
