//! How many acts a disk makes durable: alone, and in groups of 64 submitters; how long opening and proving take afterwards.
//!
//! `cargo run --release -p store --example durable_acts [FOLDER] [ACTS]`. The folder must not exist; it is removed afterwards.

use std::path::{Path, PathBuf};
use std::time::Instant;

use record::tree::{Compact, inclusion};
use record::{Checkpoint, KeyKind, SigningKey, checkpoint};
use store::{FolderDisk, Identity, Store};

const ORIGIN: &str = "sample.invalid/durable_acts/1";
const LEAF_BYTES: usize = 2_000;
const SUBMITTERS: usize = 64;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().map_or_else(|| std::env::temp_dir().join("durable_acts"), PathBuf::from);
    let acts = arguments.next().map_or(Ok(2_000), |acts| acts.parse::<usize>())?;
    if folder.exists() {
        return Err(format!("{} exists already", folder.display()).into());
    }
    let key = SigningKey::from_seed(ORIGIN, KeyKind::Ed25519, &[7; 32])?;
    let sign = |tree: &Compact| {
        let head = Checkpoint { origin: ORIGIN.to_owned(), size: tree.size(), root: tree.root(), extensions: Vec::new() };
        checkpoint::sign(&head, &key).to_bytes()
    };
    let identity = Identity { folder: *b"durable acts 16B", origin: ORIGIN.to_owned() };
    let mut store = Store::create(FolderDisk::writer(&folder)?, &identity)?;
    for (submitters, calls) in [(1, acts / 4), (SUBMITTERS, acts.div_ceil(SUBMITTERS))] {
        let (mut took, begun) = (Vec::with_capacity(calls), Instant::now());
        for call in 0..calls {
            let leaves = (0..submitters).map(|submitter| vec![(call ^ submitter) as u8; LEAF_BYTES]).collect::<Vec<_>>();
            let started = Instant::now();
            store.commit(&leaves, sign)?;
            took.push(started.elapsed());
        }
        let rate = (submitters * calls) as f64 / begun.elapsed().as_secs_f64();
        took.sort();
        let milliseconds = |part: usize| took[(calls * part / 100).min(calls - 1)].as_secs_f64() * 1e3;
        println!(
            "{submitters:>2} at once: {rate:>7.0} acts/s, p50 {:.2} ms, p99 {:.2} ms, {} acts",
            milliseconds(50),
            milliseconds(99),
            submitters * calls
        );
    }
    let size = store.own().size();
    drop(store);
    read_again(&folder, size)?;
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// What a start, the tiles, a proof and a scrub cost with this many acts.
fn read_again(folder: &Path, size: u64) -> Result<(), Box<dyn std::error::Error>> {
    let measured = |what: &str, begun: Instant| println!("{what}: {:.1} ms", begun.elapsed().as_secs_f64() * 1e3);
    let begun = Instant::now();
    let (mut store, _) = Store::open(FolderDisk::writer(folder)?)?;
    measured(&format!("opening {size} acts"), begun);
    let begun = Instant::now();
    store.update_tiles(ORIGIN)?;
    measured("writing all tiles", begun);
    let begun = Instant::now();
    let nodes = store.nodes(ORIGIN)?;
    inclusion(&nodes, size / 3, size).ok_or("no proof")?;
    measured("one proof of inclusion", begun);
    let begun = Instant::now();
    let findings = store::scrub::scrub(&store).len();
    measured(&format!("scrub, {findings} findings"), begun);
    Ok(())
}
