//! The fold: leaves of all logs through the one judge of the counterpart, in an order in which as few as possible have to wait.
//!
//! A log is read on only while its last leaf was folded, so that nothing piles up. If a fork or a succession cuts what was folded, all
//! begins again with the cut in place, as on a node.

use crate::desk::{Depth, Desk};
use crate::fault::{Fault, What};
use crate::forest::Forest;
use crate::lanes::{Batch, Lanes};
use crate::payloads::Payloads;
use crate::walk::Shelf;
use agreement::Agreement;
use counterpart::fork::Settled;
use counterpart::{Ahead, Counterpart, Founding};
use store::FolderDisk;
use store::journal::JOURNAL;

/// Cuts in the life of a record that are followed before we say that they come to no end.
const ROUNDS_MAX: usize = 64;

/// How many acts stand in memory before what rests is put away.
const NEAR_ACTS: usize = 10_000;

/// What the fold of the whole record gave.
pub struct Folded<'a, 't> {
    /// The counterpart.
    pub fold: Counterpart<'a>,
    /// The trees of all logs.
    pub forest: Forest<'t>,
    /// What became of the payloads.
    pub payloads: Payloads,
    /// How many signatures of officers were verified.
    pub signatures: u64,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

/// What is folded, and by whom.
pub struct Task<'a> {
    /// The folder.
    pub disk: &'a FolderDisk,
    /// The founding.
    pub founding: &'a Founding,
    /// The logs.
    pub shelves: &'a [Shelf],
    /// How far the bundles of each log reach.
    pub tiled: &'a [u64],
    /// Threads beside the one that folds.
    pub threads: usize,
}

/// Folds all leaves that count. `watch` is told of leaves done and leaves in all.
pub fn fold<'a, 't>(task: &Task<'t>, agreement: &'a Agreement, watch: &mut dyn FnMut(u64, u64)) -> Folded<'a, 't> {
    let mut folded = Folded {
        fold: Counterpart::new(task.founding.clone(), agreement),
        forest: Forest::new(task.disk, task.shelves),
        payloads: Payloads::default(),
        signatures: 0,
        faults: Vec::new(),
    };
    for round in 0..ROUNDS_MAX {
        let depth = if round == 0 { Depth::Whole } else { Depth::Fold };
        let desk = Desk::new(task.disk, task.founding, task.shelves, task.tiled, depth);
        let mut feed = Feed { task, folded, depth, openings: Vec::new(), foreign: Vec::new(), watch };
        std::thread::scope(|scope| feed.run(&mut Lanes::start(scope, &desk, task.threads)));
        let foreign = std::mem::take(&mut feed.foreign);
        folded = feed.folded;
        // The first round has grown the trees from which other histories part.
        let others = if round == 0 { folded.read_others() } else { false };
        let kept = folded.keep_histories();
        if !folded.fold.is_stale() && !others && !kept {
            let fault = |log: usize| Fault::of(What::LogForeign, JOURNAL).in_log(&task.shelves[log].origin);
            folded.faults.extend(foreign.into_iter().map(fault));
            folded.faults.extend(newer(&folded.fold));
            return folded;
        }
        folded.fold = folded.fold.restart();
    }
    folded.faults.push(Fault::of(What::Unsettled, JOURNAL));
    folded
}

impl Folded<'_, '_> {
    fn read_others(&mut self) -> bool {
        self.forest.read_others().unwrap_or_else(|fault| {
            self.faults.push(fault);
            false
        })
    }

    /// Takes over the histories for which a majority stands, where they are here; says whether any was.
    fn keep_histories(&mut self) -> bool {
        let elsewhere = self.fold.forks().filter_map(|(.., settled)| match settled {
            Settled::Elsewhere(head) => Some(head.clone()),
            _ => None,
        });
        let elsewhere = elsewhere.collect::<Vec<_>>();
        elsewhere.iter().filter(|head| self.forest.keep(head)).count() > 0
    }
}

/// Acts of a format that only newer software knows.
fn newer<'a>(fold: &'a Counterpart<'_>) -> impl Iterator<Item = Fault> + 'a {
    let logs = fold.logs().filter(|(origin, ..)| fold.needs_newer(origin));
    logs.map(|(origin, _, folded, _)| Fault::of(What::Newer, JOURNAL).in_log(origin).at(folded))
}

