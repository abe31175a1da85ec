//! What a question comes to: a word of a closed list, and the grounds for it.

use crate::act::ActKind;
use crate::calendar::Deadline;
use crate::id::{BodyId, Cite, MatterId, Occasion, Place, RuleId};
use crate::message::Message;
use crate::period::Period;
use crate::reading::Answer;

macro_rules! statuses {
    ($($(#[$doc:meta])* $variant:ident $word:literal,)*) => {
        /// The closed list of verdicts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Status { $($(#[$doc])* $variant,)* }

        impl Status {
            /// All of them.
            pub const ALL: &'static [Status] = &[$(Status::$variant),*];

            /// The word in data and in message keys.
            pub fn word(self) -> &'static str {
                match self { $(Status::$variant => $word,)* }
            }
        }
    };
}

statuses! {
    /// Not in force, not begun, not decided: something is still to come.
    NotYet "not-yet",
    /// The agreement is in force.
    InForce "in-force",
    /// The term is over.
    Ended "ended",
    /// A recorded instrument suspends the agreement.
    Suspended "suspended",
    /// A recorded instrument takes its place.
    Superseded "superseded",
    /// A recorded instrument, or a notice that has run, ended it.
    Terminated "terminated",
    /// The duty can be met.
    Open "open",
    /// The duty's time is nearly over.
    DueSoon "due-soon",
    /// The duty was met in time.
    Met "met",
    /// The duty was met late.
    MetLate "met-late",
    /// The day is past, the period is not.
    Overdue "overdue",
    /// The period is over and nothing met the duty.
    Missed "missed",
    /// Settled, valid, decided.
    Yes "yes",
    /// Withheld, failed, dead.
    No "no",
    /// The record does not tell.
    CannotTell "cannot-tell",
    /// Recorded, and not for a machine to judge.
    Recorded "recorded",
}

/// One ground: what holds, by which provision, from which events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Because {
    /// What holds.
    pub message: Message,
    /// The provision, source or setting.
    pub cite: Option<Cite>,
    /// The events it follows from; none where it follows from their absence.
    pub events: Vec<Place>,
    /// The grounds of the ground.
    pub inner: Vec<Because>,
}

/// A verdict with its grounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The word.
    pub status: Status,
    /// The day on which it came to be so, where there is one.
    pub on: Option<jiff::civil::Date>,
    /// The grounds.
    pub because: Vec<Because>,
}

impl Because {
    /// A ground from nothing but a rule.
    pub fn new(message: Message, cite: impl Into<Option<Cite>>) -> Because {
        Because { message, cite: cite.into(), events: Vec::new(), inner: Vec::new() }
    }

    /// The same, following from these events.
    pub fn from(mut self, events: impl IntoIterator<Item = Place>) -> Because {
        self.events.extend(events);
        self
    }

    /// The same, with further grounds.
    pub fn inner(mut self, inner: Vec<Because>) -> Because {
        self.inner = inner;
        self
    }
}

impl Finding {
    /// A verdict with one ground.
    pub fn new(status: Status, because: Because) -> Finding {
        Finding { status, on: None, because: vec![because] }
    }

    /// The same, as of a day.
    pub fn on(mut self, day: jiff::civil::Date) -> Finding {
        self.on = Some(day);
        self
    }

    /// The same, with one more ground.
    pub fn and(mut self, because: Because) -> Finding {
        self.because.push(because);
        self
    }
}

/// An occurrence of a duty under one reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Its period.
    pub period: Period,
    /// Its verdict.
    pub finding: Finding,
}

/// An occurrence of a duty, under every reading that matters; `None` where a reading knows no such occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// The rule it comes from.
    pub rule: RuleId,
    /// The matter in which it is met, where it has one of its own.
    pub matter: Option<MatterId>,
    /// The year in which its period begins.
    pub year: i16,
    /// Which of several in the period, from 0.
    pub turn: u32,
    /// How many there are in the period.
    pub turns: u32,
    /// The item or part that it is about, where one rule has several.
    pub item: Option<u32>,
    /// Who owes it.
    pub bearers: Vec<BodyId>,
    /// The verdict.
    pub answer: Answer<Option<Occurrence>>,
}

impl Duty {
    /// Whether it belongs to a question about `year`: its period begins in it, or it falls due in it under some reading; one
    /// that comes once belongs to every year that it spans.
    pub fn touches(&self, year: i16) -> bool {
        let mut periods = self.answer.0.iter().filter_map(|(_, one)| one.as_ref()).map(|one| one.period);
        let once = self.matter.is_none();
        let spans = |period: Period| period.first.year() <= year && year <= period.last.year();
        periods.any(|period| if once { spans(period) } else { self.year == year || period.due.year() == year })
    }

    /// Whether it is owed in `matter`: in that of a period, or under the rule as a whole.
    pub fn is_of(&self, matter: MatterId) -> bool {
        let rule = self.matter.map_or(self.rule, |own| own.rule);
        self.matter == Some(matter) || (matter.occasion == Occasion::Standing && rule == matter.rule)
    }
}

/// An act that is needed next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// From whom.
    pub who: Vec<BodyId>,
    /// Which act.
    pub act: ActKind,
    /// In which matter.
    pub matter: Option<MatterId>,
    /// On which item.
    pub item: Option<u32>,
    /// By when.
    pub due: Option<Deadline>,
    /// Why.
    pub because: Because,
}
