//! Logs that begin and end, and keys that change.

mod party;
mod shelves;

use exchange::succession::EndFault;
use exchange::{AppendFault, Message, Party, Step, TreeHead};
use party::{Node, Stage, log_key, origin, round, settle, started, write};

const NEXT: &str = "sample.invalid/party_0/2";

fn close(node: &mut Node, log: &str, end: TreeHead, now: u64) -> Result<Vec<(usize, Message)>, EndFault> {
    let steps = node.exchange.close(log, end, now, &node.shelves)?;
    Ok(node.carry_out(steps, now, usize::MAX))
}

#[test]
fn a_new_log_is_followed_and_the_old_one_ends() {
    let mut nodes = started(3);
    write(&mut nodes, 0, "last of the old", 1001);
    let end = nodes[0].shelves.log(&origin(0)).tree();
    let key = log_key(NEXT);
    for node in &mut nodes {
        node.shelves.follow(NEXT, Party(0), &[key.verifier()]);
        node.exchange.follow(NEXT, Party(0), &[key.verifier()]);
        assert_eq!(close(node, &origin(0), end, 1002), Ok(vec![]));
        assert_eq!(close(node, &origin(0), end, 1002), Ok(vec![]), "said again");
    }
    assert_eq!(nodes[0].exchange.append(&[b"x".to_vec()]), Err(AppendFault::Closed));
    assert!(!nodes[1].exchange.sign_for(key.clone()), "it is another party's log");
    assert!(!nodes[0].exchange.sign_for(log_key("unknown")));
    assert!(nodes[0].exchange.sign_for(key));
    let node = &mut nodes[0];
    let leaf = b"first of the new".to_vec();
    let note = node.exchange.append(std::slice::from_ref(&leaf)).expect("the new log is open");
    node.shelves.log_mut(NEXT).append(&[leaf]);
    node.shelves.log_mut(NEXT).notes.push(note);
    let steps = node.exchange.appended(1003, &node.shelves);
    let sent = node.carry_out(steps, 1003, usize::MAX);
    settle(&mut nodes, sent.into_iter().map(|(to, message)| (0, to, message)).collect(), 1003);
    assert_eq!(nodes[0].exchange.holders(NEXT, 1), [Party(1), Party(2)]);
}

#[test]
fn nothing_beyond_the_end_is_accepted() {
    let mut nodes = started(3);
    write(&mut nodes, 0, "a", 1001);
    let end = nodes[0].shelves.log(&origin(0)).tree();
    assert!(close(&mut nodes[1], &origin(0), end, 1002).is_ok());
    write(&mut nodes, 0, "beyond", 1003);
    assert_eq!((nodes[1].size(&origin(0)), nodes[2].size(&origin(0))), (1, 2));
    assert_eq!(nodes[1].shelves.log(&origin(0)).leaves.len(), 1);
}

#[test]
fn leaves_up_to_the_end_are_fetched_from_whoever_has_them() {
    let mut nodes = started(3);
    write(&mut nodes, 0, "a", 1001);
    // Node 2 has heard of nothing; node 0 is gone, and node 1 went one leaf further than the agreed end.
    let end = nodes[1].shelves.log(&origin(0)).tree();
    let sent = nodes[0].append(&[b"b".to_vec()], 1002, Stage::Offered);
    let near = sent.into_iter().filter(|(to, _)| *to == 1).map(|(to, message)| (0, to, message)).collect();
    settle(&mut nodes, near, 1002);
    let files = party::new_shelves(3);
    nodes[2] = Node::open(2, 3, files, exchange::StopKind::HeadMissing, 50);
    let sent = close(&mut nodes[2], &origin(0), end, 1003).unwrap();
    assert!(matches!(sent.as_slice(), [(0, Message::AskLeaves { .. })]), "{sent:?}");
    let asked = nodes[2].tick(1010);
    let to_one = asked.into_iter().filter(|(to, _)| *to == 1).map(|(to, message)| (2, to, message)).collect();
    settle(&mut nodes[..], to_one, 1010);
    assert_eq!(nodes[2].shelves.log(&origin(0)).tree(), end);
    assert!(nodes[2].has_done(|step| matches!(step, Step::Mirror { .. })));
}

#[test]
fn what_can_not_be_an_end() {
    let mut nodes = started(3);
    write(&mut nodes, 0, "a", 1001);
    write(&mut nodes, 0, "b", 1001);
    let end = nodes[0].shelves.log(&origin(0)).tree();
    let other = TreeHead { size: 2, root: [0; 32] };
    assert_eq!(close(&mut nodes[1], "unknown", end, 1002), Err(EndFault::UnknownLog));
    assert_eq!(close(&mut nodes[1], &origin(0), other, 1002), Err(EndFault::NotHeld));
    assert!(close(&mut nodes[1], &origin(0), end, 1002).is_ok());
    assert_eq!(close(&mut nodes[1], &origin(0), other, 1002), Err(EndFault::Ended));
    nodes[0].exchange.append(&[b"c".to_vec()]).unwrap();
    assert_eq!(close(&mut nodes[0], &origin(0), end, 1002), Err(EndFault::Writing));
}

#[test]
fn a_log_that_went_beyond_its_end_is_cut() {
    let mut nodes = started(3);
    write(&mut nodes, 0, "a", 1001);
    let end = nodes[1].shelves.log(&origin(0)).tree();
    write(&mut nodes, 0, "beyond", 1002);
    nodes[1].shelves.log_mut(&origin(0)).cut(1);
    assert!(close(&mut nodes[1], &origin(0), end, 1003).is_ok());
    assert!(nodes[1].size(&origin(0)) <= 1);
    round(&mut nodes, 1010);
    assert_eq!(nodes[1].shelves.log(&origin(0)).leaves.len(), 1);
}

#[test]
fn a_second_key_of_a_log_is_believed_once_it_is_told() {
    let mut nodes = started(2);
    write(&mut nodes, 0, "a", 1001);
    let new = record::SigningKey::keyed(&origin(0), record::KeyKind::Ed25519, &[42; 32]).unwrap();
    let tree = {
        let kept = nodes[0].shelves.log_mut(&origin(0));
        kept.append(&[b"b".to_vec()]);
        kept.tree()
    };
    let head = record::Checkpoint { origin: origin(0), size: 2, root: tree.root, extensions: vec![] };
    let note = record::checkpoint::sign(&head, &new).to_bytes();
    let heads = Message::Heads { answers: None, heads: vec![note], forked: vec![] };
    assert_eq!(nodes[1].receive(0, heads.clone(), 1002), []);
    nodes[1].exchange.follow(&origin(0), Party(0), &[new.verifier()]);
    assert_eq!(nodes[1].receive(0, heads, 1002).len(), 1, "its leaves are asked for");
}
