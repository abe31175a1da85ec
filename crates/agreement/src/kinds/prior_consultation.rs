//! Prior consultation: a party notifies a use, and the others have so many months to reply before it goes on.
//!
//! A reply is no veto unless the data say that agreement is needed; a reply that is missing is neither yes nor no.

use super::Provision;
use crate::act::{Act, ActKind, Ballot, Event};
use crate::ballot::reported;
use crate::calendar::Deadline;
use crate::finding::{Because, Finding, Status, Step};
use crate::id::{BodyId, Cite, MatterId, Occasion, Place, RuleId};
use crate::message::Message;
use crate::period::months_after;
use crate::reading::{Answer, Choice};
use crate::refusal::Refusal;
use crate::rule_file::Tree;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, maybe, one};
use crate::state::Case;
use crate::view::View;
use jiff::civil::Date;

/// The duty to consult beforehand.
#[derive(Debug)]
pub struct PriorConsultation {
    /// Who notifies, and who is consulted: all of these but the one that notifies.
    pub by: Vec<BodyId>,
    /// How long it runs.
    pub months: i64,
    /// The organ that leads it.
    pub convener: Option<BodyId>,
    /// Whether the others must agree.
    pub agreement_needed: bool,
}

/// `prior_consultation cite=… by=GROUP months=6 convener=ORGAN agreement_needed=#false`
pub const SHAPE: Shape = Shape {
    name: "prior_consultation",
    args: &[],
    props: &[
        RULE_ID,
        CITE,
        maybe("by", Takes::Ref(Space::Voters)),
        one("months", Takes::Number),
        maybe("convener", Takes::Ref(Space::Body)),
        maybe("agreement_needed", Takes::Flag),
    ],
    children: &[],
};

/// A body that is asked, with the latest reply in its own log.
type Asked = (BodyId, Option<(Ballot, Place, Date)>);

/// The replies on one notification.
struct Replies<'v> {
    opening: &'v Event,
    text: crate::id::Digest,
    until: Date,
    /// Everybody who is asked, in the agreement's order.
    asked: Vec<Asked>,
}

impl PriorConsultation {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<PriorConsultation> {
        Some(PriorConsultation {
            by: lookup.voters(tree, "by"),
            months: tree.number("months").unwrap_or(0).min(9999),
            convener: lookup.body(tree, "convener"),
            agreement_needed: tree.flag("agreement_needed"),
        })
    }

    fn replies<'v>(&self, view: &View<'v>, matter: MatterId) -> Option<Replies<'v>> {
        let Occasion::Opened(place) = matter.occasion else { return None };
        let events = || view.recorded(matter).iter().map(|recorded| &recorded.event);
        let opening = events().find(|event| event.place == place)?;
        let Act::NotifyUse { text } = opening.act else { return None };
        let others = self.by.iter().filter(|body| **body != opening.author);
        let mut asked: Vec<Asked> = others.map(|body| (*body, None)).collect();
        for event in events() {
            let Act::ReplyUse { vote, .. } = event.act else { continue };
            if let Some((body, reply)) = asked.iter_mut().find(|(body, _)| *body == event.author) {
                // No two places are alike in it, so the order of arrival makes no difference.
                let rank = |place: Place| (place.log == *body, place.number, place.log);
                if reply.is_none_or(|(_, earlier, _)| rank(earlier) < rank(event.place)) {
                    *reply = Some((vote, event.place, event.occurred));
                }
            }
        }
        Some(Replies { opening, text, until: months_after(opening.occurred, self.months), asked })
    }

    fn finding(&self, view: &View<'_>, matter: MatterId, detail: bool) -> Option<Finding> {
        let replies = self.replies(view, matter)?;
        let cite = view.agreement.rule(matter.rule).cite;
        let over = view.as_of > replies.until;
        let status = self.status(&replies, over);
        let key = if over { "prior-consultation-over" } else { "prior-consultation-runs-until" };
        let said = Message::new(key).body("by", replies.opening.author).date("until", replies.until);
        let said = said.with("text", crate::message::Arg::Digest(replies.text));
        let mut finding = Finding::new(status, Because::new(said, cite).from([replies.opening.place]));
        let agreed = replies.asked.iter().filter_map(|(_, reply)| reply.map(|(_, _, day)| day)).max();
        finding.on = agreed.filter(|_| status == Status::Yes);
        let awaited = replies.awaited();
        if !awaited.is_empty() {
            let key = if over { "no-reply-on-record" } else { "replies-awaited" };
            let said = Message::new(key).bodies("from", awaited).date("until", replies.until);
            finding.because.push(Because::new(said, cite));
        }
        finding.because.extend(replies.grounds(cite));
        if !self.agreement_needed && replies.has(Ballot::Against) {
            finding.because.push(Because::new(Message::new("reply-is-no-veto"), cite));
        }
        finding.because.extend(reported(view, matter, cite).map(|(_, because)| because));
        if let Some(convener) = self.convener.filter(|_| detail) {
            finding.because.push(Because::new(Message::new("prior-consultation-led-by").body("by", convener), cite));
        }
        Some(finding)
    }

    fn status(&self, replies: &Replies<'_>, over: bool) -> Status {
        let all_for = replies.asked.iter().all(|(_, reply)| matches!(reply, Some((Ballot::For, _, _))));
        match (self.agreement_needed, over) {
            (false, false) => Status::Open,
            (false, true) => Status::Recorded,
            (true, _) if all_for => Status::Yes,
            (true, true) if replies.has(Ballot::Against) => Status::No,
            (true, _) => Status::NotYet,
        }
    }
}

