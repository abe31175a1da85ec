//! Public participation: consultations that a party opens to the public, and the parts of participation the text names.
//!
//! How well the public takes part is an open standard: what is recorded for a part stands as recorded, never judged, and
//! a year without a record says only that.

use super::{Provision, publication};
use crate::act::{Act, ActKind, Event};
use crate::duty::{by_period, timed};
use crate::finding::{Because, Duty, Finding, Status, Step};
use crate::id::{BodyId, Cite, MatterId, Occasion, Place, RuleId};
use crate::message::{Arg, Message};
use crate::period::{self, EVERY, Every, Period};
use crate::reading::{Answer, Choice, under};
use crate::refusal::Refusal;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, has, has_many, may_have, one};
use crate::rule_file::{Tree, Val};
use crate::state::Case;
use crate::view::View;
use jiff::civil::Date;

/// Participation of the public.
#[derive(Debug)]
pub struct PublicConsultation {
    /// Who opens it to the public.
    pub by: Vec<BodyId>,
    /// How often each part is looked at.
    pub every: Every,
    /// The parts that the text names, with what each rests on.
    pub parts: Vec<(String, Cite)>,
    /// The least number of days that a consultation is to be open; 0 for none.
    pub min_days: i32,
}

const PART: Shape = Shape { name: "part", args: &[one("id", Takes::New(Space::Entry))], props: &[CITE], children: &[] };
const MIN_DAYS: Shape = Shape { name: "min_days", args: &[one("days", Takes::Number)], props: &[], children: &[] };

/// `public_consultation cite=… by=… { every "year" …; part ID cite=…; min_days 30 }`
pub const SHAPE: Shape = Shape {
    name: "public_consultation",
    args: &[],
    props: &[RULE_ID, CITE, one("by", Takes::Ref(Space::Voters))],
    children: &[has(&EVERY), has_many(&PART), may_have(&MIN_DAYS)],
};

/// What an opener says to the public is its own word.
const FOR_THE_PUBLIC: [ActKind; 4] =
    [ActKind::OpenConsultation, ActKind::AnswerConsultation, ActKind::CloseConsultation, ActKind::RecordParticipation];

/// A consultation in sight.
struct Call {
    /// Whose answer is awaited.
    by: Vec<BodyId>,
    place: Place,
    opened: Date,
    until: Date,
    answered: Option<(Date, Place)>,
    closed: Option<(Date, Place)>,
}

impl PublicConsultation {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<PublicConsultation> {
        let parts = tree.all("part").map(|part| (part.id().to_owned(), lookup.cite(part))).collect();
        let every = period::read(tree, &|id, option| lookup.agreement.option(id, option));
        let min_days = tree.child("min_days").and_then(|days| days.args.first()).and_then(Val::number).unwrap_or(0) as i32;
        Some(PublicConsultation { by: lookup.voters(tree, "by"), every, parts, min_days })
    }

    fn opened(&self, view: &View<'_>, matter: MatterId) -> Option<Call> {
        let Occasion::Opened(place) = matter.occasion else { return None };
        let opening = view.events(matter).find(|event| event.place == place)?;
        let Act::OpenConsultation { until, .. } = opening.act else { return None };
        let first = |kind| {
            let found = view.events(matter).find(|event| event.act.kind() == kind);
            found.map(|event| (event.occurred, event.place))
        };
        let (answered, closed) = (first(ActKind::AnswerConsultation), first(ActKind::CloseConsultation));
        Some(Call { by: self.openers(opening.author), place, opened: opening.occurred, until, answered, closed })
    }

    /// Who answers and closes what `author` opened: where the public record names no opener, any of them may.
    fn openers(&self, author: BodyId) -> Vec<BodyId> {
        if self.by.contains(&author) { vec![author] } else { self.by.clone() }
    }

