//! The engine's acts in leaves: one row for each kind, its name and its numbered fields. Writing and reading follow the row.
//!
//! A number that a release has used is never given to another field.

use super::parts::Part;
use super::said::{Presence, Said, Shape};
use crate::act_format::{FieldFault, FieldProblem, FormatProblem, Lookup, Naming};
use crate::cbor::Value;
use agreement::act::{
    Act, ActKind, AdoptionForm, Ballot, Closing, Effect, Opinion, PlanFinding, Post, Purpose, Stage, Statement,
};
use agreement::id::{BodyId, Digest, MatterId, Place};
use jiff::civil::{Date, Time};

/// What a kind of act is in a leaf.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The name of the kind.
    pub name: &'static str,
    /// Whether such an act opens a matter.
    pub effect: Opening,
    /// Its fields, by ascending numbers.
    pub slots: &'static [Slot],
}

/// Whether an act opens a matter of its own or belongs to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// It opens one, under a rule.
    Opens,
    /// It belongs to one that is there.
    Within,
}

/// One field of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// Its number.
    pub number: u64,
    /// Its name in the engine.
    pub name: &'static str,
    /// Its form.
    pub shape: Shape,
    /// Whether it must be there.
    pub presence: Presence,
}

/// An engine act in reference form: as a leaf says it, before the record says what its references mean.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferenceAct {
    /// The kind.
    pub kind: ActKind,
    /// What its fields say, by ascending numbers.
    pub fields: Vec<(u64, Said)>,
}

impl ReferenceAct {
    /// The reference form of `act`.
    pub fn of(act: &Act, naming: &Naming<'_>) -> Result<ReferenceAct, FieldProblem> {
        Ok(ReferenceAct { kind: act.kind(), fields: say(act, naming)? })
    }

    /// The act, as the record of `lookup` understands it.
    pub fn act(&self, lookup: &Lookup<'_>) -> Result<Act, FieldProblem> {
        hear(self.kind, &self.fields, lookup)
    }

    /// What the field `name` says, if it is there.
    pub fn field(&self, name: &str) -> Option<&Said> {
        let slot = row(self.kind).slots.iter().find(|slot| slot.name == name)?;
        self.fields.iter().find(|(number, _)| *number == slot.number).map(|(_, said)| said)
    }
}

/// Reads `fields` by `slots`: every one known, well formed, and none absent that must be there.
pub(super) fn checked(slots: &[Slot], fields: &[(u64, Value)]) -> Result<Vec<(u64, Said)>, FormatProblem> {
    for slot in slots.iter().filter(|slot| slot.presence == Presence::Required) {
        if !fields.iter().any(|(number, _)| *number == slot.number) {
            return Err(FormatProblem::FieldMissing { field: slot.number });
        }
    }
    let one = |(field, value): &(u64, Value)| {
        let slot = slots.iter().find(|slot| slot.number == *field).ok_or(FormatProblem::FieldUnknown { field: *field })?;
        let said = slot.shape.said(value).ok_or(FormatProblem::FieldWrong { field: *field })?;
        Ok((*field, said))
    };
    fields.iter().map(one).collect()
}

fn part<T: Part>(fields: &[(u64, Said)], number: u64, field: &'static str, lookup: &Lookup<'_>) -> Result<T, FieldProblem> {
    let said = fields.iter().find(|(known, _)| *known == number).map(|(_, said)| said);
    T::hear(said, lookup).map_err(|fault| FieldProblem { field, fault })
}

