//! Key work: the list of each year that all propose, the convener circulates, and those asked must agree on item by item.
//!
//! Settled is a computation, never an act; an instrument that adopts the list is optional and only noted.

mod grounds;
mod notes;
mod steps;
mod tally;

use super::Provision;
use super::opinion_round::{Departments, OpinionRound};
use super::publication::{self, Whose};
use crate::act::{Act, ActKind, Event};
use crate::duty;
use crate::finding::{Duty, Finding, Step};
use crate::id::{BodyId, MatterId, Occasion, RuleId};
use crate::period::{self, DUE, EVERY, Every};
use crate::reading::{Answer, Choice, under};
use crate::refusal::Refusal;
use crate::rule_file::Tree;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, has, may_have, maybe, one};
use crate::state::Case;
use crate::view::View;
use std::collections::BTreeMap;

/// The yearly list.
#[derive(Debug)]
pub struct KeyWork {
    /// How often there is a list.
    pub every: Every,
    /// Who proposes tasks.
    pub proposers: Vec<BodyId>,
    /// How the list is agreed.
    pub round: OpinionRound,
    /// Who carries it out.
    pub implementers: Vec<BodyId>,
}

const BY: &[crate::rule_file::vocabulary::Slot] = &[one("by", Takes::Ref(Space::Voters))];
const PROPOSE: Shape = Shape { name: "propose", args: &[], props: BY, children: &[] };
const CONVENER: Shape = Shape { name: "convener", args: &[one("body", Takes::Ref(Space::Body))], props: &[], children: &[] };
const ASKED: Shape = Shape { name: "asked", args: &[], props: BY, children: &[] };
const DEPARTMENTS: Shape = Shape {
    name: "departments",
    args: &[one("body", Takes::Ref(Space::Body))],
    props: &[maybe("reading", Takes::Ref(Space::Point))],
    children: &[],
};
const IMPLEMENT: Shape = Shape { name: "implement", args: &[], props: BY, children: &[] };

/// `key_work cite=… { every "year"; propose by=…; convener …; asked by=…; departments … reading=…; implement by=… }`
pub const SHAPE: Shape = Shape {
    name: "key_work",
    args: &[],
    props: &[RULE_ID, CITE],
    children: &[has(&EVERY), may_have(&DUE), has(&PROPOSE), has(&CONVENER), has(&ASKED), may_have(&DEPARTMENTS), has(&IMPLEMENT)],
};

impl KeyWork {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<KeyWork> {
        let every = period::read(tree, &|id, option| lookup.agreement.option(id, option));
        let by = |name: &str| tree.child(name).map(|node| lookup.voters(node, "by")).unwrap_or_default();
        let (proposers, implementers, mut asked) = (by("propose"), by("implement"), by("asked"));
        let convener = tree.child_word("convener").and_then(|id| lookup.agreement.body(id))?;
        asked.retain(|body| *body != convener);
        let departments = tree.child("departments").and_then(|node| {
            let required = lookup.option(node, "reading", "required");
            lookup.agreement.body(node.id()).map(|body| Departments { body, required })
        });
        let round = OpinionRound { convener, asked, departments };
        Some(KeyWork { every, proposers, round, implementers })
    }

    /// Whose agreement makes the list, in the agreement's order: those who may also adopt it.
    pub fn agreeing(&self) -> Vec<BodyId> {
        let mut bodies = self.round.asked.clone();
        bodies.push(self.round.convener);
        bodies.sort();
        bodies
    }

    /// How one item of the list stands; none if it has not been circulated.
    pub fn stand_of_item(&self, view: &View<'_>, matter: MatterId, number: u32) -> Option<Answer<Finding>> {
        let round = view.round(matter);
        let list = grounds::List { view, rule: self, matter, cite: view.agreement.rule(matter.rule).cite, round: &round };
        let both = [list.item_finding(number, false)?, list.item_finding(number, true)?];
        Some(under(&self.round.points(), view.readings, |reading| both[usize::from(self.round.required(reading))].clone()))
    }

