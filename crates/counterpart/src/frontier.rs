//! Frontiers: what someone held, as a vector of log heads, each with its size and its root.
//!
//! State is a function of a frontier. A head that is cited counts only if the log here has the same root at that size.

pub use crate::act_format::v1::Head;
use record::hash::Hash;

/// The roots and leaves of the logs that are held here, at any size up to what is held.
pub trait Roots {
    /// The root of the log called `origin` at `size`; `None` if so many leaves are not here.
    fn root(&self, origin: &str, size: u64) -> Option<Hash>;

    /// The bytes of a leaf; `None` if it is not here. Whoever lets a counterpart put away what rests
    /// ([`crate::Counterpart::put_away_beyond`]) gives back every leaf that is folded; nobody else is asked.
    fn leaf(&self, _origin: &str, _index: u64) -> Option<Vec<u8>> {
        None
    }

    /// Whether two heads of one log are of one history; `None` if the leaves that could tell are not here. Whoever keeps other
    /// histories of a forked log beside the log knows more.
    fn same_history(&self, one: &Head, other: &Head) -> Option<bool> {
        let (small, large) = if one.size <= other.size { (one, other) } else { (other, one) };
        if small.size == large.size {
            return Some(small.root == large.root);
        }
        let here = self.root(&large.origin, large.size)? == large.root;
        here.then(|| self.root(&small.origin, small.size) == Some(small.root))
    }
}

/// Trees and leaves in memory, by origin: for tests and small records.
#[derive(Clone, Debug, Default)]
pub struct Trees(std::collections::BTreeMap<String, Tree>);

#[derive(Clone, Debug, Default)]
struct Tree {
    levels: record::tree::Levels,
    leaves: Vec<Vec<u8>>,
}

impl Trees {
    /// Adds a leaf to the log called `origin`.
    pub fn append(&mut self, origin: &str, leaf: &[u8]) {
        let tree = self.0.entry(origin.to_owned()).or_default();
        tree.levels.append(record::hash::leaf_hash(leaf));
        tree.leaves.push(leaf.to_vec());
    }

    /// How many leaves the log called `origin` has.
    pub fn size(&self, origin: &str) -> u64 {
        self.0.get(origin).map_or(0, |tree| tree.levels.size())
    }

    /// Drops the leaves of `origin` from `size` on.
    pub fn truncate(&mut self, origin: &str, size: u64) {
        if let Some(tree) = self.0.get_mut(origin) {
            tree.levels.truncate(size);
            tree.leaves.truncate(size as usize);
        }
    }

    /// The head of the log called `origin`.
    pub fn head(&self, origin: &str) -> Head {
        let size = self.size(origin);
        let root = self.root(origin, size).expect("a log has a root at its own size");
        Head { origin: origin.to_owned(), size, root }
    }
}

impl Roots for Trees {
    fn root(&self, origin: &str, size: u64) -> Option<Hash> {
        match self.0.get(origin) {
            Some(tree) => tree.levels.root_at(size),
            None => (size == 0).then(record::hash::empty_root),
        }
    }

    fn leaf(&self, origin: &str, index: u64) -> Option<Vec<u8>> {
        self.0.get(origin)?.leaves.get(index as usize).cloned()
    }
}
