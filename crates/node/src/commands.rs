//! The commands: what each takes, and where it is answered. Exit codes: 0 answered, 1 refused or problems, 2 wrong use.

pub mod ask;
mod attach;
mod demo;
mod files;
pub mod node;
mod scenarios;

use crate::book::Stopped;
use crate::folder::FOUNDING;
use agreement::message::Message;
use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;
use std::path::PathBuf;
use words::tell::problems;
use words::{Language, Vocabulary, Words};

/// Counterpart runs an agreement between governments.
#[derive(Parser, Debug)]
#[command(name = "counterpart", version, about)]
pub struct Arguments {
    /// What every command takes.
    #[command(flatten)]
    pub options: Options,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Args, Debug)]
pub struct Options {
    /// A shipped agreement, or a folder that holds one
    #[arg(long, global = true, value_name = "ID|FOLDER", default_value = FOUNDING)]
    pub agreement: String,
    /// Events: a script, JSON or facts in KDL; `-` for standard input. Default: the folder's facts.kdl
    #[arg(long, global = true, value_name = "FILE|-")]
    pub events: Option<String>,
    /// The day asked about. Default: today at the agreement's offset
    #[arg(long, global = true, value_name = "DATE")]
    pub on: Option<Date>,
    /// The day on which the asker knew. Default: the day asked about
    #[arg(long, global = true, value_name = "DATE")]
    pub known_at: Option<Date>,
    /// Only this reading of a point, `last_day=first_day_counts`; may be repeated
    #[arg(long, global = true, value_name = "POINT=OPTION")]
    pub reading: Vec<String>,
    /// The folder of a node, whose record is asked or changed
    #[arg(long, global = true, value_name = "FOLDER")]
    pub dir: Option<PathBuf>,
    /// Only what concerns this body
    #[arg(long, global = true, value_name = "BODY")]
    pub party: Option<String>,
    /// zh-Hant, zh-Hans, en or pt
    #[arg(long, global = true, value_name = "LANG", default_value = "zh-Hant", value_parser = language)]
    pub lang: Language,
    /// Answer as data
    #[arg(long, global = true)]
    pub json: bool,
}

fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| "one of zh-Hant, zh-Hans, en, pt".to_owned())
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Is the agreement in force, or how does one matter stand?
    Status {
        /// A matter, such as key_work/2018
        matter: Option<String>,
    },
    /// Who owes what by when?
    Duties {
        /// Only periods that lie in this year
        #[arg(long)]
        year: Option<i16>,
    },
    /// Which act is needed next, and from whom?
    Next,
    /// What does the agreement leave open?
    Open,
    /// The grounds of whatever an identifier names
    Why {
        /// A matter, rule, event, provision, entry or reading
        id: String,
    },
    /// Read the text of an agreement: its structure, and problems with their positions
    Read {
        /// The text, UTF-8; `-` for standard input
        file: String,
    },
    /// The agreements at hand; `new ID` begins a folder
    Agreements {
        /// What to do; none lists them
        #[command(subcommand)]
        action: Option<AgreementsAction>,
    },
    /// Attach the official text: bind each provision that is cited to its words; with --dir to that node, whose pages show it
    Attach {
        /// The official text, UTF-8
        file: String,
    },
    /// Check a rule file: every problem at once
    Check {
        /// The rule file
        file: String,
    },
    /// The JSON Schema of the canonical form of rule files
    Schema,
    /// Scenarios
    Scenario {
        /// What to do
        #[command(subcommand)]
        action: ScenarioAction,
    },
    /// Try a proposed rule file on the recorded years
    Simulate {
        /// The rule file as proposed
        file: String,
    },
    /// All parties' nodes on this machine, with their pages and two years of an invented record
    Demo(demo::Arguments),
    /// What a node does
    #[command(flatten)]
    Node(node::NodeCommand),
}

/// What to do about agreements.
#[derive(Subcommand, Debug)]
pub enum AgreementsAction {
    /// Begin a folder for an agreement, with every file it needs
    New {
        /// Its name: lower-case letters, digits and `_`; a path may stand before it
        id: String,
    },
}

/// What to do with a scenario.
#[derive(Subcommand, Debug)]
pub enum ScenarioAction {
    /// Play a script and hold it against its recorded transcripts
    Run {
        /// The script; with --nodes, none is the story that is shipped
        #[arg(required_unless_present = "nodes")]
        file: Option<String>,
        /// Play it on so many nodes, one for each party, on this machine
        #[arg(long, value_name = "COUNT")]
        nodes: Option<usize>,
        /// Leave the folders of the nodes in this folder, which must not be there yet
        #[arg(long, value_name = "FOLDER", requires = "nodes")]
        keep: Option<PathBuf>,
        /// Record the transcripts, after printing the difference
        #[arg(long)]
        accept: bool,
    },
}

