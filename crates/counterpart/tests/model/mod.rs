//! Every run of a small record, by a model checker, over the counterpart's own functions.
//!
//! A state is what each party has written, what each has heard of the others, and the day. Each step drafts with `statement`,
//! judges with `check` and folds with `receive`; nothing of the rules is written here a second time. What a view amounts
//! to is kept, as many states share it.

// The gate and the long proof each use their part.
#![allow(dead_code)]

mod independent;
mod stories;
mod turn;
mod view;

pub use stories::{Story, stories};

use crate::record::World;
use agreement::Agreement;
use agreement::id::MatterId;
use counterpart::Founding;
use counterpart::act_format::ActId;
use counterpart::act_format::v1::{Body, Leaf, RecordVerb};
use stateright::{Checker, Model, Property};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use turn::Written;
use view::{Found, View};

/// A record at one moment: leaves by their numbers in the book.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The logs, those of the parties first, then the one that follows A's.
    pub logs: Vec<Vec<u32>>,
    /// For each party, how many leaves of each log it holds.
    pub holds: Vec<Vec<usize>>,
    /// The day, from 0.
    pub day: u64,
}

/// What happens next.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A party appends a leaf to a log of its own.
    Write {
        /// The party.
        party: usize,
        /// The log.
        log: usize,
        /// The leaf, by its number.
        leaf: u32,
    },
    /// A party takes all that is written of a log.
    Hear {
        /// The party.
        party: usize,
        /// The log.
        log: usize,
    },
    /// The day ends.
    NextDay,
}

/// A story with what it starts from and what was found so far.
pub struct Table {
    pub story: Story,
    pub agreement: &'static Agreement,
    pub founding: Founding,
    /// The origins of the logs.
    pub origins: Vec<String>,
    /// The leaves that all hold before the story begins.
    pub before: Vec<Vec<Vec<u8>>>,
    /// The matters it is about, with the acts that opened them.
    pub matters: Vec<(MatterId, ActId)>,
    book: Mutex<Book>,
    found: Mutex<HashMap<(View, u64), Arc<Found>>>,
    turns: Mutex<HashMap<Turn, Arc<Vec<Written>>>>,
    /// Whether a view was the same in every order; the day makes no difference to that.
    orders: Mutex<HashMap<View, bool>>,
}

/// A view, the log that writes next, and the day.
type Turn = (View, usize, u64);

/// All leaves that were ever written in the story.
#[derive(Default)]
struct Book {
    leaves: Vec<Arc<Vec<u8>>>,
    numbers: HashMap<Arc<Vec<u8>>, u32>,
    /// What `check` said of the last leaf of a log with these leaves.
    judged: HashMap<Vec<u32>, bool>,
}

impl Table {
    /// The beginning of `story`.
    pub fn of(story: Story) -> Table {
        let mut world = World::of(&story.rules());
        let matters = (story.begin)(&mut world);
        let mut origins: Vec<String> = (0..story.parties).map(|party| world.log(party)).collect();
        let before = origins.iter().map(|origin| {
            let node = &world.nodes[0];
            (0..node.size(origin)).map(|index| node.leaf(origin, index)).collect()
        });
        let before: Vec<Vec<Vec<u8>>> = before.chain([Vec::new()]).collect();
        origins.push(format!("{}2", origins[0].strip_suffix('1').expect("a first log")));
        let founding = crate::record::founding(world.agreement);
        let (agreement, empty) = (world.agreement, Mutex::default());
        let (found, turns, orders) = (Mutex::default(), Mutex::default(), Mutex::default());
        Table { story, agreement, founding, origins, before, matters, book: empty, found, turns, orders }
    }

    /// The number of a leaf in the book.
    fn number(&self, leaf: Vec<u8>) -> u32 {
        let mut book = self.book.lock().expect("no panic inside");
        if let Some(number) = book.numbers.get(&leaf) {
            return *number;
        }
        let (leaf, number) = (Arc::new(leaf), book.leaves.len() as u32);
        book.leaves.push(Arc::clone(&leaf));
        book.numbers.insert(leaf, number);
        number
    }

