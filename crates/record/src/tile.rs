//! Tiles (C2SP tlog-tiles v0.1.0): a log's tree and leaves cut into files of 256, named by level, place and width.
//!
//! A hash tile of level `l` holds the hashes of subtrees of 256^l leaves; a full one is 8,192 bytes and never changes.
//! The last of a level may be partial: it has as many hashes as there are, is never hashed upward, and is left out when empty.

use std::fmt;
use std::str::FromStr;

use crate::checkpoint::SIZE_MAX;
use crate::encoding::from_decimal;
use crate::hash::Hash;
use crate::tree::Nodes;

/// The hashes or leaves of a full tile.
pub const WIDTH: u64 = 256;

/// The levels of the tree from one level of tiles to the next: 256 is 2^8.
pub const HEIGHT: u8 = 8;

/// The highest level of a tile that a path can name. Trees that we can read need eight levels, 0 to 7.
const LEVEL_MAX: u8 = 63;

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Hashes of subtrees of 256^level leaves each; the level is at most 63.
    Hashes {
        /// The level, zero for leaf hashes.
        level: u8,
    },
    /// The leaves themselves: an entry bundle, see [`bundle`](crate::bundle).
    Entries,
}

/// The coordinates of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// What it holds.
    pub layer: Layer,
    /// Its place among the tiles of its layer, from zero.
    pub index: u64,
    /// How many hashes or leaves it holds, 1 to 256.
    pub width: u16,
}

impl Tile {
    /// The tile with the hash of leaf subtree `index` at tile level `level`, in a log of `size` leaves; none beyond the log.
    pub fn holding(layer: Layer, index: u64, size: u64) -> Option<Self> {
        let tile = index / WIDTH;
        let held = elements(layer, size).checked_sub(tile * WIDTH).filter(|_| index < elements(layer, size))?;
        Some(Self { layer, index: tile, width: held.min(WIDTH) as u16 })
    }

    /// Whether it holds 256 hashes or leaves, and so will never change.
    pub fn is_full(&self) -> bool {
        u64::from(self.width) == WIDTH
    }

    /// The same tile when it is full.
    pub fn full(self) -> Self {
        Self { width: WIDTH as u16, ..self }
    }

    /// The place of its first hash or leaf in its layer.
    pub fn start(&self) -> u64 {
        self.index * WIDTH
    }

    /// The bytes of a hash tile, from the tree; none for an entry bundle, or when a hash is not there.
    pub fn hashes(&self, nodes: &dyn Nodes) -> Option<Vec<u8>> {
        let Layer::Hashes { level } = self.layer else { return None };
        let level = level.checked_mul(HEIGHT)?;
        let hashes = (self.start()..self.start() + u64::from(self.width)).map(|index| nodes.node(level, index));
        Some(hashes.collect::<Option<Vec<_>>>()?.concat())
    }

    /// Reads the bytes of a hash tile; none unless there are exactly as many hashes as the tile is wide.
    pub fn read_hashes(&self, bytes: &[u8]) -> Option<Vec<Hash>> {
        let (hashes, rest) = bytes.as_chunks::<32>();
        (rest.is_empty() && hashes.len() == usize::from(self.width)).then(|| hashes.to_vec())
    }
}

/// The hash tiles of a log of `size` leaves, level by level, and then its entry bundles.
pub fn tiles(size: u64) -> impl Iterator<Item = Tile> {
    tiles_since(0, size)
}

/// The tiles that a log of `new` leaves has and one of `old` leaves had not, or had narrower: what has to be written when a
/// log grows. Level by level, then the entry bundles. Nothing when `new` is not larger.
pub fn tiles_since(old: u64, new: u64) -> impl Iterator<Item = Tile> {
    let levels = (0..=SIZE_MAX.ilog2() as u8 / HEIGHT).map(|level| Layer::Hashes { level });
    levels.chain([Layer::Entries]).flat_map(move |layer| {
        let (before, now) = (elements(layer, old), elements(layer, new));
        let places = if before < now { before / WIDTH..now.div_ceil(WIDTH) } else { 0..0 };
        places.filter_map(move |index| Tile::holding(layer, index * WIDTH, new))
    })
}

/// How many hashes or leaves a layer of a log of `size` leaves has.
pub fn elements(layer: Layer, size: u64) -> u64 {
    match layer {
        Layer::Entries => size,
        Layer::Hashes { level } => size.checked_shr(u32::from(level) * u32::from(HEIGHT)).unwrap_or(0),
    }
}

