//! Texts as a search compares them: words of letters and digits, and Han characters by two, since Chinese is written without spaces.
//!
//! 大灣區 becomes 大湾 湾区 区. A word of the text is then found wherever it stands, as it stands: the pairs of 灣區 follow each other
//! exactly where 灣區 does. The last sign of a run stands alone too, so that one sign is found as the beginning of some token.

use crate::fold::{han, is_han, is_mark, letters};
use std::ops::Range;

/// A piece of a text that is compared as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What is compared.
    pub text: String,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Where its first sign ends.
    pub first: usize,
    /// Whether it is of Han characters.
    pub is_han: bool,
}

/// The longest word that is kept whole, in characters: what is longer was not meant as a word.
const WORD_CHARACTERS_MAX: usize = 64;

/// The tokens of a text in their order.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut run, mut word): (Vec<(char, Range<usize>)>, Option<Token>) = (Vec::new(), None);
    for (at, sign) in text.char_indices() {
        let range = at..at + sign.len_utf8();
        if is_han(sign) {
            tokens.extend(word.take());
            run.push((han(sign), range));
            continue;
        }
        close(&mut run, &mut tokens);
        if !sign.is_alphanumeric() && !is_mark(sign) {
            tokens.extend(word.take());
        } else if let Some(open) = word.as_mut() {
            let room = open.text.chars().count() < WORD_CHARACTERS_MAX;
            open.text.extend(letters(sign).filter(|_| room));
            open.range.end = range.end;
        } else if !is_mark(sign) {
            word = Some(Token { text: letters(sign).collect(), first: range.end, range, is_han: false });
        }
    }
    close(&mut run, &mut tokens);
    tokens.extend(word);
    tokens
}

/// Ends a run of Han characters: its pairs, and its last sign alone.
fn close(run: &mut Vec<(char, Range<usize>)>, tokens: &mut Vec<Token>) {
    for (at, (sign, range)) in run.iter().enumerate() {
        let next = run.get(at + 1);
        tokens.push(Token {
            text: std::iter::once(*sign).chain(next.map(|(next, _)| *next)).collect(),
            range: range.start..next.map_or(range.end, |(_, next)| next.end),
            first: range.end,
            is_han: true,
        });
    }
    run.clear();
}

/// The tokens of a text as an index keeps them: one after another, with spaces between.
pub fn written(text: &str) -> String {
    let mut line = String::with_capacity(text.len() * 2);
    for token in tokens(text) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&token.text);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chinese_goes_by_two_and_other_words_are_whole() {
        for (text, tokens) in [
            ("大灣區", "大湾 湾区 区"),
            ("大湾区", "大湾 湾区 区"),
            ("CEPA協議（2018）", "cepa 协议 议 2018"),
            ("Cooperação, acta n.º 5", "cooperacao acta n o 5"),
            ("粵港，澳門", "粤港 港 澳门 门"),
            ("臺", "台"),
            (" \n\t—…“”", ""),
            ("e\u{301}tat \u{301}x", "etat x"),
        ] {
            assert_eq!(written(text), tokens, "{text}");
        }
    }

    #[test]
    fn no_word_is_longer_than_the_longest() {
        assert_eq!(written(&"a".repeat(10_000)), "a".repeat(WORD_CHARACTERS_MAX));
    }

    proptest! {
        #[test]
        fn tokens_stand_where_they_say_and_hold_no_sign_of_a_query_language(text in "\\PC{0,60}") {
            let mut before = 0;
            for token in tokens(&text) {
                prop_assert!(text.get(token.range.clone()).is_some() && text.get(token.range.start..token.first).is_some());
                prop_assert!(token.range.start >= before && token.first <= token.range.end);
                prop_assert!(!token.text.is_empty() && token.text.chars().all(char::is_alphanumeric), "{token:?}");
                before = token.range.start;
            }
        }

        #[test]
        fn a_text_and_its_tokens_have_the_same_words(text in "[a-zçãé灣湾區区臺台, ]{0,40}") {
            let again = written(&written(&text).split(' ').filter(|token| token.is_ascii()).collect::<Vec<_>>().join(" "));
            let words = tokens(&text).into_iter().filter(|token| !token.is_han).map(|token| token.text).collect::<Vec<_>>();
            prop_assert_eq!(again, words.join(" "));
        }
    }
}
