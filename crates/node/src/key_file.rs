//! Files of keys: who may read a secret is checked before the secret is believed.
//!
//! The text is a head line and `word value` lines, so that an administrator sees which key a file holds.

use crate::hex;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The first line of a file of a key.
pub const HEAD: &str = "counterpart/key/v1";

/// No file of a key is longer.
const BYTES_MAX: u64 = 16_384;

/// Why a file of a key is not believed.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileFault {
    /// It cannot be read or written.
    #[error("cannot open {path}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is a link, a folder or a device.
    #[error("{path} is not a plain file")]
    NotPlain {
        /// The file.
        path: PathBuf,
    },
    /// Somebody else owns it.
    #[error("{path} belongs to user {owner}, not to user {wanted} who runs the node")]
    Owner {
        /// The file.
        path: PathBuf,
        /// Whose it is.
        owner: u32,
        /// Whose it must be.
        wanted: u32,
    },
    /// Others may read or change it.
    #[error("{path} is open to others ({mode:03o}); run: chmod {wanted:o} {path}")]
    Open {
        /// The file, or the folder in which it stands.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
        /// The most that they may be.
        wanted: u32,
    },
    /// It is longer than any key.
    #[error("{path} is too long for a key")]
    Long {
        /// The file.
        path: PathBuf,
    },
    /// It is not written as a key is.
    #[error("{path}:{line}: {wanted}")]
    Format {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What must stand there.
        wanted: &'static str,
    },
    /// It holds a key for something else.
    #[error("{path} holds a key for `{found}`, not for `{wanted}`")]
    Purpose {
        /// The file.
        path: PathBuf,
        /// What the key is for.
        found: String,
        /// What it must be for.
        wanted: String,
    },
}

/// One secret of 32 bytes with what it is for.
pub struct KeyFile {
    /// What the key is for: `log`, `mirror`, `bundle`, or the suite of an officer's key.
    pub purpose: String,
    /// The name that it signs under: an origin, a post.
    pub name: String,
    /// The secret.
    pub secret: Zeroizing<[u8; 32]>,
}

impl KeyFile {
    /// A new secret from the machine's source of randomness.
    pub fn random(purpose: &str, name: &str) -> KeyFile {
        let mut secret = Zeroizing::new([0; 32]);
        aws_lc_rs::rand::fill(secret.as_mut_slice()).expect("the machine gives random bytes");
        KeyFile { purpose: purpose.to_owned(), name: name.to_owned(), secret }
    }

    /// Reads a file whose owner and permissions are as they must be.
    pub fn open(path: &Path) -> Result<KeyFile, KeyFileFault> {
        let bytes = read_secret(path)?;
        KeyFile::parse(&bytes).map_err(|(line, wanted)| KeyFileFault::Format { path: path.into(), line, wanted })
    }

    /// Reads a file that must hold a key for `purpose`.
    pub fn open_for(path: &Path, purpose: &str) -> Result<KeyFile, KeyFileFault> {
        let key = KeyFile::open(path)?;
        if key.purpose == purpose {
            return Ok(key);
        }
        Err(KeyFileFault::Purpose { path: path.into(), found: key.purpose, wanted: purpose.to_owned() })
    }

    /// Writes a new file that only its owner may read. A file that is there stays as it is: that is a fault.
    pub fn write(&self, path: &Path) -> Result<(), KeyFileFault> {
        let secret = Zeroizing::new(hex::write(self.secret.as_slice()));
        let text = format!("{HEAD}\nuse {}\nname {}\nsecret {}\n", self.purpose, self.name, secret.as_str());
        write_secret(path, Zeroizing::new(text).as_bytes())
    }

    /// The key that a text holds, or the line that is wrong and what must stand there.
    fn parse(bytes: &[u8]) -> Result<KeyFile, (usize, &'static str)> {
        let text = std::str::from_utf8(bytes).map_err(|_| (1, "the file must be UTF-8"))?;
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return Err((1, "the first line must be `counterpart/key/v1`"));
        }
        let mut field = |line: usize, word: &str, wanted: &'static str| {
            let value = lines.next().and_then(|text| text.strip_prefix(word)?.strip_prefix(' '));
            value.filter(|value| !value.is_empty() && value.trim() == *value).ok_or((line, wanted))
        };
        let purpose = field(2, "use", "the second line must be `use` and what the key is for")?.to_owned();
        let name = field(3, "name", "the third line must be `name` and the name of the key")?.to_owned();
        const SECRET: &str = "the fourth line must be `secret` and 64 hexadecimal digits";
        let secret = Zeroizing::new(hex::read(field(4, "secret", SECRET)?).ok_or((4, SECRET))?);
        if lines.next().is_some() {
            return Err((5, "nothing may follow the secret"));
        }
        Ok(KeyFile { purpose, name, secret })
    }
}

