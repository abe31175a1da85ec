//! A network in one thread: messages are lost, doubled, delayed and overtaken, and lines are cut, all by one seed.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::collections::{BTreeMap, BTreeSet};

/// A small generator (xorshift64*, Vigna 2014): the same seed gives the same run on every machine.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        // Neighbouring seeds begin far apart, and none begins at zero.
        let mut random = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        (0..8).for_each(|_| _ = random.next());
        random
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `end`, which is not zero.
    pub fn below(&mut self, end: u64) -> u64 {
        (self.next() >> 11) % end
    }

    /// True in so many of a thousand cases.
    pub fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }
}

/// How bad the network is.
#[derive(Clone, Copy, Debug)]
pub struct Weather {
    pub loss_per_mille: u64,
    pub doubled_per_mille: u64,
    /// Each message takes one second to this many.
    pub delay_max: u64,
}

impl Weather {
    pub const CALM: Self = Self { loss_per_mille: 0, doubled_per_mille: 0, delay_max: 1 };
    pub const STORM: Self = Self { loss_per_mille: 250, doubled_per_mille: 150, delay_max: 12 };
}

/// One message under way between two of the nodes, which are known by their numbers.
#[derive(Clone, Debug)]
pub struct Envelope<M> {
    pub from: usize,
    pub to: usize,
    pub message: M,
}

/// The lines between nodes, and what is on them.
pub struct Network<M> {
    pub random: Random,
    pub weather: Weather,
    cut: BTreeSet<(usize, usize)>,
    under_way: BTreeMap<(u64, u64), Envelope<M>>,
    serial: u64,
}

impl<M: Clone> Network<M> {
    pub fn new(random: Random, weather: Weather) -> Self {
        Self { random, weather, cut: BTreeSet::new(), under_way: BTreeMap::new(), serial: 0 }
    }

    pub fn send(&mut self, now: u64, from: usize, to: usize, message: M) {
        let copies = 1 + u64::from(self.random.chance(self.weather.doubled_per_mille));
        for _ in 0..copies {
            if !self.cut.contains(&(from, to)) && !self.random.chance(self.weather.loss_per_mille) {
                let at = now + 1 + self.random.below(self.weather.delay_max);
                self.serial += 1;
                self.under_way.insert((at, self.serial), Envelope { from, to, message: message.clone() });
            }
        }
    }

    /// What arrives now, in the order of arrival.
    pub fn arrivals(&mut self, now: u64) -> Vec<Envelope<M>> {
        let later = self.under_way.split_off(&(now + 1, 0));
        std::mem::replace(&mut self.under_way, later).into_values().collect()
    }

    /// Cuts the line between two nodes, in both directions; what is under way is lost.
    pub fn cut(&mut self, one: usize, other: usize) {
        self.cut.extend([(one, other), (other, one)]);
        let cut = &self.cut;
        self.under_way.retain(|_, envelope| !cut.contains(&(envelope.from, envelope.to)));
    }

    pub fn mend(&mut self, one: usize, other: usize) {
        self.cut.remove(&(one, other));
        self.cut.remove(&(other, one));
    }

    /// All lines are whole, and nothing is lost or late from now on.
    pub fn calm(&mut self) {
        self.cut.clear();
        self.weather = Weather::CALM;
    }

    /// A connection dies with its process: what a node had sent and what was sent to it is lost.
    pub fn disconnect(&mut self, node: usize) {
        self.under_way.retain(|_, envelope| envelope.from != node && envelope.to != node);
    }
}
