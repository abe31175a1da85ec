//! Tiles, entry bundles and checkpoint of each log under their standard names (tlog-tiles), made from the journal.
//!
//! They follow from the journal, may lag behind it, and can be thrown away. Of a tile that is not full only the widest is kept; a
//! narrower one, as a reader of an older checkpoint asks for, is its beginning. The files are the same however they came about.

use std::cell::RefCell;
use std::rc::Rc;

use record::tile::{self, HEIGHT, Layer, Tile, WIDTH};
use record::tile_nodes::TileNodes;
use record::tree::{Nodes, root_at};
use record::{Hash, bundle, leaf_hash, node_hash};
use sha2::{Digest, Sha256};

use crate::blobs::hex;
use crate::disk::{Disk, DiskError, is_path, read_whole};
use crate::error::StoreError;
use crate::log::read_head;
use crate::store::Store;

/// The longest file that is read as one tile or bundle: 256 leaves of the greatest length.
const TILE_BYTES_MAX: u64 = WIDTH * (bundle::LEAF_BYTES_MAX as u64 + 2);

/// The folder of a log's files, by the hash of its origin: an origin may hold what no file name can.
pub fn folder(origin: &str) -> String {
    format!("logs/{}", hex(&Sha256::digest(origin.as_bytes())))
}

/// The checkpoint that a log's files are of.
pub fn checkpoint<D: Disk>(disk: &D, origin: &str) -> Result<Option<Vec<u8>>, DiskError> {
    read_whole(disk, &format!("{}/checkpoint", folder(origin)), record::note::NOTE_BYTES_MAX as u64)
}

/// A tile or bundle of a log, as wide as asked for, if one at least so wide is there.
pub fn read<D: Disk>(disk: &D, origin: &str, wanted: &Tile) -> Result<Option<Vec<u8>>, DiskError> {
    let folder = folder(origin);
    for tile in [*wanted, wanted.full()] {
        if let Some(bytes) = read_whole(disk, &format!("{folder}/{tile}"), TILE_BYTES_MAX)? {
            return Ok(beginning(bytes, &tile, wanted.width));
        }
    }
    let Some(wider) = widths(disk, &folder, wanted)?.into_iter().find(|width| *width > wanted.width) else {
        return Ok(None);
    };
    let tile = Tile { width: wider, ..*wanted };
    let bytes = read_whole(disk, &format!("{folder}/{tile}"), TILE_BYTES_MAX)?;
    Ok(bytes.and_then(|bytes| beginning(bytes, &tile, wanted.width)))
}

/// The size that a log's files are of: what its checkpoint says, or 0 while there is none that can be read.
pub fn size<D: Disk>(disk: &D, origin: &str) -> Result<u64, DiskError> {
    let head = checkpoint(disk, origin)?.and_then(|note| read_head(&note).ok());
    Ok(head.filter(|(found, _)| found == origin).map_or(0, |(_, head)| head.size))
}

impl<D: Disk> Store<D> {
    /// Brings a log's files up to its newest head. Broken off anywhere, it is simply done again.
    pub fn update_tiles(&mut self, origin: &str) -> Result<(), StoreError> {
        let (new, old) = (self.logs[usize::from(self.number(origin)?)].size(), size(&self.disk, origin)?);
        if old > new {
            // The log lost its end, and may get another.
            return self.rebuild_tiles(origin);
        }
        self.write_tiles(origin, old, new)?;
        if self.tiles_fit(origin, new)? { self.write_checkpoint(origin) } else { self.rebuild_tiles(origin) }
    }

    /// Throws a log's files away and makes them anew.
    pub fn rebuild_tiles(&mut self, origin: &str) -> Result<(), StoreError> {
        let size = self.logs[usize::from(self.number(origin)?)].size();
        let folder = folder(origin);
        // Without a checkpoint, whatever else is there counts for nothing.
        self.disk.remove(&format!("{folder}/checkpoint"))?;
        clear(&mut self.disk, &folder)?;
        self.write_tiles(origin, 0, size)?;
        if !self.tiles_fit(origin, size)? {
            return Err(StoreError::TilesDisagree { origin: origin.to_owned(), size });
        }
        self.write_checkpoint(origin)
    }

