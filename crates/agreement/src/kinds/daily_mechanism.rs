//! The daily mechanism: a standing arrangement that some of the parties set up among themselves.
//!
//! It is established on the day on which the last member has declared so on the same text; a text that not all of them
//! named establishes nothing. The text gives no day, so nothing is missed before the term is over.

use super::Provision;
use crate::act::{Act, ActKind, Event};
use crate::duty::reasons;
use crate::duty::{MetBy, by_period, dateless};
use crate::finding::{Because, Duty, Finding, Status, Step};
use crate::id::{BodyId, Cite, Digest, MatterId, Place, RuleId};
use crate::message::{Arg, Message};
use crate::period::{self, EVERY, Every};
use crate::reading::{Answer, Choice, under};
use crate::refusal::Refusal;
use crate::rule_file::Tree;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, may_have, one};
use crate::state::Case;
use crate::view::View;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The mechanism.
#[derive(Debug)]
pub struct DailyMechanism {
    /// Its members.
    pub of: Vec<BodyId>,
    /// When it is due: once.
    pub every: Every,
}

/// `daily_mechanism cite=… of=… { every "once" }`
pub const SHAPE: Shape = Shape {
    name: "daily_mechanism",
    args: &[],
    props: &[RULE_ID, CITE, one("of", Takes::Ref(Space::Voters))],
    children: &[may_have(&EVERY)],
};

/// Who declared the mechanism established on one text: the first declaration of each.
type Declared = BTreeMap<BodyId, (Date, Place)>;

impl DailyMechanism {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<DailyMechanism> {
        let every = period::read(tree, &|id, option| lookup.agreement.option(id, option));
        Some(DailyMechanism { of: lookup.voters(tree, "of"), every })
    }

    /// The declarations in sight, by the text they name.
    fn texts(&self, view: &View<'_>, rule: RuleId) -> BTreeMap<Digest, Declared> {
        let mut texts: BTreeMap<Digest, Declared> = BTreeMap::new();
        for event in view.events(MatterId::standing(rule)).filter(|event| self.of.contains(&event.author)) {
            if let Act::EstablishMechanism { text } = event.act {
                texts.entry(text).or_default().entry(event.author).or_insert((event.occurred, event.place));
            }
        }
        texts
    }

    /// The first text that all members named: the day of the last, and their declarations.
    fn established(&self, texts: &BTreeMap<Digest, Declared>) -> MetBy {
        let whole = texts.values().filter(|declared| declared.len() == self.of.len());
        let dated = whole.filter_map(|declared| {
            let day = declared.values().map(|(day, _)| *day).max()?;
            Some((day, declared.values().map(|(_, place)| *place).collect()))
        });
        dated.min()
    }

    fn missing(&self, declared: &Declared) -> Vec<BodyId> {
        self.of.iter().copied().filter(|body| !declared.contains_key(body)).collect()
    }

    /// What has been declared so far, and by whom a declaration is awaited.
    fn awaited(&self, texts: &BTreeMap<Digest, Declared>, cite: Cite) -> Vec<Because> {
        if texts.is_empty() {
            return vec![Because::new(Message::new("mechanism-not-on-record").bodies("from", self.of.iter().copied()), cite)];
        }
        let awaited = texts.iter().map(|(text, declared)| {
            let said = Message::new("mechanism-awaited").with("text", Arg::Digest(*text));
            let said = said.bodies("by", declared.keys().copied()).bodies("from", self.missing(declared));
            Because::new(said, cite).from(declared.values().map(|(_, place)| *place))
        });
        awaited.collect()
    }
}

fn noted<'v>(view: &View<'v>, rule: RuleId, kind: ActKind) -> Vec<&'v Event> {
    view.events(MatterId::standing(rule)).filter(|event| event.act.kind() == kind).collect()
}

