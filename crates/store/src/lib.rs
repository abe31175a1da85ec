//! The journal, the signed head and the blobs of one counterpart, on a disk that may fail.
//!
//! Begin with [`Store`]: made once, opened at every start, written by `commit` and `mirror`. Everything else either serves it or
//! follows from what it keeps.

pub mod blobs;
pub mod disk;
pub mod entry;
pub mod error;
pub mod folder_disk;
pub mod frame;
pub mod head;
pub mod journal;
pub mod lease;
mod log;
pub mod memory_disk;
mod open;
mod places;
pub mod scrub;
mod store;
pub mod tiles;
mod write;

pub use disk::{Disk, DiskError};
pub use error::{Damage, StoreError};
pub use folder_disk::FolderDisk;
pub use log::{Fork, Head, Log, read_head};
pub use memory_disk::MemoryDisk;
pub use open::{HeadState, Mended, Opened};
pub use store::{Identity, Store};
pub use write::{LEAF_BYTES_MAX, OWN_LEAF_BYTES_MAX};
