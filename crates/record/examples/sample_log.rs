//! Writes a sample log to a folder, for verifiers that others wrote: `cargo run -p record --example sample_log -- FOLDER`.
//!
//! 600 leaves in Chinese; tiles, bundles and a checkpoint with signatures of the types 0x01, 0x04 and 0x06; an inclusion
//! proof, a consistency proof; the keys. The secrets are constants: the log is worth nothing but as an example.
#![allow(clippy::disallowed_methods)]

use std::error::Error;
use std::path::{Path, PathBuf};

use record::checkpoint::{self, Checkpoint};
use record::cosignature::cosign;
use record::proof::Receipt;
use record::tile::{self, Layer};
use record::tree::{Levels, consistency, inclusion};
use record::{KeyKind, Note, SigningKey, bundle, leaf_hash};

const ORIGIN: &str = "sample.invalid/greater_bay_area_2017/guangdong/1";
const SIZE: u64 = 600;
const OLD_SIZE: u64 = 300;
const INDEX: u64 = 421;

/// 2017-07-01 00:00 UTC, in seconds since the Epoch.
const TIME: u64 = 1_498_867_200;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("give the folder to write to")?);
    let keys = Keys::new()?;
    let leaves = (0..SIZE).map(leaf).collect::<Vec<_>>();
    let tree = leaves.iter().map(|leaf| leaf_hash(leaf)).collect::<Levels>();

    write_tiles(&folder, &leaves, &tree)?;
    let note = keys.head(&tree, SIZE);
    write(&folder, "checkpoint", note.to_bytes())?;
    write_proofs(&folder, &keys, &tree, note)?;
    for (name, key) in [("log", &keys.log), ("mirror", &keys.mirror), ("mirror_ml_dsa_44", &keys.mirror_ml_dsa_44)] {
        write(&folder, &format!("keys/{name}"), format!("{}\n", key.verifier()))?;
    }
    println!("{} leaves in {}", SIZE, folder.display());
    Ok(())
}

/// The log's key and its two cosigners.
struct Keys {
    log: SigningKey,
    mirror: SigningKey,
    mirror_ml_dsa_44: SigningKey,
}

impl Keys {
    fn new() -> Outcome<Self> {
        Ok(Self {
            log: SigningKey::from_seed(ORIGIN, KeyKind::Ed25519, &[1; 32])?,
            mirror: SigningKey::from_seed("sample.invalid/mirror/hong_kong", KeyKind::CosignatureEd25519, &[2; 32])?,
            mirror_ml_dsa_44: SigningKey::from_seed("sample.invalid/mirror/macao", KeyKind::CosignatureMlDsa44, &[3; 32])?,
        })
    }

    /// The signed and cosigned checkpoint of the first `size` leaves.
    fn head(&self, tree: &Levels, size: u64) -> Note {
        let root = tree.root_at(size).expect("the tree has so many leaves");
        let head = Checkpoint { origin: ORIGIN.to_owned(), size, root, extensions: Vec::new() };
        let mut note = checkpoint::sign(&head, &self.log);
        note.add(cosign(&note, &self.mirror, TIME + size));
        note.add(cosign(&note, &self.mirror_ml_dsa_44, TIME + size));
        note
    }
}

/// Leaves of many lengths, the first one empty.
fn leaf(index: u64) -> Vec<u8> {
    match index {
        0 => Vec::new(),
        _ => format!("{{\"序\":{index},\"文\":\"{}\"}}", "粵港澳合作".repeat(index as usize % 7)).into_bytes(),
    }
}

fn write_tiles(folder: &Path, leaves: &[Vec<u8>], tree: &Levels) -> Outcome<()> {
    for tile in tile::tiles(SIZE) {
        let start = tile.start() as usize;
        let bytes = match tile.layer {
            Layer::Entries => bundle::encode(&leaves[start..start + usize::from(tile.width)])?,
            Layer::Hashes { .. } => tile.hashes(tree).ok_or("a tile beyond the tree")?,
        };
        write(folder, &tile.to_string(), bytes)?;
    }
    Ok(())
}

/// A receipt for one leaf. For the growth of the log, the older checkpoint and what tlog-witness posts: the old size, the
/// proof and the newer checkpoint.
fn write_proofs(folder: &Path, keys: &Keys, tree: &Levels, note: Note) -> Outcome<()> {
    write(folder, &format!("proof/{OLD_SIZE}.checkpoint"), keys.head(tree, OLD_SIZE).to_bytes())?;
    let growth = consistency(tree, OLD_SIZE, SIZE).ok_or("a size beyond the tree")?;
    // The receipt's own lines serve to write hashes in base64.
    let lines = Receipt { extra: None, index: 0, path: growth, note: note.clone() }.to_string();
    let lines = lines.split_once("index 0\n").ok_or("a receipt states its leaf's place")?.1;
    write(folder, &format!("proof/{OLD_SIZE}-{SIZE}.consistency"), format!("old {OLD_SIZE}\n{lines}"))?;
    let path = inclusion(tree, INDEX, SIZE).ok_or("a leaf beyond the tree")?;
    let receipt = Receipt { extra: None, index: INDEX, path, note };
    write(folder, &format!("proof/{INDEX}.tlog-proof"), receipt.to_string())
}

fn write(folder: &Path, path: &str, bytes: impl AsRef<[u8]>) -> Outcome<()> {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().ok_or("a file in a folder")?)?;
    Ok(std::fs::write(path, bytes)?)
}
