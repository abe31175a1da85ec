//! Liaison: the offices through which the parties write to each other, and their formal messages.
//!
//! An office stays while its name changes: the party's latest designation holds. A message waits for receipt by each
//! addressee and, if it asks for one, for a reply; a reply closes the request for the one who replies. A paper of somebody else can be
//! reported: it stands beside, and closes nothing.

use super::Provision;
use crate::act::{Act, ActKind, Event, Purpose};
use crate::agreement::{Agreement, Class};
use crate::ballot::reported;
use crate::calendar::Deadline;
use crate::finding::{Because, Finding, Status, Step};
use crate::id::{BodyId, Cite, MatterId, Occasion, Place, RuleId};
use crate::message::Message;
use crate::reading::{Answer, Choice, under};
use crate::refusal::Refusal;
use crate::rule_file::Tree;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, one};
use crate::state::Case;
use crate::view::View;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Liaison between bodies.
#[derive(Debug)]
pub struct Liaison {
    /// Between whom.
    pub between: Vec<BodyId>,
}

/// `liaison cite=… between=…`
pub const SHAPE: Shape =
    Shape { name: "liaison", args: &[], props: &[RULE_ID, CITE, one("between", Takes::Ref(Space::Voters))], children: &[] };

/// A message, and what each addressee has done about it.
#[derive(Clone, Debug)]
pub struct Letter<'e> {
    /// The act that sent it.
    pub event: &'e Event,
    /// What it asks for.
    pub purpose: Purpose,
    /// By when a reply is asked for, if it says so.
    pub due: Option<Date>,
    /// To whom it goes, in the agreement's order.
    pub to: Vec<BodyId>,
    /// The first receipt or reply of each addressee.
    pub received: BTreeMap<BodyId, (Date, Place)>,
    /// The first reply of each addressee.
    pub replied: BTreeMap<BodyId, (Date, Place)>,
}

impl Liaison {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<Liaison> {
        Some(Liaison { between: lookup.voters(tree, "between") })
    }

    fn others(&self, than: BodyId) -> Vec<BodyId> {
        self.between.iter().copied().filter(|body| *body != than).collect()
    }

    /// The addressees of a message; one that names none goes to all others.
    fn addressees(&self, from: BodyId, to: &[BodyId]) -> Vec<BodyId> {
        if to.is_empty() { self.others(from) } else { to.iter().copied().filter(|body| *body != from).collect() }
    }

    /// Who may report a paper of somebody else: of a message those between whom it goes, else everybody.
    fn may_report(&self, case: &Case<'_>) -> Vec<BodyId> {
        match case.opening().map(|opening| (opening.author, &opening.act)) {
            Some((from, Act::SendLiaison { to, .. })) => [vec![from], self.addressees(from, to)].concat(),
            _ => self.between.clone(),
        }
    }

    fn check_sending(&self, case: &Case<'_>, to: &[BodyId]) -> Result<(), Refusal> {
        case.itself(&self.between)?;
        let from = case.event.author;
        let addressees = self.addressees(from, to);
        let outside = addressees.iter().copied().find(|body| !self.between.contains(body));
        let wrong = outside.or(addressees.is_empty().then_some(from));
        match wrong {
            Some(to) => Err(Refusal::NotAnAddressee { to, may: self.others(from) }),
            None => Ok(()),
        }
    }