impl Replies<'_> {
    fn awaited(&self) -> Vec<BodyId> {
        self.asked.iter().filter(|(_, reply)| reply.is_none()).map(|(body, _)| *body).collect()
    }

    fn has(&self, vote: Ballot) -> bool {
        self.asked.iter().any(|(_, reply)| reply.is_some_and(|(given, _, _)| given == vote))
    }

    /// Who replied how, and whose reply came after the time.
    fn grounds(&self, cite: Cite) -> Vec<Because> {
        let mut grounds = Vec::new();
        let given = |is: &dyn Fn(Ballot, Date) -> bool| -> (Vec<BodyId>, Vec<Place>) {
            let given = self.asked.iter().filter_map(|(body, reply)| reply.map(|(vote, place, day)| (*body, vote, place, day)));
            given.filter(|(_, vote, _, day)| is(*vote, *day)).map(|(body, _, place, _)| (body, place)).unzip()
        };
        let keys = [(Ballot::For, "replied-for"), (Ballot::Against, "replied-against"), (Ballot::Abstain, "replied-neither")];
        for (vote, key) in keys {
            let (by, places) = given(&|given, _| given == vote);
            if !by.is_empty() {
                grounds.push(Because::new(Message::new(key).bodies("by", by), cite).from(places));
            }
        }
        let (late, places) = given(&|_, day| day > self.until);
        if !late.is_empty() {
            let said = Message::new("reply-after-the-time").bodies("by", late).date("until", self.until);
            grounds.push(Because::new(said, cite).from(places));
        }
        grounds
    }
}

impl Provision for PriorConsultation {
    fn accepts(&self, act: ActKind) -> bool {
        matches!(act, ActKind::NotifyUse | ActKind::ReplyUse | ActKind::ReportPaper)
    }

    fn takes_standing(&self, _act: ActKind) -> bool {
        false
    }

    fn rests(&self) -> bool {
        true
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        let Act::ReplyUse { text, .. } = case.event.act else { return case.entitled(&self.by).map(|()| Vec::new()) };
        let opening = case.opening().ok_or(Refusal::NoSuchMatter { matter: case.matter })?;
        let others: Vec<BodyId> = self.by.iter().copied().filter(|body| *body != opening.author).collect();
        case.entitled(&others)?;
        match opening.act {
            Act::NotifyUse { text: notified } if notified == text => Ok(Vec::new()),
            _ => Err(Refusal::TextUnknown {}),
        }
    }

    fn stand(&self, view: &View<'_>, matter: MatterId, detail: bool) -> Option<Answer<Finding>> {
        self.finding(view, matter, detail).map(|finding| Answer(vec![(Vec::new(), finding)]))
    }

