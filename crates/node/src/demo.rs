//! `counterpart demo`: the nodes of all parties on this machine, with their pages, and two years of an invented record.
//!
//! The pages are there at once; the sample is played on the nodes behind them, act by act, each on its own day. With a folder to keep
//! it, the demo goes on where it was stopped.

mod officers;

use crate::book::Book;
use crate::config;
use crate::errand::Errand;
use crate::official_text;
use crate::scenario::nodes::found::{self, Founder, text};
use crate::scenario::nodes::machine::Machine;
use crate::scenario::nodes::seen::{self, Standing};
use crate::scenario::nodes::stage::{offset_of, own};
use crate::scenario::nodes::{PlayFault, await_until};
use agreement::events::script::{self, Line};
use agreement::id::BodyId;
use agreement::message::Message;
use agreement::problem::Problems;
use jiff::civil::Date;
use office_db::OfficeFault;
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use words::{Language, Words};

/// What is played.
const SAMPLE: &str = include_str!("../../../scenarios/two_years_sample.scenario");

/// The file that says what a kept demo goes on with.
const SETTING: &str = "demo";

/// The first port of a demo if nobody names one; each node takes two.
pub const PORT: u16 = 18_170;

/// The suites of the heads' keys, as the law of each place knows them.
const SUITES: [&str; 3] = ["sm2-sm3", "p256-sha256", "ed25519"];

/// Why there is no demo.
#[derive(Debug, thiserror::Error)]
pub enum DemoFault {
    /// What the nodes or their folders came to.
    #[error(transparent)]
    Play(#[from] PlayFault),
    /// The officers of its nodes.
    #[error("the officers of the demo could not be entered")]
    Officers(#[from] OfficeFault),
    /// A port that something else has.
    #[error("port {port} is in use; name the first of {count} free ones with --port")]
    Port {
        /// The port.
        port: u16,
        /// How many are needed in a row.
        count: u16,
    },
    /// A folder that is there, and was not made by a demo.
    #[error("{0} is no folder of a demo")]
    NoDemo(PathBuf),
}

/// What a kept demo goes on with. How far its sample is played, the record says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Setting {
    port: u16,
    /// Record time minus machine time.
    offset: i64,
    /// The one password of all its officers.
    password: String,
}

impl Setting {
    fn write(&self, folder: &Path) -> Result<(), PlayFault> {
        let (path, new) = (folder.join(SETTING), folder.join("setting.new"));
        let said = format!("port {}\noffset {}\npassword {}\n", self.port, self.offset, self.password);
        let written = std::fs::write(&new, said).and_then(|()| std::fs::rename(&new, &path));
        written.map_err(PlayFault::io(text(&path)))
    }

    fn read(folder: &Path) -> Option<Setting> {
        let said = std::fs::read_to_string(folder.join(SETTING)).ok()?;
        let line = |name: &str| said.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        let password = line("password")?.to_owned();
        Some(Setting { port: line("port")?.parse().ok()?, offset: line("offset")?.parse().ok()?, password })
    }
}

/// A line of the sample: a new day, or an act of a party.
enum Step {
    Day(Date),
    Act(BodyId, String),
}

/// The lines of the sample that change the record.
fn steps(book: &Book) -> Vec<Step> {
    let lines = script::lines(SAMPLE, &mut Problems::default());
    let step = |line: Line| {
        let Line::Command(tokens, written) = line else { return None };
        match tokens.first()?.text.as_str() {
            "on" => tokens.get(1)?.text.parse().ok().map(Step::Day),
            first => {
                let author = book.agreement.parties().find(|party| book.agreement.body_of(*party).id == first)?;
                Some(Step::Act(author, written))
            }
        }
    };
    lines.into_iter().filter_map(|(_, line)| step(line)).collect()
}

/// The demo, whose nodes run.
pub struct Demo<'a> {
    book: &'a Book,
    folder: PathBuf,
    setting: Setting,
    machines: BTreeMap<BodyId, Machine>,
    /// How many leaves of each party's log the others must have before they go on.
    sizes: BTreeMap<BodyId, u64>,
}

