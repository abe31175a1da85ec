//! Forked logs: how they are proved, what is no proof, what stays frozen, and how the kept branch comes back.

mod party;
mod shelves;

use exchange::{ForkFault, ForkProof, HaltReason, Message, Party, Step, StopKind, TreeHead};
use party::{Node, Stage, log_key, new_shelves, origin, round, settle, started, write};
use proptest::prelude::*;
use record::tree::{Levels, Nodes};
use record::{Checkpoint, checkpoint, leaf_hash};

/// A history of log 0: so many leaves in common with all others, then its own.
fn history(common: u64, size: u64, name: &str) -> Levels {
    let leaf = |number| if number < common { format!("common {number}") } else { format!("{name} {number}") };
    (0..size).map(|number| leaf_hash(leaf(number).as_bytes())).collect()
}

fn note(tree: &Levels, size: u64) -> Vec<u8> {
    let root = tree.root_at(size).expect("so many leaves");
    let head = Checkpoint { origin: origin(0), size, root, extensions: Vec::new() };
    checkpoint::sign(&head, &log_key(&origin(0))).to_bytes()
}

/// The greedy cover of a range, written anew for the test: from the left, the largest aligned subtree that fits.
fn subtrees(tree: &Levels, mut from: u64, to: u64) -> Vec<record::Hash> {
    let mut hashes = Vec::new();
    while from < to {
        let level =
            (0..63).rev().find(|level| from.is_multiple_of(1 << level) && from + (1 << level) <= to).expect("level zero fits");
        hashes.push(tree.node(level, from >> level).expect("a complete subtree"));
        from += 1 << level;
    }
    hashes
}

fn proof(one: &Levels, s: u64, other: &Levels, t: u64) -> ForkProof {
    let (prefix, rest) = if s == t { (Vec::new(), Vec::new()) } else { (subtrees(other, 0, s), subtrees(other, s, t)) };
    ForkProof { origin: origin(0), first: note(one, s), second: note(other, t), prefix, rest }
}

fn keys() -> Vec<record::VerifierKey> {
    vec![log_key(&origin(0)).verifier()]
}

#[test]
fn two_histories_are_proved_wherever_they_part() {
    let (one, other) = (history(5, 40, "one"), history(5, 40, "other"));
    for s in 0..40 {
        for t in s..40 {
            let expected = match (s, t) {
                (0..=5, _) => Err(ForkFault::Consistent),
                _ => Ok(()),
            };
            assert_eq!(proof(&one, s, &other, t).verify(&keys()).map(|_| ()), expected, "{s} and {t}");
            assert_eq!(proof(&one, s, &one, t).verify(&keys()), Err(ForkFault::Consistent), "{s} and {t}");
        }
    }
}

#[test]
fn what_is_no_proof() {
    let (one, other) = (history(5, 40, "one"), history(5, 40, "other"));
    let good = proof(&one, 9, &other, 21);
    assert!(good.verify(&keys()).is_ok());
    let check = |change: &dyn Fn(&mut ForkProof)| {
        let mut bad = good.clone();
        change(&mut bad);
        bad.verify(&keys()).expect_err("a proof that was changed")
    };
    assert_eq!(check(&|bad| std::mem::swap(&mut bad.first, &mut bad.second)), ForkFault::Order);
    assert_eq!(check(&|bad| bad.first = b"no note".to_vec()), ForkFault::NotSigned);
    assert_eq!(check(&|bad| bad.origin = origin(1)), ForkFault::NotSigned);
    assert_eq!(check(&|bad| bad.second = note(&other, 22)), ForkFault::OtherTree);
    assert_eq!(check(&|bad| bad.rest.push([0; 32])), ForkFault::OtherTree);
    assert_eq!(check(&|bad| bad.prefix.truncate(1)), ForkFault::OtherTree);
    assert_eq!(check(&|bad| bad.prefix[0][0] ^= 1), ForkFault::OtherTree);
    assert_eq!(good.verify(&[]), Err(ForkFault::NotSigned));
    let padded = ForkProof { prefix: subtrees(&other, 0, 9), ..proof(&one, 9, &other, 9) };
    assert_eq!(padded.verify(&keys()), Err(ForkFault::OtherTree), "more than needed");
}

#[test]
fn another_partys_signature_accuses_nobody() {
    let (one, other) = (history(5, 40, "one"), history(5, 40, "other"));
    let head = Checkpoint { origin: origin(0), size: 9, root: one.root_at(9).unwrap(), extensions: Vec::new() };
    let mut forged = record::Note::unsigned(&head.to_string()).unwrap();
    forged.sign(&log_key(&origin(1)));
    let bad = ForkProof { first: forged.to_bytes(), ..proof(&one, 9, &other, 21) };
    assert_eq!(bad.verify(&keys()), Err(ForkFault::NotSigned));
    let mut nodes = started(3);
    nodes[2].receive(1, Message::Fork(bad), 1001);
    assert_eq!(nodes[2].exchange.fork(&origin(0)), None);
}

