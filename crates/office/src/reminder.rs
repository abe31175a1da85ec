//! Reminders that the liaison office gives to units of its own side about returns (進展). They are this side's own.

use crate::officer::Seat;
use crate::role::Role;
use jiff::civil::Date;

/// A reminder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// The matter, by its name.
    pub matter: String,
    /// The item.
    pub item: u32,
    /// The unit that is reminded; empty if the item names none.
    pub unit: String,
    /// What is said.
    pub text: String,
    /// By which day the return is asked for.
    pub due: Date,
    /// The day on which it was given, by the record's clock.
    pub day: Date,
}

impl Reminder {
    /// Whether it is for somebody of this office: for the unit itself, and for everybody where the item names no unit.
    pub fn is_for(&self, office: &str) -> bool {
        self.unit.is_empty() || self.unit == office
    }

    /// Whether somebody with these seats is told of it by mail: who sits in the unit itself; where the item names none, who sits in a department.
    pub fn is_mailed_to(&self, seats: &[Seat]) -> bool {
        let named = !self.unit.is_empty();
        seats.iter().any(|seat| if named { seat.office == self.unit } else { seat.role == Role::DepartmentOfficer })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_reminder_is_for_its_unit_and_without_one_for_all() {
        let to = |unit: &str| Reminder {
            matter: "key_work/2020".to_owned(),
            item: 1,
            unit: unit.to_owned(),
            text: String::new(),
            due: date(2020, 2, 1),
            day: date(2020, 1, 8),
        };
        assert!(to("示範部門甲").is_for("示範部門甲") && !to("示範部門甲").is_for("示範部門乙"));
        assert!(to("").is_for("示範部門乙"));
        let seat = |role, office: &str| Seat { role, office: office.to_owned(), post: String::new(), acting_for: None };
        let (own, other) = (seat(Role::DepartmentOfficer, "示範部門甲"), seat(Role::LiaisonOfficer, "示範聯絡辦"));
        let mailed =
            |unit: &str| (to(unit).is_mailed_to(std::slice::from_ref(&own)), to(unit).is_mailed_to(std::slice::from_ref(&other)));
        assert_eq!((mailed("示範部門甲"), mailed("示範聯絡辦"), mailed("")), ((true, false), (false, true), (true, false)));
        assert!(!to("").is_mailed_to(&[]) && to("").is_mailed_to(&[other, own]));
    }
}
