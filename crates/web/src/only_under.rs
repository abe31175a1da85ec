//! What is lawful under some readings only: each of them with the provision that is read so, and what follows for a publication.

use crate::grounds::Ground;
use crate::site::Site;
use agreement::act::{Act, Event};
use agreement::matter::Recorded;
use agreement::message::Message;
use agreement::reading::Choice;
use agreement::view::View;

/// The readings under which alone an act is lawful, as grounds; none of an act that is lawful under all.
pub fn grounds(site: &Site<'_>, event: &Event, under: &[Choice]) -> Vec<Ground> {
    let one = |choice: &Choice| Ground {
        said: said(site, choice),
        cite: choice.first().map(|(point, _)| site.cite(site.words.agreement.points[usize::from(point.0)].cite)),
        acts: Vec::new(),
        more: None,
        inner: Vec::new(),
    };
    let follows = match event.act {
        Act::Publish { of, .. } if !under.is_empty() => Some(Ground {
            said: site.key("publish-under-one-reading"),
            cite: None,
            acts: vec![site.act(of)],
            more: None,
            inner: Vec::new(),
        }),
        _ => None,
    };
    under.iter().map(one).chain(follows).collect()
}

/// The reading under which alone an act is lawful, in words.
pub fn said(site: &Site<'_>, choice: &Choice) -> String {
    site.say(Message::new("lawful-only-under").text("reading", site.words.reading(choice)))
}

/// Whether something is put before the public under some readings only: the public side does not show it.
pub fn is_withheld(site: &Site<'_>, recorded: &Recorded) -> bool {
    matches!(recorded.event.act, Act::Publish { .. }) && !View::lawful_throughout(recorded, site.view.readings)
}
