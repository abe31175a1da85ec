//! The rules that make separate logs enough: one test for each race that two parties could run.

mod record;

use agreement::act::{Act, Post};
use agreement::ballot;
use agreement::id::MatterId;
use agreement::reading::Readings;
use agreement::refusal::Refusal;
use agreement::{Calendars, report};
use counterpart::Verdict;
use counterpart::act_format::v1::RecordVerb;
use counterpart::draft::Deed;
use counterpart::void::Void;
use record::{DAY, NOON, World, public, secret};

const LAWFUL: Verdict = Verdict::Lawful(Vec::new());

fn refused(verdict: Verdict) -> Refusal {
    match verdict {
        Verdict::Void(Void::Refused(refused)) => refused.why,
        other => panic!("not refused by the agreement: {other:?}"),
    }
}

/// How a ballot stands at a node, in the engine's words.
fn stands(world: &World, node: usize, matter: MatterId) -> &'static str {
    let (calendars, readings) = (Calendars::default(), Readings::all(&world.agreement.points));
    let day = world.today();
    let all = report(world.nodes[node].fold.state(), day, day, &readings, &calendars);
    let (_, answer) = all.matters.iter().find(|(known, _)| *known == matter).expect("the matter is reported");
    answer.first().status.word()
}

#[test]
fn two_rival_texts_on_one_base_are_never_both_signed() {
    let mut world = World::with_heads();
    let one = world.propose(0, "one", None);
    let two = world.propose(1, "two", None);
    world.meet();
    assert_eq!(world.sign(2, one), LAWFUL);
    assert_eq!(refused(world.sign(2, two)), Refusal::RivalSigned { rival: one });
    // With the rival's death in sight it may sign the other.
    assert_eq!(world.withdraw(2, one), LAWFUL);
    assert_eq!(world.sign(2, two), LAWFUL);
    world.meet();
    world.assert_same();
}

#[test]
fn a_signature_can_be_withdrawn_and_a_commitment_cannot() {
    let mut world = World::with_heads();
    let matter = world.propose(0, "one", None);
    world.meet();
    for party in 0..3 {
        assert_eq!(world.sign(party, matter), LAWFUL);
    }
    assert!(matches!(refused(world.commit(0, matter)), Refusal::CommitWithoutSignatures { .. }));
    world.meet();
    assert_eq!(world.commit(0, matter), LAWFUL);
    assert!(matches!(refused(world.withdraw(0, matter)), Refusal::WithdrawAfterCommit { .. }));
    // Another party has not committed yet and may still withdraw: then the ballot is dead, whoever has committed.
    assert_eq!(world.withdraw(1, matter), LAWFUL);
    assert!(matches!(refused(world.sign(1, matter)), Refusal::BallotDead { .. }));
    world.meet();
    assert_eq!(stands(&world, 2, matter), "no");
    world.assert_same();
}

#[test]
fn decided_when_every_commitment_is_there() {
    let mut world = World::with_heads();
    let matter = world.propose(0, "one", None);
    world.meet();
    (0..3).for_each(|party| assert_eq!(world.sign(party, matter), LAWFUL));
    world.meet();
    for party in 0..3 {
        assert_eq!(ballot::ready_to_commit(world.nodes[party].fold.state(), world.party(party), world.today()).len(), 1);
        assert_eq!(world.commit(party, matter), LAWFUL);
        assert_eq!(stands(&world, party, matter), "not-yet");
    }
    world.meet();
    for party in 0..3 {
        assert_eq!(stands(&world, party, matter), "yes");
    }
    world.assert_same();
}

/// A ballot that expires, with all signatures and all commitments but the last, which comes on its last day.
fn expiring(world: &mut World) -> MatterId {
    let last = world.today().tomorrow().expect("a day");
    let matter = world.propose(0, "one", Some(last));
    world.meet();
    (0..3).for_each(|party| assert_eq!(world.sign(party, matter), LAWFUL));
    world.meet();
    matter
}