    /// What `events` record for one part.
    fn recorded<'e>(part: &str, cite: Cite, events: impl Iterator<Item = &'e Event>) -> Option<Because> {
        let mine = events.filter(|event| matches!(&event.act, Act::RecordParticipation { part: named, .. } if named == part));
        let places: Vec<Place> = mine.map(|event| event.place).collect();
        let said = said_of("participation-recorded", part).number("count", places.len() as i64);
        (!places.is_empty()).then(|| Because::new(said, cite).from(places))
    }

    /// How a period or the standing stands: part by part, what is recorded.
    fn parts(&self, events: &[&Event]) -> Finding {
        let part = |(part, cite): &(String, Cite)| {
            let none = || Because::new(said_of("no-participation-on-record", part), *cite);
            PublicConsultation::recorded(part, *cite, events.iter().copied()).unwrap_or_else(none)
        };
        Finding { status: Status::Recorded, on: None, because: self.parts.iter().map(part).collect() }
    }

    fn events<'v>(&self, view: &View<'v>, matter: MatterId, reading: &crate::reading::Reading) -> Vec<&'v Event> {
        let periods = view.force(reading).span().map(|force| self.every.periods(force, view.as_of, reading)).unwrap_or_default();
        match periods.into_iter().find(|period| Some(period.year) == matter.year()) {
            Some(period) => view.events_of_period(matter.rule, &period),
            None => view.events(matter).collect(),
        }
    }
}

fn said_of(key: &'static str, part: &str) -> Message {
    Message::new(key).with("part", Arg::Name(part.to_owned()))
}

impl Call {
    fn over(&self, as_of: Date) -> bool {
        self.closed.is_some() || as_of > self.until
    }

    fn awaited(&self, cite: Cite) -> Because {
        Because::new(Message::new("answer-awaited").bodies("from", self.by.iter().copied()), cite).from([self.place])
    }

    fn finding(&self, view: &View<'_>, min_days: i32, cite: Cite) -> Finding {
        let mut because = vec![match self.closed {
            Some((day, place)) => Because::new(Message::new("consultation-closed").date("day", day), cite).from([place]),
            None if self.over(view.as_of) => {
                Because::new(Message::new("consultation-over").date("until", self.until), cite).from([self.place])
            }
            None => Because::new(Message::new("consultation-open").date("until", self.until), cite).from([self.place]),
        }];
        // The first and the last day both count; one that is closed early was open no longer.
        let last = self.closed.map_or(self.until, |(day, _)| day.min(self.until));
        let days = (last - self.opened).get_days() + 1;
        if days < min_days {
            let said = Message::new("consultation-short").number("days", days).number("least", min_days);
            because.push(Because::new(said, cite).from([self.place]));
        }
        let (status, on) = match self.answered {
            Some((day, place)) => {
                because.insert(0, Because::new(Message::new("answer-published").date("day", day), cite).from([place]));
                (Status::Yes, Some(day))
            }
            None if self.over(view.as_of) => {
                because.insert(0, self.awaited(cite));
                (Status::NotYet, None)
            }
            None => (Status::Open, None),
        };
        Finding { status, on, because }
    }
}

impl Provision for PublicConsultation {
    fn accepts(&self, act: ActKind) -> bool {
        matches!(act, ActKind::RecordParticipation | ActKind::Publish)
            || matches!(act, ActKind::OpenConsultation | ActKind::AnswerConsultation | ActKind::CloseConsultation)
    }

    fn has_periods(&self) -> bool {
        true
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        let (matter, act) = (case.matter, case.event.act.kind());
        match &case.event.act {
            Act::Publish { .. } => return publication::check(case, |event| publication::own(event, &FOR_THE_PUBLIC)),
            Act::OpenConsultation { .. } => case.entitled(&self.by)?,
            Act::RecordParticipation { .. } if case.opening().is_some() => return Err(Refusal::NotInThisMatter { act, matter }),
            Act::RecordParticipation { part, .. } => {
                case.entitled(&self.by)?;
                if !self.parts.iter().any(|(known, _)| known == part) {
                    return Err(Refusal::PartUnknown { part: part.clone() });
                }
            }
            _ => match case.opening() {
                Some(opening) => case.entitled(&self.openers(opening.author))?,
                None => return Err(Refusal::NoSuchMatter { matter }),
            },
        }
        Ok(Vec::new())
    }

    fn stand(&self, view: &View<'_>, matter: MatterId, _detail: bool) -> Option<Answer<Finding>> {
        let cite = view.agreement.rule(matter.rule).cite;
        if let Some(call) = self.opened(view, matter) {
            let finding = call.finding(view, self.min_days, cite);
            return Some(under(&[], view.readings, |_| finding.clone()));
        }
        if matches!(matter.occasion, Occasion::Opened(_)) {
            return None;
        }
        let own = self.every.year_point.iter().chain(&self.every.partial_point).map(|(point, _)| *point);
        let points: Vec<_> = own.chain(super::term::points(view)).filter(|_| matter.year().is_some()).collect();
        Some(under(&points, view.readings, |reading| self.parts(&self.events(view, matter, reading))))
    }