    /// An item once its text is agreed, and then what each reports on it.
    fn for_the_public(&self, case: &Case<'_>, event: &Event) -> Result<Whose, Refusal> {
        match event.act {
            Act::Circulate { item, text, .. } => self.round.agreed(case, item, Some(text)).map(Whose::All),
            Act::ReportProgress { item, .. } => self.round.agreed(case, item, None).map(Whose::Own),
            _ => publication::own(event, &[ActKind::RecordReason]),
        }
    }

    fn check_carried(&self, case: &Case<'_>, carried_from: Option<&str>) -> Result<(), Refusal> {
        match carried_from.and_then(item_of_year) {
            Some((year, item)) => self.round.check_item(case, MatterId::period(case.rule, year), item),
            None => Ok(()),
        }
    }
}

/// The year and the item that `2018.3` names; any other text is a remark about another list.
pub fn item_of_year(text: &str) -> Option<(i16, u32)> {
    let (year, item) = text.split_once('.')?;
    Some((year.parse().ok()?, item.parse().ok()?))
}

impl Provision for KeyWork {
    fn accepts(&self, act: ActKind) -> bool {
        match act {
            ActKind::StateDepartments => self.round.departments.is_some(),
            ActKind::ProposeTask | ActKind::NoProposal | ActKind::Circulate | ActKind::GiveOpinion => true,
            ActKind::ParkTask | ActKind::AdoptList | ActKind::ReportProgress | ActKind::CloseTask => true,
            ActKind::RecordReason | ActKind::ReportPaper | ActKind::Publish => true,
            _ => false,
        }
    }

    fn has_periods(&self) -> bool {
        true
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        if !matches!(case.matter.occasion, Occasion::Period(_)) {
            return Err(Refusal::NoSuchMatter { matter: case.matter });
        }
        match &case.event.act {
            Act::ProposeTask { carried_from, .. } => {
                case.itself(&self.proposers)?;
                self.check_carried(case, carried_from.as_deref())?;
            }
            Act::NoProposal {} => case.itself(&self.proposers)?,
            Act::AdoptList { .. } => case.entitled(&self.agreeing())?,
            Act::ReportProgress { item, .. } => {
                case.entitled(&self.implementers)?;
                self.round.check_item(case, case.matter, *item)?;
            }
            Act::RecordReason { .. } | Act::ReportPaper { .. } => {
                let parties: Vec<BodyId> = case.state.agreement.parties().collect();
                case.entitled(&parties)?;
            }
            Act::Publish { .. } => return publication::check(case, |event| self.for_the_public(case, event)),
            _ => self.round.check(case)?,
        }
        Ok(Vec::new())
    }

    fn stand(&self, view: &View<'_>, matter: MatterId, detail: bool) -> Option<Answer<Finding>> {
        matter.year()?;
        let round = view.round(matter);
        let list = grounds::List { view, rule: self, matter, cite: view.agreement.rule(matter.rule).cite, round: &round };
        let both = [false, true].map(|required| list.finding(required, detail));
        Some(under(&self.round.points(), view.readings, |reading| both[usize::from(self.round.required(reading))].clone()))
    }

    fn duties(&self, view: &View<'_>, rule: RuleId) -> Vec<Duty> {
        let cite = view.agreement.rule(rule).cite;
        let matters = view.matters_of(rule).filter_map(|matter| matter.year().map(|year| (year, matter)));
        let met: BTreeMap<i16, [duty::MetBy; 2]> = matters
            .map(|(year, matter)| {
                let round = view.round(matter);
                (year, [false, true].map(|required| round.became_settled(required)))
            })
            .collect();
        duty::by_period(view, rule, &self.every, &self.proposers, &self.round.points(), |reading, period| {
            let met = met.get(&period.year).and_then(|met| met[usize::from(self.round.required(reading))].clone());
            let mut finding = duty::timed(view, period, met, cite);
            finding.because.extend(duty::reasons(view.events(MatterId::period(rule, period.year)), cite));
            finding
        })
    }