    /// The message that opened a matter; none for any other matter, or if it is not in sight.
    pub fn letter<'v>(&self, view: &View<'v>, matter: MatterId) -> Option<Letter<'v>> {
        let Occasion::Opened(place) = matter.occasion else { return None };
        let event = view.events(matter).find(|event| event.place == place)?;
        let Act::SendLiaison { purpose, to, due, .. } = &event.act else { return None };
        let mut to = self.addressees(event.author, to);
        to.sort();
        to.dedup();
        let (purpose, due) = (*purpose, *due);
        let mut letter = Letter { event, purpose, due, to, received: BTreeMap::new(), replied: BTreeMap::new() };
        for event in view.events(matter) {
            let kind = event.act.kind();
            let answers = [ActKind::AcknowledgeLiaison, ActKind::ReplyLiaison].contains(&kind);
            if !answers || !letter.to.contains(&event.author) {
                continue;
            }
            let when = (event.occurred, event.place);
            letter.received.entry(event.author).or_insert(when);
            if kind == ActKind::ReplyLiaison {
                letter.replied.entry(event.author).or_insert(when);
            }
        }
        Some(letter)
    }

    /// The office that now works for each party: named by the text, or designated by the party since.
    fn offices(&self, view: &View<'_>, rule: RuleId) -> Finding {
        let cite = view.agreement.rule(rule).cite;
        let mut latest: BTreeMap<BodyId, &Event> = BTreeMap::new();
        let designates = |event: &&Event| event.act.kind() == ActKind::DesignateOffice;
        for event in view.events(MatterId::standing(rule)).filter(designates) {
            latest.insert(event.author, event);
        }
        let mut finding = Finding { status: Status::Recorded, on: None, because: Vec::new() };
        let mut none = Vec::new();
        for party in &self.between {
            let named: Vec<Because> = named(view.agreement, *party, cite).collect();
            let designated = latest.get(party).and_then(|event| designated(event, cite));
            if named.is_empty() && designated.is_none() {
                none.push(*party);
            }
            finding.because.extend(named.into_iter().chain(designated));
        }
        if !none.is_empty() {
            finding.because.push(Because::new(Message::new("office-not-on-record").bodies("from", none), cite));
        }
        finding
    }
}

fn named(agreement: &Agreement, party: BodyId, cite: Cite) -> impl Iterator<Item = Because> {
    let offices =
        agreement.bodies.iter().enumerate().filter(move |(_, body)| body.class == Class::Office && body.of == Some(party));
    offices.map(move |(index, body)| {
        let said = Message::new("office-named").body("by", party).body("office", BodyId(index as u16));
        Because::new(said, body.cite.unwrap_or(cite))
    })
}

fn designated(event: &Event, cite: Cite) -> Option<Because> {
    let Act::DesignateOffice { name } = &event.act else { return None };
    let said = Message::new("office-designated").body("by", event.author).text("name", name).date("day", event.occurred);
    Some(Because::new(said, cite).from([event.place]))
}

impl Letter<'_> {
    /// Everybody between whom it goes: its author and its addressees, in the agreement's order.
    pub fn room(&self) -> Vec<BodyId> {
        let mut room: Vec<BodyId> = self.to.iter().copied().chain([self.event.author]).collect();
        room.sort();
        room
    }

    fn without(&self, done: &BTreeMap<BodyId, (Date, Place)>) -> Vec<BodyId> {
        self.to.iter().copied().filter(|body| !done.contains_key(body)).collect()
    }

    /// Those whose receipt is awaited.
    pub fn unreceived(&self) -> Vec<BodyId> {
        self.without(&self.received)
    }

    /// Those whose reply is awaited.
    pub fn unanswered(&self) -> Vec<BodyId> {
        if self.purpose == Purpose::Reply { self.without(&self.replied) } else { Vec::new() }
    }

    fn reply_awaited(&self, cite: Cite) -> Because {
        let said = match self.due {
            Some(due) => Message::new("liaison-reply-awaited-by").date("due", due),
            None => Message::new("liaison-reply-awaited"),
        };
        Because::new(said.bodies("from", self.unanswered()), cite).from([self.event.place])
    }

    fn receipt_awaited(&self, cite: Cite) -> Because {
        Because::new(Message::new("receipt-awaited").bodies("from", self.unreceived()), cite).from([self.event.place])
    }

    fn finding(&self, cite: Cite) -> Finding {
        let mut because = Vec::new();
        if !self.unreceived().is_empty() {
            because.push(self.receipt_awaited(cite));
        }
        if !self.unanswered().is_empty() {
            because.push(self.reply_awaited(cite));
        }
        if !because.is_empty() {
            return Finding { status: Status::NotYet, on: None, because };
        }
        let (key, done) = match self.purpose {
            Purpose::Information => ("received-by-all", &self.received),
            Purpose::Reply => ("replied-by-all", &self.replied),
        };
        let day = done.values().map(|(day, _)| *day).max().unwrap_or(self.event.occurred);
        let said = Message::new(key).bodies("by", self.to.iter().copied()).date("day", day);
        let ground = Because::new(said, cite).from(done.values().map(|(_, place)| *place));
        Finding::new(Status::Yes, ground).on(day)
    }
}

