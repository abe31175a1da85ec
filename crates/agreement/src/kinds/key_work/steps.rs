//! What a list needs next, and from whom.

use super::super::opinion_round::Round;
use super::notes::Proposals;
use super::tally::{On, Tally, awaited, on_items, withheld};
use super::{KeyWork, item_of_year};
use crate::act::{Act, ActKind, Closing, Opinion};
use crate::finding::{Because, Step};
use crate::id::{BodyId, Cite, Digest, MatterId, Place, RuleId};
use crate::message::Message;
use crate::reading::under;
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The acts that the lists of all years need next. The default reading says which year is open.
pub(super) fn steps(rule: &KeyWork, view: &View<'_>, id: RuleId) -> Vec<Step> {
    let cite = view.agreement.rule(id).cite;
    let (required, open) = *under(&[], view.readings, |reading| {
        let periods = view.force(reading).span().map(|force| rule.every.periods(force, view.as_of, reading));
        let open = periods.unwrap_or_default().into_iter().find(|period| period.first <= view.as_of && view.as_of <= period.last);
        (rule.round.required(reading), open.map(|period| period.year))
    })
    .first();
    let in_sight = view.matters_of(id).filter_map(MatterId::year);
    let years: BTreeSet<i16> = in_sight.chain(open).collect();
    let mut steps = Vec::new();
    let mut carried: Vec<(u32, Place, Option<Digest>)> = Vec::new();
    let mut before: Option<i16> = None;
    for year in years {
        let matter = MatterId::period(id, year);
        let need = Need { rule, view, matter, cite, round: view.round(matter) };
        if before.is_some_and(|before| before + 1 == year) {
            steps.extend(need.carried_over(&carried, before.expect("the year before was just met")));
        }
        steps.extend(need.proposals(open == Some(year)));
        steps.extend(need.round(required));
        carried = need.carries_over();
        before = Some(year);
    }
    steps
}

struct Need<'a, 'v> {
    rule: &'a KeyWork,
    view: &'a View<'v>,
    matter: MatterId,
    cite: Cite,
    round: Rc<Round<'v>>,
}

impl Need<'_, '_> {
    fn step(&self, who: Vec<BodyId>, act: ActKind, item: Option<u32>, said: Message, events: &[Place]) -> Step {
        let because = Because::new(said, self.cite).from(events.iter().copied());
        Step { who, act, matter: Some(self.matter), item, due: None, because }
    }

    fn convener(&self) -> Vec<BodyId> {
        vec![self.round.rule.convener]
    }

    /// Before anything is circulated: proposals while the year is open, then the circulation.
    fn proposals(&self, open: bool) -> Vec<Step> {
        if self.round.items.values().any(|item| item.current.is_some()) {
            return Vec::new();
        }
        let proposals = Proposals::of(self.view, self.matter, &self.rule.proposers);
        let mut steps = Vec::new();
        if open && !proposals.silent.is_empty() {
            let said = Message::new("proposals-awaited").bodies("from", proposals.silent.iter().copied());
            steps.push(self.step(proposals.silent.clone(), ActKind::ProposeTask, None, said, &[]));
        }
        if !proposals.events.is_empty() {
            let said = Message::new("circulation-awaited").body("from", self.round.rule.convener);
            let said = said.number("proposals", proposals.events.len() as i64);
            steps.push(self.step(self.convener(), ActKind::Circulate, None, said, &proposals.events));
        }
        steps
    }

    /// What the items that are not closed still need.
    fn round(&self, required: bool) -> Vec<Step> {
        let tally = Tally::of(self.view, &self.round, required);
        let open = |on: &On| -> Option<On> {
            let items = on.items.iter().copied().filter(|item| self.round.items[item].closed.is_none());
            let items: Vec<u32> = items.collect();
            (!items.is_empty()).then(|| On { items, events: on.events.clone() })
        };
        let mut steps = Vec::new();
        for ((body, due), on) in &tally.awaited {
            let Some(on) = open(on) else { continue };
            let step = self.step(vec![*body], ActKind::GiveOpinion, on.single(), awaited([*body], *due, &on.items), &[]);
            steps.push(Step { due: *due, ..step });
        }
        for (body, on) in &tally.unclear {
            let Some(on) = open(on) else { continue };
            let said = on_items(Message::new("no-comment-unclear").body("by", *body), &on.items);
            steps.push(self.step(vec![*body], ActKind::GiveOpinion, on.single(), said, &on.events));
        }
        let departments = [
            ("departments-statement-awaited", &tally.not_stated),
            ("departments-not-yet-agreed", &tally.departments_not_yet),
            ("departments-answer-not-stated", &tally.departments_unsaid),
        ];
        for (key, on) in departments {
            let Some(on) = open(on) else { continue };
            let said = on_items(Message::new(key).body("from", self.round.rule.convener), &on.items);
            steps.push(self.step(self.convener(), ActKind::StateDepartments, on.single(), said, &on.events));
        }
        steps.extend(self.redraft(&tally));
        steps
    }

