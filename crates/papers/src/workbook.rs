//! Reading a workbook (ECMA-376, SpreadsheetML): the first sheet as rows of texts.
//!
//! Shared and inline strings, numbers, and days where a cell's format is one. What a formula last came to is read; the formula is not.

use crate::package::{Package, PackageFault};
use crate::table::{CELL_BYTES_MAX, COLUMNS_MAX, ROWS_MAX, Row, Table, Unreadable};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::collections::{BTreeMap, BTreeSet};

/// The first sheet of a workbook.
pub fn read(package: &Package<'_>) -> Result<Table, Unreadable> {
    let sheets = sheets(package)?;
    let (first, others) = sheets.split_first().ok_or(Unreadable::Broken)?;
    let shared = if package.has(SHARED) { shared(&package.part(SHARED)?)? } else { Vec::new() };
    let days = if package.has(STYLES) { days(&package.part(STYLES)?)? } else { Vec::new() };
    let rows = Rows { shared: &shared, days: &days }.read(&package.part(&first.1)?)?;
    Ok(Table { rows, unread: others.iter().map(|(name, _)| name.clone()).collect() })
}

const SHARED: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";

/// Goes through the events of a part. A document type is refused: it is where entities that grow without end come from.
fn events(part: &str, mut heard: impl FnMut(Event<'_>) -> Result<(), Unreadable>) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(part);
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event().map_err(|_| Unreadable::Broken)? {
            Event::Eof => return Ok(()),
            Event::DocType(_) => return Err(Unreadable::Broken),
            event => heard(event)?,
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|one| one.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// The sheets in the workbook's order: name, and the part that holds it.
fn sheets(package: &Package<'_>) -> Result<Vec<(String, String)>, Unreadable> {
    let mut targets = BTreeMap::new();
    events(&package.part("xl/_rels/workbook.xml.rels")?, |event| {
        if let Event::Start(element) = event
            && element.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(target)) = (attribute(&element, "Id"), attribute(&element, "Target"))
        {
            targets.entry(id).or_insert(target);
        }
        Ok(())
    })?;
    let mut sheets = Vec::new();
    events(&package.part("xl/workbook.xml")?, |event| {
        if let Event::Start(element) = event
            && element.local_name().as_ref() == "sheet"
        {
            let id = attribute(&element, "id").unwrap_or_default();
            let part = targets.get(&id).map(|target| match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("xl/{target}"),
            });
            // A sheet of charts has no rows.
            let part = part.filter(|part| part.contains("worksheets/"));
            sheets.extend(part.map(|part| (attribute(&element, "name").unwrap_or_default(), part)));
        }
        Ok(())
    })?;
    Ok(sheets)
}

/// The strings that cells name by number. What is only a help to pronounce them is left out.
fn shared(part: &str) -> Result<Vec<String>, Unreadable> {
    let (mut all, mut text) = (Vec::new(), Text::default());
    events(part, |event| {
        match &event {
            Event::End(element) if element.local_name().as_ref() == "si" => all.push(text.take()),
            event => text.hear(event)?,
        }
        Ok(())
    })?;
    Ok(all)
}

/// The text inside elements `t`, gathered.
#[derive(Default)]
struct Text {
    said: String,
    inside: bool,
    aside: bool,
}

impl Text {
    fn hear(&mut self, event: &Event<'_>) -> Result<(), Unreadable> {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" | "v" => self.inside = !self.aside,
                "rPh" => self.aside = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "t" | "v" => self.inside = false,
                "rPh" => self.aside = false,
                _ => {}
            },
            Event::Text(text) if self.inside => self.said.push_str(&text.xml10_content()),
            Event::CData(text) if self.inside => self.said.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if self.inside => {
                let character = reference.resolve_char_ref().map_err(|_| Unreadable::Broken)?;
                let named = || quick_xml::escape::resolve_predefined_entity(reference).and_then(|said| said.chars().next());
                self.said.push(character.or_else(named).ok_or(Unreadable::Broken)?);
            }
            _ => {}
        }
        Ok(())
    }

    fn take(&mut self) -> String {
        std::mem::take(&mut self.said)
    }
}

