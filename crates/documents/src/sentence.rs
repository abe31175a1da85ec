//! Sentences: each ends at its stop or with its paragraph; the first of an article may be its heading.

use crate::line::{CLOSERS, STOPS};
use crate::marker::{Marker, Style};
use crate::profile::running;
use std::ops::Range;

/// A heading of more characters than this is a sentence.
const HEADING_CHARACTERS_MAX: usize = 30;

/// The sentences of a paragraph: each up to its stop, with the marks that close behind it.
pub(crate) fn split(paragraph: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = paragraph.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !STOPS.contains(&c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((at, closer)) = chars.next_if(|(_, next)| CLOSERS.contains(next) || STOPS.contains(next)) {
            end = at + closer.len_utf8();
        }
        found.push(start..end);
        while chars.next_if(|(_, next)| next.is_whitespace()).is_some() {}
        start = chars.peek().map_or(paragraph.len(), |(at, _)| *at);
    }
    if start < paragraph.len() {
        found.push(start..paragraph.len());
    }
    found
}

/// The heading in a first sentence: （一）合作宗旨。 A comma makes it a sentence, except behind a dash.
pub(crate) fn heading(sentence: &str, marker: &Marker) -> Option<String> {
    let rest = sentence.strip_prefix(running(marker.printed).as_str())?.trim();
    let heading = rest.strip_suffix('。').unwrap_or(rest);
    let commas: &[char] = if marker.style == Style::Dash { &['；', '：'] } else { &['，', '；', '：'] };
    let fits = (1..=HEADING_CHARACTERS_MAX).contains(&heading.chars().count()) && !heading.contains(commas);
    fits.then(|| heading.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{heading, split};
    use crate::marker::Marker;

    #[test]
    fn paragraphs_are_split_at_stops() {
        let table: [(&str, &[&str]); 8] = [
            ("共治。共享。", &["共治。", "共享。"]),
            ("共治。 \n\n共享", &["共治。", "共享"]),
            ("稱“共治。”共享！", &["稱“共治。”", "共享！"]),
            ("何故？！共享。", &["何故？！", "共享。"]),
            ("甲；乙，丙", &["甲；乙，丙"]),
            ("。。", &["。。"]),
            ("。", &["。"]),
            ("", &[]),
        ];
        for (paragraph, expected) in table {
            let found: Vec<_> = split(paragraph).into_iter().map(|range| &paragraph[range]).collect();
            assert_eq!(found, expected, "{paragraph:?}");
        }
    }

    #[test]
    fn headings_are_told_from_sentences() {
        let table = [
            ("（一）合作宗旨。", Some("合作宗旨")),
            ("第 一 條 合作宗旨", Some("合作宗旨")),
            ("（一）“一橋”沿線。", Some("“一橋”沿線")),
            ("——共治，共享。", Some("共治，共享")),
            ("（一）共治，共享。", None),
            ("（一）如下：", None),
            ("——甲；", None),
            ("（一）", None),
            ("（一）。", None),
            ("（一）甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲。", None),
        ];
        for (sentence, expected) in table {
            let marker = Marker::at(sentence).expect("a mark");
            let joined = crate::profile::running(sentence);
            assert_eq!(heading(&joined, &marker).as_deref(), expected, "{sentence}");
        }
    }
}
