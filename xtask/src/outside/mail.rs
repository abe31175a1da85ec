//! A mail server that others wrote, on loopback: what a node writes to its officers arrives there over TLS, in each officer's language and with
//! the day that stands on the page and in the calendar file. What is put off comes again as the same message, what is refused is given up with
//! the server's words, and a server that the machine does not trust gets nothing.

use std::io::Write as _;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::visitor::Visitor;
use super::witness::{LIFE_SECONDS, Running, Stage, counterpart, path, said, start, wait};
use super::{FOLDER, fresh, python};
use crate::repository::root;
use crate::system;

/// The server's script, ours; what speaks SMTP in it is not.
const SCRIPT: &str = "contrib/outside/mail_sink.py";
/// The node's name and password at the server.
const USER: [&str; 2] = ["counterpart", "a sample password"];
/// The password of every officer here.
const PASSWORD: &str = "a quiet river at night";
/// The item's text and the reminder's: no mail holds any of it.
const ITEM: &str = "設立清單。牽頭：示範部門甲。完成標準：清單公布";
const REMINDER: &str = "Please+hurry+with+this";
/// Officers: name, role, unit, language, and what stands before the `@` of their address; none for one who gets no mail.
const OFFICERS: [(&str, &str, &str, &str, Option<&str>); 4] = [
    ("chan", "liaison_officer", "Sample office", "zh-Hant", Some("chan")),
    ("lei", "department_officer", "示範部門甲", "pt", Some("lei")),
    ("wu", "department_officer", "示範部門甲", "en", Some("refused")),
    ("keeper", "administrator", "Sample office", "en", None),
];

/// What a story of mail has: two nodes, the server's folder, and where the pages are.
struct Post {
    stage: Stage,
    kept: PathBuf,
    site: String,
}

/// Whether mail goes out as it should.
pub fn check() -> Result<bool> {
    let folder = root().join(FOLDER).join("mail");
    fresh(&folder)?;
    let kept = folder.join("kept");
    std::fs::create_dir_all(&kept)?;
    let pages = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let post = Post { stage: Stage { program: counterpart()?, folder }, kept, site: format!("http://localhost:{pages}") };
    post.stage.found_with(&rules)?;
    for officer in OFFICERS {
        post.enter(officer.0, officer.1, officer.2)?;
    }
    post.certificate()?;
    let (_server, port) = post.server()?;
    post.configure(pages, port)?;
    let _second = post.stage.serve("second")?;
    let first = post.serve(true)?;
    post.speak_to_each_other()?;
    post.addresses()?;
    let (due, message) = post.deadline()?;
    post.remind(REMINDER)?;
    post.reminder(&message)?;
    post.refused()?;
    drop(first);
    let _first = post.serve(false)?;
    post.untrusted()?;
    println!(
        "aiosmtpd: takes a reminder and a deadline ({due}) from a running node over TLS, in two languages; what it put off came again as the \
         same message, what it refused was given up, and untrusted it got nothing"
    );
    Ok(true)
}

/// The rules of the sample: a list of the year's work, on which the second party asks the first.
fn rules(text: &str) -> String {
    let text =
        text.replace("entry_into_force cite=art_1 { signature by=both }", "entry_into_force cite=art_1 { on \"2017-07-01\" }");
    let text = text.replace("years 5", "years 99");
    let work = "key_work cite=art_1 {\n    every \"year\"\n    propose by=both\n    convener second_party\n    asked by=first_party\n    \
                implement by=both\n}\nprogress cite=art_1 on=key_work by=both\n";
    format!("{text}\n{work}")
}

