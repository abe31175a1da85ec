//! The acts: everything that a body can do under an agreement, as a closed list of verbs.
//!
//! One table gives each act its name in data, its phrase in scripts and its fields, so that scripts, facts, JSON and
//! the engine cannot disagree about what an act is.

use crate::events::field::{Field, Fields, Holds};
use crate::id::{BodyId, Digest, MatterId, Place};
use crate::message::Arg;
use jiff::civil::{Date, Time};

/// An event: an act with the day on which it occurred, the day on which it was recorded, and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its place: the log that holds it and its number there.
    pub place: Place,
    /// Who acted. The same as the log, except where a recorder notes the act of a body that keeps no log.
    pub author: BodyId,
    /// The day on which it was done.
    pub occurred: Date,
    /// The time of that day at the agreement's offset, where it matters.
    pub time: Option<Time>,
    /// The day on which it was recorded.
    pub recorded: Date,
    /// The matter it belongs to; opening acts make their own.
    pub matter: Option<MatterId>,
    /// What was done.
    pub act: Act,
    /// The heads that its author had seen: for each log, the number of the last event seen.
    pub cites: Vec<Place>,
    /// Whether it was done on paper, with a scan kept by its recorder.
    pub paper: bool,
    /// Whether a fact of the public record names its source; `None` for acts of the parties themselves.
    pub source: Option<String>,
}

/// Words of a closed list, read from and written to the same spelling everywhere.
macro_rules! word_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$word_doc])* $variant,)* }

        impl $name {
            /// The words of the list, in order.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The word.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
        }

        impl Field for $name {
            const HOLDS: Holds = Holds::Word(Self::WORDS);

            fn read(fields: &mut Fields<'_>, name: &'static str) -> Option<Self> {
                match fields.word(name, Self::WORDS)? { $($word => Some($name::$variant),)* _ => None }
            }

            fn arg(&self) -> Option<Arg> {
                Some(Arg::Word(self.word()))
            }
        }
    };
}

word_list! {
    /// An opinion on one item: the closed list of the field. "No reply" is computed, nobody gives it.
    Opinion {
        /// 同意
        Agree "agree",
        /// 無意見: consents only if the letter says so.
        NoComment "no_comment",
        /// 原則同意，另提修改意見
        AgreeWithChanges "agree_with_changes",
        /// 保留
        Reserve "reserve",
        /// 不同意
        Disagree "disagree",
        /// 不涉本部門職責: releases a department; a party cannot give it.
        OutsideRemit "outside_remit",
    }
}
word_list! {
    /// What the convener states of the opinions of departments.
    Statement {
        /// Sought, and agreed.
        Agreed "agreed",
        /// Sought, and not yet agreed.
        NotYet "not_yet",
        /// Sought, with no more said.
        Sought "sought",
    }
}
word_list! {
    /// The post under which a person signs for a party.
    Post {
        /// The head of the party.
        Head "head",
        /// Someone with a written mandate of the head.
        Mandated "mandated",
        /// Any other officer.
        Officer "officer",
    }
}
word_list! {
    /// The form in which a list is adopted, where the parties use one.
    AdoptionForm {
        /// In a meeting.
        Meeting "meeting",
        /// By joint signature.
        JointSignature "joint_signature",
        /// By exchanged texts.
        ExchangedTexts "exchanged_texts",
    }
}
word_list! {
    /// How far a task has come, in its reporter's words.
    Stage {
        /// Not begun.
        NotStarted "not_started",
        /// Begun.
        UnderWay "under_way",
        /// Held up.
        HeldUp "held_up",
        /// Done.
        Done "done",
    }
}
word_list! {
    /// What becomes of a task at the close of the year.
    Closing {
        /// Done.
        Done "done",
        /// Carried into the next year.
        CarriedOver "carried_over",
        /// Ended without being done.
        Ended "ended",
    }
}
word_list! {
    /// What an instrument made elsewhere does.
    Effect {
        /// It may be the plan that the text names.
        Plan "plan",
        /// A later agreement takes the place of this one.
        Supersedes "supersedes",
        /// It ends the agreement.
        Terminates "terminates",
        /// It suspends the agreement.
        Suspends "suspends",
        /// It takes a suspension back.
        Resumes "resumes",
    }
}
word_list! {
    /// A finding on whether an instrument is the plan that the text names.
    PlanFinding {
        /// It is.
        IsThatPlan "is_that_plan",
        /// It is not.
        IsNot "is_not",
    }
}
word_list! {
    /// A vote.
    Ballot {
        /// For.
        For "for",
        /// Against; an amendment put against the text counts as this.
        Against "against",
        /// Abstains.
        Abstain "abstain",
    }
}
word_list! {
    /// What a message between liaison offices asks for.
    Purpose {
        /// Nothing but to be known.
        Information "information",
        /// A reply.
        Reply "reply",
    }
}

