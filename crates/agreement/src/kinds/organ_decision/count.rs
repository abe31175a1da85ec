//! Counting the votes on a decision: the first vote of each voter, the closing, and what silence comes to.
//!
//! Silence is an answer only where the data say so, and then only when the record shows that the text was received and
//! that no objection reached anybody in time: an objection that nobody holds yet is never taken for silence.

use crate::act::{Act, Ballot, Event};
use crate::ballot::{Awaited, timely};
use crate::calendar::Deadline;
use crate::decision::{Decision, Outcome, Reply};
use crate::finding::Because;
use crate::id::{BodyId, MatterId, Place};
use crate::message::Message;
use crate::view::View;
use jiff::civil::{Date, Time};

/// The first vote of a voter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cast {
    pub reply: Reply,
    pub day: Date,
    pub place: Place,
    /// Whether it claims a day, or a time of the last day, after the closing.
    pub late: bool,
}

/// When the voting ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Closing {
    pub deadline: Deadline,
    time: Option<Time>,
}

/// The votes on one decision, in the voters' order.
pub(super) struct Count {
    pub opening: Place,
    pub casts: Vec<Option<Cast>>,
    pub closing: Option<Closing>,
}

/// What the votes have come to, with what a silence procedure still lacks.
pub(super) struct Counted {
    pub replies: Vec<Reply>,
    pub closed: bool,
    pub grounds: Vec<Because>,
    /// Whose evidence is still lacking to settle what silence means.
    pub evidence_from: Vec<BodyId>,
    /// Whether somebody's log shows no receipt by the closing.
    pub unreceived: bool,
}

impl Closing {
    fn of(view: &View<'_>, decision: &Decision, opening: &Event) -> Option<Closing> {
        if let Act::ProposeDecision { until: Some(day), until_time, .. } = opening.act {
            return Some(Closing { deadline: Deadline { day, provisional: false }, time: until_time });
        }
        let (days, working) = decision.answer_within?;
        let deadline = if working {
            let calendar = |(voter, _): &(BodyId, u32)| view.agreement.body_of(*voter).calendar.as_deref();
            let calendars: Vec<&str> = decision.voters.iter().filter_map(calendar).collect();
            view.calendars.after(opening.occurred, days, &calendars, view.known_at)
        } else {
            Deadline { day: days_after(opening.occurred, days), provisional: false }
        };
        Some(Closing { deadline, time: None })
    }

    /// Whether an event claims to be after the closing; one of the last day without a time does not.
    fn before(&self, event: &Event) -> bool {
        let after_time = self.time.is_some_and(|closing| event.time.is_some_and(|time| time > closing));
        event.occurred > self.deadline.day || (event.occurred == self.deadline.day && after_time)
    }
}

/// So many calendar days after `day`.
pub(super) fn days_after(day: Date, days: u32) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap_or(Date::MAX)
}

/// A vote as an answer.
pub(super) fn reply(vote: Ballot) -> Reply {
    match vote {
        Ballot::For => Reply::For,
        Ballot::Against => Reply::Against,
        Ballot::Abstain => Reply::Abstains,
    }
}

/// Which of the votes of `voter` counts, the least first: the first of its own log, and what others recorded of it only
/// while that log has none. No two places are alike in it, so the order of arrival makes no difference.
pub(super) fn rank(voter: BodyId, place: Place) -> (bool, u32, BodyId) {
    (place.log != voter, place.number, place.log)
}

impl Count {
    /// Counts what is in sight of the decision that `opening` put on the table.
    pub fn new(view: &View<'_>, matter: MatterId, decision: &Decision, opening: &Event) -> Count {
        let closing = Closing::of(view, decision, opening);
        let mut casts: Vec<Option<Cast>> = vec![None; decision.voters.len()];
        for event in view.events(matter) {
            let Act::Vote { vote, .. } = event.act else { continue };
            let Some(index) = decision.voters.iter().position(|(voter, _)| *voter == event.author) else { continue };
            if casts[index].is_none_or(|earlier| rank(event.author, event.place) < rank(event.author, earlier.place)) {
                let late = closing.is_some_and(|closing| closing.before(event));
                casts[index] = Some(Cast { reply: reply(vote), day: event.occurred, place: event.place, late });
            }
        }
        Count { opening: opening.place, casts, closing }
    }

