//! A log with two histories: who proves it, which one is kept, and that everybody comes to the same state.

mod record;

use ::record::Checkpoint;
use ::record::checkpoint;
use ::record::fork::ForkProof;
use ::record::tree::Levels;
use counterpart::act_format::v1::RecordVerb;
use counterpart::draft::Deed;
use counterpart::fork::{self, Settled};
use counterpart::void::Void;
use counterpart::{Head, Roots, Verdict};
use record::{World, node_key, origin};

const LAWFUL: Verdict = Verdict::Lawful(Vec::new());

const FOUR: &str = r#"
    agreement test format=1
    provision end
    party a
    party b
    party c
    party d
    group all cite=end { members a b c d }
    decision all_agree voters=all form=signature cite=end { needs { unanimity } }
    amendment cite=end decision=all_agree
"#;

/// A world of four in which A goes two ways after two leaves that everybody holds: B and C hear of one, D of the other.
/// `shown` says for B, C and D whether they hear of the other history.
fn forked(shown: [bool; 3]) -> (World, Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let mut world = World::of(FOUR);
    world.propose(0, "one", None);
    world.propose(0, "two", None);
    world.meet();
    let history = |world: &mut World, texts: &[&str]| -> Vec<Vec<u8>> {
        let leaves = texts.iter().map(|text| {
            world.propose(0, text, None);
            let log = world.log(0);
            world.nodes[0].leaf(&log, world.nodes[0].size(&log) - 1)
        });
        leaves.collect()
    };
    let first = history(&mut world, &["three", "four"]);
    world.nodes[0].cut(&origin("a"), 2);
    world.nodes[0].adopt(&origin("a"), &[]);
    let other = history(&mut world, &["drei", "vier", "fünf"]);
    for (node, other_way) in shown.iter().enumerate() {
        for leaf in if *other_way { &other } else { &first } {
            world.nodes[node + 1].take(&origin("a"), leaf);
        }
    }
    (world, first, other)
}

/// The proof that A has both histories.
fn proof(world: &World, first: &[Vec<u8>], other: &[Vec<u8>]) -> ForkProof {
    let common: Vec<Vec<u8>> = (0..2).map(|at| world.nodes[1].leaf(&origin("a"), at)).collect();
    let tree = |leaves: &[Vec<u8>]| {
        let mut tree = Levels::new();
        common.iter().chain(leaves).for_each(|leaf| tree.append(::record::leaf_hash(leaf)));
        let head = Checkpoint { origin: origin("a"), size: tree.size(), root: tree.root(), extensions: Vec::new() };
        (checkpoint::sign(&head, &node_key(&origin("a"), 100)).to_bytes(), tree)
    };
    let ((one, first), (two, other)) = (tree(first), tree(other));
    ForkProof::between((&one, first.size(), &first), (&two, other.size(), &other)).expect("two histories")
}

fn prove(world: &mut World, party: usize, proof: &ForkProof) -> Verdict {
    let verb = fork::act_of(&origin("a"), proof);
    world.act(party, Deed::Verb(verb), None, None, &[]).1
}

fn settled(world: &World, node: usize) -> Settled {
    world.nodes[node].fold.forks().next().expect("a fork is known").2.clone()
}

/// Passes on everything but A's own log, in which the nodes differ.
fn pass_on(world: &mut World) {
    for _ in 0..2 {
        for (from, to) in (1..4).flat_map(|from| (1..4).map(move |to| (from, to))).filter(|(from, to)| from != to) {
            for name in ["b", "c", "d"].map(origin) {
                for index in world.nodes[to].size(&name)..world.nodes[from].size(&name) {
                    let leaf = world.nodes[from].leaf(&name, index);
                    world.nodes[to].take(&name, &leaf);
                }
            }
        }
    }
}

#[test]
fn the_history_of_a_majority_is_kept_up_to_the_largest_head_they_cited() {
    let (mut world, first, other) = forked([false, false, true]);
    let proof = proof(&world, &first, &other);
    assert_eq!(proof.split, 2);
    for party in 1..4 {
        assert_eq!(prove(&mut world, party, &proof), LAWFUL);
    }
    pass_on(&mut world);
    assert_eq!(settled(&world, 1), Settled::Kept(4));
    assert_eq!(settled(&world, 2), Settled::Kept(4));
    // D holds the other history: it learns which head it must fetch, and takes it over.
    let Settled::Elsewhere(head) = settled(&world, 3) else { panic!("{:?}", settled(&world, 3)) };
    assert_eq!(head.size, 4);
    world.nodes[3].cut(&origin("a"), 2);
    world.nodes[3].adopt(&origin("a"), &first);
    assert_eq!(settled(&world, 3), Settled::Kept(4));
    for node in 2..4 {
        let (one, two) = (&world.nodes[1], &world.nodes[node]);
        assert_eq!(one.fold.frontier(&one.trees), two.fold.frontier(&two.trees));
        assert_eq!(one.fold.digest(), two.fold.digest());
    }
}

