//! The order of arrival: every interleaving of three logs of four leaves, random ones of larger records, one digest at
//! each frontier.

mod record;

use agreement::act::{Act, Post};
use agreement::id::{Digest, MatterId};
use counterpart::Counterpart;
use counterpart::draft::Deed;
use counterpart::frontier::Trees;
use record::{DAY, World};
use std::collections::HashMap;

/// Leaves by log: the origin, and the bytes in order.
type Logs = Vec<(String, Vec<Vec<u8>>)>;

/// One digest for each vector of folded sizes, whatever came first.
#[derive(Default)]
struct Digests(HashMap<Vec<u64>, ::record::hash::Hash>);

impl Digests {
    /// Lets the logs arrive in this order, and compares the digest after every leaf with what others had there.
    fn arrive(&mut self, world: &World, trees: &Trees, logs: &Logs, order: &[usize]) {
        let mut fold = Counterpart::new(world.nodes[0].fold.founding().clone(), world.agreement);
        let mut next = vec![0; logs.len()];
        for log in order {
            let (origin, leaves) = &logs[*log];
            fold.receive(origin, &leaves[next[*log]], trees).expect("a log of this record");
            next[*log] += 1;
            let sizes: Vec<u64> = fold.logs().map(|(_, _, folded, _)| folded).collect();
            let digest = *self.0.entry(sizes.clone()).or_insert_with(|| fold.digest());
            assert_eq!(digest, fold.digest(), "another state at {sizes:?} in the order {order:?}");
        }
        let all: Vec<u64> = logs.iter().map(|(_, leaves)| leaves.len() as u64).collect();
        assert!(fold.logs().map(|(_, _, folded, _)| folded).eq(all), "something still waits after {order:?}");
    }
}

/// What all nodes of a world have written together, and the trees over it.
fn written(world: &World) -> (Logs, Trees) {
    let logs: Logs = (0..world.nodes.len())
        .map(|party| {
            let (log, node) = (world.log(party), &world.nodes[party]);
            let leaves = (0..node.size(&log)).map(|index| node.leaf(&log, index)).collect();
            (log, leaves)
        })
        .collect();
    let mut trees = Trees::default();
    logs.iter().for_each(|(origin, leaves)| leaves.iter().for_each(|leaf| trees.append(origin, leaf)));
    (logs, trees)
}

/// Calls `each` with every interleaving of logs with so many leaves left.
fn interleavings(left: &mut [usize], order: &mut Vec<usize>, each: &mut dyn FnMut(&[usize])) {
    if left.iter().all(|left| *left == 0) {
        return each(order);
    }
    for log in 0..left.len() {
        if left[log] > 0 {
            left[log] -= 1;
            order.push(log);
            interleavings(left, order, each);
            order.pop();
            left[log] += 1;
        }
    }
}

/// Tries every interleaving; gives how many there are.
fn every_order(world: &World) -> usize {
    let (logs, trees) = written(world);
    let mut digests = Digests::default();
    let mut left: Vec<usize> = logs.iter().map(|(_, leaves)| leaves.len()).collect();
    let mut count = 0;
    interleavings(&mut left, &mut Vec::new(), &mut |order| {
        digests.arrive(world, &trees, &logs, order);
        count += 1;
    });
    count
}

/// Keys, a ballot, two signatures and a void one: each leaf cites what its author had, so that most orders make leaves wait.
#[test]
fn every_order_of_three_logs_of_three_signed_leaves_gives_one_state() {
    let mut world = World::new();
    (0..3).for_each(|party| drop(world.empower(party, "head", Post::Head, 1)));
    let matter = world.propose(0, "one", None);
    world.meet();
    world.sign(0, matter);
    world.sign(1, matter);
    world.deliver(1, 2);
    // C signs in another officer's stead, then for itself.
    world.act(2, Deed::Act(Act::Sign { text: None, post: None }), Some(matter), Some("head"), &[2]);
    world.deliver(0, 1);
    world.withdraw(1, matter);
    world.sign(2, matter);
    assert_eq!(every_order(&world), 1680);
}

