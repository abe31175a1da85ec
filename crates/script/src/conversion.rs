//! Traditional and simplified script: told apart, and each converted into the other for display.
//!
//! The tables are those of OpenCC, built into `ferrous-opencc`. They are unpacked when a text is first converted, once for each direction.

use crate::fold::{Signs, signs_of};
use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use std::sync::OnceLock;

/// A script of Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// As Hong Kong and Macao write.
    Traditional,
    /// As the Mainland writes.
    Simplified,
}

impl Script {
    /// The language tag of a text in it.
    pub fn tag(self) -> &'static str {
        match self {
            Script::Traditional => "zh-Hant",
            Script::Simplified => "zh-Hans",
        }
    }
}

static TO_SIMPLIFIED: OnceLock<OpenCC> = OnceLock::new();
static TO_TRADITIONAL: OnceLock<OpenCC> = OnceLock::new();

pub(crate) fn simplified(text: &str) -> String {
    TO_SIMPLIFIED.get_or_init(|| built_in(BuiltinConfig::T2s)).convert(text)
}

/// Hong Kong's own forms, where they differ from others of the same script.
pub(crate) fn traditional(text: &str) -> String {
    TO_TRADITIONAL.get_or_init(|| built_in(BuiltinConfig::S2hk)).convert(text)
}

fn built_in(direction: BuiltinConfig) -> OpenCC {
    OpenCC::from_config(direction).expect("the tables are built into the program")
}

/// The script that a text is written in, by the signs that only one of them has. None if it has no such sign, or as many of each.
pub fn script_of(text: &str) -> Option<Script> {
    let (mut traditional, mut simplified) = (0_usize, 0_usize);
    for sign in text.chars() {
        match signs_of(sign) {
            Signs::Traditional => traditional += 1,
            Signs::Simplified => simplified += 1,
            Signs::Either => {}
        }
    }
    match traditional.cmp(&simplified) {
        std::cmp::Ordering::Greater => Some(Script::Traditional),
        std::cmp::Ordering::Less => Some(Script::Simplified),
        std::cmp::Ordering::Equal => None,
    }
}

/// A text as readers of `script` read it; none if it needs no conversion.
pub fn shown_in(text: &str, script: Script) -> Option<String> {
    if script_of(text)? == script {
        return None;
    }
    let shown = in_script(text, script);
    (shown != text).then_some(shown)
}

/// A text in a script, whichever it was written in.
pub fn in_script(text: &str, script: Script) -> String {
    match script {
        Script::Traditional => traditional(text),
        Script::Simplified => simplified(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_of_the_script_whose_signs_it_has() {
        for (text, script) in [
            ("粵港澳大灣區青年創業", Some(Script::Traditional)),
            ("粤港澳大湾区青年创业", Some(Script::Simplified)),
            // Both write these, also where a table would make something else of them.
            ("平台", None),
            ("平臺", Some(Script::Traditional)),
            ("皇后大道中", None),
            ("公里以上", None),
            ("人才中心", None),
            ("Hengqin 2018", None),
            ("", None),
            // A name in the other script does not turn a text.
            ("深圳市前海深港现代服务业合作区（前海管理局）與香港", Some(Script::Simplified)),
            // As many of each: it stays as it is.
            ("門门", None),
        ] {
            assert_eq!(script_of(text), script, "{text}");
        }
    }

    #[test]
    fn a_text_is_shown_in_the_readers_script_and_never_changed_without_need() {
        let table = [
            ("便利灣區內科研設備通關", Script::Simplified, Some("便利湾区内科研设备通关")),
            ("便利湾区内科研设备通关", Script::Simplified, None),
            ("便利湾区内科研设备通关", Script::Traditional, Some("便利灣區內科研設備通關")),
            ("平台", Script::Traditional, None),
            ("頭髮與發展、乾燥與干部", Script::Simplified, Some("头发与发展、干燥与干部")),
            ("头发与发展", Script::Traditional, Some("頭髮與發展")),
            ("CEPA, 2018", Script::Simplified, None),
        ];
        for (text, script, shown) in table {
            assert_eq!(shown_in(text, script).as_deref(), shown, "{text}");
        }
    }
}