macro_rules! acts {
    ($($(#[$doc:meta])* $variant:ident $name:literal $phrase:literal { $($field:ident : $type:ty),* $(,)? },)*) => {
        /// An act, with its fields.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Act { $($(#[$doc])* $variant { $(#[allow(missing_docs)] $field: $type),* },)* }

        /// The kind of an act, without its fields.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ActKind { $($(#[$doc])* $variant,)* }

        impl ActKind {
            /// All kinds, in the order of the list.
            pub const ALL: &'static [ActKind] = &[$(ActKind::$variant),*];

            /// The name in data: `give_opinion`.
            pub fn name(self) -> &'static str {
                match self { $(ActKind::$variant => $name,)* }
            }

            /// The phrase in scripts: `gives opinion`.
            pub fn phrase(self) -> &'static str {
                match self { $(ActKind::$variant => $phrase,)* }
            }

            /// The names of its fields, in order.
            pub fn fields(self) -> &'static [&'static str] {
                match self { $(ActKind::$variant => &[$(stringify!($field)),*],)* }
            }

            /// Its fields in order: name, what it holds, and whether it may be left out.
            pub fn form(self) -> &'static [(&'static str, Holds, bool)] {
                match self { $(ActKind::$variant => &[$((stringify!($field), <$type as Field>::HOLDS, <$type as Field>::OPTIONAL)),*],)* }
            }

            /// Reads the act from fields; every problem is reported and gives `None`.
            pub(crate) fn read(self, fields: &mut Fields<'_>) -> Option<Act> {
                match self { $(ActKind::$variant => {
                    $(let $field = <$type as Field>::read(fields, stringify!($field));)*
                    Some(Act::$variant { $($field: $field?),* })
                })* }
            }
        }

        impl Act {
            /// The kind of the act.
            pub fn kind(&self) -> ActKind {
                match self { $(Act::$variant { .. } => ActKind::$variant,)* }
            }

            /// What the act says beside its kind: its fields by name, those that were given.
            pub fn content(&self) -> Vec<(&'static str, Arg)> {
                let all: Vec<(&'static str, Option<Arg>)> = match self {
                    $(Act::$variant { $($field),* } => vec![$((stringify!($field), Field::arg($field))),*],)*
                };
                all.into_iter().filter_map(|(name, said)| said.map(|said| (name, said))).collect()
            }
        }
    };
}