/// A text is no path of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoTile;

impl fmt::Display for NoTile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no path of a tile: tile/<level or entries>/<x000/…/000>[.p/<width>]")
    }
}

impl std::error::Error for NoTile {}

impl fmt::Display for Tile {
    /// The path below the log's prefix: `tile/0/x001/x234/067.p/112`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.layer {
            Layer::Hashes { level } => write!(f, "tile/{level}/")?,
            Layer::Entries => f.write_str("tile/entries/")?,
        }
        // Three digits a folder, so that no folder holds more than a thousand names twice.
        let groups = self.index.checked_ilog(1000).unwrap_or(0);
        (1..=groups).rev().try_for_each(|group| write!(f, "x{:03}/", self.index / 1000u64.pow(group) % 1000))?;
        write!(f, "{:03}", self.index % 1000)?;
        if self.is_full() { Ok(()) } else { write!(f, ".p/{}", self.width) }
    }
}

impl FromStr for Tile {
    type Err = NoTile;

    fn from_str(path: &str) -> Result<Self, NoTile> {
        let tile = parse(path).ok_or(NoTile)?;
        // One path for one tile: no needless group of zeroes, no width of a full tile.
        if tile.to_string() == path { Ok(tile) } else { Err(NoTile) }
    }
}

fn parse(path: &str) -> Option<Tile> {
    let (layer, rest) = path.strip_prefix("tile/")?.split_once('/')?;
    let layer = match layer {
        "entries" => Layer::Entries,
        level => Layer::Hashes { level: from_decimal(level)?.try_into().ok().filter(|level| *level <= LEVEL_MAX)? },
    };
    let (place, width) = match rest.split_once(".p/") {
        Some((place, width)) => (place, from_decimal(width).filter(|width| (1..WIDTH).contains(width))?),
        None => (rest, WIDTH),
    };
    let mut index = 0u64;
    for group in place.split('/') {
        let digits = group.strip_prefix('x').unwrap_or(group);
        if digits.len() != 3 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        // A tree that we can read has fewer leaves than this tile would begin with.
        index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?).filter(|index| *index <= SIZE_MAX / WIDTH)?;
    }
    Some(Tile { layer, index, width: width as u16 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;
    use crate::tree::Levels;

    fn hashes(level: u8, index: u64, width: u16) -> Tile {
        Tile { layer: Layer::Hashes { level }, index, width }
    }

    /// How many full tiles a level has, and how wide its partial one is, if it has one.
    fn shape(layer: Layer, size: u64) -> (usize, Option<u16>) {
        let of_layer = tiles(size).filter(|tile| tile.layer == layer).collect::<Vec<_>>();
        let partial = of_layer.iter().filter(|tile| !tile.is_full()).collect::<Vec<_>>();
        assert!(partial.len() <= 1);
        (of_layer.len() - partial.len(), partial.first().map(|tile| tile.width))
    }

    #[test]
    fn the_examples_of_the_specification() {
        let level = |level| Layer::Hashes { level };
        assert_eq!(shape(level(0), 70_000), (273, Some(112)));
        assert_eq!(shape(level(1), 70_000), (1, Some(17)));
        assert_eq!(shape(level(2), 70_000), (0, Some(1)));
        assert_eq!(shape(level(3), 70_000), (0, None));
        assert_eq!(shape(Layer::Entries, 70_000), (273, Some(112)));
        assert_eq!(tiles(70_000).count(), 274 + 2 + 1 + 274);
        assert_eq!(shape(level(0), 256), (1, None));
        assert_eq!(shape(level(1), 256), (0, Some(1)));
        assert_eq!(shape(level(2), 256), (0, None));
        assert_eq!(hashes(0, 1_234_067, 256).to_string(), "tile/0/x001/x234/067");
    }

    #[test]
    fn sizes_at_the_edges() {
        let paths = |size| tiles(size).map(|tile| tile.to_string()).collect::<Vec<_>>();
        assert_eq!(paths(0), Vec::<String>::new());
        assert_eq!(paths(1), ["tile/0/000.p/1", "tile/entries/000.p/1"]);
        assert_eq!(paths(255), ["tile/0/000.p/255", "tile/entries/000.p/255"]);
        assert_eq!(paths(257), ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/1"]);
        let last = Tile::holding(Layer::Hashes { level: 7 }, 126, SIZE_MAX).unwrap();
        assert_eq!(last.to_string(), "tile/7/000.p/127");
    }

    #[test]
    fn a_grown_log_writes_what_changed() {
        let paths = |old, new| tiles_since(old, new).map(|tile| tile.to_string()).collect::<Vec<_>>();
        assert_eq!(paths(3, 3), Vec::<String>::new());
        assert_eq!(paths(4, 3), Vec::<String>::new());
        assert_eq!(paths(3, 5), ["tile/0/000.p/5", "tile/entries/000.p/5"]);
        assert_eq!(paths(255, 256), ["tile/0/000", "tile/1/000.p/1", "tile/entries/000"]);
        assert_eq!(paths(256, 300), ["tile/0/001.p/44", "tile/entries/001.p/44"]);
        // Whatever the steps, the files at the end are those of the whole.
        let mut written = std::collections::BTreeSet::new();
        for (old, new) in [(0, 100), (100, 256), (256, 256), (256, 700), (700, 66_000)] {
            written.extend(tiles_since(old, new));
        }
        assert!(tiles(66_000).all(|tile| written.contains(&tile)));
    }

    #[test]
    fn paths_are_written_and_read() {
        let cases = [
            ("tile/0/000", hashes(0, 0, 256)),
            ("tile/0/999", hashes(0, 999, 256)),
            ("tile/0/x001/000", hashes(0, 1000, 256)),
            ("tile/63/x001/x000/000.p/1", hashes(63, 1_000_000, 1)),
            ("tile/entries/x001/x234/067.p/255", Tile { layer: Layer::Entries, index: 1_234_067, width: 255 }),
        ];
        for (path, tile) in cases {
            assert_eq!((tile.to_string().as_str(), path.parse()), (path, Ok(tile)));
        }
        let largest = hashes(0, SIZE_MAX / WIDTH, 255);
        assert_eq!(largest.to_string().parse(), Ok(largest));
    }

    #[test]
    fn other_paths_are_refused() {
        let bad = [
            "",
            "tile",
            "tile/",
            "tile/0",
            "tile/0/",
            "tile/0/0",
            "tile/0/00",
            "tile/0/0000",
            "tile/00/000",
            "tile/64/000",
            "tile/256/000",
            "tile/-1/000",
            "tile/0/x000",
            "tile/0/x000/000",
            "tile/0/001/000",
            "tile/0/x001/x000",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/000.p/",
            "tile/0/000.p",
            "tile/0/000/",
            "/tile/0/000",
            "tile/entries",
            "tile/Entries/000",
            "tile/data/000",
            "tile/0/x+01/000",
            "tile/0/٠٠٠",
            "tile/0/000\n",
            "tile/0/x999/x999/x999/x999/x999/x999/999",
            "tile/0/x001/x000/x000/x000/x000/x000/x000/x000/000",
            "tile/0/x036/x028/x797/x018/x963/968",
            "tile/0/../000",
            "tile/8/0/000",
        ];
        for path in bad {
            assert_eq!(path.parse::<Tile>(), Err(NoTile), "{path}");
        }
    }

    #[test]
    fn a_tile_holds_the_hashes_of_its_width() {
        let tree = (0..600u32).map(|number| leaf_hash(&number.to_be_bytes())).collect::<Levels>();
        let tile = Tile::holding(Layer::Hashes { level: 0 }, 599, 600).unwrap();
        assert_eq!(tile, hashes(0, 2, 88));
        let bytes = tile.hashes(&tree).unwrap();
        assert_eq!(bytes[..32], leaf_hash(&512u32.to_be_bytes()));
        assert_eq!(tile.read_hashes(&bytes).unwrap().concat(), bytes);
        assert_eq!(tile.read_hashes(&bytes[1..]), None);
        assert_eq!(tile.read_hashes(&bytes[32..]), None);
        assert_eq!(hashes(1, 0, 2).hashes(&tree).unwrap()[32..], tree.node(8, 1).unwrap());
        assert_eq!(hashes(1, 0, 3).hashes(&tree), None, "the third subtree is not complete");
        assert_eq!(hashes(40, 0, 1).hashes(&tree), None);
        assert_eq!(Tile::holding(Layer::Hashes { level: 0 }, 600, 600), None);
        assert_eq!(Tile::holding(Layer::Entries, 1 << 40, 600), None);
    }
}
