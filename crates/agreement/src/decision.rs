//! Decision rules: whether answers make a decision, under the rule that the agreement's data name.
//!
//! A rule is a test over complete answers. What is still missing is tried both ways: passed in the worst case is yes,
//! failed in the best case is no, anything else is not yet. Silence is an answer only where the data say so.

use crate::id::{BodyId, Cite, DecisionId};
use crate::rule_file::tree::{Tree, Val};
use crate::rule_file::vocabulary::{CITE, Shape, Space, Takes, has, has_many, may_have, maybe, one};

/// A voter's answer on one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reply {
    /// Consents.
    For,
    /// Objects.
    Against,
    /// Answered, neither way.
    Abstains,
    /// No answer on record.
    None,
}

/// What a decision has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Passed, whatever is still to come.
    Passed,
    /// Failed, whatever is still to come.
    Failed,
    /// Neither yet.
    Open,
}

/// How consent is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Each voter signs the text, then commits.
    Signature,
    /// Each voter votes.
    Vote,
}

/// Against which number a share is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The votes for and against.
    Cast,
    /// All voters.
    All,
}

/// One test over complete answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// All for; an abstention blocks or not.
    Unanimity {
        /// Whether an abstention stands in the way.
        abstention_blocks: bool,
    },
    /// Everyone has been heard and none objects.
    Consensus,
    /// More than half, or at least a share.
    Share {
        /// Numerator.
        over: u32,
        /// Denominator.
        under: u32,
        /// Whether the share must be exceeded, not only reached.
        exceed: bool,
        /// Of which number.
        of: Of,
        /// Whether each voter counts with its weight.
        weighted: bool,
    },
    /// Passed unless so many object.
    UnlessObjects(u32),
    /// All but so many.
    AllMinus(u32),
    /// Any of these.
    Either(Vec<Test>),
}

/// A decision rule of the agreement.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Its identifier.
    pub id: String,
    /// What it rests on.
    pub cite: Cite,
    /// Who decides, in the agreement's order, each with its weight.
    pub voters: Vec<(BodyId, u32)>,
    /// How consent is given.
    pub form: Form,
    /// The tests, all of which must pass.
    pub needs: Vec<Test>,
    /// Days in which to answer, and whether they are working days.
    pub answer_within: Option<(u32, bool)>,
    /// Whether silence after that time consents (the silence procedure; off unless the data say so).
    pub silence_consents: bool,
    /// Whom a failed decision goes to, and the rule that then holds.
    pub escalate: Option<(BodyId, Option<DecisionId>)>,
}

impl Decision {
    /// What `replies` (one per voter, in the voters' order) have come to; `closed` when no answer can come any more.
    pub fn outcome(&self, replies: &[Reply], closed: bool) -> Outcome {
        let filled = |with: Reply| -> Vec<(u32, Reply)> {
            let weights = self.voters.iter().map(|(_, weight)| *weight);
            let full = replies.iter().map(|reply| if *reply == Reply::None { with } else { *reply });
            weights.zip(full).collect()
        };
        let passes = |answers: Vec<(u32, Reply)>| self.needs.iter().all(|test| test.passes(&answers));
        if closed {
            let missing = if self.silence_consents { Reply::For } else { Reply::None };
            return if passes(filled(missing)) { Outcome::Passed } else { Outcome::Failed };
        }
        if !passes(filled(Reply::For)) {
            Outcome::Failed
        } else if passes(filled(Reply::Against)) {
            Outcome::Passed
        } else {
            Outcome::Open
        }
    }

    /// Who decides, in the agreement's order.
    pub fn deciders(&self) -> Vec<BodyId> {
        self.voters.iter().map(|(voter, _)| *voter).collect()
    }

    /// Whether `body` decides under this rule.
    pub fn is_voter(&self, body: BodyId) -> bool {
        self.voters.iter().any(|(voter, _)| *voter == body)
    }
}

