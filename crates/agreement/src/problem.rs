//! Problems of what was read: a rule file, facts, events or a script. A reader reports all of them, with positions.

use crate::message::Message;

/// One problem, with the bytes that it concerns and what is wrong with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// First byte concerned.
    pub offset: usize,
    /// Number of bytes concerned; 0 for a place between bytes.
    pub length: usize,
    /// What is wrong, and what to do, as a message key.
    pub message: Message,
}

/// Where a problem is, as people count: lines and columns from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The problems of one file, in the order in which they were met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Adds a problem about `span` = (offset, length).
    pub fn add(&mut self, span: (usize, usize), message: Message) {
        self.0.push(Problem { offset: span.0, length: span.1, message });
    }

    /// The value if there is no problem, else the problems in the order of their places.
    pub fn or<T>(mut self, value: T) -> Result<T, Problems> {
        self.0.sort_by_key(|problem| problem.offset);
        if self.is_empty() { Ok(value) } else { Err(self) }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Line and column of byte `offset` in `text`; the end of the text for an offset beyond it.
pub fn position(text: &str, offset: usize) -> Position {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Position { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
}

/// The line of `text` that holds byte `offset`, without its line break.
pub fn line_of(text: &str, offset: usize) -> &str {
    text.lines().nth(position(text, offset).line - 1).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let text = "甲\n乙丙丁\n";
        assert_eq!(position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(position(text, 7), Position { line: 2, column: 2 });
        assert_eq!(position(text, 8), Position { line: 2, column: 2 }, "inside a character");
        assert_eq!(position(text, 999), Position { line: 3, column: 1 });
        assert_eq!(line_of(text, 7), "乙丙丁");
        assert_eq!(line_of(text, 999), "");
        assert_eq!(line_of("", 0), "");
    }
}
