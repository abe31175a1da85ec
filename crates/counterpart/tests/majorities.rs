//! Votes, silence and numbering where no ballot is signed: what each party's own log settles.

mod record;

use agreement::Calendars;
use agreement::act::{Act, Ballot, Post};
use agreement::id::{Digest, MatterId};
use agreement::reading::Readings;
use agreement::refusal::Refusal;
use agreement::report;
use counterpart::Verdict;
use counterpart::draft::Deed;
use counterpart::void::Void;
use jiff::civil::{Date, date};
use record::{DAY, World};

const LAWFUL: Verdict = Verdict::Lawful(Vec::new());

/// Three parties that decide by the words of `decision`, and a list that A convenes.
fn world(decision: &str) -> World {
    let rules = format!(
        r#"
        agreement test format=1
        provision end
        party a
        party b
        party c
        outside guest cite=end
        group all cite=end {{ members a b c }}
        group asked cite=end {{ members b c }}
        reading departments_concur cite=end {{ option required; option sought_only }}
        decision by_rule voters=all form=vote cite=end {{ {decision} }}
        organ_decision cite=end decision=by_rule
        key_work cite=end {{
            every "year"
            propose by=all
            convener a
            asked by=asked
            departments guest reading=departments_concur
            implement by=all
        }}
        "#
    );
    let mut world = World::of(&rules);
    for party in 0..3 {
        assert_eq!(world.empower(party, "head", Post::Head, 1), LAWFUL);
    }
    world.meet();
    world
}

impl World {
    /// A puts a text to the vote; nobody has heard of it yet.
    fn put_to_the_vote(&mut self, until: Option<Date>) -> MatterId {
        let act = Act::ProposeDecision { text: Digest::of(b"plan"), until, until_time: None };
        let rule = MatterId::standing(self.agreement.rule_id("organ_decision").expect("a rule"));
        let (id, verdict) = self.act(0, Deed::Act(act), Some(rule), None, &[]);
        assert_eq!(verdict, LAWFUL);
        self.opened(0, id)
    }

    fn vote(&mut self, party: usize, matter: MatterId, vote: Ballot) -> Verdict {
        let act = Act::Vote { vote, text: Digest::of(b"plan") };
        self.act(party, Deed::Act(act), Some(matter), Some("head"), &[1]).1
    }

    /// How a matter stands at a node, with the keys of its grounds.
    fn stands(&self, node: usize, matter: MatterId) -> (&'static str, Vec<&'static str>) {
        let (calendars, readings) = (Calendars::default(), Readings::all(&self.agreement.points));
        let day = self.today();
        let all = report(self.nodes[node].fold.state(), day, day, &readings, &calendars);
        let (_, answer) = all.matters.iter().find(|(known, _)| *known == matter).expect("the matter is reported");
        let finding = answer.first();
        (finding.status.word(), finding.because.iter().map(|because| because.message.key).collect())
    }
}

#[test]
fn votes_the_first_of_each_log_counts_and_k_of_them_decide() {
    let mut world = world("needs { majority of=all }");
    let matter = world.put_to_the_vote(None);
    world.meet();
    assert_eq!(world.vote(0, matter, Ballot::For), LAWFUL);
    assert_eq!(world.vote(1, matter, Ballot::Against), LAWFUL);
    let again = world.vote(1, matter, Ballot::For);
    assert!(matches!(again, Verdict::Void(Void::Refused(ref why)) if matches!(why.why, Refusal::VotedTwice { .. })), "{again:?}");
    world.meet();
    assert_eq!(world.stands(2, matter).0, "not-yet");
    assert_eq!(world.vote(2, matter, Ballot::For), LAWFUL);
    world.meet();
    (0..3).for_each(|node| assert_eq!(world.stands(node, matter).0, "yes"));
    world.assert_same();
}

#[test]
fn votes_a_decision_has_failed_once_k_is_out_of_reach_without_any_tally() {
    let mut world = world("needs { majority of=all }");
    let matter = world.put_to_the_vote(None);
    world.meet();
    assert_eq!(world.vote(1, matter, Ballot::Against), LAWFUL);
    assert_eq!(world.vote(2, matter, Ballot::Abstain), LAWFUL);
    world.meet();
    (0..3).for_each(|node| assert_eq!(world.stands(node, matter).0, "no"));
    world.assert_same();
}

