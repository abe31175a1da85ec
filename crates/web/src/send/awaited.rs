//! The items of an opinion round on which the opinion of this party is awaited, each with the way to give it.

use crate::key_work::{List, text_of};
use crate::site::{Link, Site, Text};
use agreement::act::ActKind;
use agreement::id::MatterId;
use agreement::kinds::opinion_round::{Item, Stance};

/// One of them.
pub struct Awaited {
    /// Its number.
    pub number: u32,
    /// The way to give an opinion on it, called by the item.
    pub way: Link,
    /// The text that is asked about.
    pub text: Text,
}

/// All of them in a matter, for somebody who may give an opinion; none where the matter is no opinion round.
pub fn items(site: &Site<'_>, matter: MatterId) -> Vec<Awaited> {
    let Some(list) = matter.year().and_then(|year| List::of(site, matter.rule, year)) else { return Vec::new() };
    if !list.rule.round.asked.contains(&site.party) {
        return Vec::new();
    }
    let awaited = list.round.live().filter(|(_, item)| matches!(item.stance(site.party), Stance::Awaited(_)));
    let one = |(number, item): (u32, &Item<'_>)| {
        let href = super::address(site, ActKind::GiveOpinion, matter, Some(number))?;
        let way = Link { href, text: list.item_link(number).text };
        Some(Awaited { number, way, text: text_of(site, item.current?) })
    };
    awaited.filter_map(one).collect()
}