    /// What the votes have come to.
    pub fn result(&self, view: &View<'_>, matter: MatterId, decision: &Decision) -> Counted {
        match self.closing.filter(|_| decision.silence_consents) {
            Some(closing) => self.by_silence(view, matter, decision, closing.deadline.day),
            None => self.by_votes(view, decision),
        }
    }

    fn by_votes(&self, view: &View<'_>, decision: &Decision) -> Counted {
        let counted = |cast: &Option<Cast>| cast.filter(|cast| !cast.late).map_or(Reply::None, |cast| cast.reply);
        let replies: Vec<Reply> = self.casts.iter().map(counted).collect();
        let closing = self.closing.map(|closing| closing.deadline.day);
        let closed = closing.is_some_and(|day| view.as_of > day);
        let mut grounds = Vec::new();
        if let Some(closing) = closing.filter(|_| closed) {
            let missing = voters_with(decision, &replies, Reply::None);
            if !missing.is_empty() {
                let said = Message::new("votes-missing-at-closing").bodies("from", missing).date("closing", closing);
                grounds.push(Because::new(said, decision.cite));
            }
        }
        Counted { replies, closed, grounds, evidence_from: Vec::new(), unreceived: false }
    }

    fn by_silence(&self, view: &View<'_>, matter: MatterId, decision: &Decision, closing: Date) -> Counted {
        let mut result =
            Counted { replies: Vec::new(), closed: false, grounds: Vec::new(), evidence_from: Vec::new(), unreceived: false };
        let (mut silent, mut unreceived, mut unsettled) = (Vec::new(), Vec::new(), false);
        for ((voter, _), cast) in decision.voters.iter().zip(&self.casts) {
            let others: Vec<BodyId> = decision.voters.iter().map(|(other, _)| *other).filter(|other| other != voter).collect();
            // An objection that does not exist is in nobody's evidence, so the same test settles its absence.
            let objection = cast.filter(|cast| cast.reply == Reply::Against && !cast.late);
            let place = objection.map_or(Place { log: *voter, number: u32::MAX }, |cast| cast.place);
            let reply = match cast.filter(|cast| cast.reply != Reply::Against && !cast.late) {
                Some(cast) => cast.reply,
                None => match (timely(view, &others, 1, place, closing, self.opening), objection) {
                    (Some(true), _) => Reply::Against,
                    (None, Some(objection)) => {
                        let said = Message::new("objection-held-by-nobody-yet").body("by", *voter);
                        result.grounds.push(Because::new(said, decision.cite).from([objection.place]));
                        unsettled = true;
                        Reply::None
                    }
                    (Some(false), objection) if self.received(view, matter, *voter, closing) => {
                        result.grounds.extend(objection.map(|cast| untimely(*voter, closing, cast.place, decision)));
                        silent.push(*voter);
                        Reply::For
                    }
                    (settled, _) => {
                        unsettled |= settled.is_none();
                        if !self.received(view, matter, *voter, closing) {
                            unreceived.push(*voter);
                        }
                        Reply::None
                    }
                },
            };
            result.replies.push(reply);
        }
        if unsettled {
            result.evidence_from = self.without_evidence(view, decision, closing);
        }
        result.silence_grounds(view, decision, closing, silent, unreceived);
        result
    }

