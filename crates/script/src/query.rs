//! What somebody looks for, read from what they typed: every term must be found, whatever else stands between them.
//!
//! Nothing in it is a command. Signs that some query language would act on are no letters, and so they are no part of any term.

use crate::tokens::{Token, tokens};
use std::ops::Range;

/// How much of what was typed is looked for.
pub const CHARACTERS_MAX: usize = 200;
/// How many terms.
pub const TERMS_MAX: usize = 12;

/// Something to look for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
    /// Whether more was typed than is looked for.
    pub is_cut: bool,
}

/// Tokens that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    tokens: Vec<String>,
    /// Whether the last one may go on: a sign of a pair, or the beginning of a word.
    is_open: bool,
}

/// A word of fewer letters is looked for as it is: half the words of a text begin with one letter or two.
const OPEN_LETTERS_MIN: usize = 3;

impl Query {
    /// Reads what was typed: terms are set apart by spaces, unless they stand between quotation marks.
    pub fn read(typed: &str) -> Query {
        let kept = typed.char_indices().nth(CHARACTERS_MAX).map_or(typed, |(end, _)| &typed[..end]);
        let mut terms: Vec<Term> = Vec::new();
        for (at, part) in kept.split(['"', '“', '”', '「', '」']).enumerate() {
            let is_quoted = at % 2 == 1;
            let parts = if is_quoted { vec![part] } else { part.split_whitespace().collect() };
            terms.extend(parts.into_iter().filter_map(|part| Term::read(part, is_quoted)));
        }
        let is_cut = kept.len() < typed.trim_end().len() || terms.len() > TERMS_MAX;
        terms.truncate(TERMS_MAX);
        Query { terms, is_cut }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The same in the language of SQLite's FTS5: phrases in quotation marks, and nothing else of what was typed.
    pub fn fts5(&self) -> String {
        let phrase = |term: &Term| format!("\"{}\"{}", term.tokens.join(" "), if term.is_open { "*" } else { "" });
        self.terms.iter().map(phrase).collect::<Vec<_>>().join(" ")
    }

    /// Where the terms stand in a text, in order and apart; nothing if one of them is missing.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let tokens = tokens(text);
        let mut found = Vec::new();
        for term in &self.terms {
            let before = found.len();
            found.extend(term.find(&tokens));
            if found.len() == before {
                return Vec::new();
            }
        }
        found.sort_by_key(|range| range.start);
        let mut apart: Vec<Range<usize>> = Vec::new();
        for range in found {
            match apart.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => apart.push(range),
            }
        }
        apart
    }
}

impl Term {
    fn read(part: &str, is_quoted: bool) -> Option<Term> {
        let mut found = tokens(part);
        // In the text the run may go on, so that its last sign begins another pair there.
        let ends_in_pair = found.len() > 1
            && found[found.len() - 1].is_han
            && found[found.len() - 2].range.end == found[found.len() - 1].range.end;
        if ends_in_pair {
            found.pop();
        }
        let last = found.last()?;
        let is_word = !last.is_han && !last.text.chars().any(char::is_numeric) && last.text.chars().count() >= OPEN_LETTERS_MIN;
        let is_open = if last.is_han { !ends_in_pair } else { is_word && !is_quoted };
        Some(Term { is_open, tokens: found.into_iter().map(|token| token.text).collect() })
    }

