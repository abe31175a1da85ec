//! A witness that others wrote (C2SP tlog-witness), on loopback: it cosigns what a node of ours lays before it, its line is verified under
//! its key in the node's receipt, and no flipped bit of that line passes.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use node::home::Home;
use record::policy::Policy;
use record::{Note, VerifierKey, cosignature, proof::Receipt};

use super::{FOLDER, fresh, python};
use crate::repository::root;

/// The name that the witness gives itself.
const NAME: &str = "witness.example.invalid/w1";
/// Nothing that is started here outlives this, in seconds.
pub(super) const LIFE_SECONDS: &str = "60";
/// How often something is waited for, a tenth of a second apart.
const ASKED_MAX: usize = 150;

/// Whether the witness cosigns two heads of a node, the second with its consistency proof, and only its true lines pass.
pub fn check() -> Result<bool> {
    let folder = root().join(FOLDER).join("witness");
    fresh(&folder)?;
    let stage = Stage { program: counterpart()?, folder };
    stage.found()?;
    let home = Home::open(&stage.folder.join("first"))?;
    let log = home.founding.party("first_party").context("the party of the sample")?.node.clone();
    let (_witness, url, key) = foreign(&stage.folder, &log)?;
    stage.configure(&url, &key)?;
    let _nodes = (stage.serve("second")?, stage.serve("first")?);
    wait("the nodes hear of each other", || {
        let said = stage.at("first", &["peers"])?;
        ensure!(said.contains("signing:"), "{said}");
        Ok(())
    })?;
    let policy = format!("log {log}\nwitness foreign {key}\nquorum foreign\n");
    let policy = Policy::parse(policy.as_bytes()).map_err(|problems| anyhow::anyhow!("{problems:?}"))?;
    let mut refused = 0;
    for text in ["one", "two"] {
        let note = stage.cosigned(text, &key)?;
        policy.judge(&note).with_context(|| format!("the head with the line of {}", key.name()))?;
        refused += flipped(&policy, &note, &key)?;
    }
    println!(
        "{}: cosigns two heads of a running node; {refused} flipped bits of its lines refused",
        python::name("aics-witness")?
    );
    Ok(true)
}

/// Flips each bit of the witness's line, of which none may pass; gives how many there were.
fn flipped(policy: &Policy, note: &Note, key: &VerifierKey) -> Result<usize> {
    let place = note.signatures.iter().position(|line| (line.name.as_str(), line.id) == (key.name(), key.id()));
    let place = place.context("the witness's line")?;
    let bits = note.signatures[place].bytes.len() * 8;
    for bit in 0..bits {
        let mut false_note = note.clone();
        false_note.signatures[place].bytes[bit / 8] ^= 1 << (bit % 8);
        ensure!(
            policy.judge(&false_note).is_err(),
            "our verifier does NOT refuse bit {bit} flipped in the line of {}",
            key.name()
        );
    }
    Ok(bits)
}

/// The node's program, built as this one was, and beside it.
pub(super) fn counterpart() -> Result<PathBuf> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["build", "--quiet", "--package", "node", "--bin", "counterpart"]).current_dir(root());
    ensure!(command.status()?.success(), "the node does not build");
    let program = std::env::current_exe()?.with_file_name(format!("counterpart{}", std::env::consts::EXE_SUFFIX));
    ensure!(program.exists(), "{} was not built; run this as `cargo xtask outside`", program.display());
    Ok(program)
}

/// The witness, told of one log and listening; where it is asked, and the key of its cosignatures.
fn foreign(folder: &Path, log: &VerifierKey) -> Result<(Running, String, VerifierKey)> {
    let python = python::with_packages()?;
    let config = path(&folder.join("witness.json"))?;
    let run = |arguments: &[&str]| said(Command::new(&python).args(["-m", "aics_witness"]).args(arguments));
    let key = run(&["init", "--config", &config, "--name", NAME, "--listen", "127.0.0.1:0"])?;
    let key = key.lines().next().unwrap_or_default().parse().map_err(|error| anyhow::anyhow!("{error}: {key}"))?;
    run(&["add-log", "--config", &config, "--origin", log.name(), "--vkey", &log.to_string()])?;
    // An alarm ends it, should this program be gone.
    let bounded =
        format!("import signal, sys; signal.alarm({LIFE_SECONDS}); from aics_witness.cli import main; sys.exit(main())");
    let told = folder.join("witness.log");
    let mut command = Command::new(&python);
    command.args(["-c", &bounded, "serve", "--config", &config]);
    let running = start(&mut command, &told)?;
    let url = wait("the witness listens", || {
        let said = std::fs::read_to_string(&told)?;
        let found = said.split_once("listening on ").and_then(|(_, rest)| rest.split_whitespace().next());
        found.map(|url| format!("{url}/")).with_context(|| said.clone())
    })?;
    Ok((running, url, key))
}

