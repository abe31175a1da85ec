//! Markings of documents (密級): a closed list from narrowest care to widest, and the line at the head of a paper that says one.
//!
//! A node has a ceiling. What is marked above it never gets in: such a matter is recorded by number, day and office alone (另件處理).

use crate::form::{Choice, Fault, Typed};
use crate::site::Site;

/// How a document is marked, the least first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Marking {
    /// For everybody.
    Public,
    /// For the side that has it, and those to whom it gives it.
    #[default]
    Internal,
    /// For those who need it.
    Restricted,
    /// The lowest of the secret ones.
    Confidential,
    /// The middle one.
    Secret,
    /// The highest.
    TopSecret,
}

impl Marking {
    /// All of them, the least first.
    pub const ALL: [Marking; 6] =
        [Marking::Public, Marking::Internal, Marking::Restricted, Marking::Confidential, Marking::Secret, Marking::TopSecret];

    /// Its name in configurations and forms.
    pub fn name(self) -> &'static str {
        match self {
            Marking::Public => "public",
            Marking::Internal => "internal",
            Marking::Restricted => "restricted",
            Marking::Confidential => "confidential",
            Marking::Secret => "secret",
            Marking::TopSecret => "top_secret",
        }
    }

    /// The marking of that name.
    pub fn named(name: &str) -> Option<Marking> {
        Marking::ALL.into_iter().find(|marking| marking.name() == name)
    }

    /// What it is called.
    pub fn said(self, site: &Site<'_>) -> String {
        site.key(&format!("marking-{}", self.name().replace('_', "-")))
    }
}

/// The words that mark a paper at its head; of several that a line begins with the highest counts, wherever it stands here. One that two
/// places use for different degrees stands for the lower: it is only there to ask.
const WORDS: &[(&str, Marking)] = &[
    ("絕對機密", Marking::TopSecret),
    ("绝对机密", Marking::TopSecret),
    ("絕密", Marking::TopSecret),
    ("绝密", Marking::TopSecret),
    ("高度機密", Marking::Secret),
    ("高度机密", Marking::Secret),
    ("機密", Marking::Confidential),
    ("机密", Marking::Confidential),
    ("秘密", Marking::Confidential),
    ("限閱", Marking::Restricted),
    ("限阅", Marking::Restricted),
    ("top secret", Marking::TopSecret),
    ("secret", Marking::Secret),
    ("confidential", Marking::Confidential),
    ("restricted", Marking::Restricted),
    ("muito secreto", Marking::TopSecret),
    ("secreto", Marking::Secret),
    ("confidencial", Marking::Confidential),
    ("reservado", Marking::Restricted),
];

/// What may stand before the word, with a colon.
const LABELS: &[&str] = &["密級", "密级", "保密等級", "保密等级", "classification", "classificação", "grau de classificação"];

/// So many lines are the head of a paper.
const HEAD_LINES: usize = 6;
/// A line that is longer is a sentence.
const LINE_CHARACTERS_MAX: usize = 40;
/// So many bytes are the head of a file.
const HEAD_BYTES: usize = 64 << 10;

/// The marking that a line at the head of a text says, the highest if there are several.
pub fn at_head(text: &str) -> Option<Marking> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(HEAD_LINES);
    lines.filter_map(of_line).max()
}

fn of_line(line: &str) -> Option<Marking> {
    if line.chars().count() > LINE_CHARACTERS_MAX {
        return None;
    }
    let line = line.to_lowercase();
    let bare = |text: &str| text.trim_matches(|one: char| !one.is_alphanumeric()).to_owned();
    let labelled = line.split_once([':', '：']).filter(|(label, _)| LABELS.contains(&bare(label).as_str()));
    let said = bare(labelled.map_or(line.as_str(), |(_, said)| said));
    let marks =
        |word: &str| said.strip_prefix(word).is_some_and(|rest| rest.chars().next().is_none_or(|next| !next.is_alphabetic()));
    WORDS.iter().filter(|(word, _)| marks(word)).map(|(_, marking)| *marking).max()
}

/// The marking that stands in capitals at the head of a file, in plain letters or those of two bytes: in small letters it would be any word.
pub fn in_file(bytes: &[u8]) -> Option<Marking> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let wide = |word: &str| word.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let holds = |wanted: &[u8]| head.windows(wanted.len()).any(|window| window == wanted);
    let found = |(word, _): &&(&str, Marking)| {
        let capital = word.to_uppercase();
        holds(capital.as_bytes()) || holds(&wide(&capital))
    };
    WORDS.iter().filter(found).map(|(_, marking)| *marking).max()
}

/// Whether what was typed is marked for those who have it alone: it cannot go to everybody at the same time.
pub fn is_for_some(typed: &Typed) -> bool {
    Marking::named(typed.get("marking")).is_some_and(|said| said > Marking::Public)
}

