//! The annual meeting: called, agreed, held, its minutes approved, its follow-ups carried out.
//!
//! A meeting that not all of the bodies attended meets no duty. The k-th meeting of a period meets its k-th turn. A
//! recorded reason stands beside a missed year and changes no word of it.

use super::Provision;
use super::publication::{self, Whose};
use crate::act::{Act, ActKind, Event};
use crate::duty::reasons;
use crate::finding::{Because, Duty, Finding, Step};
use crate::id::{BodyId, MatterId, PointId, RuleId};
use crate::message::Message;
use crate::period::{self, EVERY, Every, Period};
use crate::reading::{Answer, Choice, Reading};
use crate::refusal::Refusal;
use crate::rule_file::Tree;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, has, many, may_have, maybe, one};
use crate::state::Case;
use crate::view::View;

mod follow_up;
mod held;
mod minutes;
mod sitting;

/// How the host is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// Each meeting names the host of the next.
    Named,
    /// By turns in this order, from the first period.
    Listed(Vec<BodyId>),
}

/// A meeting that comes by period.
#[derive(Debug)]
pub struct AnnualMeeting {
    /// Who meets.
    pub of: Vec<BodyId>,
    /// How often.
    pub every: Every,
    /// Who hosts, where the text or a setting says so.
    pub host: Option<Host>,
    /// Who approves the minutes, where there are any.
    pub minutes: Option<Vec<BodyId>>,
    /// Whether one party alone can call: the point, and its option that asks for all. Without it, all must agree.
    pub caller: Option<(PointId, u8)>,
}

const MEMBERS: Shape = Shape { name: "members", args: &[many("body", Takes::Ref(Space::Body))], props: &[], children: &[] };
const HOST: Shape = Shape {
    name: "host",
    args: &[],
    props: &[one("rotation", Takes::Word(&["named", "listed"]))],
    children: &[may_have(&MEMBERS)],
};
const MINUTES: Shape =
    Shape { name: "minutes", args: &[], props: &[one("approved_by", Takes::Ref(Space::Voters))], children: &[] };

/// `annual_meeting id=… cite=… of=… caller=… { every "year" …; host rotation=… { members … }; minutes approved_by=… }`
pub const SHAPE: Shape = Shape {
    name: "annual_meeting",
    args: &[],
    props: &[RULE_ID, CITE, one("of", Takes::Ref(Space::Voters)), maybe("caller", Takes::Ref(Space::Point))],
    children: &[has(&EVERY), may_have(&HOST), may_have(&MINUTES)],
};

impl AnnualMeeting {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<AnnualMeeting> {
        let of = lookup.voters(tree, "of");
        let every = period::read(tree, &|id, option| lookup.agreement.option(id, option));
        let host = tree.child("host").map(|host| match host.child("members") {
            // The order of turns is the list's own, not that of the parties.
            Some(members) if host.word("rotation") == Some("listed") => {
                Host::Listed(members.ids().filter_map(|id| lookup.agreement.body(id)).collect())
            }
            _ if host.word("rotation") == Some("listed") => Host::Listed(of.clone()),
            _ => Host::Named,
        });
        let minutes = tree.child("minutes").map(|minutes| lookup.voters(minutes, "approved_by"));
        Some(AnnualMeeting { every, host, minutes, caller: lookup.option(tree, "caller", "all_agree"), of })
    }

    fn all_must_agree(&self, reading: &Reading) -> bool {
        self.caller.is_none_or(|(point, option)| reading.option(point) == option)
    }

    /// The points of reading on which it depends which days belong to a period.
    fn period_points(&self, view: &View<'_>) -> Vec<PointId> {
        let own = self.every.year_point.iter().chain(&self.every.partial_point).map(|(point, _)| *point);
        own.chain(super::term::points(view)).collect()
    }

    /// The periods that have begun, under one reading.
    fn periods(&self, view: &View<'_>, reading: &Reading) -> Vec<Period> {
        view.force(reading).span().map(|force| self.every.periods(force, view.as_of, reading)).unwrap_or_default()
    }

