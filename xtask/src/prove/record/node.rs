//! Nodes for measuring: founded together under a sample origin, or set up over a record that is there; each a process that stops by itself.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use ::node::control;
use ::node::errand::{Errand, Request};
use ::node::key_file::KeyFile;
use anyhow::{Context, Result, bail, ensure};
use words::Language;

use super::program::{Programs, told};

/// The parties of the founding agreement.
pub const PARTIES: [&str; 4] = ["ndrc", "guangdong", "hong_kong", "macao"];

/// A day on which the founding agreement is in force: 2018-03-01 at noon, UTC.
const DAY: u64 = 1_519_905_600;

/// How long anything is waited for.
const WAIT_MAX: Duration = Duration::from_secs(300);

/// Seconds after which a node stops, should nobody be left to stop it.
const STOP_AFTER: &str = "600";

/// A port of the loopback address that is free now.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Four founded nodes in a folder, none of which runs.
pub fn found(programs: &Programs, folder: &Path) -> Result<Vec<PathBuf>> {
    std::fs::create_dir_all(folder)?;
    let homes = PARTIES.map(|party| folder.join(party));
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let offset = (DAY as i64 - now as i64).to_string();
    for (party, home) in PARTIES.iter().zip(&homes) {
        let address = format!("127.0.0.1:{}", free_port()?);
        let (origin, url) = (format!("sample.invalid/figures/{party}/1"), format!("https://{address}"));
        let mut init = programs.program("counterpart");
        init.args(["init", "--party", party, "--origin", &origin, "--listen", &address, "--url", &url]);
        init.args(["--exchange-seconds", "1", "--record-offset-seconds", &offset]).arg("--dir").arg(home);
        told(&mut init)?;
    }
    for home in &homes {
        let others = homes.iter().filter(|other| *other != home).map(|other| other.join("card.txt"));
        told(programs.program("counterpart").arg("found").args(others).arg("--dir").arg(home))?;
    }
    Ok(homes.to_vec())
}

/// A node of the first party over the large record, whose keys everybody knows; it knows no peers. Gives its folder and its address.
pub fn over_large_record(programs: &Programs, record: &Path) -> Result<(PathBuf, String)> {
    let (home, origin) = (programs.fresh("large_node")?, format!("example.invalid/greater_bay_area_2017/{}/1", PARTIES[0]));
    let address = format!("127.0.0.1:{}", free_port()?);
    let mut init = programs.program("counterpart");
    told(init.args(["init", "--party", PARTIES[0], "--origin", &origin, "--listen", &address]).arg("--dir").arg(&home))?;
    for (purpose, name, secret) in [("log", origin.clone(), [1; 32]), ("mirror", format!("{origin}/mirror"), [101; 32])] {
        let path = home.join("keys").join(format!("{purpose}.key"));
        std::fs::remove_file(&path)?;
        let mut key = KeyFile::random(purpose, &name);
        key.secret.copy_from_slice(&secret);
        key.write(&path)?;
    }
    std::fs::copy(record.join("founding.txt"), home.join("founding.txt"))?;
    let file = home.join("node.toml");
    let text = std::fs::read_to_string(&file)?;
    std::fs::write(&file, format!("{text}data = \"{}\"\n", record.display()))?;
    Ok((home, address))
}

/// A node as a process; it ends with the value.
pub struct Running {
    child: Child,
    home: PathBuf,
    /// When it was started.
    pub begun: Instant,
}

impl Running {
    /// Starts the node of a folder; what it says goes to a file beside it.
    pub fn start(programs: &Programs, home: &Path) -> Result<Running> {
        let log = std::fs::File::create(home.join("said.txt"))?;
        let begun = Instant::now();
        let mut serve = programs.program("counterpart");
        serve.args(["serve", "--stop-after", STOP_AFTER, "--dir"]).arg(home);
        let child = serve.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn().context("a node did not start")?;
        Ok(Running { child, home: home.to_owned(), begun })
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// How it stands: the line of `peers --json`. It answers once it has folded what it holds.
    pub fn peers(&self) -> Result<Option<String>> {
        let request = Request { language: Language::En, errand: Errand::Peers { json: true } };
        let told = control::ask(&self.home.join("control.sock"), &request)?;
        Ok(told.and_then(|told| told.lines.into_iter().next()))
    }

    /// Waits until `seen` finds what it looks for in `peers --json`; gives the time since the start.
    pub fn wait_for(&mut self, what: &str, seen: impl Fn(&str) -> bool) -> Result<Duration> {
        let mut last = String::new();
        while self.begun.elapsed() < WAIT_MAX {
            if let Some(status) = self.child.try_wait()? {
                bail!("a node ended ({status}):\n{}", std::fs::read_to_string(self.home.join("said.txt"))?);
            }
            // A node that is still starting has no socket, or drops whoever comes too early.
            last = self.peers().ok().flatten().unwrap_or(last);
            if seen(&last) {
                return Ok(self.begun.elapsed());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("{what} never came; last: {last}")
    }

    /// Asks it to stop, and waits for that.
    pub fn stop(mut self) -> Result<()> {
        let id = self.child.id().to_string();
        ensure!(crate::system::runs("kill", &["-TERM", &id]), "the node could not be asked to stop");
        let status = self.child.wait()?;
        ensure!(status.success(), "the node ended with {status}");
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
