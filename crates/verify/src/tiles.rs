//! The files that a log serves (tlog-tiles): checkpoint and hash tiles against the tree of the leaves. Bundles are checked batch by batch.

use crate::fault::{Fault, What};
use crate::fold::Task;
use crate::forest::Forest;
use crate::heads;
use crate::keys::Keys;
use crate::walk::Shelf;
use record::tile::{self, Layer};
use store::disk::Disk;
use store::tiles;
use store::{FolderDisk, read_head};

/// How far the files of each log reach, by what their checkpoints say.
pub fn reach(disk: &FolderDisk, shelves: &[Shelf]) -> Result<Vec<u64>, Fault> {
    let size = |shelf: &Shelf| Ok(tiles::size(disk, &shelf.origin)?.min(shelf.size));
    shelves.iter().map(size).collect()
}

/// Checks the checkpoint files and hash tiles of all logs.
pub fn check(task: &Task<'_>, keys: &Keys, forest: &Forest<'_>) -> Result<Vec<Fault>, Fault> {
    let mut faults = Vec::new();
    for (log, shelf) in task.shelves.iter().enumerate() {
        let folder = tiles::folder(&shelf.origin);
        let file = format!("{folder}/checkpoint");
        let Some(note) = tiles::checkpoint(task.disk, &shelf.origin)? else { continue };
        if let Err((_, size, detail)) = heads::fits(&note, &shelf.origin, shelf.size, keys, forest.tree(log)) {
            let fault = Fault::of(What::Checkpoint, &file).in_log(&shelf.origin).because(detail);
            let size = size.or_else(|| read_head(&note).ok().map(|(_, head)| head.size));
            faults.push(size.map_or(fault.clone(), |size| fault.at(size)));
        }
        let hashes = tile::tiles(task.tiled[log]).filter_map(|tile| match tile.layer {
            Layer::Hashes { level } => Some((tile, level)),
            Layer::Entries => None,
        });
        for (tile, level) in hashes {
            let expected = tile.hashes(forest.tree(log)).expect("the tree is here as far as its files reach");
            let found = tiles::read(task.disk, &shelf.origin, &tile)?.unwrap_or_default();
            if found != expected {
                let place = expected.chunks(32).zip(found.chunks(32)).position(|(one, other)| one != other).unwrap_or(0);
                let leaf = (tile.start() + place as u64) << (8 * u32::from(level));
                faults.push(Fault::of(What::Tile, &format!("{folder}/{tile}")).in_log(&shelf.origin).at(leaf));
            }
        }
    }
    faults.extend(foreign(task)?);
    Ok(faults)
}

/// Folders of logs that the journal does not know.
fn foreign(task: &Task<'_>) -> Result<Vec<Fault>, Fault> {
    let known: Vec<String> = task.shelves.iter().map(|shelf| tiles::folder(&shelf.origin)).collect();
    let names = task.disk.list("logs")?.into_iter().map(|name| format!("logs/{}", name.trim_end_matches('/')));
    Ok(names.filter(|name| !known.contains(name)).map(|name| Fault::of(What::TilesForeign, &name)).collect())
}
