//! Lines as printed: where each begins, how wide it stands on the page, and whether a sentence ends on it.

use crate::profile::is_han;

/// Marks that end a sentence.
pub(crate) const STOPS: [char; 3] = ['。', '！', '？'];
/// Marks that may close after a stop and still belong to its sentence.
pub(crate) const CLOSERS: [char; 6] = ['”', '’', '」', '』', '）', '》'];

/// One printed line without the white space around it; blank lines are none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    pub start: usize,
    pub text: &'a str,
    /// In columns: two for a Han or other wide character, one for the rest.
    pub width: usize,
}

impl Line<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether a sentence ends with the line (……。 or ……。”).
    pub fn ends_sentence(&self) -> bool {
        self.text.trim_end_matches(CLOSERS).ends_with(STOPS)
    }

    /// Whether the line can be left as it is: a sentence, clause or introduction ends with it.
    pub fn comes_to_rest(&self) -> bool {
        self.text.trim_end_matches(CLOSERS).ends_with(['。', '！', '？', '；', '：', '…'])
    }

    /// Whether the line carries running text; titles, headings and signatures have none of these marks.
    pub fn is_running_text(&self) -> bool {
        self.text.contains(['。', '，', '；'])
    }
}

/// The lines of the text. Any line, page or paragraph separator ends one.
pub(crate) fn lines(input: &str) -> Vec<Line<'_>> {
    // The mark of the encoding at the very start is no text.
    let body = input.strip_prefix('\u{feff}').unwrap_or(input);
    let mut start = input.len() - body.len();
    let mut found = Vec::new();
    for raw in body.split_inclusive(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        let text = raw.trim();
        if !text.is_empty() {
            let indent = raw.len() - raw.trim_start().len();
            found.push(Line { start: start + indent, text, width: width(text) });
        }
        start += raw.len();
    }
    found
}

fn width(text: &str) -> usize {
    text.chars().map(|c| if is_han(c) || c as u32 >= 0x1100 { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn lines_have_place_and_width() {
        let found = lines("\u{feff} 甲鎮 \r\n\r\n\u{c} (VRT)及\u{2028}— 1");
        let table: Vec<_> = found.iter().map(|line| (line.start, line.text, line.width, line.end())).collect();
        assert_eq!(table, [(4, "甲鎮", 4, 10), (17, "(VRT)及", 7, 25), (28, "— 1", 4, 33)]);
        assert!(lines("").is_empty());
        assert!(lines("\u{feff}").is_empty());
        assert!(lines(" \n\u{3000}\n").is_empty());
    }

    #[test]
    fn line_ends_are_told_apart() {
        let table = [
            ("河谷共治。", true, true, true),
            ("稱“共治。”", true, true, true),
            ("如下：", false, true, false),
            ("甲鎮；", false, true, true),
            ("甲鎮，", false, false, true),
            ("推進（河谷）", false, false, false),
            ("總則", false, false, false),
        ];
        for (text, ends, rests, runs) in table {
            let line = lines(text)[0];
            assert_eq!((line.ends_sentence(), line.comes_to_rest(), line.is_running_text()), (ends, rests, runs), "{text}");
        }
    }
}
