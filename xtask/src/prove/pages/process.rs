//! Programs of others that are measured: each bounded by a time, ended with the value that holds it, and its memory told.

use std::collections::HashMap;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::prove::record::program::number;
use crate::system;

/// The arguments of `timeout` after which a program ends by itself, should nobody be left to end it.
pub const LIFE: [&str; 2] = ["--kill-after=15", "1500"];

/// What Linux counts a processor's time in, whoever asks.
const TICK_MILLISECONDS: u64 = 10;

/// How long a program may take to end: longer than `timeout` itself gives it, so that nothing below it is left.
const END_MAX: Duration = Duration::from_secs(20);

/// Whom programs run as: PostgreSQL and Celery refuse to run as root.
#[derive(Clone, Copy)]
pub struct Account {
    /// The user and its group; none if we are not root, and so may be ourselves.
    ids: Option<(u32, u32)>,
}

impl Account {
    /// A user of the machine by name, or ourselves unless we are root.
    pub fn named(name: &str) -> Result<Account> {
        let id = |arguments: &[&str]| -> Result<u32> {
            let output = Command::new("id").args(arguments).output().context("`id` did not start")?;
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            said.trim().parse().with_context(|| format!("id {}: {said}", arguments.join(" ")))
        };
        let ids = if id(&["-u"])? == 0 { Some((id(&["-u", name])?, id(&["-g", name])?)) } else { None };
        Ok(Account { ids })
    }

    /// Has the command run as this user.
    pub fn command(self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        if let Some((user, group)) = self.ids {
            command.uid(user).gid(group);
        }
        command
    }

    /// Makes a folder that is this user's.
    pub fn folder(self, path: &Path) -> Result<()> {
        std::fs::create_dir_all(path).with_context(|| format!("cannot make {}", path.display()))?;
        self.own(path)
    }

    /// Gives a file or folder to this user.
    pub fn own(self, path: &Path) -> Result<()> {
        let Some((user, group)) = self.ids else { return Ok(()) };
        std::os::unix::fs::chown(path, Some(user), Some(group)).with_context(|| format!("cannot hand over {}", path.display()))
    }
}

/// A running program with all that it starts.
pub struct Service {
    /// What it is called in a figure.
    pub name: &'static str,
    child: Child,
    signal: &'static str,
    said: std::path::PathBuf,
}

impl Service {
    /// Starts a program that stays in the foreground, by `arguments` of `timeout` (see [`LIFE`]). `signal` has it end at once and cleanly;
    /// what it says goes to a file of the folder `said`.
    pub fn start(name: &'static str, signal: &'static str, mut timeout: Command, said: &Path) -> Result<Service> {
        let said = said.join(format!("{name}.txt"));
        let log = std::fs::File::create(&said).with_context(|| format!("cannot write {}", said.display()))?;
        timeout.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let child = timeout.spawn().with_context(|| format!("{name} did not start"))?;
        Ok(Service { name, child, signal, said })
    }

    /// An error with what it said, if it has ended.
    pub fn lives(&mut self) -> Result<()> {
        if let Some(status) = self.child.try_wait()? {
            bail!("{} ended ({status}):\n{}", self.name, std::fs::read_to_string(&self.said).unwrap_or_default());
        }
        Ok(())
    }

    /// The process that is ours; the program is below it.
    pub fn process(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // `timeout` hands the signal on to the program. One that has ended already can't be ended.
        system::runs("kill", &[&format!("-{}", self.signal), &self.child.id().to_string()]);
        let begun = Instant::now();
        while begun.elapsed() < END_MAX {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How many processes a process and all that it started are, but for `timeout`; and their memory together in MB, in which a page that
/// several share is counted once, by parts (PSS).
pub fn memory(process: u32) -> Result<(usize, f64)> {
    let (mut count, mut sum) = (0, 0.0);
    for process in tree(process)? {
        // One that has ended meanwhile has none, and one that has not begun yet is not a program.
        let name = std::fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
        let Ok(text) = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")) else { continue };
        if name.trim_end() != "timeout" {
            (count, sum) = (count + 1, sum + number(&text, "Pss:", " kB")? * 1024.0 / 1e6);
        }
    }
    ensure!(sum > 0.0, "process {process} has no memory that could be read");
    Ok((count, sum))
}

/// How long processors have worked for a process and all that it started, those that have ended included.
pub fn processor(process: u32) -> Result<Duration> {
    let mut ticks = 0;
    for process in tree(process)? {
        let text = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        let rest = text.rsplit_once(") ").map_or("", |(_, rest)| rest);
        // Its own in user mode and in the kernel, then the same of children that it has seen end.
        ticks += rest.split(' ').skip(11).take(4).filter_map(|number| number.parse::<u64>().ok()).sum::<u64>();
    }
    Ok(Duration::from_millis(ticks * TICK_MILLISECONDS))
}

/// A process and all below it.
fn tree(process: u32) -> Result<Vec<u32>> {
    let (mut all, children, mut next) = (vec![process], children()?, 0);
    while let Some(process) = all.get(next) {
        all.extend(children.get(process).into_iter().flatten());
        next += 1;
    }
    Ok(all)
}

/// The children of every process.
fn children() -> Result<HashMap<u32, Vec<u32>>> {
    let mut children = HashMap::<u32, Vec<u32>>::new();
    for entry in std::fs::read_dir("/proc")? {
        let Some(process) = entry?.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        // A process may have ended meanwhile. Its name, in brackets, may hold anything.
        let text = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        let parent = text.rsplit_once(") ").and_then(|(_, rest)| rest.split(' ').nth(1)?.parse().ok());
        if let Some(parent) = parent {
            children.entry(parent).or_default().push(process);
        }
    }
    Ok(children)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(name: &'static str, shell: &str) -> Service {
        let mut command = Command::new("timeout");
        command.args(LIFE).args(["sh", "-c", shell]);
        Service::start(name, "TERM", command, &std::env::temp_dir()).unwrap()
    }

    #[test]
    fn the_memory_of_all_that_a_program_started_is_summed_and_ends_with_it() {
        let service = service("summed_service", "sleep 60 & echo started; wait");
        let told = service.said.clone();
        while !std::fs::read_to_string(&told).unwrap().contains("started") {
            std::thread::sleep(Duration::from_millis(10));
        }
        let (processes, megabytes) = memory(service.process()).unwrap();
        assert!(processes == 2 && megabytes > 0.0, "{processes} {megabytes}");
        let all = tree(service.process()).unwrap();
        assert!(all.len() >= 3, "{all:?}");
        drop(service);
        // One that has ended has no memory, also while nobody has taken note of it.
        let has_memory =
            |process: &u32| std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).is_ok_and(|text| !text.is_empty());
        let begun = Instant::now();
        while all.iter().any(has_memory) {
            assert!(begun.elapsed() < Duration::from_secs(5), "{all:?}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    #[test]
    fn the_time_of_a_processor_is_that_of_children_too() {
        let before = processor(std::process::id()).unwrap();
        let busy = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
        assert!(Command::new("sh").args(["-c", busy]).status().unwrap().success());
        assert!(processor(std::process::id()).unwrap() > before);
    }

    #[test]
    fn a_program_that_ended_is_told_with_what_it_said() {
        let mut service = service("ended_service", "echo no such cluster; exit 3");
        let error = loop {
            match service.lives() {
                Ok(()) => std::thread::sleep(Duration::from_millis(10)),
                Err(error) => break error.to_string(),
            }
        };
        assert!(error.contains("no such cluster"), "{error}");
    }
}