/// Reads a file that must belong to whoever runs the node, and be open to nobody else.
pub fn read_secret(path: &Path) -> Result<Zeroizing<Vec<u8>>, KeyFileFault> {
    let found = std::fs::symlink_metadata(path).map_err(|source| io(path, source))?;
    let file = File::open(path).map_err(|source| io(path, source))?;
    let opened = file.metadata().map_err(|source| io(path, source))?;
    // What was looked at and what was opened must be one file, or somebody changed it in between.
    let same = (found.dev(), found.ino()) == (opened.dev(), opened.ino());
    if !same || !opened.is_file() {
        return Err(KeyFileFault::NotPlain { path: path.into() });
    }
    let me = rustix::process::geteuid().as_raw();
    permitted(path, &opened, me, 0o600)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let around = std::fs::metadata(folder).map_err(|source| io(folder, source))?;
    // Whoever may write in the folder may put another file in the place of this one.
    if writable_by_others(around.mode()) {
        return Err(KeyFileFault::Open { path: folder.into(), mode: around.mode() & 0o777, wanted: 0o700 });
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(BYTES_MAX as usize + 1));
    file.take(BYTES_MAX + 1).read_to_end(&mut bytes).map_err(|source| io(path, source))?;
    if bytes.len() as u64 > BYTES_MAX { Err(KeyFileFault::Long { path: path.into() }) } else { Ok(bytes) }
}

/// Reads a file that is no secret, of the length of a key.
pub fn read_public(path: &Path) -> Result<Vec<u8>, KeyFileFault> {
    let file = File::open(path).map_err(|source| io(path, source))?;
    let mut bytes = Vec::new();
    file.take(BYTES_MAX + 1).read_to_end(&mut bytes).map_err(|source| io(path, source))?;
    if bytes.len() as u64 > BYTES_MAX { Err(KeyFileFault::Long { path: path.into() }) } else { Ok(bytes) }
}

/// Writes a new file that only its owner may read, and waits until the disk has it.
pub fn write_secret(path: &Path, bytes: &[u8]) -> Result<(), KeyFileFault> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(|source| io(path, source))
}

fn permitted(path: &Path, found: &Metadata, me: u32, wanted: u32) -> Result<(), KeyFileFault> {
    judge(found.uid(), found.mode(), me, wanted).map_err(|fault| match fault {
        Closed::Owner => KeyFileFault::Owner { path: path.into(), owner: found.uid(), wanted: me },
        Closed::Mode => KeyFileFault::Open { path: path.into(), mode: found.mode() & 0o777, wanted },
    })
}

/// What is wrong about the permissions of a file.
#[derive(Debug, PartialEq, Eq)]
enum Closed {
    Owner,
    Mode,
}

/// Whether a file of `owner` with `mode` is closed to all but `me`.
fn judge(owner: u32, mode: u32, me: u32, wanted: u32) -> Result<(), Closed> {
    match (owner == me, mode & 0o777 & !wanted) {
        (false, _) => Err(Closed::Owner),
        (true, 0) => Ok(()),
        (true, _) => Err(Closed::Mode),
    }
}

/// A folder in which others may write; under a sticky bit they may not replace what is not theirs.
fn writable_by_others(mode: u32) -> bool {
    mode & 0o022 != 0 && mode & 0o1000 == 0
}

