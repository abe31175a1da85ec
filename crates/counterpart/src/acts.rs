//! The acts that are folded, by name. New ones are held whole; those that are put away leave six bytes each: a part of the
//! beginning of the name and the index of the leaf, which is read again to tell whether it is meant.

use crate::act_format::ActId;
use crate::log::{LogId, Spot};
use agreement::id::Place;
use std::collections::{BTreeMap, HashMap};

/// An act that is folded: where it stands, and the event that it made, if it made one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub spot: Spot,
    pub place: Option<Place>,
}

/// All acts by name.
#[derive(Debug, Default)]
pub(crate) struct Acts {
    near: HashMap<ActId, Known>,
    names: BTreeMap<Spot, ActId>,
    far: Vec<Beginnings>,
}

impl Acts {
    /// Notes an act; the first of a name stands.
    pub(crate) fn note(&mut self, act: ActId, known: Known) {
        self.near.entry(act).or_insert(known);
        self.names.entry(known.spot).or_insert(act);
    }

    /// How many are held whole.
    pub(crate) fn near(&self) -> usize {
        self.near.len()
    }

    /// The act of this name, if it is held whole.
    pub(crate) fn get(&self, act: &ActId) -> Option<Known> {
        self.near.get(act).copied()
    }

    /// The name of the act at `spot`, if it is held whole.
    pub(crate) fn name(&self, spot: Spot) -> Option<ActId> {
        self.names.get(&spot).copied()
    }

    /// The leaves of `log` that are put away and may be the act of this name.
    pub(crate) fn candidates(&self, log: LogId, act: &ActId) -> impl Iterator<Item = Spot> {
        self.beginning_with(log, beginning(act))
    }

    /// The acts that are held whole and whose names begin with these four bytes.
    pub(crate) fn near_beginning(&self, with: u32) -> impl Iterator<Item = (ActId, Spot)> {
        let named = self.near.iter().filter(move |(act, _)| beginning(act) == with);
        named.map(|(act, known)| (*act, known.spot))
    }

    /// The leaves of `log` that are put away and whose names may begin with these four bytes.
    pub(crate) fn beginning_with(&self, log: LogId, beginning: u32) -> impl Iterator<Item = Spot> {
        let far = self.far.get(usize::from(log.0)).into_iter();
        far.flat_map(move |far| far.find(beginning)).map(move |index| Spot { log, index: u64::from(index) })
    }

    /// Puts all of them away.
    pub(crate) fn put_away(&mut self) {
        self.names = BTreeMap::new();
        for (act, known) in std::mem::take(&mut self.near) {
            let log = usize::from(known.spot.log.0);
            if self.far.len() <= log {
                self.far.resize_with(log + 1, Beginnings::default);
            }
            let index = u32::try_from(known.spot.index).expect("a log has fewer leaves than a number of four bytes");
            self.far[log].add(beginning(&act), index);
        }
    }
}

fn beginning(act: &ActId) -> u32 {
    u32::from_be_bytes([act.0[0], act.0[1], act.0[2], act.0[3]])
}

/// The beginnings of the names of one log's acts, each with the index of its leaf: lists of pages, chosen by the beginning's first bits.
///
/// Nothing is moved or freed while it grows. A table that moves into a wider one leaves holes that many allocators keep for good.
#[derive(Debug)]
struct Beginnings {
    /// The last page of each list; [`NOWHERE`] if it is empty.
    lists: Vec<u32>,
    chunks: Vec<Box<[Page]>>,
    /// How many pages are in use.
    pages: u32,
}

/// Some entries of one list, and the page before them.
#[derive(Clone, Debug)]
struct Page {
    before: u32,
    count: u32,
    /// Of each beginning the bits behind those that chose the list.
    parts: [u16; PAGE],
    indexes: [u32; PAGE],
}

/// Entries of a page.
const PAGE: usize = 20;

/// Pages that are allocated together.
const CHUNK: usize = 256;

/// How many of a beginning's first bits choose its list: lists of sixty in a log of a quarter of a million acts.
const LIST_BITS: u32 = 12;

