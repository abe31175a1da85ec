//! The kinds of provision: each file is one kind, with its shape in rule files, its judge and its answers.
//!
//! Bodies, periods, dates, words and decision rules come from the agreement's data; here is only what a kind means.

// By name, not by the table below: what looks for the rule files without expanding macros must find them.
pub mod amendment;
pub mod annual_meeting;
pub mod daily_mechanism;
pub mod development_plan;
pub mod duty;
pub mod entry_into_force;
pub mod epoch;
pub mod extension;
pub mod key_work;
pub mod liaison;
pub mod opinion_round;
pub mod organ_decision;
pub mod prior_consultation;
pub mod progress;
pub mod public_consultation;
pub mod publication;
pub mod term;
pub mod withdrawal;

use crate::act::ActKind;
use crate::ballot::{self, Awaited};
use crate::calendar::Calendars;
use crate::finding::{Duty, Finding, Step};
use crate::id::{BodyId, DecisionId, MatterId, RuleId};
use crate::reading::{Answer, Choice};
use crate::refusal::Refusal;
use crate::rule_file::Shape;
use crate::rule_file::Tree;
use crate::rule_file::build::Lookup;
use crate::state::{Case, State};
use crate::view::View;

/// What every kind of provision can be asked.
pub trait Provision {
    /// Whether acts of this kind belong to the provision's matters.
    fn accepts(&self, act: ActKind) -> bool;

    /// Whether it has a matter for each period.
    fn has_periods(&self) -> bool {
        false
    }

    /// Whether the rule itself takes acts of this kind: not where they belong to the matters that other acts open.
    fn takes_standing(&self, _act: ActKind) -> bool {
        true
    }

    /// Judges an act against what its author had seen; gives the readings under which it is lawful, empty for all.
    fn check(&self, case: &Case<'_>) -> Result<Vec<Choice>, Refusal>;

    /// Whether a matter that was opened can be put away while nobody asks for it: no other matter's rule reads its events,
    /// nothing is awaited in it by evidence, and steps and duties of the rule are those of its matters one by one.
    fn rests(&self) -> bool {
        false
    }

    /// How a matter stands, under every reading that makes a difference; with every detail if `detail`.
    fn stand(&self, view: &View<'_>, matter: MatterId, detail: bool) -> Option<Answer<Finding>>;

    /// The occurrences of the provision's duties up to the view's day.
    fn duties(&self, _view: &View<'_>, _rule: RuleId) -> Vec<Duty> {
        Vec::new()
    }

    /// The decision rule of its ballots, if it decides by the signatures of all on one text.
    fn ballot(&self) -> Option<DecisionId> {
        None
    }

    /// The acts in `matter` that have a deadline which the evidence of `witness` helps to settle, settled or not.
    fn awaited(&self, state: &State<'_>, _calendars: &Calendars, matter: MatterId, witness: BodyId) -> Vec<Awaited> {
        self.ballot().map(|decision| ballot::awaited(state, matter, decision, witness)).unwrap_or_default()
    }

    /// The acts that are needed next, by what is in sight.
    fn steps(&self, _view: &View<'_>, _rule: RuleId) -> Vec<Step> {
        Vec::new()
    }
}

macro_rules! kinds {
    ($($module:ident :: $kind:ident,)*) => {
        /// A kind of provision, with the data of one rule.
        #[derive(Debug)]
        #[allow(missing_docs)]
        pub enum Kind { $($kind($module::$kind),)* }

        /// The shapes of all kinds in rule files.
        pub const SHAPES: &[&Shape] = &[$(&$module::SHAPE),*];

        impl Kind {
            /// Reads a rule of the kind that its node names.
            pub(crate) fn read(tree: &Tree, lookup: &mut Lookup<'_>) -> Option<Kind> {
                match tree.shape.name {
                    $(name if name == $module::SHAPE.name => $module::$kind::read(tree, lookup).map(Kind::$kind),)*
                    _ => None,
                }
            }

            /// The provision behind the kind.
            pub fn provision(&self) -> &dyn Provision {
                match self { $(Kind::$kind(rule) => rule,)* }
            }

            /// The name of the kind: the stem of its file.
            pub fn name(&self) -> &'static str {
                match self { $(Kind::$kind(_) => stringify!($module),)* }
            }
        }
    };
}

kinds! {
    entry_into_force::EntryIntoForce,
    term::Term,
    amendment::Amendment,
    extension::Extension,
    epoch::Epoch,
    key_work::KeyWork,
    progress::Progress,
    annual_meeting::AnnualMeeting,
    daily_mechanism::DailyMechanism,
    liaison::Liaison,
    development_plan::DevelopmentPlan,
    public_consultation::PublicConsultation,
    publication::Publication,
    duty::DutyRule,
    organ_decision::OrganDecision,
    withdrawal::Withdrawal,
    prior_consultation::PriorConsultation,
}
