//! The stories that are explored: what all hold when each begins, what the parties may do, and the bounds.

use super::{Table, union};
use crate::record::World;
use agreement::act::{Act, Post};
use agreement::id::{Digest, MatterId};
use counterpart::act_format::ActId;
use counterpart::draft::Deed;
use jiff::civil::Date;
use stateright::Property;

/// One story.
pub struct Story {
    pub name: &'static str,
    pub parties: usize,
    /// Makes what all hold when it begins, and gives the matters that it is about.
    pub begin: fn(&mut World) -> Vec<(MatterId, ActId)>,
    /// Who may write whatever it likes, back-date it and keep silent of what it heard.
    pub liar: Option<usize>,
    pub withdrawals: bool,
    /// Whose root may revoke its head's key.
    pub revocations: Option<usize>,
    /// The matters are put to the vote, where silence consents.
    pub votes: bool,
    /// The first matter is a ballot on the next epoch.
    pub epoch: bool,
    /// A may go on in another log.
    pub succession: bool,
    /// The last day of the matters.
    pub expiry: Option<u64>,
    pub days: u64,
    /// How many leaves a party writes at most.
    pub leaves_max: usize,
    /// How many leaves all write at most.
    pub leaves_in_all: usize,
    /// Whether no two of the matters may be decided.
    pub all_on_one_base: bool,
    /// What must be possible in it, so that nothing holds for want of anything happening.
    pub reaches: Vec<Property<Table>>,
}

impl Story {
    /// Its rules.
    pub fn rules(&self) -> String {
        let names = &["a", "b", "c", "d"][..self.parties];
        let parties: String = names.iter().map(|name| format!("party {name}\n")).collect();
        format!(
            "agreement test format=1\nprovision end\n{parties}group all cite=end {{ members {} }}\n\
             decision all_agree voters=all form=signature cite=end {{ needs {{ unanimity }} }}\n\
             decision no_objection voters=all form=vote cite=end {{ needs {{ consensus }}; silence consents }}\n\
             organ_decision cite=end decision=no_objection\n\
             amendment cite=end decision=all_agree\nepoch cite=end decision=all_agree\n",
            names.join(" ")
        )
    }

    fn plain(name: &'static str, parties: usize, begin: fn(&mut World) -> Vec<(MatterId, ActId)>) -> Story {
        Story {
            name,
            parties,
            begin,
            liar: None,
            withdrawals: false,
            revocations: None,
            votes: false,
            epoch: false,
            succession: false,
            expiry: None,
            days: 1,
            leaves_max: 6,
            leaves_in_all: 6,
            all_on_one_base: true,
            reaches: vec![decided()],
        }
    }
}

fn decided() -> Property<Table> {
    Property::sometimes("something is decided", |table, moment| union(&table.found_at(moment), |found| found.decided) != 0)
}

fn failed() -> Property<Table> {
    Property::sometimes("something fails", |table, moment| union(&table.found_at(moment), |found| found.failed) != 0)
}

fn entered() -> Property<Table> {
    Property::sometimes("all enter the next epoch", |table, moment| {
        table.found_at(moment).iter().any(|found| found.entered == table.story.parties)
    })
}

fn followed() -> Property<Table> {
    Property::sometimes("the log that follows counts", |table, moment| table.found_at(moment).iter().any(|found| found.followed))
}

/// The stories of the gate (`large` is 0), or of the long proof: more leaves by so many, and four parties too.
pub fn stories(large: usize) -> Vec<Story> {
    let parties: &[usize] = if large == 0 { &[3] } else { &[3, 4] };
    parties.iter().flat_map(|parties| stories_of(*parties, large)).collect()
}