#[test]
fn a_commitment_is_timely_by_the_evidence_of_a_majority_of_the_others() {
    let mut world = World::with_heads();
    let matter = expiring(&mut world);
    (0..3).for_each(|party| assert_eq!(world.commit(party, matter), LAWFUL));
    world.meet();
    assert_eq!(stands(&world, 0, matter), "not-yet");
    for party in 0..3 {
        assert_eq!(world.evidence(party), LAWFUL);
    }
    world.meet();
    assert_eq!(stands(&world, 1, matter), "yes");
    // Whatever is dated later changes nothing.
    world.now += 5 * DAY;
    (0..3).for_each(|party| assert_eq!(world.evidence(party), LAWFUL));
    world.meet();
    assert_eq!(stands(&world, 1, matter), "yes");
    world.assert_same();
}

#[test]
fn a_commitment_that_the_others_hold_only_later_is_untimely_whatever_its_author_claims() {
    let mut world = World::with_heads();
    let matter = expiring(&mut world);
    (0..2).for_each(|party| assert_eq!(world.commit(party, matter), LAWFUL));
    world.meet_among(&[0, 1]);
    (0..2).for_each(|party| assert_eq!(world.evidence(party), LAWFUL));
    // C's commitment claims the last day, and reaches nobody before it is over.
    world.now += DAY;
    assert_eq!(world.commit(2, matter), LAWFUL);
    world.now += DAY;
    (0..2).for_each(|party| assert_eq!(world.evidence(party), LAWFUL));
    world.meet();
    (0..3).for_each(|party| assert_eq!(world.evidence(party), LAWFUL));
    world.meet();
    assert_eq!(stands(&world, 0, matter), "no");
    world.assert_same();
}

#[test]
fn a_commitment_after_the_expiry_is_void() {
    let mut world = World::with_heads();
    let matter = expiring(&mut world);
    world.now += 2 * DAY;
    assert!(matches!(refused(world.commit(0, matter)), Refusal::CommitAfterExpiry { .. }));
}

#[test]
fn a_signature_needs_an_officer_of_an_empowered_post() {
    let mut world = World::with_heads();
    let matter = world.propose(0, "one", None);
    let sign = || Deed::Act(Act::Sign { text: None, post: None });
    assert_eq!(world.act(0, sign(), Some(matter), None, &[]).1, Verdict::Void(Void::NotSigned {}));
    assert_eq!(world.act(0, sign(), Some(matter), Some("head"), &[]).1, Verdict::Void(Void::NotSigned {}));
    let stranger = world.act(0, sign(), Some(matter), Some("head"), &[2]).1;
    assert_eq!(stranger, Verdict::Void(Void::NotEmpowered { post: "head".to_owned() }));
    let nobody = world.act(0, sign(), Some(matter), Some("mayor"), &[1]).1;
    assert_eq!(nobody, Verdict::Void(Void::NotEmpowered { post: "mayor".to_owned() }));
    assert_eq!(world.sign(0, matter), LAWFUL);
    world.meet();
    world.assert_same();
}

#[test]
fn a_revocation_withdraws_what_is_not_committed() {
    let mut world = World::with_heads();
    let matter = world.propose(0, "one", None);
    world.meet();
    (0..3).for_each(|party| assert_eq!(world.sign(party, matter), LAWFUL));
    let revoke = RecordVerb::Revoke { post: "head".to_owned(), key: public(&secret(1, 1)).bytes };
    assert_eq!(world.act(1, Deed::Verb(revoke), None, None, &[0]).1, LAWFUL);
    assert_eq!(world.sign(1, matter), Verdict::Void(Void::NotEmpowered { post: "head".to_owned() }));
    world.meet();
    assert!(matches!(refused(world.commit(0, matter)), Refusal::BallotDead { .. }));
    assert_eq!(stands(&world, 2, matter), "no");
    world.meet();
    world.assert_same();
}