impl Test {
    fn passes(&self, answers: &[(u32, Reply)]) -> bool {
        let count = |reply: Reply| answers.iter().filter(|(_, given)| *given == reply).count() as u32;
        match self {
            Test::Unanimity { abstention_blocks } => {
                let blocked = if *abstention_blocks { count(Reply::Abstains) } else { 0 };
                count(Reply::Against) + count(Reply::None) + blocked == 0 && count(Reply::For) > 0
            }
            Test::Consensus => count(Reply::Against) + count(Reply::None) == 0,
            Test::Share { over, under, exceed, of, weighted } => {
                let weigh = |counts: &dyn Fn(Reply) -> bool| -> u64 {
                    let chosen = answers.iter().filter(|(_, reply)| counts(*reply));
                    chosen.map(|(weight, _)| if *weighted { u64::from(*weight) } else { 1 }).sum()
                };
                let given = weigh(&|reply| reply == Reply::For) * u64::from(*under);
                let base = weigh(&|reply| *of == Of::All || matches!(reply, Reply::For | Reply::Against));
                let bar = base * u64::from(*over);
                base > 0 && if *exceed { given > bar } else { given >= bar }
            }
            Test::UnlessObjects(limit) => count(Reply::Against) < *limit,
            Test::AllMinus(spared) => answers.len() as u32 <= count(Reply::For) + spared,
            Test::Either(tests) => tests.iter().any(|test| test.passes(answers)),
        }
    }

    fn read(node: &Tree) -> Test {
        let of = if node.word("of") == Some("all") { Of::All } else { Of::Cast };
        let weighted = node.flag("weighted");
        let count = node.number("count").unwrap_or(1) as u32;
        match node.shape.name {
            "unanimity" => Test::Unanimity { abstention_blocks: node.word("abstention") != Some("passes") },
            "consensus" => Test::Consensus,
            "majority" => Test::Share { over: 1, under: 2, exceed: true, of, weighted },
            "share" => {
                let (over, under) = match node.args.first() {
                    Some(Val::Share(over, under)) => (*over, *under),
                    _ => (1, 1),
                };
                Test::Share { over, under, exceed: false, of, weighted }
            }
            "unless_objects" => Test::UnlessObjects(count),
            "all_minus" => Test::AllMinus(count),
            _ => Test::Either(node.children.iter().map(Test::read).collect()),
        }
    }
}

/// Reads the tests, the time to answer and what silence means; voters and targets are resolved by the caller.
pub(crate) fn read(node: &Tree, cite: Cite, voters: Vec<(BodyId, u32)>) -> Decision {
    let within = node.child("answer_within");
    Decision {
        id: node.id().to_owned(),
        cite,
        voters,
        form: if node.word("form") == Some("signature") { Form::Signature } else { Form::Vote },
        needs: node.child("needs").map(|needs| needs.children.iter().map(Test::read).collect()).unwrap_or_default(),
        answer_within: within.map(|within| {
            let days = within.args.first().and_then(Val::number).unwrap_or(0) as u32;
            (days, within.word("unit") != Some("calendar"))
        }),
        silence_consents: node.child_word("silence") == Some("consents"),
        escalate: None,
    }
}

const OF: crate::rule_file::Slot = maybe("of", Takes::Word(&["cast", "all"]));
const WEIGHTED: crate::rule_file::Slot = maybe("weighted", Takes::Flag);
const COUNT: crate::rule_file::Slot = maybe("count", Takes::Number);

const UNANIMITY: Shape =
    Shape { name: "unanimity", args: &[], props: &[maybe("abstention", Takes::Word(&["blocks", "passes"]))], children: &[] };
