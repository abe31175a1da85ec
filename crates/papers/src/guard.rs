//! Formula injection: a text that a spreadsheet would take for a formula is written so that it stays a text.
//!
//! Programs run what begins with `=`, `+`, `-`, `@`, a tab or a carriage return, some also after white space or in full width. In CSV such a text
//! gets an apostrophe before it, as a person would type it; in XLSX it is a string cell with the mark of that apostrophe.

/// Whether a spreadsheet might take a text for a formula.
pub fn is_formula(text: &str) -> bool {
    let first = text.trim_start_matches([' ', '\u{a0}', '\u{3000}', '\u{feff}', '\n']).chars().next();
    matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠'))
}

/// A text as CSV has it.
pub fn guarded(text: &str) -> String {
    if is_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text that was guarded; any other as it is.
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_run_is_guarded_and_comes_back_as_it_was() {
        for text in ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\u{feff}=cmd|' /C calc'!A0"] {
            assert!(guarded(text).starts_with('\''), "{text:?}");
            assert_eq!(unguarded(&guarded(text)), text);
        }
        for text in ["", "示範", "1 - 2", "'tis", "a=b"] {
            assert_eq!((guarded(text).as_str(), unguarded(text)), (text, text));
        }
    }
}
