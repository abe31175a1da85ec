//! A table that came in, whatever program wrote it: rows of texts, each with the number that its program shows for it.

use crate::csv;
use crate::package::{Package, PackageFault};
use crate::workbook;

/// The most bytes of a file.
pub const FILE_BYTES_MAX: usize = 4 << 20;
/// The most rows.
pub const ROWS_MAX: usize = 2_000;
/// The most columns.
pub const COLUMNS_MAX: usize = 64;
/// The most bytes of all its cells.
pub const CELL_BYTES_MAX: usize = 2_000_000;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number as its program shows it.
    pub number: usize,
    /// Its cells from the first column.
    pub cells: Vec<String>,
}

impl Row {
    /// A cell without white space around it; empty beyond the last.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows that have anything in them.
    pub rows: Vec<Row>,
    /// The sheets that were not read, since only the first one is.
    pub unread: Vec<String>,
}

impl Table {
    /// The same as lines, one for each row with its number, to be carried along in a form.
    pub fn lines(&self) -> String {
        let escaped = |cell: &String| cell.replace('\\', "\\\\").replace('\t', "\\t").replace('\r', "\\r").replace('\n', "\\n");
        let line = |row: &Row| std::iter::once(row.number.to_string()).chain(row.cells.iter().map(escaped)).collect::<Vec<_>>();
        self.rows.iter().map(|row| line(row).join("\t")).collect::<Vec<_>>().join("\n")
    }

    /// Reads such lines, within the bounds of any table.
    pub fn of_lines(lines: &str) -> Result<Table, Unreadable> {
        let row = |line: &str| {
            let mut parts = line.split('\t');
            let number = parts.next()?.parse().ok()?;
            Some(Row { number, cells: parts.map(plain).collect() })
        };
        let rows = lines.lines().take(ROWS_MAX + 1).map(row).collect::<Option<_>>().ok_or(Unreadable::Broken)?;
        bounded(Table { rows, unread: Vec::new() })
    }
}

/// A cell as it was before it became part of a line.
fn plain(cell: &str) -> String {
    let mut plain = String::new();
    let mut characters = cell.chars();
    while let Some(one) = characters.next() {
        match one {
            '\\' => match characters.next() {
                Some('t') => plain.push('\t'),
                Some('r') => plain.push('\r'),
                Some('n') => plain.push('\n'),
                other => plain.extend(other),
            },
            one => plain.push(one),
        }
    }
    plain
}

/// Why a file gives no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// There is nothing in it.
    Empty,
    /// It has more bytes, rows or columns than are read.
    TooLarge,
    /// A workbook of the time before 2007 (`.xls`), whatever it is called now.
    OldWorkbook,
    /// A password protects it.
    Encrypted,
    /// It is a letter, a picture, a PDF: no table.
    NoTable,
    /// It is cut off or damaged.
    Broken,
    /// It is no UTF-8: an older encoding such as GBK or Big5.
    Encoding,
}

impl Unreadable {
    /// All of them, with their names in keys of words.
    pub const ALL: [(Unreadable, &'static str); 7] = [
        (Unreadable::Empty, "empty"),
        (Unreadable::TooLarge, "too-large"),
        (Unreadable::OldWorkbook, "old-workbook"),
        (Unreadable::Encrypted, "encrypted"),
        (Unreadable::NoTable, "no-table"),
        (Unreadable::Broken, "broken"),
        (Unreadable::Encoding, "encoding"),
    ];

    /// Its name in keys of words.
    pub fn name(self) -> &'static str {
        Unreadable::ALL.iter().find(|(one, _)| *one == self).map_or("broken", |(_, name)| name)
    }
}

impl From<PackageFault> for Unreadable {
    fn from(fault: PackageFault) -> Unreadable {
        match fault {
            PackageFault::Broken => Unreadable::Broken,
            PackageFault::TooLarge => Unreadable::TooLarge,
            PackageFault::Encrypted => Unreadable::Encrypted,
        }
    }
}

/// Reads a workbook, CSV, or text with tabs; which of them it is says its content, not its name.
pub fn read(bytes: &[u8]) -> Result<Table, Unreadable> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(Unreadable::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let package = Package::open(bytes)?;
        return if package.has("xl/workbook.xml") { bounded(workbook::read(&package)?) } else { Err(Unreadable::NoTable) };
    }
    // Old workbooks, and new ones with a password, are in the same container.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let wide = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect::<Vec<_>>();
        let encrypted = bytes.windows(wide.len()).any(|window| window == wide);
        return Err(if encrypted { Unreadable::Encrypted } else { Unreadable::OldWorkbook });
    }
    let text = text(bytes)?;
    let rows = csv::read(&text).into_iter().map(|(number, cells)| Row { number, cells }).collect();
    bounded(Table { rows, unread: Vec::new() })
}