    fn duties(&self, view: &View<'_>, rule: RuleId) -> Vec<Duty> {
        let mut duties = Vec::new();
        for (index, (part, cite)) in self.parts.iter().enumerate() {
            let events = || view.matters_of(rule).flat_map(move |matter| view.events(matter).map(move |event| (matter, event)));
            let mine: Vec<_> = events()
                .filter(|(_, event)| matches!(&event.act, Act::RecordParticipation { part: named, .. } if named == part))
                .collect();
            let judge = |period: &Period| {
                let belongs = |(matter, event): &&(MatterId, &Event)| match matter.year() {
                    Some(year) => year == period.year,
                    None => event.occurred >= period.first && event.occurred <= period.last,
                };
                let found = PublicConsultation::recorded(part, *cite, mine.iter().filter(belongs).map(|(_, event)| *event));
                if let Some(because) = found {
                    return Finding::new(Status::Recorded, because);
                }
                let mut finding = timed(view, period, None, *cite);
                finding.status = match finding.status {
                    Status::Missed | Status::Overdue => Status::CannotTell,
                    Status::DueSoon => Status::Open,
                    status => status,
                };
                finding.because = vec![Because::new(said_of("no-participation-on-record", part), *cite)];
                finding
            };
            let of_part = by_period(view, rule, &self.every, &self.by, &[], |_, period| judge(period));
            duties.extend(of_part.into_iter().map(|duty| Duty { item: Some(index as u32 + 1), ..duty }));
        }
        duties.sort_by_key(|duty| (duty.year, duty.turn, duty.item));
        duties
    }

