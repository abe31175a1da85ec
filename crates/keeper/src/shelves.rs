//! All logs as they are kept here, with the other branches of those that forked: the trees in memory, the leaves in the journal.
//!
//! The exchange reads them as its library, the fold asks them for roots. A log that was cut by a fork or a succession ends
//! earlier for the exchange; what lies beyond still tells which head belongs to which history.

use crate::trunk::{Blocks, Trunk, WIDTH};
use counterpart::frontier::{Head, Roots};
use exchange::{Held, Library, TreeHead};
use record::tree::{Levels, Nodes, root_at};
use record::{Hash, leaf_hash};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Disk, Store, StoreError};

/// One log.
#[derive(Debug)]
struct Shelf {
    trunk: Trunk,
    branches: Vec<Branch>,
    /// Which branch took the place of the leaves behind its split.
    adopted: Option<usize>,
    /// Beyond it nothing is shown to the exchange.
    end: Option<u64>,
}

/// Another history of a log: it has the first `split` leaves of the journal's, then its own.
#[derive(Debug)]
struct Branch {
    split: u64,
    leaves: Vec<Vec<u8>>,
    trunk: Trunk,
}

/// All logs, by origin.
#[derive(Debug, Default)]
pub(crate) struct Shelves {
    logs: BTreeMap<String, Shelf>,
    blocks: RefCell<Blocks>,
    /// The first failure to read a leaf; whoever called looks here.
    failure: RefCell<Option<StoreError>>,
    trunks: u64,
}

impl Shelves {
    /// How many leaves a log has.
    pub fn size(&self, origin: &str) -> u64 {
        self.logs.get(origin).map_or(0, |shelf| shelf.trunk.size())
    }

    /// Appends the hash of a log's next leaf.
    pub fn append(&mut self, origin: &str, leaf: Hash) {
        self.begin(origin);
        let shelf = self.logs.get_mut(origin).expect("it was just begun");
        shelf.trunk.append(leaf, self.blocks.get_mut());
    }

    fn begin(&mut self, origin: &str) {
        if !self.logs.contains_key(origin) {
            self.trunks += 1;
            let shelf = Shelf { trunk: Trunk::new(self.trunks), branches: Vec::new(), adopted: None, end: None };
            self.logs.insert(origin.to_owned(), shelf);
        }
    }

    /// Lets leaves of a log from `size` on give way.
    pub fn truncate<D: Disk>(&mut self, store: &Store<D>, origin: &str, size: u64) -> Result<(), StoreError> {
        let Some(shelf) = self.logs.get_mut(origin) else { return Ok(()) };
        let mut failed = None;
        let block = |number| read_block(store, origin, None, number).map_err(|error| failed = Some(error)).ok();
        shelf.trunk.truncate(size, self.blocks.get_mut(), block);
        failed.map_or(Ok(()), Err)
    }

    /// Shows a log to the exchange up to `end` only.
    pub fn cut(&mut self, origin: &str, end: Option<u64>) {
        if let Some(shelf) = self.logs.get_mut(origin) {
            shelf.end = end;
        }
    }

    /// The branch that took the place of a log's leaves: where it begins, and its leaves.
    pub fn adopted(&self, origin: &str) -> Option<(u64, &[Vec<u8>])> {
        let shelf = self.logs.get(origin)?;
        shelf.adopted.map(|place| (shelf.branches[place].split, shelf.branches[place].leaves.as_slice()))
    }

    /// Adds leaves of a branch. Those at `split` begin a new one, any others go on with the newest.
    pub fn grow<D: Disk>(
        &mut self,
        store: &Store<D>,
        origin: &str,
        (split, from): (u64, u64),
        leaves: &[Vec<u8>],
    ) -> Result<(), StoreError> {
        self.trunks += 1;
        self.begin(origin);
        let shelf = self.logs.get_mut(origin).expect("it was just begun");
        if from == split {
            let mut trunk = shelf.trunk.copy(self.trunks);
            let mut failed = None;
            let block = |number| read_block(store, origin, None, number).map_err(|error| failed = Some(error)).ok();
            trunk.truncate(split, self.blocks.get_mut(), block);
            failed.map_or(Ok(()), Err)?;
            shelf.branches.push(Branch { split, leaves: Vec::new(), trunk });
        }
        let newest = shelf.branches.last_mut().filter(|branch| branch.trunk.size() == from && branch.split == split);
        let Some(branch) = newest else { return Ok(()) };
        for leaf in leaves {
            branch.trunk.append(leaf_hash(leaf), self.blocks.get_mut());
            branch.leaves.push(leaf.clone());
        }
        Ok(())
    }