#[test]
fn an_old_frontier_dodges_no_revocation() {
    let mut world = World::with_heads();
    let matter = world.propose(0, "one", None);
    world.meet();
    // The leaf is drafted before the revocation and appended after it.
    let mut draft = world.draft(Deed::Act(Act::Sign { text: None, post: None }), Some(matter));
    draft.post = Some("head".to_owned());
    let old = world.leaf(1, &draft, &[1]);
    let revoke = RecordVerb::Revoke { post: "head".to_owned(), key: public(&secret(1, 1)).bytes };
    assert_eq!(world.act(1, Deed::Verb(revoke), None, None, &[0]).1, LAWFUL);
    assert_eq!(world.append(1, &old), Verdict::Void(Void::NotEmpowered { post: "head".to_owned() }));
}

#[test]
fn an_act_signed_on_a_stick_after_newer_acts_is_lawful() {
    let mut world = World::with_heads();
    let matter = world.propose(0, "one", None);
    world.meet();
    let mut draft = world.draft(Deed::Act(Act::Sign { text: None, post: None }), Some(matter));
    draft.post = Some("head".to_owned());
    let slow = world.leaf(1, &draft, &[1]);
    world.now += 3 * DAY;
    assert_eq!(world.empower(1, "deputy", Post::Mandated, 2), LAWFUL);
    assert_eq!(world.sign(0, matter), LAWFUL);
    world.meet();
    assert_eq!(world.evidence(1), LAWFUL);
    assert_eq!(world.append(1, &slow), LAWFUL);
    world.meet();
    world.assert_same();
}

#[test]
fn the_same_act_counts_once_and_a_copy_in_a_foreign_log_does_nothing() {
    let mut world = World::with_heads();
    let matter = world.propose(0, "one", None);
    world.meet();
    let mut draft = world.draft(Deed::Act(Act::Sign { text: None, post: None }), Some(matter));
    draft.post = Some("head".to_owned());
    let leaf = world.leaf(1, &draft, &[1]);
    // C copies B's act into its own log, where it is void, and B's own still counts wherever the copy came first.
    let copied = leaf.to_bytes();
    let origin = world.log(2);
    world.nodes[2].take(&origin, &copied);
    world.deliver(2, 0);
    assert_eq!(world.append(1, &leaf), LAWFUL);
    assert!(matches!(world.append(1, &leaf), Verdict::Void(Void::Duplicate { .. })));
    world.meet();
    let index = world.nodes[0].size(&origin) as u64 - 1;
    assert!(matches!(world.nodes[0].fold.verdict(&origin, index), Some(Verdict::Void(Void::OtherLog { .. }))));
    world.assert_same();
}

#[test]
fn who_has_committed_signs_a_rival_only_with_the_death_of_that_ballot_in_sight() {
    let mut world = World::with_heads();
    let one = world.propose(0, "one", None);
    let two = world.propose(1, "two", None);
    world.meet();
    (0..3).for_each(|party| assert_eq!(world.sign(party, one), LAWFUL));
    world.meet();
    assert_eq!(world.commit(2, one), LAWFUL);
    // B withdraws, so that the ballot is dead; C has not heard of it, and claims nothing by not hearing.
    assert_eq!(world.withdraw(1, one), LAWFUL);
    assert_eq!(refused(world.sign(2, two)), Refusal::RivalSigned { rival: one });
    world.deliver(1, 2);
    assert_eq!(world.sign(2, two), LAWFUL);
    world.meet();
    assert_eq!(stands(&world, 0, one), "no");
    world.assert_same();
}

#[test]
fn a_decision_is_of_the_latest_day_that_its_commitments_claim() {
    let mut world = World::with_heads();
    let matter = world.propose(0, "one", None);
    world.meet();
    (0..3).for_each(|party| assert_eq!(world.sign(party, matter), LAWFUL));
    world.meet();
    for (party, days) in [(0, 1), (1, 3), (2, 0)] {
        world.now = NOON + days * DAY;
        assert_eq!(world.commit(party, matter), LAWFUL);
    }
    world.now = NOON + 9 * DAY;
    world.meet();
    let readings = Readings::all(&world.agreement.points);
    let all = report(world.nodes[0].fold.state(), world.today(), world.today(), &readings, &Calendars::default());
    let (_, answer) = all.matters.iter().find(|(known, _)| *known == matter).expect("the matter is reported");
    assert_eq!(answer.first().on, Some(jiff::civil::date(2018, 3, 4)));
}