/// Two parties of the sample, whose nodes run as processes.
pub(super) struct Stage {
    /// The node's program.
    pub(super) program: PathBuf,
    /// Where the folders of both stand.
    pub(super) folder: PathBuf,
}

impl Stage {
    /// Makes both folders. The second listens on a port that was free; the first only calls out.
    pub(super) fn found(&self) -> Result<()> {
        self.found_with(&str::to_owned)
    }

    /// The same under rules that are made of those of the template.
    pub(super) fn found_with(&self, rules: &dyn Fn(&str) -> String) -> Result<()> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let agreement = path(&self.folder.join("two"))?;
        said(Command::new(&self.program).args(["agreements", "new", &agreement]))?;
        let file = self.folder.join("two").join("rules.kdl");
        std::fs::write(&file, rules(&std::fs::read_to_string(&file)?))?;
        let url = format!("https://{address}");
        for (name, reach) in [("first", &[][..]), ("second", &["--listen", &address, "--url", &url])] {
            let (party, origin) = (format!("{name}_party"), format!("sample.invalid/two/{name}_party/1"));
            let about = ["init", "--agreement", &agreement, "--party", &party, "--origin", &origin, "--exchange-seconds", "1"];
            self.at(name, &[&about[..], reach].concat())?;
        }
        for (name, other) in [("first", "second"), ("second", "first")] {
            self.at(name, &["found", &path(&self.folder.join(other).join("card.txt"))?])?;
        }
        Ok(())
    }

    /// Tells the first node of the witness.
    fn configure(&self, url: &str, key: &VerifierKey) -> Result<()> {
        let file = self.folder.join("first").join(node::config::FILE);
        let text = std::fs::read_to_string(&file)?;
        Ok(std::fs::write(&file, format!("{text}\n[[witness]]\nurl = \"{url}\"\nkey = \"{key}\"\n"))?)
    }

    pub(super) fn serve(&self, name: &str) -> Result<Running> {
        let mut command = Command::new(&self.program);
        command.args(["serve", "--stop-after", LIFE_SECONDS, "--dir", &path(&self.folder.join(name))?]);
        start(&mut command, &self.folder.join(format!("{name}.log")))
    }

    /// Runs the program on a party's folder.
    pub(super) fn at(&self, name: &str, arguments: &[&str]) -> Result<String> {
        let folder = path(&self.folder.join(name))?;
        said(Command::new(&self.program).args(arguments).args(["--lang", "en", "--dir", &folder]))
    }

    /// Records an act; gives the head in its receipt once the witness's line is there and holds.
    fn cosigned(&self, text: &str, key: &VerifierKey) -> Result<Note> {
        let said = self.at("first", &["submit", &format!("first_party proposes amendment text \"{text}\"")])?;
        let act = said.split(' ').next().context("an act that is recorded has an id")?;
        wait("a receipt with the witness's line", || {
            let receipt = self.at("first", &["receipt", act])?;
            let note = Receipt::parse(receipt.as_bytes())?.note;
            let node_says = || std::fs::read_to_string(self.folder.join("first.log")).unwrap_or_default();
            ensure!(cosignature::verify(&note, key).is_some_and(|time| time > 0), "{receipt}\n{}", node_says());
            Ok(note)
        })
    }
}

/// A process that ends with this.
pub struct Running(Child);

impl Running {
    /// Starts a program that says everything into a file.
    pub fn start(command: &mut Command, told: &Path) -> Result<Running> {
        let file = std::fs::File::create(told)?;
        command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        Ok(Running(command.spawn().with_context(|| format!("{command:?} did not start"))?))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already can't be ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a program that says into a file what goes wrong.
pub(super) fn start(command: &mut Command, told: &Path) -> Result<Running> {
    let file = std::fs::File::create(told)?;
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(file);
    Ok(Running(command.spawn().with_context(|| format!("{command:?} did not start"))?))
}

/// What a program prints, which must end well.
pub(super) fn said(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("{command:?} did not start"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(output.status.success(), "{command:?}:\n{text}{}", String::from_utf8_lossy(&output.stderr));
    Ok(text)
}

/// Asks until there is an answer; gives up after a quarter of a minute with the last reason.
pub fn wait<T>(what: &str, mut ask: impl FnMut() -> Result<T>) -> Result<T> {
    let mut last = None;
    for _ in 0..ASKED_MAX {
        match ask() {
            Ok(found) => return Ok(found),
            Err(reason) => last = Some(reason),
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    bail!("{what}: never came; last: {:#}", last.context("it was asked")?)
}

pub(super) fn path(path: &Path) -> Result<String> {
    Ok(path.to_str().context("a path that is text")?.to_owned())
}
