//! Reading a text: its lines, its outline, its provisions and its endings, checked to account for every byte.

use crate::accounted;
use crate::agreement_text::AgreementText;
use crate::ending::endings;
use crate::line::lines;
use crate::outline::{Outline, outline};
use crate::problem::{Problem, ProblemKind, placed};
use crate::provision::provisions;
use crate::strange_character::strange_characters;

/// An agreement as read, and everything in it that a person should see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The text; whatever the problems, it accounts for every byte of the input.
    pub text: AgreementText,
    /// All problems in the order of the text.
    pub problems: Vec<Problem>,
}

/// Reads an agreement. Any text is taken: what cannot be made out becomes a problem, not a refusal.
///
/// ```
/// let reading = documents::read("河谷協議\n一、總則\n（一）宗旨。四鎮共治河谷。\n甲鎮鎮長");
/// let article = reading.text.provision("art_1").expect("one article");
/// assert_eq!(article.heading.as_deref(), Some("宗旨"));
/// ```
pub fn read(input: &str) -> Reading {
    let lines = lines(input);
    let Outline { sections, problems } = outline(&lines);
    let (mut text, numbering) = provisions(input, &lines, &sections);
    let endings = endings(&mut text, input, &lines);
    let accounted = accounted::check(&text, input.len());
    assert_eq!(accounted, Ok(()), "a reading lost part of its input");
    let problems = [problems, numbering, endings, strange_characters(input)].concat();
    Reading { text, problems: placed(input, problems) }
}

/// Reads an agreement from bytes. Each byte that is no UTF-8 is reported and read as U+001A, so that places stay true.
pub fn read_bytes(input: &[u8]) -> Reading {
    let mut decoded = String::with_capacity(input.len());
    let mut invalid = Vec::new();
    for chunk in input.utf8_chunks() {
        decoded.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            let (start, bytes) = (decoded.len(), chunk.invalid().len());
            match invalid.last_mut() {
                Some((last, ProblemKind::InvalidUtf8 { bytes: before })) if *last + *before == start => *before += bytes,
                _ => invalid.push((start, ProblemKind::InvalidUtf8 { bytes })),
            }
            decoded.extend(std::iter::repeat_n('\u{1a}', bytes));
        }
    }
    let mut reading = read(&decoded);
    if !invalid.is_empty() {
        let invalid = placed(&decoded, invalid);
        // The substitutes themselves are no second problem.
        let is_substitute = |problem: &Problem| invalid.binary_search_by_key(&problem.offset, |one| one.offset).is_ok();
        reading
            .problems
            .retain(|problem| !(matches!(problem.kind, ProblemKind::ReplacementCharacter { .. }) && is_substitute(problem)));
        reading.problems.extend(invalid);
        reading.problems.sort_by_key(|problem| problem.offset);
    }
    reading
}

#[cfg(test)]
mod tests {
    use super::{read, read_bytes};
    use expect_test::{Expect, expect};

    fn check(input: &[u8], expected: Expect) {
        let reading = read_bytes(input);
        let mut shown = String::new();
        for part in reading.text.parts() {
            shown += &format!("{} {:?} {:?}\n", part.id, part.span, part.characters);
        }
        for problem in &reading.problems {
            shown += &format!("? {} {:?}\n", problem.offset, problem.kind);
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn nothing_is_a_reading_too() {
        check(
            b"",
            expect![[r#"
            ? 0 NoArticles
            ? 0 NoTitle
            ? 0 NoSignatures
            ? 0 NoDate
            ? 0 NoCopies
        "#]],
        );
        check(
            b" \n",
            expect![[r#"
            title 0..2 ""
            ? 0 NoArticles
            ? 0 NoTitle
            ? 2 NoSignatures
            ? 2 NoDate
            ? 2 NoCopies
        "#]],
        );
    }

    #[test]
    fn bytes_that_are_no_text_keep_their_place() {
        check(
            b"\xff\xfe1.\xe4\xb8",
            expect![[r#"
            title 0..6 "\u{1a}\u{1a}1.\u{1a}\u{1a}"
            ? 0 NoArticles
            ? 0 InvalidUtf8 { bytes: 2 }
            ? 4 InvalidUtf8 { bytes: 2 }
            ? 6 NoSignatures
            ? 6 NoDate
            ? 6 NoCopies
        "#]],
        );
    }

    #[test]
    fn parts_own_the_white_space_behind_them() {
        let input = "\n甲\n一、乙\n（一）丙。丁。 \n1、戊。\n（1）己。\n（一）庚。\n2020年1月1日一式兩份。\n辛\n";
        check(
            input.as_bytes(),
            expect![[r#"
            title 0..5 "甲"
            art_1 15..63 "（一）丙。丁。\n1、戊。\n（1）己。"
            art_1.s_1 15..30 "（一）丙。"
            art_1.s_2 30..38 "丁。"
            art_1.item_1 38..63 "1、戊。\n（1）己。"
            art_1.item_1.s_1 38..49 "1、戊。"
            art_1.item_1.item_1 49..63 "（1）己。"
            art_1.item_1.item_1.s_1 49..63 "（1）己。"
            art_1_2 63..110 "（一）庚。\n2020年1月1日一式兩份。"
            art_1_2.s_1 63..79 "（一）庚。"
            art_1_2.s_2 79..110 "2020年1月1日一式兩份。"
            signatures 110..114 "辛"
            ? 63 NumberRepeated { level: Article, number: 1 }
            ? 63 NoPlace
        "#]],
        );
    }

    #[test]
    fn dates_beside_the_signatures_count() {
        let text = read("甲\n（一）乙。\n丙鎮 ____\n2020 年 1 月 1 日\n丁鎮").text;
        let names: Vec<_> = text.signatories.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["丙鎮", "丁鎮"]);
        assert_eq!(text.signing.expect("a date").provision, "signatures");
    }
}
