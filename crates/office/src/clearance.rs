//! Clearance (呈批): how a draft comes from whoever writes it to whoever may let it leave, and what may be done with it on the way.

use crate::permission::Action;

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// Its name in the database and in keys of words.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }

            /// The one of that name.
            pub fn named(name: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

named! {
    /// How far a draft is.
    State {
        /// It is being written.
        Written "written",
        /// It lies before whoever may clear it.
        Passed "passed",
        /// It may leave, exactly as it is.
        Cleared "cleared",
        /// It has left, and is an act.
        Sent "sent",
        /// It was given up.
        Dropped "dropped",
    }
}

named! {
    /// What is done with a draft.
    Move {
        /// A new version.
        Write "write",
        /// It is passed on for clearance.
        Pass "pass",
        /// It goes back with a comment.
        Return "return",
        /// It is cleared.
        Clear "clear",
        /// It is sent.
        Send "send",
        /// It is given up.
        Drop "drop",
    }
}

impl State {
    /// The state after a move; none if the move is not open now.
    pub fn after(self, made: Move) -> Option<State> {
        match (self, made) {
            (State::Written, Move::Write) => Some(State::Written),
            (State::Written, Move::Pass) => Some(State::Passed),
            (State::Passed | State::Cleared, Move::Return) => Some(State::Written),
            (State::Passed, Move::Clear) => Some(State::Cleared),
            (State::Cleared, Move::Send) => Some(State::Sent),
            (State::Written | State::Passed | State::Cleared, Move::Drop) => Some(State::Dropped),
            _ => None,
        }
    }

    /// Whether there is still something to be done.
    pub fn is_open(self) -> bool {
        !matches!(self, State::Sent | State::Dropped)
    }
}

/// What somebody must be able to do to make a move; `sending` is what sending the act itself needs.
pub fn needs(made: Move, sending: Action) -> Action {
    match made {
        Move::Write | Move::Pass | Move::Drop => Action::Draft,
        Move::Return | Move::Clear => Action::Clear,
        Move::Send => sending,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every state with every move: written out, so that a new way through is a choice.
    #[test]
    fn the_ways_of_a_draft() {
        use Move::{Clear, Drop, Pass, Return, Send, Write};
        use State::{Cleared, Dropped, Passed, Sent, Written};
        let open = [
            (Written, Write, Written),
            (Written, Pass, Passed),
            (Written, Drop, Dropped),
            (Passed, Return, Written),
            (Passed, Clear, Cleared),
            (Passed, Drop, Dropped),
            (Cleared, Return, Written),
            (Cleared, Send, Sent),
            (Cleared, Drop, Dropped),
        ];
        for state in State::ALL {
            for made in Move::ALL {
                let wanted = open.iter().find(|(from, by, _)| from == state && by == made).map(|(_, _, to)| *to);
                assert_eq!(state.after(*made), wanted, "{state:?} {made:?}");
            }
        }
        assert!(State::ALL.iter().filter(|state| state.is_open()).eq([Written, Passed, Cleared].iter()));
        assert_eq!(needs(Clear, Action::Send), Action::Clear);
        assert_eq!((needs(Send, Action::ReportProgress), needs(Write, Action::Send)), (Action::ReportProgress, Action::Draft));
        assert_eq!(Move::named("return"), Some(Return));
    }
}
