//! The text of an issue: a title, then the background, each side's position, and the decision asked, under headings that people write anyway.
//!
//! It is plain text that anybody can write and read without this program. What has no such headings is shown as it is.

use crate::form::{Fault, Typed, missing};
use words::Language;

/// The part of an issue that a heading opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 背景
    Background,
    /// 各方立場
    Positions,
    /// 請會議決定
    Decision,
}

/// The headings in the four languages, as we write them, and other words that stand for the same.
const HEADINGS: [(Part, [&str; 4], &[&str]); 3] = [
    (Part::Background, ["背景", "背景", "Background", "Contexto"], &[]),
    (Part::Positions, ["各方立場", "各方立场", "Positions", "Posições"], &["立場", "立场", "Position", "Posição"]),
    (
        Part::Decision,
        ["請會議決定", "请会议决定", "Decision asked", "Decisão pedida"],
        &["請予決定", "请予决定", "請決定", "请决定"],
    ),
];

/// Longer words before a colon name nobody.
const NAME_CHARACTERS_MAX: usize = 30;

/// An issue taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issue {
    /// What stands before the first heading, or the first line where there is none.
    pub title: String,
    /// What it is about.
    pub background: String,
    /// Whose position, where a name stands before it, and the position.
    pub positions: Vec<(String, String)>,
    /// What the meeting is to decide.
    pub decision: String,
}

/// The heading of a part in a language.
pub fn heading(part: Part, language: Language) -> &'static str {
    let at = Language::ALL.iter().position(|one| *one == language).unwrap_or_default();
    let (_, said, _) = HEADINGS.iter().find(|(of, ..)| *of == part).expect("every part has its heading");
    said[at]
}

impl Issue {
    /// Takes a text apart.
    pub fn read(text: &str) -> Issue {
        let mut issue = Issue::default();
        let mut part: Option<Part> = None;
        let mut rest = text;
        loop {
            let next = next_heading(rest);
            let (said, after) = next.map_or((rest, None), |(at, end, next)| (&rest[..at], Some((&rest[end..], next))));
            issue.add(part, said.trim());
            let Some((following, next)) = after else { break };
            (rest, part) = (following, Some(next));
        }
        if part.is_none() {
            // Without any heading the first line is the title and the rest is what it is about.
            let (title, more) = text.trim().split_once('\n').unwrap_or((text.trim(), ""));
            (issue.title, issue.background) = (title.trim().to_owned(), more.trim().to_owned());
        }
        issue
    }

    fn add(&mut self, part: Option<Part>, said: &str) {
        let joined = |one: &mut String| {
            let between = if one.is_empty() || said.is_empty() { "" } else { "\n" };
            one.push_str(between);
            one.push_str(said);
        };
        match part {
            None => self.title = said.trim_end_matches('。').to_owned(),
            Some(Part::Background) => joined(&mut self.background),
            Some(Part::Decision) => joined(&mut self.decision),
            Some(Part::Positions) => self.positions.extend(positions(said)),
        }
    }

    /// What tells an issue from others on the same agenda: its title, whatever white space stands in it.
    pub fn key(&self) -> String {
        self.title.split_whitespace().collect()
    }
}

/// The next heading in a text: where it begins, where what it heads begins, and the part.
fn next_heading(text: &str) -> Option<(usize, usize, Part)> {
    let starts = text.char_indices().scan('\n', |before, (at, sign)| {
        let begins = matches!(*before, '\n' | '。' | '；' | '.' | ';') || before.is_whitespace();
        *before = sign;
        Some((at, begins))
    });
    starts.filter(|(_, begins)| *begins).find_map(|(at, _)| heads(&text[at..]).map(|(length, part)| (at, at + length, part)))
}

/// Whether a heading stands at the beginning of a text: how much of the text it takes, and the part.
fn heads(text: &str) -> Option<(usize, Part)> {
    for (part, own, others) in &HEADINGS {
        for word in own.iter().chain(others.iter()) {
            let Some(after) = strip(text, word) else { continue };
            let spaces = after.len() - after.trim_start_matches([' ', '\u{3000}']).len();
            let end = after[spaces..].chars().next();
            let alone = matches!(end, None | Some('\n' | '\r'));
            if alone || matches!(end, Some(':' | '：')) {
                return Some((text.len() - after.len() + spaces + end.map_or(0, char::len_utf8), *part));
            }
        }
    }
    None
}