/// A text file: UTF-8, or UTF-16 with its mark, as programs call “Unicode text”.
pub fn text(bytes: &[u8]) -> Result<String, Unreadable> {
    let wide = |from: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|two| from([two[0], two[1]]));
        char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| Unreadable::Encoding)
    };
    let text = match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes)?,
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes)?,
        _ => std::str::from_utf8(bytes)
            .map_err(|_| if is_binary(bytes) { Unreadable::NoTable } else { Unreadable::Encoding })?
            .to_owned(),
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if text.contains('\0') || text.starts_with("%PDF") || text.starts_with("{\\rtf") || text.trim_start().starts_with('<') {
        return Err(Unreadable::NoTable);
    }
    Ok(text.to_owned())
}

fn is_binary(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF") || bytes.starts_with(b"\x89PNG") || bytes.starts_with(&[0xff, 0xd8, 0xff]) || bytes.contains(&0)
}

/// The same without empty rows, if it keeps its bounds.
fn bounded(mut table: Table) -> Result<Table, Unreadable> {
    table.rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    for row in &mut table.rows {
        while row.cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            row.cells.pop();
        }
    }
    let bytes = table.rows.iter().flat_map(|row| &row.cells).map(String::len).sum::<usize>();
    let too_wide = table.rows.iter().any(|row| row.cells.len() > COLUMNS_MAX);
    match table.rows.len() {
        0 => Err(Unreadable::Empty),
        count if count > ROWS_MAX || bytes > CELL_BYTES_MAX || too_wide => Err(Unreadable::TooLarge),
        _ => Ok(table),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::pack;

    #[test]
    fn what_is_no_table_is_named_for_what_it_is() {
        let docx = pack(&[("word/document.xml", "<w/>".to_owned())]);
        let mut locked = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        locked.extend("EncryptedPackage".bytes().flat_map(|byte| [byte, 0]));
        let long = "a\n".repeat(ROWS_MAX + 1);
        let wide = ",".repeat(COLUMNS_MAX) + "x";
        for (bytes, fault) in [
            (&b""[..], Unreadable::Empty),
            (b" ,\r\n,,\r\n", Unreadable::Empty),
            (b"PK\x03\x04and nothing more", Unreadable::Broken),
            (&docx, Unreadable::NoTable),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook", Unreadable::OldWorkbook),
            (&locked, Unreadable::Encrypted),
            (b"%PDF-1.7 \xe2\xe3", Unreadable::NoTable),
            (b"\x89PNG\r\n\x1a\n", Unreadable::NoTable),
            (b"<html><table></table></html>", Unreadable::NoTable),
            // 「事項」 in GBK and in Big5.
            (b"\xca\xc2\xcf\xee,1\r\n", Unreadable::Encoding),
            (b"\xa8\xc6\xb6\xb5,1\r\n", Unreadable::Encoding),
            (long.as_bytes(), Unreadable::TooLarge),
            (wide.as_bytes(), Unreadable::TooLarge),
            (&vec![b'a'; FILE_BYTES_MAX + 1], Unreadable::TooLarge),
        ] {
            assert_eq!(read(bytes), Err(fault), "{:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(40)]));
        }
    }

    #[test]
    fn text_with_tabs_in_two_byte_units_is_read() {
        let wide = "\u{feff}序\t措施\r\n1\t甲\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        let table = read(&wide).expect("a table");
        assert_eq!(table.rows[1], Row { number: 2, cells: vec!["1".to_owned(), "甲".to_owned()] });
    }

    #[test]
    fn a_table_that_was_carried_along_is_the_same_with_the_numbers_of_its_rows() {
        let row = |number, cells: &[&str]| Row { number, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() };
        let rows = vec![row(1, &["a", "b"]), row(7, &["1\n2", "", "\\n\tx", "=1"]), row(9, &["'=1", "\r\n\\"])];
        let table = Table { rows, unread: Vec::new() };
        assert_eq!(table.lines().lines().count(), 3, "a line for each row, whatever is in its cells");
        assert_eq!(Table::of_lines(&table.lines()), Ok(table.clone()));
        // As a browser sends it.
        assert_eq!(Table::of_lines(&table.lines().replace('\n', "\r\n")), Ok(table));
        for (lines, fault) in [
            ("", Unreadable::Empty),
            ("x\ta", Unreadable::Broken),
            (&"1\ta\n".repeat(ROWS_MAX + 1), Unreadable::TooLarge),
            (&format!("1{}", "\ta".repeat(COLUMNS_MAX + 1)), Unreadable::TooLarge),
        ] {
            assert_eq!(Table::of_lines(lines), Err(fault), "{}", &lines[..lines.len().min(20)]);
        }
    }

    #[test]
    fn every_reason_has_its_own_name() {
        let mut names = Unreadable::ALL.map(|(one, name)| {
            assert_eq!(one.name(), name);
            name
        });
        names.sort_unstable();
        assert!(names.windows(2).all(|two| two[0] != two[1]));
    }
}
