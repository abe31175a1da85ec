//! Power that fails at any operation of the disk, backups that are put back, head files that are lost.

mod town;

use exchange::StopKind;
use keeper::{KeeperError, Standing, Submission};
use store::MemoryDisk;
use store::head::HEAD;
use store::memory_disk::Fault;
use town::{Node, Town, body, origin};

/// The same town each time: node 0 is about to do something while the fault that is planned may strike.
fn town() -> Town {
    let mut town = Town::signing(3);
    town.propose(1, "from another party");
    town
}

/// The disk of node 0 after a run that the fault ended, or did not meet.
fn struck(town: &mut Town, operation: u64, fault: Fault, seed: u64, act: impl Fn(&mut Town) -> Result<(), KeeperError>) -> bool {
    let setup = town.setup(0, StopKind::Intact);
    let mut disk = town.stop(0);
    let now = disk.operations();
    disk.plan(now + operation, fault);
    // Opening may already meet the fault.
    let (mut met, opened) = match keeper::Keeper::open(disk.clone(), setup) {
        Ok(node) => {
            town.nodes[0] = Some(node);
            (act(town).is_err(), true)
        }
        Err(_) => (true, false),
    };
    let mut left = if opened { town.stop(0) } else { disk };
    met |= left.operations() > now + operation;
    left.crash(seed);
    town.start(0, left, StopKind::Intact);
    met
}

/// Everything comes back to one state in which all sign, and what was acknowledged stands.
fn assert_whole(town: &mut Town, acknowledged: u64, what: &str) {
    town.rounds(4);
    for party in 0..3 {
        assert_eq!(town.node(party).standing(), Standing::Signing, "{what}: node {party}");
    }
    town.assert_same(&[0, 1, 2]);
    assert!(town.size(1, 0) >= acknowledged, "{what}: an acknowledged act is lost");
    assert!(town.node(1).store().forks(&origin(0)).is_ok_and(|forks| forks.is_empty()), "{what}: a fork");
    town.propose(0, "and life goes on");
    town.rounds(2);
    town.assert_same(&[0, 1, 2]);
}

fn write_and_listen(town: &mut Town) -> Result<(), KeeperError> {
    town.now += 10;
    let now = town.now;
    let acts = [town.amendment("one"), town.amendment("two")].to_vec();
    let (node, mut others) = town.split();
    node.tick(now)?;
    converse(node, &mut others, now)?;
    let receipts = node.submit(acts, now)?;
    assert!(receipts.iter().all(Result::is_ok), "{receipts:?}");
    converse(node, &mut others, now)?;
    node.tick(now)
}

/// Lets node 0, whose disk may fail, talk to the two others, until they have said all.
fn converse(node: &mut Node, others: &mut [&mut Node; 2], now: u64) -> Result<(), KeeperError> {
    for place in [0, 1, 0, 1] {
        let (peer, place) = (&mut others[place], body(place + 1));
        let mut batch = node.outbox(place);
        while !batch.is_empty() {
            let answer = peer.receive(body(0), &batch, now).expect("a peer whose disk works");
            batch = node.receive(place, &answer, now)?;
        }
    }
    Ok(())
}

#[test]
fn a_crash_at_any_operation_loses_nothing_that_was_acknowledged() {
    for fault in [Fault::StopsDuring, Fault::StopsAfter, Fault::Fails, Fault::FailsButPersisted] {
        let mut operation = 0;
        loop {
            let mut town = town();
            let met = struck(&mut town, operation, fault, operation * 7 + 3, write_and_listen);
            assert_whole(&mut town, 1, &format!("{fault:?} at {operation}"));
            if !met {
                break;
            }
            operation += 1;
        }
        assert!(operation > 40, "{fault:?} met only {operation} operations");
    }
}

#[test]
fn a_restored_backup_signs_only_after_all_have_answered_and_takes_its_acts_back() {
    let mut town = town();
    let backup = town.node(0).store().disk().clone();
    town.propose(0, "after the backup");
    town.rounds(2);
    drop(town.stop(0));
    town.start(0, backup, StopKind::Restored);
    town.round_among(&[0, 1]);
    assert!(matches!(town.node(0).standing(), Standing::Starting { .. }), "one has not answered");
    assert_eq!(town.size(0, 0), 2, "its own act came back");
    // Stopped in the middle of it, and started by somebody who does not know: it stays careful.
    let disk = town.stop(0);
    town.start(0, disk, StopKind::Intact);
    town.round_among(&[0, 1]);
    assert!(matches!(town.node(0).standing(), Standing::Starting { .. }), "the mark is still there");
    assert_whole(&mut town, 2, "restored");
}

#[test]
fn a_lost_head_file_is_taken_back_from_the_others() {
    let mut town = town();
    town.propose(0, "one more");
    town.rounds(2);
    let mut disk = town.stop(0);
    disk.put(HEAD, None);
    town.start(0, disk, StopKind::Intact);
    assert_eq!(town.size(0, 0), 2, "the journal knows a head that was cosigned");
    town.round_among(&[0, 1]);
    assert!(matches!(town.node(0).standing(), Standing::Starting { .. }));
    assert_whole(&mut town, 2, "head lost");
}

#[test]
fn a_node_that_lost_everything_takes_all_back() {
    let mut town = town();
    town.propose(0, "one more");
    town.rounds(2);
    drop(town.stop(0));
    let setup = town.setup(0, StopKind::Intact);
    town.nodes[0] = Some(keeper::Keeper::create(MemoryDisk::new(), [9; 16], setup).expect("an empty disk"));
    assert_whole(&mut town, 2, "all lost");
}

#[test]
fn an_administrator_may_end_a_start_and_that_is_the_first_act() {
    let mut town = town();
    let disk = town.stop(0);
    town.start(0, disk, StopKind::MachineChanged);
    town.round_among(&[0, 1]);
    let now = town.now;
    let resumed = town.node_mut(0).resume_unconfirmed("the line to C is cut", now).expect("a disk that works");
    assert_eq!(resumed, Ok(()));
    let last = town.size(0, 0) - 1;
    let leaf = town.node(0).store().leaf(&origin(0), last).expect("a leaf");
    assert!(String::from_utf8_lossy(&leaf).contains("the line to C is cut"));
    assert_whole(&mut town, 2, "resumed");
}

#[test]
fn a_keeper_whose_disk_failed_does_nothing_more() {
    let mut town = town();
    let mut disk = town.stop(0);
    disk.plan(disk.operations() + 30, Fault::Full);
    town.start(0, disk, StopKind::Intact);
    let stopped = (0..20).any(|_| write_and_listen(&mut town).is_err());
    assert!(stopped, "a full disk is noticed");
    let now = town.now;
    assert_eq!(town.node(0).standing(), Standing::Stopped);
    assert!(matches!(town.node_mut(0).tick(now), Err(KeeperError::Stopped)));
    assert!(matches!(town.node_mut(0).submit(Vec::<Submission>::new(), now), Err(KeeperError::Stopped)));
}