/// Number and name of a field, and what it says.
type Spoken = (u64, &'static str, Result<Option<Said>, FieldFault>);

fn spoken(parts: Vec<Spoken>) -> Result<Vec<(u64, Said)>, FieldProblem> {
    let one = |(number, field, said): Spoken| match said {
        Ok(said) => Ok(said.map(|said| (number, said))),
        Err(fault) => Err(FieldProblem { field, fault }),
    };
    parts.into_iter().filter_map(|part| one(part).transpose()).collect()
}

macro_rules! rows {
    ($($variant:ident $name:literal $opening:ident { $($number:literal $field:ident: $type:ty),* $(,)? },)*) => {
        /// The row of `kind`.
        pub fn row(kind: ActKind) -> Row {
            match kind { $(ActKind::$variant => Row {
                name: $name,
                effect: Opening::$opening,
                slots: const { &[$(Slot {
                    number: $number,
                    name: stringify!($field),
                    shape: <$type as Part>::SHAPE,
                    presence: <$type as Part>::PRESENCE,
                }),*] },
            },)* }
        }

        /// The kind called `name`.
        pub fn kind(name: &str) -> Option<ActKind> {
            match name { $($name => Some(ActKind::$variant),)* _ => None }
        }

        fn say(act: &Act, naming: &Naming<'_>) -> Result<Vec<(u64, Said)>, FieldProblem> {
            let _ = naming;
            spoken(match act { $(Act::$variant { $($field),* } => {
                vec![$(($number, stringify!($field), <$type as Part>::say($field, naming))),*]
            })* })
        }

        fn hear(kind: ActKind, fields: &[(u64, Said)], lookup: &Lookup<'_>) -> Result<Act, FieldProblem> {
            match kind { $(ActKind::$variant => Ok(Act::$variant {
                $($field: part::<$type>(fields, $number, stringify!($field), lookup)?),*
            }),)* }
        }
    };
}

rows! {
    Sign "sign" Within { 1 text: Option<Digest>, 2 post: Option<Post> },
    Withdraw "withdraw" Within {},
    Commit "commit" Within {},
    Evidence "evidence" Within {},
    Approve "approve" Within { 1 condition: Option<String> },
    Waive "waive" Within { 1 condition: String },
    RecordInstrument "record_instrument" Within { 1 effect: Effect, 2 name: Option<String> },
    ProposeAmendment "propose_amendment" Opens { 1 text: Digest, 2 base: Option<Place>, 3 until: Option<Date> },
    ProposeExtension "propose_extension" Opens { 1 text: Digest, 2 years: u32, 3 base: Option<Place>, 4 until: Option<Date> },
    ProposeEpoch "propose_epoch" Opens { 1 text: Digest, 2 base: Option<Place>, 3 until: Option<Date> },
    ProposeTask "propose_task" Within { 1 text: Digest, 2 area: Option<String>, 3 carried_from: Option<String> },
    NoProposal "no_proposal" Within {},
    Circulate "circulate" Within { 1 item: u32, 2 text: Digest, 3 merges: Vec<Place>, 4 answer_within: Option<u32> },
    GiveOpinion "give_opinion" Within { 1 opinion: Opinion, 2 item: u32, 3 text: Digest, 4 letter_says_consent: bool },
    StateDepartments "state_departments" Within { 1 statement: Statement, 2 items: Vec<u32> },
    ParkTask "park_task" Within { 1 item: u32 },
    AdoptList "adopt_list" Within { 1 form: AdoptionForm, 2 text: Digest },
    ReportProgress "report_progress" Within { 1 stage: Stage, 2 item: u32, 3 text: Option<Digest> },
    CloseTask "close_task" Within { 1 closing: Closing, 2 item: u32 },
    CallMeeting "call_meeting" Within { 1 day: Date },
    AcceptCall "accept_call" Within { 1 call: Place },
    PlaceIssue "place_issue" Within { 1 text: Digest },
    HoldMeeting "hold_meeting" Within { 1 attended: Vec<BodyId>, 2 host: Option<BodyId>, 3 next_host: Option<BodyId> },
    CirculateMinutes "circulate_minutes" Within { 1 text: Digest },
    ApproveMinutes "approve_minutes" Within { 1 text: Digest },
    AgreeFollowUp "agree_follow_up" Within { 1 item: u32, 2 text: Digest, 3 by: Vec<BodyId>, 4 due: Option<Date> },
    RecordReason "record_reason" Within { 1 text: String },
    EstablishMechanism "establish_mechanism" Within { 1 text: Digest },
    DesignateOffice "designate_office" Within { 1 name: String },
    SendLiaison "send_liaison" Opens { 1 purpose: Purpose, 2 to: Vec<BodyId>, 3 text: Digest, 4 due: Option<Date> },
    AcknowledgeLiaison "acknowledge_liaison" Within {},
    ReplyLiaison "reply_liaison" Within { 1 text: Digest },
    FindFulfilment "find_fulfilment" Within { 1 finding: PlanFinding, 2 instrument: Place },
    AssessPlan "assess_plan" Within { 1 text: Digest },
    ProposeAdjustment "propose_adjustment" Within { 1 text: Digest },
    OpenConsultation "open_consultation" Opens { 1 text: Digest, 2 until: Date },
    RecordParticipation "record_participation" Within { 1 part: String, 2 text: Option<Digest> },
    AnswerConsultation "answer_consultation" Within { 1 text: Digest },
    CloseConsultation "close_consultation" Within {},
    ProposeDecision "propose_decision" Opens { 1 text: Digest, 2 until: Option<Date>, 3 until_time: Option<Time> },
    Vote "vote" Within { 1 vote: Ballot, 2 text: Digest },
    Escalate "escalate" Opens { 1 from: MatterId, 2 text: Digest },
    GiveNotice "give_notice" Within {},
    NotifyUse "notify_use" Opens { 1 text: Digest },
    ReplyUse "reply_use" Within { 1 vote: Ballot, 2 text: Digest },
    Deliver "deliver" Within { 1 text: Option<Digest>, 2 due: Option<Date> },
    ReportPaper "report_paper" Within { 1 about: BodyId, 2 text: String },
    Correct "correct" Within { 1 event: Place },
    Publish "publish" Within { 1 of: Place, 2 text: Digest, 3 authority: String, 4 under: Vec<String>, 5 stage: Option<Stage> },
}

#[cfg(test)]
mod tests;
