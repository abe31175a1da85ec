//! Manifestations: the same agreement printed with other characters (平臺 for 平台) or other white space.
//! A copy is told from an altered text by hashes alone, so the signed words need not be at hand.

use crate::agreement_text::{AgreementText, PartId};
use crate::profile::Hash;

/// What is known of one part of the signed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Its id.
    pub id: String,
    /// Its hash.
    pub hash: Hash,
    /// The hash of its characters after `fold_variants`; without it, a copy whose white space differs counts as changed.
    pub folded: Option<Hash>,
}

/// How a part compares with what is expected of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The same characters.
    Same,
    /// The same but for listed variants and white space.
    Variant,
    /// Other characters.
    Changed,
    /// Expected, but not in the text.
    Missing,
    /// In the text, but not expected.
    Added,
}

/// The text with each listed variant replaced (each pair is from, to), and without U+0020 and U+000A.
///
/// One walk, at each place the first pair of the list that fits; what was replaced is not replaced again.
pub fn fold_variants(text: &str, variants: &[(String, String)]) -> String {
    let tight: String = text.chars().filter(|c| ![' ', '\n'].contains(c)).collect();
    replaced(&tight, variants)
}

fn replaced(text: &str, variants: &[(String, String)]) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let found = variants.iter().find(|(from, _)| !from.is_empty() && rest.starts_with(from.as_str()));
        let length = if let Some((from, to)) = found {
            folded.push_str(to);
            from.len()
        } else {
            folded.push(c);
            c.len_utf8()
        };
        rest = &rest[length..];
    }
    folded
}

/// What to expect of other copies of this text: one entry for each provision.
pub fn expected(text: &AgreementText, variants: &[(String, String)]) -> Vec<Expected> {
    let entry = |id: &PartId, characters: &str| Expected {
        id: id.to_string(),
        hash: Hash::of(characters),
        folded: Some(Hash::of(&fold_variants(characters, variants))),
    };
    text.provisions.iter().map(|provision| entry(&provision.id, &provision.characters)).collect()
}

/// Compares a text with what is expected of it: the expected parts in their order, then the provisions that were not.
pub fn compare(text: &AgreementText, expected: &[Expected], variants: &[(String, String)]) -> Vec<(String, Likeness)> {
    let mut outcome: Vec<_> = expected.iter().map(|one| (one.id.clone(), likeness(text, one, variants))).collect();
    let is_added = |id: &PartId| expected.iter().all(|one| *id != *one.id.as_str());
    let added = text.provisions.iter().filter(|provision| is_added(&provision.id));
    outcome.extend(added.map(|provision| (provision.id.to_string(), Likeness::Added)));
    outcome
}

fn likeness(text: &AgreementText, expected: &Expected, variants: &[(String, String)]) -> Likeness {
    let Some(part) = text.part(&expected.id) else {
        return Likeness::Missing;
    };
    if part.hash == expected.hash {
        return Likeness::Same;
    }
    let is_variant = match expected.folded {
        Some(folded) => Hash::of(&fold_variants(part.characters, variants)) == folded,
        None => Hash::of(&replaced(part.characters, variants)) == expected.hash,
    };
    if is_variant { Likeness::Variant } else { Likeness::Changed }
}

#[cfg(test)]
mod tests {
    use super::{Expected, Likeness, compare, expected, fold_variants};
    use crate::profile::Hash;
    use crate::reading::read;

    fn variants() -> Vec<(String, String)> {
        let pairs = [("平臺", "平台"), ("高水準", "高水平"), ("「", "“"), ("」", "”"), ("臺", "台"), ("", "x")];
        pairs.map(|(from, to)| (from.to_owned(), to.to_owned())).to_vec()
    }

    #[test]
    fn listed_variants_are_folded() {
        let table = [
            ("高水準平臺", "高水平平台"),
            ("「一橋」", "“一橋”"),
            ("於 2019 年\n河口", "於2019年河口"),
            ("平 臺", "平台"),
            ("平台", "平台"),
            ("水準", "水準"),
            ("", ""),
        ];
        for (text, folded) in table {
            assert_eq!(fold_variants(text, &variants()), folded, "{text}");
        }
        assert_eq!(fold_variants("甲乙", &[("甲".into(), "乙".into()), ("乙".into(), "甲".into())]), "乙甲");
    }

    const SIGNED: &str = "河谷協議\n一、平台\n（一）建設平台。\n（二）於 2019 年完成。\n甲鎮鎮長";

    fn check(copy: &str, known: &[Expected], likenesses: &[(&str, Likeness)]) {
        let found = compare(&read(copy).text, known, &variants());
        let found: Vec<_> = found.iter().map(|(id, likeness)| (id.as_str(), *likeness)).collect();
        assert_eq!(found, likenesses, "{copy}");
    }

    #[test]
    fn copies_are_told_from_altered_texts() {
        use Likeness::{Added, Changed, Missing, Same, Variant};
        let known = expected(&read(SIGNED).text, &variants());
        check(SIGNED, &known, &[("title", Same), ("art_1", Same), ("art_2", Same), ("signatures", Same)]);
        let copy = SIGNED.replace("平台", "平臺").replace(' ', "").replace("河谷", "河谷 ");
        check(&copy, &known, &[("title", Variant), ("art_1", Variant), ("art_2", Variant), ("signatures", Same)]);
        let altered = SIGNED.replace("（二）於", "（三）於").replace("建設", "拆除");
        let likenesses = [("title", Same), ("art_1", Changed), ("art_2", Missing), ("signatures", Same), ("art_3", Added)];
        check(&altered, &known, &likenesses);
    }

    #[test]
    fn one_hash_alone_knows_no_white_space() {
        let known = |id: &str, characters: &str| Expected { id: id.into(), hash: Hash::of(characters), folded: None };
        let hashes = [known("art_1", "（一）建設平台。"), known("art_2.s_1", "（二）於 2019 年完成。")];
        let copy = SIGNED.replace("平台", "平臺").replace(' ', "");
        let likenesses = [("art_1", Likeness::Variant), ("art_2.s_1", Likeness::Changed), ("title", Likeness::Added)];
        check(&copy, &hashes, &[&likenesses[..], &[("art_2", Likeness::Added), ("signatures", Likeness::Added)]].concat());
    }
}
