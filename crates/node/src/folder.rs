//! Folders of agreements: those that are shipped inside the program, and those on a disk.

use crate::failure::{Failure, read};
use rust_embed::RustEmbed;
use std::path::{Path, PathBuf};
use words::Language;

#[derive(RustEmbed)]
#[folder = "../../agreements/"]
struct Shipped;

#[derive(RustEmbed)]
#[folder = "../../calendars/"]
struct ShippedCalendars;

/// The founding agreement: the default of every question.
pub const FOUNDING: &str = "greater_bay_area_2017";

/// The files of one agreement, as text.
#[derive(Clone, Debug)]
pub struct Folder {
    /// The name of the folder.
    pub id: String,
    /// Where it stands, for messages.
    pub place: String,
    /// `rules.kdl`
    pub rules: String,
    /// `facts.kdl`; empty if there is none.
    pub facts: String,
    words: Vec<(Language, String)>,
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The names of the shipped agreements, sorted.
pub fn shipped() -> Vec<String> {
    let mut names: Vec<String> = Shipped::iter().filter_map(|path| path.strip_suffix("/rules.kdl").map(str::to_owned)).collect();
    names.sort();
    names
}

/// The texts of the shipped calendars, with their names.
pub fn calendars() -> Vec<(String, String)> {
    let read = |path: &str| ShippedCalendars::get(path).map(|file| (path.to_owned(), text(&file.data)));
    ShippedCalendars::iter().filter(|path| path.ends_with(".kdl")).filter_map(|path| read(&path)).collect()
}

impl Folder {
    /// The folder named by `what`: a folder on a disk that has a `rules.kdl`, else a shipped agreement.
    pub fn open(what: &str) -> Result<Folder, Failure> {
        if Path::new(what).is_dir() { Folder::on_disk(Path::new(what)) } else { Folder::shipped(what) }
    }

    fn shipped(id: &str) -> Result<Folder, Failure> {
        let file = |name: &str| Shipped::get(&format!("{id}/{name}")).map(|file| text(&file.data));
        let rules = file("rules.kdl").ok_or_else(|| Failure::NoAgreement { id: id.to_owned(), known: shipped().join(", ") })?;
        Ok(Folder {
            id: id.to_owned(),
            place: format!("agreements/{id}"),
            rules,
            facts: file("facts.kdl").unwrap_or_default(),
            words: Language::ALL.into_iter().filter_map(|language| Some((language, file(&words_file(language))?))).collect(),
        })
    }

    fn on_disk(folder: &Path) -> Result<Folder, Failure> {
        let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
        let file = |name: &str| Path::new(&path(name)).is_file().then(|| read(&path(name)).map(|bytes| text(&bytes))).transpose();
        let rules = file("rules.kdl")?;
        let missing = || Failure::Incomplete { folder: folder.to_string_lossy().into_owned(), file: "rules.kdl".to_owned() };
        let mut words = Vec::new();
        for language in Language::ALL {
            words.extend(file(&words_file(language))?.map(|text| (language, text)));
        }
        Ok(Folder {
            id: folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            place: folder.to_string_lossy().into_owned(),
            rules: rules.ok_or_else(missing)?,
            facts: file("facts.kdl")?.unwrap_or_default(),
            words,
        })
    }

    /// The vocabulary of a language; none if the folder has no file for it.
    pub fn words(&self, language: Language) -> Option<&str> {
        self.words.iter().find(|(known, _)| *known == language).map(|(_, text)| text.as_str())
    }
}

/// The file of a language's vocabulary within a folder.
pub fn words_file(language: Language) -> String {
    format!("words/{}.kdl", language.tag())
}

/// Where this user's own data stand: `$XDG_DATA_HOME/counterpart`, else `~/.local/share/counterpart`.
pub fn data_home() -> PathBuf {
    let home = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share")));
    home.unwrap_or_else(|| PathBuf::from(".")).join("counterpart")
}
