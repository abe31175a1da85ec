//! The development plan that the text names without saying who compiles it.
//!
//! It is never signed or adopted here. An instrument made elsewhere is noted; whether it is that plan is a finding of
//! people, party by party. Whether an outside instrument can be it at all is a reading.

use super::{Provision, publication};
use crate::act::{Act, ActKind, Effect, PlanFinding};
use crate::duty::{by_period, dateless};
use crate::finding::{Because, Duty, Finding, Status, Step};
use crate::id::{BodyId, Cite, MatterId, Place, PointId, RuleId};
use crate::message::{Arg, Message};
use crate::period::{self, EVERY, Every};
use crate::reading::{Answer, Choice, Reading, under};
use crate::refusal::Refusal;
use crate::rule_file::Tree;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, may_have, one};
use crate::state::Case;
use crate::view::View;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The plan.
#[derive(Debug)]
pub struct DevelopmentPlan {
    /// Who finds whether an instrument is the plan.
    pub by: Vec<BodyId>,
    /// Who compiles it: the point, and its option that they do so together.
    pub compiler: Option<(PointId, u8)>,
    /// When it is due: once.
    pub every: Every,
}

const COMPILER: Shape = Shape { name: "compiler", args: &[], props: &[one("reading", Takes::Ref(Space::Point))], children: &[] };

/// `development_plan cite=… by=… { compiler reading=…; every "once" }`
pub const SHAPE: Shape = Shape {
    name: "development_plan",
    args: &[],
    props: &[RULE_ID, CITE, one("by", Takes::Ref(Space::Voters))],
    children: &[may_have(&COMPILER), may_have(&EVERY)],
};

/// An instrument on record, with the latest finding of each who finds.
struct Instrument {
    day: Date,
    place: Place,
    name: Option<String>,
    is: BTreeMap<BodyId, Place>,
    is_not: BTreeMap<BodyId, Place>,
}

/// What the instruments and findings come to.
enum Outcome {
    /// Nothing on record may be the plan.
    None(Vec<Because>),
    /// Findings are awaited or differ.
    CannotTell(Vec<Because>),
    /// All find that it is that plan.
    Found(Date, Because),
}

impl Instrument {
    fn awaited(&self, by: &[BodyId]) -> Vec<BodyId> {
        by.iter().copied().filter(|body| !self.is.contains_key(body) && !self.is_not.contains_key(body)).collect()
    }

    fn said(&self, key: &'static str) -> Message {
        // An instrument recorded without a name is known by its place in the record.
        let name = self.name.clone().map_or(Arg::Place(self.place), Arg::Name);
        Message::new(key).with("name", name).date("day", self.day)
    }

    fn ground(&self, said: Message, cite: Cite) -> Because {
        let findings = self.is.values().chain(self.is_not.values()).copied();
        Because::new(said, cite).from([self.place]).from(findings)
    }

    /// What keeps its nature open: findings awaited, or findings that differ.
    fn doubts(&self, by: &[BodyId], cite: Cite) -> Vec<Because> {
        let mut doubts = Vec::new();
        let awaited = self.awaited(by);
        if !self.is.is_empty() && !self.is_not.is_empty() {
            let said = self.said("findings-differ");
            let said = said.bodies("is", self.is.keys().copied()).bodies("is_not", self.is_not.keys().copied());
            doubts.push(self.ground(said, cite));
        }
        if !awaited.is_empty() {
            doubts.push(self.ground(self.said("finding-awaited").bodies("from", awaited), cite));
        }
        doubts
    }
}

impl DevelopmentPlan {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<DevelopmentPlan> {
        let compiler = tree.child("compiler").and_then(|node| lookup.option(node, "reading", "the_four"));
        let every = period::read(tree, &|id, option| lookup.agreement.option(id, option));
        Some(DevelopmentPlan { by: lookup.voters(tree, "by"), compiler, every })
    }

    fn points(&self) -> Vec<PointId> {
        self.compiler.iter().map(|(point, _)| *point).collect()
    }