impl Provision for Liaison {
    fn accepts(&self, act: ActKind) -> bool {
        matches!(act, ActKind::DesignateOffice | ActKind::ReportPaper)
            || matches!(act, ActKind::SendLiaison | ActKind::AcknowledgeLiaison | ActKind::ReplyLiaison)
    }

    fn rests(&self) -> bool {
        true
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        let (matter, act) = (case.matter, case.event.act.kind());
        match &case.event.act {
            Act::SendLiaison { to, .. } => self.check_sending(case, to)?,
            Act::DesignateOffice { .. } if case.opening().is_some() => return Err(Refusal::NotInThisMatter { act, matter }),
            Act::DesignateOffice { .. } => case.itself(&self.between)?,
            Act::ReportPaper { .. } => case.itself(&self.may_report(case))?,
            _ => match case.opening().map(|opening| (opening.author, &opening.act)) {
                Some((from, Act::SendLiaison { to, .. })) => case.itself(&self.addressees(from, to))?,
                _ => return Err(Refusal::NoSuchMatter { matter }),
            },
        }
        Ok(Vec::new())
    }

    fn stand(&self, view: &View<'_>, matter: MatterId, _detail: bool) -> Option<Answer<Finding>> {
        let cite = view.agreement.rule(matter.rule).cite;
        let mut finding = match matter.occasion {
            Occasion::Standing => self.offices(view, matter.rule),
            _ => self.letter(view, matter)?.finding(cite),
        };
        finding.because.extend(reported(view, matter, cite).map(|(_, because)| because));
        Some(under(&[], view.readings, |_| finding.clone()))
    }