    /// A new text for each item to which consent is withheld.
    fn redraft(&self, tally: &Tally) -> Vec<Step> {
        let mut by_item: BTreeMap<u32, Vec<(BodyId, Opinion, Place)>> = BTreeMap::new();
        for ((body, opinion), on) in &tally.withheld {
            for (item, place) in on.items.iter().zip(&on.events) {
                by_item.entry(*item).or_default().push((*body, *opinion, *place));
            }
        }
        let open = by_item.into_iter().filter(|(item, _)| self.round.items[item].closed.is_none());
        open.map(|(item, answers)| {
            let said = Message::new("redraft-awaited").body("from", self.round.rule.convener).number("item", item);
            let step = self.step(self.convener(), ActKind::Circulate, Some(item), said, &[]);
            let inner = answers
                .into_iter()
                .map(|(body, opinion, place)| Because::new(withheld(body, opinion, &[item]), self.cite).from([place]));
            let because = step.because.inner(inner.collect());
            Step { because, ..step }
        })
        .collect()
    }

    /// The items carried into the next year: number, closing act, text.
    fn carries_over(&self) -> Vec<(u32, Place, Option<Digest>)> {
        let items = self.round.items.iter();
        let carried = items.filter_map(|(number, item)| match item.closed {
            Some((Closing::CarriedOver, event)) => Some((*number, event.place, item.text())),
            _ => None,
        });
        carried.collect()
    }