    fn compiled_by_them(&self, reading: &Reading) -> bool {
        self.compiler.is_some_and(|(point, option)| reading.option(point) == option)
    }

    /// The instruments in sight, by their days.
    fn instruments(&self, view: &View<'_>, rule: RuleId) -> Vec<Instrument> {
        let mut latest: BTreeMap<Place, BTreeMap<BodyId, (PlanFinding, Place)>> = BTreeMap::new();
        let mut instruments = Vec::new();
        for event in view.events(MatterId::standing(rule)) {
            match &event.act {
                Act::RecordInstrument { name, .. } => {
                    let (day, place, name) = (event.occurred, event.place, name.clone());
                    instruments.push(Instrument { day, place, name, is: BTreeMap::new(), is_not: BTreeMap::new() });
                }
                Act::FindFulfilment { finding, instrument } => {
                    latest.entry(*instrument).or_default().insert(event.author, (*finding, event.place));
                }
                _ => {}
            }
        }
        for instrument in &mut instruments {
            for (body, (finding, place)) in latest.remove(&instrument.place).unwrap_or_default() {
                let found = if finding == PlanFinding::IsThatPlan { &mut instrument.is } else { &mut instrument.is_not };
                found.insert(body, place);
            }
        }
        instruments
    }

    fn outcome(&self, instruments: &[Instrument], cite: Cite) -> Outcome {
        if let Some(plan) = instruments.iter().find(|instrument| instrument.is.len() == self.by.len()) {
            let said = plan.said("found-to-be-that-plan").bodies("by", self.by.iter().copied());
            return Outcome::Found(plan.day, plan.ground(said, cite));
        }
        let doubts: Vec<Because> = instruments.iter().flat_map(|instrument| instrument.doubts(&self.by, cite)).collect();
        if !doubts.is_empty() {
            return Outcome::CannotTell(doubts);
        }
        let not = |instrument: &Instrument| {
            instrument.ground(instrument.said("not-that-plan").bodies("by", self.by.iter().copied()), cite)
        };
        let mut none = vec![Because::new(Message::new("no-plan-on-record"), cite)];
        none.extend(instruments.iter().map(not));
        Outcome::None(none)
    }

    /// The verdict under `reading`, where `status` is the word while nothing is found to be the plan.
    fn finding(
        &self,
        outcome: &Outcome,
        reading: &Reading,
        status: Status,
        found: impl Fn(Date) -> Status,
        cite: Cite,
    ) -> Finding {
        match outcome {
            Outcome::None(because) => Finding { status, on: None, because: because.clone() },
            Outcome::CannotTell(because) => Finding { status: Status::CannotTell, on: None, because: because.clone() },
            Outcome::Found(_, because) if self.compiled_by_them(reading) => {
                let others = Because::new(Message::new("compiled-by-others"), cite);
                Finding { status, on: None, because: vec![others, because.clone()] }
            }
            Outcome::Found(day, because) => Finding::new(found(*day), because.clone()).on(*day),
        }
    }
}

/// What each says of the plan in its own name; what it proposes to others is not for the public.
const FOR_THE_PUBLIC: [ActKind; 3] = [ActKind::RecordInstrument, ActKind::FindFulfilment, ActKind::AssessPlan];

impl Provision for DevelopmentPlan {
    fn accepts(&self, act: ActKind) -> bool {
        matches!(act, ActKind::RecordInstrument | ActKind::Publish)
            || matches!(act, ActKind::FindFulfilment | ActKind::AssessPlan | ActKind::ProposeAdjustment)
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        let (matter, act) = (case.matter, case.event.act.kind());
        match case.event.act {
            Act::Publish { .. } => return publication::check(case, |event| publication::own(event, &FOR_THE_PUBLIC)),
            Act::RecordInstrument { effect: Effect::Plan, .. } => {}
            Act::RecordInstrument { .. } => return Err(Refusal::NotInThisMatter { act, matter }),
            Act::FindFulfilment { instrument, .. } => {
                case.itself(&self.by)?;
                let needs = ActKind::RecordInstrument;
                case.seen_at(instrument, needs).ok_or(Refusal::RestsOnNothing { needs })?;
            }
            _ => case.itself(&self.by)?,
        }
        Ok(Vec::new())
    }

