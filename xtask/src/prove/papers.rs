//! The letters in a word processor that is not ours: each is opened by LibreOffice, printed, and its text read back from the print.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::page;
use crate::repository::root;
use crate::system;

/// The test of the gate; it writes the letters into the folder that `LETTERS` names.
const TEST: &str = "five_letters_are_made_from_the_record_in_every_language";

/// Makes all letters, prints each, and writes down how many of their lines came back.
pub fn prove(_: &[&str]) -> Result<()> {
    system::ensure("soffice", &["--version"], "libreoffice-writer-nogui")?;
    system::ensure("pdftotext", &["-v"], "poppler-utils")?;
    let folder = std::env::temp_dir().join(format!("counterpart-letters-{}", std::process::id()));
    let proven = in_folder(&folder);
    let _ = std::fs::remove_dir_all(&folder);
    let body = proven?;
    print!("{body}");
    page("papers", "Letters in a word processor", &body)
}

fn in_folder(folder: &Path) -> Result<String> {
    let mut tests = Command::new(system::cargo());
    tests.args(["test", "--quiet", "--package", "web", "--test", "in_out", "--", "--exact", TEST]);
    let status = tests.env("LETTERS", folder).current_dir(root()).status().context("cargo did not start")?;
    ensure!(status.success(), "the letters were not made");
    let mut letters = std::fs::read_dir(folder)?.flatten().map(|file| file.path()).collect::<Vec<_>>();
    letters.retain(|path| path.extension().is_some_and(|extension| extension == "docx"));
    letters.sort();
    ensure!(letters.len() >= 20, "{} letters are too few: five in four languages were asked for", letters.len());
    let mut print = Command::new("soffice");
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    print.args(["--headless", &profile, "--convert-to", "pdf", "--outdir"]).arg(folder).args(&letters);
    let output = print.output().context("LibreOffice did not start")?;
    ensure!(output.status.success(), "LibreOffice failed: {}", String::from_utf8_lossy(&output.stderr));
    let mut rows = String::from("| letter | lines | came back |\n|---|---|---|\n");
    for letter in &letters {
        let (lines, back) = read_back(letter)?;
        let name = letter.file_name().unwrap_or_default().to_string_lossy();
        ensure!(lines == back, "{name}: {back} of {lines} lines came back");
        rows += &format!("| {name} | {lines} | {back} |\n");
    }
    Ok(rows)
}

/// How many lines a letter has, and how many of them stand in its print.
fn read_back(letter: &Path) -> Result<(usize, usize)> {
    let pdf = letter.with_extension("pdf");
    let output = Command::new("pdftotext").args(["-raw"]).arg(&pdf).arg("-").output().context("pdftotext did not start")?;
    ensure!(output.status.success(), "{} was not printed", pdf.display());
    let printed = bare(&String::from_utf8_lossy(&output.stdout));
    let wanted = std::fs::read_to_string(format!("{}.txt", letter.display()))?;
    let lines = wanted.lines().map(bare).filter(|line| !line.is_empty()).collect::<Vec<_>>();
    let back = lines.iter().filter(|line| printed.contains(line.as_str())).count();
    Ok((lines.len(), back))
}

/// A text without what a print breaks, and as XML has its marks.
fn bare(text: &str) -> String {
    let text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.chars().filter(|one| !one.is_whitespace() && *one != '\u{ad}').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_the_same_however_it_is_broken() {
        assert_eq!(bare("第 1 項：\n甲 &amp; 乙"), bare("第1項：甲 & 乙"));
    }
}