    /// The tree of a log at its newest head and at every size below: from its tile files, and beyond them from the journal. Memory grows
    /// only with what the files lag behind. Files that don't lead to the log's root are refused.
    pub fn nodes(&self, origin: &str) -> Result<LogNodes<'_>, StoreError> {
        let log = &self.logs[usize::from(self.number(origin)?)];
        let (size, tiled) = (log.size(), size(&self.disk, origin)?.min(log.size()));
        let tail = self.leaves(origin, tiled..size)?.map(|leaf| Ok(leaf_hash(&leaf?)));
        let nodes = self.log_nodes(origin, tiled, tail.collect::<Result<_, StoreError>>()?);
        if root_at(&nodes, size) == Some(log.tree().root()) {
            return Ok(nodes);
        }
        nodes.failure().map_or(Ok(()), Err)?;
        Err(StoreError::TilesDisagree { origin: origin.to_owned(), size: tiled })
    }

    fn log_nodes(&self, origin: &str, tiled: u64, tail: Vec<Hash>) -> LogNodes<'_> {
        let failure = Failure::default();
        let (origin, slot) = (origin.to_owned(), failure.clone());
        let read = move |tile: &Tile| match read(&self.disk, &origin, tile) {
            Ok(bytes) => bytes,
            Err(error) => {
                slot.borrow_mut().get_or_insert(error);
                None
            }
        };
        LogNodes { tiles: TileNodes::new(tiled, Box::new(read)), tail, failure }
    }

    /// Whether the files lead to the root at this size.
    fn tiles_fit(&self, origin: &str, size: u64) -> Result<bool, StoreError> {
        let nodes = self.log_nodes(origin, size, Vec::new());
        let root = root_at(&nodes, size);
        nodes.failure().map_or(Ok(()), Err)?;
        Ok(root == Some(self.root_at(origin, size)?))
    }

    fn write_tiles(&mut self, origin: &str, old: u64, new: u64) -> Result<(), StoreError> {
        let folder = folder(origin);
        for tile in tile::tiles_since(old, new) {
            let Some(bytes) = self.tile_bytes(origin, &tile, old)? else {
                // A file below is damaged; the root will not fit, and all is made anew.
                return Ok(());
            };
            self.disk.replace(&format!("{folder}/{tile}"), &bytes)?;
            for width in widths(&self.disk, &folder, &tile)?.into_iter().filter(|width| *width != tile.width) {
                self.disk.remove(&format!("{folder}/{}", Tile { width, ..tile }))?;
            }
        }
        Ok(())
    }

    /// The bytes of one tile: leaves and their hashes from the journal, other hashes from the tiles below, which are there already.
    fn tile_bytes(&self, origin: &str, tile: &Tile, old: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let range = tile.start()..tile.start() + u64::from(tile.width);
        match tile.layer {
            Layer::Entries => {
                let leaves = self.leaves(origin, range)?.collect::<Result<Vec<_>, _>>()?;
                Ok(bundle::encode(leaves).ok())
            }
            Layer::Hashes { level: 0 } => {
                let hashes = self.leaves(origin, range)?.map(|leaf| Ok(leaf_hash(&leaf?)));
                Ok(Some(hashes.collect::<Result<Vec<_>, StoreError>>()?.concat()))
            }
            Layer::Hashes { level } => {
                // What the tile held before need not be computed again.
                let kept = Tile::holding(tile.layer, tile.start(), old);
                let mut bytes = kept.map_or(Ok(None), |kept| read(&self.disk, origin, &kept))?.unwrap_or_default();
                for index in range.skip(bytes.len() / size_of::<Hash>()) {
                    let below = Tile { layer: Layer::Hashes { level: level - 1 }, index, width: WIDTH as u16 };
                    let hashes = read(&self.disk, origin, &below)?.and_then(|bytes| below.read_hashes(&bytes));
                    let Some(hashes) = hashes else { return Ok(None) };
                    bytes.extend(subtree(hashes));
                }
                Ok(Some(bytes))
            }
        }
    }

    fn write_checkpoint(&mut self, origin: &str) -> Result<(), StoreError> {
        let log = &self.logs[usize::from(self.number(origin)?)];
        let cosigned = log.head().filter(|head| head.size == log.size());
        let own = self.signed.as_ref().filter(|_| origin == self.own().origin());
        let Some(note) = cosigned.or(own).map(|head| head.note.clone()) else {
            return Ok(());
        };
        if checkpoint(&self.disk, origin)?.as_deref() != Some(&note) {
            self.disk.replace(&format!("{}/checkpoint", folder(origin)), &note)?;
        }
        Ok(())
    }
}