    fn stand(&self, view: &View<'_>, matter: MatterId, detail: bool) -> Option<Answer<Finding>> {
        let cite = view.agreement.rule(matter.rule).cite;
        let outcome = self.outcome(&self.instruments(view, matter.rule), cite);
        let noted = |key, kind| {
            let events = || view.events(matter).filter(move |event| event.act.kind() == kind);
            let by: Vec<BodyId> = events().map(|event| event.author).collect();
            let said = Message::new(key).number("count", by.len() as i64).bodies("by", by.iter().copied());
            let places = events().map(|event| event.place).filter(|_| detail);
            (!by.is_empty()).then(|| Because::new(said, cite).from(places))
        };
        let assessed = noted("plan-assessed", ActKind::AssessPlan);
        let adjusted = noted("adjustments-proposed", ActKind::ProposeAdjustment);
        Some(under(&self.points(), view.readings, |reading| {
            let mut finding = self.finding(&outcome, reading, Status::NotYet, |_| Status::Yes, cite);
            finding.because.extend(assessed.iter().chain(&adjusted).cloned());
            finding
        }))
    }

    fn duties(&self, view: &View<'_>, rule: RuleId) -> Vec<Duty> {
        let cite = view.agreement.rule(rule).cite;
        let outcome = self.outcome(&self.instruments(view, rule), cite);
        // Where the text names no compiler, it names nobody who owes the plan.
        let bearers: &[BodyId] = if self.compiler.is_some() { &[] } else { &self.by };
        by_period(view, rule, &self.every, bearers, &self.points(), |reading, period| {
            let unmet = dateless(view, period, None, cite).status;
            let found = |day: Date| if day <= period.due { Status::Met } else { Status::MetLate };
            let finding = self.finding(&outcome, reading, unmet, found, cite);
            match self.compiler {
                Some((point, _)) => finding
                    .and(Because::new(Message::new("text-names-no-compiler"), view.agreement.points[usize::from(point.0)].cite)),
                None => finding,
            }
        })
    }

