//! An Indico of our own on loopback, set up as its guide for Debian says: PostgreSQL, Redis, uWSGI with four workers, Celery and nginx.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::install::Installed;
use crate::prove::pages::http::{Connection, Request};
use crate::prove::pages::process::{Account, LIFE, Service, memory, processor};
use crate::prove::record::program::told;
use crate::repository::{root, target};

/// The user that Debian's PostgreSQL brings. All runs as this one.
pub(super) const ACCOUNT: &str = "postgres";

/// The name and password of the only officer.
pub const OFFICER: [&str; 2] = ["officer", "a password for measurements 7"];

/// How long the first page is waited for.
const START_MAX: Duration = Duration::from_secs(120);

/// What lies where.
pub struct Layout<'a> {
    pub(super) installed: &'a Installed,
    account: Account,
    pub(super) folder: PathBuf,
    pub(super) address: SocketAddr,
    pub(super) redis: SocketAddr,
}

/// A running Indico, empty at first. It ends with this value.
pub struct Site<'a> {
    /// Where it serves.
    pub address: SocketAddr,
    layout: Layout<'a>,
    /// In the order in which they end.
    services: Vec<Service>,
    /// What an empty cluster and its tables took.
    pub founded: Duration,
    /// From then until the first page was there.
    pub started: Duration,
}

