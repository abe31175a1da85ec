//! The founding under which a folder is checked: given by whoever checks, or as it stands beside the journal.

use crate::fault::{Fault, What};
use counterpart::Founding;
use std::path::{Path, PathBuf};

/// The name of the file.
const FOUNDING: &str = "founding.txt";

/// The founding that was given, else the one in the folder or beside it. If both are there they must be the same.
pub fn open(folder: &Path, given: Option<&Path>) -> Result<Founding, Fault> {
    let beside: Vec<PathBuf> = [Some(folder), folder.parent()].into_iter().flatten().map(|at| at.join(FOUNDING)).collect();
    let found = beside.iter().find(|path| path.is_file());
    let Some(path) = given.or(found.map(PathBuf::as_path)) else {
        return Err(Fault::of(What::FoundingMissing, FOUNDING));
    };
    let founding = read(path)?;
    match found.filter(|_| given.is_some()) {
        Some(found) if read(found)? != founding => Err(Fault::of(What::FoundingOther, &name(found))),
        _ => Ok(founding),
    }
}

fn read(path: &Path) -> Result<Founding, Fault> {
    let bytes = std::fs::read(path).map_err(|error| Fault::of(What::Unreadable, &name(path)).because(error))?;
    Founding::parse(&String::from_utf8_lossy(&bytes)).map_err(|problems| {
        let first = problems.first().expect("what cannot be read has a problem");
        Fault::of(What::FoundingWrong, &name(path)).because(format!("line {}: {:?}", first.line, first.fault))
    })
}

fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
