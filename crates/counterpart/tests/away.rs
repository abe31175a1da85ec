//! What rests is put away and comes back: random records in which nobody may notice it, in verdicts, digests or reports.

mod record;

use ::record::hash::Hash;
use agreement::act::{Act, Ballot, Post, Purpose};
use agreement::id::{BodyId, Digest, MatterId, Occasion, Place};
use counterpart::draft::{Deed, Draft};
use counterpart::frontier::{Roots, Trees};
use counterpart::void::Void;
use counterpart::{Counterpart, Verdict};
use record::{DAY, World};
use std::cell::Cell;

const LAWFUL: Verdict = Verdict::Lawful(Vec::new());

/// Two kinds of matters that rest, and one that does not.
const RULES: &str = r#"
    agreement test format=1
    provision end
    party a
    party b
    party c
    group all cite=end { members a b c }
    decision all_agree voters=all form=signature cite=end { needs { unanimity } }
    entry_into_force cite=end { on "2018-01-01" }
    amendment cite=end decision=all_agree
    liaison cite=end between=all
    prior_consultation cite=end by=all months=6
"#;

fn world() -> World {
    let mut world = World::of(RULES);
    for party in 0..world.nodes.len() {
        world.empower(party, "head", Post::Head, 1);
    }
    world.meet();
    world
}

fn rule(world: &World, id: &str) -> Option<MatterId> {
    world.agreement.rule_id(id).map(MatterId::standing)
}

/// A small generator of numbers (an LCG after Knuth, MMIX).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn of<T: Copy>(&mut self, several: &[T]) -> Option<T> {
        if several.is_empty() { None } else { Some(several[self.below(several.len())]) }
    }
}

/// What one party does next, and in which matter: most of it lawful.
fn deed(world: &World, random: &mut Random, party: usize, opened: &[MatterId]) -> (Act, Option<MatterId>) {
    let text = Digest::of(&[random.below(3) as u8]);
    let matter = random.of(opened);
    let other = BodyId(((party + 1 + random.below(2)) % 3) as u16);
    let own = Place { log: BodyId(party as u16), number: 1 + random.below(12) as u32 };
    match random.below(12) {
        0 | 1 => {
            let purpose = [Purpose::Reply, Purpose::Information][random.below(2)];
            (Act::SendLiaison { purpose, to: vec![other], text, due: None }, rule(world, "liaison"))
        }
        2 => (Act::NotifyUse { text }, rule(world, "prior_consultation")),
        3 => {
            // Now and then on a base that is no decision, but a letter that may be away.
            let base = random.of(opened).filter(|_| text == Digest::of(&[0])).and_then(|matter| match matter.occasion {
                Occasion::Opened(place) => Some(place),
                _ => None,
            });
            (Act::ProposeAmendment { text, base, until: None }, rule(world, "amendment"))
        }
        4 => (Act::AcknowledgeLiaison {}, matter),
        5 | 6 => (Act::ReplyLiaison { text }, matter),
        7 | 8 => (Act::ReplyUse { vote: [Ballot::For, Ballot::Against][random.below(2)], text }, matter),
        9 => (Act::ReportPaper { about: other, text: "a letter".to_owned() }, matter),
        10 => (Act::Correct { event: own }, None),
        _ => (Act::Sign { text: None, post: None }, matter),
    }
}

fn signers(act: &Act) -> (Option<&'static str>, &'static [u8]) {
    if matches!(act, Act::Sign { .. }) { (Some("head"), &[1]) } else { (None, &[]) }
}

/// Sixty acts of three parties that hear of each other now and then, with some said again and some copied.
fn history(seed: u64) -> (World, usize, usize) {
    let (mut world, mut random) = (world(), Random(seed));
    let (mut opened, mut lawful, mut void) = (Vec::new(), 0, 0);
    for _ in 0..60 {
        world.now += random.below(DAY as usize) as u64;
        let party = random.below(3);
        let (act, matter) = deed(&world, &mut random, party, &opened);
        let (opens, (post, officers)) = (act.opens(), signers(&act));
        let mut draft: Draft = world.draft(Deed::Act(act), matter);
        draft.post = post.map(str::to_owned);
        let (node, log) = (&world.nodes[party], world.log(party));
        // What names an act that is not here cannot be drafted.
        if node.fold.statement(&log, &draft, world.now, &node.trees).is_err() {
            continue;
        }
        let leaf = world.leaf(party, &draft, officers);
        let verdict = world.append(party, &leaf);
        if verdict == LAWFUL {
            lawful += 1
        } else {
            void += 1
        }
        if opens && verdict == LAWFUL {
            opened.push(world.opened(party, leaf.id()));
        }
        if random.below(8) == 0 {
            let again = world.append(party, &leaf);
            assert!(matches!(again, Verdict::Void(Void::Duplicate { .. })), "{again:?}");
        }
        if random.below(3) == 0 {
            world.deliver(random.below(3), party);
        }
        let (today, node) = (world.today(), &world.nodes[party]);
        node.assert_whole(&[today.yesterday().expect("a day"), today]);
    }
    (world, lawful, void)
}