/// The first failure of the disk while a tree was asked for its hashes.
type Failure = Rc<RefCell<Option<DiskError>>>;

type ReadTile<'a> = Box<dyn Fn(&Tile) -> Option<Vec<u8>> + 'a>;

/// The tree of one log: its tile files, and the hashes of the leaves beyond them.
pub struct LogNodes<'a> {
    tiles: TileNodes<ReadTile<'a>>,
    tail: Vec<Hash>,
    failure: Failure,
}

impl LogNodes<'_> {
    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.tiles.size() + self.tail.len() as u64
    }

    /// Why a hash was not to be had, if the disk failed. Asked once after a proof came out as none.
    pub fn failure(&self) -> Option<DiskError> {
        self.failure.borrow_mut().take()
    }
}

impl Nodes for LogNodes<'_> {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        let end = index.checked_add(1)?.checked_mul(1u64.checked_shl(u32::from(level))?)?;
        if end <= self.tiles.size() {
            return self.tiles.node(level, index);
        }
        if end > self.size() {
            return None;
        }
        match level.checked_sub(1) {
            None => self.tail.get((index - self.tiles.size()) as usize).copied(),
            Some(below) => Some(node_hash(&self.node(below, 2 * index)?, &self.node(below, 2 * index + 1)?)),
        }
    }
}

/// The hash over a full tile: the one hash that stands for it one level up.
pub(crate) fn subtree(mut hashes: Vec<Hash>) -> Hash {
    assert!(hashes.len() == 1 << HEIGHT, "only a full tile is hashed upward");
    while let [_, _, ..] = hashes.as_slice() {
        hashes = hashes.as_chunks::<2>().0.iter().map(|[left, right]| node_hash(left, right)).collect();
    }
    hashes[0]
}

/// The widths in which a tile is there without being full, the narrowest first.
fn widths<D: Disk>(disk: &D, folder: &str, tile: &Tile) -> Result<Vec<u16>, DiskError> {
    let names = disk.list(&format!("{folder}/{}.p", tile.full()))?;
    let mut widths = names.iter().filter_map(|name| name.parse().ok()).collect::<Vec<u16>>();
    widths.retain(|width| (1..WIDTH as u16).contains(width));
    widths.sort();
    Ok(widths)
}

/// The first hashes or leaves of a tile; none when the file does not hold them.
fn beginning(mut bytes: Vec<u8>, tile: &Tile, width: u16) -> Option<Vec<u8>> {
    let end = match tile.layer {
        Layer::Hashes { .. } => tile.read_hashes(&bytes)?.get(..usize::from(width))?.as_flattened().len(),
        Layer::Entries => {
            let leaves = bundle::decode(&bytes, tile.width).ok()?;
            leaves.get(..usize::from(width))?.iter().map(|leaf| leaf.len() + 2).sum()
        }
    };
    bytes.truncate(end);
    Some(bytes)
}

/// Removes all files in a folder and below it, but for names that are not ours.
fn clear<D: Disk>(disk: &mut D, folder: &str) -> Result<(), DiskError> {
    for name in disk.list(folder)? {
        let path = format!("{folder}/{}", name.trim_end_matches('/'));
        match is_path(&path) {
            true if name.ends_with('/') => clear(disk, &path)?,
            true => disk.remove(&path)?,
            false => {}
        }
    }
    Ok(())
}
