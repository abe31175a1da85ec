//! The opinion round: the convener circulates the frozen text of each item, those asked answer, the convener states
//! what the departments said.
//!
//! An opinion consents only to the digest that it names, silence is no opinion, and a new text reopens its own item only.

mod agreed;
mod round;

pub use round::{Item, Round, Since, Stance, Stated};

use crate::act::{Act, ActKind, Event, Opinion};
use crate::agreement::Class;
use crate::id::{BodyId, Digest, MatterId, PointId};
use crate::reading::Reading;
use crate::refusal::Refusal;
use crate::state::Case;
use std::collections::BTreeSet;

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
                case.itself(&[self.convener])?;
                let merged = merges.iter().all(|place| case.seen_at(*place, ActKind::ProposeTask).is_some());
                if merged { Ok(()) } else { Err(Refusal::RestsOnNothing { needs: ActKind::ProposeTask }) }
            }
            Act::StateDepartments { items, .. } => {
                case.itself(&[self.convener])?;
                let seen = case.seen_by(case.matter, ActKind::Circulate, self.convener);
                let known: BTreeSet<u32> = seen.filter_map(item_of).collect();
                let unknown = items.iter().find(|item| !known.contains(item));
                match unknown {
                    _ if known.is_empty() => Err(Refusal::RestsOnNothing { needs: ActKind::Circulate }),
                    Some(item) => Err(Refusal::ItemUnknown { item: *item }),
                    None => Ok(()),
                }
            }
            Act::ParkTask { item } | Act::CloseTask { item, .. } => {
                case.itself(&[self.convener])?;
                self.check_item(case, case.matter, *item)
            }
            _ => Err(Refusal::NotInThisMatter { act: case.event.act.kind(), matter: case.matter }),
        }
    }

    fn check_opinion(&self, case: &Case<'_>, opinion: Opinion, item: u32, text: Digest) -> Result<(), Refusal> {
        case.itself(&self.asked)?;
        let by = case.event.author;
        if opinion == Opinion::OutsideRemit && case.state.agreement.body_of(by).class == Class::Party {
            return Err(Refusal::OutsideRemitFromParty { by });
        }
        if case.seen_text(text).any(|event| item_of(event) == Some(item)) {
            return Ok(());
        }
        self.check_item(case, case.matter, item)?;
        Err(Refusal::TextUnknown {})
    }

    /// Refuses the act unless its author had seen `item` circulated in `matter`.
    pub(super) fn check_item(&self, case: &Case<'_>, matter: MatterId, item: u32) -> Result<(), Refusal> {
        let seen = case.seen_by(matter, ActKind::Circulate, self.convener).any(|event| item_of(event) == Some(item));
        if seen { Ok(()) } else { Err(Refusal::ItemUnknown { item }) }
    }
}