#[test]
fn what_a_majority_held_is_kept_though_nobody_had_cited_it_before_the_first_proof() {
    let (mut world, first, other) = forked([false, false, true]);
    let proof = proof(&world, &first, &other);
    // Each hears the proof of the one before, which cuts the log for it, and still says in its own what it holds.
    for party in 1..4 {
        assert_eq!(prove(&mut world, party, &proof), LAWFUL);
        pass_on(&mut world);
    }
    assert_eq!(settled(&world, 1), Settled::Kept(4));
    assert_eq!(settled(&world, 2), Settled::Kept(4));
    assert!(matches!(settled(&world, 3), Settled::Elsewhere(head) if head.size == 4));
}

#[test]
fn a_proof_waits_for_no_branch() {
    let (mut world, first, other) = forked([false, false, true]);
    let proof = proof(&world, &first, &other);
    // D cites the head of a branch that B and C do not have, and they fold what it says all the same.
    assert_eq!(prove(&mut world, 3, &proof), LAWFUL);
    pass_on(&mut world);
    for node in [1, 2] {
        let (_, _, folded, held) = world.nodes[node].fold.logs().find(|(name, ..)| *name == origin("d")).expect("a log");
        assert!(folded == held && held > 0, "{folded} of {held}");
    }
}

#[test]
fn without_a_majority_only_what_all_histories_share_is_kept() {
    // Three histories: B, C and D each hold another one. Their proofs make two of them known, and each citation is told apart.
    let (mut world, first, other) = forked([false, true, false]);
    let d = origin("a");
    world.nodes[3].cut(&d, 2);
    world.nodes[3].adopt(&d, &[]);
    let proof = proof(&world, &first, &other);
    for party in 1..4 {
        assert_eq!(prove(&mut world, party, &proof), LAWFUL);
    }
    pass_on(&mut world);
    for node in 1..4 {
        assert_eq!(settled(&world, node), Settled::Common, "node {node}");
        let folded = world.nodes[node].fold.logs().find(|(name, ..)| *name == d).expect("a's log").2;
        assert_eq!(folded, 2);
    }
    let digests: Vec<_> = (1..4).map(|node| world.nodes[node].fold.digest()).collect();
    assert!(digests.iter().all(|digest| *digest == digests[0]));
}

#[test]
fn an_accusation_without_two_signed_heads_is_nothing() {
    let (mut world, first, other) = forked([false, false, true]);
    let mut proof = proof(&world, &first, &other);
    // A cited root alone only makes the leaf wait where the other history is held.
    let cites = world.propose_at(3);
    world.deliver_log(3, 1, "d");
    assert_eq!(world.nodes[1].fold.verdict(&origin("d"), cites), None);
    proof.second = b"no note".to_vec();
    assert_eq!(prove(&mut world, 1, &proof), Verdict::Void(Void::NoFork {}));
    assert_eq!(world.nodes[1].fold.forks().count(), 0);
}

#[test]
fn whoever_cites_a_cut_history_is_read_as_citing_what_was_common() {
    let (mut world, first, other) = forked([false, false, true]);
    let index = world.propose_at(3);
    let proof = proof(&world, &first, &other);
    for party in 1..4 {
        assert_eq!(prove(&mut world, party, &proof), LAWFUL);
    }
    pass_on(&mut world);
    assert_eq!(world.nodes[1].fold.verdict(&origin("d"), index), Some(LAWFUL));
    assert_eq!(world.nodes[2].fold.verdict(&origin("d"), index), Some(LAWFUL));
}

/// A lost its node key: it goes on in a second log, from the head that the others hold, and they countersign.
#[test]
fn a_party_goes_on_in_a_new_log_once_all_others_have_countersigned() {
    let mut world = World::with_heads();
    let old = world.log(0);
    world.propose(0, "held by the others", None);
    world.meet();
    let size = world.nodes[1].size(&old) as u64;
    let root = world.nodes[1].trees.root(&old, size).expect("a root");
    world.propose(0, "never left the house", None);
    let new = succeed(&mut world, 0, Head { origin: old.clone(), size, root });
    world.nodes[0].cut(&old, size as usize);
    world.nodes[0].adopt(&old, &[]);
    let matter = world.matter_of_text("held by the others");
    assert_eq!(world.log(0), new);
    // Before the countersignatures nothing else of the new log counts.
    let waiting = world.sign_in(0, &new, matter);
    world.meet();
    assert_eq!(world.nodes[1].fold.verdict(&new, waiting), None);
    for party in 1..3 {
        countersign(&mut world, party);
    }
    world.meet();
    assert_eq!(world.nodes[2].fold.verdict(&new, waiting), Some(LAWFUL));
    world.assert_same();
}

