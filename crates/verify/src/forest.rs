//! The trees of all logs in memory: 64 bytes for each leaf, and the root at any size. Leaves are read again from the journal.

use crate::desk;
use crate::walk::Shelf;
use counterpart::Roots;
use record::tree::Levels;
use record::{Hash, empty_root};
use store::FolderDisk;
use store::journal::LookUps;

/// Bytes of the journal that are read at once when a single leaf is asked for.
const CHUNK_BYTES: usize = 4 << 10;

/// The trees of the logs of a journal.
pub struct Forest<'a> {
    disk: &'a FolderDisk,
    shelves: &'a [Shelf],
    trees: Vec<Levels>,
}

impl<'a> Forest<'a> {
    /// Empty trees of these logs.
    pub fn new(disk: &'a FolderDisk, shelves: &'a [Shelf]) -> Forest<'a> {
        Forest { disk, shelves, trees: vec![Levels::new(); shelves.len()] }
    }

    /// The tree of the log at this place.
    pub fn tree(&self, log: usize) -> &Levels {
        &self.trees[log]
    }

    /// Adds the leaf at `index`, unless it is there from an earlier round.
    pub fn add(&mut self, log: usize, index: u64, leaf: Hash) {
        let tree = &mut self.trees[log];
        if tree.size() == index {
            tree.append(leaf);
        }
    }

    fn place(&self, origin: &str) -> Option<usize> {
        self.shelves.iter().position(|shelf| shelf.origin == origin)
    }
}

impl Roots for Forest<'_> {
    fn root(&self, origin: &str, size: u64) -> Option<Hash> {
        match self.place(origin) {
            Some(log) => self.trees[log].root_at(size),
            None => (size == 0).then(empty_root),
        }
    }

    fn leaf(&self, origin: &str, index: u64) -> Option<Vec<u8>> {
        let log = self.place(origin)?;
        desk::leaf(&mut LookUps::new(self.disk, CHUNK_BYTES), &self.shelves[log], log, index).ok()
    }
}
