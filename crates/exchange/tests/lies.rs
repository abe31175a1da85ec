//! Peers that send what is wrong, too much, or nothing: the truth still comes from others, and nothing false is kept.

mod party;
mod shelves;

use exchange::{Limits, Message, Party, PayloadName, Step, Token, TreeHead, Via};
use party::{Node, Stage, log_key, mirror_key, origin, round, settle, started, write};
use proptest::prelude::*;
use record::{Checkpoint, KeyKind, Note, SigningKey, checkpoint, cosignature};

fn leaf(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

fn heads(notes: Vec<Vec<u8>>) -> Message {
    Message::Heads { answers: None, heads: notes, forked: vec![] }
}

/// Node 0 has three leaves, and nobody has heard of them; gives the head.
fn three_leaves(nodes: &mut [Node]) -> Vec<u8> {
    nodes[0].append(&["a", "b", "c"].map(leaf), 1001, Stage::Offered);
    nodes[0].exchange.head(&origin(0)).unwrap().to_bytes()
}

#[test]
fn wrong_leaves_are_taken_from_another_peer() {
    let mut nodes = started(3);
    let head = three_leaves(&mut nodes);
    let asked = nodes[2].receive(1, heads(vec![head.clone()]), 1002);
    let [(1, Message::AskLeaves { from: 0, to: 3, of, .. })] = asked.as_slice() else { panic!("{asked:?}") };
    let wrong = |leaves: [&str; 3]| Message::Leaves {
        origin: origin(0),
        from: 0,
        leaves: leaves.map(leaf).to_vec(),
        of: *of,
        rest: vec![],
    };
    assert_eq!(nodes[2].receive(1, wrong(["a", "b", "x"]), 1002), []);
    assert!(nodes[2].done.iter().all(|step| !matches!(step, Step::Mirror { .. })));
    assert_eq!(nodes[2].receive(1, wrong(["a", "b", "c"]), 1002), [], "it is not asked any more");
    assert!(nodes[2].receive(1, heads(vec![head.clone()]), 1003).is_empty(), "and left alone for a while");
    let asked = nodes[2].receive(0, heads(vec![head]), 1003);
    settle(&mut nodes, asked.into_iter().map(|(to, message)| (2, to, message)).collect(), 1003);
    assert_eq!(nodes[2].size(&origin(0)), 3);
}

#[test]
fn a_peer_that_lies_about_our_own_head_proves_nothing() {
    let mut nodes = started(3);
    write(&mut nodes, 0, "a", 1001);
    let sent = nodes[0].append(&[leaf("b")], 1002, Stage::Offered);
    let asked = nodes[2].receive(1, sent[0].1.clone(), 1002);
    let [(1, Message::AskLeaves { from: 1, to: 2, of, .. })] = asked.as_slice() else { panic!("{asked:?}") };
    let wrong = Message::Leaves { origin: origin(0), from: 1, leaves: vec![leaf("x")], of: *of, rest: vec![] };
    let doubt = nodes[2].receive(1, wrong, 1002);
    let [(1, Message::AskPrefix { at: 1, .. })] = doubt.as_slice() else { panic!("{doubt:?}") };
    for (prefix, rest) in [(vec![], vec![]), (vec![[1; 32]], vec![[2; 32]]), (vec![[1; 32]; 9], vec![])] {
        let answer = Message::Prefix { origin: origin(0), at: 1, of: *of, prefix, rest };
        nodes[2].receive(1, answer, 1002);
        assert_eq!(nodes[2].exchange.fork(&origin(0)), None);
    }
    round(&mut nodes, 1030);
    assert_eq!(nodes[2].size(&origin(0)), 2);
}

#[test]
fn what_was_not_asked_for_is_nothing() {
    let mut nodes = started(3);
    let head = three_leaves(&mut nodes);
    let of = nodes[0].exchange.head(&origin(0)).unwrap().tree();
    let leaves =
        |from, of| Message::Leaves { origin: origin(0), from, leaves: ["a", "b", "c"].map(leaf).to_vec(), of, rest: vec![] };
    let other = TreeHead { size: 3, root: [0; 32] };
    for message in [leaves(0, of), Message::Missing { origin: origin(0), of }, Message::Missing { origin: "unknown".into(), of }]
    {
        assert_eq!(nodes[2].receive(1, message, 1002), []);
    }
    nodes[2].receive(0, heads(vec![head]), 1002);
    for (from, message) in [(1, leaves(0, of)), (0, leaves(0, other)), (0, leaves(2, of)), (0, leaves(u64::MAX >> 1, of))] {
        assert_eq!(nodes[2].receive(from, message, 1002), []);
    }
    let prefix = Message::Prefix { origin: origin(0), at: 0, of, prefix: vec![], rest: vec![] };
    assert_eq!(nodes[2].receive(0, prefix, 1002), []);
    assert_eq!(nodes[2].size(&origin(0)), 0);
    assert_eq!(nodes[2].receive(0, leaves(0, of), 1002).len(), 2, "the right answer still counts");
}

#[test]
fn a_silent_peer_is_left_for_another() {
    let mut nodes = started(3);
    let head = three_leaves(&mut nodes);
    nodes[2].receive(0, heads(vec![head.clone()]), 1002);
    nodes[2].receive(1, heads(vec![head]), 1002);
    let asks = |sent: Vec<(usize, Message)>| {
        sent.into_iter().find_map(|(to, message)| matches!(message, Message::AskLeaves { .. }).then_some(to))
    };
    assert_eq!(asks(nodes[2].tick(1006)), None);
    assert_eq!(asks(nodes[2].tick(1007)), Some(1));
    assert_eq!(asks(nodes[2].tick(1012)), Some(0));
    let of = nodes[0].exchange.head(&origin(0)).unwrap().tree();
    assert_eq!(asks(nodes[2].receive(0, Message::Missing { origin: origin(0), of }, 1012)), Some(1));
}

#[test]
fn heads_that_the_log_did_not_sign_are_nothing() {
    let mut nodes = started(3);
    let head = |origin: &str, extensions: &[&str]| Checkpoint {
        origin: origin.to_owned(),
        size: 7,
        root: [7; 32],
        extensions: extensions.iter().map(|line| line.to_string()).collect(),
    };
    let good = checkpoint::sign(&head(&origin(0), &[]), &log_key(&origin(0)));
    let mut other_key = Note::unsigned(&head(&origin(0), &[]).to_string()).unwrap();
    other_key.sign(&log_key(&origin(1)));
    let stolen = SigningKey::keyed(&origin(0), KeyKind::Ed25519, &[200; 32]).unwrap();
    let stolen = checkpoint::sign(&head(&origin(0), &[]), &stolen);
    let mut changed = good.clone();
    changed.text = changed.text.replace("\n7\n", "\n8\n");
    let unknown = checkpoint::sign(&head("unknown", &[]), &log_key("unknown"));
    let extended = checkpoint::sign(&head(&origin(0), &["more"]), &log_key(&origin(0)));
    for note in [other_key, stolen, changed, unknown, extended] {
        assert_eq!(nodes[2].receive(1, heads(vec![note.to_bytes(), b"junk".to_vec(), vec![]]), 1002), []);
    }
    assert_eq!(nodes[2].receive(1, heads(vec![good.to_bytes()]), 1002).len(), 1, "only the good one is followed");
}

#[test]
fn cosignatures_count_only_from_known_mirrors_and_not_from_the_owner() {
    let mut nodes = started(4);
    write(&mut nodes, 0, "a", 1001);
    let files = nodes[3].shelves.clone();
    let mut node = Node::open(3, 4, files, exchange::StopKind::Intact, 9);
    // Node 3 forgets all cosignatures but those that it is shown now.
    let log = node.shelves.log_mut(&origin(0));
    log.loose.clear();
    let mut node = Node::open(3, 4, node.shelves, exchange::StopKind::Intact, 9);
    assert_eq!(node.exchange.holders(&origin(0), 1), []);
    let bare = Note {
        signatures: nodes[0].exchange.head(&origin(0)).unwrap().note().signatures[..1].to_vec(),
        ..nodes[0].exchange.head(&origin(0)).unwrap().note()
    };
    let mut note = bare.clone();
    note.add(cosignature::cosign(&bare, &mirror_key(0), 5));
    let foreign = SigningKey::keyed("witness.example.invalid", KeyKind::CosignatureEd25519, &[9; 32]).unwrap();
    note.add(cosignature::cosign(&bare, &foreign, 5));
    let mut false_line = cosignature::cosign(&bare, &mirror_key(2), 5);
    false_line.bytes[20] ^= 1;
    note.add(false_line);
    note.add(cosignature::cosign(&bare, &mirror_key(1), 5));
    node.receive(2, heads(vec![note.to_bytes()]), 1002);
    assert_eq!(node.exchange.holders(&origin(0), 1), [Party(1)]);
    assert_eq!(node.exchange.head(&origin(0)).unwrap().note().signatures.len(), 2, "the log's line and one more");
    let kept = node.done.len();
    note.add(cosignature::cosign(&bare, &mirror_key(1), 6));
    node.receive(2, heads(vec![note.to_bytes()]), 1003);
    assert_eq!(node.done.len(), kept, "the same again, later, is nothing new");
}

#[test]
fn a_flood_is_slowed_and_what_was_asked_for_is_not() {
    let mut nodes = started(2);
    write(&mut nodes, 0, "a", 1001);
    let limits = Limits::default();
    let junk = heads(vec![vec![b'x'; 1 << 20]]);
    let floods = limits.peer_bytes_max / junk.weight() + 1;
    (0..floods).for_each(|_| assert_eq!(nodes[1].receive(0, junk.clone(), 2000), []));
    let ask = Message::AskHeads { token: Token([3; 16]) };
    nodes[1].receive(0, heads(vec![vec![b'x'; (1 << 20) - 2000]]), 2000);
    (0..2000).for_each(|_| drop(nodes[1].receive(0, ask.clone(), 2000)));
    assert_eq!(nodes[1].receive(0, ask.clone(), 2000), [], "not now");
    assert_eq!(nodes[1].receive(0, ask, 2001).len(), 1, "a second later");
}

#[test]
fn strangers_and_ourselves_are_not_heard() {
    let mut nodes = started(2);
    let ask = Message::AskHeads { token: Token([3; 16]) };
    assert_eq!(nodes[1].receive(1, ask.clone(), 1001), []);
    assert_eq!(nodes[1].receive(2, ask, 1001), []);
}

#[test]
fn questions_beyond_reason_get_no_leaves() {
    let mut nodes = started(2);
    write(&mut nodes, 0, "a", 1001);
    let of = nodes[0].exchange.head(&origin(0)).unwrap().tree();
    let ask = |from, to, of| Message::AskLeaves { origin: origin(0), from, to, of };
    let wrong = TreeHead { size: 1, root: [0; 32] };
    let beyond = TreeHead { size: u64::MAX >> 1, root: [0; 32] };
    for (from, to) in [(1, 1), (2, 1), (1, 9), (u64::MAX, 0)] {
        assert_eq!(nodes[1].receive(0, ask(from, to, of), 1002), []);
    }
    for of in [wrong, beyond] {
        assert_eq!(nodes[1].receive(0, ask(0, 1, of), 1002), [(0, Message::Missing { origin: origin(0), of })]);
        let prefix = Message::AskPrefix { origin: origin(0), at: 1, of };
        assert_eq!(nodes[1].receive(0, prefix, 1002), [(0, Message::Missing { origin: origin(0), of })]);
    }
    let prefix = Message::AskPrefix { origin: origin(0), at: 2, of };
    assert_eq!(nodes[1].receive(0, prefix, 1002), []);
    assert!(matches!(nodes[1].receive(0, ask(0, u64::MAX >> 1, of), 1002)[0].1, Message::Leaves { .. }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever a peer sends, in whatever order: no panic, and a third node's log stays what it was.
    #[test]
    fn any_messages_do_no_harm(sent in proptest::collection::vec((0..2_usize, 0..8_u8, 0..5_u64, 0..5_u64, any::<bool>(), any::<u8>()), 1..40)) {
        let mut nodes = started(3);
        write(&mut nodes, 0, "a", 1001);
        write(&mut nodes, 0, "b", 1002);
        let (tree, kept) = (nodes[2].exchange.head(&origin(0)).unwrap().tree(), nodes[2].shelves.log(&origin(0)).leaves.clone());
        let note = nodes[0].exchange.head(&origin(0)).unwrap().to_bytes();
        for (from, kind, one, two, right, byte) in sent {
            let of = TreeHead { size: one, root: if right { tree.root } else { [byte; 32] } };
            let hashes = |count: u64| (0..count).map(|number| [byte ^ number as u8; 32]).collect::<Vec<_>>();
            let name = |commitment| PayloadName { origin: origin(0), index: one, commitment };
            let message = match kind {
                0 => Message::AskHeads { token: Token([byte; 16]) },
                1 => heads(vec![note.iter().map(|had| if right { *had } else { had ^ (byte & 1) }).collect()]),
                2 => Message::AskLeaves { origin: origin(usize::from(byte % 4)), from: one, to: two, of },
                3 => Message::Leaves { origin: origin(0), from: one, leaves: vec![vec![byte]; two as usize], of, rest: hashes(one) },
                4 => Message::AskPrefix { origin: origin(0), at: two, of },
                5 => Message::Prefix { origin: origin(0), at: two, of, prefix: hashes(one), rest: hashes(two) },
                6 => Message::Missing { origin: origin(0), of },
                7 => Message::AskPayload { name: name(of.root), from: two },
                8 => Message::Payload { name: name(of.root), from: two, part: vec![byte; one as usize] },
                _ => Message::Fork(exchange::ForkProof { origin: origin(0), first: note.clone(), second: note.clone(), prefix: hashes(one), rest: hashes(two) }),
            };
            let via = if byte > 200 { Via::Bundle } else { Via::Network };
            nodes[2].receive_via(from, message, via, 1003 + one);
        }
        prop_assert_eq!(&nodes[2].shelves.log(&origin(0)).leaves, &kept);
        prop_assert!(nodes[2].exchange.fork(&origin(0)).is_none());
    }
}
