//! A party that signs two histories: the others prove it by themselves, keep what a majority has testified to, and go on.

mod town;

use counterpart::fork::Settled;
use exchange::{HaltReason, StopKind};
use keeper::{Refusal, Standing};
use town::{Town, origin};

/// A goes two ways: B and C hear of the first and cite it, D hears of the other.
fn two_faces() -> Town {
    let mut town = Town::signing(4);
    let backup = town.node(0).store().disk().clone();
    town.propose(0, "the first way");
    town.round_among(&[0, 1, 2]);
    town.propose(1, "b cites the first way");
    town.propose(2, "c cites the first way");
    town.round_among(&[0, 1, 2]);
    drop(town.stop(0));
    town.start(0, backup, StopKind::Intact);
    let now = town.now;
    // A liar asks nobody whether it may sign.
    town.node_mut(0).resume_unconfirmed("another way", now).expect("a disk that works").expect("nothing larger is known to it");
    town.propose(0, "and on");
    town.round_among(&[0, 3]);
    town.propose(3, "d cites the other way");
    town.round_among(&[0, 3]);
    drop(town.nodes[0].take());
    town
}

fn settled(town: &Town, node: usize) -> Vec<(String, Settled)> {
    town.node(node).counterpart().forks().map(|(origin, _, settled)| (origin.to_owned(), settled.clone())).collect()
}

#[test]
fn a_fork_is_proved_by_all_and_the_history_of_the_majority_is_kept() {
    let mut town = two_faces();
    assert_eq!((town.size(1, 0), town.size(3, 0)), (2, 3));
    town.rounds(6);
    for node in 1..4 {
        assert_eq!(settled(&town, node), [(origin(0), Settled::Kept(2))], "node {node}");
        let log = town.node(node).log_status(&origin(0)).expect("a log of this record");
        assert!(log.is_forked, "node {node}");
        assert_eq!((log.size, log.folded), (2, 2), "node {node}");
    }
    town.assert_same(&[1, 2, 3]);
    let receipt = town.propose(3, "life goes on");
    town.rounds(2);
    town.assert_same(&[1, 2, 3]);
    assert!(town.node(1).event_of(&receipt.act).is_some());
}

#[test]
fn what_was_settled_is_settled_after_a_start() {
    let mut town = two_faces();
    town.rounds(6);
    for node in 1..4 {
        let disk = town.stop(node);
        town.start(node, disk, StopKind::Intact);
        assert_eq!(settled(&town, node), [(origin(0), Settled::Kept(2))], "node {node}");
    }
    town.rounds(3);
    town.assert_same(&[1, 2, 3]);
    town.propose(2, "life goes on");
    town.rounds(2);
    town.assert_same(&[1, 2, 3]);
}

#[test]
fn a_start_at_any_moment_of_the_settlement_changes_nothing() {
    for moment in 0..8 {
        let mut town = two_faces();
        for round in 0..8 {
            if round == moment {
                let node = 1 + moment % 3;
                let disk = town.stop(node);
                town.start(node, disk, StopKind::Intact);
            }
            town.rounds(1);
        }
        town.rounds(3);
        assert!((1..4).all(|node| settled(&town, node) == [(origin(0), Settled::Kept(2))]), "at {moment}");
        town.assert_same(&[1, 2, 3]);
    }
}

#[test]
fn the_machine_that_was_put_back_unseen_halts_when_it_hears_of_its_other_history() {
    let mut town = Town::signing(3);
    let backup = town.node(0).store().disk().clone();
    town.propose(0, "before");
    town.rounds(2);
    drop(town.stop(0));
    town.start(0, backup, StopKind::Intact);
    let now = town.now;
    town.node_mut(0)
        .resume_unconfirmed("it looks intact", now)
        .expect("a disk that works")
        .expect("nothing larger is known to it");
    town.rounds(2);
    assert_eq!(town.node(0).standing(), Standing::Halted(HaltReason::OwnLogForked));
    let late = town.amendment("late");
    let answers = town.submit(0, vec![late]);
    assert!(matches!(answers[0], Err(Refusal::NotSigning(exchange::AppendFault::Halted))));
    town.rounds(4);
    town.assert_same(&[1, 2]);
    // It stays halted.
    let disk = town.stop(0);
    town.start(0, disk, StopKind::Intact);
    assert_eq!(town.node(0).standing(), Standing::Halted(HaltReason::OwnLogForked));
}
