//! The acts that are folded, by name. New ones are held whole; those that are put away leave eight bytes each: the
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

/// The beginnings of the names of one log's acts, each with the index of its leaf, in a table with open addresses.
#[derive(Debug, Default)]
struct Beginnings {
    slots: Vec<u64>,
    count: usize,
}

/// A slot that holds nothing: no leaf has this index.
const FREE: u64 = u64::MAX;

impl Beginnings {
    fn add(&mut self, beginning: u32, index: u32) {
        if self.count * 5 >= self.slots.len() * 4 {
            self.grow();
        }
        self.put(u64::from(beginning) << 32 | u64::from(index));
        self.count += 1;
    }

    /// By a quarter only: twice the room for a few more acts would be most of what the fold holds.
    fn grow(&mut self) {
        let wider = vec![FREE; self.slots.len() + self.slots.len() / 4 + 16];
        let held = std::mem::replace(&mut self.slots, wider);
        held.into_iter().filter(|slot| *slot != FREE).for_each(|slot| self.put(slot));
    }

    fn put(&mut self, entry: u64) {
        let free = self.from((entry >> 32) as u32).find(|at| self.slots[*at] == FREE).expect("a fifth of the table is free");
        self.slots[free] = entry;
    }

    /// Every slot once, from the one where this beginning belongs.
    fn from(&self, beginning: u32) -> impl Iterator<Item = usize> + use<> {
        let length = self.slots.len();
        let first = ((u64::from(beginning) * length as u64) >> 32) as usize;
        (first..length).chain(0..first)
    }

    fn find(&self, beginning: u32) -> impl Iterator<Item = u32> {
        let held = self.from(beginning).map(|at| self.slots[at]).take_while(|slot| *slot != FREE);
        held.filter(move |slot| (*slot >> 32) as u32 == beginning).map(|slot| slot as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(number: u32) -> ActId {
        let mut name = [0; 32];
        // Many of the same beginning, and some at the very end of the table.
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
