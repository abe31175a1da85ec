//! `scenario run FILE`: plays a script in each of its languages and holds it against the recorded transcripts.

use super::{Done, Options, say};
use crate::book::Stopped;
use crate::failure;
use crate::scenario;
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
    let mut languages = scenario::languages(&text);
    if languages.is_empty() {
        languages.push(options.lang);
    }
    let mut lines = Vec::new();
    let mut differs = false;
    for language in &languages {
        let played = scenario::play(file, &text, *language)?;
        let path = transcript_file(Path::new(file), *language);
        let recorded = std::fs::read_to_string(&path).unwrap_or_default();
        let name = path.to_string_lossy().into_owned();
        if recorded == played.text {
            lines.push(say(options.lang, &Message::new("scenario-same").text("file", name)));
            continue;
        }
        let diff = TextDiff::from_lines(&recorded, &played.text);
        lines.extend(diff.unified_diff().header(&name, "now").to_string().lines().map(str::to_owned));
        if accept {
            failure::write(&path, played.text.as_bytes())?;
            lines.push(say(options.lang, &Message::new("scenario-recorded").text("file", name)));
        } else {
            differs = true;
            lines.push(say(options.lang, &Message::new("scenario-differs").text("file", name)));
        }
    }
    Ok(if differs { Done::refused(lines) } else { Done::ok(lines) })
}
