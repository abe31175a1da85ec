//! What a thread does with one batch of a log: reads it, and checks in it everything that needs nothing else of the record.

use crate::fault::{Fault, What};
use crate::lanes::Batch;
use crate::payloads::{self, Payloads};
use crate::walk::Shelf;
use counterpart::{Ahead, Founding};
use record::bundle;
use record::tile::{Layer, Tile};
use std::ops::Range;
use store::FolderDisk;
use store::entry::Entry;
use store::journal::{JOURNAL, LookUps};
use store::tiles;

/// Bytes of the journal that are read at once.
const CHUNK_BYTES: usize = 256 << 10;

/// Where the threads read from.
pub struct Desk<'a> {
    disk: &'a FolderDisk,
    founding: &'a Founding,
    shelves: &'a [Shelf],
    /// How far the bundles of each log reach.
    tiled: &'a [u64],
    depth: Depth,
}

/// How much of a batch is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Everything.
    Whole,
    /// Only what the fold needs: the files were checked in an earlier round.
    Fold,
}

impl<'a> Desk<'a> {
    /// A desk for these logs.
    pub fn new(disk: &'a FolderDisk, founding: &'a Founding, shelves: &'a [Shelf], tiled: &'a [u64], depth: Depth) -> Desk<'a> {
        Desk { disk, founding, shelves, tiled, depth }
    }

    /// How many leaves of each log count.
    pub fn sizes(&self) -> impl Iterator<Item = u64> {
        self.shelves.iter().map(|shelf| shelf.size)
    }

    /// Reads a batch of a log and checks it.
    pub fn batch(&self, log: usize, range: Range<u64>) -> Batch {
        let shelf = &self.shelves[log];
        let mut batch = Batch { leaves: Default::default(), signatures: 0, payloads: Payloads::default(), faults: Vec::new() };
        let mut bundled = Vec::new();
        let mut reader = LookUps::new(self.disk, CHUNK_BYTES);
        for index in range.clone() {
            match leaf(&mut reader, shelf, log, index) {
                Ok(bytes) => {
                    let ahead = self.founding.read_ahead(&shelf.origin, &bytes);
                    self.look_at(shelf, index, &ahead, &mut batch);
                    batch.leaves.push_back(ahead);
                    if index < self.tiled[log] {
                        bundled.push(bytes);
                    }
                }
                // Where the journal changed under our hands, what was read is still in its place for the count.
                Err(fault) => {
                    batch.faults.push(fault.in_log(&shelf.origin).at(index));
                    batch.leaves.push_back(Ahead::of(&[]));
                }
            }
        }
        if self.depth == Depth::Whole && !bundled.is_empty() {
            batch.faults.extend(self.bundle(&shelf.origin, range.start, &bundled).err());
        }
        batch
    }

    fn look_at(&self, shelf: &Shelf, index: u64, ahead: &Ahead, batch: &mut Batch) {
        let Some(leaf) = ahead.leaf() else { return };
        batch.signatures += leaf.signatures().len() as u64;
        if self.depth == Depth::Whole {
            for payload in &leaf.statement().payloads {
                let found = payloads::check(self.disk, payload, &mut batch.payloads);
                batch.faults.extend(found.err().map(|fault| fault.in_log(&shelf.origin).at(index)));
            }
        }
    }

    /// The bundle that begins with the leaf at `start` holds just these leaves.
    fn bundle(&self, origin: &str, start: u64, leaves: &[Vec<u8>]) -> Result<(), Fault> {
        let tile = Tile { layer: Layer::Entries, index: start / record::tile::WIDTH, width: leaves.len() as u16 };
        let file = format!("{}/{tile}", tiles::folder(origin));
        let wrong = || Fault::of(What::Bundle, &file).in_log(origin);
        let found = tiles::read(self.disk, origin, &tile)?.ok_or_else(|| wrong().at(start))?;
        let held = bundle::decode(&found, tile.width).map_err(|error| wrong().at(start).because(error))?;
        match held.iter().zip(leaves).position(|(held, leaf)| held != leaf) {
            Some(place) => Err(wrong().at(start + place as u64)),
            None => Ok(()),
        }
    }
}

/// The bytes of one leaf.
pub fn leaf(reader: &mut LookUps<'_, FolderDisk>, shelf: &Shelf, log: usize, index: u64) -> Result<Vec<u8>, Fault> {
    let missing = || Fault::of(What::JournalOrder, JOURNAL);
    let offset = usize::try_from(index).ok().and_then(|index| shelf.offsets.get(index)).ok_or_else(missing)?;
    let bytes = reader.look_up(*offset, |entry| match entry {
        Entry::Leaf { log: found, index: at, bytes } if usize::from(found) == log && at == index => Some(bytes.to_vec()),
        _ => None,
    });
    Ok(bytes?)
}
