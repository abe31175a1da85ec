//! What is cited: an act that is lawful under one frontier is lawful under every larger one, for every kind of act.
//!
//! Lines of script, drawn by a seed, become leaves under the founding agreement. Each is judged twice, with all that its party
//! has heard and with less; the one exception is the death of a ballot, which only ends what is over.

#[path = "../../agreement/tests/history/mod.rs"]
mod history;
mod record;

use agreement::act::{Act, ActKind, Event, Post};
use agreement::events::script::{self, Line};
use agreement::id::{Digest, MatterId, Occasion, Place};
use agreement::problem::Problems;
use agreement::refusal::Refusal;
use counterpart::act_format::v1::{Leaf, RecordVerb, Statement};
use counterpart::draft::{Deed, Draft};
use counterpart::frontier::Head;
use counterpart::void::Void;
use counterpart::{Roots, Verdict};
use history::Random;
use record::{DAY, World, public, secret, signed};
use std::collections::{BTreeMap, BTreeSet};

/// The rules of the founding agreement.
const RULES: &str = include_str!("../../../agreements/greater_bay_area_2017/rules.kdl");

/// What the lines of `history` leave out.
const MORE: &[&str] = &[
    "P proposes epoch text T",
    "P proposes epoch text T until Y-12-31",
    "P signs on B",
    "P signs on B",
    "P commits on B",
    "P withdraws on B",
    "P gives evidence",
];

const PARTIES: [&str; 4] = ["ndrc", "guangdong", "hong_kong", "macao"];

/// A world of the founding agreement in which every head can sign.
fn world() -> World {
    let mut world = World::of(RULES);
    (0..4).for_each(|party| drop(world.empower(party, "head", Post::Head, 1)));
    world.meet();
    world
}

fn line(random: &mut Random, world: &World) -> String {
    let drawn = if random.below(2) == 0 { history::line(random, world.today()) } else { random.of(MORE).to_owned() };
    let all = world.nodes.iter().flat_map(|node| node.fold.state().matters());
    let names = all.map(|(matter, _)| world.agreement.matter_name(matter));
    let ballots: BTreeSet<String> = names.filter(|name| name.starts_with("epoch/") || name.starts_with("amendment/")).collect();
    let ballots: Vec<String> = ballots.into_iter().rev().take(3).chain(["amendment/ndrc-9".to_owned()]).collect();
    let words = drawn.split(' ').filter(|word| !word.is_empty()).map(|word| match word {
        "P" => random.of(&PARTIES).to_owned(),
        "T" => format!("\"text {}\"", random.below(3)),
        "B" => random.of(&ballots.iter().map(String::as_str).collect::<Vec<_>>()).to_owned(),
        word => word.replace('Y', &world.today().year().to_string()),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The event of a line, as the party that writes it would mean it; none if it names what that party can't.
fn event(world: &World, line: &str) -> Option<(usize, Event)> {
    let line = line.split(" unseen").next().unwrap_or_default();
    let mut problems = Problems::default();
    let lines = script::lines(&format!("> {line}"), &mut problems);
    let Some((_, Line::Command(tokens, _))) = lines.first() else { panic!("{line}: {problems:?}") };
    let draft = script::act(world.agreement, tokens, &mut problems)?;
    let party = PARTIES.iter().position(|party| line.starts_with(party))?;
    Some((party, draft.event(world.nodes[party].fold.state(), world.today())))
}

/// The statement of an event with every head that its party has heard of.
fn statement(world: &mut World, party: usize, event: &Event) -> Option<Statement> {
    let mut draft: Draft = world.draft(Deed::Act(event.act.clone()), event.matter);
    let by_officer = matches!(event.act, Act::Sign { .. } | Act::Withdraw {} | Act::Vote { .. });
    draft.post = by_officer.then(|| "head".to_owned());
    draft.author = Some(event.author).filter(|author| *author != world.party(party));
    let node = &world.nodes[party];
    node.fold.statement(&world.log(party), &draft, world.now, &node.trees).ok()
}

/// The same statement with smaller heads, or without some.
fn citing_less(world: &World, party: usize, full: &Statement, random: &mut Random) -> Statement {
    let trees = &world.nodes[party].trees;
    let less = full.cites.iter().filter_map(|head| {
        let size = random.below(head.size + 1);
        let root = trees.root(&head.origin, size).filter(|_| size > 0)?;
        Some(Head { origin: head.origin.clone(), size, root })
    });
    Statement { cites: less.collect(), ..full.clone() }
}

fn officers(event: &Event) -> &'static [u8] {
    match event.act {
        Act::Sign { .. } | Act::Withdraw {} | Act::Vote { .. } => &[1],
        _ => &[],
    }
}

/// What the author's own node says of a leaf.
fn judged(world: &World, party: usize, leaf: &Leaf) -> Verdict {
    let node = &world.nodes[party];
    node.fold.check(&world.log(party), &leaf.to_bytes(), &node.trees).expect("everything that is cited is here")
}

fn is_lawful(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Lawful(_))
}

/// Whether a ballot's death alone stands in the way.
fn is_dead(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Void(Void::Refused(refused)) if matches!(refused.why, Refusal::BallotDead { .. }))
}

