//! Withdrawal: a party gives notice, and is out so many months later. The others go on.

use super::Provision;
use crate::act::{ActKind, Event};
use crate::finding::{Because, Finding, Status};
use crate::id::{BodyId, MatterId, Occasion};
use crate::message::Message;
use crate::period::months_after;
use crate::reading::{Answer, Choice};
use crate::refusal::Refusal;
use crate::rule_file::Tree;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, maybe, one};
use crate::state::Case;
use crate::view::View;

/// The power to withdraw.
#[derive(Debug)]
pub struct Withdrawal {
    /// Who may.
    pub by: Vec<BodyId>,
    /// How many months after its notice a party is out.
    pub notice_months: i64,
}

/// `withdrawal cite=… by=GROUP notice_months=12`
pub const SHAPE: Shape = Shape {
    name: "withdrawal",
    args: &[],
    props: &[RULE_ID, CITE, maybe("by", Takes::Ref(Space::Voters)), one("notice_months", Takes::Number)],
    children: &[],
};

impl Withdrawal {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<Withdrawal> {
        let notice_months = tree.number("notice_months").unwrap_or(0).min(9999);
        Some(Withdrawal { by: lookup.voters(tree, "by"), notice_months })
    }
}

impl Provision for Withdrawal {
    fn accepts(&self, act: ActKind) -> bool {
        act == ActKind::GiveNotice
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        case.entitled(&self.by)?;
        match case.own(case.matter, ActKind::GiveNotice).next().filter(|earlier| earlier.author == case.event.author) {
            Some(earlier) => Err(Refusal::NoticeGivenTwice { earlier: earlier.place }),
            None => Ok(Vec::new()),
        }
    }

    fn stand(&self, view: &View<'_>, matter: MatterId, _detail: bool) -> Option<Answer<Finding>> {
        if matter.occasion != Occasion::Standing {
            return None;
        }
        let cite = view.agreement.rule(matter.rule).cite;
        let mut notices: Vec<&Event> = view.events(matter).filter(|event| self.by.contains(&event.author)).collect();
        notices.sort_by_key(|event| event.author);
        notices.dedup_by_key(|event| event.author);
        let (mut last, mut because) = (None, Vec::new());
        for notice in notices {
            let out = months_after(notice.occurred, self.notice_months);
            let key = if out <= view.as_of { "withdrawn-from" } else { "withdraws-from" };
            let said = Message::new(key).body("by", notice.author).date("notice", notice.occurred).date("day", out);
            because.push(Because::new(said, cite).from([notice.place]));
            last = last.max(Some(out));
        }
        let last = last?;
        let status = if last <= view.as_of { Status::Yes } else { Status::NotYet };
        Some(Answer(vec![(Vec::new(), Finding { status, on: Some(last), because })]))
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::run;
    use expect_test::{Expect, expect};

    const RULES: &str = r#"
        agreement test format=1
        provision art_40
        party a
        party b
        party c
        outside guest cite=art_40
        group two cite=art_40 { members a b }
        entry_into_force cite=art_40 { on "1995-04-05" }
        term cite=art_40
        withdrawal cite=art_40 by=two notice_months=12
    "#;

    fn check(rules: &str, script: &str, expect: Expect) {
        expect.assert_eq(&run(rules, script));
    }

    #[test]
    fn a_party_is_out_a_year_after_its_notice() {
        check(
            RULES,
            "
            on 2004-02-28
            ? withdrawal
            on 2004-02-29
            b gives notice
            ? withdrawal
            on 2005-02-27
            ? withdrawal
            on 2005-02-28
            ? withdrawal
            ? term
        ",
            expect![[r#"
            withdrawal: nothing
            withdrawal: not-yet on 2005-02-28
              withdraws-from by=b notice=2004-02-29 day=2005-02-28 [art_40] <- b/1
            withdrawal: not-yet on 2005-02-28
              withdraws-from by=b notice=2004-02-29 day=2005-02-28 [art_40] <- b/1
            withdrawal: yes on 2005-02-28
              withdrawn-from by=b notice=2004-02-29 day=2005-02-28 [art_40] <- b/1
            term: in-force on 1995-04-05
              entered-into-force day=1995-04-05 [art_40]
              term-indefinite [art_40]
        "#]],
        );
    }

    #[test]
    fn bad_notices_are_refused() {
        check(
            RULES,
            "
            on 2004-03-01
            c gives notice
            guest gives notice
            a gives notice on withdrawal/2004
            a gives notice
            a gives notice
            a gives notice occurred 2004-02-01
            a withdraws on withdrawal
        ",
            expect![[r#"
            refused not-entitled by=c act=give_notice may=a,b [art_40]
            refused not-entitled by=guest act=give_notice may=a,b [art_40]
            refused no-such-period year=2004 [art_40]
            refused notice-given-twice earlier=a/1 [art_40]
            refused notice-given-twice earlier=a/1 [art_40]
            refused not-in-this-matter act=withdraw matter=withdrawal [art_40]
        "#]],
        );
    }

    #[test]
    fn each_notice_runs_on_its_own_and_a_corrected_one_does_not() {
        check(
            RULES,
            "
            on 2004-03-01
            b gives notice
            on 2004-06-01
            a gives notice
            on 2005-04-01
            ? withdrawal
            b corrects event b/1
            ? withdrawal
            b gives notice
            ? withdrawal
            known 2005-03-31
            ? withdrawal
        ",
            expect![[r#"
            withdrawal: not-yet on 2005-06-01
              withdraws-from by=a notice=2004-06-01 day=2005-06-01 [art_40] <- a/1
              withdrawn-from by=b notice=2004-03-01 day=2005-03-01 [art_40] <- b/1
            withdrawal: not-yet on 2005-06-01
              withdraws-from by=a notice=2004-06-01 day=2005-06-01 [art_40] <- a/1
            withdrawal: not-yet on 2006-04-01
              withdraws-from by=a notice=2004-06-01 day=2005-06-01 [art_40] <- a/1
              withdraws-from by=b notice=2005-04-01 day=2006-04-01 [art_40] <- b/3
            withdrawal: not-yet on 2005-06-01
              withdraws-from by=a notice=2004-06-01 day=2005-06-01 [art_40] <- a/1
              withdrawn-from by=b notice=2004-03-01 day=2005-03-01 [art_40] <- b/1
        "#]],
        );
    }

    #[test]
    fn notice_against_renewal_and_notice_of_withdrawal_are_told_apart_by_their_matter() {
        let rules = RULES.replace("term cite=art_40", "term cite=art_40 { years 20; tacit_renewal years=10 notice_months=24 }");
        check(
            &rules,
            "
            on 2010-01-01
            a gives notice on withdrawal
            b gives notice on term
            c gives notice
            ? withdrawal
            on 2015-04-05
            ? term
        ",
            expect![[r#"
                withdrawal: not-yet on 2011-01-01
                  withdraws-from by=a notice=2010-01-01 day=2011-01-01 [art_40] <- a/1
                term: ended on 1995-04-05
                  entered-into-force day=1995-04-05 [art_40]
                  renewal-stopped by=b day=2010-01-01 [art_40] <- b/1
                  term-over last=2015-04-04 [art_40]
                  no-instrument-on-record parties=a,b,c [art_40]
            "#]],
        );
    }

    #[test]
    fn a_text_without_withdrawal_knows_no_notice() {
        check(
            &RULES.replace("withdrawal cite=art_40 by=two notice_months=12", ""),
            "
            on 2004-03-01
            a gives notice
        ",
            expect![[r#"
            refused text-silent act=give_notice [record]
        "#]],
        );
    }
}
