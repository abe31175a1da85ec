//! `counterpart demo`: begins it, tells where its pages are, fills it behind a line of progress, and ends when it is told to.

use super::{Done, Options};
use crate::book::{Book, Stopped};
use crate::demo::{self, Demo};
use crate::serve::run::stop_signal;
use crate::{failure, official_text};
use agreement::message::Message;
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use words::Words;

/// The agreement of the demo.
const AGREEMENT: &str = "greater_bay_area_2017";

/// What `demo` takes.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Keep the data in this folder; a demo that is there goes on
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
    /// The first of the ports on this machine, two for each node
    #[arg(long, default_value_t = demo::PORT)]
    port: u16,
    /// Attach the official text, your own file, to the four nodes: the agreement's page shows it
    #[arg(long, value_name = "FILE")]
    text: Option<String>,
    /// Stop after so many seconds
    #[arg(long, value_name = "SECONDS")]
    stop_after: Option<u64>,
}

/// Runs the demo until it is told to stop.
pub fn run(options: &Options, arguments: &Arguments) -> anyhow::Result<Done> {
    let book = match Book::open(AGREEMENT) {
        Ok(book) => book,
        Err(stopped) => return super::settled(options.lang, Err(stopped)),
    };
    let vocabulary = book.vocabulary(options.lang).unwrap_or_default();
    let words = Words::new(options.lang, &book.agreement, &vocabulary);
    let text = match arguments.text.as_deref().map(|file| official(&words, &book, file)).transpose() {
        Ok(text) => text,
        Err(stopped) => return super::settled(options.lang, Err(stopped)),
    };
    let passing = std::env::temp_dir().join(format!("counterpart-demo-{}", crate::hex::write(&crate::random::<8>())));
    let folder = arguments.keep.as_ref().map_or(Ok(passing.clone()), std::path::absolute)?;
    let played = play(&words, &book, &folder, text.as_deref(), options, arguments);
    if arguments.keep.is_none() && passing.exists() {
        // Nothing is lost with it: at worst it stays among what passes.
        let _ = std::fs::remove_dir_all(&passing);
    }
    played.map(|()| Done::ok(Vec::new()))
}

/// The official text that somebody names, which must be that of this agreement.
fn official(words: &Words<'_>, book: &Book, file: &str) -> Result<Vec<u8>, Stopped> {
    let bytes = failure::read(file)?;
    if official_text::is_alike(&official_text::compare(&book.agreement, &bytes)) {
        return Ok(bytes);
    }
    Err(Stopped::Use(words.say(&Message::new("attach-nothing-alike").text("file", file))))
}

fn play(
    words: &Words<'_>,
    book: &Book,
    folder: &std::path::Path,
    text: Option<&[u8]>,
    options: &Options,
    arguments: &Arguments,
) -> anyhow::Result<()> {
    // Heard from here on: who ends it while it begins leaves no nodes behind.
    let stop = Stop::listen(arguments.stop_after.map(Duration::from_secs))?;
    let mut demo = Demo::begin(book, folder, arguments.port, text)?;
    say(&demo::told(words, &demo, options.on).join("\n"));
    let (mut last, shown) = (None, std::io::stderr().is_terminal());
    let filled = demo.fill(&mut |played, all, day| {
        last = Some(day);
        if shown {
            let said = Message::new("demo-filling").number("played", played as i64).number("all", all as i64).date("day", day);
            eprint!("\r\x1b[K{}", words.say(&said));
        }
        !stop.is_told()
    });
    if shown {
        eprint!("\r\x1b[K");
    }
    // Ctrl-C reaches the nodes as well, and one that has ended answers nothing more.
    let filled = filled.or_else(|fault| if stop.is_told() { Ok(false) } else { Err(fault) });
    if filled? {
        let complete = |day| words.say(&Message::new("demo-filled").date("day", day));
        say(&last.map_or_else(|| words.key("demo-filled-before"), complete));
        if arguments.keep.is_some() {
            say(&words.say(&Message::new("demo-kept").text("folder", folder.to_string_lossy())));
        }
        stop.wait();
    }
    demo.end();
    Ok(())
}

fn say(lines: &str) {
    // A reader that closes the pipe has read enough; that is no failure.
    let _ = writeln!(std::io::stdout().lock(), "{lines}");
}

/// Whether somebody has told the demo to stop, or its time is over.
struct Stop {
    told: Arc<AtomicBool>,
    thread: std::thread::JoinHandle<()>,
}

impl Stop {
    fn listen(after: Option<Duration>) -> std::io::Result<Stop> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let told = Arc::new(AtomicBool::new(false));
        let heard = told.clone();
        let thread = std::thread::spawn(move || {
            runtime.block_on(stop_signal(after));
            heard.store(true, Ordering::Relaxed);
        });
        Ok(Stop { told, thread })
    }

    fn is_told(&self) -> bool {
        self.told.load(Ordering::Relaxed)
    }

    fn wait(self) {
        let _ = self.thread.join();
    }
}