/// What is wrong with what was typed, and the file with it, if a node may hold nothing above `ceiling`. A file must say how it is marked.
pub fn faults(typed: &Typed, file: &[u8], ceiling: Marking) -> Vec<Fault> {
    let said = Marking::named(typed.get("marking"));
    if said.is_some_and(|said| said > ceiling) {
        return vec![("marking", "marking-above")];
    }
    if is_for_some(typed) && typed.all("audience").iter().any(|audience| audience.trim() == "public") {
        return vec![("audience", "marking-not-public")];
    }
    let has_file = !file.is_empty() || !typed.get("scan").is_empty();
    if said.is_none() && has_file {
        return vec![("marking", "marking-of-scan")];
    }
    let texts = ["text", "remarks"].into_iter().filter_map(|name| at_head(typed.get(name)));
    let found = texts.chain(in_file(file)).max();
    let asked = found.is_some_and(|found| found > ceiling) && typed.get("unmarked") != "1";
    if asked { vec![("marking", "marking-at-head")] } else { Vec::new() }
}

/// The markings to choose from; none of them is chosen by the page.
pub fn choices(site: &Site<'_>) -> Vec<Choice> {
    let none = Choice { value: String::new(), text: site.key("marking-none"), chosen: true };
    let choice = |marking: Marking| Choice { value: marking.name().to_owned(), text: marking.said(site), chosen: false };
    std::iter::once(none).chain(Marking::ALL.into_iter().map(choice)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_at_the_head_of_a_text_is_a_marking_and_a_sentence_is_none() {
        for (text, found) in [
            ("機密\n關於示範事項", Some(Marking::Confidential)),
            ("示範辦公室\n\n絕密★10年\n正文", Some(Marking::TopSecret)),
            ("密級：秘密", Some(Marking::Confidential)),
            ("【高度機密】", Some(Marking::Secret)),
            ("CONFIDENTIAL\r\nDear colleague", Some(Marking::Confidential)),
            ("Classification: Top secret", Some(Marking::TopSecret)),
            ("Muito secreto / 絕密", Some(Marking::TopSecret)),
            ("Confidencial", Some(Marking::Confidential)),
            ("機密性評估辦法，請各方提供意見", None),
            ("Confidentiality of the list", None),
            ("Secretariat", None),
            ("Secretaria dos Assuntos", None),
            ("一\n二\n三\n四\n五\n六\n機密", None),
            ("", None),
        ] {
            assert_eq!(at_head(text), found, "{text}");
        }
    }

    fn of(fields: &[(&str, &str)], file: &[u8], ceiling: Marking) -> Vec<Fault> {
        faults(&Typed(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()), file, ceiling)
    }

    #[test]
    fn what_is_marked_above_the_ceiling_is_stopped_and_a_word_at_the_head_is_asked_about() {
        let internal = Marking::Internal;
        assert_eq!(of(&[("text", "請知悉")], b"", internal), []);
        assert_eq!(of(&[("text", "x"), ("marking", "restricted")], b"", internal), [("marking", "marking-above")]);
        assert_eq!(of(&[("text", "x"), ("marking", "restricted")], b"", Marking::Restricted), []);
        assert_eq!(of(&[("text", "機密\nx")], b"", internal), [("marking", "marking-at-head")]);
        assert_eq!(of(&[("remarks", "Confidential"), ("marking", "internal")], b"", internal), [("marking", "marking-at-head")]);
        assert_eq!(of(&[("text", "機密\nx"), ("unmarked", "1")], b"", internal), []);
        assert_eq!(of(&[("text", "機密\nx")], b"", Marking::Confidential), []);
    }

    #[test]
    fn what_is_marked_for_some_does_not_go_to_the_public() {
        for (marking, audience, faults) in [
            ("internal", "public", vec![("audience", "marking-not-public")]),
            ("restricted", " public", vec![("marking", "marking-above")]),
            ("internal", " public", vec![("audience", "marking-not-public")]),
            ("public", "public", vec![]),
            ("", "public", vec![]),
            ("internal", "all_parties", vec![]),
            ("internal", "own_side", vec![]),
        ] {
            let fields = [("text", "x"), ("marking", marking), ("audience", audience)];
            assert_eq!(of(&fields, b"", Marking::Internal), faults, "{marking} for {audience}");
        }
    }

    #[test]
    fn a_file_says_how_it_is_marked_and_its_head_is_read() {
        assert_eq!(of(&[], b"%PDF-1.7", Marking::Internal), [("marking", "marking-of-scan")]);
        assert_eq!(of(&[("scan", "ab")], b"", Marking::Internal), [("marking", "marking-of-scan")]);
        assert_eq!(of(&[("marking", "internal")], b"%PDF-1.7 (letter)", Marking::Internal), []);
        for head in ["%PDF-1.7 (CONFIDENTIAL)".as_bytes(), "%PDF 機密".as_bytes(), &[0xfe, 0xff, 0x6a, 0x5f, 0x5b, 0xc6]] {
            assert_eq!(of(&[("marking", "internal")], head, Marking::Internal), [("marking", "marking-at-head")]);
        }
    }

    #[test]
    fn a_marking_is_found_by_its_own_name_and_the_list_goes_upwards() {
        assert!(Marking::ALL.is_sorted());
        assert!(Marking::ALL.into_iter().all(|marking| Marking::named(marking.name()) == Some(marking)));
        assert_eq!(Marking::named("Internal"), None);
    }
}
