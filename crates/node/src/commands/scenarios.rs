//! `scenario run FILE`: plays a script in each of its languages and holds it against the recorded transcripts. With `--nodes`, the parties'
//! nodes play it.

use super::{Done, Options, say};
use crate::book::Stopped;
use crate::failure::{self, Failure};
use crate::scenario;
use crate::scenario::nodes::{self, FOUR_NODES, Place, PlayFault, Script};
use agreement::message::Message;
use similar::TextDiff;
use std::path::{Path, PathBuf};
use words::Language;

/// The recorded transcript of a script in a language.
pub fn transcript_file(script: &Path, language: Language) -> PathBuf {
    let stem = script.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    script.with_file_name(format!("{stem}.{}.txt", language.tag()))
}

/// Plays the script; differences are printed, and recorded when accepted.
pub fn play(options: &Options, file: &str, accept: bool) -> Result<Done, Stopped> {
    let text = String::from_utf8_lossy(&failure::read(file)?).into_owned();
    let played = |language| scenario::play(file, &text, language).map(|played| (language, played.text));
    let played = languages(options, &text).into_iter().map(played).collect::<Result<Vec<_>, _>>()?;
    Ok(held_against(options, file, &played, accept)?)
}

fn languages(options: &Options, text: &str) -> Vec<Language> {
    let named = scenario::languages(text);
    if named.is_empty() { vec![options.lang] } else { named }
}

/// Holds what was played against what is recorded.
fn held_against(options: &Options, file: &str, played: &[(Language, String)], accept: bool) -> Result<Done, Failure> {
    let mut lines = Vec::new();
    let mut differs = false;
    for (language, text) in played {
        let path = transcript_file(Path::new(file), *language);
        let recorded = std::fs::read_to_string(&path).unwrap_or_default();
        let name = path.to_string_lossy().into_owned();
        if recorded == *text {
            lines.push(say(options.lang, &Message::new("scenario-same").text("file", name)));
            continue;
        }
        let diff = TextDiff::from_lines(&recorded, text);
        lines.extend(diff.unified_diff().header(&name, "now").to_string().lines().map(str::to_owned));
        if accept {
            failure::write(&path, text.as_bytes())?;
            lines.push(say(options.lang, &Message::new("scenario-recorded").text("file", name)));
        } else {
            differs = true;
            lines.push(say(options.lang, &Message::new("scenario-differs").text("file", name)));
        }
    }
    Ok(if differs { Done::refused(lines) } else { Done::ok(lines) })
}

/// What `scenario run --nodes` was told.
pub struct Told<'a> {
    /// The script; none for the one that is shipped, which is printed as it is played.
    pub file: Option<&'a str>,
    /// How many nodes.
    pub count: usize,
    /// Where the nodes' folders stay.
    pub keep: Option<&'a Path>,
    /// Whether the transcripts are recorded.
    pub accept: bool,
}

/// Plays a script on nodes.
pub fn play_on_nodes(options: &Options, told: &Told<'_>) -> anyhow::Result<Done> {
    let text = match told.file {
        Some(file) => String::from_utf8_lossy(&failure::read(file)?).into_owned(),
        None => FOUR_NODES.to_owned(),
    };
    let script = match Script::read(told.file.unwrap_or("four_nodes.scenario"), &text) {
        Ok(script) => script,
        Err(stopped) => return super::settled(options.lang, Err(stopped)),
    };
    let parties = script.book.agreement.parties().count();
    if parties != told.count {
        let said = say(options.lang, &Message::new("nodes-count").number("count", parties as i64));
        return Ok(Done { lines: vec![said], code: 2 });
    }
    match told.file {
        None => {
            on_nodes(&script, &[options.lang], told.keep, &mut |_, line| println!("{line}"))?;
            Ok(Done::ok(Vec::new()))
        }
        Some(file) => {
            let played = on_nodes(&script, &languages(options, &text), told.keep, &mut |_, _| {})?;
            Ok(held_against(options, file, &played, told.accept)?)
        }
    }
}

/// Plays in the folder that is to stay, or in one that is removed at the end.
fn on_nodes(
    script: &Script,
    languages: &[Language],
    keep: Option<&Path>,
    heard: &mut dyn FnMut(Language, &str),
) -> Result<Vec<(Language, String)>, PlayFault> {
    let program = std::env::current_exe().map_err(|source| PlayFault::Io { what: "this program".to_owned(), source })?;
    let passing = std::env::temp_dir().join(format!("counterpart-{}", crate::hex::write(&crate::random::<8>())));
    let folder = keep.map_or_else(|| Ok(passing.clone()), std::path::absolute);
    let folder = folder.map_err(|source| PlayFault::Io { what: "the folder that is to stay".to_owned(), source })?;
    let played = nodes::play(script, languages, &Place { program: &program, folder }, heard);
    if keep.is_none() && passing.exists() {
        // Nothing is lost with it: at worst it stays among what passes.
        let _ = std::fs::remove_dir_all(&passing);
    }
    played
}
