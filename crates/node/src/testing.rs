//! What tests of the node share: folders that are gone afterwards.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// An empty folder of the test that made it, open to nobody else; gone when dropped.
pub struct Scratch(PathBuf);

static MADE: AtomicU32 = AtomicU32::new(0);

impl Scratch {
    /// A new folder; `stem` says whose it is, should a crash leave it behind.
    pub fn new(stem: &str) -> Scratch {
        use std::os::unix::fs::DirBuilderExt as _;
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("counterpart_{stem}_{}_{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&path).expect("the folder of temporary files is writable");
        Scratch(path)
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// A path in it.
    pub fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
