//! Bundles as files: the messages that another party needs, sealed to its key, written and read as a stream.
//!
//! Within the seal: lines that say from whom, to whom and of which founding, an empty line, then each message after its length.

use super::Recorder;
use crate::errand::Told;
use crate::home;
use crate::seal::{Opener, SealFault, Sealer};
use agreement::id::BodyId;
use exchange::bundle::Extent;
use exchange::limits::MESSAGE_BYTES_MAX;
use exchange::{Message, Via, wire};
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// The first line within the seal.
const HEAD: &str = "counterpart/bundle/v1";
/// No head is longer.
const HEAD_BYTES_MAX: usize = 1_024;

/// Why a bundle is not written or not taken in.
#[derive(Debug, thiserror::Error)]
enum BundleFault {
    #[error("{path}: {source}")]
    Io { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Seal(#[from] SealFault),
    #[error(transparent)]
    Home(#[from] home::HomeFault),
    #[error("the configuration has no bundle_key for {0}")]
    NoKey(String),
    #[error("this bundle is for {0}")]
    OtherParty(String),
    #[error("this bundle is of another founding ({0})")]
    OtherFounding(String),
    #[error("this is no bundle: {0}")]
    Malformed(String),
    #[error("{0}")]
    Record(String),
}

impl Recorder<'_> {
    pub(super) fn export(&mut self, to: &str, whole: bool, file: &Path) -> Told {
        let extent = if whole { Extent::Whole } else { Extent::Missing };
        let done = self.party(to).and_then(|party| self.write_bundle(party, extent, file));
        told(done.map(|count| format!("{}: {count} messages, sealed to {to}", file.display())))
    }

    pub(super) fn import(&mut self, file: &Path, reply: Option<&Path>, now: u64) -> Told {
        let done = self.read_bundle(file, now);
        let done = done.and_then(|(from, count)| {
            let mut said = format!("{}: {count} messages from {}", file.display(), self.name(from));
            if let Some(reply) = reply {
                let count = self.write_bundle(from, Extent::Missing, reply)?;
                said += &format!("; {}: {count} messages go back", reply.display());
            }
            Ok(said)
        });
        told(done)
    }

    fn party(&self, id: &str) -> Result<BodyId, BundleFault> {
        Ok(home::party(&self.home.book, id)?)
    }

    /// Writes to a file beside it first: a broken-off bundle never bears the name of a whole one.
    fn write_bundle(&mut self, to: BodyId, extent: Extent, file: &Path) -> Result<u64, BundleFault> {
        let io = |source| BundleFault::Io { path: file.into(), source };
        let name = self.name(to);
        let key = self.home.config.peers.iter().find(|peer| peer.party == name).and_then(|peer| peer.bundle_key);
        let key = key.ok_or(BundleFault::NoKey(name.clone()))?;
        if file.exists() {
            return Err(io(io::ErrorKind::AlreadyExists.into()));
        }
        let part = file.with_extension("part");
        let out = OpenOptions::new().write(true).create(true).truncate(true).open(&part).map_err(io)?;
        let written = self.seal_bundle(to, extent, out, &key);
        let moved = written.and_then(|count| std::fs::rename(&part, file).map(|()| count).map_err(io));
        if moved.is_err() {
            let _ = std::fs::remove_file(&part);
        }
        moved
    }

    fn seal_bundle(&mut self, to: BodyId, extent: Extent, out: File, key: &[u8; 32]) -> Result<u64, BundleFault> {
        let mut sealer = Sealer::new(BufWriter::new(out), key)?;
        let (from, name, founding) = (self.name(self.home.party), self.name(to), self.home.founding.digest());
        let unwritten = |error: io::Error| BundleFault::Seal(error.into());
        write!(sealer, "{HEAD}\nfrom {from}\nto {name}\nfounding {founding}\n\n").map_err(unwritten)?;
        let mut count = 0;
        let written = self.keeper.bundle(to, extent, |message| {
            count += 1;
            sealer.write_all(&wire::encode_batch([message]))
        });
        written.map_err(|error| BundleFault::Record(error.to_string()))?.map_err(unwritten)?;
        let out = sealer.finish()?.into_inner().map_err(|error| unwritten(error.into_error()))?;
        out.sync_all().map_err(unwritten)?;
        Ok(count)
    }

    fn read_bundle(&mut self, file: &Path, now: u64) -> Result<(BodyId, u64), BundleFault> {
        let input = File::open(file).map_err(|source| BundleFault::Io { path: file.into(), source })?;
        let secret = self.home.bundle_secret()?;
        let mut input = BufReader::new(Opener::new(BufReader::new(input), &secret.secret)?);
        let from = self.head(&mut input)?;
        let mut count = 0;
        while let Some(message) = next_message(&mut input)? {
            let done = self.keeper.receive_message(from, message, Via::Bundle, now);
            self.note(done).map_err(BundleFault::Record)?;
            count += 1;
        }
        Ok((from, count))
    }

    /// Reads the lines at the beginning, and gives who the bundle says it is from. Whether that is so, its contents prove.
    fn head(&self, input: &mut impl Read) -> Result<BodyId, BundleFault> {
        let mut bytes = Vec::new();
        let mut byte = [0];
        while !bytes.ends_with(b"\n\n") {
            input.read_exact(&mut byte).map_err(opened)?;
            bytes.push(byte[0]);
            if bytes.len() > HEAD_BYTES_MAX {
                return Err(BundleFault::Malformed("it has no head".to_owned()));
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        let mut lines = text.lines();
        let mut field = |word: &str| {
            let value = lines.next().and_then(|line| line.strip_prefix(word));
            value.map(str::to_owned).ok_or_else(|| BundleFault::Malformed(format!("a line `{word}` is missing in its head")))
        };
        field(HEAD)?;
        let (from, to, founding) = (field("from ")?, field("to ")?, field("founding ")?);
        if to != self.name(self.home.party) {
            return Err(BundleFault::OtherParty(to));
        }
        if founding != self.home.founding.digest().to_string() {
            return Err(BundleFault::OtherFounding(founding));
        }
        self.party(&from)
    }
}

/// The next message; none at the end.
fn next_message(input: &mut impl Read) -> Result<Option<Message>, BundleFault> {
    let mut length = Vec::new();
    input.by_ref().take(4).read_to_end(&mut length).map_err(opened)?;
    let Ok(length) = <[u8; 4]>::try_from(length.as_slice()) else {
        let cut = BundleFault::Malformed("it ends within a message".to_owned());
        return if length.is_empty() { Ok(None) } else { Err(cut) };
    };
    let length = u32::from_be_bytes(length) as usize;
    if length > MESSAGE_BYTES_MAX {
        return Err(BundleFault::Malformed("a message is too long".to_owned()));
    }
    let mut bytes = Vec::new();
    input.by_ref().take(length as u64).read_to_end(&mut bytes).map_err(opened)?;
    wire::decode(&bytes).map(Some).map_err(|error| BundleFault::Malformed(error.to_string()))
}

/// A read that failed: the seal says why, or the disk.
fn opened(error: io::Error) -> BundleFault {
    match error.downcast::<SealFault>() {
        Ok(fault) => BundleFault::Seal(fault),
        Err(error) => BundleFault::Seal(SealFault::Io(error)),
    }
}

fn told(done: Result<String, BundleFault>) -> Told {
    match done {
        Ok(said) => Told::lines(vec![said]),
        Err(fault) => Told::refused(vec![fault.to_string()]),
    }
}