/// The deadline is a whole day, grace included: a commitment of noon that the others give in evidence a minute before
/// midnight is in time, and what its author or anybody claims later takes that back no more.
#[test]
fn a_commitment_inside_the_grace_is_timely() {
    let mut world = World::with_heads();
    let matter = expiring(&mut world);
    world.now += DAY;
    (0..3).for_each(|party| assert_eq!(world.commit(party, matter), LAWFUL));
    world.meet();
    world.now += DAY / 2 - 60;
    (0..2).for_each(|party| assert_eq!(world.evidence(party), LAWFUL));
    world.now += 60;
    assert_eq!(world.evidence(2), LAWFUL);
    world.meet();
    // C alone spoke after midnight: of A's and B's commitments only one of two others held them in time.
    assert_eq!(stands(&world, 1, matter), "no");
    let mut world = World::with_heads();
    let matter = expiring(&mut world);
    world.now += DAY;
    (0..3).for_each(|party| assert_eq!(world.commit(party, matter), LAWFUL));
    world.meet();
    world.now += DAY / 2 - 60;
    (0..3).for_each(|party| assert_eq!(world.evidence(party), LAWFUL));
    world.now += 60;
    (0..3).for_each(|party| assert_eq!(world.evidence(party), LAWFUL));
    world.meet();
    (0..3).for_each(|node| assert_eq!(stands(&world, node, matter), "yes"));
    world.assert_same();
}

#[test]
fn a_revocation_that_claims_an_earlier_day_than_the_signature_withdraws_it_all_the_same() {
    let mut world = World::with_heads();
    let matter = world.propose(0, "one", None);
    world.meet();
    world.now += 2 * DAY;
    (0..3).for_each(|party| assert_eq!(world.sign(party, matter), LAWFUL));
    // The root's machine has another clock.
    world.now -= 2 * DAY;
    let revoke = RecordVerb::Revoke { post: "head".to_owned(), key: public(&secret(1, 1)).bytes };
    assert_eq!(world.act(1, Deed::Verb(revoke), None, None, &[0]).1, LAWFUL);
    world.now += 2 * DAY;
    world.meet();
    assert!(matches!(refused(world.commit(0, matter)), Refusal::BallotDead { .. }));
    assert!(matches!(refused(world.commit(1, matter)), Refusal::BallotDead { .. }));
    world.meet();
    (0..3).for_each(|node| assert_eq!(stands(&world, node, matter), "no"));
    world.assert_same();
}

#[test]
fn a_withdrawal_that_claims_an_earlier_hour_than_the_signature_withdraws_it_all_the_same() {
    let mut world = World::with_heads();
    let matter = world.propose(0, "one", None);
    world.meet();
    (0..3).for_each(|party| assert_eq!(world.sign(party, matter), LAWFUL));
    world.now -= 3_600;
    assert_eq!(world.withdraw(1, matter), LAWFUL);
    world.now += 3_600;
    world.meet();
    (0..3).for_each(|node| assert_eq!(stands(&world, node, matter), "no"));
    world.assert_same();
}

#[test]
fn a_ballot_takes_the_frozen_text_and_no_other() {
    let mut world = World::with_heads();
    let matter = world.propose(0, "one", None);
    world.meet();
    let sign = |text: &[u8]| Deed::Act(Act::Sign { text: Some(agreement::id::Digest::of(text)), post: None });
    let other = world.act(1, sign(b"one, and a word more"), Some(matter), Some("head"), &[1]).1;
    assert_eq!(refused(other), Refusal::TextUnknown {});
    assert_eq!(world.act(1, sign(b"one"), Some(matter), Some("head"), &[1]).1, LAWFUL);
    world.meet();
    world.assert_same();
}
