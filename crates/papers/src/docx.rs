//! A paper as a word processor has it (ECMA-376, WordprocessingML). Fonts are named and never brought along.

use crate::package::pack;
use crate::paper::{Block, Paper, Tongue};
use crate::xml::{HEAD, escaped};

/// The bytes of the file.
pub fn write(paper: &Paper) -> Vec<u8> {
    let next = paper.blocks.iter().skip(1).map(Some).chain(std::iter::once(None));
    let body = paper.blocks.iter().zip(next).map(|(block, next)| of_block(paper, block, next)).collect::<String>();
    let document = format!("{HEAD}<w:document {SPACES}><w:body>{body}{}</w:body></w:document>", section(paper));
    let sample = paper.sample.as_deref().unwrap_or_default();
    let header = format!("{HEAD}<w:hdr {SPACES}>{}</w:hdr>", line(sample, "<w:jc w:val=\"center\"/>", "<w:b/>"));
    let footer =
        format!("{HEAD}<w:ftr {SPACES}><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{}</w:p></w:ftr>", page_number(paper.tongue));
    let properties = format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>{}</dc:language></cp:coreProperties>",
        escaped(&paper.name),
        tag(paper.tongue)
    );
    pack(&[
        ("[Content_Types].xml", format!("{HEAD}{TYPES}")),
        ("_rels/.rels", format!("{HEAD}{ROOT}")),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", format!("{HEAD}{RELATIONS}")),
        ("word/styles.xml", styles(paper.tongue)),
        ("word/settings.xml", format!("{HEAD}{SETTINGS}")),
        ("word/header1.xml", header),
        ("word/footer1.xml", footer),
        ("docProps/core.xml", properties),
    ])
}

/// The number of a page as offices of the mainland write it, and elsewhere with how many there are.
fn page_number(tongue: Tongue) -> String {
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let field = |name: &str| {
        let asked = format!("<w:r><w:instrText xml:space=\"preserve\"> {name} </w:instrText></w:r>");
        [mark("begin"), asked, mark("separate"), run("1"), mark("end")].concat()
    };
    match tongue {
        Tongue::ZhHans => [run("— "), field("PAGE"), run(" —")].concat(),
        _ => [field("PAGE"), run(" / "), field("NUMPAGES")].concat(),
    }
}

/// The tag of the tongue as word processors know it.
fn tag(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::ZhHant => "zh-HK",
        Tongue::ZhHans => "zh-CN",
        Tongue::En => "en-GB",
        Tongue::Pt => "pt-PT",
    }
}

/// The names of the fonts for Han characters: for the text, and for titles.
fn fonts(tongue: Tongue) -> (&'static str, &'static str) {
    match tongue {
        Tongue::ZhHans => ("仿宋", "黑体"),
        _ => ("新細明體", "微軟正黑體"),
    }
}

fn of_block(paper: &Paper, block: &Block, next: Option<&Block>) -> String {
    let indent = if paper.tongue.is_han() { "<w:ind w:firstLineChars=\"200\" w:firstLine=\"480\"/>" } else { "" };
    // A signature never stands on a page without what it is under, nor its day without it.
    let is_kept = matches!(next, Some(Block::Right(_))) || matches!((block, next), (Block::Right(_), Some(Block::Note(_))));
    let keep = if is_kept { "<w:keepNext/>" } else { "" };
    match block {
        Block::Letterhead(text) => {
            let rule = "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"6\" w:color=\"auto\"/></w:pBdr>";
            line(text, &format!("<w:pStyle w:val=\"Letterhead\"/>{rule}"), "")
        }
        Block::Right(text) => lines(text, &format!("{keep}<w:jc w:val=\"right\"/>")),
        Block::Left(text) => lines(text, keep),
        Block::Title(text) => line(text, "<w:pStyle w:val=\"Title\"/>", ""),
        Block::Heading(text) => line(text, "<w:pStyle w:val=\"Heading1\"/>", ""),
        Block::Annex(text) => line(text, "<w:pStyle w:val=\"Heading1\"/><w:pageBreakBefore/>", ""),
        Block::Paragraph(text) => lines(text, &format!("{keep}{indent}<w:jc w:val=\"both\"/>")),
        Block::Note(text) => lines(text, &format!("<w:pStyle w:val=\"Note\"/>{keep}")),
        Block::Table { heads, rows, shares, joined } => table(paper, heads, rows, shares, joined),
    }
}

