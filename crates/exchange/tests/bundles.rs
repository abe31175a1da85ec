//! Bundles: what is carried by hand is checked like what comes by network, and answers like it.

mod party;
mod shelves;

use exchange::bundle::Extent;
use exchange::wire::{decode_batch, encode_batch};
use exchange::{HaltReason, Message, Party, Step, StopKind, Via};
use party::{Node, Stage, log_key, new_shelves, origin, started, write};
use record::{Checkpoint, checkpoint};

/// Writes a bundle to bytes, carries it, and reads it there; gives what goes back.
fn carry(nodes: &mut [Node], from: usize, to: usize, extent: Extent, now: u64) -> Vec<(usize, Message)> {
    let exporter = &nodes[from];
    let messages = exporter.exchange.bundle_for(Party(to as u8), extent, &exporter.shelves).collect::<Vec<_>>();
    let bytes = encode_batch(&messages);
    let mut back = Vec::new();
    for message in decode_batch(&bytes) {
        back.extend(nodes[to].receive_via(from, message.expect("what was written is read"), Via::Bundle, now));
    }
    back
}

/// Leaves at node 0 that nobody has heard of.
fn unheard(nodes: &mut [Node], count: usize) {
    let leaves = (0..count).map(|number| format!("leaf {number}").into_bytes()).collect::<Vec<_>>();
    nodes[0].append(&leaves, 1001, Stage::Offered);
}

#[test]
fn a_bundle_brings_leaves_and_the_one_that_goes_back_brings_cosignatures() {
    let mut nodes = started(3);
    unheard(&mut nodes, 1300);
    carry(&mut nodes, 0, 2, Extent::Missing, 1002);
    assert_eq!(nodes[2].size(&origin(0)), 1300);
    assert_eq!(nodes[0].exchange.holders(&origin(0), 1300), []);
    carry(&mut nodes, 2, 0, Extent::Missing, 1003);
    assert_eq!(nodes[0].exchange.holders(&origin(0), 1300), [Party(2)]);
    let exporter = &nodes[0];
    let again = exporter.exchange.bundle_for(Party(2), Extent::Missing, &exporter.shelves);
    assert!(again.into_iter().all(|message| !matches!(message, Message::Leaves { .. })), "it has them");
}

#[test]
fn a_bundle_that_is_read_twice_changes_nothing_the_second_time() {
    let mut nodes = started(3);
    unheard(&mut nodes, 600);
    carry(&mut nodes, 0, 2, Extent::Whole, 1002);
    let (done, leaves) = (nodes[2].done.len(), nodes[2].shelves.log(&origin(0)).leaves.clone());
    carry(&mut nodes, 0, 2, Extent::Whole, 1003);
    assert_eq!((nodes[2].done.len(), &nodes[2].shelves.log(&origin(0)).leaves), (done, &leaves));
}

#[test]
fn the_messages_that_go_back_are_a_bundle_themselves() {
    let mut nodes = started(2);
    unheard(&mut nodes, 3);
    let back = carry(&mut nodes, 0, 1, Extent::Missing, 1002);
    for (to, message) in back {
        nodes[to].receive_via(1, message, Via::Bundle, 1003);
    }
    assert_eq!(nodes[0].exchange.holders(&origin(0), 3), [Party(1)]);
}

#[test]
fn leaves_in_a_bundle_are_proved_like_any_others() {
    let mut nodes = started(3);
    unheard(&mut nodes, 3);
    let exporter = &nodes[0];
    let messages = exporter.exchange.bundle_for(Party(2), Extent::Missing, &exporter.shelves).collect::<Vec<_>>();
    for mut message in messages {
        if let Message::Leaves { leaves, .. } = &mut message {
            leaves[1][0] ^= 1;
        }
        nodes[2].receive_via(0, message, Via::Bundle, 1002);
    }
    assert_eq!(nodes[2].size(&origin(0)), 0);
}

