//! Numerals as agreements print them: 〇 to 九千九百九十九, digit by digit (二〇一七), and in plain or full-width digits.

const DIGITS: &str = "〇一二三四五六七八九";
const UNITS: [(char, u32); 3] = [('千', 1000), ('百', 100), ('十', 10)];
const MAX: u32 = 9999;

/// The value of a numeral between 0 and 9999, or nothing when the characters are no well-formed numeral.
///
/// Takes 十三, 一百零五, 一百〇五, 二〇一七, 兩 (as in 一式兩份), 12 and １２, without white space.
///
/// ```
/// assert_eq!(documents::numerals::parse("十三"), Some(13));
/// assert_eq!(documents::numerals::parse("十十"), None);
/// ```
pub fn parse(numeral: &str) -> Option<u32> {
    let plain: Vec<char> = numeral.chars().map(plain).collect();
    if plain.is_empty() || plain.len() > 8 {
        return None;
    }
    if plain.iter().all(char::is_ascii_digit) {
        return numeral_value(&plain, |c| c.to_digit(10)).filter(|value| *value <= MAX);
    }
    if plain.len() > 1 && plain.iter().all(|c| digit(*c).is_some()) {
        return numeral_value(&plain, digit).filter(|value| *value <= MAX);
    }
    let value = with_units(&plain)?;
    // Printing the value again is the grammar: whatever no one would print so is no numeral.
    let mut canonical: String = plain.iter().collect();
    for (loose, strict) in [("百十", "百一十"), ("千十", "千一十"), ("〇十", "〇一十")] {
        canonical = canonical.replace(loose, strict);
    }
    let long_form = canonical.strip_prefix("一十").map(|rest| format!("十{rest}"));
    (print(value)? == long_form.unwrap_or(canonical)).then_some(value)
}

/// The numeral as agreements print it (13 → 十三, 105 → 一百〇五), or nothing above 9999.
pub fn print(value: u32) -> Option<String> {
    if value > MAX {
        return None;
    }
    let digits: Vec<char> = DIGITS.chars().collect();
    if value < 10 {
        return Some(digits[value as usize].to_string());
    }
    let mut printed = String::new();
    let mut gap = false;
    for (unit, size) in UNITS.into_iter().chain([(' ', 1)]) {
        let count = value / size % 10;
        if count == 0 {
            gap = !printed.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            printed.push('〇');
        }
        if !(printed.is_empty() && size == 10 && count == 1) {
            printed.push(digits[count as usize]);
        }
        if size > 1 {
            printed.push(unit);
        }
    }
    Some(printed)
}

/// Whether the character can stand in a numeral, Chinese or in digits.
pub fn is_numeral(c: char) -> bool {
    let c = plain(c);
    c.is_ascii_digit() || digit(c).is_some() || unit(c).is_some()
}

/// One spelling for each digit: 零 → 〇, 兩 → 二, full-width digits → plain ones.
fn plain(c: char) -> char {
    match c {
        '零' => '〇',
        '兩' | '两' => '二',
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        _ => c,
    }
}

fn digit(c: char) -> Option<u32> {
    DIGITS.chars().position(|d| d == c).map(|value| value as u32)
}

fn unit(c: char) -> Option<u32> {
    UNITS.iter().find(|(name, _)| *name == c).map(|(_, size)| *size)
}

fn numeral_value(digits: &[char], value: impl Fn(char) -> Option<u32>) -> Option<u32> {
    digits.iter().try_fold(0_u32, |sum, c| Some(sum * 10 + value(*c)?))
}

fn with_units(numeral: &[char]) -> Option<u32> {
    let mut sum = 0;
    let mut pending = None;
    for c in numeral {
        if let Some(size) = unit(*c) {
            sum += pending.take().unwrap_or(1) * size;
        } else {
            pending = Some(digit(*c)?);
        }
    }
    Some(sum + pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::{is_numeral, parse, print};
    use proptest::prelude::*;

    #[test]
    fn numerals_are_read() {
        let table = [
            ("〇", 0),
            ("零", 0),
            ("一", 1),
            ("兩", 2),
            ("十", 10),
            ("一十", 10),
            ("十三", 13),
            ("一十三", 13),
            ("二十", 20),
            ("九十九", 99),
            ("一百", 100),
            ("一百零五", 105),
            ("一百〇五", 105),
            ("一百十二", 112),
            ("一百一十二", 112),
            ("一千", 1000),
            ("一千〇一十", 1010),
            ("一千零一", 1001),
            ("九千九百九十九", 9999),
            ("二〇一七", 2017),
            ("12", 12),
            ("１２", 12),
        ];
        for (numeral, value) in table {
            assert_eq!(parse(numeral), Some(value), "{numeral}");
        }
    }

    #[test]
    fn what_no_one_would_print_is_no_numeral() {
        for numeral in [
            "",
            "十十",
            "百",
            "一百五",
            "一百〇〇五",
            "二一十",
            "十千",
            "〇十",
            "三x",
            "12345",
            "1二十",
            "一百五百",
            "九九九九九",
        ] {
            assert_eq!(parse(numeral), None, "{numeral}");
        }
    }

    #[test]
    fn numerals_are_printed() {
        let table =
            [(0, "〇"), (10, "十"), (13, "十三"), (20, "二十"), (105, "一百〇五"), (110, "一百一十"), (2017, "二千〇一十七")];
        for (value, numeral) in table {
            assert_eq!(print(value).as_deref(), Some(numeral));
        }
        assert_eq!(print(10_000), None);
        assert!(is_numeral('千') && is_numeral('零') && is_numeral('７') && !is_numeral('年'));
    }

    #[test]
    fn every_numeral_is_read_as_printed() {
        for value in 0..=9999 {
            let printed = print(value).expect("within the range");
            assert_eq!(parse(&printed), Some(value), "{printed}");
            assert_eq!(parse(&printed.replace('〇', "零")), Some(value), "{printed}");
            assert_eq!(parse(&value.to_string()), Some(value));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken(text in "[〇零一二三十百千0-9a]{0,12}|\\PC*") {
            if let Some(value) = parse(&text) {
                prop_assert!(print(value).is_some());
            }
        }
    }
}