acts! {
    /// An officer signs a text for a party.
    Sign "sign" "signs" { text: Option<Digest>, post: Option<Post> },
    /// A party takes back its signature, before it has committed.
    Withdraw "withdraw" "withdraws" {},
    /// A party's node holds every signature.
    Commit "commit" "commits" {},
    /// A node writes that it held these heads at this time.
    Evidence "evidence" "gives evidence" {},
    /// A party or an outside body approves (ratifies) in its own way.
    Approve "approve" "approves" { condition: Option<String> },
    /// The body that may, waives a condition of entry into force.
    Waive "waive" "waives" { condition: String },
    /// An instrument made elsewhere is noted.
    RecordInstrument "record_instrument" "records instrument" { effect: Effect, name: Option<String> },
    /// An amendment is put on the table.
    ProposeAmendment "propose_amendment" "proposes amendment" { text: Digest, base: Option<Place>, until: Option<Date> },
    /// An extension is put on the table.
    ProposeExtension "propose_extension" "proposes extension" { text: Digest, years: u32, base: Option<Place>, until: Option<Date> },
    /// The next epoch of the record is put on the table: the digest of its founding.
    ProposeEpoch "propose_epoch" "proposes epoch" { text: Digest, base: Option<Place>, until: Option<Date> },
    /// A party proposes a task for the year's key work.
    ProposeTask "propose_task" "proposes task" { text: Digest, area: Option<String>, carried_from: Option<String> },
    /// A party has no proposal this year.
    NoProposal "no_proposal" "has no proposal" {},
    /// The convener circulates the frozen text of one item.
    Circulate "circulate" "circulates" { item: u32, text: Digest, merges: Vec<Place>, answer_within: Option<u32> },
    /// A body that was asked gives its opinion on one item.
    GiveOpinion "give_opinion" "gives opinion" { opinion: Opinion, item: u32, text: Digest, letter_says_consent: bool },
    /// The convener states what the departments have answered.
    StateDepartments "state_departments" "states departments" { statement: Statement, items: Vec<u32> },
    /// The convener takes an item off this year's list; it stays visible.
    ParkTask "park_task" "parks" { item: u32 },
    /// A party adopts the list in a form.
    AdoptList "adopt_list" "adopts list" { form: AdoptionForm, text: Digest },
    /// A party reports how far an item or a follow-up has come.
    ReportProgress "report_progress" "reports progress" { stage: Stage, item: u32, text: Option<Digest> },
    /// The convener closes an item at the end of the year.
    CloseTask "close_task" "closes" { closing: Closing, item: u32 },
    /// A party calls a meeting.
    CallMeeting "call_meeting" "calls meeting" { day: Date },
    /// A party accepts a call.
    AcceptCall "accept_call" "accepts call" { call: Place },
    /// A party places an issue on the agenda.
    PlaceIssue "place_issue" "places issue" { text: Digest },
    /// A meeting was held.
    HoldMeeting "hold_meeting" "holds meeting" { attended: Vec<BodyId>, host: Option<BodyId>, next_host: Option<BodyId> },
    /// Draft minutes go round.
    CirculateMinutes "circulate_minutes" "circulates minutes" { text: Digest },
    /// A party approves the minutes.
    ApproveMinutes "approve_minutes" "approves minutes" { text: Digest },
    /// A party records what the meeting decided to follow up.
    AgreeFollowUp "agree_follow_up" "agrees follow-up" { item: u32, text: Digest, by: Vec<BodyId>, due: Option<Date> },
    /// A reason is recorded for something that did not take place.
    RecordReason "record_reason" "records reason" { text: String },
    /// A member of the daily mechanism declares it established on a text.
    EstablishMechanism "establish_mechanism" "establishes mechanism" { text: Digest },
    /// A party designates the office that now works for it.
    DesignateOffice "designate_office" "designates office" { name: String },
    /// A formal message from one party to others.
    SendLiaison "send_liaison" "sends message" { purpose: Purpose, to: Vec<BodyId>, text: Digest, due: Option<Date> },
    /// Receipt of a message.
    AcknowledgeLiaison "acknowledge_liaison" "acknowledges" {},
    /// A reply, which closes the request for the one who replies.
    ReplyLiaison "reply_liaison" "replies" { text: Digest },
    /// A party finds that an instrument is, or is not, the plan that the text names.
    FindFulfilment "find_fulfilment" "finds" { finding: PlanFinding, instrument: Place },
    /// A party assesses the plan, or comments on it.
    AssessPlan "assess_plan" "assesses plan" { text: Digest },
    /// A party proposes an adjustment of the plan to those who issued it.
    ProposeAdjustment "propose_adjustment" "proposes adjustment" { text: Digest },
    /// A party opens a public consultation.
    OpenConsultation "open_consultation" "opens consultation" { text: Digest, until: Date },
    /// Participation of the public, experts, associations or sectors is noted.
    RecordParticipation "record_participation" "records participation" { part: String, text: Option<Digest> },
    /// The answer to what the public said is published.
    AnswerConsultation "answer_consultation" "answers consultation" { text: Digest },
    /// A consultation is closed.
    CloseConsultation "close_consultation" "closes consultation" {},
    /// A decision of an organ is put on the table.
    ProposeDecision "propose_decision" "proposes decision" { text: Digest, until: Option<Date>, until_time: Option<Time> },
    /// A voter votes.
    Vote "vote" "votes" { vote: Ballot, text: Digest },
    /// A failed decision is taken to the next body.
    Escalate "escalate" "escalates" { from: MatterId, text: Digest },
    /// A party gives notice: of withdrawal, or against renewal.
    GiveNotice "give_notice" "gives notice" {},
    /// A party notifies a use that the others are consulted on beforehand.
    NotifyUse "notify_use" "notifies use" { text: Digest },
    /// A party replies to such a notification.
    ReplyUse "reply_use" "replies on use" { vote: Ballot, text: Digest },
    /// What a duty asks for is delivered; where a year has several due days it can say for which.
    Deliver "deliver" "delivers" { text: Option<Digest>, due: Option<Date> },
    /// Another party's act on paper is reported; it binds nobody.
    ReportPaper "report_paper" "reports paper" { about: BodyId, text: String },
    /// An event that the same recorder recorded is annulled.
    Correct "correct" "corrects" { event: Place },
    /// A party makes public what an act says: in which words, by whose authority, under which entries of the agreement.
    Publish "publish" "publishes" { of: Place, text: Digest, authority: String, under: Vec<String>, stage: Option<Stage> },
}