    /// The items carried over from the year before that nobody has taken up.
    fn carried_over(&self, carried: &[(u32, Place, Option<Digest>)], from: i16) -> Vec<Step> {
        if carried.is_empty() {
            return Vec::new();
        }
        let (mut named, mut texts) = (BTreeSet::new(), BTreeSet::new());
        for event in self.view.events(self.matter) {
            match &event.act {
                Act::ProposeTask { carried_from: Some(source), .. } => named.extend(item_of_year(source)),
                Act::Circulate { text, .. } => drop(texts.insert(*text)),
                _ => {}
            }
        }
        let waits = |(item, _, text): &&(u32, Place, Option<Digest>)| {
            !named.contains(&(from, *item)) && text.is_none_or(|text| !texts.contains(&text))
        };
        let earlier = MatterId::period(self.matter.rule, from);
        let waiting = carried.iter().filter(waits).map(|(item, place, _)| {
            let said = Message::new("carried-over").matter("matter", earlier).number("item", *item);
            self.step(self.convener(), ActKind::Circulate, None, said, &[*place])
        });
        waiting.collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::kinds::key_work::tests::{AGREED, FOUR, PROPOSED, named};
    use crate::testing::run;
    use expect_test::{Expect, expect};

    fn check(script: &str, expect: Expect) {
        expect.assert_eq(&named(&run(FOUR, &format!("{PROPOSED}{script}"))));
    }

    #[test]
    fn only_what_is_carried_over_waits_and_only_in_the_next_year() {
        check(
            &format!(
                "{AGREED}
            on 2018-12-20
            ndrc closes carried_over item 1 on key_work/2018
            ndrc closes done item 2 on key_work/2018
            on 2018-12-31
            ? next
            on 2019-01-01
            ? next
            guangdong proposes task text \"ferry\" carried_from 2018.2 on key_work/2019
            ? next
            macao proposes task text \"one\" carried_from 2018.1 on key_work/2019
            ? next
            macao corrects macao/5
            ndrc corrects ndrc/6
            ? next
        "
            ),
            expect![[r#"
                next ndrc circulate on key_work/2019
                next ndrc,guangdong,hong_kong,macao propose_task on key_work/2019
                next ndrc circulate on key_work/2019
                next ndrc,hong_kong,macao propose_task on key_work/2019
                next ndrc circulate on key_work/2019
                next ndrc,hong_kong propose_task on key_work/2019
                next ndrc circulate on key_work/2019
                next ndrc,hong_kong,macao propose_task on key_work/2019
                next ndrc circulate on key_work/2019
                next ndrc,guangdong,hong_kong,macao report_progress on key_work/2018 item 1
            "#]],
        );
    }

    #[test]
    fn an_item_that_two_withhold_consent_from_needs_one_new_text() {
        check(
            "
            on 2018-02-01
            ndrc circulates item 1 text \"one\" on key_work/2018
            ndrc circulates item 2 text \"two\" on key_work/2018
            ndrc states departments agreed on key_work/2018
            guangdong gives opinion reserve item 1 text \"one\" on key_work/2018
            guangdong gives opinion agree item 2 text \"two\" on key_work/2018
            hong_kong gives opinion agree item 1 text \"one\" on key_work/2018
            hong_kong gives opinion agree item 2 text \"two\" on key_work/2018
            macao gives opinion agree_with_changes item 1 text \"one\" on key_work/2018
            macao gives opinion disagree item 2 text \"two\" on key_work/2018
            ? next
            on 2018-02-10
            ndrc parks item 2 on key_work/2018
            ndrc circulates item 1 text \"two, redrafted\" on key_work/2018
            ? next
            on 2018-02-09
            ? next
        ",
            expect![[r#"
                next ndrc circulate on key_work/2018 item 1
                next ndrc circulate on key_work/2018 item 2
                next guangdong give_opinion on key_work/2018 item 1
                next hong_kong give_opinion on key_work/2018 item 1
                next macao give_opinion on key_work/2018 item 1
                next ndrc state_departments on key_work/2018 item 1
                next ndrc circulate on key_work/2018 item 1
                next ndrc circulate on key_work/2018 item 2
            "#]],
        );
    }

    #[test]
    fn going_back_to_an_earlier_text_asks_those_who_answered_the_later_one() {
        check(
            "
            on 2018-02-01
            ndrc circulates item 1 text \"one\" on key_work/2018
            guangdong gives opinion agree item 1 text \"one\" on key_work/2018
            hong_kong gives opinion agree item 1 text \"one\" on key_work/2018
            macao gives opinion agree item 1 text \"one\" on key_work/2018
            ndrc states departments agreed on key_work/2018
            on 2018-02-10
            ndrc circulates item 1 text \"two\" on key_work/2018
            macao gives opinion reserve item 1 text \"two\" on key_work/2018
            ? next
            on 2018-02-20
            ndrc circulates item 1 text \"one\" on key_work/2018
            macao gives opinion agree item 1 text \"two\" on key_work/2018 unseen ndrc/6
            ? next
            macao gives opinion agree item 1 text \"one\" on key_work/2018
            ndrc states departments agreed items 1 on key_work/2018
            ? key_work/2018
        ",
            expect![[r#"
                next guangdong give_opinion on key_work/2018 item 1
                next hong_kong give_opinion on key_work/2018 item 1
                next ndrc state_departments on key_work/2018 item 1
                next ndrc circulate on key_work/2018 item 1
                next ndrc,guangdong,hong_kong,macao report_progress on key_work/2018 item 1
                next macao give_opinion on key_work/2018 item 1
                next ndrc state_departments on key_work/2018 item 1
                key_work/2018: yes on 2018-02-20
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-02-20 items=1 [art_12] <- ndrc/6 ndrc/7 guangdong/3 hong_kong/3 macao/6
                  no-proposal-filed by=ndrc,guangdong,hong_kong [art_12] <- ndrc/2 guangdong/2 hong_kong/2
            "#]],
        );
    }

    #[test]
    fn a_year_that_is_over_no_longer_asks_for_proposals_but_for_what_it_began() {
        check(
            "
            on 2018-12-31
            ? next
            on 2019-01-01
            ? next
            on 2022-06-30
            ? next
            on 2022-07-01
            ? next
        ",
            expect![[r#"
                next ndrc circulate on key_work/2018
                next ndrc circulate on key_work/2018
                next ndrc,guangdong,hong_kong,macao propose_task on key_work/2019
                next ndrc circulate on key_work/2018
                next ndrc,guangdong,hong_kong,macao propose_task on key_work/2022
                next ndrc circulate on key_work/2018
            "#]],
        );
    }
}