impl Provision for DailyMechanism {
    fn accepts(&self, act: ActKind) -> bool {
        matches!(act, ActKind::EstablishMechanism | ActKind::HoldMeeting | ActKind::RecordReason)
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        match case.event.act {
            Act::EstablishMechanism { .. } => case.itself(&self.of)?,
            _ => case.entitled(&self.of)?,
        }
        Ok(Vec::new())
    }

    fn stand(&self, view: &View<'_>, matter: MatterId, detail: bool) -> Option<Answer<Finding>> {
        let cite = view.agreement.rule(matter.rule).cite;
        let texts = self.texts(view, matter.rule);
        let mut finding = match self.established(&texts) {
            Some((day, events)) => {
                let said = Message::new("mechanism-established").date("day", day).bodies("by", self.of.iter().copied());
                Finding::new(Status::Yes, Because::new(said, cite).from(events)).on(day)
            }
            None => Finding { status: Status::NotYet, on: None, because: self.awaited(&texts, cite) },
        };
        let meetings = noted(view, matter.rule, ActKind::HoldMeeting);
        if !meetings.is_empty() {
            let said = Message::new("mechanism-meetings").number("count", meetings.len() as i64);
            let each = |event: &&Event| {
                Because::new(Message::new("mechanism-met").date("day", event.occurred), cite).from([event.place])
            };
            let inner = if detail { meetings.iter().map(each).collect() } else { Vec::new() };
            finding.because.push(Because::new(said, cite).inner(inner));
        }
        finding.because.extend(reasons(view.events(matter), cite));
        Some(under(&[], view.readings, |_| finding.clone()))
    }

    fn duties(&self, view: &View<'_>, rule: RuleId) -> Vec<Duty> {
        let cite = view.agreement.rule(rule).cite;
        let texts = self.texts(view, rule);
        let met = self.established(&texts);
        let awaited = if met.is_some() { Vec::new() } else { self.awaited(&texts, cite) };
        let reasons = reasons(view.events(MatterId::standing(rule)), cite);
        by_period(view, rule, &self.every, &self.of, &[], |_, period| {
            let mut finding = dateless(view, period, met.clone(), cite);
            finding.because.extend(awaited.iter().chain(&reasons).cloned());
            finding
        })
    }

