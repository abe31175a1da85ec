//! What goes by hand, and what goes beside the record: bundles, payloads, receipts, new mirror keys.

mod town;

use agreement::act::Act;
use agreement::id::{Digest, MatterId};
use counterpart::act_format::v1::{NodeKey, RecordVerb};
use counterpart::commitment::{Audience, Payload};
use counterpart::draft::{Deed, Draft};
use exchange::bundle::Extent;
use exchange::{Message, PayloadName, Via};
use keeper::{Finality, Keeper, PayloadFault, Standing, Submission};
use record::leaf_hash;
use store::MemoryDisk;
use town::{Town, body, log_key, mirror_key, origin};

/// Writes a bundle at one node and reads it at another.
fn carry(town: &mut Town, from: usize, to: usize, extent: Extent) {
    let mut messages = Vec::<Message>::new();
    let give = |message: &Message| -> Result<(), ()> {
        messages.push(message.clone());
        Ok(())
    };
    town.node_mut(from).bundle(body(to), extent, give).expect("another party").expect("memory takes all");
    let now = town.now;
    for message in messages {
        town.node_mut(to).receive_message(body(from), message, Via::Bundle, now).expect("a disk that works");
    }
}

#[test]
fn bundles_both_ways_do_what_a_network_does() {
    let mut town = Town::signing(3);
    let receipt = town.propose(0, "carried on a stick");
    carry(&mut town, 0, 2, Extent::Missing);
    assert_eq!(town.size(2, 0), 2);
    assert_eq!(town.node(0).finality(&origin(0), receipt.index + 1), Some(Finality::Recorded));
    carry(&mut town, 2, 0, Extent::Missing);
    assert_eq!(town.node(0).log_status(&origin(0)).expect("its log").cosigned_by, [body(2)]);
    assert_eq!(town.node(0).finality(&origin(0), receipt.index + 1), Some(Finality::Recorded), "one of two is no majority");
    town.assert_same(&[0, 2]);
    // The same once more changes nothing.
    carry(&mut town, 0, 2, Extent::Whole);
    assert_eq!(town.size(2, 0), 2);
    town.rounds(2);
    assert_eq!(town.node(0).finality(&origin(0), receipt.index + 1), Some(Finality::HeldByAll));
}

#[test]
fn a_node_that_lost_its_disk_comes_back_by_bundles_alone() {
    let mut town = Town::signing(3);
    town.propose(0, "before the fire");
    town.rounds(2);
    drop(town.stop(0));
    let setup = town.setup(0, exchange::StopKind::Intact);
    town.nodes[0] = Some(Keeper::create(MemoryDisk::new(), [7; 16], setup).expect("an empty disk"));
    for _ in 0..3 {
        for other in [1, 2] {
            carry(&mut town, 0, other, Extent::Missing);
            carry(&mut town, other, 0, Extent::Whole);
        }
    }
    // Each bundle's own heads bear the cosignature of the party that made it.
    assert_eq!((town.size(0, 0), town.node(0).standing()), (2, Standing::Signing));
    town.assert_same(&[0, 1, 2]);
    town.propose(0, "after the fire");
    town.rounds(2);
    town.assert_same(&[0, 1, 2]);
}

#[test]
fn a_payload_is_given_to_whom_its_act_names_and_to_nobody_else() {
    let mut town = Town::signing(3);
    let (salt, bytes) = ([5; 32], "for B alone".as_bytes());
    let act = Act::ProposeAmendment { text: Digest::of(b"with a paper"), base: None, until: None };
    let rule = MatterId::standing(town.agreement.rule_id("amendment").expect("a rule"));
    let draft = town.draft(Deed::Act(act), Some(rule), None);
    let payload = Payload::of(&salt, bytes, Audience::Parties(vec!["b".to_owned()]));
    let draft = Draft { payloads: vec![payload.clone()], ..draft };
    let name = town.node_mut(0).keep_payload(&salt, bytes).expect("a disk that works");
    assert_eq!(name, payload.commitment.sha256);
    assert!(town.node(0).payload(&name, Some(body(0))).expect("a disk that works").is_none(), "no act names it yet");
    let receipt = town.submit(0, vec![Submission::Draft(Box::new(draft))]).remove(0).expect("a lawful act");
    town.rounds(1);
    for node in 0..2 {
        let placed = town.node_mut(node).place_payload(&origin(0), receipt.index, &salt, bytes);
        assert!(placed.is_ok(), "{placed:?}");
        let readers = [Some(body(0)), Some(body(1)), Some(body(2)), None];
        let given = readers.map(|reader| town.node(node).payload(&name, reader).expect("a disk that works").is_some());
        assert_eq!(given, [true, true, false, false]);
    }
    let wrong = town.node_mut(1).place_payload(&origin(0), receipt.index, &salt, b"other bytes");
    assert!(matches!(wrong, Err(PayloadFault::NotCommitted)));
    let elsewhere = town.node_mut(1).place_payload(&origin(0), receipt.index - 1, &salt, bytes);
    assert!(matches!(elsewhere, Err(PayloadFault::NotCommitted)));
}

