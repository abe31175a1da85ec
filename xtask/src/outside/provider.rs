//! An identity provider that others wrote (OpenID Connect), on loopback: through it an officer comes to the pages of a running node, by each
//! way to sign that a node takes. A changed state, and somebody whom the office does not know, come no further than the page of signing in.

use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::readers::TOOLS;
use super::visitor::{Answer, Visitor};
use super::witness::{LIFE_SECONDS, Running, Stage, counterpart, path, start, wait};
use super::{FOLDER, fresh};
use crate::repository::root;
use crate::system;

/// Where its script and the list of its packages stand.
const SOURCES: &str = "contrib/outside/provider";
/// The package, as it is printed.
const PACKAGE: &str = "oidc-provider";
/// The ways to sign that it is asked for, as a node knows them all.
const ALGORITHMS: [&str; 3] = ["RS256", "ES256", "Ed25519"];
/// The secret of the node at the provider; one that must be written otherwise in a header.
const SECRET: &str = "a sample/secret+1%";

/// Whether officers come in through the provider, and nobody else does.
pub fn check() -> Result<bool> {
    let home = installed()?;
    let folder = root().join(FOLDER).join("provider");
    fresh(&folder)?;
    let stage = Stage { program: counterpart()?, folder };
    stage.found()?;
    officer(&stage)?;
    let pages = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let site = format!("http://localhost:{pages}");
    let (_provider, issuer) = foreign(&home, &stage.folder, &format!("{site}/sign-in/provider/back"))?;
    let plain = std::fs::read_to_string(configuration(&stage))?;
    for algorithm in ALGORITHMS {
        configure(&stage, &plain, pages, &issuer, algorithm)?;
        let _node = stage.serve("first")?;
        wait("the pages are there", || Visitor::default().ask(&format!("{site}/en/sign-in")))?;
        comes_in(&site, &issuer).with_context(|| format!("with {algorithm}"))?;
        stays_out(&site, &issuer).with_context(|| format!("with {algorithm}"))?;
    }
    println!(
        "{}: lets an officer in at a running node with {}; a changed state and a stranger are refused",
        name()?,
        ALGORITHMS.join(", ")
    );
    Ok(true)
}

/// From the button to a page that only an officer sees.
fn comes_in(site: &str, issuer: &str) -> Result<()> {
    let mut visitor = Visitor::default();
    let button = visitor.ask(&format!("{site}/en/sign-in?to=account"))?;
    ensure!(button.body.contains("Sign in through Sample login"), "no button: {}", button.body);
    let back = signs_in(&mut visitor, site, issuer, "chan")?;
    let page = visitor.follow(&back, "never")?;
    ensure!(page.status == 200 && page.url == format!("{site}/en/account"), "{} at {}: {}", page.status, page.url, page.body);
    for said in ["Chan (sample)", "identity provider"] {
        ensure!(page.body.contains(said), "`{said}` does not stand on {}: {}", page.url, page.body);
    }
    let again = Visitor::default().ask(&back)?;
    refused(&again, "the way back of somebody else")
}

/// A changed state, and somebody whom the office does not know.
fn stays_out(site: &str, issuer: &str) -> Result<()> {
    for (login, flip) in [("chan", true), ("ghost", false)] {
        let mut visitor = Visitor::default();
        let back = signs_in(&mut visitor, site, issuer, login)?;
        let back = if flip { flipped(&back)? } else { back };
        refused(&visitor.ask(&back)?, &back)?;
        let account = visitor.ask(&format!("{site}/en/account"))?;
        ensure!(account.status == 303, "{login} is here without having come in");
    }
    Ok(())
}

fn refused(answer: &Answer, what: &str) -> Result<()> {
    let said = answer.body.contains("did not confirm an officer");
    ensure!(answer.status == 422 && said, "{what} is NOT refused: {} {}", answer.status, answer.body);
    Ok(())
}

/// Somebody goes to the provider, says who they are and consents; gives the address at which they would come back.
fn signs_in(visitor: &mut Visitor, site: &str, issuer: &str, login: &str) -> Result<String> {
    let asked = visitor.follow(&format!("{site}/en/sign-in/provider?to=account"), "never")?;
    ensure!(asked.url.starts_with(issuer), "no form of the provider, but {}: {}", asked.url, asked.body);
    let consent = visitor.fill_in(&asked, &format!("prompt=login&login={login}&password=x"), site)?;
    let done = visitor.fill_in(&consent, "prompt=consent", site)?;
    done.to.with_context(|| format!("the provider sends nobody back: {} {}", done.url, done.body))
}