    /// A day that all have accepted, or one party's own call where that is enough; minutes that all who must have approved.
    fn for_the_public(&self, case: &Case<'_>, event: &Event) -> Result<Whose, Refusal> {
        match &event.act {
            Act::CallMeeting { .. } => {
                let accepts = |one: &Event| matches!(one.act, Act::AcceptCall { call } if call == event.place);
                let accepted = |body: BodyId| case.seen_by(case.matter, ActKind::AcceptCall, body).any(accepts);
                let lacks = |body: &BodyId| *body != event.author && !accepted(*body);
                let from: Vec<BodyId> = self.of.iter().copied().filter(lacks).collect();
                match self.caller.filter(|_| !from.is_empty()) {
                    Some((point, all)) => Ok(Whose::Own(case.state.agreement.choices_without(point, all))),
                    None => publication::of_all(from),
                }
            }
            Act::CirculateMinutes { text } => {
                let approvers = self.minutes.as_deref().unwrap_or_default();
                publication::of_all(minutes::awaited(approvers, &case.all_seen(), *text))
            }
            _ => publication::own(event, &[ActKind::HoldMeeting, ActKind::RecordReason]),
        }
    }

    /// The bodies that may report on follow-up `item`, as far as the case has seen it agreed.
    fn reporters(&self, case: &Case<'_>, item: u32) -> Option<Vec<BodyId>> {
        let recorders =
            case.state.agreement.parties().chain(self.of.iter().copied()).chain([case.state.agreement.public_record()]);
        let mut may: Option<Vec<BodyId>> = None;
        for recorder in recorders {
            for event in case.seen_by(case.matter, ActKind::AgreeFollowUp, recorder) {
                match &event.act {
                    Act::AgreeFollowUp { item: agreed, by, .. } if *agreed == item => {
                        may.get_or_insert_with(|| self.of.clone()).extend(by.iter().copied());
                    }
                    _ => {}
                }
            }
        }
        may.map(|mut may| {
            may.sort();
            may.dedup();
            may
        })
    }
}

impl Provision for AnnualMeeting {
    fn accepts(&self, act: ActKind) -> bool {
        match act {
            ActKind::CirculateMinutes | ActKind::ApproveMinutes => self.minutes.is_some(),
            ActKind::CallMeeting | ActKind::AcceptCall | ActKind::PlaceIssue | ActKind::HoldMeeting => true,
            ActKind::Publish => true,
            act => matches!(act, ActKind::AgreeFollowUp | ActKind::ReportProgress | ActKind::RecordReason),
        }
    }

    fn has_periods(&self) -> bool {
        true
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        match &case.event.act {
            Act::CallMeeting { .. } => case.itself(&self.of)?,
            Act::AcceptCall { call } => {
                case.itself(&self.of)?;
                case.seen_at(*call, ActKind::CallMeeting).ok_or(Refusal::RestsOnNothing { needs: ActKind::CallMeeting })?;
            }
            Act::ApproveMinutes { text } => {
                case.itself(self.minutes.as_deref().unwrap_or_default())?;
                case.seen_text(*text).next().ok_or(Refusal::TextUnknown {})?;
            }
            Act::ReportProgress { item, .. } => {
                let may = self.reporters(case, *item).ok_or(Refusal::ItemUnknown { item: *item })?;
                case.entitled(&may)?;
            }
            Act::Publish { .. } => return publication::check(case, |event| self.for_the_public(case, event)),
            _ => case.entitled(&self.of)?,
        }
        Ok(Vec::new())
    }

    fn stand(&self, view: &View<'_>, matter: MatterId, detail: bool) -> Option<Answer<Finding>> {
        let asked = matter.year().is_some() || !view.recorded(matter).is_empty();
        asked.then(|| sitting::stand(self, view, matter, detail))
    }

    fn duties(&self, view: &View<'_>, rule: RuleId) -> Vec<Duty> {
        let cite = view.agreement.rule(rule).cite;
        let meetings = held::meetings(self, view, rule);
        let standing: Vec<_> =
            view.events(MatterId::standing(rule)).filter(|event| event.act.kind() == ActKind::RecordReason).collect();
        let mut duties = crate::duty::by_period(view, rule, &self.every, &self.of, &[], |reading, period| {
            let mut finding = held::finding(self, view, rule, &meetings, reading, period);
            let named = view.events(MatterId::period(rule, period.year));
            let fell = standing.iter().copied().filter(|event| held::within(period, event.occurred));
            finding.because.extend(reasons(named.chain(fell), cite));
            finding
        });
        duties.extend(view.matters_of(rule).flat_map(|matter| follow_up::duties(self, view, matter)));
        duties
    }

    fn steps(&self, view: &View<'_>, rule: RuleId) -> Vec<Step> {
        let mut steps = sitting::meeting_steps(self, view, rule);
        for matter in view.matters_of(rule) {
            steps.extend(minutes::step(self, view, matter));
            steps.extend(follow_up::steps(self, view, matter));
        }
        steps
    }
}