/// For each cell format whether it shows a day.
fn days(part: &str) -> Result<Vec<bool>, Unreadable> {
    let (mut own, mut formats, mut inside) = (BTreeSet::new(), Vec::new(), false);
    events(part, |event| {
        match &event {
            Event::Start(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let code = attribute(element, "formatCode").unwrap_or_default().to_lowercase();
                    let is_day = code.contains('y') && code.contains('d') || code.contains('年');
                    own.extend(attribute(element, "numFmtId").filter(|_| is_day));
                }
                "cellXfs" => inside = true,
                "xf" if inside => {
                    let id = attribute(element, "numFmtId").unwrap_or_default();
                    let known = matches!(id.parse::<u32>(), Ok(14..=17 | 22 | 27..=31 | 36 | 50..=58));
                    formats.push(known || own.contains(&id));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => inside = false,
            _ => {}
        }
        Ok(())
    })?;
    Ok(formats)
}

struct Rows<'s> {
    shared: &'s [String],
    days: &'s [bool],
}

/// A cell that is being read.
#[derive(Default)]
struct Begun {
    column: usize,
    kind: String,
    is_day: bool,
    text: Text,
}

impl Rows<'_> {
    fn read(&self, part: &str) -> Result<Vec<Row>, Unreadable> {
        let (mut rows, mut cell, mut bytes): (Vec<Row>, Option<Begun>, usize) = (Vec::new(), None, 0);
        events(part, |event| {
            match &event {
                Event::Start(element) if element.local_name().as_ref() == "row" => {
                    let before = rows.last().map_or(0, |row| row.number);
                    let number =
                        attribute(element, "r").and_then(|number| number.parse().ok()).unwrap_or(before.saturating_add(1));
                    // Programs write empty rows down to the last one that was ever touched.
                    if rows.len() > ROWS_MAX * 4 {
                        return Err(Unreadable::TooLarge);
                    }
                    rows.push(Row { number, cells: Vec::new() });
                }
                Event::Start(element) if element.local_name().as_ref() == "c" => {
                    let row = rows.last().ok_or(Unreadable::Broken)?;
                    cell = Some(self.begin(element, row.cells.len())?);
                }
                Event::End(element) if element.local_name().as_ref() == "c" => {
                    let (row, done) = (rows.last_mut().ok_or(Unreadable::Broken)?, cell.take().ok_or(Unreadable::Broken)?);
                    row.cells.resize(row.cells.len().max(done.column), String::new());
                    let said = self.said(done);
                    // A few bytes of a cell may name a long shared string: what all of them come to is counted as it grows.
                    bytes += said.len();
                    if bytes > CELL_BYTES_MAX {
                        return Err(Unreadable::TooLarge);
                    }
                    row.cells.push(said);
                }
                event => {
                    if let Some(cell) = &mut cell {
                        cell.text.hear(event)?;
                    }
                }
            }
            Ok(())
        })?;
        Ok(rows)
    }

    fn begin(&self, element: &BytesStart<'_>, after: usize) -> Result<Begun, Unreadable> {
        let column = attribute(element, "r").map_or(Some(after), |place| column(&place)).ok_or(Unreadable::Broken)?;
        if column < after {
            return Err(Unreadable::Broken);
        }
        if column >= COLUMNS_MAX * 4 {
            return Err(Unreadable::TooLarge);
        }
        let style = attribute(element, "s").and_then(|style| style.parse::<usize>().ok()).unwrap_or_default();
        let is_day = self.days.get(style).copied().unwrap_or_default();
        Ok(Begun { column, kind: attribute(element, "t").unwrap_or_default(), is_day, text: Text::default() })
    }

    fn said(&self, mut done: Begun) -> String {
        let said = done.text.take();
        match done.kind.as_str() {
            "s" => said.parse::<usize>().ok().and_then(|number| self.shared.get(number)).cloned().unwrap_or_default(),
            "" | "n" => match said.parse::<f64>() {
                Ok(number) if done.is_day => day(number).unwrap_or(said),
                Ok(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
                _ => said,
            },
            _ => said,
        }
    }
}

/// The number of a column by the letters of a place: `B7` is 1.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let number = letters.fold(0_usize, |number, letter| number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