proptest! {
    #[test]
    fn one_history_never_proves_a_fork(
        s in 0..60_u64, t in 0..60_u64, prefix in 0..60_u64, at in 0..60_u64, end in 0..60_u64, flip in any::<(usize, usize)>(),
    ) {
        let tree = history(60, 60, "");
        let mut claim = ForkProof {
            origin: origin(0),
            first: note(&tree, s),
            second: note(&tree, t),
            prefix: subtrees(&tree, 0, prefix),
            rest: subtrees(&tree, at.min(end), end),
        };
        prop_assert!(claim.verify(&keys()).is_err());
        let (place, byte) = flip;
        if let Some(hash) = { let count = claim.prefix.len(); claim.prefix.get_mut(place % count.max(1)) } {
            hash[byte % 32] ^= 1;
        }
        prop_assert!(claim.verify(&keys()).is_err());
    }
}

/// Four nodes with two leaves of log 0; then its machine is copied, and the copies write different leaves: `a` reaches node 1,
/// `b` reaches node 2 and 3.
fn forked(a: u64, b: u64) -> (Vec<Node>, Node) {
    let mut nodes = started(4);
    write(&mut nodes, 0, "common 0", 1001);
    write(&mut nodes, 0, "common 1", 1002);
    let mut copy = Node::open(0, 4, nodes[0].shelves.clone(), StopKind::Intact, 9);
    let steps = copy.exchange.resume_unconfirmed(1003, &copy.shelves).expect("nothing larger is known");
    copy.carry_out(steps, 1003, usize::MAX);
    let leaves = |name: &str, count| (0..count).map(|number| format!("{name} {number}").into_bytes()).collect::<Vec<_>>();
    let sent = nodes[0].append(&leaves("a", a), 1004, Stage::Offered);
    one_to_one(&mut nodes, sent, 1);
    std::mem::swap(&mut nodes[0], &mut copy);
    let sent = nodes[0].append(&leaves("b", b), 1004, Stage::Offered);
    one_to_one(&mut nodes, sent.clone(), 2);
    one_to_one(&mut nodes, sent, 3);
    (nodes, copy)
}

/// Lets node 0 bring its new head to one other node, and the leaves, but nobody else hear of it.
fn one_to_one(nodes: &mut [Node], sent: Vec<(usize, Message)>, only: usize) {
    let mut queue = sent.into_iter().map(|(to, message)| (0, to, message)).collect::<Vec<_>>();
    while let Some((from, to, message)) = queue.pop() {
        if [from, to].iter().all(|node| [0, only].contains(node)) {
            let answers = nodes[to].receive(from, message, 1004);
            queue.extend(answers.into_iter().map(|(next, message)| (to, next, message)));
        }
    }
}

#[test]
fn a_fork_is_proved_whichever_branch_is_longer() {
    for (a, b) in [(1, 1), (1, 5), (5, 1), (1, 700), (700, 1)] {
        let (mut nodes, _) = forked(a, b);
        assert_eq!(nodes.iter().map(|node| node.size(&origin(0))).collect::<Vec<_>>(), [2 + b, 2 + a, 2 + b, 2 + b]);
        // Node 0 is silent from now on: the others find it among themselves.
        nodes[0] = Node::open(0, 4, new_shelves(4), StopKind::MachineChanged, 77);
        for now in 0..10 {
            round(&mut nodes[..], 1010 + 5 * now);
        }
        for node in &nodes[1..] {
            let proof = node.exchange.fork(&origin(0)).expect("all have the proof");
            assert!(proof.verify(&keys()).is_ok());
            assert_eq!(node.done.iter().filter(|step| matches!(step, Step::Forked(_))).count(), 1, "said once");
        }
    }
}

#[test]
fn the_owner_of_a_forked_log_halts_and_all_else_goes_on() {
    let (mut nodes, _) = forked(1, 2);
    round(&mut nodes, 1010);
    round(&mut nodes, 1020);
    assert!(nodes[0].has_done(|step| *step == Step::Halt(HaltReason::OwnLogForked)));
    assert!(nodes[0].exchange.append(&[b"more".to_vec()]).is_err());
    write(&mut nodes, 1, "another log", 1021);
    // Node 0 signs nothing, so it cosigns nothing either, but it keeps the leaf.
    assert_eq!(nodes[2].exchange.holders(&origin(1), 1), [Party(2), Party(3)]);
    assert_eq!(nodes[0].size(&origin(1)), 1);
}

#[test]
fn nothing_of_a_forked_log_is_taken_any_more() {
    let (mut nodes, mut copy) = forked(1, 2);
    round(&mut nodes, 1010);
    round(&mut nodes, 1020);
    let sent = copy.append(&[b"beyond".to_vec()], 1021, Stage::Offered);
    for (to, message) in sent.into_iter().filter(|(to, _)| *to != 0) {
        assert_eq!(nodes[to].receive(0, message, 1021), []);
    }
}

