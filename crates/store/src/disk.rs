//! What the store asks of a disk: files in one folder, written in order, made durable when asked.
//!
//! A real folder and a disk in memory that fails on command both keep this contract, so that every recovery is tried.

use std::{fmt, io};

/// Files under one folder. A path is relative, with `/` between its parts; the folders it names come into being with the file.
///
/// What was written but not yet synced may be lost, or half lost, in a crash. `replace` and `remove` are durable once they return.
/// An error says nothing about whether the operation took effect.
pub trait Disk {
    /// The length of a file in bytes, or none if there is no such file.
    fn len(&self, path: &str) -> Result<Option<u64>, DiskError>;
    /// Fills `buffer` from `offset` on and gives the number of bytes read, which is smaller only at the end of the file.
    fn read_at(&self, path: &str, offset: u64, buffer: &mut [u8]) -> Result<usize, DiskError>;
    /// Adds bytes at the end of a file, which is made if there is none.
    fn append(&mut self, path: &str, bytes: &[u8]) -> Result<(), DiskError>;
    /// Writes bytes in place; the file is made, and grows with zeros, where needed.
    fn write_at(&mut self, path: &str, offset: u64, bytes: &[u8]) -> Result<(), DiskError>;
    /// Makes everything written to the file durable, its name included.
    fn sync(&mut self, path: &str) -> Result<(), DiskError>;
    /// Cuts a file to `length` bytes; durable after the next `sync`.
    fn truncate(&mut self, path: &str, length: u64) -> Result<(), DiskError>;
    /// Puts a whole file in the place of the former one, if any: a reader finds the old bytes or the new, never a mixture.
    fn replace(&mut self, path: &str, bytes: &[u8]) -> Result<(), DiskError>;
    /// Removes a file. That there was none is no error.
    fn remove(&mut self, path: &str) -> Result<(), DiskError>;
    /// The names directly in a folder, sorted; a folder's own name ends in `/`. The empty path is the whole disk.
    fn list(&self, folder: &str) -> Result<Vec<String>, DiskError>;
}

/// Where a replacing file is written before it takes its name. What a crash leaves there was never acknowledged.
pub const INCOMING: &str = "incoming/next";

/// What was asked of the disk when it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Operation {
    Measure,
    Read,
    Append,
    Write,
    Sync,
    Truncate,
    Replace,
    Remove,
    List,
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Measure => "measure",
            Self::Read => "read",
            Self::Append => "append to",
            Self::Write => "write to",
            Self::Sync => "make durable",
            Self::Truncate => "cut",
            Self::Replace => "replace",
            Self::Remove => "remove",
            Self::List => "list",
        })
    }
}

/// The disk failed: at what, on which file, and the system's reason as source.
#[derive(Debug, thiserror::Error)]
#[error("the disk could not {operation} `{path}`")]
pub struct DiskError {
    /// What was asked.
    pub operation: Operation,
    /// The file or folder, relative to the disk's folder.
    pub path: String,
    /// What the system said.
    #[source]
    pub source: io::Error,
}

impl DiskError {
    /// An error of the system while doing `operation` on `path`.
    pub fn new(operation: Operation, path: &str, source: io::Error) -> Self {
        Self { operation, path: path.to_owned(), source }
    }
}

/// A borrowed disk is a disk: whoever tries out a crash keeps the disk while the store goes.
impl<D: Disk + ?Sized> Disk for &mut D {
    fn len(&self, path: &str) -> Result<Option<u64>, DiskError> {
        (**self).len(path)
    }
    fn read_at(&self, path: &str, offset: u64, buffer: &mut [u8]) -> Result<usize, DiskError> {
        (**self).read_at(path, offset, buffer)
    }
    fn append(&mut self, path: &str, bytes: &[u8]) -> Result<(), DiskError> {
        (**self).append(path, bytes)
    }
    fn write_at(&mut self, path: &str, offset: u64, bytes: &[u8]) -> Result<(), DiskError> {
        (**self).write_at(path, offset, bytes)
    }
    fn sync(&mut self, path: &str) -> Result<(), DiskError> {
        (**self).sync(path)
    }
    fn truncate(&mut self, path: &str, length: u64) -> Result<(), DiskError> {
        (**self).truncate(path, length)
    }
    fn replace(&mut self, path: &str, bytes: &[u8]) -> Result<(), DiskError> {
        (**self).replace(path, bytes)
    }
    fn remove(&mut self, path: &str) -> Result<(), DiskError> {
        (**self).remove(path)
    }
    fn list(&self, folder: &str) -> Result<Vec<String>, DiskError> {
        (**self).list(folder)
    }
}

/// Whether a path may name a file of a disk: parts of lower-case letters, digits, `.`, `-` and `_`, none of them only dots.
pub fn is_path(path: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    path.split('/').all(|part| part.chars().all(fits) && part.chars().any(|c| c != '.'))
}

/// The whole of a small file, or none if there is no such file. Larger than `bytes_max` is an error, so that memory stays bounded.
pub fn read_whole<D: Disk + ?Sized>(disk: &D, path: &str, bytes_max: u64) -> Result<Option<Vec<u8>>, DiskError> {
    let Some(length) = disk.len(path)? else {
        return Ok(None);
    };
    if length > bytes_max {
        let reason = io::Error::new(io::ErrorKind::FileTooLarge, format!("{length} bytes, {bytes_max} at most"));
        return Err(DiskError::new(Operation::Read, path, reason));
    }
    let mut bytes = vec![0; usize::try_from(length).expect("the bound fits into memory")];
    let read = disk.read_at(path, 0, &mut bytes)?;
    bytes.truncate(read);
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory_disk::MemoryDisk;

    #[test]
    fn paths_stay_in_the_folder() {
        for good in ["journal", "journal.torn-1", "blobs/ab/ab01", "tile/0/x001/234.p/17", "a..b"] {
            assert!(is_path(good), "{good}");
        }
        for bad in ["", "/etc", "a//b", "../a", "a/..", ".", "a/./b", "A", "a\\b", "a b", "c:", "a/", "a\0"] {
            assert!(!is_path(bad), "{bad}");
        }
    }

    #[test]
    fn a_whole_file_is_read_up_to_its_bound() {
        let mut disk = MemoryDisk::new();
        assert!(read_whole(&disk, "a", 3).is_ok_and(|bytes| bytes.is_none()));
        disk.append("a", b"abc").unwrap();
        assert_eq!(read_whole(&disk, "a", 3).unwrap().unwrap(), b"abc");
        let error = read_whole(&disk, "a", 2).unwrap_err();
        assert_eq!(error.to_string(), "the disk could not read `a`");
        assert_eq!(error.source.to_string(), "3 bytes, 2 at most");
    }
}
