//! The careful start: who must answer, what is taken back, and when a node had better not sign.

mod party;
mod shelves;

use exchange::start_up::ResumeFault;
use exchange::{
    Exchange, Group, HaltReason, KeptLog, Keys, Limits, Message, OpenFault, Opening, Party, Step, StopKind, Token, Via,
};
use party::{Node, Stage, log_key, mirror_key, mirrors, new_shelves, origin, round, settle, started, write};
use record::{Checkpoint, checkpoint};
use shelves::Shelves;

/// Asks as a node does and lets only these parties answer; the last token that it asked with answers all its questions.
fn answers(nodes: &mut [Node], me: usize, from: &[usize], now: u64) {
    let mut queue = nodes[me].tick(now).into_iter().map(|(to, message)| (me, to, message)).collect::<Vec<_>>();
    while !queue.is_empty() {
        let (from_now, to, message) = queue.remove(0);
        let other = if from_now == me { to } else { from_now };
        if from.contains(&other) {
            let sent = nodes[to].receive(from_now, message, now);
            queue.extend(sent.into_iter().filter(|(next, _)| *next == me || to == me).map(|(next, message)| (to, next, message)));
        }
    }
}

fn reopened(nodes: &mut [Node], me: usize, files: Shelves, stop: StopKind) {
    nodes[me] = Node::open(me, nodes.len(), files, stop, 50);
}

#[test]
fn who_must_answer() {
    let cases = [
        (StopKind::Intact, vec![], false),
        (StopKind::Intact, vec![1], false),
        (StopKind::Intact, vec![1, 3], true),
        (StopKind::Restored, vec![1, 3], false),
        (StopKind::Restored, vec![1, 2, 3], true),
        (StopKind::HeadMissing, vec![2, 3], false),
        (StopKind::HeadMissing, vec![1, 2, 3], true),
        (StopKind::MachineChanged, vec![2, 3], false),
        (StopKind::MachineChanged, vec![1, 2, 3], true),
    ];
    for (stop, from, enough) in cases {
        let mut nodes = started(4);
        write(&mut nodes, 0, "a", 1001);
        let files = nodes[0].shelves.clone();
        reopened(&mut nodes, 0, files, stop);
        answers(&mut nodes, 0, &from, 2000);
        assert_eq!(nodes[0].exchange.may_sign(), enough, "{stop:?} {from:?}");
        assert_eq!(nodes[0].exchange.answered().map(Party::place).collect::<Vec<_>>(), from);
    }
}

#[test]
fn an_answer_from_before_the_start_counts_for_nothing() {
    let mut nodes = started(2);
    let old = nodes[1].receive(0, Message::AskHeads { token: Token([1; 16]) }, 1001).remove(0).1;
    let files = nodes[0].shelves.clone();
    reopened(&mut nodes, 0, files, StopKind::Intact);
    nodes[0].receive(1, old, 1002);
    assert!(!nodes[0].exchange.may_sign());
    answers(&mut nodes, 0, &[1], 1010);
    assert!(nodes[0].exchange.may_sign());
}

#[test]
fn what_a_backup_lacks_comes_back_from_the_mirrors() {
    let mut nodes = started(4);
    write(&mut nodes, 0, "a", 1001);
    let backup = nodes[0].shelves.clone();
    for number in 0..600 {
        write(&mut nodes, 0, &format!("later {number}"), 1002);
    }
    write(&mut nodes, 2, "of another", 1003);
    let whole = nodes[0].shelves.log(&origin(0)).tree();
    reopened(&mut nodes, 0, backup, StopKind::Restored);
    answers(&mut nodes, 0, &[1, 2, 3], 2000);
    let node = &nodes[0];
    assert!(node.exchange.may_sign());
    assert_eq!(node.shelves.log(&origin(0)).tree(), whole);
    assert_eq!((node.size(&origin(0)), node.size(&origin(2))), (601, 1));
    let refills = node.done.iter().filter(|step| matches!(step, Step::RefillOwn { .. })).count();
    assert_eq!(refills, 2, "512 leaves, then the rest with the head");
    let last = node.done.iter().position(|step| *step == Step::MaySign);
    assert!(last > node.done.iter().position(|step| matches!(step, Step::RefillOwn { head: Some(_), .. })));
}

#[test]
fn until_the_start_is_finished_leaves_are_kept_and_nothing_is_cosigned() {
    let mut nodes = started(4);
    let files = nodes[0].shelves.clone();
    write(&mut nodes, 2, "new", 1001);
    reopened(&mut nodes, 0, files, StopKind::Restored);
    answers(&mut nodes, 0, &[1, 2], 2000);
    assert_eq!(nodes[0].size(&origin(2)), 1, "mirrored");
    assert!(!nodes[0].exchange.holders(&origin(2), 1).is_empty());
    let own_line = |node: &Node| {
        let head = node.exchange.head(&origin(2)).unwrap().note();
        exchange::head::cosignature_by(&head, &[mirror_key(0).verifier()]).map(|cosigned| cosigned.time)
    };
    assert_eq!(own_line(&nodes[0]), Some(1001), "what it had cosigned before is taken back");
    write(&mut nodes, 2, "newer", 2001);
    assert_eq!((nodes[0].size(&origin(2)), own_line(&nodes[0])), (2, None), "nothing new is cosigned");
    answers(&mut nodes, 0, &[1, 2, 3], 2010);
    assert_eq!(own_line(&nodes[0]), Some(2010));
}