impl<'a> Site<'a> {
    /// Makes everything anew in a folder of the build, and waits for the first page.
    pub fn start(installed: &'a Installed) -> Result<Site<'a>> {
        let layout = Layout::make(installed, target().join("prove_indico"))?;
        let begun = Instant::now();
        layout.initdb()?;
        let mut services = vec![layout.postgresql()?, layout.redis()?];
        layout.database(&mut services[0])?;
        let (founded, begun) = (begun.elapsed(), Instant::now());
        // The pages end first, then what they lean on.
        services.splice(0..0, [layout.nginx()?, layout.uwsgi()?, layout.celery()?]);
        let mut site = Site { address: layout.address, layout, services, founded, started: Duration::ZERO };
        site.first_page()?;
        site.started = begun.elapsed();
        Ok(site)
    }

    fn first_page(&mut self) -> Result<()> {
        let (begun, mut last) = (Instant::now(), String::new());
        while begun.elapsed() < START_MAX {
            self.services.iter_mut().try_for_each(Service::lives)?;
            match Connection::new(self.address).ask(&Request::get("/")) {
                // An empty one leads to the page that makes its first user.
                Ok(answer) if answer.status < 400 => return Ok(()),
                Ok(answer) => last = answer.told(),
                Err(error) => last = format!("{error:#}"),
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        bail!("Indico shows no page; last: {last}")
    }

    /// Writes an officer and a meeting into it; gives the path of the meeting, then those at which its items' minutes are saved.
    pub fn sample(&self) -> Result<Vec<String>> {
        let script = root().join("xtask/src/prove/pages/indico/sample.py");
        let text = std::fs::read_to_string(&script).with_context(|| format!("cannot read {}", script.display()))?;
        let mut python = self.layout.indico("python");
        python.args(["-c", &text, &format!("http://{}", self.address)]).args(OFFICER);
        let said = told(&mut python)?;
        let paths = said.lines().find_map(|line| line.strip_prefix("paths: ")).with_context(|| said.clone())?;
        Ok(paths.split(' ').map(str::to_owned).collect())
    }

    /// The name of each service, how many processes it is, and their memory in MB.
    pub fn memory(&self) -> Result<Vec<(&'static str, usize, f64)>> {
        let told = |service: &Service| memory(service.process()).map(|(count, size)| (service.name, count, size));
        self.services.iter().map(told).collect()
    }

    /// How long processors have worked for all services.
    pub fn processor(&self) -> Result<Duration> {
        self.services.iter().map(|service| processor(service.process())).sum()
    }
}

impl<'a> Layout<'a> {
    fn make(installed: &'a Installed, folder: PathBuf) -> Result<Layout<'a>> {
        let account = Account::named(ACCOUNT)?;
        if folder.exists() {
            std::fs::remove_dir_all(&folder).with_context(|| format!("cannot clear {}", folder.display()))?;
        }
        account.folder(&folder)?;
        for name in ["archive", "cache", "log", "postgresql", "run", "tmp"] {
            account.folder(&folder.join(name))?;
        }
        let free = || -> Result<SocketAddr> { Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?) };
        let layout = Layout { installed, account, folder, address: free()?, redis: free()? };
        let packages = layout.packages()?;
        std::fs::copy(packages.join("indico/logging.yaml.sample"), layout.folder.join("logging.yaml"))?;
        for (name, text) in layout.settings(&packages) {
            std::fs::write(layout.folder.join(name), text)?;
        }
        Ok(layout)
    }

    /// Where Python has its packages.
    fn packages(&self) -> Result<PathBuf> {
        let mut python = Command::new(self.installed.home.join("bin/python"));
        Ok(told(python.args(["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]))?.trim().into())
    }

    /// Something in the folder.
    pub(super) fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// A program of Indico's Python, as its user and with its configuration.
    fn indico(&self, program: &str) -> Command {
        self.with_environment(self.account.command(self.installed.home.join("bin").join(program)))
    }

    fn with_environment(&self, mut command: Command) -> Command {
        command.env("INDICO_CONFIG", self.path("indico.conf")).env("HOME", &self.folder).env("LC_ALL", "C.UTF-8");
        // Libraries that were asked for by the machine's own settings of Python are none of Indico's.
        command.env_remove("PYTHONPATH").env_remove("PYTHONHOME");
        command
    }

    fn initdb(&self) -> Result<()> {
        let mut initdb = self.account.command(self.installed.postgresql.join("initdb"));
        initdb.args(["--username", ACCOUNT, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "-D"]);
        told(initdb.arg(self.folder.join("postgresql"))).map(drop)
    }

    /// The database with the extensions that the guide names, and Indico's tables.
    fn database(&self, postgresql: &mut Service) -> Result<()> {
        let psql = |base: &str, what: &str| {
            let mut psql = self.account.command(self.installed.postgresql.join("psql"));
            psql.args([
                "--no-psqlrc",
                "--quiet",
                "--username",
                ACCOUNT,
                "--host",
                &self.path("run"),
                "--dbname",
                base,
                "--command",
                what,
            ]);
            told(&mut psql)
        };
        let begun = Instant::now();
        while let Err(error) = psql("postgres", "select 1") {
            postgresql.lives()?;
            if begun.elapsed() > START_MAX {
                return Err(error);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        psql("postgres", "create database indico")?;
        psql("indico", "create extension unaccent; create extension pg_trgm")?;
        told(self.indico("indico").args(["db", "prepare"])).map(drop)
    }

    /// Starts a program in the foreground; `timeout` is between, which ends it should nobody be left to.
    fn service(&self, name: &'static str, signal: &'static str, program: &Path, arguments: &[&str]) -> Result<Service> {
        let mut timeout = self.with_environment(self.account.command("timeout"));
        timeout.args(LIFE).arg(program).args(arguments).current_dir(&self.folder);
        Service::start(name, signal, timeout, &self.folder)
    }

    /// On a socket in the folder, and no other.
    fn postgresql(&self) -> Result<Service> {
        let (data, run) = (self.path("postgresql"), self.path("run"));
        let arguments = ["-D", &data, "-k", &run, "-c", "listen_addresses="];
        // Asked by SIGTERM it would wait for its clients.
        self.service("PostgreSQL", "INT", &self.installed.postgresql.join("postgres"), &arguments)
    }

    fn redis(&self) -> Result<Service> {
        let (port, run) = (self.redis.port().to_string(), self.path("run"));
        self.service("Redis", "TERM", Path::new("redis-server"), &["--bind", "127.0.0.1", "--port", &port, "--dir", &run])
    }

    fn uwsgi(&self) -> Result<Service> {
        self.service("uWSGI", "TERM", &self.installed.home.join("bin/uwsgi"), &["--ini", &self.path("uwsgi.ini")])
    }

    fn celery(&self) -> Result<Service> {
        self.service("Celery", "TERM", &self.installed.home.join("bin/indico"), &["celery", "worker", "-B"])
    }

    fn nginx(&self) -> Result<Service> {
        let (configuration, log) = (self.path("nginx.conf"), self.path("log/nginx.log"));
        self.service("nginx", "TERM", Path::new("nginx"), &["-c", &configuration, "-e", &log])
    }
}
