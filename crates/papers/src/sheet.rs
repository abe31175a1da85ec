//! A spreadsheet that goes out: one sheet of texts and numbers, as XLSX or as CSV.
//!
//! Every text is a string cell: nothing in it is ever a formula. The sample says so in its first row, in the name of the sheet, and in its file's.

use crate::csv::{MARK, line};
use crate::guard::is_formula;
use crate::package::pack;
use crate::xml::{HEAD, escaped};

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
}

impl Cell {
    /// What it says.
    pub fn said(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called: at most 31 characters of it are shown.
    pub name: String,
    /// Said in the first row if it is a sample.
    pub sample: Option<String>,
    /// The heads of the columns.
    pub columns: Vec<String>,
    /// How wide each column is, in characters.
    pub widths: Vec<u16>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// Words of a closed list that a column takes: its number, and the words.
    pub choices: Option<(usize, Vec<String>)>,
}

impl Sheet {
    /// The sheet as CSV (RFC 4180): UTF-8 with its mark.
    pub fn csv(&self) -> Vec<u8> {
        let mut out = String::from(MARK);
        if let Some(sample) = &self.sample {
            out += &line(&[sample]);
        }
        out += &line(&self.columns);
        for row in &self.rows {
            out += &line(&row.iter().map(Cell::said).collect::<Vec<_>>());
        }
        out.into_bytes()
    }

    /// The sheet as a workbook (ECMA-376, SpreadsheetML).
    pub fn xlsx(&self) -> Vec<u8> {
        pack(&[
            ("[Content_Types].xml", format!("{HEAD}{TYPES}")),
            ("_rels/.rels", format!("{HEAD}{ROOT}")),
            ("xl/workbook.xml", self.book()),
            ("xl/_rels/workbook.xml.rels", format!("{HEAD}{BOOK_RELATIONS}")),
            ("xl/styles.xml", format!("{HEAD}{STYLES}")),
            ("xl/worksheets/sheet1.xml", self.worksheet()),
        ])
    }

    fn book(&self) -> String {
        // Characters that no sheet may have in its name.
        let name = self.name.chars().map(|one| if "[]:*?/\\'".contains(one) { ' ' } else { one }).take(31).collect::<String>();
        format!(
            "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"{}\" sheetId=\"1\" r:id=\"rId1\"/></sheets>\
             </workbook>",
            escaped(&name)
        )
    }

    fn worksheet(&self) -> String {
        let mut rows: Vec<String> = Vec::new();
        if let Some(sample) = &self.sample {
            rows.push(row(1, &[Cell::Text(sample.clone())], Some(HEAD_STYLE)));
        }
        let head = self.columns.iter().map(|column| Cell::Text(column.clone())).collect::<Vec<_>>();
        rows.push(row(rows.len() + 1, &head, Some(HEAD_STYLE)));
        let above = rows.len();
        rows.extend(self.rows.iter().enumerate().map(|(at, cells)| row(above + at + 1, cells, None)));
        let column =
            |(at, width): (usize, &u16)| format!("<col min=\"{0}\" max=\"{0}\" width=\"{width}\" customWidth=\"1\"/>", at + 1);
        let columns = self.widths.iter().enumerate().map(column).collect::<String>();
        let columns = if columns.is_empty() { columns } else { format!("<cols>{columns}</cols>") };
        let pane = format!(
            "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"{above}\" topLeftCell=\"A{}\" activePane=\"bottomLeft\" \
             state=\"frozen\"/></sheetView></sheetViews>",
            above + 1
        );
        format!(
            "{HEAD}<worksheet xmlns=\"{MAIN}\">{pane}{columns}<sheetData>{}</sheetData>{}\
             <pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>",
            rows.concat(),
            self.validation(above)
        )
    }

