//! The invariant of a reading: every byte of the input belongs to one named part, in order, and to no other.

use crate::agreement_text::{AgreementText, Item, ProvisionKind, Sentence};
use std::ops::Range;

/// Whether the parts own the whole input; if not, a sentence that names the first place that is off.
pub(crate) fn check(text: &AgreementText, input_bytes: usize) -> Result<(), String> {
    let mut owned: Vec<_> = text.provisions.iter().map(|provision| (provision.id.as_str(), provision.span.clone())).collect();
    owned.extend(text.chapters.iter().map(|chapter| (chapter.id.as_str(), chapter.span.clone())));
    owned.sort_by_key(|(_, span)| span.start);
    tile("the input", &(0..input_bytes), owned)?;
    // Title and signatures are kept by line and have neither sentences nor items.
    let by_line = |kind| matches!(kind, ProvisionKind::Title | ProvisionKind::Signatures);
    for provision in text.provisions.iter().filter(|provision| !by_line(provision.kind)) {
        within(provision.id.as_str(), &provision.span, &provision.sentences, &provision.items)?;
    }
    Ok(())
}

fn within(id: &str, span: &Range<usize>, sentences: &[Sentence], items: &[Item]) -> Result<(), String> {
    let own = sentences.iter().map(|sentence| (sentence.id.as_str(), sentence.span.clone()));
    tile(id, span, own.chain(items.iter().map(|item| (item.id.as_str(), item.span.clone()))))?;
    items.iter().try_for_each(|item| within(item.id.as_str(), &item.span, &item.sentences, &item.items))
}

fn tile<'a>(whole: &str, span: &Range<usize>, parts: impl IntoIterator<Item = (&'a str, Range<usize>)>) -> Result<(), String> {
    let mut at = span.start;
    for (id, part) in parts {
        if part.start != at || part.end <= part.start {
            return Err(format!("{id} owns bytes {part:?} of {whole}, but byte {at} is the next without an owner"));
        }
        at = part.end;
    }
    if at == span.end { Ok(()) } else { Err(format!("no part owns bytes {at}..{} of {whole}", span.end)) }
}

#[cfg(test)]
mod tests {
    use super::{check, tile};
    use crate::agreement_text::AgreementText;
    use crate::reading::read;

    #[test]
    fn parts_must_tile_the_whole() {
        let table = [
            (vec![("a", 0..2), ("b", 2..5)], None),
            (vec![("a", 0..2), ("b", 3..5)], Some("b owns bytes 3..5 of x, but byte 2 is the next without an owner")),
            (vec![("a", 0..3), ("b", 2..5)], Some("b owns bytes 2..5 of x, but byte 3 is the next without an owner")),
            (vec![("a", 0..0), ("b", 0..5)], Some("a owns bytes 0..0 of x, but byte 0 is the next without an owner")),
            (vec![("a", 0..2)], Some("no part owns bytes 2..5 of x")),
            (vec![], Some("no part owns bytes 0..5 of x")),
        ];
        for (parts, expected) in table {
            assert_eq!(tile("x", &(0..5), parts).err().as_deref(), expected);
        }
    }

    #[test]
    fn a_lost_part_is_noticed() {
        let input = "河谷四鎮協議\n一、總則\n（一）宗旨。共治。\n——河。\n——谷。\n甲鎮鎮長";
        let whole = read(input).text;
        assert_eq!(check(&whole, input.len()), Ok(()));
        assert!(check(&whole, input.len() + 1).is_err());
        let damage: [fn(&mut AgreementText); 5] = [
            |text| drop(text.provisions.remove(0)),
            |text| text.chapters.clear(),
            |text| drop(text.provisions[1].items.remove(0)),
            |text| drop(text.provisions[1].sentences.pop()),
            |text| drop(text.provisions[1].items[1].sentences.pop()),
        ];
        for damage in damage {
            let mut text = whole.clone();
            damage(&mut text);
            assert!(check(&text, input.len()).is_err());
        }
    }
}