    fn leaf(&self, number: u32) -> Arc<Vec<u8>> {
        Arc::clone(&self.book.lock().expect("no panic inside").leaves[number as usize])
    }

    /// What a party holds at `moment`; all that is written for no party.
    fn view(&self, moment: &Moment, party: Option<usize>) -> View {
        let held = |log: usize| party.map_or(moment.logs[log].len(), |party| moment.holds[party][log]);
        View(moment.logs.iter().enumerate().map(|(log, leaves)| leaves[..held(log)].to_vec()).collect())
    }

    /// What was found in all views of `moment`: each party's, and that of someone who holds all that is written.
    fn found_at(&self, moment: &Moment) -> Vec<Arc<Found>> {
        let views = (0..self.story.parties).map(Some).chain([None]);
        views.map(|party| self.found(self.view(moment, party), moment.day)).collect()
    }

    fn found(&self, view: View, day: u64) -> Arc<Found> {
        let key = (view, day);
        if let Some(found) = self.found.lock().expect("no panic inside").get(&key) {
            return Arc::clone(found);
        }
        let found = Arc::new(self.examine(&key.0, day));
        self.found.lock().expect("no panic inside").insert(key, Arc::clone(&found));
        found
    }

    fn turn(&self, view: View, party: usize, day: u64) -> Arc<Vec<Written>> {
        let key = (view, party, day);
        if let Some(turn) = self.turns.lock().expect("no panic inside").get(&key) {
            return Arc::clone(turn);
        }
        let turn = Arc::new(self.take_turn(&key.0, party, day));
        self.turns.lock().expect("no panic inside").insert(key, Arc::clone(&turn));
        turn
    }

    /// How many leaves of a log a party takes at `moment`.
    fn to_be_heard(&self, moment: &Moment, party: usize, log: usize) -> usize {
        if log == 0 { self.taken_of_the_first(moment, party) } else { moment.logs[log].len() }
    }

    /// How many leaves of A's first log a party takes: no more than its final head has, once the party has agreed to that.
    fn taken_of_the_first(&self, moment: &Moment, party: usize) -> usize {
        let all = moment.logs[0].len();
        let verb =
            |leaf: &u32| match Leaf::decode(&self.leaf(*leaf)).expect("the story's leaves are of the format").statement().body {
                Body::Verb(ref verb) => Some(verb.clone()),
                _ => None,
            };
        let Some(RecordVerb::Succeed { size, .. }) = moment.logs[self.story.parties].first().and_then(verb) else { return all };
        let countersigns = |leaf: &u32| matches!(verb(leaf), Some(RecordVerb::Countersign { .. }));
        let agreed = party == 0 || moment.logs[party].iter().any(countersigns);
        if agreed { all.min(size as usize - self.before[0].len()) } else { all }
    }

    /// How many views were folded.
    pub fn views(&self) -> usize {
        self.orders.lock().expect("no panic inside").len()
    }
}

impl Model for Table {
    type State = Moment;
    type Action = Step;

    fn init_states(&self) -> Vec<Moment> {
        let (logs, holds) = (vec![Vec::new(); self.origins.len()], vec![vec![0; self.origins.len()]; self.story.parties]);
        vec![Moment { logs, holds, day: 0 }]
    }

    fn actions(&self, moment: &Moment, steps: &mut Vec<Step>) {
        for party in 0..self.story.parties {
            for written in self.turn(self.view(moment, Some(party)), party, moment.day).iter() {
                if self.story.allows(moment, written) {
                    steps.push(Step::Write { party, log: written.log, leaf: written.leaf });
                }
            }
            for log in 0..moment.logs.len() {
                if moment.holds[party][log] < self.to_be_heard(moment, party, log) {
                    steps.push(Step::Hear { party, log });
                }
            }
        }
        if moment.day + 1 < self.story.days {
            steps.push(Step::NextDay);
        }
    }

