//! `simulate`: a proposed change of the rules, tried on the recorded years beside the rules as they are.

use crate::answer::Asker;
use agreement::plain;
use agreement::report;
use agreement::state::State;
use serde_json::Value;
use std::collections::BTreeMap;

/// What differs: for each answer, how it is under the rules as they are and as proposed.
pub struct Difference {
    /// The answer's identifier: `standing`, `annual_meeting/2018`, a matter.
    pub id: String,
    /// As the rules are.
    pub now: String,
    /// As proposed.
    pub proposed: String,
}

/// The verdict of every answer by identifier, on the asker's day.
pub fn verdicts(asker: &Asker<'_>, state: &State<'_>) -> BTreeMap<String, String> {
    let agreement = asker.words.agreement;
    let whole = report::report(state, asker.as_of, asker.known_at, asker.readings, asker.calendars);
    let value = plain::report(agreement, &whole);
    let mut verdicts = BTreeMap::new();
    verdicts.insert("standing".to_owned(), statuses(&value["standing"]));
    for duty in value["duties"].as_array().into_iter().flatten() {
        let id = format!("{} {} {}", duty["rule"].as_str().unwrap_or(""), duty["year"], duty["turn"]);
        verdicts.insert(id, statuses(&duty["answer"]));
    }
    for matter in value["matters"].as_array().into_iter().flatten() {
        verdicts.insert(matter["matter"].as_str().unwrap_or("").to_owned(), statuses(&matter["answer"]));
    }
    verdicts
}

fn statuses(answer: &Value) -> String {
    let branches = answer.as_array().map(Vec::as_slice).unwrap_or_default();
    let one = |branch: &Value| branch["is"]["status"].as_str().unwrap_or("none").to_owned();
    let mut said: Vec<String> = Vec::new();
    for status in branches.iter().map(one) {
        // Readings that come to the same word are one word here.
        if !said.contains(&status) {
            said.push(status);
        }
    }
    said.join(" | ")
}

/// The answers that differ between two sets of verdicts.
pub fn differences(now: &BTreeMap<String, String>, proposed: &BTreeMap<String, String>) -> Vec<Difference> {
    let mut ids: Vec<&String> = now.keys().chain(proposed.keys()).collect();
    ids.sort();
    ids.dedup();
    let said = |set: &BTreeMap<String, String>, id: &String| set.get(id).cloned().unwrap_or_else(|| "—".to_owned());
    let all = ids.into_iter().map(|id| Difference { id: id.clone(), now: said(now, id), proposed: said(proposed, id) });
    all.filter(|difference| difference.now != difference.proposed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn set(list: &[(&str, &str)]) -> BTreeMap<String, String> {
        list.iter().map(|(id, word)| ((*id).to_owned(), (*word).to_owned())).collect()
    }

    #[test]
    fn only_what_differs_is_shown() {
        let now = set(&[("standing", "ended"), ("a 2018 1", "met")]);
        let proposed = set(&[("standing", "in-force"), ("a 2018 1", "met"), ("a 2023 1", "open")]);
        let found = differences(&now, &proposed);
        let shown: Vec<_> = found.iter().map(|one| (one.id.as_str(), one.now.as_str(), one.proposed.as_str())).collect();
        assert_eq!(shown, [("a 2023 1", "—", "open"), ("standing", "ended", "in-force")]);
        assert!(differences(&now, &now).is_empty());
    }

    #[test]
    fn readings_that_agree_are_one_word() {
        let branch = |status: &str| json!({"under": {}, "is": {"status": status}});
        assert_eq!(statuses(&json!([branch("missed"), {"is": null}, branch("missed")])), "missed | none");
        assert_eq!(statuses(&json!([branch("met"), branch("met")])), "met");
    }
}