impl ActKind {
    /// Whether such an act opens a matter of its own.
    pub fn opens(self) -> bool {
        matches!(
            self,
            ActKind::ProposeAmendment
                | ActKind::ProposeExtension
                | ActKind::ProposeEpoch
                | ActKind::SendLiaison
                | ActKind::OpenConsultation
                | ActKind::ProposeDecision
                | ActKind::Escalate
                | ActKind::NotifyUse
        )
    }
}

impl Act {
    /// Whether the act opens a matter of its own.
    pub fn opens(&self) -> bool {
        self.kind().opens()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_and_phrases_are_each_used_once() {
        let names: BTreeSet<&str> = ActKind::ALL.iter().map(|kind| kind.name()).collect();
        let phrases: BTreeSet<&str> = ActKind::ALL.iter().map(|kind| kind.phrase()).collect();
        assert_eq!(names.len(), ActKind::ALL.len());
        assert_eq!(phrases.len(), ActKind::ALL.len());
    }

    #[test]
    fn an_act_knows_its_kind_and_fields() {
        let act = Act::ParkTask { item: 3 };
        assert_eq!(act.kind().name(), "park_task");
        assert_eq!(ActKind::GiveOpinion.form()[3], ("letter_says_consent", Holds::Flag, true));
        assert_eq!(ActKind::OpenConsultation.form(), [("text", Holds::Text, false), ("until", Holds::Day, false)]);
        assert_eq!(ActKind::GiveOpinion.fields(), ["opinion", "item", "text", "letter_says_consent"]);
        assert_eq!(Opinion::Reserve.word(), "reserve");
        assert_eq!(act.content(), [("item", Arg::Number(3))]);
        assert_eq!(
            Act::StateDepartments { statement: Statement::Sought, items: Vec::new() }.content(),
            [("statement", Arg::Word("sought"))]
        );
        assert!(!act.opens() && Act::NotifyUse { text: Digest::of(b"") }.opens());
    }
}