    fn next_state(&self, last: &Moment, step: Step) -> Option<Moment> {
        let mut next = last.clone();
        match step {
            Step::Write { party, log, leaf } => {
                next.logs[log].push(leaf);
                next.holds[party][log] = next.logs[log].len();
                // Whose machine was lost holds no more of its old log than the others gave back.
                next.holds[party][0] = next.holds[party][0].min(self.taken_of_the_first(&next, party));
            }
            Step::Hear { party, log } => next.holds[party][log] = self.to_be_heard(&next, party, log),
            Step::NextDay => next.day += 1,
        }
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Table>> {
        let mut properties: Vec<Property<Table>> = vec![
            Property::always("no two decisions on one base", |table, moment| {
                let decided = union(&table.found_at(moment), |found| found.decided);
                !table.story.all_on_one_base || decided.count_ones() <= 1
            }),
            Property::always("no decision without every valid signature and commitment in time", |table, moment| {
                table.found_at(moment).iter().all(|found| found.decided & !found.founded == 0)
            }),
            Property::always("never decided and dead", |table, moment| {
                let found = table.found_at(moment);
                union(&found, |found| found.decided) & union(&found, |found| found.failed) == 0
            }),
            Property::always("what one decides, all that is written decides", |table, moment| {
                let found = table.found_at(moment);
                let all = found.last().expect("the view of all that is written");
                union(&found, |found| found.decided) & !all.decided == 0
            }),
            Property::always("a log that leaves its epoch takes nothing more in it", |table, moment| {
                table.found_at(moment).iter().all(|found| found.epochs_hold)
            }),
            Property::always("equal frontiers, equal digest", |table, moment| {
                table.found_at(moment).iter().all(|found| found.same_in_every_order)
            }),
            Property::always("what is checked is what is folded", |table, moment| {
                table.found_at(moment).iter().all(|found| found.as_checked)
            }),
        ];
        properties.extend(self.story.reaches.iter().cloned());
        properties
    }
}

fn union(found: &[Arc<Found>], of: fn(&Found) -> u32) -> u32 {
    found.iter().fold(0, |all: u32, one: &Arc<Found>| all | of(one))
}

/// What the checker came to.
pub struct Explored {
    /// States, each counted once.
    pub states: usize,
    /// Views that were folded, in several orders each.
    pub views: usize,
    /// The longest run, in steps.
    pub depth: usize,
    /// Whether a bound on the number of states cut it short.
    pub cut: bool,
    /// Invariants that do not hold, each with the steps that lead there.
    pub broken: Vec<(&'static str, String)>,
    /// Things that should be possible and did not happen.
    pub never: Vec<&'static str>,
}

/// Explores `story`, at most so many states.
pub fn explore(story: Story, states_max: usize) -> Explored {
    let checker = Table::of(story).checker().threads(2).target_state_count(states_max).spawn_bfs().join();
    let discovered = checker.discoveries();
    let (mut broken, mut never) = (Vec::new(), Vec::new());
    for property in checker.model().properties() {
        match (property.expectation.discovery_is_failure(), discovered.get(property.name)) {
            (true, Some(path)) => broken.push((property.name, steps(checker.model(), path.clone().into_actions()))),
            (false, None) => never.push(property.name),
            _ => {}
        }
    }
    Explored {
        states: checker.unique_state_count(),
        views: checker.model().views(),
        depth: checker.max_depth(),
        cut: !checker.is_done() || checker.state_count() >= states_max,
        broken,
        never,
    }
}

/// Steps as lines, leaves spelt out.
fn steps(table: &Table, steps: Vec<Step>) -> String {
    let line = |step: &Step| match step {
        Step::Write { party, log, leaf } => format!("{party} writes in log {log}: {}", table.told(*leaf)),
        other => format!("{other:?}"),
    };
    steps.iter().map(line).collect::<Vec<_>>().join("\n")
}
