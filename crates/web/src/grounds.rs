//! Grounds: what holds, by which provision, from which acts; each of them a way to where it can be read.

use crate::portion::more;
use crate::site::{Link, Site};
use agreement::finding::Because;
use askama::Template;

/// How many acts are named with one ground.
const ACTS_MAX: usize = 20;

/// One ground with those below it.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "ground.html")]
pub struct Ground {
    /// What holds.
    pub said: String,
    /// The provision.
    pub cite: Option<Link>,
    /// The acts; the first of them where there are very many.
    pub acts: Vec<Link>,
    /// How many more there are, in words.
    pub more: Option<String>,
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
            // All of them stand on the page of the matter, which the page of each act leads to.
            more: more(site, places.len(), ACTS_MAX),
            acts: places.into_iter().take(ACTS_MAX).map(|place| site.act(place)).collect(),
            inner: because.inner.iter().map(|inner| Ground::of(site, inner)).collect(),
        }
    }
}
