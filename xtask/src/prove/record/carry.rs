//! Catching up: an empty node fetches, checks, writes and folds the record of another, beside a clone of as many objects of the same bytes.

use std::net::TcpListener;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::Figure;
use super::acts::{ACTS, FOLDER, measure as make_acts};
use super::node::{PARTIES, Running};
use super::program::{Programs, told};
use crate::system;

/// The most time.
const LIMIT: Duration = Duration::from_secs(20);

/// Two nodes on loopback, then the clones.
pub fn measure(programs: &Programs) -> Result<Vec<Figure>> {
    let [full, empty] = [PARTIES[0], PARTIES[1]].map(|party| programs.place.join(FOLDER).join(party));
    // Asked for alone, it needs the acts that the group before it leaves behind.
    if std::fs::metadata(full.join("data/journal")).map_or(0, |file| file.len()) < ACTS * 100 {
        make_acts(programs)?;
    }
    let caught_up = catch_up(programs, &full, &empty)?;
    let stream = programs.place.join("leaves.stream");
    let leaves = programs.example("leaves_for_git").arg(full.join("data")).stdout(std::fs::File::create(&stream)?).status()?;
    ensure!(leaves.success(), "the leaves could not be written for git");
    let git = git(programs, &stream)?;
    system::ensure("fossil", &["version"], "fossil")?;
    let fossil = fossil(programs, &stream)?;
    std::fs::remove_file(stream)?;
    let seconds = |time: Duration| format!("{:.1} s", time.as_secs_f64());
    Ok(vec![
        Figure::held(
            "an empty node catches up with 100,000 acts: fetched, proved, written and folded",
            seconds(caught_up),
            format!("< 20 s, and faster than `fossil clone` of 100,000 files of the same bytes: {}", seconds(fossil)),
            caught_up < LIMIT && caught_up < fossil,
        ),
        Figure::told(
            "  `git clone --bare` of the same files, which takes one pack and checks nothing that is signed",
            seconds(git),
        ),
    ])
}

/// From the start of the empty node until it has folded everything.
fn catch_up(programs: &Programs, full: &Path, empty: &Path) -> Result<Duration> {
    let mut source = Running::start(programs, full)?;
    source.wait_for("a folded record", all_folded)?;
    // A run before this one may have filled it.
    std::fs::remove_dir_all(empty.join("data"))?;
    std::fs::remove_file(empty.join("founding.txt"))?;
    let others = PARTIES.iter().map(|party| full.with_file_name(party)).filter(|home| home != empty);
    let cards = others.map(|home| home.join("card.txt"));
    told(programs.program("counterpart").arg("found").args(cards).arg("--dir").arg(empty))?;
    let mut node = Running::start(programs, empty)?;
    let took = node.wait_for("all acts", all_folded)?;
    node.stop()?;
    source.stop()?;
    Ok(took)
}

/// Whether the first log of `peers --json` is folded up to its last act.
fn all_folded(said: &str) -> bool {
    said.contains(&format!("\"folded\":{ACTS},")) && said.contains(&format!("\"size\":{ACTS}"))
}

fn git(programs: &Programs, stream: &Path) -> Result<Duration> {
    let (base, clone) = (programs.fresh("git")?, programs.fresh("git_clone")?);
    let repository = base.join("acts");
    told(Command::new("git").args(["init", "--quiet", "--bare"]).arg(&repository))?;
    imported(Command::new("git").args(["fast-import", "--quiet", "--done"]).current_dir(&repository), stream)?;
    let daemon = || {
        let mut daemon = Command::new("git");
        daemon.args(["daemon", "--inetd", "--export-all"]).arg(format!("--base-path={}", base.display()));
        daemon
    };
    served(daemon, |address| {
        let url = format!("git://{address}/acts");
        told(Command::new("git").args(["clone", "--quiet", "--bare", &url]).arg(&clone)).map(drop)
    })
}

fn fossil(programs: &Programs, stream: &Path) -> Result<Duration> {
    let folder = programs.fresh("fossil")?;
    std::fs::create_dir_all(&folder)?;
    let (repository, clone) = (folder.join("acts.fossil"), folder.join("clone.fossil"));
    let fossil = || {
        let mut fossil = Command::new("fossil");
        fossil.env("HOME", &folder).env("USER", "acts").current_dir(&folder);
        fossil
    };
    // It reads the same stream, but not the word with which git wants it closed.
    let open = folder.join("leaves.stream");
    let leaves = std::fs::read(stream)?;
    std::fs::write(&open, leaves.strip_suffix(b"done\n").unwrap_or(&leaves))?;
    imported(fossil().args(["import", "--git"]).arg(&repository), &open)?;
    let server = || {
        let mut server = fossil();
        server.args(["http", "--nojail"]).arg(&repository);
        server
    };
    served(server, |address| {
        let done =
            fossil().arg("clone").arg("--no-open").arg(format!("http://{address}/")).arg(&clone).stdin(Stdio::null()).output()?;
        ensure!(done.status.success(), "fossil clone: {}", String::from_utf8_lossy(&done.stderr));
        Ok(())
    })
}

fn imported(command: &mut Command, stream: &Path) -> Result<()> {
    let output = command.stdin(std::fs::File::open(stream)?).output().context("an import did not start")?;
    ensure!(output.status.success(), "an import failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// How long `client` takes while each connection to a loopback address is answered by a program that has it as standard input and
/// output, and ends with it.
fn served(program: impl Fn() -> Command + Sync, client: impl FnOnce(&str) -> Result<()>) -> Result<Duration> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let (address, ended) = (listener.local_addr()?.to_string(), AtomicBool::new(false));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                let Ok((stream, _)) = listener.accept() else {
                    std::thread::sleep(Duration::from_millis(1));
                    continue;
                };
                let connected = stream.set_nonblocking(false).and_then(|()| Ok((stream.try_clone()?, stream)));
                let Ok((input, output)) = connected else { continue };
                let mut command = program();
                command.stdin(OwnedFd::from(input)).stdout(OwnedFd::from(output)).stderr(Stdio::null());
                if let Ok(mut child) = command.spawn() {
                    // The command holds the connection as long as it lives here.
                    drop(command);
                    let _ = child.wait();
                }
            }
        });
        let begun = Instant::now();
        let done = client(&address);
        let took = begun.elapsed();
        ended.store(true, Ordering::Relaxed);
        done.map(|()| took)
    })
}
