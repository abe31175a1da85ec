//! Attaching the official text: the user's own file is compared, provision by provision, with the hashes that the rule
//! file rests on. The text goes to the user's data folder, never into an agreement's.

use super::{Done, Options};
use crate::book::{Book, Stopped};
use crate::official_text::{self, compare, key, stands};
use crate::serve::call::chain;
use crate::{failure, folder, home};
use agreement::message::Message;
use documents::Likeness;
use std::path::{Path, PathBuf};
use words::Words;
use words::tell::Columns;

/// The text of this machine for an agreement.
fn attached(id: &str) -> PathBuf {
    official_text::path(&folder::data_home().join(id))
}

/// `attach FILE`, for questions at the command line; with a node's folder, for its pages.
pub fn attach(options: &Options, file: &str, node: Option<&Path>) -> Result<Done, Stopped> {
    let book = match node {
        None => Book::open(&options.agreement)?,
        Some(folder) => match home::config(folder).and_then(|config| home::book(&config)) {
            Ok(book) => book,
            Err(fault) => return Ok(Done::refused(vec![chain(&fault)])),
        },
    };
    let vocabulary = book.vocabulary(options.lang)?;
    let words = Words::new(options.lang, &book.agreement, &vocabulary);
    let bytes = failure::read(file)?;
    let compared = compare(&book.agreement, &bytes);
    if !official_text::is_alike(&compared) {
        return Ok(Done::refused(vec![words.say(&Message::new("attach-nothing-alike").text("file", file))]));
    }
    failure::write(&node.map_or_else(|| attached(&book.agreement.id), official_text::path), &bytes)?;
    let mut columns = Columns::default();
    for (id, likeness) in &compared {
        let touched = rules_on(&book.agreement, id, likeness);
        columns.0.push(vec![id.clone(), vocabulary.name(id), words.key(key(*likeness)), touched.join(" ")]);
    }
    let same = compared.iter().filter(|(_, likeness)| stands(*likeness)).count();
    let said = Message::new("attach-done").number("same", same as i64).number("all", compared.len() as i64);
    let mut lines = columns.lines(0);
    lines.push(words.say(&said));
    Ok(if same == compared.len() { Done::ok(lines) } else { Done::refused(lines) })
}

/// The rules that rest on a provision whose words changed.
fn rules_on(agreement: &agreement::Agreement, id: &str, likeness: &Likeness) -> Vec<String> {
    if stands(*likeness) {
        return Vec::new();
    }
    let rests = |cite: &str| cite == id || cite.starts_with(&format!("{id}."));
    agreement.rules.iter().filter(|rule| rests(agreement.cite(rule.cite))).map(|rule| rule.id.clone()).collect()
}

/// Whether the words behind `id` (a provision, or a rule that rests on one) need review, where a text is attached.
pub fn review(words: &Words<'_>, id: &str) -> Result<Vec<String>, Stopped> {
    let agreement = words.agreement;
    let path = attached(&agreement.id);
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let rule = agreement.rule_id(id.split('/').next().unwrap_or(id)).map(|rule| agreement.cite(agreement.rule(rule).cite));
    let provision = rule.unwrap_or(id).split('.').next().unwrap_or(id);
    let bytes = failure::read(&path.to_string_lossy())?;
    let changed = compare(agreement, &bytes).into_iter().any(|(cited, likeness)| cited == provision && !stands(likeness));
    Ok(if changed { vec![words.key("why-needs-review")] } else { Vec::new() })
}