/// What a command came to.
pub struct Done {
    /// What to print.
    pub lines: Vec<String>,
    /// The exit code.
    pub code: u8,
}

impl Done {
    fn ok(lines: Vec<String>) -> Done {
        Done { lines, code: 0 }
    }

    fn refused(lines: Vec<String>) -> Done {
        Done { lines, code: 1 }
    }
}

/// Runs a command. Only the world's failures are errors; problems and refusals are printed answers with code 1.
pub fn run(options: &Options, command: &Command) -> anyhow::Result<Done> {
    let done = match command {
        Command::Read { file } => files::read_text(options, file),
        Command::Agreements { action } => files::agreements(options, action.as_ref()),
        Command::Attach { file } => attach::attach(options, file),
        Command::Check { file } => files::check(options, file),
        Command::Schema => Ok(Done::ok(vec![agreement::rule_file::schema::schema().trim_end().to_owned()])),
        Command::Scenario { action: ScenarioAction::Run { file, nodes: Some(count), keep, accept } } => {
            let told = scenarios::Told { file: file.as_deref(), count: *count, keep: keep.as_deref(), accept: *accept };
            return scenarios::play_on_nodes(options, &told);
        }
        Command::Scenario { action: ScenarioAction::Run { file, accept, .. } } => {
            scenarios::play(options, file.as_deref().unwrap_or_default(), *accept)
        }
        Command::Demo(arguments) => return demo::run(options, arguments),
        Command::Node(command) => return of_node(node::run(options, command)),
        question => match &options.dir {
            Some(folder) => return of_node(node::ask(options, folder)),
            None => ask::ask(options, question),
        },
    };
    settled(options.lang, done)
}

/// What a command of a node came to: wrong use is an answer with code 2, anything else a failure.
fn of_node(done: Result<Done, node::NodeFault>) -> anyhow::Result<Done> {
    match done {
        Err(node::NodeFault::Use(said)) => Ok(Done { lines: vec![said], code: 2 }),
        done => Ok(done?),
    }
}

/// Problems of files as an answer in a language; failures of the world as they are.
pub fn settled(language: Language, done: Result<Done, Stopped>) -> anyhow::Result<Done> {
    match done {
        Ok(done) => Ok(done),
        Err(Stopped::World(failure)) if failure.is_wrong_use() => Ok(Done { lines: vec![failure.to_string()], code: 2 }),
        Err(Stopped::World(failure)) => Err(failure.into()),
        Err(Stopped::File { name, text, problems: found }) => Ok(file_problems(language, &name, &text, &found)),
        Err(Stopped::Use(said)) => Ok(Done { lines: vec![said], code: 2 }),
    }
}

/// A file's problems as an answer.
fn file_problems(language: Language, name: &str, text: &str, found: &agreement::problem::Problems) -> Done {
    let (agreement, vocabulary) = (nothing(), Vocabulary::default());
    let words = Words::new(language, &agreement, &vocabulary);
    Done::refused(problems::problems(&words, name, text, found))
}

/// An agreement that says nothing: what a sentence is said under when there is none to name things by.
fn nothing() -> agreement::Agreement {
    agreement::Agreement::read("agreement none format=1").expect("the smallest rule file is a rule file")
}

/// Today by the clock, so many hours east of UTC.
fn today(utc_offset_hours: i8) -> Date {
    let offset = jiff::tz::Offset::from_hours(utc_offset_hours).expect("an offset within fourteen hours");
    offset.to_datetime(jiff::Timestamp::now()).date()
}

/// A sentence outside any agreement.
fn say(language: Language, message: &Message) -> String {
    let (agreement, vocabulary) = (nothing(), Vocabulary::default());
    Words::new(language, &agreement, &vocabulary).say(message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;
    use std::collections::BTreeSet;

    /// The names of what a command takes, by whether every command takes it too.
    fn taken(command: &clap::Command, is_global: bool) -> impl Iterator<Item = String> + '_ {
        command.get_arguments().filter(move |one| one.is_global_set() == is_global).map(|one| one.get_id().to_string())
    }

    fn assert_own_names(command: &clap::Command, globals: &BTreeSet<String>) {
        for name in taken(command, false) {
            assert!(!globals.contains(&name), "`{}` takes `{name}` beside the option of every command", command.get_name());
        }
        command.get_subcommands().for_each(|below| assert_own_names(below, globals));
    }

    /// One value under both names would be read as two types, which ends the program.
    #[test]
    fn no_command_calls_a_value_of_its_own_as_an_option_of_all_is_called() {
        let command = Arguments::command();
        let globals = taken(&command, true).collect::<BTreeSet<_>>();
        assert!(globals.contains("on") && globals.contains("party"), "{globals:?}");
        assert_own_names(&command, &globals);
    }
}