    fn steps(&self, view: &View<'_>, rule: RuleId) -> Vec<Step> {
        let needed = |matter: MatterId| {
            let finding = self.finding(view, matter, false)?;
            matches!(finding.status, Status::Open | Status::NotYet).then_some(())?;
            let awaited = finding.because.iter().find(|because| because.message.bodies_of("from").is_some())?;
            let until = self.replies(view, matter)?.until;
            Some(Step {
                who: awaited.message.bodies_of("from")?.to_vec(),
                act: ActKind::ReplyUse,
                matter: Some(matter),
                item: None,
                due: Some(Deadline { day: until, provisional: false }),
                because: awaited.clone(),
            })
        };
        view.matters_of(rule).filter_map(needed).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::run;
    use expect_test::{Expect, expect};

    const RULES: &str = r#"
        agreement test format=1
        provision art_5
        party a
        party b
        party c
        outside guest cite=art_5
        group all cite=art_5 { members a b c }
        organ committee of=all cite=art_5
        prior_consultation cite=art_5 by=all months=6 convener=committee
    "#;

    fn check(rules: &str, script: &str, expect: Expect) {
        let script = script.replace(" X", " on prior_consultation/a-1 text \"dam\"").replace("? Y", "? prior_consultation/a-1");
        let dam = "consultation-dam";
        let shown = run(rules, &script).replace(&crate::id::Digest::of(b"dam").to_string(), dam);
        expect.assert_eq(&shown);
    }

    #[test]
    fn it_runs_six_months_and_is_no_veto() {
        check(
            RULES,
            "
            on 2010-09-20
            a notifies use text \"dam\"
            ? Y
            ? next
            on 2011-03-20
            b replies on use against X
            ? Y +
            ? next
            on 2011-03-21
            ? Y
            ? next
        ",
            expect![[r#"
            prior_consultation/a-1: open
              prior-consultation-runs-until by=a until=2011-03-20 text=consultation-dam [art_5] <- a/1
              replies-awaited from=b,c until=2011-03-20 [art_5]
            next b,c reply_use on prior_consultation/a-1 by 2011-03-20
            prior_consultation/a-1: open
              prior-consultation-runs-until by=a until=2011-03-20 text=consultation-dam [art_5] <- a/1
              replies-awaited from=c until=2011-03-20 [art_5]
              replied-against by=b [art_5] <- b/1
              reply-is-no-veto [art_5]
              prior-consultation-led-by by=committee [art_5]
            next c reply_use on prior_consultation/a-1 by 2011-03-20
            prior_consultation/a-1: recorded
              prior-consultation-over by=a until=2011-03-20 text=consultation-dam [art_5] <- a/1
              no-reply-on-record from=c until=2011-03-20 [art_5]
              replied-against by=b [art_5] <- b/1
              reply-is-no-veto [art_5]
        "#]],
        );
    }

    #[test]
    fn bad_replies_are_refused() {
        check(
            RULES,
            "
            on 2010-09-20
            guest notifies use text \"dam\"
            a notifies use text \"dam\"
            a replies on use for X
            guest replies on use for X
            b replies on use for text \"weir\" on prior_consultation/a-1
            b replies on use for X unseen a/1
            b replies on use for X occurred 2010-09-19
            b replies on use for text \"dam\"
            b reports paper about c text \"a letter\" on prior_consultation
            b votes for X
        ",
            expect![[r#"
            refused not-entitled by=guest act=notify_use may=a,b,c [art_5]
            refused not-entitled by=a act=reply_use may=b,c [art_5]
            refused not-entitled by=guest act=reply_use may=b,c [art_5]
            refused text-unknown [art_5]
            refused no-such-matter matter=prior_consultation/a-1 [art_5]
            refused no-such-matter matter=prior_consultation/a-1 [art_5]
            refused no-such-matter matter=prior_consultation [art_5]
            refused no-such-matter matter=prior_consultation [art_5]
            refused not-in-this-matter act=vote matter=prior_consultation/a-1 [art_5]
        "#]],
        );
    }

    #[test]
    fn the_latest_reply_counts_and_a_late_one_is_shown_as_late() {
        check(
            RULES,
            "
            on 2010-08-31
            a notifies use text \"dam\"
            b replies on use against X
            on 2010-10-01
            b replies on use for X
            c reports paper about b text \"a letter\" on prior_consultation/a-1
            on 2011-03-01
            c replies on use abstain X
            ? Y
        ",
            expect![[r#"
            prior_consultation/a-1: recorded
              prior-consultation-over by=a until=2011-02-28 text=consultation-dam [art_5] <- a/1
              replied-for by=b [art_5] <- b/2
              replied-neither by=c [art_5] <- c/2
              reply-after-the-time by=c until=2011-02-28 [art_5] <- c/2
              paper-reported by=c about=b paper=a letter [art_5] <- c/1
        "#]],
        );
    }

    #[test]
    fn where_agreement_is_needed_all_must_agree_and_a_missing_reply_is_neither_yes_nor_no() {
        let rules = RULES.replace("convener=committee", "convener=committee agreement_needed=#true");
        let after = |replies: &str, expect: Expect| {
            check(
                &rules,
                &format!(
                    "
                on 2010-09-20
                a notifies use text \"dam\"
                on 2010-10-01
                {replies}
                on 2011-03-21
                ? Y
                ? next
            "
                ),
                expect,
            );
        };
        after(
            "b replies on use for X",
            expect![[r#"
            prior_consultation/a-1: not-yet
              prior-consultation-over by=a until=2011-03-20 text=consultation-dam [art_5] <- a/1
              no-reply-on-record from=c until=2011-03-20 [art_5]
              replied-for by=b [art_5] <- b/1
            next c reply_use on prior_consultation/a-1 by 2011-03-20
        "#]],
        );
        after(
            "b replies on use for X\nc replies on use against X",
            expect![[r#"
            prior_consultation/a-1: no
              prior-consultation-over by=a until=2011-03-20 text=consultation-dam [art_5] <- a/1
              replied-for by=b [art_5] <- b/1
              replied-against by=c [art_5] <- c/1
        "#]],
        );
        after(
            "b replies on use for X\nc replies on use for X",
            expect![[r#"
            prior_consultation/a-1: yes on 2010-10-01
              prior-consultation-over by=a until=2011-03-20 text=consultation-dam [art_5] <- a/1
              replied-for by=b,c [art_5] <- b/1 c/1
        "#]],
        );
        after(
            "b replies on use for X\nc replies on use abstain X",
            expect![[r#"
            prior_consultation/a-1: not-yet
              prior-consultation-over by=a until=2011-03-20 text=consultation-dam [art_5] <- a/1
              replied-for by=b [art_5] <- b/1
              replied-neither by=c [art_5] <- c/1
        "#]],
        );
    }

    #[test]
    fn two_uses_run_side_by_side() {
        let weir = crate::id::Digest::of(b"weir").to_string();
        let dam = crate::id::Digest::of(b"dam").to_string();
        let script = "
            on 2010-09-20
            a notifies use text \"dam\"
            on 2010-12-01
            b notifies use text \"weir\"
            a replies on use for text \"weir\" on prior_consultation/b-1
            ? prior_consultation/a-1
            ? prior_consultation/b-1
            ? next
        ";
        let shown = run(RULES, script).replace(&weir, "weir").replace(&dam, "dam");
        expect![[r#"
            prior_consultation/a-1: open
              prior-consultation-runs-until by=a until=2011-03-20 text=dam [art_5] <- a/1
              replies-awaited from=b,c until=2011-03-20 [art_5]
            prior_consultation/b-1: open
              prior-consultation-runs-until by=b until=2011-06-01 text=weir [art_5] <- b/1
              replies-awaited from=c until=2011-06-01 [art_5]
              replied-for by=a [art_5] <- a/2
            next b,c reply_use on prior_consultation/a-1 by 2011-03-20
            next c reply_use on prior_consultation/b-1 by 2011-06-01
        "#]]
        .assert_eq(&shown);
    }

    #[test]
    fn it_is_seen_as_it_was_known() {
        check(
            RULES,
            "
            on 2010-09-20
            a notifies use text \"dam\"
            on 2010-10-05
            b replies on use for X occurred 2010-10-01
            on 2010-10-02
            known 2010-10-04
            ? Y
            known 2010-10-05
            ? Y
            on 2010-09-19
            ? Y
        ",
            expect![[r#"
            prior_consultation/a-1: open
              prior-consultation-runs-until by=a until=2011-03-20 text=consultation-dam [art_5] <- a/1
              replies-awaited from=b,c until=2011-03-20 [art_5]
            prior_consultation/a-1: open
              prior-consultation-runs-until by=a until=2011-03-20 text=consultation-dam [art_5] <- a/1
              replies-awaited from=c until=2011-03-20 [art_5]
              replied-for by=b [art_5] <- b/1
            prior_consultation/a-1: nothing
        "#]],
        );
    }

    #[test]
    fn a_reply_of_the_public_record_gives_way_to_the_bodys_own() {
        check(
            RULES,
            "
            on 2010-09-20
            a notifies use text \"dam\"
            b replies on use against X recorder public_record
            b replies on use for X
            ? Y
        ",
            expect![[r#"
            prior_consultation/a-1: open
              prior-consultation-runs-until by=a until=2011-03-20 text=consultation-dam [art_5] <- a/1
              replies-awaited from=c until=2011-03-20 [art_5]
              replied-for by=b [art_5] <- b/1
        "#]],
        );
    }

    #[test]
    fn a_consultation_rests_while_nobody_asks() {
        check(
            RULES,
            "
            on 2010-09-20
            a notifies use text \"dam\"
            b replies on use for X
            put away
        ",
            expect![[r#"
            away prior_consultation/a-1
        "#]],
        );
    }
}
