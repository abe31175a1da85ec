//! Comma-separated values (RFC 4180) as spreadsheet programs write them: also with semicolons or tabs, by the habit of the place.

use crate::guard::{guarded, unguarded};

/// A cell as it is written.
pub fn quoted(text: &str) -> String {
    let text = guarded(text);
    if text.contains([',', ';', '"', '\n', '\r', '\t']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// The rows of a text, each with the line on which it begins. A quotation mark that is never closed takes the rest.
pub fn read(text: &str) -> Vec<(usize, Vec<String>)> {
    let mark = separator(text);
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut line, mut begun, mut quoted) = (1, 1, false);
    let mut characters = text.chars().peekable();
    while let Some(one) = characters.next() {
        match one {
            '"' if quoted && characters.peek() == Some(&'"') => {
                cell.push('"');
                characters.next();
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(unguarded(&std::mem::take(&mut cell)).to_owned());
                rows.push((begun, std::mem::take(&mut row)));
                (line, begun) = (line + 1, line + 1);
            }
            one if one == mark && !quoted => row.push(unguarded(&std::mem::take(&mut cell)).to_owned()),
            one => {
                line += usize::from(one == '\n');
                cell.push(one);
            }
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(unguarded(&cell).to_owned());
        rows.push((begun, row));
    }
    rows
}

/// What separates cells: whichever of the three the first lines have most of, outside quotation marks.
fn separator(text: &str) -> char {
    let head = text.lines().take(5).collect::<Vec<_>>().join("\n");
    let outside = head.split('"').step_by(2).collect::<String>();
    let count = |mark: &char| outside.matches(*mark).count();
    [',', ';', '\t'].into_iter().rev().max_by_key(count).unwrap_or(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(usize, Vec<String>)> {
        read(text)
    }

    fn row(line: usize, cells: &[&str]) -> (usize, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn rows_are_read_with_the_lines_on_which_they_begin() {
        let text = "a,b\r\n\"1\n2\",\"say \"\"x\"\"\"\r\n3,\r\n";
        assert_eq!(cells(text), [row(1, &["a", "b"]), row(2, &["1\n2", "say \"x\""]), row(4, &["3", ""])]);
        assert_eq!(cells("x"), [row(1, &["x"])]);
        assert_eq!(cells(""), []);
        assert_eq!(cells("a,\"b\nc"), [row(1, &["a", "b\nc"])], "a mark that is never closed");
    }

    #[test]
    fn semicolons_and_tabs_separate_where_a_program_writes_them() {
        assert_eq!(cells("a;b,c\nd;e\n"), [row(1, &["a", "b,c"]), row(2, &["d", "e"])]);
        assert_eq!(cells("a\tb\n"), [row(1, &["a", "b"])]);
        assert_eq!(cells("\"a;;;;;\",b\n"), [row(1, &["a;;;;;", "b"])]);
    }

    #[test]
    fn what_was_guarded_is_read_as_it_was() {
        assert_eq!(cells("'=1,'tis\n"), [row(1, &["=1", "'tis"])]);
    }
}