/// A paragraph for each line of a text.
fn lines(text: &str, properties: &str) -> String {
    text.lines().map(|one| line(one, properties, "")).collect()
}

fn line(text: &str, properties: &str, run: &str) -> String {
    let run = if run.is_empty() { String::new() } else { format!("<w:rPr>{run}</w:rPr>") };
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r>{run}<w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(text))
}

/// The width between the margins, in twentieths of a point: A4 with margins of 2.5 cm.
fn width(paper: &Paper) -> u32 {
    if paper.is_wide { 16_838 - 2 * MARGIN } else { 11_906 - 2 * MARGIN }
}

const MARGIN: u32 = 1_417;

fn table(paper: &Paper, heads: &[String], rows: &[Vec<String>], shares: &[u32], joined: &[usize]) -> String {
    let whole = shares.iter().sum::<u32>().max(1);
    let widths = shares.iter().map(|share| width(paper) * share / whole).collect::<Vec<_>>();
    let grid = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect::<String>();
    let cell = |at: usize, text: &str, properties: &str, is_kept: bool, bold: &str| {
        let style = format!("<w:pStyle w:val=\"Cell\"/>{}", if is_kept { "<w:keepNext/>" } else { "" });
        let content = if text.is_empty() { line("", &style, "") } else { String::new() };
        let content = text.lines().fold(content, |all, one| all + &line(one, &style, bold));
        let width = widths.get(at).copied().unwrap_or(1_000);
        format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{properties}</w:tcPr>{content}</w:tc>")
    };
    let row = |cells: String, properties: &str| format!("<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{cells}</w:tr>");
    let shade = "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F2F2\"/><w:vAlign w:val=\"center\"/>";
    let head = heads.iter().enumerate().map(|(at, text)| cell(at, text, shade, true, "<w:b/>")).collect();
    let body = |(place, cells): (usize, &Vec<String>)| {
        // The last row stays with what follows the table, and a row with those that its cells reach into.
        let goes_on = |next: &Vec<String>| joined.iter().any(|at| next.get(*at).is_some_and(String::is_empty));
        let is_kept = rows.get(place + 1).is_none_or(goes_on);
        let merged = |at: usize, text: &str| match (joined.contains(&at), text.is_empty()) {
            (true, true) => "<w:vMerge/>",
            (true, false) => "<w:vMerge w:val=\"restart\"/>",
            _ => "",
        };
        row(cells.iter().enumerate().map(|(at, text)| cell(at, text, merged(at, text), is_kept, "")).collect(), "")
    };
    let all_rows = rows.iter().enumerate().map(body).collect::<String>();
    let edges = ["top", "left", "bottom", "right", "insideH", "insideV"];
    let edges = edges.map(|edge| format!("<w:{edge} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>")).concat();
    let inside = [("top", 40), ("left", 85), ("bottom", 40), ("right", 85)];
    let inside = inside.map(|(side, width)| format!("<w:{side} w:w=\"{width}\" w:type=\"dxa\"/>")).concat();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblBorders>{edges}</w:tblBorders>\
         <w:tblLayout w:type=\"fixed\"/><w:tblCellMar>{inside}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{}{all_rows}</w:tbl>{}",
        width(paper),
        row(head, "<w:tblHeader/>"),
        // A table must have a paragraph after it; this one takes little room.
        line("", "<w:keepNext/><w:spacing w:after=\"0\" w:line=\"160\" w:lineRule=\"exact\"/>", "")
    )
}

fn section(paper: &Paper) -> String {
    let (wide, high, side) = if paper.is_wide { (16_838, 11_906, " w:orient=\"landscape\"") } else { (11_906, 16_838, "") };
    // A sheet on its side has little height, and a table needs it.
    let edge = if paper.is_wide { 1_134 } else { MARGIN };
    let header = if paper.sample.is_some() { "<w:headerReference w:type=\"default\" r:id=\"rId2\"/>" } else { "" };
    format!(
        "<w:sectPr>{header}<w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"{wide}\" w:h=\"{high}\"{side}/>\
         <w:pgMar w:top=\"{edge}\" w:right=\"{MARGIN}\" w:bottom=\"{edge}\" w:left=\"{MARGIN}\" w:header=\"600\" w:footer=\"600\" \
         w:gutter=\"0\"/></w:sectPr>"
    )
}

