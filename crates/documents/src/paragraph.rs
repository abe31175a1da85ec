//! Where a paragraph ends: at 。 on a line clearly shorter than its block's full width. What is not clear is reported.

use crate::line::Line;
use crate::marker::Marker;

/// Columns by which a line may fall short of full width and still be full: the indent of a first line (two characters),
/// and a character or two that typesetting moved to the next line to keep a mark off its head.
const SLACK: usize = 8;

/// What the end of a line means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineEnd {
    Paragraph,
    Running,
    /// A sentence ends on a line that is about full.
    Doubt,
}

/// The full width of a block of running text: that of the widest line which only its width can have broken off.
///
/// Nothing when no line was broken off: then every line is a paragraph of its own.
pub(crate) fn full_width(lines: &[Line]) -> Option<usize> {
    lines.iter().filter(|line| !line.comes_to_rest() && !is_heading(line)).map(|line| line.width).max()
}

/// Whether the line is a mark with a heading: 一、總則.
pub(crate) fn is_heading(line: &Line) -> bool {
    !line.is_running_text() && Marker::at(line.text).is_some()
}

/// What the end of the line means in a block of this full width.
pub(crate) fn line_end(line: &Line, full_width: Option<usize>) -> LineEnd {
    if !line.ends_sentence() {
        return LineEnd::Running;
    }
    // A line far beyond the full width was not broken by it either.
    match full_width {
        Some(full) if line.width + SLACK >= full && line.width <= full + SLACK => LineEnd::Doubt,
        _ => LineEnd::Paragraph,
    }
}

/// Whether the line is about full and stops in mid-sentence, so that the next line cannot begin with a mark.
pub(crate) fn breaks_off(line: &Line, full_width: Option<usize>) -> bool {
    !line.comes_to_rest() && full_width.is_some_and(|full| line.width + SLACK >= full)
}

#[cfg(test)]
mod tests {
    use super::{LineEnd, breaks_off, full_width, line_end};
    use crate::line::lines;

    fn check(text: &str, full: Option<usize>, expected: LineEnd) {
        assert_eq!(line_end(&lines(text)[0], full), expected, "{text}");
    }

    #[test]
    fn short_lines_end_paragraphs() {
        check("共同治理河谷。", Some(30), LineEnd::Paragraph);
        check("稱為“共同治理河谷。”", Some(40), LineEnd::Paragraph);
        check("共同治理河谷。", None, LineEnd::Paragraph);
        check("共同治理河谷。", Some(5), LineEnd::Paragraph);
    }

    #[test]
    fn full_lines_leave_a_doubt() {
        check("共同治理河谷。", Some(14), LineEnd::Doubt);
        check("共同治理河谷。", Some(22), LineEnd::Doubt);
        check("共同治理河谷。", Some(6), LineEnd::Doubt);
        check("共同治理河谷。", Some(23), LineEnd::Paragraph);
    }

    #[test]
    fn without_a_stop_the_line_runs_on() {
        for text in ["共同治理河谷", "共同治理河谷，", "如下：", "甲；"] {
            check(text, Some(60), LineEnd::Running);
            check(text, None, LineEnd::Running);
        }
    }

    #[test]
    fn the_full_width_is_that_of_broken_lines() {
        assert_eq!(full_width(&lines("一、一個比任何一行都要長得多的章節標題\n甲乙丙丁戊\n己庚。")), Some(10));
        assert_eq!(full_width(&lines("甲乙丙丁戊。\n己庚。")), None);
        assert_eq!(full_width(&[]), None);
    }

    #[test]
    fn a_full_line_in_mid_sentence_breaks_off() {
        let table =
            [("甲乙丙丁戊", Some(10), true), ("甲乙丙丁戊。", Some(10), false), ("甲乙", Some(20), false), ("甲乙", None, false)];
        for (text, full, expected) in table {
            assert_eq!(breaks_off(&lines(text)[0], full), expected, "{text}");
        }
    }
}
