//! The stage: the machines of all parties, the lines between them, and what a step of the script does to them.

use super::found::{self, Founder, answered, command, text};
use super::line::Line;
use super::machine::Machine;
use super::script::{Step, Which, Who};
use super::seen::{self, Seen, Standing};
use super::tell::{self, Teller};
use super::{Place, PlayFault, await_until};
use crate::book::Book;
use crate::commands::Done;
use crate::errand::Errand;
use agreement::Agreement;
use agreement::id::BodyId;
use agreement::message::Message;
use jiff::civil::{Date, time};
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use words::Words;

/// The suites of the heads' keys: every suite is used by somebody.
const SUITES: [&str; 3] = ["sm2-sm3", "p256-sha256", "ed25519"];

/// Record time minus machine time where it is now nine in the morning of `day` at the agreement's offset.
pub fn offset_of(agreement: &Agreement, day: Date) -> i64 {
    let offset = jiff::tz::Offset::constant(agreement.utc_offset_hours);
    let start = offset.to_timestamp(day.to_datetime(time(9, 0, 0, 0))).expect("a day of the calendar has a morning");
    start.as_second() - jiff::Timestamp::now().as_second()
}

/// The machines and what lies between them.
pub struct Stage<'a> {
    book: &'a Book,
    program: &'a Path,
    folder: PathBuf,
    day: Date,
    machines: BTreeMap<Who, Machine>,
    /// Where each party's own node listens while it runs.
    addresses: BTreeMap<BodyId, SocketAddr>,
    lines: BTreeMap<(Who, BodyId), Line>,
    cut: BTreeSet<Who>,
    bundles: u32,
    /// How far each own log went when it was backed up.
    backups: BTreeMap<Who, i64>,
}

