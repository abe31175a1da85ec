//! A draft: an act as a source tells it, before it has its place in a log.

use super::field::{Field, Fields, Raw};
use crate::act::{Act, ActKind, Event};
use crate::agreement::{Agreement, Class};
use crate::id::{BodyId, MatterId, Place};
use crate::message::Message;
use crate::problem::Problems;
use crate::rule_file::tree::nearest;
use crate::state::State;
use jiff::civil::{Date, Time};

/// Which events the author of a draft had seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cites {
    /// Everything recorded before.
    Everything,
    /// Everything but these events and what follows them in their logs.
    AllBut(Vec<Place>),
    /// These heads only.
    Exactly(Vec<Place>),
}

/// An act as a source tells it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Where the source tells it: bytes.
    pub span: (usize, usize),
    /// Who acted.
    pub author: BodyId,
    /// Whose log records it.
    pub log: BodyId,
    /// What was done.
    pub act: Act,
    /// The matter it names.
    pub matter: Option<MatterId>,
    /// The day on which it was done, if the source says it.
    pub occurred: Option<Date>,
    /// The time of that day.
    pub time: Option<Time>,
    /// The day on which it was recorded, if it is another.
    pub recorded: Option<Date>,
    /// Its number in that log, if the source says it; else the next.
    pub number: Option<u32>,
    /// What its author had seen.
    pub cites: Cites,
    /// Whether it was done on paper.
    pub paper: bool,
    /// The source of a fact.
    pub source: Option<String>,
    /// Who may be given the texts themselves: one of [`READERS`], or bodies; none where they are not kept with the record.
    pub audience: Vec<String>,
    /// The texts that the source holds in full, where the act has their digests or is called by them.
    pub texts: Vec<String>,
}

/// The audiences that are not lists of bodies.
pub const READERS: &[&str] = &["own_side", "all_parties", "public"];

/// The frame of an act beside its own fields: the same words in every source.
const FRAME: &[&str] =
    &["on", "number", "occurred", "time", "recorded", "recorder", "cites", "unseen", "paper", "source", "evidence", "audience"];

/// Whether `word` is a word of the frame.
pub(crate) fn is_frame(word: &str) -> bool {
    FRAME.contains(&word)
}

impl Draft {
    /// Makes a draft of an act called `name` with its given words. `recorder` is whose log it goes to unless it says so.
    pub(crate) fn read(
        agreement: &Agreement,
        kind: ActKind,
        author: BodyId,
        recorder: BodyId,
        given: Vec<(String, Raw)>,
        span: (usize, usize),
        problems: &mut Problems,
    ) -> Option<Draft> {
        let (frame, own): (Vec<_>, Vec<_>) = given.into_iter().partition(|(name, _)| is_frame(name));
        let before = problems.0.len();
        let mut fields = Fields::new(agreement, frame, problems, kind.name(), span);
        let matter = Option::<MatterId>::read(&mut fields, "on");
        let occurred = Option::<Date>::read(&mut fields, "occurred");
        let recorded = Option::<Date>::read(&mut fields, "recorded");
        let time = Option::<Time>::read(&mut fields, "time");
        let log = Option::<BodyId>::read(&mut fields, "recorder");
        let number = Option::<u32>::read(&mut fields, "number");
        let paper = bool::read(&mut fields, "paper");
        let source = Option::<String>::read(&mut fields, "source");
        let _ = fields.word_if("evidence", &["official", "secondary", "general_knowledge", "inference", "invented"]);
        let audience = read_audience(&mut fields);
        let cites = read_cites(&mut fields);
        fields.finish(FRAME);
        let mut fields = Fields::new(agreement, own, problems, kind.name(), span);
        let act = kind.read(&mut fields);
        fields.finish(kind.fields());
        if problems.0.len() > before {
            return None;
        }
        Some(Draft {
            span,
            author,
            log: log?.unwrap_or(recorder),
            act: act?,
            matter: matter?,
            occurred: occurred?,
            time: time?,
            recorded: recorded?,
            number: number?,
            cites: cites?,
            paper: paper?,
            source: source?,
            audience: audience?,
            texts: Vec::new(),
        })
    }

    /// The event of this draft when it is laid before `state` on `today`.
    pub fn event(&self, state: &State<'_>, today: Date) -> Event {
        let recorded = self.recorded.unwrap_or_else(|| self.occurred.map_or(today, |occurred| occurred.max(today)));
        let place = Place { log: self.log, number: self.number.unwrap_or_else(|| state.next_number(self.log)) };
        let frontier = state.frontier().into_iter().filter(|head| head.log != self.log);
        let cites = match &self.cites {
            Cites::Exactly(places) => places.clone(),
            Cites::Everything => frontier.collect(),
            Cites::AllBut(unseen) => frontier.filter_map(|head| before(head, unseen)).collect(),
        };
        // A correction bears the day of what it corrects, so that a question about an earlier day sees it corrected.
        let corrected = match self.act {
            Act::Correct { event } => state.event(event).map(|(_, recorded)| recorded.event.occurred),
            _ => None,
        };
        Event {
            place,
            author: self.author,
            occurred: self.occurred.or(corrected).unwrap_or(recorded),
            time: self.time,
            recorded,
            matter: self.matter,
            act: self.act.clone(),
            cites,
            paper: self.paper,
            source: self.source.clone(),
        }
    }
}

/// One of [`READERS`], or bodies in the agreement's order.
fn read_audience(fields: &mut Fields<'_>) -> Option<Vec<String>> {
    let known = |agreement: &Agreement, word: &str| {
        let body = agreement.body(word);
        (body.is_some() || READERS.contains(&word)).then(|| (body, word.to_owned()))
    };
    let expected = format!("{} | …", READERS.join(" | "));
    let alone_or_bodies = |named: &[(Option<BodyId>, String)]| named.len() == 1 || named.iter().all(|(body, _)| body.is_some());
    let mut named = fields.listed_if("audience", &expected, known, alone_or_bodies)?;
    named.sort();
    named.dedup();
    Some(named.into_iter().map(|(_, word)| word).collect())
}

fn read_cites(fields: &mut Fields<'_>) -> Option<Cites> {
    let exactly = fields.has("cites").then(|| Vec::<Place>::read(fields, "cites"));
    let unseen = Vec::<Place>::read(fields, "unseen")?;
    match exactly {
        Some(places) => places.map(Cites::Exactly),
        None if unseen.is_empty() => Some(Cites::Everything),
        None => Some(Cites::AllBut(unseen)),
    }
}

/// The head of a log before the first unseen event in it; none if nothing of the log was seen.
fn before(head: Place, unseen: &[Place]) -> Option<Place> {
    let first = unseen.iter().filter(|place| place.log == head.log).map(|place| place.number).min();
    let number = first.map_or(head.number, |first| head.number.min(first - 1));
    (number > 0).then_some(Place { log: head.log, number })
}

/// The kind called `name` in data; a problem with the nearest name if there is none.
pub(crate) fn kind_named(name: &str, span: (usize, usize), problems: &mut Problems) -> Option<ActKind> {
    let found = ActKind::ALL.iter().copied().find(|kind| kind.name() == name);
    if found.is_none() {
        let said = Message::new("unknown-act").text("name", name);
        problems.add(span, nearest(said, name, ActKind::ALL.iter().map(|kind| kind.name())));
    }
    found
}

/// The log that records the acts of `author` unless a source says otherwise: its own, if it keeps one.
pub(crate) fn own_log(agreement: &Agreement, author: BodyId) -> BodyId {
    if agreement.body_of(author).class == Class::Party { author } else { agreement.public_record() }
}
