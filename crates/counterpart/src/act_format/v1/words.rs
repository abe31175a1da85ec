//! The words of the closed lists, as leaves say them.
//!
//! They are written down here once more: what a leaf says does not change when the engine learns a new word.

use super::NodeKey;
use super::parts::Plain;
use super::said::{Said, Shape};
use crate::officer_signature::Suite;
use agreement::act::{AdoptionForm, Ballot, Closing, Effect, Opinion, PlanFinding, Post, Purpose, Stage, Statement};

macro_rules! words {
    ($($type:ident { $($variant:ident $word:literal),* $(,)? })*) => {$(
        impl Plain for $type {
            const SHAPE: Shape = Shape::Word(&[$($word),*]);

            fn say(&self) -> Option<Said> {
                Some(Said::Word(match self { $($type::$variant => $word,)* }))
            }

            fn hear(said: Option<&Said>) -> Option<Self> {
                let Said::Word(word) = said? else { return None };
                match *word { $($word => Some($type::$variant),)* _ => None }
            }
        }
    )*};
}

words! {
    Opinion {
        Agree "agree", NoComment "no_comment", AgreeWithChanges "agree_with_changes", Reserve "reserve", Disagree "disagree",
        OutsideRemit "outside_remit",
    }
    Statement { Agreed "agreed", NotYet "not_yet", Sought "sought" }
    Post { Head "head", Mandated "mandated", Officer "officer" }
    AdoptionForm { Meeting "meeting", JointSignature "joint_signature", ExchangedTexts "exchanged_texts" }
    Stage { NotStarted "not_started", UnderWay "under_way", HeldUp "held_up", Done "done" }
    Closing { Done "done", CarriedOver "carried_over", Ended "ended" }
    Effect { Plan "plan", Supersedes "supersedes", Terminates "terminates", Suspends "suspends", Resumes "resumes" }
    PlanFinding { IsThatPlan "is_that_plan", IsNot "is_not" }
    Ballot { For "for", Against "against", Abstain "abstain" }
    Purpose { Information "information", Reply "reply" }
    NodeKey { Node "node", Mirror "mirror" }
}

impl Plain for Suite {
    const SHAPE: Shape = Shape::Word(&[
        "p256-sha256",
        "ed25519",
        "sm2-sm3",
        "passkey-p256",
        "passkey-ed25519",
        "paper",
        #[cfg(feature = "simulation")]
        "keyed-hash",
    ]);

    fn say(&self) -> Option<Said> {
        Some(Said::Word(self.name()))
    }

    fn hear(said: Option<&Said>) -> Option<Self> {
        let Said::Word(word) = said? else { return None };
        Suite::named(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed<T: Plain>() -> &'static [&'static str] {
        let Shape::Word(words) = T::SHAPE else { panic!("a list of words") };
        words
    }

    /// Were the engine to learn a word, a leaf of this format still could not say it.
    #[test]
    fn the_words_are_those_of_the_engine() {
        assert_eq!(listed::<Opinion>(), Opinion::WORDS);
        assert_eq!(listed::<Statement>(), Statement::WORDS);
        assert_eq!(listed::<Post>(), Post::WORDS);
        assert_eq!(listed::<AdoptionForm>(), AdoptionForm::WORDS);
        assert_eq!(listed::<Stage>(), Stage::WORDS);
        assert_eq!(listed::<Closing>(), Closing::WORDS);
        assert_eq!(listed::<Effect>(), Effect::WORDS);
        assert_eq!(listed::<PlanFinding>(), PlanFinding::WORDS);
        assert_eq!(listed::<Ballot>(), Ballot::WORDS);
        assert_eq!(listed::<Purpose>(), Purpose::WORDS);
        assert_eq!(listed::<Suite>(), Suite::ALL.iter().map(|suite| suite.name()).collect::<Vec<_>>());
    }

    #[test]
    fn a_word_is_said_and_heard_as_itself() {
        for word in Opinion::WORDS {
            assert_eq!(Opinion::hear(Some(&Said::Word(word))).map(Opinion::word), Some(*word));
        }
        for suite in Suite::ALL {
            assert_eq!(Suite::hear(suite.say().as_ref()), Some(*suite));
        }
        assert_eq!(Closing::hear(Some(&Said::Word("under_way"))), None);
        assert_eq!(Closing::hear(Some(&Said::Text("done".to_owned()))), None);
        assert_eq!(Closing::hear(None), None);
    }
}
