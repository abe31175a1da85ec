//! Two or more nodes that mirror each other: leaves, heads, cosignatures, refusals, rest.

mod party;
mod shelves;

use exchange::{AppendFault, Message, Party, Step};
use party::{Node, Stage, origin, round, settle, started, write};

fn leaf(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

#[test]
fn a_leaf_is_held_by_all_at_once() {
    let mut nodes = started(4);
    write(&mut nodes, 2, "first", 1001);
    for node in &nodes {
        assert_eq!(node.size(&origin(2)), 1);
        assert_eq!(node.shelves.log(&origin(2)).leaves, [leaf("first")]);
        assert_eq!(node.exchange.holders(&origin(2), 1), [Party(0), Party(1), Party(3)], "node {}", node.me);
        assert_eq!(node.exchange.holders(&origin(2), 2), []);
    }
}

#[test]
fn nothing_is_cosigned_before_it_is_durable() {
    let mut nodes = started(2);
    let sent = nodes[0].append(&[leaf("a")], 1001, Stage::Offered);
    let asked = nodes[1].receive(0, sent[0].1.clone(), 1001);
    let answer = nodes[0].receive(1, asked[0].1.clone(), 1001).remove(0).1;
    let node = &mut nodes[1];
    let steps = node.exchange.receive(Party(0), answer, exchange::Via::Network, 1001, &node.shelves);
    assert!(matches!(steps.as_slice(), [Step::Mirror { from: 0, head: Some(_), .. }]), "{steps:?}");
    assert_eq!(node.exchange.head(&origin(0)), None);
    let sent = node.carry_out(steps, 1001, usize::MAX);
    assert_eq!(sent.len(), 1, "the cosigned head is offered");
    assert_eq!(node.exchange.holders(&origin(0), 1), [Party(1)]);
}

#[test]
fn a_long_log_comes_in_proved_chunks() {
    let mut nodes = started(3);
    let leaves = (0..1300).map(|number| leaf(&format!("leaf {number}"))).collect::<Vec<_>>();
    let sent = nodes[0].append(&leaves, 1001, Stage::Offered);
    settle(&mut nodes, sent.into_iter().map(|(to, message)| (0, to, message)).collect(), 1001);
    let chunks = nodes[1].done.iter().filter_map(|step| match step {
        Step::Mirror { from, leaves, head, .. } => Some((*from, leaves.len(), head.is_some())),
        _ => None,
    });
    assert_eq!(chunks.collect::<Vec<_>>(), [(0, 512, true), (512, 512, false), (1024, 276, false)]);
    assert_eq!(nodes[2].exchange.holders(&origin(0), 1300), [Party(1), Party(2)]);
    assert_eq!(nodes[1].shelves.log(&origin(0)).leaves, leaves);
}

#[test]
fn a_chunk_is_as_large_as_a_message_may_be() {
    let mut nodes = started(2);
    let leaves = vec![vec![7; 65_535]; 100];
    let sent = nodes[0].append(&leaves, 1001, Stage::Offered);
    settle(&mut nodes, sent.into_iter().map(|(to, message)| (0, to, message)).collect(), 1001);
    assert_eq!(nodes[1].size(&origin(0)), 100);
    let first = nodes[1].done.iter().find_map(|step| match step {
        Step::Mirror { leaves, .. } => Some(leaves.len()),
        _ => None,
    });
    assert_eq!(first, Some(64), "64 leaves of 65,535 bytes make 4 MiB");
}

#[test]
fn a_third_party_that_was_away_learns_from_those_that_were_there() {
    let mut nodes = started(3);
    let sent = nodes[0].append(&[leaf("a")], 1001, Stage::Offered);
    let near = sent.into_iter().filter(|(to, _)| *to == 1).map(|(to, message)| (0, to, message)).collect();
    settle(&mut nodes, near, 1001);
    // Node 0 is gone for good; node 2 gets its leaf from node 1.
    let asked = nodes[2].tick(1010);
    for (to, message) in asked.into_iter().filter(|(to, _)| *to == 1) {
        let mut sent = nodes[to].receive(2, message, 1010);
        while let Some((to, message)) = sent.pop() {
            let from = 3 - to;
            if to != 0 {
                sent.extend(nodes[to].receive(from, message, 1010).into_iter().filter(|(next, _)| *next != 0));
            }
        }
    }
    assert_eq!(nodes[2].exchange.holders(&origin(0), 1), [Party(1), Party(2)]);
}

#[test]
fn at_rest_nothing_is_written_and_only_heads_are_asked_for() {
    let mut nodes = started(4);
    (0..4).for_each(|me| write(&mut nodes, me, "leaf", 1001));
    round(&mut nodes, 1010);
    let before = nodes.iter().map(|node| node.done.len()).collect::<Vec<_>>();
    for now in 1011..1100 {
        round(&mut nodes, now);
    }
    assert_eq!(nodes.iter().map(|node| node.done.len()).collect::<Vec<_>>(), before);
    let asked = nodes[0].tick(2000);
    assert!(asked.iter().all(|(_, message)| matches!(message, Message::AskHeads { .. })) && asked.len() == 3);
    assert_eq!(nodes[0].tick(2000), [], "nothing is due twice");
}

#[test]
fn what_can_not_be_appended_is_refused() {
    let mut node = Node::new(0, 2);
    assert_eq!(node.exchange.append(&[leaf("a")]), Err(AppendFault::Starting));
    let mut nodes = started(2);
    let exchange = &mut nodes[0].exchange;
    assert_eq!(exchange.append(&[]), Err(AppendFault::Empty));
    assert_eq!(exchange.append(&[leaf("a"), vec![0; 65_536]]), Err(AppendFault::LeafTooLong { place: 1 }));
    assert!(exchange.append(&[vec![0; 65_535]]).is_ok());
    assert_eq!(exchange.append(&[leaf("b")]), Err(AppendFault::Writing));
}

#[test]
fn a_group_of_one_signs_for_itself() {
    let mut node = Node::new(0, 1);
    assert_eq!(node.tick(1000), []);
    assert!(node.has_done(|step| *step == Step::MaySign));
    node.append(&[leaf("alone")], 1001, Stage::Offered);
    assert_eq!(node.size(&origin(0)), 1);
}
