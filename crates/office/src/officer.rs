//! An officer who is signed in, with the seats that are theirs on the day.

use crate::role::Role;

/// An officer's number in the office's book. It never changes and is never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfficerId(pub i64);

/// A role that somebody has on the day, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The role.
    pub role: Role,
    /// The office, in the party's own words.
    pub office: String,
    /// The post in it, in the party's own words; may be empty.
    pub post: String,
    /// The name of the officer whose seat it is, if this one acts for somebody else.
    pub acting_for: Option<String>,
}

/// Who acts: an officer of this party, signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Which officer.
    pub officer: OfficerId,
    /// The officer's name, as written by the office.
    pub name: String,
    /// The seats of the day, in the order of roles; none for somebody whose time is over or has not begun.
    pub seats: Vec<Seat>,
}

impl Actor {
    /// Whether one of the seats has this role.
    pub fn has(&self, role: Role) -> bool {
        self.seats.iter().any(|seat| seat.role == role)
    }

    /// The roles of the day, each once.
    pub fn roles(&self) -> Vec<Role> {
        Role::ALL.into_iter().filter(|role| self.has(*role)).collect()
    }
}
