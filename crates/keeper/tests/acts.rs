//! Acts of four parties: recorded by one, received by all, decided by all in the same way.

mod town;

use agreement::act::Act;
use agreement::ballot;
use counterpart::draft::Deed;
use counterpart::void::Void;
use exchange::AppendFault;
use keeper::{Finality, Refusal, Standing, Submission};
use store::head::HEAD;
use store::journal::JOURNAL;
use town::{DELAY, Town, body, origin};

#[test]
fn nobody_signs_before_all_others_have_answered_at_the_very_first_start() {
    let mut town = Town::new(3);
    let early = town.amendment("too early");
    assert_eq!(town.submit(0, vec![early]), [Err(Refusal::NotSigning(AppendFault::Starting))]);
    town.round_among(&[0, 1]);
    let waiting = Standing::Starting { answered: vec![body(1)], waiting_for: vec![body(2)], behind: None };
    assert_eq!(town.node(0).standing(), waiting);
    town.rounds(2);
    assert!((0..3).all(|party| town.node(party).standing() == Standing::Signing));
}

#[test]
fn an_act_reaches_all_and_all_come_to_one_state() {
    let mut town = Town::signing(4);
    let before = town.node(2).status().digest;
    let receipt = town.propose(1, "a first text");
    let log = origin(1);
    assert_eq!(town.node(1).finality(&log, receipt.index + 1), Some(Finality::Recorded));
    town.round_among(&[0, 1, 2]);
    assert_eq!(town.node(1).finality(&log, receipt.index + 1), Some(Finality::Received));
    town.rounds(2);
    assert_eq!(town.node(1).finality(&log, receipt.index + 1), Some(Finality::HeldByAll));
    assert_eq!(town.node(1).finality(&log, receipt.index + 2), None);
    town.assert_same(&[0, 1, 2, 3]);
    assert_ne!(town.node(2).status().digest, before);
    let status = town.node(3).log_status(&log).expect("a log of this record");
    assert_eq!((status.size, status.folded, status.waiting, status.held_by_all, status.received), (2, 2, 0, 2, 2));
    assert_eq!(status.cosigned_by, [body(0), body(2), body(3)]);
}

#[test]
fn a_ballot_is_decided_everywhere_once_every_node_has_waited_its_delay() {
    let mut town = Town::signing(4);
    let receipt = town.propose(0, "a text for all");
    town.rounds(1);
    let matter = town.opened(3, receipt);
    (0..4).for_each(|party| assert!(town.sign(party, matter).is_ok()));
    town.rounds(3);
    let committed = |town: &Town, node: usize| ballot::is_committed_by_all(town.node(node).counterpart().state(), matter);
    assert!(town.sign(2, matter).is_err(), "it has signed already");
    assert_eq!((0..4).map(|party| town.size(0, party)).collect::<Vec<_>>(), [3, 2, 2, 2], "nobody commits early");
    town.now += DELAY;
    town.rounds(4);
    assert!((0..4).all(|node| committed(&town, node)));
    town.assert_same(&[0, 1, 2, 3]);
    assert_eq!((0..4).map(|party| town.size(0, party)).collect::<Vec<_>>(), [4, 3, 3, 3]);
    for node in 0..4 {
        assert_eq!(town.node(node).counterpart().voids().count(), 0);
    }
}

#[test]
fn acts_of_one_write_see_those_before_them_and_refusals_are_not_written() {
    let mut town = Town::signing(3);
    let one = town.amendment("one");
    let twice = one.clone();
    let line = Submission::Line("a makes nonsense".to_owned());
    let unsigned = Submission::Draft(Box::new(town.draft(Deed::Act(Act::Withdraw {}), None, None)));
    let two = town.amendment("two");
    let answers = town.submit(0, vec![one, twice, line, unsigned, Submission::Signed(b"no leaf".to_vec()), two]);
    assert!(matches!(answers[0], Ok(receipt) if receipt.index == 1), "{:?}", answers[0]);
    assert!(matches!(answers[1], Err(Refusal::Void(Void::Duplicate { .. }))) || answers[1].is_ok(), "{:?}", answers[1]);
    assert!(matches!(answers[2], Err(Refusal::Unreadable(_))), "{:?}", answers[2]);
    assert!(matches!(answers[3], Err(Refusal::Void(_))), "{:?}", answers[3]);
    assert!(matches!(answers[4], Err(Refusal::Void(Void::Undecodable { .. }))), "{:?}", answers[4]);
    let written = answers.iter().filter(|answer| answer.is_ok()).count() as u64;
    assert_eq!(town.size(0, 0), 1 + written);
    town.rounds(2);
    town.assert_same(&[0, 1, 2]);
}

#[test]
fn a_node_at_rest_writes_nothing() {
    let mut town = Town::signing(3);
    town.propose(0, "the last act for a while");
    town.rounds(4);
    let files = |town: &Town| {
        let disk = |party: usize| town.node(party).store().disk();
        let file = |party, name| disk(party).bytes(name).map(<[u8]>::to_vec);
        (0..3).map(|party| (file(party, JOURNAL), file(party, HEAD), disk(party).paths())).collect::<Vec<_>>()
    };
    let before = files(&town);
    town.rounds(20);
    town.now += 40 * 86_400;
    town.rounds(20);
    assert_eq!(files(&town), before);
}
