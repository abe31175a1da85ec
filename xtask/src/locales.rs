//! The simplified script of our own messages, generated from the traditional one, with a reviewed list of exceptions.
//! A conversion of script only: it never touches the text of an agreement.

use std::path::Path;

use anyhow::{Context, Result, bail};
use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

use crate::repository::{Repository, root};

/// The reviewed exceptions: one a line, what conversion gives, a tab, what it should be.
pub const EXCEPTIONS: &str = "xtask/zh_hans_exceptions.txt";

const NOTICE: &str = "generated from zh-Hant by `cargo xtask locales`";

/// Writes every simplified file that differs from what its source gives.
pub fn write() -> Result<bool> {
    let root = root();
    for (path, text) in generate(&Repository::read(&root)?)? {
        let target = root.join(&path);
        if std::fs::read_to_string(&target).is_ok_and(|present| present == text) {
            continue;
        }
        let folder = target.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        std::fs::write(&target, text).with_context(|| format!("cannot write {path}"))?;
        println!("wrote {path}");
    }
    Ok(true)
}

/// Names every simplified file that differs from what its source gives. False when there is one.
pub fn compare() -> Result<bool> {
    let stale = stale(&Repository::read(&root())?)?;
    stale.iter().for_each(|path| println!("{path}: differs from its zh-Hant source"));
    Ok(stale.is_empty())
}

/// The simplified files that are missing, differ from their source, or have none.
pub fn stale(repository: &Repository) -> Result<Vec<String>> {
    let wanted = generate(repository)?;
    let orphans = repository.files().map(|(path, _)| path).filter(|path| is_simplified(path));
    let orphans = orphans.filter(|path| wanted.iter().all(|(name, _)| name != path)).map(str::to_owned).collect::<Vec<_>>();
    let differing = wanted.into_iter().filter(|(path, text)| repository.text(path) != Some(text));
    Ok(differing.map(|(path, _)| path).chain(orphans).collect())
}

fn is_simplified(path: &str) -> bool {
    path.starts_with("crates/words/locales/zh-Hans/") || (path.starts_with("agreements/") && path.ends_with("/words/zh-Hans.kdl"))
}

/// Path and text of every simplified file.
fn generate(repository: &Repository) -> Result<Vec<(String, String)>> {
    let messages = repository.under("crates/words/locales/zh-Hant/", ".ftl");
    let vocabularies = repository.under("agreements/", "/words/zh-Hant.kdl");
    let sources = messages.chain(vocabularies).collect::<Vec<_>>();
    if sources.is_empty() {
        return Ok(Vec::new());
    }
    let converter = Converter::new(repository.text(EXCEPTIONS).unwrap_or_default())?;
    let targets = sources.into_iter().map(|(path, text)| {
        let target = path.replace("zh-Hant", "zh-Hans");
        let body = converter.simplified(text);
        if path.ends_with(".kdl") {
            let body = body.replacen("lang=zh-Hant", "lang=zh-Hans", 1).replacen("review=source", "review=generated", 1);
            return (target, format!("// {NOTICE}\n{}", without_first_comment(&body)));
        }
        (target, format!("# {NOTICE}\n{body}"))
    });
    Ok(targets.collect())
}

/// A vocabulary without the line that says of its source that it is one.
fn without_first_comment(text: &str) -> &str {
    match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("//") => rest,
        _ => text,
    }
}

struct Converter {
    script: OpenCC,
    exceptions: Vec<(String, String)>,
}

impl Converter {
    fn new(exceptions: &str) -> Result<Self> {
        let script = OpenCC::from_config(BuiltinConfig::T2s).context("the conversion tables did not load")?;
        let mut pairs = Vec::new();
        for (number, line) in (1..).zip(exceptions.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let Some((wrong, right)) = line.split_once('\t') else {
                bail!("line {number}: write what conversion gives, a tab, and what it should be");
            };
            pairs.push((wrong.to_owned(), right.to_owned()));
        }
        Ok(Self { script, exceptions: pairs })
    }

    /// Ids, variables and markup are ASCII and stay as they are.
    fn simplified(&self, text: &str) -> String {
        let converted = self.script.convert(text);
        self.exceptions.iter().fold(converted, |text, (wrong, right)| text.replace(wrong, right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMITTED: &str = include_str!("../zh_hans_exceptions.txt");

    #[test]
    fn words_of_the_glossary_convert_as_the_glossary_says() {
        let converter = Converter::new(COMMITTED).expect("the list reads");
        let mut rows = 0;
        for line in include_str!("../../GLOSSARY.md").lines() {
            let cells = line.split('|').map(str::trim).collect::<Vec<_>>();
            // A row marked † has another word in the Mainland, which depends on what is spoken of.
            if let ["", hant, hans, ..] = cells.as_slice()
                && !hant.is_ascii()
                && !hans.contains('†')
            {
                assert_eq!(converter.simplified(hant), *hans);
                rows += 1;
            }
        }
        assert!(rows > 60, "only {rows} rows of the glossary were read");
    }

    #[test]
    fn ids_and_variables_stay_and_the_header_says_what_the_file_is() {
        let words = "// Source.\nwords lang=zh-Hant review=source {\n    name art_12 \"「徵求意見」\"\n}\n";
        let repository = Repository::of(&[
            ("agreements/a/words/zh-Hant.kdl", words),
            ("crates/words/locales/zh-Hant/a.ftl", "# 記錄\nno-record = 本記錄未載有 { $year } 年\n"),
            (EXCEPTIONS, COMMITTED),
        ]);
        let made = generate(&repository).expect("it converts");
        let texts = made.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>();
        assert_eq!(
            texts,
            [
                "# generated from zh-Hant by `cargo xtask locales`\n# 记录\nno-record = 本记录未载有 { $year } 年\n",
                "// generated from zh-Hant by `cargo xtask locales`\nwords lang=zh-Hans review=generated {\n    name art_12 \"“征求意见”\"\n}\n",
            ]
        );
    }

    #[test]
    fn a_simplified_file_without_a_source_is_stale() {
        let repository = Repository::of(&[("crates/words/locales/zh-Hans/gone.ftl", "a = b\n")]);
        assert_eq!(stale(&repository).expect("nothing to convert"), ["crates/words/locales/zh-Hans/gone.ftl"]);
    }

    #[test]
    fn a_line_without_a_tab_is_an_error() {
        assert!(Converter::new("乾 干\n").is_err());
    }
}
