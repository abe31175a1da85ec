//! Commands about files: reading a text, checking a rule file, the folders of agreements.

use super::{AgreementsAction, Done, Options, say};
use crate::book::{Book, Stopped};
use crate::failure::{self, Failure};
use crate::folder;
use agreement::message::Message;
use std::path::Path;
use words::Language;
use words::tell::{Columns, problems};

/// `read FILE`: the structure of a text, and its problems.
pub fn read_text(options: &Options, file: &str) -> Result<Done, Stopped> {
    let bytes = failure::read(file)?;
    let reading = documents::read_bytes(&bytes);
    let text = String::from_utf8_lossy(&bytes);
    if options.json {
        let parts = reading.text.parts();
        let part = |part: &documents::Part<'_>| serde_json::json!({"id": part.id.to_string(), "hash": part.hash.to_string(), "from": part.span.start, "to": part.span.end});
        let found: Vec<_> = reading
            .problems
            .iter()
            .map(|p| serde_json::json!({"line": p.line, "column": p.column, "says": p.to_string()}))
            .collect();
        let value = serde_json::json!({"profile": documents::PROFILE, "parts": parts.iter().map(part).collect::<Vec<_>>(), "problems": found});
        let code = u8::from(reading.problems.iter().any(|p| p.severity() == documents::Severity::Error));
        return Ok(Done { lines: vec![serde_json::to_string_pretty(&value).expect("plain data")], code });
    }
    let mut columns = Columns::default();
    for provision in &reading.text.provisions {
        let heading = provision.heading.clone().unwrap_or_default();
        let items =
            if provision.items.is_empty() { String::new() } else { count(options.lang, "read-items", provision.items.len()) };
        let hash = provision.hash.to_string();
        columns.0.push(vec![
            provision.id.to_string(),
            provision.printed.clone().unwrap_or_default(),
            heading,
            items,
            hash[..16].to_owned(),
        ]);
    }
    let mut lines = vec![summary(options.lang, &reading.text)];
    lines.extend(columns.lines(2));
    for signatory in &reading.text.signatories {
        lines.push(format!("  {}", say(options.lang, &Message::new("read-signatory").text("name", &signatory.name))));
    }
    for problem in &reading.problems {
        lines.push(format!("{file}:{problem}"));
        lines.extend(problems::excerpt(&text, problem.offset, 1));
    }
    let errors = reading.problems.iter().filter(|problem| problem.severity() == documents::Severity::Error).count();
    Ok(Done { lines, code: u8::from(errors > 0) })
}

fn count(language: Language, key: &'static str, count: usize) -> String {
    say(language, &Message::new(key).number("count", count as i64))
}

fn summary(language: Language, text: &documents::AgreementText) -> String {
    let of = |kind| text.provisions.iter().filter(|provision| provision.kind == kind).count() as i64;
    let said = Message::new("read-summary")
        .number("chapters", text.chapters.len() as i64)
        .number("articles", of(documents::ProvisionKind::Article))
        .number("finals", of(documents::ProvisionKind::Final))
        .number("signatories", text.signatories.len() as i64);
    say(language, &said)
}

/// `check FILE.kdl`: every problem of a rule file at once.
pub fn check(options: &Options, file: &str) -> Result<Done, Stopped> {
    let text = String::from_utf8_lossy(&failure::read(file)?).into_owned();
    let stopped = |problems| Stopped::File { name: file.to_owned(), text: text.clone(), problems };
    let agreement = agreement::Agreement::read(&text).map_err(stopped)?;
    let said = Message::new("check-good")
        .text("id", &agreement.id)
        .number("rules", agreement.rules.len() as i64)
        .number("entries", agreement.entries.len() as i64)
        .text("digest", agreement.digest.to_string());
    let line = if options.json { agreement.canonical } else { say(options.lang, &said) };
    Ok(Done::ok(vec![line]))
}

/// `agreements`: those that are shipped; `agreements new ID` begins a folder.
pub fn agreements(options: &Options, action: Option<&AgreementsAction>) -> Result<Done, Stopped> {
    if let Some(AgreementsAction::New { id }) = action {
        return begin(options, id);
    }
    let mut columns = Columns::default();
    for id in folder::shipped() {
        let book = Book::open(&id)?;
        let vocabulary = book.vocabulary(options.lang)?;
        let title = vocabulary.title().map_or(String::new(), |(title, _)| title.to_owned());
        columns.0.push(vec![id, title]);
    }
    Ok(Done::ok(columns.lines(0)))
}

/// Writes the smallest folder that loads, for a person to go on with.
fn begin(options: &Options, path: &str) -> Result<Done, Stopped> {
    let folder = Path::new(path);
    let id = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_') {
        return Err(Failure::Name { id }.into());
    }
    if folder.exists() {
        return Err(Failure::Exists { path: folder.into() }.into());
    }
    failure::write(&folder.join("rules.kdl"), NEW_RULES.replace("NEW", &id).as_bytes())?;
    failure::write(&folder.join("facts.kdl"), NEW_FACTS.as_bytes())?;
    for language in Language::ALL {
        let words = NEW_WORDS.replace("LANG", language.tag()).replace("NEW", &id);
        failure::write(&folder.join(folder::words_file(language)), words.as_bytes())?;
    }
    Book::open(path)?;
    Ok(Done::ok(vec![say(options.lang, &Message::new("agreement-begun").text("path", path))]))
}

const NEW_RULES: &str = "\
// The rules of this agreement. `counterpart check` names every problem; `counterpart schema` lists the vocabulary.
agreement NEW format=1 utc_offset_hours=0

provision preamble
provision art_1

party first_party cite=preamble
party second_party cite=preamble
group both cite=preamble { members first_party second_party }

decision both_consent voters=both form=signature cite=art_1 { needs { unanimity } }
entry_into_force cite=art_1 { signature by=both }
term cite=art_1 { years 5 }
amendment cite=art_1 decision=both_consent
";

const NEW_FACTS: &str = "\
// The public record of this agreement: each fact with its day, its source and how good the evidence is.
// sign by=first_party occurred=\"2020-01-31\" source=\"where it can be read\" evidence=official
";

const NEW_WORDS: &str = "\
words lang=LANG {
    label agreement \"NEW\"
    name first_party \"first_party\"
    name second_party \"second_party\"
}
";
