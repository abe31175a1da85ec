//! One sign for all its forms: 臺, 台 and 檯 are one, as are 灣 and 湾, á and a, Ａ and a. What is folded is only ever compared.

use crate::conversion::{simplified, traditional};
use std::sync::atomic::{AtomicU32, Ordering};

/// In which script a sign is at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signs {
    /// Only traditional script has it.
    Traditional,
    /// Only simplified script has it.
    Simplified,
    /// Both have it, or it is no Han character.
    Either,
}

/// Forms that the conversion leaves apart, as it must, and that whoever searches means alike.
const ALIKE: &[(char, char)] = &[
    ('衞', '卫'),
    ('著', '着'),
    ('覆', '复'),
    ('藉', '借'),
    ('谘', '咨'),
    ('瞭', '了'),
    ('乾', '干'),
    ('麽', '么'),
    ('徵', '征'),
    ('於', '于'),
    ('祇', '只'),
    ('衹', '只'),
    ('値', '值'),
    ('靑', '青'),
    ('戸', '户'),
];

/// Signs of simplified script that traditional script has too, for another word: they tell nothing of a text.
const SHARED: &str = "丑于云伙余佣几占台叶吁吃后咨咸唇岩岳干托挂斗杰游熏采里征郁范准淀";

const FIRST: u32 = 0x3400;
const SIGNS: usize = 0x9fff - 0x3400 + 1;

const KNOWN: u32 = 1 << 31;
const IS_TRADITIONAL: u32 = 1 << 30;
const IS_SIMPLIFIED: u32 = 1 << 29;
const SIGN: u32 = 0x1f_ffff;

/// What is known of each sign, found out when it is first met: as much as a page of text asks for, and no table is built before.
static MET: [AtomicU32; SIGNS] = [const { AtomicU32::new(0) }; SIGNS];

/// Whether a sign is a Han character.
pub fn is_han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇' | '々')
}

fn met(sign: char) -> Option<u32> {
    let at = usize::try_from(u32::from(sign).checked_sub(FIRST)?).ok().filter(|at| *at < SIGNS)?;
    let known = MET[at].load(Ordering::Relaxed);
    if known & KNOWN != 0 {
        return Some(known);
    }
    // Two threads that meet it at once find the same.
    let found = look_at(sign);
    MET[at].store(found, Ordering::Relaxed);
    Some(found)
}

fn look_at(sign: char) -> u32 {
    let alone = sign.to_string();
    let one = |text: String| text.chars().next().filter(|_| text.chars().count() == 1).unwrap_or(sign);
    let (to_simplified, to_traditional) = (one(simplified(&alone)), one(traditional(&alone)));
    let folded = alike(alike(to_simplified));
    let home = match (to_simplified != sign, to_traditional != sign) {
        // Hong Kong has forms of its own: 臺 is traditional, although it would write 台.
        (true, _) => IS_TRADITIONAL,
        (false, true) if !SHARED.contains(sign) => IS_SIMPLIFIED,
        (false, _) => 0,
    };
    KNOWN | home | u32::from(folded)
}

fn alike(sign: char) -> char {
    ALIKE.iter().find(|(form, _)| *form == sign).map_or(sign, |(_, one)| *one)
}

/// In which script a sign is at home.
pub fn signs_of(sign: char) -> Signs {
    match met(sign) {
        Some(known) if known & IS_TRADITIONAL != 0 => Signs::Traditional,
        Some(known) if known & IS_SIMPLIFIED != 0 => Signs::Simplified,
        _ => Signs::Either,
    }
}

/// The one sign for all forms of a Han character.
pub fn han(sign: char) -> char {
    met(sign).and_then(|known| char::from_u32(known & SIGN)).unwrap_or(sign)
}

/// A letter or digit without case, width and marks; nothing of a mark that stands by itself.
pub fn letters(sign: char) -> impl Iterator<Item = char> {
    let narrow = match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        _ => sign,
    };
    narrow.to_lowercase().filter(|letter| !is_mark(*letter)).flat_map(|letter| plain(letter).chars())
}

/// Whether a sign is a mark on the letter before it.
pub fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}')
}

/// A letter of Latin script without its mark.
fn plain(letter: char) -> Plain {
    let base = match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ª' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' => "i",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'º' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' => "s",
        'ß' => "ss",
        'ţ' | 'ť' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        other => return Plain::Other(other),
    };
    Plain::Base(base)
}

enum Plain {
    Base(&'static str),
    Other(char),
}

impl Plain {
    fn chars(self) -> impl Iterator<Item = char> {
        let (base, other) = match self {
            Plain::Base(base) => (base, None),
            Plain::Other(other) => ("", Some(other)),
        };
        base.chars().chain(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        text.chars().map(han).collect()
    }

    #[test]
    fn forms_of_one_sign_are_one() {
        for forms in [
            ["臺灣", "台湾", "台灣"],
            ["粵港澳大灣區", "粤港澳大湾区", "粵港澳大湾区"],
            ["衞生", "衛生", "卫生"],
            ["裏", "裡", "里"],
            ["覆函", "复函", "復函"],
            ["綫", "線", "线"],
            ["着重", "著重", "着重"],
            ["羣眾", "群衆", "群众"],
            ["為", "爲", "为"],
            ["內地", "内地", "內地"],
            ["強項", "强项", "強项"],
            ["諮詢", "咨询", "谘询"],
            ["滙豐", "匯豐", "汇丰"],
            ["佈局", "布局", "佈局"],
            ["啟", "啓", "启"],
            ["產", "産", "产"],
            ["說", "説", "说"],
            ["旅遊", "旅游", "旅遊"],
        ] {
            assert_eq!([folded(forms[1]), folded(forms[2])], [folded(forms[0]), folded(forms[0])], "{forms:?}");
        }
        assert_ne!(folded("港"), folded("澳"));
    }

    #[test]
    fn folding_twice_changes_nothing() {
        let table = ALIKE.iter().flat_map(|(form, one)| [*form, *one]).chain(SHARED.chars()).chain("粵灣區臺".chars());
        for sign in table {
            assert_eq!(han(han(sign)), han(sign), "{sign}");
        }
    }

    #[test]
    fn letters_lose_case_width_and_marks() {
        let said = |text: &str| text.chars().flat_map(letters).collect::<String>();
        for (text, plain) in [
            ("Cooperação", "cooperacao"),
            ("ＣＥＰＡ２０１８", "cepa2018"),
            ("Conceic\u{327}a\u{303}o", "conceicao"),
            ("Straße", "strasse"),
            ("n.º", "n.o"),
            ("ÀÉÎÕÜ", "aeiou"),
            ("Ж", "ж"),
        ] {
            assert_eq!(said(text), plain);
        }
    }
}
