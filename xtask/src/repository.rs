//! The files of the repository as one value, so that every check is a function of text and can be shown a made-up tree.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// The folder of the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The folder of what is built, as cargo has it.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Every text file that is committed or would be, by its path from the root.
#[derive(Debug, Default)]
pub struct Repository {
    files: BTreeMap<String, String>,
}

impl Repository {
    /// Reads what git knows or would add. Files that are not text are kept as empty: their paths still count.
    pub fn read(root: &Path) -> Result<Self> {
        let listed = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(root)
            .output()
            .context("git did not run: install it (Debian: apt-get install -y git)")?;
        ensure!(listed.status.success(), "git ls-files failed in {}", root.display());
        let mut files = BTreeMap::new();
        for path in String::from_utf8_lossy(&listed.stdout).split('\0').filter(|path| !path.is_empty()) {
            // A deletion that is not staged yet is still listed.
            let Ok(bytes) = std::fs::read(root.join(path)) else {
                continue;
            };
            files.insert(path.to_owned(), String::from_utf8(bytes).unwrap_or_default());
        }
        Ok(Self { files })
    }

    /// A made-up repository, to show a check fail.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self { files: files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect() }
    }

    /// All files, by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The files under a folder whose name ends as given.
    pub fn under<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files().filter(move |(path, _)| path.starts_with(folder) && path.ends_with(ending))
    }

    /// One file's text.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Whether a file, or a folder with a file in it, has this path.
    pub fn has(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        self.files.contains_key(path) || self.files.keys().any(|file| file.starts_with(&folder))
    }

    /// The names of the folders directly under a folder (given with its final slash), in order.
    pub fn folders(&self, folder: &str) -> Vec<&str> {
        let below = self.files.keys().filter_map(|path| path.strip_prefix(folder)?.split_once('/'));
        let mut names = below.map(|(name, _)| name).collect::<Vec<_>>();
        names.dedup();
        names
    }

    /// Every line of the files whose name ends as given: path, number from 1, text.
    pub fn lines<'a>(&'a self, ending: &'a str) -> impl Iterator<Item = (&'a str, usize, &'a str)> {
        self.under("", ending).flat_map(|(path, text)| (1..).zip(text.lines()).map(move |(n, line)| (path, n, line)))
    }

    /// Whether a file or folder fits a name as documents write it. `*`, `{…}` and words in capitals stand for any
    /// name; a bare file name may be in any folder.
    pub fn fits(&self, name: &str) -> bool {
        let wanted = name.trim_end_matches('/').split('/').collect::<Vec<_>>();
        self.has(name)
            || self.files().any(|(path, _)| {
                let parts = path.split('/').collect::<Vec<_>>();
                let from = if wanted.len() == 1 { parts.len() - 1 } else { 0 };
                let parts = &parts[from..];
                parts.len() >= wanted.len() && wanted.iter().zip(parts).all(|(wanted, part)| part_fits(wanted, part))
            })
    }
}

/// Whether one step of a path fits one step of a written name.
fn part_fits(wanted: &str, part: &str) -> bool {
    let (stem, ending) = wanted.split_once('.').unwrap_or((wanted, ""));
    // Documents have names in capitals of their own.
    let capitals = !stem.is_empty() && ending != "md" && stem.chars().all(|c| c.is_ascii_uppercase() || c == '-');
    wanted == part || ((capitals || stem.contains(['*', '{', '<'])) && part.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_documents_fit_files_folders_and_placeholders() {
        let repository = Repository::of(&[("agreements/benelux/words/en.kdl", "a\nb\n")]);
        let fits = |name| repository.fits(name);
        assert!(fits("agreements/benelux/") && fits("agreements/ID/words/LANG.kdl") && fits("en.kdl"));
        assert!(fits("agreements/*/words") && fits("agreements/<id>/words/{en,pt}.kdl"));
        assert!(!fits("agreements/ID/rules.kdl") && !fits("words/en.kdl") && !fits("pt.kdl"));
        assert_eq!(repository.lines(".kdl").nth(1), Some(("agreements/benelux/words/en.kdl", 2, "b")));
        assert_eq!(repository.folders("agreements/"), ["benelux"]);
    }
}