/// The item that a circulation puts before those asked.
fn item_of(event: &Event) -> Option<u32> {
    match event.act {
        Act::Circulate { item, .. } => Some(item),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::calendar::Calendars;
    use crate::kinds::key_work::tests::{FOUR, PROPOSED, named};
    use crate::problem::Problems;
    use crate::testing::{run, run_with};
    use expect_test::{Expect, expect};

    /// The verdict on 2018 after `script`, without the notes on proposals.
    fn check(script: &str, expect: Expect) {
        let said = named(&run(FOUR, &format!("{PROPOSED}\n on 2018-02-01\n{script}")));
        let lines = said.lines().filter(|line| !line.contains("no-proposal-filed"));
        expect.assert_eq(&lines.map(|line| format!("{line}\n")).collect::<String>());
    }

    const ONE: &str = "
        ndrc circulates item 1 text \"one\" on key_work/2018
        guangdong gives opinion agree item 1 text \"one\" on key_work/2018
        hong_kong gives opinion agree item 1 text \"one\" on key_work/2018
    ";

    /// The verdict when Macao gives this opinion and everything else is there.
    fn opinion(opinion: &str, expect: Expect) {
        check(
            &format!(
                "{ONE}
                macao gives opinion {opinion} item 1 text \"one\" on key_work/2018
                ndrc states departments agreed on key_work/2018
                ? key_work/2018
                ? next"
            ),
            expect,
        );
    }

    #[test]
    fn agreement_consents() {
        opinion(
            "agree",
            expect![[r#"
                key_work/2018: yes on 2018-02-01
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-02-01 items=1 [art_12] <- ndrc/3 ndrc/4 guangdong/3 hong_kong/3 macao/3
                next ndrc,guangdong,hong_kong,macao report_progress on key_work/2018 item 1
            "#]],
        );
    }

    #[test]
    fn no_comment_consents_only_if_the_letter_says_so() {
        opinion(
            "no_comment",
            expect![[r#"
                key_work/2018: cannot-tell
                  no-comment-unclear by=macao items=1 [art_12] <- macao/3
                next macao give_opinion on key_work/2018 item 1
            "#]],
        );
        opinion(
            "no_comment letter_says_consent",
            expect![[r#"
                key_work/2018: yes on 2018-02-01
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-02-01 items=1 [art_12] <- ndrc/3 ndrc/4 guangdong/3 hong_kong/3 macao/3
                next ndrc,guangdong,hong_kong,macao report_progress on key_work/2018 item 1
            "#]],
        );
    }

    #[test]
    fn three_ways_of_not_consenting_stay_three_words() {
        opinion(
            "agree_with_changes letter_says_consent",
            expect![[r#"
                key_work/2018: no
                  agrees-with-changes by=macao items=1 [art_12] <- macao/3
                next ndrc circulate on key_work/2018 item 1
            "#]],
        );
        opinion(
            "reserve",
            expect![[r#"
                key_work/2018: no
                  reserves by=macao items=1 [art_12] <- macao/3
                next ndrc circulate on key_work/2018 item 1
            "#]],
        );
        opinion(
            "disagree",
            expect![[r#"
                key_work/2018: no
                  disagrees by=macao items=1 [art_12] <- macao/3
                next ndrc circulate on key_work/2018 item 1
            "#]],
        );
    }

    #[test]
    fn a_party_cannot_say_that_an_item_is_outside_its_remit() {
        opinion(
            "outside_remit",
            expect![[r#"
                refused outside-remit-from-party by=macao [art_12]
                key_work/2018: not-yet
                  opinion-awaited-no-day from=macao items=1 [art_12]
                next macao give_opinion on key_work/2018 item 1
            "#]],
        );
    }

    #[test]
    fn the_latest_opinion_counts() {
        check(
            &format!(
                "{ONE}
            ndrc states departments agreed on key_work/2018
            macao gives opinion reserve item 1 text \"one\" on key_work/2018
            on 2018-02-03
            macao gives opinion agree item 1 text \"one\" on key_work/2018
            ? key_work/2018
            on 2018-02-02
            ? key_work/2018
            on 2018-02-04
            macao gives opinion disagree item 1 text \"one\" on key_work/2018 occurred 2018-02-02
            ? key_work/2018
        "
            ),
            expect![[r#"
                key_work/2018: yes on 2018-02-03
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-02-03 items=1 [art_12] <- ndrc/3 ndrc/4 guangdong/3 hong_kong/3 macao/4
                key_work/2018: no
                  reserves by=macao items=1 [art_12] <- macao/3
                key_work/2018: yes on 2018-02-03
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-02-03 items=1 [art_12] <- ndrc/3 ndrc/4 guangdong/3 hong_kong/3 macao/4
            "#]],
        );
    }

    #[test]
    fn a_withheld_consent_and_an_awaited_reply_stand_side_by_side() {
        check(
            "
            ndrc circulates item 1 text \"one\" on key_work/2018
            ndrc circulates item 2 text \"two\" on key_work/2018
            ndrc states departments agreed on key_work/2018
            macao gives opinion reserve item 1 text \"one\" on key_work/2018
            macao gives opinion reserve item 2 text \"two\" on key_work/2018
            guangdong gives opinion agree_with_changes item 2 text \"two\" on key_work/2018
            guangdong gives opinion agree item 1 text \"one\" on key_work/2018
            ? key_work/2018
            ndrc circulates item 2 text \"two, redrafted\" on key_work/2018
            ? key_work/2018 +
        ",
            expect![[r#"
                key_work/2018: no
                  agrees-with-changes by=guangdong items=2 [art_12] <- guangdong/3
                  reserves by=macao items=1,2 [art_12] <- macao/3 macao/4
                  opinion-awaited-no-day from=hong_kong items=1,2 [art_12]
                key_work/2018: no
                  reserves by=macao items=1 [art_12] <- macao/3
                  opinion-awaited-no-day from=guangdong,macao items=2 [art_12]
                  opinion-awaited-no-day from=hong_kong items=1,2 [art_12]
                  departments-statement-awaited from=ndrc items=2 [art_12]
                  item-not-yet-agreed item=1 text=one day=2018-02-01 [art_12] <- ndrc/3
                    opinion-given by=guangdong opinion=agree day=2018-02-01 [art_12] <- guangdong/4
                    opinion-awaited-no-day from=hong_kong items=1 [art_12]
                    opinion-given by=macao opinion=reserve day=2018-02-01 [art_12] <- macao/3
                    departments-stated statement=agreed day=2018-02-01 [art_12] <- ndrc/5
                  item-not-yet-agreed item=2 text=two, redrafted day=2018-02-01 [art_12] <- ndrc/6
                    opinion-awaited-no-day from=guangdong items=2 [art_12]
                      opinion-on-earlier-text by=guangdong opinion=agree_with_changes day=2018-02-01 [art_12] <- guangdong/3
                    opinion-awaited-no-day from=hong_kong items=2 [art_12]
                    opinion-awaited-no-day from=macao items=2 [art_12]
                      opinion-on-earlier-text by=macao opinion=reserve day=2018-02-01 [art_12] <- macao/4
                    departments-statement-awaited from=ndrc items=2 [art_12]
            "#]],
        );
    }

    fn calendars() -> Calendars {
        let (mut calendars, mut problems) = (Calendars::default(), Problems::default());
        calendars.add(
            "calendar north year=2018 status=known announced=\"2017-11-30\" source=s { off \"2018-02-15\"; off \"2018-02-16\" }
            calendar east year=2018 status=known announced=\"2018-02-13\" source=s { off \"2018-02-16\"; off \"2018-02-19\" }",
            &mut problems,
        );
        assert_eq!(problems, Problems::default());
        calendars
    }

    #[test]
    fn each_answers_in_its_own_working_days() {
        let script = "
            on 2018-02-12
            ndrc circulates item 1 text \"one\" answer_within 4 on key_work/2018
            ? key_work/2018
            on 2018-02-13
            ? key_work/2018
            ? next
            on 2018-02-21
            ? key_work/2018
            ndrc circulates item 1 text \"one\" answer_within 9 on key_work/2018
            ? key_work/2018
        ";
        // Monday the 12th: four days are the 13th, 14th, 19th, 20th in the north; the east leaves out the 16th and 19th;
        // macao names no calendar, so its days are a forecast. Before the 13th the east is a forecast too.
        expect![[r#"
            key_work/2018: not-yet
              opinion-awaited from=guangdong items=1 due=2018-02-20 [art_12]
              opinion-awaited-provisional from=hong_kong,macao items=1 due=2018-02-16 [art_12]
              departments-statement-awaited from=ndrc items=1 [art_12]
            key_work/2018: not-yet
              opinion-awaited from=guangdong,hong_kong items=1 due=2018-02-20 [art_12]
              opinion-awaited-provisional from=macao items=1 due=2018-02-16 [art_12]
              departments-statement-awaited from=ndrc items=1 [art_12]
            next guangdong give_opinion on key_work/2018 item 1 by 2018-02-20
            next hong_kong give_opinion on key_work/2018 item 1 by 2018-02-20
            next macao give_opinion on key_work/2018 item 1 by 2018-02-16?
            next ndrc state_departments on key_work/2018 item 1
            key_work/2018: not-yet
              opinion-awaited from=guangdong,hong_kong items=1 due=2018-02-20 [art_12]
              opinion-awaited-provisional from=macao items=1 due=2018-02-16 [art_12]
              silence-is-not-consent [art_12]
              departments-statement-awaited from=ndrc items=1 [art_12]
            key_work/2018: not-yet
              opinion-awaited from=guangdong,hong_kong items=1 due=2018-03-06 [art_12]
              opinion-awaited-provisional from=macao items=1 due=2018-03-06 [art_12]
              departments-statement-awaited from=ndrc items=1 [art_12]
        "#]]
        .assert_eq(&without_notes(&run_with(FOUR, &format!("{PROPOSED}{script}"), &calendars())));
    }

    fn without_notes(said: &str) -> String {
        said.lines().filter(|line| !line.contains("no-proposal-filed")).map(|line| format!("{line}\n")).collect()
    }

    /// The verdict when all parties consent and the convener states this.
    fn statement(script: &str, expect: Expect) {
        check(
            &format!(
                "{ONE}
                macao gives opinion agree item 1 text \"one\" on key_work/2018
                {script}
                ? key_work/2018"
            ),
            expect,
        );
    }

    #[test]
    fn what_departments_must_say_depends_on_the_reading() {
        statement(
            "ndrc states departments not_yet on key_work/2018",
            expect![[r#"
                key_work/2018 (departments_concur=required): not-yet
                  departments-not-yet-agreed from=ndrc items=1 [art_12] <- ndrc/4
                key_work/2018 (departments_concur=sought_only): yes on 2018-02-01
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-02-01 items=1 [art_12] <- ndrc/3 ndrc/4 guangdong/3 hong_kong/3 macao/3
            "#]],
        );
        statement(
            "ndrc states departments sought on key_work/2018",
            expect![[r#"
                key_work/2018 (departments_concur=required): cannot-tell
                  departments-answer-not-stated from=ndrc items=1 [art_12] <- ndrc/4
                key_work/2018 (departments_concur=sought_only): yes on 2018-02-01
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-02-01 items=1 [art_12] <- ndrc/3 ndrc/4 guangdong/3 hong_kong/3 macao/3
            "#]],
        );
    }

    #[test]
    fn a_statement_speaks_of_the_texts_that_were_circulated_before_it() {
        statement(
            "ndrc states departments agreed on key_work/2018
            on 2018-02-02
            ndrc circulates item 1 text \"one\" on key_work/2018
            ndrc circulates item 2 text \"two\" on key_work/2018",
            expect![[r#"
                key_work/2018: not-yet
                  opinion-awaited-no-day from=guangdong,hong_kong,macao items=2 [art_12]
                  departments-statement-awaited from=ndrc items=2 [art_12]
            "#]],
        );
        statement(
            "ndrc states departments agreed items 1 on key_work/2018
            on 2018-02-02
            ndrc states departments not_yet on key_work/2018",
            expect![[r#"
                key_work/2018 (departments_concur=required): not-yet
                  departments-not-yet-agreed from=ndrc items=1 [art_12] <- ndrc/5
                key_work/2018 (departments_concur=sought_only): yes on 2018-02-02
                  list-settled by=ndrc,guangdong,hong_kong,macao day=2018-02-02 items=1 [art_12] <- ndrc/3 ndrc/5 guangdong/3 hong_kong/3 macao/3
            "#]],
        );
    }

    #[test]
    fn acts_of_the_round_that_are_not_lawful_are_refused() {
        check(
            "
            ndrc states departments agreed on key_work/2018
            macao gives opinion agree item 1 text \"one\" on key_work/2018
            ndrc parks item 1 on key_work/2018
            guangdong circulates item 1 text \"one\" on key_work/2018
            ndrc circulates item 1 text \"one\" on key_work/2018 recorder public_record
            ndrc circulates item 1 text \"one\" merges macao/1 on key_work/2018
            ndrc circulates item 1 text \"one\" merges macao/2 unseen macao/2 on key_work/2018
            ndrc circulates item 1 text \"one\" merges macao/2 on key_work/2018
            macao gives opinion agree item 1 text \"two\" on key_work/2018
            macao gives opinion agree item 2 text \"one\" on key_work/2018
            macao gives opinion agree item 1 text \"one\" on key_work/2018 unseen ndrc/3
            ndrc gives opinion agree item 1 text \"one\" on key_work/2018
            national_departments gives opinion agree item 1 text \"one\" on key_work/2018
            public_record gives opinion agree item 1 text \"one\" on key_work/2018
            macao gives opinion agree item 1 text \"one\" on key_work/2018 recorder public_record
            guangdong states departments agreed on key_work/2018
            ndrc states departments agreed items 1,2 on key_work/2018
            guangdong parks item 1 on key_work/2018
            ndrc closes done item 2 on key_work/2018
            hong_kong closes done item 1 on key_work/2018
            ? key_work/2018
        ",
            expect![[r#"
                refused rests-on-nothing needs=circulate [art_12]
                refused item-unknown item=1 [art_12]
                refused item-unknown item=1 [art_12]
                refused not-entitled by=guangdong act=circulate may=ndrc [art_12]
                refused not-its-own-log by=ndrc log=public_record [art_12]
                refused rests-on-nothing needs=propose_task [art_12]
                refused rests-on-nothing needs=propose_task [art_12]
                refused text-unknown [art_12]
                refused item-unknown item=2 [art_12]
                refused item-unknown item=1 [art_12]
                refused not-entitled by=ndrc act=give_opinion may=guangdong,hong_kong,macao [art_12]
                refused not-entitled by=national_departments act=give_opinion may=guangdong,hong_kong,macao [art_12]
                refused not-entitled by=public_record act=give_opinion may=guangdong,hong_kong,macao [art_12]
                refused not-its-own-log by=macao log=public_record [art_12]
                refused not-entitled by=guangdong act=state_departments may=ndrc [art_12]
                refused item-unknown item=2 [art_12]
                refused not-entitled by=guangdong act=park_task may=ndrc [art_12]
                refused item-unknown item=2 [art_12]
                refused not-entitled by=hong_kong act=close_task may=ndrc [art_12]
                key_work/2018: not-yet
                  opinion-awaited-no-day from=guangdong,hong_kong,macao items=1 [art_12]
                  departments-statement-awaited from=ndrc items=1 [art_12]
            "#]],
        );
    }

    #[test]
    fn without_departments_no_statement_is_needed_or_known() {
        let rules = FOUR.replace("departments national_departments reading=departments_concur", "");
        let script = "
            macao gives opinion agree item 1 text \"one\" on key_work/2018
            ndrc states departments agreed on key_work/2018
            ? key_work/2018
        ";
        expect![[r#"
            refused not-in-this-matter act=state_departments matter=key_work/2018 [art_12]
            key_work/2018: yes on 2018-02-01
              list-settled by=ndrc,guangdong,hong_kong,macao day=2018-02-01 items=1 [art_12] <- ndrc/3 guangdong/3 hong_kong/3 macao/3
        "#]]
        .assert_eq(&without_notes(&run(&rules, &format!("{PROPOSED}\n on 2018-02-01\n{ONE}{script}"))));
    }

    #[test]
    fn without_a_reading_the_departments_must_agree() {
        let rules = FOUR.replace(" reading=departments_concur", "");
        let script = "
            macao gives opinion agree item 1 text \"one\" on key_work/2018
            ndrc states departments not_yet on key_work/2018
            ? key_work/2018
        ";
        expect![[r#"
            key_work/2018: not-yet
              departments-not-yet-agreed from=ndrc items=1 [art_12] <- ndrc/4
        "#]]
        .assert_eq(&without_notes(&run(&rules, &format!("{PROPOSED}\n on 2018-02-01\n{ONE}{script}"))));
    }
    #[test]
    fn a_statement_on_one_item_settles_no_other_and_one_on_all_settles_the_rest() {
        let rules = FOUR.replace(" reading=departments_concur", "");
        let script = "
            macao gives opinion agree item 1 text \"one\" on key_work/2018
            ndrc circulates item 2 text \"two\" on key_work/2018
            guangdong gives opinion agree item 2 text \"two\" on key_work/2018
            hong_kong gives opinion agree item 2 text \"two\" on key_work/2018
            macao gives opinion agree item 2 text \"two\" on key_work/2018
            ndrc states departments agreed items 1 on key_work/2018
            ? key_work/2018
            on 2018-02-02
            ndrc states departments agreed on key_work/2018
            ? key_work/2018
        ";
        expect![[r#"
            key_work/2018: not-yet
              departments-statement-awaited from=ndrc items=2 [art_12]
            key_work/2018: yes on 2018-02-02
              list-settled by=ndrc,guangdong,hong_kong,macao day=2018-02-02 items=1,2 [art_12] <- ndrc/3 ndrc/4 ndrc/6 guangdong/3 guangdong/4 hong_kong/3 hong_kong/4 macao/3 macao/4
        "#]]
        .assert_eq(&without_notes(&run(&rules, &format!("{PROPOSED}\n on 2018-02-01\n{ONE}{script}"))));
    }
}
