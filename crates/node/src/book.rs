//! A book: one agreement read whole (rules, words, calendars, facts), from which questions are answered.

use crate::failure::Failure;
use crate::folder::{self, Folder};
use agreement::events::Draft;
use agreement::events::{facts, json, script};
use agreement::problem::Problems;
use agreement::refusal::Refused;
use agreement::state::{Ruling, State};
use agreement::{Agreement, Calendars};
use jiff::civil::Date;
use std::sync::OnceLock;
use words::{Language, Vocabulary};

/// An agreement with everything that is needed to ask about it.
pub struct Book {
    /// Its files.
    pub folder: Folder,
    /// Its rules.
    pub agreement: Agreement,
    /// The calendars of working days.
    pub calendars: Calendars,
    vocabularies: [OnceLock<Vocabulary>; Language::ALL.len()],
}

/// What stopped a reading: the world, or problems in a file, with its name and text.
#[derive(Debug)]
pub enum Stopped {
    /// The world failed.
    World(Failure),
    /// The command was used wrongly: what to do instead.
    Use(String),
    /// A file has problems.
    File {
        /// The file's name.
        name: String,
        /// Its text.
        text: String,
        /// The problems.
        problems: Problems,
    },
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Stopped {
        Stopped::World(failure)
    }
}

/// What became of a draft that was laid before the record.
pub type Judged = (agreement::act::Event, Result<Ruling, Refused>);

impl Book {
    /// Opens the agreement named by `what`: a shipped one or a folder.
    pub fn open(what: &str) -> Result<Book, Stopped> {
        Book::of(Folder::open(what)?)
    }

    /// Reads a folder.
    pub fn of(folder: Folder) -> Result<Book, Stopped> {
        let file = |name: &str, text: &str, problems| Stopped::File {
            name: format!("{}/{name}", folder.place),
            text: text.to_owned(),
            problems,
        };
        let agreement = Agreement::read(&folder.rules).map_err(|problems| file("rules.kdl", &folder.rules, problems))?;
        let mut calendars = Calendars::default();
        for (name, text) in folder::calendars() {
            let mut problems = Problems::default();
            calendars.add(&text, &mut problems);
            assert!(problems.is_empty(), "the shipped calendar {name} has problems: {problems:?}");
        }
        Ok(Book { folder, agreement, calendars, vocabularies: Default::default() })
    }

    /// The vocabulary in `language`; where the folder has none, the first that it has.
    pub fn vocabulary(&self, language: Language) -> Result<Vocabulary, Stopped> {
        let have = |language| self.folder.words(language).map(|text| (language, text));
        let Some((found, text)) = have(language).or_else(|| Language::ALL.into_iter().find_map(have)) else {
            return Ok(Vocabulary::default());
        };
        let mut problems = Problems::default();
        let vocabulary = Vocabulary::read(text, &mut problems);
        if problems.is_empty() {
            return Ok(vocabulary);
        }
        let name = format!("{}/{}", self.folder.place, folder::words_file(found));
        Err(Stopped::File { name, text: text.to_owned(), problems })
    }

    /// The same, read once for all who ask; none of it where it cannot be read.
    pub fn vocabulary_at_hand(&self, language: Language) -> &Vocabulary {
        self.vocabularies[language.index()].get_or_init(|| self.vocabulary(language).unwrap_or_default())
    }

    /// The facts of the folder.
    pub fn facts(&self) -> Result<Vec<Draft>, Stopped> {
        let text = &self.folder.facts;
        let name = format!("{}/facts.kdl", self.folder.place);
        facts::read(&self.agreement, text).map_err(|problems| Stopped::File { name, text: text.clone(), problems })
    }

    /// Lays drafts before `state` one after another.
    pub fn fold(&self, state: &mut State<'_>, drafts: &[Draft], today: Date) -> Vec<Judged> {
        let judge = |draft: &Draft| {
            let event = draft.event(state, today);
            let judged = state.fold(event.clone());
            (event, judged)
        };
        drafts.iter().map(judge).collect()
    }

    /// The drafts of a file of events: facts in KDL, JSON, or the acts of a script with the days on which they stand.
    pub fn drafts(&self, name: &str, text: &str) -> Result<Vec<Draft>, Stopped> {
        let stopped = |problems| Stopped::File { name: name.to_owned(), text: text.to_owned(), problems };
        let first = text.trim_start().chars().next();
        match first {
            Some('[') => json::read(&self.agreement, text).map_err(stopped),
            Some('>' | '#') => self.script_drafts(text).map_err(stopped),
            _ => facts::read(&self.agreement, text).map_err(stopped),
        }
    }

    fn script_drafts(&self, text: &str) -> Result<Vec<Draft>, Problems> {
        let mut problems = Problems::default();
        let (mut drafts, mut today) = (Vec::new(), None);
        for (_, line) in script::lines(text, &mut problems) {
            let script::Line::Command(tokens, _) = line else { continue };
            match tokens.first().map(|token| token.text.as_str()) {
                Some("on") => today = tokens.get(1).and_then(|token| token.text.parse::<Date>().ok()),
                Some(word) if script::DIRECTIVES.contains(&word) => {}
                Some(_) => {
                    let draft = script::act(&self.agreement, &tokens, &mut problems);
                    // A correction bears the day of what it corrects, which only the record knows.
                    let day = |draft: &Draft| today.filter(|_| !matches!(draft.act, agreement::act::Act::Correct { .. }));
                    let dated = |draft: Draft| {
                        let occurred = draft.occurred.or_else(|| day(&draft));
                        Draft { recorded: draft.recorded.or(today), occurred, ..draft }
                    };
                    drafts.extend(draft.map(dated));
                }
                None => {}
            }
        }
        if problems.is_empty() { Ok(drafts) } else { Err(problems) }
    }
}