impl Post {
    /// Enters an officer at the first node.
    fn enter(&self, sign_in: &str, role: &str, unit: &str) -> Result<()> {
        let mut command = Command::new(&self.stage.program);
        command.args(["officer", "add", sign_in, "--name", sign_in, "--role", role, "--office", unit, "--from", "2017-07-01"]);
        command.args(["--lang", "en", "--dir", &path(&self.stage.folder.join("first"))?]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        child.stdin.take().context("its input")?.write_all(format!("{PASSWORD}\n").as_bytes())?;
        ensure!(child.wait()?.success(), "{sign_in} was not entered");
        Ok(())
    }

    /// A certificate of the server's own, which nobody else has signed.
    fn certificate(&self) -> Result<()> {
        system::ensure("openssl", &["version"], "openssl")?;
        let (key, certificate) = (self.at("server.key")?, self.at("server.pem")?);
        let mut command = Command::new("openssl");
        command.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]);
        command.args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]);
        command.args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout", &key, "-out", &certificate]);
        said(command.stderr(Stdio::null())).map(|_| ())
    }

    fn at(&self, name: &str) -> Result<String> {
        path(&self.stage.folder.join(name))
    }

    /// The server, listening, and its port.
    fn server(&self) -> Result<(Running, u16)> {
        let told = self.stage.folder.join("server.log");
        let mut command = Command::new(python::with_packages()?);
        command.arg(root().join(SCRIPT)).args([LIFE_SECONDS, &path(&self.kept)?]);
        command.args([&self.at("server.pem")?, &self.at("server.key")?]).args(USER);
        let running = start(&mut command, &told)?;
        let port = wait("the mail server listens", || {
            let said = std::fs::read_to_string(&told)?;
            let port = said.split_once("listening on ").and_then(|(_, rest)| rest.split_whitespace().next()?.parse().ok());
            port.with_context(|| said.clone())
        })?;
        Ok((running, port))
    }

    /// Tells the first node of its pages and of the mail server.
    fn configure(&self, pages: u16, port: u16) -> Result<()> {
        let folder = self.stage.folder.join("first");
        node::key_file::write_secret(&folder.join("mail.password"), format!("{}\n", USER[1]).as_bytes())?;
        let file = folder.join(node::config::FILE);
        let table = format!(
            "[mail]\nserver = \"localhost\"\nport = {port}\nfrom = \"counterpart@office.example\"\nuser = \"{}\"\n\
             password_file = \"mail.password\"\ndays_before = 30\nper_minute = 600\nretry_seconds = 1\n",
            USER[0]
        );
        let plain = std::fs::read_to_string(&file)?;
        Ok(std::fs::write(file, format!("pages = \"127.0.0.1:{pages}\"\n{plain}\n{table}"))?)
    }

    /// The first node, on a machine that trusts the server's certificate, or does not.
    fn serve(&self, trusts: bool) -> Result<Running> {
        let mut command = Command::new(&self.stage.program);
        command.args(["serve", "--stop-after", LIFE_SECONDS, "--dir", &self.at("first")?]);
        if trusts {
            command.env("SSL_CERT_FILE", self.at("server.pem")?);
        }
        let running = start(&mut command, &self.stage.folder.join("first.log"))?;
        wait("the pages are there", || Visitor::default().ask(&format!("{}/en/sign-in", self.site)))?;
        Ok(running)
    }

    /// The second party asks the first for an opinion, within a few days.
    fn speak_to_each_other(&self) -> Result<()> {
        let line = format!("second_party circulates 1 text \"{ITEM}\" answer_within 5 audience all_parties on key_work/2020");
        wait("the second node signs", || self.stage.at("second", &["submit", &line]))?;
        wait("the item has come over", || {
            let said = self.stage.at("first", &["log", "--party", "second_party"])?;
            ensure!(said.contains("circulated"), "{said}");
            Ok(())
        })
    }

    /// Somebody who is signed in.
    fn visitor(&self, sign_in: &str) -> Result<Visitor> {
        let mut visitor = Visitor::default();
        let form = format!("name={sign_in}&password={}", PASSWORD.replace(' ', "+"));
        let answer = visitor.send("POST", &format!("{}/en/sign-in", self.site), &form)?;
        ensure!(answer.status == 303, "{sign_in} does not come in: {} {}", answer.status, answer.body);
        Ok(visitor)
    }

    /// Each says where they are written to, and in which language.
    fn addresses(&self) -> Result<()> {
        for (sign_in, .., language, address) in OFFICERS {
            let Some(address) = address else { continue };
            let form = format!("address={address}%40office.example&language={language}");
            let answer = self.visitor(sign_in)?.send("POST", &format!("{}/en/account/mail", self.site), &form)?;
            ensure!(answer.status == 303, "{sign_in}: {} {}", answer.status, answer.body);
        }
        Ok(())
    }

    /// What arrived for somebody.
    fn arrived(&self, to: &str) -> Result<String> {
        let told = || std::fs::read_to_string(self.stage.folder.join("first.log")).unwrap_or_default();
        wait("a mail arrives", || {
            std::fs::read_to_string(self.kept.join(format!("{to}.txt")))
                .with_context(|| format!("for {to}; the node: {}", told()))
        })
    }

    /// The mail of the near day is in the officer's language; its day stands on the page and in the calendar file. Gives the day, and the mail.
    fn deadline(&self) -> Result<(String, String)> {
        let mail = self.arrived("chan")?;
        holds(
            &mail,
            &["content-language: zh-Hant", "auto-submitted: auto-generated", "tls: True", "from: Counterpart <counterpart@"],
        )?;
        let (before, _) = mail.split_once("\n覆函提出意見：").with_context(|| format!("no opinion in {mail}"))?;
        let due = before.rsplit_once("期限：").with_context(|| format!("no day in {mail}"))?.1.to_owned();
        let numbers = due.split(['年', '月', '日']).filter_map(|part| part.trim().parse::<u16>().ok()).collect::<Vec<_>>();
        let &[year, month, day] = numbers.as_slice() else { anyhow::bail!("{due} is no day") };
        let mut chan = self.visitor("chan")?;
        let next = chan.ask(&format!("{}/zh-Hant/next", self.site))?;
        holds(&next.body, &[&due])?;
        let file = chan.ask(&format!("{}/zh-Hant/calendar.ics?year={year}", self.site))?;
        let entry = file.body.replace("\r\n ", "");
        let entry =
            entry.split("BEGIN:VEVENT").find(|entry| entry.contains("give_opinion")).context("an entry for the opinion")?;
        holds(entry, &[&format!("DTSTART;VALUE=DATE:{year:04}{month:02}{day:02}")])?;
        Ok((due, mail))
    }

    /// The liaison office reminds the unit.
    fn remind(&self, text: &str) -> Result<()> {
        let form = format!("return=%2A%7C%E7%A4%BA%E7%AF%84%E9%83%A8%E9%96%80%E7%94%B2&text={text}&due=2035-02-01&once={text}");
        let answer = self.visitor("chan")?.send("POST", &format!("{}/en/reminders", self.site), &form)?;
        ensure!(answer.status == 200 && answer.body.contains("1 reminder was given"), "{} {}", answer.status, answer.body);
        Ok(())
    }

    /// The reminder is there in the language of the unit's officer, without a text of the record, after it was put off once.
    fn reminder(&self, deadline: &str) -> Result<()> {
        let mail = self.arrived("lei")?;
        let page = format!("{}/pt/progress", self.site);
        holds(&mail, &["content-language: pt", "tls: True", "Prazo: 1 de Fevereiro de 2035", "ponto 1", &page])?;
        for (mail, texts) in [(&*mail, ["設立清單", "hurry"]), (deadline, ["設立清單", "清單公布"])] {
            ensure!(!texts.iter().any(|text| mail.contains(text)), "a text of the record is in {mail}");
        }
        let tries = std::fs::read_to_string(self.kept.join("tries.txt"))?;
        for to in ["chan", "lei"] {
            let own = tries.lines().filter_map(|line| line.strip_prefix(&format!("{to} "))).collect::<Vec<_>>();
            let [("451", first), ("250", second)] = own.iter().filter_map(|line| line.split_once(' ')).collect::<Vec<_>>()[..]
            else {
                anyhow::bail!("{to} was not put off once and then taken:\n{tries}")
            };
            ensure!(first == second, "a second try of another message:\n{tries}");
        }
        Ok(())
    }

    /// What the server refused was given up, and the administrator reads why.
    fn refused(&self) -> Result<()> {
        let mut keeper = self.visitor("keeper")?;
        wait("the refused mail is given up", || {
            let page = keeper.ask(&format!("{}/en/mail", self.site))?;
            holds(&page.body, &["Given up", "refused@office.example", "550 5.1.1 no such mailbox here", "Try again"])
        })?;
        ensure!(!self.kept.join("refused.txt").exists(), "the refused mail arrived");
        Ok(())
    }

    /// On a machine that does not trust the server nothing goes to it, and the page says so.
    fn untrusted(&self) -> Result<()> {
        let before = std::fs::read_to_string(self.kept.join("tries.txt"))?;
        self.remind("again")?;
        let mut keeper = self.visitor("keeper")?;
        wait("the mail waits", || {
            let page = keeper.ask(&format!("{}/en/mail", self.site))?;
            holds(&page.body, &["Waiting", "lei@office.example", "The mail server was not reached", "certificate"])
        })?;
        ensure!(std::fs::read_to_string(self.kept.join("tries.txt"))? == before, "an untrusted server got a mail");
        Ok(())
    }
}

/// Whether all of these stand in a text.
fn holds(text: &str, wanted: &[&str]) -> Result<()> {
    for one in wanted {
        ensure!(text.contains(one), "`{one}` does not stand in: {text}");
    }
    Ok(())
}