    /// Lets the branch that ends in this tree take the place of a log's leaves. False if it isn't here.
    pub fn adopt<D: Disk>(&mut self, store: &Store<D>, origin: &str, goal: TreeHead) -> Result<bool, StoreError> {
        let view = View { store, shelves: self };
        if view.root(origin, goal.size) == Some(goal.root) {
            return Ok(false);
        }
        let Some(place) = view.branch(origin, goal) else { return Ok(false) };
        let (split, end) = (self.logs[origin].branches[place].split, self.size(origin));
        // What was the log until now still tells histories apart.
        let former = self.adopted(origin).is_none().then(|| store.leaves(origin, split..end)).transpose()?;
        let former = former.map(|leaves| leaves.collect::<Result<Vec<_>, _>>()).transpose()?;
        self.trunks += 1;
        let shelf = self.logs.get_mut(origin).expect("its branch was just found");
        let trunk = shelf.branches[place].trunk.copy(self.trunks);
        let old = std::mem::replace(&mut shelf.trunk, trunk);
        shelf.adopted = Some(place);
        shelf.branches.extend(former.map(|leaves| Branch { split, leaves, trunk: old }));
        Ok(true)
    }

    /// Why a leaf could not be read, if that happened since it was last asked.
    pub fn failure(&self) -> Option<StoreError> {
        self.failure.borrow_mut().take()
    }
}

/// The shelves with the journal that they speak of.
pub(crate) struct View<'k, D> {
    pub store: &'k Store<D>,
    pub shelves: &'k Shelves,
}

// Derived, they would ask the disk to be copied too.
impl<D> Clone for View<'_, D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for View<'_, D> {}

/// One tree of the shelves.
struct Tree<'k, D> {
    view: View<'k, D>,
    origin: &'k str,
    trunk: &'k Trunk,
    branch: Option<&'k Branch>,
}

impl<'k, D: Disk> View<'k, D> {
    fn tree<'o>(self, origin: &'o str) -> Option<Tree<'o, D>>
    where
        'k: 'o,
    {
        let shelf = self.shelves.logs.get(origin)?;
        let branch = shelf.adopted.map(|place| &shelf.branches[place]);
        Some(Tree { view: self, origin, trunk: &shelf.trunk, branch })
    }

    fn branches(self, origin: &'k str) -> impl Iterator<Item = Tree<'k, D>> {
        let branches = self.shelves.logs.get(origin).map(|shelf| shelf.branches.as_slice()).unwrap_or_default();
        branches.iter().map(move |branch| Tree { view: self, origin, trunk: &branch.trunk, branch: Some(branch) })
    }

    /// The place of the branch that holds this tree.
    fn branch(self, origin: &'k str, goal: TreeHead) -> Option<usize> {
        self.branches(origin).position(|tree| tree.root(goal.size) == Some(goal.root))
    }

    /// The branch that goes on from the leaves of a log, as far as it is here.
    pub fn further(self, origin: &'k str) -> Option<TreeHead> {
        let log = self.tree(origin)?;
        let size = log.trunk.size();
        let root = log.root(size);
        let tree = self.branches(origin).find(|tree| tree.trunk.size() > size && tree.root(size) == root)?;
        Some(TreeHead { size: tree.trunk.size(), root: tree.root(tree.trunk.size())? })
    }

    /// The nodes of whichever history of a log holds this tree: the log itself, or a branch.
    pub fn history(self, origin: &'k str, goal: TreeHead) -> Option<impl Nodes + use<'k, D>> {
        self.tree(origin).into_iter().chain(self.branches(origin)).find(|tree| tree.root(goal.size) == Some(goal.root))
    }

    /// One leaf of a log as it is kept.
    pub fn leaf(self, origin: &str, index: u64) -> Option<Vec<u8>> {
        self.tree(origin).filter(|tree| index < tree.trunk.size())?.leaf(index)
    }
}

impl<D: Disk> Tree<'_, D> {
    fn root(&self, size: u64) -> Option<Hash> {
        if size > self.trunk.size() { None } else { root_at(self, size) }
    }

    fn leaf(&self, index: u64) -> Option<Vec<u8>> {
        let read = read_leaf(self.view.store, self.origin, self.branch, index);
        read.map_err(|error| _ = self.view.shelves.failure.borrow_mut().get_or_insert(error)).ok()
    }

    fn block(&self, id: u64, number: u64) -> Option<Arc<Levels>> {
        let mut blocks = self.view.shelves.blocks.borrow_mut();
        if let Some(block) = blocks.get((id, number)) {
            return Some(block);
        }
        let read = read_block(self.view.store, self.origin, self.branch, number);
        let block = read.map_err(|error| _ = self.view.shelves.failure.borrow_mut().get_or_insert(error)).ok()?;
        blocks.put((id, number), block.clone());
        Some(block)
    }
}

