//! How alike two texts are: proposals that may be the same, and tasks that go on with an earlier one. It only points; people decide.

/// From this share of common pairs of characters on, two texts are pointed out.
const ALIKE: f64 = 0.25;

/// A text as far as likeness goes: its pairs of neighbouring letters, each once. Numbers and marks say nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Likeness(Vec<u64>);

impl Likeness {
    /// That of a text.
    pub fn of(text: &str) -> Likeness {
        let letters = text.chars().filter(|one| one.is_alphabetic()).collect::<Vec<_>>();
        let mut pairs = letters.windows(2).map(|two| u64::from(two[0]) << 32 | u64::from(two[1])).collect::<Vec<_>>();
        pairs.sort_unstable();
        pairs.dedup();
        Likeness(pairs)
    }

    /// Whether two texts are so alike that somebody should look at them together.
    pub fn is_like(&self, other: &Likeness) -> bool {
        let smaller = self.0.len().min(other.0.len());
        smaller > 3 && self.common(other) as f64 / smaller as f64 >= ALIKE
    }

    /// Which share of the pairs of the longer text both have: 1 if they are the same, 0 if either says nothing.
    pub fn share(&self, other: &Likeness) -> f64 {
        let longer = self.0.len().max(other.0.len());
        if longer == 0 { 0.0 } else { self.common(other) as f64 / longer as f64 }
    }

    fn common(&self, other: &Likeness) -> usize {
        let (mut at, mut there, mut common) = (0, 0, 0);
        while let (Some(one), Some(two)) = (self.0.get(at), other.0.get(there)) {
            common += usize::from(one == two);
            at += usize::from(one <= two);
            there += usize::from(two <= one);
        }
        common
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_alike(one: &str, other: &str) -> bool {
        Likeness::of(one).is_like(&Likeness::of(other))
    }

    #[test]
    fn the_same_matter_in_other_words_is_pointed_out_and_another_one_is_not() {
        let corridor = "示範口岸客運通道延長開放時間至晚上十一時，並設聯合指示牌";
        assert!(are_alike(corridor, "示範口岸客運通道延時開放"));
        assert!(are_alike("青年實習名額互認，先從示範行業甲開始", "青年實習名額互認，擴至示範行業乙"));
        assert!(!are_alike(corridor, "三地長者醫療券互用試點，首階段限示範醫院甲"));
        assert!(!are_alike("", "") && !are_alike("甲", "甲"), "too short to say");
        let share = |one: &str, other: &str| Likeness::of(one).share(&Likeness::of(other));
        assert_eq!((share(corridor, corridor), share("", corridor), share("", "")), (1.0, 0.0, 0.0));
        assert_eq!(share("甲乙丙丁戊", "甲乙丙"), 0.5, "two of four pairs");
    }
}