#[test]
fn leaves_under_no_head_give_way_or_are_signed_later() {
    // The power fails between journal and head file.
    let mut nodes = started(3);
    nodes[0].append(&[b"unsigned".to_vec()], 1001, Stage::Journal);
    let files = nodes[0].shelves.clone();
    reopened(&mut nodes, 0, files.clone(), StopKind::Intact);
    answers(&mut nodes, 0, &[1, 2], 1010);
    let sent = nodes[0].append(&[], 1011, Stage::Offered);
    settle(&mut nodes, sent.into_iter().map(|(to, message)| (0, to, message)).collect(), 1011);
    assert_eq!(nodes[1].shelves.log(&origin(0)).leaves, [b"unsigned".to_vec()]);

    // A backup of that moment, while other leaves were signed in their place.
    let mut nodes = started(3);
    write(&mut nodes, 0, "signed", 1001);
    write(&mut nodes, 0, "signed later", 1002);
    reopened(&mut nodes, 0, files, StopKind::Restored);
    answers(&mut nodes, 0, &[1, 2], 1010);
    assert!(nodes[0].exchange.may_sign());
    assert_eq!(nodes[0].shelves.log(&origin(0)).leaves, [b"signed".to_vec(), b"signed later".to_vec()]);
}

#[test]
fn a_lost_head_file_is_found_again_without_moving_a_leaf() {
    let mut nodes = started(3);
    write(&mut nodes, 0, "a", 1001);
    write(&mut nodes, 0, "b", 1002);
    let mut files = nodes[0].shelves.clone();
    files.log_mut(&origin(0)).notes.clear();
    files.log_mut(&origin(0)).loose.clear();
    // The driver may call that intact; leaves without a head say otherwise.
    reopened(&mut nodes, 0, files, StopKind::Intact);
    answers(&mut nodes, 0, &[1], 1010);
    assert!(!nodes[0].exchange.may_sign());
    answers(&mut nodes, 0, &[1, 2], 1020);
    assert!(nodes[0].exchange.may_sign());
    assert_eq!(nodes[0].size(&origin(0)), 2);
    assert!(nodes[0].has_done(|step| matches!(step, Step::RefillOwn { leaves, head: Some(_), .. } if leaves.is_empty())));
}

#[test]
fn a_head_whose_leaves_are_lost_is_never_signed_over() {
    let mut nodes = started(3);
    write(&mut nodes, 0, "a", 1001);
    let backup = nodes[0].shelves.clone();
    let sent = nodes[0].append(&[b"lost".to_vec()], 1002, Stage::Offered);
    // Only the head arrives, at node 1; then the machine is gone.
    let (to, head) = sent.into_iter().find(|(to, _)| *to == 1).unwrap();
    nodes[to].receive(0, head, 1002);
    reopened(&mut nodes, 0, backup, StopKind::Restored);
    answers(&mut nodes, 0, &[1, 2], 1010);
    assert!(!nodes[0].exchange.may_sign());
    assert_eq!(nodes[0].exchange.behind(), Some((1, 2)));
    let node = &mut nodes[0];
    assert_eq!(node.exchange.resume_unconfirmed(1011, &node.shelves), Err(ResumeFault::Behind { own: 1, seen: 2 }));
}

#[test]
fn an_administrator_may_resume_and_the_mirror_key_goes_if_nobody_answered() {
    let mut nodes = started(3);
    write(&mut nodes, 1, "x", 1001);
    let files = nodes[0].shelves.clone();
    reopened(&mut nodes, 0, files, StopKind::Restored);
    let node = &mut nodes[0];
    let steps = node.exchange.resume_unconfirmed(1010, &node.shelves).unwrap();
    assert_eq!(steps, [Step::ReplaceMirrorKey, Step::MaySign]);
    write(&mut nodes, 1, "y", 1011);
    assert_eq!(nodes[1].exchange.holders(&origin(1), 2), [Party(2)], "it cosigns nothing under the old key");
    let key =
        record::SigningKey::keyed("sample.invalid/party_0/mirror2", record::KeyKind::CosignatureEd25519, &[77; 32]).unwrap();
    nodes.iter_mut().for_each(|node| node.exchange.trust_mirror(Party(0), key.verifier()));
    let node = &mut nodes[0];
    let steps = node.exchange.replace_mirror_key(key, 1012, &node.shelves);
    let sent = node.carry_out(steps, 1012, usize::MAX);
    settle(&mut nodes, sent.into_iter().map(|(to, message)| (0, to, message)).collect(), 1012);
    assert_eq!(nodes[1].exchange.holders(&origin(1), 2), [Party(0), Party(2)]);
}

