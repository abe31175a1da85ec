//! Debian's chromedriver, and the sessions that it opens: each a Chromium with a profile of its own.

use crate::companion::Companion;
use crate::folder::Folder;
use crate::session::Session;
use std::path::Path;
use thirtyfour::prelude::*;
use tokio::runtime::Runtime;

/// Its name, as Debian has it.
const PROGRAM: &str = "chromedriver";

/// How the browser is started: without a window, and without anything that it would do by itself.
///
/// Over a pipe in place of a port it ends when its driver does, also when the driver was killed. The sandbox needs a right that root in a
/// container lacks, and every page here is our own.
const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
];

/// A driver that runs until this is dropped, with all browsers that it started.
pub struct Driver {
    address: String,
    runtime: Runtime,
    _program: Companion,
}

impl Driver {
    /// Starts a driver on a port that is free, on this machine's loopback only.
    pub fn start() -> Driver {
        // The client of the driver asks for one as soon as it is built beside code that speaks TLS, though it never does so itself. A second
        // start finds the first one's.
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let mut program = Companion::start(Path::new(PROGRAM), &["--port=0"]);
        let port = loop {
            let line = program.line().expect("chromedriver runs; `cargo xtask browser` installs it");
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                break port.trim_end_matches('.').parse::<u16>().expect("a port");
            }
        };
        let runtime = Runtime::new().expect("threads for the requests to the driver");
        Driver { address: format!("http://127.0.0.1:{port}"), runtime, _program: program }
    }

    /// Opens a browser of its own, as of somebody who was never here.
    pub fn session(&self) -> Session<'_> {
        let profile = Folder::new("profile");
        let mut wanted = DesiredCapabilities::chrome();
        let folder = format!("--user-data-dir={}", profile.text());
        for flag in FLAGS.iter().copied().chain([folder.as_str()]) {
            wanted.add_arg(flag).expect("a flag is text");
        }
        let web = self.runtime.block_on(WebDriver::new(&self.address, wanted)).expect("Chromium starts");
        Session::of(&self.runtime, web, profile)
    }
}
