//! Profile `text/1`: the characters of a provision, apart from how its lines and pages were broken.
//! White space between two Han characters is dropped, every other run of it is one U+0020, nothing else is folded.
//! Title and signature lines are kept by line and split at white space. Paragraphs and lines are divided by U+000A.

use sha2::{Digest, Sha256};
use std::fmt;

/// The name that is written beside every hash of this profile.
pub const PROFILE: &str = "text/1";

/// The SHA-256 digest of a part's characters after profile `text/1`; shown in lower-case hex.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The digest of the characters as they stand: pass them after the profile.
    pub fn of(characters: &str) -> Self {
        Self(Sha256::digest(characters.as_bytes()).into())
    }

    /// The digest that 64 hex digits spell, or nothing.
    pub fn from_hex(hex: &str) -> Option<Self> {
        let digits = hex.chars().map(|c| c.to_digit(16)).collect::<Option<Vec<u32>>>()?;
        let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect();
        (digits.len() == 64).then(|| bytes.try_into().ok().map(Self)).flatten()
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// Whether white space next to this character, on the side of another such, is layout and not text.
///
/// CJK characters and punctuation, full-width punctuation, the marks “ ” and —. Full-width letters and digits are not.
pub fn is_han(c: char) -> bool {
    match c {
        '“' | '”' | '—' => true,
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => false,
        '\u{2e80}'..='\u{2fff}' | '\u{3001}'..='\u{303f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => true,
        '\u{f900}'..='\u{faff}' | '\u{fe10}'..='\u{fe1f}' | '\u{fe30}'..='\u{fe4f}' => true,
        '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{323af}' => true,
        _ => false,
    }
}

/// The characters of one paragraph: its lines joined, white space between Han characters dropped.
///
/// ```
/// assert_eq!(documents::running("推進粵\n\n 港澳 CEPA \n安排"), "推進粵港澳 CEPA 安排");
/// ```
pub fn running(paragraph: &str) -> String {
    let mut characters = String::with_capacity(paragraph.len());
    let mut last = None;
    let mut gap = false;
    for c in paragraph.chars() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) && last.is_some_and(|before| !(is_han(before) && is_han(c))) {
            characters.push(' ');
        }
        characters.push(c);
        last = Some(c);
    }
    characters
}

/// The characters of title and signatures: every piece between white space on a line of its own.
pub fn kept_by_line(block: &str) -> String {
    block.split_whitespace().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{Hash, is_han, kept_by_line, running};
    use proptest::prelude::*;

    #[test]
    fn lines_are_joined() {
        let table = [
            ("河谷\n四鎮", "河谷四鎮"),
            ("河谷 \r\n\n\u{c} 四鎮", "河谷四鎮"),
            ("河谷，\n四鎮", "河谷，四鎮"),
            ("稱\n“四鎮”\n者", "稱“四鎮”者"),
            ("——\n先行", "——先行"),
            ("的(VRT)\n及", "的(VRT) 及"),
            ("VRT\nPlan", "VRT Plan"),
            ("於 2017  年\u{3000}7\t月", "於 2017 年 7 月"),
            ("２ 月", "２ 月"),
            ("河 谷", "河谷"),
            ("河\u{a0}谷", "河谷"),
            ("“一 橋” 沿線", "“一橋”沿線"),
            ("  河谷  ", "河谷"),
            ("", ""),
            (" \n ", ""),
            ("河谷…… 四鎮", "河谷…… 四鎮"),
        ];
        for (lines, joined) in table {
            assert_eq!(running(lines), joined, "{lines:?}");
        }
    }

    #[test]
    fn title_lines_are_kept() {
        assert_eq!(kept_by_line(" 甲鎮 \n\n乙鎮\n深化合作 推進建設 \n"), "甲鎮\n乙鎮\n深化合作\n推進建設");
        assert_eq!(kept_by_line(" \n "), "");
    }

    #[test]
    fn han_is_a_list() {
        for c in "谷〇。，、；：（）《》「」—“”！？𠀋".chars() {
            assert!(is_han(c), "{c}");
        }
        for c in "aA1(). …·‘’Ａ１\u{3000}é가".chars() {
            assert!(!is_han(c), "{c}");
        }
    }

    #[test]
    fn hashes_are_sha_256_in_hex() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Hash::of("").to_string(), empty);
        assert_eq!(Hash::from_hex(empty), Some(Hash::of("")));
        assert_eq!(format!("{:?}", Hash::of("")), format!("Hash({empty})"));
        for bad in ["", "e3", &empty[1..], &format!("{empty}0"), &empty.replace('e', "x"), &empty.replace('e', "谷")] {
            assert_eq!(Hash::from_hex(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn the_profile_is_stable(text in "\\PC*|[谷a \n\u{3000}]*") {
            let once = running(&text);
            prop_assert_eq!(&running(&once), &once);
            let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(once.replace(' ', ""), dense.clone());
            prop_assert_eq!(kept_by_line(&text).replace('\n', ""), dense);
        }
    }
}
