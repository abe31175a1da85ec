//! Notes beside a list: who proposed, who adopted it in what form, reasons and reported papers. None decides anything.

use super::grounds::List;
use crate::act::{Act, AdoptionForm, Event};
use crate::finding::Because;
use crate::id::{BodyId, Digest, MatterId, Place};
use crate::message::{Arg, Message};
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};

/// Who has proposed, and who has said that it has no proposal.
#[derive(Default)]
pub(super) struct Proposals {
    pub events: Vec<Place>,
    pub none_filed: BTreeMap<BodyId, Place>,
    pub silent: Vec<BodyId>,
}

impl Proposals {
    /// The proposals of a matter.
    pub fn of(view: &View<'_>, matter: MatterId, proposers: &[BodyId]) -> Proposals {
        let (mut proposals, mut proposed) = (Proposals::default(), BTreeSet::new());
        for event in view.events(matter) {
            match event.act {
                Act::ProposeTask { .. } => {
                    proposals.events.push(event.place);
                    proposed.insert(event.author);
                }
                Act::NoProposal {} => drop(proposals.none_filed.insert(event.author, event.place)),
                _ => {}
            }
        }
        // Whoever has proposed has a proposal, whatever it said before.
        proposals.none_filed.retain(|body, _| !proposed.contains(body));
        let heard = |body: &BodyId| proposed.contains(body) || proposals.none_filed.contains_key(body);
        proposals.silent = proposers.iter().copied().filter(|body| !heard(body)).collect();
        proposals
    }
}

impl List<'_, '_> {
    /// What was proposed: what the list waits for if it has no item, and notes that never stand in its way.
    pub(super) fn proposals(&self, has_items: bool) -> Vec<Because> {
        let proposals = Proposals::of(self.view, self.matter, &self.rule.proposers);
        let mut grounds = Vec::new();
        let parked = self.round.items.values().filter_map(|item| item.parked).map(|event| event.place);
        let parked: Vec<Place> = parked.collect();
        if !has_items {
            grounds.push(if !parked.is_empty() {
                self.ground(Message::new("every-item-parked")).from(parked)
            } else if !proposals.events.is_empty() {
                let said = Message::new("circulation-awaited").body("from", self.round.rule.convener);
                self.ground(said.number("proposals", proposals.events.len() as i64)).from(proposals.events.iter().copied())
            } else if proposals.silent.is_empty() {
                self.ground(Message::new("nobody-proposes"))
            } else {
                self.ground(Message::new("proposals-awaited").bodies("from", proposals.silent.iter().copied()))
            });
        }
        if !proposals.none_filed.is_empty() {
            let said = Message::new("no-proposal-filed").bodies("by", proposals.none_filed.keys().copied());
            grounds.push(self.ground(said).from(proposals.none_filed.values().copied()));
        }
        if !proposals.silent.is_empty() && (has_items || !proposals.events.is_empty()) {
            grounds.push(self.ground(Message::new("no-proposal-on-record").bodies("from", proposals.silent)));
        }
        grounds
    }

    /// Instruments that adopt the list: what each has named last, its own hand apart from what the public record tells.
    pub(super) fn adoption(&self) -> Vec<Because> {
        let (mut last, mut told) = (BTreeMap::new(), Vec::new());
        for event in self.view.events(self.matter) {
            match event.act {
                Act::AdoptList { form, text }
                    if event.author == event.place.log && self.rule.agreeing().contains(&event.author) =>
                {
                    last.insert(event.author, (form, text, event));
                }
                Act::AdoptList { form, text } => told.push((form, text, event)),
                _ => {}
            }
        }
        let mut papers: Vec<(AdoptionForm, Digest, Vec<&Event>)> = Vec::new();
        for (form, text, event) in last.values() {
            match papers.iter_mut().find(|(same, digest, _)| same == form && digest == text) {
                Some((_, _, events)) => events.push(event),
                None => papers.push((*form, *text, vec![event])),
            }
        }
        let named = |key, form: AdoptionForm, text| Message::new(key).word("form", form.word()).with("text", Arg::Digest(text));
        let mut grounds: Vec<Because> = Vec::new();
        for (form, text, events) in papers {
            let by: Vec<BodyId> = events.iter().map(|event| event.author).collect();
            let missing: Vec<BodyId> = self.rule.agreeing().into_iter().filter(|body| !by.contains(body)).collect();
            let day = events.iter().map(|event| event.occurred).max().unwrap_or(self.view.as_of);
            let said = if missing.is_empty() {
                named("list-adopted", form, text).bodies("by", by).date("day", day)
            } else {
                named("list-adopted-by-some", form, text).bodies("by", by).bodies("from", missing)
            };
            grounds.push(self.ground(said).from(events.iter().map(|event| event.place)));
        }
        let told = told.into_iter().map(|(form, text, event)| {
            self.ground(named("adoption-reported", form, text).date("day", event.occurred)).from([event.place])
        });
        grounds.extend(told);
        grounds
    }

