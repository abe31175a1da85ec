//! A party that lost key and disk goes on in a new log, from the head that the others hold, and they countersign.

mod town;

use counterpart::act_format::v1::RecordVerb;
use counterpart::draft::Deed;
use counterpart::void::Void;
use exchange::bundle::Extent;
use exchange::{Message, StopKind, Via};
use keeper::{Keeper, KeeperError, Keys, Refusal, Setup, Standing, Submission};
use record::leaf_hash;
use store::{MemoryDisk, read_head};
use town::{Town, body, log_key, mirror_key, origin};

const NEXT: &str = "sample.invalid/test/a/2";

fn new_setup(town: &mut Town) -> Setup<'static> {
    let keys = Keys { log: vec![log_key(NEXT)], mirror: vec![mirror_key(0, 1)] };
    Setup { keys, ..town.setup(0, StopKind::Intact) }
}

/// A town in which party 0 has begun anew, its first leaf, which nobody else has heard of, and the disk that it lost.
fn begun_anew() -> (Town, Vec<u8>, MemoryDisk) {
    let mut town = Town::signing(3);
    town.propose(0, "held by the others");
    town.rounds(2);
    town.propose(0, "never left the house");
    let lost = town.stop(0);
    let setup = new_setup(&mut town);
    town.nodes[0] = Some(Keeper::create(MemoryDisk::new(), [8; 16], setup).expect("an empty disk"));
    town.rounds(2);
    assert_eq!(town.node(0).standing(), Standing::Signing);
    let early = town.amendment("before the succession");
    assert_eq!(town.submit(0, vec![early]), [Err(Refusal::Void(Void::NoSuccession { party: body(0) }))]);
    let checkpoint = town.node(0).head(&origin(0)).expect("the others hold the old log");
    let (_, head) = read_head(&checkpoint).expect("a head");
    assert_eq!(head.size, 2);
    let verb = RecordVerb::Succeed {
        old_origin: origin(0),
        size: head.size,
        root: head.root,
        checkpoint,
        node: log_key(NEXT).verifier().to_string(),
        mirror: mirror_key(0, 1).verifier().to_string(),
    };
    let leaf = town.signed(0, Deed::Verb(verb), None, None, 0);
    let Submission::Signed(bytes) = leaf.clone() else { panic!("a signed leaf") };
    assert!(matches!(town.submit(0, vec![leaf])[0], Ok(receipt) if receipt.index == 0));
    (town, bytes, lost)
}

/// A lost disk is found, and what is on it carried to a node.
fn carry_from_lost(town: &mut Town, lost: MemoryDisk, to: usize) {
    let setup = town.setup(0, StopKind::Intact);
    let mut old = Keeper::open(lost, setup).expect("a disk that can be opened");
    let mut messages = Vec::new();
    let give = |message: &Message| -> Result<(), ()> {
        messages.push(message.clone());
        Ok(())
    };
    old.bundle(body(to), Extent::Whole, give).expect("another party").expect("memory takes all");
    let now = town.now;
    for message in messages {
        town.node_mut(to).receive_message(body(0), message, Via::Bundle, now).expect("a disk that works");
    }
}

#[test]
fn whoever_has_countersigned_takes_no_more_of_the_old_log() {
    let (mut town, leaf, lost) = begun_anew();
    town.node_mut(1).follow(&leaf).expect("a succession under the root");
    (0..3).for_each(|_| town.round_among(&[0, 1]));
    assert_eq!(town.node(1).counterpart().end(&origin(0)), None, "C has not countersigned");
    assert!(town.node(1).counterpart().has_agreed_to_end(body(1), &origin(0)));
    carry_from_lost(&mut town, lost, 1);
    assert_eq!(town.size(1, 0), 2, "what all are about to drop is not taken");
}

#[test]
fn whoever_holds_more_than_the_final_head_does_not_countersign() {
    let (mut town, leaf, lost) = begun_anew();
    carry_from_lost(&mut town, lost, 2);
    assert_eq!(town.size(2, 0), 3);
    for node in [1, 2] {
        town.node_mut(node).follow(&leaf).expect("a succession under the root");
    }
    town.rounds(4);
    assert!(!town.node(2).counterpart().has_agreed_to_end(body(2), &origin(0)));
    assert_eq!((town.size(2, 0), town.node(2).counterpart().end(&origin(0))), (3, None));
}

#[test]
fn once_its_first_leaf_is_made_known_all_countersign_and_the_party_goes_on() {
    let (mut town, leaf, _) = begun_anew();
    town.rounds(2);
    assert!(town.node(1).log_status(NEXT).is_none(), "nobody follows a log that nobody spoke of");
    for node in [1, 2] {
        town.node_mut(node).follow(&leaf).expect("a succession under the root");
    }
    town.rounds(4);
    town.assert_same(&[0, 1, 2]);
    let log = town.node(2).log_status(NEXT).expect("the new log");
    assert_eq!((log.size, log.folded), (1, 1));
    let receipt = town.propose(0, "life goes on");
    town.rounds(3);
    town.assert_same(&[0, 1, 2]);
    assert!(town.node(1).event_of(&receipt.act).is_some());
    // All is as it was after a start, and the old log has its end.
    for node in 0..3 {
        let disk = town.stop(node);
        let setup = if node == 0 { new_setup(&mut town) } else { town.setup(node, StopKind::Intact) };
        town.nodes[node] = Some(Keeper::open(disk, setup).expect("a disk that can be opened"));
    }
    town.rounds(3);
    town.assert_same(&[0, 1, 2]);
    assert_eq!(town.size(1, 0), 2);
    assert_eq!(leaf_hash(&town.node(1).leaf(NEXT, 0).expect("the first leaf")), leaf_hash(&leaf));
}

#[test]
fn a_leaf_without_the_root_opens_no_log() {
    let (mut town, leaf, _) = begun_anew();
    let mut forged = leaf.clone();
    let last = forged.len() - 1;
    forged[last] ^= 1;
    let other = town.node(1).leaf(&origin(1), 0).expect("a leaf of another kind");
    for bad in [forged, other, b"no leaf".to_vec()] {
        assert!(matches!(town.node_mut(1).follow(&bad), Err(KeeperError::NoSuccession)));
    }
    assert_eq!(town.node(1).standing(), Standing::Signing);
}
