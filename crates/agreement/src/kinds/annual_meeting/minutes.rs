//! The minutes of a meeting: whose approval of which text is on record, and whose is awaited.

use super::{AnnualMeeting, from};
use crate::act::{Act, ActKind, Event};
use crate::finding::{Because, Step};
use crate::id::{BodyId, Cite, Digest, MatterId, Place};
use crate::message::{Arg, Message};
use crate::view::View;
use std::collections::BTreeMap;

/// A text of minutes: its latest circulation, and who approved it.
struct Text {
    text: Digest,
    circulated: Place,
    approved: BTreeMap<BodyId, Place>,
}

impl Text {
    fn awaited(&self, approvers: &[BodyId]) -> Vec<BodyId> {
        approvers.iter().copied().filter(|body| !self.approved.contains_key(body)).collect()
    }

    fn said(&self, key: &'static str) -> Message {
        Message::new(key).with("text", Arg::Digest(self.text))
    }
}

/// The texts in circulation, the latest last.
fn texts(events: &[&Event]) -> Vec<Text> {
    let mut approvals: BTreeMap<Digest, BTreeMap<BodyId, Place>> = BTreeMap::new();
    let mut circulated: BTreeMap<Digest, (usize, Place)> = BTreeMap::new();
    for (index, event) in events.iter().enumerate() {
        match event.act {
            Act::CirculateMinutes { text } => drop(circulated.insert(text, (index, event.place))),
            Act::ApproveMinutes { text } => {
                approvals.entry(text).or_default().entry(event.author).or_insert(event.place);
            }
            _ => {}
        }
    }
    let mut ordered: Vec<(usize, Text)> = circulated
        .into_iter()
        .map(|(text, (index, circulated))| {
            (index, Text { text, circulated, approved: approvals.remove(&text).unwrap_or_default() })
        })
        .collect();
    ordered.sort_by_key(|(index, _)| *index);
    ordered.into_iter().map(|(_, text)| text).collect()
}

/// Those of `approvers` whose approval of `text` is awaited.
pub(super) fn awaited(approvers: &[BodyId], events: &[&Event], text: Digest) -> Vec<BodyId> {
    let texts = texts(events);
    texts.iter().find(|one| one.text == text).map_or_else(|| approvers.to_vec(), |one| one.awaited(approvers))
}

/// Every text that all approved, and the latest, with those whose approval is awaited.
pub(super) fn grounds(approvers: &[BodyId], events: &[&Event], held: bool, cite: Cite) -> Vec<Because> {
    let texts = texts(events);
    let mut said = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let awaited = text.awaited(approvers);
        if awaited.is_empty() {
            let by = text.said("minutes-approved").bodies("by", approvers.iter().copied());
            said.push(Because::new(by, cite).from(text.approved.values().copied()));
        } else if index + 1 == texts.len() {
            said.push(awaits(text, awaited, cite));
        }
    }
    if held && texts.is_empty() {
        said.push(Because::new(Message::new("no-minutes-on-record"), cite));
    }
    said
}

fn awaits(text: &Text, awaited: Vec<BodyId>, cite: Cite) -> Because {
    let mut because = from("minutes-awaited", awaited, cite).from([text.circulated]).from(text.approved.values().copied());
    because.message = because.message.with("text", Arg::Digest(text.text)).bodies("by", text.approved.keys().copied());
    because
}

/// The approvals of the latest text that are awaited.
pub(super) fn step(rule: &AnnualMeeting, view: &View<'_>, matter: MatterId) -> Option<Step> {
    let cite = view.agreement.rule(matter.rule).cite;
    let events: Vec<&Event> = view.events(matter).collect();
    let texts = texts(&events);
    let text = texts.last()?;
    let who = text.awaited(rule.minutes.as_deref()?);
    if who.is_empty() {
        return None;
    }
    let because = awaits(text, who.clone(), cite);
    Some(Step { who, act: ActKind::ApproveMinutes, matter: Some(matter), item: None, due: None, because })
}

#[cfg(test)]
mod tests {
    use crate::kinds::key_work::tests::named;
    use crate::testing::run;
    use expect_test::{Expect, expect};

    const RULES: &str = r#"
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
        annual_meeting cite=art_11 of=all { every "year"; minutes approved_by=all }
    "#;

    fn check(script: &str, expect: Expect) {
        expect.assert_eq(&named(&run(RULES, script)));
    }

