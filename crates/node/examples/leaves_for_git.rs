//! The leaves of a record as a stream for `git fast-import`, a file each: `leaves_for_git DATA_FOLDER`. What a peer of the same bytes is made of.

use std::io::{BufWriter, Write};
use std::path::PathBuf;
use store::FolderDisk;
use store::entry::Entry;
use store::journal::{Frames, Next};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("leaves_for_git DATA_FOLDER")?);
    let disk = FolderDisk::reader(&folder);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut frames, mut count) = (Frames::all(&disk)?, 0);
    while let Next::Entry(_, entry) = frames.read_next()? {
        let Entry::Leaf { bytes, .. } = entry else { continue };
        count += 1;
        write!(out, "blob\nmark :{count}\ndata {}\n", bytes.len())?;
        out.write_all(bytes)?;
        out.write_all(b"\n")?;
    }
    write!(out, "commit refs/heads/main\ncommitter acts <acts@sample.invalid> 1519905600 +0000\ndata 0\n")?;
    for mark in 1..=count {
        // Small folders, as anybody would make them who keeps so many files.
        writeln!(out, "M 100644 :{mark} {}/{}", mark / 256, mark % 256)?;
    }
    writeln!(out, "done")?;
    Ok(out.flush()?)
}