#[test]
fn a_fork_is_proved_by_bundles_alone() {
    let mut nodes = started(3);
    write(&mut nodes, 0, "common", 1001);
    let mut copy = Node::open(0, 3, nodes[0].shelves.clone(), StopKind::Intact, 9);
    let steps = copy.exchange.resume_unconfirmed(1002, &copy.shelves).unwrap();
    copy.carry_out(steps, 1002, usize::MAX);
    nodes[0].append(&[b"a".to_vec()], 1003, Stage::Offered);
    copy.append(&[b"b".to_vec(), b"c".to_vec()], 1003, Stage::Offered);
    carry(&mut nodes, 0, 1, Extent::Missing, 1004);
    nodes[0] = copy;
    carry(&mut nodes, 0, 2, Extent::Missing, 1004);
    assert_eq!((nodes[1].size(&origin(0)), nodes[2].size(&origin(0))), (2, 3));
    // The shorter history comes to the one with the longer: it can tell by itself, and tells back.
    carry(&mut nodes, 1, 2, Extent::Missing, 1005);
    assert!(nodes[2].exchange.fork(&origin(0)).is_some());
    carry(&mut nodes, 2, 1, Extent::Missing, 1006);
    assert!(nodes[1].exchange.fork(&origin(0)).is_some());
}

#[test]
fn a_bundle_finishes_a_start_if_it_bears_the_partys_cosignature() {
    let mut nodes = started(2);
    write(&mut nodes, 0, "a", 1001);
    let files = nodes[0].shelves.clone();
    write(&mut nodes, 0, "b", 1002);
    let stale = nodes[1].exchange.bundle_for(Party(0), Extent::Whole, &nodes[1].shelves).collect::<Vec<_>>();
    nodes[0] = Node::open(0, 2, files, StopKind::Restored, 50);
    for message in stale {
        nodes[0].receive_via(1, message, Via::Bundle, 1003);
    }
    assert!(!nodes[0].exchange.may_sign(), "it answers no question of this start");
    carry(&mut nodes, 0, 1, Extent::Missing, 1004);
    carry(&mut nodes, 1, 0, Extent::Whole, 1005);
    assert!(nodes[0].exchange.may_sign());
    assert_eq!(nodes[0].size(&origin(0)), 2);
}

#[test]
fn an_own_head_that_nobody_vouches_for_sets_nothing_and_still_forbids_to_sign_less() {
    let mut nodes = started(2);
    let files = new_shelves(2);
    nodes[0] = Node::open(0, 2, files, StopKind::Intact, 50);
    let found = Checkpoint { origin: origin(0), size: 4, root: [4; 32], extensions: vec![] };
    let found = checkpoint::sign(&found, &log_key(&origin(0))).to_bytes();
    let message = Message::Heads { answers: None, heads: vec![found.clone()], forked: vec![] };
    assert_eq!(nodes[0].receive_via(1, message.clone(), Via::Bundle, 1002), [], "nobody is asked for its leaves");
    assert_eq!(nodes[0].exchange.behind(), Some((0, 4)));
    let mut nodes = started(2);
    nodes[0].receive_via(1, message, Via::Bundle, 1002);
    assert!(nodes[0].has_done(|step| *step == Step::Halt(HaltReason::Behind { own: 0, seen: 4 })));
}

#[test]
fn a_party_that_lost_everything_gets_everything() {
    let mut nodes = started(3);
    (0..3).for_each(|me| write(&mut nodes, me, &format!("leaf of {me}"), 1001));
    nodes[0] = Node::open(0, 3, new_shelves(3), StopKind::HeadMissing, 50);
    carry(&mut nodes, 0, 1, Extent::Missing, 1002);
    carry(&mut nodes, 1, 0, Extent::Whole, 1003);
    assert_eq!((0..3).map(|log| nodes[0].size(&origin(log))).collect::<Vec<_>>(), [1, 1, 1]);
    assert!(!nodes[0].exchange.may_sign(), "node 2 has not answered");
    carry(&mut nodes, 0, 2, Extent::Missing, 1004);
    carry(&mut nodes, 2, 0, Extent::Whole, 1005);
    assert!(nodes[0].exchange.may_sign());
}
