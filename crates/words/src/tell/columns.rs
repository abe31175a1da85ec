//! Columns that align when Han characters take two places, and lines that break where each script may break.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Fills `text` with spaces up to `width` places.
pub fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(missing))
}

/// Rows of cells, each column as wide as its widest cell.
#[derive(Default)]
pub struct Columns(pub Vec<Vec<String>>);

impl Columns {
    /// The rows as lines, indented, two places between columns, nothing after the last cell.
    pub fn lines(&self, indent: usize) -> Vec<String> {
        let count = self.0.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| self.0.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..count).map(width).collect();
        let line = |row: &Vec<String>| {
            let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| pad(cell, *width)).collect();
            format!("{}{}", " ".repeat(indent), cells.join("  ")).trim_end().to_owned()
        };
        self.0.iter().map(line).collect()
    }
}

/// Breaks `text` into lines of at most `width` places: between Han characters, or at spaces.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for piece in pieces(text) {
        let full = line.width() + piece.trim_end().width() > width;
        if full && !line.is_empty() && !closes(&piece) {
            lines.push(line.trim_end().to_owned());
            line.clear();
            line.push_str(piece.trim_start());
        } else {
            line.push_str(&piece);
        }
    }
    if !line.trim().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Punctuation that may not begin a line.
fn closes(piece: &str) -> bool {
    piece.chars().next().is_some_and(|first| "，。、；：！？）］」』》〉”’·»),.;:!?".contains(first))
}

/// Punctuation that may not end a line.
fn opens(piece: &str) -> bool {
    piece.chars().next_back().is_some_and(|last| "（［「『《〈“‘".contains(last))
}

/// Words with the spaces after them; each wide character is a piece of its own, with the bracket that opens before it.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut open = false;
    for letter in text.chars() {
        let wide = letter.width().unwrap_or(0) > 1;
        match pieces.last_mut().filter(|last| open && !wide || opens(last)) {
            Some(last) => last.push(letter),
            None => pieces.push(letter.to_string()),
        }
        open = !wide && letter != ' ';
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_columns_align() {
        let rows = [["甲方", "met"], ["b", "尚待"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(Columns(rows.to_vec()).lines(2), ["  甲方  met", "  b     尚待"]);
    }

    #[test]
    fn lines_break_where_the_script_may_break() {
        assert_eq!(wrap("一二三四五。六七", 10), ["一二三四五。", "六七"]);
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("見 key_work/2018 項", 12), ["見", "key_work/2018", "項"]);
        assert_eq!(wrap("一二三［year］四", 10), ["一二三", "［year］四"]);
        assert_eq!(wrap("a «一二三四»", 11), ["a «一二三四»"]);
        assert_eq!(wrap("", 5), [""]);
    }
}
