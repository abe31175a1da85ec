//! Durable acts a second, beside bare SQLite: rows of as many bytes on the same disk, each its own transaction that waits for the disk.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::Figure;
use super::node::found;
use super::program::{Programs, number, told, whole};
use crate::system;

/// How many acts the writer's log has afterwards: what another node catches up with.
pub const ACTS: u64 = 100_000;

/// The folder of the founded nodes, which catching up uses again.
pub const FOLDER: &str = "nodes";

/// Inserts for some seconds and prints rows a second. Python's part of it shows with `off`, where the disk is not waited for.
const SQLITE: &str = r#"
import os, sqlite3, sys, time
path, synchronous, size, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
base = sqlite3.connect(path, isolation_level=None)
assert base.execute("pragma journal_mode=wal").fetchone() == ("wal",)
base.execute("pragma synchronous=" + synchronous)
base.execute("create table acts (place integer primary key, leaf blob not null)")
leaves, count = [os.urandom(size) for _ in range(256)], 0
begun = time.perf_counter()
while time.perf_counter() - begun < seconds:
    base.execute("insert into acts (leaf) values (?)", (leaves[count % 256],))
    count += 1
print(f"rows: {count / (time.perf_counter() - begun):.0f} /s, sqlite {sqlite3.sqlite_version} ")
"#;

/// Both sides; SQLite before and after, of which the better counts.
pub fn measure(programs: &Programs) -> Result<Vec<Figure>> {
    system::ensure("python3", &["-c", "import sqlite3"], "python3")?;
    let homes = found(programs, &programs.fresh(FOLDER)?)?;
    // The size of a leaf is known only afterwards; that of letters hardly varies.
    let before = sqlite(programs, "full", 300)?;
    let said = told(programs.example("node_acts").arg(ACTS.to_string()).args(&homes))?;
    print!("{said}");
    let bytes = number(&said, "bytes of a leaf: ", "\n")? as usize;
    let full = sqlite(programs, "full", bytes)?.max(before);
    let unwaited = sqlite(programs, "off", bytes)?;
    let rate = |what: &str| number(&said, &format!("{what}: "), " acts/s");
    let (alone, together, by_socket) = (rate("alone")?, rate("\n64 at once")?, rate("64 at once by the control socket")?);
    let each = |rate: f64| format!("{}/s", whole(rate));
    let peer =
        |part: &str| format!("{part}bare SQLite (WAL, `synchronous=FULL`, one commit a row of {bytes} bytes): {}", each(full));
    Ok(vec![
        Figure::held(
            "durable acts, 64 submitters at the node's queue: judged, written, head signed",
            each(together),
            peer("at least "),
            together >= full,
        ),
        Figure::held("the same, one submitter alone", each(alone), peer("at least a third of "), alone * 3.0 >= full),
        Figure::told("the same, 64 submitters by the control socket, a connection for each act", each(by_socket)),
        Figure::told("SQLite through the same Python with `synchronous=OFF`: what the interpreter allows", each(unwaited)),
    ])
}

/// Rows a second.
fn sqlite(programs: &Programs, synchronous: &str, bytes: usize) -> Result<f64> {
    let folder = programs.fresh("sqlite")?;
    std::fs::create_dir_all(&folder)?;
    let base: &Path = &folder.join("acts.db");
    let said = told(Command::new("python3").args(["-c", SQLITE]).arg(base).args([synchronous, &bytes.to_string(), "5"]))?;
    println!("synchronous={synchronous}, {bytes} bytes: {}", said.trim());
    number(&said, "rows: ", " /s")
}
