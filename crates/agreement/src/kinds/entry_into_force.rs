//! Entry into force: the conditions under which an agreement begins, and the day on which all of them hold.
//!
//! Signatures, approvals (the n-th ratification, an outside body's consent), waivers of a condition, a delay after all.

use super::Provision;
use crate::act::{Act, ActKind, Post};
use crate::finding::{Because, Finding, Status, Step};
use crate::id::{BodyId, MatterId, Place, PointId, RuleId};
use crate::message::{Arg, Message};
use crate::reading::{Answer, Choice, Reading, under};
use crate::refusal::Refusal;
use crate::rule_file::build::Lookup;
use crate::rule_file::vocabulary::{CITE, RULE_ID, Shape, Space, Takes, has_many, may_have, maybe, one};
use crate::rule_file::{Tree, Val};
use crate::state::Case;
use crate::view::View;
use jiff::civil::Date;

/// One condition: so many of these bodies sign or approve.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Its identifier.
    pub id: String,
    /// The act that fulfils it: `Sign` or `Approve`.
    pub act: ActKind,
    /// Whose acts count.
    pub by: Vec<BodyId>,
    /// How many of them are needed.
    pub count: u32,
    /// Who may waive it, and how many are then needed.
    pub waiver: Option<(Vec<BodyId>, u32)>,
}

/// The conditions of entry into force.
#[derive(Debug)]
pub struct EntryIntoForce {
    /// All of them must hold.
    pub conditions: Vec<Condition>,
    /// Who may sign: the point of reading, and its option that lets a mandated person sign.
    pub signatory: Option<(PointId, u8)>,
    /// The day, where the source gives it outright.
    pub on: Option<Date>,
    /// Days after the last condition.
    pub after_days: u32,
    /// First day of this many-th month after the last condition; 0 for none.
    pub after_months: u32,
}

/// Where entry into force stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The day, once every condition holds.
    pub day: Option<Date>,
    /// The events it follows from.
    pub events: Vec<Place>,
    /// The conditions that do not hold, with those whose act is missing.
    pub missing: Vec<(String, ActKind, Vec<BodyId>)>,
}

const SIGNATURE: Shape = Shape {
    name: "signature",
    args: &[],
    props: &[one("by", Takes::Ref(Space::Voters)), maybe("count", Takes::Number), maybe("signatory", Takes::Ref(Space::Point))],
    children: &[],
};
const APPROVAL: Shape = Shape {
    name: "approval",
    args: &[one("id", Takes::New(Space::Entry))],
    props: &[
        one("by", Takes::Ref(Space::Voters)),
        maybe("count", Takes::Number),
        maybe("waiver", Takes::Ref(Space::Voters)),
        maybe("waived_to", Takes::Number),
    ],
    children: &[],
};
const ON: Shape = Shape { name: "on", args: &[one("day", Takes::Date)], props: &[], children: &[] };
const AFTER: Shape =
    Shape { name: "after", args: &[], props: &[maybe("days", Takes::Number), maybe("months", Takes::Number)], children: &[] };

/// `entry_into_force cite=… { signature by=…; approval ID by=… count=…; after days=30; on "1960-11-01" }`
pub const SHAPE: Shape = Shape {
    name: "entry_into_force",
    args: &[],
    props: &[RULE_ID, CITE],
    children: &[has_many(&SIGNATURE), has_many(&APPROVAL), may_have(&ON), may_have(&AFTER)],
};

impl EntryIntoForce {
    /// Reads the rule.
    pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<EntryIntoForce> {
        let mut conditions = Vec::new();
        for (node, act) in tree.all("signature").map(|n| (n, ActKind::Sign)).chain(tree.all("approval").map(|n| (n, ActKind::Approve))) {
            let by = lookup.voters(node, "by");
            let count = node.number("count").map_or(by.len() as u32, |count| count as u32);
            let id = if act == ActKind::Sign { "signature".to_owned() } else { node.id().to_owned() };
            let waived_to = node.number("waived_to").unwrap_or(0) as u32;
            let waiver = node.word("waiver").map(|_| (lookup.voters(node, "waiver"), waived_to));
            conditions.push(Condition { id, act, by, count, waiver });
        }
        let signatory = tree.child("signature").and_then(|node| lookup.option(node, "signatory", "head_or_mandate"));
        let after = |name| tree.child("after").and_then(|after| after.number(name)).unwrap_or(0) as u32;
        let on = match tree.child("on").and_then(|on| on.args.first()) {
            Some(Val::Date(date)) => Some(*date),
            _ => None,
        };
        Some(EntryIntoForce { conditions, signatory, on, after_days: after("days"), after_months: after("months") })
    }

    /// Where entry into force stands under `reading`.
    pub fn entry(&self, view: &View<'_>, rule: RuleId, reading: &Reading) -> Entry {
        let mut entry = Entry { day: self.on, events: Vec::new(), missing: Vec::new() };
        for condition in &self.conditions {
            self.hold(condition, view, rule, reading, &mut entry);
        }
        if !entry.missing.is_empty() {
            entry.day = None;
        } else if !self.conditions.is_empty() {
            entry.day = entry.day.map(|day| self.delayed(day));
        }
        entry
    }

    fn delayed(&self, day: Date) -> Date {
        let mut day = day;
        if self.after_months > 0 {
            let later = crate::period::months_after(day, i64::from(self.after_months));
            day = later.first_of_month();
        }
        day.checked_add(jiff::Span::new().days(self.after_days)).unwrap_or(Date::MAX)
    }