/// Party 0 commits to `bytes` for `audience` in an act; gives the payload's name.
fn commit_to(town: &mut Town, bytes: &[u8], audience: Audience) -> [u8; 32] {
    let salt = *record::leaf_hash(bytes).first_chunk().expect("a hash");
    let act = Act::ProposeAmendment { text: Digest::of(bytes), base: None, until: None };
    let rule = MatterId::standing(town.agreement.rule_id("amendment").expect("a rule"));
    let draft = town.draft(Deed::Act(act), Some(rule), None);
    let draft = Draft { payloads: vec![Payload::of(&salt, bytes, audience)], ..draft };
    let name = town.node_mut(0).keep_payload(&salt, bytes).expect("a disk that works");
    town.submit(0, vec![Submission::Draft(Box::new(draft))]).remove(0).expect("a lawful act");
    name
}

/// Which nodes can give a payload to themselves.
fn holders(town: &Town, name: &[u8; 32]) -> Vec<bool> {
    let held = |node: usize| town.node(node).payload(name, Some(body(node))).expect("a disk that works").is_some();
    (0..town.nodes.len()).map(held).collect()
}

#[test]
fn a_payload_comes_by_itself_to_those_whom_its_act_names_and_to_nobody_else() {
    let mut town = Town::signing(3);
    let for_b = commit_to(&mut town, b"for B alone", Audience::Parties(vec!["b".to_owned()]));
    let own = commit_to(&mut town, b"for our own side", Audience::OwnSide);
    // More than two parts, and a payload without any bytes.
    let long = commit_to(&mut town, &vec![7; 5 << 19], Audience::AllParties);
    let empty = commit_to(&mut town, b"", Audience::Public);
    town.rounds(3);
    assert_eq!(holders(&town, &for_b), [true, true, false]);
    assert_eq!(holders(&town, &own), [true, false, false]);
    assert_eq!(holders(&town, &long), [true, true, true]);
    assert_eq!(holders(&town, &empty), [true, true, true]);
    assert_eq!((0..3).map(|node| town.node(node).lacking()).collect::<Vec<_>>(), [0, 0, 0]);
}

#[test]
fn a_payload_is_looked_for_until_somebody_gives_the_right_one() {
    let mut town = Town::signing(3);
    let name = commit_to(&mut town, b"the right words", Audience::AllParties);
    town.round_among(&[0, 1]);
    town.round_among(&[0, 1]);
    assert_eq!(holders(&town, &name), [true, true, false]);
    // The leaf comes to C by B, and A is away; a stranger's bytes of the same length, and more of them, prove nothing.
    town.round_among(&[1, 2]);
    let now = town.now;
    for part in [vec![1; 47], vec![1; 48]] {
        let name = PayloadName { origin: origin(0), index: 1, commitment: name };
        let wrong = Message::Payload { name, from: 0, part };
        town.node_mut(2).receive_message(body(1), wrong, Via::Network, now).expect("a disk that works");
    }
    (0..4).for_each(|_| town.round_among(&[1, 2]));
    assert_eq!(holders(&town, &name), [true, true, true]);
}

#[test]
fn whoever_copies_a_commitment_into_an_act_of_its_own_is_given_nothing() {
    let mut town = Town::signing(3);
    let (salt, bytes) = (*record::leaf_hash(b"for B alone").first_chunk().expect("a hash"), b"for B alone");
    let name = commit_to(&mut town, bytes, Audience::Parties(vec!["b".to_owned()]));
    // C says the same of the same bytes, for everybody, and B hears of that first.
    let act = Act::ProposeAmendment { text: Digest::of(bytes), base: None, until: None };
    let rule = MatterId::standing(town.agreement.rule_id("amendment").expect("a rule"));
    let draft = town.draft(Deed::Act(act), Some(rule), None);
    let draft = Draft { payloads: vec![Payload::of(&salt, bytes, Audience::AllParties)], ..draft };
    town.submit(2, vec![Submission::Draft(Box::new(draft))]).remove(0).expect("a lawful act");
    town.round_among(&[1, 2]);
    for among in [[0, 1], [0, 1], [1, 2], [0, 2], [1, 2], [0, 2]] {
        town.round_among(&among);
        assert!(!holders(&town, &name)[2], "C is given what is for B alone");
    }
    assert_eq!(holders(&town, &name), [true, true, false]);
}

