//! `counterpart-verify` on the large record, beside the bare cost of the hashes and signatures that it must do.

use anyhow::Result;

use super::Figure;
use super::program::{Programs, number, told, whole};

/// The most memory, in MB.
const MEMORY_MAX: f64 = 256.0;

/// Checks the large record with both cores.
pub fn measure(programs: &Programs) -> Result<Vec<Figure>> {
    let record = programs.large_record()?;
    let said = told(programs.example("measure").arg(&record))?;
    print!("{said}");
    let acts = number(&said, "", " acts checked")?;
    let seconds = number(&said, " acts checked in ", " s")?;
    let memory = number(&said, "at most ", " MB")?;
    let (hashes, signatures) = (number(&said, "bare: ", " hashes")?, number(&said, "hashes and ", " signatures")?);
    let bare = number(&said, "threads in ", " s")?;
    Ok(vec![
        Figure::held(
            &format!("`counterpart-verify`, {} acts", whole(acts)),
            format!("{seconds:.1} s, {:.2}× the bare cost", seconds / bare),
            format!("within 2× of {} hashes and {} signatures alone: {bare:.1} s", whole(hashes), whole(signatures)),
            seconds <= bare * 2.0,
        ),
        Figure::held("  the most memory it held", format!("{memory:.0} MB"), format!("< {MEMORY_MAX} MB"), memory < MEMORY_MAX),
    ])
}