const CONSENSUS: Shape = Shape { name: "consensus", args: &[], props: &[], children: &[] };
const MAJORITY: Shape = Shape { name: "majority", args: &[], props: &[OF, WEIGHTED], children: &[] };
const SHARE: Shape = Shape { name: "share", args: &[one("share", Takes::Share)], props: &[OF, WEIGHTED], children: &[] };
const UNLESS_OBJECTS: Shape = Shape { name: "unless_objects", args: &[], props: &[COUNT], children: &[] };
const ALL_MINUS: Shape = Shape { name: "all_minus", args: &[], props: &[COUNT], children: &[] };
const EITHER: Shape = Shape {
    name: "either",
    args: &[],
    props: &[],
    children: &[
        has_many(&UNANIMITY),
        has_many(&CONSENSUS),
        has_many(&MAJORITY),
        has_many(&SHARE),
        has_many(&UNLESS_OBJECTS),
        has_many(&ALL_MINUS),
    ],
};
const NEEDS: Shape = Shape {
    name: "needs",
    args: &[],
    props: &[],
    children: &[
        has_many(&UNANIMITY),
        has_many(&CONSENSUS),
        has_many(&MAJORITY),
        has_many(&SHARE),
        has_many(&UNLESS_OBJECTS),
        has_many(&ALL_MINUS),
        has_many(&EITHER),
    ],
};
const ANSWER_WITHIN: Shape = Shape {
    name: "answer_within",
    args: &[one("days", Takes::Number)],
    props: &[maybe("unit", Takes::Word(&["working", "calendar"]))],
    children: &[],
};
const SILENCE: Shape =
    Shape { name: "silence", args: &[one("means", Takes::Word(&["consents", "nothing"]))], props: &[], children: &[] };
const ESCALATE: Shape = Shape {
    name: "escalate",
    args: &[],
    props: &[one("to", Takes::Ref(Space::Body)), maybe("decision", Takes::Ref(Space::Decision))],
    children: &[],
};

/// `decision ID voters=GROUP form=vote|signature cite=… { needs { … } }`
pub const SHAPE: Shape = Shape {
    name: "decision",
    args: &[one("id", Takes::New(Space::Decision))],
    props: &[one("voters", Takes::Ref(Space::Voters)), one("form", Takes::Word(&["vote", "signature"])), CITE],
    children: &[has(&NEEDS), may_have(&ANSWER_WITHIN), may_have(&SILENCE), may_have(&ESCALATE)],
};

#[cfg(test)]
mod tests {
    use super::*;
    use Outcome::{Failed, Open, Passed};

    /// A rule over voters of weight 1 each, or of the given weights.
    fn rule(needs: Vec<Test>, weights: &[u32]) -> Decision {
        Decision {
            id: "d".into(),
            cite: Cite(0),
            voters: weights.iter().enumerate().map(|(index, weight)| (BodyId(index as u16), *weight)).collect(),
            form: Form::Vote,
            needs,
            answer_within: None,
            silence_consents: false,
            escalate: None,
        }
    }

    /// Answers as letters: `+` for, `-` against, `o` abstains, `.` none.
    fn replies(letters: &str) -> Vec<Reply> {
        let read = |letter| match letter {
            '+' => Reply::For,
            '-' => Reply::Against,
            'o' => Reply::Abstains,
            _ => Reply::None,
        };
        letters.chars().map(read).collect()
    }

    fn check(test: Test, weights: &[u32], table: &[(&str, Outcome, Outcome)]) {
        let rule = rule(vec![test], weights);
        for (letters, open, closed) in table {
            assert_eq!(rule.outcome(&replies(letters), false), *open, "{letters} while open");
            assert_eq!(rule.outcome(&replies(letters), true), *closed, "{letters} when closed");
        }
    }

    #[test]
    fn unanimity_waits_for_everyone() {
        check(
            Test::Unanimity { abstention_blocks: true },
            &[1; 4],
            &[
                ("++++", Passed, Passed),
                ("+++.", Open, Failed),
                ("+++-", Failed, Failed),
                ("+++o", Failed, Failed),
                ("....", Open, Failed),
            ],
        );
    }

