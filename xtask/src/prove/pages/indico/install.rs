//! Indico as PyPI has it, with the programs of Debian that its guide asks for; and how long that took, and how much was fetched.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::prove::record::program::{number, told};
use crate::repository::root;
use crate::system;

/// What is installed from PyPI.
const PACKAGES: [&str; 2] = ["uwsgi", "indico==3.2.9"];

/// Debian's own Python: another may lie in a folder that the user of a service cannot enter.
const PYTHON: &str = "/usr/bin/python3";

/// Packages that bring no program by which they could be found. Documentation is where every package of Debian leaves a trace.
const FILES: [&str; 5] = ["postgresql", "python3-dev", "python3-venv", "libpq-dev", "libpangoft2-1.0-0"];

/// What is installed, and what it cost.
pub struct Installed {
    /// A Python that has Indico.
    pub home: PathBuf,
    /// PostgreSQL's own programs.
    pub postgresql: PathBuf,
    /// From an empty folder until PyPI's packages were installed, with nothing kept from before.
    pub seconds: f64,
    /// What was fetched from PyPI, in MB, as pip tells it.
    pub fetched: f64,
    /// The folder afterwards, in MB.
    pub size: f64,
    /// The Debian packages of the three servers alone, in MB, without what they depend on.
    pub debian: f64,
}

/// Finds all, or installs it.
pub fn installed() -> Result<Installed> {
    system::ensure_linker()?;
    system::ensure("redis-server", &["--version"], "redis-server")?;
    system::ensure("nginx", &["-v"], "nginx-light")?;
    for package in FILES {
        system::ensure_file(&Path::new("/usr/share/doc").join(package), package)?;
    }
    let home = root().join("target/tools/indico");
    let (postgresql, version) = postgresql()?;
    let (seconds, fetched) = from_pypi(&home)?;
    let size = number(&told(Command::new("du").args(["-s", "--block-size=1000", "--"]).arg(&home))?, "", "\t")? / 1e3;
    let servers = [format!("postgresql-{version}"), format!("postgresql-client-{version}"), "postgresql-common".to_owned()];
    let servers = servers.iter().map(String::as_str).chain(["redis-server", "redis-tools", "nginx-light", "nginx-common"]);
    let debian = servers.map(debian_size).sum::<Result<f64>>()?;
    Ok(Installed { home, postgresql, seconds, fetched, size, debian })
}

/// The folder of the programs of the newest PostgreSQL of this machine, and its version.
fn postgresql() -> Result<(PathBuf, u32)> {
    let mut versions = Vec::new();
    for entry in std::fs::read_dir("/usr/lib/postgresql")? {
        let path = entry?.path();
        let version = path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
        versions.extend(version.filter(|_| path.join("bin/initdb").exists()).map(|version| (version, path.join("bin"))));
    }
    let (version, path) = versions.into_iter().max().context("/usr/lib/postgresql has no server; install `postgresql`")?;
    Ok((path, version))
}

/// Seconds and MB. A folder that is there says itself what it cost; nothing is installed again then.
fn from_pypi(home: &Path) -> Result<(f64, f64)> {
    let mark = home.join("installed.txt");
    let wanted = format!("{}\n", PACKAGES.join(" "));
    if let Ok(text) = std::fs::read_to_string(&mark)
        && text.starts_with(&wanted)
    {
        return Ok((number(&text, "seconds: ", "\n")?, number(&text, "fetched: ", "\n")?));
    }
    println!("installing {}", PACKAGES.join(" and "));
    let begun = Instant::now();
    told(Command::new(PYTHON).args(["-m", "venv", "--clear"]).arg(home))?;
    let pip = |packages: &[&str]| {
        let mut pip = Command::new(home.join("bin/pip"));
        // As on a machine that has never seen them.
        pip.args(["install", "--no-cache-dir", "--disable-pip-version-check", "--progress-bar=off"]).args(packages);
        told(&mut pip)
    };
    // What its guide installs first.
    let said = [pip(&["setuptools", "wheel"])?, pip(&PACKAGES)?].concat();
    let (seconds, fetched) = (begun.elapsed().as_secs_f64(), fetched(&said));
    ensure!(fetched > 0.0, "pip tells of nothing that it fetched:\n{said}");
    std::fs::write(mark, format!("{wanted}seconds: {seconds:.1}\nfetched: {fetched:.1}\n"))?;
    Ok((seconds, fetched))
}

/// The MB of all lines of pip that tell of a file that is fetched.
fn fetched(said: &str) -> f64 {
    let sizes = said.lines().filter(|line| line.trim_start().starts_with("Downloading ")).filter_map(|line| {
        let (number, unit) = line.rsplit_once('(')?.1.trim_end_matches(')').split_once(' ')?;
        let scale = [("MB", 1.0), ("kB", 1e-3), ("bytes", 1e-6)].into_iter().find(|(name, _)| *name == unit)?.1;
        Some(number.parse::<f64>().ok()? * scale)
    });
    sizes.sum()
}

/// How large the file of a Debian package is, in MB.
fn debian_size(package: &str) -> Result<f64> {
    let said = told(Command::new("apt-cache").args(["show", "--no-all-versions", package]))?;
    Ok(number(&said, "\nSize: ", "\n")? / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pip_fetches_is_summed_over_its_lines() {
        let said = "Collecting a\n  Downloading a-1.whl (1.5 MB)\nCollecting b\n  Downloading b.whl.metadata (500 bytes)\n\
                    Downloading c-2.tar.gz (250 kB)\nUsing cached d.whl (9 MB)\n";
        assert!((fetched(said) - 1.7505).abs() < 1e-9, "{}", fetched(said));
    }
}