    fn steps(&self, view: &View<'_>, rule: RuleId) -> Vec<Step> {
        let texts = self.texts(view, rule);
        let open = self
            .duties(view, rule)
            .iter()
            .any(|duty| matches!(duty.answer.first(), Some(one) if one.finding.status == Status::Open));
        if !open {
            return Vec::new();
        }
        let named: Vec<BodyId> = texts.values().flat_map(|declared| declared.keys().copied()).collect();
        // Whoever has named no text yet is asked first; once all have, but not the same one, all are.
        let silent: Vec<BodyId> = self.of.iter().copied().filter(|body| !named.contains(body)).collect();
        let who = if silent.is_empty() { self.of.clone() } else { silent };
        let cite = view.agreement.rule(rule).cite;
        let because = Because::new(Message::new("mechanism-not-on-record").bodies("from", who.iter().copied()), cite);
        let matter = Some(MatterId::standing(rule));
        vec![Step { who, act: ActKind::EstablishMechanism, matter, item: None, due: None, because }]
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
        party c
        group all cite=art_1 { members lead a b c }
        group three cite=art_12 { members a b c }
        entry_into_force cite=art_1 { signature by=all }
        term cite=art_1 { years 5 }
        daily_mechanism cite=art_12.s_3 of=three { every "once" }
        signed date="2017-07-01" by=all cite=art_1
    "#;

    #[test]
    fn it_is_established_on_the_day_of_the_last_member() {
        check(
            "
            on 2018-01-10
            a establishes mechanism \"rules\" on daily_mechanism
            c establishes mechanism \"rules\"
            ? daily_mechanism
            ? next
            on 2018-02-01
            b establishes mechanism \"rules\"
            on 2018-03-01
            ? daily_mechanism
            ? duties
            ? next
        ",
            expect![[r#"
            daily_mechanism: not-yet
              mechanism-awaited text=6c621d1a05138a7888d37d9269a9da8e2e11e4aced2f6cfd24b05ab1b9e61bb0 by=a,c from=b [art_12.s_3] <- a/2 c/2
            next b establish_mechanism on daily_mechanism
            daily_mechanism: yes on 2018-02-01
              mechanism-established day=2018-02-01 by=a,b,c [art_12.s_3] <- a/2 b/2 c/2
            daily_mechanism 2017.1: met on 2018-02-01 due 2022-06-30
              met-on day=2018-02-01 due=2022-06-30 [art_12.s_3] <- a/2 b/2 c/2
        "#]],
        );
    }

    #[test]
    fn different_texts_establish_nothing() {
        check(
            "
            on 2018-01-10
            a establishes mechanism \"x\"
            b establishes mechanism \"x\"
            c establishes mechanism \"y\"
            ? daily_mechanism
            ? next
        ",
            expect![[r#"
            daily_mechanism: not-yet
              mechanism-awaited text=2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881 by=a,b from=c [art_12.s_3] <- a/2 b/2
              mechanism-awaited text=a1fce4363854ff888cff4b8e7875d600c2682390412a8cf79b37d0b11148b0fa by=c from=a,b [art_12.s_3] <- c/2
            next a,b,c establish_mechanism on daily_mechanism
        "#]],
        );
    }

    #[test]
    fn only_its_members_set_it_up() {
        check(
            "
            on 2018-01-10
            lead establishes mechanism \"rules\"
            public_record establishes mechanism \"rules\"
            lead holds meeting on daily_mechanism
            a signs on daily_mechanism
            a establishes mechanism \"rules\" on daily_mechanism/2018
            ? daily_mechanism
        ",
            expect![[r#"
            refused not-entitled by=lead act=establish_mechanism may=a,b,c [art_12.s_3]
            refused not-entitled by=public_record act=establish_mechanism may=a,b,c [art_12.s_3]
            refused not-entitled by=lead act=hold_meeting may=a,b,c [art_12.s_3]
            refused not-in-this-matter act=sign matter=daily_mechanism [art_12.s_3]
            refused no-such-period year=2018 [art_12.s_3]
            daily_mechanism: not-yet
              mechanism-not-on-record from=a,b,c [art_12.s_3]
        "#]],
        );
    }

    #[test]
    fn nothing_is_missed_before_the_term_is_over() {
        check(
            "
            on 2022-06-30
            a records reason \"under discussion\" on daily_mechanism
            ? duties
            ? next
            on 2022-07-01
            ? duties
            ? next
        ",
            expect![[r#"
            daily_mechanism 2017.1: open due 2022-06-30
              none-yet-on-record first=2017-07-01 due=2022-06-30 [art_12.s_3]
              mechanism-not-on-record from=a,b,c [art_12.s_3]
              reason-recorded by=a text=under discussion [art_12.s_3] <- a/2
            next a,b,c establish_mechanism on daily_mechanism
            daily_mechanism 2017.1: missed due 2022-06-30
              none-on-record first=2017-07-01 due=2022-06-30 [art_12.s_3]
              mechanism-not-on-record from=a,b,c [art_12.s_3]
              reason-recorded by=a text=under discussion [art_12.s_3] <- a/2
        "#]],
        );
    }

    #[test]
    fn its_meetings_are_counted_and_listed_on_demand() {
        check(
            "
            on 2018-05-01
            public_record holds meeting on daily_mechanism
            on 2018-09-01
            b holds meeting on daily_mechanism attended three
            ? daily_mechanism
            ? daily_mechanism +
        ",
            expect![[r#"
            daily_mechanism: not-yet
              mechanism-not-on-record from=a,b,c [art_12.s_3]
              mechanism-meetings count=2 [art_12.s_3]
            daily_mechanism: not-yet
              mechanism-not-on-record from=a,b,c [art_12.s_3]
              mechanism-meetings count=2 [art_12.s_3]
                mechanism-met day=2018-05-01 [art_12.s_3] <- public_record/1
                mechanism-met day=2018-09-01 [art_12.s_3] <- b/2
        "#]],
        );
    }

    #[test]
    fn what_was_known_later_is_not_yet_known() {
        check(
            "
            on 2018-03-01
            a establishes mechanism \"rules\" occurred 2018-01-01
            b establishes mechanism \"rules\" occurred 2018-01-02
            c establishes mechanism \"rules\" occurred 2018-01-03
            ? daily_mechanism
            known 2018-02-01
            ? daily_mechanism
        ",
            expect![[r#"
            daily_mechanism: yes on 2018-01-03
              mechanism-established day=2018-01-03 by=a,b,c [art_12.s_3] <- a/2 b/2 c/2
            daily_mechanism: not-yet
              mechanism-not-on-record from=a,b,c [art_12.s_3]
        "#]],
        );
    }

    #[test]
    fn the_first_declaration_of_each_counts_and_the_first_whole_text_holds() {
        check(
            "
            on 2018-01-10
            a establishes mechanism \"x\"
            b establishes mechanism \"x\"
            on 2018-02-01
            a establishes mechanism \"x\"
            c establishes mechanism \"y\"
            ? next
            on 2018-03-01
            a establishes mechanism \"y\"
            b establishes mechanism \"y\"
            on 2018-04-01
            c establishes mechanism \"x\"
            ? daily_mechanism
            b corrects b/3
            ? daily_mechanism
        ",
            expect![[r#"
            next a,b,c establish_mechanism on daily_mechanism
            daily_mechanism: yes on 2018-03-01
              mechanism-established day=2018-03-01 by=a,b,c [art_12.s_3] <- a/4 b/3 c/2
            daily_mechanism: yes on 2018-04-01
              mechanism-established day=2018-04-01 by=a,b,c [art_12.s_3] <- a/2 b/2 c/3
        "#]],
        );
    }

    #[test]
    fn after_the_term_it_is_late_and_before_that_in_time() {
        check(
            "
            on 2022-06-30
            a establishes mechanism \"x\"
            b establishes mechanism \"x\"
            on 2022-07-02
            c establishes mechanism \"x\"
            ? duties
            ? daily_mechanism
            on 2022-07-03
            c corrects c/2
            c establishes mechanism \"x\" occurred 2022-06-30
            ? duties
            on 2022-06-29
            ? duties
        ",
            expect![[r#"
            daily_mechanism 2017.1: met-late on 2022-07-02 due 2022-06-30
              met-on day=2022-07-02 due=2022-06-30 [art_12.s_3] <- a/2 b/2 c/2
            daily_mechanism: yes on 2022-07-02
              mechanism-established day=2022-07-02 by=a,b,c [art_12.s_3] <- a/2 b/2 c/2
            daily_mechanism 2017.1: met on 2022-06-30 due 2022-06-30
              met-on day=2022-06-30 due=2022-06-30 [art_12.s_3] <- a/2 b/2 c/4
            daily_mechanism 2017.1: open due 2022-06-30
              none-yet-on-record first=2017-07-01 due=2022-06-30 [art_12.s_3]
              mechanism-not-on-record from=a,b,c [art_12.s_3]
        "#]],
        );
    }

    #[test]
    fn nobody_declares_it_for_a_member() {
        check(
            "
            on 2018-01-10
            a establishes mechanism \"x\" recorder public_record
            c holds meeting on daily_mechanism recorder public_record
            lead records reason \"budget\" on daily_mechanism
            b establishes mechanism \"x\" occurred 2017-06-30
            ? daily_mechanism
        ",
            expect![[r#"
            refused not-its-own-log by=a log=public_record [art_12.s_3]
            refused not-entitled by=lead act=record_reason may=a,b,c [art_12.s_3]
            refused before-signature signed=2017-07-01 [record]
            daily_mechanism: not-yet
              mechanism-not-on-record from=a,b,c [art_12.s_3]
              mechanism-meetings count=1 [art_12.s_3]
        "#]],
        );
    }
}