impl<'a> Demo<'a> {
    /// Begins a demo in `folder`, which must not be there yet, or goes on with the one that is there. Its nodes run when this returns, each
    /// with the official `text` where it is given.
    pub fn begin(book: &'a Book, folder: &Path, port: u16, text: Option<&[u8]>) -> Result<Demo<'a>, DemoFault> {
        let program = std::env::current_exe().map_err(PlayFault::io("this program"))?;
        let is_new = !folder.exists();
        let setting = match Setting::read(folder) {
            Some(setting) => setting,
            None if is_new => {
                Setting { port, offset: offset_of(&book.agreement, first_day(book)), password: officers::password() }
            }
            None => return Err(DemoFault::NoDemo(folder.to_owned())),
        };
        let id = |party: BodyId| book.agreement.body_of(party).id.as_str();
        let machine = |party| (party, Machine::new(id(party), folder.join(id(party)), &program).for_long());
        let machines = book.agreement.parties().map(machine).collect();
        let mut demo = Demo { book, folder: folder.to_owned(), setting, machines, sizes: BTreeMap::new() };
        demo.check_ports()?;
        if is_new {
            demo.found()?;
            let folders = demo.machines.values().map(|machine| machine.folder.as_path());
            officers::enter(folders, &demo.setting.password)?
        } else {
            demo.set_clocks()?
        }
        demo.setting.write(folder)?;
        for machine in demo.machines.values_mut() {
            if let Some(bytes) = text {
                let path = official_text::path(&machine.folder);
                std::fs::write(&path, bytes).map_err(|fault| PlayFault::io(self::text(&path))(fault))?;
            }
            machine.start()?;
        }
        Ok(demo)
    }

    /// Where each party's pages are.
    pub fn addresses(&self) -> impl Iterator<Item = (BodyId, String)> + '_ {
        let ports = (self.setting.port + 1..).step_by(2);
        self.machines.keys().copied().zip(ports).map(|(party, port)| (party, format!("http://localhost:{port}/")))
    }

    /// The one password of all its officers.
    pub fn password(&self) -> &str {
        &self.setting.password
    }

    /// Plays what is left of the sample. `heard` is told how many of its lines are played, of how many, and the day; it says whether to
    /// go on. False if it was stopped.
    pub fn fill(&mut self, heard: &mut dyn FnMut(usize, usize, Date) -> bool) -> Result<bool, PlayFault> {
        self.await_signing()?;
        for (party, suite) in self.parties().into_iter().zip(SUITES.iter().cycle()) {
            self.empower(party, suite)?;
        }
        let steps = steps(self.book);
        // The first leaf of a log empowers its head, and every other one is an act of the sample.
        let mut done = self.sizes.iter().map(|(party, size)| (*party, size - 1)).collect::<BTreeMap<_, _>>();
        let mut day = first_day(self.book);
        for (number, step) in steps.iter().enumerate() {
            let (author, line) = match step {
                Step::Day(on) => {
                    day = *on;
                    continue;
                }
                Step::Act(author, line) => (*author, line),
            };
            let left = done.entry(author).or_default();
            if *left > 0 {
                *left -= 1;
                continue;
            }
            self.turn_to(day)?;
            self.act(author, line)?;
            if !heard(number + 1, steps.len(), day) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Stops all nodes.
    pub fn end(&mut self) {
        self.machines.values().for_each(Machine::tell_to_stop);
        self.machines.values_mut().for_each(Machine::stop);
    }

    fn check_ports(&self) -> Result<(), DemoFault> {
        let count = 2 * self.machines.len() as u16;
        let last = self.setting.port.checked_add(count);
        let ports = self.setting.port..last.ok_or(DemoFault::Port { port: self.setting.port, count })?;
        for port in ports {
            TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|_| DemoFault::Port { port, count })?;
        }
        Ok(())
    }

    /// Makes the nodes' folders and keys, and the founding that all of them share.
    fn found(&self) -> Result<(), PlayFault> {
        use std::os::unix::fs::DirBuilderExt as _;
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.folder);
        made.map_err(PlayFault::io(text(&self.folder)))?;
        let url = |port: u16| format!("https://127.0.0.1:{port}");
        let ports = || (self.setting.port..).step_by(2);
        for (machine, port) in self.machines.values().zip(ports()) {
            let (listen, url, pages) = (format!("127.0.0.1:{port}"), url(port), format!("127.0.0.1:{}", port + 1));
            let listens = ["--listen", &listen, "--url", &url, "--pages", &pages];
            found::init(&founder(machine), &self.book.agreement.id, self.setting.offset, &listens)?;
        }
        for (party, machine) in &self.machines {
            let others = self.machines.iter().zip(ports()).filter(|((other, _), _)| *other != party);
            let others = others.map(|((_, other), port)| (founder(other), url(port)));
            found::found(&founder(machine), &others.collect::<Vec<_>>())?;
        }
        Ok(())
    }

    /// Lets the clocks of kept nodes go on from where they stood.
    fn set_clocks(&self) -> Result<(), PlayFault> {
        const NAME: &str = "record_offset_seconds = ";
        for machine in self.machines.values() {
            let path = machine.folder.join(config::FILE);
            let said = std::fs::read_to_string(&path).map_err(PlayFault::io(text(&path)))?;
            let line = |line: &str| match line.starts_with(NAME) {
                true => format!("{NAME}{}\n", self.setting.offset),
                false => format!("{line}\n"),
            };
            std::fs::write(&path, said.lines().map(line).collect::<String>()).map_err(PlayFault::io(text(&path)))?;
        }
        Ok(())
    }

    fn await_signing(&self) -> Result<(), PlayFault> {
        let look = || {
            for party in self.machines.keys() {
                if self.look(*party)?.standing != Standing::Signing {
                    return Ok(None);
                }
            }
            Ok(Some(()))
        };
        await_until("all nodes sign", look, String::new)
    }

    fn look(&self, party: BodyId) -> Result<seen::Seen, PlayFault> {
        seen::look(&self.machines[&party], own(party), &self.book.agreement)
    }