/// One ballot that ends, its commitments and evidence, an act copied into a foreign log, an unsigned withdrawal, rubbish.
#[test]
fn every_order_of_three_logs_of_four_leaves_gives_one_state() {
    let mut world = World::new();
    let today = world.today();
    let matter = world.propose(0, "one", Some(today));
    world.deliver(0, 1);
    world.evidence(1);
    let copied = world.nodes[1].leaf(&world.log(1), 0);
    world.deliver(1, 2);
    let own = world.log(2);
    world.nodes[2].take(&own, &copied);
    world.commit(0, matter);
    world.act(1, Deed::Act(Act::Withdraw {}), Some(matter), Some("head"), &[]);
    world.deliver(0, 2);
    world.commit(2, matter);
    world.now += 2 * DAY;
    world.evidence(0);
    world.nodes[2].take(&own, b"rubbish");
    world.deliver(2, 0);
    world.propose(1, "two", None);
    world.deliver(0, 1);
    world.evidence(0);
    world.evidence(1);
    world.deliver(1, 2);
    world.evidence(2);
    let sizes: Vec<usize> = (0..3).map(|party| world.nodes[party].size(&world.log(party))).collect();
    assert_eq!(sizes, [4, 4, 4]);
    assert_eq!(every_order(&world), 34_650);
}

/// A small generator of numbers (an LCG after Knuth, MMIX).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % limit as u64) as usize
    }
}

/// A record of random acts, lawful and not, by parties that hear of each other by chance.
fn chance(random: &mut Random, acts: usize) -> World {
    let mut world = World::with_heads();
    let mut matters: Vec<MatterId> = vec![world.propose(0, "one", None)];
    world.meet();
    for number in 0..acts {
        let (party, matter) = (random.below(3), matters[random.below(matters.len())]);
        match random.below(9) {
            0 | 1 => drop(world.sign(party, matter)),
            2 => drop(world.withdraw(party, matter)),
            3 | 4 => drop(world.commit(party, matter)),
            5 => drop(world.evidence(party)),
            6 => world.now += DAY / 2,
            7 => {
                let until = Some(world.today()).filter(|_| random.below(2) == 0);
                let act = Act::ProposeAmendment { text: Digest::of(&number.to_be_bytes()), base: None, until };
                let rule = MatterId::standing(world.agreement.rule_id("amendment").expect("a rule"));
                let (id, _) = world.act(party, Deed::Act(act), Some(rule), None, &[]);
                matters.push(world.opened(party, id));
            }
            _ => world.deliver(random.below(3), party),
        }
        // What its party doesn't know it can't name.
        matters.retain(|matter| world.nodes.iter().all(|node| node.fold.state().matters().any(|(known, _)| known == *matter)));
        if matters.is_empty() {
            world.meet();
            matters.push(world.propose(0, &format!("text {number}"), None));
            world.meet();
        }
    }
    world
}

#[test]
fn random_orders_of_larger_records_give_one_state() {
    for seed in 0..12 {
        let mut random = Random(seed);
        let world = chance(&mut random, 40);
        let (logs, trees) = written(&world);
        let mut digests = Digests::default();
        for _ in 0..12 {
            let mut left: Vec<usize> = logs.iter().map(|(_, leaves)| leaves.len()).collect();
            let mut order = Vec::new();
            while left.iter().any(|left| *left > 0) {
                let log = random.below(left.len());
                // Long runs of one log make long waits.
                for _ in 0..(1 + random.below(12)).min(left[log]) {
                    left[log] -= 1;
                    order.push(log);
                }
            }
            digests.arrive(&world, &trees, &logs, &order);
        }
    }
}

/// The same leaves folded twice, and folded again from the first leaf, come to the same bytes.
#[test]
fn a_replay_is_the_same_to_the_byte() {
    for seed in 100..106 {
        let world = chance(&mut Random(seed), 40);
        let (logs, trees) = written(&world);
        let replay = |mut fold: Counterpart<'static>| {
            for (origin, leaves) in &logs {
                leaves.iter().for_each(|leaf| _ = fold.receive(origin, leaf, &trees).expect("a log of this record"));
            }
            fold
        };
        let founding = || world.nodes[0].fold.founding().clone();
        let once = replay(Counterpart::new(founding(), world.agreement));
        let (digest, frontier) = (once.digest(), once.frontier(&trees));
        let voids: Vec<String> = once.voids().map(|void| format!("{void:?}")).collect();
        let again = replay(once.restart());
        assert_eq!((again.digest(), again.frontier(&trees)), (digest, frontier));
        assert_eq!(again.voids().map(|void| format!("{void:?}")).collect::<Vec<_>>(), voids);
    }
}