    fn hold(&self, condition: &Condition, view: &View<'_>, rule: RuleId, reading: &Reading, entry: &mut Entry) {
        let mut done: Vec<(Date, BodyId, Place)> = Vec::new();
        let mut needed = condition.count;
        for recorded in view.recorded(MatterId::standing(rule)) {
            let event = &recorded.event;
            match &event.act {
                Act::Waive { condition: waived } if *waived == condition.id => {
                    needed = condition.waiver.as_ref().map_or(needed, |(_, to)| *to);
                    entry.events.push(event.place);
                }
                act if act.kind() == condition.act && View::lawful(recorded, reading) => {
                    let new = condition.by.contains(&event.author) && !done.iter().any(|(_, body, _)| *body == event.author);
                    if new && names(act, &condition.id) {
                        done.push((event.occurred, event.author, event.place));
                    }
                }
                _ => {}
            }
        }
        if (done.len() as u32) < needed {
            let missing = condition.by.iter().copied().filter(|body| !done.iter().any(|(_, by, _)| by == body)).collect();
            entry.missing.push((condition.id.clone(), condition.act, missing));
        } else if let Some((last, _, _)) = needed.checked_sub(1).and_then(|index| done.get(index as usize)) {
            entry.day = Some(entry.day.map_or(*last, |day| day.max(*last)));
        }
        entry.events.extend(done.into_iter().map(|(_, _, place)| place));
    }
}

/// Whether an act of approval is about this condition; one that names none is about any.
fn names(act: &Act, condition: &str) -> bool {
    match act {
        Act::Approve { condition: Some(named) } => named == condition,
        _ => true,
    }
}

/// Whether `post` may sign: the head always, a mandated person under one reading, nobody else.
pub(crate) fn signatory(post: Option<Post>, point: Option<(PointId, u8)>) -> Result<Vec<Choice>, Refusal> {
    match (post.unwrap_or(Post::Head), point) {
        (Post::Head, _) | (Post::Mandated, None) => Ok(Vec::new()),
        (Post::Mandated, Some(choice)) => Ok(vec![vec![choice]]),
        (Post::Officer, _) => Err(Refusal::NotASignatory { post: Post::Officer.word() }),
    }
}

impl Provision for EntryIntoForce {
    fn accepts(&self, act: ActKind) -> bool {
        matches!(act, ActKind::Sign | ActKind::Approve | ActKind::Waive)
    }

    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal> {
        let act = &case.event.act;
        if let Act::Waive { condition } = act {
            let found = self.conditions.iter().find(|known| known.id == *condition);
            let waiver = found.and_then(|found| found.waiver.as_ref());
            let (may, _) = waiver.ok_or_else(|| Refusal::NotWaivable { condition: condition.clone() })?;
            return case.entitled(may).map(|()| Vec::new());
        }
        let conditions = self.conditions.iter().filter(|known| known.act == act.kind() && names(act, &known.id));
        let may: Vec<BodyId> = conditions.flat_map(|known| known.by.iter().copied()).collect();
        case.entitled(&may)?;
        if let Some(earlier) = case.seen_by(case.matter, ActKind::Sign, case.event.author).next().filter(|_| act.kind() == ActKind::Sign) {
            return Err(Refusal::SignedTwice { earlier: earlier.place });
        }
        match act {
            Act::Sign { post, .. } => signatory(*post, self.signatory),
            _ => Ok(Vec::new()),
        }
    }

    fn stand(&self, view: &View<'_>, matter: MatterId, _detail: bool) -> Option<Answer<Finding>> {
        let cite = view.agreement.rule(matter.rule).cite;
        let points: Vec<PointId> = self.signatory.iter().map(|(point, _)| *point).collect();
        Some(under(&points, view.readings, |reading| {
            let entry = self.entry(view, matter.rule, reading);
            let Some(day) = entry.day else {
                let mut finding = Finding { status: Status::NotYet, on: None, because: Vec::new() };
                for (condition, act, missing) in &entry.missing {
                    let said = Message::new("condition-missing").with("condition", Arg::Name(condition.clone()));
                    let said = said.word("act", act.name()).bodies("from", missing.iter().copied());
                    finding.because.push(Because::new(said, cite).from(entry.events.iter().copied()));
                }
                return finding;
            };
            let status = if day <= view.as_of { Status::Yes } else { Status::NotYet };
            Finding::new(status, Because::new(Message::new("conditions-hold").date("day", day), cite).from(entry.events)).on(day)
        }))
    }

    fn steps(&self, view: &View<'_>, rule: RuleId) -> Vec<Step> {
        let cite = view.agreement.rule(rule).cite;
        let answer = under(&[], view.readings, |reading| self.entry(view, rule, reading));
        let missing = answer.first().missing.iter();
        let step = |(condition, act, who): &(String, ActKind, Vec<BodyId>)| Step {
            who: who.clone(),
            act: *act,
            matter: Some(MatterId::standing(rule)),
            item: None,
            due: None,
            because: Because::new(
                Message::new("condition-missing").with("condition", Arg::Name(condition.clone())).word("act", act.name()).bodies("from", who.iter().copied()),
                cite,
            ),
        };
        missing.map(step).collect()
    }
}
