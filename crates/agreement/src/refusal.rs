//! Refusals: the agreement says no. Each has its reason in fields and cites what it rests on.

use crate::act::ActKind;
use crate::id::{BodyId, Cite, MatterId, Place};
use crate::message::{Arg, Message};
use jiff::civil::Date;

/// A refused act: why, and by which provision, source or setting (none for the rules of record-keeping itself).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Why.
    pub why: Refusal,
    /// What the refusal rests on.
    pub cite: Option<Cite>,
}

macro_rules! refusals {
    ($($(#[$doc:meta])* $variant:ident $key:literal { $($field:ident : $type:ty),* $(,)? },)*) => {
        /// Why an act is refused.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Refusal { $($(#[$doc])* $variant { $(#[allow(missing_docs)] $field: $type),* },)* }

        impl Refusal {
            /// The keys of all refusals.
            pub const KEYS: &'static [&'static str] = &[$($key),*];

            /// What to say.
            pub fn message(&self) -> Message {
                match self { $(Refusal::$variant { $($field),* } => {
                    let said = Message::new($key);
                    $(let said = said.with(stringify!($field), $field.arg());)*
                    said
                })* }
            }
        }
    };
}

/// What a field of a refusal becomes in a sentence.
trait AsArg {
    fn arg(&self) -> Arg;
}

impl AsArg for BodyId {
    fn arg(&self) -> Arg {
        Arg::Body(*self)
    }
}
impl AsArg for Vec<BodyId> {
    fn arg(&self) -> Arg {
        Arg::Bodies(self.clone())
    }
}
impl AsArg for Date {
    fn arg(&self) -> Arg {
        Arg::Date(*self)
    }
}
impl AsArg for u32 {
    fn arg(&self) -> Arg {
        Arg::Number(i64::from(*self))
    }
}
impl AsArg for i16 {
    fn arg(&self) -> Arg {
        Arg::Number(i64::from(*self))
    }
}
impl AsArg for MatterId {
    fn arg(&self) -> Arg {
        Arg::Matter(*self)
    }
}
impl AsArg for Place {
    fn arg(&self) -> Arg {
        Arg::Place(*self)
    }
}
impl AsArg for ActKind {
    fn arg(&self) -> Arg {
        Arg::Word(self.name())
    }
}
impl AsArg for &'static str {
    fn arg(&self) -> Arg {
        Arg::Word(self)
    }
}
impl AsArg for String {
    fn arg(&self) -> Arg {
        Arg::Name(self.clone())
    }
}

refusals! {
    /// The agreement was not yet signed on the day of the act.
    BeforeSignature "before-signature" { signed: Date },
    /// The act is not this body's to do.
    NotEntitled "not-entitled" { by: BodyId, act: ActKind, may: Vec<BodyId> },
    /// A message goes only to those between whom there is liaison, and not to its sender.
    NotAnAddressee "not-an-addressee" { to: BodyId, may: Vec<BodyId> },
    /// Only a party's own log binds it; another can only report its paper.
    NotItsOwnLog "not-its-own-log" { by: BodyId, log: BodyId },
    /// The log was already written on a later day.
    RecordedBackwards "recorded-backwards" { last: Date },
    /// The act is recorded before the day on which it is said to have occurred.
    NotYetHappened "not-yet-happened" { occurred: Date, recorded: Date },
    /// The act is not the next of its log.
    NotNext "not-next" { next: u32 },
    /// The act cites an event that is not here, or that was recorded later.
    CitesUnseen "cites-unseen" { cited: Place },
    /// The act rests on another that its author had not seen when acting.
    RestsOnNothing "rests-on-nothing" { needs: ActKind },
    /// The agreement has no rule for such an act.
    TextSilent "text-silent" { act: ActKind },
    /// The matter knows no such act.
    NotInThisMatter "not-in-this-matter" { act: ActKind, matter: MatterId },
    /// There is no such matter.
    NoSuchMatter "no-such-matter" { matter: MatterId },
    /// The rule has no period that begins in this year.
    NoSuchPeriod "no-such-period" { year: i16 },
    /// Nothing is due under the rule on this day of a year.
    NoSuchDueDay "no-such-due-day" { day: Date },
    /// A party cannot say that a matter is outside its remit.
    OutsideRemitFromParty "outside-remit-from-party" { by: BodyId },
    /// The item was never circulated.
    ItemUnknown "item-unknown" { item: u32 },
    /// The provision names no such part.
    PartUnknown "part-unknown" { part: String },
    /// This text was never circulated under that item, or never put on the table in that matter.
    TextUnknown "text-unknown" {},
    /// The base of a text is no decision, by what its author had seen.
    BaseNotDecided "base-not-decided" { base: Place },
    /// The party has a live signature on a rival text.
    RivalSigned "rival-signed" { rival: MatterId },
    /// The party has already signed this text.
    SignedTwice "signed-twice" { earlier: Place },
    /// The ballot is dead: a required party withdrew before it committed.
    BallotDead "ballot-dead" { withdrawn: Place },
    /// There is no live signature of this party to withdraw.
    NothingToWithdraw "nothing-to-withdraw" { by: BodyId },
    /// A commitment cannot be taken back.
    WithdrawAfterCommit "withdraw-after-commit" { committed: Place },
    /// A party commits only when it holds every signature.
    CommitWithoutSignatures "commit-without-signatures" { missing: Vec<BodyId> },
    /// The time for committing is over.
    CommitAfterExpiry "commit-after-expiry" { expiry: Date },
    /// This post may not sign under any reading.
    NotASignatory "not-a-signatory" { post: &'static str },
    /// A voter votes once.
    VotedTwice "voted-twice" { earlier: Place },
    /// The party has already given notice.
    NoticeGivenTwice "notice-given-twice" { earlier: Place },
    /// The condition is not one that can be waived.
    NotWaivable "not-waivable" { condition: String },
    /// Only the recorder of an event can correct it.
    NotItsRecorder "not-its-recorder" { event: Place },
    /// A correction bears the day of the event that it corrects.
    CorrectionDay "correction-day" { day: Date },
    /// A decision that has not failed goes nowhere.
    NotFailed "not-failed" { matter: MatterId },
    /// What such an act says is not for the public.
    NotForThePublic "not-for-the-public" { act: ActKind },
    /// A text of several bodies is made public only once each of them has agreed to it.
    NotAgreedByAll "not-agreed-by-all" { from: Vec<BodyId> },
    /// The agreement's data have no such entry, and no such party.
    EntryUnknown "entry-unknown" { entry: String },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_its_fields() {
        let said = Refusal::ItemUnknown { item: 7 }.message();
        assert_eq!((said.key, said.args), ("item-unknown", vec![("item", Arg::Number(7))]));
        assert!(Refusal::KEYS.contains(&"voted-twice"));
    }
}
