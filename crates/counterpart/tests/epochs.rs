//! The end of an epoch and the beginning of the next one.

mod record;

use agreement::Calendars;
use agreement::act::Act;
use agreement::id::{Digest, MatterId};
use counterpart::Verdict;
use counterpart::act_format::v1::RecordVerb;
use counterpart::draft::Deed;
use counterpart::void::Void;
use record::World;

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
    let node = &world.nodes[party];
    let due = node.fold.due(world.party(party), world.today(), &Calendars::default(), &node.trees);
    let entry = due.iter().find(|due| matches!(due.deed, Deed::Verb(RecordVerb::EnterEpoch { .. }))).expect("the entry is due");
    let deed = entry.deed.clone();
    assert_eq!(world.act(party, deed, None, None, &[]).1, LAWFUL);
}

#[test]
fn a_dead_epoch_ballot_lets_the_old_epoch_go_on() {
    let mut world = World::with_heads();
    let act = Act::ProposeEpoch { text: Digest::of(b"the next founding"), base: None, until: None };
    let rule = MatterId::standing(world.agreement.rule_id("epoch").expect("a rule"));
    let (id, _) = world.act(0, Deed::Act(act), Some(rule), None, &[]);
    let ballot = world.opened(0, id);
    world.meet();
    (0..3).for_each(|party| assert_eq!(world.sign(party, ballot), LAWFUL));
    world.meet();
    assert_eq!(world.commit(0, ballot), LAWFUL);
    assert_eq!(world.withdraw(1, ballot), LAWFUL);
    let early = world.propose_verdict(0, "too early");
    assert_eq!(early, Verdict::Void(Void::EpochClosing {}));
    world.meet();
    assert_eq!(world.propose_verdict(0, "the old epoch goes on"), LAWFUL);
    world.meet();
    world.assert_same();
}

impl World {
    fn propose_verdict(&mut self, party: usize, text: &str) -> Verdict {
        let act = Act::ProposeAmendment { text: Digest::of(text.as_bytes()), base: None, until: None };
        let rule = MatterId::standing(self.agreement.rule_id("amendment").expect("a rule"));
        self.act(party, Deed::Act(act), Some(rule), None, &[]).1
    }
}
