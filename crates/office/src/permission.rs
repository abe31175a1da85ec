//! The table of what each role may do. Pages show a button only where it says yes, and the node asks it again before it acts.
//!
//! Whatever an officer may send, the agreement still judges: this table is the party's own order, and never a rule of the agreement.

use crate::officer::Actor;
use crate::role::Role;

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read what this party's counterpart holds.
    ReadRecord,
    /// Read drafts and internal rounds of this side.
    ReadInternal,
    /// Write a draft, or comment on one.
    Draft,
    /// Lay an act of the party before the record that needs no officer's signature.
    Send,
    /// Report the progress of own tasks (進展).
    ReportProgress,
    /// Clear a draft so that it may leave (呈批).
    Clear,
    /// Sign for the party.
    Sign,
    /// Keep officers and their appointments, and end sessions of others.
    KeepOfficers,
    /// Read who signed in and who sent what.
    ReadAudit,
    /// See the queue of mail, keep where officers are written to, and have a mail tried again (電郵).
    KeepMail,
}

impl Action {
    /// All of them.
    pub const ALL: [Action; 10] = [
        Action::ReadRecord,
        Action::ReadInternal,
        Action::Draft,
        Action::Send,
        Action::ReportProgress,
        Action::Clear,
        Action::Sign,
        Action::KeepOfficers,
        Action::ReadAudit,
        Action::KeepMail,
    ];
}

/// What the table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Yes, as this.
    Allowed(Role),
    /// No; the first of the roles that could.
    NeedsRole(Role),
}

impl Decision {
    /// Whether it says yes.
    pub fn is_allowed(self) -> bool {
        matches!(self, Decision::Allowed(_))
    }
}

/// The roles that may do it, the one whose business it is first.
pub fn roles_for(action: Action) -> &'static [Role] {
    use Role::{Administrator, Auditor, DepartmentOfficer, Leader, LiaisonOfficer};
    match action {
        Action::ReadRecord => &[LiaisonOfficer, DepartmentOfficer, Leader, Auditor, Administrator],
        Action::ReadInternal => &[LiaisonOfficer, DepartmentOfficer, Leader, Auditor],
        Action::Draft => &[LiaisonOfficer, DepartmentOfficer, Leader],
        Action::Send => &[LiaisonOfficer, Leader],
        Action::ReportProgress => &[DepartmentOfficer, LiaisonOfficer, Leader],
        Action::Clear | Action::Sign => &[Leader],
        Action::KeepOfficers | Action::KeepMail => &[Administrator],
        Action::ReadAudit => &[Auditor, Administrator],
    }
}

/// Whether somebody may do it, and as what.
pub fn decide(actor: &Actor, action: Action) -> Decision {
    let roles = roles_for(action);
    let own = roles.iter().find(|role| actor.has(**role));
    own.map_or(Decision::NeedsRole(roles[0]), |role| Decision::Allowed(*role))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::officer::{OfficerId, Seat};

    fn actor(roles: &[Role]) -> Actor {
        let seat = |role: &Role| Seat { role: *role, office: String::new(), post: String::new(), acting_for: None };
        Actor { officer: OfficerId(1), name: String::new(), seats: roles.iter().map(seat).collect() }
    }

    /// Written out by hand, a row for each action and a column for each role: whoever changes the table must change it here too.
    #[test]
    fn the_table_as_a_person_reads_it() {
        const ROWS: [(Action, [bool; 5]); 10] = [
            // Liaison, department, leader, administrator, auditor.
            (Action::ReadRecord, [true, true, true, true, true]),
            (Action::ReadInternal, [true, true, true, false, true]),
            (Action::Draft, [true, true, true, false, false]),
            (Action::Send, [true, false, true, false, false]),
            (Action::ReportProgress, [true, true, true, false, false]),
            (Action::Clear, [false, false, true, false, false]),
            (Action::Sign, [false, false, true, false, false]),
            (Action::KeepOfficers, [false, false, false, true, false]),
            (Action::ReadAudit, [false, false, false, true, true]),
            (Action::KeepMail, [false, false, false, true, false]),
        ];
        assert_eq!(ROWS.map(|(action, _)| action), Action::ALL, "every action has its row");
        for (action, row) in ROWS {
            for (role, allowed) in Role::ALL.into_iter().zip(row) {
                assert_eq!(decide(&actor(&[role]), action).is_allowed(), allowed, "{action:?} as {role:?}");
            }
        }
    }

    #[test]
    fn somebody_without_a_seat_may_do_nothing_and_is_told_who_could() {
        for action in Action::ALL {
            assert_eq!(decide(&actor(&[]), action), Decision::NeedsRole(roles_for(action)[0]));
        }
        assert_eq!(decide(&actor(&[Role::Auditor]), Action::Sign), Decision::NeedsRole(Role::Leader));
        assert_eq!(decide(&actor(&[Role::Auditor, Role::Leader]), Action::Sign), Decision::Allowed(Role::Leader));
    }
}