/// No page.
const NOWHERE: u32 = u32::MAX;

impl Default for Beginnings {
    fn default() -> Beginnings {
        Beginnings { lists: vec![NOWHERE; 1 << LIST_BITS], chunks: Vec::new(), pages: 0 }
    }
}

impl Beginnings {
    fn add(&mut self, beginning: u32, index: u32) {
        let list = (beginning >> (32 - LIST_BITS)) as usize;
        let last = self.lists[list];
        if last == NOWHERE || self.page(last).count as usize == PAGE {
            self.lists[list] = self.new_page(last);
        }
        let number = self.lists[list] as usize;
        let page = &mut self.chunks[number / CHUNK][number % CHUNK];
        let at = page.count as usize;
        (page.parts[at], page.indexes[at]) = (part(beginning), index);
        page.count += 1;
    }

    fn new_page(&mut self, before: u32) -> u32 {
        let number = self.pages as usize;
        if number == self.chunks.len() * CHUNK {
            let empty = Page { before: NOWHERE, count: 0, parts: [0; PAGE], indexes: [0; PAGE] };
            self.chunks.push(vec![empty; CHUNK].into());
        }
        self.chunks[number / CHUNK][number % CHUNK].before = before;
        self.pages += 1;
        number as u32
    }

    fn page(&self, number: u32) -> &Page {
        &self.chunks[number as usize / CHUNK][number as usize % CHUNK]
    }

    fn find(&self, beginning: u32) -> impl Iterator<Item = u32> {
        let there = |number: u32| (number != NOWHERE).then(|| self.page(number));
        let last = there(self.lists[(beginning >> (32 - LIST_BITS)) as usize]);
        let pages = std::iter::successors(last, move |page| there(page.before));
        let entries = pages.flat_map(|page| page.parts.iter().zip(&page.indexes).take(page.count as usize));
        entries.filter(move |(part, _)| **part == self::part(beginning)).map(|(_, index)| *index)
    }
}

/// The sixteen bits of a beginning behind those that choose its list.
fn part(beginning: u32) -> u16 {
    (beginning >> (16 - LIST_BITS)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(number: u32) -> ActId {
        let mut name = [0; 32];
        // Many of the same beginning, and some in the very last list.
        name[..4].copy_from_slice(
            &(if number.is_multiple_of(7) { u32::MAX } else { (number / 3).wrapping_mul(0x0101_0101) }).to_be_bytes(),
        );
        name[4..8].copy_from_slice(&number.to_be_bytes());
        ActId(name)
    }

    #[test]
    fn what_is_put_away_is_among_the_candidates_of_its_name_and_nothing_else_is_lost() {
        let mut acts = Acts::default();
        for number in 0..1_000 {
            let spot = Spot { log: LogId(number as u16 % 3), index: u64::from(number) };
            acts.note(act(number), Known { spot, place: None });
            if number % 100 == 50 {
                acts.put_away();
            }
        }
        for number in 0..1_000 {
            let spot = Spot { log: LogId(number as u16 % 3), index: u64::from(number) };
            let far = acts.candidates(spot.log, &act(number)).any(|found| found == spot);
            assert_eq!((acts.get(&act(number)).is_some(), far), (number > 950, number <= 950), "{number}");
        }
        assert_eq!(acts.near(), 49);
        // Four different bytes, which begin none of the names above.
        assert_eq!(acts.candidates(LogId(0), &ActId(std::array::from_fn(|at| 0x80 + at as u8))).count(), 0);
    }

    #[test]
    fn the_first_of_a_name_stands() {
        let mut acts = Acts::default();
        let spot = |index| Spot { log: LogId(0), index };
        acts.note(act(1), Known { spot: spot(4), place: None });
        acts.note(act(1), Known { spot: spot(9), place: None });
        assert_eq!(acts.get(&act(1)).map(|known| known.spot), Some(spot(4)));
        assert_eq!(acts.name(spot(4)), Some(act(1)));
    }
}
