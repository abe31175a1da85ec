//! The end of an epoch and the beginning of the next one.

mod record;

use agreement::Calendars;
use agreement::act::{Act, Post};
use agreement::id::{Digest, MatterId};
use counterpart::Verdict;
use counterpart::act_format::v1::RecordVerb;
use counterpart::draft::Deed;
use counterpart::void::Void;
use record::{DAY, World};

const LAWFUL: Verdict = Verdict::Lawful(Vec::new());

#[test]
fn the_epoch_changes_where_all_have_committed_and_all_enter_with_one_state() {
    let mut world = World::with_heads();
    let act = Act::ProposeEpoch { text: Digest::of(b"the next founding"), base: None, until: None };
    let rule = MatterId::standing(world.agreement.rule_id("epoch").expect("a rule"));
    let (id, verdict) = world.act(0, Deed::Act(act), Some(rule), None, &[]);
    assert_eq!(verdict, LAWFUL);
    let ballot = world.opened(0, id);
    let older = world.propose(0, "a text of the old epoch", None);
    world.meet();
    (0..3).for_each(|party| assert_eq!(world.sign(party, ballot), LAWFUL));
    world.meet();
    assert_eq!(world.commit(0, ballot), LAWFUL);
    // After its commitment a log takes only evidence.
    assert_eq!(world.sign(0, older), Verdict::Void(Void::EpochClosing {}));
    assert_eq!(world.evidence(0), LAWFUL);
    assert_eq!(world.sign(1, older), LAWFUL);
    world.meet();
    (1..3).for_each(|party| assert_eq!(world.commit(party, ballot), LAWFUL));
    world.meet();
    for party in 0..3 {
        enter(&mut world, party);
    }
    world.meet();
    world.assert_same();
    // The new epoch goes on, and what the old one left open is dead.
    assert!(matches!(world.sign(2, older), Verdict::Void(Void::OtherEpoch { .. })));
    let fresh = world.propose(1, "a text of the new epoch", None);
    assert_eq!(world.sign(1, fresh), LAWFUL);
    world.meet();
    world.assert_same();
}

fn enter(world: &mut World, party: usize) {
    let deed = entry(world, party).expect("the entry is due");
    assert_eq!(world.act(party, deed, None, None, &[]).1, LAWFUL);
}

#[test]
fn a_dead_epoch_ballot_lets_the_old_epoch_go_on() {
    let mut world = World::with_heads();
    let ballot = signed_ballot(&mut world, None);
    assert_eq!(world.commit(0, ballot), LAWFUL);
    assert_eq!(world.withdraw(1, ballot), LAWFUL);
    let early = world.propose_verdict(0, "too early");
    assert_eq!(early, Verdict::Void(Void::EpochClosing {}));
    world.meet();
    assert_eq!(world.propose_verdict(0, "the old epoch goes on"), LAWFUL);
    world.meet();
    world.assert_same();
}

#[test]
fn after_the_death_of_the_ballot_keys_can_be_changed_again() {
    let mut world = World::with_heads();
    let ballot = signed_ballot(&mut world, None);
    assert_eq!(world.commit(0, ballot), LAWFUL);
    assert_eq!(world.empower(0, "deputy", Post::Mandated, 2), Verdict::Void(Void::EpochClosing {}));
    assert_eq!(world.withdraw(1, ballot), LAWFUL);
    world.meet();
    assert_eq!(world.empower(0, "deputy", Post::Mandated, 2), LAWFUL);
    world.meet();
    world.assert_same();
}

/// With an expiry the commitments alone decide nothing: the entry waits for the evidence that they were in time.
#[test]
fn nobody_enters_on_commitments_that_may_still_be_untimely() {
    let mut world = World::with_heads();
    let today = world.today();
    let ballot = signed_ballot(&mut world, Some(today));
    (0..3).for_each(|party| assert_eq!(world.commit(party, ballot), LAWFUL));
    world.meet_among(&[0, 1]);
    assert_eq!(world.evidence(0), LAWFUL);
    world.meet();
    assert_eq!(entry(&world, 0), None);
    // C's commitment reached nobody in time: the ballot is dead, and the old epoch goes on.
    world.now += 2 * DAY;
    (0..3).for_each(|party| assert_eq!(world.evidence(party), LAWFUL));
    world.meet();
    assert_eq!(entry(&world, 0), None);
    assert_eq!(world.propose_verdict(2, "the old epoch goes on"), LAWFUL);
    world.meet();
    world.assert_same();
}

