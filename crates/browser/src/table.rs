//! A table of what readers do and what they should see, walked row by row on one demo, with a browser for each row.

use crate::demo::NODES;
use crate::manner::Manner;
use crate::{Axe, Demo, Driver, Officer, Session};
use std::collections::{BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::time::Instant;

/// As many rows are walked at once: as many as the machine has processors.
fn walkers() -> usize {
    std::thread::available_parallelism().map_or(1, |count| count.get().min(4))
}

/// What every row is walked on.
pub struct World {
    /// The nodes and their pages.
    pub demo: Demo,
    /// What judges pages.
    pub axe: Axe,
    driver: Driver,
    manner: Manner,
}

impl World {
    /// Starts the demo and the driver, and waits until the nodes have come to one state: no page changes after that by itself.
    pub fn begin(manner: Manner) -> World {
        let world = World { axe: Axe::open(), driver: Driver::start(), demo: Demo::start(), manner };
        let reader = world.reader();
        (0..NODES).for_each(|node| world.sign_in(&reader, node, Officer::Liaison));
        reader.wait_for("one state of all nodes", |reader| {
            let states = (0..NODES).map(|node| state(reader, world.demo.node(node))).collect::<BTreeSet<_>>();
            states.len() == 1 && states.iter().all(Option::is_some)
        });
        drop(reader);
        world
    }

    /// Another reader, who was never here.
    pub fn reader(&self) -> Session<'_> {
        self.manner.begin(self.driver.session())
    }
}

/// The state that a node says it has come to; none while it knows that not all hold all acts.
fn state(reader: &Session<'_>, node: &str) -> Option<String> {
    reader.open(&format!("{node}/en/record"));
    let all_hold_all = reader.holds("return document.querySelector('.lead .l-ok') !== null");
    all_hold_all.then(|| reader.text("return document.querySelector('.digest').innerText"))
}

/// One row.
#[derive(Clone, Copy)]
pub struct Row {
    /// What the reader does.
    pub does: &'static str,
    /// What the reader should see.
    pub sees: &'static str,
    /// Does it, and panics if it is not so.
    pub check: fn(&World),
}

/// Walks all rows, several at once, whatever the ones before them came to, and fails with those that were not so.
pub fn walk(rows: &[Row]) {
    walk_by(walkers(), Manner::USUAL, rows, |_| {});
}

/// Walks rows of which each finds what the ones before it left, one after another, with readers who use their browsers in this manner; after
/// each row something must hold.
pub fn walk_in_order(manner: Manner, rows: &[Row], holds: fn(&World)) {
    walk_by(1, manner, rows, holds);
}

fn walk_by(walkers: usize, manner: Manner, rows: &[Row], holds: fn(&World)) {
    let begun = Instant::now();
    let world = World::begin(manner);
    println!("       {:>5.1} s  the demo runs, and its nodes are of one state", begun.elapsed().as_secs_f64());
    let (open, failed) = (Mutex::new(rows.iter().collect::<VecDeque<_>>()), Mutex::new(Vec::new()));
    let next = || open.lock().expect("no row panics while it is taken").pop_front();
    let walker = || {
        while let Some(row) = next() {
            let begun = Instant::now();
            let passed = catch_unwind(AssertUnwindSafe(|| {
                (row.check)(&world);
                holds(&world);
            }))
            .is_ok();
            let word = if passed { "ok" } else { "FAILED" };
            println!("{word:>6} {:>5.1} s  {} → {}", begun.elapsed().as_secs_f64(), row.does, row.sees);
            if !passed {
                failed.lock().expect("no row panics while it is noted").push(row.does);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..walkers {
            scope.spawn(walker);
        }
    });
    let failed = failed.into_inner().expect("all rows are walked");
    assert!(failed.is_empty(), "{} of {} rows failed: {}", failed.len(), rows.len(), failed.join("; "));
}