/// Takes back every signature that can be taken back.
fn free(world: &mut World) {
    let matters: Vec<MatterId> = world.nodes[0].fold.state().matters().map(|(matter, _)| matter).collect();
    for (party, matter) in (0..4).flat_map(|party| matters.iter().map(move |matter| (party, *matter))) {
        let draft = world.draft(Deed::Act(Act::Withdraw {}), Some(matter));
        let draft = Draft { post: Some("head".to_owned()), ..draft };
        let leaf = world.leaf(party, &draft, &[1]);
        if is_lawful(&judged(world, party, &leaf)) {
            world.append(party, &leaf);
        }
    }
}

/// A ballot on the newest decision that all sign, as chance alone hardly ever comes to one; gives what is tried on it next.
fn signed_by_all(world: &mut World, random: &mut Random) -> Vec<String> {
    world.meet();
    (0..4).for_each(|party| drop(world.empower(party, "head", Post::Head, 1)));
    let opened = world.nodes[0].fold.state().matters().filter_map(|(matter, _)| match matter.occasion {
        Occasion::Opened(place) => Some(place),
        _ => None,
    });
    let bases: Vec<Option<Place>> = opened.map(Some).collect();
    let until = Some(world.today()).filter(|_| random.below(3) == 0);
    let name = random.of(&["amendment", "epoch"]).to_owned();
    let rule = MatterId::standing(world.agreement.rule_id(&name).expect("a rule"));
    free(world);
    // The newest decision is the base; without any the text as it was signed.
    let mut drafted = None;
    for base in bases.into_iter().rev().chain([None]) {
        let text = Digest::of(b"together");
        let act = match name.as_str() {
            "amendment" => Act::ProposeAmendment { text, base, until },
            _ => Act::ProposeEpoch { text, base, until },
        };
        let draft = world.draft(Deed::Act(act), Some(rule));
        let leaf = world.leaf(0, &draft, &[]);
        if is_lawful(&judged(world, 0, &leaf)) {
            drafted = Some(leaf);
            break;
        }
    }
    let Some(leaf) = drafted else { return Vec::new() };
    world.append(0, &leaf);
    let id = leaf.id();
    let ballot = world.opened(0, id);
    world.meet();
    (0..4).for_each(|party| drop(world.sign(party, ballot)));
    world.deliver(random.below(4) as usize, random.below(4) as usize);
    let name = world.agreement.matter_name(ballot);
    let verbs = ["commits", "commits", "commits", "withdraws"];
    let tries = (0..6).map(|_| format!("{} {} on {name}", random.of(&PARTIES), random.of(&verbs)));
    let tries = tries.collect();
    (0..3).for_each(|_| world.deliver(random.below(4) as usize, random.below(4) as usize));
    if random.below(2) == 0 {
        world.meet();
    }
    tries
}

