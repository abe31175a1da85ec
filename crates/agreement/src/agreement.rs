//! The typed model of an agreement: its bodies, groups, readings, decision rules and rules, in the agreement's order.

use crate::act::Event;
use crate::decision::Decision;
use crate::id::{BodyId, Cite, DecisionId, Digest, MatterId, Occasion, Place, PointId, RuleId};
use crate::kinds::Kind;
use crate::problem::Problems;
use crate::reading::{Choice, Point};
use jiff::civil::Date;

/// What a body is to the agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A party: bound, and keeps a log.
    Party,
    /// A body that the text names but that is no party.
    Outside,
    /// An organ of the parties.
    Organ,
    /// An office of a party.
    Office,
    /// The public record: facts with a source, by nobody in particular.
    PublicRecord,
}

/// A body.
#[derive(Clone, Debug)]
pub struct Body {
    /// Its identifier.
    pub id: String,
    /// What it is.
    pub class: Class,
    /// The party of an office, or the body that an outside body answers.
    pub of: Option<BodyId>,
    /// The calendar of working days it keeps.
    pub calendar: Option<String>,
    /// Its weight where votes are weighted.
    pub weight: u32,
    /// What it rests on.
    pub cite: Option<Cite>,
}

/// What a cite points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// A provision of the text.
    Provision {
        /// The hash of its words, if the official text was measured.
        hash: Option<Digest>,
        /// How good the evidence is for what the file takes from it.
        evidence: Option<String>,
    },
    /// A dated source without text.
    Source {
        /// The day of the source.
        date: Option<Date>,
        /// How good the evidence is.
        evidence: Option<String>,
        /// What it is.
        description: String,
    },
    /// A setting where the agreement is silent, and the day it was set.
    Setting(Date),
    /// A sentence or item of a provision, or a provision cited within one.
    Part,
}

/// An entry that states something of the text and computes nothing.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The node's name: `area`, `commitment`, `silent`, …
    pub node: &'static str,
    /// Its identifier.
    pub id: String,
    /// What it rests on.
    pub cite: Option<Cite>,
    /// The area it belongs to.
    pub area: Option<String>,
    /// The reason why it is not computed.
    pub reason: Option<String>,
}

/// A rule: one occasion for acts, with what it rests on.
#[derive(Debug)]
pub struct Rule {
    /// Its identifier: the stem of its kind unless the file names it.
    pub id: String,
    /// What it rests on.
    pub cite: Cite,
    /// The kind, with its own data.
    pub kind: Kind,
}

/// The signature that the folder itself records.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The day.
    pub date: Date,
    /// Who signed.
    pub by: Vec<BodyId>,
    /// What says so.
    pub cite: Cite,
}

/// An agreement, as its rule file states it.
#[derive(Debug)]
pub struct Agreement {
    /// The name of its folder.
    pub id: String,
    /// SHA-256 of its canonical JSON.
    pub digest: Digest,
    /// Hours east of UTC, for telling the day.
    pub utc_offset_hours: i8,
    /// How many days before its end a duty is due soon.
    pub due_soon_days: i32,
    /// Whether it is an invented sample.
    pub sample: bool,
    /// Its bodies: the parties first, in the agreement's order; the public record last.
    pub bodies: Vec<Body>,
    /// Its groups, with members in the agreement's order.
    pub groups: Vec<(String, Vec<BodyId>)>,
    /// What can be cited.
    pub cites: Vec<(String, Ground)>,
    /// Orthographic variants: the official form and the others.
    pub variants: Vec<(String, String)>,
    /// Points of reading.
    pub points: Vec<Point>,
    /// Decision rules.
    pub decisions: Vec<Decision>,
    /// Rules, in the order of the file.
    pub rules: Vec<Rule>,
    /// Entries that compute nothing.
    pub entries: Vec<Entry>,
    /// The signature that the folder records.
    pub signed: Option<Signed>,
    /// The canonical JSON.
    pub canonical: String,
}

impl Agreement {
    /// Reads a rule file. With any problem there is no agreement: nothing is half-loaded.
    pub fn read(text: &str) -> Result<Agreement, Problems> {
        crate::rule_file::build::build(text)
    }

    /// The parties, in the agreement's order.
    pub fn parties(&self) -> impl Iterator<Item = BodyId> {
        self.bodies.iter().enumerate().filter(|(_, body)| body.class == Class::Party).map(|(index, _)| BodyId(index as u16))
    }

    /// Whether `event` is the act of a party told in the log of another: it is known, and does nothing for that party.
    pub fn only_tells(&self, event: &Event) -> bool {
        event.author != event.place.log && self.body_of(event.author).class == Class::Party
    }

    /// A body.
    pub fn body_of(&self, body: BodyId) -> &Body {
        &self.bodies[usize::from(body.0)]
    }