    pub(super) fn papers(&self) -> Vec<Because> {
        let paper = |event: &Event| match &event.act {
            Act::ReportPaper { about, text } => {
                let said =
                    Message::new("paper-reported").body("by", event.author).body("about", *about).text("paper", text.clone());
                Some(self.ground(said).from([event.place]))
            }
            _ => None,
        };
        self.view.events(self.matter).filter_map(paper).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::kinds::key_work::tests::{FOUR, PROPOSED, named};
    use crate::testing::run;
    use expect_test::{Expect, expect};

    fn check(script: &str, expect: Expect) {
        expect.assert_eq(&named(&run(FOUR, script)));
    }

    #[test]
    fn whoever_proposes_after_all_has_a_proposal() {
        check(
            "
            on 2018-01-10
            guangdong has no proposal on key_work/2018
            ? key_work/2018
            on 2018-01-12
            guangdong proposes task text \"library\" on key_work/2018
            ? key_work/2018
            guangdong has no proposal on key_work/2018
            ? key_work/2018
            ? next
            guangdong corrects guangdong/3
            ? key_work/2018
            known 2018-01-11
            ? key_work/2018
        ",
            expect![[r#"
                key_work/2018: not-yet
                  proposals-awaited from=ndrc,hong_kong,macao [art_12]
                  no-proposal-filed by=guangdong [art_12] <- guangdong/2
                key_work/2018: not-yet
                  circulation-awaited from=ndrc proposals=1 [art_12] <- guangdong/3
                  no-proposal-on-record from=ndrc,hong_kong,macao [art_12]
                key_work/2018: not-yet
                  circulation-awaited from=ndrc proposals=1 [art_12] <- guangdong/3
                  no-proposal-on-record from=ndrc,hong_kong,macao [art_12]
                next ndrc,hong_kong,macao propose_task on key_work/2018
                next ndrc circulate on key_work/2018
                key_work/2018: not-yet
                  proposals-awaited from=ndrc,hong_kong,macao [art_12]
                  no-proposal-filed by=guangdong [art_12] <- guangdong/4
                key_work/2018: not-yet
                  proposals-awaited from=ndrc,hong_kong,macao [art_12]
                  no-proposal-filed by=guangdong [art_12] <- guangdong/2
            "#]],
        );
    }

    #[test]
    fn each_adopts_in_the_form_it_named_last() {
        check(
            "
            on 2018-03-01
            ndrc adopts list meeting text \"list\" on key_work/2018
            guangdong adopts list joint_signature text \"list\" on key_work/2018
            hong_kong adopts list meeting text \"list\" on key_work/2018
            macao adopts list meeting text \"list\" on key_work/2018 paper
            ? key_work/2018
            on 2018-03-05
            guangdong adopts list meeting text \"list\" on key_work/2018
            ? key_work/2018
            guangdong corrects guangdong/3
            ? key_work/2018
        ",
            expect![[r#"
                key_work/2018: not-yet
                  proposals-awaited from=ndrc,guangdong,hong_kong,macao [art_12]
                  list-adopted-by-some form=meeting text=list by=ndrc,hong_kong,macao from=guangdong [art_12] <- ndrc/2 hong_kong/2 macao/2
                  list-adopted-by-some form=joint_signature text=list by=guangdong from=ndrc,hong_kong,macao [art_12] <- guangdong/2
                key_work/2018: not-yet
                  proposals-awaited from=ndrc,guangdong,hong_kong,macao [art_12]
                  list-adopted form=meeting text=list by=ndrc,guangdong,hong_kong,macao day=2018-03-05 [art_12] <- ndrc/2 guangdong/3 hong_kong/2 macao/2
                key_work/2018: not-yet
                  proposals-awaited from=ndrc,guangdong,hong_kong,macao [art_12]
                  list-adopted-by-some form=meeting text=list by=ndrc,hong_kong,macao from=guangdong [art_12] <- ndrc/2 hong_kong/2 macao/2
                  list-adopted-by-some form=joint_signature text=list by=guangdong from=ndrc,hong_kong,macao [art_12] <- guangdong/2
            "#]],
        );
    }

    #[test]
    fn a_reported_paper_is_no_opinion_until_its_own_party_records_it() {
        check(
            &format!(
                "{PROPOSED}
            on 2018-02-01
            ndrc circulates item 1 text \"one\" on key_work/2018
            guangdong gives opinion agree item 1 text \"one\" on key_work/2018
            macao gives opinion agree item 1 text \"one\" on key_work/2018
            ndrc states departments agreed on key_work/2018
            ndrc reports paper about hong_kong text \"letter 3\" on key_work/2018
            ? key_work/2018
            on 2018-02-08
            hong_kong gives opinion agree item 1 text \"one\" on key_work/2018 paper occurred 2018-01-31
            hong_kong gives opinion agree item 1 text \"one\" on key_work/2018 paper occurred 2018-02-01
            ? key_work/2018
        "
            ),
            expect![[r#"
                key_work/2018: not-yet
                  opinion-awaited-no-day from=hong_kong items=1 [art_12]
                  no-proposal-filed by=ndrc,guangdong,hong_kong [art_12] <- ndrc/2 guangdong/2 hong_kong/2
                  paper-reported by=ndrc about=hong_kong paper=letter 3 [art_12] <- ndrc/5
                refused item-unknown item=1 [art_12]
                key_work/2018: yes on 2018-02-01
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-02-01 items=1 [art_12] <- ndrc/3 ndrc/4 guangdong/3 hong_kong/3 macao/3
                  no-proposal-filed by=ndrc,guangdong,hong_kong [art_12] <- ndrc/2 guangdong/2 hong_kong/2
                  paper-reported by=ndrc about=hong_kong paper=letter 3 [art_12] <- ndrc/5
            "#]],
        );
    }
}