#[test]
fn a_vote_needs_an_officer_of_an_empowered_post() {
    let mut world = world("needs { majority of=all }");
    let matter = world.put_to_the_vote(None);
    world.meet();
    let vote = Deed::Act(Act::Vote { vote: Ballot::For, text: Digest::of(b"plan") });
    assert_eq!(world.act(1, vote.clone(), Some(matter), None, &[]).1, Verdict::Void(Void::NotSigned {}));
    let stranger = world.act(1, vote, Some(matter), Some("head"), &[2]).1;
    assert_eq!(stranger, Verdict::Void(Void::NotEmpowered { post: "head".to_owned() }));
}

const SILENCE: &str = "needs { consensus }; silence consents";

#[test]
fn silence_consents_only_with_a_receipt_and_with_every_other_log_late() {
    let mut world = world(SILENCE);
    let matter = world.put_to_the_vote(Some(date(2018, 3, 2)));
    world.deliver(0, 1);
    world.evidence(1);
    // C hears of the text only after the closing: it was not silent, it had received nothing.
    world.now += 2 * DAY;
    world.meet();
    (0..3).for_each(|party| assert_eq!(world.evidence(party), LAWFUL));
    world.meet();
    let (status, grounds) = world.stands(0, matter);
    assert_ne!(status, "yes");
    assert!(grounds.contains(&"no-receipt-by-closing"), "{grounds:?}");
    world.assert_same();
}

#[test]
fn silence_is_settled_when_all_had_the_text_and_all_logs_speak_after_the_closing() {
    let mut world = world(SILENCE);
    let matter = world.put_to_the_vote(Some(date(2018, 3, 2)));
    world.meet();
    (0..3).for_each(|party| assert_eq!(world.evidence(party), LAWFUL));
    world.now += 2 * DAY;
    world.meet();
    for party in 0..3 {
        assert_ne!(world.stands(0, matter).0, "yes", "before {party} has spoken");
        assert_eq!(world.evidence(party), LAWFUL);
        world.meet();
    }
    (0..3).for_each(|node| assert_eq!(world.stands(node, matter).0, "yes"));
    world.assert_same();
}

#[test]
fn an_objection_in_nobodys_evidence_is_shown_as_that_and_never_as_silence() {
    let mut world = world(SILENCE);
    let matter = world.put_to_the_vote(Some(date(2018, 3, 2)));
    world.meet();
    (0..3).for_each(|party| assert_eq!(world.evidence(party), LAWFUL));
    assert_eq!(world.vote(2, matter, Ballot::Against), LAWFUL);
    world.now += 2 * DAY;
    let (status, grounds) = world.stands(2, matter);
    assert_ne!(status, "yes");
    assert!(grounds.contains(&"objection-held-by-nobody-yet"), "{grounds:?}");
    // One other party that held it in time is enough for an objection.
    world.now -= 2 * DAY;
    world.deliver(2, 1);
    assert_eq!(world.evidence(1), LAWFUL);
    world.now += 2 * DAY;
    world.meet();
    (0..3).for_each(|party| assert_eq!(world.evidence(party), LAWFUL));
    world.meet();
    (0..3).for_each(|node| assert_eq!(world.stands(node, matter).0, "no"));
    world.assert_same();
}

#[test]
fn numbering_only_the_presiding_log_numbers_the_items() {
    let mut world = world(SILENCE);
    let list = MatterId::period(world.agreement.rule_id("key_work").expect("a rule"), 2018);
    let circulate = |item, text: &str| {
        Deed::Act(Act::Circulate { item, text: Digest::of(text.as_bytes()), merges: Vec::new(), answer_within: None })
    };
    // The same number at the same time: only the convener's log gives one.
    assert_eq!(world.act(0, circulate(1, "by the convener"), Some(list), None, &[]).1, LAWFUL);
    let other = world.act(1, circulate(1, "by another"), Some(list), None, &[]).1;
    assert!(
        matches!(other, Verdict::Void(Void::Refused(ref why)) if matches!(why.why, Refusal::NotEntitled { .. })),
        "{other:?}"
    );
    // A new text under a number takes the place of the older one in the order of that log, whatever time each claims.
    world.now -= 3_600;
    assert_eq!(world.act(0, circulate(1, "once more"), Some(list), None, &[]).1, LAWFUL);
    world.meet();
    world.assert_same();
}
