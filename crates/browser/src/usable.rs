//! What keeps somebody from using a page: what axe-core finds, in each look and with everything open, and what sticks out to the side.

use crate::look::NARROWEST;
use crate::table::World;
use crate::{Look, Scheme, Session};
use std::collections::BTreeMap;

/// Something that is wrong, and where.
pub struct Wrong {
    place: String,
    what: String,
}

/// Says all that is wrong at once, each thing with the places where it is, so that one walk is enough to mend it.
pub fn nothing_wrong(wrong: Vec<Wrong>) {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    wrong.into_iter().for_each(|wrong| places.entry(wrong.what).or_default().push(wrong.place));
    let told = places
        .iter()
        .map(|(what, places)| format!("{what}\n  at {} places: {}", places.len(), places[..places.len().min(4)].join(" | ")));
    assert!(places.is_empty(), "\n{}\n", told.collect::<Vec<_>>().join("\n"));
}

/// What is wrong with the page that is open, in these looks, with everything closed and with everything open.
pub fn looked_at(world: &World, reader: &Session<'_>, looks: &[Look], tag: &str, path: &str) -> Vec<Wrong> {
    assert_eq!(reader.text("return document.documentElement.lang"), tag, "the language of {path}");
    assert_ne!(reader.text("return document.title"), "", "the title of {path}");
    let (mut wrong, place) = (Vec::new(), format!("{tag}/{path}"));
    let opens = reader.holds("return document.querySelector('details:not([open])') !== null");
    // A page that opens is looked at in each look when all of it is open.
    for look in looks.iter().copied().take(if opens { 1 } else { looks.len() }) {
        wrong.extend(seen(world, reader, look, &place));
        reader.shot(&format!("{}-{tag}-{look}", path.replace(['/', ' ', '?', '='], "_")));
    }
    if opens {
        reader.open_details();
        let place = format!("{place}, all open,");
        wrong.extend(looks.iter().flat_map(|look| seen(world, reader, *look, &place)));
    }
    wrong
}

/// What is wrong with the page in this look. By night only colours differ from the day; of the narrowest page it is only asked that nobody
/// must scroll sideways.
pub fn seen(world: &World, reader: &Session<'_>, look: Look, place: &str) -> Vec<Wrong> {
    reader.look(look);
    let broken = match look {
        Look { width: NARROWEST, .. } => Vec::new(),
        Look { scheme: Scheme::Light, .. } => world.axe.violations(reader),
        Look { scheme: Scheme::Dark, .. } => world.axe.colour_violations(reader),
    };
    let at = || format!("{place} {look}");
    let broken = broken.into_iter().map(|violation| Wrong { place: at(), what: violation.to_string() });
    broken.chain(sideways(reader, look, place)).collect()
}

/// What makes a reader scroll sideways in this look.
fn sideways(reader: &Session<'_>, look: Look, place: &str) -> Vec<Wrong> {
    reader.look(look);
    let wrong = |out| Wrong { place: format!("{place} {look}"), what: format!("sticks out: {out}") };
    reader.sticks_out().into_iter().map(wrong).collect()
}