    fn parties(&self) -> Vec<BodyId> {
        self.machines.keys().copied().collect()
    }

    /// Enters the key of a party's head into its log, unless that was done.
    fn empower(&mut self, party: BodyId, suite: &str) -> Result<(), PlayFault> {
        self.note_size(party)?;
        if self.sizes[&party] == 0 {
            let founder = founder(&self.machines[&party]);
            // A key that a broken-off demo has made was never entered.
            let _ = std::fs::remove_file(found::head_key(founder.folder));
            found::empower(&founder, suite)?;
            self.note_size(party)?;
        }
        Ok(())
    }

    /// Lets the clocks of all nodes go on to the morning of a day, if it is still to come.
    fn turn_to(&mut self, day: Date) -> Result<(), PlayFault> {
        let offset = offset_of(&self.book.agreement, day);
        if offset <= self.setting.offset {
            return Ok(());
        }
        self.setting.offset = offset;
        self.setting.write(&self.folder)?;
        self.machines.values().try_for_each(|machine| answered(machine, Errand::RecordTime { on: day.to_string() }))
    }

    /// Lays an act before the node of its author, once that node has what the others did before.
    fn act(&mut self, author: BodyId, line: &str) -> Result<(), PlayFault> {
        let look = || {
            let seen = self.look(author)?;
            let has = |(party, size): (&BodyId, &u64)| seen.log(*party).is_some_and(|log| log.folded >= *size);
            Ok(self.sizes.iter().all(has).then_some(()))
        };
        await_until("a node has what the others did", look, String::new)?;
        answered(&self.machines[&author], Errand::Line { line: line.to_owned() })?;
        self.note_size(author)
    }

    fn note_size(&mut self, party: BodyId) -> Result<(), PlayFault> {
        let size = self.look(party)?.log(party).map_or(0, |log| log.size);
        self.sizes.insert(party, size);
        Ok(())
    }
}

fn founder(machine: &Machine) -> Founder<'_> {
    Founder { id: &machine.name, folder: &machine.folder }
}

/// Has an errand done that must not be refused.
fn answered(machine: &Machine, errand: Errand) -> Result<(), PlayFault> {
    let command = format!("{errand:?}");
    let told = machine.ask(errand, Language::En)?;
    if told.code == 0 { Ok(()) } else { Err(PlayFault::Command { command, said: told.lines.join("\n") }) }
}

fn first_day(book: &Book) -> Date {
    let signed = book.agreement.signed.as_ref().map_or(Date::constant(2018, 1, 1), |signed| signed.date);
    steps(book).iter().find_map(|step| if let Step::Day(day) = step { Some(*day) } else { None }).unwrap_or(signed)
}

/// What a demo says when its nodes run: where each party's pages are.
pub fn told(words: &Words<'_>, demo: &Demo<'_>, on: Option<Date>) -> Vec<String> {
    let day = on.map_or(String::new(), |on| format!("?on={on}"));
    let tag = words.language.tag();
    let node = |(party, address): (BodyId, String)| {
        format!("  {}\n    {address}{tag}/{day}", words.language.sentence(&words.body(party)))
    };
    let names = officers::SEATS.map(|(sign_in, ..)| sign_in).join(" · ");
    let sign_ins = Message::new("demo-sign-ins").text("names", names).text("password", demo.password());
    let begun = std::iter::once(words.key("demo-begun")).chain(demo.addresses().map(node));
    begun.chain([words.say(&sign_ins)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_of_acts_that_parties_lay_before_their_nodes_without_an_officer() {
        let book = Book::open("greater_bay_area_2017").expect("a shipped agreement");
        let steps = steps(&book);
        let acts = steps.iter().filter(|step| matches!(step, Step::Act(..))).count();
        assert!(acts > 90, "a lived-in sample: {acts} acts");
        let commands = SAMPLE.lines().filter_map(|line| line.strip_prefix("> ")).collect::<Vec<_>>();
        let others = ["agreement ", "is ", "status ", "next "];
        let counted = commands.iter().filter(|line| !others.iter().any(|other| line.starts_with(other))).count();
        assert_eq!(steps.len(), counted, "every line that is an act or a day is played");
        assert!(!commands.iter().any(|line| line.contains(" signs ") || line.contains(" votes ")), "no officer is needed");
        assert!(steps.iter().filter_map(|step| if let Step::Day(day) = step { Some(*day) } else { None }).is_sorted());
    }

    #[test]
    fn what_a_folder_says_of_its_demo_is_read_as_it_was_written() {
        let folder = std::env::temp_dir().join(format!("demo-{}", crate::hex::write(&crate::random::<8>())));
        assert_eq!(Setting::read(&folder), None);
        std::fs::create_dir(&folder).expect("a folder");
        let setting = Setting { port: 18_170, offset: -250_000_000, password: officers::password() };
        setting.write(&folder).expect("a file");
        assert_eq!(Setting::read(&folder), Some(setting));
        std::fs::remove_dir_all(&folder).expect("our folder");
    }
}
