//! A view: the leaves that somebody holds, folded in several orders of arrival, and how every ballot stands in it.

use super::{Table, independent};
use crate::record::DAY;
use agreement::reading::Readings;
use agreement::{Calendars, report};
use counterpart::frontier::Trees;
use counterpart::{Counterpart, Verdict};
use jiff::civil::{Date, date};

/// The leaves of each log that somebody holds, beside those from before the story.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct View(pub Vec<Vec<u32>>);

/// What a view amounts to on a day. Matters are bits, in the story's order.
#[derive(Clone, Debug)]
pub struct Found {
    /// The ballots that are decided.
    pub decided: u32,
    /// The ballots that are shown as failed.
    pub failed: u32,
    /// The ballots for which the leaves themselves show all that a decision needs.
    pub founded: u32,
    /// Whether no log that committed itself to the next epoch went on in the old one.
    pub epochs_hold: bool,
    /// How many logs have entered the next epoch.
    pub entered: usize,
    /// Whether a log that follows another one counts.
    pub followed: bool,
    /// Whether every order of arrival came to the same digest and frontier.
    pub same_in_every_order: bool,
    /// Whether every leaf was found to be what `check` had said of it.
    pub as_checked: bool,
}

/// A folded view with its trees.
pub struct Folded {
    pub fold: Counterpart<'static>,
    pub trees: Trees,
}

/// The order in which the logs arrive.
#[derive(Clone, Copy)]
enum Order {
    /// Log by log, the first one first.
    Forward,
    /// Log by log, the last one first.
    Backward,
    /// One leaf of each log after the other.
    InTurn,
}

/// The day of the story's day 0 and the `day`s after it.
pub fn day_of(day: u64) -> Date {
    let first = date(2018, 3, 1);
    first.checked_add(jiff::Span::new().days(day as i64)).expect("a day of that year")
}

/// The claimed time of a story's day, in POSIX seconds.
pub fn noon_of(day: u64) -> u64 {
    crate::record::NOON + day * DAY
}

impl Table {
    /// Folds a view.
    pub fn fold(&self, view: &View) -> Folded {
        self.fold_in(view, Order::Forward)
    }

    fn fold_in(&self, view: &View, order: Order) -> Folded {
        let arrivals = self.arrivals(view, order);
        let mut trees = Trees::default();
        let mut fold = Counterpart::new(self.founding.clone(), self.agreement);
        for (log, leaf) in &arrivals {
            trees.append(&self.origins[*log], leaf);
            fold.receive(&self.origins[*log], leaf, &trees).expect("a log of this record");
        }
        for _ in 0..8 {
            if !fold.is_stale() {
                return Folded { fold, trees };
            }
            fold = fold.restart();
            for (log, leaf) in &arrivals {
                fold.receive(&self.origins[*log], leaf, &trees).expect("a log of this record");
            }
        }
        panic!("the fold does not settle: {view:?}");
    }

    fn arrivals(&self, view: &View, order: Order) -> Vec<(usize, Vec<u8>)> {
        let log = |log: usize| {
            let later = view.0[log].iter().map(|leaf| self.leaf(*leaf).to_vec());
            self.before[log].iter().cloned().chain(later).map(move |leaf| (log, leaf)).collect::<Vec<_>>()
        };
        let logs: Vec<Vec<(usize, Vec<u8>)>> = (0..view.0.len()).map(log).collect();
        match order {
            Order::Forward => logs.concat(),
            Order::Backward => logs.into_iter().rev().flatten().collect(),
            Order::InTurn => {
                let longest = logs.iter().map(Vec::len).max().unwrap_or(0);
                (0..longest).flat_map(|index| logs.iter().rev().filter_map(move |log| log.get(index).cloned())).collect()
            }
        }
    }

    /// Folds a view in several orders, and asks how everything stands on `day`.
    pub fn examine(&self, view: &View, day: u64) -> Found {
        let folded = self.fold(view);
        let fold = &folded.fold;
        let same = self.is_same_in_every_order(view, &folded);
        let (readings, calendars) = (Readings::all(&self.agreement.points), Calendars::default());
        let (mut decided, mut failed) = (0, 0);
        for (matter, answer) in report(fold.state(), day_of(day), day_of(day), &readings, &calendars).matters {
            let bit = self.matters.iter().position(|(known, _)| *known == matter).map_or(0, |at| 1 << at);
            match answer.first().status.word() {
                "yes" => decided |= bit,
                "no" => failed |= bit,
                _ => {}
            }
        }
        let logs = independent::read(self, view, fold);
        Found {
            decided,
            failed,
            founded: independent::founded(self, &logs),
            epochs_hold: independent::epochs_hold(self, &logs),
            entered: independent::entered(&logs),
            followed: logs[self.story.parties].len() > 1,
            same_in_every_order: same,
            as_checked: self.is_as_checked(view, fold),
        }
    }

    fn is_same_in_every_order(&self, view: &View, folded: &Folded) -> bool {
        if let Some(same) = self.orders.lock().expect("no panic inside").get(view) {
            return *same;
        }
        let same = [Order::Backward, Order::InTurn].into_iter().all(|order| {
            let other = self.fold_in(view, order);
            let frontier = |one: &Folded| one.fold.frontier(&one.trees);
            other.fold.digest() == folded.fold.digest() && frontier(&other) == frontier(folded)
        });
        self.orders.lock().expect("no panic inside").insert(view.clone(), same);
        same
    }

    fn is_as_checked(&self, view: &View, fold: &Counterpart<'_>) -> bool {
        let book = self.book.lock().expect("no panic inside");
        view.0.iter().enumerate().all(|(log, leaves)| {
            (1..=leaves.len()).all(|size| {
                let index = (self.before[log].len() + size - 1) as u64;
                let folded = fold.verdict(&self.origins[log], index).map(|verdict| verdict == Verdict::Lawful(Vec::new()));
                let checked = book.judged.get(&leaves[..size]).copied();
                folded.zip(checked).is_none_or(|(folded, checked)| folded == checked)
            })
        })
    }
}
