//! Documents: from the characters of an agreement to its structure. No file system.