    #[test]
    fn each_approval_is_of_the_text_it_names() {
        check(
            "
            on 2018-06-01
            a holds meeting on annual_meeting/2018 attended all
            ? annual_meeting/2018
            a circulates minutes \"one\" on annual_meeting/2018
            a approves minutes \"one\" on annual_meeting/2018
            on 2018-06-10
            b circulates minutes \"two\" on annual_meeting/2018
            a approves minutes \"two\" on annual_meeting/2018
            b approves minutes \"two\" on annual_meeting/2018
            c approves minutes \"one\" on annual_meeting/2018
            ? annual_meeting/2018
            ? next
            b approves minutes \"one\" on annual_meeting/2018
            ? annual_meeting/2018
            on 2018-06-09
            ? annual_meeting/2018
            ? next
        ",
            expect![[r#"
            annual_meeting/2018: yes on 2018-06-01
              meeting-held day=2018-06-01 [art_11] <- a/1
              no-minutes-on-record [art_11]
            annual_meeting/2018: yes on 2018-06-01
              meeting-held day=2018-06-01 [art_11] <- a/1
              minutes-awaited from=c text=two by=a,b [art_11] <- b/1 a/4 b/2
            next c approve_minutes on annual_meeting/2018
            annual_meeting/2018: yes on 2018-06-01
              meeting-held day=2018-06-01 [art_11] <- a/1
              minutes-approved text=one by=a,b,c [art_11] <- a/3 b/3 c/1
              minutes-awaited from=c text=two by=a,b [art_11] <- b/1 a/4 b/2
            annual_meeting/2018: yes on 2018-06-01
              meeting-held day=2018-06-01 [art_11] <- a/1
              minutes-awaited from=b,c text=one by=a [art_11] <- a/2 a/3
            next b,c approve_minutes on annual_meeting/2018
        "#]],
        );
    }

    #[test]
    fn a_text_that_goes_round_again_is_the_latest_and_keeps_its_approvals() {
        check(
            "
            on 2018-06-01
            a holds meeting on annual_meeting/2018 attended all
            a circulates minutes \"one\" on annual_meeting/2018
            b approves minutes \"one\" on annual_meeting/2018
            on 2018-06-02
            a circulates minutes \"two\" on annual_meeting/2018
            on 2018-06-03
            a circulates minutes \"one\" on annual_meeting/2018
            ? annual_meeting/2018
            a approves minutes \"one\" on annual_meeting/2018
            c approves minutes \"one\" on annual_meeting/2018 paper
            ? annual_meeting/2018
            ? next
            c corrects c/1
            ? next
        ",
            expect![[r#"
            annual_meeting/2018: yes on 2018-06-01
              meeting-held day=2018-06-01 [art_11] <- a/1
              minutes-awaited from=a,c text=one by=b [art_11] <- a/4 b/1
            annual_meeting/2018: yes on 2018-06-01
              meeting-held day=2018-06-01 [art_11] <- a/1
              minutes-approved text=one by=a,b,c [art_11] <- a/5 b/1 c/1
            next c approve_minutes on annual_meeting/2018
        "#]],
        );
    }

    #[test]
    fn nobody_approves_for_another_or_what_it_has_not_seen() {
        check(
            "
            on 2018-06-01
            a circulates minutes \"one\" on annual_meeting/2018
            bureau circulates minutes \"two\" on annual_meeting/2018
            b approves minutes \"one\" on annual_meeting/2018 unseen a/1
            b approves minutes \"one\" on annual_meeting/2018 recorder public_record
            public_record approves minutes \"one\" on annual_meeting/2018
            b approves minutes \"one\" on annual_meeting/2019
            b approves minutes \"one\" on annual_meeting/2018 occurred 2018-05-31
            b approves minutes \"one\" on annual_meeting/2018
            b corrects b/1
            ? annual_meeting/2018
        ",
            expect![[r#"
            refused not-entitled by=bureau act=circulate_minutes may=a,b,c [art_11]
            refused text-unknown [art_11]
            refused not-its-own-log by=b log=public_record [art_11]
            refused not-entitled by=public_record act=approve_minutes may=a,b,c [art_11]
            refused text-unknown [art_11]
            refused text-unknown [art_11]
            annual_meeting/2018: not-yet
              no-meeting-on-record matter=annual_meeting/2018 [art_11]
              minutes-awaited from=a,b,c text=one by= [art_11] <- a/1
        "#]],
        );
    }

    #[test]
    fn some_may_approve_for_a_meeting_of_all() {
        let rules = RULES.replace("approved_by=all", "approved_by=two").replace(
            "group all",
            "group two cite=art_1 { members a b }
            group all",
        );
        expect![[r#"
            refused not-entitled by=c act=approve_minutes may=a,b [art_11]
            next b approve_minutes on annual_meeting
            annual_meeting/2018: yes on 2018-06-01
              meeting-held day=2018-06-01 [art_11] <- a/1
              minutes-approved text=one by=a,b [art_11] <- a/2 b/1
        "#]]
        .assert_eq(&named(&run(
            &rules,
            "
            on 2018-06-01
            a holds meeting attended all
            c circulates minutes \"one\"
            c approves minutes \"one\"
            a approves minutes \"one\"
            ? next
            b approves minutes \"one\"
            ? annual_meeting/2018
        ",
        )));
    }
}