    fn steps(&self, view: &View<'_>, rule: RuleId) -> Vec<Step> {
        steps::steps(self, view, rule)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use crate::id::Digest;
    use crate::testing::run;
    use expect_test::{Expect, expect};

    /// A list of four parties, three of which are asked, with departments beside them.
    pub const FOUR: &str = r#"
        agreement test format=1
        provision art_12
        provision end
        calendar north
        calendar east
        party ndrc
        party guangdong calendar=north
        party hong_kong calendar=east
        party macao
        outside national_departments answers=ndrc cite=art_12
        group four cite=end { members ndrc guangdong hong_kong macao }
        group three cite=art_12 { members guangdong hong_kong macao }
        reading departments_concur cite=art_12 { option required; option sought_only }
        entry_into_force cite=end { signature by=four }
        term cite=end { years 5 }
        key_work cite=art_12 {
            every "year"
            propose by=four
            convener ndrc
            asked by=three
            departments national_departments reading=departments_concur
            implement by=four
        }
        progress cite=art_12 on=key_work by=four
        signed date="2017-07-01" by=four cite=end
    "#;

    /// Everyone has said whether it proposes, so that the notes on proposals are short.
    pub const PROPOSED: &str = "
        on 2018-01-10
        ndrc has no proposal on key_work/2018
        guangdong has no proposal on key_work/2018
        hong_kong has no proposal on key_work/2018
        macao proposes task text \"library\" on key_work/2018
    ";

    /// Two items are circulated, agreed by all, and the departments agree.
    pub const AGREED: &str = "
        on 2018-02-01
        ndrc circulates item 1 text \"one\" on key_work/2018
        ndrc circulates item 2 text \"two\" on key_work/2018
        on 2018-02-05
        guangdong gives opinion agree item 1 text \"one\" on key_work/2018
        guangdong gives opinion agree item 2 text \"two\" on key_work/2018
        hong_kong gives opinion agree item 1 text \"one\" on key_work/2018
        hong_kong gives opinion agree item 2 text \"two\" on key_work/2018
        macao gives opinion agree item 1 text \"one\" on key_work/2018
        macao gives opinion agree item 2 text \"two\" on key_work/2018
        on 2018-02-20
        ndrc states departments agreed on key_work/2018
    ";

    fn check(script: &str, expect: Expect) {
        expect.assert_eq(&named(&run(FOUR, script)));
    }

    /// Says the texts of these tables instead of their digests.
    pub fn named(said: &str) -> String {
        let texts = ["list", "another", "library", "ferry", "one", "two", "two, redrafted"];
        texts.iter().fold(said.to_owned(), |said, text| said.replace(&Digest::of(text.as_bytes()).to_string(), text))
    }

    #[test]
    fn a_year_that_goes_well() {
        check(
            "
            on 2018-01-10
            ? key_work/2018
            guangdong proposes task text \"bridge\" on key_work/2018
            hong_kong has no proposal on key_work/2018
            ? key_work/2018
            on 2018-02-01
            ndrc circulates item 1 text \"bridge, merged\" merges guangdong/2 on key_work/2018
            on 2018-02-05
            guangdong gives opinion agree item 1 text \"bridge, merged\" on key_work/2018
            hong_kong gives opinion agree item 1 text \"bridge, merged\" on key_work/2018
            on 2018-02-06
            macao gives opinion agree item 1 text \"bridge, merged\" on key_work/2018
            ? key_work/2018
            on 2018-02-20
            ndrc states departments agreed on key_work/2018
            on 2018-03-01
            ? key_work/2018
            ? duties
        ",
            expect![[r#"
                key_work/2018: not-yet
                  proposals-awaited from=ndrc,guangdong,hong_kong,macao [art_12]
                key_work/2018: not-yet
                  circulation-awaited from=ndrc proposals=1 [art_12] <- guangdong/2
                  no-proposal-filed by=hong_kong [art_12] <- hong_kong/2
                  no-proposal-on-record from=ndrc,macao [art_12]
                key_work/2018: not-yet
                  departments-statement-awaited from=ndrc items=1 [art_12]
                  no-proposal-filed by=hong_kong [art_12] <- hong_kong/2
                  no-proposal-on-record from=ndrc,macao [art_12]
                key_work/2018: yes on 2018-02-20
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-02-20 items=1 [art_12] <- ndrc/2 ndrc/3 guangdong/3 hong_kong/3 macao/2
                  no-proposal-filed by=hong_kong [art_12] <- hong_kong/2
                  no-proposal-on-record from=ndrc,macao [art_12]
                key_work 2017.1: missed due 2017-12-31
                  none-on-record first=2017-07-01 due=2017-12-31 [art_12]
                key_work 2018.1: met on 2018-02-20 due 2018-12-31
                  met-on day=2018-02-20 due=2018-12-31 [art_12] <- ndrc/2 ndrc/3 guangdong/3 hong_kong/3 macao/2
                progress 2018.1: open due 2018-12-31
                  progress-awaited items=1 [art_12]
                  progress-no-day [art_12]
            "#]],
        );
    }

    #[test]
    fn with_detail_each_item_says_what_each_has_answered() {
        check(
            &format!(
                "{PROPOSED}
            on 2018-02-01
            ndrc circulates item 1 text \"library\" merges macao/2 on key_work/2018
            ndrc circulates item 2 text \"ferry\" on key_work/2018
            on 2018-02-05
            ndrc states departments agreed items 1 on key_work/2018
            guangdong gives opinion agree item 1 text \"library\" on key_work/2018 paper
            hong_kong gives opinion no_comment item 1 text \"library\" letter_says_consent on key_work/2018
            macao gives opinion agree item 1 text \"library\" on key_work/2018
            macao gives opinion reserve item 2 text \"ferry\" on key_work/2018
            macao reports progress under_way item 1 on key_work/2018
            ndrc parks item 2 on key_work/2018
            ndrc closes carried_over item 1 on key_work/2018
            ? key_work/2018 +
        "
            ),
            expect![[r#"
                key_work/2018: yes on 2018-02-05
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-02-05 items=1 [art_12] <- ndrc/3 ndrc/5 ndrc/6 guangdong/3 hong_kong/3 macao/3
                  no-proposal-filed by=ndrc,guangdong,hong_kong [art_12] <- ndrc/2 guangdong/2 hong_kong/2
                  item-agreed item=1 text=library day=2018-02-01 [art_12] <- ndrc/3 macao/2
                    opinion-given-on-paper by=guangdong opinion=agree day=2018-02-05 [art_12] <- guangdong/3
                    opinion-given by=hong_kong opinion=no_comment day=2018-02-05 [art_12] <- hong_kong/3
                      letter-says-consent [art_12]
                    opinion-given by=macao opinion=agree day=2018-02-05 [art_12] <- macao/3
                    departments-stated statement=agreed day=2018-02-05 [art_12] <- ndrc/5
                    progress-reported by=macao stage=under_way day=2018-02-05 [art_12] <- macao/5
                    item-closed closing=carried_over day=2018-02-05 [art_12] <- ndrc/7
                  item-parked item=2 text=ferry day=2018-02-01 [art_12] <- ndrc/4 ndrc/6
            "#]],
        );
    }

    #[test]
    fn without_any_proposal_a_list_waits() {
        check(
            "
            on 2018-01-10
            ndrc has no proposal on key_work/2018
            guangdong has no proposal on key_work/2018
            hong_kong has no proposal on key_work/2018
            ? next
            macao has no proposal on key_work/2018
            ? key_work/2018
            ? next
        ",
            expect![[r#"
                next macao propose_task on key_work/2018
                key_work/2018: not-yet
                  nobody-proposes [art_12]
                  no-proposal-filed by=ndrc,guangdong,hong_kong,macao [art_12] <- ndrc/2 guangdong/2 hong_kong/2 macao/2
            "#]],
        );
    }

    #[test]
    fn each_stage_names_the_next_act() {
        check(
            "
            on 2018-01-10
            ? next
            guangdong proposes task text \"bridge\" on key_work/2018
            ? next
            on 2018-02-01
            ndrc circulates item 1 text \"bridge\" on key_work/2018
            ndrc circulates item 2 text \"ferry\" on key_work/2018
            ? next
            guangdong gives opinion agree item 1 text \"bridge\" on key_work/2018
            guangdong gives opinion disagree item 2 text \"ferry\" on key_work/2018
            hong_kong gives opinion no_comment item 1 text \"bridge\" on key_work/2018
            hong_kong gives opinion agree item 2 text \"ferry\" on key_work/2018
            macao gives opinion agree item 1 text \"bridge\" on key_work/2018
            ndrc states departments sought items 2 on key_work/2018
            ? next
            ndrc closes ended item 2 on key_work/2018
            ? next
        ",
            expect![[r#"
                next ndrc,guangdong,hong_kong,macao propose_task on key_work/2018
                next ndrc,hong_kong,macao propose_task on key_work/2018
                next ndrc circulate on key_work/2018
                next guangdong give_opinion on key_work/2018
                next hong_kong give_opinion on key_work/2018
                next macao give_opinion on key_work/2018
                next ndrc state_departments on key_work/2018
                next macao give_opinion on key_work/2018 item 2
                next hong_kong give_opinion on key_work/2018 item 1
                next ndrc state_departments on key_work/2018 item 1
                next ndrc state_departments on key_work/2018 item 2
                next ndrc circulate on key_work/2018 item 2
                next hong_kong give_opinion on key_work/2018 item 1
                next ndrc state_departments on key_work/2018 item 1
            "#]],
        );
    }

    #[test]
    fn a_change_in_mid_year_reopens_its_item_and_leaves_the_duty_met() {
        check(
            &format!(
                "{PROPOSED}{AGREED}
            on 2018-10-01
            ndrc circulates item 2 text \"two, changed\" on key_work/2018
            ? key_work/2018
            ? next
            on 2018-10-10
            guangdong gives opinion agree item 2 text \"two, changed\" on key_work/2018
            hong_kong gives opinion agree item 2 text \"two, changed\" on key_work/2018
            macao gives opinion agree item 2 text \"two\" on key_work/2018
            ndrc states departments agreed items 2 on key_work/2018
            ? key_work/2018
            on 2018-10-12
            macao gives opinion agree item 2 text \"two, changed\" on key_work/2018
            ? key_work/2018
            ? duties
        "
            ),
            expect![[r#"
                key_work/2018: not-yet
                  opinion-awaited-no-day from=guangdong,hong_kong,macao items=2 [art_12]
                  departments-statement-awaited from=ndrc items=2 [art_12]
                  no-proposal-filed by=ndrc,guangdong,hong_kong [art_12] <- ndrc/2 guangdong/2 hong_kong/2
                next guangdong give_opinion on key_work/2018 item 2
                next hong_kong give_opinion on key_work/2018 item 2
                next macao give_opinion on key_work/2018 item 2
                next ndrc state_departments on key_work/2018 item 2
                next ndrc,guangdong,hong_kong,macao report_progress on key_work/2018
                key_work/2018: not-yet
                  opinion-awaited-no-day from=macao items=2 [art_12]
                  no-proposal-filed by=ndrc,guangdong,hong_kong [art_12] <- ndrc/2 guangdong/2 hong_kong/2
                key_work/2018: yes on 2018-10-12
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-10-12 items=1,2 [art_12] <- ndrc/3 ndrc/5 ndrc/6 ndrc/7 guangdong/3 guangdong/5 hong_kong/3 hong_kong/5 macao/3 macao/6
                  no-proposal-filed by=ndrc,guangdong,hong_kong [art_12] <- ndrc/2 guangdong/2 hong_kong/2
                key_work 2017.1: missed due 2017-12-31
                  none-on-record first=2017-07-01 due=2017-12-31 [art_12]
                key_work 2018.1: met on 2018-02-20 due 2018-12-31
                  met-on day=2018-02-20 due=2018-12-31 [art_12] <- ndrc/3 ndrc/4 ndrc/5 guangdong/3 guangdong/4 hong_kong/3 hong_kong/4 macao/3 macao/4
                progress 2018.1: open due 2018-12-31
                  progress-awaited items=1,2 [art_12]
                  progress-no-day [art_12]
            "#]],
        );
    }

    #[test]
    fn consent_that_is_taken_back_unsettles_the_list() {
        check(
            &format!(
                "{PROPOSED}{AGREED}
            on 2018-03-01
            macao gives opinion disagree item 2 text \"two\" on key_work/2018
            ? key_work/2018
            ? duties
        "
            ),
            expect![[r#"
                key_work/2018: no
                  disagrees by=macao items=2 [art_12] <- macao/5
                  no-proposal-filed by=ndrc,guangdong,hong_kong [art_12] <- ndrc/2 guangdong/2 hong_kong/2
                key_work 2017.1: missed due 2017-12-31
                  none-on-record first=2017-07-01 due=2017-12-31 [art_12]
                key_work 2018.1: open due 2018-12-31
                  none-yet-on-record first=2018-01-01 due=2018-12-31 [art_12]
            "#]],
        );
    }

    #[test]
    fn a_list_settled_after_its_year_is_late_and_a_reason_changes_no_word() {
        check(
            &format!(
                "{PROPOSED}
            on 2018-11-01
            ndrc circulates item 1 text \"one\" on key_work/2018
            on 2019-01-15
            guangdong records reason text \"storm\" on key_work/2018
            ? duties
            guangdong gives opinion agree item 1 text \"one\" on key_work/2018
            hong_kong gives opinion agree item 1 text \"one\" on key_work/2018
            macao gives opinion agree item 1 text \"one\" on key_work/2018
            ndrc states departments sought on key_work/2018
            ? duties
        "
            ),
            expect![[r#"
                key_work 2017.1: missed due 2017-12-31
                  none-on-record first=2017-07-01 due=2017-12-31 [art_12]
                key_work 2018.1: missed due 2018-12-31
                  none-on-record first=2018-01-01 due=2018-12-31 [art_12]
                  reason-recorded by=guangdong text=storm [art_12] <- guangdong/3
                key_work 2019.1: open due 2019-12-31
                  none-yet-on-record first=2019-01-01 due=2019-12-31 [art_12]
                key_work 2017.1: missed due 2017-12-31
                  none-on-record first=2017-07-01 due=2017-12-31 [art_12]
                key_work 2018.1 (departments_concur=required): missed due 2018-12-31
                  none-on-record first=2018-01-01 due=2018-12-31 [art_12]
                  reason-recorded by=guangdong text=storm [art_12] <- guangdong/3
                key_work 2018.1 (departments_concur=sought_only): met-late on 2019-01-15 due 2018-12-31
                  met-on day=2019-01-15 due=2018-12-31 [art_12] <- ndrc/3 ndrc/4 guangdong/4 hong_kong/3 macao/3
                  reason-recorded by=guangdong text=storm [art_12] <- guangdong/3
                key_work 2019.1: open due 2019-12-31
                  none-yet-on-record first=2019-01-01 due=2019-12-31 [art_12]
                progress 2018.1 (departments_concur=required): no such occurrence
                progress 2018.1 (departments_concur=sought_only): open due 2018-12-31
                  progress-awaited items=1 [art_12]
                  progress-no-day [art_12]
            "#]],
        );
    }

    #[test]
    fn a_parked_item_leaves_the_list_until_it_is_circulated_anew() {
        check(
            &format!(
                "{PROPOSED}{AGREED}
            ndrc circulates item 3 text \"three\" on key_work/2018 occurred 2018-02-15
            on 2018-02-28
            ? key_work/2018
            on 2018-04-01
            ndrc parks item 3 on key_work/2018
            ? key_work/2018
            ? duties
            ndrc parks item 1 on key_work/2018
            ndrc parks item 2 on key_work/2018
            ? key_work/2018
            on 2018-05-01
            ndrc circulates item 1 text \"one\" on key_work/2018
            ? key_work/2018
        "
            ),
            expect![[r#"
                key_work/2018: not-yet
                  opinion-awaited-no-day from=guangdong,hong_kong,macao items=3 [art_12]
                  departments-statement-awaited from=ndrc items=3 [art_12]
                  no-proposal-filed by=ndrc,guangdong,hong_kong [art_12] <- ndrc/2 guangdong/2 hong_kong/2
                key_work/2018: yes on 2018-04-01
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-04-01 items=1,2 [art_12] <- ndrc/3 ndrc/4 ndrc/5 ndrc/7 guangdong/3 guangdong/4 hong_kong/3 hong_kong/4 macao/3 macao/4
                  no-proposal-filed by=ndrc,guangdong,hong_kong [art_12] <- ndrc/2 guangdong/2 hong_kong/2
                key_work 2017.1: missed due 2017-12-31
                  none-on-record first=2017-07-01 due=2017-12-31 [art_12]
                key_work 2018.1: met on 2018-04-01 due 2018-12-31
                  met-on day=2018-04-01 due=2018-12-31 [art_12] <- ndrc/3 ndrc/4 ndrc/5 ndrc/7 guangdong/3 guangdong/4 hong_kong/3 hong_kong/4 macao/3 macao/4
                progress 2018.1: open due 2018-12-31
                  progress-awaited items=1,2 [art_12]
                  progress-no-day [art_12]
                key_work/2018: not-yet
                  every-item-parked [art_12] <- ndrc/8 ndrc/9 ndrc/7
                  no-proposal-filed by=ndrc,guangdong,hong_kong [art_12] <- ndrc/2 guangdong/2 hong_kong/2
                key_work/2018: yes on 2018-05-01
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-05-01 items=1 [art_12] <- ndrc/3 ndrc/5 ndrc/7 ndrc/10 guangdong/3 hong_kong/3 macao/3
                  no-proposal-filed by=ndrc,guangdong,hong_kong [art_12] <- ndrc/2 guangdong/2 hong_kong/2
            "#]],
        );
    }

    #[test]
    fn an_adopting_instrument_is_noted_in_three_forms_and_never_needed() {
        for form in ["meeting", "joint_signature", "exchanged_texts"] {
            let script = format!(
                "
                on 2018-03-01
                ndrc adopts list {form} text \"list\" on key_work/2018
                on 2018-03-02
                guangdong adopts list {form} text \"list\" on key_work/2018
                hong_kong adopts list {form} text \"list\" on key_work/2018
                ? key_work/2018
                macao adopts list {form} text \"another\" on key_work/2018
                ? key_work/2018
                on 2018-03-03
                macao adopts list {form} text \"list\" on key_work/2018
                ? key_work/2018
            "
            );
            let expected = expect![[r#"
                key_work/2018: not-yet
                  proposals-awaited from=ndrc,guangdong,hong_kong,macao [art_12]
                  list-adopted-by-some form=FORM text=list by=ndrc,guangdong,hong_kong from=macao [art_12] <- ndrc/2 guangdong/2 hong_kong/2
                key_work/2018: not-yet
                  proposals-awaited from=ndrc,guangdong,hong_kong,macao [art_12]
                  list-adopted-by-some form=FORM text=list by=ndrc,guangdong,hong_kong from=macao [art_12] <- ndrc/2 guangdong/2 hong_kong/2
                  list-adopted-by-some form=FORM text=another by=macao from=ndrc,guangdong,hong_kong [art_12] <- macao/2
                key_work/2018: not-yet
                  proposals-awaited from=ndrc,guangdong,hong_kong,macao [art_12]
                  list-adopted form=FORM text=list by=ndrc,guangdong,hong_kong,macao day=2018-03-03 [art_12] <- ndrc/2 guangdong/2 hong_kong/2 macao/3
            "#]];
            expected.assert_eq(&named(&run(FOUR, &script)).replace(form, "FORM"));
        }
    }

    #[test]
    fn what_the_public_record_tells_of_an_adoption_adopts_nothing() {
        check(
            "
            on 2018-05-16
            public_record adopts list meeting text \"list\" on key_work/2018
            hong_kong adopts list meeting text \"list\" on key_work/2018 recorder public_record
            guangdong reports paper about macao text \"letter 5\" on key_work/2018
            ? key_work/2018
        ",
            expect![[r#"
                key_work/2018: not-yet
                  proposals-awaited from=ndrc,guangdong,hong_kong,macao [art_12]
                  adoption-reported form=meeting text=list day=2018-05-16 [art_12] <- public_record/1
                  adoption-reported form=meeting text=list day=2018-05-16 [art_12] <- public_record/2
                  paper-reported by=guangdong about=macao paper=letter 5 [art_12] <- guangdong/2
            "#]],
        );
    }

    #[test]
    fn items_carried_over_wait_for_the_convener_until_they_are_taken_up() {
        check(
            &format!(
                "{PROPOSED}{AGREED}
            on 2018-12-20
            ndrc closes carried_over item 1 on key_work/2018
            ndrc closes carried_over item 2 on key_work/2018
            on 2019-01-05
            ndrc has no proposal on key_work/2019
            hong_kong has no proposal on key_work/2019
            macao has no proposal on key_work/2019
            guangdong proposes task text \"three\" carried_from \"our own list, no. 9\" on key_work/2019
            ? next
            guangdong proposes task text \"one more year\" carried_from 2018.1 on key_work/2019
            ? next
            on 2019-02-01
            ndrc circulates item 1 text \"two\" on key_work/2019
            ? next
        "
            ),
            expect![[r#"
                next ndrc circulate on key_work/2019
                next ndrc circulate on key_work/2019
                next ndrc circulate on key_work/2019
                next ndrc circulate on key_work/2019
                next ndrc circulate on key_work/2019
                next guangdong give_opinion on key_work/2019 item 1
                next hong_kong give_opinion on key_work/2019 item 1
                next macao give_opinion on key_work/2019 item 1
                next ndrc state_departments on key_work/2019 item 1
            "#]],
        );
    }

    #[test]
    fn acts_that_are_not_lawful_are_refused() {
        check(
            "
            on 2018-01-10
            national_departments proposes task text \"x\" on key_work/2018
            public_record proposes task text \"x\" on key_work/2018
            guangdong proposes task text \"x\" on key_work/2018 recorder public_record
            guangdong proposes task text \"x\" carried_from 2017.4 on key_work/2018
            guangdong proposes task text \"x\"
            guangdong proposes task text \"x\" on key_work/2016
            national_departments has no proposal on key_work/2018
            national_departments adopts list meeting text \"x\" on key_work/2018
            national_departments records reason text \"x\" on key_work/2018
            national_departments reports paper about macao text \"x\" on key_work/2018
            guangdong signs on key_work/2018
            guangdong reports progress done item 1 on key_work/2018
            guangdong reports progress done item 1 on progress
            ? key_work
            ? key_work/2018
        ",
            expect![[r#"
                refused not-entitled by=national_departments act=propose_task may=ndrc,guangdong,hong_kong,macao [art_12]
                refused not-entitled by=public_record act=propose_task may=ndrc,guangdong,hong_kong,macao [art_12]
                refused not-its-own-log by=guangdong log=public_record [art_12]
                refused item-unknown item=4 [art_12]
                refused no-such-matter matter=key_work [art_12]
                refused no-such-period year=2016 [art_12]
                refused not-entitled by=national_departments act=no_proposal may=ndrc,guangdong,hong_kong,macao [art_12]
                refused not-entitled by=national_departments act=adopt_list may=ndrc,guangdong,hong_kong,macao [art_12]
                refused not-entitled by=national_departments act=record_reason may=ndrc,guangdong,hong_kong,macao [art_12]
                refused not-entitled by=national_departments act=report_paper may=ndrc,guangdong,hong_kong,macao [art_12]
                refused not-in-this-matter act=sign matter=key_work/2018 [art_12]
                refused item-unknown item=1 [art_12]
                refused not-in-this-matter act=report_progress matter=progress [art_12]
                key_work: nothing
                key_work/2018: not-yet
                  proposals-awaited from=ndrc,guangdong,hong_kong,macao [art_12]
            "#]],
        );
    }

    #[test]
    fn years_are_read_in_two_ways() {
        let rules = FOUR.replace("every \"year\"", "every \"year\" reading=year partial=partial_year").replace(
            "entry_into_force",
            "reading year cite=art_12 { option calendar_year; option agreement_year }
                reading partial_year cite=art_12 { option counted; option not_counted }
                entry_into_force",
        );
        expect![[r#"
            key_work 2017.1 (year=calendar_year partial_year=counted): missed due 2017-12-31
              none-on-record first=2017-07-01 due=2017-12-31 [art_12]
            key_work 2017.1 (year=calendar_year partial_year=not_counted): no such occurrence
            key_work 2017.1 (year=agreement_year): open due 2018-06-30
              none-yet-on-record first=2017-07-01 due=2018-06-30 [art_12]
            key_work 2018.1 (year=calendar_year): open due 2018-12-31
              none-yet-on-record first=2018-01-01 due=2018-12-31 [art_12]
            key_work 2018.1 (year=agreement_year): no such occurrence
        "#]]
        .assert_eq(&run(&rules, "on 2018-03-01\n? duties"));
    }
}