    fn find(&self, text: &[Token]) -> Vec<Range<usize>> {
        let (last, before) = self.tokens.split_last().expect("a term has a token");
        let stands = |window: &&[Token]| {
            let end = &window[before.len()];
            let ends = if self.is_open { end.text.starts_with(last.as_str()) } else { end.text == *last };
            ends && window.iter().zip(before).all(|(token, wanted)| token.text == *wanted)
        };
        let range = |window: &[Token]| {
            let end = &window[before.len()];
            // One sign was looked for, and not the pair that it begins.
            let end = if self.is_open && end.is_han { end.first } else { end.range.end };
            window[0].range.start..end
        };
        text.windows(self.tokens.len()).filter(stands).map(range).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(typed: &str, text: &str) -> String {
        let mut shown = text.to_owned();
        for range in Query::read(typed).find(text).into_iter().rev() {
            shown.insert(range.end, ']');
            shown.insert(range.start, '[');
        }
        shown
    }

    #[test]
    fn every_form_of_a_word_is_found_and_marked() {
        for (typed, text, shown) in [
            ("台灣", "兩岸臺灣同胞", "兩岸[臺灣]同胞"),
            ("臺湾", "在台湾的同胞", "在[台湾]的同胞"),
            ("大湾区", "粵港澳大灣區。大灣", "粵港澳[大灣區]。大灣"),
            ("湾", "灣區與海灣", "[灣]區與海[灣]"),
            ("cooperacao", "a Cooperação no Delta", "a [Cooperação] no Delta"),
            ("cooper", "co-operation; cooperation", "co-operation; [cooperation]"),
            ("年 青", "2018 年：青年", "2018 [年]：[青年]"),
            ("青年 港澳", "青年創業", "青年創業"),
            ("\"a b\"", "a b; b a", "[a b]; b a"),
            ("「青年創業」", "青年创业孵化", "[青年创业]孵化"),
            ("5", "5 and 50", "[5] and 50"),
            ("CEPA協", "CEPA協議", "[CEPA協]議"),
            ("a b", "b and a", "[b] and [a]"),
        ] {
            assert_eq!(marked(typed, text), shown, "{typed}");
        }
    }

    #[test]
    fn nothing_that_was_typed_is_a_command() {
        for (typed, asked) in [
            ("NEAR(a b, 5)", "\"near a\" \"b\" \"5\""),
            ("tokens: x*", "\"tokens\"* \"x\""),
            ("\"; DROP TABLE text; --", "\"drop table text\""),
            ("灣區 OR -青", "\"湾区\" \"or\" \"青\"*"),
            ("^{a + b}", "\"a\" \"b\""),
            ("** ( ) \" ' ", ""),
        ] {
            assert_eq!(Query::read(typed).fts5(), asked, "{typed}");
        }
        assert!(Query::read("—！？").is_empty());
    }

    #[test]
    fn of_a_very_long_query_the_beginning_is_looked_for() {
        let typed = "大灣區 青年 ".repeat(1_000);
        let query = Query::read(&typed);
        assert!(query.is_cut && !query.is_empty() && query.terms.len() <= TERMS_MAX);
        assert!(Query::read(&"區".repeat(10_000)).fts5().len() < 2_000);
        assert!(!Query::read("大灣區 ").is_cut);
    }

    proptest! {
        #[test]
        fn a_run_of_chinese_is_found_exactly_where_it_stands(text in "[大灣湾區区港澳]{0,30}", typed in "[大灣區港澳]{1,4}") {
            let plain = |text: &str| text.chars().map(crate::fold::han).collect::<Vec<_>>();
            let (whole, part) = (plain(&text), plain(&typed));
            let stands = whole.windows(part.len()).any(|window| window == part.as_slice());
            prop_assert_eq!(!Query::read(&typed).find(&text).is_empty(), stands);
        }

        #[test]
        fn a_text_is_found_by_itself(text in "[a-zé0-9大灣區，. ]{1,40}") {
            let query = Query::read(&text);
            prop_assume!(!query.is_empty());
            prop_assert!(!query.find(&text).is_empty());
        }

        #[test]
        fn whatever_was_typed_a_query_is_made_of_it(typed in "\\PC{0,300}", text in "\\PC{0,60}") {
            let query = Query::read(&typed);
            for range in query.find(&text) {
                prop_assert!(text.get(range).is_some());
            }
            let outside = query.fts5().split('"').step_by(2).collect::<String>();
            prop_assert!(outside.chars().all(|sign| matches!(sign, ' ' | '*')), "{}", outside);
        }
    }
}