    fn steps(&self, view: &View<'_>, rule: RuleId) -> Vec<Step> {
        let cite = view.agreement.rule(rule).cite;
        let mut steps = Vec::new();
        for matter in view.matters_of(rule) {
            let Some(letter) = self.letter(view, matter) else { continue };
            let due = letter.due.map(|day| Deadline { day, provisional: false });
            let matter = Some(matter);
            let step = |who, act, due, because| Step { who, act, matter, item: None, due, because };
            let receipt = step(letter.unreceived(), ActKind::AcknowledgeLiaison, None, letter.receipt_awaited(cite));
            let reply = step(letter.unanswered(), ActKind::ReplyLiaison, due, letter.reply_awaited(cite));
            steps.extend([receipt, reply].into_iter().filter(|step| !step.who.is_empty()));
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::run;
    use expect_test::{Expect, expect};

    fn check(script: &str, expect: Expect) {
        expect.assert_eq(&run(RULES, script));
    }

    const RULES: &str = r#"
        agreement test format=1
        provision art_1
        provision art_12
        party lead
        party a
        party b
        party guest
        office a_desk of=a role=liaison cite=art_12.s_3
        office b_desk of=b role=liaison cite=art_12.s_4
        group all cite=art_1 { members lead a b }
        entry_into_force cite=art_1 { on "2018-01-01" }
        liaison cite=art_12.s_3 between=all
    "#;

    #[test]
    fn a_request_waits_for_receipt_and_reply() {
        check(
            "
            on 2018-02-01
            a sends message reply to b,lead text \"visit\" due 2018-03-01
            ? liaison/a-1
            ? next
            on 2018-02-02
            b acknowledges on liaison/a-1
            lead replies text \"welcome\" on liaison/a-1
            ? liaison/a-1
            ? next
            on 2018-02-05
            b replies text \"fine\" on liaison/a-1
            ? liaison/a-1
            ? next
        ",
            expect![[r#"
            liaison/a-1: not-yet
              receipt-awaited from=lead,b [art_12.s_3] <- a/1
              liaison-reply-awaited-by due=2018-03-01 from=lead,b [art_12.s_3] <- a/1
            next lead,b acknowledge_liaison on liaison/a-1
            next lead,b reply_liaison on liaison/a-1 by 2018-03-01
            liaison/a-1: not-yet
              liaison-reply-awaited-by due=2018-03-01 from=b [art_12.s_3] <- a/1
            next b reply_liaison on liaison/a-1 by 2018-03-01
            liaison/a-1: yes on 2018-02-05
              replied-by-all by=lead,b day=2018-02-05 [art_12.s_3] <- lead/1 b/2
        "#]],
        );
    }

    #[test]
    fn what_is_sent_for_information_asks_only_for_receipt() {
        check(
            "
            on 2018-02-01
            lead sends message information text \"new address\"
            a acknowledges on liaison/lead-1
            ? liaison/lead-1
            b replies text \"noted\" on liaison/lead-1
            ? liaison/lead-1
            lead sends message reply to a text \"when\"
            ? next
        ",
            expect![[r#"
            liaison/lead-1: not-yet
              receipt-awaited from=b [art_12.s_3] <- lead/1
            liaison/lead-1: yes on 2018-02-01
              received-by-all by=a,b day=2018-02-01 [art_12.s_3] <- a/1 b/1
            next a acknowledge_liaison on liaison/lead-2
            next a reply_liaison on liaison/lead-2
        "#]],
        );
    }

    #[test]
    fn a_message_goes_from_one_to_others_among_them() {
        check(
            "
            on 2018-02-01
            guest sends message information to a text \"x\"
            a sends message information to guest,b text \"x\"
            a sends message information to a text \"x\"
            a sends message reply to all text \"x\"
            a acknowledges on liaison/a-1
            guest replies text \"y\" on liaison/a-1
            b replies text \"y\" on liaison/b-1
            b replies text \"y\" on liaison/a-1 unseen a/1
            b replies text \"y\" on liaison
            b acknowledges on liaison/2018
        ",
            expect![[r#"
            refused not-entitled by=guest act=send_liaison may=lead,a,b [art_12.s_3]
            refused not-an-addressee to=guest may=lead,b [art_12.s_3]
            refused not-an-addressee to=a may=lead,b [art_12.s_3]
            refused not-entitled by=a act=acknowledge_liaison may=lead,b [art_12.s_3]
            refused not-entitled by=guest act=reply_liaison may=lead,b [art_12.s_3]
            refused no-such-matter matter=liaison/b-1 [art_12.s_3]
            refused no-such-matter matter=liaison/a-1 [art_12.s_3]
            refused no-such-matter matter=liaison [art_12.s_3]
            refused no-such-period year=2018 [art_12.s_3]
        "#]],
        );
    }

    #[test]
    fn the_latest_designation_of_an_office_holds() {
        check(
            "
            on 2018-02-01
            ? liaison
            a designates office \"policy bureau\" on liaison
            on 2021-05-01
            a designates office \"regional bureau\"
            guest designates office \"hut\"
            a sends message information text \"x\"
            b designates office \"desk\" on liaison/a-3
            ? liaison
        ",
            expect![[r#"
            liaison: recorded
              office-named by=a office=a_desk [art_12.s_3]
              office-named by=b office=b_desk [art_12.s_4]
              office-not-on-record from=lead [art_12.s_3]
            refused not-entitled by=guest act=designate_office may=lead,a,b [art_12.s_3]
            refused not-in-this-matter act=designate_office matter=liaison/a-3 [art_12.s_3]
            liaison: recorded
              office-named by=a office=a_desk [art_12.s_3]
              office-designated by=a name=regional bureau day=2021-05-01 [art_12.s_3] <- a/2
              office-named by=b office=b_desk [art_12.s_4]
              office-not-on-record from=lead [art_12.s_3]
        "#]],
        );
    }

    #[test]
    fn receipt_and_reply_of_several_come_one_by_one() {
        check(
            "
            on 2018-02-01
            a sends message reply to b,b,lead,a text \"visit\" due 2018-02-10
            b acknowledges on liaison/a-1
            ? liaison/a-1
            ? next
            on 2018-02-10
            lead replies text \"welcome\" on liaison/a-1
            ? liaison/a-1
            on 2018-02-11
            ? liaison/a-1
            ? next
            on 2018-02-12
            b replies text \"late\" on liaison/a-1
            b replies text \"once more\" on liaison/a-1
            ? liaison/a-1
            on 2018-02-11
            ? liaison/a-1
        ",
            expect![[r#"
            liaison/a-1: not-yet
              receipt-awaited from=lead [art_12.s_3] <- a/1
              liaison-reply-awaited-by due=2018-02-10 from=lead,b [art_12.s_3] <- a/1
            next lead acknowledge_liaison on liaison/a-1
            next lead,b reply_liaison on liaison/a-1 by 2018-02-10
            liaison/a-1: not-yet
              liaison-reply-awaited-by due=2018-02-10 from=b [art_12.s_3] <- a/1
            liaison/a-1: not-yet
              liaison-reply-awaited-by due=2018-02-10 from=b [art_12.s_3] <- a/1
            next b reply_liaison on liaison/a-1 by 2018-02-10
            liaison/a-1: yes on 2018-02-12
              replied-by-all by=lead,b day=2018-02-12 [art_12.s_3] <- lead/1 b/2
            liaison/a-1: not-yet
              liaison-reply-awaited-by due=2018-02-10 from=b [art_12.s_3] <- a/1
        "#]],
        );
    }

    #[test]
    fn receipt_is_no_reply_and_the_first_of_each_counts() {
        check(
            "
            on 2018-02-01
            lead sends message reply to b text \"when\"
            on 2018-02-02
            b acknowledges on liaison/lead-1
            ? liaison/lead-1
            on 2018-02-03
            b replies text \"in May\" on liaison/lead-1 paper
            on 2018-02-09
            b replies text \"in June\" on liaison/lead-1
            ? liaison/lead-1
            lead sends message information to b text \"thanks\"
            b acknowledges on liaison/lead-2
            b acknowledges on liaison/lead-2
            ? liaison/lead-2
        ",
            expect![[r#"
            liaison/lead-1: not-yet
              liaison-reply-awaited from=b [art_12.s_3] <- lead/1
            liaison/lead-1: yes on 2018-02-03
              replied-by-all by=b day=2018-02-03 [art_12.s_3] <- b/2
            liaison/lead-2: yes on 2018-02-09
              received-by-all by=b day=2018-02-09 [art_12.s_3] <- b/4
        "#]],
        );
    }

    #[test]
    fn what_is_corrected_falls_away() {
        check(
            "
            on 2018-02-01
            a sends message reply to b text \"when\"
            on 2018-02-02
            b replies text \"to another letter\" on liaison/a-1
            ? liaison/a-1
            on 2018-02-05
            b corrects b/1
            ? liaison/a-1
            a corrects b/1
            known 2018-02-04
            ? liaison/a-1
            known 2018-02-06
            on 2018-02-06
            a corrects a/1
            ? liaison/a-1
            ? next
        ",
            expect![[r#"
            liaison/a-1: yes on 2018-02-02
              replied-by-all by=b day=2018-02-02 [art_12.s_3] <- b/1
            liaison/a-1: not-yet
              receipt-awaited from=b [art_12.s_3] <- a/1
              liaison-reply-awaited from=b [art_12.s_3] <- a/1
            refused not-its-recorder event=b/1 [record]
            liaison/a-1: yes on 2018-02-02
              replied-by-all by=b day=2018-02-02 [art_12.s_3] <- b/1
            liaison/a-1: nothing
        "#]],
        );
    }

    #[test]
    fn nobody_receives_or_replies_for_a_party() {
        check(
            "
            on 2018-02-01
            a sends message reply text \"x\"
            b acknowledges on liaison/a-1 recorder public_record
            b replies text \"y\" on liaison/a-1 recorder public_record
            b replies text \"y\" on liaison/a-1 recorder lead
            public_record replies text \"y\" on liaison/a-1
            b designates office \"desk\" recorder public_record
            public_record sends message information text \"x\"
            b replies text \"y\" on liaison/a-1 occurred 2018-01-31
            b designates office \"desk\" on liaison/2018
            lead signs on liaison/a-1
            ? liaison/a-1
        ",
            expect![[r#"
            refused not-its-own-log by=b log=public_record [art_12.s_3]
            refused not-its-own-log by=b log=public_record [art_12.s_3]
            refused not-its-own-log by=b log=lead [record]
            refused not-entitled by=public_record act=reply_liaison may=lead,b [art_12.s_3]
            refused not-its-own-log by=b log=public_record [art_12.s_3]
            refused not-entitled by=public_record act=send_liaison may=lead,a,b [art_12.s_3]
            refused no-such-matter matter=liaison/a-1 [art_12.s_3]
            refused no-such-period year=2018 [art_12.s_3]
            refused not-in-this-matter act=sign matter=liaison/a-1 [art_12.s_3]
            liaison/a-1: not-yet
              receipt-awaited from=lead,b [art_12.s_3] <- a/1
              liaison-reply-awaited from=lead,b [art_12.s_3] <- a/1
        "#]],
        );
    }

    #[test]
    fn an_office_is_that_of_its_day() {
        check(
            "
            on 2018-02-01
            lead designates office \"first bureau\"
            on 2019-02-01
            lead designates office \"second bureau\"
            on 2019-03-01
            lead designates office \"third bureau\" occurred 2018-06-01
            ? liaison
            known 2019-02-28
            on 2018-07-01
            ? liaison
            known 2019-03-01
            ? liaison
        ",
            expect![[r#"
            liaison: recorded
              office-designated by=lead name=second bureau day=2019-02-01 [art_12.s_3] <- lead/2
              office-named by=a office=a_desk [art_12.s_3]
              office-named by=b office=b_desk [art_12.s_4]
            liaison: recorded
              office-designated by=lead name=first bureau day=2018-02-01 [art_12.s_3] <- lead/1
              office-named by=a office=a_desk [art_12.s_3]
              office-named by=b office=b_desk [art_12.s_4]
            liaison: recorded
              office-designated by=lead name=third bureau day=2018-06-01 [art_12.s_3] <- lead/3
              office-named by=a office=a_desk [art_12.s_3]
              office-named by=b office=b_desk [art_12.s_4]
        "#]],
        );
    }

    #[test]
    fn a_paper_of_somebody_else_is_reported_beside_and_closes_nothing() {
        check(
            "
            on 2018-02-01
            a sends message reply to b text \"when\"
            on 2018-02-05
            a reports paper about b text \"letter 7\" on liaison/a-1
            lead reports paper about b text \"letter 7\" on liaison/a-1
            ? liaison/a-1
            ? next
            b reports paper about a text \"letter 8\" on liaison/a-1
            ? liaison/a-1
            lead reports paper about b text \"letter 9\" on liaison
            guest reports paper about b text \"letter 9\" on liaison
            ? liaison
        ",
            expect![[r#"
            refused not-entitled by=lead act=report_paper may=a,b [art_12.s_3]
            liaison/a-1: not-yet
              receipt-awaited from=b [art_12.s_3] <- a/1
              liaison-reply-awaited from=b [art_12.s_3] <- a/1
              paper-reported by=a about=b paper=letter 7 [art_12.s_3] <- a/2
            next b acknowledge_liaison on liaison/a-1
            next b reply_liaison on liaison/a-1
            liaison/a-1: not-yet
              receipt-awaited from=b [art_12.s_3] <- a/1
              liaison-reply-awaited from=b [art_12.s_3] <- a/1
              paper-reported by=a about=b paper=letter 7 [art_12.s_3] <- a/2
              paper-reported by=b about=a paper=letter 8 [art_12.s_3] <- b/1
            refused not-entitled by=guest act=report_paper may=lead,a,b [art_12.s_3]
            liaison: recorded
              office-named by=a office=a_desk [art_12.s_3]
              office-named by=b office=b_desk [art_12.s_4]
              office-not-on-record from=lead [art_12.s_3]
              paper-reported by=lead about=b paper=letter 9 [art_12.s_3] <- lead/1
        "#]],
        );
    }
}