    fn steps(&self, view: &View<'_>, rule: RuleId) -> Vec<Step> {
        let cite = view.agreement.rule(rule).cite;
        let calls = view.matters_of(rule).filter_map(|matter| Some((matter, self.opened(view, matter)?)));
        let step = |(matter, call): (MatterId, Call)| Step {
            because: call.awaited(cite),
            who: call.by,
            act: ActKind::AnswerConsultation,
            matter: Some(matter),
            item: None,
            due: None,
        };
        calls.filter(|(_, call)| call.answered.is_none() && call.over(view.as_of)).map(step).collect()
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
        provision art_13
        party a
        party b
        outside bureau cite=art_13
        group all cite=art_1 { members a b }
        reading year cite=art_13 { option calendar_year; option agreement_year }
        entry_into_force cite=art_1 { on "2017-07-01" }
        term cite=art_1 { years 2 }
        public_consultation cite=art_13 by=all {
            every "year" reading=year
            part channels cite=art_13.s_2
            part experts cite=art_13.s_3
            min_days 30
        }
    "#;

    #[test]
    fn a_consultation_is_open_then_over_then_answered() {
        check(
            "
            on 2018-03-01
            a opens consultation text \"draft\" until 2018-03-30
            ? public_consultation/a-1
            on 2018-03-30
            ? public_consultation/a-1
            ? next
            on 2018-03-31
            ? public_consultation/a-1
            ? next
            on 2018-04-10
            a answers consultation text \"answer\" on public_consultation/a-1
            ? public_consultation/a-1
            ? next
        ",
            expect![[r#"
            public_consultation/a-1: open
              consultation-open until=2018-03-30 [art_13] <- a/1
            public_consultation/a-1: open
              consultation-open until=2018-03-30 [art_13] <- a/1
            public_consultation/a-1: not-yet
              answer-awaited from=a [art_13] <- a/1
              consultation-over until=2018-03-30 [art_13] <- a/1
            next a answer_consultation on public_consultation/a-1
            public_consultation/a-1: yes on 2018-04-10
              answer-published day=2018-04-10 [art_13] <- a/2
              consultation-over until=2018-03-30 [art_13] <- a/1
        "#]],
        );
    }

    #[test]
    fn closing_before_an_answer_leaves_the_answer_awaited() {
        check(
            "
            on 2018-03-01
            b opens consultation text \"draft\" until 2018-03-10
            on 2018-03-05
            b closes consultation on public_consultation/b-1
            ? public_consultation/b-1
            ? next
        ",
            expect![[r#"
            public_consultation/b-1: not-yet
              answer-awaited from=b [art_13] <- b/1
              consultation-closed day=2018-03-05 [art_13] <- b/2
              consultation-short days=5 least=30 [art_13] <- b/1
            next b answer_consultation on public_consultation/b-1
        "#]],
        );
    }

    #[test]
    fn only_the_opener_answers_and_closes() {
        check(
            "
            on 2018-03-01
            bureau opens consultation text \"draft\" until 2018-05-10
            b opens consultation text \"draft\" until 2018-05-10
            a answers consultation text \"x\" on public_consultation/b-1
            a closes consultation on public_consultation/b-1
            b answers consultation text \"x\"
            b answers consultation text \"x\" on public_consultation/2018
            b records participation channels on public_consultation/b-1
            b records participation parade
            bureau records participation channels
            a signs on public_consultation/b-1
        ",
            expect![[r#"
            refused not-entitled by=bureau act=open_consultation may=a,b [art_13]
            refused not-entitled by=a act=answer_consultation may=b [art_13]
            refused not-entitled by=a act=close_consultation may=b [art_13]
            refused no-such-matter matter=public_consultation [art_13]
            refused no-such-matter matter=public_consultation/2018 [art_13]
            refused not-in-this-matter act=record_participation matter=public_consultation/b-1 [art_13]
            refused part-unknown part=parade [art_13]
            refused not-entitled by=bureau act=record_participation may=a,b [art_13]
            refused not-in-this-matter act=sign matter=public_consultation/b-1 [art_13]
        "#]],
        );
    }

    #[test]
    fn what_is_recorded_for_a_part_is_recorded_and_never_judged() {
        check(
            "
            on 2018-03-01
            a records participation channels text \"hotline\"
            public_record records participation channels on public_consultation/2018
            on 2019-01-15
            ? public_consultation/2018
            ? duties
        ",
            expect![[r#"
            public_consultation/2018 (year=calendar_year): recorded
              participation-recorded part=channels count=2 [art_13.s_2] <- a/1 public_record/1
              no-participation-on-record part=experts [art_13.s_3]
            public_consultation/2018 (year=agreement_year): recorded
              participation-recorded part=channels count=1 [art_13.s_2] <- public_record/1
              no-participation-on-record part=experts [art_13.s_3]
            public_consultation 2017.1 item 1 (year=calendar_year): cannot-tell due 2017-12-31
              no-participation-on-record part=channels [art_13.s_2]
            public_consultation 2017.1 item 1 (year=agreement_year): recorded due 2018-06-30
              participation-recorded part=channels count=1 [art_13.s_2] <- a/1
            public_consultation 2017.1 item 2 (year=calendar_year): cannot-tell due 2017-12-31
              no-participation-on-record part=experts [art_13.s_3]
            public_consultation 2017.1 item 2 (year=agreement_year): cannot-tell due 2018-06-30
              no-participation-on-record part=experts [art_13.s_3]
            public_consultation 2018.1 item 1 (year=calendar_year): recorded due 2018-12-31
              participation-recorded part=channels count=2 [art_13.s_2] <- a/1 public_record/1
            public_consultation 2018.1 item 1 (year=agreement_year): recorded due 2019-06-30
              participation-recorded part=channels count=1 [art_13.s_2] <- public_record/1
            public_consultation 2018.1 item 2 (year=calendar_year): cannot-tell due 2018-12-31
              no-participation-on-record part=experts [art_13.s_3]
            public_consultation 2018.1 item 2 (year=agreement_year): open due 2019-06-30
              no-participation-on-record part=experts [art_13.s_3]
            public_consultation 2019.1 item 1 (year=calendar_year): open due 2019-06-30
              no-participation-on-record part=channels [art_13.s_2]
            public_consultation 2019.1 item 1 (year=agreement_year): no such occurrence
            public_consultation 2019.1 item 2 (year=calendar_year): open due 2019-06-30
              no-participation-on-record part=experts [art_13.s_3]
            public_consultation 2019.1 item 2 (year=agreement_year): no such occurrence
        "#]],
        );
    }

    #[test]
    fn a_consultation_of_just_the_least_days_is_not_short() {
        check(
            "
            on 2018-03-01
            a opens consultation text \"29 days\" until 2018-03-29
            a opens consultation text \"30 days\" until 2018-03-30
            a opens consultation text \"one day\" until 2018-03-01
            ? public_consultation/a-1
            ? public_consultation/a-2
            ? public_consultation/a-3
            on 2018-03-02
            ? public_consultation/a-3
        ",
            expect![[r#"
            public_consultation/a-1: open
              consultation-open until=2018-03-29 [art_13] <- a/1
              consultation-short days=29 least=30 [art_13] <- a/1
            public_consultation/a-2: open
              consultation-open until=2018-03-30 [art_13] <- a/2
            public_consultation/a-3: open
              consultation-open until=2018-03-01 [art_13] <- a/3
              consultation-short days=1 least=30 [art_13] <- a/3
            public_consultation/a-3: not-yet
              answer-awaited from=a [art_13] <- a/3
              consultation-over until=2018-03-01 [art_13] <- a/3
              consultation-short days=1 least=30 [art_13] <- a/3
        "#]],
        );
    }

    #[test]
    fn closing_early_makes_it_short_and_closing_late_makes_it_no_longer() {
        check(
            "
            on 2018-03-01
            a opens consultation text \"x\" until 2018-04-30
            b opens consultation text \"y\" until 2018-03-10
            on 2018-03-29
            a closes consultation on public_consultation/a-1
            ? public_consultation/a-1
            on 2018-06-01
            b closes consultation on public_consultation/b-1
            ? public_consultation/b-1
            b answers consultation text \"z\" on public_consultation/b-1
            ? public_consultation/b-1
        ",
            expect![[r#"
            public_consultation/a-1: not-yet
              answer-awaited from=a [art_13] <- a/1
              consultation-closed day=2018-03-29 [art_13] <- a/2
              consultation-short days=29 least=30 [art_13] <- a/1
            public_consultation/b-1: not-yet
              answer-awaited from=b [art_13] <- b/1
              consultation-closed day=2018-06-01 [art_13] <- b/2
              consultation-short days=10 least=30 [art_13] <- b/1
            public_consultation/b-1: yes on 2018-06-01
              answer-published day=2018-06-01 [art_13] <- b/3
              consultation-closed day=2018-06-01 [art_13] <- b/2
              consultation-short days=10 least=30 [art_13] <- b/1
        "#]],
        );
    }

    #[test]
    fn an_answer_counts_from_the_first_and_goes_with_its_correction() {
        check(
            "
            on 2018-03-01
            a opens consultation text \"x\" until 2018-03-31
            on 2018-03-20
            a answers consultation text \"interim\" on public_consultation/a-1
            ? public_consultation/a-1
            on 2019-01-10
            a answers consultation text \"whole\" on public_consultation/a-1
            ? public_consultation/a-1
            a corrects a/2
            ? public_consultation/a-1
            on 2019-01-09
            ? public_consultation/a-1
            ? next
            known 2019-01-10
            ? next
            on 2019-02-01
            known 2019-02-01
            a corrects a/1
            ? public_consultation/a-1
            ? next
        ",
            expect![[r#"
            public_consultation/a-1: yes on 2018-03-20
              answer-published day=2018-03-20 [art_13] <- a/2
              consultation-open until=2018-03-31 [art_13] <- a/1
            public_consultation/a-1: yes on 2018-03-20
              answer-published day=2018-03-20 [art_13] <- a/2
              consultation-over until=2018-03-31 [art_13] <- a/1
            public_consultation/a-1: yes on 2019-01-10
              answer-published day=2019-01-10 [art_13] <- a/3
              consultation-over until=2018-03-31 [art_13] <- a/1
            public_consultation/a-1: yes on 2018-03-20
              answer-published day=2018-03-20 [art_13] <- a/2
              consultation-over until=2018-03-31 [art_13] <- a/1
            next a answer_consultation on public_consultation/a-1
            public_consultation/a-1: nothing
        "#]],
        );
    }

    #[test]
    fn what_the_public_record_opens_any_of_them_may_answer() {
        check(
            "
            on 2018-03-01
            public_record opens consultation text \"x\" until 2018-03-31
            b opens consultation text \"y\" until 2018-03-31 recorder public_record
            on 2018-04-01
            ? next
            bureau answers consultation text \"z\" on public_consultation/public_record-1
            b answers consultation text \"z\" on public_consultation/public_record-2 unseen public_record/2
            b answers consultation text \"z\" on public_consultation/public_record-1
            a answers consultation text \"z\" on public_consultation/public_record-2
            public_record answers consultation text \"z\" on public_consultation/public_record-2
            ? public_consultation/public_record-1
            ? public_consultation/public_record-2
            ? next
        ",
            expect![[r#"
            next a,b answer_consultation on public_consultation/public_record-1
            next b answer_consultation on public_consultation/public_record-2
            refused not-entitled by=bureau act=answer_consultation may=a,b [art_13]
            refused no-such-matter matter=public_consultation/public_record-2 [art_13]
            refused not-entitled by=a act=answer_consultation may=b [art_13]
            public_consultation/public_record-1: yes on 2018-04-01
              answer-published day=2018-04-01 [art_13] <- b/1
              consultation-over until=2018-03-31 [art_13] <- public_record/1
            public_consultation/public_record-2: yes on 2018-04-01
              answer-published day=2018-04-01 [art_13] <- public_record/3
              consultation-over until=2018-03-31 [art_13] <- public_record/2
        "#]],
        );
    }

    #[test]
    fn participation_belongs_to_the_year_it_names_or_fell_into() {
        check(
            "
            on 2017-12-31
            a records participation experts
            on 2018-01-01
            b records participation experts text \"survey\"
            on 2018-02-01
            a records participation experts on public_consultation/2017
            ? public_consultation/2017
            ? public_consultation
            a corrects a/1
            ? public_consultation/2017
            known 2018-01-31
            on 2017-12-31
            ? public_consultation/2017
        ",
            expect![[r#"
            public_consultation/2017 (year=calendar_year): recorded
              no-participation-on-record part=channels [art_13.s_2]
              participation-recorded part=experts count=2 [art_13.s_3] <- a/1 a/2
            public_consultation/2017 (year=agreement_year): recorded
              no-participation-on-record part=channels [art_13.s_2]
              participation-recorded part=experts count=3 [art_13.s_3] <- a/1 b/1 a/2
            public_consultation: recorded
              no-participation-on-record part=channels [art_13.s_2]
              participation-recorded part=experts count=2 [art_13.s_3] <- a/1 b/1
            public_consultation/2017 (year=calendar_year): recorded
              no-participation-on-record part=channels [art_13.s_2]
              participation-recorded part=experts count=1 [art_13.s_3] <- a/2
            public_consultation/2017 (year=agreement_year): recorded
              no-participation-on-record part=channels [art_13.s_2]
              participation-recorded part=experts count=2 [art_13.s_3] <- b/1 a/2
            public_consultation/2017: recorded
              no-participation-on-record part=channels [art_13.s_2]
              participation-recorded part=experts count=1 [art_13.s_3] <- a/1
        "#]],
        );
    }

    #[test]
    fn no_part_is_ever_due_soon() {
        let ask = "
            on 2018-12-31
            ? duties
        ";
        check(
            ask,
            expect![[r#"
            public_consultation 2017.1 item 1 (year=calendar_year): cannot-tell due 2017-12-31
              no-participation-on-record part=channels [art_13.s_2]
            public_consultation 2017.1 item 1 (year=agreement_year): cannot-tell due 2018-06-30
              no-participation-on-record part=channels [art_13.s_2]
            public_consultation 2017.1 item 2 (year=calendar_year): cannot-tell due 2017-12-31
              no-participation-on-record part=experts [art_13.s_3]
            public_consultation 2017.1 item 2 (year=agreement_year): cannot-tell due 2018-06-30
              no-participation-on-record part=experts [art_13.s_3]
            public_consultation 2018.1 item 1 (year=calendar_year): open due 2018-12-31
              no-participation-on-record part=channels [art_13.s_2]
            public_consultation 2018.1 item 1 (year=agreement_year): open due 2019-06-30
              no-participation-on-record part=channels [art_13.s_2]
            public_consultation 2018.1 item 2 (year=calendar_year): open due 2018-12-31
              no-participation-on-record part=experts [art_13.s_3]
            public_consultation 2018.1 item 2 (year=agreement_year): open due 2019-06-30
              no-participation-on-record part=experts [art_13.s_3]
        "#]],
        );
    }
}
