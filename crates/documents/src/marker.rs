//! Marks at the head of a line: 第N章, 第N條, N、, （N）, digits, and the dash of an item.

use crate::numerals;

/// How a mark is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// 第一章
    ChapterWord,
    /// 第一條
    ArticleWord,
    /// 一、
    HanComma,
    /// （一）
    HanBracket,
    /// 1、 or 1.
    DigitComma,
    /// （1）
    DigitBracket,
    /// ——
    Dash,
}

/// A mark, its number where it has one that can be read, and the mark as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marker<'a> {
    pub style: Style,
    pub number: Option<u32>,
    pub printed: &'a str,
}

impl<'a> Marker<'a> {
    /// The mark that the line begins with, if any.
    pub fn at(line: &'a str) -> Option<Self> {
        if line.starts_with("——") {
            return Some(Self { style: Style::Dash, number: None, printed: &line[.."——".len()] });
        }
        let opening = line.chars().next().filter(|c| ['第', '（', '('].contains(c));
        let from = opening.map_or(0, char::len_utf8);
        // White space inside 第 三 條 is layout; a numeral of more than twelve characters is none.
        let length: usize =
            line[from..].chars().take(12).take_while(|c| numerals::is_numeral(*c) || c.is_whitespace()).map(char::len_utf8).sum();
        let numeral: String = line[from..from + length].chars().filter(|c| !c.is_whitespace()).collect();
        let mut rest = line[from + length..].chars();
        let closing = rest.next()?;
        if numeral.is_empty() {
            return None;
        }
        let in_digits = numeral.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
        let style = match (opening, closing, in_digits) {
            (Some('第'), '章', _) => Style::ChapterWord,
            (Some('第'), '條' | '条', _) => Style::ArticleWord,
            (Some('（' | '('), '）' | ')', false) => Style::HanBracket,
            (Some('（' | '('), '）' | ')', true) => Style::DigitBracket,
            (None, '、', false) => Style::HanComma,
            (None, '、' | '．', true) => Style::DigitComma,
            // 1.5 begins no item.
            (None, '.', true) if !rest.next().is_some_and(|c| c.is_ascii_digit()) => Style::DigitComma,
            _ => return None,
        };
        let printed = &line[..from + length + closing.len_utf8()];
        Some(Self { style, number: numerals::parse(&numeral), printed })
    }
}

#[cfg(test)]
mod tests {
    use super::{Marker, Style};

    fn check(line: &str, expected: Option<(Style, Option<u32>, &str)>) {
        let found = Marker::at(line).map(|marker| (marker.style, marker.number, marker.printed));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn marks_are_read() {
        check("第一章 總則", Some((Style::ChapterWord, Some(1), "第一章")));
        check("第十二條 公眾參與", Some((Style::ArticleWord, Some(12), "第十二條")));
        check("第 十二 条", Some((Style::ArticleWord, Some(12), "第 十二 条")));
        check("第12條", Some((Style::ArticleWord, Some(12), "第12條")));
        check("一、總則", Some((Style::HanComma, Some(1), "一、")));
        check("（十三）擴大", Some((Style::HanBracket, Some(13), "（十三）")));
        check("(三)", Some((Style::HanBracket, Some(3), "(三)")));
        check("1、", Some((Style::DigitComma, Some(1), "1、")));
        check("2. 航運", Some((Style::DigitComma, Some(2), "2.")));
        check("（１）", Some((Style::DigitBracket, Some(1), "（１）")));
        check("——先行", Some((Style::Dash, None, "——")));
    }

    #[test]
    fn a_numeral_that_cannot_be_read_is_still_a_mark() {
        check("（十十）", Some((Style::HanBracket, None, "（十十）")));
        check("第百千條", Some((Style::ArticleWord, None, "第百千條")));
    }

    #[test]
    fn other_heads_are_no_marks() {
        for line in [
            "",
            "第",
            "第一",
            "第一次",
            "一",
            "一座",
            "（一",
            "（甲）",
            "（）",
            "()",
            "—先行",
            "1.5 億",
            "2017 年",
            "、",
            "第條",
            "第        條",
            "一二三四五六七八九十一二三、",
            "平臺",
        ] {
            check(line, None);
        }
    }
}
