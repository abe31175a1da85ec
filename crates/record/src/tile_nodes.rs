//! A log's tree as its tile files hold it: the hashes that tiles leave out are computed from those they have.

use crate::hash::{Hash, node_hash};
use crate::tile::{HEIGHT, Layer, Tile, WIDTH};
use crate::tree::Nodes;

/// The tree of a log of `size` leaves, read from tiles. Nothing is kept between two questions; a caller that asks often
/// caches in `read`.
pub struct TileNodes<R> {
    size: u64,
    read: R,
}

impl<R: Fn(&Tile) -> Option<Vec<u8>>> TileNodes<R> {
    /// The tree of `size` leaves; `read` gives the bytes of a hash tile, or nothing when it has none. It is asked for the
    /// tile as wide as it is at this size; a reader that has only the full one may give its first `width` hashes.
    pub fn new(size: u64, read: R) -> Self {
        Self { size, read }
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }
}

impl<R: Fn(&Tile) -> Option<Vec<u8>>> Nodes for TileNodes<R> {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        // The hashes of the tile that this subtree spans: 1 at the tile's own level, up to 128 below the next one.
        let (layer, below) = (Layer::Hashes { level: level / HEIGHT }, level % HEIGHT);
        let span = 1u64 << below;
        let first = index.checked_mul(span)?;
        let tile = Tile::holding(layer, first, self.size)?;
        let hashes = tile.read_hashes(&(self.read)(&tile)?)?;
        // A subtree that is not complete has fewer hashes than it spans.
        let from = (first % WIDTH) as usize;
        let mut hashes = hashes.get(from..from + span as usize)?.to_vec();
        while let [_, _, ..] = hashes.as_slice() {
            hashes = hashes.as_chunks::<2>().0.iter().map(|[left, right]| node_hash(left, right)).collect();
        }
        hashes.first().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;
    use crate::tile::tiles;
    use crate::tree::{Levels, consistency, inclusion, root_at};
    use std::collections::BTreeMap;

    fn log(size: u64) -> (Levels, BTreeMap<Tile, Vec<u8>>) {
        let tree = (0..size).map(|number| leaf_hash(&number.to_be_bytes())).collect::<Levels>();
        let hash_tiles = tiles(size).filter_map(|tile| Some((tile, tile.hashes(&tree)?))).collect();
        (tree, hash_tiles)
    }

    #[test]
    fn tiles_give_the_same_nodes_as_memory() {
        for size in [0, 1, 2, 255, 256, 257, 600, 66_000] {
            let (tree, files) = log(size);
            let nodes = TileNodes::new(size, |tile: &Tile| files.get(tile).cloned());
            for level in 0..20 {
                let count = size >> level;
                for index in [0, 1, 2, 127, 128, 255, 256, count.saturating_sub(1), count, count + 1] {
                    assert_eq!(nodes.node(level, index), tree.node(level, index), "size {size}, level {level}, place {index}");
                }
            }
            assert_eq!(root_at(&nodes, size), Some(tree.root()));
        }
    }

    #[test]
    fn proofs_come_from_tiles_alone() {
        let (tree, files) = log(600);
        let nodes = TileNodes::new(600, |tile: &Tile| files.get(tile).cloned());
        assert_eq!(inclusion(&nodes, 421, 600), inclusion(&tree, 421, 600));
        assert_eq!(consistency(&nodes, 300, 600), consistency(&tree, 300, 600));
        assert_eq!(root_at(&nodes, 601), None);
    }

    #[test]
    fn missing_short_and_long_tiles_give_nothing() {
        let (_, files) = log(600);
        let with = |change: fn(Vec<u8>) -> Option<Vec<u8>>| {
            let nodes = TileNodes::new(600, |tile: &Tile| change(files.get(tile).cloned()?));
            root_at(&nodes, 600)
        };
        assert!(with(Some).is_some());
        assert_eq!(with(|_| None), None);
        assert_eq!(with(|bytes| Some(bytes[1..].to_vec())), None);
        assert_eq!(with(|bytes| Some([bytes, vec![0; 32]].concat())), None);
        let nodes = TileNodes::new(600, |_: &Tile| None);
        assert_eq!((nodes.node(255, 0), nodes.node(7, u64::MAX), nodes.node(0, u64::MAX)), (None, None, None));
    }
}