    /// The objections to a silence procedure whose timeliness the log of `witness` is asked about. Who has answered in time
    /// in any other way is not silent, and so not asked about.
    pub fn awaited(&self, matter: MatterId, decision: &Decision, witness: BodyId) -> Vec<Awaited> {
        let Some(closing) = self.closing else { return Vec::new() };
        let others = decision.voters.iter().zip(&self.casts).filter(|((voter, _), _)| *voter != witness);
        let asked = others.filter_map(|((by, _), cast)| {
            let cast = cast.filter(|cast| !cast.late);
            let answered = cast.is_some_and(|cast| cast.reply != Reply::Against);
            let act = cast.map(|cast| cast.place);
            (!answered).then_some(Awaited { matter, by: *by, act, deadline: closing.deadline.day, set_by: self.opening })
        });
        asked.collect()
    }

    /// The voters whose logs hold no evidence from after the closing.
    fn without_evidence(&self, view: &View<'_>, decision: &Decision, closing: Date) -> Vec<BodyId> {
        let none = |voter: &BodyId| {
            let place = Place { log: *voter, number: u32::MAX };
            view.timely_in(*voter, place, closing, self.opening).is_none()
        };
        decision.voters.iter().map(|(voter, _)| *voter).filter(none).collect()
    }

    /// Whether the voter's log shows that it had the text before it in time: who had not cannot have been silent.
    fn received(&self, view: &View<'_>, matter: MatterId, voter: BodyId, closing: Date) -> bool {
        let acted = || view.events(matter).any(|event| event.place.log == voter && event.occurred <= closing);
        self.opening.log == voter || view.received_in(voter, self.opening, closing) || acted()
    }

    /// The day on which the votes came to `outcome`: that of the vote that settled it, else the closing.
    pub fn settled_on(&self, decision: &Decision, result: &Counted, outcome: Outcome) -> Option<Date> {
        let mut cast: Vec<(Date, usize)> = Vec::new();
        for (index, (one, reply)) in self.casts.iter().zip(&result.replies).enumerate() {
            cast.extend(one.filter(|one| one.reply == *reply).map(|one| (one.day, index)));
        }
        cast.sort();
        let mut so_far = vec![Reply::None; result.replies.len()];
        for (day, index) in cast {
            so_far[index] = result.replies[index];
            if decision.outcome(&so_far, false) == outcome {
                return Some(day);
            }
        }
        self.closing.map(|closing| closing.deadline.day)
    }
}

impl Counted {
    fn silence_grounds(
        &mut self,
        view: &View<'_>,
        decision: &Decision,
        closing: Date,
        silent: Vec<BodyId>,
        unreceived: Vec<BodyId>,
    ) {
        let cite = decision.cite;
        if view.as_of <= closing {
            self.grounds.push(Because::new(Message::new("silence-runs-until").date("closing", closing), cite));
            return;
        }
        if !silent.is_empty() {
            let said = Message::new("silence-consents").bodies("by", silent).date("closing", closing);
            self.grounds.push(Because::new(said, cite));
        }
        if !unreceived.is_empty() {
            self.unreceived = true;
            self.grounds.push(Because::new(
                Message::new("no-receipt-by-closing").bodies("from", unreceived).date("closing", closing),
                cite,
            ));
        }
        if !self.evidence_from.is_empty() {
            let said =
                Message::new("evidence-awaited").bodies("from", self.evidence_from.iter().copied()).date("closing", closing);
            self.grounds.push(Because::new(said, cite));
        }
    }
}

fn untimely(by: BodyId, closing: Date, place: Place, decision: &Decision) -> Because {
    let said = Message::new("objection-untimely").body("by", by).date("closing", closing);
    Because::new(said, decision.cite).from([place])
}

