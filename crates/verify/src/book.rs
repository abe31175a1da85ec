//! The agreement that a founding names: its rules and its vocabulary, from the folder given or as shipped with this program.

use crate::fault::{Fault, What};
use agreement::problem::{Problems, line_of};
use agreement::{Agreement, Calendars};
use counterpart::Founding;
use rust_embed::RustEmbed;
use std::path::Path;
use words::{Language, Vocabulary};

#[derive(RustEmbed)]
#[folder = "../../agreements/"]
struct Shipped;

#[derive(RustEmbed)]
#[folder = "../../calendars/"]
struct ShippedCalendars;

/// The agreement, and how its things are called.
pub struct Book {
    /// The rules.
    pub agreement: Agreement,
    /// The vocabularies, as text, of the languages that there are.
    words: Vec<(Language, String)>,
}

impl Book {
    /// The agreement that `founding` names, from `folder` if one is given. It must have the rules and parties of the founding.
    pub fn open(founding: &Founding, folder: Option<&Path>) -> Result<Book, Fault> {
        let id = &founding.agreement;
        let (text, file) = match folder {
            Some(folder) => (on_disk(&folder.join("rules.kdl")), folder.join("rules.kdl").to_string_lossy().into_owned()),
            None => (shipped(&format!("{id}/rules.kdl")), format!("agreements/{id}/rules.kdl")),
        };
        let text = text.ok_or_else(|| Fault::of(What::AgreementMissing, &file))?;
        let agreement = Agreement::read(&text).map_err(|problems| {
            let line = problems.0.first().map_or(String::new(), |problem| line_of(&text, problem.offset).to_owned());
            Fault::of(What::AgreementWrong, &file).because(line.trim())
        })?;
        match founding.misfits(&agreement).first() {
            Some(misfit) => Err(Fault::of(What::AgreementOther, &file).because(format!("{misfit:?}"))),
            None => Ok(Book { agreement, words: words_of(id, folder) }),
        }
    }

    /// The vocabulary in `language`, or the first that there is.
    pub fn vocabulary(&self, language: Language) -> Vocabulary {
        let text = self.words.iter().find(|(known, _)| *known == language).or(self.words.first());
        text.map_or(Vocabulary::default(), |(_, text)| Vocabulary::read(text, &mut Problems::default()))
    }
}

/// The calendars that are shipped.
pub fn calendars() -> Calendars {
    let mut calendars = Calendars::default();
    for path in ShippedCalendars::iter().filter(|path| path.ends_with(".kdl")) {
        let text = ShippedCalendars::get(&path).map(|file| String::from_utf8_lossy(&file.data).into_owned());
        calendars.add(&text.unwrap_or_default(), &mut Problems::default());
    }
    calendars
}

fn words_of(id: &str, folder: Option<&Path>) -> Vec<(Language, String)> {
    let read = |language: Language| {
        let name = format!("words/{}.kdl", language.tag());
        let text = folder.map_or_else(|| shipped(&format!("{id}/{name}")), |folder| on_disk(&folder.join(&name)));
        text.map(|text| (language, text))
    };
    Language::ALL.into_iter().filter_map(read).collect()
}

fn shipped(path: &str) -> Option<String> {
    Shipped::get(path).map(|file| String::from_utf8_lossy(&file.data).into_owned())
}

fn on_disk(path: &Path) -> Option<String> {
    std::fs::read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
