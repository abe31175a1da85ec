//! The programs that are measured, in their release build, and how what they print is read.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::repository::{root, target};

/// Where the programs are, and where a proof may put its folders.
pub struct Programs {
    release: PathBuf,
    /// A folder of the proof's own, under the build's folder and so on its disk.
    pub place: PathBuf,
}

impl Programs {
    /// Builds what is measured.
    pub fn build() -> Result<Programs> {
        let node = [
            "--bins",
            "--example",
            "node_acts",
            "--example",
            "leaves_for_git",
            "--example",
            "large_record",
            "--example",
            "measure",
        ];
        built(&[&["--package", "node", "--package", "verify"], &node[..]].concat())?;
        // Apart: what its tests need beside would have all the others built another way.
        built(&["--package", "counterpart", "--example", "fold"])?;
        let target = target();
        let place = target.join("prove_record");
        std::fs::create_dir_all(&place).with_context(|| format!("cannot make {}", place.display()))?;
        Ok(Programs { release: target.join("release"), place })
    }

    /// A program of a package.
    pub fn program(&self, name: &str) -> Command {
        Command::new(self.release.join(name))
    }

    /// An example.
    pub fn example(&self, name: &str) -> Command {
        Command::new(self.release.join("examples").join(name))
    }

    /// A folder of the proof that does not exist yet: what an earlier run left there is removed.
    pub fn fresh(&self, name: &str) -> Result<PathBuf> {
        let folder = self.place.join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
        }
        Ok(folder)
    }

    /// The folder of the large record, made once: minutes of signing.
    pub fn large_record(&self) -> Result<PathBuf> {
        let folder = self.place.join("large_record");
        if !folder.join("founding.txt").exists() {
            println!("making a record of 1,010,000 acts");
            let folder = self.fresh("large_record")?;
            told(self.example("large_record").arg(&folder).arg("100000"))?;
        }
        Ok(folder)
    }
}

fn built(what: &[&str]) -> Result<()> {
    let mut build = Command::new("cargo");
    build.args(["build", "--quiet", "--release"]).args(what).current_dir(root());
    ensure!(build.status().context("cargo did not start")?.success(), "the programs could not be built");
    Ok(())
}

/// Runs a command from the root of the repository and gives what it printed; an error if it fails.
pub fn told(command: &mut Command) -> Result<String> {
    let name = Path::new(command.get_program()).display().to_string();
    let output = command.current_dir(root()).stdin(Stdio::null()).output().with_context(|| format!("{name} did not start"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(output.status.success(), "{name} failed:\n{said}{}", String::from_utf8_lossy(&output.stderr));
    Ok(said)
}

/// The number that stands behind `before` and in front of `after`; with nothing before it, at the beginning of a line.
pub fn number(text: &str, before: &str, after: &str) -> Result<f64> {
    let (lines, before) = (format!("\n{text}"), if before.is_empty() { "\n" } else { before });
    let found = lines.split(before).skip(1).find_map(|rest| {
        let (number, _) = rest.split_once(after)?;
        number.trim().parse().ok()
    });
    found.with_context(|| format!("there is no number between `{before}` and `{after}` in:\n{text}"))
}

/// A whole number with commas between thousands.
pub fn whole(number: f64) -> String {
    let digits = format!("{number:.0}");
    let parts = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect::<Vec<_>>();
    parts.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_between_their_words_and_written_with_commas() {
        let text = "alone: 12 acts/s, p50 1.5 ms\n64 at once: 7000 acts/s, p50 3 ms";
        assert_eq!(number(text, "64 at once: ", " acts/s").unwrap(), 7000.0);
        assert_eq!(number(text, "p50 ", " ms").unwrap(), 1.5);
        assert!(number(text, "p99 ", " ms").is_err());
        assert_eq!(number("1010005 acts checked in 40.9 s", "", " acts checked").unwrap(), 1_010_005.0);
        assert!(number(text, "", " acts/s").is_err());
        assert_eq!((whole(7.2), whole(1_010_000.0), whole(999.0)), ("7".to_owned(), "1,010,000".to_owned(), "999".to_owned()));
    }
}
