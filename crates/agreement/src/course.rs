//! A value along a log that changes seldom: the day of each event, how many leaves made none.
//!
//! It takes room for its changes only, so that what is known of every leaf doesn't grow with every leaf.

/// A value for each position from 0, kept as the positions at which it changes.
#[derive(Clone, Debug)]
pub struct Course<T> {
    changes: Vec<(u64, T)>,
    length: u64,
}

impl<T> Default for Course<T> {
    fn default() -> Course<T> {
        Course { changes: Vec::new(), length: 0 }
    }
}

impl<T: Copy + PartialEq> Course<T> {
    /// Gives the next position this value.
    pub fn push(&mut self, value: T) {
        if self.last() != Some(value) {
            self.changes.push((self.length, value));
        }
        self.length += 1;
    }

    /// How many positions have a value.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The value at the last position.
    pub fn last(&self) -> Option<T> {
        self.changes.last().map(|(_, value)| *value)
    }

    /// The value at `position`; `None` if it has none yet.
    pub fn at(&self, position: u64) -> Option<T> {
        if position >= self.length {
            return None;
        }
        // Nearly all questions are about the newest leaves.
        match self.changes.last() {
            Some((from, value)) if *from <= position => Some(*value),
            _ => {
                let after = self.changes.partition_point(|(from, _)| *from <= position);
                Some(self.changes[after - 1].1)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_answers_like_the_list_of_its_values() {
        let values = [3, 3, 3, 5, 5, 4, 4, 4, 4, 3];
        let mut course = Course::default();
        assert_eq!((course.length(), course.last(), course.at(0)), (0, None, None));
        for (position, value) in values.iter().enumerate() {
            course.push(*value);
            assert_eq!((course.length(), course.last()), (position as u64 + 1, Some(*value)));
            for (earlier, known) in values[..=position].iter().enumerate() {
                assert_eq!(course.at(earlier as u64), Some(*known));
            }
            assert_eq!(course.at(position as u64 + 1), None);
        }
        assert_eq!(course.changes.len(), 4, "it takes room for its changes only");
    }
}
