//! Our own pages under load: a node of the demo with a key work of ten thousand tasks and a hundred thousand acts, its officer signed in.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail, ensure};

use super::http::{Answer, Connection, Request};
use super::load::{Load, Pace};
use super::process::{self, LIFE, Service};
use super::{Borne, milliseconds};
use crate::prove::api;
use crate::prove::record::Figure;
use crate::prove::record::node::PARTIES;
use crate::prove::record::program::told;
use crate::repository::{root, target};
use crate::system;

/// How the programs are built: as a release, but not optimised once more as a whole.
const PROFILE: &str = "quick";

/// What the record holds.
const TASKS: &str = "10000";
const ACTS: &str = "100000";

/// The morning on which the record goes on, 1 March 2021 at nine in UTC+8, in a year that gets a thousand tasks.
const MORNING: i64 = 1_614_560_400;

/// Pages of an officer who is signed in. Searching and the reply pack, which reads every text of the record, are told apart.
const PAGES: &[(&str, &str)] = &[
    ("front", ""),
    ("desk", "desk"),
    ("my work", "progress"),
    ("clearance", "clearance"),
    ("liaison", "liaison"),
    ("agreement", "agreement"),
    ("key work of a thousand tasks", "key_work/2021"),
    ("a task", "key_work/2021/item/12"),
    ("opinion round", "key_work/2021/round"),
    ("proposals and merging", "key_work/2021/propose"),
    ("meeting", "annual_meeting/2019"),
    ("year", "year/2021"),
    ("record", "record"),
    ("leadership", "leadership"),
    ("trace", "trace"),
    ("letters", "letters"),
];
const APART: &[(&str, &str)] = &[("search", "search?q=%E7%A4%BA%E7%AF%84"), ("reply pack", "reply_pack")];

/// The page that many have open during a meeting.
const MEETING: &str = "/en/annual_meeting/2019";

/// What each page has to bear: requests a second by so many connections.
const RATE: f64 = 100.0;
const CONNECTIONS: usize = 16;
const LASTS: Duration = Duration::from_secs(10);

/// How many have the meeting open, and how often each asks.
const OPEN: usize = 2_000;
const EACH: Duration = Duration::from_secs(10);
const OPEN_LASTS: Duration = Duration::from_secs(300);

/// Where Linux keeps files in memory.
const MEMORY: &str = "/dev/shm";

/// How long a node rests before its memory is looked at.
const REST: Duration = Duration::from_secs(60);

/// A node that serves its pages to an officer who is signed in.
struct Office {
    service: Service,
    address: SocketAddr,
    cookie: String,
    password: String,
}

/// Measures our node. Each figure is told as soon as it is there: all of them take a quarter of an hour.
pub fn measure() -> Result<Vec<Figure>> {
    let (home, password) = large_demo()?;
    let (office, first) = Office::open(&home, &password)?;
    let mut figures = Vec::new();
    let mut note = |figure: Figure| {
        println!("measured: {}", figure.line());
        figures.push(figure);
    };
    let what = "a node with 100,000 acts, from its start to the first page (signing in)";
    note(Figure::held(what, milliseconds(first), "< 1 s", first < Duration::from_secs(1)));
    office.settle()?;
    for (name, path) in PAGES {
        note(office.page(name, path, true)?);
    }
    for (name, path) in APART {
        note(office.page(name, path, false)?);
    }
    note(office.acts()?);
    std::thread::sleep(REST);
    let (_, memory) = process::memory(office.service.process())?;
    note(Figure::held("its memory after 60 s of rest (PSS)", format!("{memory:.0} MB"), "< 64 MB", memory < 64.0));
    note(office.many()?);
    Ok(figures)
}

/// The folder of a node of a demo with the large record, and the password of its officers. The record is laid in memory, where four nodes need
/// not wait for one disk, and copied to the disk on which it is asked.
fn large_demo() -> Result<(PathBuf, String)> {
    build()?;
    let place = target().join("prove_pages");
    let memory = PathBuf::from(MEMORY);
    let folder =
        if memory.is_dir() { memory.join(format!("counterpart-pages-{}", std::process::id())) } else { place.join("demo") };
    let home = place.join("node");
    for old in [&folder, &home].into_iter().filter(|old| old.exists()) {
        std::fs::remove_dir_all(old).with_context(|| format!("cannot remove {}", old.display()))?;
    }
    std::fs::create_dir_all(&place)?;
    let laid = lay(&place, &folder, &home);
    // Whatever came of it: memory is not left to what nobody needs.
    std::fs::remove_dir_all(&folder)?;
    Ok((home, laid?))
}