/// One round: the leaves on their way from the lanes into the fold.
struct Feed<'a, 't, 'w> {
    task: &'w Task<'t>,
    folded: Folded<'a, 't>,
    depth: Depth,
    /// Logs that the fold does not know yet, with their first leaves.
    openings: Vec<(usize, Ahead)>,
    /// Logs that belong to nobody.
    foreign: Vec<usize>,
    watch: &'w mut dyn FnMut(u64, u64),
}

impl Feed<'_, '_, '_> {
    fn run(&mut self, lanes: &mut Lanes) {
        let all = self.task.shelves.iter().map(|shelf| shelf.size).sum::<u64>();
        let mut done = 0;
        loop {
            let before = done;
            for log in 0..lanes.count() {
                while self.may_go_on(log) && self.step(lanes, log) {
                    done += 1;
                    if done % 1_024 == 0 {
                        (self.watch)(done, all);
                    }
                }
            }
            if done > before || lanes.wait() || self.open() {
                continue;
            }
            // Everything that is left waits for heads that are not here, or lies beyond where its log was cut.
            match (0..lanes.count()).find(|log| !lanes.is_empty(*log) && !self.is_unopened(*log)) {
                Some(log) => done += u64::from(self.step(lanes, log)),
                None if self.openings.is_empty() => return,
                None => self.foreign.extend(self.openings.drain(..).map(|(log, _)| log)),
            }
        }
    }

    /// Whether a log's last leaf was folded, so that the next one will not pile up.
    fn may_go_on(&self, log: usize) -> bool {
        let origin = &self.task.shelves[log].origin;
        let known = self.folded.fold.logs().find(|(name, ..)| name == origin);
        known.map_or(!self.is_unopened(log), |(_, _, folded, held)| folded == held)
    }

    fn is_unopened(&self, log: usize) -> bool {
        self.openings.iter().any(|(known, _)| *known == log)
    }

    /// Takes the next leaf of a log; says whether there was one.
    fn step(&mut self, lanes: &mut Lanes, log: usize) -> bool {
        let (folded, depth) = (&mut self.folded, self.depth);
        let mut found = |batch: Batch| {
            if depth == Depth::Whole {
                folded.payloads.add(batch.payloads);
                folded.signatures += batch.signatures;
                folded.faults.extend(batch.faults);
            }
        };
        let Some((index, ahead)) = lanes.next(log, &mut found) else { return false };
        self.folded.forest.add(log, index, ahead.hash());
        // After a cut is found the rest is only read: a party's testimony to a fork must be heard in the order of its log, from a beginning
        // at which the fork was known.
        if self.foreign.contains(&log) || self.folded.fold.is_stale() {
            return true;
        }
        let kept = self.folded.forest.kept(log).map_or(u64::MAX, |(split, _)| split);
        if index < kept {
            self.take_in(log, ahead);
        }
        if index + 1 == kept || (index, kept) == (0, 0) {
            self.take_kept(log);
        }
        true
    }

    fn take_in(&mut self, log: usize, ahead: Ahead) {
        let origin = &self.task.shelves[log].origin;
        match self.folded.fold.log_id(origin) {
            Some(_) => {
                let taken = self.folded.fold.take_in(origin, ahead, &self.folded.forest);
                taken.expect("a log that the fold knows");
                self.folded.fold.put_away_beyond(NEAR_ACTS);
            }
            None => self.openings.push((log, ahead)),
        }
    }

    /// Takes the leaves of the history that was kept in place of those that the journal has as the log's own.
    fn take_kept(&mut self, log: usize) {
        let origin = &self.task.shelves[log].origin;
        let leaves = self.folded.forest.kept(log).map(|(_, leaves)| leaves).unwrap_or_default();
        let ahead = leaves.iter().map(|leaf| self.task.founding.read_ahead(origin, leaf)).collect::<Vec<_>>();
        ahead.into_iter().for_each(|ahead| self.take_in(log, ahead));
    }

    /// Tries to open logs that follow another one; says whether any was.
    fn open(&mut self) -> bool {
        let openings = std::mem::take(&mut self.openings);
        let before = openings.len();
        for (log, ahead) in openings {
            let origin = &self.task.shelves[log].origin;
            if self.folded.fold.take_in(origin, ahead.clone(), &self.folded.forest).is_err() {
                self.openings.push((log, ahead));
            }
        }
        self.openings.len() < before
    }
}
