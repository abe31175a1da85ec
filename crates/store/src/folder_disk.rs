//! A disk that is a folder of the operating system.
//!
//! New names are made durable by syncing the folders that hold them, and a file stays open from its first write to its sync, so
//! that an error in writing back can't be missed. Journal and head, which every act writes to, stay open for the next.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::disk::{Disk, DiskError, INCOMING, Operation, is_path};
use crate::head::HEAD;
use crate::journal::JOURNAL;
use crate::lease::{Lease, LeaseError, make_private_folder, private};

/// The files of one folder, with the lease on it or for reading only.
#[derive(Debug)]
pub struct FolderDisk {
    folder: PathBuf,
    lease: Option<Lease>,
    /// Files written to since their last sync, and those that stay open.
    files: BTreeMap<String, Opened>,
}

#[derive(Debug)]
struct Opened {
    file: File,
    /// A file made since the last sync: its name is durable only once the folders above are synced.
    made: bool,
}

impl FolderDisk {
    /// Takes the lease on the folder, which is made if it does not exist. A second writer is refused.
    pub fn writer(folder: &Path) -> Result<Self, LeaseError> {
        let lease = Lease::take(folder)?;
        Ok(Self { folder: folder.to_owned(), lease: Some(lease), files: BTreeMap::new() })
    }

    /// The folder for reading, beside a writer if need be. Every operation that writes is refused.
    pub fn reader(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), lease: None, files: BTreeMap::new() }
    }

    fn at(&self, path: &str) -> PathBuf {
        assert!(is_path(path), "a path that the store made up must stay in its folder: {path:?}");
        self.folder.join(path)
    }

    fn may_write(&self) -> io::Result<()> {
        if self.lease.is_none() {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the folder is open for reading only"));
        }
        Ok(())
    }

    /// The open file for `path`, made where needed.
    fn open(&mut self, path: &str) -> io::Result<&mut File> {
        self.may_write()?;
        if !self.files.contains_key(path) {
            let full = self.at(path);
            let made = !full.exists();
            if let (true, Some(above)) = (made, full.parent()) {
                make_private_folder(above)?;
            }
            let file = private(OpenOptions::new().read(true).write(true).create(true).truncate(false)).open(&full)?;
            self.files.insert(path.to_owned(), Opened { file, made });
        }
        Ok(&mut self.files.get_mut(path).expect("just inserted").file)
    }

    fn write(&mut self, path: &str, offset: Option<u64>, bytes: &[u8]) -> io::Result<()> {
        let file = self.open(path)?;
        let offset = match offset {
            Some(offset) => offset,
            None => file.metadata()?.len(),
        };
        write_all_at(file, bytes, offset)
    }

    fn sync_file(&mut self, path: &str) -> io::Result<()> {
        self.open(path)?;
        // After a failed sync the file is closed: nothing is known of the bytes, and trying again would hide that.
        let Opened { file, made } = self.files.remove(path).expect("just opened");
        // The bytes and the length, which is all that reading needs: a time stamp alone would cost another commit of the file system.
        file.sync_data()?;
        if made {
            self.sync_folders(path)?;
        }
        if [JOURNAL, HEAD].contains(&path) {
            self.files.insert(path.to_owned(), Opened { file, made: false });
        }
        Ok(())
    }

    /// Syncs the folders above `path`, the nearest first, so that its name survives.
    fn sync_folders(&self, path: &str) -> io::Result<()> {
        let full = self.at(path);
        for above in full.ancestors().skip(1) {
            sync_folder(above)?;
            if above == self.folder {
                break;
            }
        }
        Ok(())
    }

    fn replace_file(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.may_write()?;
        let (incoming, full) = (self.at(INCOMING), self.at(path));
        for file in [&incoming, &full] {
            make_private_folder(file.parent().unwrap_or(&self.folder))?;
        }
        let mut file = private(OpenOptions::new().write(true).create(true).truncate(true)).open(&incoming)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&incoming, &full)?;
        self.files.remove(path);
        self.sync_folders(path)
    }

    fn remove_file(&mut self, path: &str) -> io::Result<()> {
        self.may_write()?;
        self.files.remove(path);
        let full = self.at(path);
        match fs::remove_file(&full) {
            Ok(()) => sync_folder(full.parent().unwrap_or(&self.folder)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        let full = if folder.is_empty() { self.folder.clone() } else { self.at(folder) };
        let entries = match fs::read_dir(full) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry?;
            let mut name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_dir() {
                name.push('/');
            }
            names.push(name);
        }
        names.sort();
        Ok(names)
    }
}

impl Disk for FolderDisk {
    fn len(&self, path: &str) -> Result<Option<u64>, DiskError> {
        match fs::metadata(self.at(path)) {
            Ok(data) if data.is_file() => Ok(Some(data.len())),
            Ok(_) => Ok(None),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(DiskError::new(Operation::Measure, path, error)),
        }
    }

    fn read_at(&self, path: &str, offset: u64, buffer: &mut [u8]) -> Result<usize, DiskError> {
        let read = match self.files.get(path) {
            Some(opened) => read_full_at(&opened.file, buffer, offset),
            None => File::open(self.at(path)).and_then(|file| read_full_at(&file, buffer, offset)),
        };
        read.map_err(|error| DiskError::new(Operation::Read, path, error))
    }

    fn append(&mut self, path: &str, bytes: &[u8]) -> Result<(), DiskError> {
        self.write(path, None, bytes).map_err(|error| DiskError::new(Operation::Append, path, error))
    }

    fn write_at(&mut self, path: &str, offset: u64, bytes: &[u8]) -> Result<(), DiskError> {
        self.write(path, Some(offset), bytes).map_err(|error| DiskError::new(Operation::Write, path, error))
    }

    fn sync(&mut self, path: &str) -> Result<(), DiskError> {
        self.sync_file(path).map_err(|error| DiskError::new(Operation::Sync, path, error))
    }

    fn truncate(&mut self, path: &str, length: u64) -> Result<(), DiskError> {
        let cut = self.open(path).and_then(|file| file.set_len(length));
        cut.map_err(|error| DiskError::new(Operation::Truncate, path, error))
    }

    fn replace(&mut self, path: &str, bytes: &[u8]) -> Result<(), DiskError> {
        self.replace_file(path, bytes).map_err(|error| DiskError::new(Operation::Replace, path, error))
    }

    fn remove(&mut self, path: &str) -> Result<(), DiskError> {
        self.remove_file(path).map_err(|error| DiskError::new(Operation::Remove, path, error))
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, DiskError> {
        self.names(folder).map_err(|error| DiskError::new(Operation::List, folder, error))
    }
}

#[cfg(unix)]
fn read_full_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    use std::os::unix::fs::FileExt;
    let mut read = 0;
    while read < buffer.len() {
        match file.read_at(&mut buffer[read..], offset + read as u64) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

#[cfg(unix)]
fn write_all_at(file: &mut File, bytes: &[u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, offset)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn read_full_at(mut file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    use std::io::{Read, Seek, SeekFrom};
    file.seek(SeekFrom::Start(offset))?;
    let mut read = 0;
    while read < buffer.len() {
        match file.read(&mut buffer[read..])? {
            0 => break,
            more => read += more,
        }
    }
    Ok(read)
}

#[cfg(not(unix))]
fn write_all_at(file: &mut File, bytes: &[u8], offset: u64) -> io::Result<()> {
    use std::io::{Seek, SeekFrom};
    file.seek(SeekFrom::Start(offset))?;
    file.write_all(bytes)
}

/// Other systems make names durable with the file; a folder can't be synced there.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