impl<'a> Stage<'a> {
    /// An empty stage. Record time begins in the morning of `day`.
    pub fn new(book: &'a Book, place: &Place<'a>, day: Date) -> Stage<'a> {
        let (machines, addresses, lines) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let (program, folder) = (place.program, place.folder.clone());
        Stage {
            book,
            program,
            folder,
            day,
            machines,
            addresses,
            lines,
            cut: BTreeSet::new(),
            bundles: 0,
            backups: BTreeMap::new(),
        }
    }

    /// Does what a line asks for, and tells what came of it.
    pub fn step(&mut self, step: &Step, teller: &mut Teller<'_, '_>) -> Result<(), PlayFault> {
        match step {
            Step::Start => self.begin(teller),
            Step::Kill(who) => self.kill(*who, teller),
            Step::Restart(who) => self.restart(*who, "nodes-started-again", teller),
            Step::CutOff(who) => self.cut_off(*who, teller),
            Step::Connect(who) => {
                self.cut.remove(who);
                self.join();
                self.tell(teller, "nodes-connected", *who);
                Ok(())
            }
            Step::BackUp(who) => self.back_up(*who, teller),
            Step::Restore(who) => self.restore(*who, teller),
            Step::RunTwice(who) => self.run_twice(*who, teller),
            Step::Bundle { from, to } => self.bundle(*from, *to, teller),
            Step::Everyone => self.everyone(teller),
            Step::Compare => self.compare(teller),
            Step::Settled(party) => self.settled(*party, teller),
            Step::Status(matter) => self.status(matter, teller),
            Step::Act { who, line, signed } => self.act(*who, line, *signed, teller),
            Step::Own { who, matter } => self.own(*who, matter, teller),
        }
    }

    /// Stops all nodes, each in its own time.
    pub fn end(&mut self) {
        self.machines.values_mut().for_each(Machine::stop);
    }

    fn parties(&self) -> Vec<BodyId> {
        self.book.agreement.parties().collect()
    }

    fn id(&self, party: BodyId) -> &'a str {
        &self.book.agreement.body_of(party).id
    }

    fn machine(&mut self, who: Who) -> Result<&mut Machine, PlayFault> {
        let id = self.id(who.party);
        let none = || PlayFault::Command { command: "scenario run".to_owned(), said: format!("{id} has no such machine yet") };
        self.machines.get_mut(&who).ok_or_else(none)
    }

    fn begin(&mut self, teller: &mut Teller<'_, '_>) -> Result<(), PlayFault> {
        let made = std::fs::DirBuilder::new().mode(0o700).create(&self.folder);
        made.map_err(PlayFault::io(self.folder.display().to_string()))?;
        let parties = self.parties();
        for party in &parties {
            let (who, id) = (own(*party), self.id(*party));
            self.machines.insert(who, Machine::new(id, self.folder.join(id), self.program));
            self.lay_lines(who)?;
            let listens = ["--listen", "127.0.0.1:0", "--url", "https://127.0.0.1:1"];
            found::init(&self.founder(who), &self.book.agreement.id, offset_of(&self.book.agreement, self.day), &listens)?;
        }
        for party in &parties {
            let others = self.lines.iter().filter(|((from, _), _)| *from == own(*party));
            let others = others.map(|((_, to), line)| (self.founder(own(*to)), url(line))).collect::<Vec<_>>();
            found::found(&self.founder(own(*party)), &others)?;
        }
        parties.iter().try_for_each(|party| self.start(own(*party)))?;
        parties.iter().try_for_each(|party| self.await_signing(own(*party)))?;
        for (party, suite) in parties.iter().zip(SUITES.iter().cycle()) {
            found::empower(&self.founder(own(*party)), suite)?;
        }
        self.rest(own(parties[0]))?;
        teller.say(|words| vec![words.say(&Message::new("nodes-begun").number("count", parties.len() as i64))]);
        Ok(())
    }

    fn founder(&self, who: Who) -> Founder<'_> {
        Founder { id: self.id(who.party), folder: &self.machines[&who].folder }
    }

    fn lay_lines(&mut self, from: Who) -> Result<(), PlayFault> {
        for to in self.parties().into_iter().filter(|to| *to != from.party) {
            self.lines.insert((from, to), Line::new().map_err(PlayFault::io("a port on loopback"))?);
        }
        Ok(())
    }

    /// Leads each line to where it should lead now.
    fn join(&self) {
        for ((from, to), line) in &self.lines {
            let open = !self.cut.contains(from) && !self.cut.contains(&own(*to));
            line.lead(self.addresses.get(to).copied().filter(|_| open));
        }
    }

    fn start(&mut self, who: Who) -> Result<(), PlayFault> {
        let address = self.machine(who)?.start()?;
        if who.machine == Which::Own {
            self.addresses.insert(who.party, address);
        }
        self.join();
        Ok(())
    }

    fn look(&self, who: Who) -> Result<Seen, PlayFault> {
        seen::look(&self.machines[&who], who, &self.book.agreement)
    }

    fn await_signing(&self, who: Who) -> Result<(), PlayFault> {
        let look = || Ok((self.look(who)?.standing == Standing::Signing).then_some(()));
        await_until(&format!("{} signs", self.machines[&who].name), look, || self.debug())
    }

    /// What the nodes say, for whoever must find out why a story stands still.
    fn debug(&self) -> String {
        let running = self.machines.iter().filter(|(_, machine)| machine.runs());
        running.map(|(who, _)| format!("{:?}\n", self.look(*who))).collect()
    }

    /// The machines that this one reaches, itself among them.
    fn group(&self, who: Who) -> Vec<Who> {
        let running = self.machines.iter().filter(|(_, machine)| machine.runs()).map(|(who, _)| *who);
        running.filter(|other| *other == who || !(self.cut.contains(&who) || self.cut.contains(other))).collect()
    }

    /// Waits until the machines that this one reaches have nothing more to tell each other.
    fn rest(&self, who: Who) -> Result<Vec<Seen>, PlayFault> {
        let group = self.group(who);
        let look = || {
            let seen = group.iter().map(|who| self.look(*who)).collect::<Result<Vec<_>, _>>()?;
            Ok(Some(seen).filter(|seen| seen::at_rest(seen)))
        };
        await_until("the nodes have told each other everything", look, || self.debug())
    }

    /// All machines that run, each seen when those that it reaches have come to rest.
    fn all(&self) -> Result<Vec<Seen>, PlayFault> {
        let mut all: Vec<Seen> = Vec::new();
        for who in self.machines.keys().filter(|who| self.machines[who].runs()) {
            if all.iter().all(|seen| seen.who != *who) {
                all.extend(self.rest(*who)?);
            }
        }
        all.sort_by_key(|seen| seen.who);
        Ok(all)
    }

    fn tell(&self, teller: &mut Teller<'_, '_>, key: &'static str, who: Who) {
        teller.say(|words| vec![words.say(&Message::new(key).text("node", tell::name(words, who)))]);
    }

    fn kill(&mut self, who: Who, teller: &mut Teller<'_, '_>) -> Result<(), PlayFault> {
        self.rest(who)?;
        self.machine(who)?.kill();
        self.addresses.remove(&who.party);
        self.join();
        self.tell(teller, "nodes-killed", who);
        Ok(())
    }

    fn restart(&mut self, who: Who, key: &'static str, teller: &mut Teller<'_, '_>) -> Result<(), PlayFault> {
        self.start(who)?;
        self.await_signing(who)?;
        self.tell(teller, key, who);
        Ok(())
    }

    fn cut_off(&mut self, who: Who, teller: &mut Teller<'_, '_>) -> Result<(), PlayFault> {
        self.rest(who)?;
        self.cut.insert(who);
        self.join();
        self.tell(teller, "nodes-cut-off", who);
        Ok(())
    }

    fn back_up(&mut self, who: Who, teller: &mut Teller<'_, '_>) -> Result<(), PlayFault> {
        self.rest(who)?;
        let folder = &self.machine(who)?.folder;
        answered(&["--dir", &text(folder), "backup", &text(&folder.with_extension("backup"))])?;
        let size = self.look(who)?.log(who.party).map_or(0, |log| log.size);
        self.backups.insert(who, size as i64);
        teller.say(|words| {
            let said = Message::new("nodes-backed-up").text("node", tell::name(words, who)).number("size", size as i64);
            vec![words.say(&said)]
        });
        Ok(())
    }

    fn restore(&mut self, who: Who, teller: &mut Teller<'_, '_>) -> Result<(), PlayFault> {
        self.rest(who)?;
        let before = self.look(who)?.log(who.party).map_or(0, |log| log.size);
        let old = self.backups.get(&who).copied().unwrap_or_default();
        let machine = self.machine(who)?;
        machine.stop();
        let folder = machine.folder.clone();
        std::fs::rename(folder.join("data"), folder.with_extension("lost")).map_err(PlayFault::io("the record that is lost"))?;
        answered(&["--dir", &text(&folder), "restore", &text(&folder.with_extension("backup"))])?;
        self.start(who)?;
        self.await_signing(who)?;
        let after = self.look(who)?.log(who.party).map_or(0, |log| log.size);
        teller.say(|words| {
            let said = Message::new("nodes-restored").text("node", tell::name(words, who));
            let said = said.number("old", old).number("before", before as i64).number("after", after as i64);
            vec![words.say(&said)]
        });
        Ok(())
    }

    /// The machine is copied while it stands still; then both are started, each with lines of its own.
    fn run_twice(&mut self, who: Who, teller: &mut Teller<'_, '_>) -> Result<(), PlayFault> {
        self.rest(who)?;
        let (copy, id) = (Who { machine: Which::Copy, ..who }, self.id(who.party));
        self.machine(who)?.stop();
        let (from, to) = (self.folder.join(id), self.folder.join(format!("{id}-copy")));
        copy_folder(&from, &to)?;
        self.machines.insert(copy, Machine::new(&format!("{id}-copy"), to.clone(), self.program));
        self.lay_lines(copy)?;
        let path = to.join(crate::config::FILE);
        let mut config = std::fs::read_to_string(&path).map_err(PlayFault::io(path.display().to_string()))?;
        for party in self.parties().into_iter().filter(|party| *party != who.party) {
            config = config.replace(&url(&self.lines[&(who, party)]), &url(&self.lines[&(copy, party)]));
        }
        std::fs::write(&path, config).map_err(PlayFault::io(path.display().to_string()))?;
        for who in [who, copy] {
            self.start(who)?;
            self.await_signing(who)?;
        }
        self.tell(teller, "nodes-run-twice", who);
        Ok(())
    }

    fn bundle(&mut self, from: Who, to: Who, teller: &mut Teller<'_, '_>) -> Result<(), PlayFault> {
        self.rest(from)?;
        self.bundles += 1;
        let file = text(&self.folder.join(format!("{}.bundle", self.bundles)));
        let (sender, receiver) = (text(self.founder(from).folder), text(self.founder(to).folder));
        answered(&["--dir", &sender, "bundle", "export", "--to", self.id(to.party), &file])?;
        answered(&["--dir", &receiver, "bundle", "import", &file])?;
        teller.say(|words| {
            let said = Message::new("nodes-bundle").text("from", tell::name(words, from)).text("to", tell::name(words, to));
            vec![words.say(&said)]
        });
        Ok(())
    }

    fn everyone(&mut self, teller: &mut Teller<'_, '_>) -> Result<(), PlayFault> {
        let all = self.all()?;
        let parties = self.parties();
        teller.say(|words| tell::everyone(words, &all, &parties));
        Ok(())
    }

    fn compare(&mut self, teller: &mut Teller<'_, '_>) -> Result<(), PlayFault> {
        let all = self.all()?;
        teller.say(|words| tell::compared(words, &all));
        Ok(())
    }

    /// Waits until every honest node has proved the fork itself, and the end of the log is settled everywhere.
    fn settled(&mut self, party: BodyId, teller: &mut Teller<'_, '_>) -> Result<(), PlayFault> {
        let running = self.machines.iter().filter(|(who, machine)| machine.runs() && who.party != party);
        let honest = running.map(|(who, _)| *who).collect::<Vec<_>>();
        let look = || {
            for who in &honest {
                let settled = self.look(*who)?.log(party).is_some_and(|log| log.settled.is_some());
                if !settled || self.find(*who, |words| words.key("verb-prove-fork"))?.is_none() {
                    return Ok(None);
                }
            }
            Ok(Some(()))
        };
        await_until("the fork is settled", look, || self.debug())?;
        let found = self.rest(honest[0])?;
        let log = found.iter().find(|seen| seen.who == honest[0]).and_then(|seen| seen.log(party)?.settled).unwrap_or_default();
        teller.say(|words| tell::settled(words, party, log, &honest));
        Ok(())
    }

    /// The newest line of a party's log, as its own node tells it in English, that holds some words.
    fn find(&self, who: Who, wanted: impl Fn(&Words<'_>) -> String) -> Result<Option<String>, PlayFault> {
        let vocabulary = self.book.vocabulary(words::Language::En).unwrap_or_default();
        let wanted = wanted(&Words::new(words::Language::En, &self.book.agreement, &vocabulary));
        let told = self.machines[&who].ask(self.log_of(who), words::Language::En)?;
        Ok(told.lines.into_iter().rev().find(|line| line.contains(&wanted)))
    }

    fn log_of(&self, who: Who) -> Errand {
        Errand::Log { party: Some(self.id(who.party).to_owned()), last: 1_000 }
    }

    /// What the nodes answer, those that answer the same together.
    fn status(&mut self, matter: &str, teller: &mut Teller<'_, '_>) -> Result<(), PlayFault> {
        let all = self.all()?;
        let mut answers: Vec<(Vec<Who>, Vec<Vec<String>>)> = Vec::new();
        for seen in all {
            let answer = teller.languages().map(|language| {
                let arguments = ["counterpart", "--lang", language.tag(), "status", matter].map(str::to_owned).to_vec();
                self.machines[&seen.who].ask(Errand::Ask { arguments }, language).map(|told| tell::body(&told.lines))
            });
            let answer = answer.collect::<Result<Vec<_>, _>>()?;
            match answers.iter_mut().find(|(_, known)| *known == answer) {
                Some((who, _)) => who.push(seen.who),
                None => answers.push((vec![seen.who], answer)),
            }
        }
        for (who, answer) in answers {
            let said = |words: &Words<'_>| Message::new("nodes-answer").text("nodes", tell::names(words, &who));
            teller.say(|words| vec![words.say(&said(words).number("count", who.len() as i64))]);
            teller.each(answer.into_iter().map(|lines| lines.iter().map(|line| format!("  {line}")).collect()).collect());
        }
        Ok(())
    }

    /// Lays an act before a node once all that it reaches is there; a refusal is asked for in every language.
    fn act(&mut self, who: Who, line: &str, signed: bool, teller: &mut Teller<'_, '_>) -> Result<(), PlayFault> {
        self.rest(who)?;
        let folder = text(&self.machine(who)?.folder);
        let key = text(&found::head_key(&self.machines[&own(who.party)].folder));
        let submit = |language: words::Language| -> Result<Done, PlayFault> {
            let about = ["--dir", &folder, "--lang", language.tag(), "submit", line];
            let officer = ["--post", "head", "--key", &key];
            command(&if signed { [&about[..], &officer].concat() } else { about.to_vec() })
        };
        let mut languages = teller.languages();
        let first = submit(languages.next().expect("a story is told in some language"))?;
        let act = first.lines.first().filter(|_| first.code == 0).and_then(|line| line.get(..16)).map(str::to_owned);
        if let Some(act) = act {
            return self.recorded(who, &act, teller);
        }
        let refused = languages.map(|language| submit(language).map(|done| done.lines)).collect::<Result<Vec<_>, _>>()?;
        let trimmed = |lines: Vec<String>| lines.iter().map(|line| line.trim_start().to_owned()).collect();
        teller.each([vec![first.lines], refused].concat().into_iter().map(trimmed).collect());
        Ok(())
    }

    /// Tells of an act what the node says of it, found by the first digits of its id.
    fn recorded(&self, who: Who, act: &str, teller: &mut Teller<'_, '_>) -> Result<(), PlayFault> {
        let mut told = Vec::new();
        for language in teller.languages() {
            let lines = self.machines[&who].ask(self.log_of(who), language)?.lines;
            let line = lines.iter().find(|line| line.starts_with(act)).cloned().unwrap_or_default();
            let place = line.find(&format!("{}/", self.id(who.party))).unwrap_or(0);
            told.push(vec![line[place..].to_owned()]);
        }
        teller.each(told);
        Ok(())
    }

    /// Waits for a commitment, which a node writes by itself.
    fn own(&mut self, who: Who, matter: &str, teller: &mut Teller<'_, '_>) -> Result<(), PlayFault> {
        let named = self.book.agreement.matter(matter);
        let wanted = |words: &Words<'_>| {
            let matter = named.map(|matter| words.matter(matter)).unwrap_or_default();
            format!("{} ({matter})", words.act_on_record("act-commit"))
        };
        let look = || self.find(who, wanted);
        let line = await_until(&format!("{} commits on {matter}", self.id(who.party)), look, || self.debug())?;
        self.recorded(who, line.get(..16).unwrap_or_default(), teller)
    }
}

/// The machine of a party, and not a copy of it.
pub fn own(party: BodyId) -> Who {
    Who { party, machine: Which::Own }
}

fn url(line: &Line) -> String {
    format!("https://{}", line.port())
}

/// Copies a folder with the permissions of its files.
fn copy_folder(from: &Path, to: &Path) -> Result<(), PlayFault> {
    let io = |path: &Path| PlayFault::io(path.display().to_string());
    std::fs::DirBuilder::new().mode(0o700).create(to).map_err(io(to))?;
    for entry in std::fs::read_dir(from).map_err(io(from))? {
        let path = entry.map_err(io(from))?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else {
            std::fs::copy(&path, &target).map_err(io(&path))?;
        }
    }
    Ok(())
}