/// Lays the record on the nodes of a demo in `folder`, and copies the first of them to `home`; the password of its officers.
fn lay(place: &Path, folder: &Path, home: &Path) -> Result<String> {
    let password = begin_demo(place, folder)?;
    nodes_on_that_morning(folder)?;
    println!("laying {ACTS} acts on {TASKS} tasks, each at four nodes");
    let nodes = PARTIES.map(|party| folder.join(party));
    let filled = told(Command::new(built("examples/large_key_work")).args([TASKS, ACTS]).args(&nodes))?;
    println!("{}", filled.lines().last().unwrap_or_default());
    ensure!(Command::new("cp").arg("-a").args([nodes[0].as_path(), home]).status()?.success(), "the node is not copied");
    Ok(password)
}

/// Moves the clocks of nodes that stand still on.
fn nodes_on_that_morning(folder: &Path) -> Result<()> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs().try_into().unwrap_or(i64::MAX);
    for party in PARTIES {
        let path = folder.join(party).join("node.toml");
        let config = std::fs::read_to_string(&path)?;
        let line = |line: &str| match line.split_once(" = ") {
            Some((name @ "record_offset_seconds", _)) => format!("{name} = {}", MORNING.saturating_sub(now)),
            _ => line.to_owned(),
        };
        let config = config.lines().map(line).collect::<Vec<_>>().join("\n");
        std::fs::write(&path, config + "\n").with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

fn build() -> Result<()> {
    let mut build = Command::new(system::cargo());
    build.current_dir(root()).args(["build", "--profile", PROFILE, "--package", "node", "--bin", "counterpart"]);
    ensure!(build.args(["--example", "large_key_work"]).status()?.success(), "the programs are not built");
    Ok(())
}

/// Plays the demo's own sample into a folder; gives the password of its officers.
fn begin_demo(place: &Path, folder: &Path) -> Result<String> {
    let said = || std::fs::read_to_string(place.join("demo.txt")).unwrap_or_default();
    let mut demo = Command::new("timeout");
    demo.args(LIFE).arg(built("counterpart")).args(["demo", "--lang", "en", "--port", &api::free_ports()?.to_string(), "--keep"]);
    demo.arg(folder);
    let mut demo = Service::start("demo", "INT", demo, place)?;
    let begun = Instant::now();
    while !said().contains("The sample is complete") {
        demo.lives()?;
        ensure!(begun.elapsed() < Duration::from_secs(300), "the demo does not begin");
        std::thread::sleep(Duration::from_millis(100));
    }
    let said = said();
    let password = said.split_once("with the password ").and_then(|(_, rest)| rest.split_whitespace().next());
    Ok(password.context("the demo told no password")?.to_owned())
}

fn built(name: &str) -> PathBuf {
    target().join(PROFILE).join(name)
}

impl Office {
    /// Starts the node of a folder and signs its liaison officer in; and how long it took until somebody could.
    fn open(home: &Path, password: &str) -> Result<(Office, Duration)> {
        let config = std::fs::read_to_string(home.join("node.toml"))?;
        let port = config.lines().find_map(|line| line.strip_prefix("pages = \"127.0.0.1:")?.strip_suffix('"')?.parse().ok());
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port.context("the node has no pages")?));
        let mut serve = Command::new("timeout");
        serve.args(LIFE).arg(built("counterpart")).arg("--dir").arg(home).arg("serve").stdin(Stdio::null());
        let begun = Instant::now();
        let mut service = Service::start("node", "TERM", serve, &target().join("prove_pages"))?;
        let first = loop {
            service.lives()?;
            let page = Connection::new(address).ask(&Request::get("/en/sign-in"));
            match page {
                Ok(page) if page.status == 200 => break begun.elapsed(),
                _ if begun.elapsed() > Duration::from_secs(120) => bail!("the node does not serve"),
                _ => std::thread::sleep(Duration::from_millis(5)),
            }
        };
        let form = format!("name=liaison&password={password}");
        let signed = Connection::new(address).ask(&Request::post("/en/sign-in", FORM, form, 303))?;
        ensure!(signed.status == 303, "signing in: {}", signed.told());
        Ok((Office { service, address, cookie: signed.cookies(), password: password.to_owned() }, first))
    }

    fn ask(&self, request: &Request) -> Result<Answer> {
        let answer = Connection::new(self.address).ask(request)?;
        ensure!(answer.status == request.expected, "{}: {}", request.path, answer.told());
        Ok(answer)
    }

    fn get(&self, path: &str) -> Request {
        Request::get(path).header("Cookie", &self.cookie).header("Accept-Encoding", "gzip")
    }

    /// Waits until its index of texts has read what is new, which a first start does for all of the record.
    fn settle(&self) -> Result<()> {
        let mut still = 0;
        let mut before = process::processor(self.service.process())?;
        let begun = Instant::now();
        while still < 5 && begun.elapsed() < Duration::from_secs(600) {
            std::thread::sleep(Duration::from_secs(1));
            let now = process::processor(self.service.process())?;
            still = if now.saturating_sub(before) < Duration::from_millis(100) { still + 1 } else { 0 };
            before = now;
        }
        ensure!(still == 5, "the index of texts does not come to rest");
        Ok(())
    }

    /// One page: how long it takes to make the first time, and what it takes to bear.
    fn page(&self, name: &str, path: &str, is_held: bool) -> Result<Figure> {
        let path = format!("/en/{path}");
        let (asked, begun) = (self.get(&path), Instant::now());
        let body = self.ask(&asked)?.body.len() as f64 / 1e3;
        let made = begun.elapsed();
        let load = Load { address: self.address, pace: Pace::PerSecond(RATE), connections: CONNECTIONS, lasts: LASTS };
        let process = self.service.process();
        let borne = Borne::bear(&load, &|_| asked.clone(), || process::processor(process))?;
        let most = borne.outcome.quantile(0.95);
        let holds = most < Duration::from_millis(25) && body < 60.0;
        let measured = format!("{}; {body:.1} kB; first made in {}", borne.told(), milliseconds(made));
        let what = format!("{name}, {RATE:.0}/s by {CONNECTIONS}");
        Ok(match is_held {
            true => Figure::held(&what, measured, "p95 < 25 ms, < 60 kB compressed", holds),
            false => Figure::told(&what, measured),
        })
    }

    /// Letters by the interface for programs: each judged, written, and under a signed head when it is answered.
    fn acts(&self) -> Result<Figure> {
        let token = api::token(&format!("http://localhost:{}", self.address.port()), &self.password)?;
        let act = r#"{"act":"send_message","to":"macao","text":"measured","audience":"all_parties"}"#;
        let asked =
            Request::post("/api/v1/acts", "application/json", act, 201).header("Authorization", format!("Bearer {token}"));
        let load = Load { address: self.address, pace: Pace::PerSecond(2.0), connections: 1, lasts: Duration::from_secs(30) };
        let borne = Borne::bear(&load, &|_| asked.clone(), || process::processor(self.service.process()))?;
        let most = borne.outcome.quantile(0.95);
        Ok(Figure::held("an act by the interface, two a second", borne.told(), "< 50 ms", most < Duration::from_millis(50)))
    }

    /// Many who have the meeting open.
    fn many(&self) -> Result<Figure> {
        let rate = OPEN as f64 / EACH.as_secs_f64();
        let load = Load { address: self.address, pace: Pace::PerSecond(rate), connections: OPEN, lasts: OPEN_LASTS };
        let asked = self.get(MEETING);
        let process = self.service.process();
        let borne = Borne::bear(&load, &|_| asked.clone(), || process::processor(process))?;
        let what = format!("meeting by {OPEN} open connections, each once in {EACH:?}, for {OPEN_LASTS:?}");
        Ok(Figure::held(
            &what,
            format!("{}; no error, {} connections opened again", borne.told(), borne.outcome.reopened),
            "no error",
            true,
        ))
    }
}

const FORM: &str = "application/x-www-form-urlencoded";