fn io(path: &Path, source: std::io::Error) -> KeyFileFault {
    KeyFileFault::Io { path: path.into(), source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scratch;
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn only_the_owner_may_reach_a_secret() {
        let table = [
            (0o600, 7, Ok(())),
            (0o400, 7, Ok(())),
            (0o000, 7, Ok(())),
            (0o100_600, 7, Ok(())),
            (0o640, 7, Err(Closed::Mode)),
            (0o604, 7, Err(Closed::Mode)),
            (0o620, 7, Err(Closed::Mode)),
            (0o602, 7, Err(Closed::Mode)),
            (0o601, 7, Err(Closed::Mode)),
            (0o700, 7, Err(Closed::Mode)),
            (0o666, 7, Err(Closed::Mode)),
            (0o600, 8, Err(Closed::Owner)),
            (0o666, 0, Err(Closed::Owner)),
        ];
        for (mode, owner, wanted) in table {
            assert_eq!(judge(owner, mode, 7, 0o600), wanted, "{mode:o} of {owner}");
        }
        let folders = [(0o700, false), (0o755, false), (0o775, true), (0o757, true), (0o1777, false), (0o40_777, true)];
        for (mode, wanted) in folders {
            assert_eq!(writable_by_others(mode), wanted, "{mode:o}");
        }
    }

    #[test]
    fn a_key_comes_back_as_it_was_written() {
        let scratch = Scratch::new("key_file_round");
        let path = scratch.join("log.key");
        let key = KeyFile::random("log", "example.invalid/ours/guangdong/1");
        key.write(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let read = KeyFile::open_for(&path, "log").unwrap();
        assert_eq!((read.purpose.as_str(), read.name.as_str()), ("log", "example.invalid/ours/guangdong/1"));
        assert_eq!(read.secret, key.secret);
        assert!(matches!(KeyFile::open_for(&path, "mirror"), Err(KeyFileFault::Purpose { found, .. }) if found == "log"));
        assert!(matches!(key.write(&path), Err(KeyFileFault::Io { .. })), "a key that is there is never written over");
    }

    #[test]
    fn files_that_others_could_have_read_or_put_there_are_refused() {
        let scratch = Scratch::new("key_file_open");
        let path = scratch.join("log.key");
        KeyFile::random("log", "a").write(&path).unwrap();
        std::fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        let fault = KeyFile::open(&path).err().unwrap();
        assert!(fault.to_string().ends_with(&format!("is open to others (644); run: chmod 600 {}", path.display())), "{fault}");
        std::fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        std::fs::set_permissions(scratch.path(), Permissions::from_mode(0o777)).unwrap();
        assert!(matches!(KeyFile::open(&path), Err(KeyFileFault::Open { mode: 0o777, wanted: 0o700, .. })));
        std::fs::set_permissions(scratch.path(), Permissions::from_mode(0o700)).unwrap();
        assert!(KeyFile::open(&path).is_ok());
        let link = scratch.join("link.key");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert!(matches!(KeyFile::open(&link), Err(KeyFileFault::NotPlain { .. })));
        assert!(matches!(KeyFile::open(scratch.path()), Err(KeyFileFault::NotPlain { .. })));
        assert!(matches!(KeyFile::open(&scratch.join("none")), Err(KeyFileFault::Io { .. })));
        write_secret(&scratch.join("long"), &[b'x'; 16_385]).unwrap();
        assert!(matches!(KeyFile::open(&scratch.join("long")), Err(KeyFileFault::Long { .. })));
    }

    #[test]
    fn texts_that_are_no_key_are_refused_at_their_line() {
        let secret = "ab".repeat(32);
        let good = format!("{HEAD}\nuse log\nname a\nsecret {secret}\n");
        assert!(KeyFile::parse(good.as_bytes()).is_ok());
        let table = [
            ("v1", "v2", 1),
            ("use log", "use", 2),
            ("use log", "use ", 2),
            ("use log", "purpose log", 2),
            ("name a", "name a ", 3),
            ("name a\n", "", 3),
            ("ab", "xy", 4),
            (secret.as_str(), "ab", 4),
            ("secret", "Secret", 4),
            (secret.as_str(), &format!("{secret}\nmore"), 5),
        ];
        for (from, to, line) in table {
            let text = good.replacen(from, to, 1);
            assert_eq!(KeyFile::parse(text.as_bytes()).err().map(|(line, _)| line), Some(line), "{text}");
        }
        assert_eq!(KeyFile::parse(&[0xff]).err().map(|(line, _)| line), Some(1));
        proptest::proptest!(|(bytes: Vec<u8>)| { let _ = KeyFile::parse(&bytes); });
    }
}
