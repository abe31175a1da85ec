//! One line on the standard error while somebody watches: what is being done, and how far it is.

use crate::proven::Stage;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};
use words::Words;

/// How often the line is written anew.
const EVERY: Duration = Duration::from_millis(100);

/// Cells of the bar.
const CELLS: u64 = 30;

/// The line; nothing is written where nobody watches.
pub struct Progress {
    names: [String; 3],
    shown: Option<Instant>,
    watched: bool,
}

impl Progress {
    /// A line in the reader's language.
    pub fn new(words: &Words<'_>) -> Progress {
        let names = ["verify-stage-journal", "verify-stage-acts", "verify-stage-heads"].map(|key| words.key(key));
        Progress { names, shown: None, watched: std::io::stderr().is_terminal() }
    }

    /// Shows how far a stage is.
    pub fn show(&mut self, stage: Stage, done: u64, all: u64) {
        if !self.watched || self.shown.is_some_and(|shown| shown.elapsed() < EVERY) {
            return;
        }
        self.shown = Some(Instant::now());
        let name = match stage {
            Stage::Journal => &self.names[0],
            Stage::Acts => &self.names[1],
            Stage::Heads => &self.names[2],
        };
        let full = done * CELLS / all.max(1);
        let bar: String = (0..CELLS).map(|cell| if cell < full { '█' } else { '░' }).collect();
        let _ = write!(std::io::stderr(), "\r{bar} {:3} %  {name}\u{1b}[K", done * 100 / all.max(1));
    }

    /// Takes the line away.
    pub fn end(&self) {
        if self.shown.is_some() {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    }
}
