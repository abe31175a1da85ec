//! Comma-separated values (RFC 4180) as spreadsheet programs write them: also with semicolons or tabs, by the habit of the place.

use crate::guard::{guarded, unguarded};
use crate::table::{COLUMNS_MAX, ROWS_MAX};

/// What a file begins with: spreadsheet programs take it for Unicode by nothing else.
pub const MARK: &str = "\u{feff}";

/// A cell as it is written. What a spreadsheet would take for a formula is guarded.
pub fn quoted(text: &str) -> String {
    let text = guarded(text);
    if text.contains([',', ';', '"', '\n', '\r', '\t']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// A line of a file.
pub fn line<T: AsRef<str>>(cells: &[T]) -> String {
    cells.iter().map(|cell| quoted(cell.as_ref())).collect::<Vec<_>>().join(",") + "\r\n"
}

/// The rows of a text that have anything in them, each with the line on which it begins. A quotation mark that is never closed takes the rest.
/// Of what is beyond the bounds of a table only so much is read that it is seen to be.
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
                add(&mut row, &mut cell);
                end(&mut rows, begun, &mut row);
                (line, begun) = (line + 1, line + 1);
                if rows.len() > ROWS_MAX {
                    break;
                }
            }
            one if one == mark && !quoted => add(&mut row, &mut cell),
            one => {
                line += usize::from(one == '\n');
                cell.push(one);
            }
        }
    }
    add(&mut row, &mut cell);
    end(&mut rows, begun, &mut row);
    rows
}

/// Ends a cell. Beyond the last column one that has anything in it is enough to say that there are too many.
fn add(row: &mut Vec<String>, cell: &mut String) {
    let most = if cell.trim().is_empty() { COLUMNS_MAX } else { COLUMNS_MAX + 1 };
    if row.len() < most {
        row.push(unguarded(cell).to_owned());
    }
    cell.clear();
}

/// Ends a row. An empty one is only counted: millions of them fit into a file.
fn end(rows: &mut Vec<(usize, Vec<String>)>, begun: usize, row: &mut Vec<String>) {
    let said = std::mem::take(row);
    if said.iter().any(|cell| !cell.trim().is_empty()) {
        rows.push((begun, said));
    }
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
    fn a_cell_that_begins_like_a_formula_is_guarded_and_quotes_are_doubled() {
        for (cell, written) in [
            ("3", "3"),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "\"'\tx\""),
            ("\rx", "\"'\rx\""),
            ("a=b, c\nd", "\"a=b, c\nd\""),
            ("", ""),
        ] {
            assert_eq!(quoted(cell), written, "{cell:?}");
        }
        assert_eq!(line(&["=1+1", "a, \"b\"\nc", "d"]), "'=1+1,\"a, \"\"b\"\"\nc\",d\r\n");
    }

    #[test]
    fn empty_rows_are_only_counted_and_what_is_beyond_the_bounds_is_not_gathered() {
        assert_eq!(cells("\n\na\n ,\n,,,\n\nb"), [row(3, &["a"]), row(7, &["b"])]);
        assert_eq!(cells(&"\n".repeat(4 << 20)), []);
        assert_eq!(cells(&"a\n".repeat(ROWS_MAX * 10)).len(), ROWS_MAX + 1);
        let width = |text: String| cells(&text)[0].1.len();
        assert_eq!(width(format!("a{}", ",".repeat(1 << 20))), COLUMNS_MAX);
        assert_eq!(width(format!("a{}b", ",".repeat(1 << 20))), COLUMNS_MAX + 1);
        assert_eq!(width("a,".repeat(1 << 20)), COLUMNS_MAX + 1);
    }

    #[test]
    fn what_was_guarded_is_read_as_it_was() {
        assert_eq!(cells("'=1,'tis\n"), [row(1, &["=1", "'tis"])]);
    }
}
