//! Grounds: what holds, by which provision, from which acts; each of them a way to where it can be read.

use crate::site::{Link, Site};
use agreement::finding::Because;
use askama::Template;

/// One ground with those below it.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "ground.html")]
pub struct Ground {
    /// What holds.
    pub said: String,
    /// The provision.
    pub cite: Option<Link>,
    /// The acts.
    pub acts: Vec<Link>,
    /// The grounds of the ground.
    pub inner: Vec<Ground>,
}

impl Ground {
    /// A ground of the engine in words.
    pub fn of(site: &Site<'_>, because: &Because) -> Ground {
        let mut places = because.events.clone();
        places.sort();
        places.dedup();
        Ground {
            said: site.words.say(&because.message),
            cite: because.cite.map(|cite| site.cite(cite)),
            acts: places.into_iter().map(|place| site.act(place)).collect(),
            inner: because.inner.iter().map(|inner| Ground::of(site, inner)).collect(),
        }
    }
}