/// A ground that bodies are awaited for something.
fn from(key: &'static str, bodies: impl IntoIterator<Item = BodyId>, cite: crate::id::Cite) -> Because {
    Because::new(Message::new(key).bodies("from", bodies), cite)
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
        provision art_11
        party lead
        party a
        party b
        outside bureau cite=art_11
        group all cite=art_1 { members lead a b }
        reading year cite=art_11.s_3 { option calendar_year; option agreement_year }
        reading partial cite=art_11.s_3 { option counted; option not_counted }
        reading caller cite=art_11.s_3 { option any_party; option all_agree }
        entry_into_force cite=art_1 { signature by=all }
        term cite=art_1 { years 5 }
        annual_meeting cite=art_11.s_3 of=all caller=caller {
            every "year" times=1 reading=year partial=partial
            minutes approved_by=all
        }
        signed date="2017-07-01" by=all cite=art_1
    "#;

    #[test]
    fn whether_one_call_is_enough_is_a_reading() {
        check(
            "
            on 2018-01-10
            ? next
            a calls meeting day 2018-05-01 on annual_meeting/2018
            b accepts call a/2 on annual_meeting/2018
            ? annual_meeting/2018
            ? next
            on 2018-01-20
            lead accepts call a/2 on annual_meeting/2018
            ? annual_meeting/2018
            ? next
        ",
            expect![[r#"
            next lead,a,b call_meeting on annual_meeting/2018 by 2018-12-31
            annual_meeting/2018 (caller=any_party): not-yet
              no-meeting-on-record matter=annual_meeting/2018 [art_11.s_3]
              meeting-called by=a day=2018-05-01 from=lead [art_11.s_3] <- a/2 b/2
            annual_meeting/2018 (caller=all_agree): not-yet
              no-meeting-on-record matter=annual_meeting/2018 [art_11.s_3]
              call-awaits by=a day=2018-05-01 from=lead [art_11.s_3] <- a/2 b/2
            next lead accept_call on annual_meeting/2018 by 2018-05-01
            next lead,a,b hold_meeting on annual_meeting/2018 by 2018-05-01
            annual_meeting/2018: not-yet
              no-meeting-on-record matter=annual_meeting/2018 [art_11.s_3]
              call-accepted-by-all by=a day=2018-05-01 [art_11.s_3] <- a/2 lead/2 b/2
            next lead,a,b hold_meeting on annual_meeting/2018 by 2018-05-01
        "#]],
        );
    }

    #[test]
    fn rival_calls_stand_side_by_side_until_all_have_accepted_one() {
        check(
            "
            on 2018-01-10
            a calls meeting day 2018-05-01 on annual_meeting/2018
            b calls meeting day 2018-06-01 on annual_meeting/2018 unseen a/2
            b accepts call a/2 on annual_meeting/2018 unseen a/2
            lead accepts call b/9 on annual_meeting/2018
            lead accepts call a/2 on annual_meeting/2019
            bureau accepts call a/2 on annual_meeting/2018
            public_record calls meeting day 2018-05-01
            ? annual_meeting/2018
            on 2018-02-01
            a accepts call b/2 on annual_meeting/2018
            lead accepts call b/2 on annual_meeting/2018
            ? annual_meeting/2018
        ",
            expect![[r#"
            refused rests-on-nothing needs=call_meeting [art_11.s_3]
            refused rests-on-nothing needs=call_meeting [art_11.s_3]
            refused rests-on-nothing needs=call_meeting [art_11.s_3]
            refused not-entitled by=bureau act=accept_call may=lead,a,b [art_11.s_3]
            refused not-entitled by=public_record act=call_meeting may=lead,a,b [art_11.s_3]
            annual_meeting/2018 (caller=any_party): not-yet
              no-meeting-on-record matter=annual_meeting/2018 [art_11.s_3]
              meeting-called by=a day=2018-05-01 from=lead,b [art_11.s_3] <- a/2
              meeting-called by=b day=2018-06-01 from=lead,a [art_11.s_3] <- b/2
            annual_meeting/2018 (caller=all_agree): not-yet
              no-meeting-on-record matter=annual_meeting/2018 [art_11.s_3]
              call-awaits by=a day=2018-05-01 from=lead,b [art_11.s_3] <- a/2
              call-awaits by=b day=2018-06-01 from=lead,a [art_11.s_3] <- b/2
            annual_meeting/2018: not-yet
              no-meeting-on-record matter=annual_meeting/2018 [art_11.s_3]
              call-accepted-by-all by=b day=2018-06-01 [art_11.s_3] <- b/2 lead/2 a/3
        "#]],
        );
    }

    #[test]
    fn a_year_without_a_meeting_is_missed_with_or_without_a_reason() {
        check(
            "
            on 2019-02-01
            a records reason \"elections\" on annual_meeting/2018
            a holds meeting on annual_meeting/2017 occurred 2017-12-01
            ? annual_meeting/2018
            ? duties
        ",
            expect![[r#"
            annual_meeting/2018 (year=calendar_year): missed
              no-meeting-on-record matter=annual_meeting/2018 [art_11.s_3]
              reason-recorded by=a text=elections [art_11.s_3] <- a/2
            annual_meeting/2018 (year=agreement_year): not-yet
              no-meeting-on-record matter=annual_meeting/2018 [art_11.s_3]
              reason-recorded by=a text=elections [art_11.s_3] <- a/2
            annual_meeting 2017.1 (year=calendar_year partial=counted): met on 2017-12-01 due 2017-12-31
              met-on day=2017-12-01 due=2017-12-31 [art_11.s_3] <- a/3
              attendance-not-listed [art_11.s_3]
            annual_meeting 2017.1 (year=calendar_year partial=not_counted): no such occurrence
            annual_meeting 2017.1 (year=agreement_year): met on 2017-12-01 due 2018-06-30
              met-on day=2017-12-01 due=2018-06-30 [art_11.s_3] <- a/3
              attendance-not-listed [art_11.s_3]
            annual_meeting 2018.1 (year=calendar_year): missed due 2018-12-31
              none-on-record first=2018-01-01 due=2018-12-31 [art_11.s_3]
              reason-recorded by=a text=elections [art_11.s_3] <- a/2
            annual_meeting 2018.1 (year=agreement_year): open due 2019-06-30
              none-yet-on-record first=2018-07-01 due=2019-06-30 [art_11.s_3]
              reason-recorded by=a text=elections [art_11.s_3] <- a/2
            annual_meeting 2019.1 (year=calendar_year): open due 2019-12-31
              none-yet-on-record first=2019-01-01 due=2019-12-31 [art_11.s_3]
            annual_meeting 2019.1 (year=agreement_year): no such occurrence
        "#]],
        );
    }

    const ONE_YEAR: &str = r#"
        agreement test format=1
        provision art_1
        provision art_11
        party a
        party b
        party c
        outside bureau cite=art_11
        group all cite=art_1 { members a b c }
        entry_into_force cite=art_1 { on "2018-01-01" }
        term cite=art_1 { years 3 }
        annual_meeting cite=art_11 of=all { every "year"; host rotation="named"; minutes approved_by=all }
        annual_meeting id=council cite=art_11 of=all { every "year" times=2; host rotation="listed" { members c a b } }
    "#;

    fn check_plain(script: &str, expect: Expect) {
        expect.assert_eq(&run(ONE_YEAR, script));
    }

    #[test]
    fn a_meeting_without_one_of_the_bodies_meets_nothing() {
        check_plain(
            "
            on 2018-06-01
            a holds meeting attended a,b
            ? annual_meeting/2018
            on 2018-07-01
            a holds meeting attended all host b next_host c
            ? annual_meeting/2018
            on 2019-01-01
            ? annual_meeting/2019
            bureau holds meeting on annual_meeting/2019
        ",
            expect![[r#"
            annual_meeting/2018: not-yet
              no-meeting-on-record matter=annual_meeting/2018 [art_11]
              meeting-without from=c day=2018-06-01 [art_11] <- a/1
            annual_meeting/2018: yes on 2018-07-01
              meeting-held day=2018-07-01 [art_11] <- a/2
                meeting-hosted host=b [art_11]
                next-host host=c [art_11]
              meeting-without from=c day=2018-06-01 [art_11] <- a/1
              no-minutes-on-record [art_11]
            annual_meeting/2019: not-yet
              no-meeting-on-record matter=annual_meeting/2019 [art_11]
              host-named host=c day=2018-07-01 [art_11] <- a/2
            refused not-entitled by=bureau act=hold_meeting may=a,b,c [art_11]
        "#]],
        );
    }

    #[test]
    fn each_meeting_meets_one_turn_and_hosts_take_turns() {
        check_plain(
            "
            on 2018-03-01
            a holds meeting on council
            on 2018-04-01
            a holds meeting on council
            on 2018-12-01
            a holds meeting on council
            on 2019-03-01
            a holds meeting on council
            on 2020-02-01
            ? duties
        ",
            expect![[r#"
            annual_meeting 2018.1: missed due 2018-12-31
              none-on-record first=2018-01-01 due=2018-12-31 [art_11]
            annual_meeting 2019.1: missed due 2019-12-31
              none-on-record first=2019-01-01 due=2019-12-31 [art_11]
            annual_meeting 2020.1: open due 2020-12-31
              none-yet-on-record first=2020-01-01 due=2020-12-31 [art_11]
            council 2018.1: met on 2018-03-01 due 2018-12-31
              met-on day=2018-03-01 due=2018-12-31 [art_11] <- a/1
              attendance-not-listed [art_11]
            council 2018.2: met on 2018-04-01 due 2018-12-31
              met-on day=2018-04-01 due=2018-12-31 [art_11] <- a/2
              attendance-not-listed [art_11]
            council 2019.1: met on 2019-03-01 due 2019-12-31
              met-on day=2019-03-01 due=2019-12-31 [art_11] <- a/4
              attendance-not-listed [art_11]
            council 2019.2: missed due 2019-12-31
              none-on-record first=2019-01-01 due=2019-12-31 [art_11]
              host-by-turn host=a year=2019 [art_11]
            council 2020.1: open due 2020-12-31
              none-yet-on-record first=2020-01-01 due=2020-12-31 [art_11]
              host-by-turn host=b year=2020 [art_11]
            council 2020.2: open due 2020-12-31
              none-yet-on-record first=2020-01-01 due=2020-12-31 [art_11]
              host-by-turn host=b year=2020 [art_11]
        "#]],
        );
    }

    #[test]
    fn a_meeting_held_after_its_year_is_late_but_meets_it_alone() {
        check_plain(
            "
            on 2019-02-01
            a holds meeting on annual_meeting/2018
            on 2019-03-01
            ? duties
        ",
            expect![[r#"
            annual_meeting 2018.1: met-late on 2019-02-01 due 2018-12-31
              met-on day=2019-02-01 due=2018-12-31 [art_11] <- a/1
              attendance-not-listed [art_11]
            annual_meeting 2019.1: open due 2019-12-31
              none-yet-on-record first=2019-01-01 due=2019-12-31 [art_11]
            council 2018.1: missed due 2018-12-31
              none-on-record first=2018-01-01 due=2018-12-31 [art_11]
              host-by-turn host=c year=2018 [art_11]
            council 2018.2: missed due 2018-12-31
              none-on-record first=2018-01-01 due=2018-12-31 [art_11]
              host-by-turn host=c year=2018 [art_11]
            council 2019.1: open due 2019-12-31
              none-yet-on-record first=2019-01-01 due=2019-12-31 [art_11]
              host-by-turn host=a year=2019 [art_11]
            council 2019.2: open due 2019-12-31
              none-yet-on-record first=2019-01-01 due=2019-12-31 [art_11]
              host-by-turn host=a year=2019 [art_11]
        "#]],
        );
    }

    #[test]
    fn minutes_are_approved_text_by_text() {
        check_plain(
            "
            on 2018-06-01
            a holds meeting on annual_meeting/2018 attended all
            a places issue \"ferries\" on annual_meeting/2018
            a circulates minutes \"x\" on annual_meeting/2018
            a approves minutes \"x\" on annual_meeting/2018
            b approves minutes \"x\" on annual_meeting/2018 unseen a/3
            c approves minutes \"y\" on annual_meeting/2018
            bureau approves minutes \"x\" on annual_meeting/2018
            a circulates minutes \"x\" on council/2018
            ? annual_meeting/2018 +
            ? next
            on 2018-06-02
            b approves minutes \"x\" on annual_meeting/2018
            c approves minutes \"x\" on annual_meeting/2018
            ? annual_meeting/2018
            known 2018-06-01
            ? annual_meeting/2018
        ",
            expect![[r#"
            refused text-unknown [art_11]
            refused text-unknown [art_11]
            refused not-entitled by=bureau act=approve_minutes may=a,b,c [art_11]
            refused not-in-this-matter act=circulate_minutes matter=council/2018 [art_11]
            annual_meeting/2018: yes on 2018-06-01
              meeting-held day=2018-06-01 [art_11] <- a/1
              issues-placed count=1 [art_11] <- a/2
              minutes-awaited from=b,c text=2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881 by=a [art_11] <- a/3 a/4
            next b,c approve_minutes on annual_meeting/2018
            next a,b,c call_meeting on council/2018 by 2018-12-31
            annual_meeting/2018: yes on 2018-06-01
              meeting-held day=2018-06-01 [art_11] <- a/1
              issues-placed count=1 [art_11]
              minutes-approved text=2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881 by=a,b,c [art_11] <- a/4 b/1 c/1
            annual_meeting/2018: yes on 2018-06-01
              meeting-held day=2018-06-01 [art_11] <- a/1
              issues-placed count=1 [art_11]
              minutes-awaited from=b,c text=2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881 by=a [art_11] <- a/3 a/4
        "#]],
        );
    }

    #[test]
    fn follow_ups_are_met_when_every_bearer_reports_them_done() {
        check_plain(
            "
            on 2018-06-01
            a holds meeting on annual_meeting/2018 attended all
            a circulates minutes \"x\" on annual_meeting/2018
            a agrees follow-up item 1 text \"survey\" by b,bureau due 2018-09-01 on annual_meeting/2018
            a agrees follow-up item 2 text \"study\" on annual_meeting/2018
            b reports progress done item 3 on annual_meeting/2018
            b reports progress done item 1 on annual_meeting/2018 unseen a/3
            b reports progress under_way item 1 on annual_meeting/2018
            bureau reports progress done item 2 on annual_meeting/2018
            on 2018-09-02
            b reports progress done item 1 on annual_meeting/2018
            ? annual_meeting/2018 +
            ? next
            bureau reports progress done item 1 on annual_meeting/2018
            on 2018-10-01
            ? duties
        ",
            expect![[r#"
            refused item-unknown item=3 [art_11]
            refused item-unknown item=1 [art_11]
            refused not-entitled by=bureau act=report_progress may=a,b,c [art_11]
            annual_meeting/2018: yes on 2018-06-01
              meeting-held day=2018-06-01 [art_11] <- a/1
              minutes-awaited from=a,b,c text=2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881 by= [art_11] <- a/2
              follow-ups-agreed count=2 open=2 [art_11]
                follow-up-awaited-by from=bureau item=1 due=2018-09-01 [art_11] <- a/3
                follow-up-awaited from=a,b,c item=2 [art_11] <- a/4
            next a,b,c approve_minutes on annual_meeting/2018
            next bureau report_progress on annual_meeting/2018 item 1 by 2018-09-01
            next a,b,c report_progress on annual_meeting/2018 item 2
            next a,b,c call_meeting on council/2018 by 2018-12-31
            annual_meeting 2018.1: met on 2018-06-01 due 2018-12-31
              met-on day=2018-06-01 due=2018-12-31 [art_11] <- a/1
            annual_meeting 2018.1 item 1: met-late on 2018-09-02 due 2018-09-01
              follow-up-done from=b,bureau item=1 [art_11] <- a/3 b/2 public_record/1
            annual_meeting 2018.1 item 2: open due 9999-12-31
              follow-up-awaited from=a,b,c item=2 [art_11] <- a/4
            council 2018.1: open due 2018-12-31
              none-yet-on-record first=2018-01-01 due=2018-12-31 [art_11]
              host-by-turn host=c year=2018 [art_11]
            council 2018.2: open due 2018-12-31
              none-yet-on-record first=2018-01-01 due=2018-12-31 [art_11]
              host-by-turn host=c year=2018 [art_11]
        "#]],
        );
    }

    #[test]
    fn after_a_first_meeting_a_second_is_called_anew() {
        check_plain(
            "
            on 2018-02-01
            a calls meeting day 2018-03-01 on council/2018
            on 2018-03-01
            a holds meeting on council/2018 attended all
            ? next
            b calls meeting day 2018-09-01 on council/2018
            ? council/2018
            ? council
        ",
            expect![[r#"
            next a,b,c call_meeting on annual_meeting/2018 by 2018-12-31
            next a,b,c call_meeting on council/2018 by 2018-12-31
            council/2018: not-yet
              meeting-held day=2018-03-01 [art_11] <- a/2
              host-by-turn host=c year=2018 [art_11]
              call-awaits by=b day=2018-09-01 from=a,c [art_11] <- b/1
            council: nothing
        "#]],
        );
    }
}
