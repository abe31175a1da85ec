//! What a check of a folder takes beside its bare cost, in one run: `measure FOLDER`. Prints seconds, their ratio, and the most memory.

use std::path::PathBuf;
use std::time::Instant;
use store::FolderDisk;
use verify::book::Book;
use verify::{Asked, Stage, bare, founding, prove};

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("measure FOLDER"));
    let founding = founding::open(&folder, None).expect("a founding");
    let book = Book::open(&founding, None).expect("an agreement");
    let disk = FolderDisk::reader(&folder);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (start, mut stages) = (Instant::now(), [0.0; 3]);
    let mut watch = |stage, _, _| stages[stage as usize] = start.elapsed().as_secs_f64();
    let proven = prove(&disk, &founding, &book.agreement, &Asked::default(), threads, &mut watch);
    let proven = proven.unwrap_or_else(|faults| panic!("{:?}", faults.first()));
    let (seconds, memory) = (start.elapsed().as_secs_f64(), peak_megabytes());
    let acts = proven.acts();
    assert_eq!(
        (proven.voids(), proven.unfolded()),
        (0, 0),
        "all acts of this record are lawful: {:?}",
        proven.fold.voids().next()
    );
    drop(proven);
    let bare = bare::measure(&disk, &founding, threads).expect("the same folder");
    let bare_seconds = bare.time.as_secs_f64();
    println!("{acts} acts checked in {seconds:.1} s, at most {memory} MB of memory");
    let [journal, acts_judged, heads] = [Stage::Journal, Stage::Acts, Stage::Heads].map(|stage| stages[stage as usize]);
    println!("  journal until {journal:.1} s, acts until {acts_judged:.1} s, heads until {heads:.1} s, files until the end");
    println!("  bare: {} hashes and {} signatures on {threads} threads in {bare_seconds:.1} s", bare.hashes, bare.signatures);
    println!("  ratio {:.2}", seconds / bare_seconds);
}

/// The most memory that this process ever held, in MB.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) * 1024 / 1_000_000
}