/// What stands after a word, whichever letters of it are large.
fn strip<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for sign in word.chars() {
        if !rest.next()?.to_lowercase().eq(sign.to_lowercase()) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// Positions, one a line; a name before a colon says whose.
fn positions(said: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in said.split(['\n', '；']).map(str::trim).filter(|line| !line.is_empty()) {
        let named = line.split_once(['：', ':']).filter(|(name, _)| name.chars().count() <= NAME_CHARACTERS_MAX);
        match (named, found.last_mut()) {
            (Some((name, position)), _) => found.push((name.trim().to_owned(), position.trim().to_owned())),
            (None, Some((_, before))) => {
                before.push('\n');
                before.push_str(line);
            }
            (None, None) => found.push((String::new(), line.to_owned())),
        }
    }
    found
}

/// The form as one text, with the headings of a language; or what is missing.
pub fn composed(language: Language, typed: &Typed) -> Result<Typed, Vec<Fault>> {
    let is_position = !typed.get("answers").is_empty();
    let needed: &[&str] = if is_position { &["title", "positions"] } else { &["title", "background", "decision"] };
    let mut faults = missing(typed, needed);
    faults.extend(typed.get("title").contains('\n').then_some(("title", "form-not-understood")));
    if !faults.is_empty() {
        return Err(faults);
    }
    let parts = [(Part::Background, "background"), (Part::Positions, "positions"), (Part::Decision, "decision")];
    let colon = if language.is_chinese() { '：' } else { ':' };
    let part = |(part, name): (Part, &str)| {
        let said = typed.get(name).replace("\r\n", "\n");
        (!said.is_empty()).then(|| format!("{}{colon}\n{said}", heading(part, language)))
    };
    let text = std::iter::once(typed.get("title").to_owned()).chain(parts.into_iter().filter_map(part));
    let text = text.collect::<Vec<_>>().join("\n\n");
    let kept = ["audience", "remarks", "once", "keep", "scan", "marking", "unmarked"]
        .into_iter()
        .filter(|name| !typed.get(name).is_empty());
    let kept = kept.map(|name| (name.to_owned(), typed.get(name).to_owned()));
    Ok(Typed(std::iter::once(("text".to_owned(), text)).chain(kept).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(fields: &[(&str, &str)]) -> Typed {
        Typed(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_text_with_headings_is_taken_apart_however_they_are_written() {
        let whole = Issue {
            title: "示範口岸延時開放".to_owned(),
            background: "試行三個月。".to_owned(),
            positions: vec![
                ("廣東省".to_owned(), "同意常設".to_owned()),
                ("香港特區".to_owned(), "先延長半年\n再檢討".to_owned()),
            ],
            decision: "是否常設".to_owned(),
        };
        for text in [
            "示範口岸延時開放\n背景\n試行三個月。\n各方立場\n廣東省：同意常設\n香港特區：先延長半年\n再檢討\n請會議決定\n是否常設",
            "示範口岸延時開放\n\n背景：\n試行三個月。\n\n各方立場：\n廣東省：同意常設\n香港特區：先延長半年\n再檢討\n\n請會議決定：\n是否常設",
            "示範口岸延時開放\n背景：試行三個月。立場：廣東省：同意常設；香港特區：先延長半年\n再檢討\n請予決定：是否常設",
        ] {
            assert_eq!(Issue::read(text), whole, "{text}");
        }
        let english = Issue::read("Longer hours\nBACKGROUND\nThree months.\nDecision asked: whether to keep them");
        assert_eq!((english.background.as_str(), english.decision.as_str()), ("Three months.", "whether to keep them"));
    }

    #[test]
    fn a_text_without_headings_is_shown_as_it_is() {
        for text in ["一個議題", "The background of it all", "背景資料見附件"] {
            assert_eq!(Issue::read(text), Issue { title: text.to_owned(), ..Issue::default() }, "{text}");
        }
        let two = Issue::read("議題\n其餘各段");
        assert_eq!((two.title.as_str(), two.background.as_str()), ("議題", "其餘各段"));
    }

    #[test]
    fn a_form_lacks_what_an_issue_needs_and_a_position_needs_less() {
        let lacks = composed(Language::En, &typed(&[("title", "T")])).expect_err("nothing else was filled in");
        assert_eq!(lacks, [("background", "form-missing"), ("decision", "form-missing")]);
        let position = composed(Language::En, &typed(&[("title", "T"), ("answers", "1"), ("positions", "we agree")]));
        assert_eq!(position.expect("a position").get("text"), "T\n\nPositions:\nwe agree");
    }

    proptest! {
        #[test]
        fn what_is_put_together_is_taken_apart_again(
            title in "[a-z甲乙 ]{1,12}[a-z甲]", background in "[a-z甲乙。\n]{0,30}[a-z甲]", decision in "[a-z丙丁。\n]{0,30}[a-z甲]", at in 0..4_usize,
        ) {
            let language = Language::ALL[at];
            let form = typed(&[("title", title.trim()), ("background", &background), ("decision", &decision), ("positions", "乙方：可")]);
            let text = composed(language, &form).expect("a whole form");
            let read = Issue::read(text.get("text"));
            prop_assert_eq!(read.title, title.trim());
            prop_assert_eq!(read.background, background.trim());
            prop_assert_eq!(read.decision, decision.trim());
            prop_assert_eq!(read.positions, [("乙方".to_owned(), "可".to_owned())]);
        }
    }
}
