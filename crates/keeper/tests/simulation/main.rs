//! Three or four whole nodes under one seed: store, fold, exchange and keeper as in production, over disks in memory and a network
//! that loses things, while officers sign and machines die.
//!
//! `ledger.rs`, `decisions.rs`: what never happens. `rest.rs`: what comes about once faults stop. `SEEDS=100000` runs so many,
//! `ONLY=7,44` these.

mod acts;
mod decisions;
mod drive;
mod faults;
mod forger;
mod ledger;
#[path = "../../../exchange/tests/network/mod.rs"]
mod network;
mod parties;
mod rest;
mod seen;
mod succession;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};

use seen::Seen;
use world::World;

/// How long a storm is, in beats.
const STORM: usize = 48;

/// Into so many functions the seeds are divided, so that all cores have work.
const PARTS: u64 = 8;

/// Seeds that once showed a fault: messages without end, leaves that all histories of a forked log share and one node lacked, a
/// smaller head than the signed one, a head that a crash kept from the head file, acts written behind a leaf that waits, a
/// kept history that ended earlier on one node, a branch of a log that was never heard of, a head of the kept history that was not
/// looked for, successions that waited for what was lost with each other's machines, a countersignature and a proof of a fork behind
/// leaves that waited for such.
const FAILED: &[u64] = &[216, 7, 44, 93, 290, 329, 1046, 1099, 1448, 4032, 6830, 8348, 22391, 22702, 46194, 59233, 60455, 73118];

fn simulate(seed: u64) -> (Seen, u64) {
    let mut world = World::new(seed);
    for _ in 0..STORM {
        world.second();
        world.disturb();
        world.act();
        world.act();
    }
    world.rest();
    (world.seen, world.trace)
}

/// Runs a seed; if it fails, says which it was, and gives nothing.
fn run(seed: u64) -> Option<(Seen, u64)> {
    let done = catch_unwind(AssertUnwindSafe(|| simulate(seed)));
    let failed = || println!("seed {seed} fails ({:?}): ONLY={seed} runs it alone", faults::Trouble::of(seed));
    done.map_err(|_| failed()).ok()
}

/// Runs seeds; all that fail are told.
fn run_all(seeds: impl Iterator<Item = u64>) -> Seen {
    let (mut sum, mut failed) = (Seen::default(), Vec::new());
    for seed in seeds {
        match run(seed) {
            Some((seen, _)) => sum += seen,
            None => failed.push(seed),
        }
    }
    assert!(failed.is_empty(), "seeds fail: {failed:?}");
    sum
}

/// How many seeds are run in all.
#[expect(clippy::disallowed_methods, reason = "how long to try is for whoever runs the tests to say")]
fn seeds() -> u64 {
    let said = std::env::var("SEEDS").ok();
    said.map_or(2_000, |said| said.parse().expect("SEEDS is a number"))
}

/// Runs one part of the seeds, and looks whether the storms were strong enough.
fn part(part: u64) {
    let seeds = seeds() / PARTS * part..seeds() / PARTS * (part + 1);
    let count = seeds.end - seeds.start;
    let sum = run_all(seeds);
    println!("seeds={count} {}", sum.told());
    let enough = |seen: u32, one_in: u64| u64::from(seen) >= count / one_in;
    assert!(enough(sum.acts, 1) && enough(sum.signed, 1) && enough(sum.falls, 1) && enough(sum.jumps, 1), "too mild: {sum:?}");
    assert!(enough(sum.decided, 10) && enough(sum.dead, 10), "too few ballots came to an end: {sum:?}");
    assert!(
        enough(sum.lost, 50) && enough(sum.succeeded, 50) && enough(sum.entered, 100),
        "too few new logs and epochs: {sum:?}"
    );
    assert!(enough(sum.forks, 50) && enough(sum.voids, 50) && enough(sum.restored, 50), "too few lies and losses: {sum:?}");
}

/// The seeds that failed before, or those that are named by whoever looks for a fault: `ONLY=4032,5306`.
#[test]
#[expect(clippy::disallowed_methods, reason = "which seeds to try is for whoever runs the tests to say")]
fn seeds_that_failed_before() {
    let only = std::env::var("ONLY").ok();
    let named = only.map(|only| only.split(',').map(|seed| seed.parse().expect("ONLY is a list of numbers")).collect());
    run_all(named.unwrap_or_else(|| FAILED.to_vec()).into_iter());
}

#[test]
fn a_seed_is_one_run() {
    for seed in 0..26 {
        let (one, other) = (simulate(seed), simulate(seed));
        assert_eq!(one, other, "seed {seed} has two runs");
    }
}

#[test]
fn first_eighth_of_the_seeds() {
    part(0);
}

#[test]
fn second_eighth_of_the_seeds() {
    part(1);
}

#[test]
fn third_eighth_of_the_seeds() {
    part(2);
}

#[test]
fn fourth_eighth_of_the_seeds() {
    part(3);
}

#[test]
fn fifth_eighth_of_the_seeds() {
    part(4);
}

#[test]
fn sixth_eighth_of_the_seeds() {
    part(5);
}

#[test]
fn seventh_eighth_of_the_seeds() {
    part(6);
}

#[test]
fn last_eighth_of_the_seeds() {
    part(7);
}
