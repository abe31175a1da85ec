//! Appointments: who has which role from when until when, and who acts for whom meanwhile.
//!
//! An acting officer (署任) or deputy (副手) is an appointment of its own that names the one it stands in for. It gives no more than that
//! one gives, and ends with it.

use crate::officer::{OfficerId, Seat};
use crate::role::Role;
use jiff::civil::Date;

/// An appointment's number in the office's book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AppointmentId(pub i64);

/// One appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// Its number.
    pub id: AppointmentId,
    /// Whose.
    pub officer: OfficerId,
    /// The officer's name.
    pub officer_name: String,
    /// The role.
    pub role: Role,
    /// The office, in the party's own words.
    pub office: String,
    /// The post in it.
    pub post: String,
    /// The first day.
    pub from: Date,
    /// The last day; none if that is not settled.
    pub until: Option<Date>,
    /// The appointment that this one stands in for.
    pub acting_for: Option<AppointmentId>,
}

/// An appointment to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAppointment {
    /// Whose.
    pub officer: OfficerId,
    /// The role.
    pub role: Role,
    /// The office.
    pub office: String,
    /// The post in it.
    pub post: String,
    /// The first day.
    pub from: Date,
    /// The last day, if settled.
    pub until: Option<Date>,
    /// The appointment that it stands in for; its role must be the same.
    pub acting_for: Option<AppointmentId>,
}

/// How an appointment stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its first day is still to come.
    ToCome,
    /// It holds.
    Holds,
    /// Its last day has passed, or that of the appointment that it stands in for.
    Over,
}

impl Appointment {
    /// How it stands on a day by its own dates.
    fn by_itself(&self, day: Date) -> Standing {
        if day < self.from {
            Standing::ToCome
        } else if self.until.is_some_and(|until| until < day) {
            Standing::Over
        } else {
            Standing::Holds
        }
    }

    /// How it stands on a day among all appointments of the office. One that acts for somebody needs that seat to be there.
    pub fn standing(&self, all: &[Appointment], day: Date) -> Standing {
        let own = self.by_itself(day);
        match self.acting_for {
            Some(_) if own != Standing::Holds => own,
            Some(principal) => all.iter().find(|one| one.id == principal).map_or(Standing::Over, |one| one.by_itself(day)),
            None => own,
        }
    }
}

/// The seats of an officer on a day, in the order of roles. `all` are the appointments of the whole office.
pub fn seats(all: &[Appointment], officer: OfficerId, day: Date) -> Vec<Seat> {
    let mine = all.iter().filter(|one| one.officer == officer && one.standing(all, day) == Standing::Holds);
    let mut seats = mine.map(|one| seat(all, one)).collect::<Vec<_>>();
    seats.sort_by_key(|seat| (seat.role, seat.acting_for.is_some()));
    seats
}

fn seat(all: &[Appointment], one: &Appointment) -> Seat {
    let principal = one.acting_for.and_then(|principal| all.iter().find(|other| other.id == principal));
    Seat {
        role: one.role,
        office: one.office.clone(),
        post: one.post.clone(),
        acting_for: principal.map(|principal| principal.officer_name.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn one(id: i64, officer: i64, role: Role, until: Option<Date>, acting_for: Option<i64>) -> Appointment {
        Appointment {
            id: AppointmentId(id),
            officer: OfficerId(officer),
            officer_name: format!("officer {officer}"),
            role,
            office: "Sample Office".to_owned(),
            post: String::new(),
            from: date(2018, 3, 1),
            until,
            acting_for: acting_for.map(AppointmentId),
        }
    }

    #[test]
    fn an_appointment_holds_from_its_first_day_to_its_last() {
        let all = [one(1, 1, Role::Leader, Some(date(2018, 5, 31)), None)];
        for (day, standing) in [
            (date(2018, 2, 28), Standing::ToCome),
            (date(2018, 3, 1), Standing::Holds),
            (date(2018, 5, 31), Standing::Holds),
            (date(2018, 6, 1), Standing::Over),
        ] {
            assert_eq!(all[0].standing(&all, day), standing, "{day}");
            assert_eq!(seats(&all, OfficerId(1), day).len(), usize::from(standing == Standing::Holds), "{day}");
        }
    }

    #[test]
    fn who_acts_for_somebody_has_that_seat_for_a_time_and_never_longer_than_it_is_there() {
        let leader = one(1, 1, Role::Leader, Some(date(2018, 4, 30)), None);
        let deputy = one(2, 2, Role::Leader, Some(date(2018, 5, 31)), Some(1));
        let all = [leader, deputy];
        let seat = &seats(&all, OfficerId(2), date(2018, 4, 1))[0];
        assert_eq!((seat.role, seat.acting_for.as_deref()), (Role::Leader, Some("officer 1")));
        assert!(seats(&all, OfficerId(2), date(2018, 5, 1)).is_empty(), "the seat itself has ended");
        // Nobody can stand in for an appointment that is in no book.
        assert!(seats(&all[1..], OfficerId(2), date(2018, 4, 1)).is_empty());
    }

    #[test]
    fn seats_stand_in_the_order_of_roles_with_the_own_ones_first() {
        let all = [
            one(1, 1, Role::Auditor, None, None),
            one(2, 1, Role::LiaisonOfficer, None, Some(3)),
            one(3, 2, Role::LiaisonOfficer, None, None),
            one(4, 1, Role::LiaisonOfficer, None, None),
        ];
        let seats = seats(&all, OfficerId(1), date(2019, 1, 1));
        let said = seats.iter().map(|seat| (seat.role, seat.acting_for.is_some())).collect::<Vec<_>>();
        assert_eq!(said, [(Role::LiaisonOfficer, false), (Role::LiaisonOfficer, true), (Role::Auditor, false)]);
    }
}