#[test]
fn the_proof_is_told_until_it_is_known() {
    let (mut nodes, _) = forked(1, 2);
    let (one, other) = (nodes[1].size(&origin(0)), nodes[2].size(&origin(0)));
    assert_eq!((one, other), (3, 4));
    // Nodes 1 and 2 meet; the proof for node 3 is lost.
    let sent = nodes[1].tick(1010);
    let mut queue = sent.into_iter().map(|(to, message)| (1, to, message)).collect::<Vec<_>>();
    while let Some((from, to, message)) = queue.pop() {
        if to != 3 && from != 3 && to != 0 {
            let answers = nodes[to].receive(from, message, 1010);
            queue.extend(answers.into_iter().map(|(next, message)| (to, next, message)));
        }
    }
    assert!(nodes[1].exchange.fork(&origin(0)).is_some() && nodes[3].exchange.fork(&origin(0)).is_none());
    round(&mut nodes, 1020);
    assert!(nodes[3].exchange.fork(&origin(0)).is_some());
    let heads = |node: &mut Node, from| {
        let answers = exchange::Token([5; 16]);
        node.receive(from, Message::Heads { answers: Some(answers), heads: vec![], forked: vec![origin(0)] }, 1021)
    };
    assert_eq!(heads(&mut nodes[1], 3), [], "who has it is not told again");
}

#[test]
fn the_kept_branch_comes_from_those_who_hold_it() {
    for (a, b) in [(1, 2), (3, 700), (700, 1)] {
        let (mut nodes, _) = forked(a, b);
        round(&mut nodes, 1010);
        round(&mut nodes, 1020);
        let kept = nodes[2].shelves.log(&origin(0)).tree();
        let node = &mut nodes[1];
        let steps = node.exchange.want_branch(&origin(0), kept, 1021, &node.shelves);
        let sent = node.carry_out(steps, 1021, usize::MAX);
        settle(&mut nodes, sent.into_iter().map(|(to, message)| (1, to, message)).collect(), 1021);
        let node = &mut nodes[1];
        let splits = node.done.iter().filter_map(|step| match step {
            Step::Branch { split, from, .. } => Some((*split, *from)),
            _ => None,
        });
        assert_eq!(splits.collect::<Vec<_>>().first(), Some(&(2, 2)), "the branches share two leaves");
        let branch = node.shelves.log(&origin(0)).branch(kept).expect("it was fetched");
        assert_eq!(branch.len() as u64, kept.size);
        node.shelves.log_mut(&origin(0)).take_branch(kept);
        assert_eq!(node.exchange.settle(&origin(0), kept, &node.shelves), Ok(()));
        assert_eq!(node.shelves.log(&origin(0)).tree(), kept);
    }
}

#[test]
fn a_branch_is_asked_of_one_after_the_other_and_only_after_a_fork() {
    let (mut nodes, _) = forked(1, 2);
    let kept = nodes[2].shelves.log(&origin(0)).tree();
    let node = &mut nodes[1];
    assert_eq!(node.exchange.want_branch(&origin(0), kept, 1005, &node.shelves), [], "not forked, as far as it knows");
    round(&mut nodes, 1010);
    round(&mut nodes, 1020);
    let node = &mut nodes[1];
    let ours = node.shelves.log(&origin(0)).tree();
    assert_eq!(node.exchange.want_branch(&origin(0), ours, 1021, &node.shelves), [], "it is ours already");
    let nowhere = TreeHead { size: 4, root: [1; 32] };
    let to = |steps: &[Step]| match steps {
        [Step::Send { to, message: Message::AskPrefix { .. } }] => *to,
        other => panic!("{other:?}"),
    };
    let missing = || Message::Missing { origin: origin(0), of: nowhere };
    let mut asked = vec![to(&node.exchange.want_branch(&origin(0), nowhere, 1021, &node.shelves))];
    for _ in 0..2 {
        let last = *asked.last().unwrap();
        asked.push(to(&node.exchange.receive(last, missing(), exchange::Via::Network, 1021, &node.shelves)));
    }
    assert_eq!(asked, [Party(0), Party(2), Party(3)]);
    // Nobody has it: then there is silence, until it is wanted again.
    assert!(node.exchange.fetches_branch(&origin(0)));
    assert_eq!(node.exchange.receive(Party(3), missing(), exchange::Via::Network, 1021, &node.shelves), []);
    assert!(!node.exchange.fetches_branch(&origin(0)));
    assert_eq!(to(&node.exchange.want_branch(&origin(0), nowhere, 1022, &node.shelves)), Party(0));
    assert!(node.exchange.settle(&origin(0), nowhere, &node.shelves).is_err(), "what isn't held can't be kept");
}
