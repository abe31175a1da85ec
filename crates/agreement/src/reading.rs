//! Readings: points on which the text can be read in more than one lawful way. The engine carries them, it never chooses.

use crate::id::{Cite, PointId};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// A point of reading, with its options; the first is the default, which decides nothing but the order.
#[derive(Clone, Debug)]
pub struct Point {
    /// Its identifier.
    pub id: String,
    /// What is read.
    pub cite: Cite,
    /// The identifiers of its options.
    pub options: Vec<String>,
}

/// One option chosen at each of some points.
pub type Choice = Vec<(PointId, u8)>;

/// Which options a question lets in: all of them, unless the asker fixes some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readings {
    allowed: Vec<Vec<u8>>,
}

impl Readings {
    /// All options of all points.
    pub fn all(points: &[Point]) -> Readings {
        Readings { allowed: points.iter().map(|point| (0..point.options.len() as u8).collect()).collect() }
    }

    /// The reading that is shown first.
    fn first(&self) -> Reading {
        let first = |options: &Vec<u8>| options.first().copied().unwrap_or(0);
        Reading { options: self.allowed.iter().map(first).collect(), asked: Cell::new(0) }
    }

    /// The same, with only `option` at `point`.
    pub fn fixed(mut self, point: PointId, option: u8) -> Readings {
        self.allowed[usize::from(point.0)] = vec![option];
        self
    }
}

/// A full reading: one option at every point. It notes which points were asked for, so that only these are varied.
#[derive(Clone, Debug)]
pub struct Reading {
    options: Vec<u8>,
    asked: Cell<u64>,
}

impl Reading {
    /// The option chosen at `point`.
    pub fn option(&self, point: PointId) -> u8 {
        self.asked.set(self.asked.get() | 1 << point.0);
        self.options[usize::from(point.0)]
    }

    /// Asks for the points of `choice`; whether the reading has these very options.
    pub(crate) fn agrees_with(&self, choice: &Choice) -> bool {
        choice.iter().all(|(point, option)| self.option(*point) == *option)
    }

    /// Runs `work` and gives, beside its result, the choice at the points that it asked for.
    pub(crate) fn noting<T>(&self, work: impl FnOnce() -> T) -> (Choice, T) {
        let before = self.asked.replace(0);
        let done = work();
        let asked = self.asked.get();
        self.asked.set(before | asked);
        let points = (0..self.options.len() as u8).filter(|point| asked & (1 << point) != 0);
        (points.map(|point| (PointId(point), self.options[usize::from(point)])).collect(), done)
    }
}

/// An answer: one for all readings (a single branch with an empty choice), or one for each reading that matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer<T>(pub Vec<(Choice, T)>);

impl<T> Answer<T> {
    /// The answer if it is the same under every reading.
    pub fn single(&self) -> Option<&T> {
        match self.0.as_slice() {
            [(_, value)] => Some(value),
            _ => None,
        }
    }

    /// The answer under the first reading of every point that matters.
    pub fn first(&self) -> &T {
        &self.0[0].1
    }
}

/// Asks `answer` under every combination of the options of `points`, and keeps only the points that make a difference.
pub fn under<T: PartialEq + Clone>(points: &[PointId], readings: &Readings, answer: impl FnMut(&Reading) -> T) -> Answer<T> {
    assemble(&branches(points, readings, answer))
}

/// Asks `answer` under the readings that it tells apart: points among `points` that it does not ask for are not varied.
/// The choices of the branches part the space of readings; they need not be over the same points.
pub fn branches<T>(points: &[PointId], readings: &Readings, mut answer: impl FnMut(&Reading) -> T) -> Vec<(Choice, T)> {
    let mut leaves = Vec::new();
    let mut open: Vec<Choice> = vec![Vec::new()];
    while let Some(chosen) = open.pop() {
        let mut reading = readings.first();
        for (point, option) in &chosen {
            reading.options[usize::from(point.0)] = *option;
        }
        let (asked, value) = reading.noting(|| answer(&reading));
        let mut leaf = chosen.clone();
        for (point, option) in asked {
            let options = &readings.allowed[usize::from(point.0)];
            let fixed = options.len() < 2 || !points.contains(&point) || chosen.iter().any(|(known, _)| *known == point);
            if !fixed {
                let others = options.iter().filter(|other| **other != option);
                open.extend(others.map(|other| [leaf.as_slice(), &[(point, *other)]].concat()));
                leaf.push((point, option));
            }
        }
        leaf.sort();
        leaves.push((leaf, value));
    }
    leaves
}

