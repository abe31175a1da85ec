//! Where two wordings of one text differ, passage by passage: what stands in both is left out, what differs stands side by side.

use crate::redline::{COMPARISONS_MAX, Change, middle};

/// One place where they differ. A side is empty where the other has more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The words of the first.
    pub one: String,
    /// The words of the second.
    pub other: String,
}

/// The places where `one` and `other` differ, in their order.
pub fn differing(one: &str, other: &str) -> Vec<Passage> {
    let (before, after) = (passages(one), passages(other));
    // Two strangers differ as a whole.
    if before.len() * after.len() > COMPARISONS_MAX {
        return vec![Passage { one: one.to_owned(), other: other.to_owned() }];
    }
    let (mut ours, mut theirs, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for (change, passage) in middle(&before, &after) {
        match change {
            Change::Kept => settle(&mut found, &mut ours, &mut theirs),
            Change::Deleted => ours.push(passage),
            Change::Inserted => theirs.push(passage),
        }
    }
    settle(&mut found, &mut ours, &mut theirs);
    found
}

/// Neighbouring passages that differ: one by one where there are as many on either side, else as one place.
fn settle(found: &mut Vec<Passage>, ours: &mut Vec<&str>, theirs: &mut Vec<&str>) {
    let passage = |one: &str, other: &str| Passage { one: one.trim().to_owned(), other: other.trim().to_owned() };
    let places = if ours.len() == theirs.len() {
        ours.iter().zip(theirs.iter()).map(|(one, other)| passage(one, other)).collect()
    } else {
        vec![passage(&ours.concat(), &theirs.concat())]
    };
    found.extend(places.into_iter().filter(|place| place.one != place.other));
    ours.clear();
    theirs.clear();
}

/// A text in its passages, each with what ends it: a line, or a sentence.
fn passages(text: &str) -> Vec<&str> {
    let mut passages = Vec::new();
    let mut start = 0;
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let next = signs.peek().map(|(_, next)| *next);
        let ends = match sign {
            '\n' | '。' | '；' | '！' | '？' => true,
            '.' | ';' | '!' | '?' => next.is_none_or(char::is_whitespace) && !number_before(&text[start..at]),
            _ => false,
        };
        if ends {
            let end = at + sign.len_utf8();
            passages.push(&text[start..end]);
            start = end;
        }
    }
    passages.extend((start < text.len()).then_some(&text[start..]));
    passages
}

/// Whether nothing but the number of a paragraph stands before a full stop: `1.` ends no sentence.
fn number_before(passage: &str) -> bool {
    let passage = passage.trim();
    !passage.is_empty() && passage.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, expected: &[(&str, &str)]) {
        let found = differing(one, other);
        let found = found.iter().map(|passage| (passage.one.as_str(), passage.other.as_str())).collect::<Vec<_>>();
        assert_eq!(found, expected, "{one} / {other}");
        let back = differing(other, one);
        assert_eq!(back.len(), expected.len(), "the same places, seen from the other side");
    }

    #[test]
    fn only_the_passages_that_differ_stand_side_by_side() {
        check("一、常設。二、續辦一年。", "一、常設。二、續辦兩年。", &[("二、續辦一年。", "二、續辦兩年。")]);
        check("1. Open daily. 2. One year.", "1. Open daily. 2. Two years.", &[("2. One year.", "2. Two years.")]);
        check("甲。乙。丙。", "甲。丙。丁。", &[("乙。", ""), ("", "丁。")]);
        check("甲。\n乙。", "甲。 乙。", &[]);
        check("", "甲", &[("", "甲")]);
        check("同", "同", &[]);
    }

    #[test]
    fn neighbouring_changes_stand_one_by_one_where_each_has_its_like() {
        check("甲。乙。丙。", "丁。戊。丙。", &[("甲。", "丁。"), ("乙。", "戊。")]);
        check("甲。乙。丙。", "丁。丙。", &[("甲。乙。", "丁。")]);
    }

    #[test]
    fn two_long_strangers_differ_as_a_whole() {
        let (one, other) = ("甲。".repeat(2_100), "乙。".repeat(2_100));
        assert_eq!(differing(&one, &other), [Passage { one: one.clone(), other: other.clone() }]);
    }

    #[test]
    fn a_text_comes_whole_out_of_its_passages() {
        for text in ["", "甲", "一。二；三\n四", "1. One. 2. Two? Yes!\n", "v1.2 is out"] {
            assert_eq!(passages(text).concat(), text);
        }
        assert_eq!(passages("1. One. 2. Two?"), ["1. One.", " 2. Two?"]);
    }
}