    /// The body called `id`.
    pub fn body(&self, id: &str) -> Option<BodyId> {
        self.bodies.iter().position(|body| body.id == id).map(|index| BodyId(index as u16))
    }

    /// The public record.
    pub fn public_record(&self) -> BodyId {
        BodyId(self.bodies.len() as u16 - 1)
    }

    /// The identifiers of all bodies, for messages.
    pub fn body_names(&self) -> String {
        self.bodies.iter().map(|body| body.id.as_str()).collect::<Vec<_>>().join(" | ")
    }

    /// The members of the group called `id`, or the body called so alone.
    pub fn voters(&self, id: &str) -> Option<Vec<BodyId>> {
        let group = self.groups.iter().find(|(group, _)| group == id).map(|(_, members)| members.clone());
        group.or_else(|| self.body(id).map(|body| vec![body]))
    }

    /// A rule.
    pub fn rule(&self, rule: RuleId) -> &Rule {
        &self.rules[usize::from(rule.0)]
    }

    /// The rule called `id`.
    pub fn rule_id(&self, id: &str) -> Option<RuleId> {
        self.rules.iter().position(|rule| rule.id == id).map(|index| RuleId(index as u16))
    }

    /// All rules, in the order of the file.
    pub fn rule_ids(&self) -> impl Iterator<Item = RuleId> + use<> {
        (0..self.rules.len() as u16).map(RuleId)
    }

    /// The rules whose kind `is` says, in order.
    pub fn rules_of<'a, T: 'a>(&'a self, is: impl Fn(&'a Kind) -> Option<&'a T> + 'a) -> impl Iterator<Item = (RuleId, &'a T)> {
        self.rules.iter().enumerate().filter_map(move |(index, rule)| is(&rule.kind).map(|kind| (RuleId(index as u16), kind)))
    }

    /// The identifier of what is cited.
    pub fn cite(&self, cite: Cite) -> &str {
        &self.cites[usize::from(cite.0)].0
    }

    /// The point of reading called `id`.
    pub fn point(&self, id: &str) -> Option<PointId> {
        self.points.iter().position(|point| point.id == id).map(|index| PointId(index as u8))
    }

    /// The point called `id` and its option called `option`.
    pub fn option(&self, id: &str, option: &str) -> Option<(PointId, u8)> {
        let point = self.point(id)?;
        let options = &self.points[usize::from(point.0)].options;
        options.iter().position(|known| known == option).map(|index| (point, index as u8))
    }

    /// Every option of `point` but this one, each as a choice of its own.
    pub fn choices_without(&self, point: PointId, option: u8) -> Vec<Choice> {
        let options = 0..self.points[usize::from(point.0)].options.len() as u8;
        options.filter(|other| *other != option).map(|other| vec![(point, other)]).collect()
    }

    /// The decision rule called `id`.
    pub fn decision_id(&self, id: &str) -> Option<DecisionId> {
        self.decisions.iter().position(|decision| decision.id == id).map(|index| DecisionId(index as u16))
    }

    /// A decision rule.
    pub fn decision(&self, decision: DecisionId) -> &Decision {
        &self.decisions[usize::from(decision.0)]
    }

    /// Reads a place, `guangdong/3`.
    pub fn place(&self, text: &str) -> Option<Place> {
        let (log, number) = text.rsplit_once('/')?;
        Some(Place { log: self.body(log)?, number: number.parse().ok().filter(|number| *number > 0)? })
    }

    /// Writes a place.
    pub fn place_name(&self, place: Place) -> String {
        format!("{}/{}", self.body_of(place.log).id, place.number)
    }

    /// Reads a matter: `term`, `key_work/2018`, `amendment/guangdong-5`.
    pub fn matter(&self, text: &str) -> Option<MatterId> {
        let (rule, occasion) = text.split_once('/').map_or((text, None), |(rule, occasion)| (rule, Some(occasion)));
        let rule = self.rule_id(rule)?;
        let occasion = match occasion {
            None => Occasion::Standing,
            Some(text) => match text.rsplit_once('-') {
                Some((log, number)) => Occasion::Opened(self.place(&format!("{log}/{number}"))?),
                None => Occasion::Period(text.parse().ok().filter(|year| (1..=9999).contains(year))?),
            },
        };
        Some(MatterId { rule, occasion })
    }

    /// Writes a matter.
    pub fn matter_name(&self, matter: MatterId) -> String {
        let rule = &self.rule(matter.rule).id;
        match matter.occasion {
            Occasion::Standing => rule.clone(),
            Occasion::Period(year) => format!("{rule}/{year}"),
            Occasion::Opened(place) => format!("{rule}/{}-{}", self.body_of(place.log).id, place.number),
        }
    }
}
