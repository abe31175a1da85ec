//! What tests of whole nodes share: two folders of one agreement, the program, a node within the test, and waiting with a bound.

#![allow(dead_code)]

use node::commands::node::NodeFault;
use node::home::Home;
use node::serve::run::{self, Sockets};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// The program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_counterpart");

static MADE: AtomicU32 = AtomicU32::new(0);

/// Two parties: the first only calls out, the second listens on a port of its own.
pub struct Two {
    folder: PathBuf,
    /// The port of the second party's node, bound before anything knew it.
    pub listener: TcpListener,
}

impl Two {
    /// Two founded nodes, neither of which runs.
    pub fn found(stem: &str) -> Two {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("counterpart_{stem}_{}_{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let two = Two { folder, listener };
        two.good(&["agreements", "new", &two.path("two")]);
        let url = format!("https://{address}");
        two.init("first", &[]);
        two.init("second", &["--listen", &address, "--url", &url]);
        two.good(&["found", &two.path("second/card.txt"), "--dir", &two.path("first")]);
        two.good(&["found", &two.path("first/card.txt"), "--dir", &two.path("second")]);
        two
    }

    fn init(&self, name: &str, more: &[&str]) {
        let (party, origin) = (format!("{name}_party"), format!("sample.invalid/two/{name}_party/1"));
        let (agreement, dir) = (self.path("two"), self.path(name));
        let fixed = ["init", "--agreement", &agreement, "--party", &party, "--origin", &origin, "--dir", &dir];
        self.good(&[&fixed[..], &["--exchange-seconds", "1"], more].concat());
    }

    /// A path in the folder of both.
    pub fn path(&self, name: &str) -> String {
        self.folder.join(name).to_string_lossy().into_owned()
    }

    /// Runs the program; gives its exit code and what it printed, the error last.
    pub fn run(&self, arguments: &[&str]) -> (i32, String) {
        let output = Command::new(PROGRAM).args(arguments).args(["--lang", "en"]).stdin(Stdio::null()).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
    }

    /// Runs the program, which must succeed.
    pub fn good(&self, arguments: &[&str]) -> String {
        let (code, said) = self.run(arguments);
        assert_eq!(code, 0, "{arguments:?}:\n{said}");
        said
    }

    /// Runs the program on a party's folder.
    pub fn at(&self, name: &str, arguments: &[&str]) -> (i32, String) {
        self.run(&[arguments, &["--dir", &self.path(name)]].concat())
    }

    /// Adds lines to the configuration of a party's node.
    pub fn configure(&self, name: &str, lines: &str) {
        use std::io::Write as _;
        let mut file = std::fs::OpenOptions::new().append(true).open(self.path(&format!("{name}/node.toml"))).unwrap();
        file.write_all(lines.as_bytes()).unwrap();
    }

    /// The second party's node, within this process, until what is given is dropped.
    pub fn serve_second(&self) -> Inside {
        let listener = self.listener.try_clone().unwrap();
        let home = Arc::new(Home::open(Path::new(&self.path("second"))).unwrap());
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let sockets = Sockets { listen: Some(listener), metrics: None, pages: None, public: None };
        let stopped = async { drop(stopped.await) };
        let thread = std::thread::spawn(move || run::run(home, sockets, stopped).map_err(NodeFault::from));
        Inside { stop: Some(stop), thread: Some(thread) }
    }

    /// The first party's node as a process that stops by itself, should the test be gone.
    pub fn serve_first(&self) -> Process {
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.path("first.log")).unwrap();
        let mut command = Command::new(PROGRAM);
        command.args(["serve", "--stop-after", "120", "--dir", &self.path("first")]);
        let process = Process(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn().unwrap());
        // Until it listens, commands would open its record themselves.
        let socket = Home::open(Path::new(&self.path("first"))).unwrap().control();
        wait("the first node listens", || std::os::unix::net::UnixStream::connect(&socket));
        process
    }

    /// Waits until the node of a party says something in `peers`.
    pub fn wait_for(&self, name: &str, said: &str) -> String {
        wait(&format!("{name}: {said}"), || {
            let (_, peers) = self.at(name, &["peers"]);
            if peers.contains(said) { Ok(peers) } else { Err(peers) }
        })
    }

    /// The post `head` of the first party gets a key, so that there is an act under the root.
    pub fn empower_head(&self) -> (i32, String) {
        let key = self.path("head.key");
        let public = self.good(&["new-key", "--suite", "p256-sha256", "--name", "head", &key]);
        let [suite, base64] = public.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{public}") };
        let root = self.path("first/offline_root.key");
        self.at("first", &["empower", "--post", "first_head", "--rank", "head", "--public", suite, base64, "--root", &root])
    }
}

impl Drop for Two {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A node within this process.
pub struct Inside {
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<Result<(), NodeFault>>>,
}

impl Inside {
    /// Stops it, and gives what it came to.
    pub fn stop(mut self) -> Result<(), NodeFault> {
        drop(self.stop.take());
        self.thread.take().unwrap().join().unwrap()
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A node as a process of its own.
pub struct Process(pub Child);

impl Process {
    /// Ends it as a power cut would.
    pub fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// Asks it to stop, and gives its exit code.
    pub fn terminate(mut self) -> Option<i32> {
        let id = rustix::process::Pid::from_child(&self.0);
        rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
        self.0.wait().unwrap().code()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Asks again and again until there is an answer; gives up after half a minute and more with the last thing that was said.
pub fn wait<T, E: std::fmt::Debug>(what: &str, mut ask: impl FnMut() -> Result<T, E>) -> T {
    let mut last = None;
    for _ in 0..300 {
        match ask() {
            Ok(found) => return found,
            Err(said) => last = Some(said),
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{what} never came; last: {last:#?}");
}