/// Makes one answer of branches: over the points that make a difference, the default first.
pub fn assemble<T: PartialEq + Clone>(leaves: &[(Choice, T)]) -> Answer<T> {
    // Equal answers count as one, so that only small numbers are compared from here on.
    let class = |value: &T| leaves.iter().position(|(_, other)| other == value).expect("a value equals itself");
    let classes: Vec<usize> = leaves.iter().map(|(_, value)| class(value)).collect();
    if classes.iter().all(|class| *class == 0) {
        return Answer(vec![(Vec::new(), leaves[0].1.clone())]);
    }
    let parted = parted(product(leaves, &classes));
    Answer(parted.into_iter().map(|(choice, class)| (choice, leaves[class].1.clone())).collect())
}

/// Keeps in each choice only the points that make a difference beside the others in it.
fn parted(mut full: Vec<(Choice, usize)>) -> Vec<(Choice, usize)> {
    let points: Vec<PointId> = full[0].0.iter().map(|(point, _)| *point).collect();
    for point in points {
        drop_if_indifferent(point, &mut full);
    }
    let Some((first, _)) = full[0].0.first().copied() else { return full };
    let mut by_option: BTreeMap<u8, Vec<(Choice, usize)>> = BTreeMap::new();
    for (choice, class) in full {
        by_option.entry(choice[0].1).or_default().push((choice[1..].to_vec(), class));
    }
    let one = |(option, rest): (u8, Vec<(Choice, usize)>)| {
        parted(rest).into_iter().map(move |(choice, class)| ([&[(first, option)], choice.as_slice()].concat(), class))
    };
    by_option.into_iter().flat_map(one).collect()
}

/// Every combination of the options that occur in the leaves, each with the class of the leaf that it falls under.
fn product(leaves: &[(Choice, impl Sized)], classes: &[usize]) -> Vec<(Choice, usize)> {
    let mut options: BTreeMap<PointId, BTreeSet<u8>> = BTreeMap::new();
    for (point, option) in leaves.iter().flat_map(|(choice, _)| choice) {
        options.entry(*point).or_default().insert(*option);
    }
    let mut choices: Vec<Choice> = vec![Vec::new()];
    for (point, options) in options {
        let with = |choice: &Choice, option: &u8| [choice.as_slice(), &[(point, *option)]].concat();
        choices = choices.iter().flat_map(|choice| options.iter().map(move |option| with(choice, option))).collect();
    }
    let leaf_of = |choice: &Choice| {
        let found = leaves.iter().position(|(leaf, _)| leaf.iter().all(|one| choice.contains(one)));
        classes[found.expect("the leaves part the space of readings")]
    };
    choices
        .into_iter()
        .map(|choice| {
            let class = leaf_of(&choice);
            (choice, class)
        })
        .collect()
}

/// Removes `point` from every choice if choices that differ only there have the same class.
fn drop_if_indifferent(point: PointId, full: &mut Vec<(Choice, usize)>) {
    let without = |choice: &Choice| -> Choice { choice.iter().copied().filter(|(other, _)| *other != point).collect() };
    let mut merged: Vec<(Choice, usize)> = Vec::new();
    for (choice, class) in full.iter() {
        let rest = without(choice);
        match merged.iter().find(|(known, _)| *known == rest) {
            Some((_, known)) if known != class => return,
            Some(_) => {}
            None => merged.push((rest, *class)),
        }
    }
    *full = merged;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points() -> Vec<Point> {
        let point = |id: &str, options: &[&str]| Point {
            id: id.into(),
            cite: Cite(0),
            options: options.iter().map(|option| (*option).to_owned()).collect(),
        };
        vec![point("day", &["first", "second"]), point("year", &["calendar", "agreement", "other"])]
    }

    const DAY: PointId = PointId(0);
    const YEAR: PointId = PointId(1);

    #[test]
    fn a_point_that_makes_no_difference_is_not_shown() {
        let answer = under(&[DAY, YEAR], &Readings::all(&points()), |reading| reading.option(DAY));
        assert_eq!(answer.0, [(vec![(DAY, 0)], 0), (vec![(DAY, 1)], 1)]);
        let answer = under(&[DAY, YEAR], &Readings::all(&points()), |_| "same");
        assert_eq!(answer.single(), Some(&"same"));
    }

    #[test]
    fn a_point_is_shown_only_where_it_matters() {
        let both = |reading: &Reading| reading.option(DAY) == 1 && reading.option(YEAR) == 2;
        let answer = under(&[DAY, YEAR], &Readings::all(&points()), both);
        let second = |year, value| (vec![(DAY, 1), (YEAR, year)], value);
        let expect = [(vec![(DAY, 0)], false), second(0, false), second(1, false), second(2, true)];
        assert_eq!(answer.0, expect, "the default comes first, and without a point that changes nothing under it");
        assert_eq!(answer.single(), None);
    }

    #[test]
    fn a_fixed_point_has_one_answer() {
        let fixed = Readings::all(&points()).fixed(DAY, 1);
        let answer = under(&[DAY], &fixed, |reading| reading.option(DAY));
        assert_eq!(answer.single(), Some(&1));
    }
}
