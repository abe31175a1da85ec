//! The fold of a million acts, and a node that holds them: how soon it serves, and what it holds in memory at rest.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::Figure;
use super::node::{Running, over_large_record};
use super::program::{Programs, number, told, whole};
use crate::system;

/// How long a node rests before its memory is looked at.
const REST: Duration = Duration::from_secs(60);

/// The fold alone, from leaves in memory.
pub fn fold(programs: &Programs) -> Result<Vec<Figure>> {
    let said = told(&mut programs.example("fold"))?;
    print!("{said}");
    let (acts, seconds) = (number(&said, "", " acts folded in ")?, number(&said, " acts folded in ", " s")?);
    let processor = number(&said, "of them ", " s of the processor")?;
    Ok(vec![Figure::held(
        &format!("fold of {} acts", whole(acts)),
        format!("{seconds:.1} s ({processor:.1} s of the processor)"),
        "< 10 s",
        seconds < 10.0,
    )])
}

/// A node over the large record.
pub fn measure(programs: &Programs) -> Result<Vec<Figure>> {
    system::ensure("curl", &["--version"], "curl")?;
    let record = programs.large_record()?;
    let (home, address) = over_large_record(programs, &record)?;
    // Twice: the first start writes what a start leaves behind, and warms the cache.
    Running::start(programs, &home)?.wait_for("a folded record", |said| said.contains("\"folded\""))?;
    let mut node = Running::start(programs, &home)?;
    let served = first_answer(&node, &address)?;
    let folded = node.wait_for("a folded record", |said| said.contains("\"folded\""))?;
    std::thread::sleep(REST);
    let (whole, anonymous) = (memory(node.id(), "Pss:")?, memory(node.id(), "Pss_Anon:")?);
    Ok(vec![
        Figure::held(
            "a node with 1,010,000 acts, from its start to the first answer of `/health`",
            format!("{:.0} ms", served.as_secs_f64() * 1e3),
            "< 1 s",
            served < Duration::from_secs(1),
        ),
        Figure::told("  until it has folded them, and answers questions", format!("{:.1} s", folded.as_secs_f64())),
        Figure::held(
            "  its memory after 60 s of rest (PSS)",
            format!("{whole:.0} MB, of them {anonymous:.0} MB not of files"),
            "< 64 MB",
            whole < 64.0,
        ),
    ])
}

/// When `/health` answered for the first time, since the node's start.
fn first_answer(node: &Running, address: &str) -> Result<Duration> {
    let until = Instant::now() + Duration::from_secs(60);
    while Instant::now() < until {
        let page = format!("https://{address}/health");
        let mut ask = Command::new("curl");
        ask.args(["--silent", "--insecure", "--fail", "--max-time", "5", "--noproxy", "*", &page]);
        if ask.output().context("curl did not start")?.status.success() {
            return Ok(node.begun.elapsed());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    bail!("the node does not serve")
}

/// One row of what the kernel tells of a process's memory, in MB.
fn memory(process: u32, row: &str) -> Result<f64> {
    let path = format!("/proc/{process}/smaps_rollup");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
    Ok(number(&text, row, " kB")? * 1024.0 / 1e6)
}
