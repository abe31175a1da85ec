//! The pages of a demo in a browser: what the tests of `crates/browser` need is installed once, the program is built, and they run.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::outside::TOOLS;
use crate::repository::root;
use crate::{program, system};

/// What judges how far people can use a page, with its version. It is a tool of tests and never shipped.
const AXE: (&str, &str) = ("axe-core", "4.14.1");

/// A font that has the characters of three of the four languages.
const FONT: &str = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

/// The step of the gate: all tables but that of the year, which takes ten minutes and is walked by [`whole`].
pub fn run() -> Result<bool> {
    tests("package(browser) and not binary(year)", &["--skip", "the_key_work_of_a_year"])
}

/// Every table, the year too: `cargo xtask browser`.
pub fn whole() -> Result<bool> {
    tests("package(browser)", &[])
}

/// Installs what is missing, builds `counterpart`, and runs the tests that a filter of nextest names; `left_out` says the same to cargo. False when
/// one failed.
fn tests(filter: &str, left_out: &[&str]) -> Result<bool> {
    system::ensure("chromium", &["--version"], "chromium")?;
    system::ensure("chromedriver", &["--version"], "chromium-driver")?;
    system::ensure_file(Path::new(FONT), "fonts-noto-cjk")?;
    let axe = axe()?;
    let mut tests = Command::new(system::cargo());
    if system::has_nextest() {
        tests.args(["nextest", "run", "--workspace", "--filterset", filter, "--no-fail-fast"]);
        tests.args(["--success-output", "immediate", "--status-level", "fail"]);
    } else {
        tests
            .args(["test", "--quiet", "--package", "browser", "--no-fail-fast", "--", "--nocapture", "--test-threads", "1"])
            .args(left_out);
    }
    tests.env("COUNTERPART_PROGRAM", program::built()?).env("COUNTERPART_AXE", axe).current_dir(root());
    Ok(tests.status().context("cargo did not start")?.success())
}

/// The folder of axe-core, installed once. Another run needs no network.
fn axe() -> Result<PathBuf> {
    let (name, version) = AXE;
    let home = root().join(TOOLS).join("axe");
    let folder = home.join("node_modules").join(name);
    if installed_version(&folder).as_deref() != Some(version) {
        system::ensure("npm", &["--version"], "npm")?;
        std::fs::create_dir_all(&home).with_context(|| format!("cannot make {}", home.display()))?;
        let mut install = Command::new("npm");
        install.args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"]).arg(&home);
        println!("npm install {name}@{version}");
        let output = install.arg(format!("{name}@{version}")).output().context("npm did not start")?;
        ensure!(output.status.success(), "npm could not install {name}: {}", String::from_utf8_lossy(&output.stderr));
        ensure!(installed_version(&folder).as_deref() == Some(version), "{} holds no {name} {version}", folder.display());
    }
    Ok(folder)
}

/// What a package of npm says its version is.
fn installed_version(folder: &Path) -> Option<String> {
    let said = std::fs::read_to_string(folder.join("package.json")).ok()?;
    let line = said.lines().find_map(|line| line.trim().strip_prefix("\"version\":"))?;
    Some(line.trim_matches([' ', ',', '"']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_says_its_version_and_an_empty_folder_none() {
        let folder = std::env::temp_dir().join(format!("counterpart-npm-{}", std::process::id()));
        assert_eq!(installed_version(&folder), None);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("package.json"), "{\n  \"name\": \"axe-core\",\n  \"version\": \"4.14.1\",\n}\n").unwrap();
        assert_eq!(installed_version(&folder).as_deref(), Some("4.14.1"));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
