//! The stages of a year's key work as a line: proposed, circulated, answered, agreed, carried out, closed.

use super::List;
use agreement::act::ActKind;
use agreement::kinds::opinion_round::Stance;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// One stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// What it is called.
    pub name: String,
    /// Its first and its last day, as far as the record has them; one where they are the same.
    pub days: Vec<String>,
    /// The class of its look: `done`, `now` or `later`.
    pub class: &'static str,
}

/// How far a year has come, as far as a line can say it.
struct Course {
    proposed: bool,
    circulated: bool,
    answered: bool,
    settled: bool,
    carried_out: bool,
    closed: bool,
}

/// The stages of a list in their order. The first that is not over is the present one; after the last there is none.
pub fn stages(list: &List<'_, '_>) -> Vec<Stage> {
    let course = Course::of(list);
    let days = |kinds: &[ActKind]| span(list, kinds);
    let settled = settled(list);
    let rows = [
        ("key-work-stage-proposed", course.proposed, days(&[ActKind::ProposeTask, ActKind::NoProposal])),
        ("key-work-stage-circulated", course.circulated, days(&[ActKind::Circulate])),
        ("key-work-stage-answered", course.answered, days(&[ActKind::GiveOpinion, ActKind::StateDepartments])),
        ("key-work-stage-settled", course.settled, settled),
        ("key-work-stage-carried-out", course.carried_out, days(&[ActKind::ReportProgress])),
        ("key-work-stage-closed", course.closed, days(&[ActKind::CloseTask])),
    ];
    let now = rows.iter().position(|(_, over, _)| !over);
    let class = |at: usize| match now {
        Some(now) if at == now => "now",
        Some(now) if at > now => "later",
        _ => "done",
    };
    let stage = |(at, (key, _, days)): (usize, (&'static str, bool, Vec<String>))| Stage {
        name: list.site.key(key),
        days,
        class: class(at),
    };
    rows.into_iter().enumerate().map(stage).collect()
}

/// The day on which the list became settled, or that it depends on the reading whether it is.
fn settled(list: &List<'_, '_>) -> Vec<String> {
    let days = [false, true].map(|required| list.round.became_settled(required).map(|(day, _)| day));
    match days {
        [Some(day), Some(other)] if day == other => vec![list.site.words.date(day)],
        [None, None] => Vec::new(),
        _ => vec![list.site.key("depends-on-the-reading")],
    }
}

/// Whether the departments must agree, as the reading has it that is shown first.
fn required(list: &List<'_, '_>) -> bool {
    *agreement::reading::under(&[], list.site.view.readings, |reading| list.rule.round.required(reading)).first()
}

impl Course {
    fn of(list: &List<'_, '_>) -> Course {
        let round = &list.round;
        let live = || round.live().map(|(_, item)| item);
        let some = live().next().is_some();
        let answered = |body| live().all(|item| !matches!(item.stance(body), Stance::Awaited(_)));
        let closed = some && live().all(|item| item.closed.is_some());
        let settled = round.became_settled(required(list)).is_some();
        Course {
            proposed: list.items().next().is_some(),
            circulated: some,
            answered: some && round.rule.asked.iter().all(|body| answered(*body)),
            settled,
            carried_out: settled && closed,
            closed: settled && closed,
        }
    }
}

/// The first and the last day of acts of these kinds.
fn span(list: &List<'_, '_>, kinds: &[ActKind]) -> Vec<String> {
    let events = list.site.view.events(list.matter).filter(|event| kinds.contains(&event.act.kind()));
    let days: BTreeSet<Date> = events.map(|event| event.occurred).collect();
    let mut ends: Vec<Date> = days.first().into_iter().chain(days.last()).copied().collect();
    ends.dedup();
    ends.into_iter().map(|day| list.site.words.date(day)).collect()
}