fn styles(tongue: Tongue) -> String {
    let (text, title) = fonts(tongue);
    let (is_han, tag) = (tongue.is_han(), tag(tongue));
    let (size, pitch) = if is_han { (24, 360) } else { (22, 290) };
    // Han characters of a name are set apart; letters of a name are not.
    let letterhead = if is_han { "<w:spacing w:val=\"60\"/><w:sz w:val=\"36\"/>" } else { "<w:sz w:val=\"30\"/>" };
    let title_size = if is_han { 32 } else { 28 };
    let latin = if is_han { "en-GB" } else { tag };
    let east = if is_han { tag } else { "zh-HK" };
    let style = |id: &str, name: &str, paragraph: &str, run: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>\
             <w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
    };
    let big = format!("<w:rFonts w:eastAsia=\"{title}\"/><w:b/>");
    format!(
        "{HEAD}<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" \
         w:cs=\"Times New Roman\" w:eastAsia=\"{text}\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/><w:lang w:val=\"{latin}\" \
         w:eastAsia=\"{east}\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"{pitch}\" w:lineRule=\"auto\"/>\
         </w:pPr></w:pPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>\
         </w:style>{}{}{}{}{}</w:styles>",
        style("Letterhead", "Letterhead", "<w:spacing w:after=\"240\"/><w:jc w:val=\"center\"/>", &format!("{big}{letterhead}")),
        style(
            "Title",
            "Title",
            "<w:spacing w:before=\"240\" w:after=\"240\"/><w:jc w:val=\"center\"/>",
            &format!("{big}<w:sz w:val=\"{title_size}\"/>")
        ),
        style(
            "Heading1",
            "heading 1",
            "<w:keepNext/><w:spacing w:before=\"200\"/><w:outlineLvl w:val=\"0\"/>",
            &format!("{big}<w:sz w:val=\"26\"/>")
        ),
        // The same pitch for letters and Han characters, so that a row of both stands on one line.
        style("Cell", "Cell", "<w:spacing w:after=\"0\" w:line=\"300\" w:lineRule=\"exact\"/>", "<w:sz w:val=\"20\"/>"),
        style("Note", "Note", "<w:spacing w:after=\"60\" w:line=\"280\" w:lineRule=\"auto\"/>", "<w:sz w:val=\"18\"/>"),
    )
}

const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                      xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>\
<Override PartName=\"/word/header1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/>\
<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>\
<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

const ROOT: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" \
Target=\"docProps/core.xml\"/></Relationships>";

const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId2\" \
Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header\" Target=\"header1.xml\"/><Relationship Id=\"rId3\" \
Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/><Relationship Id=\"rId4\" \
Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\" Target=\"settings.xml\"/></Relationships>";

