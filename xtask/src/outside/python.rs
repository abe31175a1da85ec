//! The Python that outside programs run on: a folder of its own, with every package pinned by version or by hash.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use super::readers::TOOLS;
use crate::repository::root;
use crate::system;

/// What the young packages stand on, by version.
const GROUND: &str = "requirements.txt";
/// The packages of one author each, by the hash of their only wheel.
const PINNED: &str = "pinned.txt";

/// The Python of the machine, which can make folders of its own.
pub fn plain() -> Result<PathBuf> {
    system::ensure("python3", &["-c", "import venv, ensurepip"], "python3-venv")?;
    Ok("python3".into())
}

/// A Python that has the packages of `contrib/outside`, installed once.
pub fn with_packages() -> Result<PathBuf> {
    let (sources, home) = (root().join("contrib/outside"), root().join(TOOLS).join("python"));
    let (ground, pinned) = (sources.join(GROUND), sources.join(PINNED));
    let wanted = [std::fs::read_to_string(&ground)?, std::fs::read_to_string(&pinned)?].concat();
    // What is installed says so itself, so that another run needs no network.
    let mark = home.join("installed.txt");
    let own = home.join("bin/python");
    if std::fs::read_to_string(&mark).ok().as_deref() != Some(&wanted) || !system::runs(&own, &["--version"]) {
        let made = Command::new(plain()?).args(["-m", "venv", "--clear"]).arg(&home).status()?;
        ensure!(made.success(), "no virtual environment; install it with `apt-get install -y python3-venv`, then run this again");
        install(&own, &[], &ground)?;
        // The witness asks for Python 3.12 and needs nothing that 3.11 lacks.
        install(&own, &["--require-hashes", "--ignore-requires-python"], &pinned)?;
        std::fs::write(mark, wanted)?;
    }
    Ok(own)
}

/// A program of Python with what it stands on, in a folder of its own, as the list of its name in `contrib/outside` says. Another run needs no network.
pub fn program(name: &str) -> Result<PathBuf> {
    let (list, home) = (root().join("contrib/outside").join(format!("{name}.txt")), root().join(TOOLS).join(name));
    let (wanted, mark) = (std::fs::read_to_string(&list)?, home.join("installed.txt"));
    let own = home.join("bin").join(name);
    if std::fs::read_to_string(&mark).ok().as_deref() != Some(&wanted) || !own.exists() {
        let made = Command::new(plain()?).args(["-m", "venv", "--clear"]).arg(&home).status()?;
        ensure!(made.success(), "no virtual environment; install it with `apt-get install -y python3-venv`, then run this again");
        println!("pip install {name}");
        install(&home.join("bin/python"), &[], &list)?;
        std::fs::write(mark, wanted)?;
    }
    Ok(own)
}

fn install(python: &Path, arguments: &[&str], list: &Path) -> Result<()> {
    let mut command = Command::new(python);
    command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]).args(arguments);
    ensure!(command.arg("-r").arg(list).status()?.success(), "pip could not install what {} lists", list.display());
    Ok(())
}

/// A pinned package as it is printed: its name and version.
pub fn name(package: &str) -> Result<String> {
    let pinned = std::fs::read_to_string(root().join("contrib/outside").join(PINNED))?;
    let line = pinned.lines().find_map(|line| line.split(' ').next().filter(|pin| pin.starts_with(&format!("{package}=="))));
    Ok(line.unwrap_or(package).replace("==", " "))
}
