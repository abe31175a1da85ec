//! Which bits of a log are flipped, one at a time: in the root, in every signature, in tiles and leaves, in the proofs.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use record::{KeyKind, Note, VerifierKey};

/// At most so many tiles and bundles are tried; a large log has the same few kinds of them over and over.
const TILES_MAX: usize = 12;

/// The letters of base64, in the order of their values.
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// One bit to flip.
#[derive(Debug, PartialEq, Eq)]
pub struct Flip {
    /// The file, from the log's folder.
    pub file: String,
    /// What the bit is part of.
    pub what: String,
    /// For a bit of a signature, the kind of its key.
    pub kind: Option<KeyKind>,
    /// The byte in the file.
    at: usize,
    form: Form,
}

/// How the byte stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Plain,
    /// As a letter of base64: the flipped letter is one, too, so that only the bit is wrong and not the spelling.
    Base64,
}

impl Flip {
    /// The file's bytes with the one bit flipped.
    pub fn apply(&self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        let byte = &mut bytes[self.at];
        *byte = match self.form {
            Form::Plain => *byte ^ 1,
            Form::Base64 => {
                let value = BASE64.iter().position(|letter| letter == byte);
                BASE64[value.expect("a letter of base64 was chosen") ^ 1]
            }
        };
        bytes
    }
}

/// The bits to flip in a log's folder.
pub fn flips(log: &Path) -> Result<Vec<Flip>> {
    let mut flips = vec![in_line(log, "checkpoint", 3, "the root")?];
    flips.extend(signatures(log)?);
    let tiles = named(log, "tile")?;
    for file in tiles.iter().step_by(tiles.len().div_ceil(TILES_MAX).max(1)) {
        let length = std::fs::read(log.join(file))?.len();
        ensure!(length > 0, "{file} is empty");
        flips.push(Flip { file: file.clone(), what: "a tile".to_owned(), kind: None, at: length / 2, form: Form::Plain });
    }
    if log.join("proof").is_dir() {
        for file in named(log, "proof")? {
            flips.push(in_line(log, &file, 3, "a hash")?);
        }
    }
    Ok(flips)
}

/// A bit of each signature of the checkpoint that one of the keys made.
fn signatures(log: &Path) -> Result<Vec<Flip>> {
    let note = std::fs::read(log.join("checkpoint"))?;
    let read = Note::parse(&note).context("the checkpoint of the log")?;
    // The line of the first signature: below the text and an empty line.
    let first = read.text.lines().count() + 2;
    let mut flips = Vec::new();
    for file in named(log, "keys")? {
        let key = std::fs::read_to_string(log.join(&file))?;
        let key = key.trim().parse::<VerifierKey>().with_context(|| file.clone())?;
        let line = read.signatures.iter().position(|line| line.id == key.id() && line.name == key.name());
        let line = line.with_context(|| format!("the key of {file} has not signed the checkpoint"))?;
        let flip = in_line(log, "checkpoint", first + line, &format!("the signature of {key:?}"))?;
        flips.push(Flip { kind: Some(key.kind()), ..flip });
    }
    Ok(flips)
}

/// A bit in the base64 at the end of a line, counted from one: well before its padding.
fn in_line(log: &Path, file: &str, number: usize, what: &str) -> Result<Flip> {
    let text = std::fs::read(log.join(file)).with_context(|| file.to_owned())?;
    let end = text.split_inclusive(|byte| *byte == b'\n').take(number).map(<[u8]>::len).sum::<usize>();
    let at = end.checked_sub(20).with_context(|| format!("{file} has no line {number}"))?;
    ensure!(BASE64.contains(&text[at]), "line {number} of {file} doesn't end in base64");
    Ok(Flip { file: file.to_owned(), what: what.to_owned(), kind: None, at, form: Form::Base64 })
}

/// The files below a folder of the log, as paths from the log.
fn named(log: &Path, folder: &str) -> Result<Vec<String>> {
    let files = super::files(&log.join(folder))?.into_iter();
    files.map(|file| Ok(file.strip_prefix(log)?.to_str().context("a name that is text")?.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flip(at: usize, form: Form) -> Flip {
        Flip { file: String::new(), what: String::new(), kind: None, at, form }
    }

    #[test]
    fn one_bit_is_flipped_and_base64_stays_base64() {
        assert_eq!(flip(1, Form::Plain).apply(b"\0\x80"), b"\0\x81");
        assert_eq!(flip(0, Form::Base64).apply(b"A/"), b"B/");
        assert_eq!(flip(1, Form::Base64).apply(b"A/"), b"A+");
        for letter in BASE64 {
            let flipped = flip(0, Form::Base64).apply(&[*letter]);
            assert!(flipped[0] != *letter && flip(0, Form::Base64).apply(&flipped) == [*letter]);
        }
    }
}