/// A revocation, or another key, by the root.
fn change_keys(world: &mut World, party: usize, random: &mut Random) {
    let key = public(&secret(party, 1)).bytes;
    match random.below(2) {
        0 => drop(world.act(party, Deed::Verb(RecordVerb::Revoke { post: "head".to_owned(), key }), None, None, &[0])),
        _ => drop(world.empower(party, "head", Post::Head, 1)),
    }
}

/// Lines of one seed: how often a kind was lawful, and how often it was lawful only because a death was not cited.
#[derive(Default)]
struct Counts {
    lawful: BTreeMap<ActKind, usize>,
    unaware_of_death: usize,
}

fn try_lines(seed: u64, lines: usize, counts: &mut Counts) {
    let (mut world, mut random, mut next) = (world(), Random(seed), Vec::new());
    for _ in 0..lines {
        match random.below(12) {
            0 => world.now += DAY * random.below(20),
            1..=3 => world.deliver(random.below(4) as usize, random.below(4) as usize),
            4 if random.below(6) == 0 => {
                let party = random.below(4) as usize;
                change_keys(&mut world, party, &mut random);
            }
            5 if random.below(2) == 0 => next = signed_by_all(&mut world, &mut random),
            _ => {}
        }
        let text = next.pop().unwrap_or_else(|| line(&mut random, &world));
        let Some((party, event)) = event(&world, &text) else { continue };
        let Some(full) = statement(&mut world, party, &event) else { continue };
        let less = citing_less(&world, party, &full, &mut random);
        let [full, less] = [full, less].map(|statement| signed(&statement, party, officers(&event)));
        let (with_all, with_less) = (judged(&world, party, &full), judged(&world, party, &less));
        if is_lawful(&with_less) && !is_lawful(&with_all) {
            assert!(is_dead(&with_all), "{text}: lawful when it cites less, and with all: {with_all:?}");
            assert!(matches!(event.act, Act::Sign { .. } | Act::Commit {}), "{text}");
            counts.unaware_of_death += 1;
        }
        if is_lawful(&with_all) {
            *counts.lawful.entry(event.act.kind()).or_default() += 1;
        }
        let chosen = if random.below(3) == 0 { (&less, &with_less) } else { (&full, &with_all) };
        // Void acts are written too, now and then.
        if is_lawful(chosen.1) || random.below(8) == 0 {
            assert_eq!(world.append(party, chosen.0), *chosen.1, "{text}");
        }
    }
    world.meet();
    world.assert_same();
}

#[test]
fn citing_more_never_makes_a_lawful_act_unlawful_and_citing_less_no_unlawful_one_lawful() {
    let mut counts = Counts::default();
    for seed in 0..10 {
        try_lines(seed, 220, &mut counts);
    }
    // Nothing holds for want of anything being tried: the kinds that the founding agreement knows, but for a few rare ones.
    let kinds: BTreeSet<&str> = counts.lawful.keys().map(|kind| kind.name()).collect();
    for kind in ["sign", "withdraw", "commit", "evidence", "propose_epoch", "propose_amendment", "give_opinion", "circulate"] {
        assert!(kinds.contains(kind), "no seed came to a lawful {kind}: {kinds:?}");
    }
    assert!(kinds.len() >= 25, "{kinds:?}");
}

/// Who doesn't cite a death can sign a dead ballot: nothing comes of it, whoever else does.
#[test]
fn what_is_signed_unaware_of_a_death_decides_nothing() {
    let mut world = World::with_heads();
    let matter = world.propose(0, "one", None);
    world.meet();
    (0..3).for_each(|party| drop(world.sign(party, matter)));
    world.meet();
    assert!(is_lawful(&world.withdraw(0, matter)));
    assert!(is_lawful(&world.commit(1, matter)) && is_lawful(&world.commit(2, matter)));
    assert!(is_dead(&world.commit(0, matter)));
    world.meet();
    for node in &world.nodes {
        let day = world.today();
        let readings = agreement::reading::Readings::all(&world.agreement.points);
        let all = agreement::report(node.fold.state(), day, day, &readings, &agreement::Calendars::default());
        let (_, answer) = all.matters.iter().find(|(known, _)| *known == matter).expect("the matter is reported");
        assert_eq!(answer.first().status.word(), "no");
    }
    world.assert_same();
}
