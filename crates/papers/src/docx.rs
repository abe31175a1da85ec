//! A paper as a word processor has it (ECMA-376, WordprocessingML). Fonts are named and never brought along.

use crate::package::pack;
use crate::paper::{Block, Paper, Tongue};
use crate::xml::{HEAD, escaped};

/// The bytes of the file.
pub fn write(paper: &Paper) -> Vec<u8> {
    let body = paper.blocks.iter().map(|block| of_block(paper, block)).collect::<String>();
    let document = format!("{HEAD}<w:document {SPACES}><w:body>{body}{}</w:body></w:document>", section(paper));
    let sample = paper.sample.as_deref().unwrap_or_default();
    let header = format!("{HEAD}<w:hdr {SPACES}>{}</w:hdr>", line(sample, "<w:jc w:val=\"center\"/>", "<w:b/>"));
    let page = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>\
                <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let footer = format!("{HEAD}<w:ftr {SPACES}><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{page}</w:p></w:ftr>");
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
        ("word/header1.xml", header),
        ("word/footer1.xml", footer),
        ("docProps/core.xml", properties),
    ])
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

fn of_block(paper: &Paper, block: &Block) -> String {
    let indent = if paper.tongue.is_han() { "<w:ind w:firstLineChars=\"200\" w:firstLine=\"480\"/>" } else { "" };
    match block {
        Block::Letterhead(text) => {
            let rule = "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"6\" w:color=\"auto\"/></w:pBdr>";
            line(text, &format!("<w:pStyle w:val=\"Letterhead\"/>{rule}"), "")
        }
        Block::Right(text) => lines(text, "<w:jc w:val=\"right\"/>"),
        Block::Left(text) => lines(text, ""),
        Block::Title(text) => line(text, "<w:pStyle w:val=\"Title\"/>", ""),
        Block::Heading(text) => line(text, "<w:pStyle w:val=\"Heading1\"/>", ""),
        Block::Paragraph(text) => lines(text, &format!("{indent}<w:jc w:val=\"both\"/>")),
        Block::Note(text) => lines(text, "<w:pStyle w:val=\"Note\"/>"),
        Block::Table { heads, rows, shares } => table(paper, heads, rows, shares),
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

fn table(paper: &Paper, heads: &[String], rows: &[Vec<String>], shares: &[u32]) -> String {
    let whole = shares.iter().sum::<u32>().max(1);
    let widths = shares.iter().map(|share| width(paper) * share / whole).collect::<Vec<_>>();
    let grid = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect::<String>();
    let cell = |(at, text): (usize, &String), bold: &str| {
        let content = if text.is_empty() { line("", "<w:pStyle w:val=\"Cell\"/>", "") } else { String::new() };
        let content = text.lines().fold(content, |all, one| all + &line(one, "<w:pStyle w:val=\"Cell\"/>", bold));
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>{content}</w:tc>",
            widths.get(at).copied().unwrap_or(1_000)
        )
    };
    let row = |cells: &[String], properties: &str, bold: &str| {
        let cells = cells.iter().enumerate().map(|one| cell(one, bold)).collect::<String>();
        format!("<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{cells}</w:tr>")
    };
    let head = row(heads, "<w:tblHeader/>", "<w:b/>");
    let rows = rows.iter().map(|cells| row(cells, "", "")).collect::<String>();
    let edges = ["top", "left", "bottom", "right", "insideH", "insideV"];
    let edges = edges.map(|edge| format!("<w:{edge} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>")).concat();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type=\"fixed\"/>\
         </w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>{}",
        width(paper),
        line("", "", "")
    )
}

fn section(paper: &Paper) -> String {
    let (wide, high, side) = if paper.is_wide { (16_838, 11_906, " w:orient=\"landscape\"") } else { (11_906, 16_838, "") };
    let header = if paper.sample.is_some() { "<w:headerReference w:type=\"default\" r:id=\"rId2\"/>" } else { "" };
    format!(
        "<w:sectPr>{header}<w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"{wide}\" w:h=\"{high}\"{side}/>\
         <w:pgMar w:top=\"{MARGIN}\" w:right=\"{MARGIN}\" w:bottom=\"{MARGIN}\" w:left=\"{MARGIN}\" w:header=\"720\" w:footer=\"720\" \
         w:gutter=\"0\"/></w:sectPr>"
    )
}

fn styles(tongue: Tongue) -> String {
    let (text, title) = fonts(tongue);
    let (size, tag) = (if tongue.is_han() { 24 } else { 22 }, tag(tongue));
    let latin = if tongue.is_han() { "en-GB" } else { tag };
    let east = if tongue.is_han() { tag } else { "zh-HK" };
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
         w:eastAsia=\"{east}\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"360\" w:lineRule=\"auto\"/>\
         </w:pPr></w:pPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>\
         </w:style>{}{}{}{}{}</w:styles>",
        style(
            "Letterhead",
            "Letterhead",
            "<w:spacing w:after=\"240\"/><w:jc w:val=\"center\"/>",
            &format!("{big}<w:spacing w:val=\"60\"/><w:sz w:val=\"36\"/>")
        ),
        style(
            "Title",
            "Title",
            "<w:spacing w:before=\"240\" w:after=\"240\"/><w:jc w:val=\"center\"/>",
            &format!("{big}<w:sz w:val=\"32\"/>")
        ),
        style(
            "Heading1",
            "heading 1",
            "<w:keepNext/><w:spacing w:before=\"200\"/><w:outlineLvl w:val=\"0\"/>",
            &format!("{big}<w:sz w:val=\"26\"/>")
        ),
        style("Cell", "Cell", "<w:spacing w:after=\"20\" w:line=\"280\" w:lineRule=\"auto\"/>", "<w:sz w:val=\"20\"/>"),
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
Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/></Relationships>";

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