    fn validation(&self, above: usize) -> String {
        let Some((column, words)) = &self.choices else { return String::new() };
        let letter = letters(*column);
        format!(
            "<dataValidations count=\"1\"><dataValidation type=\"list\" allowBlank=\"1\" sqref=\"{letter}{}:{letter}{}\"><formula1>\
             &quot;{}&quot;</formula1></dataValidation></dataValidations>",
            above + 1,
            above + self.rows.len().max(1),
            escaped(&words.join(","))
        )
    }
}

fn row(number: usize, cells: &[Cell], style: Option<u8>) -> String {
    let cell = |(at, cell): (usize, &Cell)| {
        let place = format!("{}{number}", letters(at));
        match cell {
            Cell::Number(number) => format!("<c r=\"{place}\" s=\"{}\"><v>{number}</v></c>", style.unwrap_or(TEXT_STYLE)),
            Cell::Text(text) => {
                let style = style.unwrap_or(if is_formula(text) { GUARDED_STYLE } else { TEXT_STYLE });
                let text = escaped(text);
                format!("<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
            }
        }
    };
    format!("<row r=\"{number}\">{}</row>", cells.iter().enumerate().map(cell).collect::<String>())
}

/// The letters of a column: A for 0, AA for 26.
pub fn letters(mut column: usize) -> String {
    let mut out = String::new();
    loop {
        out.insert(0, char::from(b'A' + (column % 26) as u8));
        if column < 26 {
            return out;
        }
        column = column / 26 - 1;
    }
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const HEAD_STYLE: u8 = 1;
const TEXT_STYLE: u8 = 2;
const GUARDED_STYLE: u8 = 3;

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>\
<Override PartName=\"/xl/worksheets/sheet1.xml\" \
ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>";

const ROOT: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";

const BOOK_RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" \
Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>";

/// Plain, head, text, and text with the mark of a typed apostrophe.
const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"2\"><font><sz val=\"11\"/>\
</font><font><b/><sz val=\"11\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill \
patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs \
count=\"4\"><xf/><xf numFmtId=\"49\" fontId=\"1\" applyFont=\"1\" applyNumberFormat=\"1\"/><xf numFmtId=\"49\" applyNumberFormat=\"1\" \
applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf><xf numFmtId=\"49\" quotePrefix=\"1\" applyNumberFormat=\"1\" \
applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf></cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::Package;
    use crate::table;

    fn sheet() -> Sheet {
        Sheet {
            name: "重點工作 2018/示例".to_owned(),
            sample: Some("示例 sample".to_owned()),
            columns: vec!["序".to_owned(), "措施".to_owned()],
            widths: vec![8, 60],
            rows: vec![
                vec![Cell::Number(1), "示範事項甲，\"乙\"\n第二行".into()],
                vec![Cell::Number(2), "=HYPERLINK(\"http://x\")".into()],
                vec![Cell::Number(3), "-1".into()],
            ],
            choices: Some((1, vec!["是".to_owned(), "否".to_owned()])),
        }
    }

    #[test]
    fn columns_have_the_letters_that_programs_give_them() {
        for (column, said) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(column), said);
        }
    }

    #[test]
    fn both_forms_read_back_as_what_went_out() {
        for bytes in [sheet().xlsx(), sheet().csv()] {
            let read = table::read(&bytes).expect("a table");
            let said = read.rows.iter().map(|row| row.cells.join("|")).collect::<Vec<_>>();
            assert_eq!(said[0].trim_end_matches('|'), "示例 sample");
            let rest = ["序|措施", "1|示範事項甲，\"乙\"\n第二行", "2|=HYPERLINK(\"http://x\")", "3|-1"];
            assert_eq!(said[1..], rest);
        }
    }

    #[test]
    fn no_text_is_ever_a_formula() {
        let csv = String::from_utf8(sheet().csv()).expect("UTF-8");
        assert!(csv.starts_with('\u{feff}') && csv.contains(",\"'=HYPERLINK") && csv.contains("3,'-1\r\n"), "{csv}");
        let bytes = sheet().xlsx();
        let part = Package::open(&bytes).expect("an archive").part("xl/worksheets/sheet1.xml").expect("a sheet");
        assert!(
            !part.contains("<f>") && part.contains("s=\"3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=HYPERLINK"),
            "{part}"
        );
    }
}
