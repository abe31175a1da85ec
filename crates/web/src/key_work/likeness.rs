//! How alike two texts are: proposals that may be the same, and tasks that go on with an earlier one. It only points; people decide.

use std::collections::BTreeSet;

/// From this share of common pairs of characters on, two texts are pointed out.
const ALIKE: f64 = 0.25;

/// Whether two texts are so alike that somebody should look at them together.
pub fn are_alike(one: &str, other: &str) -> bool {
    let (one, other) = (pairs(one), pairs(other));
    let smaller = one.len().min(other.len());
    smaller > 3 && one.intersection(&other).count() as f64 / smaller as f64 >= ALIKE
}

/// The pairs of neighbouring letters; numbers and marks say nothing.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let letters = text.chars().filter(|one| one.is_alphabetic()).collect::<Vec<_>>();
    letters.windows(2).map(|two| (two[0], two[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_matter_in_other_words_is_pointed_out_and_another_one_is_not() {
        let corridor = "示範口岸客運通道延長開放時間至晚上十一時，並設聯合指示牌";
        assert!(are_alike(corridor, "示範口岸客運通道延時開放"));
        assert!(are_alike("青年實習名額互認，先從示範行業甲開始", "青年實習名額互認，擴至示範行業乙"));
        assert!(!are_alike(corridor, "三地長者醫療券互用試點，首階段限示範醫院甲"));
        assert!(!are_alike("", "") && !are_alike("甲", "甲"), "too short to say");
    }
}