fn stories_of(parties: usize, large: usize) -> Vec<Story> {
    let gate = large == 0;
    // In the gate the fewest leaves that come to what a story is about; beyond it as many commitments as parties, and room.
    let leaves = |gates: usize, more: usize| if gate { gates } else { parties + more + large };
    let reached = |in_gate: Vec<Property<Table>>, beyond: Vec<Property<Table>>| if gate { in_gate } else { beyond };
    vec![
        Story {
            withdrawals: true,
            leaves_in_all: leaves(4, 1),
            reaches: vec![decided(), failed()],
            ..Story::plain("commit, withdraw", parties, signed)
        },
        Story {
            liar: Some(2),
            leaves_in_all: leaves(2, 0),
            reaches: Vec::new(),
            ..Story::plain("rivals, a liar", parties, rivals)
        },
        Story {
            liar: Some(1),
            expiry: Some(1),
            days: if gate { 3 } else { 4 },
            leaves_in_all: leaves(2, 2),
            reaches: reached(vec![failed()], vec![decided(), failed()]),
            ..Story::plain("expiry, evidence, a liar", parties, expiring)
        },
        Story {
            revocations: Some(2),
            leaves_in_all: leaves(4, 1),
            reaches: vec![decided(), failed()],
            ..Story::plain("a revoked key", parties, signed)
        },
        Story {
            votes: true,
            expiry: Some(1),
            days: 3,
            leaves_in_all: leaves(2, 0),
            reaches: reached(Vec::new(), vec![decided(), failed()]),
            ..Story::plain("silence", parties, put_to_the_vote)
        },
        Story {
            epoch: true,
            withdrawals: !gate,
            revocations: Some(2),
            all_on_one_base: false,
            leaves_in_all: if gate { 3 } else { 2 * parties },
            reaches: reached(vec![decided()], vec![decided(), entered()]),
            ..Story::plain("epoch", parties, epoch)
        },
        Story {
            succession: true,
            leaves_in_all: leaves(3, 2),
            reaches: reached(Vec::new(), vec![followed(), decided()]),
            ..Story::plain("succession", parties, signed)
        },
    ]
}

/// Every head has a key, and everybody knows it.
fn heads(world: &mut World) {
    (0..world.nodes.len()).for_each(|party| drop(world.empower(party, "head", Post::Head, 1)));
    world.meet();
}

fn day(world: &World, days: i64) -> Date {
    world.today().checked_add(jiff::Span::new().days(days)).expect("a day of that year")
}

fn open(world: &mut World, party: usize, rule: &str, act: Act) -> (MatterId, ActId) {
    let rule = MatterId::standing(world.agreement.rule_id(rule).expect("a rule"));
    let (id, _) = world.act(party, Deed::Act(act), Some(rule), None, &[]);
    (world.opened(party, id), id)
}

fn amendment(world: &mut World, party: usize, text: &str, until: Option<Date>) -> (MatterId, ActId) {
    open(world, party, "amendment", Act::ProposeAmendment { text: Digest::of(text.as_bytes()), base: None, until })
}

fn all_sign(world: &mut World, matter: MatterId) {
    world.meet();
    (0..world.nodes.len()).for_each(|party| drop(world.sign(party, matter)));
    world.meet();
}

/// One ballot, signed by all.
fn signed(world: &mut World) -> Vec<(MatterId, ActId)> {
    heads(world);
    let ballot = amendment(world, 0, "one", None);
    all_sign(world, ballot.0);
    vec![ballot]
}

/// Two ballots on one base; nobody has signed.
fn rivals(world: &mut World) -> Vec<(MatterId, ActId)> {
    heads(world);
    let ballots = vec![amendment(world, 0, "one", None), amendment(world, 1, "two", None)];
    world.meet();
    ballots
}

/// A ballot that ends on day 1, signed by all.
fn expiring(world: &mut World) -> Vec<(MatterId, ActId)> {
    heads(world);
    let until = day(world, 1);
    let ballot = amendment(world, 0, "one", Some(until));
    all_sign(world, ballot.0);
    vec![ballot]
}

/// A text under silence until day 1, which no other log has cited yet.
fn put_to_the_vote(world: &mut World) -> Vec<(MatterId, ActId)> {
    heads(world);
    let until = Some(day(world, 1));
    let text = Digest::of(b"plan");
    let matter = open(world, 0, "organ_decision", Act::ProposeDecision { text, until, until_time: None });
    world.meet();
    vec![matter]
}

/// A ballot on the next epoch and one on an amendment, both signed by all.
fn epoch(world: &mut World) -> Vec<(MatterId, ActId)> {
    heads(world);
    let next = Act::ProposeEpoch { text: Digest::of(b"the next founding"), base: None, until: None };
    let next = open(world, 0, "epoch", next);
    let older = amendment(world, 1, "one", None);
    all_sign(world, next.0);
    all_sign(world, older.0);
    vec![next, older]
}
