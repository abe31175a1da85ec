//! One machine of the story: a folder, and the process that serves it while it runs.

use super::{PlayFault, WAIT_MAX, await_until};
use crate::control;
use crate::errand::{Errand, Request, Told};
use crate::home;
use rustix::process::{Pid, Signal, kill_process};
use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;
use words::Language;

/// A node of a story stops by itself after so many seconds, whatever becomes of the story.
const STOP_AFTER: u64 = 600;

/// A machine with the folder of a node.
pub struct Machine {
    /// What it is called where it is told of failures.
    pub name: String,
    /// The node's folder.
    pub folder: PathBuf,
    program: PathBuf,
    /// After so many seconds its node stops by itself.
    stop_after: Option<u64>,
    starts: u32,
    child: Option<Child>,
}

impl Machine {
    /// A machine that stands still.
    pub fn new(name: &str, folder: PathBuf, program: &Path) -> Machine {
        let (name, program) = (name.to_owned(), program.to_owned());
        Machine { name, folder, program, stop_after: Some(STOP_AFTER), starts: 0, child: None }
    }

    /// The same, for as long as this process lives.
    pub fn for_long(mut self) -> Machine {
        self.stop_after = None;
        self
    }

    /// Whether its node runs, as far as the story goes.
    pub fn runs(&self) -> bool {
        self.child.is_some()
    }

    /// Starts its node; gives where it listens once it answers.
    pub fn start(&mut self) -> Result<SocketAddr, PlayFault> {
        assert!(self.child.is_none(), "a machine is started once");
        self.starts += 1;
        let log = self.log();
        let out = File::create(&log).map_err(PlayFault::io(log.display().to_string()))?;
        let mut command = Command::new(&self.program);
        command.arg("serve").arg("--dir").arg(&self.folder).arg("--with-parent");
        command.args(self.stop_after.iter().flat_map(|seconds| ["--stop-after".to_owned(), seconds.to_string()]));
        // Its standard input ends with this process, and it with that.
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(out);
        self.child = Some(command.spawn().map_err(PlayFault::io(self.program.display().to_string()))?);
        let look = || {
            let listening = std::fs::read_to_string(&log).unwrap_or_default();
            let address = listening.lines().find_map(|line| line.split_once("listening address=")?.1.parse().ok());
            self.alive()?;
            Ok(address.filter(|_| self.try_ask(Errand::Peers { json: true }, Language::En).is_ok()))
        };
        // The look borrows the machine, whose child is only asked whether it lives.
        await_until(&format!("the start of {}", self.name), look, String::new)
    }

    fn log(&self) -> PathBuf {
        self.folder.with_extension(format!("{}.log", self.starts))
    }

    /// That its node has not ended by itself.
    fn alive(&self) -> Result<(), PlayFault> {
        let pid = self.child.as_ref().map(Pid::from_child);
        let ended = pid.is_none_or(has_ended);
        if !ended {
            return Ok(());
        }
        let log = std::fs::read_to_string(self.log()).unwrap_or_default();
        let lines = log.lines().collect::<Vec<_>>();
        Err(PlayFault::Ended { name: self.name.clone(), log: lines[lines.len().saturating_sub(10)..].join("\n") })
    }

    /// Asks its node.
    pub fn ask(&self, errand: Errand, language: Language) -> Result<Told, PlayFault> {
        self.alive()?;
        self.try_ask(errand, language).map_err(PlayFault::io(format!("the control socket of {}", self.name)))
    }

    fn try_ask(&self, errand: Errand, language: Language) -> std::io::Result<Told> {
        let told = control::ask(&self.folder.join(home::CONTROL), &Request { language, errand })?;
        told.ok_or_else(|| std::io::ErrorKind::NotConnected.into())
    }

    /// Ends its node without a word of warning.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Tells its node to stop.
    pub fn tell_to_stop(&self) {
        if let Some(child) = &self.child {
            let _ = kill_process(Pid::from_child(child), Signal::TERM);
        }
    }

    /// Tells its node to stop, and waits until it has. One that doesn't is killed.
    pub fn stop(&mut self) {
        self.tell_to_stop();
        let Some(child) = self.child.as_mut() else { return };
        let end = Instant::now() + WAIT_MAX;
        while Instant::now() < end && matches!(child.try_wait(), Ok(None)) {
            std::thread::sleep(super::LOOK);
        }
        self.kill();
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Whether a process of ours has ended; it stays to be waited for.
fn has_ended(pid: Pid) -> bool {
    use rustix::process::{WaitId, WaitIdOptions, waitid};
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    waitid(WaitId::Pid(pid), options).map_or(true, |found| found.is_some())
}
