//! The trees of all logs in memory: 64 bytes for each leaf, and the root at any size.

use counterpart::Roots;
use record::tree::Levels;
use record::{Hash, empty_root};

/// The trees by origin.
#[derive(Debug, Default)]
pub struct Forest(Vec<(String, Levels)>);

impl Forest {
    /// Empty trees of these logs.
    pub fn new<'a>(origins: impl Iterator<Item = &'a str>) -> Forest {
        Forest(origins.map(|origin| (origin.to_owned(), Levels::new())).collect())
    }

    /// The tree of the log at this place.
    pub fn tree(&self, log: usize) -> &Levels {
        &self.0[log].1
    }

    /// Adds the leaf at `index`, unless it is there from an earlier round.
    pub fn add(&mut self, log: usize, index: u64, leaf: Hash) {
        let tree = &mut self.0[log].1;
        if tree.size() == index {
            tree.append(leaf);
        }
    }
}

impl Roots for Forest {
    fn root(&self, origin: &str, size: u64) -> Option<Hash> {
        match self.0.iter().find(|(known, _)| known == origin) {
            Some((_, tree)) => tree.root_at(size),
            None => (size == 0).then(empty_root),
        }
    }
}
