//! Who reads a page: an officer of this party who is signed in, with what the office's book says of the seats of the day.

use crate::site::Site;
use agreement::message::Message;
use office::{Action, Actor, Decision, Role, decide};

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// The officer, with the seats of the day.
    pub actor: Actor,
}

impl Visitor {
    /// Whether they may do something.
    pub fn may(&self, action: Action) -> bool {
        self.lacks(action).is_none()
    }

    /// The role that they lack for something; none if they may do it.
    pub fn lacks(&self, action: Action) -> Option<Role> {
        match decide(&self.actor, action) {
            Decision::Allowed(_) => None,
            Decision::NeedsRole(role) => Some(role),
        }
    }
}

/// A role in words.
pub fn role(site: &Site<'_>, role: Role) -> String {
    site.key(&format!("role-{}", role.name().replace('_', "-")))
}

/// The seats of somebody in words: role, office and post, and for whom they act.
pub fn seats(site: &Site<'_>, actor: &Actor) -> Vec<String> {
    let seat = |seat: &office::Seat| {
        let place = [seat.office.as_str(), seat.post.as_str()].into_iter().filter(|part| !part.is_empty());
        let place = place.collect::<Vec<_>>().join(" · ");
        let said = Message::new("seat").text("role", role(site, seat.role)).text("place", place);
        let acting = seat.acting_for.as_ref().map(|name| site.say(Message::new("seat-acting").text("name", name)));
        format!("{}{}", site.say(said), acting.unwrap_or_default())
    };
    actor.seats.iter().map(seat).collect()
}
