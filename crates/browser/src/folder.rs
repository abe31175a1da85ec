//! A folder for one test, which is removed with it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A folder of its own below the system's place for such. It does not exist until somebody makes it.
pub struct Folder(PathBuf);

impl Folder {
    /// A name that no other folder has.
    pub fn new(purpose: &str) -> Folder {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("counterpart-browser-{purpose}-{}-{number}", std::process::id()));
        // What a process with the same id left behind is not ours to go on with.
        let _ = std::fs::remove_dir_all(&folder);
        Folder(folder)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The same as text.
    pub fn text(&self) -> &str {
        self.0.to_str().expect("a folder whose name is text")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
