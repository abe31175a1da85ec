//! Reaching the record: through the socket of the running node, or by opening the folder where none runs.

use super::NodeFault;
use crate::commands::Done;
use crate::control;
use crate::errand::{Errand, Request, Told};
use crate::home::Home;
use crate::recorder::Recorder;
use crate::serve::machine::Machine as _;
use crate::serve::run;
use words::Language;

/// The way to a node's record.
pub struct Reach<'a> {
    /// The node's folder.
    pub home: &'a Home,
    /// The language of answers.
    pub language: Language,
}

impl Reach<'_> {
    /// Has an errand done.
    pub fn run(&self, errand: Errand) -> Result<Told, NodeFault> {
        let request = Request { language: self.language, errand };
        let path = self.home.control();
        if let Some(told) = control::ask(&path, &request).map_err(NodeFault::io(&path))? {
            return Ok(told);
        }
        let (disk, stop) = run::open_disk(self.home)?;
        let mut recorder = Recorder::open(self.home, disk, stop)?;
        Ok(recorder.run(&request, self.home.clock.now()))
    }

    /// Has an errand done whose answer is printed.
    pub fn done(&self, errand: Errand) -> Result<Done, NodeFault> {
        self.run(errand).map(done)
    }
}

/// An answer as it is printed.
pub fn done(told: Told) -> Done {
    Done { lines: told.lines, code: told.code }
}