impl<D: Disk> Nodes for Tree<'_, D> {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.trunk.node(level, index, |id, number| self.block(id, number))
    }
}

fn read_leaf<D: Disk>(store: &Store<D>, origin: &str, branch: Option<&Branch>, index: u64) -> Result<Vec<u8>, StoreError> {
    let own = branch.and_then(|branch| branch.leaves.get(usize::try_from(index.checked_sub(branch.split)?).ok()?));
    own.map_or_else(|| store.leaf(origin, index), |leaf| Ok(leaf.clone()))
}

fn read_block<D: Disk>(store: &Store<D>, origin: &str, branch: Option<&Branch>, number: u64) -> Result<Arc<Levels>, StoreError> {
    let places = number * WIDTH..(number + 1) * WIDTH;
    let hashes = places.map(|index| Ok(leaf_hash(&read_leaf(store, origin, branch, index)?)));
    hashes.collect::<Result<Levels, _>>().map(Arc::new)
}

impl<D: Disk> Library for View<'_, D> {
    fn node(&self, held: Held<'_>, level: u8, index: u64) -> Option<Hash> {
        let last = (index.checked_add(1)?).checked_mul(1u64.checked_shl(u32::from(level))?)?;
        let (tree, end) = self.held(held)?;
        if last > end { None } else { tree.node(level, index) }
    }

    fn leaves(&self, held: Held<'_>, from: u64, to: u64, bytes_max: usize) -> Vec<Vec<u8>> {
        let Some((tree, end)) = self.held(held) else { return Vec::new() };
        let mut bytes = 0;
        let fits = |leaf: &Vec<u8>| {
            bytes += leaf.len();
            bytes <= bytes_max
        };
        (from..to.min(end)).map_while(|index| tree.leaf(index)).take_while(fits).collect()
    }
}

impl<D: Disk> View<'_, D> {
    /// The tree that is meant, and how much of it is shown.
    fn held<'h>(&'h self, held: Held<'h>) -> Option<(Tree<'h, D>, u64)> {
        match held {
            Held::Log(origin) => {
                let tree = self.tree(origin)?;
                let end = self.shelves.logs[origin].end.unwrap_or(u64::MAX).min(tree.trunk.size());
                Some((tree, end))
            }
            Held::Branch { origin, size, root } => {
                let place = self.branch(origin, TreeHead { size, root })?;
                Some((self.branches(origin).nth(place)?, size))
            }
        }
    }
}

impl<D: Disk> Roots for View<'_, D> {
    fn root(&self, origin: &str, size: u64) -> Option<Hash> {
        match self.tree(origin) {
            Some(tree) => tree.root(size),
            None => (size == 0).then(record::empty_root),
        }
    }

    fn leaf(&self, origin: &str, index: u64) -> Option<Vec<u8>> {
        View::leaf(*self, origin, index)
    }

    fn same_history(&self, one: &Head, other: &Head) -> Option<bool> {
        let (small, large) = if one.size <= other.size { (one, other) } else { (other, one) };
        if small.size == large.size {
            return Some(small.root == large.root);
        }
        let mut trees = self.tree(&large.origin).into_iter().chain(self.branches(&large.origin));
        let history = trees.find(|tree| tree.root(large.size) == Some(large.root))?;
        Some(history.root(small.size) == Some(small.root))
    }
}
