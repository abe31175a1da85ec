//! Any text and any bytes are read: no panic, every byte accounted for, no two parts with one id.

use documents::{AgreementText, Item, Problem, Sentence, read, read_bytes};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;

const AGREEMENT: &str = include_str!("founding_shaped.txt");

/// Whether the spans follow each other from the start of the whole to its end.
fn tiles(whole: &Range<usize>, spans: impl IntoIterator<Item = Range<usize>>) -> bool {
    let mut at = whole.start;
    spans.into_iter().all(|span| std::mem::replace(&mut at, span.end) == span.start && span.start < span.end) && at == whole.end
}

fn items_tile(whole: &Range<usize>, sentences: &[Sentence], items: &[Item]) -> bool {
    let own = sentences.iter().map(|sentence| sentence.span.clone());
    tiles(whole, own.chain(items.iter().map(|item| item.span.clone())))
        && items.iter().all(|item| items_tile(&item.span, &item.sentences, &item.items))
}

fn check(text: &AgreementText, problems: &[Problem], input: &[u8]) {
    let provisions = text.provisions.iter().map(|provision| provision.span.clone());
    let mut spans: Vec<_> = provisions.chain(text.chapters.iter().map(|chapter| chapter.span.clone())).collect();
    spans.sort_by_key(|span| span.start);
    assert!(tiles(&(0..input.len()), spans), "every byte has one owner");
    for provision in &text.provisions {
        let by_line = provision.id == "title" || provision.id == "signatures";
        assert!(by_line || items_tile(&provision.span, &provision.sentences, &provision.items), "{}", provision.id);
    }
    let parts = text.parts();
    let ids: BTreeSet<&str> = parts.iter().map(|part| part.id.as_str()).collect();
    assert_eq!(ids.len(), parts.len(), "ids are unique");
    assert!(problems.iter().all(|problem| problem.offset <= input.len() && problem.line > 0 && problem.column > 0));
    assert!(problems.is_sorted_by_key(|problem| problem.offset));
}

/// Texts made of what agreements are made of, in any order.
fn shuffled() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "一、",
        "二、",
        "（一）",
        "（二）",
        "（十十）",
        "第一章",
        "第二條",
        "第 三 條",
        "1、",
        "（1）",
        "2.",
        "——",
        "。",
        "，",
        "；",
        "“",
        "”",
        "\n",
        "\n\n",
        "\r\n",
        "\u{c}",
        " ",
        "\u{3000}",
        "河谷四鎮",
        "本協議",
        "於 2019 年 4 月 30 日在河口簽署",
        "一式四份",
        "VRT",
        "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛",
        "\u{feff}",
        "\u{fffd}",
        "\u{e000}",
        "年",
        "在",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_accounted_for(text in "(?s).*") {
        let reading = read(&text);
        check(&reading.text, &reading.problems, text.as_bytes());
    }

    #[test]
    fn any_agreement_like_text_is_accounted_for(text in shuffled()) {
        let reading = read(&text);
        check(&reading.text, &reading.problems, text.as_bytes());
        let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let headings = reading.text.chapters.iter().map(|chapter| &text[chapter.span.clone()]);
        let kept = reading.text.provisions.iter().map(|provision| provision.characters.as_str()).chain(headings);
        let kept: usize = kept.flat_map(str::chars).filter(|c| !c.is_whitespace()).count();
        let mark = usize::from(dense.starts_with('\u{feff}') && text.starts_with('\u{feff}'));
        prop_assert!(kept + mark >= dense.chars().count(), "no character is lost");
    }

    #[test]
    fn any_bytes_are_accounted_for(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let reading = read_bytes(&bytes);
        check(&reading.text, &reading.problems, &bytes);
    }

    #[test]
    fn a_damaged_agreement_is_accounted_for(at in 0..AGREEMENT.len(), with in prop::collection::vec(any::<u8>(), 0..9), cut in 0..99_usize) {
        let mut bytes = AGREEMENT.as_bytes().to_vec();
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, with);
        let reading = read_bytes(&bytes);
        check(&reading.text, &reading.problems, &bytes);
    }
}

#[test]
fn bytes_and_text_read_alike() {
    assert_eq!(read_bytes(AGREEMENT.as_bytes()), read(AGREEMENT));
    assert_eq!(read_bytes(b""), read(""));
}

#[test]
fn long_texts_are_read_in_one_walk() {
    let lines =
        ["——甲\n", "一、\n", "（一）甲。\n", "本協議生效。\n", "2019年1月1日", "\u{fffd}a", "一式", "1、\n（1）\n", "甲 ", "。"];
    for line in lines {
        let text = line.repeat(20_000);
        let reading = read(&text);
        check(&reading.text, &reading.problems, text.as_bytes());
    }
}