/// The same address with another character in its state.
fn flipped(back: &str) -> Result<String> {
    let at = back.find("state=").context("a state")? + "state=".len();
    let other = if back[at..].starts_with('A') { "B" } else { "A" };
    Ok(format!("{}{other}{}", &back[..at], &back[at + 1..]))
}

fn configuration(stage: &Stage) -> PathBuf {
    stage.folder.join("first").join(node::config::FILE)
}

/// Tells the first node of its pages and of the provider.
fn configure(stage: &Stage, plain: &str, pages: u16, issuer: &str, algorithm: &str) -> Result<()> {
    let table = format!(
        "[provider]\nname = \"Sample login\"\nissuer = \"{issuer}\"\nclient_id = \"counterpart {algorithm}\"\n\
         client_secret_file = \"provider.secret\"\n"
    );
    let secret = stage.folder.join("first/provider.secret");
    if !secret.exists() {
        node::key_file::write_secret(&secret, format!("{SECRET}\n").as_bytes())?;
    }
    Ok(std::fs::write(configuration(stage), format!("pages = \"127.0.0.1:{pages}\"\n{plain}\n{table}"))?)
}

/// Enters the officer at the first node.
fn officer(stage: &Stage) -> Result<()> {
    let mut command = Command::new(&stage.program);
    command.args(["officer", "add", "chan", "--name", "Chan (sample)", "--role", "liaison_officer", "--office", "Sample office"]);
    command.args(["--from", "2017-07-01", "--lang", "en", "--dir", &path(&stage.folder.join("first"))?]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
    child.stdin.take().context("its input")?.write_all(b"a quiet river at night\n")?;
    ensure!(child.wait()?.success(), "the officer was not entered");
    Ok(())
}

/// The provider, listening; and its issuer.
fn foreign(home: &Path, folder: &Path, back: &str) -> Result<(Running, String)> {
    let told = folder.join("provider.log");
    let mut command = Command::new("node");
    let running = start(command.arg(home.join("provider.mjs")).args([LIFE_SECONDS, back, SECRET]), &told)?;
    let issuer = wait("the provider listens", || {
        let said = std::fs::read_to_string(&told)?;
        let found = said.split_once("listening on ").and_then(|(_, rest)| rest.split_whitespace().next());
        found.map(str::to_owned).with_context(|| said.clone())
    })?;
    Ok((running, issuer))
}

/// The folder of the package and its script, installed once with the versions and hashes that are listed. Another run needs no network.
fn installed() -> Result<PathBuf> {
    let (sources, home) = (root().join(SOURCES), root().join(TOOLS).join("provider"));
    let (mark, lock) = (home.join("installed.json"), std::fs::read_to_string(sources.join("package-lock.json"))?);
    system::ensure("node", &["--version"], "nodejs")?;
    if std::fs::read_to_string(&mark).ok().as_deref() != Some(&lock) {
        system::ensure("npm", &["--version"], "npm")?;
        fresh(&home)?;
        for file in ["package.json", "package-lock.json"] {
            std::fs::copy(sources.join(file), home.join(file))?;
        }
        println!("npm ci of {}", name()?);
        let mut install = Command::new("npm");
        install.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&home);
        let output = install.output().context("npm did not start")?;
        ensure!(output.status.success(), "npm could not install {PACKAGE}: {}", String::from_utf8_lossy(&output.stderr));
        std::fs::write(&mark, lock)?;
    }
    // The script finds its packages beside itself.
    std::fs::copy(sources.join("provider.mjs"), home.join("provider.mjs"))?;
    Ok(home)
}

/// The package with its version, as it is printed.
fn name() -> Result<String> {
    let listed = std::fs::read_to_string(root().join(SOURCES).join("package.json"))?;
    let version = listed.lines().find_map(|line| line.trim().strip_prefix(&format!("\"{PACKAGE}\": ")));
    Ok(format!("{PACKAGE} {}", version.context("a version")?.trim_matches('"')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_character_of_a_state_is_changed_and_nothing_else() {
        assert_eq!(
            flipped("http://localhost/back?code=x&state=xyz&iss=y").unwrap(),
            "http://localhost/back?code=x&state=Ayz&iss=y"
        );
        assert_eq!(flipped("/back?state=AAA").unwrap(), "/back?state=BAA");
        assert!(flipped("/back?code=x").is_err());
    }
}
