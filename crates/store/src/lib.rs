//! The journal, the signed head and the blobs of one counterpart, on a disk that may fail.

pub mod disk;
pub mod folder_disk;
pub mod lease;
pub mod memory_disk;
