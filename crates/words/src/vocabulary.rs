//! The vocabulary of one agreement in one language: names, headings, summaries, reasons, from its `words/LANG.kdl`.

use agreement::message::Message;
use agreement::problem::Problems;
use std::collections::BTreeMap;

/// Words of one agreement, by kind and identifier.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    words: BTreeMap<(String, String), (String, Option<String>)>,
}

impl Vocabulary {
    /// Reads `words lang=… { name ID "…" short="…"; summary ID "…"; … }`; all problems are added to `problems`.
    pub fn read(text: &str, problems: &mut Problems) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        let Some(document) = agreement::rule_file::tree::parse(text, problems) else { return vocabulary };
        for words in document.nodes() {
            for node in words.children().map(|children| children.nodes()).unwrap_or_default() {
                let span = (node.name().span().offset(), node.name().span().len());
                let string = |index: usize| node.get(index).and_then(|value| value.as_string()).map(str::to_owned);
                let short = node.get("short").and_then(|value| value.as_string()).map(str::to_owned);
                match (string(0), string(1)) {
                    (Some(id), Some(said)) => drop(vocabulary.words.insert((node.name().value().to_owned(), id), (said, short))),
                    _ => problems.add(span, Message::new("words-form")),
                }
            }
        }
        vocabulary
    }

    fn get(&self, kind: &str, id: &str) -> Option<&(String, Option<String>)> {
        self.words.get(&(kind.to_owned(), id.to_owned()))
    }

    /// What is said of `id` under `kind`: `summary`, `heading`, `reason`, `silent`, `reading`, `option`, `label`.
    pub fn said(&self, kind: &str, id: &str) -> Option<&str> {
        self.get(kind, id).map(|(said, _)| said.as_str())
    }

    /// The full name of `id`, or `id` itself.
    pub fn name(&self, id: &str) -> String {
        self.said("name", id).unwrap_or(id).to_owned()
    }

    /// The short name of `id`; the full one where there is no shorter.
    pub fn short(&self, id: &str) -> String {
        match self.get("name", id) {
            Some((name, short)) => short.as_ref().unwrap_or(name).clone(),
            None => id.to_owned(),
        }
    }

    /// The short title of the agreement.
    pub fn title(&self) -> Option<(&str, &str)> {
        let (title, short) = self.get("label", "agreement")?;
        Some((title, short.as_deref().unwrap_or(title)))
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
    fn a_word_without_its_words_is_a_problem() {
        let mut problems = Problems::default();
        Vocabulary::read("words lang=en { name a; name }", &mut problems);
        assert_eq!(problems.0.len(), 2);
    }
}