/// The voters whose answer is `reply`, in the voters' order.
pub(super) fn voters_with(decision: &Decision, replies: &[Reply], reply: Reply) -> Vec<BodyId> {
    decision.voters.iter().zip(replies).filter(|(_, given)| **given == reply).map(|((voter, _), _)| *voter).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::run;
    use expect_test::{Expect, expect};

    fn rules(decision: &str) -> String {
        format!(
            r#"
        agreement test format=1
        provision art_11
        provision art_20
        party a
        party b
        party c
        party d
        group four cite=art_11 {{ members a b c d }}
        decision by_rule voters=four form=vote cite=art_20 {{ {decision} }}
        organ_decision id=council_decision cite=art_11 decision=by_rule
        "#
        )
    }

    /// `X` is the decision that `a` puts on the table first, on the text "plan"; `? Y` asks how it stands.
    fn check(decision: &str, script: &str, expect: Expect) {
        let script = script.replace(" X", " on council_decision/a-1 text \"plan\"").replace("? Y", "? council_decision/a-1");
        expect.assert_eq(&run(&rules(decision), &script));
    }

    const SILENCE: &str = "needs { consensus }; silence consents";

    /// A text under silence until noon of 31 March 2018, received by all.
    const UNDER_SILENCE: &str = "
            on 2018-03-01
            a proposes decision text \"plan\" until 2018-03-31 until_time 12:00:00
            on 2018-03-02
            b gives evidence
            c gives evidence
            d gives evidence
    ";

    fn check_silence(script: &str, expect: Expect) {
        check(SILENCE, &format!("{UNDER_SILENCE}{script}"), expect);
    }

    #[test]
    fn silence_consents_when_every_log_shows_that_nobody_objected() {
        check_silence(
            "
            ? Y
            ? next
            on 2018-04-01
            b gives evidence
            c gives evidence
            ? Y
            ? next
            a gives evidence
            d gives evidence
            ? Y
            ? next
            known 2018-03-31
            ? Y
        ",
            expect![[r#"
            council_decision/a-1: not-yet
              silence-runs-until closing=2018-03-31 [art_20]
            council_decision/a-1: not-yet
              evidence-awaited from=a,d closing=2018-03-31 [art_20]
            next a,d evidence on council_decision/a-1
            council_decision/a-1: yes on 2018-03-31
              decision-adopted [art_20]
              silence-consents by=a,b,c,d closing=2018-03-31 [art_20]
            council_decision/a-1: not-yet
              evidence-awaited from=a,b,c,d closing=2018-03-31 [art_20]
        "#]],
        );
    }

    #[test]
    fn an_objection_one_second_before_the_closing_breaks_the_silence() {
        check_silence(
            "
            on 2018-03-31
            c votes against X time 11:59:59
            ? Y
            b gives evidence
            ? Y
            on 2018-04-01
            a gives evidence
            b gives evidence
            c gives evidence
            d gives evidence
            ? Y
        ",
            expect![[r#"
            council_decision/a-1: not-yet
              objection-held-by-nobody-yet by=c [art_20] <- c/2
              silence-runs-until closing=2018-03-31 [art_20]
            council_decision/a-1: no on 2018-03-31
              decision-failed [art_20]
              votes-against by=c [art_20] <- c/2
              silence-runs-until closing=2018-03-31 [art_20]
            council_decision/a-1: no on 2018-03-31
              decision-failed [art_20]
              votes-against by=c [art_20] <- c/2
              silence-consents by=a,b,d closing=2018-03-31 [art_20]
        "#]],
        );
    }

    #[test]
    fn an_objection_one_second_after_the_closing_does_not() {
        check_silence(
            "
            on 2018-03-31
            c votes against X time 12:00:01
            b gives evidence
            on 2018-04-01
            a gives evidence
            b gives evidence
            c gives evidence
            d gives evidence
            ? Y
        ",
            expect![[r#"
            council_decision/a-1: yes on 2018-03-31
              decision-adopted [art_20]
              vote-after-closing by=c closing=2018-03-31 [art_20] <- c/2
              silence-consents by=a,b,c,d closing=2018-03-31 [art_20]
        "#]],
        );
    }

    #[test]
    fn an_objection_that_nobody_held_in_time_is_untimely_whatever_it_claims() {
        check_silence(
            "
            on 2018-04-01
            a gives evidence
            b gives evidence
            d gives evidence
            on 2018-04-02
            c votes against X occurred 2018-03-31
            c gives evidence
            ? Y
        ",
            expect![[r#"
            council_decision/a-1: yes on 2018-03-31
              decision-adopted [art_20]
              objection-untimely by=c closing=2018-03-31 [art_20] <- c/2
              silence-consents by=a,b,c,d closing=2018-03-31 [art_20]
        "#]],
        );
        check_silence(
            "
            on 2018-04-01
            a gives evidence
            b gives evidence
            on 2018-04-02
            c votes against X occurred 2018-03-31
            c gives evidence
            ? Y
        ",
            expect![[r#"
            council_decision/a-1: not-yet
              objection-held-by-nobody-yet by=c [art_20] <- c/2
              silence-consents by=d closing=2018-03-31 [art_20]
              evidence-awaited from=d closing=2018-03-31 [art_20]
        "#]],
        );
    }

    #[test]
    fn who_had_not_received_the_text_was_not_silent() {
        check(
            SILENCE,
            "
            on 2018-03-01
            a proposes decision text \"plan\" until 2018-03-31
            on 2018-03-02
            b gives evidence
            c gives evidence
            on 2018-04-01
            a gives evidence
            b gives evidence
            c gives evidence
            d gives evidence
            ? Y
            ? next
        ",
            expect![[r#"
            council_decision/a-1: cannot-tell
              silence-consents by=a,b,c closing=2018-03-31 [art_20]
              no-receipt-by-closing from=d closing=2018-03-31 [art_20]
        "#]],
        );
    }

    #[test]
    fn without_the_word_of_the_data_silence_is_nothing() {
        check(
            "needs { consensus }",
            &format!(
                "{UNDER_SILENCE}
            on 2018-04-01
            a gives evidence
            b gives evidence
            c gives evidence
            d gives evidence
            ? Y
        "
            ),
            expect![[r#"
            council_decision/a-1: no on 2018-03-31
              decision-failed [art_20]
              votes-missing-at-closing from=a,b,c,d closing=2018-03-31 [art_20]
        "#]],
        );
    }

    #[test]
    fn who_votes_need_not_be_silent() {
        let script = format!(
            "{UNDER_SILENCE}
            on 2018-03-10
            b votes for X
            c votes abstain X
            on 2018-04-01
            a gives evidence
            b gives evidence
            c gives evidence
            d gives evidence
            ? Y
        "
        );
        check(
            SILENCE,
            &script,
            expect![[r#"
                council_decision/a-1: yes on 2018-03-31
                  decision-adopted [art_20]
                  votes-for by=b [art_20] <- b/2
                  votes-abstaining by=c [art_20] <- c/2
                  silence-consents by=a,d closing=2018-03-31 [art_20]
            "#]],
        );
        // The same abstention stands in the way of unanimity.
        check(
            "needs { unanimity }; silence consents",
            &script,
            expect![[r#"
                council_decision/a-1: no on 2018-03-10
                  decision-failed [art_20]
                  votes-for by=b [art_20] <- b/2
                  votes-abstaining by=c [art_20] <- c/2
                  silence-consents by=a,d closing=2018-03-31 [art_20]
            "#]],
        );
    }

    #[test]
    fn without_a_closing_nobody_is_ever_silent() {
        check(
            SILENCE,
            "
            on 2018-03-01
            a proposes decision text \"plan\"
            b gives evidence
            c gives evidence
            d gives evidence
            on 2020-01-01
            a gives evidence
            b gives evidence
            c gives evidence
            d gives evidence
            ? Y
            ? next
        ",
            expect![[r#"
                council_decision/a-1: not-yet
                  votes-awaited from=a,b,c,d [art_20]
                next a,b,c,d vote on council_decision/a-1
            "#]],
        );
    }

    #[test]
    fn a_node_gives_evidence_of_an_objection_at_once_and_of_silence_when_its_time_is_over() {
        check_silence(
            "
            ? evidence
            c votes against X
            d votes for X
            ? evidence
            a gives evidence
            b gives evidence
            d gives evidence
            ? evidence
            on 2018-04-01
            ? evidence
            a gives evidence
            b gives evidence
            c gives evidence
            d gives evidence
            ? evidence
            b votes against X
            ? evidence
        ",
            expect![[r#"
                evidence a on council_decision/a-1 of c/2 by 2018-03-31
                evidence b on council_decision/a-1 of c/2 by 2018-03-31
                evidence d on council_decision/a-1 of c/2 by 2018-03-31
                evidence a on council_decision/a-1 of b, absent by 2018-03-31
                evidence b on council_decision/a-1 of a, absent by 2018-03-31
                evidence c on council_decision/a-1 of a, absent by 2018-03-31
                evidence c on council_decision/a-1 of b, absent by 2018-03-31
                evidence d on council_decision/a-1 of a, absent by 2018-03-31
                evidence d on council_decision/a-1 of b, absent by 2018-03-31
            "#]],
        );
    }

    #[test]
    fn where_silence_means_nothing_no_evidence_is_asked() {
        let script = "
            c votes against X
            on 2018-04-01
            ? evidence
        ";
        check("needs { consensus }", &format!("{UNDER_SILENCE}{script}"), expect![""]);
    }

    #[test]
    fn a_voters_own_vote_counts_before_an_earlier_one_of_the_public_record() {
        check(
            "needs { unanimity }",
            "
            on 2018-03-01
            a proposes decision text \"plan\"
            b votes against X recorder public_record
            on 2018-03-02
            b votes for X
            ? Y
        ",
            expect![[r#"
                council_decision/a-1: not-yet
                  votes-awaited from=a,c,d [art_20]
                  votes-for by=b [art_20] <- b/1
            "#]],
        );
    }

    #[test]
    fn no_evidence_is_awaited_from_the_only_silent_voter() {
        check_silence(
            "
            b votes for X
            c votes for X
            d votes for X
            on 2018-04-01
            b gives evidence
            c gives evidence
            d gives evidence
            ? Y
            ? next
        ",
            expect![[r#"
                council_decision/a-1: yes on 2018-03-31
                  decision-adopted [art_20]
                  votes-for by=b,c,d [art_20] <- b/2 c/2 d/2
                  silence-consents by=a closing=2018-03-31 [art_20]
            "#]],
        );
    }

    #[test]
    fn who_acts_in_the_matter_by_the_closing_has_received_the_text() {
        let script = |day: &str| {
            format!(
                "
            on 2018-03-01
            a proposes decision text \"plan\" until 2018-03-31
            on 2018-03-02
            b gives evidence
            c gives evidence
            on {day}
            d reports paper about c text \"a letter\" on council_decision/a-1
            on 2018-04-01
            a gives evidence
            b gives evidence
            c gives evidence
            d gives evidence
            ? Y
        "
            )
        };
        check(
            SILENCE,
            &script("2018-03-31"),
            expect![[r#"
                council_decision/a-1: yes on 2018-03-31
                  decision-adopted [art_20]
                  silence-consents by=a,b,c,d closing=2018-03-31 [art_20]
                  paper-reported by=d about=c paper=a letter [art_20] <- d/1
            "#]],
        );
        check(
            SILENCE,
            &script("2018-04-01"),
            expect![[r#"
                council_decision/a-1: cannot-tell
                  silence-consents by=a,b,c closing=2018-03-31 [art_20]
                  no-receipt-by-closing from=d closing=2018-03-31 [art_20]
                  paper-reported by=d about=c paper=a letter [art_20] <- d/1
            "#]],
        );
    }

    #[test]
    fn who_has_no_vote_gives_no_evidence_of_votes() {
        let rules = rules(SILENCE).replace("members a b c d", "members a b c");
        let script = format!("{UNDER_SILENCE}\nc votes against on council_decision/a-1 text \"plan\"\n? evidence");
        let expected = expect![[r#"
            evidence a on council_decision/a-1 of c/2 by 2018-03-31
            evidence b on council_decision/a-1 of c/2 by 2018-03-31
        "#]];
        expected.assert_eq(&run(&rules, &script));
    }
}
