//! The command `counterpart-verify`: one folder in, one sentence out.

use agreement::Agreement;
use clap::Parser;
use jiff::civil::Date;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::FolderDisk;
use verify::book::{self, Book};
use verify::progress::Progress;
use verify::{Asked, Fault, founding, proven, tell};
use words::{Language, Vocabulary, Words};

/// Checks a whole counterpart again, with no node and no network, and says what that proves or the first thing that is wrong.
/// Ends with 0 if everything holds, 1 if something is wrong, 2 if it was called wrongly.
#[derive(Parser)]
#[command(name = "counterpart-verify", version, about)]
struct Arguments {
    /// The folder of the counterpart: the one with its `journal`, or the one that holds it as `data`; a backup too.
    folder: PathBuf,
    /// The founding file; by default `founding.txt` in the folder or beside it.
    #[arg(long, value_name = "FILE")]
    founding: Option<PathBuf>,
    /// The folder of the agreement, with its `rules.kdl`; by default the one shipped under the name that the founding gives.
    #[arg(long, value_name = "FOLDER")]
    agreement: Option<PathBuf>,
    /// Also checks a receipt (tlog-proof) of one act.
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
    /// Also says how the agreement stands on this day, by the record that was proved.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// The language: zh-Hant, zh-Hans, en or pt.
    #[arg(long, default_value = "zh-Hant", value_parser = language)]
    lang: Language,
    /// Gives data instead of sentences.
    #[arg(long)]
    json: bool,
}

fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| "zh-Hant, zh-Hans, en, pt".to_owned())
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if !arguments.folder.is_dir() {
        eprintln!("counterpart-verify: {} is no folder", arguments.folder.display());
        return ExitCode::from(2);
    }
    let (lines, code) = match check(&arguments) {
        Ok(lines) => (lines, 0),
        Err(faults) => (told(&arguments, &faults), 1),
    };
    use std::io::Write as _;
    // A reader that closes the pipe has read enough; that is no failure.
    let _ = writeln!(std::io::stdout().lock(), "{}", lines.join("\n"));
    ExitCode::from(code)
}

fn check(arguments: &Arguments) -> Result<Vec<String>, Vec<Fault>> {
    let one = |fault| vec![fault];
    let folder = journal_folder(&arguments.folder);
    let founding = founding::open(&folder, arguments.founding.as_deref()).map_err(one)?;
    let book = Book::open(&founding, arguments.agreement.as_deref()).map_err(one)?;
    let vocabulary = book.vocabulary(arguments.lang);
    let words = Words::new(arguments.lang, &book.agreement, &vocabulary);
    let receipt = receipt(arguments)?;
    let calendars = book::calendars();
    let asked = Asked {
        receipt: receipt.as_ref().map(|(name, bytes)| (name.as_str(), bytes.as_slice())),
        on: arguments.on.map(|day| (day, &calendars)),
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut progress = Progress::new(&words);
    let disk = FolderDisk::reader(&folder);
    let mut watch = |stage, done, all| progress.show(stage, done, all);
    let found = verify::prove(&disk, &founding, &book.agreement, &asked, threads, &mut watch);
    progress.end();
    let proven = found?;
    if arguments.json {
        return Ok(vec![pretty(&tell::proven_data(&proven))]);
    }
    let mut lines = tell::proven(&words, &proven);
    if let Some(report) = &proven.report {
        lines.push(String::new());
        lines.extend(tell::standing(&words, report));
    }
    Ok(lines)
}

/// The receipt that is to be checked too: its name and bytes.
fn receipt(arguments: &Arguments) -> Result<Option<(String, Vec<u8>)>, Vec<Fault>> {
    let Some(path) = &arguments.receipt else { return Ok(None) };
    let name = path.to_string_lossy().into_owned();
    let bytes = std::fs::read(path).map_err(|error| proven::unreadable(&name, &error))?;
    Ok(Some((name, bytes)))
}

/// The folder with the journal: the one given, or `data` in it, as a node lays it out.
fn journal_folder(given: &Path) -> PathBuf {
    let data = given.join("data");
    if !given.join("journal").exists() && data.join("journal").exists() { data } else { given.to_owned() }
}

/// The first thing that is wrong. It may be that there is no agreement to take names from, and none is needed.
fn told(arguments: &Arguments, faults: &[Fault]) -> Vec<String> {
    if arguments.json {
        return vec![pretty(&tell::wrong_data(faults))];
    }
    let agreement = Agreement::read("agreement none format=1").expect("an agreement of nothing");
    let vocabulary = Vocabulary::default();
    let words = Words::new(arguments.lang, &agreement, &vocabulary);
    faults.first().map(|fault| tell::wrong(&words, fault)).unwrap_or_default()
}

fn pretty(value: &serde_json::Value) -> String {
    serde_json::to_string_pretty(value).expect("what is told is plain data")
}
