//! `simulate`: a proposed change of the rules, tried on the recorded years beside the rules as they are.

use crate::answer::Asker;
use agreement::finding::Finding;
use agreement::kinds::Kind;
use agreement::reading::Answer;
use agreement::report;
use agreement::state::State;
use std::collections::BTreeMap;
use words::tell::duties;
use words::tell::grounds::word;

/// What is asked about: an identifier that `why` explains, and for a duty whose it is.
pub type Asked = (String, String);

/// What differs: for each answer, how it is under the rules as they are and as proposed.
pub struct Difference {
    /// What is asked about.
    pub asked: Asked,
    /// As the rules are.
    pub now: String,
    /// As proposed.
    pub proposed: String,
}

/// The verdict of every answer in words, on the asker's day.
pub fn verdicts(asker: &Asker<'_>, state: &State<'_>) -> BTreeMap<Asked, String> {
    let words = asker.words;
    let agreement = words.agreement;
    let whole = report::report(state, asker.as_of, asker.known_at, asker.readings, asker.calendars);
    let said = |answer: &Answer<Finding>, kind: &str| distinct(answer.0.iter().map(|(_, found)| word(words, kind, found.status)));
    let mut verdicts = BTreeMap::new();
    let term = agreement.rules.iter().find(|rule| matches!(rule.kind, Kind::Term(_)));
    if let (Some(standing), Some(term)) = (&whole.standing, term) {
        verdicts.insert((term.id.clone(), String::new()), said(standing, "term"));
    }
    for (matter, answer) in &whole.matters {
        let kind = agreement.rule(matter.rule).kind.name();
        verdicts.insert((agreement.matter_name(*matter), String::new()), said(answer, kind));
    }
    for duty in &whole.duties {
        verdicts.insert((duties::id(words, duty), duties::whose(words, duty)), distinct(duties::verdicts(words, duty)));
    }
    verdicts
}

/// Readings that come to the same word are one word here.
fn distinct(words: impl IntoIterator<Item = String>) -> String {
    let mut said: Vec<String> = Vec::new();
    for word in words {
        if !said.contains(&word) {
            said.push(word);
        }
    }
    said.join(" | ")
}

/// The answers that differ between two sets of verdicts.
pub fn differences(now: &BTreeMap<Asked, String>, proposed: &BTreeMap<Asked, String>) -> Vec<Difference> {
    let mut all: Vec<&Asked> = now.keys().chain(proposed.keys()).collect();
    all.sort();
    all.dedup();
    let said = |set: &BTreeMap<Asked, String>, asked: &Asked| set.get(asked).cloned().unwrap_or_else(|| "—".to_owned());
    let all =
        all.into_iter().map(|asked| Difference { asked: asked.clone(), now: said(now, asked), proposed: said(proposed, asked) });
    all.filter(|difference| difference.now != difference.proposed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(list: &[(&str, &str, &str)]) -> BTreeMap<Asked, String> {
        list.iter().map(|(id, whose, word)| (((*id).to_owned(), (*whose).to_owned()), (*word).to_owned())).collect()
    }

    #[test]
    fn only_what_differs_is_shown_and_duties_of_one_matter_are_told_apart() {
        let now = set(&[("term", "", "ended"), ("a/2018", "p", "met"), ("a/2018", "q", "met")]);
        let proposed =
            set(&[("term", "", "in force"), ("a/2018", "p", "met"), ("a/2018", "q", "missed"), ("a/2023", "p", "open")]);
        let found = differences(&now, &proposed);
        let shown: Vec<_> = found.iter().map(|one| (one.asked.0.as_str(), one.now.as_str(), one.proposed.as_str())).collect();
        assert_eq!(shown, [("a/2018", "met", "missed"), ("a/2023", "—", "open"), ("term", "ended", "in force")]);
        assert!(differences(&now, &now).is_empty());
    }

    #[test]
    fn readings_that_agree_are_one_word() {
        let said = |words: &[&str]| distinct(words.iter().map(|word| (*word).to_owned()));
        assert_eq!(said(&["missed", "none", "missed"]), "missed | none");
        assert_eq!(said(&["met", "met"]), "met");
    }
}