#[test]
fn a_log_that_leaves_its_epoch_owes_no_other_commitment() {
    let mut world = World::with_heads();
    let ballot = signed_ballot(&mut world, None);
    let other = world.propose(1, "another text", None);
    world.meet();
    (0..3).for_each(|party| assert_eq!(world.sign(party, other), LAWFUL));
    world.meet();
    assert_eq!(world.commit(0, ballot), LAWFUL);
    let owes = |world: &World, party: usize| {
        let node = &world.nodes[party];
        let due = node.fold.due(world.party(party), world.today(), &Calendars::default(), &node.trees);
        due.into_iter().filter(|due| due.deed == Deed::Act(Act::Commit {})).map(|due| due.matter).collect::<Vec<_>>()
    };
    assert_eq!(owes(&world, 0), []);
    assert_eq!(owes(&world, 1).len(), 2);
    (1..3).for_each(|party| assert_eq!(world.commit(party, ballot), LAWFUL));
    world.meet();
    (0..3).for_each(|party| enter(&mut world, party));
    world.meet();
    (0..3).for_each(|party| assert_eq!(owes(&world, party), []));
    world.assert_same();
}

#[test]
fn a_leaf_of_an_edition_that_is_not_known_stops_the_fold_at_that_leaf() {
    let mut world = World::with_heads();
    let log = world.log(1);
    // An array of format 2 and nothing that this edition reads.
    let newer = [0x82, 0x02, 0x40];
    let before = world.nodes[1].fold.digest();
    world.nodes[1].take(&log, &newer);
    let draft = world.draft(Deed::Act(Act::Evidence {}), None);
    let after = world.leaf(1, &draft, &[]).to_bytes();
    world.nodes[1].take(&log, &after);
    world.meet();
    for node in &world.nodes {
        assert!(node.fold.needs_newer(&log) && !node.fold.needs_newer(&record::origin("a")));
        let (_, _, folded, held) = node.fold.logs().find(|(origin, ..)| *origin == log).expect("the log");
        assert_eq!((folded, held), (1, 3));
        assert_eq!(node.fold.digest(), before);
        assert_eq!(node.fold.verdict(&log, 1), None);
    }
    // The others' logs go on.
    assert_eq!(world.propose_verdict(0, "goes on"), LAWFUL);
    world.meet();
    world.assert_same();
}

/// An epoch ballot by A that all have signed and all know.
fn signed_ballot(world: &mut World, until: Option<jiff::civil::Date>) -> MatterId {
    let act = Act::ProposeEpoch { text: Digest::of(b"the next founding"), base: None, until };
    let rule = MatterId::standing(world.agreement.rule_id("epoch").expect("a rule"));
    let (id, verdict) = world.act(0, Deed::Act(act), Some(rule), None, &[]);
    assert_eq!(verdict, LAWFUL);
    let ballot = world.opened(0, id);
    world.meet();
    (0..3).for_each(|party| assert_eq!(world.sign(party, ballot), LAWFUL));
    world.meet();
    ballot
}

/// The entry into the next epoch, if the node of `party` owes it.
fn entry(world: &World, party: usize) -> Option<Deed> {
    let node = &world.nodes[party];
    let due = node.fold.due(world.party(party), world.today(), &Calendars::default(), &node.trees);
    due.into_iter().map(|due| due.deed).find(|deed| matches!(deed, Deed::Verb(RecordVerb::EnterEpoch { .. })))
}

impl World {
    fn propose_verdict(&mut self, party: usize, text: &str) -> Verdict {
        let act = Act::ProposeAmendment { text: Digest::of(text.as_bytes()), base: None, until: None };
        let rule = MatterId::standing(self.agreement.rule_id("amendment").expect("a rule"));
        self.act(party, Deed::Act(act), Some(rule), None, &[]).1
    }
}