#[test]
fn nothing_that_is_put_away_changes_a_verdict_a_digest_or_a_report() {
    let (mut lawful, mut void) = (0, 0);
    for seed in 0..28 {
        let (mut world, here, there) = history(seed);
        (lawful, void) = (lawful + here, void + there);
        world.meet();
        world.assert_same();
    }
    assert!(lawful > 500 && void > 100, "{lawful} lawful, {void} void");
}

#[test]
fn what_is_asked_of_the_state_is_brought_back_as_it_was() {
    let mut world = world();
    let send = Act::SendLiaison { purpose: Purpose::Reply, to: vec![BodyId(1)], text: Digest::of(b"letter"), due: None };
    let liaison = rule(&world, "liaison");
    let (letter, verdict) = world.act(0, Deed::Act(send.clone()), liaison, None, &[]);
    assert_eq!(verdict, LAWFUL);
    world.meet();
    let matter = world.opened(0, letter);
    let reply = Act::ReplyLiaison { text: Digest::of(b"reply") };
    let (answer, verdict) = world.act(1, Deed::Act(reply.clone()), Some(matter), None, &[]);
    assert_eq!(verdict, LAWFUL);
    world.meet();
    let node = &mut world.nodes[2];
    node.fold.put_away();
    assert!(node.fold.state().is_away(matter));
    let place = node.fold.place_of(&answer, &node.trees).expect("the reply is here");
    assert_eq!(node.fold.act_at(place, &node.trees), Some(answer));
    node.fold.bring_back(matter, &node.trees);
    let (found, recorded) = node.fold.state().event(place).expect("the reply is on record");
    assert_eq!((found, &recorded.event.act, recorded.event.author), (matter, &reply, BodyId(1)));
    let opening = node.fold.place_of(&letter, &node.trees).expect("the letter is here");
    assert_eq!(recorded.event.cites, [opening], "the reply had seen the letter");
    assert_eq!(node.fold.state().event(opening).expect("the letter is on record").1.event.act, send);
}

/// Trees that count how often a leaf is read again.
struct Counted<'t> {
    trees: &'t Trees,
    reads: Cell<usize>,
}

impl Roots for Counted<'_> {
    fn root(&self, origin: &str, size: u64) -> Option<Hash> {
        self.trees.root(origin, size)
    }

    fn leaf(&self, origin: &str, index: u64) -> Option<Vec<u8>> {
        self.reads.set(self.reads.get() + 1);
        self.trees.leaf(origin, index)
    }
}

#[test]
fn matters_in_use_do_not_come_and_go_with_every_act() {
    let mut world = world();
    let liaison = rule(&world, "liaison");
    let letters: Vec<MatterId> = (0..3)
        .map(|_| {
            let send = Act::SendLiaison { purpose: Purpose::Reply, to: vec![BodyId(1)], text: Digest::of(b"letter"), due: None };
            let (letter, _) = world.act(0, Deed::Act(send), liaison, None, &[]);
            world.opened(0, letter)
        })
        .collect();
    world.deliver(0, 1);
    for turn in 0..300 {
        let reply = Act::ReplyLiaison { text: Digest::of(b"reply") };
        assert_eq!(world.act(1, Deed::Act(reply), Some(letters[turn % 3]), None, &[]).1, LAWFUL);
    }
    let node = &world.nodes[1];
    let counted = Counted { trees: &node.trees, reads: Cell::new(0) };
    let mut fold = Counterpart::new(node.fold.founding().clone(), node.fold.agreement());
    // Three matters in turn, each of which soon holds more acts than may be in memory.
    for origin in [world.log(2), world.log(0), world.log(1)] {
        for index in 0..node.size(&origin) {
            fold.receive(&origin, &node.leaf(&origin, index), &counted).expect("a log of this record");
            fold.put_away_beyond(20);
        }
    }
    assert_eq!(fold.digest(), node.fold.digest());
    let reads = counted.reads.get();
    assert!(reads < 1_500, "{reads} leaves were read again for 300 acts");
}
