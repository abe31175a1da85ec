//! What the end of an agreement says: the date and place of signature, and how many originals there are.

use crate::agreement_text::Date;
use crate::numerals::{is_numeral, parse};

/// How far to look around a date for the word of signing; a bound, so that no text takes long.
const SENTENCE_CHARACTERS_MAX: usize = 200;

/// A date as printed, whether or not a calendar has it, and the place beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PrintedDate {
    pub year: u32,
    pub month: u32,
    pub day: u32,
    pub place: Option<String>,
}

impl PrintedDate {
    /// The day, if the calendar has it.
    pub fn date(&self) -> Option<Date> {
        let leap = self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let days = match self.month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        (1..=days).contains(&self.day).then_some(Date { year: self.year as u16, month: self.month as u8, day: self.day as u8 })
    }
}

/// The first date of the characters that stands with 簽, or else the first date.
pub(crate) fn printed_date(characters: &str) -> Option<PrintedDate> {
    let chars: Vec<char> = characters.chars().filter(|c| !c.is_whitespace()).collect();
    let mut dates = (0..chars.len()).filter(|at| chars[*at] == '年').filter_map(|at| date_at(&chars, at)).peekable();
    let first = dates.peek().cloned();
    dates.find(|(signed, _)| *signed).or(first).map(|(_, date)| date)
}

/// The date around this 年, and whether its sentence speaks of signing.
fn date_at(chars: &[char], year_mark: usize) -> Option<(bool, PrintedDate)> {
    let before = chars[..year_mark].iter().rev().take(8).take_while(|c| is_numeral(**c)).count();
    let year = number(&chars[year_mark - before..year_mark]).filter(|year| *year >= 1000)?;
    let (month, month_mark) = number_before(chars, year_mark + 1, '月')?;
    let (day, day_mark) = number_before(chars, month_mark + 1, '日')?;
    let behind = &chars[day_mark + 1..];
    let is_end = |c: &char| ['。', '；', '\n'].contains(c);
    let near = year_mark.saturating_sub(SENTENCE_CHARACTERS_MAX);
    let sentence_start = chars[near..year_mark].iter().rposition(is_end).map_or(near, |at| near + at + 1).min(year_mark - before);
    let ahead = &chars[sentence_start..year_mark - before];
    let is_sign = |c: &char| ['簽', '签'].contains(c);
    let signed = behind.iter().take(SENTENCE_CHARACTERS_MAX).take_while(|c| !is_end(c)).any(is_sign) || ahead.iter().any(is_sign);
    Some((signed, PrintedDate { year, month, day, place: place_behind(behind).or_else(|| place_ahead(ahead)) }))
}

/// 日在河口鎮簽署: the place between 在 and 簽.
fn place_behind(behind: &[char]) -> Option<String> {
    let (_, rest) = behind.split_first().filter(|(c, _)| ['在', '於', '于'].contains(c))?;
    place(&rest[..rest.iter().take(SENTENCE_CHARACTERS_MAX).position(|c| ['簽', '签'].contains(c))?])
}

/// 在河口鎮於……日簽署: the place between 在 and 於.
fn place_ahead(ahead: &[char]) -> Option<String> {
    let (_, rest) = ahead.split_last().filter(|(c, _)| ['於', '于'].contains(c))?;
    place(&rest[rest.iter().rposition(|c| *c == '在')? + 1..])
}

fn place(chars: &[char]) -> Option<String> {
    let plain = chars.iter().all(|c| !['，', '。', '；', '、', '（', '“'].contains(c));
    (plain && (1..=24).contains(&chars.len())).then(|| chars.iter().collect())
}

fn number(chars: &[char]) -> Option<u32> {
    parse(&chars.iter().collect::<String>())
}

fn number_before(chars: &[char], from: usize, mark: char) -> Option<(u32, usize)> {
    let length = chars[from..].iter().take(8).take_while(|c| is_numeral(**c)).count();
    let at = from + length;
    (chars.get(at) == Some(&mark)).then(|| number(&chars[from..at])).flatten().map(|value| (value, at))
}

/// The number in 一式四份.
pub(crate) fn copies(characters: &str) -> Option<u32> {
    let chars: Vec<char> = characters.chars().filter(|c| !c.is_whitespace()).collect();
    let mut clauses = (2..chars.len()).filter(|at| chars[at - 2] == '一' && chars[at - 1] == '式');
    clauses.find_map(|at| number_before(&chars, at, '份')).map(|(count, _)| count)
}

#[cfg(test)]
mod tests {
    use super::{copies, printed_date};
    use proptest::prelude::*;

    fn check(characters: &str, expected: Option<(u32, u32, u32, Option<&str>)>) {
        let found = printed_date(characters);
        let found = found.as_ref().map(|date| (date.year, date.month, date.day, date.place.as_deref()));
        assert_eq!(found, expected, "{characters}");
    }

    #[test]
    fn dates_and_places_are_found() {
        check("本協議於 2019 年 4 月 30 日在河口鎮簽署。", Some((2019, 4, 30, Some("河口鎮"))));
        check("本協議於2019年4月30日于河口镇签订。", Some((2019, 4, 30, Some("河口镇"))));
        check("二〇一九年四月三十日", Some((2019, 4, 30, None)));
        check("本協議在河口鎮於二零一九年十二月一日簽署。", Some((2019, 12, 1, Some("河口鎮"))));
        check("自 2020 年 1 月 1 日起實施。本協議於 2019 年 4 月 30 日簽署。", Some((2019, 4, 30, None)));
        check("２０１９年４月３０日在甲鎮，乙鎮簽署", Some((2019, 4, 30, None)));
    }

    #[test]
    fn other_words_are_no_date() {
        for characters in
            ["", "年", "有效期五年。", "五年四月三十日", "2019 年 4 月", "2019年月日", "2019年十十月3日", "每年1月1日"]
        {
            check(characters, None);
        }
    }

    #[test]
    fn the_calendar_has_the_last_word() {
        let table = [
            ("2019年4月30日", true),
            ("2019年4月31日", false),
            ("2019年2月29日", false),
            ("2020年2月29日", true),
            ("1900年2月29日", false),
            ("2000年2月29日", true),
            ("2019年13月1日", false),
            ("2019年0月1日", false),
            ("2019年1月0日", false),
            ("2019年12月31日", true),
        ];
        for (characters, real) in table {
            assert_eq!(printed_date(characters).expect("a printed date").date().is_some(), real, "{characters}");
        }
    }

    #[test]
    fn originals_are_counted() {
        let table = [
            ("本協議以中文書就，一式四份。", Some(4)),
            ("一式 12 份", Some(12)),
            ("一式兩份", Some(2)),
            ("一式，一式十二份", Some(12)),
            ("一式多份", None),
            ("一份", None),
            ("一式", None),
            ("", None),
        ];
        for (characters, count) in table {
            assert_eq!(copies(characters), count, "{characters}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken(text in "[年月日在於簽一二十0-9 。式份]*|\\PC*") {
            copies(&text);
            if let Some(date) = printed_date(&text) {
                date.date();
            }
        }
    }
}