    #[test]
    fn an_abstention_need_not_block() {
        check(
            Test::Unanimity { abstention_blocks: false },
            &[1; 3],
            &[("++o", Passed, Passed), ("ooo", Failed, Failed), ("+-o", Failed, Failed), ("+o.", Open, Failed)],
        );
    }

    #[test]
    fn consensus_hears_everyone_and_needs_no_vote() {
        check(
            Test::Consensus,
            &[1; 3],
            &[("++o", Passed, Passed), ("ooo", Passed, Passed), ("++.", Open, Failed), ("++-", Failed, Failed)],
        );
    }

    #[test]
    fn a_majority_is_more_than_half() {
        let majority = |of| Test::Share { over: 1, under: 2, exceed: true, of, weighted: false };
        check(majority(Of::All), &[1; 4], &[("++..", Open, Failed), ("+++.", Passed, Passed), ("++--", Failed, Failed)]);
        check(majority(Of::Cast), &[1; 4], &[("++-o", Passed, Passed), ("+-oo", Failed, Failed), ("+...", Open, Passed)]);
        check(majority(Of::Cast), &[1; 2], &[("oo", Failed, Failed), ("..", Open, Failed)]);
    }

    #[test]
    fn a_share_can_be_weighted() {
        let share = Test::Share { over: 2, under: 3, exceed: false, of: Of::All, weighted: true };
        check(share, &[4, 1, 1], &[("+..", Passed, Passed), ("-++", Failed, Failed), (".++", Open, Failed)]);
    }

    #[test]
    fn approved_unless_one_objects() {
        check(Test::UnlessObjects(1), &[1; 3], &[("+..", Open, Passed), ("++-", Failed, Failed), ("ooo", Passed, Passed)]);
    }

    #[test]
    fn all_minus_one_can_spare_one() {
        check(Test::AllMinus(1), &[1; 4], &[("+++-", Passed, Passed), ("++--", Failed, Failed), ("++..", Open, Failed)]);
    }

    #[test]
    fn tests_compose() {
        let either = Test::Either(vec![Test::Consensus, Test::AllMinus(1)]);
        check(either, &[1; 3], &[("++-", Passed, Passed), ("+--", Failed, Failed), ("ooo", Passed, Passed)]);
    }

    #[test]
    fn silence_consents_only_where_the_rule_says_so() {
        let mut rule = rule(vec![Test::Consensus], &[1; 3]);
        assert_eq!(rule.outcome(&replies("+.."), true), Failed);
        rule.silence_consents = true;
        assert_eq!(rule.outcome(&replies("+.."), true), Passed);
        assert_eq!(rule.outcome(&replies("+.-"), true), Failed);
        assert_eq!(rule.outcome(&replies("+.."), false), Open, "never before the time is over");
    }

    #[test]
    fn a_share_of_no_votes_is_no_share() {
        let share = Test::Share { over: 2, under: 3, exceed: false, of: Of::Cast, weighted: false };
        check(share, &[1; 3], &[("ooo", Failed, Failed), ("++-", Passed, Passed), ("..o", Open, Failed)]);
    }

    #[test]
    fn the_form_and_what_a_share_is_of_are_those_of_the_data() {
        let read = |form: &str, needs: &str| {
            let rules = format!(
                "agreement test format=1\nprovision p\nparty a\nparty b\ngroup both cite=p {{ members a b }}\n\
                 decision d voters=both form={form} cite=p {{ needs {{ {needs} }} }}"
            );
            let agreement = crate::agreement::Agreement::read(&rules).unwrap_or_else(|problems| panic!("{problems:#?}"));
            let decision = agreement.decision(agreement.decision_id("d").expect("the rule is there"));
            // Of two, one for and one that abstains: all of the votes cast, half of all.
            (matches!(decision.form, Form::Signature), decision.outcome(&replies("+o"), true))
        };
        assert_eq!(read("signature", "majority of=all"), (true, Failed));
        assert_eq!(read("vote", "majority of=cast"), (false, Passed));
    }
}