/// The day of a serial number, counted from 30 December 1899; a time of day is left out.
fn day(serial: f64) -> Option<String> {
    if !(61.0..2_958_466.0).contains(&serial) {
        return None;
    }
    // Days since 1 March of the year 0, in the proleptic Gregorian calendar: years begin in March, so that a leap day is the last one.
    let days = serial as i64 + 693_899;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

impl From<quick_xml::Error> for Unreadable {
    fn from(_: quick_xml::Error) -> Unreadable {
        Unreadable::from(PackageFault::Broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::pack;

    /// A workbook as spreadsheet programs write them, with these parts.
    fn workbook(sheet: &str, shared: &str, styles: &str) -> Vec<u8> {
        let book = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"一\" r:id=\"rId3\"/><sheet name=\"二\" r:id=\"rId4\"/></sheets></workbook>";
        let relations = "<Relationships><Relationship Id=\"rId3\" Target=\"worksheets/sheet1.xml\"/>\
                         <Relationship Id=\"rId4\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>";
        pack(&[
            ("xl/workbook.xml", book.to_owned()),
            ("xl/_rels/workbook.xml.rels", relations.to_owned()),
            ("xl/sharedStrings.xml", shared.to_owned()),
            ("xl/styles.xml", styles.to_owned()),
            ("xl/worksheets/sheet1.xml", sheet.to_owned()),
        ])
    }

    fn table(sheet: &str) -> Result<Table, Unreadable> {
        let shared = "<sst><si><t>第一</t></si><si><r><t>甲</t></r><r><t xml:space=\"preserve\"> &amp; 乙&#x3002;</t></r><rPh><t>kana</t></rPh></si></sst>";
        let styles = "<styleSheet><numFmts><numFmt numFmtId=\"165\" formatCode=\"yyyy/mm/dd\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>";
        crate::table::read(&workbook(sheet, shared, styles))
    }

    #[test]
    fn cells_of_each_kind_are_read_where_they_stand() {
        let sheet = "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row r=\"3\"><x:c r=\"A3\" t=\"s\"><x:v>1</x:v></x:c>\
            <x:c r=\"C3\"><x:f>1+1</x:f><x:v>2</x:v></x:c><x:c r=\"D3\" t=\"inlineStr\"><x:is><x:t>丙</x:t></x:is></x:c></x:row>\
            <x:row r=\"4\"/><x:row r=\"9\"><x:c r=\"A9\" s=\"1\"><x:v>43109</x:v></x:c><x:c r=\"B9\" s=\"2\"><x:v>43890.5</x:v></x:c>\
            <x:c><x:v>1.5</x:v></x:c><x:c t=\"b\"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>";
        let table = table(sheet).expect("a table");
        let said = table.rows.iter().map(|row| (row.number, row.cells.join("|"))).collect::<Vec<_>>();
        assert_eq!(said, [(3, "甲 & 乙。||2|丙".to_owned()), (9, "2018-01-09|2020-02-29|1.5|1".to_owned())]);
        assert_eq!(table.unread, ["二"]);
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for (serial, said) in [
            (61.0, "1900-03-01"),
            (36_526.0, "2000-01-01"),
            (43_830.0, "2019-12-31"),
            (45_351.0, "2024-02-29"),
            (2_958_465.0, "9999-12-31"),
        ] {
            assert_eq!(day(serial).as_deref(), Some(said));
        }
        assert_eq!((day(60.0), day(f64::NAN), day(-3.0)), (None, None, None));
    }

    #[test]
    fn what_is_wrong_inside_is_a_fault_and_no_table() {
        for (sheet, fault) in [
            ("<worksheet><sheetData><row><c r=\"A1\"><v>1</v></row>", Unreadable::Broken),
            ("<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet/>", Unreadable::Broken),
            ("<worksheet><c/></worksheet>", Unreadable::Broken),
            ("<worksheet><sheetData><row><c r=\"ZZZ1\"><v>1</v></c></row></sheetData></worksheet>", Unreadable::TooLarge),
            (
                "<worksheet><sheetData><row><c r=\"A1\" t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>",
                Unreadable::Broken,
            ),
            ("<worksheet/>", Unreadable::Empty),
        ] {
            assert_eq!(table(sheet), Err(fault), "{sheet}");
        }
    }

    #[test]
    fn a_long_shared_string_is_not_written_out_for_every_cell_that_names_it() {
        let shared = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(300 << 10));
        let read = |cells: usize| {
            let row = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(cells));
            let bytes = workbook(&format!("<worksheet><sheetData>{row}</sheetData></worksheet>"), &shared, "<styleSheet/>");
            super::read(&Package::open(&bytes).expect("an archive")).map(|table| table.rows[0].cells.len())
        };
        assert_eq!((read(6), read(7), read(200)), (Ok(6), Err(Unreadable::TooLarge), Err(Unreadable::TooLarge)));
    }

    #[test]
    fn a_row_after_the_last_number_there_is_has_that_number_too() {
        let sheet = "<worksheet><sheetData><row r=\"18446744073709551615\"><c><v>1</v></c></row><row><c><v>2</v></c></row>\
                     </sheetData></worksheet>";
        let numbers = table(sheet).expect("a table").rows.iter().map(|row| row.number).collect::<Vec<_>>();
        assert_eq!(numbers, [usize::MAX, usize::MAX]);
    }
}
