//! The tree of one log in little memory: the hashes above each 256 leaves, and the last leaves below them.
//!
//! What stands under a full 256 is computed from the leaves when it is asked for, so a million leaves take a quarter of a megabyte.

use record::Hash;
use record::tree::{Levels, Nodes};
use std::collections::VecDeque;
use std::sync::Arc;

/// How many levels stand under a block's root.
const HEIGHT: u8 = 8;

/// Leaves in a block.
pub(crate) const WIDTH: u64 = 1 << HEIGHT;

/// How many blocks are kept at hand: 16 kB each.
const BLOCKS_MAX: usize = 32;

/// The tree of one log.
#[derive(Clone, Debug)]
pub(crate) struct Trunk {
    /// Tells its blocks from those of other trees.
    id: u64,
    /// The roots of the full blocks, and all above them.
    upper: Levels,
    /// The leaves behind the last full block.
    tail: Levels,
}

impl Trunk {
    /// A tree without leaves.
    pub fn new(id: u64) -> Self {
        Self { id, upper: Levels::new(), tail: Levels::new() }
    }

    /// The same tree under another number, to go another way.
    pub fn copy(&self, id: u64) -> Self {
        Self { id, ..self.clone() }
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.upper.size() * WIDTH + self.tail.size()
    }

    /// Appends one leaf by its hash; a block that it fills is put at hand.
    pub fn append(&mut self, leaf: Hash, blocks: &mut Blocks) {
        self.tail.append(leaf);
        if self.tail.size() == WIDTH {
            let full = std::mem::take(&mut self.tail);
            let number = self.upper.size();
            self.upper.append(full.root());
            blocks.put((self.id, number), Arc::new(full));
        }
    }

    /// Cuts the tree back to its first `size` leaves. `block` gives a full block; false if it can't, and nothing is cut.
    pub fn truncate(&mut self, size: u64, blocks: &mut Blocks, block: impl FnOnce(u64) -> Option<Arc<Levels>>) -> bool {
        if size >= self.size() {
            return true;
        }
        let number = size / WIDTH;
        if number < self.upper.size() {
            let Some(cut) = blocks.get((self.id, number)).or_else(|| block(number)) else { return false };
            self.tail = (*cut).clone();
            self.upper.truncate(number);
        }
        self.tail.truncate(size % WIDTH);
        blocks.forget(self.id);
        true
    }

    /// The hash of a subtree. `block` gives a full block.
    pub fn node(&self, level: u8, index: u64, block: impl FnOnce(u64, u64) -> Option<Arc<Levels>>) -> Option<Hash> {
        let Some(below) = HEIGHT.checked_sub(level).filter(|below| *below > 0) else {
            return self.upper.node(level - HEIGHT, index);
        };
        let (number, within) = (index >> below, index & ((1 << below) - 1));
        if number == self.upper.size() {
            return self.tail.node(level, within);
        }
        (number < self.upper.size()).then(|| block(self.id, number))?.and_then(|block| block.node(level, within))
    }
}

/// Full blocks that were used last, by tree and number.
#[derive(Debug, Default)]
pub(crate) struct Blocks(VecDeque<((u64, u64), Arc<Levels>)>);

impl Blocks {
    /// A block, if it is at hand.
    pub fn get(&self, key: (u64, u64)) -> Option<Arc<Levels>> {
        self.0.iter().rev().find(|(known, _)| *known == key).map(|(_, block)| block.clone())
    }

    /// Puts a block at hand.
    pub fn put(&mut self, key: (u64, u64), block: Arc<Levels>) {
        self.0.push_back((key, block));
        while self.0.len() > BLOCKS_MAX {
            self.0.pop_front();
        }
    }

    /// Forgets the blocks of a tree that was cut.
    pub fn forget(&mut self, id: u64) {
        self.0.retain(|((tree, _), _)| *tree != id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::leaf_hash;

    fn leaf(number: u64) -> Hash {
        leaf_hash(&number.to_be_bytes())
    }

    fn block(number: u64) -> Option<Arc<Levels>> {
        Some(Arc::new((number * WIDTH..(number + 1) * WIDTH).map(leaf).collect()))
    }

    /// A tree whose blocks are computed anew whenever they are asked for.
    struct Forgetful<'a>(&'a Trunk);

    impl Nodes for Forgetful<'_> {
        fn node(&self, level: u8, index: u64) -> Option<Hash> {
            self.0.node(level, index, |_, number| block(number))
        }
    }

    #[test]
    fn every_subtree_is_that_of_the_whole_tree() {
        let (mut trunk, mut blocks, mut whole) = (Trunk::new(1), Blocks::default(), Levels::new());
        for number in 0..1100 {
            trunk.append(leaf(number), &mut blocks);
            whole.append(leaf(number));
        }
        for level in 0..12 {
            for index in 0..(1100 >> level) + 2 {
                assert_eq!(Forgetful(&trunk).node(level, index), whole.node(level, index), "{level} {index}");
            }
        }
    }

    #[test]
    fn a_cut_tree_goes_on_as_if_nothing_had_been_behind() {
        for size in [0, 1, 255, 256, 257, 511, 512, 700] {
            let (mut trunk, mut blocks) = (Trunk::new(1), Blocks::default());
            (0..700).for_each(|number| trunk.append(leaf(number), &mut blocks));
            blocks.forget(1);
            assert!(trunk.truncate(size, &mut blocks, block));
            assert_eq!(trunk.size(), size);
            (size..900).for_each(|number| trunk.append(leaf(number), &mut blocks));
            let whole = (0..900).map(leaf).collect::<Levels>();
            assert_eq!(record::tree::root_at(&Forgetful(&trunk), 900), Some(whole.root()));
        }
    }

    #[test]
    fn a_block_that_can_not_be_read_is_no_cut() {
        let (mut trunk, mut blocks) = (Trunk::new(1), Blocks::default());
        (0..700).for_each(|number| trunk.append(leaf(number), &mut blocks));
        blocks.forget(1);
        assert!(!trunk.truncate(300, &mut blocks, |_| None));
        assert_eq!(trunk.size(), 700);
    }
}