/// Word lays a file out as it did in 2007, and says so in its title, unless a file asks for the newer way.
const SETTINGS: &str = "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:compat><w:compatSetting \
w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::Package;
    use quick_xml::events::Event;
    use quick_xml::reader::Reader;

    fn paper(tongue: Tongue) -> Paper {
        let blocks = vec![
            Block::Letterhead("示範辦公室".to_owned()),
            Block::Right("示範函〔2018〕1號".to_owned()),
            Block::Title("徵求意見函 <草稿> & 附件".to_owned()),
            Block::Left("示範部門甲：".to_owned()),
            Block::Paragraph("第一段\n第二段".to_owned()),
            Block::Heading("附表".to_owned()),
            Block::Table {
                heads: vec!["序".to_owned(), "措施".to_owned()],
                rows: vec![vec!["1".to_owned(), "甲\n乙".to_owned()], vec![String::new(), String::new()]],
                shares: vec![1, 4],
                joined: vec![0],
            },
            Block::Note("\u{1}註".to_owned()),
        ];
        Paper { tongue, name: "徵求意見函".to_owned(), sample: Some("示例 sample".to_owned()), is_wide: false, blocks }
    }

    /// The texts of a part, one for each paragraph; it fails where the part is no well-formed XML.
    fn paragraphs(part: &str) -> Vec<String> {
        let (mut all, mut said, mut reader) = (Vec::new(), String::new(), Reader::from_str(part));
        reader.config_mut().expand_empty_elements = true;
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{error}: {part}")) {
                Event::Eof => return all,
                Event::Start(start) if start.local_name().as_ref() == "p" => said.clear(),
                Event::Text(text) => said.push_str(&text.xml10_content()),
                Event::GeneralRef(name) => {
                    said.push_str(quick_xml::escape::resolve_predefined_entity(&name).expect("a known name"))
                }
                Event::End(end) if end.local_name().as_ref() == "p" => all.push(std::mem::take(&mut said)),
                _ => {}
            }
        }
    }

    #[test]
    fn every_part_is_well_formed_and_the_text_is_all_there() {
        for tongue in [Tongue::ZhHant, Tongue::ZhHans, Tongue::En, Tongue::Pt] {
            let bytes = write(&paper(tongue));
            let package = Package::open(&bytes).expect("an archive");
            for name in package.names() {
                paragraphs(&package.part(name).expect("a part"));
            }
            let said = paragraphs(&package.part("word/document.xml").expect("the document"));
            let wanted = [
                "示範辦公室",
                "示範函〔2018〕1號",
                "徵求意見函 <草稿> & 附件",
                "示範部門甲：",
                "第一段",
                "第二段",
                "附表",
                "序",
                "措施",
                "1",
                "甲",
                "乙",
                "",
                "",
                "",
                "註",
            ];
            assert_eq!(said, wanted);
            assert_eq!(paragraphs(&package.part("word/header1.xml").expect("a head")), ["示例 sample"]);
        }
    }

    #[test]
    fn an_empty_cell_is_one_with_the_cell_above_and_stays_on_its_page() {
        let texts = |rows: &[[&str; 2]]| rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect::<Vec<_>>();
        let rows = texts(&[["1", "a"], ["", "b"], ["2", ""]]);
        let blocks = vec![Block::Table { heads: Vec::new(), rows, shares: vec![1, 4], joined: vec![0] }];
        let bytes = write(&Paper { blocks, ..paper(Tongue::En) });
        let document = Package::open(&bytes).and_then(|package| package.part("word/document.xml")).expect("a document");
        let rows = document.split("<w:tr>").skip(2).map(|row| row.split("</w:tbl>").next().unwrap_or_default());
        let said = |row: &str| (row.contains("vMerge w:val=\"restart\""), row.contains("<w:vMerge/>"), row.contains("keepNext"));
        assert_eq!(rows.map(said).collect::<Vec<_>>(), [(true, false, true), (false, true, false), (true, false, true)]);
    }

    #[test]
    fn a_signature_stays_with_what_it_is_under_and_an_annex_begins_a_page() {
        let [text, office, day] = ["text", "office", "day"].map(str::to_owned);
        let blocks = vec![
            Block::Paragraph(text),
            Block::Right(office),
            Block::Right(day),
            Block::Note("note".to_owned()),
            Block::Annex("annex".to_owned()),
        ];
        let bytes = write(&Paper { blocks, ..paper(Tongue::Pt) });
        let document = Package::open(&bytes).and_then(|package| package.part("word/document.xml")).expect("a document");
        let kept = document.split("</w:p>").map(|one| (one.contains("<w:keepNext/>"), one.contains("<w:pageBreakBefore/>")));
        let wanted = [(true, false), (true, false), (true, false), (false, false), (false, true)];
        assert_eq!(kept.take(5).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn pages_are_numbered_as_the_place_does() {
        let foot =
            |tongue| Package::open(&write(&paper(tongue))).and_then(|package| package.part("word/footer1.xml")).expect("a foot");
        assert!(foot(Tongue::ZhHans).contains("— ") && !foot(Tongue::ZhHans).contains("NUMPAGES"));
        assert!(foot(Tongue::ZhHant).contains("NUMPAGES"));
    }

    #[test]
    fn fonts_are_names_for_han_characters_and_the_sample_has_its_head() {
        let parts = |paper: &Paper| {
            let bytes = write(paper);
            let package = Package::open(&bytes).expect("an archive");
            (package.part("word/styles.xml").expect("styles"), package.part("word/document.xml").expect("a document"))
        };
        let (styles, document) = parts(&paper(Tongue::ZhHant));
        assert!(styles.contains("w:eastAsia=\"新細明體\"") && !styles.contains("仿宋"), "{styles}");
        assert!(document.contains("headerReference") && document.contains("firstLineChars"), "{document}");
        let (styles, document) = parts(&Paper { sample: None, ..paper(Tongue::ZhHans) });
        assert!(styles.contains("w:eastAsia=\"仿宋\"") && !document.contains("headerReference"), "{styles}");
        assert!(!parts(&paper(Tongue::En)).1.contains("firstLineChars"));
    }
}
