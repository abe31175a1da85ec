//! Readings: points on which the text can be read in more than one lawful way. The engine carries them, it never chooses.

use crate::id::{Cite, PointId};

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

    /// The same, with only `option` at `point`.
    pub fn fixed(mut self, point: PointId, option: u8) -> Readings {
        self.allowed[usize::from(point.0)] = vec![option];
        self
    }
}

/// A full reading: one option at every point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading(Vec<u8>);

impl Reading {
    /// The option chosen at `point`.
    pub fn option(&self, point: PointId) -> u8 {
        self.0[usize::from(point.0)]
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
pub fn under<T: PartialEq>(points: &[PointId], readings: &Readings, answer: impl FnMut(&Reading) -> T) -> Answer<T> {
    assemble(branches(points, readings, answer))
}

/// Asks `answer` under every combination of the options of `points`.
pub fn branches<T>(points: &[PointId], readings: &Readings, mut answer: impl FnMut(&Reading) -> T) -> Vec<(Choice, T)> {
    let base = Reading(readings.allowed.iter().map(|options| options.first().copied().unwrap_or(0)).collect());
    let mut points: Vec<PointId> = points.to_vec();
    points.sort();
    points.dedup();
    points.retain(|point| readings.allowed[usize::from(point.0)].len() > 1);
    let ask = |choice: Choice| {
        let mut reading = base.clone();
        for (point, option) in &choice {
            reading.0[usize::from(point.0)] = *option;
        }
        let given = answer(&reading);
        (choice, given)
    };
    combinations(&points, readings).into_iter().map(ask).collect()
}

/// Makes one answer of `branches`, whose choices are all over the same points, without those that are indifferent.
pub fn assemble<T: PartialEq>(mut branches: Vec<(Choice, T)>) -> Answer<T> {
    let points: Vec<PointId> =
        branches.first().map(|(choice, _)| choice.iter().map(|(point, _)| *point).collect()).unwrap_or_default();
    for point in points {
        drop_if_indifferent(point, &mut branches);
    }
    Answer(branches)
}

fn combinations(points: &[PointId], readings: &Readings) -> Vec<Choice> {
    let mut choices: Vec<Choice> = vec![Vec::new()];
    for point in points {
        let options = &readings.allowed[usize::from(point.0)];
        choices = choices
            .iter()
            .flat_map(|choice| options.iter().map(|option| [choice.as_slice(), &[(*point, *option)]].concat()))
            .collect();
    }
    choices
}

/// Removes `point` from every choice if branches that differ only there have the same answer.
fn drop_if_indifferent<T: PartialEq>(point: PointId, branches: &mut Vec<(Choice, T)>) {
    let without = |choice: &Choice| -> Choice { choice.iter().copied().filter(|(other, _)| *other != point).collect() };
    let indifferent = branches.iter().all(|(choice, value)| {
        let rest = without(choice);
        branches.iter().all(|(other, same)| without(other) != rest || same == value)
    });
    if !indifferent {
        return;
    }
    let mut seen: Vec<Choice> = Vec::new();
    branches.retain_mut(|(choice, _)| {
        *choice = without(choice);
        let new = !seen.contains(choice);
        seen.push(choice.clone());
        new
    });
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
    fn points_that_matter_only_together_are_both_shown() {
        let both = |reading: &Reading| reading.option(DAY) == 1 && reading.option(YEAR) == 2;
        let answer = under(&[DAY, YEAR], &Readings::all(&points()), both);
        assert_eq!(answer.0.len(), 6);
        assert_eq!(answer.0[0], (vec![(DAY, 0), (YEAR, 0)], false), "the default comes first");
        assert_eq!(answer.single(), None);
    }

    #[test]
    fn a_fixed_point_has_one_answer() {
        let fixed = Readings::all(&points()).fixed(DAY, 1);
        let answer = under(&[DAY], &fixed, |reading| reading.option(DAY));
        assert_eq!(answer.single(), Some(&1));
    }
}
