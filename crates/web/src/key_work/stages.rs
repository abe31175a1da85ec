//! The stages of a year's key work as a line: proposed, circulated, answered, agreed, carried out, closed.

use super::List;
use agreement::act::ActKind;
use agreement::kinds::opinion_round::Stance;
use agreement::message::Message;
use jiff::civil::Date;

/// One stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// What it is called.
    pub name: String,
    /// Its days, as far as the record has them.
    pub days: String,
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
    let settled = list.round.became_settled(required(list)).map(|(day, _)| list.site.words.date(day)).unwrap_or_default();
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
    let stage =
        |(at, (key, _, days)): (usize, (&'static str, bool, String))| Stage { name: list.site.key(key), days, class: class(at) };
    rows.into_iter().enumerate().map(stage).collect()
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
fn span(list: &List<'_, '_>, kinds: &[ActKind]) -> String {
    let events = list.site.view.events(list.matter).filter(|event| kinds.contains(&event.act.kind()));
    let days: Vec<Date> = events.map(|event| event.occurred).collect();
    match (days.iter().min(), days.iter().max()) {
        (Some(first), Some(last)) if first == last => list.site.words.date(*first),
        (Some(first), Some(last)) => list.site.say(Message::new("key-work-days").date("first", *first).date("last", *last)),
        _ => String::new(),
    }
}
