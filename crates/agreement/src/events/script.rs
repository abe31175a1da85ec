//! Scripts: scenario lines that an official can read. `> guangdong gives opinion agree on key_work/2018 item 7`
//!
//! A line begins with `>` (a command), `#LANG` (a remark in one language) or `#` (a remark for everyone); blank lines
//! part paragraphs. Commands are acts, the day, the viewer, and questions.

use super::draft::{self, Draft};
use super::field::Raw;
use crate::act::ActKind;
use crate::agreement::Agreement;
use crate::message::Message;
use crate::problem::Problems;
use crate::rule_file::tree::nearest;

/// A word of a line, with its bytes in the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The word without quotation marks.
    pub text: String,
    /// Whether it stood in quotation marks.
    pub quoted: bool,
    /// Offset and length.
    pub span: (usize, usize),
}

/// A line of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A blank line.
    Blank,
    /// A remark, and the language it is for; none for all.
    Remark(Option<String>, String),
    /// A command: its words, and the line as it was written after `>`.
    Command(Vec<Token>, String),
}

/// The first words of commands that are not acts.
pub const DIRECTIVES: &[&str] =
    &["agreement", "on", "as", "known", "reading", "status", "duties", "next", "open", "why", "is", "matters", "record"];

/// The first words of commands that only the nodes of the parties can play.
pub const NODE_DIRECTIVES: &[&str] = &["nodes", "node", "copy", "bundle", "everyone", "compare", "fork"];

/// Splits a script into lines. Only an open quotation or a line that is none of the three is a problem.
pub fn lines(text: &str, problems: &mut Problems) -> Vec<(usize, Line)> {
    let mut offset = 0;
    let mut lines = Vec::new();
    for raw in text.split_inclusive('\n') {
        let line = raw.trim_end();
        if let Some(command) = line.strip_prefix('>') {
            lines.push((offset, Line::Command(tokens(command, offset + 1, problems), command.trim().to_owned())));
        } else if let Some(remark) = line.strip_prefix('#') {
            let (language, said) = remark.split_once(' ').unwrap_or((remark, ""));
            let language = Some(language.to_owned()).filter(|language| !language.is_empty());
            lines.push((offset, Line::Remark(language, said.to_owned())));
        } else if line.is_empty() {
            lines.push((offset, Line::Blank));
        } else {
            problems.add((offset, line.len()), Message::new("script-line"));
        }
        offset += raw.len();
    }
    lines
}

fn tokens(line: &str, offset: usize, problems: &mut Problems) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = line;
    loop {
        rest = rest.trim_start();
        let start = offset + (line.len() - rest.len());
        if rest.is_empty() {
            return tokens;
        }
        if let Some(inner) = rest.strip_prefix('"') {
            let Some(end) = inner.find('"') else {
                problems.add((start, rest.len()), Message::new("script-quotation"));
                return tokens;
            };
            tokens.push(Token { text: inner[..end].to_owned(), quoted: true, span: (start, end + 2) });
            rest = &inner[end + 1..];
        } else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            tokens.push(Token { text: rest[..end].to_owned(), quoted: false, span: (start, end) });
            rest = &rest[end..];
        }
    }
}

/// Reads a command that is an act: the body, the phrase, then fields in any order.
pub fn act(agreement: &Agreement, tokens: &[Token], problems: &mut Problems) -> Option<Draft> {
    let first = tokens.first()?;
    let span = (first.span.0, tokens.last().map_or(first.span.1, |last| last.span.0 + last.span.1 - first.span.0));
    let Some(author) = agreement.body(&first.text) else {
        let known = agreement.bodies.iter().map(|body| body.id.as_str()).chain(DIRECTIVES.iter().copied());
        problems.add(first.span, nearest(Message::new("unknown-body").text("id", &first.text), &first.text, known));
        return None;
    };
    let Some((kind, length)) = phrase(&tokens[1..]) else {
        let given: Vec<&str> = tokens[1..].iter().take(2).map(|token| token.text.as_str()).collect();
        let said = Message::new("unknown-act").text("name", given.join(" "));
        problems.add(span, nearest(said, &given.join(" "), ActKind::ALL.iter().map(|kind| kind.phrase())));
        return None;
    };
    let given = fields(kind, &tokens[1 + length..]);
    let texts = tokens.iter().filter(|token| token.quoted).map(|token| token.text.clone()).collect();
    let read = Draft::read(agreement, kind, author, draft::own_log(agreement, author), given, span, problems)?;
    Some(Draft { texts, ..read })
}

/// The act whose phrase the tokens begin with: the longest.
fn phrase(tokens: &[Token]) -> Option<(ActKind, usize)> {
    let begins = |kind: &ActKind| {
        let words: Vec<&str> = kind.phrase().split(' ').collect();
        let same =
            words.len() <= tokens.len() && words.iter().zip(tokens).all(|(word, token)| *word == token.text && !token.quoted);
        same.then_some((*kind, words.len()))
    };
    ActKind::ALL.iter().filter_map(begins).max_by_key(|(_, length)| *length)
}

/// Groups tokens under the field names among them; words before the first name belong to the act's first field.
fn fields(kind: ActKind, tokens: &[Token]) -> Vec<(String, Raw)> {
    let is_name = |token: &Token| !token.quoted && (draft::is_frame(&token.text) || kind.fields().contains(&token.text.as_str()));
    let mut given: Vec<(String, Raw)> = Vec::new();
    for token in tokens {
        if is_name(token) {
            given.push((token.text.clone(), Raw { words: Vec::new(), span: token.span }));
            continue;
        }
        if given.is_empty() {
            let name = kind.fields().first().copied().unwrap_or("").to_owned();
            given.push((name, Raw { words: Vec::new(), span: token.span }));
        }
        let (_, raw) = given.last_mut().expect("a field was just begun");
        if token.quoted {
            raw.words.push(token.text.clone());
        } else {
            raw.words.extend(token.text.split(',').filter(|word| !word.is_empty()).map(str::to_owned));
        }
        raw.span.1 = token.span.0 + token.span.1 - raw.span.0;
    }
    given
}
