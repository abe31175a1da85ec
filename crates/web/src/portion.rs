//! A long list in portions: a hundred entries at a time, with the ways to the others.
//!
//! A list that four governments agreed in a year is seldom longer; what grew over many years must cost its reader no more than that.

use crate::site::{Link, Site};
use agreement::message::Message;
use askama::Template;
use std::ops::Range;

/// How many entries are shown at once.
pub const PORTION: usize = 100;

/// The portion of a list that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Portion {
    part: usize,
    count: usize,
}

/// The ways to the other portions.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "portion.html")]
pub struct Ways {
    label: String,
    said: String,
    before: Option<Way>,
    after: Option<Way>,
    /// The form that goes along, so that nothing that was ticked in it is lost.
    form: Option<&'static str>,
}

/// The way to one portion.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Way {
    part: usize,
    link: Link,
}

impl Ways {
    /// The same as buttons of a form, which takes along what is chosen in it.
    pub fn of_form(self, form: &'static str) -> Ways {
        Ways { form: Some(form), ..self }
    }
}

impl Portion {
    /// The portion that the page is asked for, of a list of so many; the last one if there are fewer portions.
    pub fn of(site: &Site<'_>, count: usize) -> Portion {
        Portion::at(site.part, count)
    }

    fn at(part: usize, count: usize) -> Portion {
        Portion { part: part.clamp(1, count.div_ceil(PORTION).max(1)), count }
    }

    /// The places of its entries in the list.
    pub fn places(self) -> Range<usize> {
        let from = (self.part - 1) * PORTION;
        from..self.count.min(from + PORTION)
    }

    /// Its entries.
    pub fn entries<T>(self, list: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
        let Range { start, end } = self.places();
        list.into_iter().skip(start).take(end - start)
    }

    /// What an address asks for this portion by: `path` below the language; the first portion is the page itself.
    pub fn path(self, path: &str) -> String {
        path_of(self.part, path)
    }

    /// The ways to the portions before and after it, on the page at `path`; none if this is all.
    pub fn ways(self, site: &Site<'_>, path: &str) -> Option<Ways> {
        let last = self.count.div_ceil(PORTION);
        let link = |part, key| Link { href: site.href(&path_of(part, path)), text: site.key(key) };
        let way = |part, key| Way { part, link: link(part, key) };
        let Range { start, end } = self.places();
        let said = Message::new("portion-said").number("from", start as i64 + 1).number("until", end as i64);
        (last > 1).then(|| Ways {
            label: site.key("portion-label"),
            said: site.say(said.number("count", self.count as i64)),
            before: (self.part > 1).then(|| way(self.part - 1, "portion-before")),
            after: (self.part < last).then(|| way(self.part + 1, "portion-after")),
            form: None,
        })
    }
}

/// How many more there are than are shown, in words; none if these are all.
pub fn more(site: &Site<'_>, count: usize, shown: usize) -> Option<String> {
    let more = count.saturating_sub(shown) as i64;
    (more > 0).then(|| site.say(Message::new("portion-more").number("count", more)))
}

fn path_of(part: usize, path: &str) -> String {
    let sign = if path.contains('?') { '&' } else { '?' };
    if part == 1 { path.to_owned() } else { format!("{path}{sign}part={part}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portions_follow_each_other_without_a_gap_and_end_with_the_list() {
        for count in [1_usize, 99, 100, 101, 250, 300] {
            let parts =
                (1..=count.div_ceil(PORTION)).flat_map(|part| Portion::at(part, count).entries(0..count).collect::<Vec<_>>());
            assert_eq!(parts.collect::<Vec<_>>(), (0..count).collect::<Vec<_>>(), "{count}");
        }
    }

    #[test]
    fn what_is_behind_the_last_portion_shows_the_last_one_and_an_empty_list_has_one() {
        assert_eq!(Portion::at(9, 250).places(), 200..250);
        assert_eq!(Portion::at(0, 250).places(), 0..100);
        assert_eq!(Portion::at(3, 0).places(), 0..0);
    }

    #[test]
    fn the_first_portion_is_the_page_itself_and_others_keep_its_order() {
        assert_eq!(Portion::at(1, 250).path("key_work/2021"), "key_work/2021");
        assert_eq!(Portion::at(2, 250).path("key_work/2021"), "key_work/2021?part=2");
        assert_eq!(Portion::at(3, 250).path("key_work/2021?by=party"), "key_work/2021?by=party&part=3");
    }
}
