//! The epoch of the record: parties, root keys, formats, rule file and edition of the engine, changed by the signatures of all.
//!
//! The text that is signed is the next founding. A party's commitment is the last act of its log in the old epoch; what follows
//! from that is the counterpart's, the ballot itself is one like that on an amendment.

use super::Provision;
use super::amendment::Amendment;
use crate::act::ActKind;
use crate::finding::{Finding, Step};
use crate::id::{DecisionId, MatterId, RuleId};
use crate::reading::{Answer, Choice};
use crate::refusal::Refusal;
use crate::rule_file::Tree;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, maybe, one};
use crate::state::Case;
use crate::view::View;

/// The power to begin a new epoch.
#[derive(Debug)]
pub struct Epoch {
    ballot: Amendment,
}

/// `epoch cite=… decision=… signatory=…`
pub const SHAPE: Shape = Shape {
    name: "epoch",
    args: &[],
    props: &[RULE_ID, CITE, one("decision", Takes::Ref(Space::Decision)), maybe("signatory", Takes::Ref(Space::Point))],
    children: &[],
};

impl Epoch {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<Epoch> {
        Amendment::read(tree, lookup).map(|ballot| Epoch { ballot })
    }
}

impl Provision for Epoch {
    fn accepts(&self, act: ActKind) -> bool {
        matches!(act, ActKind::ProposeEpoch | ActKind::Sign | ActKind::Withdraw | ActKind::Commit | ActKind::ReportPaper)
    }

    fn takes_standing(&self, _act: ActKind) -> bool {
        false
    }

    fn ballot(&self) -> Option<DecisionId> {
        self.ballot.ballot()
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        self.ballot.check(case)
    }

    fn stand(&self, view: &View<'_>, matter: MatterId, detail: bool) -> Option<Answer<Finding>> {
        self.ballot.stand(view, matter, detail)
    }

    fn steps(&self, view: &View<'_>, rule: RuleId) -> Vec<Step> {
        self.ballot.steps(view, rule)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::run;
    use expect_test::{Expect, expect};

    const RULES: &str = r#"
        agreement test format=1
        provision end
        source protocol "How the record is kept"
        party a
        party b
        group both cite=end { members a b }
        decision all_agree voters=both form=signature cite=end { needs { unanimity } }
        amendment cite=end decision=all_agree
        epoch cite=protocol decision=all_agree
    "#;

    fn check(script: &str, expect: Expect) {
        expect.assert_eq(&run(RULES, script));
    }

    #[test]
    fn an_epoch_begins_when_all_have_signed_and_committed() {
        check(
            "
            on 2018-03-01
            a proposes epoch text \"next founding\"
            a signs on epoch/a-1
            b signs on epoch/a-1 text \"another founding\"
            b signs on epoch/a-1
            b signs on epoch
            b gives notice on epoch/a-1
            ? next
            ? ready
            a commits on epoch/a-1
            on 2018-03-02
            b commits on epoch/a-1
            ? epoch/a-1
        ",
            expect![[r#"
                refused text-unknown [protocol]
                refused no-such-matter matter=epoch [protocol]
                refused not-in-this-matter act=give_notice matter=epoch/a-1 [protocol]
                next a,b commit on epoch/a-1
                ready a epoch/a-1 signed a/2
                ready b epoch/a-1 signed b/1
                epoch/a-1: yes on 2018-03-02
                  committed-by-all day=2018-03-02 [protocol] <- a/3 b/2
                  signatures-held by=a,b [protocol] <- a/2 b/1
            "#]],
        );
    }

    #[test]
    fn an_epoch_and_an_amendment_are_no_rivals_and_two_epochs_are() {
        check(
            "
            on 2018-03-01
            a proposes epoch text \"next founding\"
            b proposes epoch text \"other founding\"
            a proposes amendment text \"new words\"
            a signs on epoch/a-1
            a signs on amendment/a-2
            a signs on epoch/b-1
            a withdraws on epoch/a-1
            a signs on epoch/b-1
            ? epoch/a-1
        ",
            expect![[r#"
                refused rival-signed rival=epoch/a-1 [protocol]
                epoch/a-1: no
                  signature-withdrawn by=a [protocol] <- a/5
            "#]],
        );
    }
}
