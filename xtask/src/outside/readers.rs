//! The programs that read a whole log: our own page of Python, Go's `sumdb` packages, and `tlog-scales` of a witness operator.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use record::KeyKind;

use super::python;
use crate::repository::root;
use crate::system;

/// Where tools stand that only this step needs.
pub const TOOLS: &str = "target/tools";

/// A program that takes a log's folder, ends with 0 if all of it holds, and otherwise says `refused: …`.
pub struct Reader {
    /// Its name and version.
    pub name: String,
    /// The kinds of signatures that it verifies; others it passes over.
    pub kinds: &'static [KeyKind],
    /// The program and its arguments before the folder.
    pub command: Vec<PathBuf>,
}

/// What a reader said of a log.
pub struct Outcome {
    /// It ended with 0.
    pub accepted: bool,
    /// It refused in so many words. A reader that falls over has neither accepted nor refused.
    pub refused: bool,
    /// What it printed.
    pub said: String,
}

impl Reader {
    /// Runs the program on a log's folder.
    pub fn read(&self, log: &Path) -> Result<Outcome> {
        let (program, arguments) = self.command.split_first().context("a reader is a program")?;
        let mut command = Command::new(program);
        let output = command.args(arguments).arg(log).env("PYTHONDONTWRITEBYTECODE", "1").output();
        let output = output.with_context(|| format!("{} did not start", self.name))?;
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        let accepted = output.status.success();
        Ok(Outcome { accepted, refused: !accepted && said.contains("refused: "), said })
    }
}

/// All readers, each made ready to run.
pub fn readers() -> Result<Vec<Reader>> {
    Ok(vec![plain_python()?, go()?, tlog_scales()?])
}

/// Our own reader: a page of Python that needs nothing but Python.
fn plain_python() -> Result<Reader> {
    const LINES_MAX: usize = 300;
    let page = root().join("contrib/verify.py");
    let lines = std::fs::read_to_string(&page)?.lines().count();
    ensure!(lines <= LINES_MAX, "contrib/verify.py has {lines} lines, {LINES_MAX} at most: a ministry must be able to read it");
    let python = python::plain()?;
    let version = says(Command::new(&python).arg("--version"))?;
    let kinds = &[KeyKind::Ed25519, KeyKind::CosignatureEd25519];
    Ok(Reader { name: format!("contrib/verify.py with {version}"), kinds, command: vec![python, page] })
}

/// `golang.org/x/mod/sumdb`, of the versions that Debian ships.
fn go() -> Result<Reader> {
    const SOURCES: &str = "/usr/share/gocode";
    system::ensure("go", &["version"], "golang-go")?;
    let module = Path::new(SOURCES).join("src/golang.org/x/mod/sumdb/note");
    system::ensure_file(&module, "golang-golang-x-mod-dev")?;
    let tools = root().join(TOOLS);
    std::fs::create_dir_all(&tools)?;
    let program = tools.join("check_log");
    // Without modules, the packages are those of the machine, and nothing is fetched.
    let mut build = Command::new("go");
    build.args(["build", "-o"]).arg(&program).arg("check_log.go").current_dir(root().join("contrib/outside"));
    build.env("GO111MODULE", "off").env("GOPATH", SOURCES).env("GOCACHE", tools.join("go-cache")).env("GOFLAGS", "");
    ensure!(build.status().context("go did not start")?.success(), "contrib/outside/check_log.go does not build");
    let go = says(Command::new("go").arg("version"))?;
    let package = says(Command::new("dpkg-query").args(["--show", "golang-golang-x-mod-dev"])).unwrap_or_default();
    let name = format!("sumdb/note and sumdb/tlog with {go}, {}", package.replace('\t', " "));
    Ok(Reader { name, kinds: &[KeyKind::Ed25519], command: vec![program] })
}

/// `tlog-scales`, under the page of Python that asks it.
fn tlog_scales() -> Result<Reader> {
    let kinds = &[KeyKind::Ed25519, KeyKind::CosignatureEd25519, KeyKind::CosignatureMlDsa44];
    let command = vec![python::with_packages()?, root().join("contrib/outside/check_log.py")];
    Ok(Reader { name: python::name("tlog-scales")?, kinds, command })
}

/// The first line that a program prints.
fn says(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("{command:?} did not start"))?;
    Ok(String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_owned())
}
