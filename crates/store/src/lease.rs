//! One writer per folder: a lock that the operating system holds for as long as the process lives.
//!
//! Two writers on one record would sign two histories, which to everyone else is a fork.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The file whose lock is the lease. It is empty and stays.
pub const LEASE: &str = "lease";

/// The right to write to a folder; given back when dropped, and by the system when the process ends in any way.
#[derive(Debug)]
pub struct Lease {
    _file: File,
}

/// Why there is no lease.
#[derive(Debug, thiserror::Error)]
pub enum LeaseError {
    /// Another process, or another part of this one, writes to the folder.
    #[error("`{}` is in use by another writer; stop it first", folder.display())]
    Busy {
        /// The folder asked for.
        folder: PathBuf,
    },
    /// The folder can't be made or its lock not be opened.
    #[error("the lease on `{}` can't be taken", folder.display())]
    Failed {
        /// The folder asked for.
        folder: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl Lease {
    /// Takes the lease on a folder, which is made, for its owner alone, if it does not exist.
    pub fn take(folder: &Path) -> Result<Self, LeaseError> {
        let failed = |source| LeaseError::Failed { folder: folder.to_owned(), source };
        make_private_folder(folder).map_err(failed)?;
        let file =
            private(OpenOptions::new().create(true).truncate(false).write(true)).open(folder.join(LEASE)).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(LeaseError::Busy { folder: folder.to_owned() }),
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }
}

/// Makes a folder and those above it, readable by their owner alone where the system knows owners.
pub(crate) fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// New files belong to their owner alone where the system knows owners.
pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}
