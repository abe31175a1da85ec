//! The vocabulary of one agreement in one language: names, headings, summaries, reasons, from its `words/LANG.kdl`.

use crate::article;
use agreement::message::Message;
use agreement::problem::Problems;
use std::collections::BTreeMap;

/// Words of one agreement, by kind and identifier.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Who has read it over, in the word of the file: `source`, `generated`, `project`, or whoever it was.
    pub review: String,
    words: BTreeMap<(String, String), Entry>,
}

/// What is said of one thing, at length and in short, each with the article that its language gives it, if any.
#[derive(Clone, Debug)]
struct Entry {
    said: String,
    short: Option<String>,
    article: Option<String>,
    short_article: Option<String>,
}

impl Vocabulary {
    /// Reads `words lang=… { name ID "…" short="…" article=…; summary ID "…"; … }`; all problems are added to `problems`.
    pub fn read(text: &str, problems: &mut Problems) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        let Some(document) = agreement::rule_file::tree::parse(text, problems) else { return vocabulary };
        for words in document.nodes() {
            vocabulary.review = words.get("review").and_then(|value| value.as_string()).unwrap_or_default().to_owned();
            for node in words.children().map(|children| children.nodes()).unwrap_or_default() {
                let span = (node.name().span().offset(), node.name().span().len());
                let string = |index: usize| node.get(index).and_then(|value| value.as_string()).map(str::to_owned);
                let property = |name: &str| node.get(name).and_then(|value| value.as_string()).map(str::to_owned);
                let (Some(id), Some(said)) = (string(0), string(1)) else {
                    problems.add(span, Message::new("words-form"));
                    continue;
                };
                let (article, short_article) = (property("article"), property("short_article"));
                let entry = Entry { said, short: property("short"), article, short_article };
                vocabulary.words.insert((node.name().value().to_owned(), id), entry);
            }
        }
        vocabulary
    }

    fn get(&self, kind: &str, id: &str) -> Option<&Entry> {
        self.words.get(&(kind.to_owned(), id.to_owned()))
    }

    /// What is said of `id` under `kind`: `summary`, `heading`, `reason`, `silent`, `reading`, `option`, `label`, `mark`.
    pub fn said(&self, kind: &str, id: &str) -> Option<&str> {
        self.get(kind, id).map(|entry| entry.said.as_str())
    }

    /// The full name of `id`, or `id` itself.
    pub fn name(&self, id: &str) -> String {
        self.said("name", id).unwrap_or(id).to_owned()
    }

    /// The short name of `id`; the full one where there is no shorter.
    pub fn short(&self, id: &str) -> String {
        self.said_in_short("name", id).unwrap_or(id).to_owned()
    }

    /// What is said of `id` in short; at length where there is no shorter.
    pub fn said_in_short(&self, kind: &str, id: &str) -> Option<&str> {
        self.get(kind, id).map(|entry| entry.short.as_deref().unwrap_or(&entry.said))
    }

    /// The full name of `id` with its article marked, for a sentence to join.
    pub fn name_with_article(&self, id: &str) -> String {
        article::marked(&self.name(id), self.get("name", id).and_then(|entry| entry.article.as_deref()))
    }

    /// The short name of `id` with its article marked; the article of the full name where the short one has no other.
    pub fn short_with_article(&self, id: &str) -> String {
        let of = |entry: &Entry| entry.short_article.clone().or_else(|| entry.article.clone());
        article::marked(&self.short(id), self.get("name", id).and_then(of).as_deref())
    }

    /// The short title of the agreement.
    pub fn title(&self) -> Option<(&str, &str)> {
        Some((self.said("label", "agreement")?, self.said_in_short("label", "agreement")?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_falls_back_on_the_identifier() {
        let mut problems = Problems::default();
        let text = "words lang=en { name a \"Alpha Government\" short=Alpha; name b \"Beta\"; summary p \"s\" }";
        let vocabulary = Vocabulary::read(text, &mut problems);
        assert!(problems.is_empty());
        assert_eq!((vocabulary.name("a"), vocabulary.short("a")), ("Alpha Government".to_owned(), "Alpha".to_owned()));
        assert_eq!((vocabulary.short("b"), vocabulary.name("c")), ("Beta".to_owned(), "c".to_owned()));
        assert_eq!(vocabulary.said("summary", "p"), Some("s"));
        assert_eq!(vocabulary.title(), None);
    }

    #[test]
    fn a_short_name_may_have_another_article() {
        let mut problems = Problems::default();
        let text =
            "words lang=pt { name a \"Governo\" article=o short=Região short_article=a; name b \"Comissão\" article=a short=C }";
        let vocabulary = Vocabulary::read(text, &mut problems);
        let said = |marked: String| (article::bare(&marked), marked.contains('o'), marked.contains('a'));
        assert_eq!(said(vocabulary.name_with_article("a")), ("Governo".to_owned(), true, false));
        assert_eq!(said(vocabulary.short_with_article("a")), ("Região".to_owned(), true, true));
        assert_eq!(vocabulary.short_with_article("b"), article::marked("C", Some("a")));
        assert_eq!(vocabulary.name_with_article("c"), article::marked("c", None));
    }

    #[test]
    fn a_word_without_its_words_is_a_problem() {
        let mut problems = Problems::default();
        Vocabulary::read("words lang=en { name a; name }", &mut problems);
        assert_eq!(problems.0.len(), 2);
    }
}
