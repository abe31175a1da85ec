//! Where the leaves of one log stand in the journal: four bytes for each leaf, and one more number for every four gigabytes.

/// Offsets that only grow, by index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Places {
    /// The lower half of each offset.
    low: Vec<u32>,
    /// From which index on which upper half counts.
    high: Vec<(usize, u32)>,
}

impl Places {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.low.len()
    }

    /// The place of the next leaf.
    pub fn push(&mut self, offset: u64) {
        let high = (offset >> 32) as u32;
        if self.high.last().is_none_or(|(_, last)| *last != high) {
            self.high.push((self.low.len(), high));
        }
        self.low.push(offset as u32);
    }

    /// The place of the leaf at `index`.
    pub fn get(&self, index: usize) -> Option<u64> {
        let low = *self.low.get(index)?;
        let after = self.high.partition_point(|(from, _)| *from <= index);
        Some((u64::from(self.high[after - 1].1) << 32) | u64::from(low))
    }

    /// Forgets those from `count` on.
    pub fn truncate(&mut self, count: usize) {
        self.low.truncate(count);
        self.high.retain(|(from, _)| *from < count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_answers_like_the_list_of_its_offsets() {
        let offsets = [0, 7, u64::from(u32::MAX), 1 << 32, (1 << 32) + 5, 3 << 32, (3 << 32) + 9];
        let mut places = Places::default();
        for (count, offset) in (1..).zip(offsets) {
            places.push(offset);
            assert_eq!(places.count(), count);
        }
        for count in (0..=offsets.len()).rev() {
            places.truncate(count);
            let all = (0..=offsets.len()).map(|index| places.get(index)).collect::<Vec<_>>();
            let expected = (0..=offsets.len()).map(|index| offsets[..count].get(index).copied()).collect::<Vec<_>>();
            assert_eq!(all, expected);
        }
        places.push(5 << 32);
        assert_eq!(places, Places { low: vec![0], high: vec![(0, 5)] });
    }
}
