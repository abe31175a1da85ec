//! The piece of a text that shows why it was found, with the words marked.

use script::Query;

/// A stretch of a snippet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Whether it is one of the words that were looked for.
    pub is_found: bool,
    /// What it says.
    pub text: String,
}

/// How many characters stand before the first word that is marked, and how many are shown in all.
const BEFORE: usize = 40;
const IN_ALL: usize = 160;

/// The snippet of a text; none if the words are not all in it.
pub fn snippet(query: &Query, text: &str) -> Option<Vec<Piece>> {
    let found = query.find(text);
    let first = found.first()?.start;
    let start = text[..first].char_indices().rev().take(BEFORE).last().map_or(first, |(at, _)| at);
    let start = if text[..start].chars().count() < BEFORE / 4 { 0 } else { start };
    let end = text[start..].char_indices().nth(IN_ALL).map_or(text.len(), |(at, _)| start + at);
    let mut pieces = Vec::new();
    let mut add = |is_found, text: &str| {
        if !text.is_empty() {
            pieces.push(Piece { is_found, text: text.to_owned() });
        }
    };
    add(false, if start > 0 { "…" } else { "" });
    let mut at = start;
    for range in found.into_iter().filter(|range| range.start < end) {
        add(false, &text[at..range.start]);
        at = range.end.min(end);
        add(true, &text[range.start..at]);
    }
    add(false, &text[at..end]);
    add(false, if end < text.len() { "…" } else { "" });
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, text: &str, expected: &str) {
        let pieces = snippet(&Query::read(typed), text).unwrap_or_default();
        let said = |piece: &Piece| if piece.is_found { format!("[{}]", piece.text) } else { piece.text.clone() };
        assert_eq!(pieces.iter().map(said).collect::<String>(), expected);
    }

    #[test]
    fn a_snippet_shows_the_words_with_what_stands_around_them() {
        check("灣區", "粵港澳大湾区青年", "粵港澳大[湾区]青年");
        check("青年 港", "粵港澳大灣區青年", "粵[港]澳大灣區[青年]");
        check("青年", "無此字", "");
        let long = format!("{}青年{}", "前".repeat(300), "後".repeat(300));
        check("青年", &long, &format!("…{}[青年]{}…", "前".repeat(40), "後".repeat(118)));
        let near = format!("甲乙{}", "青年".repeat(100));
        assert!(snippet(&Query::read("青年"), &near).is_some_and(|pieces| pieces[0].text == "甲乙"));
    }
}
