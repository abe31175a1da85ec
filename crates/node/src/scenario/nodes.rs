//! Scenarios with nodes: each party's node is a process over a folder of its own, and the story is played on all of them.
//!
//! What an official reads is what the nodes themselves answered: an act is laid before the node of its author, and every question is put
//! to every node that runs.

pub(crate) mod found;
mod line;
pub(crate) mod machine;
mod script;
pub(crate) mod seen;
pub(crate) mod stage;
mod tell;

pub use script::{Script, needs_nodes, node_word};

use crate::book::Book;
use stage::Stage;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tell::Teller;
use words::{Language, Vocabulary, Words};

/// The story that is played when none is named.
pub const FOUR_NODES: &str = include_str!("../../../../scenarios/four_nodes.scenario");

/// How long anything is waited for: many times what it takes on a busy machine.
const WAIT_MAX: Duration = Duration::from_secs(60);
/// How often is looked while waiting.
const LOOK: Duration = Duration::from_millis(50);

/// Why a story came to no end.
#[derive(Debug, thiserror::Error)]
pub enum PlayFault {
    /// A file or a process.
    #[error("{what}")]
    Io {
        /// What was tried.
        what: String,
        /// Why not.
        source: std::io::Error,
    },
    /// A command that should have been answered.
    #[error("`counterpart {command}`: {said}")]
    Command {
        /// The command.
        command: String,
        /// What it said.
        said: String,
    },
    /// A node that ended by itself.
    #[error("the node of {name} ended; its log ends:\n{log}")]
    Ended {
        /// Whose.
        name: String,
        /// The last lines of its log.
        log: String,
    },
    /// Something that never came.
    #[error("waited in vain: {what}\n{found}")]
    Waited {
        /// For what.
        what: String,
        /// What the nodes said last.
        found: String,
    },
}

impl PlayFault {
    pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> PlayFault {
        let what = what.into();
        move |source| PlayFault::Io { what, source }
    }
}

/// Where a story is played.
pub struct Place<'a> {
    /// The program that each node runs.
    pub program: &'a Path,
    /// The folder that holds the nodes' folders; it is made, and stays.
    pub folder: PathBuf,
}

/// Plays a script once, and gives its transcript in each of the languages. `heard` is told each line of each of them as it comes.
pub fn play(
    script: &Script,
    languages: &[Language],
    place: &Place<'_>,
    heard: &mut dyn FnMut(Language, &str),
) -> Result<Vec<(Language, String)>, PlayFault> {
    let book = &script.book;
    let vocabularies = vocabularies(book, languages);
    let words =
        vocabularies.iter().map(|(language, vocabulary)| Words::new(*language, &book.agreement, vocabulary)).collect::<Vec<_>>();
    let mut teller = Teller::new(&words, heard);
    let mut stage = Stage::new(book, place, script.day);
    for (line, step) in &script.lines {
        teller.line(line);
        if let Some(step) = step {
            stage.step(step, &mut teller)?;
        }
    }
    stage.end();
    Ok(teller.texts())
}

fn vocabularies(book: &Book, languages: &[Language]) -> Vec<(Language, Vocabulary)> {
    languages.iter().map(|language| (*language, book.vocabulary(*language).unwrap_or_default())).collect()
}

/// Looks until there is something to be seen. `found` tells what was seen last, if it never comes.
pub(crate) fn await_until<T>(
    what: &str,
    mut look: impl FnMut() -> Result<Option<T>, PlayFault>,
    found: impl FnOnce() -> String,
) -> Result<T, PlayFault> {
    let end = Instant::now() + WAIT_MAX;
    loop {
        if let Some(seen) = look()? {
            return Ok(seen);
        }
        if Instant::now() > end {
            return Err(PlayFault::Waited { what: what.to_owned(), found: found() });
        }
        std::thread::sleep(LOOK);
    }
}