#[test]
fn the_texts_of_a_line_go_to_the_audience_that_it_names() {
    let mut town = Town::signing(3);
    let lines = [
        ("a proposes amendment \"kept by nobody\"", [false, false, false]),
        ("a proposes amendment \"for ourselves\" audience own_side", [true, false, false]),
        ("a proposes amendment \"for us and C\" audience c", [true, false, true]),
        ("a proposes amendment \"for all\" audience all_parties", [true, true, true]),
    ];
    for (at, (line, expected)) in (1..).zip(lines) {
        let receipt = town.submit(0, vec![Submission::Line(line.to_owned())]).remove(0).expect("a lawful act");
        town.rounds(2);
        let text = line.split('"').nth(1).expect("a quoted text").as_bytes();
        let texts = |at: usize| {
            let node = town.node(at);
            node.texts_for(&origin(0), receipt.index, Some(node.party())).expect("a disk that works")
        };
        let held = (0..3).map(|node| texts(node) == [text.to_vec()]).collect::<Vec<_>>();
        assert_eq!(held, expected, "{line}");
        assert_eq!(receipt.index, at, "{line}");
    }
    let refused = town.submit(0, vec![Submission::Line("a proposes amendment \"x\" audience public,b".to_owned())]).remove(0);
    assert!(matches!(refused, Err(keeper::Refusal::Unreadable(_))), "{refused:?}");
}

#[test]
fn a_bundle_brings_the_payloads_that_are_for_its_party() {
    let mut town = Town::signing(3);
    let shared = commit_to(&mut town, &vec![9; 3 << 19], Audience::AllParties);
    let own = commit_to(&mut town, b"for our own side", Audience::OwnSide);
    carry(&mut town, 0, 2, Extent::Missing);
    assert_eq!((holders(&town, &shared), holders(&town, &own)), (vec![true, false, true], vec![true, false, false]));
    // A node that lost everything has its own payloads back, as far as the others were given them.
    town.rounds(3);
    drop(town.stop(0));
    let setup = town.setup(0, exchange::StopKind::Intact);
    town.nodes[0] = Some(Keeper::create(MemoryDisk::new(), [7; 16], setup).expect("an empty disk"));
    town.rounds(4);
    assert_eq!((holders(&town, &shared), holders(&town, &own)), (vec![true, true, true], vec![false, false, false]));
    assert_eq!(town.node(0).lacking(), 1);
}

#[test]
fn a_receipt_leads_from_the_leaf_to_the_signed_head() {
    let mut town = Town::signing(3);
    (0..5).for_each(|number| _ = town.propose(1, &format!("text {number}")));
    town.rounds(1);
    let receipt = town.node(2).receipt(&origin(1), 3).expect("a leaf that is held");
    let leaf = town.node(2).leaf(&origin(1), 3).expect("a leaf that is held");
    let (head, _) = record::checkpoint::open(&receipt.note.to_bytes(), &log_key(&origin(1)).verifier()).expect("a signed head");
    let proved = record::tree::verify_inclusion(&leaf_hash(&leaf), 3, head.size, &receipt.path, &head.root);
    assert_eq!((head.size, proved), (6, Ok(())));
    assert!(town.node(2).receipt(&origin(1), 6).is_none());
}

#[test]
fn a_new_mirror_key_is_used_once_the_record_names_it() {
    let mut town = Town::signing(3);
    let key = mirror_key(0, 1).verifier();
    let verb = RecordVerb::RotateKey { which: NodeKey::Mirror, key: key.to_string() };
    town.sign_and_submit(0, Deed::Verb(verb), None, None, 0).expect("the root may change keys");
    town.rounds(2);
    let receipt = town.propose(1, "cosigned with the new key");
    town.rounds(2);
    assert_eq!(town.node(1).finality(&origin(1), receipt.index + 1), Some(Finality::HeldByAll));
    let head = town.node(2).head(&origin(1)).expect("a head");
    let note = record::Note::parse(&head).expect("a note");
    assert!(note.signatures.iter().any(|line| line.name == key.name() && line.id == key.id()));
    // It is still so after a start.
    let disk = town.stop(0);
    town.start(0, disk, exchange::StopKind::Intact);
    town.rounds(2);
    let receipt = town.propose(2, "after a start");
    town.rounds(2);
    assert_eq!(town.node(2).finality(&origin(2), receipt.index + 1), Some(Finality::HeldByAll));
}
