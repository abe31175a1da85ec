//! Writing the public side to a folder: the same files as the node serves, for a server that has nothing to do with the record.

use super::Recorder;
use crate::errand::Told;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use web::public::Files;
use words::Language;

/// By which file a folder is known to be one of ours.
const OURS: &str = "data/publications.json";

impl Recorder<'_> {
    /// Writes them into a new folder, or over those of an earlier time; what is no more published goes.
    pub(super) fn publish(&self, to: &Path, now: u64) -> Told {
        let files = self.public_files(now);
        match write(&files, to) {
            Ok(gone) => Told::lines(vec![format!("{}: {} files, {gone} no longer there", to.display(), files.len())]),
            Err(error) => Told::refused(vec![format!("{}: {error}", to.display())]),
        }
    }
}

/// How many files of an earlier time were taken away.
fn write(files: &Files, to: &Path) -> io::Result<usize> {
    let is_empty = std::fs::read_dir(to).map_or(true, |mut within| within.next().is_none());
    if !is_empty && !to.join(OURS).is_file() {
        return Err(io::Error::other("holds other things; name a new folder, or one that `publish` has written"));
    }
    for (path, file) in files {
        let path = to.join(path);
        if std::fs::read(&path).is_ok_and(|known| known == file.bytes) {
            continue;
        }
        std::fs::create_dir_all(path.parent().expect("a file of the folder"))?;
        // Whoever reads meanwhile reads the old file or the new one.
        let new = path.with_extension("new");
        std::fs::write(&new, &file.bytes)?;
        std::fs::rename(&new, &path)?;
    }
    let wanted: BTreeSet<PathBuf> = files.keys().map(|path| to.join(path)).collect();
    let own = Language::ALL.map(Language::tag).into_iter().chain(["data"]);
    let mut gone = 0;
    for folder in own {
        gone += clear(&to.join(folder), &wanted)?;
    }
    Ok(gone)
}

/// Takes away what is not wanted in a folder of ours, and folders that are empty then.
fn clear(folder: &Path, wanted: &BTreeSet<PathBuf>) -> io::Result<usize> {
    let mut gone = 0;
    for entry in std::fs::read_dir(folder)? {
        let (path, kind) = entry.and_then(|entry| Ok((entry.path(), entry.file_type()?)))?;
        if kind.is_dir() {
            gone += clear(&path, wanted)?;
            // Fails where something is left in it, as it should.
            let _ = std::fs::remove_dir(&path);
        } else if !wanted.contains(&path) {
            std::fs::remove_file(&path)?;
            gone += 1;
        }
    }
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::public::File;

    fn files(of: &[(&str, &str)]) -> Files {
        let file = |text: &str| File { kind: "text/plain", bytes: text.as_bytes().to_vec() };
        of.iter().map(|(path, text)| ((*path).to_owned(), file(text))).collect()
    }

    #[test]
    fn a_folder_is_written_over_only_if_it_is_ours_and_holds_then_what_is_published_now() {
        let folder = std::env::temp_dir().join(format!("publish-{}", crate::hex::write(&crate::random::<8>())));
        let mut first = files(&[(OURS, "[]"), ("robots.txt", "x"), ("en/published/a/index.html", "a")]);
        first.extend(files(&[("zh-Hant/index.html", "一"), ("zh-Hans/index.html", "一"), ("pt/index.html", "um")]));
        assert_eq!(write(&first, &folder).expect("a new folder"), 0);
        std::fs::write(folder.join("CNAME"), "counterpart.example").expect("a file of somebody else");
        let mut second = first.clone();
        second.remove("en/published/a/index.html");
        second.extend(files(&[("en/index.html", "one")]));
        assert_eq!(write(&second, &folder).expect("our folder"), 1);
        assert!(!folder.join("en/published").exists() && folder.join("CNAME").exists());
        assert_eq!(std::fs::read(folder.join("en/index.html")).expect("a page"), b"one");
        std::fs::remove_file(folder.join(OURS)).expect("a file");
        assert!(write(&second, &folder).is_err(), "a folder of somebody else");
        std::fs::remove_dir_all(&folder).expect("our folder");
    }
}
