//! Instruments that adopt the list of a year, where the parties use one. The text asks for none, so nobody is awaited.

use super::List;
use crate::grounds::Ground;
use crate::party_marks::{Assent, Mark, PartyMarks};
use agreement::act::{Act, Event};
use agreement::finding::Finding;

/// The keys of grounds that tell of an adoption.
const ADOPTED: [&str; 3] = ["list-adopted", "list-adopted-by-some", "adoption-reported"];

/// One instrument.
pub struct Adoption {
    /// What the record says of it.
    pub ground: Ground,
    /// Who has adopted it.
    pub marks: PartyMarks,
}

/// The instruments that a finding about a list tells of.
pub fn adoptions(list: &List<'_, '_>, finding: &Finding) -> Vec<Adoption> {
    let site = list.site;
    let told = finding.because.iter().filter(|because| ADOPTED.contains(&because.message.key));
    let adoption = |because: &agreement::finding::Because| {
        let events: Vec<&Event> =
            because.events.iter().filter_map(|place| Some(&site.view.state.event(*place)?.1.event)).collect();
        let marks = PartyMarks::new(site, |party| {
            let own = |event: &&&Event| event.author == party && event.place.log == party;
            let event = events.iter().find(own).filter(|event| matches!(event.act, Act::AdoptList { .. }))?;
            Some(Mark::of_act(site, party, Assent::Given, &site.key("mark-adopted"), event))
        });
        let mut ground = Ground::of(site, because);
        ground.said = site.words.language.sentence(&ground.said);
        Adoption { ground, marks }
    };
    told.map(adoption).collect()
}
