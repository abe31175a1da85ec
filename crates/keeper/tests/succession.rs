//! A party that lost key and disk goes on in a new log, from the head that the others hold, and they countersign.

mod town;

use counterpart::act_format::v1::RecordVerb;
use counterpart::draft::Deed;
use counterpart::void::Void;
use exchange::StopKind;
use keeper::{Keeper, KeeperError, Keys, Refusal, Setup, Standing, Submission};
use record::leaf_hash;
use store::{MemoryDisk, read_head};
use town::{Town, body, log_key, mirror_key, origin};

const NEXT: &str = "sample.invalid/test/a/2";

fn new_setup(town: &mut Town) -> Setup<'static> {
    let keys = Keys { log: vec![log_key(NEXT)], mirror: vec![mirror_key(0, 1)] };
    Setup { keys, ..town.setup(0, StopKind::Intact) }
}

/// A town in which party 0 has begun anew, and its first leaf, which nobody else has heard of.
fn begun_anew() -> (Town, Vec<u8>) {
    let mut town = Town::signing(3);
    town.propose(0, "held by the others");
    town.rounds(2);
    town.propose(0, "never left the house");
    drop(town.stop(0));
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
    (town, bytes)
}

#[test]
fn once_its_first_leaf_is_made_known_all_countersign_and_the_party_goes_on() {
    let (mut town, leaf) = begun_anew();
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
    let (mut town, leaf) = begun_anew();
    let mut forged = leaf.clone();
    let last = forged.len() - 1;
    forged[last] ^= 1;
    let other = town.node(1).leaf(&origin(1), 0).expect("a leaf of another kind");
    for bad in [forged, other, b"no leaf".to_vec()] {
        assert!(matches!(town.node_mut(1).follow(&bad), Err(KeeperError::NoSuccession)));
    }
    assert_eq!(town.node(1).standing(), Standing::Signing);
}
