//! Numbers in series: which one is due, which is skipped, repeated or out of order, and the id that each gives.

use crate::marker::{Marker, Style};
use crate::problem::{Level, ProblemKind};
use std::collections::BTreeMap;

/// One series of numbers, as far as it was read.
pub(crate) struct Series {
    level: Level,
    highest: u32,
    taken: BTreeMap<u32, u32>,
}

impl Series {
    pub fn new(level: Level) -> Self {
        Self { level, highest: 0, taken: BTreeMap::new() }
    }

    /// Enters the next mark: the end of its id (the second article 5 is 5_2), and what is wrong with its number.
    ///
    /// A dash has no number, and a mark that cannot be read is taken for the one that is due.
    pub fn enter(&mut self, marker: &Marker) -> (String, Option<ProblemKind>) {
        let due = self.highest + 1;
        let number = marker.number.unwrap_or(due);
        let level = self.level;
        let problem = match marker.number {
            None if marker.style == Style::Dash => None,
            None => Some(ProblemKind::UnknownNumeral { printed: marker.printed.to_owned() }),
            Some(_) if self.taken.contains_key(&number) => Some(ProblemKind::NumberRepeated { level, number }),
            Some(_) if number > due => Some(ProblemKind::NumberSkipped { level, expected: due, found: number }),
            Some(_) if number < due => Some(ProblemKind::NumberOutOfOrder { level, number }),
            Some(_) => None,
        };
        self.highest = self.highest.max(number);
        let times = self.taken.entry(number).and_modify(|times| *times += 1).or_insert(1);
        let key = if *times == 1 { number.to_string() } else { format!("{number}_{times}") };
        (key, problem)
    }
}

#[cfg(test)]
mod tests {
    use super::Series;
    use crate::marker::Marker;
    use crate::problem::{Level, ProblemKind};

    fn check(marks: &[&str], expected: &[(&str, Option<ProblemKind>)]) {
        let mut series = Series::new(Level::Article);
        let found: Vec<_> = marks.iter().map(|mark| series.enter(&Marker::at(mark).expect("a mark"))).collect();
        let found: Vec<_> = found.iter().map(|(key, problem)| (key.as_str(), problem.clone())).collect();
        assert_eq!(found, expected, "{marks:?}");
    }

    #[test]
    fn series_in_order_have_no_problems() {
        check(&["（一）", "（二）", "（三）"], &[("1", None), ("2", None), ("3", None)]);
        check(&["——", "——"], &[("1", None), ("2", None)]);
        check(&[], &[]);
    }

    #[test]
    fn gaps_and_repetitions_are_reported_once() {
        let level = Level::Article;
        let skipped = ProblemKind::NumberSkipped { level, expected: 2, found: 3 };
        check(&["一、", "三、", "四、"], &[("1", None), ("3", Some(skipped.clone())), ("4", None)]);
        let repeated = ProblemKind::NumberRepeated { level, number: 1 };
        check(&["1、", "1、", "2、"], &[("1", None), ("1_2", Some(repeated)), ("2", None)]);
        let late = ProblemKind::NumberOutOfOrder { level, number: 2 };
        check(&["1.", "3.", "2."], &[("1", None), ("3", Some(skipped)), ("2", Some(late))]);
        check(&["第〇條"], &[("0", Some(ProblemKind::NumberOutOfOrder { level, number: 0 }))]);
    }

    #[test]
    fn an_unknown_numeral_takes_the_place_that_is_due() {
        let unknown = ProblemKind::UnknownNumeral { printed: "（十十）".to_owned() };
        check(&["（一）", "（十十）", "（三）"], &[("1", None), ("2", Some(unknown)), ("3", None)]);
    }
}
