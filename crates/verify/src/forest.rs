//! The trees of all logs in memory: 64 bytes for each leaf, and the root at any size. Leaves are read again from the journal.
//!
//! Of a log that forked, other histories may be in the journal too. One that the record has kept takes the place of the log's own leaves
//! in the fold; the files are still checked as they are.

use crate::desk;
use crate::fault::{Fault, What};
use crate::walk::Shelf;
use counterpart::Roots;
use counterpart::frontier::Head;
use record::tree::Levels;
use record::{Hash, empty_root, leaf_hash};
use store::FolderDisk;
use store::entry::Entry;
use store::journal::{JOURNAL, LookUps};

/// Bytes of the journal that are read at once when a single leaf is asked for.
const CHUNK_BYTES: usize = 4 << 10;

/// The trees of the logs of a journal.
pub struct Forest<'a> {
    disk: &'a FolderDisk,
    shelves: &'a [Shelf],
    trees: Vec<Levels>,
    others: Vec<Vec<History>>,
    /// Which of the others took the place of a log's own leaves.
    kept: Vec<Option<usize>>,
}

/// Another history of a log: the first `split` leaves of the log, then its own.
struct History {
    split: u64,
    leaves: Vec<Vec<u8>>,
    tree: Levels,
}

impl<'a> Forest<'a> {
    /// Empty trees of these logs.
    pub fn new(disk: &'a FolderDisk, shelves: &'a [Shelf]) -> Forest<'a> {
        let others = shelves.iter().map(|_| Vec::new()).collect();
        Forest { disk, shelves, trees: vec![Levels::new(); shelves.len()], others, kept: vec![None; shelves.len()] }
    }

    /// Reads the other histories; to be called once the trees are grown. Says whether there is any.
    pub fn read_others(&mut self) -> Result<bool, Fault> {
        let mut reader = LookUps::new(self.disk, CHUNK_BYTES);
        for (log, shelf) in self.shelves.iter().enumerate() {
            for (split, (index, offset)) in
                shelf.branches.iter().flat_map(|(split, places)| places.iter().map(move |at| (*split, *at)))
            {
                let wrong = || Fault::of(What::Branch, JOURNAL).in_log(&shelf.origin).at(index);
                let bytes = reader.look_up(offset, |entry| match entry {
                    Entry::Branch { split: found, index: at, bytes, .. } if found == split && at == index => Some(bytes.to_vec()),
                    _ => None,
                })?;
                // One that was broken off, or fetched twice, begins again at its split.
                if index == split {
                    let mut tree = self.trees[log].clone();
                    (tree.size() >= split).then(|| tree.truncate(split)).ok_or_else(wrong)?;
                    self.others[log].push(History { split, leaves: Vec::new(), tree });
                }
                let newest = self.others[log].last_mut().filter(|history| history.split == split && history.tree.size() == index);
                let history = newest.ok_or_else(wrong)?;
                history.tree.append(leaf_hash(&bytes));
                history.leaves.push(bytes);
            }
        }
        Ok(self.others.iter().any(|others| !others.is_empty()))
    }

    /// Lets the history that has this head take the place of its log's own leaves. False if it is not here, or has it already.
    pub fn keep(&mut self, head: &Head) -> bool {
        let Some(log) = self.place(&head.origin) else { return false };
        let found = self.others[log].iter().position(|history| history.tree.root_at(head.size) == Some(head.root));
        let fresh = found.is_some() && found != self.kept[log];
        self.kept[log] = found.or(self.kept[log]);
        fresh
    }

    /// The history that took the place of a log's own leaves: where it begins, and its leaves.
    pub fn kept(&self, log: usize) -> Option<(u64, &[Vec<u8>])> {
        let history = &self.others[log][self.kept[log]?];
        Some((history.split, &history.leaves))
    }

    /// The tree that the fold goes by.
    fn counting(&self, log: usize) -> &Levels {
        self.kept[log].map_or(&self.trees[log], |kept| &self.others[log][kept].tree)
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
            Some(log) => self.counting(log).root_at(size),
            None => (size == 0).then(empty_root),
        }
    }

    fn leaf(&self, origin: &str, index: u64) -> Option<Vec<u8>> {
        let log = self.place(origin)?;
        let (split, leaves) = self.kept(log).unwrap_or((u64::MAX, &[]));
        match index.checked_sub(split) {
            Some(beyond) => leaves.get(usize::try_from(beyond).ok()?).cloned(),
            None => desk::leaf(&mut LookUps::new(self.disk, CHUNK_BYTES), &self.shelves[log], log, index).ok(),
        }
    }

    fn same_history(&self, one: &Head, other: &Head) -> Option<bool> {
        let (small, large) = if one.size <= other.size { (one, other) } else { (other, one) };
        if small.size == large.size {
            return Some(small.root == large.root);
        }
        let log = self.place(&large.origin)?;
        let mut trees = std::iter::once(&self.trees[log]).chain(self.others[log].iter().map(|history| &history.tree));
        let tree = trees.find(|tree| tree.root_at(large.size) == Some(large.root))?;
        Some(tree.root_at(small.size) == Some(small.root))
    }
}
