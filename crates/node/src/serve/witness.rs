//! Foreign witnesses (C2SP tlog-witness): each new head is shown to them with its consistency proof, and their cosignature is kept.

use super::call::{LineFault, chain};
use super::machine::Desk;
use crate::config;
use crate::home::Home;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use record::{Checkpoint, Hash, Note, VerifierKey, cosignature};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::sync::watch;

/// The longest answer of a witness.
const ANSWER_BYTES_MAX: usize = 64 << 10;
/// How long a witness may take to answer.
const ANSWER_TIME: Duration = Duration::from_secs(30);
/// How soon a witness that failed is asked again.
const REST: Duration = Duration::from_secs(60);
/// The folder of what witnesses cosigned, in the node's folder.
const FOLDER: &str = "witnessed";

/// Why a witness did not cosign.
#[derive(Debug, thiserror::Error)]
pub enum WitnessFault {
    /// It was not reached.
    #[error("the witness was not reached")]
    NotReached(#[from] reqwest::Error),
    /// It refused.
    #[error("the witness answered {status}: {said}")]
    Refused {
        /// The status.
        status: u16,
        /// The first words of its answer.
        said: String,
    },
    /// It answered with something else than its cosignature of this head.
    #[error("the witness's answer holds no valid cosignature of this head by {key}")]
    NoCosignature {
        /// The name of its key.
        key: String,
    },
    /// The cosignature could not be kept.
    #[error("the cosignature cannot be kept")]
    Io(#[from] std::io::Error),
    /// Our own record did not answer.
    #[error(transparent)]
    NoAnswer(#[from] super::machine::NoAnswer),
}

/// One witness, and what it has cosigned.
pub struct Witness {
    url: String,
    key: VerifierKey,
    client: reqwest::Client,
    desk: Desk,
    file: PathBuf,
    /// The size of the head that it cosigned last, as far as we know.
    size: u64,
}

impl Witness {
    /// A witness as it is configured. What it cosigned before is read from the node's folder.
    pub fn new(witness: &config::Witness, home: &Home, desk: Desk) -> Result<Witness, LineFault> {
        // Witnesses are known by the authorities that this machine trusts; what counts is their cosignature.
        let client =
            reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).timeout(ANSWER_TIME).build()?;
        let file = folder(&home.folder).join(format!("{:08x}", witness.key.id()));
        let size = read(&file).map_or(0, |(_, checkpoint)| checkpoint.size);
        Ok(Witness { url: format!("{}add-checkpoint", witness.url), key: witness.key.clone(), client, desk, file, size })
    }

    /// Shows every new head until `stop` says so.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        let (mut news, mut failing) = (self.desk.news(), false);
        loop {
            news.mark_unchanged();
            let shown = tokio::select! {
                shown = self.show() => shown,
                _ = stop.wait_for(|stop| *stop) => return,
            };
            match &shown {
                Ok(()) if failing => tracing::info!(witness = %self.key.name(), "the witness cosigns again"),
                Err(fault) if !failing => tracing::warn!(witness = %self.key.name(), fault = %chain(fault), "not cosigned"),
                _ => {}
            }
            failing = shown.is_err();
            tokio::select! {
                () = tokio::time::sleep(REST) => {}
                changed = news.changed(), if !failing => if changed.is_err() { return },
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    /// Shows the newest head, if the witness has not cosigned it. One that remembers another size is asked once more from there.
    pub async fn show(&mut self) -> Result<(), WitnessFault> {
        for _ in 0..2 {
            let old = self.size;
            let Some((note, proof)) = self.desk.ask(move |machine, _| machine.news_for_witness(old)).await? else {
                return Ok(());
            };
            match self.post(old, &note, &proof).await? {
                Answer::Cosigned(lines) => return self.keep(&note, &lines),
                Answer::Remembers(size) => self.size = size,
            }
        }
        Ok(())
    }

    async fn post(&self, old: u64, note: &[u8], proof: &[Hash]) -> Result<Answer, WitnessFault> {
        let proof: String = proof.iter().map(|hash| format!("{}\n", STANDARD.encode(hash))).collect();
        let body = [format!("old {old}\n{proof}\n").as_bytes(), note].concat();
        let mut response = self.client.post(&self.url).body(body).send().await?;
        let status = response.status().as_u16();
        let mut answer = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            answer.extend_from_slice(&chunk[..chunk.len().min(ANSWER_BYTES_MAX - answer.len())]);
            if answer.len() == ANSWER_BYTES_MAX {
                break;
            }
        }
        let said = String::from_utf8_lossy(&answer).trim().to_owned();
        match (status, said.parse()) {
            (200, _) => Ok(Answer::Cosigned(answer)),
            (409, Ok(size)) if size != old => Ok(Answer::Remembers(size)),
            _ => Err(WitnessFault::Refused { status, said: said.chars().take(200).collect() }),
        }
    }

    /// Keeps the head with the cosignature, once it is seen to be one.
    fn keep(&mut self, note: &[u8], lines: &[u8]) -> Result<(), WitnessFault> {
        let none = || WitnessFault::NoCosignature { key: self.key.name().to_owned() };
        let cosigned = cosigned(note, lines, &self.key).ok_or_else(none)?;
        let size = Checkpoint::parse(&cosigned.text).map_err(|_| none())?.size;
        if let Some(folder) = self.file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let next = self.file.with_extension("new");
        std::fs::write(&next, cosigned.to_bytes()).and_then(|()| std::fs::rename(&next, &self.file))?;
        self.size = size;
        tracing::info!(witness = %self.key.name(), size, "cosigned");
        Ok(())
    }
}

/// What a witness answers.
enum Answer {
    Cosigned(Vec<u8>),
    Remembers(u64),
}

/// The head with the valid cosignature of `key` among the lines that a witness answered with.
fn cosigned(note: &[u8], lines: &[u8], key: &VerifierKey) -> Option<Note> {
    let mut note = Note::parse(note).ok()?;
    let answered = Note::parse(&[note.text.as_bytes(), b"\n", lines].concat()).ok()?;
    let line = answered.signatures.into_iter().find(|line| (line.name.as_str(), line.id) == (key.name(), key.id()))?;
    cosignature::time_of(&note.text, &line, key).filter(|time| *time > 0)?;
    note.signatures.push(line);
    Some(note)
}

fn folder(home: &Path) -> PathBuf {
    home.join(FOLDER)
}

fn read(file: &Path) -> Option<(Note, Checkpoint)> {
    let note = Note::parse(&std::fs::read(file).ok()?).ok()?;
    let checkpoint = Checkpoint::parse(&note.text).ok()?;
    Some((note, checkpoint))
}

/// A head with the cosignatures that witnesses gave to the very same text.
pub fn with_witnesses(home: &Path, note: Vec<u8>) -> Vec<u8> {
    let Ok(mut parsed) = Note::parse(&note) else { return note };
    for file in std::fs::read_dir(folder(home)).into_iter().flatten().flatten() {
        let Some((witnessed, _)) = read(&file.path()).filter(|(witnessed, _)| witnessed.text == parsed.text) else { continue };
        let new = witnessed.signatures.into_iter().filter(|line| !parsed.signatures.contains(line)).collect::<Vec<_>>();
        parsed.signatures.extend(new);
    }
    parsed.to_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{KeyKind, SigningKey, checkpoint};

    #[test]
    fn only_a_cosignature_of_this_head_by_this_key_is_kept() {
        let log = SigningKey::from_seed("example.invalid/a/1", KeyKind::Ed25519, &[1; 32]).unwrap();
        let witness = SigningKey::from_seed("witness.example.invalid", KeyKind::CosignatureEd25519, &[2; 32]).unwrap();
        let head = |size| {
            let origin = "example.invalid/a/1".to_owned();
            checkpoint::sign(&Checkpoint { origin, size, root: [7; 32], extensions: Vec::new() }, &log)
        };
        let line = |note: &Note, time| {
            let mut signed = note.clone();
            signed.signatures = vec![cosignature::cosign(note, &witness, time)];
            signed.to_bytes()[note.text.len() + 1..].to_vec()
        };
        let (note, other) = (head(5), head(6));
        let found = cosigned(&note.to_bytes(), &line(&note, 9), &witness.verifier()).unwrap();
        assert_eq!(found.signatures.len(), 2);
        assert_eq!(cosigned(&note.to_bytes(), &line(&other, 9), &witness.verifier()), None, "of another head");
        assert_eq!(cosigned(&note.to_bytes(), &line(&note, 9), &log.verifier()), None, "by another key");
        assert_eq!(cosigned(&note.to_bytes(), b"", &witness.verifier()), None);
        assert_eq!(cosigned(&note.to_bytes(), b"\xff", &witness.verifier()), None);
    }
}
