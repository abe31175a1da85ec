//! The demo as a person starts it: four nodes on this machine with their pages, filled with the sample.

use crate::companion::Companion;
use crate::folder::Folder;
use crate::officer::Officer;
use crate::{PROGRAM, told};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};

/// How many nodes a demo has.
pub const NODES: usize = 4;

/// Its ports: two for each node, and one for the public side of each.
const PORTS: u16 = 3 * NODES as u16;

/// The demo ends by itself after so many seconds, if nobody ends it before: longer than a table takes on a busy machine.
const SECONDS_MAX: &str = "1500";

/// A demo that runs until this is dropped.
pub struct Demo {
    addresses: Vec<String>,
    password: String,
    // The nodes end before their folder is removed.
    _program: Companion,
    folder: Folder,
}

impl Demo {
    /// Starts a demo and waits until its record holds the whole sample.
    pub fn start() -> Demo {
        let (folder, port) = (Folder::new("demo"), free_ports().to_string());
        let arguments = ["demo", "--lang", "en", "--port", &port, "--stop-after", SECONDS_MAX, "--keep", folder.text()];
        let mut program = Companion::start(&told(PROGRAM), &arguments);
        let (mut addresses, mut password) = (Vec::new(), String::new());
        loop {
            let line = program.line().expect("the demo goes on until its sample is complete");
            if let Some(address) = line.trim().strip_suffix("/en/").filter(|line| line.starts_with("http://")) {
                addresses.push(address.to_owned());
            }
            if line.contains(Officer::Liaison.name()) && line.contains(Officer::Auditor.name()) {
                password = line.split_whitespace().next_back().unwrap_or_default().to_owned();
            }
            if line.contains("complete") {
                break;
            }
        }
        assert_eq!(addresses.len(), 2 * NODES, "each node has pages and a public side: {addresses:?}");
        assert_ne!(password, "", "it says with which password its officers sign in");
        Demo { addresses, password, _program: program, folder }
    }

    /// Where the pages of a node are, `http://localhost:18171`. Nodes are counted from 0 in the agreement's order of parties.
    pub fn node(&self, number: usize) -> &str {
        &self.addresses[number]
    }

    /// Where the public side of a node is.
    pub fn public(&self, number: usize) -> &str {
        &self.addresses[NODES + number]
    }

    /// The folder of a party's node.
    pub fn folder(&self, party: &str) -> PathBuf {
        Path::new(self.folder.text()).join(party)
    }

    /// Runs a command on the folder of a party's node, and gives what it prints.
    pub fn command(&self, party: &str, arguments: &[&str]) -> String {
        let mut command = std::process::Command::new(told(PROGRAM));
        command.arg("--dir").arg(self.folder(party)).args(["--lang", "en"]).args(arguments);
        let output = command.output().expect("the program runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}{}", String::from_utf8_lossy(&output.stderr));
        said
    }

    /// Lets a party's node stand still, as one that lost its network and its power does; everybody else goes on.
    pub fn stop(&self, party: &str) {
        self.signal(party, "-STOP");
    }

    /// Lets a node that stood still go on.
    pub fn go_on(&self, party: &str) {
        self.signal(party, "-CONT");
    }

    /// Tells the one process that serves this party's folder.
    fn signal(&self, party: &str, signal: &str) {
        let folder = self.folder(party).to_string_lossy().into_owned();
        let serves = |id: &String| {
            let said = std::fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
            let words = said.split(|byte| *byte == 0).map(String::from_utf8_lossy).collect::<Vec<_>>();
            words.iter().any(|word| word == "serve") && words.iter().any(|word| *word == folder)
        };
        let processes = std::fs::read_dir("/proc").expect("the processes of this machine").flatten();
        let found = processes.filter_map(|entry| entry.file_name().into_string().ok()).filter(serves).collect::<Vec<_>>();
        let [id] = found.as_slice() else { panic!("not one process serves {folder}: {found:?}") };
        let done = std::process::Command::new("kill").args([signal, id]).status().expect("kill runs");
        assert!(done.success(), "kill {signal} {id}");
    }

    /// A party's key of this kind, `head` or `root`, which lies beside the folders of the nodes.
    pub fn key(&self, party: &str, kind: &str) -> String {
        Path::new(self.folder.text()).join(format!("{party}.{kind}.key")).to_string_lossy().into_owned()
    }

    /// The one password of all its officers.
    pub fn password(&self) -> &str {
        &self.password
    }
}

/// The first of enough free ports in a row.
fn free_ports() -> u16 {
    // Each process begins elsewhere, so that two of them seldom meet; below what the system gives out by itself.
    let start = 10_000 + (std::process::id() % 1_000) as u16 * PORTS;
    let free = |first: &u16| (*first..first + PORTS).all(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok());
    (start..32_000).step_by(usize::from(PORTS)).find(free).expect("free ports in a row")
}
