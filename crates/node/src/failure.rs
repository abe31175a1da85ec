//! What can fail outside: files that cannot be read or written, and agreements that are not there.

use std::path::PathBuf;

/// The world failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A file could not be read.
    #[error("cannot read {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file could not be written.
    #[error("cannot write {path}")]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// There is no such agreement.
    #[error("there is no agreement `{id}`; there are: {known}")]
    NoAgreement {
        /// What was asked for.
        id: String,
        /// Those that are shipped.
        known: String,
    },
    /// A folder lacks a file that every agreement has.
    #[error("{folder} has no {file}")]
    Incomplete {
        /// The folder.
        folder: String,
        /// The missing file.
        file: String,
    },
    /// A name that cannot be that of an agreement.
    #[error("`{id}` is no name for an agreement: use lower-case letters, digits and `_`")]
    Name {
        /// The name.
        id: String,
    },
    /// A folder that is already there.
    #[error("{path} is already there")]
    Exists {
        /// The folder.
        path: PathBuf,
    },
}

impl Failure {
    /// Whether the command named what is not there, or what cannot be: no failure of the world.
    pub fn is_wrong_use(&self) -> bool {
        matches!(self, Failure::NoAgreement { .. } | Failure::Name { .. } | Failure::Exists { .. })
    }
}

/// Reads a whole file, or standard input for `-`.
pub fn read(path: &str) -> Result<Vec<u8>, Failure> {
    let read = if path == "-" {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    read.map_err(|source| Failure::Read { path: path.into(), source })
}

/// Writes a whole file; the folder is made if it is not there.
pub fn write(path: &std::path::Path, bytes: &[u8]) -> Result<(), Failure> {
    let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::write(path, bytes)).map_err(|source| Failure::Write { path: path.into(), source })
}