    fn steps(&self, view: &View<'_>, rule: RuleId) -> Vec<Step> {
        let cite = view.agreement.rule(rule).cite;
        let instruments = self.instruments(view, rule);
        if !matches!(self.outcome(&instruments, cite), Outcome::CannotTell(_)) {
            return Vec::new();
        }
        let awaited = instruments.iter().map(|instrument| (instrument, instrument.awaited(&self.by)));
        let step = |(instrument, who): (&Instrument, Vec<BodyId>)| {
            let because = instrument.ground(instrument.said("finding-awaited").bodies("from", who.iter().copied()), cite);
            Step { who, act: ActKind::FindFulfilment, matter: Some(MatterId::standing(rule)), item: None, due: None, because }
        };
        awaited.filter(|(_, who)| !who.is_empty()).map(step).collect()
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
        provision art_11
        party a
        party b
        outside council cite=art_11
        group all cite=art_1 { members a b }
        reading compiler cite=art_11.s_1 { option outside_bodies; option the_four }
        entry_into_force cite=art_1 { on "2017-07-01" }
        term cite=art_1 { years 5 }
        development_plan cite=art_11.s_2 by=all { compiler reading=compiler; every "once" }
    "#;

    #[test]
    fn without_an_instrument_there_is_no_plan_on_record() {
        check(
            "
            on 2022-06-30
            ? development_plan
            ? duties
            ? next
            on 2022-07-01
            ? duties
        ",
            expect![[r#"
            development_plan: not-yet
              no-plan-on-record [art_11.s_2]
            development_plan 2017.1: open due 2022-06-30
              no-plan-on-record [art_11.s_2]
              text-names-no-compiler [art_11.s_1]
            development_plan 2017.1: missed due 2022-06-30
              no-plan-on-record [art_11.s_2]
              text-names-no-compiler [art_11.s_1]
        "#]],
        );
    }

    #[test]
    fn an_outside_instrument_is_that_plan_if_all_find_so_under_one_reading() {
        check(
            "
            on 2019-02-18
            council records instrument plan name \"Outline\" on development_plan
            ? duties
            ? next
            on 2019-03-01
            a finds is_that_plan instrument public_record/1
            ? development_plan
            ? next
            on 2019-03-02
            b finds is_that_plan instrument public_record/1
            ? development_plan
            ? duties
            ? next
        ",
            expect![[r#"
            development_plan 2017.1: cannot-tell due 2022-06-30
              finding-awaited name=Outline day=2019-02-18 from=a,b [art_11.s_2] <- public_record/1
              text-names-no-compiler [art_11.s_1]
            next a,b find_fulfilment on development_plan
            development_plan: cannot-tell
              finding-awaited name=Outline day=2019-02-18 from=b [art_11.s_2] <- public_record/1 a/1
            next b find_fulfilment on development_plan
            development_plan (compiler=outside_bodies): yes on 2019-02-18
              found-to-be-that-plan name=Outline day=2019-02-18 by=a,b [art_11.s_2] <- public_record/1 a/1 b/1
            development_plan (compiler=the_four): not-yet
              compiled-by-others [art_11.s_2]
              found-to-be-that-plan name=Outline day=2019-02-18 by=a,b [art_11.s_2] <- public_record/1 a/1 b/1
            development_plan 2017.1 (compiler=outside_bodies): met on 2019-02-18 due 2022-06-30
              found-to-be-that-plan name=Outline day=2019-02-18 by=a,b [art_11.s_2] <- public_record/1 a/1 b/1
              text-names-no-compiler [art_11.s_1]
            development_plan 2017.1 (compiler=the_four): open due 2022-06-30
              compiled-by-others [art_11.s_2]
              found-to-be-that-plan name=Outline day=2019-02-18 by=a,b [art_11.s_2] <- public_record/1 a/1 b/1
              text-names-no-compiler [art_11.s_1]
        "#]],
        );
    }

    #[test]
    fn findings_that_differ_leave_it_open_and_a_later_finding_replaces_an_earlier() {
        check(
            "
            on 2019-02-18
            public_record records instrument plan name \"Outline\" on development_plan
            a finds is_that_plan instrument public_record/1
            b finds is_not instrument public_record/1
            ? development_plan
            ? next
            on 2019-04-01
            a finds is_not instrument public_record/1
            ? development_plan
            ? next
        ",
            expect![[r#"
            development_plan: cannot-tell
              findings-differ name=Outline day=2019-02-18 is=a is_not=b [art_11.s_2] <- public_record/1 a/1 b/1
            development_plan: not-yet
              no-plan-on-record [art_11.s_2]
              not-that-plan name=Outline day=2019-02-18 by=a,b [art_11.s_2] <- public_record/1 a/2 b/1
        "#]],
        );
    }

    #[test]
    fn it_is_never_signed_here() {
        check(
            "
            on 2019-02-18
            a signs on development_plan
            a records instrument supersedes on development_plan
            a finds is_that_plan instrument b/7
            public_record records instrument plan on development_plan
            a finds is_that_plan instrument public_record/1 unseen public_record/1
            council finds is_that_plan instrument public_record/1
            council assesses plan \"good\"
            public_record proposes adjustment \"more\"
            a assesses plan \"good\"
            b proposes adjustment \"more\"
            ? development_plan
            ? development_plan +
        ",
            expect![[r#"
            refused not-in-this-matter act=sign matter=development_plan [art_11.s_2]
            refused not-in-this-matter act=record_instrument matter=development_plan [art_11.s_2]
            refused rests-on-nothing needs=record_instrument [art_11.s_2]
            refused rests-on-nothing needs=record_instrument [art_11.s_2]
            refused not-entitled by=council act=find_fulfilment may=a,b [art_11.s_2]
            refused not-entitled by=council act=assess_plan may=a,b [art_11.s_2]
            refused not-entitled by=public_record act=propose_adjustment may=a,b [art_11.s_2]
            development_plan: cannot-tell
              finding-awaited name=public_record/1 day=2019-02-18 from=a,b [art_11.s_2] <- public_record/1
              plan-assessed count=1 by=a [art_11.s_2]
              adjustments-proposed count=1 by=b [art_11.s_2]
            development_plan: cannot-tell
              finding-awaited name=public_record/1 day=2019-02-18 from=a,b [art_11.s_2] <- public_record/1
              plan-assessed count=1 by=a [art_11.s_2] <- a/1
              adjustments-proposed count=1 by=b [art_11.s_2] <- b/1
        "#]],
        );
    }

    #[test]
    fn each_instrument_is_found_by_itself() {
        check(
            "
            on 2018-03-01
            public_record records instrument plan name \"Strategy\" on development_plan
            on 2019-02-18
            public_record records instrument plan name \"Outline\" on development_plan
            a finds is_not instrument public_record/1
            b finds is_that_plan instrument public_record/2
            ? next
            on 2019-03-01
            b finds is_not instrument public_record/1
            ? development_plan
            a finds is_not instrument public_record/2
            ? development_plan
            ? next
            on 2019-04-01
            b finds is_not instrument public_record/2
            ? development_plan
            ? duties
        ",
            expect![[r#"
            next b find_fulfilment on development_plan
            next a find_fulfilment on development_plan
            development_plan: cannot-tell
              finding-awaited name=Outline day=2019-02-18 from=a [art_11.s_2] <- public_record/2 b/1
            development_plan: cannot-tell
              findings-differ name=Outline day=2019-02-18 is=b is_not=a [art_11.s_2] <- public_record/2 b/1 a/2
            development_plan: not-yet
              no-plan-on-record [art_11.s_2]
              not-that-plan name=Strategy day=2018-03-01 by=a,b [art_11.s_2] <- public_record/1 a/1 b/2
              not-that-plan name=Outline day=2019-02-18 by=a,b [art_11.s_2] <- public_record/2 a/2 b/3
            development_plan 2017.1: open due 2022-06-30
              no-plan-on-record [art_11.s_2]
              not-that-plan name=Strategy day=2018-03-01 by=a,b [art_11.s_2] <- public_record/1 a/1 b/2
              not-that-plan name=Outline day=2019-02-18 by=a,b [art_11.s_2] <- public_record/2 a/2 b/3
              text-names-no-compiler [art_11.s_1]
        "#]],
        );
    }

    #[test]
    fn the_day_of_the_instrument_counts_and_not_that_of_the_findings() {
        let late = "
            public_record records instrument plan name \"Outline\" on development_plan
            on 2023-01-05
            a finds is_that_plan instrument public_record/1
            b finds is_that_plan instrument public_record/1
            ? duties
        ";
        check(
            &format!("on 2022-06-30 {late}"),
            expect![[r#"
            development_plan 2017.1 (compiler=outside_bodies): met on 2022-06-30 due 2022-06-30
              found-to-be-that-plan name=Outline day=2022-06-30 by=a,b [art_11.s_2] <- public_record/1 a/1 b/1
              text-names-no-compiler [art_11.s_1]
            development_plan 2017.1 (compiler=the_four): missed due 2022-06-30
              compiled-by-others [art_11.s_2]
              found-to-be-that-plan name=Outline day=2022-06-30 by=a,b [art_11.s_2] <- public_record/1 a/1 b/1
              text-names-no-compiler [art_11.s_1]
        "#]],
        );
        check(
            &format!("on 2022-07-01 {late}"),
            expect![[r#"
            development_plan 2017.1 (compiler=outside_bodies): met-late on 2022-07-01 due 2022-06-30
              found-to-be-that-plan name=Outline day=2022-07-01 by=a,b [art_11.s_2] <- public_record/1 a/1 b/1
              text-names-no-compiler [art_11.s_1]
            development_plan 2017.1 (compiler=the_four): missed due 2022-06-30
              compiled-by-others [art_11.s_2]
              found-to-be-that-plan name=Outline day=2022-07-01 by=a,b [art_11.s_2] <- public_record/1 a/1 b/1
              text-names-no-compiler [art_11.s_1]
        "#]],
        );
    }

    #[test]
    fn a_corrected_finding_or_instrument_leaves_no_stronger_verdict() {
        check(
            "
            on 2019-02-18
            public_record records instrument plan name \"Outline\" on development_plan
            a finds is_that_plan instrument public_record/1
            b finds is_that_plan instrument public_record/1
            on 2019-05-01
            b corrects b/1
            ? development_plan
            ? next
            known 2019-04-30
            ? development_plan
            known 2019-05-02
            on 2019-05-02
            public_record corrects public_record/1
            ? development_plan
            ? next
        ",
            expect![[r#"
            development_plan: cannot-tell
              finding-awaited name=Outline day=2019-02-18 from=b [art_11.s_2] <- public_record/1 a/1
            next b find_fulfilment on development_plan
            development_plan (compiler=outside_bodies): yes on 2019-02-18
              found-to-be-that-plan name=Outline day=2019-02-18 by=a,b [art_11.s_2] <- public_record/1 a/1 b/1
            development_plan (compiler=the_four): not-yet
              compiled-by-others [art_11.s_2]
              found-to-be-that-plan name=Outline day=2019-02-18 by=a,b [art_11.s_2] <- public_record/1 a/1 b/1
            development_plan: not-yet
              no-plan-on-record [art_11.s_2]
        "#]],
        );
    }

    #[test]
    fn nobody_finds_or_assesses_for_a_party() {
        check(
            "
            on 2019-02-18
            council records instrument plan name \"Outline\" on development_plan
            a finds is_that_plan instrument public_record/1 recorder public_record
            a assesses plan \"good\" recorder public_record
            a finds is_that_plan instrument public_record/1 occurred 2019-02-17
            a finds is_that_plan instrument public_record/1 on development_plan/2019
            a assesses plan \"good\" paper
            a finds is_that_plan instrument a/1
            a records instrument plan name \"Our own\" on development_plan
            a records instrument terminates on development_plan
            ? development_plan
        ",
            expect![[r#"
            refused not-its-own-log by=a log=public_record [art_11.s_2]
            refused not-its-own-log by=a log=public_record [art_11.s_2]
            refused rests-on-nothing needs=record_instrument [art_11.s_2]
            refused no-such-period year=2019 [art_11.s_2]
            refused rests-on-nothing needs=record_instrument [art_11.s_2]
            refused not-in-this-matter act=record_instrument matter=development_plan [art_11.s_2]
            development_plan: cannot-tell
              finding-awaited name=Our own day=2019-02-18 from=a,b [art_11.s_2] <- a/2
              finding-awaited name=Outline day=2019-02-18 from=a,b [art_11.s_2] <- public_record/1
              plan-assessed count=1 by=a [art_11.s_2]
        "#]],
        );
    }

    #[test]
    fn where_the_text_names_its_compilers_nothing_is_left_to_readings() {
        let rules = RULES.replace("{ compiler reading=compiler; every \"once\" }", "");
        expect![[r#"
            development_plan 2017.1: open due 2022-06-30
              no-plan-on-record [art_11.s_2]
            development_plan: yes on 2019-02-18
              found-to-be-that-plan name=Outline day=2019-02-18 by=a,b [art_11.s_2] <- a/1 a/2 b/1
            development_plan 2017.1: met on 2019-02-18 due 2022-06-30
              found-to-be-that-plan name=Outline day=2019-02-18 by=a,b [art_11.s_2] <- a/1 a/2 b/1
        "#]]
        .assert_eq(&run(
            &rules,
            "
            on 2019-02-18
            ? duties
            a records instrument plan name \"Outline\" on development_plan
            a finds is_that_plan instrument a/1
            b finds is_that_plan instrument a/1
            ? development_plan
            ? duties
        ",
        ));
    }
}