#[test]
fn where_one_has_answered_the_mirror_key_stays() {
    let mut nodes = started(3);
    let files = nodes[0].shelves.clone();
    reopened(&mut nodes, 0, files, StopKind::Restored);
    answers(&mut nodes, 0, &[1], 1010);
    let node = &mut nodes[0];
    assert_eq!(node.exchange.resume_unconfirmed(1011, &node.shelves), Ok(vec![Step::MaySign]));
}

#[test]
fn a_machine_that_was_put_back_unnoticed_is_stopped_by_its_peers() {
    let mut nodes = started(4);
    let snapshot = nodes[0].shelves.clone();
    write(&mut nodes, 0, "a", 1001);
    // Nodes 1 and 2 are a majority, and know nothing of the leaf: they were put back with it.
    let empty = nodes[1].shelves.clone();
    for me in [1, 2] {
        let mut files = empty.clone();
        *files.log_mut(&origin(0)) = snapshot.log(&origin(0)).clone();
        nodes[me] = Node::open(me, 4, files, StopKind::Intact, 60);
    }
    reopened(&mut nodes, 0, snapshot, StopKind::Intact);
    answers(&mut nodes, 0, &[1, 2], 1010);
    assert!(nodes[0].exchange.may_sign());
    answers(&mut nodes, 0, &[3], 1020);
    assert!(nodes[0].has_done(|step| *step == Step::Halt(HaltReason::Behind { own: 0, seen: 1 })));
    assert_eq!(nodes[0].exchange.append(&[b"b".to_vec()]), Err(exchange::AppendFault::Halted));
    round(&mut nodes, 1030);
    assert_eq!(nodes[0].done.iter().filter(|step| matches!(step, Step::Halt(_))).count(), 1, "said once");
}

fn opening(logs: Vec<KeptLog>, parties: usize) -> Opening {
    Opening {
        group: Group { me: Party(0), mirrors: mirrors(parties) },
        keys: Keys { log: vec![log_key(&origin(0))], mirror: mirror_key(0) },
        logs,
        stop: StopKind::Intact,
        token: Token([1; 16]),
        limits: Limits::default(),
    }
}

#[test]
fn files_that_do_not_belong_together_are_not_opened() {
    let mut nodes = started(2);
    write(&mut nodes, 0, "a", 1001);
    write(&mut nodes, 1, "b", 1002);
    let shelves = nodes[0].shelves.clone();
    let open = |change: &dyn Fn(&mut Opening)| {
        let mut opening = opening(shelves.kept(), 2);
        change(&mut opening);
        Exchange::open(opening, &shelves).map(|_| ())
    };
    assert_eq!(open(&|_| {}), Ok(()));
    assert_eq!(open(&|opening| opening.group.me = Party(2)), Err(OpenFault::Group));
    assert_eq!(open(&|opening| opening.keys.log.clear()), Err(OpenFault::NoOwnLog));
    assert_eq!(open(&|opening| drop(opening.logs.remove(0))), Err(OpenFault::NoOwnLog));
    assert_eq!(open(&|opening| opening.logs[1].size = 9), Err(OpenFault::LeavesMissing { origin: origin(1) }));
    let other = Checkpoint { origin: origin(1), size: 1, root: [3; 32], extensions: vec![] };
    let other = checkpoint::sign(&other, &log_key(&origin(1))).to_bytes();
    let flipped = OpenFault::HeadContradictsLeaves { origin: origin(1), size: 1 };
    assert_eq!(open(&|opening| opening.logs[1].notes.push(other.clone())), Err(flipped));
    assert_eq!(open(&|opening| opening.logs[1].notes.push(b"junk".to_vec())), Ok(()), "what is no head is none");
    let claim = exchange::ForkProof { origin: origin(1), first: vec![], second: vec![], prefix: vec![], rest: vec![] };
    let unproved = OpenFault::ForkUnproved { origin: origin(1) };
    assert_eq!(open(&|opening| opening.logs[1].fork = Some(claim.clone())), Err(unproved));
}

#[test]
fn the_first_start_of_all_needs_all() {
    let mut nodes = (0..3).map(|me| Node::open(me, 3, new_shelves(3), StopKind::HeadMissing, 0)).collect::<Vec<_>>();
    answers(&mut nodes, 0, &[1], 1000);
    assert!(!nodes[0].exchange.may_sign());
    answers(&mut nodes, 0, &[1, 2], 1010);
    assert!(nodes[0].exchange.may_sign());
    assert_eq!(Via::Network, Via::Network);
}
