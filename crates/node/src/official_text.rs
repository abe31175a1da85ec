//! The official text as it is attached: the user's own file, held provision by provision against the hashes that the rule file rests on.
//!
//! It never goes into an agreement's folder. A machine has one copy for questions at the command line, and a node one in its own folder, which
//! its pages show.

use agreement::agreement::{Agreement, Ground};
use documents::{Chapter, Expected, Hash, Item, Likeness, Provision, Sentence};
use std::path::{Path, PathBuf};
use web::agreement_text::Printed;

/// The name of the file.
const FILE: &str = "official_text.txt";

/// Where the text of a node lies, or that of this machine for an agreement.
pub fn path(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

/// How each provision of a text compares with what the rule file rests on.
pub fn compare(agreement: &Agreement, bytes: &[u8]) -> Vec<(String, Likeness)> {
    let expected = agreement.cites.iter().filter_map(|(id, ground)| match ground {
        Ground::Provision { hash: Some(hash), .. } => Some(Expected { id: id.clone(), hash: Hash(hash.0), folded: None }),
        _ => None,
    });
    let expected: Vec<Expected> = expected.collect();
    // The reader wants the other form first: what is folded into what.
    let variants: Vec<(String, String)> =
        agreement.variants.iter().map(|(official, other)| (other.clone(), official.clone())).collect();
    documents::compare(&documents::read_bytes(bytes).text, &expected, &variants)
}

/// Whether any provision of the text is one that the rule file rests on; if none is, it is another text.
pub fn is_alike(compared: &[(String, Likeness)]) -> bool {
    compared.iter().any(|(_, likeness)| stands(*likeness))
}

/// Whether a provision's words are those that the rules rest on.
pub fn stands(likeness: Likeness) -> bool {
    matches!(likeness, Likeness::Same | Likeness::Variant)
}

/// The words for how a provision compares.
pub fn key(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::Same => "attach-same",
        Likeness::Variant => "attach-variant",
        Likeness::Changed => "attach-changed",
        Likeness::Missing => "attach-missing",
        Likeness::Added => "attach-added",
    }
}

/// The text that is attached to a node, for its pages; nothing if there is none or it cannot be read.
pub fn printed(agreement: &Agreement, folder: &Path) -> Vec<Printed> {
    let Ok(bytes) = std::fs::read(path(folder)) else { return Vec::new() };
    let compared = compare(agreement, &bytes);
    let text = documents::read_bytes(&bytes).text;
    let mut chapters = text.chapters.iter();
    let mut last = None;
    let mut provision = |provision: &Provision| {
        let opens = provision.chapter.is_some() && provision.chapter != last;
        let chapter = if opens { chapters.find(|chapter| Some(&chapter.id) == provision.chapter.as_ref()) } else { None };
        last.clone_from(&provision.chapter);
        let found = compared.iter().find(|(id, _)| provision.id == id.as_str());
        let likeness = found.map_or(Likeness::Added, |(_, likeness)| *likeness);
        Printed {
            id: provision.id.as_str().to_owned(),
            chapter: chapter.map(heading),
            paragraphs: paragraphs(provision),
            likeness: key(likeness),
            stands: stands(likeness),
        }
    };
    text.provisions.iter().map(&mut provision).collect()
}

fn heading(chapter: &Chapter) -> String {
    format!("{}{}", chapter.printed, chapter.heading)
}

/// What a provision says, its items each on a line of their own.
fn paragraphs(provision: &Provision) -> Vec<String> {
    let mut said = Vec::new();
    if provision.sentences.is_empty() && provision.items.is_empty() {
        said.push(provision.characters.clone());
    }
    add(&provision.sentences, &provision.items, &mut said);
    said
}

fn add(sentences: &[Sentence], items: &[Item], said: &mut Vec<String>) {
    let own = sentences.iter().map(|sentence| sentence.characters.as_str()).collect::<String>();
    if !own.is_empty() {
        said.push(own);
    }
    items.iter().for_each(|item| add(&item.sentences, &item.items, said));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Book;

    /// The text of an agreement that nobody signed, with the words of one article changed.
    const OTHER: &str = "甲方 乙方\n\n示範協議\n\n為合作，制定本協議。\n\n一、總則\n\n（一）宗旨。合作共贏。\n\n——第一項。\n\n——第二項。\n\n二、其他\n\n本協議以中文書就。\n";

    #[test]
    fn another_text_is_shown_as_it_is_and_stands_for_no_rule() {
        let book = Book::open("greater_bay_area_2017").unwrap();
        let folder = std::env::temp_dir().join(format!("counterpart-official-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        assert_eq!(printed(&book.agreement, &folder), [], "nothing is attached");
        std::fs::write(path(&folder), OTHER).unwrap();
        let shown = printed(&book.agreement, &folder);
        std::fs::remove_dir_all(&folder).unwrap();
        let article = shown.iter().find(|printed| printed.id == "art_1").expect("article 1");
        assert_eq!(article.chapter.as_deref(), Some("一、總則"));
        assert_eq!(article.paragraphs, ["（一）宗旨。合作共贏。", "——第一項。", "——第二項。"]);
        assert_eq!((article.likeness, article.stands), ("attach-changed", false));
        assert!(!is_alike(&compare(&book.agreement, OTHER.as_bytes())));
    }
}