#[test]
fn a_fork_of_a_log_that_followed_another_is_proved_under_the_key_that_the_succession_names() {
    let mut world = World::with_heads();
    let old = world.log(0);
    let size = world.nodes[1].size(&old) as u64;
    let root = world.nodes[1].trees.root(&old, size).expect("a root");
    let new = succeed(&mut world, 0, Head { origin: old, size, root });
    world.meet();
    (1..3).for_each(|party| countersign(&mut world, party));
    world.meet();
    let key = node_key(&new, 50);
    let signed = |leaves: &[&[u8]]| {
        let mut tree = Levels::new();
        leaves.iter().for_each(|leaf| tree.append(::record::leaf_hash(leaf)));
        let head = Checkpoint { origin: new.clone(), size: tree.size(), root: tree.root(), extensions: Vec::new() };
        (checkpoint::sign(&head, &key).to_bytes(), tree)
    };
    let first = world.nodes[1].leaf(&new, 0);
    let ((one, left), (other, right)) = (signed(&[&first, b"one way"]), signed(&[&first, b"another"]));
    let proof = ForkProof::between((&one, 2, &left), (&other, 2, &right)).expect("two histories");
    let verb = fork::act_of(&new, &proof);
    assert_eq!(world.act(1, Deed::Verb(verb), None, None, &[]).1, LAWFUL);
    let known: Vec<_> = world.nodes[1].fold.forks().map(|(origin, split, _)| (origin.to_owned(), split)).collect();
    assert_eq!(known, [(new, 1)]);
}

#[test]
fn two_parties_in_succession_at_once_countersign_in_their_new_logs() {
    let mut world = World::with_heads();
    let mut waiting = Vec::new();
    for party in 0..2 {
        let old = world.log(party);
        let size = world.nodes[2].size(&old) as u64;
        let root = world.nodes[2].trees.root(&old, size).expect("a root");
        succeed(&mut world, party, Head { origin: old, size, root });
    }
    world.meet();
    (0..3).for_each(|party| countersign(&mut world, party));
    world.meet();
    for party in 0..2 {
        let matter = world.propose(party, &format!("from the new log of {party}"), None);
        waiting.push(matter);
    }
    world.meet();
    assert_eq!(world.sign(2, waiting[0]), LAWFUL);
    world.meet();
    world.assert_same();
}

/// Opens the new log of `party` from `head`, under its root; gives its origin.
fn succeed(world: &mut World, party: usize, head: Head) -> String {
    let new = format!("{}2", head.origin.strip_suffix('1').expect("a first log"));
    let note = checkpoint::sign(
        &Checkpoint { origin: head.origin.clone(), size: head.size, root: head.root, extensions: Vec::new() },
        &node_key(&head.origin, 100 + party as u8),
    );
    let verb = RecordVerb::Succeed {
        old_origin: head.origin,
        size: head.size,
        root: head.root,
        checkpoint: note.to_bytes(),
        node: node_key(&new, 50 + party as u8).verifier().to_string(),
        mirror: node_key(&new, 60 + party as u8).verifier().to_string(),
    };
    let draft = world.draft(Deed::Verb(verb), None);
    let mut statement = world.leaf(party, &draft, &[]).statement().clone();
    statement.origin = new.clone();
    let leaf = record::signed(&statement, party, &[0]);
    world.nodes[party].take(&new, &leaf.to_bytes());
    new
}

fn countersign(world: &mut World, party: usize) {
    loop {
        let node = &world.nodes[party];
        let due = node.fold.due(world.party(party), jiff::civil::date(2018, 3, 1), &agreement::Calendars::default(), &node.trees);
        let Some(due) = due.into_iter().find(|due| matches!(due.deed, Deed::Verb(RecordVerb::Countersign { .. }))) else {
            return;
        };
        assert_eq!(world.act(party, due.deed, None, None, &[]).1, LAWFUL);
    }
}

impl World {
    /// Puts an amendment on the table and gives its index in the party's log, whoever can fold it.
    fn propose_at(&mut self, party: usize) -> u64 {
        let log = self.log(party);
        self.propose(party, "whatever", None);
        self.nodes[party].size(&log) as u64 - 1
    }

    fn deliver_log(&mut self, from: usize, to: usize, party: &str) {
        let name = origin(party);
        for index in self.nodes[to].size(&name)..self.nodes[from].size(&name) {
            let leaf = self.nodes[from].leaf(&name, index);
            self.nodes[to].take(&name, &leaf);
        }
    }

    /// The matter that the amendment with this text opened, as node 0 knows it.
    fn matter_of_text(&self, text: &str) -> agreement::id::MatterId {
        let digest = agreement::id::Digest::of(text.as_bytes());
        let state = self.nodes[0].fold.state();
        let named = |matter: &agreement::id::MatterId| match matter.occasion {
            agreement::id::Occasion::Opened(place) => {
                let act = &state.event(place).expect("an opening").1.event.act;
                matches!(act, agreement::act::Act::ProposeAmendment { text, .. } if *text == digest)
            }
            _ => false,
        };
        state.matters().map(|(matter, _)| matter).find(named).expect("the matter")
    }

    /// Appends a signature to a log that does not count yet; gives its index.
    fn sign_in(&mut self, party: usize, log: &str, matter: agreement::id::MatterId) -> u64 {
        let mut draft = self.draft(Deed::Act(agreement::act::Act::Sign { text: None, post: None }), Some(matter));
        draft.post = Some("head".to_owned());
        let leaf = self.leaf(party, &draft, &[1]);
        assert_eq!(leaf.statement().origin, log);
        let index = self.nodes[party].size(log) as u64;
        self.nodes[party].take(log, &leaf.to_bytes());
        index
    }
}
